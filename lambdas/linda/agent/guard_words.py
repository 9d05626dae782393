"""The words with which a text claims what only code can know, in English and Spanish, for the reply guard.

All patterns are for text in lower case without accents. They are strings: re compiles each on first use, and most
turns after a cold start need none.
"""

from linda.replies import OPT_OUT_WORDS, OTHER_OPT_OUT_WORDS


def _any(*patterns: str) -> str:
    return "|".join(patterns)


DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|lunes|martes|miercoles|jueves|viernes"
    r"|sabados?|domingos?|today|tonight|tomorrow|hoy|manana)\b"
)
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|ene|abr|mayo|ago|dic)[a-z]*\b"
_NUMBERED = r"(?:[0-9]{1,2}(?:st|nd|rd|th)\b|[0-9]{1,2} de [a-z]+|[0-9]{1,2}/[0-9]{1,2}\b)"
DATE = rf"(?:{MONTH}\.? [0-9]{{1,2}}|{_NUMBERED})"
# Where the mention of a day begins, including a word that makes it a different day, or no day at all.
DAY_START = rf"(?:\b(?:next|last|past|every|cada|los|soy|not|instead of|day after|pasado) )?\b(?:{DAY}|{DATE})"

# --- What a clause is.

CLAUSE_END = _any(
    r"[;:]\s",
    rf",(?!\s(?:20[0-9]{{2}}\b|{MONTH}))\s",  # not within a date
    r"\s[-/]+\s",
    r"\s(?=(?:and|but|so|because|since|now that|y|pero|porque)\s)",
)
FILLER = (
    r"^(?:[^\w$\u00bf+]|(?:and|but|so|then|also|ok|okay|sure|great|perfect|yes|sorry|hi|well|y|e|pero|entonces)\b)*"
    r"(?=[\w\u00bf])"
)
# "Did you know that you're booked?" asks nothing.
QUESTION = r"(?:or |o )?(?!(?:do|did) you (?:know|see|remember|recall|notice)\b)(?:" + _any(
    r"\u00bf",
    r"(?:what|which|when|where|who|why|how|do|does|is|are|was|were|anything|any)\b",
    r"(?:shall|should|would|can|could|may|will|have|has|did)"
    rf" (?:(?:i|you|we|it|he|they|that|this|the|your|brandon)\b(?! (?:down|in|for|at|on)\b)|{DAY})",
    r"(?:que|cual|cuando|como|cuanto|donde|quiere|desea|prefiere|[lt]e gustaria)\b",
) + ")"  # fmt: skip
# What asks for an answer without a question mark.
REQUEST = (
    r"(?:just |please )*(?:tell|let me know|pick|choose|reply|text|send|give|say|digame|dime|elija|escoja|responda)\b"
)
# A topic ahead of a question: "For Friday at 10 AM, which phone is it?".
TOPIC = rf"(?:for|on|para|el)(?:[ ,]+(?:at|a|las?|the|el|next|[0-9:]+|[ap]m|{DAY}|{DATE}))+"
# A subject and verb right before a claim: a statement even within a question.
STATED = "(?:" + _any(
    r"\b(?:you|we|they)(?:'re|'ve| are| have| were)",
    r"\b(?:it|that|this|he|all|everything)(?:'s| is| has| was)",
    r"\b(?:i|we)(?:'ve|'m| have| am| had)?",
    r"\b(?:appointment|appt|booking|reservation|slot|spot|repair|visit)(?:'s| is| has| was)",
    r"\b(?:cita|reserva|turno|espacio) (?:esta|fue|queda|quedo|ha sido)",
) + r")(?: (?:now|already|just|all|been|officially|both|ya))* $"  # fmt: skip
# These, before that, undo it: "if you're booked", "shall I".
TURNED = (
    r"\b(?:if|once|before|until|unless|when|after|whether|as soon as|shall|should|can|could|may|might|do|does|did|will"
    r"|would|is|are|have|has|si|cuando) $"
)
# Anywhere before a claim, these make it an offer, a condition, a denial or a general remark.
UNREAL = _any(
    r"\b(?:can(?:no)?t?|could|would|might|may(?! [0-9])|should|shall|must|want|wants|need|let me|let's)\b|'d\b",
    r"\b(?:if|once|before|until|unless|when|whether|usually|most|typically)\b",
    r"\b(?:not|no(?! (?:problem|worries|doubt))|nothing|never|none|without)\b|n't\b",
    r"\bto (?:book|get|make|set|schedule|change|cancel|move|keep|have|find|check|see|confirm|reserve|hold|save)\b",
    r"\bto (?:reschedule|come|add|put|give|take|do)\b|\bpara \w+[aei]r\b",
    r"\b(?:puedo|puede[ns]?|podemos|podria|quiere[ns]?|desea|cuando|antes|hasta|sin|necesito)\b",
    r"\bsi (?:quiere|desea|gusta|prefiere|necesita|[tl]e|me|no)\b",
)

# --- Bookings, and what happened to them.

_APPOINTMENT = r"(?:appointment|appt|booking|reservation|cita|reserva|turno)"
_IF_DONE = r"(?!.*\b(?:once|if|when|as soon as|after|unless)\b)"
_BOOK_ES = r"(?:apart|apunt|anot|agend|reserv|program|confirm|separ)"
BOOKED = _any(
    # the participles, in any tense; "fully booked" and "2 PM is already booked" tell of a day
    r"\b(?<!fully )(?<![ap]m is already )(?<!(?:slot|spot|time) is already )(?<!one is already )booked\b(?! up| solid)",
    r"\b(?:reserved|reserving|confirmed|scheduled|scheduling|secured|securing|locked|lined up|set aside)\b",
    r"\b(?:pencil+ed|all set|good to go|taken care of|squared away|sorted out|holding|held for|blocked)\b",
    # a place for the customer: "put you down", "you're in for Friday", "saved your spot", "it's yours", "2 PM it is"
    r"\b(?:added|adding|put|putting|got|have|has|signed|noted|marked|entered|squeezed|fit|fitted|slotted|wrote) you"
    rf" (?:both |all )?(?:down|in|on|for|at|to|set|{DAY})",
    rf"(?:(?<=you're )|(?<=you are )|(?<=it is )|(?<=it's )|(?<=repair is ))(?:all )?(?:in|on|down|set)"
    rf"(?:$| (?:for|at|on|{DAY}))",
    r"\bon (?:the|our|my|his|brandon's) (?:calendar|schedule|books?)\b|\bin the books?\b",
    r"\b(?:your|tu|su) (?:\w+ ){0,2}(?:slot|spot|espacio|lugar|hora)\b",
    r"\bes (?:suy|tuy)[oa]\b|\b(?:cuente|contamos) con (?:usted|su|tu)\b",
    r"\byour (?:visit|time|place)(?:'s| is| was)\b|\bof your visit",
    r"\b(?:is|are|'s) (?:all )?yours\b",
    r"\b(?:day|tomorrow|today|tonight|[ap]m|noon|morning|afternoon|evening|[0-9]) it is\b",
    # any mention of the customer's appointment, or of one that was made
    rf"\b(?:your|that|this|tu|su|la|una|esa) (?:\w+ ){{0,3}}{_APPOINTMENT}\b(?! (?:takes|lasts))",
    r"\b(?:made|make|making|created?|creating|set up|setting up|arranged|entered|placed|got|put in|have)"
    rf" (?:an?|the|your|una?|la) (?:\w+ ){{0,2}}{_APPOINTMENT}\b",
    rf"\b{_APPOINTMENT}\W+(?:(?:is|has|was|now|been|all|esta|queda|quedo|fue|ya) )*"
    r"(?:set|made|in|complete|done|placed|received|stands|lista|hecha)\b",
    # a promise, which no later turn would keep
    r"\b(?:i|we|i'll|we'll|i will|we will|i'm going to) (?:now |just |then |gladly )?"
    rf"(?:book|reserve|hold|save|schedule|pencil|put you)\b{_IF_DONE}",
    # a goodbye until a day: "see you Friday"
    rf"\b(?:see|seeing|expect|expecting) you (?:then|there|at|on|in the|this|next|bright|{DAY})|\bexpecting you\b",
    r"\b(?:[tl][eoa]s? (?:espero|esperamos|veo|vemos)|nos vemos)\b",
    # just "done"
    r"^(?:all |it's |it is |consider it |that's )?done\b|^(?:ya |todo )?(?:listo|hecho)\b",
    r"^(?:ya |todo )?qued(?:o|amos)\b|\btodo (?:esta |quedo )?arreglado\b",
    # "te apunte", "le hemos apartado", "queda programada"
    rf"\b{_BOOK_ES}ad[oa]s?\b|\b[tl][eoa]s? (?:\w+ )?(?:{_BOOK_ES}|guard)\w+",
)
# A second booking is not the stored one.
MORE_THAN_ONE = r"\b(?:too|also|another|both|second|as well|tambien|otra|dos)\b"
CHANGED = _any(
    r"\b(?:cancel(?:l)?ed|cancel(?:l)?ing|rescheduled|rescheduling|called off|removed|removing|deleted|deleting)\b",
    r"\b(?:moved|moving|changed|changing|switched|switching|pushed|shifted|bumped|swapped|updated|cleared|voided)\b",
    r"\boff the (?:books|schedule|calendar|list)|\b(?:took|taken|taking) (?:you|it|that|your \w+) off",
    rf"\b{_APPOINTMENT}(?:'s| is| has been) (?:now|gone|no more)\b",
    r"\bcancel(?:l)?ation\b|\byou(?:'re| are) now (?:on|at|in)\b",
    # a promise
    r"\b(?:i|i'll|i will|i'm going to) (?:now |just |then )?"
    rf"(?:cancel|remove|delete|move|reschedule|change|switch|push)\b{_IF_DONE}",
    # "cambio" alone means a replacement
    r"\b(?:anul|borr|cancel|elimin|reprogram)(?:e|o|ad[oa]s?|amos|ando)\b|\b(?:cambia|movi)d[oa]s?\b",
    rf"\b(?:movi|cambi[eo]|quit[eo]|quitado) (?:tu|su|la) (?:\w+ ){{0,2}}{_APPOINTMENT}\b",
    rf"\b{_APPOINTMENT} (?:ya )?(?:se )?(?:movio|cambio|cancelo|quito|paso)\b",
    rf"\bya no (?:tiene|hay|existe) .*{_APPOINTMENT}",
    r"\b(?:[tls]e|la|lo|su|he|hemos|ya) (?:cambi|mov|pas|quit)(?:e|o|i|amos|imos)\b",
)
_DONE = _any(
    r"\bready (?:in|by|for|to be|to pick|now|today|tomorrow)\b|\b(?:is|it's) ready\b",
    r"\bpick (?:it|your \w+) up\b|\bpick up your\b",
    r"\bya (?:\w+ )?(?:arregl|repar|termin|acab|cambi)(?:e|amos)\b|\b(?:arregl|repar|termin)(?:e|amos) (?:su|tu)\b",
    r"\bpuede[ns]? (?:\w+ ){0,2}(?:recoger|buscar|retirar)(?:l[oa])?\b",
    r"\b(?:esta|quedo|quedara|estara) (?:\w+ ){0,2}?(?:cambiad[oa]|list[oa]|arreglad[oa]|reparad[oa]|terminad[oa])\b",
)
# That a repair is done, or when it will be, with "device" in place of everything that is repaired.
STATUS = (
    r"\b(?:phone|device[\w ]*|repair|replacement|it|everything|all)"
    r"(?:'s| is| was| has been|'ll be| will be) (?:\w+ ){0,2}?"
    r"(?:ready|fixed|finished|done|complete|completed|repaired|working|picked up|good as new|waiting)\b"
    rf"|{_DONE}"
)

# --- The owner.

OWNER = "he|him|he'll|he's|owner|boss|technician|dueno|tecnico|jefe"
# The model never learns what he says or decides.
OWNER_DECIDED = _any(
    r"\b(?:said|says?|agree[ds]?|approve[ds]?|ok(?:ay)?(?:s|ed)|accept(?:s|ed)?|gave|fine with|ok with|promise[ds]?)\b",
    r"\b(?:confirmed|dice|dijo|acept[oa]|aprobo|aprueba|autoriz[oa]|prometio|de acuerdo)\b",
)
OWNER_TOLD = _any(
    r"\b(?:knows?|aware|heard|told|tells?|ask|asked|asking|let|letting|sent|send|sending|sees|spoke|talked|talking)\b",
    r"\b(?:notif|inform|messag|escalat|forward|ping)\w+",
    r"\b(?:pass(?:ed|ing)|updated|is calling|texting|left|got|received|on it)\b",
    r"\b(?:will|'ll|is going to|is about to|va a) (?:call|ring|text|phone|message|contact|reach|reply|respond|get back"
    r"|be in touch|fix|repair|check|look|take|handle|do|decide|see|match|give|let|llamar|avisar|escribir|contactar)\b",
    r"\b(?:avis|habl|comunic|pregunt|mand|envi|dij|cont(?:e|ad)|pas[eo])\w*",
    r"\b(?:sabe|enterad[oa]|al tanto|encarg\w+|recibio|ocup\w+|contest\w+|respond\w+|verific\w+|vera)\b",
)
# What code says about a repair in progress.
TEXTS_WHEN_READY = r"\w+(?:'ll| will) text you when (?:it|your \w+)(?:'s| is) ready"
# The same, with nobody named.
TOLD = _any(
    r"\bi(?:'ve| have|'ll| will|'m| am)? (?:just )?"
    r"(?:told|tell|asked?|let|letting|pass(?:ed|ing)|notif|messaged|forward|escalat)",
    r"\b(?:i|we|someone|somebody|they|you)(?:'ll| will| are going to|'re going to)"
    r" (?:call|ring|text|contact|get back|reach out|be in touch)",
    r"\b(?:message|question|note|request) (?:is|was|has been) (?:\w+ )?(?:passed|sent|forwarded|delivered|escalated)",
    r"\b(?:be|get) in touch\b|\bexpect (?:a|his|our) (?:call|text|reply|message)\b",
    r"\bpassed (?:it|this|that) (?:on|along)\b",
    r"\b[tl]e (?:llamara|avisara|escribira|contactara|contestara|respondera)n?\b|\bse comunicara",
    r"\b[tl]e van? a (?:llamar|avisar|escribir|contactar|contestar|responder)\b|\bpond(?:ra|ran|remos) en contacto\b",
    r"\b(?:su|tu) (?:mensaje|pregunta|recado|nota) (?:\w+ ){0,2}(?:fue|ha sido|esta|quedo|llego)\b",
)

# --- Days and times.

TIME = (
    r"\b([0-9]{1,2})(?::([0-9]{2}))?\s?([ap])\.?m\b|\b([0-9]{1,2}):([0-9]{2})\b"
    r"|(?:\b(?:at|a las?|by|after|before|until|till|around|hasta|despues de las)|@)\s?([0-9]{1,2})\b"
    r"(?!\s?(?:%|min|hour|hr|day|week|month|hora|dia|semana|[ap]\.?m)|:)"
)
# "In an hour" is how long it takes.
LENGTH = r"^(?:in|within|en|dentro de) .*\b(?:min(?:ute)?s?|minutos?|hours?|hrs?|horas?)\b"
IS_FREE = (
    r"\b(?:free|available|availability|openings?|(?:open )?slots?|spots?|libres?|disponibles?|booked up|fully booked"
    r"|no times|works|open)\b"
)
# What a day with a shown time cannot be.
FULL = (
    r"\b(?:closed|full|fully booked|booked up|booked solid|no (?:free |open )?(?:times|openings|slots|spots)|cerrado"
    r"|lleno)\b"
)
# What shows that a time is one of the shop's hours, or that of the owner's return.
HOURS = (
    r"\b(?:open|opens|close[sd]?|hours|appointments? (?:start|run)|every day|back|horario|abrimos|cerramos"
    r"|todos los dias)\b"
)
# How a time that is not available is described; "no longer taken" would call it free.
TAKEN = (
    r"^(?!.*\b(?:no longer|not (?:taken|gone)|ya no)\b).*\b(?:taken|gone|unavailable"
    r"|(?:not|isn't) (?:available|free|open)|ocupad[oa]|tomad[oa]|no esta (?:libre|disponible))\b"
)
# What shows that two times are the hours in which customers are called.
CALLS = r"\b(?:calls?|llam(?:a|amos|ar|adas))(?: \w+){0,4} (?:between|from|entre|de|desde)(?: las)? [0-9]"
ALWAYS_OPEN = _any(
    r"\b(?:24/7|24 hours|all (?:night|day|week)|until late|overnight|around the clock|midnight)\b",
    r"\b(?:open|here|come|walk|drop|stop|swing|bring|in)\b.*\bany ?time\b",
    r"\b(?:abiert|abr|cerra|estamos|hast)\w*\b.*\bmedianoche\b|\b(?:las )?24 horas\b",
    r"\ba cualquier hora\b|\btod[ao] (?:la noche|el dia)\b",
    r"\b(?:pase|venga|ven|pasa|entre|traiga\w*|abiert[oa]s?)\b.*\bcuando (?:quier|gust)\w+",
)
# A yes to a time that only the customer has named.
VAGUE_FREE = (
    r"\b(?:that|this|it)(?: (?:time|slot|day|one|spot))?(?:'s| is) (?:\w+ )?(?:free|available|open)\b"
    r"|\b(?:that|this|it) (?:time |day |one )?works\b|\bwe have (?:that|it)\b"
    r"|\bes[ea] (?:hora|dia|horario|espacio|turno) (?:\w+ )?(?:libre|disponible|bien|funciona|sirve)\b"
    r"|^(?:aun |todavia )?esta (?:\w+ )?(?:libre|disponible)\b|\ba esa hora (?:si )?(?:podemos|puedo|esta)\b"
)
# An offer to look at a day does not call it free; nor does small talk about today.
LOOKS = _any(
    r"\b(?:can|could|let me|i'll|i will|happy to|glad to|puedo|dejeme|voy a) (?:\w+ )?"
    r"(?:look|check|find|search|see (?:if|what)|revisar|buscar|ver)\b",
    r"\b(?:if|whether|which|what) ",
)
SMALL_TALK = r"\b(?:thank|thanks|help|texting|writing|reaching out|gracias|ayudar)\b"
LIMITED = r"\b(?:limited|back|limitad[oa]s|regresa)\b"

# --- Money.

_AMOUNT = r"([0-9][0-9,]*(?:\.[0-9]{1,2})?)"
DOLLARS = rf"(?:\$|\busd)\s?{_AMOUNT}|{_AMOUNT}\s?(?:\$(?!\s?[0-9])|(?:dollars?|bucks?|usd|dolares)\b)"
PERCENT = r"([0-9]+(?:[.,][0-9]+)?)\s?(?:%|percent\b|por ?ciento\b)"
PHONE = r"\+?[0-9][0-9 ().-]{7,}[0-9]"
# Numbers that are not prices, or that the patterns above judge.
NO_PRICE = _any(
    DOLLARS, PERCENT, PHONE, TIME,
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    rf"\b{DATE}(?:,? 20[0-9]{{2}}\b)?",
    rf"\b{DAY}\.? [0-9]+\b",
    r"[0-9]+(?: ?(?:-|to|a) ?[0-9]+)?[ -]?(?:min|hour|hr|day|week|month|year|hora|dia|semana|mes|ano)",
    r"\b[0-9]+\)|\b24/7\b",  # the places of a list
)  # fmt: skip
TOGETHER = r"\b(?:together|both|in total|total|altogether|in all|junt[oa]s|ambos|ambas|por todo|los dos|las dos)\b"
ON_SITE = (
    r"\b(?:visit|on-?site|(?:comes?|coming|goes|going|drives?|travels?) to (?:you|where you are)"
    r"|(?:to|at) your (?:place|home|house|door|work|job|office)|house call|domicilio|visita"
    r"|(?:ir|va|vaya|voy|llega[nr]?) (?:a|hasta) (?:(?:tu|su) (?:casa|trabajo|oficina)|verte|donde|usted)"
    r"|(?:ir|va|vaya|voy|llega[nr]?) adonde)\b"
)
# Words for what is added to the price of a repair.
MORE = r"\b(?:more|extra|on top|additional|added|mas|adicional(?:es)?|aparte)\b"
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_MANY = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|diez|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta"
    r"|noventa|cien)"
)
# Other senses of "free": "feel free", "2 PM is free", "which times are free?".
FREE_TIME = _any(
    r"\bfeel free\b|\bfree (?:times?|slots?|spots?|appointments?|openings?|hours?|days?)\b",
    r"\b(?:you|we|he|they|brandon)(?:'re|'s| are| is)? (?:\w+ )?free\b",
    r"(?:\b(?:nothing|anything|what|which|times?|slots?|spots?|one|morning|afternoon|noon)|\b[0-9]*[ap]m|[0-9]"
    rf"|\b{DAY}|\b{DATE})(?:'s| is| are)? (?:\w+ )?free\b",
)
# No tool grants these: even asking about or denying them is a fault.
GIFT = _any(
    r"\bcomplimentary\b|\bgratis\b|\$0\b|\ba cent\b|\bat cost\b|\bsteal\b",
    r"\bno (?:extra )?(?:charge|cost|fee)\b|\bon (?:the house|me|us|brandon)\b",
    r"\bfree\b|\b(?:won't|not) (?:have to )?(?:be |get )?(?:pay|charge)\w*",
    r"\bcosts? nothing\b|\bnothing to pay\b|\bfor nothing\b",
    r"\b(?:better|best|lower|special) price|\blower(?:ing)? (?:the|your|our) price",
    r"\b(?:beat|hacemos) (?:any |the |un )?(?:mejor )?(?:price|precio)",
    r"\b(?:waiv|knock)\w*\b|\bthrow(?:ing)? in\b|\bsplit the (?:price|cost|bill)\b",
    r"\b2 ?(?:for|x|por) ?1\b|\bbuy one\b",
    r"\btwo for (?:one|the)\b|\bdos por uno\b",
    r"\bla casa (?:invita|paga)\b|\bpor (?:nuestra|mi) cuenta\b|\bperdon(?:o|amos) (?:el|la|su)\b",
    r"\b(?:mejor|especial)\w* precio|\bprecio (?:mejor|especial|rebajado)\b|\bmejor(?:o|amos) el precio\b",
    r"\bigual(?:o|amos) (?:el |su |cualquier )?(?:otro )?precio|\bdevolv\w+ (?:el |su |tu )?dinero\b|\breembols",
    r"\bsin (?:costo|cargo|cobro)\b|\bno (?:[tls]e )?(?:cobr|cuest)\w+|\bregal\w+|\brebaj\w+",
    # parts and numbers, in words: "a fifth off", "ten bucks", "for forty", "fifteen percent", "minus ten"
    r"\b(?:half|third|quarter|fifth|tenth|[0-9]+(?:\.[0-9]+)?|some|something|a (?:bit|little)) off\b|\boff for you\b",
    r"\bhalf (?:the )?price\b|\bmitad del? precio\b|\bcan (?:grant|go up to)\b",
    rf"\b(?:{_FEW}|{_MANY})\b(?:[ -]{_FEW})?[\w -]{{0,12}}\b"
    r"(?:dollars|bucks|percent|off|por ?ciento|dolares|pesos)\b",
    rf"\b{_MANY}\b(?:[ -]{_FEW}\b)?(?![ -](?:min|hour|day|week|am\b|pm\b|o'clock|dia))",
    rf"\b(?:minus|menos|less) (?:[0-9$]|{_FEW}|{_MANY})",
    r"\beur(?:os?)?\b|\u20ac|\u00a3",
)


def included(accessories: str) -> str:
    """Return the pattern for an accessory that comes with the repair; `accessories` is a pattern of their nouns."""
    return _any(
        rf"\binclud\w+ (?:a|the|your) (?:\w+ )?(?:{accessories})\b",
        rf"\b(?:{accessories})s? (?:is |are )?(?:includ|comes)\w*",
        rf"\binclu(?:y|i)\w+ (?:una?|la|el|su|tu) (?:\w+ )?(?:{accessories})",
        rf"(?:{accessories}) (?:\w+ )?inclui\w+",
    )


# These may be denied, and mentioned if a discount was granted.
FAVOUR = _any(
    r"\bdiscount|\bdescuento|\bdeals?\b|\bspecial price|\bcheaper\b|\bcoupon|\bpromo",
    r"\brefund|\bmoney back\b|\breembols|\bdevol(?:ver|uci)",
    r"\bprice[ -]match|\bmatch (?:it|that|any|their|his)",
)
REFUSED = r"\b(?:no|not|can(?:no|')t|unable|only|above|sin)\b|n't\b"
COVER = r"\bwarrant|\bguarant|\bgarant|\bcovered\b|\bcubiert"
OTHER_DAYS = r"[0-9][ -](?:day|dia)"
OTHER_TERM = _any(
    r"\b(?:lifetime|life|years?|months?|weeks?|forever|unlimited|extended|longer|anos?|mes(?:es)?|semanas?|vida)\b",
    r"\b(?:one|two|three|five)\b",
)

# --- What nobody may know.

KEYS = _any(
    r"\bsk-[\w-]{6,}|\b(?:ac|sk|sm|mm|ca)[0-9a-f]{32}\b|\b(?:lead|onsite|callback|chatlog)-\w|\bbearer\b",
    r"\bapi[ _]?key\b|\b(?:auth|access|api|admin)[ _]token\b",
)
LINK = _any(
    r"\bhttps?\b|\bwww\.|[\w.+-]+@[\w-]+\.\w+|\bdot (?:com|net|org|io)\b",
    r"\b(?!(?:[ap]\.m|e\.g|i\.e)\b)[\w-]*[a-z0-9]\.[a-z]{2,}\b",
)
PROMPT = _any(
    r"\b(?:system prompt|my (?:instructions|prompt|rules)|developer message|ignore (?:all|previous))\b",
    r"\b(?:these|the) (?:instructions|prompt|rules) (?:say|are|is|were|tell)\b",
    r"\bi(?: a|')m an? (?:ai|language) model\b|\bi (?:was|am|have been) (?:told|instructed|asked) to\b",
)

# --- What opts the customer out.

_OPT_OUT = "|".join(sorted(OPT_OUT_WORDS | OTHER_OPT_OUT_WORDS)).replace(" ", "[ -]")
# Such a word in capitals is one to be sent, whatever the words around it.
OPT_OUT_IN_CAPITALS = rf"\b(?:{_OPT_OUT})\b"
SPACED = r"\b(?:[A-Za-z][-.* ]){2,}[A-Za-z]\b"  # "C-A-N-C-E-L"
_OPT_OUT_WORD = rf"(?:{_OPT_OUT.lower()})"
_QUOTE = "[\"'`\u201c\u201d\u2018\u00ab\u00bb*_()\\[\\]]"
_GAP = r"[^\w,.;!?]{1,4}"
_ASKS_TO_SEND = (
    r"\b(?:repl(?:y|ies|ying)|respond\w*|answer(?:ing)?|text(?:ing|e[ae]\w*)?|send(?:ing)?|typ(?:e|ing)|say(?:s|ing)?"
    r"|writ(?:e|ing)|enter(?:ing)?|messag(?:e|ing)|tell|use|put|shoot|(?:key)?words?"
    r"|select(?:ing)?|elij[ae]|elige|escoj[ae]|escoge|seleccion[ae]"
    r"|press(?:ing)?|hit(?:ting)?|tap(?:ping)?|push(?:ing)?|click(?:ing)?|drop|give|choose|pick|confirm(?= w| by)"
    r"|contest\w+|envi\w*|mand[ae]\w*|escrib\w+|teclee|di|dig[ao]\w*|pong[ao]\w*|pon|usar?|marque|palabra"
    r"|texto|presion[ae]|oprim[ae]|puls[ae]|toque|confirm[ae](?= con))"
)
_IN_BETWEEN = (
    rf"(?:{_GAP}(?:us|me|back|him|here|over|just|only|simply|with|w|the|an?|is|key ?word|words?|message|text|reply"
    r"|quick|simple|single|following|saying|that|says?|of|by|please|now|con|la|el|una?|es|palabra|siguiente|mensaje|texto"
    r"|de|que|diga|solo|simplemente|por favor))*"
)
# "Stop by the shop", "cancel it" and "the end of the day" continue differently.
_ENDS = (
    r"(?=$|\s?[^\w\s-]|\s-|\s(?:to|for|if|and|or|when|whenever|at any|any ?time|now|back|here|so|then|please|in order"
    r"|instead|is|does|will|you|we|i|text|message|reply|para|si|y|o|por|cuando|en|ahora|aqui|al|es|basta"
    r"|a este|a nuestro)\b)"
)
# Other answers that may be offered before it: "yes to book, or".
_OR = (
    r"[\"']?(?:[a-z0-9]|yes|no|ok|okay|add|move|change|keep|confirm|book|help|start|reschedule|si|mover|cambiar"
    r"|confirmar|reservar|ayuda)\b[\"']?(?: (?:to|for|if|para|si)\b[^.;!?]{1,60}?)?(?:,? (?:or|and|o|y)\b|,|/| /|;)"
)
# It ends its sentence: "keep it or cancel?", not "keep it or cancel it?".
_LAST = r"(?=\W*$|\s?[\"')]?[.!?;])"
_ANSWER = r"(?:yes|no|y|n|ok|okay|si|keep (?:it|that|this|(?:the|your) \w+)|mantenerla|dejarla)"
# "Does it hang or stop?" is about the phone.
_OF_A_THING = r"(?:do|does|did|is|was|has|the|your|el|la|los|las|su|se|esta) (?!you\b|u\b)"
# The word as an answer that is offered with others, or on its own.
_OFFERED = _any(
    rf":\s?{_OPT_OUT_WORD}{_LAST}",  # "Options: cancel"
    rf"(?<!and)[/|]\s?{_OPT_OUT_WORD}{_LAST}",
    rf", (?:or|o) {_OPT_OUT_WORD}{_LAST}",
    rf": [^.!?:]{{1,80}}?(?:\b(?:or|o)|,) {_OPT_OUT_WORD}{_LAST}",
    rf"\b{_ANSWER}(?:,? (?:or|o)| -| ?\|) {_OPT_OUT_WORD}{_ENDS}",
    rf"\b(?:between|from|among|entre) [^.!?;]{{1,60}}?\b(?:and|or|y|o) {_QUOTE}?{_OPT_OUT_WORD}{_QUOTE}?{_LAST}",
    rf": (?:[\w ]+[,/])* ?{_OPT_OUT_WORD}\s?[,/]",
    rf", {_OPT_OUT_WORD},? (?:or|o) [\w ]{{1,20}}\?",
    rf"(?:^|[.!?:;]\s)\s*\u00bf?(?!\u00bf?{_OF_A_THING})[^.!?]*\b(?:or|o) (?:to |just )?{_OPT_OUT_WORD}\s?\?",
    rf"(?:^|[.!?:;\u00bf]\s?){_OPT_OUT_WORD}\s?(?:\b(?:or|o)\b|/|,)\s?(?:{_ANSWER}|keep|move|mover){_LAST}",
    rf"\b{_OPT_OUT_WORD}(?: alone)? (?:(?:is|will be|would be|es|sera) (?:enough|fine|all|plenty|suficiente)"
    r"|(?:will|would) (?:do|suffice)|suffices|works|basta)\b",
)
OPT_OUT_WANTED = _any(
    _OFFERED,
    rf"{_QUOTE}\s?{_OPT_OUT_WORD}\s?[.!,]?{_QUOTE}",
    rf"{_ASKS_TO_SEND}{_IN_BETWEEN}{_GAP}(?:{_OR}{_IN_BETWEEN}[^\w.!?]{{0,4}}){{0,3}}\b{_OPT_OUT_WORD}{_ENDS}",
)

# --- What may be told anyway.

# Words that reveal nothing of a private text.
COMMON = frozenset(
    """
    the and for with but not you your our his her him she they them this that these those what which when where who how
    are was were has have had will would can could should may from into about after before until then than now out off
    all any some more most one two get got let know tell say need want come back here there just only also please
    thanks sorry sure okay time times day days today tomorrow week morning afternoon look like make take help good
    great new monday tuesday wednesday thursday friday saturday sunday
    """.split()
)

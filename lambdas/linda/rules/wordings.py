"""How customers say things, in English and Spanish: patterns over the plain text (lower case, without accents).

They are texts: each is compiled at its first use, and most messages use few.
"""

import re

from linda.quotes import is_unlisted, without_names
from linda.shop import Shop


def _words(*alternatives: str) -> str:
    return "|".join(rf"\b(?:{words})\b" for words in alternatives)


# --- plain orders

# What may stand in an order beside the device, the repair, the day and the time. Whatever else a message says makes it
# more than an order. No word of doubt, past, condition or negation may come in here.
_POLITE = (
    "hi hey hello hola good morning afternoon evening buenas buenos buen linda brandon please pls plz thanks thank thx "
    "gracias por favor porfa porfavor ok okay yes yeah yep sure perfect great fine nice sounds then so well just si "
    "claro vale dale bueno perfecto bien esta entonces"
)
_PERSONS = (
    "i'd i'll i'm id ill im we we'd me my mine our us it it's its this that the an you your wife wifes wife's husband "
    "husbands husband's mom moms mom's dad dads dad's son sons son's daughter daughters daughter's kid kids kid's mi "
    "mis su un una el la los las lo le me mama papa esposa esposo hijo hija hijos"
)
_BOOKING = (
    "can could may would like want wanna need needs gonna let's lets book schedule reserve appointment appt "
    "appointments booking slot spot time visit make get have be is come coming in by bring drop take takes for to of "
    "on at with from around about next same day and also too another one ones option number choice move reschedule "
    "push switch swap instead rather actually quiero quisiera necesito puedo podria gustaria cita turno hora espacio "
    "reservar agendar apartar pasar ir venir voy llevar traer para al de del en con proximo proxima mismo misma dia "
    "tambien otro otra mejor sobre opcion numero mover reprogramar cambiala cambialo muevela"
)
_REPAIR = (
    "fix fixed fixing repair repaired repairs replace replaced replacement change changed done phone phones cell "
    "cellphone smartphone telefono celular movil cracked broken shattered smashed damage damaged new case glass job "
    "arreglar arreglo reparar reparacion cambiar cambio rota roto quebrada quebrado"
)
_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tues wed thur thurs fri sat sun today tonight "
    "tomorrow tmrw tmr tomorow tommorow tommorrow 2morrow week noon midday am pm o'clock oclock january february march "
    "april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec lunes "
    "martes miercoles jueves viernes sabado domingo hoy manana semana enero febrero marzo abril mayo junio julio "
    "agosto tue thu septiembre setiembre octubre noviembre diciembre mediodia medio tarde viene"
)
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve half past quarter dos tres cuatro cinco seis siete "
    "ocho nueve diez once doce media cuarto first second third fourth last primera segunda tercera ultima"
)
_FILLER = frozenset(" ".join((_POLITE, _PERSONS, _BOOKING, _REPAIR, _TIMES, _NUMBERS)).split())
_FILLER_PHRASE = (
    r"\bsee (?:the |my |attached )?(?:photos?|pics?|pictures?|attached|attachment)\b|\bin that case\b|\bif possible\b"
    r"|(?:\b(?:that|it|this|[a-z]+day|tomorrow)|[0-9](?: ?[ap]m)?) works\b|\bworks for me\b"
    r"|\b(?:let'?s|can you|could you) do\b|\b(?:drop|bring) (?:\w+ ){0,4}?off\b|\b(?:stop|swing|come|pass) (?:by"
    r"|over)\b"
    r"|\bset (?:me )?up\b|\bput me down\b|\bgoing to (?:need|come|bring)\b"
)
_WORD = r"[a-z0-9']+"
_FIGURE = r"[0-9]+(?:st|nd|rd|th|am|pm|[ap]|h|hs|ish|ro)?"


def leftover(said: str, shop: Shop) -> list[str]:
    """Return the words that an order does not need: without the names, the day, the time and the filler."""
    words = re.findall(_WORD, re.sub(_FILLER_PHRASE, " ", without_names(said, shop)))
    return [word for word in words if len(word) > 1 and word not in _FILLER and not re.fullmatch(_FIGURE, word)]


# A question about a time, and no order for it.
ASKS_IF = (
    r"^\W*(?:(?:so|ok|okay|hi|hey|hello|and|y|hola)\W+)*(?:is|are|do(?! not|n't)|does|will|would|what about|how about"
    r"|hay|tiene[ns]?|esta)\b"
    r"|\b(?:free|open|available|availability|libre|disponible)\b"
)
ASKS_TO_COME = _words(
    r"(?:can|could|may) (?:i|we|you|u)|(?:i|we)(?:'d| would) like|was (?:thinking|hoping|wondering)"
    r"|puedo|podria|quiero|quisiera|necesito"
)
# A wish, though maybe wrapped in a story.
WISHES = _words(
    r"(?:can|could|may|should|shall) (?:i|we|you|u)|(?:i|we)(?:'d| would) like|(?:does|do|will|would|is|are)|maybe"
    r"|perhaps|thinking|hoping|wondering"
    r"|book|schedule|reserve|need|want|please|free|available|openings?|bring|come|coming|drop"
    r"|quiero|quisiera|necesito|puedo|podria|puede|cita|talvez|quizas?"
)
# A time that is not wanted, or only the end of the time that is.
NOT_THEN = (
    r"\b(?:not|never|neither|nor|no|cannot|dont|cant|wont|isnt|doesnt|n't|except|unless|nunca|excepto|"
    r"(?:do|does|can|could|wo|would|did|is|are|should)n't)\b"
    r"(?! (?:problem|\w+ )?(?:turn|work|charg|respon|open|load|boot|ring|hold|go on|prend|funciona|enciend))"
    r"|(?:[0-9](?: ?[ap]m)?|[a-z]+day|tomorrow) (?:does|wo|would|is)n'?t (?:work|good)|\b(?:is|'s|be) (?:too (?:late"
    r"|early|soon|far)|no good)\b"
    r"|\b(?:before|prior to|antes del?|a mas tardar)\b|(?<!come )(?<!stop )(?<!drop )(?<!swing )(?<!pass )\bby\b"
)
# What has happened, or happens elsewhere, at the time that is named.
ELSEWHERE = _words(
    r"came|bought|did|was|were|went|died|dropped|fell|called|texted|left|got|had|broke|cracked it|yesterday|ago|already"
    r"|last (?:week|month|night|time)|paid|payday|leave|vacation|flight|birthday|meeting|work (?:until|till?|at)"
    r"|se (?:me )?cayo|compre|ayer|anoche|llame|fui|pague"
)
# "Fixed" and "done" tell what is past, unless they are wanted.
DONE = _words(r"fixed|repaired|replaced|changed|done|moved|reparad[oa]|cambiad[oa]")
WANTS = _words(
    r"need|want|wanna|like|get|book|schedule|reserve|please|pls|can|could|may|have (?:it|my|the)|quiero|quisiera"
    r"|necesito|puedo|podria"
)
# What is not an order though all its words could stand in one.
NO_ORDER = _words(
    r"(?:i have|i got|i'?ve got|i had|my|tengo|mi) (?:an? |una? )?(?:appointment|appt|booking|visit|slot|cita|turno)",
    r"(?:thanks|thank you|thx|gracias) (?:for|por)",
    r"si (?:puedo|puede|pueden|mi|tengo|me)",
)
SAME_DAY = _words(r"(?:the )?same day|(?:el )?mismo dia")
SAME_TIME = _words(r"(?:the )?same time|(?:la )?misma hora")

# --- yes and no

_YES_WORD = (
    r"yes|yeah|yep|yup|ya|yess+|y|sure|correct|right|absolutely|definitely|of course|perfect|si|sip|claro(?: que si)?"
    r"|dale|vale|va|de acuerdo|confirm(?:ed|o)?|please do|do (?:it|that)|go ahead|go for it|that works|works for me"
    r"|works|sounds good|let'?s do (?:it|that)|hazlo|that(?:'s| is) right"
)
_PLEASE = r"please|pls|por favor|porfa"
_THANKS = r"thanks|thank you|thx|gracias"


def _yes(act: str) -> str:
    """Return the pattern of a yes to an act, and of nothing else. "Ok thanks" is none: it may as well say goodbye."""
    word = f"{_YES_WORD}|{act}"
    return (
        rf"\W*(?:(?:{word}|ok(?:ay)?|{_PLEASE})\b(?:\W+(?:{word}|ok(?:ay)?|{_PLEASE}|it is))*"
        rf"|(?:{word})\b(?:\W+(?:{word}|{_PLEASE}|{_THANKS}))+)[^\w?]*"
    )


YES = _yes(r"book (?:it|that|me)|i'?ll take it|reservala")
YES_CANCEL = _yes(r"cancel(?: it| that| them)?|call (?:it|them) off|cancela|cancelal[ao]")
YES_MOVE = _yes(r"move (?:it|that)|change it|muevel[ao]|cambial[ao]")
YES_FIRST = rf"\W*(?:{_YES_WORD}|ok(?:ay)?)\b"
# A sale takes more than an "ok".
_ADD = (
    r"\W*(?:(?:yes|yeah|yep|y|sure|si|claro|ok(?:ay)?|please)\W+)*(?:please )?add(?: (?:it|one|that))?"
    r"(?:\W+(?:please|pls|thanks|thank you|too))*\W*"
    r"|\W*(?:yes|yeah|yep|yup|y|sure|si|claro)(?:\W+(?:yes|please|pls|por favor))*[^\w?]*"
)
NO = (
    r"\W*(?:no|nope|nah|n|not (?:now|yet|today|interested|really)|never ?mind|forget (?:it|that)|keep it|leave it"
    r"|(?:i )?do(?:n'?t| not) (?:need|want)|better not|mejor no)\b"
)
NO_QUESTION = r"[^?]*"
ALL = _words(r"all|both|everything|each|todas?|todos?|ambas|1 (?:and|y|&) 2(?: (?:and|y|&) 3)?")
EARLIEST = (
    r"\W*(?:ok(?:ay)?|yes|sure)?\W*(?:whatever(?:'s| is)?|whichever(?:'s| is)?|the)?\W*(?:very )?"
    r"(?:earliest|soonest|first available|next available|as soon as possible|asap|lo antes posible|la mas temprana)"
    r"(?: one| time| slot| you have| possible| please| is fine| works)*\W*"
)
FIRST_THING = _words(r"first thing|a primera hora")
THAT_ONE = rf"\W*(?:(?:{_YES_WORD}|ok(?:ay)?)\W+)*(?:that (?:works|one|time)|works for me|sounds good|perfect)\b[^?]*"
PART_OF_DAY = (
    r"\W*(?:(?:in|the|this|some ?time|maybe|prefer|i|en|por|la|el) )*(morning|afternoon|mananas?|tarde)(?: (?:is"
    r"|works|would be|better|please|best|fine))*\W*"
)

# --- changes of a booking

KEEPS = (
    r"\b(?:do not|don'?t|dont|not to|never|didn'?t|without|no need to|not)\s+(?:\w+ ){0,2}?(?:cancel\w*|call off|move"
    r"|reschedul\w*)"
    r"|\bno (?:la |lo |me |quiero )*(?:cancel\w+|muevas?|cambies?)\b|\bkeep (?:it|my (?:appointment|appt|booking"
    r"|time))\b"
)
ASKS_WHY = (
    r"\b(?:why|how come|por que|porque)\b.*\b(?:cancel\w*|moved|rescheduled|cambi\w+)\b"
    r"|\b(?:did|have|has|who) (?:you |he |brandon |any ?one |some ?body )?(?:just )?cancel\w*\b|\bquien cancel\w+\b"
)
ASKS_IF_CANCELLED = r"\b(?:is|was|has|got) (?:my|it|the)\b[^.]*\bcancell?ed\b"
ASKS_FEE = _words(r"cancell?ation (?:fee|policy)", r"(?:fee|charge) (?:to|for|if i) (?:cancel\w*|resched\w*)")
ASKS_IF_CHANGE = _words(r"if i (?:need to |have to |want to |had to )?(?:cancel|reschedule|change|move)")
CANCELS = (
    r"\b(?:cancel(?:l?ing|l?ed|ar|a|ala|alo|e|en)?|call (?:it )?off|anular|anula|delete (?:my|the|it)|remove my"
    r"|(?:can'?t|cannot|can not|won'?t|can no longer|no longer can|not able to|unable to)(?: be)? (?:come|coming"
    r"|make it)"
    r"|(?:not|no longer) coming|(?:not going to|won'?t|no longer|don'?t|dont) need (?:it|the (?:appointment|repair)"
    r"|my appointment)"
    r"|fixed it myself|no (?:puedo|podre|voy a poder|voy a) ir|ya no (?:voy|puedo|la necesito|lo necesito|la quiero))\b"
)
_ITS = r"(?:it|that|this|my|the|our|mine)"
MOVES = (
    r"\b(?:reschedul\w*|rebook|reprogram\w*|cambial[ao]|muevel[ao]|cambiarl[ao]|moverl[ao]|pasarl[ao]|another (?:day"
    r"|time) instead"
    rf"|(?:move|push|swap|postpone|bump) (?:{_ITS}|to|[0-9]|\w+day|[a-z]{{3,9}} [0-9])"
    rf"|(?:change|switch) (?:it|that) (?:to|for)"
    rf"|(?:change|switch|bring) (?:my|the|our) (?:(?:\w+ ){{0,3}}?(?:appointment|appt|booking|time|slot|visit|day"
    rf"|date|repair to)|[0-9]\w*)"
    r"|(?:cambiar|mover|pasar|cambia|mueve) (?:mi|la|el) (?:cita|reserva|turno|hora|fecha))\b"
)
# With one booking and nothing else under way, these are about it.
IMPLIES_MOVE = (
    r"\b(?:instead|rather|wrong (?:day|time|date)|i (?:said|meant)|make it|mejor (?:a|el|la|manana|otro)"
    r"|actually|come (?:earlier|later)|change (?:to|for)|(?:different|another) (?:day|time)|otro dia|otra hora)\b"
)
INSTEAD = _words(r"instead|rather|mejor")
WRONG_TIME = _words(
    r"wrong (?:day|time|date)|(?:different|another) (?:day|time)|otro dia|otra hora|come (?:earlier|later)"
)
NEW_TIME = r"\b(?:to|for|until|para|al)\b"
SHIFT = (
    r"\b(back|later|out|up|forward|earlier|ahead)?\W*(?:by |for )?(an?|one|two|three|[1-4]) ?(?:hours?"
    r"|hrs?)\b ?(later|earlier|back)?"
)
EARLIER = _words(r"up|forward|earlier|ahead")

# --- what the owner has to hear

UPSET = (
    r"\b(?:refund|complain\w*|complaint|ridiculous|terrible|horrible|awful|unacceptable|angry|furious|scam\w*"
    r"|rip ?-?off|ripped"
    r"|lawyer|attorney|sue (?:you|him|your|brandon)|suing|lawsuit|court|police|bbb|report you|worst|useless|liars?"
    r"|thie(?:f|ves)|stole"
    r"|money back|bad review|1 star|one star|disappointed|unhappy|not happy|thanks for nothing|waste of time"
    r"|you (?:broke|ruined|damaged|cracked|messed|lost|scratched|lied)|(?:stopped|quit) working (?:again|after)"
    r"|broke again"
    r"|same (?:problem|issue)|still (?:broken|not working|cracked|waiting|doesn'?t|does not|won'?t)|again after you"
    r"|(?:you|he|brandon|your shop) (?:\w+ )?(?:put in|put on|installed|replaced|fixed|repaired)\b.*"
    r"\b(?:flicker\w*|stopped|not work\w*|doesn'?t|does not|won'?t|broke|broken|issue|problem|glitch\w*|loose|lifting"
    r"|dead|dies"
    r"|warranty|drain\w*)"
    r"|(?:under|covered by|part of|claim) (?:the |my |your |on )*warranty|warranty claim"
    r"|fuck\w*|shit\w*|bullshit|idiots?|stupid|asshole|suck|sucks|crap|reembolso|devoluc\w*|queja|estafa\w*"
    r"|inaceptable|demanda\w*|abogado"
    r"|mi dinero|pesimo|ladron\w*)\b"
)
HERE = (
    r"\b(?:(?:i'?m|i am|we'?re|we are) (?:here|outside|out ?front|waiting|at (?:the|your) (?:shop|door|store|place))"
    r"|(?:no ?body|no one|noone) (?:is |was |'s )?(?:here|there|answer\w*|pick\w*|at the|came|home|open\w*|responds?"
    r"|replied)"
    r"|you (?:were|are|was) ?(?:n'?t|not) (?:there|here|open)|door is (?:locked|closed)|(?:are|is) (?:you|anyone"
    r"|he) coming to the door|estoy (?:aqui|afuera)|ya llegue"
    r"|no hay nadie|nadie (?:contesta|responde|abre))\b"
)
LATE = _words(
    r"(?:running|be|am|i'?m|little|bit|minutes?|mins?|very|so) late|pick(?:ing)?(?: it| my \w+)? ?up|on my way|omw"
    r"|recoger|voy tarde|llego tarde"
)
ON_SITE = _words(
    r"my address|(?:to|at|from) my (?:house|home|place|office|job|work|apartment|hotel)|come to (?:me|us)|on[- ]?site"
    r"|mobile (?:service|repair)|house ?calls?|a (?:mi casa|domicilio|mi trabajo)"
    r"|(?:can|could|do|does|will|would) (?:you|u|he|brandon|y'?all)(?: guys)? (?:come|travel|drive|meet)"
)
CALL = _words(r"call me|call back|callback|give me a (?:call|ring)|call my|phone me|llam[ae](?:me|rme|nme)")
PERSON = _words(
    r"human|(?<!in )person|real person|owner|manager|speak|talk|(?:tell|ask) (?:him|brandon)|message for|let (?:him"
    r"|brandon) know"
    r"|hablar|mensaje para|digale|dile a|dueno"
)
NAME = (
    r"\b(?:my name is|name'?s|name:|under the name(?: of)?|mi nombre es|me llamo"
    r"|a nombre de) ((?:[^\W\d_][\w'-]*\.? ?){1,4})"
)
_NAME_ENDS = r"\b(?:and|put|i|my|can|please|for|y|quiero|the|is|it|need|want|to|at|on)\b.*"
# Not what the shop does, whatever is on the list.
_SELLS = r"\b(?:sell|buy|trade(?: in)?|purchase|vende[ns]?|compran?) (?:\w+ ){0,3}?"
_PHONES = r"\b(?:phones?|telefonos?|celulares?)\b"

# --- prices and discounts

_PERCENT = r"([0-9]{1,3}(?:\.[0-9])?)\s?(?:%|percent|por ?ciento)"
PERCENT = (
    rf"{_PERCENT}(?:\s(?:de|of|a))?\s?(?:off|discount|descuento|rebaja|cheaper|less|menos)"
    rf"|\b(?:discount|descuento|rebaja|off)\b(?: (?:of|de|del|is|would be|por))*\s{_PERCENT}"
)
DISCOUNT = (
    r"\b(?:discounts?|cheaper|deals?|better price|lower price|best price|coupons?|promo\w*|descuentos?|mas barato"
    r"|rebajas?|percent off)\b"
    r"|\b(?:do|fix|make|take|accept|hacer|deja|dejas|dame)(?: it| that| them|lo)? (?:for|at|en|por) (?:\$ ?[0-9]+"
    r"|[2-9][0-9]\b(?! ?(?:[ap]m|:|min)))"
    r"|\b(?:would|will|can) you (?:take|accept) \$?[2-9][0-9]\b|% ?off"
)
PRICES = _words(
    r"price|prices|pricing|cost|costs|how much|quote|estimate|(?:do|would|does|will) (?:you|u|he|it) charge"
    r"|charge for|cuanto (?:cuesta|cobra\w*|vale|es|sale|seria|por|cargan?)"
    r"|cuanto|precios?|cobran?"
)

# --- facts

ASKS_TIMES = _words(
    r"available|availability|openings?|slots?|times?|when can|appointment|appt|book|schedule|come (?:in|by)|bring it"
    r"|drop (?:it )?(?:off|by)|cita|disponib\w*|reserva\w*|cuando puedo|asap|soonest|earliest"
)
HOURS = (
    r"\b(?:hours|what time do (?:you|u|y'?all) (?:open|close)|when (?:do|are) (?:you|u|y'?all) (?:open|close)|(?:do"
    r"|will|are|r) (?:you|u|y'?all|ya)(?: guys| be)? "
    r"(?:\w+ )?(?:open|closed|work|working)\b|open (?:on|today|now|late|tomorrow)|is (?:the |your )?(?:shop"
    r"|store) (?:open|closed)"
    r"|horarios?|a que hora (?:abren|cierran)|abiertos?|abren|trabajan?)\b"
)
PLACE = _words(
    r"where (?:are|r) (?:you|u|y'?all)|where is (?:the|your)|where'?s (?:the|your)|address|located|location"
    r"|directions|how (?:do|can) i get there"
    r"|donde|direccion|ubicad\w+"
)
OWNER_THERE = _words(
    r"(?:where(?:'s| is)|is|esta) (?:he|brandon|the owner|anybody|anyone|someone)|are you (?:there|in|around"
    r"|at the shop|busy)"
    r"|walk[- ]?ins?"
)
STATUS = _words(
    r"(?:is|when will) (?:it|the \w+|my \w+|my \w+ \w+)(?: be)? (?:ready|done|fixed|finished)|status|ya esta(?: listo"
    r"| lista)?|esta list[oa]"
)
MY_BOOKINGS = (
    r"\b(?:when|what time|what day|which day|do i have|is|did you get|confirm)\b[^.!]*\bmy (?:appointment|appt"
    r"|booking|repair|visit)\b"
    r"|\b(?:my|mis) (?:appointments|bookings|citas)\b|\bcuando (?:es|tengo) (?:mi|la) cita\b|\btengo (?:una )?cita\b"
    r"|\bam i (?:still )?(?:booked|scheduled|confirmed|on|good|set|all set)\b|\bis (?:it|that"
    r"|everything) (?:confirmed|booked|set)\b"
    r"|\b(?:what|which) (?:appointments?|bookings?|times?) do i have\b|\bwhen (?:do|should|am) i (?:come|coming"
    r"|supposed)\b"
    r"|\bremind me\b|\bdid i (?:book|schedule|make|have)\b|\bwhen (?:is|was) it\b|\bwhat time (?:is it|was it|was i"
    r"|am i)\b|\bdo i have an (?:appointment"
    r"|appt)\b"
)
MEETS = _words(r"(?:see|c) (?:you|ya|u)|nos vemos|still on|i'?ll be there|hasta (?:manana|luego|entonces)")
CONFIRMS = _words(r"right|correct|confirm(?:ed|ing)?|still good")

# --- small talk

SORRY_BUT = r"^\W*(?:(?:(?:no|nope|nah)(?! ?\w)|sorry|oh|oops|hmm?|yes but|but|wait)\W+)+"

HELLO = (
    r"\W*(?:hi+|hey+|hello+|yo|hola+|good (?:morning|afternoon|evening|day)|buen[oa]s(?: dias| tardes| noches)?|sup"
    r"|what'?s up|hiya|howdy)"
    r"(?:\W+(?:there|again|linda|brandon|guys|how are you|que tal|como estas?|everyone))*\W*"
)
THANKS = (
    r"\W*(?:ok(?:ay)?\W+|perfect\W+|great\W+|sure\W+|no\W+|yes\W+)*(?:thanks|thank (?:you|u)|thx|ty|tysm|gracias"
    r"|mil gracias|great|cool|awesome|appreciate|nice|perfect|sounds good|got it)\b[^?]*"
)
MENTIONS_THANKS = _words(
    r"thanks|thank you|thx|gracias|did great|great job|good job|well done|awesome|amazing|excellent|recommend"
)
HESITATES = _words(
    r"let me (?:ask|check|think|see|talk|get back)|think about it|get back to you|(?:i'?ll|i will|gotta|have to"
    r"|need to) (?:let you know|ask|check|think)"
    r"|not sure yet|dejame (?:ver|pensar|preguntar)|lo pienso|voy a pensarlo"
)
GOODBYE = (
    r"\W*(?:(?:ok(?:ay)?|perfect|great|thanks?|thank you|cool|alright|gracias)\W+)*(?:bye+|good ?bye|see (?:you|ya|u)"
    r"|c ?ya|take care|have a (?:good|great|nice)|"
    r"good ?night|adios|chao|hasta luego|nos vemos|later|ttyl|talk (?:soon|later)|wrong number|sorry wrong"
    r"|number equivocado|numero equivocado)\b[^?]*"
)
STOPS = r"\W*(?:please )?(?:stop|unsubscribe|leave me alone|remove me|do ?n'?t text me|no more texts)\b.*"


def given_name(said: str, text: str) -> str:
    """Return the name that the customer gives, as written, or ""."""
    match = re.search(NAME, said)
    name = re.sub(_NAME_ENDS, "", match[1]).strip(" .,'-") if match else ""
    written = re.search(re.escape(name), text, re.IGNORECASE) if name else None
    return (written[0] if written else name).strip()


def adds(said: str, item: str) -> bool:
    """Tell if the text orders the item that was offered: "add the screen protector"."""
    name = rf"\bthe (?:{re.escape(item)}|{re.escape(item.split()[-1])})\b"
    return re.fullmatch(_ADD, re.sub(name, "it", said)) is not None


def wants_unlisted(said: str, shop: Shop) -> bool:
    """Tell if the text is about what the shop does not repair, or about a phone to be bought or sold."""
    is_traded = re.search(rf"{_SELLS}(?:{_PHONES}|{shop.vocabulary.makers})", said)
    return is_traded is not None or is_unlisted(said, shop)

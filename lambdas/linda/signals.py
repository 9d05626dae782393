"""Texts written by a phone or a program, or asking for no more texts: reactions, auto-replies, plain-word opt-outs.

They are recognized by their form before anything reads them as a customer's words.
"""

# ruff: noqa: RUF001  (the quotation marks of all languages)
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from linda.models import NOT_TEXTED

# --- reactions: what an iPhone or an Android phone sends as a text when somebody taps a heart on one of our texts

_OPEN, _CLOSE = "\"'“”„‟«»‹›「『‘’‚《", "\"'“”‟«»‹›」』’‘》"
_PAIRS = dict(zip("“„«»‹›「『‘‚《", "”“»«›‹」』’‘》", strict=True))
_EITHER = frozenset(_OPEN + _CLOSE)
_EMOJI = rf"[^\w\s\x00-\x7f¿¡·•–—…{_OPEN}{_CLOSE}]{{1,16}}"
_REACTED = (
    r"(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned"
    r"|(?:a \w+ )?(?:no )?les? (?:gusto|gusta|encanto|encanta|ha gustado|ha encantado|dio risa|hizo gracia|divirtio)"
    r"|se (?:rio|ha reido) (?:de|con)|(?:ha )?(?:destac|enfatiz|cuestion|remarc|resalt)(?:o|ado)"
    r"|(?:ha puesto|puso) (?:en duda|un \w+ (?:a|en))"
    r"|(?:reacted|reacciono|ha reaccionado) (?:with |con )?(?:[^\w\s]{1,30} |a sticker |un sticker )?(?:to|a)"
    r"|(?:removed|(?:quit|elimin|retir)o|ha (?:quit|elimin|retir)ado) .{1,30}? (?:from|de|del|a)"
    rf"|{_EMOJI}(?: ?(?:to|a))?)"
)
_MEDIUM = (
    r"(?:(?:an?|one|[0-9]+) (?:image|photo|picture|movie|video|attachment|audio|voice message|voice memo|sticker|gif"
    r"|link|contact|contact card|location|file|message)(?: message)?s?"
    r"|(?:una?|[0-9]+) (?:imagen|foto|pelicula|video|archivo|adjunto|audio|mensaje|nota|sticker|enlace|contacto|"
    r"ubicacion)(?:e?s)?(?: (?:de voz|de audio|adjunto))?)"
)
_REACTION_TO_MEDIUM = rf"{_REACTED} {_MEDIUM}\W*"
_REACTION = rf"{_REACTED} ?(?P<open>[{_OPEN}])(?P<quote>.*?)(?P<close>(?:[{_CLOSE}](?:\W| (?:with|con) [^\w\s]+)*)?)"
_LONGEST_FRAME = 6
_LEAST_QUOTED = 3
# A text with one of these words next to ours is talking about them.
_TALK = (
    r"\b(?:i|you|u|we|he|she|it|is|are|was|what|why|how|when|which|who|said|says?|told|means?|meant|your|yes|no|ok|okay|this"
    r"|that|the|about|and|but|so|still|not|can|do|does|did|if|yo|tu|usted|el|ella|es|son|que|como|cuando|cual|dijo|dice"
    r"|dijiste|significa|si|y|pero)\b"
)


def is_reaction(text: str, said: Sequence[str] = ()) -> bool:
    """Tell whether the text is a phone's report of a reaction (`Liked “…”`), added or removed.

    English and Spanish reports are recognized by their words; in other languages, by being a few words around a quote
    of a text that we have `said`. An emoji alone is not a report, but an answer.
    """
    plain = _plain(text)
    if re.fullmatch(_REACTION_TO_MEDIUM, plain):
        return True
    if not _EITHER & set(plain):
        return False
    found = re.fullmatch(_REACTION, plain, re.DOTALL)
    if found and _is_one_quote(found["open"], found["quote"]) and (found["close"] or plain.endswith("...")):
        return True
    return any(_frames(plain, ours, known=bool(found)) for ours in map(_plain, said))


def _is_one_quote(opening: str, quote: str) -> bool:
    """Tell whether the quote does not close too early: `liked "this" and "that"` is somebody's own sentence."""
    return _PAIRS.get(opening, opening) not in re.sub(r"(?<=\w)['’](?=\w)", "", quote)


def _frames(plain: str, ours: str, *, known: bool) -> bool:
    """Tell whether the text is our words (all of them or, before an ellipsis, the beginning) and little else."""
    words, quoted = re.findall(r"\w+", plain), re.findall(r"\w+", ours)
    if len(quoted) < _LEAST_QUOTED or plain.count("?") > ours.count("?"):
        return False
    for start in range(min(len(words), _LONGEST_FRAME + 1)):
        same = 0
        while same < len(quoted) and words[start + same : start + same + 1] == quoted[same : same + 1]:
            same += 1
        frame = " ".join([*words[:start], *words[start + same :]])
        is_ours = same == len(quoted) or (same >= _LEAST_QUOTED and (known or "..." in plain))
        is_frame = known or (0 < len(frame.split()) <= _LONGEST_FRAME and not re.search(_TALK, frame))
        if is_ours and is_frame:
            return True
    return False


# --- auto-replies

_AUTO_REPLIES = (
    r"^\W*(?:auto(?:matic|mated)?[ -]?(?:reply|response|message|text)|out[ -]of[ -](?:the[ -])?office"
    r"|respuesta automatica|mensaje automatico|fuera de (?:la )?oficina)\b *(?:[:.,!()\[\]-]|$|from\b|de\b)",
    r"\b(?:sent automatically|enviado automaticamente)\W*$|\(mensaje automatico\)|\(auto(?:matic|mated) \w+\)",
    r"\b(?:driving|drive) with (?:do not disturb|focus|driving focus)\b",
    r"\b(?:do not disturb|driving focus) (?:while driving )?(?:is )?(?:turned |switched )?on\b.*"
    r"\bi(?:'ll| will) (?:see|reply)\b",
    r"\b(?:conduciendo|manejando) con (?:el modo )?.{0,3}(?:no molestar|concentracion|enfoque|conduccion)\b",
    r"(?:^\W*|[.!,] ?)(?:i(?:'m| am) not receiving notifications|i have notifications (?:silenced|turned off))"
    r"(?= *(?:$|[.!,;)]|(?:right now|at the moment|while)\b))",
    r"\b(?:not|isn't|aren't) (?:actively |currently |regularly |being )?monitored\b|\bunmonitored\b",
    r"\bthis (?:\w+ )?(?:number|mailbox|inbox|line) (?:does not|doesn't|cannot|can't) accept\b",
    r"(?:^|[.!] ?)(?:(?:hi|hello)\W+)?this is an? (?:auto(?:matic|mated)|system[ -]generated) "
    r"(?:reply|response|message|text|notification|email)",
    r"(?:^|[.!] ?)(?:este es un|esta es una) (?:mensaje|respuesta|texto) automatic[oa]\b",
    r"(?:^|[.!] ?)(?:please )?(?:do not|don't) (?:reply|respond) to this (?:message|text|automated)",
    r"(?:^|[.!] ?)(?:por favor )?no (?:responda|responder|conteste|contestar) a? ?este (?:mensaje|numero|texto)",
    r"^\W*(?:(?:hi|hello)\W+)?(?:(?:thank you|thanks) for (?:contacting|reaching out|messaging|texting"
    r"|your (?:message|text|inquiry))|(?:your (?:message|text|request|inquiry) (?:has been|was)|we(?: have|'ve)?)"
    r" received)\b"
    r".{0,200}\b(?:get back to you|(?<!\byou )(?<!\bpls )(?<!\bplease )(?:respond|reply)|be in touch|contact you"
    r"|business hours|currently (?:closed|away))\b",
    r"^\W*(?:hola\W+)?gracias por (?:contactar|comunicar|escribir|(?:tu|su) mensaje).{0,200}"
    r"\b(?:responderemos|contactaremos|en breve|a la brevedad|horario de atencion)\b",
    r"\bout of (?:the )?office\b.{0,80}\b(?:return(?:ing)?|(?:for|if)(?: this is| it is)? urgent|limited access)\b",
    r"\beste (?:numero|buzon) no (?:es|esta)(?: siendo)? (?:monitoreado|supervisado|atendido|revisado)\b",
    # A bulk sender's.
    r"\b(?:reply|text|txt|send) \W?stop\W? (?:to|2) (?:opt|end|unsub|cancel|quit|stop)[\w -]{0,20}\W*$",
)


def is_auto_reply(text: str) -> bool:
    """Tell whether a program wrote the text: somebody is driving or away, or nobody reads messages to the number.

    A text that ends with a question was written by a person.
    """
    plain = _plain(text)
    return not plain.endswith("?") and any(re.search(pattern, plain) for pattern in _AUTO_REPLIES)


# --- opt-outs in words other than the carriers' own

_MESSAGES = r"(?:texts|messages|msgs|txts|sms|texting|messaging|notifications|reminders|spam|text messages?)"
_WRITING = r"(?:te?xting|messaging|msging|contacting|calling|bothering|bugging|spamming|harassing|writing)"
_NOT = r"(?:do not|don'?t|never)(?: you)?(?: ever)?"
_ME = r"(?: (?:me|us|this (?:phone number|phone|number)|my (?:phone number|phone|number|cell)))"
_AGAIN = r"(?: (?:again|anymore|any ?more|no more|any longer|ever again|ever|at all))"
_LISTS = r"(?:lists?|contacts|database|system|records|texts|messages|sms|everything)"
_YOUR = (
    r"(?: (?:your|ur|the|this|that|these|those|any|all|yall'?s|y'all's))*(?: (?:text|texting|sms|mailing|contact|phone"
    r"|call|marketing|spam|customer))*"
)
_WHOM = r"(?:me|us|my (?:name|info|phone|number|phone number|cell)|this (?:phone )?number)"
_MENSAJES = r"(?:mensajes|mensajitos|textos|msjs|sms|notificaciones|recordatorios)"
_ESCRIBAN = (
    r"(?:escrib(?:an|as|a|ir)|mand(?:en|es|e|ar)|envi(?:en|es|e|ar)|texte(?:en|es|e|ar)|contact(?:en|es|e|ar)"
    r"|molest(?:en|es|e|ar)|llam(?:en|es|e|ar))(?:me|nos)?"
)
_ESCRIBIR = r"(?:escribir|mandar|enviar|textear|contactar|molestar|llamar)"
# Ways to say so, with any fillers around them.
_STOPS = (
    rf"(?:stop|quit|cease) (?:it )?(?:with |w )?(?:the |all |these |those |your |any )*(?:automated )?{_MESSAGES}",
    rf"(?:stop|quit|cease) (?:sending|send){_ME}?(?: (?:the|all|these|those|your|any|more|so many))*"
    rf" (?:{_MESSAGES}|this|these|stuff|things|crap|shit)",
    rf"(?:stop|quit|cease) (?:the |all )?(?:{_WRITING}|contact)(?: (?:and|or) {_WRITING})?{_ME}?{_AGAIN}?",
    r"(?:stop|quit) blowing (?:up my (?:phone|cell)|me up)",
    rf"(?:no more|enough(?: with| of)?|cancel|end|turn off)(?: (?:the|all|of))*(?: (?:these|those|your)) {_MESSAGES}",
    rf"no more {_MESSAGES}|(?:cancel|end)(?: (?:the|all))* {_MESSAGES}",
    rf"{_NOT} (?:te?xt|message|msg|call|write|sms|reach out){_ME}?(?: (?:and|or) (?:call|text|message){_ME}?)?{_AGAIN}",
    rf"{_NOT} (?:contact|bother|spam|harass){_ME}{_AGAIN}?",
    rf"{_NOT} send{_ME}?(?: (?:any ?more|any|another|more|these|your|further))* {_MESSAGES}",
    rf"(?:take|remove|delete|drop|get|scratch|want|pull) {_WHOM} (?:off|out|from|removed from)(?: of)?{_YOUR} {_LISTS}",
    rf"(?:get|take|remove|want)(?: off| from| out of){_YOUR} lists?",
    r"(?:take (?:me|us|my (?:name|number)) off|remove (?:me|us|my name))\b",
    r"(?<!i )(?:lose|delete|erase|forget|remove) (?:(?:my|this) (?:phone )?number|my info)",
    rf"(?:did not|didn'?t|never) sign(?:ed)? up for (?:any|these|your) {_MESSAGES}",
    r"\b(?:un ?su[bs]{1,2}cri(?:bed?)?|unsub|opt(?:ed)? ?out|opt (?:me|us|this number|my number) out)",
    rf"(?:i|we) (?:.{{1,20}} )?(?:stop|quit) (?:getting|receiving)(?: (?:these|those|your|any|the))* {_MESSAGES}",
    rf"(?:do not|don'?t|never|no longer) (?:want|wanna|wish|need)(?: (?:any|to|get|receive|more|your|these|those"
    rf"|the|getting|receiving))* {_MESSAGES}",
    rf"want(?: to (?:get|receive))? no (?:more )?{_MESSAGES}",
    rf"(?:do not|don'?t|never) want (?:to hear from )?(?:you|u|yall|y'all)(?: guys)?(?: (?:to )?(?:text|texting|message"
    rf"|messaging|contact|contacting){_ME})?{_AGAIN}",
    r"leave me alone",
    # Spanish
    rf"\bno (?:me |nos )?{_ESCRIBAN} (?:mas|otra vez|nunca|jamas|nada)(?: mas)?(?: {_MENSAJES})?",
    rf"\bno (?:me |nos )?(?:mand|envi)(?:en|es|e|ar)(?:me|nos)?(?: (?:mas|esos|estos|sus|tus))* {_MENSAJES}",
    rf"\b(?:ya no|nunca) (?:me |nos ){_ESCRIBAN}(?: nada)?",
    r"\bno (?:me |nos )?(?:molest|contact)(?:en|es|e)|\bno (?:me|nos) escriban",
    rf"\bno (?:mas|(?:quiero|deseo)(?: recibir| que me (?:manden|envien))?|recibir)(?: (?:mas|sus|tus|esos|estos))*"
    rf" {_MENSAJES}",
    rf"\bno quiero que me {_ESCRIBAN}",
    rf"(?:deja|dejen|deje|para|paren|pare|basta) (?:ya )?(?:de|con) (?:{_ESCRIBIR}(?:me|nos)"
    rf"(?: (?:mas|esos|estos|tantos))*(?: {_MENSAJES})?|molestar|(?:(?:los|tantos|sus|tus|esos|estos) )*{_MENSAJES})",
    rf"(?:cancel(?:ar|en)|parar|detener)(?: (?:los|sus|esos|estos))* {_MENSAJES}",
    r"(?:quit|sac|saqu|borr|elimin)(?:enme|ame|eme|arme|[ae]r? mi numero|e[ns]? mi numero|en|ar|a)"
    r"(?: mi (?:numero|nombre))? de (?:su|la|tu|esta|esa|sus|las) (?:listas?|base de datos|contactos|sistema)",
    r"(?:quit|sac|saqu|borr|elimin)(?:[ae]r? mi numero|e[ns]? mi numero)",
    r"(?:darme|dame|denme|deme|dar) de baja(?: mi numero)?|quiero (?:la )?baja|desuscrib\w+|dej[ae]n?me en paz"
    rf"|dejen (?:ya )?de {_ESCRIBIR}",
)
# These are as often about one moment, one channel or a phone as about all texts: they count only as a whole text.
_STOPS_ALONE = (
    rf"{_NOT} (?:te?xt|message|msg){_ME}?|no (?:me|nos) (?:escrib(?:an|as|a)|texte(?:en|es|e))"
    rf"|(?:deja|dejen|deje|para|paren|pare) (?:ya )?de {_ESCRIBIR}(?: mas| tantos)*(?: {_MENSAJES})?"
    r"|stop ?all|stop (?:it|this|that)|stop (?:te?xts?|txt)|revoke|baja|alto|parar|pare|paren|detener"
    r"|desuscribir|(?:stop|quit)(?: (?:(?:please|pls|now) )?(?:stop|quit))*"
    # What bulk senders tell people to do, or who else was meant.
    r"|(?:reply|replied|text|texted|txt|send|sent|say|saying|type) (?:the word )?stop"
    r"|stop (?:to|2) (?:stop|end|quit|cancel|unsub(?:scribe)?|opt ?out)|stop (?:you have the )?wrong (?:number|person)"
)
_MANNERS = (
    r"please|pls|plz|kindly|just|ok|okay|hey|hi|hello|yo|oh|ugh|um|sorry|no|yes|sir|now|again|seriously|bro|dude|guys|man"
    r"|bruh|brah|fam|homie|buddy|pal|ma'?am|mam|lady|miss|yall|y'all|joven|senor|senora|amigo|compa|hombre"
    r"|linda|brandon|i|said|already|asap|immediately|forever|thanks|thank|you|thx|lol|fucking|all|texts|por|favor|porfa"
    r"|oigan?|oye|hola|ya|gracias|mas"
)
_FILLERS = (
    rf"{_MANNERS}|look|fuck|off|damn|can|could|will|would|should|must|gotta|got|need|have|to|better|someone|u|yall"
    r"|y'all|i'd|i'm|im|we|me|us|my|an?|the|this|that|these|those|it|is|it's|its|of|from|for|with|and|or|so|say|asked"
    r"|told|want|wanna|like|wish|how|who|dis|do|be|wrong|number|person|not|longer|interested|last|time|right|away|today"
    r"|permanently|anymore|any|more|ever|good|period|phone|cell|texts?|messages?|sms|your|ur|list|at|once|further|future"
    r"|in|de|que|numero|equivocado|nunca|jamas|vez|una|nos|mi|su|lista|quiero|quisiera|pueden?|podrian?|los|las|sus|se"
    r"|estoy|interesad[oa]|nada|ustedes|a|este|y|necesito"
)
_CLAUSE = (
    r"[^\w\s']+| (?:and(?! (?:texting|calling|messaging))|but|so|because|bc|cuz|cause|pero|porque|y) "
    r"| (?=(?:i|im|i'm|ive|i've|ill|i'll|we|you|u|its|it's|estoy|yo)\b)"
    r"|(?<!to)(?<!n't)(?<!nt)(?<!not)(?<!never)(?<!can)(?<!will)(?<!ll)(?<!you) "
    rf"(?=(?:please )?(?:stop|quit) {_WRITING} (?:me|us)\b|no me (?:escriban|manden|molesten))"
)
# Words that make it a different wish: to be texted elsewhere, later, or not about this.
_OTHER_WISH = (
    r"\b(?:instead|unless|except|until|till|use (?:this|my|the)|driving|at work|busy|meeting|in class|come|coming|omw"
    r"|on my way|be there|excepto|hasta|mejor|manejando|conduciendo|trabajando|ocupad[oa])\b"
    r"|(?<!not )(?<!n't )(?<!nt )(?<!ever )(?<!to )(?<!or )(?<!and )(?<!you )(?<!u )\b(?:text|call|email|message"
    r"|contact|reach|write) (?:me|us|my|him|her|this|at)\b|\b(?:call|llam[ae]n?me|escrib[ae]n?me|mand[ae]n?me) *$"
    r"|(?:^|[^\w\s'] *|\b(?:just|please|pero|y) )(?:llam|escrib|mand)[ae]n?me\b"
    r"|\bwant me to\b|\bi(?:'ll| will| can| should| had to| have to| need to) (?:stop|quit)"
    r" (?:te?xting|messaging|calling)"
    r"|\b(?:don'?t|do not|never|won'?t|no) (?:want .{0,20})?(?:stop|quit)\b(?! (?:stop|it))"
)
# "Leave me alone? No way": what is asked back and denied is not a wish. "Can you stop texting me?" is.
_ASKED_BACK = (
    r"(?:^|(?<=[^\w\s'])) *(?:(?:lol|haha|wait|what|huh|oh|ok|okay|hi|hey|hola|thanks|como|que)\W+)*"
    rf"(?:{'|'.join(_STOPS)}) ?[?!]*\?[ ?!]*"
    r"(?=(?:(?:lol|haha|oh|omg|god|hell|heck|ay)\W+)*(?:no way|nope|nah|naw|not at all|of course not|absolutely not"
    r"|claro que no|para nada|que va|(?:no|never|nunca|jamas)(?: *[,.!]|$)))"
)
_UNWANTED = r"\b(?:texting|texts|messages|messaging|signed up|subscribed?|wrong (?:number|person))\b"
_ENDS_WITH_STOP = (
    r"(?P<before>.+)[^\w\s']+ *(?:(?:please|pls|just) )?stop(?: (?:it|please|pls|now|thanks|thx))?\W*"
    rf"|.*{_MESSAGES} from (?:you|u|yall) (?:please|pls) stop\W*"
)


_CUES = (
    r"stop|quit|cease|text|txt|msg|messag|sms|contact|bother|spam|harass|list|number|su[bs]{1,2}cri|opt|alone|baja|alto|par|deten"
    r"|unsub|mensaj|escrib|mand|envi|saqu|saca|sacar|borr|elimin|remove|molest|hear|revoke|notific|paz|take|turn|everything|reach"
)


@lru_cache(maxsize=8)  # A turn asks three times: before it reads, when it decides, and when it commits.
def asks_to_stop(text: str, source: str = "twilio-sms") -> bool:
    """Tell whether the text says in plain words, English or Spanish, that its sender wants no more texts from us.

    One clause has to say just that, and no other clause may ask for texts. On WhatsApp "quit" alone does not count, as
    it is not one of the opt-out words there. What is said on the phone or in the web chat never counts.
    """
    if source in NOT_TEXTED:
        return False
    plain = re.sub(_ASKED_BACK, " ", re.sub(r"\bopt-", "opt ", _plain(text)))
    whole = " ".join(re.sub(r"[^\w\s']+|(?<!\w)'|'(?!\w)", " ", plain).split()).removesuffix(" sent from my iphone")
    if not re.search(_CUES, whole) or (source != "twilio-sms" and re.search(r"\bquit$", whole)):
        return False
    if re.fullmatch(rf"(?:(?:{_MANNERS}) )*(?:{_STOPS_ALONE})(?: (?:{_MANNERS}))*", whole):
        return True
    if re.search(_OTHER_WISH, plain):
        return False
    if whole == "para ya":  # Without emphasis it may answer for when: "for right now".
        return "!" in text
    end = re.fullmatch(_ENDS_WITH_STOP, plain)
    if end and re.search(_UNWANTED, end["before"] or end[0]):
        return True
    return any(map(_stops, (whole, *re.split(_CLAUSE, plain))))


def _stops(clause: str) -> bool:
    """Tell whether the clause says so, and all its other words are fillers."""
    rest, found = re.subn("|".join(_STOPS), " ", clause)
    return bool(found) and all(re.fullmatch(_FILLERS, word) for word in rest.split())


def _plain(text: str) -> str:
    """Return the text in lower case, without accents or invisible characters, and with one kind of apostrophe."""
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFKD", seen.casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character) and character != "\ufe0f")
    return re.sub(r"(?<=\w)[’‘`´](?=\w)", "'", " ".join(bare.split()))

"""What is heard in a call besides what it is about: fillers, echoes, music on hold, "one second", "voicemail".

They are recognized by their words before anything reads them as a customer's wish. What callers say is as a recognizer
writes it: without punctuation.
"""

import re

from linda.spoken_numbers import spoken_digits, spoken_phone
from linda.time_words import plain

# Letters. A shorter text may be in any sentence, and callers say short sentences of hers, too.
_LEAST_ECHO, _LEAST_SENTENCE = 12, 16
_ENDS = str.maketrans("?!", "..")
_LEAST_SUNG = 3  # words
_MOST_BESIDE_NUMBER = 4  # words
_FILLERS = frozenset("um umm uh uhh hmm hm mm mmm mhm er erm eh ehh ah ahh oh well so like este pues bueno o".split())

# "Hold on a second", with these words around it.
_WAITS = (
    r"\b(?:(?:hold|hang) on|wait|let me (?:see|check|think|look|find|get|grab)"
    r"|(?:a|an|one) (?:quick )?(?:sec|second|min|minute|moment)"
    r"|una? (?:momento|momentito|segundo|segundito|minuto|minutito)|momentito|esper(?:[ae](?:me|n)?|ate|ese)"
    r"|permitame|dej[ae]me (?:ver|pensar|buscar))\b"
)
_OPENS_WAIT = (
    r"^(?:(?:uh|um|oh|yeah|yes|ok|okay|sorry|can you|could you|please|puede|puedes) )*(?:hold|hang on|one sec|wait a)\b"
)
_AROUND_WAITS = _FILLERS | frozenset(
    "yes yeah ok okay sure please just sorry give me for can could you it that number phone let"
    " real quick si por favor deme dame de".split()
)
_VOICEMAIL = (
    r"^(?:(?:um|uh|just|the|his|your|please|el|al) )*(?:voice ?mail|buzon)(?: please| por favor)?$"
    r"|^(?!.*\b(?:don'?t|dont|no|did|left)\b).*\b(?:leave|send|put|transfer|give|want|go|mand\w+|pas\w+|dej\w+)\b.{0,20}"
    r"\b(?:voice ?mail|buzon)\b"
    r"|\brecord\b.{0,12}\bmessage\b|\bgrab(?:ar?|arle|o)\b.{0,12}\b(?:mensaje|recado)\b"
)
_REFUSES = (
    r"\b(?:(?:don'?t|do not|won'?t|can'?t|not|rather|prefer) (?:want|wanna|have|give|giving|share|sharing|not"
    r"|comfortable|going)|no (?:quiero|tengo|(?:se )?l[oa] doy|(?:te|le) doy|(?:te |le )?voy a dar)|prefiero no"
    r"|have no|(?:doesn'?t|don'?t|can'?t|cannot) (?:get|receive|take|do) (?:any )?texts?|land ?line|no recib\w+"
    r"|telefono fijo)\b"
)
_OTHERS = (
    r"\b(?:don'?t|stop|quit|old|imei|order|serial|from|brothers?|sisters?|friends?|his|her|their|your|viejo|hermano"
    r"|amigo)\b"
)
_FOR_TEXTS = (
    rf"^(?!.*{_OTHERS}).*(?:"
    r"\b(?:call|text|reach|ring|contact|message) (?:me|us|back|him|her)\b|\bnumber is\b|\binstead\b"
    r"|\b(?:my|best|better|other|another|cell|phone) number\b|\b(?:use|try) this\b|\b\w{3,7}(?:me|nos) al?\b"
    r"|\bmi (?:numero|celular|telefono)\b|\b(?:me|nos) (?:llam|escrib|mand|ubic|localiz|contact)\w+)"
)
_GOODBYE = r"\b(?:bye|goodbye|take care|have an? (?:good|great|nice|lovely)|see you|adios|hasta|cuidate|que tengas?)\b"
_ELSE = r"\b(?:else|algo mas|otra cosa|en que mas|mas en que)\b[^.!?]*\?$"
# No system speaks of itself.
_OWN_WORDS = r"\b(?:i|i'm|i'll|im|my|me|mine|yo|mi|mis)\b"
_ANNOUNCEMENTS = (
    r"\byour call is (?:very )?important to us\b|\b(?:stay|remain) on the line\b|\bthank you for holding\b",
    r"\b(?:all|our|todos|nuestros) (?:of )?(?:our |nuestros |los )?(?:agents|representatives|operators|lines|agentes"
    r"|representantes|operadores|ejecutivos)\b.{0,30}\b(?:busy|assisting|helping|ocupad|atendiendo)",
    r"\bnext available (?:agent|representative|operator|associate)\b",
    r"\bcalls? (?:will be|is being|may be) (?:answered|recorded)\b.{0,30}\b(?:order|quality|training)\b",
    r"\bpress (?:one|two|three|four|five|nine|zero|star|pound|[0-9]|the) (?:to|for|key|if|now)\b",
    r"\b(?:oprima|marque|presione|pulse) (?:el )?(?:uno|dos|tres|cuatro|cinco|nueve|cero|[0-9])\b",
    r"\b(?:leave|record|speak|deje|grabe|hable)\b.{0,40}\b(?:(?:at|after) the (?:tone|beep)"
    r"|(?:despues|luego) (?:del|de el) (?:tono|bip))\b",
    r"\bal (?:oir|escuchar) (?:el|la) (?:tono|senal)\b",
    r"\b(?:number|party|person) you (?:have |are |were )?(?:dialed|dialled|called|calling|trying to (?:reach|call))"
    r"\b.{0,40}\b(?:not|no longer|cannot|unavailable|disconnected|full|busy)\b",
    r"\bmailbox (?:is full|has not been set up|belonging to)\b",
    r"\bcannot be completed as dialed\b|\bplease hang up and\b",
    r"\bsu llamada es (?:muy )?importante\b|\bno (?:se retire|cuelgue)\b",
    r"\bnumero (?:que )?(?:usted )?(?:marco|marcado)\b",
)


def is_filler(text: str) -> bool:
    """Tell whether the caller only hums ("um", "este") or sings ("la la la")."""
    words = plain(text).split()
    return set(words) <= _FILLERS or (len(words) >= _LEAST_SUNG and len(set(words)) == 1)


def asks_to_wait(text: str) -> bool:
    """Tell whether the caller asks for a moment, and says nothing else."""
    said = plain(text)
    rest = re.sub(_WAITS, "", said)
    return rest != said and set(rest.split()) <= _AROUND_WAITS


def begins_to_wait(text: str) -> bool:
    """Tell whether the text begins by asking for a moment: "hold on, my other line is ringing"."""
    return bool(re.search(_OPENS_WAIT, plain(text)))


def says_goodbye(reply: str) -> bool:
    """Tell whether a reply, code's or the model's, says goodbye."""
    return bool(re.search(_GOODBYE, plain(reply)))


def wants_voicemail(text: str) -> bool:
    """Tell whether the caller wants to record a message."""
    return bool(re.search(_VOICEMAIL, plain(text)))


def refuses_number(text: str) -> bool:
    """Tell whether a caller who is asked for a number has none, or gives none."""
    return bool(re.search(_REFUSES, plain(text)))


def is_for_texts(text: str) -> bool:
    """Tell whether a number among other words is the one to use: it may be a friend's."""
    return bool(re.search(_FOR_TEXTS, plain(text)))


def is_bare_number(text: str) -> bool:
    """Tell whether a text with a number says little else."""
    if re.search(_OTHERS, plain(text)):
        return False
    words = [word for word in plain(text).split() if not (word.isdecimal() or spoken_digits(f"{word} {word} {word}"))]
    return bool(spoken_digits(text) or spoken_phone(text)) and len(words) <= _MOST_BESIDE_NUMBER


def asks_for_more(reply: str) -> bool:
    """Tell whether a reply, code's or the model's, ends by asking whether there is anything else."""
    return bool(re.search(_ELSE, plain(reply)))


def is_announcement(text: str) -> bool:
    """Tell whether a telephone system speaks: music on hold, a menu of keys, or a mailbox."""
    said = plain(text)
    return not re.search(_OWN_WORDS, said) and any(re.search(pattern, said) for pattern in _ANNOUNCEMENTS)


def is_echo(text: str, last_reply: str) -> bool:
    """Tell whether the recognizer heard LINDA herself: a whole sentence of hers, or the end of one and the next.

    A part of one sentence may be the caller's choice: "tomorrow at nine".
    """
    said, heard = letters(last_reply), letters(text)
    sentences = [letters(sentence) for sentence in last_reply.translate(_ENDS).split(".")]
    is_part = len(heard) >= _LEAST_ECHO and heard in said and not any(heard in sentence for sentence in sentences)
    return is_part or any(len(sentence) >= _LEAST_SENTENCE and sentence in heard for sentence in sentences)


def letters(text: str) -> str:
    """Return only the letters of the text, for comparing what was said."""
    return "".join(letter for letter in text.casefold() if letter.isalpha())

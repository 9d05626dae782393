"""How a text would come out of speech recognition: lower case, no punctuation, and every number in words."""

import re
from collections.abc import Callable
from functools import partial

from linda.models import Language
from linda.rules.reading.spelling import respelt
from linda.time_words import plain
from tests.unit.builders import SHOP

type Write = Callable[[re.Match[str], Language], str]

_ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split(),
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve".split(),
}
_TENS = {
    "en": "- - twenty thirty forty fifty sixty seventy eighty ninety".split(),
    "es": "- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(),
}
_HUNDREDS = "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_ORDINALS = (
    "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_MONTHS = {
    "en": "- january february march april may june july august september october november december".split(),
    "es": "- enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_SPEECH = {
    "en": {
        "and": "and",
        "at": "at",
        "percent": "percent",
        "dollars": "dollars",
        "to": "to",
        "oh": "oh",
        "h": "hours",
        "plus": "plus",
    },
    "es": {
        "and": "y",
        "at": "a",
        "percent": "por ciento",
        "dollars": "dólares",
        "to": "a",
        "oh": "cero",
        "h": "horas",
        "plus": "más",
    },
}
_UNITS = {"min": "minutes", "mins": "minutes", "hr": "hours", "hrs": "hours", "gb": "gigabytes"}
# Apostrophes that people leave out when they type, and a recogniser does not.
_APOSTROPHES = {
    **{f"{verb}nt": f"{verb}n't" for verb in "do does did is are was could would should have has had ca wo".split()},
    "im": "i'm", "ive": "i've", "thats": "that's", "whats": "what's", "theres": "there's", "lets": "let's",
}  # fmt: skip
# Nobody says these.
_WRITTEN_ONLY = frozenset(
    (
        "u ur r n b4 2day 2nite 2morrow 2moro tmrw tmr tmw tmrow pls plz plss thx thnx ty tysm tks idk idc rn btw omw "
        "asap lol lmao haha jaja jajaja smh tbh ngl imo lmk hmu wyd omg wtf fyi k kk ok? yall ya'll w wit wat wats da "
        "dat dis gud nite appt appts msg txt cuz bc tho thru prob probs def q xq pq tb tmb porfa xfa bn d s ntp grax "
        "jk nvm thur thurs tues weds mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec "
        "st ave rd dr blvd ln apt ste hr hrs min mins yr yrs pic pics addy bday lun mar mie jue vie sab dom ppl brb "
        "ig fb alr battry p x pt 4 ya'lls aki k kiero ke"
    ).split()
)
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def can_be_said(text: str) -> bool:
    """Tell whether somebody could say the text: it has no emojis, no typos and no abbreviations."""
    words = set(re.findall(r"[a-z]+(?:'[a-z]+)?", said := plain(text)))
    return not (_EMOJI.search(text) or words & _WRITTEN_ONLY or re.search(r"[:;]-?[()dp/](?!\w)|xd\b", said)) and (
        respelt(said, SHOP) == said
    )


def recognised(text: str, language: Language = "en") -> str:
    """Return the text as a recogniser of the language would write what is said."""
    said = re.sub("[\u2018\u2019]", "'", text.lower())
    for pattern, write in _WRITTEN:
        said = re.sub(pattern, partial(_in_words, write, language), said)
    said = re.sub(r"[^\w\s']|_", " ", said)
    return " ".join(_APOSTROPHES.get(word, word) if language == "en" else word for word in said.split())


def _in_words(write: Write, language: Language, match: re.Match[str]) -> str:
    return f" {write(match, language)} "


def number_words(number: int, language: Language = "en") -> str:
    """Return a number below ten thousand in words."""
    ones, tens = _ONES[language], _TENS[language]
    if number < len(ones):
        return ones[number]
    if number < 100:
        rest = ones[number % 10] if number % 10 else ""
        return f"{tens[number // 10]}{' y' if rest and language == 'es' else ''} {rest}".strip()
    if language == "es" and number < 1_000:
        return (
            "cien" if number == 100 else f"{_HUNDREDS.split()[number // 100]} {_rest(number % 100, language)}".strip()
        )
    if number < 1_000:
        return f"{ones[number // 100]} hundred {_rest(number % 100, language)}".strip()
    thousand = "mil" if language == "es" and number < 2_000 else f"{ones[number // 1_000]} "
    thousand += "" if thousand == "mil" else "mil" if language == "es" else "thousand"
    return f"{thousand} {_rest(number % 1_000, language)}".strip()


def _rest(number: int, language: Language) -> str:
    return number_words(number, language) if number else ""


def _digits(figures: str, language: Language) -> str:
    return " ".join(_ONES[language][int(figure)] for figure in figures if figure.isdecimal())


def _clock(hour: str, minute: str, language: Language) -> str:
    of_hour = "una" if language == "es" and int(hour) == 1 else number_words(int(hour), language)
    if int(minute or 0) == 0:
        return of_hour
    if int(minute) < 10:
        return f"{of_hour} {_SPEECH[language]['oh']} {number_words(int(minute), language)}"
    return f"{of_hour} {number_words(int(minute), language)}"


def _half_day(match: re.Match[str], language: Language) -> str:
    return f"{_clock(match['h'], match['m'], language)} {match['half'][0]} m"


def _ordinal(match: re.Match[str], language: Language) -> str:
    number = int(match[1])
    if language == "es":
        return {1: "primero", 2: "segundo", 3: "tercero"}.get(number, number_words(number, language))
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    return "thirtieth" if number == 30 else f"{_TENS['en'][number // 10]} {_ORDINALS[number % 10]}"


def _date(match: re.Match[str], language: Language) -> str:
    first, second = int(match[1]), int(match[2])
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return f"{number_words(first, language)} {number_words(second, language)}"
    month = _MONTHS[language][first]
    if language == "es":
        return f"{number_words(second, language)} de {month}"
    ordinal = re.match(r"(\d+)", match[2])
    return f"{month} {_ordinal(ordinal, language)}" if ordinal else month


def _money(match: re.Match[str], language: Language) -> str:
    cents = f" {number_words(int(match[2]), language)}" if match[2] and int(match[2]) else ""
    return f"{number_words(int(match[1]), language)} {_SPEECH[language]['dollars']}{cents}"


def _plain_number(match: re.Match[str], language: Language) -> str:
    """Say up to three figures as people do ("four thirty", "nine oh four"), four in pairs, and more one by one.

    So is 911.
    """
    figures = match[0]
    if len(figures) > 4 or (figures[0] == "0" and len(figures) > 1) or re.fullmatch("[2-9]11|988", figures):
        return _digits(figures, language)
    number = int(figures)
    if number < 100 or number % 100 == 0 or number // 100 % 10 == 0 or language == "es":
        return number_words(number, language)
    first, second = divmod(number, 100)
    return f"{number_words(first)} {'oh ' * (second < 10)}{number_words(second)}"


def _word(key: str) -> Write:
    return lambda _, language: _SPEECH[language][key]


# What is written otherwise than it is said, in this order.
_WRITTEN: tuple[tuple[str, Write], ...] = (
    (r"\+?1?[ .-]?\(?\b[2-9]\d\d\)?[ .-]?\d{3}[ .-]?\d{4}\b", lambda match, language: _digits(match[0], language)),
    (r"\$ ?(\d{1,4})(?:\.(\d\d))?\b", _money),
    (r"(?P<h>\b\d{1,2})(?::?(?P<m>\d\d))? ?(?P<half>[ap])\.? ?m\b\.?", _half_day),
    (r"\b(\d{1,2}):(\d\d)\b", lambda match, language: _clock(match[1], match[2], language)),
    (r"(?<=\d) ?- ?(?=\d)", _word("to")),
    (r"(?<=\d) ?%", _word("percent")),
    (r"(?<=\d) ?(mins?|hrs?|gb)\b", lambda match, language: _UNITS[match[1]]),
    (r"\b(\d{1,2})(?:st|nd|rd|th|ero|er|ro|do)\b", _ordinal),
    (r"\b(\d{1,2})/(\d{1,2})\b", _date),
    (r"&", _word("and")),
    (r"\+", _word("plus")),
    (r"@", _word("at")),
    (r"\b(\d{1,2})s\b", lambda match, language: number_words(int(match[1]), language) + "s"),
    (r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", lambda *_: " "),
    (r"(?<=\bla )1\b", lambda *_: "una"),
    (r"\d+", _plain_number),
    (r"(?<=iphone)\s+(x|s)(r|s|e)\b", lambda match, _: f" {match[1]} {match[2]}"),
)

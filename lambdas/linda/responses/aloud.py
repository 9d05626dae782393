"""A written text as a person says it: amounts, times, dates and numbers in words, no symbols and no web addresses.

Each rule is a pattern and what is said for it; they are applied one after the other, the most particular first.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from functools import cache, partial
from typing import Protocol

from linda.responses.languages import Tongue

# What is written after a name or a number in addresses, as "Merrill Rd" and "Apt 12".
_PLACES: Mapping[str, str] = {
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Cir": "Circle",
    "Ct": "Court",
    "Dr": "Drive",
    "Hwy": "Highway",
    "Ln": "Lane",
    "Pkwy": "Parkway",
    "Pl": "Place",
    "Rd": "Road",
    "St": "Street",
    "FL": "Florida",
}
_ROOMS: Mapping[str, str] = {"Apt": "apartment", "Ste": "suite", "Bldg": "building"}
# What is written before a name.
_TITLES: Mapping[str, str] = {"St": "Saint", "Dr": "Doctor"}
_DAYS: Mapping[str, str] = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_MONTHS = """
    Jan(?:uary)? Feb(?:ruary)? Mar(?:ch)? Apr(?:il)? May June? July? Aug(?:ust)? Sept?(?:ember)? Oct(?:ober)?
    Nov(?:ember)? Dec(?:ember)?
""".split()
# Numbers that are told by their digits, and the words for those that always are.
_BY_DIGITS = r"[0-9]{5,}|0[0-9]+|[2-9]11|988"
_CODES = r"(?i:code|passcode|password|pin|código|clave|contraseña)"
# Longer numbers are told by their digits, as amounts, too.
_AMOUNT = r"(?:[0-9]{1,3},[0-9]{3}|[0-9]{1,6})(?:\.[0-9]{1,2})?"
_LONGEST_NUMBER = 6
_PARTS = {"\u00bd": "5", "\u00bc": "25", "\u00be": "75"}
# What a voice needs of all that is written besides letters.
_MARKS = ",.!?¡¿'-"
_PAUSES = "():;\u2013\u2014"
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_HOST = re.compile(r"\b[\w-]{1,63}(?:\.[a-z]{2,63})+\b")


def aloud(text: str, tongue: Tongue) -> str:
    """Return the text as it is read out."""
    said = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    for pattern, words in _rules():
        said = pattern.sub(partial(words, tongue=tongue), said)
    said = _tidy("".join(_sound(letter, tongue) for letter in said))
    return _HOST.sub(lambda found: _host(found[0], tongue), said)


def brief(text: str, longest: int) -> str:
    """Return as much of the text as has at most `longest` words: whole sentences, and a question at its end stays."""
    *others, last = SENTENCE_ENDS.split(text)
    if not last.rstrip().endswith("?"):
        return _first_words(text, longest)
    room = longest - len(last.split())
    return f"{_first_words(' '.join(others), room)} {last}".strip() if room >= 0 else _first_words(last, longest)


def _first_words(text: str, longest: int) -> str:
    words = text.split()
    if len(words) <= longest:
        return text
    said = ""
    for sentence in SENTENCE_ENDS.split(text):
        if len(f"{said} {sentence}".split()) > longest:
            break
        said = f"{said} {sentence}".strip()
    is_most = 2 * len(said.split()) >= longest
    return said if is_most or longest <= 0 else f"{' '.join(words[:longest]).rstrip(' ,.')}."


def _sound(letter: str, tongue: Tongue) -> str:
    if letter in tongue.SYMBOLS:
        return f" {tongue.SYMBOLS[letter]} "
    if (digit := unicodedata.digit(letter, -1)) >= 0:
        return f" {tongue.counted(digit)} "
    if letter.isalpha() or letter in _MARKS:
        return letter
    if letter in _PAUSES:
        return ", "
    if letter == "\u2026":
        return ". "
    return "" if unicodedata.category(letter).startswith("M") else " "


def _tidy(text: str) -> str:
    """Return the text with one mark or one space between two words, and no pause at its ends."""
    line = re.sub(r"(?<!\w)-+|-+(?!\w)", ", ", text)
    line = re.sub(r"[\s,.!?]+", _one_mark, line)
    return re.sub(r"(?<=[¡¿])[\s,.!?]+", "", line).lstrip(" ,.!?").rstrip(" ,")


def _one_mark(found: re.Match[str]) -> str:
    """Return the strongest mark of the run and a space; a mark by itself, as in "U.S.", stays as it is."""
    run = found[0]
    return run if len(run) == 1 and not run.isspace() else next((f"{mark} " for mark in "?!.," if mark in run), " ")


# --- what is said for what is found


def _address_of_mail(found: re.Match[str], tongue: Tongue) -> str:
    name, _, host = found[0].partition("@")
    return f"{name.replace('.', f' {tongue.DOT} ')} {tongue.SYMBOLS['@']} {_host(host, tongue)}"


def _host(host: str, tongue: Tongue) -> str:
    return host.replace(".", f" {tongue.DOT} ")


def _digits(digits: str, tongue: Tongue) -> str:
    return " ".join(tongue.counted(int(digit)) for digit in digits)


def _code(found: re.Match[str], tongue: Tongue) -> str:
    return f"{found[1]}{_digits(found[2], tongue)}"


def _phone(found: re.Match[str], tongue: Tongue) -> str:
    return ", ".join(_digits(group, tongue) for group in found.groups() if group)


def _money(found: re.Match[str], tongue: Tongue) -> str:
    return tongue.money(float(found[1].replace(",", "")), ear=True)


def _percent(found: re.Match[str], tongue: Tongue) -> str:
    return tongue.percent(float(found[1]), ear=True)


def _and_a_part(found: re.Match[str], tongue: Tongue) -> str:
    return f"{found[1] or 0}.{_PARTS[found[2]]}"


def _twelve_hours(found: re.Match[str], tongue: Tongue) -> str:
    hour, minute = int(found[1]), int(found[2] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return found[0]
    return tongue.clock(time(hour % 12 + 12 * (found[3] in "Pp"), minute), ear=True)


def _clock(found: re.Match[str], tongue: Tongue) -> str:
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        return found[0]
    return tongue.clock(time(hour, minute), ear=True, bare=1 <= hour <= 12)


def _date(found: re.Match[str], tongue: Tongue) -> str:
    month, day = int(found["month"]), int(found["day"])
    return tongue.month_day(month, day) if 1 <= month <= 12 and 1 <= day <= 31 else found[0]


def _named_date(found: re.Match[str], tongue: Tongue) -> str:
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[1][:3]))
    return tongue.month_day(month, int(found[2]))


def _number(found: re.Match[str], tongue: Tongue) -> str:
    """Return the number in words, apart from the letters it is written with: "S22", "S twenty-two"."""
    digits, _, fraction = found["digits"].replace(",", "").partition(".")
    before, after = ("" if found[side] is None else " " for side in ("before", "after"))
    if len(digits) > _LONGEST_NUMBER:
        said = _digits(digits + fraction, tongue)
    elif fraction:
        said = f"{tongue.counted(int(digits))} {tongue.POINT} {_digits(fraction, tongue)}"
    elif len(digits) == 4 and "," not in found["digits"]:
        said = tongue.four_digits(int(digits))
    else:
        said = tongue.number(int(digits), found["noun"]) if found["noun"] else tongue.counted(int(digits))
    return f"{before}{said}{after}"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words)


_WEEKDAY = rf"\b({_any_of(_DAYS)})\b(?:\.(?!\s+[A-Z¡¿]|\s*$))?(?!\w)"


class _Said(Protocol):
    """What is said for what a pattern has found."""

    def __call__(self, found: re.Match[str], tongue: Tongue) -> str: ...


_RULES: tuple[tuple[str, _Said], ...] = (
    (r"(?:\b[A-Za-z][\w+.-]{0,20}://|(?<![A-Za-z])[Ww]{3}\.)\S*?(?=[).,;!?]*(?:\s|$))", lambda found, tongue: ""),
    (r"[*_`|]+", lambda found, tongue: " "),  # what Markdown makes bold, a table or code
    (r"\s/\s", lambda found, tongue: ", "),
    (r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", _address_of_mail),
    (rf"(\b{_CODES}(?:\s(?:is|es))?:?\s#?)([0-9]+)\b", _code),
    (r"(?<![\w$])(?:\+?1[ .-]?)?\(?([2-9][0-9]{2})\)?[ .-]?([0-9]{3})[ .-]?([0-9]{4})(?!\w)", _phone),
    (r"(?<![\w$.-])([0-9]{3})-([0-9]{4})(?![\w-])", _phone),
    (r"\b[0-9]{4}-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b", _date),
    (rf"{_WEEKDAY}(?:\s?[-\u2013]\s?(?={_WEEKDAY}))", lambda found, tongue: f"{_DAYS[found[1]]} {tongue.TO} "),
    (_WEEKDAY, lambda found, tongue: _DAYS[found[1]]),
    (
        r"(?:(?<=[0-9])|(?<=[0-9][AaPp][Mm])|(?<= [AaPp][Mm]))\s?[-\u2013]\s?(?=\$?[0-9])",
        lambda found, tongue: f" {tongue.TO} ",
    ),
    (rf"([0-9]{{0,6}})([{''.join(_PARTS)}])", _and_a_part),
    (rf"\$\s?({_AMOUNT})(?!\w|[.,][0-9])", _money),
    (r"(?<![\w.,])([0-9]{1,4}(?:\.[0-9]{1,2})?)\s?%", _percent),
    (
        r"\b([0-9]{1,2})(?::([0-9]{2}))?\s?([AaPp])(?:[Mm]\b|\.\s?[Mm]\b\.?(?!\s*$|\s+[A-Z¡¿]))",
        _twelve_hours,
    ),
    (r"\b([0-9]{1,2}):([0-9]{2})\b", _clock),
    (r"(?<!hone )(?<!ixel )\b(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?:/[0-9]{2,4})?\b", _date),
    (rf"\b({_any_of(_MONTHS)})\b\.?\s(3[01]|[12]?[0-9])(?:st|nd|rd|th)?\b(?![:-])", _named_date),
    (
        rf"\b({_any_of(_TITLES)})\b\.?(?=\s[A-Z][a-z])(?!\.?\s(?:{_any_of(_ROOMS)}|Suite|Unit))",
        lambda found, tongue: _TITLES[found[1]],
    ),
    (
        rf"(\b(?:[A-Z][\w']+|[0-9]+(?:st|nd|rd|th)),?\s)({_any_of(_PLACES)})\b(?:\.(?=,|\s+[a-z0-9#]))?",
        lambda found, tongue: f"{found[1]}{_PLACES[found[2]]}",
    ),
    (r"\b([0-9]{1,4})(?:st|nd|rd|th)\b", lambda found, tongue: tongue.ordinal(int(found[1]))),
    (rf"\b({_any_of(_ROOMS)})\b\.?(?=\s*#?\w)", lambda found, tongue: _ROOMS[found[1]]),
    (rf"(?<![\w.,-])(?:{_BY_DIGITS})(?!\w|\.[0-9])", lambda found, tongue: _digits(found[0], tongue)),
    (
        r"(?P<before>(?<=[^\W\d_]))?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)"
        r"(?P<after>(?=[^\W\d_]))?(?:(?=\s(?P<noun>[a-záéíóúñ]{3,})))?",
        _number,
    ),
)


@cache
def _rules() -> Sequence[tuple[re.Pattern[str], _Said]]:
    """Return the rules, compiled when the first call needs them: that takes longer than the rest of the import."""
    return [(re.compile(pattern), said) for pattern, said in _RULES]

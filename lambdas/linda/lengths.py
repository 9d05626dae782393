"""Lengths of time in words, in English and Spanish: "2h", "1h30", "an hour and a half", "1.5 days", "media hora"."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from linda.time_words import counted

_NUMBERS: Mapping[str, int] = {
    **counted(1, "one two three four five six seven eight nine ten eleven twelve"),
    **counted(13, "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"),
    **counted(1, "uno dos tres cuatro cinco seis siete ocho nueve diez once doce", "una", "un"),
    **counted(13, "trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte"),
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "veinticinco": 25,
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "noventa": 90,
}
_TENS = "twenty|thirty|forty|fifty|veinte|treinta|cuarenta|cincuenta"
_COMPOUND = rf"\b({_TENS})(?:-| y | )({'|'.join(word for word, n in _NUMBERS.items() if n < 10)})\b"
_NUMBER = rf"\b(?:{'|'.join(_NUMBERS)})\b"

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The longest first: of several units, each is shorter than the one before.
_UNITS: Sequence[tuple[str, timedelta]] = (
    (r"years?|yrs?|anos?", 365 * _DAY),
    (r"months?|mes(?:es)?", 30 * _DAY),
    (r"weeks?|wks?|w|semanas?", 7 * _DAY),
    (r"days?|d|dias?", _DAY),
    (r"hours?|hrs?|hs|h|horas?", _HOUR),
    (r"minutes?|mins?|m|minutos?", _MINUTE),
)
_UNIT = rf"(?:{'|'.join(unit for unit, _ in _UNITS)})"
_COUNTS: Mapping[str, float] = {
    **dict.fromkeys(["an", "a"], 1),
    **dict.fromkeys(["a couple of", "a couple", "couple of", "couple", "1 par de", "par de"], 2),
    **dict.fromkeys(["half an", "half a", "half", "a half", "media", "medio", "1 half", "1/2"], 0.5),
    **dict.fromkeys(["a quarter of an", "quarter of an", "a quarter", "quarter", "1 cuarto de", "1/4"], 0.25),
    **dict.fromkeys(["3 quarters of an", "3/4 of an", "3/4", "3 cuartos de"], 0.75),
}
_MORE: Mapping[str, float] = {
    **dict.fromkeys([" and a half", " and half", " and 1/2", " y media", " y medio"], 0.5),
    **dict.fromkeys([" and a quarter", " y cuarto", " y 1 cuarto"], 0.25),
}


def _one_of(words: Mapping[str, float]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PART = (
    r"(?:,? ?(?:and |y )?)"
    rf"(?:(?P<count>{_one_of(_COUNTS)}|(?P<number>[0-9]{{1,5}}(?:[.,][0-9]{{1,2}})?|\.[0-9]{{1,2}})"
    rf"(?P<half> 1/2|{_one_of(_MORE)})?)[ -]?)?"
    rf"(?:(?P<unit>{_UNIT})(?![a-z])\.?(?P<more>{_one_of(_MORE)})?|(?P<minutes>(?<=[0-9])$))"
)
_MINUTES = "[0-5]?[0-9]"
_ABOUT = (
    r"(?:(?:about|around|like|roughly|approx|approximately|maybe|probably|another|the next|a good|como|aprox|unos|unas"
    r"|otr[oa]s?|las proximas|los proximos|mas o menos|at least|at most|al menos) )+"
)
_ONE = rf"\b(?:another|the next|a good|otr[oa]|la proxima(?= hora)) (?={_UNIT}\b)"
_BEHIND = r" (?:or so|tops|max|more|longer|from now|mas|mas o menos|aprox|ish)$"


def in_figures(words: str) -> str:
    """Return the plain words with their numbers in figures: "forty five" as "45", "once" as "11"."""
    words = re.sub(_COMPOUND, lambda found: str(_NUMBERS[found[1]] + _NUMBERS[found[2]]), words)
    return re.sub(_NUMBER, lambda found: str(_NUMBERS[found[0]]), words.replace("\u00bd", " 1/2"))


def read_length(words: str) -> timedelta | None:
    """Return how long the plain words say, if they say nothing else: at least a minute, and no zero or lone number.

    A day is 24 hours, half a day 12, and a month 30 days.
    """
    words = " ".join(in_figures(words).split())
    words = re.sub(_BEHIND, "", re.sub(_ABOUT, "", re.sub(_ONE, "1 ", words), count=1))
    length, shortest = timedelta(), timedelta.max
    while words:
        part = re.match(_PART, words)
        if part is None:
            return None
        unit = next((unit for name, unit in _UNITS if re.fullmatch(name, part["unit"] or "")), _MINUTE)
        count = _count(part)
        is_bare = part["unit"] is None and not (shortest == _HOUR and re.fullmatch(_MINUTES, part["number"] or ""))
        if count is None or unit >= shortest or is_bare:
            return None
        length, shortest, words = length + unit * count, unit, words[part.end() :]
    return length if length >= _MINUTE else None


def _count(part: re.Match[str]) -> float | None:
    """Return how many of the unit a part says: "hour and a half" says 1.5, and "hour" alone does not say."""
    more = _MORE.get(part["more"] or "", 0)
    if part["count"] is None:
        return 1 + more if more else None
    number = float(part["number"].replace(",", ".")) if part["number"] else _COUNTS[part["count"]]
    half = 0.5 if part["half"] == " 1/2" else _MORE.get(part["half"] or "", 0)
    return number + half + more

"""Dates, times and choices in what a customer writes, in English and Spanish: "fri 10am", "mañana a las 2".

Accents are optional. A date in figures has the month first in both languages, as the country writes it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from linda.models import Slot


def _counted(first: int, *lists: str) -> dict[str, int]:
    return {name: number for names in lists for number, name in enumerate(names.split(), first)}


# Weekdays and months are known by their first three letters.
_WEEKDAYS = _counted(0, "mon tue wed thu fri sat sun", "lun mar mie jue vie sab dom")
_MONTHS = {
    **_counted(1, "jan feb mar apr may jun jul aug sep oct nov dec", "ene feb mar abr may jun jul ago sep oct nov dic"),
    "set": 9,
}
_NUMBERS = _counted(
    1,
    "one two three four five six seven eight nine ten eleven twelve",
    "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "uno",
)
_ORDINALS = {
    **_counted(0, "first second third fourth", "1st 2nd 3rd 4th", "primer segundo tercer cuarto", "1er 2do 3er 4to"),
    **_counted(0, "primera segunda tercera cuarta", "primero segundo tercero", "1ra 2da 3ra 4ta", "1ro 2do 3ro"),
    "last": -1,
    "ultima": -1,
    "ultimo": -1,
}

# Month and day; Thanksgiving has its own rule. Of two names the longer comes first.
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "nochebuena": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "navidad": (12, 25),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's": (1, 1),
    "new years": (1, 1),
    "thanksgiving": (11, 0),
}

# The patterns are compiled at their first use: that takes 5 ms, and most cold starts are for nothing read here.
_NUMBER = "|".join(_NUMBERS)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lun(?:es)?|martes|mie(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sab(?:ado)?|dom(?:ingo)?)\b"
)
# No "ago" for agosto: two days ago.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|rero)?|mar(?:ch|zo)?|apr(?:il)?|mayo?|june?|july?|aug(?:ust)?|sept?(?:ember|iembre)?"
    r"|oct(?:ober|ubre)?|nov(?:ember|iembre)?|dec(?:ember)?|ene(?:ro)?|abr(?:il)?|junio|julio|agosto|setiembre"
    r"|dic(?:iembre)?)"
)
_SUFFIX = r"(?:st|nd|rd|th|e?ro)"
_TODAY = r"(?:today|tonight|this (?:morning|afternoon|evening)|hoy|esta (?:manana|tarde|noche))\b"
_TOMORROW = r"(?:(?:(?:tom+|2m)or+ow?|tmrw|tmr)\b|(?<!\bla )(?<!\besta )(?<!\buna )\bmanana\b)"
_DAY_WORD = rf"(?:{_WEEKDAY}|{_TODAY}|{_TOMORROW})"
_NEXT_WEEK = r"(?:next week|(?:la )?(?:proxima|otra) semana|(?:la )?semana (?:que (?:viene|entra)|proxima))"
_HALF = r"(?:\s*[ap](?:\.\s?)?m\b)"
_HOUR = rf"[0-9]{{1,2}}(?::[0-9]{{2}})?{_HALF}?"
_PLEASE = (
    r"\W*(?:(?:please|pls|thanks|por ?fa(?:vor)?|gracias|then|it is|works(?: for me)?|sounds good|entonces"
    r"|esta bien|ok|available|free|open"
    r"|is (?:fine|good|ok(?:ay)?|great|perfect))\W*)*"
)
_OK = r"ok(?:ay)?|yes|yeah|sure|then|si|bueno|vale|dale|i'?ll take|i (?:want|take|pick)|prefiero|quiero"
_AGREED = rf"\W*(?:(?:{_OK})\W+)*"
# "Make it 2" names an hour and no place in a list.
_SETS = rf"\W*(?:(?:{_OK}|let'?s (?:do|say)|i'?ll do|make it|is|mejor)\W+)*"
# A number before one of these counts something else than hours or days.
_COUNTED = (
    r"(?!\s*(?:[%$/]|:[0-9]|de la (?:manana|tarde|noche)"
    r"|(?:percent|por ?ciento|dollars?|dolares|bucks|usd|pesos|min\w*|hours?|hrs?|horas?|days?|dias?|weeks?|semanas?"
    rf"|months?|mes(?:es)?|years?|yrs?|anos?|times?|veces|of|points?|phones?)\b)|{_HALF})"
)

_SPELT_NUMBER = (
    rf"(?:(?<=\blas )|(?<=\bpast )|(?<=\bto )|(?<=\bat )(?!once\b))(?:{_NUMBER})\b|(?<=\bla )una\b"
    rf"|\b(?:{_NUMBER})(?= ?(?:[ap]\.?m\b|o'?clock|thirty\b|in the\b|days?\b|weeks?\b|dias?\b|semanas?\b"
    r"|y (?:media|cuarto)\b|menos cuarto\b|de la (?:manana|tarde|noche)\b|en punto\b))"
)
# What has the words of a day and names none that is to come, or one to be left for another.
_NO_DAY = (
    rf"\b(?:(?:last|past|pasado|every|cada|los|soy|(?:since|desde)(?: last| el| la)*) (?:{_WEEKDAY}|{_TODAY})"
    rf"|{_WEEKDAY} pasado|yesterday|last night|ayer|anoche)\b(?: (?:at|a las?) {_HOUR})?"
    rf"|\b(?:not|instead of|en vez de|weeks? from) (?:el )?{_DAY_WORD}"
    rf"|\b{_DAY_WORD} (?:(?:does|wo)n'?t work|no puedo)\b"
    rf"|\b(?:from|my|cita del?) {_DAY_WORD}(?: [\w:]+){{0,4}}?(?= (?:to|al|para)\b)"
    rf"|\b(?:my|cita de) (?:las? )?{_HOUR}(?: \w+)?(?= (?:to|a las?|para)\b)"
    r"|\b(?:the|in) sun\b|\bi sat\b|\bsat (?:on|down|in (?!the (?:morning|afternoon)))|\b24/7\b"
)
# The bounds of an open time, and figures of a date.
_NO_TIME = (
    r"\b(?:before|after|until|till?|between|from|(?:done|ready|back|finished|fixed) by"
    rf"|(?:antes|despues) del?|hasta|desde|entre|a partir de) (?:las? )?{_HOUR}"
    rf"(?:\s?(?:-|and|to|y|a) (?:las? )?{_HOUR})?|\b{_HOUR}\s?(?:-|to|a)\s?{_HOUR}|\b[0-9]{{1,2}}/[0-9]{{1,2}}\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """The day and the time that a text names; None for what it leaves open."""

    day: date | None
    at: time | None


def find_wish(text: str, today: date) -> Wish:
    """Return the day and the time that the text names, as seen from `today`.

    A day without a year is the next such day; "next friday" is the one of next week; an hour without am or pm is the
    one of a working day (9 to 11 in the morning, 12 and 1 to 8 after it). The bounds of an open time ("after 3",
    "entre las 2 y las 4") are no time.
    """
    said = _in_figures(text)
    for pattern, read_day in _DAYS:
        if (match := re.search(pattern, said)) and (day := read_day(match, today)):
            rest = f"{said[: match.start()]} {said[match.end() :]}"
            return Wish(day, _find_time(rest) or find_hour(rest))
    return Wish(None, _find_time(said))


def find_all(text: str, today: date) -> tuple[list[date], list[time]]:
    """Return all days and all times that the text names; the weekday beside its date is no second day."""
    said, days = _in_figures(text), list[date]()
    for pattern, read_day in _DAYS:
        for match in re.finditer(pattern, said):
            day = read_day(match, today)
            is_beside_date = read_day is _weekday and day and any(day.weekday() == other.weekday() for other in days)
            if day and day not in days:
                days += [] if is_beside_date else [day]
                said = said.replace(match[0], " " * len(match[0]), 1)
    # Where two readings share their words, the wish may be the one that was not taken here.
    wished = find_wish(text, today).day
    days += [wished] if wished and wished not in days else []
    alone = find_hour(said) if days else None
    times = list(_find_times(said)) or [alone]
    return days, list(dict.fromkeys(at for at in times if at))


def _in_figures(text: str) -> str:
    """Return the plain text with its hours in figures, and without the days that it does not want."""
    return re.sub(_NO_DAY, " ", re.sub(_SPELT_NUMBER, lambda word: str(_NUMBERS[word[0]]), plain(text)))


def plain(text: str) -> str:
    """Return the text in lower case, without accents, with straight quotes and single spaces."""
    letters = unicodedata.normalize("NFD", text.lower().replace("\u2019", "'"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def _date(year: str | None, month: int, day: int, today: date) -> date | None:
    years = [int(year)] if year else range(today.year, today.year + 5)
    return next((found for y in years if (found := _day(y, month, day)) and (year or found >= today)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(number: int, today: date) -> date | None:
    days = (today + timedelta(days=days) for days in range(62))
    return next((day for day in days if day.day == number), None)


def _dated_weekday(match: re.Match[str], today: date) -> date | None:
    """Return the day where weekday and number agree; "mon 9" is rather an hour when the 9th is weeks away."""
    day = _day_of_month(int(match[2]), today)
    agrees = day and day.weekday() == _WEEKDAYS[match[1][:3]] and (match[3] or day - today < timedelta(days=14))
    return day if agrees else None


def _weekday(match: re.Match[str], today: date) -> date:
    weekday = _WEEKDAYS[match[2][:3]]
    if match[1] or match[3]:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _days_ahead(match: re.Match[str], today: date) -> date:
    number = int(match[1]) if match[1].isdecimal() else 1
    return today + timedelta(days=number * (7 if match[2] in {"week", "semana"} else 1))


def _holiday(match: re.Match[str], today: date) -> date | None:
    month, day = _HOLIDAYS[match[1]]
    return _date(None, month, day, today) if day else _thanksgiving(today)


def _thanksgiving(today: date) -> date:
    """Return the next fourth Thursday of a November."""
    first = (date(year, 11, 1) for year in (today.year, today.year + 1))
    fourths = (day + timedelta(days=(3 - day.weekday()) % 7 + 21) for day in first)
    return next(day for day in fourths if day >= today)


# The first pattern that finds a day tells it; what it matched tells no time.
_DAYS: tuple[tuple[str, Callable[[re.Match[str], date], date | None]], ...] = (
    (r"\b(?:day after tomorrow|pasado manana)\b", lambda _, today: today + timedelta(days=2)),
    (rf"\b{_TOMORROW}", lambda _, today: today + timedelta(days=1)),
    (rf"\b{_TODAY}", lambda _, today: today),
    (
        r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b",
        lambda match, today: _date(match[1], int(match[2]), int(match[3]), today),
    ),
    (
        rf"\b({_MONTH})\.? ([0-9]{{1,2}}){_SUFFIX}?\b{_COUNTED}(?:,? (?:del? )?(20[0-9]{{2}})\b)?",
        lambda match, today: _date(match[3], _MONTHS[match[1][:3]], int(match[2]), today),
    ),
    (
        r"\b([0-9]{1,2})/([0-9]{1,2})(?:/(20[0-9]{2}))?\b(?! ?(?:hour|hora|price))",
        lambda match, today: _date(match[3], int(match[1]), int(match[2]), today),
    ),
    (
        # "My iphone 13 may be broken" names no day.
        (
            rf"\b([0-9]{{1,2}}|primero)(?:{_SUFFIX}? (?:of|de) |{_SUFFIX} | (?!may\b))({_MONTH})\b"
            r"(?:,? (?:del? )?(20[0-9]{2})\b)?"
        ),
        lambda match, today: _date(match[3], _MONTHS[match[2][:3]], int(match[1].replace("primero", "1")), today),
    ),
    (rf"(?<!happy )(?<!merry )\b({'|'.join(_HOLIDAYS)})\b", _holiday),
    (r"\b(?:in|en|dentro de) ([0-9]{1,2}|an?|una?) (day|dia|week|semana)s?\b", _days_ahead),
    (
        rf"\b({_WEEKDAY})\.?,? (?:the |el |dia )?([0-9]{{1,2}})({_SUFFIX})?\b(?! ?h\b){_COUNTED}",
        _dated_weekday,
    ),
    (
        # A day of the month stands alone or before its time: "the 2nd floor" and "el 12 pro max" are none.
        (
            rf"(?:\bthe ([0-9]{{1,2}}){_SUFFIX}|\b([0-9]{{1,2}}){_SUFFIX}(?= (?:at|@) ?[0-9]))"
            r"(?=\W*$|[,.?!]| ?@| (?:at|around|in the|before|after|between|if|or|works?|would|is|please|pls)\b)"
            r"|\bel ([0-9]{1,2})(?= a las? | al medio ?dia| (?:por|en) la (?:manana|tarde))"
            rf"|\bdia ([0-9]{{1,2}})\b|^\W*(?:para )?el ([0-9]{{1,2}})(?={_PLEASE}$)"
        ),
        lambda match, today: _day_of_month(int(match[match.lastindex or 0]), today),
    ),
    (
        rf"(?:\b(next|{_NEXT_WEEK}) (?:on |el )?)?\b({_WEEKDAY})((?: (?:of|de))? {_NEXT_WEEK}\b)?",
        _weekday,
    ),
)

# Each way of saying a time, and how it is written in figures.
_SAID_TIMES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"\b(?:12 (?:del? )?)?(?:noon|midday|medio ?dia)\b", lambda _: "12 pm"),
    (r"(\blas? [0-9]{1,2}(?::[0-9]{2})?) ?h(?:oras|rs?|s)?\b", lambda m: m[1]),
    (r"\bhalf past ([0-9]{1,2})\b|\b([0-9]{1,2}) (?:y media|thirty)\b", lambda m: f"{m[1] or m[2]}:30"),
    (r"\bquarter past ([0-9]{1,2})\b|\b([0-9]{1,2}) y cuarto\b", lambda m: f"{m[1] or m[2]}:15"),
    (
        r"\b(?:quarter to|cuarto para las?) ([0-9]{1,2})\b|\b([0-9]{1,2}) menos cuarto\b",
        lambda m: f"{(int(m[1] or m[2]) - 2) % 12 + 1}:45",
    ),
    (
        (
            r"(\blas? [0-9]{1,2}(?::[0-9]{2})?) (?:en|por) la (manana|tarde|noche)\b"
            r"|\b([0-9]{1,2}(?::[0-9]{2})?) (?:de la|in the) (manana|tarde|noche|morning|afternoon|evening)\b"
        ),
        lambda m: f"{m[1] or m[3]} {'am' if (m[2] or m[4]) in {'manana', 'morning'} else 'pm'}",
    ),
)
_HALF_DAY = r"\b([0-9]{1,2})[:.]?([0-9]{2})?\s*([ap])(?:\.\s?)?m\b"
_CLOCK = r"\b([0-9]{1,2})[:h]([0-9]{2})\b"
_AT_HOUR = (
    rf"(?:\b(?:at|around|(?:a|para|sobre|(?:el|la|cita) de) las?)|@)\s*([0-9]{{1,2}})\b{_COUNTED}"
    rf"|(?:\b(?:how|what) about|^\W*(?:las|la(?= 1\b))) ([0-9]{{1,2}})(?={_PLEASE}$)"
    r"|\b([0-9]{1,2})(?: ?o'?clock| ?-?ish| en punto)\b"
    r"|\b(1[3-9]|2[0-3]) ?h\b"
)


def _find_time(text: str) -> time | None:
    return next(_find_times(text), None)


def _find_times(text: str) -> Iterator[time | None]:
    for pattern, in_figures in _SAID_TIMES:
        text = re.sub(pattern, in_figures, text)
    text = re.sub(_NO_TIME, " ", text)
    for match in re.finditer(_HALF_DAY, text):
        hour = int(match[1])
        yield _time(hour % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0)) if 1 <= hour <= 12 else None
    text = re.sub(_HALF_DAY, " ", text)
    for match in re.finditer(_CLOCK, text):
        yield _time(_working_hour(int(match[1])), int(match[2]))
    for match in re.finditer(_AT_HOUR, re.sub(_CLOCK, " ", text)):
        yield _time(_working_hour(int(match[match.lastindex or 0])), 0)


def _working_hour(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 8 else hour


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


_HOUR_ALONE = rf"{_SETS}([0-9]{{1,2}}|{_NUMBER}){_PLEASE}"
_CHOICE = (
    rf"{_AGREED}"
    r"(?:number|numero|no\.?(?=\s*[0-9])|option|opcion|slot|#|el|la)?\s*"
    rf"([1-9]|(?!una\b)(?:{_NUMBER})){_PLEASE}"
)
_ORDINAL = "|".join(_ORDINALS)
# "My second phone", "la segunda pantalla" and "March 1st" pick nothing.
_ORDINAL_CHOICE = (
    rf"\b({_ORDINAL}) (?:one|option|slot|opcion|hora|cita)\b"
    rf"|^\W*(?:(?:ok|si|mejor|quiero|prefiero|tomo|me quedo con)\W+)?(?:(?:the|la|el) )?({_ORDINAL}){_PLEASE}$"
)


def find_hour(text: str) -> time | None:
    """Return the hour that is all the text says: "2", "10 please", "dos"."""
    match = re.fullmatch(_HOUR_ALONE, plain(text))
    return _time(_working_hour(_number(match[1])), 0) if match else None


def find_choice(text: str, offered: Sequence[Slot]) -> Slot | None:
    """Return the one of the offered slots that the text picks by its number: "2", "the second one", "la última"."""
    said = plain(text)
    if match := re.fullmatch(_CHOICE, said):
        place = _number(match[1]) - 1
    elif match := re.search(_ORDINAL_CHOICE, said):
        place = _ORDINALS[match[1] or match[2]]
    else:
        return None
    return offered[place] if -1 <= place < len(offered) and offered else None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]

"""Dates, times and choices in what a customer writes: "tomorrow at 2pm", "fri 10am", "2/12 at 3", "the second one"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from linda.models import Slot

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
}

_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b(?<!\bi sat)")
_ISO_DATE = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_MONTH_FIRST = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? ([0-9]{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,? (20[0-9]{2})\b)?"
)
_SLASHED = re.compile(r"\b([0-9]{1,2})/([0-9]{1,2})(?:/(20[0-9]{2}))?\b")
_HALF_DAY = re.compile(r"\b([0-9]{1,2})(?::([0-9]{2}))?\s*([ap])\.?m\b\.?")
_CLOCK = re.compile(r"\b([0-9]{1,2}):([0-9]{2})\b")
_AT_HOUR = re.compile(r"(?:\bat|@)\s*([0-9]{1,2})\b(?!\s*(?:%|/|dollars|bucks|min))|\b([0-9]{1,2})\s*o'?clock\b")
_CHOICE = re.compile(r"\W*(?:number|no\.?|option|slot|#)?\s*([1-9])\W*(?:please|pls|thanks)?\W*")
# "My second phone" and "March 1st" pick nothing.
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|last|1st|2nd|3rd|4th) (?:one|option|slot)\b"
    r"|^\W*(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|4th)\W*(?:please|pls|thanks)?\W*$"
)
_HOUR_ALONE = re.compile(r"\W*([0-9]{1,2})\W*(?:please|pls|thanks)?\W*")


@dataclass(frozen=True, slots=True)
class Wish:
    """The day and the time that a text names; None for what it leaves open."""

    day: date | None
    at: time | None


def find_wish(text: str, today: date) -> Wish:
    """Return the day and the time that the text names, as seen from `today`.

    A day without a year is the next such day; an hour without am or pm is the one of a working day (9 to 11 in the
    morning, 12 and 1 to 8 after it).
    """
    lower = text.lower()
    return Wish(_find_day(lower, today), _find_time(lower))


def _find_day(text: str, today: date) -> date | None:
    if re.search(r"\b(?:tomorrow|tmrw|tomorow|tmr)\b", text):
        return today + timedelta(days=1)
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon))\b", text):
        return today
    if match := _ISO_DATE.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_FIRST.search(text):
        month, day = _MONTHS.index(match[1][:3]) + 1, int(match[2])
        return _day(int(match[3]), month, day) if match[3] else _next_day(month, day, today)
    if match := _SLASHED.search(text):
        month, day = int(match[1]), int(match[2])
        return _day(int(match[3]), month, day) if match[3] else _next_day(month, day, today)
    if match := _WEEKDAY.search(text):
        return today + timedelta(days=(_WEEKDAYS.index(match[1][:3]) - today.weekday() - 1) % 7 + 1)
    return None


def _next_day(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 5):
        found = _day(year, month, day)
        if found and found >= today:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _find_time(text: str) -> time | None:
    if match := _HALF_DAY.search(text):
        hour = int(match[1])
        return _time(hour % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0)) if 1 <= hour <= 12 else None
    if match := _CLOCK.search(text):
        return _time(_working_hour(int(match[1])), int(match[2]))
    if re.search(r"\b(?:noon|midday)\b", text):
        return time(12)
    if match := _AT_HOUR.search(_SLASHED.sub(" ", text)):
        return _time(_working_hour(int(match[1] or match[2])), 0)
    return None


def _working_hour(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 8 else hour


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def find_hour(text: str) -> time | None:
    """Return the hour that is all the text says: "2", "10 please"."""
    match = _HOUR_ALONE.fullmatch(text.lower())
    return _time(_working_hour(int(match[1])), 0) if match else None


def find_choice(text: str, offered: Sequence[Slot]) -> Slot | None:
    """Return the one of the offered slots that the text picks by its number: "2", "#2", "the second one"."""
    if match := _CHOICE.fullmatch(text.lower()):
        place = int(match[1]) - 1
    elif match := _ORDINAL.search(text.lower()):
        place = _ORDINALS[match[1] or match[2]]
    else:
        return None
    return offered[place] if -1 <= place < len(offered) and offered else None

"""Days and hours in the owner's words. All of the words must be read; a part of them means nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from linda.booking import Premises
from linda.lengths import read_length
from linda.time_reader import read_times
from linda.time_rules import TimeMention
from linda.until import TILL

_MOST_DAYS = 366
_DAYS_BEFORE_IT_IS_OVER = 330
_TILL = rf"{TILL}(?: (?:like|about|around|maybe|el|como))?"
_GLUE = frozenset(
    "on the for from this at el la las los lo a al de del en y , . all day whole is only "
    "solo solamente thats around about para por".split()
)
_OF_A_BOOKING = frozenset(
    "the my mi one appointment appt booking apt job customer guy la el cita reserva el del de a con with".split()
)
_TO = re.compile(r" ?(?:to|thru|through|till?|until|-|\u2013|al?|hasta)(?: the| el)? ?")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_SPANS_WRITTEN = (
    (r"(?: n |\+)", " and "),
    (r"^(?:all|the whole|the entire|whole) (?:this )?week$|^all of (?:this|the) week$", "today to sunday"),
    # Hours have an article: "de las 8 a las 10".
    (rf"\bdel ([0-9]{{1,2}}) al ([0-9]{{1,2}})\b(?! de (?:{_MONTHS}))", r"the \1th to the \2th"),
    (rf"\bel ([0-9]{{1,2}}) y (?:el )?([0-9]{{1,2}})\b(?! de (?:{_MONTHS}))", r"the \1th and the \2th"),
    (r"^toda la (?=semana que viene|proxima semana)", "la "),
    (r"^toda (?:la|esta) semana$", "hoy al domingo"),
    (r"^(?:the )?rest of (?:the |to)day$", "today"),
    (rf"\b({_NUMBER}) (?:of|de) ({_MONTHS}) ?(?:to|thru|through|-|\u2013|al?) ?(?:the )?({_NUMBER})$", r"\2 \1-\3"),
    (rf"\b({_NUMBER}) (?:of|de) ({_MONTHS}) ?(?:y|and|&) ?(?:the |el )?({_NUMBER})$", r"\2 \1 and \2 \3"),
    (rf"\b({_MONTHS}) ([0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:to|thru|through|till|until|-|\u2013) ?(?:the )?"
     r"([0-9]{1,2})(?:st|nd|rd|th)?\b(?! ?(?::|[ap]m))", r"\1 \2-\3"),
    (rf"\b({_NUMBER}) ?(?:y|and|&) ?(?:the |el )?({_NUMBER}) (?:de |of )?({_MONTHS})\b", r"\3 \1 and \3 \2"),
    (rf"\b({_NUMBER}) ?(?:to|thru|through|-|\u2013) ?(?:the )?({_NUMBER}) (?:of )?({_MONTHS})\b", r"\3 \1-\2"),
    (rf"\bdel? ([0-9]{{1,2}}) al? ([0-9]{{1,2}}) de ({_MONTHS})\b", r"\3 \1-\2"),
)  # fmt: skip

# "The 24th and 25th" are both days of the month.
_ORDINAL = re.compile(rf"\b((?:{_MONTHS}|the) )?[0-9]{{1,2}}(?:st|nd|rd|th)\b")
_A_DATE = rf"(?:(?:{_MONTHS}) [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}} de (?:{_MONTHS}))"
_TWO_MONTHS = re.compile(
    rf"(?:from |on |del? |el )?({_A_DATE}) ?(?:to|thru|through|till|until|-|\u2013|al?|hasta)(?: the| el)? ?({_A_DATE})"
)


class Span(NamedTuple):
    """Days, both included, and the hours on them that are meant; `is_hour` if one hour was named, not a window."""

    day: date
    to_day: date
    at: time | None = None
    to_at: time | None = None
    has_day: bool = True
    is_hour: bool = False

    def fields(self) -> dict[str, object]:
        """Return the fields of a command."""
        return {"day": self.day, "to_day": self.to_day, "at": self.at, "to_at": self.to_at}


class Place(NamedTuple):
    """The day and hour in the words about a booking, and the words that are about neither."""

    day: date | None
    at: time | None
    rest: Sequence[str]


def _mentions(said: str, now: datetime) -> tuple[list[TimeMention], str] | None:
    """Return what the words say about times, and the words that say nothing; None if they say what he cannot mean."""
    found = read_times(said, now, asked=True)
    if any(not one.wanted or one.past or one.impossible or one.shift or one.same or one.earliest for one in found):
        return None
    rest = said
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return list(found), rest


def day_from(said: str, premises: Premises) -> date | None:
    """Return the day from which something holds again: "till tuesday", "for a week", "back monday"."""
    said = " ".join(said.replace(",", " ").split())
    if match := re.fullmatch(r"(?:for|por|back in|in|en) (.+)", said):
        length = read_length(match[1])
        return premises.today + length if length and length >= timedelta(days=1) else None
    match = re.fullmatch(rf"(?:{_TILL}|back(?: on| in)?|again(?: on)?|in again|more coming(?: on| in)?) (.+)", said)
    span = hours_of(match[1], premises) if match else None
    return span.day if span and not span.at and not span.to_at else None


def hours_of(said: str, premises: Premises) -> Span | None:
    """Return the days and hours of a closure: "thursday", "dec 24 to 26", "tomorrow 1-3", "till monday".

    Hours without a day are today's, or tomorrow's if they have passed.
    """
    said, today = " ".join(said.replace(",", " ").split()), premises.today
    if re.match(r"(?:and|y|&)\b", said):  # "Open and thursday" may be two things.
        return None
    for pattern, written in _SPANS_WRITTEN:
        said = re.sub(pattern, written, said)
    said = re.sub(_ORDINAL, lambda match: match[0] if match[1] else f"the {match[0]}", said)
    till = re.fullmatch(rf"{_TILL} (.+)", said)
    if till and (end := hours_of(till[1], premises)):
        if end.is_hour and not end.has_day and end.at:
            return Span(today, today, None, end.at) if end.day == today else None
        is_last = re.match("thru|through", said)  # "Till friday" is open on Friday.
        last = end.to_day if is_last else end.day - timedelta(days=1)
        return Span(today, last) if end.has_day and not end.at and not end.to_at and last >= today else None
    if match := _TWO_MONTHS.fullmatch(said):
        return _from_to(match[1], match[2], premises)
    said = re.sub(r"\b(?:to|till?|until|-) ?clos(?:e|ing)\b", "onwards", said)
    said = re.sub(r"\bat noon\b", "noon", said)
    read = _mentions(re.sub(r"\ball day\b|\btodo el dia\b", "", said), premises.local_now)
    if read is None or not read[0]:
        return None
    days = _days_together(read[0], said)
    timed = [one for one in read[0] if one.at or one.window]
    if days is None or len(timed) > 1 or not _is_all(read[1]):
        return None
    at, to_at = (timed[0].at, None) if timed and timed[0].at else timed[0].window.named() if timed else (None, None)
    is_hour = bool(timed and timed[0].at)
    if days:
        return Span(days[0], days[-1], at, to_at, is_hour=is_hour) if days[0] >= today else None
    has_passed = (to_at or at or time.max) <= premises.local_now.time()
    day = today + timedelta(days=has_passed)
    return Span(day, day, at, to_at, has_day=False, is_hour=is_hour)


def _from_to(first: str, last: str, premises: Premises) -> Span | None:
    """Return the days from one date to another, which is the next such day after the first one."""
    one, other = (hours_of(said, premises) for said in (first, last))
    if one is None or other is None or any(end.at or end.to_at or end.day != end.to_day for end in (one, other)):
        return None
    to_day = other.day
    if to_day < one.day:
        if (one.day - premises.today).days > _DAYS_BEFORE_IT_IS_OVER:  # "Nov 1 to dec 31" on Nov 28 has begun.
            return None
        try:
            to_day = to_day.replace(year=to_day.year + 1)
        except ValueError:  # There is no February 29 in that year.
            return None
    return Span(one.day, to_day) if (to_day - one.day).days < _MOST_DAYS else None


def _is_all(rest: str) -> bool:
    return {*rest.split()} <= _GLUE | {"to", "thru", "through", "till", "until", "-", "and", "&", "hasta"}


def _days_together(found: Sequence[TimeMention], said: str) -> Sequence[date] | None:
    """Return the days of all mentions, from the first to the last; None if there are gaps that no word fills."""
    days = list[date]()
    before: TimeMention | None = None
    for one in found:
        if one.days and days and before and _TO.fullmatch(said[before.end : one.start].lower() or " "):
            last = one.days[-1]
            if last < days[0]:
                return None
            if (last - days[0]).days > 31 and re.fullmatch(
                r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?", said[one.start : one.end]
            ):
                return None
            while days[-1] < last and len(days) < _MOST_DAYS:
                days.append(days[-1] + timedelta(days=1))
        else:
            days += [day for day in one.days if day not in days]
        before = one
    days.sort()
    is_one = all((b - a).days == 1 for a, b in pairwise(days))
    return days if is_one and len(days) < _MOST_DAYS else None


def place_of(said: str, premises: Premises) -> Place | None:
    """Return the day and hour that the words about a booking name; None if there are several."""
    # "The 2" is an hour, not a day of the month; so is "la 2".
    said = re.sub(
        r"\b(?:the|mi|my) (?=[0-9]{1,2}(?::[0-9]{2})? ?(?:[ap]m?)?\b(?!(?:st|nd|rd|th)))", "", said.replace(",", " ")
    )
    said = re.sub(r"\bfrom (?=(?:the )?[0-9])", "", said)
    said = re.sub(r"([0-9][ap]m?|\b[0-9]{1,2})'s\b", r"\1", said)
    said = re.sub(r"\b([a-z]{3,6}day)s (?=[0-9])", r"\1 ", said)
    if re.search(r"[0-9]{3}[-. ]?[0-9]{4}", said):
        return Place(None, None, said.split())
    read = _mentions(said, premises.local_now)
    if read is None or len(read[0]) > 2:
        return None
    days, hours = [one for one in read[0] if one.days], [one.at for one in read[0] if one.at]
    if len(days) > 1 or len(hours) > 1 or any(one.window for one in read[0]) or (days and len(days[0].days) > 1):
        return None
    rest = [word.removesuffix("'s") for word in read[1].replace("'s ", " ").split()]
    rest = [word for word in rest if word not in _GLUE and word not in _OF_A_BOOKING]
    return Place(days[0].days[0] if days else None, hours[0] if hours else None, rest)


def last_day_in(said: str, premises: Premises) -> date | None:
    """Return the last day on which a bulletin holds, if it names one: "today", "this weekend", "until friday"."""
    if re.search(r"\b(?:every|each|cada|todos los|all month|mondays|tuesdays|wednesdays|thursdays|fridays)\b", said):
        return None
    said = re.sub(r"\b(?:all|toda la) (?=week|weekend|semana)", "this ", said).replace("this semana", "esta semana")
    days = {day for one in read_times(said, premises.local_now) if not one.past for day in one.days}
    return max(days) if days and min(days) >= premises.today else None


def named_days(said: str, premises: Premises, *, whole_week: bool = False) -> Sequence[date]:
    """Return the days that the words are; with `whole_week`, those that are over belong to a week or a month, too."""
    today = premises.today
    if whole_week and (period := _period(re.sub(r"^(?:for |in |de |en )", "", said), today)):
        return period
    span = hours_of(said, premises)
    if span is None or span.at or span.to_at:
        return ()
    return [span.day + timedelta(days=n) for n in range((span.to_day - span.day).days + 1)]


_PERIODS: Mapping[str, str] = {
    "this week": "week 0", "the week": "week 0", "week": "week 0", "esta semana": "week 0", "last week": "week -1",
    "la semana pasada": "week -1", "next week": "week 1", "la proxima semana": "week 1", "this month": "month 0",
    "the month": "month 0", "month": "month 0", "este mes": "month 0", "last month": "month -1",
    "el mes pasado": "month -1", "yesterday": "day -1", "ayer": "day -1",
}  # fmt: skip


def _period(said: str, today: date) -> Sequence[date]:
    unit, _, number = _PERIODS.get(said, "").partition(" ")
    if unit == "day":
        return [today + timedelta(days=int(number))]
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=int(number))
        return [first, first + timedelta(days=6)]
    if unit == "month":
        first = today.replace(day=1) if number == "0" else (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        return [first, after - timedelta(days=1)]
    return ()

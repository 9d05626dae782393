"""What the words of a time mean: makers of tokens from those that a pattern in `time_reader` has matched.

A maker gets the matched tokens and the shop's local time, and returns what replaces them, or None if they make no
sense together ("february 30").
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from linda.models import ANY_TIME, Window


class TimeMention(NamedTuple):
    """The words from `start` to `end` of the plain text, and what they say about a time.

    `days` holds several if any of them will do. `window` bounds the start of a visit. `wanted` is False for what the
    text excludes. A `bare` number is a time only if one was asked for. `shift` is relative to a booking, `same` takes
    its day or time, and `earliest` asks for the first free slot. `past` marks what is over, and `impossible` what is
    of a date that doesn't exist.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    at: time | None = None
    window: Window = ANY_TIME
    wanted: bool = True
    bare: bool = False
    shift: timedelta | None = None
    same: Literal["", "day", "time"] = ""
    earliest: bool = False
    past: bool = False
    impossible: bool = False


class Said(NamedTuple):
    """A token, or several that became one: the kind, place and number, and what they say about a time."""

    kind: str
    start: int
    end: int
    number: int = 0
    mention: TimeMention | None = None


type Run = Sequence[Said]
type Build = Callable[[Run, datetime], Iterable[Said] | None]


def one(run: Run, kind: str, number: int = 0, **fields: object) -> list[Said]:
    """Return one token in place of all; with fields of a mention, it carries them."""
    start, end = run[0].start, run[-1].end
    mention = TimeMention(start, end, **fields) if fields else None  # type: ignore[arg-type]
    return [Said(kind, start, end, number, mention)]


def saying(kind: str, **fields: object) -> Build:
    """Make one token that carries these fields of a mention."""
    return lambda run, _: one(run, kind, **fields)  # type: ignore[arg-type]


def become(kind: str) -> Build:
    """Make one token that says nothing about a time."""
    return lambda run, _: one(run, kind)


def visit(run: Run, _: datetime) -> list[Said]:
    """Take the "by" of "bring it by" as part of the verb."""
    return [*run[:-1], run[-1]._replace(kind="visit")]


def counts(kind: str) -> Build:
    """Make one number from tens and ones, or from one word."""
    return lambda run, _: one(run, kind, sum(said.number for said in run))


def _of(run: Run, *kinds: str) -> list[Said]:
    return [said for said in run if said.kind in kinds]


_NUMBERS = ("num", "numword", "big", "bigword", "ordinal", "ordword", "once")
_TIMES = ("num", "numword", "big", "quad", "clock", "sure_clock", "decimal", "once")


def _hhmm(said: Said) -> int:
    return said.number if said.kind in {"quad", "clock", "sure_clock", "decimal"} else said.number * 100


def _clock_time(said: Said, half: str = "") -> time | None:
    """Return the time of a clock or an hour, in the half of the day that is named with it."""
    if not said.number and said.kind == "big":
        return None
    hour, minute = divmod(_hhmm(said), 100)
    if said.kind != "sure_clock" and hour <= 12:
        if half == "am":
            hour %= 12
        elif half == "pm":
            hour = hour % 12 + 12
        elif 1 <= hour <= 8:
            hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _clock(run: Run, said: Said, half: str = "") -> list[Said] | None:
    at = _clock_time(said, half)
    if not at:
        return None
    number = _hhmm(said)
    is_sure = half or said.kind == "sure_clock" or number >= 1300
    return one(run, "sure_clock" if is_sure else "clock", at.hour * 100 + at.minute if is_sure else number, at=at)


def hour(run: Run, _: datetime) -> list[Said] | None:
    """Make a clock from the last hour or clock."""
    return _clock(run, _of(run, *_TIMES)[-1])


def hour_of_part(run: Run, _: datetime) -> list[Said] | None:
    """Make a clock from "9 in the morning", "two pm"."""
    return _clock(run, _of(run, *_TIMES)[0], _HALVES.get(run[-1].kind, "pm"))


_HALVES = {"morning": "am", "am": "am"}


def hour_and_minute(run: Run, _: datetime) -> list[Said] | None:
    hour, *rest = _of(run, *_NUMBERS, "figure")
    minute = sum(said.number for said in rest)
    return _clock(run, Said("clock", 0, 0, hour.number * 100 + minute)) if minute < 60 else None


def hour_and_quarters(run: Run, now: datetime) -> list[Said] | None:
    """Make a clock from "2 30"."""
    return hour_and_minute(run, now) if run[-1].number in {15, 30, 45} else None


def with_minutes(minutes: int) -> Build:
    """Make a clock this many minutes past the hour, or before it if they are negative."""
    return lambda run, _: _clock(run, Said("clock", 0, 0, _shifted(_of(run, *_NUMBERS)[0].number, minutes)))


def _shifted(hour: int, minutes: int) -> int:
    return hour * 100 + minutes if minutes >= 0 else ((hour - 2) % 12 + 1) * 100 + 60 + minutes


def minutes_beside(sign: int) -> Build:
    """Make a clock from "ten past two" or, with the sign -1, "20 to 3"."""

    def build(run: Run, _: datetime) -> list[Said] | None:
        minute, hour = _of(run, *_NUMBERS)
        at = Said("clock", 0, 0, _shifted(hour.number, sign * minute.number))
        return _clock(run, at) if minute.number in {5, 10, 20, 25} else None

    return build


def fixed(hour: int) -> Build:
    return lambda run, _: one(run, "sure_clock", hour * 100, at=time(hour))


def noon(run: Run, _: datetime) -> list[Said]:
    """Make a clock from "noon", "12 noon"; any other number before it is left alone."""
    if len(run) == 2 and run[0].number != 12:
        return [run[0], *one(run[1:], "sure_clock", 1200, at=time(12))]
    return one(run, "sure_clock", 1200, at=time(12))


def one_oclock(run: Run, now: datetime) -> list[Said] | None:
    return hour(run, now) if run[-1].number == 1 else None


def one_of_a_list(run: Run, _: datetime) -> list[Said] | None:
    """Read "the second one" as not a time."""
    return one(run, "thing") if run[-1].number == 1 else None


def hour_in_hours(run: Run, now: datetime) -> list[Said] | None:
    """Make a clock from "a las 16 horas", "14h", but not from "at 20 minutes"."""
    return hour(run, now) if run[-1].number != 1 else None


# Days.


def _days(run: Run, first: date, last: date | None = None, kind: str = "day") -> list[Said]:
    count = ((last or first) - first).days + 1
    return one(run, kind, days=tuple(first + timedelta(days=n) for n in range(max(count, 1))))


def _date_of(year: int | None, month: int, day: int, today: date) -> date | None:
    years = [year] if year else range(today.year, today.year + 5)
    return next((found for y in years if (found := _day(y, month, day)) and (year or found >= today)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(number: int, today: date) -> date | None:
    days = (today + timedelta(days=days) for days in range(62))
    return next((day for day in days if day.day == number), None)


def monthly(run: Run, now: datetime) -> list[Said] | None:
    """Make a date from a day and a month in either order, and perhaps a year."""
    month, number = _of(run, "month", "may")[0].number, sum(said.number for said in _of(run, *_NUMBERS, "tens"))
    years = [said.number for said in _of(run, "quad", "figure")]
    if years and not 2000 <= years[0] < 2100:
        return None
    day = _date_of(years[0] if years else None, month, number, now.date())
    return _days(run, day, kind="date") if day else _no_date(run)


def _no_date(run: Run) -> list[Said]:
    """Make the mention of a date that does not exist, so that a time next to it belongs to no other day."""
    return one(run, "past_said", impossible=True)


def monthly_days(run: Run, now: datetime) -> list[Said] | None:
    """Make the days of "dec 16-18"."""
    first, last = _of(run, *_NUMBERS)
    day = _date_of(None, _of(run, "month")[0].number, first.number, now.date())
    return _days(run, day, day + timedelta(last.number - first.number)) if day and first.number < last.number else None


def same_month(run: Run, _: datetime) -> list[Said] | None:
    """Make the second date of "dec 16 or 17"."""
    first, number = run[0].mention, run[-1].number
    day = _day(first.days[0].year, first.days[0].month, number) if first else None
    return [*run[:2], *_days(run[2:], day, kind="date")] if day and first and day > first.days[0] else None


def month_first(run: Run, now: datetime) -> list[Said] | None:
    month, number = _of(run, *_NUMBERS)
    day = _date_of(None, month.number, number.number, now.date())
    return _days(run, day, kind="date") if day else None


def in_figures(run: Run, now: datetime) -> list[Said] | None:
    """Make a date from month/day, month/day/year or year-month-day."""
    year, rest = divmod(run[-1].number, 10_000)
    month, number = divmod(rest, 100)
    day = _date_of(year or None, month, number, now.date())
    if day is None and 1 <= month <= 12 and number in (29, 30, 31):
        return _no_date(run)
    return _days(run, day, kind="date") if day else one(run, "thing")


def relative(run: Run, now: datetime) -> list[Said]:
    number = next(said.number for said in run if said.kind == "today")
    return _days(run, now.date() + timedelta(days=number))


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _monday(today: date, weeks: int = 0) -> date:
    return today + timedelta(days=7 * weeks - today.weekday())


def weekday(run: Run, now: datetime) -> list[Said]:
    weekday = _of(run, "weekday", "shy_weekday", "weekdays")[0].number
    is_later = any(said.kind in {"next", "next_week"} for said in run)
    return _days(run, _monday(now.date(), 1) + timedelta(weekday) if is_later else _coming(weekday, now.date()))


_LAST_HOUR = 12


def dated_weekday(run: Run, now: datetime) -> list[Said] | None:
    """Make one day from weekday and number if they agree; in "mon 9", the 9 is an hour if the 9th is weeks away."""
    weekday, number = _of(run, "weekday", "shy_weekday")[0], _of(run, *_NUMBERS)[0]
    day = _day_of_month(number.number, now.date())
    agrees = day and day.weekday() == weekday.number
    is_date = number.kind in {"ordinal", "ordword"} or number.number > _LAST_HOUR
    is_near = day and (is_date or day - now.date() < timedelta(days=14))
    return _days(run, day) if day and agrees and is_near else None


def weekday_beside_date(run: Run, now: datetime) -> list[Said] | None:
    weekday, day = _of(run, "weekday", "shy_weekday")[0], _of(run, "date")[0]
    days = day.mention.days if day.mention else ()
    return _days(run, days[0]) if days and days[0].weekday() == weekday.number else None


def ordinal(run: Run, now: datetime) -> list[Said] | None:
    number = sum(said.number for said in _of(run, *_NUMBERS))
    day = _day_of_month(number, now.date())
    if not day or (number <= 5 and _of(run, "ordword")):
        return None
    made = _days(run, day)
    # "The 2nd" may be the second one on a list.
    is_choice = number <= 5 and run[0].kind != "on_the"
    return [made[0]._replace(mention=made[0].mention._replace(bare=True))] if is_choice and made[0].mention else made


def holiday(run: Run, now: datetime) -> list[Said]:
    month, number = divmod(_of(run, "holiday")[0].number, 100)
    if month == 11:
        day = _thanksgiving(now.date() - timedelta(number)) + timedelta(number)
    elif number > _MONDAYS:
        day = _monday_of(month, number - _MONDAYS, now.date())
    else:
        day = _date_of(None, month, number, now.date()) or now.date()
    return _days(run, day, kind="date")


# A holiday's number from 40 on says which Monday of the month it is; 9 stands for the last.
_MONDAYS, _LAST_MONDAY = 40, 9


def _monday_of(month: int, place: int, today: date) -> date:
    """Return the next such Monday of the month, counted from 1, or the last one of a month of 31 days."""
    ends = (date(year, month, 31 if place == _LAST_MONDAY else 7 * place) for year in (today.year, today.year + 1))
    return next(day for end in ends if (day := end - timedelta(end.weekday())) >= today)


def _thanksgiving(today: date) -> date:
    """Return the next fourth Thursday in November."""
    first = (date(year, 11, 1) for year in (today.year, today.year + 1))
    fourths = (day + timedelta(days=(3 - day.weekday()) % 7 + 21) for day in first)
    return next(day for day in fourths if day >= today)


def week(first: int, last: int, weeks: int = 0) -> Build:
    """Make the days of a week from one weekday to another, leaving out past ones."""

    def build(run: Run, now: datetime) -> list[Said]:
        monday = _monday(now.date(), weeks)
        end = monday + timedelta(last)
        return _days(run, max(min(monday + timedelta(first), end), min(now.date(), end)), end)

    return build


def rest_of_week(run: Run, now: datetime) -> list[Said]:
    sunday = _monday(now.date()) + timedelta(6)
    return _days(run, min(now.date() + timedelta(1), sunday), sunday)


def workdays(run: Run, now: datetime) -> list[Said]:
    days = (now.date() + timedelta(days=n) for n in range(7))
    return one(run, "days_said", days=tuple(day for day in days if day.weekday() < 5))


def from_day_to_day(run: Run, _: datetime) -> list[Said] | None:
    """Make the days of "dec 16 to dec 18"; of two weekdays, the second is within a week of the first."""
    first, last = (_one_day(said) for said in _of(run, "day", "date"))
    if not first or not last:
        return None
    days = (last - first).days % 7 if (last - first).days < 0 else (last - first).days
    return _days(run, first, first + timedelta(days)) if 0 < days <= 14 else None


def from_weekday_to_weekday(run: Run, now: datetime) -> list[Said]:
    first, last = _of(run, "weekday", "shy_weekday")
    day = _coming(first.number, now.date())
    return _days(run, day, day + timedelta((last.number - first.number) % 7))


def _one_day(said: Said) -> date | None:
    """Return the single day of a mention; None near the ends of the calendar, where days cannot be counted on."""
    days = said.mention.days if said.mention else ()
    return days[0] if len(days) == 1 and date(1000, 1, 1) < days[0] < date(9000, 1, 1) else None


# How many minutes before or after the named time the last or the first visit is.
_BOUNDS = {"by": 0, "before": -1, "before_del": -1, "after": 1, "after_del": 1}


def bounded_day(run: Run, now: datetime) -> list[Said] | None:
    """Make the days that a day bounds. The token's number encodes the named day and the bound, for a time after it."""
    day, bound = _one_day(run[-1]), run[0].kind
    if not day:
        return None
    if _BOUNDS[bound] > 0:
        days = _days(run, day + timedelta(1), day + timedelta(7), "bound_day")
    else:
        today = now.date()
        last = max(day - timedelta(bound in {"before", "before_del"}), today)
        if day < today:
            return None
        days = _days(run, max(today, last - timedelta(13)), last, "bound_day")
    return [days[0]._replace(number=day.toordinal() * 3 + _BOUNDS[bound] + 1)]


def bounded_moment(run: Run, _: datetime) -> list[Said] | None:
    """Make days and a window from "before tomorrow at 3", "after friday at 2", including part of the named day."""
    bound, clock = run[0], run[-1].mention
    if not bound.mention or not clock or not clock.at or clock.days:
        return None
    day, minutes = date.fromordinal(bound.number // 3), bound.number % 3 - 1
    at = _beside(clock.at, minutes)
    days = tuple(sorted({*bound.mention.days, day}))
    return one(run, "day", days=days, window=Window(at, None) if minutes > 0 else Window(None, at))


# Durations.


def _amount(run: Run) -> int:
    """Return twice the number of units, so that a half counts."""
    number = sum(said.number for said in _of(run, "num", "numword", "big", "bigword", "tens", "figure", "quad"))
    if _of(run, "couple"):
        number = 2
    is_half = run[0].kind in {"half", "media"}
    return 2 * (number or not is_half) + bool(_of(run, "half", "media", "and_a_half", "y_media"))


def duration(run: Run, _: datetime) -> list[Said]:
    unit = _of(run, "minutes", "days", "h")[0]
    if unit.kind == "days":
        return one(run, "duration", _amount(run) * unit.number * 12 * 60)
    return one(run, "duration", _amount(run) * (unit.number or 60) // 2)


def _length(run: Run) -> timedelta:
    # Capped, so that no time is beyond the end of the calendar.
    return timedelta(minutes=min(sum(said.number for said in _of(run, "duration", "duration_from")), 60 * 24 * 3650))


def ahead(run: Run, now: datetime) -> list[Said]:
    length = _length(run)
    if length >= timedelta(days=1):
        return _days(run, now.date() + length)
    then = now.replace(tzinfo=None) + length
    hour = then.replace(minute=0, second=0, microsecond=0)
    full = hour if hour == then else hour + timedelta(hours=1)
    return one(run, "clock_day", days=(full.date(),), at=full.time())


def later(run: Run, _: datetime) -> list[Said]:
    return one(run, "shift", shift=_length(run))


def sooner(run: Run, _: datetime) -> list[Said]:
    return one(run, "shift", shift=-_length(run))


def after_day(run: Run, _: datetime) -> list[Said] | None:
    day = _one_day(run[-1])
    return _days(run, day + _length(run)) if day else None


def from_then(run: Run, _: datetime) -> list[Said]:
    return one(run, "duration_from", run[0].number)


def beside_day(days: int) -> Build:
    def build(run: Run, now: datetime) -> list[Said] | None:
        day = _one_day(run[-1])
        return _days(run, day + timedelta(days)) if day else None

    return build


def or_next_day(run: Run, _: datetime) -> list[Said] | None:
    """Make the second day of "tomorrow or the day after"."""
    day = _one_day(run[0])
    return [*run[:2], *_days(run[2:], day + timedelta(1))] if day else None


def past(run: Run, _: datetime) -> list[Said]:
    return one(run, "past_said", past=True)


# Windows.


def part(first: time | None, last: time | None) -> Build:
    return lambda run, _: one(run, "part", window=Window(first, last))


def part_of_today(first: time | None, last: time | None) -> Build:
    def build(run: Run, now: datetime) -> list[Said]:
        if first is None and now.hour >= 12:
            return past(run, now)
        return one(run, "this_part", days=(now.date(),), window=Window(first, last))

    return build


def now_then(run: Run, now: datetime) -> list[Said]:
    """Make the first time of today of "can I come now"."""
    return one(run, "day", days=(now.date(),), earliest=True)


def bounded(first: int | None = None, last: int | None = None) -> Build:
    """Make a window that starts or ends this many minutes before or after the named time."""

    def build(run: Run, _: datetime) -> list[Said] | None:
        at = _clock_time(_of(run, *_TIMES)[-1])
        if not at:
            return None
        edges = [None if minutes is None else _beside(at, minutes) for minutes in (first, last)]
        return one(run, "span", window=Window(*edges))

    return build


def _beside(at: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 1), at) + timedelta(minutes=minutes)).time()


def between(run: Run, _: datetime) -> list[Said] | None:
    start, end = _of(run, *_TIMES)
    first, last = _clock_time(start), _clock_time(end)
    if first and last and end.kind == "sure_clock" and first > last:
        first = _clock_time(start, "pm" if last.hour >= 12 else "am")
    return one(run, "span", window=Window(first, last)) if first and last and first < last else None


# Mentions together.


def merged(run: Run, _: datetime) -> list[Said]:
    made: list[Said] = []
    for said in run:
        if not said.mention:
            continue
        joined = _joined(made[-1], said) if made else None
        made[-1:] = [joined] if joined else [*made[-1:], said]
    return made


def _joined(one: Said, other: Said) -> Said | None:
    """Return two mentions as one if they say different things about one time."""
    a, b = one.mention, other.mention
    if not a or not b or a.bare or b.bare or (a.days and b.days) or (a.at and b.at):
        return None
    if a.shift or b.shift or a.same or b.same or (b.past and (a.days or a.window)):
        return None
    at, window = a.at or b.at, _common(a.window, b.window)
    if at and window:
        clock = one if a.at else other
        half = "am" if window.last and window.last <= time(12) else "pm"
        at = (_clock_time(clock, half) if clock.kind == "clock" and clock.number < 1200 else at) or at
    if (at and not window.holds(at)) or (window.first and not window.holds(window.first)):
        return None
    mention = TimeMention(
        one.start,
        other.end,
        a.days or b.days,
        at,
        ANY_TIME if at else window,
        earliest=a.earliest or b.earliest,
        past=a.past or b.past,
        impossible=a.impossible or b.impossible,
    )
    return Said("clock_day" if at else "day", one.start, other.end, 0, mention)


def _common(one: Window, other: Window) -> Window:
    return Window(
        max((first for first in (one.first, other.first) if first), default=None),
        min((last for last in (one.last, other.last) if last), default=None),
    )


def unwanted(run: Run, _: datetime) -> list[Said]:
    """Mark the mentions as not wanted; the words of the denial become part of the nearest one."""
    marked = [said._replace(mention=said.mention._replace(wanted=False, bare=False)) for said in run if said.mention]
    marked[0] = marked[0]._replace(start=run[0].start)
    marked[-1] = marked[-1]._replace(end=run[-1].end)
    return marked


def but_not(run: Run, _: datetime) -> list[Said] | None:
    """Mark the day that is excepted from several: "next week but monday"."""
    days, out = run[0].mention, run[-1].mention
    if not days or not out or not days.days[1:] or out.days[1:]:
        return None
    return [run[0], *unwanted(run[1:], _)]


def bare(run: Run, _: datetime) -> list[Said] | None:
    at = _clock_time(run[-1])
    # "120 for both" is a price.
    is_hour = run[-1].kind in {"num", "numword", "big", "once"} or run[-1].number % 100 in {0, 15, 30, 45}
    return one(run[-1:], "bare", at=at, bare=True) if at and is_hour else None

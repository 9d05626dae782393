"""Until when something is to last, in the owner's words: "2h", "till 4", "tomorrow morning", "2026-12-01T16:00".

The State API and the owner's line read an end here, so that the same words end at the same time on both. All of the
words must be read, and what may mean two times is refused.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from linda.errors import ClockChangeError, InvalidInputError, TwoTimesError
from linda.lengths import in_figures, read_length
from linda.models import Slot
from linda.shop import Shop
from linda.shop_time import day_label, instant, slot_label, time_label
from linda.time_reader import read_times
from linda.time_words import plain

_LONGEST_TEXT = 60
_LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)
_NOON = time(12)
# From this hour on, an hour without am or pm may be tomorrow's; before this one, it is one of the night.
_EVENING, _MORNING = 18, 5
# An hour of the night is meant if it is so near, and one that has passed is not tomorrow's if it is so near.
_NEAR = timedelta(hours=6)

_SATURDAY = 5

_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*"

BACK = (
    r"(?:(?:and|then|but|y) )?(?:(?:ill|i will|will|im|gonna|ya) )?(?:be |b )?"
    r"(?:back|brb|bbl|vuelvo|regreso|volvere|regresare|de vuelta|de regreso)(?: (?:open|again|at work|to work))?"
)
TILL = r"(?:until|untill|till?|til|hasta|up to|through|thru)"
_BACK = rf"{BACK} "
# Where a number counts what is to pass, one that no hour or day has is minutes: "back in 20", "back 20", "brb 10".
_FEW = r"(?:5|[1-5][05]|60|90)"
_IN_MINUTES = (
    rf"(?:{BACK} )?(?:in|en|dentro de|within) (?:about |like |unos )?{_FEW}|(?:be )?(?:brb|bbl) {_FEW}"
    rf"|{BACK} (?:15|[2-5][05]|60|90)"
)
_MINUTES_OR_CLOCK = rf"{BACK} 10"
_LASTING = r"(?:for|por|durante|in|en|dentro de|within) "
_AFTER = r"(?:after|despues del?|a partir del?|pasado el|through|thru|not before|no antes del?) "
_POINT = (
    rf"(?:{TILL}|to|at|by|on|before|about|around|like|maybe|roughly"
    r"|antes del?|para|como|sobre|tipo|a eso de|a(?= las? )|al) "
)
_OF = r"^(?:on|of|del|de|this coming) "


class _Span(NamedTuple):
    """Words that say how long, and the time at which that ends."""

    pattern: str
    end: Literal["noon", "closing", "midnight", "morning", "monday", "weekend", "month"]


_REST = r"(?:(?:for |por )?(?:the |el |la )?(?:rest|remainder|resto) (?:of|de|del)|(?:for |por )?lo que queda del?)"
_ALL = r"(?:(?:for )?(?:all|the whole|the entire)|todo el|toda la)"
_WEEKEND = r"(?:weekend|wkn?d|finde|fin de semana)"
_SPANS = (
    _Span(rf"(?:{_REST} (?:the |my )?|{_ALL} |for the |por el )(?:day|today|dia|hoy)", "midnight"),
    _Span(r"(?:for |por |until |till |hasta )?(?:today|hoy)", "midnight"),
    _Span(rf"(?:{_REST} (?:the |la )?|{_ALL} |for the )(?:morning|manana)", "noon"),
    _Span(rf"(?:{_REST} (?:the |la )?|{_ALL} |for the )(?:afternoon|tarde)", "closing"),
    _Span(rf"(?:{_REST} (?:the |la )?|{_ALL} |for the |for |por esta )(?:night|tonight|noche)|overnight", "morning"),
    _Span(
        rf"(?:(?:{_REST} (?:the |la )?|{_ALL} |for the |for |por )(?:this |esta )?|this |esta )(?:week|semana)",
        "monday",
    ),
    _Span(rf"(?:{TILL} )?(?:through|thru|after) (?:the |this )?{_WEEKEND}", "monday"),
    _Span(rf"(?:{_REST} |{_ALL} |for |over |por |durante )(?:the |this |el |este )?{_WEEKEND}", "weekend"),
    _Span(rf"(?:(?:{_REST} (?:the )?|{_ALL} |for the |for |por )(?:this |este )?|this |este )(?:month|mes)", "month"),
    _Span(rf"(?:{TILL} |by |a )?(?:(?:the )?end of the month|fin(?:es|al)? de mes)", "month"),
)


class _Part(NamedTuple):
    """Words for a part of a day: the time at which it begins, and which half of the day it makes an hour of."""

    pattern: str
    at: Literal["", "opening", "noon", "one", "closing", "midnight"]
    half: Literal["", "am", "pm", "night"] = ""
    is_today: bool = False


_AT = r"(?:(?:at|al|a|el|del|the|in the|en el) )?"
_IN_THE = r"(?:(?:in|by|on) the |the |(?:por|en|de|a) la |la )"
_OPEN = "(?:(?:when )?(?:we|i) )?open|opening(?: time)?"
_CLOSE = (
    "(?:end|close) of business|(?:(?:when )?(?:we|i) )?close|closing(?: time)?|cierre"
    "|end of (?:the )?day|eod|cob|fin(?:al)? del dia"
)
# If two fit, the first one counts.
_PARTS = (
    _Part(r"after (?:my )?lunch|despues de(?:l almuerzo| comer| almorzar)", "one"),
    _Part(rf"{_AT}(?:lunch ?time|lunch|almuerzo)|a la hora de(?:l almuerzo| comer)", "noon"),
    _Part(rf"(?:(?:a |las )*12 )?{_AT}(?:12 )?(?:noon|noonish|midday|mid day|medio ?dia)|(?:las )?12 del dia", "noon"),
    _Part(rf"{_AT}(?:la )?(?:12 )?(?:midnight|media ?noche)", "midnight"),
    _Part(rf"{_AT}(?:{_CLOSE})", "closing"),
    _Part(rf"{_AT}(?:{_OPEN})|bright and early|first thing|early|temprano|a primera hora", "opening"),
    _Part(r"this morning|esta manana", "opening", "am", is_today=True),
    _Part(r"this afternoon|esta tarde", "noon", "pm", is_today=True),
    _Part(r"tonight|this evening|esta noche", "", "night", is_today=True),
    _Part(rf"{_IN_THE}madrugada", "", "am"),
    _Part(rf"(?:{_IN_THE})?morning|{_IN_THE}manana|(?<![0-9] )(?<![0-9])am", "opening", "am"),
    _Part(rf"(?:{_IN_THE})?afternoon|{_IN_THE}tarde|(?<![0-9] )(?<![0-9])pm", "noon", "pm"),
    _Part(rf"(?:{_IN_THE})?evening|(?:at )?night|{_IN_THE}(?:night|noche)", "", "night"),
)


class _Clock(NamedTuple):
    """An hour as it is written; if it is not sure, the early one of the two of that name."""

    at: time
    is_sure: bool


_HOUR, _MINUTE = r"(?P<hour>[0-9]{1,2})", r"(?P<minute>[0-5]?[0-9])"
_LAS = r"(?:(?:the|las?) )?"
_OF_24 = r"(?P<of_24> ?(?:hs?|hrs|hours|horas))?"
_HALF = r"(?: ?(?P<half>[ap])\.? ?m?\.?)?"
_SHARP = r"(?:[ -]?(?:oclock|o clock|en punto|sharp|ish|or so|on the dot|mas o menos))*"
# With the minutes to add, if the words stand for them.
_CLOCKS: Sequence[tuple[str, int]] = tuple(
    (f"{_LAS}{pattern}{_HALF}{_SHARP}", minutes)
    for pattern, minutes in (
        (rf"{_HOUR}(?:(?:[:.h]| (?=[0-9]{{2}}))(?P<minute>[0-5][0-9]))?{_OF_24}", 0),
        (rf"{_HOUR}(?P<minute>[0-5][0-9]){_OF_24}", 0),
        (rf"half (?:past|after) {_HOUR}", 30),
        (rf"{_HOUR} y media", 30),
        (rf"(?:a )?quarter (?:past|after) {_HOUR}", 15),
        (rf"{_HOUR} y (?:1 )?cuarto", 15),
        (rf"(?:(?:a )?quarter (?:to|till|before)|(?:1 )?cuarto para) {_LAS}{_HOUR}", -15),
        (rf"{_HOUR} menos (?:1 )?cuarto", -15),
        (rf"{_MINUTE} (?:minutes |min )?(?:past|after) {_HOUR}", 0),
        (rf"{_HOUR} y {_MINUTE}", 0),
        (rf"(?P<before>5|10|15|20|25) (?:minutes |min |minutos )?(?:to|till|before|para) {_LAS}{_HOUR}", 0),
        (rf"{_HOUR} menos (?P<before>5|10|20|25)", 0),
    )
)
_IS_WEEK = rf"\b(?:weeks?|wk|semana|{_WEEKEND})\b"
_TOMORROW = r"\b(?:tom|tmr|tmw|tmm|2m|manana)"
_WEEKDAY = r"(?:(?:this|the|este|el) )?(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)"
_SAYS_WHICH = r"[0-9]|\b(?:next|proxim[oa]|que viene|weeks?|wk|semana|entrante|que entra)\b"
_NEXT_MONTH = r"next month|(?:el )?proximo mes|el (?:otro mes|mes que (?:viene|entra))"
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)"
_END_OF = r"(?:the )?end of (?!the )|(?:el )?(?:fin|final) del? "
_HOURS_OR_CLOCK = r"(?:1[3-9]|2[0-3]) ?hs?(?: ?[0-5][0-9])?"
_NOON_OR_LENGTH = r"medio ?dia"


def read_until(text: str, now: datetime, shop: Shop) -> datetime:
    """Return the instant (UTC, a full minute) until which the text says, as seen from `now`, on the shop's clock.

    A length of time counts from now, and a day alone ends when the shop opens on it. An hour without am or pm is the
    next of the two of that name, if that is today, or if it is evening and that is near or in the morning; on another
    day, 9 to 11 are in the morning and 12 to 5 in the afternoon. Raises TwoTimesError for what may mean two times,
    ClockChangeError for one that is skipped or happens twice, and InvalidInputError for what is not one time, has
    passed, or is more than a year ahead.
    """
    said = text.strip()
    if len(said) > _LONGEST_TEXT:
        raise InvalidInputError(f"until must be at most {_LONGEST_TEXT} characters")
    moment = _written(said, shop) if re.fullmatch(_ISO, said) else _in_words(said, now, shop)
    if moment <= now:
        raise InvalidInputError(f"until {_label(moment, now, shop)} has passed")
    if moment - now > _LONGEST:
        raise InvalidInputError("until can be at most a year ahead")
    return moment


def says_how_long(words: str) -> bool:
    """Tell whether the plain words are a length of time from now, or the rest of today: "2h", "for 2h", "all day"."""
    span = _span_end(words) if re.match(rf"{_REST}|{_ALL}|overnight", words) else None
    is_today = span is not None and span.end in ("noon", "closing", "midnight", "morning")
    return is_today or read_length(re.sub("^(?:for|por|durante) ", "", words)) is not None


def _written(said: str, shop: Shop) -> datetime:
    """Return the instant of an ISO text, on the shop's clock unless it has an offset."""
    try:
        moment = datetime.fromisoformat(said).replace(second=0, microsecond=0)
        if moment.tzinfo:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unreadable(said) from None
    return _instant(moment, shop)


def _in_words(said: str, now: datetime, shop: Shop) -> datetime:
    words = plain(said).replace("'", "").replace("@", " at ")
    # "Fri., 4pm" and "four-thirty", but "1,5 horas", "4 p.m." and "2026-12-01".
    words = re.sub(r"(?<![0-9]),|,(?![0-9])|(?<=[a-z]{3})\.|(?<=[a-z])-(?=[a-z])", " ", words)
    words = " ".join(words.rstrip(" .!").split())
    local = now.astimezone(shop.time_zone).replace(tzinfo=None)
    if re.fullmatch(_IN_MINUTES, in_figures(words)):
        words = f"{words} min"
    elif re.fullmatch(_MINUTES_OR_CLOCK, words):
        raise _unsure(said, local, local + timedelta(minutes=10), _next(time(10), local))
    if back := re.match(_BACK, f"{words} "):
        words = words[back.end() :]
    lasting = re.match(_LASTING, words)
    if not lasting and re.fullmatch(_HOURS_OR_CLOCK, words):
        hour, minute = (int(number) for number in re.findall("[0-9]+", f"{words} 0")[:2])
        then = local + timedelta(hours=hour, minutes=minute)
        raise _unsure(said, local, _next(time(hour, minute), local), then)
    is_noon = not lasting and re.fullmatch(_NOON_OR_LENGTH, words)
    if not is_noon and (length := read_length(words[lasting.end() :] if lasting else words)):
        return (now.astimezone(UTC) + min(length, _LONGEST + _DAY)).replace(second=0, microsecond=0)
    span = _span_end(words)
    if span and not (span.end == "weekend" and local.weekday() < _SATURDAY):
        return _instant(_end_of_span(span, local, shop), shop)
    return _instant(_moment(in_figures(words), said, local, shop), shop)


def _span_end(words: str) -> _Span | None:
    return next((span for span in _SPANS if re.fullmatch(span.pattern, words)), None)


def _end_of_span(span: _Span, local: datetime, shop: Shop) -> datetime:
    today = local.date()
    opens = shop.first_slot
    if span.end in ("monday", "weekend"):
        return datetime.combine(today + timedelta(7 - today.weekday()), opens)
    if span.end == "month":
        return datetime.combine(_next_month(today), opens)
    if span.end == "morning":
        return datetime.combine(today + (local.hour >= _MORNING) * _DAY, opens)
    if span.end == "noon":
        return datetime.combine(today, _NOON)
    return _end_of_day(today, local, shop) if span.end == "closing" else datetime.combine(today + _DAY, time())


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_opening(local: datetime, shop: Shop) -> datetime:
    today = datetime.combine(local.date(), shop.first_slot)
    return today if today > local else today + _DAY


def _end_of_day(day: date, local: datetime, shop: Shop) -> datetime:
    """Return when the shop closes on that day, or midnight if that has passed."""
    closing = datetime.combine(day, shop.last_slot) + timedelta(minutes=shop.slot_minutes)
    return closing if closing > local else datetime.combine(day + _DAY, time())


# --- one moment


def _moment(words: str, said: str, local: datetime, shop: Shop) -> datetime:
    """Return the local time that the words are: a day, an hour, a part of a day, or several of them together."""
    rest, parts = _parts(words)
    rest, is_after = _without_prepositions(rest)
    if (end_of := re.match(_END_OF, rest)) and not parts and (days := _days(rest[end_of.end() :], local)):
        return _end_of_day(days[0], local, shop)
    part, today = _together(parts), local.date()
    is_year = rest in (str(today.year), str(today.year + 1))  # And not 8:27 PM.
    if part is None or is_year:
        raise _unreadable(said)
    for day_words, clock in _split(rest):
        days = _days(day_words, local) if day_words else (today, today) if part.is_today else None
        if (day_words and days is None) or (part.is_today and days != (today, today)):
            continue
        day = days[0] if days else None
        if clock and (part.half or not part.at):
            moment = _at_clock(clock, part.half, day, said, local)
        elif part.at and not clock:
            moment = _at_part(part.at, day, said, local, shop)
        elif days and not part.half and (is_after or days[0] != today or re.search(_SAYS_WHICH, day_words)):
            # "Later today" does not say when.
            moment = datetime.combine(days[1] + _DAY if is_after else days[0], shop.first_slot)
        else:
            continue
        if _may_be_today(day, day_words, local) and datetime.combine(today, moment.time()) > local:
            raise _unsure(said, local, datetime.combine(today, moment.time()), moment)
        if local.hour < _MORNING and re.search(_TOMORROW, day_words):
            raise _unsure(said, local, moment - _DAY, moment)
        return moment
    raise _unreadable(said)


def _parts(words: str) -> tuple[str, list[_Part]]:
    """Return the words without the parts of a day that they name, and these."""
    found = list[_Part]()
    for part in _PARTS:
        pattern = rf"(?:^|(?<= ))(?:{part.pattern})(?= |$)"
        if re.search(pattern, words):
            words = " ".join(re.sub(pattern, " ", words, count=1).split())
            found.append(part)
    return words, found


def _together(parts: Sequence[_Part]) -> _Part | None:
    """Return the parts as one, "early in the morning"; None if they are of different times."""
    ats, halves = ({getattr(part, name) for part in parts} - {""} for name in ("at", "half"))
    if len(ats) > 1 or len(halves) > 1:
        return None
    return _Part("", "".join(ats), "".join(halves), any(part.is_today for part in parts))  # type: ignore[arg-type]


def _without_prepositions(words: str) -> tuple[str, bool]:
    """Return the words without what leads to a time, and whether that time is to be over."""
    words, is_after = f"{words} ", False
    while match := re.match(_AFTER, words) or re.match(_POINT, words):
        is_after = is_after or bool(re.match(_AFTER, words))
        words = words[match.end() :]
    return words.strip(), is_after


def _split(words: str) -> Iterator[tuple[str, _Clock | None]]:
    """Yield what may be the words of the day, and the hour: all of them either, or one before the other."""
    yield re.sub(_OF, "", words, count=1), None
    said = words.split()
    for count in range(len(said), 0, -1):
        for clock, day in ((said[:count], said[count:]), (said[-count:], said[:-count])):
            if read := _clock(_without_prepositions(" ".join(clock))[0]):
                yield re.sub(_OF, "", f"{' '.join(day)} ", count=1).strip(), read


def _clock(words: str) -> _Clock | None:
    for pattern, minutes in _CLOCKS:
        if match := re.fullmatch(pattern, words):
            found = match.groupdict()
            hour, minute = int(found["hour"]), int(found.get("minute") or 0) - int(found.get("before") or 0)
            is_of_24 = hour > 12 or found["hour"].startswith("0")
            if hour > 23 or (found["half"] and not 1 <= hour <= 12) or (found.get("of_24") and not is_of_24):
                return None
            is_sure = bool(is_of_24 or found["half"])
            is_late = hour > 12 or found["half"] == "p"
            past = (hour % 12 + 12 * is_late) * 60 + minute + minutes
            hour, minute = divmod(past % (24 * 60 if is_sure else 12 * 60), 60)
            return _Clock(time(hour, minute), is_sure)
    return None


def _at_clock(clock: _Clock, half: str, day: date | None, said: str, local: datetime) -> datetime:
    """Return the moment of the hour, which the words may say to be in a half of the day."""
    today, at = local.date(), clock.at
    early, late = at.replace(hour=at.hour % 12), at.replace(hour=at.hour % 12 + 12)
    is_early = half == "am" or (half == "night" and early.hour < _MORNING)
    if not clock.is_sure:
        at = early if is_early else late
    if half and (at < _NOON) != is_early:
        raise _unreadable(said)
    if half == "night" and is_early:
        return datetime.combine(day + _DAY, at) if day and day > today else _ahead(at, local)
    if half or clock.is_sure:
        return datetime.combine(day, at) if day else _next(at, local)
    if day is None or day == today:
        return _next_of_both(early, late, local, is_today=day is not None)
    if early.hour in (6, 7, 8):
        raise _unsure(said, local, datetime.combine(day, early), datetime.combine(day, late))
    return datetime.combine(day, early if early.hour > _MORNING else late)


def _ahead(at: time, local: datetime) -> datetime:
    today = datetime.combine(local.date(), at)
    return today if today > local else today + _DAY


def _next(at: time, local: datetime) -> datetime:
    """Return today's such time, or tomorrow's if it has long passed, or if it is in the morning and now is not."""
    today = datetime.combine(local.date(), at)
    is_tomorrow = today <= local - _NEAR or (at < _NOON <= local.time())
    return today + is_tomorrow * _DAY


def _next_of_both(early: time, late: time, local: datetime, *, is_today: bool) -> datetime:
    """Return the next of two hours of one name if it may be meant, else the one that has passed."""
    then = min(_ahead(early, local), _ahead(late, local))
    is_near = then - local <= _NEAR or then.hour >= _MORNING
    if then.date() == local.date() or (not is_today and local.hour >= _EVENING and is_near):
        return then
    return then - _DAY / 2


def _at_part(at: str, day: date | None, said: str, local: datetime, shop: Shop) -> datetime:
    today = local.date()
    if at == "opening":
        return datetime.combine(day, shop.first_slot) if day else _next_opening(local, shop)
    if at == "closing":
        return _end_of_day(day or today, local, shop)
    if at == "midnight":
        if day and day != today:
            raise _unsure(said, local, datetime.combine(day, time()), datetime.combine(day + _DAY, time()))
        return datetime.combine(today + _DAY, time())
    named = time(13) if at == "one" else _NOON
    return datetime.combine(day, named) if day else _next(named, local)


def _days(words: str, local: datetime) -> tuple[date, date] | None:
    """Return the first and the last of the days that the words name: of one, a week or a weekend; else None."""
    if re.fullmatch(_NEXT_MONTH, words):
        first = _next_month(local.date())
        return first, _next_month(first) - _DAY
    if re.fullmatch(_MONTH, words):
        words = f"{words} 1"
    words = f"the {words}" if re.fullmatch(_ORDINAL, words) else words
    mentions = read_times(words, local, asked=True)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(words)):
        return None
    [mention] = mentions
    is_plain = mention.wanted and not (mention.past or mention.impossible or mention.earliest or mention.shift)
    if not is_plain or mention.same or mention.at or mention.window or not mention.days:
        return None
    first, last = mention.days[0], mention.days[-1]
    is_week = first.weekday() in (0, _SATURDAY) and last.weekday() == 6 and re.search(_IS_WEEK, words)
    is_whole = is_week and first > local.date()
    return (first, last) if first == last or is_whole else None


def _may_be_today(day: date | None, words: str, local: datetime) -> bool:
    """Tell whether the weekday of today was named, which may be today's or that of next week."""
    is_named = re.match(_WEEKDAY, words) and not re.search(_SAYS_WHICH, words)
    return day == local.date() + 7 * _DAY and bool(is_named)


def _instant(moment: datetime, shop: Shop) -> datetime:
    try:
        return instant(Slot(moment.date(), moment.time()), shop.time_zone)
    except ClockChangeError as error:
        raise ClockChangeError(f"until: {error}") from None
    except OverflowError:
        raise InvalidInputError("until can be at most a year ahead") from None


def _label(moment: datetime, now: datetime, shop: Shop) -> str:
    local = moment.astimezone(shop.time_zone)
    return f"{time_label(local.time())}, {day_label(local.date(), now.astimezone(shop.time_zone).date())},"


def _unsure(said: str, local: datetime, one: datetime, other: datetime) -> TwoTimesError:
    labels = (slot_label(Slot(moment.date(), moment.time()), local.date()) for moment in (one, other))
    return TwoTimesError(f"until {said[:40]!r} may mean {' or '.join(labels)}: write which", one, other)


def _unreadable(said: str) -> InvalidInputError:
    return InvalidInputError(
        f'until must be one time to come, like "2h", "4pm", "tomorrow 9" or "2026-12-01T16:00", not {said[:40]!r}'
    )

"""Until when the owner's state is to last, in his words: "2h", "4pm", "tomorrow 9", "2026-12-01T16:00"."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from linda.errors import InvalidInputError
from linda.models import Slot
from linda.shop_time import day_label, instant, time_label
from linda.time_reader import read_duration, read_times
from linda.time_words import plain

_LONGEST_TEXT = 60
_LONGEST = timedelta(days=366)
_NOON = time(12)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*")
_UNTIL = re.compile(
    r"^(?:(?:i'?ll be |i'?m )?back |vuelvo |regreso |de vuelta )?"
    r"(?:(?:until|till|til|to|by|hasta|para|por|durante)\b(?: (?:el|la|las)\b)? ?)?(?:about )?"
)
# "9" or "4:30": the next of the two hours of that name.
_EITHER_HALF = re.compile(r"(?:at |a las? |las? )?[1-9][0-2]?(?::[0-5][0-9])?")


def read_until(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC, a full minute) until which the text says, as seen from `now`, on the shop's clock.

    A length of time counts from now, and a day without a time means its beginning. An hour without am or pm is within a
    working day, or in the evening if it has passed. A time that has passed today means tomorrow's if that is in the
    morning, and now is not. Raises InvalidInputError for what is not one such time, has passed, is more than a year
    ahead, or is skipped or happens twice when the clocks change.
    """
    said = text.strip()
    if len(said) > _LONGEST_TEXT:
        raise InvalidInputError(f"until must be at most {_LONGEST_TEXT} characters")
    moment = _written(said, zone) if _ISO.fullmatch(said) else _in_words(said, now, zone)
    if moment <= now:
        raise InvalidInputError(f"until {_label(moment, now, zone)} has passed")
    if moment - now > _LONGEST:
        raise InvalidInputError("until can be at most a year ahead")
    return moment


def _written(said: str, zone: ZoneInfo) -> datetime:
    """Return the instant of an ISO text, on the shop's clock unless it has an offset."""
    try:
        moment = datetime.fromisoformat(said).replace(second=0, microsecond=0)
        if moment.tzinfo:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unreadable(said) from None
    return _instant(moment.date(), moment.time(), zone)


def _in_words(said: str, now: datetime, zone: ZoneInfo) -> datetime:
    words = _UNTIL.sub("", plain(said)).strip(" .!")
    if length := read_duration(words):
        return (now.astimezone(UTC) + min(length, _LONGEST + timedelta(1))).replace(second=0, microsecond=0)
    local = now.astimezone(zone).replace(tzinfo=None)
    day, at = _day_and_time(said, words, local)
    if day is None:
        day, at = _next(at, local, is_either_half=bool(_EITHER_HALF.fullmatch(words)))
    return _instant(day, at, zone)


def _day_and_time(said: str, words: str, local: datetime) -> tuple[date | None, time]:
    """Return the day and the time that the words name, and nothing else. Raises InvalidInputError."""
    mentions = read_times(words, local, asked=True)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(words)):
        raise _unreadable(said)
    mention = mentions[0]
    is_plain = mention.wanted and not (mention.past or mention.impossible or mention.earliest or mention.shift)
    if not is_plain or mention.same or not (mention.days or mention.at):
        raise _unreadable(said)
    return next(iter(mention.days), None), mention.at or mention.window.named()[0] or time()


def _next(at: time, local: datetime, *, is_either_half: bool) -> tuple[date, time]:
    """Return the day on which the time is meant, and which of the two hours of its name."""
    today = local.date()
    if is_either_half and at < _NOON and at <= local.time() < at.replace(hour=at.hour + 12):
        return today, at.replace(hour=at.hour + 12)
    is_tomorrow = at == time() or (at < _NOON <= local.time())
    return today + timedelta(days=is_tomorrow), at


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    try:
        return instant(Slot(day, at), zone)
    except InvalidInputError as error:
        raise InvalidInputError(f"until: {error}") from None
    except OverflowError:
        raise InvalidInputError("until can be at most a year ahead") from None


def _label(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{time_label(local.time())}, {day_label(local.date(), now.astimezone(zone).date())},"


def _unreadable(said: str) -> InvalidInputError:
    return InvalidInputError(
        f'until must be one time to come, like "2h", "4pm", "tomorrow 9" or "2026-12-01T16:00", not {said[:40]!r}'
    )

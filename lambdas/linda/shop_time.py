"""Dates and times on the shop's clock. Stored instants are UTC; what people say and read is local."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from linda.errors import ClockChangeError, InvalidInputError
from linda.models import Slot

_NEAR_DAYS = 180
# In seconds it would be the year 5138; a browser's clock counts milliseconds.
_MILLISECONDS_FROM = 10**11
_LAST = int(datetime.max.replace(tzinfo=UTC).timestamp())
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Browsers add seconds to a full minute, and put a narrow space (U+202F) before "PM".
_NO_SECONDS = r"(?::00(?:\.0{1,6})?)?"
_TIME = re.compile(rf"([0-9]{{1,2}})(?::([0-9]{{2}}){_NO_SECONDS})?\s*([ap])\.?\s?m\.?", re.IGNORECASE)
_TIME_24 = re.compile(rf"([0-9]{{1,2}}):([0-9]{{2}}){_NO_SECONDS}")


def parse_date(text: str, name: str = "date") -> date:
    """Return the date of a "YYYY-MM-DD" text. Raises InvalidInputError that names the field."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise InvalidInputError(f"{name} must be a day of the calendar as YYYY-MM-DD, not {text[:20]!r}")


def parse_time(text: str) -> time:
    """Return the time of a "2:00 PM", "2pm", "14:00" or "14:00:00" text. Raises InvalidInputError."""
    if match := _TIME.fullmatch(text.strip()):
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3].lower()
        if 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if half == "p" else 0), minute)
    elif match := _TIME_24.fullmatch(text.strip()):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InvalidInputError(f'time must be like "2:00 PM", not {text[:20]!r}')


def time_label(at: time) -> str:
    """Return the time as customers read it: "2:00 PM"."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"


def day_label(day: date, today: date) -> str:
    """Return the day as people say it: "today", "tomorrow", "Thu, Feb 12"; with the year if it is half a year away."""
    if 0 <= (day - today).days <= 1:
        return "today" if day == today else "tomorrow"
    year = f", {day.year}" if abs((day - today).days) > _NEAR_DAYS else ""
    return f"{day:%a, %b} {day.day}{year}"


def slot_label(slot: Slot, today: date) -> str:
    """Return the slot as people say it: "tomorrow at 2:00 PM"."""
    return f"{day_label(slot.day, today)} at {time_label(slot.at)}"


def instant(slot: Slot, zone: ZoneInfo) -> datetime:
    """Return the slot's start in UTC.

    Raises ClockChangeError for a time that is skipped or happens twice when the clocks change (PEP 495).
    """
    local = slot.start.replace(tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ClockChangeError(f"{time_label(slot.at)} does not exist on {slot.day}: the clock skips it")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ClockChangeError(f"{time_label(slot.at)} happens twice on {slot.day}: the clock is set back")
    return moment


def epoch_seconds(stored: object) -> int:
    """Return the instant of a stored value in epoch seconds; 0 if it is not an instant.

    Instants are stored as numbers; older items have ISO 8601 texts, and other programs write milliseconds.
    """
    if isinstance(stored, str):
        try:
            moment = datetime.fromisoformat(stored)
            stored = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return 0
    if isinstance(stored, bool) or not isinstance(stored, int | float) or not 0 < stored < _LAST * 1000:
        return 0
    return int(in_seconds(stored))


def in_seconds(timestamp: float) -> float:
    """Return an instant in epoch seconds, which other programs may have written in milliseconds."""
    return timestamp / 1000 if timestamp >= _MILLISECONDS_FROM else timestamp

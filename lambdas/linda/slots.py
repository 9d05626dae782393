"""Which hours can be booked: pure rules over the shop's facts, the owner's state and the day's bookings."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from linda.errors import InvalidInputError, SlotClosedError
from linda.models import OWNER_STATUSES, Day, Slot
from linda.shop import Shop
from linda.shop_time import day_label, instant, parse_date, parse_time, time_label

_MOST_CLOSURES = 10


def today(shop: Shop, now: datetime) -> date:
    """Return the shop's date at the instant `now`."""
    return now.astimezone(shop.time_zone).date()


def open_slots(day: date, shop: Shop, state: Mapping[str, object]) -> list[Slot]:
    """Return the day's slots in which the shop is open, booked or not.

    Operational hours that the owner has switched on narrow the day: a slot must begin and end within them. A closure,
    and the time until he is back, remove every slot that they touch. While he is away with no end, there are none.
    """
    if is_away(state):
        return []
    start = datetime.combine(day, shop.first_slot)
    length = timedelta(minutes=shop.slot_minutes)
    closed = _closed(day, state)
    opens, closes = usual_hours(day, shop, state)
    slots = []
    while start.date() == day and start.time() <= shop.last_slot:
        end = start + length
        is_closed = any(start < reopens and begins < end for begins, reopens in closed)
        if opens <= start and end <= closes and not is_closed:
            slots.append(Slot(day, start.time()))
        start += length
    return slots


def open_hours(day: date, shop: Shop, state: Mapping[str, object]) -> list[Slot]:
    """Return the slots that the day has by its hours and closures, also if the owner is out until after them."""
    return open_slots(day, shop, {**state, "busy_until": ""})


def usual_hours(day: date, shop: Shop, state: Mapping[str, object]) -> tuple[datetime, datetime]:
    """Return when the shop opens and closes on the day, closures aside.

    The owner's operational hours if he has switched them on, else from the first slot to the last one's end.
    """
    if state["operational_hours_enabled"]:
        opens, closes = (time.fromisoformat(str(state[f"operational_{side}_time"])) for side in ("open", "close"))
        return datetime.combine(day, opens), datetime.combine(day, closes)
    length = timedelta(minutes=shop.slot_minutes)
    return datetime.combine(day, shop.first_slot), datetime.combine(day, shop.last_slot) + length


def is_open(local: datetime, shop: Shop, state: Mapping[str, object]) -> bool:
    """Tell whether the shop is open at this moment on its clock, booked or not: to the minute, unlike `open_slots`.

    Only a status in which nothing is booked closes it; an owner who is at the gym for an hour says so by `busy_until`.
    """
    local = local.replace(tzinfo=None)
    opens, closes = usual_hours(local.date(), shop, state)
    is_closed = any(start <= local < end for start, end in _closed(local.date(), state))
    return opens <= local < closes and not is_closed and not is_away(state)


def is_away(state: Mapping[str, object]) -> bool:
    """Tell whether the owner is away with no end: he has neither said when he will be back, nor switched hours on."""
    closed = OWNER_STATUSES[str(state["status"])].closed
    return closed and not state["busy_until"] and not state["operational_hours_enabled"]


def status_now(state: Mapping[str, object], now: datetime) -> str:
    """Return the owner's status: once a busy time has ended, he is back. `now` is on the shop's clock."""
    return "working" if _has_passed(state, now) else str(state["status"])


def doing_until(state: Mapping[str, object], now: datetime) -> tuple[str, Slot | None]:
    """Return the owner's status and when it ends, None if he has not said. `now` is on the shop's clock."""
    return status_now(state, now), back_at(state, now)


def note_now(state: Mapping[str, object], now: datetime) -> str:
    """Return what customers are to be told about the owner's status; "" if nothing, or if the status has ended."""
    return "" if _has_passed(state, now) else " ".join(str(state["notes"]).split())


def _has_passed(state: Mapping[str, object], now: datetime) -> bool:
    return bool(state["busy_until"]) and back_at(state, now) is None


def back_at(state: Mapping[str, object], now: datetime) -> Slot | None:
    """Return when the owner is back; None if he has set no end, or it has passed. `now` is on the shop's clock."""
    until = str(state["busy_until"])
    back = datetime.fromisoformat(until) if until else None
    return Slot(back.date(), back.time()) if back and back > now.replace(tzinfo=None) else None


def closures_ahead(state: Mapping[str, object], today: date) -> str:
    """Return the owner's next closures: "Thu, Nov 26; Thu, Dec 24 from 12:00 PM to 5:00 PM"; "" if there are none."""
    closures = sorted(json.loads(str(state["closures"])), key=lambda closure: str(closure["date"]))
    ahead = [closure for closure in closures if parse_date(closure["date"]) >= today]
    return "; ".join(_closure(closure, today) for closure in ahead[:_MOST_CLOSURES])


def _closure(closure: Mapping[str, str], today: date) -> str:
    day = day_label(parse_date(closure["date"]), today)
    opens, closes = (time_label(parse_time(closure[end])) if end in closure else "" for end in ("from", "to"))
    return " ".join(part for part in (day, opens and f"from {opens}", closes and f"to {closes}") if part)


def is_closed(slot: Slot, shop: Shop, state: Mapping[str, object]) -> bool:
    """Tell whether one of the owner's closures touches the slot; his hours and his status do not count."""
    start = slot.start
    end = start + timedelta(minutes=shop.slot_minutes)
    return any(start < opens and closes < end for closes, opens in _closures(slot.day, state))


def _closed(day: date, state: Mapping[str, object]) -> list[tuple[datetime, datetime]]:
    """Return the times between which the shop is closed on the day: by closures, and until its owner is back."""
    closed = []
    if state["busy_until"]:
        closed.append((datetime.combine(day, time()), datetime.fromisoformat(str(state["busy_until"]))))
    return [*closed, *_closures(day, state)]


def _closures(day: date, state: Mapping[str, object]) -> Iterator[tuple[datetime, datetime]]:
    for closure in json.loads(str(state["closures"])):
        if closure["date"] == day.isoformat():
            closes = time.fromisoformat(closure.get("from", "00:00"))
            opens = time.fromisoformat(closure["to"]) if "to" in closure else time.max
            yield datetime.combine(day, closes), datetime.combine(day, opens)


def free_slots(
    day: date, booked: Day, now: datetime, shop: Shop, state: Mapping[str, object], holder: str = ""
) -> list[Slot]:
    """Return the day's open slots that nobody has booked or is holding and that start late enough after `now`.

    A hold does not count for its own `holder`, or once it has expired.
    """
    if not 0 <= (day - today(shop, now)).days <= shop.booking_horizon_days:
        return []
    earliest = now.astimezone(UTC) + timedelta(minutes=shop.lead_time_minutes)
    return [
        slot
        for slot in open_slots(day, shop, state)
        if slot.at not in booked.taken
        and not is_held(slot, booked, now, holder)
        and (starts := _start(slot, shop))
        and starts > earliest
    ]


def is_held(slot: Slot, booked: Day, now: datetime, holder: str) -> bool:
    """Tell whether somebody other than `holder` is holding the slot at `now`."""
    hold = booked.holds.get(slot.at)
    return hold is not None and hold.by != holder and hold.until > now.timestamp()


def _start(slot: Slot, shop: Shop) -> datetime | None:
    try:
        return instant(slot, shop.time_zone)
    except InvalidInputError:
        return None


def check_bookable(slot: Slot, now: datetime, shop: Shop, state: Mapping[str, object]) -> None:
    """Check that the slot is one of the shop's, in the future and not too far ahead, booked or not.

    Raises InvalidInputError for a day that nobody can book, SlotClosedError for a time that is not an open slot.
    """
    starts = _checked_start(slot, now, shop)
    if slot not in open_slots(slot.day, shop, state):
        raise SlotClosedError(f"{time_label(slot.at)} on {slot.day} is not a time we take bookings for")
    if starts <= now.astimezone(UTC) + timedelta(minutes=shop.lead_time_minutes):
        raise SlotClosedError(f"{time_label(slot.at)} on {slot.day} is too soon or has already begun")


def is_quiet(at: time, shop: Shop) -> bool:
    """Tell whether it is the part of the night in which nobody is called, and nothing but replies is texted."""
    begins, ends = shop.quiet_from, shop.quiet_until
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def check_callable(slot: Slot, now: datetime, shop: Shop) -> None:
    """Check that a customer can be called back then: at any daytime hour, in the future and not too far ahead.

    Raises InvalidInputError, or SlotClosedError for an hour at night.
    """
    if _checked_start(slot, now, shop) <= now:
        raise InvalidInputError(f"{time_label(slot.at)} on {slot.day} is in the past")
    if is_quiet(slot.at, shop):
        begins, ends = time_label(shop.quiet_until), time_label(shop.quiet_from)
        raise SlotClosedError(f"we only call between {begins} and {ends}")


def _checked_start(slot: Slot, now: datetime, shop: Shop) -> datetime:
    """Return when the slot starts. Raises InvalidInputError for a day or a time that nobody can ask for."""
    ahead = (slot.day - today(shop, now)).days
    if ahead < 0:
        raise InvalidInputError(f"date {slot.day} is in the past")
    if ahead > shop.booking_horizon_days:
        raise InvalidInputError(f"date {slot.day} is more than {shop.booking_horizon_days} days ahead")
    return instant(slot, shop.time_zone)

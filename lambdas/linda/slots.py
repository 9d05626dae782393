"""Which hours can be booked: pure rules over the shop's facts, the owner's state and the day's bookings."""

from collections.abc import Container, Mapping
from datetime import UTC, date, datetime, time, timedelta

from linda.errors import InvalidInputError, SlotClosedError
from linda.models import Slot
from linda.shop import Shop
from linda.shop_time import instant, time_label


def today(shop: Shop, now: datetime) -> date:
    """Return the shop's date at the instant `now`."""
    return now.astimezone(shop.time_zone).date()


def open_slots(day: date, shop: Shop, state: Mapping[str, object]) -> list[Slot]:
    """Return the slots of the day on which the shop works, booked or not.

    Operational hours that the owner has switched on narrow the day: a slot begins and ends within them.
    """
    at = datetime.combine(day, shop.first_slot)
    length = timedelta(minutes=shop.slot_minutes)
    slots = []
    while at.date() == day and at.time() <= shop.last_slot:
        if _within_hours(at, at + length, state):
            slots.append(Slot(day, at.time()))
        at += length
    return slots


def _within_hours(start: datetime, end: datetime, state: Mapping[str, object]) -> bool:
    if not state["operational_hours_enabled"]:
        return True
    opens = time.fromisoformat(str(state["operational_open_time"]))
    closes = time.fromisoformat(str(state["operational_close_time"]))
    return opens <= start.time() and end <= datetime.combine(start.date(), closes)


def free_slots(day: date, taken: Container[time], now: datetime, shop: Shop, state: Mapping[str, object]) -> list[Slot]:
    """Return the day's open slots that nobody has booked and that have not begun at `now`."""
    if not 0 <= (day - today(shop, now)).days <= shop.booking_horizon_days:
        return []
    return [
        slot
        for slot in open_slots(day, shop, state)
        if slot.at not in taken and instant(slot, shop.time_zone) > now.astimezone(UTC)
    ]


def check_bookable(slot: Slot, now: datetime, shop: Shop, state: Mapping[str, object]) -> None:
    """Pass if the slot is one of the shop's, in the future and not too far ahead, whoever may have booked it.

    Raises InvalidInputError for a day that nobody can book, SlotClosedError for a time that is no open slot.
    """
    ahead = (slot.day - today(shop, now)).days
    if ahead < 0:
        raise InvalidInputError(f"date {slot.day} is in the past")
    if ahead > shop.booking_horizon_days:
        raise InvalidInputError(f"date {slot.day} is more than {shop.booking_horizon_days} days ahead")
    starts = instant(slot, shop.time_zone)
    if slot not in open_slots(slot.day, shop, state):
        raise SlotClosedError(f"{time_label(slot.at)} on {slot.day} is not a time we take bookings for")
    if starts <= now.astimezone(UTC):
        raise SlotClosedError(f"{time_label(slot.at)} on {slot.day} has already begun")

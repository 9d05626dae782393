"""Availability and booking: gather the day, decide by the rules, apply in one transaction."""

import hashlib
import secrets
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from linda.models import Lead, LeadType, Slot
from linda.ports import BookingRepository
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import check_bookable, free_slots, today

_PREFIXES: Mapping[LeadType, str] = {"appointment": "LEAD", "on_site": "ONSITE", "callback": "CALLBACK"}
_DAYS_SEARCHED = 14


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that a question about bookings needs: the facts, the owner's state and now, gathered once."""

    shop: Shop
    state: Mapping[str, object]
    now: datetime
    bookings: BookingRepository

    @property
    def today(self) -> date:
        """The shop's date."""
        return today(self.shop, self.now)


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What a customer asks for; `phone` is E.164."""

    slot: Slot
    phone: str
    repair_type: str
    source: str
    device: str = ""
    customer_name: str = ""
    lead_type: LeadType = "appointment"
    notes: str = ""


def available_slots(calendar: Calendar, day: date) -> list[Slot]:
    """Return what can be booked on the day, in one read."""
    taken = calendar.bookings.taken_times(day)
    return free_slots(day, taken, calendar.now, calendar.shop, calendar.state)


def next_slots(calendar: Calendar, count: int, start: date) -> list[Slot]:
    """Return the first `count` slots that can be booked from `start` on, looking two weeks ahead at the most."""
    found: list[Slot] = []
    for ahead in range(_DAYS_SEARCHED):
        found += available_slots(calendar, start + timedelta(days=ahead))
        if len(found) >= count:
            break
    return found[:count]


def book(calendar: Calendar, request: BookingRequest, lead_id: str) -> Lead:
    """Book and return the lead.

    Raises InvalidInputError for a day that cannot be booked, SlotClosedError for a time that is no open slot,
    SlotTakenError if another lead has it.
    """
    check_bookable(request.slot, calendar.now, calendar.shop, calendar.state)
    now = calendar.now.astimezone(UTC)
    lead = Lead(
        lead_id=lead_id,
        timestamp=int(now.timestamp()),
        phone=request.phone,
        repair_type=request.repair_type,
        device=request.device,
        customer_name=request.customer_name,
        appointment_date=request.slot.day.isoformat(),
        appointment_time=time_label(request.slot.at),
        lead_type=request.lead_type,
        status="booked",
        source=request.source,
        notes=request.notes,
        created_at=now.isoformat(timespec="seconds"),
    )
    calendar.bookings.book(lead)
    return lead


def new_lead_id(lead_type: LeadType) -> str:
    """Return a lead id that nobody can guess (128 random bits): whoever knows it may see the booking."""
    return _lead_id(lead_type, secrets.token_bytes(16))


def lead_id_of_turn(nonce: str, slot: Slot, lead_type: LeadType) -> str:
    """Return the lead id that the turn with this random nonce gives to the slot: the same one after a crash."""
    return _lead_id(lead_type, hashlib.sha256(f"{nonce}|{slot.day}|{slot.at}".encode()).digest()[:16])


def _lead_id(lead_type: LeadType, unguessable: bytes) -> str:
    return f"{_PREFIXES[lead_type]}-{b32encode(unguessable).decode().rstrip('=')}"

"""Availability and booking: gather the day, decide by the rules, apply in one transaction."""

import re
import secrets
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from linda.errors import (
    AlreadyBookedError,
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotTakenError,
    StaleReadError,
    StoreUnavailableError,
    TooManyBookingsError,
)
from linda.models import Hold, Lead, LeadStatus, LeadType, OpenBookings, Receipt, Slot, is_number
from linda.phones import parse_phone
from linda.ports import BookingRepository
from linda.shop import Shop
from linda.shop_time import instant, parse_date, parse_time, time_label
from linda.slots import check_bookable, check_callable, free_slots, open_slots, today

HOLD = timedelta(minutes=5)
# How long the same request is taken for a second click, or an equal text, and given the booking of the first.
_DOUBLE_CLICK = timedelta(minutes=5)
_PREFIXES: Mapping[LeadType, str] = {"appointment": "LEAD", "on_site": "ONSITE", "callback": "CALLBACK"}
_LEAD_ID = re.compile(rf"(?:{'|'.join(_PREFIXES.values())})-[A-Z2-7]{{26}}")
# Other programs make ids of their own, some of which can be guessed.
_ANY_LEAD_ID = re.compile(rf"(?:{'|'.join(_PREFIXES.values())})-.{{1,255}}")
# As many days as the search for the next slots reads.
_DAYS_SEARCHED = 14
_TRIES = 10
# The sources of what customers text, whose number Twilio's signature proves.
_TEXTED = "twilio-"


@dataclass(frozen=True, slots=True)
class Premises:
    """The shop as it stands at a moment: its facts, its owner's state, the hour and its bookings, gathered once.

    `holder` names the conversation that asks, for which its own holds do not count.
    """

    shop: Shop
    state: Mapping[str, object]
    now: datetime
    bookings: BookingRepository
    holder: str = ""

    @property
    def today(self) -> date:
        """The shop's date."""
        return today(self.shop, self.now)

    @property
    def local_now(self) -> datetime:
        """The moment on the shop's clock."""
        return self.now.astimezone(self.shop.time_zone)


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What a customer asks for; `phone` is E.164. With `announce`, a text confirms the booking."""

    slot: Slot
    phone: str
    repair_type: str
    source: str
    device: str = ""
    customer_name: str = ""
    lead_type: LeadType = "appointment"
    notes: str = ""
    announce: bool = False
    discount_percent: float = 0
    remarks: tuple[str, ...] = ()


def slot_of(lead: Lead) -> Slot:
    """Return the day and the time that the lead is for. Raises InvalidInputError: other programs write leads, too."""
    return Slot(parse_date(lead.appointment_date), parse_time(lead.appointment_time))


def start_of(lead: Lead, shop: Shop) -> datetime | None:
    """Return when the lead starts (UTC), None if its day and time cannot be read or are none on the shop's clock."""
    try:
        return instant(slot_of(lead), shop.time_zone)
    except (InvalidInputError, OverflowError):
        return None


def held_slot(lead: Lead, shop: Shop) -> Slot | None:
    """Return the slot that the lead takes, None if it takes none.

    That is the one in which it begins: a booking that another program has made for 2:30 PM has that of 2:00 PM.
    """
    if lead.lead_type == "callback" or lead.status == "cancelled" or start_of(lead, shop) is None:
        return None
    slot = slot_of(lead)
    begun = (_minutes(slot.at) - _minutes(shop.first_slot)) % shop.slot_minutes
    at = _minutes(slot.at) - begun
    return Slot(slot.day, time(at // 60, at % 60)) if at >= 0 else slot


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def number_of(lead: Lead, shop: Shop) -> str:
    """Return the lead's phone in E.164; anything that is not a phone number stays as it is."""
    if is_number(lead.phone):
        return lead.phone
    try:
        return parse_phone(lead.phone, shop.country)
    except InvalidInputError:
        return lead.phone


def available_slots(premises: Premises, day: date) -> list[Slot]:
    """Return what can be booked on the day, in one read."""
    booked = premises.bookings.day(day)
    return free_slots(day, booked, premises.now, premises.shop, premises.state, premises.holder)


def next_slots(premises: Premises, count: int, start: date) -> list[Slot]:
    """Return the first `count` slots that can be booked from `start` on, looking at two weeks of open days at most.

    A day without open slots is not read and does not count: after a long closure comes its end.
    """
    ahead = range(premises.shop.booking_horizon_days + 1)
    days = (start + timedelta(days=n) for n in ahead)
    open_days = (day for day in days if open_slots(day, premises.shop, premises.state))
    found: list[Slot] = []
    for day in islice(open_days, _DAYS_SEARCHED):
        found += available_slots(premises, day)
        if len(found) >= count:
            break
    return found[:count]


def open_leads(premises: Premises, phone: str) -> list[Lead]:
    """Return the number's open bookings, the earliest first. Their number is small: see Shop.most_open_bookings."""
    starts = still_open(premises, phone).starts
    found = (premises.bookings.lead(lead_id) for lead_id in sorted(starts, key=lambda lead_id: starts[lead_id]))
    return [lead for lead in found if lead and is_open_booking(lead, phone, premises.shop)]


def is_open_booking(lead: Lead | None, phone: str, shop: Shop) -> bool:
    """Tell if the lead is there, and a booking of this number. Another program may have deleted or changed it."""
    if lead is None or lead.status != "booked" or start_of(lead, shop) is None:
        return False
    return number_of(lead, shop) == phone


def new_lead(premises: Premises, request: BookingRequest) -> Lead:
    """Return the lead for the request, with an id that nobody can guess. Nothing is stored.

    Raises InvalidInputError for a day that cannot be booked, SlotClosedError for a time that is not an open slot.
    """
    _check(premises, request.slot, request.lead_type)
    now = premises.now.astimezone(UTC)
    return Lead(
        lead_id=_new_lead_id(request.lead_type),
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
        discount_percent=request.discount_percent,
        remarks=request.remarks,
        created_at=int(now.timestamp()),
        updated_at=int(now.timestamp()),
    )


def book(premises: Premises, request: BookingRequest, lead: Lead, receipt: Receipt | None = None) -> Lead:
    """Book the new lead and return it; for a turn, the one that an equal text has booked moments ago.

    A turn's number is proven: over the web, who knows a number and a slot must not get the booking by them. Raises
    SlotTakenError if another lead has the slot, TooManyBookingsError, AlreadyBookedError if the receipt's request has
    booked before.
    """
    bookings = premises.bookings
    for _ in range(_TRIES):
        open_now = _within_limit(premises, lead.phone)
        if receipt and receipt.is_turns and (earlier := _of_equal_text(premises, lead, open_now)):
            return earlier
        try:
            after = _with(open_now, lead, premises.shop)
            bookings.book(lead, after, holder=premises.holder, receipt=receipt, announce=request.announce)
        except StaleReadError:
            continue
        except (SlotTakenError, TooManyBookingsError):
            if receipt and _lead_of(receipt.key, bookings) != receipt.lead_id:
                raise AlreadyBookedError("this request has booked before") from None
            if bookings.open_bookings(lead.phone).version != open_now.version:
                continue  # An equal text may have been faster: decide again.
            if free_abandoned(premises, slot_of(lead)):
                continue
            raise
        return lead
    raise StoreUnavailableError("too many requests for this number at once; please try again")


def book_click(premises: Premises, request: BookingRequest, lead: Lead, key: str) -> Lead:
    """Book the new lead and return it, or the one that the same click has booked moments ago and that still stands.

    `key` names the click: who sent it and all that it holds. Raises as `book` does, but for AlreadyBookedError.
    """
    bookings, click = premises.bookings, Receipt(key)
    for _ in range(_TRIES):
        try:
            return book(premises, request, lead, click)
        except AlreadyBookedError:
            lead_id = _lead_of(key, bookings)
            earlier = bookings.lead(lead_id) if lead_id else None
            if earlier and _is_recent(earlier, premises) and _stands_at(slot_of(lead), earlier):
                return earlier
            # That was another click, longer ago or cancelled since: this one takes its receipt over.
            click = replace(click, lead_id=lead_id)
    raise StoreUnavailableError("too many requests for this number at once; please try again")


def _lead_of(key: str, bookings: BookingRepository) -> str:
    """Return the id of the lead that the receipt's request has booked, "" if it has booked none."""
    found = bookings.receipt(key)
    return found.lead_id if found else ""


def _is_recent(lead: Lead, premises: Premises) -> bool:
    return lead.timestamp > premises.now.timestamp() - _DOUBLE_CLICK.total_seconds()


def _stands_at(slot: Slot, lead: Lead) -> bool:
    return lead.status == "booked" and slot_of(lead) == slot


def _of_equal_text(premises: Premises, lead: Lead, open_now: OpenBookings) -> Lead | None:
    """Return the number's booking of the same thing, if a text has made it moments ago."""
    starts = int(instant(slot_of(lead), premises.shop.time_zone).timestamp())
    for lead_id, start in open_now.starts.items():
        found = premises.bookings.lead(lead_id) if start == starts else None
        if (
            found
            and found.source.startswith(_TEXTED)
            and _is_recent(found, premises)
            and _stands_at(slot_of(lead), found)
            and _is_for_the_same(lead, found)
        ):
            return found
    return None


def _is_for_the_same(lead: Lead, earlier: Lead) -> bool:
    """Tell if both are for the same repair, or the same call; a device need not be named again."""
    if (lead.lead_type, lead.repair_type) != (earlier.lead_type, earlier.repair_type):
        return False
    if lead.lead_type == "callback":
        return lead.notes == earlier.notes
    return lead.device in ("", earlier.device)


def reschedule(
    premises: Premises, lead_id: str, slot: Slot, receipt: Receipt | None = None, *, by_owner: bool = False
) -> Lead:
    """Move the booking to another slot and return it: the new slot taken and the old one freed, or nothing.

    Moving it to where it is changes nothing. Raises LeadNotFoundError, LeadClosedError if it is not booked any more,
    or if its time has passed, unless it is `by_owner`: what has been is his record. Raises InvalidInputError or
    SlotClosedError for a slot that cannot be booked, SlotTakenError, TooManyBookingsError if it had passed and would
    be one open booking more than a number may have, AlreadyBookedError if the receipt's request has had its effect.
    """
    bookings = premises.bookings
    for _ in range(_TRIES):
        before = find_lead(premises, lead_id)
        if before.status != "booked":
            raise LeadClosedError(f"the booking is {before.status}")
        if start_of(before, premises.shop) and slot_of(before) == slot:
            return before
        if not by_owner:
            _require_to_come(before, premises)
        _check(premises, slot, before.lead_type)
        after = replace(
            revised(before, premises),
            appointment_date=slot.day.isoformat(),
            appointment_time=time_label(slot.at),
        )
        after_move = _with(_within_limit(premises, after.phone), after, premises.shop)
        freed = _slot_had(premises, before)
        try:
            bookings.move(before, after, after_move, holder=premises.holder, receipt=receipt, freed=freed)
        except StaleReadError:
            continue
        except SlotTakenError:
            if free_abandoned(premises, slot):
                continue
            raise
        return after
    raise StoreUnavailableError("too many changes of this booking at once; please try again")


def close(
    premises: Premises, lead_id: str, status: LeadStatus, receipt: Receipt | None = None, *, by_owner: bool = False
) -> Lead:
    """End the booking as completed, no_show or cancelled and return it; a cancelled slot can be booked again at once.

    Ending it again in the same way changes nothing. Raises LeadNotFoundError, LeadClosedError if it ended otherwise,
    or if its time has passed, unless it is `by_owner`, AlreadyBookedError if the receipt's request has had its effect.
    """
    bookings = premises.bookings
    for _ in range(_TRIES):
        before = find_lead(premises, lead_id)
        if before.status == status:
            return before
        if before.status != "booked":
            raise LeadClosedError(f"the booking is {before.status}")
        if not by_owner:
            _require_to_come(before, premises)
        after = replace(revised(before, premises), status=status)
        open_now = still_open(premises, after.phone)
        starts = {other: start for other, start in open_now.starts.items() if other != lead_id}
        freed = _slot_had(premises, before) if status == "cancelled" else None
        try:
            bookings.close(before, after, replace(open_now, starts=starts), receipt=receipt, freed=freed)
        except StaleReadError:
            continue
        return after
    raise StoreUnavailableError("too many changes of this booking at once; please try again")


def find_lead(premises: Premises, lead_id: str) -> Lead:
    """Return the lead. Raises LeadNotFoundError, whatever is wrong with the id."""
    is_id = _ANY_LEAD_ID.fullmatch(lead_id) and lead_id.isprintable()
    lead = premises.bookings.lead(lead_id) if is_id else None
    if lead is None:
        raise LeadNotFoundError("there is no such booking")
    return lead


def is_capability(lead_id: str) -> bool:
    """Tell if the id is one of ours, which nobody can guess, so that its bearer may see and change the booking."""
    return _LEAD_ID.fullmatch(lead_id) is not None


def free_abandoned(premises: Premises, slot: Slot) -> bool:
    """Free the slot if the lead that has it is gone or for another time, and tell if it was so.

    Other programs delete and change leads without a word to us. Raises StoreUnavailableError.
    """
    bookings = premises.bookings
    for _ in range(_TRIES):
        lead_id = bookings.day(slot.day).taken.get(slot.at)
        lead = bookings.lead(lead_id) if lead_id else None
        if lead_id is None or (lead and held_slot(lead, premises.shop) == slot):
            return False
        try:
            bookings.free(slot, lead_id, lead)
        except StaleReadError:
            continue
        return True
    raise StoreUnavailableError("too many changes of this slot at once; please try again")


def hold(premises: Premises, slot: Slot) -> None:
    """Hold an open slot for the calendar's holder for five minutes. Raises SlotTakenError, SlotClosedError."""
    check_bookable(slot, premises.now, premises.shop, premises.state)
    until = int((premises.now + HOLD).timestamp())
    premises.bookings.hold(slot, Hold(premises.holder, until), premises.now)


def _check(premises: Premises, slot: Slot, lead_type: LeadType) -> None:
    """Pass if a lead of this type can be for the slot. A callback takes none of the shop's, so it can be for any time.

    Raises InvalidInputError, SlotClosedError.
    """
    if lead_type == "callback":
        check_callable(slot, premises.now, premises.shop)
    else:
        check_bookable(slot, premises.now, premises.shop, premises.state)


def _require_to_come(lead: Lead, premises: Premises) -> None:
    starts = start_of(lead, premises.shop)
    if starts is not None and starts <= premises.now:
        raise LeadClosedError("the time of the booking has passed; please call or text us")


def still_open(premises: Premises, phone: str) -> OpenBookings:
    """Return the number's bookings that have not begun, as they were put down; none if it is not a number."""
    if not is_number(phone):
        return OpenBookings()
    bookings, now = premises.bookings.open_bookings(phone), premises.now.timestamp()
    return replace(bookings, starts={lead_id: start for lead_id, start in bookings.starts.items() if start > now})


def _within_limit(premises: Premises, phone: str) -> OpenBookings:
    """Return the number's open bookings; those that reach its limit are looked at, for they may be gone."""
    bookings, shop = still_open(premises, phone), premises.shop
    if len(bookings.starts) < shop.most_open_bookings:
        return bookings
    found = {lead_id: premises.bookings.lead(lead_id) for lead_id in bookings.starts}
    starts = {
        lead_id: bookings.starts[lead_id] for lead_id, lead in found.items() if is_open_booking(lead, phone, shop)
    }
    return replace(bookings, starts=starts)


def _slot_had(premises: Premises, lead: Lead) -> Slot | None:
    """Return the slot that is down as the lead's, which it may have lost, or never got, by another program's doing."""
    slot = held_slot(lead, premises.shop)
    return slot if slot and premises.bookings.day(slot.day).taken.get(slot.at) == lead.lead_id else None


def _with(bookings: OpenBookings, lead: Lead, shop: Shop) -> OpenBookings:
    """Return the open bookings with this lead. Raises TooManyBookingsError if it is one more than may be."""
    if lead.lead_id not in bookings.starts and len(bookings.starts) >= shop.most_open_bookings:
        raise TooManyBookingsError(f"you already have {shop.most_open_bookings} open bookings")
    starts = int(instant(slot_of(lead), shop.time_zone).timestamp())
    return replace(bookings, starts={**bookings.starts, lead.lead_id: starts})


def revised(lead: Lead, premises: Premises) -> Lead:
    """Return the lead as its next revision, of a number in E.164."""
    phone, now = number_of(lead, premises.shop), int(premises.now.timestamp())
    return replace(lead, phone=phone, revision=lead.revision + 1, updated_at=now)


def _new_lead_id(lead_type: LeadType) -> str:
    """Return a lead id of 128 random bits: whoever knows it may see and change the booking."""
    return f"{_PREFIXES[lead_type]}-{b32encode(secrets.token_bytes(16)).decode().rstrip('=')}"

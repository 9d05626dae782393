"""Availability and booking: read the day, decide by the rules, write in one transaction."""

import re
import secrets
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from itertools import islice

from linda import items
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
from linda.models import (
    QUESTION,
    VOICE,
    Hold,
    Job,
    Language,
    Lead,
    LeadStatus,
    LeadType,
    OpenBookings,
    Receipt,
    Slot,
    is_number,
)
from linda.phones import parse_phone
from linda.ports import BookingRepository
from linda.shop import Shop
from linda.shop_time import instant, parse_date, parse_time, time_label
from linda.slots import check_bookable, check_callable, free_slots, is_held, open_slots, today

HOLD = timedelta(minutes=5)
# How long a repeated request counts as a second click, or an identical text, and gets the booking of the first.
_DOUBLE_CLICK = timedelta(minutes=5)
_PREFIXES: Mapping[LeadType, str] = {"appointment": "LEAD", "on_site": "ONSITE", "callback": "CALLBACK"}
_LEAD_ID = re.compile(rf"(?:{'|'.join(_PREFIXES.values())})-[A-Z2-7]{{26}}")
# Other programs make their own ids, some of which can be guessed.
_LONGEST_ID = 300
# How many days the search for the next slots reads.
_DAYS_SEARCHED = 14
_TRIES = 10
# How sources of texts begin; Twilio's signature proves their numbers.
_TEXTED = "twilio-"
# What separates the jobs of one visit, and what stands for an unknown device among several.
_AND, _UNKNOWN = " + ", "?"


@dataclass(frozen=True, slots=True)
class Premises:
    """The shop at one moment: its facts, its owner's state, the time and its bookings, gathered once.

    `holder` names the conversation that asks: its own holds do not block it.
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
    """What a customer asks for, and the language; `phone` is E.164. With `announce`, a text confirms the booking."""

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
    address: str = ""
    language: Language = "en"


def together(jobs: Sequence[Job]) -> tuple[str, str]:
    """Return the repair type and the device of a lead for all the jobs: "screen + battery" and "iPhone 13".

    If there is one device for all of them, it is written once; otherwise the n-th device goes with the n-th repair.
    """
    devices = [job.device.replace(_AND, " and ") for job in jobs]
    device = devices[0] if len(set(devices)) == 1 else _AND.join(name or _UNKNOWN for name in devices)
    return _AND.join(job.repair_type for job in jobs), device


def jobs_of(lead: Lead) -> tuple[Job, ...]:
    """Return the jobs that the lead is for, at least one, as `together` has written them."""
    repairs, devices = lead.repair_type.split(_AND), lead.device.split(_AND)
    if len(devices) != len(repairs):
        devices = [lead.device] * len(repairs)
    return tuple(
        Job(repair, "" if device == _UNKNOWN else device) for repair, device in zip(repairs, devices, strict=True)
    )


def slot_of(lead: Lead) -> Slot:
    """Return the day and the time that the lead is for. Raises InvalidInputError: other programs write leads, too."""
    return Slot(parse_date(lead.appointment_date), parse_time(lead.appointment_time))


def start_of(lead: Lead, shop: Shop) -> datetime | None:
    """Return when the lead starts (UTC); None if its day and time are unreadable or not on the shop's clock."""
    try:
        return instant(slot_of(lead), shop.time_zone)
    except (InvalidInputError, OverflowError):
        return None


def has_time(lead: Lead, shop: Shop) -> bool:
    """Tell whether the lead is for a time on the shop's clock, and not a question to the owner, which has none."""
    return lead.repair_type != QUESTION and start_of(lead, shop) is not None


def held_slot(lead: Lead, shop: Shop) -> Slot | None:
    """Return the slot that the lead takes, None if it takes none.

    It is the slot in which the lead begins: another program's booking for 2:30 PM takes the slot of 2:00 PM.
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


def is_proved(lead: Lead) -> bool:
    """Tell whether the customer has texted from the number; one typed in a form or said may be anybody's."""
    return lead.source.startswith(_TEXTED) and lead.source != VOICE


def available_slots(premises: Premises, day: date) -> list[Slot]:
    """Return what can be booked on the day, in one read."""
    booked = premises.bookings.day(day)
    return free_slots(day, booked, premises.now, premises.shop, premises.state, premises.holder)


def next_slots(premises: Premises, count: int, start: date) -> list[Slot]:
    """Return the first `count` slots that can be booked from `start` on, looking at two weeks of open days at most.

    A day without open slots is not read and does not count, so a long closure does not hide what comes after it.
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
    """Return the number's open bookings, earliest first. There are only a few: see Shop.most_open_bookings."""
    starts = still_open(premises, phone).starts
    found = (premises.bookings.lead(lead_id) for lead_id in sorted(starts, key=lambda lead_id: starts[lead_id]))
    return [lead for lead in found if lead and is_open_booking(lead, phone, premises.shop)]


def is_open_booking(lead: Lead | None, phone: str, shop: Shop) -> bool:
    """Tell whether the lead is an open booking of this number. Another program may have deleted or changed it."""
    if lead is None or lead.status != "booked" or start_of(lead, shop) is None:
        return False
    return number_of(lead, shop) == phone


def new_lead(premises: Premises, request: BookingRequest) -> Lead:
    """Return the lead for the request, with an id that nobody can guess. Nothing is stored.

    Raises InvalidInputError for a day that cannot be booked, SlotClosedError for a time that is not an open slot.
    """
    check_slot(premises, request.slot, request.lead_type)
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
        address=request.address,
        discount_percent=request.discount_percent,
        remarks=request.remarks,
        language="es" if request.language == "es" else "",
        created_at=int(now.timestamp()),
        updated_at=int(now.timestamp()),
    )


def new_question(premises: Premises, phone: str, source: str, question: str, name: str = "") -> Lead:
    """Return a question to the owner as a lead. It books nothing: it has the day it was asked, and no time."""
    now = int(premises.now.timestamp())
    return Lead(
        lead_id=_new_lead_id("callback"),
        timestamp=now,
        phone=phone,
        repair_type=QUESTION,
        device="",
        customer_name=name,
        appointment_date=premises.today.isoformat(),
        appointment_time="",
        lead_type="callback",
        status="booked",
        source=source,
        notes=question,
        created_at=now,
        updated_at=now,
    )


def book(premises: Premises, request: BookingRequest, lead: Lead, receipt: Receipt | None = None) -> Lead:
    """Book the new lead and return it; in a turn, return the booking that an identical text made moments ago, if any.

    A turn's number is proven; on the web, knowing a number and a slot must not be enough to get the booking. Raises
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
                continue  # An identical text may have been faster: decide again.
            if free_abandoned(premises, slot_of(lead)):
                continue
            raise
        return lead
    raise StoreUnavailableError("too many requests for this number at once; please try again")


def book_click(premises: Premises, request: BookingRequest, lead: Lead, key: str) -> Lead:
    """Book the new lead and return it, or the still valid booking that the same click made moments ago.

    `key` names the click: who sent it and all that it holds. Raises what `book` does, except AlreadyBookedError.
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
            # That was an earlier click, or one cancelled since: this one takes over its receipt.
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
    """Return the number's booking for the same thing, if a text made it moments ago."""
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
    """Tell whether both are for the same repair, or the same call; a device need not be named again."""
    if (lead.lead_type, lead.repair_type) != (earlier.lead_type, earlier.repair_type):
        return False
    if lead.lead_type == "callback":
        return lead.notes == earlier.notes
    return lead.device in ("", earlier.device)


def _again[**P](change: Callable[P, Lead]) -> Callable[P, Lead]:
    """Have the change read and decide again while others change what it has read. Raises StoreUnavailableError."""

    @wraps(change)
    def decided(*given: P.args, **named: P.kwargs) -> Lead:
        for _ in range(_TRIES):
            with suppress(StaleReadError):
                return change(*given, **named)
        raise StoreUnavailableError("too many changes of this booking at once; please try again")

    return decided


@_again
def reschedule(
    premises: Premises, lead_id: str, slot: Slot, receipt: Receipt | None = None, *, by_owner: bool = False
) -> Lead:
    """Move the booking to another slot and return it: the new slot is taken and the old one freed, or neither.

    Moving it to where it is changes nothing. Raises LeadNotFoundError, LeadClosedError if it is no longer booked, or
    if its time has passed and it is not moved `by_owner`: the past is his record. Raises InvalidInputError or
    SlotClosedError for a slot that cannot be booked, SlotTakenError, TooManyBookingsError if it had passed and would
    exceed the open bookings that a number may have, AlreadyBookedError if the receipt's request has had its effect.
    """
    before = find_lead(premises, lead_id)
    if before.status != "booked":
        raise LeadClosedError(f"the booking is {before.status}")
    if start_of(before, premises.shop) and slot_of(before) == slot:
        return before
    if not by_owner:
        _require_to_come(before, premises)
    check_slot(premises, slot, before.lead_type)
    after = _at(slot, revised(before, premises))
    after_move = _with(_within_limit(premises, after.phone), after, premises.shop)
    return _moved(premises, before, after, after_move, receipt)


@_again
def annotate(premises: Premises, lead_id: str, notes: str) -> Lead:
    """Set the lead's notes and return it. Raises LeadNotFoundError."""
    before = find_lead(premises, lead_id)
    # A lead of another program keeps its revision of 0, without which it would not be adopted.
    revision = before.revision + 1 if before.revision else 0
    after = replace(before, notes=notes, revision=revision, updated_at=int(premises.now.timestamp()))
    premises.bookings.annotate(before, after)
    return after


@_again
def close(
    premises: Premises, lead_id: str, status: LeadStatus, receipt: Receipt | None = None, *, by_owner: bool = False
) -> Lead:
    """End the booking as ready, completed, no_show or cancelled and return it; only a cancelled slot is free again.

    What is ready may still be completed. Ending it again in the same way changes nothing. Raises LeadNotFoundError,
    LeadClosedError if it ended otherwise, or if its time has passed and it is not ended `by_owner`, AlreadyBookedError
    if the receipt's request has had its effect.
    """
    before = find_lead(premises, lead_id)
    if before.status == status:
        return before
    if before.status != "booked" and (before.status, status) != ("ready", "completed"):
        raise LeadClosedError(f"the booking is {before.status}")
    if not by_owner:
        _require_to_come(before, premises)
    after = replace(revised(before, premises), status=status)
    open_now = still_open(premises, after.phone)
    starts = {other: start for other, start in open_now.starts.items() if other != lead_id}
    freed = _slot_had(premises, before) if status == "cancelled" else None
    premises.bookings.close(before, after, replace(open_now, starts=starts), receipt=receipt, freed=freed)
    return after


@_again
def reopen(premises: Premises, ended: Lead, slot: Slot, status: LeadStatus, receipt: Receipt | None = None) -> Lead:
    """Open a booking again that the owner has ended or moved, at this slot, as booked or ready, and return it.

    It takes the slot unless it still has it, also one that cannot be booked any more: it was there before. Raises
    LeadNotFoundError, LeadClosedError if the booking has been changed since it was `ended`, SlotTakenError,
    TooManyBookingsError, AlreadyBookedError if the receipt's request has had its effect.
    """
    before = find_lead(premises, ended.lead_id)
    if (before.revision, before.status) != (ended.revision, ended.status):
        raise LeadClosedError("the booking has been changed since")
    after = replace(_at(slot, revised(before, premises)), status=status)
    starts = start_of(after, premises.shop)
    is_to_come = starts is not None and starts > premises.now
    number = _within_limit(premises, after.phone)
    if is_to_come and status == "booked":  # What is ready is not among the number's open bookings.
        number = _with(number, after, premises.shop)
    return _moved(premises, before, after, number, receipt)


def _at(slot: Slot, lead: Lead) -> Lead:
    return replace(lead, appointment_date=slot.day.isoformat(), appointment_time=time_label(slot.at))


def _moved(premises: Premises, before: Lead, after: Lead, number: OpenBookings, receipt: Receipt | None) -> Lead:
    """Store the move, with the bookings that its `number` has then. Raises SlotTakenError, StaleReadError."""
    freed = _slot_had(premises, before)
    try:
        premises.bookings.move(before, after, number, holder=premises.holder, receipt=receipt, freed=freed)
    except SlotTakenError:
        if free_abandoned(premises, slot_of(after)):
            raise StaleReadError("the slot has been freed") from None
        raise
    return after


def find_lead(premises: Premises, lead_id: str) -> Lead:
    """Return the lead. Raises LeadNotFoundError, whatever is wrong with the id."""
    is_id = 0 < len(lead_id) <= _LONGEST_ID and lead_id.isprintable() and items.is_lead(lead_id)
    lead = premises.bookings.lead(lead_id) if is_id else None
    if lead is None:
        raise LeadNotFoundError("there is no such booking")
    return lead


def is_capability(lead_id: str) -> bool:
    """Tell whether the id is one of ours, which cannot be guessed: whoever has it may see and change the booking."""
    return _LEAD_ID.fullmatch(lead_id) is not None


def free_abandoned(premises: Premises, slot: Slot) -> bool:
    """Free the slot if the lead that has it is gone or is for another time; tell whether it was freed.

    Other programs delete and change leads without telling us. Raises StoreUnavailableError.
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


def check_free(premises: Premises, slot: Slot) -> None:
    """Check that the slot is open, and neither booked nor held by another. Raises SlotTakenError, SlotClosedError."""
    check_bookable(slot, premises.now, premises.shop, premises.state)
    booked = premises.bookings.day(slot.day)
    if slot.at in booked.taken or is_held(slot, booked, premises.now, premises.holder):
        raise SlotTakenError(f"{time_label(slot.at)} on {slot.day} is taken")


def check_slot(premises: Premises, slot: Slot, lead_type: LeadType) -> None:
    """Check that a lead of this type can be for the slot. A callback takes no slot, so it can be at any time.

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
    """Return the number's bookings that have not begun, as they are stored; none if it is not a number."""
    if not is_number(phone):
        return OpenBookings()
    bookings, now = premises.bookings.open_bookings(phone), premises.now.timestamp()
    return replace(bookings, starts={lead_id: start for lead_id, start in bookings.starts.items() if start > now})


def _within_limit(premises: Premises, phone: str) -> OpenBookings:
    """Return the number's open bookings; at the limit, look up each one, since it may be gone."""
    bookings, shop = still_open(premises, phone), premises.shop
    if len(bookings.starts) < shop.most_open_bookings:
        return bookings
    found = {lead_id: premises.bookings.lead(lead_id) for lead_id in bookings.starts}
    starts = {
        lead_id: bookings.starts[lead_id] for lead_id, lead in found.items() if is_open_booking(lead, phone, shop)
    }
    return replace(bookings, starts=starts)


def _slot_had(premises: Premises, lead: Lead) -> Slot | None:
    """Return the slot stored as the lead's; because of another program, it may have lost it or never had it."""
    slot = held_slot(lead, premises.shop)
    return slot if slot and premises.bookings.day(slot.day).taken.get(slot.at) == lead.lead_id else None


def _with(bookings: OpenBookings, lead: Lead, shop: Shop) -> OpenBookings:
    """Return the open bookings plus this lead. Raises TooManyBookingsError if that is one too many."""
    if lead.lead_id not in bookings.starts and len(bookings.starts) >= shop.most_open_bookings:
        raise TooManyBookingsError(f"you already have {shop.most_open_bookings} open bookings")
    starts = int(instant(slot_of(lead), shop.time_zone).timestamp())
    return replace(bookings, starts={**bookings.starts, lead.lead_id: starts})


def revised(lead: Lead, premises: Premises) -> Lead:
    """Return the lead as its next revision, with its number in E.164."""
    phone, now = number_of(lead, premises.shop), int(premises.now.timestamp())
    return replace(lead, phone=phone, revision=lead.revision + 1, updated_at=now)


def _new_lead_id(lead_type: LeadType) -> str:
    """Return a lead id with 128 random bits: whoever knows it may see and change the booking."""
    return f"{_PREFIXES[lead_type]}-{b32encode(secrets.token_bytes(16)).decode().rstrip('=')}"

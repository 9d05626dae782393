"""Other programs' leads: upcoming ones are taken over, and what a changed or deleted one held is freed.

The web chat writes leads straight into the lead table, and its dashboard changes and deletes them there. The table's
stream reports this within seconds; the sweep finds what the stream missed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from linda import items
from linda.booking import (
    Premises,
    free_abandoned,
    held_slot,
    is_open_booking,
    number_of,
    revised,
    slot_of,
    start_of,
    still_open,
)
from linda.errors import StaleReadError, StoreUnavailableError
from linda.models import Lead, OwnerEntry, Slot, is_number
from linda.ports import BookingRepository, LeadIndex, NoticeRepository
from linda.replies import one_line
from linda.shop_time import time_label

_TRIES = 10
_LONGEST_NAME = 40
# Each sweep looks at today, tomorrow and one of the days after that; within an hour the sweeps cover all of those.
_NEAR, _LATER = 2, 12
_BETWEEN_SWEEPS = timedelta(minutes=5)


class Store(BookingRepository, LeadIndex, NoticeRepository, Protocol):
    """Bookings by id and by day, and what the owner is told."""


def adopted(lead: Lead, premises: Premises) -> Lead | None:
    """Return what a lead that another program wrote or changed becomes; None if it is not to be taken over.

    A lead is taken over if it is still booked, for a readable day and time in the future that is not too far ahead to
    be booked. Neither the shop's hours nor a number's limit matters: the customer has been promised the time.
    """
    starts = start_of(lead, premises.shop)
    if lead.status != "booked" or starts is None or starts <= premises.now:
        return None
    slot = slot_of(lead)
    if (slot.day - premises.today).days > premises.shop.booking_horizon_days:
        return None
    return replace(revised(lead, premises), appointment_time=time_label(slot.at))


def adopt(premises: Premises, store: Store, lead_id: str) -> None:
    """Take over the lead if it qualifies: it gets its slot, and its place among its number's bookings.

    If two leads are for one slot, the second gets only the place, and the owner is told about both, once; a sweep gives
    it the slot when that is free. Raises StoreUnavailableError.
    """
    for _ in range(_TRIES):
        before = store.lead(lead_id)
        after = adopted(before, premises) if before else None
        if before is None or after is None:
            return
        slot, other = held_slot(after, premises.shop), _rival(premises, store, after)
        if _is_known(premises, store, before, after) and (other or slot is None or _has(store, slot, lead_id)):
            return
        if slot and other:
            both = (other.phone, after.phone)
            entry = OwnerEntry(_key(lead_id, slot), _both(other, after), after.phone, customers=both)
            store.tell_owner(entry, premises.now)
        open_now = still_open(premises, after.phone)
        starts = {**open_now.starts, lead_id: _start(premises, after)}
        try:
            store.adopt(before, after, replace(open_now, starts=starts), None if other else slot)
        except StaleReadError:
            continue
        return
    raise StoreUnavailableError("too many changes of this lead at once; please try again")


def follow(premises: Premises, store: Store, lead_id: str, known: Iterable[Lead]) -> None:
    """Bring the bookings in line with a lead that another program wrote, changed or deleted.

    `known` is the lead as it was before and after that; whatever it no longer holds is freed. A
    conversation, which the stream may report as well, is left alone.
    """
    if not items.is_lead(lead_id):
        return
    adopt(premises, store, lead_id)
    if store.lead(lead_id) is None:
        store.note_deleted(lead_id, premises.now)
    for was in known:
        starts, slot = start_of(was, premises.shop), held_slot(was, premises.shop)
        if starts is None or starts <= premises.now:
            continue
        if slot and _has(store, slot, lead_id):
            free_abandoned(premises, slot)
        _forget(premises, store, lead_id, number_of(was, premises.shop))


def heal(premises: Premises, store: Store) -> None:
    """Find what the stream has not reported for some of the next days: slots of leads that are gone, ended or moved."""
    for day in _days(premises):
        taken = store.day(day).taken
        for at, lead_id in taken.items():
            lead = store.lead(lead_id)
            if lead is None or held_slot(lead, premises.shop) != Slot(day, at):
                adopt(premises, store, lead_id)
                free_abandoned(premises, Slot(day, at))
                if lead is None:
                    store.note_deleted(lead_id, premises.now)
                else:
                    _forget(premises, store, lead_id, number_of(lead, premises.shop))
        for lead in store.leads_between(day, day):
            slot = held_slot(lead, premises.shop)
            if slot and taken.get(slot.at) != lead.lead_id:
                adopt(premises, store, lead.lead_id)


def _days(premises: Premises) -> Iterator[date]:
    nth = int(premises.now.timestamp() // _BETWEEN_SWEEPS.total_seconds())
    for ahead in (*range(_NEAR), _NEAR + nth % _LATER):
        yield premises.today + timedelta(days=ahead)


def _is_known(premises: Premises, store: Store, before: Lead, after: Lead) -> bool:
    """Tell whether the lead was adopted as it is now, apart from its slot."""
    if not before.revision or before.phone != after.phone:
        return False
    listed = store.open_bookings(after.phone).starts.get(after.lead_id) if is_number(after.phone) else None
    return listed == _start(premises, after) or not is_number(after.phone)


def _rival(premises: Premises, store: Store, lead: Lead) -> Lead | None:
    """Return the other lead that has this one's slot."""
    slot = held_slot(lead, premises.shop)
    lead_id = store.day(slot.day).taken.get(slot.at, lead.lead_id) if slot else lead.lead_id
    if slot is None or lead_id == lead.lead_id or free_abandoned(premises, slot):
        return None
    return store.lead(lead_id)


def _has(store: Store, slot: Slot, lead_id: str) -> bool:
    return store.day(slot.day).taken.get(slot.at) == lead_id


def _start(premises: Premises, lead: Lead) -> int:
    starts = start_of(lead, premises.shop)
    return int(starts.timestamp()) if starts else 0


def _forget(premises: Premises, store: Store, lead_id: str, phone: str) -> None:
    """Remove the lead from the number's bookings if it is no longer one of them."""
    for _ in range(_TRIES):
        open_now = still_open(premises, phone)
        if lead_id not in open_now.starts or is_open_booking(store.lead(lead_id), phone, premises.shop):
            return
        starts = {other: start for other, start in open_now.starts.items() if other != lead_id}
        try:
            store.set_open_bookings(phone, replace(open_now, starts=starts), premises.now)
        except StaleReadError:
            continue
        return
    raise StoreUnavailableError("too many changes of this number's bookings at once; please try again")


def _key(lead_id: str, slot: Slot) -> str:
    """Return the key of the text about this lead at this slot; other programs' ids may be of any length and form."""
    return items.TWO_FOR_ONE.key(hashlib.sha256(f"{lead_id} {slot.day} {slot.at}".encode()).hexdigest()[:32])


def _both(first: Lead, second: Lead) -> str:
    day = slot_of(second).day
    return (
        f"Two bookings at once on {day:%a, %b} {day.day}: {_who(first)}, and {_who(second)}, who was booked without me."
        " Please move one of them."
    )


def _who(lead: Lead) -> str:
    name, phone = one_line(lead.customer_name, _LONGEST_NAME), one_line(lead.phone, _LONGEST_NAME)
    return f"{' '.join(part for part in (name, phone) if part) or 'somebody'} at {time_label(slot_of(lead).at)}"

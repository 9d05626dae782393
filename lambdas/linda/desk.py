"""What a receptionist, model or rules, can do for the customer who wrote: all of it for that number alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, time, timedelta
from itertools import chain
from typing import Protocol

from linda.booking import (
    BookingRequest,
    Premises,
    available_slots,
    book,
    close,
    new_lead,
    next_slots,
    open_leads,
    reschedule,
    slot_of,
    start_of,
)
from linda.errors import InvalidInputError, LeadNotFoundError, LindaError, TurnHasActedError
from linda.logs import log_error
from linda.models import Action, Dialogue, Lead, LeadType, Receipt, Records, Slot
from linda.ports import BookingRepository, LeadIndex
from linda.quotes import device_name, price
from linda.replies import one_line
from linda.responses.confirmations import QUESTION, percent
from linda.shop_time import instant
from linda.slots import is_quiet, open_slots

ALTERNATIVES = 3
_LONGEST_QUESTION = 300
_DAYS_SEARCHED = 14
_MOST_REMARKS = 20
_LEAST_DISCOUNT = 0.1


class Store(BookingRepository, LeadIndex, Protocol):
    """Bookings, by id and by number."""


@dataclass(slots=True)
class Desk:
    """One turn's work for the customer of the signed request.

    A turn makes or changes one booking, which stands in `done`. That is written at once, under the turn's receipt; what
    is granted, sold, asked and noted is written with the reply. `shown` are the slots that code has named in this turn,
    and `checked` the days whose free slots it has.
    """

    premises: Premises
    store: Store
    phone: str
    source: str
    receipt: Receipt
    dialogue: Dialogue = field(default_factory=Dialogue)
    done: tuple[Action, Lead] | None = None
    shown: set[Slot] = field(default_factory=set)
    checked: set[date] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    for_owner: dict[str, str] = field(default_factory=dict)
    granted: float = 0
    status_told: bool = False
    _open: list[Lead] | None = None

    # --- bookings

    def book(
        self,
        slot: Slot,
        repair_type: str,
        device: str = "",
        customer_name: str = "",
        lead_type: LeadType = "appointment",
        notes: str = "",
    ) -> Lead:
        """Book the slot for the customer, with what the conversation has been granted before.

        What an equal text has booked moments ago is this one's booking, too. Raises InvalidInputError, SlotTakenError,
        SlotClosedError, TooManyBookingsError, TurnHasActedError, and AlreadyBookedError if another has taken the turn
        over.
        """
        self._require_first()
        if not self.phone.startswith("+"):
            raise InvalidInputError("only a phone number can book")
        request = BookingRequest(
            slot=slot,
            phone=self.phone,
            repair_type=repair_type,
            source=self.source,
            device=device_name(device, self.premises.shop),
            customer_name=customer_name,
            lead_type=lead_type,
            notes=notes,
            discount_percent=self.granted or self.dialogue.discount_percent,
            remarks=(*self.dialogue.remarks, *self.remarks),
        )
        lead = book(self.premises, request, new_lead(self.premises, request), self.receipt)
        # What is not on the booking of an equal text goes on it with the reply.
        self.remarks = [remark for remark in request.remarks if remark not in lead.remarks]
        self.granted = request.discount_percent if request.discount_percent > lead.discount_percent else 0
        self.dialogue = replace(self.dialogue, discount_percent=0, remarks=())
        return self._finish("booked", lead)

    def move(self, lead: Lead, slot: Slot) -> Lead:
        """Move one of the number's bookings.

        Raises as booking.reschedule does, and TurnHasActedError.
        """
        self._require_first()
        return self._finish("moved", reschedule(self.premises, lead.lead_id, slot, self.receipt))

    def cancel(self, lead: Lead) -> Lead:
        """Cancel one of the number's bookings. Raises as booking.close does, and TurnHasActedError."""
        self._require_first()
        return self._finish("cancelled", close(self.premises, lead.lead_id, "cancelled", self.receipt))

    def open_leads(self) -> list[Lead]:
        """Return the number's open bookings, the earliest first; read once a turn."""
        if self._open is None:
            self._open = open_leads(self.premises, self.phone)
        return self._open

    def lead_at(self, slot: Slot) -> Lead:
        """Return the number's open booking of this slot, a repair before a call. Raises LeadNotFoundError."""
        found = next((lead for lead in sorted(self.open_leads(), key=_is_call) if slot_of(lead) == slot), None)
        if found is None:
            raise LeadNotFoundError("this customer has no open booking then")
        return found

    def newest_lead(self) -> Lead | None:
        """Return the newest repair of the number, whatever has become of it; one whose day cannot be read is none."""
        # An index may lag behind what is open.
        leads = chain(self.store.leads_of_number(self.phone), self.open_leads())
        return next((lead for lead in leads if not _is_call(lead) and start_of(lead, self.premises.shop)), None)

    def alternatives(self, slot: Slot) -> list[Slot]:
        """Return what is free in place of a slot: that day's nearest times, else the next ones."""
        today, horizon = self.premises.today, self.premises.shop.booking_horizon_days
        start = slot.day if 0 <= (slot.day - today).days <= horizon else today
        same_day = available_slots(self.premises, start)
        nearest = sorted(same_day, key=lambda free: abs(free.at.hour - slot.at.hour))[:ALTERNATIVES]
        return self.show(sorted(nearest) or next_slots(self.premises, ALTERNATIVES, start))

    def show(self, slots: Sequence[Slot]) -> list[Slot]:
        """Return the slots, and remember that code has named them."""
        self.shown.update(slots)
        return list(slots)

    # --- what is written with the reply

    def grant(self, discount_percent: float) -> bool:
        """Grant the discount if it is within the owner's cap; above it, ask him. Tell which."""
        if not _LEAST_DISCOUNT <= discount_percent <= 100:
            raise InvalidInputError(f"percent must be from {_LEAST_DISCOUNT} to 100")
        if discount_percent > float(str(self.premises.state["max_discount"])):
            self.ask_owner(f"{percent(discount_percent)} off")
            return False
        self.granted = math.floor(discount_percent * 10) / 10
        self.note(f"Granted: {percent(self.granted)} off")
        return True

    def discount(self) -> float:
        """Return the discount that this conversation has, in percent; 0 for none."""
        if granted := self.granted or self.dialogue.discount_percent:
            return granted
        return max((lead.discount_percent for lead in self.open_leads() if not _is_call(lead)), default=0)

    def sell(self, item: str) -> None:
        """Note that the customer wants an accessory with the repair. Raises InvalidInputError."""
        shop = self.premises.shop
        if item not in shop.accessories:
            raise InvalidInputError(f"item must be one of: {', '.join(shop.accessories)}")
        lead = self._subject(calls=False)
        amount = price(item, lead.device if lead else self.dialogue.device, shop)
        self.note(f"Sold: {item}" if amount is None else f"Sold: {item}, ${amount}")

    def ask_owner(self, question: str) -> None:
        """Hand a question or a message on to the owner. Raises InvalidInputError if there is none."""
        asked = one_line(question, _LONGEST_QUESTION)
        if not asked:
            raise InvalidInputError("question must not be empty")
        if asked not in self.questions:
            self.questions.append(asked)
            self.for_owner[f"{self.receipt.key}#{len(self.questions)}"] = f"{self.phone or 'Somebody'} asks: {asked}"

    def note(self, remark: str) -> None:
        """Remark something on the booking, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def records(self) -> Records:
        """Return what is to be stored with the reply.

        What is granted, sold and shown belongs to a repair. A question goes on any booking, or becomes a callback where
        there is none. What finds no booking waits in the dialogue.
        """
        repair = self._subject(calls=False) if self.remarks else None
        lead = repair or (self._subject(calls=True) or self._book_callback() if self.questions else None)
        asked = tuple(f"Asked for {self.premises.shop.owner}: {question}" for question in self.questions)
        waiting = (*(() if repair else self.remarks), *(() if lead else asked))
        if waiting:
            discount = (0 if repair else self.granted) or self.dialogue.discount_percent
            kept = (*self.dialogue.remarks, *waiting)[-_MOST_REMARKS:]
            self.dialogue = replace(self.dialogue, remarks=kept, discount_percent=discount)
        if lead is None:
            return Records(for_owner=self.for_owner)
        remarks = (*self.remarks, *asked) if repair else asked
        return Records(lead, remarks, self.granted if repair else 0, self.for_owner)

    def _subject(self, *, calls: bool) -> Lead | None:
        """Return the booking that the conversation is about: what was just done, or asked about, else the earliest."""
        if self.done and (calls or not _is_call(self.done[1])):
            return self.done[1]
        leads = sorted(self.open_leads(), key=lambda lead: lead.lead_id not in self.dialogue.lead_ids)
        return next((lead for lead in leads if calls or not _is_call(lead)), None)

    def _book_callback(self) -> Lead | None:
        if not self.phone.startswith("+"):
            return None
        notes = "; ".join(self.questions)
        try:
            return self.book(_next_call(self.premises), QUESTION, lead_type="callback", notes=notes)
        except LindaError as error:  # He is told all the same.
            log_error("callback_not_booked", error)
            return None

    def _require_first(self) -> None:
        if self.done:
            raise TurnHasActedError("one message can make or change one booking")

    def _finish(self, action: Action, lead: Lead) -> Lead:
        self.done = (action, lead)
        self._open = None
        self.show([slot_of(lead)])
        return lead


def _is_call(lead: Lead) -> bool:
    return lead.lead_type == "callback"


def _next_call(premises: Premises) -> Slot:
    """Return when the owner can call: the start of his next open slot, taken or not, else within two hours by day."""
    for ahead in range(_DAYS_SEARCHED):
        for slot in open_slots(premises.today + timedelta(days=ahead), premises.shop, premises.state):
            if instant(slot, premises.shop.time_zone) > premises.now:
                return slot
    later = (premises.now.astimezone(UTC) + timedelta(hours=2)).astimezone(premises.shop.time_zone)
    if not is_quiet(time(later.hour), premises.shop):
        return Slot(later.date(), time(later.hour))
    morning = premises.shop.quiet_until
    return Slot(later.date() + timedelta(days=later.time() >= morning), morning)

"""What a receptionist, model or rules, can do for the customer who wrote, and for that number only."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, Protocol

from linda.booking import (
    BookingRequest,
    Premises,
    available_slots,
    book,
    check_free,
    check_slot,
    close,
    hold,
    jobs_of,
    new_lead,
    new_question,
    next_slots,
    open_leads,
    reschedule,
    slot_of,
    start_of,
    together,
)
from linda.errors import (
    InvalidInputError,
    LeadNotFoundError,
    StoreUnavailableError,
    TurnHasActedError,
    UnconfirmedError,
)
from linda.logs import log_error
from linda.models import (
    ANY_TIME,
    QUESTION,
    VOICE,
    WEB_CHAT,
    Action,
    Dialogue,
    Job,
    Language,
    Lead,
    LeadType,
    Receipt,
    Records,
    Slot,
)
from linda.owner_prices import ON_SITE, is_out
from linda.phones import ANONYMOUS, as_told
from linda.ports import BookingRepository, LeadIndex
from linda.quotes import device_family, device_name, price
from linda.replies import named, one_line
from linda.responses.compose import Say, compose, say
from linda.responses.confirmations import percent
from linda.responses.values import Form, Money, Speaker
from linda.shop import Shop

ALTERNATIVES = 3
_LONGEST_QUESTION = 300
_LONGEST_NAME = 80
_MOST_REMARKS = 20
_LEAST_DISCOUNT = 0.1
_ASKING = ("asks", "writes", "says")


class Store(BookingRepository, LeadIndex, Protocol):
    """Bookings, by id and by number."""


class Asked(NamedTuple):
    """What the owner is to answer, and how it is told; `percent` is a discount that the customer wants."""

    question: str
    percent: float = 0
    told_as: str = "asks"


# They ask for the same yes or no as the last reply did.
_ASKED_AGAIN = frozenset(["call_yes_or_no", "call_keys_yes_or_no", "said_again"])
# What these say is true of the number alone.
_OF_THE_NUMBER = frozenset(["no_bookings", "status_none"])


def proposal(asks: Say, shop: Shop) -> str:
    """Return what the response asks for a yes to, written so that two are equal if they ask for the same; else ""."""
    values: Mapping[str, Any] = asks.values
    match asks.kind:
        case "ask_book" | "ask_book_priced" | "ask_book_on_site":
            jobs = sorted({f"{job.repair_type} {device_name(job.device, shop)}" for job in values["jobs"]})
            place = str(values["address"]).casefold() if asks.kind == "ask_book_on_site" else "shop"
            return f"book {values['slot']} {jobs} {place}"
        case "ask_call":
            return f"call {values['slot']}"
        case "ask_move":
            return f"move {values['lead'].lead_id} {values['slot']}"
        case "ask_cancel" | "ask_cancel_first" | "ask_cancel_next":
            return f"cancel {values['lead'].lead_id}"
    return ""


@dataclass(slots=True)
class Desk:
    """One turn's work for the customer of the signed request.

    A turn makes or changes one booking, held in `done`. That is written at once, under the turn's receipt, unless the
    booking was so already (`has_acted` says which); what is granted, sold, asked and noted is written with the reply.
    `shown` holds the slots that code has named in this turn, `refused` those that were not available, and `checked` the
    days whose free slots it has named. `dialogue` is what the conversation has settled, and `settled` names the fields
    of it that this turn has written. `last_reply` is what the customer was last told in this session. `is_urgent` says
    that the owner must hear about it at once. `asked` holds what he is to answer, under the same keys as the texts
    `for_owner` about it.

    In a call, nothing is booked, moved or cancelled but what the caller has `agreed` to: exactly what the last reply
    read back to him. `read_back` is the question to be asked instead, and `proposed` what this reply reads back;
    `was_proposed` is that of the last one. He `accepts` if he says yes or orders something. `contact` is the number
    that a caller has given, and `story` what he said.

    A visitor of the web chat who `needs_number` gets no booking and sees none; `has_asked_number` says that the reply
    asks him for it, and `would_book` that it does so in place of booking what he has agreed to. The one that he has
    `given` is not proved: only the owner reads it.
    """

    premises: Premises
    store: Store
    phone: str
    source: str
    receipt: Receipt
    dialogue: Dialogue = field(default_factory=Dialogue)
    done: tuple[Action, Lead] | None = None
    has_acted: bool = False
    settled: set[str] = field(default_factory=set)
    shown: set[Slot] = field(default_factory=set)
    refused: set[Slot] = field(default_factory=set)
    checked: set[date] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    for_owner: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    granted: float = 0
    status_told: bool = False
    last_reply: str = ""
    is_urgent: bool = False
    customer_name: str = ""
    contact: str = ""
    accepts: bool = False
    agreed: str = ""
    was_proposed: str = ""
    proposed: str = ""
    read_back: Say | None = None
    story: str = ""
    has_asked_number: bool = False
    would_book: bool = False
    given: str = ""
    _before: Dialogue = field(init=False)
    _open: list[Lead] | None = None

    def __post_init__(self) -> None:
        self._before = self.dialogue

    @property
    def is_call(self) -> bool:
        """Tell whether the customer is on the phone."""
        return self.source == VOICE

    @property
    def needs_number(self) -> bool:
        """Tell whether this is a visitor of the web chat who has not proved his number yet."""
        return self.source == WEB_CHAT and not self.phone.startswith("+")

    def require_number(self) -> None:
        """Have a visitor of the web chat asked for his number. Raises UnconfirmedError until he has proved it."""
        if self.needs_number:
            self.read_back = say("web_number")
            raise UnconfirmedError(
                "not done: this visitor must first prove a phone number. He is asked for it, and types the code that "
                "is texted to it"
            )

    # --- bookings

    def book(
        self,
        slot: Slot,
        jobs: Sequence[Job],
        *,
        name: str = "",
        address: str = "",
        lead_type: LeadType = "appointment",
        notes: str = "",
    ) -> Lead:
        """Book one visit for all the jobs, with what the conversation has already been granted.

        `address` is where an on-site visit goes; the trouble of a diagnosis goes into the notes. If an identical text
        booked moments ago, this one gets that booking. Raises InvalidInputError, SlotTakenError, SlotClosedError,
        TooManyBookingsError, TurnHasActedError, UnconfirmedError, and AlreadyBookedError if another has taken the turn
        over.
        """
        self._require_first()
        if not jobs:
            raise InvalidInputError("there must be something to repair")
        if lead_type == "on_site" and not address:
            raise InvalidInputError("an on-site visit needs the address; please ask the customer for it")
        if lead_type == "on_site" and is_out(ON_SITE, "", slot.day, self.premises.shop):
            raise InvalidInputError(f"{self.premises.shop.owner} makes no on-site visits that day")
        if self.needs_number and notes and lead_type != "callback":
            self.note(notes)  # It waits with the booking.
        if self.needs_number or not self.may_book(slot, jobs, lead_type, address):
            self._read_back(slot, jobs, lead_type, address)
        number = self.contact or self.phone  # A caller without one is asked for it once he has said yes.
        if not number.startswith("+"):
            raise InvalidInputError("only a phone number can book")
        named = [replace(job, device=device_name(job.device, self.premises.shop)) for job in jobs]
        repair_type, device = together(named)
        troubles = dict.fromkeys(job.trouble for job in jobs if job.trouble)
        request = BookingRequest(
            slot=slot,
            phone=number,
            repair_type=repair_type,
            source=self.source,
            device=device,
            customer_name=name,
            lead_type=lead_type,
            notes="; ".join([*troubles, *([notes] if notes else [])]),
            address=address if lead_type == "on_site" else "",
            discount_percent=self.granted or self.dialogue.discount_percent,
            remarks=(*self.dialogue.remarks, *self.remarks),
            language=self.dialogue.language,
        )
        new = new_lead(self.premises, request)
        lead = book(self.premises, request, new, self.receipt)
        # What the booking of an identical text lacks is added to it with the reply.
        self.remarks = [remark for remark in request.remarks if remark not in lead.remarks]
        self.granted = request.discount_percent if request.discount_percent > lead.discount_percent else 0
        return self._finish("booked", lead, has_acted=lead is new)

    def move(self, lead: Lead, slot: Slot) -> Lead:
        """Move one of the number's bookings.

        Raises as booking.reschedule does, and TurnHasActedError.
        """
        self._require_first()
        if not self.may_move(lead, slot):
            if _is_call(lead):
                self._read_back(slot, (), "callback", "")
            self.hold(slot)
            self.read_back = say("ask_move", lead=lead, slot=slot)
            self.settle(asked="move", day=slot.day, at=slot.at, window=ANY_TIME, options=(), lead_ids=(lead.lead_id,))
            raise UnconfirmedError("not moved yet: the caller must first say yes to this being read back")
        after = reschedule(self.premises, lead.lead_id, slot, self.receipt)
        return self._finish("moved", after, has_acted=after.revision > lead.revision)

    def hold(self, slot: Slot) -> None:
        """Hold the slot for this conversation, as booking.hold does. A conversation holds one: others are released.

        Strangers on the web must not keep customers from a slot: for a visitor who needs a number it is only checked
        that it is free.
        """
        if self.needs_number:
            check_free(self.premises, slot)
            return
        hold(self.premises, slot)
        if self.dialogue.held not in (None, slot):
            self.store.release(self.dialogue.held, self.premises.holder)
        self.settle(held=slot)

    def cancel(self, lead: Lead) -> Lead:
        """Cancel one of the number's bookings. Raises as booking.close does, and TurnHasActedError."""
        self._require_first()
        if not self.may_cancel(lead):
            self.read_back = say("ask_cancel", lead=lead)
            self.settle(asked="cancel", options=(), lead_ids=(lead.lead_id,))
            raise UnconfirmedError("not cancelled yet: the caller must first say yes to this being read back")
        after = close(self.premises, lead.lead_id, "cancelled", self.receipt)
        return self._finish("cancelled", after, has_acted=after.revision > lead.revision)

    def may_book(
        self, slot: Slot, jobs: Sequence[Job] = (), lead_type: LeadType = "callback", address: str = ""
    ) -> bool:
        """Tell whether this may be booked now: a caller must have said yes to a question about just that."""
        return self._may(self._asks_to_set(slot, jobs, lead_type, address))

    def may_move(self, lead: Lead, slot: Slot) -> bool:
        """Tell whether the booking may be moved there now."""
        return self._may(say("ask_call", slot=slot) if _is_call(lead) else say("ask_move", lead=lead, slot=slot))

    def may_cancel(self, lead: Lead) -> bool:
        """Tell whether the booking may be cancelled now."""
        return self._may(say("ask_cancel", lead=lead))

    def _may(self, asks: Say) -> bool:
        return not self.is_call or (self.agreed != "" and self.agreed == proposal(asks, self.premises.shop))

    def _read_back(self, slot: Slot, jobs: Sequence[Job], lead_type: LeadType, address: str) -> None:
        """Hold the slot, and have it read back and asked. Raises UnconfirmedError, or as booking.hold does."""
        self.read_back = None
        if lead_type == "callback":
            check_slot(self.premises, slot, "callback")
            self.settle(asked="call", day=slot.day, at=slot.at, options=(), nudges=0)
        else:
            self.hold(slot)
            # What is read back comes first, and in place of all else that was said of its device.
            others = (job for job in self.dialogue.jobs if job.device not in {job.device for job in jobs})
            known = {"on_site": lead_type == "on_site", "address": address, "jobs": (*jobs, *others)}
            asked = {"asked": "book", "day": slot.day, "at": slot.at, "window": ANY_TIME, "options": (slot,)}
            self.settle(**known, **asked, lead_ids=(), nudges=0)
        self.would_book = self.needs_number
        self.require_number()
        self.read_back = self._asks_to_set(slot, jobs, lead_type, address)
        raise UnconfirmedError("not booked yet: the caller must first say yes to this being read back")

    def _asks_to_set(self, slot: Slot, jobs: Sequence[Job], lead_type: LeadType, address: str) -> Say:
        if lead_type == "callback":
            return say("ask_call", slot=slot)
        return self.asks_to_book(slot, jobs, on_site=lead_type == "on_site", address=address)

    def asks_to_book(self, slot: Slot, jobs: Sequence[Job], *, on_site: bool, address: str) -> Say:
        """Return the question whether this is to be booked, with all that a caller must have heard before his yes."""
        if not on_site:
            return say("ask_book", jobs=tuple(jobs), slot=slot)
        fee = Money(self.premises.shop.on_site_fee)
        return say("ask_book_on_site", jobs=tuple(jobs), slot=slot, address=address, fee=fee)

    def open_leads(self) -> list[Lead]:
        """Return the number's open bookings, earliest first; they are read once a turn.

        A number that was only said proves nothing: of its bookings, this is the one that the call itself has made.
        """
        if self._open is None:
            self._open = open_leads(self.premises, self.phone)
            given = open_leads(self.premises, self.contact) if self.contact and self._before.lead_ids else []
            self._open += [lead for lead in given if lead.lead_id in self._before.lead_ids]
        return self._open

    def lead_at(self, slot: Slot) -> Lead:
        """Return the number's open booking in this slot, a repair before a call. Raises LeadNotFoundError."""
        found = next((lead for lead in sorted(self.open_leads(), key=_is_call) if slot_of(lead) == slot), None)
        if found is None:
            raise LeadNotFoundError("this customer has no open booking then")
        return found

    def newest_lead(self) -> Lead | None:
        """Return the number's newest repair, whatever its status; one whose day cannot be read does not count."""
        # An index may lag behind what is open.
        leads = chain(self.store.leads_of_number(self.phone), self.open_leads())
        return next((lead for lead in leads if not _is_call(lead) and start_of(lead, self.premises.shop)), None)

    def alternatives(self, slot: Slot) -> list[Slot]:
        """Return free slots in place of this one: that day's nearest times, else the next ones."""
        today, horizon = self.premises.today, self.premises.shop.booking_horizon_days
        start = slot.day if 0 <= (slot.day - today).days <= horizon else today
        same_day = available_slots(self.premises, start)
        if slot.at.minute:  # A customer who says half past two is not free earlier.
            same_day = [free for free in same_day if free.at >= slot.at] or same_day
        nearest = sorted(same_day, key=lambda free: abs(_minutes(free) - _minutes(slot)))[:ALTERNATIVES]
        return self.show(sorted(nearest) or next_slots(self.premises, ALTERNATIVES, start))

    def settle(self, **fields: Any) -> None:
        """Write fields of the dialogue state."""
        self.dialogue = replace(self.dialogue, **fields)
        self.settled |= fields.keys()

    def settle_done(self, action: Action, lead: Lead) -> None:
        """Record in the dialogue state that this is done: no question about it is open, and nothing is left to do.

        Name and address are kept for the next booking. A call has nothing to do with the rest of the conversation.
        """
        if action == "booked":
            self.settle(discount_percent=0, remarks=())
        if _is_call(lead):
            return
        self.settle(day=None, at=None, window=ANY_TIME, options=(), asked="", nudges=0)
        if action == "booked":
            shop, jobs = self.premises.shop, self.dialogue.jobs
            names = [Job(job.repair_type, device_name(job.device, shop)) for job in jobs]
            known = {key for job in jobs_of(lead) for key in (job, Job(job.repair_type), Job(device=job.device))}
            left = tuple(job for job, name in zip(jobs, names, strict=True) if name not in known)
            self.settle(jobs=left, on_site=False, customer_name=lead.customer_name or self.dialogue.customer_name)

    def show(self, slots: Sequence[Slot]) -> list[Slot]:
        """Return the slots, and remember that code has named them."""
        self.shown.update(slots)
        return list(slots)

    # --- what is said

    @property
    def form(self) -> Form:
        """Return whether what is said is read or heard."""
        return "ear" if self.is_call else "text"

    def words(self, *says: Say, language: Language | None = None) -> str:
        """Return the responses as one reply in the customer's language that does not just repeat the last one."""
        premises = self.premises
        if self.needs_number:  # Whether there are any is for whoever has proved the number.
            says = tuple(say("web_number") if said.kind in _OF_THE_NUMBER else said for said in says)
            self.has_asked_number |= any(said.kind == "web_number" for said in says)
        for said in says:
            asked = self.was_proposed if said.kind in _ASKED_AGAIN else proposal(said, premises.shop)
            self.proposed = asked or self.proposed
        speaker = Speaker(
            premises.shop,
            premises.today,
            language or self.dialogue.language,
            last_reply=self.last_reply,
            form=self.form,
            tone=str(premises.state["persona"]),
        )
        return compose(says, speaker)

    # --- what is written with the reply

    def grant(self, discount_percent: float) -> bool:
        """Grant the discount if it is within the owner's cap, else ask him. Tell whether it was granted.

        What he has granted himself need not be asked again.
        """
        if not _LEAST_DISCOUNT <= discount_percent <= 100:
            raise InvalidInputError(f"percent must be from {_LEAST_DISCOUNT} to 100")
        if discount_percent > float(str(self.premises.state["max_discount"])):
            if discount_percent <= self.discount():
                return True
            self.ask_owner(f"{percent(discount_percent)} off", percent_off=discount_percent)
            return False
        self.granted = math.floor(discount_percent * 10) / 10
        self.note(f"Granted: {percent(self.granted)} off")
        return True

    def discount(self) -> float:
        """Return the discount granted in this conversation, in percent; 0 if none."""
        if granted := self.granted or self.dialogue.discount_percent:
            return granted
        return max((lead.discount_percent for lead in self.open_leads() if not _is_call(lead)), default=0)

    def total(self) -> int | None:
        """Return what all the jobs of the conversation start at together, in US dollars; None if one has no price."""
        amounts = [price(job.repair_type, job.device, self.premises.shop) for job in self.dialogue.jobs]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known and len(known) == len(amounts) else None

    def sell(self, item: str, device: str | None = None) -> None:
        """Note that the customer wants an accessory with the repair, of this device or of the one under discussion.

        Raises InvalidInputError.
        """
        shop = self.premises.shop
        if item not in shop.accessories:
            raise InvalidInputError(f"item must be one of: {', '.join(shop.accessories)}")
        if device is None:
            lead = self._subject(calls=False)
            device = (jobs_of(lead) if lead else (*self.dialogue.jobs, Job()))[0].device
        amount = price(item, device, shop)
        self.note(f"Sold: {item}" if amount is None else f"Sold: {item}, ${amount}")

    def ask_owner(
        self,
        question: str,
        *,
        urgent: bool = False,
        told_as: str = "asks",
        needs_answer: bool = True,
        percent_off: float = 0,
    ) -> None:
        """Pass a question or a message on to the owner, at once if urgent. Raises InvalidInputError if it is empty.

        `told_as` says how it reached us; what the customer "asks" or "writes", and needs an answer, is asked by number.
        `percent_off` is the discount wanted. An urgent matter is not left to a text of his.
        """
        self.is_urgent |= urgent
        asked = one_line(question, _LONGEST_QUESTION)
        if not asked:
            raise InvalidInputError("question must not be empty")
        noted = asked if told_as in _ASKING else f"{told_as}: {asked}"
        if noted not in self.questions:
            self.questions.append(noted)
            key = f"{self.receipt.key}#{len(self.questions)}"
            self.for_owner[key] = f"{'URGENT: ' if urgent else ''}{self.who} {told_as}: {asked}"
            if told_as in _ASKING and needs_answer and not urgent:
                self.asked[key] = Asked(asked, percent_off, told_as)

    def report(self, fact: str, *, once: str = "") -> None:
        """Tell the owner what the customer has done ("wants to talk to you"), for each value of `once` only once."""
        key = once or f"{self.receipt.key}#report"
        self.for_owner[key] = f"{self.who} {one_line(fact, _LONGEST_QUESTION)}"

    def name_customer(self, name: str) -> None:
        """Remember the customer's name, for a booking that has none."""
        self.customer_name = one_line(name, _LONGEST_NAME)

    def note(self, remark: str) -> None:
        """Add a remark to the booking, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def records(self) -> Records:
        """Return what is to be stored with the reply.

        What is granted, sold and shown belongs to a repair, and waits in the dialogue until there is one. A question
        goes on any booking, else on the number's question of the day, which is a lead without a time.
        """
        repair = self._subject(calls=False) if self.remarks or self.customer_name else None
        lead = repair or (self._subject(calls=True) if self.questions else None)
        if lead is None and (self.questions or self.customer_name):
            lead = self._question_of_today()
        asked = tuple(f"Asked for {self.premises.shop.owner}: {question}" for question in self.questions)
        question = None
        number = self.phone if self.phone.startswith("+") else self.contact
        if asked and not lead and number:
            question = new_question(self.premises, number, self.source, "; ".join(self.questions), self.name)
        waiting = (*(() if repair else self.remarks), *(() if lead or question else asked))
        if waiting:
            discount = (0 if repair else self.granted) or self.dialogue.discount_percent
            kept = (*self.dialogue.remarks, *waiting)[-_MOST_REMARKS:]
            self.dialogue = replace(self.dialogue, remarks=kept, discount_percent=discount)
        # The number of a call can be forged, so what is done in one is texted to the number of the booking.
        announced = self.done if self.is_call and self.done else None
        if lead is None:
            return Records(for_owner=self.for_owner, question=question, announced=announced)
        remarks = (*self.remarks, *asked) if repair else asked
        name = self.name if (repair or lead.repair_type == QUESTION) and not lead.customer_name else ""
        discount = self.granted if repair else 0
        return Records(lead, remarks, discount, self.for_owner, announced, customer_name=name)

    @property
    def customer(self) -> str:
        """The customer as the owner is told him: a caller without a number by the one he gave."""
        if self.needs_number and self.given:
            return f"{as_told(self.phone)} who gave the number {self.given}"
        return as_told(self.contact if self.contact and self.phone.startswith(ANONYMOUS) else self.phone)

    @property
    def who(self) -> str:
        """The customer as the owner is told him, by the name as well if one is known, or stands on a booking."""
        booked = (lead.customer_name for lead in self.open_leads() if lead.customer_name)
        return named(self.name or next(booked, ""), self.customer)

    @property
    def name(self) -> str:
        """The customer's name, "" if it is not known."""
        return self.customer_name or self.dialogue.customer_name

    def _subject(self, *, calls: bool) -> Lead | None:
        """Return the booking that the conversation is about: what was just done, or asked about, else the earliest."""
        if self.done and (calls or not _is_call(self.done[1])):
            return self.done[1]
        leads = sorted(self.open_leads(), key=lambda lead: lead.lead_id not in self.dialogue.lead_ids)
        return next((lead for lead in leads if calls or not _is_call(lead)), None)

    def _question_of_today(self) -> Lead | None:
        """Return the question that the number has already asked today and that is still open."""
        try:
            newest = next(iter(self.store.leads_of_number(self.phone)), None)
        except StoreUnavailableError as error:  # A new one is made then.
            log_error("question_not_read", error)
            return None
        is_open = newest is not None and newest.repair_type == QUESTION and newest.status == "booked"
        return newest if newest and is_open and newest.appointment_date == self.premises.today.isoformat() else None

    def _require_first(self) -> None:
        if self.done:
            raise TurnHasActedError("one message can make or change one booking")

    def _finish(self, action: Action, lead: Lead, *, has_acted: bool) -> Lead:
        self.done, self.has_acted = (action, lead), has_acted
        self.settle_done(action, lead)
        self._open = None
        self.show([slot_of(lead)])
        return lead


def accessory_for(lead: Lead, premises: Premises) -> tuple[str, int] | None:
    """Return the accessory that goes with the lead's repairs and its price in US dollars.

    None if there is none, or if the owner wants none offered.
    """
    shop = premises.shop
    for job in jobs_of(lead) if premises.state["auto_upsell"] else ():
        item = shop.upsells.get(job.repair_type, "")
        amount = price(item, job.device, shop)
        if amount is not None:
            return item, amount
    return None


def is_for(job: Job, lead: Lead, premises: Premises) -> bool:
    """Tell whether the lead is for the job, as far as the job names its repair, its device, or the device's family."""
    shop = premises.shop
    return any(
        job.repair_type in ("", known.repair_type)
        and (
            not job.device
            or device_name(job.device, shop) == device_name(known.device, shop)
            or (job.device.isalpha() and device_family(job.device, shop) == device_family(known.device, shop))
        )
        for known in jobs_of(lead)
    )


def _minutes(slot: Slot) -> int:
    return slot.at.hour * 60 + slot.at.minute


def _is_call(lead: Lead) -> bool:
    return lead.lead_type == "callback"

"""What the rules need from the outside world. An adapter or a fake is anything that has these methods."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from linda.models import (
    Call,
    CallCount,
    Claim,
    Conversation,
    Day,
    Dialogue,
    Hold,
    Inbound,
    InFlight,
    Lead,
    Message,
    MessageCount,
    NoticeClaim,
    NoticeResult,
    NoticeStanding,
    OpenBookings,
    OutboxEntry,
    OwnerEntry,
    OwnerLine,
    OwnerQuestion,
    PastChange,
    Push,
    Receipt,
    Records,
    Reply,
    Settled,
    Slot,
    Spent,
    StateChange,
    Visit,
)


class StateRepository(Protocol):
    """The owner's state. Every method may raise StoreUnavailableError."""

    def owner_state(self) -> dict[str, object]:
        """Return the stored fields (none at first)."""

    def change_owner_state(self, change: StateChange, news: OwnerEntry | None = None) -> dict[str, object]:
        """Set and forget the change's fields, leave all others as they are, and return all stored fields.

        The change is kept in the history, in the same write, and its number is the state's new version; so is the
        text for the owner, once for each key. Raises StaleReadError if the state is no longer as it was read, or has
        had another change meanwhile.
        """

    def state_history(self, count: int) -> Sequence[PastChange]:
        """Return those of the latest `count` changes that are still kept, the newest first."""


class BookingRepository(Protocol):
    """Bookings. Each write is all or nothing. Every method may raise StoreUnavailableError.

    A write that changes a number's open bookings gets them as they should become, with the version that was read; it
    raises StaleReadError if that is no longer the stored version. With a receipt, it raises AlreadyBookedError if the
    receipt's request has had its effect, or has lost its lease.
    """

    def day(self, day: date) -> Day:
        """Return the day's bookings and holds: one strongly consistent read."""

    def lead(self, lead_id: str) -> Lead | None:
        """Return the lead, strongly consistent; None if there is none, or it cannot be read."""

    def open_bookings(self, phone: str) -> OpenBookings:
        """Return the number's open bookings, strongly consistent."""

    def receipt(self, key: str) -> Receipt | None:
        """Return the receipt with this key, strongly consistent; None if there is none or it has had no effect."""

    def book(
        self,
        lead: Lead,
        bookings: OpenBookings,
        *,
        holder: str = "",
        receipt: Receipt | None = None,
        announce: bool = False,
    ) -> None:
        """Store the lead, take its slot (a callback takes none) and write the receipt.

        With `announce`, a confirmation is recorded as still to be sent. Raises SlotTakenError if another lead has the
        slot, SlotHeldError if anyone other than `holder` holds it.
        """

    def move(
        self,
        before: Lead,
        after: Lead,
        bookings: OpenBookings,
        *,
        holder: str = "",
        receipt: Receipt | None = None,
        freed: Slot | None = None,
    ) -> None:
        """Take the new slot, free the one that the lead has, store the lead and write the receipt.

        Raises SlotTakenError or SlotHeldError, and StaleReadError if the lead is not as it was read, or does not have
        the slot that is to be freed.
        """

    def close(
        self,
        before: Lead,
        after: Lead,
        bookings: OpenBookings,
        *,
        receipt: Receipt | None = None,
        freed: Slot | None = None,
    ) -> None:
        """Store the lead's new status and the receipt, and free the slot that the lead has.

        Raises StaleReadError if the lead is not as it was read, or does not have that slot.
        """

    def annotate(self, before: Lead, after: Lead) -> None:
        """Store the lead's notes. Raises StaleReadError if the lead is not as it was read."""

    def adopt(self, before: Lead, after: Lead, bookings: OpenBookings, slot: Slot | None) -> None:
        """Store what another program's lead becomes, and take the slot for it, even if somebody holds it.

        Raises StaleReadError if the lead is not as it was read, or another lead has the slot.
        """

    def free(self, slot: Slot, lead_id: str, read: Lead | None) -> None:
        """Free the slot if this lead has it and is still as it was `read`; `read` is None for a lead that is gone.

        Raises StaleReadError if the lead has changed: it may be for the slot again.
        """

    def set_open_bookings(self, phone: str, bookings: OpenBookings, now: datetime) -> None:
        """Store the number's open bookings."""

    def hold(self, slot: Slot, hold: Hold, now: datetime) -> None:
        """Hold the slot. Raises SlotTakenError if a lead has it, SlotHeldError if another holds it at `now`."""

    def release(self, slot: Slot, holder: str) -> None:
        """Release the slot if `holder` holds it."""

    def note_deleted(self, lead_id: str, now: datetime) -> None:
        """Remember that another program deleted the lead, so that references to it do not count as faults."""


class TurnRepository(Protocol):
    """Conversations, and who answers which message. Every method may raise StoreUnavailableError."""

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight | Settled:
        """Store the message and claim the right to answer it, both or neither.

        Returns the stored Reply if it was answered before, Settled if that reply is sent separately, InFlight while
        another claim is held.
        """

    def claim_later(self, inbound: Inbound, lease_until: int, now: datetime) -> Claim | Reply | InFlight | Settled:
        """Take over the turn from the claim that held it until `lease_until`, for a reply that is sent separately.

        Returns that Reply if it is already known, Settled if the message was answered at once, InFlight while another
        claim is held. A turn that was taken over can be taken over again once that lease has ended.
        """

    def messages(self, session_id: str, part: int = 1) -> Sequence[Message]:
        """Return this part of the conversation, the oldest message first, strongly consistent."""

    def dialogue(self, customer: str) -> Dialogue:
        """Return what has been settled with the customer, strongly consistent; an empty dialogue at first."""

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
        """Store the reply in the conversation and on the receipt, its dialogue, and the records, all or nothing.

        Raises LeaseLostError if the claim has been taken over, StaleReadError if the dialogue is not the one that was
        read.
        """

    def phone_call(self, call_sid: str) -> tuple[str, Call] | None:
        """Return the caller and what the call has come to, strongly consistent; None before its first answer."""

    def unfinished_calls(self, now: datetime) -> Sequence[tuple[str, Call]]:
        """Return the callers and the calls whose end has not been reported although they must be over at `now`."""

    def close_call(self, call_sid: str) -> bool:
        """Remember that what the call has led to has been dealt with; tell whether that is news."""

    def abandoned_turns(self, now: datetime) -> Sequence[tuple[Inbound, Claim]]:
        """Return the unanswered turns whose claim has expired at `now`, oldest first.

        Turns claimed within the last second may be missing, and turns answered within it may be included.
        """


class CounterRepository(Protocol):
    """Counters, each changed by one atomic write. Every method may raise StoreUnavailableError."""

    def count(self, key: str, expires_at: datetime) -> int:
        """Add one to the counter with this key and return it."""

    def count_call(self, key: str, expires_at: datetime, *, calls: int = 0, seconds: int = 0) -> CallCount:
        """Add to the count of calls with this key, and return its sums."""

    def count_message(self, customer: str, day: date, now: datetime) -> MessageCount:
        """Count one of the customer's messages on the shop's day, and return how many there are."""

    def spend(self, day: date, *, turns: int = 0, cost: int = 0) -> Spent:
        """Add to the model's use on the day (the shop's), and return the day's sum."""


class LeadIndex(Protocol):
    """Leads by date or number. Every method may raise StoreUnavailableError, even while its answer is being read.

    What was written within the last second may be missing.
    """

    def leads_between(self, first: date, last: date) -> list[Lead]:
        """Return the leads of every type with an appointment from `first` to `last`, in any order."""

    def leads_of_number(self, phone: str, until: float | None = None) -> Iterator[Lead]:
        """Yield the number's leads made by `until` (epoch seconds), newest first; those of one second in any order.

        Reads only as many leads as are asked for.
        """


class Archive(Protocol):
    """All that the lead table holds, read from one end to the other, in any order.

    Every method may raise StoreUnavailableError, even while its answer is being read. What was written within the last
    second may be missing.
    """

    def every_lead(self) -> Iterator[Lead]:
        """Yield every lead, those of other programs included."""

    def every_conversation(self) -> Iterator[Conversation]:
        """Yield every conversation with all its messages."""


class NoticeRepository(Protocol):
    """What is to be texted and what has been texted. Every method may raise StoreUnavailableError.

    The lists of what is to be sent may lack entries made within the last second, and still have entries cleared within
    it: the claim decides.
    """

    def outbox_entries(self) -> Sequence[OutboxEntry]:
        """Return the confirmations that are waiting to be sent, the oldest first."""

    def clear_outbox(self, entry: OutboxEntry) -> None:
        """Remove the entry."""

    def tell_owner(self, entry: OwnerEntry, now: datetime) -> None:
        """Store a text for the owner, once for each key; one that has lost its words gets these."""

    def owner_entries(self) -> Sequence[OwnerEntry]:
        """Return the texts for the owner that are waiting to be sent, the oldest first."""

    def batch_owner_entries(self, entries: Sequence[OwnerEntry]) -> bool:
        """Remember that the entries go out as one text, all or none.

        Returns False if one is settled or cleared already, or has lost its words.
        """

    def owner_batch(self, entry: OwnerEntry) -> Sequence[OwnerEntry]:
        """Return all entries that go out with this one, sent or not, strongly consistent.

        It leaves out what was forgotten, or has lost its words.
        """

    def clear_owner_entries(self, entries: Sequence[OwnerEntry]) -> None:
        """Remove the entries of one text, all or none."""

    def claim_notice(self, key: str, now: datetime, until: datetime) -> NoticeClaim | NoticeStanding:
        """Claim the right to send the notice.

        Returns the outcome if it is known, "in_flight" while another claim is held.
        """

    def finish_notice(self, key: str, result: NoticeResult) -> None:
        """Store the outcome of the notice, for good."""

    def opt_out(self, phone: str, now: datetime) -> None:
        """Remember that the number wants no texts."""

    def has_opted_out(self, phone: str) -> bool:
        """Tell whether the number wants no texts."""


class OwnerRepository(Protocol):
    """The owner's line. Every method may raise StoreUnavailableError. What changes with a reply is in its Records."""

    def owner_line(self) -> OwnerLine:
        """Return what is going on with the owner, strongly consistent."""

    def next_question_number(self) -> int:
        """Return a number that no question has had."""

    def question(self, number: int) -> OwnerQuestion | None:
        """Return the question, strongly consistent; None if there is none."""

    def open_questions(self) -> Sequence[OwnerQuestion]:
        """Return the questions without an answer, the oldest first; some of the last second may be missing."""

    def expire_question(self, question: OwnerQuestion, push: Push | None, now: datetime) -> bool:
        """Give up waiting for the answer, and push the text, both or neither; False if there is an answer."""


class PushRepository(Protocol):
    """Texts to customers that LINDA sends by herself. Every method may raise StoreUnavailableError."""

    def put_push(self, push: Push, now: datetime) -> None:
        """Store the text, once for each key."""

    def pushes(self) -> Sequence[Push]:
        """Return the texts that are waiting to be sent, the oldest first; some of the last second may be missing."""

    def record_push(self, push: Push, session_id: str, dialogue: Dialogue, lead: Lead | None, now: datetime) -> bool:
        """Add the text to the conversation and store the dialogue, and its remark and discount on the lead, once.

        False if that was done before, or the text is no longer waiting. Raises StaleReadError if the dialogue is not
        the one that was read.
        """

    def clear_push(self, push: Push) -> None:
        """Remember that nothing is left to be sent."""

    def drop_push(self, push: Push) -> None:
        """Remove a text that was not sent because it is no longer true; it may be put again."""


class VisitRepository(Protocol):
    """What visitors of the web chat have proved. Every method may raise StoreUnavailableError.

    Each change is one conditional write, so that parallel messages get no more codes and guesses than others.
    """

    def visit(self, session_id: str) -> Visit:
        """Return the visit, strongly consistent; an empty one at first."""

    def open_code(self, inbound: Inbound, number: str, until: int, most: int, now: datetime) -> bool:
        """Have the code that the message asks for, if it is among the first `most`, replace the last one.

        It holds for the number until then (epoch seconds). For a message that has asked before, tell whether its code
        still is the latest.
        """

    def try_code(self, session_id: str, code_key: str, guess: str, most: int, now: datetime) -> bool:
        """Count the guess at this code, each once; False if it is over, or has had `most` others."""

    def prove_number(self, session_id: str, visit: Visit, guess: str) -> bool:
        """Store that this guess has proved the visit's number; False if another code has been asked for since."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the model wants to use; `arguments` is the JSON text that it wrote."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """One answer of the model: text, or tool calls, and the items to send back with the next request.

    `cost` is what the request has cost, in micro-dollars, for its tokens.
    """

    text: str
    tool_calls: Sequence[ToolCall]
    items: Sequence[Mapping[str, object]]
    cost: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Model(Protocol):
    """The language model."""

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        """Answer within `seconds`; `customer` is an opaque id. Raises ModelUnavailableError, ModelLateError."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that a customer sent; its type is that of the actual content."""

    content_type: str
    content: bytes


class PhotoSource(Protocol):
    """Where the pictures of a message are."""

    def photos(self, urls: Sequence[str], seconds: float) -> Sequence[Photo]:
        """Return the pictures that could be fetched within `seconds`; others are left out. Never raises."""


class Messenger(Protocol):
    """The carrier of texts that are not replies. Every method may raise MessengerUnavailableError, within seconds."""

    def send(self, phone: str, text: str, *, channel: str = "") -> None:
        """Send the text by SMS, or by the channel. Raises OptedOutError, MessageRefusedError if it never can be."""

    def was_sent(self, phone: str, text: str, since: datetime, *, channel: str = "") -> bool:
        """Tell whether this text was sent to the number at or after `since`."""

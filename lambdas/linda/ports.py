"""What the rules need of the world. An adapter or a fake is anything that has these methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from linda.models import Chat, Claim, Inbound, InFlight, Lead, Reply


class StateRepository(Protocol):
    """The owner's state. Every method may raise StoreUnavailableError."""

    def owner_state(self) -> dict[str, object]:
        """Return the stored fields (none at first)."""

    def merge_owner_state(self, fields: Mapping[str, object]) -> dict[str, object]:
        """Set the fields, leave all others as they are, and return all stored fields."""

    def reset_owner_state(self) -> None:
        """Forget all stored fields."""


class BookingRepository(Protocol):
    """Bookings. Every method may raise StoreUnavailableError."""

    def taken_times(self, day: date) -> dict[time, str]:
        """Return the day's booked times with the `lead_id` that has each: one strongly consistent read."""

    def book(self, lead: Lead) -> None:
        """Store the lead and take its slot, both or neither; a callback takes none.

        Booking a lead again under the same `lead_id` changes nothing. Raises SlotTakenError if another lead has the
        slot.
        """


class TurnRepository(Protocol):
    """Conversations, and who answers which message. Every method may raise StoreUnavailableError."""

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight:
        """Store the message and claim the right to answer it, both or neither.

        Returns the stored Reply if it was answered before, InFlight while another claim holds.
        """

    def chat(self, session_id: str) -> Chat:
        """Return the conversation; an empty one if there is none."""

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
        """Store the reply in the conversation and on the receipt, both or neither.

        Raises LeaseLostError if the claim has been taken over.
        """


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the model wants to use; `arguments` is the JSON text that it wrote."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """One answer of the model: text, or tool calls, and the items to send back with the next request."""

    text: str
    tool_calls: Sequence[ToolCall]
    items: Sequence[Mapping[str, object]]


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
        """Answer within `seconds`; `customer` is an opaque id. Raises ModelUnavailableError."""

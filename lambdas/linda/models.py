"""The records that LINDA keeps and passes on. Field names are those of the stored items."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

LeadType = Literal["appointment", "callback", "on_site"]
LEAD_TYPES: tuple[LeadType, ...] = ("appointment", "callback", "on_site")
Role = Literal["user", "assistant"]
Receptionist = Literal["model", "rules"]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One bookable hour: a date and a time on the shop's clock."""

    day: date
    at: time


@dataclass(frozen=True, slots=True)
class Lead:
    """A booking or another wish of a customer, as it stands in the lead table.

    `timestamp` and `created_at` are the instant of its making (epoch seconds; ISO 8601 UTC), `phone` is E.164,
    `appointment_date` is YYYY-MM-DD and `appointment_time` "2:00 PM", both on the shop's clock.
    """

    lead_id: str
    timestamp: int
    phone: str
    repair_type: str
    device: str
    customer_name: str
    appointment_date: str
    appointment_time: str
    lead_type: LeadType
    status: str
    source: str
    notes: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `timestamp` is ISO 8601 UTC."""

    role: Role
    content: str
    timestamp: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules receptionist has understood of a booking so far, kept between two messages."""

    repair_type: str = ""
    device: str = ""
    wanted_day: date | None = None
    wanted_time: time | None = None
    offered: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A stored conversation, oldest message first."""

    messages: tuple[Message, ...] = ()
    draft: Draft = field(default_factory=Draft)


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message. `key` identifies it over all its deliveries; `session_id` names the conversation."""

    key: str
    phone: str
    text: str
    session_id: str
    source: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the customer, and which receptionist wrote it."""

    text: str
    by: Receptionist
    draft: Draft = field(default_factory=Draft)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer one inbound message until `lease_until` (epoch milliseconds).

    `nonce` is random and stays the same when the turn is taken over, so that ids made from it do too.
    """

    nonce: str
    lease_until: int


@dataclass(frozen=True, slots=True)
class InFlight:
    """Another delivery of the message is being answered right now."""

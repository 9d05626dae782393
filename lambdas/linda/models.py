"""The records that LINDA keeps and passes on. Field names are those of the stored items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

LeadType = Literal["appointment", "callback", "on_site"]
LEAD_TYPES: tuple[LeadType, ...] = ("appointment", "callback", "on_site")
Role = Literal["user", "assistant"]
Receptionist = Literal["model", "rules", "later"]
LeadStatus = Literal["booked", "completed", "no_show", "cancelled"]
LEAD_STATUSES: tuple[LeadStatus, ...] = ("booked", "completed", "no_show", "cancelled")
NoticeResult = Literal["sent", "refused", "opted_out", "withheld"]
NoticeStanding = Literal["in_flight", "done"]
_TURN = "TURN#"
# What a turn can do to a booking; it does one of them, once.
Action = Literal["booked", "moved", "cancelled"]
# What the last reply of the rules receptionist asked, so that a "yes" or a time is understood: whether to add an
# accessory, to cancel or move a booking (or all, one by one), to book the wanted slot; the day or the time that is
# missing, another time instead of one that cannot be, or what to repair.
Question = Literal["", "upsell", "cancel", "cancel all", "move", "book", "day", "time", "instead", "repair"]


_E164 = re.compile(r"\+[0-9]{7,15}")


def is_number(phone: str) -> bool:
    """Tell if the text has the form of E.164; which numbers there are is for linda.phones."""
    return _E164.fullmatch(phone) is not None


Language = Literal["en", "es"]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One bookable hour: a date and a time on the shop's clock."""

    day: date
    at: time


@dataclass(frozen=True, slots=True)
class Window:
    """The times of a day at which a visit may start, both ends included; None is open. After 2 is from 14:01 on."""

    first: time | None = None
    last: time | None = None

    def __bool__(self) -> bool:
        return self != ANY_TIME

    def holds(self, at: time) -> bool:
        """Tell if a visit may start then."""
        return (self.first or time.min) <= at <= (self.last or time.max)


ANY_TIME = Window()


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done: a repair type of the shop's list and a device, each "" while unknown.

    `trouble` is what is wrong, in the words of the shop's list, where a diagnosis is to find out more ("microphone").
    """

    repair_type: str = ""
    device: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A booking or another wish of a customer, as it stands in the lead table.

    `timestamp` and `created_at` are the instant of its making, `updated_at` of its last change (epoch seconds; 0 where
    others have written none), `phone` is E.164,
    `appointment_date` is YYYY-MM-DD and `appointment_time` "2:00 PM", both on the shop's clock. `discount_percent` is
    what was granted; `remarks` tell in order what was granted, sold, asked and shown. `revision` grows with every
    change.

    Other programs write leads, too: until such a lead is adopted its `revision` is 0, and its phone, day and time are
    as they were written, perhaps blank or unreadable. Its `timestamp`, a part of its key, may count milliseconds, or
    have a fraction.
    """

    lead_id: str
    timestamp: float
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
    created_at: int
    updated_at: int = 0
    revision: int = 1
    discount_percent: float = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot kept for one conversation (`by`) until an instant (epoch seconds)."""

    by: str
    until: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day's bookings: which lead has which time, and which times are held."""

    taken: Mapping[time, str] = field(default_factory=dict)
    holds: Mapping[time, Hold] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenBookings:
    """A number's open bookings: lead id and start (epoch seconds). `version` is the one that was read."""

    version: int = 0
    starts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a request has had its effect: `key` names the request, `fingerprint` its content.

    `lead_id` is the lead that it is known to have booked; a receipt that is written with one takes that one's place.
    With `lease_until`, the booking is made or changed only while that claim on the turn holds.
    """

    key: str
    fingerprint: str = ""
    answer: str = ""
    lead_id: str = ""
    lease_until: int = 0

    @property
    def is_turns(self) -> bool:
        """Tell if the request is a customer's message, whose number is proven."""
        return self.key.startswith(_TURN)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `timestamp` is in epoch seconds."""

    role: Role
    content: str
    timestamp: int


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The dialogue state: what has been settled with a customer so far, by the model's tools or the rules alike.

    It is kept between two messages, over midnight and the month's end too. `jobs` are what is to be booked, for the
    `day` and the time `at`, or within the `window`; an `address` is where an `on_site` visit goes to. `options` are the
    slots that the last question listed, `nudges` how often that was asked again, and `handed_on` the topics that
    the owner has been asked about.

    `asked` is the question that stands, and `lead_ids` the bookings that it is about; `discount_percent` and `remarks`
    wait for the booking that they belong to; `held` is the one slot that is kept for it; `greeted` tells if the
    customer has been greeted. `session_id` is the last session, `part` where it goes on if it has outgrown its item,
    and `earlier_session` the one before it. `revision` is the one that was read.
    """

    repair_type: str = ""
    device: str = ""
    wanted_day: date | None = None
    wanted_time: time | None = None
    offered: tuple[Slot, ...] = ()
    asked: Question = ""
    lead_ids: tuple[str, ...] = ()
    discount_percent: float = 0
    remarks: tuple[str, ...] = ()
    part: int = 1
    held: Slot | None = None
    revision: int = 0
    greeted: bool = False
    session_id: str = ""
    earlier_session: str = ""
    language: Language = "en"
    jobs: tuple[Job, ...] = ()
    day: date | None = None
    at: time | None = None
    window: Window = ANY_TIME
    options: tuple[Slot, ...] = ()
    on_site: bool = False
    address: str = ""
    customer_name: str = ""
    nudges: int = 0
    handed_on: tuple[str, ...] = ()

    def part_of(self, session_id: str) -> int:
        """Return where the session goes on: its first part unless it is the last one and has outgrown that."""
        return self.part if self.session_id == session_id else 1


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message. `key` identifies it over all its deliveries.

    `session_id` names the conversation, which is a number's day in the shop. `photos` are the URLs of its pictures.
    """

    key: str
    phone: str
    text: str
    session_id: str
    source: str
    received_at: datetime
    photos: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """What the conversation keeps of it."""
        photos = len(self.photos)
        return f"{self.text} [{photos} photo{'s' * (photos > 1)}]".strip() if photos else self.text

    @property
    def customer(self) -> str:
        """Whose dialogues and holds these are, over all sessions."""
        return self.phone or "unknown"

    @property
    def receipt_key(self) -> str:
        """The key of the turn's receipt."""
        return f"{_TURN}{self.key}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the customer, and which receptionist wrote it."""

    text: str
    by: Receptionist
    dialogue: Dialogue = field(default_factory=Dialogue)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer one inbound message until `lease_until` (epoch milliseconds).

    `action` is what the turn had done to the booking `lead_id` before it was taken over, if it had. The message is
    stored in this `part` of the conversation.
    """

    lease_until: int
    lead_id: str = ""
    action: Action = "booked"
    part: int = 1


@dataclass(frozen=True, slots=True)
class InFlight:
    """Another delivery of the message is being answered right now."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The message has its reply, on another way than the one that was asked."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is stored with a reply, all or nothing.

    `remarks` and the discount belong to `lead`; `for_owner` are texts for the owner by their keys, each sent once;
    `opted` is what the customer has told Twilio about our texts.
    """

    lead: Lead | None = None
    remarks: tuple[str, ...] = ()
    discount_percent: float = 0
    for_owner: Mapping[str, str] = field(default_factory=dict)
    opted: Literal["", "out", "in"] = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """What the model has cost on one day: turns, and micro-dollars."""

    turns: int
    cost: int


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A confirmation still to be sent: of which lead, and for which slot."""

    lead_id: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class OwnerEntry:
    """A text still to be sent to the owner, and the customer that it is about.

    What goes out as one text has one `batch`: the key of its first entry, "" before it has been put together.
    """

    key: str
    text: str
    customer: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class MessageCount:
    """How many messages a number has sent: in this hour (UTC), and on this day of the shop."""

    this_hour: int
    today: int


@dataclass(frozen=True, slots=True)
class NoticeClaim:
    """The right to send a notice until an instant.

    `taken_over_from` is when another first claimed it, of whom nobody knows whether it was sent.
    """

    until: datetime
    taken_over_from: datetime | None = None

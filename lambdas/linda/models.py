"""The records that LINDA keeps and passes around. Field names are those of the stored items."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from linda import items

LeadType = Literal["appointment", "callback", "on_site"]
LEAD_TYPES: tuple[LeadType, ...] = ("appointment", "callback", "on_site")
Role = Literal["user", "assistant"]
Receptionist = Literal["model", "rules", "later"]
# What a call does once LINDA has spoken; "number" listens for a phone number, "language" for
# whether to go on in the language that it has just asked about.
CallStep = Literal["listen", "number", "language", "dial", "record", "hang_up"]
# The source of what was said in a phone call. The number of a call can be forged.
VOICE = "twilio-voice"
# The source of what was written in the web site's chat. Its visitors have no number until they have proved one.
WEB_CHAT = "web-chat"
# Where Twilio's words for opting out are just words, and whoever wrote waits for the reply on the line.
NOT_TEXTED = frozenset([VOICE, WEB_CHAT])
# The repair type of a lead that is a question to the owner and not a booking.
QUESTION = "question"
LeadStatus = Literal["booked", "ready", "completed", "no_show", "cancelled"]
# What other programs call the end of a booking. With any other word, or none, the booking is still open. What is
# "ready" is repaired, and waits to be picked up: then it is completed.
STATUS_WORDS: Mapping[LeadStatus, tuple[str, ...]] = {
    "booked": (),
    "ready": ("ready", "ready_for_pickup"),
    "completed": ("completed", "complete", "done", "finished", "closed", "picked_up"),
    "no_show": ("no_show", "noshow", "missed"),
    "cancelled": ("cancelled", "canceled", "cancel", "deleted", "rejected", "declined"),
}
LEAD_STATUSES: tuple[LeadStatus, ...] = tuple(STATUS_WORDS)
NoticeResult = Literal["sent", "refused", "opted_out", "withheld"]
# How a notice stands that cannot be claimed: it is being sent right now, or has this outcome.
NoticeStanding = Literal["in_flight", NoticeResult]
# What a turn can do to a booking; a turn does only one of these, once.
Action = Literal["booked", "moved", "cancelled"]
# What LINDA asked last, so that a "yes" or a time is understood: whether to add an accessory, to cancel or move a
# booking (or all, one by one), or to book the held slot; which booking is meant; the missing day, time, repair, device
# or address; another time in place of an impossible one. After a danger, nothing is offered until the customer is done
# with it or wants something else; after an emergency, whatever does not clearly belong elsewhere is about it.
Question = Literal[
    "",
    "upsell",
    "upsell or booking",
    "cancel",
    "cancel all",
    "cancel which",
    "move",
    "move which",
    "move time",
    "book",
    "day",
    "time",
    "instead",
    "repair",
    "device",
    "address",
    "call",
    "message",
    "danger",
    "emergency",
    "crisis",
]


AttachmentKind = Literal["photo", "voice note", "video", "contact card", "PDF", "file"]
# The first pattern that matches the start of the media type decides.
_KINDS: tuple[tuple[str, AttachmentKind], ...] = (
    (r".*vcard", "contact card"),
    (r"image/", "photo"),
    (r"audio/|application/ogg", "voice note"),
    (r"video/", "video"),
    (r"application/pdf", "PDF"),
)
# Twilio's parameter: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
OptOutType = Literal["", "STOP", "START", "HELP"]

_E164 = re.compile(r"\+[0-9]{7,15}")


def is_number(phone: str) -> bool:
    """Tell whether the text has the form of E.164; linda.phones knows which numbers exist."""
    return _E164.fullmatch(phone) is not None


Language = Literal["en", "es"]


@dataclass(frozen=True, slots=True)
class OwnerStatus:
    """What the owner's status means for customers. `closed`: nothing is booked, unless he has said until when."""

    walk_ins: bool = False
    answers_now: bool = True
    closed: bool = False


OWNER_STATUSES: Mapping[str, OwnerStatus] = {
    "working": OwnerStatus(walk_ins=True),
    "gym": OwnerStatus(),
    "driving": OwnerStatus(answers_now=False),
    "break": OwnerStatus(answers_now=False),
    "sleeping": OwnerStatus(answers_now=False, closed=True),
    "custom": OwnerStatus(),
}


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One bookable hour: a date and a time on the shop's clock."""

    day: date
    at: time

    @property
    def start(self) -> datetime:
        """Return both in one, naive: on the shop's clock."""
        return datetime.combine(self.day, self.at)


@dataclass(frozen=True, slots=True)
class Window:
    """The times of day at which a visit may start, both ends included; None is open. "After 2" is from 14:01 on."""

    first: time | None = None
    last: time | None = None

    def __bool__(self) -> bool:
        return self != ANY_TIME

    def holds(self, at: time) -> bool:
        """Tell whether a visit may start then."""
        return (self.first or time.min) <= at <= (self.last or time.max)

    def named(self) -> tuple[time | None, time | None]:
        """Return the times that the window was made from: the one of "after 2" begins a minute later than that."""
        first, last = self.first, self.last
        if first and first.minute % 5 == 1:
            first = first.replace(minute=first.minute - 1)
        if last and last.minute % 5 == 4:
            last = (datetime.combine(date.min, last) + timedelta(minutes=1)).time()
        return first, last


ANY_TIME = Window()


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done: a repair type from the shop's list and a device, each "" while unknown.

    `trouble` is what is wrong, in the words of the shop's list, if a diagnosis is to find out more ("microphone").
    """

    repair_type: str = ""
    device: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A booking or another request from a customer, as stored in the lead table.

    `timestamp` and `created_at` are when it was made, `updated_at` when it was last changed (epoch seconds; 0 if
    another program wrote none). `phone` is E.164. `appointment_date` is YYYY-MM-DD and `appointment_time` "2:00 PM",
    both on the shop's clock. `repair_type` and `device` may hold several jobs of one visit: see linda.booking.jobs_of.
    `address` is where an on-site visit goes. `discount_percent` is what was granted; `remarks` list in order what was
    granted, sold, asked and shown. `revision` grows with every change. `language` is "es" for a customer who writes
    Spanish.

    Other programs write leads, too: until such a lead is adopted its `revision` is 0, and its phone, day and time are
    as they were written, perhaps blank or unreadable. Its `timestamp`, a part of its key, may be in milliseconds, or
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
    address: str = ""
    language: Literal["", "es"] = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot kept for one conversation (`by`) until an instant (epoch seconds)."""

    by: str
    until: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day's bookings: which lead has which time, and which times are on hold."""

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

    `lead_id` is the lead that the request is known to have booked; a receipt written with one replaces the receipt that
    has it. With `lease_until`, the booking is made or changed only while that claim on the turn holds.
    """

    key: str
    fingerprint: str = ""
    answer: str = ""
    lead_id: str = ""
    lease_until: int = 0

    @property
    def is_turns(self) -> bool:
        """Tell whether the request is a customer's message, whose number is proven."""
        return items.TURN.holds(self.key)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `timestamp` is in epoch seconds."""

    role: Role
    content: str
    timestamp: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A session's messages, or a part of them, as the owner is shown them.

    `phone` is the customer's number, or whatever else another program has written as the source, `last_updated` is in
    epoch seconds, 0 if no instant is stored, and `channel` and `status` are as they are stored. `messages` may be only
    some of the messages.
    """

    session_id: str
    phone: str
    channel: str
    status: str
    last_updated: int
    message_count: int
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The dialogue state: what has been settled with a customer so far, by the model's tools or by the rules.

    It is kept between messages, even across midnight and the end of a month. `jobs` are to be booked, for the `day` and
    the time `at`, or within the `window`; an `address` is where an `on_site` visit goes. `asked` is the open question,
    `options` the slots that it listed, `lead_ids` the bookings that it is about, and `nudges` how often it was asked
    again. The language does not change once the customer has asked for it (`keeps_language`). `handed_on` are the
    topics that the owner has been asked about.

    `discount_percent` and `remarks` wait for the booking that they belong to; `held` is the one slot kept for it;
    `greeted` tells whether the customer has been greeted. `session_id` is the last session, `part` is where it
    continues if it has outgrown its item, and `earlier_session` is the one before it. `revision` is the one that was
    read. Until `taken_until` (epoch seconds) the owner himself is writing with the customer, and LINDA is
    silent. `source` is the channel of the last message. `waits` is what a visitor of the web chat wanted, in his words,
    when he was asked to prove his number; `waits_to_book` says that this is to book the slot under discussion, to which
    he has agreed.
    """

    language: Language = "en"
    keeps_language: bool = False
    jobs: tuple[Job, ...] = ()
    day: date | None = None
    at: time | None = None
    window: Window = ANY_TIME
    on_site: bool = False
    address: str = ""
    customer_name: str = ""
    asked: Question = ""
    options: tuple[Slot, ...] = ()
    lead_ids: tuple[str, ...] = ()
    nudges: int = 0
    handed_on: tuple[str, ...] = ()
    discount_percent: float = 0
    remarks: tuple[str, ...] = ()
    held: Slot | None = None
    greeted: bool = False
    session_id: str = ""
    earlier_session: str = ""
    part: int = 1
    revision: int = 0
    taken_until: int = 0
    source: str = ""
    waits: str = ""
    waits_to_book: bool = False

    @property
    def slot(self) -> Slot | None:
        """Return the slot under discussion, if both its day and its time are known."""
        return Slot(self.day, self.at) if self.day and self.at else None

    def is_taken(self, now: datetime) -> bool:
        """Tell whether the owner himself is writing with the customer at `now`."""
        return self.taken_until > now.timestamp()

    def part_of(self, session_id: str) -> int:
        """Return the part in which the session continues: the first, unless the last session has outgrown it."""
        return self.part if self.session_id == session_id else 1


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a message: its URL, and its media type according to the sender's phone."""

    url: str
    content_type: str

    @property
    def kind(self) -> AttachmentKind:
        """What a person would call it."""
        content_type = self.content_type.lower()
        return next((kind for form, kind in _KINDS if re.match(form, content_type)), "file")


@dataclass(frozen=True, slots=True)
class Speech:
    """How a caller's turn came about: what is not in its words.

    `turn` counts from 0, the beginning of the call. `confidence` (0 to 1) is how sure the recognizer is, and `digits`
    are the keys that were pressed. `dialled` is how an attempt to reach the owner ended, and `recording` the URL of a
    voicemail.
    """

    call_sid: str
    turn: int = 0
    confidence: float = 1
    digits: str = ""
    dialled: Literal["", "taken", "not_taken"] = ""
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What a phone call has come to, and what comes next. It is stored with each of its turns.

    `voice` is Twilio's name of the voice. `number` (E.164) is the one that the caller gave for texts, not yet confirmed
    if the `step` is "number". `misses` counts the turns in a row in which nothing was understood; `said` holds the
    caller's last sentences. `is_settled` says that the call has led to something that the owner sees: a booking, a
    change, or a message to him; `untold` holds what the caller has added since then that he should know. `has_menu`
    says that the keypad menu has just been read out. The call `began_at` that moment (epoch seconds), and had lasted
    that many `seconds` at its latest turn. `read_back` is what its latest words asked for a yes to, as the desk writes
    it.
    """

    call_sid: str
    language: Language = "en"
    voice: str = ""
    step: CallStep = "listen"
    turn: int = 0
    number: str = ""
    misses: int = 0
    said: tuple[str, ...] = ()
    is_settled: bool = False
    untold: tuple[str, ...] = ()
    has_menu: bool = False
    has_asked_language: bool = False
    began_at: int = 0
    seconds: int = 0
    read_back: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message. `key` identifies it across all its deliveries.

    `session_id` names the conversation: one number's messages on one day at the shop. `location` is a shared place, as
    an address with its coordinates. `opt_out_type` says that Twilio has recognized the text as one of its keywords, in
    whatever language, and has answered it. `speech` is there if the message was said in a call.

    A visitor of the web chat has no number: `phone` is his name in the chat, `given` the number (E.164) that he says is
    his, and `proved` the one that he has proved. A message that `proves` it is the code, in place of which `text` is
    what he had asked for before.
    """

    key: str
    phone: str
    text: str
    session_id: str
    source: str
    received_at: datetime
    attachments: tuple[Attachment, ...] = ()
    location: str = ""
    opt_out_type: OptOutType = ""
    speech: Speech | None = None
    given: str = ""
    proved: str = ""
    proves: bool = False

    @property
    def photos(self) -> tuple[str, ...]:
        """The URLs of its pictures."""
        return tuple(attachment.url for attachment in self.attachments if attachment.kind == "photo")

    @property
    def content(self) -> str:
        """What the conversation keeps of it."""
        kinds = Counter(attachment.kind for attachment in self.attachments)
        files = [f"[{count} {kind}{'s' * (count > 1)}]" for kind, count in kinds.items()]
        place = [f"[location: {self.location}]"] * bool(self.location)
        keys = [_of_call(self.speech, self.text)] if self.speech else []
        code = ["[typed the code that was texted to his phone]"] * self.proves
        more = [*files, *place, *keys]
        return " ".join([*code, self.text, *more]).strip() if code or more else self.text

    @property
    def customer(self) -> str:
        """Whose dialogues and holds these are, over all sessions."""
        return self.phone or "unknown"

    @property
    def receipt_key(self) -> str:
        """The key of the turn's receipt."""
        return items.TURN.key(self.key)

    @property
    def is_text(self) -> bool:
        """Tell whether a late reply can be texted; a caller, or the page of the web chat, asks for it again instead."""
        return self.speech is None and self.source not in NOT_TEXTED


def _of_call(speech: Speech, text: str) -> str:
    """Return what the conversation keeps of a caller's turn besides the words."""
    if speech.recording:
        return f"[voicemail: {speech.recording}]"
    if speech.dialled:
        return f"[{speech.dialled.replace('_', ' ')}]"
    if speech.digits:
        return f"[pressed {speech.digits}]"
    return "" if text else "[call]" if speech.turn == 0 else "[silence]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent or said to the customer, and which receptionist wrote it; in a call, also what comes next."""

    text: str
    by: Receptionist
    dialogue: Dialogue = field(default_factory=Dialogue)
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer one inbound message until `lease_until` (epoch milliseconds).

    `action` is what the turn had done to the booking `lead_id` before it was taken over, if it had. The message is
    stored in this `part` of the conversation. If another claim came before this one, `first` is the message as its
    delivery brought it: a caller's words come only once.
    """

    lease_until: int
    lead_id: str = ""
    action: Action = "booked"
    part: int = 1
    first: Inbound | None = None


@dataclass(frozen=True, slots=True)
class InFlight:
    """Another delivery of the message, claimed until `lease_until` (epoch ms), is being answered right now.

    The first one came in `since` (epoch ms).
    """

    lease_until: int = 0
    since: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One day of a web chat: which number its visitor has proved, and the code that was texted to prove one.

    The code was asked for by the message `code_key` for the `number` (E.164) and holds until an instant (epoch
    seconds); `codes` are the messages that asked for one, and `tried` the guesses at the latest. `proved` is the number
    that the guess `proved_by` has proved.
    """

    number: str = ""
    code_key: str = ""
    code_until: int = 0
    codes: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    proved: str = ""
    proved_by: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The message gets its reply in a different way from the one asked for."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is stored with a reply, all or nothing.

    `remarks`, the discount and the customer's name belong to `lead`, `question` is a new lead that books nothing;
    `for_owner` are texts for the owner by their keys, each sent once; what was done to the lead `announced` is to be
    texted to its number; `opted` is what the customer has told Twilio
    about our texts.

    `pushes` are texts to customers that are not the reply, `asked` the questions that the owner is to answer, by their
    numbers, `answered` those that he has answered, and `taken` until when (epoch seconds) he has taken over which
    customer. `remarked` are remarks on other leads, `state` is a change of his state, and `line` what is going on with
    him.
    """

    lead: Lead | None = None
    remarks: tuple[str, ...] = ()
    discount_percent: float = 0
    for_owner: Mapping[str, str] = field(default_factory=dict)
    announced: tuple[Action, Lead] | None = None
    opted: Literal["", "out", "in"] = ""
    question: Lead | None = None
    customer_name: str = ""
    pushes: tuple["Push", ...] = ()
    asked: tuple["OwnerQuestion", ...] = ()
    answered: tuple["OwnerQuestion", ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    remarked: tuple[tuple[Lead, str], ...] = ()
    state: "StateChange | None" = None
    line: "OwnerLine | None" = None


# Who has changed the owner's state: a program with his token, he himself by text, or his dashboard.
ChangedBy = Literal["api", "text", "dashboard"]


@dataclass(frozen=True, slots=True)
class StateChange:
    """A change of the owner's state: fields to set, or to forget (None), if it still is as it was `read`.

    `at` is in epoch seconds.
    """

    fields: Mapping[str, object]
    read: Mapping[str, object]
    by: ChangedBy
    at: int


@dataclass(frozen=True, slots=True)
class PastChange:
    """The nth change of the owner's state: the fields set, or forgotten (None), and what was set `before` of them.

    `at` is in epoch seconds.
    """

    number: int
    fields: Mapping[str, object]
    before: Mapping[str, object]
    by: ChangedBy
    at: int


# Why a customer gets a text that is neither a reply nor about a booking made or changed.
PushKind = Literal["answer", "unanswered", "ready", "completed", "review", "move", "kept", "relay"]


@dataclass(frozen=True, slots=True)
class Push:
    """A text to a customer that LINDA sends by herself, once for each key; it then stands in the conversation.

    An `is_urgent` one goes out at night, too. With `is_proved` False, nobody has proved that the number is the
    customer's, and the day's limit of such texts counts. When it is sent, `remark` and the discount go on the booking
    `lead_id`, or wait in the dialogue for one; `asked` becomes the open question there, with its `options`. The
    topics that it `settles` may be handed on to the owner again. Whoever has no number sees it in the chat.
    """

    key: str
    phone: str
    text: str
    kind: PushKind
    channel: str = ""
    is_urgent: bool = False
    is_proved: bool = True
    lead_id: str = ""
    remark: str = ""
    discount_percent: float = 0
    asked: Question = ""
    options: tuple[Slot, ...] = ()
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerQuestion:
    """A question that the owner is to answer, by its number; `question` is in the customer's words.

    `percent` is a discount that the customer wants. `session_id` and `source` are those of the message that asked it
    at `asked_at` (epoch seconds); `answer` is what the owner has said. `topics` are those that
    the dialogue has handed on with it.
    """

    number: int
    phone: str
    question: str
    session_id: str
    source: str
    asked_at: int
    customer_name: str = ""
    language: Language = "en"
    percent: float = 0
    lead_id: str = ""
    status: Literal["open", "answered", "expired"] = "open"
    answer: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """How to undo what the owner's text has done: `kind` says what it was, and `values` (JSON) with what.

    It can be undone until an instant (epoch seconds), by him who sees it `said`.
    """

    kind: str
    values: Mapping[str, object]
    until: int
    said: str


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """What is going on with the owner on his own line.

    `undo` undoes his last command. His PIN has opened the line until `open_until` (epoch seconds); `wrong_pins` are the
    times (epoch seconds) at which a wrong one came. `taken` are the customers whom he has taken over, the latest last.
    `asked` is what LINDA has asked him last, `about` what it is about, and `asked_until` when (epoch seconds) that is
    over. `revision` is the one that was read.
    """

    undo: Undo | None = None
    open_until: int = 0
    wrong_pins: tuple[int, ...] = ()
    taken: tuple[str, ...] = ()
    asked: str = ""
    about: tuple[str, ...] = ()
    asked_until: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What the model has cost on one day: turns, and micro-dollars."""

    turns: int
    cost: int


@dataclass(frozen=True, slots=True)
class CallCount:
    """How many phone calls there were on one day, and how many seconds they lasted."""

    calls: int
    seconds: int


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A text still to be sent about what was done to a lead, and the slot that it had or got."""

    lead_id: str
    slot: Slot
    action: Action = "booked"


# What the owner is told about; all but danger can be turned off.
NewsKind = Literal[
    "new",
    "moved",
    "cancelled",
    "callback",
    "call",
    "question",
    "danger",
    "opt_out",
    "two_for_one",
    "limit",
    "failing",
    "closed",
    "digest",
]
# By the beginning of an entry's key; all others are questions and other messages of customers.
_NEWS: Mapping[str, NewsKind] = {
    items.NEW.prefix: "new",
    items.MOVED.prefix: "moved",
    items.CANCELLED.prefix: "cancelled",
    items.CALLBACK.prefix: "callback",
    items.CALL.prefix: "call",
    items.DANGER.prefix: "danger",
    items.OPTED_OUT.prefix: "opt_out",
    items.TWO_FOR_ONE.prefix: "two_for_one",
    items.LIMIT.prefix: "limit",
    items.FAILING.prefix: "failing",
    items.CLOSED.prefix: "closed",
    items.DIGEST.prefix: "digest",
}
# What LINDA has done by herself, and his list of bookings shows.
ROUTINE: frozenset[NewsKind] = frozenset(["new", "moved", "cancelled", "callback"])


@dataclass(frozen=True, slots=True)
class OwnerEntry:
    """A text still to be sent to the owner, and the customer it is about. Its key says what `kind` of news it is.

    `customers` are all whom a text about several names. It has lost its words (`text` is "") when one of them was
    forgotten, and is made again before it is sent. Entries that go out as one text share a `batch`: the keys of all of
    them; it is empty until they are combined.
    """

    key: str
    text: str
    customer: str = ""
    batch: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()

    @property
    def kind(self) -> NewsKind:
        """What it is about."""
        return _NEWS.get(self.key.partition("#")[0], "question")


@dataclass(frozen=True, slots=True)
class MessageCount:
    """How many messages a number has sent: in this hour (UTC), and on this day of the shop."""

    this_hour: int
    today: int


@dataclass(frozen=True, slots=True)
class NoticeClaim:
    """The right to send a notice until an instant.

    `taken_over_from` is when an earlier claim on it was first made, whose outcome nobody knows.
    """

    until: datetime
    taken_over_from: datetime | None = None

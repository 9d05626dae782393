"""The office: what a turn needs besides its message, and what it knows once the message is claimed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from linda.agent.tool_loop import Agent
from linda.desk import Desk
from linda.models import Call, Claim, Dialogue, Inbound, Message, MessageCount, OwnerEntry, OwnerLine, Push, Spent
from linda.owner.command import Command
from linda.owner.pin import PinGiven
from linda.phones import mask_phone
from linda.ports import (
    BookingRepository,
    CounterRepository,
    LeadIndex,
    Model,
    NoticeRepository,
    OwnerRepository,
    PhotoSource,
    PushRepository,
    StateRepository,
    TurnRepository,
)
from linda.replies import is_opt_in
from linda.rules.acts import ActKind, Understood
from linda.rules.understanding import understand
from linda.shop import Shop
from linda.slots import today

# In an hour, a number gets this many times as many answers in all as it may get from the model, and the owner, or whom
# he is writing with, this many times as many; and the model's day is shared among at least this many customers.
_ANSWERED, _ANSWERED_OWNER = 2, 10
_SHARES = 8
# A message that has waited longer than this, or past midnight, is not acted on: it may have said "tomorrow".
_STALE_AFTER, _ANOTHER_DAY_AFTER = timedelta(hours=1), timedelta(seconds=60)

_DANGERS: Sequence[ActKind] = ("emergency", "danger", "threat")


class Store(
    StateRepository,
    BookingRepository,
    TurnRepository,
    CounterRepository,
    NoticeRepository,
    PushRepository,
    OwnerRepository,
    LeadIndex,
    Protocol,
):
    """All the repositories that a turn needs."""


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that a turn needs except the message. Without `owner_phone` (E.164) the owner is told nothing.

    Texts of his that text customers need the `owner_pin`, if there is one.

    `hand_over` takes the message and the claim, and tells whether an asynchronous turn will answer; without it, the
    rules answer if the model is late. `alert` texts urgent matters to the owner at once, and `send` texts customers
    what is not a reply. `salt` makes the customer's opaque id; `secrets` must not appear in a reply, `numbers` may.

    In calls, `rules_first` has the rules alone answer what they know for certain, and `calls_to_linda` says who answers
    a call that the owner has not taken: LINDA or voicemail. `is_model_late` says why there is no model.
    """

    shop: Shop
    store: Store
    clock: Callable[[], datetime]
    model: Model | None = None
    photos: PhotoSource | None = None
    hand_over: Callable[[Inbound, Claim], bool] | None = None
    salt: bytes = b""
    secrets: Sequence[str] = ()
    numbers: Sequence[str] = ()
    owner_phone: str = ""
    owner_pin: str = ""
    alert: Callable[[Sequence[OwnerEntry]], None] | None = None
    send: Callable[[Sequence[Push]], None] | None = None
    rules_first: bool = True
    calls_to_linda: bool = True
    is_model_late: bool = False


def without_model(office: Office) -> Office:
    """Return the office for a turn whose model has had its time: the rules answer."""
    return replace(office, model=None, is_model_late=office.model is not None)


@dataclass(frozen=True, slots=True)
class Known:
    """What a turn reads before it decides. A count that could not be read is None.

    `opted_out` is read only for a text that opts in or out; if it could not be read, the number counts as opted out.
    `stored` is the owner's state as it is stored; his `line` is read only for his own texts.
    """

    stored: Mapping[str, object]
    state: dict[str, object]
    messages: Sequence[Message]
    dialogue: Dialogue
    counted: MessageCount | None
    spent: Spent | None
    opted_out: bool
    call: Call | None = None
    line: OwnerLine = field(default_factory=OwnerLine)


@dataclass(slots=True)
class _ModelUse:
    """What a turn has to count of the model: the agent if it was asked, and why it did not answer.

    If it has read the owner's text (`is_read`), `command` is what it made of it, in so many `seconds`, at that `cost`.
    """

    agent: Agent | None = None
    has_failed: bool = False
    is_over_budget: bool = False
    is_read: bool = False
    command: Command | None = None
    seconds: float = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A claimed message, and everything its answer is made from; the model's time runs out at `deadline`.

    `is_texted` says that the answer is sent as a text of its own.
    """

    inbound: Inbound
    claim: Claim
    known: Known
    desk: Desk
    office: Office
    deadline: datetime
    is_texted: bool
    pin: PinGiven = "unneeded"
    model_use: _ModelUse = field(default_factory=_ModelUse)

    @property
    def customer(self) -> str:
        """The number as a log may hold it."""
        return mask_phone(self.inbound.phone)

    @property
    def count(self) -> MessageCount:
        """How much the number has written; zero if it could not be counted."""
        return self.known.counted or MessageCount(0, 0)

    @property
    def is_owners(self) -> bool:
        """Tell whether the owner himself is writing."""
        return is_from_owner(self.inbound, self.office)

    @property
    def is_flood(self) -> bool:
        """Tell whether the number has texted more in this hour than is noted for the owner."""
        is_more = self.count.this_hour > self.office.shop.messages_an_hour
        return is_text(self.inbound) and is_more and not (self.is_owners or is_taken(self))

    @property
    def limit_passed(self) -> str:
        """The message limit that the number has passed, in words; "" if none."""
        if self.is_flood:
            return f"{self.office.shop.messages_an_hour} messages in an hour"
        return f"{self.share} messages today" if self.count.today > self.share else ""

    @property
    def share(self) -> int:
        """How many of the model's turns in a day one number may use up."""
        return -(-self.office.shop.daily_turns // _SHARES)

    @property
    def answered_an_hour(self) -> int:
        """How many of a number's messages are answered in an hour, by model or rules."""
        is_about_owner = self.is_owners or is_taken(self)
        return (_ANSWERED_OWNER if is_about_owner else _ANSWERED) * self.office.shop.messages_an_hour


def is_from_owner(inbound: Inbound, office: Office) -> bool:
    return bool(office.owner_phone) and inbound.phone == office.owner_phone


def is_text(inbound: Inbound) -> bool:
    """Tell whether the message was written, not said in a call."""
    return inbound.speech is None


def opts_in(turn: Turn) -> bool:
    """Tell whether a customer who had opted out wants texts again; a "yes" may answer the open question instead."""
    inbound = turn.inbound
    is_yes = inbound.text.strip().upper() == "YES" and bool(turn.known.dialogue.asked)
    asks = inbound.opt_out_type == "START" or (is_opt_in(inbound.text, inbound.source) and not is_yes)
    return turn.known.opted_out and asks


def heard_in(turn: Turn) -> Understood:
    """Return what the text says, whoever answers; code's own words are in its language."""
    return understand(turn.inbound.text, turn.desk.dialogue, turn.desk.premises)


def said_by_us(turn: Turn) -> Sequence[str]:
    return [message.content for message in turn.known.messages if message.role == "assistant"]


def is_taken(turn: Turn) -> bool:
    """Tell whether the owner himself is writing with the customer."""
    return bool(turn.office.owner_phone) and turn.known.dialogue.is_taken(turn.desk.premises.now)


def is_stale(turn: Turn, inbound: Inbound | None = None) -> bool:
    """Tell whether the message has waited so long that its "tomorrow" is another day, or the customer may be gone."""
    received_at, premises = (inbound or turn.inbound).received_at, turn.desk.premises
    waited = premises.now - received_at
    is_of_another_day = today(premises.shop, received_at) != premises.today
    return waited > _STALE_AFTER or (is_of_another_day and waited > _ANOTHER_DAY_AFTER)


def in_session(dialogue: Dialogue, turn: Turn) -> Dialogue:
    """Return the dialogue with the message's session as its last, unless a later session has begun since."""
    session_id, part = turn.inbound.session_id, turn.claim.part
    dialogue = replace(dialogue, source=turn.inbound.source if is_text(turn.inbound) else dialogue.source)
    if dialogue.session_id < session_id:
        return replace(dialogue, session_id=session_id, earlier_session=dialogue.session_id, part=part)
    return replace(dialogue, part=max(part, dialogue.part)) if dialogue.session_id == session_id else dialogue


def dangers(heard: Understood) -> frozenset[str]:
    """Return in what way somebody may be in danger: he needs help, it burns, he threatens, or he is in despair."""
    kinds = (*(kind for kind in _DANGERS if heard.has(kind)), heard.distress)
    return frozenset(kind for kind in kinds if kind in (*_DANGERS, "despair"))

"""A turn: one customer message in, one reply out, whatever the model does."""

import hmac
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from linda.agent.tool_loop import MESSAGES_REMEMBERED, Agent, data_url, faults_of
from linda.booking import Premises
from linda.desk import Desk
from linda.errors import (
    AlreadyBookedError,
    LeaseLostError,
    ModelLateError,
    StaleReadError,
    StoreUnavailableError,
    TurnInFlightError,
)
from linda.logs import log, log_error
from linda.models import Claim, Dialogue, Inbound, Message, MessageCount, Receipt, Records, Reply, Settled, Spent
from linda.owner_state import current
from linda.phones import mask_phone
from linda.ports import (
    BookingRepository,
    LeadIndex,
    Model,
    NoticeRepository,
    PhotoSource,
    StateRepository,
    TurnRepository,
)
from linda.replies import is_answered_by_twilio, is_opt_in, is_opt_out, one_line, plain_text
from linda.responses.confirmations import QUESTION, confirmation
from linda.rules.orders import offer_upsell
from linda.rules.receptionist import reply_by_rules
from linda.shop import Shop
from linda.slots import today

# Twilio gives up after 15 s. What the model leaves of 10 is for the rules, storing and the way back.
MODEL_SECONDS = 8.0
# An asynchronous turn has a minute in all.
MODEL_SECONDS_LATER = 40.0
_PHOTO_SECONDS = 3.0
_MICRO = 1_000_000
_LONGEST_QUOTE = 200
_LIMIT = "LIMIT#"
# How often the messages that the model may answer in an hour are answered at all, and between how many numbers at least
# the model's day is shared.
_ANSWERED = 2
_SHARES = 8
# A text that was answered so often within the hour is not answered again.
_ANSWERED_REPEATS = 2
_LONGEST_ANSWER = 3
_CONFIRMS = ("upsell", "cancel", "cancel all", "move", "book")
_TO_OWNER = "I've saved your text, but I can't act on texts from you yet. You can change your status in the dashboard."
_TOO_MUCH = "I've saved your messages, but there are too many for me to act on. Please text again in an hour."
# What has waited longer is not acted on, and over midnight even sooner: it may have said "tomorrow".
_STALE_AFTER, _ANOTHER_DAY_AFTER = timedelta(hours=1), timedelta(seconds=60)
_STALE = "Sorry for the late answer. I have passed your message on to {owner}; text me again if you still need a time."
_TRIES = 5


class Store(StateRepository, BookingRepository, TurnRepository, NoticeRepository, LeadIndex, Protocol):
    """All the repositories that a turn needs."""


@dataclass(frozen=True, slots=True)
class Office:
    """All that a turn needs beside the message. Without `owner_phone` (E.164) the owner is told nothing.

    `hand_over` takes the message and the claim, and tells if an asynchronous turn will answer; without it the rules
    answer where the model is late. `salt` makes the customer's opaque id; `secrets` must not leave, `numbers` may.
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What a turn reads before it decides. A count that could not be read is None.

    `opted_out` is read only for a text that opts in again; where it could not be, the number counts as opted out.
    """

    state: dict[str, object]
    messages: Sequence[Message]
    dialogue: Dialogue
    counted: MessageCount | None
    spent: Spent | None
    opted_out: bool


def take_turn(inbound: Inbound, office: Office) -> Reply | None:
    """Answer the message once: claim it, decide, act, store the reply and return it.

    A message that was answered before gets the stored reply; one that another delivery is answering gets None, and one
    that an asynchronous turn will answer an empty reply by "later".
    """
    started = office.clock()
    with ThreadPoolExecutor(5) as pool:
        # What is read does not depend on who has the turn: one round trip with the claim.
        read = _read(pool, inbound, office, started)
        claim = office.store.claim(inbound, started)
        if isinstance(claim, Reply):
            return claim
        if not isinstance(claim, Claim):
            return None
        known = read()
    deadline = inbound.received_at + timedelta(seconds=MODEL_SECONDS)
    return _answer(inbound, claim, known, office, started, deadline)


def finish_turn(inbound: Inbound, lease_until: int, office: Office) -> Reply | None:
    """Answer, with more patience, the message of the turn whose claim was handed over; None if nothing is left to do.

    Raises TurnInFlightError while another has the turn.
    """
    started = office.clock()
    claim = office.store.claim_later(inbound, lease_until, started)
    if isinstance(claim, Settled):
        return None
    if isinstance(claim, Reply):
        return claim
    reply = None
    if isinstance(claim, Claim):
        with ThreadPoolExecutor(5) as pool:
            # It was counted when it came.
            known = _read(pool, inbound, office, started, counts=False)()
        deadline = started + timedelta(seconds=MODEL_SECONDS_LATER)
        reply = _answer(inbound, claim, known, replace(office, hand_over=None), started, deadline)
    if reply is None:
        raise TurnInFlightError("another delivery of the message is being answered")
    return reply


def _read(
    pool: ThreadPoolExecutor, inbound: Inbound, office: Office, now: datetime, *, counts: bool = True
) -> Callable[[], _Known]:
    """Start to read all that a turn needs, at the same time; the result waits for it. `counts` counts the message."""
    store, day = office.store, today(office.shop, now)
    state = _start(pool, lambda: current(store.owner_state()))
    messages = _start(pool, lambda: store.messages(inbound.session_id))
    dialogue = _start(pool, lambda: store.dialogue(inbound.customer))
    count = _start(pool, lambda: store.count_message(inbound.customer, day, now) if counts else MessageCount(0, 0))
    spent = _start(pool, lambda: store.spend(day))
    # Few texts opt in, so this is one call more for few.
    opted_out = _start(pool, lambda: is_opt_in(inbound.text) and store.has_opted_out(inbound.phone))

    def known() -> _Known:
        part = dialogue.result().part_of(inbound.session_id)
        # A conversation that has outgrown its item is the rare one that is read one more time.
        said = store.messages(inbound.session_id, part) if part > 1 else messages.result()
        return _Known(
            state.result(), said, dialogue.result(), _counted(count), _counted(spent), _counted(opted_out) is not False
        )

    return known


def _start[T](pool: ThreadPoolExecutor, call: Callable[[], T]) -> Future[T]:
    return pool.submit(copy_context().run, call)  # so that its log lines carry the turn's id


def _counted[T](count: Future[T]) -> T | None:
    """Return the count, None if it cannot be had: then no model is asked, and the rules need none."""
    try:
        return count.result()
    except StoreUnavailableError as error:
        log_error("not_counted", error)
        return None


@dataclass(frozen=True, slots=True)
class _Turn:
    """A claimed message, and all that its answer is made of; the model's time is over at `deadline`."""

    inbound: Inbound
    claim: Claim
    known: _Known
    desk: Desk
    office: Office
    deadline: datetime

    @property
    def customer(self) -> str:
        """The number as a log may hold it."""
        return mask_phone(self.inbound.phone)

    @property
    def count(self) -> MessageCount:
        """How much the number has written; nothing where that could not be counted."""
        return self.known.counted or MessageCount(0, 0)

    @property
    def is_owners(self) -> bool:
        """Tell if the owner himself writes."""
        return bool(self.office.owner_phone) and self.inbound.phone == self.office.owner_phone

    @property
    def is_flood(self) -> bool:
        """Tell if the number has written more in this hour than is noted for the owner."""
        return self.count.this_hour > self.office.shop.messages_an_hour

    @property
    def limit_passed(self) -> str:
        """The limit of its messages that the number has passed, in words; "" if none."""
        if self.is_flood:
            return f"{self.office.shop.messages_an_hour} messages in an hour"
        return f"{self.share} messages today" if self.count.today > self.share else ""

    @property
    def share(self) -> int:
        """How many of the model's turns of a day one number may use up."""
        return -(-self.office.shop.daily_turns // _SHARES)

    @property
    def answered_an_hour(self) -> int:
        """How many messages of a number are answered in an hour at all."""
        return _ANSWERED * self.office.shop.messages_an_hour


def _answer(
    inbound: Inbound, claim: Claim, known: _Known, office: Office, started: datetime, deadline: datetime
) -> Reply | None:
    premises = Premises(office.shop, known.state, started, office.store, holder=inbound.customer)
    receipt = Receipt(inbound.receipt_key, lease_until=claim.lease_until)
    desk = Desk(premises, office.store, inbound.phone, inbound.source, receipt, known.dialogue)
    turn = _Turn(inbound, claim, known, desk, office, deadline)
    try:
        reply = _taken_over(turn) or _decide(turn)
        reply = replace(reply, text=plain_text(reply.text, office.shop.longest_reply))
        if reply.by != "later":
            _commit(turn, reply)
    except (LeaseLostError, AlreadyBookedError):  # Who has taken the turn over answers it.
        log("turn_taken_over", customer=turn.customer)
        return None
    log("turn_answered", customer=turn.customer, by=reply.by, source=inbound.source)
    return reply


def _taken_over(turn: _Turn) -> Reply | None:
    """Return the confirmation of what the delivery that this one takes over from has done, if it has done anything."""
    claim, desk = turn.claim, turn.desk
    lead = turn.office.store.lead(claim.lead_id) if claim.lead_id else None
    if lead is None:
        return None
    desk.done = (claim.action, lead)
    if claim.action == "booked":  # What waited in the dialogue went onto the lead with the booking.
        desk.dialogue = replace(desk.dialogue, discount_percent=0, remarks=())
    if lead.repair_type == QUESTION:
        desk.ask_owner(lead.notes)  # The owner has not been told yet.
    return Reply(confirmation(lead, desk.premises, claim.action), "rules", desk.dialogue)


def _decide(turn: _Turn) -> Reply:
    """Return the model's reply if it is there in time and true, else the rules receptionist's."""
    inbound, desk, dialogue = turn.inbound, turn.desk, turn.known.dialogue
    if is_answered_by_twilio(inbound.text) and inbound.source == "twilio-sms":
        return Reply("", "rules", dialogue)
    if is_opt_out(inbound.text, inbound.source):
        return Reply("You get no more messages from us. Text START if you want them again.", "rules", dialogue)
    if _is_endless(turn):
        return Reply("", "rules", dialogue)
    if turn.is_owners:
        return Reply(_TO_OWNER, "rules", dialogue)
    if _is_stale(turn):
        desk.for_owner[inbound.receipt_key] = f"{inbound.phone} wrote: {one_line(inbound.content, _LONGEST_QUOTE)}"
        return Reply(_STALE.format(owner=turn.office.shop.owner), "rules", dialogue)
    if not turn.known.state["ai_answers_sms"]:
        desk.for_owner[inbound.receipt_key] = f"{inbound.phone} writes: {one_line(inbound.content, _LONGEST_QUOTE)}"
        return Reply(
            f"Thanks for your message! {turn.office.shop.owner} will text you back himself.", "rules", dialogue
        )
    if inbound.photos:
        desk.note(f"Sent {len(inbound.photos)} photo{'s' * (len(inbound.photos) > 1)}")
    has_content = bool(inbound.text.strip() or inbound.photos)
    reply = _by_model(turn.office.model, turn) if turn.office.model and has_content and _may_ask(turn) else None
    reply = reply or reply_by_rules(inbound.text, desk)
    return Reply(_TOO_MUCH, "rules", dialogue) if turn.is_flood and _promises(desk) else reply


def _is_stale(turn: _Turn) -> bool:
    """Tell if the message has waited so long that its "tomorrow" is another day, or its customer has gone elsewhere."""
    received_at, premises = turn.inbound.received_at, turn.desk.premises
    waited = premises.now - received_at
    is_of_another_day = today(premises.shop, received_at) != premises.today
    return waited > _STALE_AFTER or (is_of_another_day and waited > _ANOTHER_DAY_AFTER)


def _promises(desk: Desk) -> bool:
    """Tell if the desk has taken something on that is not stored of a flood: what is done to a booking is."""
    notes = [key for key in desk.for_owner if not key.startswith(_LIMIT)]
    return not desk.done and bool(desk.remarks or desk.questions or notes)


def _is_endless(turn: _Turn) -> bool:
    """Tell if nobody would miss a reply: to a flood, or to what a machine sends again and again.

    The owner is told, once a day for each number.
    """
    customer = turn.inbound.customer
    if turn.count.this_hour <= turn.answered_an_hour and not _is_repeated(turn):
        return False
    turn.desk.for_owner[f"{_LIMIT}{turn.desk.premises.today}#{customer}#silent"] = (
        f"{customer} sends the same text again and again, or more than {turn.answered_an_hour} in an hour. "
        "They are stored, and not answered."
    )
    return True


def _is_repeated(turn: _Turn) -> bool:
    """Tell if the text has come twice within the hour and was answered both times; capitals and marks do not count.

    A photo is never the same; a word or a number may be the answer to several questions.
    """
    inbound, dialogue = turn.inbound, turn.known.dialogue
    if inbound.photos or dialogue.asked in _CONFIRMS or len(inbound.text.strip()) <= _LONGEST_ANSWER:
        return False
    since, said = int((inbound.received_at - timedelta(hours=1)).timestamp()), _letters(inbound.content)
    answered, waiting = 0, False
    for message in turn.known.messages:
        if message.role == "assistant":
            answered, waiting = answered + waiting, False
        elif message.timestamp >= since and _letters(message.content) == said:
            waiting = True
    return answered >= _ANSWERED_REPEATS


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _may_ask(turn: _Turn) -> bool:
    """Tell if the model may be asked. At a limit the owner is told, once a day for the shop and for each number."""
    shop, day, customer, spent = turn.office.shop, turn.desk.premises.today, turn.inbound.customer, turn.known.spent
    if turn.known.counted is None or spent is None:
        return False
    if turn.limit_passed:
        turn.desk.for_owner[f"{_LIMIT}{day}#{customer}"] = (
            f"{customer} has sent more than {turn.limit_passed}. Plain rules answer it."
        )
        return False
    if spent.turns >= shop.daily_turns or spent.cost >= shop.daily_dollars * _MICRO:
        turn.desk.for_owner[f"{_LIMIT}{day}"] = (
            f"Today's budget for the model ({shop.daily_turns} turns, ${shop.daily_dollars:g}) is spent. Plain rules "
            "answer until midnight."
        )
        return False
    return True


def _by_model(model: Model, turn: _Turn) -> Reply | None:
    """Return the model's reply, code's confirmation of what it has done, or None where the rules are to answer."""
    inbound, desk, office = turn.inbound, turn.desk, turn.office
    agent = Agent(
        model,
        hmac.digest(office.salt, inbound.phone.encode(), "sha256").hex() if office.salt else "",
        lambda: (turn.deadline - office.clock()).total_seconds(),
        _photo_urls(inbound, office),
    )
    text = ""
    try:
        text = _supported(agent.reply(desk, _history(turn)), turn)
    except AlreadyBookedError:
        raise
    except ModelLateError:
        if not desk.done and office.hand_over and office.hand_over(inbound, turn.claim):
            return Reply("", "later", turn.known.dialogue)
    except Exception as error:  # Whatever is wrong on the model's side, the rules can answer.
        if isinstance(error, StoreUnavailableError) and not desk.done:
            raise
        log_error("model_unavailable", error, customer=turn.customer)
    finally:
        _count_cost(agent.cost, turn)
    if desk.done:
        return _confirmed(text, desk)
    # What the model has talked about, the rules do not know: their own offers are out of date.
    dialogue = replace(desk.dialogue, wanted_day=None, wanted_time=None, offered=(), asked="")
    return Reply(text, "model", dialogue) if text else None


def _supported(text: str, turn: _Turn) -> str:
    """Return the model's words if they may leave, "" if not."""
    wrong = faults_of(text, turn.desk, turn.inbound.text, turn.office.secrets, turn.office.numbers) if text else []
    if wrong:
        faults = ",".join(sorted(set(wrong)))
        log("reply_replaced", level="WARNING", customer=turn.customer, faults=faults)
    return "" if wrong else text


def _count_cost(cost: int, turn: _Turn) -> None:
    """Add the turn to the day's sum. That it cannot be counted is no reason to leave the customer without a reply."""
    try:
        turn.office.store.spend(turn.desk.premises.today, turns=1, cost=cost)
    except StoreUnavailableError as error:
        log_error("not_counted", error)


def _photo_urls(inbound: Inbound, office: Office) -> list[str]:
    if not (inbound.photos and office.photos):
        return []
    return [data_url(photo) for photo in office.photos.photos(inbound.photos, _PHOTO_SECONDS)]


def _history(turn: _Turn) -> Sequence[Message]:
    """Return what was said with the inbound message at the end, where a later one may have come before it.

    A session that is still short is preceded by the customer's last one before it.
    """
    inbound, messages = turn.inbound, turn.known.messages
    asked = Message("user", inbound.content, int(inbound.received_at.timestamp()))
    stored = next((m for m in reversed(messages) if (m.role, m.content) == (asked.role, asked.content)), None)
    earlier = _earlier_messages(turn) if len(messages) < MESSAGES_REMEMBERED else ()
    return [*earlier, *(message for message in messages if message is not stored), asked]


def _earlier_messages(turn: _Turn) -> Sequence[Message]:
    dialogue, session_id = turn.known.dialogue, turn.inbound.session_id
    earlier = dialogue.earlier_session if dialogue.session_id == session_id else dialogue.session_id
    try:
        return turn.office.store.messages(earlier, dialogue.part_of(earlier)) if earlier else ()
    except StoreUnavailableError as error:  # The model can do without it.
        log_error("earlier_session_not_read", error, customer=turn.customer)
        return ()


def _confirmed(text: str, desk: Desk) -> Reply:
    """Return code's confirmation of what was done, and the model's words after it if they count nothing."""
    assert desk.done is not None  # noqa: S101  (for the type checker: the caller has looked)
    action, lead = desk.done
    offered = offer_upsell(Reply(confirmation(lead, desk.premises, action), "model"), desk)
    is_talk = bool(text) and not any(character.isdigit() for character in text) and not offered.dialogue.asked
    both = f"{offered.text} {text}"
    fits = plain_text(both, desk.premises.shop.longest_reply) == both
    return replace(offered, text=both) if is_talk and fits else offered


def _commit(turn: _Turn, reply: Reply) -> None:
    """Store the reply and what belongs to it. Raises LeaseLostError, StoreUnavailableError."""
    records = _records(turn)
    own = turn.desk.dialogue
    dialogue = replace(
        reply.dialogue,
        remarks=own.remarks,
        discount_percent=own.discount_percent,
        held=own.held,
        revision=turn.known.dialogue.revision,
    )
    dialogue = _in_session(dialogue, turn)
    try:
        _store_reply(turn, replace(reply, dialogue=dialogue), records)
    except StoreUnavailableError as error:
        if not turn.desk.done:
            raise
        # What is booked is booked: its confirmation is worth more than its place in the conversation.
        log_error("reply_not_stored", error, customer=turn.customer)


def _records(turn: _Turn) -> Records:
    """Return what is stored with the reply; of a number that has written too much in this hour, only that it has."""
    records, text, source = turn.desk.records(), turn.inbound.text, turn.inbound.source
    if turn.is_flood:
        limits = {key: told for key, told in records.for_owner.items() if key.startswith(_LIMIT)}
        records = Records(for_owner=limits)
    if turn.is_owners or not turn.office.owner_phone:  # What he writes himself is no news to him.
        records = replace(records, for_owner={})
    if is_opt_out(text, source):
        return replace(records, opted="out")
    return replace(records, opted="in") if is_opt_in(text) and turn.known.opted_out else records


def _store_reply(turn: _Turn, reply: Reply, records: Records) -> None:
    """Commit. A dialogue that another message has changed meanwhile stands, with our grants added."""
    store, inbound = turn.office.store, turn.inbound
    ours = [remark for remark in reply.dialogue.remarks if remark not in turn.known.dialogue.remarks]
    for _ in range(_TRIES):
        try:
            store.commit(inbound, turn.claim, reply, records, turn.office.clock())
        except StaleReadError:
            dialogue = _in_session(store.dialogue(inbound.customer), turn)
            granted = reply.dialogue.discount_percent if ours else dialogue.discount_percent
            reply = replace(
                reply, dialogue=replace(dialogue, remarks=(*dialogue.remarks, *ours), discount_percent=granted)
            )
        else:
            return
    raise StoreUnavailableError("too many messages of this conversation at once; please try again")


def _in_session(dialogue: Dialogue, turn: _Turn) -> Dialogue:
    """Return the dialogue with the message's session as its last one, unless a later session has begun meanwhile."""
    session_id, part = turn.inbound.session_id, turn.claim.part
    if dialogue.session_id < session_id:
        return replace(dialogue, session_id=session_id, earlier_session=dialogue.session_id, part=part)
    return replace(dialogue, part=max(part, dialogue.part)) if dialogue.session_id == session_id else dialogue

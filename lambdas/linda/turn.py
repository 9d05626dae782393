"""A turn: one customer message in, one reply out, whatever the model does."""

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from linda import calls, items
from linda.agent.tool_loop import MESSAGES_REMEMBERED, Agent, data_url, faults_of
from linda.booking import Premises
from linda.bulletin import with_told_closures
from linda.desk import Desk, accessory_for
from linda.ended_calls import quoted
from linda.errors import (
    AlreadyBookedError,
    LeaseLostError,
    LindaError,
    ModelLateError,
    StaleReadError,
    StoreUnavailableError,
    TurnInFlightError,
    UnconfirmedError,
)
from linda.logs import log, log_error
from linda.metrics import Metric, seconds_since
from linda.models import (
    Action,
    Call,
    Claim,
    Dialogue,
    Inbound,
    Message,
    MessageCount,
    OwnerEntry,
    OwnerLine,
    Push,
    Receipt,
    Records,
    Reply,
    Settled,
    Spent,
)
from linda.news import of_booking, of_opt_out
from linda.owner.command import Command
from linda.owner.desk import OwnerDesk
from linda.owner.line import OwnerReply, answer
from linda.owner.model import read_by_model
from linda.owner.pin import PinGiven, without_pin
from linda.owner.questions import ask
from linda.owner.reading import read
from linda.owner.take_over import taken_until
from linda.owner_prices import effective
from linda.owner_state import state_at
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
from linda.replies import is_answered_by_twilio, is_opt_in, is_opt_out, one_line, plain_text
from linda.responses.compose import LONGEST_HEARD, say, spoken
from linda.responses.confirmations import accessory_offered, confirmation, passed_on
from linda.rules.acts import ActKind, Understood
from linda.rules.receptionist import reply_by_rules
from linda.rules.tracking import in_language
from linda.rules.understanding import understand
from linda.shop import Shop
from linda.signals import asks_to_stop, is_auto_reply, is_reaction
from linda.slots import today

# Twilio gives up after 15 s. What the model leaves of 10 is for the rules, for storing, and for the way back.
MODEL_SECONDS = 8.0
# An asynchronous turn has a minute in total.
MODEL_SECONDS_LATER = 40.0
_PHOTO_SECONDS = 3.0
_MICRO, _MICRO_IN_A_CENT = 1_000_000, 10_000
_METRICS: Mapping[Action, Metric] = {"booked": "Booked", "moved": "Moved", "cancelled": "Cancelled"}
_LONGEST_QUOTE = 200
_LONGEST_RELAYED = 550
# What Twilio says at once: https://www.twilio.com/docs/voice/twiml/say
_LONGEST_SAID = 4_000
# In an hour, a number gets this many times as many answers in all as it may get from the model, and the owner, or whom
# he is writing with, this many times as many; and the model's day is shared among at least this many customers.
_ANSWERED, _ANSWERED_OWNER = 2, 10
_SHARES = 8
# A text that was answered this often within an hour is not answered again.
_ANSWERED_REPEATS = 2
_LONGEST_ANSWER, _MOST_WORDS_OF_AN_ANSWER = 20, 3
_LONGEST_CONFIRMATION = 40
# A machine's counters and ids: texts that differ only in them are the same. Shorter numbers are times, prices and
# models: a long text in which only they differ is answered more often.
_TICKET = r"#\s*\w+|\b\w*[0-9]{5,}\w*|\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\b"
_ANSWERED_LIKENESSES = 4
_LEAST_LIKENESS = 40
_CONFIRMS = ("upsell", "cancel", "cancel all", "move", "book")
# An opt-out with more words than this has a story that the owner should know.
_LONGEST_OPT_OUT = 12
# A message that has waited longer than this, or past midnight, is not acted on: it may have said "tomorrow".
_STALE_AFTER, _ANOTHER_DAY_AFTER = timedelta(hours=1), timedelta(seconds=60)
# The owner is not alerted to the same danger again so soon.
_ALERT_AGAIN = timedelta(minutes=15)
_DANGERS: Sequence[ActKind] = ("emergency", "danger", "threat")
# The model may ask a visitor of the web chat for his number in its own words.
_ASKS_NUMBER = re.compile(r"\b(?:number|n[uú]mero)\b", re.IGNORECASE)
# What nobody knows before the number is proved.
_DENIES_BOOKINGS = re.compile(
    r"\byou(?: do|'ve got| have| are)?(?: ?not|n't| no)\b.*\b(?:appointment|booking|booked|scheduled|repair)"
    r"|\b(?:(?:do|can|could)(?: ?not|n't)|no) (?:see|find|have|locate|show) .*\b(?:appointment|booking|repair)"
    r"|\bno (?:tienes?|tiene|veo|encuentro|hay) .*\b(?:citas?|reparaci)",
    re.IGNORECASE,
)
_TRIES = 5
# Ten of his texts at once pass one after the other.
_OWNERS_TRIES = 12
# What a turn reads in parallel.
_READS = 6


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
class _Known:
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


def take_turn(inbound: Inbound, office: Office) -> Reply | None:
    """Answer the message once: claim it, decide, act, store the reply and return it.

    A message that was answered before gets the stored reply; one that another delivery is answering gets None, and one
    that an asynchronous turn will answer gets an empty reply by "later".
    """
    started = office.clock()
    inbound, given = _without_pin(inbound, office)
    with ThreadPoolExecutor(_READS) as pool:
        # Reading does not depend on who has the turn, so it happens during the claim's round trip.
        read = _read(pool, inbound, office, started)
        claim = office.store.claim(inbound, started)
        if isinstance(claim, Reply):
            return claim
        if not isinstance(claim, Claim):
            return None
        known = read()
    if inbound.speech and claim.first:  # The caller has waited for the model long enough.
        inbound, office = claim.first, without_model(office)
    seconds = calls.MODEL_SECONDS if inbound.speech else MODEL_SECONDS
    deadline = inbound.received_at + timedelta(seconds=seconds)
    return _answer(inbound, claim, known, office, started, deadline, pin=given)


def _without_pin(inbound: Inbound, office: Office) -> tuple[Inbound, PinGiven]:
    """Return the message as it may be stored, without the owner's PIN, and whether it had the right one.

    That it had is not stored either: an abandoned turn that is finished without its message has none.
    """
    if not (_is_from_owner(inbound, office) and _is_text(inbound)):
        return inbound, "unneeded"
    text, given = without_pin(inbound.text, office.owner_pin)
    return replace(inbound, text=text), given


def finish_turn(inbound: Inbound, lease_until: int, office: Office) -> Reply | None:
    """Answer the message of a turn that was handed over, with more time; None if nothing is left to do.

    Raises TurnInFlightError while another has the turn.
    """
    started = office.clock()
    claim = office.store.claim_later(inbound, lease_until, started)
    if isinstance(claim, Settled):
        return None
    if isinstance(claim, Reply):
        return claim
    reply = None
    inbound, given = _without_pin(inbound, office)
    if isinstance(claim, Claim):
        with ThreadPoolExecutor(_READS) as pool:
            # The message was counted when it arrived.
            known = _read(pool, inbound, office, started, counts=False)()
        if inbound.speech:
            inbound = claim.first or inbound
        seconds = calls.MODEL_SECONDS_LATER if inbound.speech else MODEL_SECONDS_LATER
        deadline = started + timedelta(seconds=seconds)
        own = replace(office, hand_over=None)
        reply = _answer(inbound, claim, known, own, started, deadline, is_texted=not inbound.speech, pin=given)
    if reply is None:
        raise TurnInFlightError("another delivery of the message is being answered")
    return reply


def _read(
    pool: ThreadPoolExecutor, inbound: Inbound, office: Office, now: datetime, *, counts: bool = True
) -> Callable[[], _Known]:
    """Start reading all that a turn needs, in parallel; the result waits for it. `counts` also counts the message."""
    store, day = office.store, today(office.shop, now)
    stored = _start(pool, store.owner_state)
    messages = _start(pool, lambda: store.messages(inbound.session_id))
    dialogue = _start(pool, lambda: store.dialogue(inbound.customer))
    count = _start(pool, lambda: store.count_message(inbound.customer, day, now) if counts else MessageCount(0, 0))
    spent = _start(pool, lambda: store.spend(day))
    # Few texts opt in or out, so few cost this extra call.
    asks = (
        is_opt_in(inbound.text, inbound.source)
        or inbound.opt_out_type == "START"
        or asks_to_stop(inbound.text, inbound.source)
    )
    call = _start(pool, lambda: store.phone_call(inbound.speech.call_sid) if inbound.speech else None)
    opted_out = _start(pool, lambda: asks and store.has_opted_out(inbound.phone))
    line = _start(pool, lambda: store.owner_line() if _is_from_owner(inbound, office) else OwnerLine())

    def known() -> _Known:
        part = dialogue.result().part_of(inbound.session_id)
        # Only a rare conversation that has outgrown its item needs a second read.
        said = store.messages(inbound.session_id, part) if part > 1 else messages.result()
        return _Known(
            stored.result(),
            state_at(stored.result(), now),
            said,
            dialogue.result(),
            _counted(count),
            _counted(spent),
            _counted(opted_out) is not False,
            found[1] if (found := call.result()) else None,
            line.result(),
        )

    return known


def _start[T](pool: ThreadPoolExecutor, call: Callable[[], T]) -> Future[T]:
    return pool.submit(copy_context().run, call)  # so that its log lines carry the turn's id


def _counted[T](count: Future[T]) -> T | None:
    """Return the count; None if it cannot be read: the model is then not asked, and the rules do without it."""
    try:
        return count.result()
    except StoreUnavailableError as error:
        log_error("not_counted", error)
        return None


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
class _Turn:
    """A claimed message, and everything its answer is made from; the model's time runs out at `deadline`.

    `is_texted` says that the answer is sent as a text of its own.
    """

    inbound: Inbound
    claim: Claim
    known: _Known
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
        return _is_from_owner(self.inbound, self.office)

    @property
    def is_flood(self) -> bool:
        """Tell whether the number has texted more in this hour than is noted for the owner."""
        is_more = self.count.this_hour > self.office.shop.messages_an_hour
        return _is_text(self.inbound) and is_more and not (self.is_owners or _is_taken(self))

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
        is_about_owner = self.is_owners or _is_taken(self)
        return (_ANSWERED_OWNER if is_about_owner else _ANSWERED) * self.office.shop.messages_an_hour


def _answer(
    inbound: Inbound,
    claim: Claim,
    known: _Known,
    office: Office,
    started: datetime,
    deadline: datetime,
    *,
    is_texted: bool = False,
    pin: PinGiven = "unneeded",
) -> Reply | None:
    shop = effective(office.shop, known.state, today(office.shop, started))
    state = with_told_closures(known.state, shop, today(shop, started))
    premises = Premises(shop, state, started, office.store, holder=inbound.customer)
    receipt = Receipt(inbound.receipt_key, lease_until=claim.lease_until)
    desk = Desk(premises, office.store, inbound.proved or inbound.phone, inbound.source, receipt, known.dialogue)
    desk.given = inbound.given
    desk.story = known.dialogue.waits if inbound.proves else ""
    desk.last_reply = next((m.content for m in reversed(known.messages) if m.role == "assistant"), "")
    if desk.dialogue.asked == "emergency" and desk.dialogue.session_id != inbound.session_id:
        desk.settle(asked="")  # That of another day is over.
    if inbound.speech:
        call = calls.begun(inbound.speech, known.call, desk)
        # A menu is over after the next turn.
        heard_call = replace(call, has_menu=False)
        inbound, known = calls.in_words(inbound, call, known.dialogue), replace(known, call=heard_call)
        desk.contact = call.number if call.step != "number" else ""
    turn = _Turn(inbound, claim, known, desk, office, deadline, is_texted, pin)
    try:
        reply = _on_owners_line(turn) if _is_for_the_line(turn) else _to_customer(turn)
    except (LeaseLostError, AlreadyBookedError):  # Whoever has taken over the turn answers it.
        log("turn_taken_over", customer=turn.customer, metrics=_model_metrics(turn))
        return None
    metrics = _late_metrics(turn) if reply.by == "later" else _turn_metrics(turn, reply)
    log("turn_answered", customer=turn.customer, by=reply.by, source=inbound.source, metrics=metrics)
    return reply


def _to_customer(turn: _Turn) -> Reply:
    """Decide, and store the reply with what belongs to it, unless an asynchronous turn will answer."""
    reply = _taken_over(turn) or _decide(turn)
    reply = _as_sent(reply, turn)
    if reply.by != "later":
        _commit(turn, reply)
        _alert(turn)
    return reply


def _is_from_owner(inbound: Inbound, office: Office) -> bool:
    return bool(office.owner_phone) and inbound.phone == office.owner_phone


def _is_for_the_line(turn: _Turn) -> bool:
    """Tell whether the owner himself has written something that he wants done, and his phone is not in a loop."""
    inbound = turn.inbound
    if not (turn.is_owners and _is_text(inbound)):
        return False
    if turn.count.this_hour > turn.answered_an_hour or (_is_repeated(turn) and not _is_meant(turn)):
        return False
    is_machine = is_auto_reply(inbound.text) or is_reaction(inbound.text, _said(turn))
    return not (is_machine or inbound.opt_out_type == "STOP" or is_opt_out(inbound.text, inbound.source))


def _is_meant(turn: _Turn) -> bool:
    """Tell whether the owner's text is for a customer, or a command: either may well be the same again."""
    return bool(turn.known.line.taken) or read(turn.inbound.text, turn.desk.premises) is not None


def _on_owners_line(turn: _Turn) -> Reply:
    """Answer the owner, and store what he changes with the reply; if it has changed meanwhile, decide again.

    A redelivered text counts from when it first came: "back in 2 hours" is no later for it.
    """
    known, claim, store, office = turn.known, turn.claim, turn.office.store, turn.office
    inbound, premises = claim.first or turn.inbound, turn.desk.premises
    stored, line, dialogue = known.stored, known.line, known.dialogue
    lead = store.lead(claim.lead_id) if claim.lead_id else None
    done = (claim.action, lead) if lead else None
    for _ in range(_OWNERS_TRIES):
        desk = OwnerDesk(premises, store, inbound, turn.desk.receipt, line, stored, done, turn.pin, ours=office.numbers)
        if _only_opts_in(inbound):
            said = OwnerReply(desk.words(say("line_opted_in")))
        else:
            said = answer(desk, partial(_read_by_model, turn), is_stale=_is_stale(turn, inbound))
        reply = Reply(said.text, said.by, _in_session(dialogue, turn))
        records = replace(desk.records(), opted="in" if _opts_in(turn) else "")
        try:
            store.commit(inbound, claim, reply, records, office.clock())
        except StaleReadError:
            done = desk.done
            stored, line, dialogue = store.owner_state(), store.owner_line(), store.dialogue(inbound.customer)
            premises = replace(premises, state=state_at(stored, premises.now))
            continue
        if office.send and desk.pushes:
            office.send(desk.pushes)
        return reply
    raise StoreUnavailableError("too many changes at once; please try again")


def _read_by_model(turn: _Turn, text: str) -> Command | None:
    """Have the model read the owner's text, once in a turn, if it may be asked and there is time."""
    use, office = turn.model_use, turn.office
    if use.is_read or office.model is None or not _may_ask(turn):
        return use.command
    use.is_read, began = True, office.clock()
    cost = 0
    try:
        seconds = (turn.deadline - began).total_seconds()
        use.command, cost = read_by_model(text, office.model, turn.desk.premises, seconds)
    except Exception as error:  # Whatever goes wrong with the model, he is told that his text was not understood.
        use.has_failed = True
        log_error("model_unavailable", error, customer=turn.customer)
    use.seconds, use.cost = seconds_since(began, office.clock()), cost
    _count_cost(cost, turn)
    return use.command


def _turn_metrics(turn: _Turn, reply: Reply) -> dict[Metric, float]:
    """Return what an answered turn counts. Whoever stores the reply counts what the turn has done, and nobody else."""
    desk, inbound, use, is_by_rules = turn.desk, turn.inbound, turn.model_use, reply.by == "rules"
    metrics: dict[Metric, float] = {"Turns": 1, "TurnsByRules": int(is_by_rules), **_model_metrics(turn)}
    if not turn.is_texted:
        metrics["ReplySeconds"] = seconds_since(inbound.received_at, turn.office.clock())
    if use.agent or turn.office.is_model_late:
        metrics["FellBack"] = int(is_by_rules and (use.has_failed or turn.office.is_model_late))
    if use.is_over_budget:
        metrics["BudgetReached"] = 1
    if inbound.speech and inbound.speech.turn == 0:
        metrics["Calls"] = 1
    if desk.done and desk.has_acted:
        metrics[_METRICS[desk.done[0]]] = 1
    if _is_escalated(turn):
        metrics["Escalated"] = 1
    return metrics


def _late_metrics(turn: _Turn) -> dict[Metric, float]:
    """Return what a turn counts that is handed over; all else is counted when it is finished."""
    return {"Late": 1, **_model_metrics(turn)}


def _model_metrics(turn: _Turn) -> dict[Metric, float]:
    use = turn.model_use
    agent = use.agent
    if agent is None:
        return {"ModelSeconds": use.seconds, "Cents": use.cost / _MICRO_IN_A_CENT} if use.is_read else {}
    return {
        "ModelSeconds": round(agent.seconds, 3),
        "InputTokens": agent.input_tokens,
        "OutputTokens": agent.output_tokens,
        "Cents": agent.cost / _MICRO_IN_A_CENT,
    }


def _is_escalated(turn: _Turn) -> bool:
    """Tell whether the turn has left something for the owner; that a limit is reached does not count."""
    told = any(not items.LIMIT.holds(key) for key in turn.desk.for_owner)
    return told and bool(turn.office.owner_phone) and not (turn.is_flood or turn.is_owners)


def _as_sent(reply: Reply, turn: _Turn) -> Reply:
    """Return the reply as a text can hold it, or as a call goes on with it."""
    call, desk = turn.known.call, turn.desk
    if call is None:
        return replace(reply, text=plain_text(reply.text, turn.office.shop.longest_reply))
    after = reply.call or calls.after(call, reply, desk, _heard(turn))
    told = [key for key in desk.for_owner if not items.LIMIT.holds(key)]
    is_settled = after.is_settled or bool(desk.done or told)
    said = (*after.said, turn.inbound.text)[-calls.MOST_QUOTED :] if turn.inbound.text else after.said
    text = one_line(spoken(reply.text, after.language), _LONGEST_SAID)
    # A yes is to the question at the end.
    read_back = desk.proposed if text.endswith("?") or after.misses else ""
    is_told = any(key.startswith(desk.receipt.key) for key in told)
    kept = replace(after, is_settled=is_settled, untold=() if is_told else after.untold, said=said, read_back=read_back)
    return replace(reply, text=text, call=kept)


def _alert(turn: _Turn) -> None:
    """Tell the owner at once what is urgent. If this cannot be done or fails, the next sweep does it.

    So it does with what follows the same danger within minutes: he has just been told of it.
    """
    desk, alert = turn.desk, turn.office.alert
    if not (desk.is_urgent and desk.for_owner and alert and turn.office.owner_phone) or turn.is_flood:
        return
    if _is_alerted(turn) and not _is_taken(turn):
        return
    try:
        alert([OwnerEntry(key, text, turn.inbound.phone) for key, text in _told(turn).items()])
    except LindaError as error:
        log_error("owner_not_alerted", error, customer=turn.customer)


def _is_alerted(turn: _Turn) -> bool:
    """Tell whether the owner has been alerted to all of the message's dangers in the last minutes."""
    inbound, alerted = turn.inbound, dict[str, int]()
    now, again = int(inbound.received_at.timestamp()), _ALERT_AGAIN.total_seconds()
    earlier = [(said.timestamp, said.content) for said in turn.known.messages if said.role == "user"]
    for at, content in earlier:
        kinds = _dangers(understand(content, Dialogue(), turn.desk.premises)) if at < now else frozenset()
        if any(at - alerted.get(kind, -now) >= again for kind in kinds):
            alerted |= dict.fromkeys(kinds, at)
    heard = understand(inbound.text, turn.known.dialogue, turn.desk.premises)
    kinds = _dangers(heard) or (frozenset(alerted) if heard.emergency else frozenset())
    return bool(kinds) and all(now - alerted.get(kind, -now) < again for kind in kinds)


def _taken_over(turn: _Turn) -> Reply | None:
    """Return the confirmation of what the previous delivery of the message did, if anything."""
    claim, desk = turn.claim, turn.desk
    lead = turn.office.store.lead(claim.lead_id) if claim.lead_id else None
    if lead is None:
        return None
    desk.done, desk.has_acted = (claim.action, lead), True
    _keep_files(turn)
    desk.remarks = [remark for remark in desk.remarks if remark not in lead.remarks]
    desk.settle_done(claim.action, lead)
    said = confirmation(lead, desk.premises, claim.action, lead.language or desk.dialogue.language, desk.form)
    return Reply(said, "rules", desk.dialogue)


def _decide(turn: _Turn) -> Reply:
    """Return the model's reply if it is on time and passes the guard, else that of the rules receptionist."""
    inbound, desk, dialogue = turn.inbound, turn.desk, turn.known.dialogue
    if _is_answered_by_twilio(inbound):
        opts_out = inbound.opt_out_type == "STOP" or is_opt_out(inbound.text)
        return Reply("", "rules", replace(dialogue, asked="") if opts_out else dialogue)
    if _opts_out(turn):
        return _opted_out(turn)
    if _is_text(inbound) and (is_auto_reply(inbound.text) or is_reaction(inbound.text, _said(turn))):
        return Reply("", "rules", dialogue)
    if inbound.proves and not inbound.text:
        asks = desk.last_reply if dialogue.asked and desk.last_reply.endswith("?") else ""
        proved = [say("web_proved_asked"), say("fact", text=asks)] if asks else [say("web_proved")]
        return Reply(desk.words(*proved), "rules", dialogue)
    heard = _heard(turn)
    desk.is_urgent = bool(_dangers(heard) or heard.emergency)
    if turn.is_owners and _is_text(inbound):
        is_limit = turn.count.this_hour == turn.answered_an_hour + 1
        enough = desk.words(say("line_limit", most=turn.answered_an_hour)) if is_limit else ""
        return Reply(enough, "rules", dialogue)
    if _is_text(inbound) and _is_endless(turn, is_emergency=bool(heard.emergency)):
        return Reply("", "rules", dialogue)
    if turn.known.call:
        said = _with_news(_in_call(turn, turn.known.call, heard), inbound, heard)
        return replace(said, dialogue=replace(said.dialogue, keeps_language=dialogue.keeps_language))
    desk.dialogue = in_language(dialogue, heard)
    _keep_files(turn)
    dialogue = desk.dialogue
    is_taken = _is_taken(turn)
    is_silent = is_taken or _is_stale(turn) or not turn.known.state["ai_answers_sms"]
    # Nothing comes before 911, and nobody is left alone with what is dangerous.
    is_answered = heard.emergency or (is_silent and _dangers(heard) - {"threat"})
    reply = reply_by_rules(inbound.text, desk, heard) if is_answered else None
    if is_taken:
        return _relayed(turn, reply or Reply("", "rules", dialogue))
    if reply:
        return reply
    if _is_stale(turn):
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} wrote: {quote}"
        return Reply(desk.words(say("late_answer"), passed_on(desk.premises)), "rules", dialogue)
    if not turn.known.state["ai_answers_sms"]:
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} writes: {quote}"
        told = say("web_text_us" if desk.needs_number else "owner_will_text")
        return Reply(desk.words(told), "rules", dialogue)
    if inbound.photos:
        desk.note(f"Sent {len(inbound.photos)} photo{'s' * (len(inbound.photos) > 1)}")
    # While a visit is being arranged, a location shared without text is its address.
    text = inbound.text if inbound.text.strip() or not dialogue.on_site else inbound.location
    remarks = _about_files(turn, is_answer=text == inbound.location)
    has_words = bool(text.strip() or inbound.photos)
    # Danger is answered by code alone, and the owner is told at once.
    model = turn.office.model if (has_words or inbound.location) and not desk.is_urgent else None
    reply = _by_model(model, turn) if model and _may_ask(turn) else None
    if reply is None and (has_words or not remarks):
        is_heard = model is None and text == inbound.text and not inbound.location
        reply = _by_rules(text, desk, heard if is_heard else None)
    reply = _remarked(remarks, reply or Reply("", "rules", dialogue))
    return Reply(desk.words(say("too_much")), "rules", dialogue) if turn.is_flood and _promises(desk) else reply


def _relayed(turn: _Turn, reply: Reply) -> Reply:
    """Pass the text on to the owner, who is writing with the customer, unless the reply has done so in full."""
    desk, words = turn.desk, one_line(turn.inbound.content, _LONGEST_RELAYED)
    if not any(told.endswith(words) for told in desk.for_owner.values()):
        desk.for_owner[turn.inbound.receipt_key] = f"{desk.who}: {words}"
    desk.is_urgent = True
    return replace(reply, dialogue=replace(reply.dialogue, taken_until=taken_until(desk.premises.now)))


def _in_call(turn: _Turn, call: Call, heard: Understood) -> Reply:
    """Return what is said to a caller: what belongs to the call itself, else the model's or the rules' reply."""
    desk, office, inbound = turn.desk, turn.office, turn.inbound
    # Danger, or a wish for a person, leaves no time to ask for the language.
    if heard.language and (desk.is_urgent or (heard.has("person") and not call.has_asked_language)):
        call = calls.in_language(call, heard.language, desk)
    # A call has one language, which only the call itself changes: recognizer and voice go with it.
    desk.dialogue = replace(desk.dialogue, language=call.language, keeps_language=True)
    desk.was_proposed, desk.story = call.read_back, quoted(call.said)
    desk.accepts = heard.has("accept", "add") or bool(heard.jobs)
    desk.agreed = calls.agreed(heard, inbound.speech, call, desk.dialogue.slot)
    if calls.is_endless(inbound.text, call) and not (_dangers(heard) or heard.has("person")):
        return _ended(call, desk)
    direct = calls.answer(
        inbound,
        call,
        desk,
        heard,
        office.owner_phone,
        calls_to_linda=office.calls_to_linda,
        has_model=office.model is not None,
    )
    if direct and direct.again:
        # Another invocation would not know how the call goes on.
        said = replace(
            inbound, text=direct.again, speech=replace(inbound.speech, digits="") if inbound.speech else None
        )
        earlier = replace(turn, inbound=said, office=replace(office, hand_over=None))
        return _in_call(earlier, direct.call, _heard(earlier))
    if direct:
        return Reply(direct.said, "rules", desk.dialogue, direct.call)
    is_certain = office.rules_first and calls.is_certain(heard, desk.dialogue)
    model = None if desk.is_urgent or is_certain else office.model
    reply = _by_model(model, turn) if model and _may_ask(turn) else None
    reply = reply or _by_rules(inbound.text, desk, None if model else heard)
    after = calls.after(call, reply, desk, heard)
    text = calls.rounded_off(reply, after, desk, heard) if reply.by == "rules" else reply.text
    return replace(reply, text=text, call=after)


def _by_rules(text: str, desk: Desk, heard: Understood | None) -> Reply:
    """Return the rules' reply; what must first be read back, or a number that must first be proved, is asked."""
    try:
        return reply_by_rules(text, desk, heard)
    except UnconfirmedError:
        if desk.read_back is None:
            raise
        return Reply(desk.words(desk.read_back), "rules", desk.dialogue)


def _with_news(reply: Reply, inbound: Inbound, heard: Understood) -> Reply:
    """Return the reply with a call that keeps what the owner should know of, until he is told."""
    if reply.call is None or not calls.is_news(heard):
        return reply
    untold = (*reply.call.untold, inbound.text)[-calls.MOST_QUOTED :]
    return replace(reply, call=replace(reply.call, untold=untold))


def _ended(call: Call, desk: Desk) -> Reply:
    """Say goodbye to a caller who repeats himself without end: a robot, an echo, or music on hold."""
    said = desk.words(say("call_goodbye"), language=call.language)
    return Reply(said, "rules", desk.dialogue, replace(call, step="hang_up"))


def _is_text(inbound: Inbound) -> bool:
    """Tell whether the message was written, not said in a call."""
    return inbound.speech is None


def _remarked(remarks: str, reply: Reply) -> Reply:
    return reply if reply.by == "later" else replace(reply, text=f"{remarks} {reply.text}".strip())


def _is_answered_by_twilio(inbound: Inbound) -> bool:
    is_word = is_answered_by_twilio(inbound.text) and inbound.source == "twilio-sms"
    return is_word or bool(inbound.opt_out_type)


def _opts_out(turn: _Turn) -> bool:
    """Tell whether the customer wants no more texts from us, in Twilio's keywords or in other words.

    The owner's other words are about something else: without our texts he would know of nothing.
    """
    inbound = turn.inbound
    is_word = is_opt_out(inbound.text, inbound.source) or inbound.opt_out_type == "STOP"
    return is_word or (asks_to_stop(inbound.text, inbound.source) and not turn.is_owners)


def _opts_in(turn: _Turn) -> bool:
    """Tell whether a customer who had opted out wants texts again; a "yes" may answer the open question instead."""
    inbound = turn.inbound
    is_yes = inbound.text.strip().upper() == "YES" and bool(turn.known.dialogue.asked)
    asks = inbound.opt_out_type == "START" or (is_opt_in(inbound.text, inbound.source) and not is_yes)
    return turn.known.opted_out and asks


def _only_opts_in(inbound: Inbound) -> bool:
    """Tell whether the text opts in and says nothing else: "yes" may also be the owner's answer."""
    asks = inbound.opt_out_type == "START" or is_opt_in(inbound.text, inbound.source)
    return asks and inbound.text.strip().upper() != "YES"


def _opted_out(turn: _Turn) -> Reply:
    """Say once that no more texts will come. The open question is dropped, and a longer story goes to the owner."""
    inbound, desk = turn.inbound, turn.desk
    if len(inbound.text.split()) > _LONGEST_OPT_OUT:
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} wants no more texts: {quote}"
    language = in_language(desk.dialogue, _heard(turn)).language
    said = "" if turn.known.opted_out else desk.words(say("opted_out"), language=language)
    return Reply(said, "rules", replace(turn.known.dialogue, asked=""))


def _heard(turn: _Turn) -> Understood:
    """Return what the text says, whoever answers; code's own words are in its language."""
    return understand(turn.inbound.text, turn.desk.dialogue, turn.desk.premises)


def _dangers(heard: Understood) -> frozenset[str]:
    """Return in what way somebody may be in danger: he needs help, it burns, he threatens, or he is in despair."""
    kinds = (*(kind for kind in _DANGERS if heard.has(kind)), heard.distress)
    return frozenset(kind for kind in kinds if kind in (*_DANGERS, "despair"))


def _said(turn: _Turn) -> Sequence[str]:
    return [message.content for message in turn.known.messages if message.role == "assistant"]


def _keep_files(turn: _Turn) -> None:
    """Note files that cannot be read on the lead, with their URLs, and tell the owner; keep a location as address."""
    inbound, desk = turn.inbound, turn.desk
    if inbound.location:
        desk.dialogue = replace(desk.dialogue, address=inbound.location)
        desk.note(f"Location: {inbound.location}")
    files = [file for file in inbound.attachments if file.kind != "photo"]
    for file in files:
        desk.note(f"{file.kind[0].upper()}{file.kind[1:]}: {file.url}")
    for number, file in enumerate(files):  # Each entry is short enough to share a text with others.
        desk.for_owner[f"{inbound.receipt_key}#file{number}"] = f"{desk.who} sent a {file.kind}: {file.url}"


def _about_files(turn: _Turn, *, is_answer: bool) -> str:
    """Return what to tell the customer about files and a location, unless the location answers a question."""
    inbound = turn.inbound
    kinds = dict.fromkeys(file.kind for file in inbound.attachments if file.kind != "photo")
    told = [say("voice_note") if kind == "voice note" else say("file_unreadable", kind=kind) for kind in kinds]
    if inbound.location and not is_answer:
        told.insert(0, say("location_noted", address=inbound.location))
    return turn.desk.words(*told) if told else ""


def _is_taken(turn: _Turn) -> bool:
    """Tell whether the owner himself is writing with the customer."""
    return bool(turn.office.owner_phone) and turn.known.dialogue.is_taken(turn.desk.premises.now)


def _is_stale(turn: _Turn, inbound: Inbound | None = None) -> bool:
    """Tell whether the message has waited so long that its "tomorrow" is another day, or the customer may be gone."""
    received_at, premises = (inbound or turn.inbound).received_at, turn.desk.premises
    waited = premises.now - received_at
    is_of_another_day = today(premises.shop, received_at) != premises.today
    return waited > _STALE_AFTER or (is_of_another_day and waited > _ANOTHER_DAY_AFTER)


def _promises(desk: Desk) -> bool:
    """Tell whether the desk has noted something that is not stored during a flood; changes to bookings always are."""
    notes = [key for key in desk.for_owner if not items.LIMIT.holds(key)]
    return not desk.done and bool(desk.remarks or desk.questions or notes)


def _is_endless(turn: _Turn, *, is_emergency: bool) -> bool:
    """Tell whether nobody would miss a reply: it is a flood, or a machine sending the same thing again and again.

    In an emergency, or to the owner himself, people say the same thing again. He is told, once a day for each number.
    """
    customer = turn.inbound.customer
    is_too_much = turn.count.this_hour > turn.answered_an_hour
    is_machine = _is_repeated(turn) and not (is_emergency or _is_taken(turn))
    if not (is_too_much or is_machine):
        return False
    turn.desk.for_owner[items.LIMIT.key(turn.desk.premises.today, customer, "silent")] = (
        f"{turn.desk.customer} sends the same text again and again, or more than {turn.answered_an_hour} in an hour. "
        "They are stored, and not answered."
    )
    return True


def _is_repeated(turn: _Turn) -> bool:
    """Tell whether the text came twice within the hour and was answered both times, ignoring case and punctuation.

    A photo is never the same; a few words may answer several questions, or come from a customer who is waiting.
    """
    inbound, asked = turn.inbound, turn.known.dialogue.asked
    text = inbound.text.strip()
    is_answer = len(text) <= _LONGEST_ANSWER and len(text.split()) <= _MOST_WORDS_OF_AN_ANSWER
    # The owner's PIN is not in the text that he repeats with it.
    if (
        turn.pin == "right"
        or inbound.photos
        or is_answer
        or (asked in _CONFIRMS and len(text) <= _LONGEST_CONFIRMATION)
    ):
        return False
    if _times_answered(turn, _letters) >= _ANSWERED_REPEATS:
        return True
    is_long = len(_likeness(inbound.content)) >= _LEAST_LIKENESS
    return is_long and _times_answered(turn, _likeness) >= _ANSWERED_LIKENESSES


def _times_answered(turn: _Turn, form: Callable[[str], str]) -> int:
    """Return how many texts in the last hour with the same form as this one were answered."""
    since, said = int((turn.inbound.received_at - timedelta(hours=1)).timestamp()), form(turn.inbound.content)
    answered, waiting = 0, False
    for message in turn.known.messages:
        if message.role == "assistant":
            answered, waiting = answered + waiting, False
        elif message.timestamp >= since and form(message.content) == said:
            waiting = True
    return answered


def _letters(text: str) -> str:
    return "".join(character for character in re.sub(_TICKET, "", text.casefold()) if character.isalnum())


def _likeness(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _may_ask(turn: _Turn) -> bool:
    """Tell whether the model may be asked. At a limit, the owner is told, once a day for the shop and each number."""
    shop, day, customer, spent = turn.office.shop, turn.desk.premises.today, turn.inbound.customer, turn.known.spent
    if turn.known.counted is None or spent is None:
        return False
    if turn.limit_passed:
        turn.desk.for_owner[items.LIMIT.key(day, customer)] = (
            f"{turn.desk.customer} has sent more than {turn.limit_passed}. Plain rules answer it."
        )
        return False
    if spent.turns >= shop.daily_turns or spent.cost >= shop.daily_dollars * _MICRO:
        turn.desk.for_owner[items.LIMIT.key(day)] = (
            f"Today's budget for the model ({shop.daily_turns} turns, ${shop.daily_dollars:g}) is spent. Plain rules "
            "answer until midnight."
        )
        turn.model_use.is_over_budget = True
        return False
    return True


def _by_model(model: Model, turn: _Turn) -> Reply | None:
    """Return the model's reply, or code's confirmation of what the model did, or None if the rules should answer."""
    inbound, desk, office = turn.inbound, turn.desk, turn.office
    agent = Agent(
        model,
        hmac.digest(office.salt, inbound.phone.encode(), "sha256").hex() if office.salt else "",
        lambda: (turn.deadline - office.clock()).total_seconds(),
        _photo_urls(inbound, office),
    )
    turn.model_use.agent = agent
    text = ""
    try:
        text = _supported(agent.reply(desk, _history(turn)), turn)
    except AlreadyBookedError:
        raise
    except ModelLateError:
        has_answer = bool(desk.done or desk.read_back)
        if not has_answer and office.hand_over and office.hand_over(inbound, turn.claim):
            return Reply("", "later", turn.known.dialogue)
        turn.model_use.has_failed = True
    except Exception as error:  # Whatever goes wrong with the model, the rules can answer.
        if isinstance(error, StoreUnavailableError) and not desk.done:
            raise
        turn.model_use.has_failed = True
        log_error("model_unavailable", error, customer=turn.customer)
    finally:
        _count_cost(agent.cost, turn)
    if desk.done:
        return _confirmed(text, desk)
    if desk.read_back:
        return Reply(desk.words(desk.read_back), "model", _after_the_model(desk))
    if text:
        return Reply(_said_by_model(text, desk), "model", _after_the_model(desk))
    # The rules go by the question that they know was asked.
    own = desk.dialogue
    desk.dialogue = replace(
        turn.known.dialogue,
        language=own.language,
        discount_percent=own.discount_percent,
        remarks=own.remarks,
        held=own.held,
        handed_on=own.handed_on,
    )
    return None


def _after_the_model(desk: Desk) -> Dialogue:
    """Return the state that the model's tools have written: a question that was open before has been answered."""
    open_question = {"asked": "", "lead_ids": (), "options": (), "nudges": 0}
    answered = {name: none for name, none in open_question.items() if name not in desk.settled}
    return replace(desk.dialogue, **answered)  # type: ignore[arg-type]


def _said_by_model(text: str, desk: Desk) -> str:
    """Return the model's words as they are read, or heard."""
    return desk.words(say("fact", text=text)) if text and desk.is_call else text


def _supported(text: str, turn: _Turn) -> str:
    """Return the model's words if they may be sent, else ""."""
    desk = turn.desk
    wrong: list[str] = []
    if desk.needs_number and _DENIES_BOOKINGS.search(text):
        wrong.append("booking")
    if text:
        wrong += faults_of(text, desk, turn.inbound.text, turn.office.secrets, turn.office.numbers)
        wrong += _faults_by_ear(text, desk) if desk.is_call else []
    if wrong:
        faults = ",".join(sorted(set(wrong)))
        log("reply_replaced", level="WARNING", customer=turn.customer, faults=faults)
    return "" if wrong else text


def _faults_by_ear(text: str, desk: Desk) -> list[str]:
    """Return what makes the words unfit for this call: they are not in the voice's language."""
    language = understand(text, Dialogue(), desk.premises).language
    return [] if language in (None, desk.dialogue.language) else ["language"]


def _count_cost(cost: int, turn: _Turn) -> None:
    """Add the turn to the day's sum. If it cannot be counted, the customer still gets a reply."""
    try:
        turn.office.store.spend(turn.desk.premises.today, turns=1, cost=cost)
    except StoreUnavailableError as error:
        log_error("not_counted", error)


def _photo_urls(inbound: Inbound, office: Office) -> list[str]:
    if not (inbound.photos and office.photos):
        return []
    return [data_url(photo) for photo in office.photos.photos(inbound.photos, _PHOTO_SECONDS)]


def _history(turn: _Turn) -> Sequence[Message]:
    """Return what was said, with the inbound message at the end even if a later one was stored after it.

    While the session is still short, the customer's previous one comes before it.
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
    """Return code's confirmation of what was done, followed by the offer of an accessory or the model's words.

    Those are left out if they do not fit, and the model's also if they contain digits.
    """
    assert desk.done is not None  # noqa: S101  (for the type checker: the caller has looked)
    action, lead = desk.done
    said = confirmation(lead, desk.premises, action, desk.dialogue.language, desk.form)
    dialogue = _after_the_model(desk)
    if action == "booked" and (accessory := accessory_for(lead, desk.premises)):
        both = f"{said} {accessory_offered(*accessory, desk.premises, dialogue.language, desk.form)}"
        if not desk.is_call or _fits(both, desk):
            return Reply(both, "model", replace(dialogue, asked="upsell", lead_ids=(lead.lead_id,)))
    is_talk = bool(text) and not any(character.isdigit() for character in text)
    both = f"{said} {_said_by_model(text, desk)}"
    return Reply(both if is_talk and _fits(both, desk) else said, "model", dialogue)


def _fits(text: str, desk: Desk) -> bool:
    """Tell whether the text is short enough to be read, or heard."""
    if desk.is_call:
        return len(text.split()) <= LONGEST_HEARD
    return plain_text(text, desk.premises.shop.longest_reply) == text


def _commit(turn: _Turn, reply: Reply) -> None:
    """Store the reply and what belongs to it. Raises LeaseLostError, StoreUnavailableError."""
    records = _records(turn, reply)
    own = turn.desk.dialogue
    dialogue = replace(
        reply.dialogue,
        remarks=own.remarks,
        discount_percent=own.discount_percent,
        held=own.held,
        waits=_waits(turn, reply),
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


def _waits(turn: _Turn, reply: Reply) -> str:
    """Return what the visitor of the web chat wants once he has proved his number, in his words, unless he gives up."""
    desk = turn.desk
    if desk.has_asked_number or (desk.needs_number and reply.by == "model" and _ASKS_NUMBER.search(reply.text)):
        return turn.inbound.text
    before = turn.known.dialogue
    gives_up = _heard(turn).has("decline", "keep", "cancel")
    is_kept = desk.needs_number and before.session_id == turn.inbound.session_id and not gives_up
    return before.waits if is_kept else ""


def _records(turn: _Turn, reply: Reply) -> Records:
    """Return what is stored with the reply; for a number that has written too much this hour, only that fact."""
    records = turn.desk.records()
    if turn.office.owner_phone and not (turn.is_flood or turn.is_owners):
        handed_on = [one for one in reply.dialogue.handed_on if one not in turn.known.dialogue.handed_on]
        lead = records.lead or records.question
        lead_id = lead.lead_id if lead else ""
        asked = ask(turn.desk, turn.inbound, turn.office.store, handed_on, lead_id)
        records = replace(records, asked=tuple(asked))
    told = _told(turn)
    if turn.is_flood:
        records, told = Records(), {key: text for key, text in told.items() if items.LIMIT.holds(key)}
    records = replace(records, for_owner={**told, **_news(turn)})
    if turn.is_owners or not turn.office.owner_phone:  # What the owner writes himself is not news to him.
        records = replace(records, for_owner={})
    if _opts_out(turn):
        return replace(records, opted="out")
    return replace(records, opted="in") if _opts_in(turn) else records


def _told(turn: _Turn) -> dict[str, str]:
    """Return what the owner is told of the message; the key of what is urgent says that it is."""
    desk = turn.desk
    is_danger = {key: desk.is_urgent and key.startswith(desk.receipt.key) for key in desk.for_owner}
    return {items.DANGER.key(key) if is_danger[key] else key: text for key, text in desk.for_owner.items()}


def _news(turn: _Turn) -> dict[str, str]:
    """Return what the owner is told of what was done to a booking, and of a customer with one who wants no texts."""
    desk, shop = turn.desk, turn.office.shop
    found: list[OwnerEntry | None] = []
    if desk.done and (desk.has_acted or desk.done[0] == "booked"):
        action, lead = desk.done
        named = replace(lead, customer_name=lead.customer_name or desk.customer_name)
        found.append(of_booking(named, action, shop))
    if _opts_out(turn) and (leads := desk.open_leads()):
        found.append(of_opt_out(turn.inbound.phone, turn.inbound.text, leads[0], shop, desk.premises.today))
    return {entry.key: entry.text for entry in found if entry}


def _store_reply(turn: _Turn, reply: Reply, records: Records) -> None:
    """Commit. If another message has changed the dialogue in the meantime, keep its changes and add our grants."""
    store, inbound = turn.office.store, turn.inbound
    ours = [remark for remark in reply.dialogue.remarks if remark not in turn.known.dialogue.remarks]
    for _ in range(_TRIES):
        try:
            store.commit(inbound, turn.claim, reply, records, turn.office.clock())
        except StaleReadError:
            dialogue = _in_session(store.dialogue(inbound.customer), turn)
            granted = max(reply.dialogue.discount_percent if ours else 0, dialogue.discount_percent)
            dialogue = replace(dialogue, remarks=(*dialogue.remarks, *ours), discount_percent=granted)
            reply = replace(reply, dialogue=replace(dialogue, address=inbound.location or dialogue.address))
        else:
            return
    raise StoreUnavailableError("too many messages of this conversation at once; please try again")


def _in_session(dialogue: Dialogue, turn: _Turn) -> Dialogue:
    """Return the dialogue with the message's session as its last, unless a later session has begun since."""
    session_id, part = turn.inbound.session_id, turn.claim.part
    dialogue = replace(dialogue, source=turn.inbound.source if _is_text(turn.inbound) else dialogue.source)
    if dialogue.session_id < session_id:
        return replace(dialogue, session_id=session_id, earlier_session=dialogue.session_id, part=part)
    return replace(dialogue, part=max(part, dialogue.part)) if dialogue.session_id == session_id else dialogue

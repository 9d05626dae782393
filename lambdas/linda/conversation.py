"""A turn: one customer message in, one reply out, whatever the model does."""

import hmac
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from linda.agent import Agent, data_url, faults_of
from linda.booking import Calendar
from linda.confirmations import QUESTION, confirmation
from linda.desk import Desk
from linda.errors import (
    AlreadyBookedError,
    LeaseLostError,
    ModelLateError,
    StoreUnavailableError,
    TurnInFlightError,
)
from linda.logs import log, log_error
from linda.models import Claim, Draft, Inbound, Message, Receipt, Reply, Settled, Spent
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
from linda.receptionist import offer_upsell, reply_by_rules
from linda.replies import is_answered_by_twilio, is_opt_in, is_opt_out, plain_text
from linda.shop import Shop
from linda.slots import today

# Twilio gives up after 15 s. The whole turn takes 10: what the model leaves is for the rules, storing and the way back.
MODEL_SECONDS = 8.0
# An asynchronous turn has a minute in all.
MODEL_SECONDS_LATER = 40.0
_PHOTO_SECONDS = 3.0
_MICRO = 1_000_000


class Store(StateRepository, BookingRepository, TurnRepository, NoticeRepository, LeadIndex, Protocol):
    """All the repositories that a turn needs."""


@dataclass(frozen=True, slots=True)
class Office:
    """All that a turn needs beside the message.

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


@dataclass(frozen=True, slots=True)
class _Known:
    """What a turn reads before it decides."""

    state: dict[str, object]
    messages: Sequence[Message]
    draft: Draft
    messages_this_hour: int
    spent: Spent


def take_turn(inbound: Inbound, office: Office) -> Reply | None:
    """Answer the message once: claim it, decide, act, store the reply and return it.

    A message that was answered before gets the stored reply; one that another delivery is answering gets None, and one
    that an asynchronous turn will answer an empty reply by "later".
    """
    started = office.clock()
    with ThreadPoolExecutor(5) as pool:
        # Two round trips in all, this one and the commit: what is read does not depend on who has the turn.
        read = _read(pool, inbound, office, started)
        claim = office.store.claim(inbound, started)
        if isinstance(claim, Reply):
            return claim
        if not isinstance(claim, Claim):
            return None
        known = read()
    return _answer(inbound, claim, known, office, started, MODEL_SECONDS)


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
    if not isinstance(claim, Claim):
        raise TurnInFlightError("another delivery of the message is being answered")
    store, day = office.store, today(office.shop, started)
    draft = store.draft(inbound.session_id)
    messages = store.messages(inbound.session_id, draft.part)
    known = _Known(current(store.owner_state()), messages, draft, 0, store.spend(day))
    return _answer(inbound, claim, known, replace(office, hand_over=None), started, MODEL_SECONDS_LATER)


def _read(pool: ThreadPoolExecutor, inbound: Inbound, office: Office, now: datetime) -> Callable[[], _Known]:
    """Start to read all that a turn needs, at the same time; the result waits for it."""
    store, day = office.store, today(office.shop, now)
    state = _start(pool, lambda: current(store.owner_state()))
    messages = _start(pool, lambda: store.messages(inbound.session_id))
    draft = _start(pool, lambda: store.draft(inbound.session_id))
    hour = f"MESSAGES#{now.astimezone(UTC):%Y-%m-%dT%H}#{inbound.phone}"
    count = _start(pool, lambda: store.count(hour, now + timedelta(hours=2)))
    spent = _start(pool, lambda: store.spend(day, turns=1 if office.model else 0))
    opted = _start(pool, lambda: _remember_wish(inbound, store, now))

    def known() -> _Known:
        opted.result()
        part = draft.result().part
        # A conversation that has outgrown its item is the rare one that is read one more time.
        said = store.messages(inbound.session_id, part) if part > 1 else messages.result()
        return _Known(state.result(), said, draft.result(), count.result(), spent.result())

    return known


def _start[T](pool: ThreadPoolExecutor, call: Callable[[], T]) -> Future[T]:
    return pool.submit(copy_context().run, call)  # so that its log lines carry the turn's id


def _remember_wish(inbound: Inbound, store: Store, now: datetime) -> None:
    """Remember an opt-out or an opt-in: however often, it is the same."""
    if is_opt_out(inbound.text):
        store.opt_out(inbound.phone, now)
    elif is_opt_in(inbound.text):
        store.opt_in(inbound.phone)


def _answer(
    inbound: Inbound, claim: Claim, known: _Known, office: Office, started: datetime, model_seconds: float
) -> Reply | None:
    calendar = Calendar(office.shop, known.state, started, office.store, holder=inbound.session_id)
    receipt = Receipt(inbound.receipt_key, lease_until=claim.lease_until)
    desk = Desk(calendar, office.store, inbound.phone, inbound.source, receipt, known.draft)
    reply = _taken_over(claim, desk)
    try:
        if reply is None:
            reply = _decide(inbound, claim, known, desk, office, started + timedelta(seconds=model_seconds))
        reply = replace(reply, text=plain_text(reply.text, office.shop.longest_reply))
        if reply.by != "later":
            _commit(inbound, claim, reply, desk, office)
    except (LeaseLostError, AlreadyBookedError):  # Who has taken the turn over answers it.
        log("turn_taken_over", customer=mask_phone(inbound.phone))
        return None
    log("turn_answered", customer=mask_phone(inbound.phone), by=reply.by, source=inbound.source)
    return reply


def _taken_over(claim: Claim, desk: Desk) -> Reply | None:
    """Return the confirmation of what the delivery that this one takes over from has done, if it has done anything."""
    lead = desk.store.lead(claim.lead_id) if claim.lead_id else None
    if lead is None:
        return None
    desk.done = (claim.action, lead)
    if lead.repair_type == QUESTION:
        desk.ask_owner(lead.notes)  # The owner has not been told yet.
    return Reply(confirmation(lead, desk.calendar, claim.action), "rules")


def _decide(inbound: Inbound, claim: Claim, known: _Known, desk: Desk, office: Office, deadline: datetime) -> Reply:
    """Return the model's reply if it is there in time and true, else the rules receptionist's."""
    shop, state = office.shop, known.state
    if is_answered_by_twilio(inbound.text):
        return Reply("", "rules", known.draft)
    if not state["ai_answers_sms"]:
        return Reply(f"Thanks for your message! {shop.owner} will text you back himself.", "rules", known.draft)
    if inbound.photos:
        desk.note(f"Sent {len(inbound.photos)} photo{'s' * (len(inbound.photos) > 1)}")
    if office.model and (inbound.text.strip() or inbound.photos) and _is_within_limits(inbound, known, desk):
        agent = Agent(
            office.model,
            hmac.digest(office.salt, inbound.phone.encode(), "sha256").hex(),
            lambda: (deadline - office.clock()).total_seconds(),
            _photo_urls(inbound, office),
        )
        try:
            text = agent.reply(desk, _history(inbound, known.messages))
        except ModelLateError:
            text = ""
            if not desk.done and office.hand_over and office.hand_over(inbound, claim):
                return Reply("", "later", known.draft)
        except StoreUnavailableError:
            raise
        except Exception as error:  # Whatever is wrong on the model's side, the rules can answer.
            log_error("model_unavailable", error, customer=mask_phone(inbound.phone))
            text = ""
        finally:
            if agent.cost:
                office.store.spend(today(shop, desk.calendar.now), cost=agent.cost)
        wrong = faults_of(text, desk, inbound.text, office.secrets, office.numbers) if text else []
        if wrong:
            log(
                "reply_replaced",
                level="WARNING",
                customer=mask_phone(inbound.phone),
                faults=",".join(sorted(set(wrong))),
            )
        if desk.done:
            return _confirmed("" if wrong else text, desk)
        if text and not wrong:
            # What the model has talked about, the rules do not know: their own offers are out of date.
            return Reply(text, "model", replace(desk.draft, wanted_day=None, wanted_time=None, offered=(), asked=""))
    return reply_by_rules(inbound.text, desk)


def _is_within_limits(inbound: Inbound, known: _Known, desk: Desk) -> bool:
    """Tell if the model may be asked. At a limit the owner is told, once a day for the shop and for each number."""
    shop, day = desk.calendar.shop, desk.calendar.today
    if known.messages_this_hour > shop.messages_an_hour:
        desk.for_owner[f"LIMIT#{day}#{inbound.phone}"] = (
            f"{inbound.phone} has sent more than {shop.messages_an_hour} messages in an hour. Plain rules answer it."
        )
        return False
    if known.spent.turns > shop.daily_turns or known.spent.cost >= shop.daily_dollars * _MICRO:
        desk.for_owner[f"LIMIT#{day}"] = (
            f"Today's budget for the model ({shop.daily_turns} turns, ${shop.daily_dollars:g}) is spent. Plain rules "
            "answer until midnight."
        )
        return False
    return True


def _photo_urls(inbound: Inbound, office: Office) -> list[str]:
    if not (inbound.photos and office.photos):
        return []
    return [data_url(photo) for photo in office.photos.photos(inbound.photos, _PHOTO_SECONDS)]


def _history(inbound: Inbound, messages: Sequence[Message]) -> Sequence[Message]:
    """Return the messages with the inbound one at the end, where a later message may have come before it."""
    asked = Message("user", inbound.content, inbound.received_at.isoformat())
    stored = next((m for m in reversed(messages) if (m.role, m.content) == (asked.role, asked.content)), None)
    return [*(message for message in messages if message is not stored), asked]


def _confirmed(text: str, desk: Desk) -> Reply:
    """Return code's confirmation of what was done, and the model's words after it if they count nothing."""
    assert desk.done is not None  # noqa: S101  (for the type checker: the caller has looked)
    action, lead = desk.done
    offered = offer_upsell(Reply(confirmation(lead, desk.calendar, action), "model"), desk)
    is_talk = bool(text) and not any(character.isdigit() for character in text) and not offered.draft.asked
    both = f"{offered.text} {text}"
    fits = plain_text(both, desk.calendar.shop.longest_reply) == both
    return replace(offered, text=both) if is_talk and fits else offered


def _commit(inbound: Inbound, claim: Claim, reply: Reply, desk: Desk, office: Office) -> None:
    """Store the reply and what belongs to it. Raises LeaseLostError, StoreUnavailableError."""
    records = desk.records()
    own = desk.draft
    draft = replace(reply.draft, remarks=own.remarks, discount_percent=own.discount_percent, held=own.held)
    try:
        office.store.commit(inbound, claim, replace(reply, draft=draft), records, office.clock())
    except StoreUnavailableError as error:
        if not desk.done:
            raise
        # What is booked is booked: its confirmation is worth more than its place in the conversation.
        log_error("reply_not_stored", error, customer=mask_phone(inbound.phone))

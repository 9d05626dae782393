"""The texts that we send by ourselves, a confirmation and two reminders: when each is due, what it says, and that it
goes out once.

Whoever claims a notice has two minutes to send it. If the outcome is then unknown (a crash, a timeout), the next sweep
takes over the claim, and first asks Twilio whether the text is already on its way.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Literal, Protocol

from linda import items
from linda.booking import is_proved, slot_of, start_of
from linda.bulletin import told_state
from linda.closures import asked, is_kept, stands_on_closed_time
from linda.errors import (
    MessageRefusedError,
    MessengerUnavailableError,
    OptedOutError,
    StaleReadError,
    StoreUnavailableError,
)
from linda.logs import cause_of, log, log_error
from linda.metrics import Metric
from linda.models import (
    ANY_TIME,
    ROUTINE,
    Action,
    Dialogue,
    Lead,
    LeadStatus,
    NewsKind,
    NoticeClaim,
    NoticeResult,
    NoticeStanding,
    OutboxEntry,
    OwnerEntry,
    Push,
    PushKind,
    Slot,
    is_number,
)
from linda.news import not_told
from linda.phones import mask_phone, region_of
from linda.ports import (
    BookingRepository,
    CounterRepository,
    Messenger,
    NoticeRepository,
    PushRepository,
    StateRepository,
    TurnRepository,
)
from linda.replies import one_line, plain_text
from linda.responses.compose import compose, say
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.slots import is_quiet, today

NoticeKind = Literal["confirmation", "moved", "cancelled", "day_before", "two_hours_before"]
Outcome = Literal[
    NoticeResult,
    NoticeStanding,
    "done",
    "unavailable",
    "not_due",
    "not_our_region",
    "quiet",
    "waits",
    "in_chat",
    "error",
]
# Gives the owner's state, with the closures that he has told.
type StateReader = Callable[[], Mapping[str, object]]

_NOTICES: Mapping[Action, NoticeKind] = {"booked": "confirmation", "moved": "moved", "cancelled": "cancelled"}
# What Twilio has not taken now may be tried again, and count again.
_METRICS: Mapping[Outcome, Mapping[Metric, float]] = {
    "sent": {"TextsSent": 1},
    "refused": {"TextsFailed": 1},
    "unavailable": {"TextsFailed": 1},
}
# A reminder is due from this long before the start until the next one is due.
_DAY_BEFORE, _TWO_HOURS_BEFORE = timedelta(hours=24), timedelta(hours=2)
# Shorter than the five minutes between two sweeps, so that the next one may send what the last one could not.
LEASE = timedelta(minutes=2)
# What must be left of a lease when a text is sent: more than Twilio's client waits, so that the lease outlasts it.
_TO_SEND = timedelta(seconds=30)
# The function ends after 60 seconds; what a sweep does not get to is left for the next one.
_LONGEST_SWEEP = timedelta(seconds=30)
# A text to a customer has at most two segments; four tell the owner more at once.
_LONGEST_DIGEST = 600
_SEPARATOR = " / "
_AND_MORE = f"{_SEPARATOR}and {{}} more: text LEADS"
_MOST_IN_A_TEXT = 50
# So many texts go to the owner in so long; what is routine and comes thicker waits. Texts about more customers than
# that at once are one text. Danger, and the morning's list, go out by themselves.
_MOST_TOLD, _TOLD_WITHIN = 3, timedelta(minutes=10)
_PRESSING: frozenset[NewsKind] = frozenset(["danger", "digest"])
_TRIES = 5
# Whether the owner must know that a text has never arrived: he has written it, or done what it tells, and counts on it.
OWNER_COUNTS_ON: Mapping[PushKind | NoticeKind, bool] = {
    "relay": True,
    "answer": True,
    "move": True,
    "kept": True,
    "ready": True,
    "completed": True,
    "moved": True,
    "cancelled": True,
    "unanswered": False,  # The question still waits for him.
    "review": False,
    "confirmation": False,  # Who booked knows it.
    "day_before": False,
    "two_hours_before": False,
}
# How a text can end that has not arrived and never will, as he is told.
UNSENT: Mapping[Outcome, str] = {
    "refused": "cannot be delivered",
    "opted_out": "was not sent, because that number wants no texts from us",
    "not_our_region": "was not sent, because we text no numbers of that country",
    "withheld": "was not sent, because of today's limit of texts to numbers that nobody has proved",
}
_TO_BE_TRIED_AGAIN: tuple[Outcome, ...] = ("in_flight", "unavailable")
_LONGEST_QUOTE = 100
# What a text says of a booking must still be so when it goes out. What was undone waits, and is then sent once.
_TOLD_STATUS: Mapping[PushKind, LeadStatus] = {"ready": "ready", "completed": "completed", "review": "completed"}
_GONE_ON: tuple[LeadStatus, ...] = ("completed", "no_show", "cancelled")
# A sweep reads the owner's state once, and again only if it takes longer than this: what he closes is not confirmed.
_STATE_HOLDS = timedelta(seconds=2)


class Store(
    StateRepository,
    BookingRepository,
    CounterRepository,
    NoticeRepository,
    PushRepository,
    TurnRepository,
    Protocol,
):
    """Bookings, conversations, what has been texted about them, and how often; and the owner's state."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Everything needed to send notices. Without `owner_phone` (E.164) the owner is told nothing."""

    shop: Shop
    store: Store
    messenger: Messenger
    clock: Callable[[], datetime]
    owner_phone: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One text about one booking, at the slot that the booking has now."""

    lead: Lead
    kind: NoticeKind

    @property
    def key(self) -> str:
        """The key of its receipt: a booking that has moved has other notices.

        What was done to it again, such as a second cancellation of what the owner had taken back, is told again.
        """
        lead, slot = self.lead, slot_of(self.lead)
        is_again = self.kind in _NOTICES.values() and lead.revision > 1
        at = f"{slot.day}T{slot.at:%H:%M}"
        return items.NOTICE.key(lead.lead_id, self.kind, at, *([lead.revision] if is_again else []))


def booking_notice(lead: Lead, slot: Slot, now: datetime, shop: Shop, action: Action = "booked") -> Notice | None:
    """Return the notice of what was done to a booking, unless it has since ended, begun or moved from its slot."""
    starts = start_of(lead, shop)
    status = "cancelled" if action == "cancelled" else "booked"
    is_due = lead.status == status and starts is not None and slot_of(lead) == slot and now < starts
    return Notice(lead, _NOTICES[action]) if is_due else None


def reminder(lead: Lead, now: datetime, shop: Shop) -> Notice | None:
    """Return the reminder that is due, if one is.

    A reminder whose moment had passed when the booking was made or moved is never due.
    """
    starts = start_of(lead, shop)
    if lead.status != "booked" or starts is None:
        return None
    made = datetime.fromtimestamp(lead.updated_at or lead.created_at, UTC)
    if starts - _TWO_HOURS_BEFORE <= now < starts:
        return Notice(lead, "two_hours_before") if made <= starts - _TWO_HOURS_BEFORE else None
    if starts - _DAY_BEFORE <= now < starts:
        return Notice(lead, "day_before") if made <= starts - _DAY_BEFORE else None
    return None


def text_of(notice: Notice, shop: Shop) -> str:
    """Return what the notice says: one SMS, without any words that the customer wrote.

    It is in the customer's language, and never changes, so that a text that was sent can be recognized: no "today", no
    "tomorrow". Nor must it ask for the word "cancel": Twilio takes that word alone for an opt-out.
    """
    lead = notice.lead
    return compose([say(f"notice_{notice.kind}", lead=lead)], Speaker(shop, slot_of(lead).day, lead.language or "en"))


def outbox_entry(lead: Lead) -> OutboxEntry:
    """Return the entry that was put into the outbox when the lead was booked."""
    return OutboxEntry(lead.lead_id, slot_of(lead))


def send_due_notices(sender: Sender) -> Counter[Outcome]:
    """Send every notice that is due, and count the outcomes. Trouble with one booking does not affect the others.

    Nothing but what is urgent goes out at night; what was due then goes out in the morning.
    """
    started = sender.clock()
    outcomes: Counter[Outcome] = Counter()
    state = _state_reader(sender)
    due = chain(_pushes(sender, state), _for_owner(sender, state, only_danger=_is_quiet(sender, started)))
    if not _is_quiet(sender, started):
        due = chain(due, _confirmations(sender, state), _reminders(sender, state, started))
    for send in due:
        if sender.clock() - started > _LONGEST_SWEEP:
            break
        try:
            outcomes[send()] += 1
        except Exception as error:
            log_error("notice_failed", error)
            outcomes["error"] += 1
    return outcomes


def _is_quiet(sender: Sender, now: datetime) -> bool:
    return is_quiet(now.astimezone(sender.shop.time_zone).time(), sender.shop)


def _for_owner(sender: Sender, state: StateReader, *, only_danger: bool) -> Iterator[Callable[[], Outcome]]:
    """Combine what the owner has to know about each customer, so that each sweep texts him once about each.

    If it is about many customers, all of it is one text. What does not fit waits for the next sweep, and what he has
    turned off is dropped, like the list of another morning. While he has opted out, all of it waits.
    """
    if not sender.owner_phone:
        return
    waits = sender.store.owner_entries()
    if not waits or _has_owner_opted_out(sender):
        return
    unwanted, list_of_today = not_told(state()), items.DIGEST.key(today(sender.shop, sender.clock()))
    dropped: list[OwnerEntry] = []
    batches: dict[tuple[str, ...], OwnerEntry] = {}
    new: dict[str, list[OwnerEntry]] = {}  # by customer
    for entry in waits:
        if (only_danger and entry.kind != "danger") or not entry.text:
            continue
        if entry.batch:
            batches.setdefault(entry.batch, entry)
        elif entry.kind in unwanted or (entry.kind == "digest" and entry.key != list_of_today):
            dropped.append(entry)
        else:
            new.setdefault(entry.customer or entry.key, []).append(entry)
    # A customer's new entries wait until the last text about him is out.
    texts = [entries for entry in batches.values() if (entries := sender.store.owner_batch(entry))]
    waiting = {entry.customer for entries in texts for entry in entries}
    for entries in filter(None, texts):
        yield partial(_tell_owner_by_day, sender, entries, _tell_owner)
    sender.store.clear_owner_entries(dropped[:_MOST_IN_A_TEXT])
    groups = [entries for customer, entries in new.items() if customer not in waiting]
    pressing = [entries for entries in groups if any(entry.kind in _PRESSING for entry in entries)]
    for entries in pressing:
        yield partial(_tell_owner_by_day, sender, entries, _tell_owner_first)
    others = [entries for entries in groups if entries not in pressing]
    for entries in [list(chain(*others))] if len(others) > _MOST_TOLD else others:
        yield partial(_tell_owner_by_day, sender, entries, _tell_owner_in_time)


def _tell_owner_by_day(
    sender: Sender, entries: Sequence[OwnerEntry], tell: Callable[[Sender, Sequence[OwnerEntry]], Outcome]
) -> Outcome:
    """Text the owner, unless the night has begun during the sweep: then only danger goes out."""
    if _is_quiet(sender, sender.clock()) and all(entry.kind != "danger" for entry in entries):
        return "quiet"
    return tell(sender, entries)


def _tell_owner_in_time(sender: Sender, entries: Sequence[OwnerEntry]) -> Outcome:
    """Text the owner. What is routine waits if he has had many texts in these ten minutes, and goes out with the rest.

    A customer who waits for an answer does not wait because of others' bookings.
    """
    now = sender.clock()
    nth = int(now.timestamp() // _TOLD_WITHIN.total_seconds())
    told = sender.store.count(items.TEXTS.key("owner", nth), now + items.TEXTS.kept)
    if told > _MOST_TOLD and all(entry.kind in ROUTINE for entry in entries):
        return "waits"
    return _tell_owner_first(sender, entries)


def tell_owner_now(sender: Sender, entries: Sequence[OwnerEntry]) -> Outcome:
    """Text the owner at once what is waiting for him, day or night; the next sweep sends what fails."""
    return "opted_out" if _has_owner_opted_out(sender) else _tell_owner_first(sender, entries)


def _has_owner_opted_out(sender: Sender) -> bool:
    has_opted_out = sender.store.has_opted_out(sender.owner_phone)
    if has_opted_out:
        log("owner_not_told", level="WARNING", outcome="opted_out")
    return has_opted_out


def _tell_owner_first(sender: Sender, entries: Sequence[OwnerEntry]) -> Outcome:
    """Store which entries go out as one text, and send it, so that after a crash Twilio can be asked for exactly this.

    If two sweeps run at once, the first to store it sends.
    """
    chosen = _that_fit(entries)
    if not sender.store.batch_owner_entries(chosen):
        return "in_flight"
    batch = tuple(entry.key for entry in chosen)
    return _tell_owner(sender, [replace(entry, batch=batch) for entry in chosen])


def _tell_owner(sender: Sender, entries: Sequence[OwnerEntry]) -> Outcome:
    """Text the owner, and take the entries out of the outbox unless the text is to be tried again.

    What he does not get because he has opted out waits until he opts in. The text's receipt is for all entries of the
    batch, whatever a sweep may see of it, so that none counts as sent because of another text, and none is sent twice.
    """
    keys = " ".join(sorted(entries[0].batch))
    receipt = items.TOLD.key(hashlib.sha256(keys.encode()).hexdigest()[:32])
    outcome = send_once(sender, receipt, sender.owner_phone, digest(entries), kind="for_owner")
    if outcome not in (*_TO_BE_TRIED_AGAIN, "opted_out"):
        sender.store.clear_owner_entries(entries)
    if outcome in ("not_our_region", "opted_out"):
        log("owner_not_told", level="WARNING", outcome=outcome)
    return outcome


def _that_fit(entries: Sequence[OwnerEntry]) -> Sequence[OwnerEntry]:
    """Return as many of the entries as fit into one text, at least one; what is routine may be just counted in it."""
    ordered = _ordered(entries)[:_MOST_IN_A_TEXT]
    fits = _fitting(ordered)
    return ordered if all(entry.kind in ROUTINE for entry in ordered[fits:]) else ordered[:fits]


def digest(entries: Sequence[OwnerEntry]) -> str:
    """Return the entries as one text, which is the same at each try."""
    ordered = _ordered(entries)
    fits = _fitting(ordered)
    more = _AND_MORE.format(len(ordered) - fits) if fits < len(ordered) else ""
    return plain_text(_joined(ordered[:fits]) + more, _LONGEST_DIGEST)


def _ordered(entries: Sequence[OwnerEntry]) -> list[OwnerEntry]:
    """Return the entries as they are told: danger first, what is routine last, questions by their numbers."""
    return sorted(entries, key=lambda entry: (entry.kind in ROUTINE, entry.kind != "danger", _number(entry), entry.key))


def _number(entry: OwnerEntry) -> int:
    found = re.match(r"([0-9]{1,9})\) ", entry.text) if entry.kind == "question" else None
    return int(found[1]) if found else 0


def _fitting(entries: Sequence[OwnerEntry]) -> int:
    """Return how many of the first entries fit into one text, at least one."""
    if len(_joined(entries)) <= _LONGEST_DIGEST:
        return len(entries)
    fits = max(1, len(entries) - 1)
    while fits > 1 and len(_joined(entries[:fits]) + _AND_MORE) > _LONGEST_DIGEST:
        fits -= 1
    return fits


def _joined(entries: Sequence[OwnerEntry]) -> str:
    # What a customer has written twice is told once.
    return _SEPARATOR.join(dict.fromkeys(_folded(entry.text) for entry in entries))


def _folded(text: str) -> str:
    """Return the text of an entry without the separator, so that a customer's words cannot look like another entry."""
    return re.sub(r" */ *", "/", plain_text(one_line(text, _LONGEST_DIGEST), _LONGEST_DIGEST))


def _pushes(sender: Sender, state: StateReader) -> Iterator[Callable[[], Outcome]]:
    for push in sender.store.pushes():
        yield partial(send_push, sender, push, state)


def send_push(sender: Sender, push: Push, state: StateReader | None = None) -> Outcome:
    """Send the text to the customer; first it becomes a part of the conversation, which his answer may come into.

    A customer of the web chat has no number: he sees it there. `state` reads the owner's state.
    """
    has_number = is_number(push.phone)
    if has_number and not push.is_urgent and _is_quiet(sender, sender.clock()):
        return "quiet"
    if push.kind == "move" and not _is_still_asked(sender, push, state or _state_reader(sender)):
        sender.store.drop_push(push)
        return "not_due"
    if push.kind == "kept" and not _is_still_kept(sender, push):
        sender.store.drop_push(push)
        return "not_due"
    if push.kind in _TOLD_STATUS:
        lead = sender.store.lead(push.lead_id)
        if lead and lead.status != _TOLD_STATUS[push.kind]:
            if lead.status in _GONE_ON:
                sender.store.clear_push(push)
            return "not_due"
    if not _is_recorded(sender, push):
        raise StoreUnavailableError("too many messages of this conversation at once; please try again")
    if not has_number:
        sender.store.clear_push(push)
        return "in_chat"
    may_send = always if push.is_proved else partial(is_within_limits, sender, push.phone)
    key = items.NOTICE.key("push", push.key)
    outcome = send_once(sender, key, push.phone, push.text, kind=push.kind, channel=push.channel, may_send=may_send)
    _tell_if_unsent(sender, outcome, push.kind, key, push.phone, push.text)
    if outcome not in _TO_BE_TRIED_AGAIN:
        sender.store.clear_push(push)
    return outcome


def _tell_if_unsent(
    sender: Sender, outcome: Outcome, kind: PushKind | NoticeKind, key: str, phone: str, text: str
) -> None:
    """Have the owner told, once for each key, that a text on which he counts has never arrived.

    Whoever calls this settles the text only afterwards: if a crash comes between, the next sweep gets the same outcome.
    """
    if sender.owner_phone and OWNER_COUNTS_ON[kind] and outcome in UNSENT:
        told = f'The text to {phone} {UNSENT[outcome]}: "{one_line(text, _LONGEST_QUOTE)}"'
        sender.store.tell_owner(OwnerEntry(key, told, phone), sender.clock())


def _is_still_asked(sender: Sender, push: Push, state: StateReader) -> bool:
    """Tell whether the booking still stands on the closed time; in the night, much can happen to it."""
    lead = sender.store.lead(push.lead_id)
    return lead is not None and push.remark == asked(lead) and stands_on_closed_time(lead, state(), sender.shop)


def _is_still_kept(sender: Sender, push: Push) -> bool:
    """Tell whether the booking is still at the time that the owner keeps: the customer may have picked another."""
    lead = sender.store.lead(push.lead_id)
    return lead is not None and lead.status == "booked" and is_kept(lead)


def _is_recorded(sender: Sender, push: Push) -> bool:
    store, now = sender.store, sender.clock()
    lead = store.lead(push.lead_id) if push.lead_id and (push.remark or push.discount_percent) else None
    for _ in range(_TRIES):
        read = store.dialogue(push.phone)
        session_id = f"{push.phone}-{today(sender.shop, now)}"
        dialogue = _in_session(_after(push, read, is_on_lead=lead is not None), session_id)
        try:
            store.record_push(push, session_id, dialogue, lead, now)
        except StaleReadError:
            continue
        return True
    return False


def _after(push: Push, dialogue: Dialogue, *, is_on_lead: bool) -> Dialogue:
    """Return the dialogue once the customer has the text: its question is open; what it grants waits for a booking."""
    if push.asked:
        ids = (push.lead_id,) if push.lead_id else ()
        dialogue = replace(dialogue, asked=push.asked, options=push.options, lead_ids=ids, nudges=0)
        dialogue = replace(dialogue, day=None, at=None, window=ANY_TIME)  # Those of another question.
    if push.kind == "kept" and dialogue.asked == "move time" and push.lead_id in dialogue.lead_ids:
        dialogue = replace(dialogue, asked="", options=(), lead_ids=(), nudges=0)  # It is settled.
    dialogue = replace(dialogue, handed_on=tuple(one for one in dialogue.handed_on if one not in push.settles))
    if is_on_lead:
        return dialogue
    remarks = (*dialogue.remarks, push.remark) if push.remark else dialogue.remarks
    return replace(dialogue, remarks=remarks, discount_percent=push.discount_percent or dialogue.discount_percent)


def _in_session(dialogue: Dialogue, session_id: str) -> Dialogue:
    if dialogue.session_id >= session_id:
        return dialogue
    return replace(dialogue, session_id=session_id, earlier_session=dialogue.session_id, part=1)


def _confirmations(sender: Sender, state: StateReader) -> Iterator[Callable[[], Outcome]]:
    for entry in sender.store.outbox_entries():
        yield partial(send_confirmation, sender, entry, state)


def _reminders(sender: Sender, state: StateReader, now: datetime) -> Iterator[Callable[[], Outcome]]:
    """Go through the days that the next 24 hours touch: three, in the night before the clocks go forward."""
    zone = sender.shop.time_zone
    day, last = now.astimezone(zone).date(), (now.astimezone(UTC) + _DAY_BEFORE).astimezone(zone).date()
    while day <= last:
        for lead_id in sender.store.day(day).taken.values():
            yield partial(_send_reminder, sender, lead_id, state)
        day += timedelta(days=1)


def send_confirmation(sender: Sender, entry: OutboxEntry, state: StateReader | None = None) -> Outcome:
    """Send the confirmation, and take it out of the outbox unless it is to be tried again.

    `state` reads the owner's state.
    """
    if _is_quiet(sender, sender.clock()):
        return "quiet"
    lead = sender.store.lead(entry.lead_id)
    notice = booking_notice(lead, entry.slot, sender.clock(), sender.shop, entry.action) if lead else None
    if notice and stands_on_closed_time(notice.lead, (state or _state_reader(sender))(), sender.shop):
        notice = None  # Nobody is told that it is fine.
    outcome = _send(sender, notice) if notice else "not_due"
    if outcome not in _TO_BE_TRIED_AGAIN:
        sender.store.clear_outbox(entry)
    return outcome


def _state_reader(sender: Sender) -> StateReader:
    """Return what gives the owner's state, with the closures that he has told, and reads it again once it is old."""
    state: Mapping[str, object] = {}
    read_at: datetime | None = None

    def read() -> Mapping[str, object]:
        nonlocal state, read_at
        now = sender.clock()
        if read_at is None or now - read_at > _STATE_HOLDS:
            state, read_at = told_state(sender.store.owner_state(), sender.shop, now), now
        return state

    return read


def _send_reminder(sender: Sender, lead_id: str, state: StateReader) -> Outcome:
    if _is_quiet(sender, sender.clock()):
        return "quiet"
    lead = sender.store.lead(lead_id)
    notice = reminder(lead, sender.clock(), sender.shop) if lead else None
    if notice is None or stands_on_closed_time(notice.lead, state(), sender.shop):
        return "not_due"
    return _send(sender, notice)


def _send(sender: Sender, notice: Notice) -> Outcome:
    lead, text = notice.lead, text_of(notice, sender.shop)
    may_send = always if is_proved(lead) else partial(is_within_limits, sender, lead.phone)
    outcome = send_once(sender, notice.key, lead.phone, text, kind=notice.kind, may_send=may_send)
    _tell_if_unsent(sender, outcome, notice.kind, notice.key, lead.phone, text)
    return outcome


def always() -> bool:
    """Withhold nothing."""
    return True


def is_within_limits(sender: Sender, phone: str) -> bool:
    """Count a text to an unproved number; at the day's limit, tell the owner."""
    shop, now = sender.shop, sender.clock()
    day, expires_at = today(shop, now), now + items.TEXTS.kept
    if sender.store.count(items.TEXTS.key(day, phone), expires_at) > shop.daily_unproved_texts_a_number:
        return False
    if sender.store.count(items.TEXTS.key(day), expires_at) <= shop.daily_unproved_texts:
        return True
    told = (
        f"More than {shop.daily_unproved_texts} texts to numbers that nobody has proved today. Bookings go on, "
        "without further confirmations and reminders to such numbers today."
    )
    sender.store.tell_owner(OwnerEntry(items.LIMIT.key(day, "texts"), told), now)
    log("limit_reached", limit="texts", metrics={"BudgetReached": 1})
    return False


def send_once(
    sender: Sender,
    key: str,
    phone: str,
    text: str,
    *,
    kind: str,
    channel: str = "",
    lease: timedelta = LEASE,
    may_send: Callable[[], bool] = always,
) -> Outcome:
    """Send the text unless the one with this key has been sent ("done") or is being sent.

    One that could not be sent has the same outcome each time. `may_send` is asked once for each text: a text that it
    withholds is never sent.
    """
    store = sender.store
    if region_of(phone) not in sender.shop.texts_go_to:
        return "not_our_region"
    # A customer who asks us something wants the answer. If the carrier has opted out the number, Twilio refuses.
    if kind != "reply" and store.has_opted_out(phone):
        return "opted_out"
    now = sender.clock()
    claim = store.claim_notice(key, now, now + lease)
    if not isinstance(claim, NoticeClaim):
        return "done" if claim == "sent" else claim
    outcome: Outcome
    if claim.taken_over_from is None and not may_send():
        outcome, reason = "withheld", ""
    else:
        outcome, reason = _hand_over(sender, phone, text, channel, claim)
    match outcome:
        case "opted_out":
            store.opt_out(phone, sender.clock())
            if phone != sender.owner_phone:  # He gets it once he has opted in again.
                store.finish_notice(key, outcome)
        case "sent" | "refused" | "withheld":
            store.finish_notice(key, outcome)
    metrics = _METRICS.get(outcome, {})
    log("notice", kind=kind, customer=mask_phone(phone), outcome=outcome, reason=reason, metrics=metrics)
    return outcome


def _hand_over(sender: Sender, phone: str, text: str, channel: str, claim: NoticeClaim) -> tuple[Outcome, str]:
    """Hand the text to Twilio, unless an earlier claim has done so; return the outcome and its cause."""
    messenger = sender.messenger
    try:
        if claim.taken_over_from and messenger.was_sent(phone, text, claim.taken_over_from, channel=channel):
            return "sent", "found_at_twilio"
        if sender.clock() > claim.until - _TO_SEND:
            return "in_flight", "too_late"
        messenger.send(phone, text, channel=channel)
    except OptedOutError as error:
        return "opted_out", cause_of(error)
    except MessageRefusedError as error:
        return "refused", cause_of(error)
    except MessengerUnavailableError as error:
        return "unavailable", cause_of(error)
    return "sent", ""

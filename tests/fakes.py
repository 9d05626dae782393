"""Working fakes of the ports: what the tables and the model do, in memory."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from linda.booking import slot_of
from linda.errors import AlreadyBookedError, LeaseLostError, SlotHeldError, SlotTakenError, StaleReadError
from linda.models import (
    Action,
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
    is_number,
)
from linda.owner_state import state_after, version_of
from linda.ports import ModelAnswer
from linda.slots import is_held

LEASE = timedelta(seconds=20)
LATER_LEASE = timedelta(seconds=60)


class MemoryStore:
    """All the repositories, in dictionaries. One method call is one transaction."""

    def __init__(self) -> None:
        self.state: dict[str, object] = {}
        self.leads: dict[str, Lead] = {}
        self.others: dict[str, Lead] = {}  # leads that are there and in no test's way
        self.days: dict[date, Day] = {}
        self.numbers: dict[str, OpenBookings] = {}
        self.receipts: dict[str, Receipt] = {}
        self.outbox: dict[str, Slot] = {}
        self.notices: dict[str, datetime | NoticeResult] = {}
        self.first_claims: dict[str, datetime] = {}
        self.opt_outs: set[str] = set()
        self.counters: Counter[str] = Counter()
        self.chats: dict[str, list[Message]] = {}
        self.conversations: list[Conversation] = []  # as the owner is shown them
        self.dialogues: dict[str, Dialogue] = {}
        self.turns: dict[str, Claim | Reply] = {}
        self.actions: dict[str, Action] = {}
        self.later: set[str] = set()
        self.since: dict[str, int] = {}
        self.spent: dict[date, Spent] = {}
        self.for_owner: dict[str, OwnerEntry] = {}
        self.told: set[str] = set()
        self.batches: dict[tuple[str, ...], list[OwnerEntry]] = {}
        self.deleted: set[str] = set()
        self.inbound: dict[str, Inbound] = {}
        self.calls: dict[str, tuple[str, Call]] = {}
        self.ended_calls: set[str] = set()
        self.pending_calls: set[str] = set()
        self.counted_calls: dict[str, CallCount] = {}
        self.actions_to_text: dict[str, Action] = {}
        self.history: dict[int, PastChange] = {}
        self.line = OwnerLine()
        self.questions: dict[int, OwnerQuestion] = {}
        self.waiting_pushes: dict[str, Push] = {}
        self.recorded_pushes: set[str] = set()
        self.past_pushes: set[str] = set()
        self.visits: dict[str, Visit] = {}

    def owner_state(self) -> dict[str, object]:
        return dict(self.state)

    def change_owner_state(self, change: StateChange, news: OwnerEntry | None = None) -> dict[str, object]:
        if self.state != change.read:
            raise StaleReadError("the state has changed")
        number = (max(self.history, default=0) or version_of(self.state)) + 1
        before = {name: self.state[name] for name in change.fields if self.state.get(name) is not None}
        self.state = state_after(change, number)
        self.history[number] = PastChange(number, change.fields, before, change.by, change.at)
        if news:
            self.tell_owner(news, datetime.fromtimestamp(change.at, UTC))
        return dict(self.state)

    def state_history(self, count: int) -> list[PastChange]:
        return [self.history[number] for number in sorted(self.history, reverse=True)[:count]]

    def visit(self, session_id: str) -> Visit:
        return self.visits.get(session_id, Visit())

    def open_code(self, inbound: Inbound, number: str, until: int, most: int, now: datetime) -> bool:
        visit = self.visit(inbound.session_id)
        if inbound.key in visit.codes or len(visit.codes) >= most:
            return visit.code_key == inbound.key
        self.visits[inbound.session_id] = replace(
            visit,
            number=number,
            code_key=inbound.key,
            code_until=until,
            codes=visit.codes | {inbound.key},
            tried=frozenset(),
        )
        return True

    def try_code(self, session_id: str, code_key: str, guess: str, most: int, now: datetime) -> bool:
        visit = self.visit(session_id)
        is_open = visit.code_key == code_key and visit.code_until > int(now.timestamp())
        if not is_open or (len(visit.tried) >= most and guess not in visit.tried):
            return False
        self.visits[session_id] = replace(visit, tried=visit.tried | {guess})
        return True

    def prove_number(self, session_id: str, visit: Visit, guess: str) -> bool:
        found = self.visit(session_id)
        if found.code_key != visit.code_key:
            return False
        self.visits[session_id] = replace(found, proved=visit.number, proved_by=guess, code_until=0)
        return True

    def owner_line(self) -> OwnerLine:
        return self.line

    def next_question_number(self) -> int:
        return self.count("QUESTIONS", datetime.max.replace(tzinfo=UTC))

    def question(self, number: int) -> OwnerQuestion | None:
        return self.questions.get(number)

    def open_questions(self) -> list[OwnerQuestion]:
        return [question for question in self.questions.values() if question.status == "open"]

    def expire_question(self, question: OwnerQuestion, push: Push | None, now: datetime) -> bool:
        if self.questions[question.number].status != "open":
            return False
        self.questions[question.number] = replace(question, status="expired")
        if push:
            self.put_push(push, now)
        return True

    def put_push(self, push: Push, now: datetime) -> None:
        if push.key not in self.past_pushes:
            self.waiting_pushes.setdefault(push.key, push)

    def pushes(self) -> list[Push]:
        return list(self.waiting_pushes.values())

    def record_push(self, push: Push, session_id: str, dialogue: Dialogue, lead: Lead | None, now: datetime) -> bool:
        if push.key in self.recorded_pushes or push.key not in self.waiting_pushes:
            return False
        if self.dialogue(push.phone).revision != dialogue.revision:
            raise StaleReadError("the dialogue has changed")
        self.recorded_pushes.add(push.key)
        self.dialogues[push.phone] = replace(dialogue, revision=dialogue.revision + 1)
        self.chats.setdefault(session_id, []).append(Message("assistant", push.text, int(now.timestamp())))
        if lead:
            remarks = (*lead.remarks, push.remark) if push.remark else lead.remarks
            percent = push.discount_percent or lead.discount_percent
            self.leads[lead.lead_id] = replace(lead, remarks=remarks, discount_percent=percent)
        return True

    def clear_push(self, push: Push) -> None:
        self.waiting_pushes.pop(push.key, None)
        self.past_pushes.add(push.key)

    def drop_push(self, push: Push) -> None:
        self.waiting_pushes.pop(push.key, None)

    def day(self, day: date) -> Day:
        return self.days.get(day, Day())

    def lead(self, lead_id: str) -> Lead | None:
        return self.leads.get(lead_id) or self.others.get(lead_id)

    def open_bookings(self, phone: str) -> OpenBookings:
        return self.numbers.get(phone, OpenBookings())

    def receipt(self, key: str) -> Receipt | None:
        return self.receipts.get(key)

    def book(
        self,
        lead: Lead,
        bookings: OpenBookings,
        *,
        holder: str = "",
        receipt: Receipt | None = None,
        announce: bool = False,
    ) -> None:
        self._require_receipt(receipt)
        self._require_free(lead, holder)
        self._require_version(lead.phone, bookings)
        if lead.lead_id in self.leads:
            raise StaleReadError("stored before")
        self._store(lead, bookings, None if lead.lead_type == "callback" else slot_of(lead))
        self._write_receipt(receipt, lead, "booked")
        if announce:
            self.outbox[lead.lead_id] = slot_of(lead)

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
        self._require_receipt(receipt)
        self._require_revision(before)
        takes = after.lead_type != "callback" and freed != slot_of(after)
        if takes:
            self._require_free(after, holder)
        self._require_version(after.phone, bookings)
        self._require_had(freed, before)
        if takes and freed:
            self._free(freed, before.lead_id)
        self._store(after, bookings, slot_of(after) if takes else None)
        self._write_receipt(receipt, after, "moved")

    def close(
        self,
        before: Lead,
        after: Lead,
        bookings: OpenBookings,
        *,
        receipt: Receipt | None = None,
        freed: Slot | None = None,
    ) -> None:
        self._require_receipt(receipt)
        self._require_revision(before)
        self._require_version(after.phone, bookings)
        self._require_had(freed, before)
        if freed:
            self._free(freed, before.lead_id)
        self._store(after, bookings, None)
        self._write_receipt(receipt, after, "cancelled")

    def annotate(self, before: Lead, after: Lead) -> None:
        self._require_revision(before)
        self.leads[after.lead_id] = after

    def adopt(self, before: Lead, after: Lead, bookings: OpenBookings, slot: Slot | None) -> None:
        if self.leads.get(before.lead_id) != before:
            raise StaleReadError("the lead has changed")
        if slot and self.day(slot.day).taken.get(slot.at, after.lead_id) != after.lead_id:
            raise StaleReadError("another has the slot")
        self._require_version(after.phone, bookings)
        self._store(after, bookings, slot)

    def free(self, slot: Slot, lead_id: str, read: Lead | None) -> None:
        if read and self.lead(lead_id) != read:
            raise StaleReadError("the lead has changed")
        self._free(slot, lead_id)

    def _free(self, slot: Slot, lead_id: str) -> None:
        day = self.day(slot.day)
        taken = {at: holder for at, holder in day.taken.items() if (at, holder) != (slot.at, lead_id)}
        self.days[slot.day] = replace(day, taken=taken)

    def set_open_bookings(self, phone: str, bookings: OpenBookings, now: datetime) -> None:
        self._require_version(phone, bookings)
        self.numbers[phone] = replace(bookings, version=bookings.version + 1)

    def hold(self, slot: Slot, hold: Hold, now: datetime) -> None:
        self._require_slot(slot, hold.by, now)
        day = self.day(slot.day)
        self.days[slot.day] = replace(day, holds={**day.holds, slot.at: hold})

    def release(self, slot: Slot, holder: str) -> None:
        day = self.day(slot.day)
        holds = {at: hold for at, hold in day.holds.items() if (at, hold.by) != (slot.at, holder)}
        self.days[slot.day] = replace(day, holds=holds)

    def note_deleted(self, lead_id: str, now: datetime) -> None:
        self.deleted.add(lead_id)

    def count(self, key: str, expires_at: datetime) -> int:
        self.counters[key] += 1
        return self.counters[key]

    def count_call(self, key: str, expires_at: datetime, *, calls: int = 0, seconds: int = 0) -> CallCount:
        known = self.counted_calls.get(key, CallCount(0, 0))
        self.counted_calls[key] = CallCount(known.calls + calls, known.seconds + seconds)
        return self.counted_calls[key]

    def outbox_entries(self) -> list[OutboxEntry]:
        return [
            OutboxEntry(lead_id, slot, self.actions_to_text.get(lead_id, "booked"))
            for lead_id, slot in self.outbox.items()
        ]

    def clear_outbox(self, entry: OutboxEntry) -> None:
        self.outbox.pop(entry.lead_id, None)

    def claim_notice(self, key: str, now: datetime, until: datetime) -> NoticeClaim | NoticeStanding:
        found = self.notices.get(key)
        if isinstance(found, str):
            return found
        if found and found > now:
            return "in_flight"
        self.notices[key] = until
        first = self.first_claims.setdefault(key, now)
        return NoticeClaim(until, first if found else None)

    def finish_notice(self, key: str, result: NoticeResult) -> None:
        self.notices[key] = result

    def opt_out(self, phone: str, now: datetime) -> None:
        self.opt_outs.add(phone)

    def tell_owner(self, entry: OwnerEntry, now: datetime) -> None:
        known = self.for_owner.get(entry.key)
        if entry.key not in self.told and not (known and known.text):
            self.for_owner[entry.key] = replace(entry, batch=known.batch if known else ())

    def owner_entries(self) -> list[OwnerEntry]:
        return list(self.for_owner.values())

    def batch_owner_entries(self, entries: Sequence[OwnerEntry]) -> bool:
        found = [self.for_owner.get(entry.key) for entry in entries]
        if any(entry is None or entry.batch or not entry.text for entry in found):
            return False
        batch = tuple(entry.key for entry in entries)
        together = [replace(entry, batch=batch) for entry in found if entry]
        self.for_owner |= {entry.key: entry for entry in together}
        self.batches[batch] = together
        return True

    def owner_batch(self, entry: OwnerEntry) -> list[OwnerEntry]:
        return self.batches[entry.batch]

    def clear_owner_entries(self, entries: Sequence[OwnerEntry]) -> None:
        for entry in entries:
            self.for_owner.pop(entry.key, None)
            self.told.add(entry.key)

    def has_opted_out(self, phone: str) -> bool:
        return phone in self.opt_outs

    def _require_receipt(self, receipt: Receipt | None) -> None:
        found = self.receipts.get(receipt.key) if receipt else None
        if receipt and ((found.lead_id if found else "") != receipt.lead_id or not self._has_lease(receipt)):
            raise AlreadyBookedError("carried out before")

    def _write_receipt(self, receipt: Receipt | None, lead: Lead, action: Action) -> None:
        if receipt:
            self.receipts[receipt.key] = replace(receipt, lead_id=lead.lead_id)
            self.actions[receipt.key] = action

    def _has_lease(self, receipt: Receipt) -> bool:
        turn = self.turns.get(receipt.key.removeprefix("TURN#"))
        return not receipt.lease_until or (isinstance(turn, Claim) and turn.lease_until == receipt.lease_until)

    def leads_between(self, first: date, last: date) -> list[Lead]:
        days = (first.isoformat(), last.isoformat())
        return [lead for lead in self.leads.values() if days[0] <= lead.appointment_date <= days[1]]

    def leads_of_number(self, phone: str, until: float | None = None) -> Iterator[Lead]:
        found = [lead for lead in self.leads.values() if lead.phone == phone]
        newest_first = sorted(found, key=lambda lead: lead.timestamp, reverse=True)
        return (lead for lead in newest_first if until is None or lead.timestamp <= until)

    def every_lead(self) -> Iterator[Lead]:
        return iter(self.leads.values())

    def every_conversation(self) -> Iterator[Conversation]:
        return iter(self.conversations)

    def _require_free(self, lead: Lead, holder: str) -> None:
        if lead.lead_type != "callback":
            self._require_slot(slot_of(lead), holder, datetime.fromtimestamp(lead.updated_at, UTC))

    def _require_slot(self, slot: Slot, holder: str, now: datetime) -> None:
        if slot.at in self.day(slot.day).taken:
            raise SlotTakenError("taken")
        if is_held(slot, self.day(slot.day), now, holder):
            raise SlotHeldError("held")

    def _require_version(self, phone: str, bookings: OpenBookings) -> None:
        if is_number(phone) and self.open_bookings(phone).version != bookings.version:
            raise StaleReadError("the number's bookings have changed")

    def _require_revision(self, before: Lead) -> None:
        if self.leads[before.lead_id].revision != before.revision:
            raise StaleReadError("the lead has changed")

    def _require_had(self, freed: Slot | None, before: Lead) -> None:
        if freed and self.day(freed.day).taken.get(freed.at) != before.lead_id:
            raise StaleReadError("the lead has lost its slot")

    def _store(self, lead: Lead, bookings: OpenBookings, slot: Slot | None) -> None:
        self.leads[lead.lead_id] = lead
        if is_number(lead.phone):
            self.numbers[lead.phone] = replace(bookings, version=bookings.version + 1)
        if slot:
            day = self.day(slot.day)
            holds = {at: hold for at, hold in day.holds.items() if at != slot.at}
            self.days[slot.day] = Day({**day.taken, slot.at: lead.lead_id}, holds)

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight | Settled:
        found = self.turns.get(inbound.key)
        if isinstance(found, Reply):
            return Settled() if inbound.key in self.later and inbound.is_text else found
        if found and found.lease_until > now.timestamp() * 1000:
            return InFlight(found.lease_until, self.since[inbound.key])
        if not found:
            self.since[inbound.key] = int(now.timestamp() * 1000)
            self._append(inbound, Message("user", inbound.content, int(inbound.received_at.timestamp())))
        self.later.discard(inbound.key)
        return self._take(inbound, now + LEASE)

    def claim_later(self, inbound: Inbound, lease_until: int, now: datetime) -> Claim | Reply | InFlight | Settled:
        found = self.turns[inbound.key]
        is_later = inbound.key in self.later
        if isinstance(found, Reply):
            return found if is_later else Settled()
        is_abandoned = is_later and found.lease_until <= now.timestamp() * 1000
        if found.lease_until != lease_until and not is_abandoned:
            return InFlight()
        self.later.add(inbound.key)
        return self._take(inbound, now + LATER_LEASE)

    def _take(self, inbound: Inbound, until: datetime) -> Claim:
        receipt = self.receipts.get(inbound.receipt_key)
        action = self.actions.get(inbound.receipt_key, "booked")
        done = receipt.lead_id if receipt else "", action
        claim = Claim(int(until.timestamp() * 1000), *done, first=self.inbound.get(inbound.key))
        self.turns[inbound.key] = claim
        self.inbound.setdefault(inbound.key, inbound)
        return claim

    def messages(self, session_id: str, part: int = 1) -> list[Message]:
        return list(self.chats.get(session_id, []))

    def dialogue(self, customer: str) -> Dialogue:
        return self.dialogues.get(customer, Dialogue())

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
        if self.turns.get(inbound.key) != claim:
            raise LeaseLostError("taken over")
        if self.dialogue(inbound.customer).revision != reply.dialogue.revision:
            raise StaleReadError("the dialogue has changed")
        if records.line and records.line.revision != self.line.revision:
            raise StaleReadError("the owner's line has changed")
        if any(self.questions[question.number].status == "answered" for question in records.answered):
            raise StaleReadError("the question has an answer")
        for remarked, remark in records.remarked:
            found = self.leads[remarked.lead_id]
            self.leads[found.lead_id] = replace(found, remarks=(*found.remarks, remark))
        if records.state:
            self.change_owner_state(records.state)
        if records.line:
            self.line = replace(records.line, revision=records.line.revision + 1)
        self.questions |= {question.number: question for question in (*records.asked, *records.answered)}
        for push in records.pushes:
            self.put_push(push, now)
        for customer, until in records.taken.items():
            taken = self.dialogue(customer)
            self.dialogues[customer] = replace(taken, taken_until=until, revision=taken.revision + 1)
        self.turns[inbound.key] = Reply(reply.text, reply.by, call=reply.call)
        if reply.call:
            self.calls[reply.call.call_sid] = (inbound.customer, reply.call)
            self.pending_calls.add(reply.call.call_sid)
        if records.announced:
            action, lead = records.announced
            self.outbox[lead.lead_id], self.actions_to_text[lead.lead_id] = slot_of(lead), action
        self._append(inbound, Message("assistant", reply.text, int(now.timestamp())))
        self.dialogues[inbound.customer] = replace(reply.dialogue, revision=reply.dialogue.revision + 1)
        if records.opted:
            (self.opt_outs.add if records.opted == "out" else self.opt_outs.discard)(inbound.phone)
        if records.lead:
            lead = self.leads[records.lead.lead_id]
            self.leads[lead.lead_id] = replace(
                lead,
                remarks=(*lead.remarks, *records.remarks),
                discount_percent=records.discount_percent or lead.discount_percent,
                customer_name=records.customer_name or lead.customer_name,
            )
        if records.question:
            self.leads[records.question.lead_id] = records.question
        for key, text in records.for_owner.items():
            self.tell_owner(OwnerEntry(key, text, inbound.phone), now)

    def phone_call(self, call_sid: str) -> tuple[str, Call] | None:
        return self.calls.get(call_sid)

    def unfinished_calls(self, now: datetime) -> list[tuple[str, Call]]:
        return [found for call_sid, found in self.calls.items() if call_sid in self.pending_calls]

    def close_call(self, call_sid: str) -> bool:
        is_news = call_sid in self.pending_calls and call_sid not in self.ended_calls
        self.pending_calls.discard(call_sid)
        self.ended_calls.add(call_sid)
        return is_news

    def abandoned_turns(self, now: datetime) -> list[tuple[Inbound, Claim]]:
        return [
            (self.inbound[key], claim)
            for key, claim in self.turns.items()
            if isinstance(claim, Claim) and key not in self.later and claim.lease_until <= now.timestamp() * 1000
        ]

    def count_message(self, customer: str, day: date, now: datetime) -> MessageCount:
        return MessageCount(self.count(f"{customer} {now:%F %H}", now), self.count(f"{customer} {day}", now))

    def spend(self, day: date, *, turns: int = 0, cost: int = 0) -> Spent:
        before = self.spent.get(day, Spent(0, 0))
        self.spent[day] = Spent(before.turns + turns, before.cost + cost)
        return self.spent[day]

    def _append(self, inbound: Inbound, message: Message) -> None:
        if message.content or message.role == "user":
            self.chats.setdefault(inbound.session_id, []).append(message)


class Mailbox:
    """A messenger that keeps what it sent; `steps` are raised or called, one each time it is used, before it acts."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.sent: list[tuple[str, str, datetime]] = []
        self.steps: deque[Exception | Callable[[], None]] = deque()
        self._clock = clock

    def send(self, phone: str, text: str, *, channel: str = "") -> None:
        self._step()
        self.sent.append((phone, text, self._clock()))

    def was_sent(self, phone: str, text: str, since: datetime, *, channel: str = "") -> bool:
        self._step()
        return any(to == phone and body == text and at >= since for to, body, at in self.sent)

    def _step(self) -> None:
        step = self.steps.popleft() if self.steps else None
        if isinstance(step, Exception):
            raise step
        if step:
            step()


class ScriptedModel:
    """A model that gives the scripted answers one by one, or raises or calls them; it keeps what it was asked."""

    def __init__(self, script: Iterable[ModelAnswer | Exception | Callable[[], ModelAnswer]]) -> None:
        self._script = deque(script)
        self.requests: list[Sequence[Mapping[str, object]]] = []
        self.instructions: list[str] = []
        self.tools: list[Sequence[Mapping[str, object]]] = []
        self.customers: list[str] = []

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        self.requests.append(list(items))
        self.instructions.append(instructions)
        self.tools.append(tools)
        self.customers.append(customer)
        step = self._script.popleft()
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, ModelAnswer) else step()

"""One item of every kind that can be of a customer, written by the stores themselves: of the forgotten none is left.

Ann and Bob do the same, so that everything that is about several customers is about both.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import scheduler
from linda import items
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.forget_store import ForgetStore
from linda.booking import BookingRequest, Premises, book, new_lead, slot_of
from linda.closures import added, undecided
from linda.errors import StaleReadError
from linda.kept_answers import kept_answers, with_answer
from linda.models import (
    Call,
    Claim,
    Dialogue,
    Hold,
    Inbound,
    Lead,
    NoticeClaim,
    OwnerEntry,
    OwnerLine,
    OwnerQuestion,
    Push,
    Receipt,
    Records,
    Reply,
    Speech,
    StateChange,
    Undo,
)
from linda.news import morning_list, of_closed, remake_lists
from linda.notices import Sender, send_due_notices
from linda.owner_state import current
from local import forget
from tests.fakes import Mailbox
from tests.integration.conftest import LEADS, NOW, OWNER_TOKEN, STATE
from tests.integration.events import api_event, body
from tests.unit.builders import SHOP, TOMORROW, slot
from tests.unit.test_items import KINDS, OF_NOBODY

pytestmark = pytest.mark.usefixtures("environment")

ANN, BOB, OWNER = "+19045550123", "+19045550124", "+19042520100"
TODAY = date(2026, 2, 10)

type Items = dict[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, with a word of his own that is wherever his words go, and the hour of his booking."""

    phone: str
    word: str
    hour: int

    @property
    def question(self) -> str:
        """What he asks the owner."""
        return f"Do you fix a {self.word}?"

    def sends(self, sid: str, text: str, **more: Any) -> Inbound:
        """Return a message of his."""
        fields = {"phone": self.phone, "session_id": f"{self.phone}-{TODAY}", "source": "twilio-sms", **more}
        return Inbound(f"{sid}{self.word}", text=text, received_at=NOW, **fields)


A, B = Customer(ANN, "Zarathustra", 10), Customer(BOB, "Wittgenstein", 14)


def shop_of(store: DynamoDBStore) -> Premises:
    return Premises(SHOP, current(store.owner_state()), NOW, store)


def answered(store: DynamoDBStore, inbound: Inbound, reply: Reply, records: Records) -> None:
    claim = store.claim(inbound, NOW)
    assert isinstance(claim, Claim)
    store.commit(inbound, claim, reply, records, NOW)


def sent(store: DynamoDBStore, key: str) -> None:
    assert isinstance(store.claim_notice(key, NOW, NOW), NoticeClaim)
    store.finish_notice(key, "sent")


def lives(store: DynamoDBStore, who: Customer, number: int) -> Lead:
    """Write one item of each kind of this customer's, and return his booking."""
    phone, word, shop = who.phone, who.word, shop_of(store)
    wish = BookingRequest(
        slot(who.hour), phone, "screen", "twilio-sms", f"iPhone {word}", word, notes=word, announce=True
    )
    answer = json.dumps({"phone": phone, "customer_name": word})
    lead = book(shop, wish, new_lead(shop, wish), Receipt(items.IDEM.key(word), word, answer))
    store.hold(slot(who.hour + 1), Hold(phone, int(NOW.timestamp()) + 300), NOW)
    # A text, with all that its reply can bring with it.
    text = who.sends("SM", f"hello, it is {word}")
    asked = OwnerQuestion(number, phone, who.question, text.session_id, "twilio-sms", int(NOW.timestamp()), word)
    push = Push(f"answer#{number}", phone, f"Brandon says: {word}", "answer", lead_id=lead.lead_id)
    told = {
        text.receipt_key: f"{phone} asks: {word}",
        f"{text.receipt_key}#file1": word,
        items.DANGER.key(text.receipt_key): word,
        items.NEW.key(lead.lead_id): word,
        items.MOVED.key(lead.lead_id, 2): word,
        items.CANCELLED.key(lead.lead_id): word,
        items.CALLBACK.key(lead.lead_id): word,
        items.OPTED_OUT.key(TODAY, phone): word,
        items.LIMIT.key(TODAY, phone): f"{phone} has sent many",
        items.LIMIT.key(TODAY, phone, "silent"): f"{phone} gets no answer",
    }
    question = replace(
        lead, lead_id=f"CALLBACK-{word}", lead_type="callback", repair_type="question", appointment_time=""
    )
    records = Records(
        lead=lead, remarks=(word,), for_owner=told, announced=("booked", lead), opted="in", question=question,
        pushes=(push,), asked=(asked,), customer_name=word,
    )  # fmt: skip
    dialogue = Dialogue(remarks=(word,), customer_name=word, lead_ids=(lead.lead_id,), session_id=text.session_id)
    answered(store, text, Reply(f"Hello {word}", "model", dialogue), records)
    assert isinstance(store.claim(who.sends("SMdead", word), NOW), Claim)
    # A call without a number, and a visit of the web site's chat, known by the number that they gave.
    ring = who.sends(
        "CA", word, phone=f"anonymous-CA{number}", session_id=f"anonymous-CA{number}-{TODAY}", speech=Speech("x")
    )
    answered(store, ring, Reply(word, "rules", call=Call(f"CA{number}", number=phone, said=(word,))), Records())
    store.tell_owner(OwnerEntry(items.CALL.key(f"CA{number}"), f"{phone} called: {word}", ring.phone), NOW)
    visit = who.sends("web-", word, phone=f"web-{number}", session_id=f"web-{number}-{TODAY}", source="web-chat")
    answered(store, visit, Reply(f"Hello {word}", "rules"), Records(for_owner={visit.receipt_key: word}))
    assert store.open_code(visit, phone, int(NOW.timestamp()) + 60, 3, NOW)
    assert store.prove_number(visit.session_id, store.visit(visit.session_id), "digest")
    # What is counted, and what was sent.
    digest = hashlib.sha256(phone.encode()).hexdigest()
    for key in (items.TEXTS.key(TODAY, phone), items.ATTEMPTS.key("2026-02-10T15", digest)):
        store.count(key, NOW + timedelta(days=1))
    store.count_call(items.CALLS.key(TODAY, phone), NOW, calls=1)
    store.count_message(phone, TODAY, NOW)
    at = f"{slot_of(lead).day}T{slot_of(lead).at:%H:%M}"
    for key in (
        items.REPLY.key(text.key),
        items.NOTICE.key(lead.lead_id, "confirmation", at),
        items.NOTICE.key("push", push.key),
        items.MISSED.key(TODAY, phone),
    ):
        sent(store, key)
    undelivered = OwnerEntry(items.NOTICE.key("push", push.key), f"Your text to {phone} cannot be delivered", phone)
    store.tell_owner(undelivered, NOW)
    # This one is about the shop, and was first recorded for a message of his.
    store.tell_owner(
        OwnerEntry(items.LIMIT.key(TODAY + timedelta(days=number)), "Today's budget is spent.", phone), NOW
    )
    return lead


def owner_lives(store: DynamoDBStore, leads: Sequence[Lead]) -> None:
    """Write what the owner has about both customers: his lists, his line, his state and its history."""
    for who in (A, B):
        stored = store.owner_state()
        kept = with_answer(current(stored), who.question, "Yes.")
        fields = {"shop_facts": kept, "closures": added("[]", TOMORROW)}
        store.change_owner_state(StateChange(fields, stored, "text", 0))
    store.tell_owner(morning_list(store, SHOP, NOW), NOW)
    store.tell_owner(of_closed(undecided(leads), shop_of(store), 1), NOW)
    both = OwnerEntry(items.TWO_FOR_ONE.key("0a1b"), f"{A.word} {ANN} and {B.word} {BOB}", BOB, customers=(ANN, BOB))
    store.tell_owner(both, NOW)
    keys = {items.NEW.key(leads[1].lead_id), items.OPTED_OUT.key(TODAY, ANN), items.OPTED_OUT.key(TODAY, BOB)}
    assert store.batch_owner_entries([entry for entry in store.owner_entries() if entry.key in keys])
    line = OwnerLine(
        undo=Undo("booking", {"lead": leads[0].lead_id}, 1, f"Cancelled: {A.word}"),
        taken=(BOB, ANN),
        asked="which",
        about=("done", leads[1].lead_id, leads[0].lead_id),
    )
    text = Inbound("SMowner", OWNER, "done", f"{OWNER}-{TODAY}", "twilio-sms", NOW)
    answered(store, text, Reply("Which one?", "rules"), Records(line=line))


def everything(dynamodb: DynamoDBClient) -> Items:
    named = ((LEADS, "lead_id"), (STATE, "state_id"))
    return {item[name]["S"]: item for table, name in named for item in dynamodb.scan(TableName=table)["Items"]}


def traces(who: Customer, lead: Lead, number: int) -> Sequence[str]:
    """Return all by which he can be known."""
    digest = hashlib.sha256(who.phone.encode()).hexdigest()
    return (who.phone, who.word, lead.lead_id, digest, f"anonymous-CA{number}", f"web-{number}", f"answer#{number}")


def holding(found: Items, marks: Sequence[str]) -> set[str]:
    return {key for key, item in found.items() if any(mark in f"{key} {item}" for mark in marks)}


def by_command(dynamodb: DynamoDBClient, phone: str) -> None:
    tables = forget.Tables(dynamodb, LEADS, STATE, "In a test")
    assert forget.forget(phone, tables, confirmed=True, as_json=False) == 0


def by_api(_: DynamoDBClient, phone: str) -> None:
    headers = {"authorization": f"Bearer {OWNER_TOKEN}"}
    told = scheduler.handler(
        api_event("DELETE", "/scheduler", headers, queryStringParameters={"customer": phone}), None
    )
    assert body(told)["message"] == "Nothing about the number is left"


def step_by_step(dynamodb: DynamoDBClient, phone: str) -> None:
    """Forget as if each run were killed after its first transaction."""
    store = ForgetStore(dynamodb, LEADS, STATE)
    while (found := store.look(phone)).steps:
        next(store.carry_out(found))


@pytest.mark.parametrize("forget_one", [by_command, by_api, step_by_step])
def test_of_every_kind_of_item_nothing_of_the_forgotten_is_left_and_all_of_the_other(
    forget_one: Callable[[DynamoDBClient, str], None], dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    store = dynamodb_store
    leads = [lives(store, who, number) for number, who in ((7, A), (8, B))]
    owner_lives(store, leads)
    before = everything(dynamodb)
    of_ann, of_bob = traces(A, leads[0], 7), traces(B, leads[1], 8)
    anns, bobs = holding(before, of_ann), holding(before, of_bob)
    prefixes = {key.partition("#")[0] for key in anns if "#" in key}
    assert prefixes == KINDS.keys() - OF_NOBODY
    assert {"CURRENT", "OWNER_LINE"} <= anns

    forget_one(dynamodb, ANN)
    after = everything(dynamodb)
    assert holding(after, of_ann) == set()
    # Two bookings for one time there are no more; the other was Ann's, and named a text of Bob's to go out with it.
    gone = items.TWO_FOR_ONE.key("0a1b"), items.OPTED_OUT.key(TODAY, ANN)
    assert bobs - after.keys() == set(map(items.FOR_OWNER.key, gone))
    shared = anns & bobs
    assert {key for key in bobs - shared if before[key] != after[key]} == set()
    assert store.owner_line() == OwnerLine(taken=(BOB,), revision=2)
    assert [fact.question for fact in kept_answers(store.owner_state())] == [B.question]
    remake_lists(store, SHOP, NOW)
    lists = {entry.kind: entry.text for entry in store.owner_entries() if entry.kind in ("closed", "digest")}
    assert {kind: (B.word in text, A.word in text) for kind, text in lists.items()} == {
        "closed": (True, False),
        "digest": (True, False),
    }

    forget_one(dynamodb, BOB)
    assert holding(everything(dynamodb), [*of_ann, *of_bob]) == set()


@pytest.mark.parametrize("round_", range(3))
def test_while_sweeps_send_a_list_a_customer_is_forgotten_and_the_others_are_told_once(
    round_: int, dynamodb_store: DynamoDBStore
) -> None:
    store = dynamodb_store
    leads = [lives(store, who, number) for number, who in ((7, A), (8, B))]
    store.clear_owner_entries(store.owner_entries())
    store.change_owner_state(StateChange({"closures": added("[]", TOMORROW)}, {}, "text", 0))
    store.tell_owner(of_closed(leads, shop_of(store), 1), NOW)
    mailbox = Mailbox(lambda: NOW)

    def sweep(minutes: int = 0) -> None:
        at = NOW + timedelta(minutes=minutes)
        remake_lists(store, SHOP, at)
        send_due_notices(Sender(SHOP, store, mailbox, lambda: at, OWNER))

    with ThreadPoolExecutor(4) as pool:
        forgetting = pool.submit(store.forget, ANN, 10)
        sweeps = [pool.submit(sweep) for _ in range(3)]
    forgetting.result()
    for swept in sweeps:
        swept.result()
    _, left = store.forget(ANN, 10)
    assert left.steps == []
    for minutes in (5, 10, 15):
        sweep(minutes)
    told = [text for phone, text, _ in mailbox.sent if phone == OWNER]
    # It may have gone out before she was forgotten; then the one without her is another text.
    assert 1 <= len([text for text in told if B.word in text]) <= 2
    assert len([text for text in told if A.word in text]) <= 1
    assert [text for text in told if text == told[-1]] == told[-1:]
    assert store.owner_entries() == []


def test_a_text_of_the_owners_that_is_being_answered_does_not_write_back_what_was_forgotten(
    dynamodb_store: DynamoDBStore,
) -> None:
    store = dynamodb_store
    text = Inbound("SMowner", OWNER, "take Ann", f"{OWNER}-{TODAY}", "twilio-sms", NOW)
    answered(store, text, Reply("Ok", "rules"), Records(line=OwnerLine(taken=(ANN, BOB))))
    read = store.owner_line()
    _, left = store.forget(ANN, 10)
    assert left.steps == []
    assert store.owner_line().taken == (BOB,)
    assert store.transact([store.keep_line(read)]) is not None


def test_a_change_of_the_state_that_is_being_made_does_not_write_back_a_fact_that_was_forgotten(
    dynamodb_store: DynamoDBStore,
) -> None:
    store = dynamodb_store
    lives(store, A, 7)
    store.change_owner_state(StateChange({"shop_facts": with_answer({}, A.question, "Yes.")}, {}, "text", 0))
    read = store.owner_state()
    store.forget(ANN, 10)
    with pytest.raises(StaleReadError):
        store.change_owner_state(StateChange({"shop_facts": with_answer(read, B.question, "Yes.")}, read, "text", 0))
    assert store.owner_state()["shop_facts"] == "[]"


def test_what_has_changed_since_it_was_read_is_left_to_the_next_look(dynamodb_store: DynamoDBStore) -> None:
    store = dynamodb_store
    text = Inbound("SMowner", OWNER, "take Ann", f"{OWNER}-{TODAY}", "twilio-sms", NOW)
    answered(store, text, Reply("Ok", "rules"), Records(line=OwnerLine(taken=(ANN, BOB))))
    found = store.look(ANN)
    assert store.transact([store.keep_line(replace(store.owner_line(), taken=(BOB, ANN), open_until=9))]) is None
    assert [sum(done.values()) for done in ForgetStore.carry_out(store, found)] == [0]
    store.forget(ANN, 10)
    assert (store.owner_line().taken, store.owner_line().open_until) == ((BOB,), 9)


def test_words_that_the_index_still_has_do_not_go_out_once_they_are_forgotten(dynamodb_store: DynamoDBStore) -> None:
    store = dynamodb_store
    listed = OwnerEntry(items.DIGEST.key(TODAY), f"Today: {A.word}", customers=(ANN, BOB))
    store.tell_owner(listed, NOW)
    store.forget(ANN, 10)
    assert not store.batch_owner_entries([listed])
    store.tell_owner(replace(listed, text=f"Today: {B.word}", customers=(BOB,)), NOW)
    assert store.batch_owner_entries([listed])
    assert [entry.text for entry in store.owner_batch(replace(listed, batch=(listed.key,)))] == [f"Today: {B.word}"]

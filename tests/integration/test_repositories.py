"""What every store promises, held against the fake that the unit tests use and against the DynamoDB API."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import to_item
from linda.errors import AlreadyBookedError, LeaseLostError, SlotHeldError, SlotTakenError, StaleReadError
from linda.models import (
    Call,
    CallCount,
    ChangedBy,
    Claim,
    Day,
    Dialogue,
    Hold,
    Inbound,
    InFlight,
    Job,
    Lead,
    OpenBookings,
    OwnerLine,
    OwnerQuestion,
    PastChange,
    Push,
    Receipt,
    Records,
    Reply,
    Settled,
    Slot,
    Speech,
    Spent,
    StateChange,
    Undo,
    Window,
)
from linda.office import Store
from tests.fakes import MemoryStore
from tests.integration.conftest import LEADS, STATE

NOW = datetime(2026, 2, 10, 15, 0, 0, 250_000, UTC)
AFTER_LEASE = NOW + timedelta(minutes=1)
PHONE = "+19045550123"
DAY, NEXT_DAY = date(2026, 2, 12), date(2026, 2, 13)
LEAD = Lead(
    lead_id="LEAD-A",
    timestamp=1_770_735_600,
    phone=PHONE,
    repair_type="screen",
    device="iPhone 13",
    customer_name="",
    appointment_date="2026-02-12",
    appointment_time="2:00 PM",
    lead_type="appointment",
    status="booked",
    source="twilio-sms",
    notes="",
    created_at=1_770_735_600,
    updated_at=1_770_735_600,
)
OPEN = OpenBookings(0, {"LEAD-A": 1_770_922_800})
AT_TWO = Slot(DAY, time(14))
OTHERS = replace(LEAD, lead_id="LEAD-B", phone="+19045550100")
AT_THREE, AT_FOUR = replace(OTHERS, appointment_time="3:00 PM"), replace(OTHERS, appointment_time="4:00 PM")
CALLBACK = replace(LEAD, lead_id="CALLBACK-A", lead_type="callback")
INBOUND = Inbound("SM1", PHONE, "how much?", "session", "twilio-sms", NOW)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    store: DynamoDBStore = request.getfixturevalue("dynamodb_store")
    return store


def contents(store: Store) -> object:
    """All that the store holds, to be compared after what should change nothing."""
    if isinstance(store, MemoryStore):
        return deepcopy(vars(store))
    assert isinstance(store, DynamoDBStore)
    scans = [store.client.scan(TableName=table, ConsistentRead=True) for table in (LEADS, STATE)]
    return [sorted(scan["Items"], key=str) for scan in scans]


def moved(lead: Lead, day: date, time_: str) -> Lead:
    return replace(lead, appointment_date=str(day), appointment_time=time_, revision=lead.revision + 1)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def claimed(store: Store, inbound: Inbound = INBOUND, now: datetime = NOW) -> Claim:
    claim = store.claim(inbound, now)
    assert isinstance(claim, Claim)
    return claim


def change(read: Mapping[str, object], fields: Mapping[str, object], by: ChangedBy = "api") -> StateChange:
    return StateChange(fields, read, by, seconds(NOW))


def test_the_state_is_empty_at_first_and_a_change_leaves_other_fields_and_every_type_as_it_is(store: Store) -> None:
    assert store.owner_state() == {}
    first = store.change_owner_state(change({}, {"max_discount": 15, "ai_answers_sms": False, "notes": ""}))
    second = store.change_owner_state(change(first, {"max_discount": 12.5, "behavior_rules": '["a"]'}))
    kept = [("ai_answers_sms", False), ("behavior_rules", '["a"]'), ("max_discount", 12.5), ("notes", "")]
    assert repr(sorted(second.items())) == repr([*kept, ("updated_at", seconds(NOW)), ("version", 2)])
    assert second == store.owner_state()
    third = store.change_owner_state(change(second, {"notes": None, "never_there": None, "max_discount": 10}))
    assert third == {key: value for key, value in second.items() if key != "notes"} | {"max_discount": 10, "version": 3}


def test_a_change_made_for_an_earlier_version_changes_nothing(store: Store) -> None:
    before = store.change_owner_state(change({}, {"status": "gym"}))
    with pytest.raises(StaleReadError):
        store.change_owner_state(change({}, {"status": "driving"}))
    assert store.owner_state() == before


def test_the_history_has_every_change_the_newest_first(store: Store) -> None:
    after = store.change_owner_state(change({}, {"status": "gym"}))
    store.change_owner_state(change(after, {"status": None}, "text"))
    first = PastChange(1, {"status": "gym"}, {}, "api", seconds(NOW))
    second = PastChange(2, {"status": None}, {"status": "gym"}, "text", seconds(NOW))
    assert store.state_history(20) == [second, first]
    assert store.state_history(1) == [second]


def test_a_push_is_recorded_in_the_conversation_once_and_then_waits_to_be_sent(store: Store) -> None:
    push = Push("P1", PHONE, "Your phone is ready.", "ready", asked="move", options=(Slot(DAY, time(9)),))
    store.put_push(push, NOW)
    store.put_push(replace(push, text="Another text."), NOW)
    assert store.pushes() == [push]
    dialogue = Dialogue(asked="move", options=push.options)
    assert store.record_push(push, INBOUND.session_id, dialogue, None, NOW)
    assert not store.record_push(push, INBOUND.session_id, replace(dialogue, revision=1), None, NOW)
    assert [message.content for message in store.messages(INBOUND.session_id)] == [push.text]
    assert store.dialogue(PHONE).options == push.options
    store.clear_push(push)
    store.put_push(push, NOW)
    assert not list(store.pushes())


def test_a_reply_stores_what_the_owner_has_changed_with_it_or_nothing(store: Store) -> None:
    records = Records(
        pushes=(Push("P1", PHONE, "Yes, we do.", "answer"),),
        taken={OTHERS.phone: seconds(NOW)},
        state=change({}, {"status": "gym"}, "text"),
        line=OwnerLine(undo=Undo("state", {"status": "working"}, seconds(NOW), "gym"), taken=(OTHERS.phone,)),
    )
    store.commit(INBOUND, claimed(store), Reply("Done.", "rules"), records, NOW)
    assert store.owner_state()["status"] == "gym"
    assert records.line
    assert store.owner_line() == replace(records.line, revision=1)
    assert store.dialogue(OTHERS.phone).taken_until == seconds(NOW)
    assert list(store.pushes()) == list(records.pushes)
    second = replace(INBOUND, key="SM2")
    with pytest.raises(StaleReadError):
        store.commit(second, claimed(store, second), Reply("Done.", "rules"), records, NOW)
    assert store.owner_state()["version"] == 1


def test_a_question_is_answered_once(store: Store) -> None:
    number = store.next_question_number()
    asked = OwnerQuestion(
        number, PHONE, "do you fix drones", INBOUND.session_id, "twilio-sms", seconds(NOW), percent=12.5
    )
    store.commit(INBOUND, claimed(store), Reply("I've asked.", "rules"), Records(asked=(asked,)), NOW)
    assert store.question(number) == asked
    assert list(store.open_questions()) == [asked]
    answered, second = replace(asked, status="answered", answer="yes"), replace(INBOUND, key="SM2")
    dialogue = store.dialogue(PHONE)
    store.commit(second, claimed(store, second), Reply("Sent.", "rules", dialogue), Records(answered=(answered,)), NOW)
    assert store.question(number) == answered
    assert not store.expire_question(asked, Push("P1", PHONE, "Sorry.", "unanswered"), NOW)
    assert not list(store.open_questions())
    assert not list(store.pushes())
    assert store.next_question_number() > number


def test_a_booked_lead_is_read_back_as_it_was_and_has_its_slot(store: Store) -> None:
    assert (store.day(DAY), store.lead("LEAD-A"), store.open_bookings(PHONE)) == (Day(), None, OpenBookings())
    store.book(LEAD, OPEN)
    assert store.day(DAY) == Day({time(14): "LEAD-A"})
    assert store.lead("LEAD-A") == LEAD
    assert store.open_bookings(PHONE) == replace(OPEN, version=1)


def test_bookings_of_other_numbers_and_days_are_apart(store: Store) -> None:
    store.book(LEAD, OPEN)
    other = replace(OTHERS, appointment_date=str(NEXT_DAY))
    store.book(other, OpenBookings(0, {"LEAD-B": 2}))
    assert (store.day(DAY).taken, store.day(NEXT_DAY).taken) == ({time(14): "LEAD-A"}, {time(14): "LEAD-B"})
    assert store.open_bookings(other.phone) == OpenBookings(1, {"LEAD-B": 2})


def test_a_lead_has_a_language_only_if_that_is_not_english(dynamodb_store: DynamoDBStore) -> None:
    spanish = replace(OTHERS, appointment_time="3:00 PM", language="es")
    dynamodb_store.book(LEAD, OPEN)
    dynamodb_store.book(spanish, OpenBookings(0, {"LEAD-B": 1_770_926_400}))
    assert (dynamodb_store.lead("LEAD-A"), dynamodb_store.lead("LEAD-B")) == (LEAD, spanish)
    items = dynamodb_store.client.scan(TableName=LEADS, ConsistentRead=True)["Items"]
    assert {item["lead_id"]["S"]: item.get("language") for item in items} == {"LEAD-A": None, "LEAD-B": {"S": "es"}}


def test_a_slot_is_freed_of_a_lead_that_is_as_it_was_read(store: Store) -> None:
    store.book(LEAD, OPEN)
    store.free(AT_TWO, "LEAD-B", None)
    assert store.day(DAY).taken == {time(14): "LEAD-A"}
    store.free(AT_TWO, "LEAD-A", LEAD)
    assert store.day(DAY).taken == {}
    assert store.lead("LEAD-A") == LEAD
    store.book(OTHERS, OpenBookings(0, {"LEAD-B": 1}))
    store.free(AT_TWO, "LEAD-B", None)
    assert store.day(DAY).taken == {}


def test_a_slot_is_not_freed_of_a_lead_that_has_changed_since_it_was_read(store: Store) -> None:
    away = moved(LEAD, DAY, "3:00 PM")
    store.book(LEAD, OPEN)
    store.move(LEAD, away, replace(OPEN, version=1), freed=AT_TWO)
    store.move(away, moved(away, DAY, "2:00 PM"), replace(OPEN, version=2), freed=Slot(DAY, time(15)))
    before = contents(store)
    for read in (LEAD, away):
        with pytest.raises(StaleReadError):
            store.free(AT_TWO, "LEAD-A", read)
    assert contents(store) == before


def test_a_callback_takes_no_slot(store: Store) -> None:
    store.book(LEAD, OPEN)
    store.book(CALLBACK, OpenBookings(1, {"LEAD-A": 1, "CALLBACK-A": 1}))
    assert store.day(DAY).taken == {time(14): "LEAD-A"}


def test_a_receipt_is_there_once_its_request_has_booked(store: Store) -> None:
    assert store.receipt("IDEM#1") is None
    store.book(LEAD, OPEN, receipt=Receipt("IDEM#1", "hash", '{"a": 1}'))
    assert store.receipt("IDEM#1") == Receipt("IDEM#1", "hash", '{"a": 1}', "LEAD-A")


def test_a_turn_has_a_receipt_once_it_has_booked(store: Store) -> None:
    claim = claimed(store)
    assert store.receipt(INBOUND.receipt_key) is None
    store.book(LEAD, OPEN, receipt=Receipt(INBOUND.receipt_key, lease_until=claim.lease_until))
    receipt = store.receipt(INBOUND.receipt_key)
    assert receipt is not None
    assert receipt.lead_id == "LEAD-A"
    assert isinstance(store.claim(INBOUND, NOW), InFlight)


@pytest.mark.parametrize(
    ("lead", "bookings", "holder", "receipt", "error"),
    [
        (OTHERS, OpenBookings(), "", None, SlotTakenError),
        (replace(OTHERS, lead_type="on_site"), OpenBookings(), "", None, SlotTakenError),
        (AT_THREE, OpenBookings(), "", None, SlotHeldError),
        (AT_THREE, OpenBookings(), "another", None, SlotHeldError),
        (AT_FOUR, OpenBookings(), "", Receipt("IDEM#1"), AlreadyBookedError),
        (OTHERS, OpenBookings(7), "", Receipt("IDEM#1"), AlreadyBookedError),
        (OTHERS, OpenBookings(7), "", Receipt("IDEM#2"), SlotTakenError),
        (AT_FOUR, OpenBookings(1), "", Receipt("IDEM#2"), StaleReadError),
        (replace(AT_FOUR, phone=PHONE), OpenBookings(), "", None, StaleReadError),
        (replace(AT_FOUR, phone=PHONE), OpenBookings(2), "", None, StaleReadError),
        (replace(AT_FOUR, lead_id="LEAD-A", timestamp=LEAD.timestamp), OpenBookings(), "", None, StaleReadError),
        (CALLBACK, OpenBookings(), "", None, StaleReadError),
    ],
)
def test_a_refused_booking_writes_nothing(
    store: Store, lead: Lead, bookings: OpenBookings, holder: str, receipt: Receipt | None, error: type[Exception]
) -> None:
    store.book(LEAD, OPEN, receipt=Receipt("IDEM#1"))
    store.hold(Slot(DAY, time(15)), Hold("session", seconds(NOW) + 300), NOW)
    before = contents(store)
    with pytest.raises(error):
        store.book(lead, bookings, holder=holder, receipt=receipt, announce=True)
    assert contents(store) == before


def test_a_hold_ends_with_its_booking(store: Store) -> None:
    store.hold(Slot(DAY, time(15)), Hold("session", seconds(NOW) + 300), NOW)
    store.book(AT_THREE, OpenBookings(), holder="session")
    assert store.day(DAY) == Day({time(15): "LEAD-B"})


def test_a_hold_that_has_ended_by_time_hinders_nobody(store: Store) -> None:
    store.hold(Slot(DAY, time(15)), Hold("session", seconds(NOW)), NOW)
    store.book(AT_THREE, OpenBookings())
    assert store.day(DAY) == Day({time(15): "LEAD-B"})


@pytest.mark.parametrize(
    ("day", "taken"), [(DAY, {DAY: {time(15): "LEAD-A"}}), (NEXT_DAY, {NEXT_DAY: {time(15): "LEAD-A"}})]
)
def test_a_moved_booking_has_its_new_slot_alone(store: Store, day: date, taken: dict[date, object]) -> None:
    store.book(LEAD, OPEN)
    store.hold(Slot(day, time(15)), Hold("session", seconds(NOW) + 300), NOW)
    after = moved(LEAD, day, "3:00 PM")
    store.move(LEAD, after, OpenBookings(1, {"LEAD-A": 2}), holder="session", freed=AT_TWO)
    assert {day: store.day(day).taken for day in (DAY, NEXT_DAY) if store.day(day).taken} == taken
    assert store.day(day).holds == {}
    assert store.lead("LEAD-A") == after
    assert store.open_bookings(PHONE) == OpenBookings(2, {"LEAD-A": 2})
    if day != DAY:
        store.book(OTHERS, OpenBookings())
        assert store.day(DAY).taken == {time(14): "LEAD-B"}


def test_a_moved_callback_takes_and_frees_no_slot(store: Store) -> None:
    store.book(OTHERS, OpenBookings())
    store.book(CALLBACK, OPEN)
    store.move(CALLBACK, moved(CALLBACK, NEXT_DAY, "3:00 PM"), replace(OPEN, version=1))
    assert (store.day(DAY).taken, store.day(NEXT_DAY).taken) == ({time(14): "LEAD-B"}, {})


@pytest.mark.parametrize("day", [DAY, NEXT_DAY])
@pytest.mark.parametrize(
    ("time_", "revision", "version", "holder", "error"),
    [
        ("3:00 PM", 1, 1, "", SlotTakenError),
        ("4:00 PM", 1, 1, "", SlotHeldError),
        ("4:00 PM", 1, 1, "another", SlotHeldError),
        ("1:00 PM", 2, 1, "", StaleReadError),
        ("3:00 PM", 2, 1, "", StaleReadError),
        ("1:00 PM", 1, 0, "", StaleReadError),
        ("1:00 PM", 1, 2, "", StaleReadError),
    ],
)
def test_a_refused_move_writes_nothing(
    store: Store, day: date, time_: str, revision: int, version: int, holder: str, error: type[Exception]
) -> None:
    store.book(LEAD, OPEN)
    store.book(replace(AT_THREE, appointment_date=str(day)), OpenBookings())
    store.hold(Slot(day, time(16)), Hold("session", seconds(NOW) + 300), NOW)
    before = contents(store)
    read = replace(LEAD, revision=revision)
    with pytest.raises(error):
        store.move(read, moved(read, day, time_), replace(OPEN, version=version), holder=holder, freed=AT_TWO)
    assert contents(store) == before


@pytest.mark.parametrize(
    ("status", "taken"), [("cancelled", {}), ("completed", {time(14): "LEAD-A"}), ("no_show", {time(14): "LEAD-A"})]
)
def test_only_a_cancelled_booking_frees_its_slot(store: Store, status: str, taken: dict[time, str]) -> None:
    store.book(LEAD, OPEN)
    after = replace(LEAD, status=status, revision=2)
    store.close(LEAD, after, OpenBookings(1), freed=None if taken else AT_TWO)
    assert store.day(DAY).taken == taken
    assert store.lead("LEAD-A") == after
    assert store.open_bookings(PHONE) == OpenBookings(2)


def test_a_cancelled_slot_is_bookable_again_at_once(store: Store) -> None:
    store.book(LEAD, OPEN)
    store.close(LEAD, replace(LEAD, status="cancelled", revision=2), OpenBookings(1), freed=AT_TWO)
    store.book(OTHERS, OpenBookings())
    assert store.day(DAY).taken == {time(14): "LEAD-B"}


def test_a_cancelled_callback_frees_nobody_elses_slot(store: Store) -> None:
    store.book(OTHERS, OpenBookings())
    store.book(CALLBACK, OPEN)
    store.close(CALLBACK, replace(CALLBACK, status="cancelled", revision=2), OpenBookings(1))
    assert store.day(DAY).taken == {time(14): "LEAD-B"}


@pytest.mark.parametrize(("revision", "version"), [(2, 1), (1, 0), (1, 2)])
@pytest.mark.parametrize("status", ["cancelled", "completed"])
def test_a_refused_close_writes_nothing(store: Store, status: str, revision: int, version: int) -> None:
    store.book(LEAD, OPEN)
    before = contents(store)
    read = replace(LEAD, revision=revision)
    with pytest.raises(StaleReadError):
        store.close(read, replace(read, status=status, revision=revision + 1), OpenBookings(version))
    assert contents(store) == before


def test_a_hold_is_its_holders_until_its_time_is_over(store: Store) -> None:
    slot, now = Slot(DAY, time(15)), seconds(NOW)
    store.hold(slot, Hold("session", now + 300), NOW)
    store.hold(slot, Hold("session", now + 301), NOW)
    before = contents(store)
    with pytest.raises(SlotHeldError):
        store.hold(slot, Hold("another", now + 600), NOW + timedelta(seconds=300))
    assert contents(store) == before
    store.hold(slot, Hold("another", now + 601), NOW + timedelta(seconds=301))
    assert store.day(DAY) == Day(holds={time(15): Hold("another", now + 601)})


def test_only_its_holder_lets_a_slot_go(store: Store) -> None:
    slot, now = Slot(DAY, time(15)), seconds(NOW)
    store.hold(slot, Hold("session", now + 300), NOW)
    store.release(slot, "another")
    assert list(store.day(DAY).holds) == [time(15)]
    store.release(slot, "session")
    store.release(slot, "session")
    assert store.day(DAY) == Day()


def test_a_taken_slot_cannot_be_held(store: Store) -> None:
    store.book(LEAD, OPEN)
    before = contents(store)
    with pytest.raises(SlotTakenError):
        store.hold(Slot(DAY, time(14)), Hold("session", seconds(NOW) + 300), NOW)
    assert contents(store) == before


def test_each_counter_counts_by_itself(store: Store) -> None:
    later = NOW + timedelta(hours=2)
    assert [store.count("ATTEMPTS#a", later) for _ in range(3)] == [1, 2, 3]
    assert store.count("ATTEMPTS#b", later) == 1


def test_calls_are_counted_with_their_seconds(store: Store) -> None:
    later = NOW + timedelta(hours=2)
    assert store.count_call("CALLS#a", later, calls=1) == CallCount(1, 0)
    assert store.count_call("CALLS#a", later, seconds=90) == CallCount(1, 90)
    assert store.count_call("CALLS#a", later, calls=1) == CallCount(2, 90)
    assert store.count_call("CALLS#b", later) == CallCount(0, 0)


def test_a_call_is_closed_once(store: Store) -> None:
    spoken = replace(INBOUND, speech=Speech("CA1"))
    store.commit(spoken, claimed(store, spoken), Reply("hi", "rules", call=Call("CA1", seconds=7)), Records(), NOW)
    assert store.phone_call("CA1") == (spoken.customer, Call("CA1", seconds=7))
    assert [store.close_call("CA1"), store.close_call("CA1"), store.close_call("CA2")] == [True, False, False]


def test_a_claimed_message_is_stored_before_anybody_answers(store: Store) -> None:
    claimed(store)
    (message,) = store.messages("session")
    assert (message.role, message.content) == ("user", "how much?")


@pytest.mark.parametrize("booked", ["", "LEAD-A"])
def test_a_claim_holds_until_its_lease_ends_and_is_then_taken_over_with_what_it_has_booked(
    store: Store, booked: str
) -> None:
    first = claimed(store)
    assert first.lead_id == ""
    if booked:
        store.book(LEAD, OPEN, receipt=Receipt(INBOUND.receipt_key, lease_until=first.lease_until))
    assert store.claim(INBOUND, NOW + timedelta(seconds=5)) == InFlight(
        first.lease_until, since=int(NOW.timestamp() * 1000)
    )
    second = claimed(store, now=AFTER_LEASE)
    assert second.lead_id == booked
    assert second.lease_until > first.lease_until
    assert len(store.messages("session")) == 1


def test_a_claim_that_was_taken_over_cannot_book(store: Store) -> None:
    late = claimed(store)
    claimed(store, now=AFTER_LEASE)
    before = contents(store)
    with pytest.raises(AlreadyBookedError):
        store.book(LEAD, OPEN, receipt=Receipt(INBOUND.receipt_key, lease_until=late.lease_until))
    assert contents(store) == before


def test_an_answered_message_gives_the_stored_reply_for_ever(store: Store) -> None:
    store.commit(INBOUND, claimed(store), Reply("$79", "rules"), Records(), NOW)
    assert store.claim(INBOUND, NOW) == Reply("$79", "rules")
    assert store.claim(replace(INBOUND, text="another body"), AFTER_LEASE) == Reply("$79", "rules")
    assert [message.role for message in store.messages("session")] == ["user", "assistant"]


def test_a_claim_that_was_taken_over_cannot_commit(store: Store) -> None:
    late = claimed(store)
    store.commit(INBOUND, claimed(store, now=AFTER_LEASE), Reply("in time", "rules"), Records(), AFTER_LEASE)
    with pytest.raises(LeaseLostError):
        store.commit(INBOUND, late, Reply("too late", "rules"), Records(), AFTER_LEASE)
    assert store.messages("session")[-1].content == "in time"


def test_a_dialogue_comes_back_as_it_was_committed(store: Store) -> None:
    dialogue = Dialogue(
        held=Slot(DAY, time(9)),
        language="es",
        jobs=(Job("screen", "iphone 13"), Job("diagnosis", "ipad", "microphone")),
        day=DAY,
        at=time(14),
        window=Window(time(14, 1), None),
        options=(Slot(DAY, time(15)),),
        on_site=True,
        address="12 Main St",
        customer_name="Ann",
        nudges=1,
        handed_on=("parking",),
    )
    store.commit(INBOUND, claimed(store), Reply("which one?", "rules", dialogue), Records(), NOW)
    assert store.dialogue(INBOUND.customer) == replace(dialogue, revision=1)


def test_what_is_granted_asked_and_sold_stands_on_the_lead_when_the_reply_is_stored(store: Store) -> None:
    store.book(replace(LEAD, remarks=("Granted: 5% off",), discount_percent=5), OPEN)
    told = {"TURN#SM1#1": "+19045550123 asks: why?"}
    records = Records(LEAD, ("Sold: case, $25", "Asked for Brandon: why?"), 10, told)
    store.commit(INBOUND, claimed(store), Reply("noted", "rules"), records, NOW)
    lead = store.lead(LEAD.lead_id)
    assert lead is not None
    assert lead.remarks == ("Granted: 5% off", "Sold: case, $25", "Asked for Brandon: why?")
    assert (lead.discount_percent, lead.revision) == (10, LEAD.revision)
    assert [(entry.key, entry.text) for entry in store.owner_entries()] == list(told.items())
    for entry in store.owner_entries():
        store.clear_owner_entries([entry])
    assert list(store.owner_entries()) == []


def test_a_question_that_books_nothing_is_stored_with_the_reply(store: Store) -> None:
    question = replace(CALLBACK, repair_type="question", device="", appointment_time="", notes="Do you buy phones?")
    store.commit(INBOUND, claimed(store), Reply("noted", "rules"), Records(question=question), NOW)
    assert store.lead(question.lead_id) == question
    assert question in store.leads_between(DAY, DAY)
    assert store.open_bookings(PHONE) == OpenBookings()


def test_an_address_and_several_jobs_come_back_as_they_were_booked(store: Store) -> None:
    both = replace(LEAD, repair_type="screen + battery", device="iPhone 13 + Pixel 8", address="8410 Merrill Rd")
    store.book(both, OPEN)
    assert store.lead(LEAD.lead_id) == both


def test_what_belongs_to_a_reply_that_is_not_stored_is_not_stored_either(store: Store) -> None:
    store.book(LEAD, OPEN)
    late = claimed(store)
    claimed(store, now=AFTER_LEASE)
    records = Records(LEAD, ("Sold: case, $25",), 10, {"key": "text"})
    with pytest.raises(LeaseLostError):
        store.commit(INBOUND, late, Reply("noted", "rules"), records, AFTER_LEASE)
    assert store.lead(LEAD.lead_id) == LEAD
    assert list(store.owner_entries()) == []


@pytest.mark.parametrize("action", ["moved", "cancelled"])
def test_a_turn_changes_a_booking_once_and_only_under_its_lease(store: Store, action: str) -> None:
    store.book(LEAD, OPEN)
    first = claimed(store)

    def change(claim: Claim) -> None:
        receipt = Receipt(INBOUND.receipt_key, lease_until=claim.lease_until)
        read, open_now = store.lead(LEAD.lead_id), store.open_bookings(LEAD.phone)
        assert read is not None
        if action == "moved":
            after = replace(read, appointment_time="3:00 PM", revision=read.revision + 1)
            store.move(read, after, open_now, receipt=receipt, freed=AT_TWO)
        else:
            after = replace(read, status="cancelled", revision=read.revision + 1)
            store.close(read, after, open_now, receipt=receipt, freed=AT_TWO)

    second = claimed(store, now=AFTER_LEASE)
    before = contents(store)
    with pytest.raises(AlreadyBookedError):
        change(first)
    assert contents(store) == before
    change(second)
    third = claimed(store, now=AFTER_LEASE + (AFTER_LEASE - NOW))
    assert (third.lead_id, third.action) == (LEAD.lead_id, action)
    with pytest.raises(AlreadyBookedError):
        change(third)


def test_a_turn_that_is_handed_over_is_its_takers_alone(store: Store) -> None:
    first = claimed(store)
    later = store.claim_later(INBOUND, first.lease_until, NOW)
    assert isinstance(later, Claim)
    assert store.claim_later(INBOUND, first.lease_until, NOW) == InFlight()
    assert store.claim(INBOUND, NOW + timedelta(seconds=30)) == InFlight(
        later.lease_until, since=int(NOW.timestamp() * 1000)
    )
    with pytest.raises(LeaseLostError):
        store.commit(INBOUND, first, Reply("at once", "rules"), Records(), NOW)
    store.commit(INBOUND, later, Reply("later", "model"), Records(), NOW)
    assert store.claim_later(INBOUND, first.lease_until, NOW) == Reply("later", "model")
    assert store.claim(INBOUND, NOW) == Settled()


def test_a_taker_that_died_is_taken_over_from_when_its_lease_is_over(store: Store) -> None:
    first = claimed(store)
    dead = store.claim_later(INBOUND, first.lease_until, NOW)
    assert isinstance(dead, Claim)
    again = store.claim_later(INBOUND, first.lease_until, NOW + timedelta(seconds=61))
    assert isinstance(again, Claim)
    with pytest.raises(LeaseLostError):
        store.commit(INBOUND, dead, Reply("dead", "model"), Records(), NOW)


def test_a_turn_that_was_answered_at_once_is_not_taken_over(store: Store) -> None:
    first = claimed(store)
    store.commit(INBOUND, first, Reply("at once", "rules"), Records(), NOW)
    assert store.claim_later(INBOUND, first.lease_until, NOW) == Settled()


def test_a_redelivery_that_takes_over_from_a_dead_taker_answers_at_once(store: Store) -> None:
    first = claimed(store)
    store.claim_later(INBOUND, first.lease_until, NOW)
    later = NOW + timedelta(seconds=61)
    store.commit(INBOUND, claimed(store, now=later), Reply("at once", "rules"), Records(), later)
    assert store.claim_later(INBOUND, first.lease_until, later) == Settled()
    assert store.claim(INBOUND, later) == Reply("at once", "rules")


def test_an_empty_reply_is_stored_on_the_receipt_and_not_in_the_conversation(store: Store) -> None:
    store.commit(INBOUND, claimed(store), Reply("", "rules"), Records(), NOW)
    assert store.claim(INBOUND, NOW) == Reply("", "rules")
    assert [message.role for message in store.messages("session")] == ["user"]


def test_what_the_model_was_used_for_adds_up_for_each_day(store: Store) -> None:
    assert store.spend(DAY, turns=1) == Spent(1, 0)
    assert store.spend(DAY, cost=250) == Spent(1, 250)
    assert store.spend(DAY, turns=1, cost=50) == Spent(2, 300)
    assert store.spend(DAY + timedelta(days=1)) == Spent(0, 0)


def test_what_a_customer_wants_of_our_texts_is_stored_with_the_reply(store: Store) -> None:
    for n, (opted, is_out) in enumerate([("out", True), ("", True), ("in", False), ("out", True)]):
        message = replace(INBOUND, key=f"SM{n}")
        claim = store.claim(message, NOW)
        assert isinstance(claim, Claim)
        dialogue = store.dialogue(INBOUND.customer)
        store.commit(message, claim, Reply("", "rules", dialogue), Records(opted=opted), NOW)  # type: ignore[arg-type]
        assert store.has_opted_out(INBOUND.phone) is is_out


def test_a_dialogue_that_has_changed_meanwhile_is_not_written_over(store: Store) -> None:
    store.commit(INBOUND, claimed(store), Reply("one", "rules", Dialogue(asked="day")), Records(), NOW)
    second = replace(INBOUND, key="SM2")
    claim = store.claim(second, NOW)
    assert isinstance(claim, Claim)
    before = contents(store)
    with pytest.raises(StaleReadError):
        store.commit(second, claim, Reply("two", "rules", Dialogue(asked="time")), Records(), NOW)
    assert contents(store) == before
    read = store.dialogue(INBOUND.customer)
    store.commit(second, claim, Reply("two", "rules", replace(read, asked="time")), Records(), NOW)
    assert store.dialogue(INBOUND.customer).asked == "time"


def test_an_unknown_session_is_an_empty_chat(store: Store) -> None:
    assert list(store.messages("nobody")) == []


def test_what_belongs_to_a_lead_that_another_program_deletes_meanwhile_does_not_bring_it_back(
    dynamodb_store: DynamoDBStore,
) -> None:
    dynamodb_store.book(LEAD, OPEN)
    claim = claimed(dynamodb_store)
    key = to_item({"lead_id": LEAD.lead_id, "timestamp": LEAD.timestamp})
    dynamodb_store.client.delete_item(TableName=LEADS, Key=key)
    records = Records(LEAD, ("Sold: case, $25",), 10, {"key": "text"})
    dynamodb_store.commit(INBOUND, claim, Reply("noted", "rules"), records, NOW)
    assert dynamodb_store.lead(LEAD.lead_id) is None
    assert [entry.text for entry in dynamodb_store.owner_entries()] == ["text"]
    assert dynamodb_store.messages(INBOUND.session_id)[-1].content == "noted"

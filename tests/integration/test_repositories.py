"""What every store promises, held against the fake that the unit tests use and against the DynamoDB API."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from linda.adapters.dynamodb import DynamoDBStore
from linda.conversation import Store
from linda.errors import LeaseLostError, SlotTakenError
from linda.models import Claim, Draft, Inbound, InFlight, Lead, Reply, Slot
from tests.fakes import MemoryStore

NOW = datetime(2026, 2, 10, 15, 0, 0, 250_000, UTC)
AFTER_LEASE = NOW + timedelta(minutes=1)
LEAD = Lead(
    lead_id="LEAD-A",
    timestamp=1_770_735_600,
    phone="+19045550123",
    repair_type="screen",
    device="iPhone 13",
    customer_name="",
    appointment_date="2026-02-12",
    appointment_time="2:00 PM",
    lead_type="appointment",
    status="booked",
    source="twilio-sms",
    notes="",
    created_at="2026-02-10T15:00:00+00:00",
)
DAY = date(2026, 2, 12)
INBOUND = Inbound("SM1", "+19045550123", "how much?", "session", "twilio-sms", NOW)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    store: DynamoDBStore = request.getfixturevalue("dynamodb_store")
    return store


def claimed(store: Store, inbound: Inbound = INBOUND, now: datetime = NOW) -> Claim:
    claim = store.claim(inbound, now)
    assert isinstance(claim, Claim)
    return claim


def test_the_state_is_empty_at_first_and_after_a_reset(store: Store) -> None:
    assert store.owner_state() == {}
    store.merge_owner_state({"status": "gym"})
    store.reset_owner_state()
    assert store.owner_state() == {}


def test_a_merge_leaves_other_fields_and_every_type_as_it_is(store: Store) -> None:
    store.merge_owner_state({"max_discount": 15, "ai_answers_sms": False, "notes": ""})
    after = store.merge_owner_state({"max_discount": 12.5, "behavior_rules": '["a"]'})
    assert after == store.owner_state()
    assert repr(sorted(after.items())) == repr(
        [("ai_answers_sms", False), ("behavior_rules", '["a"]'), ("max_discount", 12.5), ("notes", "")]
    )


def test_a_booked_time_is_taken_by_its_lead(store: Store) -> None:
    assert store.taken_times(DAY) == {}
    store.book(LEAD)
    assert store.taken_times(DAY) == {time(14): "LEAD-A"}


def test_a_taken_slot_is_refused_to_another_lead(store: Store) -> None:
    store.book(LEAD)
    with pytest.raises(SlotTakenError):
        store.book(replace(LEAD, lead_id="LEAD-B"))
    assert store.taken_times(DAY) == {time(14): "LEAD-A"}


def test_booking_the_same_lead_again_changes_nothing(store: Store) -> None:
    store.book(LEAD)
    store.book(LEAD)
    assert store.taken_times(DAY) == {time(14): "LEAD-A"}


def test_a_callback_takes_no_slot(store: Store) -> None:
    store.book(replace(LEAD, lead_id="CALLBACK-A", lead_type="callback"))
    store.book(replace(LEAD, lead_id="CALLBACK-B", lead_type="callback"))
    assert store.taken_times(DAY) == {}


def test_a_claimed_message_is_stored_before_anybody_answers(store: Store) -> None:
    claimed(store)
    (message,) = store.chat("session").messages
    assert (message.role, message.content) == ("user", "how much?")


def test_a_claim_holds_until_its_lease_ends_and_is_then_taken_over_with_the_same_nonce(store: Store) -> None:
    first = claimed(store)
    assert store.claim(INBOUND, NOW) == InFlight()
    second = claimed(store, now=AFTER_LEASE)
    assert second.nonce == first.nonce
    assert second.lease_until > first.lease_until
    assert len(store.chat("session").messages) == 1


def test_an_answered_message_gives_the_stored_reply_for_ever(store: Store) -> None:
    store.commit(INBOUND, claimed(store), Reply("$79", "rules"), NOW)
    assert store.claim(INBOUND, NOW) == Reply("$79", "rules")
    assert store.claim(replace(INBOUND, text="another body"), AFTER_LEASE) == Reply("$79", "rules")
    assert [message.role for message in store.chat("session").messages] == ["user", "assistant"]


def test_a_claim_that_was_taken_over_cannot_commit(store: Store) -> None:
    late = claimed(store)
    store.commit(INBOUND, claimed(store, now=AFTER_LEASE), Reply("in time", "rules"), AFTER_LEASE)
    with pytest.raises(LeaseLostError):
        store.commit(INBOUND, late, Reply("too late", "rules"), AFTER_LEASE)
    assert store.chat("session").messages[-1].content == "in time"


def test_a_draft_comes_back_as_it_was_committed(store: Store) -> None:
    draft = Draft("screen", "iphone 13", DAY, time(14), (Slot(DAY, time(9)), Slot(DAY, time(15))))
    store.commit(INBOUND, claimed(store), Reply("which one?", "rules", draft), NOW)
    assert store.chat("session").draft == draft


def test_an_unknown_session_is_an_empty_chat(store: Store) -> None:
    assert store.chat("nobody").messages == ()

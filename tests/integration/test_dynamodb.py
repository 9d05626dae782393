"""What DynamoDB alone can show: races decided by one conditional write, and its failures."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters import tables
from linda.adapters.dynamodb import DynamoDBStore
from linda.booking import BookingRequest, Premises, book, book_click, close, new_lead, reschedule, slot_of
from linda.errors import (
    LeadClosedError,
    LindaError,
    SlotTakenError,
    StaleReadError,
    StoreUnavailableError,
    TooManyBookingsError,
)
from linda.models import Claim, Hold, Inbound, Lead, OpenBookings, Receipt, Slot, Spent
from linda.owner_state import current
from linda.shop import load_shop
from linda.shop_time import parse_date, parse_time
from tests.integration.conftest import LEADS, STATE
from tests.integration.test_repositories import INBOUND, LEAD, NOW, OPEN, PHONE, moved

CLIENTS, ROUNDS = 16, 12
SHOP = load_shop()


def at_once[T](work: Callable[[int], T]) -> list[T]:
    """Run the work in CLIENTS threads that all start at the same moment."""
    start = Barrier(CLIENTS)

    def run(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(run, range(CLIENTS)))


def outcome[T](work: Callable[[], T]) -> T | type[LindaError]:
    """Return the result of the work, or what it was refused with."""
    try:
        return work()
    except LindaError as error:
        return type(error)


def winners(book: Callable[[Lead], None], day: date) -> int:
    """Return how many of CLIENTS parallel bookings of one slot were told that they have it."""

    def attempt(number: int) -> object:
        lead = replace(
            LEAD, lead_id=f"LEAD-{day}-{number}", phone=f"+1904{day:%m%d}{number:03}", appointment_date=str(day)
        )
        return outcome(lambda: book(lead))

    outcomes = at_once(attempt)
    assert set(outcomes) <= {None, SlotTakenError}
    return outcomes.count(None)


def request(hour: int, day: date, phone: str = PHONE, repair_type: str = "screen") -> BookingRequest:
    return BookingRequest(Slot(day, time(hour)), phone, repair_type, "web")


def booked(premises: Premises, asked: BookingRequest) -> Lead:
    return book(premises, asked, new_lead(premises, asked))


def scanned(dynamodb: DynamoDBClient, table: str) -> list[Mapping[str, Any]]:
    return [tables.from_item(item) for item in dynamodb.scan(TableName=table, ConsistentRead=True)["Items"]]


def assert_consistent(dynamodb: DynamoDBClient) -> None:
    """Every slot of a day is of a lead that says so, every booked lead has its slot and stands with its number."""
    leads = {item["lead_id"]: item for item in scanned(dynamodb, LEADS)}
    kept = {item["state_id"]: item for item in scanned(dynamodb, STATE)}
    taken = {
        (state_id.removeprefix("DAY#"), name): lead_id
        for state_id, item in kept.items()
        if state_id.startswith("DAY#")
        for name, lead_id in item.items()
        if name[:2].isdigit()
    }
    slots = {
        (lead["appointment_date"], f"{parse_time(lead['appointment_time']):%H:%M}"): lead_id
        for lead_id, lead in leads.items()
        if lead["status"] != "cancelled"
    }
    assert taken == slots
    for phone in {lead["phone"] for lead in leads.values()}:
        own = {lead_id for lead_id, lead in leads.items() if (lead["phone"], lead["status"]) == (phone, "booked")}
        assert set(kept[f"PHONE#{phone}"]["starts"]) == own


@pytest.fixture
def premises(dynamodb_store: DynamoDBStore) -> Premises:
    return Premises(SHOP, current({}), NOW, dynamodb_store)


def test_of_parallel_bookings_of_one_slot_exactly_one_wins(dynamodb_store: DynamoDBStore) -> None:
    for round_ in range(ROUNDS):
        day = date(2026, 3, 1 + round_)
        assert winners(lambda lead: dynamodb_store.book(lead, OpenBookings(0, {lead.lead_id: 1})), day) == 1
        (holder,) = dynamodb_store.day(day).taken.values()
        assert holder.startswith(f"LEAD-{day}-")


def test_the_same_race_catches_a_booking_that_reads_before_it_writes(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    def naive(lead: Lead) -> None:
        day = parse_date(lead.appointment_date)
        if parse_time(lead.appointment_time) in dynamodb_store.day(day).taken:
            raise SlotTakenError("taken")
        dynamodb.update_item(
            TableName=STATE,
            Key={"state_id": {"S": f"DAY#{day}"}},
            UpdateExpression="SET #slot = :lead",
            ExpressionAttributeNames={"#slot": "14:00"},
            ExpressionAttributeValues={":lead": {"S": lead.lead_id}},
        )

    assert max(winners(naive, date(2026, 4, 1 + round_)) for round_ in range(ROUNDS)) > 1


def test_the_loser_of_a_race_leaves_nothing(dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient) -> None:
    winners(lambda lead: dynamodb_store.book(lead, OpenBookings(0, {lead.lead_id: 1})), date(2026, 5, 1))
    (lead,) = scanned(dynamodb, LEADS)
    assert {item["state_id"] for item in scanned(dynamodb, STATE)} == {"DAY#2026-05-01", f"PHONE#{lead['phone']}"}
    assert_consistent(dynamodb)


@pytest.mark.parametrize("days_apart", [0, 1])
def test_of_parallel_reschedules_to_one_slot_exactly_one_wins(
    premises: Premises, dynamodb: DynamoDBClient, days_apart: int
) -> None:
    """Each round has as many bookings as a day has other slots, all moved to the day's last one."""
    for round_ in range(ROUNDS):
        day = date(2026, 3, 1) + timedelta(days=2 * round_)
        goal = Slot(day + timedelta(days=days_apart), time(16))
        leads = [booked(premises, request(9 + n, day, f"+1904555{round_:02}{n:02}")) for n in range(7)]

        def move(number: int, leads: list[Lead] = leads, goal: Slot = goal) -> Lead | type[LindaError]:
            return outcome(lambda: reschedule(premises, leads[number % 7].lead_id, goal))

        outcomes = at_once(move)
        won = {lead.lead_id for lead in outcomes if isinstance(lead, Lead)}
        assert len(won) == 1
        assert {error for error in outcomes if not isinstance(error, Lead)} == {SlotTakenError}
        assert premises.bookings.day(goal.day).taken[goal.at] in won
    assert_consistent(dynamodb)


def test_parallel_reschedules_of_one_booking_leave_it_in_one_slot(premises: Premises, dynamodb: DynamoDBClient) -> None:
    lead = booked(premises, request(9, date(2026, 3, 1)))
    goals = [Slot(date(2026, 3, 1 + n % 4), time(10 + n % 7)) for n in range(CLIENTS)]
    outcomes = at_once(lambda number: outcome(lambda: reschedule(premises, lead.lead_id, goals[number])))
    assert {error for error in outcomes if not isinstance(error, Lead)} <= {StoreUnavailableError}
    assert slot_of(premises.bookings.lead(lead.lead_id) or lead) in goals
    assert_consistent(dynamodb)


def test_parallel_bookings_of_one_number_are_never_more_than_three(
    premises: Premises, dynamodb: DynamoDBClient
) -> None:
    for round_ in range(ROUNDS):
        phone = f"+1904555{round_:04}"

        def attempt(number: int, round_: int = round_, phone: str = phone) -> Lead | type[LindaError]:
            day = date(2026, 3, 1) + timedelta(days=2 * round_ + number // 8)
            return outcome(lambda: booked(premises, request(9 + number % 8, day, phone)))

        outcomes = at_once(attempt)
        assert len({lead.lead_id for lead in outcomes if isinstance(lead, Lead)}) == 3
        assert outcomes.count(TooManyBookingsError) == CLIENTS - 3
    assert_consistent(dynamodb)


def test_parallel_clicks_are_one_booking(premises: Premises, dynamodb: DynamoDBClient) -> None:
    for round_ in range(ROUNDS):
        asked = request(14, date(2026, 3, 1 + round_), f"+1904555{round_:04}")

        def click(number: int, asked: BookingRequest = asked) -> Lead | type[LindaError]:
            key = f"IDEM#{asked.slot.day} from {number % 2}"
            return outcome(lambda: book_click(premises, asked, new_lead(premises, asked), key))

        outcomes = at_once(click)
        of_addresses = [outcomes[::2], outcomes[1::2]]
        # All of one address have the booking, and none of the other.
        assert sorted(len(set(found)) for found in of_addresses) == [1, 1]
        assert sum(isinstance(found[0], Lead) for found in of_addresses) == 1
        assert SlotTakenError in outcomes
    assert len(scanned(dynamodb, LEADS)) == ROUNDS
    assert_consistent(dynamodb)


def test_a_slot_that_is_cancelled_and_booked_at_once_is_never_lost_or_double(
    premises: Premises, dynamodb: DynamoDBClient
) -> None:
    for round_ in range(ROUNDS):
        day = date(2026, 3, 1 + round_)
        lead = booked(premises, request(14, day))

        def cancel_or_book(number: int, day: date = day, lead: Lead = lead) -> Lead | type[LindaError]:
            if number % 2:
                return outcome(lambda: close(premises, lead.lead_id, "cancelled"))
            return outcome(lambda: booked(premises, request(14, day, f"+1904556{day.day:02}{number:02}")))

        outcomes = at_once(cancel_or_book)
        assert all(isinstance(ended, Lead) and ended.status == "cancelled" for ended in outcomes[1::2])
        bookings = [new for new in outcomes[::2] if isinstance(new, Lead)]
        assert len(bookings) <= 1
        assert {error for error in outcomes[::2] if not isinstance(error, Lead)} <= {SlotTakenError}
        assert list(premises.bookings.day(day).taken.values()) == [new.lead_id for new in bookings]
    assert_consistent(dynamodb)


def test_a_booking_that_is_moved_and_cancelled_at_once_keeps_no_slot_if_it_is_cancelled(
    premises: Premises, dynamodb: DynamoDBClient
) -> None:
    for round_ in range(ROUNDS):
        day = date(2026, 3, 1 + round_)
        lead = booked(premises, request(14, day))

        def cancel_or_move(number: int, lead: Lead = lead, day: date = day) -> Lead | type[LindaError]:
            if number == 0:
                return outcome(lambda: close(premises, lead.lead_id, "cancelled"))
            return outcome(lambda: reschedule(premises, lead.lead_id, Slot(day, time(9 + number % 5))))

        cancelled, *moves = at_once(cancel_or_move)
        if isinstance(cancelled, Lead):
            assert premises.bookings.day(day).taken == {}
        assert {error for error in moves if not isinstance(error, Lead)} <= {LeadClosedError, StoreUnavailableError}
        close(premises, lead.lead_id, "cancelled")
    assert_consistent(dynamodb)


def test_of_parallel_holds_of_one_slot_exactly_one_wins(dynamodb_store: DynamoDBStore) -> None:
    for round_ in range(ROUNDS):
        slot, until = Slot(date(2026, 3, 1 + round_), time(14)), int(NOW.timestamp()) + 300

        def attempt(number: int, slot: Slot = slot, until: int = until) -> object:
            return outcome(lambda: dynamodb_store.hold(slot, Hold(f"session-{number}", until), NOW))

        outcomes = at_once(attempt)
        assert outcomes.count(None) == 1
        assert dynamodb_store.day(slot.day).holds[slot.at].by == f"session-{outcomes.index(None)}"


def test_parallel_counts_are_all_counted(dynamodb_store: DynamoDBStore) -> None:
    counts = at_once(lambda _: dynamodb_store.count("ATTEMPTS#a", NOW))
    assert sorted(counts) == list(range(1, CLIENTS + 1))


def test_of_parallel_deliveries_of_one_message_exactly_one_is_answered(dynamodb_store: DynamoDBStore) -> None:
    claims = at_once(lambda _: dynamodb_store.claim(INBOUND, NOW))
    assert sum(isinstance(claim, Claim) for claim in claims) == 1
    assert len(dynamodb_store.messages("session")) == 1


def test_of_parallel_takers_of_a_turn_exactly_one_has_it(dynamodb_store: DynamoDBStore) -> None:
    claim = dynamodb_store.claim(INBOUND, NOW)
    assert isinstance(claim, Claim)
    takers = at_once(lambda _: dynamodb_store.claim_later(INBOUND, claim.lease_until, NOW))
    assert sum(isinstance(taker, Claim) for taker in takers) == 1


@pytest.mark.parametrize("is_later", [False, True], ids=["a redelivery", "an asynchronous turn"])
def test_a_takeover_sees_what_was_done_up_to_the_moment_that_it_takes_the_turn(
    is_later: bool, dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = dynamodb_store.claim(INBOUND, NOW)
    assert isinstance(claim, Claim)
    update = dynamodb_store.update

    def book_first(**parameters: Any) -> Any:
        monkeypatch.setattr(dynamodb_store, "update", update)
        premises = Premises(load_shop(), current({}), NOW, dynamodb_store)
        request = BookingRequest(Slot(date(2026, 3, 1), time(14)), INBOUND.phone, "screen", "twilio-sms")
        receipt = Receipt(INBOUND.receipt_key, lease_until=claim.lease_until)
        book(premises, request, new_lead(premises, request), receipt)
        return update(**parameters)

    monkeypatch.setattr(dynamodb_store, "update", book_first)
    late = NOW + timedelta(minutes=1)
    taken = (
        dynamodb_store.claim_later(INBOUND, claim.lease_until, NOW) if is_later else dynamodb_store.claim(INBOUND, late)
    )
    assert isinstance(taken, Claim)
    assert taken.lead_id.startswith("LEAD-")


def test_what_parallel_turns_spend_is_all_counted(dynamodb_store: DynamoDBStore) -> None:
    at_once(lambda _: dynamodb_store.spend(NOW.date(), turns=1, cost=7))
    assert dynamodb_store.spend(NOW.date()) == Spent(CLIENTS, 7 * CLIENTS)


def test_parallel_messages_of_one_customer_are_all_stored(dynamodb_store: DynamoDBStore) -> None:
    def send(number: int) -> object:
        return dynamodb_store.claim(replace(INBOUND, key=f"SM-{number}", text=f"message {number}"), NOW)

    assert all(isinstance(claim, Claim) for claim in at_once(send))
    stored = {message.content for message in dynamodb_store.messages("session")}
    assert stored == {f"message {number}" for number in range(CLIENTS)}


def test_the_chat_log_item_has_the_fields_that_the_frontend_reads(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.claim(INBOUND, NOW)
    (item,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert {name: next(iter(value)) for name, value in item.items()} == {
        "lead_id": "S",
        "timestamp": "N",
        "session_id": "S",
        "source": "S",
        "channel": "S",
        "messages": "L",
        "message_count": "N",
        "last_updated": "N",
        "chat_log_expires_at": "N",
        "status": "S",
    }
    assert (item["source"]["S"], item["channel"]["S"]) == (INBOUND.phone, INBOUND.source)
    assert (item["lead_id"]["S"], item["timestamp"]["N"]) == ("CHATLOG-session", "0")
    assert {name: next(iter(value)) for name, value in item["messages"]["L"][0]["M"].items()} == {
        "role": "S",
        "content": "S",
        "timestamp": "N",
    }


def test_what_the_program_keeps_for_itself_is_not_in_the_lead_table(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.claim(INBOUND, NOW)
    dynamodb_store.hold(Slot(date(2026, 2, 13), time(14)), Hold("session", int(NOW.timestamp()) + 300), NOW)
    dynamodb_store.count("ATTEMPTS#a", NOW + timedelta(hours=2))
    dynamodb_store.book(LEAD, OPEN, receipt=Receipt("IDEM#1"), announce=True)
    assert {item["lead_id"] for item in scanned(dynamodb, LEADS)} == {"LEAD-A", "CHATLOG-session"}
    kept = {item["state_id"]: item for item in scanned(dynamodb, STATE)}
    assert set(kept) == {
        "DAY#2026-02-12",
        "DAY#2026-02-13",
        "TURN#SM1",
        "IDEM#1",
        "ATTEMPTS#a",
        f"PHONE#{PHONE}",
        "OUTBOX#LEAD-A",
    }
    assert kept["OUTBOX#LEAD-A"]["slot"] == "2026-02-12 2:00 PM"
    assert all(item["expires_at"] > NOW.timestamp() for item in kept.values())


def test_a_number_without_open_bookings_is_forgotten_in_time(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.book(LEAD, OPEN)
    dynamodb_store.close(LEAD, replace(LEAD, status="cancelled", revision=2), OpenBookings(1), freed=slot_of(LEAD))
    (kept,) = [item for item in scanned(dynamodb, STATE) if item["state_id"] == f"PHONE#{PHONE}"]
    # A time to live more than five years past is none to DynamoDB.
    assert NOW.timestamp() < kept["expires_at"] < NOW.timestamp() + 3 * 365 * 86_400


def test_what_others_have_added_to_a_lead_stays_when_it_changes(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.book(LEAD, OPEN)
    dynamodb.update_item(
        TableName=LEADS,
        Key=tables.to_item({"lead_id": LEAD.lead_id, "timestamp": LEAD.timestamp}),
        UpdateExpression="SET color = :color",
        ExpressionAttributeValues={":color": {"S": "blue"}},
    )
    assert dynamodb_store.lead("LEAD-A") == LEAD
    dynamodb_store.move(LEAD, moved(LEAD, date(2026, 2, 13), "3:00 PM"), replace(OPEN, version=1), freed=slot_of(LEAD))
    (item,) = scanned(dynamodb, LEADS)
    assert (item["color"], item["appointment_time"]) == ("blue", "3:00 PM")


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> tuple[DynamoDBStore, Stubber]:
    """A store whose client answers what the test says, and sends nothing; it waits for nobody."""
    monkeypatch.setattr("linda.adapters.tables.clock.sleep", lambda _: None)
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    return DynamoDBStore(client, LEADS, STATE), Stubber(client)


def add_refusal(stubber: Stubber, *codes: str) -> None:
    """Refuse a booking's writes, which are of the lead, the number and the day, for these reasons."""
    stubber.add_client_error(
        "transact_write_items",
        service_error_code="TransactionCanceledException",
        modeled_fields={"CancellationReasons": [{"Code": code} for code in codes]},
    )


def test_a_conflict_with_another_transaction_is_tried_again(stubbed: tuple[DynamoDBStore, Stubber]) -> None:
    store, stubber = stubbed
    add_refusal(stubber, "None", "None", "TransactionConflict")
    add_refusal(stubber, "None", "ThrottlingError", "None")
    add_refusal(stubber, "TransactionConflict", "ProvisionedThroughputExceeded", "None")
    stubber.add_response("transact_write_items", {})
    with stubber:
        store.book(LEAD, OPEN)
    stubber.assert_no_pending_responses()


@pytest.mark.parametrize(
    "codes",
    [
        ("TransactionConflict", "ConditionalCheckFailed", "None"),
        ("ConditionalCheckFailed", "None", "TransactionConflict"),
        ("None", "ConditionalCheckFailed", "ThrottlingError"),
    ],
)
def test_a_condition_that_failed_beside_a_conflict_is_no_answer(
    stubbed: tuple[DynamoDBStore, Stubber], codes: tuple[str, ...]
) -> None:
    store, stubber = stubbed
    add_refusal(stubber, *codes)
    add_refusal(stubber, *codes)
    stubber.add_response("transact_write_items", {})
    with stubber:
        store.book(LEAD, OPEN)
    stubber.assert_no_pending_responses()


def test_a_condition_that_failed_alone_is_the_answer(stubbed: tuple[DynamoDBStore, Stubber]) -> None:
    store, stubber = stubbed
    add_refusal(stubber, "TransactionConflict", "ConditionalCheckFailed", "None")
    add_refusal(stubber, "None", "ConditionalCheckFailed", "None")
    with stubber, pytest.raises(StaleReadError):
        store.book(LEAD, OPEN)
    stubber.assert_no_pending_responses()


def test_a_conflict_without_end_is_an_error(stubbed: tuple[DynamoDBStore, Stubber]) -> None:
    store, stubber = stubbed
    for _ in range(8):
        add_refusal(stubber, "None", "None", "TransactionConflict")
    with stubber, pytest.raises(StoreUnavailableError):
        store.book(LEAD, OPEN)
    stubber.assert_no_pending_responses()


@pytest.mark.parametrize("other", ["None", "ConditionalCheckFailed"])
def test_a_write_that_is_refused_for_good_is_an_error_at_once(
    stubbed: tuple[DynamoDBStore, Stubber], other: str
) -> None:
    store, stubber = stubbed
    add_refusal(stubber, "None", other, "ValidationError")
    with stubber, pytest.raises(StoreUnavailableError):
        store.book(LEAD, OPEN)


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "AccessDeniedException"])
def test_a_failure_of_the_table_is_an_error_of_ours(stubbed: tuple[DynamoDBStore, Stubber], code: str) -> None:
    store, stubber = stubbed
    stubber.add_client_error("get_item", service_error_code=code)
    with stubber, pytest.raises(StoreUnavailableError):
        store.day(date(2026, 2, 12))


def test_a_table_that_cannot_be_reached_is_an_error_of_ours() -> None:
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        endpoint_url="http://127.0.0.1:9",
        config=Config(connect_timeout=1, retries={"total_max_attempts": 1}),
    )
    inbound = Inbound("SM1", "+19045550123", "hi", "session", "twilio-sms", datetime(2026, 2, 10, tzinfo=UTC))
    with pytest.raises(StoreUnavailableError):
        DynamoDBStore(client, LEADS, STATE).claim(inbound, NOW)

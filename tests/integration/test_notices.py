"""Notices over DynamoDB's API, and over Twilio's to the stand-in."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import dispatcher
import scheduler
from linda import notices
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.functions import turn_event
from linda.adapters.tables import to_item
from linda.adapters.twilio_rest import TwilioMessenger
from linda.booking import BookingRequest, Premises, book, close, new_lead, reschedule
from linda.errors import SweepFailedError
from linda.models import Claim, Inbound, Lead, NoticeClaim, NoticeStanding, OutboxEntry, OwnerEntry
from linda.notices import LEASE, Outcome, Sender, outbox_entry, send_due_notices
from linda.owner_state import current
from linda.shop import Shop
from linda.shop_time import instant
from local.twilio import TwilioError
from tests.emf import Counted
from tests.integration.conftest import LEADS, NIGHTLESS, STATE, Clock, reopen
from tests.integration.events import api_event, body
from tests.twilio_stand_in import ACCOUNT, StandIn, dripping
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW, slot

REQUEST = BookingRequest(slot(14, date(2026, 2, 13)), PHONE, "screen", "web", announce=True)
STARTS = instant(REQUEST.slot, SHOP.time_zone)
KEY = "NOTICE#LEAD-A#day_before#2026-02-13T14:00"
SWEEPS, ROUNDS = 8, 20
NIGHTLESS_SHOP = replace(SHOP, quiet_until=SHOP.quiet_from)


@pytest.fixture
def messenger(twilio: StandIn) -> TwilioMessenger:
    return TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, twilio.base_url)


def premises(store: DynamoDBStore, now: datetime = NOW) -> Premises:
    return Premises(SHOP, current({}), now, store)


def booked(store: DynamoDBStore, request: BookingRequest = REQUEST) -> Lead:
    return book(premises(store), request, new_lead(premises(store), request))


def sweep(store: DynamoDBStore, messenger: TwilioMessenger, at: datetime) -> Counter[Outcome]:
    return send_due_notices(Sender(NIGHTLESS_SHOP, store, messenger, lambda: at))


# --- the store


def test_a_bookings_confirmation_stands_in_the_outbox_until_it_is_cleared(
    dynamodb_store: DynamoDBStore,
) -> None:
    lead = booked(dynamodb_store)
    booked(dynamodb_store, replace(REQUEST, slot=slot(15), announce=False))
    entry = OutboxEntry(lead.lead_id, REQUEST.slot)
    assert dynamodb_store.outbox_entries() == [entry] == [outbox_entry(lead)]
    dynamodb_store.clear_outbox(entry)
    dynamodb_store.clear_outbox(entry)
    assert dynamodb_store.outbox_entries() == []


def test_a_claim_holds_for_its_lease_and_is_then_taken_over_with_the_time_of_the_first(
    dynamodb_store: DynamoDBStore,
) -> None:
    def claim(at: datetime) -> NoticeClaim | NoticeStanding:
        return dynamodb_store.claim_notice(KEY, at, at + LEASE)

    assert claim(NOW) == NoticeClaim(NOW + LEASE)
    assert claim(NOW + LEASE - timedelta(milliseconds=1)) == "in_flight"
    assert claim(NOW + LEASE) == NoticeClaim(NOW + 2 * LEASE, taken_over_from=NOW)
    assert claim(NOW + LEASE) == "in_flight"
    assert claim(NOW + 3 * LEASE) == NoticeClaim(NOW + 4 * LEASE, taken_over_from=NOW)
    dynamodb_store.finish_notice(KEY, "sent")
    assert claim(NOW + 9 * LEASE) == "sent"


def test_a_receipt_expires_some_day_and_an_opt_out_never(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    assert not dynamodb_store.has_opted_out(PHONE)
    dynamodb_store.opt_out(PHONE, NOW)
    assert dynamodb_store.has_opted_out(PHONE)
    dynamodb_store.claim_notice(KEY, NOW, NOW + LEASE)
    opt_out, receipt = (
        dynamodb.get_item(TableName=STATE, Key=to_item({"state_id": state_id}))["Item"]
        for state_id in (f"OPTOUT#{PHONE}", KEY)
    )
    assert "expires_at" not in opt_out
    assert receipt["expires_at"] == {"N": f"{(NOW + timedelta(days=30)).timestamp():.0f}"}


# --- sweeps


def race(store: DynamoDBStore, messenger: TwilioMessenger, number: int) -> Counter[Outcome]:
    """Book for a customer of this number, sweep in parallel when a text is due, and return all that came of it."""
    is_confirmed = number % 2 == 0
    request = replace(REQUEST, phone=customer(number), slot=slot(14, TOMORROW + timedelta(number)))
    lead = booked(store, replace(request, announce=is_confirmed))
    at = NOW if is_confirmed else instant(request.slot, SHOP.time_zone) - timedelta(hours=1)
    together = Barrier(SWEEPS)

    def run(_: int) -> Counter[Outcome]:
        together.wait()
        return sweep(store, messenger, at)

    with ThreadPoolExecutor(SWEEPS) as pool:
        outcomes = sum(pool.map(run, range(SWEEPS)), Counter[Outcome]())
    close(premises(store), lead.lead_id, "cancelled")
    return outcomes


def customer(number: int) -> str:
    return f"+190455501{number:02}"


def test_parallel_sweeps_send_one_text(
    dynamodb_store: DynamoDBStore, messenger: TwilioMessenger, twilio: StandIn
) -> None:
    for number in range(ROUNDS):
        assert race(dynamodb_store, messenger, number)["sent"] == 1
    assert Counter(message["to"] for message in twilio.messages) == {customer(number): 1 for number in range(ROUNDS)}


class ReadsFirst(DynamoDBStore):
    """A store that claims by a read and then a write: with it the race must be lost."""

    def claim_notice(self, key: str, now: datetime, until: datetime) -> NoticeClaim | NoticeStanding:
        if self.get(STATE, {"state_id": key}):
            return "in_flight"
        self.client.put_item(TableName=STATE, Item=to_item({"state_id": key}))
        return NoticeClaim(until)


def test_sweeps_that_read_before_they_claim_would_send_more(
    dynamodb_store: DynamoDBStore, messenger: TwilioMessenger, twilio: StandIn
) -> None:
    naive = ReadsFirst(dynamodb_store.client, LEADS, STATE)
    sent = [race(naive, messenger, number)["sent"] for number in range(ROUNDS)]
    assert max(sent) > 1


def test_a_bookings_life_sends_three_texts(
    dynamodb_store: DynamoDBStore, messenger: TwilioMessenger, twilio: StandIn
) -> None:
    lead = booked(dynamodb_store)
    for left in (STARTS - NOW, timedelta(hours=30), timedelta(hours=24), timedelta(hours=23), timedelta(hours=1)):
        sweep(dynamodb_store, messenger, STARTS - left)
    texts = [message["body"] for message in twilio.messages]
    assert ["booked for" in texts[0], "a reminder" in texts[1], "coming up" in texts[2]] == [True] * 3
    assert len(texts) == 3
    later = slot(14, date(2026, 2, 20))
    reschedule(premises(dynamodb_store), lead.lead_id, later)
    sweep(dynamodb_store, messenger, instant(later, SHOP.time_zone) - timedelta(hours=3))
    assert "Fri, Feb 20 at 2:00 PM" in twilio.messages[3]["body"]


def test_a_text_that_went_out_before_a_crash_is_found_at_twilio(
    dynamodb_store: DynamoDBStore,
    messenger: TwilioMessenger,
    twilio: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked(dynamodb_store)
    now = datetime.now(UTC)  # Twilio's clock is the real one
    request = replace(REQUEST, slot=slot(14, (now + timedelta(days=9)).date()))
    real = Premises(SHOP, current({}), now, dynamodb_store)
    book(real, request, new_lead(real, request))

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(dynamodb_store, "finish_notice", die)
        with pytest.raises(Killed):
            sweep(dynamodb_store, messenger, now)
    assert len(twilio.messages) == 1
    assert sweep(dynamodb_store, messenger, now + timedelta(minutes=5)) == {"sent": 1}
    assert len(twilio.messages) == 1
    assert dynamodb_store.outbox_entries() == []


def test_an_opted_out_number_is_asked_for_once(
    dynamodb_store: DynamoDBStore, messenger: TwilioMessenger, twilio: StandIn
) -> None:
    booked(dynamodb_store)
    twilio.steps.append(TwilioError(400, 21610, "Attempt to send to unsubscribed recipient"))
    assert sweep(dynamodb_store, messenger, NOW) == {"opted_out": 1}
    assert sweep(dynamodb_store, messenger, STARTS - timedelta(hours=1)) == {"opted_out": 1}
    assert twilio.messages == []


# --- the handler


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, dynamodb_store: DynamoDBStore, twilio: StandIn
) -> Iterator[None]:
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "TWILIO_ACCOUNT_SID": ACCOUNT.sid,
        "TWILIO_AUTH_TOKEN": ACCOUNT.token,
        "TWILIO_PHONE_NUMBER": ACCOUNT.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
        **NIGHTLESS,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SECRET_ID", raising=False)
    reopen()
    yield
    reopen()


IN_NINE_DAYS = (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=9)).date()
BOOKING = {"phone": PHONE, "date": f"{IN_NINE_DAYS}", "time": "2:00 PM", "repair_type": "screen"}


def answer(event: dict[str, object]) -> tuple[object, dict[str, object]]:
    response = scheduler.handler(event, None)
    return response["statusCode"], json.loads(str(response["body"]))


@pytest.mark.usefixtures("environment")
def test_a_booking_is_confirmed_at_once_and_the_schedule_finds_nothing_left(twilio: StandIn, counted: Counted) -> None:
    code, _ = answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})
    assert (code, [message["to"] for message in twilio.messages]) == (201, [PHONE])
    assert answer({"task": "send_notices"}) == (
        200,
        {"status": "success", "message": "0 texts sent", "notices": {}, "turns": 0, "calls": 0, "questions": 0},
    )
    assert len(twilio.messages) == 1
    assert counted() == {"Booked": [1], "TextsSent": [1], "Sweeps": [1]}


@pytest.mark.usefixtures("environment")
def test_a_booking_stands_when_twilio_is_down(twilio: StandIn, dynamodb_store: DynamoDBStore, counted: Counted) -> None:
    twilio.steps.append(TwilioError(503, 20503, "Service unavailable"))
    code, fields = answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})
    assert (code, twilio.messages) == (201, [])
    assert [entry.lead_id for entry in dynamodb_store.outbox_entries()] == [fields["lead_id"]]
    assert counted() == {"Booked": [1], "TextsFailed": [1]}


@pytest.mark.usefixtures("environment")
def test_a_dripping_twilio_holds_up_neither_a_booking_nor_the_sweep(
    monkeypatch: pytest.MonkeyPatch, dynamodb_store: DynamoDBStore
) -> None:
    assert (scheduler._SECONDS_TO_CONFIRM, scheduler._SECONDS_TO_SEND) == (3, 8)
    monkeypatch.setattr(scheduler, "_SECONDS_TO_CONFIRM", 0.2)
    monkeypatch.setattr(scheduler, "_SECONDS_TO_SEND", 0.4)
    with dripping() as url:
        monkeypatch.setenv("TWILIO_API_BASE_URL", url)
        began = monotonic()
        code, fields = answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})
        assert code == 201
        (entry,) = dynamodb_store.outbox_entries()
        assert entry.lead_id == fields["lead_id"]
        now = premises(dynamodb_store, datetime.now(UTC))
        another = replace(REQUEST, slot=slot(15, IN_NINE_DAYS))
        book(now, another, new_lead(now, another))
        assert answer({"task": "send_notices"})[1]["notices"] == {"in_flight": 1, "unavailable": 1}
        assert monotonic() - began < 3


@pytest.mark.usefixtures("environment")
def test_a_booking_stands_whatever_the_confirmation_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(scheduler, "send_confirmation", fail)
    assert answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})[0] == 201


@pytest.mark.usefixtures("environment")
def test_nobody_wakes_the_sweep_through_the_api() -> None:
    code, _ = answer({"task": "send_notices", "requestContext": {}, "httpMethod": "PUT"})
    assert code == 405


@pytest.mark.usefixtures("environment")
def test_without_twilios_keys_nothing_is_sent_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, twilio: StandIn
) -> None:
    monkeypatch.delenv("TWILIO_AUTH_TOKEN")
    assert answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})[0] == 201
    code, fields = answer({"task": "send_notices"})
    assert (code, fields["message"], twilio.messages) == (200, "Without Twilio's keys no texts are sent", [])


# --- what fails, and what died


@pytest.mark.usefixtures("environment", "twilio")
def test_a_sweep_that_fails_raises_and_its_words_are_ours(monkeypatch: pytest.MonkeyPatch, counted: Counted) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a customer's words")

    monkeypatch.setattr(scheduler, "send_due_notices", fail)
    with pytest.raises(SweepFailedError) as raised:
        scheduler.handler({"task": "send_notices"}, None)
    assert str(raised.value) == "the sweep has failed"
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)
    assert counted() == {"SweepsFailed": [1]}


@pytest.mark.usefixtures("environment", "clock")
def test_a_notice_that_fails_fails_the_sweep_after_all_others_went_out(
    monkeypatch: pytest.MonkeyPatch, twilio: StandIn, dynamodb_store: DynamoDBStore
) -> None:
    for hour in (14, 15):
        booked(dynamodb_store, replace(REQUEST, slot=slot(hour, REQUEST.slot.day)))
    broken = dynamodb_store.outbox_entries()[0].lead_id
    send = notices.text_of

    def text_of(notice: notices.Notice, shop: Shop) -> str:
        if notice.lead.lead_id == broken:
            raise RuntimeError
        return send(notice, shop)

    monkeypatch.setattr(notices, "text_of", text_of)
    with pytest.raises(SweepFailedError):
        scheduler.handler({"task": "send_notices"}, None)
    assert len(twilio.messages) == 1


@pytest.mark.usefixtures("environment")
def test_without_keys_a_booking_puts_nothing_into_the_outbox(
    monkeypatch: pytest.MonkeyPatch, twilio: StandIn, dynamodb_store: DynamoDBStore
) -> None:
    monkeypatch.delenv("TWILIO_AUTH_TOKEN")
    assert answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})[0] == 201
    assert dynamodb_store.outbox_entries() == []


def test_the_owners_outbox_takes_any_number_of_texts_and_each_once(dynamodb_store: DynamoDBStore) -> None:
    texts = [OwnerEntry(f"TURN#SM{n}", "x" * 300, PHONE) for n in range(1_400)]  # more than an item holds
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda entry: dynamodb_store.tell_owner(entry, NOW), texts))
    assert len(dynamodb_store.owner_entries()) == 1_400
    first = texts[0]
    dynamodb_store.clear_owner_entries([first])
    dynamodb_store.tell_owner(first, NOW)
    assert first.key not in [entry.key for entry in dynamodb_store.owner_entries()]


@pytest.mark.usefixtures("environment")
def test_a_turn_that_died_and_was_never_delivered_again_is_finished_by_the_sweep_once(
    monkeypatch: pytest.MonkeyPatch, twilio: StandIn, dynamodb_store: DynamoDBStore, clock: Clock
) -> None:
    monkeypatch.setenv("DISPATCHER_FUNCTION", "dispatcher")
    handed: list[dict[str, object]] = []

    def keep(region: str, function: str, inbound: Inbound, claim: Claim) -> bool:
        assert (region, function) == ("us-east-1", "dispatcher")
        handed.append(json.loads(json.dumps(turn_event(inbound, claim))))
        return True

    monkeypatch.setattr(scheduler, "finish_turn_later", keep)
    message = Inbound("SM1", PHONE, "how much is a battery?", f"{PHONE}-2026-02-10", "twilio-sms", clock.moment)
    assert isinstance(dynamodb_store.claim(message, clock.moment), Claim)
    assert answer({"task": "send_notices"})[1]["turns"] == 0  # somebody may still be at it
    clock.moment += timedelta(minutes=5)
    assert answer({"task": "send_notices"})[1]["turns"] == 1
    for _ in range(2):
        assert dispatcher.handler(handed[0], None) == {"statusCode": 200}
    assert [(m["to"], "$49" in m["body"]) for m in twilio.messages] == [(PHONE, True)]
    clock.moment += timedelta(minutes=5)
    assert answer({"task": "send_notices"})[1]["turns"] == 0
    (item,) = dynamodb_store.client.scan(
        TableName=STATE,
        FilterExpression="state_id = :turn",
        ExpressionAttributeValues={":turn": {"S": "TURN#SM1"}},
    )["Items"]
    assert not {"inbound", "pending"} & set(item)


# --- what the owner is told

OWNER = "+19045550177"


@pytest.mark.usefixtures("environment")
def test_what_is_booked_and_cancelled_on_the_web_is_told_to_the_owner_once_by_any_number_of_sweeps(
    monkeypatch: pytest.MonkeyPatch, dynamodb_store: DynamoDBStore, messenger: TwilioMessenger, twilio: StandIn
) -> None:
    monkeypatch.setenv("OWNER_PHONE", OWNER)
    reopen()
    made = scheduler.handler(api_event("POST", "/scheduler", {}, body=json.dumps(BOOKING)), None)
    lead_id = body(made)["lead_id"]
    for _ in range(2):
        scheduler.handler(api_event("DELETE", "/scheduler", {}, queryStringParameters={"lead_id": lead_id}), None)
    assert {entry.kind for entry in dynamodb_store.owner_entries()} == {"new", "cancelled"}
    sender = Sender(NIGHTLESS_SHOP, dynamodb_store, messenger, lambda: NOW, OWNER)
    with ThreadPoolExecutor(SWEEPS) as pool:
        list(pool.map(lambda _: send_due_notices(sender), range(SWEEPS)))
    for n in range(1, 4):
        send_due_notices(replace(sender, clock=lambda n=n: NOW + n * timedelta(minutes=5)))  # type: ignore[misc]
    told = " / ".join(message["body"] for message in twilio.messages if message["to"] == OWNER)
    assert (told.count("New:"), told.count("Cancelled:")) == (1, 1)


@pytest.mark.usefixtures("environment")
def test_what_the_owner_books_himself_is_no_news_to_him(
    monkeypatch: pytest.MonkeyPatch, dynamodb_store: DynamoDBStore
) -> None:
    monkeypatch.setenv("OWNER_PHONE", OWNER)
    reopen()
    assert answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})[0] == 201
    assert dynamodb_store.owner_entries() == []


@pytest.mark.usefixtures("environment")
def test_a_customer_is_texted_once_that_the_phone_is_ready_and_once_that_the_work_is_done(twilio: StandIn) -> None:
    _, fields = answer({"httpMethod": "POST", "body": json.dumps(BOOKING)})
    for status in ("ready", "ready", "completed", "completed"):
        event = {"queryStringParameters": {"lead_id": fields["lead_id"]}, "body": json.dumps({"status": status})}
        assert answer({"httpMethod": "PATCH", **event})[0] == 200
    answer({"task": "send_notices"})
    said = [message["body"] for message in twilio.messages[1:]]
    assert ["ready for pick-up" in said[0], "Thank you!" in said[1]] == [True, True]
    assert len(said) == 2


@pytest.mark.usefixtures("environment")
def test_that_a_sweep_fails_is_told_once_a_day(
    monkeypatch: pytest.MonkeyPatch, dynamodb_store: DynamoDBStore, twilio: StandIn
) -> None:
    monkeypatch.setenv("OWNER_PHONE", OWNER)
    reopen()

    def fail() -> dict[str, object]:
        raise RuntimeError("anything")

    monkeypatch.setattr(scheduler, "_heal", fail)
    for _ in range(2):
        with pytest.raises(SweepFailedError):
            scheduler.handler({"task": "send_notices"}, None)
    assert dynamodb_store.owner_entries() == []
    assert [message["to"] for message in twilio.messages] == [OWNER]

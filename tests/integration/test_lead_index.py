"""The owner's lists, export and feed over DynamoDB's API: by the indexes, through the scheduler's route."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import scheduler
from linda import composition
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import to_item
from linda.booking import BookingRequest, Premises, book, close, new_lead, reschedule
from linda.models import LEAD_STATUSES, LEAD_TYPES, Claim, Lead, Records, Reply
from linda.owner_state import current
from linda.settings import load_settings
from tests.integration.conftest import LEADS
from tests.unit.builders import NOW, PHONE, SHOP, TODAY, inbound, slot

TOKEN = "owner-token"
OTHER_PHONE = "+19045550199"
DAY, NEXT_DAY = date(2026, 2, 12), date(2026, 2, 13)
LEAD = Lead(
    lead_id="LEAD-A",
    timestamp=1_770_735_600,
    phone=PHONE,
    repair_type="screen",
    device="iPhone 13",
    customer_name="Ann",
    appointment_date=DAY.isoformat(),
    appointment_time="2:00 PM",
    lead_type="appointment",
    status="booked",
    source="twilio-sms",
    notes="=1+1, back door",
    created_at=1_770_735_600,
    updated_at=1_770_735_600,
)


def as_json(lead: Lead) -> dict[str, object]:
    return {**asdict(lead), "remarks": list(lead.remarks)}


@pytest.fixture(autouse=True)
def store(dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch) -> DynamoDBStore:
    """The store, with a conversation in it, and the scheduler before it at ten in the morning of February 10."""
    message = inbound("screen please")
    claim = dynamodb_store.claim(message, NOW)
    assert isinstance(claim, Claim)
    dynamodb_store.commit(message, claim, Reply("$79", "rules"), Records(), NOW)
    monkeypatch.setattr(composition, "store", lambda: dynamodb_store)
    monkeypatch.setattr(composition, "owner_token", lambda: TOKEN)
    monkeypatch.setattr(composition, "settings", lambda: load_settings({}))
    monkeypatch.setattr("linda.clock.now", lambda: NOW)
    return dynamodb_store


@pytest.fixture
def calls(store: DynamoDBStore) -> Iterator[list[str]]:
    """The operations that the store calls."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    store.client.meta.events.register("before-call.dynamodb", note)
    yield made
    store.client.meta.events.unregister("before-call.dynamodb", note)


@pytest.fixture
def small_pages(store: DynamoDBStore) -> Iterator[None]:
    """DynamoDB ends a page after 1 MB; here after three items."""

    def limit(params: dict[str, Any], **_: Any) -> None:
        params["Limit"] = 3

    store.client.meta.events.register("before-parameter-build.dynamodb.Query", limit)
    yield
    store.client.meta.events.unregister("before-parameter-build.dynamodb.Query", limit)


def put(store: DynamoDBStore, *leads: Lead) -> None:
    for lead in leads:
        store.client.put_item(TableName=LEADS, Item=to_item(asdict(lead)))


def many(count: int, change: Callable[[int], Mapping[str, Any]] = lambda _: {}) -> list[Lead]:
    """Leads of every type and status, three in each second, the newest first."""
    leads = [
        replace(
            LEAD,
            lead_id=f"LEAD-{number:03}",
            timestamp=LEAD.timestamp + number // 3,
            lead_type=LEAD_TYPES[number % len(LEAD_TYPES)],
            status=LEAD_STATUSES[number % len(LEAD_STATUSES)],
            **change(number),
        )
        for number in range(count)
    ]
    return sorted(leads, key=lambda lead: (-lead.timestamp, lead.lead_id))


def get(query: Mapping[str, str], token: str = TOKEN, path: str = "/prod/scheduler") -> Any:
    """Ask through the API and return the whole response."""
    return scheduler.handler(
        {
            "httpMethod": "GET",
            "queryStringParameters": query,
            "headers": {"Authorization": f"Bearer {token}"} if token else {},
            "requestContext": {"path": path, "stage": "prod", "domainName": "api.example.com"},
        },
        None,
    )


def listed(query: Mapping[str, str]) -> Any:
    response = get(query)
    assert response["statusCode"] == 200, response["body"]
    return json.loads(response["body"])


def read_through(query: Mapping[str, str]) -> list[dict[str, Any]]:
    """Follow the cursors to the list's end."""
    page = listed(query)
    leads: list[dict[str, Any]] = page["leads"]
    while page["cursor"]:
        page = listed({**query, "cursor": page["cursor"]})
        leads += page["leads"]
    return leads


def ask_for_feed() -> Any:
    """Ask as a calendar program does, with the URL alone."""
    url = listed({"calendar_url": "1"})["calendar_url"]
    return get({"calendar": url.partition("?calendar=")[2]}, token="")


def feed() -> Calendar:
    response = ask_for_feed()
    assert response["statusCode"] == 200, response["body"]
    calendar = Calendar.from_ical(response["body"])
    assert isinstance(calendar, Calendar)
    return calendar


# --- the index


def test_a_lead_of_others_making_is_listed_and_exported_and_harms_no_other(store: DynamoDBStore) -> None:
    put(store, LEAD)
    theirs = {
        "lead_id": "LEAD-1",
        "timestamp": LEAD.timestamp * 1000 + 0.5,  # a browser's clock
        "phone": PHONE,
        "lead_type": "appointment",
        "appointment_date": str(DAY),
        "appointment_time": 14,
        "revision": "none",
        "notes": ["one", "two"],
    }
    store.client.put_item(TableName=LEADS, Item=to_item(theirs))
    for query in ({"day": str(DAY)}, {"phone": PHONE}):
        newest, other = listed(query)["leads"]
        assert (newest["lead_id"], other["lead_id"]) == ("LEAD-1", LEAD.lead_id)
        assert (newest["appointment_time"], newest["notes"], newest["revision"]) == ("", "", 0)
        assert newest["timestamp"] == LEAD.timestamp * 1000 + 0.5  # a part of its key
    exported = get({"export": "csv", "from": str(DAY), "to": str(DAY)})["body"]
    rows = csv.DictReader(io.StringIO(exported.removeprefix("\ufeff"), newline=""))
    assert [row["lead_id"] for row in rows] == ["LEAD-1", LEAD.lead_id]
    assert len(feed().events) == 1


@pytest.mark.usefixtures("small_pages")
def test_every_page_of_the_index_is_read(store: DynamoDBStore) -> None:
    leads = many(20)
    put(store, *leads)
    assert sorted(store.leads_between(DAY, DAY), key=str) == sorted(leads, key=str)
    of_number = list(store.leads_of_number(PHONE))
    assert sorted(of_number, key=lambda lead: (-lead.timestamp, lead.lead_id)) == leads
    assert [lead.timestamp for lead in of_number] == [lead.timestamp for lead in leads]


def test_a_range_of_days_has_both_its_ends(store: DynamoDBStore) -> None:
    days = [DAY + timedelta(days=ahead) for ahead in range(-1, 4)]
    put(store, *(replace(LEAD, lead_id=f"LEAD-{day}", appointment_date=str(day)) for day in days))
    found = store.leads_between(DAY, DAY + timedelta(days=2))
    assert sorted(lead.appointment_date for lead in found) == [str(day) for day in days[1:4]]


def test_a_numbers_leads_may_be_asked_for_until_a_second(store: DynamoDBStore) -> None:
    put(store, *many(9), replace(LEAD, lead_id="LEAD-X", phone=OTHER_PHONE))
    found = store.leads_of_number(PHONE, LEAD.timestamp + 1)
    assert [lead.timestamp - LEAD.timestamp for lead in found] == [1, 1, 1, 0, 0, 0]


def test_the_indexes_follow_a_booking_through_its_changes(store: DynamoDBStore) -> None:
    bookings = Premises(SHOP, current({}), NOW, store)
    request = BookingRequest(slot(14, DAY), PHONE, "screen", "web")
    lead = book(bookings, request, new_lead(bookings, request))
    moved = reschedule(bookings, lead.lead_id, slot(9, NEXT_DAY))
    assert store.leads_between(DAY, DAY) == []
    assert store.leads_between(NEXT_DAY, NEXT_DAY) == [moved]
    cancelled = close(bookings, lead.lead_id, "cancelled")
    assert list(store.leads_of_number(PHONE)) == store.leads_between(NEXT_DAY, NEXT_DAY) == [cancelled]


def test_the_owners_questions_never_scan(store: DynamoDBStore, calls: list[str]) -> None:
    put(store, LEAD)
    calls.clear()
    for query in (
        {"day": str(DAY)},
        {"phone": PHONE},
        {"export": "csv", "from": str(DAY), "to": str(DAY)},
    ):
        assert get(query)["statusCode"] == 200
    assert len(feed().events) == 1
    assert set(calls) == {"Query"}


# --- the lists


@pytest.mark.parametrize("limit", [1, 4, 7, 100])
@pytest.mark.parametrize("query", [{"day": str(DAY)}, {"phone": PHONE}])
def test_a_list_is_read_through_page_by_page(query: dict[str, str], limit: int, store: DynamoDBStore) -> None:
    leads = many(14)
    put(store, *leads, replace(LEAD, lead_id="LEAD-X", phone=OTHER_PHONE, appointment_date=str(NEXT_DAY)))
    assert read_through({**query, "limit": str(limit)}) == [as_json(lead) for lead in leads]


def test_a_list_has_fifty_leads_unless_asked_for_others(store: DynamoDBStore) -> None:
    put(store, *many(101))
    assert [len(listed(query)["leads"]) for query in ({"day": str(DAY)}, {"phone": PHONE, "limit": "100"})] == [50, 100]
    assert len(read_through({"phone": PHONE, "limit": "100"})) == 101


def test_a_list_is_of_whole_leads_and_ends_without_a_cursor(store: DynamoDBStore) -> None:
    put(store, LEAD)
    assert listed({"day": str(DAY)}) == {"status": "success", "leads": [as_json(LEAD)], "cursor": None}
    assert listed({"phone": OTHER_PHONE}) == {"status": "success", "leads": [], "cursor": None}


@pytest.mark.parametrize("phone", ["(904) 252-0927", " 19042520927"])
def test_a_number_is_found_however_it_is_written(phone: str, store: DynamoDBStore) -> None:
    put(store, LEAD)
    assert len(listed({"phone": phone})["leads"]) == 1


def test_a_conversation_is_in_no_list(store: DynamoDBStore) -> None:
    item = store.client.scan(TableName=LEADS)["Items"]
    assert [one["lead_id"]["S"][:8] for one in item] == ["CHATLOG-"]
    long_ago, far_off = date(2000, 1, 1), date(2100, 1, 1)
    assert store.leads_between(long_ago, far_off) == list(store.leads_of_number(PHONE)) == []
    for index in ("by_date", "by_phone"):
        assert store.client.scan(TableName=LEADS, IndexName=index)["Items"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"day": "2026-02-30"},
        {"day": ""},
        {"phone": "nobody"},
        {"day": str(DAY), "limit": "0"},
        {"day": str(DAY), "limit": "101"},
        {"day": str(DAY), "limit": "x"},
        {"day": str(DAY), "cursor": "tampered"},
        {"phone": PHONE, "cursor": "\ud800"},
        {"export": "xlsx", "from": str(DAY), "to": str(DAY)},
        {"export": "csv"},
        {"export": "csv", "from": str(NEXT_DAY), "to": str(DAY)},
        {"export": "csv", "from": "2026-01-01", "to": "2027-01-02"},
    ],
)
def test_a_question_that_has_no_answer_is_a_bad_request(query: dict[str, str]) -> None:
    assert get(query)["statusCode"] == 400


@pytest.mark.parametrize(
    "query",
    [
        {"day": str(DAY)},
        {"phone": PHONE},
        {"export": "csv", "from": str(DAY), "to": str(DAY)},
        {"calendar_url": "1"},
        {"day": "nonsense"},
    ],
)
@pytest.mark.parametrize("token", ["", "wrong"])
def test_nobody_but_the_owner_gets_a_list(query: dict[str, str], token: str) -> None:
    assert get(query, token)["statusCode"] == 401


def test_a_direct_invoke_is_the_owners(store: DynamoDBStore) -> None:
    put(store, LEAD)
    response: Any = scheduler.handler({"queryStringParameters": {"day": str(DAY)}}, None)
    assert json.loads(response["body"])["leads"] == [as_json(LEAD)]


# --- the export


def test_the_export_is_a_csv_file_of_the_range(store: DynamoDBStore) -> None:
    put(store, LEAD, replace(LEAD, lead_id="LEAD-X", appointment_date=str(NEXT_DAY)))
    response = get({"export": "csv", "from": "2025-02-12", "to": str(DAY)})
    assert response["statusCode"] == 200
    assert response["headers"]["Content-Type"] == "text/csv; charset=utf-8"
    assert response["headers"]["Content-Disposition"] == 'attachment; filename="leads-2025-02-12-2026-02-12.csv"'
    assert response["isBase64Encoded"] is False
    (row,) = csv.DictReader(io.StringIO(response["body"].removeprefix("\ufeff"), newline=""))
    assert (row["lead_id"], row["phone"], row["notes"]) == ("LEAD-A", f"'{PHONE}", "'=1+1, back door")


# --- the feed


def test_the_feed_goes_from_thirty_days_ago_to_the_horizon(store: DynamoDBStore) -> None:
    ahead = {-31: False, -30: True, 0: True, SHOP.booking_horizon_days: True, SHOP.booking_horizon_days + 1: False}
    days = {TODAY + timedelta(days=days): is_in for days, is_in in ahead.items()}
    put(store, *(replace(LEAD, lead_id=f"LEAD-{day}", appointment_date=str(day)) for day in days))
    assert [f"{event.start:%Y-%m-%d}" for event in feed().events] == [str(day) for day, is_in in days.items() if is_in]


def test_the_feed_has_every_type_and_says_what_is_cancelled(store: DynamoDBStore) -> None:
    leads = many(12)
    put(store, *leads)
    events = feed().events
    assert len(events) == 12
    cancelled = sum(lead.status == "cancelled" for lead in leads)
    assert sum(event["STATUS"] == "CANCELLED" for event in events) == cancelled > 0


def test_leads_that_are_more_than_a_function_can_return_are_refused_with_words_or_cut_with_a_line_in_the_log(
    store: DynamoDBStore, capsys: pytest.CaptureFixture[str]
) -> None:
    leads = many(20, lambda number: {"notes": '"' * 380_000, "appointment_date": str(DAY + timedelta(days=number))})
    put(store, *leads)
    days = sorted(lead.appointment_date for lead in leads)
    exported = {to: get({"export": "csv", "from": days[0], "to": days[to]}) for to in (2, 19)}
    assert {to: answer["statusCode"] for to, answer in exported.items()} == {2: 200, 19: 413}
    assert "narrow the range" in json.loads(exported[19]["body"])["message"]
    assert exported[2]["body"].count("LEAD-") == 3
    assert get({"phone": PHONE, "limit": "20"})["statusCode"] == 413
    assert len(read_through({"phone": PHONE, "limit": "2"})) == 20
    capsys.readouterr()
    kept = [f"{event.start:%Y-%m-%d}" for event in feed().events]
    (line,) = capsys.readouterr().err.splitlines()
    assert kept == days[: len(kept)]
    assert 3 < len(kept) < 20
    assert (json.loads(line)["event"], json.loads(line)["left_out"]) == ("calendar_cut", 20 - len(kept))
    # As Lambda writes it.
    assert len(json.dumps(ask_for_feed()).encode()) < 6_000_000


def test_the_feed_is_served_as_a_calendar() -> None:
    response = ask_for_feed()
    assert response["headers"]["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["body"].startswith("BEGIN:VCALENDAR\r\n")


def test_the_feeds_url_is_the_one_that_was_asked_or_the_public_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = listed({"calendar_url": "1"})["calendar_url"]
    url, _, secret = asked.partition("?calendar=")
    assert url == "https://api.example.com/prod/scheduler"
    assert len(secret) == 64
    assert TOKEN not in asked
    monkeypatch.setattr(composition, "settings", lambda: load_settings({"PUBLIC_BASE_URL": "https://linda.example"}))
    public = listed({"calendar_url": "1"})["calendar_url"]
    assert public == f"https://linda.example/scheduler?calendar={secret}"


def test_a_direct_invoke_without_a_public_url_is_told_so() -> None:
    response: Any = scheduler.handler({"queryStringParameters": {"calendar_url": "1"}}, None)
    assert response["statusCode"] == 400
    assert "PUBLIC_BASE_URL" in response["body"]


@pytest.mark.parametrize("secret", ["", "wrong", TOKEN, "é", "\ud800", "0" * 64])
def test_a_wrong_secret_is_answered_like_an_absent_lead(secret: str) -> None:
    absent = get({"lead_id": "LEAD-" + "A" * 26}, token="")
    refused = get({"calendar": secret}, token="")
    assert refused == absent
    assert refused["statusCode"] == 404


def test_without_a_configured_token_there_is_no_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composition, "owner_token", lambda: "")
    assert get({"calendar": scheduler._calendar_secret("")}, token="")["statusCode"] == 404
    response: Any = scheduler.handler({"queryStringParameters": {"calendar_url": "1"}}, None)
    assert response["statusCode"] == 400


def test_no_other_request_pays_for_the_import_of_icalendar() -> None:
    program = "import sys, scheduler; assert not {'icalendar', 'csv'} & set(sys.modules)"
    lambdas = Path(scheduler.__file__).parent
    subprocess.run([sys.executable, "-c", program], cwd=lambdas, check=True)

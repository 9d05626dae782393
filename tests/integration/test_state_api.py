"""The state API over DynamoDB's API: what it reads, who may change it, and what rivals do to each other."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import state_manager
from linda import composition
from tests.emf import Counted
from tests.integration.conftest import NOW, OWNER_TOKEN, STATE, Clock, reopen
from tests.integration.events import TODAY, api_event, body

pytestmark = pytest.mark.usefixtures("environment")

OWNER = {"authorization": f"Bearer {OWNER_TOKEN}"}
WRITERS = 50


def send(
    method: str = "GET",
    fields: Mapping[str, object] | None = None,
    headers: Mapping[str, str] = OWNER,
    query: Mapping[str, str] | None = None,
) -> tuple[int, dict[str, Any], Mapping[str, str]]:
    sent = None if fields is None else json.dumps(fields)
    response: Any = state_manager.handler(
        api_event(method, "/state", headers, body=sent, queryStringParameters=query), None
    )
    return response["statusCode"], body(response) if response["body"] else {}, response["headers"]


def put(headers: Mapping[str, str] | None = None, **fields: object) -> Any:
    code, answer, _ = send("PUT", fields, {**OWNER, **(headers or {})})
    assert code == 200, answer
    return answer["state"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls of the tables' client, by their name, from now on."""
    made: list[str] = []
    client = composition.store().client
    client.meta.events.register("before-call.dynamodb", lambda model, **_: made.append(model.name))
    return made


def test_the_owners_own_answer_costs_one_read(calls: list[str]) -> None:
    send()
    assert calls == ["GetItem"]
    state_manager.handler({"httpMethod": "GET"}, None)
    assert calls == ["GetItem"] * 2


def test_the_public_answer_costs_a_read_more_for_each_day_that_it_looks_at(calls: list[str]) -> None:
    assert send(headers={})[0] == 200
    assert calls == ["GetItem"] * 2


def test_a_refused_request_reads_no_table(calls: list[str], counted: Counted) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert send(method, {}, {"authorization": "Bearer wrong"})[0] == 401
    assert send("PUT", {}, {})[0] == 401
    assert calls == []
    assert counted() == {"RefusedTokens": [1] * 4}


def test_the_public_answer_is_what_a_website_shows(clock: Clock) -> None:
    put(status="gym", notes="Back at noon", location="secret place", services_block="Prices\n- iPhone screen $95")
    state = send(headers={})[1]["state"]
    assert state["status_text"] == "Brandon is at the gym right now."
    assert state["notes"] == "Back at noon"
    assert state["hours"] == {"opens": "09:00", "closes": "17:00"}
    assert state["open_now"] is True
    assert {"repair_type": "screen", "device": "iPhone", "price": 95} in state["prices"]
    assert state["next_slot"]["date"] == TODAY
    assert "secret" not in json.dumps(state)
    put(status="sleeping", until="4pm")
    state = send(headers={})[1]["state"]
    assert (state["next_slot"], state["open_now"]) == ({"date": TODAY, "time": "4:00 PM"}, False)
    put(status="sleeping", until=None)
    state = send(headers={})[1]["state"]
    assert (state["next_slot"], state["open_now"]) == (None, False)
    clock.moment = NOW + timedelta(days=1)


def test_whether_the_shop_is_open_is_told_to_the_minute_also_by_closures_in_words(clock: Clock) -> None:
    def is_open(hour: int, minute: int) -> Any:
        clock.moment = NOW.replace(hour=hour + 5, minute=minute)
        return send(headers={})[1]["state"]["open_now"]

    put(special_info="Closed today 12:30-1:15", operational_hours_enabled=True, operational_close_time="15:30")
    at = [(8, 59), (9, 0), (12, 29), (12, 30), (13, 14), (13, 15), (15, 29), (15, 30)]
    assert [is_open(*one) for one in at] == [False, True, True, False, False, True, True, False]


def test_either_of_two_tokens_opens_what_is_the_owners(monkeypatch: pytest.MonkeyPatch) -> None:
    following = "another-long-made-up-owner-token"
    monkeypatch.setenv("ADMIN_API_TOKEN_NEXT", following)
    reopen()
    answers = [send(headers={"authorization": f"Bearer {token}"}) for token in (OWNER_TOKEN, following, "x" * 30, "")]
    assert [code for code, _, _ in answers] == [200, 200, 401, 401]
    assert answers[2] == answers[3]


def test_a_token_in_the_query_opens_nothing() -> None:
    state = send(headers={}, query={"token": OWNER_TOKEN, "authorization": f"Bearer {OWNER_TOKEN}"})[1]["state"]
    assert "version" not in state


@pytest.mark.parametrize("headers", [{}, OWNER])
def test_a_slip_in_the_query_is_named_with_what_was_meant(headers: Mapping[str, str]) -> None:
    for name in ("histroy", "close"):
        code, answer, _ = send(headers=headers, query={name: "1"})
        meant = {"histroy": "history", "close": "closed"}[name]
        assert (code, answer["message"]) == (
            400,
            f"{name!r} is not a query parameter of this GET; did you mean {meant!r}?",
        )


@pytest.mark.parametrize("headers", [{}, OWNER])
def test_an_answer_that_the_caller_has_is_not_sent_again(headers: Mapping[str, str]) -> None:
    _, _, got = send(headers=headers)
    code, answer, again = send(headers={**headers, "if-none-match": got["ETag"]})
    assert (code, answer, again["ETag"]) == (304, {}, got["ETag"])
    put(notes="x", status="gym")
    assert send(headers={**headers, "if-none-match": got["ETag"]})[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_change_of_what_has_changed_since_is_refused(method: str, dynamodb: DynamoDBClient, clock: Clock) -> None:
    _, _, read = send()
    put(notes="theirs")
    code, answer, _ = send(method, {"notes": "mine"}, {**OWNER, "if-match": read["ETag"]})
    assert (code, "has changed since you read it" in answer["message"]) == (412, True)
    assert send()[1]["state"]["notes"] == "theirs"

    _, _, read = send()
    dynamodb.update_item(
        TableName=STATE,
        Key={"state_id": {"S": "CURRENT"}},
        UpdateExpression="SET notes = :n",
        ExpressionAttributeValues={":n": {"S": "the dashboard's own"}},
    )
    assert send(method, {"notes": "mine"}, {**OWNER, "if-match": read["ETag"]})[0] == 412

    _, _, read = send("PUT", {"status": "gym", "until": "1h"})
    clock.moment = NOW + timedelta(hours=2)
    assert send(method, {"notes": "mine"}, {**OWNER, "if-match": read["ETag"]})[0] == 412

    _, _, read = send()
    assert send(method, {"notes": "mine"}, {**OWNER, "if-match": f'"other", W/{read["ETag"]}'})[0] == 200
    assert send(method, {"notes": "more"}, {**OWNER, "if-match": "*"})[0] == 200


def test_the_history_says_who_changed_what_the_newest_first() -> None:
    put(notes="a")
    put({"origin": "https://shop.example"}, notes="b", status="gym", until="2h")
    send("DELETE")
    newest, second, first = send(query={"history": "20"})[1]["history"]
    assert first == {
        "version": 1, "at": int(NOW.timestamp()), "by": "api", "fields": {"notes": {"old": None, "new": "a"}},
    }  # fmt: skip
    assert (second["by"], second["fields"]["notes"]) == ("dashboard", {"old": "a", "new": "b"})
    assert second["fields"]["until"]["new"] == second["fields"]["busy_until"]["new"] != ""
    assert (newest["version"], newest["fields"]["status"]) == (3, {"old": "gym", "new": None})
    assert "temporary" not in json.dumps([newest, second, first])
    assert [entry["version"] for entry in send(query={"history": "1"})[1]["history"]] == [3]


@pytest.mark.parametrize(
    ("headers", "by"),
    [
        ({}, "api"),
        ({"origin": "https://shop.example"}, "dashboard"),
        ({"x-linda-client": "dashboard"}, "dashboard"),
        ({"X-Linda-Client": " Dashboard "}, "dashboard"),
        ({"x-linda-client": "text"}, "api"),
        ({"x-linda-client": ""}, "api"),
    ],
)
def test_a_change_is_by_the_dashboard_if_it_says_so_or_a_browser_sends_it(headers: Mapping[str, str], by: str) -> None:
    put(headers, notes="a")
    assert [entry["by"] for entry in send(query={"history": "1"})[1]["history"]] == [by]
    send("PUT", None, {**OWNER, **headers}, {"closed": TODAY})
    assert [entry["by"] for entry in send(query={"history": "1"})[1]["history"]] == [by]


@pytest.mark.parametrize("count", ["", "0", "101", "-1", "x", "٣", "9" * 5_000])
def test_a_history_of_no_such_length_is_refused(count: str) -> None:
    code, answer, _ = send(query={"history": count})
    assert (code, answer["message"]) == (400, "history must be a whole number from 1 to 100")


def test_the_history_is_the_owners_alone() -> None:
    put(notes="a")
    assert send(headers={}, query={"history": "1"})[0] == 401


@pytest.mark.parametrize(
    "version", [{"S": "x"}, {"N": "-1"}, {"N": "1.5"}, {"NULL": True}, {"N": "1E+30"}, {"BOOL": True}]
)
def test_what_another_program_has_written_as_the_version_blocks_no_change(
    version: Any, dynamodb: DynamoDBClient
) -> None:
    dynamodb.put_item(TableName=STATE, Item={"state_id": {"S": "CURRENT"}, "version": version})
    first = put(notes="a")["version"]
    assert first == (2 if version == {"N": "1.5"} else 1)
    assert put(notes="b")["version"] == first + 1


CURRENT = {"state_id": {"S": "CURRENT"}}
VERSIONS: Mapping[str, Any] = {
    "none": None,
    "a text": {"S": "7"},
    "a lower one": {"N": "1"},
    "the same": {"N": "2"},
    "not a number": {"S": "NaN"},
    "null": {"NULL": True},
    "a fraction": {"N": "0.5"},
    "a huge one": {"N": "1E+100"},
    "a large count": {"N": "999999999999"},
}


@pytest.mark.parametrize("version", VERSIONS.values(), ids=VERSIONS)
def test_the_history_loses_nothing_and_stays_in_order_whatever_another_program_writes(
    version: Any, dynamodb: DynamoDBClient
) -> None:
    written = []
    for number in range(6):
        if number in (2, 4):
            foreign = {**CURRENT, "status": {"S": "gym"}, **({"version": version} if version else {})}
            dynamodb.put_item(TableName=STATE, Item=foreign)
        written.append(f"note {number}")
        put(notes=written[-1])
    history = send(query={"history": "100"})[1]["history"]
    assert [entry["fields"]["notes"]["new"] for entry in history] == written[::-1]
    assert [entry["version"] for entry in history] == [6, 5, 4, 3, 2, 1]
    assert send()[1]["state"]["version"] == 6
    # What the other program has put there shows as what was before.
    assert [entry["fields"]["notes"]["old"] for entry in history][:3] == ["note 4", None, "note 2"]


def test_the_first_of_our_changes_goes_on_from_the_count_that_is_there(dynamodb: DynamoDBClient) -> None:
    dynamodb.put_item(TableName=STATE, Item={**CURRENT, "version": {"N": "40"}})
    assert [put(notes="a")["version"], put(notes="b")["version"]] == [41, 42]
    assert [entry["version"] for entry in send(query={"history": "20"})[1]["history"]] == [42, 41]


FOREIGN: Mapping[str, Any] = {
    "replaced with the same version": {"status": {"S": "gym"}, "notes": {"S": "theirs"}},
    "one field, version and time untouched": {"notes": {"S": "theirs"}},
    "a number a little larger": {"notes": {"S": "read"}, "max_discount": {"N": "12.6"}},
    "a field that was not there": {"notes": {"S": "read"}, "greeting": {"S": "theirs"}},
    "a field of their own": {"notes": {"S": "read"}, "theme": {"S": "light"}},
    "a field is gone": {"notes": {"S": "read"}, "theme": None},
    "another type": {"notes": {"S": "read"}, "theme": {"L": []}},
}


@pytest.mark.parametrize("fields", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("is_careful", [True, False], ids=["with If-Match", "without"])
def test_what_another_program_writes_between_our_read_and_our_write_is_not_overwritten(
    fields: Mapping[str, Any], is_careful: bool, dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(notes="read", max_discount=12.5)
    read: Any = dynamodb.get_item(TableName=STATE, Key=CURRENT)["Item"]
    dynamodb.put_item(TableName=STATE, Item=read | {"theme": {"S": "dark"}})
    _, _, headers = send()
    theirs = {name: value for name, value in {**read, "theme": {"S": "dark"}, **fields}.items() if value}
    store, rivals = composition.store(), [theirs]
    transact = store.transact

    def meet_a_rival(writes: Any) -> Any:
        if rivals:
            dynamodb.put_item(TableName=STATE, Item=rivals.pop())
        return transact(writes)

    monkeypatch.setattr(store, "transact", meet_a_rival)
    match = {"if-match": headers["ETag"]} if is_careful else {}
    code, _, _ = send("PUT", {"location": "mine"}, {**OWNER, **match})
    stored = dynamodb.get_item(TableName=STATE, Key=CURRENT)["Item"]
    assert {name: stored.get(name) for name in fields} == fields
    assert (code, "location" in stored) == ((412, False) if is_careful else (200, True))


@pytest.mark.parametrize(
    "value",
    [
        *({"N": "0.12345678901234567890123456789"}, {"N": "1E+120"}, {"N": "-1E-120"}, {"N": "12345678901234567890"}),
        *({"NULL": True}, {"SS": ["b", "a"]}, {"B": b"x"}, {"M": {"a": {"N": "1.1"}}}, {"L": [{"NULL": True}]}),
        {"S": ""},
    ],
    ids=str,
)
def test_no_value_of_another_program_blocks_a_change(value: Any, dynamodb: DynamoDBClient) -> None:
    dynamodb.put_item(TableName=STATE, Item={**CURRENT, "theme": value, "max_discount": value, "x" * 300: {"S": "y"}})
    before = dynamodb.get_item(TableName=STATE, Key=CURRENT)["Item"]
    assert put(notes="a")["notes"] == "a"
    assert dynamodb.get_item(TableName=STATE, Key=CURRENT)["Item"]["theme"] == before["theme"]


def overwrite(dynamodb: DynamoDBClient, number: int) -> None:
    """As a dashboard does that knows no version: read the item, change a field of one's own, put it back."""
    item = dynamodb.get_item(TableName=STATE, Key=CURRENT, ConsistentRead=True).get("Item", {**CURRENT})
    dynamodb.put_item(TableName=STATE, Item=item | {"theme": {"S": f"{number}"}})


def test_while_another_program_writes_none_of_our_changes_is_missing_in_the_history(dynamodb: DynamoDBClient) -> None:
    def change(number: int) -> None:
        overwrite(dynamodb, number)
        while send("PUT", {f"agent_{number}": "x"})[0] == 503:
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(20)))
    history = send(query={"history": "100"})[1]["history"]
    assert [entry["version"] for entry in history] == list(range(20, 0, -1))
    assert {name for entry in history for name in entry["fields"]} == {f"agent_{number}" for number in range(20)}


def append(number: int, *, is_careful: bool) -> None:
    """Read the state, and write a field of one's own and a text that all have in common."""
    for _ in range(1_000):
        _, answer, headers = send()
        greeting = f"{answer['state']['greeting']} {number}"
        match = {"if-match": headers["ETag"]} if is_careful else {}
        code, answer, _ = send("PUT", {f"agent_{number}": "x", "greeting": greeting}, {**OWNER, **match})
        assert code in (200, 412, 503), answer
        if code == 200:
            return
    raise AssertionError("never written")


@pytest.mark.parametrize("is_careful", [True, False], ids=["with If-Match", "without"])
def test_of_fifty_who_change_what_they_have_read_at_once_none_is_lost_with_if_match(is_careful: bool) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda number: append(number, is_careful=is_careful), range(WRITERS)))
    state = send()[1]["state"]
    assert all(state[f"agent_{number}"] == "x" for number in range(WRITERS))
    numbers = sorted(int(number) for number in state["greeting"].split())
    if is_careful:
        assert numbers == list(range(WRITERS))
        assert state["version"] == WRITERS
    else:
        assert len(numbers) < WRITERS  # The control: what only reads and writes loses most of them.

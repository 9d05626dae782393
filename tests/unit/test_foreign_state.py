"""Everybody who reads the owner's state, over all that may stand in it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from boto3.dynamodb.types import Binary
from hypothesis import given
from hypothesis import strategies as st

import dispatcher
import scheduler
import state_manager
from linda import composition
from linda.agent.prompt import doing, facts, instructions, moment, rules
from linda.agent.tool_loop import faults_of
from linda.agent.tools import run_tool, tool_schemas
from linda.booking import available_slots, next_slots
from linda.errors import InvalidInputError, SlotUnavailableError
from linda.models import Dialogue, Job
from linda.owner_state import PUBLIC_FIELDS, current
from linda.ports import ModelAnswer
from linda.rules.receptionist import reply_by_rules
from linda.slots import closures_ahead, open_slots
from linda.turn import take_turn
from tests.fakes import MemoryStore, ScriptedModel
from tests.tool_calls import visit
from tests.unit.builders import SHOP, TODAY, TOMORROW, desk, inbound, office, premises, slot
from tests.unit.foreign import STORED

# What the dashboard writes into the table by itself.
NULL_HOURS: dict[str, object] = {
    "operational_open_time": None,
    "operational_close_time": None,
}  # merely by being opened
ALL_OF_IT: dict[str, object] = {
    "status": "available",
    "location": "Beach Blvd",
    "notes": "At the bench until five.",
    "special_info": "10% off this week",
    "assistant_name": "LINDA",
    "voice": "alloy",
    "persona": "laidback",
    "greeting": "Yo!",
    "max_discount": 10,
    "ai_answers_calls": True,
    "ai_answers_sms": True,
    "auto_upsell": False,
    "services_block": "Our prices:\n- iPhone 13 screen: $99\n- Console repair: $60",
    "behavior_rules": json.dumps([{"id": "r1", "rule": "Ask for the name", "enabled": True}]),
    "what_we_fix_items": json.dumps([{"id": "w1", "name": "iPads", "price": 120}, {"name": "Consoles"}]),
    "operational_hours_enabled": True,
    "operational_open_time": "10:00",
    "operational_close_time": "16:00",
    "agent_shared_tone": "warm",
    "agent_sms_temperature": "0.4",
    "agent_phone_instructions": "Speak slowly.",
    "agent_phone_voice": "",
    "updated_at": "2026-02-10T15:00:00.000Z",
}
WRITTEN: Mapping[str, dict[str, object]] = {
    "null hours": NULL_HOURS,
    "null hours in force": NULL_HOURS | {"operational_hours_enabled": True},
    "available": {"status": "available"},
    "unavailable": {"status": "unavailable"},
    "unavailable, hours in force": {"status": "unavailable", "operational_hours_enabled": True},
    "all of it": ALL_OF_IT,
    "all of it, with a number": ALL_OF_IT | {"updated_at": 1_770_735_600},
    "all of it, null": dict.fromkeys(ALL_OF_IT),
    "all of it, empty": dict.fromkeys(ALL_OF_IT, ""),
    "all of it, as lists": {name: [value] for name, value in ALL_OF_IT.items()},
    "all of it, binary": dict.fromkeys(ALL_OF_IT, Binary(b"\xff")),
    "fields of its own": {"theme": "dark", "sizes": [1, 2], "logo": Binary(b"\xff"), "tags": {"a"}, "nothing": None},
}
TEXTS = ("hello", "is Brandon there?", "are you open tomorrow?", "iphone 13 screen tomorrow at 2pm", "20% off?", "yes")
OWNER = {"authorization": "Bearer owner-token"}
THANKS = ModelAnswer("Happy to help!", [], [{"role": "assistant", "content": "Happy to help!"}])


def read_by_the_rules_of_booking(stored: Mapping[str, object]) -> None:
    at = premises(state=stored)
    days = [TODAY + timedelta(days=ahead) for ahead in range(3)]
    free = [one for day in days for one in available_slots(at, day)]
    assert set(free) <= {one for day in days for one in open_slots(day, SHOP, at.state)}
    assert set(next_slots(at, 3, TODAY)) <= {*free} or len(free) < 3


def read_by_the_prompt(stored: Mapping[str, object]) -> None:
    at = premises(state=stored)
    told = [instructions(SHOP, at.state), facts(SHOP, at.state), rules(SHOP, at.state), moment(at, Dialogue())]
    "".join([*told, doing(at), closures_ahead(at.state, at.today)]).encode()


def read_by_the_rules_receptionist(stored: Mapping[str, object]) -> None:
    at = desk(state=stored)
    for text in TEXTS:
        at.done = None
        reply = reply_by_rules(text, at)
        at.dialogue = reply.dialogue
        assert reply.text


def read_at_the_desk(stored: Mapping[str, object]) -> None:
    at = desk(state=stored)
    tool_schemas(SHOP, auto_upsell=bool(at.premises.state["auto_upsell"]), photos=False)
    book = visit(str(TOMORROW), "2:00 PM")
    for name, arguments in (
        ("check_availability", {"date": str(TOMORROW)}),
        ("authorize_discount", {"percent": 12}),
        ("book_slot", book),
        ("log_upsell", {"item": "case"}),
        ("ask_owner", {"question": "When?"}),
    ):
        run_tool(at, name, json.dumps(arguments))
    faults_of("We have 2:00 PM tomorrow.", at, "hello")
    assert at.alternatives(slot(14)) is not None


def read_in_a_turn(stored: Mapping[str, object]) -> None:
    """The model is asked, and in words that it can be sent."""
    store, model = MemoryStore(), ScriptedModel([THANKS])
    store.state = dict(stored)
    reply = take_turn(inbound("thank you"), office(store, model))
    assert reply is not None
    is_asked = bool(current(stored)["ai_answers_sms"])
    assert (len(model.requests), reply.by) == (int(is_asked), "model" if is_asked else "rules")
    json.dumps([model.instructions, model.requests, model.tools], ensure_ascii=False, allow_nan=False).encode()


def read_through_the_routes(stored: Mapping[str, object]) -> None:
    tomorrow = str(datetime.now(UTC).date() + timedelta(days=2))
    booking = {"phone": "+19045550123", "date": tomorrow, "time": "2:00 PM", "repair_type": "screen"}
    api = {"requestContext": {"stage": "$default"}}
    with functions(stored):
        for query in ({"date": tomorrow}, {"from": tomorrow, "to": tomorrow}, {"next": "3"}):
            answered(scheduler, {"queryStringParameters": query, **api}, 200)
        answered(scheduler, {"httpMethod": "POST", "body": json.dumps(booking), **api}, 201, 409)
        public = answered(state_manager, api, 200)["state"]
        state = answered(state_manager, {"headers": OWNER, **api}, 200)["state"]
        assert {name: public[name] for name in PUBLIC_FIELDS} == {name: state[name] for name in PUBLIC_FIELDS}
        answered(state_manager, {"httpMethod": "PUT", "headers": OWNER, "body": '{"notes": "x"}', **api}, 200)
        text = {"httpMethod": "POST", "body": urlencode({"From": "+19045550123", "Body": "hello"})}
        response: Any = dispatcher.handler(text, SimpleNamespace(aws_request_id="1"))
        assert response["statusCode"] == 200
        said = "".join(ElementTree.fromstring(response["body"]).itertext())  # noqa: S314  (written by ourselves)
        assert said
        assert "not working" not in said


@contextmanager
def functions(stored: Mapping[str, object]) -> Iterator[MemoryStore]:
    """The three functions over a store in memory, without keys but for the owner's."""
    store = MemoryStore()
    store.state = dict(stored)
    keys = SimpleNamespace(get=lambda name: "owner-token" if name == "ADMIN_API_TOKEN" else "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composition, "store", lambda: store)
        patch.setattr(composition, "keys", lambda: keys)
        yield store


def answered(function: ModuleType, event: Mapping[str, object], *codes: int) -> Any:
    response = function.handler(event, None)
    assert response["statusCode"] in codes, response["body"]
    return json.loads(response["body"])


READERS = [
    read_by_the_rules_of_booking,
    read_by_the_prompt,
    read_by_the_rules_receptionist,
    read_at_the_desk,
    read_in_a_turn,
    read_through_the_routes,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("stored", WRITTEN.values(), ids=WRITTEN)
def test_what_the_dashboard_writes_is_read(stored: dict[str, object], read: Any) -> None:
    read(stored)


@pytest.mark.parametrize("read", READERS)
@given(stored=STORED)
def test_whatever_is_stored_is_read(read: Any, stored: dict[str, object]) -> None:
    read(stored)


def test_null_hours_are_those_of_the_shop() -> None:
    assert current(NULL_HOURS) == current({})
    with functions(NULL_HOURS | {"operational_hours_enabled": True}):
        day = answered(scheduler, {"queryStringParameters": {"next": "1"}}, 200)
    assert day["slots"]


def test_the_dashboards_own_state_is_read_as_it_is_meant() -> None:
    state = current(ALL_OF_IT)
    assert state == {**current({}), **ALL_OF_IT, "status": "working", "updated_at": 1_770_735_600}
    assert [one.at.hour for one in open_slots(TOMORROW, SHOP, state)] == [10, 11, 12, 13, 14, 15]
    told = instructions(SHOP, state)
    assert "Rule of the owner: Ask for the name" in told
    assert "What we fix: iPads, Consoles" in told


def test_the_dashboard_may_send_all_of_it() -> None:
    with functions({}):
        event = {"httpMethod": "PUT", "headers": OWNER, "body": json.dumps(ALL_OF_IT | NULL_HOURS)}
        state = answered(state_manager, event, 200)["state"]
        assert (state["status"], state["operational_open_time"]) == ("working", "09:00")
        assert answered(state_manager, {"httpMethod": "PUT", "body": json.dumps(state)}, 200)["state"] == {
            **state,
            "version": 2,
        }


def test_a_state_that_would_be_too_large_is_refused_with_words() -> None:
    with functions({}) as store:
        for n in range(9):
            body = json.dumps({f"agent_{n}": "x" * 7_900})
            answered(state_manager, {"httpMethod": "PUT", "body": body}, 200 if n < 8 else 400)
        body = json.dumps({f"agent_{n}": "" for n in range(201)})
        refused = answered(state_manager, {"httpMethod": "PUT", "body": body}, 400)
        assert "at most 200 fields" in refused["message"]
        assert len(store.state) == len([*"01234567", "updated_at", "version"])


def test_only_what_json_can_hold_is_told_to_the_owner_and_nothing_of_it_to_a_customer() -> None:
    with functions(WRITTEN["fields of its own"]):
        state = answered(state_manager, {}, 200)["state"]
        assert state == current({}) | {"until": "", "theme": "dark", "sizes": [1, 2], "nothing": None}
        assert "theme" not in answered(state_manager, {"requestContext": {}}, 200)["state"]


def test_the_time_of_a_change_is_a_number_of_seconds() -> None:
    before = int(datetime.now(UTC).timestamp())
    with functions({}) as store:
        event = {"httpMethod": "PUT", "body": '{"status": "gym"}'}
        state = answered(state_manager, event, 200)["state"]
        assert type(store.state["updated_at"]) is int
    assert before <= state["updated_at"] <= before + 60


@given(stored=STORED, ahead=st.integers(0, 400))
def test_who_is_told_to_be_closed_cannot_book(stored: dict[str, object], ahead: int) -> None:
    """What is said and what can be booked follow one rule."""
    at = premises(state=stored)
    if "nothing can be booked" in doing(at):
        assert "until further notice" in facts(SHOP, at.state)
        assert not open_slots(TODAY + timedelta(days=ahead), SHOP, at.state)
        with pytest.raises((SlotUnavailableError, InvalidInputError)):
            desk(state=stored).book(slot(14), [Job("screen")])

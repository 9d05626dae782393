from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic

import pytest

from linda.adapters.openai_responses import OpenAIModel
from linda.booking import Calendar
from linda.conversation import instructions, take_turn
from linda.errors import ModelUnavailableError
from linda.models import Inbound
from linda.owner_state import current
from linda.ports import ModelAnswer
from linda.shop import load_shop
from linda.tools import tool_schemas
from tests import openai_stand_in
from tests.fakes import MemoryStore
from tests.openai_stand_in import StandIn, Step, call, fail, garble, hang, refuse, say

NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with openai_stand_in.serve() as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(server: StandIn) -> StandIn:
    server.script.clear()
    server.requests.clear()
    server.rejected.clear()
    return server


def ask(stand_in: StandIn, seconds: float = 5) -> ModelAnswer:
    model = OpenAIModel("sk-test", "gpt-6-luna", stand_in.base_url)
    prompt = instructions(Calendar(load_shop(), current({}), NOW, MemoryStore()))
    return model.respond(prompt, [{"role": "user", "content": "hi"}], tool_schemas(load_shop()), "customer", seconds)


def test_a_message_of_the_model_is_its_text(stand_in: StandIn) -> None:
    stand_in.script.append(say(" Hi there! "))
    assert ask(stand_in).text == "Hi there!"
    assert stand_in.rejected == []


def test_a_tool_call_of_the_model_is_handed_on_with_the_items_to_send_back(stand_in: StandIn) -> None:
    stand_in.script.append(call("check_availability", {"date": "2026-02-12"}))
    answer = ask(stand_in)
    (tool_call,) = answer.tool_calls
    assert (tool_call.name, tool_call.arguments) == ("check_availability", '{"date": "2026-02-12"}')
    assert [item["call_id"] for item in answer.items] == [tool_call.call_id]


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(fail(429, {"Retry-After": "60"}), id="too many requests"),
        pytest.param(fail(500), id="server error"),
        pytest.param(garble(), id="broken JSON"),
        pytest.param(refuse(), id="refusal"),
        pytest.param(say(""), id="no text"),
    ],
)
def test_a_failure_of_the_api_is_told_at_once_and_not_tried_again(stand_in: StandIn, step: Step) -> None:
    stand_in.script.append(step)
    began = monotonic()
    with pytest.raises(ModelUnavailableError):
        ask(stand_in)
    assert monotonic() - began < 2
    assert len(stand_in.requests) == 1


def test_a_model_that_hangs_is_given_up_when_its_time_is_over(stand_in: StandIn) -> None:
    stand_in.script.append(hang())
    began = monotonic()
    with pytest.raises(ModelUnavailableError):
        ask(stand_in, seconds=0.3)
    assert 0.3 <= monotonic() - began < 2


def test_an_api_that_cannot_be_reached_is_a_model_that_is_unavailable() -> None:
    model = OpenAIModel("sk-test", "gpt-6-luna", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnavailableError):
        model.respond("", [], [], "customer", 2)


def test_a_whole_conversation_is_accepted_by_the_api_and_books(stand_in: StandIn) -> None:
    store = MemoryStore()
    booking = {
        "date": "2026-02-12",
        "time": "2:00 PM",
        "repair_type": "screen",
        "device": "iPhone 13",
        "customer_name": "",
    }
    stand_in.script.extend(
        [
            say("An iPhone 13 screen starts at $79. When would you like to come?"),
            call("check_availability", {"date": "2026-02-12"}),
            call("book_slot", booking),
            say("Looking forward to it!"),
        ]
    )
    model = OpenAIModel("sk-test", "gpt-6-luna", stand_in.base_url)
    replies = []
    for number, text in enumerate(["iphone 13 screen?", "Thursday at 2pm"]):
        inbound = Inbound(f"SM{number}", "+19045550123", text, "session", "twilio-sms", NOW)
        replies.append(take_turn(inbound, store, load_shop(), model, lambda: NOW))
    assert stand_in.rejected == []
    assert [reply.by for reply in replies if reply] == ["model", "model"]
    assert replies[1] is not None
    assert "2:00 PM" in replies[1].text
    (lead,) = store.leads.values()
    assert (lead.phone, lead.appointment_date, lead.appointment_time) == ("+19045550123", "2026-02-12", "2:00 PM")


def test_what_is_sent_names_neither_the_customers_number_nor_stores_anything(stand_in: StandIn) -> None:
    stand_in.script.append(say("Hi!"))
    inbound = Inbound("SM1", "+19045550123", "hi", "session", "twilio-sms", NOW)
    take_turn(inbound, MemoryStore(), load_shop(), OpenAIModel("sk-test", "m", stand_in.base_url), lambda: NOW)
    (request,) = stand_in.requests
    assert "9045550123" not in str(request)
    assert request["store"] is False
    assert request["max_output_tokens"] <= 1_000
    assert len(request["safety_identifier"]) == 64


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        ({"model": "m", "input": "hi", "colour": "red"}, "schema"),
        (
            {"model": "m", "input": [{"type": "function_call_output", "call_id": "x", "output": ""}]},
            "no tool call found",
        ),
        (
            {"model": "m", "input": [{"type": "function_call", "call_id": "x", "name": "n", "arguments": "{}"}]},
            "no tool output found",
        ),
        ({"model": "", "input": "hi"}, "model is required"),
        ({"model": "m", "input": "hi", "store": False, "previous_response_id": "resp_1"}, "previous_response_id"),
    ],
)
def test_the_stand_in_rejects_what_the_api_rejects(
    stand_in: StandIn, request_: dict[str, object], problem: str
) -> None:
    assert stand_in.answer(request_, "Bearer sk-test").status_code == 400
    assert problem in stand_in.rejected[0]

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.responses import ResponseUsage
from openai.types.shared.reasoning_effort import ReasoningEffort
from starlette.responses import JSONResponse

import linda
from linda.adapters import openai_responses
from linda.adapters.openai_responses import OpenAIModel
from linda.agent.prompt import instructions
from linda.agent.tools import tool_schemas
from linda.errors import ModelLateError, ModelUnavailableError
from linda.models import Inbound
from linda.office import Office
from linda.owner_state import current
from linda.ports import ModelAnswer
from linda.shop import load_shop
from linda.turn import take_turn
from tests import openai_stand_in
from tests.fakes import MemoryStore
from tests.openai_stand_in import (
    StandIn,
    Step,
    answer,
    call,
    cut,
    drip,
    fail,
    function_call,
    garble,
    hang,
    message,
    rate_limit,
    reasoning,
    refusal,
    refuse,
    say,
    slow,
    stop_short,
    tokens,
)
from tests.tool_calls import visit

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


def ask(
    stand_in: StandIn,
    items: Sequence[Mapping[str, object]] = (),
    *,
    seconds: float = 5,
    model: str = "gpt-6-luna",
    effort: str = "none",
) -> ModelAnswer:
    prompt = instructions(load_shop(), current({}))
    asked = [{"role": "user", "content": "hi"}, *items]
    client = OpenAIModel("sk-test", model, stand_in.base_url, effort)
    return client.respond(prompt, asked, tool_schemas(load_shop()), "customer", seconds)


def test_a_message_of_the_model_is_its_text(stand_in: StandIn) -> None:
    stand_in.script.append(say(" Hi there! "))
    assert ask(stand_in).text == "Hi there!"
    assert stand_in.rejected == []


def test_a_tool_call_of_the_model_is_handed_on_with_the_items_to_send_back(stand_in: StandIn) -> None:
    stand_in.script.append(call("check_availability", {"date": "2026-02-12"}))
    answered = ask(stand_in)
    (tool_call,) = answered.tool_calls
    assert (tool_call.name, tool_call.arguments) == ("check_availability", '{"date": "2026-02-12"}')
    assert [item["call_id"] for item in answered.items] == [tool_call.call_id]


def test_several_tool_calls_with_words_before_them_are_all_handed_on(stand_in: StandIn) -> None:
    calls = [function_call("check_availability", {"date": f"2026-02-{day}"}) for day in (12, 13)]
    stand_in.script.append(answer(message("Let me look."), *calls))
    answered = ask(stand_in)
    assert [tool_call.call_id for tool_call in answered.tool_calls] == [item["call_id"] for item in calls]
    assert (answered.text, len(answered.items)) == ("", 3)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(rate_limit(60), id="too many requests"),
        pytest.param(fail(400), id="bad request"),
        pytest.param(fail(401), id="wrong key"),
        pytest.param(fail(500), id="server error"),
        pytest.param(fail(503, {"Retry-After": "60"}), id="overloaded"),
        pytest.param(garble(), id="broken JSON"),
        pytest.param(cut(), id="connection cut in the middle"),
        pytest.param(refuse(), id="refusal"),
        pytest.param(answer(refusal(), function_call("check_availability", "{}")), id="refusal beside a tool call"),
        pytest.param(stop_short("You can come at"), id="out of tokens"),
        pytest.param(say(""), id="no text"),
        pytest.param(answer(), id="no output"),
    ],
)
def test_a_failure_of_the_api_is_told_at_once_and_not_tried_again(stand_in: StandIn, step: Step) -> None:
    stand_in.script.append(step)
    began = monotonic()
    with pytest.raises(ModelUnavailableError) as failure:
        ask(stand_in)
    assert not isinstance(failure.value, ModelLateError)
    assert monotonic() - began < 2
    assert len(stand_in.requests) == 1


@pytest.mark.parametrize("step", [pytest.param(hang(), id="hangs"), pytest.param(drip(30), id="drips")])
def test_a_model_without_an_answer_in_time_is_late(step: Step) -> None:
    # A request that is given up may still arrive, and must not meet another test's script.
    with openai_stand_in.serve() as own:
        own.script.append(step)
        began = monotonic()
        with pytest.raises(ModelLateError):
            ask(own, seconds=0.3)
        assert 0.3 <= monotonic() - began < 2


def test_a_model_that_is_slow_but_in_time_is_heard(stand_in: StandIn) -> None:
    stand_in.script.extend([slow(0.2, say("Hi!")), drip(0.2)])
    assert [ask(stand_in).text, ask(stand_in).text] == ["Hi!", "Sorry for the wait!"]


def test_no_time_at_all_is_too_late_to_ask(stand_in: StandIn) -> None:
    with pytest.raises(ModelLateError):
        ask(stand_in, seconds=0)
    assert stand_in.requests == []


@pytest.mark.parametrize("effort", get_args(get_args(ReasoningEffort)[0]))
def test_each_effort_that_the_api_knows_is_asked_for(stand_in: StandIn, effort: str) -> None:
    stand_in.script.append(say("Hi!"))
    ask(stand_in, effort=effort)
    (request,) = stand_in.requests
    assert request["reasoning"] == {"effort": effort}
    assert request["include"] == ([] if effort == "none" else ["reasoning.encrypted_content"])
    assert stand_in.rejected == []


def test_what_the_model_thought_and_called_can_be_sent_back_without_having_been_stored(stand_in: StandIn) -> None:
    stand_in.script.extend(
        [
            answer(reasoning(), message("Let me look."), function_call("check_availability", {"date": "2026-02-12"})),
            answer(reasoning(), message("2 PM is free.")),
        ]
    )
    first = ask(stand_in, effort="low")
    (tool_call,) = first.tool_calls
    output = {"type": "function_call_output", "call_id": tool_call.call_id, "output": "{}"}
    assert ask(stand_in, [*first.items, output], effort="low").text == "2 PM is free."
    assert stand_in.rejected == []
    assert stand_in.requests[1]["input"][1]["encrypted_content"] == first.items[0]["encrypted_content"]


# Prices: https://developers.openai.com/api/docs/pricing
@pytest.mark.parametrize(
    ("model", "usage", "cost"),
    [
        ("gpt-6-luna", tokens(fresh=1_000_000, output=0), 100_000),
        ("gpt-6-luna", tokens(fresh=0, cached=1_000_000, output=0), 10_000),
        ("gpt-6-luna", tokens(fresh=0, written=1_000_000, output=0), 125_000),
        ("gpt-6-luna", tokens(fresh=0, output=1_000_000), 500_000),
        ("gpt-6-luna", tokens(fresh=700, cached=1_024, output=60), 111),  # 70 + 10.24 + 30
        ("gpt-6-luna", tokens(fresh=1, output=0), 1),
        ("gpt-6-luna-2026-09-22", tokens(fresh=1_000_000, output=0), 100_000),
    ],
)
def test_an_answer_costs_its_tokens_at_the_models_price_in_micro_dollars(
    stand_in: StandIn, model: str, usage: dict[str, object], cost: int
) -> None:
    stand_in.script.append(answer(message("Hi!"), usage=usage))
    assert ask(stand_in, model=model).cost == cost


def test_an_answer_counts_its_tokens_cached_ones_too(stand_in: StandIn) -> None:
    stand_in.script.append(answer(message("Hi!"), usage=tokens(fresh=100, cached=50, written=25, output=20)))
    answered = ask(stand_in)
    assert (answered.input_tokens, answered.output_tokens) == (175, 20)


def test_an_unknown_model_costs_at_least_as_much_as_any_known_one(stand_in: StandIn) -> None:
    known = json.loads(Path(linda.__file__).with_name("openai_models.json").read_text())["prices"]
    stand_in.script.extend([answer(message("Hi!"), usage=tokens(1_000, 1_000, 1_000, 1_000))] * (len(known) + 1))
    costs = {model: ask(stand_in, model=model).cost for model in (*known, "gpt-99")}
    assert costs.pop("gpt-99") >= max(costs.values())
    assert len(set(costs.values())) > 1


DETAILS = {"cached_tokens": 1_024, "cache_write_tokens": 0}


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        ({"input_tokens": 700, "output_tokens": 60}, 100),  # 70 + 30
        ({"input_tokens": 700, "output_tokens": 60, "input_tokens_details": None}, 100),
        ({"input_tokens": 700, "output_tokens": 60, "input_tokens_details": {}}, 100),
        ({"input_tokens": 700, "output_tokens": 60, "input_tokens_details": {"cached_tokens": None}}, 100),
        ({"input_tokens": 1_724, "output_tokens": 60, "input_tokens_details": DETAILS}, 111),  # 70 + 10.24 + 30
        ({"input_tokens": None, "output_tokens": 60, "input_tokens_details": DETAILS}, 41),  # 10.24 + 30
        ({"input_tokens": 700, "output_tokens": None}, 70),
        ({"input_tokens": 700}, 70),
        ({"input_tokens": "700", "output_tokens": "60"}, 100),
        ({"input_tokens": 700.0, "output_tokens": 60, "total_tokens": "many"}, 100),
        ({"input_tokens": "many", "output_tokens": 60}, 30),
        ({"input_tokens": -700, "output_tokens": -60}, 0),
        ({"input_tokens": 100, "output_tokens": 60, "input_tokens_details": DETAILS}, 41),
        ({"prompt_tokens": 700, "completion_tokens": 60}, 0),
        ({}, 0),
        ([], 0),
        ("700", 0),
        (None, 0),
    ],
)
def test_a_count_that_a_server_leaves_out_is_none_and_its_answer_is_used(
    stand_in: StandIn, usage: object, cost: int
) -> None:
    content = {"status": "completed", "output": [message("Hi!")], "usage": usage}
    stand_in.script.append(lambda _: JSONResponse(content))
    answered = ask(stand_in)
    assert (answered.text, answered.cost) == ("Hi!", cost)


COUNTS = st.none() | st.integers(-10, 10_000) | st.floats() | st.text(max_size=4) | st.booleans() | st.lists(st.none())
USAGE = st.fixed_dictionaries(
    {},
    optional={
        "input_tokens": COUNTS,
        "output_tokens": COUNTS,
        "input_tokens_details": COUNTS
        | st.fixed_dictionaries({}, optional={"cached_tokens": COUNTS, "cache_write_tokens": COUNTS}),
    },
)


@given(USAGE)
def test_no_usage_costs_less_than_nothing_or_fails(usage: dict[str, object]) -> None:
    price = openai_responses._price("gpt-6-luna")
    read = ResponseUsage.construct(None, **usage)
    assert openai_responses._cost(usage, price) >= 0
    assert openai_responses._cost(read, price) >= 0


def test_a_server_that_counts_no_tokens_takes_no_money(stand_in: StandIn) -> None:
    stand_in.script.append(lambda _: JSONResponse({"status": "completed", "output": [message("Hi!")]}))
    assert ask(stand_in).cost == 0


@pytest.mark.parametrize("item", [{"type": "daydream", "id": "x", "words": ["a"]}, {"type": None}, {"id": "x"}, {}])
def test_items_of_unknown_types_are_passed_over(stand_in: StandIn, item: dict[str, object]) -> None:
    stand_in.script.append(answer(item, message("Hi!"), item))
    answered = ask(stand_in)
    assert (answered.text, answered.tool_calls) == ("Hi!", [])


def test_an_api_that_cannot_be_reached_is_a_model_that_is_unavailable() -> None:
    model = OpenAIModel("sk-test", "gpt-6-luna", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnavailableError) as failure:
        model.respond("", [], [], "customer", 2)
    assert not isinstance(failure.value, ModelLateError)


@pytest.mark.parametrize("key", ["schlüssel", "ключ", "sk-\nx"])
def test_a_key_that_no_header_can_hold_is_a_model_that_is_unavailable(stand_in: StandIn, key: str) -> None:
    with pytest.raises(ModelUnavailableError):
        OpenAIModel(key, "gpt-6-luna", stand_in.base_url).respond("", [], [], "customer", 2)


def test_a_whole_conversation_is_accepted_by_the_api_and_books(stand_in: StandIn) -> None:
    store = MemoryStore()
    booking = visit("2026-02-12", "2:00 PM", device="iPhone 13")
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
        replies.append(take_turn(inbound, Office(load_shop(), store, lambda: NOW, model)))
    assert stand_in.rejected == []
    assert [reply.by for reply in replies if reply] == ["model", "model"]
    assert replies[1] is not None
    assert "2:00 PM" in replies[1].text
    (lead,) = store.leads.values()
    assert (lead.phone, lead.appointment_date, lead.appointment_time) == ("+19045550123", "2026-02-12", "2:00 PM")


def test_what_is_sent_names_neither_the_customers_number_nor_stores_anything(stand_in: StandIn) -> None:
    stand_in.script.append(say("Hi!"))
    inbound = Inbound("SM1", "+19045550123", "hi", "session", "twilio-sms", NOW)
    take_turn(
        inbound,
        Office(load_shop(), MemoryStore(), lambda: NOW, OpenAIModel("sk-test", "m", stand_in.base_url), salt=b"salt"),
    )
    (request,) = stand_in.requests
    assert "9045550123" not in str(request)
    assert request["store"] is False
    assert request["max_output_tokens"] <= 1_000
    assert request["prompt_cache_key"] == "linda"
    assert len(request["safety_identifier"]) == 64


def test_an_answer_that_came_too_late_counts_as_the_dearest_it_can_be(stand_in: StandIn) -> None:
    stand_in.script.append(hang())
    with pytest.raises(ModelLateError) as failure:
        ask(stand_in, seconds=0.3)
    # 600 tokens out at $0.50 for a million, and what was asked.
    assert 300 < failure.value.cost < 2_000


@pytest.mark.parametrize("step", [refuse(), stop_short("It starts")])
def test_an_answer_that_cannot_be_used_has_its_cost(stand_in: StandIn, step: Step) -> None:
    stand_in.script.append(step)
    with pytest.raises(ModelUnavailableError) as failure:
        ask(stand_in)
    assert failure.value.cost > 0

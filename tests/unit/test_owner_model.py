"""The model quotes Brandon's text, and code decides what the quotes mean: on Tuesday, February 10, 2026, at 2 PM."""

import json
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.adapters.openai_responses import OpenAIModel
from linda.errors import ModelLateError
from linda.owner.model import ModelReading, read_by_model
from linda.ports import ModelAnswer, ToolCall
from tests import openai_stand_in
from tests.fakes import ScriptedModel
from tests.openai_stand_in import StandIn, call, say
from tests.owner.readable import NOW, written
from tests.unit.builders import premises

EMPTY = {
    **dict.fromkeys(("status", "channel", "until", "when", "to", "who", "number", "text", "amount", "what"), ""),
    "language": "en",
    "switch": "on",
}


def arguments(kind: str, /, **said: str) -> str:
    return json.dumps({"kind": kind, **EMPTY, **said})


def reading(text: str, answered: str, name: str = "command") -> ModelReading:
    model = ScriptedModel([ModelAnswer("", [ToolCall("call_1", name, answered)], [], cost=90)])
    return read_by_model(text, model, premises(now=NOW), 5)


@pytest.mark.parametrize(
    "text", ["done mike, ready jose", "cancel mike and jose", "closed friday\nspecial 10% off sat"]
)
def test_of_several_commands_the_model_cannot_pick_one(text: str) -> None:
    assert reading(text, arguments("done", who="mike")) == (None, 0)


def understood(text: str, kind: str, /, **said: str) -> str:
    return written(reading(text, arguments(kind, **said)).command)


@pytest.mark.parametrize(
    ("text", "kind", "said", "command"),
    [
        (
            "at moms house till like 4",
            "status",
            {"status": "custom", "until": "till like 4"},
            "status, status custom, until 2026-02-10 16:00",
        ),
        (
            "gotta shut the shop thursday",
            "closed",
            {"when": "thursday"},
            "closed, day 2026-02-12, to_day 2026-02-12",
        ),
        (
            "ill work thursday",
            "closed",
            {"when": "thursday", "switch": "off"},
            "closed, day 2026-02-12, to_day 2026-02-12, is_on no",
        ),
        (
            "let everyone know 10% off cases",
            "bulletin",
            {"text": "10% off cases"},
            "bulletin, text 10% off cases",
        ),
        (
            "go up to 95 on iphone 13 screens",
            "price",
            {"amount": "95", "what": "iphone 13 screens"},
            "price, amount 95, repair_type screen, device iphone 13",
        ),
        (
            "get rid of the 2pm guy",
            "cancel",
            {"when": "the 2pm"},
            "cancel, at 14:00",
        ),
        (
            "put marisol on friday at 10",
            "move",
            {"who": "marisol", "to": "friday at 10"},
            "move, to_day 2026-02-13, to_at 10:00, who marisol",
        ),
        ("tell 7 it came in", "answer", {"number": "7", "text": "it came in"}, "answer, number 7, text it came in"),
        (
            "quit picking up for me",
            "answering",
            {"channel": "calls", "switch": "off"},
            "answering, text calls, is_on no",
        ),
        ("wipe that bulletin", "bulletin", {"switch": "off"}, "bulletin, is_on no"),
    ],
)
def test_what_the_model_quotes_is_read_by_code(text: str, kind: str, said: Mapping[str, str], command: str) -> None:
    assert understood(text, kind, **said) == command


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("see you later", "none", {}),
        # What the text does not say.
        ("cancel somebody", "cancel", {"who": "marisol"}),
        ("screens a bit up", "price", {"what": "screens", "amount": "85"}),
        ("get rid of the 12pm", "cancel", {"when": "2pm"}),
        ("tell her it came in", "answer", {"number": "7", "text": "it came in"}),
        ("tell 7 it came in", "answer", {"number": "7", "text": "it is ready"}),
        # What it says beside.
        ("get rid of the 2pm and the 3pm", "cancel", {"when": "the 2pm"}),
        ("dont get rid of the 2pm", "cancel", {"when": "the 2pm"}),
        ("should i get rid of the 2pm", "cancel", {"when": "the 2pm"}),
        ("get rid of the 2pm?", "cancel", {"when": "the 2pm"}),
        # What is missing, or of no use.
        ("get rid of it", "cancel", {}),
        ("im out", "status", {"status": "custom"}),
        ("shut it", "closed", {}),
        ("quit it", "answering", {"switch": "off"}),
        ("resume for marisol and leave it", "help", {"who": "marisol"}),
        ("go to 1.2.3 on screens", "price", {"what": "screens", "amount": "1.2.3"}),
        # What only the rules read.
        ("move all of it", "move_all", {}),
    ],
)
def test_what_the_text_does_not_bear_out_is_no_command(text: str, kind: str, said: Mapping[str, str]) -> None:
    assert understood(text, kind, **said) == "none"


@pytest.mark.parametrize("answered", ["", "[]", "{", '{"kind": "cancel"}', '{"kind": 1}', "null", "[" * 10_000])
def test_arguments_of_another_form_are_no_command_and_cost_all_the_same(answered: str) -> None:
    assert reading("get rid of the 2pm", answered) == (None, 90)


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(sorted(EMPTY)), st.text(max_size=20)))
def test_any_quote_is_read_without_an_error(text: str, said: Mapping[str, str]) -> None:
    for kind in ("cancel", "price", "discount_cap", "answer", "move", "status"):
        reading(text, json.dumps({"kind": kind, **EMPTY, **said}))


def test_a_model_that_is_late_or_uses_another_tool_has_read_nothing() -> None:
    late = ScriptedModel([ModelLateError("late", 40)])
    assert read_by_model("get rid of the 2pm", late, premises(now=NOW), 5) == (None, 40)
    assert reading("get rid of the 2pm", arguments("cancel", when="the 2pm"), "cancel") == (None, 90)


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with openai_stand_in.serve() as stand_in:
        yield stand_in


def test_the_request_is_one_that_the_api_takes(server: StandIn) -> None:
    model = OpenAIModel("sk-test", "gpt-6-luna", base_url=server.base_url)
    server.script.extend([call("command", arguments("cancel", when="the 2pm")), say("Sure!")])
    said, shop = "get rid of the 2pm guy", premises(now=NOW)
    first, second = (read_by_model(said, model, shop, 5) for _ in range(2))
    assert written(first.command) == "cancel, at 14:00"
    assert first.cost > 0
    assert second.command is None

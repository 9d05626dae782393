"""What the cost benchmark measures of one conversation of each kind."""

import json
from collections.abc import Callable, Iterator

import pytest

from benchmarks.cost import MEASURED
from benchmarks.cost_measure import Measure, measures, of_stack
from tests import openai_stand_in
from tests.calls import play as calls
from tests.conversations import play as texts

BOOKED_BY_TEXT = next(one for one in texts.conversations() if one["name"] == "a long story")
BOOKED_BY_PHONE = calls.dialogues()[0]


@pytest.fixture(scope="module")
def new() -> Iterator[Callable[[], Measure]]:
    with measures() as new:
        yield new


def test_a_conversation_is_held_and_what_follows_it_is_sent(new: Callable[[], Measure]) -> None:
    measure = new()
    measure.text(BOOKED_BY_TEXT, None)
    found = measure.found
    assert (found["conversations"], found["reached"]) == (1, 1)
    assert found["webhooks"] <= len(BOOKED_BY_TEXT["texts"])
    assert found["segments_in"] >= found["webhooks"]  # the first one is long
    assert found["segments_notices"] == 2  # one day and two hours before
    assert found["writes"] > 10 * found["webhooks"]
    assert found["stored_bytes"] > 1000
    assert "model_requests" not in found


def test_what_a_model_is_asked_is_counted_and_its_beginning_is_cached(new: Callable[[], Measure]) -> None:
    measure = new()
    with openai_stand_in.serve() as stand_in:
        measure.text(BOOKED_BY_TEXT, stand_in)
    found = measure.found
    answers = [answer for step in BOOKED_BY_TEXT["texts"] for answer in step.get("model", [])]
    assert found["reached"] == 1
    assert 0 < found["model_requests"] <= len(answers)
    assert 0 < found["cached_tokens"] < found["input_tokens"]


def test_a_call_is_held_and_its_minutes_and_words_are_counted(new: Callable[[], Measure]) -> None:
    measure = new()
    measure.call(BOOKED_BY_PHONE, with_model=False)
    found = measure.found
    assert (found["conversations"], found["reached"], found["call_minutes"]) == (1, 1, 1)
    assert found["recognitions"] == len(BOOKED_BY_PHONE["says"])
    assert found["speech_blocks"] > 0
    assert found["segments_notices"] >= 1  # what was booked is texted


def test_a_sweep_with_nothing_to_do_writes_nothing(new: Callable[[], Measure]) -> None:
    measure = new()
    measure.sweep_in_vain(texts.instant(texts.STARTS), 2)
    assert measure.found["invocations"] == 2
    assert measure.found["reads"] > 0
    assert "writes" not in measure.found


def test_what_the_page_says_of_the_stack_is_what_the_template_has_and_the_functions_write() -> None:
    assert json.loads(MEASURED.read_text())["stack"] == of_stack(), "run: python -m benchmarks.cost --measure --write"

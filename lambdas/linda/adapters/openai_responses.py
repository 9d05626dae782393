"""The model, over OpenAI's Responses API."""

from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import openai

from linda.errors import ModelUnavailableError
from linda.ports import ModelAnswer, ToolCall

_MOST_OUTPUT_TOKENS = 600


class OpenAIModel:
    """A model behind the Responses API. Nothing is stored there: every request carries the items it needs."""

    def __init__(self, api_key: str, model: str, base_url: str = "") -> None:
        self._client = openai.OpenAI(api_key=api_key, base_url=base_url or None, max_retries=0)
        self._model = model

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        """See linda.ports.Model."""
        if seconds <= 0:
            raise ModelUnavailableError("no time is left for the model")
        request: dict[str, Any] = {
            "model": self._model,
            "instructions": instructions,
            "input": list(items),
            "tools": list(tools),
            "parallel_tool_calls": False,
            "reasoning": {"effort": "none"},
            "max_output_tokens": _MOST_OUTPUT_TOKENS,
            "store": False,
            "safety_identifier": customer,
            "timeout": seconds,
        }
        response = _within(seconds, lambda: self._client.responses.create(**request))
        try:
            return _answer(response)
        except (AttributeError, TypeError, ValueError) as error:
            raise ModelUnavailableError("the model's answer has not the form it promises") from error


def _answer(response: Any) -> ModelAnswer:
    calls = [
        ToolCall(str(item.call_id), str(item.name), str(item.arguments))
        for item in response.output
        if item.type == "function_call"
    ]
    text = "" if calls else str(response.output_text).strip()
    if response.status != "completed" or not (calls or text):
        raise ModelUnavailableError(f"the model ended with status {response.status!r} and no usable answer")
    return ModelAnswer(text, calls, [item.to_dict() for item in response.output])


def _within[T](seconds: float, call: Callable[[], T]) -> T:
    """Return the call's result, waiting `seconds` for the whole of it.

    The client's own time-out counts for each read, so a dripping answer outlasts it. A call that is given up is
    left to its thread. Raises ModelUnavailableError.
    """
    results: SimpleQueue[T | Exception] = SimpleQueue()

    def run() -> None:
        try:
            results.put(call())
        except Exception as error:
            results.put(error)

    Thread(target=run, daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise ModelUnavailableError("the model was too late") from None
    if isinstance(result, Exception):
        raise ModelUnavailableError(f"the model failed: {type(result).__name__}") from result
    return result

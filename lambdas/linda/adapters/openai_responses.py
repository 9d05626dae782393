"""The model, over OpenAI's Responses API."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openai

from linda.adapters.deadline import within
from linda.errors import ModelLateError, ModelUnavailableError
from linda.ports import ModelAnswer, ToolCall

_MOST_OUTPUT_TOKENS = 600
# Reasoning counts as output: without room for it, the answer would be cut off before its first word.
_MOST_REASONING_TOKENS = 4_000
# `prices` are US dollars for a million tokens, or micro-dollars for one token. For a model that charges nothing extra
# for cache writes, that price is its input price: https://developers.openai.com/api/docs/pricing
_KNOWN_MODELS = Path(__file__).parents[1] / "openai_models.json"
_PICTURE = re.compile(r"data:image/[^\"]*")
_KINDS_OF_TOKENS = ("input", "cached_input", "cache_write", "output")


class OpenAIModel:
    """A model behind the Responses API. Nothing is stored there: every request carries the items it needs.

    `effort` is how much the model reasons: none, minimal, low, medium, high, xhigh or max. No model supports them all.
    """

    def __init__(self, api_key: str, model: str, base_url: str = "", effort: str = "none") -> None:
        self._client = openai.OpenAI(api_key=api_key, base_url=base_url or None, max_retries=0)
        self._price = _price(model)
        reasons = effort != "none"
        self._request: dict[str, Any] = {
            "model": model,
            "parallel_tool_calls": False,
            "reasoning": {"effort": effort},
            "max_output_tokens": _MOST_OUTPUT_TOKENS + (_MOST_REASONING_TOKENS if reasons else 0),
            "store": False,
            # What is not stored can be sent back only with its content. Models that do not reason reject this option.
            "include": ["reasoning.encrypted_content"] if reasons else [],
            # Requests with the same key are routed to where their common prefix is cached.
            "prompt_cache_key": "linda",
        }

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        """See linda.ports.Model. Raises ModelLateError when time runs out."""
        if seconds <= 0:
            raise ModelLateError("no time is left for the model")
        request = {
            **self._request,
            "instructions": instructions,
            "input": list(items),
            "tools": list(tools),
            **({"safety_identifier": customer} if customer else {}),
            "timeout": seconds,
        }
        try:
            response = within(seconds, lambda: self._client.responses.create(**request))
        except (TimeoutError, openai.APITimeoutError) as error:  # The answer is still being generated, and charged for.
            raise ModelLateError("the model was too late", _most_cost(request, self._price)) from error
        except Exception as error:
            raise ModelUnavailableError(f"the model failed: {type(error).__name__}") from error
        try:
            return _answer(response, self._price)
        except (AttributeError, TypeError, ValueError) as error:
            raise ModelUnavailableError("the model's answer does not have the promised form") from error


def _answer(response: Any, price: Mapping[str, Decimal]) -> ModelAnswer:
    cost = _cost(response.usage, price)
    if response.status != "completed":
        raise ModelUnavailableError(f"the model ended with status {response.status!r}", cost)
    parts = [part for item in response.output if item.type == "message" for part in item.content]
    if any(part.type == "refusal" for part in parts):
        raise ModelUnavailableError("the model refused", cost)
    calls = [
        ToolCall(str(item.call_id), str(item.name), str(item.arguments))
        for item in response.output
        if item.type == "function_call"
    ]
    text = "" if calls else str(response.output_text).strip()
    if not (calls or text):
        raise ModelUnavailableError("the model said nothing", cost)
    # A field that is null in an answer may be missing in a request, but not null.
    items = [item.to_dict(exclude_none=True) for item in response.output]
    tokens = (_count(response.usage, name) for name in ("input_tokens", "output_tokens"))
    return ModelAnswer(text, calls, items, cost, *tokens)


def _price(model: str) -> Mapping[str, Decimal]:
    """Return what the model's tokens cost by kind, in micro-dollars.

    A snapshot (gpt-6-luna-2026-09-22) costs what its model does; an unknown model counts as the most expensive one, so
    that a budget in money holds.
    """
    prices = json.loads(_KNOWN_MODELS.read_text(encoding="utf-8"), parse_float=Decimal)["prices"]
    known = prices.get(re.sub(r"-\d{4}-\d\d-\d\d$", "", model))
    return known or {kind: max(price[kind] for price in prices.values()) for kind in _KINDS_OF_TOKENS}


def _cost(usage: Any, price: Mapping[str, Decimal]) -> int:
    """Return the cost of one request in micro-dollars, rounded up; 0 for what the server does not count.

    Servers that are merely compatible with OpenAI's omit counts, and some models do not charge for cache writes.
    """
    details = _field(usage, "input_tokens_details")
    cached, written = _count(details, "cached_tokens"), _count(details, "cache_write_tokens")
    fresh = max(_count(usage, "input_tokens") - cached - written, 0)
    return math.ceil(
        fresh * price["input"]
        + cached * price["cached_input"]
        + written * price["cache_write"]
        + _count(usage, "output_tokens") * price["output"]
    )


def _count(counts: Any, name: str) -> int:
    try:
        return max(int(_field(counts, name)), 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _field(given: Any, name: str) -> Any:
    return given.get(name) if isinstance(given, Mapping) else getattr(given, name, None)


def _most_cost(request: Mapping[str, Any], price: Mapping[str, Decimal]) -> int:
    """Return the most that a request can cost, in micro-dollars: a token per two characters, a thousand per picture."""
    texts, pictures = _PICTURE.subn("", json.dumps([request[part] for part in ("instructions", "input", "tools")]))
    asked, answered = len(texts) // 2 + 1_000 * pictures, int(request["max_output_tokens"])
    return math.ceil(asked * price["input"] + answered * price["output"])

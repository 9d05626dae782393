"""A stand-in for OpenAI's Responses API on a loopback port: follows a script, rejects what the real one rejects."""

import importlib
import json
import pkgutil
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import uvicorn
from openai.types import responses, shared_params
from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming
from pydantic import ConfigDict, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from typing_extensions import is_typeddict

type Item = Mapping[str, object]
type Step = Callable[["StandIn"], Response]


def message(text: str) -> Item:
    """A message of the model."""
    return _message({"type": "output_text", "text": text, "annotations": [], "logprobs": []})


def refusal() -> Item:
    """A message in which the model refuses."""
    return _message({"type": "refusal", "refusal": "I cannot help with that."})


def function_call(name: str, arguments: Mapping[str, object] | str) -> Item:
    """A tool that the model wants to use."""
    return {
        "type": "function_call",
        "id": f"fc_{secrets.token_hex(4)}",
        "call_id": f"call_{secrets.token_hex(4)}",
        "name": name,
        "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
        "status": "completed",
    }


def reasoning() -> Item:
    """What the model thought, as it is returned: for nobody but itself to read."""
    content = {"encrypted_content": secrets.token_urlsafe(48), "content": None, "status": None}
    return {"type": "reasoning", "id": f"rs_{secrets.token_hex(4)}", "summary": [], **content}


def tokens(fresh: int = 100, cached: int = 0, written: int = 0, output: int = 20) -> dict[str, Any]:
    """A response's usage; `written` tokens went into the cache and are, like the `cached`, not among the `fresh`."""
    total_input = fresh + cached + written
    return {
        "input_tokens": total_input,
        "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": written},
        "output_tokens": output,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": total_input + output,
    }


def answer(*items: Item, usage: object = None) -> Step:
    """The model answers with these items."""
    return lambda stand_in: _response("completed", items, usage or tokens())


def say(text: str) -> Step:
    """The model answers with the text."""
    return answer(message(text))


def call(name: str, arguments: Mapping[str, object] | str) -> Step:
    """The model calls a tool."""
    return answer(function_call(name, arguments))


def endless(name: str, arguments: Mapping[str, object] | str) -> Step:
    """The model calls the tool this time and every time after it."""

    def again(stand_in: StandIn) -> Response:
        stand_in.script.appendleft(again)
        return call(name, arguments)(stand_in)

    return again


def refuse() -> Step:
    """The model refuses."""
    return answer(refusal())


def stop_short(text: str) -> Step:
    """The model runs out of tokens in the middle of its answer."""
    return lambda stand_in: _response("incomplete", [message(text)], tokens())


def fail(status: int, headers: Mapping[str, str] | None = None) -> Step:
    """The API answers with an HTTP error."""
    return lambda stand_in: _error(status, "scripted", headers)


def rate_limit(retry_after: int = 60) -> Step:
    """The API has had enough requests for as many seconds."""
    return fail(429, {"Retry-After": str(retry_after)})


def garble() -> Step:
    """The API answers 200 with broken JSON."""
    return lambda stand_in: Response('{"id": "resp_1", "output": [', media_type="application/json")


def cut() -> Step:
    """The connection breaks in the middle of the body."""

    def break_off(stand_in: StandIn) -> Response:
        whole = bytes(say("Hello?")(stand_in).body)
        return Response(whole[:50], headers={"Content-Length": str(len(whole))}, media_type="application/json")

    return break_off


def slow(seconds: float, step: Step) -> Step:
    """The step, but only after a time."""

    def wait(stand_in: StandIn) -> Response:
        stand_in.stopped.wait(seconds)
        return step(stand_in)

    return wait


def hang() -> Step:
    """The API answers nothing until the stand-in stops."""
    return slow(60, fail(500))


def drip(seconds: float) -> Step:
    """The API sends a byte now and then, so that no read is ever late, and a good answer in the end."""

    def body(stand_in: StandIn) -> Iterator[bytes]:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and not stand_in.stopped.wait(0.02):
            yield b" "
        yield bytes(say("Sorry for the wait!")(stand_in).body)

    return lambda stand_in: StreamingResponse(body(stand_in), media_type="application/json")


class StandIn:
    """What the stand-in was asked, and what it will answer."""

    def __init__(self) -> None:
        self.script: deque[Step] = deque()
        self.requests: list[dict[str, Any]] = []
        self.rejected: list[str] = []
        self.stopped = Event()
        self.base_url = ""

    def answer(self, request: dict[str, Any], authorization: str) -> Response:
        self.requests.append(request)
        if problem := _problem(request, authorization):
            self.rejected.append(problem)
            return _error(400, problem)
        if not self.script:
            self.rejected.append("the script has no further step")
            return Response(status_code=500)
        return self.script.popleft()(self)


@contextmanager
def serve() -> Iterator[StandIn]:
    """Run a stand-in until the block ends."""
    stand_in = StandIn()

    def respond(request: Request) -> Response:
        return stand_in.answer(json.loads(request.state.body), request.headers.get("authorization", ""))

    async def read_and_respond(request: Request) -> Response:
        request.state.body = await request.body()
        return await run_in_threadpool(respond, request)

    app = Starlette(routes=[Route("/v1/responses", read_and_respond, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    stand_in.base_url = f"http://127.0.0.1:{port}/v1"
    try:
        yield stand_in
    finally:
        stand_in.stopped.set()
        server.should_exit = True
        thread.join(10)


def _message(content: Mapping[str, object]) -> Item:
    item_id = f"msg_{secrets.token_hex(4)}"
    return {"type": "message", "id": item_id, "role": "assistant", "status": "completed", "content": [content]}


def _response(status: str, output: Sequence[Item], usage: object) -> Response:
    body = {
        "id": f"resp_{secrets.token_hex(8)}",
        "object": "response",
        "created_at": 1_770_000_000,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
        "instructions": None,
        "metadata": {},
        "model": "gpt-6-luna",
        "output": output,
        "parallel_tool_calls": False,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": usage,
    }
    return JSONResponse(body)


def _error(status: int, problem: str, headers: Mapping[str, str] | None = None) -> Response:
    kind = "server_error" if status >= 500 else "invalid_request_error"
    return JSONResponse({"error": {"message": problem, "type": kind, "param": None, "code": None}}, status, headers)


def _request_type() -> TypeAdapter[Any]:
    """The SDK's own request type, with fields that it does not know forbidden everywhere."""
    for package in (responses, shared_params):
        for module in pkgutil.iter_modules(package.__path__):
            for member in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if is_typeddict(member):
                    member.__pydantic_config__ = ConfigDict(extra="forbid")
    return TypeAdapter(ResponseCreateParamsNonStreaming)


_REQUEST = _request_type()


def _problem(request: dict[str, Any], authorization: str) -> str:
    """Return what the real API would reject in the request, or ""."""
    if not authorization.startswith("Bearer ") or len(authorization) < 10:
        return "no API key"
    try:
        _exhaust(_REQUEST.validate_python(request))
    except ValidationError as error:
        return f"schema: {error.errors()[0]['loc']} {error.errors()[0]['msg']}"
    if not request.get("model"):
        return "model is required"
    if request.get("store") is False and request.get("previous_response_id"):
        return "previous_response_id needs store"
    for tool in request.get("tools", []):
        schema = tool["parameters"]
        if tool["strict"] and (
            sorted(schema["required"]) != sorted(schema["properties"]) or schema["additionalProperties"] is not False
        ):
            return f"strict tool {tool['name']} must require every property and allow no other"
    return _unpaired(request["input"])


def _unpaired(items: object) -> str:
    """Return what is wrong with the pairs of calls and their outputs, or ""."""
    waiting: set[str] = set()
    for item in items if isinstance(items, list) else []:
        kind = item.get("type")
        if kind == "function_call":
            waiting.add(item["call_id"])
        elif kind == "function_call_output":
            if item["call_id"] not in waiting:
                return f"no tool call found for call_id {item['call_id']}"
            waiting.discard(item["call_id"])
    return f"no tool output found for {sorted(waiting)}" if waiting else ""


def _exhaust(value: object) -> None:
    """Walk through a validated value: pydantic checks the elements of an Iterable only as they are read."""
    if isinstance(value, dict):
        for element in value.values():
            _exhaust(element)
    elif not isinstance(value, str | bytes | int | float | None):
        for element in value:  # type: ignore[attr-defined]
            _exhaust(element)

"""A stand-in for OpenAI's Responses API on a loopback port: follows a script, rejects what the real one rejects."""

import importlib
import json
import pkgutil
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
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
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from typing_extensions import is_typeddict

type Step = Callable[["StandIn"], Response]


def say(text: str) -> Step:
    """The model answers with the text."""
    content = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [content]}
    return lambda stand_in: _completed(item)


def call(name: str, arguments: Mapping[str, object] | str) -> Step:
    """The model calls a tool."""
    item = {
        "type": "function_call",
        "id": f"fc_{secrets.token_hex(4)}",
        "call_id": f"call_{secrets.token_hex(4)}",
        "name": name,
        "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
        "status": "completed",
    }
    return lambda stand_in: _completed(item)


def refuse() -> Step:
    """The model refuses."""
    content = {"type": "refusal", "refusal": "I cannot help with that."}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [content]}
    return lambda stand_in: _completed(item)


def fail(status: int, headers: Mapping[str, str] | None = None) -> Step:
    """The API answers with an HTTP error."""
    error = {"error": {"message": "scripted", "type": "server_error", "param": None, "code": None}}
    return lambda stand_in: JSONResponse(error, status, headers)


def garble() -> Step:
    """The API answers 200 with broken JSON."""
    return lambda stand_in: Response('{"id": "resp_1", "output": [', media_type="application/json")


def hang() -> Step:
    """The API answers nothing until the stand-in stops."""

    def wait(stand_in: StandIn) -> Response:
        stand_in.stopped.wait(60)
        return Response(status_code=500)

    return wait


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
            error = {"error": {"message": problem, "type": "invalid_request_error", "param": None, "code": None}}
            return JSONResponse(error, 400)
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
    yield stand_in
    stand_in.stopped.set()
    server.should_exit = True
    thread.join(10)


def _completed(*output: Mapping[str, object]) -> Response:
    body = {
        "id": f"resp_{secrets.token_hex(8)}",
        "object": "response",
        "created_at": 1_770_000_000,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": "gpt-6-luna",
        "output": list(output),
        "parallel_tool_calls": False,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": {
            "input_tokens": 100,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": 20,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 120,
        },
    }
    return JSONResponse(body)


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

"""A stand-in for OpenAI's Responses API on a loopback port: follows a script, rejects what the real one rejects."""

import base64
import importlib
import json
import pkgutil
import re
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


def resumable(*steps: Step) -> Step:
    """The step that the request's tool outputs lead to, always: a turn that is begun anew is answered anew."""

    def next_step(stand_in: StandIn) -> Response:
        stand_in.script.appendleft(next_step)
        outputs = [item for item in stand_in.requests[-1]["input"] if item.get("type") == "function_call_output"]
        return steps[len(outputs)](stand_in)

    return next_step


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
        if not re.fullmatch(r"Bearer \S+", authorization):
            self.rejected.append("no API key")
            return _error(401, "no API key")
        if problem := _problem(request):
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
        try:
            body = json.loads(request.state.body)
        except ValueError:
            stand_in.rejected.append("not JSON")
            return _error(400, "not JSON")
        return stand_in.answer(body, request.headers.get("authorization", ""))

    async def read_and_respond(request: Request) -> Response:
        request.state.body = await request.body()
        response = await run_in_threadpool(respond, request)
        # So that no client keeps a connection open: one that a test drops would warn of it in another test.
        response.headers["Connection"] = "close"
        return response

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
_FEWEST_OUTPUT_TOKENS = 16
_MOST_INPUT_TOKENS = 922_000
_CHARACTERS_A_TOKEN = 4  # of English, roughly
_LONGEST_TEXT = 10_485_760
_MOST_TOOLS = 128
_NAME = r"[a-zA-Z0-9_-]{1,64}"
# https://developers.openai.com/api/docs/guides/images-vision
_MOST_IMAGES = 1_500
_MOST_IMAGE_BYTES = 512 * 1024 * 1024
_IMAGE_BEGINS = {
    "png": rb"\x89PNG\r\n\x1a\n",
    "jpeg": rb"\xff\xd8\xff",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF.{4}WEBP",
}


def _problem(request: Any) -> str:
    """Return what the real API would reject in the request, or ""."""
    try:
        _exhaust(_REQUEST.validate_python(request, strict=True))
    except ValidationError as error:
        return f"schema: {error.errors()[0]['loc']} {error.errors()[0]['msg']}"
    checks = (_wrong_head, _wrong_tools, _wrong_messages, _wrong_images, _wrong_reasoning, _wrong_calls, _too_much)
    return next(filter(None, (check(request) for check in checks)), "")


def _wrong_head(request: Mapping[str, Any]) -> str:
    if not request.get("model"):
        return "model is required"
    if not request.get("input"):
        return "input is required"
    if request.get("store") is False and request.get("previous_response_id"):
        return "previous_response_id needs store"
    if request.get("max_output_tokens", _FEWEST_OUTPUT_TOKENS) < _FEWEST_OUTPUT_TOKENS:
        return f"max_output_tokens must be at least {_FEWEST_OUTPUT_TOKENS}"
    if len(request.get("safety_identifier", "")) > 128:
        return "safety_identifier must have at most 128 characters"
    return ""


def _wrong_tools(request: Mapping[str, Any]) -> str:
    tools = request.get("tools", [])
    names = [tool.get("name") for tool in tools]
    if len(tools) > _MOST_TOOLS:
        return f"at most {_MOST_TOOLS} tools"
    if twice := {name for name in names if names.count(name) > 1}:
        return f"tools with the same name: {sorted(twice)}"
    for tool in tools:
        if not re.fullmatch(_NAME, tool["name"]):
            return f"tool name {tool['name']!r} must match {_NAME}"
        if tool["strict"] and not _is_strict(tool["parameters"]):
            return f"strict tool {tool['name']} must require every property and allow no other"
    return ""


def _is_strict(schema: object) -> bool:
    """Tell whether all objects in the schema require all their properties and allow no others."""
    if isinstance(schema, list):
        return all(map(_is_strict, schema))
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" and (
        sorted(schema.get("required", [])) != sorted(schema.get("properties", {}))
        or schema.get("additionalProperties") is not False
    ):
        return False
    return all(map(_is_strict, schema.values()))


def _wrong_messages(request: Mapping[str, Any]) -> str:
    if isinstance(request["input"], str):
        return ""
    roles = [item.get("role") for item in request["input"]]
    if "user" not in roles:
        return "input has no message of a user"
    for item, part in _parts(request):
        if item["role"] == "assistant" and part["type"] not in ("output_text", "refusal"):
            return f"an assistant's message cannot hold {part['type']}"
    return ""


def _wrong_images(request: Mapping[str, Any]) -> str:
    images = [part for _, part in _parts(request) if part["type"] == "input_image"]
    if len(images) > _MOST_IMAGES:
        return f"at most {_MOST_IMAGES} images"
    if sum(len(image.get("image_url") or "") for image in images) > _MOST_IMAGE_BYTES:
        return f"at most {_MOST_IMAGE_BYTES} bytes of images"
    return next(filter(None, map(_wrong_image, images)), "")


def _wrong_image(image: Mapping[str, Any]) -> str:
    url = image.get("image_url") or ""
    if re.match(r"https?://", url) or (image.get("file_id") and not url):
        return ""
    data_url = re.fullmatch(r"data:image/(png|jpeg|gif|webp);base64,(.+)", url)
    if not data_url:
        return "image_url must be an http(s) URL or a data URL of a png, jpeg, gif or webp image in base64"
    try:
        content = base64.b64decode(data_url[2], validate=True)
    except ValueError:
        return "image_url is not base64"
    if not re.match(_IMAGE_BEGINS[data_url[1]], content, re.DOTALL):
        return f"image_url holds no {data_url[1]} image"
    return ""


def _wrong_reasoning(request: Mapping[str, Any]) -> str:
    items = _items(request)
    for position, item in enumerate(items):
        if item.get("type") != "reasoning":
            continue
        if request.get("store") is False and not item.get("encrypted_content"):
            return f"item {item['id']} is not stored and has no encrypted_content"
        if position + 1 == len(items) or items[position + 1].get("role", "assistant") != "assistant":
            return f"item {item['id']} lacks the item that it was thought for"
    return ""


def _wrong_calls(request: Mapping[str, Any]) -> str:
    """Return what is wrong with the tool calls and their outputs, or ""."""
    tools = {tool["name"] for tool in request.get("tools", [])}
    called: set[str] = set()
    answered: set[str] = set()
    for item in _items(request):
        kind = item.get("type")
        if kind == "function_call":
            if item["name"] not in tools:
                return f"there is no tool named {item['name']!r}"
            if item["call_id"] in called:
                return f"two tool calls with call_id {item['call_id']}"
            called.add(item["call_id"])
        elif kind == "function_call_output":
            if item.get("call_id") not in called:
                return f"no tool call found for call_id {item.get('call_id')}"
            if item["call_id"] in answered:
                return f"two tool outputs for call_id {item['call_id']}"
            answered.add(item["call_id"])
    return f"no tool output found for {sorted(called - answered)}" if called - answered else ""


def _too_much(request: Mapping[str, Any]) -> str:
    texts = [text for text in _texts([request.get("instructions"), request["input"]]) if not text.startswith("data:")]
    if any(len(text) > _LONGEST_TEXT for text in texts):
        return f"a text has more than {_LONGEST_TEXT} characters"
    if sum(map(len, texts)) > _MOST_INPUT_TOKENS * _CHARACTERS_A_TOKEN:
        return "the input exceeds the context window of this model"
    return ""


def _items(request: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return request["input"] if isinstance(request["input"], list) else []


def _parts(request: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each part of a message, with the message."""
    for item in _items(request):
        if "role" in item and isinstance(item["content"], list):
            for part in item["content"]:
                yield item, part


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for element in value:
            yield from _texts(element)


def _exhaust(value: object) -> None:
    """Walk through a validated value: pydantic checks the elements of an Iterable only as they are read."""
    if isinstance(value, dict):
        for element in value.values():
            _exhaust(element)
    elif not isinstance(value, str | bytes | int | float | None):
        for element in value:  # type: ignore[attr-defined]
            _exhaust(element)

"""The front door, with a control plane and functions that are made up."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import httpx
import pytest
import uvicorn
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from local import front_door, gateway, twilio
from local.control_plane import ControlPlane, Deployment, NotDeployedError
from local.front_door import Environments, Functions

ENDPOINT = "http://127.0.0.1:9"
BASE_URL = "http://127.0.0.1:8787"
API = gateway.Api(
    "a1b2c3d4",
    [gateway.Route("POST /dispatcher", "dispatcher"), gateway.Route("ANY /state", "state_manager", seconds=0.2)],
    {"$default": {}, "prod": {}},
    gateway.Cors(
        origins=frozenset({"http://localhost:3000", "http://127.0.0.1:3000"}),
        methods=["GET"],
        exposed=["ETag", "Location"],
    ),
)
Invoke = Callable[[Functions, str, bytes], tuple[str | None, bytes]]


def send(home: Path, *requests: httpx.Request) -> list[httpx.Response]:
    """The front door's responses to these requests at once."""

    async def all_at_once() -> list[httpx.Response]:
        app = front_door.create_app(home, ENDPOINT, "LindaStack", BASE_URL, "v1")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await asyncio.gather(*(client.send(request) for request in requests))

    return asyncio.run(all_at_once())


def post(path: str, body: bytes = b"{}") -> httpx.Request:
    return httpx.Request("POST", f"{BASE_URL}{path}", content=body, headers={"Content-Type": "application/json"})


@pytest.fixture(autouse=True)
def deployed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def deployment(_: ControlPlane) -> Deployment:
        return Deployment(API, twilio.Account("AC1", "made-up-token", "+19045550199"), "owners-token")

    monkeypatch.setattr(ControlPlane, "deployment", deployment)


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Callable[[Invoke], None]:
    return lambda invoke: monkeypatch.setattr(Functions, "_invoke", invoke)


def echo(_: Functions, name: str, event: bytes) -> tuple[None, bytes]:
    answer = {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": event.decode()}
    return None, json.dumps(answer).encode()


def test_a_request_reaches_its_function_as_an_event(tmp_path: Path, function: Callable[[Invoke], None]) -> None:
    function(echo)
    request = httpx.Request("POST", f"{BASE_URL}/prod/dispatcher?a=1", json={"b": 2}, headers={"X-Own": "c"})
    (response,) = send(tmp_path, request)
    event = response.json()
    assert response.status_code == 200
    assert (event["version"], event["path"], event["resource"]) == ("1.0", "/prod/dispatcher", "/dispatcher")
    assert (event["queryStringParameters"], json.loads(event["body"])) == ({"a": "1"}, {"b": 2})
    assert event["headers"]["x-own"] == "c"
    assert event["headers"]["Host"] == "127.0.0.1:8787"
    assert response.headers["apigw-requestid"] == event["requestContext"]["requestId"]


def test_a_text_and_its_reply_are_kept_for_the_page_and_a_refused_one_is_not(
    tmp_path: Path, function: Callable[[Invoke], None]
) -> None:
    def refused_or_answered(_: Functions, name: str, event: bytes) -> tuple[None, bytes]:
        is_signed = "X-Twilio-Signature".lower() in json.loads(event)["headers"]
        answer: dict[str, object] = {
            "statusCode": 200 if is_signed else 403,
            "headers": {},
            "body": "<Response><Message>Hi!</Message></Response>",
        }
        return None, json.dumps(answer).encode()

    function(refused_or_answered)
    form = twilio.inbound(twilio.Account("AC1", "made-up-token", "+19045550199"), "+19045550123", "hello")
    requests = [
        httpx.Request("POST", f"{BASE_URL}/dispatcher", data=form, headers=headers)
        for headers in ({"X-Twilio-Signature": "made-up"}, {})
    ]
    assert [response.status_code for response in send(tmp_path, *requests)] == [200, 403]
    (line,) = (tmp_path / "exchanges.jsonl").read_text().splitlines()
    kept = json.loads(line)["exchange"]
    assert (kept["id"], kept["text"], kept["replies"]) == (
        form["MessageSid"],
        "hello",
        [{"text": "Hi!", "segments": 1}],
    )


def test_the_address_of_a_request_is_that_of_its_connection(
    tmp_path: Path, function: Callable[[Invoke], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    function(echo)
    served: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: served.append(uvicorn.Config(app, **options)))
    options = {
        "--home": str(tmp_path),
        "--port": "8787",
        "--endpoint": ENDPOINT,
        "--stack": "LindaStack",
        "--version": "v1",
    }
    monkeypatch.setattr("sys.argv", ["front_door", *chain.from_iterable(options.items())])
    front_door.main()
    served[0].load()
    request = post("/dispatcher")
    request.headers["X-Forwarded-For"] = "203.0.113.7"

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(served[0].loaded_app, client=("127.0.0.1", 4711))
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.send(request)

    event = asyncio.run(sent()).json()
    assert event["requestContext"]["identity"]["sourceIp"] == "127.0.0.1"
    assert event["headers"]["X-Forwarded-For"] == "203.0.113.7, 127.0.0.1"


def fail_with(result: tuple[str | None, bytes] | Exception) -> Invoke:
    def invoke(_: Functions, name: str, event: bytes) -> tuple[str | None, bytes]:
        if isinstance(result, Exception):
            raise result
        return result

    return invoke


@pytest.mark.parametrize(
    ("result", "status", "message"),
    [
        (("Unhandled", b'{"errorMessage": "secret internals"}'), 500, "Internal Server Error"),
        ((None, b'{"no": "status"}'), 500, "Internal Server Error"),
        (EndpointConnectionError(endpoint_url=ENDPOINT), 503, "Service Unavailable"),
        (ReadTimeoutError(endpoint_url=ENDPOINT), 503, "Service Unavailable"),
    ],
)
def test_a_failure_is_answered_as_by_api_gateway(
    tmp_path: Path,
    function: Callable[[Invoke], None],
    result: tuple[str | None, bytes] | Exception,
    status: int,
    message: str,
) -> None:
    function(fail_with(result))
    (response,) = send(tmp_path, post("/dispatcher"))
    assert (response.status_code, response.json()) == (status, {"message": message})


@pytest.fixture
def slow(function: Callable[[Invoke], None]) -> Iterator[None]:
    """A function that answers when the test is over."""
    over = threading.Event()

    def invoke(_: Functions, name: str, event: bytes) -> tuple[None, bytes]:
        over.wait()
        return None, b"{}"

    function(invoke)
    yield
    over.set()


@pytest.mark.usefixtures("slow")
def test_a_function_that_is_too_late_is_unavailable(tmp_path: Path) -> None:
    (response,) = send(tmp_path, post("/state"))
    assert (response.status_code, response.json()) == (503, {"message": "Service Unavailable"})


def test_what_has_no_route_is_not_found(tmp_path: Path) -> None:
    for request in (post("/nope"), httpx.Request("GET", f"{BASE_URL}/dispatcher")):
        (response,) = send(tmp_path, request)
        assert (response.status_code, response.json()) == (404, {"message": "Not Found"})


@pytest.mark.parametrize("size", [gateway.MAX_REQUEST_BYTES + 1, gateway.MAX_EVENT_BYTES])
def test_a_body_that_api_gateway_or_lambda_would_not_take_is_too_large(tmp_path: Path, size: int) -> None:
    (response,) = send(tmp_path, post("/dispatcher", b"x" * size))
    assert (response.status_code, response.json()) == (413, {"message": "Request Entity Too Large"})


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:3000"])
def test_a_preflight_is_answered_without_the_function(tmp_path: Path, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    (response,) = send(tmp_path, httpx.Request("OPTIONS", f"{BASE_URL}/state", headers=headers))
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == origin


def test_an_answer_to_a_browser_says_which_of_its_headers_may_be_read(
    tmp_path: Path, function: Callable[[Invoke], None]
) -> None:
    function(echo)
    request = httpx.Request("GET", f"{BASE_URL}/state", headers={"Origin": "http://127.0.0.1:3000"})
    (response,) = send(tmp_path, request)
    assert response.headers["access-control-expose-headers"] == "ETag,Location"


def test_a_head_request_reaches_its_function(tmp_path: Path, function: Callable[[Invoke], None]) -> None:
    methods = []

    def invoke(_: Functions, name: str, event: bytes) -> tuple[None, bytes]:
        methods.append(json.loads(event)["httpMethod"])
        return None, json.dumps({"statusCode": 200, "headers": {"etag": '"1"'}, "body": ""}).encode()

    function(invoke)
    (response,) = send(tmp_path, httpx.Request("HEAD", f"{BASE_URL}/state"))
    assert (response.status_code, response.headers["etag"], methods) == (200, '"1"', ["HEAD"])


def test_fifty_requests_at_once_are_all_answered(tmp_path: Path, function: Callable[[Invoke], None]) -> None:
    function(echo)
    assert {response.status_code for response in send(tmp_path, *(post("/dispatcher") for _ in range(50)))} == {200}


def test_without_the_emulator_everything_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def deployment(_: ControlPlane) -> Deployment:
        raise NotDeployedError("nobody there")

    monkeypatch.setattr(ControlPlane, "deployment", deployment)
    for request in (post("/dispatcher"), post("/2010-04-01/Accounts/AC1/Messages.json")):
        (response,) = send(tmp_path, request)
        assert (response.status_code, response.json()) == (503, {"message": "Service Unavailable"})


def test_few_environments_start_at_once_and_warm_ones_serve_the_rest() -> None:
    async def scenario() -> tuple[int, int]:
        environments, warm = Environments(), asyncio.Event()
        inside = 0

        async def call() -> None:
            nonlocal inside
            async with environments.one():
                inside += 1
                await warm.wait()

        calls = [asyncio.create_task(call()) for _ in range(10)]
        for _ in range(100):
            await asyncio.sleep(0)
        starting = inside
        warm.set()
        await asyncio.gather(*calls)
        return starting, inside

    assert asyncio.run(scenario()) == (2, 10)

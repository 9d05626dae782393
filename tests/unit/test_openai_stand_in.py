"""What the stand-in rejects, each once: a test that passes over it says nothing about the real API otherwise."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import openai_stand_in
from tests.openai_stand_in import (
    StandIn,
    cut,
    drip,
    endless,
    fail,
    function_call,
    message,
    rate_limit,
    reasoning,
    resumable,
    say,
    slow,
)

ASKED = {"role": "user", "content": "hi"}
CALL = function_call("quote", {"device": "iPhone 13"})
OUTPUT = {"type": "function_call_output", "call_id": CALL["call_id"], "output": "{}"}
PARAMETERS = {
    "type": "object",
    "properties": {"device": {"type": "string"}},
    "required": ["device"],
    "additionalProperties": False,
}
TOOL = {"type": "function", "name": "quote", "strict": True, "parameters": PARAMETERS}
HEAD = {"model": "gpt-6-luna", "store": False, "tools": [TOOL]}
THOUGHT = {key: value for key, value in reasoning().items() if value is not None}
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n....").decode()
JPEG = base64.b64encode(b"\xff\xd8\xff....").decode()


def image(url: str) -> dict[str, object]:
    part = {"type": "input_image", "detail": "auto", "image_url": url}
    return {"role": "user", "content": [{"type": "input_text", "text": "Can you fix this?"}, part]}


def request(*items: object, **fields: object) -> dict[str, Any]:
    return {**HEAD, "input": [ASKED, *items], **fields}


def ask(stand_in: StandIn, body: object, key: str = "Bearer sk-test") -> httpx.Response:
    url = f"{stand_in.base_url}/responses"
    return httpx.post(url, content=json.dumps(body), headers={"Authorization": key}, trust_env=False)


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with openai_stand_in.serve() as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(server: StandIn) -> StandIn:
    server.script.clear()
    server.rejected.clear()
    return server


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({**HEAD, "input": "hi"}, id="a text alone"),
        pytest.param(request(), id="a message"),
        pytest.param(request({**message("Hi!"), "phase": None}, ASKED), id="an answer sent back"),
        pytest.param(request({"role": "assistant", "content": "Hi!"}, ASKED), id="an answer in short"),
        pytest.param(request(CALL, OUTPUT), id="a call and its output"),
        pytest.param(request(THOUGHT, CALL, OUTPUT), id="a call with its reasoning"),
        pytest.param(request({**THOUGHT, "encrypted_content": None}, CALL, OUTPUT, store=True), id="stored reasoning"),
        pytest.param(request(image(f"data:image/png;base64,{PNG}")), id="a PNG"),
        pytest.param(request(image(f"data:image/jpeg;base64,{JPEG}")), id="a JPEG"),
        pytest.param(request(image("https://example.com/phone.jpg")), id="an image elsewhere"),
    ],
)
def test_what_the_api_takes_is_answered(stand_in: StandIn, body: dict[str, Any]) -> None:
    stand_in.script.append(say("Hi!"))
    assert ask(stand_in, body).json()["output"][0]["content"][0]["text"] == "Hi!"
    assert stand_in.rejected == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ([], "schema"),
        (request(colour="red"), "schema"),
        (request({**ASKED, "colour": "red"}), "schema"),
        (request({"role": "customer", "content": "hi"}), "schema"),
        (request(max_output_tokens="600"), "schema"),
        (request(reasoning={"effort": "enormous"}), "schema"),
        (request(tools=[{**TOOL, "colour": "red"}]), "schema"),
        (request({key: value for key, value in CALL.items() if key != "call_id"}, OUTPUT), "schema"),
        ({"input": "hi"}, "model is required"),
        (request(model=""), "model is required"),
        (HEAD, "input is required"),
        ({**HEAD, "input": []}, "input is required"),
        ({**HEAD, "input": [{"role": "assistant", "content": "Hi!"}]}, "no message of a user"),
        (request(previous_response_id="resp_1"), "previous_response_id needs store"),
        (request(max_output_tokens=15), "max_output_tokens must be at least 16"),
        (request(safety_identifier="x" * 129), "safety_identifier"),
        (request(tools=[{**TOOL, "name": f"tool_{number}"} for number in range(129)]), "at most 128 tools"),
        (request(tools=[TOOL, TOOL]), "tools with the same name"),
        (request(tools=[{**TOOL, "name": "give a quote"}]), "tool name"),
        (request(tools=[{**TOOL, "parameters": {**PARAMETERS, "required": []}}]), "strict tool"),
        (request(tools=[{**TOOL, "parameters": {**PARAMETERS, "additionalProperties": True}}]), "strict tool"),
        (
            request(tools=[{**TOOL, "parameters": {**PARAMETERS, "properties": {"device": {"type": "object"}}}}]),
            "strict tool",
        ),
        (request(CALL), "no tool output found"),
        (request(OUTPUT), "no tool call found"),
        (request(OUTPUT, CALL), "no tool call found"),
        (request(CALL, {**OUTPUT, "call_id": "call_x"}), "no tool call found"),
        (request(CALL, OUTPUT, OUTPUT), "two tool outputs"),
        (request(CALL, CALL, OUTPUT), "two tool calls"),
        (request(CALL, OUTPUT, tools=[]), "no tool named 'quote'"),
        (request({**THOUGHT, "encrypted_content": None}, CALL, OUTPUT), "no encrypted_content"),
        (request(THOUGHT), "lacks the item"),
        (request(THOUGHT, ASKED), "lacks the item"),
        (request({"role": "assistant", "content": [{"type": "input_text", "text": "Hi!"}]}), "cannot hold input_text"),
        (request(image("phone.png")), "must be an http(s) URL or a data URL"),
        (request(image("file:///etc/passwd")), "must be an http(s) URL or a data URL"),
        (request(image(f"data:image/tiff;base64,{PNG}")), "must be an http(s) URL or a data URL"),
        (request(image(f"data:image/png,{PNG}")), "must be an http(s) URL or a data URL"),
        (request(image("data:image/png;base64,!!!")), "not base64"),
        (request(image(f"data:image/png;base64,{JPEG}")), "no png image"),
        (request(*[image("https://example.com/phone.jpg")] * 1_501), "at most 1500 images"),
        (request({"role": "user", "content": "x" * 10_485_761}), "more than 10485760 characters"),
        (request(*[{"role": "user", "content": "x" * 1_000_000}] * 4), "context window"),
    ],
)
def test_what_the_api_rejects_is_rejected(stand_in: StandIn, body: object, problem: str) -> None:
    stand_in.script.append(say("Hi!"))
    response = ask(stand_in, body)
    assert (response.status_code, response.json()["error"]["type"]) == (400, "invalid_request_error")
    assert problem in response.json()["error"]["message"]
    assert len(stand_in.rejected) == len(stand_in.script) == 1


@pytest.mark.parametrize("key", ["", "Bearer", "Basic c2s="])
def test_a_request_without_a_key_is_rejected(stand_in: StandIn, key: str) -> None:
    assert ask(stand_in, request(), key).status_code == 401
    assert stand_in.rejected == ["no API key"]


def test_what_is_no_json_is_rejected(stand_in: StandIn) -> None:
    response = httpx.post(f"{stand_in.base_url}/responses", content="{", trust_env=False)
    assert (response.status_code, stand_in.rejected) == (400, ["not JSON"])


def test_a_script_that_has_run_dry_is_told(stand_in: StandIn) -> None:
    assert ask(stand_in, request()).status_code == 500
    assert stand_in.rejected == ["the script has no further step"]


def test_endless_calls_never_run_dry_and_have_an_id_each(stand_in: StandIn) -> None:
    stand_in.script.append(endless("quote", "{}"))
    ids = {ask(stand_in, request()).json()["output"][0]["call_id"] for _ in range(5)}
    assert (len(ids), len(stand_in.script)) == (5, 1)


def test_a_turn_that_is_begun_anew_is_answered_anew(stand_in: StandIn) -> None:
    stand_in.script.append(resumable(openai_stand_in.call("quote", {"device": "iPhone 13"}), say("It is $79.")))
    asked = [ask(stand_in, request(*items)).json() for items in ((ASKED,), (ASKED,), (ASKED, CALL, OUTPUT))]
    assert [answer["output"][0]["type"] for answer in asked] == ["function_call", "function_call", "message"]


def test_failures_look_as_those_of_the_api(stand_in: StandIn) -> None:
    stand_in.script.extend([rate_limit(60), fail(500), cut()])
    limited = ask(stand_in, request())
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "60")
    assert ask(stand_in, request()).json()["error"]["type"] == "server_error"
    with pytest.raises(httpx.RemoteProtocolError):
        ask(stand_in, request())


def test_a_dripping_answer_is_whole_in_the_end(stand_in: StandIn) -> None:
    stand_in.script.extend([drip(0.2), slow(0.2, drip(0))])
    for _ in range(2):
        response = ask(stand_in, request())
        assert response.elapsed.total_seconds() >= 0.2
        assert response.json()["output"][0]["content"][0]["text"] == "Sorry for the wait!"

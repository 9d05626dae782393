"""API Gateway's part: which route, which event, which response."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from local import gateway
from local.gateway import Api, Cors, Request, Route

NOW = datetime(2026, 11, 22, 9, 5, 7, 250_000, tzinfo=UTC)
API = Api(
    id="a1b2c3d4",
    routes=[
        Route("POST /dispatcher", "dispatcher"),
        Route("ANY /state", "state"),
        Route("ANY /scheduler", "scheduler"),
    ],
    stages={"$default": {}, "prod": {}},
)
CORS = Cors(
    origins=frozenset({"http://localhost:3000"}), methods=["GET", "POST"], headers=["Authorization"], exposed=["x-a"]
)


def routed(api: Api, method: str, path: str) -> str | None:
    found = gateway.match(api, method, path)
    return f"{found.stage} {found.route.key}" if found else None


def event_of(request: Request, api: Api = API) -> dict[str, object]:
    found = gateway.match(api, request.method, request.path)
    assert found is not None
    return gateway.event(api, found, request, base_url="http://127.0.0.1:8787", request_id="JKJaXmPLvHcESHA=", now=NOW)


def test_a_route_is_served_with_and_without_the_stage_in_its_path() -> None:
    assert routed(API, "POST", "/dispatcher") == "$default POST /dispatcher"
    assert routed(API, "POST", "/prod/dispatcher") == "prod POST /dispatcher"


@pytest.mark.parametrize(("method", "path"), [("GET", "/dispatcher"), ("POST", "/nope"), ("POST", "/dispatcher/x")])
def test_what_no_route_serves_is_not_matched(method: str, path: str) -> None:
    assert routed(API, method, path) is None


def test_without_a_default_stage_a_path_must_name_one() -> None:
    api = Api("a", API.routes, {"prod": {}})
    assert routed(api, "POST", "/dispatcher") is None
    assert routed(api, "POST", "/prod/dispatcher") == "prod POST /dispatcher"


def test_an_exact_method_beats_any_and_a_literal_path_beats_a_variable_one() -> None:
    keys = [
        "$default",
        "ANY /{proxy+}",
        "GET /pets/{proxy+}",
        "ANY /pets/dog/{id}",
        "GET /pets/dog/{id}",
        "ANY /pets/dog/1",
    ]
    api = Api("a", [Route(key, "f") for key in keys], {"$default": {}})
    assert routed(api, "GET", "/pets/dog/1") == "$default ANY /pets/dog/1"
    assert routed(api, "GET", "/pets/dog/2") == "$default GET /pets/dog/{id}"
    assert routed(api, "PUT", "/pets/dog/2") == "$default ANY /pets/dog/{id}"
    assert routed(api, "GET", "/pets/cat/3") == "$default GET /pets/{proxy+}"
    assert routed(api, "POST", "/pets/cat/3") == "$default ANY /{proxy+}"
    assert routed(Api("a", [Route("$default", "f")], {"$default": {}}), "GET", "/x") == "$default $default"


def test_variables_of_a_path_reach_the_event() -> None:
    api = Api("a", [Route("GET /leads/{lead}/{rest+}", "f")], {"v1": {"colour": "blue"}})
    event = event_of(Request("GET", "/v1/leads/LEAD-1/notes/2"), api)
    assert event["pathParameters"] == {"lead": "LEAD-1", "rest": "notes/2"}
    assert event["stageVariables"] == {"colour": "blue"}


def test_a_webhook_becomes_the_event_that_aws_sends() -> None:
    request = Request(
        method="POST",
        path="/prod/dispatcher",
        headers=[
            ("host", "127.0.0.1:8787"),
            ("user-agent", "TwilioProxy/1.1"),
            ("content-type", "application/x-www-form-urlencoded; charset=UTF-8"),
            ("content-length", "10"),
            ("connection", "keep-alive"),
            ("X-Twilio-Signature", "abc="),
            ("accept", "*/*"),
        ],
        body=b"Body=Hello",
        client="127.0.0.1",
    )
    headers = {
        "Content-Length": "10",
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "Host": "127.0.0.1:8787",
        "User-Agent": "TwilioProxy/1.1",
        "X-Amzn-Trace-Id": "Root=1-6b02b043-7e4ddb060a1781afff2b7f9a",
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Port": "8787",
        "X-Forwarded-Proto": "http",
        "accept": "*/*",
        "x-twilio-signature": "abc=",
    }
    assert event_of(request) == {
        "version": "1.0",
        "resource": "/dispatcher",
        "path": "/prod/dispatcher",
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "a1b2c3d4",
            "domainName": "127.0.0.1:8787",
            "domainPrefix": "127",
            "extendedRequestId": "JKJaXmPLvHcESHA=",
            "httpMethod": "POST",
            "identity": {
                "accessKey": None,
                "accountId": None,
                "caller": None,
                "cognitoAmr": None,
                "cognitoAuthenticationProvider": None,
                "cognitoAuthenticationType": None,
                "cognitoIdentityId": None,
                "cognitoIdentityPoolId": None,
                "principalOrgId": None,
                "sourceIp": "127.0.0.1",
                "user": None,
                "userAgent": "TwilioProxy/1.1",
                "userArn": None,
            },
            "path": "/prod/dispatcher",
            "protocol": "HTTP/1.1",
            "requestId": "JKJaXmPLvHcESHA=",
            "requestTime": "22/Nov/2026:09:05:07 +0000",
            "requestTimeEpoch": 1795338307250,
            "resourceId": "POST /dispatcher",
            "resourcePath": "/dispatcher",
            "stage": "prod",
        },
        "pathParameters": None,
        "stageVariables": None,
        "body": base64.b64encode(b"Body=Hello").decode(),
        "isBase64Encoded": True,
    }


def test_a_query_keeps_blank_values_and_all_of_a_repeated_name() -> None:
    event = event_of(Request("GET", "/state", query="date=2026-02-12&a=1&a=2&b=&c=x%20y"))
    assert event["queryStringParameters"] == {"date": "2026-02-12", "a": "2", "b": "", "c": "x y"}
    many = {"date": ["2026-02-12"], "a": ["1", "2"], "b": [""], "c": ["x y"]}
    assert event["multiValueQueryStringParameters"] == many
    assert event["path"] == "/state"
    assert event["body"] is None
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    ("headers", "body", "encoded"),
    [
        ([("content-type", "application/json; charset=utf-8")], b'{"a": 1}', False),
        ([("content-type", "text/plain")], "héllo".encode(), False),
        ([("content-type", "application/xml")], b"<a/>", False),
        ([("content-type", "application/octet-stream")], b"\x00\x01", True),
        ([("content-type", "application/json"), ("content-encoding", "gzip")], b"\x1f\x8b", True),
        ([("content-type", "application/json")], b"\xff", True),
        ([], b"plain", True),
    ],
)
def test_only_text_types_stand_in_the_event_as_text(headers: gateway.Headers, body: bytes, encoded: bool) -> None:
    event = event_of(Request("POST", "/state", headers=headers, body=body))
    assert event["isBase64Encoded"] is encoded
    text = event["body"]
    assert isinstance(text, str)
    assert (base64.b64decode(text) if encoded else text.encode()) == body


def test_the_address_of_the_caller_is_added_to_those_that_forwarded_the_request() -> None:
    event = event_of(Request("GET", "/state", headers=[("x-forwarded-for", "203.0.113.9")], client="127.0.0.1"))
    headers = event["headers"]
    assert isinstance(headers, dict)
    assert headers["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"


def test_a_result_becomes_the_response_it_describes() -> None:
    result = {
        "statusCode": 201,
        "headers": {"Content-Type": "application/json", "X-Number": 7},
        "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]},
        "body": '{"é": 1}',
    }
    answer = gateway.response(json.dumps(result).encode())
    assert answer == gateway.Response(
        201,
        [("content-type", "application/json"), ("x-number", "7"), ("set-cookie", "a=1"), ("set-cookie", "b=2")],
        '{"é": 1}'.encode(),
    )


def test_a_base64_result_is_decoded_and_a_missing_content_type_is_plain_text() -> None:
    answer = gateway.response(json.dumps({"statusCode": "200", "isBase64Encoded": True, "body": "AAE="}).encode())
    assert answer == gateway.Response(200, [("content-type", "text/plain;charset=UTF-8")], b"\x00\x01")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"body": "no status"}',
        b'{"statusCode": null}',
        b'{"statusCode": "ok"}',
        b'{"statusCode": true}',
        b'{"statusCode": 200.5}',
        b'{"statusCode": 99}',
        b'{"statusCode": 600}',
        b'{"statusCode": 200, "body": {"not": "a string"}}',
        b'{"statusCode": 200, "headers": "none"}',
        b'{"statusCode": 200, "headers": {"x": "a\\r\\nset-cookie: b"}}',
        b'{"statusCode": 200, "isBase64Encoded": true, "body": "?"}',
        b"[" * 100_000,
    ],
)
def test_a_malformed_result_is_no_response(payload: bytes) -> None:
    assert gateway.response(payload) is None


def test_failures_are_worded_as_by_aws() -> None:
    answers = {
        404: (gateway.NOT_FOUND, b'{"message":"Not Found"}'),
        413: (gateway.TOO_LARGE, b'{"message":"Request Entity Too Large"}'),
        500: (gateway.INTERNAL_SERVER_ERROR, b'{"message":"Internal Server Error"}'),
        503: (gateway.SERVICE_UNAVAILABLE, b'{"message":"Service Unavailable"}'),
    }
    for status, (answer, body) in answers.items():
        assert (answer.status, answer.body) == (status, body)


def preflight_from(origin: str) -> Request:
    headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")]
    return Request("OPTIONS", "/state", headers=headers)


def test_a_preflight_of_the_frontend_is_allowed() -> None:
    answer = gateway.preflight(CORS, preflight_from("http://localhost:3000"))
    assert answer is not None
    assert answer.status == 204
    assert dict(answer.headers) == {
        "access-control-allow-origin": "http://localhost:3000",
        "vary": "Origin",
        "access-control-allow-methods": "GET,POST",
        "access-control-allow-headers": "Authorization",
    }


def test_a_preflight_from_elsewhere_gets_no_permission() -> None:
    assert gateway.preflight(CORS, preflight_from("http://evil.example")) == gateway.Response(204, [])


@pytest.mark.parametrize(
    "request_",
    [
        Request("OPTIONS", "/state"),
        Request("OPTIONS", "/state", headers=[("origin", "http://localhost:3000")]),
        Request("POST", "/state", headers=preflight_from("http://localhost:3000").headers),
    ],
)
def test_what_is_no_preflight_goes_to_the_route(request_: Request) -> None:
    assert gateway.preflight(CORS, request_) is None


@pytest.mark.parametrize(
    ("origin", "added"),
    [
        (
            "http://localhost:3000",
            [
                ("access-control-allow-origin", "http://localhost:3000"),
                ("vary", "Origin"),
                ("access-control-expose-headers", "x-a"),
            ],
        ),
        ("http://evil.example", []),
    ],
)
def test_cors_headers_are_those_of_the_api_alone(origin: str, added: Sequence[tuple[str, str]]) -> None:
    own = gateway.Response(200, (("access-control-allow-origin", "*"), ("x-own", "1")), b"")
    answer = gateway.with_cors(CORS, Request("GET", "/state", headers=[("origin", origin)]), own)
    assert list(answer.headers) == [("x-own", "1"), *added]

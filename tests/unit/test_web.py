import base64
import json
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda import web
from linda.errors import (
    AnswerTooLargeError,
    BodyTooLargeError,
    InvalidInputError,
    KeyReusedError,
    LeadClosedError,
    LeadNotFoundError,
    LeaseLostError,
    MethodNotAllowedError,
    PayloadFormatError,
    SlotClosedError,
    SlotHeldError,
    SlotTakenError,
    StoreUnavailableError,
    TooManyAttemptsError,
    TooManyBookingsError,
    UnauthorizedError,
)
from linda.web import (
    File,
    Request,
    Result,
    answer_json,
    is_owner,
    parse_fields,
    parse_form,
    parse_request,
    require_owner,
    signed_urls,
    turn_of,
)

TOKEN = "the-token"
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
EVENT_FIELDS = ["httpMethod", "path", "headers", "queryStringParameters", "body", "isBase64Encoded", "requestContext"]
EVENT_FIELDS += ["multiValueQueryStringParameters"]
BODIES = (
    st.binary()
    | JSON_VALUES.map(lambda value: json.dumps(value).encode())
    | st.text(alphabet="a=&%f0+{}").map(str.encode)
)


def request(body: bytes = b"", content_type: str = "application/json", **headers: str) -> Request:
    return Request("POST", "/", {"content-type": content_type, **headers}, {}, body, through_api=True)


def form(body: bytes) -> Request:
    return request(body, "application/x-www-form-urlencoded; charset=UTF-8")


def test_an_event_of_the_api_becomes_a_request() -> None:
    event = {
        "httpMethod": "post",
        "path": "/dispatcher",
        "headers": {"Host": "x", "X-Twilio-Signature": "s"},
        "queryStringParameters": {"date": "2026-02-12"},
        "body": base64.b64encode(b"From=%2B1").decode(),
        "isBase64Encoded": True,
        "requestContext": {
            "path": "/prod/dispatcher",
            "stage": "prod",
            "domainName": "abc.example.com",
            "identity": {"sourceIp": "203.0.113.7"},
        },
    }
    assert parse_request(event) == Request(
        method="POST",
        path="/prod/dispatcher",
        headers={"host": "x", "x-twilio-signature": "s"},
        query={"date": "2026-02-12"},
        body=b"From=%2B1",
        through_api=True,
        stage="prod",
        host="abc.example.com",
        source_ip="203.0.113.7",
    )


@pytest.mark.parametrize("context", [None, {}, {"identity": None}, {"identity": {"sourceIp": None}}])
def test_an_address_is_the_gateways_and_never_a_headers(context: object) -> None:
    headers = {"X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7", "Forwarded": "for=203.0.113.7"}
    assert parse_request({"headers": headers, "requestContext": context}).source_ip == ""


# --- what may have been signed


def webhook(path: str = "/dispatcher", stage: str = "$default", query: Mapping[str, object] | None = None) -> Request:
    context = {"path": path, "stage": stage, "domainName": "abc.example.com"}
    return parse_request({"headers": {"Host": "evil.example.com"}, "requestContext": context, **(query or {})})


@pytest.mark.parametrize(
    ("path", "stage", "base", "urls"),
    [
        ("/dispatcher", "$default", "", {"https://abc.example.com/dispatcher"}),
        ("/dispatcher/", "$default", "", {"https://abc.example.com/dispatcher/"}),
        ("//dispatcher", "", "", {"https://abc.example.com//dispatcher"}),
        ("/%64ispatcher", "prod", "", {"https://abc.example.com/%64ispatcher"}),
        ("/prod/dispatcher", "prod", "", {f"https://abc.example.com{path}/dispatcher" for path in ("", "/prod")}),
        ("/product/dispatcher", "prod", "", {"https://abc.example.com/product/dispatcher"}),
        ("/prod", "prod", "", {"https://abc.example.com/prod"}),
        ("/dispatcher", "prod", "https://a.example.org/in", {"https://a.example.org/in/dispatcher"}),
        (
            "/prod/dispatcher",
            "prod",
            "https://a.example.org",
            {f"https://a.example.org{p}/dispatcher" for p in ("", "/prod")},
        ),
    ],
)
def test_the_url_that_was_signed_is_that_of_the_path_with_the_stage_or_without(
    path: str, stage: str, base: str, urls: set[str]
) -> None:
    assert signed_urls(webhook(path, stage), base) == urls


def test_the_turn_of_a_call_is_the_one_query_that_is_signed() -> None:
    query = {"queryStringParameters": {"turn": "12"}, "multiValueQueryStringParameters": {"turn": ["12"]}}
    asked = webhook(query=query)
    assert signed_urls(asked, "https://a.example.org") == {"https://a.example.org/dispatcher?turn=12"}
    assert turn_of(asked) == 12


@pytest.mark.parametrize(
    "query",
    [
        {"queryStringParameters": {"a": "1"}},
        {"queryStringParameters": {"a": ""}},
        {"queryStringParameters": {"": "1"}},
        *(
            {"queryStringParameters": {"turn": turn}}
            for turn in ("", "0", "01", "1 ", "+1", "-1", "100", "a", "\u0661", "1&a=2")
        ),
        {"queryStringParameters": {"turn": "1", "a": "2"}},
        {"queryStringParameters": {"turn": "1"}, "multiValueQueryStringParameters": {"turn": ["1", "1"]}},
        {"queryStringParameters": {"turn": "1"}, "multiValueQueryStringParameters": {"turn": ["2", "1"]}},
        {"queryStringParameters": {"turn": "1"}, "multiValueQueryStringParameters": {"turn": ["1"], "a": ["2"]}},
        {"multiValueQueryStringParameters": {"a": ["1", "2"]}},
        {"multiValueQueryStringParameters": {"a": []}},
        {"queryStringParameters": {"a": "2"}, "multiValueQueryStringParameters": {"a": ["1", "2"]}},
    ],
)
def test_with_a_query_no_url_was_signed(query: dict[str, object]) -> None:
    asked = webhook(query=query)
    assert signed_urls(asked) == signed_urls(asked, "https://a.example.org") == frozenset()


@pytest.mark.parametrize("nothing", [None, {}])
def test_an_empty_query_is_none(nothing: object) -> None:
    asked = webhook(query={"queryStringParameters": nothing, "multiValueQueryStringParameters": nothing})
    assert signed_urls(asked) == {"https://abc.example.com/dispatcher"}


def test_a_request_tells_every_value_of_a_parameter() -> None:
    given = {"a": ["1", "2"], "b": "3", "c": None}
    found = parse_request({"queryStringParameters": {"a": "2"}, "multiValueQueryStringParameters": given})
    assert found.query == {"a": "2"}
    assert found.query_values == {"a": ["1", "2"], "b": ["3"], "c": ["None"]}


@pytest.mark.parametrize("event", [{}, None, {"httpMethod": None, "headers": None, "queryStringParameters": None}])
def test_a_direct_invoke_may_leave_out_any_field(event: object) -> None:
    assert parse_request(event) == Request("GET", "", {}, {}, b"", through_api=False)


@pytest.mark.parametrize(
    "event",
    [
        {"version": "2.0"},
        {"version": 2.0, "requestContext": {}},
        {"version": "2.0", "requestContext": {"http": {"method": "POST"}}, "body": "{}"},
        {"requestContext": {"http": {"method": "POST"}}},
        {"httpMethod": "POST", "requestContext": {"http": None}},
    ],
)
def test_an_event_of_payload_format_2_is_taken_for_no_request(event: object) -> None:
    with pytest.raises(PayloadFormatError, match=r"payload format 2\.0; .* format 1\.0"):
        parse_request(event)
    assert answer_json(event, lambda _: Result(200))["statusCode"] == 400


def test_an_event_with_an_empty_request_context_did_not_come_through_iam() -> None:
    assert parse_request({"requestContext": None}).through_api


@pytest.mark.parametrize(
    "event", [{"body": {"date": "x"}}, {"body": "a", "isBase64Encoded": True}, {"body": "é", "isBase64Encoded": True}]
)
def test_a_body_that_is_no_text_or_no_base64_is_refused(event: object) -> None:
    with pytest.raises(InvalidInputError):
        parse_request(event)


def test_a_body_of_64_kilobytes_is_read_and_a_larger_one_refused() -> None:
    assert len(parse_request({"body": "x" * 65_536}).body) == 65_536
    with pytest.raises(BodyTooLargeError):
        parse_request({"body": "é" * 32_769})


@given(JSON_VALUES | st.dictionaries(st.sampled_from(EVENT_FIELDS), JSON_VALUES))
@example({"body": "\ud800"})
def test_any_json_event_is_a_request_or_invalid_input(event: object) -> None:
    with suppress(InvalidInputError):
        assert isinstance(parse_request(event), Request)


def test_a_form_keeps_blank_fields_and_pluses_that_were_encoded() -> None:
    assert parse_form(form(b"From=%2B1904&Body=&Q=a+b%26c")) == {"From": "+1904", "Body": "", "Q": "a b&c"}


@pytest.mark.parametrize("body", [b"\xff=1", b"a=%ff", b"&".join([b"a=1"] * 201)])
def test_a_form_that_is_no_utf_8_or_has_too_many_fields_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInputError):
        parse_form(form(body))


def test_a_form_has_the_last_of_repeated_fields_and_tells_all() -> None:
    found = parse_form(form(b"a=1&b=&a=2&a=1"))
    assert found == {"a": "1", "b": ""}
    assert [found.getlist(name) for name in ("a", "b", "c")] == [["1", "2", "1"], [""], []]


@pytest.mark.parametrize(
    "asked",
    [form(b"phone=1&device="), request(b'{"phone": "1", "device": ""}'), request(b'{"phone":"1","device":""}', "")],
)
def test_fields_come_as_json_or_as_a_form(asked: Request) -> None:
    assert parse_fields(asked) == {"phone": "1", "device": ""}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"phone=1",
        b"[]",
        b'"text"',
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b"[" * 50_000,
        b"9" * 5_000,
        b'{"a": "\xff"}',
    ],
)
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInputError):
        parse_fields(request(body))


@given(BODIES)
def test_any_body_has_fields_that_can_be_stored_or_is_refused(body: bytes) -> None:
    for parse, asked in ((parse_form, form(body)), (parse_fields, form(body)), (parse_fields, request(body))):
        with suppress(InvalidInputError):
            assert json.dumps(parse(asked), ensure_ascii=False).encode()


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"Bearer  {TOKEN} "])
def test_who_bears_the_token_is_the_owner(header: str) -> None:
    assert is_owner(request(authorization=header), lambda: ("", TOKEN))


@pytest.mark.parametrize(
    "header", ["", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer ", "Bearer the-tokem", "Bearer tökén \ud800"]
)
def test_nobody_else_is_the_owner(header: str) -> None:
    with pytest.raises(UnauthorizedError):
        require_owner(request(authorization=header), lambda: ("", TOKEN))


@pytest.mark.parametrize("header", ["Bearer ", "Bearer  ", f"Bearer {TOKEN}"])
def test_without_a_configured_token_nobody_is_the_owner(header: str) -> None:
    assert not is_owner(request(authorization=header), lambda: ("", ""))


def no_token() -> tuple[str, ...]:
    raise StoreUnavailableError("asked for")


def test_the_token_is_not_asked_for_unless_one_is_borne() -> None:
    assert not is_owner(request(), no_token)
    assert is_owner(parse_request({}), no_token)


def raising(error: Exception) -> Callable[[Request], Result]:
    def route(_: Request) -> Result:
        raise error

    return route


def returning(result: Result | File) -> Callable[[Request], Result | File]:
    return lambda _: result


def answer(route: Callable[[Request], Result | File], event: object = None) -> tuple[object, dict[str, object]]:
    response = answer_json(event, route)
    assert response["isBase64Encoded"] is False
    return response["statusCode"], json.loads(str(response["body"]))


@pytest.mark.parametrize(
    ("code", "status"), [(200, "success"), (201, "success"), (399, "success"), (400, "error"), (409, "error")]
)
def test_a_result_is_answered_with_its_fields(code: int, status: str) -> None:
    assert answer(lambda _: Result(code, {"n": 15, "on": True})) == (code, {"status": status, "n": 15, "on": True})


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInputError("why"), 400),
        (UnauthorizedError("why"), 401),
        (LeadNotFoundError("why"), 404),
        (SlotTakenError("why"), 409),
        (SlotHeldError("why"), 409),
        (SlotClosedError("why"), 409),
        (LeadClosedError("why"), 409),
        (KeyReusedError("why"), 422),
        (TooManyBookingsError("why"), 429),
        (TooManyAttemptsError("why"), 429),
        (BodyTooLargeError("why"), 413),
        (AnswerTooLargeError("why"), 413),
        (LeaseLostError("why"), 500),
        (StoreUnavailableError("why"), 503),
    ],
)
def test_an_error_of_ours_is_answered_with_its_code_and_words(error: Exception, code: int) -> None:
    assert answer(raising(error)) == (code, {"status": "error", "message": "why"})


def test_a_method_that_is_not_allowed_is_answered_with_those_that_are() -> None:
    response = answer_json({}, raising(MethodNotAllowedError("GET", "PUT")))
    assert response["statusCode"] == 405
    assert response["headers"] == {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Allow": "GET, HEAD, PUT",
    }


@pytest.mark.parametrize(
    "route",
    [
        lambda asked: Result(200, {"method": asked.method}),
        lambda asked: File("x.csv", "text/csv", asked.method),
        raising(InvalidInputError("why")),
        raising(KeyError("internal")),
    ],
)
@pytest.mark.parametrize("more", [{}, {"body": 1}])
def test_a_head_is_answered_as_a_get_without_the_body(
    route: Callable[[Request], Result], more: dict[str, object]
) -> None:
    for method in ("HEAD", "head"):
        get = answer_json({"httpMethod": "GET", **more}, route)
        assert answer_json({"httpMethod": method, **more}, route) == {**get, "body": ""}
        in_context = {"requestContext": {"httpMethod": method}, **more}
        assert answer_json(in_context, route) == {**get, "body": ""}


@pytest.mark.parametrize("character", ["x", '"', "\n", "é", "\U0001f600"])
def test_an_answer_is_as_large_as_lambda_can_return_or_refused_with_words(character: str) -> None:
    size = len(json.dumps(character)) - 2
    count = (web._LARGEST_ANSWER - 2) // size
    whole = answer_json({}, lambda _: File("x.csv", "text/csv", character * count))
    assert whole["statusCode"] == 200
    assert len(json.dumps(whole)) < 6_000_000
    for too_large in (
        File("x.csv", "text/csv", character * (count + 1)),
        Result(200, {"text": character * count}),
    ):
        code, body = answer(returning(too_large))
        assert (code, body["status"]) == (413, "error")
        assert "narrow the range" in str(body["message"])


@pytest.mark.parametrize(
    "route",
    [
        raising(KeyError("internal")),
        lambda _: Result(200, {"internal": float("nan")}),
        lambda _: Result(200, {"internal": b""}),
    ],
)
def test_any_other_error_shows_no_internals(route: Callable[[Request], Result]) -> None:
    code, body = answer(route)
    assert (code, body["status"]) == (500, "error")
    assert "internal" not in str(body)


def test_a_malformed_event_is_answered_before_the_route_is_asked() -> None:
    assert answer(raising(AssertionError()), {"body": 1})[0] == 400


# --- bounds and the rest of an answer


@pytest.mark.parametrize("body", ["aGk!=", "aG\nk=", "aGk=\n"])
def test_what_is_not_wholly_base64_is_refused(body: str) -> None:
    assert parse_request({"body": "aGk=", "isBase64Encoded": True}).body == b"hi"
    with pytest.raises(InvalidInputError):
        parse_request({"body": body, "isBase64Encoded": True})


def test_a_form_of_two_hundred_fields_is_read() -> None:
    assert len(parse_form(form(b"&".join(b"a%d=1" % n for n in range(200))))) == 200


@pytest.mark.parametrize("content_type", ["", "application/json", "text/plain; charset=utf-8", "APPLICATION/ZZZ"])
def test_all_but_a_form_is_read_as_json(content_type: str) -> None:
    assert parse_fields(request(b'{"a=1": 2}', content_type)) == {"a=1": 2}


@pytest.mark.parametrize("scheme", ["Basic", "Digest", "Token", "a", "z"])
def test_the_token_under_another_scheme_proves_nothing(scheme: str) -> None:
    assert not is_owner(request(authorization=f"{scheme} {TOKEN}"), lambda: ("", TOKEN))


@pytest.mark.parametrize(
    ("error", "is_logged"),
    [
        (InvalidInputError("why"), False),
        (UnauthorizedError("why"), False),
        (TooManyAttemptsError("why"), False),
        (LeaseLostError("why"), True),
        (StoreUnavailableError("why"), True),
        (KeyError("why"), True),
    ],
)
def test_only_what_is_no_fault_of_the_clients_is_logged(
    error: Exception, is_logged: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(raising(error))
    lines = [json.loads(line) for line in "".join(capsys.readouterr()).splitlines()]
    assert [line["event"] for line in lines] == ["request_failed"] * is_logged


@pytest.mark.parametrize(
    ("error", "challenge"),
    [(UnauthorizedError("why"), "Bearer"), (InvalidInputError("why"), None), (StoreUnavailableError("why"), None)],
)
def test_who_lacks_a_token_and_nobody_else_is_told_which_kind_is_wanted(
    error: Exception, challenge: str | None
) -> None:
    headers = answer_json({}, raising(error))["headers"]
    assert isinstance(headers, dict)
    assert headers.get("WWW-Authenticate") == challenge


def test_a_file_is_answered_as_it_is_under_its_name() -> None:
    assert answer_json({}, lambda _: File("leads.csv", "text/csv", "a,é\r\n")) == {
        "statusCode": 200,
        "headers": {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="leads.csv"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
        "body": "a,é\r\n",
        "isBase64Encoded": False,
    }

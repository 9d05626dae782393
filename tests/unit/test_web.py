import base64
import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda.errors import (
    BodyTooLargeError,
    InvalidInputError,
    KeyReusedError,
    LeadClosedError,
    LeadNotFoundError,
    LeaseLostError,
    MethodNotAllowedError,
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
)

TOKEN = "the-token"
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
EVENT_FIELDS = ["httpMethod", "path", "headers", "queryStringParameters", "body", "isBase64Encoded", "requestContext"]
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


@pytest.mark.parametrize("event", [{}, None, {"httpMethod": None, "headers": None, "queryStringParameters": None}])
def test_a_direct_invoke_may_leave_out_any_field(event: object) -> None:
    assert parse_request(event) == Request("GET", "", {}, {}, b"", through_api=False)


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
    assert is_owner(request(authorization=header), lambda: TOKEN)


@pytest.mark.parametrize(
    "header", ["", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer ", "Bearer the-tokem", "Bearer tökén \ud800"]
)
def test_nobody_else_is_the_owner(header: str) -> None:
    with pytest.raises(UnauthorizedError):
        require_owner(request(authorization=header), lambda: TOKEN)


@pytest.mark.parametrize("header", ["Bearer ", "Bearer  ", f"Bearer {TOKEN}"])
def test_without_a_configured_token_nobody_is_the_owner(header: str) -> None:
    assert not is_owner(request(authorization=header), lambda: "")


def no_token() -> str:
    raise StoreUnavailableError("asked for")


def test_the_token_is_not_asked_for_unless_one_is_borne() -> None:
    assert not is_owner(request(), no_token)
    assert is_owner(parse_request({}), no_token)


def raising(error: Exception) -> Callable[[Request], Result]:
    def route(_: Request) -> Result:
        raise error

    return route


def answer(route: Callable[[Request], Result], event: object = None) -> tuple[object, dict[str, object]]:
    response = answer_json(event, route)
    assert response["isBase64Encoded"] is False
    return response["statusCode"], json.loads(str(response["body"]))


@pytest.mark.parametrize(("code", "status"), [(200, "success"), (201, "success"), (409, "error")])
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
        "Allow": "GET, PUT",
    }


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
    assert not is_owner(request(authorization=f"{scheme} {TOKEN}"), lambda: TOKEN)


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
        },
        "body": "a,é\r\n",
        "isBase64Encoded": False,
    }

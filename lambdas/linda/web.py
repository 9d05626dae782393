"""HTTP as the API hands it to a function: payload format 1.0 in, a proxy response out."""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from linda.errors import (
    AnswerTooLargeError,
    BodyTooLargeError,
    ChangedMeanwhileError,
    InvalidInputError,
    KeyReusedError,
    LeadClosedError,
    LeadNotFoundError,
    LindaError,
    MethodNotAllowedError,
    PayloadFormatError,
    SlotUnavailableError,
    StoreUnavailableError,
    TooManyAttemptsError,
    TooManyBookingsError,
    TurnInFlightError,
    UnauthorizedError,
    did_you_mean,
)
from linda.logs import log, log_error

_LARGEST_BODY = 64 * 1024
# Lambda's limit is 6 MB for the whole response as JSON; above it, the caller would get an error without a message.
_LARGEST_ANSWER = 5_000_000
_STATUS_OF: tuple[tuple[type[LindaError], int], ...] = (
    (BodyTooLargeError, 413),
    (AnswerTooLargeError, 413),
    (InvalidInputError, 400),
    (UnauthorizedError, 401),
    (MethodNotAllowedError, 405),
    (ChangedMeanwhileError, 412),
    (SlotUnavailableError, 409),
    (LeadClosedError, 409),
    (TurnInFlightError, 409),
    (LeadNotFoundError, 404),
    (KeyReusedError, 422),
    (TooManyBookingsError, 429),
    (TooManyAttemptsError, 429),
    (StoreUnavailableError, 503),
)
# Answers hold what strangers wrote, and customers' data: no browser may take one for a page, or cache it.
_ON_ALL = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

# Written as we write it, so that the query of the event is that of the URL.
_TURN = re.compile("[1-9][0-9]?")

type Response = dict[str, object]


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Header names are lower case; a direct invoke did not come `through_api`, but through IAM.

    `query` has the last of a parameter's values, `query_values` all of them, if the event has them.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    through_api: bool
    stage: str = ""
    host: str = ""
    source_ip: str = ""
    query_values: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Form(dict[str, str]):
    """The fields of a form, the last of repeated ones."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)
        super().__init__(self._pairs)

    def getlist(self, name: str) -> list[str]:
        """Return all values of a field. Twilio's validator calls it by this name, which web frameworks use."""
        return [value for field, value in self._pairs if field == name]


@dataclass(frozen=True, slots=True)
class Result:
    """A status code, the fields of the JSON answer, except `status`, and headers of its own."""

    code: int
    fields: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is not JSON: a UTF-8 text with a file name."""

    name: str
    content_type: str
    text: str


def parse_request(event: object) -> Request:
    """Return the request of a payload 1.0 event; any field may be missing. Raises InvalidInputError."""
    given = event if isinstance(event, Mapping) else {}
    context = _mapping(given.get("requestContext"))
    if str(given.get("version")) == "2.0" or "http" in context:
        raise PayloadFormatError("this event has payload format 2.0; the API's integration must send format 1.0")
    body = given.get("body") or ""
    if not isinstance(body, str):
        raise InvalidInputError("body must be a text")
    try:
        raw = base64.b64decode(body, validate=True) if given.get("isBase64Encoded") else body.encode()
    except (binascii.Error, ValueError):
        raise InvalidInputError("body is not valid base64") from None
    if len(raw) > _LARGEST_BODY:
        raise BodyTooLargeError(f"body must be at most {_LARGEST_BODY} bytes")
    return Request(
        method=_method(event),
        path=str(context.get("path") or given.get("path") or ""),
        headers={str(name).lower(): str(value) for name, value in _mapping(given.get("headers")).items()},
        query={str(name): str(value) for name, value in _mapping(given.get("queryStringParameters")).items()},
        body=raw,
        through_api="requestContext" in given,
        stage=str(context.get("stage") or ""),
        host=str(context.get("domainName") or ""),
        source_ip=str(_mapping(context.get("identity")).get("sourceIp") or ""),
        query_values={
            str(name): [str(value) for value in values] if isinstance(values, list) else [str(values)]
            for name, values in _mapping(given.get("multiValueQueryStringParameters")).items()
        },
    )


def _method(event: object) -> str:
    given = _mapping(event)
    context = _mapping(given.get("requestContext"))
    return str(given.get("httpMethod") or context.get("httpMethod") or "GET").upper()


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def parse_form(request: Request) -> Form:
    """Return the fields of a form-encoded body, even blank ones; the last of each name. Raises InvalidInputError."""
    try:
        pairs = parse_qsl(
            request.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=200, separator="&"
        )
    except ValueError:
        raise InvalidInputError("body is not a UTF-8 form") from None
    return Form(pairs)


def signed_urls(request: Request, base: str = "") -> frozenset[str]:
    """Return the URLs of which Twilio signed one if it sent the request: at `base`, else at the request's host.

    There are none for a request with any query but a call's turn: Twilio signs its exact text, which the event does
    not have, and of which only that one is certain.
    """
    query = ""
    if request.query or request.query_values:
        if (turn := turn_of(request)) is None:
            return frozenset()
        query = f"?turn={turn}"
    base, stage = base or f"https://{request.host}", f"/{request.stage}"
    paths = {request.path}
    if request.stage and request.path.startswith(f"{stage}/"):
        paths.add(request.path.removeprefix(stage))
    return frozenset(base + path + query for path in paths)


def turn_of(request: Request) -> int | None:
    """Return the turn of a call that the query names, `turn=12`; None if it names none, or anything else."""
    text = request.query.get("turn", "")
    values = request.query_values or {"turn": [text]}
    is_alone = request.query.keys() == {"turn"} and dict(values) == {"turn": [text]}
    return int(text) if is_alone and _TURN.fullmatch(text) else None


def parse_fields(request: Request) -> dict[str, object]:
    """Return the fields of a JSON or form-encoded body. Raises InvalidInputError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
        return dict(parse_form(request))
    try:
        fields = json.loads(request.body, parse_constant=_refuse_constant)
        json.dumps(fields, ensure_ascii=False).encode()  # A lone surrogate ("\ud800") cannot be stored as text.
    except (ValueError, RecursionError):
        raise InvalidInputError("body must be JSON or form-encoded, in UTF-8") from None
    if not isinstance(fields, dict):
        raise InvalidInputError("body must be a JSON object")
    return fields


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def refuse_unknown(request: Request, known: Mapping[str, Collection[str]]) -> None:
    """Raise InvalidInputError for a query parameter that is not one of its method's `known` ones: it may be a slip.

    In a GET, one that resembles none of them means nothing: pages add such a name to get past a cache.
    """
    names, is_get = known[request.method], request.method == "GET"
    for unknown in sorted(request.query.keys() - names):
        hint = did_you_mean(unknown, names, likeness=0.8 if is_get else 0.6)
        if hint or not is_get:
            hint = hint or f"; it takes {', '.join(sorted(names)) or 'none'}"
            raise InvalidInputError(f"{unknown[:40]!r} is not a query parameter of this {request.method}{hint}")


def is_owner(request: Request, tokens: Callable[[], tuple[str, ...]]) -> bool:
    """Tell whether the request is provably the owner's: it came through IAM, or bears one of his tokens.

    `tokens` is called only if the request bears one. Without a configured token nobody is the owner.
    """
    if not request.through_api:
        return True
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given:
        if "authorization" in request.headers:  # Another scheme, or a program whose token is empty.
            _count_refusal("wrong")
        return False
    mine = given.strip().encode(errors="replace")
    # Each is compared, so that the time does not tell which one it was.
    is_mine = sum(bool(expected) and hmac.compare_digest(mine, expected.encode()) for expected in tokens()) > 0
    if not is_mine:
        _count_refusal("wrong")
    return is_mine


def require_owner(request: Request, tokens: Callable[[], tuple[str, ...]]) -> None:
    """Raise UnauthorizedError unless the request is provably the owner's."""
    if not is_owner(request, tokens):
        if "authorization" not in request.headers:
            _count_refusal("missing")
        raise UnauthorizedError("this needs the owner's token: Authorization: Bearer …")


def _count_refusal(reason: str) -> None:
    log("token_refused", level="WARNING", reason=reason, metrics={"RefusedTokens": 1})


def etag_of(value: object) -> str:
    """Return the entity tag of what an answer says: equal for equal answers."""
    text = json.dumps(value, sort_keys=True, default=repr)
    return f'"{hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]}"'


def names_etag(header: str, etag: str) -> bool:
    """Tell whether the header `If-Match` or `If-None-Match` names the entity tag; proxies may have weakened it."""
    return header.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in header.split(",")]


def answer_json(event: object, route: Callable[[Request], Result | File]) -> Response:
    """Parse the event, call the route and return its answer; every error becomes the matching JSON error.

    A HEAD is answered like a GET, without the body.
    """
    is_head = _method(event) == "HEAD"
    response = _answered(event, route, is_head=is_head)
    return {**response, "body": ""} if is_head else response


def _answered(event: object, route: Callable[[Request], Result | File], *, is_head: bool) -> Response:
    try:
        request = parse_request(event)
        result = route(replace(request, method="GET") if is_head else request)
        if isinstance(result, File):
            return _file(result)
        if result.code == 304:
            return proxy_response(304, "application/json", "", result.headers)
        fields = {"status": "success" if result.code < 400 else "error", **result.fields}
        return _json(result.code, fields, result.headers)
    except LindaError as error:
        code = next((code for kind, code in _STATUS_OF if isinstance(error, kind)), 500)
        if code >= 500:
            log_error("request_failed", error)
        return error_response(code, str(error), _headers_for(error))
    except Exception as error:
        log_error("request_failed", error)
        return error_response(500, "something went wrong on our side; please try again")


def _headers_for(error: LindaError) -> Mapping[str, str] | None:
    if isinstance(error, MethodNotAllowedError):
        return {"Allow": error.allowed.replace("GET", "GET, HEAD")}
    if isinstance(error, TurnInFlightError):
        return {"Retry-After": "2"}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, UnauthorizedError) else None


def error_response(code: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the JSON of an error."""
    return _json(code, {"status": "error", "message": message}, headers)


def _json(code: int, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
    return proxy_response(code, "application/json", json.dumps(fields, allow_nan=False), headers)


def _file(file: File) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return proxy_response(200, f"{file.content_type}; charset=utf-8", file.text, disposition)


def proxy_response(code: int, content_type: str, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer in the form that the API takes from a function. Raises AnswerTooLargeError."""
    # Lambda writes the response as JSON, in which an escaped character takes up to six bytes.
    if len(json.dumps(text)) > _LARGEST_ANSWER:
        raise AnswerTooLargeError("the answer would be too large; please narrow the range, or ask for fewer at once")
    return {
        "statusCode": code,
        "headers": {"Content-Type": content_type, **_ON_ALL, **(headers or {})},
        "body": text,
        "isBase64Encoded": False,
    }

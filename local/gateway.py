"""What API Gateway does for an HTTP API with payload format 1.0, as pure functions: match, build, map."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

Headers = Sequence[tuple[str, str]]

DEFAULT_STAGE = "$default"
MAX_REQUEST_BYTES = 10 * 1024 * 1024  # of the HTTP API
MAX_EVENT_BYTES = 6 * 1024 * 1024  # of a Lambda invocation
MAX_SECONDS = 30.0

_TITLE_CASE = re.compile(r"(content-(length|type)|host|user-agent|x-amzn-trace-id|x-forwarded-.+)\Z")
_HOP_BY_HOP = frozenset(("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"))
_TEXT_TYPE = re.compile(r"(text/.+|application/(json|javascript|xml))\Z")


@dataclass(frozen=True)
class Route:
    """A deployed route: its key (`ANY /state`) and the function behind it."""

    key: str
    function: str
    seconds: float = MAX_SECONDS

    @property
    def method(self) -> str:
        return self.key.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.key.partition(" ")[2]


@dataclass(frozen=True)
class Cors:
    """The CORS configuration of the API."""

    origins: frozenset[str] = frozenset()
    methods: Sequence[str] = ()
    headers: Sequence[str] = ()
    exposed: Sequence[str] = ()
    max_age: int | None = None
    credentials: bool = False


@dataclass(frozen=True)
class Api:
    """A deployed HTTP API, as the control plane describes it."""

    id: str
    routes: Sequence[Route]
    stages: Mapping[str, Mapping[str, str]]  # a stage's name → its variables
    cors: Cors | None = None


@dataclass(frozen=True)
class Match:
    """The route that serves a request."""

    route: Route
    stage: str
    path_parameters: Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """A request as received over HTTP; header names in any case, query and path decoded as in the event."""

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""
    client: str = "127.0.0.1"
    protocol: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True)
class Response:
    """What goes back over HTTP."""

    status: int
    headers: Headers = field(default_factory=tuple)
    body: bytes = b""


def failure(status: int, message: str) -> Response:
    """API Gateway's own answer when there is none from a function."""
    body = json.dumps({"message": message}, separators=(",", ":")).encode()
    return Response(status, (("content-type", "application/json"),), body)


NOT_FOUND = failure(404, "Not Found")
TOO_LARGE = failure(413, "Request Entity Too Large")
INTERNAL_SERVER_ERROR = failure(500, "Internal Server Error")
SERVICE_UNAVAILABLE = failure(503, "Service Unavailable")


def match(api: Api, method: str, path: str) -> Match | None:
    """The route for a request: the most specific path first, then an exact method before ANY, then `$default`."""
    stage, rest = _stage(api, path)
    if stage is None:
        return None
    candidates: list[tuple[tuple[tuple[int, ...], ...], int, Match]] = []
    for route in api.routes:
        if route.key == "$default":
            candidates.append((((3,),), 1, Match(route, stage, {})))
        elif route.method in (method, "ANY"):
            parameters = _path_parameters(route.path, rest)
            if parameters is not None:
                rank = (_specificity(route.path), int(route.method == "ANY"), Match(route, stage, parameters))
                candidates.append(rank)
    return min(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def event(api: Api, found: Match, request: Request, *, base_url: str, request_id: str, now: datetime) -> dict[str, Any]:
    """The payload 1.0 event of a request, field by field as AWS sends it."""
    trace = f"Root=1-{int(now.timestamp()):08x}-{hashlib.sha256(request_id.encode()).hexdigest()[:24]}"
    headers = _event_headers(request, base_url, trace)
    query = _many(parse_qsl(request.query, keep_blank_values=True))
    host = request.header("host") or ""
    body, encoded = _event_body(request)
    route = found.route
    return {
        "version": "1.0",
        "resource": route.path or route.key,
        "path": request.path,
        "httpMethod": request.method,
        "headers": _last(headers),
        "multiValueHeaders": headers,
        "queryStringParameters": _last(query) or None,
        "multiValueQueryStringParameters": query or None,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": api.id,
            "domainName": host,
            "domainPrefix": host.partition(".")[0],
            "extendedRequestId": request_id,
            "httpMethod": request.method,
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
                "sourceIp": request.client,
                "user": None,
                "userAgent": request.header("user-agent") or "",
                "userArn": None,
            },
            "path": request.path,
            "protocol": request.protocol,
            "requestId": request_id,
            "requestTime": now.astimezone(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": int(now.timestamp() * 1000),
            "resourceId": route.key,
            "resourcePath": route.path or route.key,
            "stage": found.stage,
        },
        "pathParameters": dict(found.path_parameters) or None,
        "stageVariables": dict(api.stages[found.stage]) or None,
        "body": body,
        "isBase64Encoded": encoded,
    }


def response(payload: bytes) -> Response | None:
    """The HTTP response for a function's result; None when it is malformed (AWS answers 500)."""
    try:
        result = json.loads(payload)
        status = int(result["statusCode"])
        body = result.get("body") or ""
        content = base64.b64decode(body, validate=True) if result.get("isBase64Encoded") else body.encode()
        single = {str(name).lower(): value for name, value in (result.get("headers") or {}).items()}
        multiple = {str(name).lower(): list(values) for name, values in (result.get("multiValueHeaders") or {}).items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error):
        return None
    if not 100 <= status <= 599 or isinstance(result["statusCode"], bool | float):
        return None
    headers = {name: [value] for name, value in single.items() if name not in multiple} | multiple
    headers.setdefault("content-type", ["text/plain;charset=UTF-8"])
    headers.pop("content-length", None)
    flat = [(name, _header_text(value)) for name, values in headers.items() for value in values]
    if any("\r" in value or "\n" in value for _, value in flat):
        return None
    return Response(status, flat, content)


def preflight(cors: Cors, request: Request) -> Response | None:
    """The answer to a CORS preflight, which API Gateway gives by itself; None when the request is not a preflight."""
    wanted = request.header("access-control-request-method")
    if request.method != "OPTIONS" or request.header("origin") is None or wanted is None:
        return None
    headers = _allow_origin(cors, request)
    if headers:
        headers += [("access-control-allow-methods", ",".join(cors.methods))] if cors.methods else []
        headers += [("access-control-allow-headers", ",".join(cors.headers))] if cors.headers else []
        headers += [("access-control-max-age", str(cors.max_age))] if cors.max_age is not None else []
    return Response(204, headers)


def with_cors(cors: Cors, request: Request, answer: Response) -> Response:
    """The response with the API's CORS headers, which replace the function's own."""
    own = [(name, value) for name, value in answer.headers if not name.startswith("access-control-")]
    added = _allow_origin(cors, request)
    if added and cors.exposed:
        added.append(("access-control-expose-headers", ",".join(cors.exposed)))
    return Response(answer.status, (*own, *added), answer.body)


def _allow_origin(cors: Cors, request: Request) -> list[tuple[str, str]]:
    origin = request.header("origin")
    if origin is None or not cors.origins & {origin, "*"}:
        return []
    headers = [("access-control-allow-origin", "*" if "*" in cors.origins else origin)]
    if "*" not in cors.origins:
        headers.append(("vary", "Origin"))
    if cors.credentials:
        headers.append(("access-control-allow-credentials", "true"))
    return headers


def _stage(api: Api, path: str) -> tuple[str | None, str]:
    """The stage in a path, and the rest of the path."""
    first, _, rest = path.removeprefix("/").partition("/")
    if first in api.stages:
        return first, f"/{rest}"
    return (DEFAULT_STAGE if DEFAULT_STAGE in api.stages else None), path


def _path_parameters(template: str, path: str) -> dict[str, str] | None:
    parts, wanted = path.split("/"), template.split("/")
    if wanted[-1].endswith("+}"):
        greedy = wanted.pop()[1:-2]
        if len(parts) <= len(wanted):
            return None
        parts, rest = parts[: len(wanted)], "/".join(parts[len(wanted) :])
        found = {greedy: rest}
    else:
        found = {}
    if len(parts) != len(wanted):
        return None
    for part, pattern in zip(parts, wanted, strict=True):
        if pattern.startswith("{"):
            found[pattern[1:-1]] = part
        elif part != pattern:
            return None
    return found


def _specificity(template: str) -> tuple[tuple[int, ...], ...]:
    """A sort key that puts a literal segment before a parameter, and a parameter before a greedy one."""
    return tuple((2,) if part.endswith("+}") else (int(part.startswith("{")),) for part in template.split("/")[1:])


def _event_headers(request: Request, base_url: str, trace: str) -> dict[str, list[str]]:
    scheme, _, authority = base_url.partition("://")
    port = authority.rpartition(":")[2] if ":" in authority else {"http": "80", "https": "443"}[scheme]
    arrived = [(name.lower(), value) for name, value in request.headers]
    forwarded = [value for name, value in arrived if name == "x-forwarded-for"]
    ours = {
        "x-amzn-trace-id": trace,
        "x-forwarded-for": ", ".join((*forwarded, request.client)),
        "x-forwarded-port": port,
        "x-forwarded-proto": scheme,
    }
    theirs = [(name, value) for name, value in arrived if name not in ours and name not in _HOP_BY_HOP]
    return _many(sorted((_event_name(name), value) for name, value in (*theirs, *ours.items())))


def _event_name(name: str) -> str:
    return name.title() if _TITLE_CASE.match(name) else name


def _event_body(request: Request) -> tuple[str | None, bool]:
    """The body as the event has it: text types as text, everything else, including forms, in base64."""
    if not request.body:
        return None, False
    kind = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if _TEXT_TYPE.match(kind) and request.header("content-encoding") is None:
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(request.body).decode(), True


def _many(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _last(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: several[-1] for name, several in values.items()}


def _header_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)

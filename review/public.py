"""What the public can reach: routes, origins, stages and functions' own URLs."""

import math
from collections.abc import Iterator
from typing import Any

from review.findings import Finding, Topic, about
from review.template import (
    Change,
    Json,
    Names,
    Stack,
    at,
    changes,
    is_less,
    is_object,
    listed,
    properties,
    unread,
    written,
)
from review.words import code, spoken

_CORS = {
    "AllowOrigins": "Pages of {} may now call the API",
    "AllowMethods": "Pages may now send {}",
    "AllowHeaders": "Pages may now send these headers: {}",
    "ExposeHeaders": "Pages may now read these headers: {}",
}
_DOMAINS = "AWS::ApiGatewayV2::DomainName", "AWS::ApiGatewayV2::ApiMapping"


def findings(old: Stack, new: Stack) -> Iterator[Finding]:
    """What can be reached now that could not be before, and the other way round."""
    names = Names(old, new)
    yield from _routes(old, new, names)
    for change in changes(old, new):
        match change.kind:
            case "AWS::ApiGatewayV2::Api":
                yield from _api(change, names)
            case "AWS::ApiGatewayV2::Stage":
                yield from _stage(change)
            case "AWS::Lambda::Url":
                yield from _url(change, names)
            case "AWS::ApiGatewayV2::Authorizer":
                yield about(change, Topic.PUBLIC, f"The authorizer {_name(change, names)} is {change.verb}.")
            case kind if kind in _DOMAINS:
                yield about(change, Topic.PUBLIC, f"The API's own domain: {_name(change, names)} is {change.verb}.")


def _name(change: Change, names: Names) -> str:
    return code(names.of(change.logical_id))


def _routes(old: Stack, new: Stack, names: Names) -> Iterator[Finding]:
    """Routes by what is called, not by how the template names them."""
    before, after = _by_key(old), _by_key(new)
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        route = code(key[1])
        if now and not was:
            text = f"New public route {route}, {_guard(properties(now.new))}, to {_function(now.new, new, names)}."
            yield about(now, Topic.PUBLIC, text)
        elif was and not now:
            text = f"The route {route} is gone: whoever calls it gets 404."
            yield about(was, Topic.PUBLIC, text, risk=False)
        elif was and now:
            had, has = _guard(properties(was.new)), _guard(properties(now.new))
            if had != has:
                yield about(now, Topic.PUBLIC, f"The route {route} is now {has}; before, it was {had}.")
            came, goes = _function(was.new, old, names), _function(now.new, new, names)
            if came != goes:
                yield about(now, Topic.PUBLIC, f"The route {route} now leads to {goes}; before, to {came}.")


def _by_key(stack: Stack) -> dict[tuple[str, str], Change]:
    found = {}
    for logical_id, resource in stack.resources.items():
        if resource.get("Type") == "AWS::ApiGatewayV2::Route":
            given = properties(resource)
            key = written(given.get("ApiId")), written(given.get("RouteKey"))
            found[key] = Change(logical_id, {}, resource)
    return found


def _guard(route: Json) -> str:
    kind = written(route.get("AuthorizationType") or "NONE")
    if kind == "NONE":
        return "open to anybody as far as API Gateway goes"
    scopes = [code(written(scope)) for scope in listed(route.get("AuthorizationScopes"))]
    return f"guarded by {code(kind)}" + (f" with {spoken(scopes)}" if scopes else "")


def _function(route: Json, stack: Stack, names: Names) -> str:
    """What answers the route: the function behind its integration."""
    target = written(properties(route).get("Target"))
    integration = stack.resources.get(target.removeprefix("integrations/${").removesuffix("}"), {})
    return names.told(properties(integration).get("IntegrationUri") or target)


def _api(change: Change, names: Names) -> Iterator[Finding]:
    if change.verb != "changed":
        text = f"The API is {change.verb}: its URL changes, which Twilio and the frontend have stored."
        yield about(change, Topic.PUBLIC, text)
        return
    before, after = change.before("CorsConfiguration"), change.after("CorsConfiguration")
    if before != after and [*unread(after)]:
        text = f"Which pages may call the API hangs on what is not looked into here: {names.told(after)}. **Read it.**"
        yield about(change, Topic.PUBLIC, text)
    for name, sentence in _CORS.items():
        had, has = ([written(one) for one in listed(at(cors, name))] for cors in (before, after))
        came = ["**any site** (`*`)" if one == "*" else code(one) for one in has if not {one, "*"} & {*had}]
        if came:
            yield about(change, Topic.PUBLIC, f"{sentence.format(spoken(came))}.")
        went = ["any site (`*`)" if one == "*" else code(one) for one in had if not {one, "*"} & {*has}]
        if went:
            text = f"{sentence.format(spoken(went)).replace('may now', 'may no longer')}."
            yield about(change, Topic.PUBLIC, text, risk=False)
    if at(before, "AllowCredentials") != at(after, "AllowCredentials"):
        now = bool(at(after, "AllowCredentials"))
        text = f"Pages' calls of the API {'now' if now else 'no longer'} carry cookies and other credentials."
        yield about(change, Topic.PUBLIC, text, risk=now)
    if change.before("DisableExecuteApiEndpoint") != change.after("DisableExecuteApiEndpoint"):
        now = bool(change.after("DisableExecuteApiEndpoint"))
        yield about(change, Topic.PUBLIC, f"The API's own amazonaws.com URL is {'off' if now else 'on'} now.")


def _stage(change: Change) -> Iterator[Finding]:
    name = code(written((change.after if change.new else change.before)("StageName")))
    if change.verb != "changed":
        yield about(change, Topic.PUBLIC, f"The API's stage {name} is {change.verb}.", risk=change.verb == "new")
        return
    for setting in ("ThrottlingRateLimit", "ThrottlingBurstLimit"):
        before, after = (at(value("DefaultRouteSettings"), setting) for value in (change.before, change.after))
        if before != after:
            risk = is_less(before, after, math.inf)  # it may have risen
            text = f"{setting} of the API's stage {name} is {_amount(after)} now; before, {_amount(before)}."
            yield about(change, Topic.PUBLIC, text, risk=risk)
    if change.before("AccessLogSettings") != change.after("AccessLogSettings"):
        gone = not change.after("AccessLogSettings")
        text = f"The access log of the API's stage {name} is {'off' if gone else 'another one, or has other fields'}."
        yield about(change, Topic.PUBLIC, text)


def _url(change: Change, names: Names) -> Iterator[Finding]:
    given = change.after if change.new else change.before
    function = names.told(given("TargetFunctionArn"))
    if change.verb == "removed":
        yield about(change, Topic.PUBLIC, f"{function} no longer has a URL of its own.", risk=False)
        return
    kind = written(given("AuthType"))
    guard = "**open to anybody**" if kind == "NONE" else f"guarded by {code(kind)}"
    text = f"{function} has a URL of its own past the API, its throttle and its log, {guard}."
    yield about(change, Topic.PUBLIC, text)


def _amount(value: Any) -> str:
    return code(written(value)) if value is not None and not is_object(value) else "not limited"

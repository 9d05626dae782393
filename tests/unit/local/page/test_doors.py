"""The page's doors, before anything is deployed behind them: who is let in, and what is refused in words."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from local import front_door, twilio
from local.control_plane import ControlPlane, Deployment
from local.gateway import Api
from local.page import PAGE

BASE_URL = "http://127.0.0.1:8787"
FORM = {"from": "+19045550123", "text": "hi"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    async def deployment(_: ControlPlane) -> Deployment:
        account = twilio.Account("AC1", "made-up-token", "+19045550199")
        return Deployment(Api("a1", [], {"$default": {}}, None), account, "owners-token")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ControlPlane, "deployment", deployment)
        home = tmp_path_factory.mktemp("home")
        yield front_door.create_app(home, "http://127.0.0.1:9", "LindaStack", BASE_URL, "v1")


def send(app: Starlette, method: str, path: str, base_url: str = BASE_URL, **more: Any) -> httpx.Response:
    async def one() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base_url) as client:
            return await client.request(method, path, **more)

    return asyncio.run(one())


def own_paths(app: Starlette) -> Iterator[tuple[str, str]]:
    """Each path of this machine's own, with each of its methods."""
    for route in app.routes:
        if isinstance(route, Route) and route.path.startswith("/_local"):
            yield from ((method, route.path) for method in sorted(route.methods or ()))


@pytest.mark.parametrize(
    ("base_url", "headers"),
    [
        ("http://evil.example:8787", {}),
        ("http://127.0.0.1:8788", {}),
        ("http://localhost:8787", {}),
        (BASE_URL, {"Origin": "http://evil.example"}),
        (BASE_URL, {"Origin": "http://127.0.0.1:3000"}),
        (BASE_URL, {"Origin": "null"}),
        (BASE_URL, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
        (BASE_URL, {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}),
    ],
)
def test_nobody_but_the_page_itself_is_let_in_at_any_door(
    app: Starlette, base_url: str, headers: dict[str, str]
) -> None:
    paths = [*own_paths(app)]
    assert len(paths) > 15
    for method, path in paths:
        if base_url.startswith("http://localhost") and path == PAGE:
            continue
        response = send(app, method, path, base_url, headers=headers)
        assert response.status_code == 403, (method, path)
        assert "owners-token" not in response.text
        assert "made-up-token" not in response.text


def test_two_hosts_in_one_request_are_refused(app: Starlette) -> None:
    headers = [("Host", "127.0.0.1:8787"), ("Host", "evil.example")]
    assert send(app, "GET", "/_local/about", headers=headers).status_code == 403


def test_a_link_from_another_site_opens_the_page_and_nothing_else(app: Starlette) -> None:
    opened = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert send(app, "GET", PAGE, headers=opened).status_code == 200
    assert send(app, "GET", "/_local/about", headers=opened).status_code == 403


def test_the_page_of_localhost_is_the_page_of_the_address(app: Starlette) -> None:
    response = send(app, "GET", PAGE, "http://localhost:8787")
    assert (response.status_code, response.headers["location"]) == (307, f"{BASE_URL}{PAGE}")


def test_every_answer_forbids_what_the_page_does_not_need(app: Starlette) -> None:
    for path in (PAGE, "/_local/static/page.css", "/_local/static/no.js"):
        headers = send(app, "GET", path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["..%2fdoors.py", "doors.py", "nothing.js", "%2e%2e", ".hidden.js"])
def test_only_the_pages_own_files_are_served(app: Starlette, name: str) -> None:
    assert send(app, "GET", f"/_local/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("text", {**FORM, "from": "904"}, "'904' is not a phone number"),
        ("text", {**FORM, "from": 904}, "from must be a text"),
        ("text", {**FORM, "text": "x" * 10_000}, "at most 1,600 characters; this one has 10,000"),
        ("text", {**FORM, "text": "  "}, "nothing to send"),
        ("text", {**FORM, "place": "9 Ocean Blvd"}, "Only WhatsApp shares a place"),
        ("text", {**FORM, "media": {"url": "http://evil.example/a/b/c/d", "content_type": "image/png"}}, "media must"),
        ("text", {**FORM, "media": "photo"}, "media must"),
        ("text", {**FORM, "receptionist": "owner"}, "receptionist must"),
        ("text", [], "must be a JSON object"),
        ("calls", {"from": "+1"}, "is not a phone number"),
        ("agenda?from=tomorrow", None, "from must be a day"),
        ("agenda?from=9999-12-31", None, "from must be a day"),
        ("clock", {"by": -60}, "only moves forward"),
        ("clock", {"by": "60"}, 'send "by"'),
        ("clock", {"by": 1e300}, 'send "by"'),
        ("clock", {"to": "2020-01-01T09:00"}, "only moves forward"),
        ("clock", {"to": "noon"}, "to must be a time"),
        ("clock", {"to": "9999-12-31T23:00"}, "to must be a time"),
        ("clock", {"to": "2027-01-01T09:00+00:00"}, "to must be a time"),
        ("clock", {"to": "2027-03-14T02:30"}, "2:30"),
        ("clock", {}, 'send "by"'),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    app: Starlette, path: str, fields: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.deployed.Deployed.time_zone", lambda _: "")
    response = send(app, "POST" if fields is not None else "GET", f"/_local/{path}", json=fields)
    assert (response.status_code, words in response.json()["message"]) == (400, True), response.text


def test_a_form_of_another_page_is_refused_even_without_an_origin(app: Starlette) -> None:
    response = send(app, "POST", "/_local/text", data=FORM)
    assert (response.status_code, response.json()["message"]) == (400, "The body must be JSON.")


def test_a_call_that_is_over_is_said_to_be(app: Starlette) -> None:
    assert send(app, "POST", "/_local/calls/CA1", json={"say": "hi"}).status_code == 404


def test_a_stack_that_is_gone_is_said_to_be(app: Starlette) -> None:
    response = send(app, "POST", "/_local/sweep")
    assert response.status_code == 503
    assert "make up" in response.json()["message"]

"""Nothing of the page is for another site: neither to read, nor to have done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Linda

READ = ("", "static/page.css", "about", "events", "agenda", "api/state", "api/scheduler?leads=1", "health")
DONE = ("text", "media", "calls", "calls/1", "clock", "sweep", "api/scheduler")
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another site</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def another_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_page_may_load_and_reach_only_what_is_its_own(linda: Linda) -> None:
    policy = linda.http.get("/_local/").headers["content-security-policy"]
    assert {directive.strip() for directive in policy.split(";")} == POLICY


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example:8787"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_every_door_refuses_a_request_that_is_not_the_pages_own(linda: Linda, headers: dict[str, str]) -> None:
    doors = [("GET", door) for door in READ if door != "health"] + [("POST", door) for door in DONE]
    answers = {(verb, door): linda.http.request(verb, f"/_local/{door}", headers=headers) for verb, door in doors}
    assert {door: answer.status_code for door, answer in answers.items() if answer.status_code != 403} == {}
    assert all(set(answer.json()) == {"message"} for answer in answers.values())
    assert not any("access-control-allow-origin" in answer.headers for answer in answers.values())


def test_no_door_tells_a_key(linda: Linda) -> None:
    secrets = [linda.outputs[name] for name in ("twilio_auth_token", "admin_api_token")]
    with linda.http.stream("GET", "/_local/events") as events:
        hello = next(line for line in events.iter_lines() if line.startswith("data:"))
    told = [hello, *(linda.http.get(f"/_local/{door}").text for door in READ if door != "events")]
    assert [secret for secret in secrets for text in told if secret in text] == []


def test_a_page_of_another_site_reads_nothing_and_does_nothing(browser: Browser, linda: Linda) -> None:
    base_url = linda.outputs["base_url"]
    before = linda.http.get("/_local/about").json()["clock"]["ahead_seconds"]
    with another_site() as site:
        context = browser.new_context()
        try:
            page = context.new_page()
            answered: dict[str, int] = {}
            page.on("response", lambda response: answered.update({response.url: response.status}))
            page.goto(site)
            asked = [f"{base_url}/_local/{door}" for door in READ if door != "health"]
            posted = {f"{base_url}/_local/clock": '{"by": 3600}', f"{base_url}/_local/text": '{"text": "hello"}'}
            read = page.evaluate(
                """async ({asked, posted}) => {
                    const read = [];
                    const ask = async (url, how) => {
                        try { const answer = await fetch(url, how); read.push(await answer.text()); } catch { }
                    };
                    for (const url of asked) { await ask(url, {}); await ask(url, {mode: "no-cors"}); }
                    for (const [url, body] of Object.entries(posted)) {
                        await ask(url, {method: "POST", body});
                        await ask(url, {method: "POST", body, mode: "no-cors"});
                        await ask(url, {method: "POST", body, headers: {"Content-Type": "application/json"}});
                    }
                    return read.filter(text => text);
                }""",
                {"asked": asked, "posted": posted},
            )
            refused = dict(answered)  # The frame's own request is answered, and the policy keeps it from being shown.
            framed = page.evaluate(
                """url => new Promise(done => {
                    const frame = document.createElement("iframe");
                    frame.onload = () => {
                        try { done(frame.contentDocument.body.innerText); } catch { done(""); }
                    };
                    frame.src = url;
                    document.body.append(frame);
                })""",
                f"{base_url}/_local/",
            )
        finally:
            context.close()
    assert (read, framed) == ([], "")
    ours = {url: status for url, status in refused.items() if urlsplit(url).netloc == urlsplit(base_url).netloc}
    assert set(ours) >= {*asked, *posted}
    assert set(ours.values()) == {403}
    assert linda.http.get("/_local/about").json()["clock"]["ahead_seconds"] == before


def test_the_webhook_itself_takes_no_text_from_another_site(linda: Linda) -> None:
    """Anybody can reach it, but only what is signed is accepted."""
    with httpx.Client(trust_env=False) as anybody:
        form = {"From": "+19045550199", "Body": "hi"}
        assert anybody.post(linda.outputs["dispatcher_url"], data=form).status_code == 403

"""The page in a real browser, with a LINDA of its own whose clock the tests move, and what no page may ever do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.e2e.conftest import Linda, deployed


class OpenPage(Protocol):
    """Opens the page in a profile of its own, at the width and height of a laptop's window, or others."""

    def __call__(self, width: int = 1280, height: int = 900) -> Page: ...


_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


# What is of this package ends with its last test: while Playwright's loop runs, no other test can run one of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.skip(
            "There is no browser for the tests of the page. On Debian: apt install chromium. Elsewhere install Chrome, "
            "or name a Chromium: CHROMIUM=/path/to/chromium make test"
        )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=[*_QUIET, "--no-first-run"])
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def linda(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linda]:
    """A LINDA with the shop's quiet hours, on whose clock it is Monday morning, whenever the tests run."""
    for linda in deployed(tmp_path_factory.mktemp("page"), {}, quiet_hours="20:00-08:00"):
        now = datetime.now(ZoneInfo("America/New_York"))
        monday = now.date() + timedelta(days=7 - now.weekday())
        moved = linda.http.post("/_local/clock", json={"to": f"{monday}T09:30"})
        assert moved.status_code == 200, moved.text
        yield linda


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What the test's pages did wrong. A test that provokes something takes it out of here, and the rest fails it."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_page(browser: Browser, linda: Linda, faults: list[str]) -> Iterator[OpenPage]:
    with ExitStack() as opened:
        opened.callback(linda.http.delete, "/state", headers=linda.owner())  # as the next test expects it

        def open_one(width: int = 1280, height: int = 900) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, locale="en-US")
            opened.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            _watch(context, page, linda.outputs["base_url"], faults)
            page.goto(f"{linda.outputs['base_url']}/_local/")
            page.get_by_role("log", name="Messages with LINDA", exact=True).wait_for()  # It is connected from here on.
            return page

        yield open_one


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


def _watch(context: BrowserContext, page: Page, base_url: str, faults: list[str]) -> None:
    """Note each complaint of the browser, each error of the page's script, each dialog, and each request elsewhere."""

    def requested(request: Request) -> None:
        if not request.url.startswith((f"{base_url}/", f"blob:{base_url}/")):
            faults.append(f"a request to {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status} for {response.request.method} {response.url.removeprefix(base_url)}")

    def said(message: ConsoleMessage) -> None:
        is_noted = message.text.startswith("Failed to load resource: the server responded with a status of")
        if message.type in ("error", "warning") and not is_noted:
            faults.append(f"{message.type}: {message.text}")

    def dialog_opened(dialog: Dialog) -> None:
        faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    context.on("request", requested)
    context.on("response", answered)
    page.on("console", said)
    page.on("dialog", dialog_opened)
    page.on("pageerror", lambda error: faults.append(f"an error of the page's script: {error}"))
    page.on("popup", lambda other: faults.append(f"a second window: {other.url}"))
    page.on("websocket", lambda socket: faults.append(f"a web socket to {socket.url}"))

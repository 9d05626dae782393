"""The requests to a deployed URL, against servers that answer rightly, wrongly, and late."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator

from deploy import smoke
from local.console import LocalError

TOKEN, NUMBER, TODAY = "1b" * 16, "+19045550199", date(2026, 12, 1)


class Api:
    """An API that is well, but for the statuses in `wrong`, which are given before the right ones."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[int]] = {}
        self.url = ""
        self.token = TOKEN
        self.asked: list[str] = []

    def status(self, method: str, path: str, signature: str, form: dict[str, str]) -> int:
        self.asked.append(f"{method} {path}")
        if statuses := self.wrong.get(f"{method} {path.partition('?')[0]}"):
            return statuses.pop(0)
        if path == "/dispatcher":
            is_signed = RequestValidator(self.token).validate(f"{self.url}/dispatcher", form, signature)
            return 200 if is_signed else 403
        return 401 if method == "PUT" else 200


@contextmanager
def serving(api: Api) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
            status = api.status(self.command, self.path, self.headers.get("X-Twilio-Signature", ""), form)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        api.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield f"{api.url}/dispatcher"
        finally:
            server.shutdown()
            thread.join()


def try_out(api: Api, seconds: float = 60) -> None:
    with serving(api) as webhook:
        smoke.smoke(webhook, TOKEN, NUMBER, TODAY, seconds=seconds, sleep=lambda _: None)


def test_an_api_that_is_well_is_asked_five_times(capsys: pytest.CaptureFixture[str]) -> None:
    api = Api()
    try_out(api)
    assert api.asked == [
        "POST /dispatcher",
        "POST /dispatcher",
        "GET /scheduler?date=2026-12-02",
        "GET /state",
        "PUT /state",
    ]
    assert capsys.readouterr().out.count("  ok  ") == 5


def test_a_fresh_api_is_waited_for() -> None:
    api = Api()
    api.wrong = {"POST /dispatcher": [404, 500], "GET /state": [503]}
    try_out(api)
    assert api.wrong == {"POST /dispatcher": [], "GET /state": []}


def test_every_fault_is_told_with_what_it_means() -> None:
    api = Api()
    api.token = "another"
    api.wrong = {"PUT /state": [200]}
    with pytest.raises(LocalError) as failed:
        try_out(api, seconds=0)
    words = str(failed.value)
    assert words.startswith("2 of 5 are wrong:\n")
    assert "403 instead of 200: the secret has another TWILIO_AUTH_TOKEN than .env" in words
    assert "PUT" in words
    assert TOKEN not in words


def test_a_webhook_that_takes_anything_is_a_fault() -> None:
    api = Api()
    api.wrong = {"POST /dispatcher": [200]}
    with pytest.raises(LocalError, match="200 instead of 403: anybody could text as a customer"):
        try_out(api, seconds=0)


@pytest.mark.parametrize(("asked", "statuses"), [("POST /dispatcher", [503, 204]), ("PUT /state", [201])])
def test_what_must_be_refused_is_a_fault_even_if_it_is_taken_only_once(asked: str, statuses: list[int]) -> None:
    api = Api()
    api.wrong = {asked: statuses}
    with pytest.raises(LocalError, match=rf"1 of 5 are wrong:\n.*{statuses[-1]} instead of 40"):
        try_out(api)


def test_where_nothing_answers_that_is_said() -> None:
    with pytest.raises(LocalError, match=r"5 of 5.*\n.*ConnectError"):
        smoke.smoke("http://127.0.0.1:9/dispatcher", TOKEN, NUMBER, TODAY, seconds=0, sleep=lambda _: None)

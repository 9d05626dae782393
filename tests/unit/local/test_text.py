"""`text`: what is sent, what is shown, what is refused."""

import json
from pathlib import Path

import httpx
import pytest

from local import text, twilio
from local.console import LocalError, UsageError

OUTPUTS = {
    "dispatcher_url": "http://127.0.0.1:8787/dispatcher",
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_auth_token": "made-up-token",
    "twilio_phone_number": "+19045550199",
}
TWIML = "<Response><Message>From $79 &amp; up</Message><Message><Body>Second</Body></Message></Response>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "outputs.json").write_text(json.dumps(OUTPUTS))
    return tmp_path


def answers(monkeypatch: pytest.MonkeyPatch, response: httpx.Response | Exception) -> list[dict[str, str]]:
    """Let the webhook answer so; returns the parameters that were posted."""
    posted: list[dict[str, str]] = []

    def post(url: str, token: str, parameters: dict[str, str]) -> httpx.Response:
        posted.append(parameters)
        if isinstance(response, Exception):
            raise response
        response.request = httpx.Request("POST", url)
        return response

    monkeypatch.setattr(twilio, "post_webhook", post)
    return posted


def test_the_replies_are_shown_with_the_one_who_spoke(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"X-Linda-Receptionist": "rules"}
    posted = answers(monkeypatch, httpx.Response(200, text=TWIML, headers=headers))
    reply = text.text(home, "how much?", "+1 (904) 555-0142")
    assert (posted[0]["From"], posted[0]["Body"]) == ("+19045550142", "how much?")
    assert text.as_words("how much?", reply).splitlines() == [
        "+19045550142: how much?",
        "LINDA (the rules receptionist): From $79 & up",
        "LINDA (the rules receptionist): Second",
    ]
    shown = {"sender": "+19045550142", "receptionist": "rules", "messages": ["From $79 & up", "Second"]}
    assert json.loads(text.as_json(reply)) == shown


def test_no_reply_is_said_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, httpx.Response(200, text="<Response/>"))
    reply = text.text(home, "STOP", text.CUSTOMER)
    assert text.as_words("STOP", reply).endswith("LINDA sends no reply.")


@pytest.mark.parametrize(("message", "sender"), [("", text.CUSTOMER), ("  ", text.CUSTOMER), ("hi", "9045550123")])
def test_what_cannot_be_sent_is_wrong_usage(home: Path, message: str, sender: str) -> None:
    with pytest.raises(UsageError):
        text.text(home, message, sender)


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_refusal_is_an_error_with_words(home: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    answers(monkeypatch, httpx.Response(status, text="what went wrong"))
    with pytest.raises(LocalError, match=rf"answered {status}: what went wrong\n.*make"):
        text.text(home, "hi", text.CUSTOMER)


@pytest.mark.parametrize(
    ("fault", "words"),
    [(httpx.ConnectError("refused"), "Run `make up` first"), (httpx.ReadTimeout("late"), "did not answer in time")],
)
def test_nobody_there_is_an_error_with_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, fault: httpx.HTTPError, words: str
) -> None:
    answers(monkeypatch, fault)
    with pytest.raises(LocalError, match=words):
        text.text(home, "hi", text.CUSTOMER)


def test_before_the_first_up_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="Run `make up` first"):
        text.text(tmp_path, "hi", text.CUSTOMER)


@pytest.mark.parametrize(
    "twiml", ["", "no xml", "<Response>", '<!DOCTYPE r [<!ENTITY a "b">]><Response>&a;</Response>']
)
def test_what_is_no_twiml_is_an_error_with_words(twiml: str) -> None:
    with pytest.raises(LocalError, match="not TwiML"):
        text.replies(twiml)

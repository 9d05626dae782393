"""`text`: what is sent, what is shown, what is refused."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from linda.adapters.twilio_media import TwilioMedia
from linda.adapters.twilio_rest import TwilioMessenger
from linda.ports import Photo
from local import __main__, commands, text, twilio
from local.console import LocalError, UsageError
from tests import twilio_stand_in
from tests.twilio_stand_in import ACCOUNT, StandIn

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
TWIML = "<Response><Message>From $79 &amp; up</Message><Message><Body>Second</Body></Message></Response>"


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[StandIn]:
    with twilio_stand_in.serve(tmp_path) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, stand_in: StandIn) -> Path:
    return home_of(stand_in.base_url, tmp_path)


def home_of(base_url: str, folder: Path) -> Path:
    outputs = {
        "base_url": base_url,
        "dispatcher_url": f"{base_url}/dispatcher",
        "twilio_account_sid": ACCOUNT.sid,
        "twilio_auth_token": ACCOUNT.token,
        "twilio_phone_number": ACCOUNT.phone,
    }
    (folder / "outputs.json").write_text(json.dumps(outputs))
    return folder


def answers(
    monkeypatch: pytest.MonkeyPatch, response: httpx.Response | Exception, then: Callable[[], object] = lambda: None
) -> list[dict[str, str]]:
    """Let the webhook answer so, and something happen at that moment; returns the parameters that were posted."""
    posted: list[dict[str, str]] = []

    def post(url: str, token: str, parameters: dict[str, str]) -> httpx.Response:
        posted.append(parameters)
        then()
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
    assert text.as_words("how much?", "", reply).splitlines() == [
        "+19045550142: how much?",
        "LINDA (the rules receptionist): From $79 & up",
        "LINDA (the rules receptionist): Second",
    ]
    shown = {"sender": "+19045550142", "receptionist": "rules", "messages": ["From $79 & up", "Second"]}
    assert json.loads(text.as_json(reply)) == shown


def test_no_reply_is_said_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, httpx.Response(200, text="<Response/>"))
    reply = text.text(home, "STOP", text.CUSTOMER)
    assert text.as_words("STOP", "", reply).endswith("LINDA sends no reply.")


@pytest.mark.parametrize(("message", "sender"), [("", text.CUSTOMER), ("  ", text.CUSTOMER), ("hi", "9045550123")])
def test_what_cannot_be_sent_is_wrong_usage(home: Path, message: str, sender: str) -> None:
    with pytest.raises(UsageError):
        text.text(home, message, sender)


def messenger(stand_in: StandIn) -> TwilioMessenger:
    return TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, stand_in.base_url)


def later() -> httpx.Response:
    return httpx.Response(200, text="<Response/>", headers={"X-Linda-Receptionist": "later"})


def test_a_reply_that_comes_later_is_waited_for(
    home: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    linda = messenger(stand_in)
    linda.send(text.CUSTOMER, "Of before")

    def reply() -> None:
        linda.send("+19045550142", "To somebody else")
        linda.send(text.CUSTOMER, "By WhatsApp", channel="whatsapp")
        linda.send(text.CUSTOMER, "It looks like the glass alone.")

    timer = threading.Timer(0.1, reply)
    answers(monkeypatch, later(), timer.start)
    answer = text.text(home, "what is broken?", text.CUSTOMER)
    timer.join()
    assert answer == text.Reply(text.CUSTOMER, "later", ["It looks like the glass alone."])
    assert text.as_words("?", "", answer).endswith("LINDA: It looks like the glass alone.")
    written = capsys.readouterr()
    assert written.out == ""
    assert "Waiting" in written.err


def test_a_later_reply_that_was_faster_than_the_wait_is_found(
    home: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, later(), lambda: messenger(stand_in).send(text.CUSTOMER, "Here already"))
    assert text.text(home, "hi", text.CUSTOMER).messages == ["Here already"]


def test_a_later_reply_that_does_not_come_is_an_error_with_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_LATER_SECONDS", 0)
    answers(monkeypatch, later())
    with pytest.raises(LocalError, match="has not come within 0 seconds"):
        text.text(home, "hi", text.CUSTOMER)


@pytest.mark.parametrize(("twiml", "receptionist"), [("<Response/>", "model"), (TWIML, "later")])
def test_nobody_waits_where_no_later_reply_can_come(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    twiml: str,
    receptionist: str,
) -> None:
    answers(monkeypatch, httpx.Response(200, text=twiml, headers={"X-Linda-Receptionist": receptionist}))
    assert text.text(home, "hi", text.CUSTOMER).messages == text.replies(twiml)
    assert capsys.readouterr().err == ""


def test_a_photo_goes_as_twilio_would_bring_it(
    home: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "cracked.JPG"
    photo.write_bytes(JPEG)
    posted = answers(monkeypatch, httpx.Response(200, text=TWIML))
    reply = text.text(home, "", text.CUSTOMER, photo=photo)
    assert (posted[0]["Body"], posted[0]["NumMedia"], posted[0]["MediaContentType0"]) == ("", "1", "image/jpeg")
    media = TwilioMedia(ACCOUNT.sid, ACCOUNT.token, stand_in.base_url)
    assert media.photos([posted[0]["MediaUrl0"]], 10) == [Photo("image/jpeg", JPEG)]
    assert text.as_words("", photo.name, reply).startswith(f"{text.CUSTOMER}: [cracked.JPG]\n")
    assert text.as_words("look", photo.name, reply).startswith(f"{text.CUSTOMER}: look [cracked.JPG]\n")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("memo.mp3", "audio/mpeg"),
        ("a.pdf", "application/pdf"),
        ("a", "application/octet-stream"),
    ],
)
def test_another_file_goes_with_its_media_type(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content_type: str
) -> None:
    (tmp_path / name).write_bytes(b"words")
    posted = answers(monkeypatch, httpx.Response(200, text=TWIML))
    text.text(home, "", text.CUSTOMER, file=tmp_path / name)
    assert (posted[0]["NumMedia"], posted[0]["MediaContentType0"]) == ("1", content_type)


def test_a_place_goes_as_whatsapp_shares_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = answers(monkeypatch, httpx.Response(200, text=TWIML))
    text.text(home, "", text.CUSTOMER, location="9 Ocean Blvd", whatsapp=True)
    assert (posted[0]["Address"], posted[0]["Body"], float(posted[0]["Latitude"])) == ("9 Ocean Blvd", "", 30.3322)


def test_a_place_by_sms_and_two_files_at_once_are_wrong_usage(home: Path) -> None:
    with pytest.raises(UsageError, match="--whatsapp"):
        text.text(home, "", text.CUSTOMER, location="9 Ocean Blvd")
    with pytest.raises(UsageError, match="not both"):
        text.text(home, "", text.CUSTOMER, photo=Path("a.png"), file=Path("a.pdf"))


def test_over_whatsapp_both_addresses_are_whatsapps(
    home: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = answers(
        monkeypatch, later(), lambda: messenger(stand_in).send(text.CUSTOMER, "By WhatsApp", channel="whatsapp")
    )
    reply = text.text(home, "hola", text.CUSTOMER, whatsapp=True)
    assert (posted[0]["From"], posted[0]["To"]) == (f"whatsapp:{text.CUSTOMER}", f"whatsapp:{ACCOUNT.phone}")
    assert reply == text.Reply(f"whatsapp:{text.CUSTOMER}", "later", ["By WhatsApp"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.jpg", None, "missing.jpg cannot be read: No such file or directory"),
        ("notes.txt", b"words", "notes.txt is not a photo"),
        ("photo", JPEG, "photo is not a photo"),
        ("empty.png", b"", "empty.png is empty"),
        ("large.jpg", b"x" * (twilio.MAX_MEDIA_BYTES + 1), "at most 5 MB; .*large.jpg has 5.0 MB"),
    ],
)
def test_what_is_no_photo_to_send_is_wrong_usage(
    home: Path, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words):
        text.text(home, "look", text.CUSTOMER, photo=tmp_path / name)


def test_the_command_line_brings_the_message_the_photo_and_the_channel(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    photo = tmp_path / "cracked.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr(os, "environ", dict(os.environ))  # which the command changes
    posted = answers(monkeypatch, httpx.Response(200, text=TWIML))
    assert commands.run(__main__.parse(["text", "--photo", str(photo), "--whatsapp", "screen cracked"]), home) == 0
    assert (posted[0]["Body"], posted[0]["NumMedia"], posted[0]["WaId"]) == ("screen cracked", "1", "19045550123")
    assert capsys.readouterr().out.startswith("whatsapp:+19045550123: screen cracked [cracked.png]\nLINDA: From $79")


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


def test_without_a_front_door_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="Run `make up` first"):
        text.text(home_of("http://127.0.0.1:9", tmp_path), "hi", text.CUSTOMER)


def test_before_the_first_up_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="Run `make up` first"):
        text.text(tmp_path, "hi", text.CUSTOMER)


@pytest.mark.parametrize(
    "twiml", ["", "no xml", "<Response>", '<!DOCTYPE r [<!ENTITY a "b">]><Response>&a;</Response>']
)
def test_what_is_no_twiml_is_an_error_with_words(twiml: str) -> None:
    with pytest.raises(LocalError, match="not TwiML"):
        text.replies(twiml)

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic

import pytest

from linda.adapters import functions
from linda.adapters.functions import finish_turn_later, from_plain, plain
from linda.models import Attachment, Claim
from tests.twilio_stand_in import dripping
from tests.unit.builders import inbound


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.fixture
def lambda_that_begins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Have the answer of Lambda begin so, and never end."""
    with ExitStack() as servers:
        yield lambda start: monkeypatch.setenv("AWS_ENDPOINT_URL", servers.enter_context(dripping(start)))


def test_a_dripping_answer_is_given_up_and_the_event_counts_as_not_taken_on(
    lambda_that_begins: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(functions, "_SECONDS", 0.3)
    lambda_that_begins(b"HTTP/1.1 202 Accepted\r\nX-Words: ")
    began = monotonic()
    assert not finish_turn_later("us-east-1", "dispatcher", inbound("hi"), Claim(1))
    assert monotonic() - began < 2
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["error"]) == ("turn_not_handed_over", "TimeoutError")


def test_what_comes_after_the_status_is_not_waited_for(lambda_that_begins: Callable[[bytes], None]) -> None:
    lambda_that_begins(b"HTTP/1.1 202 Accepted\r\nContent-Length: 100000\r\n\r\n")
    assert finish_turn_later("us-east-1", "dispatcher", inbound("hi"), Claim(1))


def test_an_unreachable_lambda_has_not_taken_the_event_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert not finish_turn_later("us-east-1", "dispatcher", inbound("hi"), Claim(1))


def test_a_message_is_read_as_it_was_written() -> None:
    attachments = (Attachment("https://example.com/1", "audio/amr"), Attachment("https://example.com/2", "image/png"))
    message = replace(inbound("hi"), attachments=attachments, location="1 Ocean St", opt_out_type="HELP")
    assert from_plain(json.loads(json.dumps(plain(message)))) == message


def test_a_message_of_an_earlier_version_is_read_with_its_photos() -> None:
    urls = ["https://example.com/1", "https://example.com/2"]
    later = ("attachments", "location", "opt_out_type")
    written = {name: value for name, value in plain(inbound("look")).items() if name not in later}
    read = from_plain({**written, "photos": urls})
    assert read == replace(inbound("look"), attachments=read.attachments)
    assert read.photos == tuple(urls)
    assert read.content == "look [2 photos]"

"""What the functions log under Lambda's own runtime client, which sets up the root logger before it imports them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest

from linda.adapters.dynamodb import DynamoDBStore
from local import aws
from local.processes import LOOPBACK
from local.twilio import Media, upload
from tests.emf import extracted
from tests.integration.conftest import LEADS, NIGHTLESS, STATE
from tests.integration.events import CUSTOMER, reply, sms
from tests.log_check import problem
from tests.openai_stand_in import StandIn as Model
from tests.openai_stand_in import fail, say
from tests.twilio_stand_in import ACCOUNT, StandIn

ROOT = Path(__file__).parents[2]
REQUEST_ID = "2f1c5e0e-7b53-4a6c-9f5e-3a1b2c3d4e5f"
DAY = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Lambda's runtime client is built for Linux alone")


class RuntimeAPI:
    """Lambda's runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html."""

    def __init__(self) -> None:
        self.events: SimpleQueue[object] = SimpleQueue()
        self.answers: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                event = api.events.get()
                if event is None:
                    return
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", REQUEST_ID)
                self.send_header("Lambda-Runtime-Deadline-Ms", "4102444800000")
                self._send(json.dumps(event).encode())

            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(202)
                self._send(b"{}")
                api.answers.put((self.path.rsplit("/", 1)[-1], json.loads(content)))

            def _send(self, content: bytes) -> None:
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer((LOOPBACK, 0), Handler)

    def invoke(self, event: object) -> Any:
        self.events.put(event)
        kind, answer = self.answers.get(timeout=60)
        assert kind == "response", answer
        return answer


@contextmanager
def function(handler: str, environment: Mapping[str, str], log: Path) -> Iterator[RuntimeAPI]:
    """The function as Lambda runs it, with all that it writes in the log."""
    api = RuntimeAPI()
    Thread(target=api.server.serve_forever, daemon=True).start()
    address = f"{LOOPBACK}:{api.server.server_address[1]}"
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "awslambdaric", handler],
                cwd=ROOT / "lambdas",
                env={**environment, "AWS_LAMBDA_RUNTIME_API": address},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                yield api
            finally:
                process.kill()
                process.wait()
    finally:
        api.events.put(None)
        api.server.shutdown()
        api.server.server_close()


@pytest.fixture(params=["INFO", "DEBUG"])
def deployed(
    request: pytest.FixtureRequest, endpoint: str, dynamodb_store: DynamoDBStore, twilio: StandIn, openai: Model
) -> Mapping[str, str]:
    """The environment of a function whose logs have Lambda's JSON format at this level, and OpenAI's own on top."""
    del dynamodb_store  # its tables are empty
    return {
        **aws.environment(endpoint, {"PATH": os.environ["PATH"]}),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "lambdas"), *sys.path]),
        **NIGHTLESS,
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": request.param,
        "OPENAI_LOG": "debug",
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "TWILIO_ACCOUNT_SID": ACCOUNT.sid,
        "TWILIO_AUTH_TOKEN": ACCOUNT.token,
        "TWILIO_PHONE_NUMBER": ACCOUNT.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
        "OPENAI_API_KEY": "sk-made-up",
        "OPENAI_BASE_URL": openai.base_url,
    }


def events_in(log: Path) -> list[str]:
    """The events in the log, of which each line is one of ours."""
    lines = log.read_text(encoding="utf-8").splitlines()
    assert [f"{wrong}: {line}" for line in lines if (wrong := problem(line))] == []
    return [json.loads(line)["event"] for line in lines]


def test_a_booking_and_its_confirmation_leave_our_own_lines_alone(
    deployed: Mapping[str, str], twilio: StandIn, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    booking = {"phone": CUSTOMER, "date": DAY, "time": "2:00 PM", "repair_type": "screen"}
    with function("scheduler.handler", deployed, log) as api:
        assert api.invoke({"httpMethod": "POST", "body": json.dumps(booking)})["statusCode"] == 201
    assert [message["to"] for message in twilio.messages] == [CUSTOMER]
    assert events_in(log) == ["booking_written", "notice"]
    # Lambda keeps a line that is JSON as it is, so what it counts is found where CloudWatch looks for it.
    assert extracted(log.read_text(encoding="utf-8").splitlines()) == {"Booked": [1], "TextsSent": [1]}


def test_a_text_with_a_photo_leaves_our_own_lines_alone(
    deployed: Mapping[str, str], twilio: StandIn, openai: Model, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    photo = upload(twilio.base_url, Media(b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png"))
    forms = [
        {**sms("SM1", "what is this?"), "NumMedia": "1", "MediaUrl0": photo, "MediaContentType0": "image/png"},
        sms("SM2", "and now?"),
    ]
    openai.script.extend([say("A phone."), fail(500), fail(500)])
    with function("dispatcher.handler", deployed, log) as api:
        assert reply(api.invoke({"httpMethod": "POST", "body": urlencode(forms[0])})) == "A phone."
        assert reply(api.invoke({"httpMethod": "POST", "body": urlencode(forms[1])}))
    assert events_in(log) == ["turn_answered", "model_unavailable", "turn_answered"]
    counted = extracted(log.read_text(encoding="utf-8").splitlines())
    assert (counted["Turns"], counted["FellBack"], counted["InputTokens"]) == ([1, 1], [0, 1], [100, 0])

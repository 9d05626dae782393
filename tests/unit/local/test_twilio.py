"""The stand-in for Twilio, held against Twilio's own client."""

import base64
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from local import twilio
from local.processes import LOOPBACK

OURS, CUSTOMER, OTHER = "+19045550199", "+19045550123", "+19045550124"
ACCOUNT = twilio.Account("AC" + "0" * 32, "made-up-token", OURS)
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT.sid}/Messages"


async def account() -> twilio.Account:
    return ACCOUNT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "messages.jsonl"


@pytest.fixture
def base_url(file: Path) -> Iterator[str]:
    """The stand-in, served on a port of its own."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        app = Starlette(routes=twilio.routes(twilio.Store(file), account, url))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield url
        server.should_exit = True
        thread.join()


@pytest.fixture
def client(base_url: str) -> Iterator[Client]:
    http_client = TwilioHttpClient()
    client = Client(ACCOUNT.sid, ACCOUNT.token, http_client=http_client)
    client.api.base_url = base_url
    yield client
    if http_client.session:
        http_client.session.close()


def refused(client: Client, **fields: str) -> tuple[int, int | None]:
    with pytest.raises(TwilioRestException) as error:
        client.messages.create(**fields)
    return error.value.status, error.value.code


def test_the_real_client_sends_a_message_and_reads_it_back(client: Client) -> None:
    sent = client.messages.create(to=CUSTOMER, from_=OURS, body="Your screen is ready")
    assert sent.sid is not None
    assert (str(sent.status), str(sent.direction), sent.num_segments) == ("queued", "outbound-api", "1")
    assert sent.date_sent is None
    read = client.messages(sent.sid).fetch()
    assert (read.to, read.from_, read.body) == (CUSTOMER, OURS, "Your screen is ready")
    assert str(read.status) == "delivered"
    assert read.date_sent is not None


def test_the_real_client_lists_messages_page_by_page_newest_first(client: Client) -> None:
    for number in range(5):
        client.messages.create(to=CUSTOMER, from_=OURS, body=f"message {number}")
    client.messages.create(to=OTHER, from_=OURS, body="to somebody else")
    bodies = [message.body for message in client.messages.list(to=CUSTOMER, page_size=2)]
    assert bodies == [f"message {number}" for number in (4, 3, 2, 1, 0)]


def test_whatsapp_has_addresses_of_its_own(client: Client) -> None:
    client.messages.create(to=CUSTOMER, from_=OURS, body="by SMS")
    client.messages.create(to=f"whatsapp:{CUSTOMER}", from_=f"whatsapp:{OURS}", body="by WhatsApp")
    (read,) = client.messages.list(to=f"whatsapp:{CUSTOMER}")
    assert (read.to, read.from_, read.body) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{OURS}", "by WhatsApp")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "", "from_": OURS, "body": "hi"}, 21604),
        ({"to": "19045550123", "from_": OURS, "body": "hi"}, 21211),
        ({"to": CUSTOMER, "body": "hi"}, 21603),
        ({"to": CUSTOMER, "from_": "me", "body": "hi"}, 21212),
        ({"to": CUSTOMER, "from_": OTHER, "body": "hi"}, 21606),
        ({"to": f"sms:{CUSTOMER}", "from_": OURS, "body": "hi"}, 21211),
        ({"to": f"whatsapp:{CUSTOMER}", "from_": OURS, "body": "hi"}, 21910),
        ({"to": CUSTOMER, "from_": f"whatsapp:{OURS}", "body": "hi"}, 21910),
        ({"to": f"whatsapp:{CUSTOMER}", "from_": f"whatsapp:{OTHER}", "body": "hi"}, 63007),
        ({"to": CUSTOMER, "from_": OURS}, 21602),
        ({"to": CUSTOMER, "from_": OURS, "body": "x" * 1601}, 21617),
    ],
)
def test_what_twilio_would_refuse_is_refused_with_its_code(client: Client, fields: dict[str, str], code: int) -> None:
    assert refused(client, **fields) == (400, code)


def test_wrong_credentials_are_refused(client: Client, base_url: str) -> None:
    client.auth = (ACCOUNT.sid, "wrong")
    assert refused(client, to=CUSTOMER, from_=OURS, body="hi") == (401, 20003)
    anonymous = httpx.get(f"{base_url}{MESSAGES}.json", trust_env=False)
    assert anonymous.status_code == 401
    assert anonymous.headers["www-authenticate"] == 'Basic realm="Twilio API"'
    assert anonymous.json()["code"] == 20003


def test_an_unknown_message_is_not_found(client: Client) -> None:
    with pytest.raises(TwilioRestException) as error:
        client.messages("SM" + "0" * 32).fetch()
    assert (error.value.status, error.value.code) == (404, 20404)


def test_what_linda_sent_can_be_seen_newest_last_and_outlives_a_restart(
    client: Client, base_url: str, file: Path
) -> None:
    client.messages.create(to=CUSTOMER, from_=OURS, body="first")
    client.messages.create(to=OTHER, from_=OURS, body="other")
    client.messages.create(to=CUSTOMER, from_=OURS, body="look", media_url=["http://example.com/a.png"])
    seen = httpx.get(f"{base_url}/_local/messages", params={"to": CUSTOMER}, trust_env=False).json()
    assert [message["body"] for message in seen] == ["first", "look"]
    assert seen[1]["media_urls"] == ["http://example.com/a.png"]
    assert len(httpx.get(f"{base_url}/_local/messages", trust_env=False).json()) == 3
    assert [message["body"] for message in twilio.Store(file).messages] == ["first", "other", "look"]


def test_media_is_given_to_the_account_alone_and_kept_elsewhere(base_url: str) -> None:
    url = twilio.upload(base_url, twilio.Media(b"\x89PNG", "image/png"))
    assert url.startswith(f"{base_url}{MESSAGES}/MM")
    assert httpx.get(url, trust_env=False).status_code == 401
    answer = httpx.get(url, auth=(ACCOUNT.sid, ACCOUNT.token), trust_env=False)
    assert answer.status_code == 307
    stored = answer.headers["location"]
    assert httpx.get(stored, auth=(ACCOUNT.sid, ACCOUNT.token), trust_env=False).status_code == 400
    got = httpx.get(stored, trust_env=False)
    assert (got.content, got.headers["content-type"]) == (b"\x89PNG", "image/png")
    for unknown in (url[:-1], stored[:-1]):
        answer = httpx.get(unknown, auth=(ACCOUNT.sid, ACCOUNT.token), trust_env=False)
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize("content", [b"", b"x" * (twilio.MAX_MEDIA_BYTES + 1)])
def test_media_that_no_message_carries_is_refused(base_url: str, content: bytes) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        twilio.upload(base_url, twilio.Media(content, "image/png"))


def test_credentials_that_are_no_base64_are_refused(base_url: str) -> None:
    for authorization in ("Basic ???", "Bearer x", "Basic " + base64.b64encode(b"\xff").decode()):
        answer = httpx.get(f"{base_url}{MESSAGES}.json", headers={"Authorization": authorization}, trust_env=False)
        assert answer.status_code == 401


def test_an_inbound_message_is_signed_as_twilio_signs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[httpx.Request] = []

    def post(url: str, *, content: str, headers: dict[str, str], timeout: float, trust_env: bool) -> httpx.Response:
        posted.append(httpx.Request("POST", url, content=content, headers=headers))
        return httpx.Response(200)

    monkeypatch.setattr(httpx, "post", post)
    url = "http://127.0.0.1:8787/dispatcher"
    twilio.post_webhook(url, ACCOUNT.token, twilio.inbound(ACCOUNT, CUSTOMER, "héllo & more"))
    (request,) = posted
    parameters = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
    assert RequestValidator(ACCOUNT.token).validate(url, parameters, request.headers["x-twilio-signature"])
    assert parameters["Body"] == "héllo & more"
    assert (parameters["From"], parameters["To"], parameters["AccountSid"]) == (CUSTOMER, OURS, ACCOUNT.sid)
    assert parameters["MessageSid"].startswith("SM")


def test_a_message_with_a_photo_is_named_as_in_the_photos_url(base_url: str) -> None:
    url = twilio.upload(base_url, twilio.Media(b"\x89PNG", "image/png"))
    parameters = twilio.inbound(ACCOUNT, CUSTOMER, "look", (url, "image/png"))
    assert (parameters["MediaUrl0"], parameters["MediaContentType0"], parameters["NumMedia"]) == (url, "image/png", "1")
    assert parameters["MessageSid"].startswith("MM")
    assert f"/Messages/{parameters['MessageSid']}/Media/" in url


def test_a_whatsapp_message_comes_from_and_to_whatsapp_addresses() -> None:
    parameters = twilio.inbound(ACCOUNT, f"whatsapp:{CUSTOMER}", "hola")
    assert (parameters["From"], parameters["To"]) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{OURS}")
    assert parameters["WaId"] == CUSTOMER.removeprefix("+")
    assert "FromCity" not in parameters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("\u2019" * 70, 1),
        ("\u2019" * 71, 2),
        ("😀" * 35, 1),
    ],
)
def test_segments_are_counted_as_the_networks_count_them(text: str, expected: int) -> None:
    assert twilio.segments(text) == expected

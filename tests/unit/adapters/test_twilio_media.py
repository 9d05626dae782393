"""Photos from real loopback servers that answer as Twilio does, and as it never should."""

import base64
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from requests import Request
from requests.adapters import HTTPAdapter

from linda.adapters import twilio_media
from linda.adapters.twilio_media import TwilioMedia, is_media_url, is_stored_url
from linda.ports import Photo

ACCOUNT, TOKEN = "AC" + "0" * 32, "made-up-token"
BASIC = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
MESSAGE = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'1' * 32}/Media"
STORED = f"/{ACCOUNT}/{'a' * 32}"
MEGABYTES_5 = 5 * 1024 * 1024
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
GIF = b"GIF89a\x01\x00\x01\x00"
WEBP = b"RIFF\n\x00\x00\x00WEBPVP8 "

type Answer = Callable[["Handler"], None]


def medium(number: int = 0) -> str:
    """The path of a message's photo."""
    return f"{MESSAGE}/ME{number:032x}"


@dataclass
class Host:
    """A web server; what it answers for a path, and who asked for it: path and Authorization."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def media(self, seconds: float = 10, *, photos: int = 1) -> list[Photo]:
        """What the adapter makes of the first photos of the message."""
        urls = [self.url + medium(number) for number in range(photos)]
        return TwilioMedia(ACCOUNT, TOKEN, self.url).photos(urls, seconds)


class Handler(BaseHTTPRequestHandler):
    host: Host

    def do_GET(self) -> None:
        self.host.asked.append((self.path, self.headers["Authorization"]))
        try:
            self.host.answers.get(self.path, status(404))(self)
        except OSError:
            self.host.left.set()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing: what standard error holds is the adapter's log."""


@pytest.fixture
def serve() -> Iterator[Callable[[], Host]]:
    """Starts servers that stop with the test."""
    with ExitStack() as stack:

        def start() -> Host:
            class Own(Handler):
                pass

            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Own))
            server.daemon_threads = True
            Own.host = Host(f"http://127.0.0.1:{server.server_port}")
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            stack.callback(Own.host.stopped.set)
            return Own.host

        yield start


@pytest.fixture
def api(serve: Callable[[], Host]) -> Host:
    return serve()


@pytest.fixture
def cdn(serve: Callable[[], Host], monkeypatch: pytest.MonkeyPatch) -> Host:
    host = serve()
    monkeypatch.setattr(twilio_media, "_CDN", (host.url,))
    return host


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_media, "_AGAIN_SECONDS", 0.0)


def status(code: int, content: bytes = b"", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def image(content: bytes, content_type: str = "image/jpeg") -> Answer:
    return status(200, content, Content_Type=content_type)


def redirect(to: str) -> Answer:
    return status(307, b"<xml/>", Location=to)


def endless(content: bytes, seconds: float = 0) -> Answer:
    """A body without a length that goes on until the server stops, a piece every so many seconds."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not handler.host.stopped.wait(seconds):
            handler.wfile.write(content)

    return answer


def hang(handler: Handler) -> None:
    handler.host.stopped.wait()


def logged(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The errors of the log, which tells neither the photos nor the token."""
    written = capsys.readouterr().err
    assert TOKEN not in written
    assert "127.0.0.1" not in written
    assert "Media/ME" not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert {line["event"] for line in lines} <= {"photo_left_out"}
    return [line["error"] for line in lines]


def test_a_photo_comes_from_where_twilio_keeps_it_and_only_twilio_sees_the_credentials(api: Host, cdn: Host) -> None:
    stored = f"{STORED}?Expires=1770000000&Signature=a~b-c_d"
    api.answers[medium()] = redirect(cdn.url + stored)
    cdn.answers[stored] = image(JPEG)
    assert api.media() == [Photo("image/jpeg", JPEG)]
    assert api.asked == [(medium(), BASIC)]
    assert cdn.asked == [(stored, None)]


@pytest.mark.parametrize("target", [f"{{url}}{STORED}", STORED])
def test_a_redirect_on_the_same_host_is_followed_without_the_credentials(api: Host, target: str) -> None:
    api.answers |= {medium(): redirect(target.format(url=api.url)), STORED: image(JPEG)}
    assert api.media() == [Photo("image/jpeg", JPEG)]
    assert api.asked == [(medium(), BASIC), (STORED, None)]


def test_credentials_of_the_machines_owner_and_proxies_of_its_shell_are_not_used(
    api: Host, cdn: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login owner password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    api.answers[medium()] = redirect(cdn.url + STORED)
    cdn.answers[STORED] = image(JPEG)
    assert api.media() == [Photo("image/jpeg", JPEG)]
    assert cdn.asked == [(STORED, None)]


def test_five_photos_are_fetched_side_by_side_and_come_in_their_order_and_a_sixth_is_not_asked_for(api: Host) -> None:
    together = threading.Barrier(5)

    def wait(content: bytes) -> Answer:
        def answer(handler: Handler) -> None:
            together.wait(10)
            image(content)(handler)

        return answer

    api.answers = {medium(number): wait(JPEG + bytes([number])) for number in range(6)}
    assert [photo.content for photo in api.media(photos=6)] == [JPEG + bytes([number]) for number in range(5)]
    assert medium(5) not in [path for path, _ in api.asked]


def test_no_photos_are_no_requests() -> None:
    assert TwilioMedia(ACCOUNT, TOKEN).photos([], 1) == []


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(JPEG, "image/jpeg"), (PNG, "image/png"), (GIF, "image/gif"), (b"GIF87a", "image/gif"), (WEBP, "image/webp")],
)
@pytest.mark.parametrize("claim", ["text/html", "image/svg+xml", "nonsense"])
def test_the_type_is_the_contents_whatever_the_header_claims(
    content: bytes, content_type: str, claim: str, api: Host
) -> None:
    api.answers[medium()] = image(content, claim)
    assert api.media() == [Photo(content_type, content)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><html></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7",
        b"\x00\x00\x00\x18ftypheic",
        b"RIFF\n\x00\x00\x00WAVEfmt ",
        b" " + JPEG,
        JPEG[:2],
    ],
)
def test_what_is_no_image_for_the_model_is_left_out(
    content: bytes, api: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    api.answers[medium()] = image(content)
    assert api.media() == []
    assert logged(capsys) == ["InvalidInputError"]


def test_five_megabytes_are_a_photo_and_a_byte_more_is_not(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers = {medium(0): image(JPEG.ljust(MEGABYTES_5)), medium(1): image(JPEG.ljust(MEGABYTES_5 + 1))}
    (photo,) = api.media(photos=2)
    assert len(photo.content) == MEGABYTES_5
    assert logged(capsys) == ["InvalidInputError"]


def test_a_body_without_end_is_read_no_further_than_the_limit(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers[medium()] = endless(JPEG * 10_000)
    assert api.media() == []
    assert logged(capsys) == ["InvalidInputError"]
    assert api.left.wait(10)


def test_a_redirect_with_a_body_without_end_is_not_read(api: Host) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(307)
        handler.send_header("Location", STORED)
        handler.end_headers()
        while not handler.host.stopped.is_set():
            handler.wfile.write(b"x" * 100_000)

    api.answers |= {medium(): answer, STORED: image(JPEG)}
    assert api.media() == [Photo("image/jpeg", JPEG)]
    assert api.left.wait(10)


def test_a_body_that_ends_before_its_length_is_left_out(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers[medium()] = status(200, JPEG, Content_Length=str(len(JPEG) + 1))
    assert api.media() == []
    assert logged(capsys) == ["ProtocolError"]


def test_nothing_is_unpacked(api: Host) -> None:
    api.answers[medium()] = status(200, JPEG, Content_Encoding="gzip")
    assert api.media() == [Photo("image/jpeg", JPEG)]


@pytest.mark.parametrize(
    "target",
    [
        f"{{other}}{STORED}",
        f"http://mms.twiliocdn.com{STORED}",
        f"https://mms.twiliocdn.com@127.0.0.1{STORED}",
        f"https://mms.twiliocdn.com:8443{STORED}",
        f"https://mms.twiliocdn.com.evil.example{STORED}",
        f"//evil.example{STORED}",
        "https://s3-external-1.amazonaws.com/media.twiliocdn.com/../evil/photo",
        "https://s3-external-1.amazonaws.com/media.twiliocdn.com/%2e%2e/evil/photo",
        "https://s3-external-1.amazonaws.com/evil/photo",
        "https://api.twilio.com/2010-04-01/Accounts.json",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_a_redirect_to_anywhere_else_is_refused(
    target: str, api: Host, serve: Callable[[], Host], capsys: pytest.CaptureFixture[str]
) -> None:
    other = serve()
    other.answers[STORED] = image(JPEG)
    api.answers[medium()] = redirect(target.format(other=other.url))
    assert api.media() == []
    assert other.asked == []
    assert api.asked == [(medium(), BASIC)]
    assert logged(capsys) in (["InvalidInputError"], ["ValueError"])


def test_three_redirects_are_followed_and_no_fourth(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers |= {medium(): redirect("/1"), "/1": redirect("/2"), "/2": redirect("/3"), "/3": image(JPEG)}
    assert api.media() == [Photo("image/jpeg", JPEG)]
    api.asked.clear()
    api.answers["/3"] = redirect("/3")
    assert api.media() == []
    assert [path for path, _ in api.asked] == [medium(), "/1", "/2", "/3"]
    assert logged(capsys) == ["TooManyRedirects"]


def test_a_photo_that_is_not_there_yet_is_asked_for_once_more(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    def later(handler: Handler) -> None:
        (status(404) if len(api.asked) == 1 else image(JPEG))(handler)

    api.answers[medium()] = later
    assert api.media() == [Photo("image/jpeg", JPEG)]
    assert api.asked == [(medium(), BASIC)] * 2
    assert logged(capsys) == []


@pytest.mark.parametrize("code", [401, 403, 404, 410, 500, 503])
def test_an_error_of_twilios_leaves_the_photo_out(code: int, api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers[medium()] = status(code, JPEG)
    assert api.media() == []
    assert logged(capsys) == ["HTTPError"]


def test_one_that_fails_leaves_the_others(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers = {medium(0): image(JPEG), medium(1): image(b"<html>"), medium(2): image(PNG)}
    assert [photo.content_type for photo in api.media(photos=3)] == ["image/jpeg", "image/png"]
    assert logged(capsys) == ["InvalidInputError"]


def drip_head(handler: Handler) -> None:
    """One byte of the answer's head at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not handler.host.stopped.wait(0.01):
        handler.wfile.write(b"x")


@pytest.mark.parametrize("slow", [hang, drip_head, endless(JPEG, 0.01)], ids=["hang", "drip in the head", "drip"])
def test_what_is_late_is_given_up_and_the_rest_is_kept(
    slow: Answer, api: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    api.answers = {medium(0): slow, medium(1): image(PNG)}
    started = time.monotonic()
    assert api.media(1, photos=2) == [Photo("image/png", PNG)]
    assert time.monotonic() - started < 5
    assert logged(capsys) in (["TimeoutError"], ["ReadTimeout"])


def test_a_dripping_fetch_that_is_given_up_ends(api: Host) -> None:
    api.answers[medium()] = endless(JPEG, 0.01)
    assert api.media(0.2) == []
    assert api.left.wait(10)


def test_without_time_nobody_is_asked(api: Host, capsys: pytest.CaptureFixture[str]) -> None:
    api.answers[medium()] = image(JPEG)
    assert api.media(0) == []
    assert api.asked == []
    assert logged(capsys) == ["TimeoutError"]


def test_an_unreachable_host_leaves_the_photo_out(capsys: pytest.CaptureFixture[str]) -> None:
    media = TwilioMedia(ACCOUNT, TOKEN, "http://127.0.0.1:9")
    assert media.photos([f"http://127.0.0.1:9{medium()}"], 5) == []
    assert logged(capsys) == ["ConnectionError"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "photo.jpg",
        f"http://api.twilio.com{medium()}",
        f"HTTPS://api.twilio.com{medium()}",
        f"https://api.twilio.com@evil.example{medium()}",
        f"https://user:password@api.twilio.com{medium()}",
        f"https://api.twilio.com.evil.example{medium()}",
        f"https://api.twilio.com:443{medium()}",
        f"https://api.twilio.com\\@evil.example{medium()}",
        f"https://evil.example/https://api.twilio.com{medium()}",
        f"https://evil.example{medium()}",
        f"https://mms.twiliocdn.com{STORED}",
        f"//api.twilio.com{medium()}",
        f"file://{medium()}",
        "file:///etc/passwd",
        f"https://api.twilio.com{medium()}\n",
        f" https://api.twilio.com{medium()}",
        f"https://api.twilio.com{medium()}?x=1",
        f"https://api.twilio.com{medium()}#x",
        f"https://api.twilio.com{medium()}.json",
        f"https://api.twilio.com{medium()}/../../../../Messages.json",
        f"https://api.twilio.com{MESSAGE}/..",
        f"https://api.twilio.com{medium()}".replace(ACCOUNT, "AC" + "1" * 32),
        f"https://api.twilio.com{medium()}".replace("2010-04-01", "2010-04-01/../2010-04-01"),
        f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        f"http://127.0.0.1:9{medium()}",
    ],
)
def test_another_url_than_that_of_a_photo_of_ours_is_never_asked(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(HTTPAdapter, "send", lambda *arguments, **options: asked.append(arguments))
    assert TwilioMedia(ACCOUNT, TOKEN).photos([url], 1) == []
    assert asked == []
    assert logged(capsys) == ["InvalidInputError"]


OURS = f"https://api.twilio.com{medium()}"
KEPT = f"https://s3-external-1.amazonaws.com/media.twiliocdn.com{STORED}?Expires=1"
PIECES = st.sampled_from(
    [
        *("@", ":", "/", "//", "\\", "?", "#", ".", "%", "%2f", "", "0", " ", "\t", "\r\n", "\x00"),
        *("/..", "/../..", "/%2e%2E", "/evil", "https://", "evil.example", "user:password@", "@evil.example", ":443"),
        *("\u2024", "\uff0e", "\u3002", "\uff0f"),  # which some take for a dot, or for a slash
    ]
)


@st.composite
def altered(draw: st.DrawFn, url: str) -> str:
    """The URL with one to three pieces put in where a part of it begins or ends."""
    for _ in range(draw(st.integers(1, 3))):
        edges = [edge for mark in re.finditer("[^0-9A-Za-z]", url) for edge in mark.span()]
        edge = draw(st.sampled_from([*edges, 0, len(url)]))
        url = url[:edge] + draw(PIECES) + url[edge + draw(st.integers(0, 1)) :]
    return url


def sent_to(url: str) -> tuple[str, str | None, int | None, str]:
    """Scheme, host, port and path that a request for the URL really goes to, and no user of its own."""
    request = Request("GET", url).prepare()
    assert "Authorization" not in request.headers
    parts = urlsplit(request.url or "")
    return str(parts.scheme), parts.hostname, parts.port, str(parts.path)


@given(altered(OURS))
@example(OURS)
def test_whatever_passes_for_a_photos_url_goes_to_our_account_at_twilio(url: str) -> None:
    if not is_media_url(url, ACCOUNT):
        return
    scheme, host, port, path = sent_to(url)
    assert (scheme, host, port) == ("https", "api.twilio.com", None)
    assert url == f"https://api.twilio.com{path}"
    assert path.startswith(f"/2010-04-01/Accounts/{ACCOUNT}/Messages/")
    assert ".." not in path


@given(altered(KEPT))
@example(KEPT)
@example(KEPT.replace(ACCOUNT, "../evil"))
@example(KEPT.replace(ACCOUNT, "%2e%2E/evil"))
def test_whatever_passes_for_a_redirects_target_goes_to_where_twilio_keeps_photos(url: str) -> None:
    if not is_stored_url(url):
        return
    scheme, host, port, path = sent_to(url)
    assert (scheme, host, port) == ("https", "s3-external-1.amazonaws.com", None)
    assert path.startswith("/media.twiliocdn.com/")
    assert ".." not in path


def test_the_urls_that_twilio_gives_pass() -> None:
    assert is_media_url(OURS, ACCOUNT)
    assert is_media_url(OURS.replace("/MM", "/SM"), ACCOUNT)
    assert is_stored_url(KEPT)
    assert is_stored_url(f"https://mms.twiliocdn.com{STORED}?Expires=1631090890&Signature=KI4MPw~K_-&Key-Pair-Id=AP")
    assert is_stored_url(f"https://media.twiliocdn.com{STORED}?x-amz-security-token=IQoJb3JpZ2lu%2F%2B%3D")

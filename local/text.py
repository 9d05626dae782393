"""`text`: sends LINDA one message as a customer, and shows her reply."""

import json
import mimetypes
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from local import instance, twilio
from local.console import LocalError, UsageError
from local.twiml import TwimlError, texts

CUSTOMER = "+19045550123"  # fictional, and always the same, so that a conversation continues
_LATER = "later"  # the reply is on its way, as a separate message
_LATER_SECONDS = 60
_POLL_SECONDS = 0.25
_WHO = {"model": "LINDA (the model)", "rules": "LINDA (the rules receptionist)"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    sender: str
    receptionist: str | None
    messages: list[str]


def text(
    home: Path,
    message: str,
    sender: str,
    *,
    photo: Path | None = None,
    file: Path | None = None,
    location: str = "",
    whatsapp: bool = False,
) -> Reply:
    """Send the message as Twilio would, and return the reply, waiting for one that comes later.

    It can carry a photo or another file, or the address of a place, which only WhatsApp can share.
    """
    sender = twilio.typed_number(sender)
    if not twilio.is_number(sender):
        raise UsageError(f"{sender!r} is not a phone number: write it as {CUSTOMER}.")
    if photo and file:
        raise UsageError("A message carries a photo or another file (PHOTO, FILE), not both.")
    if location and not whatsapp:
        raise UsageError("Only WhatsApp shares a place: add WHATSAPP=1, or --whatsapp.")
    if not (message.strip() or photo or file or location.strip()):
        raise UsageError('There is no message. Use it as in: make text MSG="how much is an iphone 13 screen?"')
    if len(message) > twilio.MAX_BODY:
        raise UsageError(f"A text message has at most {twilio.MAX_BODY} characters; this one has {len(message)}.")
    media = _photo(photo) if photo else _media(file) if file else None
    known = instance.outputs(home)
    account = twilio.account_of(known)
    address = f"whatsapp:{sender}" if whatsapp else sender
    base_url, url = known["base_url"], known["dispatcher_url"]
    try:
        before = len(twilio.sent_to(base_url, address))
        attached = (twilio.upload(base_url, media), media.content_type) if media else None
        response = twilio.post_webhook(
            url, account.token, twilio.inbound(account, address, message, attached, location)
        )
        if response.status_code != 200:
            raise LocalError(_explain(response))
        receptionist, messages = response.headers.get("x-linda-receptionist"), replies(response.text)
        if receptionist == _LATER and not messages:
            messages = _later(base_url, address, before)
    except httpx.TimeoutException:
        raise LocalError(f"{url} did not answer in time. `make logs` shows what the functions say.") from None
    except httpx.HTTPError:
        raise LocalError(f"Nothing answers at {url}. Run `make up` first.") from None
    return Reply(address, receptionist, messages)


def replies(twiml: str) -> list[str]:
    """The texts of the messages in a TwiML document."""
    try:
        return [message.strip() for message in texts(twiml, "Message")]
    except TwimlError as error:
        raise LocalError(f"LINDA's answer is not TwiML ({error}):\n{twiml}") from None


def as_words(message: str, attached: str, reply: Reply) -> str:
    """The exchange, for a person; `attached` names what goes with the words."""
    said = f"{message} [{attached}]".strip() if attached else message
    who = _WHO.get(reply.receptionist or "", "LINDA")
    answers = [f"{who}: {answer}" for answer in reply.messages] or [f"{who} sends no reply."]
    return "\n".join((f"{reply.sender}: {said}", *answers))


def as_json(reply: Reply) -> str:
    """The exchange, for a program."""
    return json.dumps(asdict(reply), ensure_ascii=False)


def _photo(path: Path) -> twilio.Media:
    if not _content_type(path).startswith("image/"):
        words = "its name must end as in cracked.jpg, cracked.png or cracked.webp. Others go with FILE=, or --file."
        raise UsageError(f"{path} is not a photo: {words}")
    return _media(path)


def _media(path: Path) -> twilio.Media:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    if not content:
        raise UsageError(f"{path} is empty.")
    if len(content) > twilio.MAX_MEDIA_BYTES:
        most = twilio.MAX_MEDIA_BYTES // 1024**2
        raise UsageError(f"A message carries at most {most} MB; {path} has {len(content) / 1024**2:.1f} MB.")
    return twilio.Media(content, _content_type(path))


def _content_type(path: Path) -> str:
    """The media type that the file's name suggests."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _later(base_url: str, address: str, before: int) -> list[str]:
    """The texts to the address after the first `before`."""
    print(f"LINDA will reply in a separate message. Waiting up to {_LATER_SECONDS} s …", file=sys.stderr, flush=True)
    deadline = time.monotonic() + _LATER_SECONDS
    while not (messages := twilio.sent_to(base_url, address)[before:]):
        if time.monotonic() > deadline:
            words = f"LINDA's reply has not come within {_LATER_SECONDS} seconds."
            raise LocalError(f"{words} `make logs` shows what the functions say.")
        time.sleep(_POLL_SECONDS)
    return messages


def _explain(response: httpx.Response) -> str:
    advice = {
        403: "The signature was refused. Run `make up`, which makes the keys match again.",
        503: "The emulator or the function did not answer. Run `make up`; `make logs` shows what the functions say.",
    }.get(response.status_code, "`make logs` shows what the functions say.")
    return f"{response.request.url} answered {response.status_code}: {response.text[:500]}\n{advice}"

"""`text`: one message of a customer to LINDA, and her reply."""

import json
import mimetypes
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree

import httpx

from local import instance, twilio
from local.console import LocalError, UsageError

CUSTOMER = "+19045550123"  # fictional, and always the same, so that a conversation goes on
_LONGEST_MESSAGE = 1_600  # Twilio's limit
_LATER = "later"  # the reply is on its way, as a message of its own
_LATER_SECONDS = 60
_POLL_SECONDS = 0.25
_WHO = {"model": "LINDA (the model)", "rules": "LINDA (the rules receptionist)"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    sender: str
    receptionist: str | None
    messages: list[str]


def text(home: Path, message: str, sender: str, *, photo: Path | None = None, whatsapp: bool = False) -> Reply:
    """Send the message as Twilio would, and return the reply, waiting for one that comes later."""
    sender = re.sub(r"[ ()-]", "", sender)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", sender):
        raise UsageError(f"{sender!r} is not a phone number: write it as {CUSTOMER}.")
    if not message.strip() and photo is None:
        raise UsageError('There is no message. Use it as in: make text MSG="how much is an iphone 13 screen?"')
    if len(message) > _LONGEST_MESSAGE:
        raise UsageError(f"A text message has at most {_LONGEST_MESSAGE} characters; this one has {len(message)}.")
    media = _media(photo) if photo else None
    known = instance.outputs(home)
    account = twilio.Account(known["twilio_account_sid"], known["twilio_auth_token"], known["twilio_phone_number"])
    address = f"whatsapp:{sender}" if whatsapp else sender
    base_url, url = known["base_url"], known["dispatcher_url"]
    try:
        before = len(twilio.sent_to(base_url, address))
        attached = (twilio.upload(base_url, media), media.content_type) if media else None
        response = twilio.post_webhook(url, account.token, twilio.inbound(account, address, message, attached))
        if response.status_code != 200:
            raise LocalError(_explain(response))
        receptionist, messages = response.headers.get("x-linda-receptionist"), replies(response.text)
        if receptionist == _LATER and not messages:
            messages = _later(base_url, address, before)
    except httpx.TimeoutException:
        raise LocalError(f"{url} did not answer in time. `make logs` shows what the functions say.") from None
    except httpx.HTTPError:
        raise LocalError(f"Nobody answers at {url}. Run `make up` first.") from None
    return Reply(address, receptionist, messages)


def replies(twiml: str) -> list[str]:
    """The texts of the messages in a TwiML document."""
    try:
        if "<!" in twiml:  # no document type and no entities: then the parser is a safe one
            raise ElementTree.ParseError("a document type or comment has no place in TwiML")
        response = ElementTree.fromstring(twiml)  # noqa: S314
    except ElementTree.ParseError as error:
        raise LocalError(f"LINDA's answer is not TwiML ({error}):\n{twiml}") from None
    return ["".join(message.itertext()).strip() for message in response.iter("Message")]


def as_words(message: str, photo: Path | None, reply: Reply) -> str:
    """The exchange, for a person."""
    said = f"{message} [{photo.name}]".strip() if photo else message
    who = _WHO.get(reply.receptionist or "", "LINDA")
    answers = [f"{who}: {answer}" for answer in reply.messages] or [f"{who} sends no reply."]
    return "\n".join((f"{reply.sender}: {said}", *answers))


def as_json(reply: Reply) -> str:
    """The exchange, for a program."""
    return json.dumps(asdict(reply), ensure_ascii=False)


def _media(photo: Path) -> twilio.Media:
    content_type, _ = mimetypes.guess_type(photo.name)
    if not (content_type or "").startswith("image/"):
        raise UsageError(f"{photo} is not a photo: its name must end as in cracked.jpg, cracked.png or cracked.webp.")
    try:
        content = photo.read_bytes()
    except OSError as error:
        raise UsageError(f"{photo} cannot be read: {error.strerror}.") from None
    if not content:
        raise UsageError(f"{photo} is empty.")
    if len(content) > twilio.MAX_MEDIA_BYTES:
        most = twilio.MAX_MEDIA_BYTES // 1024**2
        raise UsageError(f"A message carries at most {most} MB; {photo} has {len(content) / 1024**2:.1f} MB.")
    return twilio.Media(content, str(content_type))


def _later(base_url: str, address: str, before: int) -> list[str]:
    """The texts to the address after the first `before`."""
    print(f"LINDA will reply in a message of her own. Waiting up to {_LATER_SECONDS} s …", file=sys.stderr, flush=True)
    deadline = time.monotonic() + _LATER_SECONDS
    while not (messages := twilio.sent_to(base_url, address)[before:]):
        if time.monotonic() > deadline:
            words = f"LINDA's reply has not come within {_LATER_SECONDS} seconds."
            raise LocalError(f"{words} `make logs` shows what the functions say.")
        time.sleep(_POLL_SECONDS)
    return messages


def _explain(response: httpx.Response) -> str:
    advice = {
        403: "The signature was refused. Run `make up`, which makes the keys fit again.",
        503: "The emulator or the function did not answer. Run `make up`; `make logs` shows what the functions say.",
    }.get(response.status_code, "`make logs` shows what the functions say.")
    return f"{response.request.url} answered {response.status_code}: {response.text[:500]}\n{advice}"

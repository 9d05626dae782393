"""`text`: one text message of a customer to LINDA, and her reply."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree

import httpx

from local import instance, twilio
from local.console import LocalError, UsageError

CUSTOMER = "+19045550123"  # fictional, and always the same, so that a conversation goes on
_LONGEST_MESSAGE = 1_600  # Twilio's limit
_WHO = {"model": "LINDA (the model)", "rules": "LINDA (the rules receptionist)"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    sender: str
    receptionist: str | None
    messages: list[str]


def text(home: Path, message: str, sender: str) -> Reply:
    """Send the message as Twilio would, and return the reply."""
    sender = re.sub(r"[ ()-]", "", sender)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", sender):
        raise UsageError(f"{sender!r} is no phone number: write it as {CUSTOMER}.")
    if not message.strip():
        raise UsageError('There is no message. Use it as in: make text MSG="how much is an iphone 13 screen?"')
    if len(message) > _LONGEST_MESSAGE:
        raise UsageError(f"A text message has at most {_LONGEST_MESSAGE} characters; this one has {len(message)}.")
    known = instance.outputs(home)
    account = twilio.Account(known["twilio_account_sid"], known["twilio_auth_token"], known["twilio_phone_number"])
    url = known["dispatcher_url"]
    try:
        response = twilio.post_webhook(url, account.token, twilio.inbound(account, sender, message))
    except httpx.TimeoutException:
        raise LocalError(f"{url} did not answer in time. `make logs` shows what the functions say.") from None
    except httpx.HTTPError:
        raise LocalError(f"Nobody answers at {url}. Run `make up` first.") from None
    if response.status_code != 200:
        raise LocalError(_explain(response))
    return Reply(sender, response.headers.get("x-linda-receptionist"), replies(response.text))


def replies(twiml: str) -> list[str]:
    """The texts of the messages in a TwiML document."""
    try:
        if "<!" in twiml:  # no document type and no entities: then the parser is a safe one
            raise ElementTree.ParseError("a document type or comment has no place in TwiML")
        response = ElementTree.fromstring(twiml)  # noqa: S314
    except ElementTree.ParseError as error:
        raise LocalError(f"LINDA's answer is not TwiML ({error}):\n{twiml}") from None
    return ["".join(message.itertext()).strip() for message in response.iter("Message")]


def as_words(message: str, reply: Reply) -> str:
    """The exchange, for a person."""
    who = _WHO.get(reply.receptionist or "", "LINDA")
    answers = [f"{who}: {answer}" for answer in reply.messages] or [f"{who} sends no reply."]
    return "\n".join((f"{reply.sender}: {message}", *answers))


def as_json(reply: Reply) -> str:
    """The exchange, for a program."""
    return json.dumps(asdict(reply), ensure_ascii=False)


def _explain(response: httpx.Response) -> str:
    advice = {
        403: "The signature was refused. Run `make up`, which makes the keys fit again.",
        503: "The emulator or the function did not answer. Run `make up`; `make logs` shows what the functions say.",
    }.get(response.status_code, "`make logs` shows what the functions say.")
    return f"{response.request.url} answered {response.status_code}: {response.text[:500]}\n{advice}"

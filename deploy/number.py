"""The Twilio number: where its messages and calls go, by Twilio's REST API.

https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/service-resource
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from requests import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from deploy.env_file import ACCOUNT_SID, AUTH_TOKEN, NUMBER
from local.console import LocalError

_SECONDS = 20.0
_WIDEST = 60

# Attributes of the number that are set, as people know them from the console.
LABELS = {
    "sms_url": "a message comes in",
    "sms_method": "  method",
    "sms_fallback_url": "  primary handler fails",
    "sms_fallback_method": "  method",
    "sms_application_sid": "  by an application instead",
    "use_inbound_webhook_on_number": "  messaging service defers to the number",
    "voice_url": "a call comes in",
    "voice_method": "  method",
    "voice_fallback_url": "  primary handler fails",
    "voice_fallback_method": "  method",
    "voice_application_sid": "  by an application instead",
    "status_callback": "call status changes",
    "status_callback_method": "  method",
}
# Of the messaging service, not of the number.
_OF_SERVICE = "use_inbound_webhook_on_number"


@dataclass(frozen=True)
class Urls:
    """What the stack says Twilio shall call."""

    message: str
    message_fallback: str
    call: str


@dataclass(frozen=True)
class Number:
    """One of the account's numbers as Twilio has it now."""

    sid: str
    phone: str
    now: Mapping[str, str]
    trunk: str = ""
    service: str = ""
    shared_service: bool = False
    can: frozenset[str] = frozenset(("sms", "voice"))


def urls(outputs: Mapping[str, str]) -> Urls:
    """The URLs in the stack's outputs."""
    return Urls(outputs["DispatcherWebhookUrl"], outputs["DispatcherFallbackUrl"], outputs["DispatcherCallUrl"])


def wanted(number: Number, urls: Urls) -> dict[str, str]:
    """What the number is to be set to.

    A fallback for calls of the owner's own, such as a TwiML Bin, stays: it works with everything of ours down. One
    that is the same as the URL for calls was set by us, perhaps for a stack that is gone. An
    application's URLs would be called instead of the number's, so none is left; a messaging service's are switched off.
    """
    own_fallback = number.now["voice_fallback_url"]
    if own_fallback == number.now["voice_url"]:
        own_fallback = ""
    found = {
        "sms_url": urls.message,
        "sms_method": "POST",
        "sms_fallback_url": urls.message_fallback,
        "sms_fallback_method": "POST",
        "sms_application_sid": "",
        "voice_url": urls.call,
        "voice_method": "POST",
        "voice_fallback_url": own_fallback or urls.call,
        "voice_fallback_method": number.now["voice_fallback_method"],
        "voice_application_sid": "",
        "status_callback": urls.call,
        "status_callback_method": "POST",
    }
    if found["voice_fallback_url"] == urls.call:
        found["voice_fallback_method"] = "POST"
    return found | ({_OF_SERVICE: "yes"} if number.service else {})


def changes(number: Number, wanted: Mapping[str, str]) -> dict[str, str]:
    """What is not yet as wanted."""
    return {name: value for name, value in wanted.items() if number.now.get(name, "") != value}


def obstacles(number: Number) -> list[str]:
    """Why the number cannot be connected, and what to do; what only its owner can decide is left to him."""
    found = []
    if missing := sorted({"sms", "voice"} - number.can):
        found.append(f"{number.phone} has no {' and no '.join(missing)} at Twilio: choose another number.")
    if number.trunk:
        found.append(
            f"Calls of {number.phone} go to the SIP trunk {number.trunk}, and no URL is called: take the number out of "
            "it in the console (Elastic SIP Trunking, Trunks, Numbers), and run this again."
        )
    if number.shared_service and number.now[_OF_SERVICE] != "yes":
        found.append(
            f"Messages of {number.phone} go to the URL of the messaging service {number.service}, which has other "
            "numbers, too. In the console, under the service's Integration, choose \"Defer to sender's webhook\" if "
            "that is right for all of them, or move the number to a service of its own. Then run this again."
        )
    return found


def as_table(number: Number, wanted: Mapping[str, str]) -> str:
    """Before and after, side by side, what changes marked."""
    rows = [(LABELS[name], number.now.get(name, "") or "-", wanted[name] or "-") for name in LABELS if name in wanted]
    width = max(len(label) for label, _, _ in rows)
    left = min(_WIDEST, max(len(before) for _, before, _ in rows))
    lines = [f"  {'':{width}}  {'now':{left}}  to be"]
    for label, before, after in rows:
        lines.append(f"{' ' if before == after else '*'} {label:{width}}  {before:{left}}  {after}")
    return "\n".join(lines)


# --- Twilio


def client(keys: Mapping[str, str], base_url: str) -> Client:
    """A client of the account in `.env`; another address than Twilio's own takes the place of both its APIs."""
    made = Client(keys[ACCOUNT_SID], keys[AUTH_TOKEN], http_client=TwilioHttpClient(timeout=_SECONDS))
    if base_url:
        made.api.base_url = made.messaging.base_url = base_url
    return made


def look(client: Client, phone: str) -> Number:
    """The number as it is set now. Raises LocalError if the account has no such number, or Twilio refuses the keys."""
    with _in_words():
        # Not the list at once: of a refused list, the client hides status and code.
        account = client.api.accounts(str(client.username)).fetch()
        if str(account.status) != "active":
            raise LocalError(f"The Twilio account is {account.status}: see https://console.twilio.com")
        numbers = client.incoming_phone_numbers.list(limit=1000)
        found = next((number for number in numbers if number.phone_number == phone), None)
        if found is None:
            others = ", ".join(str(number.phone_number) for number in numbers) or "none"
            raise LocalError(f"{NUMBER} ({phone}) is not a number of this Twilio account. Its numbers: {others}.")
        now = {name: str(getattr(found, name) or "") for name in LABELS if name != _OF_SERVICE}
        service, shared = _service_of(client, str(found.sid))
    if service:
        now[_OF_SERVICE] = "yes" if service.use_inbound_webhook_on_number else "no"
    capabilities: Any = found.capabilities or {}
    return Number(
        sid=str(found.sid),
        phone=phone,
        now=now,
        trunk=str(found.trunk_sid or ""),
        service=str(service.sid) if service else "",
        shared_service=shared,
        can=frozenset(name for name in ("sms", "voice") if capabilities.get(name)),
    )


def update(client: Client, number: Number, changes: Mapping[str, str]) -> None:
    """Set what changes, the number's own in one request. Raises LocalError."""
    own: dict[str, Any] = {name: value for name, value in changes.items() if name != _OF_SERVICE}
    with _in_words():
        if own:
            client.incoming_phone_numbers(number.sid).update(**own)
        if _OF_SERVICE in changes:
            client.messaging.v1.services(number.service).update(use_inbound_webhook_on_number=True)


def _service_of(client: Client, sid: str) -> tuple[Any, bool]:
    """The messaging service that the number is in, if any, and whether others are in it, too."""
    for service in client.messaging.v1.services.list(limit=1000):
        members = [
            number.sid for number in client.messaging.v1.services(str(service.sid)).phone_numbers.list(limit=1000)
        ]
        if sid in members:
            return service, len(members) > 1
    return None, False


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        if error.status == 401:  # code 20003
            raise LocalError(
                f"Twilio refuses {ACCOUNT_SID} and {AUTH_TOKEN}. Copy both again from the console's Account Info "
                "(https://console.twilio.com) into .env; after a rotation, the token that is primary now."
            ) from None
        raise LocalError(
            f"Twilio refuses: status {error.status}, code {error.code}, https://www.twilio.com/docs/errors/{error.code}"
        ) from None
    except (TwilioException, RequestException) as error:
        raise LocalError(f"Twilio cannot be asked: {type(error).__name__}. Is there a network? Try again.") from None

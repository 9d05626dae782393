"""POST /dispatcher: Twilio's webhook. A text gets an answer as TwiML, a call is asked for a text."""

import gc

gc.disable()  # Imports make no garbage: collecting during them costs a third of the cold start.

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from linda.adapters import dynamodb, secrets_manager
from linda.adapters.functions import FINISH_TURN, finish_turn_later, from_plain
from linda.adapters.openai_responses import OpenAIModel
from linda.adapters.twilio_webhook import is_signed, message_twiml, spoken_twiml
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.errors import (
    BodyTooLargeError,
    InvalidInputError,
    PayloadFormatError,
    StoreUnavailableError,
    UndeliveredError,
)
from linda.logs import bind, bind_request, log, log_error
from linda.models import Claim, Inbound, Reply
from linda.notices import Sender, send_once
from linda.phones import parse_phone, region_of
from linda.ports import Messenger, PhotoSource
from linda.settings import KEYS, Settings, load_settings
from linda.shop import Shop, load_shop
from linda.slots import today
from linda.turn import Office, finish_turn, take_turn
from linda.web import NO_SNIFFING, Request, Response, parse_form, parse_request, signed_urls

gc.freeze()
gc.enable()

# Programs text from short codes; to answer one is to talk to a robot.
_SHORT_CODE = re.compile(r"\+?[0-9]{3,6}")
# Where the sender's number is proved: by SMS it stands alone.
_CHANNELS = frozenset(["", "whatsapp", "rcs"])
_CHANNEL = re.compile(r"[a-z]{2,20}")
_LONGEST_ADDRESS = 80
_MOST_PHOTOS = 10  # Twilio's own limit
_LONGEST_REQUEST = 30  # seconds; API Gateway's own limit
_SORRY = "Sorry, something is not working on our side. Please text again in a few minutes."
# Over before Lambda tries again, a minute later.
_REPLY_LEASE = timedelta(seconds=50)
_TWILIO_KEYS = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER")


def handler(event: object, context: object) -> Response:
    """Answer one webhook: 403 unless Twilio signed it or it came through IAM, else 200 with TwiML, always.

    Its own asynchronous invocation finishes a turn; what fails there raises, so that Lambda tries it again.
    """
    bind_request(event, context)
    if isinstance(event, Mapping) and event.get("task") == FINISH_TURN and "requestContext" not in event:
        return _finish(event)
    received_at = _received_at(event)
    try:
        request = parse_request(event)
        form = parse_form(request)
        if not _is_from_twilio(request, form):
            return _refusal("signature" if signed_urls(request) else "query")
    except BodyTooLargeError as error:
        return _error(413, str(error))
    except PayloadFormatError as error:  # The fault of whoever set the API up, not of the caller.
        log_error("webhook_not_read", error)
        return _error(400, str(error))
    except InvalidInputError:
        return _refusal("form")
    except Exception as error:
        log_error("webhook_not_verified", error)
        return _error(503, "the signature cannot be checked right now; please try again")
    try:
        return _answer(form, str(getattr(context, "aws_request_id", "")), received_at)
    except Exception as error:
        log_error("webhook_failed", error)
        return _twiml(message_twiml(_SORRY), "rules")


@cache
def _settings() -> Settings:
    return load_settings()


@cache
def _store() -> dynamodb.DynamoDBStore:
    settings = _settings()
    return dynamodb.open_store(settings.region, settings.leads_table, settings.state_table, settings.chat_log_days)


@cache
def _keys() -> secrets_manager.Keys:
    settings = _settings()
    return secrets_manager.open_keys(settings.region, settings.secret_id, settings.keys)


@cache
def _model(api_key: str) -> OpenAIModel:
    settings = _settings()
    return OpenAIModel(api_key, settings.model, settings.openai_base_url, settings.reasoning_effort)


@cache
def _messenger(account_sid: str, token: str, number: str) -> Messenger:
    # Imported when first needed, as the photos' source is: few turns send a text or have a photo.
    from linda.adapters.twilio_rest import TwilioMessenger

    return TwilioMessenger(account_sid, token, number, _settings().twilio_api_base_url)


@cache
def _photos(account_sid: str, token: str) -> PhotoSource:
    from linda.adapters.twilio_media import TwilioMedia

    return TwilioMedia(account_sid, token, _settings().twilio_api_base_url)


def _is_from_twilio(request: Request, form: Mapping[str, str]) -> bool:
    if not request.through_api:
        return True
    urls = signed_urls(request, _settings().public_base_url)
    signature = request.headers.get("x-twilio-signature", "")
    return bool(signature) and is_signed(urls, form, signature, _keys().get("TWILIO_AUTH_TOKEN"))


def _answer(form: Mapping[str, str], request_id: str, received_at: datetime) -> Response:
    shop = _shop()
    if "CallSid" in form:
        return _twiml(
            spoken_twiml(f"Thanks for calling {shop.name}. Please text this number, and we will answer at once."),
            "rules",
        )
    inbound = _inbound(form, request_id, shop, received_at)
    bind(inbound.key)
    keys = _known_keys()
    if _is_no_message(form, inbound.phone, keys["TWILIO_PHONE_NUMBER"]):
        return _twiml(message_twiml(""), "rules")
    reply = take_turn(inbound, _office(inbound, shop, keys))
    return _twiml(message_twiml(reply.text if reply else ""), reply.by if reply else "rules")


def _finish(event: Mapping[str, Any]) -> Response:
    """Finish the turn that was handed over, and send its reply.

    Raises UndeliveredError, whose words Lambda logs, in place of all others: theirs may be a customer's.
    """
    try:
        inbound = from_plain(event["inbound"])
        bind(inbound.key)
        shop = _shop()
        keys = _known_keys()
        reply = finish_turn(inbound, event["lease_until"], _office(inbound, shop, keys))
        if reply and reply.text:
            _send(inbound, reply, shop, _messenger(*(keys[name] for name in _TWILIO_KEYS)))
    except Exception as error:
        log_error("turn_not_finished", error)
        raise UndeliveredError("the turn is not finished yet") from None
    return {"statusCode": 200}


def _send(inbound: Inbound, reply: Reply, shop: Shop, messenger: Messenger) -> None:
    sender = Sender(shop, _store(), messenger, _now)
    outcome = send_once(
        sender,
        f"REPLY#{inbound.key}",
        inbound.phone,
        reply.text,
        kind="reply",
        channel="whatsapp" if inbound.source == "twilio-whatsapp" else "",
        lease=_REPLY_LEASE,
    )
    if outcome in ("unavailable", "in_flight"):
        raise UndeliveredError(f"the reply is {outcome}")


def _is_no_message(form: Mapping[str, str], phone: str, our_number: str) -> bool:
    """Tell if nobody wrote this: a delivery receipt, a program's short code, or our own number."""
    is_receipt = form.get("MessageStatus", "received") not in ("received", "receiving")
    is_program = bool(_SHORT_CODE.fullmatch(form.get("From", "")))
    return is_receipt or is_program or (bool(phone) and phone == our_number)


def _office(inbound: Inbound, shop: Shop, keys: Mapping[str, str]) -> Office:
    twilio = [keys[name] for name in _TWILIO_KEYS]
    account_sid, token, number = twilio
    can_send = all(twilio) and region_of(inbound.phone) in shop.texts_go_to
    return Office(
        shop=shop,
        store=_store(),
        clock=_now,
        model=_model(keys["OPENAI_API_KEY"]) if keys["OPENAI_API_KEY"] else None,
        photos=_photos(account_sid, token) if inbound.photos and account_sid and token else None,
        hand_over=_hand_over if can_send and _settings().function else None,
        salt=keys["ADMIN_API_TOKEN"].encode(),
        secrets=[key for name, key in keys.items() if name != "TWILIO_PHONE_NUMBER"],
        numbers=[number],
        owner_phone=_settings().owner_phone,
    )


def _hand_over(inbound: Inbound, claim: Claim) -> bool:
    """Have an asynchronous invocation of this function finish the turn; tell if one will."""
    return finish_turn_later(_settings().function_region, _settings().function, inbound, claim)


def _shop() -> Shop:
    return replace(load_shop(_settings().time_zone), **_settings().shop)  # type: ignore[arg-type]


def _now() -> datetime:
    return datetime.now(UTC)


def _received_at(event: object) -> datetime:
    """Return when API Gateway has taken the request: behind a cold start, Twilio has been waiting since then.

    Anything but an instant of the last half minute, its own limit, is not believed.
    """
    now = _now()
    context = event.get("requestContext") if isinstance(event, Mapping) else None
    milliseconds = context.get("requestTimeEpoch") if isinstance(context, Mapping) else None
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return now
    waited = now.timestamp() - milliseconds / 1000
    return now - timedelta(seconds=waited) if 0 < waited <= _LONGEST_REQUEST else now


def _known_keys() -> Mapping[str, str]:
    """Return the keys by name, "" for one that there is not, or that cannot be read."""
    try:
        return {name: _keys().get(name) for name in KEYS}
    except StoreUnavailableError as error:
        log_error("keys_not_read", error)  # A customer is answered without those that only the secret has.
        return {**dict.fromkeys(KEYS, ""), **_settings().keys}


def _inbound(form: Mapping[str, str], request_id: str, shop: Shop, now: datetime) -> Inbound:
    phone, source = _sender_of(form.get("From", ""), shop)
    count = form.get("NumMedia", "0")
    photos = range(min(int(count), _MOST_PHOTOS) if count.isascii() and count.isdigit() and len(count) < 3 else 0)
    return Inbound(
        key=form.get("MessageSid", "")[:64] or f"invoke-{request_id}",
        phone=phone,
        text=form.get("Body", "")[:LONGEST_MESSAGE],
        session_id=f"{phone or 'unknown'}-{today(shop, now)}",
        source=source,
        received_at=now,
        photos=tuple(url for n in photos if (url := form.get(f"MediaUrl{n}"))),
    )


def _sender_of(address: str, shop: Shop) -> tuple[str, str]:
    """Return who sends, and over what: "+19045550123", "twilio-whatsapp".

    An address of a channel that proves no number stays whole, so that it is never taken for one.
    """
    channel, _, number = address.rpartition(":")
    channel = channel.lower()
    if channel not in _CHANNELS:
        return address[:_LONGEST_ADDRESS], f"twilio-{channel if _CHANNEL.fullmatch(channel) else 'other'}"
    try:
        phone = parse_phone(number, shop.country)
    except InvalidInputError:
        phone = number[:_LONGEST_ADDRESS]
    return phone, f"twilio-{channel or 'sms'}"


def _refusal(reason: str) -> Response:
    log("webhook_refused", level="WARNING", reason=reason)
    return _error(403, "the signature is missing or wrong")


def _error(code: int, message: str) -> Response:
    return {
        "statusCode": code,
        "headers": {"Content-Type": "application/json", **NO_SNIFFING},
        "body": json.dumps({"status": "error", "message": message}),
        "isBase64Encoded": False,
    }


def _twiml(xml: str, receptionist: str) -> Response:
    return {
        "statusCode": 200,
        "headers": {
            "Content-Type": "text/xml; charset=utf-8",
            "X-Linda-Receptionist": receptionist,
            **NO_SNIFFING,
        },
        "body": xml,
        "isBase64Encoded": False,
    }

"""POST /dispatcher: Twilio's webhook. A text gets an answer as TwiML; a caller is asked to text."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from linda import composition, items
from linda.adapters.functions import FINISH_TURN, finish_turn_later, from_plain
from linda.adapters.openai_responses import OpenAIModel
from linda.adapters.twilio_webhook import is_signed, message_twiml, spoken_twiml
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.composition import TWILIO_KEYS
from linda.errors import (
    BodyTooLargeError,
    InvalidInputError,
    PayloadFormatError,
    StoreUnavailableError,
    UndeliveredError,
)
from linda.logs import bind, bind_request, log, log_error
from linda.models import Attachment, Claim, Inbound, OptOutType, OwnerEntry, Reply
from linda.notices import Sender, send_once, tell_owner_now
from linda.phones import parse_phone, region_of
from linda.ports import Messenger
from linda.replies import one_line
from linda.settings import KEYS
from linda.shop import Shop
from linda.slots import today
from linda.turn import Office, finish_turn, take_turn
from linda.web import Request, Response, error_response, parse_form, parse_request, proxy_response, signed_urls

gc.freeze()
gc.enable()

# Programs text from short codes; an answer to one would go to a robot.
_SHORT_CODE = re.compile(r"\+?[0-9]{3,6}")
# The channels that prove the sender's number; an SMS address is the bare number.
_CHANNELS = frozenset(["", "whatsapp", "rcs"])
_CHANNEL = re.compile(r"[a-z]{2,20}")
_LONGEST_ADDRESS = 80
_MOST_ATTACHMENTS = 10  # Twilio's own limit
_LONGEST_URL = 300
_LONGEST_PLACE = 120
_OPT_OUT_TYPES: Mapping[str, OptOutType] = {"STOP": "STOP", "START": "START", "HELP": "HELP"}
_LONGEST_REQUEST = 30  # seconds; API Gateway's own limit
_SORRY = "Sorry, something is not working on our side. Please text again in a few minutes."
# Ends before Lambda tries again, a minute later.
_REPLY_LEASE = timedelta(seconds=50)
_SECONDS_TO_SEND = 8.0  # how long Twilio may take to take a text
# The reply waits for the alert, and Twilio for the reply.
_SECONDS_TO_ALERT = 2.0


def handler(event: object, context: object) -> Response:
    """Answer one webhook: 403 unless Twilio signed it or it came through IAM, else 200 with TwiML, always.

    An asynchronous invocation of itself finishes a turn; a failure there raises, so that Lambda tries again.
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
        return error_response(413, str(error))
    except PayloadFormatError as error:  # The fault of whoever set up the API, not of the caller.
        log_error("webhook_not_read", error)
        return error_response(400, str(error))
    except InvalidInputError:
        return _refusal("form")
    except Exception as error:
        log_error("webhook_not_verified", error)
        return error_response(503, "the signature cannot be checked right now; please try again")
    try:
        return _answer(form, str(getattr(context, "aws_request_id", "")), received_at)
    except Exception as error:
        log_error("webhook_failed", error)
        return _twiml(message_twiml(_SORRY), "rules")


@cache
def _model(api_key: str) -> OpenAIModel:
    settings = composition.settings()
    return OpenAIModel(api_key, settings.model, settings.openai_base_url, settings.reasoning_effort)


def _is_from_twilio(request: Request, form: Mapping[str, str]) -> bool:
    if not request.through_api:
        return True
    urls = signed_urls(request, composition.settings().public_base_url)
    signature = request.headers.get("x-twilio-signature", "")
    return bool(signature) and is_signed(urls, form, signature, composition.keys().get("TWILIO_AUTH_TOKEN"))


def _answer(form: Mapping[str, str], request_id: str, received_at: datetime) -> Response:
    shop = composition.shop()
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

    Raises UndeliveredError in place of all other errors: Lambda logs the message, and theirs may hold a customer's
    words.
    """
    try:
        inbound = from_plain(event["inbound"])
        bind(inbound.key)
        shop = composition.shop()
        keys = _known_keys()
        reply = finish_turn(inbound, event["lease_until"], _office(inbound, shop, keys))
        if reply and reply.text:
            _send(inbound, reply, shop, composition.messenger(*(keys[name] for name in TWILIO_KEYS), _SECONDS_TO_SEND))
    except Exception as error:
        log_error("turn_not_finished", error)
        raise UndeliveredError("the turn is not finished yet") from None
    return {"statusCode": 200}


def _send(inbound: Inbound, reply: Reply, shop: Shop, messenger: Messenger) -> None:
    sender = Sender(shop, composition.store(), messenger, _now)
    outcome = send_once(
        sender,
        items.REPLY.key(inbound.key),
        inbound.phone,
        reply.text,
        kind="reply",
        channel="whatsapp" if inbound.source == "twilio-whatsapp" else "",
        lease=_REPLY_LEASE,
    )
    if outcome in ("unavailable", "in_flight"):
        raise UndeliveredError(f"the reply is {outcome}")


def _is_no_message(form: Mapping[str, str], phone: str, our_number: str) -> bool:
    """Tell whether nobody wrote this: a delivery receipt, a program's short code, or our own number."""
    is_receipt = form.get("MessageStatus", "received") not in ("received", "receiving")
    is_program = bool(_SHORT_CODE.fullmatch(form.get("From", "")))
    return is_receipt or is_program or (bool(phone) and phone == our_number)


def _office(inbound: Inbound, shop: Shop, keys: Mapping[str, str]) -> Office:
    twilio = [keys[name] for name in TWILIO_KEYS]
    account_sid, token, number = twilio
    can_send = all(twilio) and region_of(inbound.phone) in shop.texts_go_to
    return Office(
        shop=shop,
        store=composition.store(),
        clock=_now,
        model=_model(keys["OPENAI_API_KEY"]) if keys["OPENAI_API_KEY"] else None,
        photos=composition.photos(account_sid, token) if inbound.photos and account_sid and token else None,
        hand_over=_hand_over if can_send and composition.settings().function else None,
        salt=keys["ADMIN_API_TOKEN"].encode(),
        secrets=[key for name, key in keys.items() if name != "TWILIO_PHONE_NUMBER"],
        numbers=[number],
        owner_phone=composition.settings().owner_phone,
        alert=partial(_alert, shop, twilio) if all(twilio) else None,
    )


def _alert(shop: Shop, twilio: Sequence[str], entries: Sequence[OwnerEntry]) -> None:
    messenger = composition.messenger(*twilio, _SECONDS_TO_ALERT)
    tell_owner_now(Sender(shop, composition.store(), messenger, _now, composition.settings().owner_phone), entries)


def _hand_over(inbound: Inbound, claim: Claim) -> bool:
    """Have an asynchronous invocation of this function finish the turn; tell whether one will."""
    return finish_turn_later(composition.settings().function_region, composition.settings().function, inbound, claim)


def _now() -> datetime:
    return datetime.now(UTC)


def _received_at(event: object) -> datetime:
    """Return when API Gateway received the request: with a cold start, Twilio has been waiting since then.

    Anything but an instant within the last half minute, API Gateway's own limit, is ignored.
    """
    now = _now()
    context = event.get("requestContext") if isinstance(event, Mapping) else None
    milliseconds = context.get("requestTimeEpoch") if isinstance(context, Mapping) else None
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return now
    waited = now.timestamp() - milliseconds / 1000
    return now - timedelta(seconds=waited) if 0 < waited <= _LONGEST_REQUEST else now


def _known_keys() -> Mapping[str, str]:
    """Return the keys by name, "" for one that is missing or cannot be read."""
    try:
        return {name: composition.keys().get(name) for name in KEYS}
    except StoreUnavailableError as error:
        log_error("keys_not_read", error)  # The customer is answered even without the keys that are only in the secret.
        return {**dict.fromkeys(KEYS, ""), **composition.settings().keys}


def _inbound(form: Mapping[str, str], request_id: str, shop: Shop, now: datetime) -> Inbound:
    phone, source = _sender_of(form.get("From", ""), shop)
    return Inbound(
        key=form.get("MessageSid", "")[:64] or f"invoke-{request_id}",
        phone=phone,
        text=form.get("Body", "")[:LONGEST_MESSAGE],
        session_id=f"{phone or 'unknown'}-{today(shop, now)}",
        source=source,
        received_at=now,
        attachments=_attachments(form),
        location=_location(form),
        opt_out_type=_OPT_OUT_TYPES.get(form.get("OptOutType", "").upper(), ""),
    )


def _attachments(form: Mapping[str, str]) -> tuple[Attachment, ...]:
    """Return the files that came with the message, without the page layout that some phones send along."""
    count = form.get("NumMedia", "0")
    numbers = range(min(int(count), _MOST_ATTACHMENTS) if count.isascii() and count.isdigit() and len(count) < 3 else 0)
    found = [
        (form.get(f"MediaUrl{n}", ""), form.get(f"MediaContentType{n}", "")[:_LONGEST_ADDRESS].lower()) for n in numbers
    ]
    return tuple(
        Attachment(url[:_LONGEST_URL], content_type)
        for url, content_type in found
        if url and not content_type.startswith("application/smil")
    )


def _location(form: Mapping[str, str]) -> str:
    """Return the place that the message shares, "12 Main St, Jacksonville (30.33,-81.65)"; "" if it shares none.

    https://www.twilio.com/docs/whatsapp/api#location-messages-with-whatsapp
    """
    label, address = (one_line(form.get(name, ""), _LONGEST_PLACE) for name in ("Label", "Address"))
    named = address if label in address else f"{label}, {address}".rstrip(", ")
    try:
        latitude, longitude = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return named if "Latitude" in form else ""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # NaN fails both.
        return named
    point = f"{round(latitude, 5)},{round(longitude, 5)}"
    return f"{named} ({point})" if named else point


def _sender_of(address: str, shop: Shop) -> tuple[str, str]:
    """Return who sent it, and over which channel: "+19045550123", "twilio-whatsapp".

    An address on a channel that does not prove the number stays whole, so that it is never taken for a proven number.
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
    return error_response(403, "the signature is missing or wrong")


def _twiml(xml: str, receptionist: str) -> Response:
    return proxy_response(200, "text/xml; charset=utf-8", xml, {"X-Linda-Receptionist": receptionist})

"""POST /dispatcher: Twilio's webhook. A text gets an answer as TwiML, a call is asked for a text."""

import gc

gc.disable()  # Imports make no garbage: collecting during them costs a third of the cold start.

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from linda.adapters import dynamodb, secrets_manager
from linda.adapters.openai_responses import OpenAIModel
from linda.adapters.twilio_webhook import is_signed, message_twiml, spoken_twiml
from linda.conversation import take_turn
from linda.errors import BodyTooLargeError, InvalidInputError, StoreUnavailableError
from linda.logs import log, log_error
from linda.models import Inbound
from linda.phones import parse_phone
from linda.settings import Settings, load_settings
from linda.shop import Shop, load_shop
from linda.web import Request, Response, parse_form, parse_request

gc.freeze()
gc.enable()

# Twilio opts the sender out by itself on one of these words alone and refuses to deliver an answer:
# https://help.twilio.com/articles/223134027
_OPT_OUT_WORDS = frozenset(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
# Programs text from short codes; to answer one is to talk to a robot.
_SHORT_CODE = re.compile(r"\+?[0-9]{3,6}")
_LONGEST_MESSAGE = 1_600  # Twilio's own limit; a direct invoke may bring more
_SORRY = "Sorry, something is not working on our side. Please text again in a few minutes."


def handler(event: object, context: object) -> Response:
    """Answer one webhook: 403 unless Twilio signed it or it came through IAM, else 200 with TwiML, always."""
    try:
        request = parse_request(event)
        form = parse_form(request)
        if not _is_from_twilio(request, form):
            return _refusal()
    except BodyTooLargeError as error:
        return _error(413, str(error))
    except InvalidInputError:
        return _refusal()
    except Exception as error:
        log_error("webhook_not_verified", error)
        return _error(503, "the signature cannot be checked right now; please try again")
    try:
        return _answer(form, str(getattr(context, "aws_request_id", "")))
    except Exception as error:
        log_error("webhook_failed", error)
        return _twiml(message_twiml(_SORRY), "rules")


@cache
def _settings() -> Settings:
    return load_settings()


@cache
def _store() -> dynamodb.DynamoDBStore:
    settings = _settings()
    return dynamodb.open_store(settings.region, settings.leads_table, settings.state_table)


@cache
def _keys() -> secrets_manager.Keys:
    settings = _settings()
    return secrets_manager.open_keys(settings.region, settings.secret_id, settings.keys)


@cache
def _model(api_key: str) -> OpenAIModel:
    return OpenAIModel(api_key, _settings().model, _settings().openai_base_url)


def _is_from_twilio(request: Request, form: Mapping[str, str]) -> bool:
    if not request.through_api:
        return True
    base = _settings().public_base_url or f"https://{request.host}"
    urls = {base + request.path, base + request.path.removeprefix(f"/{request.stage}")}
    signature = request.headers.get("x-twilio-signature", "")
    return bool(signature) and is_signed(urls, form, signature, _keys().get("TWILIO_AUTH_TOKEN"))


def _answer(form: Mapping[str, str], request_id: str) -> Response:
    shop = load_shop(_settings().time_zone)
    if "CallSid" in form:
        return _twiml(
            spoken_twiml(f"Thanks for calling {shop.name}. Please text this number, and we will answer at once."),
            "rules",
        )
    text = form.get("Body", "")
    if "MessageStatus" in form or text.strip().upper() in _OPT_OUT_WORDS or _SHORT_CODE.fullmatch(form.get("From", "")):
        return _twiml(message_twiml(""), "rules")
    reply = take_turn(
        _inbound(form, text, request_id, shop), _store(), shop, _chosen_model(), lambda: datetime.now(UTC)
    )
    return _twiml(message_twiml(reply.text if reply else ""), reply.by if reply else "rules")


def _inbound(form: Mapping[str, str], text: str, request_id: str, shop: Shop) -> Inbound:
    channel, _, number = form.get("From", "").rpartition(":")
    try:
        phone = parse_phone(number, shop.country)
    except InvalidInputError:
        phone = number[:40]
    now = datetime.now(UTC)
    return Inbound(
        key=form.get("MessageSid", "")[:64] or f"invoke-{request_id}",
        phone=phone,
        text=text[:_LONGEST_MESSAGE],
        # A month of a number is one conversation: an item holds 400 kB at the most.
        session_id=f"{phone or 'unknown'}-{now.astimezone(shop.time_zone):%Y-%m}",
        source=f"twilio-{channel or 'sms'}",
        received_at=now,
    )


def _chosen_model() -> OpenAIModel | None:
    try:
        api_key = _keys().get("OPENAI_API_KEY")
    except StoreUnavailableError:
        return None
    return _model(api_key) if api_key else None


def _refusal() -> Response:
    log("webhook_refused", level="WARNING")
    return _error(403, "the signature is missing or wrong")


def _error(code: int, message: str) -> Response:
    return {
        "statusCode": code,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"status": "error", "message": message}),
        "isBase64Encoded": False,
    }


def _twiml(xml: str, receptionist: str) -> Response:
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/xml; charset=utf-8", "X-Linda-Receptionist": receptionist},
        "body": xml,
        "isBase64Encoded": False,
    }

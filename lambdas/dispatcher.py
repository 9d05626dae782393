"""POST /dispatcher: Twilio's webhook. A text or a turn of a phone call gets its answer as TwiML."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from time import monotonic, sleep
from typing import Any, Literal
from urllib.parse import urlsplit

from linda import clock, composition, items, web_chat
from linda.adapters.functions import FINISH_TURN, finish_turn_later, from_plain
from linda.adapters.openai_responses import OpenAIModel
from linda.adapters.twilio_voice import (
    Line,
    call_twiml,
    empty_twiml,
    goodbye_twiml,
    reject_twiml,
    wait_twiml,
    whisper_twiml,
)
from linda.adapters.twilio_webhook import is_signed, message_twiml
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.composition import TWILIO_KEYS
from linda.ended_calls import counted_as, end_call
from linda.errors import (
    BodyTooLargeError,
    InvalidInputError,
    PayloadFormatError,
    StoreUnavailableError,
    TurnInFlightError,
    UndeliveredError,
)
from linda.logs import bind, bind_request, log, log_error
from linda.metrics import Metric, seconds_since
from linda.models import (
    VOICE,
    Attachment,
    Call,
    CallCount,
    Claim,
    Inbound,
    Language,
    OptOutType,
    OwnerEntry,
    Push,
    Reply,
    Settled,
    Speech,
)
from linda.news import of_failure
from linda.notices import Sender, send_once, send_push, tell_owner_now
from linda.office import Office, without_model
from linda.phones import ANONYMOUS, parse_phone, region_of
from linda.ports import Messenger
from linda.replies import one_line
from linda.responses.compose import compose, say
from linda.responses.values import Speaker
from linda.settings import KEYS
from linda.shop import Shop
from linda.slots import today
from linda.turn import finish_turn, take_turn
from linda.web import (
    Request,
    Response,
    Result,
    answer_json,
    error_response,
    parse_fields,
    parse_form,
    parse_request,
    proxy_response,
    signed_urls,
    turn_of,
)

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
_MOST_HINTS = 40
_MOST_DIGITS = 20
_DURATION = re.compile("[0-9]{1,6}")
_OPT_OUT_TYPES: Mapping[str, OptOutType] = {"STOP": "STOP", "START": "START", "HELP": "HELP"}
_LONGEST_REQUEST = 30  # seconds; API Gateway's own limit
_SORRY_CALLER = "Sorry, something is not working on our side. Please send us a text, or call again in a few minutes."
# The numbers that carriers give for a caller who withholds his own: https://www.twilio.com/docs/voice/twiml#caller-id
_WITHHELD = frozenset(["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"])
_CALL_OVER = frozenset(["completed", "busy", "failed", "no-answer", "canceled"])
# How long a caller waits for a turn in silence, in seconds, and how often it is looked for.
_SECONDS_OF_SILENCE, _SECONDS_BETWEEN_LOOKS = 4.5, 0.3
# By then he has been asked twice to wait: the rules answer.
_SECONDS_BEFORE_RULES = 13.0
_SORRY = "Sorry, something is not working on our side. Please text again in a few minutes."
# Lambda and API Gateway count an apology as a success, so the dispatcher counts the webhooks that it failed itself.
_FAILED: Mapping[Metric, float] = {"FailedWebhooks": 1}
# Ends before Lambda tries again, a minute later.
_REPLY_LEASE = timedelta(seconds=50)
_SECONDS_TO_SEND = 8.0  # how long Twilio may take to take a text
# The reply waits for the alert, and Twilio for the reply.
_SECONDS_TO_ALERT = 2.0
_MOST_SENT_AT_ONCE = 3


def handler(event: object, context: object) -> Response:
    """Answer one webhook: 403 unless Twilio signed it or it came through IAM, else 200 with TwiML, always.

    An asynchronous invocation of itself finishes a turn; a failure there raises, so that Lambda tries again.
    """
    bind_request(event, context)
    if isinstance(event, Mapping) and event.get("task") == FINISH_TURN and "requestContext" not in event:
        return _finish(event)
    received_at = _received_at(event)
    if (response := _chat(event, received_at)) is not None:
        return response
    try:
        base = composition.settings().public_base_url
        request = parse_request(event)
        form = parse_form(request)
        if not _is_from_twilio(request, form, base):
            return _refusal("signature" if signed_urls(request) else "query")
    except BodyTooLargeError as error:
        return error_response(413, str(error))
    except PayloadFormatError as error:  # The fault of whoever set up the API, not of the caller.
        log_error("webhook_not_read", error, metrics=_FAILED)
        return error_response(400, str(error))
    except InvalidInputError:
        return _refusal("form")
    except Exception as error:
        log_error("webhook_not_verified", error, metrics=_FAILED)
        return error_response(503, "the signature cannot be checked right now; please try again")
    try:
        if "CallSid" in form:
            return _answer_call(form, request, received_at)
        if request.query:
            return _refusal("query")
        return _answer(form, str(getattr(context, "aws_request_id", "")), received_at)
    except Exception as error:
        log_error("webhook_failed", error, metrics=_FAILED)
        _tell_of_failure(received_at)
        return _twiml(goodbye_twiml(_SORRY_CALLER) if "CallSid" in form else message_twiml(_SORRY), "rules")


def _chat(event: object, received_at: datetime) -> Response | None:
    """Answer a message of the web chat, which is JSON; None for what is not."""
    headers = event.get("headers") if isinstance(event, Mapping) else None
    given = headers if isinstance(headers, Mapping) else {}
    content_types = [str(value) for name, value in given.items() if str(name).lower() == "content-type"]
    if not any(one.partition(";")[0].strip().lower() == "application/json" for one in content_types):
        return None
    return answer_json(event, partial(_chat_answer, received_at))


def _chat_answer(received_at: datetime, request: Request) -> Result:
    settings, store, shop = composition.settings(), composition.store(), composition.shop()
    if request.through_api and request.headers.get("origin", "") not in settings.frontend_origins:
        log("webhook_refused", level="WARNING", reason="origin", metrics={"RefusedWebhooks": 1})
        return Result(403, {"message": "the web chat does not answer this page"})
    inbound = web_chat.read_message(parse_fields(request), shop, received_at)
    bind(inbound.key)
    may_ask_model = not request.through_api or web_chat.require_within_limits(
        request.source_ip, store, shop, clock.now(), owner_phone=settings.owner_phone, is_look=not inbound.text
    )
    keys = _known_keys()
    twilio = [keys[name] for name in TWILIO_KEYS]
    sender = _sender(shop, twilio, _SECONDS_TO_SEND) if all(twilio) else None
    ours = frozenset([settings.owner_phone, keys["TWILIO_PHONE_NUMBER"]])
    secret = keys["TWILIO_AUTH_TOKEN"].encode()
    office = replace(_office(inbound, shop, keys), hand_over=None)
    office = office if may_ask_model else replace(office, model=None)
    return Result(200, web_chat.answer(inbound, web_chat.Chat(office, store, sender, secret, ours, _awaited)))


def _tell_of_failure(now: datetime) -> None:
    """Have the owner told, once a day; the tables may be what has failed."""
    try:
        if composition.settings().owner_phone:
            composition.store().tell_owner(of_failure(today(composition.shop(), now), "turns"), now)
    except Exception as error:
        log_error("owner_not_told", error)


@cache
def _model(api_key: str) -> OpenAIModel:
    settings = composition.settings()
    return OpenAIModel(api_key, settings.model, settings.openai_base_url, settings.reasoning_effort)


def _is_from_twilio(request: Request, form: Mapping[str, str], base: str) -> bool:
    if not request.through_api:
        return True
    urls = signed_urls(request, base)
    signature = request.headers.get("x-twilio-signature", "")
    return bool(signature) and is_signed(urls, form, signature, composition.keys().get("TWILIO_AUTH_TOKEN"))


def _answer(form: Mapping[str, str], request_id: str, received_at: datetime) -> Response:
    shop = composition.shop()
    inbound = _inbound(form, request_id, shop, received_at)
    bind(inbound.key)
    keys = _known_keys()
    if _is_no_message(form, inbound.phone, keys["TWILIO_PHONE_NUMBER"]):
        return _twiml(message_twiml(""), "rules")
    reply = take_turn(inbound, _office(inbound, shop, keys))
    return _twiml(message_twiml(reply.text if reply else ""), reply.by if reply else "rules")


def _answer_call(form: Mapping[str, str], request: Request, received_at: datetime) -> Response:
    """Answer one webhook of a phone call: its beginning, a turn, the owner's own line, or the report of its end."""
    shop, settings, keys = composition.shop(), composition.settings(), _known_keys()
    path = _webhook_path(request, settings.public_base_url)
    if form.get("ParentCallSid"):  # The owner's phone has been rung, and he has answered.
        return _twiml(whisper_twiml(_spoken("call_whisper", shop), path, form.get("Digits")), "rules")
    speech = _speech(form, turn_of(request) or 0)
    inbound = _call_inbound(form, speech, shop, received_at)
    bind(inbound.key)
    if form.get("CallStatus") in _CALL_OVER and not (speech.recording or speech.dialled):
        _end_call(inbound, speech, shop, keys, _seconds(form.get("CallDuration", "")))
        return _twiml(empty_twiml(), "rules")
    if "TranscriptionSid" in form and not inbound.text:
        return _twiml(empty_twiml(), "rules")
    if inbound.phone in settings.blocked_numbers:
        return _twiml(reject_twiml(), "rules")
    is_new = speech.turn == 0 and composition.store().phone_call(speech.call_sid) is None
    if is_new and _is_over_limit(inbound, shop):
        return _twiml(goodbye_twiml(_spoken("call_limit", shop)), "rules")
    line = Line(
        path,
        settings.owner_phone,
        settings.speech_timeout,
        settings.speech_model,
        _hints(shop),
        settings.voicemail_transcripts,
        keys["TWILIO_PHONE_NUMBER"] if inbound.phone.startswith(ANONYMOUS) else "",
    )
    office = _office(inbound, shop, keys)
    reply = take_turn(inbound, office) or _awaited(inbound, office)
    if reply is None or reply.call is None or reply.by == "later":
        found = composition.store().phone_call(speech.call_sid)
        call = replace(found[1] if found else Call(speech.call_sid), turn=speech.turn)
        return _twiml(wait_twiml(_spoken("call_wait", shop, call.language), call, path), "later")
    return _twiml(call_twiml(reply.text, reply.call, line), reply.by)


def _spoken(kind: str, shop: Shop, language: Language = "en") -> str:
    """Return the response as it is said outside of any turn."""
    return compose([say(kind)], Speaker(shop, today(shop, clock.now()), language, "ear"))


def _awaited(inbound: Inbound, office: Office) -> Reply | None:
    """Return the reply that another invocation is making, once it is there; None if the caller has to wait longer.

    If it takes too long, or that invocation has died, the rules finish the turn, and nothing else is done in it.
    """
    until = monotonic() + _SECONDS_OF_SILENCE
    while monotonic() < until:
        sleep(_SECONDS_BETWEEN_LOOKS)
        found = office.store.claim(inbound, office.clock())
        if isinstance(found, Reply):
            return found
        if isinstance(found, Settled):
            return None
        if isinstance(found, Claim) or office.clock().timestamp() > found.since / 1000 + _SECONDS_BEFORE_RULES:
            with suppress(TurnInFlightError):
                return finish_turn(inbound, found.lease_until, without_model(office))
    return None


def _is_over_limit(inbound: Inbound, shop: Shop) -> bool:
    """Count the call; tell whether its number, or all numbers together, have called too much today.

    The owner is told once a day for each.
    """
    store, day = composition.store(), today(shop, inbound.received_at)
    expires_at, caller = inbound.received_at + items.CALLS.kept, counted_as(inbound.phone)
    of_number = CallCount(shop.daily_calls_a_number, shop.daily_call_minutes_a_number * 60)
    of_all = CallCount(shop.daily_calls, shop.daily_call_minutes * 60)
    try:
        # A number beyond its own limit does not use up the limit of all.
        for parts, most in (((caller,), of_number), ((), of_all)):
            if not _is_over(store.count_call(items.CALLS.key(day, *parts), expires_at, calls=1), most):
                continue
            if composition.settings().owner_phone:
                told = f"There are too many calls today{f' from {caller}' * len(parts)}: more are not answered."
                key = items.LIMIT.key(day, "calls", *parts)
                store.tell_owner(OwnerEntry(key, told, inbound.phone if parts else ""), inbound.received_at)
            if not parts:
                log("limit_reached", limit="calls", metrics={"BudgetReached": 1})
            return True
    except StoreUnavailableError as error:
        log_error("not_counted", error)
    return False


def _is_over(count: CallCount, most: CallCount) -> bool:
    return count.calls > most.calls or count.seconds >= most.seconds


def _end_call(inbound: Inbound, speech: Speech, shop: Shop, keys: Mapping[str, str], seconds: int) -> None:
    """Tell the owner what the call has led to, unless it is known; text a caller who has said nothing.

    If what he said last is still being answered, or it is not known yet whether the owner has taken the call, it is
    left to the sweep, which knows what came of it.
    """
    store, twilio = composition.store(), [keys[name] for name in TWILIO_KEYS]
    found, said = store.phone_call(speech.call_sid), store.messages(inbound.session_id)
    if found is None or found[1].step == "dial" or (said and said[-1].role == "user"):
        return
    messenger = composition.messenger(*twilio, _SECONDS_TO_ALERT) if all(twilio) else None
    settings = composition.settings()
    texts = settings.missed_calls == "text"
    end_call(found, shop, store, clock.now(), messenger, settings.owner_phone, texts=texts, seconds=seconds)


def _seconds(text: str) -> int:
    return int(text) if _DURATION.fullmatch(text) else 0


def _webhook_path(request: Request, base: str) -> str:
    """Return the path of this webhook as Twilio has to call it."""
    if not base:
        return request.path or "/dispatcher"
    path = request.path.removeprefix(f"/{request.stage}") if request.stage else request.path
    return f"{urlsplit(base).path}{path}"


def _hints(shop: Shop) -> Sequence[str]:
    """Return words that callers are likely to say, for the recognizer."""
    names = [shop.owner, *(name for row in shop.spelling.names.values() for name in row)]
    return [*dict.fromkeys([*names, *shop.labels.values()])][:_MOST_HINTS]


def _speech(form: Mapping[str, str], turn: int) -> Speech:
    dialled: Literal["", "taken", "not_taken"] = ""
    recording = form.get("RecordingUrl", "")[:_LONGEST_URL]
    if "DialCallStatus" in form:
        is_taken = form.get("DialBridged", str(form["DialCallStatus"] == "completed")).lower() == "true"
        dialled = "taken" if is_taken else "not_taken"
    return Speech(
        form["CallSid"][:64],
        turn,
        _confidence(form.get("Confidence", "")),
        "" if "RecordingUrl" in form else form.get("Digits", "")[:_MOST_DIGITS],
        dialled,
        recording if (urlsplit(recording).hostname or "").endswith(".twilio.com") else "",
    )


def _call_inbound(form: Mapping[str, str], speech: Speech, shop: Shop, now: datetime) -> Inbound:
    phone = _caller(form.get("From", ""), speech.call_sid, shop)
    return Inbound(
        key=f"{speech.call_sid}-{speech.turn}",
        phone=phone,
        text=one_line(form.get("TranscriptionText", form.get("SpeechResult", "")), LONGEST_MESSAGE),
        session_id=f"{phone}-{today(shop, now)}",
        source=VOICE,
        received_at=now,
        speech=speech,
    )


def _caller(address: str, call_sid: str, shop: Shop) -> str:
    """Return the caller's number; a caller who withholds it, or calls over another channel, is only known by the call.

    Nobody else is ever known by that, so no caller sees what another one has said.
    """
    try:
        phone = parse_phone(address, shop.country) if address.startswith("+") and address not in _WITHHELD else ""
    except InvalidInputError:
        phone = ""
    return phone or f"{ANONYMOUS}{call_sid}"


def _confidence(text: str) -> float:
    """Return how sure the recognizer is, from 0 to 1; 1 if it does not say."""
    try:
        confidence = float(text)
    except ValueError:
        return 1
    return confidence if 0 <= confidence <= 1 else 1


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
        if reply and reply.text and inbound.is_text:  # A caller's next webhook, or the page's next try, gets it.
            _send(inbound, reply, shop, composition.messenger(*(keys[name] for name in TWILIO_KEYS), _SECONDS_TO_SEND))
    except Exception as error:
        log_error("turn_not_finished", error)
        raise UndeliveredError("the turn is not finished yet") from None
    return {"statusCode": 200}


def _send(inbound: Inbound, reply: Reply, shop: Shop, messenger: Messenger) -> None:
    sender = Sender(shop, composition.store(), messenger, clock.now)
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
    if outcome == "sent":
        log("late_reply_sent", metrics={"ReplySeconds": seconds_since(inbound.received_at, clock.now())})


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
        clock=clock.now,
        model=_model(keys["OPENAI_API_KEY"]) if keys["OPENAI_API_KEY"] else None,
        photos=composition.photos(account_sid, token) if inbound.photos and account_sid and token else None,
        hand_over=_hand_over if (can_send or inbound.speech) and composition.settings().function else None,
        salt=keys["ADMIN_API_TOKEN"].encode(),
        # The model never sees the PIN, and a price may look like it.
        secrets=[key for name, key in keys.items() if name not in ("TWILIO_PHONE_NUMBER", "OWNER_PIN")],
        numbers=[number],
        owner_phone=composition.settings().owner_phone,
        owner_pin=keys["OWNER_PIN"],
        alert=partial(_alert, shop, twilio) if all(twilio) else None,
        send=partial(_send_pushes, shop, twilio) if all(twilio) else None,
        rules_first=composition.settings().voice_rules_first,
        calls_to_linda=composition.settings().unanswered_calls == "linda",
    )


def _sender(shop: Shop, twilio: Sequence[str], seconds: float) -> Sender:
    messenger = composition.messenger(*twilio, seconds)
    return Sender(shop, composition.store(), messenger, clock.now, composition.settings().owner_phone)


def _alert(shop: Shop, twilio: Sequence[str], entries: Sequence[OwnerEntry]) -> None:
    tell_owner_now(_sender(shop, twilio, _SECONDS_TO_ALERT), entries)


def _send_pushes(shop: Shop, twilio: Sequence[str], pushes: Sequence[Push]) -> None:
    """Text customers at once; what cannot be sent now is sent by the sweep."""
    sender = _sender(shop, twilio, _SECONDS_TO_ALERT)
    try:
        for push in pushes[:_MOST_SENT_AT_ONCE]:
            send_push(sender, push)
    except Exception as error:
        log_error("push_put_off", error)


def _hand_over(inbound: Inbound, claim: Claim) -> bool:
    """Have an asynchronous invocation of this function finish the turn; tell whether one will."""
    return finish_turn_later(composition.settings().function_region, composition.settings().function, inbound, claim)


def _received_at(event: object) -> datetime:
    """Return when API Gateway received the request: with a cold start, Twilio has been waiting since then.

    Anything but an instant within the last half minute, API Gateway's own limit, is ignored.
    """
    now = clock.now()
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
        # Whether there is a PIN is not known: nothing that may need it is done.
        return {**dict.fromkeys(KEYS, ""), "OWNER_PIN": "unknown", **composition.settings().keys}


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
    log("webhook_refused", level="WARNING", reason=reason, metrics={"RefusedWebhooks": 1})
    return error_response(403, "the signature is missing or wrong")


def _twiml(xml: str, receptionist: str) -> Response:
    return proxy_response(200, "text/xml; charset=utf-8", xml, {"X-Linda-Receptionist": receptionist})

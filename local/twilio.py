"""A stand-in for Twilio: its REST API for messages and media, and the signed webhook of an inbound message."""

import base64
import binascii
import hmac
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator

API = "/2010-04-01/Accounts/{account}"
MEDIA = re.compile(r"/2010-04-01/Accounts/([A-Za-z0-9]+)/Messages/[A-Za-z0-9]+/Media/([A-Za-z0-9]+)")
"""The path of a medium: the account, and the medium's own identifier."""
_E164 = r"\+[1-9][0-9]{6,14}"
_ADDRESS = re.compile(rf"(whatsapp:)?({_E164})\Z")
JACKSONVILLE = {"City": "JACKSONVILLE", "State": "FL", "Zip": "32099", "Country": "US"}
MAX_MEDIA_BYTES = 5 * 1024 * 1024
MAX_BODY = 1_600  # characters
_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_ESCAPED = frozenset("^{}\\[~]|€")


@dataclass(frozen=True)
class Account:
    """The Twilio account of the deployed stack; only its numbers may send."""

    sid: str
    token: str
    phone: str


@dataclass(frozen=True)
class Media:
    """A picture or another file that a customer sends."""

    content: bytes
    content_type: str


class Store:
    """What was sent, in a file that survives a restart, and the media, in memory; `sent` is told of each message."""

    def __init__(self, file: Path, sent: Callable[[dict[str, Any]], None] | None = None) -> None:
        self._file = file
        self._sent = sent
        self.media: dict[str, Media] = {}
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self.messages: list[dict[str, Any]] = [json.loads(line) for line in lines]

    def add(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(message) + "\n")
        if self._sent:
            self._sent(message)


class TwilioError(Exception):
    """An error as Twilio's API returns it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> Response:
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        body = {"code": self.code, "message": str(self), "more_info": more, "status": self.status}
        headers = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if self.status == 401 else None
        return JSONResponse(body, self.status, headers)


_Endpoint = Callable[[Request, Account], Awaitable[Response]]


def routes(
    store: Store,
    account: Callable[[], Awaitable[Account]],
    base_url: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[Route]:
    """The stand-in's routes; `account` says whose credentials and number are currently valid."""

    def guarded(
        endpoint: Callable[[Request, Account], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                owner = await account()
                authenticate(request, owner)
                return await endpoint(request, owner)
            except TwilioError as error:
                return error.response()

        return answer

    async def create(request: Request, owner: Account) -> Response:
        fields = parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True)
        message = _new_message(fields, owner, clock())
        store.add(message)
        return JSONResponse(_resource(message), 201)

    async def index(request: Request, owner: Account) -> Response:
        return JSONResponse(_page(store.messages, request, owner))

    async def show(request: Request, owner: Account) -> Response:
        wanted = request.path_params["message"]
        found = next((message for message in store.messages if message["sid"] == wanted), None)
        if found is None:
            raise _not_found(request)
        return JSONResponse(_delivered(found))

    async def media(request: Request, owner: Account) -> Response:
        sid = request.path_params["media"]
        if sid not in store.media:
            raise _not_found(request)
        return RedirectResponse(f"{base_url}/_local/cdn/{owner.sid}/{sid}")

    async def stored_media(request: Request) -> Response:
        found = store.media.get(request.path_params["media"])
        if found is None:
            return Response(status_code=403)
        if "authorization" in request.headers:  # S3 takes a signed URL or credentials, never both
            return Response(status_code=400)
        # What was uploaded may be anything: a browser must neither run it nor take it for a page of this machine's.
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
        return Response(found.content, media_type=found.content_type, headers=headers)

    async def sent(request: Request) -> Response:
        to = request.query_params.get("to")
        return JSONResponse([_delivered(message) for message in store.messages if to in (None, message["to"])])

    async def put_media(request: Request) -> Response:
        content = await request.body()
        if not content or len(content) > MAX_MEDIA_BYTES:
            limit = f"the body must be the picture, of at most {MAX_MEDIA_BYTES} bytes"
            return JSONResponse({"status": "error", "message": limit}, 400)
        owner, sid, message = await account(), new_sid("ME"), new_sid("MM")
        store.media[sid] = Media(content, request.headers.get("content-type", "application/octet-stream"))
        url = f"{base_url}{API.format(account=owner.sid)}/Messages/{message}/Media/{sid}"
        return JSONResponse({"url": url, "content_type": store.media[sid].content_type}, 201)

    return [
        Route(f"{API}/Messages.json", guarded(create), methods=["POST"]),
        Route(f"{API}/Messages.json", guarded(index), methods=["GET"]),
        Route(f"{API}/Messages/{{message}}.json", guarded(show), methods=["GET"]),
        Route(f"{API}/Messages/{{message}}/Media/{{media}}", guarded(media), methods=["GET"]),
        Route("/_local/cdn/{account}/{media}", stored_media, methods=["GET"]),
        Route("/_local/messages", sent, methods=["GET"]),
        Route("/_local/media", put_media, methods=["POST"]),
    ]


def inbound(
    account: Account, sender: str, text: str, media: tuple[str, str] | None = None, address: str = ""
) -> dict[str, str]:
    """The parameters of the webhook with which Twilio announces a message.

    The sender is a number, or "whatsapp:" and a number; the media, if any, is a URL and a content type. With an
    address, the message shares that place.
    """
    channel, _, number = sender.rpartition(":")
    url, content_type = media or ("", "")
    sid = url.split("/")[-3] if url else new_sid("SM")
    parameters = {
        "SmsMessageSid": sid,
        "NumMedia": "1" if url else "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": text,
        "To": f"{channel}:{account.phone}" if channel else account.phone,
        "NumSegments": "1" if channel else str(segments(text)),
        "MessageSid": sid,
        "AccountSid": account.sid,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
    if url:
        parameters |= {"MediaContentType0": content_type, "MediaUrl0": url}
    if address:
        parameters |= {"Latitude": "30.3322", "Longitude": "-81.6557", "Address": address, "Label": address}
    if channel:
        return parameters | {"ProfileName": "A customer", "WaId": number.removeprefix("+")}
    return parameters | places("To", "From")


def places(*whose: str, place: Mapping[str, str] = JACKSONVILLE) -> dict[str, str]:
    """The parameters that say where each party is, such as "From" or "To"."""
    return {f"{who}{name}": value for who in whose for name, value in place.items()}


def is_number(text: str) -> bool:
    """Whether it is a phone number as Twilio writes them, such as +19045550123."""
    return re.fullmatch(_E164, text) is not None


def typed_number(text: str) -> str:
    """The number without what people put between its digits."""
    return re.sub("[ ()-]", "", text)


def account_of(outputs: Mapping[str, str]) -> Account:
    """The account of the LINDA with these outputs."""
    return Account(outputs["twilio_account_sid"], outputs["twilio_auth_token"], outputs["twilio_phone_number"])


def webhook_headers(url: str, token: str, parameters: dict[str, str]) -> dict[str, str]:
    """The headers of a webhook, with the signature that Twilio would give it."""
    return {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "User-Agent": "TwilioProxy/1.1",
        "Accept": "*/*",
        "I-Twilio-Idempotency-Token": secrets.token_hex(16),
        "X-Twilio-Signature": RequestValidator(token).compute_signature(url, parameters),
    }


def post_webhook(url: str, token: str, parameters: dict[str, str], seconds: float = 35) -> httpx.Response:
    """Post a webhook as Twilio would."""
    return post(url, parameters, webhook_headers(url, token, parameters), seconds)


def post(url: str, parameters: dict[str, str], headers: dict[str, str], seconds: float) -> httpx.Response:
    """Post a form, never through the shell's proxy: the URL is this machine's."""
    return httpx.post(url, content=urlencode(parameters), headers=headers, timeout=seconds, trust_env=False)


def upload(base_url: str, media: Media) -> str:
    """Give the stand-in a picture that a message will bring, and return the URL that Twilio would give it."""
    headers = {"Content-Type": media.content_type}
    answer = httpx.post(f"{base_url}/_local/media", content=media.content, headers=headers, trust_env=False)
    return str(answer.raise_for_status().json()["url"])


def sent_to(base_url: str, address: str) -> list[str]:
    """The texts that the stand-in has received for this address so far, newest last."""
    return [message["body"] for message in messages_to(base_url, address)]


def messages_to(base_url: str, address: str) -> list[dict[str, Any]]:
    """The messages that the stand-in has received for this address so far, as Twilio shows them, newest last."""
    answer = httpx.get(f"{base_url}/_local/messages", params={"to": address}, trust_env=False)
    found: list[dict[str, Any]] = answer.raise_for_status().json()
    return found


def new_sid(prefix: str) -> str:
    """An identifier as Twilio makes them: two letters that say of what, and 32 hexadecimal digits."""
    return f"{prefix}{secrets.token_hex(16)}"


def segments(text: str) -> int:
    """How many SMS a text takes: 160 GSM-7 characters each (153 if split); any other character means UCS-2, 70 (67)."""
    if all(character in _GSM_7 or character in _GSM_7_ESCAPED for character in text):
        length, single, split = sum(2 if character in _GSM_7_ESCAPED else 1 for character in text), 160, 153
    else:
        length, single, split = len(text.encode("utf-16-le")) // 2, 70, 67
    return max(1, 1 if length <= single else -(-length // split))


def authenticate(request: Request, owner: Account) -> None:
    """Refuse credentials that are not the account's, and another account in the path, as Twilio does."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True) if kind.lower() == "basic" else b""
    except binascii.Error:
        given = b""
    wanted = f"{owner.sid}:{owner.token}".encode()
    if not hmac.compare_digest(given, wanted) or request.path_params.get("account", owner.sid) != owner.sid:
        raise TwilioError(401, 20003, "Authenticate")


def _new_message(fields: list[tuple[str, str]], owner: Account, now: datetime) -> dict[str, Any]:
    """The message that a request asks for, if Twilio would accept it."""
    form = dict(fields)
    media = [value for name, value in fields if name == "MediaUrl"]
    to, sender, body = form.get("To", ""), form.get("From", ""), form.get("Body", "")
    if not to:
        raise TwilioError(400, 21604, "A 'To' phone number is required.")
    if not (receiver := _ADDRESS.match(to)):
        raise TwilioError(400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if not sender:
        raise TwilioError(400, 21603, "A 'From' phone number is required.")
    if not (origin := _ADDRESS.match(sender)):
        raise TwilioError(400, 21212, f"The 'From' number {sender} is not a valid phone number.")
    if receiver[1] != origin[1]:
        raise TwilioError(400, 21910, "Invalid From and To pair. From and To should be of the same channel")
    if origin[2] != owner.phone:
        if origin[1]:
            raise TwilioError(400, 63007, "Twilio could not find a Channel with the specified From address")
        words = f"The 'From' number {sender} is not a valid message-capable Twilio phone number for this destination."
        raise TwilioError(400, 21606, words)
    if not body and not media:
        raise TwilioError(400, 21602, "Message body is required.")
    if len(body) > MAX_BODY:
        raise TwilioError(400, 21617, f"The concatenated message body exceeds the {MAX_BODY} character limit.")
    sid = new_sid("MM" if media else "SM")
    uri = f"{API.format(account=owner.sid)}/Messages/{sid}"
    date = format_datetime(now)
    return {
        "account_sid": owner.sid,
        "api_version": "2010-04-01",
        "body": body,
        "date_created": date,
        "date_sent": None,
        "date_updated": date,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": sender,
        "media_urls": media,
        "messaging_service_sid": None,
        "num_media": str(len(media)),
        "num_segments": str(segments(body)),
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": to,
        "uri": f"{uri}.json",
    }


def _resource(message: dict[str, Any]) -> dict[str, Any]:
    """The message as Twilio shows it, without media URLs."""
    return {name: value for name, value in message.items() if name != "media_urls"}


def _delivered(message: dict[str, Any]) -> dict[str, Any]:
    """The message as it is a moment after it was sent."""
    return {**message, "status": "delivered", "date_sent": message["date_created"]}


def _page(messages: list[dict[str, Any]], request: Request, owner: Account) -> dict[str, Any]:
    """One page of the messages that the query asks for, newest first."""
    query = request.query_params
    wanted = {name: query[key] for name, key in (("to", "To"), ("from", "From")) if key in query}
    found = [m for m in reversed(messages) if all(m[name] == value for name, value in wanted.items())]
    try:
        page, size = int(query.get("Page", "0")), int(query.get("PageSize", "50"))
    except ValueError:
        page, size = -1, 0
    if page < 0 or not 1 <= size <= 1000:
        raise TwilioError(400, 20001, "Page must be at least 0, and PageSize between 1 and 1000.")
    start = page * size
    shown = found[start : start + size]
    kept = {key: query[key] for key in ("To", "From") if key in query} | {"PageSize": str(size)}

    def uri(number: int) -> str:
        return f"{API.format(account=owner.sid)}/Messages.json?{urlencode(kept | {'Page': str(number)})}"

    return {
        "messages": [_resource(_delivered(message)) for message in shown],
        "first_page_uri": uri(0),
        "next_page_uri": uri(page + 1) if start + size < len(found) else None,
        "previous_page_uri": uri(page - 1) if page else None,
        "uri": uri(page),
        "page": page,
        "page_size": size,
        "start": start,
        "end": start + max(len(shown) - 1, 0),
    }


def _not_found(request: Request) -> TwilioError:
    return TwilioError(404, 20404, f"The requested resource {request.url.path} was not found")

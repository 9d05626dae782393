"""The page's doors: routes of the front door for the browser on this machine, and for nobody else.

They sign webhooks and add the owner's token on this side, so that the browser never holds a key.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from linda.errors import InvalidInputError
from linda.models import Slot
from linda.shop import Shop, load_shop
from linda.shop_time import instant
from local import calls, deployed, emulator, moved_clock, trace, twilio
from local.call import post
from local.console import LocalError
from local.control_plane import Deployment, NotDeployedError
from local.environment import ROOT
from local.page import PAGE
from local.page.agenda import DAYS, week
from local.page.phone_calls import MOST_AT_ONCE, NotAwaitedError, PhoneCall, UnknownActionError
from local.page.record import Record, media_shown
from local.page.stream import Stream

_STATIC = Path(__file__).with_name("static")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_API = re.compile("/_local/api/(state|scheduler)")
_PASSED_ON = ("content-type", "if-match", "if-none-match", "idempotency-key")
_ANSWERED = ("content-type", "etag")
_LONGEST_PLACE = 200
_MOST_BODY = 256 * 1024
_MOST_TURNS = 100
_SECONDS_TO_ANSWER = 35.0
_SECONDS_BETWEEN_LOOKS, _LOOKS_BETWEEN_CHECKS = 0.2, 5
_RECEPTIONISTS = ("", "rules")
_ADVICE = "Run `make up`; `make logs` shows what the functions say."
# What Twilio and WhatsApp charge for what LINDA sends: benchmarks/prices.json, and
# https://www.twilio.com/en-us/whatsapp/pricing
_WHATSAPP_CENTS = 0.5


log = logging.getLogger("local.page")


class RefusedError(Exception):
    """The page has asked for something that cannot be done; the message says why."""


@dataclass
class Page:
    """What the doors need to know of the LINDA behind them."""

    home: Path
    endpoint: str
    base_url: str
    version: str
    deployment: Callable[[], Awaitable[Deployment]]
    store: twilio.Store
    record: Record
    stream: Stream = field(default_factory=Stream)
    calls: dict[str, PhoneCall] = field(default_factory=dict)

    def now(self) -> datetime:
        """The stack's present, in UTC."""
        return moved_clock.now(self.home / moved_clock.NAME)


Door = Callable[[Request, Page], Awaitable[Response]]


def routes(page: Page) -> list[Route]:
    """The page, its files and its doors."""

    def door(path: str, answer: Door, *methods: str) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                response = await answer(request, page)
            except (RefusedError, InvalidInputError, UnknownActionError) as error:
                response = JSONResponse({"message": str(error)}, 400)
            except NotAwaitedError as error:
                response = JSONResponse({"message": str(error)}, 409)
            except httpx.HTTPError as error:
                log.error("%s: %r", path, error)
                words = "No answer came in time. LINDA may have done it: `make logs` shows what the functions say."
                response = JSONResponse({"message": words}, 504)
            except (LocalError, NotDeployedError) as error:
                response = JSONResponse({"message": f"{str(error).rstrip('.')}. {_ADVICE}"}, 503)
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return Route(path, endpoint, methods=list(methods))

    return [
        door(PAGE, _index, "GET"),
        door("/_local/static/{name}", _static, "GET"),
        door("/_local/about", _about, "GET"),
        door("/_local/events", _events, "GET"),
        door("/_local/text", _text, "POST"),
        door("/_local/calls", _call, "POST"),
        door("/_local/calls/{call}", _act, "POST"),
        door("/_local/api/{path}", _api, "GET", "PUT", "POST", "PATCH", "DELETE"),
        door("/_local/agenda", _agenda, "GET"),
        door("/_local/clock", _clock, "POST"),
        door("/_local/sweep", _sweep, "POST"),
    ]


async def watch(page: Page) -> None:
    """Tell the open pages of new turns, and of a stack that is gone, back or changed, until cancelled."""
    place, looks = None, 0
    before: tuple[object, ...] | None = ()  # nothing is known yet
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            turns, place = await asyncio.to_thread(trace.follow, page.home / trace.NAME, place)
            for turn in turns:
                page.stream.publish({"type": "turn", "turn": turn})
            looks += 1
            if looks % _LOOKS_BETWEEN_CHECKS == 0 and page.stream.has_pages:
                stack = await _stack(page)
                if stack is None and before is not None:
                    page.stream.publish({"type": "stack", "answers": False})
                elif stack != before and before != ():
                    page.stream.restart()
                before = stack
        except Exception:  # Whatever it was, the next look may go well.
            log.exception("the trace or the stack could not be looked at")


async def _stack(page: Page) -> tuple[bool, str, str] | None:
    """What the page says of the stack and does not see change by itself; None if the stack does not answer."""
    port = urlsplit(page.endpoint).port or 0
    if not await asyncio.to_thread(emulator.is_healthy, port):
        return None
    with suppress(NotDeployedError):
        known = await page.deployment()
        return known.has_model, known.owner_phone, known.time_zone
    return None


async def _index(request: Request, page: Page) -> Response:
    return _file("index.html")


async def _static(request: Request, page: Page) -> Response:
    return _file(request.path_params["name"])


def _file(name: str) -> Response:
    path = _STATIC / name
    if path.suffix not in _TYPES or path.parent != _STATIC or not path.is_file():
        return JSONResponse({"message": f"the page has no file {name}"}, 404)
    return FileResponse(path, media_type=_TYPES[path.suffix])


async def _about(request: Request, page: Page) -> Response:
    return JSONResponse(await _told_about(page))


async def _told_about(page: Page) -> dict[str, Any]:
    known, shop = await page.deployment(), await _shop(page)
    prices = json.loads((ROOT / "benchmarks" / "prices.json").read_text(encoding="utf-8"))
    return {
        "version": page.version,
        "shop_name": shop.name,
        "shop_phone": known.account.phone,
        "owner_phone": known.owner_phone,
        "time_zone": shop.time_zone.key,
        "has_model": known.has_model,
        "clock": _told_clock(page, shop),
        "cents": {
            "sms_segment": round(100 * (prices["sms_out"]["value"] + prices["carrier_out"]["value"]), 2),
            "whatsapp_message": _WHATSAPP_CENTS,
        },
    }


async def _shop(page: Page) -> Shop:
    return _shop_in((await page.deployment()).time_zone)


# A change of shop.json restarts the front door.
_shop_in = cache(load_shop)


def _told_clock(page: Page, shop: Shop) -> dict[str, Any]:
    ahead = moved_clock.ahead(page.home / moved_clock.NAME)
    now = page.now().astimezone(shop.time_zone).isoformat(timespec="seconds")
    return {"now": now, "ahead_seconds": ahead.total_seconds()}


async def _events(request: Request, page: Page) -> Response:
    async def hello() -> dict[str, Any]:
        return {
            "type": "hello",
            "about": await _told_about(page),
            "exchanges": [media_shown(one, page.store.media) for one in page.record.exchanges],
            "sent": [*page.record.sent],
            "turns": await asyncio.to_thread(trace.newest, page.home / trace.NAME, _MOST_TURNS),
            "calls": [call.shown() for call in page.calls.values()],
        }

    await page.deployment()  # Without a stack, the page is told so by the status.
    return StreamingResponse(page.stream.events(hello), media_type="text/event-stream")


async def _text(request: Request, page: Page) -> Response:
    given = await _fields(request)
    sender, words, place = (_string(given, name) for name in ("from", "text", "place"))
    sender = _number(sender)
    if len(words) > twilio.MAX_BODY:
        raise RefusedError(f"A text message has at most {twilio.MAX_BODY:,} characters; this one has {len(words):,}.")
    if len(place) > _LONGEST_PLACE:
        raise RefusedError(f"An address has at most {_LONGEST_PLACE} characters.")
    is_whatsapp = bool(given.get("whatsapp"))
    if place and not is_whatsapp:
        raise RefusedError("Only WhatsApp shares a place.")
    media = _media(given, page)
    if not (words.strip() or place.strip() or media):
        raise RefusedError("There is nothing to send: write a text, or attach something.")
    account = (await page.deployment()).account
    address = f"whatsapp:{sender}" if is_whatsapp else sender
    form = twilio.inbound(account, address, words, media, place)
    url = f"{page.base_url}/dispatcher"
    headers = twilio.webhook_headers(url, account.token, form) | _receptionist(given)
    async with httpx.AsyncClient(trust_env=False, timeout=_SECONDS_TO_ANSWER) as client:
        answer = await client.post(url, content=urlencode(form), headers=headers)
    exchange = next((one for one in reversed(page.record.exchanges) if one["id"] == form["MessageSid"]), None)
    if answer.status_code != 200 or exchange is None:
        words = f"LINDA answered {answer.status_code}. `make logs` shows what the functions say."
        return JSONResponse({"message": words}, 502)
    return JSONResponse(media_shown(exchange, page.store.media))


async def _call(request: Request, page: Page) -> Response:
    given = await _fields(request)
    who = _string(given, "from").strip()
    who = who if who == "anonymous" else _number(who)
    if sum(not call.ended for call in page.calls.values()) >= MOST_AT_ONCE:
        raise RefusedError(f"There are {MOST_AT_ONCE} calls already: hang one up.")
    account, extra = (await page.deployment()).account, _receptionist(given)

    def tell(shown: Mapping[str, Any]) -> None:
        page.stream.publish_from_thread({"type": "call", "call": shown})

    def dial(url: str, parameters: dict[str, str], headers: dict[str, str]) -> calls.Answer:
        return post(url, parameters, headers | extra)

    call = PhoneCall(who, tell, page.now)
    call.start(dial, account, f"{page.base_url}/dispatcher")
    # One that is over stays until its number calls again, so that what was said can be read.
    page.calls = {key: one for key, one in page.calls.items() if not (one.ended and one.who == who)}
    page.calls[call.id] = call
    return JSONResponse(call.shown())


async def _act(request: Request, page: Page) -> Response:
    call = page.calls.get(request.path_params["call"])
    if call is None:
        return JSONResponse({"message": "There is no such call any more."}, 404)
    call.act(await _fields(request))
    return JSONResponse(call.shown())


async def _api(request: Request, page: Page) -> Response:
    if not _API.fullmatch(request.url.path):
        return JSONResponse({"message": "The API has /state and /scheduler."}, 404)
    body = await _body(request)
    kept = {name: value for name, value in request.headers.items() if name in _PASSED_ON}
    path = f"{request.url.path.removeprefix('/_local/api')}?{request.url.query}"
    answer = await _ask(page, request.method, path, content=body, headers=kept)
    headers = {name: value for name, value in answer.headers.items() if name in _ANSWERED}
    return Response(answer.content, answer.status_code, headers)


async def _agenda(request: Request, page: Page) -> Response:
    shop, now = await _shop(page), page.now()
    asked = request.query_params.get("from", "")
    try:
        first = date.fromisoformat(asked) if asked else now.astimezone(shop.time_zone).date()
        days = [(first + timedelta(days=ahead)).isoformat() for ahead in range(DAYS)]
    except (ValueError, OverflowError):
        raise RefusedError("from must be a day as YYYY-MM-DD.") from None
    free, state, leads = await asyncio.gather(
        _answered(page, f"/scheduler?from={days[0]}&to={days[-1]}"), _answered(page, "/state"), _leads(page)
    )
    leads = [lead for lead in leads if lead.get("appointment_date") in days]
    free_times = {day["date"]: day["available_slots"] for day in free["days"]}
    return JSONResponse(week(first, now, shop, state["state"], free_times, leads))


async def _leads(page: Page) -> list[dict[str, Any]]:
    """All leads. (A list for each day of a week would be seven requests, and lack what is not adopted yet.)"""
    leads, cursor = list[dict[str, Any]](), ""
    while True:
        listed = await _answered(page, f"/scheduler?{urlencode({'leads': 1, 'limit': 100, 'cursor': cursor})}")
        leads += listed["leads"]
        if not (cursor := listed.get("cursor") or ""):
            return leads


async def _clock(request: Request, page: Page) -> Response:
    given, shop, file = await _fields(request), await _shop(page), page.home / moved_clock.NAME
    try:
        if given.get("reset"):
            moved_clock.reset(file)
        elif "to" in given:
            moved_clock.move(file, _instant(_string(given, "to"), shop) - page.now())
        else:
            moved_clock.move(file, _seconds(given.get("by")))
    except LocalError as error:
        raise RefusedError(str(error)) from None
    clock = _told_clock(page, shop)
    page.stream.publish({"type": "clock", "clock": clock})
    try:
        swept = await _swept(page)
    except LocalError as error:
        swept = f"What is due could not be sent: {error}"
    return JSONResponse({**clock, "swept": swept})


async def _sweep(request: Request, page: Page) -> Response:
    return JSONResponse({"message": await _swept(page)})


async def _swept(page: Page) -> str:
    return await asyncio.to_thread(deployed.in_emulator(page.endpoint).sweep)


def _instant(text: str, shop: Shop) -> datetime:
    """The instant of a local time of the shop's. Raises RefusedError, InvalidInputError."""
    try:
        local = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007  (on the shop's clock)
        return instant(Slot(local.date(), local.time()), shop.time_zone)
    except (ValueError, OverflowError):
        raise RefusedError("to must be a time as YYYY-MM-DDTHH:MM.") from None


def _seconds(given: object) -> timedelta:
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) < 10**9:
        raise RefusedError('send "by" (seconds), "to" or "reset"')
    return timedelta(seconds=given)


async def _answered(page: Page, path: str) -> Any:
    answer = await _ask(page, "GET", path)
    if answer.status_code != 200:
        raise LocalError(f"GET {path.partition('?')[0]} answered {answer.status_code}")
    return answer.json()


async def _ask(page: Page, method: str, path: str, **more: Any) -> httpx.Response:
    """Ask the deployed API, as the owner's dashboard does."""
    token = (await page.deployment()).token
    headers = {**more.pop("headers", {}), "Authorization": f"Bearer {token}", "X-Linda-Client": "dashboard"}
    async with httpx.AsyncClient(trust_env=False, timeout=_SECONDS_TO_ANSWER) as client:
        return await client.request(method, f"{page.base_url}{path}", headers=headers, **more)


async def _fields(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RefusedError("The body must be JSON.")
    try:
        given = json.loads(await _body(request))
    except ValueError:
        raise RefusedError("The body is not JSON.") from None
    if not isinstance(given, dict):
        raise RefusedError("The body must be a JSON object.")
    return given


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BODY:
            raise RefusedError(f"The body is larger than {_MOST_BODY // 1024} kB.")
    return bytes(body)


def _string(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise RefusedError(f"{name} must be a text.")
    return value


def _number(text: str) -> str:
    number = twilio.typed_number(text)
    if not twilio.is_number(number):
        raise RefusedError(f"{text[:40]!r} is not a phone number: write it as +19045550123.")
    return number


def _media(given: Mapping[str, Any], page: Page) -> tuple[str, str] | None:
    media = given.get("media")
    if not media:
        return None
    if not isinstance(media, dict) or not all(isinstance(media.get(name), str) for name in ("url", "content_type")):
        raise RefusedError("media must have the url and the content_type that the upload was answered with.")
    url = media["url"]
    if not (url.startswith(page.base_url) and twilio.MEDIA.fullmatch(url.removeprefix(page.base_url))):
        raise RefusedError("media must be what /_local/media has answered.")
    return url, media["content_type"]


def _receptionist(given: Mapping[str, Any]) -> dict[str, str]:
    """The header by which the local functions leave out the model for this turn."""
    chosen = given.get("receptionist", "")
    if chosen not in _RECEPTIONISTS:
        raise RefusedError('receptionist must be "" or "rules".')
    return {"X-Linda-Receptionist": chosen} if chosen else {}

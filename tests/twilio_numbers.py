"""What the stand-in for Twilio knows of the account's numbers and messaging services, as the REST API shows it.

https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/service-resource
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local import twilio
from local.twilio import API, Account, TwilioError

# As they are on a number that was just bought.
_NEW = {
    "sms_url": "https://demo.twilio.com/welcome/sms/reply",
    "sms_method": "POST",
    "sms_fallback_url": "",
    "sms_fallback_method": "POST",
    "sms_application_sid": "",
    "voice_url": "https://demo.twilio.com/welcome/voice/",
    "voice_method": "POST",
    "voice_fallback_url": "",
    "voice_fallback_method": "POST",
    "voice_application_sid": "",
    "status_callback": "",
    "status_callback_method": "POST",
    "trunk_sid": None,
}


@dataclass
class Numbers:
    """The numbers, the messaging services with their numbers' SIDs, and each change that was asked for."""

    numbers: list[dict[str, Any]] = field(default_factory=list)
    services: list[dict[str, Any]] = field(default_factory=list)
    updates: list[dict[str, str]] = field(default_factory=list)
    account_status: str = "active"

    def buy(self, phone: str, **set_to: Any) -> dict[str, Any]:
        capabilities = {"sms": True, "voice": True, "mms": True, "fax": False}
        number = {"sid": twilio.new_sid("PN"), "phone_number": phone, **_NEW, "capabilities": capabilities, **set_to}
        self.numbers.append(number)
        return number

    def make_service(self, *numbers: dict[str, Any], defers: bool = False) -> dict[str, Any]:
        service = {
            "sid": twilio.new_sid("MG"),
            "use_inbound_webhook_on_number": defers,
            "inbound_request_url": None,
            "numbers": [number["sid"] for number in numbers],
        }
        self.services.append(service)
        return service


def routes(store: Numbers, account: Callable[[], Awaitable[Account]]) -> list[Route]:
    """The routes of both APIs: Twilio has them on two hosts, whose paths do not meet."""

    def guarded(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                twilio.authenticate(request, await account())
                return await endpoint(request)
            except TwilioError as error:
                return error.response()

        return answer

    async def show_account(request: Request) -> Response:
        sid = request.path_params["account"]
        return JSONResponse({"sid": sid, "status": store.account_status, "type": "Full"})

    async def numbers(request: Request) -> Response:
        wanted = request.query_params.get("PhoneNumber")
        found = [number for number in store.numbers if wanted in (None, number["phone_number"])]
        return JSONResponse({"incoming_phone_numbers": found, "page": 0, "next_page_uri": None})

    async def update_number(request: Request) -> Response:
        number = _one(store.numbers, request)
        asked = await _form(request)
        changed = {_snake(name): value for name, value in asked.items()}
        if unknown := changed.keys() - number.keys():
            raise AssertionError(f"no such parameters: {unknown}")
        for name, value in changed.items():
            if name.endswith("_url") and value and urlsplit(value).scheme not in ("http", "https"):
                raise TwilioError(400, 21402, f"Invalid Url: {value}")
            if name.endswith("_method") and value not in ("GET", "POST"):
                raise TwilioError(400, 21403, f"Invalid Method: {value}")
        store.updates.append(changed)
        number.update(changed)
        return JSONResponse(number)

    async def services(request: Request) -> Response:
        shown = [_without_numbers(service) for service in store.services]
        return JSONResponse({"services": shown, "meta": {"key": "services", "next_page_url": None}})

    async def members(request: Request) -> Response:
        service = _one(store.services, request)
        shown = [number for number in store.numbers if number["sid"] in service["numbers"]]
        return JSONResponse({"phone_numbers": shown, "meta": {"key": "phone_numbers", "next_page_url": None}})

    async def update_service(request: Request) -> Response:
        service = _one(store.services, request)
        asked = await _form(request)
        assert asked.keys() == {"UseInboundWebhookOnNumber"}
        store.updates.append(asked)
        service["use_inbound_webhook_on_number"] = asked["UseInboundWebhookOnNumber"].lower() == "true"
        return JSONResponse(_without_numbers(service))

    return [
        Route(f"{API}.json", guarded(show_account), methods=["GET"]),
        Route(f"{API}/IncomingPhoneNumbers.json", guarded(numbers), methods=["GET"]),
        Route(f"{API}/IncomingPhoneNumbers/{{sid}}.json", guarded(update_number), methods=["POST"]),
        Route("/v1/Services", guarded(services), methods=["GET"]),
        Route("/v1/Services/{sid}", guarded(update_service), methods=["POST"]),
        Route("/v1/Services/{sid}/PhoneNumbers", guarded(members), methods=["GET"]),
    ]


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _one(found: list[dict[str, Any]], request: Request) -> dict[str, Any]:
    for one in found:
        if one["sid"] == request.path_params["sid"]:
            return one
    raise TwilioError(404, 20404, f"The requested resource {request.url.path} was not found")


def _without_numbers(service: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in service.items() if name != "numbers"}


def _snake(name: str) -> str:
    """`SmsUrl` as `sms_url`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")

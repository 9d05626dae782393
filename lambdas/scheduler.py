"""GET /scheduler tells what is free on a day; POST /scheduler books it."""

import gc

gc.disable()  # Imports make no garbage: collecting during them costs a third of the cold start.

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from linda.adapters.dynamodb import DynamoDBStore, connect
from linda.booking import BookingRequest, Calendar, available_slots, book, new_lead_id
from linda.errors import InvalidInputError, MethodNotAllowedError, SlotUnavailableError
from linda.models import LEAD_TYPES, Slot
from linda.owner_state import current
from linda.phones import parse_phone
from linda.settings import load_settings
from linda.shop import load_shop
from linda.shop_time import parse_date, parse_time, slot_label, time_label
from linda.web import Request, Response, Result, answer_json, parse_fields

gc.freeze()
gc.enable()

_LONGEST_NOTES = 1_000
_LONGEST_TEXT = 100


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    return answer_json(event, _route)


@cache
def _store() -> DynamoDBStore:
    settings = load_settings()
    return DynamoDBStore(connect(settings.region), settings.leads_table, settings.state_table)


def _route(request: Request) -> Result:
    store = _store()
    calendar = Calendar(load_shop(), current(store.owner_state()), datetime.now(UTC), store)
    if request.method == "GET":
        return _availability(request, calendar)
    if request.method == "POST":
        return _booking(parse_fields(request), calendar)
    raise MethodNotAllowedError("use GET for availability or POST to book")


def _availability(request: Request, calendar: Calendar) -> Result:
    day = parse_date(request.query.get("date", ""))
    slots = [time_label(slot.at) for slot in available_slots(calendar, day)]
    return Result(200, {"date": day.isoformat(), "available_slots": slots, "available_count": len(slots)})


def _booking(fields: Mapping[str, object], calendar: Calendar) -> Result:
    asked = _booking_request(fields, calendar)
    try:
        lead = book(calendar, asked, new_lead_id(asked.lead_type))
    except SlotUnavailableError as error:
        free = [time_label(slot.at) for slot in available_slots(calendar, asked.slot.day)]
        return Result(409, {"message": str(error), "date": asked.slot.day.isoformat(), "available_slots": free})
    return Result(
        201,
        {
            "message": f"Booked for {slot_label(asked.slot, calendar.today)}",
            "lead_id": lead.lead_id,
            "date": lead.appointment_date,
            "time": lead.appointment_time,
            "repair_type": lead.repair_type,
            "device": lead.device,
            "phone": lead.phone,
            "customer_name": lead.customer_name,
        },
    )


def _booking_request(fields: Mapping[str, object], calendar: Calendar) -> BookingRequest:
    lead_type = next((kind for kind in LEAD_TYPES if kind == (_text(fields, "lead_type") or "appointment")), None)
    if lead_type is None:
        raise InvalidInputError(f"lead_type must be one of: {', '.join(LEAD_TYPES)}")
    return BookingRequest(
        slot=Slot(parse_date(_required(fields, "date")), parse_time(_required(fields, "time"))),
        phone=parse_phone(_required(fields, "phone"), calendar.shop.country),
        repair_type=_required(fields, "repair_type"),
        source=_text(fields, "source") or "web",
        device=_text(fields, "device"),
        customer_name=_text(fields, "customer_name"),
        lead_type=lead_type,
        notes=_text(fields, "notes", _LONGEST_NOTES),
    )


def _required(fields: Mapping[str, object], name: str) -> str:
    if not (value := _text(fields, name)):
        raise InvalidInputError(f"{name} is required")
    return value


def _text(fields: Mapping[str, object], name: str, longest: int = _LONGEST_TEXT) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    if len(value) > longest:
        raise InvalidInputError(f"{name} must be at most {longest} characters")
    return value.strip()

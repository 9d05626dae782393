"""The model's tools: their schemas, and what each does at the desk. None takes a phone, a lead id or a price."""

import json
import re
from collections.abc import Callable, Mapping, Sequence

from linda.booking import available_slots, slot_of
from linda.desk import Desk
from linda.errors import AlreadyBookedError, InvalidInputError, LindaError, SlotUnavailableError, StoreUnavailableError
from linda.models import Lead, LeadType, Slot
from linda.quotes import find_device, quote, repairs_of
from linda.replies import one_line
from linda.responses.confirmations import asked_owner, confirmation, known_repair, listed, percent, status_of
from linda.shop import Shop
from linda.shop_time import parse_date, parse_time, slot_label, time_label

_LONGEST_NAME = 80
_LONGEST_DESCRIPTION = 200

type Arguments = Mapping[str, object]


def _day(what: str) -> dict[str, object]:
    return {"type": "string", "description": f"{what} as YYYY-MM-DD on the shop's calendar"}


def _time(what: str) -> dict[str, object]:
    return {"type": "string", "description": f'{what}, such as "2:00 PM"'}


def tool_schemas(shop: Shop, *, auto_upsell: bool = True, photos: bool = False) -> list[dict[str, object]]:
    """Return the tools as the Responses API takes them: strict, without any phone, lead id or price.

    An owner who wants no upsell has no tool for it; only a message with photos has one to describe them.
    """
    repair = {"type": "string", "enum": repairs_of(shop)}
    device = {"type": "string", "description": 'The device, such as "iPhone 13"; "" if unknown'}
    booking = {"date": _day("Day of the customer's booking"), "time": _time("Time of the customer's booking")}
    schemas = [
        _schema("check_availability", "List the free appointment times of one day.", {"date": _day("Day")}),
        _schema(
            "book_slot",
            "Book a free appointment for this customer. Call it only once the customer has chosen day and time.",
            {
                "date": _day("Day"),
                "time": _time("Start of a free slot"),
                "repair_type": repair,
                "device": device,
                "customer_name": {"type": "string", "description": '"" if unknown'},
                "on_site": {"type": "boolean", "description": "True if the shop shall come to the customer"},
            },
        ),
        _schema("my_bookings", "List this customer's open bookings.", {}),
        _schema(
            "reschedule_booking",
            "Move one of this customer's bookings to another free slot.",
            {**booking, "new_date": _day("New day"), "new_time": _time("Start of a free slot")},
        ),
        _schema(
            "cancel_booking", "Cancel one of this customer's bookings, once the customer has clearly said so.", booking
        ),
        _schema(
            "schedule_callback",
            f"Have {shop.owner} call this customer at a time; takes no repair slot.",
            {"date": _day("Day"), "time": _time("Time"), "reason": {"type": "string"}},
        ),
        _schema("get_pricing", "Return what a repair starts at.", {"repair_type": repair, "device": device}),
        _schema(
            "authorize_discount",
            "Ask for a discount for this customer, only if they insist on one. The answer says if it is granted.",
            {"percent": {"type": "number", "description": "Percent off, above 0"}},
        ),
        _schema("repair_status", "Tell how it stands with this customer's newest repair.", {}),
        _schema(
            "ask_owner",
            f"Hand a question or a message on to {shop.owner}, when only he can decide or answer.",
            {"question": {"type": "string"}},
        ),
    ]
    if auto_upsell and shop.accessories:
        item = {"item": {"type": "string", "enum": list(shop.accessories)}}
        schemas.append(_schema("log_upsell", "Note that the customer wants an accessory with the repair.", item))
    if photos:
        words = {"description": {"type": "string", "description": "The damage that the photos show, in a few words"}}
        schemas.append(_schema("describe_photos", "Note on the booking what the customer's photos show.", words))
    return schemas


def _schema(name: str, description: str, properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "function",
        "name": name,
        "description": description,
        "strict": True,
        "parameters": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }


def run_tool(desk: Desk, name: str, arguments: str) -> str:
    """Run the tool that the model asked for and return its result as JSON text; a wrong call gets words.

    Raises StoreUnavailableError, and AlreadyBookedError if another has taken the turn over.
    """
    try:
        if name not in _TOOLS:
            raise InvalidInputError(f"there is no tool named {name[:40]!r}")
        return json.dumps(_TOOLS[name](desk, _arguments(arguments)))
    except (StoreUnavailableError, AlreadyBookedError):
        raise
    except LindaError as error:
        return json.dumps({"error": str(error)})


def _check_availability(desk: Desk, given: Arguments) -> dict[str, object]:
    day = parse_date(_text(given, "date"))
    desk.checked.add(day)
    slots = desk.show(available_slots(desk.premises, day))
    return {"date": day.isoformat(), "available_slots": [time_label(slot.at) for slot in slots]}


def _book_slot(desk: Desk, given: Arguments) -> dict[str, object]:
    slot = _slot(given, "date", "time")
    repair_type, device = _repair(desk, given), _device(desk, given)
    name = one_line(_text(given, "customer_name"), _LONGEST_NAME)
    lead_type: LeadType = "on_site" if given.get("on_site") is True else "appointment"
    return _done(desk, slot, lambda: desk.book(slot, repair_type, device, name, lead_type))


def _my_bookings(desk: Desk, _: Arguments) -> dict[str, object]:
    leads = desk.open_leads()
    desk.show([slot_of(lead) for lead in leads])
    bookings = [
        {"date": lead.appointment_date, "time": lead.appointment_time, "repair_type": _booked_for(lead, desk)}
        for lead in leads
    ]
    return {"bookings": bookings, "say": listed(leads, desk.premises)}


def _booked_for(lead: Lead, desk: Desk) -> str:
    return "callback" if lead.lead_type == "callback" else known_repair(lead, desk.premises.shop)


def _reschedule_booking(desk: Desk, given: Arguments) -> dict[str, object]:
    lead, slot = desk.lead_at(_slot(given, "date", "time")), _slot(given, "new_date", "new_time")
    return _done(desk, slot, lambda: desk.move(lead, slot))


def _cancel_booking(desk: Desk, given: Arguments) -> dict[str, object]:
    slot = _slot(given, "date", "time")
    lead = desk.lead_at(slot)
    return _done(desk, slot, lambda: desk.cancel(lead))


def _schedule_callback(desk: Desk, given: Arguments) -> dict[str, object]:
    slot, reason = _slot(given, "date", "time"), one_line(_text(given, "reason"), _LONGEST_DESCRIPTION)
    return _done(desk, slot, lambda: desk.book(slot, "callback", lead_type="callback", notes=reason))


def _done(desk: Desk, slot: Slot, act: Callable[[], Lead]) -> dict[str, object]:
    """Act, and return code's confirmation, or what is free instead."""
    try:
        lead = act()
    except SlotUnavailableError as error:
        free = [slot_label(other, desk.premises.today) for other in desk.alternatives(slot)]
        return {"error": str(error), "available_instead": free}
    action = desk.done[0] if desk.done else "booked"
    return {"done": confirmation(lead, desk.premises, action)}


def _get_pricing(desk: Desk, given: Arguments) -> dict[str, object]:
    return {"say": quote(_repair(desk, given), _device(desk, given), desk.premises.shop)}


def _authorize_discount(desk: Desk, given: Arguments) -> dict[str, object]:
    number = given.get("percent")
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise InvalidInputError("percent must be a number")
    if desk.grant(number):
        return {"granted": percent(number)}
    return {"refused": f"only {desk.premises.shop.owner} can decide that; he has been asked"}


def _log_upsell(desk: Desk, given: Arguments) -> dict[str, object]:
    item = _text(given, "item")
    if not desk.premises.state["auto_upsell"]:
        raise InvalidInputError("the owner sells no accessories by text")
    desk.sell(item)
    return {"noted": item}


def _repair_status(desk: Desk, _: Arguments) -> dict[str, object]:
    lead = desk.newest_lead()
    desk.show([slot_of(lead)] if lead else [])
    desk.status_told = True
    return {"say": status_of(lead, desk.premises)}


def _ask_owner(desk: Desk, given: Arguments) -> dict[str, object]:
    desk.ask_owner(_text(given, "question"))
    return {"say": asked_owner(desk.premises)}


def _describe_photos(desk: Desk, given: Arguments) -> dict[str, object]:
    desk.note(f"Photo: {one_line(_text(given, 'description'), _LONGEST_DESCRIPTION)}")
    return {"noted": True}


_TOOLS: Mapping[str, Callable[[Desk, Arguments], dict[str, object]]] = {
    "check_availability": _check_availability,
    "book_slot": _book_slot,
    "my_bookings": _my_bookings,
    "reschedule_booking": _reschedule_booking,
    "cancel_booking": _cancel_booking,
    "schedule_callback": _schedule_callback,
    "get_pricing": _get_pricing,
    "authorize_discount": _authorize_discount,
    "log_upsell": _log_upsell,
    "repair_status": _repair_status,
    "ask_owner": _ask_owner,
    "describe_photos": _describe_photos,
}
TOOL_NAMES: Sequence[str] = tuple(_TOOLS)


def _repair(desk: Desk, given: Arguments) -> str:
    repair_type = _text(given, "repair_type")
    if repair_type not in desk.premises.shop.prices:
        raise InvalidInputError(f"repair_type must be one of: {', '.join(repairs_of(desk.premises.shop))}")
    return repair_type


def _device(desk: Desk, given: Arguments) -> str:
    """Return the device, and nothing else that the model may have put beside it: it stands in the confirmation."""
    text = _text(given, "device")
    return find_device(text, desk.premises.shop) or (text if re.fullmatch(r"[A-Za-z0-9 +-]{1,20}", text) else "")


def _slot(given: Arguments, day: str, at: str) -> Slot:
    return Slot(parse_date(_text(given, day)), parse_time(_text(given, at)))


def _arguments(text: str) -> Arguments:
    try:
        given = json.loads(text)
        json.dumps(given, ensure_ascii=False).encode()  # A lone surrogate cannot be stored as text.
    except (ValueError, RecursionError):
        raise InvalidInputError("arguments must be JSON") from None
    if not isinstance(given, dict):
        raise InvalidInputError("arguments must be a JSON object")
    return given


def _text(given: Arguments, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    return value

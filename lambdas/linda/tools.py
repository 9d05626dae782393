"""What a receptionist can do for the customer who wrote. Each tool acts on that customer's number alone."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linda.booking import BookingRequest, Calendar, available_slots, book, new_lead, next_slots, slot_of
from linda.errors import InvalidInputError, LindaError, SlotUnavailableError, StoreUnavailableError
from linda.models import Lead, Receipt, Slot
from linda.quotes import device_name, find_device, price
from linda.shop import Shop
from linda.shop_time import day_label, parse_date, parse_time, slot_label, time_label

ALTERNATIVES = 3


@dataclass(slots=True)
class Desk:
    """One turn's tools, bound to the customer of the signed request. A turn books once: what stands in `booked`."""

    calendar: Calendar
    phone: str
    source: str
    receipt: Receipt
    booked: list[Lead] = field(default_factory=list)

    def book(self, slot: Slot, repair_type: str, device: str, customer_name: str = "") -> Lead:
        """Book the slot for the customer.

        Raises InvalidInputError, SlotTakenError, SlotClosedError, TooManyBookingsError or AlreadyBookedError.
        """
        if not self.phone.startswith("+"):
            raise InvalidInputError("only a phone number can book")
        request = BookingRequest(
            slot=slot,
            phone=self.phone,
            repair_type=repair_type,
            source=self.source,
            device=device_name(device),
            customer_name=customer_name,
        )
        lead = book(self.calendar, request, new_lead(self.calendar, request), self.receipt)
        self.booked.append(lead)
        return lead

    def alternatives(self, slot: Slot) -> list[Slot]:
        """Return what is free in place of a slot: that day's nearest times, else the next ones."""
        today, horizon = self.calendar.today, self.calendar.shop.booking_horizon_days
        start = slot.day if 0 <= (slot.day - today).days <= horizon else today
        same_day = available_slots(self.calendar, start)
        nearest = sorted(same_day, key=lambda free: abs(free.at.hour - slot.at.hour))[:ALTERNATIVES]
        return sorted(nearest) or next_slots(self.calendar, ALTERNATIVES, start)


def confirmation(lead: Lead, calendar: Calendar) -> str:
    """Return the sentence that confirms a booking. No other text may."""
    shop, slot = calendar.shop, slot_of(lead)
    amount = price(lead.repair_type, lead.device, shop)
    what = " ".join(part for part in (lead.device, shop.labels.get(lead.repair_type, lead.repair_type)) if part)
    day = day_label(slot.day, calendar.today)
    on = f"{day} ({slot.day:%a, %b} {slot.day.day})" if day in ("today", "tomorrow") else day
    cost = f" Starts at ${amount}," if amount is not None else f" {shop.owner} confirms the price,"
    return (
        f"Booked: {what}, {on} at {time_label(slot.at)}, {shop.name}, {shop.city}."
        f"{cost} {shop.warranty_days}-day warranty. See you then!"
    )


def tool_schemas(shop: Shop) -> list[dict[str, object]]:
    """Return the tools as the Responses API takes them: strict, without any phone, lead id or price."""
    day = {"type": "string", "description": "Day as YYYY-MM-DD on the shop's calendar"}
    return [
        _schema("check_availability", "List the free appointment times of one day.", {"date": day}),
        _schema(
            "book_slot",
            "Book a free appointment for this customer. Call it only once the customer has chosen day and time.",
            {
                "date": day,
                "time": {"type": "string", "description": 'Start of a free slot, such as "2:00 PM"'},
                "repair_type": {"type": "string", "enum": list(shop.prices)},
                "device": {"type": "string", "description": 'The device, such as "iPhone 13"; "" if unknown'},
                "customer_name": {"type": "string", "description": '"" if unknown'},
            },
        ),
    ]


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
    """Run the tool that the model asked for and return its result as JSON text; a wrong call gets words."""
    try:
        given = _arguments(arguments)
        if name == "check_availability":
            slots = available_slots(desk.calendar, parse_date(_text(given, "date")))
            return json.dumps({"date": given["date"], "available_slots": _times(slots)})
        if name == "book_slot":
            return _book_slot(desk, given)
        raise InvalidInputError(f"there is no tool named {name[:40]!r}")
    except StoreUnavailableError:
        raise
    except LindaError as error:
        return json.dumps({"error": str(error)})


def _book_slot(desk: Desk, given: Mapping[str, object]) -> str:
    slot = Slot(parse_date(_text(given, "date")), parse_time(_text(given, "time")))
    repair_type = _text(given, "repair_type")
    if repair_type not in desk.calendar.shop.prices:
        raise InvalidInputError(f"repair_type must be one of: {', '.join(desk.calendar.shop.prices)}")
    try:
        lead = desk.book(slot, repair_type, _device(_text(given, "device")), _text(given, "customer_name")[:80])
    except SlotUnavailableError as error:
        free = [slot_label(other, desk.calendar.today) for other in desk.alternatives(slot)]
        return json.dumps({"error": str(error), "available_instead": free})
    return json.dumps({"booked": confirmation(lead, desk.calendar)})


def _device(text: str) -> str:
    """Return the device, and nothing else that the model may have put beside it: it stands in the confirmation."""
    return find_device(text) or (text if re.fullmatch(r"[A-Za-z0-9 +-]{1,20}", text) else "")


def _arguments(text: str) -> Mapping[str, object]:
    try:
        given = json.loads(text)
        json.dumps(given, ensure_ascii=False).encode()  # A lone surrogate is no text that can be stored.
    except (ValueError, RecursionError):
        raise InvalidInputError("arguments must be JSON") from None
    if not isinstance(given, dict):
        raise InvalidInputError("arguments must be a JSON object")
    return given


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    return value


def _times(slots: Sequence[Slot]) -> list[str]:
    return [time_label(slot.at) for slot in slots]

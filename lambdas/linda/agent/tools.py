"""The model's tools, each in one place: its schema is right above the function that acts at the desk.

None takes a phone number, a lead id or a price. What a tool settles is recorded in the dialogue state, so that the
rules can go on from there.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from linda.booking import available_slots, slot_of
from linda.desk import Desk
from linda.errors import (
    AlreadyBookedError,
    InvalidInputError,
    LindaError,
    SlotUnavailableError,
    StoreUnavailableError,
    TurnHasActedError,
    UnconfirmedError,
)
from linda.models import ANY_TIME, Job, Lead, LeadType, Question, Slot
from linda.quotes import device_in, quote, repairs_of
from linda.replies import one_line
from linda.responses.confirmations import asked_owner, confirmation, known_jobs, listed, percent, status_of
from linda.shop import Shop
from linda.shop_time import parse_date, parse_time, slot_label, time_label

_LONGEST_NAME = 80
_LONGEST_ADDRESS = 100
_LONGEST_TROUBLE = 60
_LONGEST_NOTE = 100
_LONGEST_DESCRIPTION = 200
_LONGEST_TOPIC, _MOST_TOPICS = 80, 10
_MOST_JOBS = 4
_MOST_OPTIONS = 8

type Arguments = Mapping[str, object]
type Answer = dict[str, object]
type Property = Mapping[str, object]
# A property that needs the shop's own words is a function of the shop.
type Properties = Mapping[str, Property | Callable[[Shop], Property]]


@dataclass(frozen=True, slots=True)
class _Tool:
    run: Callable[[Desk, Arguments], Answer]
    description: str
    properties: Properties

    def schema(self, shop: Shop) -> dict[str, object]:
        properties = {name: made(shop) if callable(made) else made for name, made in self.properties.items()}
        return {
            "type": "function",
            "name": self.run.__name__,
            "description": self.description.format(owner=shop.owner),
            "strict": True,
            "parameters": _object(properties),
        }


_TOOLS: dict[str, _Tool] = {}


def _tool(
    description: str, /, **properties: Property | Callable[[Shop], Property]
) -> Callable[[Callable[[Desk, Arguments], Answer]], Callable[[Desk, Arguments], Answer]]:
    """Make a tool of the function, under its name; the list has the order of this file."""

    def register(run: Callable[[Desk, Arguments], Answer]) -> Callable[[Desk, Arguments], Answer]:
        _TOOLS[run.__name__] = _Tool(run, description, properties)
        return run

    return register


def tool_schemas(shop: Shop, *, auto_upsell: bool = True, photos: bool = False) -> list[dict[str, object]]:
    """Return the tools in the form that the Responses API takes: strict, without any phone number, lead id or price.

    If the owner wants no upsell, there is no tool for it; the tool that describes photos comes only with photos.
    """
    left_out = set() if auto_upsell and shop.accessories else {"log_upsell"}
    left_out |= set() if photos else {"describe_photos"}
    return [tool.schema(shop) for name, tool in _TOOLS.items() if name not in left_out]


def run_tool(desk: Desk, name: str, arguments: str) -> str:
    """Run the tool that the model asked for and return its result as JSON text; a wrong call gets an error message.

    Raises StoreUnavailableError, and AlreadyBookedError if another delivery has taken over the turn.
    """
    try:
        if name not in _TOOLS:
            raise InvalidInputError(f"there is no tool named {name[:40]!r}")
        return json.dumps(_TOOLS[name].run(desk, _arguments(arguments)))
    except (StoreUnavailableError, AlreadyBookedError):
        raise
    except LindaError as error:
        return json.dumps({"error": str(error)})


# --- properties


def _object(properties: Mapping[str, Property]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _string(description: str) -> Property:
    return {"type": "string", "description": description}


def _day(what: str) -> Property:
    return _string(f"{what} as YYYY-MM-DD on the shop's calendar")


def _time(what: str) -> Property:
    return _string(f'{what}, such as "2:00 PM"')


def _repair(shop: Shop) -> Property:
    return {"type": "string", "enum": repairs_of(shop)}


def _jobs(shop: Shop) -> Property:
    trouble = _string('For a diagnosis, what is wrong in a few words, such as "no sound"; "" for any other repair')
    job = _object({"repair_type": _repair(shop), "device": _DEVICE, "trouble": trouble})
    return {"type": "array", "items": job, "description": f"All that is to be done in one visit, 1 to {_MOST_JOBS}"}


def _accessory(shop: Shop) -> Property:
    return {"type": "string", "enum": list(shop.accessories)}


_DEVICE = _string('The device, such as "iPhone 13"; "" if unknown')
_BOOKED = {"date": _day("Day of the customer's booking"), "time": _time("Time of the customer's booking")}


# --- bookings


@_tool("List the free appointment times of one day.", date=_day("Day"))
def check_availability(desk: Desk, given: Arguments) -> Answer:
    day = parse_date(_text(given, "date"))
    desk.checked.add(day)
    slots = desk.show(available_slots(desk.premises, day))
    options = tuple(slots[:_MOST_OPTIONS])
    desk.settle(day=day, at=None, window=ANY_TIME, options=options, asked="time" if options else "day")
    return {"date": day.isoformat(), "available_slots": [time_label(slot.at) for slot in slots]}


@_tool(
    "Book one visit for this customer, for all that they want done. Call it only once the customer has chosen day and "
    "time. An on-site visit, where {owner} comes to them, needs their address: ask for it first.",
    date=_day("Day"),
    time=_time("Start of a free slot"),
    jobs=_jobs,
    customer_name=_string('"" if unknown'),
    on_site={"type": "boolean", "description": "True if the shop is to come to the customer"},
    address=_string('Street and number of an on-site visit; "" otherwise'),
    note=_string('Whose device it is or what else is good to know, such as "his wife\'s phone"; "" if nothing'),
)
def book_slot(desk: Desk, given: Arguments) -> Answer:
    slot, jobs = _slot(given, "date", "time"), _given_jobs(desk, given)
    name = one_line(_text(given, "customer_name"), _LONGEST_NAME) or desk.dialogue.customer_name
    note = one_line(_text(given, "note"), _LONGEST_NOTE)
    lead_type: LeadType = "on_site" if given.get("on_site") is True else "appointment"
    address = one_line(_text(given, "address"), _LONGEST_ADDRESS) or desk.dialogue.address
    # In case it is not booked, the rules then know what was wanted.
    wanted = _merged(desk.dialogue.jobs, jobs)
    desk.settle(jobs=wanted, on_site=lead_type == "on_site", address=address, customer_name=name)
    try:
        return _done(
            desk, slot, lambda: desk.book(slot, jobs, name=name, address=address, lead_type=lead_type, notes=note)
        )
    except TurnHasActedError as error:
        if desk.done and desk.done[0] == "booked":
            desk.settle_done(*desk.done)
        return {"error": f"{error}; what is not booked yet is noted and can be with the customer's next message"}


@_tool("List this customer's open bookings.")
def my_bookings(desk: Desk, _: Arguments) -> Answer:
    desk.require_number()
    leads = desk.open_leads()
    desk.show([slot_of(lead) for lead in leads])
    desk.settle(lead_ids=tuple(lead.lead_id for lead in leads))
    bookings = [
        {"date": lead.appointment_date, "time": lead.appointment_time, "repair_type": _booked_for(lead, desk)}
        for lead in leads
    ]
    return {"bookings": bookings, "say": listed(leads, desk.premises)}


def _booked_for(lead: Lead, desk: Desk) -> str:
    if lead.lead_type == "callback":
        return "callback"
    return ", ".join(job.repair_type for job in known_jobs(lead, desk.premises.shop))


@_tool(
    "Move one of this customer's bookings to another free slot.",
    **_BOOKED,
    new_date=_day("New day"),
    new_time=_time("Start of a free slot"),
)
def reschedule_booking(desk: Desk, given: Arguments) -> Answer:
    desk.require_number()
    lead, slot = desk.lead_at(_slot(given, "date", "time")), _slot(given, "new_date", "new_time")
    desk.settle(lead_ids=(lead.lead_id,))
    return _done(desk, slot, lambda: desk.move(lead, slot), "move")


@_tool("Cancel one of this customer's bookings, once the customer has clearly said so.", **_BOOKED)
def cancel_booking(desk: Desk, given: Arguments) -> Answer:
    desk.require_number()
    slot = _slot(given, "date", "time")
    lead = desk.lead_at(slot)
    desk.settle(lead_ids=(lead.lead_id,))
    return _done(desk, slot, lambda: desk.cancel(lead))


@_tool(
    "Have {owner} call this customer, only at a day and time that the customer has asked to be called; takes no repair "
    "slot. A question or a message goes to ask_owner.",
    date=_day("Day"),
    time=_time("Time"),
    reason={"type": "string"},
)
def schedule_callback(desk: Desk, given: Arguments) -> Answer:
    slot, reason = _slot(given, "date", "time"), one_line(_text(given, "reason"), _LONGEST_DESCRIPTION)
    lead = desk.book(slot, [Job("callback")], lead_type="callback", notes=reason)
    return {"done": confirmation(lead, desk.premises)}


def _done(desk: Desk, slot: Slot, act: Callable[[], Lead], asked: Question = "time") -> Answer:
    """Act, and return code's confirmation, or what is free instead; in that case `asked` is the open question."""
    try:
        lead = act()
    except SlotUnavailableError as error:
        desk.refused.add(slot)
        instead = desk.alternatives(slot)
        day = instead[0].day if instead else slot.day
        desk.settle(day=day, at=None, window=ANY_TIME, options=tuple(instead), asked=asked)
        free = [slot_label(other, desk.premises.today) for other in instead]
        return {"error": str(error), "available_instead": free}
    action = desk.done[0] if desk.done else "booked"
    return {"done": confirmation(lead, desk.premises, action)}


# --- prices, discounts, accessories, the owner


@_tool("Return what a repair starts at.", repair_type=_repair, device=_DEVICE)
def get_pricing(desk: Desk, given: Arguments) -> Answer:
    job = _job(desk, given)
    shop = desk.premises.shop
    if job.repair_type not in shop.accessories:
        desk.settle(jobs=_merged(desk.dialogue.jobs, [job]))
    said: Answer = {"say": quote(job.repair_type, job.device, shop)}
    total = desk.total() if len(desk.dialogue.jobs) > 1 else None
    return said | ({"all_together": f"${total}"} if total else {})


@_tool(
    "Ask for a discount for this customer, only if they insist on one. The answer says if it is granted.",
    percent={"type": "number", "description": "Percent off, above 0"},
)
def authorize_discount(desk: Desk, given: Arguments) -> Answer:
    number = given.get("percent")
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise InvalidInputError("percent must be a number")
    if desk.grant(number):
        return {"granted": percent(number)}
    return {"refused": f"only {desk.premises.shop.owner} can decide that; he has been asked"}


@_tool("Tell how it stands with this customer's newest repair.")
def repair_status(desk: Desk, _: Arguments) -> Answer:
    desk.require_number()
    lead = desk.newest_lead()
    desk.show([slot_of(lead)] if lead else [])
    desk.status_told = True
    return {"say": status_of(lead, desk.premises)}


@_tool(
    "Hand a question or a message on to {owner}, when only he can decide or answer. It promises no call.",
    question={"type": "string"},
)
def ask_owner(desk: Desk, given: Arguments) -> Answer:
    question = _text(given, "question")
    desk.ask_owner(question)
    topic = one_line(question, _LONGEST_TOPIC)
    if topic not in desk.dialogue.handed_on:
        desk.settle(handed_on=(*desk.dialogue.handed_on, topic)[-_MOST_TOPICS:])
    return {"say": asked_owner(desk.premises)}


@_tool("Note that the customer wants an accessory with the repair.", item=_accessory)
def log_upsell(desk: Desk, given: Arguments) -> Answer:
    item = _text(given, "item")
    if not desk.premises.state["auto_upsell"]:
        raise InvalidInputError("the owner sells no accessories by text")
    if desk.is_call and not desk.accepts:
        raise UnconfirmedError("not noted: the caller must first say that he wants it")
    desk.sell(item)
    return {"noted": item}


@_tool(
    "Note on the booking what the customer's photos show.",
    description=_string("The damage that the photos show, in a few words"),
)
def describe_photos(desk: Desk, given: Arguments) -> Answer:
    desk.note(f"Photo: {one_line(_text(given, 'description'), _LONGEST_DESCRIPTION)}")
    return {"noted": True}


TOOL_NAMES: Sequence[str] = tuple(_TOOLS)


# --- arguments


def _merged(known: Sequence[Job], told: Sequence[Job]) -> tuple[Job, ...]:
    """Return the known jobs plus those named now; a partly known job is completed by a matching new one."""
    of_repair = {job.repair_type for job in known if job.device}
    new = [job for job in told if job.device or job.repair_type not in of_repair]
    same = {key for job in new for key in ((job.repair_type, job.device), (job.repair_type, ""), ("", job.device))}
    return (*(job for job in known if (job.repair_type, job.device) not in same), *new)[-_MOST_JOBS:]


def _given_jobs(desk: Desk, given: Arguments) -> list[Job]:
    jobs = given.get("jobs")
    if not isinstance(jobs, list) or not 1 <= len(jobs) <= _MOST_JOBS:
        raise InvalidInputError(f"jobs must be a list of 1 to {_MOST_JOBS}")
    found = []
    for job in jobs:
        if not isinstance(job, dict):
            raise InvalidInputError("each job must be an object")
        found.append(replace(_job(desk, job), trouble=one_line(_text(job, "trouble"), _LONGEST_TROUBLE)))
    return found


def _job(desk: Desk, given: Arguments) -> Job:
    """Return only the repair and the device, without anything that the model added: these go into confirmations."""
    shop, repair_type, text = desk.premises.shop, _text(given, "repair_type"), _text(given, "device")
    if repair_type not in shop.labels:
        raise InvalidInputError(f"repair_type must be one of: {', '.join(repairs_of(shop))}")
    device = device_in(text, shop) or (text if re.fullmatch(r"[A-Za-z0-9 +-]{1,20}", text) else "")
    return Job(repair_type, device)


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

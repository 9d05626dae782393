"""The week's agenda, from what the deployed API answers: its free times, the owner's state and the days' leads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from linda.bulletin import told_state
from linda.errors import InvalidInputError
from linda.shop import Shop
from linda.shop_time import parse_time, time_label
from linda.slots import open_slots, today

DAYS = 7
_ENDED = ("cancelled",)

Kind = Literal["free", "taken", "held", "closed", "past"]
Lead = Mapping[str, Any]


def week(
    first: date,
    now: datetime,
    shop: Shop,
    state: Mapping[str, object],
    free: Mapping[str, Sequence[str]],
    leads: Sequence[Lead],
) -> dict[str, Any]:
    """The agenda of the week that begins on `first`.

    `free` has the labels of each day's free times, as GET /scheduler?from=…&to=… answers; `leads` are those of the
    days; `state` is the owner's, as he reads it. What is open, not past, and neither free nor taken, is held by a
    customer who is deciding.
    """
    told = told_state(state, shop, now)
    standing = [lead for lead in leads if lead.get("status") not in _ENDED]
    shown: set[str] = set()
    days = []
    for ahead in range(DAYS):
        day = first + timedelta(days=ahead)
        open_at = {slot.at for slot in open_slots(day, shop, told)}
        slots = []
        for start in _starts(day, shop):
            label = time_label(start.time())
            lead = next((lead for lead in standing if _is_at(lead, day, label)), None)
            kind: Kind
            if lead:
                kind = "taken"
                shown.add(str(lead["lead_id"]))
            elif start <= now.astimezone(shop.time_zone).replace(tzinfo=None):
                kind = "past"
            elif label in free.get(day.isoformat(), ()):
                kind = "free"
            else:
                kind = "held" if start.time() in open_at else "closed"
            slots.append({"time": label, "is": kind, "lead": lead})
        days.append({"date": day.isoformat(), "label": f"{day:%a, %b} {day.day}", "slots": slots})
    others = [lead for lead in standing if str(lead.get("lead_id")) not in shown]
    return {"from": first.isoformat(), "today": today(shop, now).isoformat(), "days": days, "others": others}


def _starts(day: date, shop: Shop) -> list[datetime]:
    start, starts = datetime.combine(day, shop.first_slot), list[datetime]()
    while start.date() == day and start.time() <= shop.last_slot:
        starts.append(start)
        start += timedelta(minutes=shop.slot_minutes)
    return starts


def _is_at(lead: Lead, day: date, label: str) -> bool:
    if lead.get("lead_type") == "callback" or lead.get("appointment_date") != day.isoformat():
        return False
    try:
        return time_label(parse_time(str(lead.get("appointment_time", "")))) == label
    except InvalidInputError:
        return False

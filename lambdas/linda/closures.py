"""The owner's closures: adding and removing them, and the bookings that stand on a time that he has closed."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from linda.booking import Premises, slot_of, start_of
from linda.errors import InvalidInputError
from linda.models import ChangedBy, Lead, StateChange
from linda.owner_state import edited
from linda.ports import LeadIndex
from linda.shop import Shop
from linda.shop_time import parse_date, parse_time
from linda.slots import is_closed

_A_DAY = 24 * 60
type _Span = tuple[int, int]  # minutes of a day


def added(closures: str, day: date, closes: time | None = None, opens: time | None = None) -> str:
    """Return the closures (JSON) with this one, too; those of the day that meet are one. Raises InvalidInputError."""
    first, last = _span(closes, opens)
    merged: list[_Span] = []
    for start, end in sorted([*_of_day(closures, day), (first, last)]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _with_day(closures, day, merged)


def removed(closures: str, day: date, closes: time | None = None, opens: time | None = None) -> str:
    """Return the closures (JSON) without these hours of the day, by default all. Raises InvalidInputError."""
    first, last = _span(closes, opens)
    left = [
        part
        for start, end in _of_day(closures, day)
        for part in ((start, min(end, first)), (max(start, last), end))
        if part[0] < part[1]
    ]
    return _with_day(closures, day, sorted(set(left)))


def closing(
    stored: Mapping[str, object], change: Callable[[str], str], now: datetime, zone: ZoneInfo, by: ChangedBy
) -> StateChange | None:
    """Return the change of the state that adds or removes closures for good; None if nothing changes.

    Closures that the owner has set until a time still end then. Raises InvalidInputError.
    """
    today = now.astimezone(zone).date()

    def edit(closures: str) -> str:
        left = without_past({"closures": closures}, today)
        return closures if (after := change(left)) == left else after

    return edited(stored, "closures", edit, now, by)


def ahead(state: Mapping[str, object], today: date) -> list[dict[str, str]]:
    """Return the closures from today on, in order."""
    closures: list[dict[str, str]] = json.loads(str(state["closures"]))
    return sorted((closure for closure in closures if closure["date"] >= today.isoformat()), key=_order)


def without_past(state: Mapping[str, object], today: date) -> str:
    """Return the closures (JSON) from today on: what has passed need not be kept."""
    return json.dumps(ahead(state, today))


def closed_days(state: Mapping[str, object], first: date, last: date) -> list[date]:
    """Return the days from `first` to `last`, both included, that have a closure, in order."""
    found = {parse_date(closure["date"]) for closure in json.loads(str(state["closures"]))}
    return sorted(day for day in found if first <= day <= last)


def stands_on_closed_time(lead: Lead, state: Mapping[str, object], shop: Shop) -> bool:
    """Tell whether it is an open booking at a time that the owner has closed, and that he has not kept.

    His hours and his status close nothing that is booked: that is for him to say, with a closure.
    """
    if lead.lead_type == "callback" or lead.status != "booked" or is_kept(lead) or start_of(lead, shop) is None:
        return False
    return is_closed(slot_of(lead), shop, state)


def standing(premises: Premises, index: LeadIndex) -> list[Lead]:
    """Return the bookings ahead that stand on a closed time and that he has not kept, earliest first.

    `premises.state` is to have the closures that he has told (bulletin.with_told_closures).
    """
    return [lead for lead in on_closed_time(premises, index) if not is_kept(lead)]


def on_closed_time(premises: Premises, index: LeadIndex, only: date | None = None) -> list[Lead]:
    """Return the bookings ahead that stand on a closed time, of this day or of all, kept or not, earliest first."""
    state, shop, today = premises.state, premises.shop, premises.today
    found: dict[str, Lead] = {}
    first, last = (only, only) if only else (today, today + timedelta(days=shop.booking_horizon_days))
    for day in closed_days(state, first, last):
        found |= {lead.lead_id: lead for lead in _bookings(premises, index, day, day)}
    return sorted((lead for lead in found.values() if is_closed(slot_of(lead), shop, state)), key=slot_of)


def waiting_to_move(premises: Premises, index: LeadIndex) -> list[Lead]:
    """Return the bookings ahead whose customers were asked for another time, and that he has not kept, earliest first.

    Their time may be open again.
    """
    last = premises.today + timedelta(days=premises.shop.booking_horizon_days)
    leads = _bookings(premises, index, premises.today, last)
    return sorted((lead for lead in leads if is_asked(lead) and not is_kept(lead)), key=slot_of)


def _bookings(premises: Premises, index: LeadIndex, first: date, last: date) -> Iterator[Lead]:
    for listed in index.leads_between(first, last):
        lead = premises.bookings.lead(listed.lead_id)  # The index may lag behind.
        if lead and lead.lead_type != "callback" and lead.status == "booked" and _is_ahead(lead, premises):
            yield lead


def undecided(leads: Sequence[Lead]) -> list[Lead]:
    """Return those of which the owner has not yet said whether to ask the customer for another time."""
    return [lead for lead in leads if not is_asked(lead) and not is_kept(lead)]


def newly_standing(leads: Sequence[Lead], before: Mapping[str, object], shop: Shop) -> list[Lead]:
    """Return those that are undecided and did not stand on a closed time in the state before."""
    return [lead for lead in undecided(leads) if not stands_on_closed_time(lead, before, shop)]


def kept(lead: Lead) -> str:
    """Return the remark that the owner keeps the booking at its time, although he has closed it."""
    return f"Kept, although closed: {lead.appointment_date} {lead.appointment_time}"


def asked(lead: Lead) -> str:
    """Return the remark that the customer has been asked for another time, since this one is closed."""
    return f"Asked for another time than: {lead.appointment_date} {lead.appointment_time}"


def is_kept(lead: Lead) -> bool:
    """Tell whether the owner keeps the booking at the time that it has now."""
    return kept(lead) in lead.remarks


def is_asked(lead: Lead) -> bool:
    """Tell whether the customer has been asked for another time than the booking has now."""
    return asked(lead) in lead.remarks


def fingerprint(leads: Sequence[Lead]) -> str:
    """Return a short text that is the same for the same bookings at the same times."""
    stand = sorted(f"{lead.lead_id} {lead.appointment_date} {lead.appointment_time}" for lead in leads)
    return hashlib.sha256("\n".join(stand).encode()).hexdigest()[:32]


def named(leads: Sequence[Lead]) -> list[dict[str, object]]:
    """Return what the owner's programs read of the bookings."""
    fields = ("lead_id", "customer_name", "phone")
    return [
        {name: getattr(lead, name) for name in fields}
        | {"date": lead.appointment_date, "time": lead.appointment_time, "repair": lead.repair_type}
        | {"kept": is_kept(lead), "asked": is_asked(lead)}
        for lead in leads
    ]


def _is_ahead(lead: Lead, premises: Premises) -> bool:
    starts = start_of(lead, premises.shop)
    return starts is not None and starts > premises.now


def _span(closes: time | None, opens: time | None) -> _Span:
    first, last = _minutes(closes) if closes else 0, _minutes(opens) if opens else _A_DAY
    if first >= last:
        raise InvalidInputError("a closure must end after it begins: from must be before to")
    return first, last


def _of_day(closures: str, day: date) -> Iterator[_Span]:
    for closure in json.loads(closures):
        if closure["date"] == day.isoformat():
            first, last = closure.get("from"), closure.get("to")
            yield _minutes(parse_time(first)) if first else 0, _minutes(parse_time(last)) if last else _A_DAY


def _with_day(closures: str, day: date, spans: Sequence[_Span]) -> str:
    others = [closure for closure in json.loads(closures) if closure["date"] != day.isoformat()]
    return json.dumps(sorted([*others, *(_closure(day, span) for span in spans)], key=_order))


def _closure(day: date, span: _Span) -> dict[str, str]:
    times = {side: _clock(at) for side, at in zip(("from", "to"), span, strict=True) if 0 < at < _A_DAY}
    return {"date": day.isoformat(), **times}


def _order(closure: Mapping[str, str]) -> tuple[str, str]:
    return closure["date"], closure.get("from", "")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute

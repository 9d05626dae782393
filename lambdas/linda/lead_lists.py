"""The owner's lists: the leads of a day or of a number, newest first, page by page."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, islice

from linda.errors import InvalidInputError
from linda.models import Lead
from linda.ports import LeadIndex


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A page of leads, and the cursor for the next page: None at the end of the list."""

    leads: Sequence[Lead]
    cursor: str | None


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A lead's place in a list: the newest comes first; the id decides among leads of the same second."""

    age: float
    lead_id: str


def leads_of_day(index: LeadIndex, day: date, limit: int, cursor: str = "") -> LeadPage:
    """Return the leads with an appointment on the day, of every type and status. Raises InvalidInputError."""
    name = f"day {day}"
    after = _place_after(name, cursor)
    return _page(name, sorted(index.leads_between(day, day), key=_place), limit, after)


def leads_of_number(index: LeadIndex, phone: str, limit: int, cursor: str = "") -> LeadPage:
    """Return the number's leads, reading no more than needed. Raises InvalidInputError."""
    name = f"phone {phone}"
    after = _place_after(name, cursor)
    found = index.leads_of_number(phone, None if after is None else -after.age)
    of_each_second = (sorted(leads, key=_place) for _, leads in groupby(found, lambda lead: lead.timestamp))
    return _page(name, chain.from_iterable(of_each_second), limit, after)


def _page(name: str, leads: Iterable[Lead], limit: int, after: _Place | None) -> LeadPage:
    rest = (lead for lead in leads if after is None or _place(lead) > after)
    found = list(islice(rest, limit + 1))
    cursor = _cursor(name, _place(found[limit - 1])) if len(found) > limit else None
    return LeadPage(found[:limit], cursor)


def _place(lead: Lead) -> _Place:
    return _Place(-lead.timestamp, lead.lead_id)


def _cursor(name: str, place: _Place) -> str:
    """Return the cursor for what comes after the place in the list of this name.

    The check detects a cursor that is altered or from another list. It needs no key, since a cursor grants no access.
    """
    content = f"{place.age} {place.lead_id}"
    check = hashlib.sha256(f"{name} {content}".encode()).hexdigest()[:16]
    return urlsafe_b64encode(f"{check} {content}".encode()).decode().rstrip("=")


def _place_after(name: str, cursor: str) -> _Place | None:
    if not cursor:
        return None
    try:
        _, age, lead_id = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ", 2)
        place = _Place(_number(age), lead_id)
    except ValueError:
        place = None
    if place is None or _cursor(name, place) != cursor:
        raise InvalidInputError("cursor must be the one that came with the page before, of the same list")
    return place


def _number(text: str) -> float:
    """Return the number, an int if it is whole, so that it is written as it was read. Raises ValueError."""
    try:
        return int(text)
    except ValueError:
        return float(text)

"""The owner's lists: all leads, those of a day or of a number, newest first, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain, groupby, islice

from linda.models import Lead
from linda.pages import Place, cursor_after, newest, place_of
from linda.phones import is_phone
from linda.ports import Archive, LeadIndex
from linda.shop_time import in_seconds


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A page of leads, and the cursor for the next page: None at the end of the list."""

    leads: Sequence[Lead]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads the owner wants to see; a field that is "" leaves it open. `day` is YYYY-MM-DD, `phone` E.164."""

    status: str = ""
    lead_type: str = ""
    source: str = ""
    day: str = ""
    phone: str = ""

    def holds(self, lead: Lead, country: str) -> bool:
        """Tell whether the lead is one of them, however its phone is written there."""
        return (
            self.status in ("", lead.status)
            and self.lead_type in ("", lead.lead_type)
            and self.source in ("", lead.source)
            and self.day in ("", lead.appointment_date)
            and (not self.phone or is_phone(lead.phone, self.phone, country))
        )


def newest_leads(archive: Archive, wanted: Wanted, country: str, limit: int, cursor: str = "") -> LeadPage:
    """Return the wanted ones of all leads, other programs' included, keeping no more than a page in memory.

    Raises InvalidInputError.
    """
    found = (lead for lead in archive.every_lead() if wanted.holds(lead, country))
    return LeadPage(*newest(f"leads {asdict(wanted)}", found, _place_by_clock, limit, cursor))


def leads_of_day(index: LeadIndex, day: date, limit: int, cursor: str = "") -> LeadPage:
    """Return the leads with an appointment on the day, of every type and status. Raises InvalidInputError."""
    name = f"day {day}"
    after = place_of(name, cursor)
    return _page(name, sorted(index.leads_between(day, day), key=_place), limit, after)


def leads_of_number(index: LeadIndex, phone: str, limit: int, cursor: str = "") -> LeadPage:
    """Return the number's leads, reading no more than needed. Raises InvalidInputError."""
    name = f"phone {phone}"
    after = place_of(name, cursor)
    found = index.leads_of_number(phone, None if after is None else -after.age)
    of_each_second = (sorted(leads, key=_place) for _, leads in groupby(found, lambda lead: lead.timestamp))
    return _page(name, chain.from_iterable(of_each_second), limit, after)


def _page(name: str, leads: Iterable[Lead], limit: int, after: Place | None) -> LeadPage:
    rest = (lead for lead in leads if after is None or _place(lead) > after)
    found = list(islice(rest, limit + 1))
    cursor = cursor_after(name, _place(found[limit - 1])) if len(found) > limit else None
    return LeadPage(found[:limit], cursor)


def _place(lead: Lead) -> Place:
    return Place(-lead.timestamp, lead.lead_id)


def _place_by_clock(lead: Lead) -> Place:
    """Return the lead's place among leads of which some have their timestamp in milliseconds."""
    return Place(-in_seconds(lead.timestamp), lead.lead_id)

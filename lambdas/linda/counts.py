"""What the owner's dashboard counts: the bookings of a day, and what is new."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from linda.models import LEAD_STATUSES, LEAD_TYPES, QUESTION, Lead
from linda.shop_time import in_seconds


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day's leads: those that are booked, by their type, and the others, by their status."""

    booked: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(LEAD_TYPES, 0)))
    others: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(LEAD_STATUSES[1:], 0)))


def counted(leads: Iterable[Lead], days: Sequence[date], since: float) -> tuple[list[DayCount], int]:
    """Return the count of each day, and how many leads were made since the instant (epoch seconds).

    A question to the owner is a new lead, but takes no place in a day.
    """
    by_day = {day.isoformat(): DayCount() for day in days}
    new = 0
    for lead in leads:
        new += in_seconds(lead.timestamp) >= since
        day = by_day.get(lead.appointment_date)
        if day and lead.repair_type != QUESTION:
            if lead.status == "booked":
                day.booked[lead.lead_type] += 1
            else:
                day.others[lead.status] += 1
    return [*by_day.values()], new

from dataclasses import replace

from linda.counts import counted
from linda.models import LEAD_STATUSES, QUESTION
from tests.unit.test_lead_lists import DAY, LEAD


def test_a_days_bookings_are_counted_by_type_and_the_others_by_status() -> None:
    leads = [
        LEAD,
        replace(LEAD, lead_type="on_site"),
        replace(LEAD, status="cancelled"),
        replace(LEAD, appointment_date="ASAP"),
        replace(LEAD, repair_type=QUESTION, lead_type="callback"),
    ]
    (day,), _ = counted(leads, [DAY], 0)
    assert day.booked == {"appointment": 1, "on_site": 1, "callback": 0}
    assert day.others == {**dict.fromkeys(LEAD_STATUSES[1:], 0), "cancelled": 1}


def test_new_is_what_was_made_since_then_in_seconds_or_milliseconds() -> None:
    made = (LEAD.timestamp - 1, LEAD.timestamp, (LEAD.timestamp - 1) * 1000, LEAD.timestamp * 1000)
    assert counted([replace(LEAD, timestamp=at) for at in made], [DAY], LEAD.timestamp) == (
        counted([LEAD] * 4, [DAY], 0)[0],
        2,
    )

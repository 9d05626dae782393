from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.lead_lists import LeadPage, Wanted, leads_of_day, leads_of_number, newest_leads
from linda.models import LEAD_STATUSES, LEAD_TYPES, Lead
from tests.fakes import MemoryStore

DAY = date(2026, 2, 12)
PHONE, OTHER_PHONE = "+19045550123", "+19045550199"
LEAD = Lead(
    lead_id="LEAD-A",
    timestamp=1_770_735_600,
    phone=PHONE,
    repair_type="screen",
    device="iPhone 13",
    customer_name="Ann",
    appointment_date=DAY.isoformat(),
    appointment_time="2:00 PM",
    lead_type="appointment",
    status="booked",
    source="twilio-sms",
    notes="back door",
    created_at=1_770_735_600,
)
LEADS = st.lists(
    st.builds(
        replace,
        st.just(LEAD),
        lead_id=st.text(alphabet="AB .-/", min_size=1, max_size=4).map(lambda text: f"LEAD-{text}"),
        timestamp=st.sampled_from([1_770_735_600, 1_770_735_600.5, 1_770_735_601, 1_770_735_602_000]),
        phone=st.sampled_from([PHONE, OTHER_PHONE]),
        appointment_date=st.sampled_from([DAY.isoformat(), "2026-02-13"]),
        lead_type=st.sampled_from(LEAD_TYPES),
        status=st.sampled_from(LEAD_STATUSES),
    ),
    max_size=15,
    unique_by=lambda lead: lead.lead_id,
)


def stored(*leads: Lead) -> MemoryStore:
    store = MemoryStore()
    store.leads = {lead.lead_id: lead for lead in leads}
    return store


def read_through(page: Callable[[str], LeadPage]) -> list[Lead]:
    """Follow the cursors to the list's end."""
    leads: list[Lead] = []
    cursor: str | None = ""
    while cursor is not None:
        found = page(cursor)
        leads += found.leads
        cursor = found.cursor
    return leads


def newest_first(leads: list[Lead]) -> list[Lead]:
    return sorted(leads, key=lambda lead: (-lead.timestamp, lead.lead_id))


@given(LEADS, st.integers(1, 5))
def test_the_pages_of_a_day_are_its_leads_newest_first_each_once(leads: list[Lead], limit: int) -> None:
    store = stored(*leads)
    found = read_through(lambda cursor: leads_of_day(store, DAY, limit, cursor))
    assert found == newest_first([lead for lead in leads if lead.appointment_date == DAY.isoformat()])


@given(LEADS, st.integers(1, 5))
def test_the_pages_of_a_number_are_its_leads_newest_first_each_once(leads: list[Lead], limit: int) -> None:
    store = stored(*leads)
    found = read_through(lambda cursor: leads_of_number(store, PHONE, limit, cursor))
    assert found == newest_first([lead for lead in leads if lead.phone == PHONE])


@given(LEADS, st.integers(1, 5), st.sampled_from(["", *LEAD_STATUSES]), st.sampled_from(["", OTHER_PHONE]))
def test_the_pages_of_all_leads_are_the_wanted_ones_newest_first_each_once(
    leads: list[Lead], limit: int, status: str, phone: str
) -> None:
    store = stored(*leads)
    wanted = Wanted(status=status, phone=phone)
    found = read_through(lambda cursor: newest_leads(store, wanted, "US", limit, cursor))

    def seconds(lead: Lead) -> float:
        return lead.timestamp / (1000 if lead.timestamp > 10**11 else 1)

    expected = [lead for lead in leads if status in ("", lead.status) and phone in ("", lead.phone)]
    assert found == sorted(expected, key=lambda lead: (-seconds(lead), lead.lead_id))


@pytest.mark.parametrize(
    ("wanted", "is_wanted"),
    [
        (Wanted(), True),
        (Wanted(status="booked", lead_type="appointment", source="twilio-sms", day="2026-02-12", phone=PHONE), True),
        (Wanted(status="cancelled"), False),
        (Wanted(lead_type="callback"), False),
        (Wanted(source="web"), False),
        (Wanted(day="2026-02-13"), False),
        (Wanted(phone=OTHER_PHONE), False),
    ],
)
def test_filters_are_combined(wanted: Wanted, is_wanted: bool) -> None:
    assert wanted.holds(LEAD, "US") is is_wanted


@pytest.mark.parametrize("written", ["904-555-0123", "(904) 555 0123 (wife)", "1 904 555 0123", "+19045550123"])
def test_a_number_is_found_however_another_program_has_written_it(written: str) -> None:
    foreign = replace(LEAD, phone=written)
    assert newest_leads(stored(foreign), Wanted(phone=PHONE), "US", 5).leads == [foreign]
    assert newest_leads(stored(foreign), Wanted(phone=OTHER_PHONE), "US", 5).leads == []


def test_the_cursor_of_a_filtered_list_is_not_that_of_another_filter() -> None:
    store = stored(LEAD, replace(LEAD, lead_id="LEAD-B"))
    cursor = newest_leads(store, Wanted(status="booked"), "US", 1).cursor
    assert cursor
    with pytest.raises(InvalidInputError):
        newest_leads(store, Wanted(), "US", 1, cursor)


@given(LEADS, st.integers(1, 20))
def test_a_page_is_full_unless_it_is_the_last(leads: list[Lead], limit: int) -> None:
    page = leads_of_day(stored(*leads), DAY, limit)
    assert len(page.leads) == limit if page.cursor else len(page.leads) <= limit


def test_a_new_lead_between_two_pages_shifts_nothing() -> None:
    leads = [replace(LEAD, lead_id=f"LEAD-{n}", timestamp=LEAD.timestamp + n) for n in range(4)]
    store = stored(*leads)
    first = leads_of_number(store, PHONE, 2)
    store.leads["LEAD-NEW"] = replace(LEAD, lead_id="LEAD-NEW", timestamp=LEAD.timestamp + 9)
    second = leads_of_number(store, PHONE, 2, first.cursor or "")
    assert [lead.lead_id for lead in [*first.leads, *second.leads]] == ["LEAD-3", "LEAD-2", "LEAD-1", "LEAD-0"]
    assert second.cursor is None


def test_no_more_leads_of_a_number_are_read_than_the_page_needs() -> None:
    class CountingStore(MemoryStore):
        read = 0

        def leads_of_number(self, phone: str, until: float | None = None):  # type: ignore[no-untyped-def]
            for lead in super().leads_of_number(phone, until):
                self.read += 1
                yield lead

    store = CountingStore()
    store.leads = {f"LEAD-{n}": replace(LEAD, lead_id=f"LEAD-{n}", timestamp=n) for n in range(100)}
    page = leads_of_number(store, PHONE, 10)
    assert len(page.leads) == 10
    assert store.read == 12  # one to know that there is more, one to know that its second is over


def cursor_of_day() -> str:
    cursor = leads_of_day(stored(LEAD, replace(LEAD, lead_id="LEAD-B")), DAY, 1).cursor
    assert cursor
    return cursor


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    cursor = cursor_of_day()
    at = data.draw(st.integers(0, len(cursor) - 1))
    changed = cursor[:at] + data.draw(st.characters()) + cursor[at + data.draw(st.integers(0, 1)) :]
    if changed != cursor:
        with pytest.raises(InvalidInputError):
            leads_of_day(stored(LEAD), DAY, 1, changed)


@pytest.mark.parametrize("cursor", ["x", "MTIz", "=", "\ud800", "é", "YSBiIGM", "A" * 10_000])
def test_what_never_was_a_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInputError):
        leads_of_number(stored(LEAD), PHONE, 1, cursor)


def test_the_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        leads_of_day(stored(LEAD), DAY + timedelta(days=1), 1, cursor_of_day())
    with pytest.raises(InvalidInputError):
        leads_of_number(stored(LEAD), PHONE, 1, cursor_of_day())

import csv
import io
import json
from dataclasses import asdict, astuple, fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from linda import exports
from linda.exports import FORMULA, csv_text, icalendar_feed
from linda.models import LEAD_STATUSES, LEAD_TYPES, Lead
from linda.shop import load_shop
from tests.log_check import problem

SHOP = load_shop()
LEAD = Lead(
    lead_id="LEAD-MFRGGZDFMZTWQ2LKNNWG23TPOA",
    timestamp=1_770_735_600,
    phone="+19045550123",
    repair_type="screen",
    device="iPhone 13",
    customer_name="Ann",
    appointment_date="2026-02-12",
    appointment_time="2:00 PM",
    lead_type="appointment",
    status="booked",
    source="twilio-sms",
    notes="back door",
    created_at=1_770_735_600,
    updated_at=1_770_827_400,
    revision=3,
)
# Every character that a JSON body may bring, those with a meaning to a spreadsheet or a calendar more often.
WRITTEN = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n'\",;:\\ \0\u2028😀"),
    max_size=80,
)
PROPERTIES = {"DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID"}
LEADS = st.lists(
    st.builds(
        replace,
        st.just(LEAD),
        lead_id=st.from_regex("LEAD-[A-Z2-7]{26}", fullmatch=True),
        customer_name=WRITTEN,
        device=WRITTEN,
        repair_type=WRITTEN,
        notes=WRITTEN,
        status=st.sampled_from(LEAD_STATUSES),
        lead_type=st.sampled_from(LEAD_TYPES),
        revision=st.integers(1, 1_000),
    ),
    max_size=4,
    unique_by=lambda lead: lead.lead_id,
)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def as_written(cell: str) -> str:
    return cell[1:] if FORMULA.match(cell) else cell


# --- CSV


@given(LEADS)
def test_a_csv_reader_gets_back_every_lead_as_it_was_written(leads: list[Lead]) -> None:
    header, *cells = rows(csv_text(leads))
    assert header == [field.name for field in fields(Lead)]
    read = sorted([as_written(cell) for cell in row] for row in cells)
    assert read == sorted(
        ["; ".join(value) if isinstance(value, tuple) else str(value) for value in astuple(lead)] for lead in leads
    )


@given(LEADS)
def test_no_cell_is_a_formula(leads: list[Lead]) -> None:
    for row in rows(csv_text(leads)):
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
            assert not cell.lstrip(" \0\ufeff").startswith(tuple("=+-@"))


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x";"y")', '\'=HYPERLINK("http://x";"y")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\t=1", "'\t=1"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("'Bout noon", "'Bout noon"),
        ("call = yes", "call = yes"),
        ("Ann", "Ann"),
        ("", ""),
    ],
)
def test_a_cell_that_could_be_a_formula_begins_with_an_apostrophe(written: str, cell: str) -> None:
    _, row = rows(csv_text([replace(LEAD, notes=written)]))
    assert row[[field.name for field in fields(Lead)].index("notes")] == cell


def test_the_csv_is_what_excel_and_rfc_4180_expect() -> None:
    text = csv_text([replace(LEAD, notes='a "b", c\nd', customer_name="Zoë")])
    assert text.startswith("\ufefflead_id,timestamp,phone,")
    assert text.endswith("\r\n")
    assert ",'+19045550123," in text
    assert ',"a ""b"", c\nd",' in text
    assert ",Zoë," in text


def test_the_csv_is_in_the_order_of_the_appointments() -> None:
    leads = [
        replace(LEAD, lead_id="c", appointment_date="2026-02-13", appointment_time="9:00 AM"),
        replace(LEAD, lead_id="b", appointment_time="2:00 PM"),
        replace(LEAD, lead_id="a", appointment_time="10:00 AM"),
    ]
    assert [row[0] for row in rows(csv_text(leads))[1:]] == ["a", "b", "c"]


@pytest.mark.parametrize("at", ["", "noon", "25:00"])
def test_a_lead_whose_time_cannot_be_read_comes_first_on_its_day(at: str) -> None:
    leads = [
        replace(LEAD, lead_id="c", appointment_date="2026-02-13"),
        replace(LEAD, lead_id="b", appointment_time="9:00 AM"),
        replace(LEAD, lead_id="a", appointment_time=at),
        replace(LEAD, lead_id="d", appointment_date="2026-02-12T14:00"),
    ]
    assert [row[0] for row in rows(csv_text(leads))[1:]] == ["a", "b", "d", "c"]


# --- iCalendar


def events(feed: bytes) -> list[Event]:
    return Calendar.from_ical(feed).events


def event(lead: Lead) -> Event:
    (only,) = events(icalendar_feed([lead], SHOP))
    return only


@given(LEADS)
@example([replace(LEAD, customer_name="x\r\nEND:VEVENT\r\nBEGIN:VALARM", notes="\nBEGIN:VEVENT\nUID:stolen")])
def test_whatever_customers_write_the_feed_holds_one_whole_event_for_each_lead(leads: list[Lead]) -> None:
    feed = icalendar_feed(leads, SHOP)
    calendar = Calendar.from_ical(feed)
    assert len(calendar.subcomponents) == len(calendar.events) == len(leads)
    for one in calendar.events:
        assert not one.errors
        assert one.subcomponents == []
        assert set(one) == PROPERTIES | {"DESCRIPTION"}
    assert calendar.to_ical() == feed


@given(LEADS)
def test_every_line_ends_in_crlf_and_has_at_most_75_octets(leads: list[Lead]) -> None:
    feed = icalendar_feed(leads, SHOP)
    assert feed.endswith(b"END:VCALENDAR\r\n")
    lines = feed.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        # No other line end, to whatever a program takes for one, and no character cut in two.
        assert line.decode().splitlines() == [line.decode()]
        assert not any(byte < 0x20 and byte != 0x09 for byte in line)


@given(WRITTEN)
@example("\\N")
def test_a_name_arrives_as_it_was_written_but_for_what_nobody_can_print(name: str) -> None:
    def printed(text: str) -> str:
        return "".join(character for character in text if character.isprintable() and character != " ")

    summary = str(event(replace(LEAD, customer_name=f"x{name}"))["SUMMARY"])
    assert printed(summary) == printed(f"screen repair, x{name}")


def test_an_event_says_what_the_booking_is() -> None:
    assert event(LEAD).to_ical().decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "SUMMARY:screen repair\\, Ann",
        "DTSTART:20260212T190000Z",
        "DTEND:20260212T200000Z",
        "DTSTAMP:20260211T163000Z",
        "UID:" + str(event(LEAD).uid),
        "SEQUENCE:2",
        "DESCRIPTION:Name: Ann\\nPhone: +19045550123\\nDevice: iPhone 13\\nRepair: scr",
        " een\\nStatus: booked\\nNotes: back door",
        "LAST-MODIFIED:20260211T163000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "",
    ]


def test_summer_time_is_in_the_utc_time_of_an_event() -> None:
    assert event(replace(LEAD, appointment_date="2026-07-12")).start == datetime(2026, 7, 12, 18, tzinfo=UTC)


def test_a_cancelled_booking_stays_and_says_so() -> None:
    cancelled = event(replace(LEAD, status="cancelled", revision=4))
    assert (cancelled["STATUS"], cancelled["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert cancelled["SUMMARY"] == "Cancelled: screen repair, Ann"
    assert (cancelled.uid, cancelled["SEQUENCE"]) == (event(LEAD).uid, 3)


@pytest.mark.parametrize("status", ["completed", "no_show"])
def test_a_booking_that_is_over_stays_confirmed(status: str) -> None:
    over = event(replace(LEAD, status=status))
    assert over["STATUS"] == "CONFIRMED"
    assert f"Status: {status}" in str(over["DESCRIPTION"])


def test_a_callback_leaves_the_hour_free_and_a_visit_is_marked() -> None:
    callback = event(replace(LEAD, lead_type="callback", customer_name=""))
    assert (callback["SUMMARY"], callback["TRANSP"]) == ("Call back: screen repair, +19045550123", "TRANSPARENT")
    visit = event(replace(LEAD, lead_type="on_site", repair_type="sim tray"))
    assert (visit["SUMMARY"], visit["TRANSP"]) == ("On site: sim tray, Ann", "OPAQUE")


def test_a_rescheduled_booking_is_the_same_event() -> None:
    moved = event(replace(LEAD, appointment_time="4:00 PM", revision=4))
    assert (moved.uid, moved["SEQUENCE"]) == (event(LEAD).uid, 3)
    assert moved.start - event(LEAD).start == timedelta(hours=2)


@given(LEADS)
def test_the_feed_reveals_no_lead_id_and_its_uids_are_distinct(leads: list[Lead]) -> None:
    feed = icalendar_feed(leads, SHOP)
    for lead in leads:
        assert lead.lead_id.encode() not in feed.replace(b"\r\n ", b"")
    assert len({one.uid for one in events(feed)}) == len(leads)


def test_the_same_leads_give_the_same_bytes_in_any_order() -> None:
    other = replace(LEAD, lead_id="LEAD-B", appointment_time="9:00 AM")
    feed = icalendar_feed([LEAD, other], SHOP)
    assert feed == icalendar_feed([other, LEAD], SHOP)
    assert all(earlier.start < later.start for earlier, later in pairwise(events(feed)))


def test_the_calendar_has_a_name_and_says_how_often_to_ask_again() -> None:
    lines = icalendar_feed([], SHOP).decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:EmperorLinda Cell Phone Repairs" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M" in lines
    assert "X-PUBLISHED-TTL:PT15M" in lines


def test_a_lead_from_before_revisions_has_the_time_of_its_making() -> None:
    first = {name: value for name, value in asdict(LEAD).items() if name not in ("updated_at", "revision")}
    made = event(Lead(**first))
    assert (made["SEQUENCE"], made.stamp) == (0, datetime.fromtimestamp(LEAD.timestamp, UTC))


@pytest.mark.parametrize("written", [{"appointment_time": ""}, {"appointment_date": "2026-02-12T14:00"}])
def test_a_lead_whose_time_cannot_be_read_leaves_the_others_in_the_feed(written: dict[str, Any]) -> None:
    other = replace(LEAD, lead_id="LEAD-B", **written)
    assert icalendar_feed([other, LEAD], SHOP) == icalendar_feed([LEAD], SHOP)


def test_a_lead_whose_instants_cannot_be_read_has_that_of_its_start() -> None:
    made_at_no_time = replace(LEAD, timestamp=-1, created_at=0, updated_at=0)
    assert event(made_at_no_time).stamp == datetime(2026, 2, 12, 19, tzinfo=UTC)


def test_a_lead_whose_key_counts_milliseconds_was_made_at_that_moment() -> None:
    made_by_a_browser = replace(LEAD, timestamp=LEAD.timestamp * 1000, created_at=0, updated_at=0)
    assert event(made_by_a_browser).stamp == datetime.fromtimestamp(LEAD.timestamp, UTC)


def test_a_feed_that_would_be_too_large_has_the_nearest_events_and_the_log_tells_how_many_are_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(exports, "_LARGEST_FEED", 20_000)
    near = date(2026, 2, 12)
    days = [near + timedelta(days=ahead) for ahead in range(-20, 40)]
    leads = [replace(LEAD, lead_id=f"LEAD-{day}", appointment_date=str(day), notes="é" * 300) for day in days]
    feed = icalendar_feed(leads, SHOP, near).decode()
    assert len(json.dumps(feed)) < 21_000
    kept = [date.fromisoformat(f"{event.start:%Y-%m-%d}") for event in events(feed.encode())]
    assert kept == sorted(kept)
    assert len(kept) > 5
    assert max(abs(day - near) for day in kept) <= min(abs(day - near) for day in set(days) - set(kept))
    (line,) = capsys.readouterr().err.splitlines()
    assert problem(line) == ""
    assert json.loads(line)["left_out"] == len(days) - len(kept)


def test_a_feed_that_fits_is_whole_and_nothing_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    assert icalendar_feed([LEAD], SHOP, date(2020, 1, 1)) == icalendar_feed([LEAD], SHOP)
    assert capsys.readouterr().err == ""

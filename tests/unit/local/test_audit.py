"""`audit`: sound tables pass, and each way of being wrong is named."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.audit import _plain, as_json, as_words, problems
from tests.foreign_leads import LEAD, Stored

NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
ANN, BOB = "+19045550101", "+19045550102"
TWO_PM = 1_770_922_800  # 2026-02-12 14:00 in New York


def lead(lead_id: str, **fields: Any) -> dict[str, Any]:
    return {
        "lead_id": lead_id,
        "timestamp": 1_770_735_600,
        "phone": ANN,
        "appointment_date": "2026-02-12",
        "appointment_time": "2:00 PM",
        "lead_type": "appointment",
        "status": "booked",
        "revision": 1,
        **fields,
    }


class Tables:
    """Two sound tables, to be spoilt."""

    def __init__(self) -> None:
        self.leads = {
            "booked": lead("LEAD-A"),
            "called": lead("CALLBACK-A", phone=BOB, lead_type="callback"),
            "cancelled": lead("LEAD-B", status="cancelled"),
            "visited": lead("ONSITE-A", lead_type="on_site", appointment_time="9:00 AM", status="completed"),
            "chat": {"lead_id": "CHATLOG-1", "timestamp": 0, "messages": []},
        }
        self.state: dict[str, dict[str, Any]] = {
            "day": {
                "state_id": "DAY#2026-02-12",
                "14:00": "LEAD-A",
                "09:00": "ONSITE-A",
                "hold:15:00": {"by": "ann", "until": 1},
                "expires_at": 1,
            },
            "ann": {"state_id": f"PHONE#{ANN}", "version": 2, "starts": {"LEAD-A": TWO_PM}},
            "bob": {"state_id": f"PHONE#{BOB}", "version": 1, "starts": {"CALLBACK-A": TWO_PM}},
            "receipt": {"state_id": "IDEM#1", "lead_id": "LEAD-A"},
            "turn": {"state_id": "TURN#SM1", "status": "done"},
            "outbox": {"state_id": "OUTBOX#LEAD-A", "lead_id": "LEAD-A", "slot": "2026-02-12 2:00 PM"},
            "notice": {"state_id": "NOTICE#LEAD-A#day_before#2026-02-12T14:00", "result": "sent"},
            "owner": {"state_id": "CURRENT", "status": "gym"},
        }

    def problems(self) -> list[str]:
        return problems(self.leads.values(), self.state.values(), NOW)


@pytest.fixture
def tables() -> Tables:
    return Tables()


def test_sound_tables_have_no_problem(tables: Tables) -> None:
    assert tables.problems() == []


@pytest.mark.parametrize(
    ("holder", "why"), [("LEAD-GONE", "not there"), ("LEAD-B", "cancelled"), ("CALLBACK-A", "takes no slot")]
)
def test_a_time_is_taken_by_a_booking_of_it(tables: Tables, holder: str, why: str) -> None:
    tables.state["day"]["10:00"] = holder
    assert tables.problems() == [f"2026-02-12 10:00 is taken by {holder}, which is not a booking of that time"], why


def test_a_lead_has_one_time_only(tables: Tables) -> None:
    tables.state["day"]["10:00"] = "LEAD-A"
    assert tables.problems() == ["2026-02-12 10:00 is taken by LEAD-A, which is not a booking of that time"]


def test_a_lead_has_taken_its_time(tables: Tables) -> None:
    del tables.state["day"]["14:00"]
    assert tables.problems() == ["LEAD-A is booked for 2026-02-12 14:00, which it has not taken"]


def test_the_days_before_today_may_be_forgotten(tables: Tables) -> None:
    tables.leads["booked"] |= {"appointment_date": "2026-02-09"}
    tables.leads["visited"] |= {"appointment_date": "2026-02-09"}
    del tables.state["day"]
    tables.state["ann"]["starts"] = {}
    assert tables.problems() == []


def test_a_slot_is_booked_once(tables: Tables) -> None:
    tables.leads["second"] = lead("LEAD-C", status="no_show")
    assert tables.problems() == [
        "2026-02-12 14:00 is booked 2 times: LEAD-A, LEAD-C",
        "LEAD-C is no_show for 2026-02-12 14:00, which it has not taken",
    ]


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"phone": BOB}])
def test_an_open_booking_is_a_booked_lead_of_the_number(tables: Tables, fields: dict[str, str]) -> None:
    tables.leads["called"] = lead("CALLBACK-A", lead_type="callback", **({"phone": BOB} | fields))
    tables.state["ann"]["starts"]["CALLBACK-A"] = TWO_PM
    wrong = f"CALLBACK-A is an open booking of {ANN}, but not a booked lead of that number"
    assert wrong in tables.problems()


def test_an_open_booking_starts_when_its_lead_does(tables: Tables) -> None:
    tables.state["bob"]["starts"]["CALLBACK-A"] += 3600
    assert tables.problems() == [f"CALLBACK-A is an open booking of {BOB} for {TWO_PM + 3600}, but starts at {TWO_PM}"]


def test_a_booked_lead_to_come_is_an_open_booking_of_its_number(tables: Tables) -> None:
    del tables.state["bob"]
    assert tables.problems() == [f"CALLBACK-A is booked, but not an open booking of {BOB}"]


@pytest.mark.parametrize(
    "item",
    [
        {"state_id": "IDEM#2", "lead_id": "LEAD-GONE"},
        {"state_id": "TURN#SM2", "lead_id": "LEAD-GONE"},
        {"state_id": "OUTBOX#LEAD-GONE", "lead_id": "LEAD-GONE", "slot": "2026-02-12 2:00 PM"},
        {"state_id": "NOTICE#LEAD-GONE#confirmation#2026-02-12T14:00"},
    ],
)
def test_a_receipt_a_confirmation_to_send_and_a_notice_are_of_a_lead(tables: Tables, item: dict[str, str]) -> None:
    tables.state["stray"] = dict(item)
    assert tables.problems() == [f"{item['state_id']} is of LEAD-GONE, which does not exist"]


def test_what_names_a_lead_that_another_program_has_deleted_is_no_fault(tables: Tables) -> None:
    tables.state["receipt of it"] = {"state_id": "IDEM#2", "lead_id": "LEAD-GONE"}
    tables.state["notice of it"] = {"state_id": "NOTICE#LEAD-GONE#confirmation#2026-02-12T14:00"}
    # What `printf LEAD-GONE | sha256sum` says.
    tables.state["deleted"] = {"state_id": "DELETED#0a8a582bdf59ebb284828292e9b358b3e20164cfe80a6c50887b6ca29e4888e7"}
    assert tables.problems() == []
    tables.state["receipt of another"] = {"state_id": "IDEM#3", "lead_id": "LEAD-LOST"}
    assert tables.problems() == ["IDEM#3 is of LEAD-LOST, which does not exist"]


def test_a_taken_time_is_not_held(tables: Tables) -> None:
    tables.state["day"]["hold:14:00"] = {"by": "ann", "until": 1}
    assert tables.problems() == ["2026-02-12 14:00 is held, though it is taken by LEAD-A"]


def test_what_is_neither_a_lead_nor_a_conversation_is_named(tables: Tables) -> None:
    tables.leads["stray"] = {"lead_id": "DAY#2026-02-12", "timestamp": 1}
    wrong = "DAY#2026-02-12 cannot be read: its day, time, timestamp or revision is not valid"
    assert tables.problems() == [wrong]


def test_a_lead_may_have_any_id(tables: Tables) -> None:
    tables.leads["theirs"] = lead("web-123", lead_type=None, revision=None, appointment_time="4:00 PM")
    assert tables.problems() == ["web-123 is another program's, and not adopted"]
    tables.leads["theirs"] |= {"revision": 1}
    tables.state["day"]["16:00"] = "web-123"
    tables.state["ann"]["starts"]["web-123"] = TWO_PM + 7_200
    assert tables.problems() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"appointment_date": "ASAP"},
        {"appointment_date": "12/01/2026"},
        {"appointment_date": None},
        {"appointment_time": 14},
        {"appointment_date": "2026-03-08", "appointment_time": "2:30 AM"},
        {"appointment_date": "9999-12-31", "appointment_time": "11:59 PM"},
        {"timestamp": Decimal("1E+125"), "status": "completed", "appointment_date": "2026-02-09"},
        {"timestamp": Decimal("1770735600.123456789012345678"), "status": "cancelled"},
        {"revision": Decimal("1.5"), "status": "cancelled"},
    ],
)
def test_a_lead_that_cannot_be_read_is_named(tables: Tables, fields: dict[str, Any]) -> None:
    tables.leads["theirs"] = lead("LEAD-C", **{"revision": None} | fields)
    wrong = "LEAD-C cannot be read: its day, time, timestamp or revision is not valid"
    assert tables.problems() == [wrong]


def test_a_question_to_the_owner_has_no_time(tables: Tables) -> None:
    tables.leads["question"] = lead("CALLBACK-C", lead_type="callback", repair_type="question", appointment_time="")
    assert tables.problems() == []


@pytest.mark.parametrize("at", ["4:00 PM", "16:00", "4pm", "4:30 p.m."])
@pytest.mark.parametrize("status", ["booked", "new", "confirmed", None])
def test_another_programs_lead_to_come_is_adopted(tables: Tables, at: str, status: object) -> None:
    theirs = {"lead_type": None, "revision": None, "appointment_time": at, "status": status}
    tables.leads["theirs"] = lead("LEAD-C", **theirs)
    assert tables.problems() == ["LEAD-C is another program's, and not adopted"]
    tables.leads["theirs"] |= {"revision": 1}
    tables.state["day"]["16:00"] = "LEAD-C"
    tables.state["ann"]["starts"]["LEAD-C"] = TWO_PM + (9_000 if "30" in at else 7_200)
    assert tables.problems() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"appointment_date": "2026-02-09"},
        {"status": "Canceled"},
        {"status": "no-show"},
        {"appointment_date": "2028-02-09"},
    ],
)
def test_another_programs_lead_that_is_over_or_far_ahead_needs_not_be_adopted(
    tables: Tables, fields: dict[str, str]
) -> None:
    tables.leads["theirs"] = lead("LEAD-C", **{"revision": None, "appointment_time": "3:00 PM"} | fields)
    assert tables.problems() == []


@given(items=st.lists(LEAD, max_size=3))
def test_whatever_other_programs_have_written_can_be_audited(items: list[Stored]) -> None:
    found = problems([_plain(item) for item in items], [], NOW)
    assert all(problem.startswith(("LEAD-", "CALLBACK-", "ONSITE-", "20")) for problem in found)


def test_two_leads_for_one_slot_are_named_adopted_or_not(tables: Tables) -> None:
    tables.leads["theirs"] = lead("LEAD-C", revision=None, appointment_time="2:30 PM")
    assert tables.problems() == [
        "LEAD-C is another program's, and not adopted",
        "2026-02-12 14:00 is booked 2 times: LEAD-A, LEAD-C",
    ]


def test_an_open_booking_of_a_deleted_lead_is_named(tables: Tables) -> None:
    tables.state["ann"]["starts"]["LEAD-GONE"] = TWO_PM
    assert tables.problems() == [f"LEAD-GONE is an open booking of {ANN}, but not a booked lead of that number"]


def test_a_lead_is_stored_once(tables: Tables) -> None:
    tables.leads["again"] = tables.leads["booked"] | {"timestamp": 1}
    assert tables.problems() == ["LEAD-A is in the lead table twice"]


def test_the_result_is_words_for_a_person_and_json_for_a_program() -> None:
    assert as_words([]) == "Leads, days, numbers, receipts and notices agree."
    assert as_words(["one", "two"]) == "one\ntwo"
    assert as_json(["one"]) == '{"problems": ["one"]}'

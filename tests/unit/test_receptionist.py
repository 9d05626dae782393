from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.models import Draft, Slot
from linda.receptionist import reply_by_rules
from linda.slots import open_slots
from linda.tools import Desk
from tests.fakes import MemoryStore
from tests.unit.desk import PHONE, SHOP, TODAY, TOMORROW, desk, slot, take

SCREEN = Draft(repair_type="screen", device="iphone 13")
CLOSED = {"operational_hours_enabled": True, "operational_open_time": "20:00", "operational_close_time": "21:00"}
PHRASES = [
    "iphone 13 screen", "battery", "how much", "tomorrow", "today", "fri", "feb 12", "2/9/2026", "9999-12-31", "at 2",
    "2pm", "3 am", "10", "2", "the second one", "last one", "yes", "ok not now", "is it free?", "hours", "where",
    "Brandon", "thanks", "book", "in that case", "?", "hello",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join) | st.text(max_size=40)
DAYS = st.sampled_from([TODAY, TOMORROW, date(2026, 2, 1), date.min, date.max])
SLOTS = st.builds(Slot, DAYS, st.builds(time, st.integers(0, 23)))
DRAFTS = st.builds(
    Draft,
    repair_type=st.sampled_from(["", *SHOP.prices]),
    device=st.sampled_from(["", "iphone 13", "pixel 8"]),
    wanted_day=st.none() | DAYS,
    wanted_time=st.none() | st.builds(time, st.integers(0, 23)),
    offered=st.lists(SLOTS, max_size=3).map(tuple),
)


def talk(at: Desk, *texts: str) -> str:
    """Say the texts one after the other and return the last reply."""
    said, draft = "", Draft()
    for text in texts:
        reply = reply_by_rules(text, draft, at)
        said, draft = reply.text, reply.draft
    return said


def booked(at: Desk) -> list[tuple[Slot, str, str]]:
    return [(slot_of(lead), lead.repair_type, lead.device) for lead in at.booked]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Do you fix cracked iphone 13 screens?",
            "iPhone 13 screen repair starts at $79. Next openings: 1) today at 11",
        ),
        ("how much do you charge for a battery", "Battery replacement starts at $49."),
        ("what are your hours?", "Appointments start on the hour, 9:00 AM to 4:00 PM, every day."),
        ("where are you?", "We are in Jacksonville, FL"),
        ("prices?", "Starting at: screens $79 (iPhone) / $89 (Samsung)"),
        ("can Brandon call me", "I have noted that for Brandon"),
        ("when can I come in?", "Next openings: 1) today at 11:00 AM, 2) today at 12:00 PM, 3) today at 1:00 PM"),
        ("thanks!", "You're welcome!"),
        ("my iphone 13 is broken", "What is wrong with it"),
        ("is tomorrow at 2pm free?", "Tomorrow at 2:00 PM is free. Reply YES and it's yours."),
        ("tomorrow", "Tomorrow we have 9:00 AM, 10:00 AM,"),
        ("at 2?", "Which day for 2:00 PM?"),
        ("2020-01-01", "Nothing is free Wed, Jan 1, 2020. Next openings: 1) today at 11:00 AM"),
        ("hi", "Hi, this is LINDA at EmperorLinda Cell Phone Repairs."),
        ("", "Hi, this is LINDA"),
    ],
)
def test_a_question_gets_its_answer_and_books_nothing(text: str, said: str) -> None:
    at = desk()
    assert said in talk(at, text)
    assert at.booked == []


@pytest.mark.parametrize(
    "texts",
    [
        ["iphone 13 screen tomorrow at 2pm"],
        ["How much is an iphone 13 screen?", "tomorrow at 2pm"],
        ["iphone 13 screen", "tomorrow", "2pm"],
        ["iphone 13 screen", "tomorrow", "2"],
        ["iphone 13 screen", "at 2", "tomorrow"],
        ["tomorrow at 2pm", "iphone 13 screen"],
        ["is tomorrow at 2pm free for an iphone 13 screen?", "Yes please!"],
        ["is tomorrow at 2pm free?", "how much is an iphone 13 screen?", "ok"],
        ["iphone 13 screen", "March 1st", "tomorrow at 2pm"],
        ["iphone 13 screen", "in that case tomorrow at 2pm"],
    ],
)
def test_a_conversation_books_what_the_customer_chose(texts: list[str]) -> None:
    at = desk()
    said = talk(at, *texts)
    assert booked(at) == [(slot(14), "screen", "iPhone 13")]
    assert said.startswith("Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM")


@pytest.mark.parametrize(
    ("text", "hour"), [("2", 12), ("the second one", 12), ("the last one please", 13), ("at 1", 13), ("11am", 11)]
)
def test_one_of_the_offered_slots_is_booked(text: str, hour: int) -> None:
    at = desk()
    talk(at, "iphone 13 screen", text)
    assert booked(at) == [(slot(hour, TODAY), "screen", "iPhone 13")]


@pytest.mark.parametrize(
    "texts",
    [
        ["iphone 13 screen", "and the battery of my second phone?"],
        ["iphone 13 screen", "March 1st"],
        ["iphone 13 screen", "4"],
        ["iphone 13 screen", "maybe 2 or so"],
        ["iphone 13 screen, is tomorrow at 2pm free?", "ok I'll think about it"],
        ["iphone 13 screen, is tomorrow at 2pm free?", "please don’t"],  # noqa: RUF001  (phones write curly quotes)
        ["iphone 13 screen, is tomorrow at 2pm free?", "how much is a battery"],
        ["tomorrow at 2pm", "how much is an iphone 13 screen"],
        ["yes"],
    ],
)
def test_what_chooses_no_slot_books_none(texts: list[str]) -> None:
    at = desk()
    talk(at, *texts)
    assert at.booked == []


def test_after_a_booking_the_draft_is_empty() -> None:
    assert reply_by_rules("tomorrow at 2pm", SCREEN, desk()).draft == Draft()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow at 2pm", "Sorry, tomorrow at 2:00 PM is taken. Next openings: 1) tomorrow at 12:00 PM"),
        ("is tomorrow at 2pm free?", "Sorry, tomorrow at 2:00 PM is taken."),
        (
            "tomorrow at 8pm",
            "Sorry, we take no bookings for tomorrow at 8:00 PM. Appointments start on the hour, 9:00 AM",
        ),
        ("today at 9am", "Sorry, we take no bookings for today at 9:00 AM."),
        ("2026-02-09 at 2pm", "Date 2026-02-09 is in the past. Next openings: 1) today"),
        ("9999-12-31 at 2pm", "Date 9999-12-31 is more than 365 days ahead. Next openings: 1) today"),
        ("2026-03-08 at 2:30 am", "2:30 AM does not exist on 2026-03-08"),
    ],
)
@pytest.mark.parametrize("repair_type", ["screen", ""])
def test_what_cannot_be_booked_is_said_with_alternatives(text: str, said: str, repair_type: str) -> None:
    store = MemoryStore()
    take(store, slot(14))
    at = desk(store)
    reply = reply_by_rules(text, replace(SCREEN, repair_type=repair_type), at)
    assert said in reply.text
    assert len(reply.draft.offered) == 3
    assert (reply.draft.wanted_day, reply.draft.wanted_time, at.booked) == (None, None, [])


def test_a_closed_shop_offers_nothing_and_says_so() -> None:
    assert "No times are free in the next two weeks; Brandon" in talk(desk(state=CLOSED), "iphone 13 screen")


def test_the_owners_own_greeting_and_name_are_used() -> None:
    assert talk(desk(state={"greeting": "Yo!"}), "hi").startswith("Yo! Starting at:")
    assert "this is MAYA at" in talk(desk(state={"assistant_name": "MAYA"}), "hi")


@settings(max_examples=200)
@given(TEXTS, DRAFTS, st.sets(st.integers(9, 16)), st.booleans())
def test_any_text_gets_a_reply_and_books_only_free_slots(text: str, draft: Draft, taken: set[int], open_: bool) -> None:
    store = MemoryStore()
    take(store, *(slot(hour, day) for hour in taken for day in (TODAY, TOMORROW)))
    before = {day: set(booked.taken) for day, booked in store.days.items()}
    at = desk(store, {} if open_ else CLOSED)
    reply = reply_by_rules(text, draft, at)
    assert reply.text.strip()
    assert len(at.booked) <= 1
    for lead in at.booked:
        chosen = slot_of(lead)
        assert chosen > slot(10, TODAY)
        assert chosen in open_slots(chosen.day, SHOP, at.calendar.state)
        assert chosen.at not in before.get(chosen.day, set())
        assert (lead.phone, store.leads[lead.lead_id]) == (PHONE, lead)
    assert ("Booked:" in reply.text) is bool(at.booked)


@pytest.mark.parametrize(
    "text",
    [
        "please don't book the iphone screen for tomorrow at 2pm",
        "I can't come tomorrow at 2pm for my iphone 13 screen",
        "cancel my screen repair tomorrow at 2pm",
        "quiero cancelar mi cita",
        "I dropped my iphone 13 tomorrow at 3pm and the screen cracked",
        "how much is an iphone 13 screen if I come tomorrow at 2pm?",
        "how long does an iphone 13 screen take if i come tomorrow at 2pm",
        "running late for my iphone screen 2pm today",
        "can I pick up my iphone screen tomorrow at 2pm?",
        "iphone 13 screen, not tomorrow at 1pm",
        "iphone 13 screen on december 1 2020 at 11am",
    ],
)
def test_what_is_no_wish_to_book_books_nothing(text: str) -> None:
    at = desk()
    reply_by_rules(text, Draft(), at)
    assert at.booked == []


@pytest.mark.parametrize("text", ["cancel my 2pm", "can we reschedule?", "I can't make it tomorrow at 2pm"])
def test_a_change_of_a_booking_is_noted_for_the_owner(text: str) -> None:
    assert "I have noted that for Brandon" in reply_by_rules(text, Draft(), desk()).text


def test_a_number_with_three_open_bookings_is_told_so() -> None:
    store = MemoryStore()
    for hour in (9, 10, 11):
        assert (
            "Booked"
            in reply_by_rules(f"iphone screen tomorrow at {hour}am", Draft(), desk(store, key=f"SM{hour}")).text
        )
    reply = reply_by_rules("iphone screen tomorrow at 2pm", Draft(), desk(store, key="SM14"))
    assert "3 open bookings" in reply.text
    assert len(store.leads) == 3


def test_a_slot_that_a_customer_was_asked_about_is_kept_for_her_while_she_answers() -> None:
    store = MemoryStore()
    hers, another = desk(store, key="SM1"), desk(store, key="SM2")
    hers.calendar, another.calendar = (replace(hers.calendar, holder=name) for name in ("hers", "another"))
    asked = reply_by_rules("is tomorrow at 2pm free for an iphone screen?", Draft(), hers)
    assert asked.text == "Tomorrow at 2:00 PM is free. Reply YES and it's yours."
    assert "Booked" not in reply_by_rules("iphone screen tomorrow at 2pm", Draft(), another).text
    assert "Booked" in reply_by_rules("yes", asked.draft, hers).text

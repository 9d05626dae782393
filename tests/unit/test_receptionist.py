from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.desk import Desk
from linda.models import Draft, Reply, Slot
from linda.receptionist import reply_by_rules
from linda.slots import open_slots
from tests.fakes import MemoryStore
from tests.unit.desk import PHONE, SHOP, TODAY, TOMORROW, booked, desk, slot, take

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
    """Say the texts one after the other, each as a turn of its own, and return the last reply."""
    said = ""
    for text in texts:
        at.done = None
        reply = answer(at, text, at.draft)
        said, at.draft = reply.text, replace(reply.draft, held=at.draft.held)
    return said


def answer(at: Desk, text: str, draft: Draft | None = None) -> Reply:
    at.draft = draft or Draft()
    return reply_by_rules(text, at)


def what_is_booked(at: Desk) -> list[tuple[Slot, str, str]]:
    return [(slot_of(lead), lead.repair_type, lead.device) for lead in booked(at)]


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
        ("can Brandon call me", "I have passed that on to Brandon"),
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
    assert booked(at) == []


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
    assert what_is_booked(at) == [(slot(14), "screen", "iPhone 13")]
    assert said.startswith("Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM")


@pytest.mark.parametrize(
    ("text", "hour"), [("2", 12), ("the second one", 12), ("the last one please", 13), ("at 1", 13), ("11am", 11)]
)
def test_one_of_the_offered_slots_is_booked(text: str, hour: int) -> None:
    at = desk()
    talk(at, "iphone 13 screen", text)
    assert what_is_booked(at) == [(slot(hour, TODAY), "screen", "iPhone 13")]


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
    assert booked(at) == []


def test_after_a_booking_nothing_of_the_draft_is_left_but_the_offer_of_a_protector() -> None:
    at = desk()
    reply = answer(at, "tomorrow at 2pm", SCREEN)
    assert reply.text.endswith("Add a screen protector for $15? Reply ADD.")
    assert reply.draft == Draft(asked="upsell", lead_ids=(booked(at)[0].lead_id,))
    battery = answer(desk(), "tomorrow at 3pm", replace(SCREEN, repair_type="battery"))
    assert battery.draft == Draft()


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
    reply = answer(at, text, replace(SCREEN, repair_type=repair_type))
    assert said in reply.text
    assert len(reply.draft.offered) == 3
    assert (reply.draft.wanted_day, reply.draft.wanted_time, booked(at)) == (None, None, [])


def test_a_closed_shop_offers_nothing_and_says_so() -> None:
    assert "No times are free in the weeks ahead; Brandon" in talk(desk(state=CLOSED), "iphone 13 screen")


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
    reply = answer(at, text, draft)
    assert reply.text.strip()
    assert len(booked(at)) <= 1
    for lead in booked(at):
        chosen = slot_of(lead)
        assert chosen > slot(10, TODAY)
        assert chosen in open_slots(chosen.day, SHOP, at.calendar.state)
        assert chosen.at not in before.get(chosen.day, set())
        assert (lead.phone, store.leads[lead.lead_id]) == (PHONE, lead)
    assert ("Booked:" in reply.text) is bool(booked(at))


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
    answer(at, text)
    assert booked(at) == []


@pytest.mark.parametrize("text", ["cancel my 2pm", "can we reschedule?", "I can't make it tomorrow at 2pm"])
def test_who_has_no_booking_is_told_so(text: str) -> None:
    assert answer(desk(), text).text == "I find no open booking under this number. Shall I find you a time?"


def test_a_number_with_three_open_bookings_is_told_so() -> None:
    store = MemoryStore()
    for hour in (9, 10, 11):
        assert "Booked" in answer(desk(store, key=f"SM{hour}"), f"iphone screen tomorrow at {hour}am").text
    reply = answer(desk(store, key="SM14"), "iphone screen tomorrow at 2pm")
    assert "3 open bookings" in reply.text
    assert len(store.leads) == 3


def test_a_slot_that_a_customer_was_asked_about_is_kept_for_her_while_she_answers() -> None:
    store = MemoryStore()
    hers, another = desk(store, key="SM1", holder="hers"), desk(store, key="SM2", holder="another")
    asked = answer(hers, "is tomorrow at 2pm free for an iphone screen?")
    assert asked.text == "Tomorrow at 2:00 PM is free. Reply YES and it's yours."
    assert "Booked" not in answer(another, "iphone screen tomorrow at 2pm").text
    assert "Booked" in answer(hers, "yes", asked.draft).text


# --- changes of a booking


def customer_with(*slots: Slot) -> Desk:
    """The desk of a customer who has these bookings already."""
    store = MemoryStore()
    for chosen in slots:
        desk(store, key=f"SM-{chosen}").book(chosen, "screen", "iphone 13")
    return desk(store)


def open_slots_of(at: Desk) -> list[Slot]:
    return [slot_of(lead) for lead in desk(at.store).open_leads()]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "texts",
    [
        ["cancel my appointment", "yes"],
        ["I can't make it tomorrow", "Yes please"],
        ["quiero cancelar mi cita", "sí"],
        ["please cancel my 2pm tomorrow", "ok"],
    ],
)
def test_a_booking_is_cancelled_once_the_customer_says_yes(texts: list[str]) -> None:
    at = customer_with(slot(14))
    assert talk(at, texts[0]) == (
        "Shall I call off your iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM? Reply YES."
    )
    assert open_slots_of(at) == [slot(14)]
    assert talk(at, *texts).endswith("is called off. Text us any time for another time.")
    assert open_slots_of(at) == []


@pytest.mark.parametrize("answered", ["no", "never mind", "No, keep it", "how much is a battery?", "hm"])
def test_without_a_yes_nothing_is_cancelled(answered: str) -> None:
    at = customer_with(slot(14))
    talk(at, "cancel my appointment", answered)
    assert open_slots_of(at) == [slot(14)]


@pytest.mark.parametrize("picked", ["2", "the second one", "3pm", "the 3 pm one"])
def test_one_of_several_bookings_is_cancelled_by_its_number_or_time(picked: str) -> None:
    at = customer_with(slot(14), slot(15))
    said = talk(at, "I need to cancel")
    assert "1) iPhone 13 screen repair tomorrow at 2:00 PM, 2)" in said
    assert "Which one shall I call off?" in said
    talk(at, "I need to cancel", picked)
    assert open_slots_of(at) == [slot(14)]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["move my appointment to fri 10am"], slot(10, date(2026, 2, 13))),
        (["can you reschedule my appointment to 4pm?"], slot(16)),
        (["reschedule please", "thursday at 9am"], slot(9, date(2026, 2, 12))),
        (["reschedule please", "thursday", "9am"], slot(9, date(2026, 2, 12))),
        (["reschedule please", "4pm"], slot(16)),
        (["reschedule please", "1"], slot(11, TODAY)),
        (["change my 2pm to 4pm"], slot(16)),
        (["quiero cambiar mi cita para el viernes a las 10"], slot(10, date(2026, 2, 13))),
    ],
)
def test_a_booking_is_moved(texts: list[str], wanted: Slot) -> None:
    at = customer_with(slot(14))
    assert talk(at, *texts).startswith("Moved: iPhone 13 screen repair is now")
    assert open_slots_of(at) == [wanted]


def test_a_booking_is_not_moved_where_nothing_is_free() -> None:
    at = customer_with(slot(14))
    take(at.store, slot(16))  # type: ignore[arg-type]
    said = talk(at, "move my appointment to 4pm tomorrow")
    assert said.startswith("Sorry, tomorrow at 4:00 PM is taken. Next openings: 1)")
    assert open_slots_of(at) == [slot(14)]
    assert talk(at, "move my appointment to 4pm tomorrow", "1").startswith("Moved:")


def test_of_several_bookings_the_one_is_moved_that_the_customer_means() -> None:
    at = customer_with(slot(10), slot(14))
    assert "Which one shall I move?" in talk(at, "reschedule my appointment")
    talk(at, "reschedule my appointment", "2", "friday at 9am")
    assert open_slots_of(at) == [slot(10), slot(9, date(2026, 2, 13))]
    at = customer_with(slot(10), slot(14))
    talk(at, "move my 2pm to 4pm")
    assert open_slots_of(at) == [slot(10), slot(16)]


# --- the protector, discounts, the owner


@pytest.mark.parametrize("text", ["ADD", "add it please", "yes", "sure"])
def test_a_protector_is_added_to_the_screen_that_was_booked(text: str) -> None:
    at = desk()
    said = talk(at, "iphone 13 screen tomorrow at 2pm", text)
    assert said == "Added: a screen protector for $15. See you then!"
    assert at.remarks == ["Sold: screen protector, $15"]


def test_a_protector_is_offered_once_and_only_if_the_owner_wants_it() -> None:
    at = desk()
    talk(at, "iphone 13 screen tomorrow at 2pm", "no thanks")
    assert "protector" not in talk(at, "thanks")
    assert at.remarks == []
    assert "protector" not in talk(desk(state={"auto_upsell": False}), "iphone 13 screen tomorrow at 2pm")
    assert "protector" not in talk(desk(), "iphone 13 battery tomorrow at 2pm")


def test_a_discount_within_the_cap_is_granted_and_above_it_the_owner_is_asked() -> None:
    at = desk()
    assert talk(at, "can I get 10% off?").startswith("You have 10% off your repair")
    assert at.granted == 10
    for text in ("give me 90% off", "any discount?", "cheaper please"):
        at = desk()
        assert talk(at, text).startswith("Only Brandon can decide that; I have asked him")
        assert (at.granted, len(at.questions)) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "can I talk to a person",
        "Tell Brandon I'll be 10 minutes late",
        "message for Brandon: the back door is open",
        "this is ridiculous, same problem again!",
        "I want a refund",
        "quiero hablar con el dueño",
    ],
)
def test_a_message_for_the_owner_is_handed_on(text: str) -> None:
    at = desk()
    assert "I have passed that on to Brandon; he will get back to you." in talk(at, text)
    assert at.questions == [text]
    assert at.records().for_owner


def test_a_call_at_a_time_is_a_callback() -> None:
    at = desk()
    assert talk(at, "call me tomorrow at 3pm").startswith("Brandon will call you tomorrow (Wed, Feb 11) at 3:00 PM.")
    assert [(lead.lead_type, slot_of(lead)) for lead in booked(at)] == [("callback", slot(15))]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Brandon is at the bench right now."),
        (
            {"status": "gym", "busy_until": "2026-02-10T16:00"},
            "is at the gym right now, so spots are limited, back today",
        ),
        ({"status": "driving"}, "Brandon is driving right now and reads this later."),
        ({"status": "break"}, "Brandon is on a short break right now."),
        ({"status": "sleeping"}, "Brandon is asleep right now and answers in the morning."),
        ({"status": "custom", "notes": "secret"}, "Brandon is busy right now."),
    ],
)
def test_what_the_owner_does_is_told_and_nothing_private(state: dict[str, object], said: str) -> None:
    told = talk(desk(state=state), "is Brandon there?")
    assert said in told
    assert "secret" not in told


def test_while_the_owner_is_away_nothing_is_offered_before_he_is_back() -> None:
    away = {"status": "gym", "busy_until": "2026-02-10T16:00"}
    assert "1) today at 4:00 PM" in talk(desk(state=away), "iphone 13 screen")
    assert "Sorry, we take no bookings for today at 2:00 PM." in talk(desk(state=away), "iphone 13 screen today at 2pm")


def test_the_bulletin_is_told_to_who_says_hello() -> None:
    assert "Closed on Friday" in talk(desk(state={"special_info": "Closed on Friday"}), "hi")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when is my appointment?", "You have iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM."),
        ("is my phone ready?", "Your iPhone 13 screen repair is booked for tomorrow (Wed, Feb 11) at 2:00 PM."),
    ],
)
def test_a_customer_hears_of_the_own_booking(text: str, said: str) -> None:
    assert talk(customer_with(slot(14)), text) == said
    assert "I find no" in talk(desk(), text)


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["pantalla iphone 13 mañana a las 2"], slot(14)),
        (["¿cuánto cuesta la pantalla del iphone 13?", "mañana", "a las 2"], slot(14)),
        (["cambiar pantalla iphone 13 el viernes a las 10"], slot(10, date(2026, 2, 13))),
    ],
)
def test_a_conversation_in_spanish_books(texts: list[str], wanted: Slot) -> None:
    at = desk()
    talk(at, *texts)
    assert what_is_booked(at) == [(wanted, "screen", "iPhone 13")]


@pytest.mark.parametrize("text", ["", " ", "\u200f\u202e", "\x00\x07", "😀😀", "مرحبا", "x" * 10_000])
def test_what_has_no_words_for_it_is_greeted(text: str) -> None:
    assert talk(desk(), text).startswith("Hi, this is LINDA")


def test_a_conversation_holds_one_slot() -> None:
    at = desk(holder="hers")
    for hour in (1, 2, 3):
        talk(at, f"is tomorrow at {hour}pm free?")
    assert list(at.calendar.bookings.day(TOMORROW).holds) == [time(15)]

from dataclasses import replace
from datetime import date, time
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.desk import Desk
from linda.models import Dialogue, Receipt, Reply, Slot
from linda.rules.receptionist import reply_by_rules
from linda.slots import open_slots
from tests.fakes import MemoryStore
from tests.unit.builders import PHONE, SHOP, TODAY, TOMORROW, booked, desk, slot, take

SCREEN = Dialogue(repair_type="screen", device="iphone 13")
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
    Dialogue,
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
        at.receipt = Receipt(f"{at.receipt.key}+")
        reply = answer(at, text, at.dialogue)
        said, at.dialogue = reply.text, replace(reply.dialogue, held=at.dialogue.held)
    return said


def answer(at: Desk, text: str, dialogue: Dialogue | None = None) -> Reply:
    at.dialogue = dialogue or Dialogue()
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


def test_after_a_booking_nothing_of_the_dialogue_is_left_but_the_offer_of_a_protector() -> None:
    at = desk()
    reply = answer(at, "tomorrow at 2pm", SCREEN)
    assert reply.text.endswith("Add a screen protector for $15? Reply ADD.")
    assert reply.dialogue == Dialogue(asked="upsell", lead_ids=(booked(at)[0].lead_id,))
    battery = answer(desk(), "tomorrow at 3pm", replace(SCREEN, repair_type="battery"))
    assert battery.dialogue == Dialogue()


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
    assert len(reply.dialogue.offered) == 3
    assert (reply.dialogue.wanted_day, reply.dialogue.wanted_time, booked(at)) == (None, None, [])


def test_a_closed_shop_offers_nothing_and_says_so() -> None:
    assert "No times are free in the weeks ahead; Brandon" in talk(desk(state=CLOSED), "iphone 13 screen")


def test_the_owners_own_greeting_and_name_are_used() -> None:
    assert talk(desk(state={"greeting": "Yo!"}), "hi").startswith("Yo! Starting at:")
    assert "this is MAYA at" in talk(desk(state={"assistant_name": "MAYA"}), "hi")


@settings(max_examples=200)
@given(TEXTS, DRAFTS, st.sets(st.integers(9, 16)), st.booleans())
def test_any_text_gets_a_reply_and_books_only_free_slots(
    text: str, dialogue: Dialogue, taken: set[int], open_: bool
) -> None:
    store = MemoryStore()
    take(store, *(slot(hour, day) for hour in taken for day in (TODAY, TOMORROW)))
    before = {day: set(booked.taken) for day, booked in store.days.items()}
    at = desk(store, {} if open_ else CLOSED)
    reply = answer(at, text, dialogue)
    assert reply.text.strip()
    assert len(booked(at)) <= 1
    for lead in booked(at):
        chosen = slot_of(lead)
        assert chosen > slot(10, TODAY)
        assert chosen in open_slots(chosen.day, SHOP, at.premises.state)
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
    assert answer(desk(), text).text == "I don't see an open booking under this number. Shall I find you a time?"


def test_a_number_with_three_open_bookings_is_told_so() -> None:
    store = MemoryStore()
    for hour in (9, 10, 11):
        assert "Booked" in answer(desk(store, key=f"SM{hour}"), f"iphone screen tomorrow at {hour}am").text
    reply = answer(desk(store, key="SM14"), "iphone screen tomorrow at 2pm")
    assert reply.text == "Sorry, you already have 3 open bookings. One of them can be moved or cancelled."
    assert len(store.leads) == 3


def test_a_slot_that_a_customer_was_asked_about_is_kept_for_her_while_she_answers() -> None:
    store = MemoryStore()
    hers, another = desk(store, key="SM1", holder="hers"), desk(store, key="SM2", holder="another")
    asked = answer(hers, "is tomorrow at 2pm free for an iphone screen?")
    assert asked.text == "Tomorrow at 2:00 PM is free. Reply YES and it's yours."
    assert "Booked" not in answer(another, "iphone screen tomorrow at 2pm").text
    assert "Booked" in answer(hers, "yes", asked.dialogue).text


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
        "Shall I cancel your iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM? Reply YES."
    )
    assert open_slots_of(at) == [slot(14)]
    assert talk(at, *texts).endswith("is cancelled. Text us any time to book again.")
    assert open_slots_of(at) == []


@pytest.mark.parametrize("answered", ["no", "never mind", "No, keep it", "how much is a battery?", "hm"])
def test_without_a_yes_nothing_is_cancelled(answered: str) -> None:
    at = customer_with(slot(14))
    talk(at, "cancel my appointment", answered)
    assert open_slots_of(at) == [slot(14)]


def test_who_wants_all_cancelled_when_none_is_left_is_answered() -> None:
    at = customer_with(slot(14), slot(15))
    talk(at, "I need to cancel")
    for lead in at.open_leads():
        desk(at.store, key=f"SM-{lead.lead_id}").cancel(lead)  # type: ignore[arg-type]
    said = reply_by_rules("all", desk(at.store, dialogue=at.dialogue)).text  # type: ignore[arg-type]
    assert said
    assert open_slots_of(at) == []


@pytest.mark.parametrize("picked", ["2", "the second one", "3pm", "the 3 pm one"])
def test_one_of_several_bookings_is_cancelled_by_its_number_or_time(picked: str) -> None:
    at = customer_with(slot(14), slot(15))
    said = talk(at, "I need to cancel")
    assert "1) iPhone 13 screen repair tomorrow at 2:00 PM, 2)" in said
    assert "Which one should I cancel?" in said
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
    assert "Which one should I move?" in talk(at, "reschedule my appointment")
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
        ({"status": "sleeping"}, "Brandon is away right now."),
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
        ("when is my appointment?", "You have an iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM."),
        ("is my phone ready?", "Your iPhone 13 screen repair is booked for tomorrow (Wed, Feb 11) at 2:00 PM."),
    ],
)
def test_a_customer_hears_of_the_own_booking(text: str, said: str) -> None:
    assert talk(customer_with(slot(14)), text) == said
    assert "I don't see a" in talk(desk(), text)


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
    assert list(at.premises.bookings.day(TOMORROW).holds) == [time(15)]


# --- nothing happens that was not plainly asked for


def customer_of(*bookings: tuple[Slot, str, str]) -> Desk:
    """The desk of a customer who has these bookings already: slot, repair, device."""
    store = MemoryStore()
    for chosen, repair_type, device in bookings:
        desk(store, key=f"SM-{chosen}").book(chosen, repair_type, device)
    return desk(store)


def stored(at: Desk) -> list[tuple[str, Slot, str, str]]:
    """All leads of the number: status, slot, repair, device."""
    leads = at.store.leads_of_number(PHONE)
    return sorted((lead.status, slot_of(lead), lead.repair_type, lead.device) for lead in leads)


def december(day: int, hour: int) -> Slot:
    return slot(hour, date(2026, 12, day))


ONE = (december(1, 10), "screen", "iphone 11")
THREE = (
    (december(1, 10), "screen", "iphone 13"),
    (december(2, 11), "battery", "iphone 12"),
    (december(3, 14), "screen", "galaxy s22"),
)
IS_FREE = "is free. Reply YES and it's yours."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my friend came in on monday at 2pm and you did great", "You're welcome!"),
        ("I bought my iphone 13 on saturday at 11am and the screen broke, what does it cost", "starts at $79"),
        ("my wifes phone iphone 13 screen already fixed at your shop dec 1 at 9am, thank you!", "You're welcome!"),
        ("iphone 13 screen, anytime except dec 15 at 9am", "Next openings: 1) today"),
        ("I need the iphone 13 screen done by dec 17 at 3pm", "Next openings: 1) today"),
        ("I bought my iphone 13 on monday at 2pm and it broke", "starts at $79"),
        ("my iphone 12 battery died friday at 9am", "starts at $49"),
        ("I leave for vacation dec 18 at 9am, need iphone 13 screen before that", "Next openings: 1) today"),
        ("i called at 2 today and nobody answered", "I have passed that on to Brandon"),
        ("dont want monday dec 14 at 10, want tuesday at 10. iphone 13 screen", "Next openings: 1) today"),
        ("do not book me for tomorrow at 11", "Next openings: 1) today"),
        ("i get paid friday dec 18 at 9am", "passed that on"),
        ("not friday at 12 then", "Next openings: 1) today"),
        ("my phone broke yesterday around 3pm lol", "starts at $79"),
        ("tomorrow at 2 is too late", "Next openings: 1) today"),
        ("no puedo mañana a las 2", "Next openings: 1) today"),
        ("my address is 12 Main St, can you come there monday at 4", "$20 on top of the repair. I have passed that on"),
        ("ps5 tomorrow at 2pm", "I have asked Brandon"),
        ("i had an appointment today at 3 and you were not there", "passed that on"),
        ("thanks for nothing", "I am sorry about that. I have passed that on"),
    ],
)
def test_a_story_a_refusal_or_a_deadline_is_no_order_and_a_yes_behind_it_answers_nothing(text: str, said: str) -> None:
    at = desk(dialogue=SCREEN)
    at.dialogue = SCREEN
    assert said in talk(at, text)
    assert at.dialogue.asked == ""
    talk(at, "yes")
    assert what_is_booked(at) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("do you charge extra on saturday at 10 for an iphone 13 battery?", slot(10, date(2026, 2, 14))),
        ("does brandon have time for a iphone 13 battery dec 21 at 9", december(21, 9)),
        ("do you have 10 am on the 5th of january for a second phone, iphone 12 battery", slot(10, date(2027, 1, 5))),
        ("puede ser que mi iphone 11 pantalla lo lleve el 21 de diciembre a las 10?", december(21, 10)),
        ("should i come tomorrow at 11?", slot(11)),
        ("tomorrow at 2pm?", slot(14)),
        ("my appointment is tomorrow at 2", slot(14)),
        ("iphone 13 screen fixed tomorrow at 2", slot(14)),
        ("iphone 13 screen tomorrow at 2 if its under $80", slot(14)),
        ("i was thinking tomorrow at 2", slot(14)),
        ("my wife will come tomorrow at 2 to pay", slot(14)),
        ("si puedo voy mañana a las 2", slot(14)),
        ("thanks for tomorrow at 2", slot(14)),
        ("what about tomorrow at 2", slot(14)),
        ("iphone 13 screen and battery tomorrow at 2pm", slot(14)),
    ],
)
def test_what_may_be_a_wish_is_asked_about_and_booked_by_a_yes_alone(text: str, wanted: Slot) -> None:
    at = desk()
    at.dialogue = SCREEN
    assert talk(at, text).endswith(IS_FREE)
    assert stored(at) == []
    asked = at.dialogue
    for no_answer in ("ok thanks", "yes?", "yes but can I pay later", "sure, do you also sell cases?", "hm", "no"):
        at.dialogue = asked
        talk(at, no_answer)
        assert stored(at) == []
    at.dialogue = asked
    assert talk(at, "Sí").startswith("Booked:")
    assert [lead[1] for lead in stored(at)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Hi, can I come in tomorrow at 2pm to get my iPhone 13 screen fixed?",
        "i need my cracked iphone 13 screen replaced tomorrow 2pm please",
        "Could I schedule an appointment for tomorrow at 2 pm? iphone 13 screen",
        "hola quiero una cita para mañana a las 2 para cambiar la pantalla de mi iphone 13",
        "my daughter's iphone 13, cracked screen, wednesday feb 11th at 2pm works for me",
        "let's do tomorrow at 2 for my iphone 13 screen",
        "id like to drop off my iphone 13 tomorrow at 2 for a screen replacement",
        "crakd ipone 13 scren tomorrow at 2pm pls",
    ],
)
def test_a_plain_order_is_booked_at_once(text: str) -> None:
    at = desk()
    assert talk(at, text).startswith("Booked:")
    assert what_is_booked(at) == [(slot(14), "screen", "iPhone 13")]


@pytest.mark.parametrize(
    "texts",
    [
        ["actually cancel my appointment", "yes", "ok thank you"],
        ["no thanks", "ok"],
        ["no", "sure, do you also sell cases?"],
        ["ok let me ask my wife", "ok"],
        ["ok how do i get there?", "ok thanks"],
        ["what are your hours", "never mind", "yes"],
        ["can I talk to a person", "yes"],
    ],
)
def test_a_question_that_was_not_answered_at_once_is_over(texts: list[str]) -> None:
    at = desk()
    talk(at, "is friday at 10 free for an iphone 13 screen?", *texts)
    assert stored(at) == []


@pytest.mark.parametrize(
    ("asking", "answered"),
    [
        ("is friday at 10 free for an iphone 13 screen?", "cancel it"),
        ("is friday at 10 free for an iphone 13 screen?", "move it"),
        ("cancel my appointment", "book it"),
        ("cancel my appointment", "move it"),
        ("actually can i come at 12 instead of 11", "cancel it"),
    ],
)
def test_a_yes_to_another_act_is_none(asking: str, answered: str) -> None:
    at = customer_of(ONE)
    talk(at, asking, answered)
    assert [lead[:2] for lead in stored(at)] == [("booked", ONE[0])]


ORDERS = st.sampled_from(
    ["tomorrow at 2pm", "friday at 10 for my iphone 13 screen", "dec 9 at 11am please", "mañana a las 3", "today at 1"]
)
NO_ORDERS = st.sampled_from(
    [
        "do not book {}",
        "please don't come {}",
        "not {}",
        "{} is too late",
        "{} unless it rains",
        "{} if my wife agrees",
        "anytime except {}",
        "done by {}",
        "i need it before {}",
        "did i book {}",
        "i came in {}",
        "my friend was there {} and it was great",
        "i work {}",
        "is it raining {}",
        "why are you closed {}",
        "who told you {}",
        "my appointment is {}",
        "thanks for {}",
        "i hope to see brandon {}",
        "{} or maybe later",
        "no puedo {}",
        "i will think about {}",
        "nobody answered {}",
        "how much is it {}",
    ]
)


@given(ORDERS, NO_ORDERS, st.booleans())
def test_an_order_within_more_words_is_never_carried_out(order: str, words: str, has_booking: bool) -> None:
    at = customer_of(ONE) if has_booking else desk()
    at.dialogue = SCREEN
    before = stored(at)
    talk(at, words.format(order))
    assert [lead for lead in stored(at) if lead[2] in SHOP.prices] == before


def test_a_question_that_a_fact_interrupts_is_asked_again() -> None:
    at = desk()
    said = talk(at, "is friday at 10 free for an iphone 13 screen?", "what are your hours")
    assert said.endswith("every day. Reply YES if you want Fri, Feb 13 at 10:00 AM.")
    assert talk(at, "ok").startswith("Booked:")
    at = customer_of(ONE)
    said = talk(at, "sorry cant make it", "what are your hours")
    assert said.endswith("Shall I cancel your iPhone 11 screen repair Tue, Dec 1, 2026 at 10:00 AM? Reply YES.")


@pytest.mark.parametrize(
    "word", ["ok", "ok thanks", "sure thanks", "thanks!", "ok add my wife", "yes?", "can you add it?"]
)
def test_a_protector_is_not_sold_by_a_passing_word(word: str) -> None:
    at = desk()
    talk(at, "iphone 13 screen tomorrow at 2pm", word)
    assert at.remarks == []


@pytest.mark.parametrize("later", ["what are your hours", "thanks", "when is my appointment", "No"])
def test_a_protector_is_sold_by_the_very_next_message_alone(later: str) -> None:
    at = desk()
    talk(at, "iphone 13 screen tomorrow at 2pm", later, "yes")
    assert at.remarks == []


@pytest.mark.parametrize("word", ["No", "nah dont need the protector", "no thanks"])
def test_who_wants_no_protector_is_left_in_peace(word: str) -> None:
    assert talk(desk(), "iphone 13 screen tomorrow at 2pm", word) == "All right, without it. See you then!"


def test_of_two_days_the_customer_is_asked_which() -> None:
    at = desk()
    said = talk(at, "iphone 13 screen dec 16 or dec 17 at 10?")
    assert said.startswith("Which would you like? Next openings: 1) Wed, Dec 16, 2026 at 10:00 AM, 2) Thu, Dec 17")
    assert stored(at) == []
    talk(at, "the second one")
    assert what_is_booked(at) == [(december(17, 10), "screen", "iPhone 13")]


def test_of_two_repairs_the_first_is_asked_about() -> None:
    at = desk()
    said = talk(
        at,
        "book a screen repair for my iPhone 11 for Dec 3rd at 2pm and also a battery for my wife's iphone 12 at 3pm "
        "same day",
    )
    assert said == f"One repair at a time, iPhone 11 screen repair first: Thu, Dec 3, 2026 at 2:00 PM {IS_FREE}"
    talk(at, "yes", "battery for my wife's iphone 12 at 3pm same day")
    assert [lead[1:] for lead in stored(at)] == [
        (december(3, 14), "screen", "iPhone 11"),
        (december(3, 15), "battery", "iPhone 12"),
    ]


def test_the_same_day_is_that_of_the_booking() -> None:
    at = customer_of((december(5, 10), "screen", "iphone 13"))
    talk(at, "also need my wifes iphone 12 battery done, same day at 11")
    assert what_is_booked(at) == [(december(5, 11), "battery", "iPhone 12")]


def test_a_time_that_cannot_be_leaves_its_day() -> None:
    at = desk()
    said = talk(at, "Half past ten on dec 9, iphone 13 battery")
    assert said.startswith("Sorry, we take no bookings for Wed, Dec 9, 2026 at 10:30 AM.")
    assert "Wed, Dec 9, 2026 at 3:15 PM" in talk(at, "quarter past 3")
    talk(at, "noon")
    assert what_is_booked(at) == [(december(9, 12), "battery", "iPhone 13")]


@pytest.mark.parametrize(
    "first", ["cracked back iphone 12 today at 1pm", "How much to fix a cracked back on my iphone 12?"]
)
def test_a_cracked_back_is_no_screen(first: str) -> None:
    at = desk()
    talk(at, first, "3")
    assert all(lead[2] == "back glass" for lead in stored(at))
    assert at.dialogue.repair_type in ("", "back glass")


def test_nothing_is_booked_for_an_unknown_phone() -> None:
    at = desk()
    assert talk(at, "hi do you do screens", "the second one") == "Today at 12:00 PM works. Which phone is it?"
    assert stored(at) == []
    talk(at, "iphone 11")
    assert what_is_booked(at) == [(slot(12, TODAY), "screen", "iPhone 11")]


@pytest.mark.parametrize(
    "text",
    [
        "is the second one cheaper?",
        "not the second one",
        "the first one was bad",
        "I have 2",
        "2 phones",
        "that works",
        "4",
    ],
)
def test_a_number_in_a_sentence_picks_nothing(text: str) -> None:
    at = desk()
    talk(at, "iphone 13 screen", text)
    assert [lead for lead in stored(at) if lead[2] == "screen"] == []


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("ok 2", 12),
        ("ok 11 then", 11),
        ("make it 1", 13),
        ("number 3", 13),
        ("ok the first", 11),
        ("whatever is earliest", 11),
    ],
)
def test_an_offered_slot_is_picked_in_many_words(text: str, hour: int) -> None:
    at = desk()
    talk(at, "iphone 13 screen", text)
    assert what_is_booked(at) == [(slot(hour, TODAY), "screen", "iPhone 13")]


@pytest.mark.parametrize(("text", "hour"), [("ok 4", 16), ("ok 11 then", 11), ("ok 4 it is", 16), ("2pm works", 14)])
def test_a_time_of_the_offered_day_is_picked_in_many_words(text: str, hour: int) -> None:
    at = desk()
    talk(at, "iphone 13 screen", "tomorrow", text)
    assert what_is_booked(at) == [(slot(hour), "screen", "iPhone 13")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("first thing in the morning", f"Tomorrow at 9:00 AM {IS_FREE}"),
        ("whatever is earliest", f"Tomorrow at 9:00 AM {IS_FREE}"),
        ("is 2 ok?", f"Tomorrow at 2:00 PM {IS_FREE}"),
        ("is 3 available?", f"Tomorrow at 3:00 PM {IS_FREE}"),
        ("Afternoon", "1) tomorrow at 12:00 PM"),
        ("that works", "Tomorrow we have 9:00 AM"),
    ],
)
def test_a_vague_answer_keeps_the_day_that_was_offered(text: str, said: str) -> None:
    at = desk()
    assert said in talk(at, "iphone 13 screen", "tomorrow", text)
    assert stored(at) == []


# --- which booking, and whether at all


@pytest.mark.parametrize(
    "text",
    [
        "please don't cancel my appointment",
        "tell brandon not to cancel my appointment",
        "why did you cancel my appointment?",
        "no la canceles",
        "did you cancel my appointment?",
        "is my appointment cancelled?",
        "what if i need to cancel later?",
        "is there a cancellation fee",
    ],
)
def test_who_does_not_want_to_cancel_is_not_asked_to(text: str) -> None:
    at = customer_of(ONE)
    assert "Shall I" not in talk(at, text)
    talk(at, "yes")
    assert stored(at)[0][0] == "booked"


@pytest.mark.parametrize(
    "text",
    [
        "sorry i wont be coming",
        "i can no longer come",
        "not going to need it, fixed it myself",
        "delete my appointment",
    ],
)
@pytest.mark.parametrize("yes", ["y", "sí, cancélala", "please", "correct", "sure", "yes cancel it"])
def test_a_cancellation_is_understood_and_so_is_its_yes(text: str, yes: str) -> None:
    at = customer_of(ONE)
    assert talk(at, text).startswith("Shall I cancel your iPhone 11 screen repair")
    talk(at, yes)
    assert stored(at)[0][0] == "cancelled"


@pytest.mark.parametrize("word", ["yes?", "yes or no", "yes if its free", "ok thanks", "yes later"])
def test_no_half_yes_cancels(word: str) -> None:
    at = customer_of(ONE)
    talk(at, "cancel my appointment", word)
    assert stored(at)[0][0] == "booked"


@pytest.mark.parametrize(
    ("texts", "cancelled"),
    [
        (["cancel the galaxy", "y"], [2]),
        (["cancel the battery", "yes"], [1]),
        (["cancel my appointment", "the galaxy one"], [2]),
        (["cancel my appointment", "the battery"], [1]),
        (["cancel my appointment", "dec 1"], [0]),
        (["cancel all of them", "yes", "yes", "yes"], [0, 1, 2]),
        (["cancel my appointment", "all", "sí", "no"], [0]),
        (["cancel the screen", "3"], [2]),
        (["cancel the pixel one", "y"], []),
        (["cancel my appointment", "how much is a galaxy screen?"], []),
        (["cancel my appointment", "is the galaxy ready?"], []),
        (["cancel my appointment", "not the galaxy"], []),
        (["cancel my appointment", "dont cancel the galaxy"], []),
        (["cancel my appointment", "all except the galaxy"], []),
    ],
)
def test_of_several_bookings_those_are_cancelled_that_the_customer_names(
    texts: list[str], cancelled: list[int]
) -> None:
    at = customer_of(*THREE)
    talk(at, *texts)
    assert [lead[1] for lead in stored(at) if lead[0] == "cancelled"] == [THREE[n][0] for n in cancelled]


@pytest.mark.parametrize(
    ("texts", "number", "wanted"),
    [
        (["move my appointment to dec 4 at 1pm", "2"], 1, december(4, 13)),
        (["move my appointment", "2", "move the galaxy one to dec 4 at 2pm"], 2, december(4, 14)),
        (["move the iphone 13 to dec 4 at 2pm"], 0, december(4, 14)),
        (["move the battery to dec 3 at 4pm"], 1, december(3, 16)),
        (["move the galaxy to dec 9", "1pm"], 2, december(9, 13)),
    ],
)
def test_of_several_bookings_the_one_is_moved_that_the_customer_names(
    texts: list[str], number: int, wanted: Slot
) -> None:
    at = customer_of(*THREE)
    assert talk(at, *texts).startswith("Moved:")
    others = [booking[0] for n, booking in enumerate(THREE) if n != number]
    assert sorted(lead[1] for lead in stored(at)) == sorted([*others, wanted])


def test_a_name_that_several_bookings_have_moves_none() -> None:
    at = customer_of(*THREE)
    assert "Which one should I move?" in talk(at, "move my appointment", "2", "move the screen one to dec 4 at 2pm")
    assert [lead[1] for lead in stored(at)] == [booking[0] for booking in THREE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cámbiala a las 4", december(1, 16)),
        ("can i swap to jan 15 at 10am", slot(10, date(2027, 1, 15))),
        ("change my iphone 11 screen appointment to dec 5 at 3pm", december(5, 15)),
    ],
)
def test_a_booking_is_moved_at_once_by_who_says_so(text: str, wanted: Slot) -> None:
    at = customer_of(ONE)
    assert talk(at, text).startswith("Moved:")
    assert [lead[1] for lead in stored(at)] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("can i move it to dec 30 at 3 if my wife agrees? ill confirm later", december(30, 15)),
        ("mejor a las 4", december(1, 16)),
        ("actually can i come at 12 instead of 11", december(1, 12)),
        ("actually can we make it sunday same time", slot(10, date(2026, 2, 15))),
        ("can u push it back an hour", december(1, 11)),
        ("running late, can I come at 12 instead", december(1, 12)),
        ("i can't come at 10, can we do 3pm instead?", december(1, 15)),
        ("can i move dec 1 to dec 23 same time", december(23, 10)),
        ("dont cancel, move it to dec 5 at 3pm", december(5, 15)),
    ],
)
def test_the_one_booking_is_moved_by_a_yes_where_the_words_are_not_plain(text: str, wanted: Slot) -> None:
    at = customer_of(ONE)
    said = talk(at, text)
    assert said.startswith("Shall I move your iPhone 11 screen repair from Tue, Dec 1, 2026 at 10:00 AM to ")
    assert [lead[1] for lead in stored(at)] == [ONE[0]]
    asked = at.dialogue
    assert talk(at, "no") == "All right, it stays as it is."
    at.dialogue = asked
    assert talk(at, "yes").startswith("Moved:")
    assert [lead[1] for lead in stored(at)] == [wanted]


def test_at_the_question_to_cancel_a_customer_may_move_instead() -> None:
    at = customer_of(ONE)
    assert talk(at, "cancel my appointment", "no, move it to 3pm").startswith("Moved:")
    at = customer_of(ONE)
    said = talk(at, "cancel my appointment", "yes but can you do dec 24 10am instead")
    assert said.startswith("Shall I move your")
    assert [lead[:2] for lead in stored(at)] == [("booked", ONE[0])]


@pytest.mark.parametrize("texts", [["i need to reschedule", "thursday"], ["thats the wrong day", "thursday"]])
def test_a_new_day_without_a_time_is_offered(texts: list[str]) -> None:
    at = customer_of(ONE)
    assert "Thu, Feb 12 we have 9:00 AM" in talk(at, *texts)
    assert talk(at, "10").startswith("Moved: iPhone 11 screen repair is now Thu, Feb 12 at 10:00 AM")


def test_with_a_booking_another_device_is_booked_and_the_first_is_moved() -> None:
    at = customer_of(ONE)
    talk(at, "iphone 12 battery same day at 1pm", "move the screen to dec 3 at 2pm", "move the battery to dec 3 at 4pm")
    assert [lead[1:] for lead in stored(at)] == [
        (december(3, 14), "screen", "iPhone 11"),
        (december(3, 16), "battery", "iPhone 12"),
    ]


# --- what the owner hears, and what the shop knows


@pytest.mark.parametrize(
    "text",
    [
        "you broke my phone, the screen you put in stopped working after 2 days. I want my money back",
        "the screen you fixed is flickering, is it under warranty?",
        "You scammed me",
        "I'm suing",
        "report you to the BBB",
        "i'm here",
        "im outside",
        "no one is here",
        "nobody answers the phone",
        "can you do it for 65",
        "where are you located?",
        "do you come to my house?",
        "do i get a deal if i bring two phones",
        "macbook pro wont turn on",
        "laptop screen hp",
        "apple watch screen",
        "ps5 hdmi port",
        "camera glass",
        "Do you sell iphones",
    ],
)
def test_the_owner_hears_what_only_he_can_answer(text: str) -> None:
    at = desk()
    at.dialogue = SCREEN
    said = talk(at, text)
    assert at.questions == [text]
    assert "Brandon" in said
    assert "starts at" not in said


def test_what_is_not_understood_is_handed_on_once_the_customer_was_greeted() -> None:
    at = desk()
    assert "this is LINDA" in talk(at, "do you take apple pay")
    assert at.questions == []
    unknown = ["do i need a deposit", "is there parking", "do you take cash"]
    for text in unknown:
        assert "I have passed that on to Brandon" in talk(at, text)
    assert at.questions == unknown
    assert "this is LINDA" not in talk(at, "hi")


def test_no_promise_is_made_that_the_owner_does_not_hear() -> None:
    at = desk(state=CLOSED)
    assert "Brandon knows and will text you" in talk(at, "iphone 13 screen")
    assert at.questions


def test_a_name_is_noted() -> None:
    at = customer_of(ONE)
    assert "Maria Lopez" in talk(at, "my name is Maria Lopez, put it under that")
    assert at.remarks == ["Name: Maria Lopez"]


@pytest.mark.parametrize(
    "text",
    [
        "my iphone 13 battery health is at 12%, how much for a new one?",
        "it dies at 10%",
        "battery shows 80% health",
        "my friend got 10% off",
    ],
)
def test_a_percentage_is_no_discount_by_itself(text: str) -> None:
    at = desk()
    talk(at, text)
    assert at.granted == 0


@pytest.mark.parametrize("text", ["10 percent discount?", "descuento del 10%", "10% de descuento", "10% off please"])
def test_a_percentage_beside_its_word_is_a_discount(text: str) -> None:
    at = desk()
    talk(at, text)
    assert at.granted == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("do you have warranty", "Every repair has a 90-day warranty."),
        ("how long does a screen take", "Most repairs take less than an hour."),
        ("do you work sundays", "Sun, Feb 15: Appointments start on the hour, 9:00 AM to 4:00 PM that day."),
        ("are you open christmas eve?", "Thu, Dec 24, 2026: Appointments start on the hour"),
        ("are you open thanksgiving", "Thu, Nov 26, 2026: We are closed that day."),
        ("thanksgiving at 10, iphone 13 screen", "Sorry, we take no bookings for Thu, Nov 26, 2026 at 10:00 AM."),
        ("thanksgiving", "We are closed Thu, Nov 26, 2026."),
        ("what are your hours", "9:00 AM to 4:00 PM, every day."),
        ("what are your hours on friday", "Fri, Feb 13: Appointments start on the hour, 9:00 AM to 4:00 PM that day."),
        ("iphone 13 screen friday at 8pm", "9:00 AM to 4:00 PM that day."),
        ("Stop please", "STOP"),
        ("bye", "take care"),
        ("sorry wrong number", "take care"),
        ("perfect see you then", "take care"),
        ("ok let me ask my wife", "Take your time!"),
    ],
)
def test_facts_are_told_for_the_day_that_is_asked_about(text: str, said: str) -> None:
    away = {"busy_until": "2026-02-10T16:00", "closures": '[{"date": "2026-11-26"}]'}
    assert said in talk(desk(state=away), text)


@pytest.mark.parametrize(
    "text",
    [
        "am i still on for dec 1",
        "so it's tuesday dec 1 at 10am right?",
        "see you dec 1 at 10",
        "thanks, see you dec 1",
        "thanks, see you tomorrow",
        "so am i booked?",
        "is it confirmed",
        "which appointments do i have",
        "when do i come in",
        "remind me when is it",
        "iphone 11 screen dec 1 at 10am",
    ],
)
def test_the_own_booking_is_confirmed(text: str) -> None:
    at = customer_of(ONE)
    said = talk(at, text)
    assert "you have an iPhone 11 screen repair Tue, Dec 1, 2026 at 10:00 AM." in said.replace("You", "you")
    assert "taken" not in said
    assert len(stored(at)) == 1


def test_another_device_does_not_inherit_the_repair() -> None:
    at = desk()
    at.dialogue = replace(SCREEN, repair_type="battery")
    assert talk(at, "do you guys fix ipads").startswith("What is wrong with it")
    at = desk()
    assert "Pixel 8 battery replacement starts at $49" in talk(at, "battery", "pixel 8")


def test_a_photo_with_words_is_acknowledged() -> None:
    at = desk()
    at.note("Sent 1 photo")
    assert talk(at, "can you fix this?").startswith("Thanks for the photo! What is wrong with it")


@pytest.mark.parametrize("row", ["!", "?", "- ", "ok ", "1 ", "yes, ", "my appointment ", "no! "])
def test_a_long_row_of_the_same_is_answered_at_once(row: str) -> None:
    at = desk()
    started = perf_counter()
    talk(at, (row * 1600)[:1600])
    assert perf_counter() - started < 2


def test_a_call_at_night_is_refused_with_the_hours_of_calls() -> None:
    store = MemoryStore()
    said = reply_by_rules("can Brandon call me tomorrow at 9pm?", desk(store)).text
    assert said == "We only call between 8:00 AM and 8:00 PM. When should Brandon call you?"
    assert store.leads == {}

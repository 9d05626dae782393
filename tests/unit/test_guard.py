from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.guard import Evidence, faults
from linda.models import Slot
from linda.owner_state import current
from linda.prompt import facts, rules
from linda.tools import TOOL_NAMES
from tests.unit.desk import PHONE, SHOP, TODAY, TOMORROW, slot

STATE = current({"special_info": "Details at emperorlinda.example.com", "operational_hours_enabled": True})


def evidence(
    booked: Collection[Slot] = (), shown: Collection[Slot] = (), discount: float = 0, asked: str = "hi", **more: Any
) -> Evidence:
    return Evidence(
        **{
            "shop": SHOP,
            "today": TODAY,
            "asked": asked,
            "shown": shown,
            "checked": {slot.day for slot in shown},
            "booked": lambda: booked,
            "discount": lambda: discount,
            "has_asked_owner": False,
            "public": facts(SHOP, STATE),
            "rules": rules(SHOP, STATE),
            "numbers": (PHONE, "+19045550199"),
            "tools": TOOL_NAMES,
            **more,
        }
    )


@pytest.mark.parametrize(
    "text",
    [
        "You're BOOKED for 2 PM",
        "Your appointment is confirmed.",
        "Great, see you tomorrow!",
        "See you at 2",
        "You're all set",
        "I've put you down for 2",
        "Su cita está reservada para mañana",
        "Done! 2 PM it is.",
        "You're on the calendar for tomorrow",
        "Your appointment is set for 2 PM.",
        "I've got you for 2 PM tomorrow.",
        "I penciled you in for 2",
        "Tomorrow at 2 PM is reserved for you.",
        "Te esperamos mañana",
    ],
)
def test_a_claim_of_a_booking_that_nobody_made_is_a_fault(text: str) -> None:
    assert "booking" in faults(text, evidence())


@pytest.mark.parametrize(
    "text",
    [
        "You're booked for tomorrow at 2 PM.",
        "Your appointment tomorrow is confirmed.",
        "See you tomorrow at 2:00 PM!",
        "Your appointment tomorrow is at 2 PM.",
    ],
)
def test_a_booking_that_is_stored_may_be_told(text: str) -> None:
    assert faults(text, evidence(booked=[slot(14)])) == []


@pytest.mark.parametrize(
    "text", ["You're booked for tomorrow at 3 PM.", "You're booked for Friday at 2 PM.", "See you Friday!"]
)
def test_another_time_than_that_of_the_stored_booking_is_a_fault(text: str) -> None:
    assert "booking" in faults(text, evidence(booked=[slot(14)]))


@pytest.mark.parametrize(
    "text",
    [
        "Shall I book 2 PM for you?",
        "Would you like it booked?",
        "Can I see your phone?",
        "We take bookings daily.",
        "",
    ],
)
def test_an_offer_claims_no_booking(text: str) -> None:
    assert "booking" not in faults(text, evidence(shown=[slot(14)]))


@pytest.mark.parametrize(
    "text", ["I've cancelled it.", "Your booking is moved to Friday.", "Rescheduled!", "Ya está cancelada."]
)
def test_a_change_is_told_by_code_alone(text: str) -> None:
    assert "change" in faults(text, evidence(booked=[slot(14)]))


@pytest.mark.parametrize(
    "text",
    [
        "Tomorrow at 2 PM is free.",
        "We have 9:00 AM and 3pm tomorrow.",
        "Tomorrow is fully booked.",
        "There are openings tomorrow.",
        "How about tomorrow at 2 PM?",
        "Come by at 3.",
        "Tomorrow at noon works.",
        "Mañana a las 2 está libre.",
    ],
)
def test_a_time_that_no_tool_has_named_is_a_fault(text: str) -> None:
    assert "time" in faults(text, evidence())


def test_times_that_a_tool_has_named_may_be_told() -> None:
    shown = [slot(9), slot(14), slot(15)]
    for text in ("Tomorrow at 2 PM is free.", "We have 9:00 AM and 3pm tomorrow.", "There are openings tomorrow."):
        assert faults(text, evidence(shown=shown)) == []
    assert "time" in faults("Friday at 2 PM is free.", evidence(shown=shown))
    assert "time" in faults("Tomorrow at 4 PM is free.", evidence(shown=shown))


def test_a_full_day_that_was_looked_at_may_be_told() -> None:
    assert "time" in faults("Friday is fully booked.", evidence())
    assert faults("Friday is fully booked.", evidence(checked={date(2026, 2, 13)})) == []


def test_a_question_may_repeat_the_customers_own_time() -> None:
    assert faults("Which day for 2 PM?", evidence(asked="at 2pm")) == []
    assert "time" in faults("Then 2 PM it will be.", evidence(asked="at 2pm"))


@pytest.mark.parametrize(
    "text",
    ["We are open from 9:00 AM to 5:00 PM.", "Appointments start on the hour from 9:00 AM to 4:00 PM, every day."],
)
def test_the_hours_of_the_shop_may_be_told(text: str) -> None:
    assert faults(text, evidence()) == []
    assert "time" in faults("We are open from 8:00 AM to 7:00 PM.", evidence())


@pytest.mark.parametrize(
    "text",
    [
        "Only $33!",
        "An iPhone 13 screen starts at $15.",
        "The screen is $49",
        "$79 or $ 60",
        "$79.50",
        "$1,079",
        "33 dollars",
        "33$",
        "USD 33",
        "33 dólares",
        "An iPhone 13 $33",
        "$" + "9" * 500,
    ],
)
def test_a_price_that_the_list_does_not_have_is_a_fault(text: str) -> None:
    assert "price" in faults(text, evidence())


@pytest.mark.parametrize(
    "text", ["$79", "$79.00 or $ 89.", "an iphone 13 $79, on-site $99", "20 dollars more for a visit", "In 45 minutes", "iPhone 13"]
)
def test_a_price_of_the_list_is_fine(text: str) -> None:
    assert faults(text, evidence()) == []


def test_a_price_less_the_granted_discount_is_fine() -> None:
    text = "With your 10% off the iPhone screen is $71.10."
    assert faults(text, evidence(discount=10)) == []
    assert {"price", "gift"} <= set(faults(text, evidence()))
    assert {"price", "gift"} <= set(faults(text, evidence(discount=5)))


@pytest.mark.parametrize(
    "text",
    [
        "You get 50% off today!",
        "Fifty dollars for you",
        "Your screen repair is free.",
        "We do it free of charge",
        "1-year warranty included",
        "lifetime warranty",
        "I can offer you a discount.",
        "20 por ciento de descuento",
        "Enjoy a free case!",
    ],
)
def test_a_gift_that_code_did_not_grant_is_a_fault(text: str) -> None:
    assert "gift" in faults(text, evidence())


@pytest.mark.parametrize(
    "text",
    [
        "90-day warranty",
        "Feel free to ask",
        "Under 1 hour",
        "I cannot give a discount.",
        "Only Brandon can decide on a discount.",
    ],
)
def test_what_the_shop_gives_anyway_is_no_gift(text: str) -> None:
    assert faults(text, evidence()) == []


def test_what_was_not_handed_on_to_the_owner_is_not_said_to_be() -> None:
    for text in ("I've told Brandon.", "Brandon will call you.", "I've passed it on."):
        assert "owner" in faults(text, evidence())
        assert faults(text, evidence(has_asked_owner=True)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The key is sk-proj-abcdef123456.",
        "Use AC0123456789abcdef0123456789abcdef.",
        "His id is LEAD-ABCDEFGH.",
        "My api key is secret",
        "the word is open sesame now",
        "He's at Planet Fitness on Beach Blvd.",
        "He said do not tell anybody.",
    ],
)
def test_secrets_and_private_notes_never_leave(text: str) -> None:
    private = ("do not tell anybody about mom", "Planet Fitness on Beach Blvd")
    assert "secret" in faults(text, evidence(secrets=("Open Sesame", ""), private=private))


def test_other_peoples_numbers_never_leave() -> None:
    for number in ("+13055550188", "305-555-0188", "(305) 555 0188", "1 305.555.0188"):
        assert "stranger" in faults(f"Call her at {number}.", evidence())
    assert faults("Is 904-252-0927 your number? Ours is (904) 555-0199.", evidence()) == []


@pytest.mark.parametrize(
    "text", ["Pay at https://pay.example", "See www.deal.com", "mail me@shop.biz", "go to refunds.ru"]
)
def test_links_that_the_owner_has_not_written_never_leave(text: str) -> None:
    assert "link" in faults(text, evidence())


def test_a_link_of_the_owners_bulletin_may_be_told() -> None:
    assert faults("Details at emperorlinda.example.com!", evidence()) == []


@pytest.mark.parametrize(
    "text",
    [
        "My instructions say that I am LINDA.",
        "I call check_availability first.",
        "Here is my system prompt.",
        rules(SHOP, STATE).splitlines()[0],
        "Sure: never say that something is booked, changed or cancelled unless a tool has just said so.",
    ],
)
def test_the_prompt_never_leaves(text: str) -> None:
    assert "prompt" in faults(text, evidence())


def test_what_every_customer_may_know_is_no_leak() -> None:
    text = "90-day warranty; most repairs take under 1 hour. Appointments start on the hour from 9:00 AM to 4:00 PM."
    assert faults(text, evidence()) == []


@given(st.text(), st.text())
def test_any_text_can_be_judged(text: str, asked: str) -> None:
    assert isinstance(faults(text, evidence(asked=asked)), list)


@given(st.text(alphabet="$ 0123456789.,dolars"))
def test_any_text_with_a_foreign_price_is_a_fault(text: str) -> None:
    assert "price" in faults(text + " $0.01", evidence())


@given(st.integers(0, 23), st.integers(1, 300))
def test_a_slot_is_told_only_if_a_tool_has_named_it(hour: int, ahead: int) -> None:
    wanted = Slot(date.fromordinal(TOMORROW.toordinal() + ahead), slot(hour).at)
    text = f"{wanted.day:%B} {wanted.day.day}, {wanted.day.year} at {wanted.at:%I:%M %p} is free."
    assert "time" in faults(text, evidence(shown=[slot(hour)]))
    assert faults(text, evidence(shown=[wanted])) == []

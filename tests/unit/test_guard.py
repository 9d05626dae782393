from collections.abc import Collection
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.agent.guard import Evidence, asks_for_opt_out, faults
from linda.agent.prompt import doing, facts, rules
from linda.agent.tools import TOOL_NAMES
from linda.models import Slot
from linda.owner_prices import effective
from linda.owner_state import current
from linda.replies import OPT_OUT_WORDS, OTHER_OPT_OUT_WORDS
from tests.guard_sentences import CLAIMS, MONEY, NO_OPT_OUT, OPT_OUT, OWNER_CLAIMS, SECOND_BOOKING, TALK
from tests.unit.builders import PHONE, SHOP, TODAY, TOMORROW, premises, slot

STATE = current({"special_info": "Details at emperorlinda.example.com", "operational_hours_enabled": True})


BOTH: dict[str, Any] = {"repair": "battery", "device": "iphone 13"}


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


def test_a_day_with_a_free_time_is_not_called_full() -> None:
    for text in ("Tomorrow is fully booked.", "We're closed tomorrow.", "No times tomorrow, sorry."):
        assert "time" in faults(text, evidence(shown=[slot(9)]))


def test_that_time_is_free_only_if_it_was_shown() -> None:
    for asked in ("is tomorrow at 10 free?", "is friday at 9 free?", "hi"):
        assert "time" in faults("Yes, that time is free.", evidence(shown=[slot(9)], asked=asked))


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
    "text",
    [
        "$79",
        "$79.00 or $ 89.",
        "an iphone 13 $79, on-site $99",
        "20 dollars more for a visit",
        "In 45 minutes",
        "iPhone 13",
    ],
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
        assert "owner" in faults(text, evidence(status_told=True))
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


# --- whole sentences

AT_THE_GYM: dict[str, Any] = {"doing": doing(premises(state={"status": "gym"}))}
SCREEN: dict[str, Any] = {"asked": "how much is an iphone 13 screen?", "repair": "screen", "device": "iphone 13"}
FRIDAY = date(2026, 2, 13)


@pytest.mark.parametrize("text", TALK)
def test_ordinary_talk_leaves(text: str) -> None:
    assert faults(text, evidence(**AT_THE_GYM)) == []


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_without_evidence_does_not_leave(text: str) -> None:
    assert faults(text, evidence(asked="book friday at 10am"))


@pytest.mark.parametrize(
    ("text", "may_leave"),
    [
        ("Sorry, tomorrow at 2 PM is taken. I have 12 PM or 3 PM, which one suits you?", True),
        ("Sorry, 2 PM is not available tomorrow.", True),
        ("Mañana a las 2 está ocupado.", True),
        ("Tomorrow at 2 PM is gone, but 3 PM is free.", True),
        ("2 PM tomorrow is no longer taken.", False),
        ("2 PM tomorrow is free.", False),
        ("3 PM on Friday is taken.", False),
        ("4 PM is taken.", False),
    ],
)
def test_a_time_that_was_refused_may_be_told_to_be_taken(text: str, may_leave: bool) -> None:
    at = evidence(shown=[slot(12), slot(13), slot(15)], refused={slot(14)})
    assert (faults(text, at) == []) is may_leave


@pytest.mark.parametrize("text", OWNER_CLAIMS)
def test_the_owner_knows_and_does_nothing_unless_he_was_asked(text: str) -> None:
    assert "owner" in faults(text, evidence())


@pytest.mark.parametrize("text", SECOND_BOOKING)
def test_a_stored_booking_is_no_evidence_of_a_second_one(text: str) -> None:
    assert faults(text, evidence(booked=[slot(14)], shown=[slot(14)], asked="another one please"))


@pytest.mark.parametrize(
    ("text", "may_leave"),
    [
        ("It starts at $128 for both.", True),
        ("The screen and the battery are $128 together.", True),
        ("$148 for both with the on-site visit.", True),
        ("The screen is $128.", False),
        ("The screen is $128 in total.", False),
        ("The screen is $79 and the battery is $128.", False),
        ("It is $120 for both.", False),
    ],
)
def test_the_sum_of_all_jobs_may_be_told_of_all_of_them(text: str, may_leave: bool) -> None:
    assert (faults(text, evidence(asked="screen and battery, iphone 13?", total=128, **BOTH)) == []) is may_leave
    assert faults(text, evidence(asked="screen and battery, iphone 13?", **BOTH))


@pytest.mark.parametrize("text", MONEY)
def test_no_price_is_lowered_and_nothing_is_given_away(text: str) -> None:
    assert {"price", "gift"} & set(faults(text, evidence(**SCREEN)))


@pytest.mark.parametrize("said", ["I've told Brandon about it", "Done", "You're booked", "I cancelled it", "All set"])
@pytest.mark.parametrize("question", ["ok?", "anything else?", "can I help with anything else?", "shall I?"])
@pytest.mark.parametrize("joint", [", ", " - ", " and ", "; ", ": "])
def test_a_question_behind_a_claim_hides_nothing(said: str, joint: str, question: str) -> None:
    assert faults(f"{said}{joint}{question}", evidence())


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Tomorrow we have 9:00 AM, 11:00 AM or 2:00 PM. Which one?", {"shown": [slot(9), slot(11), slot(14)]}),
        ("Sorry, that one is taken. How about tomorrow at 1:00 PM?", {"shown": [slot(13)]}),
        ("Sorry, that does not work: how about tomorrow at 1:00 PM or 3:00 PM?", {"shown": [slot(13), slot(15)]}),
        ("Wed, Feb 11 at 1:00 PM is free, shall I book it?", {"shown": [slot(13)]}),
        ("1) tomorrow at 9:00 AM, 2) tomorrow at 11:00 AM. Which one?", {"shown": [slot(9), slot(11)]}),
        ("Yes, that time is free.", {"shown": [slot(9)], "asked": "is tomorrow at 9 free?"}),
        ("Friday is full, sorry. Would Saturday do?", {"checked": {FRIDAY}}),
        ("Tengo mañana a las 2:00 PM. ¿Le sirve?", {"shown": [slot(14)]}),
        ("Your battery replacement is tomorrow at 2:00 PM.", {"booked": [slot(14)]}),
        ("You have an iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM.", {"booked": [slot(14)]}),
        ("Yes, you're booked for tomorrow at 2:00 PM. Anything else?", {"booked": [slot(14)]}),
        ("Shall I cancel your screen repair tomorrow at 2:00 PM?", {"booked": [slot(14)]}),
        ("Su cita es mañana a las 2:00 PM.", {"booked": [slot(14)]}),
        ("Do you want Friday at 10 AM?", {"asked": "friday 10am"}),
        ("For Friday at 10 AM, which phone is it?", {"asked": "friday 10am"}),
        ("You have 10% off your repair.", {"discount": 10}),
        ("With your 10% discount the screen is $71.10.", {"discount": 10, **SCREEN}),
        ("It starts at $79.", SCREEN),
        ("It is $99 with the visit.", SCREEN),
        ("Only Brandon can decide that; I have asked him.", {"has_asked_owner": True}),
        ("I am sorry about that. I have passed it on to Brandon.", {"has_asked_owner": True}),
        ("I have passed that on to Brandon; he will get back to you.", {"has_asked_owner": True}),
        ("Your iPhone 13 screen repair is finished.", {"status_told": True}),
        ("Your phone is ready. See you soon!", {"status_told": True}),
        ("It is with Brandon; he'll text you when it is ready.", {"status_told": True}),
        ("Brandon is at the gym right now, so spots are limited today.", AT_THE_GYM),
        ("We're closed on Sunday.", {"public": "Bulletin for everybody: closed on Sunday for a wedding"}),
        ("We are at 1200 Main St.", {"public": "Bulletin for everybody: find us at 1200 Main St"}),
    ],
)
def test_what_code_supports_may_be_told(text: str, more: dict[str, Any]) -> None:
    assert faults(text, evidence(**more)) == []


def test_a_price_is_that_of_the_repair_beside_it() -> None:
    for text in ("Screen $49, battery $79.", "An iPhone 13 screen is $89.", "A battery is $69 with the screen at $79."):
        assert "price" in faults(text, evidence())
    assert "price" in faults("It starts at $49.", evidence(**SCREEN))
    assert faults("A screen is $79 on an iPhone, $89 on a Samsung, and a battery is $49.", evidence(**SCREEN)) == []


NOTE, PLACE = "at my mom birthday, dont tell", "Riverside climbing hall"


@pytest.mark.parametrize(
    "text",
    [
        "Brandon is at his mom birthday.",
        "He is at Riverside.",
        "There is a birthday of his mom.",
        "Try the climbing wall",
    ],
)
def test_no_word_of_a_private_text_is_told(text: str) -> None:
    assert faults(text, evidence(private=(NOTE, PLACE), place=PLACE)) == ["secret"]
    assert faults(text, evidence()) == []


@pytest.mark.parametrize("text", TALK)
def test_private_texts_silence_no_ordinary_talk(text: str) -> None:
    for note, place in ((NOTE, PLACE), ("at the gym", "Jacksonville"), ("", "")):
        assert faults(text, evidence(private=(note, place), place=place, **AT_THE_GYM)) == []


def test_a_secret_is_one_however_it_is_spaced() -> None:
    for text in ("s k - a b c 1 2 3 4 5 6 7", "SK_ABC 1234567".replace("_", "-"), "sk.abc.123.45.67"):
        assert "secret" in faults(text, evidence(secrets=("sk-abc1234567", "---------")))
    assert faults("Hello!", evidence(secrets=("sk-abc1234567", "---------"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pay at pay-linda.xyz/abc",
        "Go to linda-repairs.shop",
        "Visit http ://evil",
        "It is linda dot com",
        "a@b.example",
    ],
)
def test_no_link_of_any_kind_leaves(text: str) -> None:
    assert "link" in faults(text, evidence())


@pytest.mark.parametrize(
    "text",
    ["My instructions: Call check availability before", "I was told to offer none myself.", "My rules are secret."],
)
def test_what_it_was_told_is_not_told(text: str) -> None:
    assert "prompt" in faults(text, evidence())


SUBJECTS = ["your appointment is", "you're", "you are all", "your repair is", "I have you", "we've got you", "it is"]
VERBS = ["booked", "confirmed", "scheduled", "reserved", "down", "set", "secured", "locked in", "in"]
DAYS = ["for Friday", "for tomorrow", "on Monday", "for Friday at 10 AM", "at 2 PM", "tomorrow at 2 PM", "for today"]
BEFORE = ["", "Great, ", "Yes! ", "Done: ", "Sorry for the wait, but ", "Did you know that ", "Just so you know, "]
AFTER = [
    "",
    ".",
    "!",
    "?",
    ", ok?",
    ", anything else?",
    " - can I help with anything else?",
    " and shall I add a case?",
]


@given(*(st.sampled_from(parts) for parts in (BEFORE, SUBJECTS, VERBS, DAYS, AFTER)), st.booleans())
def test_no_claim_of_a_booking_leaves_without_evidence(
    before: str, subject: str, verb: str, day: str, after: str, is_another: bool
) -> None:
    """Not even where the day was looked at, its times were shown and another day is booked."""
    shown = [slot(hour, d) for hour in (10, 14) for d in (TODAY, TOMORROW, FRIDAY, date(2026, 2, 16))]
    booked = [slot(11, date(2026, 2, 20))] if is_another else []
    text = f"{before}{subject} {verb} {day}{after}"
    assert "booking" in faults(text, evidence(shown=shown, booked=booked, asked="book friday at 10am"))


# --- the words that opt the customer out


@pytest.mark.parametrize("text", OPT_OUT)
def test_no_answer_is_asked_for_that_opts_the_customer_out(text: str) -> None:
    for word in OPT_OUT_WORDS | OTHER_OPT_OUT_WORDS:
        for written in (word, word.lower(), word.capitalize()):
            assert asks_for_opt_out(text.replace("WORD", written)), written
    assert "opt-out" in faults(text.replace("WORD", "CANCEL"), evidence())


@pytest.mark.parametrize(
    "text", ["Text C-A-N-C-E-L to us", "Say s t o p.", "Reply yes/stop", "Envíe B.A.J.A. por favor"]
)
def test_such_an_answer_is_one_however_it_is_spaced(text: str) -> None:
    assert asks_for_opt_out(text)


@pytest.mark.parametrize("text", [*NO_OPT_OUT, *TALK])
def test_the_same_words_may_be_said_of_anything_else(text: str) -> None:
    assert not asks_for_opt_out(text)


# --- bounds, one by one

LONG_RULE = "quietly steer impolite customers towards whichever repair costs most overall"


def bare(**more: Any) -> Evidence:
    """What code knows without a word that everybody may know."""
    return evidence(**{"public": "", "rules": "", **more})


@pytest.mark.parametrize(("in_a_row", "is_leak"), [(1, False), (6, False), (7, True), (8, True)])
def test_seven_words_of_a_rule_in_a_row_are_a_leak_and_six_are_none(in_a_row: int, is_leak: bool) -> None:
    for first in (0, len(LONG_RULE.split()) - in_a_row):
        said = " ".join(LONG_RULE.split()[first : first + in_a_row])
        assert ("prompt" in faults(f"Well, {said}!", bare(rules=LONG_RULE))) is is_leak


def test_a_rule_of_fewer_words_is_one_with_all_of_them() -> None:
    assert "prompt" in faults("We always haggle!", bare(rules="Always haggle"))
    assert faults("We always smile!", bare(rules="Always haggle")) == []
    assert faults("Go on!", bare(rules="Go on")) == []  # too short to tell anything


@pytest.mark.parametrize(("secret", "is_secret"), [("hunte", False), ("hunter", True), ("hunters", True)])
def test_a_secret_has_six_characters_or_more(secret: str, is_secret: bool) -> None:
    assert ("secret" in faults(f"It says {secret}, look.", bare(secrets=(secret,)))) is is_secret


@pytest.mark.parametrize(("place", "is_told"), [("Bowl", False), ("Bowls", True), ("Bowlero", True)])
def test_a_word_of_the_place_tells_it_from_five_letters_on(place: str, is_told: bool) -> None:
    assert ("secret" in faults(f"Nice {place} over there.", bare(place=place))) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Nobody mentions surgery here.", False),
        ("Nobody mentions surgery for a hernia here.", True),
        ("Nobody mentions surgery. A hernia hurts.", False),
        ("Brandon mentions surgery.", True),
        ("Nobody mentions xi or yo here.", False),  # words of two letters tell nothing
    ],
)
def test_two_words_of_a_private_note_in_a_sentence_tell_it_and_one_about_the_owner(text: str, is_told: bool) -> None:
    assert ("secret" in faults(text, bare(private=("surgery xi of some hernia yo",)))) is is_told


@pytest.mark.parametrize(("in_a_row", "is_told"), [(2, False), (3, True)])
def test_three_words_of_a_private_note_in_a_row_tell_it(in_a_row: int, is_told: bool) -> None:
    note = "then back from there by then"  # not one word of its own
    said = " ".join(note.split()[:in_a_row])
    assert ("secret" in faults(f"so {said} ok", bare(private=(note,)))) is is_told


@pytest.mark.parametrize(
    ("number", "is_strange"),
    [("305 555 018", False), ("305 555 0188", True), ("1 305 555 0188", True), ("1 904 252 0927", False)],
)
def test_a_number_is_somebodys_from_ten_digits_on(number: str, is_strange: bool) -> None:
    assert ("stranger" in faults(f"It is {number} here.", bare())) is is_strange


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("12 am", time(0)),
        ("12:30 am", time(0, 30)),
        ("1 am", time(1)),
        ("11 am", time(11)),
        ("12 pm", time(12)),
        ("1 pm", time(13)),
        ("11:59 pm", time(23, 59)),
        ("1:00", time(13)),
        ("8:00", time(20)),
        ("9:00", time(9)),
        ("12:00", time(12)),
        ("15:30", time(15, 30)),
    ],
)
def test_a_time_is_read_as_the_shop_means_it(said: str, at: time) -> None:
    text = f"Tomorrow at {said} is free."
    assert faults(text, evidence(shown=[Slot(TOMORROW, at)])) == []
    other = at.replace(hour=(at.hour + 12) % 24)
    assert "time" in faults(text, evidence(shown=[Slot(TOMORROW, other)]))
    assert "time" in faults(text, evidence(shown=[Slot(TOMORROW, at.replace(minute=(at.minute + 1) % 60))]))


@pytest.mark.parametrize(("number", "is_price"), [("9", False), ("10", True), ("33", True), ("100", True)])
def test_a_bare_number_of_ten_or_more_could_be_a_price(number: str, is_price: bool) -> None:
    assert ("price" in faults(f"Say {number} for it.", bare(asked="how much?"))) is is_price


@pytest.mark.parametrize(("granted", "told", "is_gift"), [(10, 9, True), (10, 10, False), (10, 11, True), (0, 1, True)])
def test_the_discount_told_is_the_one_granted(granted: float, told: float, is_gift: bool) -> None:
    assert ("gift" in faults(f"You have {told}% off your repair.", evidence(discount=granted))) is is_gift


@pytest.mark.parametrize(("days", "is_gift"), [(89, True), (90, False), (91, True)])
def test_the_warranty_told_is_the_shops(days: int, is_gift: bool) -> None:
    assert ("gift" in faults(f"There is a {days}-day warranty.", evidence())) is is_gift


@pytest.mark.parametrize(("amount", "is_wrong"), [(78, True), (79, False), (80, True), (98, True), (99, False)])
def test_a_price_is_right_to_the_dollar_with_a_visit_and_without(amount: int, is_wrong: bool) -> None:
    text = f"It is ${amount} with the visit."
    assert ("price" in faults(text, evidence(**SCREEN))) is is_wrong


def test_a_stored_booking_is_told_with_its_own_day_and_time_or_not_at_all() -> None:
    stored = [slot(14), slot(10, FRIDAY)]
    assert faults("You're booked for tomorrow at 2 PM.", evidence(booked=stored)) == []
    assert faults("You're booked for Friday at 10 AM.", evidence(booked=stored)) == []
    for text in (
        "You're booked for tomorrow at 10 AM.",
        "You're booked for Friday at 2 PM.",
        "You're booked for Saturday at 2 PM.",
        "You're booked for tomorrow at 1 PM.",
        "You're booked.",
    ):
        assert "booking" in faults(text, evidence(booked=stored)), text


def test_a_stored_booking_may_be_told_without_its_day_and_not_with_another_one_beside_it() -> None:
    assert "booking" not in faults("You're booked for 2 PM.", evidence(booked=[slot(14)]))
    assert "booking" in faults("You're booked for tomorrow at 2 PM, Friday at 2 PM.", evidence(booked=[slot(14)]))


def test_a_time_is_of_the_day_that_its_sentence_names() -> None:
    assert "time" in faults("On Friday, 2 PM is free.", evidence(shown=[slot(14)]))
    assert faults("On Friday, 2 PM is free.", evidence(shown=[slot(14, FRIDAY)])) == []


def test_a_question_for_a_time_is_one_and_a_statement_with_a_question_mark_is_none() -> None:
    assert faults("Is Friday at 10 AM free for you?", evidence(asked="friday 10am")) == []
    assert "time" in faults("Friday at 10 AM is free?", evidence(asked="friday 10am"))
    assert faults("Which day for 2 PM?", evidence(asked="2 pm or 3 pm")) == []
    assert "time" in faults("Which day for 4 PM?", evidence(asked="2 pm or 3 pm"))


def test_the_hours_may_be_told_all_of_them_and_as_a_span() -> None:
    told = bare(public="We are open from 9:00 AM to 5:00 PM")
    assert faults("We are open from 9:00 AM to 5:00 PM.", told) == []
    assert faults("From 9:00 AM to 5:00 PM.", told) == []
    assert "time" in faults("We are open from 9:00 AM to 6:00 PM.", told)


def test_one_of_several_shown_times_may_be_told_alone() -> None:
    shown = [slot(9), slot(14), slot(15)]
    assert faults("Tomorrow at 2 PM is free.", evidence(shown=shown)) == []
    assert faults("2 PM is free.", evidence(shown=shown)) == []


def test_a_booked_time_may_be_told_beside_shown_ones_on_its_own_day() -> None:
    known = evidence(shown=[slot(9)], booked=[slot(14), slot(15)])
    assert faults("Tomorrow it is at 2 PM.", known) == []
    assert faults("It is at 2 PM.", known) == []
    assert "time" in faults("On Friday it is at 2 PM.", known)


def test_small_talk_of_today_names_no_free_day() -> None:
    assert faults("Thanks for texting today!", evidence()) == []
    assert "time" in faults("Thanks for texting tomorrow!", evidence())
    assert "time" in faults("We have time today!", evidence())


def test_a_day_is_full_only_if_none_of_its_times_was_shown() -> None:
    seen = evidence(shown=[slot(9)], checked={TOMORROW, FRIDAY})
    assert faults("Friday is fully booked.", seen) == []
    assert "time" in faults("Tomorrow is fully booked.", seen)


VISITS = (
    "Brandon puede ir adonde estés por $20 más, aparte de la reparación.",
    "Brandon puede ir a tu casa por $20 más.",
    "Son $20 más si Brandon va a tu casa.",
    "Brandon va a tu casa, son $20 más.",
    "La visita a domicilio cuesta $20 más.",
    "Brandon can come to you, and it's $20 more.",
    "He comes to your work for $20 extra.",
)


@pytest.mark.parametrize("text", VISITS)
def test_the_fee_of_a_visit_may_be_told_in_both_languages(text: str) -> None:
    assert faults(text, evidence()) == []
    assert "price" in faults(text.replace("$20", "$30"), evidence())
    assert "price" in faults(text.replace("$20", "$30"), evidence(asked="pueden venir a mi casa?"))


def test_what_comes_on_top_is_the_fee_only_where_a_visit_is_spoken_of() -> None:
    assert faults("Sí, claro. Son $20 más.", evidence(asked="pueden venir a mi casa?")) == []
    assert "price" in faults("Sí, claro. Son $20 más.", evidence(asked="cuánto cuesta?"))


@pytest.mark.parametrize(
    "text",
    [
        "La pantalla cuesta $20 más.",
        "La pantalla cuesta $20.",
        "Brandon va a tu casa, y la pantalla son $20.",
        "We come to you, and the screen is $20 more.",
        "Te hago $20 menos.",
    ],
)
def test_the_fee_of_a_visit_is_no_price_of_a_repair(text: str) -> None:
    assert "price" in faults(text, evidence(asked="pueden venir a mi casa?"))


def of_owner(**state: str) -> Evidence:
    told = current(state)
    shop = effective(SHOP, told, TODAY)
    return evidence(shop=shop, public=facts(shop, told), rules=rules(shop, told))


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ({"special_info": "Nintendo Switch from $65"}, "A Nintendo Switch repair starts at $65."),
        ({"special_info": "Nintendo Switch from $65"}, "Sí, Brandon arregla Nintendo Switch desde $65."),
        ({"special_info": "This week: iPhone 13 screens $69!"}, "This week iPhone 13 screens are $69."),
        ({"services_block": "Services:\n- iPad screens $120"}, "iPad screens start at $120."),
        ({"services_block": "Services:\n- PS5 HDMI port $90"}, "A PS5 HDMI port is $90."),
        ({"what_we_fix_items": '[{"name": "Drone", "price": 80}]'}, "A drone repair starts at $80."),
    ],
)
def test_a_price_of_the_owners_own_words_may_be_told(state: dict[str, str], text: str) -> None:
    assert faults(text, of_owner(**state)) == []
    assert "price" in faults(text, evidence())
    assert "price" in faults(text.replace("$", "$1"), of_owner(**state))


@pytest.mark.parametrize(
    "text",
    [
        "An iPhone 13 screen is $65.",
        "A battery starts at $65.",
        "A PS5 is $65.",
        "A PS5 screen is $79.",
        "We fix Xbox HDMI ports for $59.",
    ],
)
def test_a_price_of_the_owners_own_words_is_that_of_nothing_else(text: str) -> None:
    assert "price" in faults(text, of_owner(special_info="Nintendo Switch from $65"))


THE_27TH = date(2026, 2, 27)


@pytest.mark.parametrize(
    "text",
    [
        "We have Fri, Feb 27 at 2:00 PM.",
        "Friday, February 27th at 2 PM is free.",
        "Tengo el viernes 27 de febrero a las 2 PM.",
    ],
)
def test_a_weekday_beside_its_date_is_no_second_day(text: str) -> None:
    assert faults(text, evidence(shown=[slot(14, THE_27TH)])) == []
    assert "time" in faults(text, evidence(shown=[slot(14)]))


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, Feb 27 at 2 PM is free.",
        "We have Mon-Wed free.",
        "You can come any day but Saturday.",
        "The 15th between 2 and 4 works.",
        "Half past three is free tomorrow, and 2 PM.",
        "El sábado a las 14 horas está libre.",
        "Friday is out, sorry.",
    ],
)
def test_each_day_and_time_of_a_clause_is_one_that_code_has_named(text: str) -> None:
    assert "time" in faults(text, evidence(shown=[slot(14), slot(14, THE_27TH)]))


@pytest.mark.parametrize(
    "text", ["Most repairs are done in an hour.", "Usually within 45 minutes.", "En una hora queda."]
)
def test_how_long_a_repair_takes_is_no_time_of_the_day(text: str) -> None:
    assert "time" not in faults(text, evidence())

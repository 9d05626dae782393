"""Phone calls: what a caller hears, what the call does then, and what stays of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linda.adapters.twilio_voice import Line, call_twiml
from linda.calls import can_ring, number_in
from linda.ended_calls import end_call
from linda.errors import ModelLateError
from linda.models import OWNER_STATUSES, Call, Claim, Inbound, Message, Reply, Speech
from linda.phones import takes_texts
from linda.ports import ModelAnswer, ToolCall
from linda.turn import finish_turn, take_turn
from tests.fakes import Mailbox, MemoryStore, ScriptedModel
from tests.tool_calls import visit
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW, office, premises, slot, take

OWNER = "+19045550100"
NIGHT = NOW + timedelta(hours=14)
WANTS_OWNER = (
    *("is brandon there", "hi is the owner in today", "representative", "can i talk to brandon", "the manager please"),
    *("put me through", "voicemail", "con el gerente", "quiero hablar con alguien"),
)
type Said = str | Speech


class Heard(NamedTuple):
    """One turn: what LINDA said, and what the call does then."""

    said: str
    call: Call


def turn(line: Said, number: int, phone: str = PHONE, now: datetime = NOW, sid: str = "CA1") -> Inbound:
    """A turn of the call: a sentence, "" for silence, or what is not said in words."""
    speech = replace(line, call_sid=sid) if isinstance(line, Speech) else Speech(sid)
    text = line if isinstance(line, str) else ""
    return Inbound(
        f"{sid}-{number}", phone, text, f"{phone}-2026-02-10", "twilio-voice", now, speech=replace(speech, turn=number)
    )


def keys(digits: str) -> Speech:
    return Speech("CA1", digits=digits)


def ring(
    store: MemoryStore,
    *lines: Said,
    phone: str = PHONE,
    state: Mapping[str, object] | None = None,
    now: datetime = NOW,
    model: ScriptedModel | None = None,
    calls_to_linda: bool = True,
    sid: str = "CA1",
) -> list[Heard]:
    """Call, say the lines one after the other, and return what LINDA said: the greeting first."""
    store.state |= state or {}
    heard = []
    for number, line in enumerate(["", *lines]):
        at = now + timedelta(seconds=10 * number)
        open_office = replace(office(store, now=at), model=model, calls_to_linda=calls_to_linda)
        reply = take_turn(turn(line, number, phone, at, sid), open_office)
        assert reply
        assert reply.call
        heard.append(Heard(reply.text, reply.call))
    return heard


def bookings(store: MemoryStore) -> list[tuple[str, str, str]]:
    return [
        (lead.status, lead.repair_type, lead.appointment_time)
        for lead in store.leads.values()
        if lead.repair_type != "question"
    ]


def told(store: MemoryStore) -> str:
    return " | ".join(entry.text for entry in store.for_owner.values())


# --- greeting


def test_a_call_begins_with_who_is_speaking_and_how_to_reach_the_owner() -> None:
    (greeting,) = ring(MemoryStore())
    for words in ("LINDA", "AI assistant", SHOP.name, "zero", SHOP.owner, "How can I help?"):
        assert words in greeting.said
    assert greeting.call.step == "listen"


def test_the_owners_own_greeting_still_says_that_she_is_an_ai() -> None:
    (greeting,) = ring(MemoryStore(), state={"greeting": "Happy holidays from the shop!"})
    assert greeting.said.startswith("Happy holidays")
    assert "AI assistant" in greeting.said
    assert greeting.said.endswith("How can I help?")


def test_the_owners_own_question_is_the_only_one_in_the_greeting() -> None:
    (greeting,) = ring(MemoryStore(), state={"greeting": "Thanks for calling! What can I fix for you?"})
    assert greeting.said.count("?") == 1


def test_a_customer_who_texts_in_spanish_is_greeted_in_spanish() -> None:
    store = MemoryStore()
    text = Inbound("SM1", PHONE, "hola, necesito una pantalla", f"{PHONE}-2026-02-10", "twilio-sms", NOW)
    take_turn(text, office(store))
    (greeting,) = ring(store)
    assert "asistente" in greeting.said
    assert greeting.call.language == "es"


# --- booking


def test_nothing_is_booked_without_a_spoken_yes_to_the_read_back() -> None:
    store = MemoryStore()
    heard = ring(store, "i need a new screen for my iphone thirteen", "tomorrow at two")
    assert (
        heard[-1].said
        == "iPhone thirteen screen repair, tomorrow, Wednesday, at two in the afternoon. Shall I book it?"
    )
    assert bookings(store) == []
    heard = ring(store, "yes please")  # The next call goes on where this one ended.
    assert bookings(store) == []


def test_a_yes_to_the_read_back_books_and_the_confirmation_is_texted() -> None:
    store = MemoryStore()
    wish = ("i need a new screen for my iphone thirteen", "tomorrow at two", "yes please")
    heard = ring(store, *wish, "no thank you", "no that's all")
    assert "You're booked" in heard[-3].said
    assert "anything else" in heard[-2].said
    assert heard[-1].call.step == "hang_up"
    assert bookings(store) == [("booked", "screen", "2:00 PM")]
    ((lead_id, at),) = store.outbox.items()
    assert (at, store.actions_to_text[lead_id]) == (slot(14), "booked")


def test_a_yes_to_the_greeting_is_no_yes_to_what_was_asked_before_the_call() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    ring(store, "i want to cancel my appointment", sid="CA2")
    heard = ring(store, "yes hi", sid="CA3")
    assert heard[-1].said.endswith(
        "Your iPhone eleven battery replacement, tomorrow, Wednesday, at ten in the morning. Shall I cancel it?"
    )
    assert bookings(store) == [("booked", "battery", "10:00 AM")]
    ring(store, "yes hi", "yes", sid="CA4")
    assert bookings(store) == [("cancelled", "battery", "10:00 AM")]


def test_an_offer_of_before_the_call_is_not_taken_by_a_yes_to_the_greeting() -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two", "yes")
    ring(store, "yes hi", sid="CA2")
    (lead,) = store.leads.values()
    assert lead.remarks == ()


@pytest.mark.parametrize("line", ["yes", "yeah", "sure book it", "yes go ahead"])
@pytest.mark.parametrize("confidence", [0.2, 0.9])
def test_a_yes_that_was_heard_badly_is_asked_for_again(line: str, confidence: float) -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two")
    said = turn(line, 2)
    reply = take_turn(replace(said, speech=Speech("CA1", 2, confidence)), office(store))
    assert reply
    assert ("yes or" in reply.text) == (confidence < 0.5)
    assert len(bookings(store)) == (confidence > 0.5)


def test_a_booking_is_moved_and_cancelled_only_after_a_yes_and_both_are_texted() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    (lead_id,) = store.leads
    heard = ring(store, "i need to move my appointment to four", sid="CA2")
    assert "Shall I change it?" in heard[-1].said
    assert bookings(store) == [("booked", "battery", "10:00 AM")]
    ring(store, "i need to move my appointment to four", "yes", sid="CA3")
    assert bookings(store) == [("booked", "battery", "4:00 PM")]
    assert store.actions_to_text[lead_id] == "moved"
    ring(store, "cancel my appointment", "yes cancel it", sid="CA4")
    assert bookings(store) == [("cancelled", "battery", "4:00 PM")]
    assert store.actions_to_text[lead_id] == "cancelled"


def test_the_model_is_told_that_it_speaks() -> None:
    model = ScriptedModel([ModelAnswer("Brandon can look at it. Which day suits you?", [], [])])
    ring(MemoryStore(), "my tablet fell into the lake", model=model)
    assert "The customer is on the phone" in str(model.requests[-1])


def test_the_model_cannot_book_by_voice_what_was_not_read_back() -> None:
    store = MemoryStore()
    book = ToolCall("c1", "book_slot", json.dumps(visit(f"{TOMORROW}", "2:00 PM", device="iPhone 13")))
    model = ScriptedModel([ModelAnswer("", [book], []), ModelAnswer("All done, you are booked!", [], [])])
    heard = ring(
        store, "could you put me down for a screen on my iphone thirteen some time tomorrow like two", model=model
    )
    assert bookings(store) == []
    assert heard[-1].said.endswith("Shall I book it?")
    reply = take_turn(turn("yes", 2), office(store))
    assert reply
    assert bookings(store) == [("booked", "screen", "2:00 PM")]


def test_a_models_words_are_said_as_a_person_says_them_and_end_with_its_question() -> None:
    told = "**Good question** & many ask. " + "It depends on how you carry it, and on where you keep it. " * 4
    model = ScriptedModel([ModelAnswer(f"{told}Is it the iPhone 13 or the S22+?", [], [])])
    heard = ring(MemoryStore(), "what would you do with it in my place", model=model)
    assert heard[-1].said.startswith("Good question and many ask. It depends on how you carry it")
    assert heard[-1].said.endswith("keep it. Is it the iPhone thirteen or the S twenty-two plus?")
    assert len(heard[-1].said.split()) <= 40


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Thanks & take care!", "Thanks and take care!"),
        ("So glad that I could help you with it today. " * 4 + "Shall I say more?", "dollars."),
    ],
)
def test_a_confirmation_stays_whole_whatever_the_model_adds(words: str, said: str) -> None:
    store = MemoryStore()
    book = ToolCall("c1", "book_slot", json.dumps(visit(f"{TOMORROW}", "2:00 PM", "battery", device="iPhone 13")))
    model = ScriptedModel([ModelAnswer("", [book], []), ModelAnswer(words, [], [])])
    ring(store, "i need a new battery for my iphone thirteen", "tomorrow at two")
    reply = take_turn(turn("yes please", 3), replace(office(store), model=model, rules_first=False))
    assert reply
    assert bookings(store) == [("booked", "battery", "2:00 PM")]
    assert "iPhone thirteen battery replacement, tomorrow at two in the afternoon" in reply.text
    assert "forty-nine dollars." in reply.text
    assert reply.text.endswith(said)
    assert len(reply.text.split()) <= 40


def test_a_caller_without_a_number_gets_the_read_back_before_he_is_asked_for_one() -> None:
    store, caller = MemoryStore(), "anonymous-CA1"
    book = ToolCall("c1", "book_slot", json.dumps(visit(f"{TOMORROW}", "2:00 PM", device="iPhone 13")))
    model = ScriptedModel([ModelAnswer("", [book], []), ModelAnswer("Should I book that?", [], [])])
    lines = ("a screen for my iphone thirteen tomorrow at two", "yes", keys("9045550123"), "yes", "yes")
    heard = ring(store, *lines, phone=caller, model=model)
    assert heard[1].said.endswith("tomorrow, Wednesday, at two in the afternoon. Shall I book it?")
    assert [one.call.step for one in heard[2:4]] == ["number", "number"]
    assert [lead.phone for lead in store.leads.values()] == ["+19045550123"]


def test_a_caller_without_a_number_can_add_to_what_he_has_booked_in_this_call() -> None:
    store = MemoryStore()
    said = ("a screen for my iphone thirteen tomorrow at two", "yes", keys(PHONE[2:]), "yes", "yes", "yes add it")
    heard = ring(store, *said, phone="anonymous-CA1")
    assert "screen protector" in heard[6].said
    (lead,) = store.leads.values()
    assert (lead.phone, lead.remarks) == (PHONE, ("Sold: screen protector, $15",))


def test_another_address_in_the_same_breath_as_the_yes_is_read_back() -> None:
    store = MemoryStore()
    wish = ("can brandon come to my house tomorrow at two for my iphone thirteen screen", "42 oak street")
    heard = ring(store, *wish, "yes it's 44 oak street")
    assert "forty-four oak street" in heard[-1].said
    assert bookings(store) == []
    reply = take_turn(turn("yes", 4), office(store))
    assert reply
    assert [lead.address for lead in store.leads.values()] == ["44 oak street"]


def test_a_visit_is_read_back_with_its_address() -> None:
    store = MemoryStore()
    heard = ring(store, "can brandon come to my house tomorrow at two for my iphone thirteen screen", "42 oak street")
    for words in ("forty-two oak street", "tomorrow, Wednesday, at two", "iPhone thirteen screen", "twenty dollars"):
        assert words.lower() in heard[-1].said.lower()
    assert bookings(store) == []


def test_a_caller_without_a_number_is_asked_for_one_to_be_called_back() -> None:
    store, wish = MemoryStore(), ("let me speak to a person", "today at four", "yes")
    heard = ring(store, *wish, keys("9045550123"), "yes", "yes", phone="anonymous-CA1", state={"status": "gym"})
    assert heard[3].call.step == "number"
    assert heard[5].said == "Should Brandon call you today, Tuesday, at four in the afternoon?"
    assert bookings(store) == [("booked", "callback", "4:00 PM")]
    assert [lead.phone for lead in store.leads.values() if lead.repair_type == "callback"] == ["+19045550123"]


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("Sure, which day suits you?", True),
        ("Claro, ¿qué día te queda bien?", False),
    ],
)
def test_the_model_is_heard_only_in_the_calls_language_and_in_few_words(words: str, is_said: bool) -> None:
    model = ScriptedModel([ModelAnswer(words, [], [])])
    heard = ring(MemoryStore(), "i need a new screen for my iphone thirteen", model=model)
    assert (heard[-1].said == words) == is_said
    assert ("seventy-nine dollars" in heard[-1].said) != is_said


@pytest.mark.parametrize(
    ("given", "is_booked"),
    [
        (visit(f"{TOMORROW}", "2:00 PM"), True),
        (visit(f"{TOMORROW}", "2:00 PM", "battery"), False),
        (visit(f"{TOMORROW}", "2:00 PM", device="iphone 11"), False),
        (visit(f"{TOMORROW}", "3:00 PM"), False),
        (visit(f"{TOMORROW}", "2:00 PM", on_site=True, address="42 Oak Street"), False),
    ],
)
def test_the_model_books_only_what_was_read_back(given: dict[str, object], is_booked: bool) -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two")
    book = ToolCall("c1", "book_slot", json.dumps(given))
    model = ScriptedModel([ModelAnswer("", [book], []), ModelAnswer("Booked!", [], [])])
    reply = take_turn(turn("yes", 2), replace(office(store), model=model, rules_first=False))
    assert reply
    assert bool(bookings(store)) == is_booked
    assert ("Shall I book" in reply.text or "Should I book" in reply.text) != is_booked


def test_a_yes_is_to_the_repair_that_was_read_back_last() -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two")
    for number, repair in ((2, "battery"), (3, "screen")):
        book = ToolCall("c1", "book_slot", json.dumps(visit(f"{TOMORROW}", "2:00 PM", repair)))
        model = ScriptedModel([ModelAnswer("", [book], []), ModelAnswer("Booked!", [], [])])
        reply = take_turn(turn("yes", number), replace(office(store), model=model, rules_first=False))
        assert reply
        assert repair in reply.text
        assert reply.text.endswith("Shall I book it?")
    assert bookings(store) == []


def test_a_call_back_is_asked_before_it_is_set() -> None:
    store = MemoryStore()
    heard = ring(store, "let me speak to a person", "today at four", state={"status": "gym"})
    assert "at the gym" in heard[1].said
    assert heard[-1].said == "Should Brandon call you today, Tuesday, at four in the afternoon?"
    assert bookings(store) == []
    heard = ring(store, "let me speak to a person", "today at four", "yes", state={"status": "gym"})
    assert bookings(store) == [("booked", "callback", "4:00 PM")]


@pytest.mark.parametrize("when", ["any time", "oh whenever he's free", "it doesn't matter", "as soon as he can"])
def test_a_caller_to_whom_any_time_is_right_is_called_when_the_owner_can(when: str) -> None:
    store = MemoryStore()
    heard = ring(store, "please have him call me back", when, "no thanks")
    assert "as soon as he can" in heard[2].said
    assert heard[3].call.step == "hang_up"
    assert told(store) == f"{PHONE} wants a call: {when}"


def test_a_call_back_that_is_corrected_keeps_its_day_and_makes_one_lead() -> None:
    store = MemoryStore()
    ring(store, "please have him call me back", "tomorrow", "at three", "no at four", "yes")
    assert [(lead.appointment_date, lead.appointment_time) for lead in store.leads.values()][-1] == (
        TOMORROW.isoformat(),
        "4:00 PM",
    )
    store = MemoryStore()
    ring(store, "please have him call me back", "tomorrow at three", "yes")
    assert len(store.leads) == 1


# --- what is no wish


@pytest.mark.parametrize(
    "lines",
    [
        ("who are you", "is this the dentist", "how's the weather"),
        ("who am i talking to", "am i being recorded", "quien habla"),
        ("i wanted to order some flowers", "whose number is this", "no"),
    ],
)
def test_a_caller_who_asks_who_is_there_is_told_and_never_hung_up_on(lines: Sequence[str]) -> None:
    heard = ring(MemoryStore(), *lines)
    assert "a phone repair shop" in heard[1].said
    assert {one.call.step for one in heard} <= {"listen", "language"}


@pytest.mark.parametrize("line", ["is the call recorded", "do you record calls", "are you recording this"])
def test_a_caller_is_told_what_is_kept_of_the_call(line: str) -> None:
    assert "aren't recorded" in ring(MemoryStore(), line)[-1].said


def test_a_wrong_number_ends_with_a_goodbye() -> None:
    assert ring(MemoryStore(), "oh sorry i dialed the wrong number")[-1].call.step == "hang_up"


@pytest.mark.parametrize(("no", "bye"), [("no", "no"), ("nothing thanks", "nope that's everything")])
def test_a_no_ends_the_call_only_in_answer_to_whether_there_is_anything_else(no: str, bye: str) -> None:
    heard = ring(MemoryStore(), no, bye)
    assert [one.call.step for one in heard[1:]] == ["listen", "hang_up"]


@pytest.mark.parametrize(
    "lines",
    [
        ("plim plum", "dorf wexel quib", "ta ta ta ta"),
        ("um", "uh well", "hmm"),
        ("please hold for the next available agent", "all of our lines are busy", "thank you for holding"),
    ],
)
def test_what_cannot_be_understood_three_times_ends_the_call_and_is_no_message(lines: Sequence[str]) -> None:
    store = MemoryStore()
    heard = ring(store, *lines)
    assert "keypad" in heard[2].said
    assert heard[3].call.step == "hang_up"
    assert not store.leads


def test_a_model_may_make_sense_of_what_the_rules_cannot() -> None:
    model = ScriptedModel([ModelAnswer("A Steam Deck? Sure, which day suits you?", [], [])])
    assert "Steam Deck" in ring(MemoryStore(), "valve deck is busted", model=model)[-1].said


def test_a_caller_who_is_not_understood_is_asked_the_same_question_again() -> None:
    heard = ring(MemoryStore(), "my phone is broken", "the wobbly nub")
    assert heard[-1].said == "Sorry, I didn't catch that. What phone is it?"


def test_every_statement_is_followed_by_a_question_so_that_the_caller_knows_it_is_his_turn() -> None:
    visit = "can you come to my house tomorrow at two for an iphone 12 screen"
    for lines in ((visit, "yellow building", "behind the station"), ("please call me", "right now"), (visit, "nope")):
        for heard in ring(MemoryStore(), *lines):
            assert "?" in heard.said


def test_a_caller_who_needs_a_moment_is_asked_the_same_again() -> None:
    store, wish = MemoryStore(), "i need a new screen for my iphone thirteen tomorrow at two"
    heard = ring(store, wish, "hang on a sec", "yes")
    assert heard[2].said.endswith("Shall I book it?")
    assert bookings(store) == [("booked", "screen", "2:00 PM")]


# --- keys


def test_keys_choose_among_the_times_that_were_offered() -> None:
    wish = "i need a new screen for my iphone thirteen tomorrow"
    for key, at in (("1", "nine"), ("2", "ten"), ("3", "eleven")):
        assert f"at {at} in the morning. Shall I book it?" in ring(MemoryStore(), wish, keys(key))[-1].said
    heard = ring(MemoryStore(), wish, "blub", "mm", keys("3"))
    assert "Press one for the first" in heard[-2].said
    assert "at eleven in the morning" in heard[-1].said


def test_a_key_that_stands_for_nothing_is_asked_for_again() -> None:
    wish = "i need a new screen for my iphone thirteen tomorrow"
    for key in ("4", "#", "*"):
        assert ring(MemoryStore(), wish, keys(key))[-1].call.misses == 1


# --- a number for texts, said by the way


def test_a_number_said_with_a_wish_is_read_back_and_the_wish_goes_on() -> None:
    store = MemoryStore()
    wish = "call me tomorrow at three at nine oh four five five five oh one four four"
    heard = ring(store, wish, "that's right", "yes")
    assert "zero one four four. Is that right?" in heard[1].said
    assert heard[2].said == "Should Brandon call you tomorrow, Wednesday, at three in the afternoon?"
    (lead,) = store.leads.values()
    assert (lead.phone, lead.appointment_time) == ("+19045550144", "3:00 PM")


@pytest.mark.parametrize(
    "parts",
    [
        ("nine oh four", "five five five oh one four four"),
        ("it's nine zero four five five five", "oh one four four"),
        ("nueve cero cuatro", "cinco cinco cinco", "cero uno cuatro cuatro"),
    ],
)
def test_a_number_may_be_said_in_parts(parts: Sequence[str]) -> None:
    store = MemoryStore()
    heard = ring(store, "iphone eleven battery tomorrow at ten", "yes", *parts[:1], phone="anonymous-CA1")
    assert (heard[-1].call.step, heard[-1].call.misses) == ("number", 0)
    heard = ring(store, "iphone eleven battery tomorrow at ten", "yes", *parts, phone="anonymous-CA1", sid="CA2")
    assert "zero one four four" in heard[-1].said


def test_a_menu_is_over_after_the_next_turn() -> None:
    store, wish = (
        MemoryStore(),
        ("iphone eleven battery tomorrow at ten", "yes", "pardon", "mumble", keys("9045550144")),
    )
    ring(store, *wish, keys("1"), keys("1"), phone="anonymous-CA1")
    assert bookings(store) == [("booked", "battery", "10:00 AM")]


def test_a_friends_number_among_other_words_is_not_used() -> None:
    store, wish = MemoryStore(), "my friend at nine oh four five five five oh one four four needs an iphone 11 battery"
    ring(store, f"{wish} tomorrow at two", "yes")
    assert [lead.phone for lead in store.leads.values()] == [PHONE]


@pytest.mark.parametrize("line", ["please use nine oh four five five five oh one four four", "904 555 0144"])
def test_a_number_given_after_the_booking_reaches_the_owner(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, "i need a new screen for my iphone thirteen tomorrow at two", "yes", line, "yes", "no")
    assert "told Brandon" in heard[4].said
    assert "can be reached at +19045550144" in told(store)
    assert heard[-1].call.step == "hang_up"


@pytest.mark.parametrize("refusals", [("i'd rather not", "no"), ("what for", "i don't have one"), ("no", "no")])
def test_a_caller_who_gives_no_number_is_told_why_it_is_needed_and_what_follows(refusals: Sequence[str]) -> None:
    store = MemoryStore()
    heard = ring(store, "iphone eleven battery tomorrow at ten", "yes", *refusals, phone="anonymous-CA1")
    assert "the confirmation" in heard[3].said
    assert "booked" in heard[4].said
    assert bookings(store) == []


# --- a message to the owner who cannot come to the phone


@pytest.mark.parametrize(
    "line", ["put me on his voicemail", "can i record a message for brandon", "el buzón por favor"]
)
def test_a_message_can_be_recorded_while_the_owner_is_away(line: str) -> None:
    assert ring(MemoryStore(), "is brandon there", line, state={"status": "gym"})[-1].call.step == "record"


@pytest.mark.parametrize("line", ["tell him the part has arrived", "ask him if he still has my sim card"])
def test_a_message_in_the_callers_words_is_passed_on(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, "is brandon there", line, state={"status": "gym"})
    assert "passed that on" in heard[-1].said
    assert line in told(store)


def test_a_caller_who_wants_the_owner_again_and_again_is_told_to_him_once() -> None:
    store = MemoryStore()
    ring(store, "is brandon there", keys("0"), "give me brandon", state={"status": "gym"})
    assert told(store) == f"{PHONE} wants to talk to you on the phone"
    assert not store.leads


# --- who calls


@pytest.mark.parametrize("said", ["9045550123", "904-555-0123", "904 555 0123"])
def test_a_caller_without_a_number_is_asked_for_one_that_is_read_back(said: str) -> None:
    store = MemoryStore()
    heard = ring(
        store,
        *("iphone eleven battery tomorrow at ten", "yes"),
        *(keys(said) if said.isdigit() else said, "yes", "yes"),
        phone="anonymous-CA1",
    )
    assert heard[2].call.step == "number"
    assert "nine zero four, five five five, zero one two three" in heard[3].said
    assert bookings(store) == [("booked", "battery", "10:00 AM")]
    (lead,) = store.leads.values()
    assert lead.phone == "+19045550123"


def test_a_number_that_was_only_said_shows_nobodys_bookings() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    stranger = ("iphone twelve screen tomorrow at nine", "yes", keys(PHONE[2:]), "yes", "cancel my appointment", "yes")
    ring(store, *stranger, phone="anonymous-CA2", sid="CA2")
    assert ("booked", "battery", "10:00 AM") in bookings(store)


@given(st.text(max_size=30))
def test_only_a_number_that_takes_texts_is_taken(text: str) -> None:
    found = number_in(text, SHOP)
    assert not found or takes_texts(found, SHOP.texts_go_to)


@pytest.mark.parametrize("number", ["+18005550123", "+19005550123", "+442079460000", "anonymous-CA1", ""])
def test_no_text_reaches_a_toll_free_a_foreign_or_no_number(number: str) -> None:
    assert not takes_texts(number, SHOP.texts_go_to) or not number_in(number, SHOP)


# --- silence, keys, language


def test_silence_is_asked_about_then_gets_the_menu_and_then_a_goodbye() -> None:
    heard = ring(MemoryStore(), "", "", "")
    assert "didn't hear" in heard[1].said
    assert heard[2].call.has_menu
    assert heard[3].call.step == "hang_up"


def test_the_menus_keys_stand_for_sentences() -> None:
    heard = ring(MemoryStore(), "", "", keys("1"))
    assert "price depends" in heard[-1].said
    assert heard[-1].call.misses == 0


@pytest.mark.parametrize(("key", "made"), [("1", [("booked", "battery", "10:00 AM")]), ("2", [])])
def test_who_is_not_heard_after_a_read_back_is_offered_the_keys_of_yes_and_no(
    key: str, made: list[tuple[str, str, str]]
) -> None:
    store = MemoryStore()
    heard = ring(store, "iphone eleven battery tomorrow at ten", "", "", keys(key))
    assert heard[3].said == "Press one for yes, or two for no."
    assert bookings(store) == made


def test_keys_answer_a_read_back() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", keys("1"))
    assert bookings(store) == [("booked", "battery", "10:00 AM")]


@pytest.mark.parametrize(
    "words",
    [
        "the ai assistant at emperorlinda cell phone repairs press zero for brandon at any time",
        "press zero for brandon at any time para espanyol marker new wave how can i help",
        "emperorlinda cell phone repairs press zero",
    ],
)
def test_her_own_words_are_not_taken_for_the_callers(words: str) -> None:
    assert ring(MemoryStore(), words)[-1].call.misses == 1


@pytest.mark.parametrize("words", ["at at at", "uh the", "the the the", "mm"])
def test_noise_is_no_message_to_the_owner(words: str) -> None:
    store = MemoryStore()
    heard = ring(store, words, words)
    assert [one.call.misses for one in heard[1:]] == [1, 2]
    assert heard[2].call.has_menu
    assert (store.leads, told(store)) == ({}, "")


def test_what_she_has_named_is_the_callers_choice() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    ring(store, "iphone twelve screen tomorrow at nine", "yes", "no thanks bye", sid="CA2")
    heard = ring(store, "i want to cancel my appointment", "the screen repair tomorrow at nine", "yes", sid="CA3")
    assert "the screen repair tomorrow at nine or the" in heard[1].said
    assert bookings(store) == [("booked", "battery", "10:00 AM"), ("cancelled", "screen", "9:00 AM")]


def test_a_caller_who_speaks_spanish_is_asked_once_and_his_request_is_answered() -> None:
    store = MemoryStore()
    heard = ring(store, "hola necesito una pantalla para un iphone doce", "sí", "mañana a las tres", "sí")
    assert heard[1].said == "¿Prefieres hablar en español?"
    assert "setenta y nueve dólares" in heard[2].said
    assert heard[-1].call.language == "es"
    assert heard[-1].call.voice.startswith("Polly.Lupe")
    assert bookings(store) == [("booked", "screen", "3:00 PM")]


@pytest.mark.parametrize("answer", ["no", "no english please", "in english please"])
def test_a_caller_who_stays_with_english_is_answered_in_english_from_then_on(answer: str) -> None:
    heard = ring(MemoryStore(), "hola necesito una pantalla para un iphone doce", answer, "tomorrow at two")
    assert [one.call.language for one in heard[2:]] == ["en", "en"]
    assert "seventy-nine dollars" in heard[2].said
    assert "at two in the afternoon" in heard[3].said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mi teléfono está echando humo y se quema", "llama al nueve uno uno"),
        ("quiero hablar con una persona", "Un momento"),
    ],
)
def test_danger_and_a_wish_for_a_person_are_answered_in_spanish_at_once(line: str, words: str) -> None:
    heard = ring(MemoryStore(), line)
    assert words in heard[-1].said
    assert heard[-1].call.language == "es"
    assert heard[-1].call.voice.startswith("Polly.Lupe")


def test_who_asks_for_a_person_in_english_words_stays_with_his_spanish() -> None:
    heard = ring(MemoryStore(), "hola necesito una pantalla para un iphone doce", "sí", "representative please")
    assert heard[-1].call.language == "es"


def test_an_english_word_does_not_change_the_language_of_a_call() -> None:
    store = MemoryStore()
    heard = ring(store, "hola necesito una pantalla para un iphone doce", "sí", "tomorrow at three please")
    assert heard[-1].call.language == "es"
    assert "tres de la tarde" in heard[-1].said
    assert not store.dialogue(PHONE).keeps_language  # By text, the customer may go on in either.


def test_stop_is_a_word_and_no_opt_out() -> None:
    store = MemoryStore()
    ring(store, "stop", "cancel", "stop calling me")
    assert store.opt_outs == set()


def test_a_call_has_at_most_twenty_turns() -> None:
    store = MemoryStore()
    heard = ring(store, *(f"how much is a battery for a galaxy s {number}" for number in range(10, 31)))
    assert [one.call.step for one in heard] == ["listen"] * 21 + ["hang_up"]
    assert "asks" in told(store)


# --- the owner


@pytest.mark.parametrize("status", OWNER_STATUSES)
def test_the_owner_is_rung_only_where_he_can_take_a_call(status: str) -> None:
    heard = ring(MemoryStore(), keys("0"), state={"status": status})
    assert (heard[-1].call.step == "dial") == (status in ("working", "custom", "break"))


@pytest.mark.parametrize("phone", ["", "+442079460000", "+19005550123", "+18765550123"])
def test_nobody_is_connected_to_a_foreign_or_a_premium_number(phone: str) -> None:
    assert not can_ring(phone, premises())


@pytest.mark.parametrize("words", WANTS_OWNER)
def test_a_caller_who_wants_the_owner_is_put_through(words: str) -> None:
    assert ring(MemoryStore(), words)[-1].call.step == "dial"


def test_the_price_of_a_repair_is_told_for_each_family_in_a_sentence() -> None:
    said = ring(MemoryStore(), "how much for a screen")[-1].said
    assert "seventy-nine dollars for iPhone and eighty-nine dollars for Samsung" in said


def test_the_owner_is_not_rung_at_night() -> None:
    assert can_ring(OWNER, premises())
    assert not can_ring(OWNER, premises(now=NIGHT))


def test_who_is_not_connected_leaves_a_voicemail_that_the_owner_gets() -> None:
    store = MemoryStore()
    not_taken = Speech("CA1", dialled="not_taken")
    recorded = Speech("CA1", recording="https://api.twilio.com/recordings/RE1")
    heard = ring(store, "let me speak to brandon", not_taken, recorded)
    assert [one.call.step for one in heard[1:]] == ["dial", "record", "hang_up"]
    assert "recorded" in heard[2].said
    assert "https://api.twilio.com/recordings/RE1" in told(store)
    (lead,) = store.leads.values()
    assert (lead.lead_type, lead.phone) == ("callback", PHONE)


def test_what_a_voicemail_says_goes_to_the_owner_and_stands_on_its_lead() -> None:
    store = MemoryStore()
    said = turn("please call me, my phone is wet", 4)
    recording = "https://api.twilio.com/recordings/RE1"
    ring(store, "let me speak to brandon", Speech("CA1", dialled="not_taken"), Speech("CA1", recording=recording))
    reply = take_turn(replace(said, speech=Speech("CA1", 4, recording=recording)), office(store))
    assert reply
    assert (reply.text, reply.by) == ("", "rules")
    assert "said on the voicemail: please call me, my phone is wet" in told(store)
    (lead,) = store.leads.values()
    assert any("my phone is wet" in remark for remark in lead.remarks)


def test_a_call_that_the_owner_took_needs_nothing_more() -> None:
    store = MemoryStore()
    heard = ring(store, "let me speak to brandon", Speech("CA1", dialled="taken"))
    assert heard[-1] == ("", heard[-1].call)
    assert heard[-1].call.is_settled


@pytest.mark.parametrize(("to_linda", "step"), [(True, "listen"), (False, "record")])
def test_if_she_does_not_answer_calls_the_owner_is_rung_first(to_linda: bool, step: str) -> None:
    store = MemoryStore()
    not_taken = Speech("CA1", dialled="not_taken")
    heard = ring(store, not_taken, state={"ai_answers_calls": False}, calls_to_linda=to_linda)
    assert [one.call.step for one in heard] == ["dial", step]


# --- danger, repetition


def test_a_danger_is_answered_at_once_by_code_and_told_to_the_owner() -> None:
    store = MemoryStore()
    heard = ring(store, "my phone is smoking and on fire", model=ScriptedModel([]))
    assert "nine one one" in heard[-1].said
    assert "smoking" in told(store)


EMERGENCIES = ("my wife collapsed", "get me the paramedics please", "the store is full of smoke", "he ate a magnet")
EMERGENCIAS = ("mi papá no respira", "manden una ambulancia", "se está quemando la tienda", "marque al nueve uno uno")
HANG_UP = ("Please hang up and call nine one one", "Hang up now, please, and call nine one one")
CUELGA = ("Por favor cuelga y llama al nueve uno uno", "Cuelga ya, por favor, y llama al nueve uno uno")


@pytest.mark.parametrize("words", EMERGENCIES)
@pytest.mark.parametrize("state", [{}, {"status": "gym"}, {"ai_answers_calls": False}, {"ai_answers_sms": False}])
@pytest.mark.parametrize("now", [NOW, NIGHT])
def test_an_emergency_gets_911_at_once_from_code_alone(words: str, state: dict[str, object], now: datetime) -> None:
    store, model, alerts = MemoryStore(), ScriptedModel([]), list[str]()
    ring(store, state=state, now=now)
    alerting = office(store, model, now, alert=lambda entries: alerts.extend(entry.text for entry in entries))
    reply = take_turn(turn(words, 1, now=now), alerting)
    assert reply
    assert reply.text.startswith(HANG_UP)
    assert len(reply.text.split()) <= 20
    assert model.requests == []
    assert [words in told for told in alerts] == [True]


@pytest.mark.parametrize(
    "before",
    [
        ("iphone thirteen screen",),
        ("iphone thirteen screen tomorrow at two",),
        ("iphone thirteen screen tomorrow at two", "yes"),
        ("hola necesito una pantalla para un iphone doce",),
        ("have brandon call me",),
        ("my battery is swollen",),
        ("", ""),
        ("hmm", "what"),
    ],
)
@pytest.mark.parametrize("phone", [PHONE, "anonymous-CA1"])
def test_an_emergency_comes_before_whatever_the_call_is_at(before: Sequence[str], phone: str) -> None:
    store = MemoryStore()
    ring(store, *before, phone=phone)
    booked = bookings(store)
    heard = ring(store, *before, "my dad is having a stroke", phone=phone)
    assert heard[-1].said.startswith(HANG_UP)
    assert heard[-1].call.step == "listen"
    assert bookings(store) == booked
    assert "stroke" in told(store)


@pytest.mark.parametrize("words", EMERGENCIAS)
def test_an_emergency_is_answered_in_spanish_at_once(words: str) -> None:
    heard = ring(MemoryStore(), words)
    assert heard[-1].said.startswith(CUELGA)
    assert heard[-1].call.language == "es"


def test_an_emergency_that_is_heard_badly_counts() -> None:
    store = MemoryStore()
    ring(store, WISH)
    unclear = replace(turn("send an ambulance", 2), speech=Speech("CA1", 2, 0.1))
    reply = take_turn(unclear, office(store))
    assert reply
    assert reply.text.startswith(HANG_UP)


def test_who_says_an_emergency_again_and_again_always_hears_911() -> None:
    heard = ring(MemoryStore(), *["my husband is not breathing please help"] * 25)
    assert all(one.said.startswith(HANG_UP) for one in heard[1:])
    assert all(one.said != other.said for one, other in pairwise(heard))


@pytest.mark.parametrize("first", ["my mother fainted and fell", "my phone is on fire"])
@pytest.mark.parametrize(
    "words",
    ["okay", "yes", "no", "what should i do", "it's getting worse", "are you sending them", "she's in the kitchen"],
)
def test_after_an_emergency_911_comes_first_again(first: str, words: str) -> None:
    model = ScriptedModel([])
    heard = ring(MemoryStore(), first, words, words, model=model)
    assert all(one.said.startswith(HANG_UP) for one in heard[1:])
    assert heard[-1].said != heard[-2].said
    assert model.requests == []


@pytest.mark.parametrize("words", ["there's fire now", "it just exploded", "my son got hurt", "he's not breathing"])
def test_a_danger_that_gets_worse_is_an_emergency(words: str) -> None:
    assert ring(MemoryStore(), "my battery is all puffed up", words)[-1].said.startswith(HANG_UP)


def test_after_an_emergency_a_silent_line_is_told_once_more_and_let_go() -> None:
    heard = ring(MemoryStore(), "someone broke in and he has a gun", "", "")
    assert [one.call.step for one in heard] == ["listen", "listen", "listen", "hang_up"]
    assert all(one.said.startswith(HANG_UP) for one in heard[1:])


def test_her_own_words_about_911_are_no_emergency_without_end() -> None:
    store = MemoryStore()
    heard = ring(store, "i need an ambulance here")
    while heard[-1].call.step == "listen":
        heard.append(ring(store, "i need an ambulance here", *(one.said.lower() for one in heard[1:]))[-1])
        assert len(heard) < 6


def test_noise_after_an_emergency_ends_the_call() -> None:
    heard = ring(MemoryStore(), "call an ambulance", *(f"la la la number {'a' * n} the song" for n in range(1, 24)))
    assert heard[-1].call.step == "hang_up"


def test_help_that_is_on_its_way_ends_the_emergency() -> None:
    heard = ring(MemoryStore(), "my son is choking", "i already called an ambulance", "how much is a screen")
    assert "nine one one" not in heard[2].said
    assert "seventy-nine dollars" in heard[3].said


@pytest.mark.parametrize("words", ["okay thank you", "how much is an iphone screen", "what time do you close"])
def test_after_an_emergency_other_things_can_be_said(words: str) -> None:
    assert "nine one one" not in ring(MemoryStore(), "my son is choking", words)[-1].said


def test_an_emergency_of_another_day_is_over() -> None:
    store = MemoryStore()
    ring(store, "my son is choking")
    later = replace(turn("okay", 1, sid="CA2"), session_id=f"{PHONE}-2026-02-11")
    reply = take_turn(later, office(store, now=NOW + timedelta(days=1)))
    assert reply
    assert "nine one one" not in reply.text


def test_a_voicemail_that_tells_of_an_emergency_reaches_the_owner_at_once() -> None:
    store, alerts = MemoryStore(), list[str]()
    recording = "https://api.twilio.com/recordings/RE1"
    ring(store, "let me speak to brandon", Speech("CA1", dialled="not_taken"), Speech("CA1", recording=recording))
    said = replace(turn("my dad collapsed please call back", 4), speech=Speech("CA1", 4, recording=recording))
    take_turn(said, office(store, alert=lambda entries: alerts.extend(entry.text for entry in entries)))
    assert any("collapsed" in told for told in alerts)


SWOLLEN = ("my battery is swollen", "la batería de mi celular está inflada")
ASKED_OF_IT = {
    SWOLLEN[0]: (
        *("can i drop it off tomorrow morning", "what's the price of a battery", "what should i do with it"),
        *(
            "can i drive over with it",
            "so could you repair it",
            "it is sitting in my garage",
            "when could he look at it",
        ),
    ),
    SWOLLEN[1]: (
        *("te lo puedo dejar mañana", "cuánto cuesta una batería", "qué hago con él", "es peligroso manejar con él"),
        *("entonces sí lo arreglan", "lo dejé en el patio"),
    ),
}


@pytest.mark.parametrize("danger", SWOLLEN)
def test_after_a_danger_no_sentence_comes_twice_in_a_row_and_every_turn_ends_with_a_question(danger: str) -> None:
    store = MemoryStore()
    heard = ring(store, danger, *ASKED_OF_IT[danger])
    sentences = [[part.strip() for part in one.said.replace("?", ".").split(".") if part.strip()] for one in heard[1:]]
    for before, after in pairwise(sentences):
        assert not {*before} & {*after}
    assert all(one.said.endswith("?") for one in heard[1:])
    assert bookings(store) == []


def test_after_a_danger_the_wish_to_bring_it_in_reaches_the_owner() -> None:
    store = MemoryStore()
    heard = ring(store, SWOLLEN[0], "can i drop it off tomorrow morning")
    assert "drop it off tomorrow morning" in told(store)
    assert "I've told Brandon, and he decides when it can come in." in heard[-1].said


def test_after_a_danger_what_is_known_is_told() -> None:
    heard = ring(MemoryStore(), SWOLLEN[0], "what's the price of a battery", "and where are you located")
    assert "forty-nine dollars" in heard[-2].said
    assert "Jacksonville" in heard[-1].said


@pytest.mark.parametrize("words", ["the fire is out now", "it stopped burning", "we put it out"])
def test_a_fire_that_is_out_leaves_a_danger(words: str) -> None:
    heard = ring(MemoryStore(), "my charger just caught fire", words, "can i bring the phone in tomorrow at two")
    assert "glad" in heard[2].said
    assert "nine one one" not in heard[3].said
    assert "Shall I book it?" not in heard[3].said


def test_after_a_danger_the_owner_calls_back_if_that_is_wanted() -> None:
    store = MemoryStore()
    heard = ring(store, SWOLLEN[0], "yes please", "tomorrow at ten", "yes")
    assert "Brandon will call you tomorrow at ten" in heard[-1].said
    assert bookings(store) == [("booked", "callback", "10:00 AM")]


def test_who_wants_nothing_after_a_danger_can_leave() -> None:
    heard = ring(MemoryStore(), SWOLLEN[0], "no", "no")
    assert "anything else" in heard[-2].said
    assert heard[-1].call.step == "hang_up"


def test_a_redelivered_turn_gets_the_same_answer() -> None:
    store = MemoryStore()
    first = ring(store, "iphone eleven battery tomorrow at ten", "yes")
    again = ring(store, "iphone eleven battery tomorrow at ten", "yes")
    assert again == first
    assert len(bookings(store)) == 1


def test_many_calls_in_an_hour_do_not_hide_a_danger() -> None:
    store = MemoryStore()
    for number in range(6):
        ring(store, *(f"how much is a battery for a galaxy s {n}" for n in range(10, 20)), sid=f"CA{number}")
    ring(store, "my phone is smoking and on fire", sid="CA9")
    assert "smoking" in told(store)


@pytest.mark.parametrize("own", ["Hello\x00\x0b there", "Hi\r\nfriend", "<b>Hi</b> & welcome"])
def test_whatever_the_owner_writes_the_answer_is_readable(own: str) -> None:
    (greeting,) = ring(MemoryStore(), state={"greeting": own})
    assert greeting.said.isprintable()
    root = ElementTree.fromstring(call_twiml(greeting.said, greeting.call, Line("/dispatcher")))  # noqa: S314
    assert " ".join(said.text or "" for said in root[0]) == greeting.said


# --- the end


def ended(store: MemoryStore, mailbox: Mailbox, now: datetime = NOW) -> None:
    found = store.phone_call("CA1")
    assert found
    end_call(found, SHOP, store, now, mailbox, OWNER, texts=True)


@pytest.mark.parametrize(
    ("wish", "later", "is_told"),
    [
        (("i want to complain the glass you put in is loose",), "and give me my money back", True),
        (("i want to complain the glass you put in is loose",), "my name is edna", True),
        (("iphone eleven battery tomorrow at ten", "yes", "no thanks"), "wobble the gate north of grandpa", True),
        (("iphone eleven battery tomorrow at ten", "yes", "no thanks"), "what are your hours", False),
        (("iphone eleven battery tomorrow at ten", "yes", "no thanks"), "thank you so much see you then", False),
    ],
)
def test_what_a_caller_adds_after_a_message_or_a_booking_reaches_the_owner(
    wish: Sequence[str], later: str, is_told: bool
) -> None:
    store = MemoryStore()
    ring(store, *wish, later)
    ended(store, Mailbox(lambda: NOW))
    assert (later in told(store)) == is_told


def test_a_name_given_after_a_message_stands_on_it() -> None:
    store = MemoryStore()
    ring(store, "i want to complain the glass you put in is loose", "my name is edna")
    assert [lead.customer_name for lead in store.leads.values()] == ["Edna"]


def test_texts_to_missed_callers_have_a_limit_for_all_numbers_together() -> None:
    store, mailbox = MemoryStore(), Mailbox(lambda: NOW)
    shop = replace(SHOP, daily_unproved_texts=2)
    for number in range(4):
        ring(store, phone=f"+1904555010{number}", sid=f"CA{number}")
        found = store.phone_call(f"CA{number}")
        assert found
        end_call(found, shop, store, NOW, mailbox, OWNER, texts=True)
    assert len(mailbox.sent) == 2


def test_a_caller_who_hangs_up_at_once_gets_one_text() -> None:
    store, mailbox = MemoryStore(), Mailbox(lambda: NOW)
    ring(store)
    ended(store, mailbox)
    ended(store, mailbox)
    ((phone, text, _),) = mailbox.sent
    assert phone == PHONE
    assert text.startswith("Sorry we missed you!")
    assert "hung up" in told(store)


@pytest.mark.parametrize(
    ("phone", "now", "opted_out"),
    [(PHONE, NIGHT, False), ("anonymous-CA1", NOW, False), ("+18005550123", NOW, False), (PHONE, NOW, True)],
)
def test_no_text_goes_out_at_night_to_unreachable_numbers_or_after_an_opt_out(
    phone: str, now: datetime, opted_out: bool
) -> None:
    store, mailbox = MemoryStore(), Mailbox(lambda: now)
    if opted_out:
        store.opt_outs.add(phone)
    ring(store, phone=phone, now=now)
    ended(store, mailbox, now)
    assert mailbox.sent == []
    assert "hung up" in told(store)


def test_what_was_said_in_a_call_without_a_result_is_told_to_the_owner_once() -> None:
    store, mailbox = MemoryStore(), Mailbox(lambda: NOW)
    ring(store, "how much is a screen for an iphone thirteen", "what are your hours")
    ended(store, mailbox)
    ended(store, mailbox)
    assert told(store).count("how much is a screen") == 1
    assert PHONE in told(store)
    assert mailbox.sent == []


def test_the_end_of_a_call_that_led_to_a_booking_is_no_news_besides_the_booking() -> None:
    store, mailbox = MemoryStore(), Mailbox(lambda: NOW)
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    ended(store, mailbox)
    assert told(store) == f"New: {PHONE}, iPhone 11 battery replacement, Wed, Feb 11 at 10:00 AM"
    assert mailbox.sent == []


def test_every_turn_of_a_call_is_in_the_conversation() -> None:
    store = MemoryStore()
    ring(store, "what are your hours", "", keys("0"))
    said: Sequence[Message] = store.messages(f"{PHONE}-2026-02-10")
    users = [message.content for message in said if message.role == "user"]
    assert users == ["[call]", "what are your hours", "[silence]", "[pressed 0]"]
    assert sum(message.role == "assistant" for message in said) == 4


def test_two_callers_without_a_number_know_nothing_of_each_other() -> None:
    store = MemoryStore()
    ring(store, "my name is marisol and i need a screen for my iphone thirteen", phone="anonymous-CA1")
    other = ring(store, "tomorrow at two", phone="anonymous-CA2", sid="CA2")
    assert "thirteen" not in other[-1].said


def test_a_taken_slot_is_told_truthfully() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten")
    take(store, slot(10))
    reply = take_turn(turn("yes", 2), office(store))
    assert isinstance(reply, Reply)
    assert bookings(store) == []
    assert "booked" not in reply.text.lower()


# --- a number that is given unasked, and the end


@pytest.mark.parametrize(
    "words", ["nine oh four five five five oh one five oh", "my number is nine zero four five five five oh one fifty"]
)
def test_a_number_that_is_said_unasked_is_read_back_and_gets_what_is_booked(words: str) -> None:
    store = MemoryStore()
    heard = ring(store, "i need a new screen for my iphone thirteen tomorrow at two", words, "yes", "yes")
    assert "nine zero four, five five five, zero one five zero" in heard[2].said
    assert "Shall I book it?" in heard[3].said
    assert "You're booked" in heard[4].said
    (lead,) = store.leads.values()
    assert lead.phone == "+19045550150"


def test_a_number_that_is_said_with_nothing_to_book_is_kept() -> None:
    heard = ring(MemoryStore(), "my number is nine oh four five five five oh one five oh", "yes")
    assert (heard[-1].call.step, heard[-1].call.number) == ("listen", "+19045550150")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("goodbye", "Thanks for calling. Goodbye!"),
        ("thanks bye", "You're welcome! Thanks for calling. Goodbye!"),
        ("no thank you bye", "Thanks for calling. Goodbye!"),
        ("that's all thanks", "Thanks for calling. Goodbye!"),
    ],
)
def test_nobody_is_hung_up_on_without_a_goodbye(words: str, said: str) -> None:
    heard = ring(MemoryStore(), "what are your hours", words)
    assert heard[-1].call.step == "hang_up"
    assert heard[-1].said.endswith(said)


@pytest.mark.parametrize("words", ["thank you", "okay thank you"])
def test_a_caller_who_says_thanks_is_asked_for_more(words: str) -> None:
    heard = ring(MemoryStore(), "what are your hours", words, "no")
    assert (heard[2].call.step, heard[2].said) == ("listen", "You're welcome! Can I help with anything else?")
    assert (heard[3].call.step, "Goodbye!" in heard[3].said) == ("hang_up", True)


def test_a_statement_ends_with_a_question_if_the_caller_is_to_speak() -> None:
    heard = ring(MemoryStore(), "what are your hours", "what's the warranty", "wrong number sorry")
    assert [one.said[-1] for one in heard[:-1]] == ["?"] * 3
    assert heard[-1].call.step == "hang_up"


def test_thanks_with_a_yes_end_no_call() -> None:
    heard = ring(MemoryStore(), "new screen for my iphone thirteen tomorrow at two", "yes", "yes please and thank you")
    assert heard[-1].call.step == "listen"


def test_nine_is_for_the_other_language() -> None:
    heard = ring(MemoryStore(), keys("9"), "cuánto cuesta la pantalla de un iphone trece", keys("9"))
    assert "Para español, marca nueve." in heard[0].said
    assert [one.call.language for one in heard] == ["en", "es", "es", "en"]
    assert "setenta y nueve dólares" in heard[2].said


# --- a yes is to what was read back last


WISH = "i need a new screen for my iphone thirteen tomorrow at two"
CALL_ME = "have brandon call me tomorrow at two"


def timed(store: MemoryStore) -> list[tuple[str, str, str, str]]:
    """All that has been booked for a time, calls included."""
    leads = [lead for lead in store.leads.values() if lead.appointment_time]
    return sorted((lead.status, lead.lead_type, lead.appointment_time, lead.device) for lead in leads)


@pytest.mark.parametrize(
    "lines",
    [
        (WISH, "i want a refund", "yes"),
        (WISH, keys("9"), "sí"),
        (WISH, "call me back", "yes"),
        (WISH, "yes i mean at four"),
        (WISH, "cancel"),
        (WISH, "actually move that to a different day"),
        (CALL_ME, "how long is the warranty", "yes"),
        (CALL_ME, "can i get a discount", "yes"),
        ("quiero que brandon me llame mañana a las dos", "sí"),
    ],
)
def test_a_yes_to_anything_else_writes_nothing(lines: tuple[Said, ...]) -> None:
    store = MemoryStore()
    ring(store, *lines)
    assert timed(store) == []


@pytest.mark.parametrize("unclear", ["", "at at at"])
def test_what_is_not_understood_leaves_the_question_open_and_says_so(unclear: Said) -> None:
    store = MemoryStore()
    heard = ring(store, WISH, unclear, "yes")
    assert heard[2].said == "Sorry, was that a yes or a no?"
    assert bookings(store) == [("booked", "screen", "2:00 PM")]


def test_what_is_said_again_may_be_agreed_to() -> None:
    store = MemoryStore()
    heard = ring(store, WISH, "what did you say", "yes")
    assert heard[2].said.endswith("Shall I book it?")
    assert bookings(store) == [("booked", "screen", "2:00 PM")]


@pytest.mark.parametrize(
    ("question", "tool", "arguments"),
    [
        (WISH, "schedule_callback", {"date": f"{TOMORROW}", "time": "2:00 PM", "reason": "a screen"}),
        (CALL_ME, "book_slot", visit(f"{TOMORROW}", "2:00 PM")),
    ],
)
def test_a_model_does_nothing_else_than_what_was_read_back(
    question: str, tool: str, arguments: dict[str, object]
) -> None:
    store = MemoryStore()
    ring(store, question)
    model = ScriptedModel([ModelAnswer("", [ToolCall("c1", tool, json.dumps(arguments))], [])])
    take_turn(turn("yes please", 2), replace(office(store), model=model, rules_first=False))
    assert timed(store) == []


@pytest.mark.parametrize(
    "words", ["have brandon call me tonight at eleven", "please call me back at nine", "call me this morning at eight"]
)
def test_a_call_back_at_an_impossible_time_is_declined(words: str) -> None:
    store = MemoryStore()
    heard = ring(store, words)
    assert (heard[-1].call.step, timed(store)) == ("listen", [])


def test_a_call_back_is_asked_for_in_spanish_in_many_ways() -> None:
    for words in ("que brandon me llame mañana a las dos", "quiero que me llame mañana a las dos"):
        store = MemoryStore()
        heard = ring(store, words, "sí", "sí")
        assert "¿Quieres que Brandon te llame mañana, miércoles, a las dos de la tarde?" in heard[2].said
        assert [at for _, _, at, _ in timed(store)] == ["2:00 PM"]


def test_a_call_back_keeps_its_reason() -> None:
    store = MemoryStore()
    ring(store, "my pixel seven has a weird purple line", CALL_ME, "yes")
    (lead,) = (lead for lead in store.leads.values() if lead.appointment_time)
    assert "purple line" in lead.notes


LINES = (
    *(WISH, CALL_ME, "yes", "no", "sure", "how much is it", "call me back", "at four", "", "cancel my appointment"),
    *("move it to three", "i want a refund", "what did you say", "sí", "hola", "brandon please", "tomorrow at ten"),
    "nine oh four five five five oh one two three",
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_nothing_is_written_but_after_a_question_for_it(lines: list[str]) -> None:
    store, before, read_back = MemoryStore(), list[tuple[str, str, str, str]](), ""
    for number, line in enumerate(["", *lines]):
        reply = take_turn(turn(line, number, now=NOW + timedelta(seconds=10 * number)), office(store))
        assert reply
        assert reply.call
        after = timed(store)
        if after != before:
            assert read_back
            assert line in ("yes", "sure", "sí", "cancel my appointment")
            assert len([lead for lead in after if lead not in before]) == 1
        before, read_back = after, reply.call.read_back
        if reply.call.step == "hang_up":
            break


@pytest.mark.parametrize(
    ("words", "is_sold"),
    [("what would you do in my place honestly", False), ("yes please", True), ("a case too", True)],
)
def test_a_model_sells_nothing_that_the_caller_does_not_want(words: str, is_sold: bool) -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes")
    sell = ModelAnswer("", [ToolCall("c1", "log_upsell", json.dumps({"item": "case"}))], [])
    model = ScriptedModel([sell, ModelAnswer("As you like.", [], [])])
    take_turn(turn(words, 3), replace(office(store), model=model, rules_first=False))
    (lead,) = store.leads.values()
    assert bool(lead.remarks) == is_sold


# --- what a caller means on the phone


@pytest.mark.parametrize(
    "words", ["no", "no thanks", "no that's it thanks", "nope that's everything", "no thank you bye"]
)
def test_a_no_at_the_end_takes_nothing_back(words: str) -> None:
    store = MemoryStore()
    heard = ring(store, WISH, "yes", "yes add it", words)
    assert heard[-1].call.step == "hang_up"
    assert heard[-1].said.endswith("Goodbye!")
    assert [lead.remarks for lead in store.leads.values()] == [("Sold: screen protector, $15",)]
    called = ring(MemoryStore(), CALL_ME, "yes", words)
    assert called[-1].said.endswith("Goodbye!")


@pytest.mark.parametrize("words", ["can i talk to brandon please", "help my phone is on fire and there is smoke"])
def test_who_needs_a_person_or_is_in_danger_may_say_so_as_often_as_he_likes(words: str) -> None:
    store = MemoryStore()
    heard = ring(store, words, words, words, words, state={"status": "gym"})
    assert all(one.call.step == "listen" for one in heard)


def test_what_was_said_in_other_calls_is_no_repetition() -> None:
    store = MemoryStore()
    for sid in ("CA1", "CA2", "CA3", "CA4"):
        heard = ring(store, "i need a new screen for my iphone thirteen", sid=sid)
        assert "Goodbye" not in heard[-1].said


def test_who_is_asked_for_a_number_can_still_get_the_owner() -> None:
    lines = (WISH, "yes", "let me talk to a real person")
    assert ring(MemoryStore(), *lines, phone="anonymous-CA1")[-1].call.step == "dial"
    assert ring(MemoryStore(), *lines[:2], keys("0"), phone="anonymous-CA1")[-1].call.step == "dial"


@pytest.mark.parametrize(("key", "step"), [("1", "listen"), ("2", "number")])
def test_the_read_back_of_a_number_is_answered_by_key(key: str, step: str) -> None:
    heard = ring(MemoryStore(), WISH, "yes", keys("9045550123"), keys(key), phone="anonymous-CA1")
    assert heard[-1].call.step == step
    assert ("Shall I book it?" in heard[-1].said) == (key == "1")


def test_an_unclear_yes_to_a_number_is_asked_for_again() -> None:
    store = MemoryStore()
    ring(store, WISH, "yes", keys("9045550123"), phone="anonymous-CA1")
    unclear = replace(turn("yes", 4, "anonymous-CA1"), speech=Speech("CA1", 4, 0.2))
    reply = take_turn(unclear, office(store))
    assert reply
    assert reply.call
    assert (reply.call.step, reply.call.number, "yes or a no" in reply.text) == ("number", "+19045550123", True)


def test_the_owner_is_told_of_a_withheld_number_in_words() -> None:
    store = MemoryStore()
    ring(store, "i want my money back", phone="anonymous-CA1")
    assert told(store).startswith("A caller without a number says:")


# --- a slow model


def test_a_late_models_turn_is_handed_over_with_the_time_that_a_caller_has() -> None:
    store, handed = MemoryStore(), list[tuple[Inbound, Claim]]()
    ring(store)
    wish = turn("my tablet fell into the lake", 1)

    def hand_over(message: Inbound, claim: Claim) -> bool:
        handed.append((message, claim))
        return True

    reply = take_turn(wish, office(store, [ModelLateError("late")], hand_over=hand_over))
    assert reply
    assert (reply.text, reply.by) == ("", "later")
    ((message, claim),) = handed
    finished = finish_turn(message, claim.lease_until, office(store, [ModelAnswer("Which day suits you?", [], [])]))
    assert finished
    assert (finished.text, finished.by) == ("Which day suits you?", "model")
    again = take_turn(wish, office(store))
    assert again
    assert (again.text, again.call) == (finished.text, finished.call)


def test_what_a_late_model_has_read_back_is_said_at_once() -> None:
    store = MemoryStore()
    ring(store)
    book = ToolCall("c1", "book_slot", json.dumps(visit(f"{TOMORROW}", "2:00 PM")))
    model = ScriptedModel([ModelAnswer("", [book], []), ModelLateError("late")])
    late = office(store, model, hand_over=lambda *_: pytest.fail("it is handed over"))
    reply = take_turn(turn("tomorrow at two for my screen", 1), late)
    assert reply
    assert "Shall I book it?" in reply.text


def test_a_turn_that_is_taken_over_is_answered_by_the_rules() -> None:
    store = MemoryStore()
    ring(store, "how much is a battery for an iphone eleven")
    wish, later = turn("tomorrow at two", 2), NOW + timedelta(seconds=30)
    assert isinstance(store.claim(wish, NOW), Claim)
    reply = take_turn(wish, office(store, [ModelAnswer("never asked", [], [])], later))
    assert reply
    assert reply.by == "rules"
    assert "Shall I book it?" in reply.text


# --- a message for the owner, and when he is back


@pytest.mark.parametrize("status", ["gym", "driving", "sleeping", "working"])
@pytest.mark.parametrize(
    ("wish", "asks", "message"),
    [
        ("could you take a message for brandon", "should I tell Brandon?", "the blue case goes to my cousin"),
        ("quiero dejarle un recado", "le digo a Brandon?", "la funda azul es para mi primo"),
    ],
)
def test_a_message_is_asked_for_and_passed_on(status: str, wish: str, asks: str, message: str) -> None:
    store = MemoryStore()
    heard = ring(store, wish, message, state={"status": status})
    assert asks in heard[1].said
    assert told(store) == f"{PHONE} says: {message}"
    assert bookings(store) == []


@pytest.mark.parametrize("line", ["tell brandon the gate is open now", "please let him know the part arrived"])
def test_a_message_that_is_told_at_once_is_passed_on(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, line, state={"status": "driving"})
    assert "Brandon" in heard[-1].said
    assert "call you" not in heard[-1].said
    assert line in told(store)


def test_who_leaves_no_message_after_all_has_told_the_owner_nothing() -> None:
    store = MemoryStore()
    ring(store, "i'd like to leave a note for brandon", "no forget it", state={"status": "gym"})
    assert told(store) == ""


def test_a_message_may_be_that_he_should_call_back() -> None:
    store = MemoryStore()
    heard = ring(store, "can i leave a message", "have him call me please it's urgent", state={"status": "gym"})
    assert heard[-1].said.endswith("When should Brandon call you?")
    assert "it's urgent" in told(store)


@pytest.mark.parametrize(
    ("state", "line", "said"),
    [
        ({"status": "gym", "busy_until": "2026-02-10T15:00:00"}, "when will he get back", "until three in the"),
        ({"status": "gym", "notes": "Back around lunch"}, "what time is brandon back", "Back around lunch."),
        ({"status": "driving"}, "how long is he gone", "We're open today"),
        ({"status": "sleeping"}, "when does the owner return", "I don't know yet when he'll be back"),
        ({"status": "working"}, "when will brandon be in", "Brandon is at the bench right now."),
    ],
)
def test_when_the_owner_is_back_is_answered_from_his_state(state: Mapping[str, object], line: str, said: str) -> None:
    store = MemoryStore()
    assert said in ring(store, line, state=state)[-1].said
    assert told(store) == ""


def test_a_question_does_not_lose_the_offer_of_a_call() -> None:
    store, state = MemoryStore(), {"status": "driving"}
    heard = ring(store, "is the owner in", "when's brandon free", "tomorrow at half past ten", "yes", state=state)
    assert heard[2].said.endswith("When should Brandon call you?")
    assert heard[-1].said.startswith("Brandon will call you tomorrow at ten thirty in the morning.")


@pytest.mark.parametrize("line", ["whenever he's free", "any time works", "once he gets back", "as soon as he can"])
def test_a_call_may_be_at_any_time(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, "connect me to the owner", line, state={"status": "sleeping"})
    assert heard[-1].said.startswith("OK, Brandon will call you as soon as he can.")
    assert bookings(store) == []


def test_an_hour_that_is_over_today_is_tomorrows() -> None:
    heard = ring(MemoryStore(), "connect me to the owner", "at half past nine", state={"status": "gym"})
    assert "tomorrow, Wednesday, at nine thirty in the morning" in heard[-1].said


# --- both of two, no time yet, and a place without a number


def test_both_of_two_bookings_are_cancelled_one_after_the_other() -> None:
    store = MemoryStore()
    ring(store, "pixel 7 battery thursday at nine", "yes", "no thanks")
    ring(store, "iphone twelve screen tomorrow at three", "yes", "no thanks", sid="CA2")
    lines = ("i have to cancel my appointment", "the two of them", "yes")
    heard = ring(store, *lines, "yes", sid="CA3")
    assert heard[-3].said.startswith("First your iPhone twelve screen repair, tomorrow")
    assert heard[-3].said.endswith("Shall I cancel it?")
    assert "Pixel seven battery replacement" in heard[-2].said
    assert heard[-2].said.endswith("should I cancel that too?")
    assert {status for status, _, _ in bookings(store)} == {"cancelled"}


def test_who_has_nothing_to_cancel_is_not_offered_a_time() -> None:
    for line in ("please cancel the appointment i have", "cancel and never mind the rest", "cancel my four o'clock"):
        heard = ring(MemoryStore(), line)
        assert heard[-1].said == "I don't see an open booking under this number. Is there anything else?"


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        (("do you do house calls", "iphone eleven battery"), "When should Brandon come?"),
        (("iphone eleven battery at my place",), "When should Brandon come?"),
        (("can he come to my office", "iphone eleven battery", "what do you charge"), "What day should Brandon come?"),
        (("hacen visitas a domicilio", "sí", "batería del iphone once"), "¿Cuándo quieres que vaya Brandon?"),
    ],
)
def test_for_a_visit_it_is_asked_when_the_owner_should_come(lines: Sequence[str], asks: str) -> None:
    assert ring(MemoryStore(), *lines)[-1].said.endswith(asks)


def test_a_place_that_is_not_understood_twice_is_read_back_as_it_is() -> None:
    store = MemoryStore()
    lines = (
        "iphone eleven battery at my place",
        "friday at ten",
        "next to the old mill",
        "it's the trailer by the mill",
    )
    heard = ring(store, *lines, "yes")
    assert heard[-3].said.startswith("Sorry, I didn't get that.")
    assert "Brandon comes to the trailer by the mill for twenty dollars" in heard[-2].said
    (lead,) = store.leads.values()
    assert (lead.lead_type, lead.address) == ("on_site", "the trailer by the mill")


@pytest.mark.parametrize("line", ["yes", "okay book it then", "that works for me"])
def test_a_yes_to_several_times_is_asked_which_of_them(line: str) -> None:
    heard = ring(MemoryStore(), "pixel 7 screen", "on friday", line, line, "the second one")
    assert heard[2].said.endswith("several openings, say at nine, at ten or at eleven. Which works for you?")
    for reply in heard[3:5]:
        assert reply.said.endswith("at nine, at ten or at eleven?")
        assert "hich" in reply.said
    assert heard[-1].said.endswith("at ten in the morning. Shall I book it?")


def test_the_last_of_the_times_is_the_last_that_was_said() -> None:
    heard = ring(MemoryStore(), "pixel 7 screen", "on friday", "the last one")
    assert "at eleven in the morning" in heard[-1].said


def test_a_time_that_was_not_said_can_still_be_had() -> None:
    heard = ring(MemoryStore(), "pixel 7 screen", "on friday", "three would be better")
    assert heard[-1].said.endswith("Friday, February thirteenth, at three in the afternoon. Shall I book it?")


def test_all_that_is_free_is_not_called_several_openings() -> None:
    store = MemoryStore()
    for hour in range(9, 14):
        take(store, slot(hour))
    assert "several" not in ring(store, "pixel 7 screen", "tomorrow")[-1].said


# --- a kind word, and what is said again


@pytest.mark.parametrize(
    "line", ["how are you doing tonight", "hope your day is great today", "what a lovely day it is"]
)
def test_small_talk_is_answered_and_asks_for_no_time(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, line, "pixel 7 battery", line)
    assert heard[1].said.endswith("What can I do for you?")
    assert heard[3].said.endswith("What day works for you?")
    for reply in (heard[1], heard[3]):
        assert reply.said.startswith(("All good here", "I'm doing great"))
        assert "openings" not in reply.said
    assert told(store) == ""


def test_who_asks_back_in_spanish_has_said_no_goodbye() -> None:
    heard = ring(MemoryStore(), "hola cómo le va hoy", "sí", "todo bien y usted")
    assert heard[-1].call.step == "listen"
    assert "gracias" in heard[-1].said


def test_linda_tells_her_name_once_in_a_call() -> None:
    for reply in ring(MemoryStore(), "hello there", "good morning", "hi linda")[1:]:
        assert "LINDA" not in reply.said
        assert reply.said.endswith("?")


@pytest.mark.parametrize("line", ["one more time", "please say that again", "otra vez", "again please"])
def test_a_read_back_is_read_again_and_can_then_be_agreed_to(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, "pixel 7 battery tomorrow at ten", line, line, "yes")
    for reply in heard[2:4]:
        assert "Pixel seven battery replacement, starting at forty-nine dollars, tomorrow, Wednesday" in reply.said
        assert reply.said.endswith("Shall I book it?")
    assert bookings(store) == [("booked", "battery", "10:00 AM")]


def test_what_is_said_again_does_not_begin_with_an_answer_to_something_else() -> None:
    heard = ring(MemoryStore(), "can anybody hear me", "could you repeat that")
    assert heard[-1].said == "Sure. What can I do for you?"


# --- held slots, prices, offers


def test_a_caller_who_hung_up_takes_his_own_hold() -> None:
    store = MemoryStore()
    ring(store, "pixel 7 battery tomorrow at ten")
    heard = ring(store, "pixel 7 battery tomorrow at ten", "yes", sid="CA2")
    assert heard[1].said.endswith("at ten in the morning. Shall I book it?")
    assert bookings(store) == [("booked", "battery", "10:00 AM")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("iphone eleven screen tomorrow at ten", "Tomorrow at ten in the morning is being held for someone right now"),
        ("pantalla del iphone once mañana a las diez", "en este momento alguien está apartando mañana a las diez"),
    ],
)
def test_what_another_is_about_to_book_is_not_called_taken(line: str, said: str) -> None:
    store = MemoryStore()
    ring(store, "pixel 7 battery tomorrow at ten")
    heard = ring(store, line, "sí", phone="+19045550177", sid="CA2")
    assert any(said in reply.said for reply in heard)
    assert not any("taken" in reply.said for reply in heard)


def test_what_is_booked_is_called_taken() -> None:
    store = MemoryStore()
    take(store, slot(10))
    heard = ring(store, "pixel 7 battery tomorrow at ten")
    assert "taken" in heard[-1].said or "already has" in heard[-1].said


def test_the_job_is_named_once_with_its_price_and_time() -> None:
    store = MemoryStore()
    heard = ring(store, "i want a screen for my iphone eleven friday at noon", "yes")
    assert heard[1].said == (
        "iPhone eleven screen repair, starting at seventy-nine dollars, Friday, February thirteenth, at noon."
        " Shall I book it?"
    )
    assert bookings(store) == [("booked", "screen", "12:00 PM")]


@pytest.mark.parametrize(
    "line", ["are you running any promotions today", "what deals do you have", "is there a sale on"]
)
def test_an_offer_is_told_from_the_bulletin_and_without_one_nobody_is_asked(line: str) -> None:
    store = MemoryStore()
    assert "no special" in ring(store, line)[-1].said.lower()
    heard = ring(store, line, state={"special_info": "Free case with every battery"}, sid="CA2")
    assert heard[-1].said.startswith("Free case with every battery.")
    assert told(store) == ""


@pytest.mark.parametrize(
    "line", ["that's too steep, forget it", "way too expensive thanks anyway", "i can't afford that"]
)
def test_who_finds_it_too_expensive_is_let_go_or_told_of_the_offer(line: str) -> None:
    store = MemoryStore()
    heard = ring(store, "how much is a battery for an iphone eleven", line)
    assert heard[-1].said.startswith("No problem!")
    assert (told(store), list(store.leads)) == ("", [])
    offer = {"special_info": "10% off batteries this week"}
    heard = ring(store, "how much is a battery for an iphone eleven", line, state=offer, sid="CA2")
    assert heard[-1].said.startswith("Ten percent off batteries this week.")
    assert told(store) == ""


# --- names, letter by letter


@pytest.mark.parametrize(
    ("lines", "letters"),
    [
        (("could you spell that please",), "B, R, A, N, D, O, N."),
        (("what city are you in", "how do you spell his name"), "B, R, A, N, D, O, N."),
        (("how would i spell linda",), "L, I, N, D, A."),
        (("me puede deletrear su nombre", "sí"), "L, I, N, D, A."),
        (("my name is steven s t e p h e n", "spell it out please"), "S, T, E, P, H, E, N."),
    ],
)
def test_a_name_is_spelled_letter_by_letter(lines: Sequence[str], letters: str) -> None:
    store = MemoryStore()
    assert letters in ring(store, *lines)[-1].said
    assert "spell" not in told(store)


def test_the_name_of_the_shop_can_be_spelled_in_forty_words() -> None:
    said = ring(MemoryStore(), "how do you spell the shop")[-1].said
    assert ", ".join(letter.upper() for letter in SHOP.name if letter.isalpha()) in said
    assert len(said.split()) <= 40


def test_a_name_is_noted_as_it_is_spelled() -> None:
    store = MemoryStore()
    lines = ("pixel 7 battery tomorrow at ten", "my name is bryan b r i a n", "yes")
    assert ring(store, *lines)[-1].said.startswith("You're booked")
    (lead,) = store.leads.values()
    assert lead.customer_name == "Brian"


def test_a_written_name_is_not_spelled() -> None:
    text = Inbound("SM1", PHONE, "how do you spell brandon", f"{PHONE}-2026-02-10", "twilio-sms", NOW)
    reply = take_turn(text, office(MemoryStore()))
    assert reply
    assert reply.text == "It's Brandon."


def test_only_the_announcement_of_a_message_is_asked_for_it() -> None:
    for line in ("i have to tell brandon something", "hey if he's out can i leave a note"):
        assert "tell Brandon" in ring(MemoryStore(), line, state={"status": "gym"})[-1].said
    for line in ("the key is under the mat could you give him the message", "my code is 4421 leave him a message"):
        store = MemoryStore()
        ring(store, line, state={"status": "gym"})
        assert line in told(store)


def test_who_asks_what_else_there_is_hears_other_times() -> None:
    heard = ring(MemoryStore(), "pixel 7 screen", "on friday", "what else do you have", "the first one")
    assert "at noon, at one or at two" in heard[-2].said
    assert "at noon. Shall I book it?" in heard[-1].said


def test_a_job_that_is_named_after_the_times_does_not_change_them() -> None:
    heard = ring(MemoryStore(), "can i come in on friday", "it's the screen of my pixel 7")
    assert "at nine, at ten or at eleven" in heard[1].said
    assert "at nine, at ten or at eleven" in heard[2].said


# --- a yes, and what else is said with it


@pytest.mark.parametrize(
    "line",
    [
        *(
            "yes but come to my place",
            "yes do not",
            "yeah hang on",
            "yes the tablet too",
            "yes i was telling my kid off",
        ),
        *("sí pero en mi casa", "sí no"),
    ],
)
def test_a_yes_with_more_in_it_books_nothing(line: str) -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two", line)
    assert bookings(store) == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "yes go ahead",
            "yeah that's perfect thank you",
            "uh sure please do",
            "okay yes tomorrow at two",
            "yes ma'am",
        ),
        *("go ahead and book it", "that sounds good to me", "sure thing", "um yes please"),
    ],
)
def test_a_plain_yes_books(line: str) -> None:
    store = MemoryStore()
    ring(store, "i need a new screen for my iphone thirteen tomorrow at two", line)
    assert bookings(store) == [("booked", "screen", "2:00 PM")]


def test_a_yes_that_comes_with_a_number_still_cancels() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks bye")
    ring(store, "cancel my appointment", "yes cancel it and text me at 904 555 0144", "yes", sid="CA2")
    assert bookings(store) == [("cancelled", "battery", "10:00 AM")]


# --- what reaches the owner


@pytest.mark.parametrize(
    ("line", "is_passed_on"),
    [
        ("this is ada i can't come tomorrow", True),
        ("the blue cable is mine", True),
        ("do you open on sunday", False),
        ("i want to speak to a person", False),
        ("actually book me an iphone 13 screen for tomorrow at two", False),
    ],
)
def test_the_message_that_was_asked_for_is_passed_on_and_nothing_else(line: str, is_passed_on: bool) -> None:
    store = MemoryStore()
    ring(store, "can i leave brandon a message", line)
    assert (line in told(store)) == is_passed_on


def test_a_message_that_holds_a_number_is_passed_on_whole() -> None:
    store, message = MemoryStore(), "the glass you put in is loose you can reach me at 904 555 0144"
    ring(store, message, "yes")
    assert message in told(store)


def test_what_was_said_before_the_wish_for_the_owner_reaches_him() -> None:
    store = MemoryStore()
    ring(store, "the thing in june never did the zorp again after", keys("0"), state={"status": "gym"})
    assert "never did the zorp again" in told(store)


def test_a_call_back_asked_for_after_a_booking_reaches_the_owner() -> None:
    store = MemoryStore()
    ring(store, "iphone eleven battery tomorrow at ten", "yes", "no thanks", "have brandon call me please")
    ended(store, Mailbox(lambda: NOW))
    assert "have brandon call me please" in told(store)


def test_the_owner_hears_of_a_callers_number_and_wish_rather_than_of_his_yes() -> None:
    store = MemoryStore()
    wish = ("iphone eleven battery tomorrow at ten", "yes", "904 555 0144", "yes", "no")
    ring(store, *wish, phone="anonymous-CA1")
    ended(store, Mailbox(lambda: NOW))
    assert "+19045550144 called until" in told(store)
    assert told(store).endswith("iphone eleven battery tomorrow at ten")


# --- numbers and languages


@pytest.mark.parametrize(
    "line", ["you called me from 904 555 0144", "my sisters number is 904 555 0144", "don't text me at 904 555 0144"]
)
def test_a_number_that_nobody_wants_used_is_not_read_back(line: str) -> None:
    assert "zero one four four" not in ring(MemoryStore(), line)[-1].said


def test_a_number_that_was_read_back_can_be_corrected() -> None:
    wish = ("iphone eleven battery tomorrow at ten", "yes", "nine oh four five five five oh one four three")
    for line, said in (
        ("no oh one four four", "zero one four four. Is that"),
        ("wrong", "What number can we text"),
        ("no four zero eight", "What number can we text"),
        ("i said nine oh four", "What number can we text"),
    ):
        assert said in ring(MemoryStore(), *wish, line, phone="anonymous-CA1")[-1].said
    said = "nine oh four five five five oh one four three no wait oh one four four"
    assert "zero one four four" in ring(MemoryStore(), *wish[:2], said, phone="anonymous-CA1")[-1].said


def test_a_number_may_be_keyed_in_parts() -> None:
    store = MemoryStore()
    wish = ("iphone eleven battery tomorrow at ten", "yes", keys("904"), keys("5550144"), keys("1"), keys("1"))
    ring(store, *wish, phone="anonymous-CA1")
    assert [lead.phone for lead in store.leads.values()] == ["+19045550144"]


def test_any_time_for_a_call_back_needs_a_number_too() -> None:
    store = MemoryStore()
    wish = ("is brandon there", "whenever he likes", "904 555 0144", "yes")
    heard = ring(store, *wish, phone="anonymous-CA1", state={"status": "gym"})
    assert heard[2].call.step == "number"
    assert "+19045550144 wants a call" in told(store)


@pytest.mark.parametrize(
    ("line", "language"), [("hello", "en"), ("what", "en"), ("", "en"), ("sí", "es"), ("qué", "es")]
)
def test_only_a_yes_leads_from_english_to_spanish(line: str, language: str) -> None:
    assert ring(MemoryStore(), "hola necesito una pantalla", line)[-1].call.language == language


def test_the_keys_of_the_language_question_are_yes_and_no() -> None:
    for key, language in (("1", "es"), ("9", "es"), ("2", "en")):
        assert ring(MemoryStore(), "hola necesito una pantalla", keys(key))[-1].call.language == language


def test_an_emergency_is_not_the_next_calls() -> None:
    store = MemoryStore()
    ring(store, "my dad is having a heart attack")
    assert "nine one one" not in ring(store, "hello good afternoon", sid="CA2")[-1].said


def test_a_caller_in_despair_hears_again_who_can_help() -> None:
    heard = ring(MemoryStore(), "i don't want to live anymore", "nobody would even notice", "no", "thank you")
    assert all("nine eight eight" in one.said for one in heard[1:4])
    assert "welcome" in heard[-1].said


def test_a_closed_shop_is_the_reason_that_is_told() -> None:
    assert "closed" in ring(MemoryStore(), keys("0"), now=NIGHT)[-1].said


def test_silence_is_asked_the_open_question_again() -> None:
    heard = ring(MemoryStore(), "i need a new screen for my iphone thirteen tomorrow", "")
    assert heard[-1].said.endswith("Which works for you?")

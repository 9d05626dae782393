import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.agent.tool_loop import TOOL_ROUNDS
from linda.booking import slot_of
from linda.desk import Desk
from linda.errors import ModelLateError, ModelUnavailableError, StoreUnavailableError, TurnInFlightError
from linda.models import Attachment, Claim, Dialogue, Inbound, Job, OpenBookings, OwnerEntry, Records, Reply, Spent
from linda.office import Office
from linda.ports import ModelAnswer, Photo, ToolCall
from linda.replies import is_answered_by_twilio, plain_text
from linda.rules.acts import Understood
from linda.shop import Shop
from linda.turn import MODEL_SECONDS, MODEL_SECONDS_LATER, finish_turn, take_turn
from tests.fakes import LEASE, MemoryStore, ScriptedModel
from tests.tool_calls import visit
from tests.unit.builders import NOW, PHONE, SHOP, TODAY, TOMORROW, desk, inbound, office, slot, take

TWO = visit("2026-02-11", "2:00 PM")
CONFIRMED = (
    "Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM, EmperorLinda Cell Phone Repairs, "
    "Jacksonville, FL. Starts at $79, 90-day warranty. See you then!"
)
# What follows the confirmation of a screen repair.
OFFERED = f"{CONFIRMED} Want to add a screen protector for $15?"
LATE = ModelUnavailableError("the model was too late")


def say(text: str) -> ModelAnswer:
    return ModelAnswer(text, [], [{"role": "assistant", "content": text}])


def call(name: str, **arguments: object) -> ModelAnswer:
    item = {"type": "function_call", "call_id": "call_1", "name": name, "arguments": json.dumps(arguments)}
    return ModelAnswer("", [ToolCall("call_1", name, json.dumps(arguments))], [item])


def turn(store: MemoryStore, message: Inbound, *script: ModelAnswer | Exception, now: datetime = NOW) -> Reply | None:
    """Take a turn with a model that follows the script, or with the rules if there is none."""
    return bare(take_turn(message, office(store, script, now)))


def bare(reply: Reply | None) -> Reply | None:
    """The reply without what the conversation has settled."""
    return replace(reply, dialogue=Dialogue()) if reply else None


def answered(store: MemoryStore, message: Inbound, *script: ModelAnswer | Exception, now: datetime = NOW) -> Reply:
    reply = turn(store, message, *script, now=now)
    assert reply is not None
    return reply


def spoken(model: ScriptedModel) -> list[Mapping[str, object]]:
    """What customer and receptionist have said in the model's last request."""
    return [item for item in model.requests[-1] if item.get("role") in ("user", "assistant")]


def conversation(store: MemoryStore) -> list[tuple[str, str]]:
    return [(message.role, message.content) for messages in store.chats.values() for message in messages]


def test_without_a_model_the_rules_answer_over_several_messages() -> None:
    store = MemoryStore()
    said = [
        answered(store, inbound(text, key)).text
        for key, text in (("SM1", "iphone 13 screen?"), ("SM2", "tomorrow"), ("SM3", "2pm"))
    ]
    assert said[0].startswith("iPhone 13 screen repair starts at $79.")
    assert said[2] == OFFERED
    assert [role for role, _ in conversation(store)] == ["user", "assistant"] * 3
    assert [lead.phone for lead in store.leads.values()] == [PHONE]


def test_the_model_answers_and_the_conversation_is_stored() -> None:
    store = MemoryStore()
    assert answered(store, inbound("hi"), say("Hello! How can I help?")) == Reply("Hello! How can I help?", "model")
    assert conversation(store) == [("user", "hi"), ("assistant", "Hello! How can I help?")]


def test_the_model_sees_the_conversation_with_each_message_once() -> None:
    store = MemoryStore()
    answered(store, inbound("hi", "SM1"), say("Hello!"))
    model = ScriptedModel([say("Sure.")])
    take_turn(inbound("screen?", "SM2"), office(store, model))
    assert spoken(model) == [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": "Hello!"},
        {"role": "user", "content": "screen?"},
    ]


def test_what_the_model_is_shown_is_bounded() -> None:
    store = MemoryStore()
    for n in range(15):
        answered(store, inbound(f"{n} " + "x" * 5_000, f"SM{n}"), say("Hello!"))
    model = ScriptedModel([say("Hello!")])
    take_turn(inbound("last", "SM-last"), office(store, model))
    items = spoken(model)
    assert len(items) == 20
    assert items[-1] == {"role": "user", "content": "last"}
    assert max(len(str(item["content"])) for item in items) == 1_600


def test_the_model_looks_and_books_and_code_confirms() -> None:
    store = MemoryStore()
    model = ScriptedModel([call("check_availability", date="2026-02-11"), call("book_slot", **TWO), say("Take care!")])
    reply = bare(take_turn(inbound("2pm tomorrow, iphone 13 screen"), office(store, model)))
    assert reply == Reply(OFFERED, "model")
    (lead,) = store.leads.values()
    assert (lead.phone, lead.appointment_date, lead.appointment_time) == (PHONE, "2026-02-11", "2:00 PM")
    outputs = [json.loads(str(item["output"])) for item in model.requests[-1] if "output" in item]
    assert outputs[0]["available_slots"][5] == "2:00 PM"
    assert outputs[1] == {"done": CONFIRMED}


@pytest.mark.parametrize("words", ["See you at 3 PM!", "Only $50 for you.", "Thank you. " * 20])
def test_a_confirmation_is_not_followed_by_words_that_may_contradict_it(words: str) -> None:
    assert answered(MemoryStore(), inbound("book"), call("book_slot", **TWO), say(words)).text == OFFERED


@pytest.mark.parametrize("end", [[LATE], [call("check_availability", date="2026-02-12")] * TOOL_ROUNDS])
def test_a_model_that_fails_after_it_booked_still_gets_the_booking_confirmed(
    end: list[ModelAnswer | Exception],
) -> None:
    store = MemoryStore()
    assert answered(store, inbound("book 2pm"), call("book_slot", **TWO), *end) == Reply(OFFERED, "model")
    assert len(store.leads) == 1


@pytest.mark.parametrize(
    "script",
    [
        [LATE],
        [call("check_availability", date="2026-02-11"), LATE],
        [*[call("check_availability", date="2026-02-11")] * TOOL_ROUNDS, say("I have looked long enough.")],
        [say("")],
        [say("   ")],
        [say("你好")],
        [say("You're booked for tomorrow at 2 PM!")],
        [say("Su cita está confirmada")],
        [say("It is only $50.")],
        [say("It is only \uff0450.")],
        [say("It is 50 dollars.")],
        [say("bo\u200boked for tomorrow")],
    ],
)
def test_a_model_that_fails_or_says_what_is_not_so_is_replaced_by_the_rules(
    script: list[ModelAnswer | Exception],
) -> None:
    store = MemoryStore()
    reply = answered(store, inbound("how much is an iphone 13 screen?"), *script)
    assert reply.by == "rules"
    assert reply.text.startswith("iPhone 13 screen repair starts at $79.")
    assert store.leads == {}


@pytest.mark.parametrize("text", ["Screens start at $79, on-site $99.", "An on-site visit is $20 more."])
def test_prices_of_the_list_may_be_named_by_the_model(text: str) -> None:
    assert answered(MemoryStore(), inbound("how much?"), say(text)).by == "model"


def test_a_booking_that_was_refused_cannot_be_claimed() -> None:
    store = MemoryStore()
    take(store, slot(14))
    reply = answered(
        store, inbound("iphone 13 screen tomorrow at 2pm"), call("book_slot", **TWO), say("You're booked!")
    )
    assert reply.text.startswith("iPhone 13 screen repair starts at $79. Sorry, tomorrow at 2:00 PM is already taken.")
    assert store.leads == {}


def test_what_the_models_tools_have_settled_is_kept_and_a_question_that_stood_before_is_not() -> None:
    store = MemoryStore()
    before = Dialogue(language="es", jobs=(Job("screen", "iphone 13"),), asked="book", options=(slot(9),), nudges=1)
    store.dialogues[PHONE] = before
    answered(store, inbound("is there parking?", "SM1"), say("Right at the door."))
    after = store.dialogues[PHONE]
    assert (after.language, after.jobs) == ("en", before.jobs)
    assert (after.asked, after.options, after.nudges) == ("", (), 0)
    looked = call("check_availability", date="2026-02-11")
    answered(store, inbound("tomorrow?", "SM2"), looked, say("Which time would you like?"))
    after = store.dialogues[PHONE]
    assert (after.asked, after.day, len(after.options)) == ("time", TOMORROW, 8)
    answered(store, inbound("2pm please, I'm Ann", "SM3"), call("book_slot", **TWO | {"customer_name": "Ann"}), say(""))
    after = store.dialogues[PHONE]
    assert (after.asked, after.jobs, after.options, after.customer_name) == ("upsell", (), (), "Ann")
    assert list(after.lead_ids) == list(store.leads)


def test_the_model_is_told_what_the_conversation_has_settled() -> None:
    store = MemoryStore()
    store.dialogues[PHONE] = Dialogue(jobs=(Job("battery", "iphone 12"),), asked="time", options=(slot(9), slot(10)))
    model = ScriptedModel([say("Sure.")])
    take_turn(inbound("b"), office(store, model))
    (told,) = (str(item["content"]) for item in model.requests[-1] if item.get("role") == "developer")
    assert '- wants: battery replacement for "iPhone 12"' in told
    assert "B) tomorrow (Wed, Feb 11) at 10:00 AM" in told


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Brandon is at a wedding in the mountains and back by 4.", "model"),
        ("Brandon is up at Lookout Ridge.", "rules"),
    ],
)
def test_the_owners_note_is_for_customers_and_his_place_is_not(text: str, by: str) -> None:
    store = MemoryStore()
    store.state = {"status": "custom", "notes": "At a wedding in the mountains, back by 4", "location": "Lookout Ridge"}
    assert answered(store, inbound("where is he?"), say(text)).by == by


def test_the_rules_answer_what_was_asked_before_a_model_that_failed_had_looked_elsewhere() -> None:
    store = MemoryStore()
    answered(store, inbound("is tomorrow at 2pm free for an iphone 13 screen?", "SM1"))
    assert store.dialogues[PHONE].asked == "book"
    looked = [call("check_availability", date="2026-02-12"), call("ask_owner", question="Is it ok?")]
    reply = answered(store, inbound("yes", "SM2"), *looked, say("You're booked!"))
    assert reply.text == OFFERED
    assert [slot_of(lead) for lead in store.leads.values()] == [slot(14)]
    assert [entry.kind for entry in store.for_owner.values()] == ["question", "new"]


def test_the_rules_take_over_what_the_model_left_of_the_conversation() -> None:
    store = MemoryStore()
    answered(store, inbound("iphone 13 screen?", "SM1"))
    answered(store, inbound("hm", "SM2"), say("Take your time."))
    assert answered(store, inbound("tomorrow at 2pm", "SM3"), LATE) == Reply(OFFERED, "rules")


def test_a_message_without_words_costs_no_model_run() -> None:
    assert answered(MemoryStore(), inbound(" \n"), say("never asked")).by == "rules"


class SlowModel:
    """A model that takes four seconds for each answer and always asks for a tool; it keeps the seconds it was given."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.given: list[float] = []

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        self.given.append(seconds)
        self.now += timedelta(seconds=min(4.0, seconds))
        if seconds < 4:
            raise LATE
        return call("check_availability", date="2026-02-11")


def test_all_answers_of_the_model_together_have_the_seconds_of_one_turn() -> None:
    model = SlowModel(NOW)
    reply = take_turn(inbound("hi"), Office(SHOP, MemoryStore(), lambda: model.now, model))
    assert model.given == [MODEL_SECONDS, MODEL_SECONDS - 4, MODEL_SECONDS - 8]
    assert model.now == NOW + timedelta(seconds=MODEL_SECONDS)
    assert reply is not None
    assert reply.by == "rules"


def test_a_duplicate_gets_the_stored_reply_and_has_no_effect() -> None:
    store = MemoryStore()
    first = answered(store, inbound("book 2pm"), call("book_slot", **TWO), say("Take care!"))
    leads, said = dict(store.leads), conversation(store)
    assert answered(store, inbound("book 2pm"), call("book_slot", **TWO | {"time": "3:00 PM"})) == first
    assert (store.leads, conversation(store)) == (leads, said)


def test_two_messages_of_the_same_words_are_two_turns() -> None:
    store = MemoryStore()
    answered(store, inbound("hi", "SM1"))
    answered(store, inbound("hi", "SM2"))
    assert len(conversation(store)) == 4


def test_a_message_that_is_being_answered_gets_no_second_answer() -> None:
    store = MemoryStore()
    answers: list[Reply | None] = []

    def deliver_again() -> ModelAnswer:
        answers.append(turn(store, inbound("hi"), say("second")))
        return say("first")

    answers.append(bare(take_turn(inbound("hi"), office(store, [deliver_again]))))
    assert answers == [None, Reply("first", "model")]
    assert conversation(store) == [("user", "hi"), ("assistant", "first")]


class KilledError(BaseException):
    """The function's end: nothing catches it."""


class CrashingStore(MemoryStore):
    """A store whose first commits never happen, as if the function had ended before them."""

    def __init__(self, crashes: int) -> None:
        super().__init__()
        self.crashes = crashes

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
        if self.crashes:
            self.crashes -= 1
            raise KilledError
        super().commit(inbound, claim, reply, records, now)


@pytest.mark.parametrize("script", [(), (call("book_slot", **TWO), LATE)], ids=["rules", "model"])
def test_a_turn_that_crashed_after_it_booked_is_taken_over_with_the_same_booking(
    script: tuple[ModelAnswer | Exception, ...],
) -> None:
    store = CrashingStore(crashes=2)
    message = inbound("iphone 13 screen tomorrow at 2pm")
    for later in (timedelta(), LEASE):
        with pytest.raises(KilledError):
            turn(store, message, *script, now=NOW + later)
    leads = dict(store.leads)
    reply = answered(store, inbound(message.text, received_at=NOW + 2 * LEASE), *script, now=NOW + 2 * LEASE)
    assert reply.text == CONFIRMED
    assert len(leads) == 1
    assert store.leads == leads
    assert conversation(store) == [("user", message.text), ("assistant", CONFIRMED)]


def test_a_takeover_confirms_what_was_booked_and_asks_nobody_again() -> None:
    store = CrashingStore(crashes=1)
    with pytest.raises(KilledError):
        turn(store, inbound("iphone 13 screen tomorrow at 2pm"), call("book_slot", **TWO), say("Done"))
    another = call("book_slot", **{**TWO, "time": "3:00 PM"})
    model = ScriptedModel([another, say("Done")])
    late = NOW + LEASE + timedelta(days=1)  # by then "tomorrow" is another day
    reply = take_turn(inbound("iphone 13 screen tomorrow at 2pm", received_at=late), office(store, model, late))
    assert reply is not None
    assert "2:00 PM" in reply.text
    assert model.requests == []
    assert len(store.leads) == 1


def test_a_turn_books_once() -> None:
    store = MemoryStore()
    another = call("book_slot", **{**TWO, "time": "3:00 PM"})
    reply = answered(store, inbound("two please"), call("book_slot", **TWO), another, say("Both are booked"))
    assert reply.text == OFFERED
    assert len(store.leads) == 1


def test_a_booking_whose_reply_could_not_be_stored_is_confirmed_all_the_same() -> None:
    class ReadOnlyAfterwards(MemoryStore):
        def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
            raise StoreUnavailableError("the tables cannot be reached; please try again")

    store = ReadOnlyAfterwards()
    assert answered(store, inbound("iphone 13 screen tomorrow at 2pm")).text == OFFERED
    with pytest.raises(StoreUnavailableError):
        turn(store, inbound("hi", "SM2"))


def test_the_model_s_talk_makes_the_rules_forget_what_they_offered() -> None:
    store = MemoryStore()
    answered(store, inbound("is tomorrow at 2pm free for an iphone 13 screen?", "SM1"))
    answered(store, inbound("never mind, too early", "SM2"), say("No problem!"))
    assert "Booked" not in answered(store, inbound("ok thanks", "SM3"), LATE).text
    assert store.leads == {}


def test_when_the_owner_answers_himself_neither_receptionist_does() -> None:
    store = MemoryStore()
    store.state = {"ai_answers_sms": False}
    reply = answered(store, inbound("iphone 13 screen tomorrow at 2pm"), say("never asked"))
    assert reply.text == "Thanks for your message! Brandon will text you back himself."
    assert store.leads == {}
    assert conversation(store)[0] == ("user", "iphone 13 screen tomorrow at 2pm")


def test_what_the_model_names_as_device_cannot_change_the_confirmation() -> None:
    words = visit("2026-02-11", "2:00 PM", device="iphone 13, price agreed $1 with Brandon, 5-year warranty")
    assert answered(MemoryStore(), inbound("now"), call("book_slot", **words), say("")).text == OFFERED


def test_the_model_sees_a_message_that_is_taken_over_once() -> None:
    store = CrashingStore(crashes=1)
    with pytest.raises(KilledError):
        turn(store, inbound("hi"), say("Hello!"))
    model = ScriptedModel([say("Hello!")])
    take_turn(inbound("hi", received_at=NOW + LEASE), office(store, model, NOW + LEASE))
    assert spoken(model) == [{"role": "user", "content": "hi"}]


def test_who_lost_the_lease_says_nothing() -> None:
    store = MemoryStore()

    def be_overtaken() -> ModelAnswer:
        answered(store, inbound("hi"), say("the other's"), now=NOW + LEASE)
        return say("too late")

    assert take_turn(inbound("hi"), office(store, [be_overtaken])) is None
    assert conversation(store) == [("user", "hi"), ("assistant", "the other's")]


@given(st.text(), st.text())
def test_any_message_and_any_model_get_a_reply_that_fits_a_text_message(text: str, words: str) -> None:
    reply = answered(MemoryStore(), inbound(text), say(words))
    assert reply.text or is_answered_by_twilio(text)
    assert reply.text == plain_text(reply.text)


def test_a_long_greeting_of_the_owner_is_cut_to_a_text_message() -> None:
    store = MemoryStore()
    store.state = {"greeting": "Yo \u2013 welcome! " * 50}
    assert answered(store, inbound("hi")).text == ("Yo - welcome! " * 22).strip()


def test_the_customers_number_is_neither_told_to_the_model_nor_logged(capsys: pytest.CaptureFixture[str]) -> None:
    model = ScriptedModel([say("Hello!"), LATE])
    for key in ("SM1", "SM2"):
        take_turn(inbound("hi", key), office(MemoryStore(), model, salt=b"salt"))
    assert model.customers[0] == model.customers[1] != ""
    assert PHONE not in str((model.customers, model.instructions, model.requests, model.tools))
    logged = capsys.readouterr().err
    assert "**********27" in logged
    assert PHONE not in logged


def test_who_lacks_the_salt_cannot_tell_a_customer_by_the_id_that_the_model_is_given() -> None:
    model = ScriptedModel([say("Hello!"), say("Hello!")])
    for key, salt in (("SM1", b"one"), ("SM2", b"other")):
        take_turn(inbound("hi", key), office(MemoryStore(), model, salt=salt))
    assert model.customers[0] != model.customers[1]
    assert hashlib.sha256(PHONE.encode()).hexdigest() not in model.customers


# --- a late model


class Later:
    """Whoever takes a turn over: it keeps what it was handed."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.handed: list[tuple[Inbound, Claim]] = []

    def __call__(self, inbound: Inbound, claim: Claim) -> bool:
        self.handed.append((inbound, claim))
        return self.takes


TOO_LATE = ModelLateError("the model was too late")


def test_a_late_models_turn_is_finished_by_another_and_has_one_reply() -> None:
    store, later = MemoryStore(), Later()
    reply = take_turn(inbound("hi"), office(store, [TOO_LATE], hand_over=later))
    assert reply == Reply("", "later")
    assert take_turn(inbound("hi"), office(store, [say("never asked")])) is None
    ((message, claim),) = later.handed
    finished = finish_turn(message, claim.lease_until, office(store, [say("Hello!")]))
    assert bare(finished) == Reply("Hello!", "model")
    assert bare(finish_turn(message, claim.lease_until, office(store, [say("never asked")]))) == Reply(
        "Hello!", "model"
    )
    assert take_turn(inbound("hi"), office(store, [say("never asked")])) is None
    assert conversation(store) == [("user", "hi"), ("assistant", "Hello!")]


def test_a_turn_that_nobody_takes_is_answered_by_the_rules_at_once() -> None:
    store, later = MemoryStore(), Later(takes=False)
    reply = take_turn(inbound("battery?"), office(store, [TOO_LATE], hand_over=later))
    assert reply is not None
    assert (reply.by, "$49" in reply.text, len(later.handed)) == ("rules", True, 1)
    ((message, claim),) = later.handed
    assert finish_turn(message, claim.lease_until, office(store, [say("never asked")])) is None


def test_a_model_that_is_down_is_not_waited_for() -> None:
    later = Later()
    reply = take_turn(inbound("battery?"), office(MemoryStore(), [LATE], hand_over=later))
    assert reply is not None
    assert (reply.by, later.handed) == ("rules", [])


def test_a_late_model_that_has_acted_is_confirmed_at_once() -> None:
    store, later = MemoryStore(), Later()
    reply = take_turn(inbound("2pm"), office(store, [call("book_slot", **TWO), TOO_LATE], hand_over=later))
    assert bare(reply) == Reply(OFFERED, "model")
    assert later.handed == []


def test_who_finishes_a_turn_has_more_time_and_hands_it_to_nobody() -> None:
    store, later = MemoryStore(), Later()
    take_turn(inbound("battery?"), office(store, [TOO_LATE], hand_over=later))
    ((message, claim),) = later.handed
    model = SlowModel(NOW)
    again = Office(SHOP, store, lambda: model.now, model, hand_over=later)
    reply = finish_turn(message, claim.lease_until, again)
    assert reply is not None
    assert reply.by == "rules"
    assert model.given[0] == MODEL_SECONDS_LATER
    assert len(later.handed) == 1


def test_a_turn_that_is_being_finished_is_finished_by_one() -> None:
    store, later = MemoryStore(), Later()
    take_turn(inbound("hi"), office(store, [TOO_LATE], hand_over=later))
    ((message, claim),) = later.handed

    def deliver_again() -> ModelAnswer:
        with pytest.raises(TurnInFlightError):
            finish_turn(message, claim.lease_until, office(store, [say("second")]))
        return say("first")

    assert bare(finish_turn(message, claim.lease_until, office(store, [deliver_again]))) == Reply("first", "model")
    assert conversation(store) == [("user", "hi"), ("assistant", "first")]


# --- limits


def few(**limits: float) -> Shop:
    return replace(SHOP, **limits)  # type: ignore[arg-type]


def test_beyond_its_messages_of_an_hour_a_number_is_answered_by_the_rules_and_the_owner_told_once() -> None:
    store = MemoryStore()
    shop = few(messages_an_hour=2)
    by = []
    for n in range(4):
        reply = take_turn(inbound("hi", f"SM{n}"), office(store, [say("Hello!")], shop=shop))
        by.append(reply.by if reply else None)
    assert by == ["model", "model", "rules", "rules"]
    assert [entry.text for entry in store.for_owner.values()] == [
        f"{PHONE} has sent more than 2 messages in an hour. Plain rules answer it."
    ]
    reply = take_turn(inbound("hi", "SM9"), office(store, [say("Hello!")], now=NOW + timedelta(hours=1), shop=shop))
    assert reply is not None
    assert reply.by == "model"


def test_beyond_the_turns_of_a_day_the_rules_answer_everybody_and_the_owner_is_told_once() -> None:
    store = MemoryStore()
    shop = few(daily_turns=2)
    by = []
    for n in range(4):
        message = replace(inbound("hi", f"SM{n}"), phone=f"+1904252092{n}", session_id=f"session {n}")
        reply = take_turn(message, office(store, [say("Hello!")], shop=shop))
        by.append(reply.by if reply else None)
    assert by == ["model", "model", "rules", "rules"]
    assert [entry.text for entry in store.for_owner.values()] == [
        "Today's budget for the model (2 turns, $2) is spent. Plain rules answer until midnight."
    ]
    tomorrow = NOW + timedelta(days=1)
    reply = take_turn(inbound("hi", "SM9", tomorrow), office(store, [say("Hello!")], now=tomorrow, shop=shop))
    assert reply is not None
    assert reply.by == "model"


def test_beyond_the_money_of_a_day_the_rules_answer() -> None:
    store = MemoryStore()
    dear = replace(call("check_availability", date="2026-02-11"), cost=300_000)
    shop = few(daily_dollars=0.5)
    first = take_turn(inbound("hi", "SM1"), office(store, [dear, replace(say("Hello!"), cost=200_000)], shop=shop))
    second = take_turn(inbound("hi", "SM2"), office(store, [say("never asked")], shop=shop))
    assert first is not None
    assert second is not None
    assert (first.by, second.by) == ("model", "rules")
    assert store.spent[TODAY] == Spent(1, 500_000)


def test_what_a_failing_model_has_cost_is_counted() -> None:
    store = MemoryStore()
    dear = replace(call("check_availability", date="2026-02-11"), cost=300)
    take_turn(inbound("hi"), office(store, [dear, ModelLateError("the model was too late", 50)]))
    assert store.spent[TODAY] == Spent(1, 350)


def test_a_model_that_breaks_in_a_way_nobody_has_thought_of_is_replaced_by_the_rules() -> None:
    reply = answered(MemoryStore(), inbound("battery?"), ZeroDivisionError("division by zero"))
    assert (reply.by, "$49" in reply.text) == ("rules", True)


def test_without_a_model_no_turn_of_it_is_counted() -> None:
    store = MemoryStore()
    take_turn(inbound("hi"), office(store))
    assert store.spent[TODAY] == Spent(0, 0)


# --- words for Twilio, photos, the guard


@pytest.mark.parametrize(("word", "is_out"), [("STOP", True), ("cancel", True), ("START", False), ("HELP", False)])
def test_a_word_that_twilio_answers_is_stored_and_gets_no_reply(word: str, is_out: bool) -> None:
    store = MemoryStore()
    assert answered(store, inbound(word), say("never asked")) == Reply("", "rules")
    assert (PHONE in store.opt_outs) is is_out
    assert conversation(store) == [("user", word)]
    assert answered(store, inbound(word), say("never asked")) == Reply("", "rules")


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_who_opts_in_again_gets_our_texts_again(word: str) -> None:
    store = MemoryStore()
    answered(store, inbound("STOP", "SM1"))
    reply = answered(store, inbound(word, "SM2"))
    assert store.opt_outs == set()
    assert bool(reply.text) is (word == "Yes")


NO_MORE_TEXTS = "OK, you won't get any more texts from us. Text START if you change your mind."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take me off your list", NO_MORE_TEXTS),
        ("Quit messaging me.", NO_MORE_TEXTS),
        ("ya no me manden mensajes", "Esta bien, ya no te vamos a mandar mensajes. Escribe START si cambias de idea."),
    ],
)
@pytest.mark.parametrize("source", ["twilio-sms", "twilio-whatsapp"])
def test_an_opt_out_in_plain_words_is_recorded_and_confirmed_once(text: str, said: str, source: str) -> None:
    store = MemoryStore()
    first, second = (
        answered(store, replace(inbound(text, key), source=source), say("never asked")) for key in ("SM1", "SM2")
    )
    assert first.text == said
    assert second.text == ""
    assert store.opt_outs == {PHONE}
    assert store.for_owner == {}


@pytest.mark.parametrize("text", ["cancel 4711", "stop 2", "end 3pm", "Cancel.", "cancel please", "cancelar 4711"])
def test_who_cancels_with_more_than_the_bare_word_is_answered_and_not_opted_out(text: str) -> None:
    store = MemoryStore()
    take_turn(inbound("iphone 13 screen tomorrow at 2pm", "SM1"), office(store))
    reply = take_turn(inbound(text, "SM2"), office(store))
    assert reply
    assert reply.text
    assert store.opt_outs == set()
    assert [lead.status for lead in store.leads.values()] == ["booked"]  # Nothing is cancelled without a yes.


@pytest.mark.parametrize("text", ["don't text me until 5", "stop, not that one", "please stop by on Friday?"])
def test_what_only_sounds_like_an_opt_out_is_answered(text: str) -> None:
    store = MemoryStore()
    assert answered(store, inbound(text), say("All right.")).text == "All right."
    assert store.opt_outs == set()


def test_the_owner_opts_out_with_twilios_words_alone_however_often_he_says_others() -> None:
    store, owner = MemoryStore(), "+19045550100"
    for n in range(4):
        text = replace(inbound("please stop texting me all the time", f"SM{n}"), phone=owner)
        take_turn(text, office(store))
    assert store.opt_outs == set()
    take_turn(replace(inbound("STOP", "SM9"), phone=owner), office(store))
    assert store.opt_outs == {owner}


@pytest.mark.parametrize("text", ["START", "unstop", " Start "])
@pytest.mark.parametrize("is_out", [True, False])
def test_the_owner_opts_in_again_and_is_told_so(text: str, is_out: bool) -> None:
    store, owner = MemoryStore(), "+19045550100"
    store.opt_outs = {owner} if is_out else set()
    assert answered(store, replace(inbound(text), phone=owner)).text.startswith("You get my texts.")
    assert store.opt_outs == set()


def test_a_yes_of_the_owner_opts_him_in_and_still_answers() -> None:
    store, owner = MemoryStore(), "+19045550100"
    store.opt_outs = {owner}
    yes = replace(inbound("yes"), phone=owner, opt_out_type="START")
    assert answered(store, yes).text == "No question is waiting for you."
    assert store.opt_outs == set()


def test_a_story_with_an_opt_out_in_it_is_told_to_the_owner() -> None:
    store = MemoryStore()
    story = "You broke my phone last week and nobody called me back. Stop texting me."
    answered(store, inbound(story))
    assert [entry.text for entry in store.for_owner.values()] == [f"{PHONE} wants no more texts: {story}"]


@pytest.mark.parametrize("word", ["START", "yes"])
def test_a_yes_to_a_question_is_no_wish_for_more_texts(word: str) -> None:
    store = MemoryStore()
    for n, text in enumerate(["lose my number", "do you have tomorrow at 2pm for an iphone 13 screen?", word]):
        answered(store, inbound(text, f"SM{n}"))
    assert store.opt_outs == (set() if word == "START" else {PHONE})


def test_the_question_that_stood_before_an_opt_out_is_closed() -> None:
    store = MemoryStore()
    for n, text in enumerate(["do you have tomorrow at 2pm for an iphone 13 screen?", "STOP", "Yes"]):
        answered(store, inbound(text, f"SM{n}"))
    assert (store.leads, store.opt_outs) == ({}, set())


# --- reactions and auto-replies


@pytest.mark.parametrize(
    "text",
    ["Liked “{}”", "Removed a heart from “{}”", "🙏 to “{}”", "Le gustó “{}”", "Hat „{}“ mit „Gefällt mir“ markiert"],
)
def test_a_reaction_to_a_question_is_no_answer_to_it(text: str) -> None:
    store = MemoryStore()
    asked = answered(store, inbound("do you have tomorrow at 2pm for an iphone 13 screen?", "SM1")).text
    before = store.dialogues[PHONE]
    assert before.asked
    reaction = text.format(asked)
    assert answered(store, inbound(reaction, "SM2"), say("never asked")) == Reply("", "rules")
    assert replace(store.dialogues[PHONE], revision=before.revision) == before
    assert conversation(store)[-1] == ("user", reaction)
    assert (store.leads, store.for_owner) == ({}, {})
    assert answered(store, inbound("yes", "SM3")).text == OFFERED


def test_an_emoji_alone_is_an_answer() -> None:
    store = MemoryStore()
    assert answered(store, inbound("👍"), say("Great!")).text == "Great!"


@pytest.mark.parametrize("text", ["Automatic reply: I am away", "I'm driving with Focus turned on.", "No monitoreado"])
def test_an_auto_reply_is_stored_and_left_alone(text: str) -> None:
    store = MemoryStore()
    is_answered = bool(answered(store, inbound(text), say("Hello!")).text)
    assert is_answered is (text == "No monitoreado")
    assert conversation(store)[0] == ("user", text)
    assert store.for_owner == {}


def test_the_desk_knows_what_the_customer_was_told_last(monkeypatch: pytest.MonkeyPatch) -> None:
    store, told = MemoryStore(), list[str]()

    def by_rules(text: str, desk: Desk, heard: Understood | None) -> Reply:
        told.append(desk.last_reply)
        return Reply(f"Answer to {text}", "rules", desk.dialogue)

    monkeypatch.setattr("linda.turn.reply_by_rules", by_rules)
    for n, text in enumerate(["one", "Liked “Answer to one”", "two", "three"]):
        answered(store, inbound(text, f"SM{n}"))
    assert told == ["", "Answer to one", "Answer to two"]


# --- files and places


class Album:
    """Photos by their URLs; a URL that it does not have is a photo that cannot be had."""

    def __init__(self, **photos: bytes) -> None:
        self._photos = photos

    def photos(self, urls: Sequence[str], seconds: float) -> list[Photo]:
        return [Photo("image/png", self._photos[url]) for url in urls if url in self._photos]


def with_photos(text: str, *urls: str) -> Inbound:
    return replace(inbound(text), attachments=tuple(Attachment(url, "image/png") for url in urls))


def test_photos_are_shown_to_the_model_and_what_it_sees_stands_on_the_booking() -> None:
    store = MemoryStore()
    seen = call("describe_photos", description="screen cracked at the corner")
    model = ScriptedModel([seen, call("book_slot", **TWO), say("ok")])
    take_turn(with_photos("look", "a", "b"), office(store, model, photos=Album(a=b"A", b=b"B")))
    assert spoken(model)[-1]["content"] == [
        {"type": "input_text", "text": "look [2 photos]"},
        {"type": "input_image", "image_url": "data:image/png;base64,QQ==", "detail": "low"},
        {"type": "input_image", "image_url": "data:image/png;base64,Qg==", "detail": "low"},
    ]
    (lead,) = store.leads.values()
    assert lead.remarks == ("Sent 2 photos", "Photo: screen cracked at the corner")
    assert conversation(store)[0] == ("user", "look [2 photos]")


def test_photos_that_cannot_be_had_leave_the_text_to_be_answered() -> None:
    model = ScriptedModel([say("What happened?")])
    reply = take_turn(with_photos("look", "gone"), office(MemoryStore(), model, photos=Album()))
    assert bare(reply) == Reply("What happened?", "model")
    assert spoken(model)[-1]["content"] == "look [1 photo]"
    assert "describe_photos" not in str(model.tools)


def test_a_photo_without_words_is_answered_with_and_without_a_model() -> None:
    store = MemoryStore()
    reply = take_turn(with_photos("", "a"), office(store))
    assert reply is not None
    assert reply.text.startswith("Thanks for the photo.")
    assert store.dialogues[inbound("").customer].remarks == ("Sent 1 photo",)
    model = ScriptedModel([say("A cracked screen?")])
    assert bare(take_turn(with_photos("", "a"), office(MemoryStore(), model, photos=Album(a=b"A")))) == Reply(
        "A cracked screen?", "model"
    )


VOICE, PHOTO = Attachment("https://api.twilio.com/1", "audio/ogg"), Attachment("a", "image/png")
VCARD, PDF = (
    Attachment("https://api.twilio.com/2", "text/x-vcard"),
    Attachment("https://api.twilio.com/3", "application/pdf"),
)


def test_a_message_of_all_kinds_is_answered_in_all_of_them() -> None:
    store = MemoryStore()
    message = replace(inbound("iphone 13 screen tomorrow at 2pm"), attachments=(PHOTO, VOICE, PHOTO))
    reply = answered(store, message)
    assert reply.text.startswith("Sorry, I can't listen to voice messages. Could you write it instead? ")
    assert CONFIRMED[:60] in reply.text
    (lead,) = store.leads.values()
    assert lead.remarks == ("Voice note: https://api.twilio.com/1", "Sent 2 photos")
    assert conversation(store)[0] == ("user", "iphone 13 screen tomorrow at 2pm [2 photos] [1 voice note]")
    assert [entry.text for entry in store.for_owner.values()] == [
        f"{PHONE} sent a voice note: https://api.twilio.com/1",
        f"New: {PHONE}, iPhone 13 screen repair, Wed, Feb 11 at 2:00 PM",
    ]


def test_a_file_leaves_the_question_that_stands_and_costs_no_model_run() -> None:
    store = MemoryStore()
    answered(store, inbound("do you have tomorrow at 2pm for an iphone 13 screen?", "SM1"))
    message = replace(inbound("", "SM2"), attachments=(VCARD, PDF))
    assert answered(store, message, say("never asked")).text == (
        "Sorry, I can't open contact cards. Could you write it instead? "
        "Sorry, I can't open PDFs. Could you write it instead?"
    )
    assert answered(store, inbound("yes", "SM3")).text == OFFERED
    (lead,) = store.leads.values()
    assert lead.remarks == ("Contact card: https://api.twilio.com/2", "PDF: https://api.twilio.com/3")


def test_one_text_tells_the_owner_of_a_message_and_its_files() -> None:
    store = MemoryStore()
    store.state = {"ai_answers_sms": False}
    answered(store, replace(inbound("listen"), attachments=(VOICE,)))
    assert {entry.customer for entry in store.for_owner.values()} == {PHONE}
    assert [entry.text for entry in store.for_owner.values()] == [
        f"{PHONE} sent a voice note: https://api.twilio.com/1",
        f"{PHONE} writes: listen [1 voice note]",
    ]


def test_a_file_whose_turn_crashed_after_it_booked_is_kept() -> None:
    store = CrashingStore(crashes=1)
    message = replace(inbound("iphone 13 screen tomorrow at 2pm"), attachments=(VOICE,))
    with pytest.raises(KilledError):
        turn(store, message)
    assert answered(store, replace(message, received_at=NOW + LEASE), now=NOW + LEASE).text == CONFIRMED
    (lead,) = store.leads.values()
    assert lead.remarks == ("Voice note: https://api.twilio.com/1",)


PLACE = "9 Ocean Blvd, Atlantic Beach (30.32,-81.4)"
NOTED = f"Thanks, I've noted {PLACE}."


def test_a_place_is_the_address_and_no_answer_to_another_question() -> None:
    store = MemoryStore()
    answered(store, inbound("do you have tomorrow at 2pm for an iphone 13 screen?", "SM1"))
    assert answered(store, replace(inbound("", "SM2"), location=PLACE)).text == NOTED
    assert (store.dialogues[PHONE].address, bool(store.dialogues[PHONE].asked)) == (PLACE, True)
    assert conversation(store)[2] == ("user", f"[location: {PLACE}]")
    answered(store, inbound("yes", "SM3"))
    (lead,) = store.leads.values()
    assert lead.remarks == (f"Location: {PLACE}",)


def test_the_place_of_a_visit_that_is_being_arranged_is_read_as_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    store, read = MemoryStore(), list[tuple[str, str]]()
    store.dialogues[PHONE] = Dialogue(on_site=True, session_id=f"{PHONE}-2026-02-10")

    def by_rules(text: str, desk: Desk, heard: Understood | None) -> Reply:
        read.append((text, desk.dialogue.address))
        return Reply("See you there.", "rules", desk.dialogue)

    monkeypatch.setattr("linda.turn.reply_by_rules", by_rules)
    assert answered(store, replace(inbound("", "SM1"), location=PLACE)).text == "See you there."
    assert answered(store, replace(inbound("gate 4", "SM2"), location=PLACE)).text == f"{NOTED} See you there."
    assert read == [(PLACE, PLACE), ("gate 4", PLACE)]
    assert store.dialogues[PHONE].on_site


def test_the_model_hears_of_a_place() -> None:
    model = ScriptedModel([say("Got it. When suits you?")])
    reply = take_turn(replace(inbound(""), location=PLACE), office(MemoryStore(), model))
    assert spoken(model)[-1]["content"] == f"[location: {PLACE}]"
    assert reply is not None
    assert reply.text == f"{NOTED} Got it. When suits you?"


def test_a_place_that_another_message_of_the_moment_overtakes_is_kept() -> None:
    store = MemoryStore()

    def write_meanwhile() -> ModelAnswer:
        answered(store, inbound("battery?", "SM2"))
        return say("Got it.")

    take_turn(replace(inbound("", "SM1"), location=PLACE), office(store, [write_meanwhile]))
    assert store.dialogues[PHONE].address == PLACE


@pytest.mark.parametrize(
    "words",
    [
        "Tomorrow at 3 PM is free.",
        "I cancelled it for you.",
        "I told Brandon.",
        "You get 20% off.",
        "Brandon is at Beach Blvd gym.",
        "Call +1 305 555 0188.",
        "My instructions say that I am LINDA.",
        "The token is sesame-street-1.",
    ],
)
def test_what_no_tool_supports_or_is_not_the_customers_never_leaves(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = MemoryStore()
    store.state = {"location": "Beach Blvd gym"}
    reply = take_turn(inbound("how much is a battery?"), office(store, [say(words)], secrets=("sesame-street-1",)))
    assert reply is not None
    assert (reply.by, words in reply.text) == ("rules", False)
    assert "reply_replaced" in capsys.readouterr().err


def test_a_stored_booking_may_be_told_by_the_model() -> None:
    store = MemoryStore()
    answered(store, inbound("2pm", "SM1"), call("book_slot", **TWO), say("ok"))
    reply = answered(store, inbound("when is it?", "SM2"), say("You're booked for tomorrow at 2 PM."))
    assert reply == Reply("You're booked for tomorrow at 2 PM.", "model")
    another = answered(store, inbound("when is it?", "SM3"), say("You're booked for tomorrow at 3 PM."))
    assert another.by == "rules"


def test_what_a_turn_reads_it_reads_at_the_same_time_as_it_claims_it() -> None:
    """Two round trips in all: every read of the first one waits here until all are under way."""

    class Waiting(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.all_at_once = Barrier(6, timeout=10)
            self.met: set[str] = set()
            self.commits = 0

    def waits(name: str) -> Any:
        def method(self: Waiting, *arguments: Any, **more: Any) -> Any:
            if name not in self.met:
                self.met.add(name)
                self.all_at_once.wait()
            return getattr(MemoryStore, name)(self, *arguments, **more)

        return method

    for name in ("claim", "owner_state", "messages", "dialogue", "count", "spend"):
        setattr(Waiting, name, waits(name))
    assert answered(Waiting(), inbound("hi"), say("Hello!")) == Reply("Hello!", "model")


# --- tables and neighbours in trouble


class Forgetful(MemoryStore):
    """A store whose counters cannot be reached."""

    def __init__(self, *, costs_only: bool = False) -> None:
        super().__init__()
        self.costs_only = costs_only

    def spend(self, day: date, *, turns: int = 0, cost: int = 0) -> Spent:
        if turns or not self.costs_only:
            raise StoreUnavailableError("the tables cannot be reached; please try again")
        return super().spend(day, turns=turns, cost=cost)


def test_without_counters_no_model_is_asked_and_the_rules_answer() -> None:
    reply = answered(Forgetful(), inbound("battery?"), say("never asked"))
    assert (reply.by, "$49" in reply.text) == ("rules", True)


def test_a_cost_that_cannot_be_counted_leaves_the_reply_as_it_is() -> None:
    store, later = Forgetful(costs_only=True), Later()
    assert answered(store, inbound("2pm", "SM1"), call("book_slot", **TWO), say("ok")).text == OFFERED
    assert bare(take_turn(inbound("hi", "SM2"), office(store, [TOO_LATE], hand_over=later))) == Reply("", "later")


def test_a_tool_that_fails_after_a_booking_leaves_it_confirmed() -> None:
    class Failing(MemoryStore):
        def open_bookings(self, phone: str) -> OpenBookings:
            if self.leads:
                raise StoreUnavailableError("the tables cannot be reached; please try again")
            return super().open_bookings(phone)

    reply = answered(Failing(), inbound("2pm"), call("book_slot", **TWO), call("my_bookings"))
    assert reply == Reply(OFFERED, "model")


def test_a_discount_is_spent_once_also_when_the_turn_that_spent_it_crashed() -> None:
    store = CrashingStore(crashes=0)
    answered(store, inbound("10% off?", "SM1"))
    store.crashes = 1
    with pytest.raises(KilledError):
        turn(store, inbound("iphone 13 screen tomorrow at 2pm", "SM2"))
    answered(store, inbound("iphone 13 screen tomorrow at 2pm", "SM2", NOW + LEASE), now=NOW + LEASE)
    answered(store, inbound("iphone 13 battery tomorrow at 4pm", "SM3", NOW + LEASE), now=NOW + LEASE)
    assert sorted(lead.discount_percent for lead in store.leads.values()) == [0, 10]


def test_a_message_that_overlaps_another_does_not_bring_its_dialogue_back() -> None:
    store = MemoryStore()
    answered(store, inbound("10% off?", "SM1"))

    def book_meanwhile() -> ModelAnswer:
        answered(store, inbound("iphone 13 screen tomorrow at 2pm", "SM3"))
        return say("Hello!")

    take_turn(inbound("hi", "SM2"), office(store, [book_meanwhile]))
    assert store.dialogues[inbound("").customer].discount_percent == 0


def test_a_grant_of_a_message_that_overlaps_another_is_kept() -> None:
    store = MemoryStore()

    def write_meanwhile() -> ModelAnswer:
        answered(store, inbound("iphone 13 screen?", "SM2"))
        return say("You have 10% off your repair.")

    take_turn(inbound("10% off?", "SM1"), office(store, [call("authorize_discount", percent=10), write_meanwhile]))
    dialogue = store.dialogues[inbound("").customer]
    assert (dialogue.discount_percent, dialogue.remarks) == (10, ("Granted: 10% off",))
    assert dialogue.jobs == (Job("screen", "iphone 13"),)


def test_a_stop_that_comes_again_after_a_start_changes_nothing() -> None:
    store = MemoryStore()
    for key, word in (("SM1", "STOP"), ("SM2", "START"), ("SM1", "STOP")):
        answered(store, inbound(word, key))
    assert store.opt_outs == set()


@pytest.mark.parametrize("word", ["CANCEL", "HELP", "END"])
def test_on_whatsapp_the_words_of_text_messages_are_messages(word: str) -> None:
    store = MemoryStore()
    assert answered(store, replace(inbound(word), source="twilio-whatsapp")).text
    assert store.opt_outs == set()
    said = answered(store, replace(inbound("stop", "SM2"), source="twilio-whatsapp")).text
    assert said == NO_MORE_TEXTS
    assert store.opt_outs == {PHONE}


def test_one_number_does_not_use_up_the_turns_of_the_shop() -> None:
    store = MemoryStore()
    for n in range(40):
        take_turn(inbound("hi", f"SM{n}"), office(store, [say("Hello!")]))
        take_turn(inbound("hi", f"SM{n}"), office(store, [say("Hello!")]))
    assert store.spent[TODAY].turns <= SHOP.messages_an_hour


def test_beyond_the_limit_of_its_hour_a_number_fills_neither_its_lead_nor_the_owners_phone() -> None:
    store = MemoryStore()
    for n in range(60):
        take_turn(inbound(f"tell Brandon {n}", f"SM{n}"), office(store))
    assert len(store.for_owner) <= SHOP.messages_an_hour + 1
    assert max(len(lead.remarks) for lead in store.leads.values()) <= SHOP.messages_an_hour


@pytest.mark.parametrize("words", ["螢幕修理要七十九美元", "Ремонт экрана стоит семьдесят девять"])
def test_words_that_no_text_message_can_hold_are_replaced(words: str) -> None:
    assert answered(MemoryStore(), inbound("battery?"), say(words)).by == "rules"


def test_a_message_to_an_owner_who_answers_himself_reaches_him() -> None:
    store = MemoryStore()
    store.state = {"ai_answers_sms": False}
    answered(store, inbound("are you there?"))
    assert [entry.text for entry in store.for_owner.values()] == [f"{PHONE} writes: are you there?"]


@pytest.mark.parametrize(("answers", "waited"), [(False, timedelta(0)), (True, timedelta(hours=3))])
def test_danger_is_answered_also_by_an_owner_who_answers_himself_and_late(answers: bool, waited: timedelta) -> None:
    store = MemoryStore()
    store.state = {"ai_answers_sms": answers}
    reply = answered(store, inbound("my battery is swollen", received_at=NOW - waited))
    assert reply.text.startswith("Stop charging")
    assert [entry.kind for entry in store.for_owner.values()] == ["danger"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm running late", f"Ana ({PHONE}) writes: I'm running late"),
        ("my battery is swollen", f"URGENT: Ana ({PHONE}) writes: my battery is swollen"),
        ("do you have a kids play area?", f"1) Ana ({PHONE}) asks: do you have a kids play area?"),
    ],
)
def test_the_owner_is_told_by_name_who_writes_and_that_he_asks_only_if_he_does(text: str, told: str) -> None:
    store = MemoryStore()
    desk(store, key="SM0").book(slot(14, TODAY), [Job("screen", "iphone 13")], name="Ana")
    answered(store, inbound(text))
    assert any(entry.text.startswith(told) for entry in store.for_owner.values()), store.for_owner


# --- sessions


def on(day: str, text: str, key: str, received_at: datetime = NOW) -> Inbound:
    return replace(inbound(text, key, received_at), session_id=f"{PHONE}-{day}")


def test_a_discount_that_was_noted_before_the_months_end_is_booked_after_it() -> None:
    store, evening, morning = MemoryStore(), datetime(2026, 3, 1, 4, tzinfo=UTC), datetime(2026, 3, 1, 14, tzinfo=UTC)
    answered(store, on("2026-02-28", "can i get 10% off?", "SM1", evening), now=evening)
    answered(store, on("2026-03-01", "iphone 13 screen march 2 at 2pm", "SM2", morning), now=morning)
    (lead,) = store.leads.values()
    assert lead.discount_percent == 10


def test_a_yes_after_midnight_books_what_was_held_before_it() -> None:
    store, before, after = (
        MemoryStore(),
        datetime(2026, 2, 11, 4, 58, tzinfo=UTC),
        datetime(2026, 2, 11, 5, 1, tzinfo=UTC),
    )
    asked = answered(
        store,
        on("2026-02-10", "do you have anything on feb 12 at 2pm for an iphone 13 screen?", "SM1", before),
        now=before,
    )
    assert "Want me to book it?" in asked.text
    assert "Booked" in answered(store, on("2026-02-11", "yes", "SM2", after), now=after).text


def test_the_models_history_reaches_into_the_session_before() -> None:
    store = MemoryStore()
    for day, text in (("2026-02-03", "long ago"), ("2026-02-08", "hi"), ("2026-02-10", "it's me")):
        answered(store, on(day, text, f"SM-{day}"), say("Hello!"))
    model = ScriptedModel([say("Sure.")])
    take_turn(on("2026-02-10", "screen?", "SM9"), office(store, model))
    assert [item["content"] for item in spoken(model)] == ["hi", "Hello!", "it's me", "Hello!", "screen?"]


def test_of_a_long_session_before_the_model_sees_the_end() -> None:
    store = MemoryStore()
    for n in range(15):
        answered(store, on("2026-02-09", f"{n}", f"SM{n}"), say("Hello!"))
    model = ScriptedModel([say("Sure.")])
    take_turn(on("2026-02-10", "screen?", "SM99"), office(store, model))
    assert [item["content"] for item in spoken(model)][-3:] == ["14", "Hello!", "screen?"]


def test_a_turn_of_yesterday_that_ends_late_leaves_todays_session_the_last_one() -> None:
    store = MemoryStore()

    def write_meanwhile() -> ModelAnswer:
        answered(store, on("2026-02-11", "still there?", "SM2"), say("Yes!"))
        return say("Hello!")

    take_turn(on("2026-02-10", "hi", "SM1"), office(store, [write_meanwhile]))
    assert store.dialogues[PHONE].session_id == f"{PHONE}-2026-02-11"


# --- what has no end

OWNER = "+19045550100"
TOWING = "Duval Towing here! We have your request, a driver is on the way to you."


def test_the_third_same_text_within_the_hour_is_stored_and_not_answered_and_the_owner_told_once() -> None:
    store = MemoryStore()
    said = [answered(store, inbound(TOWING, f"SM{n}")).text for n in range(9)]
    assert [bool(text) for text in said] == [True, True] + [False] * 7
    assert [role for role, _ in conversation(store)].count("user") == 9
    (told,) = [entry for entry in store.for_owner.values() if entry.key.endswith("#silent")]
    assert "again and again" in told.text


def test_a_machine_is_one_though_it_has_two_texts_or_writes_them_otherwise() -> None:
    store = MemoryStore()
    texts = [
        TOWING,
        "Your order is packed",
        TOWING.upper(),
        "your order: is packed!!",
        TOWING,
        "YOUR ORDER IS PACKED.",
    ]
    said = [bool(answered(store, inbound(text, f"SM{n}")).text) for n, text in enumerate(texts)]
    assert said == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Your ticket #{} is open.", 2),
        ("Ticket 9000{} is waiting for you", 2),
        ("Request received 10:0{}:59", 2),
        ("We have you at place {} of our list, and will call as soon as it is your turn.", 4),
        ("battery for an iphone 1{}?", 9),
        ("have anything at {}?", 9),
    ],
)
def test_texts_that_differ_in_a_number_alone_are_the_same_if_a_machine_counts_them(text: str, times: int) -> None:
    store = MemoryStore()
    said = [bool(answered(store, inbound(text.format(n), f"SM{n}"), say("Hello!")).text) for n in range(9)]
    assert said == [True] * times + [False] * (9 - times)


def test_two_machines_that_take_turns_end_and_the_owner_hears_of_it_once() -> None:
    store = MemoryStore()
    texts = [f"{TOWING} Case #{n}" if n % 2 else "Thank you, your call is important." for n in range(40)]
    said = [answered(store, inbound(text, f"SM{n}")).text for n, text in enumerate(texts)]
    assert sum(map(bool, said)) == 4
    assert len([key for key in store.for_owner if key.endswith("#silent")]) == 1


def test_a_question_of_ours_keeps_no_machine_going() -> None:
    store = MemoryStore()
    text = "hello, do you have anything tomorrow at 2pm for an iphone 13 screen?"
    said = [answered(store, inbound(text, f"SM{n}")).text for n in range(5)]
    assert [bool(words) for words in said] == [True, True, False, False, False]
    assert store.dialogues[PHONE].asked


def test_after_an_hour_the_same_is_answered_again() -> None:
    store = MemoryStore()
    for n in range(3):
        answered(store, inbound(TOWING, f"SM{n}"))
    late = NOW + timedelta(minutes=61)
    for n in range(2):
        assert answered(store, inbound(TOWING, f"SM-late{n}", late), now=late).text


@pytest.mark.parametrize("text", ["yes", "ok", "2"])
def test_a_short_answer_may_come_as_often_as_it_is_asked_for(text: str) -> None:
    store = MemoryStore()
    assert all(answered(store, inbound(text, f"SM{n}"), say("Hello!")).text for n in range(5))


def test_three_photos_without_words_are_three_messages() -> None:
    store = MemoryStore()
    photos = [replace(with_photos("", f"https://api.twilio.com/{n}"), key=f"SM{n}") for n in range(4)]
    assert all(answered(store, photo).text for photo in photos)


def test_equal_texts_that_nobody_has_answered_yet_are_all_answered() -> None:
    store = MemoryStore()
    four = [inbound("iphone 13 screen price please", f"SM{n}") for n in range(4)]
    for message in four:
        store.claim(message, NOW)
    late = NOW + timedelta(minutes=1)
    assert all(answered(store, message, now=late).text for message in four)


def test_a_flood_is_stored_and_from_its_second_limit_on_not_answered() -> None:
    store = MemoryStore()
    said = [answered(store, inbound(f"text {n}", f"SM{n}")).text for n in range(70)]
    assert sum(map(bool, said)) == 60
    assert not any(said[60:])
    assert len([role for role, _ in conversation(store) if role == "user"]) == 70
    assert len([key for key in store.for_owner if key.endswith("#silent")]) == 1


def test_a_stop_is_heard_in_a_flood() -> None:
    store = MemoryStore()
    for n in range(65):
        answered(store, inbound(f"text {n}", f"SM{n}"))
    answered(store, inbound("STOP", "SM-stop"))
    assert store.opt_outs == {PHONE}


def test_one_number_has_its_share_of_the_models_day_and_no_more() -> None:
    store, by = MemoryStore(), []
    for hour in range(12):
        now = NOW + timedelta(hours=hour)
        by += [answered(store, inbound(f"hi {n}", f"SM{hour}-{n}", now), say("Hello!"), now=now).by for n in range(25)]
    assert by.count("model") == -(-SHOP.daily_turns // 8)
    (told,) = [entry for entry in store.for_owner.values() if entry.key == f"LIMIT#{TODAY}#{PHONE}"]
    assert told.text == f"{PHONE} has sent more than 63 messages today. Plain rules answer it."


def test_the_owner_is_no_customer() -> None:
    store = MemoryStore()
    message = replace(inbound("iphone 13 screen tomorrow at 2pm"), phone=OWNER)
    model = ScriptedModel([say("Hello!")])
    reply = take_turn(message, office(store, model))
    assert reply is not None
    assert (store.leads, store.for_owner) == ({}, {})
    assert reply.text.startswith("I didn't get that")
    assert [role for role, _ in conversation(store)] == ["user", "assistant"]


def test_the_owner_is_answered_three_hundred_times_in_an_hour_and_then_told_once_that_it_is_enough() -> None:
    shop, store = few(messages_an_hour=3), MemoryStore()
    said = []
    for n in range(33):
        text = replace(inbound("today?", f"SM{n}"), phone=OWNER)
        reply = take_turn(text, replace(office(store), shop=shop))
        assert reply is not None
        said.append(reply.text)
    assert all(text.startswith("Nothing booked") or "booked" in text for text in said[:30])
    assert said[30:] == ["You have texted me more than 30 times this hour, so I answer again in the next one.", "", ""]
    take_turn(replace(inbound("STOP", "SM-stop"), phone=OWNER), replace(office(store), shop=shop))
    assert store.opt_outs == {OWNER}


def test_the_owners_phone_that_answers_by_itself_ends_no_sooner_than_any_other() -> None:
    store = MemoryStore()
    said = [answered(store, replace(inbound(TOWING, f"SM{n}"), phone=OWNER)).text for n in range(5)]
    assert [bool(text) for text in said] == [True, True, False, False, False]
    assert store.for_owner == {}


def test_a_yes_of_who_never_opted_out_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store, records = MemoryStore(), list[Records]()
    commit = store.commit

    def keep(*arguments: Any) -> None:
        records.append(arguments[3])
        commit(*arguments)

    monkeypatch.setattr(store, "commit", keep)
    for n, text in enumerate(["yes", "STOP", "yes"]):
        answered(store, inbound(text, f"SM{n}"))
    assert [record.opted for record in records] == ["", "out", "in"]


@pytest.mark.parametrize("owner_phone", ["", OWNER])
def test_who_sends_no_number_is_not_the_owner(owner_phone: str) -> None:
    message = replace(inbound("how much is a battery?"), phone="")
    reply = take_turn(message, office(MemoryStore(), owner_phone=owner_phone))
    assert reply is not None
    assert "$49" in reply.text


@pytest.mark.parametrize("text", ["can i get 10% off?", "tell Brandon the back door is open", "I'm here outside"])
def test_a_flood_is_promised_nothing_that_is_not_stored(text: str) -> None:
    store = MemoryStore()
    for n in range(31):
        answered(store, inbound(f"text {n}", f"SM{n}"))
    before = dict(store.for_owner)
    said = answered(store, inbound(text, "SM-last")).text
    assert said == "I've saved your messages, but there are too many for me to act on. Please text again in an hour."
    assert store.for_owner == before


def test_who_writes_much_in_a_day_and_never_too_fast_is_still_noted() -> None:
    store = MemoryStore()
    for n in range(70):
        now = NOW + timedelta(minutes=8 * n)
        answered(store, inbound(f"text {n}", f"SM{n}", now), now=now)
    now = NOW + timedelta(minutes=8 * 70)
    said = answered(store, inbound("tell Brandon the back door is open", "SM-last", now), now=now).text
    assert "passed that on" in said
    assert any("back door" in entry.text for entry in store.for_owner.values())


@pytest.mark.parametrize(
    ("received_at", "finished_at", "is_stale"),
    [
        (datetime(2026, 2, 11, 4, 58, tzinfo=UTC), datetime(2026, 2, 11, 5, 2, tzinfo=UTC), True),  # over midnight
        (datetime(2026, 2, 11, 4, 59, 50, tzinfo=UTC), datetime(2026, 2, 11, 5, 0, 2, tzinfo=UTC), False),
        (NOW, NOW + timedelta(minutes=59), False),
        (NOW, NOW + timedelta(minutes=61), True),
        (NOW, NOW + timedelta(days=9), True),
    ],
)
def test_what_is_finished_on_another_day_or_much_later_books_no_tomorrow(
    received_at: datetime, finished_at: datetime, is_stale: bool
) -> None:
    store = MemoryStore()
    message = inbound("iphone 13 screen tomorrow at 2pm", "SM1", received_at)
    claim = store.claim(message, received_at)
    assert isinstance(claim, Claim)
    reply = finish_turn(message, claim.lease_until, office(store, now=finished_at))
    assert reply is not None
    assert (len(store.leads), "passed that on to Brandon" in reply.text) == (not is_stale, is_stale)
    assert [entry.text for entry in store.for_owner.values() if entry.kind != "new"] == (
        [f"{PHONE} wrote: iphone 13 screen tomorrow at 2pm"] if is_stale else []
    )


def test_a_booking_is_confirmed_though_nobody_can_tell_if_the_number_has_opted_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    answered(store, inbound("do you have anything tomorrow at 2pm for an iphone 13 screen?", "SM1"))

    def fail(_: str) -> bool:
        raise StoreUnavailableError("the tables cannot be reached")

    monkeypatch.setattr(store, "has_opted_out", fail)
    assert "Booked" in answered(store, inbound("yes", "SM2")).text


@pytest.mark.parametrize(
    "text",
    ["my battery is swollen and smoking", "im going to sue you and burn the place down", "i want to kill myself"],
)
@pytest.mark.parametrize("state", [{}, {"ai_answers_sms": False}])
def test_what_is_dangerous_is_answered_by_code_and_told_to_the_owner_at_once(
    text: str, state: dict[str, object]
) -> None:
    store, model, alerts = MemoryStore(), ScriptedModel([say("Which phone is it?")]), list[str]()
    store.state = state

    def alert(entries: Sequence[OwnerEntry]) -> None:
        alerts.extend(entry.text for entry in entries)

    reply = take_turn(inbound(text), office(store, model, alert=alert))
    assert reply is not None
    assert reply.by == "rules"
    assert model.requests == []
    assert len(alerts) == 1
    assert text in alerts[0]


def test_who_goes_on_about_the_same_danger_alerts_the_owner_every_quarter_of_an_hour() -> None:
    store, alerts = MemoryStore(), list[str]()
    said = [
        (0, "my battery is swollen"),
        (1, "theres smoke coming out of it"),
        (2, "and you will hear from my lawyer"),
        (10, "its on fire now"),
        (16, "it is still smoking"),
        (20, "it caught fire"),
    ]
    for minutes, text in said:
        at = NOW + timedelta(minutes=minutes)
        alert = lambda entries: alerts.extend(entry.text for entry in entries)  # noqa: E731
        take_turn(inbound(text, f"SM{minutes}", at), office(store, now=at, alert=alert))
    assert [text for _, text in said if any(text in told for told in alerts)] == [said[0][1], said[2][1], said[4][1]]
    assert len(store.for_owner) == len(said)


def test_what_is_not_dangerous_alerts_nobody() -> None:
    store, alerts = MemoryStore(), list[object]()
    take_turn(inbound("tell Brandon I said hi"), office(store, [say("I will.")], alert=alerts.append))
    assert alerts == []


EMERGENCIES = ("my wife passed out, get an ambulance", "911", "mi hijo no respira", "our kitchen is on fire")


@pytest.mark.parametrize("text", EMERGENCIES)
@pytest.mark.parametrize("state", [{}, {"ai_answers_sms": False}, {"status": "sleeping"}])
def test_an_emergency_by_text_gets_911_first_from_code_alone(text: str, state: dict[str, object]) -> None:
    store, model, alerts = MemoryStore(), ScriptedModel([say("Which phone is it?")]), list[str]()
    store.state |= state
    alert = lambda entries: alerts.extend(entry.text for entry in entries)  # noqa: E731
    reply = take_turn(inbound(text), office(store, model, alert=alert))
    assert reply
    assert reply.text.startswith(("Please call 911", "Por favor llama al 911"))
    assert (reply.by, model.requests) == ("rules", [])
    assert [text in told for told in alerts] == [True]


def test_an_emergency_that_comes_late_or_again_and_again_is_still_answered() -> None:
    store = MemoryStore()
    for number in range(6):
        reply = answered(store, inbound("my grandfather is not breathing, please help", f"SM{number}"))
        assert "911" in reply.text
    late = answered(store, inbound("my grandfather collapsed", "SM9"), now=NOW + timedelta(hours=2))
    assert "911" in late.text


def test_an_emergency_after_a_danger_alerts_the_owner_again_and_what_follows_it_does_not() -> None:
    store, alerts = MemoryStore(), list[str]()
    said = ["my battery is swollen", "my son got hurt by it", "he is in the bathroom with me", "what should i do now"]
    for minute, text in enumerate(said):
        at = NOW + timedelta(minutes=minute)
        alert = lambda entries: alerts.extend(entry.text for entry in entries)  # noqa: E731
        take_turn(inbound(text, f"SM{minute}", at), office(store, now=at, alert=alert))
    assert [text for text in said if any(text in told for told in alerts)] == said[:2]
    assert len(store.for_owner) == len(said)

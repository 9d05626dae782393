import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.conversation import TURN_SECONDS, instructions, take_turn
from linda.errors import ModelUnavailableError, StoreUnavailableError
from linda.models import Claim, Inbound, Reply
from linda.ports import ModelAnswer, ToolCall
from linda.replies import plain_text
from tests.fakes import LEASE, MemoryStore, ScriptedModel
from tests.unit.desk import NOW, PHONE, SHOP, calendar, inbound, slot, take

TWO = {"date": "2026-02-11", "time": "2:00 PM", "repair_type": "screen", "device": "iphone 13", "customer_name": ""}
CONFIRMED = (
    "Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM, EmperorLinda Cell Phone Repairs, "
    "Jacksonville, FL. Starts at $79, 90-day warranty. See you then!"
)
LATE = ModelUnavailableError("the model was too late")


def say(text: str) -> ModelAnswer:
    return ModelAnswer(text, [], [{"role": "assistant", "content": text}])


def call(name: str, **arguments: object) -> ModelAnswer:
    item = {"type": "function_call", "call_id": "call_1", "name": name, "arguments": json.dumps(arguments)}
    return ModelAnswer("", [ToolCall("call_1", name, json.dumps(arguments))], [item])


def turn(store: MemoryStore, message: Inbound, *script: ModelAnswer | Exception, now: datetime = NOW) -> Reply | None:
    """Take a turn with a model that follows the script, or with the rules if there is none."""
    return take_turn(message, store, SHOP, ScriptedModel(script) if script else None, lambda: now)


def answered(store: MemoryStore, message: Inbound, *script: ModelAnswer | Exception, now: datetime = NOW) -> Reply:
    reply = turn(store, message, *script, now=now)
    assert reply is not None
    return reply


def conversation(store: MemoryStore) -> list[tuple[str, str]]:
    return [(message.role, message.content) for chat in store.chats.values() for message in chat.messages]


def test_without_a_model_the_rules_answer_over_several_messages() -> None:
    store = MemoryStore()
    said = [
        answered(store, inbound(text, key)).text
        for key, text in (("SM1", "iphone 13 screen?"), ("SM2", "tomorrow"), ("SM3", "2pm"))
    ]
    assert said[0].startswith("iPhone 13 screen repair starts at $79.")
    assert said[2] == CONFIRMED
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
    take_turn(inbound("screen?", "SM2"), store, SHOP, model, lambda: NOW)
    assert model.requests == [
        [
            {"role": "user", "content": "hi"},
            {"role": "assistant", "content": "Hello!"},
            {"role": "user", "content": "screen?"},
        ]
    ]


def test_what_the_model_is_shown_is_bounded() -> None:
    store = MemoryStore()
    for n in range(15):
        answered(store, inbound(f"{n} " + "x" * 5_000, f"SM{n}"), say("Hello!"))
    model = ScriptedModel([say("Hello!")])
    take_turn(inbound("last", "SM-last"), store, SHOP, model, lambda: NOW)
    (items,) = model.requests
    assert len(items) == 20
    assert items[-1] == {"role": "user", "content": "last"}
    assert max(len(str(item["content"])) for item in items) == 1_600


def test_the_model_looks_and_books_and_code_confirms() -> None:
    store = MemoryStore()
    model = ScriptedModel([call("check_availability", date="2026-02-11"), call("book_slot", **TWO), say("Take care!")])
    reply = take_turn(inbound("2pm tomorrow, iphone 13 screen"), store, SHOP, model, lambda: NOW)
    assert reply == Reply(f"{CONFIRMED} Take care!", "model")
    (lead,) = store.leads.values()
    assert (lead.phone, lead.appointment_date, lead.appointment_time) == (PHONE, "2026-02-11", "2:00 PM")
    outputs = [json.loads(str(item["output"])) for item in model.requests[-1] if "output" in item]
    assert outputs[0]["available_slots"][5] == "2:00 PM"
    assert outputs[1] == {"booked": CONFIRMED}


@pytest.mark.parametrize("words", ["See you at 3 PM!", "Only $50 for you.", "Thank you. " * 20])
def test_a_confirmation_is_not_followed_by_words_that_may_contradict_it(words: str) -> None:
    assert answered(MemoryStore(), inbound("book"), call("book_slot", **TWO), say(words)).text == CONFIRMED


@pytest.mark.parametrize("end", [[LATE], [call("check_availability", date="2026-02-12")] * 4])
def test_a_model_that_fails_after_it_booked_still_gets_the_booking_confirmed(
    end: list[ModelAnswer | Exception],
) -> None:
    store = MemoryStore()
    assert answered(store, inbound("book 2pm"), call("book_slot", **TWO), *end) == Reply(CONFIRMED, "model")
    assert len(store.leads) == 1


@pytest.mark.parametrize(
    "script",
    [
        [LATE],
        [call("check_availability", date="2026-02-11"), LATE],
        [*[call("check_availability", date="2026-02-11")] * 4, say("I have looked long enough.")],
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
    assert reply.text.startswith("Sorry, tomorrow at 2:00 PM is taken.")
    assert store.leads == {}


def test_the_rules_take_over_what_the_model_left_of_the_conversation() -> None:
    store = MemoryStore()
    answered(store, inbound("iphone 13 screen?", "SM1"))
    answered(store, inbound("hm", "SM2"), say("Take your time."))
    assert answered(store, inbound("tomorrow at 2pm", "SM3"), LATE) == Reply(CONFIRMED, "rules")


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
    reply = take_turn(inbound("hi"), MemoryStore(), SHOP, model, lambda: model.now)
    assert model.given == [TURN_SECONDS, TURN_SECONDS - 4, TURN_SECONDS - 8]
    assert model.now == NOW + timedelta(seconds=TURN_SECONDS)
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

    answers.append(take_turn(inbound("hi"), store, SHOP, ScriptedModel([deliver_again]), lambda: NOW))
    assert answers == [None, Reply("first", "model")]
    assert conversation(store) == [("user", "hi"), ("assistant", "first")]


class KilledError(BaseException):
    """The function's end: nothing catches it."""


class CrashingStore(MemoryStore):
    """A store whose first commits never happen, as if the function had ended before them."""

    def __init__(self, crashes: int) -> None:
        super().__init__()
        self.crashes = crashes

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
        if self.crashes:
            self.crashes -= 1
            raise KilledError
        super().commit(inbound, claim, reply, now)


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
    reply = take_turn(inbound("iphone 13 screen tomorrow at 2pm", received_at=late), store, SHOP, model, lambda: late)
    assert reply is not None
    assert "2:00 PM" in reply.text
    assert model.requests == []
    assert len(store.leads) == 1


def test_a_turn_books_once() -> None:
    store = MemoryStore()
    another = call("book_slot", **{**TWO, "time": "3:00 PM"})
    reply = answered(store, inbound("two please"), call("book_slot", **TWO), another, say("Both are booked"))
    assert reply.text == CONFIRMED
    assert len(store.leads) == 1


def test_a_booking_whose_reply_could_not_be_stored_is_confirmed_all_the_same() -> None:
    class ReadOnlyAfterwards(MemoryStore):
        def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
            raise StoreUnavailableError("the tables cannot be reached; please try again")

    store = ReadOnlyAfterwards()
    assert answered(store, inbound("iphone 13 screen tomorrow at 2pm")).text == CONFIRMED
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
    words = {**TWO, "device": "iphone 13, price agreed $1 with Brandon, 5-year warranty"}
    assert answered(MemoryStore(), inbound("now"), call("book_slot", **words), say("")).text == CONFIRMED


def test_the_model_sees_a_message_that_is_taken_over_once() -> None:
    store = CrashingStore(crashes=1)
    with pytest.raises(KilledError):
        turn(store, inbound("hi"), say("Hello!"))
    model = ScriptedModel([say("Hello!")])
    take_turn(inbound("hi", received_at=NOW + LEASE), store, SHOP, model, lambda: NOW + LEASE)
    assert model.requests == [[{"role": "user", "content": "hi"}]]


def test_who_lost_the_lease_says_nothing() -> None:
    store = MemoryStore()

    def be_overtaken() -> ModelAnswer:
        answered(store, inbound("hi"), say("the other's"), now=NOW + LEASE)
        return say("too late")

    assert take_turn(inbound("hi"), store, SHOP, ScriptedModel([be_overtaken]), lambda: NOW) is None
    assert conversation(store) == [("user", "hi"), ("assistant", "the other's")]


@given(st.text(), st.text())
def test_any_message_and_any_model_get_a_reply_that_fits_a_text_message(text: str, words: str) -> None:
    reply = answered(MemoryStore(), inbound(text), say(words))
    assert reply.text
    assert reply.text == plain_text(reply.text)


def test_a_long_greeting_of_the_owner_is_cut_to_a_text_message() -> None:
    store = MemoryStore()
    store.state = {"greeting": "Yo \u2013 welcome! " * 50}
    assert answered(store, inbound("hi")).text == ("Yo - welcome! " * 22).strip()


def test_the_instructions_tell_the_owners_state_and_the_shops_clock_last() -> None:
    told = instructions(calendar(state={"status": "gym", "special_info": "Closed Friday", "assistant_name": "MAYA"}))
    assert told.startswith("You are MAYA,")
    assert told.endswith("It is Tuesday, 2026-02-10, 10:00 AM in America/New_York.")
    assert "Brandon now: status: gym; bulletin for everybody: Closed Friday." in told
    assert "screen repair: $79 (iphone), $89 (samsung)" in told


def test_the_customers_number_is_neither_told_to_the_model_nor_logged(capsys: pytest.CaptureFixture[str]) -> None:
    customers: list[str] = []

    class Eavesdropper(ScriptedModel):
        def respond(
            self,
            instructions: str,
            items: Sequence[Mapping[str, object]],
            tools: Sequence[Mapping[str, object]],
            customer: str,
            seconds: float,
        ) -> ModelAnswer:
            customers.extend([customer, instructions, str(items), str(tools)])
            return super().respond(instructions, items, tools, customer, seconds)

    take_turn(inbound("hi"), MemoryStore(), SHOP, Eavesdropper([say("Hello!")]), lambda: NOW)
    take_turn(inbound("hi"), MemoryStore(), SHOP, Eavesdropper([LATE]), lambda: NOW)
    assert len(customers) == 8
    assert customers[0] == customers[4]
    assert PHONE not in "".join(customers)
    logged = capsys.readouterr().err
    assert "**********27" in logged
    assert PHONE not in logged

"""What a turn counts: once its reply is stored, by whoever stores it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from linda.errors import ModelLateError, ModelUnavailableError, StoreUnavailableError
from linda.models import Claim, Inbound, Records, Reply, Speech
from linda.office import Office
from linda.ports import ModelAnswer
from linda.turn import finish_turn, take_turn
from tests.emf import Counted
from tests.fakes import LEASE, MemoryStore, ScriptedModel
from tests.tool_calls import visit
from tests.unit.builders import NOW, PHONE, SHOP, inbound, office
from tests.unit.test_turn import CrashingStore, KilledError, Later, call, few, say

TWO, THREE = visit("2026-02-11", "2:00 PM"), visit("2026-02-11", "3:00 PM")
DOWN = ModelUnavailableError("the model failed")
LATE = ModelLateError("the model was too late", 50)
# What a turn of the rules counts whose customer has not waited.
BY_RULES: Mapping[str, list[float]] = {"Turns": [1], "TurnsByRules": [1], "ReplySeconds": [0]}
# The same of a model that has answered at once, without any tokens.
MODEL: Mapping[str, list[float]] = {"ModelSeconds": [0], "InputTokens": [0], "OutputTokens": [0], "Cents": [0]}
BY_MODEL: Mapping[str, list[float]] = {**BY_RULES, **MODEL, "TurnsByRules": [0], "FellBack": [0]}
FELL_BACK: Mapping[str, list[float]] = {**BY_MODEL, "TurnsByRules": [1], "FellBack": [1]}


def take(store: MemoryStore, text: str, *script: ModelAnswer | Exception, key: str = "SM1") -> None:
    take_turn(inbound(text, key), office(store, script))


class SlowModel(ScriptedModel):
    """A model that takes a quarter of a second for each answer of the script, on a clock that only it moves."""

    now = NOW

    def respond(self, *asked: Any, **named: Any) -> ModelAnswer:
        self.now += timedelta(seconds=0.25)
        return super().respond(*asked, **named)


def test_a_turn_of_the_rules_counts_how_long_the_customer_has_waited_and_nothing_of_a_model(counted: Counted) -> None:
    take_turn(inbound("hi", received_at=NOW - timedelta(seconds=2.5)), office(MemoryStore()))
    assert counted() == {**BY_RULES, "ReplySeconds": [2.5]}


def test_a_turn_of_the_model_counts_its_time_its_tokens_and_its_money(counted: Counted) -> None:
    looks = replace(call("check_availability", date="2026-02-11"), cost=1_234, input_tokens=900, output_tokens=30)
    model = SlowModel([looks, replace(say("Hello!"), cost=1, input_tokens=1_000, output_tokens=10)])
    take_turn(inbound("hi"), Office(SHOP, MemoryStore(), lambda: model.now, model))
    used = {"ModelSeconds": [0.5], "InputTokens": [1_900], "OutputTokens": [40], "Cents": [0.1235]}
    assert counted() == {**BY_MODEL, **used, "ReplySeconds": [0.5]}


@pytest.mark.parametrize("error", [DOWN, LATE, ZeroDivisionError("nobody has thought of it")])
def test_a_model_that_fails_or_is_late_counts_as_fallen_back(error: Exception, counted: Counted) -> None:
    model = SlowModel([error])
    take_turn(inbound("battery?"), Office(SHOP, MemoryStore(), lambda: model.now, model))
    cents = 0.005 if error is LATE else 0
    assert counted() == {**FELL_BACK, "ModelSeconds": [0.25], "ReplySeconds": [0.25], "Cents": [cents]}


def test_a_model_whose_words_are_replaced_has_not_failed(counted: Counted) -> None:
    take(MemoryStore(), "battery?", say("You're booked for tomorrow at 2 PM!"))
    assert counted() == {**BY_MODEL, "TurnsByRules": [1]}


def test_a_model_that_fails_after_it_has_booked_leaves_its_turn_the_models(counted: Counted) -> None:
    take(MemoryStore(), "book 2pm", call("book_slot", **TWO), DOWN)
    assert counted() == {**BY_MODEL, "Booked": [1]}


@pytest.mark.parametrize("text", ["STOP", "my battery is smoking"])
def test_where_no_model_is_asked_none_has_fallen_back(text: str, counted: Counted) -> None:
    take(MemoryStore(), text, say("never asked"))
    assert "FellBack" not in counted()


def test_a_turn_that_the_days_budget_denies_the_model_counts_that(counted: Counted) -> None:
    store, shop = MemoryStore(), few(daily_turns=1)
    for n in range(2):
        take_turn(replace(inbound("hi", f"SM{n}"), phone=f"+1904252092{n}"), office(store, [say("Hello!")], shop=shop))
    assert counted() == {
        **BY_MODEL,
        "Turns": [1, 1],
        "TurnsByRules": [0, 1],
        "ReplySeconds": [0, 0],
        "BudgetReached": [1],
    }


def test_a_number_that_reaches_its_own_limit_is_not_the_days_budget(counted: Counted) -> None:
    store, shop = MemoryStore(), few(messages_an_hour=1)
    for n in range(2):
        take_turn(inbound("hi", f"SM{n}"), office(store, [say("Hello!")], shop=shop))
    found = counted()
    assert found["TurnsByRules"] == [0, 1]
    assert not {"BudgetReached", "Escalated"} & found.keys()


def test_what_is_booked_moved_and_cancelled_is_counted(counted: Counted) -> None:
    store = MemoryStore()
    take(store, "iphone 13 screen tomorrow at 2pm")
    assert counted() == {**BY_RULES, "Booked": [1]}
    moves = {"date": "2026-02-11", "time": "2:00 PM", "new_date": "2026-02-11", "new_time": "3:00 PM"}
    take(store, "3pm is better", call("reschedule_booking", **moves), say(""), key="SM2")
    assert counted() == {**BY_MODEL, "Moved": [1]}
    take(store, "cancel it", call("cancel_booking", date="2026-02-11", time="3:00 PM"), say(""), key="SM3")
    assert counted() == {**BY_MODEL, "Cancelled": [1]}


def test_a_booking_that_stood_already_is_not_counted_again(counted: Counted) -> None:
    store = MemoryStore()
    take(store, "book 2pm", call("book_slot", **TWO), say(""))
    counted()
    take(store, "book 2pm", call("book_slot", **TWO), say(""), key="SM2")
    moves = {"date": "2026-02-11", "time": "2:00 PM", "new_date": "2026-02-11", "new_time": "2:00 PM"}
    take(store, "move it to 2pm", call("reschedule_booking", **moves), say(""), key="SM3")
    assert not {"Booked", "Moved"} & counted().keys()
    assert len(store.leads) == 1


def test_a_second_delivery_counts_nothing(counted: Counted) -> None:
    store = MemoryStore()
    take(store, "iphone 13 screen tomorrow at 2pm")
    counted()
    take(store, "iphone 13 screen tomorrow at 2pm")
    assert counted() == {}


def test_a_booking_of_a_turn_that_crashed_is_counted_once_by_who_confirms_it(counted: Counted) -> None:
    store = CrashingStore(crashes=2)
    for later in (timedelta(), LEASE):
        with pytest.raises(KilledError):
            take_turn(inbound("iphone 13 screen tomorrow at 2pm"), office(store, now=NOW + later))
    assert counted() == {}
    at = NOW + 2 * LEASE
    take_turn(inbound("iphone 13 screen tomorrow at 2pm", received_at=at), office(store, now=at))
    assert counted() == {**BY_RULES, "Booked": [1]}


def test_who_lost_the_turn_counts_only_what_its_model_has_cost(counted: Counted) -> None:
    store = MemoryStore()

    def be_overtaken() -> ModelAnswer:
        take_turn(inbound("hi"), office(store, [say("the other's")], now=NOW + LEASE))
        counted()
        return replace(say("too late"), cost=20_000)

    take_turn(inbound("hi"), office(store, [be_overtaken]))
    assert counted() == {**MODEL, "Cents": [2]}


def test_a_late_turn_counts_as_late_and_then_once_as_a_turn(counted: Counted) -> None:
    store, later = MemoryStore(), Later()
    take_turn(inbound("hi"), office(store, [LATE], hand_over=later))
    assert counted() == {**MODEL, "Late": [1], "Cents": [0.005]}
    ((message, claim),) = later.handed
    finish_turn(message, claim.lease_until, office(store, [say("Hello!")]))
    # Its reply is not sent yet.
    assert counted() == {name: value for name, value in BY_MODEL.items() if name != "ReplySeconds"}
    finish_turn(message, claim.lease_until, office(store, [say("never asked")]))
    assert counted() == {}


def heard(text: str, turn: int, now: datetime = NOW) -> Inbound:
    session = f"{PHONE}-2026-02-10"
    return Inbound(f"CA1-{turn}", PHONE, text, session, "twilio-voice", now, speech=Speech("CA1", turn))


def test_a_call_is_counted_at_its_beginning(counted: Counted) -> None:
    store = MemoryStore()
    take_turn(heard("", 0), office(store))
    assert counted() == {**BY_RULES, "Calls": [1]}
    take_turn(heard("what are your hours", 1), office(store))
    assert counted() == BY_RULES


def test_a_caller_who_has_waited_long_enough_for_the_model_is_counted_as_fallen_back(counted: Counted) -> None:
    store, later = MemoryStore(), Later()
    take_turn(heard("", 0), office(store))
    wish = heard("my grandma's tablet fell into the lake", 1)
    reply = take_turn(wish, office(store, [LATE], hand_over=later))
    assert reply is not None
    assert reply.by == "later"
    counted()
    at = NOW + LEASE
    take_turn(heard("", 1, at), office(store, [say("never asked")], now=at))
    waited = LEASE.total_seconds()
    assert counted() == {**BY_RULES, "FellBack": [1], "ReplySeconds": [waited], "Escalated": [1]}


@pytest.mark.parametrize("owner_phone", ["+19045550100", ""])
@pytest.mark.parametrize(("text", "is_his"), [("tell Brandon the gate is open", True), ("what are your hours?", False)])
def test_what_is_left_for_an_owner_who_can_be_told_is_counted(
    text: str, is_his: bool, owner_phone: str, counted: Counted
) -> None:
    take_turn(inbound(text), office(MemoryStore(), owner_phone=owner_phone))
    assert counted() == {**BY_RULES, **({"Escalated": [1]} if is_his and owner_phone else {})}


@pytest.mark.parametrize("message", [inbound("tell Brandon the gate is open"), heard("tell Brandon I am late", 1)])
def test_what_the_owner_says_himself_is_not_left_for_him(message: Inbound, counted: Counted) -> None:
    take_turn(message, office(MemoryStore(), owner_phone=PHONE))
    assert counted() == BY_RULES


def test_what_a_flood_brings_is_not_left_for_the_owner(counted: Counted) -> None:
    store, shop = MemoryStore(), few(messages_an_hour=1)
    for n in range(3):
        take_turn(inbound(f"tell Brandon the gate is open {n}", f"SM{n}"), office(store, shop=shop))
    assert counted()["Escalated"] == [1]


def test_a_turn_whose_reply_cannot_be_stored_counts_nothing(counted: Counted) -> None:
    class ReadOnly(MemoryStore):
        def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
            raise StoreUnavailableError("the tables cannot be written; please try again")

    with pytest.raises(StoreUnavailableError):
        take(ReadOnly(), "hi")
    assert counted() == {}

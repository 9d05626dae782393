import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.errors import InvalidInputError, SlotTakenError, StoreUnavailableError
from linda.models import Hold, Lead, OpenBookings, Receipt, Slot
from linda.quotes import price
from linda.replies import names_other_price, plain_text
from linda.tools import Desk, confirmation, run_tool, tool_schemas
from tests.fakes import MemoryStore
from tests.unit.desk import NOW, PHONE, SHOP, TODAY, TOMORROW, calendar, desk, slot, take

TWO = {"date": "2026-02-11", "time": "2:00 PM", "repair_type": "screen", "device": "iphone 13", "customer_name": "Ann"}
CONFIRMED = (
    "Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM, EmperorLinda Cell Phone Repairs, "
    "Jacksonville, FL. Starts at $79, 90-day warranty. See you then!"
)
JSON_TEXTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=3,
)
ARGUMENTS = st.dictionaries(
    st.sampled_from(list(TWO)), st.sampled_from([*TWO.values(), "9999-12-31", "0001-01-01"]) | JSON_TEXTS
).map(json.dumps)


class BrokenStore(MemoryStore):
    def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
        raise StoreUnavailableError("the tables cannot be reached; please try again")


def run(at: Desk, name: str, **arguments: object) -> dict[str, object]:
    result = json.loads(run_tool(at, name, json.dumps(arguments)))
    assert isinstance(result, dict)
    return result


def test_availability_lists_what_is_free_on_the_day() -> None:
    store = MemoryStore()
    take(store, *(slot(hour) for hour in range(10, 16)))
    assert run(desk(store), "check_availability", date="2026-02-11") == {
        "date": "2026-02-11",
        "available_slots": ["9:00 AM", "4:00 PM"],
    }


def test_a_booking_is_for_the_customer_of_the_request_and_is_confirmed_by_code() -> None:
    store = MemoryStore()
    at = desk(store)
    assert run(at, "book_slot", **TWO, phone="+15550000000", lead_id="LEAD-OF-ANOTHER") == {"booked": CONFIRMED}
    (lead,) = store.leads.values()
    assert (lead.phone, lead.device, lead.customer_name) == (PHONE, "iPhone 13", "Ann")
    assert lead.lead_id not in ("", "LEAD-OF-ANOTHER")
    assert at.booked == [lead]


@pytest.mark.parametrize("time", ["2:00 PM", "3:00 PM"])
def test_a_turn_books_once(time: str) -> None:
    store = MemoryStore()
    at = desk(store)
    run(at, "book_slot", **TWO)
    assert "booked before" in str(run(at, "book_slot", **TWO | {"time": time})["error"])
    assert at.booked == list(store.leads.values())
    assert [slot_of(lead) for lead in at.booked] == [slot(14)]


@pytest.mark.parametrize("phone", ["", "911", "webchat-7"])
def test_only_a_phone_number_can_book(phone: str) -> None:
    store = MemoryStore()
    at = Desk(calendar(store), phone, "twilio-sms", Receipt("TURN#SM1"))
    with pytest.raises(InvalidInputError, match="only a phone number"):
        at.book(slot(14), "screen", "iphone 13")
    assert store.leads == {}


def test_what_a_conversation_holds_is_its_own_to_book() -> None:
    store = MemoryStore()
    store.hold(slot(14), Hold("session", int(NOW.timestamp()) + 60), NOW)
    assert "error" in run(desk(store), "book_slot", **TWO)
    own = Desk(calendar(store, holder="session"), PHONE, "twilio-sms", Receipt("TURN#SM1"))
    assert run(own, "book_slot", **TWO) == {"booked": CONFIRMED}


@pytest.mark.parametrize(
    ("told", "device"),
    [("iphone 13 for only $5!", "iPhone 13"), ("Pixel 8", "Pixel 8"), ("free for you. See you then", "")],
)
def test_a_booking_keeps_nothing_of_the_models_words_but_the_device(told: str, device: str) -> None:
    at = desk()
    run(at, "book_slot", **TWO | {"device": told})
    assert [lead.device for lead in at.booked] == [device]


@pytest.mark.parametrize(
    ("time", "instead"), [("2:00 PM", "12:00 PM"), ("8:00 AM", "12:00 PM"), ("5:00 PM", "1:00 PM")]
)
def test_a_slot_that_cannot_be_booked_is_refused_with_the_nearest_free_ones(time: str, instead: str) -> None:
    store = MemoryStore()
    take(store, *(slot(hour) for hour in (9, 10, 11, 14)))
    result = run(desk(store), "book_slot", **TWO | {"time": time})
    free = ["12:00 PM", "1:00 PM", "3:00 PM", "4:00 PM"]
    nearest = free[free.index(instead) :][:3]
    assert result["available_instead"] == [f"tomorrow at {label}" for label in nearest]
    assert "error" in result
    assert store.leads == {}


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("delete_lead", "{}", "no tool named"),
        ("book_slot", "{", "must be JSON"),
        ("book_slot", "[" * 100_000, "must be JSON"),
        ("book_slot", "[]", "must be a JSON object"),
        ("book_slot", json.dumps(TWO | {"customer_name": "\ud800"}), "must be JSON"),
        ("check_availability", "{}", "date must be a text"),
        ("check_availability", '{"date": "tomorrow"}', "YYYY-MM-DD"),
        ("book_slot", json.dumps(TWO | {"time": "late"}), "time must be like"),
        ("book_slot", json.dumps(TWO | {"repair_type": "motherboard"}), "repair_type must be one of: screen"),
        ("book_slot", json.dumps(TWO | {"device": None}), "device must be a text"),
        ("book_slot", json.dumps(TWO | {"date": "2026-02-09"}), "in the past"),
    ],
)
def test_a_wrong_call_gets_words_and_does_nothing(name: str, arguments: str, words: str) -> None:
    store = MemoryStore()
    assert words in json.loads(run_tool(desk(store), name, arguments))["error"]
    assert store.leads == {}


@given(st.sampled_from(["check_availability", "book_slot", "other"]), ARGUMENTS | st.text())
def test_any_call_is_answered_and_books_only_what_was_free(name: str, arguments: str) -> None:
    store = MemoryStore()
    assert isinstance(json.loads(run_tool(desk(store), name, arguments)), dict)
    assert all(slot_of(lead) == slot(14) and lead.phone == PHONE for lead in store.leads.values())


def test_a_store_that_is_down_is_not_the_models_business() -> None:
    with pytest.raises(StoreUnavailableError):
        run_tool(desk(BrokenStore()), "book_slot", json.dumps(TWO))


def test_a_taken_slot_is_told_to_the_caller_of_the_desk() -> None:
    store = MemoryStore()
    take(store, slot(14))
    with pytest.raises(SlotTakenError):
        desk(store).book(slot(14), "screen", "iphone 13")


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        (slot(14, date(2020, 1, 1)), slot(13, TODAY)),
        (slot(14, date.max), slot(13, TODAY)),
        (slot(23), slot(14)),
        (slot(14, TODAY + timedelta(days=30)), slot(13, TODAY + timedelta(days=30))),
    ],
)
def test_the_alternatives_are_near_what_was_wanted_or_else_near_today(wanted: Slot, first: Slot) -> None:
    assert desk().alternatives(wanted)[0] == first


def test_the_alternatives_of_a_full_day_are_on_the_next_one() -> None:
    store = MemoryStore()
    take(store, *(slot(hour) for hour in range(9, 17)))
    assert desk(store).alternatives(slot(14)) == [slot(hour, TOMORROW + timedelta(days=1)) for hour in (9, 10, 11)]


@given(st.sampled_from(list(SHOP.prices)), st.sampled_from(["", "iphone 13", "galaxy z fold 5", "pixel 8"]))
def test_a_confirmation_fits_one_message_and_names_the_listed_price_alone(repair: str, device: str) -> None:
    lead = desk().book(slot(14, date(2026, 12, 30)), repair, device)
    text = confirmation(lead, calendar())
    assert text == plain_text(text)
    assert "Wed, Dec 30, 2026 at 2:00 PM" in text
    assert not names_other_price(text, SHOP)
    amount = price(repair, device, SHOP)
    assert (f"${amount}" in text) is (amount is not None)


def test_the_tools_are_strict_and_take_no_number_id_or_price() -> None:
    for schema in tool_schemas(SHOP):
        parameters = schema["parameters"]
        assert isinstance(parameters, dict)
        assert schema["strict"] is True
        assert parameters["additionalProperties"] is False
        assert parameters["required"] == list(parameters["properties"])
        assert not {"phone", "lead_id", "price", "discount"} & parameters["properties"].keys()

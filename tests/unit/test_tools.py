import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.agent.tools import TOOL_NAMES, run_tool, tool_schemas
from linda.booking import slot_of
from linda.desk import Desk
from linda.errors import InvalidInputError, SlotTakenError, StoreUnavailableError
from linda.models import ANY_TIME, Dialogue, Hold, Job, Lead, OpenBookings, Receipt, Slot, Window
from linda.quotes import price
from linda.replies import plain_text
from linda.responses.confirmations import confirmation
from tests.fakes import MemoryStore
from tests.tool_calls import visit
from tests.unit.builders import NOW, PHONE, SHOP, TODAY, TOMORROW, booked, desk, premises, slot, take

TWO = visit("2026-02-11", "2:00 PM", customer_name="Ann")
JOB = {"repair_type": "screen", "device": "iphone 13", "trouble": ""}
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
    st.sampled_from([*TWO, *JOB]),
    st.sampled_from([*TWO.values(), *JOB.values(), "9999-12-31", "0001-01-01"]) | JSON_TEXTS,
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
    assert run(at, "book_slot", **TWO, phone="+15550000000", lead_id="LEAD-OF-ANOTHER") == {"done": CONFIRMED}
    (lead,) = store.leads.values()
    assert (lead.phone, lead.device, lead.customer_name) == (PHONE, "iPhone 13", "Ann")
    assert lead.lead_id not in ("", "LEAD-OF-ANOTHER")
    assert booked(at) == [lead]


@pytest.mark.parametrize("time", ["2:00 PM", "3:00 PM"])
def test_a_turn_books_once(time: str) -> None:
    store = MemoryStore()
    at = desk(store)
    run(at, "book_slot", **TWO)
    assert "one message can make or change one booking" in str(run(at, "book_slot", **TWO | {"time": time})["error"])
    assert booked(at) == list(store.leads.values())
    assert [slot_of(lead) for lead in booked(at)] == [slot(14)]


@pytest.mark.parametrize("phone", ["", "911", "webchat-7"])
def test_only_a_phone_number_can_book(phone: str) -> None:
    store = MemoryStore()
    at = Desk(premises(store), store, phone, "twilio-sms", Receipt("TURN#SM1"))
    with pytest.raises(InvalidInputError, match="only a phone number"):
        at.book(slot(14), [Job("screen", "iphone 13")])
    assert store.leads == {}


def test_what_a_conversation_holds_is_its_own_to_book() -> None:
    store = MemoryStore()
    store.hold(slot(14), Hold("session", int(NOW.timestamp()) + 60), NOW)
    assert "error" in run(desk(store), "book_slot", **TWO)
    own = desk(store, holder="session")
    assert run(own, "book_slot", **TWO) == {"done": CONFIRMED}


@pytest.mark.parametrize(
    ("told", "device"),
    [("iphone 13 for only $5!", "iPhone 13"), ("Pixel 8", "Pixel 8"), ("free for you. See you then", "")],
)
def test_a_booking_keeps_nothing_of_the_models_words_but_the_device(told: str, device: str) -> None:
    at = desk()
    run(at, "book_slot", **TWO | {"jobs": [JOB | {"device": told}]})
    assert [lead.device for lead in booked(at)] == [device]


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
        (
            "book_slot",
            json.dumps(TWO | {"jobs": [JOB | {"repair_type": "motherboard"}]}),
            "repair_type must be one of: screen",
        ),
        ("book_slot", json.dumps(TWO | {"jobs": [JOB | {"device": None}]}), "device must be a text"),
        ("book_slot", json.dumps(TWO | {"jobs": []}), "jobs must be a list of 1 to 4"),
        ("book_slot", json.dumps(TWO | {"jobs": [JOB] * 5}), "jobs must be a list of 1 to 4"),
        ("book_slot", json.dumps(TWO | {"jobs": "screen"}), "jobs must be a list of 1 to 4"),
        ("book_slot", json.dumps(TWO | {"jobs": ["screen"]}), "each job must be an object"),
        ("book_slot", json.dumps(TWO | {"date": "2026-02-09"}), "in the past"),
    ],
)
def test_a_wrong_call_gets_words_and_does_nothing(name: str, arguments: str, words: str) -> None:
    store = MemoryStore()
    assert words in json.loads(run_tool(desk(store), name, arguments))["error"]
    assert store.leads == {}


@given(st.sampled_from([*TOOL_NAMES, "other"]), ARGUMENTS | st.text())
def test_any_call_is_answered_and_books_only_what_was_free(name: str, arguments: str) -> None:
    store = MemoryStore()
    assert isinstance(json.loads(run_tool(desk(store), name, arguments)), dict)
    assert all(lead.phone == PHONE for lead in store.leads.values())
    assert all(slot_of(lead) == slot(14) for lead in store.leads.values() if lead.lead_type != "callback")


def test_a_store_that_is_down_is_not_the_models_business() -> None:
    with pytest.raises(StoreUnavailableError):
        run_tool(desk(BrokenStore()), "book_slot", json.dumps(TWO))


def test_a_taken_slot_is_told_to_the_caller_of_the_desk() -> None:
    store = MemoryStore()
    take(store, slot(14))
    with pytest.raises(SlotTakenError):
        desk(store).book(slot(14), [Job("screen", "iphone 13")])


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
    lead = desk().book(slot(14, date(2026, 12, 30)), [Job(repair, device)])
    text = confirmation(lead, premises())
    assert text == plain_text(text)
    assert "Wed, Dec 30, 2026 at 2:00 PM" in text
    assert set(re.findall(r"\$[0-9]+", text)) <= {f"${price(repair, device, SHOP)}"}
    amount = price(repair, device, SHOP)
    assert (f"${amount}" in text) is (amount is not None)


def test_the_tools_are_strict_and_take_no_number_id_or_price() -> None:
    schemas = tool_schemas(SHOP, photos=True)
    assert {schema["name"] for schema in schemas} == set(TOOL_NAMES)
    assert [schema["name"] for schema in schemas] == list(TOOL_NAMES)
    for schema in schemas:
        assert schema["strict"] is True
        for parameters in objects_in(schema["parameters"]):
            assert parameters["additionalProperties"] is False
            assert parameters["required"] == list(parameters["properties"])
            assert not {"phone", "lead_id", "price", "discount"} & parameters["properties"].keys()


def objects_in(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and those of the objects within it."""
    if schema["type"] == "object":
        yield schema
        for inner in schema["properties"].values():
            yield from objects_in(inner)
    if schema["type"] == "array":
        yield from objects_in(schema["items"])


def test_what_the_owner_or_the_message_rules_out_is_no_tool() -> None:
    def names(**more: bool) -> set[object]:
        return {schema["name"] for schema in tool_schemas(SHOP, **more)}

    assert names() - names(auto_upsell=False) == {"log_upsell"}
    assert names(photos=True) - names() == {"describe_photos"}


# --- the customer's own bookings


def booking_at(store: MemoryStore, *hours: int) -> list[Lead]:
    return [desk(store, key=f"SM-{hour}").book(slot(hour), [Job("screen", "iphone 13")]) for hour in hours]


def test_the_customers_bookings_are_listed_without_their_ids() -> None:
    store = MemoryStore()
    leads = booking_at(store, 9, 14)
    result = run(desk(store), "my_bookings")
    assert result["bookings"] == [
        {"date": "2026-02-11", "time": "9:00 AM", "repair_type": "screen"},
        {"date": "2026-02-11", "time": "2:00 PM", "repair_type": "screen"},
    ]
    assert not any(lead.lead_id in str(result) for lead in leads)
    assert run(desk(), "my_bookings") == {"bookings": [], "say": "I don't see an open booking under this number."}


def test_a_booking_is_moved_and_code_says_so() -> None:
    store = MemoryStore()
    booking_at(store, 14)
    wish = {"date": "2026-02-11", "time": "2:00 PM", "new_date": "2026-02-12", "new_time": "9:00 AM"}
    result = run(desk(store), "reschedule_booking", **wish)
    assert str(result["done"]).startswith("Moved: iPhone 13 screen repair is now Thu, Feb 12 at 9:00 AM")
    assert [slot_of(lead) for lead in store.leads.values()] == [slot(9, date(2026, 2, 12))]
    assert "no open booking then" in str(run(desk(store, key="SM2"), "reschedule_booking", **wish)["error"])


def test_a_booking_that_cannot_be_moved_stays_and_the_model_is_told_what_is_free() -> None:
    store = MemoryStore()
    booking_at(store, 14)
    take(store, slot(15))
    wish = {"date": "2026-02-11", "time": "2:00 PM", "new_date": "2026-02-11", "new_time": "3:00 PM"}
    result = run(desk(store), "reschedule_booking", **wish)
    assert "tomorrow at 4:00 PM" in str(result["available_instead"])
    assert [slot_of(lead) for lead in store.leads.values()] == [slot(14)]


def test_a_booking_is_cancelled_and_code_says_so() -> None:
    store = MemoryStore()
    booking_at(store, 14)
    result = run(desk(store), "cancel_booking", date="2026-02-11", time="2:00 PM")
    assert "is cancelled" in str(result["done"])
    assert [lead.status for lead in store.leads.values()] == ["cancelled"]


@pytest.mark.parametrize("name", ["cancel_booking", "reschedule_booking", "my_bookings", "repair_status"])
def test_the_bookings_of_others_are_out_of_reach(name: str) -> None:
    store = MemoryStore()
    (lead,) = booking_at(store, 14)
    at = Desk(premises(store), store, "+13055550188", "twilio-sms", Receipt("TURN#SM2"))
    result = run(
        at, name, date="2026-02-11", time="2:00 PM", new_date="2026-02-12", new_time="9:00 AM",
        phone=PHONE, lead_id=lead.lead_id,
    )  # fmt: skip
    assert "2:00 PM" not in str(result)
    assert store.leads == {lead.lead_id: lead}


def test_a_callback_takes_no_slot() -> None:
    store = MemoryStore()
    result = run(desk(store), "schedule_callback", date="2026-02-11", time="6:30 PM", reason="a\nquestion")
    assert result["done"] == "Brandon will call you tomorrow (Wed, Feb 11) at 6:30 PM."
    (lead,) = store.leads.values()
    assert (lead.lead_type, lead.notes) == ("callback", "a question")
    assert store.days == {}


def test_an_on_site_visit_is_booked_with_its_fee() -> None:
    at = desk()
    result = run(at, "book_slot", **TWO | {"on_site": True, "address": "8410 Merrill Rd\n"})
    assert "at 8410 Merrill Rd. Starts at $79 plus $20 for the visit" in str(result["done"])
    assert [(lead.lead_type, lead.address) for lead in booked(at)] == [("on_site", "8410 Merrill Rd")]


def test_an_address_and_a_name_that_are_settled_need_not_be_given_again() -> None:
    at = desk(dialogue=Dialogue(address="8410 Merrill Rd", customer_name="Marisol"))
    run(at, "book_slot", **visit("2026-02-11", "2:00 PM", on_site=True))
    assert [(lead.address, lead.customer_name) for lead in booked(at)] == [("8410 Merrill Rd", "Marisol")]


def test_all_jobs_of_a_booking_are_listed() -> None:
    store = MemoryStore()
    desk(store).book(slot(14), [Job("screen", "iphone 13"), Job("battery", "iphone 13")])
    assert "'repair_type': 'screen, battery'" in str(run(desk(store), "my_bookings")["bookings"])


def test_no_on_site_visit_goes_to_nowhere() -> None:
    at = desk()
    assert "ask the customer for it" in str(run(at, "book_slot", **TWO | {"on_site": True, "address": " "})["error"])
    assert booked(at) == []


# --- prices, discounts, accessories, the owner


def test_a_price_is_codes() -> None:
    said = run(desk(), "get_pricing", repair_type="screen", device="galaxy s22")["say"]
    assert said == "Galaxy S22 screen repair starts at $89."


@pytest.mark.parametrize("wanted", ["ten", None, True, [10]])
def test_a_discount_is_a_number(wanted: object) -> None:
    assert "percent must be a number" in str(run(desk(), "authorize_discount", percent=wanted))


def test_a_discount_is_granted_up_to_the_cap_and_stands_in_the_confirmation() -> None:
    at = desk()
    assert run(at, "authorize_discount", percent=15) == {"granted": "15%"}
    assert "Starts at $79, less your 15%, 90-day warranty" in str(run(at, "book_slot", **TWO))


def test_a_discount_above_the_cap_is_the_owners_to_decide() -> None:
    at = desk()
    assert "only Brandon can decide" in str(run(at, "authorize_discount", percent=90))
    assert (at.granted, at.questions) == (0, ["90% off"])


def test_an_accessory_is_noted_only_if_the_owner_sells_them() -> None:
    assert run(desk(), "log_upsell", item="case") == {"noted": "case"}
    assert "error" in run(desk(), "log_upsell", item="gold bar")
    assert "error" in run(desk(state={"auto_upsell": False}), "log_upsell", item="case")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "is booked for tomorrow (Wed, Feb 11) at 2:00 PM."),
        ({"status": "ready"}, "is done and ready for you to pick up."),
        ({"status": "completed"}, "is finished."),
        ({"status": "cancelled"}, "was cancelled."),
        ({"status": "no_show"}, "we missed you"),
        ({"appointment_date": "2026-02-09"}, "is with Brandon; he'll text you when it's ready."),
    ],
)
def test_the_status_of_the_newest_repair_is_told(change: dict[str, str], said: str) -> None:
    store = MemoryStore()
    (lead,) = booking_at(store, 14)
    store.leads[lead.lead_id] = replace(lead, **change)  # type: ignore[arg-type]
    assert said in str(run(desk(store), "repair_status")["say"])
    assert run(desk(), "repair_status") == {"say": "I don't see a repair under this number."}


def test_what_the_photos_show_is_remarked_and_a_question_handed_on() -> None:
    at = desk()
    run(at, "describe_photos", description="cracked\x00 corner " + "x" * 500)
    assert at.remarks[0].startswith("Photo: cracked corner xxx")
    assert len(at.remarks[0]) <= 210
    assert "passed that on to Brandon" in str(run(at, "ask_owner", question="Do you buy phones?"))
    assert at.questions == ["Do you buy phones?"]


# --- the dialogue state


def test_several_jobs_are_one_visit_and_all_of_them_are_confirmed() -> None:
    at = desk()
    jobs = [JOB, {"repair_type": "battery", "device": "galaxy s21", "trouble": ""}]
    said = str(run(at, "book_slot", **TWO | {"jobs": jobs, "note": "his wife's\nS21"})["done"])
    assert said.startswith("Booked: iPhone 13 screen repair and Galaxy S21 battery replacement, tomorrow")
    assert "Starts at $128," in said
    (lead,) = booked(at)
    assert (lead.repair_type, lead.device, lead.notes) == (
        "screen + battery",
        "iPhone 13 + Galaxy S21",
        "his wife's S21",
    )


def test_the_free_times_of_a_day_are_the_options_that_stand() -> None:
    store = MemoryStore()
    take(store, *(slot(hour) for hour in range(10, 16)))
    at = desk(store, dialogue=Dialogue(asked="book", window=Window(time(14))))
    run(at, "check_availability", date="2026-02-11")
    settled = at.dialogue
    assert (settled.day, settled.options, settled.asked) == (TOMORROW, (slot(9), slot(16)), "time")
    assert settled.window == ANY_TIME
    take(store, slot(9), slot(16))
    run(at, "check_availability", date="2026-02-11")
    assert (at.dialogue.options, at.dialogue.asked) == ((), "day")


def test_what_is_priced_is_what_the_conversation_is_about() -> None:
    at = desk()
    run(at, "get_pricing", repair_type="screen", device="")
    run(at, "get_pricing", repair_type="screen", device="iphone 13")
    run(at, "get_pricing", repair_type="battery", device="iphone 13")
    run(at, "get_pricing", repair_type="battery", device="iphone 13")
    assert at.dialogue.jobs == (Job("screen", "iphone 13"), Job("battery", "iphone 13"))


def test_several_prices_are_told_in_sum() -> None:
    at = desk()
    assert "all_together" not in run(at, "get_pricing", repair_type="screen", device="iphone 13")
    run(at, "get_pricing", repair_type="case", device="iphone 13")
    assert run(at, "get_pricing", repair_type="battery", device="iphone 13")["all_together"] == "$128"
    assert "all_together" not in run(at, "get_pricing", repair_type="screen", device="ipad")


def test_what_a_turn_cannot_book_any_more_is_noted_for_the_next_one() -> None:
    at = desk()
    run(at, "book_slot", **TWO)
    later = visit("2026-02-11", "3:00 PM", "battery", "galaxy s21")
    jobs = [JOB, *later["jobs"]]  # type: ignore[misc]
    assert "with the customer's next message" in str(run(at, "book_slot", **later | {"jobs": jobs})["error"])
    assert at.dialogue.jobs == (Job("battery", "galaxy s21"),)
    assert len(booked(at)) == 1


def test_what_is_booked_is_settled_and_the_rest_still_stands() -> None:
    jobs = (Job("screen", "iphone 13"), Job("battery", ""), Job("screen", "galaxy s21"))
    before = Dialogue(language="es", jobs=jobs, day=TOMORROW, at=time(14), options=(slot(14),), asked="book", nudges=1)
    at = desk(dialogue=before)
    run(at, "book_slot", **TWO | {"jobs": [JOB, JOB | {"repair_type": "battery"}]})
    after = Dialogue(language="es", jobs=jobs[2:], customer_name="Ann")
    assert at.dialogue == after


def test_what_could_not_be_booked_still_stands_with_what_is_free() -> None:
    store = MemoryStore()
    take(store, slot(14))
    at = desk(store)
    on_site = {"on_site": True, "address": "8410 Merrill Rd"}
    run(at, "book_slot", **TWO | on_site)
    settled = at.dialogue
    assert (settled.jobs, settled.on_site, settled.address) == ((Job("screen", "iphone 13"),), True, "8410 Merrill Rd")
    assert (settled.customer_name, settled.day, settled.asked) == ("Ann", TOMORROW, "time")
    assert settled.options == (slot(12), slot(13), slot(15))
    assert at.refused == {slot(14)}


def test_the_bookings_that_were_told_or_changed_are_those_that_are_talked_about() -> None:
    store = MemoryStore()
    first, second = booking_at(store, 9, 14)
    at = desk(store)
    run(at, "my_bookings")
    assert list(at.dialogue.lead_ids) == [first.lead_id, second.lead_id]
    wish = {"date": "2026-02-11", "time": "2:00 PM", "new_date": "2026-02-11", "new_time": "9:00 AM"}
    run(at, "reschedule_booking", **wish)
    assert [*at.dialogue.lead_ids, at.dialogue.asked] == [second.lead_id, "move"]
    run(at, "cancel_booking", date="2026-02-11", time="9:00 AM")
    assert [*at.dialogue.lead_ids, at.dialogue.asked, at.dialogue.day] == [first.lead_id, "", None]


def test_what_was_handed_on_is_remembered_once() -> None:
    at = desk()
    for _ in range(2):
        run(at, "ask_owner", question="Do you buy\nphones?")
    assert at.dialogue.handed_on == ("Do you buy phones?",)


def test_a_call_at_night_is_refused_without_times_of_the_bench() -> None:
    result = run(desk(), "schedule_callback", date="2026-02-11", time="11:00 PM", reason="x")
    assert result == {"error": "we only call between 8:00 AM and 8:00 PM"}

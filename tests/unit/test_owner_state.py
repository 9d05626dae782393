import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.owner_state import DEFAULTS, PUBLIC_FIELDS, current, public, validated

CONTRACT_FIELDS = {
    "status", "location", "notes", "special_info", "assistant_name", "voice", "persona", "greeting", "max_discount",
    "ai_answers_calls", "ai_answers_sms", "auto_upsell", "services_block", "behavior_rules", "what_we_fix_items",
    "operational_hours_enabled", "operational_open_time", "operational_close_time",
}  # fmt: skip
FIELDS_OF_OUR_OWN = {"busy_until", "closures"}
TEXTS = st.text(max_size=200)
JSON_TEXTS = st.lists(TEXTS | st.integers() | st.booleans()).map(json.dumps)
CLOCKS = st.times().map(lambda at: f"{at:%H:%M}")
DATES = st.dates().map(str)
CLOSURES = st.lists(
    st.fixed_dictionaries(
        {"date": DATES}, optional={"from": CLOCKS.filter(lambda at: at < "12:00"), "to": st.just("12:00")}
    ),
    max_size=3,
).map(json.dumps)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["working", "gym", "driving", "break", "sleeping", "custom"]),
        "persona": st.sampled_from(["professional", "laidback", "hustler"]),
        "location": TEXTS,
        "notes": TEXTS,
        "special_info": TEXTS,
        "assistant_name": TEXTS,
        "voice": TEXTS,
        "greeting": TEXTS,
        "services_block": TEXTS,
        "max_discount": st.integers(0, 100) | st.integers(1, 9999).filter(lambda n: n % 100 > 0).map(lambda n: n / 100),
        "ai_answers_calls": st.booleans(),
        "ai_answers_sms": st.booleans(),
        "auto_upsell": st.booleans(),
        "behavior_rules": JSON_TEXTS,
        "what_we_fix_items": JSON_TEXTS,
        "operational_hours_enabled": st.booleans(),
        "operational_open_time": CLOCKS.filter(lambda at: at < "17:00"),
        "operational_close_time": st.just("23:59"),
        "busy_until": st.tuples(st.dates(date(1000, 1, 1)).map(str), CLOCKS).map("T".join) | st.just(""),
        "closures": CLOSURES,
        "agent_name": TEXTS,
        "agent_tone_2": TEXTS,
    },
).filter(bool)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def typed(fields: object) -> str:
    return repr(sorted(fields.items())) if isinstance(fields, dict) else repr(fields)


def test_the_state_has_every_field_of_the_contract_and_its_own_key() -> None:
    assert current({}).keys() == CONTRACT_FIELDS | FIELDS_OF_OUR_OWN | {"state_id"}
    assert current({})["state_id"] == "CURRENT"


@given(FIELDS)
def test_every_field_round_trips_with_its_type(fields: dict[str, object]) -> None:
    assert typed(validated(fields, current({}))) == typed(fields)


@given(FIELDS)
def test_the_state_as_read_may_be_sent_back_whole(fields: dict[str, object]) -> None:
    state = current(fields) | {"updated_at": "2026-02-10T15:00:00+00:00"}
    assert current(validated(state, state)) | {"updated_at": state["updated_at"]} == state


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("auto_upsell", "true", True),
        ("auto_upsell", "False", False),
        ("max_discount", "15", 15),
        ("max_discount", "7.5", 7.5),
        ("max_discount", 15.0, 15),
    ],
)
def test_the_text_of_a_form_becomes_the_type_of_the_field(name: str, text: object, value: object) -> None:
    assert typed(validated({name: text}, current({}))) == typed({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "asleep"),
        ("status", ["gym"]),
        ("persona", None),
        ("location", 7),
        ("notes", "x" * 8_001),
        ("max_discount", 101),
        ("max_discount", -1),
        ("max_discount", "15%"),
        ("max_discount", "\u0661\u0665"),
        ("max_discount", True),
        ("max_discount", float("nan")),
        ("max_discount", float("inf")),
        ("auto_upsell", 1),
        ("auto_upsell", "yes"),
        ("behavior_rules", "[1,"),
        ("behavior_rules", "[NaN]"),
        ("behavior_rules", "[" * 7_000),
        ("what_we_fix_items", ["screens"]),
        ("operational_open_time", "9:00"),
        ("operational_close_time", "24:00"),
        ("operational_close_time", "17:00\n"),
        ("busy_until", "2026-02-12"),
        ("busy_until", "2026-02-12 16:00"),
        ("busy_until", "2026-02-30T16:00"),
        ("busy_until", "2026-02-12T16:00+00:00"),
        ("busy_until", "later"),
        ("busy_until", 7),
        ("closures", "[1,"),
        ("closures", "{}"),
        ("closures", '["2026-02-12"]'),
        ("closures", '[{"date": "2026-02-12", "until": "12:00"}]'),
        ("closures", '[{"date": "2026-02-12", "from": "9:00"}]'),
        ("closures", '[{"date": "2026-02-12", "from": null}]'),
        ("closures", '[{"date": "2026-02-12", "from": "12:00", "to": "12:00"}]'),
        ("closures", json.dumps([{"date": "2026-02-12"}] * 101)),
        ("agent_", "x"),
        ("agent_name", 1),
        ("colour", "red"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(name: str, value: object) -> None:
    with pytest.raises(InvalidInputError, match=name):
        validated({"location": "gym", name: value}, current({}))


@pytest.mark.parametrize("date", [None, "", "02/12/2026", "2026-02-30", 20260212])
def test_a_closure_is_of_a_day_of_the_calendar(date: object) -> None:
    with pytest.raises(InvalidInputError, match="date must be a day of the calendar"):
        validated({"closures": json.dumps([{"date": date}])}, current({}))


@pytest.mark.parametrize("fields", [{}, {"state_id": "OTHER", "updated_at": "never"}])
def test_a_change_of_nothing_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match="at least one field"):
        validated(fields, current({}))


@pytest.mark.parametrize(
    ("stored", "change"),
    [
        ({}, {"operational_open_time": "17:00"}),
        ({"operational_open_time": "12:00"}, {"operational_close_time": "11:00"}),
        ({}, {"operational_open_time": "20:00", "operational_close_time": "19:00"}),
    ],
)
def test_the_shop_never_closes_before_it_opens(stored: dict[str, object], change: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match="must be before"):
        validated(change, current(stored))


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)) | st.text(max_size=30), JSON_VALUES, max_size=3))
def test_any_json_object_is_valid_or_refused(fields: dict[str, object]) -> None:
    try:
        changes = validated(fields, current({}))
    except InvalidInputError:
        return
    assert validated(changes, current({})) == changes


def test_a_customer_sees_nothing_of_what_is_the_owners() -> None:
    state = current({"location": "home", "notes": "alarm 1234", "max_discount": 20, "agent_secret": "x"})
    assert not FIELDS_OF_OUR_OWN & public(state).keys()
    assert public(state).keys() == set(PUBLIC_FIELDS)
    assert not {"location", "notes", "max_discount", "behavior_rules", "agent_secret", "persona"} & public(state).keys()

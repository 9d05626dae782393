import json
from datetime import date, datetime, timedelta

import pytest
from boto3.dynamodb.types import Binary
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.owner_state import DEFAULTS, PUBLIC_FIELDS, current, is_agent_field, public, validated
from tests.unit.foreign import STORED

CONTRACT_FIELDS = {
    "status", "location", "notes", "special_info", "assistant_name", "voice", "persona", "greeting", "max_discount",
    "ai_answers_calls", "ai_answers_sms", "auto_upsell", "services_block", "behavior_rules", "what_we_fix_items",
    "operational_hours_enabled", "operational_open_time", "operational_close_time",
}  # fmt: skip
FIELDS_OF_OUR_OWN = {"not_told", "busy_until", "closures", "shop_facts"}
ENABLED: dict[str, object] = {"operational_hours_enabled": True}
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
    after = validated(fields, current({}))
    assert typed({name: after[name] for name in fields}) == typed(fields)
    assert after.keys() - fields.keys() <= {"persona", "agent_shared_tone"}


@pytest.mark.parametrize(
    ("fields", "stored", "also"),
    [
        ({"persona": "hustler"}, {}, {"agent_shared_tone": "hustler"}),
        ({"persona": "professional"}, {}, {}),
        ({"persona": "professional"}, {"agent_shared_tone": "warm"}, {"agent_shared_tone": "professional"}),
        ({"persona": None}, {"persona": "hustler", "agent_shared_tone": "hustler"}, {"agent_shared_tone": None}),
        ({"persona": "hustler", "agent_shared_tone": "warm"}, {}, {}),
        ({"agent_shared_tone": "laidback"}, {}, {"persona": "laidback"}),
        ({"agent_shared_tone": "warm and brief"}, {"persona": "hustler"}, {}),
        ({"agent_shared_tone": None}, {"persona": "hustler"}, {}),
    ],
)
def test_the_two_fields_of_the_tone_are_written_together(
    fields: dict[str, object], stored: dict[str, object], also: dict[str, object]
) -> None:
    assert validated(fields, stored) == fields | also


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
        ("max_discount", 1.53125, 1.53125),
        ("max_discount", 0.0001, 0.0001),
        ("max_discount", 1e-200, 0),
    ],
)
def test_the_text_of_a_form_becomes_the_type_of_the_field(name: str, text: object, value: object) -> None:
    assert typed(validated({name: text}, current({}))) == typed({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "asleep"),
        ("status", ["gym"]),
        ("persona", "Friendly"),
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
        ("behavior_rules", '["\\ud800"]'),
        ("what_we_fix_items", '[{"\\udfff": "screens"}]'),
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
        ("shop_facts", "{}"),
        ("shop_facts", '[{"question": "drones?"}]'),
        ("shop_facts", '[{"question": "two\\nlines", "answer": "yes"}]'),
        ("shop_facts", '[{"question": "drones?", "answer": ""}]'),
        ("shop_facts", json.dumps([{"question": "x" * 201, "answer": "yes"}])),
        ("shop_facts", json.dumps([{"question": "x", "answer": "yes"}] * 31)),
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


@pytest.mark.parametrize(
    ("fields", "why"),
    [({}, "to change$"), ({"version": 3, "updated_at": "never"}, "to change; updated_at and version cannot be set")],
)
def test_a_change_of_nothing_is_refused_with_why(fields: dict[str, object], why: str) -> None:
    with pytest.raises(InvalidInputError, match=f"send at least one field of the state {why}"):
        validated(fields, current({}))


@pytest.mark.parametrize("name", ["closures", "shop_facts", "behavior_rules"])
def test_a_list_in_place_of_its_json_is_refused_with_how_to_send_it(name: str) -> None:
    with pytest.raises(InvalidInputError, match=f"{name} must be a text that holds JSON, as JSON.stringify makes it"):
        validated({name: []}, current({}))


@pytest.mark.parametrize(
    ("stored", "change"),
    [
        (ENABLED, {"operational_open_time": "17:00"}),
        (ENABLED | {"operational_open_time": "12:00"}, {"operational_close_time": "11:00"}),
        (ENABLED, {"operational_open_time": "20:00", "operational_close_time": "19:00"}),
        ({"operational_open_time": "20:00"}, ENABLED),
        ({"operational_open_time": "20:00"}, {"operational_hours_enabled": "true"}),
        ({"operational_close_time": "08:00"}, ENABLED | {"operational_open_time": None}),
        (ENABLED | {"operational_open_time": "20:00"}, {"operational_close_time": None}),
    ],
)
def test_the_shop_never_closes_before_it_opens(stored: dict[str, object], change: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match="must be before"):
        validated(change, stored)


@pytest.mark.parametrize(
    ("stored", "change"),
    [
        ({}, {"operational_open_time": "17:00"}),
        ({}, {"operational_open_time": "20:00", "operational_close_time": "19:00"}),
        (ENABLED, {"operational_hours_enabled": False, "operational_open_time": "20:00"}),
        (ENABLED | {"operational_open_time": "20:00"}, {"operational_hours_enabled": None}),
        (ENABLED | {"operational_open_time": "20:00"}, {"status": "gym"}),
        (ENABLED | {"operational_open_time": "20:00"}, {"operational_open_time": None}),
        (ENABLED | {"operational_open_time": "soon"}, {"operational_close_time": "12:00"}),
    ],
)
def test_hours_are_compared_only_when_they_are_in_force_and_changed(
    stored: dict[str, object], change: dict[str, object]
) -> None:
    assert validated(change, stored) == change


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
    assert not {"location", "notes", "max_discount", "behavior_rules", "agent_secret"} & public(state).keys()


# --- bounds


def test_the_defaults_are_those_of_the_shop() -> None:
    assert DEFAULTS == {
        "status": "working",
        "location": "",
        "notes": "",
        "special_info": "",
        "assistant_name": "LINDA",
        "voice": "alloy",
        "persona": "professional",
        "greeting": "",
        "max_discount": 15,
        "ai_answers_calls": True,
        "ai_answers_sms": True,
        "auto_upsell": True,
        "services_block": "",
        "behavior_rules": "[]",
        "what_we_fix_items": "[]",
        "operational_hours_enabled": False,
        "operational_open_time": "09:00",
        "operational_close_time": "17:00",
        "busy_until": "",
        "closures": "[]",
        "not_told": "[]",
        "shop_facts": "[]",
    }
    assert typed(current({})) == typed({"state_id": "CURRENT", **DEFAULTS})


@pytest.mark.parametrize("name", ["notes", "greeting", "agent_tone", "behavior_rules"])
def test_a_text_has_at_most_eight_thousand_characters(name: str) -> None:
    longest = json.dumps("x" * 7_998)
    assert validated({name: longest}, {}) == {name: longest}
    with pytest.raises(InvalidInputError, match=f"{name} must be at most 8000 characters"):
        validated({name: f"{longest} "}, {})


def test_more_closures_of_another_program_are_read_since_a_lost_one_would_be_booked() -> None:
    days = [str(date(2026, 2, 10) + timedelta(days=n)) for n in range(250)]
    stored = {"closures": json.dumps([{"date": day} for day in reversed(days)])}
    assert [closure["date"] for closure in json.loads(str(current(stored)["closures"]))] == days


def test_there_are_at_most_a_hundred_closures() -> None:
    most = json.dumps([{"date": "2026-02-12"}] * 100)
    assert validated({"closures": most}, {}) == {"closures": most}
    with pytest.raises(InvalidInputError, match="closures must be a list of at most 100"):
        validated({"closures": json.dumps([{"date": "2026-02-12"}] * 101)}, {})


def test_the_name_of_an_agents_field_has_at_most_fifty_letters_more() -> None:
    assert validated({"agent_" + "x" * 50: "y"}, {})
    with pytest.raises(InvalidInputError, match="is not a field of the state"):
        validated({"agent_" + "x" * 51: "y"}, {})


def test_all_texts_together_are_bounded() -> None:
    """A name counts, too, and a letter counts as many bytes as it has in UTF-8."""
    stored: dict[str, object] = {f"agent_{n}": "x" * 7_993 for n in range(8)}  # 8,000 bytes each with its name
    assert validated({"notes": "x" * 1_531}, stored)
    for change in ({"notes": "x" * 1_532}, {"notes": "é" * 766}, {f"agent_{n}": "x" * 100 for n in range(10, 30)}):
        with pytest.raises(InvalidInputError, match="at most 200 fields and 65536 bytes"):
            validated(change, stored)


def test_fifty_long_fields_are_refused_however_they_are_sent() -> None:
    fields = {f"agent_{n}": "x" * 8_000 for n in range(50)}
    with pytest.raises(InvalidInputError, match="65536 bytes"):
        validated(fields, {})
    stored: dict[str, object] = {}
    for name in list(fields)[:8]:
        stored |= validated({name: fields[name]}, stored)
    with pytest.raises(InvalidInputError, match="65536 bytes"):
        validated({"agent_8": fields["agent_8"]}, stored)


@pytest.mark.parametrize("value", ["", None])
def test_the_number_of_fields_is_bounded(value: object) -> None:
    fields = {f"agent_{n}": value for n in range(201)}
    assert validated(dict(list(fields.items())[:200]), {})
    with pytest.raises(InvalidInputError, match="200 fields"):
        validated(fields, {})


def test_what_others_have_made_too_large_can_be_changed_and_made_smaller() -> None:
    stored: dict[str, object] = {f"agent_{n}": "x" * 300 for n in range(300)} | {"colour": b"x" * 9_000}
    assert validated({"status": "gym", "agent_1": "y"}, stored | {"status": "working"})
    assert validated({"agent_1": None}, stored) == {"agent_1": None}
    with pytest.raises(InvalidInputError, match="65536 bytes"):
        validated({"agent_1": "y" * 301}, stored)


# --- null, and old names


@pytest.mark.parametrize("name", [*DEFAULTS, "agent_tone"])
def test_null_sets_a_field_back_to_its_default(name: str) -> None:
    stored: dict[str, object] = {name: "x", "location": "home"}
    after = {**stored, **validated({name: None}, stored)}
    assert current(after) == current({"location": "home"} if name != "location" else {})


def test_an_unknown_field_that_is_null_is_refused_like_any_other() -> None:
    with pytest.raises(InvalidInputError, match="colour"):
        validated({"colour": None}, {})


@pytest.mark.parametrize(("name", "status"), [("available", "working"), ("unavailable", "sleeping")])
def test_the_old_names_of_a_status_are_read_and_taken(name: str, status: str) -> None:
    assert validated({"status": name}, {}) == {"status": status}
    assert current({"status": name})["status"] == status


# --- foreign data


def unreadable(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The fields whose names have been logged, and nothing else."""
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {line["event"] for line in lines} <= {"state_field_unreadable"}
    return [line["field"] for line in lines]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "asleep"),
        ("status", ["gym"]),
        ("status", {"gym"}),
        ("persona", "Friendly"),
        ("assistant_name", 7),
        ("greeting", "x" * 8_001),
        ("notes", Binary(b"\xff")),
        ("max_discount", "150%"),
        ("max_discount", "%"),
        ("max_discount", "twenty"),
        ("max_discount", 1500),
        ("max_discount", True),
        ("max_discount", float("nan")),
        ("max_discount", 10**40),
        ("max_discount", Binary(b"20")),
        ("ai_answers_sms", "no"),
        ("ai_answers_sms", 0),
        ("ai_answers_calls", ""),
        ("auto_upsell", [False]),
        ("operational_hours_enabled", 1),
        ("operational_open_time", "25:00"),
        ("operational_open_time", "9:00:61"),
        ("operational_open_time", ""),
        ("operational_close_time", "late"),
        ("operational_close_time", 17),
        ("busy_until", "back in 2 hours"),
        ("busy_until", "2026-02-12"),
        ("busy_until", "2026-02-30T16:00:00"),
        ("busy_until", "2026-02-12T16:00:00Z"),
        ("busy_until", "2026-02-12T16:00+00:00"),
        ("busy_until", " "),
        ("busy_until", 1_770_000_000),
        ("closures", ""),
        ("closures", "on Sundays"),
        ("closures", 7),
        ("closures", Binary(b"[]")),
        ("closures", '[{"day": "2026-02-12"}]'),
        ("behavior_rules", ""),
        ("behavior_rules", Binary(b"[]")),
        ("what_we_fix_items", '["\\ud800"]'),
        ("what_we_fix_items", json.dumps(["x" * 8_000])),
    ],
)
def test_an_unreadable_field_falls_back_to_its_default_and_its_name_is_logged(
    name: str, value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(current({name: value, "location": "home"})) == typed(current({"location": "home"}))
    assert unreadable(capsys) == [name]


@pytest.mark.parametrize("name", [*DEFAULTS, "agent_tone", "updated_at"])
def test_a_stored_null_is_the_default_and_nothing_to_log(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert current({name: None}) == current({})
    assert unreadable(capsys) == []


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("behavior_rules", "be nice", ["be nice"]),
        ("behavior_rules", ["be nice", "be brief"], ["be nice", "be brief"]),
        ("behavior_rules", {"be nice", "be brief"}, ["be brief", "be nice"]),
        ("behavior_rules", {"rule": "be nice"}, [{"rule": "be nice"}]),
        ("behavior_rules", ["be nice", Binary(b"x"), None, {"rule": {"be brief"}}], ["be nice"]),
        ("what_we_fix_items", "iPads, consoles", ["iPads, consoles"]),
        ("what_we_fix_items", [{"name": "iPads", "price": 50}], [{"name": "iPads", "price": 50}]),
        ("closures", [{"date": "2026-02-12"}], [{"date": "2026-02-12"}]),
        ("closures", {"2026-02-12", "2026-02-11"}, [{"date": "2026-02-11"}, {"date": "2026-02-12"}]),
        ("closures", "2026-02-12", [{"date": "2026-02-12"}]),
        ("closures", '{"date": "2026-02-12"}', [{"date": "2026-02-12"}]),
        ("closures", '["2026-02-12", "soon"]', [{"date": "2026-02-12"}]),
        ("closures", '[{"date": "2026-02-12T05:00:00.000Z"}]', [{"date": "2026-02-12"}]),
        ("closures", '[{"date": "2026-02-12", "from": null, "to": null}]', [{"date": "2026-02-12"}]),
        ("closures", '[{"date": "2026-02-12", "from": "noon"}]', [{"date": "2026-02-12"}]),
        ("closures", '[{"date": "2026-02-12", "from": "12:00", "to": "9:00"}]', [{"date": "2026-02-12"}]),
        (
            "closures",
            '[{"date": "2026-02-12", "from": "12:00", "reason": "a party"}]',
            [{"date": "2026-02-12", "from": "12:00"}],
        ),
        ("closures", [{"date": "2026-02-12", "reason": Binary(b"x")}], [{"date": "2026-02-12"}]),
        ("closures", [{"date": "2026-02-12", "to": Binary(b"x")}, {"date": Binary(b"x")}, 7], [{"date": "2026-02-12"}]),
        (
            "closures",
            '[{"date": "soon"}, {"date": "2026-02-12", "to": "12:00"}]',
            [{"date": "2026-02-12", "to": "12:00"}],
        ),
    ],
)
def test_what_a_list_in_another_form_says_is_kept(
    name: str, value: object, read: object, capsys: pytest.CaptureFixture[str]
) -> None:
    text = current({name: value})[name]
    assert isinstance(text, str)
    assert json.loads(text) == read
    assert validated({name: text}, {}) == {name: text}
    assert unreadable(capsys) == [name]


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("status", "Unavailable", "sleeping"),
        ("status", "UNAVAILABLE", "sleeping"),
        ("status", "Sleeping ", "sleeping"),
        ("status", " Gym\n", "gym"),
        ("status", "Available", "working"),
        ("persona", "Hustler", "hustler"),
        ("persona", " LaidBack", "laidback"),
        ("max_discount", "0%", 0),
        ("max_discount", "20 %", 20),
        ("max_discount", " 7.5% ", 7.5),
        ("max_discount", " 20", 20),
        ("ai_answers_sms", "False ", False),
        ("operational_open_time", "8:00", "08:00"),
        ("operational_open_time", "08:30:00", "08:30"),
        ("operational_open_time", "10:00 AM", "10:00"),
        ("operational_close_time", "14:00:00", "14:00"),
        ("operational_close_time", "14:00:59.999", "14:00"),
        ("operational_close_time", "2:00:00 PM", "14:00"),
        ("operational_close_time", " 14:00\n", "14:00"),
        ("operational_close_time", "2 PM", "14:00"),
        ("busy_until", "2026-12-24T16:00:00", "2026-12-24T16:00"),
        ("busy_until", "2026-12-24T16:00:00.000", "2026-12-24T16:00"),
        ("busy_until", "2026-12-24T16:07:42.123456", "2026-12-24T16:07"),
        ("busy_until", "2026-12-24 16:00", "2026-12-24T16:00"),
        ("busy_until", "2026-12-24 4:00 PM", "2026-12-24T16:00"),
        ("busy_until", " 2026-12-24T16:00 ", "2026-12-24T16:00"),
    ],
)
def test_what_a_value_in_another_form_says_is_kept(
    name: str, value: object, read: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(current({name: value})) == typed(current({}) | {name: read})
    assert validated({name: read}, {})[name] == read
    assert unreadable(capsys) == [name]


@given(at=st.datetimes(min_value=datetime.fromisoformat("1000-01-01")), separator=st.sampled_from("T "))
def test_a_moment_and_a_clock_of_any_iso_form_are_read_to_the_minute(at: datetime, separator: str) -> None:
    read = current({"busy_until": at.isoformat(separator), "operational_open_time": at.time().isoformat()})
    assert read["busy_until"] == at.strftime("%Y-%m-%dT%H:%M")
    assert read["operational_open_time"] == at.strftime("%H:%M")


def test_of_too_many_stored_closures_the_latest_are_kept() -> None:
    stored = [{"date": str(date(2020, 1, 1) + timedelta(days=n))} for n in range(1_020)]
    assert json.loads(str(current({"closures": stored[::-1]})["closures"])) == stored[20:]


@pytest.mark.parametrize(
    "hours", [{"operational_open_time": "17:00"}, {"operational_open_time": "08:00", "operational_close_time": "08:00"}]
)
def test_stored_hours_that_never_open_the_shop_are_the_default_ones(
    hours: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert current(ENABLED | hours) == current(ENABLED)
    assert unreadable(capsys) == ["operational_open_time", "operational_close_time"]
    assert current(hours) == current({}) | hours
    assert unreadable(capsys) == []


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (1_770_735_600, 1_770_735_600),
        (1_770_735_600.9, 1_770_735_600),
        ("2026-02-10T15:00:00+00:00", 1_770_735_600),
        ("2026-02-10T10:00:00-05:00", 1_770_735_600),
        ("2026-02-10T15:00:00Z", 1_770_735_600),
        ("2026-02-10T15:00:00.000", 1_770_735_600),
    ],
)
def test_the_time_of_the_last_change_is_a_number_also_where_a_text_is_stored(stored: object, read: int) -> None:
    assert typed(current({"updated_at": stored})["updated_at"]) == typed(read)


@pytest.mark.parametrize("value", ["never", "", True, float("inf"), float("nan"), Binary(b"1"), ["2026-02-10"]])
def test_an_unreadable_time_of_the_last_change_is_left_out(value: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert current({"updated_at": value}) == current({})
    assert unreadable(capsys) == ["updated_at"]


def test_what_we_do_not_know_is_passed_on_only_if_json_can_hold_it(capsys: pytest.CaptureFixture[str]) -> None:
    known = {"colour": "red", "sizes": [1, {"a": None}], "nothing": None, "agent_Loud": "x"}
    unknown = {"Ann 904 252 0927": Binary(b"x"), "set": {"a"}, "deep": [{"a": {"b"}}], "number": float("inf")}
    assert current(known | unknown) == current({}) | known
    assert unreadable(capsys) == ["unknown"]


@pytest.mark.parametrize(
    ("name", "logged"), [("agent_tone_2", "agent_tone_2"), ("agent_9042520927", "unknown"), ("state_id", None)]
)
def test_the_name_of_an_unreadable_field_is_logged_only_if_it_is_ours(
    name: str, logged: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert current({name: Binary(b"x")}) == current({})
    assert unreadable(capsys) == ([logged] if logged else [])


@given(STORED)
def test_the_state_is_readable_whatever_is_stored(stored: dict[str, object]) -> None:
    state = current(stored)
    fields = {name: state[name] for name in state if name in DEFAULTS or is_agent_field(name)}
    assert DEFAULTS.keys() <= fields.keys()
    assert all(validated({name: value}, {})[name] == value for name, value in fields.items())
    assert typed(current(state)) == typed(state)
    json.dumps(state, allow_nan=False)


@given(STORED, FIELDS)
def test_whatever_is_stored_a_change_is_merged_or_refused(stored: dict[str, object], fields: dict[str, object]) -> None:
    try:
        changes = validated(fields, stored)
    except InvalidInputError as error:
        assert "must be before" in str(error)  # noqa: PT017  (it may be refused, for nothing else)
        return
    assert {name: current({**stored, **changes})[name] for name in changes} == changes

"""docs/openapi.yaml is valid and says what the code does: a change of one without the other fails here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

import scheduler
import state_manager
from linda import booking, owner_state, web
from linda.errors import InvalidInputError, LindaError
from linda.models import LEAD_STATUSES, LEAD_TYPES, OWNER_STATUSES, Lead
from linda.public_state import public_state
from linda.shop import load_shop
from linda.shop_time import parse_time
from tests.fakes import MemoryStore

DOCUMENT: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "docs" / "openapi.yaml").read_text(encoding="utf-8")
)
SCHEMAS: Mapping[str, Any] = DOCUMENT["components"]["schemas"]
STATE: Mapping[str, Any] = SCHEMAS["State"]
BOOKING: Mapping[str, Any] = SCHEMAS["BookingRequest"]["properties"]
METHODS = ("get", "put", "post", "delete", "patch")
SET_BY_US = {"state_id", "updated_at", "version"}
# Those that the dashboard has. A pattern in their place would give a typed client an index that no other field fits.
AGENT_FIELDS = {
    "agent_shared_tone",
    "agent_shared_response_length",
    "agent_shared_escalation_threshold",
    *(f"agent_{channel}_{name}" for channel in ("chat", "phone") for name in ("channel_instructions", "full_override")),
    *(f"agent_{channel}_temperature" for channel in ("chat", "phone")),
}


def operation(method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][path][method]
    return found


def query(name: str) -> dict[str, Any]:
    parameters = operation("get", "/scheduler")["parameters"]
    schema: dict[str, Any] = next(parameter["schema"] for parameter in parameters if parameter["name"] == name)
    return schema


def errors(schema: Mapping[str, Any], value: object) -> list[str]:
    """Tell what of the value does not fit a schema of the document."""
    validator = Draft202012Validator(
        {**schema, "components": DOCUMENT["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    return [error.message for error in validator.iter_errors(value)]


def described(node: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every part of the document that has a schema beside its examples."""
    if isinstance(node, dict):
        if "schema" in node:
            yield place, node
        for name, value in node.items():
            yield from described(value, f"{place}/{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from described(value, f"{place}/{number}")


def test_the_document_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    validate(DOCUMENT)


@pytest.mark.parametrize("place", dict(described(DOCUMENT)))
def test_everything_but_a_header_has_examples_and_they_fit_its_schema(place: str) -> None:
    part = dict(described(DOCUMENT))[place]
    examples = [example["value"] for example in part.get("examples", {}).values()]
    examples += [part["example"]] if "example" in part else []
    assert examples or "/headers/" in place
    assert [errors(part["schema"], example) for example in examples] == [[]] * len(examples)


def test_every_request_has_named_examples() -> None:
    requests = [part for place, part in described(DOCUMENT) if "equestBod" in place]
    assert len(requests) == 8
    assert all("examples" in part for part in requests)


def test_the_paths_and_methods_are_those_of_the_routes() -> None:
    methods = {path: [method for method in METHODS if method in item] for path, item in DOCUMENT["paths"].items()}
    assert methods == {
        "/scheduler": ["get", "post", "delete", "patch"],
        "/state": ["get", "put", "post", "delete"],
        "/dispatcher": ["post"],
    }


def test_the_states_fields_have_the_codes_defaults_and_types() -> None:
    others = SET_BY_US | AGENT_FIELDS | {"until"}
    ours = {name: field for name, field in STATE["properties"].items() if name not in others}
    assert {name: field["default"] for name, field in ours.items()} == owner_state.DEFAULTS
    seen = owner_state.owners_view({}, datetime(2026, 2, 10, tzinfo=UTC), load_shop().time_zone)
    assert set(STATE["required"]) == seen.keys()
    assert errors(STATE, seen) == []
    assert STATE["properties"].keys() - ours.keys() == {*owner_state._SET_BY_US, *AGENT_FIELDS, "until"}


def test_the_states_choices_and_limits_are_those_of_the_code() -> None:
    properties = STATE["properties"]
    assert tuple(properties["status"]["enum"]) == tuple(OWNER_STATUSES)
    assert tuple(properties["persona"]["enum"]) == owner_state._PERSONAS
    assert all(owner_state._AGENT_FIELD.fullmatch(name) for name in AGENT_FIELDS)
    assert f"`{owner_state._AGENT_FIELD.pattern}`" in SCHEMAS["StateChanges"]["description"]
    longest = {field["maxLength"] for field in [*properties.values(), *SCHEMAS.values()] if "contentSchema" in field}
    assert longest | {SCHEMAS["Text"]["maxLength"], properties["notes"]["maxLength"]} == {owner_state._LONGEST_TEXT}
    assert properties["closures"]["contentSchema"]["maxItems"] == owner_state._MOST_CLOSURES
    facts = properties["shop_facts"]["contentSchema"]
    assert facts["maxItems"] == owner_state.MOST_FACTS
    lengths = {name: part["maxLength"] for name, part in facts["items"]["properties"].items()}
    assert lengths == owner_state.LONGEST_FACT


@pytest.mark.parametrize("name", ["StateChanges", "StateForm"])
def test_all_fields_of_the_state_may_be_sent(name: str) -> None:
    changes = SCHEMAS[name]
    assert changes["properties"].keys() == STATE["properties"].keys()
    assert {field for field, schema in changes["properties"].items() if schema.get("readOnly")} == SET_BY_US
    assert changes["additionalProperties"] is False


def test_a_customer_may_know_the_public_fields() -> None:
    public = SCHEMAS["PublicState"]
    seen = public_state({}, datetime(2026, 2, 10, tzinfo=UTC), load_shop(), MemoryStore())
    assert tuple(public["properties"]) == tuple(public["required"]) == tuple(seen)
    assert tuple(seen)[: len(owner_state.PUBLIC_FIELDS)] == owner_state.PUBLIC_FIELDS
    assert errors(public, seen) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_discount", 0),
        ("max_discount", 100),
        ("max_discount", 7.5),
        ("max_discount", "007.5"),
        ("max_discount", "100.0001"),
        ("max_discount", 100.0001),
        ("max_discount", -0.1),
        ("max_discount", True),
        ("auto_upsell", "TRUE"),
        ("auto_upsell", "yes"),
        ("auto_upsell", 1),
        ("status", "asleep"),
        ("status", "available"),
        ("status", "unavailable"),
        ("status", "Available"),
        ("status", None),
        ("persona", "Professional"),
        ("operational_open_time", "24:00"),
        ("operational_open_time", "9:00"),
        ("busy_until", ""),
        ("busy_until", "2026-12-01T16:00"),
        ("busy_until", "2026-12-01 16:00"),
        ("greeting", "x" * 8_001),
        ("agent_", "x"),
        *((name, None) for name in sorted(AGENT_FIELDS)),
        ("agent_", None),
        ("hobby", None),
        *((name, None) for name in owner_state.DEFAULTS),
        ("agent_" + "x" * 51, "x"),
        *((name, "x") for name in sorted(AGENT_FIELDS)),
        ("hobby", "x"),
    ],
)
def test_the_document_and_the_code_take_the_same_changes(field: str, value: object) -> None:
    try:
        owner_state.validated({field: value}, owner_state.current({}))
    except LindaError:
        assert errors(SCHEMAS["StateChanges"], {field: value})
    else:
        assert errors(SCHEMAS["StateChanges"], {field: value}) == []


def test_a_leads_fields_statuses_and_types_are_those_of_the_code() -> None:
    names = [field.name for field in fields(Lead)]
    assert list(SCHEMAS["Lead"]["properties"]) == SCHEMAS["Lead"]["required"]
    assert set(SCHEMAS["Lead"]["properties"]) == set(names)
    assert list(SCHEMAS["Booking"]["properties"]) == [
        name for name in SCHEMAS["Lead"]["properties"] if name not in ("notes", "remarks")
    ]
    assert SCHEMAS["Booking"]["required"] == list(SCHEMAS["Booking"]["properties"])
    assert tuple(SCHEMAS["LeadStatus"]["enum"]) == LEAD_STATUSES
    assert tuple(SCHEMAS["StatusChange"]["properties"]["status"]["enum"]) == LEAD_STATUSES[1:]
    assert tuple(SCHEMAS["LeadType"]["enum"]) == LEAD_TYPES
    assert (*LEAD_TYPES, "", None) == tuple(BOOKING["lead_type"]["enum"])
    assert SCHEMAS["LeadId"]["pattern"] == f"^{booking._LEAD_ID.pattern.replace('?:', '')}$"


def test_a_bookings_limits_and_defaults_are_those_of_the_code() -> None:
    asked = scheduler._booking_request(
        {"phone": "+19042520927", "date": "2026-12-01", "time": "2:00 PM", "repair_type": "screen"}, load_shop()
    )
    assert f"an {asked.lead_type}" in BOOKING["lead_type"]["description"]
    assert f'"{asked.source}" without it' in BOOKING["source"]["description"]
    longest = [BOOKING[name]["maxLength"] for name in ("device", "customer_name", "source")]
    assert {*longest, SCHEMAS["RepairType"]["maxLength"]} == {scheduler._LONGEST_TEXT}
    assert SCHEMAS["AnyPhone"]["maxLength"] == SCHEMAS["AnyTime"]["maxLength"] == scheduler._LONGEST_TEXT
    assert BOOKING["notes"]["maxLength"] == scheduler._LONGEST_NOTES
    (key,) = operation("post", "/scheduler")["parameters"]
    assert key["schema"]["maxLength"] == scheduler._LONGEST_KEY


def test_what_cannot_be_seen_is_in_the_document_what_it_is_to_the_code() -> None:
    repair_type = re.compile(SCHEMAS["RepairType"]["pattern"])
    for character in map(chr, range(0x10000)):
        is_seen = bool(scheduler._text({"repair_type": character}, "repair_type"))
        assert bool(repair_type.search(character)) == is_seen, ascii(character)


@pytest.mark.parametrize(
    "text",
    [
        "2:00 PM",
        "2pm",
        "2 p.m.",
        "14:00",
        "09:00:00",
        "9:00:00 AM",
        "14:00:00.000",
        "14:00:30",
        "24:00",
        "2:60 PM",
        "2",
    ],
)
def test_the_document_and_the_code_take_the_same_times(text: str) -> None:
    try:
        parse_time(text)
    except InvalidInputError:
        assert errors(SCHEMAS["AnyTime"], text)
    else:
        assert errors(SCHEMAS["AnyTime"], text) == []


def test_no_request_has_a_default_by_which_a_typed_client_would_require_the_field() -> None:
    requests = ["BookingRequest", "BookingForm", "Move", "StatusChange", "StateChanges", "StateForm", "Closure"]
    fields_of = (field for name in requests for field in SCHEMAS[name]["properties"].values())
    parameters = (p["schema"] for item in DOCUMENT["paths"].values() for m in METHODS for p in _parameters(item, m))
    assert [schema for schema in (*fields_of, *parameters) if "default" in schema] == []


def _parameters(item: Mapping[str, Any], method: str) -> list[dict[str, Any]]:
    return [parameter for parameter in item.get(method, {}).get("parameters", []) if "schema" in parameter]


def test_an_answer_to_one_question_fits_the_schema_of_no_other() -> None:
    content = operation("get", "/scheduler")["responses"]["200"]["content"]["application/json"]
    for example in content["examples"].values():
        fits = [choice["$ref"] for choice in content["schema"]["oneOf"] if not errors(choice, example["value"])]
        assert len(fits) == 1, example["summary"]
    assert len(content["examples"]) == len(content["schema"]["oneOf"])


@pytest.mark.parametrize(("path", "handler"), [("/scheduler", scheduler), ("/state", state_manager)])
def test_the_document_has_the_query_parameters_that_the_code_knows(path: str, handler: ModuleType) -> None:
    for method, names in handler._QUERIES.items():
        parameters = [
            DOCUMENT["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
            if "$ref" in parameter
            else parameter
            for parameter in operation(method.lower(), path).get("parameters", [])
        ]
        assert {each["name"] for each in parameters if each["in"] == "query"} == set(names), method


def test_the_limits_of_lists_and_ranges_are_those_of_the_code() -> None:
    assert (query("next")["minimum"], query("next")["maximum"]) == (1, scheduler._MOST_NEXT)
    assert (query("limit")["minimum"], query("limit")["maximum"]) == (1, scheduler._MOST_LISTED)
    limit = next(p for p in operation("get", "/scheduler")["parameters"] if p["name"] == "limit")
    assert f"{scheduler._LISTED} without it" in limit["description"]
    assert SCHEMAS["LeadList"]["properties"]["leads"]["maxItems"] == scheduler._MOST_LISTED
    assert SCHEMAS["FreeRange"]["properties"]["days"]["maxItems"] == scheduler._LONGEST_RANGE
    assert SCHEMAS["FreeSlots"]["properties"]["slots"]["maxItems"] == scheduler._MOST_NEXT


def test_the_words_name_the_limits_of_the_code() -> None:
    shop = load_shop()
    asking, booked = (operation(method, "/scheduler")["description"] for method in ("get", "post"))
    assert f"at most {scheduler._LONGEST_RANGE} days" in asking
    assert f"at most {scheduler._LONGEST_EXPORT} days" in asking
    assert f"more than {shop.booking_horizon_days} days ahead" in asking
    assert f"at most {shop.most_open_bookings} open bookings" in booked
    assert f"{shop.attempts_an_hour} attempts an hour" in booked
    assert f"within {booking._DOUBLE_CLICK.seconds // 60} minutes" in booked
    assert f"at most {web._LARGEST_BODY} bytes" in DOCUMENT["info"]["description"]
    assert f"larger than {web._LARGEST_ANSWER // 10**6} MB" in DOCUMENT["info"]["description"]
    assert str(shop.time_zone) in DOCUMENT["info"]["description"]
    changed = operation("post", "/state")["description"]
    assert f"at most {owner_state._LARGEST_STATE} bytes" in changed
    assert f"at most {owner_state._MOST_FIELDS}." in changed


def test_every_error_of_the_code_has_its_status_in_the_document() -> None:
    answered = {
        int(code)
        for path in DOCUMENT["paths"].values()
        for method in METHODS
        for code in path.get(method, {}).get("responses", {})
        if int(code) >= 400
    }
    assert answered == {code for _, code in web._STATUS_OF} | {403, 500}


def test_only_the_owner_changes_the_state_and_only_twilio_or_a_visitor_without_proof_calls_the_webhook() -> None:
    for method in ("post", "put", "delete"):
        assert operation(method, "/state")["security"] == [{"owner": []}]
    for method, path in (("get", "/state"), ("get", "/scheduler"), ("post", "/scheduler"), ("patch", "/scheduler")):
        assert operation(method, path)["security"] == [{}, {"owner": []}]
    assert operation("post", "/dispatcher")["security"] == [{"twilio": []}, {}]

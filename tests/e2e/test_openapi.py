"""The deployed API answers every request, well formed or not, as docs/openapi.yaml says.

schemathesis makes the requests from the document, and HYPOTHESIS_PROFILE=nightly makes it make thousands.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
    use_after_free,
)
from twilio.request_validator import RequestValidator

from linda.models import NewsKind
from tests.e2e.conftest import Linda

pytestmark = pytest.mark.timeout(3600)

type Case = schemathesis.Case[Any]

SCHEMA = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs" / "openapi.yaml")
IS_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
# The suite wants few requests: those of the nightly target come from every phase.
SCHEMA.config.phases.coverage.enabled = IS_NIGHTLY
REQUESTS = settings(
    max_examples=330 if IS_NIGHTLY else 10,
    derandomize=not IS_NIGHTLY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

NIGHTLY_CASES = 5_000
SECONDS = 40  # a busy machine is no failure
# The requests whose answers were held to the document, by operation.
CASES: Counter[str] = Counter()

LARGEST_BODY = 64 * 1024
# What no schema can say, so that a request that fits the document may still be refused for it.
RULES = (
    "is in the past",
    "is more than 365 days ahead",
    "does not exist on",
    "happens twice on",
    "must be sent with leads=1",
    "not ''",  # all query parameters of GET are optional, but one must be there
    "to must be on or after from",
    "this Idempotency-Key was used for another request",
    "cursor must be the one that came with the page before",
    "operational_open_time must be before operational_close_time",
    "the state can hold at most",
    "until must be",
    "until needs",
    "until can be",
    "until: ",
    " has passed",
    "source must not start with twilio",
    "a closure must end after it begins",
    "such a request may have closed=YYYY-MM-DD in its query",  # from and to without it
    "phone must be a customer's",
)
EXAMPLE_KEY = SCHEMA["/scheduler"]["POST"].definition.raw["parameters"][0]["example"]
# What GET /scheduler may be asked, and the parameters of each question.
QUESTIONS: Mapping[str, set[str]] = {
    "lead_id": {"lead_id"},
    "calendar": {"calendar"},
    "leads": {"leads", "status", "type", "source", "day", "phone", "limit", "cursor"},
    "counts": {"counts"},
    "conversations": {"conversations", "limit", "cursor"},
    "conversation": {"conversation", "limit", "cursor"},
    "search": {"search", "limit", "cursor"},
    "day": {"day", "limit", "cursor"},
    "phone": {"phone", "limit", "cursor"},
    "export": {"export", "from", "to"},
    "calendar_url": {"calendar_url"},
    "from": {"from", "to"},
    "to": {"from", "to"},
    "next": {"next"},
    "date": {"date"},
}

TODAY = datetime.now(ZoneInfo("America/New_York")).date()
# Beyond the days that other tests book.
DAYS = st.dates(TODAY + timedelta(days=120), TODAY + timedelta(days=360))
TIMES = st.times().map(lambda at: at.strftime("%H:%M"))
CLOSURE = st.one_of(
    st.fixed_dictionaries({"date": DAYS.map(str)}, optional={"from": TIMES}),
    st.fixed_dictionaries({"date": DAYS.map(str), "from": st.just("12:00"), "to": st.just("13:30")}),
)
schemathesis.openapi.format("date", DAYS.map(str))
schemathesis.openapi.format("closures", st.lists(CLOSURE, max_size=3).map(json.dumps))
schemathesis.openapi.format("json-text", st.lists(st.text(max_size=5), max_size=2).map(json.dumps))
FACT = st.fixed_dictionaries(dict.fromkeys(("question", "answer"), st.sampled_from(["drones?", "only on Fridays"])))
schemathesis.openapi.format("shop-facts", st.lists(FACT, max_size=3).map(json.dumps))
KINDS_OF_NEWS = [kind for kind in get_args(NewsKind) if kind != "danger"]
schemathesis.openapi.format("not-told", st.lists(st.sampled_from(KINDS_OF_NEWS), max_size=3).map(json.dumps))
schemathesis.openapi.format("shop-moment", st.just("") | st.builds("{}T{}".format, DAYS, TIMES))
schemathesis.openapi.format("etag", st.just('"0123456789abcdef0123456789abcdef"'))
schemathesis.openapi.format("etag-to-match", st.sampled_from(["*", '"0123456789abcdef0123456789abcdef"']))
schemathesis.openapi.format("shop-time", st.sampled_from(["9:00 AM", "2pm", "4 P.M.", "09:00", "15:00"]) | TIMES)
schemathesis.openapi.format("phone", st.integers(2_000_000, 9_999_999).map(lambda number: f"+1904{number}"))


@pytest.fixture(scope="module")
def fuzzed(enforced: Linda) -> Iterator[Linda]:
    """The deployed API, with the owner's state as it was at first when all is over."""
    yield enforced
    enforced.http.delete("/state", headers=enforced.owner()).raise_for_status()


@pytest.mark.parametrize("is_owner", [False, True], ids=["customer", "owner"])
@SCHEMA.include(path=["/scheduler", "/state"]).parametrize()
@REQUESTS
def test_every_answer_is_as_documented(case: Case, is_owner: bool, fuzzed: Linda) -> None:
    prepare(case)
    headers = fuzzed.owner() if is_owner else {}
    validate(case, case.call(base_url=fuzzed.outputs["base_url"], headers=headers, timeout=SECONDS), headers)


@SCHEMA.include(path="/dispatcher").parametrize()
@REQUESTS
def test_every_webhook_is_answered_as_documented(case: Case, fuzzed: Linda) -> None:
    base_url, url = fuzzed.outputs["base_url"], fuzzed.outputs["dispatcher_url"]
    body = requests.Request(**case.as_transport_kwargs(base_url=base_url)).prepare().body
    form = dict(parse_qsl(str(body or ""), keep_blank_values=True))
    signature = RequestValidator(fuzzed.outputs["twilio_auth_token"]).compute_signature(url, form)
    headers = {"X-Twilio-Signature": signature}
    # What Twilio has signed is answered whatever it says. Other methods than the route's are API Gateway's to answer.
    exempt = (negative_data_rejection, unsupported_method)
    validate(case, case.call(base_url=base_url, headers=headers, timeout=SECONDS), headers, *exempt)


def test_every_step_from_a_booking_on_is_as_documented(fuzzed: Linda) -> None:
    machine: Any = SCHEMA.include(path="/scheduler").as_state_machine()

    class Customer(machine):  # type: ignore[misc]
        def setup(self) -> None:
            # Hypothesis goes the same steps again: they must find what they found before, no slot taken since then.
            forget_all(fuzzed)

        def before_call(self, case: Case) -> None:
            prepare(case)

        def get_call_kwargs(self, _: Case) -> dict[str, Any]:
            return {"base_url": fuzzed.outputs["base_url"], "headers": fuzzed.owner(), "timeout": SECONDS}

        def validate_response(self, response: Any, case: Case, **_: object) -> None:
            validate(case, response, fuzzed.owner(), recorder=self.recorder)

    Customer.run(settings=settings(REQUESTS, stateful_step_count=6))


@pytest.mark.skipif(not IS_NIGHTLY, reason="the suite wants few requests")
def test_the_nightly_target_has_made_thousands_of_requests() -> None:
    print(f"{CASES.total()} requests: {dict(CASES)}")
    assert CASES.total() >= NIGHTLY_CASES


def forget_all(linda: Linda) -> None:
    """Delete every item of both tables."""
    client = linda.aws("dynamodb")
    for table, key in (("Repairs_Lead_Log", ("lead_id", "timestamp")), ("Brandon_State_Log", ("state_id",))):
        for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            for item in page["Items"]:
                client.delete_item(TableName=table, Key={name: item[name] for name in key})


def prepare(case: Case) -> None:
    """Make of the request one that the document means, where it could not say so."""
    if case.headers and case.headers.get("Idempotency-Key") == EXAMPLE_KEY:
        case.headers["Idempotency-Key"] = case.id
    if case.operation.label == "GET /scheduler" and isinstance(case.query, dict):
        # Of several questions the API answers the first and ignores even a malformed other: leave one.
        asked = [question for question in QUESTIONS if question in case.query]
        if asked:
            wanted = QUESTIONS[random.choice(asked)]  # noqa: S311  (hypothesis seeds it)
            for name in {name for question in QUESTIONS.values() for name in question} - wanted:
                case.query.pop(name, None)

    if case.operation.label == "DELETE /scheduler" and isinstance(case.query, dict) and "lead_id" in case.query:
        case.query.pop("customer", None)


def validate(case: Case, response: Any, headers: dict[str, str], *exempt: Any, recorder: Any = None) -> None:
    """Hold the answer to the document, by all checks that are not exempt."""
    CASES[case.operation.label] += 1
    # A booking that was cancelled stays to be read: DELETE frees the slot, not the booking.
    exempt = (*exempt, use_after_free)
    if response.status_code == 413:
        # A refusal for its size, which no schema states: right if the request is that large, whatever is in it.
        assert len(response.request.body or b"") > LARGEST_BODY
        exempt = (*exempt, positive_data_acceptance, negative_data_rejection)
    if response.status_code == 412:
        # Nobody has read that state, whatever else is in the request.
        exempt = (*exempt, positive_data_acceptance, negative_data_rejection)
    if case.operation.label == "GET /state" and "history" not in (case.query or {}):
        exempt = (*exempt, negative_data_rejection)  # A header that is wrong names no answer, and is ignored.
    if response.status_code in (400, 422) and any(rule in response.json()["message"] for rule in RULES):
        exempt = (*exempt, positive_data_acceptance)
    if headers and case.path == "/state" and fits(case):
        # Nothing but the token was wrong, and the owner's own was sent in its place.
        exempt = (*exempt, negative_data_rejection)
    if case.operation.label in ("PUT /state", "POST /state") and "closed" in (case.query or {}):
        exempt = (*exempt, negative_data_rejection)  # The body is not read, whatever is in it.
    case.validate_response(response, excluded_checks=list(exempt), headers=headers, recorder=recorder)


def fits(case: Case) -> bool:
    """Tell whether the document allows the request's body, read-only fields in it being ignored."""
    body = case.operation.get_body_for_media_type(case.media_type) if case.media_type else None
    return body is not None and Draft202012Validator(body.permissive_schema).is_valid(case.body)

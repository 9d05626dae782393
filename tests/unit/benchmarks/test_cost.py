"""The page about costs: made of stored prices and measurements, and right."""

import json
from datetime import date
from typing import Any

import pytest

from benchmarks import cost
from benchmarks.cost_page import KINDS, consumed_by_one, costs_of, render

PRICES: dict[str, dict[str, Any]] = json.loads(cost.PRICES.read_text())
MEASURED: dict[str, Any] = json.loads(cost.MEASURED.read_text())
MODELS: dict[str, dict[str, float]] = json.loads(cost.MODELS.read_text())["prices"]
NOTHING = dict.fromkeys(("segments_notices", "segments_to_owner", "writes", "reads", "stored_bytes", "log_bytes"), 0.0)
ONE = {**NOTHING, "webhooks": 0.0, "cpu_milliseconds": 0.0, "table_calls": 0.0}
FREE = dict.fromkeys(PRICES, 0.0)
NO_MODEL = dict.fromkeys(("input", "cached_input", "cache_write", "output"), 0.0)
WARM = {"cpu_milliseconds": 0.0}


def test_the_page_is_what_prices_and_measurements_make() -> None:
    assert cost.PAGE.read_text(encoding="utf-8") == cost.page(), "run: python -m benchmarks.cost --write"


@pytest.mark.parametrize("name", PRICES)
def test_a_price_says_of_what_from_where_and_when(name: str) -> None:
    price = PRICES[name]
    assert price["value"] > 0
    assert price["unit"]
    assert price["source"].startswith("https://")
    assert date(2023, 1, 1) <= date.fromisoformat(price["as_of"]) <= date.fromisoformat(MEASURED["on"])


@pytest.mark.parametrize("name", PRICES)
def test_every_price_counts(name: str) -> None:
    dearer = {**PRICES, name: {**PRICES[name], "value": PRICES[name]["value"] * 1000}}
    pages = (render(prices, MEASURED, MODELS).partition("## Prices")[0] for prices in (PRICES, dearer))
    assert len(set(pages)) == 2


@pytest.mark.parametrize(
    ("consumed", "price", "dollars"),
    [
        ({"writes": 50.0}, {"dynamodb_write": 0.625}, {"units": 50 * 1000 * 0.625 / 1e6}),
        ({"reads": 50.0}, {"dynamodb_read": 0.125}, {"units": 50 * 1000 * 0.125 / 1e6}),
        ({"segments_replies": 2.0}, {"sms_out": 0.01, "carrier_out": 0.005}, {"texts": 20, "carriers": 10}),
        ({"segments_notices": 2.0, "segments_to_owner": 1.0}, {"sms_out": 0.01}, {"texts": 30}),
        ({"segments_in": 2.0, "mms_in": 1.0}, {"sms_in": 0.01, "mms_in": 0.02}, {"texts": 40}),
        ({"call_minutes": 2.0, "owner_minutes": 1.0}, {"call_in": 0.01, "call_out": 0.02}, {"minutes": 40}),
        ({"stored_bytes": 1e6}, {"dynamodb_storage": 0.25, "dynamodb_recovery": 0.2}, {"storage": 13 * 0.45}),
    ],
)
def test_a_thousand_conversations_cost_a_thousand_times_what_one_consumes(
    consumed: dict[str, float], price: dict[str, float], dollars: dict[str, float]
) -> None:
    found = costs_of({**ONE, **consumed}, {**FREE, **price}, NO_MODEL, WARM)
    assert {part: cost for part, cost in found.items() if cost} == pytest.approx(dollars)


def test_a_token_costs_by_where_it_was_read_from() -> None:
    tokens = {"input_tokens": 3000.0, "cached_tokens": 2000.0, "output_tokens": 100.0}
    price = {"input": 9.0, "cached_input": 0.01, "cache_write": 0.125, "output": 0.5}
    found = costs_of({**ONE, **tokens}, FREE, price, WARM)
    assert found["model"] == pytest.approx(1000 * (2000 * 0.01 + 1000 * 0.125 + 100 * 0.5) / 1e6)


def test_the_most_that_lambda_charges_has_a_cold_start_a_part_of_a_cpu_and_all_waiting() -> None:
    one = {**ONE, "cpu_milliseconds": 200.0, "table_calls": 100.0, "model_requests": 2.0}
    found = costs_of(one, {**FREE, "lambda_duration": 1.0}, NO_MODEL, {"cpu_milliseconds": 600.0})
    assert found["lambda"] == pytest.approx(1000 * ((0.2 + 0.6) * 1769 / 512 + 100 * 0.005 + 2) / 2)


def test_what_the_sweeps_consume_anyway_is_no_part_of_a_conversation() -> None:
    busy = {"invocations": 7, "webhooks": 3, "conversations": 1, "reads": 60, "cpu_milliseconds": 500}
    found = {"sweep": {"invocations": 5, "reads": 50, "cpu_milliseconds": 250}, "texts_rules": busy}
    assert consumed_by_one(found, "texts_rules") == {
        "invocations": 3,
        "webhooks": 3,
        "reads": 20,
        "cpu_milliseconds": 300,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_measured_are_conversations_that_went_as_they_should(kind: str) -> None:
    found = MEASURED[kind]
    assert found["reached"] / found["conversations"] >= 0.98
    assert found["writes"] > found["webhooks"]

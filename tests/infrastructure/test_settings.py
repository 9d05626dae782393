"""The deployer's choices, and the model among them that OpenAI will not serve for ever."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.settings import load_settings
from linda_stack.settings import (
    DEFAULT_MODEL,
    KNOWN_MODELS,
    Settings,
    read_settings,
    refuse_unknown,
    shut_down_date,
    still_there,
)
from local import up
from local.deployed import STACK
from tests.infrastructure.synthesis import CONTEXT, ROOT

SHUT_DOWNS = json.loads(KNOWN_MODELS.read_text())["shut_downs"]
PRICES = json.loads(KNOWN_MODELS.read_text())["prices"]


NAMES = [field.name for field in fields(Settings)]


def settings(**context: str) -> Settings:
    return read_settings(context)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("stgae", "stage"),
        ("Stage", "stage"),
        ("STAGE", "stage"),
        ("owner-phone", "owner_phone"),
        ("timezone", "time_zone"),
        ("frontend_origins", "frontend_origin"),
        ("dailyTurns", "daily_turns"),
        ("bundle", "bundle_for"),
    ],
)
def test_a_slip_in_a_name_is_refused_with_the_name_that_was_meant(slip: str, meant: str) -> None:
    with pytest.raises(ValueError, match=rf"CDK context {slip}: there is no such setting; did you mean {meant}\?"):
        settings(**{slip: "staging"})


@given(st.sampled_from(NAMES), st.data())
def test_a_letter_too_few_or_two_that_changed_places_are_such_slips(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    missing, swapped = name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    for slip in {missing, swapped} - set(NAMES):
        with pytest.raises(ValueError, match=f"did you mean {name}"):
            refuse_unknown([slip])


@pytest.mark.parametrize("name", ["foo", "x", "123", ""])
def test_a_name_that_is_like_no_setting_is_refused_with_all_of_them(name: str) -> None:
    with pytest.raises(ValueError, match=f"CDK context {name}: there is no such setting; .*stage, .*bundle_for"):
        refuse_unknown([name])


def test_a_slip_counts_though_its_value_is_empty_or_no_text() -> None:
    for value in ("", 1, False):
        with pytest.raises(ValueError, match="did you mean stage"):
            read_settings({"stgae": value})


CDKS_OWN = [
    "aws:cdk:bundling-stacks",
    "@aws-cdk/core:checkSecretUsage",
    "availability-zones:account=123456789012:region=us-east-1",
    "acknowledged-issue-numbers",
    "cli-telemetry",
]


def test_the_settings_and_what_is_cdks_own_are_known() -> None:
    refuse_unknown(NAMES)
    read_settings(CONTEXT | dict.fromkeys(CDKS_OWN, True))


@pytest.mark.parametrize("name", CDKS_OWN)
def test_what_is_cdks_own_is_no_setting_of_a_stage(name: str) -> None:
    with pytest.raises(ValueError, match=f"CDK context linda.default.{name}: there is no such setting"):
        of_stages({"default": {name: "true"}})


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])
def test_bundles_of_this_machine_are_for_the_emulator(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert settings(bundle_for="host").bundle_for == "host"
    assert settings(bundle_for="lambda").bundle_for == "lambda"


@pytest.mark.parametrize(
    "endpoint", ["", "https://lambda.us-east-1.amazonaws.com", "http://127.0.0.1.example.com", "127.0.0.1:4566"]
)
def test_bundles_of_this_machine_are_refused_for_aws(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert settings().bundle_for == "lambda"
    with pytest.raises(ValueError, match=r"bundle_for='host': .* only in the local emulator.*leave bundle_for out"):
        settings(bundle_for="host")


def test_without_an_endpoint_a_deploy_goes_to_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with pytest.raises(ValueError, match="bundle_for='host'"):
        settings(bundle_for="host")


@pytest.mark.parametrize("model", [DEFAULT_MODEL, load_settings({}).model, CONTEXT.get("model", DEFAULT_MODEL)])
def test_the_model_of_a_deploy_has_not_been_shut_down(model: str) -> None:
    assert still_there(model, datetime.now(UTC).date()) == model


def test_the_functions_and_the_stack_have_one_default_model_whose_price_is_known() -> None:
    assert load_settings({}).model == settings().model == DEFAULT_MODEL
    assert DEFAULT_MODEL in PRICES


@pytest.mark.parametrize(
    ("model", "last_day"),
    [
        ("gpt-5-nano", date(2026, 12, 10)),
        ("gpt-5-nano-2025-08-07", date(2026, 12, 10)),
        ("gpt-4o", date(2027, 1, 13)),
        ("gpt-4o-2024-08-06", date(2027, 1, 13)),
        ("gpt-4o-2024-05-13", date(2026, 10, 22)),
    ],
)
def test_a_model_is_there_until_the_day_of_its_shut_down(model: str, last_day: date) -> None:
    assert still_there(model, last_day) == model
    with pytest.raises(ValueError, match=rf"model='{model}': OpenAI shut it down on .*; choose another.*gpt-6-luna"):
        still_there(model, last_day + timedelta(days=1))


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-99", "my-own/model", "ft:gpt-4o:shop::1", "gpt-5.4-2026-03-05"])
def test_a_model_without_a_known_shut_down_is_always_there(model: str) -> None:
    assert still_there(model, date.max) == model


@given(st.sampled_from(sorted(SHUT_DOWNS)), st.dates())
def test_a_model_is_refused_on_exactly_the_days_from_its_shut_down_on(model: str, today: date) -> None:
    shut_down = shut_down_date(model)
    assert shut_down
    if today < shut_down:
        assert still_there(model, today) == model
    else:
        with pytest.raises(ValueError, match=str(shut_down)):
            still_there(model, today)


def test_a_model_that_was_shut_down_is_refused_at_synth() -> None:
    with pytest.raises(ValueError, match="model='gpt-4-turbo': OpenAI shut it down on 2026-10-23"):
        settings(model="gpt-4-turbo")


def test_every_price_is_complete_and_plausible() -> None:
    for price in PRICES.values():
        assert 0 < price["cached_input"] <= price["input"] <= price["cache_write"] < price["output"]


def test_choices_of_the_receptionist_are_read() -> None:
    chosen = {
        "reasoning_effort": "low",
        "longest_reply": "1600",
        "messages_an_hour": "10",
        "daily_turns": "200",
        "daily_dollars": "0.50",
        "alarm_email": "brandon@emperorlinda.example",
    }
    assert {name: getattr(settings(**chosen), name) for name in chosen} == chosen
    assert {name: getattr(settings(), name) for name in chosen} == dict.fromkeys(chosen, "") | {
        "reasoning_effort": "none"
    }


def of_stages(stages: object, **named: str) -> Settings:
    return read_settings({"linda": stages, **named})


PRODUCTION = {"frontend_origin": "https://emperorlinda.example", "alarm_email": "brandon@emperorlinda.example"}
STAGING = {"frontend_origin": "https://staging.emperorlinda.example"}


def test_what_cdk_json_holds_for_every_stage_is_kept_by_a_plain_deploy() -> None:
    chosen = of_stages({"default": PRODUCTION, "staging": STAGING})
    assert (chosen.stage, chosen.frontend_origin) == ("", "https://emperorlinda.example")
    assert chosen.alarm_email == "brandon@emperorlinda.example"


def test_a_stages_own_entry_wins_over_the_one_of_every_stage() -> None:
    chosen = of_stages({"default": PRODUCTION, "staging": STAGING}, stage="staging")
    assert (chosen.stage, chosen.frontend_origin) == ("staging", "https://staging.emperorlinda.example")
    assert chosen.alarm_email == "brandon@emperorlinda.example"


def test_the_command_line_wins_over_both() -> None:
    stages = {"default": PRODUCTION, "staging": STAGING}
    chosen = of_stages(stages, stage="staging", frontend_origin="http://localhost:3000")
    assert chosen.frontend_origin == "http://localhost:3000"


def test_an_empty_value_stands_for_the_default_of_linda() -> None:
    assert of_stages({"default": PRODUCTION, "staging": {"alarm_email": ""}}, stage="staging").alarm_email == ""
    assert of_stages({"default": PRODUCTION}, alarm_email="").alarm_email == ""


def test_without_entries_for_stages_any_stage_may_be_deployed() -> None:
    assert of_stages({"default": PRODUCTION}, stage="staging").frontend_origin == "https://emperorlinda.example"
    assert of_stages({}, stage="staging").stage == "staging"


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ({"default": {"alarm_mail": "x@y.example"}}, "linda.default.alarm_mail: .*; did you mean alarm_email"),
        ({"default": {}, "staging": {"modle": "gpt-6-sol"}}, "linda.staging.modle: .*; did you mean model"),
        ({"defualt": PRODUCTION}, "linda.defualt: this is not the name of a stage; did you mean default"),
        ({"default": {}, "Test": {}}, "linda.Test: this is not the name of a stage; expected at most 16"),
        ({"default": {"stage": "staging"}}, "linda.default.stage: a stage is chosen with -c stage="),
        ({"default": {"daily_turns": 500}}, "linda.default.daily_turns=500: expected a text in quotes"),
        ({"staging": {"tracing": True}}, "linda.staging.tracing=True: expected a text in quotes"),
        ({"default": {"linda": "x"}}, "linda.default.linda: there is no such setting"),
        ({"default": "x@y.example"}, "linda=.*: expected "),
        (["default"], "linda=.*: expected "),
        ("default", "linda='default': expected "),
    ],
)
def test_a_fault_in_any_stages_settings_is_refused_where_it_stands(stages: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"CDK context {message}"):
        of_stages(stages)


def test_a_bad_value_of_a_stage_is_refused_like_one_of_the_command_line() -> None:
    with pytest.raises(ValueError, match="CDK context daily_turns='many': expected digits"):
        of_stages({"default": {"daily_turns": "many"}})


def test_a_stage_that_cdk_json_does_not_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"stage='stagin': .*; did you mean staging\?; a new stage needs an entry"):
        of_stages({"default": PRODUCTION, "staging": STAGING}, stage="stagin")
    with pytest.raises(ValueError, match="stage='default': expected"):
        of_stages({"default": PRODUCTION}, stage="default")


def test_cdk_json_has_a_place_for_the_settings() -> None:
    assert set(CONTEXT["linda"]) >= {"default"}


def test_every_setting_is_in_the_table_of_the_documentation() -> None:
    text = (ROOT / "docs" / "operations.md").read_text().split("\n## Settings\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in row.replace("`", "").replace(",", " ").split()} == set(NAMES)


def test_the_sample_of_settings_in_the_documentation_is_read() -> None:
    text = (ROOT / "docs" / "operations.md").read_text().split("\n## Settings\n", 1)[1]
    sample = text.split("```json\n", 1)[1].split("```", 1)[0]
    stages = json.loads(f"{{{sample}}}")["context"]["linda"]
    assert of_stages(stages, stage="staging").frontend_origin == "https://staging.emperorlinda.example"
    assert of_stages(stages).alarm_email == "brandon@emperorlinda.example"


def test_what_cdk_json_says_of_the_deployed_linda_leaves_the_local_one_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    deployed = {**PRODUCTION, "stack_name": "Shop", "public_base_url": "https://linda.example", "longest_reply": "640"}
    chosen = of_stages({"default": deployed}, **up._settings("http://127.0.0.1:8787", {}))
    assert (chosen.stack_name, chosen.public_base_url) == (STACK, "http://127.0.0.1:8787")
    assert chosen.frontend_origin == f"{settings().frontend_origin},http://127.0.0.1:8787"  # and the page's own
    assert chosen.longest_reply == "640"

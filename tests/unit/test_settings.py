import pytest

from linda.settings import load_settings


def test_without_an_environment_the_contracts_defaults_hold() -> None:
    settings = load_settings({})
    assert (settings.region, settings.leads_table, settings.state_table, settings.model) == (
        "us-east-1",
        "Repairs_Lead_Log",
        "Brandon_State_Log",
        "gpt-6-luna",
    )
    assert settings.keys == {}
    assert settings.metrics_namespace == "LINDA"
    assert (settings.time_zone, settings.attempts_per_address, settings.twilio_api_base_url) == ("", None, "")


@pytest.mark.parametrize(("text", "attempts"), [("", None), ("0", 0), ("25", 25)])
def test_the_attempts_of_an_address_are_the_shops_unless_they_are_set(text: str, attempts: int | None) -> None:
    assert load_settings({"ATTEMPTS_PER_ADDRESS": text}).attempts_per_address == attempts


def test_the_environment_overrides_the_defaults() -> None:
    settings = load_settings(
        {
            "DYNAMODB_REGION": "eu-west-1",
            "REPAIRS_LEAD_LOG_TABLE": "Leads",
            "BRANDON_STATE_LOG_TABLE": "State",
            "SECRET_ID": "linda/keys",
            "OPENAI_MODEL": "other",
            "OPENAI_BASE_URL": "http://127.0.0.1:1/v1",
            "PUBLIC_BASE_URL": "https://example.com/prod/",
            "SHOP_TIME_ZONE": "Europe/Madrid",
            "TWILIO_API_BASE_URL": "http://127.0.0.1:2",
            "METRICS_NAMESPACE": "LINDA-staging",
        }
    )
    assert (settings.region, settings.leads_table, settings.state_table) == ("eu-west-1", "Leads", "State")
    assert (settings.secret_id, settings.model) == ("linda/keys", "other")
    assert settings.openai_base_url == "http://127.0.0.1:1/v1"
    assert settings.public_base_url == "https://example.com/prod"
    assert settings.time_zone == "Europe/Madrid"
    assert settings.twilio_api_base_url == "http://127.0.0.1:2"
    assert settings.metrics_namespace == "LINDA-staging"


def test_only_keys_that_are_set_are_known_and_none_but_ours() -> None:
    settings = load_settings({"OPENAI_API_KEY": "sk-1", "TWILIO_AUTH_TOKEN": " ", "AWS_SECRET_ACCESS_KEY": "no"})
    assert settings.keys == {"OPENAI_API_KEY": "sk-1"}


def test_the_process_environment_is_read_when_asked_and_not_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPAIRS_LEAD_LOG_TABLE", "Set_Later")
    assert load_settings().leads_table == "Set_Later"

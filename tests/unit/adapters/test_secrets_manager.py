import json
from time import monotonic

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from linda.adapters import secrets_manager
from linda.adapters.secrets_manager import Keys, open_keys
from linda.errors import StoreUnavailableError
from tests.twilio_stand_in import dripping

NO_KEYS = [None, True, 7, 1.5, [], ["key"], {"a": "key"}, "", " \n", "None", "null", " NULL ", "undefined", "\ud800"]


def keys_and_stubber(environment: dict[str, str]) -> tuple[Keys, Stubber]:
    """Keys, of which the environment sets some, and the secret that answers what the test says."""
    client = boto3.client(
        "secretsmanager",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    return Keys(client, "linda/keys", environment), Stubber(client)


@pytest.fixture
def stubbed() -> tuple[Keys, Stubber]:
    return keys_and_stubber({"TWILIO_AUTH_TOKEN": "from the environment"})


def test_the_environment_comes_first_and_asks_nobody(stubbed: tuple[Keys, Stubber]) -> None:
    keys, stubber = stubbed
    with stubber:
        assert keys.get("TWILIO_AUTH_TOKEN") == "from the environment"


def test_the_secret_is_read_once_for_all_other_keys(stubbed: tuple[Keys, Stubber]) -> None:
    keys, stubber = stubbed
    secret = '{"OPENAI_API_KEY": " sk-1\\n", "TWILIO_AUTH_TOKEN": "from the secret"}'
    stubber.add_response("get_secret_value", {"SecretString": secret}, {"SecretId": "linda/keys"})
    with stubber:
        assert keys.get("OPENAI_API_KEY") == "sk-1"
        assert keys.get("ADMIN_API_TOKEN") == ""
        assert keys.get("TWILIO_AUTH_TOKEN") == "from the environment"


@pytest.mark.parametrize("value", NO_KEYS)
@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "ADMIN_API_TOKEN", "OPENAI_API_KEY"])
def test_only_a_text_that_says_something_is_a_key(name: str, value: object) -> None:
    keys, stubber = keys_and_stubber({})
    secret = json.dumps({name: value, "TWILIO_ACCOUNT_SID": "AC1"})
    stubber.add_response("get_secret_value", {"SecretString": secret})
    with stubber:
        assert (keys.get(name), keys.get("TWILIO_ACCOUNT_SID")) == ("", "AC1")


@pytest.mark.parametrize("value", [value for value in NO_KEYS if isinstance(value, str)])
def test_a_key_that_the_environment_leaves_blank_is_the_secrets(value: str) -> None:
    keys, stubber = keys_and_stubber({"TWILIO_AUTH_TOKEN": value})
    stubber.add_response("get_secret_value", {"SecretString": '{"TWILIO_AUTH_TOKEN": "from the secret"}'})
    with stubber:
        assert keys.get("TWILIO_AUTH_TOKEN") == "from the secret"
    assert open_keys("us-east-1", "", {"TWILIO_AUTH_TOKEN": value}).get("TWILIO_AUTH_TOKEN") == ""


@given(st.dictionaries(st.sampled_from(["ADMIN_API_TOKEN", "TWILIO_AUTH_TOKEN"]), st.text() | st.integers()))
def test_every_key_is_a_text_of_utf_8_without_white_space_around_it(secret: dict[str, object]) -> None:
    keys, stubber = keys_and_stubber({})
    stubber.add_response("get_secret_value", {"SecretString": json.dumps(secret)})
    with stubber:
        for name in secret:
            key = keys.get(name)
            assert key == key.encode().decode().strip()
            assert key in ("", str(secret[name]).strip())


@pytest.mark.parametrize("place", ["environment", "secret"])
def test_an_owners_token_that_could_be_guessed_is_refused_and_the_log_says_so(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def owner_token(token: str) -> str:
        keys, stubber = keys_and_stubber({"ADMIN_API_TOKEN": token} if place == "environment" else {})
        stubber.add_response("get_secret_value", {"SecretString": json.dumps({"ADMIN_API_TOKEN": token})})
        with stubber:
            return keys.get("ADMIN_API_TOKEN")

    assert owner_token("t" * 24) == "t" * 24
    assert capsys.readouterr().err == ""
    assert owner_token("t" * 23) == owner_token(f" {'t' * 23} ") == ""
    lines = capsys.readouterr().err.splitlines()
    assert {(json.loads(line)["level"], json.loads(line)["event"]) for line in lines} == {
        ("ERROR", "owner_token_too_short")
    }
    assert "ttt" not in str(lines)


@pytest.mark.parametrize("secret", ["no JSON", '["a list"]', "null", '"a text"', "7", "[" * 100_000])
def test_a_malformed_secret_is_an_error_without_its_words(stubbed: tuple[Keys, Stubber], secret: str) -> None:
    keys, stubber = stubbed
    stubber.add_response("get_secret_value", {"SecretString": secret})
    with stubber, pytest.raises(StoreUnavailableError) as raised:
        keys.get("OPENAI_API_KEY")
    assert secret not in str(raised.value)


def test_a_secret_that_is_no_text_is_an_error(stubbed: tuple[Keys, Stubber]) -> None:
    keys, stubber = stubbed
    stubber.add_response("get_secret_value", {"SecretBinary": b"{}"})
    with stubber, pytest.raises(StoreUnavailableError):
        keys.get("OPENAI_API_KEY")


def test_a_dripping_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr(secrets_manager, "_SECONDS", 0.3)
    with dripping() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        began = monotonic()
        with pytest.raises(StoreUnavailableError):
            open_keys("us-east-1", "linda/keys", {}).get("OPENAI_API_KEY")
        assert monotonic() - began < 2


class Clock:
    """The module's `time`, which stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(secrets_manager, "time", clock)
    return clock


def test_a_secret_that_cannot_be_read_is_asked_for_again_after_half_a_minute(
    stubbed: tuple[Keys, Stubber], clock: Clock
) -> None:
    """Within it nobody waits for what hangs: each of a request's keys would wait anew."""
    keys, stubber = stubbed
    stubber.add_client_error("get_secret_value", service_error_code="AccessDeniedException")
    stubber.add_response("get_secret_value", {"SecretString": '{"OPENAI_API_KEY": "sk-1"}'})
    with stubber:
        for name, seconds in [("ADMIN_API_TOKEN", 0), ("TWILIO_ACCOUNT_SID", 0), ("OPENAI_API_KEY", 30)]:
            clock.now += seconds
            with pytest.raises(StoreUnavailableError, match="the keys cannot be read; please try again"):
                keys.get(name)
        assert keys.get("TWILIO_AUTH_TOKEN") == "from the environment"
        clock.now += 1
        assert keys.get("OPENAI_API_KEY") == "sk-1"


@pytest.mark.parametrize("secret", ["{}", '{"OPENAI_API_KEY": ""}'])
def test_a_secret_without_keys_is_no_failure_until_it_cannot_be_renewed(
    stubbed: tuple[Keys, Stubber], clock: Clock, secret: str
) -> None:
    keys, stubber = stubbed
    stubber.add_response("get_secret_value", {"SecretString": secret})
    stubber.add_client_error("get_secret_value", service_error_code="AccessDeniedException")
    stubber.add_response("get_secret_value", {"SecretString": secret})
    with stubber:
        assert keys.get("OPENAI_API_KEY") == keys.get("OPENAI_API_KEY") == ""
        clock.now += 301
        for _ in range(2):
            with pytest.raises(StoreUnavailableError):
                keys.get("OPENAI_API_KEY")


def test_keys_that_were_read_go_on_serving_while_they_cannot_be_renewed(
    stubbed: tuple[Keys, Stubber], clock: Clock
) -> None:
    keys, stubber = stubbed
    stubber.add_response("get_secret_value", {"SecretString": '{"OPENAI_API_KEY": "sk-1"}'})
    stubber.add_client_error("get_secret_value", service_error_code="AccessDeniedException")
    stubber.add_response("get_secret_value", {"SecretString": '{"OPENAI_API_KEY": "sk-2"}'})
    with stubber:
        for seconds, key in [(0, "sk-1"), (300, "sk-1"), (1, "sk-1"), (30, "sk-1"), (1, "sk-2"), (300, "sk-2")]:
            clock.now += seconds
            assert keys.get("OPENAI_API_KEY") == key
        stubber.assert_no_pending_responses()


def test_without_a_secret_there_are_only_the_keys_of_the_environment() -> None:
    keys = open_keys("us-east-1", "", {"TWILIO_AUTH_TOKEN": "from the environment"})
    assert (keys.get("TWILIO_AUTH_TOKEN"), keys.get("OPENAI_API_KEY")) == ("from the environment", "")

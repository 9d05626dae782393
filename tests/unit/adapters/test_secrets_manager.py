import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber

from linda.adapters.secrets_manager import Keys, open_keys
from linda.errors import StoreUnavailableError


@pytest.fixture
def stubbed() -> tuple[Keys, Stubber]:
    """Keys of which the environment sets one, and the secret that answers what the test says."""
    client = boto3.client(
        "secretsmanager",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    return Keys(client, "linda/keys", {"TWILIO_AUTH_TOKEN": "from the environment"}), Stubber(client)


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


@pytest.mark.parametrize("secret", ["no JSON", '["a list"]'])
def test_a_malformed_secret_is_an_error_without_its_words(stubbed: tuple[Keys, Stubber], secret: str) -> None:
    keys, stubber = stubbed
    stubber.add_response("get_secret_value", {"SecretString": secret})
    with stubber, pytest.raises(StoreUnavailableError) as raised:
        keys.get("OPENAI_API_KEY")
    assert secret not in str(raised.value)


def test_a_secret_that_cannot_be_read_is_asked_for_again(stubbed: tuple[Keys, Stubber]) -> None:
    keys, stubber = stubbed
    stubber.add_client_error("get_secret_value", service_error_code="AccessDeniedException")
    stubber.add_response("get_secret_value", {"SecretString": '{"OPENAI_API_KEY": "sk-1"}'})
    with stubber:
        with pytest.raises(StoreUnavailableError):
            keys.get("OPENAI_API_KEY")
        assert keys.get("OPENAI_API_KEY") == "sk-1"


def test_without_a_secret_there_are_only_the_keys_of_the_environment() -> None:
    keys = open_keys("us-east-1", "", {"TWILIO_AUTH_TOKEN": "from the environment"})
    assert (keys.get("TWILIO_AUTH_TOKEN"), keys.get("OPENAI_API_KEY")) == ("from the environment", "")

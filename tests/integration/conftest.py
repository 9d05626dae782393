"""A MiniStack for the session, with the two tables in it, stand-ins for Twilio and OpenAI, and a clock."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import dispatcher
from linda import composition
from linda.adapters.dynamodb import DynamoDBStore
from local import aws, emulator
from tests import openai_stand_in, twilio_stand_in
from tests.tables import create_tables
from tests.twilio_stand_in import StandIn

LEADS, STATE = "Leads", "State"
TOKEN, OWNER_TOKEN = twilio_stand_in.ACCOUNT.token, "a-long-made-up-owner-token"
# Ten in the morning of Tuesday, February 10, 2026, at the shop.
NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
UNSET = (
    "PUBLIC_BASE_URL",
    "OPENAI_API_KEY",
    "SECRET_ID",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_PHONE_NUMBER",
    "TWILIO_API_BASE_URL",
    "SHOP_TIME_ZONE",
    "ATTEMPTS_PER_ADDRESS",
)
CACHES = (
    composition.settings,
    composition.shop,
    composition.store,
    composition.keys,
    composition.messenger,
    composition.photos,
    dispatcher._model,
)


def reopen() -> None:
    """Have the functions open all anew, by the environment as it is now."""
    for cached in CACHES:
        cached.cache_clear()


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("emulator")
    yield emulator.start(home)
    emulator.stop(home)


@pytest.fixture(scope="session")
def dynamodb(endpoint: str) -> DynamoDBClient:
    client: DynamoDBClient = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint)
    create_tables(client, LEADS, STATE)
    return client


@pytest.fixture
def dynamodb_store(dynamodb: DynamoDBClient) -> DynamoDBStore:
    """The store over tables without items."""
    for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
        for item in dynamodb.scan(TableName=table)["Items"]:
            dynamodb.delete_item(TableName=table, Key={name: item[name] for name in key})
    return DynamoDBStore(dynamodb, LEADS, STATE)


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[StandIn]:
    with twilio_stand_in.serve(tmp_path) as stand_in:
        yield stand_in


@pytest.fixture
def openai(monkeypatch: pytest.MonkeyPatch) -> Iterator[openai_stand_in.StandIn]:
    """A stand-in for the model, which the dispatcher has the key and the address of."""
    with openai_stand_in.serve() as stand_in:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-made-up")
        monkeypatch.setenv("OPENAI_BASE_URL", stand_in.base_url)
        yield stand_in


# For tests that go by the real clock, at any hour of the day.
NIGHTLESS = {"QUIET_FROM": "00:00", "QUIET_UNTIL": "00:00"}


class Clock:
    """What the functions take for the clock: it stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(NOW)
    monkeypatch.setattr("linda.clock.now", lambda: clock.now())
    return clock


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, dynamodb_store: DynamoDBStore, clock: Clock
) -> Iterator[None]:
    """The environment of a deployed function, keys included, but for those with which texts are sent."""
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "ADMIN_API_TOKEN": OWNER_TOKEN,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    reopen()
    yield
    reopen()

"""A LINDA of the session's own, deployed by the real CDK CLI to a MiniStack of its own, and customers for her."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from boto3.dynamodb.types import TypeDeserializer

from local import aws, instance, keys, processes, text, twilio, up
from tests import openai_stand_in
from tests.log_check import problem
from tests.openai_stand_in import StandIn

_PHONES = count(2_000)
_LAMBDAS_OWN = re.compile(r"(START|END|REPORT) RequestId: [0-9a-f-]{36}")
# What an asynchronous turn raises, for Lambda to try it again: words of ours, and no other error's before it.
_TRACEBACK = re.compile(
    r"^Traceback \(most recent call last\):\n(?: .*\n)*linda\.errors\.UndeliveredError: the turn is not finished yet$",
    re.MULTILINE,
)
_MOST_AT_ONCE = 10_000  # events that FilterLogEvents returns; the emulator gives no token for the next ones


@dataclass
class Linda:
    """The deployed stack as its users meet it: over HTTP, and by the AWS API."""

    home: Path
    outputs: dict[str, str]
    http: httpx.Client
    shell: dict[str, str] = field(default_factory=dict)

    @property
    def account(self) -> twilio.Account:
        return twilio.account_of(self.outputs)

    def aws(self, service: str) -> Any:
        endpoint = self.outputs["aws_endpoint_url"]
        return aws.session(endpoint).client(service, endpoint_url=endpoint, config=aws.CONFIG)  # type: ignore[call-overload]

    def text(self, message: str, sender: str, photo: Path | None = None) -> text.Reply:
        return text.text(self.home, message, sender, photo=photo)

    def webhook(self, form: dict[str, str]) -> httpx.Response:
        return twilio.post_webhook(self.outputs["dispatcher_url"], self.outputs["twilio_auth_token"], form)

    @contextmanager
    def model_key(self) -> Iterator[None]:
        """Let the model answer until the block ends."""
        endpoint, functions = self.outputs["aws_endpoint_url"], ["dispatcher", "state_manager", "scheduler"]
        keys.fill(endpoint, "linda/keys", functions, {**self.shell, "OPENAI_API_KEY": "sk-made-up"})
        # A cold start would take away from the model's seconds.
        self.webhook({**twilio.inbound(self.account, keys.PHONE_NUMBER, ""), "MessageStatus": "delivered"})
        try:
            yield
        finally:
            keys.fill(endpoint, "linda/keys", functions, self.shell)

    def owner(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.outputs['admin_api_token']}"}

    def leads(self, phone: str) -> list[dict[str, Any]]:
        pages = self.aws("dynamodb").get_paginator("scan").paginate(TableName="Repairs_Lead_Log", ConsistentRead=True)
        plain = TypeDeserializer().deserialize
        items = ({name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"])
        return [item for item in items if item.get("phone") == phone and not item["lead_id"].startswith("CHATLOG-")]

    def logged(self) -> list[str]:
        """Every line of every log group but those that Lambda itself writes, some of them twice."""
        client = self.aws("logs")
        groups = [group["logGroupName"] for group in client.describe_log_groups()["logGroups"]]
        assert len(groups) < 50, "there may be a second page of log groups"
        texts = (_TRACEBACK.sub("", "\n".join(_lines(client, group))) for group in groups)
        return [line for text in texts for line in text.splitlines() if line and not _LAMBDAS_OWN.match(line)]


def _lines(client: Any, group: str) -> Iterator[str]:
    since = 0
    while True:
        events = client.filter_log_events(logGroupName=group, startTime=since)["events"]
        yield from (event["message"] for event in events)
        if len(events) < _MOST_AT_ONCE:
            return
        assert events[-1]["timestamp"] > since, "more events in a millisecond than are returned"
        since = events[-1]["timestamp"]


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    with openai_stand_in.serve() as server:
        yield server


@pytest.fixture(scope="session")
def linda(tmp_path_factory: pytest.TempPathFactory, stand_in: StandIn) -> Iterator[Linda]:
    yield from deployed(tmp_path_factory.mktemp("linda"), {"OPENAI_BASE_URL": stand_in.base_url})


@pytest.fixture(scope="session")
def enforced(tmp_path_factory: pytest.TempPathFactory, stand_in: StandIn) -> Iterator[Linda]:
    """A LINDA whose emulator enforces the role's policies."""
    yield from deployed(
        tmp_path_factory.mktemp("enforced"),
        {"OPENAI_BASE_URL": stand_in.base_url},
        auth=True,
        app=[sys.executable, "-m", "tests.e2e.cli_credentials_app"],
    )


def deployed(home: Path, shell: dict[str, str], quiet_hours: str = "00:00-00:00", **options: Any) -> Iterator[Linda]:
    """Bring a LINDA up in the folder, and down at the end, when all that she has logged is looked at.

    She has no quiet hours if not told otherwise: the tests run at any hour of the day.
    """
    shell = {"PATH": os.environ["PATH"], **shell}
    # The tests book more than a day of the shop's.
    settings = {"quiet_hours": quiet_hours, "digest_at": "off", "daily_unproved_texts": "9999"}
    outputs = up.up(home, shell, port=processes.free_port(), settings=settings, **options)
    try:
        with httpx.Client(base_url=outputs["base_url"], timeout=40, trust_env=False) as client:
            linda = Linda(home, outputs, client, shell)
            yield linda
        _check_logged(linda)
    finally:
        instance.down(home)


def _check_logged(linda: Linda) -> None:
    """Fail if one of the lines must not be in a log: so every test here is one of the logs, too."""
    lines = set(linda.logged())
    secrets = [linda.outputs[name] for name in ("twilio_account_sid", "twilio_auth_token", "admin_api_token")]
    wrong = [f"{found}: {line}" for line in lines if (found := problem(line))]
    wrong += [f"a key of the deployed stack: {line}" for line in lines if any(secret in line for secret in secrets)]
    assert wrong == [], f"{len(wrong)} of {len(lines)} lines"


@pytest.fixture
def phone() -> str:
    """A customer nobody has met."""
    return f"+1904555{next(_PHONES)}"


@pytest.fixture(scope="session")
def days() -> Iterator[str]:
    """Days from the day after tomorrow on, each free of what other tests book."""
    today = datetime.now(ZoneInfo("America/New_York")).date()
    return ((today + timedelta(days=ahead)).isoformat() for ahead in count(2))


@pytest.fixture
def day(days: Iterator[str]) -> str:
    return next(days)

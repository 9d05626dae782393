"""A LINDA of the session's own, deployed by the real CDK CLI to a MiniStack of its own, and customers for her."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from boto3.dynamodb.types import TypeDeserializer

from local import aws, instance, processes, text, twilio, up
from tests import openai_stand_in
from tests.openai_stand_in import StandIn

_PHONES = count(2_000)


@dataclass
class Linda:
    """The deployed stack as its users meet it: over HTTP, and by the AWS API."""

    home: Path
    outputs: dict[str, str]
    http: httpx.Client
    shell: dict[str, str] = field(default_factory=dict)

    def aws(self, service: str) -> Any:
        endpoint = self.outputs["aws_endpoint_url"]
        return aws.session(endpoint).client(service, endpoint_url=endpoint, config=aws.CONFIG)  # type: ignore[call-overload]

    def text(self, message: str, sender: str) -> text.Reply:
        return text.text(self.home, message, sender)

    def webhook(self, form: dict[str, str]) -> httpx.Response:
        return twilio.post_webhook(self.outputs["dispatcher_url"], self.outputs["twilio_auth_token"], form)

    def owner(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.outputs['admin_api_token']}"}

    def leads(self, phone: str) -> list[dict[str, Any]]:
        pages = self.aws("dynamodb").get_paginator("scan").paginate(TableName="Repairs_Lead_Log", ConsistentRead=True)
        plain = TypeDeserializer().deserialize
        items = ({name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"])
        return [item for item in items if item.get("phone") == phone and not item["lead_id"].startswith("CHATLOG-")]


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    with openai_stand_in.serve() as server:
        yield server


@pytest.fixture(scope="session")
def linda(tmp_path_factory: pytest.TempPathFactory, stand_in: StandIn) -> Iterator[Linda]:
    yield from deployed(tmp_path_factory.mktemp("linda"), {"OPENAI_BASE_URL": stand_in.base_url})


def deployed(home: Path, shell: dict[str, str], **options: Any) -> Iterator[Linda]:
    """Bring a LINDA up in the folder, and down at the end."""
    shell = {"PATH": os.environ["PATH"], **shell}
    outputs = up.up(home, shell, port=processes.free_port(), **options)
    with httpx.Client(base_url=outputs["base_url"], timeout=40, trust_env=False) as client:
        yield Linda(home, outputs, client, shell)
    instance.down(home)


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

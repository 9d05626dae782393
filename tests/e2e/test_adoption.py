"""A stack over what is already there: tables made by hand, and what a first deploy that failed has left."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from local import aws, cdk, emulator, instance
from local.console import LocalError

STACK = "LindaStack"
TABLES = ("Repairs_Lead_Log", "Brandon_State_Log")
WHOLE = (sys.executable, "-m", "tests.e2e.bare_app")
BROKEN = (*WHOLE, "broken")
LEAD = {"lead_id": {"S": "LEAD-1"}, "timestamp": {"N": "1770735600"}, "phone": {"S": "+19045550100"}}


class Account:
    """An account of the emulator's that is bootstrapped and has nothing of LINDA's."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.endpoint = emulator.start(home)
        cdk.bootstrap(home, self.endpoint, print)

    def client(self, service: str) -> Any:
        return aws.session(self.endpoint).client(service, endpoint_url=self.endpoint, config=aws.CONFIG)  # type: ignore[call-overload]

    def deploy(self, *options: str, app: Sequence[str] = WHOLE, **context: str) -> None:
        arguments = [STACK, "--require-approval", "never", "--progress", "events", *options]
        cdk._run(self.home, self.endpoint, "deploy", arguments, app, {"bundle_for": "host", **context}, print)

    def status(self) -> str:
        return str(self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"])

    def indexes(self) -> dict[str, set[str]]:
        found = {name: self.client("dynamodb").describe_table(TableName=name)["Table"] for name in TABLES}
        return {
            name: {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])}
            for name, table in found.items()
        }


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("CDK_VALIDATION", "false")
    try:
        yield Account(tmp_path)
    finally:
        instance.down(tmp_path)


def make_tables_by_hand(account: Account) -> None:
    """As docs/adoption.md leaves them before the deploy: all that the template says but the indexes."""
    dynamodb = account.client("dynamodb")
    for name, key, sort_key in (
        ("Repairs_Lead_Log", "lead_id", [("timestamp", "RANGE", "N")]),
        ("Brandon_State_Log", "state_id", []),
    ):
        keys = [(key, "HASH", "S"), *sort_key]
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": attribute, "KeyType": kind} for attribute, kind, _ in keys],
            AttributeDefinitions=[{"AttributeName": attribute, "AttributeType": of} for attribute, _, of in keys],
            BillingMode="PAY_PER_REQUEST",
            DeletionProtectionEnabled=True,
        )
    dynamodb.update_table(
        TableName=TABLES[0], StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    )
    dynamodb.put_item(TableName=TABLES[0], Item=LEAD)


def test_tables_made_by_hand_are_adopted_with_their_items_and_get_their_indexes_one_deploy_at_a_time(
    account: Account,
) -> None:
    make_tables_by_hand(account)
    account.deploy("--import-existing-resources", indexes="none", alarm_email="brandon@emperorlinda.example")
    assert account.indexes() == {"Repairs_Lead_Log": set(), "Brandon_State_Log": set()}
    account.deploy(indexes="one")
    assert account.indexes() == {"Repairs_Lead_Log": {"by_date"}, "Brandon_State_Log": {"pending"}}
    account.deploy()
    assert account.indexes() == {"Repairs_Lead_Log": {"by_date", "by_phone"}, "Brandon_State_Log": {"pending"}}
    assert account.client("dynamodb").scan(TableName="Repairs_Lead_Log")["Items"] == [LEAD]


def test_a_first_deploy_that_failed_is_repeated_as_the_docs_say(account: Account) -> None:
    secrets = account.client("secretsmanager")
    with pytest.raises(LocalError, match="Broken"):
        account.deploy(app=BROKEN)
    assert account.status() == "ROLLBACK_COMPLETE"
    assert account.client("dynamodb").list_tables()["TableNames"] == sorted(TABLES)
    assert secrets.list_secrets()["SecretList"] == []
    with pytest.raises(LocalError, match="TerminationProtection"):
        account.deploy("--import-existing-resources")
    account.client("cloudformation").update_termination_protection(StackName=STACK, EnableTerminationProtection=False)
    account.deploy("--import-existing-resources")
    assert account.status() == "CREATE_COMPLETE"
    assert [secret["Name"] for secret in secrets.list_secrets()["SecretList"]] == ["linda/keys"]


def test_a_first_deploy_that_failed_without_a_rollback_goes_on_from_there(account: Account) -> None:
    with pytest.raises(LocalError, match="Broken"):
        account.deploy("--no-rollback", app=BROKEN)
    assert account.status() == "CREATE_FAILED"
    (made,) = account.client("secretsmanager").list_secrets()["SecretList"]
    account.deploy("--no-rollback")
    assert account.status() == "UPDATE_COMPLETE"
    (kept,) = account.client("secretsmanager").list_secrets()["SecretList"]
    assert kept["ARN"] == made["ARN"]

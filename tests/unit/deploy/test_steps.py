"""The steps `deploy` and `destroy`, on an account in states that the emulator does not reach."""

import json
import shlex
from collections import deque
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from deploy import cdk, steps
from deploy.__main__ import parse
from deploy.run import Run
from local.console import LocalError
from tests.docs import aws_cli
from tests.infrastructure.synthesis import properties, template

cdk_fingerprint = cdk.fingerprint
ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:linda/keys-abcdef"
INDEXES = {"Repairs_Lead_Log": ["by_date", "by_phone"], "Brandon_State_Log": ["pending"]}


class NotFoundError(Exception):
    """What a client says about something that is not there."""


class Account:
    """One account with the stack in a state, and with what an earlier stack left behind."""

    exceptions = SimpleNamespace(ResourceNotFoundException=NotFoundError, QueueDoesNotExist=NotFoundError)

    def __init__(self, *states: str) -> None:
        self.states = deque(states)
        self.state = ""
        self.tables: dict[str, list[str]] = {}
        self.secret: dict[str, Any] = {}
        self.resources: dict[str, str] = {}  # the stack's: physical ids and states
        self.failed_turns: dict[str, int] | None = None
        self.did: list[str] = []

    def client(self, name: str) -> "Account":
        return self

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803
        self.state = self.states.popleft() if self.states else self.state
        if not self.state:
            message = f"Stack with id {StackName} does not exist"
            raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks")
        return {"Stacks": [{"StackStatus": self.state}]}

    def update_termination_protection(self, *, StackName: str, EnableTerminationProtection: bool) -> None:  # noqa: N803
        self.did.append(f"termination protection {EnableTerminationProtection}")

    def delete_stack(self, *, StackName: str) -> None:  # noqa: N803
        self.did.append("delete_stack")
        self.resources.clear()
        self.states.extend(["DELETE_IN_PROGRESS", ""])

    def get_paginator(self, name: str) -> "Account":
        assert name == "list_stack_resources"
        return self

    def paginate(self, *, StackName: str) -> list[dict[str, Any]]:  # noqa: N803
        return [
            {"StackResourceSummaries": [{"PhysicalResourceId": name, "ResourceStatus": state}]}
            for name, state in self.resources.items()
        ]

    def get_queue_attributes(self, *, QueueUrl: str, AttributeNames: list[str]) -> dict[str, Any]:  # noqa: N803
        if self.failed_turns is None:
            raise NotFoundError
        return {"Attributes": {name: str(self.failed_turns.get(name, 0)) for name in AttributeNames}}

    def describe_table(self, *, TableName: str) -> dict[str, Any]:  # noqa: N803
        if TableName not in self.tables:
            raise NotFoundError
        (table,) = (one for one in properties("AWS::DynamoDB::Table") if one["TableName"] == TableName)
        indexes = [{"IndexName": name} for name in self.tables[TableName]]
        stream = {"StreamEnabled": "StreamSpecification" in table}
        return {"Table": {**table, "GlobalSecondaryIndexes": indexes, "StreamSpecification": stream}}

    def describe_secret(self, *, SecretId: str) -> dict[str, Any]:  # noqa: N803
        if not self.secret:
            raise NotFoundError
        return self.secret


@pytest.fixture
def run_deploy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Carry out the step on an account, with a CDK that only notes down what it was told; it fails if `fails`."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(cdk, "template_of", lambda stack: template())

    def deploy(account: Account, *words: str, fails: bool = False, approved: str = "") -> None:
        def note(command: list[str], variables: dict[str, str]) -> int:
            if command[1] == "destroy":
                account.states.append("")
            account.did.append(
                " ".join(command[1:2] + [word for word in command if word in ("--no-rollback", "--app")])
            )
            if command[1] == "import":
                account.did.append(command[command.index("--resource-mapping-inline") + 1])
            return 1 if fails else 0

        monkeypatch.setattr(cdk, "run", note)
        run = Run(parse([*(words or ("deploy",)), "--yes"]))
        run.__dict__["linda"] = SimpleNamespace(
            stack="LindaStack",
            where="an account",
            client=account.client,
            session=SimpleNamespace(region_name="us-west-2"),
            resources=lambda kind: {"FailedTurns": "https://queue"} if kind == "AWS::SQS::Queue" else {},
        )
        run.__dict__["variables"] = {}
        run.approved = approved
        steps._STEPS[run.options.step](run)

    return deploy


def test_a_first_deploy_keeps_what_it_made_if_it_fails(run_deploy: Any) -> None:
    account = Account("")
    run_deploy(account)
    assert account.did == ["deploy --no-rollback"]


def test_a_failed_one_is_resumed_and_a_later_one_can_be_rolled_back(run_deploy: Any) -> None:
    failed, well = Account("CREATE_FAILED"), Account("UPDATE_COMPLETE")
    run_deploy(failed)
    run_deploy(well)
    assert (failed.did, well.did) == (["deploy --no-rollback"], ["deploy"])


def test_an_empty_stack_of_a_rolled_back_first_deploy_is_removed_and_what_it_left_taken_over(run_deploy: Any) -> None:
    account = Account("ROLLBACK_COMPLETE")
    account.tables, account.secret = dict(INDEXES), {"ARN": ARN}
    run_deploy(account)
    mapping = json.loads(account.did.pop(4))
    assert account.did == ["termination protection False", "delete_stack", "synth", "import --app", "deploy"]
    assert sorted(map(str, mapping.values())) == sorted(
        map(str, [{"TableName": "Repairs_Lead_Log"}, {"TableName": "Brandon_State_Log"}, {"Id": ARN}])
    )


@pytest.mark.parametrize("failed", ["IMPORT_ROLLBACK_COMPLETE", "CREATE_FAILED"])
def test_a_stack_that_failed_at_tables_which_exist_already_is_removed_and_they_are_taken_over(
    run_deploy: Any, failed: str
) -> None:
    """An update would create them again, and end at "already exists" for ever."""
    account = Account(failed)
    account.tables, account.secret = dict(INDEXES), {"ARN": ARN}
    if failed == "CREATE_FAILED":
        account.resources = {"scheduler": "CREATE_COMPLETE"} | dict.fromkeys([*INDEXES, ARN], "CREATE_FAILED")
    run_deploy(account)
    del account.did[4]
    assert account.did == ["termination protection False", "delete_stack", "synth", "import --app", "deploy"]


@pytest.mark.parametrize(
    ("state", "done"),
    [
        ("CREATE_FAILED", ["deploy --no-rollback"]),
        ("UPDATE_FAILED", ["deploy --no-rollback"]),
        ("IMPORT_ROLLBACK_COMPLETE", ["deploy"]),
        ("UPDATE_COMPLETE", ["deploy"]),
    ],
)
def test_what_the_stack_has_is_not_taken_over_again(run_deploy: Any, state: str, done: list[str]) -> None:
    account = Account(state)
    account.tables, account.secret = dict(INDEXES), {"ARN": ARN}
    account.resources = dict.fromkeys([*INDEXES, ARN], "IMPORT_COMPLETE")
    run_deploy(account)
    assert account.did == done


def test_what_a_finished_stack_does_not_have_is_imported_into_it(run_deploy: Any) -> None:
    account = Account("IMPORT_COMPLETE")
    account.tables, account.secret = dict(INDEXES), {"ARN": ARN}
    account.resources = dict.fromkeys(INDEXES, "IMPORT_COMPLETE")
    run_deploy(account)
    assert [*json.loads(account.did.pop(2)).values()] == [{"Id": ARN}]
    assert account.did == ["synth", "import --app", "deploy"]


def test_a_deploy_that_is_under_way_is_waited_for(run_deploy: Any, capsys: pytest.CaptureFixture[str]) -> None:
    account = Account("UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")
    run_deploy(account)
    assert account.did == ["deploy"]
    assert capsys.readouterr().out.count("Waiting") == 1


def test_tables_without_their_indexes_are_not_taken_over(run_deploy: Any) -> None:
    account = Account("")
    account.tables = {"Repairs_Lead_Log": []}
    with pytest.raises(LocalError, match=r"without its indexes by_date, by_phone.*\n.*docs/adoption.md"):
        run_deploy(account)
    assert account.did == ["synth"]


def test_a_secret_that_is_about_to_be_deleted_is_not_lost(run_deploy: Any) -> None:
    account = Account("")
    account.secret = {"ARN": ARN, "DeletedDate": "soon"}
    with pytest.raises(LocalError, match="restore-secret --secret-id linda/keys --region us-west-2") as refused:
        run_deploy(account)
    assert "delete-secret --secret-id linda/keys --force-delete-without-recovery --region us-west-2" in str(
        refused.value
    )


def test_an_interrupted_step_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(this: Run) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "_STEPS", {"smoke": interrupted})
    with pytest.raises(KeyboardInterrupt):
        steps.run(parse(["smoke"]))
    assert "Stopped in step smoke. Run the same command again to go on." in capsys.readouterr().err


def test_what_only_a_person_can_decide_is_left_alone(run_deploy: Any) -> None:
    account = Account("UPDATE_ROLLBACK_FAILED")
    with pytest.raises(LocalError, match="npx cdk rollback LindaStack --region us-west-2"):
        run_deploy(account)
    assert account.did == []


def test_what_was_shown_is_deployed_and_nothing_that_was_synthesised_meanwhile(
    run_deploy: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    account = Account("UPDATE_COMPLETE")
    monkeypatch.setattr(cdk, "fingerprint", lambda: cdk_fingerprint(tmp_path))
    run_deploy(account, approved=cdk_fingerprint(tmp_path))
    assert account.did == ["deploy --app"]
    shown = cdk_fingerprint(tmp_path)
    (tmp_path / "manifest.json").write_text("of a stage, from another terminal")
    with pytest.raises(LocalError, match=r"synthesised something else .* Run this again: python -m deploy$"):
        run_deploy(account, approved=shown)
    assert account.did == ["deploy --app"]


def test_what_is_synthesised_while_the_question_is_open_is_not_what_was_approved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cdk, "fingerprint", lambda: cdk_fingerprint(tmp_path))
    monkeypatch.setattr(cdk, "diff", lambda context, variables: (0, True))
    run = Run(parse([]))
    run.__dict__["variables"] = {}
    monkeypatch.setattr(run, "ask", (tmp_path / "manifest.json").write_text)
    shown = cdk.fingerprint()
    steps._diff(run)
    assert run.approved == shown != cdk.fingerprint()


def test_after_a_failure_it_is_said_how_to_go_on(run_deploy: Any) -> None:
    with pytest.raises(LocalError, match=r"Fix what it names, then run: python -m deploy deploy\n"):
        run_deploy(Account("CREATE_COMPLETE"), fails=True)


@pytest.mark.parametrize("waiting", [{"ApproximateNumberOfMessages": 2}, {"ApproximateNumberOfMessagesNotVisible": 2}])
def test_a_stack_whose_customers_have_had_no_reply_is_not_removed(run_deploy: Any, waiting: dict[str, int]) -> None:
    account = Account("UPDATE_COMPLETE")
    account.failed_turns = waiting
    with pytest.raises(LocalError, match=r"no reply to 2 .*\n  python -m local failed-turns --stack LindaStack "):
        run_deploy(account, "destroy")
    assert account.did == []


def test_what_removes_the_data_for_good_works_as_it_is_printed_and_names_its_place(
    run_deploy: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    account = Account("UPDATE_COMPLETE")
    run_deploy(account, "destroy", "--dry-run", "--profile", "my shop", "--region", "us-west-2", "--stage", "west")
    commands = [shlex.split(line) for line in capsys.readouterr().out.splitlines() if line.startswith("    aws ")]
    assert account.did == []
    assert [words[2] for words in commands] == [*(["update-table", "wait", "delete-table"] * 2), "delete-secret"]
    for words in commands:
        aws_cli.read(words[1:])
        assert words[-4:] == ["--region", "us-west-2", "--profile", "my shop"]
        assert {"Repairs_Lead_Log-west", "Brandon_State_Log-west", "linda-west/keys"} & {*words}


@pytest.mark.parametrize("turns", [{}, None])
def test_with_an_empty_queue_or_none_it_is_removed(run_deploy: Any, turns: dict[str, int] | None) -> None:
    account = Account("UPDATE_COMPLETE")
    account.failed_turns = turns
    run_deploy(account, "destroy")
    assert account.did == ["termination protection False", "destroy"]

"""What a deploy needs, said before it begins."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from deploy import checks, env_file
from linda_stack.settings import Settings, read_settings
from tests.infrastructure.synthesis import properties, template


def settings(**context: str) -> Settings:
    return read_settings(context)


@pytest.mark.parametrize(
    ("node", "python", "faults"),
    [
        ("24.19.0", (3, 13), 0),
        ("22.0.0", (3, 13), 0),
        ("20.20.2", (3, 13), 1),
        ("", (3, 13), 1),
        ("24.19.0", (3, 12), 1),
    ],
)
def test_the_versions_of_node_and_python(node: str, python: tuple[int, int], faults: int) -> None:
    assert len(checks.of_programs(node, python)) == faults


def test_the_owners_number_is_a_number_and_not_lindas_own() -> None:
    assert checks.of_owner_phone("", "+19045550199") == []
    assert checks.of_owner_phone("+19045550100", "+19045550199") == []
    assert "LINDA's own" in checks.of_owner_phone("+19045550199", "+19045550199")[0]
    assert "cannot exist" not in "".join(checks.of_owner_phone("+19045550100", ""))
    assert "can exist" in checks.of_owner_phone("+1904555", "")[0]


def test_a_missing_or_old_bootstrap_stack_is_told_with_the_command() -> None:
    assert checks.of_bootstrap(33, "123456789012", "us-east-1", "") == []
    missing = checks.of_bootstrap(0, "123456789012", "us-east-1", "my shop")[0]
    assert "npx cdk bootstrap aws://123456789012/us-east-1 --profile 'my shop'" in missing
    assert "version 5" in checks.of_bootstrap(5, "123456789012", "us-east-1", "")[0]


def test_the_templates_own_rule_asks_for_the_same_bootstrap_version() -> None:
    rule = template()["Rules"]["CheckBootstrapVersion"]["Assertions"][0]["Assert"]["Fn::Not"][0]["Fn::Contains"][0]
    assert max(map(int, rule)) + 1 == checks._OLDEST_BOOTSTRAP


def test_what_is_worth_knowing_is_a_note() -> None:
    found = checks.notes(settings(model="gpt-4.1"), {}, date(2026, 12, 1))
    assert [any(word in note for note in found) for word in ("OPENAI_API_KEY", "owner_phone", "2027-01-14")] == [
        True
    ] * 3
    assert any("most expensive" in note for note in checks.notes(settings(model="gpt-99"), {}, date(2026, 12, 1)))
    quiet = settings(owner_phone="+19045550100")
    assert checks.notes(quiet, {"OPENAI_API_KEY": "k"}, date(2026, 12, 1)) == []


@pytest.mark.parametrize("other", [".env", ".env.west"])
def test_a_stage_cannot_take_the_number_of_another_linda(tmp_path: Path, other: str) -> None:
    keys = {"OPENAI_API_KEY": "", "TWILIO_ACCOUNT_SID": "AC" + "0a" * 16, "TWILIO_AUTH_TOKEN": "1b" * 16}

    def faults(stage: str, own: str, others: str) -> list[str]:
        file = tmp_path / f".env.{stage}" if stage else tmp_path / ".env"
        for path, number in ((tmp_path / other, others), (file, own)):
            path.touch(mode=0o600)
            path.write_text("".join(f"{k}={v}\n" for k, v in {**keys, "TWILIO_PHONE_NUMBER": number}.items()))
        return checks.of_env_file(file, env_file.read(file), settings(**({"stage": stage} if stage else {})))

    assert faults("staging", "+19045550198", "+19045550199") == []
    (fault,) = faults("staging", "+19045550199", '"+19045550199"')
    assert f"TWILIO_PHONE_NUMBER in .env.staging is that of {other}," in fault
    (fault,) = faults("staging", "", "")
    assert "is missing" in fault
    assert faults("", "+19045550199", "+19045550199") == []  # the one without a stage is not held up by a stage's file


class Lambda:
    def __init__(self, at_once: int | ClientError) -> None:
        self.at_once = at_once

    def get_account_settings(self) -> dict[str, dict[str, int]]:
        if isinstance(self.at_once, ClientError):
            raise self.at_once
        return {"AccountLimit": {"ConcurrentExecutions": self.at_once}}


def test_a_new_accounts_few_functions_at_once_are_a_note() -> None:
    assert "at most 10 functions" in checks.note_of_quota(Lambda(10))[0]
    assert checks.note_of_quota(Lambda(1000)) == []
    assert checks.note_of_quota(Lambda(ClientError({"Error": {"Code": "AccessDenied"}}, "GetAccountSettings"))) == []


def described(**changes: Any) -> dict[str, dict[str, Any]]:
    """The stack's tables as DynamoDB describes them, but for these members of the lead table."""
    tables = {one["TableName"]: dict(one) for one in properties("AWS::DynamoDB::Table")}
    for table in tables.values():
        if "StreamSpecification" in table:
            table["StreamSpecification"] = {**table["StreamSpecification"], "StreamEnabled": True}
    tables["Repairs_Lead_Log"] |= changes
    return tables


def test_tables_as_the_stack_has_left_them_are_imported() -> None:
    assert checks.unlike_the_template(template(), described()) == []
    assert checks.unlike_the_template(template(), {}) == []


def test_tables_without_the_stacks_indexes_stream_or_keys_are_not_imported() -> None:
    by_date = [{"IndexName": "by_date"}]
    bare = described(GlobalSecondaryIndexes=by_date, StreamSpecification={"StreamEnabled": False})
    assert checks.unlike_the_template(template(), bare) == [
        "The table Repairs_Lead_Log exists without its indexes by_phone.",
        "The table Repairs_Lead_Log exists without its stream.",
    ]
    other = described(
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )
    assert checks.unlike_the_template(template(), other) == [
        "The table Repairs_Lead_Log exists with the keys id (S) instead of lead_id (S), timestamp (N)."
    ]

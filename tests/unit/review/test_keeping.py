"""What may be lost or read."""

from typing import Any

import pytest

from review import keeping
from review.findings import Finding, Topic
from review.template import Stack
from tests.unit.review.templates import BUNDLE, LOGS, QUEUE, QUEUE_POLICY, SECRET, TABLE, before, properties


def found(old: dict[str, Any], new: dict[str, Any], **replaced: str) -> list[Finding]:
    return list(keeping.findings(Stack(old, "LindaStack"), Stack(new, "LindaStack"), replaced))


def one(old: dict[str, Any], new: dict[str, Any], **replaced: str) -> Finding:
    [only] = found(old, new, **replaced)
    return only


@pytest.mark.parametrize(
    ("logical_id", "fate"),
    [
        (TABLE, "The table `Repairs_Lead_Log` leaves the stack and stays in the account"),
        (QUEUE, "The queue `linda-failed-turns` leaves the stack and **is deleted with all that is in it**"),
        (LOGS, "The log group `/aws/lambda/dispatcher` leaves the stack and **is deleted"),
    ],
)
def test_what_leaves_the_stack_is_kept_or_deleted_by_its_old_policy(logical_id: str, fate: str) -> None:
    new = before()
    del new["Resources"][logical_id]
    assert one(before(), new).text.startswith(fate)


def test_a_table_of_another_name_is_empty_and_the_old_one_is_kept() -> None:
    new = before()
    properties(new, TABLE)["TableName"] = "Leads"
    assert one(before(), new, **{TABLE: "replace"}).text == (
        "The table `Repairs_Lead_Log` is replaced by a new, empty one (because `TableName` changes); "
        "the old one stays in the account with all that is in it; its name stays taken."
    )


def test_a_table_of_the_same_name_with_another_key_cannot_be_deployed() -> None:
    new = before()
    properties(new, TABLE)["KeySchema"].pop()
    assert one(before(), new, **{TABLE: "replace"}).text.endswith(
        "since the new one has the same name, the deploy fails."
    )


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"DeletionProtectionEnabled": False}, "The deletion protection of the table `Repairs_Lead_Log` is off now."),
        (
            {"PointInTimeRecoverySpecification": None},
            "The point-in-time recovery of the table `Repairs_Lead_Log` is off now.",
        ),
        (
            {"TimeToLiveSpecification": {"AttributeName": "timestamp", "Enabled": True}},
            "Items of the table `Repairs_Lead_Log` are now deleted at the time in their attribute `timestamp`.",
        ),
        (
            {"GlobalSecondaryIndexes": []},
            "The index `by_date` of the table `Repairs_Lead_Log` is gone: what queries it fails.",
        ),
        (
            {"GlobalSecondaryIndexes": [{"IndexName": "by_date", "Projection": {"ProjectionType": "KEYS_ONLY"}}]},
            "The index `by_date` of the table `Repairs_Lead_Log` is another one now: what queries it fails.",
        ),
        (
            {"StreamSpecification": {"StreamViewType": "NEW_IMAGE"}},
            "The stream, which the scheduler follows, of the table `Repairs_Lead_Log` is `NEW_IMAGE` now.",
        ),
        (
            {"StreamSpecification": None},
            "The stream, which the scheduler follows, of the table `Repairs_Lead_Log` is off now.",
        ),
        (
            {"DeletionProtectionEnabled": {"Fn::If": ["IsBig", True, False]}},
            'The deletion protection of the table `Repairs_Lead_Log` is `{"Fn::If": ["IsBig", true, false]}` now.',
        ),
        (
            {"TimeToLiveSpecification": {"AttributeName": "chat_log_expires_at", "Enabled": False}},
            "Items of the table `Repairs_Lead_Log` no longer expire.",
        ),
    ],
)
def test_a_table_that_is_less_safe_is_told(change: dict[str, Any], text: str) -> None:
    new = before()
    properties(new, TABLE).update(change)
    assert text in [finding.text for finding in found(before(), new) if finding.is_risk]


def test_a_table_that_would_be_deleted_with_the_stack_is_told() -> None:
    new = before()
    new["Resources"][TABLE].update(DeletionPolicy="Delete")
    finding = one(before(), new)
    assert (
        finding.text
        == "When the table `Repairs_Lead_Log` is removed, DeletionPolicy is `Delete` now; before, `Retain`."
    )
    assert finding.is_risk
    assert not one(new, before()).is_risk


def test_a_shorter_retention_is_a_risk_and_a_longer_none() -> None:
    new = before()
    properties(new, LOGS)["RetentionInDays"] = 1
    assert (
        one(before(), new).text
        == "What is in the log group `/aws/lambda/dispatcher` is kept for `1` days; before, `30` days."
    )
    assert (one(before(), new).is_risk, one(new, before()).is_risk) == (True, False)


@pytest.mark.parametrize("days", [None, {"Ref": "Days"}, {"Fn::If": ["IsBig", 400, 1]}])
def test_a_retention_that_goes_or_cannot_be_read_is_a_risk(days: Any) -> None:
    new = before()
    properties(new, LOGS).update(RetentionInDays=days)
    assert one(before(), new).is_risk


def test_a_new_table_without_the_protections_of_the_others_is_told() -> None:
    new = before()
    new["Resources"]["Notes"] = {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "Notes"}}
    assert [finding.text for finding in found(before(), new) if finding.is_risk] == [
        "The table `Notes` is new, and **is deleted with all that is in it** when it is removed or replaced.",
        "The table `Notes` is new, without deletion protection.",
        "The table `Notes` is new, without point-in-time recovery.",
    ]
    new["Resources"]["Notes"] = before()["Resources"][TABLE]
    assert found(before(), new) == []


def test_another_stack_name_and_no_termination_protection_are_told() -> None:
    old, new = Stack(before(), "LindaStack", termination_protection=True), Stack(before(), "Linda")
    name, protection = keeping.findings(old, new, {})
    assert "The stack is called `Linda` now, not `LindaStack`: the next deploy makes a second one." in name.text
    assert "termination protection is off now" in protection.text


def test_another_encryption_is_told_and_a_first_key_is_no_risk() -> None:
    new = before()
    properties(new, TABLE)["SSESpecification"] = {"SSEEnabled": True, "KMSMasterKeyId": "alias/leads"}
    came = found(before(), new)
    assert {finding.topic for finding in came} == {Topic.ENCRYPTION}
    assert not any(finding.is_risk for finding in came)
    assert all(finding.is_risk for finding in found(new, before()))


def test_a_new_queue_without_encryption_is_told() -> None:
    new = before()
    new["Resources"]["More"] = {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": False}}
    assert (one(before(), new).topic, one(before(), new).is_risk) == (Topic.ENCRYPTION, True)


@pytest.mark.parametrize("change", [{"GenerateSecretString": {"PasswordLength": 8}}, {"SecretString": "{}"}])
def test_a_secret_that_would_be_overwritten_is_told(change: dict[str, Any]) -> None:
    new = before()
    properties(new, SECRET).update(change)
    texts = [finding.text for finding in found(before(), new)]
    assert any(
        "**On the next deploy CloudFormation overwrites everything that was filled in**" in text for text in texts
    )


def test_tags_of_a_secret_are_harmless() -> None:
    new = before()
    properties(new, SECRET)["Tags"] = [{"Key": "app", "Value": "linda"}]
    assert found(before(), new) == []


@pytest.mark.parametrize(
    ("name", "value", "is_secret"),
    [
        ("OPENAI_API_KEY", "made-up", True),
        ("TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef", True),
        ("ANYTHING", "sk-0123456789abcdef0123", True),
        ("ANYTHING", "AKIAIOSFODNN7EXAMPLE", True),
        ("ANYTHING", "{{resolve:secretsmanager:linda/keys}}", True),
        ("TWILIO_AUTH", "made-up", True),
        ("ANYTHING", "Zk3k2j3h4g5f6d7s8a9q", True),
        ("ANYTHING", {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "Keys"}, ":SecretString:A::}}"]]}, True),
        ("ANYTHING", {"Fn::Sub": "Bearer {{resolve:secretsmanager:${Keys}:SecretString:A}}"}, True),
        ("ANYTHING", {"Fn::If": ["IsBig", {"Ref": "Keys"}, "sk-0123456789abcdef0123"]}, True),
        ("OPENAI_API_KEY", {"Fn::Join": ["-", ["made", "up", {"Ref": "Keys"}]]}, True),
        ("ANYTHING", {"Fn::GetAtt": ["RobotKey", "SecretAccessKey"]}, True),
        ("ANYTHING", {"Fn::Join": ["", ["arn:aws:lambda:", {"Ref": "AWS::Region"}, ":function:x"]]}, False),
        ("SECRET_ID", "linda/keys", False),
        ("OPENAI_MODEL", "gpt-6-terra", False),
        ("KEYBOARD", "qwerty", False),
        ("ANYTHING", "task-0123456789abcdef0123", False),
        ("OPENAI_API_KEY", "", False),
        ("OPENAI_API_KEY", {"Ref": "Keys"}, False),
    ],
)
def test_a_variable_that_is_a_secret_is_told_by_name(name: str, value: Any, is_secret: bool) -> None:
    new = before()
    properties(new, BUNDLE)["Environment"]["Variables"][name] = value
    texts = [finding.text for finding in found(before(), new)]
    assert [name in text for text in texts] == [True] * is_secret
    assert all(str(value) not in text for text in texts if value)


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("Outputs", {"Token": {"Value": "made-up"}}),
        ("Outputs", {"Any": {"Value": {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "Keys"}, "}}"]]}}}),
        ("Outputs", {"Any": {"Value": {"Fn::GetAtt": ["RobotKey", "SecretAccessKey"]}}}),
        ("Parameters", {"OpenAiKey": {"Type": "String", "Default": "made-up"}}),
        ("Description", "AKIAIOSFODNN7EXAMPLE"),
        ("Mappings", {"Sizes": {"big": {"values": ["1", "sk-0123456789abcdef0123"]}}}),
    ],
)
def test_a_secret_outside_the_resources_is_told(section: str, entry: Any) -> None:
    new = before()
    new[section] = entry
    finding = one(before(), new)
    assert (finding.topic, finding.is_risk) == (Topic.SECRETS, True)
    place = f"{section}.{next(iter(entry))}" if isinstance(entry, dict) else section
    assert finding.text.startswith(f"`{place}` has what looks like a secret")


def test_a_secret_in_a_list_is_told_once() -> None:
    new = before()
    properties(new, LOGS)["Tags"] = [{"Key": "k", "Value": "AKIAIOSFODNN7EXAMPLE"}]
    assert "looks like a secret at `Tags.0.Value`" in one(before(), new).text
    assert found(new, new) == []


def test_hashes_of_code_are_no_secrets() -> None:
    new = before()
    properties(new, BUNDLE)["Code"] = {"S3Bucket": "b", "S3Key": "0123456789abcdef0123456789abcdef"}
    assert found(before(), new) == []


def test_a_policy_that_is_gone_is_nothing_that_is_kept() -> None:
    new = before()
    del new["Resources"][QUEUE_POLICY]  # it is the access that changes
    assert found(before(), new) == []

"""What is always told: what runs, where data goes, and what moves either."""

from typing import Any

import pytest

from review import always
from review.findings import Finding, Topic
from review.template import Stack, changes
from tests.unit.review.templates import ALARM, BUNDLE, LOGS, QUEUE_POLICY, ROLE, STAGE, TABLE, before, properties

EVENTS, INVOKE, RULE = "FollowLeads80AAD09D", "dispatcherEventInvokeConfigE5170390", "SendNotices"
ELSEWHERE = "arn:aws:lambda:us-east-1:111122223333:function:other"


def found(old: dict[str, Any], new: dict[str, Any]) -> list[Finding]:
    return list(always.findings(Stack(old), Stack(new)))


def one(old: dict[str, Any], new: dict[str, Any]) -> Finding:
    [only] = found(old, new)
    return only


def with_schedule() -> dict[str, Any]:
    template = before()
    target = {
        "Arn": {"Fn::GetAtt": ["schedulerEDBED1F9", "Arn"]},
        "DeadLetterConfig": {"Arn": "queue"},
        "Id": "Target0",
        "Input": '{"task": "send_notices"}',
    }
    template["Resources"][RULE] = {
        "Type": "AWS::Events::Rule",
        "Properties": {"Name": "send-notices", "ScheduleExpression": "rate(5 minutes)", "Targets": [target]},
    }
    return template


@pytest.mark.parametrize(
    ("logical_id", "change", "text"),
    [
        (BUNDLE, {"Role": {"Fn::GetAtt": ["Other", "Arn"]}}, "before, `LINDALambdaExecutionRole`."),
        (BUNDLE, {"Handler": "other.handler"}, "`Handler` of `dispatcher` is `other.handler` now"),
        (BUNDLE, {"Layers": [ELSEWHERE]}, f"`Layers.0` of `dispatcher` is `{ELSEWHERE}` now; before, not set."),
        (BUNDLE, {"FileSystemConfigs": [{"Arn": "disk"}]}, "`FileSystemConfigs.0.Arn` of `dispatcher` is `disk` now"),
        (BUNDLE, {"LoggingConfig": None}, "`LoggingConfig.LogGroup` of `dispatcher` is not set now"),
        (EVENTS, {"EventSourceArn": "stream"}, "`EventSourceArn` of `FollowLeads` is `stream` now"),
        (EVENTS, {"FunctionName": {"Ref": BUNDLE}}, "is `dispatcher` now; before, `scheduler`."),
        (INVOKE, {"Qualifier": "old"}, "is `old` now; before, `$LATEST`."),
        (ALARM, {"Namespace": "AWS/SNS"}, "is `AWS/SNS` now; before, `AWS/SQS`."),
        (ALARM, {"MetricName": {"Fn::If": ["IsBig", "A", "B"]}}, "before, `ApproximateNumberOfMessagesVisible`."),
        (STAGE, {"RouteSettings": {"POST /dispatcher": {"ThrottlingRateLimit": 9}}}, "is `9` now; before, not set."),
        (TABLE, {"KinesisStreamSpecification": {"StreamArn": "stream"}}, "is `stream` now; before, not set."),
        (TABLE, {"BillingMode": "PROVISIONED"}, "is `PROVISIONED` now; before, `PAY_PER_REQUEST`."),
        (QUEUE_POLICY, {"Queues": []}, "`Queues.0` of `FailedTurns/Policy` is not set now"),
        (RULE, {"ScheduleExpression": "rate(1 day)"}, "is `rate(1 day)` now; before, `rate(5 minutes)`."),
    ],
)
def test_a_setting_that_decides_what_runs_or_is_noticed_is_told(
    logical_id: str, change: dict[str, Any], text: str
) -> None:
    new = with_schedule()
    properties(new, logical_id).update(change)
    told = [finding for finding in found(with_schedule(), new) if text in finding.text]
    assert [(finding.is_risk, finding.logical_id) for finding in told] == [(True, logical_id)]


@pytest.mark.parametrize("part", ["Arn", "DeadLetterConfig", "Input"])
def test_a_part_of_a_schedules_target_is_told(part: str) -> None:
    new = with_schedule()
    del properties(new, RULE)["Targets"][0][part]
    assert f"`Targets.0.{part}" in one(with_schedule(), new).text
    properties(new, RULE)["Targets"] = []
    assert any(f"`Targets.0.{part}" in finding.text for finding in found(with_schedule(), new))


@pytest.mark.parametrize("code", [{"ZipFile": "x"}, {"ImageUri": "x"}, {"S3Bucket": "others", "S3Key": "x.zip"}])
def test_code_from_elsewhere_is_not_only_code(code: dict[str, str]) -> None:
    new = before()
    properties(new, BUNDLE)["Code"] = code
    assert not any(change.is_only_code for change in changes(Stack(before()), Stack(new)))
    assert all(finding.is_risk for finding in found(before(), new))
    assert any(f"`Code.{next(iter(code))}` of `dispatcher`" in finding.text for finding in found(before(), new))


@pytest.mark.parametrize(
    ("variable", "value", "is_told"),
    [
        ("OPENAI_BASE_URL", "https://models.example", True),
        ("TWILIO_API_BASE_URL", {"Fn::Sub": "https://${Api}.example"}, True),
        ("PUBLIC_BASE_URL", "linda.example", True),
        ("AWS_ENDPOINT_URL_DYNAMODB", "x", True),
        ("https_proxy", "x", True),
        ("AWS_LAMBDA_EXEC_WRAPPER", "/opt/run", True),
        ("PYTHONPATH", "/opt", True),
        ("OWNER_PHONE", "+19045550123", True),
        ("ANYTHING", "wss://models.example", True),
        ("REPAIRS_LEAD_LOG_TABLE", "Other", True),
        ("OPENAI_MODEL", {"Fn::If": ["IsBig", "a", "b"]}, True),
        ("OPENAI_MODEL", "gpt-6-terra", False),
        ("DAILY_TURNS", "5000", False),
    ],
)
def test_a_variable_that_directs_a_function_is_a_risk_and_another_is_named(
    variable: str, value: Any, is_told: bool
) -> None:
    new = before()
    properties(new, BUNDLE)["Environment"]["Variables"][variable] = value
    assert any(finding.is_risk for finding in found(before(), new)) is is_told
    assert any(f"`{variable}" in finding.text for finding in found(before(), new))


def test_a_variable_that_holds_a_secret_is_named_without_it() -> None:
    new = before()
    properties(new, BUNDLE)["Environment"]["Variables"]["TWILIO_AUTH_URL_TOKEN"] = "made-up"
    assert one(before(), new).text == "Variables of `dispatcher` that differ: `TWILIO_AUTH_URL_TOKEN`."


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("AWS::Logs::SubscriptionFilter", "it sends what is logged elsewhere."),
        ("AWS::Pipes::Pipe", "elsewhere."),
        ("AWS::SNS::Subscription", "it gets all that its topic is told."),
        ("AWS::SecretsManager::RotationSchedule", "it has a function read the secret and overwrite it."),
        ("AWS::CloudFormation::Stack", "which is not compared here."),
        ("Custom::Anything", "it runs code of its own with each deploy."),
    ],
)
def test_what_moves_data_or_brings_code_is_told_when_it_comes_and_when_it_changes(kind: str, text: str) -> None:
    new, later = before(), before()
    new["Resources"]["Mover"] = {"Type": kind, "Properties": {"Endpoint": "a", "Parts": [1]}}
    later["Resources"]["Mover"] = {"Type": kind, "Properties": {"Endpoint": "b", "Parts": [1]}}
    assert one(before(), new).text.startswith(f"`Mover` (`{kind}`) is new: ")
    assert one(before(), new).text.endswith(text)
    assert one(new, later).text == "`Endpoint` of `Mover` is `b` now; before, `a`."
    assert one(new, later).is_risk


def test_the_first_of_a_kind_is_told_and_the_second_is_not() -> None:
    new, later = before(), before()
    bus = {"Type": "AWS::Events::EventBus", "Properties": {"Name": "bus"}}
    new["Resources"]["Bus"] = later["Resources"]["Bus"] = bus
    later["Resources"]["Bus2"] = {**bus, "Properties": {"Name": "bus2"}}
    assert one(before(), new).text.startswith("`bus` is the stack's first `AWS::Events::EventBus`")
    assert found(new, later) == []
    assert found({}, before())  # the movers; nothing is the first where there was nothing
    assert not any("the stack's first" in finding.text for finding in found({}, before()))


@pytest.mark.parametrize(("logical_id", "topic"), [(TABLE, Topic.DATA), (LOGS, Topic.DATA), (ROLE, Topic.FLOW)])
def test_what_comes_to_hang_on_a_condition_may_leave_the_stack(logical_id: str, topic: Topic) -> None:
    new = before()
    new["Resources"][logical_id]["Condition"] = "IsBig"
    finding = one(before(), new)
    assert (finding.topic, finding.is_risk) == (topic, True)
    assert "is there only if `IsBig` holds now" in finding.text
    assert not one(new, before()).is_risk


def test_macros_loops_and_what_conditions_mean_are_told() -> None:
    old = before()
    old["Conditions"] = {"IsBig": {"Fn::Equals": [{"Ref": "Stage"}, "big"]}}
    old["Parameters"] = {"Size": {"Type": "String", "Default": "1"}}
    new = before()
    new["Conditions"] = {"IsBig": {"Fn::Equals": [{"Ref": "Stage"}, "small"]}}
    new["Parameters"] = {"Size": {"Type": "String", "Default": "*"}}
    new["Transform"] = ["Rewrite"]
    new["Resources"]["Fn::ForEach::Topics"] = ["Name", ["A", "B"], {"Topic${Name}": {"Type": "AWS::SNS::Topic"}}]
    properties(new, BUNDLE)["Fn::Transform"] = {"Name": "AWS::Include"}
    texts = [finding.text for finding in found(old, new)]
    for start, text in zip(
        (
            "`Rewrite` may rewrite the template",
            "`IsBig.Fn::Equals.1` of the Conditions is `small` now; before, `big`.",
            "`Size.Default` of the Parameters is `*` now; before, `1`.",
            "A macro makes parts of `dispatcher`",
            "`Fn::ForEach::Topics` (`Fn::ForEach`) is new: it makes resources in a loop",
        ),
        texts,
        strict=True,
    ):
        assert text.startswith(start)
    later = {**new, "Resources": {**new["Resources"], "Fn::ForEach::Topics": ["Name", ["A", "B", "C"], {}]}}
    assert any("`Fn::ForEach.1.2` of `Fn::ForEach::Topics`" in finding.text for finding in found(new, later))


def test_two_resources_of_one_name_are_told_apart() -> None:
    new = before()
    new["Resources"]["Role2"] = new["Resources"].pop(ROLE)
    properties(new, BUNDLE)["Role"] = {"Fn::GetAtt": ["Role2", "Arn"]}
    assert one(before(), new).text == f"`Role` of `dispatcher` is `${{Role2.Arn}}` now; before, `${{{ROLE}.Arn}}`."


@pytest.mark.parametrize("value", ["sk-0123456789abcdef0123", f"-----BEGIN PRIVATE KEY-----\n{'0123' * 100}"])
def test_a_setting_that_is_a_secret_is_told_without_it(value: str) -> None:
    new = before()
    properties(new, STAGE)["StageVariables"] = {"x": value}
    said = "is another one now. It looks like a secret, so it is not shown."
    assert one(before(), new).text == f"`StageVariables.x` of `ProdStage` {said}"

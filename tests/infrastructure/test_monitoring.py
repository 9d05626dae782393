"""The alarms, the topic that they publish to, and the dashboard."""

import json
import re
from typing import Any

import pytest

from tests.infrastructure.policies import decision
from tests.infrastructure.synthesis import ROOT, properties, resources, template

ADDRESS = "brandon@emperorlinda.example"
ALARMS = {
    "linda-errors-dispatcher",
    "linda-errors-scheduler",
    "linda-errors-state_manager",
    "linda-slow-dispatcher",
    "linda-slow-scheduler",
    "linda-slow-state_manager",
    "linda-failed-turns",
    "linda-failed-leads",
    "linda-failed-sweeps",
    "linda-throttles",
    "linda-api-5xx",
    "linda-failed-webhooks",
    "linda-refused-webhooks",
    "linda-refused-tokens",
    "linda-fell-back",
    "linda-budget",
    "linda-sweep",
}
# What the functions write, under the namespace that they are given.
METRICS = {
    *("Turns", "TurnsByRules", "FellBack", "Late", "ReplySeconds", "Booked", "Moved", "Cancelled", "Escalated"),
    *("ModelSeconds", "InputTokens", "OutputTokens", "Cents", "RefusedWebhooks", "FailedWebhooks", "BudgetReached"),
    *("Sweeps", "SweepsFailed", "TextsSent", "TextsFailed", "Calls", "RefusedTokens"),
}


def alarms(**context: str) -> dict[str, dict[str, Any]]:
    return {alarm["AlarmName"]: alarm for alarm in properties("AWS::CloudWatch::Alarm", **context)}


def dashboard(**context: str) -> list[dict[str, Any]]:
    """The widgets, with what only AWS knows as words."""
    (found,) = properties("AWS::CloudWatch::Dashboard", **context)
    body = found["DashboardBody"]
    parts = body["Fn::Join"][1] if isinstance(body, dict) else [body]
    widgets: list[dict[str, Any]] = json.loads(
        "".join(part if isinstance(part, str) else "-".join(map(str, next(iter(part.values())))) for part in parts)
    )["widgets"]
    return widgets


def shown(**context: str) -> list[list[Any]]:
    """Every metric of the dashboard: namespace, name, dimensions, and last how it is drawn."""
    return [metric for widget in dashboard(**context) for metric in widget["properties"].get("metrics", [])]


# --- alarms


def test_there_is_an_alarm_for_each_of_these() -> None:
    assert alarms().keys() == ALARMS


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_an_alarm_says_when_it_goes_off_and_when_that_is_over(name: str) -> None:
    (topic,) = resources("AWS::SNS::Topic", alarm_email=ADDRESS)
    assert topic["Properties"]["TopicName"] == "linda-alarms"
    alarm = alarms(alarm_email=ADDRESS)[name]
    assert len(alarm["AlarmActions"]) == 1
    assert alarm["AlarmActions"] == alarm["OKActions"] == [topic_reference()]


@pytest.mark.parametrize("name", sorted(ALARMS - {"linda-sweep"}))
def test_an_hour_in_which_nobody_texts_is_no_alarm(name: str) -> None:
    assert alarms()[name]["TreatMissingData"] == "notBreaching"
    assert alarms()[name]["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_a_sweep_that_does_not_run_is_an_alarm_though_it_says_nothing() -> None:
    alarm = alarms()["linda-sweep"]
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("LINDA", "Sweeps", "Sum")
    assert (alarm["TreatMissingData"], alarm["ComparisonOperator"]) == ("breaching", "LessThanThreshold")
    assert (alarm["Threshold"], alarm["Period"]) == (1, 300)
    # One that starts a minute late leaves one period of five minutes empty; four in a row are no delay.
    assert alarm["EvaluationPeriods"] == alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]) == 4


def test_a_function_that_works_nearly_as_long_as_it_may_is_an_alarm() -> None:
    (timeout,) = {function["Timeout"] for function in properties("AWS::Lambda::Function")}
    alarm = alarms()["linda-slow-dispatcher"]
    assert (alarm["MetricName"], alarm["Statistic"]) == ("Duration", "Maximum")
    assert 0.9 * timeout < alarm["Threshold"] / 1000 < timeout


def test_each_queue_of_what_failed_rings_at_its_first_message() -> None:
    queues = {
        one["Properties"]["QueueName"]: key
        for key, one in template()["Resources"].items()
        if one["Type"] == "AWS::SQS::Queue"
    }
    assert queues.keys() == {name for name in ALARMS if name.startswith("linda-failed-")} - {"linda-failed-webhooks"}
    for name, key in queues.items():
        alarm = alarms()[name]
        assert (alarm["MetricName"], alarm["Namespace"]) == ("ApproximateNumberOfMessagesVisible", "AWS/SQS")
        assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": {"Fn::GetAtt": [key, "QueueName"]}}]
        assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (1, 1)


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in sorted(ALARMS) if "-errors-" in name),
        "linda-api-5xx",
        "linda-refused-webhooks",
        "linda-fell-back",
    ],
)
def test_what_counts_when_it_comes_again_has_an_hour_for_it_as_five_texts_an_hour_are_usual(name: str) -> None:
    alarm = alarms()[name]
    assert (alarm["Statistic"], alarm["Threshold"]) == ("Sum", 3)
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (3600, 1)


def test_the_first_customer_who_gets_an_apology_is_an_alarm_that_lasts_an_hour() -> None:
    alarm = alarms()["linda-failed-webhooks"]
    assert (alarm["MetricName"], alarm["Statistic"], alarm["Threshold"]) == ("FailedWebhooks", "Sum", 1)
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["DatapointsToAlarm"]) == (300, 12, 1)


def test_what_alarms_and_dashboard_read_is_what_the_functions_write() -> None:
    read = {alarm["MetricName"] for alarm in alarms().values() if alarm["Namespace"] == "LINDA"}
    assert read == {"FailedWebhooks", "RefusedWebhooks", "RefusedTokens", "FellBack", "BudgetReached", "Sweeps"}
    ours = [metric for metric in shown() if metric[0] == "LINDA"]
    assert {metric[1] for metric in ours} == METRICS
    assert all(isinstance(metric[2], dict) for metric in ours), "our metrics have no dimensions"


def test_a_second_stage_watches_its_own_metrics() -> None:
    for alarm in alarms(stage="staging").values():
        assert alarm["AlarmName"].endswith("-staging")
        assert alarm["Namespace"] != "LINDA"
    assert not [metric for metric in shown(stage="staging") if metric[0] == "LINDA"]


def test_the_same_alarms_run_where_metric_math_does_not() -> None:
    """An alarm on one metric is one alarm on the bill, and the emulator has no other kind."""
    assert not any("Metrics" in alarm for alarm in alarms().values())


# --- the runbook


def anchors(title: str) -> set[str]:
    """The headings below a heading of docs/operations.md, as GitHub links to them."""
    text = (ROOT / "docs" / "operations.md").read_text()
    section = re.split(r"^## ", text.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    headings = re.findall(r"^### (.+)$", section, flags=re.MULTILINE)
    return {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_each_alarm_names_its_paragraph_of_the_runbook_and_each_paragraph_has_its_alarm() -> None:
    pattern = re.compile(r".+[a-z]\. Runbook: docs/operations\.md#(alarm-[a-z0-9-]+)")
    named = {name: pattern.fullmatch(alarm["AlarmDescription"]) for name, alarm in alarms().items()}
    assert [name for name, found in named.items() if not found] == []
    assert {found[1] for found in named.values() if found} == anchors("Alarms")


# --- the topic


def topic_reference() -> dict[str, Any]:
    ((subscription),) = properties("AWS::SNS::Subscription", alarm_email=ADDRESS)
    return dict(subscription["TopicArn"])


TOPIC = "arn:aws:sns:us-east-1:111122223333:linda-alarms"
KNOWN = {
    json.dumps({"Ref": "AWS::Partition"}): "aws",
    json.dumps({"Ref": "AWS::Region"}): "us-east-1",
    json.dumps({"Ref": "AWS::AccountId"}): "111122223333",
}
OURS = {
    "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:linda-failed-turns",
    "aws:SourceAccount": "111122223333",
    "aws:SecureTransport": "true",
}


def publishing(policy: dict[str, Any], service: str = "cloudwatch.amazonaws.com", **changed: str) -> str:
    known = KNOWN | {json.dumps(topic_reference()): TOPIC}
    context = OURS | {f"aws:{name}": value for name, value in changed.items()}
    return decision(policy, service=service, action="sns:Publish", resource=TOPIC, context=context, known=known)


def policy() -> dict[str, Any]:
    (found,) = properties("AWS::SNS::TopicPolicy", alarm_email=ADDRESS)
    assert found["Topics"] == [topic_reference()]
    return dict(found["PolicyDocument"])


def test_without_an_address_there_is_no_topic() -> None:
    assert not properties("AWS::SNS::Topic")
    assert not any("AlarmActions" in alarm for alarm in alarms().values())


def test_the_topic_mails_to_the_address_that_the_deployer_has_given() -> None:
    (subscription,) = properties("AWS::SNS::Subscription", alarm_email=ADDRESS)
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", ADDRESS)


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_each_alarm_of_ours_may_publish_to_the_topic(name: str) -> None:
    for stage in ("", "-staging"):
        assert (
            publishing(policy(), SourceArn=f"arn:aws:cloudwatch:us-east-1:111122223333:alarm:{name}{stage}")
            == "allowed"
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"SecureTransport": "false"},
        {"SourceArn": "arn:aws:cloudwatch:us-east-1:444455556666:alarm:linda-failed-turns"},
        {"SourceAccount": "444455556666"},
        {"SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:linda-failed-turns"},
        {"SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:billing"},
        {"service": "events.amazonaws.com"},
        {"service": "s3.amazonaws.com"},
    ],
)
def test_nobody_else_may_publish_to_the_topic(changed: dict[str, str]) -> None:
    assert publishing(policy(), **changed) == "denied"


def test_a_policy_that_only_asks_for_tls_would_keep_our_alarms_out() -> None:
    tls_alone = policy()
    tls_alone["Statement"] = [one for one in tls_alone["Statement"] if one["Effect"] == "Deny"]
    assert len(tls_alone["Statement"]) == 1
    assert publishing(tls_alone) == "denied"


# --- the dashboard


def test_the_dashboard_begins_with_the_alarms_and_fits_on_a_screen() -> None:
    widgets = dashboard()
    assert widgets[0]["type"] == "alarm"
    assert len(widgets[0]["properties"]["alarms"]) == len(ALARMS)
    assert max(widget["x"] + widget["width"] for widget in widgets) == 24
    assert max(widget["y"] + widget["height"] for widget in widgets) <= 20


def test_the_dashboard_is_one_of_those_that_cost_nothing() -> None:
    """Three of up to 50 metrics each are free: https://aws.amazon.com/cloudwatch/pricing/ (as of 2026-11-27)."""
    assert len(shown()) <= 50


def test_the_deploy_says_where_the_dashboard_is() -> None:
    output = template(stage="staging")["Outputs"]["DashboardUrl"]["Value"]
    assert output["Fn::Join"][1][-1] == "#dashboards/dashboard/LINDA-staging"

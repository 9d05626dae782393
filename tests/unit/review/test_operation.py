"""Who is told of failures, and what a function may take."""

from typing import Any

import pytest

from review import operation
from review.findings import Finding, Topic
from review.template import Stack
from tests.unit.review.templates import ALARM, BUNDLE, QUEUE, before, properties

EVENTS, INVOKE = "FollowLeads80AAD09D", "dispatcherEventInvokeConfigE5170390"


def one(old: dict[str, Any], new: dict[str, Any]) -> Finding:
    [only] = operation.findings(Stack(old), Stack(new))
    return only


@pytest.mark.parametrize("logical_id", [ALARM, EVENTS, INVOKE])
def test_what_is_no_longer_noticed_is_told(logical_id: str) -> None:
    new = before()
    del new["Resources"][logical_id]
    finding = one(before(), new)
    assert finding.text.endswith("is gone.")
    assert (finding.topic, finding.is_risk, finding.logical_id) == (Topic.ALARMS, True, logical_id)
    assert list(operation.findings(Stack(new), Stack(before()))) == []  # a new one is no risk


@pytest.mark.parametrize(
    ("logical_id", "change", "text"),
    [
        (ALARM, {"AlarmActions": []}, "no longer has `linda-alarms`: nobody is told that way."),
        (ALARM, {"ActionsEnabled": False}, "The alarm `linda-failed-turns` is switched off."),
        (ALARM, {"Threshold": 100}, "Threshold of the alarm `linda-failed-turns` is `100` now; before, `1`."),
        (EVENTS, {"Enabled": False}, "The event source `FollowLeads` is switched off."),
        (ALARM, {"ActionsEnabled": {"Ref": "AreOn"}}, "is no longer simply on: `${AreOn}`."),
        (EVENTS, {"DestinationConfig": None}, "(DestinationConfig) is gone."),
        (BUNDLE, {"Timeout": 3}, "Timeout of `dispatcher` is `3` now; before, `60`."),
        (BUNDLE, {"ReservedConcurrentExecutions": 1}, "is `1` now; before, not set."),
    ],
)
def test_what_is_noticed_later_or_allowed_more_is_told(logical_id: str, change: dict[str, Any], text: str) -> None:
    new = before()
    properties(new, logical_id).update(change)
    assert one(before(), new).text.endswith(text)


@pytest.mark.parametrize(
    ("logical_id", "change", "is_risk"),
    [
        (BUNDLE, {"Timeout": 1}, True),
        (BUNDLE, {"Timeout": None}, True),  # 3 seconds
        (BUNDLE, {"Timeout": 300}, False),
        (BUNDLE, {"Timeout": {"Ref": "Seconds"}}, True),
        (BUNDLE, {"MemorySize": 128}, True),
        (BUNDLE, {"ReservedConcurrentExecutions": 0}, True),
        (INVOKE, {"MaximumRetryAttempts": 0}, True),
        (INVOKE, {"MaximumEventAgeInSeconds": 21600}, False),
        (EVENTS, {"MaximumRetryAttempts": -1}, False),
        (EVENTS, {"MaximumRecordAgeInSeconds": 60}, True),
        (BUNDLE, {"DeadLetterConfig": {"TargetArn": "arn:aws:sqs:us-east-1:111122223333:q"}}, True),
        (BUNDLE, {"DeadLetterConfig": {"TargetArn": {"Fn::GetAtt": [QUEUE, "Arn"]}}}, False),
        (EVENTS, {"DestinationConfig": {"OnFailure": {"Destination": "arn:aws:sqs:us-east-1:111122223333:q"}}}, True),
    ],
)
def test_less_than_before_is_a_risk_and_more_is_none(logical_id: str, change: dict[str, Any], is_risk: bool) -> None:
    new = before()
    properties(new, logical_id).update(change)
    assert one(before(), new).is_risk is is_risk

"""How it runs: who is told of failures, and what a function may take."""

import math
from collections.abc import Iterator
from typing import Any

from review.findings import Finding, Topic, about
from review.template import Change, Names, Stack, at, changes, is_less, listed, written
from review.words import code, spoken

_FAILURES = {
    "AWS::CloudWatch::Alarm": "alarm",
    "AWS::CloudWatch::CompositeAlarm": "alarm",
    "AWS::SNS::Subscription": "subscription",
    "AWS::Logs::MetricFilter": "metric filter",
    "AWS::Lambda::EventInvokeConfig": "handling of failed turns",
    "AWS::Lambda::EventSourceMapping": "event source",
    "AWS::Events::Rule": "schedule",
}
_ACTIONS = "AlarmActions", "OKActions", "InsufficientDataActions"
_TRIP = (
    "Threshold",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "Period",
    "Statistic",
    "ComparisonOperator",
    "TreatMissingData",
    "EvaluateLowSampleCountPercentile",
)
_SWITCHES = {"ActionsEnabled": (True, "true"), "State": ("ENABLED",), "Enabled": (True, "true")}
_ON_FAILURE = ("DestinationConfig", "OnFailure"), ("DeadLetterConfig",), ("RedrivePolicy",)
_LIMITS = (
    "Runtime",
    "Architectures",
    "EphemeralStorage",
)
# Of these, less is worse: work is cut off, refused or given up. With what they are where a template does not say.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
_ENOUGH = {
    "Timeout": 3,
    "MemorySize": 128,
    "ReservedConcurrentExecutions": math.inf,
    "MaximumRetryAttempts": math.inf,
    "MaximumEventAgeInSeconds": math.inf,
    "MaximumRecordAgeInSeconds": math.inf,
}


def findings(old: Stack, new: Stack) -> Iterator[Finding]:
    """What is no longer noticed, and what may take longer or cost more."""
    names = Names(old, new)
    for change in changes(old, new):
        name = code(names.of(change.logical_id))
        kind = _FAILURES.get(change.kind)
        if kind and change.verb == "removed":
            yield about(change, Topic.ALARMS, f"The {kind} {name} is gone.")
        if change.verb == "changed":
            yield from _noticing(change, f"the {kind} {name}" if kind else name, names)
            yield from _limits(change, name)


def _noticing(change: Change, name: str, names: Names) -> Iterator[Finding]:
    for setting in _ACTIONS:
        before, after = ({written(one) for one in listed(value(setting))} for value in (change.before, change.after))
        if lost := sorted(before - after):
            told = spoken([names.told(one) for one in lost])
            yield about(change, Topic.ALARMS, f"{setting} of {name} no longer has {told}: nobody is told that way.")
    for setting, on in _SWITCHES.items():
        before, after = change.before(setting), change.after(setting)
        if before != after and after not in (*on, None):
            how = "switched off" if after in (False, "false", "DISABLED") else f"no longer simply on: {_told(after)}"
            yield about(change, Topic.ALARMS, f"{name[0].upper()}{name[1:]} is {how}.")
    for setting, *inside in _ON_FAILURE:
        before, after = (at(value(setting), *inside) for value in (change.before, change.after))
        if before != after:
            how = f"{names.told(after)} now" if after else "gone"
            elsewhere = "arn:" in written(after)  # not of this stack
            text = f"Where {name} puts what fails ({setting}) is {how}."
            yield about(change, Topic.ALARMS, text, risk=bool(before) or elsewhere)
    if change.kind == "AWS::CloudWatch::Alarm":
        for setting in _TRIP:
            if change.before(setting) != change.after(setting):
                yield about(change, Topic.ALARMS, f"{setting} of {name} {_from_to(change, setting)}.")


def _limits(change: Change, name: str) -> Iterator[Finding]:
    for setting in _LIMITS:
        if change.before(setting) != change.after(setting):
            yield about(change, Topic.LIMITS, f"{setting} of {name} {_from_to(change, setting)}.", risk=False)
    for setting, default in _ENOUGH.items():
        before, after = change.before(setting), change.after(setting)
        if before != after:
            text = f"{setting} of {name} {_from_to(change, setting)}."
            was, now = (math.inf if value == -1 else value for value in (before, after))  # -1: without end
            yield about(change, Topic.LIMITS, text, risk=is_less(now, was, default))


def _from_to(change: Change, setting: str) -> str:
    now, was = (_told(value(setting)) for value in (change.after, change.before))
    return f"is {now} now; before, {was}"


def _told(value: Any) -> str:
    return code(written(value)) if value is not None else "not set"

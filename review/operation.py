"""How it runs: who is told of failures, and what a function may take."""

from collections.abc import Iterator
from typing import Any

from review.findings import Finding, Topic, about
from review.template import Change, Names, Stack, changes, code, listed, spoken, written

_FAILURES = {
    "AWS::CloudWatch::Alarm": "alarm",
    "AWS::CloudWatch::CompositeAlarm": "alarm",
    "AWS::SNS::Subscription": "subscription",
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
)
_SILENT = {"ActionsEnabled": False, "State": "DISABLED", "Enabled": False}
_ON_FAILURE = "DestinationConfig", "DeadLetterConfig", "RedrivePolicy"
_LIMITS = (
    "Timeout",
    "MemorySize",
    "ReservedConcurrentExecutions",
    "Runtime",
    "Architectures",
    "EphemeralStorage",
    "BillingMode",
    "ProvisionedThroughput",
    "OnDemandThroughput",
    "ScheduleExpression",
    "MaximumRetryAttempts",
    "MaximumEventAgeInSeconds",
)


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
    for setting, silent in _SILENT.items():
        if change.after(setting) == silent != change.before(setting):
            yield about(change, Topic.ALARMS, f"{name[0].upper()}{name[1:]} is switched off.")
    for setting in _ON_FAILURE:
        if change.before(setting) and change.before(setting) != change.after(setting):
            how = "another one" if change.after(setting) else "gone"
            yield about(change, Topic.ALARMS, f"Where {name} puts what fails ({setting}) is {how}.")
    if change.kind == "AWS::CloudWatch::Alarm":
        for setting in _TRIP:
            if change.before(setting) != change.after(setting):
                yield about(change, Topic.ALARMS, f"{setting} of {name} {_from_to(change, setting)}.")


def _limits(change: Change, name: str) -> Iterator[Finding]:
    for setting in _LIMITS:
        if change.before(setting) != change.after(setting):
            yield about(change, Topic.LIMITS, f"{setting} of {name} {_from_to(change, setting)}.", risk=False)


def _from_to(change: Change, setting: str) -> str:
    now, was = (_told(value(setting)) for value in (change.after, change.before))
    return f"is {now} now; before, {was}"


def _told(value: Any) -> str:
    return code(written(value)) if value is not None else "not set"

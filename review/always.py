"""What is always told: settings that decide what runs and where data goes, and kinds of resources that move either."""

import json
import re
from collections.abc import Iterator
from typing import Any

from review.findings import Finding, Topic, about
from review.keeping import STATEFUL, is_secret
from review.template import Change, Names, Stack, at, changes, leaves, listed, properties, written
from review.words import code, spoken

# By kind and topic, settings of which every change is told.
_SETTINGS: dict[str, dict[Topic, tuple[str, ...]]] = {
    "AWS::ApiGatewayV2::Api": {Topic.FLOW: ("Body", "BodyS3Location", "CredentialsArn", "Target")},
    "AWS::ApiGatewayV2::Authorizer": {
        Topic.PUBLIC: ("AuthorizerType", "AuthorizerUri", "IdentitySource", "JwtConfiguration"),
    },
    "AWS::ApiGatewayV2::Integration": {
        Topic.FLOW: (
            "ConnectionId",
            "ConnectionType",
            "CredentialsArn",
            "IntegrationMethod",
            "IntegrationSubtype",
            "IntegrationType",
            "PayloadFormatVersion",
            "RequestParameters",
            "ResponseParameters",
            "TlsConfig",
        ),
    },
    "AWS::ApiGatewayV2::Stage": {
        Topic.PUBLIC: ("RouteSettings",),
        Topic.FLOW: ("AutoDeploy", "DeploymentId", "StageVariables"),
    },
    "AWS::CloudWatch::Alarm": {
        Topic.ALARMS: (
            "Dimensions",
            "ExtendedStatistic",
            "MetricName",
            "Metrics",
            "Namespace",
            "ThresholdMetricId",
            "Unit",
        )
    },
    "AWS::CloudWatch::CompositeAlarm": {Topic.ALARMS: ("AlarmRule", "ActionsSuppressor")},
    "AWS::DynamoDB::Table": {
        Topic.DATA: ("PointInTimeRecoverySpecification.RecoveryPeriodInDays",),
        Topic.FLOW: ("ImportSourceSpecification", "KinesisStreamSpecification"),
        Topic.LIMITS: ("BillingMode", "OnDemandThroughput", "ProvisionedThroughput"),
    },
    "AWS::Events::Rule": {
        Topic.FLOW: ("EventBusName", "EventPattern", "ScheduleExpression", "Targets"),
    },
    "AWS::Lambda::EventInvokeConfig": {
        Topic.ALARMS: ("FunctionName", "Qualifier"),
        Topic.FLOW: ("DestinationConfig.OnSuccess",),
    },
    "AWS::Lambda::EventSourceMapping": {
        Topic.FLOW: ("EventSourceArn", "FilterCriteria", "FunctionName", "FunctionResponseTypes", "StartingPosition"),
    },
    "AWS::Lambda::Function": {
        Topic.ACCESS: ("Role",),
        Topic.FLOW: (
            "Code.ImageUri",
            "Code.S3Bucket",
            "Code.ZipFile",
            "CodeSigningConfigArn",
            "FileSystemConfigs",
            "FunctionName",
            "Handler",
            "ImageConfig",
            "Layers",
            "LoggingConfig",
            "PackageType",
            "TracingConfig",
            "VpcConfig",
        ),
    },
    "AWS::Logs::LogGroup": {Topic.FLOW: ("DataProtectionPolicy",)},
    "AWS::Logs::MetricFilter": {Topic.ALARMS: ("FilterPattern", "LogGroupName", "MetricTransformations")},
    "AWS::S3::Bucket": {
        Topic.PUBLIC: ("AccessControl", "PublicAccessBlockConfiguration", "WebsiteConfiguration"),
        Topic.DATA: ("LifecycleConfiguration", "VersioningConfiguration"),
        Topic.FLOW: ("NotificationConfiguration", "ReplicationConfiguration"),
    },
    "AWS::S3::BucketPolicy": {Topic.ACCESS: ("Bucket",)},
    "AWS::SNS::Topic": {Topic.FLOW: ("Subscription",)},
    "AWS::SNS::TopicPolicy": {Topic.ACCESS: ("Topics",)},
    "AWS::SQS::QueuePolicy": {Topic.ACCESS: ("Queues",)},
}
# What each of these does: to be read when it is new, and all of it whenever it changes.
_MOVERS = {
    "AWS::Backup::BackupSelection": "copies data into backups",
    "AWS::CloudFormation::CustomResource": "runs code of its own with each deploy",
    "AWS::CloudFormation::Macro": "rewrites templates",
    "AWS::CloudFormation::Stack": "is a template of its own, which is not compared here",
    "AWS::CloudWatch::MetricStream": "sends metrics elsewhere",
    "AWS::DynamoDB::GlobalTable": "keeps copies of its items in other regions",
    "AWS::Events::ApiDestination": "sends events to a site",
    "AWS::Events::Connection": "keeps what is needed to send events to a site",
    "AWS::Events::Rule": "hands events on",
    "AWS::KinesisFirehose::DeliveryStream": "sends what it is given elsewhere",
    "AWS::Lambda::EventInvokeConfig": "says where a function's results and failures go",
    "AWS::Lambda::EventSourceMapping": "hands a function what comes in a stream or a queue",
    "AWS::Lambda::Function": "runs code with the rights of its role",
    "AWS::Logs::Delivery": "sends logs elsewhere",
    "AWS::Logs::DeliveryDestination": "takes logs of others, or sends them on",
    "AWS::Logs::Destination": "takes logs of others, or sends them on",
    "AWS::Logs::SubscriptionFilter": "sends what is logged elsewhere",
    "AWS::Pipes::Pipe": "moves what comes in a stream or a queue elsewhere",
    "AWS::SNS::Subscription": "gets all that its topic is told",
    "AWS::Scheduler::Schedule": "calls something at times of its own",
    "AWS::SecretsManager::RotationSchedule": "has a function read the secret and overwrite it",
    "AWS::StepFunctions::StateMachine": "calls whatever its definition says",
    "Fn::ForEach": "makes resources in a loop that is not looked into here",
}
_CUSTOM = "Custom::"
# Variables that say where to go, or that Python, the system or the AWS SDK reads before LINDA does.
_DIRECTS = re.compile(
    r"(URL|URI|HOST|ENDPOINT|PROXY|DOMAIN|ORIGIN|ARN|FUNCTION|TABLE|QUEUE|TOPIC|BUCKET|REGION|SECRET_ID|PHONE|NUMBER|EMAIL)S?(_|$)"
    r"|^(AWS|LD|PYTHON|NODE|SSL|OPENSSL|REQUESTS|CURL)_?|CA_BUNDLE|^Fn::|^Ref$",
    re.IGNORECASE,
)
_NOTHING: tuple[Any, ...] = (None, [], {})
# Kinds that are read even where they are the first of their kind.
_READ = re.compile(
    r"AWS::IAM::(Role|User|Group|AccessKey|OIDCProvider|SAMLProvider)$|AWS::Lambda::Url$|.*(Policy|Permission)$"
)
_MEANINGS = "Conditions", "Mappings", "Parameters"


def findings(old: Stack, new: Stack) -> Iterator[Finding]:
    """Changes that are told whatever they mean: what is behind them cannot be seen in a template."""
    names = Names(old, new)
    kinds = {str(resource.get("Type")) for resource in old.resources.values()}
    yield from _of_the_template(old, new, names)
    for change in changes(old, new):
        kind = "AWS::CloudFormation::CustomResource" if change.kind.startswith(_CUSTOM) else change.kind
        name = code(names.of(change.logical_id))
        if change.verb == "new" and kind in _MOVERS:
            yield about(change, Topic.FLOW, f"{name} ({code(change.kind)}) is new: it {_MOVERS[kind]}.")
        elif change.verb == "new" and kinds and not (change.kind in kinds or _READ.match(change.kind)):
            text = f"{name} is the stack's first {code(change.kind)}: what it may do is not looked into here."
            yield about(change, Topic.FLOW, text)
        if change.verb == "changed":
            yield from _condition(change, name)
            yield from _settings(change, kind, name, names)
            yield from _variables(change, name, names)
        if "Fn::Transform" in json.dumps(change.new):
            text = f"A macro makes parts of {name} (`Fn::Transform`): what they are is not looked into here."
            yield about(change, Topic.FLOW, text)


def _of_the_template(old: Stack, new: Stack, names: Names) -> Iterator[Finding]:
    if (macros := new.template.get("Transform")) != old.template.get("Transform") and macros:
        told = spoken([code(written(one)) for one in listed(macros)])
        yield Finding(Topic.FLOW, f"{told} may rewrite the template: what comes out is not looked into here.")
    for section in _MEANINGS:
        before, after = (stack.template.get(section) for stack in (old, new))
        for keys, was, now in _differences(before, after):
            if was is not None:
                what = _now_and_before(now, was, names, (section, *keys))
                text = f"{code('.'.join(keys))} of the {section} {what}"
                yield Finding(Topic.FLOW, f"{text} What hangs on it may be another thing now.")


def _condition(change: Change, name: str) -> Iterator[Finding]:
    before, after = change.old.get("Condition"), change.new.get("Condition")
    if before != after:
        topic = Topic.DATA if change.kind in STATEFUL else Topic.FLOW
        text = f"{name} is there in any case now; before, only if {code(written(before))} held."
        if after:
            text = f"{name} is there only if {code(written(after))} holds now: where not, it leaves the stack."
        yield about(change, topic, text, risk=bool(after))


def _settings(change: Change, kind: str, name: str, names: Names) -> Iterator[Finding]:
    everything = {Topic.FLOW: tuple(properties(change.old) | properties(change.new))} if kind in _MOVERS else {}
    told = _SETTINGS.get(kind, everything)
    for topic, settings in told.items():
        for setting in settings:
            first, *inside = setting.split(".")
            before, after = (at(value(first), *inside) for value in (change.before, change.after))
            for keys, was, now in _differences(before, after):
                what = _now_and_before(now, was, names, ("Resources", change.logical_id, first, *inside, *keys))
                yield about(change, topic, f"{code('.'.join((setting, *keys)))} of {name} {what}")


def _variables(change: Change, name: str, names: Names) -> Iterator[Finding]:
    """A function's variables: with their values only those that direct it, and never a secret's."""
    others = []
    for keys, was, now in _differences(change.before("Environment"), change.after("Environment")):
        place = ("Resources", change.logical_id, "Properties", "Environment", *keys)
        variable = code(".".join(keys).removeprefix("Variables."))
        directs = any(_DIRECTS.search(key) for key in keys) or "://" in written([was, now])
        if not directs or _is_secret(place, was, now):
            others.append(variable)
        else:
            text = f"The variable {variable} of {name} {_now_and_before(now, was, names, place)}"
            yield about(change, Topic.FLOW, text)
    if others:
        yield about(change, Topic.FLOW, f"Variables of {name} that differ: {spoken(others)}.", risk=False)


def _differences(before: Any, after: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    had, has = dict(leaves(before)), dict(leaves(after))
    for keys in {**had, **has}:
        was, now = had.get(keys), has.get(keys)
        if was != now and not (was in _NOTHING and now in _NOTHING):
            yield keys, was, now


def _is_secret(place: tuple[str, ...], *values: Any) -> bool:
    return any(is_secret(place, written(value)) for value in values if value is not None)


def _now_and_before(now: Any, was: Any, names: Names, place: tuple[str, ...]) -> str:
    if _is_secret(place, now, was):
        return "is another one now. It looks like a secret, so it is not shown."
    told, before = ("not set" if value is None else names.told(value) for value in (now, was))
    if told == before:  # two resources that are called the same
        told, before = code(written(now)), code(written(was))
    return f"is {told} now; before, {before}."

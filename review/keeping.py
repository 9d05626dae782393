"""What is kept, and how safely: data, encryption, secrets."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from review.findings import Finding, Topic, about
from review.template import (
    PHYSICAL_NAMES,
    Change,
    Names,
    Stack,
    at,
    changes,
    is_less,
    is_object,
    leaves,
    objects,
    path,
    properties,
    without_asset,
    written,
)
from review.words import code, spoken

# What holds something that a new resource of the same kind does not.
STATEFUL = {
    "AWS::DynamoDB::Table": "table",
    "AWS::DynamoDB::GlobalTable": "table",
    "AWS::SecretsManager::Secret": "secret",
    "AWS::SQS::Queue": "queue",
    "AWS::Logs::LogGroup": "log group",
    "AWS::S3::Bucket": "bucket",
    "AWS::KMS::Key": "key",
    "AWS::SNS::Topic": "topic",
}
_KEPT = ("Retain", "RetainExceptOnCreate", "Snapshot")
_DEFAULT = "Delete"
_MUST_STAY = "table", "secret", "bucket", "key"  # what cannot be made anew
_PROTECTIONS = {
    ("DeletionProtectionEnabled",): "deletion protection",
    ("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"): "point-in-time recovery",
}
_STREAM = {("StreamSpecification", "StreamViewType"): "stream, which the scheduler follows,"}
_ON = True, "true", "NEW_AND_OLD_IMAGES"
# Settings of how long something is kept: their unit, and how long that is without the setting.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
_KEPT_FOR = {"RetentionInDays": ("days", math.inf), "MessageRetentionPeriod": ("seconds", 345_600)}
_CRYPTOGRAPHIC = re.compile("Kms|KMS|Sse|SSE|Encrypt|Cipher|Tls|TLS|SecurityPolicy|Certificate")
_SECRET_NAME = re.compile(
    r"(KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|PASSPHRASE|CREDENTIALS?|AUTH|BEARER|SIGNATURE)(_|$)", re.IGNORECASE
)
_SECRET_VALUE = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,}|AKIA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20,}|-----BEGIN|^[0-9a-f]{32}$"
    r"|\{\{resolve:(secretsmanager|ssm-secure):|\.SecretAccessKey\}$"
)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+/=_]{20,}")  # what people call a variable is no matter then
_VALUES = {"Outputs": ("Value",), "Parameters": ("Default",)}
_REFERENCE = re.compile(r"\$\{[^}]*\}")


def findings(old: Stack, new: Stack, replaced: Mapping[str, str]) -> Iterator[Finding]:
    """What may be lost or readable. `replaced` has what CDK says of the resources that an update replaces."""
    names = Names(new, old)  # what may be lost is known by its old name
    if old.template and old.name != new.name:
        text = f"The stack is called {code(new.name)} now, not {code(old.name)}: the next deploy makes a second one."
        yield Finding(Topic.DATA, text)
    if old.termination_protection and not new.termination_protection:
        yield Finding(Topic.DATA, "The stack's termination protection is off now: one command deletes the stack.")
    for change in changes(old, new):
        name = code(names.of(change.logical_id))
        if change.kind in STATEFUL:
            yield from _losses(change, name, replaced.get(change.logical_id, ""))
        yield from _encryption(change, name)
        if change.kind == "AWS::SecretsManager::Secret":
            yield from _secret(change, name)
    yield from _plain_secrets(old, new, names)


def _losses(change: Change, name: str, consequence: str) -> Iterator[Finding]:
    kind = STATEFUL[change.kind]
    if change.verb == "removed":
        text = f"The {kind} {name} leaves the stack and {_fate(change.old, 'DeletionPolicy')}."
        yield about(change, Topic.DATA, text)
    if change.verb == "new" and kind in _MUST_STAY:
        yield from _unprotected(change, f"{kind} {name}")
    if change.verb != "changed":
        return
    if consequence:
        how = "is replaced" if consequence == "replace" else "may be replaced"
        why = spoken([code(one) for one in change.differing])
        fate = f"the old one {_fate(change.new, 'UpdateReplacePolicy')}"
        if any(change.before(given) == change.after(given) is not None for given in PHYSICAL_NAMES):
            fate = "since the new one has the same name, the deploy fails"  # CloudFormation makes it before it removes
        text = f"The {kind} {name} {how} by a new, empty one (because {why} changes); {fate}."
        yield about(change, Topic.DATA, text)
    for policy, when in (("DeletionPolicy", "removed"), ("UpdateReplacePolicy", "replaced")):
        before, after = (written(one.get(policy, _DEFAULT)) for one in (change.old, change.new))
        if before != after:
            text = f"When the {kind} {name} is {when}, {policy} is {code(after)} now; before, {code(before)}."
            yield about(change, Topic.DATA, text, risk=after not in _KEPT)
    for keys, protection in (_PROTECTIONS | _STREAM).items():
        before, after = (at(value(keys[0]), *keys[1:]) for value in (change.before, change.after))
        if before and after in (None, False, "false"):
            yield about(change, Topic.DATA, f"The {protection} of the {kind} {name} is off now.")
        elif before != after:
            text = f"The {protection} of the {kind} {name} is {code(written(after))} now."
            yield about(change, Topic.DATA, text, risk=after not in _ON)
    before, after = (change.before("TimeToLiveSpecification"), change.after("TimeToLiveSpecification"))
    if before != after:
        attribute = code(written(at(after, "AttributeName") or after))
        text = f"Items of the {kind} {name} are now deleted at the time in their attribute {attribute}."
        is_off = not after or at(after, "Enabled") in (False, "false")
        yield about(change, Topic.DATA, f"Items of the {kind} {name} no longer expire." if is_off else text)
    had, has = _indexes(change.before), _indexes(change.after)
    for index in sorted(one for one in had if had[one] != has.get(one)):
        how = "another one now" if index in has else "gone"
        yield about(
            change, Topic.DATA, f"The index {code(index)} of the {kind} {name} is {how}: what queries it fails."
        )
    for setting, (unit, default) in _KEPT_FOR.items():
        before, after = change.before(setting), change.after(setting)
        if before != after:
            was, now = (f"{code(written(one))} {unit}" if one else "the default time" for one in (before, after))
            text = f"What is in the {kind} {name} is kept for {now}; before, {was}."
            yield about(change, Topic.DATA, text, risk=not after or is_less(after, before, default))


def _unprotected(change: Change, name: str) -> Iterator[Finding]:
    """A new one that does not have what those of today have."""
    if any(change.new.get(policy) not in _KEPT for policy in ("DeletionPolicy", "UpdateReplacePolicy")):
        text = f"The {name} is new, and **is deleted with all that is in it** when it is removed or replaced."
        yield about(change, Topic.DATA, text)
    for keys, protection in _PROTECTIONS.items() if "Table" in change.kind else ():
        if at(change.after(keys[0]), *keys[1:]) not in _ON:
            yield about(change, Topic.DATA, f"The {name} is new, without {protection}.")


def _fate(resource: Mapping[str, Any], policy: str) -> str:
    """What becomes of it, by the template's policy for that."""
    if resource.get(policy, _DEFAULT) in _KEPT:
        return "stays in the account with all that is in it; its name stays taken"
    return "**is deleted with all that is in it**"


def _indexes(value: Any) -> dict[str, str]:
    indexes = [*objects(value("GlobalSecondaryIndexes")), *objects(value("LocalSecondaryIndexes"))]
    return {written(index.get("IndexName")): written(index) for index in indexes}


def _encryption(change: Change, name: str) -> Iterator[Finding]:
    """Any setting whose name speaks of encryption; of a new resource, only what is switched off."""
    if change.verb == "removed":
        return
    before, after = (_cryptographic(given) for given in (change.old, change.new))
    for keys in sorted({*before, *after}):
        was, now = before.get(keys), after.get(keys)
        if was != now if change.verb == "changed" else now in (False, "false"):
            setting = code(".".join(keys))
            told = (code(written(value)) if value is not None else "not set" for value in (now, was))
            text = "{} of {} is {} now; before, {}.".format(setting, name, *told)
            yield about(change, Topic.ENCRYPTION, text, risk=was is not None or now in (False, "false"))


def _cryptographic(resource: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
    found = leaves(resource.get("Properties"))
    return {keys: value for keys, value in found if any(_CRYPTOGRAPHIC.search(key) for key in keys[:2])}


def _secret(change: Change, name: str) -> Iterator[Finding]:
    differing = [
        one for one in change.differing if one not in ("Tags", "Metadata", "DeletionPolicy", "UpdateReplacePolicy")
    ]
    if change.verb != "changed" or not differing:
        return
    what = spoken([code(one) for one in differing])
    text = f"The secret {name} changes ({what}). On the next deploy CloudFormation may generate it anew."
    if {"GenerateSecretString", "SecretString"} & set(differing):
        text = (
            f"The secret {name} changes ({what}). **On the next deploy CloudFormation overwrites everything that was "
            "filled in**, the keys and the owner's token."
        )
    yield about(change, Topic.SECRETS, text)


def _plain_secrets(old: Stack, new: Stack, names: Names) -> Iterator[Finding]:
    """Values that look like secrets in a template that many can read. The value itself is never said."""
    known = {(keys, written(value)) for keys, value in plain_secrets(old)}
    for keys, value in plain_secrets(new):
        if (keys, written(value)) in known:
            continue
        section, entry, *inside = keys
        in_resource = section == "Resources"
        owner = names.of(entry) if in_resource else f"{section}.{entry}".strip(".")
        where = code(".".join(inside).removeprefix("Properties.") or entry)
        seen = "in plain text for anybody who can read the template"
        text = f"{code(owner)} has what looks like a secret at {where}, {seen}."
        place = path(new.resources.get(entry, {})) if in_resource else ""
        yield Finding(Topic.SECRETS, text, entry if in_resource else "", place)


def plain_secrets(stack: Stack) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Where a template has a value that looks like a secret, and the value, which must not be repeated."""
    for section, entries in stack.template.items():
        for name, entry in entries.items() if is_object(entries) else [("", entries)]:
            if section == "Resources" and is_object(entry):
                entry = entry | {"Properties": {key: without_asset(one) for key, one in properties(entry).items()}}
            for keys, value in leaves(entry, (section, name)):
                if is_secret(keys, written(value)):
                    yield keys, value


def is_secret(keys: tuple[str, ...], text: str) -> bool:
    """Whether what stands in a template under these keys, the section first, looks like a secret."""
    if _SECRET_VALUE.search(text):
        return True
    if not _REFERENCE.sub("", text):
        return False  # it stands elsewhere
    if "Variables" in keys[:-1]:
        name = keys[keys.index("Variables") + 1]
        return bool(_RANDOM.fullmatch(text) or (_SECRET_NAME.search(name) and not name.endswith("_ID")))
    is_named = keys[0] in _VALUES and keys[-1] in _VALUES[keys[0]] and _SECRET_NAME.search(keys[1])
    return "SecretString" in keys or bool(is_named)

"""A synthesised stack, what differs between two of them, and how its parts are named in a sentence."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from review.words import code

Json = dict[str, Any]

PHYSICAL_NAMES = (
    "TableName",
    "FunctionName",
    "RoleName",
    "QueueName",
    "LogGroupName",
    "TopicName",
    "AlarmName",
    "BucketName",
    "Name",
)
# Where an asset's hash stands: the code that a function runs, and where the bundle lies on the machine that made it.
_ASSET_METADATA = "aws:asset:"
_ASSET_PLACES = {"S3Key", "S3ObjectVersion"}  # not S3Bucket, which is the same for all of them
_UNREAD = (
    "Fn::If",
    "Fn::FindInMap",
    "Fn::ForEach",
    "Fn::GetStackOutput",
    "Fn::ImportValue",
    "Fn::Select",
    "Fn::Split",
    "Fn::Transform",
)


@dataclass(frozen=True)
class Stack:
    """One stack of a cloud assembly."""

    template: Json = field(default_factory=dict)
    name: str = ""
    termination_protection: bool = False

    @property
    def resources(self) -> dict[str, Json]:
        found = self.template.get("Resources")
        loop = "Fn::ForEach"  # what is no object makes several resources
        resources = found.items() if is_object(found) else ()
        return {key: one if is_object(one) else {"Type": loop, "Properties": {loop: one}} for key, one in resources}


@dataclass(frozen=True)
class Change:
    """A resource that differs; `old` is empty for a new one, `new` for one that is gone."""

    logical_id: str
    old: Json
    new: Json

    @property
    def kind(self) -> str:
        """The resource's type, such as AWS::SQS::Queue."""
        return str((self.new or self.old).get("Type", ""))

    @property
    def path(self) -> str:
        return path(self.new or self.old)

    @property
    def verb(self) -> str:
        return "changed" if self.old and self.new else "new" if self.new else "removed"

    @property
    def differing(self) -> list[str]:
        """The names of what differs: properties, and attributes such as DeletionPolicy. Not the code's hash."""
        old, new = properties(self.old), properties(self.new)
        names = [name for name in sorted({*old, *new}) if without_asset(old.get(name)) != without_asset(new.get(name))]
        attributes = sorted({*self.old, *self.new} - {"Properties", "Metadata"})
        names += [name for name in attributes if self.old.get(name) != self.new.get(name)]
        return names + ["Metadata"] * (_told(self.old) != _told(self.new))

    @property
    def is_only_code(self) -> bool:
        """Whether a function runs other code, and nothing else about it is different."""
        return self.verb == "changed" and not self.differing

    def before(self, name: str) -> Any:
        return properties(self.old).get(name)

    def after(self, name: str) -> Any:
        return properties(self.new).get(name)


def changes(old: Stack, new: Stack) -> list[Change]:
    """The resources that differ, in the new template's order; those that are gone come last."""
    names = [*new.resources, *(name for name in old.resources if name not in new.resources)]
    pairs = ((name, old.resources.get(name, {}), new.resources.get(name, {})) for name in names)
    found: list[Change] = []
    for name, before, after in pairs:
        if before and after and before.get("Type") != after.get("Type"):
            found += [Change(name, {}, after), Change(name, before, {})]  # CloudFormation replaces it
        elif before != after:
            found.append(Change(name, before, after))
    return found


def properties(resource: Mapping[str, Any]) -> Json:
    found = resource.get("Properties")
    return found if is_object(found) else {}


def is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def without_asset(value: Any) -> Any:
    """The value without the hash of the code in it."""
    if is_object(value) and "S3Key" in value:
        return {key: part for key, part in value.items() if key not in _ASSET_PLACES}
    return value


def _told(resource: Mapping[str, Any]) -> Json:
    metadata = resource.get("Metadata")
    if not is_object(metadata):
        return {}
    return {key: value for key, value in metadata.items() if not key.startswith(_ASSET_METADATA)}


def path(resource: Mapping[str, Any]) -> str:
    """The construct's path, such as LindaStack/RepairsLeadLog/Resource; empty if the template does not tell it."""
    metadata = resource.get("Metadata")
    return str(metadata.get("aws:cdk:path", "")) if is_object(metadata) else ""


def at(value: Any, *keys: str) -> Any:
    """What stands under the keys, one inside the other; None where one is missing."""
    for key in keys:
        value = value.get(key) if is_object(value) else None
    return value


def is_less(after: Any, before: Any, default: float) -> bool:
    """Whether a number has become smaller, or may have: what is not a number may be any. `default` stands for none."""
    now, was = (default if value is None else _number(value) for value in (after, before))
    return now is None or was is None or now < was


def _number(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def listed(value: Any) -> list[Any]:
    """What a template writes as one value or as a list of them."""
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> list[Json]:
    """Those of the listed values that are objects."""
    return [one for one in listed(value) if is_object(one)]


def leaves(value: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each value that is no object and no list, with the keys and numbers that lead to it. A reference is a value."""
    if is_object(value) and value and not is_reference(value):
        for key, part in value.items():
            yield from leaves(part, (*names, key))
    elif isinstance(value, list) and value:
        for number, part in enumerate(value):
            yield from leaves(part, (*names, str(number)))
    else:
        yield names, value


def literals(value: Any) -> Iterator[str]:
    """The texts that stand in a value as they are, not by reference."""
    if isinstance(value, str):
        yield value
    elif is_object(value):
        for key, part in value.items():
            yield from () if key in ("Ref", "Fn::GetAtt") else literals(part)
    elif isinstance(value, list):
        for part in value:
            yield from literals(part)


def alternatives(value: Any) -> list[Any]:
    """What a template writes as one value, as a list, or as a choice of those: each that it may be."""
    if is_object(value) and len(value) == 1 and isinstance(branches := value.get("Fn::If"), list):
        value = branches[1:]
    if isinstance(value, list):
        return [one for part in value for one in alternatives(part)]
    return [] if value in (None, {"Ref": "AWS::NoValue"}) else [value]


def unread(value: Any) -> Iterator[Json]:
    """The parts of a value that hang on what is not looked into: conditions, mappings, macros, other stacks."""
    if is_object(value) and len(value) == 1 and next(iter(value)) in _UNREAD:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from unread(part)


def written(value: Any) -> str:
    """A value as one line in which references look as in Fn::Sub: ${RepairsLeadLog.Arn}/index/*."""
    if isinstance(value, str):
        return value
    if is_object(value) and len(value) == 1:
        [(function, argument)] = value.items()
        match function, argument:
            case "Ref", str():
                return f"${{{argument}}}"
            case "Fn::GetAtt", [str(resource), attribute]:
                return f"${{{resource}.{written(attribute)}}}"
            case "Fn::GetAtt" | "Fn::Sub", str():
                return argument if function == "Fn::Sub" else f"${{{argument}}}"
            case "Fn::Join", [str(separator), list(parts)]:
                return separator.join(written(part) for part in parts)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def is_reference(value: Json) -> bool:
    """Whether an object stands for a value: it refers to a resource, or joins texts."""
    return len(value) == 1 and written(value) != json.dumps(value, sort_keys=True, ensure_ascii=False)


class Names:
    """What a reviewer calls the parts of two stacks."""

    def __init__(self, old: Stack, new: Stack) -> None:
        self._resources = {**old.resources, **new.resources}

    def of(self, logical_id: str) -> str:
        """A resource's physical name if the template gives it one, else its place in the app."""
        resource = self._resources.get(logical_id, {})
        given = (properties(resource).get(name) for name in PHYSICAL_NAMES)
        place = path(resource).removesuffix("/Resource").partition("/")[2]
        return next((name for name in given if isinstance(name, str) and name), place or logical_id)

    def told(self, value: Any) -> str:
        """A value of a template as a code span, its references by their names."""
        text = re.sub(r"\$\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9.]+))?\}", self._named, written(value))
        return code(text.replace("${AWS::Partition}", "aws"))

    def _named(self, reference: re.Match[str]) -> str:
        logical_id, attribute = reference.groups()
        if logical_id not in self._resources:
            return reference.group()
        return self.of(logical_id) + (f".{attribute}" if attribute not in (None, "Arn", "Id") else "")

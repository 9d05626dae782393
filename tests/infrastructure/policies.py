"""A resource's policy, evaluated: as much of IAM as the stack's policies use, and an error for anything else.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

Document = Mapping[str, Any]


def decision(
    policy: Document,
    *,
    service: str,
    action: str,
    resource: str,
    context: Mapping[str, str],
    known: Mapping[str, str],
) -> str:
    """What the policy says to a service's request: "allowed" or "denied".

    `known` has the value of each intrinsic function that stands in the policy, by its JSON.
    """
    effects = {
        statement["Effect"]
        for statement in policy["Statement"]
        if _is_about(statement, service, action, resource, context, known)
    }
    return "allowed" if effects == {"Allow"} else "denied"


def _is_about(
    statement: Document,
    service: str,
    action: str,
    resource: str,
    context: Mapping[str, str],
    known: Mapping[str, str],
) -> bool:
    unknown = statement.keys() - {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
    assert not unknown, f"{unknown} cannot be evaluated"
    actions = [one.lower() for one in _texts(statement["Action"], known)]
    return (
        _names(statement["Principal"], service, known)
        and any(fnmatchcase(action.lower(), pattern) for pattern in actions)
        and any(fnmatchcase(resource, pattern) for pattern in _texts(statement["Resource"], known))
        and all(
            _holds(operator, context.get(key), _texts(wanted, known))
            for operator, keys in statement.get("Condition", {}).items()
            for key, wanted in keys.items()
        )
    )


def _names(principal: str | Document, service: str, known: Mapping[str, str]) -> bool:
    if isinstance(principal, str):
        return principal == "*"
    assert principal.keys() <= {"AWS", "Service"}, f"{principal} cannot be evaluated"
    return service in _texts(principal.get("Service", []), known) or "*" in _texts(principal.get("AWS", []), known)


def _holds(operator: str, found: str | None, wanted: list[str]) -> bool:
    """A request without the key meets no condition of these operators."""
    match operator:
        case "StringEquals":
            return found in wanted
        case "Bool":
            return found is not None and found.lower() in [one.lower() for one in wanted]
        case "ArnEquals" | "ArnLike":  # AWS treats them alike: each of the six parts may have wildcards
            return found is not None and any(_is_like(found, pattern) for pattern in wanted)
    raise AssertionError(f"{operator} cannot be evaluated")


def _is_like(arn: str, pattern: str) -> bool:
    parts, patterns = arn.split(":", 5), pattern.split(":", 5)
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def _texts(value: Any, known: Mapping[str, str]) -> list[str]:
    return [_text(one, known) for one in (value if isinstance(value, list) else [value])]


def _text(value: Any, known: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator).join(_text(part, known) for part in parts)
    return known[json.dumps(value)]

"""Who may do what: policies, trust and permissions, compared action by action."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from review.findings import Finding, Topic, about
from review.template import (
    Json,
    Names,
    Stack,
    alternatives,
    changes,
    is_object,
    is_reference,
    listed,
    path,
    properties,
    unread,
    written,
)
from review.words import code, spoken

_NO_TLS = "aws:SecureTransport"
_VERBS = {
    (False, True): "may now also",
    (False, False): "may no longer",
    (True, True): "is now denied",
    (True, False): "is no longer denied",
}
_IDENTITIES = {
    "AWS::IAM::User": "An IAM user",
    "AWS::IAM::AccessKey": "An access key",
    "AWS::IAM::OIDCProvider": "An identity provider",
    "AWS::IAM::SAMLProvider": "An identity provider",
}
# What names, in a policy that stands alone, those whose rights it is.
_HOLDERS = "Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"
_POLICY = re.compile(r"AWS::IAM::(Managed|Role|User|Group)?Policy$")
_HAS_POLICY = re.compile(r"Polic(y|ies)|Statement")
_IS_POLICY = re.compile(r"Polic(y|ies)(Document)?$")
# What a permission, which is no policy but a resource, is for, and what only names it; all else in it is a limit.
_TARGETS = "FunctionName", "LayerVersionArn", "EventBusName"
_NO_LIMITS = "Action", "Principal", "StatementId", *_TARGETS
_UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Grant:
    """One action on one resource: the smallest part of a policy. Texts are as in the template, references written."""

    logical_id: str = field(compare=False)  # whose template entry says so
    holder: str  # the role's entry whose rights these are; empty where the policy itself names who
    principal: str  # whom a trust or a resource's policy names
    effect: str
    action: str
    resource: str
    condition: str


def findings(old: Stack, new: Stack) -> Iterator[Finding]:
    """What may be done that could not be done before, and the other way round."""
    names = Names(old, new)
    before, after = set(grants(old)), set(grants(new))
    gained = {grant for grant in after if not any(covers(one, grant) for one in before)}
    lost = {grant for grant in before if not any(covers(one, grant) for one in after)}
    was, now = _conditions(before), _conditions(after)
    other = {grant for grant in was.keys() & now.keys() if was[grant] != now[grant]}
    yield from _under_conditions(other, was, now, new, names)
    for found, stack in ((gained, new), (lost, old)):
        rest = (grant for grant in found if _without_condition(grant) not in other)
        yield from _sentences(rest, stack, names, gained=stack is new)
    yield from _managed_policies(old, new, names)
    yield from _identities(old, new)


def grants(stack: Stack) -> Iterator[Grant]:
    """Every statement of the stack, taken apart."""
    for logical_id, resource in stack.resources.items():
        given = properties(resource)
        if {"Principal", "Action"} <= given.keys():
            yield _permission(logical_id, given)
        for name, value in given.items():
            # A role's own policies are its rights; any other property with a policy says who may use the resource.
            holders = [logical_id] if name == "Policies" else [""]
            if _POLICY.match(str(resource.get("Type"))):
                holders = _holders(given) or [logical_id]
            documents = [*_documents({name: value})]
            for document in documents:
                yield from _of_document(document, logical_id, holders)
            for part in (*unread(value if _HAS_POLICY.search(name) else documents), *_referred_to(name, value)):
                yield from _doubtful(part, logical_id, holders)


def _documents(value: Any) -> Iterator[Json]:
    """The policies in a property, wherever in it they are; some resources have theirs as text."""
    text = written(value)
    if '"Statement"' in text:
        try:
            value = json.loads(text)
        except ValueError:
            value = {"Statement": text}
    if is_object(value) and "Statement" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _documents(part)


def _referred_to(name: str, value: Any) -> Iterator[Any]:
    """The policies of which a property only says where they stand."""
    for one in alternatives(value):
        is_policy, text = _IS_POLICY.search(name) is not None, written(one)
        if is_object(one) and is_reference(one):
            yield from [one] * (is_policy and '"Statement"' not in text)
        elif is_object(one):
            for key, part in one.items():
                yield from _referred_to(key, part)


def _doubtful(part: Any, logical_id: str, holders: Iterable[str]) -> Iterator[Grant]:
    """What may be a right or a denial: as a grant of a kind of its own, so that any change of it is told."""
    return (Grant(logical_id, holder, "", _UNREADABLE, written(part), "", "") for holder in holders)


def _holders(policy: Json) -> list[str]:
    named = (alternatives(policy.get(kind)) for kind in _HOLDERS)
    return [written(holder).removeprefix("${").removesuffix("}") for group in named for holder in group]


def _of_document(document: Json, logical_id: str, holders: Iterable[str]) -> Iterator[Grant]:
    for statement in alternatives(document["Statement"]):
        if not is_object(statement) or is_reference(statement):
            yield from _doubtful(statement, logical_id, holders)
            continue
        if "Effect" not in statement:
            continue  # a firewall's rule, say
        condition = written(statement["Condition"]) if statement.get("Condition") else ""
        for holder in holders:
            for action in _either(statement, "Action"):
                for resource in _either(statement, "Resource") or [""]:
                    # Who is named by a resource's own policy, or by a role's trust, gets in there and nowhere else.
                    where = resource if holder or resource not in ("", "*") else f"${{{logical_id}}}"
                    for principal in _principals(statement) or [""]:
                        effect = str(statement.get("Effect"))
                        yield Grant(logical_id, holder, principal, effect, action, where, condition)


def _either(statement: Json, name: str) -> list[str]:
    """The statement's actions or resources; those that it excepts, with a word before them."""
    if f"Not{name}" in statement:
        return [f"all but {', '.join(written(one) for one in alternatives(statement[f'Not{name}']))}"]
    return [written(one) for one in alternatives(statement.get(name))]


def _principals(statement: Json) -> list[str]:
    if "NotPrincipal" in statement:
        return [f"all but {written(statement['NotPrincipal'])}"]
    named = alternatives(statement.get("Principal"))
    groups = (one.values() if is_object(one) and not is_reference(one) else [one] for one in named)
    return [written(one) for group in groups for part in group for one in alternatives(part)]


def _permission(logical_id: str, given: Json) -> Grant:
    limits = {name: given[name] for name in sorted(given) if name not in _NO_LIMITS}
    target = next((given[name] for name in _TARGETS if name in given), {"Ref": logical_id})
    return Grant(
        logical_id=logical_id,
        holder="",
        principal=written(given.get("Principal")),
        effect="Allow",
        action=written(given.get("Action")),
        resource=written(target),
        condition=", ".join(f"{name} {written(value)}" for name, value in limits.items()),
    )


def covers(wide: Grant, narrow: Grant) -> bool:
    """Whether the first allows or denies all that the second does."""
    return (
        (wide.holder, wide.effect) == (narrow.holder, narrow.effect)
        and wide.condition in ("", narrow.condition)
        and wide.principal in ("*", narrow.principal)
        and _matches(wide.action.lower(), narrow.action.lower())
        and _matches(wide.resource, narrow.resource)
    )


def _matches(pattern: str, text: str) -> bool:
    """Whether the text is what the pattern says, `*` and `?` as IAM reads them."""
    if pattern == text:
        return True
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return not pattern.startswith("all but ") and re.fullmatch("".join(parts), text, re.DOTALL) is not None


def _without_condition(grant: Grant) -> Grant:
    return replace(grant, condition="")


def _conditions(grants: Iterable[Grant]) -> dict[Grant, tuple[str, ...]]:
    """Under which conditions each grant holds; an empty one for none."""
    found: dict[Grant, set[str]] = defaultdict(set)
    for grant in grants:
        found[_without_condition(grant)].add(grant.condition)
    return {grant: tuple(sorted(conditions)) for grant, conditions in found.items()}


def _under_conditions(
    found: Iterable[Grant],
    was: Mapping[Grant, tuple[str, ...]],
    now: Mapping[Grant, tuple[str, ...]],
    stack: Stack,
    names: Names,
) -> Iterator[Finding]:
    """One sentence for the grants whose conditions are no longer the same, and that differ only in the action."""
    by_action: dict[tuple[Grant, tuple[str, ...], tuple[str, ...]], list[Grant]] = defaultdict(list)
    for grant in found:
        by_action[replace(grant, action=""), was[grant], now[grant]].append(grant)
    for (_, before, after), same in sorted(by_action.items(), key=str):
        grant = same[0]
        denied = grant.effect == "Deny"
        verb = "is denied" if denied else "may"
        what = spoken(sorted(_told_action(one.action) for one in same))
        text = (
            f"{_who(grant, stack, names)} {verb} {what}{_on(grant.resource, names)} {_only_if(after, names)} now; "
            f"before, {_only_if(before, names)}."
        )
        topic = Topic.ENCRYPTION if denied and any(_NO_TLS in one for one in before) else Topic.ACCESS
        yield _finding(topic, text, grant, stack, risk="" not in (after if denied else before))


def _only_if(conditions: tuple[str, ...], names: Names) -> str:
    if "" in conditions:
        return "without any condition"
    return f"only if {' or '.join(names.told(one) for one in conditions)}"


def _sentences(found: Iterable[Grant], stack: Stack, names: Names, *, gained: bool) -> Iterator[Finding]:
    """One sentence for the grants that differ only in action and resource."""
    of_resource: dict[Grant, set[str]] = defaultdict(set)
    for grant in found:
        of_resource[replace(grant, action="")].add(grant.action)
    of_actions: dict[tuple[Grant, tuple[str, ...]], list[str]] = defaultdict(list)
    for grant, several in of_resource.items():
        of_actions[replace(grant, resource=""), tuple(sorted(several))].append(grant.resource)
    for (grant, actions), resources in sorted(of_actions.items(), key=str):
        yield _sentence(grant, actions, sorted(resources), stack, names, gained=gained)


def _sentence(
    grant: Grant, actions: tuple[str, ...], resources: list[str], stack: Stack, names: Names, *, gained: bool
) -> Finding:
    if grant.effect == _UNREADABLE:
        of = code(names.of(grant.holder or grant.logical_id))
        verb = "now hang" if gained else "no longer hang"
        what = spoken([names.told(one) for one in actions])
        text = f"Rights of {of} {verb} on what is not looked into here: {what}. **Read it.**"
        return _finding(Topic.ACCESS, text, grant, stack, risk=True)
    denied = grant.effect == "Deny"
    if denied and _NO_TLS in grant.condition:
        of = spoken([_told_resource(one, names) for one in resources])
        verb = "are now refused" if gained else "are no longer refused"
        return _finding(Topic.ENCRYPTION, f"Requests without TLS {verb} by {of}.", grant, stack, risk=not gained)
    who = _who(grant, stack, names)
    verb = _VERBS[denied, gained]
    what = spoken([_told_action(one) for one in actions])
    on = f" on {spoken([_told_resource(one, names) for one in resources])}" if any(resources) else ""
    only = f", only if {names.told(grant.condition)}" if grant.condition else ""
    notes = _notes(grant, actions, resources) if gained and not denied else ""
    public = grant.principal == "*" or "FunctionUrlAuthType NONE" in grant.condition
    topic = Topic.PUBLIC if public and not denied else Topic.ACCESS
    return _finding(topic, f"{who} {verb} {what}{on}{only}.{notes}", grant, stack, risk=gained != denied)


def _notes(grant: Grant, actions: Iterable[str], resources: Iterable[str]) -> str:
    """What makes a new right dangerous."""
    notes = []
    if grant.principal == "*" and not grant.condition:
        notes.append("That is everybody on the internet.")
    if any(action == "*" or action.endswith(":*") or action.startswith("all but ") for action in actions):
        notes.append("The actions are open-ended.")
    if "*" in resources or any(one.startswith("all but ") for one in resources):
        notes.append("The resource is open-ended.")
    return "".join(f" **{note}**" for note in notes)


def _who(grant: Grant, stack: Stack, names: Names) -> str:
    if not grant.holder:
        return names.told(grant.principal) if grant.principal != "*" else "Anybody (`*`)"
    used_by = [
        names.of(logical_id)
        for logical_id, resource in stack.resources.items()
        if resource.get("Type") == "AWS::Lambda::Function"
        and written(properties(resource).get("Role")).startswith(f"${{{grant.holder}.")
    ]
    role = code(names.of(grant.holder))
    return f"{role} (the role of {spoken([code(name) for name in used_by])})" if used_by else role


def _on(resource: str, names: Names) -> str:
    return f" on {_told_resource(resource, names)}" if resource else ""


def _told_action(action: str) -> str:
    return f"all but {code(action.removeprefix('all but '))}" if action.startswith("all but ") else code(action)


def _told_resource(resource: str, names: Names) -> str:
    if resource == "*":
        return "everything (`*`)"
    if resource.startswith("all but "):
        return f"all but {names.told(resource.removeprefix('all but '))}"
    if resource.endswith(".Arn}/index/*"):
        return f"the indexes of {names.told(resource.removesuffix('/index/*'))}"
    if resource.endswith(".StreamArn}"):
        return f"the stream of {names.told(resource.replace('.StreamArn}', '.Arn}'))}"
    return names.told(resource)


def _finding(topic: Topic, text: str, grant: Grant, stack: Stack, *, risk: bool) -> Finding:
    return Finding(topic, text, grant.logical_id, path(stack.resources.get(grant.logical_id, {})), risk)


def _managed_policies(old: Stack, new: Stack, names: Names) -> Iterator[Finding]:
    """Policies that stand elsewhere, and the boundary that caps a role's rights."""
    for logical_id in sorted({*old.resources, *new.resources}):
        before, after = (properties(stack.resources.get(logical_id, {})) for stack in (old, new))
        role, place = code(names.of(logical_id)), path(new.resources.get(logical_id, old.resources.get(logical_id, {})))
        had, has = ({written(one) for one in listed(given.get("ManagedPolicyArns"))} for given in (before, after))
        for arn in sorted(has - had):
            text = f"{role} now also has all rights of the policy {names.told(arn)}."
            yield Finding(Topic.ACCESS, text, logical_id, place)
        for arn in sorted(had - has):
            text = f"{role} no longer has the rights of the policy {names.told(arn)}."
            yield Finding(Topic.ACCESS, text, logical_id, place, is_risk=False)
        if before.get("PermissionsBoundary") != after.get("PermissionsBoundary") and before:
            text = f"The boundary of what {role} can be allowed has changed or is gone."
            yield Finding(Topic.ACCESS, text, logical_id, place)


def _identities(old: Stack, new: Stack) -> Iterator[Finding]:
    """Ways into the account that last."""
    for change in changes(old, new):
        if change.kind in _IDENTITIES and change.verb != "changed":
            text = f"{_IDENTITIES[change.kind]} is {change.verb}: a way into the account that does not expire."
            yield about(change, Topic.ACCESS, text, risk=change.verb == "new")

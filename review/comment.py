"""The findings and the diff as a comment on a pull request, or as text for the terminal."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from review import access, always, keeping, operation, public
from review.findings import Finding, in_order
from review.keeping import plain_secrets
from review.template import Change, Names, Stack, changes, literals
from review.words import code, spoken

MARKER = "<!-- linda-template-diff -->"  # by which the comment is found again
_LONGEST = 65_000  # bytes; GitHub takes 65,536 characters
_LONGEST_FINDINGS = 40_000
_LONGEST_UNSPOKEN = 15_000
_DANGERS = "access, public routes, what runs, data, encryption, secrets, alarms, limits"
_OTHER_SECTIONS = "Resources", "Metadata"
# What findings are about without naming it.
_LOOKED_INTO = {
    *("AssumeRolePolicyDocument", "ManagedPolicyArns", "PermissionsBoundary", "Policies", "PolicyDocument"),
    *("Action", "FunctionName", "FunctionUrlAuthType", "Principal", "ResourcePolicy", "SourceAccount", "SourceArn"),
    *("AccessLogSettings", "AuthorizationScopes", "AuthorizationType", "CorsConfiguration", "DefaultRouteSettings"),
    *("DisableExecuteApiEndpoint", "IntegrationUri", "RouteKey", "Target"),
    *("Condition", "DeletionProtectionEnabled", "GlobalSecondaryIndexes", "MessageRetentionPeriod", "RetentionInDays"),
    *("PointInTimeRecoverySpecification", "StreamSpecification", "TimeToLiveSpecification"),
    *("ActionsEnabled", "Enabled", "Environment", "State"),
}
_HIDDEN = "•••"
_SHORTEST_SECRET = 6  # a shorter one is a word that stands elsewhere, too


@dataclass(frozen=True)
class Review:
    """What there is to say about a change of the template."""

    findings: list[Finding]
    others: list[str]  # all that is different, a line each
    unspoken: list[str]  # those of the others of which the findings do not say everything
    only_code: list[str]  # functions of which nothing but the code is
    cdk_diff: str  # with no secret in it

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.others or self.only_code)


def review(old: Stack, new: Stack, cdk_diff: str, replaced: Mapping[str, str]) -> Review:
    """Sort what differs. `replaced` has the resources that `cdk diff` calls changed, and whether they are replaced."""
    names, changed = Names(old, new), changes(old, new)
    found = [
        *access.findings(old, new),
        *public.findings(old, new),
        *keeping.findings(old, new, replaced),
        *operation.findings(old, new),
        *always.findings(old, new),
    ]
    only_code = [code(names.of(change.logical_id)) for change in changed if change.is_only_code]
    texts: dict[str, str] = defaultdict(str)
    for finding in found:
        texts[finding.logical_id] += finding.text
    lines = [(change, _other(change, replaced)) for change in changed if not change.is_only_code]
    # What CDK calls changed although it stands in both templates alike refers to something that is replaced.
    drawn_in = [name for name in replaced if name not in {change.logical_id for change in changed}]
    rest = [f"{code(names.of(name))} refers to what is replaced ({code(name)})" for name in drawn_in]
    rest += _sections(old.template, new.template)
    unspoken = [line for change, line in lines if not _is_spoken_of(change, texts[change.logical_id])] + rest
    secrets = _secrets(old, new)
    found = [replace(finding, text=_without(finding.text, secrets)) for finding in found]
    others = [line for _, line in lines] + rest
    return Review(in_order(found), others, unspoken, only_code, _without(cdk_diff, secrets))


def _is_spoken_of(change: Change, texts: str) -> bool:
    """Whether the findings about a resource say all that is different about it."""
    if change.verb != "changed":
        return bool(texts)
    return bool(texts) and all(name in texts or name in _LOOKED_INTO for name in change.differing)


def _other(change: Change, replaced: Mapping[str, str]) -> str:
    what = f": {spoken([code(name) for name in change.differing])}" if change.verb == "changed" else ""
    consequence = replaced.get(change.logical_id, "")
    how = " (**replaced**)" if consequence == "replace" else f" ({consequence})" if consequence else ""
    place = f" at {code(change.path)}" if change.path else ""
    return f"{change.verb} {code(change.kind)} {code(change.logical_id)}{place}{what}{how}"


def _sections(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Outputs, parameters and whatever else a template has besides resources."""
    lines = []
    for section in sorted({*old, *new} - set(_OTHER_SECTIONS)):
        before, after = old.get(section), new.get(section)
        if not (isinstance(before or {}, dict) and isinstance(after or {}, dict)):
            lines += [f"changed {code(section)}"] * (before != after)
            continue
        before, after = before or {}, after or {}
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                verb = "changed" if name in before and name in after else "new" if name in after else "removed"
                lines.append(f"{verb} {code(section)} {code(name)}")
    return lines


def _secrets(*stacks: Stack) -> list[str]:
    """What must not be repeated, the longest first."""
    parts = {part for stack in stacks for _, value in plain_secrets(stack) for part in literals(value)}
    return sorted((part for part in parts if len(part) >= _SHORTEST_SECRET), key=len, reverse=True)


def _without(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return text


def as_markdown(found: Review, since: str, notes: list[str]) -> str:
    """A comment for GitHub, short enough for it. `since` says what the change is compared with."""
    if found.is_empty:
        return f"{MARKER}\n**No change of the template** since {since}.\n"
    parts = [f"{MARKER}\n## What this changes in AWS", f"Compared with {since}, without AWS credentials."]
    parts += [f"> {note}" for note in notes]
    parts += [
        _cut(_findings(found, "###"), _LONGEST_FINDINGS, "findings"),
        _cut(_unspoken(found, "###"), _LONGEST_UNSPOKEN, "parts"),
    ]
    if found.only_code:
        parts.append(_only_code(found))
    if found.findings and found.others:
        parts.append(_folded(f"All that is different ({len(found.others)})", _list(found.others)))
    head = "\n\n".join(part for part in parts if part)
    if len(head.encode()) > _LONGEST - 2000:
        head = "\n\n".join(
            [*parts[:-1], f"{len(found.others):,} resources and other parts are different: too many to list here."]
        )
    room = _LONGEST - len(head.encode()) - 500
    fence = "`" * max(3, _longest_run(found.cdk_diff) + 1)
    text = _folded("cdk diff", f"{fence}text\n{_cut(found.cdk_diff, room, 'lines of `cdk diff`')}\n{fence}")
    return f"{head}\n\n{text}\n"


def as_text(found: Review, since: str, notes: list[str]) -> str:
    """The same for a terminal, with the sentences last, so that they are what stays on the screen."""
    if found.is_empty:
        return f"No change of the template since {since}.\n"
    parts = [found.cdk_diff, _list(found.others) if found.findings else ""]
    parts += [f"What this changes in AWS, compared with {since}:", *notes]
    parts += [_findings(found, "#"), _unspoken(found, "#")]
    if found.only_code:
        parts.append(_only_code(found))
    return "\n\n".join(part for part in parts if part) + "\n"


def _findings(found: Review, heading: str) -> str:
    if not found.findings and found.others:
        return f"None of the known dangers ({_DANGERS}). **Read the list below.**"
    sections = (
        "\n".join([f"{heading} {topic.value}", "", *(_line(finding) for finding in same)])
        for topic, same in groupby(found.findings, lambda finding: finding.topic)
    )
    return "\n\n".join(sections)


def _unspoken(found: Review, heading: str) -> str:
    """What is different and nothing more is known about, for all to see."""
    if not found.unspoken:
        return ""
    return f"{heading} Different, and not looked into\n\n{_list(found.unspoken)}"


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _line(finding: Finding) -> str:
    where = [code(one) for one in (finding.logical_id, finding.path) if one]
    return f"- {'⚠️ ' if finding.is_risk else ''}{finding.text}{f' ({", ".join(where)})' if where else ''}"


def _only_code(found: Review) -> str:
    nothing_else = "" if found.findings or found.others else ", and nothing else of the template"
    return f"Only code changed: {spoken(found.only_code)}{nothing_else}."


def _folded(summary: str, content: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{content}\n\n</details>"


def _cut(text: str, room: int, what: str) -> str:
    """The text's first lines that fit into so many bytes, and how many do not."""
    lines, used = text.splitlines(), 0
    for number, line in enumerate(lines):
        used += len(line.encode()) + 1
        if used > room:
            rest = len(lines) - number
            return "\n".join([*lines[:number], f"… {rest:,} more {what}: `make diff BASE=main` shows all."])
    return text


def _longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest

"""What may stand in a log line: known fields, each with values of one form, and nobody's words."""

import json
import re
from collections.abc import Mapping
from re import Pattern
from typing import Any

from linda.metrics import UNITS
from tests import emf

_REQUIRED = ("timestamp", "level", "event", "correlation_id")
_SLUG = r"[a-z]{1,20}(_[a-z]{1,20}){0,5}"
_MASKED = r"\*{2,40}[0-9]{2}|\**"
_CAUSE = r"([A-Za-z][A-Za-z0-9_.]{0,63}|[0-9]{1,6})?"  # a vendor's code, or a type
_FAULT = r"booking|change|time|status|price|gift|owner|secret|stranger|link|prompt|opt-out|language"
# A field that a new event needs is added here with the narrowest form that fits: never "any text".
FIELDS: Mapping[str, str] = {
    "timestamp": r"2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\+00:00",
    "level": r"INFO|WARNING|ERROR",
    "event": _SLUG,
    "correlation_id": r"(?!\+?[0-9-]+\Z)[A-Za-z0-9_=+/-]{1,64}",
    "error": r"[A-Z][A-Za-z]{1,60}",
    "cause": _CAUSE,
    "where": r"(<[a-z_. ]+>|[a-z0-9_]+\.py):[0-9]{1,5} (<[a-z]+>|[A-Za-z0-9_]{1,100})",
    "customer": _MASKED,
    "by": r"model|rules|later",
    "faults": rf"({_FAULT})(,({_FAULT}))*",
    "source": r"twilio-[a-z]{2,20}|web-chat",
    "kind": r"confirmation|moved|cancelled|day_before|two_hours_before|for_owner|reply|missed_call"
    r"|answer|unanswered|ready|completed|review|move|kept|relay|code",
    "outcome": r"sent|refused|opted_out|withheld|in_flight|unavailable|not_our_region",
    "reason": _CAUSE,
    "field": rf"{_SLUG}|agent_[a-z0-9_]{{1,50}}",  # of the owner's state
    "left_out": r"[0-9]{1,6}",
    "action": r"booked|moved|cancelled",
    "limit": r"calls|texts|chats",
}
_LISTS = frozenset(["where"])
# Numbers to the millisecond, the token, or the micro-dollar.
_AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_NAMESPACE = re.compile(r"[A-Z][A-Za-z]{1,30}([/-][A-Za-z0-9-]{1,30})?")
_FORMS: Mapping[str, Pattern[str]] = {name: re.compile(form) for name, form in FIELDS.items()}

# The second net: whatever the forms above let through, none of these is ever in a line.
_NEVER: Mapping[str, Pattern[str]] = {
    "a phone number": re.compile(r"[0-9]{7}|[0-9]{3}\)?[ .-]{1,2}[0-9]{3}[ .-][0-9]{4}"),
    "a key of OpenAI's": re.compile(r"(?<![A-Za-z0-9])sk-[A-Za-z0-9]"),
    "a SID of Twilio's": re.compile(r"[A-Z]{2}[0-9a-f]{32}"),
    "a lead's id": re.compile(r"(LEAD|CALLBACK|ONSITE|CHATLOG)-"),
    "a token": re.compile(r"(?i)bearer|[a-z]-token"),  # so the tests' own tokens end
}
# An id is made of digits, and may be one of Twilio's.
_IN_AN_ID = frozenset(["a phone number", "a SID of Twilio's"])


def problem(line: str) -> str:
    """Return what is wrong with a line of the functions' logs, "" if nothing is."""
    try:
        found = json.loads(line)
    except ValueError:
        return "it is not JSON"
    if "\n" in line or not isinstance(found, dict):
        return "it is not one JSON object on one line"
    if missing := [name for name in _REQUIRED if name not in found]:
        return f"it has no {missing[0]}"
    for name, value in found.items():
        if name == "_aws" or name in UNITS:
            continue
        if wrong := _misfit(name, value) or _secret(name, str(value)):
            return wrong
    return _wrong_metrics(found)


def _wrong_metrics(found: Mapping[str, Any]) -> str:
    """Return what is wrong with what the line counts: each number in it is a metric of ours, and has its unit."""
    counted = {name: value for name, value in found.items() if name in UNITS}
    if "_aws" not in found:
        return f"nothing defines the metric {next(iter(counted))}" if counted else ""
    if wrong := emf.fault(found):
        return wrong
    # No words get in by the side of the numbers: what is said of the metrics is no more than this.
    said = [
        {
            "Namespace": directive["Namespace"],
            "Dimensions": [[]],
            "Metrics": [{"Name": name, "Unit": UNITS[name]} for name in counted],  # type: ignore[index]
        }
        for directive in found["_aws"]["CloudWatchMetrics"]
    ]
    if found["_aws"]["CloudWatchMetrics"] != said or len(said) != 1:
        return "the metrics are not defined as linda.metrics does"
    if not all(type(value) in (int, float) and _AMOUNT.fullmatch(str(value)) for value in counted.values()):
        return "the value of a metric has not the form that tests/log_check.py knows"
    return "" if _NAMESPACE.fullmatch(said[0]["Namespace"]) else "the namespace is not one of LINDA's"


def _misfit(name: str, value: object) -> str:
    if name not in _FORMS:
        return f"no field {name!r} is known to tests/log_check.py"
    values = value if name in _LISTS and isinstance(value, list) else [value]
    fits = all(isinstance(one, str | int) and _FORMS[name].fullmatch(str(one)) for one in values)
    return "" if fits else f"the value of {name!r} has not the form that tests/log_check.py knows"


def _secret(name: str, value: str) -> str:
    held = [what for what, form in _NEVER.items() if form.search(value)]
    if name == "correlation_id":
        held = [what for what in held if what not in _IN_AN_ID]
    return f"{name!r} holds {held[0]}" if held else ""

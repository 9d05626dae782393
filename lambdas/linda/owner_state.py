"""The owner's live state: its fields, their defaults, what may be set and what a customer may know."""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from linda.errors import InvalidInputError
from linda.shop_time import parse_date

DEFAULTS: Mapping[str, object] = {
    "status": "working",
    "location": "",
    "notes": "",
    "special_info": "",
    "assistant_name": "LINDA",
    "voice": "alloy",
    "persona": "professional",
    "greeting": "",
    "max_discount": 15,
    "ai_answers_calls": True,
    "ai_answers_sms": True,
    "auto_upsell": True,
    "services_block": "",
    "behavior_rules": "[]",
    "what_we_fix_items": "[]",
    "operational_hours_enabled": False,
    "operational_open_time": "09:00",
    "operational_close_time": "17:00",
    "busy_until": "",
    "closures": "[]",
}
PUBLIC_FIELDS = (
    "status",
    "special_info",
    "assistant_name",
    "greeting",
    "services_block",
    "what_we_fix_items",
    "operational_hours_enabled",
    "operational_open_time",
    "operational_close_time",
)
_STATUSES = ("working", "gym", "driving", "break", "sleeping", "custom")
_PERSONAS = ("professional", "laidback", "hustler")
_SET_BY_US = ("state_id", "updated_at")
_AGENT_FIELD = re.compile(r"agent_[a-z0-9_]{1,50}")
_LONGEST_TEXT = 8_000
_MOST_CLOSURES = 100


def current(stored: Mapping[str, object]) -> dict[str, object]:
    """Return the whole state: the stored fields over the defaults."""
    return {"state_id": "CURRENT", **DEFAULTS, **stored}


def public(state: Mapping[str, object]) -> dict[str, object]:
    """Return the part of the state that a customer may know."""
    return {name: state[name] for name in PUBLIC_FIELDS}


def validated(fields: Mapping[str, object], state: Mapping[str, object]) -> dict[str, object]:
    """Return the fields to merge into `state`, each with its own type.

    A form sends only text, so "true" and "15" are read as the boolean and the number that the field holds. `state_id`
    and `updated_at` may be sent back as they were read; they are set by us. Raises InvalidInputError naming the first
    field that is unknown or wrong.
    """
    changes = {name: _checked(name, value) for name, value in fields.items() if name not in _SET_BY_US}
    if not changes:
        raise InvalidInputError("send at least one field of the state to change")
    after = {**state, **changes}
    if str(after["operational_open_time"]) >= str(after["operational_close_time"]):
        raise InvalidInputError("operational_open_time must be before operational_close_time")
    return changes


def _checked(name: str, value: object) -> object:
    if name in _CHECKS:
        return _CHECKS[name](name, value)
    if _AGENT_FIELD.fullmatch(name):
        return _text(name, value)
    if name in DEFAULTS:
        return _flag(name, value) if isinstance(DEFAULTS[name], bool) else _text(name, value)
    raise InvalidInputError(f"{name[:60]!r} is no field of the state")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    if len(value) > _LONGEST_TEXT:
        raise InvalidInputError(f"{name} must be at most {_LONGEST_TEXT} characters")
    return value


def _flag(name: str, value: object) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise InvalidInputError(f"{name} must be true or false")
    return value


def _percentage(name: str, value: object) -> int | float:
    number: object = value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,4})?", value):
        number = float(value) if "." in value else int(value)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 100:
        raise InvalidInputError(f"{name} must be a number from 0 to 100")
    return math.floor(number) if number == math.floor(number) else round(number, 4)


def _clock(name: str, value: object) -> str:
    text = _text(name, value)
    if not re.fullmatch("(?:[01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise InvalidInputError(f'{name} must be like "09:00"')
    return text


def _local_moment(name: str, value: object) -> str:
    text = _text(name, value)
    try:
        if text and datetime.fromisoformat(text).strftime("%Y-%m-%dT%H:%M") != text:
            raise ValueError
    except ValueError:
        raise InvalidInputError(f'{name} must be a time of the shop like "2026-02-12T16:00", or ""') from None
    return text


def _closures(name: str, value: object) -> str:
    text = _json_text(name, value)
    closures = json.loads(text)
    if not isinstance(closures, list) or len(closures) > _MOST_CLOSURES:
        raise InvalidInputError(f"{name} must be a list of at most {_MOST_CLOSURES}")
    for closure in closures:
        if not isinstance(closure, dict) or not closure.keys() <= {"date", "from", "to"}:
            raise InvalidInputError(f'{name} must hold {{"date": …, "from": …, "to": …}}, the times only if needed')
        parse_date(str(closure.get("date")))
        opens, closes = (_clock(f"{name}.{side}", closure.get(side, "00:00")) for side in ("from", "to"))
        if "to" in closure and closes <= opens:
            raise InvalidInputError(f"{name}: a closure must end after it begins")
    return text


def _json_text(name: str, value: object) -> str:
    text = _text(name, value)
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InvalidInputError(f"{name} must be a text that holds JSON") from None
    return text


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _one_of(choices: tuple[str, ...]) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise InvalidInputError(f"{name} must be one of: {', '.join(choices)}")
        return value

    return check


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "status": _one_of(_STATUSES),
    "persona": _one_of(_PERSONAS),
    "max_discount": _percentage,
    "behavior_rules": _json_text,
    "what_we_fix_items": _json_text,
    "busy_until": _local_moment,
    "closures": _closures,
    "operational_open_time": _clock,
    "operational_close_time": _clock,
}

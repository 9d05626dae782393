"""The owner's live state: its fields and defaults, what may be set, and what a customer may know."""

import json
import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from difflib import get_close_matches
from operator import itemgetter
from typing import get_args
from zoneinfo import ZoneInfo

from linda import temporary
from linda.errors import InvalidInputError, did_you_mean
from linda.logs import log
from linda.models import OWNER_STATUSES, ChangedBy, NewsKind, PastChange, StateChange
from linda.shop import Shop
from linda.shop_time import epoch_seconds, parse_date, parse_time

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
    "not_told": "[]",
    "shop_facts": "[]",
}
PUBLIC_FIELDS = (
    "status",
    "special_info",
    "assistant_name",
    "greeting",
    "voice",
    "persona",
    "services_block",
    "what_we_fix_items",
    "operational_hours_enabled",
    "operational_open_time",
    "operational_close_time",
)
# The dashboard's old names for two of them.
_STATUSES_BEFORE: Mapping[object, str] = {"available": "working", "unavailable": "sleeping"}
_PERSONAS = ("professional", "laidback", "hustler")
# The tone is read from the second of these; the dashboard has a field for each.
_PERSONA, _TONE = "persona", "agent_shared_tone"
_SET_BY_US = ("state_id", "updated_at", "version")
_LISTS = ("behavior_rules", "what_we_fix_items", "closures", "shop_facts")
_HOURS = ("operational_open_time", "operational_close_time")
# The dashboard's; any other `agent_…` is kept, too.
_AGENT_FIELDS = (
    *("agent_shared_tone", "agent_shared_response_length", "agent_shared_escalation_threshold"),
    *("agent_chat_channel_instructions", "agent_chat_full_override", "agent_chat_temperature"),
    *("agent_phone_channel_instructions", "agent_phone_full_override", "agent_phone_temperature"),
)
# What the state's item may hold that is read as more than an unknown field.
KNOWN_FIELDS = (*DEFAULTS, *_AGENT_FIELDS, temporary.FIELD, "updated_at", "version")
# Above it, a version is not a count.
MOST_CHANGES = 10**15
_AGENT_FIELD = re.compile(r"agent_[a-z0-9_]{1,50}")
_SECONDS_OF_A_CLOCK = re.compile(r"(?<=:[0-5][0-9]):[0-5][0-9](?:\.[0-9]+)?")
_LEAST_PERCENTAGE = 0.0001
_LONGEST_TEXT = 8_000
_MOST_CLOSURES = 100
# Of another program's; the latest, since the earliest are over.
_MOST_CLOSURES_READ = 1_000
# What the owner has answered and wants kept: how many facts, and the most characters of their fields.
MOST_FACTS = 30
LONGEST_FACT: Mapping[str, int] = {"question": 200, "answer": 300}
# The whole state must fit into one request, into one update expression (4 kB, 300 operators) and into the prompt.
_LARGEST_STATE = 64 * 1024
_MOST_FIELDS = 200


def current(stored: Mapping[str, object]) -> dict[str, object]:
    """Return the whole state: the stored fields over the defaults.

    The dashboard writes to the table, too. A value that a write would refuse is repaired if its meaning is plain, and
    otherwise reads as the default; the field's name is logged. Null means the default. Unknown fields are passed on if
    JSON can hold them.
    """
    state, unreadable = _read(stored)
    if _is_never_open(state):
        state |= {name: DEFAULTS[name] for name in _HOURS}
        unreadable += _HOURS
    for name in dict.fromkeys(name if _may_be_logged(name) else "unknown" for name in unreadable):
        log("state_field_unreadable", level="WARNING", field=name)
    return state


def state_at(stored: Mapping[str, object], now: datetime) -> dict[str, object]:
    """Return the whole state as it is at `now`: what has ended is what it was before."""
    state = current(temporary.as_of(stored, now))
    state.pop(temporary.FIELD, None)
    return state


def owners_view(stored: Mapping[str, object], now: datetime, zone: ZoneInfo) -> dict[str, object]:
    """Return the state as the owner reads it and may send it back: with `until`, on the shop's clock, "" if for good.

    It is when the status ends, or what was set until a time last, if the status has no end.
    """
    end = temporary.until(stored, now, "status")
    return {**state_at(stored, now), "until": _on_the_clock(end, zone) if end else ""}


def _on_the_clock(end: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(end, zone):%Y-%m-%dT%H:%M}"


def changed(
    stored: Mapping[str, object],
    fields: Mapping[str, object],
    now: datetime,
    zone: ZoneInfo,
    by: ChangedBy,
    end: datetime | None = None,
) -> StateChange:
    """Return the change that sets these fields, for good or until `end`.

    A new status ends the one before it, with all that was set along with that; if it ends itself, that comes back then.
    Until its end nothing can be booked (`busy_until`), unless the owner is at the shop in it. Raises InvalidInputError.
    """
    before = temporary.as_of(stored, now)
    given = validated(fields, before)
    if "status" in given and (end is None or given["status"] == before.get("status", DEFAULTS["status"])):
        before = temporary.ended(before, ["status"])
    after = {**temporary.settled(before, given), **given} if end is None else _begun(before, given, end, zone)
    return _change_to(stored, after, now, by)


def _begun(
    before: Mapping[str, object], given: Mapping[str, object], end: datetime, zone: ZoneInfo
) -> dict[str, object]:
    if "status" not in given:
        return temporary.begun(before, given, end)
    is_there = OWNER_STATUSES[str(given["status"] or DEFAULTS["status"])].walk_ins
    busy = "" if is_there else _on_the_clock(int(end.timestamp()), zone)
    # What customers are told about the status before this one comes back with it.
    along = {name for spell in temporary.spells(before) if "status" in spell.given for name in spell.given}
    note = {"notes": ""} if "notes" in along and given["status"] != before.get("status") else {}
    over = {"busy_until": busy} if busy or before.get("busy_until") else {}
    return temporary.begun(before, {**note, **over, **given}, end)


def updated(
    stored: Mapping[str, object], fields: Mapping[str, object], now: datetime, shop: Shop, by: ChangedBy
) -> StateChange:
    """Return the change that a request asks for, whose `until` may say in words until when the fields are to hold.

    `until` alone gives the present state an end, and null or "" takes it away. What is sent back as it was read changes
    nothing. Raises InvalidInputError.
    """
    zone = shop.time_zone
    seen = owners_view(stored, now, zone)
    told = "" if fields.get("until") is None else fields["until"]
    if not isinstance(told, str):
        raise InvalidInputError("until must be a text, or null")
    given = {name: value for name, value in fields.items() if name != "until"}
    if "until" not in fields:
        return changed(stored, _known_or_new(given, seen), now, zone, by)
    new = {name: value for name, value in given.items() if name not in _SET_BY_US and value != seen.get(name)}
    before = temporary.as_of(stored, now)
    end = temporary.until(before, now, "status")
    if told == seen["until"]:
        return _with_its_end(stored, new, now, zone, by)
    if told == "":
        after = temporary.settled(before, temporary.held(before, end or 0))
        if seen["busy_until"] == seen["until"]:  # It was set along with the end.
            after.pop("busy_until", None)
        kept = changed(after, new, now, zone, by).fields if new else {}
        return _change_to(stored, {**after, **kept}, now, by)
    from linda.until import read_until  # The reader of times costs a cold start.

    then = read_until(told, now, shop)
    if end and (not new or ("status" in given and "status" not in new)):
        after = temporary.moved(before, end, int(then.timestamp()))
        if seen["busy_until"] == seen["until"]:
            after = temporary.begun(after, {"busy_until": _on_the_clock(int(then.timestamp()), zone)}, then)
        if new:
            after = _begun(after, validated(new, before), then, zone)
        return _change_to(stored, after, now, by)
    if new:
        return changed(stored, new, now, zone, by, then)
    if seen["status"] == DEFAULTS["status"]:
        raise InvalidInputError("until needs a status or other fields that are to end then")
    # The status and what customers are told about it; before it, the owner was at work.
    ending = {name: seen[name] for name in ("status", "notes") if before.get(name) is not None}
    at_work = {name: value for name, value in before.items() if name not in (*ending, "busy_until")}
    return _change_to(stored, _begun(at_work, ending, then, zone), now, by)


def _with_its_end(
    stored: Mapping[str, object], new: Mapping[str, object], now: datetime, zone: ZoneInfo, by: ChangedBy
) -> StateChange:
    """Return the change that sets these fields: those that have an end until then, all others for good.

    A new status keeps the end, along with everything that comes with it, and a note ends with the status it is about.
    """
    before = temporary.as_of(stored, now)
    end = temporary.until(before, now, "status")
    if not new or end is None:
        return changed(stored, new, now, zone, by) if new else _change_to(stored, before, now, by)
    then = datetime.fromtimestamp(end, UTC)
    if "status" in new:
        return changed(stored, new, now, zone, by, then)
    given, ending = validated(new, before), temporary.held(before, end)
    if "status" in ending:
        ending.add("notes")  # They are what customers are told about it.
    good = {name: value for name, value in given.items() if name not in ending}
    after = {**temporary.settled(before, good), **good}
    if until_then := {name: value for name, value in given.items() if name in ending}:
        after = temporary.begun(after, until_then, then)
    return _change_to(stored, after, now, by)


def _known_or_new(fields: Mapping[str, object], seen: Mapping[str, object]) -> dict[str, object]:
    """Return the fields without those of other programs that are sent back as they were read."""
    return {name: value for name, value in fields.items() if _is_known(name) or name not in seen or value != seen[name]}


def edited(
    stored: Mapping[str, object], name: str, edit: Callable[[str], str], now: datetime, by: ChangedBy
) -> StateChange | None:
    """Return the change that edits a text of the state for good, both as it is and as it will be when a state ends.

    What was set until a time still ends then. None if nothing changes. Raises InvalidInputError.
    """
    before = temporary.as_of(stored, now)

    def edit_value(value: object) -> object:
        text = str(current({name: value})[name])
        new = edit(text)
        return value if new == text else validated({name: new}, before)[name]

    result = temporary.edited(before, name, edit_value)
    is_change = result != temporary.edited(before, name, lambda value: value)
    return _change_to(stored, result, now, by) if is_change else None


def changes_nothing(change: StateChange, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the state is after the change what it was before: now, and whenever something ends.

    Words of another day are new today: their "tomorrow" is counted from when they were written.
    """
    today = now.astimezone(zone).date()
    if written_on(change.read, today, zone) != today:
        return False
    before, after = change.read, {**change.read, **change.fields}
    ends = {spell.until for stored in (before, after) for spell in temporary.spells(stored)}
    instants = [now, *(datetime.fromtimestamp(end, UTC) for end in ends if end > now.timestamp())]
    return all(_fields_at(before, at) == _fields_at(after, at) for at in instants)


def _fields_at(stored: Mapping[str, object], at: datetime) -> dict[str, object]:
    there = {name: value for name, value in temporary.as_of(stored, at).items() if value is not None}
    return {**DEFAULTS, **there, temporary.FIELD: None}


def state_after(change: StateChange, number: int) -> dict[str, object]:
    """Return all that is stored once the change is made, as the state's change of this number."""
    fields = {**change.read, **change.fields, "version": number, "updated_at": change.at}
    return {name: value for name, value in fields.items() if value is not None}


def _change_to(stored: Mapping[str, object], after: Mapping[str, object], now: datetime, by: ChangedBy) -> StateChange:
    names = {*stored, *after} - set(_SET_BY_US)
    difference = {name: after.get(name) for name in names if after.get(name) != stored.get(name)}
    return StateChange(difference, stored, by, int(now.timestamp()))


def reset(stored: Mapping[str, object], now: datetime, by: ChangedBy) -> StateChange:
    """Return the change that forgets all fields."""
    return StateChange(dict.fromkeys(stored.keys() - set(_SET_BY_US)), stored, by, int(now.timestamp()))


def change_as_told(change: PastChange, zone: ZoneInfo) -> dict[str, object]:
    """Return an entry of the history as the owner reads it: who changed what when, and what it was before."""
    names = sorted(change.fields.keys() - {temporary.FIELD})
    fields = {name: {"old": change.before.get(name), "new": change.fields[name]} for name in names}
    if temporary.FIELD in change.fields:
        at = datetime.fromtimestamp(change.at, UTC)
        ends = [temporary.until(stored, at, "status") for stored in (change.before, change.fields)]
        old, new = (_on_the_clock(end, zone) if end else None for end in ends)
        fields |= {"until": {"old": old, "new": new}} if old != new else {}
    return {"version": change.number, "at": change.at, "by": change.by, "fields": fields}


def version_of(stored: Mapping[str, object]) -> int:
    """Return how often the state has been changed; 0 if what another program has written there is no such count."""
    version = stored.get("version")
    if isinstance(version, bool) or not isinstance(version, int | float):
        return 0
    return int(version) if 1 <= version <= MOST_CHANGES else 0


def public(state: Mapping[str, object]) -> dict[str, object]:
    """Return the part of the state that a customer may know."""
    return {name: state[name] for name in PUBLIC_FIELDS}


def is_agent_field(name: str) -> bool:
    """Tell whether the field is one of the owner's own for the receptionist, `agent_…`."""
    return bool(_AGENT_FIELD.fullmatch(name))


def validated(fields: Mapping[str, object], stored: Mapping[str, object]) -> dict[str, object]:
    """Return the fields to merge into what is stored, each with its own type; None means forget the field.

    A form sends only text, so "true" and "15" are read as the boolean and the number that the field holds; null sets a
    field back to its default. `state_id` and `updated_at` may be sent back as they were read; they are set by us.
    Raises InvalidInputError naming the first field that is unknown or wrong, or if the state would grow too large.
    """
    changes = {name: _set_to(name, value) for name, value in fields.items() if name not in _SET_BY_US}
    if not changes:
        ours = f"; {' and '.join(sorted(fields))} cannot be set" if fields else ""
        raise InvalidInputError(f"send at least one field of the state to change{ours}")
    changes |= _tone_with(changes, stored)
    after = {**stored, **changes}
    if not changes.keys().isdisjoint([*_HOURS, "operational_hours_enabled"]) and _is_never_open(_read(after)[0]):
        raise InvalidInputError("operational_open_time must be before operational_close_time")
    # A state that other programs have made too large can still be changed, as long as it does not grow.
    if len(after) > max(_MOST_FIELDS, len(stored)) or _size(after) > max(_LARGEST_STATE, _size(stored)):
        raise InvalidInputError(f"the state can hold at most {_MOST_FIELDS} fields and {_LARGEST_STATE} bytes in all")
    return changes


def _tone_with(changes: Mapping[str, object], stored: Mapping[str, object]) -> dict[str, object]:
    """Return the other field for the tone if only one of the two is set; not every tone is a persona."""
    if _PERSONA in changes and _TONE not in changes:
        is_other = changes[_PERSONA] != (stored.get(_PERSONA) or DEFAULTS[_PERSONA])
        return {_TONE: changes[_PERSONA]} if is_other or stored.get(_TONE) else {}
    if _PERSONA not in changes and changes.get(_TONE) in _PERSONAS:
        return {_PERSONA: changes[_TONE]}
    return {}


def _read(stored: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """Return the state, each field read separately, and the names of fields that a write would have refused."""
    state: dict[str, object] = {"state_id": "CURRENT", **DEFAULTS}
    unreadable = []
    for name, value in stored.items():
        if name == "state_id" or (value is None and _is_known(name)):
            continue
        try:
            state[name] = _stored(name, value)
        except InvalidInputError:
            unreadable.append(name)
            with suppress(InvalidInputError):
                state[name] = _mended(name, value)
    return state, unreadable


def _is_known(name: str) -> bool:
    return name in DEFAULTS or name in _SET_BY_US or is_agent_field(name)


def _may_be_logged(name: str) -> bool:
    """Tell whether the name is one of ours; one with many digits may hold somebody's number."""
    return _is_known(name) and not re.search("[0-9]{4}", name)


def _is_never_open(state: Mapping[str, object]) -> bool:
    """Tell whether the hours are in force and end before they begin."""
    opens, closes = (str(state[name]) for name in _HOURS)
    return bool(state["operational_hours_enabled"]) and opens >= closes


def _size(fields: Mapping[str, object]) -> int:
    """Return roughly how many bytes the item has; a field that is None is forgotten."""
    texts = [
        name + (value if isinstance(value, str) else repr(value)) for name, value in fields.items() if value is not None
    ]
    return len("".join(texts).encode(errors="replace"))


def _stored(name: str, value: object) -> object:
    if name in ("updated_at", "version"):
        return _epoch_seconds(name, value)
    return _checked(name, value) if _is_known(name) else _plain(name, value)


def _mended(name: str, value: object) -> object:
    """Return what can be read from a value stored in another form. Raises InvalidInputError if nothing can.

    A lost closure would mean bookings on a closed day, so a closure with unreadable times closes the whole day.
    """
    if name not in _LISTS:
        return _checked(name, _OTHER_FORMS.get(name, str)(_text(name, value).strip()))
    elements = _elements(value)
    if name == "closures":
        closures = [closure for element in elements if (closure := _mended_closure(element))]
        return json.dumps(sorted(closures, key=itemgetter("date"))[-_MOST_CLOSURES_READ:])
    if name == "shop_facts":
        return _checked(name, json.dumps([element for element in elements if _is_fact(element)][-MOST_FACTS:]))
    return _checked(name, json.dumps([element for element in elements if element and _is_json(element)]))


def _clock_in(text: str) -> str:
    """Return "9:00", "9:00 AM" or "09:00:00" as "09:00". Raises InvalidInputError."""
    return f"{parse_time(_SECONDS_OF_A_CLOCK.sub('', text)):%H:%M}"


def _local_moment_in(text: str) -> str:
    """Return "2026-12-24 16:00:00.000" as "2026-12-24T16:00". Raises InvalidInputError."""
    day, at = text[:10], text[11:] if text[10:11] in ("T", "t", " ") else ""
    return f"{day}T{_clock_in(at)}"


def _elements(value: object) -> list[object]:
    """Return the elements of a list, of a set, or of a text that holds JSON or is itself the only element."""
    if isinstance(value, str):
        with suppress(ValueError, RecursionError):
            value = json.loads(value, parse_constant=_refuse_constant)
    if isinstance(value, set):
        return sorted(value, key=repr)
    return value if isinstance(value, list) else [value]


def _mended_closure(element: object) -> dict[str, object]:
    """Return the closure as far as it can be read: the whole day if its times cannot, {} if its day cannot."""
    given = element if isinstance(element, dict) else {"date": element}
    told = given.get("date")
    day = told[:10] if isinstance(told, str) else ""
    times = {side: given[side] for side in ("from", "to") if given.get(side) is not None}
    closures: list[dict[str, object]] = [{"date": day, **times}, {"date": day}]
    for closure in closures:
        with suppress(InvalidInputError):
            _check_closure("closures", closure)
            return closure
    return {}


def _set_to(name: str, value: object) -> object:
    return None if value is None and _is_known(name) else _checked(name, value)


def _checked(name: str, value: object) -> object:
    if name in _CHECKS:
        return _CHECKS[name](name, value)
    if is_agent_field(name):
        return _text(name, value)
    if name in DEFAULTS:
        return _flag(name, value) if isinstance(DEFAULTS[name], bool) else _text(name, value)
    nearest = did_you_mean(name, (*DEFAULTS, *_AGENT_FIELDS, "until"))
    raise InvalidInputError(f"{name[:60]!r} is not a field of the state{nearest}")


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
    # DynamoDB cannot hold numbers as small as a float can.
    return math.floor(number) if number == math.floor(number) or number < _LEAST_PERCENTAGE else number


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
        _check_closure(name, closure)
    return text


def _kinds_not_told(name: str, value: object) -> str:
    text = _json_text(name, value)
    kinds, known = json.loads(text), [kind for kind in get_args(NewsKind) if kind != "danger"]
    if not isinstance(kinds, list):
        raise InvalidInputError(f"{name} must be a list of kinds of news")
    if "danger" in kinds:
        raise InvalidInputError(f"{name}: danger is always told")
    if unknown := next((kind for kind in kinds if kind not in known), None):
        close = get_close_matches(str(unknown), known, n=1, cutoff=0)[0]
        raise InvalidInputError(f"{name} must hold kinds of news: {str(unknown)[:60]!r} is not one; {close!r} is")
    return text


def _check_closure(name: str, closure: object) -> None:
    if not isinstance(closure, dict) or not closure.keys() <= {"date", "from", "to"}:
        raise InvalidInputError(f'{name} must hold {{"date": …, "from": …, "to": …}}, the times only if needed')
    parse_date(str(closure.get("date")))
    opens, closes = (_clock(f"{name}.{side}", closure.get(side, "00:00")) for side in ("from", "to"))
    if "to" in closure and closes <= opens:
        raise InvalidInputError(f"{name}: a closure must end after it begins")


def _shop_facts(name: str, value: object) -> str:
    text = _json_text(name, value)
    facts = json.loads(text)
    if not isinstance(facts, list) or len(facts) > MOST_FACTS:
        raise InvalidInputError(f"{name} must be a list of at most {MOST_FACTS}")
    if not all(map(_is_fact, facts)):
        lengths = " and ".join(f"{longest} ({part})" for part, longest in LONGEST_FACT.items())
        raise InvalidInputError(
            f'{name} must hold {{"question": …, "answer": …}}, each one line of at most {lengths} characters'
        )
    return text


def _is_fact(element: object) -> bool:
    if not isinstance(element, dict) or element.keys() != LONGEST_FACT.keys():
        return False
    return all(
        isinstance(said := element[part], str) and said.strip() and said.isprintable() and len(said) <= longest
        for part, longest in LONGEST_FACT.items()
    )


def _json_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text that holds JSON, as JSON.stringify makes it")
    text = _text(name, value)
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
        json.dumps(found, ensure_ascii=False).encode()  # A lone surrogate ("\ud800") cannot be sent to the model.
    except (ValueError, RecursionError):
        raise InvalidInputError(f"{name} must be a text that holds JSON") from None
    return text


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _plain(name: str, value: object) -> object:
    if not _is_json(value):
        raise InvalidInputError(f"{name} cannot be written as JSON")
    return value


def _epoch_seconds(name: str, value: object) -> int:
    """Return the instant in a number or in an ISO text, as formerly stored; without a zone it is UTC."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        if isinstance(value, int | float) and not isinstance(value, bool):
            return int(value)
    except (ValueError, OverflowError):
        pass
    raise InvalidInputError(f"{name} must be a number of seconds")


def _status(name: str, value: object) -> str:
    return _one_of(tuple(OWNER_STATUSES))(name, _STATUSES_BEFORE.get(value, value) if isinstance(value, str) else value)


def _one_of(choices: tuple[str, ...]) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            nearest = did_you_mean(value, choices) if isinstance(value, str) else ""
            raise InvalidInputError(f"{name} must be one of: {', '.join(choices)}{nearest}")
        return value

    return check


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "status": _status,
    "persona": _one_of(_PERSONAS),
    "max_discount": _percentage,
    "behavior_rules": _json_text,
    "what_we_fix_items": _json_text,
    "busy_until": _local_moment,
    "closures": _closures,
    "not_told": _kinds_not_told,
    "shop_facts": _shop_facts,
    "operational_open_time": _clock,
    "operational_close_time": _clock,
}
# Other programs' spellings whose meaning is plain.
_OTHER_FORMS: Mapping[str, Callable[[str], str]] = {
    "status": str.casefold,
    "persona": str.casefold,
    "max_discount": lambda text: text.removesuffix("%").rstrip(),
    "busy_until": _local_moment_in,
    "operational_open_time": _clock_in,
    "operational_close_time": _clock_in,
}


def written_on(state: Mapping[str, object], today: date, zone: ZoneInfo) -> date:
    """Return the day on which the owner last changed his texts, on the shop's clock; today if that is not known."""
    seconds = epoch_seconds(state.get("updated_at"))
    moment = datetime.fromtimestamp(seconds, UTC)
    if not seconds or moment.date() > today:  # A state from the future is taken for today's.
        return today
    return min(moment.astimezone(zone).date(), today)

"""States of the owner that end by time: what was set until when, and what each field was before.

The stored fields are those that hold now, also for the programs that read the table themselves; what is to come back
stands beside them. Time alone ends a state: no job has to run, and whoever reads after the end reads what was before.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime

# The field that holds them.
FIELD = "temporary"
_MOST = 5
# The year 5138: what is beyond it was counted in milliseconds.
_LAST = 10**11
_LARGEST = 10**30


@dataclass(frozen=True, slots=True)
class Spell:
    """Fields that are set until an instant (epoch seconds), and what they were `before`; None if they were not set."""

    until: int
    given: Mapping[str, object]
    before: Mapping[str, object]


def as_of(stored: Mapping[str, object], now: datetime) -> dict[str, object]:
    """Return the stored fields as they are at `now`: what has ended is what it was before.

    A field that somebody has changed in the meantime stays as it is.
    """
    return _without(stored, [spell for spell in spells(stored) if spell.until <= now.timestamp()])


def until(stored: Mapping[str, object], now: datetime, name: str = "") -> int | None:
    """Return when the latest state of those in force at `now` ends (epoch seconds); None if none ends.

    One that has set the field `name` goes before later ones.
    """
    ahead = [spell for spell in spells(stored) if spell.until > now.timestamp()]
    ahead.sort(key=lambda spell: name in spell.given)
    return ahead[-1].until if ahead else None


def held(stored: Mapping[str, object], end: int) -> set[str]:
    """Return the names of the fields that are set until this end (epoch seconds)."""
    return {name for spell in spells(stored) if spell.until == end for name in spell.given}


def moved(stored: Mapping[str, object], end: int, later: int) -> dict[str, object]:
    """Return the stored fields once what would have ended then ends at another time (both epoch seconds)."""
    found = [replace(spell, until=later if spell.until == end else spell.until) for spell in spells(stored)]
    return _kept(stored, found)


def settled(stored: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """Return the stored fields once these have no end: they stay as they are."""
    found = [
        replace(
            spell,
            given={name: value for name, value in spell.given.items() if name not in names},
            before={name: value for name, value in spell.before.items() if name not in names},
        )
        for spell in spells(stored)
    ]
    return _kept(stored, [spell for spell in found if spell.given])


def begun(stored: Mapping[str, object], given: Mapping[str, object], end: datetime) -> dict[str, object]:
    """Return the stored fields with these set until `end`."""
    found = [*spells(stored), Spell(int(end.timestamp()), given, {name: _writable(stored.get(name)) for name in given})]
    if len(found) > _MOST:
        first, second, *rest = found
        both = Spell(second.until, {**first.given, **second.given}, {**second.before, **first.before})
        found = [both, *rest]
    return _kept({**stored, **given}, found)


def edited(stored: Mapping[str, object], name: str, edit: Callable[[object], object]) -> dict[str, object]:
    """Return the stored fields once this one is edited as it is, and as it will be whenever a state ends.

    `edit` gets the value, None if the field was not set. No end changes.
    """
    found = [
        replace(spell, given=_with(spell.given, name, edit), before=_with(spell.before, name, edit))
        for spell in spells(stored)
    ]
    return _kept({**stored, name: edit(stored.get(name))}, found)


def _with(fields: Mapping[str, object], name: str, edit: Callable[[object], object]) -> Mapping[str, object]:
    return {**fields, name: edit(fields[name])} if name in fields else fields


def _writable(value: object) -> object:
    """Return the value, or None for a number that another program has written and DynamoDB would not take again."""
    return None if isinstance(value, int | float) and abs(value) >= _LARGEST else value


def ended(stored: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """Return the stored fields once every state that has set one of the names is over, whenever it would have ended."""
    return _without(stored, [spell for spell in spells(stored) if not spell.given.keys().isdisjoint(names)])


def spells(stored: Mapping[str, object]) -> list[Spell]:
    """Return the states that end, the latest last; what another program has made unreadable counts as none."""
    with suppress(ValueError, TypeError, RecursionError):
        found = [Spell(**entry) for entry in json.loads(str(stored.get(FIELD) or "[]"))]
        if all(
            type(one.until) is int
            and 0 <= one.until < _LAST
            and isinstance(one.given, dict)
            and isinstance(one.before, dict)
            for one in found
        ):
            return found
    return []


def _without(stored: Mapping[str, object], over: Sequence[Spell]) -> dict[str, object]:
    """Return the fields once these states are over, the latest first, so that an earlier one can come back."""
    found, left = spells(stored), dict(stored)
    for spell in reversed(over):
        place = found.index(spell)
        found = found[:place] + [_above(spell, later) for later in found[place + 1 :]]
        for name, value in spell.given.items():
            if left.get(name) == value and not any(name in later.given for later in found[place:]):
                left[name] = spell.before.get(name)
    return _kept(left, found) if over else left


def _above(over: Spell, later: Spell) -> Spell:
    """Return the later state, after which what was before the earlier one comes back."""
    shared = {name: over.before.get(name) for name in over.given if name in later.given}
    return replace(later, before={**later.before, **shared})


def _kept(fields: Mapping[str, object], found: Sequence[Spell]) -> dict[str, object]:
    written = json.dumps([asdict(spell) for spell in found], ensure_ascii=False, default=repr) if found else None
    return {name: value for name, value in {**fields, FIELD: written}.items() if value is not None}

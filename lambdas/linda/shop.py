"""The shop's facts, read from `shop.json` next to this file."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from linda.models import Language

NamedKind = Literal["device", "repair", "trouble", "topic", "thing"]
_LISTS = ("repairs", "families", "troubles", "things", "topics", "words")

type _Rows = Mapping[str, Mapping[str, Any]]

# What a letter of a plain word may be written as.
_WRITTEN_AS = {
    "a": "[aá]",
    "e": "[eé]",
    "i": "[ií]",
    "o": "[oó]",
    "u": "[uúü]",
    "n": "[nñ]",
    " ": r"[\s-]?",
    "-": r"[\s-]?",
    "'": "['\u2019]?",
}


class NameRow(NamedTuple):
    """How a row of the list is named; kind None is for words that look like a name but name nothing.

    Words that are `vague` name it only if no other part is named.
    """

    kind: NamedKind | None
    value: str
    phrases: tuple[str, ...]
    vague: bool


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """How names are written, whatever they name: device patterns and names by family, classes of words, numbers."""

    families: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]
    bare: Mapping[str, str]
    written: Mapping[str, str]
    misspelt: Mapping[str, str]
    classes: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]


class Fact(NamedTuple):
    """What the shop says about a topic; `owner_adds` tells whether the owner must be asked for the rest, or for all."""

    topic: str
    text: str
    owner_adds: bool


class OutOfStock(NamedTuple):
    """What the owner cannot do: a repair type of the list ("" is any) on a device or family ("" is any).

    It can be done again from the day `until`; None means for as long as he says so.
    """

    repair_type: str
    device: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Shop:
    """What does not change from day to day. Prices are US dollars, "starting at", by repair type and device family.

    A key of `prices` may also be one model ("iphone 15"), which then wins; for a device with one of the words in
    `not_for`, only its own price counts. Repairs without a price have no row there, but can be booked all the same: the
    owner looks at the device first. `services` are topics that would be jobs if the owner did them, and `not_done` the
    things that he does not repair; `kinds` are the things that another one ("console") includes. `labels` are the
    English names of what is on the list, `names` those of repairs, troubles and things in both languages: see `label`.

    `own_jobs` are the repair types that the owner names for a thing in his own words, so that it is done after all.
    `short` are labels for long lists, `accessories` the repair types that are sold along with a repair, and `upsells`
    those that are offered after one. `facts` are the answers to topics, with fields of the shop as "{shop.owner}": see
    `fact`.
    """

    name: str
    owner: str
    city: str
    country: str
    time_zone: ZoneInfo
    first_slot: time
    last_slot: time
    slot_minutes: int
    lead_time_minutes: int
    booking_horizon_days: int
    most_open_bookings: int
    attempts_an_hour: int
    messages_an_hour: int
    daily_turns: int
    daily_dollars: float
    longest_reply: int
    texts_go_to: Sequence[str]
    quiet_from: time
    quiet_until: time
    daily_calls: int
    daily_calls_a_number: int
    daily_call_minutes: int
    daily_call_minutes_a_number: int
    daily_web_messages: int
    web_messages_an_hour: int
    daily_unproved_texts: int
    daily_unproved_texts_a_number: int
    question_hours: int
    warranty_days: int
    on_site_fee: int
    prices: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, str]
    short: Mapping[str, Mapping[Language, str]]
    accessories: Sequence[str]
    upsells: Mapping[str, str]
    not_for: Mapping[str, Sequence[str]]
    names: Mapping[str, Mapping[Language, str]]
    troubles: Sequence[str]
    things: Sequence[str]
    facts: Mapping[str, Mapping[Language, str]]
    owner_adds: frozenset[str]
    services: frozenset[str]
    not_done: frozenset[str]
    kinds: Mapping[str, Sequence[str]]
    name_rows: tuple[NameRow, ...]
    spelling: Spelling
    out_of_stock: tuple[OutOfStock, ...] = ()
    own_jobs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, key: str, language: Language = "en") -> str:
        """Return what a repair, a trouble or a thing is called in a sentence; a key not on the list is unchanged."""
        return self.names[key][language] if key in self.names else key

    def fact(self, topic: str, language: Language = "en") -> Fact | None:
        """Return what the shop says about the topic, or None if it is not on the list.

        If the shop's data has no answer, the text is "" and the owner is to be asked.
        """
        if topic not in self.facts:
            return None
        text = self.facts[topic][language].format(shop=self)
        return Fact(topic, text, not text or topic in self.owner_adds)


@cache
def load_shop(time_zone: str = "") -> Shop:
    """Return the shop of `shop.json`, in another IANA time zone if one is given."""
    facts = json.loads(Path(__file__).with_name("shop.json").read_text(encoding="utf-8"))
    return shop_from(facts | {"time_zone": time_zone or facts["time_zone"]})


def shop_from(facts: Mapping[str, Any]) -> Shop:
    """Return the shop from facts in the form of `shop.json`. Raises KeyError, TypeError or ValueError if malformed."""
    repairs: _Rows = facts["repairs"]
    # A thing that has become a family is no longer one of those without a price.
    things: _Rows = {key: row for key, row in facts.get("things", {}).items() if key not in facts["families"]}
    facts, troubles = {**facts, "things": things}, facts.get("troubles", {})
    answers = {topic: _in_both(row["answer"]) for topic, row in facts["topics"].items()}
    return Shop(
        **{name: fact for name, fact in facts.items() if name not in _LISTS}
        | {
            "time_zone": ZoneInfo(facts["time_zone"]),
            "first_slot": time.fromisoformat(facts["first_slot"]),
            "last_slot": time.fromisoformat(facts["last_slot"]),
            "quiet_from": time.fromisoformat(facts["quiet_from"]),
            "quiet_until": time.fromisoformat(facts["quiet_until"]),
            "prices": {repair: row["prices"] for repair, row in repairs.items() if row["prices"]},
            "labels": {repair: _in_both(row["label"])["en"] for repair, row in repairs.items()},
            "short": {
                repair: {"en": repair, "es": _in_both(row["label"])["es"], **_in_both(row.get("short", {}))}
                for repair, row in repairs.items()
            },
            "accessories": [repair for repair, row in repairs.items() if row.get("accessory")],
            "upsells": {repair: row["upsell"] for repair, row in repairs.items() if row.get("upsell") in repairs},
            "not_for": {repair: row.get("not_for", ()) for repair, row in repairs.items()},
            "names": {
                key: _in_both(row["label"])
                for rows in (facts["topics"], things, troubles, repairs)
                for key, row in rows.items()
                if "label" in row
            },
            "troubles": tuple(troubles),
            "things": tuple(things),
            "facts": answers,
            "owner_adds": frozenset(topic for topic, row in facts["topics"].items() if row.get("owner_adds")),
            "services": frozenset(topic for topic, row in facts["topics"].items() if row.get("service")),
            "kinds": {thing: row.get("kinds", ()) for thing, row in things.items()},
            "not_done": frozenset(thing for thing, row in things.items() if row.get("not_done")),
            "name_rows": _name_rows(facts),
            "spelling": _spelling(facts["families"], facts["words"]),
        }
    )


def _in_both(text: str | Mapping[Language, str]) -> Mapping[Language, str]:
    """Return the text in both languages; a single text is the same in both."""
    return {"en": text, "es": text} if isinstance(text, str) else text


def _name_rows(facts: Mapping[str, Any]) -> tuple[NameRow, ...]:
    """Return how everything is named; a trouble or a thing that also has a row among the repairs is that repair."""
    kinds: dict[NamedKind, str] = {"repair": "repairs", "trouble": "troubles", "thing": "things", "topic": "topics"}
    rows = [NameRow(None, "", tuple(facts["words"].get("nothing", ())), False)]
    for kind, name in kinds.items():
        for key, row in facts.get(name, {}).items():
            own = () if kind == "topic" else (key, *_in_both(row["label"]).values())
            plain = tuple(plain_words(text) for text in (*own, *row.get("words", ())))
            is_vague, named = "vague" in row and "phrases" not in row, "repair" if key in facts["repairs"] else kind
            rows.append(NameRow(named, key, (*plain, *row.get("phrases", ())), is_vague))
            if "vague" in row:
                rows.append(NameRow(named, key, tuple(row["vague"]), True))
    return tuple(rows)


def plain_words(text: str) -> str:
    """Return the words of a name as they are matched: lower case without accents, apostrophes and hyphens."""
    letters = unicodedata.normalize("NFD", re.sub("['\u2019]", "", text.lower()))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall("[a-z0-9]+", bare))


def _spelling(families: _Rows, words: Mapping[str, Any]) -> Spelling:
    return Spelling(
        families={family: row.get("patterns", [_spelt(row["names"])]) for family, row in families.items()},
        names={family: [name.lower() for name in row["names"]] for family, row in families.items()},
        bare={family: row["bare"] for family, row in families.items() if "bare" in row},
        written=_written(families),
        misspelt=words["misspelt"],
        classes=words.get("classes", {}),
        numbers=words.get("numbers", {}),
    )


def _written(families: _Rows) -> dict[str, str]:
    return {
        pattern: right
        for row in families.values()
        for pattern, right in row.get("written", {_spelt(row["names"]): row["names"][0]}).items()
    }


def _spelt(words: Iterable[str]) -> str:
    """Return a pattern for the words, also in the plural, without accents, and written as one word or several."""
    return rf"\b(?:{'|'.join(map(_letters, words))})(?:e?s)?\b"


def _letters(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(_WRITTEN_AS.get(letter) or re.escape(letter) for letter in bare)

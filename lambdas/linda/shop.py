"""The shop's facts, read from `shop.json` beside this file."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

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


class Vocabulary(NamedTuple):
    """How customers name what is on the list: patterns for a text in lower case, with its accents or without.

    `repairs` and `families` are read in their order, so that a screen protector is not a screen. `names` are the
    families' own, and `makers` all the names of their devices. `plain` holds the names and plain words of the whole
    list, and `unlisted` what other shops repair: what is on the list is not. `written` and `misspelt` have what is
    right.
    """

    repairs: Mapping[str, str]
    families: Mapping[str, str]
    names: Mapping[str, str]
    makers: str
    plain: str
    topics: Mapping[str, str]
    broken: str
    damage: str
    unlisted: str
    written: Mapping[str, str]
    misspelt: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shop:
    """What does not change from day to day. Prices are US dollars, "starting at", by repair type and device family.

    `short` are the labels where many stand together, `accessories` the repair types that are sold beside a repair, and
    `upsells` those that are offered after one. `topics` are answers, with a field of the shop as "{shop.owner}".
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
    daily_unproved_texts: int
    daily_unproved_texts_a_number: int
    warranty_days: int
    on_site_fee: int
    prices: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, str]
    short: Mapping[str, str]
    accessories: Sequence[str]
    upsells: Mapping[str, str]
    topics: Mapping[str, str]
    vocabulary: Vocabulary


@cache
def load_shop(time_zone: str = "") -> Shop:
    """Return the shop of `shop.json`, in another IANA time zone if one is given."""
    facts = json.loads(Path(__file__).with_name("shop.json").read_text(encoding="utf-8"))
    return shop_from(facts | {"time_zone": time_zone or facts["time_zone"]})


def shop_from(facts: Mapping[str, Any]) -> Shop:
    """Return the shop of facts in the form of `shop.json`. Raises KeyError, TypeError or ValueError if they are not."""
    repairs: _Rows = facts["repairs"]
    return Shop(
        **{name: fact for name, fact in facts.items() if name not in ("repairs", "families", "topics", "words")}
        | {
            "time_zone": ZoneInfo(facts["time_zone"]),
            "first_slot": time.fromisoformat(facts["first_slot"]),
            "last_slot": time.fromisoformat(facts["last_slot"]),
            "quiet_from": time.fromisoformat(facts["quiet_from"]),
            "quiet_until": time.fromisoformat(facts["quiet_until"]),
            "prices": {repair: row["prices"] for repair, row in repairs.items()},
            "labels": {repair: row["label"] for repair, row in repairs.items()},
            "short": {repair: row.get("short", repair) for repair, row in repairs.items()},
            "accessories": [repair for repair, row in repairs.items() if row.get("accessory")],
            "upsells": {repair: row["upsell"] for repair, row in repairs.items() if row.get("upsell") in repairs},
            "topics": {topic: row["answer"] for topic, row in facts["topics"].items()},
            "vocabulary": _vocabulary(repairs, facts["families"], facts["topics"], facts["words"]),
        }
    )


def _vocabulary(repairs: _Rows, families: _Rows, topics: _Rows, words: Mapping[str, Any]) -> Vocabulary:
    named = {family: _spelt(row["names"]) for family, row in families.items()}
    plain = [*repairs, *(word for row in repairs.values() for word in row.get("words", ()))]
    return Vocabulary(
        # The further down in the list, the more special.
        repairs={repair: _pattern({"words": [repair]} | dict(repairs[repair])) for repair in reversed(list(repairs))},
        families={family: "|".join(row.get("patterns", [named[family]])) for family, row in families.items()},
        names={family: row["names"][0] for family, row in families.items()},
        makers="|".join(named.values()),
        plain="|".join([_spelt(plain), *named.values()]),
        topics={topic: _pattern(row) for topic, row in topics.items()},
        broken=_pattern(words["broken"]),
        damage=_pattern(words["damage"]),
        unlisted=_pattern(words["unlisted"]),
        written={
            pattern: right
            for family, row in families.items()
            for pattern, right in row.get("written", {named[family]: row["names"][0]}).items()
        },
        misspelt=words["misspelt"],
    )


def _pattern(entry: Mapping[str, Sequence[str]]) -> str:
    """Return one pattern for the patterns and the plain words of an entry."""
    return "|".join([*entry.get("patterns", ()), *([_spelt(entry["words"])] if entry.get("words") else ())])


def _spelt(words: Iterable[str]) -> str:
    """Return a pattern for the words, also in the plural, without their accents, and written together or apart."""
    return rf"\b(?:{'|'.join(map(_letters, words))})(?:e?s)?\b"


def _letters(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(_WRITTEN_AS.get(letter) or re.escape(letter) for letter in bare)

"""The shop's facts, read from `shop.json` beside this file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Shop:
    """What does not change from day to day. Prices are US dollars, "starting at", by repair type and device family."""

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


@cache
def load_shop(time_zone: str = "") -> Shop:
    """Return the facts in `shop.json`, in another IANA time zone if one is given."""
    facts = json.loads(Path(__file__).with_name("shop.json").read_text(encoding="utf-8"))
    return Shop(
        **{
            **facts,
            "time_zone": ZoneInfo(time_zone or facts["time_zone"]),
            "first_slot": time.fromisoformat(facts["first_slot"]),
            "last_slot": time.fromisoformat(facts["last_slot"]),
            "quiet_from": time.fromisoformat(facts["quiet_from"]),
            "quiet_until": time.fromisoformat(facts["quiet_until"]),
        }
    )

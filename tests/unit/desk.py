"""Builders for the unit tests: the shop at 10 in the morning of Tuesday, February 10, 2026, over a store in memory."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from linda.booking import Calendar
from linda.models import Day, Inbound, Receipt, Slot
from linda.owner_state import current
from linda.shop import load_shop
from linda.tools import Desk
from tests.fakes import MemoryStore

SHOP = load_shop()
NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
TODAY = date(2026, 2, 10)
TOMORROW = date(2026, 2, 11)
PHONE = "+19042520927"


def slot(hour: int, day: date = TOMORROW) -> Slot:
    return Slot(day, time(hour))


def calendar(
    store: MemoryStore | None = None,
    now: datetime = NOW,
    state: Mapping[str, object] | None = None,
    holder: str = "",
) -> Calendar:
    return Calendar(SHOP, current(state or {}), now, store or MemoryStore(), holder)


def desk(store: MemoryStore | None = None, state: Mapping[str, object] | None = None, key: str = "SM1") -> Desk:
    return Desk(calendar(store, state=state), PHONE, "twilio-sms", Receipt(f"TURN#{key}"))


def take(store: MemoryStore, *slots: Slot) -> None:
    for taken in slots:
        day = store.day(taken.day)
        store.days[taken.day] = Day({**day.taken, taken.at: "LEAD-OF-ANOTHER"}, day.holds)


def inbound(text: str, key: str = "SM1", received_at: datetime = NOW) -> Inbound:
    return Inbound(key, PHONE, text, f"{PHONE}-2026-02", "twilio-sms", received_at)

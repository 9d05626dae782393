"""Builders for the unit tests: the shop at 10 in the morning of Tuesday, February 10, 2026, over a store in memory."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from linda.booking import Premises
from linda.desk import Desk
from linda.models import Day, Dialogue, Inbound, Lead, Receipt, Slot
from linda.office import Office
from linda.owner_state import current
from linda.ports import ModelAnswer
from linda.shop import Shop, load_shop
from linda.shop_time import time_label
from tests.fakes import MemoryStore, ScriptedModel

SHOP = load_shop()
NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
TODAY = date(2026, 2, 10)
TOMORROW = date(2026, 2, 11)
PHONE = "+19042520927"


def slot(hour: int, day: date = TOMORROW) -> Slot:
    return Slot(day, time(hour))


def premises(
    store: MemoryStore | None = None,
    now: datetime = NOW,
    state: Mapping[str, object] | None = None,
    holder: str = "",
) -> Premises:
    return Premises(SHOP, current(state or {}), now, store or MemoryStore(), holder)


def desk(
    store: MemoryStore | None = None,
    state: Mapping[str, object] | None = None,
    key: str = "SM1",
    dialogue: Dialogue | None = None,
    holder: str = "",
) -> Desk:
    """The desk of one turn."""
    store = store or MemoryStore()
    return Desk(
        premises(store, state=state, holder=holder),
        store,
        PHONE,
        "twilio-sms",
        Receipt(f"TURN#{key}"),
        dialogue or Dialogue(),
    )


def booked(at: Desk) -> list[Lead]:
    """What the turn has booked."""
    return [lead for action, lead in filter(None, [at.done]) if action == "booked"]


def office(
    store: MemoryStore,
    script: Iterable[ModelAnswer | Exception | Callable[[], ModelAnswer]] | ScriptedModel = (),
    now: datetime = NOW,
    shop: Shop = SHOP,
    **more: Any,
) -> Office:
    """An office whose model follows the script, or that has none if there is none."""
    model = script if isinstance(script, ScriptedModel) else ScriptedModel(script) if (script := list(script)) else None
    of_shop = {"shop": shop, "store": store, "clock": lambda: now, "owner_phone": "+19045550100"}
    return Office(**{**of_shop, "model": model, **more})


def take(store: MemoryStore, *slots: Slot) -> None:
    """Let others have the slots."""
    for taken in slots:
        day, lead_id = store.day(taken.day), f"LEAD-OF-ANOTHER-{taken.day}-{taken.at:%H}"
        store.days[taken.day] = Day({**day.taken, taken.at: lead_id}, day.holds)
        store.others[lead_id] = Lead(
            lead_id=lead_id,
            timestamp=int(NOW.timestamp()),
            phone="+19045550100",
            repair_type="battery",
            device="",
            customer_name="",
            appointment_date=taken.day.isoformat(),
            appointment_time=time_label(taken.at),
            lead_type="appointment",
            status="booked",
            source="web",
            notes="",
            created_at=int(NOW.timestamp()),
        )


def inbound(text: str, key: str = "SM1", received_at: datetime = NOW) -> Inbound:
    return Inbound(key, PHONE, text, f"{PHONE}-2026-02-10", "twilio-sms", received_at)

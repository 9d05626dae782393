"""A MiniStack with the two tables, filled with leads for a benchmark, and a measure of what calls consume."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import to_item
from linda.booking import Premises
from linda.models import Lead
from linda.owner_state import current
from linda.shop import load_shop
from linda.shop_time import time_label
from linda.slots import open_slots
from local import aws, emulator
from local.capacity import item_size, read_units, write_units
from tests.tables import create_tables

LEADS, STATE = "Leads", "State"
SHOP = load_shop()
NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
_BATCH = 25
_KEYS = {LEADS: ("lead_id", "timestamp"), STATE: ("state_id",)}


@dataclass
class Bench:
    """The store, its client, and the premises at the benchmark's moment."""

    store: DynamoDBStore
    client: Any

    @property
    def premises(self) -> Premises:
        return Premises(SHOP, current({}), NOW, self.store)


@contextmanager
def tables() -> Iterator[Bench]:
    """Start an emulator with empty tables, and stop it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        endpoint = emulator.start(Path(folder))
        try:
            client: Any = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
            create_tables(client, LEADS, STATE)
            yield Bench(DynamoDBStore(client, LEADS, STATE), client)
        finally:
            emulator.stop(Path(folder))


def add_leads(bench: Bench, first: int, last: int) -> None:
    """Put leads number `first` to `last` - 1 into the lead table, eight a day from the past up to tomorrow."""
    items = [{"PutRequest": {"Item": to_item(asdict(_lead(number)))}} for number in range(first, last)]
    for start in range(0, len(items), _BATCH):
        bench.client.batch_write_item(RequestItems={LEADS: items[start : start + _BATCH]})


def _lead(number: int) -> Lead:
    day = (NOW + timedelta(days=1 - number // 8)).date()
    slot = open_slots(day, SHOP, current({}))[number % 8]
    return Lead(
        lead_id=f"LEAD-{number:026d}",
        timestamp=int(NOW.timestamp()) - number,
        phone=f"+1904{2_000_000 + number}",
        repair_type="screen",
        device="iPhone 13",
        customer_name="",
        appointment_date=slot.day.isoformat(),
        appointment_time=time_label(slot.at),
        lead_type="appointment",
        status="cancelled",
        source="web",
        notes="",
        created_at=int(NOW.timestamp()),
        updated_at=int(NOW.timestamp()),
    )


def measured(bench: Bench, work: Callable[[], object]) -> tuple[float, float]:
    """Do the work and return the capacity units that it consumes, and the milliseconds that it takes.

    The units are computed from the bytes by DynamoDB's published rules, since the emulator does not: strongly
    consistent reads cost 1 per 4 kB, writes 1 per 1 kB, rounded up for each item, or for a whole page of a scan or
    query; transactions cost double.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
    """
    units = 0.0

    def add(parsed: dict[str, Any], model: Any, **_: object) -> None:
        nonlocal units
        if model.name == "GetItem":
            units += read_units([parsed.get("Item", {})], consistent=True)
        elif model.name in ("Query", "Scan"):
            units += read_units(parsed["Items"], consistent=True)

    def add_writes(params: dict[str, Any], model: Any, **_: object) -> None:
        nonlocal units
        if model.name == "TransactWriteItems":
            for write in params["TransactItems"]:
                ((_, one),) = write.items()
                units += 2 * write_units(item_size(one.get("Item") or one.get("ExpressionAttributeValues", {})))

    events = bench.client.meta.events
    events.register("after-call.dynamodb.*", add)
    events.register("provide-client-params.dynamodb.*", add_writes)
    began = time.perf_counter()
    try:
        work()
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        events.unregister("after-call.dynamodb.*", add)
        events.unregister("provide-client-params.dynamodb.*", add_writes)
    return units, milliseconds


@dataclass
class Writes:
    """The items written since `clear`, each with how often its size counts: twice in a transaction."""

    found: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)

    def note(self, params: dict[str, Any], model: Any, **_: object) -> None:
        """Register for a client's events, such as "provide-client-params.dynamodb.*"."""
        if model.name == "TransactWriteItems":
            for write in params["TransactItems"]:
                ((_, one),) = write.items()
                self.found.append((one["TableName"], one.get("Key") or one["Item"], 2))
        elif model.name in ("PutItem", "UpdateItem"):
            self.found.append((params["TableName"], params.get("Key") or params["Item"], 1))

    def cost(self, client: Any) -> tuple[int, int]:
        """Return the current size of the items in bytes, and the units that writing them cost.

        The cost of a write is the size of the whole item, rounded up to kilobytes:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
        """
        total, units = 0, 0
        for table, item, times in self.found:
            key = {name: item[name] for name in _KEYS[table]}
            key = key if isinstance(next(iter(key.values())), dict) else to_item(key)
            size = item_size(client.get_item(TableName=table, Key=key)["Item"])
            total += size
            units += times * write_units(size)
        return total, units

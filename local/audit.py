"""`audit`: checks that leads, days, numbers, receipts and notices agree with each other.

It reads the items themselves and shares no code with what wrote them.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, DecimalException
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from boto3.dynamodb.types import TypeDeserializer
from mypy_boto3_dynamodb import DynamoDBClient

from local.environment import ROOT

type Item = Mapping[str, Any]

_SHOP = json.loads((ROOT / "lambdas" / "linda" / "shop.json").read_text(encoding="utf-8"))
SHOP_ZONE = ZoneInfo(_SHOP["time_zone"])  # unless another one was deployed
_ENDED = {
    "cancelled": "cancelled canceled cancel deleted rejected declined",
    "completed": "completed complete done finished closed picked_up",
    "no_show": "no_show noshow missed",
    "ready": "ready ready_for_pickup",
}
_TIMES = ("%I:%M%p", "%I%p", "%H:%M")
_BOOKED_AHEAD = timedelta(days=365)
_LARGEST, _LEAST = 10**15, Decimal("0.000001")
# What else than a lead has the receipt of a text.
_NO_LEADS = {"push", "list", "code"}
_RECEIPTS = ("IDEM#", "TURN#", "OUTBOX#")
_HELD = "hold:"
# Marks leads that another program deleted.
_DELETED = "DELETED#"


def zone_of(chosen: str) -> ZoneInfo:
    """Return the time zone that was chosen for a LINDA, the shop's own for ""."""
    return ZoneInfo(chosen) if chosen else SHOP_ZONE


def audit(
    client: DynamoDBClient,
    leads_table: str = "Repairs_Lead_Log",
    state_table: str = "Brandon_State_Log",
    zone: ZoneInfo = SHOP_ZONE,
) -> list[str]:
    """Read both tables and report what is wrong.

    Writes between reading one table and the other can look wrong, but only once, so the tables are read twice.
    """

    def look() -> list[str]:
        return problems(_items(client, leads_table), _items(client, state_table), datetime.now(UTC), zone)

    found = look()
    again = set(look()) if found else set()
    return [problem for problem in found if problem in again]


@dataclass(frozen=True)
class Lead:
    """What the checks need from a lead, whoever wrote it. `start` is on the shop's clock, None if unreadable."""

    lead_id: str
    phone: str
    status: str
    is_call: bool
    is_adopted: bool
    start: datetime | None

    @property
    def takes_slot(self) -> bool:
        return self.start is not None and not self.is_call and self.status != "cancelled"

    @property
    def slot(self) -> tuple[str, str]:
        """The date and the hour in which it begins, in the form of a day's item."""
        return (f"{self.start:%Y-%m-%d}", f"{self.start:%H}:00") if self.start else ("", "")

    @property
    def instant(self) -> int:
        return int(self.start.timestamp()) if self.start else 0


def problems(
    lead_items: Iterable[Item], state_items: Iterable[Item], now: datetime, zone: ZoneInfo = SHOP_ZONE
) -> list[str]:
    """Return what is wrong with the items of the two tables, one sentence each."""
    leads, found = _leads(lead_items, zone)
    found += [f"{lead.lead_id} is another program's, and not adopted" for lead in leads.values() if _waits(lead, now)]
    adopted = {lead_id: lead for lead_id, lead in leads.items() if lead.is_adopted}
    taking = {lead_id: lead for lead_id, lead in adopted.items() if lead.takes_slot}
    state = list(state_items)
    today = now.astimezone(zone).date().isoformat()
    found += _slots_taken_twice(lead for lead in leads.values() if lead.takes_slot)
    found += _day_problems(taking, state, today)
    found += _number_problems(adopted, state, now)
    deleted = {item["state_id"] for item in state if item["state_id"].startswith(_DELETED)}
    for item in state:
        unknown = (lead_id for lead_id in _of(item) - leads.keys() if _deleted(lead_id) not in deleted)
        found += [f"{item['state_id']} is of {lead_id}, which does not exist" for lead_id in unknown]
    return found


def upcoming(client: DynamoDBClient, leads_table: str, now: datetime, zone: ZoneInfo) -> list[Lead]:
    """Read the table, and return the open bookings that are still to come, whoever wrote them."""
    leads, _ = _leads(_items(client, leads_table), zone)
    return [lead for lead in leads.values() if _is_upcoming(lead, now)]


def _waits(lead: Lead, now: datetime) -> bool:
    """Tell whether the lead should have been adopted."""
    return not lead.is_adopted and _is_upcoming(lead, now)


def _is_upcoming(lead: Lead, now: datetime) -> bool:
    """Tell whether the lead is booked for a time in the future and within the booking horizon."""
    if lead.status != "booked" or lead.start is None:
        return False
    return now < lead.start and lead.start.date() - now.astimezone(lead.start.tzinfo).date() <= _BOOKED_AHEAD


def as_words(found: list[str]) -> str:
    """The result, for a person."""
    return "\n".join(found) if found else "Leads, days, numbers, receipts and notices agree."


def as_json(found: list[str]) -> str:
    """The result, for a program."""
    return json.dumps({"problems": found}, ensure_ascii=False)


def _items(client: DynamoDBClient, table: str) -> Iterator[Item]:
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from map(_plain, page["Items"])


def _plain(item: Item) -> Item:
    """Return the item as plain values, without the numbers that boto3 cannot read."""
    read, plain = TypeDeserializer().deserialize, {}
    for name, value in item.items():
        with suppress(DecimalException):
            plain[name] = read(value)
    return plain


def _leads(items: Iterable[Item], zone: ZoneInfo) -> tuple[dict[str, Lead], list[str]]:
    leads: dict[str, Lead] = {}
    found = []
    for item in items:
        lead_id = item["lead_id"]
        if lead_id.startswith("CHATLOG-"):
            continue
        lead = _lead(item, zone)
        if lead_id in leads:
            found.append(f"{lead_id} is in the lead table twice")
        elif (lead.start is None and not _is_question(item)) or not _can_change(item):
            found.append(f"{lead_id} cannot be read: its day, time, timestamp or revision is not valid")
        leads[lead_id] = lead
    return leads, found


def _lead(item: Item, zone: ZoneInfo) -> Lead:
    kind, word = _text(item, "lead_type"), _text(item, "status").strip().lower().replace("-", "_").replace(" ", "_")
    if kind not in ("appointment", "callback", "on_site"):
        kind = "callback" if item["lead_id"].startswith("CALLBACK-") else "appointment"
    return Lead(
        lead_id=item["lead_id"],
        phone=_text(item, "phone"),
        status=next((status for status, words in _ENDED.items() if word in words.split()), "booked"),
        is_call=kind == "callback",
        is_adopted=isinstance(item.get("revision"), int | Decimal) and item["revision"] != 0,
        start=_start(item, zone),
    )


def _is_question(item: Item) -> bool:
    """Tell whether the lead is a question to the owner, which has the day it was asked and no time."""
    return (_text(item, "repair_type"), _text(item, "appointment_time")) == ("question", "")


def _text(item: Item, name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _can_change(item: Item) -> bool:
    """Tell whether a program can write back the lead's key and revision unchanged."""
    timestamp, revision = Decimal(item.get("timestamp", _LARGEST)), item.get("revision")
    is_whole = not isinstance(revision, Decimal) or (revision == int(revision) and abs(revision) < _LARGEST)
    is_sane = timestamp == 0 or _LEAST <= abs(timestamp) < _LARGEST
    return is_whole and is_sane and timestamp == Decimal(repr(float(timestamp)))


def _slots_taken_twice(taking: Iterable[Lead]) -> list[str]:
    by_slot: dict[tuple[str, str], list[str]] = defaultdict(list)
    for lead in taking:
        by_slot[lead.slot].append(lead.lead_id)
    return [
        f"{day} {at} is booked {len(ids)} times: {', '.join(sorted(ids))}"
        for (day, at), ids in by_slot.items()
        if len(ids) > 1
    ]


def _day_problems(taking: Mapping[str, Lead], state: Iterable[Item], today: str) -> list[str]:
    """Check that each taken time has its lead and each lead its time. (A day's item expires long after the day.)"""
    taken = {
        (item["state_id"].removeprefix("DAY#"), name): lead_id
        for item in state
        if item["state_id"].startswith("DAY#")
        for name, lead_id in item.items()
        if name[:1].isdigit()
    }
    held = (
        (item["state_id"].removeprefix("DAY#"), name.removeprefix(_HELD))
        for item in state
        for name in item
        if name.startswith(_HELD)
    )
    found = [f"{day} {at} is held, though it is taken by {taken[day, at]}" for day, at in held if (day, at) in taken]
    found += [
        f"{day} {at} is taken by {lead_id}, which is not a booking of that time"
        for (day, at), lead_id in taken.items()
        if lead_id not in taking or taking[lead_id].slot != (day, at)
    ]
    return found + [
        f"{lead_id} is {lead.status} for {' '.join(lead.slot)}, which it has not taken"
        for lead_id, lead in taking.items()
        if lead.slot[0] >= today and taken.get(lead.slot) != lead_id
    ]


def _number_problems(leads: Mapping[str, Lead], state: Iterable[Item], now: datetime) -> list[str]:
    """Check that a number's open bookings are its booked leads, and that each future booked lead is among them."""
    numbers = {
        item["state_id"].removeprefix("PHONE#"): item.get("starts", {})
        for item in state
        if item["state_id"].startswith("PHONE#")
    }
    found = []
    for phone, starts in numbers.items():
        for lead_id, start in starts.items():
            lead = leads.get(lead_id)
            if lead is None or (lead.phone, lead.status) != (phone, "booked"):
                found.append(f"{lead_id} is an open booking of {phone}, but not a booked lead of that number")
            elif start != lead.instant:
                found.append(f"{lead_id} is an open booking of {phone} for {start}, but starts at {lead.instant}")
    return found + [
        f"{lead_id} is booked, but not an open booking of {lead.phone}"
        for lead_id, lead in leads.items()
        if lead.status == "booked"
        and re.fullmatch(r"[+][0-9]{7,15}", lead.phone)
        and lead.instant > now.timestamp()
        and lead_id not in numbers.get(lead.phone, {})
    ]


def _deleted(lead_id: str) -> str:
    """Return the key (a digest of the lead's id) of the item that says that another program deleted the lead."""
    return f"{_DELETED}{sha256(lead_id.encode()).hexdigest()}"


def _of(item: Item) -> set[str]:
    """The lead that a receipt, an outbox entry or a notice is about."""
    state_id = item["state_id"]
    if state_id.startswith(_RECEIPTS):
        return {item["lead_id"]} if item.get("lead_id") else set()
    name = state_id.split("#")[1] if state_id.startswith("NOTICE#") else ""
    return {name} - _NO_LEADS - {""}


def _start(item: Item, zone: ZoneInfo) -> datetime | None:
    """Return when the lead starts; None if its day or time is invalid, or is skipped or repeated by the clock."""
    day, at = _text(item, "appointment_date"), _text(item, "appointment_time")
    written = f"{day} {at.upper().replace('.', '').replace(' ', '')}"
    for form in _TIMES if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else ():
        try:
            start = datetime.strptime(written, f"%Y-%m-%d {form}").replace(tzinfo=zone)
            seen = start.astimezone(UTC).astimezone(zone)
        except (ValueError, OverflowError):
            continue
        is_one = start.utcoffset() == start.replace(fold=1).utcoffset()
        return start if is_one and seen.replace(tzinfo=None) == start.replace(tzinfo=None) else None
    return None

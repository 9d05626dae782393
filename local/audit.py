"""`audit`: checks that leads, days, numbers, receipts and notices agree with each other.

It reads the items themselves and shares no code with what wrote them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from boto3.dynamodb.types import TypeDeserializer
from mypy_boto3_dynamodb import DynamoDBClient

from local.environment import ROOT

type Item = Mapping[str, Any]

_SHOP = json.loads((ROOT / "lambdas" / "linda" / "shop.json").read_text(encoding="utf-8"))
SHOP_ZONE = ZoneInfo(_SHOP["time_zone"])  # unless another was deployed
_LEAD_PREFIXES = ("LEAD-", "CALLBACK-", "ONSITE-")
_TAKING_TYPES = ("appointment", "on_site")
_TAKING_STATUSES = ("booked", "completed", "no_show")
_RECEIPTS = ("IDEM#", "TURN#", "OUTBOX#")
_HELD = "hold:"


def audit(
    client: DynamoDBClient,
    leads_table: str = "Repairs_Lead_Log",
    state_table: str = "Brandon_State_Log",
    zone: ZoneInfo = SHOP_ZONE,
) -> list[str]:
    """Read both tables and say what is wrong.

    What is written while the one table has been read and the other not yet looks wrong once. What is wrong stays so.
    """

    def look() -> list[str]:
        return problems(_items(client, leads_table), _items(client, state_table), datetime.now(UTC), zone)

    found = look()
    again = set(look()) if found else set()
    return [problem for problem in found if problem in again]


def problems(
    lead_items: Iterable[Item], state_items: Iterable[Item], now: datetime, zone: ZoneInfo = SHOP_ZONE
) -> list[str]:
    """Say in one sentence each what is wrong with the items of the lead table and of the state table."""
    leads, found = _leads(lead_items)
    taking = {lead_id: lead for lead_id, lead in leads.items() if _takes_slot(lead)}
    state = list(state_items)
    today = now.astimezone(zone).date().isoformat()
    found += _slots_taken_twice(taking.values())
    found += _day_problems(taking, state, today)
    found += _number_problems(leads, state, now, zone)
    for item in state:
        found += [f"{item['state_id']} is of {gone}, which does not exist" for gone in _of(item) - leads.keys()]
    return found


def as_words(found: list[str]) -> str:
    """The result, for a person."""
    return "\n".join(found) if found else "Leads, days, numbers, receipts and notices agree."


def as_json(found: list[str]) -> str:
    """The result, for a program."""
    return json.dumps({"problems": found}, ensure_ascii=False)


def _items(client: DynamoDBClient, table: str) -> Iterator[Item]:
    plain = TypeDeserializer().deserialize
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            yield {name: plain(value) for name, value in item.items()}


def _leads(items: Iterable[Item]) -> tuple[dict[str, Item], list[str]]:
    leads: dict[str, Item] = {}
    found = []
    for item in items:
        lead_id = item["lead_id"]
        if lead_id.startswith("CHATLOG-"):
            continue
        if not lead_id.startswith(_LEAD_PREFIXES) or _start(item) is None:
            found.append(f"{lead_id} is in the lead table and is neither a lead nor a conversation")
        elif lead_id in leads:
            found.append(f"{lead_id} is in the lead table twice")
        leads[lead_id] = item
    return leads, found


def _slots_taken_twice(taking: Iterable[Item]) -> list[str]:
    by_slot: dict[tuple[str, str], list[str]] = defaultdict(list)
    for lead in taking:
        by_slot[_slot(lead)].append(lead["lead_id"])
    return [
        f"{day} {at} is booked {len(ids)} times: {', '.join(sorted(ids))}"
        for (day, at), ids in by_slot.items()
        if len(ids) > 1
    ]


def _day_problems(taking: Mapping[str, Item], state: Iterable[Item], today: str) -> list[str]:
    """Both ways: each time taken has its lead, and each lead its time. (A day's item expires long after the day.)"""
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
        if lead_id not in taking or _slot(taking[lead_id]) != (day, at)
    ]
    return found + [
        f"{lead_id} is {lead['status']} for {' '.join(_slot(lead))}, which it has not taken"
        for lead_id, lead in taking.items()
        if _slot(lead)[0] >= today and taken.get(_slot(lead)) != lead_id
    ]


def _number_problems(leads: Mapping[str, Item], state: Iterable[Item], now: datetime, zone: ZoneInfo) -> list[str]:
    """Both ways: a number's open bookings are booked leads of it, and each booked lead to come is among them."""
    numbers = {
        item["state_id"].removeprefix("PHONE#"): item.get("starts", {})
        for item in state
        if item["state_id"].startswith("PHONE#")
    }
    found = []
    for phone, starts in numbers.items():
        for lead_id, start in starts.items():
            lead = leads.get(lead_id, {})
            if (lead.get("phone"), lead.get("status")) != (phone, "booked"):
                found.append(f"{lead_id} is an open booking of {phone}, but not a booked lead of that number")
            elif start != (starts_at := _instant(lead, zone)):
                found.append(f"{lead_id} is an open booking of {phone} for {start}, but starts at {starts_at}")
    return found + [
        f"{lead_id} is booked, but not an open booking of {lead.get('phone')}"
        for lead_id, lead in leads.items()
        if lead.get("status") == "booked"
        and _instant(lead, zone) > now.timestamp()
        and lead_id not in numbers.get(lead.get("phone", ""), {})
    ]


def _of(item: Item) -> set[str]:
    """The lead that a receipt, an entry of the outbox or a notice speaks of."""
    state_id = item["state_id"]
    if state_id.startswith(_RECEIPTS):
        return {item["lead_id"]} if item.get("lead_id") else set()
    return {state_id.split("#")[1]} if state_id.startswith("NOTICE#") else set()


def _takes_slot(lead: Item) -> bool:
    is_taking = lead.get("lead_type") in _TAKING_TYPES and lead.get("status") in _TAKING_STATUSES
    return is_taking and _start(lead) is not None


def _slot(lead: Item) -> tuple[str, str]:
    """The date and the time as a day's item has them."""
    start = _start(lead)
    return (f"{start:%Y-%m-%d}", f"{start:%H:%M}") if start else ("", "")


def _instant(lead: Item, zone: ZoneInfo) -> int:
    start = _start(lead)
    return int(start.replace(tzinfo=zone).timestamp()) if start else 0


def _start(lead: Item) -> datetime | None:
    try:
        return datetime.strptime(f"{lead['appointment_date']} {lead['appointment_time']}", "%Y-%m-%d %I:%M %p")  # noqa: DTZ007
    except (KeyError, ValueError):
        return None

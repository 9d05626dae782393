"""`forget`: removes everything stored about one number."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.forget_store import ForgetStore, plain_item
from linda.errors import StoreUnavailableError
from linda.forgetting import MENTIONS_STAY, OPT_OUT_STAYS, Item, Plan, plan
from local.console import LocalError, UsageError, confirm, progress

_COUNTRY = "US"
# How often to look again for what is written while a number is being forgotten.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Tables:
    """Both tables, and a description of where they are."""

    client: DynamoDBClient
    leads: str
    state: str
    where: str


def forget(phone: str, tables: Tables, *, confirmed: bool, as_json: bool) -> int:
    """Show what is stored about the number and, once confirmed, remove it.

    `phone` is E.164. Raises LocalError if it is not confirmed, or cannot be finished.
    """
    print(tables.where, file=sys.stderr)
    found = look(phone, tables)
    print(to_json(phone, found) if as_json else to_words(phone, found))
    if not found.steps:
        return 0
    if not confirmed:
        confirm(f"This cannot be undone: everything stored about {phone} will be removed.")
    for _ in range(_ROUNDS):
        carry_out(found, tables)
        found = look(phone, tables)
        if not found.steps:
            print(_end_in_words(phone, found), file=sys.stderr)
            return 0
    raise LocalError(f"Not everything is gone: something about {phone} is being written right now. Run it again.")


def e164(text: str) -> str:
    """Return the number in E.164, however it is written. Raises UsageError."""
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    # With a "+", even a number that cannot exist is accepted: senders are stored under whatever name they give.
    if number is None or not (text.strip().startswith("+") or phonenumbers.is_valid_number(number)):
        raise UsageError(f"{text!r} is not a phone number: write it as in PHONE=+19042520927.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


# --- what a person and a program are shown


def to_words(phone: str, found: Plan) -> str:
    """What there is, for a person."""
    counts = Counter(change.kind for change in found.changes)
    lines = [f"To be removed for {phone}:" if counts else f"There is nothing to remove for {phone}."]
    return "\n".join([*lines, *(f"  {count:5} {kind}" for kind, count in counts.items()), *_what_stays(found)])


def _end_in_words(phone: str, found: Plan) -> str:
    """What is left once everything is removed."""
    stays = _what_stays(found)
    return "\n".join([f"All that was {phone}'s is gone.", *stays]) if stays else f"Nothing about {phone} is left."


def _what_stays(found: Plan) -> list[str]:
    stays = [f"{OPT_OUT_STAYS}."] * found.opted_out
    return [*stays, f"{MENTIONS_STAY}: {', '.join(found.mentioned)}"] if found.mentioned else stays


def to_json(phone: str, found: Plan) -> str:
    """What there is, for a program."""
    changes = [
        {
            "kind": c.kind,
            "table": c.table,
            "key": {
                name: int(value) if name == "timestamp" and str(value).isdigit() else value
                for name, value in c.key.items()
            },
            **({} if c.is_whole else {"attributes": sorted([*c.attributes, *c.others])}),
        }
        for c in found.changes
    ]
    counts = Counter(change.kind for change in found.changes)
    told = {"phone": phone, "counts": counts, "changes": changes}
    return json.dumps({**told, "opted_out": found.opted_out, "mentioned": found.mentioned})


# --- the tables


def look(phone: str, tables: Tables) -> Plan:
    """Read both tables, and return what is to be done. Raises LocalError."""
    try:
        state = list(_items(tables, tables.state))
        return plan(phone, _items(tables, tables.leads), state)
    except (BotoCoreError, ClientError) as error:
        raise LocalError(f"The tables cannot be read: {error}") from None


def _items(tables: Tables, table: str) -> Iterator[Item]:
    read = 0
    for page in tables.client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        read += len(page["Items"])
        progress(f"{table}: {read} items read")
        yield from map(plain_item, page["Items"])
    progress("")


def carry_out(found: Plan, tables: Tables) -> None:
    """Carry out the steps. A step that meets a concurrent change is left to the next look. Raises LocalError."""
    store = ForgetStore(tables.client, tables.leads, tables.state)
    try:
        for done, _ in enumerate(store.carry_out(found), 1):
            progress(f"{done} of {len(found.steps)} steps")
    except StoreUnavailableError as error:
        raise LocalError(f"It is not finished; run it again. {error}: {error.__cause__}") from None
    progress("")

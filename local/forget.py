"""`forget`: removes everything stored about one number."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

import phonenumbers
from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from linda.forgetting import Item, Plan, plan, removal
from local.console import LocalError, UsageError, confirm, progress

_COUNTRY = "US"
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_LARGEST_TRANSACTION = 100
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
        _carry_out(found, tables)
        found = look(phone, tables)
        if not found.steps:
            print(f"Nothing about {phone} is left{' but its opt-out' if found.opted_out else ''}.", file=sys.stderr)
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
    lines += [f"  {count:5} {kind}" for kind, count in counts.items()]
    if found.opted_out:
        lines.append("Its opt-out stays: without it, texts would go out to the number again.")
    if found.mentioned:
        lines.append(f"Other items mention the number and stay: {', '.join(found.mentioned)}")
    return "\n".join(lines)


def to_json(phone: str, found: Plan) -> str:
    """What there is, for a program."""
    changes = [
        {
            "kind": c.kind,
            "table": c.table,
            "key": c.key,
            **({"attributes": sorted(c.attributes)} if c.attributes else {}),
        }
        for c in found.changes
    ]
    counts = Counter(change.kind for change in found.changes)
    told = {"phone": phone, "counts": counts, "changes": changes}
    return json.dumps({**told, "opted_out": found.opted_out, "mentioned": found.mentioned}, default=int)


# --- the tables


def look(phone: str, tables: Tables) -> Plan:
    """Read both tables, and return what is to be done. Raises LocalError."""
    try:
        return plan(phone, _items(tables, tables.leads), _items(tables, tables.state))
    except (BotoCoreError, ClientError) as error:
        raise LocalError(f"The tables cannot be read: {error}") from None


def _items(tables: Tables, table: str) -> Iterator[Item]:
    plain = _Plain().deserialize
    read = 0
    for page in tables.client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        read += len(page["Items"])
        progress(f"{table}: {read} items read")
        for item in page["Items"]:
            yield {name: plain(value) for name, value in item.items()}
    progress("")


class _Plain(TypeDeserializer):
    def _deserialize_n(self, value: str) -> int | str:
        """Return the number; boto3's own method raises for one with more than 38 digits."""
        return int(value) if re.fullmatch("-?[0-9]+", value) else value


def _carry_out(found: Plan, tables: Tables) -> None:
    """Carry out the steps. A step that meets a concurrent change is left to the next look. Raises LocalError."""
    for done, step in enumerate(found.steps, 1):
        progress(f"{done} of {len(found.steps)} steps")
        for writes in batched(step, _LARGEST_TRANSACTION, strict=False):
            try:
                tables.client.transact_write_items(
                    TransactItems=[removal(change, getattr(tables, change.table)) for change in writes]
                )
            except tables.client.exceptions.TransactionCanceledException:
                break
            except (BotoCoreError, ClientError) as error:
                raise LocalError(f"It is not finished; run it again. {error}") from None
    progress("")

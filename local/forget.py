"""`forget`: removes everything stored about one number.

Like `audit`, it reads the items themselves and shares no code with what wrote them. Items that belong together go in
one transaction: a lead with the time that it takes and everything about it, a message's receipt with its reply's. So
an interrupted run leaves nothing that the next one would not find, and no text about a lead that is gone.
"""

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import batched
from typing import Any, Literal

import phonenumbers
from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from local.console import LocalError, UsageError, confirm, progress

type Item = Mapping[str, Any]

_COUNTRY = "US"
_CHANNELS = ("", "sms", "tel", "whatsapp", "rcs")
# CHATLOG-<number>-<day>, with the part of a long conversation; older ones hold a month.
_SESSION = re.compile(r"(.+?)(?:-[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:-[0-9]+)?)?")
# A text for the owner about the day's limits, which concerns no customer.
_SHOP_WIDE = re.compile("LIMIT#[^#]+(#texts)?")
_HELD = "hold:"
_CALL = "CALL#"
# Callers who withhold their number are known by this and their call.
_WITHHELD = "anonymous-"
# How each digit is said and written down, as in a call: recognizers and read-backs use words.
_DIGITS = (
    *("0 zero oh o cero", "1 one uno", "2 two dos", "3 three tres", "4 four cuatro"),
    *("5 five cinco", "6 six seis", "7 seven siete", "8 eight ocho", "9 nine nueve"),
)
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_LARGEST_TRANSACTION = 100
# How often to look again for what is written while a number is being forgotten.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """An item to delete, or only its `attributes`, provided that each still has the value that was read."""

    kind: str
    table: Literal["leads", "state"]
    key: Mapping[str, Any]
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, one transaction per step, and what stays.

    `mentioned` are the keys of other people's items, or the owner's, whose words contain the number.
    """

    steps: Sequence[Sequence[Change]]
    opted_out: bool
    mentioned: Sequence[str]

    @property
    def changes(self) -> list[Change]:
        """All the changes, in their order."""
        return [change for step in self.steps for change in step]


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


# --- what is to be done


def plan(phone: str, lead_items: Iterable[Item], state_items: Iterable[Item]) -> Plan:
    """Return what is to be done so that no item holds the number or its owner's words."""
    mentions = _mentioning(phone)
    state = list(state_items)
    callers = _callers(phone, state)
    leads: dict[str, list[Change]] = defaultdict(list)
    chats: list[list[Change]] = []
    mentioned: list[str] = []
    for item in lead_items:
        lead_id = item["lead_id"]
        key = {"lead_id": lead_id, "timestamp": item["timestamp"]}
        if lead_id.startswith("CHATLOG-"):
            source = item.get("source")
            if source in callers or _is_of(phone, source) or _is_session_of(phone, lead_id.removeprefix("CHATLOG-")):
                chats.append([Change("conversations", "leads", key)])
                continue
        elif _is_of(phone, item.get("phone")):
            leads[lead_id].append(Change("leads", "leads", key))
            continue
        if mentions(item):
            mentioned.append(lead_id)
    owned = _Owned(phone, callers, frozenset(leads), state)
    # The leads, and then calls and the list of the number's bookings, go last: they lead to everything else.
    steps: dict[str, list[Change]] = defaultdict(list)
    of_leads: dict[str, list[Change]] = defaultdict(list)
    for item in state:
        left: Item = item
        for together, change in owned.changes(item):
            (of_leads if together in leads else steps)[together].append(change)
            left = {name: value for name, value in left.items() if change.attributes and name not in change.attributes}
        if mentions(left) and not _opts_out(item):
            mentioned.append(item["state_id"])
    last = [steps.pop(key) for key in [*steps] if key.startswith(_CALL) or key == _bookings_of(phone)]
    closing = [[*of_leads[lead_id], *items] for lead_id, items in leads.items()] + last
    opted_out = any(_opts_out(item) and _is_of(phone, item["state_id"].removeprefix("OPTOUT#")) for item in state)
    return Plan([*steps.values(), *chats, *closing], opted_out, sorted(mentioned))


def _callers(phone: str, state: Iterable[Item]) -> frozenset[str]:
    """Return the callers without a number who gave this one for texts: it is all that they are known by."""
    calls = (item for item in state if item["state_id"].startswith(_CALL) and _is_of(phone, item.get("number")))
    return frozenset(name for call in calls if (name := str(call.get("customer"))).startswith(_WITHHELD))


class _Owned:
    """What in the state table belongs to the number, by the ids of its leads and the receipts of its messages.

    `callers` are other names of the same customer.
    """

    def __init__(self, phone: str, callers: frozenset[str], lead_ids: frozenset[str], state: Sequence[Item]) -> None:
        self._phone = phone
        self._callers = callers
        self._lead_ids = lead_ids
        self._digest = hashlib.sha256(phone.encode()).hexdigest()
        self._turns = frozenset(item["state_id"] for item in state if self._is_turn(item))
        self._told = frozenset(
            item["state_id"].removeprefix("FOR_OWNER#")
            for item in state
            if item["state_id"].startswith("FOR_OWNER#")
            and not _SHOP_WIDE.fullmatch(item["state_id"].removeprefix("FOR_OWNER#"))
            and self._is(item.get("customer"))
        )

    def changes(self, item: Item) -> list[tuple[str, Change]]:
        """Return the changes to the item, each with the name of the step that it belongs to."""
        key = item["state_id"]
        prefix, _, rest = key.partition("#")
        if prefix == "DAY":
            return list(self._of_day(item))
        if prefix == "FOR_OWNER" and _SHOP_WIDE.fullmatch(rest):  # first recorded for a message of the number
            own = {"customer": item["customer"]} if self._is(item.get("customer")) else {}
            return [(key, _part("texts for the owner", key, own))] if own else []
        found = self._whole(item, prefix, rest)
        return [(found[1], Change(found[0], "state", {"state_id": key}))] if found else []

    def _whole(self, item: Item, prefix: str, rest: str) -> tuple[str, str] | None:
        """Return the kind and the step of an item that belongs to the number; None if it does not."""
        key, last = item["state_id"], rest.partition("#")[2]
        kind, is_own, together = {
            "TURN": ("receipts", key in self._turns or self._is_given(item.get("call")), key),
            "REPLY": ("receipts", f"TURN#{rest}" in self._turns, f"TURN#{rest}"),
            "IDEM": ("receipts", self._is_receipt(item), item.get("lead_id", key)),
            "FOR_OWNER": ("texts for the owner", self._is_for_owner(rest), _turn_of(rest)),
            "NOTICE": ("notices", rest.split("#")[0] in self._lead_ids, rest.split("#")[0]),
            "OUTBOX": ("notices", rest in self._lead_ids, rest),
            "DIALOGUE": ("dialogues", self._is_session(rest), key),
            "MESSAGES": ("counters", self._is(last), key),
            "CALL": ("calls", self._is(item.get("customer")) or self._is_given(item), key),
            "QUESTION": ("questions to the owner", self._is(item.get("phone")), key),
            "PUSH": ("texts", self._is(item.get("phone")), key),
            "MISSED": ("notices", self._is(last), key),
            "WEB": ("web chats", self._is(item.get("number")) or self._is(item.get("proved")), key),
            "CALLS": ("counters", self._is(last), key),
            "TEXTS": ("counters", self._is(last), key),
            "ATTEMPTS": ("counters", last == self._digest, key),
            "PHONE": ("open bookings", self._is(rest), _bookings_of(self._phone)),
            # The number has opted in again: the item no longer says anything.
            "OPTOUT": ("opt-ins", self._is(rest) and not _opts_out(item), key),
        }.get(prefix, ("", False, ""))
        return (kind, together) if is_own else None

    def _of_day(self, item: Item) -> Iterator[tuple[str, Change]]:
        taken: dict[str, dict[str, str]] = defaultdict(dict)
        held = {}
        for name, value in item.items():
            if name[:1].isdigit() and value in self._lead_ids:
                taken[value][name] = value
            elif name.startswith(_HELD) and self._is_session(value["by"]):
                held[name] = value["by"]
        for lead_id, names in taken.items():
            yield lead_id, _part("taken times", item["state_id"], names)
        if held:
            yield item["state_id"], _part("holds", item["state_id"], held)

    def _is(self, written: object) -> bool:
        return str(written) in self._callers or _is_of(self._phone, written)

    def _is_session(self, text: str) -> bool:
        return text in self._callers or _is_session_of(self._phone, text)

    def _is_given(self, call: object) -> bool:
        """Tell whether the caller, whoever it was, has given the number for texts; what he said then holds it, too."""
        return isinstance(call, Mapping) and self._is(call.get("number"))

    def _is_turn(self, item: Item) -> bool:
        if not item["state_id"].startswith("TURN#"):
            return False
        inbound = item.get("inbound")
        sender = inbound.get("phone") if isinstance(inbound, Mapping) else ""
        return item.get("lead_id") in self._lead_ids or self._is(item.get("customer")) or self._is(sender)

    def _is_receipt(self, item: Item) -> bool:
        """Tell whether a booking through the web form was the number's, even if its lead is gone."""
        try:
            answer = json.loads(item.get("answer") or "{}")
        except ValueError:
            answer = {}
        return item.get("lead_id") in self._lead_ids or (isinstance(answer, dict) and self._is(answer.get("phone")))

    def _is_for_owner(self, key: str) -> bool:
        """Tell whether a text for the owner is about the number: recorded for one of its messages, or for its limit."""
        kind, _, rest = key.partition("#")
        return (
            key in self._told
            or _turn_of(key) in self._turns
            or (kind == "LIMIT" and self._is(rest.partition("#")[2].removesuffix("#silent")))
        )


def _part(kind: str, key: str, attributes: Mapping[str, str]) -> Change:
    return Change(kind, "state", {"state_id": key}, attributes)


def _bookings_of(phone: str) -> str:
    return f"PHONE#{phone}"


def _turn_of(key: str) -> str:
    """Return the key of the receipt of the message behind a text for the owner ("TURN#SM1#2")."""
    return "#".join(key.split("#")[:2])


def _opts_out(item: Item) -> bool:
    return item["state_id"].startswith("OPTOUT#") and "opted_out_at" in item


def _is_session_of(phone: str, text: str) -> bool:
    found = _SESSION.fullmatch(text)
    return found is not None and _is_of(phone, found[1])


def _is_of(phone: str, written: object) -> bool:
    """Tell whether a field names the number, however it is written: "904-555-0123 (wife)"."""
    text = str(written or "")
    # Parsing a number takes half a millisecond, and most items are not the number's.
    return _national(phone) in re.sub("[^0-9]", "", text) and phone in _numbers(text)


@cache
def _national(phone: str) -> str:
    return phonenumbers.national_significant_number(phonenumbers.parse(phone))


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers (E.164) in the text."""
    channel, _, address = text.rpartition(":")
    if channel.lower() not in _CHANNELS or not re.search("[0-9]", address):
        return frozenset()
    e164 = phonenumbers.PhoneNumberFormat.E164
    try:
        number = phonenumbers.parse(address, _COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    if number and phonenumbers.is_valid_number(number):
        return frozenset([phonenumbers.format_number(number, e164)])
    within = phonenumbers.PhoneNumberMatcher(address, _COUNTRY, phonenumbers.Leniency.POSSIBLE)
    found = frozenset(phonenumbers.format_number(match.number, e164) for match in within)
    return found or frozenset([phonenumbers.format_number(number, e164)] if number else [])


def _mentioning(phone: str) -> Callable[[Item], bool]:
    """Return a function that tells if an item contains the number anywhere, however it is written or said."""
    between = r"[^0-9A-Za-z]{0,3}"

    def said(digits: str) -> str:
        return between.join(f"(?:{'|'.join(_DIGITS[int(digit)].split())})" for digit in digits)

    country = phone.removeprefix("+").removesuffix(_national(phone))
    number = rf"(?<![0-9])(?:{said(country)}{between})?{said(_national(phone))}"
    another = " ?(?:" + "|".join(word for names in _DIGITS for word in names.split()[1:]) + r")\b"
    pattern = re.compile(rf"{number}(?![0-9]|{another})", re.IGNORECASE)
    return lambda item: bool(pattern.search(json.dumps(item, default=str, ensure_ascii=False)))


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
                tables.client.transact_write_items(TransactItems=[_write(change, tables) for change in writes])
            except tables.client.exceptions.TransactionCanceledException:
                break
            except (BotoCoreError, ClientError) as error:
                raise LocalError(f"It is not finished; run it again. {error}") from None
    progress("")


def _write(change: Change, tables: Tables) -> Any:
    key = {name: {"N": str(value)} if name == "timestamp" else {"S": value} for name, value in change.key.items()}
    where = {"TableName": getattr(tables, change.table), "Key": key}
    if not change.attributes:
        return {"Delete": where}
    names = {f"#{n}": name for n, name in enumerate(change.attributes)}
    held = any(name.startswith(_HELD) for name in change.attributes)
    return {
        "Update": {
            **where,
            "UpdateExpression": f"REMOVE {', '.join(names)}",
            "ConditionExpression": " AND ".join(f"#{n}{'.#by' if held else ''} = :{n}" for n in range(len(names))),
            "ExpressionAttributeNames": {**names, **({"#by": "by"} if held else {})},
            "ExpressionAttributeValues": {f":{n}": {"S": value} for n, value in enumerate(change.attributes.values())},
        }
    }

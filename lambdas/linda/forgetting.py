"""Everything stored about one number, and what removes it: which items go whole, and which attributes of others.

It reads the items themselves, so that nothing that wrote them can hide one. Items that belong together go in one
transaction: a lead with the time that it takes and everything about it, a message's receipt with its reply's. So an
interrupted run leaves nothing that the next one would not find, and no text about a lead that is gone.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import phonenumbers

from linda import items, kept_answers, temporary
from linda.owner_state import version_of

type Item = Mapping[str, Any]

_COUNTRY = "US"
_CHANNELS = ("", "sms", "tel", "whatsapp", "rcs")
# CHATLOG-<number>-<day>, with the part of a long conversation; older ones hold a month.
_SESSION = re.compile(r"(.+?)(?:-[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:-[0-9]+)?)?")
# A text for the owner about the day's limits, which concerns no customer.
_SHOP_WIDE = re.compile(rf"{items.LIMIT.prefix}#[^#]+(#texts)?")
_HELD = "hold:"
_STATE = "CURRENT"
# Why something stays, as the owner is told.
OPT_OUT_STAYS = "Its opt-out stays: without it, texts would go out to the number again"
MENTIONS_STAY = "Items of others, or of the owner himself, mention the number and stay"
# The step of the owner's own items, and of the questions by which they are found.
_OWNERS = "the owner's"
# Callers who withhold their number are known by this and their call, visitors of the web chat by this and a digest.
_NAMELESS = ("anonymous-", "web-")
# How each digit is said and written down, as in a call: recognizers and read-backs use words.
_DIGITS = (
    *("0 zero oh o cero", "1 one uno", "2 two dos", "3 three tres", "4 four cuatro"),
    *("5 five cinco", "6 six seis", "7 seven siete", "8 eight ocho", "9 nine nueve"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """An item to delete, or only its `attributes`, or to write with others, if each still has the value that was read.

    `attributes` are to go, with what they were; `others` are to be written, with what they were and what they become.
    A name may lead into a map: "fields.shop_facts".
    """

    kind: str
    table: Literal["leads", "state"]
    key: Mapping[str, Any]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether the item is to be deleted."""
        return not (self.attributes or self.others)

    def left_of(self, item: Item) -> Item:
        """Return what the change leaves of the item."""
        if self.is_whole:
            return {}
        left = {name: value for name, value in item.items() if name not in self.attributes}
        for path, (_, becomes) in self.others.items():
            name, _, inner = path.partition(".")
            left[name] = {**left[name], inner: becomes} if inner else becomes
        return left


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


def plan(phone: str, lead_items: Iterable[Item], state_items: Iterable[Item]) -> Plan:
    """Return what is to be done so that no item holds the number (E.164) or its owner's words.

    The state table is to be read before the table of the leads: then a lead that it names, and that is not among them,
    is gone.
    """
    mentions = _mentioning(phone)
    state = list(state_items)
    callers = _callers(phone, state)
    known: set[str] = set()
    leads: dict[str, list[Change]] = defaultdict(list)
    chats: list[list[Change]] = []
    mentioned: list[str] = []
    for item in lead_items:
        lead_id = item["lead_id"]
        known.add(lead_id)
        key = {"lead_id": lead_id, "timestamp": item["timestamp"]}
        if not items.is_lead(lead_id):
            source = item.get("source")
            session = lead_id.removeprefix(items.CHATLOG)
            is_callers = source in callers or _customer_of(session) in callers
            if is_callers or _is_of(phone, source) or _is_session_of(phone, session):
                chats.append([Change("conversations", "leads", key)])
                continue
        elif _is_of(phone, item.get("phone")):
            leads[lead_id].append(Change("leads", "leads", key))
            continue
        if mentions(item):
            mentioned.append(lead_id)
    owned = _Owned(phone, callers, frozenset(leads), known, state)
    # The leads, and then questions, calls, visits of the web chat and the list of the number's bookings, go last: they
    # lead to all else.
    steps: dict[str, list[Change]] = defaultdict(list)
    of_leads: dict[str, list[Change]] = defaultdict(list)
    for item in state:
        left: Item = item
        for together, change in owned.changes(item):
            (of_leads if together in leads else steps)[together].append(change)
            left = change.left_of(left)
        if mentions(left) and not _opts_out(item):
            mentioned.append(item["state_id"])
    owners = sorted(steps.pop(_OWNERS, []), key=lambda change: items.QUESTION.holds(change.key["state_id"]))
    leading = (items.CALL, items.WEB, items.PHONE)
    last = [steps.pop(key) for key in [*steps] if any(kind.holds(key) for kind in leading)]
    last = [*([owners] if owners else []), *last]
    closing = [[*of_leads[lead_id], *own] for lead_id, own in leads.items()] + last
    opted_out = any(_opts_out(item) and _is_of(phone, items.OPTOUT.named(item["state_id"])) for item in state)
    return Plan([*steps.values(), *chats, *closing], opted_out, sorted(mentioned))


def _callers(phone: str, state: Iterable[Item]) -> frozenset[str]:
    """Return the callers and web visitors who gave this number for texts: it is all that they are known by.

    A visitor who has proved another number is its customer.
    """
    gave = (
        item
        for item in state
        if (items.CALL.holds(item["state_id"]) or items.WEB.holds(item["state_id"]))
        and _is_of(phone, item.get("proved") or item.get("number"))
    )
    return frozenset(name for item in gave if (name := str(item.get("customer"))).startswith(_NAMELESS))


def _customer_of(session: str) -> str:
    """Return whose session it is, as far as its name says."""
    found = _SESSION.fullmatch(session)
    return found[1] if found else ""


class _Owned:
    """What in the state table belongs to the number, by the ids of its leads and the receipts of its messages.

    `callers` are other names of the same customer.
    """

    def __init__(
        self,
        phone: str,
        callers: frozenset[str],
        lead_ids: frozenset[str],
        known: Container[str],
        state: Sequence[Item],
    ) -> None:
        self._phone = phone
        self._callers = callers
        self._lead_ids = lead_ids
        self._known = known
        self._mentions = _mentioning(phone)
        self._digest = hashlib.sha256(phone.encode()).hexdigest()
        self._turns = frozenset(item["state_id"] for item in state if self._is_turn(item))
        self._told = frozenset(
            items.FOR_OWNER.named(item["state_id"])
            for item in state
            if items.FOR_OWNER.holds(item["state_id"])
            and not _SHOP_WIDE.fullmatch(items.FOR_OWNER.named(item["state_id"]))
            and not _is_list(items.FOR_OWNER.named(item["state_id"]))
            and (self._is(item.get("customer")) or self._is_named(item))
        )
        self._pushes = frozenset(
            items.PUSH.named(item["state_id"])
            for item in state
            if items.PUSH.holds(item["state_id"]) and self._is(item.get("phone"))
        )
        # What others have asked in the same words is theirs, too.
        asked = [item for item in state if items.QUESTION.holds(item["state_id"])]
        mine, theirs = (
            {str(item.get("question")) for item in asked if self._is(item.get("phone")) is is_own}
            for is_own in (True, False)
        )
        self._questions = frozenset(map(kept_answers.as_kept, mine)) - frozenset(map(kept_answers.as_kept, theirs))

    def _is_notice(self, name: str) -> bool:
        """Tell whether the receipt is that of a text about one of the number's bookings, or named by the number."""
        push = name.removeprefix("push#")
        first = push.split("#")[0]
        return first in self._lead_ids or self._is(first) or push in self._pushes

    def _step_of_notice(self, name: str) -> str:
        push = name.removeprefix("push#")
        return items.PUSH.key(push) if push in self._pushes else push.split("#")[0]

    def _is_named(self, item: Item) -> bool:
        """Tell whether the text for the owner names the number among others."""
        return any(self._is(customer) for customer in item.get("customers", ()))

    def changes(self, item: Item) -> list[tuple[str, Change]]:
        """Return the changes to the item, each with the name of the step that it belongs to."""
        key = item["state_id"]
        prefix, _, rest = key.partition("#")
        if prefix == items.DAY.prefix:
            return list(self._of_day(item))
        if key == items.OWNER_LINE:
            return [(_OWNERS, change) for change in self._of_line(item)]
        if key == _STATE or prefix == items.HISTORY.prefix:
            return [(_OWNERS, change) for change in self._of_state(item)]
        if prefix == items.WEB.prefix and item.get("proved") and not self._is(item["proved"]):
            own = {name: item[name] for name in ("number", "code_key") if name in item and self._is(item.get("number"))}
            return [(key, _part("web chats", key, own))] if own else []
        found = self._whole(item, prefix, rest)
        if found:
            return [(found[1], Change(found[0], "state", {"state_id": key}))]
        return list(self._of_text(item, rest)) if prefix == items.FOR_OWNER.prefix else []

    def _of_text(self, item: Item, name: str) -> Iterator[tuple[str, Change]]:
        """Yield the changes to a text for the owner that stays, since it is about others or about the shop."""
        key = item["state_id"]
        if _SHOP_WIDE.fullmatch(name) and self._is(item.get("customer")):  # First recorded for a message of the number.
            yield key, _part("texts for the owner", key, {"customer": item["customer"]})
        # A list is made again before it is sent. Earlier ones do not tell whom they name.
        if _is_list(name) and "text" in item and ("customers" not in item or self._is_named(item)):
            words = {part: item[part] for part in ("text", "customers") if part in item}
            yield key, _part("lists for the owner", key, words)
        # What goes out together is settled anew; one transaction, so that no part of it goes out twice.
        batch = item.get("batch")
        if batch and self._mentions({"batch": batch}):
            together = batch if isinstance(batch, str) else batch[0]
            yield f"with {together}", _part("texts for the owner", key, {"batch": batch})

    def _whole(self, item: Item, prefix: str, rest: str) -> tuple[str, str] | None:
        """Return the kind and the step of an item that belongs to the number; None if it does not."""
        key, last = item["state_id"], rest.partition("#")[2]
        kind, is_own, together = {
            items.TURN.prefix: ("receipts", key in self._turns or self._is_given(item.get("call")), key),
            items.REPLY.prefix: ("receipts", items.TURN.key(rest) in self._turns, items.TURN.key(rest)),
            items.IDEM.prefix: ("receipts", self._is_receipt(item), item.get("lead_id", key)),
            items.FOR_OWNER.prefix: ("texts for the owner", self._is_for_owner(rest), _turn_of(rest)),
            items.NOTICE.prefix: ("notices", self._is_notice(rest), self._step_of_notice(rest)),
            items.OUTBOX.prefix: ("notices", rest in self._lead_ids, rest),
            items.DIALOGUE.prefix: ("dialogues", self._is_session(rest), key),
            items.MESSAGES.prefix: ("counters", self._is(last), key),
            items.CALL.prefix: ("calls", self._is(item.get("customer")) or self._is_given(item), key),
            items.QUESTION.prefix: ("questions to the owner", self._is(item.get("phone")), _OWNERS),
            items.PUSH.prefix: ("texts", self._is(item.get("phone")), key),
            items.MISSED.prefix: ("notices", self._is(last), key),
            items.WEB.prefix: ("web chats", self._is(item.get("number")) or self._is(item.get("proved")), key),
            items.CALLS.prefix: ("counters", self._is(last), key),
            items.TEXTS.prefix: ("counters", self._is(last), key),
            items.ATTEMPTS.prefix: ("counters", last == self._digest, key),
            items.PHONE.prefix: ("open bookings", self._is(rest), _bookings_of(self._phone)),
            # The number has opted in again: the item no longer says anything.
            items.OPTOUT.prefix: ("opt-ins", self._is(rest) and not _opts_out(item), key),
        }.get(prefix, ("", False, ""))
        return (kind, together) if is_own else None

    def _of_day(self, item: Item) -> Iterator[tuple[str, Change]]:
        taken: dict[str, dict[str, str]] = defaultdict(dict)
        held: dict[str, Mapping[str, object]] = {}
        for name, value in item.items():
            if name[:1].isdigit() and value in self._lead_ids:
                taken[value][name] = value
            elif name.startswith(_HELD) and self._is_session(value["by"]):
                held[name] = value
        for lead_id, names in taken.items():
            yield lead_id, _part("taken times", item["state_id"], names)
        if held:
            yield item["state_id"], _part("holds", item["state_id"], held)

    def _of_line(self, item: Item) -> Iterator[Change]:
        """Yield the change to what is going on with the owner on his line: whom it is about, and what he could undo."""
        others: dict[str, tuple[Any, Any]] = {}
        taken, about, undo = item.get("taken") or [], item.get("about") or [], item.get("undo") or {}
        if any(map(self._is, taken)):
            others["taken"] = taken, [phone for phone in taken if not self._is(phone)]
        # Asked which booking he means, the first is his text, and the others are those that he is to choose from.
        listed = about[1:] if item.get("asked") == "which" else []
        if any(map(self._is_gone, listed)) or self._mentions({"about": about}):
            others |= {"asked": (item.get("asked"), ""), "about": (about, [])}
        values = undo.get("values") or {}
        has_fact = self._without_facts(values.get("fields")) != values.get("fields")
        if has_fact or self._is_gone(values.get("lead")) or self._mentions({"undo": undo}):
            others["undo"] = undo, None
        if others:
            # A text of his that is being answered right now would write back what it has read.
            revision = item.get("revision", 0)
            yield Change(
                "notes of the owner's line",
                "state",
                {"state_id": item["state_id"]},
                others={**others, "revision": (revision, revision + 1)},
            )

    def _is_gone(self, lead_id: object) -> bool:
        """Tell whether it is a lead of the number's, or of somebody who is forgotten already."""
        return bool(lead_id) and (lead_id in self._lead_ids or lead_id not in self._known)

    def _of_state(self, item: Item) -> Iterator[Change]:
        """Yield the change to the owner's state, or its history: facts of the shop in the customer's words."""
        names, fields = (kept_answers.FIELD, temporary.FIELD), item.get("fields")
        texts = {name: item[name] for name in (*names, "before") if name in item}
        if isinstance(fields, Mapping):
            texts |= {f"fields.{name}": fields[name] for name in names if name in fields}
        others: dict[str, tuple[Any, Any]]
        others = {path: (text, left) for path, text in texts.items() if (left := self._without_facts(text)) != text}
        if others:
            if version := version_of(item):  # A change that is being made right now would write back what it has read.
                others["version"] = version, version + 1
            yield Change("facts of the shop", "state", {"state_id": item["state_id"]}, others=others)

    def _without_facts(self, text: object) -> object:
        """Return the JSON in the text without facts made of the number's questions; the text itself if it has none."""
        if not self._questions or not isinstance(text, str):
            return text
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            return text
        if isinstance(read, list) and all(isinstance(one, Mapping) for one in read):
            left = [self._left_in(one) for one in read if one.get("question") not in self._questions]
        else:
            left = self._left_in(read)
        return text if left == read else json.dumps(left, ensure_ascii=False)

    def _left_in(self, value: Any) -> Any:
        """Return the value with every text in it that is JSON without the facts."""
        if isinstance(value, Mapping):
            return {name: self._left_in(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._left_in(inner) for inner in value]
        return self._without_facts(value)

    def _is(self, written: object) -> bool:
        return str(written) in self._callers or _is_of(self._phone, written)

    def _is_session(self, text: str) -> bool:
        return text in self._callers or _is_session_of(self._phone, text)

    def _is_given(self, call: object) -> bool:
        """Tell whether the caller, whoever it was, has given the number for texts; what he said then holds it, too."""
        return isinstance(call, Mapping) and self._is(call.get("number"))

    def _is_turn(self, item: Item) -> bool:
        if not items.TURN.holds(item["state_id"]):
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
            or (kind == items.LIMIT.prefix and self._is(rest.partition("#")[2].removesuffix("#silent")))
        )


def _is_list(name: str) -> bool:
    """Tell whether the text for the owner lists several customers, and can be made again without one."""
    return items.DIGEST.holds(name) or items.CLOSED.holds(name)


def _part(kind: str, key: str, attributes: Mapping[str, Any]) -> Change:
    return Change(kind, "state", {"state_id": key}, attributes)


def _bookings_of(phone: str) -> str:
    return items.PHONE.key(phone)


def _turn_of(key: str) -> str:
    """Return the key of the receipt of the message behind a text for the owner (that of SM1 is in TURN#SM1#2)."""
    return "#".join(key.split("#")[:2])


def _opts_out(item: Item) -> bool:
    return items.OPTOUT.holds(item["state_id"]) and "opted_out_at" in item


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

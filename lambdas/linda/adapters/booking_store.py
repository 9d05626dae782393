"""Bookings: leads in one table; days, numbers and receipts in the other. Conditional writes settle conflicts."""

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from linda import items
from linda.adapters.pending import mark
from linda.adapters.tables import Item, Tables, from_item, has_failed, to_item
from linda.errors import AlreadyBookedError, SlotHeldError, SlotTakenError, StaleReadError
from linda.models import (
    LEAD_TYPES,
    STATUS_WORDS,
    Action,
    Day,
    Hold,
    Lead,
    LeadType,
    OpenBookings,
    Receipt,
    Slot,
    is_number,
)
from linda.shop_time import epoch_seconds, parse_date, parse_time, time_label

_HELD = "hold:"
_INSTANTS = frozenset(["created_at", "updated_at"])
_TEXTS = frozenset(field.name for field in fields(Lead) if field.type is str)
_TYPE_OF_PREFIX: Mapping[str, LeadType] = {"CALLBACK": "callback", "ONSITE": "on_site"}
_ENDED: Mapping[str, str] = {word: status for status, words in STATUS_WORDS.items() for word in words}
# Far beyond any clock, and still exact as a float.
_LARGEST_NUMBER = 10**15
_LEAST_NUMBER = 1e-6
_BLANK: Mapping[str, Any] = {field.name: "" for field in fields(Lead) if field.default is MISSING}
_WHEN = ("appointment_date", "appointment_time")
# The fields that every adopted lead has.
_ADOPTED = ("phone", "appointment_date", "appointment_time", "lead_type", "remarks", "updated_at", "revision")


class BookingStore(Tables):
    """See linda.ports.BookingRepository.

    A day's item has an attribute for each taken time (`14:00`: lead id) and for each held one (`hold:14:00`).
    """

    def day(self, day: date) -> Day:
        """See BookingRepository."""
        stored = self.get(self.state_table, _day_key(day))
        return Day(
            taken={time.fromisoformat(name): value for name, value in stored.items() if name[:2].isdigit()},
            holds={
                time.fromisoformat(name.removeprefix(_HELD)): Hold(value["by"], value["until"])
                for name, value in stored.items()
                if name.startswith(_HELD)
            },
        )

    def lead(self, lead_id: str) -> Lead | None:
        """See BookingRepository. Only the lead's id is known, half of its key, so this is a query for one item."""
        answer = self.call(
            self.client.query,
            TableName=self.leads_table,
            KeyConditionExpression="lead_id = :lead",
            ExpressionAttributeValues=to_item({":lead": lead_id}),
            ConsistentRead=True,
            Limit=1,
        )
        return stored_lead(answer["Items"][0]) if answer["Items"] else None

    def open_bookings(self, phone: str) -> OpenBookings:
        """See BookingRepository."""
        stored = self.get(self.state_table, _phone_key(phone))
        return OpenBookings(stored.get("version", 0), stored.get("starts", {}))

    def receipt(self, key: str) -> Receipt | None:
        """See BookingRepository."""
        stored = self.get(self.state_table, {"state_id": key})
        if not stored.get("lead_id"):
            return None
        return Receipt(key, stored.get("fingerprint", ""), stored.get("answer", ""), stored["lead_id"])

    def book(
        self,
        lead: Lead,
        bookings: OpenBookings,
        *,
        holder: str = "",
        receipt: Receipt | None = None,
        announce: bool = False,
    ) -> None:
        """See BookingRepository."""
        writes = {"lead": self._put_new(lead), **self._set_number(lead, bookings)}
        if _takes_slot(lead):
            writes["slot"] = self._set_day(_slot(lead), lead, holder)
        if receipt:
            writes["receipt"] = self._set_receipt(receipt, lead, "booked")
        if announce:
            writes["outbox"] = {"Put": {"TableName": self.state_table, "Item": to_item(outbox_item(lead))}}
        failed = self._write(writes)
        _refuse_slot(failed, lead)
        if failed:
            raise StaleReadError("the number's bookings have changed")

    def move(
        self,
        before: Lead,
        after: Lead,
        bookings: OpenBookings,
        *,
        holder: str = "",
        receipt: Receipt | None = None,
        freed: Slot | None = None,
    ) -> None:
        """See BookingRepository."""
        writes = {"lead": self._replace(before, after), **self._set_number(after, bookings)}
        if _takes_slot(after) and freed != _slot(after):
            if freed and freed.day == _slot(after).day:
                writes["slot"] = self._set_day(_slot(after), after, holder, freed)
            else:
                writes["slot"] = self._set_day(_slot(after), after, holder)
                if freed:
                    writes["freed"] = self._free(freed, after.lead_id)
        if receipt:
            writes["receipt"] = self._set_receipt(receipt, after, "moved")
        failed = self._write(writes)
        if "lead" in failed:
            raise StaleReadError("the booking has changed")
        _refuse_slot(failed, after)
        if failed:
            raise StaleReadError("the number's bookings have changed")

    def close(
        self,
        before: Lead,
        after: Lead,
        bookings: OpenBookings,
        *,
        receipt: Receipt | None = None,
        freed: Slot | None = None,
    ) -> None:
        """See BookingRepository."""
        writes = {"lead": self._replace(before, after), **self._set_number(after, bookings)}
        if freed:
            writes["slot"] = self._free(freed, after.lead_id)
        if receipt:
            writes["receipt"] = self._set_receipt(receipt, after, "cancelled")
        if self._write(writes):
            raise StaleReadError("the booking has changed")

    def annotate(self, before: Lead, after: Lead) -> None:
        """See BookingRepository."""
        if self._write({"lead": self._replace(before, after)}):
            raise StaleReadError("the lead has changed")

    def adopt(self, before: Lead, after: Lead, bookings: OpenBookings, slot: Slot | None) -> None:
        """See BookingRepository."""
        writes = self._set_number(after, bookings)
        if slot:
            at = f"{slot.at:%H:%M}"
            writes["slot"] = self._update_day(
                slot.day,
                "SET #slot = :lead, expires_at = :expires REMOVE #hold",
                "attribute_not_exists(#slot) OR #slot = :lead",
                {"#slot": at, "#hold": _HELD + at},
                {":lead": after.lead_id},
            )
        # A lead without remarks has no list of them, or an empty list that a turn may be adding to.
        for has_list in [True] if before.remarks else [False, True]:
            if not self._write({"lead": self._complete(before, after, has_list=has_list), **writes}):
                return
        raise StaleReadError("the lead, its slot or its number has changed")

    def free(self, slot: Slot, lead_id: str, read: Lead | None) -> None:
        """See BookingRepository. It does not matter if the slot belongs to another lead by now."""
        unchanged = {"lead": self._leave(read)} if read else {}
        if "lead" in self._write({"slot": self._free(slot, lead_id), **unchanged}):
            raise StaleReadError("the lead has changed")

    def set_open_bookings(self, phone: str, bookings: OpenBookings, now: datetime) -> None:
        """See BookingRepository."""
        if self._write({"phone": self._set_open_bookings(phone, bookings, int(now.timestamp()))}):
            raise StaleReadError("the number's bookings have changed")

    def hold(self, slot: Slot, hold: Hold, now: datetime) -> None:
        """See BookingRepository."""
        at = f"{slot.at:%H:%M}"
        failed = self._write(
            {
                "slot": self._update_day(
                    slot.day,
                    "SET #hold = :hold, expires_at = :expires",
                    f"attribute_not_exists(#slot) AND {_NOT_HELD}",
                    {"#slot": at, "#hold": _HELD + at, "#by": "by", "#until": "until"},
                    {":hold": asdict(hold), ":me": hold.by, ":now": int(now.timestamp())},
                )
            }
        )
        if failed:
            _refuse(failed["slot"], slot)

    def release(self, slot: Slot, holder: str) -> None:
        """See BookingRepository. It does not matter if it has been taken or held by another in the meantime."""
        names = {"#hold": f"{_HELD}{slot.at:%H:%M}", "#by": "by"}
        update = self._update_day(
            slot.day, "SET expires_at = :expires REMOVE #hold", "#hold.#by = :me", names, {":me": holder}
        )
        self._write({"slot": update})

    def note_deleted(self, lead_id: str, now: datetime) -> None:
        """See BookingRepository."""
        # Other programs' ids may hold a customer's number.
        digest = hashlib.sha256(lead_id.encode()).hexdigest()
        item = {"state_id": items.DELETED.key(digest), "expires_at": items.DELETED.expires_at(now)}
        self.call(self.client.put_item, TableName=self.state_table, Item=to_item(item))

    # --- the writes of a transaction

    def _write(self, writes: Mapping[str, Item]) -> dict[str, Item]:
        """Write all or nothing and return the writes whose condition failed, each with the item that it found.

        Raises AlreadyBookedError if the receipt's condition failed.
        """
        reasons = self.transact(list(writes.values())) or []
        named = zip(writes, reasons, strict=False)
        failed = {name: from_item(reason.get("Item", {})) for name, reason in named if has_failed(reason)}
        if "receipt" in failed:
            raise AlreadyBookedError("this request has been carried out before")
        return failed

    def _put_new(self, lead: Lead) -> Item:
        return {
            "Put": {
                "TableName": self.leads_table,
                "Item": to_item(_item(lead)),
                "ConditionExpression": "attribute_not_exists(lead_id)",
            }
        }

    def _replace(self, before: Lead, after: Lead) -> Item:
        changed = {name: value for name, value in asdict(after).items() if value != getattr(before, name)}
        return self._update_lead(before, changed, {})

    def _complete(self, before: Lead, after: Lead, *, has_list: bool) -> Item:
        """Return the update that adds what the lead may lack, if its time and phone are still those that were read.

        Its remarks are written only if they are not yet a list: turns append to a list without a revision.
        """
        written = {name: getattr(after, name) for name in _ADOPTED}
        if not after.phone:
            del written["phone"]  # The key of an index must not be blank.
        if has_list:
            del written["remarks"]
        write = self._update_lead(before, written, _said(before, *_WHEN, "phone"))
        update = write["Update"]
        update["ConditionExpression"] += f" AND {'' if has_list else 'NOT '}attribute_type(remarks, :list)"
        update["ExpressionAttributeValues"] |= to_item({":list": "L"})
        return write

    def _leave(self, read: Lead) -> Item:
        """Return an update that changes nothing and fails if the lead is not as it was read.

        A ConditionCheck would be clearer, but needs a permission of its own, which the functions do not have.
        """
        return self._update_lead(read, {}, _said(read, *_WHEN))

    def _update_lead(self, before: Lead, written: Mapping[str, Any], read: Mapping[str, str]) -> Item:
        """Return the update of a lead that is still as `read`, above all in its revision: other programs write none."""
        conditions = ["attribute_exists(lead_id)", *(f"#{name} = :{name}_read" for name in read)]
        values = {f":{name}": value for name, value in written.items()}
        values |= {f":{name}_read": value for name, value in read.items()}
        if before.revision:
            conditions.append("#revision = :read")
        else:
            conditions.append("(#revision = :read OR NOT attribute_type(#revision, :number))")
            values[":number"] = "N"
        sets = "SET " + ", ".join(f"#{name} = :{name}" for name in written)
        return {
            "Update": {
                "TableName": self.leads_table,
                "Key": to_item({"lead_id": before.lead_id, "timestamp": before.timestamp}),
                "UpdateExpression": sets if written else "REMOVE no_such_attribute",
                "ConditionExpression": " AND ".join(conditions),
                "ExpressionAttributeNames": {f"#{name}": name for name in ("revision", *written, *read)},
                "ExpressionAttributeValues": to_item({":read": before.revision, **values}),
            }
        }

    def _set_number(self, lead: Lead, bookings: OpenBookings) -> dict[str, Item]:
        """Return the write of the number's bookings; none if another program wrote a phone that is not a number."""
        if not is_number(lead.phone):
            return {}
        return {"phone": self._set_open_bookings(lead.phone, bookings, lead.updated_at)}

    def _set_open_bookings(self, phone: str, bookings: OpenBookings, written_at: int) -> Item:
        latest = max([written_at, *bookings.starts.values()])
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item(_phone_key(phone)),
                "UpdateExpression": "SET version = :next, starts = :starts, expires_at = :expires",
                "ConditionExpression": "version = :read" if bookings.version else "attribute_not_exists(version)",
                "ExpressionAttributeValues": to_item(
                    {
                        ":next": bookings.version + 1,
                        ":starts": dict(bookings.starts),
                        ":expires": latest + int(items.PHONE.kept.total_seconds()),
                        **({":read": bookings.version} if bookings.version else {}),
                    }
                ),
            }
        }

    def _set_day(self, slot: Slot, lead: Lead, holder: str, freed: Slot | None = None) -> Item:
        at = f"{slot.at:%H:%M}"
        names = {"#slot": at, "#hold": _HELD + at, "#by": "by", "#until": "until"}
        condition = f"attribute_not_exists(#slot) AND {_NOT_HELD}"
        remove = "REMOVE #hold"
        if freed:
            names["#freed"] = f"{freed.at:%H:%M}"
            condition += " AND #freed = :lead"
            remove += ", #freed"
        values = {":lead": lead.lead_id, ":me": holder, ":now": lead.updated_at}
        return self._update_day(
            slot.day, f"SET #slot = :lead, expires_at = :expires {remove}", condition, names, values
        )

    def _free(self, slot: Slot, lead_id: str) -> Item:
        update = "SET expires_at = :expires REMOVE #slot"
        return self._update_day(slot.day, update, "#slot = :lead", {"#slot": f"{slot.at:%H:%M}"}, {":lead": lead_id})

    def _update_day(
        self, day: date, update: str, condition: str, names: Mapping[str, str], values: Mapping[str, Any]
    ) -> Item:
        expires_at = items.DAY.expires_at(datetime.combine(day, time(), UTC))
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item(_day_key(day)),
                "UpdateExpression": update,
                "ConditionExpression": condition,
                "ExpressionAttributeNames": dict(names),
                "ExpressionAttributeValues": to_item({**values, ":expires": expires_at}),
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }

    def _set_receipt(self, receipt: Receipt, lead: Lead, action: Action) -> Item:
        expires = lead.updated_at + int(items.RECEIPTS_KEPT.total_seconds())
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item({"state_id": receipt.key}),
                "UpdateExpression": (
                    "SET lead_id = :lead, #action = :action, fingerprint = :hash, answer = :answer, "
                    "expires_at = :expires"
                ),
                "ConditionExpression": (
                    ("lead_id = :before" if receipt.lead_id else "attribute_not_exists(lead_id)")
                    + (" AND lease_until = :lease" if receipt.lease_until else "")
                ),
                "ExpressionAttributeNames": {"#action": "action"},  # a reserved word
                "ExpressionAttributeValues": to_item(
                    {
                        **({":before": receipt.lead_id} if receipt.lead_id else {}),
                        **({":lease": receipt.lease_until} if receipt.lease_until else {}),
                        ":lead": lead.lead_id,
                        ":action": action,
                        ":hash": receipt.fingerprint,
                        ":answer": receipt.answer,
                        ":expires": expires,
                    }
                ),
            }
        }


_NOT_HELD = "(attribute_not_exists(#hold) OR #hold.#by = :me OR #hold.#until <= :now)"


def stored_lead(item: Mapping[str, Any]) -> Lead | None:
    """Return the lead in an item as DynamoDB returns it; None if it has no key under which it could be changed."""
    lead = to_lead(from_item(item))
    is_exact = lead and Decimal(str(lead.timestamp)) == Decimal(item["timestamp"]["N"])
    return lead if is_exact else None


def to_lead(item: Item) -> Lead | None:
    """Return the lead in the item; None if its key or its revision is a number that cannot be written back exactly.

    Other programs write to the table, too: fields that they added are left out; missing fields and fields of another
    type are blank. Their words for a lead's type and status are mapped to ours.
    """
    timestamp, revision = _number(item.get("timestamp")), _number(item.get("revision", 0))
    if timestamp is None or not isinstance(revision, int):
        return None
    texts = {name: value for name, value in item.items() if name in _TEXTS and isinstance(value, str)}
    instants = {name: epoch_seconds(item.get(name)) for name in _INSTANTS}
    remarks = item.get("remarks")
    read = {
        "timestamp": timestamp,
        "lead_type": _lead_type(item),
        "status": _status(item.get("status")),
        "revision": revision,
        "discount_percent": _number(item.get("discount_percent")) or 0,
        "remarks": tuple(text for text in remarks if isinstance(text, str)) if isinstance(remarks, list) else (),
        "language": "es" if item.get("language") == "es" else "",
    }
    return Lead(**{**_BLANK, **texts, **instants, **read})


def _item(lead: Lead) -> Item:
    """Return the lead's item, which has a language only if it is not English."""
    return {name: value for name, value in asdict(lead).items() if name != "language" or value}


def from_image(image: object) -> Lead | None:
    """Return the lead in an image of a stream's record. Binary values look like texts there and are left out."""
    if not isinstance(image, Mapping):
        return None
    plain = {name: value for name, value in image.items() if isinstance(value, Mapping) and set(value) <= {"S", "N"}}
    return to_lead(from_item(plain))


def _number(value: object) -> Any:
    """Return a number that stays the same when written back, None for one that does not; 0 if it is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return value if value == 0 or _LEAST_NUMBER <= abs(value) < _LARGEST_NUMBER else None


def _lead_type(item: Item) -> LeadType:
    given = item.get("lead_type")
    known = (kind for kind in LEAD_TYPES if kind == given)
    return next(known, _TYPE_OF_PREFIX.get(str(item.get("lead_id")).partition("-")[0], "appointment"))


def _status(given: object) -> str:
    word = given.strip().lower().replace("-", "_").replace(" ", "_") if isinstance(given, str) else ""
    return _ENDED.get(word, "booked")


def outbox_key(lead_id: str) -> Item:
    """Return the key of the item for the lead's confirmation, still to be sent."""
    return {"state_id": items.OUTBOX.key(lead_id)}


def outbox_item(lead: Lead, action: Action = "booked") -> Item:
    """Return the item that has what was done to the lead texted to its number."""
    made = datetime.fromtimestamp(lead.updated_at, UTC)
    return {
        **outbox_key(lead.lead_id),
        **mark("confirmation", made),
        "lead_id": lead.lead_id,
        "slot": f"{lead.appointment_date} {lead.appointment_time}",
        "action": action,
        "expires_at": items.OUTBOX.expires_at(made),
    }


def _refuse_slot(failed: Mapping[str, Item], lead: Lead) -> None:
    if "slot" in failed:
        _refuse(failed["slot"], _slot(lead))


def _refuse(stored: Item, slot: Slot) -> None:
    if f"{slot.at:%H:%M}" in stored:
        raise SlotTakenError(f"{time_label(slot.at)} on {slot.day} is taken")
    raise SlotHeldError(f"{time_label(slot.at)} on {slot.day} is being booked by somebody else")


def _said(lead: Lead, *names: str) -> dict[str, str]:
    """Return those of the lead's texts that are not blank; what is missing or not a text is read as blank."""
    return {name: value for name in names if (value := getattr(lead, name))}


def _takes_slot(lead: Lead) -> bool:
    return lead.lead_type != "callback"


def _slot(lead: Lead) -> Slot:
    return Slot(parse_date(lead.appointment_date), parse_time(lead.appointment_time))


def _day_key(day: date) -> Item:
    return {"state_id": items.DAY.key(day)}


def _phone_key(phone: str) -> Item:
    return {"state_id": items.PHONE.key(phone)}

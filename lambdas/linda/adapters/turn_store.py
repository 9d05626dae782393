"""Conversations in the lead table, and the receipts of their turns in the state table."""

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta

from linda import items
from linda.adapters.booking_store import outbox_item
from linda.adapters.functions import from_plain, plain
from linda.adapters.notice_store import opt_out_item, put_down_for_owner
from linda.adapters.owner_store import OwnerStore
from linda.adapters.pending import mark, pending
from linda.adapters.push_store import push_key, put_down_push
from linda.adapters.state_store import StateStore
from linda.adapters.tables import Item, from_item, has_failed, known_fields, slot_in, slot_text, to_item
from linda.errors import ItemFullError, LeaseLostError, StaleReadError
from linda.logs import log, log_error
from linda.models import (
    WEB_CHAT,
    Call,
    Claim,
    Dialogue,
    Inbound,
    InFlight,
    Job,
    Lead,
    Message,
    OwnerEntry,
    Push,
    Records,
    Reply,
    Settled,
    Window,
    is_number,
)
from linda.shop_time import epoch_seconds

# Longer than a turn takes, including storing it, but shorter than Twilio waits, so that the next delivery of a crashed
# turn's message finds it free.
LEASE = timedelta(seconds=13)
# The longest that an asynchronous invocation may run: when Lambda retries a crashed one, a minute after its end, the
# lease is over.
LATER_LEASE = timedelta(seconds=60)
# After so long without another turn, a call is over: a voicemail may last some minutes, a talk with the owner an hour.
LONGEST_SILENCE, LONGEST_TALK = timedelta(minutes=15), timedelta(minutes=75)


class TurnStore(OwnerStore, StateStore):
    """See linda.ports.TurnRepository. What a turn changes of the owner's is stored with its reply."""

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight | Settled:
        """See TurnRepository. The receipt and the stored message are one transaction.

        When the item of one part of the conversation is full, the next part begins.
        """
        part = 1
        while True:
            claim = Claim(_milliseconds(now + LEASE), part=part)
            try:
                failed = self._claim(inbound, claim, now)
            except ItemFullError:
                part = max(part + 1, self.dialogue(inbound.customer).part_of(inbound.session_id))
            else:
                return claim if failed is None else self._claim_again(inbound, failed, now)

    def _claim(self, inbound: Inbound, claim: Claim, now: datetime) -> list[Item] | None:
        receipt = {
            **_turn_key(inbound),
            "status": "running",
            # Whose it is, so that it can be forgotten with the number.
            "customer": inbound.customer,
            "lease_until": claim.lease_until,
            "since": _milliseconds(now),
            "part": claim.part,
            "expires_at": items.TURN.expires_at(now),
            # If the turn dies and the message is not delivered again, the sweep finds it.
            "inbound": plain(inbound),
            **mark("turn", now + LEASE),
        }
        message = Message("user", inbound.content, int(inbound.received_at.timestamp()))
        return self.transact(
            [
                {
                    "Put": {
                        "TableName": self.state_table,
                        "Item": to_item(receipt),
                        "ConditionExpression": "attribute_not_exists(state_id)",
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                },
                {"Update": self._append(_chat_of(inbound), claim.part, message)},
            ]
        )

    def _claim_again(self, inbound: Inbound, failed: list[Item], now: datetime) -> Claim | Reply | InFlight | Settled:
        found = from_item(failed[0]["Item"])
        if found["status"] == "done":
            return Settled() if found.get("later") and inbound.is_text else _stored_reply(found)
        if found["lease_until"] > _milliseconds(now):
            return InFlight(found["lease_until"], found.get("since", 0))
        return self._take_over(inbound, found, now + LEASE, later=False)

    def claim_later(self, inbound: Inbound, lease_until: int, now: datetime) -> Claim | Reply | InFlight | Settled:
        """See TurnRepository."""
        found = self.get(self.state_table, _turn_key(inbound))
        if found.get("status") == "done":
            return _stored_reply(found) if found.get("later") else Settled()
        is_mine = found.get("lease_until") == lease_until
        is_abandoned = found.get("later") and found["lease_until"] <= _milliseconds(now)
        if found.get("status") != "running" or not (is_mine or is_abandoned):
            return InFlight()
        return self._take_over(inbound, found, now + LATER_LEASE, later=True)

    def _take_over(self, inbound: Inbound, receipt: Item, until: datetime, *, later: bool) -> Claim | InFlight:
        """Take over the turn, with everything it has done up to this write.

        An asynchronous turn is no longer pending: Lambda retries it by itself.
        """
        try:
            taken = self.update(
                TableName=self.state_table,
                Key=to_item(_turn_key(inbound)),
                UpdateExpression="SET lease_until = :new, later = :later"
                + (" REMOVE pending, due_at" if later else ", due_at = :due"),
                ConditionExpression="lease_until = :old AND #status = :running",
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=to_item(
                    {
                        ":new": _milliseconds(until),
                        ":later": later,
                        ":old": receipt["lease_until"],
                        ":running": "running",
                        **({} if later else {":due": int(until.timestamp())}),
                    }
                ),
                ReturnValues="ALL_NEW",
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return InFlight()
        done = taken.get("lead_id", ""), taken.get("action", "booked")
        first = from_plain(taken["inbound"]) if "inbound" in taken else None
        return Claim(taken["lease_until"], *done, part=taken.get("part", 1), first=first)

    def abandoned_turns(self, now: datetime) -> list[tuple[Inbound, Claim]]:
        """See TurnRepository."""
        found = [item for item in pending(self, "turn", now) if item["lease_until"] <= _milliseconds(now)]
        return [(from_plain(item["inbound"]), Claim(item["lease_until"])) for item in found]

    def phone_call(self, call_sid: str) -> tuple[str, Call] | None:
        """See TurnRepository."""
        stored = self.get(self.state_table, _call_key(call_sid))
        return (stored["customer"], _to_call(stored)) if stored else None

    def unfinished_calls(self, now: datetime) -> list[tuple[str, Call]]:
        """See TurnRepository."""
        return [(item["customer"], _to_call(item)) for item in pending(self, "call", now)]

    def close_call(self, call_sid: str) -> bool:
        """See TurnRepository. The conversation is active again with its next message, such as a text."""
        try:
            call = self.update(
                TableName=self.state_table,
                Key=to_item(_call_key(call_sid)),
                UpdateExpression="REMOVE pending, due_at SET closed = :closed",
                ConditionExpression="attribute_exists(pending)",
                ExpressionAttributeValues=to_item({":closed": True}),
                ReturnValues="ALL_OLD",
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        with suppress(self.client.exceptions.ConditionalCheckFailedException):  # It may have been deleted.
            self.update(
                TableName=self.leads_table,
                Key=to_item(_chat_key(call.get("session_id", ""), call.get("part", 1))),
                UpdateExpression="SET #status = :completed",
                ConditionExpression="attribute_exists(lead_id)",
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=to_item({":completed": "completed"}),
            )
        return not call.get("closed")

    def messages(self, session_id: str, part: int = 1) -> list[Message]:
        """See TurnRepository."""
        stored = self.get(self.leads_table, _chat_key(session_id, part))
        return [Message(m["role"], m["content"], epoch_seconds(m["timestamp"])) for m in stored.get("messages", ())]

    def dialogue(self, customer: str) -> Dialogue:
        """See TurnRepository."""
        return _to_dialogue(self.get(self.state_table, _dialogue_key(customer)))

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, records: Records, now: datetime) -> None:
        """See TurnRepository. The reply, the receipt and the records are one transaction.

        What no longer fits into its item is left out and logged; a full conversation continues in its next part.
        """
        writes = {
            "receipt": self._finish_receipt(inbound, claim, reply),
            "dialogue": self._put_dialogue(inbound.customer, reply.dialogue, now),
        }
        if reply.call:
            writes["call"] = {
                "Update": {"TableName": self.state_table, **_kept_call(inbound, claim.part, reply.call, now)}
            }
        if records.announced:
            action, announced = records.announced
            entry = outbox_item(announced, action)
            writes["announced"] = {"Put": {"TableName": self.state_table, "Item": to_item(entry)}}
        if records.opted:
            opted = opt_out_item(inbound.phone, now, opted_in=records.opted == "in")
            writes["opted"] = {"Put": {"TableName": self.state_table, "Item": to_item(opted)}}
        for key, text in records.for_owner.items():
            entry = put_down_for_owner(OwnerEntry(key, text, inbound.phone), now)
            writes[key] = {"Update": {"TableName": self.state_table, **entry}}
        if records.lead:
            writes["lead"] = {"Update": self._add_to_lead(records.lead, records)}
        if records.question:
            writes["question"] = {"Put": {"TableName": self.leads_table, "Item": to_item(asdict(records.question))}}
        writes |= self._owners_writes(records, now)
        part, said = claim.part, Message("assistant", reply.text, int(now.timestamp()))
        if reply.text:
            writes["said"] = {"Update": self._append(_chat_of(inbound), part, said)}
        while True:
            try:
                failed = self.transact(list(writes.values()))
            except ItemFullError as error:
                full = {name for n, name in enumerate(writes) if n in error.writes}
                if not full or not full <= {"lead", "said"}:
                    raise
                if "said" in full:
                    part += 1
                    writes["said"] = {"Update": self._append(_chat_of(inbound), part, said)}
                if "lead" in full:
                    del writes["lead"]
                    log_error("remarks_not_stored", error)
                continue
            if failed is None:
                return
            gone = {name for name, reason in zip(writes, failed, strict=True) if has_failed(reason)}
            if gone != {"lead"}:
                break
            del writes["lead"]  # Another program has deleted it in the meantime.
            log("remarks_not_stored", level="WARNING")
        if "receipt" in gone:
            raise LeaseLostError("another delivery of the message has taken over the turn")
        raise StaleReadError("another message of the conversation has changed its dialogue")

    def _owners_writes(self, records: Records, now: datetime) -> dict[str, Item]:
        """Return the writes of what the owner has changed or is asked, and of texts to other customers."""
        writes: dict[str, Item] = {}
        for push in records.pushes:
            writes[f"push {push.key}"] = {"Update": {"TableName": self.state_table, **put_down_push(push, now)}}
        for question in records.asked:
            writes[f"asked {question.number}"] = self.ask_question(question)
        for question in records.answered:
            writes[f"answered {question.number}"] = self.settle_question(question)
        for customer, until in records.taken.items():
            writes[f"taken {customer}"] = self._take(customer, until, now)
        for lead, remark in records.remarked:
            writes[f"remark {lead.lead_id}"] = {"Update": self._add_to_lead(lead, Records(remarks=(remark,)))}
        if records.state:
            writes["state"], writes["changes"], writes["history"] = self.state_writes(records.state)
        if records.line:
            writes["line"] = self.keep_line(records.line)
        return writes

    def _take(self, customer: str, until: int, now: datetime) -> Item:
        """Return the update of a dialogue that the owner has taken over until then."""
        values = {":until": until, ":one": 1, ":expires": items.DIALOGUE.expires_at(now)}
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item(_dialogue_key(customer)),
                "UpdateExpression": "SET taken_until = :until, expires_at = :expires ADD revision :one",
                "ExpressionAttributeValues": to_item(values),
            }
        }

    def record_push(self, push: Push, session_id: str, dialogue: Dialogue, lead: Lead | None, now: datetime) -> bool:
        """See PushRepository. A conversation that is full goes without the text."""
        source = "twilio-whatsapp" if push.channel == "whatsapp" else "twilio-sms"
        who = (push.phone, source) if is_number(push.phone) else (WEB_CHAT, WEB_CHAT)
        said = Message("assistant", push.text, int(now.timestamp()))
        chat = self._append((session_id, *who), dialogue.part_of(session_id), said)
        writes: list[Item] = [
            {
                "Update": {
                    "TableName": self.state_table,
                    "Key": to_item(push_key(push)),
                    "UpdateExpression": "SET recorded = :yes",
                    "ConditionExpression": "pending = :push AND attribute_not_exists(recorded)",
                    "ExpressionAttributeValues": to_item({":yes": True, ":push": "push"}),
                }
            },
            self._put_dialogue(push.phone, dialogue, now),
        ]
        if lead:
            remarks = (push.remark,) if push.remark else ()
            writes.append({"Update": self._add_to_lead(lead, Records(lead, remarks, push.discount_percent))})
        try:
            failed = self.transact([*writes, {"Update": chat}])
        except ItemFullError as error:
            log_error("push_not_in_conversation", error)
            failed = self.transact(writes)
        if failed is None:
            return True
        if has_failed(failed[0]):
            return False
        raise StaleReadError("another message of the conversation has changed its dialogue")

    def _finish_receipt(self, inbound: Inbound, claim: Claim, reply: Reply) -> Item:
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item(_turn_key(inbound)),
                "UpdateExpression": (
                    "SET #status = :done, reply = :reply, answered_by = :by"
                    + (", #call = :call" if reply.call else "")
                    + " REMOVE pending, due_at, inbound"
                ),
                "ConditionExpression": "lease_until = :mine AND #status = :running",
                "ExpressionAttributeNames": {"#status": "status", **({"#call": "call"} if reply.call else {})},
                "ExpressionAttributeValues": to_item(
                    {
                        **({":call": asdict(reply.call)} if reply.call else {}),
                        ":done": "done",
                        ":running": "running",
                        ":reply": reply.text,
                        ":by": reply.by,
                        ":mine": claim.lease_until,
                    }
                ),
            }
        }

    def _put_dialogue(self, customer: str, read: Dialogue, now: datetime) -> Item:
        dialogue = {
            **_dialogue_key(customer),
            **_from_dialogue(replace(read, revision=read.revision + 1)),
            "expires_at": items.DIALOGUE.expires_at(now),
        }
        return {
            "Put": {
                "TableName": self.state_table,
                "Item": to_item(dialogue),
                "ConditionExpression": "attribute_not_exists(revision) OR revision = :read",
                "ExpressionAttributeValues": to_item({":read": read.revision}),
            }
        }

    def _add_to_lead(self, lead: Lead, records: Records) -> Item:
        """Return the update that appends the remarks; a concurrent change to the lead is not lost."""
        discount = {":discount": records.discount_percent} if records.discount_percent else {}
        name = {":name": records.customer_name} if records.customer_name else {}
        return {
            "TableName": self.leads_table,
            "Key": to_item({"lead_id": lead.lead_id, "timestamp": lead.timestamp}),
            "UpdateExpression": (
                "SET remarks = list_append(if_not_exists(remarks, :none), :new)"
                + (", discount_percent = :discount" if discount else "")
                + (", customer_name = :name" if name else "")
            ),
            "ConditionExpression": "attribute_exists(lead_id)",
            "ExpressionAttributeValues": to_item({":none": [], ":new": list(records.remarks), **discount, **name}),
        }

    def _append(self, chat: tuple[str, str, str], part: int, message: Message) -> Item:
        """Return the update that adds the message to a conversation: its session, its number and its channel.

        The number that a visitor of the web chat has proved stays known.
        """
        session_id, phone, source = chat
        number = "if_not_exists(#source, :source)" if phone == WEB_CHAT else ":source"
        return {
            "TableName": self.leads_table,
            "Key": to_item(_chat_key(session_id, part)),
            "UpdateExpression": (
                "SET messages = list_append(if_not_exists(messages, :none), :new), last_updated = :now, "
                f"session_id = :session, #source = {number}, channel = :channel, #status = :active, "
                "chat_log_expires_at = :expires, "
                "message_count = if_not_exists(message_count, :zero) + :one"
            ),
            "ExpressionAttributeNames": {"#source": "source", "#status": "status"},
            "ExpressionAttributeValues": to_item(
                {
                    ":none": [],
                    ":new": [asdict(message)],
                    ":now": message.timestamp,
                    ":session": _part_of(session_id, part),
                    ":source": phone,
                    ":channel": source,
                    ":active": "active",
                    ":expires": message.timestamp + self.chat_log_days * 86_400,
                    ":zero": 0,
                    ":one": 1,
                }
            ),
        }


def _chat_of(inbound: Inbound) -> tuple[str, str, str]:
    """Return the session, whose it is as the owner knows him, and the channel."""
    who = inbound.proved or WEB_CHAT if inbound.source == WEB_CHAT else inbound.phone
    return inbound.session_id, who, inbound.source


def _call_key(call_sid: str) -> Item:
    return {"state_id": items.CALL.key(call_sid)}


def _kept_call(inbound: Inbound, part: int, call: Call, now: datetime) -> Item:
    """Return the update that keeps a call, which is pending until its end is reported or must have come.

    That its end has been dealt with before stays known: the text of a voicemail comes after it.
    """
    due = mark("call", now + (LONGEST_TALK if call.step == "dial" else LONGEST_SILENCE))
    kept = {"customer": inbound.customer, "expires_at": items.CALL.expires_at(now)}
    chat = {"session_id": inbound.session_id, "part": part}
    fields = {**asdict(call), **kept, **chat, **due}
    return {
        "Key": to_item(_call_key(call.call_sid)),
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in fields),
        "ExpressionAttributeNames": {f"#{name}": name for name in fields},
        "ExpressionAttributeValues": to_item({f":{name}": value for name, value in fields.items()}),
    }


def _to_call(stored: Item) -> Call:
    known = known_fields(Call, stored)
    return Call(**{**known, **{name: tuple(stored.get(name, ())) for name in ("said", "untold")}})


def _stored_reply(receipt: Item) -> Reply:
    call = _to_call(receipt["call"]) if receipt.get("call") else None
    return Reply(receipt["reply"], receipt["answered_by"], call=call)


def _turn_key(inbound: Inbound) -> Item:
    return {"state_id": inbound.receipt_key}


def _chat_key(session_id: str, part: int) -> Item:
    return {"lead_id": f"{items.CHATLOG}{_part_of(session_id, part)}", "timestamp": 0}


def _part_of(session_id: str, part: int) -> str:
    return f"{session_id}-{part}" if part > 1 else session_id


def _dialogue_key(customer: str) -> Item:
    return {"state_id": items.DIALOGUE.key(customer)}


def _from_dialogue(dialogue: Dialogue) -> Item:
    return {
        **asdict(dialogue),
        "held": slot_text(dialogue.held) if dialogue.held else "",
        "day": dialogue.day.isoformat() if dialogue.day else "",
        "at": _clock(dialogue.at),
        "window": [_clock(dialogue.window.first), _clock(dialogue.window.last)],
        "options": [slot_text(slot) for slot in dialogue.options],
    }


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _to_dialogue(item: Item) -> Dialogue:
    if not item:
        return Dialogue()
    return Dialogue(
        # Dialogues stored by an earlier version have none of these.
        asked=item.get("asked", ""),
        lead_ids=tuple(item.get("lead_ids", ())),
        discount_percent=item.get("discount_percent", 0),
        remarks=tuple(item.get("remarks", ())),
        part=item.get("part", 1),
        held=slot_in(item["held"]) if item.get("held") else None,
        revision=item.get("revision", 0),
        greeted=item.get("greeted", False),
        session_id=item.get("session_id", ""),
        earlier_session=item.get("earlier_session", ""),
        language=item.get("language", "en"),
        keeps_language=item.get("keeps_language", False),
        jobs=tuple(Job(**job) for job in item.get("jobs", ())),
        day=date.fromisoformat(item["day"]) if item.get("day") else None,
        at=_time(item.get("at", "")),
        window=Window(*map(_time, item.get("window", ()))),
        options=tuple(map(slot_in, item.get("options", ()))),
        on_site=item.get("on_site", False),
        address=item.get("address", ""),
        customer_name=item.get("customer_name", ""),
        nudges=item.get("nudges", 0),
        handed_on=tuple(item.get("handed_on", ())),
        taken_until=item.get("taken_until", 0),
        source=item.get("source", ""),
        waits=item.get("waits", ""),
        waits_to_book=item.get("waits_to_book", False),
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

"""Conversations in the lead table, and the receipts of their turns in the state table."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta

from linda.adapters.tables import Item, Tables, from_item, to_item
from linda.errors import LeaseLostError
from linda.models import Chat, Claim, Draft, Inbound, InFlight, Message, Reply, Slot

# Longer than a turn and its storing, and shorter than Twilio's patience: its next delivery finds a crashed turn free.
LEASE = timedelta(seconds=13)
_DRAFTS_KEPT = timedelta(days=60)
_RECEIPTS_KEPT = timedelta(days=30)


class TurnStore(Tables):
    """See linda.ports.TurnRepository."""

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight:
        """See TurnRepository. The receipt and the stored message are one transaction."""
        claim = Claim(_milliseconds(now + LEASE))
        receipt = {
            **_turn_key(inbound),
            "status": "running",
            "lease_until": claim.lease_until,
            "expires_at": int((now + _RECEIPTS_KEPT).timestamp()),
        }
        failed = self.transact(
            [
                {
                    "Put": {
                        "TableName": self.state_table,
                        "Item": to_item(receipt),
                        "ConditionExpression": "attribute_not_exists(state_id)",
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                },
                {"Update": self._append(inbound, Message("user", inbound.text, _iso(inbound.received_at)))},
            ]
        )
        return claim if failed is None else self._claim_again(inbound, from_item(failed[0]["Item"]), now)

    def _claim_again(self, inbound: Inbound, receipt: Item, now: datetime) -> Claim | Reply | InFlight:
        if receipt["status"] == "done":
            return Reply(receipt["reply"], receipt["answered_by"])
        if receipt["lease_until"] > _milliseconds(now):
            return InFlight()
        claim = Claim(_milliseconds(now + LEASE), receipt.get("lead_id", ""))
        won = self.transact(
            [
                {
                    "Update": {
                        "TableName": self.state_table,
                        "Key": to_item(_turn_key(inbound)),
                        "UpdateExpression": "SET lease_until = :new",
                        "ConditionExpression": "lease_until = :old AND #status = :running",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": to_item(
                            {":new": claim.lease_until, ":old": receipt["lease_until"], ":running": "running"}
                        ),
                    }
                }
            ]
        )
        return claim if won is None else InFlight()

    def chat(self, session_id: str) -> Chat:
        """See TurnRepository."""
        stored, draft = self.get_together(
            (self.leads_table, _chat_key(session_id)), (self.state_table, _draft_key(session_id))
        )
        messages = (Message(m["role"], m["content"], m["timestamp"]) for m in stored.get("messages", ()))
        return Chat(tuple(messages), _to_draft(draft))

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
        """See TurnRepository. The reply and the receipt are one transaction."""
        append = self._append(inbound, Message("assistant", reply.text, _iso(now)))
        draft = {
            **_draft_key(inbound.session_id),
            **_from_draft(reply.draft),
            "expires_at": int((now + _DRAFTS_KEPT).timestamp()),
        }
        failed = self.transact(
            [
                {
                    "Update": {
                        "TableName": self.state_table,
                        "Key": to_item(_turn_key(inbound)),
                        "UpdateExpression": "SET #status = :done, reply = :reply, answered_by = :by",
                        "ConditionExpression": "lease_until = :mine AND #status = :running",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": to_item(
                            {
                                ":done": "done",
                                ":running": "running",
                                ":reply": reply.text,
                                ":by": reply.by,
                                ":mine": claim.lease_until,
                            }
                        ),
                    }
                },
                {"Update": append},
                {"Put": {"TableName": self.state_table, "Item": to_item(draft)}},
            ]
        )
        if failed is not None:
            raise LeaseLostError("another delivery of the message has taken the turn over")

    def _append(self, inbound: Inbound, message: Message) -> Item:
        return {
            "TableName": self.leads_table,
            "Key": to_item(_chat_key(inbound.session_id)),
            "UpdateExpression": (
                "SET messages = list_append(if_not_exists(messages, :none), :new), last_updated = :now, "
                "session_id = :session, #source = :source, #status = :active, "
                "message_count = if_not_exists(message_count, :zero) + :one"
            ),
            "ExpressionAttributeNames": {"#source": "source", "#status": "status"},
            "ExpressionAttributeValues": to_item(
                {
                    ":none": [],
                    ":new": [asdict(message)],
                    ":now": message.timestamp,
                    ":session": inbound.session_id,
                    ":source": inbound.source,
                    ":active": "active",
                    ":zero": 0,
                    ":one": 1,
                }
            ),
        }


def _turn_key(inbound: Inbound) -> Item:
    return {"state_id": inbound.receipt_key}


def _chat_key(session_id: str) -> Item:
    return {"lead_id": f"CHATLOG-{session_id}", "timestamp": 0}


def _draft_key(session_id: str) -> Item:
    return {"state_id": f"DRAFT#{session_id}"}


def _from_draft(draft: Draft) -> Item:
    return {
        "repair_type": draft.repair_type,
        "device": draft.device,
        "wanted_day": draft.wanted_day.isoformat() if draft.wanted_day else "",
        "wanted_time": draft.wanted_time.isoformat("minutes") if draft.wanted_time else "",
        "offered": [f"{slot.day} {slot.at:%H:%M}" for slot in draft.offered],
    }


def _to_draft(item: Item) -> Draft:
    if not item:
        return Draft()
    offered = (datetime.fromisoformat(text) for text in item["offered"])
    return Draft(
        repair_type=item["repair_type"],
        device=item["device"],
        wanted_day=date.fromisoformat(item["wanted_day"]) if item["wanted_day"] else None,
        wanted_time=time.fromisoformat(item["wanted_time"]) if item["wanted_time"] else None,
        offered=tuple(Slot(at.date(), at.time()) for at in offered),
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

"""What is going on with the owner on his own line, and the questions that he is to answer, in the state table."""

from dataclasses import asdict, replace
from datetime import UTC, datetime

from linda import items
from linda.adapters.pending import DONE, mark, pending
from linda.adapters.push_store import put_down_push
from linda.adapters.tables import Item, Tables, known_fields, to_item
from linda.models import OwnerLine, OwnerQuestion, Push, Undo

_LINE = {"state_id": items.OWNER_LINE}
_COUNTER = {"state_id": items.QUESTIONS}


class OwnerStore(Tables):
    """See linda.ports.OwnerRepository."""

    def owner_line(self) -> OwnerLine:
        """See OwnerRepository."""
        stored = self.get(self.state_table, _LINE)
        known = known_fields(OwnerLine, stored)
        undo = Undo(**known_fields(Undo, known["undo"])) if known.get("undo") else None
        lists = {name: tuple(known.get(name, ())) for name in ("wrong_pins", "taken", "about")}
        return OwnerLine(**{**known, **lists, "undo": undo})

    def next_question_number(self) -> int:
        """See OwnerRepository. The counter never expires, so that an old number is never another question's."""
        counted = self.update(
            TableName=self.state_table,
            Key=to_item(_COUNTER),
            UpdateExpression="ADD hits :one",
            ExpressionAttributeValues=to_item({":one": 1}),
            ReturnValues="UPDATED_NEW",
        )
        return int(counted["hits"])

    def question(self, number: int) -> OwnerQuestion | None:
        """See OwnerRepository."""
        stored = self.get(self.state_table, {"state_id": items.QUESTION.key(number)})
        return _to_question(stored) if stored else None

    def open_questions(self) -> list[OwnerQuestion]:
        """See OwnerRepository."""
        return [_to_question(item) for item in pending(self, "question")]

    def expire_question(self, question: OwnerQuestion, push: Push | None, now: datetime) -> bool:
        """See OwnerRepository."""
        writes = [self.settle_question(replace(question, status="expired"))]
        if push:
            writes.append({"Update": {"TableName": self.state_table, **put_down_push(push, now)}})
        return self.transact(writes) is None

    def ask_question(self, question: OwnerQuestion) -> Item:
        """Return the write that stores a new question."""
        asked_at = datetime.fromtimestamp(question.asked_at, UTC)
        item = {
            "state_id": items.QUESTION.key(question.number),
            **asdict(question),
            "expires_at": items.QUESTION.expires_at(asked_at),
            **mark("question", asked_at),
        }
        return {"Put": {"TableName": self.state_table, "Item": to_item(item)}}

    def settle_question(self, question: OwnerQuestion) -> Item:
        """Return the write that stores the answer to a question that has none, or that an open one has expired."""
        return {
            "Update": {
                "TableName": self.state_table,
                "Key": to_item({"state_id": items.QUESTION.key(question.number)}),
                "UpdateExpression": "SET #status = :status, answer = :answer, pending = :done",
                "ConditionExpression": "#status = :open OR (#status = :expired AND :status = :answered)",
                "ExpressionAttributeNames": {"#status": "status"},
                "ExpressionAttributeValues": to_item(
                    {
                        ":status": question.status,
                        ":answer": question.answer,
                        ":done": DONE,
                        ":open": "open",
                        ":expired": "expired",
                        ":answered": "answered",
                    }
                ),
            }
        }

    def keep_line(self, line: OwnerLine) -> Item:
        """Return the write that stores what is going on with the owner."""
        item = {**_LINE, **asdict(replace(line, revision=line.revision + 1))}
        return {
            "Put": {
                "TableName": self.state_table,
                "Item": to_item(item),
                "ConditionExpression": "attribute_not_exists(revision) OR revision = :read",
                "ExpressionAttributeValues": to_item({":read": line.revision}),
            }
        }


def _to_question(stored: Item) -> OwnerQuestion:
    return OwnerQuestion(**{**known_fields(OwnerQuestion, stored), "topics": tuple(stored.get("topics", ()))})

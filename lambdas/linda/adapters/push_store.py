"""Texts to customers that LINDA sends by herself, in the state table."""

from contextlib import suppress
from dataclasses import asdict, fields
from datetime import datetime

from linda import items
from linda.adapters.pending import DONE, mark, pending
from linda.adapters.tables import Item, Tables, to_item
from linda.models import Push, Slot
from linda.shop_time import parse_date, parse_time


class PushStore(Tables):
    """See linda.ports.PushRepository; TurnStore has what also changes the conversation."""

    def put_push(self, push: Push, now: datetime) -> None:
        """See PushRepository."""
        self.update(TableName=self.state_table, **put_down_push(push, now))

    def pushes(self) -> list[Push]:
        """See PushRepository."""
        return [_to_push(item) for item in pending(self, "push")]

    def clear_push(self, push: Push) -> None:
        """See PushRepository. It may have been forgotten in the meantime."""
        with suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.update(
                TableName=self.state_table,
                Key=to_item(push_key(push)),
                UpdateExpression="SET pending = :done",
                ConditionExpression="attribute_exists(state_id)",
                ExpressionAttributeValues=to_item({":done": DONE}),
            )


def push_key(push: Push) -> Item:
    """Return the key of the text's item."""
    return {"state_id": items.PUSH.key(push.key)}


def put_down_push(push: Push, now: datetime) -> Item:
    """Return the update that records the text; one that is pending or already sent stays as it is."""
    options = [f"{slot.day} {slot.at:%H:%M}" for slot in push.options]
    once = {**asdict(push), "options": options, **mark("push", now)}
    return {
        "Key": to_item(push_key(push)),
        "UpdateExpression": "SET expires_at = :expires, "
        + ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in once),
        "ExpressionAttributeNames": {f"#{name}": name for name in once},
        "ExpressionAttributeValues": to_item(
            {":expires": items.PUSH.expires_at(now), **{f":{name}": value for name, value in once.items()}}
        ),
    }


def _to_push(item: Item) -> Push:
    known = {field.name: item[field.name] for field in fields(Push) if field.name in item}
    options = (text.split(" ") for text in item.get("options", ()))
    slots = tuple(Slot(parse_date(day), parse_time(at)) for day, at in options)
    return Push(**{**known, "options": slots, "settles": tuple(item.get("settles", ()))})

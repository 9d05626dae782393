"""Texts to customers that LINDA sends by herself, in the state table."""

from dataclasses import asdict
from datetime import datetime

from linda import items
from linda.adapters.pending import finish, mark, pending
from linda.adapters.tables import Item, Tables, known_fields, put_once, slot_in, slot_text, to_item
from linda.models import Push


class PushStore(Tables):
    """See linda.ports.PushRepository; TurnStore has what also changes the conversation."""

    def put_push(self, push: Push, now: datetime) -> None:
        """See PushRepository."""
        self.update(TableName=self.state_table, **put_down_push(push, now))

    def pushes(self) -> list[Push]:
        """See PushRepository."""
        return [_to_push(item) for item in pending(self, "push")]

    def clear_push(self, push: Push) -> None:
        """See PushRepository."""
        finish(self, push_key(push))

    def drop_push(self, push: Push) -> None:
        """See PushRepository."""
        self.call(self.client.delete_item, TableName=self.state_table, Key=to_item(push_key(push)))


def push_key(push: Push) -> Item:
    """Return the key of the text's item."""
    return {"state_id": items.PUSH.key(push.key)}


def put_down_push(push: Push, now: datetime) -> Item:
    """Return the update that records the text; one that is pending or already sent stays as it is."""
    options = [slot_text(slot) for slot in push.options]
    once = {**asdict(push), "options": options, **mark("push", now)}
    return put_once(push_key(push), once, items.PUSH.expires_at(now))


def _to_push(item: Item) -> Push:
    options, settles = tuple(map(slot_in, item.get("options", ()))), tuple(item.get("settles", ()))
    return Push(**{**known_fields(Push, item), "options": options, "settles": settles})

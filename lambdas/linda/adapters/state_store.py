"""The owner's state in its table, and its history."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime

from linda import items
from linda.adapters.tables import Item, Tables, to_item, without_key
from linda.errors import StaleReadError
from linda.models import StateChange
from linda.owner_state import MOST_CHANGES

_CURRENT = {"state_id": "CURRENT"}
_READS = 10


class StateStore(Tables):
    """See linda.ports.StateRepository."""

    def owner_state(self) -> dict[str, object]:
        """See StateRepository."""
        return without_key(self.get(self.state_table, _CURRENT))

    def change_owner_state(self, change: StateChange) -> dict[str, object]:
        """See StateRepository. The state and the history's item are one transaction."""
        if self.transact(self.state_writes(change)) is not None:
            raise StaleReadError("the state has changed since it was read")
        return self.owner_state()

    def state_history(self, before: int, count: int) -> Sequence[StateChange]:
        """See StateRepository. Each change has an item of its own, whose key is the version that it led to."""
        versions = range(before - 1, max(before - 1 - count, 0), -1)
        with ThreadPoolExecutor(_READS) as pool:
            found = list(pool.map(lambda version: copy_context().run(self._change_to, version), versions))
        return [change for change in found if change]

    def _change_to(self, version: int) -> StateChange | None:
        item = self.get(self.state_table, {"state_id": items.HISTORY.key(version)})
        if not item:
            return None
        return StateChange(item["fields"], version - 1, item["by"], item["at"], json.loads(item["before"]))

    def state_writes(self, change: StateChange) -> list[Item]:
        """Return the writes of a transaction that change the state and keep the change in the history."""
        fields = {**change.fields, "version": change.version + 1, "updated_at": change.at}
        sets = [n for n, value in enumerate(fields.values()) if value is not None]
        removes = [n for n, value in enumerate(fields.values()) if value is None]
        expression = f"SET {', '.join(f'#{n} = :{n}' for n in sets)}"
        if removes:
            expression += f" REMOVE {', '.join(f'#{n}' for n in removes)}"
        values = {f":{n}": value for n, value in enumerate(fields.values()) if value is not None}
        update = {
            "TableName": self.state_table,
            "Key": to_item(_CURRENT),
            "UpdateExpression": expression,
            # Another program may have written anything there: what is not a count of changes counts as none.
            "ConditionExpression": "#v >= :read AND #v < :next"
            if change.version
            else "attribute_not_exists(#v) OR NOT #v BETWEEN :one AND :most",
            "ExpressionAttributeNames": {"#v": "version", **{f"#{n}": name for n, name in enumerate(fields)}},
            "ExpressionAttributeValues": to_item(
                {
                    **values,
                    **(
                        {":read": change.version, ":next": change.version + 1}
                        if change.version
                        else {":one": 1, ":most": MOST_CHANGES}
                    ),
                }
            ),
        }
        entry = {
            "state_id": items.HISTORY.key(change.version + 1),
            "at": change.at,
            "by": change.by,
            "fields": dict(change.fields),
            # Other programs' values, as a text: DynamoDB has numbers that cannot be written again.
            "before": json.dumps(change.before, ensure_ascii=False, default=repr),
            "expires_at": items.HISTORY.expires_at(datetime.fromtimestamp(change.at, UTC)),
        }
        return [{"Update": update}, {"Put": {"TableName": self.state_table, "Item": to_item(entry)}}]

"""Removes everything stored about one number from both tables."""

import time as clock
from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import TYPE_CHECKING, Any

from linda.adapters.archive_store import ArchiveStore
from linda.adapters.tables import Item, from_item, to_item

if TYPE_CHECKING:
    from linda.forgetting import Change, Plan

# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_LARGEST_TRANSACTION = 100


class ForgetStore(ArchiveStore):
    """Forgets a number. Nothing but the scheduler and the command on a laptop, at the owner's word, does so."""

    def forget(self, phone: str, seconds: float) -> "tuple[Counter[str], Plan]":
        """Remove everything about the number (E.164) but its opt-out, within about so many seconds.

        Returns how many changes of which kind were made, and the last look: what was left then, nothing if all is gone.
        A step that meets a concurrent change is left to the next look; repeated, it goes on where it has stopped.
        Raises StoreUnavailableError.
        """
        removed: Counter[str] = Counter()
        deadline = 0.0
        while True:
            found = self.look(phone)
            # Reading does not count at first: however long it takes, each call removes something.
            deadline = deadline or clock.monotonic() + seconds
            for done in self.carry_out(found, deadline):
                removed.update(done)
            if not found.steps or clock.monotonic() > deadline:
                return removed, found

    def look(self, phone: str) -> "Plan":
        """Return what there is to remove, read strongly consistently."""
        from linda.forgetting import plan  # Imported here, since a customer is hardly ever forgotten.

        state = [plain_item(item) for item in self.scanned(self.state_table, ConsistentRead=True)]
        return plan(phone, map(plain_item, self.scanned(self.leads_table, ConsistentRead=True)), state)

    def carry_out(self, found: "Plan", deadline: float = float("inf")) -> Iterator[Counter[str]]:
        """Carry out the steps until the deadline (on the monotonic clock); yield after each what it has changed.

        Raises StoreUnavailableError.
        """
        for step in found.steps:
            done: Counter[str] = Counter()
            for changes in batched(step, _LARGEST_TRANSACTION, strict=False):
                if clock.monotonic() > deadline:
                    yield done
                    return
                if self.transact([_removal(change, self._name_of(change.table)) for change in changes]) is not None:
                    break  # It has met a concurrent change.
                done.update(change.kind for change in changes)
            yield done

    def _name_of(self, table: str) -> str:
        return {"leads": self.leads_table, "state": self.state_table}[table]


def _removal(change: "Change", table: str) -> Any:
    """Return the write of a transaction that makes the change in the table of this name."""
    key = {name: {"N": str(value)} if name == "timestamp" else {"S": value} for name, value in change.key.items()}
    where = {"TableName": table, "Key": key}
    if change.is_whole:
        return {"Delete": where}
    read = {**change.attributes, **{path: was for path, (was, _) in change.others.items()}}
    parts = {part for path in read for part in path.split(".")}
    names = {part: f"#{n}" for n, part in enumerate(sorted(parts))}
    paths = {path: ".".join(names[part] for part in path.split(".")) for path in read}
    values = {f":was{n}": was for n, was in enumerate(read.values())}
    becomes = {f":new{n}": new for n, (_, new) in enumerate(change.others.values())}
    sets = [f"{paths[path]} = {value}" for path, value in zip(change.others, becomes, strict=True)]
    removes = [paths[path] for path in change.attributes]
    expressions = [f"SET {', '.join(sets)}"] * bool(sets) + [f"REMOVE {', '.join(removes)}"] * bool(removes)
    return {
        "Update": {
            **where,
            "UpdateExpression": " ".join(expressions),
            "ConditionExpression": " AND ".join(
                f"{paths[path]} = {value}" for path, value in zip(read, values, strict=True)
            ),
            "ExpressionAttributeNames": {short: part for part, short in names.items()},
            "ExpressionAttributeValues": to_item({**values, **becomes}),
        }
    }


def plain_item(item: Item) -> dict[str, Any]:
    """Return the item as plain values, but the number in its key as it is written, which must not be rounded."""
    written = {"timestamp": item["timestamp"]["N"]} if "timestamp" in item else {}
    return {**from_item(item), **written}

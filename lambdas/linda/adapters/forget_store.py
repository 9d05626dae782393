"""Removes everything stored about one number from both tables."""

import time as clock
from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import TYPE_CHECKING, Any

from linda.adapters.archive_store import ArchiveStore
from linda.adapters.tables import Item, from_item

if TYPE_CHECKING:
    from linda.forgetting import Plan

# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_LARGEST_TRANSACTION = 100


class ForgetStore(ArchiveStore):
    """Forgets a number. Nothing but the scheduler, at the owner's word, does so."""

    def forget(self, phone: str, seconds: float) -> "tuple[Counter[str], Plan]":
        """Remove everything about the number (E.164) but its opt-out, within about so many seconds.

        Returns how many changes of which kind were made, and the last look: what was left then, nothing if all is gone.
        A step that meets a concurrent change is left to the next look; repeated, it goes on where it has stopped.
        Raises StoreUnavailableError.
        """
        from linda.forgetting import removal  # Imported here, since a customer is hardly ever forgotten.

        removed: Counter[str] = Counter()
        deadline = 0.0
        while True:
            found = self.look(phone)
            # Reading does not count at first: however long it takes, each call removes something.
            deadline = deadline or clock.monotonic() + seconds
            for step in found.steps:
                for writes in batched(step, _LARGEST_TRANSACTION, strict=False):
                    if clock.monotonic() > deadline:
                        return removed, found
                    if self.transact([removal(each, self._name_of(each.table)) for each in writes]) is not None:
                        break
                    removed.update(each.kind for each in writes)
            if not found.steps or clock.monotonic() > deadline:
                return removed, found

    def look(self, phone: str) -> "Plan":
        """Return what there is to remove, read strongly consistently."""
        from linda.forgetting import plan

        leads, state = (map(_plain, self._all(table)) for table in (self.leads_table, self.state_table))
        return plan(phone, leads, state)

    def _all(self, table: str) -> Iterator[Item]:
        return self.scanned(table, ConsistentRead=True)

    def _name_of(self, table: str) -> str:
        return {"leads": self.leads_table, "state": self.state_table}[table]


def _plain(item: Item) -> dict[str, Any]:
    """Return the item as plain values, but the number in its key as it is written, which must not be rounded."""
    written = {"timestamp": item["timestamp"]["N"]} if "timestamp" in item else {}
    return {**from_item(item), **written}

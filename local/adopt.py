"""`adopt`: has LINDA take over the bookings that were in the lead table before its stream could report them.

The sweep finds leads by the index over `lead_type`, which leads of other programs lack. The rule stays LINDA's: the
scheduler gets each upcoming booking as the stream would report it, and leaves what it knows already as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from local import audit
from local.audit import Lead
from local.console import LocalError, progress
from local.deployed import Deployed


class Adopted(NamedTuple):
    """The upcoming bookings, those of them that LINDA did not know, and why some could not be taken over."""

    upcoming: Sequence[Lead]
    new: Sequence[Lead]
    failed: Mapping[str, str]


def adopt(linda: Deployed, leads_table: str, zone: ZoneInfo, *, dry_run: bool) -> Adopted:
    """Have the scheduler take over all upcoming bookings, in the order of their times; with `dry_run`, only find them.

    Of two for one slot, the second is left without it, and the owner gets a text about both. Raises LocalError.
    """
    found = audit.upcoming(linda.client("dynamodb"), leads_table, datetime.now(UTC), zone)
    upcoming = sorted(found, key=lambda lead: (lead.instant, lead.lead_id))
    failed: dict[str, str] = {}
    scheduler = "" if dry_run else linda.function("scheduler")
    for done, lead in enumerate([] if dry_run else upcoming, 1):
        change = {"Keys": {"lead_id": {"S": lead.lead_id}}}
        record = {"eventSource": "aws:dynamodb", "eventName": "MODIFY", "dynamodb": change}
        try:
            linda.invoke(scheduler, {"Records": [record]})
        except LocalError as error:
            failed[lead.lead_id] = str(error)
        progress(f"{done} of {len(upcoming)} upcoming bookings")
    progress("")
    if scheduler:
        now_there = audit.upcoming(linda.client("dynamodb"), leads_table, datetime.now(UTC), zone)
        unknown = [lead.lead_id for lead in now_there if not lead.is_adopted and lead.lead_id not in failed]
        failed |= dict.fromkeys(unknown, "LINDA still does not know it: see the scheduler's log")
    return Adopted(upcoming, [lead for lead in upcoming if not lead.is_adopted], failed)


def to_words(found: Adopted, *, dry_run: bool) -> str:
    """What has been done, for a person."""
    lines = [f"{lead_id} could not be taken over: {why}" for lead_id, why in found.failed.items()]
    done = "to be taken over" if dry_run else "taken over"
    lines += [
        f"{' '.join(lead.slot)}  {lead.lead_id}  {done}" for lead in found.new if lead.lead_id not in found.failed
    ]
    new, known = len(found.new), len(found.upcoming) - len(found.new)
    return "\n".join([*lines, f"{len(found.upcoming)} upcoming bookings: {new} new, {known} known to LINDA"])

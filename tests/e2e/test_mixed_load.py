"""Everybody at once, for as long as LOAD_SECONDS says; `python -m tests.mixed_load` does it for an hour."""

import os

from tests.e2e.conftest import Linda
from tests.mixed_load import LEADS, Load, is_unreadable, problems

SECONDS = float(os.environ.get("LOAD_SECONDS", "15"))
# Far from the days of the other tests.
FIRST_DAY = 200


def test_under_a_mixed_load_nothing_fails_and_the_audit_is_clean(linda: Linda) -> None:
    load = Load(linda.outputs, seed=1, first_day=FIRST_DAY)
    try:
        load.run(SECONDS)
        assert load.failures == []
        assert problems(linda.outputs) == []
        did = {what.split()[0] for what in load.done}
        assert did >= {"text", "book", "foreign", "sweep"}
    finally:
        linda.http.delete("/state", headers=linda.owner())
        dynamodb = linda.aws("dynamodb")
        for item in dynamodb.scan(TableName=LEADS)["Items"]:
            if is_unreadable(item):  # which the audit of another test would name
                key = {"lead_id": item["lead_id"], "timestamp": item["timestamp"]}
                dynamodb.delete_item(TableName=LEADS, Key=key)

"""`export` and `import` over the emulator's tables: nothing is lost, and nothing that is there is overwritten."""

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linda.adapters.dynamodb import DynamoDBStore
from local import transfer
from local.console import LocalError, UsageError
from tests.foreign_leads import LEAD, Stored
from tests.integration.conftest import LEADS, STATE
from tests.integration.forking import serving
from tests.integration.transfer_process import TABLES

LEAD_ITEM: Stored = {
    "lead_id": {"S": "LEAD-1"},
    "timestamp": {"N": "1770735600.123"},
    "exact": {"N": "12345678901234567890123456789012345678"},
    "tiny": {"N": "-1.2345678901234567890123456789012345678E-100"},
    "content": {"B": b"\x00\xff"},
    "contents": {"BS": [b"\x00", b"\xff"]},
    "words": {"SS": ["a", "ñ\u2028"]},
    "numbers": {"NS": ["1", "2.5"]},
    "nested": {"M": {"list": {"L": [{"NULL": True}, {"BOOL": False}, {"M": {}}, {"L": []}, {"S": ""}]}}},
    "chat_log_expires_at": {"N": "1"},
}
STATE_ITEM: Stored = {"state_id": {"S": "CURRENT"}, "status": {"S": "gym"}, "expires_at": {"N": "4102444800"}}


def items(store: DynamoDBStore) -> list[Any]:
    found = [item for name in TABLES.values() for item in scan(store, name)]
    keys = ("state_id", "lead_id", "timestamp")
    return [transfer._comparable({"M": one}) for one in sorted(found, key=lambda one: [str(one.get(k)) for k in keys])]


def scan(store: DynamoDBStore, table: str) -> list[Any]:
    return store.client.scan(TableName=table, ConsistentRead=True)["Items"]


def empty(store: DynamoDBStore) -> None:
    for kind, table in TABLES.items():
        for item in scan(store, table):
            store.client.delete_item(TableName=table, Key={name: item[name] for name in transfer._KEYS[kind]})


def bring(store: DynamoDBStore, path: Path, *, dry_run: bool = False) -> str:
    return transfer.to_words(transfer.import_(store.client, TABLES, path, dry_run=dry_run), dry_run=dry_run)


def test_what_is_exported_comes_back_as_it_was(dynamodb_store: DynamoDBStore, tmp_path: Path) -> None:
    dynamodb_store.client.put_item(TableName=LEADS, Item=LEAD_ITEM)
    dynamodb_store.client.put_item(TableName=STATE, Item=STATE_ITEM)
    before, path = items(dynamodb_store), tmp_path / "linda.jsonl"
    assert transfer.export(dynamodb_store.client, TABLES, path) == {"leads": 1, "state": 1}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [*tmp_path.iterdir()] == [path]
    empty(dynamodb_store)
    assert bring(dynamodb_store, path, dry_run=True) == "2 to be written, 0 already there, 0 different"
    assert items(dynamodb_store) == []
    assert bring(dynamodb_store, path) == "2 written, 0 already there, 0 different"
    assert items(dynamodb_store) == before
    assert bring(dynamodb_store, path) == "0 written, 2 already there, 0 different"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leads=st.lists(LEAD, max_size=3))
def test_whatever_is_in_the_table_survives(dynamodb_store: DynamoDBStore, tmp_path: Path, leads: list[Stored]) -> None:
    empty(dynamodb_store)
    for item in leads:
        try:
            dynamodb_store.client.put_item(TableName=LEADS, Item=item)
        except ClientError:  # the indexes' keys must be texts
            continue
    before, path = items(dynamodb_store), tmp_path / "linda.jsonl"
    path.unlink(missing_ok=True)
    transfer.export(dynamodb_store.client, TABLES, path)
    empty(dynamodb_store)
    bring(dynamodb_store, path)
    assert items(dynamodb_store) == before


def test_what_is_there_is_never_overwritten(dynamodb_store: DynamoDBStore, tmp_path: Path) -> None:
    dynamodb_store.client.put_item(TableName=LEADS, Item=LEAD_ITEM)
    path = tmp_path / "linda.jsonl"
    transfer.export(dynamodb_store.client, TABLES, path)
    dynamodb_store.client.put_item(TableName=LEADS, Item={**LEAD_ITEM, "words": {"SS": ["a"]}})
    before = items(dynamodb_store)
    for dry_run in (True, False):
        told = bring(dynamodb_store, path, dry_run=dry_run)
        assert told.startswith("LEAD-1 is there, and differs; it stays as it is.\n0 ")
        assert told.endswith("written, 0 already there, 1 different")
    assert items(dynamodb_store) == before


def test_a_file_with_one_bad_line_writes_nothing(dynamodb_store: DynamoDBStore, tmp_path: Path) -> None:
    path = tmp_path / "linda.jsonl"
    good = transfer.to_json(transfer.Line("leads", LEAD_ITEM))
    path.write_text(f"{good}\n{good[:-10]}\n")
    with pytest.raises(LocalError, match=r"line 2: .* Nothing has been written"):
        bring(dynamodb_store, path)
    assert items(dynamodb_store) == []


def test_a_failed_export_leaves_no_file_and_none_is_overwritten(dynamodb_store: DynamoDBStore, tmp_path: Path) -> None:
    path = tmp_path / "linda.jsonl"
    with pytest.raises(LocalError, match="cannot be read"):
        transfer.export(dynamodb_store.client, {"state": STATE, "leads": "no-such-table"}, path)
    assert [*tmp_path.iterdir()] == []
    with pytest.raises(LocalError, match="cannot be written: No such file"):
        transfer.export(dynamodb_store.client, TABLES, tmp_path / "none" / "linda.jsonl")
    path.write_text("an older one")
    with pytest.raises(UsageError, match="exists"):
        transfer.export(dynamodb_store.client, TABLES, path)
    assert path.read_text() == "an older one"


def test_a_killed_export_or_import_is_finished_by_the_next(
    dynamodb_store: DynamoDBStore, endpoint: str, tmp_path: Path
) -> None:
    for n in range(6):
        dynamodb_store.client.put_item(TableName=LEADS, Item={**LEAD_ITEM, "lead_id": {"S": f"LEAD-{n}"}})
    before, path, part = items(dynamodb_store), tmp_path / "linda.jsonl", tmp_path / "linda.jsonl.part"
    with serving("tests.integration.transfer_process", endpoint, {}) as ask:
        assert ask(command="export", file=str(path), number=2) is None
        assert (path.exists(), part.stat().st_mode & 0o777) == (False, 0o600)
        assert ask(command="export", file=str(path), number=0)
        assert [*tmp_path.iterdir()] == [path]
        for number in range(1, 7):
            empty(dynamodb_store)
            assert ask(command="import", file=str(path), number=number) is None
            assert ask(command="import", file=str(path), number=0)
            assert items(dynamodb_store) == before

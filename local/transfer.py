"""`export` and `import`: every item of both tables in a file, one JSON object a line, and back.

An item stands there as DynamoDB's API has it ({"S": "a text"}), bytes in base64 as in the AWS CLI: so sets, bytes and
numbers of 38 digits come back as they were.
"""

import base64
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from itertools import batched
from pathlib import Path
from typing import Any, Literal, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from local.console import LocalError, UsageError, progress

type Table = Literal["state", "leads"]
type Item = dict[str, Any]
type Outcome = Literal["written", "already there", "different"]

# In the order in which they are exported: of a booking that is made meanwhile, the lead may be there without the slot,
# which the sweep corrects, but never the slot without the lead.
_KEYS: Mapping[Table, Mapping[str, str]] = {
    "state": {"state_id": "S"},
    "leads": {"lead_id": "S", "timestamp": "N"},
}
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_AT_ONCE, _BATCH = 8, 200


class Line(NamedTuple):
    """One item, and the table that it is of."""

    table: Table
    item: Item

    @property
    def key(self) -> Item:
        """The item's key."""
        return {name: self.item[name] for name in _KEYS[self.table]}


def export(client: DynamoDBClient, tables: Mapping[Table, str], path: Path) -> Counter[Table]:
    """Write all items into a new file that only its owner can read, and return how many there are.

    Until it is complete, the file has another name. Raises UsageError if there is such a file, LocalError.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name a new file: FILE=linda.jsonl.")
    if path.exists():
        raise UsageError(f"{path} exists. Name another file.")
    part = path.with_name(f"{path.name}.part")
    counts: Counter[Table] = Counter()
    try:
        part.unlink(missing_ok=True)  # of a run that was killed
        with open(part, "x", encoding="ascii", opener=partial(os.open, mode=0o600)) as file:
            for table in _KEYS:
                for item in _items(client, tables[table]):
                    file.write(f"{to_json(Line(table, item))}\n")
                    counts[table] += 1
                    progress(f"{tables[table]}: {counts[table]} items")
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise LocalError(f"{path} cannot be written: {error.strerror}.") from None
    except (BotoCoreError, ClientError) as error:
        raise LocalError(f"The tables cannot be read: {error}") from None
    finally:
        progress("")
        part.unlink(missing_ok=True)
    return counts


def import_(
    client: DynamoDBClient, tables: Mapping[Table, str], path: Path, *, dry_run: bool
) -> list[tuple[Line, Outcome]]:
    """Write the items of the file that are not there yet; what is there stays as it is. Return what became of each.

    All lines are checked before the first is written; with `dry_run`, nothing is. Raises LocalError.
    """
    try:
        lines = read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LocalError(f"{path} cannot be imported: {error}. Nothing has been written.") from None
    put: Callable[[Line], Outcome] = partial(_look if dry_run else _put, client, tables)
    results: list[tuple[Line, Outcome]] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for batch in batched(lines, _BATCH, strict=False):  # so that an interrupted run ends soon
            try:
                results += zip(batch, pool.map(put, batch), strict=True)
            except (BotoCoreError, ClientError) as error:
                done = f"It is not finished: {len(results)} of {len(lines)} items are dealt with. Run it again."
                raise LocalError(f"{done} {error}") from None
            progress(f"{len(results)} of {len(lines)} items")
    progress("")
    return results


def to_words(results: list[tuple[Line, Outcome]], *, dry_run: bool) -> str:
    """What became of the items, for a person."""
    differing = [line.item[next(iter(line.key))]["S"] for line, outcome in results if outcome == "different"]
    counts = Counter(outcome for _, outcome in results)
    written = f"{counts['written']} {'to be ' if dry_run else ''}written"
    lines = [f"{key} is there, and differs; it stays as it is." for key in differing]
    return "\n".join([*lines, f"{written}, {counts['already there']} already there, {counts['different']} different"])


def to_json(line: Line) -> str:
    """The item as a line of the file."""
    return json.dumps(line._asdict(), default=lambda content: base64.b64encode(content).decode())


def read(text: str) -> list[Line]:
    """Return the items of an exported file, or of what `aws dynamodb scan` has printed. Raises ValueError."""
    try:
        scanned = json.loads(text)["Items"]
    except (ValueError, LookupError, TypeError):
        return [_line(json.loads, row, f"line {n}") for n, row in enumerate(text.split("\n"), 1) if row.strip()]
    return [_line(_of_scan, item, f"item {n}") for n, item in enumerate(scanned, 1)]


def _line(parse: Callable[[Any], Any], given: Any, where: str) -> Line:
    try:
        match parse(given):
            case {"table": "state" | "leads" as table, "item": dict(given), **rest} if not rest:
                item = {name: _value(value) for name, value in given.items()}
            case _:
                raise ValueError('it must be {"table": "leads" or "state", "item": {…}}')
        for name, kind in _KEYS[table].items():
            if kind not in item.get(name, ()):
                raise ValueError(f"{name} must be {'a text' if kind == 'S' else 'a number'}")
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    return Line(table, item)


def _of_scan(item: Any) -> object:
    return {"table": "leads" if "lead_id" in item else "state", "item": item}


def _value(given: Any) -> Item:
    """Return the value as the client takes it. Raises ValueError."""
    match given if isinstance(given, dict) and len(given) == 1 else None:
        case {"S": str()} | {"BOOL": bool()} | {"NULL": True}:
            return dict(given)
        case {"SS": [_, *_] as texts} if all(isinstance(text, str) for text in texts):
            return {"SS": texts}
        case {"N": number}:
            return {"N": _number(number)}
        case {"NS": [_, *_] as numbers}:
            return {"NS": [*map(_number, numbers)]}
        case {"B": content}:
            return {"B": _bytes(content)}
        case {"BS": [_, *_] as contents}:
            return {"BS": [*map(_bytes, contents)]}
        case {"L": [*values]}:
            return {"L": [*map(_value, values)]}
        case {"M": dict(named)}:
            return {"M": {name: _value(value) for name, value in named.items()}}
    raise ValueError(f"{json.dumps(given)[:80]} is not a value of DynamoDB's")


def _number(given: Any) -> str:
    if isinstance(given, str) and _NUMBER.fullmatch(given):
        return given
    raise ValueError(f"{json.dumps(given)[:80]} is not a number in a text")


def _bytes(given: Any) -> bytes:
    if not isinstance(given, str):
        raise ValueError("bytes must be a text in base64")
    return base64.b64decode(given, validate=True)


def _items(client: DynamoDBClient, table: str) -> Iterator[Item]:
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def _put(client: DynamoDBClient, tables: Mapping[Table, str], line: Line) -> Outcome:
    try:
        client.put_item(
            TableName=tables[line.table],
            Item=line.item,
            ConditionExpression="attribute_not_exists(#key)",
            ExpressionAttributeNames={"#key": next(iter(line.key))},
        )
    except client.exceptions.ConditionalCheckFailedException:
        found = _look(client, tables, line)
        return _put(client, tables, line) if found == "written" else found  # it may have expired just now
    return "written"


def _look(client: DynamoDBClient, tables: Mapping[Table, str], line: Line) -> Outcome:
    """Compare the item with the one that is there; "written" if there is none."""
    found = client.get_item(TableName=tables[line.table], Key=line.key, ConsistentRead=True).get("Item")
    if found is None:
        return "written"
    return "already there" if _comparable({"M": found}) == _comparable({"M": line.item}) else "different"


def _comparable(value: Any) -> object:
    """Return the value so that equal ones are equal: sets have no order, and 1.0 is 1."""
    match value:
        case {"N": number}:
            return "N", Decimal(number)
        case {"NS": numbers}:
            return "NS", {Decimal(number) for number in numbers}
        case {"SS": members} | {"BS": members}:
            return {*members}
        case {"L": values}:
            return [_comparable(one) for one in values]
        case {"M": values}:
            return {name: _comparable(one) for name, one in values.items()}
    return value

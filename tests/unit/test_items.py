"""The list of the kinds of items, held against its page in the docs and against those who read the items themselves."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linda import forgetting, items
from linda.items import ExpiringKind, Kind
from local import audit

ROOT = Path(__file__).parents[2]
# Which name a text for the owner.
INNER = {
    items.LIMIT,
    items.TWO_FOR_ONE,
    items.DANGER,
    items.NEW,
    items.MOVED,
    items.CANCELLED,
    items.CALLBACK,
    items.OPTED_OUT,
    items.FAILING,
    items.CLOSED,
    items.DIGEST,
}
KINDS = {kind.prefix: kind for kind in vars(items).values() if isinstance(kind, Kind) and kind not in INNER}
# What is of no number, or holds only a digest.
OF_NOBODY = {"SPENT", "DELETED", "TOLD", "CHATS"}
UNITS = {timedelta(days=1): "days", timedelta(hours=1): "hours"}


def documented() -> dict[str, str]:
    """Return how long each prefix is kept, as the table of the state table's items says."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    rows = [
        line.split(" | ") for line in page.partition("## Brandon_State_Log")[2].splitlines() if line.startswith("| `")
    ]
    return {prefix: row[2] for row in rows for prefix in re.findall("`([A-Z_]+)#", row[0])}


def in_words(kind: Kind) -> str:
    if not isinstance(kind, ExpiringKind):
        return "until"
    unit = next(unit for unit in UNITS if kind.kept % unit == timedelta())
    return f"{kind.kept // unit} {UNITS[unit]}"


def test_the_page_of_the_tables_lists_exactly_these_prefixes() -> None:
    assert documented().keys() == KINDS.keys()


@pytest.mark.parametrize("prefix", sorted(KINDS))
def test_an_item_is_kept_as_long_as_the_page_of_the_tables_says(prefix: str) -> None:
    assert documented()[prefix].startswith(in_words(KINDS[prefix]))


@pytest.mark.parametrize("path", sorted((ROOT / "lambdas").rglob("*.py")), ids=lambda path: path.name)
def test_no_other_module_of_the_functions_spells_a_prefix(path: Path) -> None:
    spelt = re.findall(r"""["']([A-Z_]{3,})#|["'](CHATLOG-)""", path.read_text(encoding="utf-8"))
    assert not spelt or path.name == "items.py"


def test_the_audit_which_reads_the_items_themselves_knows_only_prefixes_of_the_list() -> None:
    source = Path(audit.__file__).read_text(encoding="utf-8")
    spelt = set(re.findall(r"""["']([A-Z_]{3,})#""", source)) - {kind.prefix for kind in INNER}
    assert spelt
    assert spelt <= KINDS.keys()


def test_forget_knows_every_kind_of_item_that_can_be_of_a_number() -> None:
    source = Path(forgetting.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"items\.([A-Z_]+)\b", source))
    assert KINDS.keys() - named == OF_NOBODY


def test_a_key_is_its_prefix_and_what_names_the_item() -> None:
    key = items.TEXTS.key("2026-02-12", "+19045550123")
    assert key == "TEXTS#2026-02-12#+19045550123"
    assert items.TEXTS.holds(key)
    assert items.TEXTS.named(key) == "2026-02-12#+19045550123"
    assert not items.TURN.holds(key)
    assert not Kind("TEXT").holds(key)


def test_an_item_expires_when_it_has_been_kept_long_enough() -> None:
    since = datetime(2026, 2, 10, 15, tzinfo=UTC)
    assert items.OUTBOX.expires_at(since) == int(since.timestamp()) + 7 * 86_400

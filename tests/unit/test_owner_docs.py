"""Every row of the table in docs/owner.md is a command that both languages word, and no command lacks a row."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
import yaml

from linda.owner.command import CommandKind
from linda.owner.reading import read
from tests.owner.readable import NOW, written
from tests.unit.builders import premises

_PAGE = Path("docs/owner.md").read_text(encoding="utf-8")
_READ_AS = yaml.safe_load(Path("tests/owner/texts.yaml").read_text(encoding="utf-8"))["commands"]


class Row(NamedTuple):
    kind: str
    english: str
    spanish: str
    does: str
    undo: str
    pin: str


def _rows() -> list[Row]:
    lines = re.findall(r"^\| (.*) \|$", _PAGE, re.MULTILINE)
    return [Row(*(cell.strip() for cell in line.split("|"))) for line in lines[2:]]


each = pytest.mark.parametrize("row", _rows(), ids=lambda row: row.english)


@each
def test_the_english_example_is_read_as_its_row_says(row: Row) -> None:
    command = read(row.english, premises(now=NOW))
    assert command is not None
    assert command.kind == row.kind
    assert written(command) == _READ_AS[row.english]


@each
def test_the_spanish_example_asks_for_the_same_in_spanish(row: Row) -> None:
    english, spanish = (read(text, premises(now=NOW)) for text in (row.english, row.spanish))
    assert english is not None
    assert spanish is not None
    # What stays in his words is in his language.
    keeps_words = row.kind in ("bulletin", "answer", "telling")
    same = replace(english, language=spanish.language, text=spanish.text if keeps_words else english.text)
    assert spanish == same
    assert spanish.language == "es"


@each
def test_each_row_says_whether_it_can_be_undone_and_needs_the_pin(row: Row) -> None:
    assert row.does
    assert row.undo in {"yes", "no", ""}
    assert row.pin in {"yes", "no"}


def test_every_command_has_a_row() -> None:
    assert {row.kind for row in _rows()} == {*get_args(CommandKind)}

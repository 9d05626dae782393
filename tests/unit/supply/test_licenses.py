"""Nothing is bundled whose licence nobody knows."""

from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from local.console import LocalError
from supply import licenses


def wheel(folder: Path, name: str, *lines: str) -> PathDistribution:
    (folder / "METADATA").write_text("\n".join(("Metadata-Version: 2.4", f"Name: {name}", "Version: 1", *lines, "")))
    return PathDistribution(folder)


def test_the_page_has_what_the_locks_bundle() -> None:
    rows = [line.split(" | ") for line in licenses.FILE.read_text().splitlines() if line.startswith("| ")][2:]
    listed = {row[0].removeprefix("| "): (row[1], row[3].split(", ")) for row in rows}
    assert listed == licenses.bundled(), "run `make licenses`"
    for row in rows:
        licenses.accepted(row[0].removeprefix("| "), row[2])


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT"], "MIT"),
        (["License: apache-2.0"], "Apache-2.0"),
        (["License-Expression: MIT OR Apache-2.0", "License: whatever"], "MIT OR Apache-2.0"),
        (["License: Dual License"], ""),
        ([], ""),
    ],
)
def test_a_licence_is_an_spdx_expression_or_unknown(tmp_path: Path, lines: list[str], licence: str) -> None:
    assert licenses.licence_of(wheel(tmp_path, "spanner", *lines)) == licence


@pytest.mark.parametrize(
    ("name", "licence"),
    [("spanner", ""), ("spanner", "GPL-3.0-only"), ("spanner", "MPL-2.0"), ("certifi", "GPL-3.0-only")],
)
def test_copyleft_and_the_unknown_are_refused_until_a_person_has_read_the_licence(name: str, licence: str) -> None:
    with pytest.raises(LocalError, match=f"The licence of {name} is {licence or 'unknown'}"):
        licenses.accepted(name, licence)


def test_what_a_person_has_read_is_accepted() -> None:
    assert licenses.accepted("certifi", "MPL-2.0") == "MPL-2.0"

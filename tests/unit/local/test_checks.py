"""The run of all checks: what it stops at, what it shows last, how it ends."""

import sys
from pathlib import Path

import pytest

from local import checks

FINE = (sys.executable, "-c", "print('nothing found')")
BROKEN = (sys.executable, "-c", "import time; time.sleep(1); print('two faults found'); raise SystemExit(3)")


@pytest.fixture
def one(tmp_path: Path) -> list[str]:
    """What makes a test run of one test that passes."""
    (tmp_path / "test_one.py").write_text("def test_it(): pass")
    return ["-n0", "-p", "no:cacheprovider", str(tmp_path)]


@pytest.fixture
def all_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_FIRST", (("lint", FINE),))
    monkeypatch.setattr(checks, "_TYPES", ("types", FINE))


@pytest.mark.usefixtures("all_is_fine")
def test_the_tests_have_the_last_word(one: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.test(one) == 0
    lines = capfd.readouterr().out.splitlines()
    assert " passed" in lines[-1]
    assert [line.split(",")[0] for line in lines if " ok, " in line] == ["── lint: ok", "── types: ok"]


@pytest.mark.usefixtures("all_is_fine")
def test_a_failing_test_fails_the_run(one: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test_two.py").write_text("def test_it(): raise AssertionError")
    assert checks.test(one) == 1
    assert " failed" in capfd.readouterr().out.splitlines()[-1]


@pytest.mark.usefixtures("all_is_fine")
def test_a_quick_check_that_fails_ends_the_run_before_any_test(
    one: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "_FIRST", (("lint", BROKEN), ("format", FINE)))
    assert checks.test(one) == 3
    words = capfd.readouterr().out
    assert "two faults found" in words
    assert "── format" not in words
    assert "passed" not in words


@pytest.mark.usefixtures("all_is_fine")
def test_faults_of_types_fail_the_run_and_stand_before_what_the_tests_say(
    one: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "_TYPES", ("types", BROKEN))
    assert checks.test(one) == 3
    lines = capfd.readouterr().out.splitlines()
    at = lines.index("two faults found")
    assert lines[at + 1].startswith("── types: failed (exit code 3)")
    assert [n for n, line in enumerate(lines) if "passed" in line] == [len(lines) - 1]

"""What is kept of one LINDA on this machine, and goes with it."""

from pathlib import Path

import pytest

from local import instance, moved_clock, trace


def test_what_belongs_to_the_stack_is_removed_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [moved_clock.NAME, trace.NAME, "exchanges.jsonl", "twilio-messages.jsonl"]
    for name in names:
        (tmp_path / name).touch()
    instance.clean(tmp_path)
    assert [name for name in names if (tmp_path / name).exists()] == []
    assert "Removed" in capsys.readouterr().out

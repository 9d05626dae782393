"""`up`: what it is told and what it tells its parts."""

from pathlib import Path

import pytest

from local import up


def test_an_editors_lock_on_a_source_does_not_stop_the_front_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "up.py").write_text("")
    monkeypatch.setattr(up, "__file__", str(tmp_path / "up.py"))
    before = up._front_door_version("http://127.0.0.1:4566")
    (tmp_path / ".#up.py").symlink_to("brandon@laptop.4711:1770735600")
    assert up._front_door_version("http://127.0.0.1:4566") == before

"""Whole phone calls through the dispatcher: what the caller hears, and what the call leaves."""

from collections.abc import Iterator

import pytest

from linda import composition
from tests.calls.play import Dialogue, dialogues, faults, play

PLAYED = [
    pytest.param(dialogue, with_model, id=f"{dialogue['name']}-{'model' if with_model else 'rules'}")
    for dialogue in dialogues()
    for with_model in (False, True)
]
TIMES = 8


@pytest.fixture(autouse=True)
def _settings_of_the_test() -> Iterator[None]:
    yield
    for cached in (composition.settings, composition.shop, composition.keys):
        cached.cache_clear()


@pytest.mark.parametrize(("dialogue", "with_model"), PLAYED)
def test_a_call_ends_as_it_should_every_time(
    dialogue: Dialogue, with_model: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = play(dialogue, monkeypatch, with_model=with_model)
    assert faults(dialogue, first, with_model=with_model) == []
    for _ in range(TIMES - 1):
        again = play(dialogue, monkeypatch, with_model=with_model)
        assert again.heard == first.heard
        assert faults(dialogue, again, with_model=with_model) == []

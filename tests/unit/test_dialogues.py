"""Dialogues of Brandon and his customers, by the model's wing and by the rules."""

import pytest

from tests.conversations.play import WINGS, Wing
from tests.dialogues.play import Dialogue, dialogues, faults


@pytest.mark.parametrize("wing", WINGS)
@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda dialogue: dialogue["name"])
def test_every_dialogue_ends_as_it_should(dialogue: Dialogue, wing: Wing) -> None:
    assert faults(dialogue, wing) == []

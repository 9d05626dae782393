"""The conversations of tests/conversations, through the model and through the rules alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from linda.booking import BookingRequest, new_lead
from linda.models import Lead
from tests import openai_stand_in
from tests.conversations.play import (
    WINGS,
    Conversation,
    Turn,
    Wing,
    conversations,
    faults,
    has_wing,
    line_of,
    only_handed_on,
    play,
    reached,
)
from tests.fakes import MemoryStore
from tests.unit.builders import PHONE, premises, slot

TIMES = 8
CONVERSATIONS = conversations()
FIELDS = {"name", "theme", "language", "goal", "source", "now", "state", "others", "before", "texts"}
FIELDS |= {"outcome", "outcome_any", "passes", "opted_out", "told"}
FIELDS_OF_A_TEXT = {"customer", "photos", "files", "location", "unless_done", "now", "says", "never", "language"}
FIELDS_OF_A_TEXT |= {"silent", "writes", "model"}
PLAYED = [
    pytest.param(one, wing, id=f"{one['name']}-{wing}")
    for one in CONVERSATIONS
    for wing in WINGS
    if has_wing(one, wing)
]


@pytest.fixture(scope="module")
def stand_in() -> Iterator[openai_stand_in.StandIn]:
    with openai_stand_in.serve() as server:
        yield server


@pytest.mark.parametrize(("conversation", "wing"), PLAYED)
def test_a_conversation_ends_as_it_should_every_time(
    conversation: Conversation, wing: Wing, stand_in: openai_stand_in.StandIn
) -> None:
    stand_in.rejected.clear()
    turns = play(conversation, wing, stand_in)
    assert [f"{fault.kind}: {fault.text}" for fault in faults(conversation, turns, wing)] == []
    assert stand_in.rejected == []
    again = [play(conversation, wing) for _ in range(TIMES - 1)]
    assert {_end(turns), *map(_end, again)} == {_end(turns)}
    assert {_words(turns), *map(_words, again)} == {_words(turns)}


def test_each_conversation_has_its_own_name() -> None:
    assert len({one["name"] for one in CONVERSATIONS}) == len(CONVERSATIONS)


@pytest.mark.parametrize("one", [*CONVERSATIONS, *conversations("aside")], ids=lambda one: one["name"])
def test_a_conversation_has_its_form(one: Conversation) -> None:
    assert {"name", "theme", "goal", "texts"} <= one.keys() <= FIELDS
    assert ("outcome" in one) != ("outcome_any" in one)
    steps = [step for step in one["texts"] if "owner" not in step]
    assert 3 <= len(steps) <= 8
    assert all(isinstance(step["customer"], str) and step.keys() <= FIELDS_OF_A_TEXT for step in steps)


def test_an_outcome_is_reached_by_the_leads_of_its_lines_and_no_others() -> None:
    line = "booked appointment 2026-02-11 2:00 PM screen *S22 | protector | not granted:"
    lead = replace(_lead(), device="Galaxy S22", remarks=("Sold: screen protector, $15",))
    assert reached({"outcome": [line]}, [lead])
    assert reached({"outcome_any": [[], [line]]}, [replace(lead, repair_type="question"), lead])
    assert not reached({"outcome": [line]}, [replace(lead, remarks=())])
    assert not reached({"outcome": [line]}, [replace(lead, remarks=(*lead.remarks, "Granted: 10% off"))])
    assert not reached({"outcome": [line]}, [lead, replace(lead, appointment_time="3:00 PM")])
    assert not reached({"outcome": [line, line]}, [lead])


def test_what_is_written_and_undone_is_a_wrong_write_unless_it_is_on_the_way() -> None:
    conversation = {"outcome": ["booked appointment 2026-02-11 2:00 PM screen iPhone 13"]}
    early = _turn("Booked.", [replace(_lead(), appointment_time="1:00 PM")])
    turns = [early, _turn("Moved.", [_lead()])]
    assert [fault.kind for fault in faults(conversation, turns)] == ["wrong write"]
    passes = {"passes": ["booked appointment 2026-02-11 1:00 PM * *"]}
    assert faults(conversation | passes, turns) == []


@pytest.mark.parametrize(
    ("reply", "step", "is_right"),
    [
        ("Wednesday at 3:00 PM is free.", {"says": ["3 PM"]}, True),
        ("El miércoles a las 3 de la tarde.", {"says": ["3:00 PM"], "language": "es"}, True),
        ("Wednesday at 3:00 PM is free.", {"says": ["/[45] pm/", "free"]}, False),
        ("Wednesday at 3:00 PM is free.", {"never": [["taken", "free"]]}, False),
        ("Wednesday at 3:00 PM is free.", {"language": "es"}, False),
        ("", {"silent": True}, True),
        ("Hi!", {"silent": True}, False),
        ("", {"silent": "maybe"}, True),
        ("", {}, False),
        ("Your repair is called off.", {}, False),
    ],
)
def test_a_reply_is_judged_by_what_it_says(reply: str, step: Mapping[str, object], is_right: bool) -> None:
    found = faults({"outcome": []}, [_turn(reply, [], step)])
    assert bool(found) != is_right, found


def test_the_owner_is_told_neither_more_nor_less_than_he_must_know() -> None:
    turn = replace(_turn("I have passed that on to Brandon.", []), told=["He asks: parking?"])
    assert faults({"outcome": [], "told": {"at_least": 1, "at_most": 1, "mentions": ["parking"]}}, [turn]) == []
    assert [fault.kind for fault in faults({"outcome": []}, [turn])] == ["told"]
    assert only_handed_on([turn]) == 1


def _lead() -> Lead:
    store = MemoryStore()
    request = BookingRequest(slot(14), PHONE, "screen", "twilio-sms", device="iPhone 13")
    return new_lead(premises(store), request)


def _turn(reply: str, leads: Sequence[Lead], step: Mapping[str, object] | None = None) -> Turn:
    return Turn({"customer": "hi", **(step or {})}, reply, "rules", leads, [], opted_out=False)


def _end(turns: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(sorted(line_of(lead) for lead in turns[-1].leads))


def _words(turns: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(turn.reply for turn in turns)

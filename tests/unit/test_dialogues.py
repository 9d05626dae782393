"""The conversations of tests/dialogues.yaml, through the model (over a strict stand-in) and through the rules alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from linda.adapters.openai_responses import OpenAIModel
from linda.booking import slot_of
from linda.models import Lead, Slot
from linda.ports import Photo
from linda.shop_time import parse_date, parse_time
from linda.turn import take_turn
from tests import openai_stand_in
from tests.fakes import MemoryStore
from tests.openai_stand_in import Step, call, say
from tests.unit.builders import PHONE, desk, inbound, office, take

DIALOGUES: Sequence[Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "dialogues.yaml").read_text(encoding="utf-8")
)
TIMES = 8
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


class Album:
    """Every URL is a photo."""

    def photos(self, urls: Sequence[str], seconds: float) -> list[Photo]:
        return [Photo("image/png", PNG) for _ in urls]


@pytest.fixture(scope="module")
def stand_in() -> Iterator[openai_stand_in.StandIn]:
    with openai_stand_in.serve() as server:
        yield server


def slot_at(given: Mapping[str, str]) -> Slot:
    return Slot(parse_date(given["date"]), parse_time(given["time"]))


def shop_before(dialogue: Mapping[str, Any]) -> MemoryStore:
    """The store as the conversation finds it."""
    store = MemoryStore()
    store.state = dict(dialogue.get("state", {}))
    take(store, *map(slot_at, dialogue.get("others", [])))
    for given in dialogue.get("before", []):
        lead = desk(store, key=f"SM-{given['time']}").book(slot_at(given), given["repair_type"], given["device"])
        store.leads[lead.lead_id] = replace(lead, status=given.get("status", "booked"))
    return store


def steps(turn: Mapping[str, Any]) -> list[Step]:
    """What the model answers, one request after the other."""
    return [call(*next(iter(one.items()))) if isinstance(one, dict) else say(one) for one in turn["model"]]


def outcome(leads: Sequence[Lead]) -> list[str]:
    def line(lead: Lead) -> str:
        what = f"{lead.status} {lead.lead_type} {lead.appointment_date} {lead.appointment_time} {lead.repair_type}"
        remarks = [remark for remark in lead.remarks if not remark.startswith("Photo: ")]
        return f"{what} {lead.device}".strip() + "".join(f" | {remark}" for remark in remarks)

    return sorted(line(lead) for lead in leads)


@pytest.mark.parametrize("receptionist", ["model", "rules"])
@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
def test_a_dialogue_has_the_same_outcome_with_either_receptionist_every_time(
    dialogue: Mapping[str, Any], receptionist: str, stand_in: openai_stand_in.StandIn
) -> None:
    model = OpenAIModel("sk-test", "gpt-6-luna", stand_in.base_url) if receptionist == "model" else None
    said = set()
    for _ in range(TIMES):
        store = shop_before(dialogue)
        replies = []
        for number, turn in enumerate(dialogue["turns"]):
            stand_in.script.clear()
            stand_in.script.extend(steps(turn))
            photos = tuple(f"photo {n}" for n in range(turn.get("photos", 0)))
            message = replace(inbound(turn["customer"], f"SM{number}"), photos=photos)
            reply = take_turn(message, replace(office(store), model=model, photos=Album()))
            assert reply is not None
            assert reply.by == receptionist or turn["model"] == []
            for words in turn["reply"]:
                assert words.lower() in reply.text.lower(), reply.text
            replies.append(reply.text)
        assert outcome([lead for lead in store.leads.values() if lead.phone == PHONE]) == dialogue["outcome"]
        assert len(store.for_owner) == dialogue.get("told", 0)
        assert all(slot_of(lead) for lead in store.leads.values())
        said.add(tuple(replies))
    assert len(said) == 1
    assert stand_in.rejected == []


def test_there_are_twenty_dialogues() -> None:
    assert len({dialogue["name"] for dialogue in DIALOGUES}) == 20

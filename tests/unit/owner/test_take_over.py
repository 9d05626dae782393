"""The owner takes a customer over, writes with him, and gives him back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from linda.models import OwnerEntry, Push, Reply, Speech
from linda.owner import line
from linda.owner.command import Command, CommandKind
from linda.turn import take_turn
from tests.fakes import MemoryStore
from tests.unit.builders import NOW, PHONE, inbound, office

OWNER, LINDA = "+19045550100", "+19045550199"
LATER = NOW + timedelta(hours=1, minutes=59)


class Town:
    """Brandon and a customer, who text in turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = MemoryStore()
        self.sent: list[Push] = []
        self.alerts: list[OwnerEntry] = []
        self.commands: dict[str, Command] = {}
        monkeypatch.setattr(line, "read", lambda text, premises: self.commands.get(text))

    def command(self, text: str, kind: CommandKind, who: str = "", now: datetime = NOW) -> str:
        self.commands[text] = Command(kind, who=who)
        return self.says(OWNER, text, now).text

    def says(self, phone: str, text: str, now: datetime = NOW, **more: object) -> Reply:
        key = f"SM{len(self.store.turns)}"
        message = replace(inbound(text, key, now), phone=phone, session_id=f"{phone}-2026-02-10", **more)  # type: ignore[arg-type]
        at = office(self.store, now=now, send=self.sent.extend, alert=self._alert, numbers=[LINDA])
        reply = take_turn(message, at)
        assert reply is not None
        return reply

    def _alert(self, entries: Sequence[OwnerEntry]) -> None:
        self.alerts += entries


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    return Town(monkeypatch)


def test_what_either_writes_goes_to_the_other_and_linda_is_silent(town: Town) -> None:
    assert PHONE in town.command("take +19042520927", "take", PHONE)
    assert town.says(PHONE, "how much is an iphone 13 screen?").text == ""
    assert [entry.text for entry in town.alerts] == [f"{PHONE}: how much is an iphone 13 screen?"]
    assert town.says(OWNER, "for you 70").text == f"Sent to {PHONE}."
    (push,) = town.sent
    assert (push.phone, push.text, push.kind, push.is_urgent) == (PHONE, "for you 70", "relay", True)


def test_a_customer_given_back_is_answered_again(town: Town) -> None:
    assert town.command("resume", "resume") == "You haven't taken over anybody."
    town.command("take", "take", PHONE)
    assert town.command("resume", "resume") == f"I answer {PHONE} again."
    assert "$79" in town.says(PHONE, "how much is an iphone 13 screen?").text
    assert town.says(OWNER, "for you 70").text.startswith("I didn't get that")
    assert not town.sent


def test_two_quiet_hours_give_the_customer_back_and_a_word_of_either_begins_them_anew(town: Town) -> None:
    town.command("take", "take", PHONE)
    town.says(PHONE, "hi", LATER)
    assert town.says(OWNER, "still here", LATER + timedelta(hours=1)).text.startswith("Sent to")
    over = LATER + timedelta(hours=3)
    assert "not sent" in town.says(OWNER, "and now?", over).text
    assert len(town.sent) == 1
    assert "$79" in town.says(PHONE, "how much is an iphone 13 screen?", over).text


def test_danger_is_answered_by_linda_all_the_same(town: Town) -> None:
    town.command("take", "take", PHONE)
    assert "911" in town.says(PHONE, "my phone is on fire, the room is burning").text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("my battery is swollen and smoking", "Stop charging"),
        ("la bateria esta hinchada", "carg"),
        ("i cut my finger on the glass", "Brandon"),
        ("i want to die", "988"),
        ("is it bad that it smells burnt?", "Stop charging"),
    ],
)
def test_whoever_writes_of_danger_gets_linda_s_advice_and_the_owner_his_words_once(
    town: Town, text: str, answer: str
) -> None:
    town.command("take", "take", PHONE)
    reply = town.says(PHONE, text, LATER)
    assert answer in reply.text
    assert [entry.text.endswith(text) for entry in town.alerts] == [True]
    assert town.alerts[0].kind == "danger"
    assert town.says(PHONE, "ok, what do you think?", LATER + timedelta(hours=1)).text == ""


def test_what_a_customer_writes_in_an_emergency_goes_to_the_owner_at_once_each_time(town: Town) -> None:
    town.command("take", "take", PHONE)
    for text in ("the phone caught fire!", "it still burns", "ok it's out now"):
        assert town.says(PHONE, text).text
        assert town.alerts[-1].text.endswith(text)
    assert len(town.alerts) == 3


@pytest.mark.parametrize("text", ["you'll hear from my lawyer", "worst service ever", "how much is a battery?"])
def test_linda_says_nothing_to_threats_or_complaints_while_the_owner_writes(town: Town, text: str) -> None:
    town.command("take", "take", PHONE)
    assert town.says(PHONE, text).text == ""
    assert [entry.text.endswith(text) for entry in town.alerts] == [True]


def test_a_customer_who_opted_out_gets_nothing_and_the_owner_knows(town: Town) -> None:
    town.command("take", "take", PHONE)
    town.says(PHONE, "STOP")
    assert "wants no more texts" in town.says(OWNER, "are you there?").text
    assert "wants no more texts" in town.command("take her", "take", PHONE)
    assert not town.sent


def test_a_call_of_the_customer_rings_the_owner(town: Town) -> None:
    town.command("take", "take", PHONE)
    reply = town.says(PHONE, "", source="twilio-voice", speech=Speech("CA1"))
    assert reply.call is not None
    assert reply.call.step == "dial"


@pytest.mark.parametrize("who", ["nobody", "", "12"])
def test_who_is_not_known_is_not_taken(town: Town, who: str) -> None:
    assert "don't know" in town.command("take x", "take", who)
    assert not town.store.line.taken


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (LINDA, "That is my own number."),
        ("(904) 555-0199", "That is my own number."),
        (OWNER, "That is your own number."),
        ("+442079460123", "I can't text +442079460123, so please call."),
        ("+18005550123", "I can't text +18005550123, so please call."),
    ],
)
def test_a_number_with_which_he_cannot_write_is_refused_with_the_reason(town: Town, who: str, said: str) -> None:
    assert town.command("take x", "take", who) == said
    assert not town.store.line.taken


def test_who_gives_back_nobody_is_told_whom_he_writes_with(town: Town) -> None:
    assert town.command("resume", "resume") == "You haven't taken over anybody."
    town.command("take", "take", PHONE)
    assert town.command("resume bo", "resume", "bo") == "You haven't taken over bo."
    assert town.command("resume", "resume") == f"I answer {PHONE} again."


def test_nobody_else_is_silenced(town: Town) -> None:
    town.command("take", "take", PHONE)
    assert "$79" in town.says("+19045550177", "how much is an iphone 13 screen?").text


def test_what_a_customers_phone_in_a_loop_relays_is_bounded_and_the_owner_knows(town: Town) -> None:
    town.command("take", "take", PHONE)
    for n in range(310):
        town.says(PHONE, f"text {n}")
    assert len(town.alerts) == 300
    assert any("more than 300 in an hour" in entry.text for entry in town.store.for_owner.values())


def test_a_text_that_is_too_long_is_not_sent_in_part(town: Town) -> None:
    town.command("take", "take", PHONE)
    assert "was not sent" in town.says(OWNER, "x" * 1_001).text
    assert not town.sent

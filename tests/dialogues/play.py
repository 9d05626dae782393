"""Plays dialogues of Brandon and his customers through both wings, with the sweep and a clock, and judges them.

The fields of a dialogue in the *.yaml files next to this module:
  name        the sentence that it is known by
  now, state  as for a conversation in tests/conversations/play.py
  customers   their numbers by name
  pin         his PIN, if one is set
  before      leads at the beginning: who, date, time, repair_type, device; optionally customer_name
  steps       one after the other, each with one of
      brandon       what he texts
      <a customer>  what the customer texts; `model` is what the model does, as for a conversation
      calls         the customer who begins a call; `does` is what the call does then (dial, listen)
      sweep         true: the scheduled sweep runs
      slots         a day; `free` are its times that must be free, `closed` those that must not
    and perhaps
      now           moves the clock to this time; by default, a minute passes
      says, never   what the reply must and must not contain, as for a conversation
      gets          by name: what was texted to each since the step before, besides replies; [] for nothing
  outcome     by customer, the leads at the end, as for a conversation
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from linda.booking import BookingRequest, available_slots, book, new_lead
from linda.models import OwnerEntry, Push, Slot, Speech
from linda.notices import Sender, send_due_notices, send_push, tell_owner_now
from linda.owner.questions import expire_questions
from linda.owner_state import state_at
from linda.shop_time import parse_time, time_label
from linda.turn import take_turn
from tests.conversations.play import STARTS, Wing, instant, line_of, model_answer, stored
from tests.fakes import Mailbox, MemoryStore, ScriptedModel
from tests.unit.builders import SHOP, inbound, office, premises

OWNER = "+19045550100"
type Dialogue = Mapping[str, Any]
type Step = Mapping[str, Any]


def dialogues() -> list[Dialogue]:
    """Return the dialogues in the order of their files."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return [one for file in files for one in yaml.safe_load(file.read_text(encoding="utf-8"))]


class Shop:
    """The shop while a dialogue is played; the messenger keeps what was texted."""

    def __init__(self, dialogue: Dialogue, wing: Wing) -> None:
        self.wing, self.store = wing, MemoryStore()
        self.numbers: dict[str, str] = {"brandon": OWNER, **dialogue["customers"]}
        self.now = instant(dialogue.get("now", STARTS))
        self.mailbox = Mailbox(lambda: self.now)
        self.sender = Sender(SHOP, self.store, self.mailbox, lambda: self.now, OWNER)
        self.store.state = stored(dialogue.get("state", {}))
        for lead in dialogue.get("before", []):
            self._book(lead)
        self.pin = dialogue.get("pin", "")
        self._seen = 0

    def _book(self, given: Mapping[str, Any]) -> None:
        at = Slot(date.fromisoformat(str(given["date"])), parse_time(given["time"]))
        name = given.get("customer_name", "")
        phone = self.numbers[given["who"]]
        request = BookingRequest(at, phone, given["repair_type"], "twilio-sms", given["device"], name)
        then = premises(self.store, now=self.now - timedelta(days=2))
        book(then, request, new_lead(then, request))

    def play(self, step: Step, number: int) -> str:
        """Play one step and return the reply, or what a call does."""
        self.now = instant(step["now"]) if "now" in step else self.now + timedelta(minutes=1)
        who = next((name for name in self.numbers if name in step), "")
        if who:
            return self._text(who, step, number)
        if "calls" in step:
            return self._call(self.numbers[step["calls"]])
        if "sweep" in step:
            expire_questions(SHOP, self.store, self.now)
            send_due_notices(self.sender)
        return ""

    def _text(self, who: str, step: Step, number: int) -> str:
        phone = self.numbers[who]
        message = replace(inbound(step[who], f"SM{number}", self.now), phone=phone, session_id=f"{phone}-{self.now:%F}")
        script = [model_answer(one) for one in step.get("model", [])]
        model = ScriptedModel(script) if self.wing == "model" and script else None
        reply = take_turn(message, replace(self._office(), model=model))
        return reply.text if reply else ""

    def _call(self, phone: str) -> str:
        speech = Speech(f"CA{self.now:%H%M}")
        message = replace(inbound("", f"{speech.call_sid}-0", self.now), phone=phone, source="twilio-voice")
        message = replace(message, session_id=f"{phone}-{self.now:%F}", speech=speech)
        reply = take_turn(message, self._office())
        return f"{reply.call.step}: {reply.text}" if reply and reply.call else ""

    def _office(self) -> Any:
        return office(self.store, now=self.now, send=self._send, alert=self._alert, owner_pin=self.pin)

    def _send(self, pushes: Sequence[Push]) -> None:
        for push in pushes:
            send_push(self.sender, push)

    def _alert(self, entries: Sequence[OwnerEntry]) -> None:
        tell_owner_now(self.sender, entries)

    def texted(self) -> list[tuple[str, str]]:
        """Return who was texted what since this was last asked."""
        new = self.mailbox.sent[self._seen :]
        self._seen = len(self.mailbox.sent)
        return [(phone, text) for phone, text, *_ in new]

    def free(self, day: str) -> list[str]:
        """Return the times of the day that can be booked."""
        state = state_at(self.store.state, self.now)
        there = replace(premises(self.store, now=self.now), state=state)
        return [time_label(slot.at) for slot in available_slots(there, date.fromisoformat(str(day)))]

    def leads(self, who: str) -> list[str]:
        """Return the customer's leads in words, except questions."""
        mine = [lead for lead in self.store.leads.values() if lead.phone == self.numbers[who]]
        return [line_of(lead) for lead in mine if lead.repair_type != "question"]


def faults(dialogue: Dialogue, wing: Wing) -> list[str]:
    """Play the dialogue, and return everything that is wrong with it."""
    shop, found = Shop(dialogue, wing), []
    for number, step in enumerate(dialogue["steps"]):
        reply = shop.play(step, number)
        found += [f"step {number}: {what}" for what in _wrong(step, reply, shop)]
    for who, wanted in dialogue.get("outcome", {}).items():
        if shop.leads(who) != wanted:
            found.append(f"{who} has {shop.leads(who)}")
    return found


def _wrong(step: Step, reply: str, shop: Shop) -> Iterator[str]:
    texted = shop.texted()
    yield from _words(step.get("says", []), step.get("never", []), reply)
    if "does" in step and not reply.startswith(step["does"]):
        yield f"the call does {reply!r}"
    for who, wanted in step.get("gets", {}).items():
        got = [text for phone, text in texted if phone == shop.numbers[who]]
        if len(got) != len(wanted):
            yield f"{who} got {got}"
        for text, phrases in zip(got, wanted, strict=False):
            yield from _words([phrases] if isinstance(phrases, str) else phrases, [], text)
    if "slots" in step:
        free = shop.free(step["slots"])
        yield from (f"{at} is not free: {free}" for at in step.get("free", []) if at not in free)
        yield from (f"{at} is free" for at in step.get("closed", []) if at in free)


def _words(says: Sequence[str | Sequence[str]], never: Sequence[str], text: str) -> Iterator[str]:
    for wanted in says:
        if not any(map(partial(_holds, text), [wanted] if isinstance(wanted, str) else wanted)):
            yield f"{text!r} does not say {wanted!r}"
    yield from (f"{text!r} says {word!r}" for word in never if _holds(text, word))


def _holds(text: str, phrase: str) -> bool:
    return bool(re.search(phrase[1:-1] if phrase.startswith("/") else re.escape(phrase), text, re.IGNORECASE))

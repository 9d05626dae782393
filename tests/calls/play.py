"""Holds a phone call with the dispatcher, through the simulated Twilio, over a store in memory.

The fields of a call in dialogues.yaml; all but `name`, `says` and `outcome` are optional:
  name        the sentence that it is known by
  from        the caller: a number, anonymous, or client: and a name
  settings    environment variables of the function
  state       the owner's state, where it differs from the default
  others      times of tomorrow that others have
  before      the caller's own booking of tomorrow: time, repair_type, device
  texts       what the caller has texted before the call
  callee      what the owner's phone does when it is rung: answers, presses
  says        what the caller says: words; "?words" are heard badly, "#123" are keys, "" is silence. After the last, the
              caller hangs up. YAML needs quotes around yes and no
  then_texts  what the caller texts after the call
  model       what the model does about each line that it is asked about: tools with their arguments, then its words,
              or {fails: unavailable} or {fails: late}. About no other line may it be asked: without any, never
  by_rules    the lines of these that the rules answer all the same, since the model fails or may not be heard
  hears       what the caller hears, in this order
  hears_model  instead of that, what is heard in the model's wing
  hears_never  what must not be heard
  whispered   what the owner hears before he is connected
  outcome     the leads at the end, except questions to the owner: status, type, date, time, repair, device
  phone       the number of the lead, where it is not that of the call
  texted      what was done that is texted to the number of the booking
  told        what the owner is told, each somewhere; without it, anything
  missed      true: the caller gets the text after a missed call
  ended_by    who ended the call: caller or hangup; without it, anybody
"""

import base64
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import yaml

import dispatcher
from linda import composition
from linda.booking import BookingRequest, book, new_lead
from linda.errors import ModelLateError, ModelUnavailableError
from linda.models import Slot
from linda.ports import ModelAnswer
from linda.responses.compose import LONGEST_HEARD
from linda.shop_time import parse_time
from local import calls, twilio
from tests.conversations.play import line_of, model_answer
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, TOMORROW, premises, take

type Dialogue = Mapping[str, Any]
type Settings = Mapping[str, str]
# Words, or a tool with its arguments, or a failure.
type Step = str | Mapping[str, Any]

ACCOUNT = twilio.Account("AC" + "0" * 32, "made-up-token", "+19045550199")
CALLER = "+19042520927"
OWNER = "+19045550100"
URL = "https://api.example.com/prod/dispatcher"


def dialogues() -> list[Dialogue]:
    """Return the calls of dialogues.yaml."""
    found: list[Dialogue] = yaml.safe_load((Path(__file__).parent / "dialogues.yaml").read_text(encoding="utf-8"))
    return found


class Model:
    """A model that follows its script, and fails where that has ended; `strays` are the lines that are not in it."""

    def __init__(self, script: Mapping[str, Sequence[Step]], clock: calls.Clock) -> None:
        self.script = {line: deque(steps) for line, steps in script.items()}
        self.asked: list[str] = []
        self.strays: list[str] = []
        self._clock = clock

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        line = next(str(item["content"]) for item in reversed(items) if item.get("role") == "user")
        self.asked.append(line)
        if not self.script.get(line):
            self.strays.append(line)
            raise ModelUnavailableError("the script has ended")
        step = self.script[line].popleft()
        if step == {"fails": "unavailable"}:
            raise ModelUnavailableError("out of order")
        if step == {"fails": "late"}:
            self._clock.wait(seconds)
            raise ModelLateError("still thinking")
        return model_answer(step)


@dataclass
class Held:
    """A call that is over, and what it has left."""

    call: calls.Call
    store: MemoryStore
    mailbox: Mailbox
    model: Model
    by_rules: Sequence[str]

    @property
    def heard(self) -> list[str]:
        """What the caller heard."""
        return [one.text for one in self.call.heard]


class Line:
    """The dispatcher at the other end of the line, with a clock that the call moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, clock: calls.Clock, model: Model, settings: Settings) -> None:
        self.store, self.clock, self.model = MemoryStore(), clock, model
        self.by_rules: list[str] = []
        self.mailbox = Mailbox(lambda: clock.now)

        keys = {"TWILIO_ACCOUNT_SID": ACCOUNT.sid, "TWILIO_AUTH_TOKEN": ACCOUNT.token}
        numbers = {"TWILIO_PHONE_NUMBER": ACCOUNT.phone, "OWNER_PHONE": OWNER}
        for name, value in {**keys, **numbers, **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("boto3.client", lambda *_, **__: None)  # All keys are in the environment.
        for cached in (composition.settings, composition.shop, composition.keys):
            cached.cache_clear()
        monkeypatch.setattr(composition, "store", lambda: self.store)
        monkeypatch.setattr(composition, "messenger", lambda *_: self.mailbox)
        monkeypatch.setattr("linda.clock.now", lambda: clock.now.astimezone(UTC))
        monkeypatch.setattr(dispatcher, "_model", lambda _: self.model)

    def post(self, url: str, parameters: dict[str, str], headers: dict[str, str]) -> calls.Answer:
        """Answer a webhook as API Gateway would have the dispatcher answer it."""
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        event = {
            "version": "1.0",
            "httpMethod": "POST",
            "path": parts.path,
            "headers": headers,
            "queryStringParameters": query or None,
            "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
            "requestContext": {"path": parts.path, "stage": "prod", "httpMethod": "POST", "domainName": parts.netloc},
            "body": base64.b64encode(urlencode(parameters).encode()).decode(),
            "isBase64Encoded": True,
        }
        asked_before = len(self.model.asked)
        answer: Any = dispatcher.handler(event, None)
        if answer["headers"]["X-Linda-Receptionist"] == "rules":
            self.by_rules += dict.fromkeys(self.model.asked[asked_before:])
        return calls.Answer(answer["statusCode"], answer["headers"]["Content-Type"], answer["body"])

    def text(self, words: str, number: int, phone: str) -> None:
        """Text the shop."""
        self.clock.wait(30)
        form = {"MessageSid": f"SM{number}", "From": phone, "To": ACCOUNT.phone, "Body": words, "NumMedia": "0"}
        answer = self.post(URL, form, twilio.webhook_headers(URL, ACCOUNT.token, form))
        assert answer.status == 200


def play(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch, *, with_model: bool = False) -> Held:
    """Hold the call."""
    with monkeypatch.context() as patch:
        return _held(dialogue, patch, with_model=with_model)


def _held(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch, *, with_model: bool) -> Held:
    clock = calls.Clock(NOW)
    model = Model(dialogue.get("model", {}), clock)
    keys = {"OPENAI_API_KEY": "sk-made-up" if with_model else ""}
    line = Line(monkeypatch, clock, model, {**keys, **dialogue.get("settings", {})})
    phone = str(dialogue.get("from", CALLER))
    line.store.state |= dialogue.get("state", {})
    take(line.store, *(Slot(TOMORROW, parse_time(at)) for at in dialogue.get("others", [])))
    if given := dialogue.get("before"):
        earlier = premises(line.store, now=NOW - timedelta(days=1))
        slot = Slot(TOMORROW, parse_time(given["time"]))
        request = BookingRequest(slot, phone, given["repair_type"], "twilio-sms", given["device"])
        book(earlier, request, new_lead(earlier, request))
    for number, words in enumerate(dialogue.get("texts", [])):
        line.text(words, number, phone)
    callee = calls.Callee(**dialogue.get("callee", {"answers": False}))
    call = calls.Call(line.post, ACCOUNT, phone, URL, fallback_url=URL, status_callback=URL, callee=callee, clock=clock)
    call.run(calls.Caller(*map(_action, dialogue["says"])))
    for number, words in enumerate(dialogue.get("then_texts", []), start=100):
        line.text(words, number, phone)
    return Held(call, line.store, line.mailbox, model, line.by_rules)


def faults(dialogue: Dialogue, held: Held, *, with_model: bool = False) -> list[str]:
    """Return everything that is wrong with the call."""
    hears = dialogue.get("hears", [])
    hears = dialogue.get("hears_model", hears) if with_model else hears
    wrong = [f"Twilio refuses: {error}" for error in held.call.errors]
    place, heard = 0, " / ".join(held.heard)
    for words in hears:
        found = heard.find(words, place)
        wrong += [f"{words!r} is not heard in {heard!r}"] * (found < 0)
        place = max(found, place)
    wrong += [f"{words!r} is heard in {heard!r}" for words in dialogue.get("hears_never", []) if words in heard]
    leads = [lead for lead in held.store.leads.values() if lead.repair_type != "question"]
    lines = sorted(map(line_of, leads))
    wanted = sorted(dialogue["outcome"])
    if len(lines) != len(wanted) or not all(map(fnmatchcase, lines, wanted)):
        wrong.append(f"the leads are {lines}")
    if (phone := dialogue.get("phone")) and {lead.phone for lead in leads} != {phone}:
        wrong.append(f"the number is {[lead.phone for lead in leads]}")
    texted = sorted(held.store.actions_to_text.values())
    if texted != sorted(dialogue.get("texted", [])):
        wrong.append(f"texted is {texted}")
    told = " / ".join(entry.text for entry in held.store.for_owner.values())
    told += " / ".join(text for to, text, _ in held.mailbox.sent if to == OWNER)
    wrong += [f"{words!r} is not told in {told!r}" for words in dialogue.get("told", []) if words not in told]
    missed = [text for to, text, _ in held.mailbox.sent if to != OWNER]
    if len(missed) != int(dialogue.get("missed", False)):
        wrong.append(f"the caller is texted {missed}")
    whispered = " ".join(one.text for one in held.call.whispered)
    if dialogue.get("whispered", "") not in whispered:
        wrong.append(f"the owner hears {whispered!r}")
    if dialogue.get("ended_by", held.call.ended_by) != held.call.ended_by:
        wrong.append(f"it is ended by {held.call.ended_by}")
    wrong += [f"unfit for the ear: {said!r}" for said in held.heard if not _is_for_the_ear(said)]
    return wrong + (_misled(dialogue, held) if with_model else [])


def _misled(dialogue: Dialogue, held: Held) -> list[str]:
    """Return what is wrong with whom was asked: the model about other lines than those of its script, or in vain."""
    wrong = [f"the model is asked about {line!r}" for line in held.model.strays]
    unused = {line: [*steps] for line, steps in held.model.script.items() if steps}
    wrong += [f"the model is not asked for {steps} to {line!r}" for line, steps in unused.items()]
    if sorted(held.by_rules) != sorted(dialogue.get("by_rules", [])):
        wrong.append(f"the rules answer {held.by_rules} in place of the model")
    return wrong


def _is_for_the_ear(said: str) -> bool:
    return len(said.split()) <= LONGEST_HEARD and not re.search(_NOT_FOR_THE_EAR, said)


# Symbols, times in figures, and web addresses.
_NOT_FOR_THE_EAR = r"[$%&*#+/_|<>\[\]{}()]|[0-9]:[0-9]|\bwww\b|\.com\b"


def _action(line: object) -> calls.Action:
    words = str(line)
    if not words:
        return calls.Silent()
    if words.startswith("#"):
        return calls.Presses(words[1:])
    return calls.Says(words[1:], confidence=0.2) if words.startswith("?") else calls.Says(words)

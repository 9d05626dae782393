"""Plays a conversation through the rules, or through the model, which follows a script, and judges the result.

The fields of a conversation in the *.yaml files next to this module; all but `name`, `theme`, `goal`, `texts` and an
outcome are optional:
  name, theme   the sentence that it is known by, and the group that it belongs to
  language      of the customer, and of every reply: en (the default), es, or mixed, which leaves the replies open
  goal          what the customer wants to achieve, in one sentence
  source        the channel; twilio-sms by default
  now           when it begins, on the shop's clock; Tuesday, February 10, 2026, at 10 in the morning by default
  state         the owner's state, where it differs from the default; lists in it become the JSON texts that are stored
  others        slots taken by others: {2026-02-11: [2:00 PM]}; all of a day but some: {2026-02-11: {but: [2:00 PM]}}
  before        the customer's leads at the beginning: date, time, repair_type, device; optionally status,
                customer_name, lead_type
  texts         one after the other, each with
      customer      what the customer texts
      photos, files how many pictures come with it, and the media types of other files
      location      a location that comes with it
      unless_done   true: not sent if the outcome is already reached (a "yes" that nobody is waiting for); a line: not
                    sent if there is already a lead as in that line
      now           moves the clock to this time; by default, a minute passes
      owner         instead of `customer`: fields of his state that the owner changes in the meantime
      says          what the reply must contain: each a text, a /pattern/ or a list, of which one is enough; "4:00 PM",
                    "4 p. m." and "4 de la tarde" count as "4 PM"
      never         what it must not contain
      language      of this reply, if it differs from the conversation's
      silent        true: the reply is empty; maybe: it may be
      writes        false: the customer's leads must not change, because a yes is still needed
      model         what the model does: tools with their arguments, then its words; omitted where it is not asked.
                    A conversation in which no text has it is only for the rules
  outcome       the customer's leads at the end, except questions to the owner, one per line: status, type, date, time,
                repair, device (each may have a *), then after a | what else the lead must contain (a name, an address,
                a remark), or after "| not " what it must not
  outcome_any   instead of that, several such lists, any of which is right
  passes        lines that may be true on the way to the outcome; all others are wrong writes
  opted_out     true: at the end, the customer gets no more texts
  told          what the owner was told, except of what was booked, moved and cancelled: at_least, at_most (0 and 0 by
                default) texts, which contain the `mentions`
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

from linda import models
from linda.adapters.openai_responses import OpenAIModel
from linda.booking import BookingRequest, book, new_lead
from linda.models import VOICE, Inbound, Lead, OpenBookings, Slot, Speech
from linda.ports import Model, ModelAnswer, Photo, ToolCall
from linda.shop_time import parse_time
from linda.turn import take_turn
from tests.fakes import MemoryStore, ScriptedModel
from tests.openai_stand_in import StandIn, call, say
from tests.unit.builders import PHONE, SHOP, inbound, office, premises, take

type Conversation = Mapping[str, Any]
type Wing = Literal["model", "rules"]
type FaultKind = Literal["outcome", "wrong write", "words", "told"]

# Older code carries photos alone.
Attachment: Any = getattr(models, "Attachment", None)
WINGS: Sequence[Wing] = ("model", "rules")
STARTS = "2026-02-10T10:00"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
LONGEST_REPLY = 320
# What no reply may contain: words that opt a customer out, and English that nobody speaks.
NEVER = ("called off", "which one shall", "shall it be", "reply cancel", "reply stop", "none", "{", "}")
# Words that only one of the languages has; names, prices and labels belong to neither.
ENGLISH = (
    r"\b(?:the|is|are|you|your|for|and|at|of|to|we|have|what|which|when|it|can|will|with|tomorrow|today|see|or|would|like"
    r"|our|open|closed|booked|starts|screen|phone|sorry|thanks|please|that|this|need|bring)\b"
)
SPANISH = (
    r"\b(?:el|la|los|las|es|son|su|tu|para|y|de|que|cual|cuando|se|puede|con|manana|hoy|le|en|un|una|por|desde|nuestra"
    r"|abierto|cerrado|reservado|cita|pantalla|telefono|lo|siento|gracias|del|nos|si|tiene|tenemos|hora|pasado)\b"
)
_ONLY_HANDED_ON = 30
_TO_OWNER = (
    r"passed (?:that|it|this|your message)|asked brandon|let brandon know|pas[oeé]\b.* brandon|avis[eé]\b.* brandon"
)


class Album:
    """Every URL is a photo."""

    def photos(self, urls: Sequence[str], seconds: float) -> list[Photo]:
        return [Photo("image/png", PNG) for _ in urls]


@dataclass(frozen=True, slots=True)
class Turn:
    """One text of a customer, the reply to it, and the state of things after that."""

    step: Mapping[str, Any]
    reply: str
    by: str
    leads: Sequence[Lead]
    told: Sequence[str]
    opted_out: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a conversation."""

    kind: FaultKind
    text: str


def conversations(folder: str = "") -> list[Conversation]:
    """Return the conversations of this folder, or of one in it, in the order of their files."""
    files = sorted((Path(__file__).parent / folder).glob("*.yaml"))
    found = [one for file in files for one in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return list(filter(_can_be_sent, found))


def has_wing(conversation: Conversation, wing: Wing) -> bool:
    """Tell whether the conversation is for the wing: the rules play all of them."""
    return wing == "rules" or any("model" in step for step in conversation["texts"])


def _can_be_sent(conversation: Conversation) -> bool:
    """Tell whether this code's messages can carry what comes with the texts."""
    needs_files, needs_location = (
        any(what in step for step in conversation["texts"]) for what in ("files", "location")
    )
    return bool(Attachment or not needs_files) and (hasattr(Inbound, "location") or not needs_location)


# --- playing


def play(conversation: Conversation, wing: Wing, stand_in: StandIn | None = None) -> list[Turn]:
    """Play the conversation and return its turns; the model is asked through the stand-in if there is one."""
    now = instant(conversation.get("now", STARTS))
    store = store_before(conversation, now)
    turns: list[Turn] = []
    for number, step in enumerate(conversation["texts"]):
        now = instant(step["now"]) if "now" in step else now + timedelta(minutes=1)
        if "owner" in step:
            store.state |= stored(step["owner"])
            continue
        if turns and needs_no_word(step, conversation, turns[-1].leads):
            continue
        message = replace(
            inbound(step["customer"], f"SM{number}", now),
            session_id=f"{PHONE}-{now:%F}",
            source=conversation.get("source", "twilio-sms"),
            **_sent_with(step),
        )
        if message.source == VOICE:
            message = replace(message, key=f"CA1-{number + 1}", speech=Speech("CA1", number + 1))
        model = _model(step, stand_in) if wing == "model" else None
        reply = take_turn(message, replace(office(store, now=now), model=model, photos=Album()))
        turns.append(
            Turn(
                step,
                reply.text if reply else "",
                reply.by if reply else "",
                [lead for lead in store.leads.values() if lead.phone == PHONE],
                [entry.text for entry in store.for_owner.values() if entry.kind not in models.ROUTINE],
                store.has_opted_out(PHONE),
            )
        )
    return turns


def _sent_with(step: Mapping[str, Any]) -> dict[str, Any]:
    """Return what comes with a text, in the fields that an inbound message has for it."""
    types = [*["image/png"] * step.get("photos", 0), *step.get("files", [])]
    urls = [f"https://example.com/{n}" for n in range(len(types))]
    if not types:
        sent: dict[str, Any] = {}
    elif Attachment:
        sent = {"attachments": tuple(map(Attachment, urls, types))}
    else:
        sent = {"photos": tuple(urls)}
    return sent | ({"location": step["location"]} if "location" in step else {})


def _model(step: Mapping[str, Any], stand_in: StandIn | None) -> Model:
    """Return a model that answers this text as its script says."""
    script = [model_answer(one) for one in step.get("model", [])]
    if stand_in is None:
        return ScriptedModel(script)
    stand_in.script.clear()
    for answer in script:
        asked = answer.tool_calls
        stand_in.script.append(call(asked[0].name, asked[0].arguments) if asked else say(answer.text))
    return OpenAIModel("sk-test", "gpt-6-luna", stand_in.base_url)


def model_answer(step: str | Mapping[str, Mapping[str, object]]) -> ModelAnswer:
    """Return what the model answers at this step of a script: its words, or a tool with its arguments."""
    if isinstance(step, str):
        return ModelAnswer(step, [], [])
    asked = _tool_call(*next(iter(step.items())))
    item = {"type": "function_call", "call_id": asked.call_id, "name": asked.name, "arguments": asked.arguments}
    return ModelAnswer("", [asked], [item])


def _tool_call(name: str, arguments: Mapping[str, object]) -> ToolCall:
    """Return the call as the model writes it; in a script, a booking of one job may name it without a list."""
    given = dict(arguments)
    if name == "book_slot":
        job = {"repair_type": "", "device": "", "trouble": ""} | given
        defaults = {"jobs": [job], "customer_name": "", "on_site": False, "address": "", "note": ""}
        given = defaults | job | given
    return ToolCall(f"call_{name}", name, json.dumps(given, default=str))


def needs_no_word(step: Mapping[str, Any], conversation: Conversation, leads: Sequence[Lead]) -> bool:
    """Tell whether the customer already has what the text asks for."""
    done = step.get("unless_done", False)
    return bool(done) and (reached(conversation, leads) if done is True else any(_is(done, lead) for lead in leads))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHOP.time_zone)


def stored(state: Mapping[str, object]) -> dict[str, object]:
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in state.items()}


def store_before(conversation: Conversation, now: datetime) -> MemoryStore:
    """Return the store as it is when the conversation begins."""
    store = MemoryStore()
    for day, times in conversation.get("others", {}).items():
        all_day = [SHOP.first_slot.replace(hour=hour) for hour in range(SHOP.first_slot.hour, SHOP.last_slot.hour + 1)]
        named = {parse_time(at) for at in (times["but"] if isinstance(times, Mapping) else times)}
        taken = [at for at in all_day if at not in named] if isinstance(times, Mapping) else sorted(named)
        take(store, *(Slot(day, at) for at in taken))
    for given in conversation.get("before", []):
        slot = Slot(date.fromisoformat(str(given["date"])), parse_time(given["time"]))
        made = min(now, datetime.combine(slot.day, slot.at, SHOP.time_zone)) - timedelta(days=1)
        request = BookingRequest(
            slot,
            PHONE,
            given["repair_type"],
            "twilio-sms",
            given["device"],
            given.get("customer_name", ""),
            given.get("lead_type", "appointment"),
        )
        then = premises(store, now=made)
        lead = book(then, request, new_lead(then, request))
        if given.get("status", "booked") != "booked":
            store.leads[lead.lead_id] = replace(lead, status=given["status"])
            bookings = store.numbers[PHONE]
            starts = {lead_id: start for lead_id, start in bookings.starts.items() if lead_id != lead.lead_id}
            store.numbers[PHONE] = OpenBookings(bookings.version, starts)
    store.state = stored(conversation.get("state", {}))
    return store


# --- judging


def faults(conversation: Conversation, turns: Sequence[Turn], wing: Wing = "rules") -> list[Fault]:
    """Return everything that is wrong with a conversation that was played."""
    wrong = {line: turn for turn in reversed(turns) for line in _wrong_writes(conversation, turn.leads)}
    found = [Fault("wrong write", f"{line}, to {turn.step['customer']!r}") for line, turn in wrong.items()]
    if not reached(conversation, turns[-1].leads):
        found.append(Fault("outcome", f"{_lines(turns[-1].leads)}"))
    if turns[-1].opted_out != conversation.get("opted_out", False):
        found.append(Fault("told", f"opted out: {turns[-1].opted_out}"))
    for before, turn in pairwise(turns):
        if turn.step.get("writes") is False and _lines(turn.leads) != _lines(before.leads):
            found.append(Fault("wrong write", f"without a yes, to {turn.step['customer']!r}"))
        if turn.reply and turn.reply == before.reply:
            found.append(Fault("words", f"says again word for word: {turn.reply!r}"))
    for turn in turns:
        found += [Fault("words", f"{what}, to {turn.step['customer']!r}") for what in _wrong_words(conversation, turn)]
        if wing == "model" and turn.step.get("model") and turn.by != "model":
            found.append(Fault("words", f"is not the model's, to {turn.step['customer']!r}"))
    return [*found, *_wrongly_told(conversation, turns[-1].told)]


def reached(conversation: Conversation, leads: Sequence[Lead]) -> bool:
    """Tell whether the customer's leads are those of an outcome of the conversation."""
    return any(_are(lines, _bookings(leads)) for lines in _outcomes(conversation))


def line_of(lead: Lead) -> str:
    """Return a lead in the form of an outcome's line."""
    day, at = lead.appointment_date, lead.appointment_time
    return f"{lead.status} {lead.lead_type} {day} {at} {lead.repair_type} {lead.device}".strip()


def repeats(turns: Sequence[Turn]) -> int:
    """Count the replies that repeat the previous one word for word."""
    return sum(bool(turn.reply) and turn.reply == before.reply for before, turn in pairwise(turns))


def only_handed_on(turns: Sequence[Turn]) -> int:
    """Count the texts whose only answer was that the owner has them."""
    count = 0
    for before, turn in pairwise([None, *turns]):
        assert turn
        is_news = not before or len(turn.told) > len(before.told)
        is_bare = len(turn.reply.split()) <= _ONLY_HANDED_ON and not re.search(r"\$|[0-9]:[0-9]", turn.reply)
        count += is_news and is_bare and bool(re.search(_TO_OWNER, turn.reply.lower()))
    return count


def language_of(text: str) -> str:
    """Return the language to which most of the telling words belong: en or es, "" if neither has more."""
    english, spanish = (len(re.findall(words, _plain(text))) for words in (ENGLISH, SPANISH))
    return "" if english == spanish else "en" if english > spanish else "es"


def _bookings(leads: Sequence[Lead]) -> list[Lead]:
    """Return all leads but the questions to the owner, which are stored as calls for him to make."""
    return [lead for lead in leads if lead.repair_type != "question"]


def _lines(leads: Sequence[Lead]) -> list[str]:
    return [line_of(lead) for lead in _bookings(leads)]


def _outcomes(conversation: Conversation) -> list[list[str]]:
    return conversation["outcome_any"] if "outcome_any" in conversation else [conversation["outcome"]]


def _are(lines: Sequence[str], leads: Sequence[Lead]) -> bool:
    """Tell whether the lines match the leads, one each."""
    if not lines:
        return not leads
    rest = [lead for lead in leads if _is(lines[0], lead)]
    return any(_are(lines[1:], [other for other in leads if other is not lead]) for lead in rest)


def _is(line: str, lead: Lead) -> bool:
    head, *more = line.split(" | ")
    parts = [part.removeprefix("not ") for part in more]
    held = [part.lower() in _all_of(lead) for part in parts]
    return _has_head(head, lead) and all(
        holds != part.startswith("not ") for holds, part in zip(held, more, strict=True)
    )


def _has_head(line: str, lead: Lead) -> bool:
    return fnmatchcase(line_of(lead), line.partition(" | ")[0])


def _all_of(lead: Lead) -> str:
    return json.dumps(asdict(lead), default=str, ensure_ascii=False).lower()


def _wrong_writes(conversation: Conversation, leads: Sequence[Lead]) -> list[str]:
    """Return the leads that were not there before, are not in an outcome, and are not allowed on the way to one."""
    before = [
        f"{given.get('status', 'booked')} {given.get('lead_type', 'appointment')} {given['date']} {given['time']}"
        f" {given['repair_type']} *"
        for given in conversation.get("before", [])
    ]
    right = [*before, *conversation.get("passes", []), *(line for lines in _outcomes(conversation) for line in lines)]
    return _lines([lead for lead in leads if not any(_has_head(line, lead) for line in right)])


def _wrong_words(conversation: Conversation, turn: Turn) -> list[str]:
    step, reply = turn.step, turn.reply
    silent = step.get("silent")
    if silent is True or not reply:
        return [] if bool(reply) != bool(silent) else [f"{reply!r} instead of nothing" if reply else "no reply"]
    wrong = [f"{reply!r} lacks {wanted!r}" for wanted in step.get("says", []) if not _holds_any(reply, wanted)]
    wrong += [f"{reply!r} holds {bad!r}" for bad in (*step.get("never", []), *NEVER) if _holds_any(reply, bad)]
    wanted = step.get("language", conversation.get("language", "en"))
    if wanted != "mixed" and language_of(reply) not in ("", wanted):
        wrong.append(f"{reply!r} is not in {wanted!r}")
    if len(reply) > LONGEST_REPLY:
        wrong.append(f"{reply!r} is too long")
    return wrong


def _holds_any(reply: str, wanted: str | Sequence[str]) -> bool:
    """Tell whether the reply contains the text, the /pattern/, or one of several."""
    if not isinstance(wanted, str):
        return any(_holds_any(reply, one) for one in wanted)
    if wanted.startswith("/"):
        return bool(re.search(_plain(wanted.strip("/"), lower=False), _plain(reply), re.IGNORECASE))
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(_plain(wanted))}(?![0-9])", _plain(reply)))


def _plain(text: str, *, lower: bool = True) -> str:
    """Return the text without differences that do not matter to a reader: accents, and how 4 PM is written."""
    bare = "".join(_WITHOUT_ACCENT.get(letter, letter) for letter in (text.lower() if lower else text))
    bare = re.sub(r"\b([ap])\.\s?m\.", r"\1m", bare)
    bare = re.sub(
        r"(?<=[0-9]) de la (ma)nana|(?<=[0-9]) de la (?:tarde|noche)", lambda of: " am" if of[1] else " pm", bare
    )
    return re.sub(r"\b([0-9]{1,2}):00 ?(?=[ap]m)", r"\1 ", bare)


_WITHOUT_ACCENT: Mapping[str, str] = dict(zip("áéíóúñü\u2019", "aeiounu'", strict=True))


def _wrongly_told(conversation: Conversation, told: Sequence[str]) -> list[Fault]:
    wanted = conversation.get("told", {})
    least, most = wanted.get("at_least", 0), wanted.get("at_most", 0)
    found = [] if least <= len(told) <= most else [Fault("told", f"{len(told)} texts, not {least} to {most}: {told}")]
    everything = " ".join(told)
    return found + [
        Fault("told", f"{told} lack {wanted!r}")
        for wanted in wanted.get("mentions", [])
        if not _holds_any(everything, wanted)
    ]

"""What the owner's text asks for, by the model, where the rules are not sure.

The model only quotes the text. Code reads the quotes as it reads forms, and a command that the text does not bear out
is none. The model acts on nothing, and writes no words to a customer.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from linda.booking import Premises
from linda.errors import ModelUnavailableError
from linda.models import OWNER_STATUSES
from linda.owner.command import Command, CommandKind
from linda.owner.reading import completed, is_several
from linda.ports import Model
from linda.time_words import plain

_LONGEST = 600


class ModelReading(NamedTuple):
    """The command, or None; and what the request has cost, in micro-dollars."""

    command: Command | None
    cost: int


_INSTRUCTIONS = (
    "You read one text that the owner of a phone repair shop sends to the shop's assistant, in English or Spanish. "
    "Call the tool once with the one command that it asks for. Copy words and numbers exactly as they stand in the "
    'text; a field that the command does not need is "". Use kind "none" if the text is not a command, is denied, '
    "doubted or only a question, asks for several commands, or needs more than the fields can say."
)
# What is about all bookings of a closed time, or takes something back, is said in its own words or not at all.
_BY_RULES_ALONE = ("move_all", "keep", "undo")
_KINDS: Sequence[str] = ("none", *(kind for kind in get_args(CommandKind) if kind not in _BY_RULES_ALONE))
_FIELDS: Mapping[str, str] = {
    "until": 'When a status ends, or from when a part is in stock again: "till 4", "back in 2 hours"',
    "when": "The days or hours of a closure, a block or a list, or the booking's day and hour",
    "to": "The day or hour to which a booking moves",
    "who": "The customer's name or number",
    "number": "The number of the question that is answered",
    "text": "The bulletin, the answer, or the kind of news that is turned on or off",
    "amount": "The price in dollars, or the percentage",
    "what": "The repair, and the device if one is named",
}
_STATUSES = ("", *OWNER_STATUSES)
_CHANNELS = ("", "sms", "calls", "both")
_SWITCHED = ("on", "off")

# What each kind must and may quote, and the part of a form as which it is read.
_NEEDS: Mapping[str, Mapping[str, str]] = {
    "closed": {"when": "SPAN"},
    "block": {"when": "SPAN"},
    "bulletin": {"text": "NEWS"},
    "price": {"what": "WHAT", "amount": "AMOUNT"},
    "out_of_stock": {"what": "WHAT"},
    "discount_cap": {"amount": "PERCENT"},
    "telling": {"text": "TOPIC"},
    "agenda": {"when": "LISTED"},
    "booked_how_much": {"when": "PERIOD"},
    "take": {"who": "WHO"},
    "move": {"to": "THERE"},
}
_MAY_HAVE: Mapping[str, Mapping[str, str]] = {
    "status": {"until": "UNTIL"},
    "out_of_stock": {"until": "LACKING"},
    "resume": {"who": "WHO"},
}
_OF_BOOKINGS = ("cancel", "move", "no_show", "done", "ready")
# Whatever the model makes of them, these words leave it open whether he wants it done.
_DOUBTS = frozenset(
    "dont not never if should shouldnt unless maybe might wait nevermind didnt wont cant sino nunca quizas".split()
)


def read_by_model(text: str, model: Model, premises: Premises, seconds: float) -> ModelReading:
    """Ask the model for the command, within so many seconds; None if it fails, or if the text does not bear it out."""
    if len(text) > _LONGEST or is_several(text, premises):
        return ModelReading(None, 0)
    items = [{"role": "user", "content": text}]
    try:
        answer = model.respond(_INSTRUCTIONS, items, [_TOOL], "", seconds)
    except ModelUnavailableError as error:
        return ModelReading(None, error.cost)
    if len(answer.tool_calls) != 1 or answer.tool_calls[0].name != "command":
        return ModelReading(None, answer.cost)
    return ModelReading(_checked(answer.tool_calls[0].arguments, text, premises), answer.cost)


def _schema() -> Mapping[str, object]:
    properties: dict[str, object] = {
        "kind": {"type": "string", "enum": list(_KINDS)},
        "language": {"type": "string", "enum": ["en", "es"]},
        "status": {"type": "string", "enum": list(_STATUSES)},
        "channel": {"type": "string", "enum": list(_CHANNELS), "description": "What is to be answered, or not"},
        "switch": {
            "type": "string",
            "enum": list(_SWITCHED),
            "description": "off: opened again, unblocked, cleared, in stock again, not answered, muted",
        },
        **{name: {"type": "string", "description": told} for name, told in _FIELDS.items()},
    }
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    told = "The command that the owner's text asks for."
    return {"type": "function", "name": "command", "description": told, "strict": True, "parameters": parameters}


_TOOL = _schema()


def _checked(arguments: str, text: str, premises: Premises) -> Command | None:
    """Return the command if it is whole, and if all that it says stands in the text."""
    given = _given(arguments)
    if given is None or given["kind"] == "none":
        return None
    said = {name: given[name].strip() for name in _FIELDS if given[name].strip()}
    if not all(_stands_in(words, text) for words in said.values()) or not _has_all_numbers(said.values(), text):
        return None
    if "amount" in said and not re.fullmatch(r"\$?[0-9]{1,4}(?:\.[0-9]{1,2})?%?", said["amount"]):
        return None
    kind: Any = given["kind"]
    if "?" in text and kind not in ("answer", "agenda", "leads", "booked_how_much", "help"):
        return None
    words = {*re.findall(r"[a-z]+", plain(text).replace("'", ""))}
    if kind not in ("answer", "bulletin", "answering", "telling") and not words.isdisjoint(_DOUBTS):
        return None
    language: Any = given["language"]
    command = Command(kind, language, is_on=given["switch"] == "on")
    if kind == "status":
        command = Command(kind, language, status=given["status"])
        if not command.status or (command.status == "custom" and "until" not in said):
            return None
    if kind == "answering":
        return Command(kind, language, text=given["channel"], is_on=command.is_on) if given["channel"] else None
    if kind == "answer":
        number = said.get("number", "0").lstrip("#")
        is_whole = number.isascii() and number.isdecimal() and len(number) <= 4 and "text" in said
        return Command(kind, language, number=int(number), text=said["text"]) if is_whole else None
    if kind == "bulletin" and not command.is_on:
        return command
    quoted = _parts(command, said)
    return None if quoted is None else completed(command, quoted, premises)


def _parts(command: Command, said: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the quotes by the names of what reads them; None if one is missing, or is of no use to this kind."""
    needs, may_have = dict(_NEEDS.get(command.kind, {})), _MAY_HAVE.get(command.kind, {})
    if command.kind == "closed" and not command.is_on:
        needs = {"when": "OPENED"}
    quoted = {part: said[name] for name, part in {**needs, **may_have}.items() if name in said}
    used = {*needs, *may_have}
    if command.kind in _OF_BOOKINGS:
        which = " ".join(said[name] for name in ("who", "when") if name in said)
        if not which:
            return None
        quoted["BOOKING"], used = which, {*used, "who", "when"}
    return quoted if needs.keys() <= said.keys() <= used else None


def _given(arguments: str) -> Mapping[str, str] | None:
    """Return the arguments if they are what the schema promises."""
    try:
        given = json.loads(arguments)
    except (ValueError, RecursionError):
        return None
    choices = {
        "kind": _KINDS, "language": ("en", "es"), "status": _STATUSES, "channel": _CHANNELS, "switch": _SWITCHED,
    }  # fmt: skip
    if not isinstance(given, dict) or given.keys() != {*choices, *_FIELDS}:
        return None
    if not all(isinstance(value, str) for value in given.values()):
        return None
    return given if all(given[name] in allowed for name, allowed in choices.items()) else None


def _stands_in(words: str, text: str) -> bool:
    """Tell whether the words stand in the text, from the beginning of a word to the end of one."""
    quote, said = plain(words), plain(text)
    return bool(quote) and bool(re.search(rf"(?<![a-z0-9]){re.escape(quote)}(?![a-z0-9])", said))


def _has_all_numbers(quotes: Iterable[str], text: str) -> bool:
    """Tell whether every number of the text is in a quote: "cancel the 2pm and the 3pm" is not "cancel the 2pm"."""
    quoted = sorted(number for words in quotes for number in re.findall("[0-9]+", words))
    return sorted(re.findall("[0-9]+", text)) == quoted

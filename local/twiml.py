"""TwiML of a voice call, read as strictly as Twilio's own SDK writes it.

What a document may contain comes from the installed SDK: its methods are called, and what they write is what is known.
Twilio itself only warns of some of what is refused here (https://www.twilio.com/docs/api/errors/12200), and then does
something other than was meant.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from twilio.twiml import TwiML
from twilio.twiml.voice_response import VoiceResponse

# https://www.twilio.com/docs/api/errors
TOO_LARGE, PARSE, SCHEMA, CONTENT_TYPE = 11750, 12100, 12200, 12300
AUTO_WITH_MODEL, SAY_TEXT, SAY_LENGTH = 13335, 13520, 13521
_MOST_BYTES = 64 * 1024
_LONGEST_SAY, _LONGEST_POLLY = 4_096, 3_000
_MOST_HINTS, _LONGEST_HINT = 500, 100
_MOST_NUMBERS = 10
_XML = "{http://www.w3.org/XML/1998/namespace}"
_BOOLEAN, _COUNT, _KEYS = "true|false", "[1-9][0-9]*", "[0-9*#]*"
_VALUES = {
    "action": ".+",
    "actionOnEmptyResult": _BOOLEAN,
    "answerOnBridge": _BOOLEAN,
    "bargeIn": _BOOLEAN,
    "finishOnKey": _KEYS,
    "input": "dtmf|speech|dtmf speech|speech dtmf",
    "length": _COUNT,
    "loop": "[0-9]+",
    "maxLength": _COUNT,
    "method": "GET|POST",
    "numDigits": _COUNT,
    "playBeep": _BOOLEAN,
    "profanityFilter": _BOOLEAN,
    "reason": "rejected|busy",
    "speechTimeout": f"auto|{_COUNT}",
    "timeLimit": _COUNT,
    "timeout": "[0-9]+",
    "transcribe": _BOOLEAN,
    "transcribeCallback": ".+",
    "url": ".+",
}


class TwimlError(Exception):
    """What Twilio would refuse, with the code that its debugger shows."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True)
class Verb:
    """An element of a document: a verb such as Gather, or a noun in one such as Number."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Verb", ...]


@dataclass(frozen=True)
class _Known:
    """An element as the SDK writes it."""

    sample: TwiML

    @property
    def attributes(self) -> set[str]:
        return set(self.sample.attrs)

    @property
    def has_text(self) -> bool:
        return self.sample.value is not None


_RESPONSE = _Known(VoiceResponse())


def parse(body: str, content_type: str) -> list[Verb]:
    """The verbs of a document."""
    if content_type.partition(";")[0].strip().lower() not in ("text/xml", "application/xml"):
        raise TwimlError(CONTENT_TYPE, f"the content type is {content_type!r}, which is not XML")
    if len(body.encode()) > _MOST_BYTES:
        raise TwimlError(TOO_LARGE, f"the document has {len(body.encode())} bytes, and at most {_MOST_BYTES} are read")
    if "<!DOCTYPE" in body:  # without it there are no entities, and the parser is safe
        raise TwimlError(PARSE, "a document type has no place in TwiML")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314
    except (ElementTree.ParseError, ValueError) as error:
        raise TwimlError(PARSE, f"the document cannot be parsed: {error}") from None
    if root.tag != "Response":
        raise TwimlError(PARSE, f"the document's root is <{root.tag}>, not <Response>")
    response = _read(root, _RESPONSE)
    return list(response.children)


def texts(document: str, verb: str) -> list[str]:
    """The texts of a document's elements of this name, as they are written, whatever else is in it.

    Raises TwimlError for what is not XML, or has a document type or a comment.
    """
    if "<!" in document:  # without a document type and entities, the parser is safe
        raise TwimlError(PARSE, "a document type or comment has no place in TwiML")
    try:
        root = ElementTree.fromstring(document)  # noqa: S314
    except ElementTree.ParseError as error:
        raise TwimlError(PARSE, str(error)) from None
    return ["".join(element.itertext()) for element in root.iter(verb)]


def _read(element: ElementTree.Element, known: _Known) -> Verb:
    attributes = {name.replace(_XML, "xml:"): value for name, value in element.attrib.items()}
    if unknown := sorted(set(attributes) - known.attributes):
        raise TwimlError(SCHEMA, f"<{element.tag}> has no attribute {unknown[0]!r}")
    loose = [element.text, *(child.tail for child in element)]
    if not known.has_text and any(text and text.strip() for text in loose):
        raise TwimlError(SCHEMA, f"<{element.tag}> takes no text")
    nouns = _nouns(known.sample)
    if strange := next((child.tag for child in element if child.tag not in nouns), None):
        raise TwimlError(SCHEMA, f"<{strange}> has no place in <{element.tag}>")
    children = tuple(_read(child, nouns[child.tag]) for child in element)
    verb = Verb(element.tag, attributes, " ".join("".join(element.itertext()).split()), children)
    for code, problem in _problems(verb):
        raise TwimlError(code, problem)
    return verb


@cache
def _nouns(parent: TwiML) -> dict[str, _Known]:
    """The elements that may stand in this one, by name."""
    found = {}
    for name, method in vars(type(parent)).items():
        if not name.startswith("_") and inspect.isfunction(method):
            _, *parameters = inspect.signature(method).parameters.values()
            named = [parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_KEYWORD]
            sample = method(parent, **dict.fromkeys(named, "x"))
            found[sample.name] = _Known(sample)
    return found


def _problems(verb: Verb) -> Iterator[tuple[int, str]]:
    for name, value in verb.attributes.items():
        if name in _VALUES and not re.fullmatch(_VALUES[name], value):
            yield SCHEMA, f"<{verb.name} {name}={value!r}> is no value for it"
    match verb.name:
        case "Say":
            if not verb.text:
                yield SAY_TEXT, "<Say> says nothing"
            most = _LONGEST_POLLY if verb.attributes.get("voice", "").startswith("Polly.") else _LONGEST_SAY
            if len(verb.text) > most:
                yield SAY_LENGTH, f"<Say> has {len(verb.text)} characters, and at most {most} are allowed"
        case "Gather":
            hints = verb.attributes.get("hints", "").split(",")
            if len(hints) > _MOST_HINTS or any(len(hint.strip()) > _LONGEST_HINT for hint in hints):
                yield SCHEMA, f"<Gather> takes {_MOST_HINTS} hints of at most {_LONGEST_HINT} characters each"
            if verb.attributes.get("speechTimeout") == "auto" and "speechModel" in verb.attributes:
                yield AUTO_WITH_MODEL, "<Gather> takes no speechTimeout='auto' beside a speechModel"
        case "Record":
            if "transcribeCallback" in verb.attributes and verb.attributes.get("transcribe") != "true":
                yield SCHEMA, "<Record transcribeCallback> is never asked without transcribe='true'"
        case "Dial":
            if not verb.text:
                yield SCHEMA, "<Dial> names nobody"
            if len(verb.children) > _MOST_NUMBERS:
                yield SCHEMA, f"<Dial> calls at most {_MOST_NUMBERS} at once"
        case "Number" | "Redirect":
            if not verb.text:
                yield SCHEMA, f"<{verb.name}> is empty"

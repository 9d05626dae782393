"""`call`: a conversation with LINDA on the phone, in the terminal: what is typed is said, what she says is printed."""

import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

import httpx

from local import calls, instance, twilio
from local.console import LocalError, UsageError
from local.speech import Language, recogniser

USAGE = (
    "Type what you say; what begins with ? is heard badly. An empty line is silence, digits, * and # are keys. "
    "Ctrl-D, Ctrl-C or /hang up hangs up. "
    "A voicemail ends with # or an empty line."
)
TAKE = "/take"
"""The line with which Brandon takes a call where nobody can be asked: in what is piped in, after what has him rung."""
HEARD_WELL, HEARD_BADLY = 0.9, 0.3
_SPEAKER = "espeak-ng"
_NOT_INSTALLED = (
    f"{_SPEAKER}, which speaks, is not installed, so LINDA is only printed. To hear her: apt install {_SPEAKER}, or "
    f"brew install {_SPEAKER}."
)
_NO_SOUND = "A sound device is needed, which containers and remote shells do not have."
ENDINGS = {
    "caller": "You hung up.",
    "hangup": "LINDA hung up.",
    "document": "LINDA had no more to say, and the call ended.",
    "rejected": "LINDA did not take the call.",
    "error": "The call broke off.",
}


@dataclass(frozen=True)
class Line:
    """What one of the two said or did."""

    who: str
    text: str
    verb: str
    time: str
    """On the clock of the call, which does not wait for whoever types."""


_VERBS: dict[type[calls.Action], str] = {
    calls.Says: "say",
    calls.Presses: "press",
    calls.Silent: "silence",
    calls.HangsUp: "hang up",
}


class Typist:
    """The person at the terminal, who also plays Brandon when he is rung."""

    def __init__(self, out: TextIO | None, clock: calls.Clock, *, speak: bool) -> None:
        """`out` is where the call is printed, if it is."""
        self.lines: list[Line] = []
        self._out = out
        self._clock = clock
        self._speak = speak
        self._language: Language = "en"
        self._kept: list[str] = []
        """A line that was read and was not meant for Brandon."""

    def hears(self, said: calls.Heard) -> None:
        self._note("LINDA", said.text, "say")
        self._print(f"LINDA: {said.text}")
        if self._speak:
            voice = ["-v", said.language.lower()] if said.language else []
            done = subprocess.run([_SPEAKER, *voice, "--", said.text], check=False, stderr=subprocess.PIPE, text=True)
            last = done.stderr.strip().rpartition("\n")[2]  # before it are warnings of the sound system
            if done.returncode or last.startswith("error"):
                self._speak = False
                words = f"{_SPEAKER} cannot be heard ({last}), so LINDA is only printed. {_NO_SOUND}"
                print(words, file=sys.stderr)

    def acts(self, language: str = "") -> calls.Action:
        if language:
            self._language = "es" if language.startswith("es") else "en"
        typed = self._typed("You: ")
        action = meant(typed, self._language)
        words = described(action)
        self._note("caller", words, _VERBS[type(action)])
        if not sys.stdin.isatty():
            self._print(f"You: {words}")
        elif not typed:
            self._print("")  # Ctrl-D and Ctrl-C leave the cursor behind the question
        return action

    def rings(self) -> calls.Callee:
        """Brandon's phone: at a terminal it is asked whether he takes the call; else he does if the next line says so.

        Any other line that was piped in is left to the caller.
        """
        asks = sys.stdin.isatty()
        typed = self._typed("Brandon's phone rings. Press 1 to take the call for him, Enter to let it ring: ")
        takes = typed.strip() in ("1", TAKE) if asks else typed.strip() == TAKE
        if not (takes or asks):
            self._kept.append(typed)
        words, verb = ("[presses 1]", "press") if takes else ("[does not pick up]", "silence")
        self._note("Brandon", words, verb)
        if not asks:
            self._print(f"Brandon: {words}")
        elif not typed:
            self._print("")
        return calls.Callee(presses="1") if takes else calls.Callee(answers=False)

    def _typed(self, question: str) -> str:
        """The next line; "" if there is none."""
        if self._kept:
            return self._kept.pop()
        if sys.stdin.isatty():
            self._print(question, end="")
        try:
            return sys.stdin.readline()
        except KeyboardInterrupt:
            return ""

    def _note(self, who: str, text: str, verb: str) -> None:
        self.lines.append(Line(who, text, verb, self._clock.now.isoformat(timespec="seconds")))

    def _print(self, words: str, end: str = "\n") -> None:
        if self._out:
            print(words, end=end, file=self._out, flush=True)


def call(home: Path, sender: str, *, quiet: bool = False, speak: bool = False) -> tuple[calls.Call, list[Line]]:
    """Call LINDA from the number, and return the call and what was said.

    If quiet, nothing goes to standard output; a person at a terminal reads the call on standard error then.
    """
    is_withheld = sender.strip().lower() == "anonymous"
    number = twilio.typed_number(sender)
    if not (is_withheld or twilio.is_number(number)):
        advice = 'write it as +19045550123, or "anonymous" for a caller who withholds it'
        raise UsageError(f"{sender!r} is not a phone number: {advice}.")
    if speak and not shutil.which(_SPEAKER):
        print(_NOT_INSTALLED, file=sys.stderr)
        speak = False
    known = instance.outputs(home)
    account = twilio.account_of(known)
    url = known["dispatcher_url"]
    at_terminal = sys.stdin.isatty()
    out = sys.stdout if not quiet else sys.stderr if at_terminal else None
    clock = calls.Clock()
    person = Typist(out, clock, speak=speak)
    caller = "anonymous" if is_withheld else number
    held = calls.Call(post, account, caller, url, status_callback=url, callee=person.rings, clock=clock)
    if at_terminal:
        print(USAGE, file=sys.stderr)
    try:
        held.run(person)
    except calls.NotModelledError as error:
        raise LocalError(f"LINDA uses what `make call` cannot do: {error}.") from None
    except calls.EndlessCallError as error:
        raise LocalError(str(error)) from None
    if held.errors:
        raise LocalError(_explain(held))
    return held, person.lines


def meant(typed: str, language: Language = "en") -> calls.Action:
    """What a typed line does; no line at all, not even an empty one, is the end of the input."""
    line = typed.strip()
    if not typed or line == "/hang up":
        return calls.HangsUp()
    if re.fullmatch("[0-9*#]+", line):
        return calls.Presses(line)
    words = recogniser(line.removeprefix("?"), language)
    return calls.Says(words, HEARD_BADLY if line.startswith("?") else HEARD_WELL) if words else calls.Silent()


def as_words(held: calls.Call) -> str:
    """How it ended, for a person."""
    whispered = [f"Brandon heard: {said.text}" for said in held.whispered]
    dialled = [f"{call.number} was called ({call.status})." for call in held.dialled]
    return "\n".join([*whispered, *dialled, ENDINGS[held.ended_by or "error"]])


def as_json(held: calls.Call, lines: list[Line]) -> str:
    """The whole call, for a program."""
    shown = {
        "call_sid": held.sid,
        "sender": held.caller,
        "lines": [asdict(line) for line in lines],
        "whispered": [said.text for said in held.whispered],
        "dialled": [asdict(dialled) for dialled in held.dialled],
        "ended_by": held.ended_by,
    }
    return json.dumps(shown, ensure_ascii=False)


def described(action: calls.Action) -> str:
    """What the person did, in words."""
    match action:
        case calls.Says():
            return action.words
        case calls.Presses():
            return f"[presses {action.keys}]"
        case calls.Silent():
            return "[silence]"
        case calls.HangsUp():
            return "[hangs up]"


def post(url: str, parameters: dict[str, str], headers: dict[str, str]) -> calls.Answer:
    """Post a webhook of a call and return its answer. Raises ConnectionError, TimeoutError."""
    start = time.monotonic()
    try:
        response = twilio.post(url, parameters, headers, 20)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise ConnectionError(str(error)) from None
    except httpx.TimeoutException as error:
        raise TimeoutError(str(error)) from None
    except httpx.HTTPError as error:  # as of a proxy
        return calls.Answer(502, "", str(error), time.monotonic() - start)
    content_type = response.headers.get("content-type", "")
    return calls.Answer(response.status_code, content_type, response.text, time.monotonic() - start)


def _explain(held: calls.Call) -> str:
    error, failed = held.errors[0], held.failed[0]
    if not failed.answer:
        return f"Nothing answers at {failed.url}. Run `make up` first."
    if failed.answer.status == 403:
        return f"{error}\nThe signature was refused. Run `make up`, which makes the keys match again."
    if failed.answer.status == 200 and error.code != calls.NO_CONNECTION:
        return f"{error}\nTwilio would refuse LINDA's answer:\n{failed.answer.body}"
    return f"{error}\n`make logs` shows what the functions say."

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
    "Type what you say. An empty line is silence, digits, * and # are keys. Ctrl-D, Ctrl-C or /hang up hangs up. "
    "A voicemail ends with # or an empty line."
)
_SPEAKER = "espeak-ng"
_ENDINGS = {
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


class Typist:
    """The person at the terminal."""

    def __init__(self, out: TextIO | None, *, speak: bool) -> None:
        """`out` is where the call is printed, if it is."""
        self.lines: list[Line] = []
        self._out = out
        self._speak = speak
        self._language: Language = "en"

    def hears(self, said: calls.Heard) -> None:
        self.lines.append(Line("LINDA", said.text))
        self._language = "es" if said.language.startswith("es") else "en"  # as LINDA's recognizer then listens
        self._print(f"LINDA: {said.text}")
        if self._speak:
            voice = ["-v", said.language.lower()] if said.language else []
            done = subprocess.run([_SPEAKER, *voice, "--", said.text], check=False, stderr=subprocess.PIPE, text=True)
            last = done.stderr.strip().rpartition("\n")[2]  # before it are warnings of the sound system
            if done.returncode or last.startswith("error"):
                self._speak = False
                print(f"{_SPEAKER} cannot be heard ({last}), so LINDA is only printed.", file=sys.stderr)

    def acts(self) -> calls.Action:
        asks = sys.stdin.isatty()
        if asks:
            self._print("You: ", end="")
        try:
            typed = sys.stdin.readline()
        except KeyboardInterrupt:
            typed = ""
        action = meant(typed, self._language)
        words = _described(action)
        self.lines.append(Line("caller", words))
        if not asks:
            self._print(f"You: {words}")
        elif not typed:
            self._print("")  # Ctrl-D and Ctrl-C leave the cursor behind the question
        return action

    def _print(self, words: str, end: str = "\n") -> None:
        if self._out:
            print(words, end=end, file=self._out, flush=True)


def call(home: Path, sender: str, *, quiet: bool = False, speak: bool = False) -> tuple[calls.Call, list[Line]]:
    """Call LINDA from the number, and return the call and what was said.

    If quiet, nothing goes to standard output; a person at a terminal reads the call on standard error then.
    """
    sender = twilio.typed_number(sender)
    if sender != "anonymous" and not twilio.is_number(sender):
        raise UsageError(f'{sender!r} is not a phone number: write it as +19045550123, or "anonymous".')
    if speak and not shutil.which(_SPEAKER):
        raise LocalError(f"{_SPEAKER}, which speaks, is not installed. Install it, or leave --speak out.")
    known = instance.outputs(home)
    account = twilio.account_of(known)
    url = known["dispatcher_url"]
    held = calls.Call(post, account, sender, url, status_callback=url)
    at_terminal = sys.stdin.isatty()
    out = sys.stdout if not quiet else sys.stderr if at_terminal else None
    person = Typist(out, speak=speak)
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
    words = recogniser(line, language)
    return calls.Says(words) if words else calls.Silent()


def as_words(held: calls.Call) -> str:
    """How it ended, for a person."""
    dialled = [f"{call.number} was called ({call.status})." for call in held.dialled]
    return "\n".join([*dialled, _ENDINGS[held.ended_by or "error"]])


def as_json(held: calls.Call, lines: list[Line]) -> str:
    """The whole call, for a program."""
    shown = {
        "call_sid": held.sid,
        "sender": held.caller,
        "lines": [asdict(line) for line in lines],
        "dialled": [asdict(dialled) for dialled in held.dialled],
        "ended_by": held.ended_by,
    }
    return json.dumps(shown, ensure_ascii=False)


def _described(action: calls.Action) -> str:
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

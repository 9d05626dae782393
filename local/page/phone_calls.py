"""Calls from the page: each runs in a thread of its own, and waits for what the person at the page says or presses."""

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from local import calls, twilio
from local.call import ENDINGS, HEARD_BADLY, HEARD_WELL, described
from local.speech import Language, recogniser

_LONGEST_WAIT_SECONDS = 600.0
_RINGS_SECONDS = 25.0
_LONGEST_SAID = 1_000
MOST_AT_ONCE = 8

State = Literal["thinking", "listening", "ringing", "ended"]
Tell = Callable[[Mapping[str, Any]], None]


class NotAwaitedError(Exception):
    """The call does not wait for that now."""


class UnknownActionError(Exception):
    """Nobody can do that in a call."""


@dataclass
class PhoneCall:
    """One call and the person at the page who makes it; `tell` is given the call whenever it changes."""

    who: str
    tell: Tell
    clock: Callable[[], datetime]
    id: str = ""
    state: State = "thinking"
    lines: list[dict[str, str]] = field(default_factory=list)
    language: str = "en-US"
    ended: str = ""
    _actions: queue.Queue[calls.Action] = field(default_factory=queue.Queue)
    _brandon: queue.Queue[bool] = field(default_factory=queue.Queue)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, post: calls.Post, account: twilio.Account, url: str) -> None:
        """Call the number of the account, in a thread. Raises ValueError if `who` is not a number that can call."""
        clock = calls.Clock(self.clock())
        held = calls.Call(post, account, self.who, url, status_callback=url, callee=self._rings, clock=clock)
        self.id = held.sid
        threading.Thread(target=self._run, args=(held,), name=f"call-{self.id}", daemon=True).start()

    def act(self, given: Mapping[str, Any]) -> None:
        """Do what the page asks for. Raises NotAwaitedError, UnknownActionError."""
        with self._lock:
            if "brandon" in given:
                if self.state != "ringing":
                    raise NotAwaitedError("Brandon's phone does not ring")
                self.state = "thinking"
                self._brandon.put(given["brandon"] == "takes")
            else:
                action = _action(given, self.language)
                if self.ended:
                    raise NotAwaitedError("the call is over")
                if self.state != "listening" and not isinstance(action, calls.HangsUp):
                    raise NotAwaitedError("LINDA is not listening just now")
                if self.state == "ringing":  # Whoever hangs up does not wait for Brandon.
                    self._brandon.put(False)
                self.state = "thinking"
                self._actions.put(action)
        self.tell(self.shown())

    def hears(self, said: calls.Heard) -> None:
        self._note("LINDA", said.text, said.language)

    def acts(self, language: str = "") -> calls.Action:
        with self._lock:
            self.language, self.state = language or self.language, "listening"
        self.tell(self.shown())
        try:
            action = self._actions.get(timeout=_LONGEST_WAIT_SECONDS)
        except queue.Empty:  # Nobody is at the page any more.
            action = calls.HangsUp()
        self._note("caller", described(action))
        return action

    def shown(self) -> dict[str, Any]:
        """The call as the page shows it."""
        return {
            "id": self.id,
            "who": self.who,
            "state": self.state,
            "lines": [*self.lines],
            "language": self.language,
            "ended": self.ended,
        }

    def _rings(self) -> calls.Callee:
        with self._lock:
            self.state = "ringing"
        self.tell(self.shown())
        try:
            takes = self._brandon.get(timeout=_RINGS_SECONDS)
        except queue.Empty:
            takes = False
        with self._lock:
            self.state = "thinking"
        self._note("Brandon", "[takes the call]" if takes else "[does not pick up]")
        return calls.Callee(presses="1") if takes else calls.Callee(answers=False)

    def _run(self, held: calls.Call) -> None:
        try:
            ending = ENDINGS[held.run(self)]
        except (calls.NotModelledError, calls.EndlessCallError) as error:
            ending = f"The call broke off: {error}."
        with self._lock:
            self.state, self.ended = "ended", ending
        self.tell(self.shown())

    def _note(self, who: str, text: str, language: str = "") -> None:
        self.lines.append({"who": who, "text": text, "language": language, "at": self.clock().isoformat()})
        self.tell(self.shown())


def _action(given: Mapping[str, Any], language: str) -> calls.Action:
    """What the page asks for, as the caller does it."""
    if given.get("hang_up"):
        return calls.HangsUp()
    if given.get("silent"):
        return calls.Silent()
    if "press" in given:
        keys = str(given["press"])
        if not keys or set(keys) - set("0123456789*#") or len(keys) > 20:
            raise UnknownActionError("the keys are 0 to 9, * and #")
        return calls.Presses(keys)
    if not isinstance(given.get("say"), str):
        raise UnknownActionError('send "say", "press", "silent", "hang_up" or "brandon"')
    spoken: Language = "es" if language.startswith("es") else "en"
    words = recogniser(given["say"][:_LONGEST_SAID], spoken)
    return calls.Says(words, HEARD_BADLY if given.get("badly") else HEARD_WELL) if words else calls.Silent()

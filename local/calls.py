"""A phone call as Twilio runs it: documents of TwiML, fetched by signed webhooks, with a person who speaks and presses.

Time is simulated. What is not modelled raises `NotModelledError`, so that no call goes differently here than it would.
Facts are from Twilio's reference, https://www.twilio.com/docs/voice/twiml and the pages below it.
"""

import math
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal, Protocol
from urllib.parse import urljoin

from local import twilio
from local.twiml import TwimlError, Verb, parse

ANONYMOUS = "+266696687"  # the word on a keypad: what From is of a caller who withholds the number
APPLICATION_ERROR = "An application error has occurred."
HTTP_FAILURE, NO_CONNECTION, REDIRECTED = 11200, 11205, 11216  # https://www.twilio.com/docs/api/errors
DIAL_IN_DIAL, CALLER_ID, CALLED_NUMBER = 13201, 13214, 13224
_ANSWER_SECONDS = 15  # for connecting, a second try, and the answer
_CONNECT_SECONDS = 5
_RING_SECONDS = 5
_LONGEST_TALK = 14_400  # unless <Dial> says otherwise
_CHARACTERS_A_SECOND = 15
_MOST_REQUESTS = 500
_TRANSCRIBED = range(3, 120)  # seconds, https://www.twilio.com/docs/api/errors/13617
_OF_TRANSCRIPTION = ("CallSid", "AccountSid", "From", "To", "ApiVersion", "Direction", "ForwardedFrom")
_NO_PLACE = {"City": "", "State": "", "Zip": "", "Country": "LS"}  # to which the anonymous number would belong
_MODELLED = {
    "Dial": {"action", "answerOnBridge", "callerId", "method", "timeLimit", "timeout"},
    "Gather": set(
        "action actionOnEmptyResult bargeIn enhanced finishOnKey hints input language method numDigits "
        "profanityFilter speechModel speechTimeout timeout".split()
    ),
    "Hangup": set(),
    "Number": {"method", "url"},
    "Pause": {"length"},
    "Record": set(
        "action finishOnKey maxLength method playBeep recordingStatusCallback timeout transcribe transcribeCallback "
        "trim".split()
    ),
    "Redirect": {"method"},
    "Reject": {"reason"},
    "Say": {"language", "voice"},
}


class NotModelledError(Exception):
    """What Twilio can do, and this simulation cannot."""


class EndlessCallError(Exception):
    """Documents that lead to each other for ever."""


@dataclass(frozen=True)
class Answer:
    """What a webhook answered, and how long that took."""

    status: int
    content_type: str
    body: str
    seconds: float = 0


Post = Callable[[str, dict[str, str], dict[str, str]], Answer]
"""Posts parameters to a URL with headers. A connection that fails is a ConnectionError; no answer, a TimeoutError."""


@dataclass(frozen=True)
class Says:
    """The person says the words, as recognition would write them."""

    words: str
    confidence: float = 0.9
    barges_in: bool = False
    """Already while they are asked, and so the rest of that is not heard."""
    transcribed: str | None = None
    """What the transcription of a recording makes of the words, if not just these; "" is a transcription that fails."""


@dataclass(frozen=True)
class Presses:
    """The person presses the keys."""

    keys: str
    barges_in: bool = False


@dataclass(frozen=True)
class Silent:
    """The person does nothing until the time is up."""


@dataclass(frozen=True)
class HangsUp:
    """The person hangs up when it is their turn; if they barge in, while they are spoken to."""

    barges_in: bool = False


Action = Says | Presses | Silent | HangsUp


@dataclass(frozen=True)
class Heard:
    """What was said to a person, or as much of it as they let be said."""

    text: str
    voice: str
    language: str
    cut: bool = False


class Person(Protocol):
    """Somebody on the phone."""

    def hears(self, said: Heard) -> Action | None:
        """Listen; returns what they do meanwhile, and will return it from `acts`, too."""

    def acts(self, language: str = "") -> Action:
        """What they do now that they are listened to, if by a recogniser then by one for the language."""


class Caller:
    """A person who follows a script and then, by default, hangs up.

    Each Gather takes one action. A recording takes what is said until something else happens: Silent() ends it, too.
    """

    def __init__(self, *actions: Action, then: Action = HangsUp()) -> None:
        self._actions = deque(actions)
        self._then = then

    def hears(self, said: Heard) -> Action | None:
        first = self._actions[0] if self._actions else self._then
        return first if not isinstance(first, Silent) and first.barges_in else None

    def acts(self, language: str = "") -> Action:
        return self._actions.popleft() if self._actions else self._then


@dataclass(frozen=True)
class Callee:
    """Whoever is dialled. A voicemail answers and presses nothing."""

    answers: bool = True
    presses: str = ""
    status: Literal["no-answer", "busy", "failed"] = "no-answer"
    """Of a call that is not answered."""
    declined: Literal["completed", "no-answer"] = "completed"
    """Of one that was answered and never connected; Twilio's reference leaves it open, DialBridged tells."""
    seconds: int = 60
    caller_hangs_up: bool = False
    """Which ends a call that was connected; else the callee does, and the caller is still there."""


Ring = Callable[[], Callee]
"""Decides what becomes of a call to a number while it rings."""


@dataclass(frozen=True)
class Dialled:
    """A number that was dialled, and what became of it."""

    number: str
    status: str
    bridged: bool


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, if there was one."""

    url: str
    parameters: dict[str, str]
    headers: dict[str, str]
    answer: Answer | None


@dataclass
class Clock:
    """Simulated time."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


Ending = Literal["caller", "hangup", "document", "rejected", "error"]
"""Who or what ended it: the caller, Hangup, the end of a document, Reject, or an application error."""


@dataclass(frozen=True)
class _Step:
    """A document to fetch next."""

    url: str
    parameters: dict[str, str] = field(default_factory=dict)
    is_fallback: bool = False


_NOBODY = Callee(answers=False)


class Call:
    """An inbound call to the account's number.

    `caller` is a number, "anonymous" or "client:" and a name. What happened is in the attributes.
    """

    def __init__(
        self,
        post: Post,
        account: twilio.Account,
        caller: str,
        url: str,
        *,
        fallback_url: str = "",
        status_callback: str = "",
        forwarded_from: str = "",
        callee: Callee | Ring = _NOBODY,
        clock: Clock | None = None,
    ) -> None:
        self.sid = twilio.new_sid("CA")
        self.account = account
        self.caller = ANONYMOUS if caller == "anonymous" else caller
        if not (self.caller.startswith("client:") or twilio.is_number(self.caller)):
            raise ValueError(f"{caller!r} cannot call: a number is written as +19045550123.")
        self.callee = callee
        self.clock = clock or Clock()
        self.heard: list[Heard] = []
        self.whispered: list[Heard] = []
        """What the callee heard before being connected."""
        self.dialled: list[Dialled] = []
        self.log: list[Exchange] = []
        self.errors: list[TwimlError] = []
        self.failed: list[Exchange] = []
        """What each of the errors is of."""
        self.ended_by: Ending | None = None
        self.later: list[tuple[str, dict[str, str]]] = []
        """The callbacks that Twilio makes when a recording is ready and written down, with all of their parameters."""
        self._post = post
        self._url = url
        self._fallback_url = fallback_url
        self._status_callback = status_callback
        self._forwarded_from = forwarded_from

    def run(self, person: Person) -> Ending:
        """Hold the whole conversation; returns what ended it."""
        start = self.clock.now
        leg = _Leg(self, self._parties(), person, self.heard, self._fallback_url)
        self.ended_by = leg.run(self._url)
        leg.status = "completed" if self.ended_by != "rejected" else leg.rejected
        if self._status_callback:
            seconds = 0 if self.ended_by == "rejected" else math.ceil((self.clock.now - start).total_seconds())
            ended = {
                "CallDuration": str(seconds),
                "Duration": str(math.ceil(seconds / 60)),
                "Timestamp": format_datetime(self.clock.now),
                "CallbackSource": "call-progress-events",
                "SequenceNumber": "0",
            }
            leg.tell(_Step(self._status_callback, ended))
        for url, parameters in self.later:
            self.tell(url, parameters)
        return self.ended_by

    def tell(self, url: str, parameters: dict[str, str]) -> None:
        """Make a request whose answer changes nothing."""
        try:
            self.send(url, parameters)
        except TwimlError as error:
            self.note(error)

    def note(self, error: TwimlError) -> None:
        """Keep an error of the latest request."""
        self.errors.append(error)
        self.failed.append(self.log[-1])

    def send(self, url: str, parameters: dict[str, str]) -> Answer:
        """Post a signed request, once more if there is no connection; a refusal is a TwimlError."""
        if len(self.log) >= _MOST_REQUESTS:
            raise EndlessCallError(f"The call has made {_MOST_REQUESTS} requests: its documents lead to each other.")
        if "#" in url:
            raise NotModelledError(f"the connection overrides in {url}")
        headers = twilio.webhook_headers(url, self.account.token, parameters)
        answer, left = self._try(url, parameters, headers), float(_ANSWER_SECONDS)
        if answer is None:
            self.clock.wait(_CONNECT_SECONDS)
            answer, left = self._try(url, parameters, headers), left - _CONNECT_SECONDS
        if answer is None:
            self.clock.wait(_CONNECT_SECONDS)
            raise TwimlError(NO_CONNECTION, f"nothing answers at {url}")
        self.clock.wait(min(answer.seconds, left))
        if answer.seconds > left:
            raise TwimlError(NO_CONNECTION, f"{url} did not answer within {_ANSWER_SECONDS} s")
        if 300 <= answer.status < 400:  # Twilio follows some, by GET and without the parameters: never what was meant
            raise TwimlError(REDIRECTED, f"{url} answered {answer.status}, a redirection, which loses the parameters")
        if not 200 <= answer.status < 300:
            raise TwimlError(HTTP_FAILURE, f"{url} answered {answer.status}: {answer.body[:500]}")
        return answer

    def _try(self, url: str, parameters: dict[str, str], headers: dict[str, str]) -> Answer | None:
        """The answer, which is too late if there is none; None without a connection."""
        answer: Answer | None
        try:
            answer = self._post(url, dict(parameters), dict(headers))
        except TimeoutError:
            answer = Answer(0, "", "", math.inf)
        except ConnectionError:
            answer = None
        self.log.append(Exchange(url, parameters, headers, answer))
        return answer

    def _parties(self) -> dict[str, str]:
        place = _NO_PLACE if self.caller == ANONYMOUS else twilio.JACKSONVILLE
        is_number = not self.caller.startswith("client:")
        parties = _parties(self.sid, self.account, "inbound", self.caller, self.account.phone)
        parties |= twilio.places("To", "Called")
        parties |= twilio.places("From", "Caller", place=place) if is_number else {}
        if is_number and self.caller != ANONYMOUS:
            parties["StirVerstat"] = "TN-Validation-Passed-A"
        if self._forwarded_from:
            parties |= {"ForwardedFrom": self._forwarded_from, "CalledVia": self._forwarded_from}
        return parties


@dataclass
class _Leg:
    """One person's side of a call, and the documents that are run for them."""

    call: Call
    parties: dict[str, str]
    person: Person
    heard: list[Heard]
    fallback_url: str = ""
    status: str = "ringing"
    rejected: str = ""

    def run(self, url: str) -> Ending:
        step = _Step(url)
        while True:
            try:
                after = self._document(step)
            except TwimlError as error:
                self.call.note(error)
                if not self.fallback_url or step.is_fallback:
                    self.heard.append(Heard(APPLICATION_ERROR, "", ""))
                    return "error"
                what = {"ErrorCode": str(error.code), "ErrorUrl": step.url}
                after = _Step(self.fallback_url, what, is_fallback=True)
            if not isinstance(after, _Step):
                return after
            step = after

    def tell(self, step: _Step) -> None:
        """Make a request whose answer changes nothing."""
        self.call.tell(step.url, self._all_parameters(step))

    def _all_parameters(self, step: _Step) -> dict[str, str]:
        return {**self.parties, "CallStatus": self.status, **step.parameters}

    def _document(self, step: _Step) -> _Step | Ending:
        answer = self.call.send(step.url, self._all_parameters(step))
        verbs = parse(answer.body, answer.content_type)
        if verbs and verbs[0].name == "Reject":
            return self._reject(verbs[0])
        self.status = "in-progress"
        for verb in verbs:
            after = self._verb(verb, step.url)
            if after is not None:
                return after
        return "document"

    def _verb(self, verb: Verb, url: str) -> _Step | Ending | None:
        """What follows the verb; None is the next verb."""
        _must_be_modelled(verb)
        match verb.name:
            case "Say":
                return "caller" if self._say(verb) else None
            case "Pause":
                self._pause(verb)
                return None
            case "Gather":
                return self._gather(verb, url)
            case "Record":
                return self._record(verb, url)
            case "Dial":
                return self._dial(verb, url)
            case "Redirect":
                return _Step(urljoin(url, verb.text))
            case "Hangup":
                return "hangup"
        raise NotModelledError(f"<{verb.name}> after the call is answered")

    def _reject(self, verb: Verb) -> Ending:
        _must_be_modelled(verb)
        if self.status != "ringing":
            raise NotModelledError("<Reject> after the call is answered")
        self.rejected = "busy" if verb.attributes.get("reason") == "busy" else "no-answer"
        return "rejected"

    def _pause(self, verb: Verb) -> None:
        self.call.clock.wait(int(verb.attributes.get("length", "1")))

    def _say(self, verb: Verb, gather: Verb | None = None) -> Action | None:
        """Speak; returns what the person interrupted it with."""
        said = Heard(verb.text, verb.attributes.get("voice", ""), verb.attributes.get("language", ""))
        action = self.person.hears(said)
        if isinstance(action, HangsUp) or (gather and action and _interrupts(action, gather)):
            words = said.text.split()
            said = replace(said, text=" ".join(words[: len(words) // 2]), cut=True)
        else:
            action = None
        self.heard.append(said)
        self.call.clock.wait(_seconds(said.text))
        return action

    def _gather(self, verb: Verb, url: str) -> _Step | Ending | None:
        for child in verb.children:
            _must_be_modelled(child)
            if child.name == "Pause":
                self._pause(child)
            elif interruption := self._say(child, verb):
                if isinstance(interruption, HangsUp):
                    return "caller"
                break
        action = self.person.acts(verb.attributes.get("language", ""))
        if isinstance(action, HangsUp):
            return "caller"
        result = self._input(action, verb) if _is_taken(action, verb) else {}
        if not result:
            self.call.clock.wait(_timeout(verb))
            if verb.attributes.get("actionOnEmptyResult") != "true":
                return None
            result = {} if "speech" in _inputs(verb) else _digits("", "")
        return _Step(urljoin(url, verb.attributes.get("action", "")), result)

    def _input(self, action: Action, verb: Verb) -> dict[str, str]:
        """What the action URL is told of it, if it is anything."""
        told = verb.attributes
        if isinstance(action, Says) and action.words.strip():
            pause = told.get("speechTimeout", str(_timeout(verb)))
            self.call.clock.wait(_seconds(action.words) + (1 if pause == "auto" else int(pause)))
            return {"SpeechResult": action.words, "Confidence": str(action.confidence)}
        if isinstance(action, Presses):
            most = int(told.get("numDigits", "0"))
            digits, key = _pressed(action.keys, told.get("finishOnKey", "#"), most)
            if digits and not key and len(digits) != most:  # another key is waited for
                self.call.clock.wait(_timeout(verb))
            return _digits(digits, key) if digits else {}
        return {}

    def _record(self, verb: Verb, url: str) -> _Step | Ending | None:
        told, started = verb.attributes, self.call.clock.now
        said, seconds, end = self._listen(verb)
        if not seconds:  # an empty recording is none
            return "caller" if end == "hangup" else None
        sid = twilio.new_sid("RE")
        recording = {"RecordingUrl": self._resource("Recordings", sid), "RecordingSid": sid}
        ended = recording | {"RecordingDuration": str(seconds)}
        if address := told.get("recordingStatusCallback"):
            self.call.later.append((urljoin(url, address), self._recorded(ended, started)))
        if address := told.get("transcribeCallback"):
            written = " ".join(one.words if one.transcribed is None else one.transcribed for one in said).strip()
            done = self._transcription(written if seconds in _TRANSCRIBED else "")
            self.call.later.append((urljoin(url, address), recording | done))
        step = _Step(urljoin(url, told.get("action", "")), ended | ({"Digits": end} if end else {}))
        if end == "hangup":  # which Twilio tells, and expects no document
            self.status = "completed"
            self.tell(step)
            return "caller"
        return step

    def _listen(self, verb: Verb) -> tuple[list[Says], int, str]:
        """Record; returns what is said, the seconds of it, and the key that ends it, "hangup" or nothing."""
        most, finish = int(verb.attributes.get("maxLength", "3600")), verb.attributes.get("finishOnKey", "1234567890*#")
        said: list[Says] = []
        sound, end = 0.0, ""
        while sound < most and not end:
            action = self.person.acts()
            if isinstance(action, Says) and action.words.strip():
                said.append(action)
                sound += _seconds(action.words)
            elif isinstance(action, Presses) and action.keys:
                tones, end = _pressed(action.keys, finish, 0)
                sound += len(tones)
            elif isinstance(action, HangsUp):
                end = "hangup"
            else:
                self.call.clock.wait(_timeout(verb))
                break
        seconds = min(most, math.ceil(sound))
        self.call.clock.wait(seconds)
        return said, seconds, end

    def _recorded(self, recording: dict[str, str], started: datetime) -> dict[str, str]:
        """What is told of a recording that is ready, which leaves out who called whom."""
        return recording | {
            "AccountSid": self.parties["AccountSid"],
            "CallSid": self.parties["CallSid"],
            "RecordingStatus": "completed",
            "RecordingChannels": "1",
            "RecordingStartTime": format_datetime(started),
            "RecordingSource": "RecordVerb",
            "RecordingTrack": "inbound",
        }

    def _transcription(self, text: str) -> dict[str, str]:
        """What is told of a transcription, which is done when the call is over; without text, it has failed."""
        sid = twilio.new_sid("TR")
        parties = {name: self.parties[name] for name in _OF_TRANSCRIPTION if name in self.parties}
        return parties | {
            "CallStatus": "completed",
            "TranscriptionSid": sid,
            "TranscriptionUrl": self._resource("Transcriptions", sid),
            "TranscriptionStatus": "completed" if text else "failed",
            "TranscriptionText": text,
        }

    def _resource(self, kind: str, sid: str) -> str:
        return f"https://api.twilio.com{twilio.API.format(account=self.call.account.sid)}/{kind}/{sid}"

    def _dial(self, verb: Verb, url: str) -> _Step | Ending | None:
        clock, sid = self.call.clock, twilio.new_sid("CA")
        noun, caller_id = self._called(verb)
        callee = self.call.callee() if callable(self.call.callee) else self.call.callee
        timeout = int(verb.attributes.get("timeout", "30"))
        result = {"DialCallSid": sid}
        bridged = False
        if callee.answers and timeout >= _RING_SECONDS:
            clock.wait(_RING_SECONDS)
            start = clock.now
            whisper = noun.attributes.get("url")
            bridged = not whisper or self._whisper(urljoin(url, whisper), sid, caller_id, noun.text, callee)
            longest = int(verb.attributes.get("timeLimit", _LONGEST_TALK))
            clock.wait(min(callee.seconds, longest) if bridged else 0)
            status: str = "completed" if bridged else callee.declined
            result["DialCallDuration"] = str(math.ceil((clock.now - start).total_seconds()))
        else:
            status = callee.status
            clock.wait(timeout if status == "no-answer" else 0)
        result |= {"DialCallStatus": status, "DialBridged": str(bridged).lower()}
        self.call.dialled.append(Dialled(noun.text, status, bridged))
        action = verb.attributes.get("action")
        step = _Step(urljoin(url, action), result) if action else None
        if callee.caller_hangs_up and not bridged:  # what the action URL is told then, Twilio's reference leaves open
            raise NotModelledError("a caller who hangs up while it rings")
        if bridged and callee.caller_hangs_up:
            self.status = "completed"
            if step:
                self.tell(step)
            return "caller"
        return step

    def _called(self, verb: Verb) -> tuple[Verb, str]:
        """The number that a Dial calls, as a noun, and the one it shows."""
        if self.parties["Direction"] != "inbound":
            raise TwimlError(DIAL_IN_DIAL, "the document of a dialled number cannot <Dial>")
        if len(verb.children) > 1:
            raise NotModelledError("several nouns in <Dial>")
        noun = verb.children[0] if verb.children else Verb("Number", {}, verb.text, ())
        _must_be_modelled(noun)
        if not twilio.is_number(noun.text):
            raise TwimlError(CALLED_NUMBER, f"<Dial> cannot call {noun.text!r}")
        caller_id = verb.attributes.get("callerId", self.call.caller)
        if caller_id not in (self.call.account.phone, self.call.caller) or not twilio.is_number(caller_id):
            raise TwimlError(CALLER_ID, f"<Dial> cannot show {caller_id!r}: it is neither our number nor the caller's")
        return noun, caller_id

    def _whisper(self, url: str, sid: str, caller_id: str, number: str, callee: Callee) -> bool:
        """Run the document that the callee hears first; whether they are connected then."""
        person = Caller(*([Presses(callee.presses)] if callee.presses else []), then=Silent())
        parties = _parties(sid, self.call.account, "outbound-dial", caller_id, number)
        parties |= {"ParentCallSid": self.call.sid} | twilio.places("From", "Caller", "To", "Called")
        return _Leg(self.call, parties, person, self.call.whispered, status="in-progress").run(url) == "document"


def delivered_twice(post: Post, pairs: list[tuple[Answer, Answer]], *, together: bool = False) -> Post:
    """A `post` that makes every request twice, one after the other or at the same time, and notes both answers.

    The second one counts, as it does when the first was lost on its way.
    """

    def twice(url: str, parameters: dict[str, str], headers: dict[str, str]) -> Answer:
        if together:
            with ThreadPoolExecutor(2) as threads:
                futures = [threads.submit(post, url, parameters, headers) for _ in range(2)]
                pair = futures[0].result(), futures[1].result()
        else:
            pair = post(url, parameters, headers), post(url, parameters, headers)
        pairs.append(pair)
        return pair[1]

    return twice


def _must_be_modelled(verb: Verb) -> None:
    if verb.name not in _MODELLED:
        raise NotModelledError(f"<{verb.name}>")
    if others := sorted(set(verb.attributes) - _MODELLED[verb.name]):
        raise NotModelledError(f"<{verb.name} {others[0]}>")
    if verb.attributes.get("method", "POST") != "POST":
        raise NotModelledError(f"<{verb.name}> by GET")


def _inputs(gather: Verb) -> list[str]:
    return gather.attributes.get("input", "dtmf").split()


def _is_taken(action: Action, gather: Verb) -> bool:
    """Whether the Gather listens to such an action."""
    kind = {Says: "speech", Presses: "dtmf"}.get(type(action))
    return kind in _inputs(gather)


def _interrupts(action: Action, gather: Verb) -> bool:
    """Whether the action ends what the Gather says: keys always do."""
    barges_in = isinstance(action, Presses) or gather.attributes.get("bargeIn") != "false"
    return barges_in and _is_taken(action, gather)


def _pressed(keys: str, finish: str, most: int) -> tuple[str, str]:
    """The digits, and the key that finished them."""
    for number, key in enumerate(keys):
        if key in finish:
            return keys[:number], key
        if number + 1 == most:
            return keys[:most], ""
    return keys, ""


def _digits(digits: str, key: str) -> dict[str, str]:
    return {"Digits": digits, "FinishedOnKey": key, "msg": "Gather End"}


def _timeout(verb: Verb) -> int:
    return int(verb.attributes.get("timeout", "5"))


def _seconds(text: str) -> float:
    """How long it takes to say so."""
    return len(text) / _CHARACTERS_A_SECOND


def _parties(sid: str, account: twilio.Account, direction: str, caller: str, called: str) -> dict[str, str]:
    return {
        "CallSid": sid,
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
        "Direction": direction,
        "From": caller,
        "Caller": caller,
        "To": called,
        "Called": called,
    }

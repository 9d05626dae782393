"""The TwiML that answers a caller: https://www.twilio.com/docs/voice/twiml."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from twilio.twiml.voice_response import Gather, VoiceResponse

from linda.models import Call, Language
from linda.responses.languages import TONGUES
from linda.voices import LANGUAGE_CODES, voice_beside

_SECONDS_TO_SPEAK = 6
_SECONDS_TO_RING = 20
_SECONDS_TO_PRESS = 8
_LONGEST_TALK = 3_600
_LONGEST_VOICEMAIL = 120
_DIGITS_OF_NUMBER = 10


class Line(NamedTuple):
    """How calls are taken: `path` is that of the webhook, `owner_phone` who is rung, and `hints` are likely words.

    `speech_timeout` is the pause in seconds that ends what a caller says. With `transcribes`, a voicemail also comes as
    text. `caller_id` is shown to the owner, where the caller has no number of his own to be shown.
    """

    path: str
    owner_phone: str = ""
    speech_timeout: str = "1"
    speech_model: str = "deepgram_nova-2"
    hints: Sequence[str] = ()
    transcribes: bool = False
    caller_id: str = ""


def call_twiml(said: str, call: Call, line: Line) -> str:
    """Return the TwiML that says this and then does what the call's step asks for."""
    response = VoiceResponse()
    action = f"{line.path}?turn={call.turn + 1}"
    code = LANGUAGE_CODES[call.language]
    if call.step in ("listen", "number", "language"):
        gather = Gather(
            input="speech dtmf",
            action=action,
            method="POST",
            timeout=_SECONDS_TO_SPEAK,
            speech_timeout=line.speech_timeout,
            speech_model=line.speech_model,
            language=code,
            hints=", ".join(line.hints) or None,
            num_digits=_DIGITS_OF_NUMBER if call.step == "number" else 1,
            action_on_empty_result=True,
        )
        for words in _says(said, call):
            gather.say(**words)
        response.append(gather)
        return str(response)
    for words in _says(said, call):
        response.say(**words)
    match call.step:
        case "dial":
            dial = response.dial(
                action=action,
                method="POST",
                timeout=_SECONDS_TO_RING,
                answer_on_bridge=True,
                time_limit=_LONGEST_TALK,
                caller_id=line.caller_id or None,
            )
            dial.number(line.owner_phone, url=line.path, method="POST")
        case "record":
            # Twilio transcribes English alone. The text comes after the recording, as one more turn.
            is_text = line.transcribes and call.language == "en"
            response.record(
                action=action,
                method="POST",
                max_length=_LONGEST_VOICEMAIL,
                finish_on_key="#",
                play_beep=True,
                transcribe=is_text or None,
                transcribe_callback=f"{line.path}?turn={call.turn + 2}" if is_text else None,
            )
            response.hangup()  # Without an action, as after silence, the call ends here.
        case _:
            response.hangup()
    return str(response)


def _says(said: str, call: Call) -> Iterator[dict[str, str]]:
    """Yield what is said, in the call's voice, except how to change the language: that is in the other one."""
    before, for_others, after = said.partition(TONGUES[call.language].FOR_OTHERS)
    other: Language = "es" if call.language == "en" else "en"
    for text, language in ((before, call.language), (for_others, other), (after, call.language)):
        voice = call.voice if language == call.language else voice_beside(call.voice, language)
        if text.strip():
            yield {"message": text.strip(), "voice": voice, "language": LANGUAGE_CODES[language]}


def whisper_twiml(said: str, path: str, digits: str | None) -> str:
    """Return what the owner hears before he is connected: he presses 1, so that his voicemail never takes a call."""
    response = VoiceResponse()
    if digits is None:
        gather = Gather(input="dtmf", action=f"{path}?turn=1", method="POST", num_digits=1, timeout=_SECONDS_TO_PRESS)
        gather.say(said)
        response.append(gather)
    if digits != "1":
        response.hangup()
    return str(response)


def wait_twiml(said: str, call: Call, path: str) -> str:
    """Return the TwiML that says this, and asks for the turn that is being answered once more."""
    response = VoiceResponse()
    response.say(said, voice=call.voice or None, language=LANGUAGE_CODES[call.language])
    response.redirect(f"{path}?turn={call.turn}" if call.turn else path, method="POST")
    return str(response)


def reject_twiml() -> str:
    """Return the TwiML that does not take the call."""
    response = VoiceResponse()
    response.reject(reason="rejected")
    return str(response)


def empty_twiml() -> str:
    """Return the TwiML that does nothing more."""
    return str(VoiceResponse())


def goodbye_twiml(said: str) -> str:
    """Return the TwiML that says this and ends the call, with nothing but what is known without any table."""
    response = VoiceResponse()
    response.say(said)
    response.hangup()
    return str(response)

"""The TwiML of a call, read as Twilio reads it."""

from xml.etree import ElementTree

import pytest

from linda.adapters.twilio_voice import (
    Line,
    call_twiml,
    empty_twiml,
    goodbye_twiml,
    reject_twiml,
    wait_twiml,
    whisper_twiml,
)
from linda.models import Call, CallStep, Language
from linda.responses.languages import TONGUES
from linda.voices import TWILIO_VOICES, voice_for

LINE = Line("/prod/dispatcher", "+19045550100", "1", "deepgram_nova-2", ("iPhone", "Galaxy"))
CALL = Call("CA1", voice="Polly.Joanna-Neural", turn=3)


def read(twiml: str) -> ElementTree.Element:
    return ElementTree.fromstring(twiml)  # noqa: S314  (written by ourselves)


def verbs(twiml: str) -> list[str]:
    return [verb.tag for verb in read(twiml)]


def test_a_turn_listens_to_speech_and_keys_and_calls_back_even_after_silence() -> None:
    (gather,) = read(call_twiml("How can I help?", CALL, LINE))
    assert gather.tag == "Gather"
    assert gather.attrib["action"] == "/prod/dispatcher?turn=4"
    assert (gather.attrib["input"], gather.attrib["method"]) == ("speech dtmf", "POST")
    assert gather.attrib["actionOnEmptyResult"] == "true"
    assert (gather.attrib["speechTimeout"], gather.attrib["hints"]) == ("1", "iPhone, Galaxy")
    (said,) = gather
    assert (said.tag, said.text, said.attrib["voice"]) == ("Say", "How can I help?", CALL.voice)


@pytest.mark.parametrize(("language", "code"), [("en", "en-US"), ("es", "es-US")])
def test_voice_and_recognizer_speak_the_same_language(language: str, code: str) -> None:
    (gather,) = read(call_twiml("Hi", Call("CA1", language=language), LINE))  # type: ignore[arg-type]
    assert gather.attrib["language"] == gather[0].attrib["language"] == code


@pytest.mark.parametrize(("language", "code"), [("en", "en-US"), ("es", "es-US")])
@pytest.mark.parametrize("step", ["listen", "record"])
def test_how_to_change_the_language_is_said_by_a_voice_of_the_other_one(
    language: Language, code: str, step: CallStep
) -> None:
    call = Call("CA1", language, voice_for("echo", language), step=step)
    first = read(call_twiml(f"Hola! {TONGUES[language].FOR_OTHERS} Bueno?", call, LINE))
    said = [(one.text, one.attrib["language"] == code, one.attrib["voice"]) for one in first.iter("Say")]
    other: Language = "es" if language == "en" else "en"
    assert said[::2] == [("Hola!", True, call.voice), ("Bueno?", True, call.voice)]
    assert said[1][:2] == (TONGUES[language].FOR_OTHERS, False)
    assert said[1][2] in TWILIO_VOICES[other]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["call_greeting", "call_greeting_own"])
def test_every_greeting_says_it(language: Language, kind: str) -> None:
    assert all(TONGUES[language].FOR_OTHERS in words for words in TONGUES[language].SENTENCES[kind])


def test_a_phone_number_has_ten_digits_and_anything_else_one_key() -> None:
    steps = {"number": "10", "listen": "1", "language": "1"}
    for step, digits in steps.items():
        (gather,) = read(call_twiml("Hi", Call("CA1", step=step), LINE))  # type: ignore[arg-type]
        assert gather.attrib["numDigits"] == digits


def test_the_owner_is_rung_with_a_whisper_and_a_time_out() -> None:
    said, dial = read(call_twiml("One moment.", Call("CA1", step="dial"), LINE))
    assert said.tag == "Say"
    assert dial.attrib["action"] == "/prod/dispatcher?turn=1"
    assert int(dial.attrib["timeout"]) < 30
    (number,) = dial
    assert (number.text, number.attrib["url"]) == ("+19045550100", "/prod/dispatcher")


def test_a_voicemail_is_announced_recorded_and_ended() -> None:
    assert verbs(call_twiml("Please leave a message.", Call("CA1", step="record"), LINE)) == ["Say", "Record", "Hangup"]


def test_a_voicemail_is_transcribed_only_where_that_is_switched_on_and_in_english() -> None:
    transcribed = LINE._replace(transcribes=True)

    def record(line: Line, language: Language) -> dict[str, str]:
        return read(call_twiml("", Call("CA1", language, step="record", turn=3), line))[0].attrib

    wanted = {
        "transcribe": "true",
        "transcribeCallback": "/prod/dispatcher?turn=5",
        "action": "/prod/dispatcher?turn=4",
    }
    assert wanted.items() <= record(transcribed, "en").items()
    assert "transcribe" not in record(transcribed, "es") | record(LINE, "en")


def test_a_goodbye_hangs_up() -> None:
    assert verbs(call_twiml("Bye!", Call("CA1", step="hang_up"), LINE)) == ["Say", "Hangup"]
    assert verbs(call_twiml("", Call("CA1", step="hang_up"), LINE)) == ["Hangup"]


def test_the_owner_is_connected_only_if_he_presses_one() -> None:
    assert verbs(whisper_twiml("A customer.", "/dispatcher", None)) == ["Gather", "Hangup"]
    assert verbs(whisper_twiml("A customer.", "/dispatcher", "1")) == []
    assert verbs(whisper_twiml("A customer.", "/dispatcher", "2")) == ["Hangup"]


@pytest.mark.parametrize(("turn", "path"), [(0, "/dispatcher"), (3, "/dispatcher?turn=3")])
def test_a_wait_asks_for_the_same_turn_again(turn: int, path: str) -> None:
    said, redirect = read(wait_twiml("Un momento.", Call("CA1", "es", turn=turn), "/dispatcher"))
    assert (said.text, said.attrib["language"]) == ("Un momento.", "es-US")
    assert (redirect.text, redirect.attrib["method"]) == (path, "POST")


def test_the_other_answers_are_as_short_as_they_can_be() -> None:
    assert verbs(reject_twiml()) == ["Reject"]
    assert verbs(empty_twiml()) == []
    assert verbs(goodbye_twiml("Sorry.")) == ["Say", "Hangup"]

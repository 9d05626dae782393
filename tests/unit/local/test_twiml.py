"""Which documents of TwiML are taken, and which are refused."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from twilio.twiml.voice_response import VoiceResponse

from local.twiml import (
    AUTO_WITH_MODEL,
    CONTENT_TYPE,
    PARSE,
    SAY_LENGTH,
    SAY_TEXT,
    SCHEMA,
    TOO_LARGE,
    TwimlError,
    parse,
    texts,
)


def read(inside: str, content_type: str = "text/xml") -> list[tuple[str, str]]:
    return [(verb.name, verb.text) for verb in parse(f"<Response>{inside}</Response>", content_type)]


def test_a_document_of_the_sdk_is_read_verb_by_verb() -> None:
    response = VoiceResponse()
    gather = response.gather(
        input="dtmf speech", action="/x?turn=1", speech_timeout="auto", action_on_empty_result=True, num_digits=1
    )
    gather.say("What is broken?", voice="Polly.Joanna-Neural", language="en-US")
    dial = response.dial(caller_id="+19045550199", answer_on_bridge=True, timeout=20)
    dial.number("+19045550177", url="/whisper")
    gathered, dialled = parse(str(response), "text/xml; charset=utf-8")
    assert gathered.attributes == {
        "input": "dtmf speech",
        "action": "/x?turn=1",
        "speechTimeout": "auto",
        "actionOnEmptyResult": "true",
        "numDigits": "1",
    }
    (said,) = gathered.children
    assert (said.name, said.text, said.attributes["voice"]) == ("Say", "What is broken?", "Polly.Joanna-Neural")
    assert (dialled.children[0].text, dialled.children[0].attributes) == ("+19045550177", {"url": "/whisper"})


def test_an_empty_document_has_no_verbs() -> None:
    assert read("") == []


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml", "Application/XML; charset=UTF-8"])
def test_both_content_types_of_xml_are_taken(content_type: str) -> None:
    assert read("<Hangup/>", content_type) == [("Hangup", "")]


@pytest.mark.parametrize("content_type", ["", "text/html", "application/json", "text/plain; charset=utf-8"])
def test_other_content_types_are_refused(content_type: str) -> None:
    with pytest.raises(TwimlError) as error:
        read("<Hangup/>", content_type)
    assert error.value.code == CONTENT_TYPE


@pytest.mark.parametrize(
    "body",
    [
        "",
        "hello",
        "<Response>",
        "<Response><Say>Tom & Jerry</Say></Response>",
        "<Response><Say>\x0b</Say></Response>",
        ' <?xml version="1.0"?><Response/>',
        "<Message/>",
        "<response/>",
        '<!DOCTYPE r [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>',
    ],
)
def test_what_cannot_be_parsed_is_refused(body: str) -> None:
    with pytest.raises(TwimlError) as error:
        parse(body, "text/xml")
    assert error.value.code == PARSE


@pytest.mark.parametrize(
    "inside",
    [
        "<say>Hi</say>",
        "<Message>Hi</Message>",
        "<Number>+19045550177</Number>",
        '<Say tone="kind">Hi</Say>',
        '<Gather speech_timeout="1"/>',
        '<Gather speechtimeout="1"/>',
        "<Gather><Hangup/></Gather>",
        "<Gather><Redirect>/x</Redirect></Gather>",
        "<Gather><Gather/></Gather>",
        "<Gather>Hi</Gather>",
        "<Hangup/>Hi",
        "<Say>Hi<Pause/></Say>",
        "<Dial><Say>Hi</Say></Dial>",
        "<Dial/>",
        "<Dial><Number/></Dial>",
        f"<Dial>{'<Number>+19045550177</Number>' * 11}</Dial>",
        "<Redirect/>",
        '<Gather timeout="soon"/>',
        '<Gather numDigits="0"/>',
        '<Gather input="voice"/>',
        '<Gather speechTimeout="0"/>',
        '<Gather actionOnEmptyResult="True"/>',
        '<Gather action=""/>',
        '<Gather method="PUT"/>',
        f'<Gather hints="{"x" * 101}"/>',
        f'<Gather hints="{",".join(["x"] * 501)}"/>',
        '<Record finishOnKey="x"/>',
        '<Record transcribeCallback="/words"/>',
        '<Record transcribe="false" transcribeCallback="/words"/>',
        '<Reject reason="rude"/>',
    ],
)
def test_what_the_schema_does_not_know_is_refused(inside: str) -> None:
    with pytest.raises(TwimlError) as error:
        read(inside)
    assert error.value.code == SCHEMA


@pytest.mark.parametrize(
    ("say", "code"),
    [
        ("<Say/>", SAY_TEXT),
        ("<Say>  </Say>", SAY_TEXT),
        (f"<Say>{'x' * 4_097}</Say>", SAY_LENGTH),
        (f"<Say voice='Polly.Joanna-Neural'>{'x' * 3_001}</Say>", SAY_LENGTH),
    ],
)
def test_a_say_without_words_or_with_too_many_is_refused(say: str, code: int) -> None:
    with pytest.raises(TwimlError, match="<Say>") as error:
        read(say)
    assert error.value.code == code


def test_a_document_has_at_most_64_kilobytes() -> None:
    room = 65_536 - len("<Response></Response>")
    assert read(" " * room) == []
    with pytest.raises(TwimlError, match="65537 bytes") as error:
        read(f"<!--\u00f3-->{' ' * (room - len('<!---->') - 1)}")  # the letter has two bytes
    assert error.value.code == TOO_LARGE


def test_a_speech_model_needs_the_pause_in_seconds() -> None:
    with pytest.raises(TwimlError, match="speechModel") as error:
        read('<Gather input="speech" speechTimeout="auto" speechModel="deepgram_nova-2"/>')
    assert error.value.code == AUTO_WITH_MODEL


def test_the_longest_say_and_speech_marks_are_taken() -> None:
    assert read(f"<Say>{'x' * 4_096}</Say>") == [("Say", "x" * 4_096)]
    assert read(f"<Say voice='Polly.Joanna-Neural'>{'x' * 3_000}</Say>") == [("Say", "x" * 3_000)]
    marked = '<Say>It is <say-as interpret-as="cardinal">79</say-as> <lang xml:lang="es-US">hola</lang></Say>'
    assert read(marked) == [("Say", "It is 79 hola")]


def test_verbs_that_are_never_reached_are_taken() -> None:
    assert [name for name, _ in read("<Hangup/><Say>Hi</Say>")] == ["Hangup", "Say"]


def test_the_fallbacks_in_the_docs_are_such_that_twilio_takes_them() -> None:
    page = (Path(__file__).parents[3] / "docs" / "calls.md").read_text(encoding="utf-8")
    voice, text = re.findall(r"```xml\n(.*?)```", page, re.DOTALL)
    assert [verb.name for verb in parse(voice, "text/xml")] == ["Say", "Record", "Hangup"]
    assert [verb.tag for verb in ElementTree.fromstring(text)] == ["Message"]  # noqa: S314  (written by ourselves)


def test_the_texts_of_a_verb_are_read_wherever_it_stands() -> None:
    document = "<Response><Gather><Say>One &amp;\n two</Say></Gather><Say/><Message>no</Message></Response>"
    assert texts(document, "Say") == ["One &\n two", ""]


@pytest.mark.parametrize("document", ["<Response>", "", "<!DOCTYPE x><Response/>", "<Response><!-- x --></Response>"])
def test_what_is_not_plain_xml_has_no_texts(document: str) -> None:
    with pytest.raises(TwimlError):
        texts(document, "Say")

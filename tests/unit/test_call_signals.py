"""What is heard in a call besides what it is about."""

import pytest

from linda.call_signals import (
    asks_for_more,
    asks_to_wait,
    is_announcement,
    is_filler,
    is_for_texts,
    refuses_number,
    wants_voicemail,
)


@pytest.mark.parametrize("text", ["uh", "um well", "hmm", "Este", "eh bueno", "oh so um", "mm mm"])
def test_a_hum_is_a_filler(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", ["no", "um tomorrow", "yes", "sí", "o mañana", "two"])
def test_a_word_among_fillers_is_no_filler(text: str) -> None:
    assert not is_filler(text)


@pytest.mark.parametrize(
    "text",
    [
        *("hold on", "hang on a sec", "one moment please", "just a minute", "um wait", "okay give me a second"),
        *("let me check", "let me see um", "yeah one second", "sorry hang on", "a quick second"),
        *("un momento por favor", "espéreme un segundo", "permítame", "sí un momentito", "déjeme ver", "espera"),
    ],
)
def test_a_caller_asks_for_a_moment(text: str) -> None:
    assert asks_to_wait(text)


@pytest.mark.parametrize(
    "text",
    [
        *("the second one", "second", "wait no make it three", "how long is the wait", "hold it for me", "one"),
        *("let me book it", "give me a call", "two minutes late", "espero que sí", "un segundo piso", "yes please"),
        *("hold on i meant four", "a minute ago it worked"),
    ],
)
def test_a_moment_among_other_words_is_no_wish_to_wait(text: str) -> None:
    assert not asks_to_wait(text)


@pytest.mark.parametrize("text", ["send me to his voicemail", "can i record a message", "quiero grabarle un mensaje"])
def test_a_caller_wants_the_voicemail(text: str) -> None:
    assert wants_voicemail(text)


@pytest.mark.parametrize("text", ["did he get my message", "my phone can't record", "tell him i'm late"])
def test_a_message_is_no_voicemail(text: str) -> None:
    assert not wants_voicemail(text)


@pytest.mark.parametrize(
    "text",
    [
        *("i'd rather not", "i don't have another number", "i'm not giving that out", "no i won't share it"),
        *("i don't want to", "no tengo otro", "prefiero no darlo", "no quiero dar mi número", "no se lo doy"),
    ],
)
def test_a_caller_gives_no_number(text: str) -> None:
    assert refuses_number(text)


@pytest.mark.parametrize(
    "text", ["nine oh four five five five", "it's my wife's", "um the number is", "es el de mi hijo"]
)
def test_a_caller_who_begins_a_number_does_not_refuse_it(text: str) -> None:
    assert not refuses_number(text)


@pytest.mark.parametrize(
    ("text", "is_mine"),
    [
        ("text me the details at nine oh four five five five oh one four four", True),
        ("my number is nine oh four five five five oh one four four tomorrow at two", True),
        ("use this one instead nine oh four five five five oh one four four", True),
        ("llámame al nueve cero cuatro cinco cinco cinco cero uno cuatro cuatro mañana", True),
        ("mi celular es nueve cero cuatro cinco cinco cinco cero uno cuatro cuatro", True),
        ("my brother had nine oh four five five five oh one four four before his screen broke", False),
        ("the sticker on the box says nine oh four five five five oh one four four", False),
    ],
)
def test_a_number_among_other_words_is_used_only_if_the_caller_wants_that(text: str, is_mine: bool) -> None:
    assert is_for_texts(text) == is_mine


@pytest.mark.parametrize(
    ("reply", "is_asked"),
    [
        ("You're welcome! Is there anything else?", True),
        ("Done. What else can I do for you?", True),
        ("Listo. ¿Algo más?", True),
        ("Claro. ¿En qué más te ayudo?", True),
        ("Anything else costs extra. Which day suits you?", False),
        ("How can I help?", False),
    ],
)
def test_a_reply_asks_whether_there_is_anything_else(reply: str, is_asked: bool) -> None:
    assert asks_for_more(reply) == is_asked


@pytest.mark.parametrize(
    "text",
    [
        "our operators are all assisting other customers",
        "please remain on the line for the next available associate",
        "if you would like to speak to billing press four to continue",
        "the party you are trying to reach is unavailable",
        "this mailbox is full goodbye",
        "record your message after the tone",
        "your call may be recorded for quality and training purposes",
        "todos nuestros operadores se encuentran ocupados",
        "para ventas marque el dos",
        "gracias por esperar no cuelgue",
        "deje su mensaje después del tono",
    ],
)
def test_a_telephone_system_is_not_taken_for_a_caller(text: str) -> None:
    assert is_announcement(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it important to charge it first",
        "how do i press the home button it's stuck",
        "i dialed nine by mistake",
        "are you busy today",
        "my mailbox icon is gone",
        "the line on my screen is green",
        "it beeps after the tone test",
        "no me cuelgue por favor",
        "marqué el número equivocado",
    ],
)
def test_a_caller_is_not_taken_for_a_telephone_system(text: str) -> None:
    assert not is_announcement(text)

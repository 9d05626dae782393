import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda.replies import (
    LONGEST_REPLY,
    OPT_OUT_WORDS,
    is_answered_by_twilio,
    is_opt_in,
    is_opt_out,
    one_line,
    plain_text,
)

# 3GPP TS 23.038, the default alphabet and its extension, without the page break.
GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)


@given(st.text() | st.lists(st.sampled_from(["word", "Ends. ", "é", "“", "…", "😀", "x" * 90])).map(" ".join))
@example("x" * 400)
@example("…" * 200)
@example("a. " + "b" * 400)
def test_plain_text_is_short_gsm_7_and_settled(text: str) -> None:
    plain = plain_text(text)
    assert len(plain) <= LONGEST_REPLY
    assert set(plain) <= GSM_7 - {"\n", "\r"}
    assert plain_text(plain) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It’s “ready” — really…", 'It\'s "ready" - really...'),  # noqa: RUF001
        ("Mañana a las 2, ¿sí?", "Mañana a las 2, ¿si?"),
        ("See you\n\n\tthen 😀!", "See you then !"),
        ("a\u00a0b\u2003c\u0007d\u200be", "a b cde"),
        ("$79 [list]", "$79 [list]"),
        ("  ", ""),
    ],
)
def test_characters_that_cost_more_are_folded(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_what_is_heard_keeps_the_accents_of_spanish() -> None:
    assert plain_text("¿Qué día? Mañana “está” bien 😀", is_heard=True) == '¿Qué día? Mañana "está" bien'


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert plain_text("This is one. " * 30) == ("This is one. " * 24).strip()


def test_a_long_sentence_is_cut_between_words() -> None:
    plain = plain_text("word " * 100)
    assert plain.endswith("word...")
    assert len(plain) > LONGEST_REPLY - len(" word...")


def test_a_long_word_is_cut_and_not_lost() -> None:
    assert plain_text("x" * 400) == "x" * 317 + "..."


def test_characters_of_the_extension_count_as_two() -> None:
    assert len(plain_text("[" * 400)) == 158 + len("...")
    assert plain_text("[" * 160) == "[" * 160


@given(st.text(), st.integers(70, 1600))
def test_another_longest_reply_is_kept_to(text: str, longest: int) -> None:
    plain = plain_text(text * 20, longest)
    assert len(plain) + sum(character in "^{}\\[~]|€" for character in plain) <= longest


@pytest.mark.parametrize(
    "word", ["STOP", " stop ", "Cancel", "UNSUBSCRIBE", "end", "QUIT", "stopall", "REVOKE", "optout"]
)
def test_a_word_that_opts_out_is_known(word: str) -> None:
    assert is_opt_out(word)
    assert is_answered_by_twilio(word)


@pytest.mark.parametrize("text", ["please stop by", "cancel my 2pm", "the end", "yes", ""])
def test_a_word_of_a_sentence_opts_nobody_out(text: str) -> None:
    assert not is_opt_out(text)
    assert not is_answered_by_twilio(text)


@pytest.mark.parametrize("word", sorted(OPT_OUT_WORDS))
def test_a_word_said_aloud_is_no_opt_out(word: str) -> None:
    assert not is_opt_out(word.lower(), "twilio-voice")


@pytest.mark.parametrize("word", ["yes", "start", "unstop"])
def test_a_word_said_aloud_is_no_opt_in(word: str) -> None:
    assert is_opt_in(word)
    assert not is_opt_in(word, "twilio-voice")


def test_a_yes_opts_in_and_is_a_message_all_the_same() -> None:
    assert is_opt_in("Yes")
    assert not is_answered_by_twilio("Yes")
    assert is_opt_in("START")
    assert is_answered_by_twilio("START")
    assert is_answered_by_twilio("help")


@given(st.text(), st.integers(1, 300))
def test_one_line_is_printable_and_short(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert all(character.isprintable() for character in line)
    assert line == line.strip()

"""Rows of words, and how they are found in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Phrases, Token

CLASSES = {"you": "you brandon he", "my": "my our"}
LEXICON = """
greet:
    (hi|hey|good morning) (there)?
cancel:
    cancel (my|the)? <time>? appointment?
    (cant|wont) make it
    call off .. appointment
burn:
    burn* up?
call:
    (can|could) <you> (please)? (call|(give me a call)|ring)
price:
    <repair> how much|many
    is it (too|(very|so) much)
        expensive
longer:
    cancel my appointment today
"""
PHRASES = Phrases(LEXICON, CLASSES, {})
SHOP_PHRASES = Phrases(lexicon.PHRASES, lexicon.CLASSES, lexicon.SAME_WORD)
KINDS = st.sampled_from(["time", "repair", "device", "mark", "number", "thing", "trouble"])
WORDS = st.sampled_from(sorted(SHOP_PHRASES.words)) | st.text("abcdefghijklmnñopqrstuvwxyz0123456789", min_size=1)
TOKENS = st.lists(
    st.builds(Token, WORDS, st.just("word"), st.just(0), st.just(0))
    | st.builds(Token, st.just("x"), KINDS, st.just(0), st.just(0)),
    max_size=40,
)


def tokens(text: str) -> list[Token]:
    """Return the words as tokens; `<time>` is an entity, and a full stop or a comma a mark."""
    return [
        Token(word.strip("<>"), "word" if word.isalnum() else "mark" if word in ".,?" else word.strip("<>"), 0, 0)
        for word in text.split()
    ]


def found(text: str) -> list[str]:
    said = tokens(text)
    return [
        f"{match.label}: {' '.join(token.text for token in said[match.first : match.end])}"
        for match in PHRASES.find(said)
    ]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("hi", ["greet: hi"]),
        ("hey there", ["greet: hey there"]),
        ("good morning", ["greet: good morning"]),
        ("good evening", []),
        ("cancel", ["cancel: cancel"]),
        ("cancel my appointment", ["cancel: cancel my appointment"]),
        ("cancel the <time> appointment", ["cancel: cancel the time appointment"]),
        ("burning up", ["burn: burning up"]),
        ("could brandon please ring", ["call: could brandon please ring"]),
        ("can he give me a call", ["call: can he give me a call"]),
        ("can she call", []),
        ("<repair> how much", ["price: repair how much"]),
        ("<repair> how many", ["price: repair how many"]),
        ("<device> how much", []),
        ("is it very much expensive", ["price: is it very much expensive"]),
        ("is it too expensive", ["price: is it too expensive"]),
        ("is it too", []),
    ],
)
def test_a_phrase_is_found_as_it_is_written(text: str, matches: list[str]) -> None:
    assert found(text) == matches


def test_the_longest_phrase_wins() -> None:
    assert found("cancel my appointment today") == ["longer: cancel my appointment today"]
    assert found("please cancel my appointment") == ["cancel: cancel my appointment"]


def test_a_gap_takes_up_to_three_words_of_one_clause() -> None:
    assert found("call off appointment") == ["cancel: call off appointment"]
    assert found("call off that last silly appointment") == ["cancel: call off that last silly appointment"]
    assert found("call off that last silly old appointment") == []
    assert found("call off that . appointment") == []


def test_a_phrase_never_reaches_over_a_mark() -> None:
    assert found("hi . there") == ["greet: hi"]
    assert found("cancel , appointment") == ["cancel: cancel"]


def test_labels_without_a_meaning_here_make_room_for_others() -> None:
    said = tokens("cancel my appointment today")
    assert [match.label for match in PHRASES.find(said, without={"longer"})] == ["cancel"]


def test_a_row_is_read_in_the_same_words_as_a_text() -> None:
    phrases = Phrases("need:\n    gotta (gotta|must)? go\n", {}, {"gotta": "need"})
    assert [
        match.end for text in ("need go", "need must go", "need need go") for match in phrases.find(tokens(text))
    ] == [2, 3, 3]
    assert phrases.words == {"need", "must", "go"}


@given(TOKENS)
def test_phrases_never_overlap_and_stand_in_order(said: list[Token]) -> None:
    matches = SHOP_PHRASES.find(said)
    assert matches == SHOP_PHRASES.find(said)
    for match in matches:
        assert 0 <= match.first < match.end <= len(said)
        assert all(token.kind != "mark" for token in said[match.first : match.end])
    words = [{n for n in range(match.first, match.end) if said[n].kind == "word"} for match in matches]
    assert all(one.isdisjoint(other) for one, other in pairwise(words))
    assert [match.first for match in matches] == sorted(match.first for match in matches)


@given(TOKENS)
def test_what_was_met_before_changes_nothing(said: list[Token]) -> None:
    assert Phrases(LEXICON, CLASSES, {}).find(said) == PHRASES.find(said)


def test_every_row_of_the_lexicon_can_be_read() -> None:
    for word in SHOP_PHRASES.words:
        SHOP_PHRASES.find([Token(word, "word", 0, 0)])
    assert {"cancel", "danger", "want", "ask price"} <= {
        match.label
        for text in ("cancel it", "its on fire", "can i come by", "how much")
        for match in SHOP_PHRASES.find(tokens(text))
    }

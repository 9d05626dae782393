"""Misspelt words that are put right, and words that are left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.rules.reading import lexicon
from linda.rules.reading.spelling import respelt, unspelt, without_hesitations
from tests.unit.builders import SHOP

DAYS = "monday tuesday wednesday thursday friday saturday sunday miercoles jueves viernes sabado domingo".split()


@pytest.mark.parametrize("text", ["hhhh", "hhhhh what", "jajaja ghgh"])
def test_letters_without_a_sound_are_left_as_they_are(text: str) -> None:
    assert respelt(text, SHOP) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("iphoen scren thursdy", "iphone screen thursday"),  # a letter left out, or swapped
        ("samsubg batterry", "samsung battery"),  # a wrong key, one letter too much
        ("scrn bttry chrgng", "screen battery charging"),  # consonants alone
        ("satrdy apoitment reschedual", "saturday appointment reschedual"),  # two wrong, in long words
        ("kisiera canbiar la vateria el juebes", "quisiera cambiar la bateria el jueves"),  # as it sounds
        ("me yamo ana, es el bidrio", "me llamo ana, es el vidrio"),
        ("mcuh yse wehn", "much yes when"),  # short words are put right by a swap alone
        ("iphone 12 prro maxxx", "iphone 12 pro max"),  # drawn out
    ],
)
def test_a_misspelt_word_is_read_as_the_one_that_is_meant(wrong: str, right: str) -> None:
    assert respelt(wrong, SHOP) == right


@pytest.mark.parametrize(
    "said",
    [
        "my mom has cancer and i chose the motel by the marsh",
        "what a nice prince, the mourning was fined and filed",
        "un premio por el proyecto, el puesto y la carta",
        "write to friady@example.com or see example.com/scren",
        "this is mrs hollis, mr marty and janelle",
        "a b cd 12 s22 ok",
    ],
)
def test_words_that_only_look_misspelt_are_left_alone(said: str) -> None:
    assert respelt(said, SHOP) == said


def test_words_that_are_read_as_they_stand_are_left_alone() -> None:
    known = " ".join([*lexicon.SPELT.split(), *lexicon.NOT_MISSPELT.split(), *sorted(lexicon.FIRST_NAMES)])
    assert respelt(known, SHOP) == known


@given(st.sampled_from(DAYS), st.data())
def test_a_day_with_one_letter_left_out_is_never_another_day(day: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(day) - 1))
    assert respelt(day[:at] + day[at + 1 :], SHOP) in {day, day[:at] + day[at + 1 :]}


@given(st.text(alphabet="abcdeinorstuyz '-.@12", max_size=60))
def test_every_word_keeps_its_place(said: str) -> None:
    assert len(respelt(said, SHOP).split()) == len(said.split())


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("my name is m a r i s o l", "my name is marisol"),
        ("it's marisol m a r i s o l", "it's marisol"),
        ("b as in boy o b", "bob"),
        ("d a v i d like dog", "david"),
        ("the h d m i port", "the hdmi port"),
        ("a y b", "a y b"),
        ("a o b", "a o b"),
        ("iphone x s i think", "iphone x s i think"),
        ("i have a b c d", "i have abcd"),
        ("option b", "option b"),
        ("my name is bryan b r i a n", "my name is brian"),
        ("my name is steven, s t e p h e n", "my name is stephen"),
        ("my son tim t y l e r", "my son tim tyler"),
    ],
)
def test_a_word_said_letter_by_letter_is_a_word(said: str, word: str) -> None:
    assert unspelt(said) == word


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("it's tobyas t o b y a s", "my name is tobyas"),
        ("es johny j h o n n y", "mi nombre es jhonny"),
        ("it's main m a i n street", "it's main street"),
        ("it's the oled o l e d", "it's the oled"),
    ],
)
def test_it_is_a_name_if_it_is_said_and_then_spelled(said: str, read: str) -> None:
    assert unspelt(said, may_be_name=True) == read
    assert "name is" not in unspelt(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("uh tomorrow at um ten", "tomorrow at ten"),
        ("i need, uh, a screen", "i need, a screen"),
        ("it has a like cracked screen you know", "it has a cracked screen"),
        ("este quiero eh cambiar la pantalla", "quiero cambiar la pantalla"),
        ("el viernes pues a las dos", "el viernes a las dos"),
        ("hmm maybe friday", "maybe friday"),
        ("uh huh", "uh huh"),
        ("uh uh", "uh uh"),
        ("mm hmm", "mm hmm"),
        ("um", "um"),
        ("hmm", "hmm"),
        ("hm for a battery", "hm for a battery"),
        ("i would like a battery", "i would like a battery"),
        ("do you know how long it takes", "do you know how long it takes"),
        ("let me know if you know the price", "let me know if you know the price"),
        ("este viernes", "este viernes"),
    ],
)
def test_what_is_said_while_thinking_says_nothing(said: str, meant: str) -> None:
    assert without_hesitations(said) == meant

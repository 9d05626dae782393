"""What is taken back in the middle of a sentence, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.rules.reading.corrections import corrected


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("iphone 13 no not 13, 14 screen", "iphone 14 screen"),
        ("iphone 11 pro i mean 12 no wait 13 mini battery", "iphone 13 mini battery"),
        ("screen for my iphone 14, sorry, 15 plus", "screen for my iphone 15 plus"),
        ("iphone 12 battery no wait 13", "iphone 13 battery"),
        ("bateria de iphone 13 no perdon once", "bateria de iphone 11"),
        ("mi iphone 12 digo mi iphone 13 pantalla", "mi iphone 13 pantalla"),
        ("galaxy s 21 no 23 screen", "galaxy s 23 screen"),
        ("pixel 6 sorry 7 battery", "pixel 7 battery"),
        ("an iphone 12 no wait a galaxy s22", "an galaxy s22"),
        ("iphone 12 screen i mean an iphone 13", "iphone 13 screen"),
        ("march fourth at 2 no sorry the fifth at 3", "march fifth at 3"),
        ("march fourth at 2 pm no wait the fifth", "march fifth at 2 pm"),
        ("the ninth of april, no, the tenth", "the tenth of april"),
        ("june 3rd i mean the 4th", "june 4th"),
        ("el 9 de abril a las 10 no perdon el 10 a las 11", "el 10 de abril a las 11"),
        ("el 20 no el 21 de marzo", "el 21 de marzo"),
        ("thursday no not thursday friday", "friday"),
        ("at 3 no not 3, 5", "at 5"),
    ],
)
def test_what_is_taken_back_is_left_out(said: str, meant: str) -> None:
    assert corrected(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "iphone 12 no power",
        "my iphone 11 no longer charges",
        "iphone 13, no 14 days of warranty",
        "iphone 12 no 8 pm appointments",
        "iphone 12 not 12 pro",
        "iphone 12 screen, sorry, at 9",
        "iphone 12 battery make it 9",
        "es un 14, no un 13",
        "el 12 de enero, no el 13",
        "march third at 2 no 3",
        "march third at 2 no wait at 4",
        "monday no not monday please",
        "my iphone 12 and my iphone 13",
        "march third no april fourth",
        "can i or can i not come at 3",
    ],
)
def test_what_takes_nothing_back_stays(said: str) -> None:
    assert corrected(said) == said


@given(st.lists(st.sampled_from("iphone 12 13 no not sorry i mean the fifth of may at , screen".split()), max_size=40))
def test_what_is_corrected_needs_no_other_correction(words: list[str]) -> None:
    meant = corrected(" ".join(words))
    assert corrected(meant) == meant

"""How typed words come back from speech recognition."""

import pytest

from local.speech import recogniser


@pytest.mark.parametrize(
    ("typed", "recognised"),
    [
        ("", ""),
        ("How much is an iPhone 13?", "how much is an iphone thirteen"),
        ("Galaxy S22 Ultra", "galaxy s twenty two ultra"),
        ("1:30", "one thirty"),
        ("9:04", "nine oh four"),
        ("at 10:00, or 2 p.m.", "at ten or two pm"),
        ("9am", "nine am"),
        ("$79", "seventy nine dollars"),
        ("$1", "one dollar"),
        ("$1,299.99", "one thousand two hundred ninety nine dollars and ninety nine cents"),
        ("iOS 17.5", "ios seventeen point five"),
        ("(904) 555-0123", "nine oh four five five five oh one two three"),
        ("+19045550123", "one nine oh four five five five oh one two three"),
        ("555-0123", "five five five oh one two three"),
        ("12345", "one two three four five"),
        ("007", "oh oh seven"),
        ("0", "zero"),
        ("110", "one hundred ten"),
        ("1,299", "twelve ninety nine"),
        ("1500", "fifteen hundred"),
        ("1905", "nineteen oh five"),
        ("2000", "two thousand"),
        ("December 3rd, 2026", "december third twenty twenty six"),
        ("1st 8th 9th 12th 20th 41st", "first eighth ninth twelfth twentieth forty first"),
        ("100% & more", "one hundred percent and more"),
        ("It\u2019s Joe's, 'really'!", "it's joe's really"),
        ("\u00bfCu\u00e1nto cuesta?", "cu\u00e1nto cuesta"),
    ],
)
def test_words_are_lower_case_without_punctuation_and_with_numbers_as_words(typed: str, recognised: str) -> None:
    assert recogniser(typed) == recognised

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
        ("Call 911!", "call nine one one"),
        ("988, 411 or 912", "nine eight eight four one one or nine hundred twelve"),
        ("904, 105 and 900", "nine oh four one oh five and nine hundred"),
        ("1450 Oak Street", "fourteen fifty oak street"),
        ("the A54", "the a fifty four"),
        ("1,299", "twelve ninety nine"),
        ("1500", "fifteen hundred"),
        ("1905", "nineteen oh five"),
        ("2000", "two thousand"),
        ("December 3rd, 2026", "december third twenty twenty six"),
        ("1st 8th 9th 12th 20th 41st", "first eighth ninth twelfth twentieth forty first"),
        ("100% & more", "one hundred percent and more"),
        ("It\u2019s Joe's, 'really'!", "it's joe's really"),
        ("100", "one hundred"),
        ("$1,299 or 12.05", "one thousand two hundred ninety nine dollars or twelve point oh five"),
    ],
)
def test_words_are_lower_case_without_punctuation_and_with_numbers_as_words(typed: str, recognised: str) -> None:
    assert recogniser(typed) == recognised


@pytest.mark.parametrize(
    ("typed", "recognised"),
    [
        ("\u00bfCu\u00e1nto cuesta el iPhone 13?", "cu\u00e1nto cuesta el iphone trece"),
        ("ma\u00f1ana a las 3", "ma\u00f1ana a las tres"),
        ("a la 1, o a la 1:30", "a la una o a la una treinta"),
        ("a las 9:04 a. m., 2 p.m. o 10:00", "a las nueve cero cuatro am dos pm o diez"),
        ("$79, $1, $31", "setenta y nueve d\u00f3lares un d\u00f3lar treinta y un d\u00f3lares"),
        ("$21.50", "veinti\u00fan d\u00f3lares con cincuenta centavos"),
        ("S22 + 30", "s veintid\u00f3s m\u00e1s treinta"),
        ("100, 101, 555, 1000, 2026", "cien ciento uno quinientos cincuenta y cinco mil dos mil veintis\u00e9is"),
        ("iOS 17.5 al 100%", "ios diecisiete punto cinco al cien por ciento"),
        ("904-555-0123", "nueve cero cuatro cinco cinco cinco cero uno dos tres"),
        ("llame al 911", "llame al nueve uno uno"),
        ("0 @ & 007", "cero arroba y cero cero siete"),
    ],
)
def test_spanish_comes_back_in_spanish(typed: str, recognised: str) -> None:
    assert recogniser(typed, "es") == recognised

"""Numbers said aloud: number words as figures, and phone numbers."""

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linda.models import Language
from linda.spoken_numbers import in_figures, spoken_digits, spoken_phone
from tests.understanding.recognised import can_be_said, number_words, recognised

NUMBER = "+19045550123"
LANGUAGES = st.sampled_from(["en", "es"])


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("iphone thirteen pro", "iphone 13 pro"),
        ("galaxy s twenty two ultra", "galaxy s 22 ultra"),
        ("iphone twelve ten thirty", "iphone 12, 10:30"),
        ("iphone doce trece y catorce pro", "iphone 12, 13 y 14 pro"),
        ("iphone s e twenty twenty", "iphone s e 2020"),
        ("two iphone thirteens", "2 iphone 13s"),
        ("iphone sixes and s twenty ones", "iphone 6s and s 21s"),
        ("pixel eights", "pixel 8s"),
        ("it's sevens", "it's sevens"),
        ("at ten thirty", "at 10:30"),
        ("nine oh four", "9:04"),
        ("two p m", "2 pm"),
        ("ten thirty a.m.", "10:30 am"),
        ("las dos pe eme", "las dos pe eme"),
        ("a las dos o tres", "a las 2 o 3"),
        ("a las diez y media", "a las 10 y media"),
        ("not ten eleven", "not 10, 11"),
        ("not thirteen fourteen", "not 13, 14"),
        ("ten fifteen minutes late", "10, 15 minutes late"),
        ("the twenty second", "the 22nd"),
        ("the twelfth", "the twelfth"),
        ("february twelfth twenty twenty six", "february twelfth 2026"),
        ("seventy nine dollars", "79 dollars"),
        ("one twenty nine dollars", "129 dollars"),
        ("quince por ciento", "15 por ciento"),
        ("treinta y dos", "32"),
        ("trescientos diez", "310"),
        ("eighty four ten baymeadows way", "8410 baymeadows way"),
        ("gate code eleven twenty two", "gate code 1122"),
        ("nine oh four five five five zero one two three", "904-555-0123"),
        ("one", "1"),
        ("one please", "1 please"),
        ("that one", "that one"),
        ("the ipad one", "the ipad one"),
        ("ten's fine, that one's not", "10's fine, that one's not"),
        ("once i get there", "once i get there"),
        ("las dos", "las dos"),
        ("mis dos citas", "mis dos citas"),
        ("no numbers here", "no numbers here"),
    ],
)
def test_number_words_become_figures(said: str, figures: str) -> None:
    assert in_figures(said) == figures


@given(st.integers(13, 9_999), LANGUAGES)
def test_every_number_is_read_back(number: int, language: Language) -> None:
    assume(number != 1_000)  # "Mil gracias."
    said = number_words(number, language).translate(str.maketrans("\u00e9\u00f3\u00ed", "eoi"))
    assert in_figures(f"it costs {said} now") == f"it costs {number} now"


@given(st.integers(1, 12), st.integers(1, 59))
def test_every_time_of_day_is_read_back(hour: int, minute: int) -> None:
    assert in_figures(recognised(f"at {hour}:{minute:02}")) == f"at {hour}:{minute:02}"


@given(st.text(alphabet="abcdeinorstuyz '-.@12", max_size=60))
def test_a_text_in_figures_stays_as_it_is(said: str) -> None:
    assert in_figures(in_figures(said)) == in_figures(said)


@pytest.mark.parametrize(
    "said",
    [
        "nine oh four five five five zero one two three",
        "nine zero four, five fifty five, oh one twenty three",
        "nine o four double five five zero one two three",
        "area code nine oh four and then five five five zero one two three",
        "nine oh four uh five five five dash zero one two three",
        "plus one nine oh four five five five oh one two three",
        "it's 904-555-0123",
        "(904) 555-0123",
        "my number is 904 5550123 call me at two thirty",
        "at two thirty it's nine oh four five fifty five oh one twenty three",
        "nueve cero cuatro cinco cinco cinco cero uno dos tres",
        "nueve cero cuatro quinientos cincuenta y cinco cero uno veintitr\u00e9s",
        "904-555-0123 that's nine oh four five five five oh one two three",
    ],
)
def test_a_phone_number_is_understood_however_it_is_said(said: str) -> None:
    assert spoken_phone(said) == NUMBER


@pytest.mark.parametrize(
    "said",
    [
        "",
        "five five five zero one two three",
        "nine oh four five five five zero one two",
        "nine oh four five five five zero one two three four",
        "nine oh four one five five zero one two three",
        "904 555 0123 or 904 555 0124",
        "double",
        "seventy nine dollars at ten thirty",
        "ten thirty eleven thirty two fifteen",
        "9:30 10:30 11:30 2:15",
        "$79 $89 $99 $109",
        "february twelfth twenty twenty six at two p m",
        "iphone thirteen or twelve or eleven",
        "nine hundred five five five zero one two three",
    ],
)
def test_what_is_not_exactly_one_valid_number_is_none(said: str) -> None:
    assert spoken_phone(said) == ""


def _singles(digits: str, zero: str) -> str:
    return " ".join(zero if digit == "0" else number_words(int(digit)) for digit in digits)


def _pair(digits: str, zero: str) -> str:
    return _singles(digits, zero) if digits[0] == "0" else number_words(int(digits))


@given(st.from_regex("[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True), st.sampled_from(["oh", "o", "zero"]), st.data())
def test_a_valid_number_is_read_back_in_every_grouping(digits: str, zero: str, data: st.DataObject) -> None:
    number = phonenumbers.parse(digits, "US")
    costly = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)
    assume(phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in costly)
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    groupings = [
        _singles(digits, zero),
        f"{_singles(area, zero)}, {_singles(exchange, zero)}, {_singles(line, zero)}",
        f"{_singles(area, zero)} {_singles(exchange, zero)} {_pair(line[:2], zero)} {_pair(line[2:], zero)}",
        f"area code {_singles(area, zero)} {_singles(exchange, zero)} dash {_singles(line, zero)}",
        f"it's {area}-{exchange}-{line}",
        f"+1 {digits}",
        f"uh one {_singles(area, zero)} {exchange} {line}",
        recognised(f"({area}) {exchange}-{line}", "es"),
    ]
    assert spoken_phone(data.draw(st.sampled_from(groupings))) == f"+1{digits}"


@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from([0, 5, 10, 15, 30, 45])), min_size=1, max_size=4))
def test_times_are_never_a_number(times: list[tuple[int, int]]) -> None:
    said = " or ".join(f"{hour}:{minute:02}" for hour, minute in times)
    assert spoken_phone(said) == spoken_phone(recognised(said)) == ""


@given(st.lists(st.integers(1, 999), min_size=1, max_size=4))
def test_prices_are_never_a_number(prices: list[int]) -> None:
    said = " and ".join(f"${price}" for price in prices)
    assert spoken_phone(said) == spoken_phone(recognised(said)) == ""


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("iPhone 13 Pro, please!", "en", "iphone thirteen pro please"),
        ("my S22 screen, $79?", "en", "my s twenty two screen seventy nine dollars"),
        ("10:30 or 9:04", "en", "ten thirty or nine oh four"),
        ("2pm", "en", "two p m"),
        ("the 21st @ 4", "en", "the twenty first at four"),
        ("2/12 at 3", "en", "february twelfth at three"),
        ("dont fix it", "en", "don't fix it"),
        ("50% off", "en", "fifty percent off"),
        ("\u00bfA las 10:30?", "es", "a las diez treinta"),
        ("a la 1", "es", "a la una"),
        ("iphone 16 por $79", "es", "iphone diecis\u00e9is por setenta y nueve d\u00f3lares"),
        ("904-555-0123", "en", "nine zero four five five five zero one two three"),
    ],
)
def test_texts_are_written_as_recognisers_write_them(text: str, language: Language, spoken: str) -> None:
    assert recognised(text, language) == spoken


@pytest.mark.parametrize("text", ["u there", "my scren", "ok \U0001f600", "tmrw at 2", "thanks :)"])
def test_what_nobody_says_is_left_out_of_the_measure(text: str) -> None:
    assert not can_be_said(text)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("it's nine oh four", "904"),
        ("five five five", "555"),
        ("double seven nine zero", "7790"),
        ("siete siete nueve", "779"),
        ("tomorrow at two", ""),
        ("i don't have one", ""),
        ("", ""),
    ],
)
def test_a_part_of_a_number_is_read_as_digits(text: str, digits: str) -> None:
    assert spoken_digits(text) == digits

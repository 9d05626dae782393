import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.phones import mask_phone, parse_phone, region_of


@pytest.mark.parametrize(
    "text", ["+19042520927", "(904) 252-0927", "904.252.0927", "1 904 252 0927", "+1-904-252-0927", " 9042520927 "]
)
def test_a_number_of_the_shops_country_needs_no_prefix(text: str) -> None:
    assert parse_phone(text, "US") == "+19042520927"


@pytest.mark.parametrize(
    "text",
    [
        "(904) 252-0927 (cell)",
        "(904) 252-0927(cell)",
        "904.252.0927 - work",
        "904 252 0927 casa",
        "904-252-0927, my wife's",
        "904 252 0927; text only, please!",
        "+1 904 252 0927 [móvil]",
        "cell: (904) 252-0927",
        "\u202a(904)\u00a0252-0927\u202c",
        "\uff19\uff10\uff14 252 0927",
        "tel:+1-904-252-0927",
    ],
)
def test_what_an_address_book_writes_around_a_number_does_not_count(text: str) -> None:
    assert parse_phone(text, "US") == "+19042520927"


@given(st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=30))
def test_no_words_behind_a_number_make_another_one_of_it(words: str) -> None:
    with suppress(InvalidInputError):
        assert parse_phone(f"904 252 0927 ({words})", "US") == "+19042520927"


@pytest.mark.parametrize(
    "text",
    [
        "904 252 0927 ext 5",
        "904 252 0927 x5 (work)",
        "904 252 0927;ext=5",
        "904 252 0927 #5",
        "904 252 0927 cell 2",
        "904 252 0927 or 904 252 0928",
        "904 252 (cell)",
        "(cell)",
        "904-252-SHOP",
        "1-800-FLOWERS",
    ],
)
def test_what_is_more_or_less_than_a_number_and_words_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="phone must be"):
        parse_phone(text, "US")


def test_a_number_of_another_country_keeps_its_prefix() -> None:
    assert parse_phone("+44 20 7946 0958", "US") == "+442079460958"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "12345",
        "+1904252092",
        "+190425209270",
        "+19042520927 ext 5",
        "+19042520927" + " " * 30 + "99",
        "+999123456789",
        "9" * 5_000,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="phone must be"):
        parse_phone(text, "US")


@pytest.mark.parametrize("text", ["+1 900 234 1234", "900-234-1234", "+44 871 234 5678"])
def test_a_premium_rate_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="premium-rate"):
        parse_phone(text, "US")


@given(st.text() | st.text(alphabet="+-() .0123456789ext٣", max_size=20))
def test_any_text_is_refused_or_becomes_a_settled_e164_number(text: str) -> None:
    try:
        phone = parse_phone(text, "US")
    except InvalidInputError:
        return
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", phone)
    assert parse_phone(phone, "US") == phone


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("+19042520927", "**********27"), ("12345", "***45"), ("1234", "****"), ("", ""), ("Ann at 12", "*********")],
)
def test_a_masked_number_shows_its_last_two_digits_at_the_most(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(("phone", "region"), [("+19042520927", "US"), ("+442071838750", "GB"), ("", ""), ("Ann", "")])
def test_the_region_of_a_number_is_known_and_of_anything_else_is_none(phone: str, region: str) -> None:
    assert region_of(phone) == region

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda.replies import LONGEST_REPLY, claims_booking, grants_gift, is_untrue, names_other_price, plain_text
from linda.shop import load_shop

# 3GPP TS 23.038, the default alphabet and its extension, without the page break.
GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
SHOP = load_shop()


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


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert plain_text("This is one. " * 30) == ("This is one. " * 24).strip()


def test_a_long_sentence_is_cut_between_words() -> None:
    plain = plain_text("word " * 100)
    assert plain.endswith("word...")
    assert len(plain) > LONGEST_REPLY - len(" word...")


def test_a_long_word_is_cut_and_not_lost() -> None:
    assert plain_text("x" * 400) == "x" * 317 + "..."


@pytest.mark.parametrize(
    "text",
    [
        "You're BOOKED for 2 PM",
        "Your appointment is confirmed.",
        "Great, see you tomorrow!",
        "See you at 2",
        "You're all set",
        "I've put you down for 2",
        "Su cita está reservada para mañana",
        "Done! 2 PM it is.",
        "You're on the calendar for tomorrow",
        "Your appointment is set for 2 PM.",
        "I've got you for 2 PM tomorrow.",
        "I penciled you in for 2",
    ],
)
def test_a_claim_of_a_booking_is_seen(text: str) -> None:
    assert claims_booking(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shall I book 2 PM for you?",
        "Would you like it booked?",
        "We're fully booked tomorrow.",
        "2 PM is already booked.",
        "Can I see your phone?",
        "We take bookings daily.",
        "",
    ],
)
def test_an_offer_claims_no_booking(text: str) -> None:
    assert not claims_booking(text)


@pytest.mark.parametrize(
    "text",
    [
        "Only $33!",
        "An iPhone 13 screen starts at $15.",
        "The screen is $49",
        "$79 or $ 60",
        "$79.50",
        "$1,079",
        "33 dollars",
        "33$",
        "USD 33",
        "33 dólares",
        "An iPhone 13 $33",
        "$" + "9" * 500,
    ],
)
def test_a_foreign_price_is_seen(text: str) -> None:
    assert names_other_price(text, SHOP)


@pytest.mark.parametrize(
    "text", ["$79", "$79.00 or $ 89.", "an iphone 13 $79, on-site $99", "20 dollars more", "In 45 minutes", "iPhone 13"]
)
def test_a_price_of_the_list_is_fine(text: str) -> None:
    assert not names_other_price(text, SHOP)


@given(st.text(alphabet="$ 0123456789.,dolars"))
def test_any_text_can_be_searched_for_prices(text: str) -> None:
    assert names_other_price(text + " $0.01", SHOP)


@pytest.mark.parametrize(
    "text",
    [
        "You get 50% off today!",
        "Fifty dollars for you",
        "Your screen repair is free.",
        "We do it free of charge",
        "1-year warranty included",
        "lifetime warranty",
    ],
)
def test_a_gift_that_code_did_not_grant_is_seen(text: str) -> None:
    assert grants_gift(text, SHOP)
    assert is_untrue(text, SHOP)


@pytest.mark.parametrize("text", ["90-day warranty", "2 PM is free tomorrow", "Feel free to ask", "Under 1 hour"])
def test_what_the_shop_gives_anyway_is_no_gift(text: str) -> None:
    assert not grants_gift(text, SHOP)

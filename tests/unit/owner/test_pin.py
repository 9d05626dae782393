from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.owner.command import Command
from linda.owner.pin import without_pin
from tests.unit.builders import NOW, TOMORROW
from tests.unit.owner.texts import Texts

CANCEL = "cancel the 2pm"
COMMANDS = {CANCEL: Command("cancel", day=TOMORROW, at=time(14)), "today?": Command("help"), "UNDO": Command("undo")}
PINS = st.from_regex("[0-9]{4,8}", fullmatch=True).filter(str.isascii)


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> Texts:
    texts = Texts(monkeypatch, COMMANDS, owner_pin="4711")
    texts.book()
    return texts


def status(texts: Texts) -> str:
    (lead,) = texts.store.leads.values()
    return lead.status


@given(PINS)
def test_a_pin_is_taken_out_of_the_text_wherever_it_may_stand(pin: str) -> None:
    for text in (f"{pin} {CANCEL}", f"{CANCEL} {pin}", f"pin {pin}, {CANCEL}", f"{CANCEL} pin: {pin}"):
        assert without_pin(text, pin) == (CANCEL, "right")
    assert without_pin(pin, pin) == ("PIN", "right")


@given(PINS, PINS)
def test_no_text_that_has_another_pin_counts_as_one_that_has_the_right_one(given_: str, pin: str) -> None:
    if given_ != pin:
        assert without_pin(f"{given_} {CANCEL}", pin)[1] in ("perhaps", "none")
        assert without_pin(given_, pin) == ("PIN", "wrong")


@pytest.mark.parametrize(
    "text", ["move the 2pm to 1600", "screens are 1200", "done 9045550123", "special: sale till 2027"]
)
def test_an_hour_a_price_or_a_number_is_no_pin(text: str) -> None:
    assert without_pin(text, "4711")[0] == text


@pytest.mark.parametrize("pin", ["123", "123456789", "12ab", "٤٧١١", "unknown"])
def test_a_pin_that_cannot_be_given_lets_nothing_through(pin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Texts(monkeypatch, COMMANDS, owner_pin=pin)
    texts.book()
    assert "4 to 8 digits" in texts(CANCEL)
    assert status(texts) == "booked"


@pytest.mark.parametrize("given_", ["4711 cancel the 2pm", "cancel the 2pm 4711"])
def test_with_the_pin_beside_it_the_command_is_carried_out(given_: str, text: Texts) -> None:
    assert text(given_).startswith("Cancelled: Ann")
    assert status(text) == "cancelled"


def test_the_pin_can_follow_and_opens_the_line_for_ten_minutes(text: Texts) -> None:
    assert text(CANCEL) == 'That texts a customer. To go on with "cancel the 2pm", text me your PIN.'
    assert status(text) == "booked"
    assert text("4711").startswith("Cancelled: Ann")
    assert text("UNDO", NOW + timedelta(minutes=9)).startswith("Ann is booked again")
    assert "PIN" in text(CANCEL, NOW + timedelta(minutes=11))
    assert status(text) == "booked"


def test_a_wrong_pin_in_a_command_is_refused_and_counts_while_the_line_is_open(text: Texts) -> None:
    text("4711")
    assert text(f"{CANCEL} 1000") == "That PIN is wrong."
    assert status(text) == "booked"
    assert text(CANCEL).startswith("Cancelled: Ann")


def test_a_wrong_pin_does_nothing_and_the_right_one_still_helps(text: Texts) -> None:
    text(CANCEL)
    assert text("1234") == "That PIN is wrong."
    assert status(text) == "booked"
    assert text("4711").startswith("Cancelled")


def test_five_wrong_pins_close_the_line_for_an_hour_and_it_is_said_once(text: Texts) -> None:
    said = [text(f"12{n:02} {CANCEL}") for n in range(7)]
    assert said[:4] == ["That PIN is wrong."] * 4
    assert said[4] == "Too many wrong PINs: for an hour, I text no customers for you."
    assert said[5:] == ["", ""]
    assert text(f"4711 {CANCEL}").startswith("Too many wrong PINs")
    assert status(text) == "booked"
    assert text(f"4711 {CANCEL}", NOW + timedelta(minutes=61)).startswith("Cancelled")


def test_what_texts_nobody_needs_no_pin(text: Texts) -> None:
    assert text("today?").startswith("You can text me")


def test_the_pin_is_stored_nowhere(text: Texts) -> None:
    text(CANCEL)
    text("4711")
    text("UNDO 4711", NOW + timedelta(minutes=5))
    stored = vars(text.store)
    assert "4711" not in repr({name: value for name, value in stored.items() if name not in ("leads", "numbers")})


def test_undoing_what_texts_a_customer_needs_it_too(text: Texts) -> None:
    text(f"4711 {CANCEL}")
    text.store.line = text.store.line.__class__(undo=text.store.line.undo, revision=text.store.line.revision)
    assert "PIN" in text("UNDO")
    assert status(text) == "cancelled"
    assert text("4711").startswith("Ann is booked again")


def test_who_gives_the_right_pin_at_the_third_try_is_no_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    longer = "please cancel the 2pm of tomorrow"
    texts = Texts(monkeypatch, {longer: COMMANDS[CANCEL]}, owner_pin="4711")
    texts.book()
    assert [texts(f"{given_} {longer}")[:9] for given_ in ("1234", "4712", "4711")] == [*["That PIN "] * 2, "Cancelled"]


@pytest.mark.parametrize(
    "said",
    ["take +19045550123 4711", "move the 2pm to 4 4711", "my pin is 4711", "cancel the 2pm (4711)", "ready 0123 4711"],
)
def test_the_pin_never_stays_in_a_text(said: str) -> None:
    text, given_ = without_pin(said, "4711")
    assert "4711" not in text
    assert given_ == "right"


def test_a_question_for_the_pin_is_forgotten_after_ten_minutes(text: Texts) -> None:
    text(CANCEL)
    text("4711", NOW + timedelta(hours=14))
    assert status(text) == "booked"


def test_digits_that_are_a_part_of_the_text_are_no_guess(text: Texts) -> None:
    for _ in range(6):
        text("1045 works for me")
    assert text("cancel the 2pm 4711").startswith("Cancelled")

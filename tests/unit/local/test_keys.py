"""The keys on a laptop: what the owner's token looks like, when it stays, and which PIN is one."""

import pytest

from local.console import LocalError
from local.keys import _owner_token, fill

MADE_BY_THE_EMULATOR = "'a\"[{" * 8
EARLIER = "Earlier0" * 6


@pytest.mark.parametrize("current", [{}, {"ADMIN_API_TOKEN": MADE_BY_THE_EMULATOR, "TWILIO_AUTH_TOKEN": "0af1"}])
def test_a_token_has_48_letters_and_digits(current: dict[str, str]) -> None:
    token = _owner_token(current, "")
    assert (len(token), token.isascii(), token.isalnum()) == (48, True, True)
    assert token != _owner_token(current, "")


def test_a_token_stays_even_if_the_emulator_has_lost_it() -> None:
    assert _owner_token({"ADMIN_API_TOKEN": EARLIER, "TWILIO_AUTH_TOKEN": "0af1"}, "") == EARLIER
    for made in (MADE_BY_THE_EMULATOR, "Another0" * 6):
        assert _owner_token({"ADMIN_API_TOKEN": made, "TWILIO_AUTH_TOKEN": ""}, EARLIER) == EARLIER


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "١٢٣٤"])
def test_a_pin_that_is_none_is_refused_before_anything_is_written(pin: str) -> None:
    with pytest.raises(LocalError, match="OWNER_PIN must be 4 to 8 digits"):
        fill("http://127.0.0.1:1", "linda/keys", [], {"OWNER_PIN": pin})


def test_a_token_that_somebody_has_put_into_the_secret_counts() -> None:
    chosen = {"ADMIN_API_TOKEN": "Another0" * 6, "TWILIO_AUTH_TOKEN": "0af1"}
    assert _owner_token(chosen, EARLIER) == chosen["ADMIN_API_TOKEN"]

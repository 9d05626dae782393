"""The owner's token on a laptop: what it looks like, and when it stays."""

import pytest

from local.keys import _owner_token

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


def test_a_token_that_somebody_has_put_into_the_secret_counts() -> None:
    chosen = {"ADMIN_API_TOKEN": "Another0" * 6, "TWILIO_AUTH_TOKEN": "0af1"}
    assert _owner_token(chosen, EARLIER) == chosen["ADMIN_API_TOKEN"]

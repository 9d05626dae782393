"""The owner's PIN: a sender can be forged, so what texts customers may need it.

A PIN is compared in constant time, never stored, and every wrong one counts.
"""

import hmac
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from linda.logs import log
from linda.owner.desk import OwnerDesk
from linda.responses.compose import Say, say

# What the text holds, "perhaps" if digits beside its words may be a wrong one; "unneeded" if no PIN is set, "malformed"
# if the one that is set can never be given.
PinGiven = Literal["unneeded", "malformed", "none", "perhaps", "right", "wrong"]
# Stands for a text that was nothing but a PIN.
PIN_ALONE = "PIN"
OPEN = timedelta(minutes=10)
_CLOSED = timedelta(hours=1)
_MOST_WRONG = 5
_PIN = re.compile("[0-9]{4,8}")
_ALONE = re.compile(r"\s*(?:pin\W{0,3})?([0-9]{4,8})\W{0,2}", re.IGNORECASE)
_BESIDE = re.compile(
    r"^\s*(?:pin\W{0,3})?([0-9]{4,8})\b[\s,.:;-]*|[\s,.:;-]*(?:pin\W{0,3})?\b([0-9]{4,8})\W*$", re.IGNORECASE
)


def without_pin(text: str, pin: str) -> tuple[str, PinGiven]:
    """Return the owner's text without the PIN, wherever it stands, and whether it has the right one at either end.

    Other digits stay: they may be an hour, a price, or a part of what goes to a customer.
    """
    if not pin:
        return text, "unneeded"
    if not (pin.isascii() and _PIN.fullmatch(pin)):
        return text, "malformed"
    if alone := _ALONE.fullmatch(text):
        return PIN_ALONE, "right" if _is(alone[1], pin) else "wrong"
    own = re.compile(
        rf"[\s,.:;(-]*(?:(?:my |the )?pin\b(?: is)?\W{{0,3}})?(?<![0-9]){pin}(?![0-9])[\s,.:;)!-]*", re.IGNORECASE
    )
    if found := list(own.finditer(text)):
        is_at_end = found[0].start() == 0 or found[-1].end() == len(text)
        return own.sub(" ", text).strip() or PIN_ALONE, "right" if is_at_end else "none"
    return text, "perhaps" if any(len(one) == len(pin) for one in _digits_beside(text)) else "none"


def without_digits(text: str) -> str:
    """Return the text without the digits at its ends, which may be a PIN."""
    return _BESIDE.sub("", text)


def _digits_beside(text: str) -> list[str]:
    return [first or last for first, last in _BESIDE.findall(text)]


def _is(given: str, pin: str) -> bool:
    return hmac.compare_digest(given.encode(), pin.encode())


def note(desk: OwnerDesk) -> None:
    """Open the line for ten minutes by the right PIN, or count a wrong one."""
    now, wrong = int(desk.premises.now.timestamp()), _wrong(desk)
    desk.was_open = len(wrong) < _MOST_WRONG
    if len(wrong) >= _MOST_WRONG:
        return
    if desk.pin == "right":
        desk.keep(open_until=now + int(OPEN.total_seconds()), wrong_pins=())
    elif desk.pin == "wrong":
        desk.keep(wrong_pins=(*wrong, now), open_until=desk.line.open_until if len(wrong) + 1 < _MOST_WRONG else 0)


def refusal(desk: OwnerDesk) -> Sequence[Say] | None:
    """Return why customers must not be texted for this text, and ask for the PIN; None if they may be."""
    if desk.pin == "unneeded":
        return None
    if desk.pin == "malformed":
        log("owner_pin_malformed", level="ERROR")
        return [say("line_pin_malformed")]
    if is_closed(desk):
        # It is said once that the line is closed; after that, nobody learns anything by guessing.
        return [say("line_pin_closed")] if desk.pin not in ("wrong", "perhaps") or desk.was_open else []
    if desk.line.open_until > desk.premises.now.timestamp() and not desk.is_guess:
        return None
    if desk.pin == "perhaps":  # Only what would have texted a customer is a guess.
        desk.keep(wrong_pins=(*_wrong(desk), int(desk.premises.now.timestamp())))
        return [say("line_pin_closed" if is_closed(desk) else "line_pin_wrong")]
    desk.ask("pin", desk.inbound.text)
    return [say("line_pin_wrong" if desk.pin == "wrong" else "line_pin_needed", text=desk.inbound.text)]


def is_closed(desk: OwnerDesk) -> bool:
    """Tell whether too many wrong ones have come within the hour."""
    return len(_wrong(desk)) >= _MOST_WRONG


def _wrong(desk: OwnerDesk) -> tuple[int, ...]:
    since = desk.premises.now.timestamp() - _CLOSED.total_seconds()
    return tuple(at for at in desk.line.wrong_pins if at > since)

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

# What the text holds; "unneeded" if no PIN is set, "malformed" if the one that is set can never be given.
PinGiven = Literal["unneeded", "malformed", "none", "right", "wrong"]
# Stands for a text that was nothing but a PIN.
PIN_ALONE = "PIN"
OPEN = timedelta(minutes=10)
_CLOSED = timedelta(hours=1)
_MOST_WRONG = 5
_PIN = re.compile("[0-9]{4,8}")
_ALONE = re.compile(r"\s*(?:pin\W{0,3})?([0-9]{4,8})\W{0,2}", re.IGNORECASE)
_FIRST = re.compile(r"\s*(?:pin\W{0,3})?(?<![0-9])([0-9]{4,8})[\s,.:;-]+(?=\S)", re.IGNORECASE)
# A number after these words is an hour, a year or a price.
_LAST = re.compile(
    r"(?<!\bto)(?<!\btill)(?<!\btil)(?<!\buntil)(?<!\bat)(?<!\bfrom)(?<!\bfor)(?<!\bare)(?<!\bis)(?<!\bof)(?<!\by)"
    r"(?<!\bhasta)(?<!\ba)(?<!\blas)(?<!\bde)(?<!\bpara)(?<!\bson)(?<!\bes)(?<![0-9],)(?<![0-9])"
    r"\s+(?:pin\W{0,3})?([0-9]{4,8})[.!]?\s*$",
    re.IGNORECASE,
)


def without_pin(text: str, pin: str) -> tuple[str, PinGiven]:
    """Return the owner's text without the PIN, and whether it has the right one, at its beginning or its end.

    Digits that are taken for a wrong PIN are left out at the beginning, where they can be nothing else.
    """
    if not pin:
        return text, "unneeded"
    if not (pin.isascii() and _PIN.fullmatch(pin)):
        return text, "malformed"
    if alone := _ALONE.fullmatch(text):
        return PIN_ALONE, "right" if _is(alone[1], pin) else "wrong"
    first, last = _FIRST.match(text), _LAST.search(text)
    is_first = first is not None and _is(first[1], pin)
    is_last = last is not None and _is(last[1], pin)
    if last and is_last:
        text = text[: last.start()]
    if first and (is_first or not is_last):
        text = text[first.end() :]
    if is_first or is_last:
        return text, "right"
    is_wrong = any(found and len(found[1]) == len(pin) for found in (first, last))
    return text, "wrong" if is_wrong else "none"


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
        return [say("line_pin_closed")] if desk.pin != "wrong" or desk.was_open else []
    if desk.line.open_until > desk.premises.now.timestamp():
        return None
    desk.keep(asked="pin", about=(desk.inbound.text,))
    return [say("line_pin_wrong" if desk.pin == "wrong" else "line_pin_needed")]


def is_closed(desk: OwnerDesk) -> bool:
    """Tell whether too many wrong ones have come within the hour."""
    return len(_wrong(desk)) >= _MOST_WRONG


def _wrong(desk: OwnerDesk) -> tuple[int, ...]:
    since = desk.premises.now.timestamp() - _CLOSED.total_seconds()
    return tuple(at for at in desk.line.wrong_pins if at > since)

"""What a text of the owner asks for, as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from linda.models import Language
from linda.owner.desk import OwnerDesk
from linda.responses.compose import Say

# Grouped by the module that carries them out: the state, bookings, lists, questions, take-over, closed times, the line.
CommandKind = Literal[
    "status",
    "closed",
    "block",
    "bulletin",
    "price",
    "out_of_stock",
    "discount_cap",
    "answering",
    "telling",
    "cancel",
    "move",
    "no_show",
    "done",
    "ready",
    "agenda",
    "leads",
    "booked_how_much",
    "answer",
    "take",
    "resume",
    "move_all",
    "keep",
    "undo",
    "help",
]


# Stands for the next booking to come.
NEXT = 99


@dataclass(frozen=True, slots=True)
class Command:
    """One command; a field that its kind does not use, or that the text does not say, is empty.

    `status` is one of OWNER_STATUSES. `until` (aware) is the end of a status, of a bulletin, or of being out of stock.
    `day` and `to_day` are the first and the last day of a list, a closure or a block, both included and both given;
    `at` and `to_at` are its hours, without which it takes whole days. Of a booking, `day` and `at` say which is meant:
    an hour without a day is today's, or of the day next to it if the hour tells so. `place` is its place among those of
    the day, from 1, -1 for the last one, or NEXT for the next to come. It moves to `to_day` and `to_at`,
    each as before if not given. `who` is a customer in his words: a number, or a name. `number` is that of a question,
    0 if he gives none, and `text` what is left in his words: a bulletin, an answer, a kind of news; of answering, it is
    "sms", "calls" or "both". `amount` is in US dollars or percent. `is_on` is False for what is switched off, opened
    again, unblocked, cleared, or back in stock. `repair_type` and `device` are as the shop names them. `refused`
    is what he is told if it cannot be taken as it stands, such as an end that may mean two times.
    """

    kind: CommandKind
    language: Language = "en"
    status: str = ""
    until: datetime | None = None
    day: date | None = None
    at: time | None = None
    to_day: date | None = None
    to_at: time | None = None
    place: int = 0
    who: str = ""
    number: int = 0
    text: str = ""
    amount: float | None = None
    is_on: bool = True
    repair_type: str = ""
    device: str = ""
    refused: Say | None = None


# Carries out a command, and returns what the owner is told.
type Act = Callable[[OwnerDesk, Command], Sequence[Say]]

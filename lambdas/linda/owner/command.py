"""What a text of the owner asks for, as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from linda.models import Language, Slot
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


@dataclass(frozen=True, slots=True)
class Command:
    """One command; a field that its kind does not use, or that the text does not say, is empty.

    `status` is one of OWNER_STATUSES, with an optional end (`until`, aware). `first` and `last` are days, both
    included. `slot` is the booking or the hour meant, which may lack a day (then it is the next such hour), `to` where
    it goes. `who` is a customer in his words: a number, or a name. `number` is that of a question, and `text` what is
    left in his words: a bulletin, a note, an answer. `amount` is in US dollars or percent. `is_on` is for what can be
    switched. `repair_type` and `device` are as the shop names them.
    """

    kind: CommandKind
    language: Language = "en"
    status: str = ""
    until: datetime | None = None
    first: date | None = None
    last: date | None = None
    slot: Slot | None = None
    to: Slot | None = None
    who: str = ""
    number: int = 0
    text: str = ""
    amount: float | None = None
    is_on: bool = True
    repair_type: str = ""
    device: str = ""


# Carries out a command, and returns what the owner is told.
type Act = Callable[[OwnerDesk, Command], Sequence[Say]]

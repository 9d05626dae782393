"""What the owner can do by text. All that he changes is written with the reply, in one transaction, or not at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from linda.booking import Premises
from linda.models import (
    Action,
    Inbound,
    Language,
    Lead,
    OwnerLine,
    OwnerQuestion,
    Push,
    Receipt,
    Records,
    StateChange,
    Undo,
)
from linda.owner_state import changed
from linda.phones import takes_texts
from linda.ports import BookingRepository, LeadIndex, NoticeRepository, OwnerRepository, TurnRepository
from linda.responses.compose import Say, compose
from linda.responses.values import Speaker

# How long a command can be undone.
UNDO = timedelta(minutes=10)
# What is read at a glance, in four segments.
LONGEST_TO_OWNER = 600


class Store(BookingRepository, LeadIndex, NoticeRepository, OwnerRepository, TurnRepository, Protocol):
    """All that the owner's line reads and writes at once; the rest is written with the reply."""


@dataclass(slots=True)
class OwnerDesk:
    """One text of the owner's. `stored` is his state as it is stored, `line` what is going on with him.

    A booking is changed at once, under the turn's `receipt`; `done` is what this turn has done to one, also if that
    was before a crash. What was done to the lead `announced` is texted to its customer. `chosen` is the booking that he
    has chosen from a list. `pin` says what PIN came with the text, `is_guess` that digits beside a command are a
    wrong one, and `was_open` that the line was not closed by wrong ones before it. `ours` are LINDA's own numbers.
    """

    premises: Premises
    store: Store
    inbound: Inbound
    receipt: Receipt
    line: OwnerLine
    stored: Mapping[str, object]
    done: tuple[Action, Lead] | None = None
    pin: Literal["unneeded", "malformed", "none", "perhaps", "right", "wrong"] = "unneeded"
    was_open: bool = True
    is_guess: bool = False
    chosen: str = ""
    ours: Collection[str] = ()
    announced: tuple[Action, Lead] | None = None
    state: StateChange | None = None
    pushes: list[Push] = field(default_factory=list)
    answered: list[OwnerQuestion] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    remarked: list[tuple[Lead, str]] = field(default_factory=list)

    def change_state(self, fields: Mapping[str, object], end: datetime | None = None) -> None:
        """Change the state, for good or until `end`. Raises InvalidInputError."""
        now, zone = self.premises.now, self.premises.shop.time_zone
        self.state = changed(self.stored, fields, now, zone, "text", end)

    def can_text(self, phone: str) -> bool:
        """Tell whether a text can reach the number (E.164), and is wanted there."""
        return takes_texts(phone, self.premises.shop.texts_go_to) and not self.store.has_opted_out(phone)

    def push(self, *pushes: Push) -> None:
        """Text customers, once this is stored."""
        self.pushes += pushes

    def remark(self, *remarks: tuple[Lead, str]) -> None:
        """Put remarks on bookings."""
        self.remarked += remarks

    def keep(self, **fields: Any) -> None:
        """Change what is going on with the owner."""
        self.line = replace(self.line, **fields)

    def ask(self, question: str, *about: str) -> None:
        """Remember for ten minutes what he is asked, and what it is about."""
        self.keep(asked=question, about=about, asked_until=int((self.premises.now + UNDO).timestamp()))

    def can_undo(self, kind: str, said: str, **values: object) -> None:
        """Remember for ten minutes how to undo what this text has done."""
        self.keep(undo=Undo(kind, values, int((self.premises.now + UNDO).timestamp()), said))

    def words(self, *says: Say, language: Language = "en") -> str:
        """Return what he is told, at a glance: in four segments."""
        shop = replace(self.premises.shop, longest_reply=LONGEST_TO_OWNER)
        return compose(says, Speaker(shop, self.premises.today, language))

    def records(self) -> Records:
        """Return what is to be stored with the reply."""
        return Records(
            announced=self.announced,
            pushes=tuple(self.pushes),
            answered=tuple(self.answered),
            taken=self.taken,
            remarked=tuple(self.remarked),
            state=self.state,
            line=self.line,
        )

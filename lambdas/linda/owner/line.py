"""One text of the owner in, one reply out."""

from collections.abc import Mapping
from typing import NamedTuple

from linda.models import Receptionist
from linda.owner import bookings, closed, lists, questions, states, take_over
from linda.owner.command import Act, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner.reading import read
from linda.responses.compose import say

_ACTS: Mapping[CommandKind, Act] = {
    **states.ACTS,
    **bookings.ACTS,
    **lists.ACTS,
    **questions.ACTS,
    **take_over.ACTS,
    **closed.ACTS,
}


class OwnerReply(NamedTuple):
    """What the owner is told, and who has read his text: the rules, or the model."""

    text: str
    by: Receptionist = "rules"


def answer(desk: OwnerDesk) -> OwnerReply:
    """Do what the owner's text asks for, and say what was done."""
    command = read(desk.inbound.text, desk.premises)
    act = _ACTS.get(command.kind) if command else None
    if command is None or act is None:
        relayed = take_over.relay(desk)
        return OwnerReply(desk.words(*(relayed or [say("line_not_read")])))
    return OwnerReply(desk.words(*act(desk, command), language=command.language))

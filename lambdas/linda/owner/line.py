"""One text of the owner in, one reply out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from linda.models import Language, Receptionist, Undo
from linda.owner import bookings, closed, lists, pin, questions, states, take_over
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner.reading import is_for_linda, is_several, numbered_answer, read
from linda.responses.compose import Say, say

type Undoing = Callable[[OwnerDesk, Undo, Language], Sequence[Say]]

# What texts customers, and may need the PIN; so does undoing what is undone by another text to them.
_TEXTING: frozenset[CommandKind] = frozenset(["cancel", "move", "done", "ready", "answer", "take", "move_all"])
_UNDONE_BY_TEXT = frozenset(["booking"])
# What he decides on a closure, which he can still take back.
_AFTER_CLOSING: frozenset[CommandKind] = frozenset(["move_all", "keep"])
_LONGEST_SAID = 160
# Questions that the line itself asks: for the PIN, and which booking is meant. They are about a text of his.
_OWN_QUESTIONS = ("pin", "which")


class OwnerReply(NamedTuple):
    """What the owner is told, and who has read his text: the rules, or the model."""

    text: str
    by: Receptionist = "rules"


def answer(
    desk: OwnerDesk, ask: Callable[[str], Command | None] | None = None, *, is_stale: bool = False
) -> OwnerReply:
    """Do what the owner's text asks for, and say what was done.

    `ask` has the model read a text that the rules do not understand. A stale text is not acted on, but what it had done
    before a crash is said.
    """
    pin.note(desk)
    undo = desk.line.undo
    if desk.done:
        desk.keep(asked="", about=(), undo=None)
        says, language = bookings.done_by(desk)
        return OwnerReply(_words(desk, says, language, None))
    if is_stale:
        return OwnerReply(desk.words(say("line_stale")))
    if (refused := _answered(desk)) is not None:
        return OwnerReply(desk.words(*refused))
    command, by = _command(desk, ask)
    act = _ACTS.get(command.kind) if command else None
    if command is None or act is None or _is_to_customer(command, desk):
        if desk.pin == "wrong" and not pin.is_closed(desk):
            return OwnerReply(desk.words(say("line_pin_wrong")))
        return OwnerReply(desk.words(*_relayed(desk)))
    if command.refused:
        return OwnerReply(_words(desk, [command.refused], command.language, undo), by)
    refused = pin.refusal(desk) if command.kind in _TEXTING else None
    says = act(desk, command) if refused is None else refused
    has_changed = bool(desk.state or desk.pushes or desk.answered or desk.taken or desk.done)
    if has_changed and desk.line.undo is undo and command.kind not in _AFTER_CLOSING:
        desk.keep(undo=None)  # Only what he has done last can be undone.
    return OwnerReply(_words(desk, says, command.language, undo), by)


def _is_to_customer(command: Command, desk: OwnerDesk) -> bool:
    """Tell whether a "yes" or "ok" is for the customer whom he has taken over, since it names no question."""
    is_bare = command.kind == "answer" and not command.number and not desk.line.asked
    return is_bare and bool(desk.line.taken)


def _relayed(desk: OwnerDesk) -> Sequence[Say]:
    """Pass what is no command on to the customer whom the owner has taken over, if there is one.

    Several commands at once are not for her, nor is what begins like one.
    """
    if is_several(desk.inbound.text, desk.premises):
        return [say("line_one_at_a_time")]
    if desk.line.taken and is_for_linda(desk.inbound.text):
        return [say("line_sent_to_nobody")]
    refused = pin.refusal(desk) if desk.line.taken else None
    if refused is not None:
        return refused
    return take_over.relay(desk) or [say("line_not_read")]


def _command(desk: OwnerDesk, ask: Callable[[str], Command | None] | None) -> tuple[Command | None, Receptionist]:
    """Return what the text asks for, and who has read it. "In 2 hours" counts from when it came, however late it is."""
    text = desk.inbound.text
    premises = replace(desk.premises, now=desk.inbound.received_at)
    command = read(text, premises)
    if command is None and desk.pin == "perhaps":
        found = read(pin.without_digits(text), premises)
        command = found if found and found.kind in (*_TEXTING, "keep") else None
        desk.is_guess = command is not None
    if command is None and not desk.line.taken:
        answer = numbered_answer(text)
        command = answer if answer and questions.is_open(answer.number, desk) else None
    if command is None and ask and not desk.line.taken and text != pin.PIN_ALONE:
        return ask(text), "model"
    return command, "rules"


def _answered(desk: OwnerDesk) -> Sequence[Say] | None:
    """Take the text as the answer to the line's own question, and go on with the text that the question is about.

    Any other text drops the question. A PIN by itself opens the line. Returns what else is to be said, if anything.
    """
    asked, about, text = desk.line.asked, desk.line.about, desk.inbound.text
    if text == pin.PIN_ALONE and desk.pin in ("right", "wrong"):
        if pin.is_closed(desk):
            return [say("line_pin_closed")] if desk.was_open else []
        if desk.pin == "wrong":
            return [say("line_pin_wrong")]
        if asked != "pin":
            return [say("line_pin_right")]
    if asked not in _OWN_QUESTIONS or not about:
        return None
    desk.keep(asked="", about=())
    if desk.line.asked_until < desk.premises.now.timestamp():  # He hardly knows any more what it was about.
        return [say("line_pin_right")] if desk.pin == "right" and text == pin.PIN_ALONE else None
    if asked == "which":
        desk.chosen = bookings.chosen(desk, about[1:])
    if desk.chosen or text == pin.PIN_ALONE:
        desk.inbound = replace(desk.inbound, text=about[0])
    return None


def _words(desk: OwnerDesk, says: Sequence[Say], language: Language, before: Undo | None) -> str:
    """Return the reply; if there is something new to undo, with how."""
    undo = desk.line.undo
    if not says or undo is None or undo is before:
        return desk.words(*says, language=language) if says else ""
    # What else he is told may name customers, who may want to be forgotten.
    said = desk.words(says[0], language=language)
    desk.keep(undo=replace(undo, said=said[:_LONGEST_SAID]))
    how = [say("line_undo_how")] if undo.kind in _UNDOINGS else []
    return desk.words(*says, *how, language=language)


def _undo(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    undo = desk.line.undo
    if undo is None:
        return [say("line_undo_nothing")]
    act = _UNDOINGS.get(undo.kind)
    if undo.until < desk.premises.now.timestamp() or act is None:
        desk.keep(undo=None)
        return [say("line_undo_late" if act else "line_undo_never", text=undo.said)]
    refused = pin.refusal(desk) if undo.kind in _UNDONE_BY_TEXT else None
    if refused is not None:
        return refused
    desk.keep(undo=None)
    return act(desk, undo, command.language)


def _help(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    return [say("line_help")]


_ACTS: Mapping[CommandKind, Act] = {
    **states.ACTS,
    **bookings.ACTS,
    **lists.ACTS,
    **questions.ACTS,
    **take_over.ACTS,
    **closed.ACTS,
    "undo": _undo,
    "help": _help,
}
_UNDOINGS: Mapping[str, Undoing] = {"state": states.undo, "booking": bookings.undo}

"""The owner writes with a customer himself, over LINDA's number, and she is silent.

What the customer texts goes to him, and what he texts that is no command goes to the customer of the last text. Two
hours without a word from either give the customer back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from linda.models import Push, is_number
from linda.owner.command import Act, Command, CommandKind
from linda.owner.customers import Customer, customers
from linda.owner.desk import OwnerDesk
from linda.owner.passing_on import to_her
from linda.responses.compose import Say, say

_QUIET = timedelta(hours=2)
_MOST_TAKEN = 5
_LONGEST_RELAYED = 1_000


def take(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Silence LINDA for the customer until the owner gives him back."""
    found = customers(command.who, desk)
    if len(found) != 1:
        return [_which(found, command.who)]
    (customer,) = found
    if not is_number(customer.phone):
        return [say("line_no_customer", who=command.who)]
    if customer.phone == desk.inbound.phone:
        return [say("line_your_number")]
    if customer.phone in desk.ours:
        return [say("line_my_number")]
    if desk.store.has_opted_out(customer.phone):
        return [say("line_opted_out", name=customer.told)]
    if not desk.can_text(customer.phone):
        return [say("line_cannot_text", customers=(customer.told,))]
    others = [phone for phone in desk.line.taken if phone != customer.phone]
    if len(others) >= _MOST_TAKEN:
        return [say("line_too_many_taken", most=_MOST_TAKEN)]
    desk.taken[customer.phone] = taken_until(desk.premises.now)
    desk.keep(taken=(*others, customer.phone))
    return [say("line_taken", name=customer.told)]


def resume(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Let LINDA answer the customer again, or all who were taken over."""
    meant = {customer.phone for customer in customers(command.who, desk)} if command.who else set(desk.line.taken)
    back = [phone for phone in desk.line.taken if phone in meant]
    if not back:
        return [say("line_none_taken", who=command.who)]
    desk.taken |= dict.fromkeys(back, 0)
    desk.keep(taken=tuple(phone for phone in desk.line.taken if phone not in back))
    return [say("line_resumed", names=tuple(_named(phone, desk) for phone in back))]


def relay(desk: OwnerDesk) -> Sequence[Say] | None:
    """Pass the owner's text on to the customer with whom he is writing; None if he is writing with nobody.

    A customer who was given back in the meantime gets nothing: the owner is told so.
    """
    if not desk.line.taken:
        return None
    dialogues = {phone: desk.store.dialogue(phone) for phone in desk.line.taken}
    # Whoever has written last, or was written to.
    phone = max(reversed(desk.line.taken), key=lambda taken: dialogues[taken].taken_until)
    dialogue, name = dialogues[phone], _named(phone, desk)
    if not dialogue.is_taken(desk.premises.now):
        desk.keep(taken=tuple(other for other in desk.line.taken if other != phone))
        return [say("line_given_back", name=name)]
    if desk.store.has_opted_out(phone):
        return [say("line_opted_out", name=name)]
    text = to_her(desk.inbound.text.strip())
    if not text or desk.inbound.attachments:
        return [say("line_only_text", name=name)]
    if len(text) > _LONGEST_RELAYED:
        return [say("line_too_long", name=name, most=_LONGEST_RELAYED)]
    channel = "whatsapp" if dialogue.source == "twilio-whatsapp" else ""
    desk.push(Push(desk.receipt.key, phone, text, "relay", channel=channel, is_urgent=True))
    desk.taken[phone] = taken_until(desk.premises.now)
    return [say("line_relayed", name=name)]


def taken_until(now: datetime) -> int:
    """Return until when (epoch seconds) a customer stays taken over after a word at `now`."""
    return int((now + _QUIET).timestamp())


def _which(found: Sequence[Customer], who: str) -> Say:
    if not found:
        return say("line_no_customer", who=who)
    return say("line_which_customer", who=who, names=tuple(f"{one.name} {one.phone}" for one in found[:_MOST_TAKEN]))


def _named(phone: str, desk: OwnerDesk) -> str:
    return next((customer.told for customer in customers(phone, desk)), phone)


ACTS: Mapping[CommandKind, Act] = {"take": take, "resume": resume}

"""What is said of bookings that stand on a time that the owner has closed: to him, and to their customers."""

from collections.abc import Sequence

from linda.booking import Premises, slot_of
from linda.models import Language, Lead, Slot
from linda.phones import as_told
from linda.replies import whose
from linda.responses.compose import Say, compose, say
from linda.responses.values import Speaker, in_words

# More names than these are counted.
_MOST_NAMED = 8


def named(kind: str, leads: Sequence[Lead], premises: Premises, language: Language = "en") -> Say:
    """Return the response to the owner that names these bookings: "Ana Thu, Dec 24 at 10:00 AM"."""
    speaker = Speaker(premises.shop, premises.today, language)
    customers = [
        f"{whose(lead.customer_name, as_told(lead.phone))} {in_words(slot_of(lead), 'dated', speaker)}"
        for lead in leads[:_MOST_NAMED]
    ]
    if more := len(leads) - len(customers):
        customers.append(speaker.tongue.MORE.format(count=more))
    return say(kind, customers=tuple(customers))


def told_owner(leads: Sequence[Lead], premises: Premises) -> str:
    """Return what the owner is texted of bookings on a time that he has closed, and what he can do."""
    says = [named("line_on_closed_time", leads, premises), say("line_move_or_keep")]
    return compose(says, Speaker(premises.shop, premises.today))


def asks_to_move(lead: Lead, options: Sequence[Slot], premises: Premises) -> str:
    """Return the text that asks the customer for another time; its words are as true on another day."""
    said = say("notice_closed", lead=lead, options=tuple(options))
    return compose([said], Speaker(premises.shop, premises.today, lead.language or "en"))


def stands_after_all(lead: Lead, premises: Premises) -> str:
    """Return the text that tells a customer who was asked for another time that the appointment stands after all."""
    return compose([say("notice_kept", lead=lead)], Speaker(premises.shop, premises.today, lead.language or "en"))

"""The sentences that say what was done, and what a booking's status is. No other text may claim either."""

from collections.abc import Sequence
from datetime import UTC

from linda.booking import Premises, slot_of
from linda.closures import stands_on_closed_time
from linda.models import QUESTION, Action, Language, Lead, Slot
from linda.responses import values
from linda.responses.compose import Say, compose, say
from linda.responses.values import Form, Money, Speaker, in_words, known_jobs, known_repair
from linda.shop_time import instant
from linda.slots import doing_until

__all__ = [
    "QUESTION",
    "accessory_offered",
    "asked_owner",
    "confirmation",
    "known_jobs",
    "known_repair",
    "listed",
    "percent",
    "status_of",
    "what",
    "when",
]


def confirmation(
    lead: Lead, premises: Premises, action: Action = "booked", language: Language = "en", form: Form = "text"
) -> str:
    """Return the sentence that confirms what was done to the booking."""
    if action == "booked" and lead.repair_type == QUESTION:
        return asked_owner(premises, language, form)
    return _composed(_done(lead, action), premises, language, form)


def _done(lead: Lead, action: Action) -> Say:
    if action == "booked":
        match lead.lead_type:
            case "callback":
                return say("call_booked", lead=lead)
            case "on_site":
                return say("booked_on_site", lead=lead, address=lead.address)
    return say(action, lead=lead)


def what(lead: Lead, premises: Premises, language: Language = "en") -> str:
    """Return what the booking is for, in our own words: "iPhone 13 screen repair"."""
    return values.what(lead, _speaker(premises, language))


def when(slot: Slot, premises: Premises, language: Language = "en") -> str:
    """Return the slot in words that are still clear on another day: "tomorrow (Wed, Feb 11) at 2:00 PM"."""
    return in_words(slot, "", _speaker(premises, language))


def percent(number: float) -> str:
    """Return a percentage as people write it: "10%", "7.5%"."""
    return f"{number:g}%"


def asked_owner(premises: Premises, language: Language = "en", form: Form = "text") -> str:
    """Return the sentence that a question was passed on, and when the owner can answer it, if that is known."""
    return _composed(passed_on(premises), premises, language, form)


def passed_on(premises: Premises) -> Say:
    """Return the response that the owner was told, with what he is doing now, and until when if he has said so."""
    status, until = doing_until(premises.state, premises.local_now)
    return say("passed_on", until=until, status=status)


def accessory_offered(
    item: str, amount: int, premises: Premises, language: Language = "en", form: Form = "text"
) -> str:
    """Return the question whether to add the accessory, at this price in US dollars."""
    return _composed(say("upsell", item=item, amount=Money(amount)), premises, language, form)


def listed(leads: Sequence[Lead], premises: Premises, language: Language = "en") -> str:
    """Return the number's open bookings in one sentence."""
    match leads:
        case []:
            said = say("no_bookings")
        case [lead]:
            said = say("your_booking", lead=lead)
        case _:
            said = say("your_bookings", leads=tuple(leads))
    closed = [lead for lead in leads if stands_on_closed_time(lead, premises.state, premises.shop)]
    says = [say("booking_on_closed_day", lead=lead) for lead in closed]
    return compose([said, *says] if len(leads) > len(closed) else says or [said], _speaker(premises, language))


def status_of(lead: Lead | None, premises: Premises, language: Language = "en") -> str:
    """Return the status of the number's newest lead."""
    return _composed(_status(lead, premises), premises, language)


def _status(lead: Lead | None, premises: Premises) -> Say:
    if lead is None:
        return say("status_none")
    match lead.status:
        case "booked" if stands_on_closed_time(lead, premises.state, premises.shop):
            return say("booking_on_closed_day", lead=lead)
        case "booked" if premises.now.astimezone(UTC) < instant(slot_of(lead), premises.shop.time_zone):
            return say("status_booked", lead=lead)
        case "booked":
            return say("status_with_owner", lead=lead)
        case "ready":
            return say("status_ready", lead=lead)
        case "completed":
            return say("status_finished", lead=lead)
        case "cancelled":
            return say("status_cancelled", lead=lead)
        case _:
            return say("status_missed", lead=lead)


def _composed(said: Say, premises: Premises, language: Language, form: Form = "text") -> str:
    return compose([said], _speaker(premises, language, form))


def _speaker(premises: Premises, language: Language, form: Form = "text") -> Speaker:
    return Speaker(premises.shop, premises.today, language, form)

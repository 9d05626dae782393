"""What the owner asks about: the bookings of some days, the newest leads, and what was booked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from linda.booking import available_slots, has_time, jobs_of, slot_of, start_of
from linda.models import QUESTION, Lead
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.phones import as_told
from linda.quotes import price
from linda.replies import one_line, whose
from linda.responses.compose import Say, say
from linda.responses.values import Money, Speaker, known_jobs, what
from linda.shop_time import time_label

# Whose time is over keeps its place on the day's list; who has cancelled does not.
_LISTED = ("booked", "ready", "completed", "no_show")
_LONGEST_RANGE = 31
_MOST_LEADS = 5
_LONGEST_QUESTION = 80
_LEADS_BEFORE, _LEADS_AFTER = timedelta(days=14), timedelta(days=60)


def agenda(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """List the bookings of the days, and for one day, what is still free."""
    first, last = _days(desk, command)
    leads = bookings_between(desk, first, last)
    entries = tuple(_entry(lead, desk, command, with_day=first != last) for lead in leads)
    if first != last:
        return [_of_days(first, last, entries)]
    free = tuple(time_label(slot.at) for slot in available_slots(desk.premises, first))
    return [_of_days(first, last, entries), say("line_free", free=free)]


def _of_days(first: date, last: date, entries: Sequence[str]) -> Say:
    if first == last:
        return say("line_agenda", day=first, entries=entries)
    return say("line_agenda_days", first=first, last=last, entries=entries)


def newest_leads(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """List the leads that came in last, questions and calls to make included."""
    today = desk.premises.today
    found = desk.store.leads_between(today - _LEADS_BEFORE, today + _LEADS_AFTER)
    open_now = [lead for lead in found if lead.status == "booked"]
    newest = sorted(open_now, key=lambda lead: lead.timestamp, reverse=True)[:_MOST_LEADS]
    return [say("line_leads", entries=tuple(_entry(lead, desk, command, with_day=True) for lead in newest))]


def booked_how_much(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Add up what the bookings of the days start at, less what was granted; what has no price is only counted."""
    first, last = _days(desk, command)
    leads = [
        lead
        for lead in bookings_between(desk, first, last)
        if lead.lead_type != "callback" and lead.status != "no_show"
    ]
    if not leads:
        return [_of_days(first, last, ())]
    amounts = [_amount(lead, desk) for lead in leads]
    known = [amount for amount in amounts if amount is not None]
    unknown = len(amounts) - len(known)
    total = Money(round(sum(known), 2)) if known else None
    if first == last:
        told = say("line_booked_day", day=first, count=len(leads), amount=total)
    else:
        told = say("line_booked", first=first, last=last, count=len(leads), amount=total)
    return [told, *([say("line_without_price", count=unknown)] if unknown and known else [])]


def bookings_between(desk: OwnerDesk, first: date, last: date) -> list[Lead]:
    """Return the bookings and calls of the days that are not cancelled, in their order."""
    shop = desk.premises.shop
    found = desk.store.leads_between(first, last)
    return sorted((lead for lead in found if lead.status in _LISTED and has_time(lead, shop)), key=slot_of)


def _days(desk: OwnerDesk, command: Command) -> tuple[date, date]:
    first = command.day or desk.premises.today
    last = command.to_day or first
    return first, min(last, first + timedelta(days=_LONGEST_RANGE - 1))


def _entry(lead: Lead, desk: OwnerDesk, command: Command, *, with_day: bool) -> str:
    """Return one booking at a glance: "2:00 PM Ana, iPhone 13 screen repair"."""
    premises, customer = desk.premises, whose(lead.customer_name, as_told(lead.phone))
    speaker = Speaker(premises.shop, premises.today, command.language)
    if lead.repair_type == QUESTION:
        return f"{customer}: {one_line(lead.notes, _LONGEST_QUESTION)}"
    when = lead.appointment_time
    if start_of(lead, premises.shop):
        slot = slot_of(lead)
        day = f"{speaker.tongue.weekday(slot.day, premises.today)} " if with_day else ""
        when = f"{day}{speaker.tongue.clock(slot.at)}"
    ended = speaker.tongue.ENDS.get(lead.status, "")
    return f"{when} {customer}, {what(lead, speaker)} {f'({ended})' if ended else ''}".strip()


def _amount(lead: Lead, desk: OwnerDesk) -> float | None:
    """Return what the booking starts at in US dollars; None if one of its jobs has no price."""
    shop = desk.premises.shop
    amounts = [price(job.repair_type, job.device, shop) for job in known_jobs(lead, shop)]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(jobs_of(lead)):
        return None
    fee = shop.on_site_fee if lead.lead_type == "on_site" else 0
    return sum(known) * (1 - lead.discount_percent / 100) + fee


ACTS: Mapping[CommandKind, Act] = {"agenda": agenda, "leads": newest_leads, "booked_how_much": booked_how_much}

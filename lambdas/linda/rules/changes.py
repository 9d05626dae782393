"""The bookings that the customer has: they are listed, moved and cancelled, and kept if that is wanted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from linda.booking import available_slots, slot_of
from linda.desk import Desk
from linda.errors import (
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotUnavailableError,
    TooManyBookingsError,
)
from linda.models import Dialogue, Lead, Question, Reply, Slot
from linda.natural_time import Wish, find_hour, find_wish
from linda.quotes import find_device, find_repair
from linda.responses.confirmations import confirmation, listed, what, when
from linda.rules import wordings as say
from linda.rules.heard import Heard, chosen_lead, is_plain_order, leads_asked_about, named_lead, only_lead, picked_slot
from linda.rules.offers import capital, free_times, nothing_free, offer, offer_instead, try_hold
from linda.shop_time import slot_label


def my_bookings(heard: Heard) -> Reply:
    """List the customer's own bookings."""
    return Reply(_own_bookings(heard), "rules", heard.known)


def _own_bookings(heard: Heard) -> str:
    return listed(heard.desk.open_leads(), heard.desk.premises)


def keep(heard: Heard) -> Reply | None:
    """Leave the booking as it is, unless the message moves it all the same."""
    if re.search(say.MOVES, re.sub(say.KEEPS, " ", heard.said)):
        return None
    return Reply(f"All right, it stays as it is. {_own_bookings(heard)}", "rules", heard.known)


def tell_how_to_change(heard: Heard) -> Reply:
    """Tell a customer who asks if a booking can be changed how that is done."""
    return Reply("Just tell me here if you want another time or none at all.", "rules", heard.known)


def start_cancel(heard: Heard) -> Reply:
    """Ask if the booking is to be cancelled, or which one is meant."""
    leads = heard.desk.open_leads()
    if len(leads) > 1 and heard.has(say.ALL):
        return ask_to_cancel(leads, heard)
    named = named_lead(heard.said, leads, heard)
    if named or len(leads) == 1:
        return ask_to_cancel([named or leads[0]], heard)
    return _ask_which("cancel", heard)


def answer_to_cancel(heard: Heard) -> Reply | None:
    """Cancel the booking that the last reply asked about, if this is a yes or picks one."""
    desk, before = heard.desk, heard.before
    if before.asked == "cancel all":
        first, rest = before.lead_ids[:1], before.lead_ids[1:]
        lead = next((lead for lead in desk.open_leads() if lead.lead_id in first), None)
        return _cancel(lead, heard, rest) if lead and heard.is_just(say.YES_CANCEL) else None
    lead = only_lead(heard)
    if lead:
        return _cancel(lead, heard) if heard.is_just(say.YES_CANCEL) else None
    leads = leads_asked_about(heard)
    if leads and heard.has(say.ALL) and not heard.has(say.NOT_THEN):
        return ask_to_cancel(leads, heard)
    lead = chosen_lead(heard)
    return _cancel(lead, heard) if lead else None


def ask_to_cancel(leads: Sequence[Lead], heard: Heard, before: str = "") -> Reply:
    """Ask if the first of the bookings is to be cancelled; a turn changes one."""
    premises, first = heard.desk.premises, leads[0]
    one_by_one = "One by one: shall" if len(leads) > 1 else "Shall"
    said = f"{before} {one_by_one} I cancel your {what(first, premises)} {when(slot_of(first), premises)}? Reply YES."
    asked: Question = "cancel all" if len(leads) > 1 else "cancel"
    lead_ids = tuple(lead.lead_id for lead in leads)
    return Reply(said.strip(), "rules", replace(heard.known, asked=asked, lead_ids=lead_ids))


def start_move(heard: Heard) -> Reply:
    """Move the booking to the time that is named, or ask for what is missing."""
    leads = heard.desk.open_leads()
    old, new = _old_and_new(heard)
    lead = named_lead(old, leads, heard)
    if lead is None and not (find_repair(old, heard.shop) or find_device(old, heard.shop)):
        lead = only_lead(heard) or (leads[0] if len(leads) == 1 else None)
    if lead is None:
        return _ask_which("move", heard, find_wish(new, heard.desk.premises.today) if is_plain_order(heard) else None)
    return _move_to(new or heard.said, lead, heard, is_plain=is_plain_order(heard), is_old=not new)


def answer_to_move(heard: Heard) -> Reply | None:
    """Move the booking that the last reply asked about, if this is a yes, picks one or names a time."""
    before, known, desk = heard.before, heard.known, heard.desk
    lead = only_lead(heard)
    if lead is None:
        lead = chosen_lead(heard)
        if lead and before.wanted_time:
            return _move(lead, Slot(before.wanted_day or slot_of(lead).day, before.wanted_time), heard)
        return _ask_new_time(lead, before.wanted_day, heard) if lead else None
    if heard.is_just(say.YES_MOVE):
        if before.wanted_day and before.wanted_time:
            return _move(lead, Slot(before.wanted_day, before.wanted_time), heard)
        return _ask_new_time(lead, before.wanted_day, heard)
    slot = picked_slot(heard)
    if slot:
        return _move(lead, slot, heard)
    if heard.has(say.CANCELS) or heard.has(say.NOT_THEN):
        return None
    slot = _new_slot(heard.said, lead, heard)
    if slot:
        return _move(lead, slot, heard) if is_plain_order(heard) else _ask_to_move(lead, slot, known, desk)
    wish = heard.wish
    return _ask_new_time(lead, wish.day, heard) if wish.day else None


def imply_move(heard: Heard) -> Reply | None:
    """Ask if the one booking is to be moved, where nothing else is under way that the words could mean."""
    leads, before = heard.desk.open_leads(), heard.before
    under_way = before.asked in ("book", "day", "time", "instead", "repair") or before.offered
    names_time = heard.wish != Wish(None, None) or heard.has(say.SAME_TIME) or heard.has(say.WRONG_TIME)
    gives_up = heard.has(say.CANCELS) and not heard.has(say.INSTEAD)
    if not leads or under_way or heard.names_repair or not names_time or gives_up:
        return None
    lead = leads[0] if len(leads) == 1 else only_lead(heard)
    if lead is None:
        return _ask_which("move", heard)
    return _move_to(heard.said, lead, heard, is_plain=False)


def _move_to(new: str, lead: Lead, heard: Heard, *, is_plain: bool, is_old: bool = False) -> Reply:
    wish = find_wish(new, heard.desk.premises.today)
    if is_old and wish.at == slot_of(lead).at and wish.day in (None, slot_of(lead).day):
        return _ask_new_time(lead, None, heard)  # The time that it names is the old one.
    slot = _new_slot(new, lead, heard)
    if slot and slot != slot_of(lead):
        return _move(lead, slot, heard) if is_plain else _ask_to_move(lead, slot, heard.known, heard.desk)
    return _ask_new_time(lead, wish.day, heard)


def _old_and_new(heard: Heard) -> tuple[str, str]:
    """Return what stands before and behind the last "to" that a day or a time follows; all and "" without one."""
    for match in reversed(list(re.finditer(say.NEW_TIME, heard.said))):
        new = heard.said[match.end() :]
        names_time = find_wish(f"at{new}", heard.desk.premises.today) != Wish(None, None)
        if names_time or re.search(say.SAME_TIME, new):
            return heard.said[: match.start()], new
    return heard.said, ""


def _new_slot(new: str, lead: Lead, heard: Heard) -> Slot | None:
    """Return the slot that the words ask for; a time alone is for the day that was talked about, or the booking's."""
    today, old, before = heard.desk.premises.today, slot_of(lead), heard.before
    wish = find_wish(new, today)
    at = wish.at or find_hour(new) or (old.at if re.search(say.SAME_TIME, new) else None)
    day = wish.day or (old.day if re.search(say.SAME_DAY, new) else None)
    if not (day or at) and (shift := re.search(say.SHIFT, new)) and (shift[1] or shift[3]):
        return _shifted(old, shift)
    context = before.wanted_day if before.asked == "move" else None
    return Slot(day or context or old.day, at) if at else None


def _shifted(old: Slot, shift: re.Match[str]) -> Slot | None:
    hours = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}.get(shift[2]) or int(shift[2])
    is_earlier = re.search(say.EARLIER, shift[0]) is not None
    moved = datetime.combine(old.day, old.at) + timedelta(hours=-hours if is_earlier else hours)
    return Slot(moved.date(), moved.time())


def _ask_which(asked: Question, heard: Heard, wish: Wish | None = None) -> Reply:
    """Ask which booking is meant, and keep the new time that it is to have."""
    desk, leads = heard.desk, heard.desk.open_leads()
    if not leads:
        return Reply(f"{listed(leads, desk.premises)} Shall I find you a time?", "rules", heard.known)
    if len(leads) == 1:  # It names another one.
        said = f"{listed(leads, desk.premises)} Shall I {asked} that one?"
        said += " Reply YES." if asked == "cancel" else " For when?"
    else:
        said = f"{listed(leads, desk.premises)} Which one should I {asked}? Reply with its number."
    dialogue = replace(heard.known, asked=asked, lead_ids=tuple(lead.lead_id for lead in leads))
    return Reply(said, "rules", replace(dialogue, wanted_day=wish.day, wanted_time=wish.at) if wish else dialogue)


def _ask_new_time(lead: Lead, day: date | None, heard: Heard) -> Reply:
    desk = heard.desk
    asked = replace(heard.known, asked="move", lead_ids=(lead.lead_id,), wanted_day=day)
    said = f"Your {what(lead, desk.premises)} is {when(slot_of(lead), desk.premises)}."
    if day:
        if free := available_slots(desk.premises, day):
            return Reply(f"{said} {free_times(day, free, desk)}", "rules", asked)
        said = f"{said} {nothing_free(day, desk)}"
    return offer(said, replace(asked, wanted_day=None), desk)


def _ask_to_move(lead: Lead, slot: Slot, known: Dialogue, desk: Desk) -> Reply:
    premises = desk.premises
    asked = replace(known, asked="move", lead_ids=(lead.lead_id,))
    if not try_hold(slot, desk):
        return offer_instead(asked, slot, desk)
    said = f"Shall I move your {what(lead, premises)} from {slot_label(slot_of(lead), premises.today)}"
    dialogue = replace(asked, wanted_day=slot.day, wanted_time=slot.at)
    return Reply(f"{said} to {slot_label(slot, premises.today)}? Reply YES.", "rules", dialogue)


def _cancel(lead: Lead, heard: Heard, rest: Sequence[str] = ()) -> Reply:
    desk = heard.desk
    try:
        said = confirmation(desk.cancel(lead), desk.premises, "cancelled")
    except (LeadClosedError, LeadNotFoundError) as error:
        return Reply(f"{capital(str(error))}.", "rules", heard.known)
    others = [other for other in desk.open_leads() if other.lead_id in rest]
    return ask_to_cancel(others, heard, said.partition(" Text us")[0]) if others else Reply(said, "rules", heard.known)


def _move(lead: Lead, slot: Slot, heard: Heard) -> Reply:
    desk = heard.desk
    known = replace(heard.known, asked="move", lead_ids=(lead.lead_id,))
    try:
        moved = desk.move(lead, slot)
    except (InvalidInputError, SlotUnavailableError):
        return offer_instead(known, slot, desk)
    except (LeadClosedError, LeadNotFoundError, TooManyBookingsError) as error:
        return Reply(f"{capital(str(error))}.", "rules", heard.known)
    return Reply(confirmation(moved, desk.premises, "moved"), "rules")

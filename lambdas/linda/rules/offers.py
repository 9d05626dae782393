"""What the calendar has: a slot is held, free times are offered, and the hours are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from linda.booking import available_slots, hold, next_slots
from linda.desk import ALTERNATIVES, Desk
from linda.errors import InvalidInputError, SlotClosedError, SlotUnavailableError
from linda.models import Dialogue, Reply, Slot
from linda.natural_time import find_wish
from linda.rules.heard import Heard
from linda.shop_time import day_label, slot_label, time_label
from linda.slots import check_bookable, open_slots

MOST_LISTED = 8
NOON = time(12)


def try_hold(slot: Slot, desk: Desk) -> bool:
    """Hold the slot for this conversation while the customer answers; tell if it could be held.

    A conversation holds one slot: whoever asks for a second lets go of the first.
    """
    try:
        hold(desk.premises, slot)
    except (InvalidInputError, SlotUnavailableError):
        return False
    if desk.dialogue.held not in (None, slot):
        desk.store.release(desk.dialogue.held, desk.premises.holder)
    desk.dialogue = replace(desk.dialogue, held=slot)
    return True


def offer_instead(known: Dialogue, slot: Slot, desk: Desk) -> Reply:
    """Say why the slot cannot be had, and offer those near it."""
    premises = desk.premises
    try:
        check_bookable(slot, premises.now, premises.shop, premises.state)
        said = f"Sorry, {slot_label(slot, premises.today)} is taken."
    except SlotClosedError:
        said = f"Sorry, we take no bookings for {slot_label(slot, premises.today)}. {_hours_of(slot.day, desk)}"
    except InvalidInputError as error:
        said = f"{capital(str(error))}."
    retry = replace(known, asked=known.asked or "instead", wanted_day=None, wanted_time=None)
    return offer_slots(said, retry, desk.alternatives(slot), desk)


def offer_day(day: date, known: Dialogue, desk: Desk) -> Reply:
    """Offer the free times of the day, or other days if it has none."""
    free = available_slots(desk.premises, day)
    if not free:
        return offer_slots(nothing_free(day, desk), known, desk.alternatives(Slot(day, NOON)), desk)
    return Reply(free_times(day, free, desk), "rules", replace(known, asked="time", wanted_day=day))


def free_times(day: date, free: Sequence[Slot], desk: Desk) -> str:
    """Return the free times of the day with the question which of them suits."""
    times = ", ".join(time_label(slot.at) for slot in free)
    return f"{capital(day_label(day, desk.premises.today))} we have {times}. Which time suits you?"


def nothing_free(day: date, desk: Desk) -> str:
    """Return that nothing is free on the day, and if that is because it is closed."""
    premises = desk.premises
    if day >= premises.today and not open_slots(day, premises.shop, premises.state):
        return f"We are closed {day_label(day, premises.today)}."
    return f"Nothing is free {day_label(day, premises.today)}."


def offer(said: str, known: Dialogue, desk: Desk) -> Reply:
    """Say that, and offer the next free slots."""
    return offer_slots(said, known, next_slots(desk.premises, ALTERNATIVES, desk.premises.today), desk)


def offer_slots(said: str, known: Dialogue, slots: Sequence[Slot], desk: Desk) -> Reply:
    """Say that, and offer the slots by number; the owner is told if there are none."""
    if not slots:
        desk.ask_owner("When is there a free time?")
        owner = desk.premises.shop.owner
        return Reply(f"{said} No times are free in the weeks ahead; {owner} knows and will text you.", "rules", known)
    listed = ", ".join(f"{n}) {slot_label(slot, desk.premises.today)}" for n, slot in enumerate(slots, 1))
    return Reply(
        f"{said} Next openings: {listed}. Reply with a number or a time.",
        "rules",
        replace(known, offered=tuple(slots)),
    )


def opening_hours(heard: Heard) -> str:
    """Return the hours of the day that is asked about, else the usual ones and the days of the week that differ."""
    desk = heard.desk
    premises = desk.premises
    asked = find_wish(re.sub(r"days\b", "day", heard.said), premises.today).day
    if asked:
        return f"{capital(day_label(asked, premises.today))}: {_hours_of(asked, desk)}"
    week = [premises.today + timedelta(days=ahead) for ahead in range(7)]
    open_days = {day: open_slots(day, premises.shop, premises.state) for day in week}
    usual = max(open_days.values(), key=len)
    if not usual:
        return "We take no appointments this week."
    closed = [day_label(day, premises.today) for day, slots in open_days.items() if not slots]
    but = f" but {', '.join(closed)}" if closed else ""
    return f"Appointments start on the hour, {time_label(usual[0].at)} to {time_label(usual[-1].at)}, every day{but}."


def _hours_of(day: date, desk: Desk) -> str:
    slots = open_slots(day, desk.premises.shop, desk.premises.state)
    if not slots:
        return "We are closed that day."
    return f"Appointments start on the hour, {time_label(slots[0].at)} to {time_label(slots[-1].at)} that day."


def capital(text: str) -> str:
    """Return the text with a capital letter in front."""
    return text[:1].upper() + text[1:]

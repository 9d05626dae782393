"""The rules receptionist: plain code that runs the shop where no model does.

Quotes, hours, free slots; books, moves and cancels; takes a message for the owner. An order is acted on at once only if
the message is plainly that order; whatever else names a day and a time is at most asked about.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from linda import wordings as say
from linda.booking import available_slots, hold, next_slots, slot_of
from linda.confirmations import asked_owner, confirmation, listed, percent, status_of, what, when
from linda.desk import ALTERNATIVES, UPSELLS, Desk
from linda.errors import (
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotClosedError,
    SlotUnavailableError,
    TooManyBookingsError,
)
from linda.models import Draft, Lead, Question, Reply, Slot
from linda.natural_time import Wish, find_all, find_choice, find_hour, find_wish, plain
from linda.prompt import back_at
from linda.quotes import (
    device_family,
    device_name,
    find_device,
    find_devices,
    find_repair,
    quote,
    separate_repairs,
    spelt,
)
from linda.shop_time import day_label, slot_label, time_label
from linda.slots import check_bookable, open_slots

_MOST_LISTED = 8
_LONGEST_NOTE = 300
_NOON = time(12)
_NOW = {
    "working": "is at the bench right now",
    "gym": "is at the gym right now, so spots are limited",
    "driving": "is driving right now and reads this later",
    "break": "is on a short break right now",
    "sleeping": "is asleep right now and answers in the morning",
    "custom": "is busy right now",
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message and what is to be known about it.

    `said` is its plain text, the usual misspellings put right. `before` is what the last reply left; of that, `known`
    keeps the device and the repair alone, so that no later word answers a question that no longer stands.
    """

    text: str
    said: str
    before: Draft
    known: Draft
    desk: Desk

    def has(self, pattern: str) -> bool:
        return re.search(pattern, self.said) is not None

    @property
    def wanted(self) -> str:
        """The plain text without the "no, " or "sorry, " that it opens with."""
        return re.sub(say.SORRY_BUT, "", self.said)

    def is_just(self, pattern: str) -> bool:
        return re.fullmatch(pattern, self.said) is not None

    @property
    def wish(self) -> Wish:
        return find_wish(self.said, self.desk.calendar.today)

    @property
    def names_repair(self) -> bool:
        return bool(find_repair(self.said) or find_device(self.said))


type Intent = Callable[[_Heard], Reply | None]


def reply_by_rules(text: str, desk: Desk) -> Reply:
    """Answer one message. The desk's draft is what the conversation has settled; the reply carries the new one."""
    heard = _hear(text, desk)
    reply = next(filter(None, (answer(heard) for pattern, answer in _INTENTS if not pattern or heard.has(pattern))))
    has_photo = any(remark.startswith("Sent ") for remark in desk.remarks)
    return replace(reply, text=f"Thanks for the photo! {reply.text}") if has_photo and text.strip() else reply


def _hear(text: str, desk: Desk) -> _Heard:
    said, before = re.sub(r"\W{4,}", _one_mark, plain(spelt(text))), desk.draft
    repair_type, device = find_repair(said), find_device(said)
    # Another device has its own trouble; the first one that is named belongs to the repair that was.
    is_another = bool(device and before.device) and device_family(device) != device_family(before.device)
    known = replace(
        before,
        repair_type=repair_type or ("" if is_another else before.repair_type),
        device=device or before.device,
        wanted_day=None,
        wanted_time=None,
        offered=(),
        asked="",
        lead_ids=(),
    )
    return _Heard(text, said, before, known, desk)


def _one_mark(marks: re.Match[str]) -> str:
    """Return one mark for a row of them, in which the patterns would try every place to begin."""
    return "? " if "?" in marks[0] else f"{marks[0][0]} "


# --- answers to what the last reply asked


def _answer_to_question(heard: _Heard) -> Reply | None:
    before, desk = heard.before, heard.desk
    if not before.asked:
        return None
    if _declines(heard):
        return _declined(heard)
    match before.asked:
        case "upsell" if heard.is_just(say.ADD):
            item, price = "screen protector", desk.calendar.shop.prices["screen protector"]["any"]
            desk.sell(item)
            return Reply(f"Added: a {item} for ${price}. See you then!", "rules", heard.known)
        case "book" if heard.is_just(say.YES):
            return _book(heard, Slot(before.wanted_day or date.min, before.wanted_time or time()))
        case "time" if before.wanted_day and (heard.is_just(say.YES) or heard.is_just(say.THAT_ONE)):
            return _offer_day(before.wanted_day, heard.known, desk)
        case "cancel" | "cancel all" | "move" if heard.has(say.MOVES) and not heard.is_just(say.YES_MOVE):
            return None
        case "cancel" | "cancel all":
            return _answer_to_cancel(heard)
        case "move":
            return _answer_to_move(heard)
    return None


def _declines(heard: _Heard) -> bool:
    """Tell if the text is a no, and neither another wish nor a question behind it."""
    is_no = re.match(say.NO, heard.said) and re.fullmatch(say.NO_QUESTION, heard.said)
    names_other = heard.wish != Wish(None, None) or heard.has(say.MOVES) or heard.has(say.IMPLIES_MOVE)
    return bool(is_no) and not names_other and (heard.before.asked == "upsell" or not heard.names_repair)


def _declined(heard: _Heard) -> Reply:
    match heard.before.asked:
        case "upsell":
            said = "All right, without it. See you then!"
        case "cancel" | "cancel all" | "move":
            said = "All right, it stays as it is."
        case _:
            said = "All right, nothing is booked. Text me any time for another time."
    return Reply(said, "rules", heard.known)


def _answer_to_cancel(heard: _Heard) -> Reply | None:
    desk, before = heard.desk, heard.before
    if before.asked == "cancel all":
        first, rest = before.lead_ids[:1], before.lead_ids[1:]
        lead = next((lead for lead in desk.open_leads() if lead.lead_id in first), None)
        return _cancel(lead, heard, rest) if lead and heard.is_just(say.YES_CANCEL) else None
    lead = _only_lead(heard)
    if lead:
        return _cancel(lead, heard) if heard.is_just(say.YES_CANCEL) else None
    leads = _asked_about(heard)
    if heard.has(say.ALL) and not heard.has(say.NOT_THEN):
        return _ask_to_cancel(leads, heard)
    lead = _chosen_lead(heard)
    return _cancel(lead, heard) if lead else None


def _answer_to_move(heard: _Heard) -> Reply | None:
    before, known, desk = heard.before, heard.known, heard.desk
    lead = _only_lead(heard)
    if lead is None:
        lead = _chosen_lead(heard)
        if lead and before.wanted_time:
            return _move(lead, Slot(before.wanted_day or slot_of(lead).day, before.wanted_time), heard)
        return _ask_new_time(lead, before.wanted_day, heard) if lead else None
    if heard.is_just(say.YES_MOVE):
        if before.wanted_day and before.wanted_time:
            return _move(lead, Slot(before.wanted_day, before.wanted_time), heard)
        return _ask_new_time(lead, before.wanted_day, heard)
    slot = _picked(heard)
    if slot:
        return _move(lead, slot, heard)
    if heard.has(say.CANCELS) or heard.has(say.NOT_THEN):
        return None
    slot = _new_slot(heard.said, lead, heard)
    if slot:
        return _move(lead, slot, heard) if _is_plain(heard) else _ask_to_move(lead, slot, known, desk)
    wish = heard.wish
    return _ask_new_time(lead, wish.day, heard) if wish.day else None


def _asked_about(heard: _Heard) -> list[Lead]:
    return [lead for lead in heard.desk.open_leads() if lead.lead_id in heard.before.lead_ids]


def _only_lead(heard: _Heard) -> Lead | None:
    """Return the booking that the last reply asked about, if it was one."""
    found = _asked_about(heard)
    return found[0] if len(found) == 1 else None


def _chosen_lead(heard: _Heard) -> Lead | None:
    """Return the one of the numbered bookings that the text picks, by its number, its time or its name."""
    leads = _asked_about(heard)
    if len(leads) < 2 or heard.has(say.PRICES) or set(say.leftover(heard.wanted)) - {"cancel"}:
        return None
    picked = find_choice(heard.said, [slot_of(lead) for lead in leads])
    return next((lead for lead in leads if slot_of(lead) == picked), None) or _named_lead(heard.said, leads, heard)


def _named_lead(said: str, leads: Sequence[Lead], heard: _Heard) -> Lead | None:
    """Return the one booking that the words name: by its device, its repair, its day or its time."""
    wish = find_wish(said, heard.desk.calendar.today)
    repair_type, device = find_repair(said), find_device(said)
    if wish == Wish(None, None) and not (repair_type or device):
        return None
    fits = [
        lead
        for lead in leads
        if wish.day in (None, slot_of(lead).day)
        and wish.at in (None, slot_of(lead).at)
        and repair_type in ("", lead.repair_type)
        and _is_device(device, lead)
    ]
    return fits[0] if len(fits) == 1 else None


def _is_device(device: str, lead: Lead) -> bool:
    name, booked = device_name(device), lead.device
    return name in booked or (name == _family_name(device) and device_family(device) == device_family(booked))


def _family_name(device: str) -> str:
    """Return the device's name if it is a family's alone ("the galaxy"), else ""."""
    return device_name(device) if not any(character.isdigit() for character in device) else ""


# --- changes of a booking


def _keep(heard: _Heard) -> Reply | None:
    if re.search(say.MOVES, re.sub(say.KEEPS, " ", heard.said)):
        return None
    return Reply(f"All right, it stays as it is. {_own_bookings(heard)}", "rules", heard.known)


def _tell_how_to_change(heard: _Heard) -> Reply:
    return Reply("Just tell me here if you want another time or none at all.", "rules", heard.known)


def _start_cancel(heard: _Heard) -> Reply:
    leads = heard.desk.open_leads()
    if len(leads) > 1 and heard.has(say.ALL):
        return _ask_to_cancel(leads, heard)
    named = _named_lead(heard.said, leads, heard)
    if named or len(leads) == 1:
        return _ask_to_cancel([named or leads[0]], heard)
    return _ask_which("cancel", heard)


def _ask_to_cancel(leads: Sequence[Lead], heard: _Heard, before: str = "") -> Reply:
    """Ask if the first of the bookings is to be called off; a turn changes one."""
    calendar, first = heard.desk.calendar, leads[0]
    one_by_one = "One by one: shall" if len(leads) > 1 else "Shall"
    said = f"{before} {one_by_one} I call off your {what(first, calendar)} {when(slot_of(first), calendar)}? Reply YES."
    asked: Question = "cancel all" if len(leads) > 1 else "cancel"
    lead_ids = tuple(lead.lead_id for lead in leads)
    return Reply(said.strip(), "rules", replace(heard.known, asked=asked, lead_ids=lead_ids))


def _start_move(heard: _Heard) -> Reply:
    leads = heard.desk.open_leads()
    old, new = _old_and_new(heard)
    lead = _named_lead(old, leads, heard)
    if lead is None and not (find_repair(old) or find_device(old)):
        lead = _only_lead(heard) or (leads[0] if len(leads) == 1 else None)
    if lead is None:
        return _ask_which("move", heard, find_wish(new, heard.desk.calendar.today) if _is_plain(heard) else None)
    return _move_to(new or heard.said, lead, heard, is_plain=_is_plain(heard), is_old=not new)


def _imply_move(heard: _Heard) -> Reply | None:
    """Ask if the one booking is to be moved, where nothing else is under way that the words could mean."""
    leads, before = heard.desk.open_leads(), heard.before
    under_way = before.asked in ("book", "day", "time", "instead", "repair") or before.offered
    names_time = heard.wish != Wish(None, None) or heard.has(say.SAME_TIME) or heard.has(say.WRONG_TIME)
    gives_up = heard.has(say.CANCELS) and not heard.has(say.INSTEAD)
    if not leads or under_way or heard.names_repair or not names_time or gives_up:
        return None
    lead = leads[0] if len(leads) == 1 else _only_lead(heard)
    if lead is None:
        return _ask_which("move", heard)
    return _move_to(heard.said, lead, heard, is_plain=False)


def _move_to(new: str, lead: Lead, heard: _Heard, *, is_plain: bool, is_old: bool = False) -> Reply:
    wish = find_wish(new, heard.desk.calendar.today)
    if is_old and wish.at == slot_of(lead).at and wish.day in (None, slot_of(lead).day):
        return _ask_new_time(lead, None, heard)  # The time that it names is the old one.
    slot = _new_slot(new, lead, heard)
    if slot and slot != slot_of(lead):
        return _move(lead, slot, heard) if is_plain else _ask_to_move(lead, slot, heard.known, heard.desk)
    return _ask_new_time(lead, wish.day, heard)


def _old_and_new(heard: _Heard) -> tuple[str, str]:
    """Return what stands before and behind the last "to" that a day or a time follows; all and "" without one."""
    for match in reversed(list(re.finditer(say.NEW_TIME, heard.said))):
        new = heard.said[match.end() :]
        names_time = find_wish(f"at{new}", heard.desk.calendar.today) != Wish(None, None)
        if names_time or re.search(say.SAME_TIME, new):
            return heard.said[: match.start()], new
    return heard.said, ""


def _new_slot(new: str, lead: Lead, heard: _Heard) -> Slot | None:
    """Return the slot that the words ask for; a time alone is for the day that was talked about, or the booking's."""
    today, old, before = heard.desk.calendar.today, slot_of(lead), heard.before
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


def _ask_which(asked: Question, heard: _Heard, wish: Wish | None = None) -> Reply:
    """Ask which booking is meant, and keep the new time that it shall have."""
    desk, leads = heard.desk, heard.desk.open_leads()
    if not leads:
        return Reply(f"{listed(leads, desk.calendar)} Shall I find you a time?", "rules", heard.known)
    verb = "call off" if asked == "cancel" else "move"
    if len(leads) == 1:  # It names another one.
        said = f"{listed(leads, desk.calendar)} Shall I {verb} that one?"
        said += " Reply YES." if asked == "cancel" else " For when?"
    else:
        said = f"{listed(leads, desk.calendar)} Which one shall I {verb}? Reply with its number."
    draft = replace(heard.known, asked=asked, lead_ids=tuple(lead.lead_id for lead in leads))
    return Reply(said, "rules", replace(draft, wanted_day=wish.day, wanted_time=wish.at) if wish else draft)


def _ask_new_time(lead: Lead, day: date | None, heard: _Heard) -> Reply:
    desk = heard.desk
    asked = replace(heard.known, asked="move", lead_ids=(lead.lead_id,), wanted_day=day)
    said = f"Your {what(lead, desk.calendar)} is {when(slot_of(lead), desk.calendar)}."
    if day:
        if free := available_slots(desk.calendar, day):
            return Reply(f"{said} {_free_times(day, free, desk)}", "rules", asked)
        said = f"{said} {_full(day, desk)}"
    return _offer(said, replace(asked, wanted_day=None), desk)


def _ask_to_move(lead: Lead, slot: Slot, known: Draft, desk: Desk) -> Reply:
    calendar = desk.calendar
    asked = replace(known, asked="move", lead_ids=(lead.lead_id,))
    if not _hold(slot, desk):
        return _offer_instead(asked, slot, desk)
    said = f"Shall I move your {what(lead, calendar)} from {slot_label(slot_of(lead), calendar.today)}"
    draft = replace(asked, wanted_day=slot.day, wanted_time=slot.at)
    return Reply(f"{said} to {slot_label(slot, calendar.today)}? Reply YES.", "rules", draft)


def _cancel(lead: Lead, heard: _Heard, rest: Sequence[str] = ()) -> Reply:
    desk = heard.desk
    try:
        said = confirmation(desk.cancel(lead), desk.calendar, "cancelled")
    except (LeadClosedError, LeadNotFoundError) as error:
        return Reply(f"{_capital(str(error))}.", "rules", heard.known)
    others = [other for other in desk.open_leads() if other.lead_id in rest]
    return _ask_to_cancel(others, heard, said.partition(" Text us")[0]) if others else Reply(said, "rules", heard.known)


def _move(lead: Lead, slot: Slot, heard: _Heard) -> Reply:
    desk = heard.desk
    known = replace(heard.known, asked="move", lead_ids=(lead.lead_id,))
    try:
        moved = desk.move(lead, slot)
    except (InvalidInputError, SlotUnavailableError):
        return _offer_instead(known, slot, desk)
    except (LeadClosedError, LeadNotFoundError, TooManyBookingsError) as error:
        return Reply(f"{_capital(str(error))}.", "rules", heard.known)
    return Reply(confirmation(moved, desk.calendar, "moved"), "rules")


# --- a new booking


type Standing = Literal["order", "question", "none"]


def _is_plain(heard: _Heard) -> bool:
    """Tell if the message is an order and nothing else, for one day and one time."""
    days, times = find_all(heard.said, heard.desk.calendar.today)
    return not say.leftover(heard.wanted) and len(days) <= 1 and len(times) <= 1 and not heard.has(say.ASKS_IF)


def _standing(heard: _Heard) -> Standing:
    """Tell what a message that names a day or a time is: an order, a question about it, or neither."""
    is_question = "?" in heard.said and not heard.has(say.ASKS_TO_COME)
    is_told = heard.has(say.NO_ORDER) or (heard.has(say.DONE) and not heard.has(say.WANTS))
    if _is_plain(heard) and not (is_question or is_told) and len(_repairs_named(heard)) < 2:
        return "order"
    wishes = heard.has(say.WISHES) or "?" in heard.said
    if heard.has(say.ELSEWHERE) and not (heard.has(say.ASKS_TO_COME) or heard.has(say.ASKS_IF)):
        return "none"
    if wishes or heard.names_repair or heard.before.asked in ("time", "day", "instead", "book"):
        return "question"
    return "question" if len(say.leftover(heard.said)) < 2 and not heard.has(say.ELSEWHERE) else "none"


def _repairs_named(heard: _Heard) -> list[str]:
    """Return what the message wants done, one for each visit: "iphone 11 screen", "iphone 12 battery"."""
    repairs, devices = separate_repairs(heard.said), find_devices(heard.said)
    return repairs if len(repairs) >= len(devices) else devices


def _booking(heard: _Heard) -> Reply | None:
    if slot := _picked(heard):
        return _book(heard, slot)
    if slot := _earliest(heard):
        return _ask_to_book(heard, slot)
    if reply := _answer_to_repair(heard):
        return reply
    days, times = _wanted(heard)
    if not (days or times):
        return None
    if own := _own_booking(heard, days, times):
        return own
    if not heard.has(say.ASKS_IF) and re.search(say.NOT_THEN, heard.wanted):
        return _offer(_quoted(heard) or "All right.", heard.known, heard.desk)
    standing = _standing(heard)
    if standing == "none" or (not times and (heard.has(say.HOURS) or heard.is_just(say.GOODBYE))):
        return None
    if len(_repairs_named(heard)) > 1:
        return _for_one(days[:1], times[:1], "question", heard)
    if len(days) > 1 or len(times) > 1:
        return _offer_each(days, times, heard)
    return _for_one(days, times, standing, heard)


def _for_one(days: Sequence[date], times: Sequence[time], standing: Standing, heard: _Heard) -> Reply:
    """Answer who names one day, one time or both."""
    known, desk = heard.known, heard.desk
    if not days:
        asked = replace(known, asked="day", wanted_time=times[0])
        return _offer(f"Which day for {time_label(times[0])}?", asked, desk)
    if not times:
        return _offer_day(days[0], known, desk)
    slot = Slot(days[0], times[0])
    return _book(heard, slot) if standing == "order" else _ask_to_book(heard, slot)


def _wanted(heard: _Heard) -> tuple[list[date], list[time]]:
    """Return the days and the times that the message is about; what it leaves open is as the last reply had it."""
    before, today = heard.before, heard.desk.calendar.today
    days, times = find_all(heard.said, today)
    if not days and heard.has(say.SAME_DAY):
        days, times = [day for day in [_day_of_talk(heard)] if day], times or _hours_alone(heard)
    if not times and not days and before.asked in ("time", "instead", "book"):
        times = _hours_alone(heard)
    if times and not days:
        same_time = [slot.day for slot in before.offered if slot.at == times[0]]
        days = same_time[:1] or _days_before(before)
    elif days and not times and before.asked == "day" and before.wanted_time:
        times = [before.wanted_time]
    return days, times


def _hours_alone(heard: _Heard) -> list[time]:
    at = find_hour(heard.said)
    return [at] if at else []


def _days_before(before: Draft) -> list[date]:
    """Return the day that the last reply was about, in a list, or none."""
    if before.asked in ("time", "book", "repair"):
        return [before.wanted_day] if before.wanted_day else []
    days = {slot.day for slot in before.offered}
    return list(days) if before.asked == "instead" and len(days) == 1 else []


def _day_of_talk(heard: _Heard) -> date | None:
    """Return what "the same day" is: that of the booking that was talked about, or of the newest one."""
    leads = heard.desk.open_leads()
    lead = _only_lead(heard) or max(leads, key=lambda lead: lead.created_at, default=None)
    return slot_of(lead).day if lead else heard.before.wanted_day


def _picked(heard: _Heard) -> Slot | None:
    """Return the one of the slots offered in the last reply that the text picks."""
    offered = heard.before.offered
    if not offered:
        return None
    if heard.is_just(say.EARLIEST) or (len(offered) == 1 and heard.is_just(say.THAT_ONE)):
        return offered[0]
    if say.leftover(heard.wanted) or "?" in heard.said:
        return None
    at = find_hour(heard.wanted)
    same_time = [slot for slot in offered if slot.at == at]
    return find_choice(heard.wanted, offered) or (same_time[0] if len(same_time) == 1 else None)


def _earliest(heard: _Heard) -> Slot | None:
    """Return the first free slot, or the first of a morning, to who asks for it."""
    is_morning = heard.has(say.FIRST_THING)
    if not (is_morning or heard.is_just(say.EARLIEST)) or heard.has(say.NOT_THEN):
        return None
    calendar = heard.desk.calendar
    day = heard.wish.day or next(iter(_days_before(heard.before)), calendar.today)
    slots = next_slots(calendar, _MOST_LISTED * 2, day)
    return next((slot for slot in slots if not is_morning or slot.at == calendar.shop.first_slot), None)


def _answer_to_repair(heard: _Heard) -> Reply | None:
    """Go on with the slot where the last reply has asked what to repair, and the message tells that."""
    before = heard.before
    agrees = before.asked == "book" and re.match(say.YES_FIRST, heard.said)
    if not (agrees or before.asked == "repair") or not (before.wanted_day and before.wanted_time):
        return None
    if not heard.names_repair:
        return None
    if heard.wish != Wish(None, None) or heard.has(say.PRICES):
        return None
    slot = Slot(before.wanted_day, before.wanted_time)
    return _book(heard, slot) if _standing(heard) == "order" else _ask_to_book(heard, slot)


def _own_booking(heard: _Heard, days: Sequence[date], times: Sequence[time]) -> Reply | None:
    """Confirm the own booking to who names its day and time, or its day in a way that asks for it."""
    leads, calendar = heard.desk.open_leads(), heard.desk.calendar
    asks = heard.has(say.MEETS) or heard.has(say.CONFIRMS) or heard.has(say.MY_BOOKINGS)
    names_it = [
        lead for lead in leads if slot_of(lead).day in days and (slot_of(lead).at in times or (not times and asks))
    ]
    if not names_it:
        is_mistaken = leads and heard.has(say.MEETS)
        return _my_bookings(heard) if is_mistaken else None
    lead = names_it[0]
    said = f"Yes, you have {what(lead, calendar)} {when(slot_of(lead), calendar)}. See you then!"
    return Reply(said, "rules", heard.known)


def _book(heard: _Heard, slot: Slot) -> Reply:
    known, desk = heard.known, heard.desk
    calendar = desk.calendar
    if not (known.repair_type and known.device):
        return _ask_what(heard, slot)
    try:
        lead = desk.book(slot, known.repair_type, known.device)
    except (InvalidInputError, SlotUnavailableError):
        return _offer_instead(known, slot, desk)
    except TooManyBookingsError as error:
        return Reply(f"Sorry, {error}. One of them can be moved or called off.", "rules", known)
    return offer_upsell(Reply(confirmation(lead, calendar), "rules"), desk)


def _ask_what(heard: _Heard, slot: Slot) -> Reply:
    """Hold the slot and ask for the repair and the device that are missing."""
    known, desk = heard.known, heard.desk
    if not _hold(slot, desk):
        return _offer_instead(known, slot, desk)
    what_is_missing = (
        "Which phone is it?"
        if known.repair_type
        else "What should we fix: screen, battery, charging port, back glass or water damage?"
        + ("" if known.device else " And on which phone?")
    )
    said = f"{_capital(slot_label(slot, desk.calendar.today))} works. {what_is_missing}"
    return Reply(said, "rules", replace(known, asked="repair", wanted_day=slot.day, wanted_time=slot.at))


def offer_upsell(reply: Reply, desk: Desk) -> Reply:
    """Return the confirmation of a screen repair with the offer of a protector behind it, if the owner wants that."""
    action, lead = desk.done or ("booked", None)
    if not (lead and action == "booked" and lead.repair_type == "screen" and desk.calendar.state["auto_upsell"]):
        return reply
    price = desk.calendar.shop.prices["screen protector"]["any"]
    text = f"{reply.text} Add a screen protector for ${price}? Reply ADD."
    return Reply(text, reply.by, Draft(asked="upsell", lead_ids=(lead.lead_id,)))


def _ask_to_book(heard: _Heard, slot: Slot) -> Reply:
    """Hold the slot and ask if it is to be booked. Of several repairs it is for the first that is named."""
    known, desk, said = heard.known, heard.desk, ""
    if len(_repairs_named(heard)) > 1:
        repairs = [x for x in separate_repairs(heard.said) if x not in UPSELLS] or separate_repairs(heard.said)
        devices = find_devices(heard.said)
        known = replace(known, repair_type=(repairs or [known.repair_type])[0], device=(devices or [known.device])[0])
        label = desk.calendar.shop.labels.get(known.repair_type, known.repair_type)
        said = f"One repair at a time, {device_name(known.device)} {label} first: ".replace("  ", " ")
    elif heard.has(say.PRICES) or heard.has(say.DURATION) or heard.has(say.WARRANTY):
        said = f"{_fact(heard) or _quoted(heard)} "
    if not _hold(slot, desk):
        return _offer_instead(known, slot, desk)
    label = slot_label(slot, desk.calendar.today)
    label = label if said.endswith(": ") else _capital(label)
    draft = replace(known, asked="book", wanted_day=slot.day, wanted_time=slot.at, offered=(slot,))
    return Reply(f"{said.lstrip()}{label} is free. Reply YES and it's yours.", "rules", draft)


def _offer_each(days: Sequence[date], times: Sequence[time], heard: _Heard) -> Reply:
    """Ask which of the days and times it shall be: those of them that are free."""
    known, desk = heard.known, heard.desk
    if not days:
        return _offer("Which day and time?", known, desk)
    if not times:
        return _offer_day(days[0], known, desk)
    free = {slot for day in days for slot in available_slots(desk.calendar, day)}
    slots = [Slot(day, at) for day in days for at in times]
    open_ones = [slot for slot in slots if slot in free][:_MOST_LISTED]
    if not open_ones:
        return _offer_instead(known, slots[0], desk)
    return _offer_slots("Which one shall it be?", known, open_ones, desk)


def _call_back(heard: _Heard) -> Reply | None:
    desk, wish = heard.desk, heard.wish
    if not wish.at or heard.has(say.NOT_THEN):
        return _hand_on(heard)
    slot = Slot(wish.day or desk.calendar.today, wish.at)
    try:
        lead = desk.book(slot, "callback", lead_type="callback", notes=heard.text[:_LONGEST_NOTE])
    except InvalidInputError as error:
        return Reply(f"{_capital(str(error))}. When shall {desk.calendar.shop.owner} call you?", "rules", heard.known)
    except TooManyBookingsError:
        return _hand_on(heard)
    return Reply(confirmation(lead, desk.calendar), "rules", heard.known)


# --- for the owner


def _hand_on(heard: _Heard, before: str = "") -> Reply:
    """Hand the message on to the owner."""
    heard.desk.ask_owner(heard.text)
    return Reply(f"{before} {asked_owner(heard.desk.calendar)}".strip(), "rules", heard.known)


def _upset(heard: _Heard) -> Reply:
    return _hand_on(heard, "I am sorry about that.")


def _here(heard: _Heard) -> Reply:
    heard.desk.ask_owner(heard.text)
    owner = heard.desk.calendar.shop.owner
    return Reply(f"Thanks for telling me. I have passed that on to {owner} right away.", "rules", heard.known)


def _on_site(heard: _Heard) -> Reply:
    shop = heard.desk.calendar.shop
    return _hand_on(heard, f"{shop.owner} can come to you for ${shop.on_site_fee} on top of the repair.")


def _unsupported(heard: _Heard) -> Reply:
    heard.desk.ask_owner(heard.text)
    owner = heard.desk.calendar.shop.owner
    said = f"That is not on my list; I have asked {owner}, and he will get back to you. Anything else I can do?"
    return Reply(said, "rules", heard.known)


def _named(heard: _Heard) -> Reply | None:
    name = say.given_name(heard.said, heard.text)
    if not name:
        return None
    heard.desk.note(f"Name: {name}"[:_LONGEST_NOTE])
    if heard.wish != Wish(None, None) or heard.names_repair:
        return None
    return Reply(f"Thanks, {name}, I have noted your name. What else can I do?", "rules", heard.known)


def _discount(heard: _Heard) -> Reply:
    """Grant the percentage that the customer names, if it is within the owner's cap; all else is for him."""
    desk, known = heard.desk, heard.known
    match = re.search(say.PERCENT, heard.said)
    named = float(match[1] or match[2]) if match else 0.0
    try:
        if named and not heard.has(say.ELSEWHERE) and desk.grant(named):
            said = f"You have {percent(named)} off your repair; I have noted it."
            return _offer(said, known, desk) if not desk.open_leads() else Reply(said, "rules", known)
    except InvalidInputError:
        pass
    if not desk.questions:
        desk.ask_owner(heard.text)
    owner = desk.calendar.shop.owner
    return Reply(f"Only {owner} can decide that; I have asked him, and he will get back to you.", "rules", known)


# --- answers


def _status(heard: _Heard) -> Reply:
    return Reply(status_of(heard.desk.newest_lead(), heard.desk.calendar), "rules", heard.known)


def _my_bookings(heard: _Heard) -> Reply:
    return Reply(_own_bookings(heard), "rules", heard.known)


def _own_bookings(heard: _Heard) -> str:
    return listed(heard.desk.open_leads(), heard.desk.calendar)


def _facts(heard: _Heard) -> Reply | None:
    said = _fact(heard)
    return _answer(said, heard) if said else None


def _fact(heard: _Heard) -> str:
    return next((answer(heard) for pattern, answer in _FACTS if heard.has(pattern)), "")


def _answer(said: str, heard: _Heard) -> Reply:
    """Return the answer with the question that it interrupts, or with the next openings."""
    before, known, desk = heard.before, heard.known, heard.desk
    if before.asked == "book" and before.wanted_day and before.wanted_time and not _is_other_repair(heard):
        slot = Slot(before.wanted_day, before.wanted_time)
        draft = replace(known, asked="book", wanted_day=slot.day, wanted_time=slot.at, offered=(slot,))
        label = slot_label(slot, desk.calendar.today)
        return Reply(f"{said} Reply YES if you want {label}.", "rules", draft)
    if before.asked == "cancel" and (lead := _only_lead(heard)):
        return _ask_to_cancel([lead], heard, said)
    return _offer(said, known, desk)


def _is_other_repair(heard: _Heard) -> bool:
    before, known = heard.before, heard.known
    return before.repair_type not in ("", known.repair_type) or before.device not in ("", known.device)


def _quote(heard: _Heard) -> Reply | None:
    if not (heard.names_repair or heard.has(say.PRICES) or heard.has(say.BROKEN)):
        return None
    said = _quoted(heard)
    if said:
        return _answer(said, heard)
    if heard.has(say.PRICES):
        return Reply(f"{_price_list(heard.desk)} What does yours need?", "rules", heard.known)
    asked = "What is wrong with it: screen, battery, charging port, back glass or water damage?"
    return Reply(asked, "rules", heard.known)


def _quoted(heard: _Heard) -> str:
    known = heard.known
    return quote(known.repair_type, known.device, heard.desk.calendar.shop) if known.repair_type else ""


def _openings(heard: _Heard) -> Reply | None:
    agrees = heard.is_just(say.YES)
    if not (heard.has(say.ASKS_TIMES) or agrees or heard.has(say.FIRST_THING)):
        return None
    if agrees and heard.desk.open_leads() and not heard.before.offered:
        return Reply("All right! Anything else I can do?", "rules", heard.known)
    return _offer("Sure!", heard.known, heard.desk)


def _part_of_day(heard: _Heard) -> Reply | None:
    """Offer the mornings or the afternoons."""
    match = re.fullmatch(say.PART_OF_DAY, heard.said)
    if match is None:
        return None
    is_morning, desk = match[1] in ("morning", "manana", "mananas"), heard.desk
    day = next(iter(_days_before(heard.before)), None) or desk.calendar.today
    slots = [slot for slot in next_slots(desk.calendar, _MOST_LISTED * 2, day) if (slot.at < _NOON) == is_morning]
    return _offer_slots("Sure!", heard.known, slots[:ALTERNATIVES], desk)


def _small_talk(heard: _Heard) -> Reply | None:
    said = next((words for pattern, words in _SMALL_TALK if heard.is_just(pattern)), "")
    return Reply(said, "rules", heard.known) if said else None


def _thanked(heard: _Heard) -> Reply | None:
    """Answer thanks that come with a story, and with nothing that is wanted."""
    wants = "?" in heard.said or heard.has(say.PRICES) or heard.has(say.WANTS) or heard.has(say.ASKS_TIMES)
    if wants or (heard.names_repair and not heard.has(say.ELSEWHERE)):
        return None
    return Reply("You're welcome! Text me any time.", "rules", heard.known)


def _wait(heard: _Heard) -> Reply:
    return Reply("Take your time! Text me when you know.", "rules", heard.known)


def _photo_alone(heard: _Heard) -> Reply | None:
    if heard.text.strip() or not heard.desk.remarks:
        return None
    owner = heard.desk.calendar.shop.owner
    said = f"Thanks, I have put that in front of {owner}. What does the phone need, and which phone is it?"
    return Reply(said, "rules", heard.known)


def _unknown(heard: _Heard) -> Reply:
    """Greet who writes for the first time; hand on what else is not understood."""
    desk, known = heard.desk, heard.known
    is_new = not (known.greeted or known.repair_type or known.device or heard.before.asked or desk.open_leads())
    is_hello, has_words = heard.is_just(say.HELLO), re.search(r"[^\W\d_]{3}", heard.said)
    greeted = replace(known, greeted=True)
    if is_new:
        return Reply(f"{_greeting(desk)} {_price_list(desk)} What does yours need?", "rules", greeted)
    if is_hello or not has_words:
        return Reply("How can I help: a price, a time, or a message for the owner?", "rules", greeted)
    return replace(_hand_on(heard), draft=greeted)


# --- what the calendar has


def _hold(slot: Slot, desk: Desk) -> bool:
    """Hold the slot for this conversation while the customer answers; tell if it could be held.

    A conversation holds one slot: whoever asks for a second lets go of the first.
    """
    try:
        hold(desk.calendar, slot)
    except (InvalidInputError, SlotUnavailableError):
        return False
    if desk.draft.held not in (None, slot):
        desk.store.release(desk.draft.held, desk.calendar.holder)
    desk.draft = replace(desk.draft, held=slot)
    return True


def _offer_instead(known: Draft, slot: Slot, desk: Desk) -> Reply:
    calendar = desk.calendar
    try:
        check_bookable(slot, calendar.now, calendar.shop, calendar.state)
        said = f"Sorry, {slot_label(slot, calendar.today)} is taken."
    except SlotClosedError:
        said = f"Sorry, we take no bookings for {slot_label(slot, calendar.today)}. {_hours_of(slot.day, desk)}"
    except InvalidInputError as error:
        said = f"{_capital(str(error))}."
    retry = replace(known, asked=known.asked or "instead", wanted_day=None, wanted_time=None)
    return _offer_slots(said, retry, desk.alternatives(slot), desk)


def _offer_day(day: date, known: Draft, desk: Desk) -> Reply:
    free = available_slots(desk.calendar, day)
    if not free:
        return _offer_slots(_full(day, desk), known, desk.alternatives(Slot(day, _NOON)), desk)
    return Reply(_free_times(day, free, desk), "rules", replace(known, asked="time", wanted_day=day))


def _free_times(day: date, free: Sequence[Slot], desk: Desk) -> str:
    times = ", ".join(time_label(slot.at) for slot in free)
    return f"{_capital(day_label(day, desk.calendar.today))} we have {times}. Which time suits you?"


def _full(day: date, desk: Desk) -> str:
    """Return that nothing is free on the day, and if that is because it is closed."""
    calendar = desk.calendar
    if day >= calendar.today and not open_slots(day, calendar.shop, calendar.state):
        return f"We are closed {day_label(day, calendar.today)}."
    return f"Nothing is free {day_label(day, calendar.today)}."


def _offer(said: str, known: Draft, desk: Desk) -> Reply:
    return _offer_slots(said, known, next_slots(desk.calendar, ALTERNATIVES, desk.calendar.today), desk)


def _offer_slots(said: str, known: Draft, slots: Sequence[Slot], desk: Desk) -> Reply:
    if not slots:
        desk.ask_owner("When is there a free time?")
        owner = desk.calendar.shop.owner
        return Reply(f"{said} No times are free in the weeks ahead; {owner} knows and will text you.", "rules", known)
    listed = ", ".join(f"{n}) {slot_label(slot, desk.calendar.today)}" for n, slot in enumerate(slots, 1))
    return Reply(
        f"{said} Next openings: {listed}. Reply with a number or a time.",
        "rules",
        replace(known, offered=tuple(slots)),
    )


def _hours(heard: _Heard) -> str:
    """Return the hours of the day that is asked about, else the usual ones and the days of the week that differ."""
    desk = heard.desk
    calendar = desk.calendar
    asked = find_wish(re.sub(r"days\b", "day", heard.said), calendar.today).day
    if asked:
        return f"{_capital(day_label(asked, calendar.today))}: {_hours_of(asked, desk)}"
    week = [calendar.today + timedelta(days=ahead) for ahead in range(7)]
    open_days = {day: open_slots(day, calendar.shop, calendar.state) for day in week}
    usual = max(open_days.values(), key=len)
    if not usual:
        return "We take no appointments this week."
    closed = [day_label(day, calendar.today) for day, slots in open_days.items() if not slots]
    but = f" but {', '.join(closed)}" if closed else ""
    return f"Appointments start on the hour, {time_label(usual[0].at)} to {time_label(usual[-1].at)}, every day{but}."


def _hours_of(day: date, desk: Desk) -> str:
    slots = open_slots(day, desk.calendar.shop, desk.calendar.state)
    if not slots:
        return "We are closed that day."
    return f"Appointments start on the hour, {time_label(slots[0].at)} to {time_label(slots[-1].at)} that day."


def _place(heard: _Heard) -> str:
    shop = heard.desk.calendar.shop
    heard.desk.ask_owner(heard.text)
    return f"We are in {shop.city}; I have asked {shop.owner} to text you the exact address."


def _owner_now(heard: _Heard) -> str:
    calendar = heard.desk.calendar
    back = back_at(calendar)
    until = f", back {slot_label(back, calendar.today)}" if back else ""
    return f"{calendar.shop.owner} {_NOW[str(calendar.state['status'])]}{until}."


def _warranty(heard: _Heard) -> str:
    return f"Every repair has a {heard.desk.calendar.shop.warranty_days}-day warranty."


def _duration(heard: _Heard) -> str:
    return "Most repairs take less than an hour."


def _greeting(desk: Desk) -> str:
    state, shop = desk.calendar.state, desk.calendar.shop
    hello = str(state["greeting"]) or f"Hi, this is {state['assistant_name']} at {shop.name}."
    return " ".join(part for part in (hello, str(state["special_info"])) if part)


def _price_list(desk: Desk) -> str:
    prices = desk.calendar.shop.prices
    return (
        f"Starting at: screens ${prices['screen']['iphone']} (iPhone) / ${prices['screen']['samsung']} (Samsung), "
        f"battery ${prices['battery']['any']}, charging port ${prices['charging port']['any']}, "
        f"back glass ${prices['back glass']['any']}, water damage check ${prices['water damage']['any']}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_FACTS: Sequence[tuple[str, Callable[[_Heard], str]]] = (
    (say.WARRANTY, _warranty),
    (say.DURATION, _duration),
    (say.OWNER_THERE, _owner_now),
    (say.HOURS, _hours),
    (say.PLACE, _place),
)
_SMALL_TALK = (
    (say.STOPS, "All right. The word STOP alone ends these texts."),
    (say.GOODBYE, "All right, take care! Text me any time."),
    (say.THANKS, "You're welcome! Text me any time."),
    (rf"{say.NO}[^?]*", "All right! Text me any time."),
)
# The first that finds something to say answers. Without a pattern it looks for itself.
_INTENTS: Sequence[tuple[str, Intent]] = (
    ("", _answer_to_question),
    (say.UPSET, _upset),
    (say.HERE, _here),
    (say.ASKS_WHY, _upset),
    (say.KEEPS, _keep),
    (say.ASKS_IF_CANCELLED, _my_bookings),
    (say.ASKS_FEE, _hand_on),
    (say.ASKS_IF_CHANGE, _tell_how_to_change),
    (say.MOVES, _start_move),
    (say.IMPLIES_MOVE, _imply_move),
    (say.CANCELS, _start_cancel),
    (say.LATE, _hand_on),
    (say.ON_SITE, _on_site),
    (say.STATUS, _status),
    (say.DISCOUNT, _discount),
    (say.CALL, _call_back),
    (say.PERSON, _hand_on),
    (say.UNSUPPORTED, _unsupported),
    (say.NAME, _named),
    ("", _booking),
    (say.MY_BOOKINGS, _my_bookings),
    ("", _small_talk),
    (say.MENTIONS_THANKS, _thanked),
    (say.HESITATES, _wait),
    ("", _facts),
    ("", _part_of_day),
    ("", _quote),
    ("", _openings),
    ("", _photo_alone),
    ("", _unknown),
)

"""What a message says: its plain words, the days and times that it wants, and the bookings that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from linda.booking import slot_of
from linda.desk import Desk
from linda.models import Dialogue, Lead, Slot
from linda.natural_time import Wish, find_all, find_choice, find_hour, find_wish, plain
from linda.quotes import device_family, device_name, find_device, find_devices, find_repair, separate_repairs, spelt
from linda.rules import wordings as say
from linda.shop import Shop


@dataclass(frozen=True, slots=True)
class Heard:
    """A message and what is to be known about it.

    `said` is its plain text, the usual misspellings put right. `before` is what the last reply left; of that, `known`
    keeps the device and the repair alone, so that no later word answers a question that no longer stands.
    """

    text: str
    said: str
    before: Dialogue
    known: Dialogue
    desk: Desk

    def has(self, pattern: str) -> bool:
        return re.search(pattern, self.said) is not None

    @property
    def shop(self) -> Shop:
        return self.desk.premises.shop

    @property
    def wanted(self) -> str:
        """The plain text without the "no, " or "sorry, " that it opens with."""
        return re.sub(say.SORRY_BUT, "", self.said)

    def is_just(self, pattern: str) -> bool:
        return re.fullmatch(pattern, self.said) is not None

    @property
    def wish(self) -> Wish:
        return find_wish(self.said, self.desk.premises.today)

    @property
    def names_repair(self) -> bool:
        return bool(find_repair(self.said, self.shop) or find_device(self.said, self.shop))


type Standing = Literal["order", "question", "none"]


def hear(text: str, desk: Desk) -> Heard:
    """Read the message with what the last reply left."""
    shop, before = desk.premises.shop, desk.dialogue
    said = re.sub(r"\W{4,}", _one_mark, plain(spelt(text, shop)))
    repair_type, device = find_repair(said, shop), find_device(said, shop)
    # Another device has its own trouble; the first one that is named belongs to the repair that was.
    is_another = bool(device and before.device) and device_family(device, shop) != device_family(before.device, shop)
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
    return Heard(text, said, before, known, desk)


def _one_mark(marks: re.Match[str]) -> str:
    """Return one mark for a row of them, in which the patterns would try every place to begin."""
    return "? " if "?" in marks[0] else f"{marks[0][0]} "


def is_plain_order(heard: Heard) -> bool:
    """Tell if the message is an order and nothing else, for one day and one time."""
    days, times = find_all(heard.said, heard.desk.premises.today)
    is_one = len(days) <= 1 and len(times) <= 1
    return is_one and not say.leftover(heard.wanted, heard.shop) and not heard.has(say.ASKS_IF)


def standing_of(heard: Heard) -> Standing:
    """Tell what a message that names a day or a time is: an order, a question about it, or neither."""
    is_question = "?" in heard.said and not heard.has(say.ASKS_TO_COME)
    is_told = heard.has(say.NO_ORDER) or (heard.has(say.DONE) and not heard.has(say.WANTS))
    if is_plain_order(heard) and not (is_question or is_told) and len(repairs_named(heard)) < 2:
        return "order"
    wishes = heard.has(say.WISHES) or "?" in heard.said
    if heard.has(say.ELSEWHERE) and not (heard.has(say.ASKS_TO_COME) or heard.has(say.ASKS_IF)):
        return "none"
    if wishes or heard.names_repair or heard.before.asked in ("time", "day", "instead", "book"):
        return "question"
    return "question" if len(say.leftover(heard.said, heard.shop)) < 2 and not heard.has(say.ELSEWHERE) else "none"


def repairs_named(heard: Heard) -> list[str]:
    """Return what the message wants done, one for each visit: "iphone 11 screen", "iphone 12 battery"."""
    repairs, devices = separate_repairs(heard.said, heard.shop), find_devices(heard.said, heard.shop)
    return repairs if len(repairs) >= len(devices) else devices


def picked_slot(heard: Heard) -> Slot | None:
    """Return the one of the slots offered in the last reply that the text picks."""
    offered = heard.before.offered
    if not offered:
        return None
    if heard.is_just(say.EARLIEST) or (len(offered) == 1 and heard.is_just(say.THAT_ONE)):
        return offered[0]
    if say.leftover(heard.wanted, heard.shop) or "?" in heard.said:
        return None
    at = find_hour(heard.wanted)
    same_time = [slot for slot in offered if slot.at == at]
    return find_choice(heard.wanted, offered) or (same_time[0] if len(same_time) == 1 else None)


def days_and_times(heard: Heard) -> tuple[list[date], list[time]]:
    """Return the days and the times that the message is about; what it leaves open is as the last reply had it."""
    before, today = heard.before, heard.desk.premises.today
    days, times = find_all(heard.said, today)
    if not days and heard.has(say.SAME_DAY):
        days, times = [day for day in [_day_of_talk(heard)] if day], times or _hours_alone(heard)
    if not times and not days and before.asked in ("time", "instead", "book"):
        times = _hours_alone(heard)
    if times and not days:
        same_time = [slot.day for slot in before.offered if slot.at == times[0]]
        days = same_time[:1] or days_before(before)
    elif days and not times and before.asked == "day" and before.wanted_time:
        times = [before.wanted_time]
    return days, times


def _hours_alone(heard: Heard) -> list[time]:
    at = find_hour(heard.said)
    return [at] if at else []


def days_before(before: Dialogue) -> list[date]:
    """Return the day that the last reply was about, in a list, or none."""
    if before.asked in ("time", "book", "repair"):
        return [before.wanted_day] if before.wanted_day else []
    days = {slot.day for slot in before.offered}
    return list(days) if before.asked == "instead" and len(days) == 1 else []


def _day_of_talk(heard: Heard) -> date | None:
    """Return what "the same day" is: that of the booking that was talked about, or of the newest one."""
    leads = heard.desk.open_leads()
    lead = only_lead(heard) or max(leads, key=lambda lead: lead.created_at, default=None)
    return slot_of(lead).day if lead else heard.before.wanted_day


def leads_asked_about(heard: Heard) -> list[Lead]:
    """Return the open bookings that the last reply asked about."""
    return [lead for lead in heard.desk.open_leads() if lead.lead_id in heard.before.lead_ids]


def only_lead(heard: Heard) -> Lead | None:
    """Return the booking that the last reply asked about, if it was one."""
    found = leads_asked_about(heard)
    return found[0] if len(found) == 1 else None


def chosen_lead(heard: Heard) -> Lead | None:
    """Return the one of the numbered bookings that the text picks, by its number, its time or its name."""
    leads = leads_asked_about(heard)
    if len(leads) < 2 or heard.has(say.PRICES) or set(say.leftover(heard.wanted, heard.shop)) - {"cancel"}:
        return None
    picked = find_choice(heard.said, [slot_of(lead) for lead in leads])
    return next((lead for lead in leads if slot_of(lead) == picked), None) or named_lead(heard.said, leads, heard)


def named_lead(said: str, leads: Sequence[Lead], heard: Heard) -> Lead | None:
    """Return the one booking that the words name: by its device, its repair, its day or its time."""
    wish = find_wish(said, heard.desk.premises.today)
    repair_type, device = find_repair(said, heard.shop), find_device(said, heard.shop)
    if wish == Wish(None, None) and not (repair_type or device):
        return None
    fits = [
        lead
        for lead in leads
        if wish.day in (None, slot_of(lead).day)
        and wish.at in (None, slot_of(lead).at)
        and repair_type in ("", lead.repair_type)
        and _is_device(device, lead, heard.shop)
    ]
    return fits[0] if len(fits) == 1 else None


def _is_device(device: str, lead: Lead, shop: Shop) -> bool:
    """Tell if the lead's device is meant: by its name, or by its family's alone ("the galaxy")."""
    names_family = not any(character.isdigit() for character in device)
    is_of_family = names_family and device_family(device, shop) == device_family(lead.device, shop)
    return device_name(device, shop) in lead.device or is_of_family

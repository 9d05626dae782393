"""A new booking: a repair with the accessory that goes with it, or a call back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from linda.booking import available_slots, next_slots, slot_of
from linda.desk import Desk
from linda.errors import InvalidInputError, SlotClosedError, SlotUnavailableError, TooManyBookingsError
from linda.models import Dialogue, Lead, Reply, Slot
from linda.natural_time import Wish
from linda.quotes import (
    choice_of_repairs,
    device_name,
    find_devices,
    price,
    repairs_of,
    separate_repairs,
    topic_asked,
    with_article,
)
from linda.responses.confirmations import confirmation, what, when
from linda.rules import wordings as say
from linda.rules.answers import LONGEST_NOTE, fact_asked, hand_on, quoted_price
from linda.rules.changes import my_bookings
from linda.rules.heard import (
    Heard,
    Standing,
    days_and_times,
    days_before,
    only_lead,
    picked_slot,
    repairs_named,
    standing_of,
)
from linda.rules.offers import MOST_LISTED, capital, offer, offer_day, offer_instead, offer_slots, try_hold
from linda.shop_time import slot_label, time_label


def take_order(heard: Heard) -> Reply | None:
    """Answer a message that picks, wants or asks about a day or a time."""
    if slot := picked_slot(heard):
        return book(heard, slot)
    if slot := _earliest(heard):
        return _ask_to_book(heard, slot)
    if reply := _answer_to_repair(heard):
        return reply
    days, times = days_and_times(heard)
    if not (days or times):
        return None
    if own := _own_booking(heard, days, times):
        return own
    if not heard.has(say.ASKS_IF) and re.search(say.NOT_THEN, heard.wanted):
        return offer(quoted_price(heard) or "All right.", heard.known, heard.desk)
    standing = standing_of(heard)
    if standing == "none" or (not times and (heard.has(say.HOURS) or heard.is_just(say.GOODBYE))):
        return None
    if len(repairs_named(heard)) > 1:
        return _for_one(days[:1], times[:1], "question", heard)
    if len(days) > 1 or len(times) > 1:
        return _offer_each(days, times, heard)
    return _for_one(days, times, standing, heard)


def _for_one(days: Sequence[date], times: Sequence[time], standing: Standing, heard: Heard) -> Reply:
    """Answer a customer who names one day, one time or both."""
    known, desk = heard.known, heard.desk
    if not days:
        asked = replace(known, asked="day", wanted_time=times[0])
        return offer(f"Which day for {time_label(times[0])}?", asked, desk)
    if not times:
        return offer_day(days[0], known, desk)
    slot = Slot(days[0], times[0])
    return book(heard, slot) if standing == "order" else _ask_to_book(heard, slot)


def _earliest(heard: Heard) -> Slot | None:
    """Return the first free slot, or the first of a morning, to a customer who asks for it."""
    is_morning = heard.has(say.FIRST_THING)
    if not (is_morning or heard.is_just(say.EARLIEST)) or heard.has(say.NOT_THEN):
        return None
    premises = heard.desk.premises
    day = heard.wish.day or next(iter(days_before(heard.before)), premises.today)
    slots = next_slots(premises, MOST_LISTED * 2, day)
    return next((slot for slot in slots if not is_morning or slot.at == premises.shop.first_slot), None)


def _answer_to_repair(heard: Heard) -> Reply | None:
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
    return book(heard, slot) if standing_of(heard) == "order" else _ask_to_book(heard, slot)


def _own_booking(heard: Heard, days: Sequence[date], times: Sequence[time]) -> Reply | None:
    """Confirm the own booking to a customer who names its day and time, or asks about its day."""
    leads, premises = heard.desk.open_leads(), heard.desk.premises
    asks = heard.has(say.MEETS) or heard.has(say.CONFIRMS) or heard.has(say.MY_BOOKINGS)
    names_it = [
        lead for lead in leads if slot_of(lead).day in days and (slot_of(lead).at in times or (not times and asks))
    ]
    if not names_it:
        is_mistaken = leads and heard.has(say.MEETS)
        return my_bookings(heard) if is_mistaken else None
    lead = names_it[0]
    said = f"Yes, you have {with_article(what(lead, premises))} {when(slot_of(lead), premises)}. See you then!"
    return Reply(said, "rules", heard.known)


def book(heard: Heard, slot: Slot) -> Reply:
    """Book the slot; ask for what is missing, or offer others if it is gone."""
    known, desk = heard.known, heard.desk
    premises = desk.premises
    if not (known.repair_type and known.device):
        return _ask_what(heard, slot)
    try:
        lead = desk.book(slot, known.repair_type, known.device)
    except (InvalidInputError, SlotUnavailableError):
        return offer_instead(known, slot, desk)
    except TooManyBookingsError as error:
        return Reply(f"Sorry, {error}. One of them can be moved or cancelled.", "rules", known)
    return offer_upsell(Reply(confirmation(lead, premises), "rules"), desk)


def _ask_what(heard: Heard, slot: Slot) -> Reply:
    """Hold the slot and ask for the repair and the device that are missing."""
    known, desk = heard.known, heard.desk
    if not try_hold(slot, desk):
        return offer_instead(known, slot, desk)
    what_is_missing = (
        "Which phone is it?"
        if known.repair_type
        else f"What should we fix: {choice_of_repairs(heard.shop)}?" + ("" if known.device else " And on which phone?")
    )
    said = f"{capital(slot_label(slot, desk.premises.today))} works. {what_is_missing}"
    return Reply(said, "rules", replace(known, asked="repair", wanted_day=slot.day, wanted_time=slot.at))


def offer_upsell(reply: Reply, desk: Desk) -> Reply:
    """Return the confirmation with the offer of the accessory that goes with the repair, if the owner wants that."""
    action, lead = desk.done or ("booked", None)
    if not (lead and action == "booked" and desk.premises.state["auto_upsell"]):
        return reply
    item, amount = _upsell_of(lead, desk)
    if amount is None:
        return reply
    text = f"{reply.text} Add {with_article(desk.premises.shop.labels[item])} for ${amount}? Reply ADD."
    return Reply(text, reply.by, Dialogue(asked="upsell", lead_ids=(lead.lead_id,)))


def add_upsell(heard: Heard) -> Reply | None:
    """Sell the accessory that the last reply has offered, if this is a yes to it."""
    desk, lead = heard.desk, only_lead(heard)
    item, amount = _upsell_of(lead, desk) if lead else ("", None)
    if amount is None or not say.adds(heard.said, heard.shop.labels[item]):
        return None
    desk.sell(item)
    added = with_article(heard.shop.labels[item])
    return Reply(f"Added: {added} for ${amount}. See you then!", "rules", heard.known)


def _upsell_of(lead: Lead, desk: Desk) -> tuple[str, int | None]:
    """Return the accessory that goes with the repair, and its price in US dollars; "" and None if there is none."""
    shop = desk.premises.shop
    item = shop.upsells.get(lead.repair_type, "")
    return item, price(item, lead.device, shop)


def _ask_to_book(heard: Heard, slot: Slot) -> Reply:
    """Hold the slot and ask if it is to be booked. Of several repairs it is for the first that is named."""
    known, desk, said = heard.known, heard.desk, ""
    if len(repairs_named(heard)) > 1:
        named, shop = separate_repairs(heard.said, heard.shop), heard.shop
        repairs = [repair for repair in named if repair in repairs_of(shop)] or named
        devices = find_devices(heard.said, shop)
        known = replace(known, repair_type=(repairs or [known.repair_type])[0], device=(devices or [known.device])[0])
        label = shop.labels.get(known.repair_type, known.repair_type)
        said = f"One repair at a time, {device_name(known.device, shop)} {label} first: ".replace("  ", " ")
    elif heard.has(say.PRICES) or topic_asked(heard.said, heard.shop):
        said = f"{fact_asked(heard) or quoted_price(heard)} "
    if not try_hold(slot, desk):
        return offer_instead(known, slot, desk)
    label = slot_label(slot, desk.premises.today)
    label = label if said.endswith(": ") else capital(label)
    dialogue = replace(known, asked="book", wanted_day=slot.day, wanted_time=slot.at, offered=(slot,))
    return Reply(f"{said.lstrip()}{label} is free. Reply YES and it's yours.", "rules", dialogue)


def _offer_each(days: Sequence[date], times: Sequence[time], heard: Heard) -> Reply:
    """Ask which of the days and times is wanted: those of them that are free."""
    known, desk = heard.known, heard.desk
    if not days:
        return offer("Which day and time?", known, desk)
    if not times:
        return offer_day(days[0], known, desk)
    free = {slot for day in days for slot in available_slots(desk.premises, day)}
    slots = [Slot(day, at) for day in days for at in times]
    open_ones = [slot for slot in slots if slot in free][:MOST_LISTED]
    if not open_ones:
        return offer_instead(known, slots[0], desk)
    return offer_slots("Which would you like?", known, open_ones, desk)


def call_back(heard: Heard) -> Reply | None:
    """Book the call at the time that is named, else hand the message on."""
    desk, wish = heard.desk, heard.wish
    if not wish.at or heard.has(say.NOT_THEN):
        return hand_on(heard)
    slot = Slot(wish.day or desk.premises.today, wish.at)
    try:
        lead = desk.book(slot, "callback", lead_type="callback", notes=heard.text[:LONGEST_NOTE])
    except (InvalidInputError, SlotClosedError) as error:
        return Reply(f"{capital(str(error))}. When should {desk.premises.shop.owner} call you?", "rules", heard.known)
    except TooManyBookingsError:
        return hand_on(heard)
    return Reply(confirmation(lead, desk.premises), "rules", heard.known)

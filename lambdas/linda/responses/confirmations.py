"""The sentences that tell what was done. No other text may claim it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from linda.booking import Premises, slot_of
from linda.models import Action, Lead, Slot
from linda.quotes import device_name, find_device, find_repair, price, with_article
from linda.shop import Shop
from linda.shop_time import day_label, instant, slot_label, time_label

# The repair type of a lead that is a question to the owner.
QUESTION = "question"


def confirmation(lead: Lead, premises: Premises, action: Action = "booked") -> str:
    """Return the sentence that confirms what was done to the booking."""
    shop, slot = premises.shop, slot_of(lead)
    if action == "cancelled":
        return f"Your {what(lead, premises)} {when(slot, premises)} is cancelled. Text us any time to book again."
    if lead.lead_type == "callback":
        if lead.repair_type == QUESTION:
            return asked_owner(premises)
        return f"{shop.owner} will call you {when(slot, premises)}. Anything else I can do?"
    if action == "moved":
        return f"Moved: {what(lead, premises)} is now {when(slot, premises)}, {shop.name}. See you then!"
    where = "at your place" if lead.lead_type == "on_site" else f"{shop.name}, {shop.city}"
    return (
        f"Booked: {what(lead, premises)}, {when(slot, premises)}, {where}."
        f" {_cost(lead, premises)}, {shop.warranty_days}-day warranty. See you then!"
    )


def what(lead: Lead, premises: Premises) -> str:
    """Return what the booking is for: "iPhone 13 screen repair".

    Only in words of ours: over the web, strangers book on anybody's number and write what they like.
    """
    if lead.lead_type == "callback":
        return f"call from {premises.shop.owner}"
    shop = premises.shop
    repair, device = known_repair(lead, shop), device_name(find_device(lead.device, shop), shop)
    return " ".join(part for part in (device, premises.shop.labels.get(repair, repair)) if part)


def known_repair(lead: Lead, shop: Shop) -> str:
    """Return the repair type as the price list has it, "repair" if it is none of the list."""
    return lead.repair_type if lead.repair_type in shop.labels else find_repair(lead.repair_type, shop) or "repair"


def when(slot: Slot, premises: Premises) -> str:
    """Return the slot so that it is right on another day too: "tomorrow (Wed, Feb 11) at 2:00 PM"."""
    day = day_label(slot.day, premises.today)
    on = f"{day} ({slot.day:%a, %b} {slot.day.day})" if day in ("today", "tomorrow") else day
    return f"{on} at {time_label(slot.at)}"


def _cost(lead: Lead, premises: Premises) -> str:
    shop = premises.shop
    amount = price(known_repair(lead, shop), lead.device, shop)
    said = f"{shop.owner} confirms the price" if amount is None else f"Starts at ${amount}"
    fee = f" plus ${shop.on_site_fee} for the visit" if lead.lead_type == "on_site" else ""
    discount = f", less your {percent(lead.discount_percent)}" if lead.discount_percent else ""
    return f"{said}{fee}{discount}"


def percent(number: float) -> str:
    """Return a percentage as people write it: "10%", "7.5%"."""
    return f"{number:g}%"


def asked_owner(premises: Premises) -> str:
    """Return the sentence that a question was handed on."""
    return f"I have passed that on to {premises.shop.owner}; he will get back to you. Anything else I can do?"


def listed(leads: Sequence[Lead], premises: Premises) -> str:
    """Return the number's open bookings in one sentence."""
    if not leads:
        return "I don't see an open booking under this number."
    if len(leads) == 1:
        return f"You have {with_article(what(leads[0], premises))} {when(slot_of(leads[0]), premises)}."
    numbered = ", ".join(
        f"{n}) {what(lead, premises)} {slot_label(slot_of(lead), premises.today)}" for n, lead in enumerate(leads, 1)
    )
    return f"You have {numbered}."


def status_of(lead: Lead | None, premises: Premises) -> str:
    """Return how it stands with the number's newest lead."""
    if lead is None:
        return "I don't see a repair under this number."
    owner, slot = premises.shop.owner, slot_of(lead)
    said, at = f"Your {what(lead, premises)}", when(slot, premises)
    match lead.status:
        case "booked" if premises.now.astimezone(UTC) < _start(slot, premises):
            return f"{said} is booked for {at}."
        case "booked":
            return f"{said} of {at} is with {owner}; he'll text you when it is ready."
        case "completed":
            return f"{said} is finished."
        case "cancelled":
            return f"{said} {at} was cancelled."
        case _:
            return f"{said} {at} did not take place."


def _start(slot: Slot, premises: Premises) -> datetime:
    return instant(slot, premises.shop.time_zone)

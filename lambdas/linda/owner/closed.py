"""Bookings that stand on a time that the owner has closed: their customers are asked for another, or he keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from linda.booking import next_slots, slot_of
from linda.bulletin import told_state
from linda.closures import (
    asked,
    is_asked,
    kept,
    newly_standing,
    standing,
    stands_on_closed_time,
    undecided,
    waiting_to_move,
)
from linda.models import VOICE, Language, Lead, Push, PushKind, Slot
from linda.owner import pin
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner_state import state_after, version_of
from linda.responses.closed_times import asks_to_move, named, stands_after_all
from linda.responses.compose import Say, say

# What one reply can change: a transaction has at most 100 writes.
_MOST = 30
_OFFERED = 3


def on_closed_time(desk: OwnerDesk, language: Language) -> list[Say]:
    """Return what the owner is to hear of bookings on times that his text has just closed; nothing if there are none.

    To be called once the text has changed his state. Since MOVE ALL is for all bookings on closed times, those that
    stood on one before are named, too, but apart.
    """
    if desk.state is None:
        return []
    premises, leads = desk.premises, undecided(_standing(desk))
    new = newly_standing(leads, _before(desk), premises.shop)
    if not new:
        return []
    kinds = [("line_booked_then", new), ("line_booked_before", [lead for lead in leads if lead not in new])]
    says = [named(kind, those, premises, language) for kind, those in kinds if those]
    return [*says, say("line_move_or_keep")]


def on_opened_time(desk: OwnerDesk, language: Language) -> list[Say]:
    """Return what the owner is to hear of customers who were asked for another time than one he has just opened."""
    if desk.state is None:
        return []
    shop, before, after = desk.premises.shop, _before(desk), _after(desk)
    leads = [
        lead
        for lead in waiting_to_move(desk.premises, desk.store)
        if stands_on_closed_time(lead, before, shop) and not stands_on_closed_time(lead, after, shop)
    ]
    return [named("line_asked_but_open", leads, desk.premises, language)] if leads else []


def move_all(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Ask the customers of all bookings on closed times for another one: each is offered up to three of their own."""
    found = _standing(desk)
    leads = undecided(found)
    if not leads:
        said = named("line_asked_before", found, desk.premises, command.language) if found else say("line_none_closed")
        return [said]
    can_text = [lead for lead in leads if desk.can_text(lead.phone)]
    others = [lead for lead in leads if lead not in can_text]
    chosen, rest = can_text[:_MOST], can_text[_MOST:]
    for lead, options in _shared(_free(desk, chosen), chosen):
        push = _push(lead, "move", asks_to_move(lead, options, desk.premises))
        desk.push(replace(push, remark=asked(lead), asked="move time", options=options))
    kinds = [("line_asked_to_move", chosen), ("line_cannot_text", others), ("line_move_all_again", rest)]
    return [named(kind, those, desk.premises, command.language) for kind, those in kinds if those]


def keep(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Keep the bookings on closed times: those that he has not decided on yet, else those that have been asked.

    Who has been asked for another time is texted that the appointment stands after all, even if the time was opened.
    """
    waiting = waiting_to_move(desk.premises, desk.store)
    new = undecided(_standing(desk))
    leads = (new or waiting)[:_MOST]
    if not leads:
        return [say("line_none_closed")]
    told = [lead for lead in leads if is_asked(lead) and desk.can_text(lead.phone)]
    refused = pin.refusal(desk) if told else None
    if refused is not None:
        return refused
    desk.push(*(_push(lead, "kept", stands_after_all(lead, desk.premises)) for lead in told))
    desk.remark(*((lead, kept(lead)) for lead in leads))
    kinds = [
        ("line_kept", [lead for lead in leads if lead not in told]),
        ("line_kept_told", told),
        ("line_keep_again", [lead for lead in waiting if lead not in leads]),
    ]
    return [named(kind, those, desk.premises, command.language) for kind, those in kinds if those]


def _standing(desk: OwnerDesk) -> list[Lead]:
    """Return the bookings on closed times, as the state is once this text is answered."""
    return standing(replace(desk.premises, state=_after(desk)), desk.store)


def _before(desk: OwnerDesk) -> Mapping[str, object]:
    """Return the state as it was before this text, with the closures that he has told in words."""
    return told_state(desk.stored, desk.premises.shop, desk.premises.now)


def _after(desk: OwnerDesk) -> Mapping[str, object]:
    stored = state_after(desk.state, version_of(desk.stored) + 1) if desk.state else desk.stored
    return told_state(stored, desk.premises.shop, desk.premises.now)


def _free(desk: OwnerDesk, leads: Sequence[Lead]) -> list[Slot]:
    """Return enough free times for all the bookings: after the first of them, and from today on."""
    if not leads:
        return []
    count, premises = _OFFERED * len(leads), desk.premises
    starts = (slot_of(leads[0]).day, premises.today)
    return sorted({slot for start in starts for slot in next_slots(premises, count, start)})


def _shared(free: Sequence[Slot], leads: Sequence[Lead]) -> list[tuple[Lead, tuple[Slot, ...]]]:
    """Share the free times out, to each booking those nearest to it; if there are too few, each gets as many."""
    left, options = list(free), [list[Slot]() for _ in leads]
    for _ in range(_OFFERED):
        for lead, chosen in zip(leads, options, strict=True):
            if left:
                nearest = min(left, key=partial(_distance, slot_of(lead)))
                left.remove(nearest)
                chosen.append(nearest)
    return [(lead, tuple(sorted(chosen))) for lead, chosen in zip(leads, options, strict=True)]


def _distance(booked: Slot, other: Slot) -> timedelta:
    return abs(other.start - booked.start)


def _push(lead: Lead, kind: PushKind, text: str) -> Push:
    slot = slot_of(lead)
    return Push(
        key=f"{lead.lead_id}#{slot.day}T{slot.at:%H:%M}#{kind}",
        phone=lead.phone,
        text=text,
        kind=kind,
        channel="whatsapp" if lead.source == "twilio-whatsapp" else "",
        is_proved=lead.source.startswith("twilio-") and lead.source != VOICE,
        lead_id=lead.lead_id,
    )


ACTS: Mapping[CommandKind, Act] = {"move_all": move_all, "keep": keep}

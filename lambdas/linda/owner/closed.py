"""Bookings that stand on a time that the owner has closed: their customers are asked for another, or he keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from linda.booking import next_slots, slot_of
from linda.bulletin import told_state
from linda.closures import asked, kept, standing, undecided
from linda.models import VOICE, Lead, Push, Slot
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.responses.closed_times import asks_to_move, named
from linda.responses.compose import Say, say

# What one reply can change: a transaction has at most 100 writes.
_MOST = 30
_OFFERED = 3


def on_closed_time(desk: OwnerDesk, command: Command) -> list[Say]:
    """Return what the owner is to hear of bookings on times that his text has just closed; nothing if there are none.

    To be called once the text has changed his state.
    """
    leads = undecided(_standing(desk))
    return [named("line_stands_on_closed", leads, desk.premises, command.language)] if leads else []


def move_all(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Ask the customers of all bookings on closed times for another one: each is offered three that nobody else is."""
    found = _standing(desk)
    leads = undecided(found)
    if not leads:
        said = named("line_asked_before", found, desk.premises, command.language) if found else say("line_none_closed")
        return [said]
    can_text = [lead for lead in leads if desk.can_text(lead.phone)]
    others = [lead for lead in leads if lead not in can_text]
    chosen, rest = can_text[:_MOST], can_text[_MOST:]
    free = _free(desk, chosen)
    for lead in chosen:
        options = _nearest(free, lead)
        free = [slot for slot in free if slot not in options]
        desk.push(_push(desk, lead, options))
    kinds = [("line_asked_to_move", chosen), ("line_cannot_text", others), ("line_move_all_again", rest)]
    return [named(kind, those, desk.premises, command.language) for kind, those in kinds if those]


def keep(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Keep the bookings on closed times: those that he has not decided on yet, else those that have been asked."""
    found = _standing(desk)
    leads = (undecided(found) or found)[:_MOST]
    if not leads:
        return [say("line_none_closed")]
    desk.remark(*((lead, kept(lead)) for lead in leads))
    return [named("line_kept", leads, desk.premises, command.language)]


def _standing(desk: OwnerDesk) -> list[Lead]:
    """Return the bookings on closed times, as the state is once this text is answered."""
    premises = desk.premises
    fields = {**desk.stored, **(desk.state.fields if desk.state else {})}
    known = {name: value for name, value in fields.items() if value is not None}
    state = told_state(known, premises.shop, premises.now)
    return standing(replace(premises, state=state), desk.store)


def _free(desk: OwnerDesk, leads: Sequence[Lead]) -> list[Slot]:
    """Return enough free times for all the bookings: after the first of them, and from today on."""
    if not leads:
        return []
    count, premises = _OFFERED * len(leads), desk.premises
    starts = (slot_of(leads[0]).day, premises.today)
    return sorted({slot for start in starts for slot in next_slots(premises, count, start)})


def _nearest(free: Sequence[Slot], lead: Lead) -> tuple[Slot, ...]:
    start = slot_of(lead).start
    return tuple(sorted(sorted(free, key=lambda slot: abs(slot.start - start))[:_OFFERED]))


def _push(desk: OwnerDesk, lead: Lead, options: tuple[Slot, ...]) -> Push:
    slot = slot_of(lead)
    return Push(
        key=f"{lead.lead_id}#{slot.day}T{slot.at:%H:%M}#move",
        phone=lead.phone,
        text=asks_to_move(lead, options, desk.premises),
        kind="move",
        channel="whatsapp" if lead.source == "twilio-whatsapp" else "",
        is_proved=lead.source.startswith("twilio-") and lead.source != VOICE,
        lead_id=lead.lead_id,
        remark=asked(lead),
        asked="move time",
        options=options,
    )


ACTS: Mapping[CommandKind, Act] = {"move_all": move_all, "keep": keep}

"""Bookings by text: cancel, move, end them, or tell a customer that the phone is ready."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from linda.booking import Premises, close, find_lead, has_time, number_of, reopen, reschedule, slot_of, start_of
from linda.errors import (
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotTakenError,
    SlotUnavailableError,
    TooManyBookingsError,
)
from linda.models import Action, Language, Lead, LeadStatus, Push, Receipt, Slot, Undo
from linda.owner.command import NEXT, Act, Command, CommandKind
from linda.owner.customers import is_named
from linda.owner.desk import OwnerDesk
from linda.owner.lists import bookings_between
from linda.phones import as_told
from linda.pickup import completed_push, ready_push
from linda.replies import whose
from linda.responses.compose import Say, say
from linda.responses.values import Speaker, in_words
from linda.shop import Shop
from linda.shop_time import parse_date, parse_time, time_label
from linda.slots import is_quiet

# How many days back and ahead a booking is looked for by name; those ahead go as far as can be booked.
_DAYS_BACK = 14
_MOST_LISTED = 9
# A shorter number is that of a list.
_LEAST_DIGITS = 4
_ENDS: Mapping[CommandKind, LeadStatus] = {
    "cancel": "cancelled",
    "no_show": "no_show",
    "done": "completed",
    "ready": "ready",
}
# What the customer is told of, and as what.
_TOLD: Mapping[str, Action] = {
    "cancelled": "cancelled",
    "moved": "moved",
    "booked again": "booked",
    "moved back": "moved",
}
_OVER: tuple[CommandKind, ...] = ("no_show", "done", "ready")
# What the customer is texted then, once.
_PUSHES: Mapping[str, Callable[[Lead, Shop], Push | None]] = {"ready": ready_push, "completed": completed_push}
_NOT_DONE = (InvalidInputError, LeadClosedError, LeadNotFoundError, SlotUnavailableError, TooManyBookingsError)


def _end(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Cancel the booking, or end it: as one that nobody came to, as ready to be picked up, or as done."""
    lead = _find(desk, command)
    if not isinstance(lead, Lead):
        return lead
    status = _ENDS[command.kind]
    if lead.status == status:
        return [_already(lead)]
    # Whom he has chosen from a list may have come early; nobody is missed before it is time.
    is_early = _start(lead, desk) > desk.premises.now
    if is_early and (status == "no_show" or (status == "completed" and not desk.chosen)):
        return [say("line_not_yet", name=_name(lead), slot=slot_of(lead))]
    try:
        ended = close(
            desk.premises, lead.lead_id, status, _receipt(desk, status, lead, command.language), by_owner=True
        )
    except _NOT_DONE as error:
        return [_not_done(error, desk.store.lead(lead.lead_id), slot_of(lead))]
    desk.done = ("cancelled", ended)
    return done_by(desk)[0]


def _move(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    lead = _find(desk, command)
    if not isinstance(lead, Lead):
        return lead
    if command.to_day is None and command.to_at is None:
        return [say("line_move_where", name=_name(lead))]
    had = slot_of(lead)
    to = Slot(command.to_day or had.day, command.to_at or had.at)
    if to == had:
        return [say("line_move_same", name=_name(lead), slot=to)]
    receipt = _receipt(desk, "moved", lead, command.language)
    try:
        moved = reschedule(desk.premises, lead.lead_id, to, receipt, by_owner=True)
    except _NOT_DONE as error:
        return [_not_done(error, desk.store.lead(lead.lead_id), to)]
    desk.done = ("moved", moved)
    return done_by(desk)[0]


# --- what was done


def _receipt(desk: OwnerDesk, deed: str, lead: Lead, language: Language) -> Receipt:
    """Return the turn's receipt, with what it takes to say what was done, and to undo it, also after a crash."""
    had = slot_of(lead)
    kept = {
        "deed": deed, "day": had.day.isoformat(), "at": f"{had.at:%H:%M}", "was": lead.status, "language": language
    }  # fmt: skip
    return replace(desk.receipt, answer=json.dumps(kept))


def done_by(desk: OwnerDesk) -> tuple[Sequence[Say], Language]:
    """Return what the turn has done to a booking, and the language to say it in.

    The customer is told of it, and it can be undone.
    """
    receipt = desk.store.receipt(desk.receipt.key)
    if receipt is None or not receipt.answer or desk.done is None:  # Somebody else had done the same.
        desk.done = None
        return [say("line_booking_changed")], "en"
    kept, lead = json.loads(receipt.answer), desk.done[1]
    had = _slot_kept(kept)
    deed = kept["deed"]
    shop = desk.premises.shop
    # A time that has come is no news to the customer, and who only has asked for a call has nothing to pick up.
    is_ahead, is_repair = _start(lead, desk) > desk.premises.now, lead.lead_type != "callback"
    is_told = is_ahead if deed in _TOLD else deed in _PUSHES and is_repair
    can_text = is_told and desk.can_text(number_of(lead, shop))
    if deed in _TOLD and can_text:
        desk.announced = (_TOLD[deed], lead)
    push = _PUSHES[deed](lead, shop) if deed in _PUSHES and can_text else None
    if push:
        desk.push(push)
    if deed == "ready" and can_text:
        desk.can_undo("texted", "", lead=lead.lead_id)  # Which cannot be taken back, and he is told so.
    elif deed in ("cancelled", "no_show", "completed", "moved", "ready"):
        values = {"deed": deed, "lead": lead.lead_id, "revision": lead.revision, "status": lead.status}
        desk.can_undo("booking", "", **values, day=kept["day"], at=kept["at"], was=kept["was"])
    is_later = is_quiet(desk.premises.local_now.time(), shop)
    said = deed.replace(" ", "_")
    if deed == "ready":
        said = "ready_untold" if not can_text else "ready_later" if is_later else "ready"
    told = [say(f"line_{said}", name=_name(lead), slot=slot_of(lead), before=had, at=shop.quiet_until)]
    if is_told and not can_text:
        told.append(say("line_cannot_text", customers=(_name(lead),)))
    elif is_told and deed != "ready":  # Which says so itself.
        told.append(say("line_will_text_later", at=shop.quiet_until) if is_later else say("line_will_text"))
    return told, kept["language"]


def _slot_kept(kept: Mapping[str, object]) -> Slot:
    return Slot(parse_date(str(kept["day"])), parse_time(str(kept["at"])))


def undo(desk: OwnerDesk, undo: Undo, language: Language) -> Sequence[Say]:
    """Open the booking again, in the slot that it had, unless it has been changed or the slot taken since."""
    values = undo.values
    was: LeadStatus = "ready" if values["was"] == "ready" else "booked"
    deeds = {"cancelled": "booked again", "moved": "moved back"}
    had, deed = _slot_kept(values), deeds.get(str(values["deed"]), "ready again" if was == "ready" else "opened again")
    lead: Lead | None = None
    try:
        lead = find_lead(desk.premises, str(values["lead"]))
        ended = replace(lead, revision=int(str(values["revision"])), status=str(values["status"]))
        receipt = _receipt(desk, deed, lead, language)
        opened = reopen(desk.premises, ended, had, was, receipt)
    except LeadClosedError:
        return [say("line_booking_changed")]
    except _NOT_DONE as error:
        return [_not_done(error, lead, had)]
    desk.done = ("moved", opened)
    return done_by(desk)[0]


def _not_done(error: Exception, lead: Lead | None, to: Slot) -> Say:
    """Return why nothing was done, in words."""
    match error:
        case SlotTakenError():
            return say("line_slot_taken", slot=to)
        case SlotUnavailableError() | InvalidInputError():
            return say("line_slot_closed", slot=to)
        case TooManyBookingsError() if lead:
            return say("line_too_many", name=_name(lead))
        case LeadClosedError() if lead and lead.status != "booked":
            return _already(lead)
        case _:
            return say("line_booking_changed")


def _already(lead: Lead) -> Say:
    """Return that the booking has ended already, and how."""
    return say(f"line_already_{lead.status}", name=_name(lead), slot=slot_of(lead))


# --- which booking is meant


def chosen(desk: OwnerDesk, lead_ids: Sequence[str]) -> str:
    """Return the id that the text chooses from the list, by its number or by the customer's name; "" if none."""
    text = desk.inbound.text.strip().strip(".#)!").casefold()
    if text.isascii() and text.isdigit() and len(text) < _LEAST_DIGITS:
        return lead_ids[int(text) - 1] if 0 < int(text) <= len(lead_ids) else ""
    found = [lead for lead_id in lead_ids if (lead := desk.store.lead(lead_id)) and _is_of(lead, text, desk)]
    return found[0].lead_id if len(found) == 1 else ""


def _find(desk: OwnerDesk, command: Command) -> Lead | Sequence[Say]:
    """Return the open booking that he means; what to tell or ask him if it is not clear."""
    if desk.chosen and (lead := desk.store.lead(desk.chosen)):
        if _is_open(lead, desk):
            return lead
        return [_already(lead) if _has_ended(lead, desk) else say("line_booking_changed")]
    leads = _leads(desk)
    open_leads = [lead for lead in leads if _is_open(lead, desk)]
    meant = _in_place(leads, desk, command) if command.place else _meant(leads, desk, command)
    found, is_sure = _nearest([lead for lead in meant if _is_open(lead, desk)], desk, command)
    if len(found) == 1 and is_sure:
        return found[0]
    if found:
        desk.ask("which", desk.inbound.text, *(lead.lead_id for lead in found[:_MOST_LISTED]))
        listed = [f"{n}) {_line(lead, desk, command)}" for n, lead in enumerate(found[:_MOST_LISTED], 1)]
        return [say("line_which", text="; ".join(listed))]
    ended, is_sure = _nearest([lead for lead in meant if _has_ended(lead, desk)], desk, command)
    if ended and is_sure:
        return [_already(max(ended, key=lambda lead: lead.updated_at))]
    day = command.day or desk.premises.today
    of_day = [f"{time_label(slot_of(lead).at)} {_name(lead)}" for lead in open_leads if slot_of(lead).day == day]
    return [say("line_no_booking", day=day, text=", ".join(of_day[:_MOST_LISTED]))]


def _in_place(leads: Sequence[Lead], desk: OwnerDesk, command: Command) -> Sequence[Lead]:
    """Return the booking in its place on the day, open or not: "the first one" is still that when it is done."""
    if command.place == NEXT:
        ahead = [lead for lead in leads if _is_open(lead, desk) and _start(lead, desk) > desk.premises.now]
        return [lead for lead in ahead if command.day in (None, slot_of(lead).day)][:1]
    day = command.day or desk.premises.today
    of_day = bookings_between(desk, day, day)
    n = command.place - 1 if command.place > 0 else command.place
    return of_day[n:][:1]


def _nearest(leads: Sequence[Lead], desk: OwnerDesk, command: Command) -> tuple[Sequence[Lead], bool]:
    """Return the bookings that he may mean, the likely ones if there are any, and whether he can mean no others.

    Without a day, what is over is of the days up to today: anything later is only perhaps meant.
    """
    if command.day is not None or not leads:
        return leads, True
    premises, is_over = desk.premises, command.kind in _OVER
    to_today = [lead for lead in leads if slot_of(lead).day <= premises.today] if is_over else []
    # That nobody came cannot be said of what is to come: he is told when it is.
    is_sure = bool(to_today) or not is_over or command.kind == "no_show"
    leads = to_today or leads
    if command.at is None:
        return leads, is_sure
    for day in _days_of_an_hour(command.at, premises, is_over=is_over):
        if of_day := [lead for lead in leads if slot_of(lead).day == day]:
            return of_day, is_sure
    ahead = [] if is_over else [lead for lead in leads if _start(lead, desk) > premises.now]
    return ahead or leads, is_sure and bool(command.who)


def _days_of_an_hour(at: time, premises: Premises, *, is_over: bool) -> Sequence[date]:
    """Return the days that an hour alone can be of, the likeliest first.

    It is today's, or tomorrow's once it has come; of what is over it is today's, or before that, yesterday's.
    """
    today, day = premises.today, timedelta(days=1)
    begins, now = datetime.combine(today, at), premises.local_now.replace(tzinfo=None)
    if is_over:
        return [today] if begins <= now else [today - day, today]
    ends = begins + timedelta(minutes=premises.shop.slot_minutes)
    return [*([today] if now < ends else []), *([today + day] if begins <= now else [])]


def _leads(desk: OwnerDesk) -> list[Lead]:
    """Return the leads around today that have a time, the earliest first."""
    today, shop = desk.premises.today, desk.premises.shop
    last = today + timedelta(days=shop.booking_horizon_days)
    found = desk.store.leads_between(today - timedelta(days=_DAYS_BACK), last)
    return sorted((lead for lead in found if has_time(lead, shop)), key=lambda lead: _start(lead, desk))


def _has_ended(lead: Lead, desk: OwnerDesk) -> bool:
    return lead.status in ("cancelled", "completed", "no_show") and has_time(lead, desk.premises.shop)


def _is_open(lead: Lead, desk: OwnerDesk) -> bool:
    return lead.status in ("booked", "ready") and has_time(lead, desk.premises.shop)


def _start(lead: Lead, desk: OwnerDesk) -> datetime:
    return start_of(lead, desk.premises.shop) or desk.premises.now


def _meant(leads: Sequence[Lead], desk: OwnerDesk, command: Command) -> list[Lead]:
    """Return the bookings that fit all that he says; of today, if he says nothing."""
    day: date | None = command.day
    if day is None and command.at is None and not command.who:
        day = desk.premises.today
    return [
        lead
        for lead in leads
        if (day is None or slot_of(lead).day == day)
        and (command.at is None or slot_of(lead).at == command.at)
        and (not command.who or _is_of(lead, command.who, desk))
    ]


def _is_of(lead: Lead, who: str, desk: OwnerDesk) -> bool:
    """Tell whether the booking is of the customer: by the end of a number, or by words of the name."""
    digits = "".join(character for character in who if character.isascii() and character.isdigit())
    if len(digits) >= _LEAST_DIGITS:
        return number_of(lead, desk.premises.shop).endswith(digits[-10:])
    return is_named(who, lead.customer_name)


def _name(lead: Lead) -> str:
    return whose(lead.customer_name, as_told(lead.phone))


def _line(lead: Lead, desk: OwnerDesk, command: Command) -> str:
    speaker = Speaker(desk.premises.shop, desk.premises.today, command.language)
    return f"{_name(lead)}, {in_words(slot_of(lead), 'short', speaker)}"


ACTS: Mapping[CommandKind, Act] = {"cancel": _end, "no_show": _end, "done": _end, "ready": _end, "move": _move}

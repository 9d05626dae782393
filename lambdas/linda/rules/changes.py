"""Existing bookings: they are moved, cancelled, or kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from linda.booking import available_slots, next_slots, slot_of
from linda.desk import ALTERNATIVES, is_for
from linda.errors import (
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotUnavailableError,
    TooManyBookingsError,
)
from linda.models import ANY_TIME, Lead, Question, Slot
from linda.responses.compose import Say, say
from linda.rules.acts import NO_TIME, Act, When
from linda.rules.exchange import (
    MAX_LISTED,
    QUESTIONS_OF_TIME,
    TAKEN_OFF,
    Exchange,
    accessory,
    asked_about,
    beside,
    gives_time,
    is_doubted,
    is_just_sold,
    is_no,
    is_yes,
    jobs_at,
    meant,
    one_slot_of,
    only,
    picked_from,
    repairs,
    settles,
    shifted,
    sold,
    try_hold,
    with_ids,
)
from linda.rules.offers import free_within, listed, offering, why_not


def keep(turn: Exchange) -> bool:
    """Leave the booking as it is, or undo the last move if that is meant."""
    heard, before = turn.heard, turn.before
    if (
        not heard.has("keep")
        or (heard.has("move") and heard.when)
        or (heard.has("cancel") and (heard.of_job or heard.of))
    ):
        return False
    leads = repairs(turn)
    if not leads and before.asked:
        return False
    lead = meant(turn, leads) or only(leads)
    was = only(before.options) if before.asked == "" else None
    named = heard.when or heard.of
    goes_back = was and (not named or was.day in named.days or was.at in named.times)
    mine = only(leads) or next((one for one in leads if one.lead_id in before.lead_ids), None)
    if goes_back and was and mine and slot_of(mine) != was:
        return ask_move(turn, mine, was)
    if mine and named.times and _is_within(Slot((*named.days, slot_of(mine).day)[0], named.times[0]), mine, turn):
        return _late(turn)  # "Don't cancel it, I just get there at 3:30."
    if mine and (lead is None or heard.when) and (named.days or named.times):
        old = slot_of(mine)
        wanted = Slot((*named.days, old.day)[0], (*named.times, old.at)[0])
        if wanted != old:
            return ask_move(turn, mine, wanted)  # "Can we go back to Friday at 11?"
    turn.settle(say("kept", lead=lead or mine))
    return True


def cancel(turn: Exchange) -> bool:
    """Ask whether to cancel the booking, or which one is meant; cancel it if the text settles that."""
    heard, before = turn.heard, turn.before
    leads = turn.desk.open_leads()
    refused = [lead for lead in leads if slot_of(lead).day in heard.when.not_days]
    if (
        refused
        and heard.refuses_time
        and not heard.has("cancel", "move")
        and before.asked in ("", "upsell")
        and not turn.now.jobs
        and not (heard.when.days or heard.when.times)
    ):
        return ask_cancel(turn, refused[:1])  # "No puedo mañana."
    if not heard.has("cancel") or (heard.when and repairs(turn)):
        return False
    if heard.choice and heard.choice.by == "all" and leads and before.asked:
        turn.now = replace(turn.now, jobs=(), day=None, at=None, window=ANY_TIME)  # Unbooked jobs go, too.
        return ask_cancel(turn, leads)
    # Who has a booking and was only told a price has ordered nothing else that could be cancelled.
    is_told_price = bool(leads) and before.asked in ("day", "repair", "device")
    is_booking = before.asked in ("book", "time", "day", "repair", "device", "address", "instead") and not is_told_price
    named = heard.of_job
    is_order = named and any(
        job.device.startswith(named.device) and job.repair_type.startswith(named.repair_type) for job in before.jobs
    )
    is_booked = bool(named and not is_order and meant(turn, leads))  # "Cancel the iPad one", while an iPhone waits.
    if is_booking and not (leads and (heard.of or heard.is_firm or is_booked)):
        # "No problem!" alone would be taken for a cancelled booking.
        stays = say("kept", lead=leads[0]) if len(leads) == 1 else say("no_problem")
        turn.settle(stays, jobs=(), day=None, at=None, window=ANY_TIME)
        return True
    is_unclear = before.asked == "upsell" and heard.has("decline", "discount")
    if is_unclear or (is_just_sold(turn) and not (heard.of or heard.of_job)):
        return _upsell_or_booking(turn)
    if heard.choice and heard.choice.by == "all" and len(leads) > 1:
        return ask_cancel(turn, leads)
    lead = meant(turn, leads) or only(leads)
    if not leads:
        turn.settle(say("no_bookings"))
        return True
    if lead is None:
        ids = tuple(one.lead_id for one in leads)
        turn.ask("cancel which", say("ask_which_booking", leads=tuple(leads), action="cancel"), lead_ids=ids)
        return True
    if before.asked in ("cancel", "cancel all") and before.lead_ids[:1] == (lead.lead_id,) and _says_cancel(turn):
        return _do_cancel(turn, lead, before.lead_ids[1:])
    return ask_cancel(turn, [lead])


def _says_cancel(turn: Exchange) -> bool:
    """Tell whether a text that mentions cancelling agrees to it; "if I cancel, do I pay" does not."""
    return settles(turn) and (turn.heard.is_plain or turn.heard.is_firm)


def ask_cancel(turn: Exchange, leads: Sequence[Lead]) -> bool:
    question: Question = "cancel all" if len(leads) > 1 else "cancel"
    asks = say("ask_cancel_first" if len(leads) > 1 else "ask_cancel", lead=leads[0])
    turn.ask(question, asks, lead_ids=tuple(lead.lead_id for lead in leads))
    return True


def _do_cancel(turn: Exchange, lead: Lead, rest: Sequence[str] = ()) -> bool:
    if not turn.desk.may_cancel(lead):
        return ask_cancel(turn, [lead, *with_ids(turn, rest)])
    try:
        cancelled = turn.desk.cancel(lead)
    except (LeadClosedError, LeadNotFoundError):
        turn.settle(say("already_cancelled", lead=lead))
        return True
    others = with_ids(turn, rest)
    turn.settle(say("cancelled", lead=cancelled))
    if others:
        question: Question = "cancel all" if len(others) > 1 else "cancel"
        ids = tuple(other.lead_id for other in others)
        turn.ask(question, say("ask_cancel_next", lead=others[0]), lead_ids=ids)
    return True


def _upsell_or_booking(turn: Exchange) -> bool:
    lead = asked_about(turn)
    item, _ = accessory(turn, lead)
    if lead is None or not item:
        return False
    turn.ask("upsell or booking", say("upsell_or_booking", item=item, lead=lead), lead_ids=(lead.lead_id,))
    return True


def move(turn: Exchange) -> bool:
    """Move the booking to the time named, or ask for what is missing."""
    heard, before = turn.heard, turn.before
    if not (heard.has("move") or (heard.has("cancel") and heard.when)):
        return False
    leads = repairs(turn)
    if not leads:
        if heard.when and (before.asked in QUESTIONS_OF_TIME or (before.asked and turn.now.jobs)):
            # "Can you do 3 instead", of an order: it is asked about, not booked.
            turn.heard = replace(heard, acts=(*heard.acts, Act("want")), is_plain=False)
            return False
        changes_part = turn.now.jobs and heard.jobs and not (heard.when or heard.of)  # "O hay que cambiarla".
        if changes_part or "danger" in before.handed_on:  # The swollen battery is to be changed, not an appointment.
            turn.heard = replace(heard, acts=(*heard.acts, Act("want")))
            return False
        if calls := turn.desk.open_leads():
            return move_call(turn, calls[0])
        is_rebooked = not heard.has("cancel") or bool(heard.when)
        missed = turn.desk.newest_lead()
        if missed and missed.status in ("booked", "no_show") and not turn.now.jobs:
            # Its time has passed: rebook the same jobs.
            turn.now = replace(turn.now, jobs=jobs_at(turn, missed))
            turn.says.append(say("no_problem"))
            turn.heard = replace(heard, acts=(*heard.acts, Act("want")))
            return False
        if turn.desk.needs_number:
            turn.settle(say("no_bookings"))
            return True
        turn.settle(say("no_bookings"), *([say("ask_when")] if is_rebooked else []), asked="day" if is_rebooked else "")
        return True
    if heard.choice and heard.choice.by == "all" and len(leads) > 1:
        return _move_all(turn, leads, heard.when)
    lead = meant(turn, leads) or only(leads)
    if lead is None and before.asked in ("move", "move time", "cancel"):
        lead = asked_about(turn)
    if lead is None:
        return _ask_which_to_move(turn, leads)
    is_open = before.asked not in ("move", "move time")
    if is_open and (heard.of or heard.of_job) and not heard.of.not_times and meant(turn, leads) is None:
        if heard.of_job:  # It names a booking that does not exist.
            turn.facts.append(say("your_booking", lead=lead))
        return _move_to(turn, lead, heard.when, is_plain=False)
    return _move_to(turn, lead, heard.when)


def _ask_which_to_move(turn: Exchange, leads: Sequence[Lead]) -> bool:
    """Ask which booking is meant, and remember the day and the time it is to move to."""
    when = turn.heard.when
    ids = tuple(one.lead_id for one in leads)
    says = say("ask_which_booking", leads=tuple(leads), action="move")
    times = [slot_of(lead).at for lead in leads]
    # Until it is known which booking is meant, "earlier" is before the latest of their times.
    known = Slot(slot_of(leads[0]).day, max(times) if when.side == "earlier" else min(times))
    window = beside(when, known).window
    turn.ask("move which", says, lead_ids=ids, day=only(when.days), at=only(when.times), window=window)
    return True


def _move_all(turn: Exchange, leads: Sequence[Lead], when: When) -> bool:
    """Move several bookings, one after the other, asking about each."""
    ids, slots = tuple(lead.lead_id for lead in leads), tuple(slot_of(lead) for lead in leads)
    turn.now = replace(turn.now, asked="move", lead_ids=ids, options=slots)
    return _move_to(turn, leads[0], when, is_plain=False)


def _still_to_move(turn: Exchange, lead: Lead) -> tuple[str, ...]:
    """Return the ids of the bookings still to be moved after this one."""
    now = turn.now
    is_one_of = now.asked in ("move", "move time") and now.lead_ids[:1] == (lead.lead_id,)
    return now.lead_ids[1:] if is_one_of else ()


def _move_next(turn: Exchange, ids: Sequence[str], was: Slot, after: Slot) -> bool:
    """Ask whether to move the next of several bookings like the last: to the same day, at its own time if free.

    If the last one moved within its day, shift this one by as much.
    """
    lead = only(with_ids(turn, ids[:1]))
    if lead is None:
        return True
    free = available_slots(turn.desk.premises, after.day)
    own = Slot(after.day, slot_of(lead).at)
    if was.day == after.day:
        own = shifted(own, after.start - was.start) or own
    slot = own if own in free else next((one for one in free if one > after), None)
    turn.now = replace(turn.now, asked="move", lead_ids=tuple(ids), options=())
    return ask_move(turn, lead, slot) if slot else _offer_times(turn, lead, When(days=(after.day,)), None)


def move_call(turn: Exchange, lead: Lead) -> bool:
    """Move the call to the time named, or ask for one. A call takes no slot, so any daytime hour will do."""
    slot = _new_slot(turn.heard.when, lead, None)
    if slot is None:
        turn.ask("call", say("call_ask_time"), day=None, at=None)
        return True
    if not turn.desk.may_move(lead, slot):
        return ask_call(turn, slot)
    try:
        moved = turn.desk.move(lead, slot)
    except (InvalidInputError, SlotUnavailableError, LeadClosedError, LeadNotFoundError):
        turn.ask("call", say("call_at_night", first=turn.shop.quiet_until, last=turn.shop.quiet_from))
    else:
        turn.settle(say("call_booked", lead=moved), lead_ids=(lead.lead_id,))
    return True


def ask_call(turn: Exchange, slot: Slot) -> bool:
    """Ask a caller whether the owner should call back then."""
    turn.ask("call", say("ask_call", slot=slot), day=slot.day, at=slot.at)
    return True


def implied_move(turn: Exchange) -> bool:
    """Ask whether to move the only booking if the text names a time that could be for nothing else under way."""
    heard, before = turn.heard, turn.before
    leads, when = repairs(turn), heard.when
    is_free = before.asked in ("", "upsell") and not turn.now.jobs and not heard.jobs
    gives_up = any(slot_of(lead).day in when.not_days for lead in leads)  # "I work Wednesday now, is Thursday open?"
    is_asked = heard.has("ask") and not ((when.side or gives_up) and set(heard.topics) <= {"times"})
    if when.side and when.days:
        leads = [lead for lead in leads if slot_of(lead).day in when.days] or leads
    if not leads or not is_free or not when or not heard.has("want", "ask") or is_asked:
        return False
    if len(leads) > 1:
        return bool(when.side) and _ask_which_to_move(turn, leads)
    lead = leads[0]
    slot = _new_slot(heard.when, lead, None)
    if slot and _is_within(slot, lead, turn):
        return _late(turn)
    if slot == slot_of(lead) or (not when.times and not when.side and slot_of(lead).day in when.days):
        turn.settle(say("all_set", lead=lead))
        return True
    return _move_to(turn, lead, heard.when, is_plain=False)


def _is_within(slot: Slot, lead: Lead, turn: Exchange) -> bool:
    """Tell whether it is a moment of today's booking itself, and none at which one begins: who says so comes late."""
    booked = slot_of(lead)
    late = slot.start - booked.start
    return booked.day == turn.today and timedelta() < late < timedelta(minutes=turn.shop.slot_minutes)


def _late(turn: Exchange) -> bool:
    turn.tell_owner()
    turn.says.append(say("late_noted"))
    return True


def _move_to(turn: Exchange, lead: Lead, when: When, *, is_plain: bool | None = None) -> bool:
    heard, desk = turn.heard, turn.desk
    plain = heard.is_plain and settles(turn) if is_plain is None else is_plain
    before = turn.before
    context = before.day if before.asked in ("move", "move time") else None
    asked_for = before.slot if before.asked == "move" else None
    when = beside(when, asked_for or slot_of(lead))
    slot = _new_slot(when, lead, context)
    if slot is None and when.days and not when.window:
        same_time = Slot(when.days[0], slot_of(lead).at)
        if same_time in available_slots(desk.premises, same_time.day):
            return ask_move(turn, lead, same_time)
    if slot == slot_of(lead):
        turn.settle(say("kept", lead=lead))
        return True
    if slot is None:
        return _offer_times(turn, lead, when, context)
    if slot not in available_slots(desk.premises, slot.day):
        says = why_not(turn, slot)
        return _offer_move(turn, lead, tuple(desk.alternatives(slot)), says=says)
    if plain or (
        is_plain is None
        and heard.has("accept")  # "My son suggested 3" is no yes.
        and slot == asked_for
    ):
        return _do_move(turn, lead, slot)
    return ask_move(turn, lead, slot)


def _offer_times(turn: Exchange, lead: Lead, when: When, context: date | None) -> bool:
    """Offer what is free at the days and times the text names; if it names none, ask for them, too."""
    of_day = when.same == "day" or len(when.times) > 1
    day = only(when.days) or context or (slot_of(lead).day if when.window or of_day else None)
    if not (when.days or when.window or when.earliest or context or of_day):
        soon = next_slots(turn.desk.premises, ALTERNATIVES + 1, turn.today)
        fits = [slot for slot in soon if slot != slot_of(lead) and slot.day not in when.not_days]
        return _offer_move(turn, lead, tuple(fits[:ALTERNATIVES]), says=(say("ask_move_when", lead=lead),))
    free = [slot for slot in free_within(turn, when, day) if slot != slot_of(lead)]
    free = [slot for slot in free if slot.at in when.times] or free  # "At 2 or 3."
    if free:
        return _offer_move(turn, lead, tuple(free[:MAX_LISTED]))
    says = (say("nothing_in_window", day=day, window=when.window),) if when.window or day else ()
    near = turn.desk.alternatives(Slot(day, when.window.first or when.window.last or slot_of(lead).at)) if day else ()
    return _offer_move(turn, lead, tuple(near) or tuple(next_slots(turn.desk.premises, ALTERNATIVES, turn.today)), says)


def _offer_move(turn: Exchange, lead: Lead, options: tuple[Slot, ...], says: tuple[Say, ...] = ()) -> bool:
    options = tuple(turn.desk.show(listed(turn, options)))
    if not options:
        turn.tell_owner()
        turn.settle(*says, say("nothing_free_weeks"))
        return True
    # An hour that is not on the list belongs to the list's day only if the customer named that day.
    is_named = not any(said.kind == "ask_move_when" for said in says)
    day = options[0].day if is_named and len({slot.day for slot in options}) == 1 else None
    ids = (lead.lead_id, *_still_to_move(turn, lead))
    turn.ask(
        "move time", *says, offering(turn, options), lead_ids=ids, options=options, day=day, at=None, window=ANY_TIME
    )
    return True


def ask_move(turn: Exchange, lead: Lead, slot: Slot) -> bool:
    if not try_hold(turn, slot):
        return _offer_move(turn, lead, tuple(turn.desk.alternatives(slot)), says=why_not(turn, slot))
    ids = (lead.lead_id, *_still_to_move(turn, lead))
    options, asks = _listed(turn), say("ask_move", lead=lead, slot=slot)
    turn.ask("move", asks, lead_ids=ids, options=options, day=slot.day, at=slot.at, window=ANY_TIME)
    return True


def _listed(turn: Exchange) -> tuple[Slot, ...]:
    """Return the times of the bookings to pick from, for a customer who picks another one after all."""
    before = turn.before
    if before.asked == "move which":
        return tuple(map(slot_of, with_ids(turn, before.lead_ids)))
    return turn.now.options if turn.now.asked == "move" else ()


def _do_move(turn: Exchange, lead: Lead, slot: Slot) -> bool:
    was, rest = slot_of(lead), _still_to_move(turn, lead)
    if not turn.desk.may_move(lead, slot):
        return ask_move(turn, lead, slot)
    try:
        moved = turn.desk.move(lead, slot)
    except (InvalidInputError, SlotUnavailableError):
        return _offer_move(turn, lead, tuple(turn.desk.alternatives(slot)), says=why_not(turn, slot))
    except (LeadClosedError, LeadNotFoundError, TooManyBookingsError):
        turn.settle(say("already_cancelled", lead=lead))
        return True
    # The old time is kept as the only option, for a customer who undoes the move.
    ids = (lead.lead_id,)
    turn.settle(say("moved", lead=moved), options=(was,), lead_ids=ids, day=None, at=None, window=ANY_TIME)
    return _move_next(turn, rest, was, slot) if rest else True


def _new_slot(when: When, lead: Lead, context: date | None) -> Slot | None:
    """Return the slot asked for; a time alone is for the day under discussion, else the booking's own day."""
    old = slot_of(lead)
    if when.shift:  # "2pm the next day" names the hour, too.
        moved = shifted(old, when.shift)
        at = only(when.times) if not when.shift % timedelta(days=1) else None
        return replace(moved, at=at or moved.at) if moved else None
    at = only(when.times) or (old.at if when.same == "time" else None)
    day = only(when.days) or (old.day if when.same == "day" else None)
    if at is None or len(when.days) > 1:
        return None
    return Slot(day or context or old.day, at)


def answer_upsell_or_booking(turn: Exchange) -> bool:
    heard, lead = turn.heard, asked_about(turn)
    if lead is None:
        return False
    names_item = any(job.repair_type in turn.shop.accessories for job in heard.jobs)
    if names_item or (heard.has("decline") and not heard.has("cancel")):
        return _without_goods(turn, lead)
    if heard.has("cancel") or heard.choice:
        return ask_cancel(turn, [lead])
    return False


def _without_goods(turn: Exchange, lead: Lead) -> bool:
    """Leave the accessory out of the booking, or take it off again."""
    item, _ = accessory(turn, lead)
    if item in sold(lead):
        turn.desk.note(f"{TAKEN_OFF}{item}")
        turn.settle(say("upsell_taken_off", item=item, lead=lead))
    else:
        turn.settle(say("upsell_declined"))
    return True


def answer_cancel(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    first = only(with_ids(turn, before.lead_ids[:1]))
    if first is None:
        return False
    if heard.has("decline", "keep") and not heard.has("cancel"):
        if heard.when.days or heard.when.times or (heard.when and heard.has("move", "want")):
            return _move_to(turn, first, heard.when, is_plain=None if heard.has("move") else False)
        turn.settle(say("kept", lead=first))
        return True
    goods = [job for job in (*heard.jobs, *heard.told_jobs) if job.repair_type in turn.shop.accessories]
    if goods and not heard.has("accept") and len(goods) == len(heard.jobs) + len(heard.told_jobs):
        return _without_goods(turn, first)  # "I meant the protector."
    if heard.has("cancel") and (heard.when.days or heard.when.times):
        return _move_to(turn, first, heard.when, is_plain=False)  # "Yes, cancel it and book Friday at 2."
    if "times" in heard.topics and not heard.jobs and first in repairs(turn):
        return _move_to(turn, first, heard.when)  # "What else do you have?"
    if heard.when and not (heard.jobs or heard.has("cancel", "move")) and gives_time(turn) and first in repairs(turn):
        return _move_to(turn, first, heard.when, is_plain=False)  # "Better Saturday."
    if heard.has("move") or (heard.when and not heard.has("cancel")):
        return False
    is_agreed = is_yes(turn) and (heard.has("cancel") or not is_doubted(turn))
    if is_agreed or (heard.has("cancel") and _says_cancel(turn)):
        return _do_cancel(turn, first, before.lead_ids[1:])
    return False


def answer_cancel_which(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    leads = with_ids(turn, before.lead_ids)
    is_named = heard.has("cancel") and meant(turn, leads)  # "The battery one, no more of that."
    if heard.has("decline", "keep") and not (heard.choice or is_named):
        turn.settle(say("kept", lead=None))
        return True
    if heard.choice and heard.choice.by == "all":
        return ask_cancel(turn, leads) if leads else False
    lead = meant(turn, leads)
    if lead is None:
        return False
    # "Doesn't matter" does not mean cancelling the first one.
    is_sure = heard.choice and heard.choice.by != "any" and heard.is_plain and settles(turn)
    return _do_cancel(turn, lead) if is_sure else ask_cancel(turn, [lead])


def answer_move(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    lead = asked_about(turn)
    slot = before.slot
    if heard.when and not gives_time(turn):
        return False
    if heard.has("keep") and heard.when and heard.of:
        return False  # "No, keep Thursday, but can it be 3."
    if lead is None or slot is None or heard.has("cancel") or (heard.has("move") and (heard.of or heard.of_job)):
        return False
    if heard.choice and not heard.when and (other := _picked_after_all(turn)):
        day, at = slot.day, slot_of(other).at if slot.at == slot_of(lead).at else slot.at
        turn.now = replace(turn.now, lead_ids=(other.lead_id,))
        return _move_to(turn, other, When((day,), (at,)), is_plain=False)
    agrees = (is_yes(turn) and (heard.topics == ("price",) or not is_doubted(turn))) or _says_move(turn)
    if agrees and (not heard.when or one_slot_of(heard.when, slot) == slot):
        return _do_move(turn, lead, slot)
    if heard.when == When(days=(slot.day,)) and not heard.has("decline", "keep"):
        is_wish = heard.is_plain and settles(turn)  # "Friday it is." But: "is Friday better for you?"
        return _do_move(turn, lead, slot) if is_wish else ask_move(turn, lead, slot)
    if heard.has("move") and not (heard.when or heard.has("decline", "keep")):
        return ask_move(turn, lead, slot)  # "If I move it, do I pay": the question stays.
    if (
        heard.is_question
        and "times" in heard.topics
        and _new_slot(heard.when, lead, slot.day) in (None, slot, slot_of(lead))
    ):
        return ask_move(turn, lead, slot)  # "Is it free?"
    if heard.when:
        return _move_to(turn, lead, heard.when) if settles(turn) else _move_to(turn, lead, heard.when, is_plain=False)
    if heard.has("decline", "keep"):
        turn.settle(say("kept", lead=lead))
        return True
    return False


def _picked_after_all(turn: Exchange) -> Lead | None:
    """Return the booking picked from the list instead of the one that was asked about: "no wait, b"."""
    slot, _ = picked_from(turn.heard, turn.before.options)
    return next((lead for lead in repairs(turn) if slot and slot_of(lead) == slot), None)


def _says_move(turn: Exchange) -> bool:
    """Tell whether the text agrees to a move in so many words: "go ahead and move it"."""
    heard = turn.heard
    is_other = heard.is_question or heard.has("decline", "hesitate", "ask", "keep") or heard.is_conditional
    is_named = heard.jobs or heard.of or heard.of_job
    return heard.has("move") and not is_other and not is_named and (heard.is_plain or heard.is_firm)


def answer_move_which(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    leads = with_ids(turn, before.lead_ids)
    if heard.has("decline", "keep", "cancel"):
        return False
    # A day or an hour alone says which booking is meant, not where to move it.
    is_named = bool(heard.choice or heard.jobs or heard.of or heard.of_job)
    when = heard.when if (heard.when.days and is_named) or heard.when.same else NO_TIME
    if not when.days and (before.day or before.at or before.window):
        times = (before.at,) if before.at else ()
        when = When((before.day,) if before.day else (), times, before.window, same=when.same)
    if heard.choice and heard.choice.by == "all" and leads:
        return _move_all(turn, leads, when)
    lead = meant(turn, leads)
    if lead is None:
        return False
    slot = slot_of(lead)
    if when.window.holds(slot.at) and when.window and not when.days:  # Earlier or later than now booked.
        when = beside(replace(when, side="earlier" if when.window.last else "later"), slot)
    return _move_to(turn, lead, when, is_plain=False)


def answer_move_time(turn: Exchange) -> bool:
    heard, lead = turn.heard, asked_about(turn)
    if lead is None or heard.has("cancel"):
        return False
    other = meant(turn, repairs(turn)) if heard.of_job or heard.jobs or heard.of else None
    if other and other != lead:
        return _move_to(turn, other, heard.when)
    if any(job.repair_type and job.device and not is_for(job, lead, turn.desk.premises) for job in heard.jobs):
        return False  # A different repair is not an answer about this one's time.
    if is_no(turn) and not heard.refuses_time:
        turn.settle(say("kept", lead=lead))
        return True
    if heard.when and not gives_time(turn):
        return False
    options = turn.before.options
    picked, is_sure = picked_from(heard, options)
    # An hour alone may be for the booking's own day if the customer has not named the list's day.
    is_of_list = bool(heard.choice or heard.when.days or turn.before.day)
    is_sure = is_sure and not heard.is_question and is_of_list
    if picked is None and (is_yes(turn) or (_says_move(turn) and len(options) == 1)) and not heard.when:
        if len(options) > 1:
            turn.ask(
                "move time", say("ask_which_time", options=options), options=options, lead_ids=turn.before.lead_ids
            )
            return True
        picked, is_sure = next(iter(options), None), True
    if picked:
        return _do_move(turn, lead, picked) if is_sure and settles(turn) else ask_move(turn, lead, picked)
    is_sure = bool(heard.when.days or turn.before.day or slot_of(lead).day in {slot.day for slot in options})
    return _move_to(turn, lead, heard.when, is_plain=None if is_sure else False) if heard.when else False

"""New bookings: from the wish for a repair or a time to the booking itself, and the accessory that goes with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import groupby, zip_longest

from linda.booking import available_slots, next_slots, slot_of
from linda.desk import ALTERNATIVES, is_for
from linda.errors import InvalidInputError, SlotUnavailableError, TooManyBookingsError
from linda.models import ANY_TIME, Job, Lead, LeadType, Question, Slot
from linda.owner_prices import is_out
from linda.quotes import device_family, device_name, names_device, price
from linda.replies import one_line
from linda.responses.compose import Say, say
from linda.responses.values import Money
from linda.rules.acts import NO_TIME, ActKind, When
from linda.rules.changes import ask_move
from linda.rules.exchange import (
    DIAGNOSIS,
    LOOKING,
    MAX_LISTED,
    NOON,
    QUESTIONS_OF_TIME,
    TAKEN_OFF,
    Exchange,
    accessory,
    asked_about,
    beside,
    gives_time,
    hand_on,
    is_doubted,
    is_just_sold,
    is_no,
    is_under_warranty,
    is_yes,
    jobs_at,
    newest,
    now_slot,
    one_slot_of,
    only,
    passing_on,
    picked_from,
    repairs,
    settles,
    shifted,
    sold,
    try_hold,
)
from linda.rules.offers import closed_or_out, free_within, no_visits, offer_slots, quote, soonest, why_not
from linda.slots import is_away, open_slots


def answer_book(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    pending = before.slot
    if pending is None:
        return False
    names_other = (
        gives_time(turn) and one_slot_of(heard.when, pending) != pending and not _is_right_after(turn, pending)
    )
    rest = {job.device for job in before.jobs} - {before.jobs[0].device} if before.jobs else set()
    if (
        names_other
        and is_yes(turn)
        and heard.jobs
        and {_family(job, turn) for job in heard.jobs}
        <= {_family(job, turn) for job in before.jobs if job.device in rest}
    ):
        turn.now = replace(turn.now, jobs=before.jobs)
        return _book(turn, pending)
    names_job = bool(_new_jobs(turn))
    if heard.has("decline") and heard.is_only and heard.jobs and _is_booked_already(turn):
        turn.settle(say("no_problem"), jobs=(), day=None, at=None, window=ANY_TIME)
        return True
    if is_no(turn) and heard.has("bye"):
        turn.settle(say("no_problem"), jobs=(), day=None, at=None, window=ANY_TIME)
        return True
    if is_no(turn) and heard.gives_up:
        return let_go(turn)
    if is_no(turn) and not heard.choice:
        turn.ask("day", say("no_problem"), asks_day(turn), day=None, at=None, window=ANY_TIME)
        return True
    if names_other or heard.refuses_time:
        return False
    if is_yes(turn) and not heard.has("discount") and not is_doubted(turn):
        if "other" in heard.topics:
            turn.facts.append(hand_on(turn))
        if names_job and turn.now.jobs != before.jobs:
            return _ask_to_book(turn, pending)
        return _book(turn, pending)
    if heard.choice and heard.choice.by in ("later", "earlier") and not heard.when:
        return _offer_days(turn, (pending.day,), beside(When(side=heard.choice.by), pending))
    if heard.choice and heard.choice.by == "any" and heard.is_plain and settles(turn):
        return _book(turn, pending)
    if heard.choice and len(before.options) > 1 and not rest and not heard.when:  # "No, let's do G."
        picked, _ = picked_from(heard, before.options)
        return picked is not None and _ask_to_book(turn, picked)
    if heard.when.same and not (heard.when.days or heard.when.times):
        return _ask_to_book(turn, pending)  # "Same time" may mean another booking's time.
    if (
        heard.when
        and one_slot_of(heard.when, pending) == pending
        and heard.is_plain
        and settles(turn)
        and not heard.has("move")
    ):
        return _book(turn, pending)
    if (names_job or heard.name or heard.address or turn.facts) and not heard.has("cancel"):
        return _ask_to_book(turn, pending)
    return False


def _is_right_after(turn: Exchange, pending: Slot) -> bool:
    """Tell whether "yes, right after" agrees to the slot that follows the first booking's."""
    length = timedelta(minutes=turn.shop.slot_minutes)
    follows = any(pending.start - slot_of(lead).start == length for lead in turn.desk.open_leads())
    return follows and turn.heard.when == When(side="later") and is_yes(turn)


def _is_booked_already(turn: Exchange) -> bool:
    """Tell whether only what is already booked is wanted, not what was asked about: "nah, just the iPhone"."""
    asked_for = {_family(job, turn) for job in turn.before.jobs}
    leads = turn.desk.open_leads()
    return all(
        _family(job, turn) not in asked_for and any(is_for(job, lead, turn.desk.premises) for lead in leads)
        for job in turn.heard.jobs
    )


def _family(job: Job, turn: Exchange) -> str:
    return device_family(job.device, turn.shop) or job.device


def _new_jobs(turn: Exchange) -> tuple[Job, ...]:
    accessories = turn.shop.accessories
    return tuple(job for job in turn.heard.jobs if job.repair_type not in accessories)


def answer_time(turn: Exchange) -> bool:
    """Take the slot chosen from those that were listed."""
    heard, before = turn.heard, turn.before
    options = before.options
    if is_no(turn) and heard.gives_up:
        return let_go(turn)
    if is_no(turn) and not heard.refuses_time:
        turn.ask("day", say("no_problem"), asks_day(turn), day=None, at=None, window=ANY_TIME)
        return True
    if heard.when and not gives_time(turn):
        return False
    picked, is_sure = picked_from(heard, options)
    if picked is None and is_yes(turn) and len(options) == 1 and not heard.when:
        picked, is_sure = options[0], True
    if picked is None:
        if is_yes(turn) and options and not heard.when and not _new_jobs(turn):
            turn.ask("time", say("ask_which_time", options=options), options=options)
            return True
        return False
    is_order = is_sure and not (heard.is_question or heard.has("hesitate")) and before.nudges < LOOKING
    return _book(turn, picked) if is_order else _ask_to_book(turn, picked)


def answer_day(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    if is_no(turn):
        return let_go(turn)
    if heard.choice and before.options:
        return answer_time(turn)
    if is_yes(turn) and not heard.when and not _new_jobs(turn):
        return _offer_next(turn)
    return False


def let_go(turn: Exchange) -> bool:
    """Drop the question. The jobs stay known, in case the customer returns to them, unless something is booked."""
    jobs = () if repairs(turn) else turn.before.jobs
    turn.settle(say("no_problem"), jobs=jobs, day=None, at=None, window=ANY_TIME)
    return True


def answer_repair(turn: Exchange) -> bool:
    """Go on with the slot if the last reply asked what to repair, and the text answers that."""
    heard, before = turn.heard, turn.before
    if is_no(turn):
        turn.settle(say("no_problem"), day=None, at=None)
        return True
    slot = before.slot
    if not heard.jobs or heard.when or slot is None:
        return False
    is_order = heard.is_plain and not heard.is_question and not heard.has("ask")
    return _book(turn, slot) if is_order else _ask_to_book(turn, slot)


_LONGEST_PLACE = 80


def answer_address(turn: Exchange) -> bool:
    """Go on with the address; one that is not understood for the second time is taken, and read back, as it is."""
    heard, before = turn.heard, turn.before
    if is_no(turn):
        return let_go(turn)
    if before.slot is None or heard.when:
        return False
    if not heard.address and not (before.nudges and _may_be_place(turn)):
        return False
    if not heard.address:
        turn.now = replace(turn.now, address=one_line(heard.place, _LONGEST_PLACE), jobs=before.jobs)
    return _ask_to_book(turn, before.slot)


def _may_be_place(turn: Exchange) -> bool:
    """Tell whether the text may say where the customer is: it does and asks nothing else."""
    heard = turn.heard
    return len(heard.place.split()) > 1 and not (heard.topics or heard.is_question or heard.has(*_NO_PLACE))


_NO_PLACE: Sequence[ActKind] = (
    *("accept", "decline", "hesitate", "cancel", "move", "keep", "repeat", "hear_me", "person", "call_me"),
    *("complain", "thank", "bye", "greet", "name"),
)


def answer_upsell(turn: Exchange) -> bool:
    heard, before = turn.heard, turn.before
    lead = asked_about(turn)
    item, amount = accessory(turn, lead)
    if lead is None or amount is None:
        return False
    if heard.has("cancel", "move", "keep"):
        return False
    if heard.choice and heard.choice.by == "place" and not heard.has("accept", "add"):
        picked, _ = picked_from(heard, turn.before.options)
        return picked not in (None, slot_of(lead)) and ask_move(turn, lead, picked)
    other = any(job.repair_type != item for job in heard.jobs)
    refuses_item = any(job.repair_type == item for job in heard.told_jobs)
    if refuses_item or (heard.has("decline") and not heard.has("accept", "add")):
        turn.settle(say("upsell_declined"), lead_ids=before.lead_ids)
        return not (heard.when or other)
    wants_item = any(job.repair_type == item for job in heard.jobs) and not heard.is_question
    # A goodbye with a yes in it ("listo, nos vemos") buys nothing.
    agrees = is_yes(turn, is_firm=True) and heard.is_plain and not heard.is_question
    if (heard.has("add") or wants_item or agrees) and not heard.has("hesitate"):
        if heard.when or other:
            return False
        return _sell(turn, lead, item, amount)
    if heard.has("thank", "bye") or (heard.has("accept") and not heard.is_firm):
        turn.settle(say("all_set", lead=lead), lead_ids=before.lead_ids)
        return True
    return False


def _sell(turn: Exchange, lead: Lead, item: str, amount: int) -> bool:
    """Add the accessory to the booking, which stays under discussion: a "no" takes the accessory off again."""
    turn.desk.sell(item)
    turn.settle(say("upsell_added", item=item, amount=Money(amount)), jobs=turn.before.jobs, lead_ids=(lead.lead_id,))
    return True


def take_off(turn: Exchange) -> bool:
    """Take an accessory off a booking that otherwise stays as it is: "no protector after all"."""
    heard, before, accessories = turn.heard, turn.before, turn.shop.accessories
    last = asked_about(turn)
    # A bare "no" refers only to what the last text bought.
    was_sold_last = is_just_sold(turn)
    if was_sold_last:
        turn.now = replace(turn.now, lead_ids=())
    if set(heard.topics) - {"other"} or heard.has("complain", "keep") or before.asked.startswith("upsell"):
        return False
    named = [*heard.told_jobs, *([heard.of_job] if heard.of_job and heard.has("cancel") else [])]
    items = [job.repair_type for job in named if job.repair_type in accessories]
    lead = next((one for one in repairs(turn) if not {*items}.isdisjoint(sold(one))), None)
    is_rest = heard.is_only and last is not None and all(is_for(job, last, turn.desk.premises) for job in heard.jobs)
    if last and was_sold_last and not named and (is_no(turn) or is_rest):  # "No", "only the screen"
        lead, items = last, sold(last)[-1:]
    if lead is None:
        if not items or heard.jobs or heard.when or heard.topics or not repairs(turn):
            return False
        if before.asked:  # That stays open.
            turn.says.append(say("upsell_declined"))
        else:
            turn.settle(say("upsell_declined"), jobs=before.jobs)
        return True
    items = [item for item in items if item in sold(lead)]
    for item in items:
        turn.desk.note(f"{TAKEN_OFF}{item}")
    turn.settle(say("upsell_taken_off", item=items[0], lead=lead), jobs=before.jobs, lead_ids=(lead.lead_id,))
    return is_rest or not (heard.jobs or heard.when)


def accessory_alone(turn: Exchange) -> bool:
    """Add an accessory to the booked repair if it is plainly ordered; otherwise ask whether it is wanted."""
    heard, before, premises = turn.heard, turn.before, turn.desk.premises
    job = only(heard.jobs)
    if job is None or job.repair_type not in turn.shop.accessories or heard.when or before.jobs or before.asked:
        return False
    lead = only([one for one in repairs(turn) if is_for(Job(device=job.device), one, premises)])
    amount = price(job.repair_type, jobs_at(turn, lead)[0].device, turn.shop) if lead else None
    is_wish = heard.has("want", "add") or set(heard.topics) <= {"price", "services"}
    if lead is None or amount is None or not is_wish:
        return False
    if heard.is_plain and heard.has("want", "add") and not (heard.is_question or heard.topics or heard.has("decline")):
        return _sell(turn, lead, job.repair_type, amount)
    turn.now = replace(turn.now, jobs=())
    if job.repair_type != accessory(turn, lead)[0]:
        quote(turn, [replace(job, device=jobs_at(turn, lead)[0].device)] if not turn.facts else [])
        return True
    turn.facts = [fact for fact in turn.facts if fact.kind != "accessory_price"]
    turn.ask("upsell", say("upsell", item=job.repair_type, amount=Money(amount)), lead_ids=(lead.lead_id,))
    return True


def visit_instead(turn: Exchange) -> bool:
    """Ask the owner to visit a customer booked at the shop, once the address is known."""
    heard, before, now = turn.heard, turn.before, turn.now
    lead = only(repairs(turn))
    if lead is None or lead.lead_type != "appointment" or heard.jobs or before.jobs:
        return False
    is_answer = before.asked == "address" and before.lead_ids == (lead.lead_id,) and bool(heard.address)
    is_wish = heard.has("on_site") and before.asked in ("", "upsell")
    if not (is_answer or is_wish) or no_visits(turn, slot_of(lead).day):
        return False
    if is_wish:
        turn.facts.append(say("on_site_fee", amount=Money(turn.shop.on_site_fee)))
    if not now.address:
        turn.ask("address", say("ask_address"), lead_ids=(lead.lead_id,))
        return True
    turn.desk.ask_owner(f"Wants a visit at {now.address} instead of coming to the shop")
    turn.mark("message")
    turn.settle(passing_on(turn), lead_ids=(lead.lead_id,), on_site=False, day=None, at=None)
    return True


def order(turn: Exchange) -> bool:
    """Answer a text that wants a repair or a time."""
    heard, before, now = turn.heard, turn.before, turn.now
    when = beside(heard.when, _talked_about(turn))
    asks_times = "times" in heard.topics
    if heard.has("on_site") and when:
        if none := no_visits(turn, only(when.days)):
            return _no_visit(turn, none)
        turn.facts.append(say("on_site_fee", amount=Money(turn.shop.on_site_fee)))
    if not (heard.has("want") or heard.jobs or asks_times or (before.asked in QUESTIONS_OF_TIME and gives_time(turn))):
        return heard.has("on_site") and _visit(turn)
    is_vague = not heard.jobs and not heard.is_plain and not heard.is_question and not before.asked and not now.jobs
    if is_vague and {"threat", "complaint"} & set(now.handed_on):
        return False
    if {"hours", "bookings", "status", "owner", "back"} & set(heard.topics) and not heard.jobs:
        return False
    if (lead := _comes_with(turn)) and (slot := _slot_beside(turn, slot_of(lead))):
        known = jobs_at(turn, lead)[0].device
        turn.now = replace(now, jobs=tuple(replace(job, device=job.device or known) for job in now.jobs))
        return _ask_to_book(turn, slot)
    if not when and not asks_times:
        return _order_without_time(turn)
    if not when and not now.jobs and not before.asked and (leads := turn.desk.open_leads()):
        turn.settle(say("your_booking", lead=leads[0]) if len(leads) == 1 else say("your_bookings", leads=tuple(leads)))
        return True
    if when.shift and before.day and (moved := shifted(Slot(before.day, before.at or time.min), when.shift)):
        if before.at:
            return _ask_to_book(turn, moved)
        if before.asked in QUESTIONS_OF_TIME:
            return _offer_days(turn, (moved.day,), NO_TIME)
    day = now.day if now.day and now.day >= turn.today else only(when.days)
    slots = _wanted_slots(turn, when)
    if 1 < len(slots) == len(_visits(now.jobs)) and len({slot.at for slot in slots}) == len(slots):
        return _ask_to_book(turn, slots[0], then=slots[1:])
    if len(slots) == 1:
        return _one_wanted(turn, slots[0])
    if slots:
        return _several_wanted(turn, slots)
    if when.times and not when.days and day is None:
        return _time_alone(turn, when.times[0])
    days = when.days or ((day,) if day else ())
    if days or when.window:
        return _offer_days(turn, days, when)
    return _earliest(turn, when) if when.earliest or when.latest else _offer_next(turn)


def _talked_about(turn: Exchange) -> Slot | None:
    """Return the time that "later" or "earlier" is relative to: the one asked about, or the last or first listed."""
    before = turn.before
    if before.slot or not before.options:
        return before.slot
    return before.options[-1 if turn.heard.when.side == "later" else 0]


def _comes_with(turn: Exchange) -> Lead | None:
    """Return the booking that a new job joins if the text names no time of its own: "also the screen"."""
    heard, before, when = turn.heard, turn.before, turn.heard.when
    is_with = when.same or when.side or heard.is_addition
    is_open = before.asked not in ("repair", "device") and not before.jobs
    if not (is_with and is_open and _new_jobs(turn)) or when.days or when.times or when.window or when.shift:
        return None
    return newest(repairs(turn))


def _slot_beside(turn: Exchange, known: Slot) -> Slot | None:
    """Return the free slot nearest to the booked one on its day, on the wanted side if possible, else the next one."""
    free = available_slots(turn.desk.premises, known.day)
    later = [slot for slot in free if slot.at > known.at]
    earlier = [slot for slot in reversed(free) if slot.at < known.at]
    near = [*earlier, *later] if turn.heard.when.side == "earlier" else [*later, *earlier]
    return next(iter(near), None) or next(iter(next_slots(turn.desk.premises, 1, known.day)), None)


def _order_without_time(turn: Exchange) -> bool:
    """Go on with what is known if the text gives no time: give the price and ask for a time."""
    heard, before, now = turn.heard, turn.before, turn.now
    if before.asked == "book" and before.slot and now.jobs:
        return _ask_to_book(turn, before.slot)
    if not now.jobs:
        if heard.has("on_site"):
            return _visit(turn)
        # "Can I bring my mom" does not ask for a second repair.
        if before.asked or (repairs(turn) and heard.is_question):
            return False
        turn.ask("repair", say("ask_what"))
        return True
    if now.on_site and heard.has("on_site"):
        return _visit(turn)
    own = next(
        (lead for lead in repairs(turn) if all(is_for(job, lead, turn.desk.premises) for job in heard.jobs)), None
    )
    if own and heard.is_question and heard.jobs and not before.asked:
        turn.settle(*([] if turn.facts else [say("your_booking", lead=own)]), jobs=before.jobs)
        return True
    quote(turn, turn.now.jobs)
    if ask_for_missing(turn, day=now.day, at=now.at):
        return True
    if now.slot:
        return _ask_to_book(turn, now.slot)
    if now.day or now.window:
        return _offer_days(turn, (now.day,) if now.day else (), When(window=now.window))
    if before.asked == "time" and before.options:  # Several days were named first: "Friday or Saturday".
        return offer_slots(turn, before.options)
    ask_when(turn)
    return True


def ask_when(turn: Exchange) -> None:
    """Ask when the customer wants to come; first say what prevents coming soon."""
    if is_away(turn.desk.premises.state):
        offer_slots(turn, ())
        return
    out = _out_of_stock(turn, turn.today)
    if out and out[1] is None:
        _say_out_of_stock(turn, out)
        return
    if out:
        turn.facts.append(say("out_of_stock", job=out[0], until=out[1]))
    turn.ask("day", asks_when(turn), lead_ids=())


def asks_when(turn: Exchange) -> Say:
    """Return the question for a day and a time: when to come, or when the owner is to come."""
    return say("ask_visit_when" if turn.now.on_site else "ask_when")


def asks_day(turn: Exchange, at: time | None = None) -> Say:
    """Return the question for a day."""
    return say("ask_visit_day" if turn.now.on_site else "ask_day", at=at)


def _visit(turn: Exchange) -> bool:
    """Say what a visit costs, and ask for what is missing; if one is booked already, say so."""
    now = turn.now
    booked = next((lead for lead in turn.desk.open_leads() if lead.lead_type == "on_site"), None)
    if booked and not now.jobs and not turn.heard.when:
        turn.now = replace(turn.now, on_site=False)
        turn.settle(say("visit_set", lead=booked, address=booked.address))
        return True
    if out := no_visits(turn, now.day):
        return _no_visit(turn, out)
    turn.facts.append(say("on_site_fee", amount=Money(turn.shop.on_site_fee)))
    if ask_for_missing(turn):
        return True
    quote(turn, turn.now.jobs)
    turn.ask("day", asks_when(turn))
    return True


def go_on(turn: Exchange) -> None:
    """Ask the next question once the jobs are known: whether to book the slot, or for a time."""
    if turn.now.slot:
        _ask_to_book(turn, turn.now.slot)
    else:
        ask_when(turn)


def _no_visit(turn: Exchange, said: Say) -> bool:
    """Say that the owner makes no house calls, and ask when the customer could come."""
    turn.facts = [fact for fact in turn.facts if fact.kind != "no_visits"]
    turn.now = replace(turn.now, on_site=False)
    if not ask_for_missing(turn, said, day=None, at=None):
        turn.ask("day", said, asks_when(turn), day=None, at=None)
    return True


def _wanted_slots(turn: Exchange, when: When) -> list[Slot]:
    """Return the slots that the days and times add up to, free or not."""
    before, now = turn.before, turn.now
    times = [at for at in when.times if at not in when.not_times]
    if not times and when.same == "time" and (at := _time_before(turn)):
        times = [at]
    if not times and len(when.days) == 1 and before.asked == "day" and before.at and not when.window:
        times = [before.at]
    if (
        not times
        and len(when.days) == 1
        and before.asked == "book"
        and before.at
        and not when.window
        and not (when.earliest or when.latest)
    ):
        times = [before.at]
    if not times:
        return []
    days: Sequence[date] = when.days
    if not days and when.same == "day":
        days = [_day_before(turn)]
    if not days:
        offered = {slot.day for slot in before.options if slot.at in times}
        days = sorted(offered)[:1] or ([now.day] if now.day and (before.asked or before.day) else [])
    return [Slot(day, at) for day in days for at in times]


def _time_before(turn: Exchange) -> time | None:
    if turn.before.at:
        return turn.before.at
    lead = newest(repairs(turn))
    return slot_of(lead).at if lead else None


def _day_before(turn: Exchange) -> date:
    """Return the day that "the same day" means: the newest booking's, else the one under discussion, else today."""
    lead = newest(repairs(turn))
    return slot_of(lead).day if lead else turn.before.day or turn.today


def _one_wanted(turn: Exchange, slot: Slot) -> bool:
    """Book the slot if it is plainly ordered, else ask."""
    heard, before = turn.heard, turn.before
    if heard.has("decline") and not before.asked and not heard.has("accept"):
        turn.settle(say("no_problem"), jobs=before.jobs)
        return True
    own = next((lead for lead in turn.desk.open_leads() if slot_of(lead) == slot), None)
    if own and not _new_jobs(turn) and not turn.now.jobs:
        turn.settle(say("all_set", lead=own))
        return True
    is_order = heard.is_plain and heard.has("want") and not heard.has("ask", "hesitate", "discount", "decline")
    is_order = is_order or (heard.is_plain and heard.has("decline") and before.asked == "book" and not heard.has("ask"))
    is_order = is_order and not heard.is_question and len(turn.now.jobs) == 1 and not turn.now.on_site
    return _book(turn, slot) if is_order else _ask_to_book(turn, slot)


def _several_wanted(turn: Exchange, slots: Sequence[Slot]) -> bool:
    """Ask which of the free slots is wanted; if only one is free, ask about that one."""
    free = [slot for slot in slots if slot in available_slots(turn.desk.premises, slot.day)]
    if not free:
        return _offer_instead(turn, slots[0])
    if len(free) == 1 or turn.heard.has("choose"):
        return _ask_to_book(turn, free[0])
    return offer_slots(turn, tuple(free[:MAX_LISTED]))


def _is_of_the_clock(turn: Exchange, at: time) -> bool:
    """Tell whether appointments start at that time of day, on any day."""
    shop = turn.shop
    minutes = (at.hour - shop.first_slot.hour) * 60 + at.minute - shop.first_slot.minute
    return shop.first_slot <= at <= shop.last_slot and minutes % shop.slot_minutes == 0


def _time_alone(turn: Exchange, at: time) -> bool:
    """Ask for the day, or about today if the time is still free today.

    For a job on top of a booking, ask about the booking's day instead.
    """
    is_on_top = (turn.heard.is_addition or turn.heard.whose) and turn.now.jobs and repairs(turn)
    if not _is_of_the_clock(turn, at):
        near = soonest(turn)
        return _offer_instead(turn, Slot(near[0].day, at)) if near else offer_slots(turn, ())
    slot = Slot(_day_before(turn) if is_on_top else turn.today, at)
    if is_on_top and slot in available_slots(turn.desk.premises, slot.day):
        return _ask_to_book(turn, slot)
    if slot in available_slots(turn.desk.premises, turn.today):
        return _ask_to_book(turn, slot)
    if slot > now_slot(turn) and available_slots(turn.desk.premises, turn.today) and turn.now.jobs:
        return _offer_instead(turn, slot)
    turn.ask("day", asks_day(turn, at), at=at, day=None)
    return True


def _offer_days(turn: Exchange, days: Sequence[date], when: When) -> bool:
    """Offer what is free on the days within the window, or say that nothing is and offer something else."""
    out = _out_of_stock(turn, max(days)) if days else None
    if out:
        return _say_out_of_stock(turn, out)
    free = free_within(turn, when, days[0] if days else None)
    asks_else = turn.before.asked == "time" and "times" in turn.heard.topics and not turn.heard.when
    if turn.desk.is_call and asks_else:  # "What else do you have?"
        free = [slot for slot in free if slot not in turn.before.options] or free
    if (when.earliest or when.latest) and free:
        return _ask_to_book(turn, free[0] if when.earliest else free[-1])
    if len(free) == 1 and (when.window or turn.now.window):
        return _ask_to_book(turn, free[0])
    if free:
        return offer_slots(
            turn, tuple(_of_each_day(free) if len(when.days) > 1 else free[: MAX_LISTED if days else ALTERNATIVES])
        )
    day = days[0] if days else None
    window = when.window or turn.now.window
    premises = turn.desk.premises
    if is_away(premises.state):
        return offer_slots(turn, ())
    if day and day < turn.today:
        turn.says.append(say("slot_past", slot=Slot(day, premises.shop.first_slot)))
        return _offer_next(turn)
    if day and not open_slots(day, premises.shop, premises.state):
        turn.says.append(closed_or_out(turn, Slot(day, premises.shop.first_slot)))
    elif day == turn.today and open_slots(day, premises.shop, premises.state)[-1].at <= now_slot(turn).at:
        turn.says.append(say("closed_now_today", next=None))
    elif window:
        turn.says.append(say("nothing_in_window", day=day, window=window))
    elif day:
        turn.says.append(say("day_full", day=day))
    turn.now = replace(turn.now, window=ANY_TIME)  # What is offered instead is outside it.
    near = turn.desk.alternatives(Slot(day, window.first or window.last or NOON)) if day else soonest(turn)
    return offer_slots(turn, tuple(near))


def _of_each_day(free: Sequence[Slot]) -> list[Slot]:
    """Return a few of the slots, spread over the days: the first of each day, then the second of each."""
    days = [list(slots) for _, slots in groupby(free, key=lambda slot: slot.day)]
    ranked = [slot for rank in zip_longest(*days) for slot in rank if slot]
    return sorted(ranked[:ALTERNATIVES])


def _earliest(turn: Exchange, when: When) -> bool:
    """Ask about the first free slot, or the last one of the day under discussion, else of the first free day."""
    free = free_within(turn, when, turn.now.day if when.latest else None)
    if when.latest:
        free = [slot for slot in free if slot.day == free[0].day][-1:]
    return _ask_to_book(turn, free[0]) if free else offer_slots(turn, ())


def _offer_next(turn: Exchange) -> bool:
    slots = soonest(turn)
    if slots and (out := _out_of_stock(turn, slots[0].day)):
        return _say_out_of_stock(turn, out)
    return offer_slots(turn, tuple(slots))


def _offer_instead(turn: Exchange, slot: Slot) -> bool:
    """Say why the slot is not available, and offer those near it."""
    if is_away(turn.desk.premises.state):
        return offer_slots(turn, ())
    turn.says += why_not(turn, slot)
    return offer_slots(turn, tuple(turn.desk.alternatives(slot)))


def what_is_missing(turn: Exchange) -> tuple[Question, Say] | None:
    """Return the question for what is still missing from the jobs; None if nothing is."""
    jobs = turn.now.jobs
    job = next((job for job in jobs if not (job.repair_type and (job.device or names_device(job.repair_type)))), None)
    if not jobs or (job and not (job.repair_type or job.device)):
        return "repair", say("ask_what")
    if job is None:
        return None
    if not job.repair_type:
        return "repair", say("ask_repair_of", device=device_name(job.device, turn.shop))
    return "device", say("ask_device") if job.repair_type == DIAGNOSIS else say("ask_device_of", job=job)


def ask_for_missing(turn: Exchange, *says: Say, **changes: object) -> bool:
    """Say this and ask for what is still missing from the jobs, if anything is."""
    if missing := what_is_missing(turn):
        question, asks = missing
        turn.ask(question, *says, asks, **changes)
    return missing is not None


def _ask_to_book(turn: Exchange, slot: Slot, *, then: Sequence[Slot] = ()) -> bool:
    """Hold the slot and ask for what is missing, or whether to book it; `then` holds the slots of later visits."""
    now = turn.now
    if now.on_site and (none := no_visits(turn, slot.day)):
        return _no_visit(turn, none)
    if out := _out_of_stock(turn, slot.day):
        return _say_out_of_stock(turn, out)
    if not try_hold(turn, slot):
        return _offer_instead(turn, slot)
    if not turn.facts and (turn.heard.jobs or not turn.before.jobs):
        quote(turn, turn.now.jobs)
    leads = repairs(turn)
    if not now.jobs and len(leads) == 1 and slot != slot_of(leads[0]):  # It can only be for this booking.
        return ask_move(turn, leads[0], slot)
    is_free = () if turn.before.slot == slot else (say("slot_free", slot=slot),)
    if ask_for_missing(turn, *is_free, day=slot.day, at=slot.at, lead_ids=()):
        return True
    if now.on_site and not now.address:
        turn.ask("address", say("ask_address"), day=slot.day, at=slot.at, lead_ids=())
        return True
    visit = first_visit(now.jobs)
    if now.on_site:
        turn.facts = [fact for fact in turn.facts if fact.kind != "on_site_fee"]  # The question states it.
    asks = _with_price(turn, turn.desk.asks_to_book(slot, visit, on_site=now.on_site, address=now.address))
    # The list it was picked from is kept, for a customer who picks another one after all.
    listed = turn.before.options if len(visit) == len(now.jobs) and slot in turn.before.options else ()
    options = (slot, *then) if then or not listed else listed
    turn.ask("book", asks, day=slot.day, at=slot.at, options=options, lead_ids=())
    return True


def _with_price(turn: Exchange, asks: Say) -> Say:
    """Return the question with the price of its one job, if that has just been said: a caller hears the job once."""
    prices = [fact for fact in turn.facts if fact.kind == "price"]
    if (
        asks.kind != "ask_book"
        or not turn.desk.is_call
        or asks.values["jobs"] != tuple(p.values["job"] for p in prices)
    ):
        return asks
    if len(prices) != 1:
        return asks
    turn.facts.remove(prices[0])
    return say("ask_book_priced", **asks.values, amount=prices[0].values["amount"])


def _visits(jobs: Sequence[Job]) -> list[str]:
    """Return the devices of the jobs: each gets a visit of its own."""
    return list(dict.fromkeys(job.device for job in jobs))


def first_visit(jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Return the jobs of the first visit: those on the first device."""
    return tuple(job for job in jobs if job.device == jobs[0].device)


def _book(turn: Exchange, slot: Slot) -> bool:
    """Book the slot for the jobs of one visit; ask for what is missing, or offer other slots if it is gone."""
    now, desk = turn.now, turn.desk
    is_blocked = now.on_site and (not now.address or no_visits(turn, slot.day))
    visit, address = first_visit(now.jobs), now.address if now.on_site else ""
    lead_type: LeadType = "on_site" if now.on_site else "appointment"
    may_book = desk.may_book(slot, visit, lead_type, address)
    if what_is_missing(turn) or is_blocked or _out_of_stock(turn, slot.day) or not may_book:
        return _ask_to_book(turn, slot)
    is_warranty = any(is_under_warranty(turn, job) for job in visit)
    if is_warranty:
        desk.note("Warranty: a repair that the customer complained of")
    rest, noted = tuple(job for job in now.jobs if job not in visit), list(desk.remarks)
    for item in [] if rest else _ordered_too(turn):  # Written with the booking, so that no crash can part them.
        desk.sell(item, visit[0].device)
    try:
        lead = desk.book(slot, visit, name=now.customer_name, address=address, lead_type=lead_type)
    except (InvalidInputError, SlotUnavailableError):
        desk.remarks = noted
        return _offer_instead(turn, slot)
    except TooManyBookingsError:
        desk.remarks = noted
        turn.settle(say("too_many_bookings", most=turn.shop.most_open_bookings))
        return True
    for job in visit:
        if job.repair_type != DIAGNOSIS and price(job.repair_type, job.device, turn.shop) is None:
            turn.tell_owner(f"price {job.repair_type} {job.device}")
    is_more = any(said.kind.startswith("booked") for said in turn.says)
    in_shop = "booked_too" if is_more else "booked_warranty" if is_warranty else "booked"
    kind = "booked_on_site" if now.on_site else in_shop
    booked = say(kind, lead=lead, address=now.address) if now.on_site else say(kind, lead=lead)
    turn.facts = [fact for fact in turn.facts if not fact.kind.startswith(("price", "look_first", "on_site_fee"))]
    turn.settle(booked, jobs=rest, day=None, at=None, window=ANY_TIME, lead_ids=(lead.lead_id,))
    if rest:
        return _next_visit(turn, slot)
    turn.now = replace(turn.now, on_site=False, address="")
    return _upsell(turn, lead)


def _next_visit(turn: Exchange, after: Slot) -> bool:
    """Ask about the next device's visit, at the time planned for it or right after the first one."""
    heard, before = turn.heard, turn.before
    planned = one_slot_of(heard.when, after) if heard.when else None
    if planned in (None, after) and before.asked == "book":
        planned = next(iter(before.options[1:]), None)
    if planned and planned != after and planned in available_slots(turn.desk.premises, planned.day):
        return _ask_to_book(turn, planned, then=before.options[2:] if before.asked == "book" else ())
    later = [slot for slot in available_slots(turn.desk.premises, after.day) if slot.at > after.at]
    slot = next(iter(later), None) or next(iter(next_slots(turn.desk.premises, 1, after.day)), None)
    return _ask_to_book(turn, slot) if slot else True


def _upsell(turn: Exchange, lead: Lead) -> bool:
    """Offer the accessory that goes with the repair, or tell of the one that the text ordered along with it."""
    item, amount = accessory(turn, lead)
    wanted = _ordered_too(turn)
    for one in wanted:
        cost = price(one, lead.device, turn.shop)
        turn.says.append(say("upsell_added", item=one, amount=Money(cost or 0)))
    is_refused = any(job.repair_type == item for job in turn.heard.told_jobs)
    if amount is not None and item not in wanted and not is_refused:
        # The list the time was picked from is kept, for a customer who picks another one after all.
        listed = turn.before.options if slot_of(lead) in turn.before.options else ()
        upsell = say("upsell", item=item, amount=Money(amount))
        turn.ask("upsell", upsell, lead_ids=(lead.lead_id,), options=listed)
    return True


def _ordered_too(turn: Exchange) -> list[str]:
    """Return the accessories that the text orders along with a repair."""
    is_order = not (turn.heard.is_question or turn.heard.topics)
    return [job.repair_type for job in turn.heard.jobs if is_order and job.repair_type in turn.shop.accessories]


def _out_of_stock(turn: Exchange, day: date) -> tuple[Job, date | None] | None:
    """Return the first job whose part is out of stock on the day, and until when."""
    for job in turn.now.jobs:
        if out := is_out(job.repair_type, job.device, day, turn.shop):
            return job, out.until
    return None


def _say_out_of_stock(turn: Exchange, out: tuple[Job, date | None]) -> bool:
    job, until = out
    if not turn.facts and turn.heard.jobs:
        quote(turn, turn.now.jobs)
    turn.says.append(say("out_of_stock", job=job, until=until))
    if until is None:
        turn.settle(hand_on(turn, "out of stock"), day=None, at=None)
        return True
    turn.now = replace(turn.now, day=None, at=None)
    slots = [
        slot
        for slot in next_slots(turn.desk.premises, MAX_LISTED * 4, until)
        if slot.day not in turn.heard.when.not_days
    ]
    return offer_slots(turn, tuple(slots[:ALTERNATIVES]))

"""Facts: questions are answered from the shop's data, the owner's state and the bookings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from linda.booking import slot_of
from linda.bulletin import is_unclear, offers_discount
from linda.closures import is_kept
from linda.errors import InvalidInputError
from linda.models import OWNER_STATUSES, Job, Lead
from linda.quotes import device_name, names_device, price, price_list
from linda.responses.compose import say
from linda.rules.exchange import (
    DIAGNOSIS,
    Exchange,
    hand_on,
    is_given_up,
    is_under_warranty,
    jobs_at,
    meant,
    newest,
    now_slot,
    passing_on,
    repairs,
)
from linda.rules.offers import no_visits, offering, quote, sentence, soonest
from linda.slots import doing_until, is_away, note_now, open_hours, open_slots, status_now

# How many of the owner's own prices for a thing are given at once.
_MOST_OWN = 3


def facts(turn: Exchange) -> None:
    """Collect the answers to what is asked, in the order of the text."""
    for topic in dict.fromkeys(turn.heard.topics):
        handler = _FACTS.get(topic)
        if handler:
            handler(turn)
        elif topic not in ("times", "other"):
            _fact(turn, topic)
    if turn.heard.has("discount"):
        _discount(turn)


def _fact(turn: Exchange, topic: str) -> None:
    """Say what the shop's data has on the topic; if it has nothing, ask the owner, once."""
    if topic == "on-site" and (out := no_visits(turn)):
        turn.facts.append(out)
        return
    fact = turn.shop.fact(topic, turn.now.language)
    if fact and fact.text:
        turn.facts.append(say("fact", text=fact.text))
        if fact.owner_adds:
            turn.tell_owner(topic)
        return
    known = topic in turn.now.handed_on
    turn.tell_owner(topic)
    if known:
        turn.facts.append(say("already_passed_on"))
        return
    before = next((fact for fact in turn.facts if fact.kind == "fact_unknown"), None)
    topics = [*before.values["topics"], topic] if before else [topic]  # type: ignore[misc]
    when = passing_on(turn).values  # What he is doing now, and until when.
    turn.facts = [fact for fact in turn.facts if fact != before]
    turn.facts.append(say("fact_unknown", topics=tuple(topics), **when))


def _price(turn: Exchange) -> None:
    named = [job for job in turn.heard.jobs if job.repair_type != DIAGNOSIS or job.trouble]
    devices = {job.device for job in named}
    if not any(job.repair_type for job in named):  # "How much is the tablet?", whose screen is talked about.
        named = [job for job in turn.now.jobs if job.device in devices and job.repair_type] or named
    jobs, on_site = named or turn.now.jobs, turn.now.on_site
    if not jobs:
        leads = repairs(turn) or [lead for lead in [turn.desk.newest_lead()] if lead]
        jobs = tuple(job for lead in leads for job in jobs_at(turn, lead))
        on_site = on_site or any(lead.lead_type == "on_site" for lead in leads)
    if not any(job.repair_type for job in jobs):
        if turn.heard.has("on_site"):
            return  # The visit's cost is part of it.
        turn.facts.append(say("price_list", prices=price_list(turn.shop, turn.now.language)))
        return
    devices = {job.device for job in turn.now.jobs if job.device}
    whole = tuple(replace(job, device=job.device or (next(iter(devices)) if len(devices) == 1 else "")) for job in jobs)
    told = len(turn.facts)
    quote(turn, whole, on_site=on_site)
    if len(turn.facts) == told and any(is_under_warranty(turn, job) for job in whole):
        _fact(turn, "warranty")


def _hours(turn: Exchange) -> None:
    """Give the hours, and the owner's bulletin where it mentions them in a way that only a person can interpret."""
    told, premises = len(turn.facts), turn.desk.premises
    _hours_of_days(turn)
    is_now = turn.heard.when.days in ((), (premises.today,))
    if is_now and not OWNER_STATUSES[status_now(premises.state, premises.local_now)].walk_ins:
        owner(turn)
    if len(turn.facts) > told and is_unclear(premises.state, premises.shop, premises.today):
        turn.facts.append(say("fact", text=sentence(str(premises.state["special_info"]))))


def _hours_of_days(turn: Exchange) -> None:
    """Give the hours of the day asked about, else the usual ones; for today, say if the shop has already closed."""
    if "times" in turn.heard.topics and turn.heard.jobs:
        return
    premises, when = turn.desk.premises, turn.heard.when
    if is_away(premises.state):
        turn.facts.append(say("closed_further_notice"))
        return
    day = when.days[0] if when.days else None
    if when.same == "day" and (lead := newest(repairs(turn))):
        day = slot_of(lead).day
    local = premises.local_now
    if day is None and turn.heard.is_question and not when:
        week = {turn.today + timedelta(days=ahead): None for ahead in range(7)}
        slots = {one: open_hours(one, premises.shop, premises.state) for one in week}
        usual = max(slots.values(), key=len)
        if not usual:
            turn.facts.append(say("closed_further_notice"))
            return
        turn.facts.append(say("hours_usual", first=usual[0].at, last=usual[-1].at))
        if closed := tuple(one for one, found in slots.items() if not found):
            turn.facts.append(say("hours_closed_days", days=closed))
        return
    if len(when.days) > 1:
        _hours_of_several(turn)
        return
    day = day or turn.today
    slots_of_day = open_hours(day, premises.shop, premises.state)
    if not slots_of_day:
        turn.facts.append(say("closed_day", day=day))
    elif day == turn.today and slots_of_day[-1].at <= local.time().replace(tzinfo=None):
        turn.facts.append(say("closed_now_today", next=next(iter(soonest(turn)), None)))
    else:
        turn.facts.append(say("hours_day", day=day, first=slots_of_day[0].at, last=slots_of_day[-1].at))


def _hours_of_several(turn: Exchange) -> None:
    """Say on which of the named days the shop is open, and on which it is closed."""
    premises = turn.desk.premises
    slots = {day: open_hours(day, premises.shop, premises.state) for day in turn.heard.when.days}
    opened = tuple(day for day, found in slots.items() if found)
    closed = tuple(day for day in slots if day not in opened)
    if opened:
        most = max(slots.values(), key=len)
        turn.facts.append(say("hours_day", day=opened, first=most[0].at, last=most[-1].at))
    if closed:
        turn.facts.append(say("hours_closed_days", days=closed))


def _bookings(turn: Exchange) -> None:
    """List the customer's own bookings: the one that is named, or all of them."""
    leads = turn.desk.open_leads()
    if not leads:
        turn.facts.append(say("no_bookings"))
        return
    lead = meant(turn, leads) if turn.heard.of or turn.heard.of_job else None
    shown = [lead] if lead else leads
    closed = [one for one in shown if one.lead_type != "callback" and not _is_open(one, turn)]
    turn.desk.show([slot_of(one) for one in shown])
    if closed:
        turn.tell_owner("closed day")
        options = tuple(turn.desk.alternatives(slot_of(closed[0])))
        turn.facts.append(say("booking_on_closed_day", lead=closed[0]))
        ids = (closed[0].lead_id,)
        turn.ask(
            "move time",
            *([offering(turn, options)] if options else []),
            lead_ids=ids,
            options=options,
            day=None,
            at=None,
        )
    elif lead:
        turn.facts.append(say("all_set", lead=lead))
    elif len(leads) == 1:
        turn.facts.append(say("your_booking", lead=leads[0]))
    else:
        turn.facts.append(say("your_bookings", leads=tuple(leads)))


def _is_open(lead: Lead, turn: Exchange) -> bool:
    """Tell whether the shop is still open at the booking's time, or the owner has kept it."""
    slot, premises = slot_of(lead), turn.desk.premises
    is_over = slot.day < turn.today
    return is_over or is_kept(lead) or slot in open_slots(slot.day, premises.shop, premises.state)


_STATUSES: Mapping[str, str] = {
    "ready": "status_ready",
    "completed": "status_finished",
    "cancelled": "status_cancelled",
    "no_show": "status_missed",
}


def _status(turn: Exchange) -> None:
    lead = turn.desk.newest_lead()
    if lead is None:
        if _waits(turn):
            turn.facts.append(say("already_passed_on"))
            return
        turn.facts.append(say("status_none"))
        if not turn.desk.needs_number:  # The device may have been left without a booking.
            turn.facts.append(hand_on(turn, "status"))
        return
    turn.desk.show([slot_of(lead)])
    kind = _STATUSES.get(lead.status)
    if kind is None:
        kind = "status_booked" if slot_of(lead) > now_slot(turn) else "status_with_owner"
    turn.facts.append(say(kind, lead=lead))


def _waits(turn: Exchange) -> bool:
    """Tell whether the customer waits for the owner's answer to something."""
    return bool(set(turn.now.handed_on) - {"spam", "flirt", "wrong_number"})


def _answer(turn: Exchange) -> None:
    """Say that the owner has the customer's question already; if he has none, pass this one on."""
    if _waits(turn):
        turn.facts.append(say("already_passed_on"))
        return
    turn.facts.append(hand_on(turn, "message"))


def owner(turn: Exchange) -> None:
    premises = turn.desk.premises
    status, until = doing_until(premises.state, premises.local_now)
    kind = "owner_away" if OWNER_STATUSES[status].closed and until is None else "owner_now"
    turn.facts.append(say(kind, status=status, until=until))
    if note := note_now(premises.state, premises.local_now):
        turn.facts.append(say("fact", text=sentence(note)))


def _back(turn: Exchange) -> None:
    """Say when the owner is back; if nobody knows, say that, and when the shop is open today."""
    premises = turn.desk.premises
    status, until = doing_until(premises.state, premises.local_now)
    is_known = until is not None or bool(note_now(premises.state, premises.local_now))
    if is_known or OWNER_STATUSES[status].walk_ins or OWNER_STATUSES[status].closed:
        owner(turn)
        return
    turn.facts.append(say("owner_back_unknown", status=status))
    today = open_slots(turn.today, premises.shop, premises.state)
    if today and today[-1] > now_slot(turn):
        turn.facts.append(say("hours_day", day=turn.today, first=today[0].at, last=today[-1].at))


def _spelling(turn: Exchange) -> None:
    """Spell the name that is meant, else the one that the last reply named last."""
    shop, known = turn.shop, turn.now
    names = {"assistant": str(turn.desk.premises.state["assistant_name"]), "owner": shop.owner, "shop": shop.name}
    said = turn.desk.last_reply.casefold()
    others = (shop.city.partition(",")[0], known.customer_name)
    last = max((*names.values(), *filter(None, others)), key=lambda name: said.rfind(name.casefold()))
    turn.facts.append(say("spelled", name=names.get(turn.heard.spells, last)))


# A customer with one of these cannot look up the model.
_DARK = frozenset(["no power", "black screen", "boot loop"])


def _which_model(turn: Exchange) -> None:
    """Say where to find the model, unless the phone shows nothing."""
    is_dark = any(job.trouble in _DARK for job in (*turn.now.jobs, *turn.heard.jobs))
    _fact(turn, "model later" if is_dark else "which model")


def _walk_ins(turn: Exchange) -> None:
    """Say whether customers can just come by; they cannot while nobody is at the shop."""
    premises, when = turn.desk.premises, turn.heard.when
    status, until = doing_until(premises.state, premises.local_now)
    is_later = bool(when.days) and until is not None and when.days[0] > until.day
    if (
        OWNER_STATUSES[status].walk_ins
        or is_later
        or (until is None and not OWNER_STATUSES[status].closed and when.days)
    ):
        _fact(turn, "walk-ins")
    else:
        turn.facts.append(say("no_walk_ins", until=until))


def _thing(device: str, turn: Exchange) -> str:
    is_thing = device in turn.shop.things
    return turn.shop.label(device, turn.now.language) if is_thing else device_name(device, turn.shop)


def _services(turn: Exchange) -> None:
    """Say whether the shop does what is asked about, and for how much."""
    jobs = turn.heard.jobs
    if not jobs:
        if not any(topic not in ("services", "times") for topic in turn.heard.topics):
            turn.facts.append(say("price_list", prices=price_list(turn.shop, turn.now.language)))
        return
    for job in jobs:
        is_other = not turn.shop.services.isdisjoint(turn.heard.topics)  # "Can you unlock my iPhone?"
        if not job.repair_type and job.device and job.device not in turn.shop.not_done and not is_other:
            turn.facts.append(say("done_too", thing=_thing(job.device, turn)))
            for own in turn.shop.own_jobs.get(job.device, ())[:_MOST_OWN]:
                if price(own, job.device, turn.shop) is not None:
                    quote(turn, [Job(own, "" if names_device(own) else job.device)])
    quote(turn, [job for job in jobs if job.repair_type])


def _discount(turn: Exchange) -> None:
    """Grant the percentage named if it is within the owner's cap and unconditional; leave everything else to him.

    What his bulletin says about money off is quoted as it stands.
    """
    heard, desk = turn.heard, turn.desk
    own = str(desk.premises.state["special_info"])
    if is_given_up(turn):  # He has not asked for less.
        return
    if not heard.percent and (offers_discount(own) or (heard.asks_specials and own.strip())):
        turn.facts.append(say("fact", text=sentence(own)))
        return
    if heard.asks_specials and not (heard.percent or heard.amount):
        turn.facts.append(say("no_special"))
        return
    if not desk.premises.state["max_discount"]:
        turn.facts.append(say("no_discount"))
        return
    if heard.percent and 0 < heard.percent <= desk.discount():
        turn.facts.append(say("discount_have", percent=desk.discount()))
        return
    if heard.is_conditional:
        turn.facts.append(say("discount_condition"))
        turn.tell_owner("discount")
        return
    try:
        if heard.percent and desk.grant(heard.percent):
            turn.facts.append(say("discount_granted", percent=desk.granted))
            return
    except InvalidInputError:
        pass
    turn.facts.append(say("discount_owner"))
    if not desk.questions:
        turn.tell_owner("" if heard.percent or heard.amount else "discount")


_FACTS: Mapping[str, Callable[[Exchange], None]] = {
    "price": _price,
    "hours": _hours,
    "bookings": _bookings,
    "cancelled": _bookings,
    "status": _status,
    "owner": owner,
    "back": _back,
    "spelling": _spelling,
    "answer": _answer,
    "walk-ins": _walk_ins,
    "which model": _which_model,
    "services": _services,
    "change": lambda turn: _fact(turn, "cancellation"),
}

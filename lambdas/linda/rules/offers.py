"""What the shop can offer: free times and prices, and why a time is not available."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from linda.booking import available_slots, next_slots, slot_of
from linda.desk import ALTERNATIVES
from linda.errors import InvalidInputError, SlotClosedError
from linda.models import Job, Slot
from linda.owner_prices import ON_SITE, is_out
from linda.quotes import general_prices, price
from linda.responses.compose import Say, say
from linda.responses.values import Money
from linda.rules.acts import When
from linda.rules.exchange import DIAGNOSIS, LOOKING, MAX_LISTED, Exchange, is_under_warranty, passing_on
from linda.slots import check_bookable, doing_until, is_away, open_hours, open_slots


def told(turn: Exchange, topic: str) -> str:
    fact = turn.shop.fact(topic, turn.now.language)
    return fact.text if fact else ""


def free_within(turn: Exchange, when: When, day: date | None) -> list[Slot]:
    """Return the free slots within the window: on the days the text names, else on the day, else on the next days."""
    premises, window = turn.desk.premises, when.window or turn.now.window
    days = when.days or ((day,) if day else ())
    if days:
        slots = [slot for one in days for slot in available_slots(premises, one)]
    else:
        slots = next_slots(premises, MAX_LISTED * 4, turn.today)
    return [
        slot
        for slot in slots
        if window.holds(slot.at) and slot.at not in when.not_times and slot.day not in when.not_days
    ]


def soonest(turn: Exchange) -> list[Slot]:
    """Return the next free slots, except those that the text refuses."""
    when = turn.heard.when
    refused = When(not_days=when.not_days, not_times=when.not_times)
    slots = next_slots(turn.desk.premises, MAX_LISTED * 4 if refused else ALTERNATIVES, turn.today)
    return [slot for slot in slots if slot.day not in refused.not_days and slot.at not in refused.not_times][
        :ALTERNATIVES
    ]


def offer_slots(turn: Exchange, slots: tuple[Slot, ...]) -> bool:
    """Offer the slots; if there are none, tell the owner."""
    if not slots:
        turn.tell_owner("no free time")
        turn.settle(say("closed_further_notice") if is_away(turn.desk.premises.state) else say("nothing_free_weeks"))
        if not any(fact.kind == "fact_unknown" for fact in turn.facts):
            turn.says.append(passing_on(turn))
        return True
    slots = tuple(turn.desk.show(listed(turn, slots)))
    if not turn.facts and turn.heard.jobs:
        quote(turn, turn.now.jobs)
    day = slots[0].day if len({slot.day for slot in slots}) == 1 else None
    turn.ask("time", offering(turn, slots), options=slots, day=day, at=None, lead_ids=())
    if turn.heard.has("decline") and "times" in turn.heard.topics:
        turn.now = replace(turn.now, nudges=LOOKING)
    return True


def listed(turn: Exchange, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Return as many of the slots as can be named: a listener remembers three."""
    return slots[:ALTERNATIVES] if turn.desk.is_call else slots


def offering(turn: Exchange, slots: tuple[Slot, ...]) -> Say:
    """Offer the slots; a caller also hears that there are more on their day."""
    day = slots[0].day
    if any(slot.day != day for slot in slots):
        return say("offer_options", options=slots)
    has_more = turn.desk.is_call and 1 < len(slots) < len(available_slots(turn.desk.premises, day))
    return say("offer_some" if has_more else "offer_day", day=day, options=slots)


def why_not(turn: Exchange, slot: Slot) -> tuple[Say, ...]:
    premises = turn.desk.premises
    try:
        check_bookable(slot, premises.now, premises.shop, premises.state)
    except SlotClosedError:
        slots = open_slots(slot.day, premises.shop, premises.state)
        if not slots:
            return (closed_or_out(turn, slot),)
        if slot in slots:
            return (say("slot_past", slot=slot),)
        if slots[0].at < slot.at < slots[-1].at:
            return (say("no_such_slot", slot=slot),)
        return (_he_is_out(turn, slot) or _closed_time(slot, slots),)
    except InvalidInputError:
        slots = open_slots(slot.day, premises.shop, premises.state)
        if turn.today < slot.day and slots and slot not in slots:  # An hour skipped when the clocks go forward.
            return (_closed_time(slot, slots),)
        if slot.day > turn.today + timedelta(days=premises.shop.booking_horizon_days):
            return (say("too_far", days=premises.shop.booking_horizon_days),)
        return (say("slot_past", slot=slot),)
    own = next((lead for lead in turn.desk.open_leads() if slot_of(lead) == slot), None)
    if own:
        return (say("your_booking", lead=own),)
    is_held = slot.at not in premises.bookings.day(slot.day).taken  # Another customer is about to say yes or no.
    return (say("held" if is_held else "taken", slot=slot),)


def closed_or_out(turn: Exchange, slot: Slot) -> Say:
    """Say why the slot's day has none: it is closed, or the owner is out for what is left of it."""
    premises = turn.desk.premises
    is_out = bool(open_hours(slot.day, premises.shop, premises.state))
    return (_he_is_out(turn, slot) if is_out else None) or say("closed_day", day=slot.day)


def _he_is_out(turn: Exchange, slot: Slot) -> Say | None:
    """Return what the owner is doing if that is why the slot is unavailable."""
    status, until = doing_until(turn.desk.premises.state, turn.desk.premises.local_now)
    return say("owner_now", status=status, until=until) if until is not None and slot < until else None


def _closed_time(slot: Slot, slots: Sequence[Slot]) -> Say:
    """Say when the day's appointments start and end; there may be only one."""
    last = slots[-1].at if len(slots) > 1 else None
    return say("closed_time", slot=slot, first=slots[0].at, last=last)


def quote(turn: Exchange, jobs: Sequence[Job], *, on_site: bool = False) -> None:
    """Say what the jobs cost, and the total if there are several; for a visit, the total includes its fee."""
    amounts = []
    for job in jobs:
        if not job.repair_type:
            continue
        if job.repair_type == DIAGNOSIS:
            if is_under_warranty(turn, job):  # The price list does not say what that costs.
                continue
            amount = price(job.repair_type, job.device, turn.shop)
            first = say("look_first", job=job)
            turn.facts.append(first if amount is None else say("look_first_price", job=job, amount=Money(amount)))
            continue
        amount = price(job.repair_type, job.device, turn.shop)
        if amount is not None:
            amounts.append(amount)
            kind = "accessory_price" if job.repair_type in turn.shop.accessories else "price"
            turn.facts.append(say(kind, job=job, label=job.repair_type, amount=Money(amount)))
        elif job.device or job.repair_type not in turn.shop.prices:
            alike = replace(job, device=job.device.partition(" #")[0])  # "iPad #2" is asked about with the first.
            asked = say("price_ask_owner", job=alike)
            if asked not in turn.facts:
                turn.facts.append(asked)
            turn.tell_owner(f"price {job.repair_type} {job.device}")
        else:
            turn.facts.append(
                say(
                    "price_by_family",
                    label=job.repair_type,
                    prices=general_prices(turn.shop.prices[job.repair_type], turn.shop),
                )
            )
    fee = turn.shop.on_site_fee if (on_site or turn.now.on_site) and all(job.device for job in jobs) else 0
    if len(amounts) == len(jobs) and (len(amounts) > 1 or (fee and amounts)):
        turn.facts.append(say("price_sum", amount=Money(sum(amounts) + fee)))


def hello(turn: Exchange) -> Say:
    state = turn.desk.premises.state
    own = str(state["greeting"])
    return say("hello_own", text=sentence(own)) if own.strip() else say("hello", assistant=str(state["assistant_name"]))


def bulletin(turn: Exchange) -> list[Say]:
    text = str(turn.desk.premises.state["special_info"])
    return [say("bulletin", text=sentence(text))] if text.strip() else []


def sentence(text: str) -> str:
    """Return the owner's text in a form that another sentence can follow."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return " ".join(line if line[-1] in ".!?)" else f"{line.rstrip(',;:-')}." for line in lines if line)


def no_visits(turn: Exchange, day: date | None = None) -> Say | None:
    """If the owner's bulletin says he makes no house calls on the day, return the sentence that says so, until when."""
    out = is_out(ON_SITE, "", day or turn.today, turn.shop)
    return say("no_visits", until=out.until) if out else None

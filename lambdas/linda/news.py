"""What the owner is told unasked: what customers do to bookings, what fails, and his list in the morning."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from linda import items
from linda.booking import Premises, number_of, slot_of, start_of
from linda.bulletin import told_state
from linda.closures import fingerprint, standing, undecided
from linda.models import Action, Lead, NoticeClaim, OwnerEntry
from linda.phones import as_told
from linda.ports import BookingRepository, LeadIndex, NoticeRepository, OwnerRepository, StateRepository
from linda.replies import named, one_line, plain_text
from linda.responses.closed_times import told_owner
from linda.responses.values import Speaker, in_words, what
from linda.shop import Shop

_LONGEST_QUESTION = 60
# What the owner reads at a glance, in four segments.
_LONGEST = 600
_NOON = time(12)
# How long one sweep has for the morning's list.
_LEASE = timedelta(minutes=2)
_DONE: Mapping[Action, str] = {"booked": "New", "moved": "Moved", "cancelled": "Cancelled"}


class Store(BookingRepository, LeadIndex, NoticeRepository, OwnerRepository, StateRepository, Protocol):
    """What the morning's list is made from, and where it is put."""


def not_told(state: Mapping[str, object]) -> frozenset[str]:
    """Return the kinds of news that the owner has turned off."""
    return frozenset(json.loads(str(state["not_told"])))


def of_booking(lead: Lead, action: Action, shop: Shop) -> OwnerEntry | None:
    """Return the news of what a customer has done to a booking; None if its day or time cannot be read.

    Its words are true on another day, too. Of what the customer wrote, it has only the name.
    """
    if start_of(lead, shop) is None:
        return None
    speaker = Speaker(shop, slot_of(lead).day)
    is_call = lead.lead_type == "callback"
    key = {
        "booked": (items.CALLBACK if is_call else items.NEW).key(lead.lead_id),
        "moved": items.MOVED.key(lead.lead_id, lead.revision),
        "cancelled": items.CANCELLED.key(lead.lead_id),
    }[action]
    done = f"{_DONE[action]} callback" if is_call else _DONE[action]  # He makes it himself.
    repair = "" if is_call else f"{what(lead, speaker)}, "
    now = "now " if action == "moved" else ""
    told = f"{_who(lead, shop)}, {repair}{now}{in_words(slot_of(lead), 'dated', speaker)}"
    return OwnerEntry(key, f"{done}: {told}", number_of(lead, shop))


def of_opt_out(phone: str, said: str, lead: Lead, shop: Shop, today: date) -> OwnerEntry:
    """Return the news that a number wants no more texts, although it has this booking.

    Its customer may have meant the booking: "CANCEL" alone opts out, and nothing can be asked back.
    """
    speaker = Speaker(shop, slot_of(lead).day)
    booked = "callback" if lead.lead_type == "callback" else what(lead, speaker)
    booked = f"{booked}, {in_words(slot_of(lead), 'dated', speaker)}"
    quote = one_line(said, _LONGEST_QUESTION).replace('"', "'")
    told = f'{_who(lead, shop)} wants no more texts ("{quote}"). Still booked, without a reminder: {booked}'
    return OwnerEntry(items.OPTED_OUT.key(today, phone), told, phone)


def of_failure(today: date, part: str) -> OwnerEntry:
    """Return the news that LINDA has failed today; `part` is "turns" or "sweep"."""
    told = {
        "turns": "I failed to answer a message or a call today. Please look through today's conversations.",
        "sweep": "I failed to send or check something today. I try again every five minutes.",
    }
    return OwnerEntry(items.FAILING.key(today, part), told[part])


def of_closed(leads: Sequence[Lead], premises: Premises, closed_at: int | str) -> OwnerEntry:
    """Return the news that these bookings stand on a time that the owner has closed.

    It is told once of the same ones and the same `closed_at` (epoch seconds): what was opened and closed again is news.
    """
    customers = tuple(number_of(lead, premises.shop) for lead in leads)
    key = items.CLOSED.key(fingerprint(leads), closed_at)
    return OwnerEntry(key, told_owner(leads, premises), customers=customers)


def put_morning_list(store: Store, shop: Shop, now: datetime, at: time) -> None:
    """Once a day, from this time until noon on the shop's clock, put the day's list among what the owner is told."""
    local = now.astimezone(shop.time_zone)
    if not at <= local.time() < _NOON:
        return
    receipt = items.NOTICE.key("list", local.date())
    if not isinstance(store.claim_notice(receipt, now, now + _LEASE), NoticeClaim):
        return
    # One that a crash has interrupted is made again; what was put first stays.
    store.tell_owner(morning_list(store, shop, now), now)
    store.finish_notice(receipt, "sent")


def remake_lists(store: Store, shop: Shop, now: datetime) -> None:
    """Make the lists again that are no longer true, or have lost their words, since a customer in them was forgotten.

    The list of a morning that has passed is dropped, and so is one that has nothing left to tell. What is being sent
    stays as it is.
    """
    waiting = [entry for entry in store.owner_entries() if not (entry.batch and entry.text)]
    if closed := [entry for entry in waiting if entry.kind == "closed"]:
        _remake_closed(closed, store, shop, now)
    for entry in waiting:
        if entry.text or entry.kind == "closed":
            continue
        again = morning_list(store, shop, now)
        if again.key == entry.key:
            store.tell_owner(again, now)
        else:
            store.clear_owner_entries([entry])


def _remake_closed(entries: Sequence[OwnerEntry], store: Store, shop: Shop, now: datetime) -> None:
    """Put one text in the place of these: it names the bookings that stand on closed times now, if there are any.

    Its key comes from theirs, so that it is the same in two sweeps at once.
    """
    premises = _premises(store, shop, now)
    again = None
    if leads := undecided(standing(premises, store)):
        again = of_closed(leads, premises, max(entry.key.rpartition("#")[2] for entry in entries))
        store.tell_owner(again, now)
    store.clear_owner_entries([entry for entry in entries if again is None or entry.key != again.key])


def morning_list(store: Store, shop: Shop, now: datetime) -> OwnerEntry:
    """Return the day's bookings, what waits for the owner, and which of yesterday's bookings have no status yet."""
    today = now.astimezone(shop.time_zone).date()
    yesterday = today - timedelta(days=1)
    # The index may lag behind, and still have what was just forgotten.
    listed = (store.lead(lead.lead_id) for lead in store.leads_between(yesterday, today))
    found = [lead for lead in listed if lead and lead.status == "booked" and start_of(lead, shop)]
    booked = sorted((lead for lead in found if yesterday <= slot_of(lead).day <= today), key=slot_of)
    visits = [lead for lead in booked if lead.lead_type != "callback"]
    todays = [f"{_at(lead, shop)} {_who(lead, shop)}, {_what(lead, shop)}" for lead in visits if _is_on(lead, today)]
    questions = [question for one in store.open_questions() if (question := store.question(one.number))]
    questions = [question for question in questions if question.status == "open"]
    asked = [
        f"#{question.number} {named(question.customer_name, as_told(question.phone))}: "
        f"{one_line(question.question, _LONGEST_QUESTION)}"
        for question in questions
    ]
    calls = [
        f"call {_who(lead, shop)} at {_at(lead, shop)}"
        for lead in booked
        if lead.lead_type == "callback" and _is_on(lead, today)
    ]
    standing_now = standing(_premises(store, shop, now), store)
    closed = [_on_closed_time(lead, shop) for lead in standing_now]
    left = [f"{_at(lead, shop)} {_who(lead, shop)}" for lead in visits if _is_on(lead, yesterday)]
    sections = [
        ("Today", todays),
        ("Waiting for you", asked + calls),
        ("Booked but closed", closed),
        ("Yesterday, no status yet", left),
    ]
    text = _composed(sections)
    while len(text) > _LONGEST:
        longest = max(range(len(sections)), key=lambda n: len("".join(sections[n][1])))
        name, parts = sections[longest]
        sections[longest] = (name, [*parts[:-2], f"and {_more(parts)} more"])
        text = _composed(sections)
    about = {number_of(lead, shop) for lead in (*booked, *standing_now)} | {question.phone for question in questions}
    return OwnerEntry(items.DIGEST.key(today), text, customers=tuple(sorted(about)))


def _premises(store: Store, shop: Shop, now: datetime) -> Premises:
    return Premises(shop, told_state(store.owner_state(), shop, now), now, store)


def _on_closed_time(lead: Lead, shop: Shop) -> str:
    return f"{in_words(slot_of(lead), 'dated', Speaker(shop, slot_of(lead).day))} {_who(lead, shop)}"


def _composed(sections: Sequence[tuple[str, list[str]]]) -> str:
    said = [f"{name}: {'; '.join(parts)}." for name, parts in sections if parts]
    nothing = [] if sections[0][1] else ["Nothing booked today."]
    return plain_text(" ".join([*nothing, *said]), 10 * _LONGEST)


def _more(parts: Sequence[str]) -> int:
    """Return how many parts the last two stand for."""
    last = parts[-1]
    return 1 + (int(last.split()[1]) if last.startswith("and ") else 1)


def _is_on(lead: Lead, day: date) -> bool:
    return slot_of(lead).day == day


def _at(lead: Lead, shop: Shop) -> str:
    return in_words(slot_of(lead), "time", Speaker(shop, slot_of(lead).day))


def _what(lead: Lead, shop: Shop) -> str:
    return what(lead, Speaker(shop, slot_of(lead).day))


def _who(lead: Lead, shop: Shop) -> str:
    return named(lead.customer_name, as_told(number_of(lead, shop)))

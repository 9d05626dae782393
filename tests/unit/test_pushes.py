"""Texts that LINDA sends by herself: each once, while it is true; the owner learns of what never arrives."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, get_args

import pytest

from linda.closures import added
from linda.errors import MessageRefusedError
from linda.models import Day, Lead, LeadStatus, NoticeResult, OwnerEntry, Push, PushKind
from linda.notices import (
    OWNER_COUNTS_ON,
    UNSENT,
    NoticeKind,
    Outcome,
    Sender,
    booking_notice,
    send_due_notices,
    send_push,
)
from linda.pickup import completed_push, ready_push, review_push
from linda.shop_time import instant, time_label
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, PHONE, SHOP, slot
from tests.unit.test_notices import Countdown, Killed, Killing, lead

OWNER = "+19045550100"
SWEEP = timedelta(minutes=5)
NIGHT = NOW + timedelta(hours=12)  # 10 PM at the shop
MORNING = NOW + timedelta(hours=22)  # 8 AM
URL = "https://example.com/review"
MAKERS: Mapping[str, Callable[[Lead], Push | None]] = {
    "ready": lambda lead: ready_push(lead, SHOP),
    "completed": lambda lead: completed_push(lead, SHOP),
    "review": lambda lead: review_push(replace(lead, status="completed"), SHOP, URL),
}


class Refusing(Mailbox):
    """A messenger that can never deliver anything to these numbers."""

    def __init__(self, clock: Callable[[], datetime], *refused: str) -> None:
        super().__init__(clock)
        self._refused = refused

    def send(self, phone: str, text: str, *, channel: str = "") -> None:
        if phone in self._refused:
            raise MessageRefusedError("Twilio's code 30006")
        super().send(phone, text, channel=channel)


class Shop:
    """A shop with one booking, and a customer whom LINDA texts by herself."""

    def __init__(self, status: str = "completed", *refused: str) -> None:
        self.now = NOW
        self.store = MemoryStore()
        self.mailbox = Refusing(self.clock, *refused)
        self.sender = Sender(SHOP, self.store, self.mailbox, self.clock, OWNER)
        self.lead = replace(lead(instant(slot(14), SHOP.time_zone)), status=status, source="twilio-sms")
        self.store.leads[self.lead.lead_id] = self.lead

    def clock(self) -> datetime:
        return self.now

    def set_status(self, status: LeadStatus) -> None:
        self.store.leads[self.lead.lead_id] = replace(self.lead, status=status)

    def put(self, kind: str) -> Push:
        push = MAKERS[kind](self.lead)
        assert push
        self.store.put_push(push, self.now)
        return push

    def sweep(self, at: datetime) -> Mapping[Outcome, int]:
        self.now = at
        return send_due_notices(self.sender)

    def texts(self, phone: str = PHONE) -> list[str]:
        return [text for to, text, _ in self.mailbox.sent if to == phone]


@pytest.mark.parametrize("kind", ["ready", "completed", "review"])
def test_a_text_of_the_night_waits_for_the_morning_and_goes_out_once(kind: str) -> None:
    shop = Shop("ready" if kind == "ready" else "completed")
    for _ in range(2):
        shop.put(kind)
        shop.sweep(NIGHT)
    shop.sweep(MORNING - timedelta(seconds=1))
    assert shop.texts() == []
    for n in range(3):
        shop.put(kind)
        shop.sweep(MORNING + n * SWEEP)
    assert len(shop.texts()) == 1


@pytest.mark.parametrize("kind", ["ready", "completed", "review"])
def test_what_was_undone_waits_and_goes_out_once_when_it_is_so_again(kind: str) -> None:
    shop = Shop("ready" if kind == "ready" else "completed")
    shop.put(kind)
    shop.set_status("booked")
    assert shop.sweep(NOW) == {"not_due": 1}
    shop.set_status("ready" if kind == "ready" else "completed")
    shop.put(kind)
    for n in range(3):
        shop.sweep(NOW + n * SWEEP)
    assert len(shop.texts()) == 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [("ready", "completed"), ("ready", "cancelled"), ("completed", "no_show"), ("review", "cancelled")],
)
def test_what_has_gone_on_since_is_not_texted_any_more(kind: str, status: LeadStatus) -> None:
    shop = Shop()
    shop.put(kind)
    shop.set_status(status)
    assert shop.sweep(NOW) == {"not_due": 1}
    assert (shop.texts(), shop.store.pushes()) == ([], [])


# --- what never arrives


def test_of_every_kind_of_text_it_is_said_whether_the_owner_counts_on_it() -> None:
    assert OWNER_COUNTS_ON.keys() == {*get_args(PushKind), *get_args(NoticeKind)}


def test_every_outcome_but_sent_has_words_for_the_owner() -> None:
    assert {*get_args(NoticeResult)} - {"sent"} <= UNSENT.keys() <= {*get_args(Outcome)}


@pytest.mark.parametrize("kind", get_args(PushKind))
@pytest.mark.parametrize("why", sorted(UNSENT))
def test_the_owner_learns_once_that_a_text_on_which_he_counts_never_arrives(kind: PushKind, why: Outcome) -> None:
    shop = Shop("ready" if kind == "ready" else "completed", *([PHONE] if why == "refused" else []))
    push = Push("SM1", PHONE, "Hi!", kind, is_urgent=True, lead_id=shop.lead.lead_id)
    if kind in ("move", "kept"):
        push = replace(push, kind="relay")  # The closure that it needs is tested with it.
    if why == "opted_out":
        shop.store.opt_outs = {PHONE}
    if why == "withheld":
        shop.sender = replace(shop.sender, shop=replace(SHOP, daily_unproved_texts=0))
        push = replace(push, is_proved=False)
    if why == "not_our_region":
        shop.sender = replace(shop.sender, shop=replace(SHOP, texts_go_to=()))
    shop.store.put_push(push, NOW)
    assert send_push(shop.sender, push) == why
    assert send_push(shop.sender, push) == why
    told = [entry.text for entry in shop.store.owner_entries() if not entry.key.startswith("LIMIT#")]
    assert told == ([f'The text to {PHONE} {UNSENT[why]}: "Hi!"'] if OWNER_COUNTS_ON[push.kind] else [])


@pytest.mark.parametrize(("action", "is_told"), [("booked", False), ("moved", True), ("cancelled", True)])
def test_the_owner_learns_that_a_customer_was_not_told_what_he_has_done_to_the_booking(
    action: Any, is_told: bool
) -> None:
    shop = Shop("cancelled" if action == "cancelled" else "booked", PHONE)
    shop.store.outbox[shop.lead.lead_id], shop.store.actions_to_text[shop.lead.lead_id] = slot(14), action
    assert booking_notice(shop.lead, slot(14), NOW, SHOP, action)
    for n in range(3):
        shop.sweep(NOW + n * SWEEP)
    assert ["cannot be delivered" in text for text in shop.texts(OWNER)] == [True] * is_told


def everything(shop: Shop) -> None:
    """Put down one text of each sort: to a customer whom nothing reaches, to one whom all reaches, to the owner."""
    refused = replace(shop.lead, lead_id="LEAD-R", phone="+19045550111", status="ready")
    other = replace(shop.lead, lead_id="LEAD-B", phone="+19045550112", status="booked")
    shop.store.leads |= {lead.lead_id: lead for lead in (refused, other)}
    for push in (ready_push(refused, SHOP), completed_push(shop.lead, SHOP)):
        assert push
        shop.store.put_push(push, shop.now)
    shop.store.outbox[other.lead_id], shop.store.actions_to_text[other.lead_id] = slot(14), "moved"
    shop.store.tell_owner(OwnerEntry("NEW#1", "New: Ann", PHONE), shop.now)


@pytest.mark.parametrize("dies_after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_all_is_told_and_sent_once_by_the_sweeps_that_follow(dies_after: bool) -> None:
    deaths = 0
    while True:
        shop = Shop("completed", "+19045550111")
        everything(shop)
        countdown = Countdown(deaths + 1, dies_after)
        store: Any = Killing(shop.store, countdown)
        mailbox: Any = Killing(shop.mailbox, countdown)
        try:
            send_due_notices(replace(shop.sender, store=store, messenger=mailbox))
        except Killed:
            deaths += 1
        else:
            break
        for n in range(4):
            shop.sweep(NOW + n * SWEEP)
        told = " / ".join(shop.texts(OWNER))
        assert (told.count("New: Ann"), told.count("+19045550111 cannot be delivered")) == (1, 1), f"at call {deaths}"
        assert [len(shop.texts(phone)) for phone in (PHONE, "+19045550112")] == [1, 1], f"killed at call {deaths}"
        left = [*shop.store.pushes(), *shop.store.outbox, *shop.store.owner_entries()]
        assert left == [], f"killed at call {deaths}"
    assert deaths >= 30


@pytest.mark.parametrize("dies_after", [False, True], ids=["before", "after"])
def test_killed_again_and_again_all_is_told_and_sent_once(dies_after: bool) -> None:
    shop = Shop("completed", "+19045550111")
    everything(shop)
    for calls in (*range(1, 40), 99, 99, 99):
        countdown = Countdown(calls, dies_after)
        store: Any = Killing(shop.store, countdown)
        mailbox: Any = Killing(shop.mailbox, countdown)
        with suppress(Killed):
            send_due_notices(replace(shop.sender, store=store, messenger=mailbox))
        shop.now += SWEEP
    told = " / ".join(shop.texts(OWNER))
    assert (told.count("New: Ann"), told.count("+19045550111 cannot be delivered")) == (1, 1)
    assert [len(shop.texts(phone)) for phone in (PHONE, "+19045550112")] == [1, 1]


# --- what changes while a sweep runs


def test_a_sweep_that_runs_into_the_night_stops_texting_but_for_danger() -> None:
    shop = Shop("booked")
    evening = datetime.combine(slot(9).day, time(19, 59, 58), SHOP.time_zone).astimezone(NOW.tzinfo)
    for n in range(3):
        phone, at = f"+1904555012{n}", slot(9 + n, slot(9).day + timedelta(days=1))
        lead = replace(shop.lead, lead_id=f"LEAD-{n}", phone=phone, appointment_date=at.day.isoformat())
        lead = replace(lead, appointment_time=time_label(at.at))
        shop.store.leads[lead.lead_id] = lead
        shop.store.days[at.day] = Day({**shop.store.day(at.day).taken, at.at: lead.lead_id})
        shop.store.tell_owner(OwnerEntry(f"TURN#{n}", f"{phone} asks: {n}", phone), NOW)
    shop.store.tell_owner(OwnerEntry("DANGER#1", "the battery smokes", "+19045550129"), NOW)

    def take_time() -> None:
        shop.now += timedelta(seconds=2)

    shop.mailbox.steps.extend([take_time] * 9)
    outcomes = shop.sweep(evening)
    assert shop.texts(OWNER) == ["the battery smokes"]
    assert (outcomes["sent"], outcomes["quiet"]) == (1, 6)


# --- what a sweep reads


def test_a_sweep_reads_the_owners_state_once_however_much_it_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    for n in range(5):
        lead = replace(shop.lead, lead_id=f"LEAD-{n}", phone=f"+1904555012{n}", status="booked")
        shop.store.leads[lead.lead_id], shop.store.outbox[lead.lead_id] = lead, slot(14)
    reads: list[datetime] = []
    read = shop.store.owner_state

    def counted() -> Mapping[str, object]:
        reads.append(shop.now)
        return read()

    monkeypatch.setattr(shop.store, "owner_state", counted)
    assert shop.sweep(NOW)["sent"] == 5
    assert len(reads) == 1


def test_what_is_closed_while_a_sweep_runs_is_not_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    for n in range(3):
        lead = replace(shop.lead, lead_id=f"LEAD-{n}", phone=f"+1904555012{n}", status="booked")
        shop.store.leads[lead.lead_id], shop.store.outbox[lead.lead_id] = lead, slot(14)

    def close_the_day() -> None:
        shop.store.state = {"closures": added("[]", slot(14).day)}
        shop.now += timedelta(seconds=3)

    shop.mailbox.steps.append(close_the_day)
    assert shop.sweep(NOW) == {"sent": 1, "not_due": 2}

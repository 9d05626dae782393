"""The texts that go out by themselves. It is 10 in the morning of Tuesday, February 10, 2026 when a test begins."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import BookingRequest, Premises, book, close, new_lead, reschedule, slot_of
from linda.errors import (
    InvalidInputError,
    MessageRefusedError,
    MessengerUnavailableError,
    OptedOutError,
    StoreUnavailableError,
)
from linda.models import LEAD_TYPES, Language, Lead, LeadStatus, LeadType, OwnerEntry
from linda.notices import (
    LEASE,
    Notice,
    NoticeKind,
    Outcome,
    Sender,
    booking_notice,
    digest,
    outbox_entry,
    reminder,
    send_confirmation,
    send_due_notices,
    tell_owner_now,
    text_of,
)
from linda.owner_state import current
from linda.replies import plain_text
from linda.shop_time import instant, time_label
from linda.slots import is_quiet
from local.twilio import segments
from tests.emf import Counted
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW, slot

IN_THREE_DAYS = date(2026, 2, 13)
# At 2 PM, three days ahead.
REQUEST = BookingRequest(slot(14, IN_THREE_DAYS), PHONE, "screen", "web", announce=True)
STARTS = instant(REQUEST.slot, SHOP.time_zone)
SWEEP = timedelta(minutes=5)
HOUR = timedelta(hours=1)
CONFIRMED = (
    "EmperorLinda Cell Phone Repairs: your appointment is booked for Fri, Feb 13 at 2:00 PM. To change it, text us "
    "here. Reply STOP for no more texts."
)
DAY_BEFORE = (
    "EmperorLinda Cell Phone Repairs: a reminder that your appointment is on Fri, Feb 13 at 2:00 PM. To change it, "
    "text us here."
)
TWO_HOURS_BEFORE = (
    "EmperorLinda Cell Phone Repairs: your appointment is coming up on Fri, Feb 13 at 2:00 PM. Running late? Text us "
    "here."
)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


class Shop:
    """A store in memory, a mailbox and a clock, and what happens between them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.store = MemoryStore()
        self.mailbox = Mailbox(self.clock)
        self.sender = Sender(SHOP, self.store, self.mailbox, self.clock)

    @property
    def premises(self) -> Premises:
        return Premises(SHOP, current({}), self.clock.now, self.store)

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.mailbox.sent]

    def book(self, request: BookingRequest = REQUEST, at: datetime = NOW) -> Lead:
        self.clock.now = at
        return book(self.premises, request, new_lead(self.premises, request))

    def sweep(self, at: datetime) -> Mapping[Outcome, int]:
        self.clock.now = at
        return send_due_notices(self.sender)


@pytest.fixture
def shop() -> Shop:
    return Shop()


def lead(starts: datetime = STARTS, made: datetime = NOW, lead_type: LeadType = "appointment") -> Lead:
    local = starts.astimezone(SHOP.time_zone)
    at = int(made.timestamp())
    return Lead(
        "LEAD-A",
        0,
        PHONE,
        "",
        "",
        "",
        f"{local:%Y-%m-%d}",
        time_label(local.time()),
        lead_type,
        "booked",
        "",
        "",
        at,
        at,
    )


def kind(notice: Notice | None) -> NoticeKind | None:
    return notice.kind if notice else None


# --- the rules


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (timedelta(hours=24, seconds=1), None),
        (timedelta(hours=24), "day_before"),
        (timedelta(hours=2, seconds=1), "day_before"),
        (timedelta(hours=2), "two_hours_before"),
        (timedelta(seconds=1), "two_hours_before"),
        (timedelta(0), None),
        (timedelta(hours=-1), None),
    ],
)
def test_a_reminder_is_due_from_its_moment_until_the_next_ones(left: timedelta, due: str | None) -> None:
    assert kind(reminder(lead(), STARTS - left, SHOP)) == due


@pytest.mark.parametrize(
    ("ahead", "left", "due"),
    [
        (timedelta(hours=24), timedelta(hours=23), "day_before"),
        (timedelta(hours=23, minutes=59), timedelta(hours=23), None),
        (timedelta(hours=23, minutes=59), timedelta(hours=1), "two_hours_before"),
        (timedelta(hours=2), timedelta(hours=1), "two_hours_before"),
        (timedelta(hours=1, minutes=59), timedelta(hours=1), None),
    ],
)
def test_a_booking_made_after_a_reminders_moment_is_not_reminded(
    ahead: timedelta, left: timedelta, due: str | None
) -> None:
    assert kind(reminder(lead(made=STARTS - ahead), STARTS - left, SHOP)) == due


@pytest.mark.parametrize("status", ["cancelled", "ready", "completed", "no_show"])
def test_a_booking_that_has_ended_is_neither_confirmed_nor_reminded(status: LeadStatus) -> None:
    ended = replace(lead(), status=status)
    assert booking_notice(ended, slot_of(ended), NOW, SHOP) is None
    assert reminder(ended, STARTS - HOUR, SHOP) is None


def test_a_confirmation_is_due_until_the_start_and_for_the_slot_that_was_booked() -> None:
    assert kind(booking_notice(lead(), REQUEST.slot, STARTS - timedelta(seconds=1), SHOP)) == "confirmation"
    assert booking_notice(lead(), REQUEST.slot, STARTS, SHOP) is None
    assert booking_notice(lead(STARTS + HOUR), REQUEST.slot, NOW, SHOP) is None


@given(
    day=st.dates(date(2026, 3, 1), date(2026, 11, 30)),
    hour=st.integers(0, 23),
    ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=40)),
    nows=st.lists(st.timedeltas(timedelta(hours=-30), timedelta(hours=3)), max_size=40),
)
def test_at_any_moment_at_most_one_reminder_is_due_and_none_too_early_or_too_late(
    day: date, hour: int, ahead: timedelta, nows: list[timedelta]
) -> None:
    try:
        begins = instant(slot(hour, day), SHOP.time_zone)
    except InvalidInputError:  # an hour that the clock skips or shows twice cannot be booked
        return
    booked = lead(begins, begins - ahead)
    for offset in nows:
        notice = reminder(booked, begins + offset, SHOP)
        left = -offset
        if kind(notice) == "day_before":
            assert timedelta(hours=2) < left <= timedelta(hours=24) <= ahead
        elif kind(notice) == "two_hours_before":
            assert timedelta(0) < left <= timedelta(hours=2) <= ahead
        else:
            assert left <= timedelta(0) or left > timedelta(hours=24) or ahead < timedelta(hours=24)


@given(
    day=st.dates(date(2026, 1, 1), date(2099, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    lead_type=st.sampled_from(LEAD_TYPES),
    notice_kind=st.sampled_from(get_args(NoticeKind)),
    typed=st.text(min_size=1),
    language=st.sampled_from(get_args(Language)),
)
def test_every_text_is_one_sms_without_a_customers_words_and_never_asks_for_an_opt_out_word(
    day: date, at: time, lead_type: LeadType, notice_kind: NoticeKind, typed: str, language: Language
) -> None:
    plain = replace(
        lead(lead_type=lead_type),
        appointment_date=f"{day}",
        appointment_time=time_label(at),
        language="es" if language == "es" else "",
    )
    text = text_of(Notice(plain, notice_kind), SHOP)
    assert text.isascii() or language == "es"
    assert text == plain_text(text)
    assert not set(text) & set("^{}\\[~]|`")  # each takes two places in GSM-7, the last is not in it
    assert len(text) <= 160
    assert segments(text) == 1
    assert "cancel" not in text.lower()
    typed_in = replace(plain, repair_type=typed, device=typed, customer_name=typed, notes=typed)
    assert text_of(Notice(typed_in, notice_kind), SHOP) == text


def test_a_notices_key_names_booking_kind_and_slot() -> None:
    keys = {
        Notice(booked, notice_kind).key
        for booked in (lead(), replace(lead(), lead_id="LEAD-B"), lead(STARTS + HOUR), lead(STARTS + 24 * HOUR))
        for notice_kind in get_args(NoticeKind)
    }
    assert len(keys) == 20
    assert "NOTICE#LEAD-A#day_before#2026-02-13T14:00" in keys


@pytest.mark.parametrize(
    ("lead_type", "words"), [("on_site", "our visit to you is booked"), ("callback", "our call to you is booked")]
)
def test_the_text_says_what_was_booked(lead_type: LeadType, words: str) -> None:
    text = text_of(Notice(lead(lead_type=lead_type), "confirmation"), SHOP)
    assert words in text
    assert ("(+$20)" in text) == (lead_type == "on_site")


def test_who_writes_spanish_gets_spanish_texts_that_never_change() -> None:
    spanish = replace(lead(), language="es")
    assert [text_of(Notice(spanish, notice_kind), SHOP) for notice_kind in get_args(NoticeKind)] == [
        "EmperorLinda Cell Phone Repairs: tu cita es el vie 13 de feb a las 2:00 PM. ¿Cambios? Escribenos."
        " Responde STOP para no recibir mas.",
        "EmperorLinda Cell Phone Repairs: tu cita ahora es el vie 13 de feb a las 2:00 PM. Para cambiarla, escribenos.",
        "EmperorLinda Cell Phone Repairs: tu cita, el vie 13 de feb a las 2:00 PM, ya no esta en la agenda."
        " ¿Es un error? Escribenos.",
        "EmperorLinda Cell Phone Repairs: te recordamos tu cita, el vie 13 de feb a las 2:00 PM. Para cambiarla,"
        " escribenos.",
        "EmperorLinda Cell Phone Repairs: ya casi es tu cita, el vie 13 de feb a las 2:00 PM. ¿Vas tarde? Escribenos.",
    ]


# --- sweeps


def test_sweeps_every_five_minutes_send_each_notice_once_and_on_time(shop: Shop) -> None:
    shop.book()
    at = NOW
    while at < STARTS + HOUR:
        shop.sweep(at)
        at += SWEEP
    assert [(text, STARTS - sent_at) for _, text, sent_at in shop.mailbox.sent] == [
        (CONFIRMED, STARTS - NOW),
        (DAY_BEFORE, timedelta(hours=24)),
        (TWO_HOURS_BEFORE, timedelta(hours=2)),
    ]
    assert {phone for phone, _, _ in shop.mailbox.sent} == {PHONE}


@given(
    ahead=st.timedeltas(timedelta(minutes=30), timedelta(days=2)),
    gaps=st.lists(st.timedeltas(timedelta(0), timedelta(hours=13)), max_size=12),
)
def test_sweeps_at_any_times_send_nothing_twice_and_nothing_after_the_start(
    ahead: timedelta, gaps: list[timedelta]
) -> None:
    shop = Shop()
    shop.book(at=STARTS - ahead)
    at = shop.clock.now
    for gap in gaps:
        at += gap
        shop.sweep(at)
    assert len(set(shop.texts)) == len(shop.texts)
    assert all(sent_at < STARTS for _, _, sent_at in shop.mailbox.sent)
    order = [text for text in (CONFIRMED, DAY_BEFORE, TWO_HOURS_BEFORE) if text in shop.texts]
    assert order == shop.texts


def test_a_late_sweep_sends_what_still_makes_sense(shop: Shop) -> None:
    shop.book()
    shop.sweep(NOW)
    shop.sweep(STARTS - HOUR)
    assert shop.texts == [CONFIRMED, TWO_HOURS_BEFORE]
    shop.sweep(STARTS)
    assert len(shop.texts) == 2


def test_a_booking_that_is_texted_in_its_conversation_is_reminded_but_not_confirmed(shop: Shop) -> None:
    shop.book(replace(REQUEST, announce=False))
    shop.sweep(NOW)
    shop.sweep(STARTS - 3 * HOUR)
    assert shop.texts == [DAY_BEFORE]


def test_a_confirmation_that_went_out_at_once_is_not_sent_by_the_sweep(shop: Shop) -> None:
    booked = shop.book()
    assert send_confirmation(shop.sender, outbox_entry(booked)) == "sent"
    assert not shop.store.outbox
    assert shop.sweep(NOW + SWEEP) == {}
    assert shop.texts == [CONFIRMED]


def test_a_confirmation_put_down_just_before_midnight_is_found_after_it(shop: Shop) -> None:
    before_midnight = datetime.combine(TOMORROW, time(), NOW.tzinfo) - timedelta(minutes=1)
    shop.book(at=before_midnight)
    shop.sweep(before_midnight + SWEEP)
    assert shop.texts == [CONFIRMED]


def test_a_cancelled_booking_is_neither_confirmed_nor_reminded(shop: Shop) -> None:
    close(shop.premises, shop.book().lead_id, "cancelled")
    for left in (STARTS - NOW, 24 * HOUR, HOUR):
        shop.sweep(STARTS - left)
    assert shop.texts == []
    assert not shop.store.outbox


def test_a_rescheduled_booking_is_reminded_of_its_new_slot_alone(shop: Shop) -> None:
    booked = shop.book()
    shop.sweep(NOW)
    shop.sweep(STARTS - 24 * HOUR)
    reschedule(shop.premises, booked.lead_id, slot(9, date(2026, 2, 16)))
    for hours in range(24 * 4):
        shop.sweep(STARTS - 24 * HOUR + hours * HOUR)
    assert shop.texts[:2] == [CONFIRMED, DAY_BEFORE]
    assert [text.partition(" on ")[2][:22] for text in shop.texts[2:]] == ["Mon, Feb 16 at 9:00 AM"] * 2


def test_a_booking_moved_to_a_slot_of_the_next_24_hours_gets_no_text_of_the_day_before(shop: Shop) -> None:
    booked = shop.book(replace(REQUEST, announce=False))
    shop.clock.now += 10 * HOUR
    reschedule(shop.premises, booked.lead_id, slot(15))  # 19 hours ahead, 29 from when it was booked
    for hours in range(10, 30):
        shop.sweep(NOW + hours * HOUR)
    assert ["coming up on Wed, Feb 11 at 3:00 PM" in text for text in shop.texts] == [True]


def test_a_booking_moved_before_it_was_confirmed_is_not_confirmed_for_its_old_slot(shop: Shop) -> None:
    booked = shop.book()
    reschedule(shop.premises, booked.lead_id, slot(15, IN_THREE_DAYS))
    assert shop.sweep(NOW) == {"not_due": 1}
    assert not shop.store.outbox


def test_a_booking_moved_away_and_back_is_reminded_once(shop: Shop) -> None:
    booked = shop.book()
    shop.sweep(NOW)
    shop.sweep(STARTS - 24 * HOUR)
    reschedule(shop.premises, booked.lead_id, slot(15, IN_THREE_DAYS))
    reschedule(shop.premises, booked.lead_id, REQUEST.slot)
    shop.sweep(STARTS - 23 * HOUR)
    assert shop.texts == [CONFIRMED, DAY_BEFORE]


def test_the_night_before_the_clock_is_set_forward_touches_three_days(shop: Shop) -> None:
    early = replace(lead(datetime(2026, 3, 9, 4, 30, tzinfo=NOW.tzinfo)), lead_id="LEAD-EARLY")  # 0:30 AM on Monday
    shop.store.leads[early.lead_id] = early
    shop.store._store(early, shop.store.open_bookings(PHONE), slot_of(early))
    shop.sender = replace(shop.sender, shop=replace(SHOP, quiet_from=time(23, 59), quiet_until=time()))
    shop.sweep(datetime(2026, 3, 8, 4, 45, tzinfo=NOW.tzinfo))  # 11:45 PM on Saturday; Sunday has 23 hours
    assert [text[-48:] for text in shop.texts] == ["Mon, Mar 9 at 12:30 AM. To change it, text us here."[-48:]]


def test_a_sweep_reads_days_and_leads_by_key_and_no_more_than_two_days_hold(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ahead in range(1, 40):
        for hour in (9, 10):
            request = replace(REQUEST, slot=slot(hour, TOMORROW + timedelta(days=ahead)), announce=False)
            shop.book(replace(request, phone=f"+1904252{ahead:02}{hour:02}"))
    read: list[object] = []
    for name in ("day", "lead", "outbox_entries"):
        method: Callable[..., Any] = getattr(shop.store, name)

        def counted(*key: object, method: Callable[..., Any] = method) -> Any:
            read.append(key)
            return method(*key)

        monkeypatch.setattr(shop.store, name, counted)
    shop.sweep(NOW + timedelta(days=7))
    assert len(read) == 1 + 2 + 4  # the outbox, two days, their leads


# --- who gets none


def test_a_number_outside_of_the_shops_regions_gets_no_text(shop: Shop) -> None:
    abroad = ("+442079460018", "+14165550123", "+18765550123")  # London, Toronto, Kingston
    for hour, phone in zip((13, 14, 15), abroad, strict=True):
        shop.book(replace(REQUEST, phone=phone, slot=slot(hour, IN_THREE_DAYS)))
    assert shop.sweep(NOW) == {"not_our_region": 3}
    assert shop.sweep(STARTS - 5 * HOUR) == {"not_our_region": 3}
    assert (shop.texts, shop.store.outbox) == ([], {})


def test_an_opt_out_is_remembered_and_the_number_gets_no_more_texts(shop: Shop) -> None:
    shop.book()
    shop.book(replace(REQUEST, slot=slot(15, IN_THREE_DAYS)))
    shop.mailbox.steps.append(OptedOutError("Twilio's code 21610"))
    assert shop.sweep(NOW) == {"opted_out": 2}
    assert shop.store.opt_outs == {PHONE}
    shop.sweep(STARTS - 20 * HOUR)
    shop.sweep(STARTS - HOUR)
    assert (shop.texts, shop.store.outbox) == ([], {})


def test_a_text_that_twilio_refuses_is_not_sent_again(shop: Shop) -> None:
    booked = shop.book()
    shop.mailbox.steps.append(MessageRefusedError("Twilio's code 21211"))
    assert shop.sweep(NOW) == {"refused": 1}
    assert shop.sweep(NOW + SWEEP) == {}
    assert shop.store.notices == {Notice(booked, "confirmation").key: "refused"}


# --- failures


def test_what_twilio_could_not_take_is_sent_by_the_next_sweep(shop: Shop) -> None:
    shop.book()
    shop.mailbox.steps.append(MessengerUnavailableError("Twilio's status 503"))
    assert shop.sweep(NOW) == {"unavailable": 1}
    assert shop.sweep(NOW + timedelta(minutes=1)) == {"in_flight": 1}
    assert shop.sweep(NOW + SWEEP) == {"sent": 1}
    assert shop.texts == [CONFIRMED]


def test_a_text_that_twilio_took_but_answered_too_late_is_not_sent_again(shop: Shop) -> None:
    shop.book()

    def answer_too_late() -> None:
        shop.mailbox.sent.append((PHONE, CONFIRMED, shop.clock.now))
        raise MessengerUnavailableError("Twilio did not answer: ReadTimeout")

    shop.mailbox.steps.append(answer_too_late)
    assert shop.sweep(NOW) == {"unavailable": 1}
    assert shop.sweep(NOW + SWEEP) == {"sent": 1}
    assert shop.texts == [CONFIRMED]


def test_a_text_of_long_ago_is_not_taken_for_this_one(shop: Shop) -> None:
    shop.mailbox.sent.append((PHONE, CONFIRMED, NOW - HOUR))
    shop.book()
    shop.mailbox.steps.append(MessengerUnavailableError("Twilio's status 503"))
    shop.sweep(NOW)
    shop.sweep(NOW + SWEEP)
    assert shop.texts == [CONFIRMED, CONFIRMED]


def test_who_wakes_after_the_lease_sends_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.book()
    claim = shop.store.claim_notice

    def claim_and_sleep(*arguments: Any) -> Any:
        claimed = claim(*arguments)
        shop.clock.now += LEASE
        return claimed

    monkeypatch.setattr(shop.store, "claim_notice", claim_and_sleep)
    assert shop.sweep(NOW) == {"in_flight": 1}
    assert shop.texts == []


def test_what_is_wrong_with_one_booking_is_no_matter_to_the_others(shop: Shop) -> None:
    broken = shop.book()
    shop.store.leads[broken.lead_id] = replace(broken, lead_type="repair")  # type: ignore[arg-type]
    shop.book(replace(REQUEST, slot=slot(15, IN_THREE_DAYS)))
    assert shop.sweep(NOW) == {"error": 1, "sent": 1}


def test_a_sweep_ends_before_its_function_does(shop: Shop) -> None:
    for hour in range(9, 12):
        shop.book(replace(REQUEST, slot=slot(hour, IN_THREE_DAYS)))

    def be_slow() -> None:
        shop.clock.now += timedelta(seconds=20)
        raise MessengerUnavailableError("Twilio did not answer: ReadTimeout")

    shop.mailbox.steps.extend([be_slow] * 3)
    assert shop.sweep(NOW) == {"unavailable": 2}


class Killed(BaseException):
    """The process ends here."""


class Killing:
    """Something that is called from outside, and ends the process before or after one of the calls."""

    def __init__(self, inside: object, call: "Countdown") -> None:
        self._inside, self._call = inside, call

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._call, getattr(self._inside, name))


class Countdown:
    """Passes calls on until one that it dies before, or after."""

    def __init__(self, calls: int, dies_after: bool) -> None:
        self.left, self.dies_after = calls, dies_after

    def __call__(self, method: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        self.left -= 1
        if self.left == 0 and not self.dies_after:
            raise Killed
        try:
            return method(*arguments, **more)
        finally:
            if self.left == 0:  # also if the call has raised
                raise Killed


@pytest.mark.parametrize("dies_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", [NOW, STARTS - 24 * HOUR, STARTS - HOUR])
def test_killed_at_any_call_and_swept_again_each_text_goes_out_once(at: datetime, dies_after: bool) -> None:
    deaths = 0
    while True:
        shop = Shop()
        shop.book(replace(REQUEST, announce=at == NOW))
        shop.clock.now = at
        countdown = Countdown(deaths + 1, dies_after)
        store: Any = Killing(shop.store, countdown)
        mailbox: Any = Killing(shop.mailbox, countdown)
        try:
            send_due_notices(Sender(SHOP, store, mailbox, shop.clock))
        except Killed:
            deaths += 1
        else:
            break
        shop.sweep(at)  # the schedule may fire twice
        shop.sweep(at + SWEEP)
        shop.sweep(at + 2 * SWEEP)
        assert len(shop.texts) == 1, f"killed at call {deaths}"
        assert not shop.store.outbox
    assert deaths >= 8


@pytest.mark.parametrize("dies_after", [False, True], ids=["before", "after"])
def test_killed_again_and_again_a_text_goes_out_once(dies_after: bool) -> None:
    shop = Shop()
    shop.book()
    for calls in (*range(1, 14), *range(14, 0, -1)):
        countdown = Countdown(calls, dies_after)
        store: Any = Killing(shop.store, countdown)
        mailbox: Any = Killing(shop.mailbox, countdown)
        with suppress(Killed):
            send_due_notices(Sender(SHOP, store, mailbox, shop.clock))
        shop.clock.now += SWEEP
    assert shop.texts == [CONFIRMED]


def test_a_store_that_cannot_be_read_is_an_error_to_whoever_asked(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoreUnavailableError("the tables cannot be reached")

    monkeypatch.setattr(shop.store, "outbox_entries", fail)
    with pytest.raises(StoreUnavailableError):
        shop.sweep(NOW)


def test_logs_hold_neither_the_number_nor_the_text(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    booked = shop.book()
    shop.sweep(NOW)
    logged = capsys.readouterr().err
    assert '"outcome": "sent"' in logged
    assert PHONE not in logged
    assert booked.lead_id not in logged
    assert "Repairs" not in logged


# --- the night, strangers' numbers, the owner's texts

OWNER = "+19045550100"


@pytest.mark.parametrize(
    ("local", "quiet"),
    [
        (time(19, 59), False),
        (time(20), True),
        (time(23, 59), True),
        (time(), True),
        (time(7, 59), True),
        (time(8), False),
    ],
)
def test_nothing_goes_out_from_eight_in_the_evening_to_eight_in_the_morning(local: time, quiet: bool) -> None:
    assert is_quiet(local, SHOP) is quiet
    assert not is_quiet(local, replace(SHOP, quiet_until=SHOP.quiet_from))


def at_shop(hour: int, minute: int = 0, day: date = IN_THREE_DAYS) -> datetime:
    return datetime.combine(day, time(hour, minute), SHOP.time_zone).astimezone(NOW.tzinfo)


def test_the_reminder_of_the_first_slot_waits_until_the_morning(shop: Shop) -> None:
    shop.book(replace(REQUEST, slot=slot(9, IN_THREE_DAYS), announce=False))
    for minutes in range(0, 24 * 60, 5):
        shop.sweep(at_shop(0) - timedelta(hours=12) + timedelta(minutes=minutes))
    two_hours = [at for _, text, at in shop.mailbox.sent if "coming up" in text]
    assert two_hours == [at_shop(8)]


def test_a_booking_of_the_night_is_confirmed_in_the_morning(shop: Shop) -> None:
    booked = shop.book(at=at_shop(22, day=TOMORROW))
    assert send_confirmation(shop.sender, outbox_entry(booked)) == "quiet"
    shop.sweep(at_shop(3, day=date(2026, 2, 12)))
    assert shop.texts == []
    shop.sweep(at_shop(8, day=date(2026, 2, 12)))
    assert shop.texts == [CONFIRMED]


def test_at_night_the_owner_is_let_sleep_too(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    shop.store.tell_owner(OwnerEntry("one", "a question", PHONE), NOW)
    shop.sweep(at_shop(23))
    assert shop.texts == []
    shop.sweep(at_shop(8))
    assert shop.texts == ["a question"]


def test_what_is_urgent_wakes_the_owner_and_goes_out_once(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    entry = OwnerEntry("fire", "the battery smokes", PHONE)
    shop.clock.now = at_shop(3)
    shop.store.tell_owner(entry, shop.clock.now)
    assert tell_owner_now(shop.sender, [entry]) == "sent"
    shop.sweep(at_shop(8))
    assert shop.texts == ["the battery smokes"]


def test_an_alert_that_fails_goes_out_with_the_sweep(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    entry = OwnerEntry("fire", "the battery smokes", PHONE)
    shop.store.tell_owner(entry, NOW)
    shop.mailbox.steps.append(MessengerUnavailableError("down"))
    assert tell_owner_now(shop.sender, [entry]) == "unavailable"
    shop.sweep(NOW + SWEEP)
    assert shop.texts == ["the battery smokes"]


def test_a_number_of_the_web_form_gets_five_texts_a_day_whatever_is_booked_and_cancelled(
    shop: Shop, counted: Counted
) -> None:
    for minute in range(10):
        lead = shop.book(at=NOW + timedelta(minutes=minute))
        shop.sweep(NOW + timedelta(minutes=minute))
        close(shop.premises, lead.lead_id, "cancelled")
    assert len(shop.texts) == 5
    assert not shop.store.outbox
    assert "BudgetReached" not in counted()


def test_above_the_days_number_of_texts_to_strangers_it_is_booked_and_not_texted_and_the_owner_told_once(
    shop: Shop, counted: Counted
) -> None:
    few = replace(SHOP, daily_unproved_texts=3)
    shop.sender = replace(shop.sender, shop=few)
    for n in range(6):
        request = replace(REQUEST, phone=f"+190425209{n:02}", lead_type="callback")
        shop.book(request)
    shop.sweep(NOW)
    assert len(shop.texts) == 3
    assert len(shop.store.leads) == 6
    assert counted() == {"TextsSent": [1, 1, 1], "BudgetReached": [1, 1, 1]}
    assert [entry.key for entry in shop.store.for_owner.values()] == ["LIMIT#2026-02-10#texts"]
    shop.sweep(NOW + SWEEP)
    assert len(shop.texts) == 3


def test_a_customer_who_has_texted_us_is_reminded_above_the_strangers_limit(shop: Shop) -> None:
    shop.sender = replace(shop.sender, shop=replace(SHOP, daily_unproved_texts=0, daily_unproved_texts_a_number=0))
    shop.book(replace(REQUEST, source="twilio-sms", announce=False))
    shop.sweep(STARTS - HOUR)
    assert shop.texts == [TWO_HOURS_BEFORE]


def test_the_owner_gets_one_text_of_each_customer_and_sweep(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    for n in range(4):
        shop.store.tell_owner(OwnerEntry(f"TURN#SM{n}", f"{PHONE} asks: question {n}", PHONE), NOW)
    shop.store.tell_owner(OwnerEntry("TURN#other", "+19042520999 asks: why?", "+19042520999"), NOW)
    assert shop.sweep(NOW) == {"sent": 2}
    assert sorted(shop.texts) == [
        "+19042520927 asks: question 0 / +19042520927 asks: question 1 / +19042520927 asks: question 2 / "
        "+19042520927 asks: question 3",
        "+19042520999 asks: why?",
    ]
    assert shop.sweep(NOW + SWEEP) == {}


@pytest.mark.parametrize("between", [" / ", " /", "/ ", " \uff0f ", " \n/\n ", " \N{FIRE}/\N{FIRE} "])
def test_a_customers_words_do_not_look_like_another_entry(between: str) -> None:
    said = f"{PHONE} asks: hi{between}+19042520999 asks: open 24/7?"
    assert digest([OwnerEntry("one", said), OwnerEntry("two", "b")]).split(" / ") == [
        f"{PHONE} asks: hi/+19042520999 asks: open 24/7?",
        "b",
    ]


def test_what_no_longer_fits_into_the_owners_text_goes_out_with_the_next_sweep(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    for n in range(5):
        shop.store.tell_owner(OwnerEntry(f"TURN#SM{n}", f"{n} {'x' * 250}", PHONE), NOW)
    for n in range(4):
        shop.sweep(NOW + n * SWEEP)
    assert [[part[0] for part in text.split(" / ")] for text in shop.texts] == [["0", "1"], ["2", "3"], ["4"]]


def test_two_sweeps_at_once_lose_no_text_to_the_owner(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    first, second = OwnerEntry("one", "first", PHONE), OwnerEntry("two", "second", PHONE)
    shop.store.tell_owner(first, NOW)
    listed = shop.store.owner_entries

    def as_another_sweep_ends() -> list[OwnerEntry]:
        shop.store.tell_owner(second, NOW)
        seen = listed()
        shop.store.owner_entries = listed  # type: ignore[method-assign]
        shop.store.for_owner = {"one": first}  # the other has read before the second came
        send_due_notices(shop.sender)
        shop.store.for_owner["two"] = second
        return seen

    shop.store.owner_entries = as_another_sweep_ends  # type: ignore[method-assign]
    shop.sweep(NOW)
    shop.sweep(NOW + SWEEP)
    assert shop.texts == ["first", "second"]


def test_a_text_to_the_owner_that_died_on_its_way_goes_out_as_it_was_and_what_came_since_by_itself(shop: Shop) -> None:
    shop.sender = replace(shop.sender, owner_phone=OWNER)
    shop.store.tell_owner(OwnerEntry("one", "first", PHONE), NOW)
    shop.store.tell_owner(OwnerEntry("two", "second", PHONE), NOW)
    shop.mailbox.steps.append(MessengerUnavailableError("no answer"))
    assert shop.sweep(NOW) == {"unavailable": 1}
    shop.store.tell_owner(OwnerEntry("three", "third", PHONE), NOW)
    shop.sweep(NOW + SWEEP)
    assert shop.texts == ["first / second"]
    shop.sweep(NOW + 2 * SWEEP)
    assert shop.texts == ["first / second", "third"]

"""What the policy does and says for what was understood and is known. No text is read here: a row is made of acts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.desk import Desk
from linda.models import Dialogue, Job, Question, Slot, Window
from linda.responses.compose import Say
from linda.rules.acts import Act, ActKind, Choice, Emergency, Understood, When
from linda.rules.policy import decide
from linda.rules.tracking import track
from tests.fakes import MemoryStore
from tests.unit.builders import NOW, SHOP, TODAY, TOMORROW, desk, premises, slot, take

MESSAGE = "what the customer wrote"
SCREEN, BATTERY = Job("screen", "iphone 13"), Job("battery", "galaxy s22")
TWO_PM = When(days=(TOMORROW,), times=(time(14),))
KNOWN = Dialogue(jobs=(SCREEN,))
ASKED_TO_BOOK = Dialogue(jobs=(SCREEN,), asked="book", day=TOMORROW, at=time(14), options=(slot(14),))
OPTIONS = (slot(11), slot(12), slot(13))
LISTED = Dialogue(jobs=(SCREEN,), asked="time", day=TOMORROW, options=OPTIONS)


def acts(*kinds: ActKind, topics: Sequence[str] = ()) -> tuple[Act, ...]:
    return (*map(Act, kinds), *(Act("ask", topic) for topic in topics))


def orders(*jobs: Job, when: When = TWO_PM) -> Understood:
    """A plain order."""
    return Understood(acts=acts("want"), jobs=jobs, when=when, is_plain=True)


YES = Understood(acts=acts("accept"), is_firm=True, is_plain=True)
OK = Understood(acts=acts("accept"), is_plain=True)
NO = Understood(acts=acts("decline"), is_plain=True)
UNREAD = Understood(words=3)


def decided(heard: Understood, before: Dialogue, at: Desk) -> tuple[list[Say], Dialogue]:
    at.dialogue = before
    return decide(heard, before, track(before, heard, SHOP), at, MESSAGE)


def kinds(said: Sequence[Say]) -> list[str]:
    return [one.kind for one in said]


def booked(at: Desk) -> list[tuple[Slot, str, str]]:
    """All that is booked: slot, repair, device."""
    store: MemoryStore = at.store  # type: ignore[assignment]
    leads = sorted((lead for lead in store.leads.values() if lead.status == "booked"), key=slot_of)
    return [(slot_of(lead), lead.repair_type, lead.device) for lead in leads]


def with_bookings(*slots: Slot) -> tuple[Desk, tuple[str, ...]]:
    """The desk of a customer who has an iPhone 13 screen booked at each of these, and the ids of the bookings."""
    store = MemoryStore()
    leads = [desk(store, key=f"SM-{one}").book(one, [SCREEN]) for one in slots]
    return desk(store), tuple(lead.lead_id for lead in leads)


# --- a booking is written if act, state and confirmation agree


@pytest.mark.parametrize(
    ("before", "heard"),
    [
        (Dialogue(), orders(SCREEN)),
        (KNOWN, orders()),
        (replace(KNOWN, asked="day"), orders(when=TWO_PM)),
        (ASKED_TO_BOOK, YES),
        (ASKED_TO_BOOK, OK),
        (ASKED_TO_BOOK, replace(YES, when=TWO_PM)),
        (ASKED_TO_BOOK, replace(YES, acts=acts("accept", topics=["payment"]))),
        (
            replace(LISTED, options=(slot(14), slot(15))),
            Understood(acts=acts("choose"), choice=Choice(1), is_plain=True),
        ),
        (
            replace(LISTED, options=(slot(13), slot(14))),
            Understood(acts=acts("choose"), choice=Choice(-1), is_plain=True),
        ),
        (replace(LISTED, options=(slot(14),)), YES),
        (LISTED, orders(when=When(times=(time(14),)))),
        (Dialogue(asked="repair", day=TOMORROW, at=time(14)), orders(SCREEN, when=When())),
    ],
)
def test_it_is_booked_what_was_plainly_ordered_or_agreed_to(before: Dialogue, heard: Understood) -> None:
    at = desk()
    said, after = decided(heard, before, at)
    assert booked(at) == [(slot(14), "screen", "iPhone 13")]
    assert [kind for kind in kinds(said) if kind in ("booked", "upsell")] == ["booked", "upsell"]
    assert (after.asked, after.jobs, after.day, after.at) == ("upsell", (), None, None)


@pytest.mark.parametrize(
    ("before", "heard"),
    [
        (KNOWN, replace(orders(), is_plain=False)),
        (KNOWN, replace(orders(), is_question=True)),
        (KNOWN, replace(orders(), acts=acts("want", topics=["times"]))),
        (KNOWN, replace(orders(), acts=acts("want", "hesitate"))),
        (replace(KNOWN, on_site=True, address="1 Elm St"), orders()),
        (replace(KNOWN, jobs=(SCREEN, BATTERY)), orders()),
        (ASKED_TO_BOOK, replace(YES, jobs=(BATTERY,))),
    ],
)
def test_what_may_be_an_order_is_asked_about_and_the_slot_is_held(before: Dialogue, heard: Understood) -> None:
    at = desk(holder="hers")
    said, after = decided(heard, before, at)
    assert booked(at) == []
    assert kinds(said)[-1].startswith("ask_book")
    assert (after.asked, after.day, after.at, at.dialogue.held) == ("book", TOMORROW, time(14), slot(14))


@pytest.mark.parametrize(
    ("before", "heard"),
    [
        (ASKED_TO_BOOK, NO),
        (ASKED_TO_BOOK, Understood(acts=acts("accept", "decline"))),
        (ASKED_TO_BOOK, Understood(acts=acts("accept", "hesitate"))),
        (ASKED_TO_BOOK, replace(YES, acts=acts("accept", "discount"), percent=10)),
        (ASKED_TO_BOOK, Understood(acts=acts("thank"))),
        (ASKED_TO_BOOK, Understood(acts=acts("cancel"))),
        (ASKED_TO_BOOK, Understood(acts=acts("want"), when=When(not_times=(time(14),)))),
        (ASKED_TO_BOOK, Understood(acts=acts("want"), when=When(days=(TODAY,)))),
        (ASKED_TO_BOOK, UNREAD),
        (ASKED_TO_BOOK, Understood(acts=acts("want"), choice=Choice(by="any"))),
        (LISTED, YES),
        (LISTED, Understood(acts=acts("choose"), choice=Choice(9), is_plain=True)),
        (LISTED, Understood(acts=acts("choose"), choice=Choice(by="any"), is_plain=True)),
        (KNOWN, YES),
        (KNOWN, Understood(when=TWO_PM)),
        (KNOWN, replace(orders(), acts=acts("want", "decline"))),
        (Dialogue(), orders(SCREEN, when=When(days=(TOMORROW,)))),
        (Dialogue(), orders()),
        (Dialogue(), orders(Job("screen"))),
        (Dialogue(), Understood(acts=acts("complain"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts("danger"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts("want", "threat"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts("late"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts("cancel"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts("move"), jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(acts=acts(topics=["hours"]), when=TWO_PM, is_plain=True)),
        (Dialogue(), Understood(told_jobs=(SCREEN,), when=TWO_PM, is_plain=True)),
    ],
)
def test_nothing_is_booked_by_anything_else(before: Dialogue, heard: Understood) -> None:
    at = desk()
    said, _ = decided(heard, before, at)
    assert said
    assert booked(at) == []


def test_a_slot_that_is_gone_is_not_booked_and_others_are_offered() -> None:
    for before, heard in [(KNOWN, orders()), (ASKED_TO_BOOK, YES)]:
        at = desk()
        take(at.store, slot(14))  # type: ignore[arg-type]
        said, after = decided(heard, before, at)
        assert booked(at) == []
        assert kinds(said)[-2:] == ["taken", "offer_day"]
        assert (after.asked, after.options) == ("time", (slot(12), slot(13), slot(15)))


def test_what_is_missing_is_asked_for_and_the_slot_waits() -> None:
    for heard, question in [
        (orders(), "repair"),
        (orders(Job("screen")), "device"),
        (orders(Job(device="iphone 13")), "repair"),
        (replace(orders(SCREEN), acts=acts("want", "on_site")), "address"),
    ]:
        at = desk(holder="hers")
        _, after = decided(heard, Dialogue(), at)
        assert (after.asked, after.day, after.at) == (question, TOMORROW, time(14))
        assert at.dialogue.held == slot(14)


def test_two_devices_are_two_visits_each_with_its_own_yes() -> None:
    at = desk()
    said, after = decided(YES, replace(ASKED_TO_BOOK, jobs=(SCREEN, BATTERY)), at)
    assert booked(at) == [(slot(14), "screen", "iPhone 13")]
    assert kinds(said) == ["booked", "ask_book"]
    assert (after.asked, after.jobs, after.day, after.at) == ("book", (BATTERY,), TOMORROW, time(15))


def test_a_window_leaves_the_slots_within_it() -> None:
    late = When(days=(TOMORROW,), window=Window(time(14, 1), None))
    _, after = decided(Understood(acts=acts("want"), when=late), KNOWN, desk())
    assert (after.asked, after.options) == ("time", (slot(15), slot(16)))
    at = desk()
    take(at.store, slot(16))  # type: ignore[arg-type]
    _, after = decided(Understood(acts=acts("want"), when=late), KNOWN, at)
    assert (after.asked, after.at) == ("book", time(15))
    take(at.store, slot(15))  # type: ignore[arg-type]
    said, _ = decided(Understood(acts=acts("want"), when=late), KNOWN, at)
    assert kinds(said)[0] == "nothing_in_window"


def test_the_earliest_is_the_first_free_slot_of_the_day() -> None:
    at = desk()
    take(at.store, slot(9))  # type: ignore[arg-type]
    first = When(days=(TOMORROW,), earliest=True)
    _, after = decided(Understood(acts=acts("want"), when=first), KNOWN, at)
    assert (after.asked, after.day, after.at) == ("book", TOMORROW, time(10))


# --- bookings that stand


@pytest.mark.parametrize(
    ("asked", "heard", "is_cancelled"),
    [
        ("", Understood(acts=acts("cancel"), is_plain=True, is_firm=True), False),
        ("cancel", YES, True),
        ("cancel", OK, True),
        ("cancel", Understood(acts=acts("cancel"), is_plain=True), True),
        ("cancel", Understood(acts=acts("cancel"), is_question=True), False),
        ("cancel", Understood(acts=acts("cancel")), False),
        ("cancel", NO, False),
        ("cancel", Understood(acts=acts("keep")), False),
        ("cancel", Understood(acts=acts("accept", "hesitate")), False),
        ("cancel", Understood(acts=acts("accept", "decline")), False),
        ("cancel", Understood(acts=acts("move"), when=When(times=(time(16),))), False),
        ("cancel", Understood(acts=acts(topics=["hours"])), False),
        ("cancel", UNREAD, False),
        ("move", YES, False),
        ("upsell", YES, False),
        ("", YES, False),
    ],
)
def test_a_booking_is_cancelled_by_a_yes_to_that_question_alone(
    asked: Question, heard: Understood, is_cancelled: bool
) -> None:
    at, lead_ids = with_bookings(slot(14))
    before = Dialogue(asked=asked, lead_ids=lead_ids if asked else ())
    said, after = decided(heard, before, at)
    assert (booked(at) == []) is is_cancelled
    assert ("cancelled" in kinds(said)) is is_cancelled
    assert after.asked != "cancel" or not is_cancelled


def test_of_several_bookings_the_one_is_meant_that_is_named_and_else_all_are_listed() -> None:
    two, three = slot(14), slot(15)
    for heard, asked, ids in [
        (Understood(acts=acts("cancel")), "cancel which", 2),
        (Understood(acts=acts("cancel"), of=When(times=(time(15),))), "cancel", 1),
        (Understood(acts=acts("cancel"), choice=Choice(by="all")), "cancel all", 2),
        (Understood(acts=acts("move")), "move which", 2),
        (Understood(acts=acts("move"), of=When(times=(time(15),))), "move time", 1),
    ]:
        at, _ = with_bookings(two, three)
        _, after = decided(heard, Dialogue(), at)
        assert (after.asked, len(after.lead_ids), len(booked(at))) == (asked, ids, 2)


def test_who_does_not_care_which_one_is_cancelled_is_asked() -> None:
    at, lead_ids = with_bookings(slot(11), slot(14))
    before = Dialogue(asked="cancel which", lead_ids=lead_ids)
    heard = Understood(acts=acts("choose"), choice=Choice(by="any"), is_plain=True)
    said, after = decided(heard, before, at)
    assert (kinds(said), after.asked, after.lead_ids) == (["ask_cancel"], "cancel", lead_ids[:1])
    assert len(booked(at)) == 2


def test_all_are_cancelled_one_by_one_and_a_no_ends_it() -> None:
    at, lead_ids = with_bookings(slot(14), slot(15), slot(16))
    said, after = decided(YES, Dialogue(asked="cancel all", lead_ids=lead_ids), at)
    assert kinds(said) == ["cancelled", "ask_cancel_next"]
    assert [one[0] for one in booked(at)] == [slot(15), slot(16)]
    assert after.lead_ids == lead_ids[1:]
    at.done = None
    said, after = decided(NO, after, at)
    assert (kinds(said), after.asked, len(booked(at))) == (["kept"], "", 2)


@pytest.mark.parametrize(
    ("before", "heard", "wanted"),
    [
        (Dialogue(), Understood(acts=acts("move"), when=When(times=(time(16),)), is_plain=True), slot(16)),
        (Dialogue(), Understood(acts=acts("move"), when=When(shift=timedelta(hours=1)), is_plain=True), slot(15)),
        (
            Dialogue(),
            Understood(acts=acts("move"), when=When(days=(TODAY,), times=(time(16),)), is_plain=True),
            slot(16, TODAY),
        ),
        (Dialogue(asked="move", day=TOMORROW, at=time(9)), YES, slot(9)),
        (
            Dialogue(asked="move time", options=(slot(9), slot(10))),
            Understood(acts=acts("choose"), choice=Choice(2), is_plain=True),
            slot(10),
        ),
    ],
)
def test_a_booking_is_moved_by_plain_words_or_a_yes(before: Dialogue, heard: Understood, wanted: Slot) -> None:
    at, lead_ids = with_bookings(slot(14))
    said, after = decided(heard, replace(before, lead_ids=lead_ids), at)
    assert booked(at) == [(wanted, "screen", "iPhone 13")]
    assert (kinds(said), after.asked) == (["moved"], "")


@pytest.mark.parametrize(
    ("before", "heard", "asked"),
    [
        (Dialogue(), Understood(acts=acts("move"), when=When(times=(time(16),))), "move"),
        (
            Dialogue(),
            Understood(acts=acts("move"), when=When(times=(time(16),)), is_plain=True, is_question=True),
            "move",
        ),
        (Dialogue(), Understood(acts=acts("move")), "move time"),
        (Dialogue(), Understood(acts=acts("want"), when=When(times=(time(16),)), is_plain=True), "move"),
        (Dialogue(asked="move", day=TOMORROW, at=time(9)), NO, ""),
        (Dialogue(asked="move", day=TOMORROW, at=time(9)), Understood(acts=acts("keep")), ""),
        (Dialogue(asked="move time", options=(slot(9), slot(10))), YES, "move time"),
    ],
)
def test_a_booking_stays_where_the_words_are_not_plain(before: Dialogue, heard: Understood, asked: Question) -> None:
    at, lead_ids = with_bookings(slot(14))
    _, after = decided(heard, replace(before, lead_ids=lead_ids if before.asked else ()), at)
    assert booked(at) == [(slot(14), "screen", "iPhone 13")]
    assert after.asked == asked


def test_a_time_after_a_day_that_was_offered_for_the_move_is_of_that_day() -> None:
    thursday = date(2026, 2, 12)
    at, lead_ids = with_bookings(slot(14))
    heard = Understood(acts=acts("want"), when=When(times=(time(9),)), is_plain=True)
    decided(heard, Dialogue(asked="move", day=thursday, at=time(14), lead_ids=lead_ids), at)
    assert booked(at) in ([(slot(9, thursday), "screen", "iPhone 13")], [(slot(14), "screen", "iPhone 13")])


def with_a_call(at: time) -> Desk:
    """The desk of a customer whom the owner is to call."""
    store = MemoryStore()
    desk(store).book(Slot(TODAY, at), [Job("callback")], lead_type="callback")
    return desk(store, key="SM2")


def test_a_call_is_no_repair_that_could_be_moved_or_priced() -> None:
    at = with_a_call(time(13))
    said, _ = decided(Understood(acts=acts("want"), when=TWO_PM), Dialogue(), at)
    assert "ask_move" not in kinds(said)
    said, after = decided(Understood(acts=acts(topics=["price"])), Dialogue(), at)
    assert (kinds(said)[0], after.jobs) == ("price_list", ())


def test_another_hour_for_a_call_moves_the_one_there_is() -> None:
    at = with_a_call(time(13))
    said, _ = decided(Understood(acts=acts("call_me"), when=When(times=(time(17),)), is_plain=True), Dialogue(), at)
    assert (kinds(said), [one[0] for one in booked(at)]) == (["call_booked"], [Slot(TODAY, time(17))])


@pytest.mark.parametrize(("side", "hours"), [("later", [15, 16]), ("earlier", [9, 10, 11, 12, 13])])
def test_later_and_earlier_keep_the_day_of_the_booking(side: Literal["earlier", "later"], hours: Sequence[int]) -> None:
    at, _ = with_bookings(slot(14))
    said, after = decided(Understood(acts=acts("want"), when=When(side=side), is_question=True), Dialogue(), at)
    assert (kinds(said), after.asked) == (["offer_day"], "move time")
    assert after.options == tuple(slot(hour) for hour in hours)


def test_a_repair_that_no_booking_has_moves_no_other_one() -> None:
    at, _ = with_bookings(slot(14))
    heard = Understood(acts=acts("move"), of_job=BATTERY, when=When(times=(time(16),)), is_plain=True)
    said, after = decided(heard, Dialogue(), at)
    assert (kinds(said), after.asked, booked(at)[0][0]) == (["your_booking", "ask_move"], "move", slot(14))


def test_an_hour_without_a_day_after_several_days_is_asked_about() -> None:
    at, lead_ids = with_bookings(slot(14))
    _, after = decided(Understood(acts=acts("move"), is_plain=True), Dialogue(), at)
    said, after = decided(Understood(acts=acts("want"), when=When(times=(time(16),)), is_plain=True), after, at)
    assert (kinds(said), after.asked, after.lead_ids) == (["ask_move"], "move", lead_ids)


def test_an_hour_of_a_list_whose_day_nobody_named_is_asked_about() -> None:
    at, _ = with_bookings(slot(14))
    _, after = decided(Understood(acts=acts("move"), is_plain=True), Dialogue(), at)
    hour = When(times=(after.options[0].at,))
    said, _ = decided(Understood(acts=acts("choose"), when=hour, is_plain=True), after, at)
    assert (kinds(said), booked(at)[0][0]) == (["ask_move"], slot(14))


def test_another_repair_is_no_time_for_the_one_that_is_to_be_moved() -> None:
    at, _ = with_bookings(slot(14))
    _, after = decided(Understood(acts=acts("move"), is_plain=True), Dialogue(), at)
    heard = Understood(acts=acts("want"), jobs=(BATTERY,), when=When(same="day"), is_addition=True)
    said, after = decided(heard, after, at)
    assert (kinds(said)[-1], after.day, after.at) == ("ask_book", TOMORROW, time(15))


def test_what_else_there_is_answers_the_question_of_a_cancelling_with_times() -> None:
    at, lead_ids = with_bookings(slot(14))
    heard = Understood(acts=acts(topics=["times"]), is_question=True)
    said, after = decided(heard, Dialogue(asked="cancel", lead_ids=lead_ids), at)
    assert (kinds(said)[0], after.asked, len(booked(at))) == ("ask_move_when", "move time", 1)


MOVE_ASKED = Dialogue(asked="move", day=TOMORROW, at=time(9))


@pytest.mark.parametrize(
    ("heard", "is_moved"),
    [
        (Understood(acts=acts("move"), is_firm=True, is_plain=True), True),
        (Understood(acts=acts("move"), is_question=True), False),
        (Understood(acts=acts("move")), False),
        (Understood(acts=acts("move", "decline")), False),
        (Understood(acts=acts("move"), of_job=BATTERY), False),
        (Understood(acts=acts(topics=["duration"])), False),
    ],
)
def test_a_move_is_agreed_to_in_its_own_words(heard: Understood, is_moved: bool) -> None:
    at, lead_ids = with_bookings(slot(14))
    decided(heard, replace(MOVE_ASKED, lead_ids=lead_ids), at)
    assert (booked(at)[0][0] == slot(9)) is is_moved


def test_a_list_stays_for_who_picks_another_one_after_all() -> None:
    at = desk()
    _, after = decided(Understood(acts=acts("choose"), choice=Choice(1), is_question=True), LISTED, at)
    assert (after.asked, after.options) == ("book", OPTIONS)
    said, after = decided(Understood(acts=acts("decline", "choose"), choice=Choice(3)), after, at)
    assert (kinds(said)[-1], after.at) == ("ask_book", time(13))
    said, after = decided(YES, after, at)
    assert booked(at)[0][0] == slot(13)


def test_who_only_wants_to_know_what_is_free_books_nothing_by_a_pick() -> None:
    at = desk()
    heard = Understood(acts=acts("decline", topics=["times"]), when=When(days=(TOMORROW,)))
    _, after = decided(heard, KNOWN, at)
    said, _ = decided(Understood(acts=acts("choose"), choice=Choice(1), is_plain=True), after, at)
    assert (kinds(said)[-1], booked(at)) == ("ask_book", [])


@pytest.mark.parametrize("question", ["day", "repair", "device"])
def test_what_was_talked_about_stays_known_after_a_no(question: Question) -> None:
    _, after = decided(NO, replace(KNOWN, asked=question), desk())
    assert (after.asked, after.jobs) == ("", (SCREEN,))


@pytest.mark.parametrize(
    "heard",
    [
        Understood(acts=acts("want"), jobs=(BATTERY,), when=When(same="time")),
        Understood(acts=acts("want"), jobs=(BATTERY,), when=When(same="day")),
        Understood(acts=acts("want"), jobs=(BATTERY,), when=When(side="later")),
        Understood(acts=acts("want"), jobs=(Job("battery"),), is_addition=True),
    ],
)
def test_a_job_that_comes_with_a_booking_is_offered_right_after_it(heard: Understood) -> None:
    at, _ = with_bookings(slot(14))
    said, after = decided(heard, Dialogue(), at)
    assert (kinds(said)[-1], after.day, after.at) == ("ask_book", TOMORROW, time(15))
    assert after.jobs[0].device


@pytest.mark.parametrize(
    "heard",
    [
        Understood(acts=acts("keep"), is_question=True, words=5),
        Understood(acts=acts("want"), when=TWO_PM, is_question=True),
        Understood(acts=acts(topics=["other"]), is_question=True),
        UNREAD,
    ],
)
def test_after_a_danger_it_is_said_again_what_to_do_and_nothing_is_offered(heard: Understood) -> None:
    at = desk()
    _, after = decided(Understood(acts=acts("danger")), Dialogue(), at)
    said, after = decided(heard, after, at)
    assert (kinds(said), after.asked, booked(at)) == (["safety_again", "danger_bring"], "danger", [])
    said, after = decided(Understood(acts=acts("thank")), after, at)
    assert (kinds(said), after.asked) == (["welcome"], "")


def test_after_a_danger_the_wish_to_bring_it_in_reaches_the_owner_and_a_yes_is_to_his_call() -> None:
    at = desk()
    _, after = decided(Understood(acts=acts("danger")), Dialogue(), at)
    _, after = decided(Understood(acts=acts("want"), when=TWO_PM), after, at)
    assert "time after danger" in after.handed_on
    said, after = decided(Understood(acts=acts("accept"), is_firm=True, words=1), after, at)
    assert (kinds(said), after.asked, booked(at)) == (["call_ask_time"], "call", [])


def test_after_a_danger_a_price_is_told_but_no_time_offered() -> None:
    at = desk()
    _, after = decided(Understood(acts=acts("danger")), Dialogue(), at)
    heard = Understood(acts=acts(topics=["price"]), jobs=(Job("battery"),), is_question=True)
    said, after = decided(heard, after, at)
    assert (kinds(said), after.asked) == (["price", "safety_again", "danger_bring"], "danger")


@pytest.mark.parametrize("asked", ["", "book", "danger", "emergency", "call", "cancel"])
@pytest.mark.parametrize("kind", ["help", "fire", "burn", "swallowed", "device", "still"])
def test_in_an_emergency_911_comes_first_whatever_was_asked(kind: Emergency, asked: Question) -> None:
    at = desk()
    heard = Understood(acts=acts("emergency"), emergency=kind, words=5)
    said, after = decided(heard, Dialogue(asked=asked, day=TOMORROW, at=time(14), jobs=(SCREEN,)), at)
    assert kinds(said)[0] == "emergency"
    assert len(said) <= 2
    assert (after.asked, booked(at), at.is_urgent) == ("emergency", [], True)
    assert after.jobs == (SCREEN,)


def test_after_an_emergency_with_a_device_nothing_is_offered_for_it() -> None:
    at = desk()
    _, after = decided(Understood(acts=acts("danger"), emergency="device"), Dialogue(), at)
    said, after = decided(Understood(emergency="over"), after, at)
    assert (kinds(said), after.asked) == (["emergency_over", "danger_bring"], "danger")
    said, after = decided(replace(orders(Job("battery")), words=6), after, at)
    assert (kinds(said), booked(at)) == (["safety_again", "danger_bring"], [])


def test_an_emergency_is_over_once_help_has_been_called_or_something_else_is_wanted() -> None:
    at = desk()
    said, after = decided(Understood(emergency="called"), Dialogue(asked="emergency"), at)
    assert (kinds(said), after.asked) == (["emergency_called"], "")
    said, after = decided(Understood(acts=acts("thank")), Dialogue(asked="emergency"), at)
    assert (kinds(said), after.asked) == (["welcome"], "")


def test_water_gets_first_aid_before_the_price() -> None:
    said, _ = decided(Understood(acts=acts("want"), jobs=(Job("water damage", "iphone 13"),)), Dialogue(), desk())
    assert kinds(said)[:2] == ["fact", "price"]


def test_who_is_in_despair_is_told_who_helps_and_the_owner_at_once() -> None:
    at = desk()
    said, _ = decided(Understood(distress="despair", words=4), KNOWN, at)
    assert (kinds(said), at.is_urgent) == (["crisis"], True)


def test_who_mourns_gets_a_kind_word_first() -> None:
    at = desk()
    said, _ = decided(Understood(distress="grief", words=6), Dialogue(), at)
    assert (kinds(said), at.questions) == (["condolence", "passed_on"], [MESSAGE])


def test_a_move_can_be_taken_back() -> None:
    at, _ = with_bookings(slot(14))
    said, after = decided(Understood(acts=acts("move"), when=When(times=(time(16),)), is_plain=True), Dialogue(), at)
    assert kinds(said) == ["moved"]
    at = desk(at.store, key="SM2")  # type: ignore[arg-type]
    said, after = decided(Understood(acts=acts("keep")), after, at)
    assert (kinds(said), after.asked, after.at) == (["ask_move"], "move", time(14))
    decided(YES, after, at)
    assert [one[0] for one in booked(at)] == [slot(14)]


# --- the accessory


@pytest.mark.parametrize(
    ("heard", "is_sold"),
    [
        (YES, True),
        (Understood(acts=acts("add")), True),
        (Understood(acts=acts("want"), jobs=(Job("screen protector"),), is_plain=True), True),
        (OK, False),
        (NO, False),
        (Understood(acts=acts("thank")), False),
        (Understood(acts=acts("accept", "hesitate"), is_firm=True), False),
        (Understood(acts=acts("cancel")), False),
        (Understood(acts=acts("accept"), is_firm=True, when=TWO_PM), False),
        (UNREAD, False),
    ],
)
def test_an_accessory_is_sold_by_a_firm_yes_alone(heard: Understood, is_sold: bool) -> None:
    at, lead_ids = with_bookings(slot(14))
    said, _ = decided(heard, Dialogue(asked="upsell", lead_ids=lead_ids), at)
    assert at.remarks == (["Sold: screen protector, $15"] if is_sold else [])
    assert ("upsell_added" in kinds(said)) is is_sold


def test_an_accessory_ordered_with_a_repair_is_written_with_its_booking_or_not_at_all() -> None:
    ordered = orders(SCREEN, Job("case"))
    at = desk()
    said, _ = decided(ordered, Dialogue(), at)
    store: MemoryStore = at.store  # type: ignore[assignment]
    assert [lead.remarks for lead in store.leads.values()] == [("Sold: case, $25",)]
    assert (at.remarks, "upsell_added" in kinds(said)) == ([], True)
    take(store := MemoryStore(), slot(14))
    decided(ordered, Dialogue(), at := desk(store))
    assert (booked(at), at.remarks) == ([], [])


def test_a_no_that_may_be_to_the_accessory_or_to_the_booking_is_asked_about() -> None:
    at, lead_ids = with_bookings(slot(14))
    said, after = decided(Understood(acts=acts("decline", "cancel")), Dialogue(asked="upsell", lead_ids=lead_ids), at)
    assert (kinds(said), after.asked, len(booked(at))) == (["upsell_or_booking"], "upsell or booking", 1)


# --- first things first


@pytest.mark.parametrize(
    ("kind", "first", "is_urgent"),
    [("danger", "safety", True), ("threat", "threat", True), ("complain", "sorry_complaint", False)],
)
def test_danger_threats_and_complaints_come_before_any_order_and_reach_the_owner(
    kind: ActKind, first: str, is_urgent: bool
) -> None:
    at = desk()
    heard = Understood(acts=acts("want", kind), jobs=(SCREEN,), when=TWO_PM, is_plain=True)
    said, _ = decided(heard, Dialogue(), at)
    assert kinds(said)[0] == first
    assert not [one for one in kinds(said) if one.startswith(("price", "booked", "ask_book"))]
    assert (at.questions, at.is_urgent, booked(at)) == ([MESSAGE], is_urgent, [])


@pytest.mark.parametrize("kind", ["spam", "flirt", "wrong_number"])
def test_what_is_not_for_the_shop_gets_one_sentence_and_the_owner_nothing_and_spam_no_second_one(kind: ActKind) -> None:
    at = desk()
    said, after = decided(Understood(acts=acts(kind)), Dialogue(), at)
    assert kinds(said) == [kind]
    again, _ = decided(Understood(acts=acts(kind)), after, at)
    assert (kinds(again), at.questions) == ([] if kind == "spam" else [kind], [])


def test_all_that_is_asked_is_answered_in_the_order_of_the_text() -> None:
    said, _ = decided(Understood(acts=acts("thank", topics=["payment", "hours", "warranty"])), Dialogue(), desk())
    assert kinds(said)[:3] == ["fact", "hours_usual", "fact"] or kinds(said)[:3] == ["fact", "hours_day", "fact"]


def test_a_fact_leaves_the_question_that_stands_and_asks_it_again() -> None:
    for before in (ASKED_TO_BOOK, LISTED, replace(KNOWN, asked="day")):
        said, after = decided(Understood(acts=acts(topics=["payment"])), before, desk())
        assert kinds(said)[0] == "fact"
        assert kinds(said)[-1] in ("ask_book", "offer_day", "ask_day")
        assert after == before


def test_what_no_data_answers_is_asked_of_the_owner_once() -> None:
    at = desk()
    said, after = decided(Understood(acts=acts(topics=["parking"])), Dialogue(), at)
    assert (kinds(said)[0], at.questions, after.handed_on) == ("fact_unknown", [MESSAGE], ("parking",))
    said, _ = decided(Understood(acts=acts(topics=["parking"])), after, desk(at.store))  # type: ignore[arg-type]
    assert kinds(said)[0] == "already_passed_on"


@pytest.mark.parametrize("before", [ASKED_TO_BOOK, LISTED, replace(KNOWN, asked="day"), replace(KNOWN, asked="repair")])
def test_an_unread_text_is_asked_again_once_and_is_then_the_owners_and_the_question_stands(before: Dialogue) -> None:
    before = replace(before, jobs=() if before.asked == "repair" else before.jobs)
    at = desk()
    said, after = decided(UNREAD, before, at)
    assert (kinds(said)[0], after.nudges, at.questions) == ("again_question", 1, [])
    said, after = decided(UNREAD, after, at)
    assert (kinds(said), at.questions) == (["passed_on"], [MESSAGE])
    said, after = decided(UNREAD, after, at)
    assert kinds(said) == ["already_passed_on"]
    assert (after.asked, after.options, after.jobs) == (before.asked, before.options, before.jobs)


@pytest.mark.parametrize(
    ("heard", "hours_later"),
    [
        (Understood(acts=acts(topics=["price"])), 0),
        (Understood(acts=acts("move"), when=TWO_PM), 8),
        (Understood(acts=acts("complain")), 8),
        (Understood(acts=acts("want"), whose="sister", is_addition=True), 0),
    ],
)
def test_what_strangers_have_written_on_a_booking_is_not_told(heard: Understood, hours_later: int) -> None:
    store = MemoryStore()
    lead = desk(store).book(slot(14, TODAY), [SCREEN])
    store.leads[lead.lead_id] = replace(lead, repair_type="free crypto", device="go to evil.example")
    at = replace(desk(store), premises=premises(store, NOW + timedelta(hours=hours_later)))
    said, after = decided(heard, Dialogue(), at)
    told = f"{at.words(*said)} {after.jobs}"
    assert said
    assert "evil" not in told
    assert "crypto" not in told


# --- discounts


@pytest.mark.parametrize(
    ("heard", "state", "kind", "granted"),
    [
        (Understood(acts=acts("discount"), percent=10), {}, "discount_granted", 10),
        (Understood(acts=acts("discount"), percent=15), {}, "discount_granted", 15),
        (Understood(acts=acts("discount"), percent=14.99), {}, "discount_granted", 14.9),
        (Understood(acts=acts("discount"), percent=15.001), {}, "discount_owner", 0),
        (Understood(acts=acts("discount"), percent=16), {}, "discount_owner", 0),
        (Understood(acts=acts("discount"), percent=10, is_conditional=True), {}, "discount_condition", 0),
        (Understood(acts=acts("discount"), amount=60), {}, "discount_owner", 0),
        (Understood(acts=acts("discount")), {}, "discount_owner", 0),
        (Understood(acts=acts("discount"), percent=10), {"max_discount": 5}, "discount_owner", 0),
        (Understood(acts=acts("discount"), percent=10), {"max_discount": 0}, "no_discount", 0),
        (Understood(percent=10), {}, "", 0),
    ],
)
def test_a_discount_is_granted_within_the_owners_cap_and_without_a_condition(
    heard: Understood, state: dict[str, object], kind: str, granted: float
) -> None:
    at = desk(state=state)
    said, _ = decided(heard, Dialogue(), at)
    assert at.granted == granted
    assert not kind or kind in kinds(said)
    assert kind != "discount_granted" or said[0].values["percent"] == granted
    assert bool(at.questions) is (kind in ("discount_owner", "discount_condition"))


# --- calls


def test_a_call_is_booked_at_the_time_that_is_asked_for_and_never_at_another() -> None:
    at = desk()
    said, after = decided(Understood(acts=acts("call_me")), Dialogue(), at)
    assert (kinds(said), after.asked, booked(at)) == (["call_ask_time"], "call", [])
    said, after = decided(Understood(acts=acts("want"), when=When(days=(TOMORROW,), times=(time(15),))), after, at)
    assert (kinds(said), after.asked) == (["call_booked"], "")
    assert booked(at) == [(slot(15), "callback", "")]
    at = desk()
    said, _ = decided(Understood(acts=acts("call_me"), when=When(times=(time(21),))), Dialogue(), at)
    assert (kinds(said), booked(at)) == (["call_at_night"], [])


# --- whatever is understood


KINDS = st.sampled_from([kind for kind in get_args(ActKind) if kind != "ask"])
TOPICS = st.sampled_from(
    ["price", "times", "hours", "bookings", "status", "owner", "change", "services", "other", "parking"]
)
DAYS = st.sampled_from([TODAY, TOMORROW, date(2026, 2, 1), date.max])
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
WHENS = st.builds(
    When,
    days=st.lists(DAYS, max_size=2, unique=True).map(tuple),
    times=st.lists(TIMES, max_size=2, unique=True).map(tuple),
    window=st.sampled_from([Window(), Window(time(14, 1), None), Window(None, time(11, 59))]),
    not_times=st.lists(TIMES, max_size=1).map(tuple),
    shift=st.sampled_from([None, timedelta(hours=1), timedelta(days=-1)]),
    side=st.sampled_from(["", "earlier", "later"]),
    same=st.sampled_from(["", "day", "time"]),
    earliest=st.booleans(),
)
JOBS = st.sampled_from(
    [SCREEN, BATTERY, Job("screen"), Job(device="iphone 13"), Job("diagnosis", "ipad", "microphone")]
)
# A choice is read with its act; a day or a time may be told in passing.
HEARD = st.builds(
    Understood,
    acts=st.lists(st.builds(Act, KINDS) | st.builds(Act, st.just("ask"), TOPICS), max_size=3).map(tuple),
    jobs=st.lists(JOBS, max_size=2, unique=True).map(tuple),
    when=st.just(When()) | WHENS,
    of=st.just(When()) | WHENS,
    choice=st.none()
    | st.builds(Choice, st.integers(-1, 9), st.sampled_from(["place", "earlier", "later", "any", "all"])),
    percent=st.sampled_from([0, 10, 90]),
    is_conditional=st.booleans(),
    is_firm=st.booleans(),
    is_question=st.booleans(),
    is_plain=st.booleans(),
).map(lambda heard: replace(heard, acts=(*heard.acts, *acts("choose"))) if heard.choice else heard)
STATES = st.builds(
    Dialogue,
    jobs=st.lists(JOBS, max_size=2, unique=True).map(tuple),
    day=st.none() | DAYS,
    at=st.none() | TIMES,
    asked=st.sampled_from(get_args(Question)),
    options=st.lists(st.builds(Slot, DAYS, TIMES), max_size=3).map(tuple),
    nudges=st.integers(0, 1),
    on_site=st.booleans(),
    greeted=st.booleans(),
    handed_on=st.sampled_from([(), ("message",), ("parking", "person", "spam")]),
)
# The acts without which nothing is booked, moved or cancelled.
ASKED_FOR: dict[str, tuple[ActKind, ...]] = {
    "booked": ("accept", "choose", "want", "call_me"),
    "moved": ("accept", "choose", "want", "move", "keep", "cancel"),
    "cancelled": ("accept", "choose", "cancel"),
}


@given(HEARD, STATES, st.integers(0, 2), st.data())
def test_whatever_is_understood_nothing_is_done_that_no_act_asked_for(
    heard: Understood, before: Dialogue, bookings: int, data: st.DataObject
) -> None:
    at, lead_ids = with_bookings(*(slot(9 + n) for n in range(bookings)))
    before = replace(before, lead_ids=data.draw(st.sampled_from([(), lead_ids[:1], lead_ids])))
    said, after = decided(heard, before, at)
    if at.done:
        is_told_what = heard.jobs and before.asked in ("repair", "device")
        assert heard.has(*ASKED_FOR[at.done[0]]) or is_told_what, at.done[0]
        assert not heard.has("danger", "threat", "hesitate")
        assert {"booked": "booked", "moved": "moved", "cancelled": "cancelled"}[at.done[0]] in "".join(kinds(said))
    else:
        assert not {"booked", "booked_too", "booked_on_site", "moved", "cancelled"} & {*kinds(said)}
    assert len(after.jobs) <= 4
    assert len(after.options) <= 8
    assert len(after.handed_on) <= 12
    assert after.asked != "book" or (after.day and after.at and after.jobs) or before.asked == "book"
    assert said or heard.has("spam")
    at.words(*said)


# --- what callers say


AGAIN, HEARS = Understood(acts=acts("repeat"), words=2), Understood(acts=acts("hear_me"), words=4, is_question=True)


def told(last_reply: str) -> Desk:
    """The desk of a customer who was last told that."""
    at = desk()
    at.last_reply = last_reply
    return at


def test_the_last_reply_is_said_again() -> None:
    at = told("We close at 5.")
    said, after = decided(AGAIN, LISTED, at)
    assert said == [Say("said_again", {"text": "We close at 5."})]
    assert after == LISTED
    assert at.words(*said) == "Sure. We close at 5."


def test_what_was_said_again_can_be_said_again() -> None:
    said, _ = decided(AGAIN, KNOWN, told("Sure. We close at 5."))
    assert said == [Say("said_again", {"text": "We close at 5."})]


@pytest.mark.parametrize(
    ("before", "last_reply", "kind"),
    [(LISTED, "", "offer_day"), (Dialogue(), "", "how_can_help"), (LISTED, "word " * 40, "offer_day")],
)
def test_without_a_reply_to_say_again_the_open_question_is_asked(before: Dialogue, last_reply: str, kind: str) -> None:
    assert kinds(decided(AGAIN, before, told(last_reply))[0]) == [kind]


def test_a_caller_is_told_that_he_is_heard_and_asked_again() -> None:
    assert kinds(decided(HEARS, LISTED, desk())[0]) == ["hear_you", "offer_day"]
    assert kinds(decided(HEARS, Dialogue(), desk())[0]) == ["hear_you", "how_can_help"]


def test_a_caller_who_asks_whether_he_is_heard_can_order_in_the_same_breath() -> None:
    at = desk()
    said, _ = decided(replace(orders(SCREEN), acts=acts("hear_me", "want")), Dialogue(), at)
    assert kinds(said)[0] == "hear_you"
    assert booked(at) == [(slot(14), "screen", "iPhone 13")]

"""What acts and entities add to the dialogue state. A row is the state before, what was understood, and after."""

from dataclasses import fields, replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.models import ANY_TIME, Dialogue, Job, Window
from linda.rules.acts import Act, ActKind, Understood, When
from linda.rules.tracking import track
from tests.unit.builders import SHOP, TODAY, TOMORROW, slot

SCREEN, BATTERY_13 = Job("screen", "iphone 13"), Job("battery", "iphone 13")
WET = Job("water damage", "iphone 13")
S22 = Job("battery", "galaxy s22")
AFTER_2 = Window(time(14, 1), None)
NOTHING = Dialogue()


def jobs(*known: Job, asked: str = "") -> Dialogue:
    return Dialogue(jobs=known, asked=asked)  # type: ignore[arg-type]


def wants(
    *named: Job,
    is_addition: bool = False,
    is_question: bool = False,
    is_only: bool = False,
    is_correction: bool = False,
    told: tuple[Job, ...] = (),
    topics: tuple[str, ...] = (),
) -> Understood:
    acts = (Act("want"), *(Act("ask", topic) for topic in topics))
    return Understood(
        acts=acts,
        jobs=named,
        told_jobs=told,
        is_addition=is_addition,
        is_question=is_question,
        is_only=is_only,
        is_correction=is_correction,
    )


@pytest.mark.parametrize(
    ("before", "heard", "after"),
    [
        (NOTHING, wants(SCREEN), (SCREEN,)),
        (NOTHING, wants(Job("screen")), (Job("screen"),)),
        # What was missing is filled in.
        (jobs(Job("screen")), wants(Job(device="iphone 13")), (SCREEN,)),
        (jobs(Job(device="iphone 13")), wants(Job("screen")), (SCREEN,)),
        (jobs(Job("screen"), Job("battery")), wants(Job(device="iphone 13")), (SCREEN, BATTERY_13)),
        (jobs(Job("screen"), asked="device"), wants(Job("diagnosis", "iphone 13", "cracked")), (SCREEN,)),
        # Another repair, or another model, takes the place of what is known.
        (jobs(SCREEN), wants(Job("battery")), (BATTERY_13,)),
        (jobs(SCREEN), wants(Job(device="iphone 12")), (Job("screen", "iphone 12"),)),
        (jobs(SCREEN), wants(Job("battery", "galaxy s22")), (Job("battery", "galaxy s22"),)),
        # What comes on top does not.
        (jobs(SCREEN), wants(Job("battery"), is_addition=True), (SCREEN, BATTERY_13)),
        (
            jobs(SCREEN),
            wants(Job("battery", "galaxy s22"), is_addition=True),
            (SCREEN, Job("battery", "galaxy s22")),
        ),
        # Several in one text are all heard, for the one device that is named.
        (NOTHING, wants(SCREEN, Job("battery")), (SCREEN, BATTERY_13)),
        (NOTHING, wants(SCREEN, Job("battery", "galaxy s22")), (SCREEN, Job("battery", "galaxy s22"))),
        # Of several, one comes first, or is all that is wanted; what is left out goes.
        (jobs(SCREEN, S22), wants(Job(device="galaxy s22")), (S22, SCREEN)),
        (jobs(SCREEN, S22), wants(Job(device="samsung")), (S22, SCREEN)),
        (jobs(SCREEN, S22), wants(Job(device="samsung"), is_only=True), (S22,)),
        (jobs(SCREEN, BATTERY_13), wants(Job("screen"), is_only=True), (SCREEN,)),
        (jobs(SCREEN, BATTERY_13), wants(told=(Job("battery"),)), (SCREEN,)),
        (jobs(SCREEN, S22), wants(told=(Job(device="iphone"),)), (S22,)),
        (jobs(SCREEN), wants(told=(Job("screen"),)), (SCREEN,)),
        # A correction is of all that was said for the device.
        (
            jobs(SCREEN, BATTERY_13),
            wants(Job(device="iphone 12")),
            (Job("screen", "iphone 12"), Job("battery", "iphone 12")),
        ),
        (jobs(SCREEN), wants(Job(device="galaxy s22"), is_correction=True), (Job("screen", "galaxy s22"),)),
        # What was wet is still looked at, and first; what follows from it is no job of its own.
        (jobs(WET), wants(Job("screen")), (WET, SCREEN)),
        (jobs(WET), wants(Job("diagnosis", "", "no power")), (WET,)),
        (jobs(WET), wants(Job("screen"), is_correction=True), (SCREEN,)),
        # A second price that is asked for takes nothing away.
        (jobs(SCREEN), wants(Job("battery"), is_question=True, topics=("price",)), (SCREEN, BATTERY_13)),
        # Two that turn out to be the same are one.
        (jobs(Job("screen"), SCREEN), wants(Job(device="iphone 13")), (SCREEN,)),
        # Who does not know the model has a phone, until it is known after all.
        (jobs(Job("screen"), asked="device"), wants(topics=("which model",)), (Job("screen", "phone"),)),
        (jobs(Job("screen", "phone")), wants(Job(device="iphone 13")), (SCREEN,)),
        # What is known already is not known twice.
        (jobs(SCREEN), wants(SCREEN), (SCREEN,)),
        (jobs(SCREEN), wants(Job("screen"), is_addition=True), (SCREEN,)),
        # An accessory goes with a repair, and is a job where there is none.
        (jobs(SCREEN), wants(Job("screen protector")), (SCREEN,)),
        (NOTHING, wants(Job("screen protector", "iphone 13")), (Job("screen protector", "iphone 13"),)),
        (jobs(Job("case"), asked="device"), wants(SCREEN), (SCREEN,)),
        (jobs(Job("case", "iphone 13")), wants(Job("battery")), (BATTERY_13,)),
        # Another device does not inherit the trouble of the first one.
        (jobs(SCREEN), wants(Job(device="galaxy s22")), (Job(device="galaxy s22"),)),
        # What follows from a repair or a trouble that is named is none of its own.
        (NOTHING, wants(SCREEN, Job("diagnosis", "iphone 13", "touch")), (SCREEN,)),
        (NOTHING, wants(WET, Job("diagnosis", "iphone 13", "not working")), (WET,)),
        (
            NOTHING,
            wants(WET, Job("diagnosis", "galaxy s22", "no power")),
            (WET, Job("diagnosis", "galaxy s22", "no power")),
        ),
        (NOTHING, wants(WET, Job("diagnosis", "iphone 13", "camera")), (WET, Job("diagnosis", "iphone 13", "camera"))),
        # A look at it is no repair of its own where one is known.
        (jobs(SCREEN), wants(Job("diagnosis", "", "not working")), (SCREEN,)),
        (jobs(SCREEN), wants(Job("diagnosis", "", "microphone")), (Job("diagnosis", "iphone 13", "microphone"),)),
        # One of several that were talked about is picked, by its name or asked about.
        (jobs(SCREEN, BATTERY_13), wants(Job("battery")), (BATTERY_13,)),
        (jobs(SCREEN, BATTERY_13), wants(Job("battery"), is_question=True), (SCREEN, BATTERY_13)),
        (jobs(SCREEN, BATTERY_13), wants(Job("battery"), topics=("price",)), (SCREEN, BATTERY_13)),
        (jobs(SCREEN, BATTERY_13), wants(Job("battery"), is_addition=True), (SCREEN, BATTERY_13)),
        # The name of a family is the model of it that is known.
        (jobs(SCREEN), wants(Job("screen", "iphone")), (SCREEN,)),
        (jobs(SCREEN), wants(Job("battery", "iphone")), (BATTERY_13,)),
        (jobs(SCREEN), wants(Job("battery", "samsung")), (Job("battery", "samsung"),)),
        (
            jobs(SCREEN, Job("screen", "iphone 12")),
            wants(Job("battery", "iphone")),
            (Job("battery", "iphone"),),
        ),
        # A price that is asked for another device is that of the same repair.
        (jobs(SCREEN), wants(Job(device="galaxy s22"), topics=("price",)), (Job("screen", "galaxy s22"),)),
    ],
)
def test_jobs_are_added_to_or_replaced(before: Dialogue, heard: Understood, after: tuple[Job, ...]) -> None:
    assert track(before, heard, SHOP).jobs == after


@pytest.mark.parametrize(
    ("before", "when", "after"),
    [
        (NOTHING, When(days=(TOMORROW,)), Dialogue(day=TOMORROW)),
        (NOTHING, When(times=(time(14),)), Dialogue(at=time(14))),
        (NOTHING, When(days=(TOMORROW,), times=(time(14),)), Dialogue(day=TOMORROW, at=time(14))),
        (Dialogue(day=TOMORROW), When(times=(time(14),)), Dialogue(day=TOMORROW, at=time(14))),
        (Dialogue(day=TOMORROW, at=time(14)), When(times=(time(15),)), Dialogue(day=TOMORROW, at=time(15))),
        # A time belongs to its day; a window is for each.
        (Dialogue(day=TODAY, at=time(14)), When(days=(TOMORROW,)), Dialogue(day=TOMORROW)),
        (Dialogue(day=TODAY, at=time(14)), When(days=(TODAY,)), Dialogue(day=TODAY, at=time(14))),
        (Dialogue(window=AFTER_2), When(days=(TOMORROW,)), Dialogue(day=TOMORROW, window=AFTER_2)),
        (Dialogue(day=TODAY, at=time(9)), When(window=AFTER_2), Dialogue(day=TODAY, window=AFTER_2)),
        (Dialogue(window=AFTER_2), When(times=(time(9),)), Dialogue(at=time(9))),
        # Of several that would do, none is settled.
        (NOTHING, When(days=(TODAY, TOMORROW)), NOTHING),
        (Dialogue(day=TODAY), When(times=(time(14), time(15))), Dialogue(day=TODAY)),
        # What is not wanted is no wish.
        (Dialogue(day=TODAY), When(not_days=(TOMORROW,), not_times=(time(14),)), Dialogue(day=TODAY)),
        (Dialogue(day=TODAY, at=time(9)), When(shift=timedelta(hours=1)), Dialogue(day=TODAY, at=time(9))),
    ],
)
def test_day_time_and_window_are_kept_until_others_are_named(before: Dialogue, when: When, after: Dialogue) -> None:
    assert track(before, Understood(acts=(Act("want"),), when=when), SHOP) == after


@pytest.mark.parametrize("kind", ["cancel", "move", "keep", "call_me", "late", "pick_up", "here", "complain", "threat"])
def test_the_time_of_something_else_is_no_time_for_a_visit(kind: ActKind) -> None:
    before = Dialogue(jobs=(SCREEN,), day=TODAY, at=time(9))
    heard = Understood(acts=(Act(kind),), when=When(days=(TOMORROW,), times=(time(14),)))
    assert track(before, heard, SHOP) == before


@pytest.mark.parametrize("topic", ["bookings", "status", "owner"])
def test_the_time_of_a_question_about_something_else_is_no_time_for_a_visit(topic: str) -> None:
    heard = Understood(acts=(Act("ask", topic),), when=When(days=(TOMORROW,)))
    assert track(NOTHING, heard, SHOP) == NOTHING


def test_the_day_whose_hours_are_asked_is_the_one_that_is_talked_about_unless_a_question_stands() -> None:
    heard = Understood(acts=(Act("ask", "hours"),), when=When(days=(TOMORROW,)), is_question=True)
    assert track(NOTHING, heard, SHOP).day == TOMORROW
    asked = Dialogue(day=TODAY, at=time(9), asked="book")
    assert track(asked, heard, SHOP) == asked


def test_what_the_customer_tells_of_himself_is_kept() -> None:
    heard = Understood(
        language="es", acts=(Act("name"), Act("on_site"), Act("address")), name="Marisol", address="1 Elm St"
    )
    after = track(NOTHING, heard, SHOP)
    assert after == Dialogue(language="es", customer_name="Marisol", address="1 Elm St", on_site=True)
    assert track(after, Understood(), SHOP) == after
    assert track(after, Understood(language="en", name="Ann"), SHOP) == replace(
        after, language="en", customer_name="Ann"
    )


DEVICES = st.sampled_from(["", "iphone 13", "iphone", "galaxy s22", "ipad air"])
JOBS = st.builds(
    Job, st.sampled_from(["", "diagnosis", *SHOP.prices]), DEVICES, st.sampled_from(["", "touch", "not working"])
).filter(lambda job: job != Job())
WHENS = st.builds(
    When,
    days=st.lists(st.sampled_from([TODAY, TOMORROW]), max_size=2).map(tuple),
    times=st.lists(st.builds(time, st.integers(9, 16)), max_size=2).map(tuple),
    window=st.sampled_from([ANY_TIME, AFTER_2]),
)
HEARD = st.builds(
    Understood,
    language=st.sampled_from([None, "en", "es"]),
    acts=st.lists(
        st.builds(Act, st.sampled_from(["want", "accept", "cancel", "move", "on_site", "greet"])), max_size=3
    ).map(tuple),
    jobs=st.lists(JOBS, max_size=4, unique=True).map(tuple),
    when=WHENS,
    name=st.sampled_from(["", "Ann"]),
    is_addition=st.booleans(),
)


@given(st.lists(HEARD, max_size=8))
def test_whatever_is_heard_adds_to_the_state_and_never_lets_it_grow_without_bound(said: list[Understood]) -> None:
    start = state = Dialogue(asked="time", options=(slot(14),), lead_ids=("LEAD-1",), handed_on=("parking",), nudges=1)
    for heard in said:
        state = track(state, heard, SHOP)
        assert len(state.jobs) <= 4
        assert len(set(state.jobs)) == len(state.jobs)
    # What was asked, offered and handed on is the policy's to change.
    theirs = ("asked", "options", "lead_ids", "nudges", "handed_on", "discount_percent", "remarks", "held", "greeted")
    assert {name.name for name in fields(Dialogue)} > {*theirs}
    assert [getattr(state, name) for name in theirs] == [getattr(start, name) for name in theirs]


@pytest.mark.parametrize(
    ("before", "heard", "language"),
    [
        (Dialogue(), Understood(language="es"), "es"),
        (Dialogue(language="es"), Understood(), "es"),
        (Dialogue(language="es"), Understood(language="en"), "en"),
        (Dialogue(language="es", keeps_language=True), Understood(language="en"), "es"),
        (Dialogue(language="es", keeps_language=True), Understood(language="en", asks_language=True), "en"),
    ],
)
def test_the_language_is_that_of_the_text_unless_one_was_asked_for(
    before: Dialogue, heard: Understood, language: str
) -> None:
    assert track(before, heard, SHOP).language == language


def test_who_comes_to_the_shop_after_all_wants_no_visit() -> None:
    assert not track(Dialogue(on_site=True), Understood(comes_in=True), SHOP).on_site

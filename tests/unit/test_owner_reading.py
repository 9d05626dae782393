"""What Brandon texts on Tuesday, February 10, 2026, at two in the afternoon, and the command that it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import TypedDict

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linda.models import Slot
from linda.owner.reading import read
from linda.responses.compose import say
from tests.owner.readable import NOW, written
from tests.unit.builders import SHOP, TODAY, TOMORROW, premises, slot


class Texts(TypedDict):
    commands: Mapping[str, str]
    others: Sequence[str]


TEXTS: Texts = yaml.safe_load(Path("tests/owner/texts.yaml").read_text(encoding="utf-8"))
LINES = sorted(TEXTS["commands"])


def understood(text: str, now: datetime = NOW) -> str:
    return written(read(text, premises(now=now)))


@pytest.mark.parametrize("text", LINES)
def test_a_command_is_read_with_all_that_it_says(text: str) -> None:
    assert understood(text) == TEXTS["commands"][text]


@pytest.mark.parametrize("text", TEXTS["others"])
def test_what_is_not_a_command_is_not_taken_for_one(text: str) -> None:
    assert understood(text) == "none"


@pytest.mark.parametrize(
    ("text", "hour", "command"),
    [
        ("gym till 4", 17, "none"),
        ("gym till 4pm", 17, "none"),
        ("driving till 9", 17, "status, status driving, until 2026-02-10 21:00"),
        ("gym till 10", 9, "status, status gym, until 2026-02-10 10:00"),
        ("driving till midnight", 22, "status, status driving, until 2026-02-11 00:00"),
        ("sleeping till 9", 22, "status, status sleeping, until 2026-02-11 09:00"),
        ("sleeping till 7am", 22, "status, status sleeping, until 2026-02-11 07:00"),
        ("done for today", 0, "status, status sleeping, until 2026-02-10 09:00"),
        ("off for today", 8, "status, status sleeping, until 2026-02-11 09:00"),
        ("lunch till 1", 12, "status, status break, until 2026-02-10 13:00"),
        ("block 3pm", 16, "block, day 2026-02-11, at 15:00, to_day 2026-02-11, to_at 16:00"),
        ("closed till 3", 16, "none"),
        ("closed till 3", 14, "closed, day 2026-02-10, to_day 2026-02-10, to_at 15:00"),
    ],
)
def test_an_hour_without_a_day_is_ahead(text: str, hour: int, command: str) -> None:
    assert understood(text, NOW.replace(hour=hour)) == command


def test_an_end_that_the_clocks_skip_or_repeat_is_refused() -> None:
    before = datetime(2026, 3, 7, 22, 0, tzinfo=SHOP.time_zone)
    for text, now in (("sleeping till 2:30am", before), ("sleeping till 1:30am", before.replace(month=10, day=31))):
        command = read(text, premises(now=now))
        assert command is not None
        assert (command.refused, command.until) == (say("line_clock_change"), None)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("gym till tomorrow 7", slot(7, TOMORROW), slot(19, TOMORROW)),
        ("regreso mañana a las 8", slot(8, TOMORROW), slot(20, TOMORROW)),
        ("out till friday midnight", slot(0, date(2026, 2, 13)), slot(0, date(2026, 2, 14))),
        ("driving till tuesday 4", slot(16, TODAY), slot(16, date(2026, 2, 17))),
    ],
)
def test_an_end_that_may_mean_two_times_is_refused_with_both(text: str, one: Slot, other: Slot) -> None:
    command = read(text, premises(now=NOW))
    assert command is not None
    assert (command.refused, command.until) == (say("line_two_times", slot=one, next=other), None)


def test_a_length_of_time_is_counted_through_a_change_of_the_clocks() -> None:
    now = datetime(2026, 3, 8, 6, 30, tzinfo=UTC)  # 1:30 AM; half an hour later it is 3 AM.
    command = read("driving back in 2 hours", premises(now=now))
    assert command is not None
    assert command.until == now + timedelta(hours=2)


@pytest.mark.parametrize("text", ["batteries up 10 bucks", "raise screens 5%", "sube las baterias 10 dolares"])
def test_a_price_that_is_changed_by_an_amount_is_asked_for(text: str) -> None:
    command = read(text, premises(now=NOW))
    assert command is not None
    assert (command.kind, command.refused, command.amount) == ("price", say("line_price_how"), None)


@pytest.mark.parametrize(
    "words", ["going to the in a my some ", "closed the ", "move a to ", "how many did we ", "tell a "]
)
def test_the_words_of_forms_in_any_order_are_read_in_no_time(words: str) -> None:
    """A form whose words can be taken apart in many ways took minutes."""
    started = process_time()
    read((words * 100)[:600], premises(now=NOW))
    assert process_time() - started < 2


CUSTOMER_WORDS = ["dont", "if", "should i", "maybe", "never", "what if i"]


@given(st.sampled_from(LINES), st.sampled_from(CUSTOMER_WORDS))
def test_a_command_that_is_denied_doubted_or_conditional_is_not_carried_out(text: str, before: str) -> None:
    """What stays a command is a bulletin or an answer, which may hold any words."""
    command = read(f"{before} {text}", premises(now=NOW))
    assert command is None or command.kind in {"answering", "telling"} or command == read(text, premises(now=NOW))


@given(st.sampled_from(LINES), st.sampled_from(LINES))
def test_two_commands_in_one_text_are_not_read_as_one_of_them(one: str, other: str) -> None:
    """A status and its end are one command: "gym and back at 4"."""
    command = read(f"{one} and {other}", premises(now=NOW))
    ends = read(other, premises(now=NOW))
    is_one_status = command and ends and command.kind == ends.kind == "status" and command.until == ends.until
    is_list_or_words = command and command.kind in {
        "bulletin", "answer", "telling", "leads", "agenda", "booked_how_much",
    }  # fmt: skip
    assert command is None or is_one_status or is_list_or_words


@given(st.text(max_size=700))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read(text, premises(now=NOW))


@given(st.sampled_from(LINES), st.sampled_from([str.upper, str.title, str.lower]), st.sampled_from(["", " ", "!", "."]))
def test_capitals_and_a_mark_at_the_end_change_nothing(text: str, cased: object, mark: str) -> None:
    changed = f"{cased(text)}{mark}"  # type: ignore[operator]
    command, plain = read(changed, premises(now=NOW)), read(text, premises(now=NOW))
    assert command is not None
    assert plain is not None
    assert command.kind == plain.kind

"""What the owner writes as an end, in the State API and in his texts: `tests/owner/until.yaml` says what is meant."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.owner.reading import read
from linda.until import read_until
from tests.unit.builders import SHOP, premises

ENDS: Mapping[str, Mapping[str, str]] = yaml.safe_load(Path("tests/owner/until.yaml").read_text(encoding="utf-8"))
ROWS = [(when, words, end) for when, rows in ENDS.items() for words, end in rows.items()]
# A Friday, 2:20 PM at the shop.
NOW = datetime(2026, 11, 27, 19, 20, 37, tzinfo=UTC)
EVENING = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
REFUSED = "- "


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHOP.time_zone)


def by_api(words: str, now: datetime) -> datetime | None:
    try:
        return read_until(words, now, SHOP)
    except InvalidInputError:
        return None


def by_text(words: str, now: datetime) -> datetime | None:
    """Return the end of a status that the owner texts."""
    command = read(f"gym {words}", premises(now=now))
    return command.until if command and command.status == "gym" else None


@pytest.mark.parametrize(("when", "words", "end"), [row for row in ROWS if not row[2].startswith(REFUSED)])
def test_an_end_is_what_the_owner_means(when: str, words: str, end: str) -> None:
    moment = read_until(words, local(when), SHOP)
    assert moment.tzinfo is UTC
    assert f"{moment.astimezone(SHOP.time_zone):%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize(("when", "words", "end"), [row for row in ROWS if row[2].startswith(REFUSED)])
def test_what_is_not_one_end_to_come_is_refused_with_words(when: str, words: str, end: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^until:? {re.escape(end.removeprefix(REFUSED))}"):
        read_until(words, local(when), SHOP)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-12-01T16:00", "2026-12-01T16:00"),
        ("2026-12-01 16:00:30", "2026-12-01T16:00"),
        ("2026-12-01T21:00Z", "2026-12-01T16:00"),
        ("2026-12-01T22:00+01:00", "2026-12-01T16:00"),
    ],
)
def test_an_end_is_read_in_iso_form(text: str, end: str) -> None:
    assert f"{read_until(text, NOW, SHOP).astimezone(SHOP.time_zone):%Y-%m-%dT%H:%M}" == end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-01T10:00", "until 10:00 AM, Sun, Nov 1, has passed"),
        ("9999-12-31T23:59", "until can be at most a year ahead"),
        ("2027-03-14T02:30", "until: 2:30 AM does not exist on 2027-03-14: the clock skips it"),
        ("2027-11-07T01:30", "until: 1:30 AM happens twice on 2027-11-07: the clock is set back"),
        ("2026-13-01T10:00", "until must be one time"),
        ("2026-12-01T10:00Zebra", "until must be one time"),
        ("\u0664pm", "until must be one time"),
        ("", "until must be one time"),
        ("4pm or so at my mom's", "until must be one time"),
        ("a" * 61, "until must be at most 60 characters"),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_words(text: str, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        read_until(text, EVENING, SHOP)


PAGE = Path("docs/api.md").read_text(encoding="utf-8")
# The rows of its table: the examples of both languages, and the end.
DOCUMENTED = [
    (words, end)
    for written, end in re.findall(r"^\| [^|]* \| (`.*) \| (\w{3} [0-9:]+ [AP]M) \|$", PAGE, re.MULTILINE)
    for words in re.findall("`([^`]+)`", written)
]
NOT_READ = "tomorrow 7|16h|friday midnight|tonight|the evening|later|in a bit|a few hours|45|4 or 5|end of the week"


@pytest.mark.parametrize(("words", "end"), DOCUMENTED)
def test_what_the_api_page_says_can_be_written_ends_as_it_says(words: str, end: str) -> None:
    moment = read_until(words, local("2026-02-10 14:00"), SHOP).astimezone(SHOP.time_zone)
    assert f"{moment:%a %-I:%M %p}" == end


def test_what_the_api_page_says_is_refused_is_refused() -> None:
    assert len(DOCUMENTED) > 100
    for words in NOT_READ.split("|"):
        assert f"`{words}`" in PAGE
        assert by_api(words, local("2026-02-10 14:00")) is None


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(
    st.text(max_size=70)
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(\+[0-9]{2}:[0-9]{2})?")
    | st.lists(st.sampled_from(sorted({word for _, words, _ in ROWS for word in words.split()})), max_size=5).map(
        " ".join
    ),
    MOMENTS,
)
def test_any_text_is_an_end_to_come_or_refused(text: str, now: datetime) -> None:
    end = by_api(text, now)
    assert end is None or now < end <= now + timedelta(days=366)


# --- the API and the owner's line


@pytest.mark.parametrize(("when", "words", "end"), ROWS)
def test_the_owners_line_reads_the_same_end_as_the_api(when: str, words: str, end: str) -> None:
    """What he texts after "till" and "back", and after a status, if it is an end there and not a beginning."""
    now = local(when)
    for said in (f"till {words}", f"back {words}"):
        assert by_text(said, now) == by_api(said, now)
    assert by_text(words, now) in (by_api(words, now), None)


def lengths(hours: int, minutes: int) -> Sequence[tuple[str, timedelta]]:
    """Return the ways to write lengths of this many units."""
    units = {"h": 60, " hours": 60, "hr": 60, " horas": 60, " min": 1, "m": 1, " minutos": 1}
    units |= {" days": 1440, " d\u00edas": 1440, " weeks": 10_080, " semanas": 10_080, "d": 1440}
    halves = {
        f"{hours}.5": 0.5,
        f"{hours},5": 0.5,
        f"{hours} and a half": 0.5,
        f"{hours}.25": 0.25,
        f"{hours} 1/2": 0.5,
    }
    found = [(f"{hours}{unit}", timedelta(minutes=each * hours)) for unit, each in units.items()]
    found += [
        (f"{count}{unit}", timedelta(minutes=each * (hours + part)))
        for count, part in halves.items()
        for unit, each in units.items()
        if each > 1
    ]
    both = timedelta(hours=hours, minutes=minutes)
    written = ("{}h{:02}", "{}h {}m", "{} hours and {} minutes", "{} hr {}", "{} horas y {} minutos", "{}h, {} min")
    return [*found, *((form.format(hours, minutes), both) for form in written)]


@given(st.integers(1, 20), st.integers(1, 59), MOMENTS, st.data())
def test_a_length_of_time_counts_from_now_on_both(hours: int, minutes: int, now: datetime, data: st.DataObject) -> None:
    words, length = data.draw(st.sampled_from(lengths(hours, minutes)))
    before = data.draw(st.sampled_from(["", "for ", "back in ", "por ", "vuelvo en ", "back in about "]))
    # "16h" alone may be an hour, too.
    is_unsure = re.fullmatch("(1[3-9]|2[0-3])h([0-5][0-9])?", words) and not before
    end = None if is_unsure else (now + length).replace(second=0, microsecond=0)
    assert (by_api(f"{before}{words}", now), by_text(f"{before}{words}", now)) == (end, end)


def clocks(at: time) -> Sequence[str]:
    """Return the ways to write this time so that no other can be meant."""
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    night = "at night" if at.hour >= 18 or at.hour < 5 else "in the morning" if at.hour < 12 else "in the afternoon"
    noche = "de la noche" if at.hour >= 18 else "de la ma\u00f1ana" if at.hour < 12 else "de la tarde"
    noche = "de la madrugada" if at.hour < 5 else noche
    minute = f":{at.minute:02}"
    found = [f"{hour}{minute}{half}", f"{hour}{minute} {half.upper()}", f"{hour}{minute[1:]}{half}"]
    found += [f"{hour}{minute} {half[0]}.m.", f"{hour}{minute}{half[0]}", f"{hour}{minute} {night}"]
    found += [f"{hour}{minute} {noche}"]
    if at.hour in (0, *range(13, 24)) or at.hour < 10:
        found += [f"{at.hour:02}{minute}", f"{at.hour:02}{minute[1:]}"]
    if at.minute == 0:
        found += [f"{hour}{half}", f"{hour} {half}", f"{hour} {night}", f"{hour} o'clock {night}"]
    if at.minute == 30:
        found += [f"half past {hour} {night}", f"{hour} y media {noche}"]
    return found


TILLS = st.sampled_from(["till ", "until about ", "back at ", "hasta las ", "vuelvo a las ", "back by "])


@given(st.integers(0, 23), st.sampled_from([0, 30]) | st.integers(0, 59), MOMENTS, TILLS, st.data())
def test_a_time_is_the_same_on_both_however_it_is_written(
    hour: int, minute: int, now: datetime, before: str, data: st.DataObject
) -> None:
    at = time(hour, minute)
    words = before + data.draw(st.sampled_from(clocks(at)))
    end = by_api(words, now)
    assert by_text(words, now) == end
    if end:  # It is not so soon over, nor skipped or repeated.
        assert end.astimezone(SHOP.time_zone).time() == at
        assert now < end <= now + timedelta(hours=25)


@given(st.integers(1, 12), st.sampled_from(["", ":05", ":30", " o'clock", "ish"]), MOMENTS)
def test_an_hour_without_its_half_is_the_next_of_that_name_on_both(hour: int, minute: str, now: datetime) -> None:
    words = f"till {hour}{minute}"
    end = by_api(words, now)
    assert by_text(words, now) == end
    assert end is None or end <= now + timedelta(hours=13)  # An hour may be repeated.

"""How well and how fast we read dates, compared with dateparser, on the unit tests' messages.

Ours was written with these messages in view, so its own score says little; dateparser's shows why ours exists.

python -m benchmarks.time_reader
"""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from importlib.metadata import files
from pathlib import Path
from statistics import median
from time import perf_counter

import dateparser  # type: ignore[import-untyped]
from dateparser.search import search_dates  # type: ignore[import-untyped]

from linda.time_reader import read_times
from linda.time_words import plain
from tests.unit import test_time_reader as mentions
from tests.unit.wishes import ENGLISH, SPANISH, Wish, as_sent, as_wish

TODAY = date(2026, 2, 10)
# A second that nobody writes: a time that has it was filled in from this base.
NOW = datetime(2026, 2, 10, 0, 0, 7, tzinfo=UTC)
SETTINGS = {
    "PREFER_DATES_FROM": "future",
    "RELATIVE_BASE": NOW,
    "DATE_ORDER": "MDY",
    "PREFER_LOCALE_DATE_ORDER": False,
}
LANGUAGES = ["en", "es"]
# Packages that the dispatcher does not already carry.
ADDED = ("dateparser", "regex", "pytz", "tzlocal")
ROUNDS = 5


def ours(message: str) -> Wish:
    """Return the wish among the mentions."""
    return mentions.wish_of(as_sent(message))


def all_mentions(message: str) -> str:
    """Return every mention with its words, in the form of the reader's tables."""
    read = read_times(as_sent(message), mentions.NOW)
    return f"{mentions.marked(as_sent(message), read)} = {' | '.join(map(mentions.as_written, read))}"


def searched(message: str, settings: Mapping[str, object] = SETTINGS) -> Wish:
    """Return what dateparser finds in the whole message."""
    return _wish(search_dates(as_sent(message), languages=LANGUAGES, settings=settings) or [])


def searched_strictly(message: str) -> Wish:
    return searched(message, {**SETTINGS, "STRICT_PARSING": True})


def read(message: str) -> Wish:
    """Return what dateparser reads from only the words that name the date: the best that it could do with help."""
    marked = re.findall(r"\{(.*?)\}", message)
    return _wish([(words, dateparser.parse(words, languages=LANGUAGES, settings=SETTINGS)) for words in marked])


def _wish(found: Sequence[tuple[str, datetime | None]]) -> Wish:
    """Return the first day and time found; an hour from 1 to 8 counts as afternoon, as it does in ours."""
    day, at = None, None
    for words, moment in found:
        if moment and (moment.date() != TODAY or re.search(r"today|hoy|tonight|this|esta", words.lower())):
            day = day or moment.date()
        if moment and moment.second != NOW.second and moment.time() != time(0):
            afternoon = 1 <= moment.hour <= 8 and not re.search(r"\bam\b|a\.m", words.lower())
            at = at or time(moment.hour + 12 * afternoon, moment.minute)
    return Wish(day, at)


def cold_ms(statement: str) -> float:
    """Return the median milliseconds that a statement takes in a new interpreter."""
    timed = f"import linda.models, time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", timed]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(ROUNDS)]  # noqa: S603
    return 1000 * median(float(run) for run in runs)


def megabytes(packages: Sequence[str]) -> float:
    """Return the size of what the packages install, without compiled modules."""
    paths = [Path(str(path.locate())) for package in packages for path in files(package) or ()]
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc") / 1e6


def report(name: str, find: Callable[[str], Wish]) -> None:
    find("tomorrow, mañana")
    cells = []
    for table in (ENGLISH, SPANISH):
        wrong = {message: written for message, written in table.items() if find(message) != as_wish(written)}
        unnamed = [written for written in table.values() if not written]
        false = [written for written in wrong.values() if not written]
        cells += [f"{len(table) - len(wrong)}/{len(table)}", f"{len(false)}/{len(unnamed)}"]
    start = perf_counter()
    for message in (*ENGLISH, *SPANISH):
        find(message)
    cells.append(f"{1000 * (perf_counter() - start) / (len(ENGLISH) + len(SPANISH)):.3f}")
    print(f"{name:<28}" + "".join(f"{cell:>11}" for cell in cells))


def report_mentions() -> None:
    """Print how many rows of the reader's tables are read right, and in how many texts without a time one is found."""
    tables: list[Mapping[str, str]] = [mentions.ENGLISH, mentions.SPANISH]
    timeless = [mentions.NO_TIME_ENGLISH, mentions.NO_TIME_SPANISH]
    cells = []
    for table, texts in zip(tables, timeless, strict=True):
        right = sum(all_mentions(text) == f"{plain(text)} = {written}" for text, written in table.items())
        false = sum(all_mentions(text) != f"{plain(text)} = " for text in texts)
        cells += [f"{right}/{len(table)}", f"{false}/{len(texts)}"]
    messages = [message for texts in (*tables, *timeless) for message in texts]
    start = perf_counter()
    for message in messages:
        all_mentions(message)
    cells.append(f"{1000 * (perf_counter() - start) / len(messages):.3f}")
    print(f"{'ours':<28}" + "".join(f"{cell:>11}" for cell in cells))


def main() -> None:
    print(
        f"Messages of customers, seen from {TODAY:%A, %B %-d, %Y}: right day and time; dates found where none is named"
    )
    print(f"{'':<28}{'English':>11}{'false':>11}{'Spanish':>11}{'false':>11}{'ms each':>11}")
    report("ours", ours)
    report("dateparser, search", searched)
    report("dateparser, strict search", searched_strictly)
    report("dateparser, marked words", read)
    print(f"Of these, {len(mentions.RELATIVE)} name a time by what it is relative to, which is no wish of the tables.")
    print("All mentions: days, times, windows, denials, shifts; texts without a time in which one is found")
    report_mentions()
    our_ms, their_ms = cold_ms("import linda.time_reader"), cold_ms("import dateparser.search")
    our_first_ms = cold_ms(
        "from linda.time_reader import datetime, read_times; read_times('noon', datetime(2026, 2, 10))"
    )
    their_first_ms = cold_ms(f"from dateparser.search import search_dates; search_dates('noon', languages={LANGUAGES})")
    print(f"cold import: ours {our_ms:.0f} ms, {our_first_ms:.0f} ms with the first message; ", end="")
    print(f"dateparser {their_ms:.0f} ms, {their_first_ms:.0f} ms with the first message")
    print(f"ratio with the first message: 1 / {their_first_ms / our_first_ms:.0f}; ", end="")
    print(f"dateparser adds {megabytes(ADDED):.1f} MB to the bundle")


if __name__ == "__main__":
    main()

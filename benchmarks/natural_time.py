"""How well and how fast our reading of dates does beside dateparser's, on the messages of the unit tests.

Ours was written with these messages in view, so that its own hits say little: the other side's say why there is ours.

python -m benchmarks.natural_time
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

from linda.natural_time import Wish, find_wish
from tests.unit.test_natural_time import ENGLISH, SPANISH, as_sent, as_wish

TODAY = date(2026, 2, 10)
# A second that nobody writes: a time that has it is the base's own.
NOW = datetime(2026, 2, 10, 0, 0, 7, tzinfo=UTC)
SETTINGS = {
    "PREFER_DATES_FROM": "future",
    "RELATIVE_BASE": NOW,
    "DATE_ORDER": "MDY",
    "PREFER_LOCALE_DATE_ORDER": False,
}
LANGUAGES = ["en", "es"]
# What the dispatcher does not carry already.
ADDED = ("dateparser", "regex", "pytz", "tzlocal")
ROUNDS = 5


def ours(message: str) -> Wish:
    return find_wish(as_sent(message), TODAY)


def searched(message: str, settings: Mapping[str, object] = SETTINGS) -> Wish:
    """What dateparser finds in the whole message."""
    return _wish(search_dates(as_sent(message), languages=LANGUAGES, settings=settings) or [])


def searched_strictly(message: str) -> Wish:
    return searched(message, {**SETTINGS, "STRICT_PARSING": True})


def read(message: str) -> Wish:
    """What dateparser reads in the words that name the date: the most that patterns of ours in front could give it."""
    marked = re.findall(r"\{(.*?)\}", message)
    return _wish([(words, dateparser.parse(words, languages=LANGUAGES, settings=SETTINGS)) for words in marked])


def _wish(found: Sequence[tuple[str, datetime | None]]) -> Wish:
    """Return the first day and the first time found, with an hour from 1 to 8 taken for the afternoon's as ours is."""
    day, at = None, None
    for words, moment in found:
        if moment and (moment.date() != TODAY or re.search(r"today|hoy|tonight|this|esta", words.lower())):
            day = day or moment.date()
        if moment and moment.second != NOW.second and moment.time() != time(0):
            afternoon = 1 <= moment.hour <= 8 and not re.search(r"\bam\b|a\.m", words.lower())
            at = at or time(moment.hour + 12 * afternoon, moment.minute)
    return Wish(day, at)


def cold_ms(statement: str) -> float:
    """Median milliseconds of a statement in a new interpreter."""
    timed = f"import linda.models, time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", timed]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(ROUNDS)]  # noqa: S603
    return 1000 * median(float(run) for run in runs)


def megabytes(packages: Sequence[str]) -> float:
    """The size of what the packages install, compiled modules not counted."""
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


def main() -> None:
    print(
        f"Messages of customers, seen from {TODAY:%A, %B %-d, %Y}: right day and time; dates found where none is named"
    )
    print(f"{'':<28}{'English':>11}{'false':>11}{'Spanish':>11}{'false':>11}{'ms each':>11}")
    report("ours", ours)
    report("dateparser, search", searched)
    report("dateparser, strict search", searched_strictly)
    report("dateparser, marked words", read)
    our_ms, their_ms = cold_ms("import linda.natural_time"), cold_ms("import dateparser.search")
    our_first_ms = cold_ms("from linda.natural_time import date, find_wish; find_wish('noon', date(2026, 2, 10))")
    their_first_ms = cold_ms(f"from dateparser.search import search_dates; search_dates('noon', languages={LANGUAGES})")
    print(f"cold import: ours {our_ms:.0f} ms, {our_first_ms:.0f} ms with the first message; ", end="")
    print(f"dateparser {their_ms:.0f} ms, {their_first_ms:.0f} ms with the first message")
    print(f"ratio with the first message: 1 / {their_first_ms / our_first_ms:.0f}; ", end="")
    print(f"dateparser adds {megabytes(ADDED):.1f} MB to the bundle")


if __name__ == "__main__":
    main()

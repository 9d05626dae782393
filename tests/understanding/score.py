"""How well texts are understood: `python -m tests.understanding.score [--held-out] [--spoken] [--failures]`.

Each text of the tables is read in its context, and what was understood is compared with its labels; the guide at the
top of texts.yaml says what they mean. With `--spoken`, the texts that are understood as typed are read as speech
recognition would write them. With `--answers FILE`, the readings come from a JSON file, so that other code can
be measured, too: {"texts.yaml": [{"acts": ["want"], "jobs": ["screen -"], …}, …]}, in the order of the table.
"""

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import yaml

from linda.models import Dialogue, Job, Slot, Window
from linda.quotes import device_name
from linda.rules.acts import CORE_TOPICS, Act, When
from linda.rules.understanding import understand
from tests.understanding.recognised import can_be_said, recognised
from tests.unit.builders import SHOP, premises

HERE = Path(__file__).parent
TEXTS, HELD_OUT = "texts.yaml", "held_out.yaml"
FACTS = "address parking payment upfront warranty parts duration walk_ins appointment data battery_safety".split()
TOPICS = {*CORE_TOPICS, *FACTS}
WHEN = ("days", "times", "window", "not_days", "not_times")
OTHERS = (
    "told_jobs",
    "choice",
    "of",
    "of_job",
    "name",
    "address",
    "percent",
    "amount",
    "conditional",
    "shift",
    "same",
    "earliest",
)
FIELDS = ("acts", "jobs", *WHEN, *OTHERS)
JOBS = ("jobs", "told_jobs", "of_job")
REPAIRS = sorted((*SHOP.prices, "diagnosis", "-"), key=len, reverse=True)
# Words of a device's name that customers leave out or add.
_SURPLUS = r"\b(?:iphone|samsung|galaxy|google|moto|apple|nintendo|z|gen|generation|2nd|second|9th|20[0-9]{2})\b"
# Other names for the same device, and devices that are missing from the shop's list of things.
_ALSO = {
    "playstation 5": "ps", "playstation": "ps", "ps5": "ps",
    "kindle": "e-reader", "airpods": "earbuds",
    "galaxy": "samsung", "motorola": "moto", "galaxy tab": "tablet",
    "redmi note 11": "xiaomi", "ipad 9th gen": "ipad 9",
}  # fmt: skip

type Entry = Mapping[str, Any]
type Reading = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Label:
    """Something that a text says: any one of these; and whether it is optional."""

    either: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Match:
    """How a reading fits its labels. Optional labels count neither for it nor against it."""

    found: int = 0
    missed: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return not (self.missed or self.surplus)


@dataclass(frozen=True, slots=True)
class Result:
    """One text with its reading: how well each field matches, and how long the reading took."""

    entry: Entry
    reading: Reading
    matches: Mapping[str, Match]
    nanoseconds: int = 0

    def is_right(self, *fields: str) -> bool:
        return all(self.matches[name].is_right for name in fields)

    def concerns(self, *fields: str) -> bool:
        """Tell whether one of these fields has something that must be read, or that was read."""
        required = (label for name in fields for label in labels(self.entry, name) if not label.is_optional)
        return any(required) or any(self.reading.get(name) for name in fields)


@dataclass(frozen=True, slots=True)
class Score:
    """The results of one table, and its measures from 0 to 1."""

    results: Sequence[Result] = field(default_factory=list)

    def right(self, *fields: str) -> float:
        """Return the share of texts that are right in these fields, of the texts that concern them."""
        return _share(result.is_right(*fields) for result in self.results if result.concerns(*fields))

    @property
    def acts_right(self) -> float:
        """Return the share of texts whose acts are exactly right."""
        return _share(result.is_right("acts") for result in self.results)

    @property
    def all_right(self) -> float:
        """Return the share of texts that are right in everything."""
        return _share(result.is_right(*FIELDS) for result in self.results)

    @property
    def precision(self) -> float:
        found, _, surplus = self._counts()
        return found / (found + surplus) if found else 0

    @property
    def recall(self) -> float:
        found, missed, _ = self._counts()
        return found / (found + missed) if found else 0

    @property
    def troubles(self) -> float:
        """Return the share of the labeled troubles ("microphone") that were read as such."""
        named = [(result, trouble) for result in self.results for trouble in _troubles(result.entry.get("jobs", []))]
        return _share(trouble in _troubles(result.reading.get("jobs", [])) for result, trouble in named)

    @property
    def languages(self) -> float:
        """Return the share of texts that were not mistaken for the other language."""
        return _share(
            result.reading.get("language", [""])[0] in ("", result.entry["language"])
            for result in self.results
            if not result.entry.get("mixed")
        )

    def of(self, group: str) -> "Score":
        return Score([result for result in self.results if group_of(result.entry) == group])

    def _counts(self) -> tuple[int, int, int]:
        acts = [result.matches["acts"] for result in self.results]
        return (
            sum(match.found for match in acts),
            sum(len(match.missed) for match in acts),
            sum(len(match.surplus) for match in acts),
        )


def load(table: str) -> list[Entry]:
    """Return the texts of a table with their labels."""
    entries: list[Entry] = yaml.safe_load((HERE / table).read_text(encoding="utf-8"))
    return entries


def measure(table: str, answers: Sequence[Reading] | None = None) -> Score:
    """Read every text of the table (or take the answers), and compare it with its labels."""
    entries = load(table)
    if answers is not None:
        return Score([compare(entry, reading) for entry, reading in zip(entries, answers, strict=True)])
    read(entries[0])  # The patterns are compiled on first use.
    return Score([compare(entry, *read(entry)) for entry in entries])


def measure_spoken(table: str) -> Score:
    """Read the texts of the table that can be said, and are understood as typed, as they come from recognition."""
    typed = [compare(entry, *read(entry)) for entry in load(table) if can_be_said(entry["text"])]
    entries = [result.entry for result in typed if result.is_right(*FIELDS)]
    spoken = [{**entry, "text": recognised(entry["text"], entry["language"])} for entry in entries]
    return Score([compare(entry, *read(entry)) for entry in spoken])


def read(entry: Entry) -> tuple[Reading, int]:
    """Return what is understood from the text, in the form of labels, and the nanoseconds that it took."""
    dialogue, of_shop = dialogue_of(entry), premises()
    start = perf_counter_ns()
    said = understand(entry["text"], dialogue, of_shop)
    took = perf_counter_ns() - start
    reading: dict[str, Sequence[str]] = {
        "language": [said.language or ""],
        "acts": list(dict.fromkeys(map(_act, said.acts))),
        "jobs": [_job(job) for job in said.jobs],
        "told_jobs": [_job(job) for job in said.told_jobs],
        **_when(said.when),
        "of": [*_days(said.of.days), *_times(said.of.times)],
        "of_job": [_job(said.of_job)] if said.of_job else [],
        "choice": [] if not said.choice else [str(said.choice.place) if said.choice.by == "place" else said.choice.by],
        "name": [said.name] if said.name else [],
        "address": [said.address] if said.address else [],
        "percent": [f"{said.percent:g}"] if said.percent else [],
        "amount": [f"{said.amount:g}"] if said.amount else [],
        "conditional": ["true"] if said.is_conditional else [],
    }
    return reading, took


def dialogue_of(entry: Entry) -> Dialogue:
    """Return the dialogue state in which the text is read."""
    options = tuple(Slot(date.fromisoformat(at[:10]), time.fromisoformat(at[11:])) for at in entry.get("options", []))
    asked = entry.get("asked", "")
    return Dialogue(
        asked=asked,
        options=options,
        day=date.fromisoformat(entry["day"]) if "day" in entry else None,
        at=time.fromisoformat(entry["at"]) if "at" in entry else None,
        jobs=tuple(map(_job_of, entry.get("known", []))),
        on_site=asked == "address",
        language=entry["language"] if asked else "en",
    )


def compare(entry: Entry, reading: Reading, nanoseconds: int = 0) -> Result:
    """Compare a reading with the labels of its text."""
    matches = {name: match(name, labels(entry, name), reading.get(name, [])) for name in FIELDS}
    return Result(entry, reading, matches, nanoseconds)


def labels(entry: Entry, name: str) -> list[Label]:
    """Return the labels of one field: "want?" is optional, "cancel|move" is either of two."""
    return [Label(tuple(label.removesuffix("?").split("|")), label.endswith("?")) for label in entry.get(name, [])]


def match(name: str, expected: Sequence[Label], got: Sequence[str]) -> Match:
    """Assign what was read to the labels one to one, required labels first."""
    same, owner = _SAME.get(name, str.__eq__), dict[int, int]()

    def assign(label: int, tried: set[int]) -> bool:
        for index, value in enumerate(got):
            if index in tried or not any(same(either, value) for either in expected[label].either):
                continue
            tried.add(index)
            if index not in owner or assign(owner[index], tried):
                owner[index] = label
                return True
        return False

    order = sorted(range(len(expected)), key=lambda label: expected[label].is_optional)
    assigned = {label for label in order if assign(label, set())}
    missed = [i for i, label in enumerate(expected) if i not in assigned and not label.is_optional]
    return Match(
        found=sum(not expected[label].is_optional for label in assigned),
        missed=tuple("|".join(expected[label].either) for label in missed),
        surplus=tuple(value for index, value in enumerate(got) if index not in owner),
    )


def group_of(entry: Entry) -> str:
    """Return how the text is written: "en", "es", "mixed", or "speech" if it was spoken."""
    return "speech" if entry.get("voice") else "mixed" if entry.get("mixed") else str(entry["language"])


def _share(values: Iterable[bool]) -> float:
    return statistics.fmean(found) if (found := list(values)) else 1


# The shop's topics that have other names in the labels.
_TOPICS = {
    "walk-ins": "walk_ins",
    "upfront payment": "upfront",
    "deposit": "upfront",
    "warranty terms": "warranty",
    "wait": "duration",
    "danger": "battery_safety",
    "cancelled": "bookings",
}
# Services that the shop may not have.
_SERVICES = ("data recovery", "unlocking", "buy and sell", "other devices", "mail-in", "own parts", "on-site")


def _act(act: Act) -> str:
    topic = _TOPICS.get(act.topic, act.topic)
    return f"{act.kind} {topic}".strip()


def _job(job: Job) -> str:
    return f"{job.repair_type or '-'} {job.device or '-'}" + (f": {job.trouble}" if job.trouble else "")


def _job_of(label: str) -> Job:
    what, _, trouble = label.partition(": ")
    repair_type = next(repair for repair in REPAIRS if what.startswith(f"{repair} "))
    device = what.removeprefix(f"{repair_type} ")
    return Job(repair_type.replace("-", ""), device if device != "-" else "", trouble)


def _troubles(jobs: Sequence[str]) -> list[str]:
    return [job.partition(": ")[2] for job in jobs if ": " in job and not job.endswith("?") and "|" not in job]


def _when(when: When) -> dict[str, Sequence[str]]:
    return {
        "days": _days(when.days),
        "times": _times(when.times),
        "window": [_window(when.window)] if when.window else [],
        "not_days": _days(when.not_days),
        "not_times": _times(when.not_times),
        "shift": [f"{when.shift.total_seconds() / 60:g}"] if when.shift else [],
        "same": [when.same] if when.same else [],
        "earliest": ["true"] if when.earliest else [],
    }


def _days(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _times(times: Sequence[time]) -> list[str]:
    return [f"{at:%H:%M}" for at in times]


def _window(window: Window) -> str:
    return "-".join(f"{at:%H:%M}" if at else "" for at in (window.first, window.last))


def _is_same_act(label: str, got: str) -> bool:
    """Tell whether the acts are the same; "ask other" is any topic that the labels do not name."""
    if label == "ask services" and got.removeprefix("ask ") in _SERVICES:
        return True
    return label == got or (label == "ask other" and got.startswith("ask ") and got[4:] not in TOPICS)


def _is_same_job(label: str, got: str) -> bool:
    one, other = _job_of(label), _job_of(got)
    if one.repair_type == "diagnosis" and other.device in SHOP.things and not other.repair_type:
        other = replace(other, repair_type="diagnosis")  # Only the shop can say what is wrong with it.
    return (one.repair_type, _device(one.device)) == (other.repair_type, _device(other.device))


def _device(device: str) -> str:
    name = device if device in SHOP.things else device_name(device, SHOP).lower()
    name = _ALSO.get(name, name)
    for word, other in _ALSO.items():
        name = name.replace(word, other)
    return re.sub(r"\W", "", re.sub(_SURPLUS, "", name)) or name.split(" ")[0]


def _is_same_name(label: str, got: str) -> bool:
    return re.sub(r"\W", "", label.lower()) == re.sub(r"\W", "", got.lower())


def _is_same_address(label: str, got: str) -> bool:
    """Tell whether one contains the other, and the shorter is most of the longer."""
    short, long = sorted((re.sub(r"\W+", " ", text.lower()).strip() for text in (label, got)), key=len)
    return short in long and len(short) * 2 > len(long)


_SAME: Mapping[str, Callable[[str, str], bool]] = {
    "acts": _is_same_act,
    **dict.fromkeys(JOBS, _is_same_job),
    "name": _is_same_name,
    "address": _is_same_address,
}


def report(table: str, score: Score) -> str:
    """Return the measures as a small table, one column for each group of texts."""
    groups = {"all": score, **{group: score.of(group) for group in ("en", "es", "mixed", "speech")}}
    measures: Mapping[str, Callable[[Score], float]] = {
        "acts right": lambda score: score.acts_right,
        "acts precision": lambda score: score.precision,
        "acts recall": lambda score: score.recall,
        "jobs right": lambda score: score.right("jobs"),
        "troubles right": lambda score: score.troubles,
        "days, times right": lambda score: score.right(*WHEN),
        "others right": lambda score: score.right(*OTHERS),
        "entities right": lambda score: score.right("jobs", *WHEN, *OTHERS),
        "all right": lambda score: score.all_right,
        "language right": lambda score: score.languages,
    }
    lines = [f"{table:20}" + "".join(f"{group:>9}" for group in groups)]
    lines += [f"{'texts':20}" + "".join(f"{len(group.results):9}" for group in groups.values())]
    for name, value in measures.items():
        lines += [f"{name:20}" + "".join(f"{value(group):9.1%}" for group in groups.values())]
    took = [result.nanoseconds / 1000 for result in score.results]
    worst = max(score.results, key=lambda result: result.nanoseconds)
    lines += [f"{statistics.median(took):.0f} us a text, at worst {max(took):.0f}: {worst.entry['text'][:60]}"]
    return "\n".join(lines)


def failures(score: Score) -> str:
    """Return what is wrong with each text: what was missed (-), and what was read but is not there (+)."""
    lines = []
    for result in score.results:
        wrong = [
            f"{name} {' '.join([f'-[{one}]' for one in match.missed] + [f'+[{one}]' for one in match.surplus])}"
            for name, match in result.matches.items()
            if not match.is_right
        ]
        if wrong:
            asked = result.entry.get("asked", "")
            lines += [f"{f'({asked}) ' if asked else ''}{result.entry['text']}\n    {'; '.join(wrong)}"]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> str:
    """Return the report that the command asks for."""
    parser = argparse.ArgumentParser(description="Measure how well texts are understood.")
    parser.add_argument("--held-out", action="store_true", help="measure the texts that nobody who writes code reads")
    parser.add_argument("--spoken", action="store_true", help="measure what is understood typed in its spoken form")
    parser.add_argument("--failures", action="store_true", help="list what is wrong")
    parser.add_argument("--answers", type=Path, help="a JSON file with the readings of other code")
    options = parser.parse_args(arguments)
    table = HELD_OUT if options.held_out else TEXTS
    answers = json.loads(options.answers.read_text(encoding="utf-8")) if options.answers else {}
    score = measure_spoken(table) if options.spoken else measure(table, answers.get(table))
    return "\n".join([failures(score)] * options.failures + [report(table, score)])


if __name__ == "__main__":
    sys.stdout.write(main() + "\n")

"""How well each receptionist does in whole conversations: those of tests/conversations.

A goal is reached if the customer's leads are right at the end, nothing else was ever written, every reply says what it
must and nothing that it must not, and the owner was told what he must know. It is half reached if only words are wrong.
The model's wing follows a script, so it measures what the code makes of a model that does everything right.

To measure an older commit on the same conversations, use a work tree of it, with its own fakes:
  cp -r tests/conversations OLD/tests && cp benchmarks/conversations.py OLD/benchmarks
and, if its turn is linda.conversation, its builders are tests.unit.desk, and its Premises is a Calendar:
  echo 'from linda.conversation import *' > OLD/lambdas/linda/turn.py
  echo 'from tests.unit.desk import *; from tests.unit.desk import calendar as premises' > OLD/tests/unit/builders.py
  cd OLD && PYTHONPATH=.:lambdas python -m benchmarks.conversations

Those in the folder `aside` were kept from whoever wrote the rules until these were done (docs/decisions.md).

python -m benchmarks.conversations [--aside] [--wing rules] [--theme booking] [--faults] [--verbose NAME] [--json]
"""

import argparse
import contextlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from tests.conversations.play import (
    WINGS,
    Conversation,
    Fault,
    Turn,
    Wing,
    conversations,
    faults,
    has_wing,
    line_of,
    only_handed_on,
    play,
    repeats,
)


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation, its turns and what is wrong with it."""

    conversation: Conversation
    turns: Sequence[Turn]
    faults: Sequence[Fault]

    @property
    def kinds(self) -> set[str]:
        return {fault.kind for fault in self.faults}


def played_by(wing: Wing, chosen: Sequence[Conversation]) -> list[Played]:
    """Play the wing's conversations."""
    found = []
    # The functions' log lines go to standard error.
    with contextlib.redirect_stderr(io.StringIO()):
        for conversation in chosen:
            if has_wing(conversation, wing):
                turns = play(conversation, wing)
                found.append(Played(conversation, turns, faults(conversation, turns, wing)))
    return found


def measures(played: Sequence[Played]) -> dict[str, float]:
    """Return the numbers of one wing."""
    goals = [one for one in played if not one.faults]
    replies = [turn.reply for one in played for turn in one.turns if turn.reply]
    texts = sum(len(one.turns) for one in played)
    return {
        "conversations": len(played),
        "goals reached": len(goals),
        "half reached": sum(bool(one.faults) and not one.kinds & {"outcome", "wrong write"} for one in played),
        "wrong writes": sum(fault.kind == "wrong write" for one in played for fault in one.faults),
        "texts, a conversation": round(texts / len(played), 2),
        "texts to the owner, a conversation": round(mean(len(one.turns[-1].told) for one in played), 2),
        "answered with only a hand-off, %": round(100 * sum(only_handed_on(one.turns) for one in played) / texts, 1),
        "replies word for word as before": sum(repeats(one.turns) for one in played),
        "characters, a reply": round(mean(map(len, replies))),
    }


def transcript(one: Played) -> str:
    """Return what was texted, what was in the tables after each text, and what is wrong."""
    lines = [one.conversation["name"], one.conversation["goal"]]
    for turn in one.turns:
        lines += [f"C: {turn.step['customer']}", f"L: {turn.reply or '(nothing)'}"]
        lines += [f"   {line_of(lead)} {list(lead.remarks) or ''}" for lead in turn.leads]
    lines += [f"owner: {text}" for text in one.turns[-1].told]
    return "\n".join([*lines, *(f"! {fault.kind}: {fault.text}" for fault in one.faults)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wing", choices=WINGS, action="append")
    parser.add_argument("--theme", help="only the conversations of this theme")
    parser.add_argument("--aside", action="store_true", help="those that were set aside while the rules were written")
    parser.add_argument("--faults", action="store_true", help="print what is wrong with each")
    parser.add_argument("--verbose", metavar="NAME", help="print the transcripts of the names that hold this")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = [
        one
        for one in conversations("aside" if options.aside else "")
        if options.theme in (None, one["theme"]) and (options.verbose or "") in one["name"]
    ]
    wings = {wing: played for wing in options.wing or WINGS if (played := played_by(wing, chosen))}
    if options.verbose:
        print("\n\n".join(f"[{wing}] {transcript(one)}" for wing, played in wings.items() for one in played))
        return
    numbers = {wing: measures(played) for wing, played in wings.items()}
    if options.json:
        failed = {
            wing: {one.conversation["name"]: [f"{fault.kind}: {fault.text}" for fault in one.faults] for one in played}
            for wing, played in wings.items()
        }
        print(json.dumps({"measures": numbers, "faults": failed}, indent=1, ensure_ascii=False))
        return
    print(f"{'Whole conversations':<36}" + "".join(f"{wing:>9}" for wing in numbers))
    for name in next(iter(numbers.values())):
        print(f"{name:<36}" + "".join(f"{numbers[wing][name]:>9g}" for wing in numbers))
    if options.faults:
        for wing, played in wings.items():
            for one in played:
                for fault in one.faults:
                    print(f"[{wing}] {one.conversation['name']}: {fault.kind}: {fault.text}")


if __name__ == "__main__":
    main()

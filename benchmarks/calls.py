"""How long a caller waits for an answer, how much he hears, and how calls end: those of tests/calls.

The gap is the dispatcher's own time for a turn, over a store in memory: what the recognizer, the voice, the tables and
the way to them take comes on top. The model follows the script of each call. Each of its answers counts as one second,
which nobody waits for here; what it has no script for is answered by the rules, after that second. "Rules first" is the
setting with which the rules alone answer what they know for certain.

python -m benchmarks.calls [--json]
"""

import argparse
import contextlib
import io
import json
import time
from collections import Counter
from collections.abc import Sequence
from statistics import mean, quantiles

import pytest

from tests.calls import play
from tests.calls.play import Held, dialogues

_MODEL_SECONDS = 1.0


def measured(*, model: bool, rules_first: bool) -> dict[str, object]:
    """Hold all the calls, and return what they took and how they ended."""
    gaps, words, ends = list[float](), list[int](), Counter[str]()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(io.StringIO()):
        timed = play.Line.post

        def post(line: play.Line, *arguments: dict[str, str]) -> object:
            asked, began = len(line.model.asked), time.perf_counter()
            answered = timed(line, *arguments)  # type: ignore[arg-type]
            rounds = len(line.model.asked) - asked
            gaps.append(time.perf_counter() - began + rounds * _MODEL_SECONDS)
            return answered

        patch.setattr(play.Line, "post", post)
        for dialogue in dialogues():
            settings = {**dialogue.get("settings", {}), "VOICE_RULES_FIRST": "yes" if rules_first else "no"}
            held = play.play({**dialogue, "settings": settings}, patch, with_model=model)
            words += [len(said.split()) for said in held.heard]
            ends[_end(held)] += 1
    p50, p95 = _percentiles(gaps)
    return {
        "turns": len(gaps),
        "gap_ms_mean": round(mean(gaps) * 1000, 1),
        "gap_ms_p50": round(p50 * 1000, 1),
        "gap_ms_p95": round(p95 * 1000, 1),
        "words_a_reply": round(mean(words), 1),
        "most_words": max(words),
        "calls": dict(ends.most_common()),
    }


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles(values, n=20)
    return cuts[9], cuts[18]


def _end(held: Held) -> str:
    """Return what the call led to."""
    leads = list(held.store.leads.values())
    if held.store.actions_to_text:
        is_call = any(lead.lead_type == "callback" and lead.lead_id in held.store.actions_to_text for lead in leads)
        return "call back" if is_call else "booking"
    if any("missed you" in text for _, text, _ in held.mailbox.sent):
        return "text"
    if held.call.dialled and held.call.dialled[-1].bridged:
        return "owner"
    return "message to the owner" if held.store.for_owner or held.mailbox.sent else "answered"


def main() -> None:
    """Print the figures of the rules, of the model, and of the model behind the rules."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calls", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sides = {
        "rules": measured(model=False, rules_first=True),
        "model of 1 s, rules first": measured(model=True, rules_first=True),
        "model of 1 s, model first": measured(model=True, rules_first=False),
    }
    if options.json:
        print(json.dumps(sides))
        return
    for name, found in sides.items():
        gap = ", ".join(f"{found[f'gap_ms_{kind}']} ms ({kind})" for kind in ("mean", "p50", "p95"))
        print(f"{name}: {found['turns']} turns, gap {gap}")
        print(f"  {found['words_a_reply']} words a reply, {found['most_words']} at most; calls: {found['calls']}")


if __name__ == "__main__":
    main()

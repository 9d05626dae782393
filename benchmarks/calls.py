"""How long a caller waits for an answer, how much he hears, and how calls end: those of tests/calls.

The gap is the dispatcher's own time for a turn, over a store in memory: what the recognizer, the voice, the tables and
the way to them take comes on top. The model is one that answers after a second with words that say nothing, so that
whatever it is asked costs one round; "rules first" is the setting with which the rules alone answer what they know for
certain.

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

from linda.ports import ModelAnswer
from tests.calls import play
from tests.calls.play import Held, Model, dialogues

_MODEL_SECONDS = 1.0


class Slow(Model):
    """A model that needs a second, and then has nothing to add."""

    def respond(self, *_: object, **__: object) -> ModelAnswer:
        time.sleep(_MODEL_SECONDS)
        return ModelAnswer("One moment please.", [], [])


def measured(*, model: bool, rules_first: bool) -> dict[str, object]:
    """Hold all the calls, and return what they took and how they ended."""
    gaps, words, ends = list[float](), list[int](), Counter[str]()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(io.StringIO()):
        patch.setenv("VOICE_RULES_FIRST", "yes" if rules_first else "no")
        timed = play.Line.post

        def post(line: play.Line, *arguments: dict[str, str]) -> object:
            began = time.perf_counter()
            answer = timed(line, *arguments)  # type: ignore[arg-type]
            gaps.append(time.perf_counter() - began)
            return answer

        patch.setattr(play.Line, "post", post)
        if model:
            patch.setattr(play, "Model", Slow)
        for dialogue in dialogues():
            held = play.play(dialogue, patch, with_model=model)
            words += [len(said.split()) for said in held.heard]
            ends[_end(held)] += 1
    p50, p95 = _percentiles(gaps)
    return {
        "turns": len(gaps),
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
        print(f"{name}: {found['turns']} turns, gap {found['gap_ms_p50']} ms (p50), {found['gap_ms_p95']} ms (p95)")
        print(f"  {found['words_a_reply']} words a reply, {found['most_words']} at most; calls: {found['calls']}")


if __name__ == "__main__":
    main()

"""What a change of the checkout changes in AWS, in a reviewer's words: `python -m review --base main`.

Any Python from 3.9 on can start it: it continues with that of `.venv`.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from local import environment
from local.console import LocalError, exit_code
from review.words import code


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(
        prog="python -m review",
        description="Compares the stack's template with that of another revision. Needs no AWS credentials.",
    )
    parser.add_argument("--base", default="main", metavar="REVISION", help="default: %(default)s")
    parser.add_argument("--stage", default="", help="whose settings both templates get; default: those without a stage")
    parser.add_argument("--markdown", action="store_true", help="as a comment on a pull request")
    parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the terminal")
    return parser.parse_args(arguments)


def main() -> int:
    """Print the review and return the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or it would leave its temporary folders
    return exit_code(lambda: _run(parse()))


def _run(options: argparse.Namespace) -> int:
    if not environment.is_in_venv():
        if not environment.is_set_up():
            raise LocalError("LINDA is not set up yet. Run `make up` first.")
        return environment.continue_in_venv("review")
    text = _review(options)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


def _review(options: argparse.Namespace) -> str:
    from review import comment, synthesis  # need the Python of .venv

    compared = synthesis.compare(options.base, options.stage)
    since = f"{code(options.base)} ({compared.base})" + (f", stage {code(options.stage)}" if options.stage else "")
    notes = [f"⚠️ The checks refuse this, and so does a deploy: {refusal}" for refusal in compared.refusals]
    if compared.other_packages:
        notes.append(
            "`requirements.txt` differs. Both templates were made with the packages of the checkout, so what another "
            "version of CDK changes by itself is not here."
        )
    replaced = synthesis.replacements(compared.cdk_diff)
    found = comment.review(compared.old, compared.new, compared.cdk_diff, replaced)
    return (comment.as_markdown if options.markdown else comment.as_text)(found, since, notes)


if __name__ == "__main__":
    sys.exit(main())

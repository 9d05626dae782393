"""LINDA into an AWS account, and her number to it: `python -m deploy [STEP]`.

Needs only the standard library of any Python from 3.9 on: it sets up `.venv` and continues with the Python there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from local import environment
from local.console import exit_code

# In this order, unless one is named. `destroy` is never part of the whole.
STEPS = {
    "check": "what is missing, and how to get it; the account is shown and confirmed",
    "diff": "what the deploy would change, by the real `cdk diff`; asks for approval",
    "deploy": "the real `cdk deploy`; one that failed is continued",
    "secrets": "the keys of .env into the stack's secret; or with an option of its own the owner's token",
    "connect": "the Twilio number's webhooks to the deployed URL, before and after shown",
    "frontend": "the lines for the frontend's .env.local",
    "smoke": "whether the deployed URL answers, and refuses what it must",
}
# What `secrets` changes instead of the keys of .env.
SECRETS = {
    "--new-token": "a new token for the owner, in place of the old one at once",
    "--next-token": "a second token for the owner, which opens everything beside the first",
    "--switch-token": "the second token becomes the only one",
    "--no-pin": "the owner's texts need no PIN any more",
}
DESTROY = "remove the stack; tables, their data and the secret stay"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The step and its options."""
    steps = "\n".join(f"  {name.ljust(10)}{what}" for name, what in {**STEPS, "destroy": DESTROY}.items())
    parser = argparse.ArgumentParser(
        prog="python -m deploy",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="From this checkout to an AWS account. Without a step: all of them but `destroy`, in this order.\n"
        f"Each can be run alone, again, and after an interruption.\n\n{steps}",
        epilog="More: docs/deploy.md",
    )
    parser.add_argument("step", nargs="?", choices=(*STEPS, "destroy"), metavar="STEP", help="see above")
    parser.add_argument("--stage", default="", metavar="NAME", help="a second LINDA, such as staging, with .env.NAME")
    parser.add_argument(
        "--profile", default="", metavar="NAME", help="of the AWS CLI; default: the shell's credentials"
    )
    parser.add_argument("--region", default="", metavar="NAME", help="default: the profile's, or the shell's")
    parser.add_argument(
        "-c",
        "--context",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting for this run, as with `cdk -c`; may be repeated",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask; needed where nobody can be asked")
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and change nothing")
    of_secrets = parser.add_mutually_exclusive_group()
    for option, what in SECRETS.items():
        of_secrets.add_argument(option, action="store_true", help=f"with `secrets`: {what}")
    options = parser.parse_args(arguments)
    for option in SECRETS:
        if getattr(options, option.removeprefix("--").replace("-", "_")) and options.step != "secrets":
            parser.error(f"{option} goes with the step `secrets`")
    for setting in options.context:
        if "=" not in setting:
            parser.error(f"-c {setting}: expected NAME=VALUE")
    return options


def main() -> int:
    """Carry out the steps and return the exit code."""
    return exit_code(lambda: _run(parse()))


def _run(options: argparse.Namespace) -> int:
    if not environment.is_in_venv():
        environment.prepare()
        return environment.continue_in_venv("deploy")
    os.environ["PATH"] = environment.with_programs(dict(os.environ))["PATH"]  # CDK's library looks for Node there
    from deploy import steps  # imports packages from .venv

    return steps.run(options)


if __name__ == "__main__":
    sys.exit(main())

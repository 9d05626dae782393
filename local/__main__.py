"""LINDA on this machine: `python -m local COMMAND`.

Needs only the standard library of any Python from 3.9 on: it sets up `.venv` and continues with the Python there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from local import environment, instance
from local.console import LocalError, exit_code
from local.environment import HOME


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(prog="python -m local", description="LINDA on this machine, in an AWS emulator.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("up", help="set up what is missing, start the emulator and the front door, deploy")
    commands.add_parser("down", help="stop what runs; the state is kept")
    logs = commands.add_parser("logs", help="follow the functions' logs")
    logs.add_argument("--once", action="store_true", help="print what is there and exit")
    send = "send LINDA a message as a customer, and print her reply"
    waits = "A reply that comes as a separate message is waited for, up to 60 seconds."
    text = commands.add_parser("text", help=send, description=waits)
    text.add_argument(
        "message",
        metavar="MSG",
        nargs="?",
        default="",
        help="the words; with a photo, a file or a place they are optional",
    )
    text.add_argument("--from", dest="sender", metavar="NUMBER", default="+19045550123", help="default: %(default)s")
    text.add_argument("--photo", type=Path, metavar="FILE", help="an image of at most 5 MB, which makes it an MMS")
    text.add_argument("--file", type=Path, metavar="FILE", help="another file, such as memo.mp3 or card.vcf")
    text.add_argument("--location", metavar="ADDRESS", default="", help="a place that is shared; with --whatsapp")
    text.add_argument("--whatsapp", action="store_true", help="over WhatsApp instead of SMS")
    text.add_argument("--json", action="store_true", help="print the reply as JSON")
    spoken = "What you type is said to LINDA as speech recognition would write it, and what she says is printed."
    typed = "An empty line is silence; digits, * and # are keys; Ctrl-D, Ctrl-C and /hang up hang up."
    piped = "Lines can be piped in; the end of them hangs up."
    rung = "When Brandon is rung, you are asked whether he takes the call; piped in, he does if the next line is /take."
    call = commands.add_parser(
        "call", help="call LINDA as a customer, by typed speech", description=f"{spoken} {typed} {piped} {rung}"
    )
    call.add_argument(
        "--from",
        dest="sender",
        metavar="NUMBER",
        default="+19045550123",
        help='or "anonymous", who withholds it; default: %(default)s',
    )
    call.add_argument("--speak", action="store_true", help="what she says is heard, too, by espeak-ng")
    call.add_argument(
        "--json", action="store_true", help="print the call as JSON when it is over: each line with who, verb and time"
    )
    chat = commands.add_parser(
        "chat",
        help="what was said and texted to and fro with one number, oldest first",
        description="Prints the conversations, and LINDA's texts besides them, such as confirmations.",
    )
    chat.add_argument("phone", metavar="NUMBER", help='such as +19045550123, or "anonymous": all who withheld it')
    chat.add_argument("--json", action="store_true", help="print them as JSON")
    commands.add_parser(
        "sweep",
        help="send now what is due, as the schedule does every five minutes",
        description="Confirmations, reminders, what Brandon is told, answers to questions that have waited too long.",
    )
    audit = commands.add_parser("audit", help="check that leads, days, numbers, receipts and notices agree")
    audit.add_argument("--json", action="store_true", help="print the problems as JSON")
    add_place(audit)
    forget = commands.add_parser(
        "forget",
        help="remove everything stored about one number",
        description="Shows what is stored about the number, asks, and removes it. An opt-out stays.",
    )
    forget.add_argument("phone", metavar="NUMBER", help='such as +19045550123, or "(904) 555-0123"')
    forget.add_argument("--yes", action="store_true", help="remove it without asking")
    forget.add_argument("--json", action="store_true", help="print what would be removed as JSON")
    add_place(forget)
    failed = commands.add_parser(
        "failed-turns",
        help="show the messages that have had no reply, and have LINDA answer them",
        description="A message leaves the queue only once it is answered, or dropped.",
    )
    what = failed.add_mutually_exclusive_group()
    what.add_argument("--retry", action="store_true", help="have LINDA answer them now")
    what.add_argument("--drop", action="store_true", help="show them, ask, and remove them")
    failed.add_argument("--id", action="append", default=[], metavar="ID", help="only this one; can be repeated")
    failed.add_argument("--phone", default="", metavar="NUMBER", help="only those of this number")
    failed.add_argument("--yes", action="store_true", help="drop them without asking")
    failed.add_argument("--json", action="store_true", help="print them as JSON")
    add_place(failed, has_tables=False)
    export = commands.add_parser(
        "export",
        help="write both tables into a file",
        description="Every item is a line of JSON, which `import` reads. The file holds customers' numbers and words.",
    )
    export.add_argument("file", type=Path, metavar="FILE", help="a new file, which only you can read")
    add_place(export)
    import_ = commands.add_parser(
        "import",
        help="write what is in such a file into the tables, and overwrite nothing",
        description="Only items that are not there are written. It can be repeated. The exit code is 1 if some differ.",
    )
    import_.add_argument("file", type=Path, metavar="FILE", help="from `export`, or from `aws dynamodb scan`")
    import_.add_argument("--dry-run", action="store_true", help="write nothing, and say what would be written")
    import_.add_argument("--yes", action="store_true", help="write to AWS without asking")
    add_place(import_)
    adopt = commands.add_parser(
        "adopt",
        help="have LINDA take over the bookings of a table that was made by hand, and audit",
        description="Upcoming bookings get their times, and a place among their numbers' bookings. It can be repeated.",
    )
    adopt.add_argument("--dry-run", action="store_true", help="change nothing, and say what would be taken over")
    add_place(adopt, has_tables=False)
    commands.add_parser("diff", help="`cdk diff` of the checkout against the running stack")
    commands.add_parser("clean", help="stop what runs and remove its state; what was installed stays")
    test = commands.add_parser("test", help="lint, types, import rules and all tests")
    test.add_argument("pytest", nargs="*", metavar="-- PYTEST-ARGUMENT", help="for example: -- -k scheduler")
    return parser.parse_args(arguments)


def add_place(command: argparse.ArgumentParser, *, has_tables: bool = True) -> None:
    """Let the command work on a LINDA on AWS too; without any of these it is the one on this machine."""
    on_aws = command.add_argument_group("on AWS", "Without any of these, it is the LINDA on this machine.")
    on_aws.add_argument("--aws", action="store_true", help="the one of the shell's credentials and region")
    on_aws.add_argument("--profile", default="", metavar="NAME", help="the one of this profile of the AWS CLI")
    on_aws.add_argument("--region", default="", metavar="NAME", help="default: the profile's, or the shell's")
    on_aws.add_argument("--stage", default="", metavar="NAME", help="such as staging; default: the one without a name")
    on_aws.add_argument("--stack", default="", metavar="NAME", help="default: LindaStack, with the stage's name")
    for name in ("--leads-table", "--state-table") if has_tables else ():
        on_aws.add_argument(name, default="", metavar="NAME", help="default: the stack's")


def main() -> int:
    """Carry out the command and return its exit code."""
    return exit_code(lambda: _run(parse()))


def _run(options: argparse.Namespace) -> int:
    if options.command in ("up", "test"):
        environment.prepare()
    if options.command in ("down", "clean"):  # these need no packages
        (instance.down if options.command == "down" else instance.clean)(HOME)
        return 0
    if not environment.is_set_up():
        raise LocalError("LINDA is not set up yet. Run `make up` first.")
    if not environment.is_in_venv():
        return environment.continue_in_venv("local")
    from local import commands  # imports packages from .venv

    return commands.run(options, HOME)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m supply COMMAND`, from `.venv`: locks, vulnerabilities, bills of materials, licences."""

import argparse
import sys
from collections.abc import Sequence

from local.console import exit_code
from supply import audit, licenses, locks, sbom


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(prog="python -m supply", description="What LINDA is made of besides her own code.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("lock", help="make every lock what the pins in the .in files and package.json say")
    newest = "pin the newest releases and make every lock"
    update = commands.add_parser("update", help=newest, description=f"Releases of the last {locks.COOLDOWN} are left.")
    update.add_argument("packages", nargs="*", metavar="PACKAGE", help="only these, however new; default: all")
    commands.add_parser("outdated", help="what `update` would change")
    commands.add_parser("audit", help="look for known vulnerabilities of everything locked")
    commands.add_parser("sbom", help=f"write CycloneDX bills of materials to {sbom.FOLDER.name}/")
    commands.add_parser("licenses", help=f"write {licenses.FILE.name}: the licences of what is bundled")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command and return its exit code."""
    return exit_code(lambda: _run(parse(arguments)))


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "lock":
            _say(locks.lock(), "The locks are what the pins say.")
        case "update":
            _say(locks.update(options.packages), "Everything is at its newest release.")
        case "outdated":
            _say(locks.update([], is_kept=False), "Everything is at its newest release.")
        case "audit":
            return audit.audit()
        case "sbom":
            for file in sbom.write():
                print(file)
        case "licenses":
            licenses.FILE.write_text(licenses.listing())
            print(licenses.FILE)
    return 0


def _say(changed: Sequence[str], nothing: str) -> None:
    print("\n".join(["", *changed] if changed else ["", nothing]))


if __name__ == "__main__":
    sys.exit(main())

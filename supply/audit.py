"""Known vulnerabilities, by PyPI's and npm's advisories."""

from collections.abc import Sequence

from local.console import LocalError
from supply import tools
from supply.locks import APART, LINDAS

# `--strict`: otherwise a package that could not be looked up counts as one without vulnerabilities.
_PIP_AUDIT = ("pip-audit", "--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off")
_NPM_AUDIT = ("npm", "audit", "--package-lock-only")


def audit() -> int:
    """Print what is known of each lock, and return 1 if there is anything.

    Raises LocalError for a lock that could not be looked up in full, after all others.
    """
    commands: dict[str, Sequence[str]] = {
        f"{name}.txt": (*_PIP_AUDIT, "--requirement", f"{name}.txt") for name in (*LINDAS, *APART)
    }
    commands["package-lock.json"] = _NPM_AUDIT
    vulnerable: list[str] = []
    unknown: list[str] = []
    for name, command in commands.items():
        finished = tools.run(command)
        print(f"── {name}\n{(finished.stdout + finished.stderr).strip()}", flush=True)
        if finished.returncode:
            (vulnerable if _has_found(finished.stdout) else unknown).append(name)
    if unknown:
        raise LocalError(
            f"Not looked up in full: {', '.join(unknown)}.\n"
            "The advisories are at PyPI and npm themselves, which must be reachable: a mirror of the packages "
            "is not enough."
        )
    return 1 if vulnerable else 0


def _has_found(printed: str) -> bool:
    """Both print what they found to standard output, and what kept them from looking to standard error."""
    return "Fix Versions" in printed or "severity" in printed.lower()

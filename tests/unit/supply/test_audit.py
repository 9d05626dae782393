"""What is known to be vulnerable, and what nobody could look up, are told apart."""

import subprocess
from collections.abc import Sequence

import pytest

from local.console import LocalError
from supply import audit, tools

# What the two programs print: pip_audit/_format/columns.py, npm-audit-report/lib/reporters/detail.js.
_PIP_FOUND = "Name Version ID Fix Versions\n---- ------- -- ------------\nsix 1.0 PYSEC-2026-1 1.1\n"
_NPM_FOUND = "typescript  5.9.3\nSeverity: high\n"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, str, str]]:
    """What the programs answer for a lock: exit code, standard output and error; else that nothing is known."""
    by_lock: dict[str, tuple[int, str, str]] = {}

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        lock = command[-1] if command[0] == "pip-audit" else "package-lock.json"
        code, out, err = by_lock.get(lock, (0, "", "No known vulnerabilities found"))
        return subprocess.CompletedProcess(list(command), code, out, err)

    monkeypatch.setattr(tools, "run", run)
    return by_lock


def test_nothing_known_is_success(answers: dict[str, tuple[int, str, str]]) -> None:
    assert answers == {}
    assert audit.audit() == 0


@pytest.mark.parametrize(("lock", "found"), [("requirements.txt", _PIP_FOUND), ("package-lock.json", _NPM_FOUND)])
def test_a_vulnerability_is_printed_with_its_lock_and_is_a_failure(
    lock: str, found: str, answers: dict[str, tuple[int, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    answers[lock] = (1, found, "")
    assert audit.audit() == 1
    assert f"── {lock}\n{found}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lock", "error"),
    [
        ("lambdas/requirements/dispatcher.txt", "ERROR:pip_audit._cli:six: Dependency not found on PyPI"),
        ("package-lock.json", "npm error audit endpoint returned an error"),
    ],
)
def test_what_could_not_be_looked_up_is_an_error_after_all_others_were(
    lock: str, error: str, answers: dict[str, tuple[int, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    answers |= {lock: (1, "", error), "local/requirements/uv.txt": (1, _PIP_FOUND, "")}
    with pytest.raises(LocalError, match=f"Not looked up in full: {lock}"):
        audit.audit()
    assert "PYSEC-2026-1" in capsys.readouterr().out

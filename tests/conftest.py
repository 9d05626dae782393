"""How much hypothesis tries (HYPOTHESIS_PROFILE=nightly tries more), which tests share a process, and what no test may
bring into the logs.
"""

import logging
import os
from collections.abc import Generator

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from linda import logs
from tests import emf
from tests.log_check import problem

# A busy machine is no failure. The same code always gets the same examples; new ones are looked for at night.
settings.register_profile("quick", max_examples=100, stateful_step_count=30, derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=1000, stateful_step_count=50, deadline=None)
settings.register_profile("mutants", max_examples=25, derandomize=True, database=None, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_logged: list[str] = []


class _RootHandler(logging.Handler):
    """Keeps what libraries log. As Lambda's own it stands at the root logger."""

    def emit(self, record: logging.LogRecord) -> None:
        _logged.append(self.format(record))


def pytest_configure(config: pytest.Config) -> None:
    """Keep every log line as it is written, whatever a test does with standard error."""
    root = logging.getLogger()
    root.addHandler(_RootHandler())
    root.setLevel(logging.DEBUG)  # Lambda's is INFO with its JSON format, or what the function's configuration says.
    write = logs._write

    def write_and_keep(line: str) -> None:
        _logged.append(line)
        write(line)

    patch = pytest.MonkeyPatch()
    patch.setattr(logs, "_write", write_and_keep)
    config.add_cleanup(patch.undo)


@pytest.fixture
def counted(capsys: pytest.CaptureFixture[str]) -> emf.Counted:
    """What the log has counted since this was last called."""
    return lambda: emf.extracted(capsys.readouterr().err.splitlines())


# Which of the deployed stacks a file's tests are about: each is brought up once, in one process.
_STACKS = dict.fromkeys(("test_diff_role.py", "test_openapi.py", "test_role.py"), "enforced") | {
    "test_deploy.py": "deploy"
}


class Scheduling(LoadScopeScheduling):
    """The tests of a stack, the page or a file run in one process; those of crashes, all of them long, anywhere."""

    def _split_scope(self, nodeid: str) -> str:
        path, _, _ = nodeid.partition("::")
        if path.endswith("crashes.py"):
            return nodeid
        folder, _, file = path.rpartition("/")
        if folder == "tests/e2e":
            return _STACKS.get(file, "linda")
        return folder if folder == "tests/page" else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail a test that passed but has logged what must not be in a log."""
    yield
    _check_logged()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """The same for what its fixtures log at the end."""
    yield
    _check_logged()


def _check_logged() -> None:
    lines = _logged.copy()
    _logged.clear()
    found = [f"{wrong}: {line}" for line in lines if (wrong := problem(line))]
    if found:
        pytest.fail(
            f"{len(found)} of {len(lines)} log lines must not be written, such as this:\n{found[0]}", pytrace=False
        )

"""How much hypothesis tries (HYPOTHESIS_PROFILE=nightly tries more), which tests share a process, and what no test may
bring into the logs.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from linda import logs
from tests.log_check import problem

# A busy machine is no failure.
settings.register_profile("quick", max_examples=100, stateful_step_count=30, deadline=None)
settings.register_profile("nightly", max_examples=1000, stateful_step_count=50, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# Made once for all tests of a process, in many seconds: with several processes, only one makes it.
_COSTLY_FIXTURES = ("enforced", "linda", "bundles")
_logged: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Keep every log line as it is written, whatever a test does with standard error."""
    write = logs._write

    def write_and_keep(line: str) -> None:
        _logged.append(line)
        write(line)

    patch = pytest.MonkeyPatch()
    patch.setattr(logs, "_write", write_and_keep)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share what is costly in one process (pytest-xdist's, with `--dist loadgroup`)."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        shared = [name for name in _COSTLY_FIXTURES if name in fixtures]
        if shared or item.path.parent.name == "infrastructure":
            item.add_marker(pytest.mark.xdist_group(shared[0] if shared else "templates"))


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

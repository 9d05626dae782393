"""Whether the tests bite: each module is changed in one place after the other, and its own tests must notice.

A process of its own has the changed module in memory, and runs the tests that mirror it: no file is touched. What lives
is printed with its line; [tool.mutants] in pyproject.toml says which modules and which kinds of changes.
"""

import importlib
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec, module_from_spec
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import hypothesis.strategies  # noqa: F401  (with pytest, what each process would have to start with)
import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
_SECONDS = 20  # a test takes far less, unless the change makes it run for ever
_QUICKLY = ("-x", "--assert=plain", "-pno:cacheprovider", "-ppytest_timeout", "-p_hypothesis_pytestplugin")


@dataclass(frozen=True)
class Mutant:
    """A changed module, and the line that was changed, as it was and as it is."""

    source: str
    line: int
    before: str
    after: str


def mutants(source: str, skipped: Sequence[str], lines_skipped: Sequence[str]) -> Iterator[Mutant]:
    """Yield every change of the source, one at a time, but those of what is skipped (regular expressions)."""
    lines = source.splitlines()
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or any(re.search(one, name) for one in skipped):
            continue
        for occurrence in count():
            changed = mutate_code(source, operator(), occurrence)
            if changed is None:
                break
            after = changed.splitlines()
            place = next(n for n, line in enumerate(after) if line != lines[n])
            if not any(re.search(one, lines[place]) for one in lines_skipped):
                yield Mutant(changed, place + 1, lines[place].strip(), after[place].strip())


def lives(module: str, source: str) -> bool:
    """Tell whether the module's own tests pass with this source. For a process that does nothing else afterwards."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        try:
            _put_in_place(f"linda.{module}", source)
        except Exception:
            return False  # it cannot even be imported
        return pytest.main([_tests_of(module), f"--timeout={_SECONDS}", *_QUICKLY]) == 0


def _path_of(module: str) -> str:
    """Return the module's file below the repository: lambdas/linda/agent/guard.py for agent.guard."""
    return f"lambdas/linda/{module.replace('.', '/')}.py"


def _tests_of(module: str) -> str:
    return f"tests/unit/test_{module.rpartition('.')[2]}.py"


def _put_in_place(name: str, source: str) -> None:
    spec = find_spec(name)
    assert spec
    assert spec.origin
    module = sys.modules[name] = module_from_spec(spec)
    exec(compile(source, spec.origin, "exec"), module.__dict__)  # noqa: S102
    package, _, own_name = name.rpartition(".")
    setattr(importlib.import_module(package), own_name, module)


def main(modules: Sequence[str]) -> int:
    """Print the score of each module and what lives; the exit code is 1 if tests fail without any change."""
    os.chdir(ROOT)
    os.environ |= {"HYPOTHESIS_PROFILE": "mutants", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutants"]
    for module in modules or options["modules"]:
        source = (ROOT / _path_of(module)).read_text()
        made = sorted(mutants(source, options["skipped"], options["lines_skipped"]), key=lambda one: one.line)
        # One task for each process: a test run leaves its modules and plugins behind.
        with get_context("fork").Pool(maxtasksperchild=1) as pool:
            outcomes = pool.imap(partial(lives, module), [source, *(one.source for one in made)])
            if not next(outcomes):
                print(f"{module}: its tests fail without any change", file=sys.stderr)
                return 1
            killed = 0
            for one, is_alive in zip(made, outcomes, strict=True):
                killed += not is_alive
                if is_alive:
                    print(f"  {_path_of(module)}:{one.line}: {one.before}\n    lives as {one.after}", flush=True)
        print(f"{module}: {killed} of {len(made)} mutants killed, {100 * killed / len(made):.1f} %", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

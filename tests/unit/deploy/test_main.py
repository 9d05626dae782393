"""The command line of a deploy."""

import subprocess
import sys

import pytest

from deploy import __main__, steps
from local.environment import ROOT


def test_every_step_that_is_told_is_there_in_the_same_order() -> None:
    assert [*steps._STEPS] == [*__main__.STEPS, "destroy"]


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["deploy", "--new-token"],
        ["--switch-token"],
        ["secrets", "--new-token", "--no-pin"],
        ["-c", "stage"],
    ],
)
def test_a_wrong_word_is_refused_with_how_to_say_it(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        __main__.parse(words)
    assert refused.value.code == 2
    assert "usage: python -m deploy" in capsys.readouterr().err


def test_without_a_step_it_is_all_of_them() -> None:
    options = __main__.parse(["--stage", "staging", "-c", "model=gpt-6-luna", "-c", "owner_phone=+19045550100"])
    assert (options.step, options.stage, options.yes, options.dry_run) == (None, "staging", False, False)
    assert options.context == ["model=gpt-6-luna", "owner_phone=+19045550100"]


def test_the_help_needs_no_packages() -> None:
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = ['--help']\n",
    ]
    command[-1] += "import runpy; runpy.run_module('deploy', run_name='__main__')"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(step in done.stdout for step in (*__main__.STEPS, "destroy"))

"""What a deployer chose, and what he is asked."""

import io
from collections.abc import Callable

import pytest

from deploy.__main__ import parse
from deploy.run import Run
from local.console import LocalError

Answering = Callable[[str], None]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    monkeypatch.delenv("CI", raising=False)
    return lambda line: monkeypatch.setattr("sys.stdin", Terminal(f"{line}\n"))


def test_the_settings_are_the_stacks_own_and_the_command_lines_win() -> None:
    run = Run(parse(["--stage", "staging", "-c", "owner_phone=+19045550100"]))
    assert (run.settings.stage, run.settings.owner_phone) == ("staging", "+19045550100")
    assert run.settings.secret_name == "linda-staging/keys"
    assert run.env_file.name == ".env.staging"


def test_a_stage_by_context_has_its_own_keys_too() -> None:
    assert Run(parse(["-c", "stage=staging"])).env_file.name == ".env.staging"


def test_a_setting_that_does_not_exist_is_words() -> None:
    with pytest.raises(LocalError, match="did you mean owner_phone"):
        _ = Run(parse(["-c", "owner_phon=+19045550100"])).settings


def test_only_a_yes_goes_on(answering: Answering, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(parse([]))
    answering("Yes")
    run.ask("Deploy this?")
    answering("y")
    with pytest.raises(LocalError, match="Stopped here"):
        run.ask("Deploy this?")
    assert capsys.readouterr().err.count("Deploy this?") == 2


def test_with_yes_nobody_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Run(parse(["--yes"])).ask("Deploy this?")
    assert capsys.readouterr().err == ""


def test_nobody_is_asked_without_a_terminal_or_on_a_build_server(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering("yes")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(LocalError, match="add --yes"):
        Run(parse([])).ask("Deploy this?")
    monkeypatch.delenv("CI")
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    with pytest.raises(LocalError, match="add --yes"):
        Run(parse([])).ask("Deploy this?")


def test_how_to_go_on_names_the_same_place() -> None:
    run = Run(parse(["--profile", "my shop", "--stage", "staging", "--yes"]))
    assert run.again("deploy") == "python -m deploy deploy --stage staging --profile 'my shop'"

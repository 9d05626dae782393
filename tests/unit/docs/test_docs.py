"""Every command of the documentation is run by a test, or the reader is told what it needs; and each is well formed."""

import functools
import re
import shlex
import subprocess
from importlib.util import find_spec

import pytest

from local.environment import ROOT, with_programs
from tests.docs import aws_cli, commands
from tests.docs.aws_cli import WrongCommandError
from tests.docs.commands import Command

_ALL = [command for block in commands.blocks() for command in block]
_IN_TEXT = sorted({(page.name, text) for page in commands.pages() for text in commands.in_text(page)})

each = pytest.mark.parametrize("command", _ALL, ids=[command.place for command in _ALL])


@each
def test_each_command_is_run_or_the_reader_is_told_what_it_needs(command: Command) -> None:
    if not command.way:
        pytest.fail(
            f"{command.place}: nothing says how this command is tested:\n\n  {command.text}\n\n"
            "Either add a row to RUN in tests/docs/commands.py, which runs it as it stands, or to FORM, which only "
            "looks it up; or tell the reader what it needs: write `# needs AWS` (Twilio, GitHub, OpenAI, the internet) "
            "behind it or in a comment above it.",
            pytrace=False,
        )


@each
def test_each_aws_command_is_one_of_aws_cli_2(command: Command) -> None:
    for words in aws_cli.lines(command.text):
        try:
            aws_cli.read(words)
        except WrongCommandError as error:
            pytest.fail(f"{command.place}: {error}", pytrace=False)


@each
def test_each_cdk_command_has_only_options_that_the_cdk_has(command: Command) -> None:
    for verb, rest in re.findall(r"npx cdk (\w+)([^\n;|&]*)", command.text):
        unknown = _options(rest) - _options(_help("node_modules/.bin/cdk", verb))
        assert not unknown, f"{command.place}: `cdk {verb} --help` knows no {unknown}"


@each
def test_each_python_module_of_a_command_has_its_options(command: Command) -> None:
    for module, rest in re.findall(r"python3? -m ([\w.]+)([^\n;|&]*)", command.text):
        if find_spec(module) is None or not find_spec(module).origin.startswith(str(ROOT)):  # type: ignore[union-attr]
            assert module in {"venv", "pip"}, f"{command.place}: there is no module {module}"
            continue
        verb = re.findall(r"^\s+([a-z-]+)\b", rest)
        unknown = _options(rest) - _options(_help("python", "-m", module, *verb))
        assert not unknown, f"{command.place}: {module} {' '.join(verb)} knows no {unknown}"


@pytest.mark.parametrize(
    ("place", "text"),
    [(command.place, command.text) for command in _ALL if re.search(r"\bmake\b", command.text)] + _IN_TEXT,
)
def test_each_make_target_is_there(place: str, text: str) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    unknown = set(re.findall(r"(?:^|[;|&\s])make ([a-z][\w-]*)", text)) - targets
    assert not unknown, f"{place}: `{text}`: the Makefile has no {unknown}"


def _options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", text))


@functools.cache
def _help(*command: str) -> str:
    finished = subprocess.run(
        [*command, "--help"],
        cwd=ROOT,
        env=with_programs({"PYTHONPATH": "lambdas", "CDK_DISABLE_VERSION_CHECK": "1"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, f"{shlex.join(command)} --help: {finished.stdout}{finished.stderr}"
    return finished.stdout

"""Commands that are printed to be run by hand: pasted into any shell, each comes to the place that was chosen."""

import argparse
import ast
import re
import shlex
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from deploy.__main__ import parse
from deploy.run import Run
from local import __main__ as local_command
from local.environment import ROOT

_COMMAND = re.compile(r"`aws |\baws [a-z]+ [a-z]+-|\bnpx cdk\b|\bpython3? -m (deploy|local)\b")
# `bootstrap` names account and region in its own way: test_checks.py. The program's name in its own help is no command.
_ELSEWHERE = {"checks.py": "npx cdk bootstrap aws://", "__main__.py": "python -m deploy"}

NAMES = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12).filter(
    lambda text: not text.startswith("-")
)


def run(*words: str, region: str = "us-west-2") -> Run:
    made = Run(parse([*words]))
    session = SimpleNamespace(region_name=region)
    made.__dict__["linda"] = SimpleNamespace(stack="LindaStack-west", where="an account", session=session)
    return made


def spoken(file: Path) -> list[str]:
    """The strings of a module that are not docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def test_no_command_is_written_out_where_it_is_printed() -> None:
    """Else it could lack its place. `Run` has a function for each kind."""
    written = {
        (file.name, text)
        for file in (ROOT / "deploy").glob("*.py")
        for text in spoken(file)
        if _COMMAND.search(text) and not text.startswith(_ELSEWHERE.get(file.name, "\0"))
    }
    assert written == set()


@given(profile=NAMES, region=NAMES, setting=NAMES, value=NAMES)
def test_each_command_names_all_that_was_chosen(profile: str, region: str, setting: str, value: str) -> None:
    setting = setting.replace("=", "")
    chosen = ("--profile", profile, "--region", region, "--stage", "west", "-c", f"{setting}={value}")
    this = run("destroy", *chosen, region=region)

    again = shlex.split(this.again("destroy"))
    assert again[:3] == ["python", "-m", "deploy"]
    assert vars(parse(again[3:])) == vars(this.options)

    aws = shlex.split(this.aws("dynamodb", "delete-table", "--table-name", "T"))
    assert aws[:5] == ["aws", "dynamodb", "delete-table", "--table-name", "T"]
    assert pairs(aws) >= {("--profile", profile), ("--region", region)}

    cdk = shlex.split(this.npx_cdk("rollback"))
    assert cdk[:4] == ["npx", "cdk", "rollback", "LindaStack"]  # its name in the code, at every stage
    assert pairs(cdk) >= {("--profile", profile), ("--region", region), ("-c", "stage=west")}
    assert pairs(cdk) >= {("-c", f"{setting}={value}")}

    turns = local_options(this.failed_turns("--retry"))
    assert (turns.profile, turns.region, turns.stack, turns.retry) == (profile, region, "LindaStack-west", True)


def test_the_shells_own_region_is_named_as_well() -> None:
    this = run(region="eu-central-1")
    assert this.aws("sqs", "list-queues") == "aws sqs list-queues --region eu-central-1"
    assert this.npx_cdk("diff") == "npx cdk diff LindaStack --region eu-central-1"
    assert local_options(this.failed_turns()).region == "eu-central-1"


def pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))


def local_options(command: str) -> argparse.Namespace:
    words = shlex.split(command)
    assert words[:3] == ["python", "-m", "local"]
    return local_command.parse(words[3:])

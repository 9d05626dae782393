"""The review of a change with the real `cdk diff`: of fixture templates, and of two commits."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from local.environment import ROOT
from review import comment, synthesis
from review.template import Stack
from tests.unit.review.templates import CASES, Markdown, after, before

STACK = {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region"}


def assembly(folder: Path, template: dict[str, Any]) -> Path:
    """A cloud assembly with one stack, as a synth leaves it."""
    folder.mkdir(parents=True)
    (folder / "template.json").write_text(json.dumps(template))
    artifact = {**STACK, "properties": {"templateFile": "template.json"}}
    (folder / "manifest.json").write_text(json.dumps({"version": "55.0.0", "artifacts": {"LindaStack": artifact}}))
    return folder


def reviewed(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> tuple[str, str]:
    """The comment, and what `cdk diff` says."""
    text = synthesis.cdk_diff(assembly(folder / "old", old), assembly(folder / "new", new))
    found = comment.review(Stack(old, "LindaStack"), Stack(new, "LindaStack"), text, synthesis.replacements(text))
    return comment.as_markdown(found, "`main` (0123abcd)", []), text


@pytest.mark.parametrize("case", ["delete_items", "rename_the_table"])
def test_the_comment_ends_with_the_real_cdk_diff(case: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    written, _ = reviewed(tmp_path, before(), after(CASES[case]))
    assert written == snapshot(extension_class=Markdown)


def changed(template: dict[str, Any]) -> None:
    """All at once, and what no finding is about."""
    for name in ("delete_items", "rename_the_table", "add_a_public_route", "drop_encryption", "silence_the_alarms"):
        CASES[name](template)
    template["Description"] = "another"
    template["Outputs"] = {"Another": {"Value": "1"}}
    template["Parameters"] = {"Size": {"Type": "String"}}
    template["Conditions"] = {"Big": {"Fn::Equals": [{"Ref": "Size"}, "big"]}}
    template["Mappings"] = {"Sizes": {"big": {"n": 1}}}
    template["Resources"]["Alarms1"]["DependsOn"] = ["ApiF70053CD"]
    template["Resources"]["Extra"] = {"Type": "Custom::Extra", "Properties": {"ServiceToken": "x"}}


def test_all_that_cdk_diff_calls_a_change_is_named_before_it(tmp_path: Path) -> None:
    written, text = reviewed(tmp_path, before(), after(changed))
    own, _, folded = written.partition("<details><summary>cdk diff</summary>")
    assert "FollowLeads80AAD09D replace" in folded  # drawn in by the table that is renamed
    called = re.findall(
        r"^\[[+~-]\] \S+ .*?([A-Za-z0-9]+)(?:: .*| replace| may be replaced| destroy| orphan)?$", text, re.M
    )
    assert len(called) > 15
    assert [name for name in called if name not in own] == []


def git(checkout: Path, *arguments: str) -> None:
    as_somebody = ("-c", "user.name=A developer", "-c", "user.email=developer@linda.example")
    subprocess.run(["git", "-C", str(checkout), *as_somebody, *arguments], check=True, capture_output=True)


def commit(checkout: Path, *paths: str) -> None:
    git(checkout, "add", "--", *paths)
    git(checkout, "commit", "-q", "-m", "a change")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of three commits: LINDA before there was a review, then another right, then other code."""
    folder = tmp_path_factory.mktemp("checkout")
    git(folder, "init", "-q", "-b", "main")
    parts = ("app.py", "cdk.json", "requirements.txt", "linda_stack", "lambdas", "local", "review")
    for name in parts:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    for name in (".venv", "node_modules"):
        (folder / name).symlink_to(ROOT / name)
    commit(folder, *parts[:-2])
    git(folder, "switch", "-q", "-c", "work")
    edit(
        folder / "linda_stack" / "stack.py",
        '"dynamodb:GetItem",',
        '"dynamodb:BatchWriteItem",\n            "dynamodb:GetItem",',
    )
    commit(folder, *parts)
    git(folder, "tag", "another-right")
    edit(folder / "lambdas" / "dispatcher.py", "import ", "# another comment\nimport ")
    commit(folder, *parts)
    return folder


def command(checkout: Path, *arguments: str) -> dict[str, Any]:
    """`python -m review` where credentials lie about, as arguments of subprocess."""
    (temporary := checkout / "tmp").mkdir(exist_ok=True)
    credentials = {"AWS_ACCESS_KEY_ID": "AKIAMADEUP", "AWS_PROFILE": "production"}
    environment = {**os.environ, **credentials, "TMPDIR": str(temporary), "PYTHONPATH": str(checkout)}
    return {"args": [sys.executable, "-m", "review", *arguments], "cwd": checkout, "env": environment}


def left_behind(checkout: Path) -> list[Path]:
    return [*(checkout / "tmp").glob("linda-review-*")]


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m review` to its end, when nothing may be left behind."""
    finished = subprocess.run(**command(checkout, *arguments), capture_output=True, text=True, check=False)
    assert left_behind(checkout) == []
    return finished


def test_a_commit_that_widens_the_role_and_one_that_changes_code_are_told(checkout: Path) -> None:
    finished = run(checkout, "--base", "main", "--markdown", "--output", "comment.md")
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")
    said = (checkout / "comment.md").read_text()
    assert said.startswith(comment.MARKER)
    assert "may now also `dynamodb:BatchWriteItem` on `Brandon_State_Log`" in said
    assert "Only code changed: `dispatcher`.\n" in said
    assert said.count("\n- ") == 2  # the sentence, and the role in the list of what is different


def test_a_commit_of_code_alone_is_one_line(checkout: Path) -> None:
    finished = run(checkout, "--base", "another-right")
    assert finished.returncode == 0, finished.stderr
    assert "Only code changed: `dispatcher`, and nothing else of the template.\n" in finished.stdout


def test_a_change_that_the_checks_refuse_is_reviewed_all_the_same(checkout: Path) -> None:
    stack = checkout / "linda_stack" / "stack.py"
    as_committed = stack.read_text()
    edit(stack, "point_in_time_recovery_enabled=True", "point_in_time_recovery_enabled=False")
    try:
        finished = run(checkout, "--base", "another-right", "--markdown")
    finally:
        stack.write_text(as_committed)
    assert finished.returncode == 0, finished.stderr
    assert (
        "refuse this, and so does a deploy: `AwsSolutions-DDB3` at `LindaStack/RepairsLeadLog/Resource`"
        in finished.stdout
    )
    assert "### Data that may be lost" in finished.stdout


def test_a_checkout_that_cannot_be_synthesised_is_told_by_the_last_words_of_its_app(checkout: Path) -> None:
    settings = checkout / "cdk.json"
    as_committed = settings.read_text()
    edit(settings, '"default": {}', '"default": {"owner_phon": "+19045550100"}')
    try:
        finished = run(checkout, "--base", "another-right")
    finally:
        settings.write_text(as_committed)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "did you mean owner_phone?" in finished.stderr


def test_a_base_that_is_no_revision_is_refused_with_what_to_do(checkout: Path) -> None:
    for base in ("no-such-branch", "--help"):
        finished = run(checkout, f"--base={base}")
        assert (finished.returncode, finished.stdout) == (1, "")
        assert "git fetch" in finished.stderr


def test_before_the_first_make_up_it_says_what_to_do(tmp_path: Path) -> None:
    for name in ("local", "review"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    finished = subprocess.run(**command(tmp_path), capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == "\nLINDA is not set up yet. Run `make up` first.\n"


@pytest.fixture
def heeded() -> Iterator[None]:
    """What is started here heeds SIGINT, even if a shell runs these tests in the background and so ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_review_leaves_nothing_behind(checkout: Path, sent: signal.Signals) -> None:
    output = subprocess.PIPE
    with subprocess.Popen(**command(checkout, "--base", "main"), stdout=output, stderr=output, text=True) as review:
        while not [*(checkout / "tmp").glob("linda-review-*/app.py")]:
            assert review.poll() is None
            time.sleep(0.01)
        review.send_signal(sent)
        assert review.communicate() == ("", "")
    assert review.returncode == 130
    assert left_behind(checkout) == []

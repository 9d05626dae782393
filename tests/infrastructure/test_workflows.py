"""GitHub's workflows: what linters say, what each job may do, and that the comment is written once."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.environment import ROOT
from review.comment import MARKER

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DOCUMENT = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+){2}")

BAD_SYNTAX = """
on: pull_request
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.pull_request.nubmer }} ${{ matrixx.a }}
"""
INJECTABLE = """
on: pull_request_target
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }}
"""


def loaded(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def jobs() -> dict[str, dict[str, Any]]:
    return {f"{path.stem}.{name}": job for path in WORKFLOWS for name, job in loaded(path)["jobs"].items()}


def lint(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    return lint("jactionlint", "--no-color", "--shellcheck=", "--pyflakes=", *map(str, paths))


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    return lint("zizmor", "--offline", "--no-progress", "--color=never", *map(str, paths))


def test_actionlint_finds_nothing() -> None:
    linted = actionlint(*WORKFLOWS)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    (path := tmp_path / "bad.yml").write_text(BAD_SYNTAX)
    linted = actionlint(path)
    assert linted.returncode == 1
    assert "matrixx" in linted.stdout


def test_zizmor_finds_nothing() -> None:
    linted = zizmor(*WORKFLOWS)
    assert linted.returncode == 0, linted.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    (path := tmp_path / "bad.yml").write_text(INJECTABLE)
    linted = zizmor(path)
    assert linted.returncode != 0
    for audit in ("template-injection", "dangerous-triggers", "unpinned-uses", "artipacked"):
        assert audit in linted.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_their_version(path: Path) -> None:
    used = [line.partition("uses: ")[2] for line in path.read_text(encoding="utf-8").splitlines() if "uses: " in line]
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_no_secret_and_no_trigger_that_would_give_a_fork_one(path: Path) -> None:
    text, workflow = path.read_text(encoding="utf-8"), loaded(path)
    assert "secrets." not in text
    # YAML reads `on` as a truth value.
    assert set(workflow[True]) <= {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_a_job_that_may_write_runs_nothing_of_the_pull_request() -> None:
    permissions = {name: job["permissions"] for name, job in jobs().items()}
    assert {name: given for name, given in permissions.items() if given != {"contents": "read"}} == {
        "diff.comment": {"pull-requests": "write"},
        "diff.deployed": {"contents": "read", "id-token": "write"},
    }
    steps = jobs()["diff.comment"]["steps"]
    assert ["download-artifact" in step.get("uses", "") for step in steps] == [True, False]
    assert "${{" not in steps[1]["run"]


@pytest.mark.parametrize("name", ["diff.comment", "diff.deployed"])
def test_a_fork_gets_neither_the_token_nor_the_identity(name: str) -> None:
    assert "github.event.pull_request.head.repo.full_name == github.repository &&" in jobs()[name]["if"]


def test_checkouts_leave_no_token_behind() -> None:
    checkouts = [step for job in jobs().values() for step in job["steps"] if "checkout@" in step.get("uses", "")]
    assert len(checkouts) >= 3
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


GH = """#!/usr/bin/env python3
# Stands in for GitHub: keeps the comments of one pull request in a file.
import json, os, pathlib, re, subprocess, sys
store = pathlib.Path(os.environ["STORE"])
comments = json.loads(store.read_text())
arguments = sys.argv[1:]
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
[url] = [one for one in arguments if one.startswith("repos/")]
if method == "GET":
    assert url == "repos/shop/linda/issues/7/comments", url
    assert "--jq" in arguments and 'startswith("<!-- linda-template-diff -->")' in arguments[-1]
    for one in comments:
        if one["user"] == "github-actions[bot]" and one["body"].startswith("<!-- linda-template-diff -->"):
            print(one["id"])
else:
    [body] = [one.removeprefix("body=@") for one in arguments if one.startswith("body=@")]
    body = pathlib.Path(body).read_text()
    if method == "POST":
        assert url == "repos/shop/linda/issues/7/comments", url
        comments.append({"id": len(comments) + 1, "user": "github-actions[bot]", "body": body})
    else:
        [found] = [one for one in comments if url == f"repos/shop/linda/issues/comments/{one['id']}"]
        found["body"] = body
store.write_text(json.dumps(comments))
"""


def test_the_comment_is_written_once_and_from_then_on_anew(tmp_path: Path) -> None:
    step = jobs()["diff.comment"]["steps"][1]
    (gh := tmp_path / "bin" / "gh").parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)
    theirs = {"id": 1, "user": "somebody", "body": f"{MARKER} a forged one"}
    (store := tmp_path / "comments.json").write_text(json.dumps([theirs]))
    environment = {
        "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
        "STORE": str(store),
        "GITHUB_REPOSITORY": "shop/linda",
        "NUMBER": "7",
    }
    for body in (f"{MARKER}\nthe first", f"{MARKER}\nthe second, with $HOME and `ls`"):
        (tmp_path / "comment.md").write_text(body)
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    assert json.loads(store.read_text()) == [
        theirs,
        {"id": 2, "user": "github-actions[bot]", "body": f"{MARKER}\nthe second, with $HOME and `ls`"},
    ]


def policies() -> list[dict[str, Any]]:
    """The policies in the documentation: who may take the role, and what it may do."""
    return [json.loads(block) for block in re.findall(r"(?s)```json\n(.*?)```", DOCUMENT)]


def test_the_documented_role_is_for_this_repositorys_pull_requests_alone() -> None:
    trust, _ = policies()
    [statement] = trust["Statement"]
    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    conditions = statement["Condition"]
    assert set(conditions) == {"StringEquals"}  # and no pattern
    assert conditions["StringEquals"]["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    subjects = conditions["StringEquals"]["token.actions.githubusercontent.com:sub"]
    assert all(re.fullmatch(r"repo:[^*:]+/[^*:]+:pull_request", subject) for subject in subjects)


def test_the_documented_role_reads_the_stack_and_no_customer() -> None:
    _, permissions = policies()
    [statement] = permissions["Statement"]
    assert statement["Action"] == ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"]
    assert statement["Resource"] == "arn:aws:cloudformation:REGION:ACCOUNT:stack/LindaStack/*"

"""The templates of the checkout and of a revision, and the real `cdk diff` between them. Nothing here reaches AWS."""

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from local import aws
from local.console import LocalError
from local.environment import CDK, ROOT, with_programs
from review.template import Stack
from review.words import code

_SECONDS = 300
# As the CDK CLI tells an app: https://github.com/aws/aws-cdk-cli (cxapp/exec.ts). Told directly, since the CLI does not
# pass on a setting of CDK's own such as the second, which leaves out the bundles: their hashes are known without them.
_CONTEXT = {
    "aws:cdk:enable-path-metadata": True,
    "aws:cdk:bundling-stacks": [],
}


@dataclass(frozen=True)
class Comparison:
    """Two stacks, and what `cdk diff` says about them."""

    base: str  # a short commit id
    old: Stack
    new: Stack
    cdk_diff: str
    other_packages: bool  # whether the two want other versions of CDK; both were synthesised with the checkout's
    refusals: list[str]  # what the checks at synth say against the checkout, for which a deploy would stop


def compare(base: str, stage: str) -> Comparison:
    """Compare the checkout, with what is not committed, to where it left the revision `base`."""
    commit = _fork(base)
    with TemporaryDirectory(prefix="linda-review-") as folder, _revision(commit) as revision:
        before, after = Path(folder, "base"), Path(folder, "checkout")
        old = synthesise(revision, before, stage, f"{base} ({commit[:8]})")
        new = synthesise(ROOT, after, stage, "the checkout")
        text, other_packages = cdk_diff(before, after), _packages(revision) != _packages(ROOT)
        return Comparison(commit[:8], old, new, text, other_packages, refusals(after))


def synthesise(checkout: Path, output: Path, stage: str, name: str) -> Stack:
    """The one stack of a checkout's `app.py`, by this checkout's Python and packages. LocalError says what failed.

    One that the checks at synth refuse, such as cdk-nag, is read all the same: it is what a reviewer must see.
    """
    if not (checkout / "app.py").exists():
        raise LocalError(f"{name} has no app.py: there is nothing to compare with.")
    context = _CONTEXT | _context(checkout) | ({"stage": stage} if stage else {})
    told = {"CDK_OUTDIR": str(output), "CDK_CONTEXT_JSON": json.dumps(context), "CDK_VALIDATION": "false"}
    finished = _run([sys.executable, "app.py"], checkout, _environment() | told)
    if finished.returncode and not refusals(output):
        said = "\n".join((finished.stdout + finished.stderr).strip().splitlines()[-15:])
        raise LocalError(f"{said}\n\n`python app.py` of {name} failed, with the packages of this checkout's .venv.")
    return read_stack(output)


def refusals(assembly: Path) -> list[str]:
    """What the checks at synth have found: rule, place and description, each as a code span."""
    try:
        report = json.loads((assembly / "validation-report.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [
        f"{code(violation['ruleName'])} at {code(construct['constructPath'])}: {code(violation['description'])}"
        for plugin in report["pluginReports"]
        if plugin["conclusion"] == "failure"
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    ]


def read_stack(assembly: Path) -> Stack:
    """The stack of a cloud assembly. LocalError if there is not exactly one: LINDA is one stack."""
    stacks = _stacks(assembly)
    if len(stacks) != 1:
        raise LocalError(f"The app has {len(stacks)} stacks; the review compares one.")
    [(name, stack)] = stacks.items()
    described = stack["properties"]
    return Stack(
        template=json.loads((assembly / described["templateFile"]).read_text(encoding="utf-8")),
        name=described.get("stackName", name),
        termination_protection=bool(described.get("terminationProtection")),
    )


def _stacks(assembly: Path) -> dict[str, dict[str, dict[str, str]]]:
    artifacts = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    return {name: one for name, one in artifacts.items() if one["type"] == "aws:cloudformation:stack"}


def _context(checkout: Path) -> dict[str, object]:
    try:
        return dict(json.loads((checkout / "cdk.json").read_text(encoding="utf-8")).get("context", {}))
    except FileNotFoundError:
        return {}


def _packages(checkout: Path) -> str:
    """The versions that a checkout wants for the synthesis."""
    try:
        return (checkout / "requirements.txt").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def cdk_diff(old: Path, new: Path) -> str:
    """What the real `cdk diff` says of two cloud assemblies, without colours."""
    [name] = _stacks(new)
    [was] = _stacks(old).values()
    template = old / was["properties"]["templateFile"]
    command = [str(CDK), "diff", name, "--app", str(new), "--template", str(template)]
    command += ["--ignore-errors", "--no-notices", "--no-version-reporting", "--no-color", "--ci"]
    finished = _run(command, new, _environment())
    if finished.returncode:
        raise LocalError(f"{(finished.stdout + finished.stderr).strip()}\n\n`cdk diff` failed.")
    return finished.stdout.strip()


def replacements(cdk_diff: str) -> dict[str, str]:
    """By logical id, what `cdk diff` says becomes of a changed resource: `replace`, `may be replaced`, or nothing."""
    line = re.compile(r"^\[~\] \S+ .*?([A-Za-z0-9]+)(?: (replace|may be replaced))?$", re.MULTILINE)
    return {found.group(1): found.group(2) or "" for found in line.finditer(cdk_diff)}


@contextmanager
def _revision(commit: str) -> Iterator[Path]:
    """The files of a commit, in a folder that is gone afterwards. (A worktree would leave a mark in the repository.)"""
    with TemporaryDirectory(prefix="linda-review-") as folder:
        archive = _git("archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder)


def _fork(base: str) -> str:
    """The commit in which the checkout's history and the revision's part: what others did since then is no change."""
    try:
        return _git("merge-base", "--end-of-options", base, "HEAD").decode().strip()
    except LocalError as error:
        raise LocalError(
            f"{error}\n\n{base!r} is no revision that this checkout shares a history with. "
            "BASE=origin/main is the remote's, after `git fetch`; a shallow clone needs `git fetch --unshallow`."
        ) from None


def _git(*arguments: str) -> bytes:
    command = ["git", "-C", str(ROOT), *arguments]
    finished = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    if finished.returncode:
        raise LocalError(finished.stderr.decode(errors="replace").strip() or f"git {arguments[0]} found nothing.")
    return finished.stdout


def _environment() -> dict[str, str]:
    """Without credentials, and without this checkout on Python's path."""
    unwanted = ("PYTHONPATH", "PYTHONSAFEPATH", "COLUMNS")  # a narrow terminal would break cdk's tables in mid-word
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    quiet = {"CDK_DISABLE_CLI_TELEMETRY": "true", "CDK_DISABLE_VERSION_CHECK": "1"}
    return with_programs(aws.without_aws(kept)) | quiet


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )

"""The locks: `.in` files hold the exact pins, and each lock all that follows from them, with hashes.

They are made in a copy and put in place at the end: an interrupted command changes nothing.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import Version
from uv import find_uv_bin

from local.console import LocalError, UsageError, step
from local.environment import FUNCTIONS, ROOT, npm, with_programs

PYTHON = "3.13"
# Each a `.in` and a `.txt` file. MiniStack and the tools of this package must not decide which versions LINDA gets:
# they are resolved apart.
LINDAS = ("requirements", "requirements-dev", *(f"lambdas/requirements/{name}" for name in FUNCTIONS))
APART = ("local/requirements/ministack", "local/requirements/supply", "local/requirements/uv")
OVERRIDES = "lambdas/requirements/overrides.txt"
NPM = ("package.json", "package-lock.json")
COOLDOWN = "7 days"  # a release that was hijacked is mostly found out and withdrawn within days

_PIN = re.compile(r"^([\w.-]+)(\[[\w,-]+\])?==([^\s;]+)", re.MULTILINE)

type Versions = dict[str, set[str]]


def pins(text: str) -> Versions:
    """The versions that a `.in` file or a lock pins, by name; a lock for several platforms may have two of one."""
    found: Versions = {}
    for name, _, version in _PIN.findall(text):
        found.setdefault(normal(name), set()).add(version)
    return found


def lock(root: Path = ROOT) -> list[str]:
    """Make every lock what its pins say, and return what has changed."""
    return _change(root, [], is_update=False, is_kept=True)


def update(packages: Sequence[str], root: Path = ROOT, *, is_kept: bool = True) -> list[str]:
    """Pin the newest releases of these packages (of none: of all), make the locks, and return what has changed.

    Of all packages only releases older than COOLDOWN are taken; one that is named is needed now. From npm come only
    releases of the major version that is pinned: aws-cdk has a 3.0.0 that is older than its 2.x. `is_kept` False only
    looks. Raises UsageError for a package that no lock has.
    """
    return _change(root, [normal(name) for name in packages], is_update=True, is_kept=is_kept)


def _change(root: Path, packages: list[str], *, is_update: bool, is_kept: bool) -> list[str]:
    before = _versions(root)
    if unknown := sorted(set(packages) - before.keys()):
        raise UsageError(f"No lock has {', '.join(unknown)}.")
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for file in _files(root):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / file, copy / file)
        if is_update:
            with step("newest releases"):
                for group in (LINDAS, *((name,) for name in APART)):
                    _pin_newest(copy, group, packages)
        for name in (*LINDAS, *APART):
            with step(f"{name}.txt"):
                _lock(copy, name, packages, is_update=is_update)
        with step(NPM[1]):
            _lock_npm(copy, packages, is_update=is_update)
        changed = _differences(before, _versions(copy))
        if is_kept:
            for file in _files(root):
                if (copy / file).read_bytes() != (root / file).read_bytes():
                    shutil.copyfile(copy / file, root / file)
    return changed


def _files(root: Path) -> list[str]:
    locks = [f"{name}{suffix}" for name in (*LINDAS, *APART) for suffix in (".in", ".txt")]
    return [*locks, OVERRIDES, *NPM]


def _pin_newest(root: Path, group: Sequence[str], packages: Sequence[str]) -> None:
    """Rewrite the pins of `.in` files that are installed together: to the newest versions that go together."""
    files = [root / f"{name}.in" for name in group]
    wanted = set().union(*(pins(file.read_text()) for file in files))
    if packages:
        wanted &= set(packages)
    if not wanted:
        return
    asked = "\n".join(_without_includes(file.read_text()) for file in files)
    asked = _PIN.sub(lambda pin: f"{pin[1]}{pin[2] or ''}" if normal(pin[1]) in wanted else pin[0], asked)
    cooldown = [] if packages else ["--exclude-newer", COOLDOWN]
    newest = pins(_uv(root, ["--no-header", "--no-annotate", *cooldown, "-"], asked))
    for file in files:
        file.write_text(_PIN.sub(lambda pin: _newer(pin, wanted, newest), file.read_text()))


def _without_includes(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("-r "))


def _newer(pin: re.Match[str], wanted: set[str], newest: Versions) -> str:
    """The pin, at the newest version unless it is at a newer one already, within the cooldown."""
    name = normal(pin[1])
    if name not in wanted:
        return pin[0]
    return f"{pin[1]}{pin[2] or ''}=={max(*newest[name], pin[3], key=Version)}"


def _lock(root: Path, name: str, packages: Sequence[str], *, is_update: bool) -> None:
    options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--output-file", f"{name}.txt"]
    if name.startswith("lambdas/"):
        options += ["--overrides", OVERRIDES]
    if is_update and packages:
        options += [word for package in packages for word in ("--upgrade-package", package)]
    elif is_update:
        options += ["--upgrade", "--exclude-newer", COOLDOWN]
        # What is pinned was let in already.
        options += [f"--exclude-newer-package={pinned}=0 days" for pinned in _all_pins(root)]
    _uv(root, [*options, f"{name}.in"])


def _all_pins(root: Path) -> set[str]:
    return {package for name in (*LINDAS, *APART) for package in pins((root / f"{name}.in").read_text())}


def _uv(root: Path, options: Sequence[str], asked: str = "") -> str:
    """`uv pip compile`, for every platform at once."""
    command = [find_uv_bin(), "pip", "compile", "--quiet", "--universal", "--python-version", PYTHON, *options]
    return _run(root, command, asked)


def _lock_npm(root: Path, packages: Sequence[str], *, is_update: bool) -> None:
    """A lock without `resolved`, so that it names no registry's host."""
    pinned: dict[str, str] = json.loads((root / NPM[0]).read_text())["devDependencies"]
    newer = [f"{name}@{version.split('.')[0]}" for name, version in pinned.items() if is_update]
    if packages:
        newer = [package for package in newer if package.rpartition("@")[0] in packages]
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved")
    _run(
        root,
        [npm(), "install", "--package-lock-only", *quiet, *(["--save-exact", "--save-dev", *newer] if newer else [])],
    )
    if is_update and not packages:
        _run(root, [npm(), "update", "--package-lock-only", *quiet])


def _run(root: Path, command: Sequence[str], asked: str = "") -> str:
    finished = subprocess.run(
        command, cwd=root, env=with_programs(dict(os.environ)), input=asked, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        words = (finished.stderr + finished.stdout).strip()
        raise LocalError(f"{words}\n\nNothing has been changed. PyPI and npm's registry must be reachable.")
    return finished.stdout


def _versions(root: Path) -> Versions:
    """All that the locks pin, from PyPI and from npm."""
    found: Versions = {}
    for name in (*LINDAS, *APART):
        for package, versions in pins((root / f"{name}.txt").read_text()).items():
            found.setdefault(package, set()).update(versions)
    for path, package in json.loads((root / NPM[1]).read_text())["packages"].items():
        if path:
            found.setdefault(path.rpartition("node_modules/")[2], set()).add(package["version"])
    return found


def _differences(before: Versions, after: Versions) -> list[str]:
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return [f"{name}: {_words(before.get(name))} → {_words(after.get(name))}" for name in names]


def _words(versions: set[str] | None) -> str:
    return ", ".join(sorted(versions)) if versions else "none"


def normal(name: str) -> str:
    """A name as PyPI compares them: https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return name if name.startswith("@") else re.sub(r"[-_.]+", "-", name).lower()

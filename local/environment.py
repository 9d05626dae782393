"""Installs what LINDA needs besides a Python: a pinned uv, `.venv` (Python 3.13, Node 24), the CDK CLI, MiniStack,
and the tools of `supply/`.

Standard library only, any Python from 3.9 on: it runs before anything else exists. Each part has a stamp with the hash
of its lock, written last: a part that is up to date is skipped, and one that was interrupted is redone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile

from local.console import LocalError, step
from local.locks import hold
from local.processes import tail

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".local"
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
_TOOLS = HOME / "tools"
_MINISTACK = HOME / "ministack"
_SUPPLY = HOME / "supply"
_FUNCTION_PACKAGES = HOME / "function-packages"
_FUNCTION_LOCKS = ROOT / "lambdas" / "requirements"
_LOCKS = Path(__file__).resolve().parent / "requirements"
_BIN = "Scripts" if os.name == "nt" else "bin"
_STAMP = ".linda-stamp"
_INSTALL_SECONDS = 900

FUNCTIONS = ("dispatcher", "scheduler", "state_manager")
PYTHON = VENV / _BIN / ("python.exe" if os.name == "nt" else "python")
MINISTACK_PYTHON = _MINISTACK / _BIN / PYTHON.name
SUPPLY_PROGRAMS = _SUPPLY / _BIN
CDK = NODE_MODULES / ".bin" / ("cdk.cmd" if os.name == "nt" else "cdk")


def prepare() -> None:
    """Install what is missing or out of date."""
    parts = (
        (VENV, _digest(ROOT / "requirements-dev.txt", ROOT / ".python-version"), _install_venv),
        (NODE_MODULES, _digest(ROOT / "package-lock.json"), _install_node_modules),
        (_MINISTACK, _digest(_LOCKS / "ministack.txt", ROOT / ".python-version"), _install_ministack),
        (_SUPPLY, _digest(_LOCKS / "supply.txt", ROOT / ".python-version"), _install_supply),
        (_FUNCTION_PACKAGES, _digest(*_function_locks()), _install_function_packages),
    )
    if all(_is_current(folder, digest) for folder, digest, _ in parts):
        return
    with hold(HOME / "environment.lock", seconds=_INSTALL_SECONDS):
        for folder, digest, install in parts:
            if not _is_current(folder, digest):
                install()
                (folder / _STAMP).write_text(digest)


def is_set_up() -> bool:
    """Whether the packages that the commands need have been completely installed."""
    return PYTHON.exists() and (VENV / _STAMP).exists()


def is_in_venv() -> bool:
    """Tell whether this is the Python of `.venv`."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def continue_in_venv(package: str) -> int:
    """Run the package with the same arguments by the Python of `.venv`; returns its exit code where it returns."""
    command = [str(PYTHON), "-m", package, *sys.argv[1:]]
    variables = with_programs(dict(os.environ))
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, variables)  # noqa: S606
    return subprocess.run(command, env=variables, check=False).returncode


def npm() -> str:
    """The npm of `.venv`, or else of PATH."""
    return shutil.which("npm", path=with_programs({})["PATH"]) or "npm"


def ministack_version() -> str:
    """What identifies an installed emulator."""
    return _digest(_LOCKS / "ministack.txt")


def with_programs(environment: dict[str, str]) -> dict[str, str]:
    """The environment with `.venv`'s programs (Python, Node) first on PATH, writable caches, and a Python that keeps
    what it compiles.

    Without compiled files, aws_cdk takes three times as long to start. Compiling all of `.venv` in advance takes 18
    seconds, mostly for nothing, so the first run compiles what it imports.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join((str(VENV / _BIN), environment.get("PATH", os.defpath)))
    return {**kept, **_caches(environment), "PATH": path}


def _caches(environment: Mapping[str, str]) -> dict[str, str]:
    """A cache under `.local` for each program whose own, in the home directory, is not writable."""
    home = Path(environment.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111 (which raises when there is none)
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    own = {
        "npm_config_cache": home / ".npm" / "_cacache",
        "UV_CACHE_DIR": cache / "uv",
        "UV_PYTHON_INSTALL_DIR": data / "uv" / "python",
        "JSII_RUNTIME_PACKAGE_CACHE_ROOT": home / ".cache" / "aws" / "jsii" / "package-cache",
    }
    chosen = {name.upper() for name in environment}
    return {
        name: str(HOME / "caches" / name.lower())
        for name, folder in own.items()
        if name.upper() not in chosen and not _can_be_written(folder)
    }


def _can_be_written(folder: Path) -> bool:
    """Whether a file can be created in the folder, which may not exist yet. (Tried: permissions do not bind root.)"""
    there = next(path for path in (folder, *folder.parents) if os.path.exists(path))  # noqa: PTH110 (it may raise)
    try:
        with TemporaryFile(dir=there):
            return folder.is_absolute()
    except OSError:
        return False


def _install_tools() -> None:
    with step("uv"):
        advice = "On Debian and Ubuntu: apt install python3-venv. Elsewhere: a Python 3 that has `venv` and `pip`."
        _run([sys.executable, "-m", "venv", "--clear", str(_TOOLS)], "uv", advice)
        lock = str(_LOCKS / "uv.txt")
        command = [str(_TOOLS / _BIN / PYTHON.name), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
        _run(command, "uv", "PyPI must be reachable the first time.")


def _install_venv() -> None:
    uv = _uv()
    with step("Python 3.13 and packages"):
        if not _is_python_313(PYTHON):
            advice = (
                "No Python 3.13 was found, and uv could not download one: install it (python.org, brew, apt, pyenv)."
            )
            _run([uv, "venv", "--clear", "--python", "3.13", str(VENV)], "venv", advice)
        _sync(uv, ROOT / "requirements-dev.txt", PYTHON, "venv")


def _install_node_modules() -> None:
    with step("CDK command line"):
        command = [npm(), "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"]
        _run(command, "npm", "The npm registry must be reachable the first time.")


def _install_ministack() -> None:
    _install_apart("AWS emulator (MiniStack)", _MINISTACK, "ministack")


def _install_supply() -> None:
    _install_apart("pip-audit and cyclonedx-py", _SUPPLY, "supply")


def _install_apart(what: str, folder: Path, lock: str) -> None:
    """Install a lock that goes with no other into an environment of its own."""
    uv = _uv()
    with step(what):
        _run([uv, "venv", "--clear", "--python", str(PYTHON), str(folder)], lock, "")
        _sync(uv, _LOCKS / f"{lock}.txt", folder / _BIN / PYTHON.name, lock)


def _install_function_packages() -> None:
    """Download what a synth bundles, for this machine and for Lambda, so that no later command needs the network."""
    uv = _uv()
    with step("functions' packages"):
        command = [uv, "pip", "install", "--python", str(PYTHON), "--no-deps", "--only-binary", ":all:"]
        command += ["--require-hashes"]
        for lock in _function_locks():
            command += ["--requirement", str(lock)]
        lambda_ = ("--python-platform", "aarch64-manylinux2014", "--python-version", "3.13")
        for name, target in (("host", ()), ("lambda", lambda_)):
            folder = _FUNCTION_PACKAGES / name
            shutil.rmtree(folder, ignore_errors=True)
            _run([*command, "--target", str(folder), *target], "functions", "PyPI must be reachable the first time.")


def _function_locks() -> list[Path]:
    return [_FUNCTION_LOCKS / f"{function}.txt" for function in FUNCTIONS]


def _uv() -> str:
    """The pinned uv, from the tools' own environment, since `.venv` may be about to be replaced."""
    digest = _digest(_LOCKS / "uv.txt")
    if not _is_current(_TOOLS, digest):
        _install_tools()
        (_TOOLS / _STAMP).write_text(digest)
    return str(_TOOLS / _BIN / ("uv.exe" if os.name == "nt" else "uv"))


def _sync(uv: str, lock: Path, python: Path, log: str) -> None:
    command = [uv, "pip", "sync", "--require-hashes", "--python", str(python), str(lock)]
    _run(command, log, "PyPI must be reachable the first time.")


def _run(command: Sequence[str], log_name: str, advice: str) -> None:
    log = HOME / "logs" / f"install-{log_name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = with_programs({k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")})
    try:
        with log.open("wb") as output:
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=environment,
                timeout=_INSTALL_SECONDS,
                check=True,
            )
    except FileNotFoundError:
        raise LocalError(f"{command[0]} is missing. Remove {VENV} and run this again.") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        words = tail(log)
        raise LocalError(f"{words}\n\nThe installation failed: {error}\n{advice}\nThe whole log: {log}") from None


def _is_python_313(python: Path) -> bool:
    command = [str(python), "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 13))"]
    try:
        return subprocess.run(command, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _digest(*locks: Path) -> str:
    """What the stamp holds: a digest of the locks and the location, since a moved environment no longer runs."""
    digest = hashlib.sha256(str(ROOT).encode())
    for lock in locks:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def _is_current(folder: Path, digest: str) -> bool:
    try:
        return (folder / _STAMP).read_text() == digest
    except FileNotFoundError:
        return False

"""Setting up: what runs before anything is installed, and when it installs."""

import ast
import sys
from pathlib import Path

import pytest

from local import environment
from local.console import LocalError

LOCAL = Path(environment.__file__).parent
PARTS = ["venv", "node_modules", "ministack", "function_packages"]
BOOTSTRAP = {"__init__", "__main__", "console", "emulator", "environment", "instance", "locks", "processes"}


@pytest.mark.parametrize("module", sorted(BOOTSTRAP))
def test_what_runs_first_needs_python_39_and_its_standard_library_alone(module: str) -> None:
    tree = ast.parse((LOCAL / f"{module}.py").read_text(), feature_version=(3, 9))
    for node in tree.body:  # an import inside of a function happens when `.venv` is there
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"local.{alias.name}" for alias in node.names] if node.module == "local" else [str(node.module)]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            assert rest in BOOTSTRAP if package == "local" else package in sys.stdlib_module_names, name


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An empty place to install to, and what was installed there."""
    done: list[str] = []
    locks = tmp_path / "requirements"
    locks.mkdir()
    for lock in ("requirements-dev.txt", ".python-version", "package-lock.json"):
        (tmp_path / lock).write_text("1")
    for name in ("ministack", "dispatcher", "scheduler", "state_manager"):
        (locks / f"{name}.txt").write_text("1")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "HOME", tmp_path / ".local")
    monkeypatch.setattr(environment, "_LOCKS", locks)
    monkeypatch.setattr(environment, "_FUNCTION_LOCKS", locks)
    private = {"ministack": "_MINISTACK", "function_packages": "_FUNCTION_PACKAGES"}
    for name in PARTS:
        folder = tmp_path / f"installed-{name}"
        monkeypatch.setattr(environment, private.get(name, name.upper()), folder)

        def install(name: str = name, folder: Path = folder) -> None:
            folder.mkdir(exist_ok=True)
            done.append(name)

        monkeypatch.setattr(environment, f"_install_{name}", install)
    return done


def test_everything_is_installed_once(installs: list[str]) -> None:
    environment.prepare()
    environment.prepare()
    assert installs == PARTS


@pytest.mark.parametrize(
    ("lock", "part"),
    [
        ("ministack", "ministack"),
        ("dispatcher", "function_packages"),
        ("scheduler", "function_packages"),
        ("state_manager", "function_packages"),
    ],
)
def test_a_changed_lock_installs_its_part_again(lock: str, part: str, installs: list[str], tmp_path: Path) -> None:
    environment.prepare()
    (tmp_path / "requirements" / f"{lock}.txt").write_text("2")
    environment.prepare()
    assert installs == [*PARTS, part]


def test_an_installation_that_failed_is_done_again(installs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise LocalError("no network")

    with monkeypatch.context() as broken:
        broken.setattr(environment, "_install_ministack", fail)
        with pytest.raises(LocalError):
            environment.prepare()
    environment.prepare()
    assert installs == PARTS


def test_a_failed_installer_is_quoted_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "HOME", tmp_path)
    command = [sys.executable, "-c", "import sys; print('no such wheel'); sys.exit(1)"]
    with pytest.raises(LocalError, match=r"(?s)no such wheel.*Be online\.") as error:
        environment._run(command, "part", "Be online.")
    assert str(tmp_path / "logs" / "install-part.log") in str(error.value)


def test_a_missing_program_is_an_error_with_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "HOME", tmp_path)
    with pytest.raises(LocalError, match="There is no"):
        environment._run([str(tmp_path / "nothing")], "part", "")

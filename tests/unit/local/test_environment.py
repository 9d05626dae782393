"""Setting up: what runs before anything is installed, and when it installs."""

import ast
import os
import sys
from pathlib import Path

import pytest

from local import environment
from local.console import LocalError

LOCAL = Path(environment.__file__).parent
PARTS = ["venv", "node_modules", "ministack", "supply", "function_packages"]
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
    for name in ("ministack", "supply", "dispatcher", "scheduler", "state_manager"):
        (locks / f"{name}.txt").write_text("1")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "HOME", tmp_path / ".local")
    monkeypatch.setattr(environment, "_LOCKS", locks)
    monkeypatch.setattr(environment, "_FUNCTION_LOCKS", locks)
    private = {"ministack": "_MINISTACK", "supply": "_SUPPLY", "function_packages": "_FUNCTION_PACKAGES"}
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
        ("supply", "supply"),
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
    with pytest.raises(LocalError, match="nothing is missing"):
        environment._run([str(tmp_path / "nothing")], "part", "")


CACHES = {"npm_config_cache", "UV_CACHE_DIR", "UV_PYTHON_INSTALL_DIR", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"}


def caches(**shell: str) -> dict[str, str]:
    """The caches that the programs are told to use."""
    given = environment.with_programs(shell)
    return {name: value for name, value in given.items() if name in CACHES and name not in shell}


@pytest.mark.parametrize("below", [".", "below", "below/it"])
def test_a_home_that_cannot_be_written_has_its_caches_beside_the_rest(below: str, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    given = caches(HOME=str(tmp_path / "home" / below))
    assert given.keys() == CACHES
    assert len(set(given.values())) == len(CACHES)
    assert all(Path(folder).is_relative_to(environment.HOME) for folder in given.values())


def test_no_home_at_all_is_one_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user whom the system does not know
    assert caches().keys() == CACHES


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")
def test_a_home_that_even_root_cannot_write_is_found_out() -> None:
    assert caches(HOME="/proc").keys() == CACHES


@pytest.mark.parametrize("home", ["home", "made/when/needed"])
def test_a_home_that_can_be_written_keeps_its_caches(home: str, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    assert caches(HOME=str(tmp_path / home)) == {}


@pytest.mark.parametrize(
    ("in_the_way", "moved"),
    [
        (".npm", {"npm_config_cache"}),
        (".cache", {"UV_CACHE_DIR", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"}),
        (".cache/uv", {"UV_CACHE_DIR"}),
        (".local/share", {"UV_PYTHON_INSTALL_DIR"}),
    ],
)
def test_only_the_caches_that_cannot_be_written_are_elsewhere(in_the_way: str, moved: set[str], tmp_path: Path) -> None:
    (tmp_path / in_the_way).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / in_the_way).write_text("a file")
    assert caches(HOME=str(tmp_path)).keys() == moved


def test_a_cache_that_was_chosen_stays(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    chosen = {"NPM_CONFIG_CACHE": "/one", "UV_CACHE_DIR": "/two", "XDG_DATA_HOME": str(tmp_path / "data")}
    given = environment.with_programs({"HOME": str(tmp_path / "home"), **chosen})
    assert {name: given[name] for name in chosen} == chosen
    assert CACHES & given.keys() == {"UV_CACHE_DIR", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"}


@pytest.mark.parametrize(("made", "is_there"), [([], False), (["bin/python"], False), (["bin/python", "stamp"], True)])
def test_a_half_installed_environment_is_not_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[str], is_there: bool
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(environment, "_STAMP", "stamp")
    for name in made:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert environment.is_set_up() is is_there

"""The locks are what the pins say; and the command that makes them, on wheels of its own."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from local.console import LocalError, UsageError
from local.environment import ROOT
from supply import locks
from supply.locks import APART, LINDAS, pins

_ALL = (*LINDAS, *APART)


def read(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", _ALL)
def test_each_pin_is_in_its_lock(name: str) -> None:
    lock = pins(read(f"{name}.txt"))
    wanted = {package: versions for package, versions in pins(read(f"{name}.in")).items() if package not in lock}
    assert wanted == {}, "run `make lock`"
    assert all(versions <= lock[package] for package, versions in pins(read(f"{name}.in")).items()), "run `make lock`"


@pytest.mark.parametrize("name", _ALL)
def test_each_line_of_an_in_file_is_an_exact_pin(name: str) -> None:
    lines = [line for line in read(f"{name}.in").splitlines() if line and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not pins(line)] == []


@pytest.mark.parametrize("name", _ALL)
def test_each_locked_package_has_hashes(name: str) -> None:
    packages = re.split(r"\n(?=\S)", read(f"{name}.txt").strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_no_lock_names_a_host() -> None:
    for name in (*(f"{name}.txt" for name in _ALL), "package-lock.json"):
        text = re.sub(r'"(?:url|funding)": ".*"', "", read(name))
        assert re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links|\"resolved\"", text) == [], name


def test_npms_lock_is_what_its_pins_say() -> None:
    pinned, lock = json.loads(read("package.json")), json.loads(read("package-lock.json"))
    assert lock["packages"][""]["devDependencies"] == pinned["devDependencies"], "run `make lock`"
    for name, version in pinned["devDependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert [name for name, package in lock["packages"].items() if name and not package.get("integrity")] == []


def test_a_package_has_the_same_pin_in_every_file() -> None:
    pinned: dict[str, set[str]] = {}
    for name in _ALL:
        for package, versions in pins(read(f"{name}.in")).items():
            pinned.setdefault(package, set()).update(versions)
    assert {package: versions for package, versions in pinned.items() if len(versions) > 1} == {}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose one pin is behind the newest wheel, on a machine that has only these wheels."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for version in ("1.0", "2.0", "10.0"):
        _wheel(wheels, "spanner", version, requires="bolt")
        _wheel(wheels, "bolt", version)
    root = tmp_path / "root"
    for name in _ALL:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / f"{name}.in").write_text("# pins\n")
        (root / f"{name}.txt").write_text("")
    (root / locks.OVERRIDES).write_text("")
    (root / "package.json").write_text('{"name": "root", "version": "0.0.0", "devDependencies": {}}')
    (root / "package-lock.json").write_text(
        '{"name": "root", "version": "0.0.0", "lockfileVersion": 3, "packages": {}}'
    )
    (root / "requirements.in").write_text("# pins\nspanner==1.0 ; python_version > '3'\n")
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(wheels))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    return root


def _wheel(folder: Path, name: str, version: str, requires: str = "") -> None:
    needed = f"Requires-Dist: {requires}\n" if requires else ""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


def test_a_lock_keeps_the_pins_and_a_second_run_changes_nothing(root: Path) -> None:
    assert locks.lock(root) == ["bolt: none → 10.0", "spanner: none → 1.0"]
    assert pins((root / "requirements.txt").read_text()) == {"spanner": {"1.0"}, "bolt": {"10.0"}}
    assert locks.lock(root) == []


def test_an_update_moves_the_named_pin_to_the_newest_release_and_keeps_its_marker(root: Path) -> None:
    locks.lock(root)
    assert locks.update(["Spanner"], root) == ["spanner: 1.0 → 10.0"]
    assert (root / "requirements.in").read_text() == "# pins\nspanner==10.0 ; python_version > '3'\n"
    assert "--hash=sha256:" in (root / "requirements.txt").read_text()


def test_a_look_changes_nothing(root: Path) -> None:
    locks.lock(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert locks.update(["spanner"], root, is_kept=False) == ["spanner: 1.0 → 10.0"]
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_package_that_no_lock_has_is_refused(root: Path) -> None:
    with pytest.raises(UsageError, match="No lock has hammer"):
        locks.update(["hammer"], root)


def test_a_lock_that_cannot_be_made_changes_nothing(root: Path) -> None:
    locks.lock(root)
    (root / "local/requirements/uv.in").write_text("hammer==1.0\n")
    (root / "requirements.in").write_text("spanner==2.0\n")
    before = (root / "requirements.txt").read_bytes()
    with pytest.raises(LocalError, match="Nothing has been changed"):
        locks.lock(root)
    assert (root / "requirements.txt").read_bytes() == before


def test_a_pin_within_the_cooldown_is_not_moved_back() -> None:
    pin = locks._PIN.search("spanner==10.0")
    assert pin
    assert locks._newer(pin, {"spanner"}, {"spanner": {"2.0"}}) == "spanner==10.0"

"""What the tools say of the locks: the licences of the very wheels, and bills of materials that are valid."""

import json
from pathlib import Path

from local.environment import FUNCTIONS
from supply import licenses, sbom, tools
from supply.locks import pins


def test_the_listed_licences_are_those_of_the_wheels() -> None:
    assert licenses.FILE.read_text() == licenses.listing(), "run `make licenses`"


def test_the_bills_of_materials_are_valid_and_have_all_that_is_locked(tmp_path: Path) -> None:
    files = {file.name: json.loads(file.read_text()) for file in sbom.write(tmp_path)}
    assert {name for name in files if name.startswith("function-")} == {
        f"function-{name}.cdx.json" for name in FUNCTIONS
    }
    for name in FUNCTIONS:
        lock = pins(Path(f"lambdas/requirements/{name}.txt").read_text())
        listed = {part["name"]: part["version"] for part in files[f"function-{name}.cdx.json"]["components"]}
        assert listed == {package: version for package, (version,) in lock.items()}
    npm = {part["name"] for part in files["tools-npm.cdx.json"]["components"]}
    assert {"aws-cdk", "typescript"} <= npm
    check = """
import pathlib, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
for file in map(pathlib.Path, sys.argv[1:]):
    text = file.read_text()
    version = SchemaVersion.V1_5 if '"1.5"' in text else SchemaVersion.V1_6
    problem = JsonStrictValidator(version).validate_str(text)
    if problem:
        sys.exit(f"{file}: {problem}")
"""
    bills = [str(tmp_path / name) for name in files if name.startswith("function-") or name == "tools-npm.cdx.json"]
    finished = tools.run(["python", "-c", check, *bills])
    assert finished.returncode == 0, finished.stderr

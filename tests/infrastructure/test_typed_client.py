"""docs/openapi.yaml gives the frontend a typed client that compiles: generated and compiled here as it is there."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from local.environment import NODE_MODULES, with_programs

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).with_name("typed_client.ts")
DOCUMENTED = [ROOT / "docs" / name for name in ("frontend_example.ts", "frontend_chat.ts")]
STRICT = ["--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"]
LIBRARIES = ["--lib", "es2022,dom,dom.iterable"]


def run(program: str, *arguments: str, folder: Path) -> None:
    """Run one of npm's programs. Fails with its words."""
    ran = subprocess.run(
        [NODE_MODULES / ".bin" / program, *arguments],
        cwd=folder,
        env=with_programs(dict(os.environ)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_short_example_of_each_call_compiles_against_the_generated_client(tmp_path: Path) -> None:
    run("openapi-typescript", str(ROOT / "docs" / "openapi.yaml"), "--output", "linda.ts", folder=tmp_path)
    examples = [EXAMPLE, *DOCUMENTED]
    for example in examples:
        shutil.copy(example, tmp_path)
    run("tsc", *STRICT, *LIBRARIES, *(example.name for example in examples), folder=tmp_path)


def test_the_page_of_the_frontend_has_the_examples_that_compile() -> None:
    page = (ROOT / "docs" / "frontend.md").read_text(encoding="utf-8")
    shown = re.findall(r"```ts\n(.*?)```", page, re.DOTALL)
    assert shown == [example.read_text(encoding="utf-8") for example in DOCUMENTED]
    assert all(len(example.splitlines()) <= 35 for example in shown)


def test_the_example_has_every_call() -> None:
    document, example = ((ROOT / "docs" / "openapi.yaml").read_text(), EXAMPLE.read_text())
    operations = set(re.findall(r"operationId: (\w+)$", document, re.MULTILINE)) - {"answerWebhook"}
    assert operations
    assert {name for name in operations if f'"{name}"' not in example} == set()


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_npms_packages_are_pinned_and_come_from_whatever_registry_is_set(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", text)
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert [version for version in wanted.values() if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version)] == []
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {package: locked[f"node_modules/{package}"]["version"] for package in wanted} == wanted

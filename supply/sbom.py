"""Bills of materials in CycloneDX: one for each function's bundle, and one for each set of tools."""

from pathlib import Path

from local.console import LocalError
from local.environment import ROOT
from supply import tools
from supply.locks import APART, LINDAS

FOLDER = ROOT / "sbom"
# Validated by a test instead, which loads the schema once.
_CYCLONEDX = ("cyclonedx-py", "requirements", "--mc-type", "application", "--output-reproducible", "--no-validate")


def write(folder: Path = FOLDER) -> list[Path]:
    """Write the bills and return their files: `function-…` is what runs on AWS, `tools-…` what developers run."""
    folder.mkdir(exist_ok=True)
    written = []
    for name in (*LINDAS, *APART):
        kind = "function" if name.startswith("lambdas/") else "tools"
        file = folder / f"{kind}-{Path(name).name}.cdx.json"
        written.append(_written(file, _output((*_CYCLONEDX, f"{name}.txt"))))
    npm = ("npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx", "--sbom-type", "application")
    written.append(_written(folder / "tools-npm.cdx.json", _output(npm)))
    return written


def _output(command: tuple[str, ...]) -> str:
    finished = tools.run(command)
    if finished.returncode:
        raise LocalError(f"{finished.stderr}\n{' '.join(command)} failed.")
    return finished.stdout


def _written(file: Path, text: str) -> Path:
    file.write_text(text)
    return file

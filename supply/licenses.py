"""The licences of what is bundled into the functions, by the metadata of the very wheels."""

from importlib.metadata import Distribution, distributions

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from local.console import LocalError
from local.environment import FUNCTIONS, HOME, ROOT
from supply.locks import normal, pins

FILE = ROOT / "THIRD-PARTY-LICENSES.md"
# SPDX expressions that ask for no more than that their text goes along with copies.
PERMISSIVE = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT OR Apache-2.0", "PSF-2.0"}
# Copyleft that a person has looked at. MPL-2.0 covers changes to certifi's own files, and LINDA makes none.
ACCEPTED = {"certifi": "MPL-2.0"}
# What a wheel's metadata does not say in SPDX's words, from its LICENSE.
STATED = {
    "python-dateutil": "BSD-3-Clause",  # "Dual License": BSD for all of its code, Apache-2.0 for the newer part
    "s3transfer": "Apache-2.0",  # "Apache License 2.0"
}
_WHEELS = HOME / "function-packages" / "lambda"
_HEADER = """\
# What is bundled into the functions

Made by `make licenses` from the wheels that the locks name, and held against them by a test.

| package | version | licence (SPDX) | in | source |
| --- | --- | --- | --- | --- |
"""


def listing() -> str:
    """The page: each package with its version, licence, functions and address.

    Raises LocalError if a package is not installed, or its licence is unknown or nobody has accepted it.
    """
    wheels = {normal(wheel.name): wheel for wheel in distributions(path=[str(_WHEELS)])}
    rows = []
    for name, (version, functions) in sorted(bundled().items()):
        wheel = wheels.get(name)
        if wheel is None or wheel.version != version:
            raise LocalError(f"{name} {version} is not in {_WHEELS}. Run `make up`, which downloads it.")
        licence = accepted(name, licence_of(wheel))
        rows.append(f"| {name} | {version} | {licence} | {', '.join(functions)} | {_address(wheel)} |\n")
    return _HEADER + "".join(rows)


def bundled() -> dict[str, tuple[str, list[str]]]:
    """What the functions' locks install on Lambda: version and functions, by name."""
    found: dict[str, tuple[str, list[str]]] = {}
    for function in FUNCTIONS:
        lock = (ROOT / "lambdas" / "requirements" / f"{function}.txt").read_text()
        on_lambda = "\n".join(line for line in lock.splitlines() if "== 'emscripten'" not in line)
        for name, versions in pins(on_lambda).items():
            (version,) = versions
            found.setdefault(name, (version, []))[1].append(function)
    return found


def licence_of(wheel: Distribution) -> str:
    """The wheel's licence as an SPDX expression, "" if its metadata does not have it."""
    name = normal(wheel.name)
    said = STATED.get(name) or wheel.metadata.get("License-Expression") or wheel.metadata.get("License") or ""
    try:
        return canonicalize_license_expression(said)
    except InvalidLicenseExpression:
        return ""


def accepted(name: str, licence: str) -> str:
    """The licence, if LINDA can be bundled with it; raises LocalError if not."""
    if licence in PERMISSIVE or (licence and ACCEPTED.get(name) == licence):
        return licence
    raise LocalError(
        f"The licence of {name} is {licence or 'unknown'}. Read it: if it may be bundled, say so in supply/licenses.py "
        "(STATED for one that its metadata does not name, PERMISSIVE or ACCEPTED for one that is new here)."
    )


def _address(wheel: Distribution) -> str:
    addresses = dict(line.lower().split(", ", 1) for line in wheel.metadata.get_all("Project-URL", []))
    kinds = ("source", "source code", "repository", "code", "homepage", "documentation")
    return next((addresses[kind] for kind in kinds if kind in addresses), wheel.metadata.get("Home-page") or "")

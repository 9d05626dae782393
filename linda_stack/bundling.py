"""One Lambda bundle per function, built at synth from its sources and its lock file, without Docker."""

import hashlib
import shutil
import stat
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsii
from aws_cdk import AssetHashType, BundlingOptions, DockerImage, ILocalBundling
from aws_cdk.aws_lambda import Code
from uv import find_uv_bin

LAMBDAS = Path(__file__).resolve().parents[1] / "lambdas"
PYTHON = "3.13"
ARM64_LINUX = "aarch64-manylinux2014"

# What wheels contain but no function reads.
UNREAD = (
    ".lock",  # the installer's own
    "bin",  # console scripts
    "*.dist-info/[!M]*",  # except METADATA, where packages (openai's httpx2) look up their own version
    "**/_tests",
    "**/tests",
    "**/*.pyi",  # for type checkers
    "phonenumbers/shortdata/region_*",  # loaded on demand, about emergency and premium numbers
    "boto3/examples",  # documentation
    "botocore/data/*/*/examples-1.json*",  # documentation
    "openai/*/admin",  # 7 MB, with the next: products that the client imports on demand
    "openai/*/beta",
    "twilio/rest/[!_a]*",  # 21 MB: every Twilio product but the one that sends messages
    "twilio/rest/accounts",
    "holidays/locale",  # 7 MB, with the next: other languages, other countries and stock exchanges
    "holidays/financial/*",
    "holidays/countries/__init__.py",
    "holidays/countries/[!u]*",
    "holidays/countries/u[!n]*",
    "holidays/countries/united_[!s]*",
    "holidays/countries/united_states_*",
    "twilio/jwt",  # access tokens for Twilio's browser clients
)
# botocore describes every AWS service there is (26 MB), boto3 some; a client reads only its own folder and the files
# next to it.
AWS_SERVICES = {"dynamodb", "lambda", "secretsmanager"}

# The two wings of the conversation: only the dispatcher talks with customers.
WINGS = {"agent", "rules"}


class BundlingError(Exception):
    """A bundle could not be built; the message is the installer's or the compiler's own."""


@jsii.implements(ILocalBundling)
class LocalBundle:
    """What CDK calls if it has no bundle with this asset hash yet; CDK moves the finished one into place."""

    def __init__(self, function: str, target: str) -> None:
        self.function = function
        self.target = target

    # jsii unpacks CDK's options only for a method that names one of them; none is needed here.
    def try_bundle(self, output_dir: str, *, image: DockerImage, **_options: Any) -> bool:
        """Make the bundle or raise. Never return False: CDK would look for Docker."""
        started = time.monotonic()
        build(self.function, self.target, Path(output_dir))
        seconds = time.monotonic() - started
        print(f"bundling {self.function} for {self.target} … {seconds:.1f} s", file=sys.stderr)
        return True


def function_code(function: str, target: str) -> Code:
    """The code of one function for `lambda` (Linux on arm64) or for this `host`."""
    return Code.from_asset(
        str(LAMBDAS),
        # SOURCE would miss the bundler and OUTPUT would bundle again on every synth.
        asset_hash_type=AssetHashType.CUSTOM,
        asset_hash=fingerprint(function, target),
        bundling=BundlingOptions(
            image=DockerImage.from_registry("scratch"),  # required by CDK, but never used
            command=[function],  # part of CDK's cache key, unlike `local`: otherwise all functions share one bundle
            local=LocalBundle(function, target),
        ),
    )


def fingerprint(function: str, target: str, lambdas: Path = LAMBDAS) -> str:
    """Return a hash of the inputs, the same on every machine: sources, lock, this bundler, Python and platform."""
    digest = hashlib.sha256(platform_tag(target).encode())
    lock = Path("requirements", f"{function}.txt")
    inputs = [(path.as_posix(), lambdas / path) for path in (*sources(function, lambdas), lock)]
    for name, path in [*inputs, ("bundling.py", Path(__file__))]:
        content = path.read_bytes()
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def build(function: str, target: str, bundle: Path, lambdas: Path = LAMBDAS) -> None:
    """Install, trim, copy and compile one function into an empty directory."""
    install(lambdas / "requirements" / f"{function}.txt", target, bundle)
    trim(bundle)
    for path in sources(function, lambdas):
        (bundle / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(lambdas / path, bundle / path)
    compile_bytecode(bundle)
    make_readable(bundle)


def sources(function: str, lambdas: Path) -> Iterator[Path]:
    """A function's own files, relative to `lambdas`: its handler and what it uses of the shared package.

    What editors and systems leave next to them (`.#desk.py`, `._desk.py`, `.ipynb_checkpoints/`) is not a source.
    """
    yield Path(f"{function}.py")
    found = (path.relative_to(lambdas) for path in (lambdas / "linda").rglob("*") if path.is_file())
    unused = set() if function == "dispatcher" else WINGS
    files = (path for path in found if path.suffix in {".py", ".json"} and not is_hidden(path))
    files = (path for path in files if unused.isdisjoint(path.parts))
    yield from sorted(files, key=Path.as_posix)


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def platform_tag(target: str) -> str:
    if target == "host":
        return f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
    return f"{PYTHON} {ARM64_LINUX}"


def install(lock: Path, target: str, bundle: Path) -> None:
    """Install exactly what the lock lists, from wheels whose hashes it knows."""
    uv_install = [find_uv_bin(), "pip", "install", "--python", sys.executable, "--target", str(bundle)]
    # The lock is complete, and deliberately leaves out what some packages ask for: no resolution.
    uv_install += ["--requirement", str(lock), "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    if target == "lambda":
        uv_install += ["--python-platform", ARM64_LINUX, "--python-version", PYTHON]
    try:
        run([*uv_install, "--offline"])  # all in the cache: no request to the index, no network needed
    except BundlingError:
        run(uv_install)


def trim(bundle: Path) -> None:
    unread = [path for pattern in UNREAD for path in bundle.glob(pattern)]
    services = (path for path in bundle.glob("boto*/data/*") if path.is_dir())
    unread += [path for path in services if path.name not in AWS_SERVICES]
    for path in unread:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def compile_bytecode(bundle: Path) -> None:
    """Compile for CDK's zip, whose time stamps are all 1980: ordinary, stale .pyc take 1.9 times as long."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" != PYTHON:
        raise BundlingError(
            f"the functions run on Python {PYTHON}: run CDK with it too, not with {sys.version.split()[0]}"
        )
    compile_all = [sys.executable, "-m", "compileall", "-q", "-f", "-j", "0"]
    # Paths relative to the bundle: the same bytes wherever it was made.
    run([*compile_all, "--invalidation-mode", "unchecked-hash", "-s", str(bundle), str(bundle)])


def make_readable(bundle: Path) -> None:
    """Make all files readable for Lambda's user: CDK's zip keeps the modes, the asset's hash ignores them."""
    for path in (bundle, *bundle.rglob("*")):
        mode = 0o755 if path.is_dir() else 0o644
        if stat.S_IMODE(path.stat().st_mode) == mode:
            continue
        if path.is_file():  # perhaps a hard link to a file in uv's cache, which keeps its mode
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
        path.chmod(mode)


def run(command: list[str]) -> None:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if finished.returncode != 0:
        raise BundlingError((finished.stderr + finished.stdout).strip())

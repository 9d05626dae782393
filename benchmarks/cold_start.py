"""What a function's cold start imports and carries, compared with one bundle that imports everything at the top.

Each import has its own interpreter, which sees only the bundle and the standard library and, as on Lambda, cannot
keep what it compiles. The naive bundle creates its clients at import, ours on the first request that needs one.

python -m benchmarks.cold_start [--runs 15]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from uv import find_uv_bin

from linda_stack.bundling import LAMBDAS, build, run

FUNCTIONS = ("dispatcher", "scheduler", "state_manager")
NAIVE = """\
import boto3
import icalendar
import openai
import phonenumbers
import twilio.rest
import twilio.request_validator
import twilio.twiml.messaging_response

tables = boto3.resource("dynamodb", region_name="us-east-1")
leads, state = tables.Table("Repairs_Lead_Log"), tables.Table("Brandon_State_Log")
secrets = boto3.client("secretsmanager", region_name="us-east-1")
model = openai.OpenAI(api_key="sk-test")
messages = twilio.rest.Client("AC0", "token")
"""
TIMED = """\
import sys, time
sys.path.insert(0, {bundle!r})
began = time.perf_counter()
import {module}
print((time.perf_counter() - began) * 1000)
"""
# As on Lambda, credentials are in the environment: botocore does not search for them.
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


def build_naive(bundle: Path) -> None:
    """Install what all functions ask for, with all its dependencies, and the module that imports it."""
    install = [find_uv_bin(), "pip", "install", "--python", sys.executable, "--target", str(bundle)]
    for function in FUNCTIONS:
        install += ["--requirement", str(LAMBDAS / "requirements" / f"{function}.in")]
    run(install)
    (bundle / "naive.py").write_text(NAIVE, encoding="utf-8")


def import_milliseconds(bundle: Path, module: str) -> float:
    command = [sys.executable, "-I", "-S", "-B", "-c", TIMED.format(bundle=str(bundle), module=module)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)  # noqa: S603
    return float(finished.stdout)


def megabytes(bundle: Path) -> float:
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file()) / 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    print(f"Cold import, median milliseconds of {runs} interpreters, and unpacked megabytes")
    print(f"{'function':>14} {'ours':>8} {'naive':>8} {'naive/ours':>11} {'MB':>8} {'naive':>8} {'naive/ours':>11}")
    with tempfile.TemporaryDirectory() as folder:
        naive = Path(folder, "naive")
        build_naive(naive)
        for function in FUNCTIONS:
            bundle = Path(folder, function)
            build(function, "host", bundle)
            # Alternating, so that other load on the machine affects both; the first pair only warms the disk cache.
            pairs = [
                (import_milliseconds(bundle, function), import_milliseconds(naive, "naive")) for _ in range(runs + 1)
            ]
            ours, theirs = (statistics.median(side) for side in zip(*pairs[1:], strict=True))
            size, naive_size = megabytes(bundle), megabytes(naive)
            print(
                f"{function:>14} {ours:>8.0f} {theirs:>8.0f} {theirs / ours:>11.1f}"
                f" {size:>8.1f} {naive_size:>8.1f} {naive_size / size:>11.1f}"
            )


if __name__ == "__main__":
    main()

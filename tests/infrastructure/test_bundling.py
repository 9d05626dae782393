"""What is in a function's bundle, and what its hash depends on."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linda_stack import bundling
from linda_stack.bundling import LAMBDAS, BundlingError, build, fingerprint
from tests import openai_stand_in
from tests.infrastructure.synthesis import CONTEXT, ROOT, template

FUNCTIONS = ["dispatcher", "scheduler", "state_manager"]


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every function's bundle for this host."""
    directories = {name: tmp_path_factory.mktemp(name) for name in FUNCTIONS}
    for name, directory in directories.items():
        build(name, "host", directory)
    return directories


@pytest.fixture
def lambdas(tmp_path: Path) -> Path:
    """A copy of the functions' sources, to be changed."""
    return Path(shutil.copytree(LAMBDAS, tmp_path / "lambdas"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the whole CDK app."""
    for name in ("linda_stack", "lambdas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def run_app(checkout: Path, context: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """Synthesise a copy of the app the way the CDK command line does."""
    environment = os.environ | {"CDK_OUTDIR": str(checkout / "out"), "CDK_CONTEXT_JSON": json.dumps(context)}
    command = [sys.executable, "app.py"]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def changed(lambdas: Path) -> list[str]:
    """The functions whose fingerprint the copy's changes reach."""
    return [name for name in FUNCTIONS if fingerprint(name, "lambda", lambdas) != fingerprint(name, "lambda")]


def append(path: Path) -> None:
    path.write_text(path.read_text() + "\n# touched\n")


def contents(bundle: Path) -> dict[str, tuple[int, bytes]]:
    """The mode and the bytes of every file and folder, by its path in the bundle."""
    return {
        path.relative_to(bundle).as_posix(): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in (bundle, *bundle.rglob("*"))
    }


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_a_copy_elsewhere_has_the_same_fingerprints(lambdas: Path) -> None:
    (lambdas / "linda" / "__pycache__").mkdir(exist_ok=True)
    (lambdas / "linda" / "__pycache__" / "models.cpython-313.pyc").write_bytes(b"left by a test run")
    assert changed(lambdas) == []


def test_touching_the_scheduler_changes_its_fingerprint_alone(lambdas: Path) -> None:
    append(lambdas / "scheduler.py")
    assert changed(lambdas) == ["scheduler"]


def test_touching_a_lock_changes_its_functions_fingerprint_alone(lambdas: Path) -> None:
    append(lambdas / "requirements" / "dispatcher.txt")
    assert changed(lambdas) == ["dispatcher"]


@pytest.mark.parametrize("path", ["linda/models.py", "linda/shop.json"])
def test_touching_the_shared_package_changes_all_fingerprints(path: str, lambdas: Path) -> None:
    append(lambdas / path)
    assert changed(lambdas) == FUNCTIONS


@pytest.mark.parametrize("path", ["linda/rules/policy.py", "linda/agent/tools.py"])
def test_touching_the_conversation_changes_the_dispatchers_fingerprint_alone(path: str, lambdas: Path) -> None:
    append(lambdas / path)
    assert changed(lambdas) == ["dispatcher"]


def test_a_rename_changes_the_fingerprint(lambdas: Path) -> None:
    (lambdas / "linda" / "models.py").rename(lambdas / "linda" / "moulds.py")
    assert changed(lambdas) == FUNCTIONS


def test_what_editors_and_systems_leave_beside_the_sources_is_not_a_source(lambdas: Path, tmp_path: Path) -> None:
    before = {name: list(bundling.sources(name, lambdas)) for name in FUNCTIONS}
    package = lambdas / "linda"
    (package / ".#desk.py").symlink_to("brandon@laptop.4711:1770735600")
    (package / "gone.py").symlink_to("nowhere.py")
    (package / "._desk.py").write_bytes(b"\0\5\x16\7")
    (package / "adapters" / "._items.json").write_bytes(b"\0\5\x16\7")
    (package / "desk.py~").write_text("an older desk")
    (package / "#desk.py#").write_text("a newer desk")
    (package / ".desk.py.swp").write_bytes(b"b0VIM")
    (package / ".ipynb_checkpoints").mkdir()
    (package / ".ipynb_checkpoints" / "desk-checkpoint.py").write_text("")
    (package / "desk.py.d").mkdir()
    (package / "folder.py").mkdir()
    assert {name: list(bundling.sources(name, lambdas)) for name in FUNCTIONS} == before
    assert changed(lambdas) == []


def test_a_checkout_below_a_hidden_folder_has_all_its_sources(lambdas: Path, tmp_path: Path) -> None:
    hidden = lambdas.rename(tmp_path / ".lambdas")
    assert changed(hidden) == []


def test_the_host_has_fingerprints_of_its_own() -> None:
    assert fingerprint("scheduler", "host") != fingerprint("scheduler", "lambda")


def test_a_checkout_elsewhere_synthesises_the_same_asset_hashes(checkout: Path) -> None:
    assert run_app(checkout, CONTEXT).returncode == 0
    elsewhere = json.loads((checkout / "out" / "LindaStack.template.json").read_text())
    assert elsewhere["Resources"] == template()["Resources"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_bundle_needs_nothing_from_outside(name: str, bundles: dict[str, Path]) -> None:
    # -I and -S leave Python's own library alone on the path.
    program = f"import sys; sys.path.insert(0, {str(bundles[name])!r}); import {name}; print({name}.__file__)"
    imported = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], env={}, capture_output=True, text=True, check=False
    )
    assert imported.stdout.strip() == str(bundles[name] / f"{name}.py"), imported.stderr


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_bundle_can_call_the_services_of_the_stack(name: str, bundles: dict[str, Path]) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(bundles[name])!r}); import boto3\n"
        "for service in 'dynamodb', 'lambda', 'secretsmanager': boto3.client(service, region_name='us-east-1')"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", program], env={}, check=True)


def test_each_function_carries_its_own_vendors_alone(bundles: dict[str, Path]) -> None:
    vendors = {"openai", "twilio", "pydantic", "requests"}
    carried = {name: vendors & {path.name for path in bundle.iterdir()} for name, bundle in bundles.items()}
    assert carried == {
        "dispatcher": {"openai", "twilio", "pydantic", "requests"},
        "scheduler": {"twilio", "requests"},
        "state_manager": set(),
    }


def test_the_dispatcher_can_ask_the_model(bundles: dict[str, Path]) -> None:
    with openai_stand_in.serve() as stand_in:
        stand_in.script.append(openai_stand_in.say("Hello"))
        program = f"""
import sys
sys.path.insert(0, {str(bundles["dispatcher"])!r})
import dispatcher
from linda.adapters.openai_responses import OpenAIModel
model = OpenAIModel("sk-made-up", "gpt-6-luna", {stand_in.base_url!r})
print(model.respond("Be brief.", [{{"role": "user", "content": "Hi"}}], [], "customer", 30).text)
"""
        answered = subprocess.run(
            [sys.executable, "-I", "-S", "-c", program], env={}, capture_output=True, text=True, check=False
        )
    assert answered.stdout.strip() == "Hello", answered.stderr


@pytest.mark.parametrize(("name", "client"), [("dispatcher", "twilio.rest"), ("scheduler", "twilio")])
def test_a_function_that_texts_imports_twilios_client_only_to_do_so(
    name: str, client: str, bundles: dict[str, Path]
) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(bundles[name])!r})
import {name}
assert {client!r} not in sys.modules and "requests" not in sys.modules
from linda.adapters.twilio_rest import TwilioMessenger
from linda.errors import MessengerUnavailableError
try:
    TwilioMessenger("AC0", "token", "+19045550199", "http://127.0.0.1:9").send("+19045550123", "Hello")
except MessengerUnavailableError as error:
    print(error)
"""
    sent = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", program], env={}, capture_output=True, text=True, check=False
    )
    assert (sent.stdout.strip(), sent.stderr) == ("Twilio did not answer: ConnectionError", "")


def test_the_dispatcher_can_fetch_photos(bundles: dict[str, Path]) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(bundles["dispatcher"])!r})
import dispatcher
from linda.adapters.twilio_media import TwilioMedia
url = "http://127.0.0.1:9/2010-04-01/Accounts/AC0/Messages/MM{"0" * 32}/Media/ME{"0" * 32}"
print(TwilioMedia("AC0", "token", "http://127.0.0.1:9").photos([url], 5))
"""
    fetched = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", program], env={}, capture_output=True, text=True, check=False
    )
    assert fetched.stdout.strip() == "[]", fetched.stderr
    assert json.loads(fetched.stderr)["error"] == "ConnectionError"


def test_nothing_unread_is_bundled(bundles: dict[str, Path]) -> None:
    for name, bundle in bundles.items():
        services = {path.name for path in (bundle / "botocore" / "data").iterdir() if path.is_dir()}
        assert services == {"dynamodb", "lambda", "secretsmanager"}, name
        assert {path.name for path in bundle.glob("*.dist-info/*")} == {"METADATA"}, name
        assert {path.name for path in bundle.glob("*.py")} & {f"{one}.py" for one in FUNCTIONS} == {f"{name}.py"}
        assert not [*bundle.glob("aiohttp"), *bundle.glob("**/tests"), *bundle.glob("openai/**/beta")], name
        products = {path.name for path in bundle.glob("twilio/rest/*") if path.name != "__pycache__"}
        assert products == (set() if name == "state_manager" else {"__init__.py", "api"}), name


@pytest.mark.parametrize(("name", "megabytes"), [("dispatcher", 50), ("scheduler", 26), ("state_manager", 16)])
def test_a_bundle_stays_small(name: str, megabytes: int, bundles: dict[str, Path]) -> None:
    size = sum(path.stat().st_size for path in bundles[name].rglob("*") if path.is_file())
    assert size < megabytes * 1_000_000


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_module_has_bytecode_that_no_time_stamp_can_spoil(name: str, bundles: dict[str, Path]) -> None:
    modules = list(bundles[name].rglob("*.py"))
    assert modules
    for module in modules:
        compiled = module.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc"
        # PEP 552: 1 is hash-based and unchecked.
        assert struct.unpack_from("<I", compiled.read_bytes(), 4) == (1,), module
        assert str(bundles[name]).encode() not in compiled.read_bytes(), module


def test_a_bundle_is_the_same_under_any_umask_and_from_sources_of_any_mode(
    lambdas: Path, bundles: dict[str, Path], tmp_path: Path
) -> None:
    models, errors, shop = (lambdas / "linda" / name for name in ("models.py", "errors.py", "shop.json"))
    models.chmod(0o600)
    errors.chmod(0o755)
    shop.symlink_to(shop.rename(tmp_path / "shop.json"))
    with umask(0o077):
        bundle = tmp_path / "bundle"
        bundle.mkdir()
        build("state_manager", "host", bundle, lambdas)
    made = contents(bundle)
    assert {mode for mode, _ in made.values()} == {0o40755, 0o100644}
    assert made == contents(bundles["state_manager"])


def test_a_file_that_the_installers_cache_has_too_keeps_its_mode_there(tmp_path: Path) -> None:
    cached, bundle = tmp_path / "cached.so", tmp_path / "bundle"
    cached.write_text("compiled")
    cached.chmod(0o755)
    bundle.mkdir()
    (bundle / "linked.so").hardlink_to(cached)
    bundling.make_readable(bundle)
    assert contents(bundle) == {".": (0o40755, b""), "linked.so": (0o100644, b"compiled")}
    assert contents(cached) == {".": (0o100755, b"compiled")}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_on_aws_nothing_looks_into_a_function_or_moves_its_clock(name: str, tmp_path: Path) -> None:
    bundle, moved = tmp_path / "bundle", tmp_path / "clock.json"
    bundle.mkdir()
    build(name, "lambda", bundle)
    names = {path.stem for path in bundle.rglob("*.py*")}
    assert names & {"sitecustomize", "usercustomize", "instruments", "moved_clock"} == set()
    assert not (bundle / "local").exists()
    moved.write_text('{"ahead_seconds": 86400}')
    variables = {name: str(moved) for name in ("LINDA_CLOCK_FILE", "LINDA_CLOCK", "CLOCK_FILE", "LINDA_TRACE_FILE")}
    # The clock opens no file, and knows nothing but the calendar.
    program = f"""
import sys, time
sys.path.insert(0, {str(bundle)!r})
from linda import clock
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event == "open" else None)
now = clock.now()
found = [*opened]
print(abs(now.timestamp() - time.time()) < 60, found, [name for name in vars(clock) if not name.startswith("_")])
"""
    told = subprocess.run(
        [sys.executable, "-S", "-c", program], env=variables, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "True [] ['UTC', 'datetime', 'now']", told.stderr
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["clock.json"]


def test_the_template_names_nothing_that_could_be_put_into_the_functions() -> None:
    assert [word for word in ("PYTHONPATH", "LINDA_CLOCK", "LINDA_TRACE") if word in json.dumps(template())] == []


BROKEN_LOCKS = {
    "no hashes": ("boto3==1.44.5\n", "require-hashes"),
    "no requirement": ("boto3=1\n", "boto3=1"),
}


@pytest.mark.parametrize(("lock", "message"), BROKEN_LOCKS.values(), ids=BROKEN_LOCKS.keys())
def test_a_broken_lock_stops_with_the_installers_own_words(
    lock: str, message: str, lambdas: Path, tmp_path: Path
) -> None:
    (lambdas / "requirements" / "scheduler.txt").write_text(lock)
    with pytest.raises(BundlingError, match=re.escape(message)):
        build("scheduler", "lambda", tmp_path / "bundle", lambdas)


def test_a_broken_lock_stops_the_synth_and_never_asks_for_docker(checkout: Path) -> None:
    (checkout / "lambdas" / "requirements" / "dispatcher.txt").write_text("boto3==1.44.5\n")
    finished = run_app(checkout, CONTEXT | {"aws:cdk:bundling-stacks": ["**"]})
    assert finished.returncode != 0
    assert "require-hashes" in finished.stderr
    assert "docker" not in finished.stderr.lower()


def test_another_python_is_refused_with_words(bundles: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "PYTHON", "3.99")
    with pytest.raises(BundlingError, match=r"the functions run on Python 3\.99"):
        bundling.compile_bytecode(bundles["state_manager"])

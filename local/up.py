"""`up`: the emulator, the front door, the deployed stack and its keys, in this order, each step with its seconds."""

import hashlib
import json
import os
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from local import aws, cdk, deployed, emulator, instance, keys, locks, processes
from local.console import LocalError, step
from local.deployed import STACK
from local.environment import ROOT

OWNER_PHONE = "+19045550100"  # fictional, like all 555-01xx numbers
PORT = 8787
_FRONT_DOOR_SECONDS = 20


def up(
    home: Path,
    environment: Mapping[str, str],
    *,
    port: int = PORT,
    auth: bool = False,
    app: Sequence[str] = cdk.APP,
    settings: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Start or update the LINDA in `home` and return its URLs and keys; no failure leaves it half started.

    `settings` are CDK context in addition to what a local LINDA needs.
    """
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # the emulator's state holds the keys
    with locks.hold(instance.lock(home)):
        ran = processes.find(home, emulator.NAME) is not None
        is_first = not ran and not (home / "state").exists()
        try:
            return _up(home, environment, port, auth, app, settings or {})
        except BaseException:
            if not ran:
                processes.stop(home, instance.FRONT_DOOR, 1)
                emulator.stop(home)
            if is_first:  # a failed first deploy leaves tables behind that would break the next one
                emulator.forget(home)
            raise


def context(home: Path) -> dict[str, str]:
    """The CDK context of the last `up`."""
    found: dict[str, str] = json.loads(_context_file(home).read_text())
    return found


def _up(
    home: Path,
    environment: Mapping[str, str],
    port: int,
    auth: bool,
    app: Sequence[str],
    more_settings: Mapping[str, str],
) -> dict[str, str]:
    with step("emulator"):
        endpoint = emulator.start(home, auth=auth)
    with step("front door"):
        base_url = start_front_door(home, endpoint, port)
    if not cdk.is_bootstrapped(endpoint):
        with step("cdk bootstrap") as note:
            cdk.bootstrap(home, endpoint, note)
    settings = {**_settings(base_url, environment), **more_settings}
    with step("cdk deploy") as note:
        cdk.deploy(home, endpoint, STACK, settings, note, app)
    with step("keys"):
        linda = deployed.in_emulator(endpoint)
        outputs = linda.outputs()
        filled = keys.fill(endpoint, outputs["SecretName"], linda.functions(), environment, _earlier_token(home))
    result = {
        "base_url": base_url,
        "api_url": outputs["ApiUrl"],
        "dispatcher_url": f"{base_url}/dispatcher",
        "state_url": f"{base_url}/state",
        "scheduler_url": f"{base_url}/scheduler",
        "aws_endpoint_url": endpoint,
        "region": aws.REGION,
        "twilio_account_sid": filled["TWILIO_ACCOUNT_SID"],
        "twilio_auth_token": filled["TWILIO_AUTH_TOKEN"],
        "twilio_phone_number": filled["TWILIO_PHONE_NUMBER"],
        "owner_phone": OWNER_PHONE,
        "admin_api_token": filled["ADMIN_API_TOKEN"],
    }
    _write_privately(_context_file(home), settings)
    _write_privately(instance.outputs_file(home), result)
    return result


def _earlier_token(home: Path) -> str:
    """Return the owner's token of the `make up` before; "" if there was none."""
    try:
        return instance.outputs(home).get("admin_api_token", "")
    except LocalError:
        return ""


def _settings(base_url: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The CDK context: a bundle for this machine, and everything outside AWS at the front door."""
    settings = {
        "bundle_for": "host",
        # What `cdk.json` may name for the deployed LINDA only.
        "stack_name": STACK,
        # The frontend's own, and the page, which has the web chat.
        "frontend_origin": f"http://localhost:3000,http://127.0.0.1:3000,{base_url}",
        "public_base_url": base_url,
        "twilio_api_base_url": base_url,
        "owner_phone": OWNER_PHONE,
        "attempts_per_address": "0",  # everything on this machine comes from one address
    }
    if openai_base_url := environment.get("OPENAI_BASE_URL"):
        settings["openai_base_url"] = openai_base_url
    return settings


def start_front_door(home: Path, endpoint: str, port: int) -> str:
    """Start the front door, or keep the running one if it is up to date, and return its URL."""
    version = _front_door_version(endpoint)
    running = processes.find(home, instance.FRONT_DOOR)
    if running and running.version == version and _answers(running):
        return _url(running.port)
    processes.stop(home, instance.FRONT_DOOR, 1)
    command = [sys.executable, "-m", "local.front_door", "--home", str(home)]
    command += ["--endpoint", endpoint, "--stack", STACK, "--version", version]
    while True:
        while not processes.is_free(port):
            port += 1
        variables = aws.without_aws(dict(os.environ))
        started = [*command, "--port", str(port)]
        running = processes.start(home, instance.FRONT_DOOR, started, variables, port, version)
        if _comes_up(home, running):
            return _url(port)
        processes.stop(home, instance.FRONT_DOOR, 1)
        if processes.is_free(port):  # otherwise another was faster
            log = processes.log_of(home, instance.FRONT_DOOR)
            words = f"The front door did not start on port {port}. Run `make up` again. The whole log: {log}"
            raise LocalError(f"{processes.tail(log)}\n\n{words}")


def _comes_up(home: Path, running: processes.Running) -> bool:
    deadline = time.monotonic() + _FRONT_DOOR_SECONDS
    while not _answers(running):
        if processes.find(home, instance.FRONT_DOOR) is None or time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _answers(running: processes.Running) -> bool:
    """Whether exactly this process answers on its port."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{_url(running.port)}/_local/health", timeout=3) as response:
            return bool(json.load(response)["pid"] == running.pid)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _front_door_version(endpoint: str) -> str:
    """What the front door was started from: a change in its code or in the emulator's address restarts it."""
    digest = hashlib.sha256(endpoint.encode())
    here = Path(__file__).parent
    sources = [*here.glob("[!.]*.py"), *here.glob("page/**/[!.]*.*"), *(ROOT / "lambdas/linda").rglob("[!.]*.*")]
    for source in sorted(sources):
        if source.suffix != ".pyc":
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _url(port: int) -> str:
    return f"http://{processes.LOOPBACK}:{port}"


def _context_file(home: Path) -> Path:
    return home / "context.json"


def _write_privately(file: Path, content: Mapping[str, str]) -> None:
    """Write the file atomically, and unreadable for other users of this machine."""
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(content, indent=2) + "\n")
    new.replace(file)

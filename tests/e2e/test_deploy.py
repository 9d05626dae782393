"""`make deploy`, the real command in a checkout of its own, to an emulated account and the stand-in for Twilio."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy import __main__ as deploy
from local import aws, cdk, emulator, instance, processes, up
from local.environment import ROOT
from local.twilio import Account
from tests import twilio_stand_in
from tests.twilio_stand_in import StandIn

PHONE = "+19045550199"
SID, TOKEN, ROTATED = "AC" + "0a" * 16, "1b" * 16, "2c" * 16
OPENAI_KEY = "sk-made-up-0123456789abcdef"
STEPS = 7
_NO_SUCH_LAYER = (
    'lambda_.LayerVersion.from_layer_version_arn(scope, f"{name}-layer", "arn:aws:lambda:us-east-1:1:layer:none:1")'
)
_CHECKED_OUT = ("deploy", "lambdas", "linda_stack", "local")


@dataclass
class Laptop:
    """A deployer's checkout, the account that he deploys to, and what he sees."""

    checkout: Path
    endpoint: str
    base_url: str
    twilio: StandIn
    seen: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def aws(self, service: str) -> Any:
        return aws.session(self.endpoint).client(service, endpoint_url=self.endpoint, config=aws.CONFIG)  # type: ignore[call-overload]

    def write_env(self, token: str = TOKEN, phone: str = PHONE, pin: str = "") -> None:
        file = self.checkout / ".env"
        file.touch(mode=0o600)
        keys = {"OPENAI_API_KEY": OPENAI_KEY, "TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": token}
        keys |= {"TWILIO_PHONE_NUMBER": phone, "OWNER_PIN": pin}
        file.write_text("".join(f"{name}={value}\n" for name, value in keys.items()))

    def deploy(self, *words: str, kill_at: str = "") -> tuple[int, str]:
        """Run the command without a terminal; all of it is killed at the line that begins so. Exit code and output."""
        settings = {"bundle_for": "host", "public_base_url": self.base_url, "twilio_api_base_url": self.twilio.base_url}
        context = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        child = subprocess.Popen(
            [sys.executable, "-m", "deploy", *words, *context],
            cwd=self.checkout,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        lines = []
        with child:
            for line in child.stdout or ():
                lines.append(line)
                if kill_at and re.match(kill_at, line):
                    os.killpg(child.pid, signal.SIGKILL)
        self.seen += lines
        return child.returncode, "".join(lines)

    def _environment(self) -> dict[str, str]:
        return {
            **aws.environment(self.endpoint, dict(os.environ)),
            "CDK_HOME": str(self.checkout / ".local" / "cdk"),
            "CDK_VALIDATION": "false",  # half of a synth's time
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "PYTHONPATH": "",
        }

    @contextmanager
    def mistake(self, right: str, wrong: str) -> Iterator[None]:
        """A mistake in the stack's code, which AWS refuses, until the block ends."""
        file = self.checkout / "linda_stack" / "stack.py"
        code = file.read_text()
        assert code.count(right) == 1
        file.write_text(code.replace(right, wrong))
        yield
        file.write_text(code)

    def number(self) -> dict[str, Any]:
        return self.twilio.numbers.numbers[0]

    def stack(self) -> dict[str, Any]:
        found = self.aws("cloudformation").describe_stacks(StackName="LindaStack")["Stacks"][0]
        return dict(found)

    def stacks(self) -> list[str]:
        stacks = self.aws("cloudformation").describe_stacks()["Stacks"]
        return [stack["StackName"] for stack in stacks if stack["StackName"] != "CDKToolkit"]

    def keys(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.secret()["SecretString"])
        self.tokens.add(found["ADMIN_API_TOKEN"])
        return found

    def changes(self) -> tuple[object, ...]:
        """What any change of the stack, the secret or the number is seen by."""
        return self.secret()["VersionId"], self.stack().get("LastUpdatedTime"), len(self.twilio.numbers.updates)

    def secret(self) -> dict[str, Any]:
        return dict(self.aws("secretsmanager").get_secret_value(SecretId="linda/keys"))


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    home, checkout = tmp_path_factory.mktemp("account"), tmp_path_factory.mktemp("checkout")
    for name in _CHECKED_OUT:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "cdk.json", ".gitignore"):
        shutil.copy(ROOT / name, checkout)
    for name in (".venv", "node_modules"):
        (checkout / name).symlink_to(ROOT / name)
    subprocess.run(["git", "init", "--quiet"], cwd=checkout, check=True)
    try:
        endpoint = emulator.start(home)
        cdk.bootstrap(home, endpoint, lambda _: None)
        base_url = up.start_front_door(home, endpoint, processes.free_port())
        with twilio_stand_in.serve(home, Account(SID, TOKEN, PHONE)) as twilio:
            twilio.numbers.buy(PHONE)
            yield Laptop(checkout, endpoint, base_url, twilio)
    finally:
        instance.down(home)


@pytest.fixture
def deployed(laptop: Laptop) -> Laptop:
    """Deployed already, unless this test is run alone."""
    if not laptop.stacks():
        laptop.write_env()
        assert laptop.deploy("--yes")[0] == 0
    return laptop


def test_all_that_is_missing_is_said_before_anything_is_deployed(laptop: Laptop) -> None:
    code, said = laptop.deploy("--yes")
    assert code == 1
    assert "1. .env is missing: cp .env.example .env" in said

    laptop.write_env(token=ROTATED, phone="+19045550198")
    (laptop.checkout / ".env").chmod(0o644)
    code, said = laptop.deploy("--yes", "-c", f"owner_phone={PHONE[:-1]}8")
    assert code == 1
    assert "1. .env can be read by others on this machine: chmod 600 .env" in said
    assert "2. The setting owner_phone is LINDA's own number" in said
    (laptop.checkout / ".env").chmod(0o600)

    code, said = laptop.deploy("--yes")
    assert code == 1
    assert "Twilio refuses TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" in said

    laptop.write_env(phone="+19045550198")
    code, said = laptop.deploy("--yes")
    assert code == 1
    assert f"(+19045550198) is not a number of this Twilio account. Its numbers: {PHONE}" in said
    assert laptop.stacks() == []


def test_nobody_is_asked_where_nobody_is(laptop: Laptop) -> None:
    laptop.write_env()
    code, said = laptop.deploy()
    assert code == 1
    assert "add --yes" in said
    assert "[2/7]" not in said
    assert laptop.stacks() == []


def test_a_first_deploy_that_fails_is_not_rolled_back_and_can_be_resumed(laptop: Laptop) -> None:
    laptop.write_env()
    assert laptop.deploy("--yes", kill_at=rf"\[3/{STEPS}]")[0] == -signal.SIGKILL
    assert laptop.stacks() == []
    with laptop.mistake("memory_size=512,", f"memory_size=512, layers=[{_NO_SUCH_LAYER}],"):
        code, said = laptop.deploy("deploy", "--yes")
    assert (code, "python -m deploy deploy" in said) == (1, True), said
    assert laptop.stack()["StackStatus"] == "CREATE_FAILED"  # rolled back, it would leave its tables behind

    laptop.deploy("deploy", "--yes", kill_at="LindaStack: deploying")
    code, said = laptop.deploy("deploy", "--yes")
    assert code == 0, said
    assert laptop.stack()["StackStatus"].endswith("_COMPLETE")


def test_interrupted_after_each_step_it_comes_to_the_same_end_and_then_changes_nothing(laptop: Laptop) -> None:
    laptop.write_env()
    laptop.deploy("--yes", kill_at=rf"\[4/{STEPS}]")
    generated = laptop.keys()
    assert (len(generated["ADMIN_API_TOKEN"]), generated["TWILIO_AUTH_TOKEN"]) == (48, "")
    laptop.deploy("--yes", kill_at=rf"\[5/{STEPS}]")
    assert laptop.number()["sms_url"] == "https://demo.twilio.com/welcome/sms/reply"
    laptop.deploy("--yes", kill_at=rf"\[6/{STEPS}]")
    assert laptop.keys() == {
        "ADMIN_API_TOKEN": generated["ADMIN_API_TOKEN"],
        "OPENAI_API_KEY": OPENAI_KEY,
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_PHONE_NUMBER": PHONE,
    }
    asked = ("sms_url", "sms_fallback_url", "voice_url", "voice_fallback_url", "status_callback")
    assert {laptop.number()[name] for name in asked} == {f"{laptop.base_url}/dispatcher"}

    done = laptop.changes()
    code, said = laptop.deploy("--yes")
    assert code == 0, said
    assert said.count("  ok  ") == 5
    assert f"Text or call {PHONE}" in said
    assert laptop.changes() == done


def test_a_rotated_key_takes_effect_and_nothing_else_changes(deployed: Laptop) -> None:
    before = deployed.keys()
    deployed.write_env(token=ROTATED)
    code, said = deployed.deploy("secrets", "--yes")
    assert (code, "Twilio refuses TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" in said) == (1, True), said
    assert deployed.keys() == before

    deployed.twilio.owner = Account(SID, ROTATED, PHONE)
    code, said = deployed.deploy("secrets", "--yes")
    deployed.twilio.owner = Account(SID, TOKEN, PHONE)
    assert (code, "linda/keys: TWILIO_AUTH_TOKEN change" in said) == (0, True), said
    assert deployed.keys() == {**before, "TWILIO_AUTH_TOKEN": ROTATED}
    code, said = deployed.deploy("smoke")
    assert (code, said.count("  ok  ")) == (0, 5), said

    code, said = deployed.deploy("secrets", "--new-token", "--yes")
    after = deployed.keys()
    assert code == 0, said
    assert after["ADMIN_API_TOKEN"] not in (before["ADMIN_API_TOKEN"], "")
    assert {**after, "ADMIN_API_TOKEN": ""} == {**before, "TWILIO_AUTH_TOKEN": ROTATED, "ADMIN_API_TOKEN": ""}
    headers = {"Authorization": f"Bearer {after['ADMIN_API_TOKEN']}"}
    answer = httpx.put(
        f"{deployed.base_url}/state", json={"status": "gym"}, headers=headers, timeout=35, trust_env=False
    )
    assert answer.status_code == 200


def test_the_owners_token_is_rotated_and_his_pin_set_by_one_command_each(deployed: Laptop) -> None:
    first = deployed.keys()["ADMIN_API_TOKEN"]
    code, said = deployed.deploy("secrets", "--switch-token", "--yes")
    assert (code, "There is no next token" in said) == (1, True), said
    code, said = deployed.deploy("secrets", "--next-token", "--yes")
    assert (code, 'json.load(sys.stdin)["ADMIN_API_TOKEN_NEXT"]' in said) == (0, True), said
    both = deployed.keys()
    following = both["ADMIN_API_TOKEN_NEXT"]
    assert (both["ADMIN_API_TOKEN"], len(following), following in said) == (first, 48, False)
    assert deployed.deploy("secrets", "--switch-token", "--yes")[0] == 0
    after = deployed.keys()
    assert (after["ADMIN_API_TOKEN"], after["ADMIN_API_TOKEN_NEXT"]) == (following, "")

    deployed.write_env(token=after["TWILIO_AUTH_TOKEN"], pin="47119")
    assert deployed.deploy("secrets", "--yes")[0] == 0
    assert deployed.keys() == {**after, "OWNER_PIN": "47119"}
    assert deployed.deploy("secrets", "--no-pin", "--yes")[0] == 0
    assert deployed.keys() == {**after, "OWNER_PIN": ""}


def test_a_dry_run_shows_before_and_after_and_changes_nothing(deployed: Laptop) -> None:
    deployed.write_env()
    number = deployed.number()
    number["sms_url"] = "https://elsewhere.example.com"
    before = deployed.changes()
    assert "TWILIO_AUTH_TOKEN would change" in deployed.deploy("secrets", "--dry-run")[1]
    code, said = deployed.deploy("connect", "--dry-run")
    assert code == 0
    assert re.search(r"\* a message comes in +https://elsewhere\.example\.com +http://127", said)
    assert deployed.changes() == before


def test_after_a_destroy_the_next_deploy_takes_over_the_tables(deployed: Laptop) -> None:
    """And on AWS the secret, which the emulator cannot import."""
    lead = {"lead_id": {"S": "LEAD-1"}, "timestamp": {"N": "1"}, "phone": {"S": "+19045550123"}}
    deployed.aws("dynamodb").put_item(TableName="Repairs_Lead_Log", Item=lead)
    token = deployed.keys()["ADMIN_API_TOKEN"]
    code, said = deployed.deploy("destroy")
    assert (code, "add --yes" in said, deployed.stacks()) == (1, True, ["LindaStack"])
    sqs = deployed.aws("sqs")
    queue = sqs.get_queue_url(QueueName="linda-failed-turns")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody="a turn that nobody has answered")
    code, said = deployed.deploy("destroy", "--yes")
    assert (code, "no reply to 1 of their messages" in said, deployed.stacks()) == (1, True, ["LindaStack"])
    sqs.purge_queue(QueueUrl=queue)
    code, said = deployed.deploy("destroy", "--yes")
    assert (code, deployed.stacks()) == (0, []), said
    assert "Repairs_Lead_Log" in said
    assert deployed.keys()["ADMIN_API_TOKEN"] == token
    deployed.aws("secretsmanager").delete_secret(SecretId="linda/keys", ForceDeleteWithoutRecovery=True)

    code, said = deployed.deploy("deploy", "--yes")
    assert code == 0, said
    assert "taken over: Repairs_Lead_Log, Brandon_State_Log" in said
    assert deployed.stack()["StackStatus"] == "UPDATE_COMPLETE"
    kept = deployed.aws("dynamodb").get_item(
        TableName="Repairs_Lead_Log", Key={"lead_id": {"S": "LEAD-1"}, "timestamp": {"N": "1"}}
    )
    assert kept["Item"] == lead


def test_in_all_of_this_no_key_was_shown(deployed: Laptop) -> None:
    deployed.keys()
    assert {f"[{number}/{STEPS}] {name}\n" for number, name in enumerate(deploy.STEPS, 1)} <= {*deployed.seen}
    hidden = {*deployed.tokens, TOKEN, ROTATED, SID, OPENAI_KEY}
    assert [line for line in deployed.seen if any(key in line for key in hidden)] == []

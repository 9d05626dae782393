"""What is put into the functions of a local stack, in processes that are started as the emulator starts them."""

import importlib
import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from local import instruments, moved_clock, trace

ROOT = Path(__file__).resolve().parents[3]
INSIDE = ROOT / "local" / "inside"
TOKEN, KEY, PIN = "made-up-twilio-token", "sk-made-up-key", "7391"
OWNER = "+19045550100"
# The worker puts the bundle's folder in front. The fakes come after the function: what it imports is wrapped by then.
FUNCTION = f"""
import json, sys
sys.path.insert(0, {str(ROOT / "lambdas")!r})
import dispatcher
path = [*sys.path]
sys.path.append({str(ROOT)!r})
import boto3
from datetime import UTC, datetime
from linda import composition
from tests.conversations.play import model_answer
from tests.fakes import Mailbox, MemoryStore, ScriptedModel
store = MemoryStore()
boto3.client = lambda *_, **__: None
composition.store = lambda: store
composition.messenger = lambda *_: Mailbox(lambda: datetime.now(UTC))
number = 0
def text(words, sender="+19045550123", **headers):
    global number
    number += 1
    form = dict(From=sender, Body=words, MessageSid=f"SM{{number}}")
    from urllib.parse import urlencode
    return dispatcher.handler(dict(httpMethod="POST", headers=headers, body=urlencode(form)), None)
"""


def run(program: str, tmp_path: Path, **variables: str) -> str:
    """Run the program in a process as the emulator's functions are, and return what it prints."""
    environment = {
        "PYTHONPATH": str(INSIDE),
        "AWS_LAMBDA_FUNCTION_NAME": "dispatcher",
        instruments.CLOCK_FILE: str(tmp_path / moved_clock.NAME),
        instruments.TRACE_FILE: str(tmp_path / trace.NAME),
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_PHONE_NUMBER": "+19045550199",
        "ADMIN_API_TOKEN": "made-up-owners-token-of-length",
        "OWNER_PHONE": OWNER,
        "OWNER_PIN": PIN,
        "AWS_DEFAULT_REGION": "us-east-1",
        **variables,
    }
    command = [sys.executable, "-c", program]
    finished = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    for line in finished.stderr.splitlines():  # The functions' own log, and nothing else.
        assert "event" in json.loads(line)
    return finished.stdout.strip()


def turns(tmp_path: Path) -> list[dict[str, Any]]:
    return trace.newest(tmp_path / trace.NAME, 100)


def steps(turn: Mapping[str, Any]) -> dict[str, Any]:
    return {step["name"]: step["detail"] for step in turn["steps"]}


@pytest.mark.parametrize("row", instruments.TABLE, ids=lambda row: f"{row.module}.{row.function}")
def test_everything_that_is_wrapped_exists(row: instruments.Row) -> None:
    function = attrgetter(row.function)(importlib.import_module(row.module))
    assert callable(row.wrap(function))


def test_a_text_by_the_rules_leaves_a_turn_with_its_steps_in_order(tmp_path: Path) -> None:
    run(FUNCTION + "text('how much is an iphone 13 screen?')", tmp_path)
    (turn,) = turns(tmp_path)
    assert [step["name"] for step in turn["steps"]] == [
        "webhook verified",
        "state read",
        "dialogue before",
        "acts understood",
        "policy",
        "TwiML",
    ]
    found = steps(turn)
    assert found["webhook verified"] is True
    assert (found["state read"]["state"]["status"], found["state read"]["messages"]) == ("working", 0)
    assert found["acts understood"]["acts"] == [{"kind": "ask", "topic": "price"}]
    assert found["policy"][0]["kind"] == "price"
    assert "starts at $79" in found["TwiML"]
    assert {name: turn[name] for name in ("function", "kind", "who", "text", "by", "status", "error")} == {
        "function": "dispatcher",
        "kind": "text",
        "who": "+19045550123",
        "text": "how much is an iphone 13 screen?",
        "by": "rules",
        "status": 200,
        "error": "",
    }
    assert turn["counts"]["Turns"] == 1
    assert 0 < turn["seconds"] < 30
    assert "not noted" not in json.dumps(turn)


def test_a_text_by_the_model_leaves_its_tool_calls_and_the_guards_word(tmp_path: Path) -> None:
    program = f"""{FUNCTION}
priced = model_answer({{"get_pricing": {{"repair_type": "screen", "device": "iPhone 13"}}}})
model = ScriptedModel([priced, model_answer("It starts at $79.")])
dispatcher._model = lambda _: model
text("how much is an iphone 13 screen?")
"""
    run(program, tmp_path, OPENAI_API_KEY=KEY)
    (turn,) = turns(tmp_path)
    assert (turn["by"], steps(turn)["guard"]) == ("model", "passed")
    assert steps(turn)["tool"]["name"] == "get_pricing"
    assert steps(turn)["tool"]["arguments"] == {"repair_type": "screen", "device": "iPhone 13"}
    assert "79" in json.dumps(steps(turn)["tool"]["result"])
    assert "not noted" not in json.dumps(turn)


def test_what_a_visitor_of_the_web_chat_writes_leaves_a_turn_with_the_answer(tmp_path: Path) -> None:
    program = f"""{FUNCTION}
message = "how much is an iphone 13 screen? my number is 904 555 0777"
body = json.dumps(dict(session="ca7de5b4-e327-4744-9734-8d2c1e30ec3d", message=message, id="1"))
dispatcher.handler(dict(httpMethod="POST", headers={{"Content-Type": "application/json"}}, body=body), None)
"""
    run(program, tmp_path)
    (turn,) = turns(tmp_path)
    assert (turn["kind"], turn["text"]) == ("chat", "how much is an iphone 13 screen? my number is 904 555 0777")
    assert turn["who"].startswith("web-")
    assert "starts at $79" in steps(turn)["answer"]["reply"]
    assert "not noted" not in json.dumps(turn)


def test_a_request_may_have_the_rules_answer(tmp_path: Path) -> None:
    program = f"""{FUNCTION}
model = ScriptedModel([model_answer("It starts at $79.")] * 2)
dispatcher._model = lambda _: model
for headers in ({{}}, {{"x-linda-receptionist": "Rules"}}, {{"X-Linda-Receptionist": "model"}}):
    answer = text("how much is an iphone 13 screen?", f"+1904555020{{number}}", **headers)
    print(answer["headers"]["X-Linda-Receptionist"])
"""
    assert run(program, tmp_path, OPENAI_API_KEY=KEY).split() == ["model", "rules", "model"]


def test_the_owners_command_is_noted_and_his_pin_and_the_keys_are_not(tmp_path: Path) -> None:
    run(f"{FUNCTION}text('{PIN} gym back in 2 hours', {OWNER!r})", tmp_path, OPENAI_API_KEY=KEY)
    (turn,) = turns(tmp_path)
    assert (turn["who"], steps(turn)["owner's command"]["status"]) == (OWNER, "gym")
    written = (tmp_path / trace.NAME).read_text()
    assert [secret for secret in (TOKEN, KEY, PIN, "made-up-owners-token") if secret in written] == []
    assert "not noted" not in written


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    run(FUNCTION + "text('hi')", tmp_path)
    assert stat.S_IMODE((tmp_path / trace.NAME).stat().st_mode) == 0o600


def test_the_functions_clock_is_moved_while_they_run(tmp_path: Path) -> None:
    moved_clock.move(tmp_path / moved_clock.NAME, timedelta(hours=3))
    program = f"""
import sys
sys.path.insert(0, {str(ROOT / "lambdas")!r})
from pathlib import Path
from linda import clock
print(clock.now().isoformat())
Path({str(tmp_path / moved_clock.NAME)!r}).unlink()
print(clock.now().isoformat())
"""
    ahead, real = (datetime.fromisoformat(found) for found in run(program, tmp_path).split())
    assert abs(ahead - datetime.now(UTC) - timedelta(hours=3)) < timedelta(minutes=1)
    assert abs(real - datetime.now(UTC)) < timedelta(minutes=1)


BROKEN = {
    "a note that fails": "sys.modules['local.trace'].shown = None",
    "a line that cannot be made": "sys.modules['local.instruments']._fitting = None",
    "a file that cannot be written": "sys.modules['local.trace'].append = lambda *_: 1 / 0",
    "an event that is not one": "sys.modules['local.instruments']._id = lambda *_: 1 / 0",
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN.keys())
def test_whatever_fails_in_the_instruments_the_function_answers_the_same(fault: str, tmp_path: Path) -> None:
    said = "\nprint(text('how much is an iphone 13 screen?')['body'])"
    whole = run(FUNCTION + said, tmp_path)
    assert "starts at $79" in whole
    assert run(f"{FUNCTION}\n{fault}{said}", tmp_path) == whole
    assert sum("not noted" not in json.dumps(turn) for turn in turns(tmp_path)) == 1  # The fault has had its effect.


def test_what_the_function_raises_is_raised_and_noted(tmp_path: Path) -> None:
    program = f"""{FUNCTION}
from linda.errors import UndeliveredError
try:
    dispatcher.handler({{"task": "finish_turn"}}, None)
except UndeliveredError as error:
    print(error)
"""
    assert run(program, tmp_path) == "the turn is not finished yet"
    (turn,) = turns(tmp_path)
    assert (turn["kind"], turn["status"], turn["error"]) == ("late", 500, "UndeliveredError")


def test_what_is_too_long_is_cut(tmp_path: Path) -> None:
    program = f"""{FUNCTION}
store.state = {{"special_info": "x" * 7_900, "services_block": "y" * 7_900}}
text("how much is an iphone 13 screen?")
"""
    run(program, tmp_path)
    (turn,) = turns(tmp_path)
    assert steps(turn)["state read"].endswith("yy…")
    assert max(len(str(step["detail"])) for step in turn["steps"]) < 8_100


def test_of_a_turn_that_is_too_long_the_later_details_are_left_out() -> None:
    found = instruments._fitting([{"name": "tool", "at": 0.1, "seconds": 0, "detail": "x" * 7_000} for _ in range(50)])
    assert len(found) == 50
    assert len(json.dumps(found)) < 120_000
    assert [len(step["detail"]) for step in (found[0], found[-1])] == [7_000, len("(left out: the turn is too long)")]


def test_the_emulator_itself_is_left_alone(tmp_path: Path) -> None:
    program = (
        "import sys; print([name for name in sys.modules if name.startswith('local')], 'sitecustomize' in sys.modules)"
    )
    assert run(program, tmp_path, AWS_LAMBDA_FUNCTION_NAME="") == "[] True"


def test_a_function_can_import_nothing_of_the_checkout(tmp_path: Path) -> None:
    program = "import json, sys; print(json.dumps(['local.instruments' in sys.modules, *sys.path]))"
    is_installed, *path = json.loads(run(program, tmp_path))
    assert is_installed
    assert [folder for folder in path if folder in (str(ROOT), str(ROOT / "lambdas"))] == []


def test_without_the_instruments_a_function_runs(tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(INSIDE, tmp_path / "checkout" / "local" / "inside"))
    program = FUNCTION + "print(text('how much is an iphone 13 screen?')['body'])"
    assert "starts at $79" in run(program, tmp_path, PYTHONPATH=str(elsewhere))
    assert turns(tmp_path) == []

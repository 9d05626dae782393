"""Measures what a conversation consumes: DynamoDB's units and bytes, time, log lines, tokens, texts and call minutes.

The conversations of tests/conversations that come by SMS and have a script for the model, and such calls of
tests/calls, are held with the dispatcher over the emulator's DynamoDB: once by the rules, and once by a model that
follows its script. Then the sweeps run that send what each has left to be texted.
"""

import contextlib
import io
import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

import boto3
import pytest

import dispatcher
import scheduler
from benchmarks.cold_start import ENVIRONMENT
from benchmarks.cost_page import CACHED_AT_LEAST, CACHED_IN_STEPS, CHARACTERS_A_TOKEN, KINDS
from benchmarks.tables import LEADS, STATE, Bench, tables
from benchmarks.turn import event_of, function_environment
from linda import composition, items
from linda.adapters.booking_store import stored_lead
from linda.adapters.tables import to_item
from linda.booking import start_of
from linda.metrics import UNITS
from linda.models import Lead, StateChange
from linda.ports import ModelAnswer
from linda.shop import load_shop
from linda_stack.bundling import build
from local import twilio
from local.capacity import Meter, item_size
from tests import openai_stand_in, twilio_stand_in
from tests.calls import play as calls
from tests.conversations import play as texts
from tests.conversations.play import Album, Conversation
from tests.fakes import Mailbox, MemoryStore
from tests.infrastructure import synthesis
from tests.integration.conftest import Clock, reopen
from tests.unit.builders import PHONE

OWNER = "+19045550100"
_ACCOUNT = twilio_stand_in.ACCOUNT
_ZONE = load_shop().time_zone
_KEYS = {LEADS: ("lead_id", "timestamp"), STATE: ("state_id",)}
_INDEXES = {LEADS: (("lead_type", "appointment_date"), ("phone", "timestamp")), STATE: (("pending", "due_at"),)}
_BYTES_AN_ENTRY = 100  # beside its contents, of an item and of its copy in an index
_SECONDS_RECOGNIZED_AT_ONCE = 15
_RUNS = 5
_ENVIRONMENT = {
    "TWILIO_ACCOUNT_SID": _ACCOUNT.sid,
    "TWILIO_PHONE_NUMBER": _ACCOUNT.phone,
    "OWNER_PHONE": OWNER,
    "ADMIN_API_TOKEN": "a-long-made-up-owner-token",
}
# Linux's own account: getrusage counts what the parent had when it forked.
_IMPORT = """\
import sys, time
sys.path.insert(0, {!r})
began = time.process_time()
import dispatcher
print((time.process_time() - began) * 1000)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@dataclass
class Measure:
    """The deployed functions over the emulator's tables, and what they have consumed so far."""

    bench: Bench
    meter: Meter
    patch: pytest.MonkeyPatch
    found: Counter[str] = field(default_factory=Counter)
    prompts: list[str] = field(default_factory=list)  # of the conversation that is going on
    seconds_of_stand_in: float = 0

    def clear(self) -> None:
        """Empty the tables, and begin another conversation."""
        for table, key in _KEYS.items():
            for item in _scan(self.bench, table):
                self.bench.client.delete_item(TableName=table, Key={name: item[name] for name in key})
        self.prompts.clear()

    def _set_state(self, fields: Mapping[str, object]) -> None:
        store = self.bench.store
        store.change_owner_state(StateChange(fields, store.owner_state(), "api", 0))

    def fill(self, memory: MemoryStore) -> None:
        """Put into the tables what a conversation begins with."""
        if memory.state:
            self._set_state(memory.state)
        for lead in (*memory.leads.values(), *memory.others.values()):
            self._put(LEADS, {name: value for name, value in asdict(lead).items() if name != "language" or value})
        for day, held in memory.days.items():
            taken = {f"{at:%H:%M}": lead_id for at, lead_id in held.taken.items()}
            self._put(STATE, {"state_id": items.DAY.key(day), **taken})
        for phone, open_bookings in memory.numbers.items():
            bookings = {"version": open_bookings.version, "starts": dict(open_bookings.starts)}
            self._put(STATE, {"state_id": items.PHONE.key(phone), **bookings})

    def timed(self, work: Callable[[], Any]) -> Any:
        """Let a function do its work, and count what that takes."""
        self.meter.clear()
        others = self.seconds_of_stand_in
        lines = io.StringIO()
        with contextlib.redirect_stderr(lines), contextlib.redirect_stdout(lines):
            began = time.process_time()
            answer = work()
            took = time.process_time() - began - (self.seconds_of_stand_in - others)
        self.found += Counter(
            {
                "invocations": 1,
                "cpu_milliseconds": took * 1000,
                "table_calls": len(self.meter.reads) + len(self.meter.writes),
                "reads": sum(self.meter.reads),
                "writes": sum(self.meter.writes),
                "log_bytes": len(lines.getvalue().encode()),
            }
        )
        return answer

    def asked(self, prompt: str, answer: str) -> None:
        """Count a request to the model; what it shares with the one before is cached."""
        shared = _shared(prompt, self.prompts[-1]) // CHARACTERS_A_TOKEN if self.prompts else 0
        cached = shared - shared % CACHED_IN_STEPS if shared >= CACHED_AT_LEAST else 0
        self.prompts.append(prompt)
        self.found += Counter(
            model_requests=1,
            input_tokens=math.ceil(len(prompt) / CHARACTERS_A_TOKEN),
            cached_tokens=cached,
            output_tokens=math.ceil(len(answer) / CHARACTERS_A_TOKEN),
        )

    def sent(self, mailbox: Mailbox) -> None:
        """Count the texts that were sent beside the replies."""
        for to, text, _ in mailbox.sent:
            self.found["segments_to_owner" if to == OWNER else "segments_notices"] += twilio.segments(text)
        mailbox.sent.clear()

    def sweep(self, now: datetime) -> None:
        """Run the sweeps that have something to send about a conversation that is over."""
        due = [now + timedelta(minutes=5)]
        for lead in _leads(self.bench):
            starts = start_of(lead, load_shop()) if lead.status == "booked" and lead.phone != OWNER else None
            due += [starts - timedelta(hours=ahead) + timedelta(minutes=5) for ahead in (24, 2) if starts]
        clock, mailbox = self._opened()
        for moment in sorted({_by_day(moment) for moment in due if moment > now}):
            clock.moment = moment
            self.timed(partial(scheduler.handler, {"task": "send_notices"}, None))
        self.sent(mailbox)

    def sweep_in_vain(self, now: datetime, times: int) -> None:
        """Run sweeps that find nothing to do."""
        self.clear()
        clock, _ = self._opened()
        clock.moment = now
        for _ in range(times):
            self.timed(partial(scheduler.handler, {"task": "send_notices"}, None))

    def text(self, conversation: Conversation, stand_in: openai_stand_in.StandIn | None) -> None:
        """Hold a conversation by SMS. As after a cold start, its first text finds nothing open."""
        self.clear()
        self.patch.setenv("OPENAI_API_KEY", "sk-made-up" if stand_in else "")
        self.patch.setenv("OPENAI_BASE_URL", stand_in.base_url if stand_in else "")
        reopen()
        if stand_in:
            self.patch.setattr(stand_in, "answer", partial(self._answer, openai_stand_in.StandIn.answer, stand_in))
        now = texts.instant(conversation.get("now", texts.STARTS))
        self.fill(texts.store_before(conversation, now))
        before = self._stored_bytes()
        clock, mailbox = self._opened()
        for number, step in enumerate(conversation["texts"]):
            now = texts.instant(step["now"]) if "now" in step else now + timedelta(minutes=1)
            if "owner" in step:
                self._set_state(texts.stored(step["owner"]))
                continue
            if number and texts.needs_no_word(step, conversation, _leads(self.bench)):
                continue
            clock.moment = now
            script = _script(step, stand_in)
            asked_before = len(stand_in.requests) if stand_in else 0
            reply = _reply(self.timed(partial(dispatcher.handler, event_of(_form(step, number)), None)))
            if stand_in:
                answered = zip(stand_in.requests[asked_before:], script, strict=False)
                for request, answer in answered:
                    self.asked(_prompt(request["instructions"], request["input"], request["tools"]), answer)
            files = step.get("photos", 0) + len(step.get("files", []))
            self.found += Counter(webhooks=1, segments_replies=twilio.segments(reply) if reply else 0)
            self.found["mms_in" if files else "segments_in"] += 1 if files else twilio.segments(step["customer"])
            self.sent(mailbox)
        self.found["reached"] += texts.reached(conversation, _leads(self.bench))
        self._over(now, before)

    def call(self, dialogue: calls.Dialogue, *, with_model: bool) -> None:
        """Hold a phone call."""
        self.clear()
        before = 0
        measure = self

        class Line(calls.Line):
            """The dispatcher over the emulator's tables, which get what the call begins with when it begins."""

            def __init__(self, *arguments: Any) -> None:
                patch, clock, *_ = arguments
                super().__init__(*arguments)
                self.mailbox = Mailbox(lambda: clock.now)
                self.is_filled = False
                patch.setattr(composition, "store", lambda: measure.bench.store)

            def post(self, *arguments: Any) -> Any:
                nonlocal before
                if not self.is_filled:
                    measure.fill(self.store)
                    before, self.is_filled = measure._stored_bytes(), True
                measure.found["webhooks"] += 1
                return measure.timed(partial(super().post, *arguments))

        class Model(calls.Model):
            """The model of the script, whose requests are counted."""

            def respond(self, instructions: str, items: Any, tools: Any, *rest: Any) -> ModelAnswer:
                answer = super().respond(instructions, items, tools, *rest)
                said = answer.text or "".join(call.name + call.arguments for call in answer.tool_calls)
                measure.asked(_prompt(instructions, items, tools), said)
                return answer

        with self.patch.context() as patch:
            patch.setattr(calls, "Line", Line)
            patch.setattr(calls, "Model", Model)
            held = calls.play(dialogue, patch, with_model=with_model)
        for cached in (composition.settings, composition.shop, composition.keys):  # They were those of the call.
            cached.cache_clear()
        self.sent(held.mailbox)
        call = held.call
        said = sum(len(one.text) for one in call.heard if "Neural" in one.voice)
        gathers = [one for one in call.log if one.answer and "<Gather" in one.answer.body]
        words = [len(one.parameters.get("SpeechResult", "")) for one in call.log]
        seconds = max((int(one.parameters.get("CallDuration", 0)) for one in call.log), default=0)
        self.found += Counter(
            call_minutes=math.ceil(seconds / 60),
            call_seconds=seconds,
            owner_minutes=sum(one.bridged for one in call.dialled),
            speech_blocks=said // 100,
            # One for each time that the caller is listened to, and more for what takes longer to say.
            recognitions=len(gathers) + sum(length // (15 * _SECONDS_RECOGNIZED_AT_ONCE) for length in words),
        )
        lines = sorted(texts.line_of(lead) for lead in _leads(self.bench) if lead.repair_type != "question")
        wanted = sorted(dialogue["outcome"])
        self.found["reached"] += len(lines) == len(wanted) and all(map(fnmatchcase, lines, wanted))
        self._over(call.clock.now, before)

    def _answer(self, answer: Callable[..., Any], *arguments: Any) -> Any:
        """Have the stand-in answer; it checks every request thoroughly, which is not the functions' time."""
        began = time.thread_time()
        try:
            return answer(*arguments)
        finally:
            self.seconds_of_stand_in += time.thread_time() - began

    def _over(self, now: datetime, before: int) -> None:
        self.sweep(now)
        self.found["stored_bytes"] += self._stored_bytes() - before
        self.found["conversations"] += 1

    def _opened(self) -> tuple[Clock, Mailbox]:
        """Give the functions a clock and a mailbox of ours."""
        clock = Clock(datetime.now(UTC))
        mailbox = Mailbox(lambda: clock.moment)
        self.patch.setattr(composition, "messenger", lambda *_: mailbox)
        self.patch.setattr(composition, "photos", lambda *_: Album())
        self.patch.setattr("linda.clock.now", lambda: clock.moment.astimezone(UTC))
        return clock, mailbox

    def _put(self, table: str, plain: Mapping[str, object]) -> None:
        self.bench.client.put_item(TableName=table, Item=to_item(plain))

    def _stored_bytes(self) -> int:
        """Return what is charged for as storage: each item, and its copies in the indexes."""
        return sum(
            (item_size(item) + _BYTES_AN_ENTRY) * (1 + sum(set(key) <= item.keys() for key in _INDEXES[table]))
            for table in _KEYS
            for item in _scan(self.bench, table)
        )


@contextlib.contextmanager
def measures() -> Iterator[Callable[[], Measure]]:
    """Open the functions over empty tables of an emulator; yield what makes a measure of them."""
    with tables() as bench, function_environment(bench.client.meta.endpoint_url), pytest.MonkeyPatch.context() as patch:
        meter = Meter()
        session = boto3.Session()
        meter.register(session.events)
        patch.setattr(boto3, "DEFAULT_SESSION", session)  # only meanwhile: nobody else's clients are metered
        for name, value in _ENVIRONMENT.items():
            patch.setenv(name, value)
        reopen()
        metered = Bench(composition.store(), bench.client)
        yield lambda: Measure(metered, meter, patch)
    reopen()


def measured() -> dict[str, Any]:
    """Measure everything; see `Measure` for what is counted."""
    by_text = [one for one in texts.conversations() if "source" not in one and texts.has_wing(one, "model")]
    by_phone = [one for one in calls.dialogues() if "model" in one]
    with measures() as new, openai_stand_in.serve() as stand_in:
        kinds = {name: new() for name in (*KINDS, "sweep")}
        _each("texts by rules", by_text, lambda one: kinds["texts_rules"].text(one, None))
        _each("texts by the model", by_text, lambda one: kinds["texts_model"].text(one, stand_in))
        _each("calls by rules", by_phone, lambda one: kinds["calls_rules"].call(one, with_model=False))
        _each("calls by the model", by_phone, lambda one: kinds["calls_model"].call(one, with_model=True))
        kinds["sweep"].sweep_in_vain(texts.instant(texts.STARTS), _RUNS)
    return {
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        **{name: _rounded(kind.found) for name, kind in kinds.items()},
        "stack": of_stack(),
        "cold_start": _cold_start(),
    }


def _each[One](what: str, chosen: Sequence[One], hold: Callable[[One], None]) -> None:
    for number, one in enumerate(chosen, start=1):
        print(f"\r{what}: {number} of {len(chosen)}", end="", file=sys.stderr, flush=True)
        hold(one)
    print(file=sys.stderr)


def of_stack() -> dict[str, int]:
    """Count what costs something by the month: what the template has, and all metrics that the functions can write."""
    stack = {"alarm_email": "owner@example.com"}
    alarms = synthesis.properties("AWS::CloudWatch::Alarm", **stack)
    return {
        "alarm_metrics": sum(
            max(1, sum("MetricStat" in metric for metric in alarm.get("Metrics", []))) for alarm in alarms
        ),
        "dashboards": len(synthesis.resources("AWS::CloudWatch::Dashboard", **stack)),
        "secrets": len(synthesis.resources("AWS::SecretsManager::Secret", **stack)),
        "custom_metrics": len(UNITS),
    }


def _cold_start() -> dict[str, float]:
    """Return the CPU milliseconds of the dispatcher's fastest import, and the megabytes that it then has in memory."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder, "dispatcher")
        build("dispatcher", "host", bundle)
        took, kilobytes = min(_imported(bundle) for _ in range(_RUNS))
        return {"cpu_milliseconds": round(took), "megabytes": round(kilobytes / 1024)}


def _imported(bundle: Path) -> tuple[float, float]:
    command = [sys.executable, "-I", "-S", "-B", "-c", _IMPORT.format(str(bundle))]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)  # noqa: S603
    milliseconds, kilobytes = map(float, finished.stdout.split())
    return milliseconds, kilobytes


def _scan(bench: Bench, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = bench.client.scan(TableName=table)["Items"]
    return found


def _leads(bench: Bench) -> list[Lead]:
    stored = [stored_lead(item) for item in _scan(bench, LEADS) if "lead_type" in item]
    return [lead for lead in stored if lead and lead.phone != OWNER]


def _by_day(moment: datetime) -> datetime:
    """Return the moment, or when the night before or after it is over."""
    here = moment.astimezone(_ZONE)
    shop = load_shop()
    if here.time() >= shop.quiet_from:
        here += timedelta(days=1)
    elif here.time() >= shop.quiet_until:
        return here
    return here.replace(hour=shop.quiet_until.hour, minute=shop.quiet_until.minute + 5)


def _form(step: Mapping[str, Any], number: int) -> dict[str, str]:
    types = [*["image/png"] * step.get("photos", 0), *step.get("files", [])]
    form = {
        **twilio.inbound(_ACCOUNT, PHONE, step["customer"]),
        "MessageSid": f"SM{number}",
        "NumMedia": str(len(types)),
    }
    for n, content_type in enumerate(types):
        form |= {f"MediaUrl{n}": f"https://example.com/{n}", f"MediaContentType{n}": content_type}
    return form


def _script(step: Mapping[str, Any], stand_in: openai_stand_in.StandIn | None) -> Sequence[str]:
    """Have the stand-in answer as the step's script says; return the answers as the model writes them."""
    if stand_in is None:
        return []
    stand_in.script.clear()
    written = []
    for one in map(texts.model_answer, step.get("model", [])):
        asked = one.tool_calls
        made = openai_stand_in.call(asked[0].name, asked[0].arguments) if asked else openai_stand_in.say(one.text)
        stand_in.script.append(made)
        written.append(asked[0].name + asked[0].arguments if asked else one.text)
    return written


def _shared(one: str, other: str) -> int:
    """Return how many characters the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _prompt(instructions: str, items: object, tools: object) -> str:
    return json.dumps(tools) + instructions + json.dumps(items)


def _reply(answer: Mapping[str, Any]) -> str:
    found = answer["body"].partition("<Message>")[2].partition("</Message>")[0]
    return str(found).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def _rounded(found: Counter[str]) -> dict[str, float]:
    return {name: round(value, 1) for name, value in sorted(found.items())}

"""What looks into the functions of a local stack: a clock that can be moved, a choice of the receptionist, a trace.

The functions know nothing of it. The emulator starts them with local/inside on their PYTHONPATH, from where Python
imports sitecustomize, which installs this; what the table below names is then wrapped when it is imported. Nothing here
may change what a function returns, or print: whatever fails in here is left out. Standard library only, besides what
the functions have.
"""

import inspect
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import wraps
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any, NamedTuple
from uuid import uuid4

from local import moved_clock, trace
from local.capacity import Meter

CLOCK_FILE, TRACE_FILE = "LINDA_CLOCK_FILE", "LINDA_TRACE_FILE"
_LONGEST_DETAIL, _LONGEST_TURN = 8_000, 100_000  # characters
_LEFT_OUT = "(left out: the turn is too long)"

type Function = Callable[..., Any]
# Tells of a call, by its arguments and its result, what is of interest; `given` has the arguments by their names.
type Note = Callable[[Mapping[str, Any], Any], object]


class Row(NamedTuple):
    """What is wrapped: a function of a module, or a class's method as "Class.method"."""

    module: str
    function: str
    wrap: Callable[[Function], Function]


@dataclass(slots=True)
class _Invocation:
    """What is noted of the event that the function is handling; its threads add to it."""

    function: str
    event: object
    id: str
    at: str
    began: float = field(default_factory=perf_counter)
    who: str = ""
    text: str = ""
    by: str = ""
    is_call: bool = False
    error: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, float] = field(default_factory=dict)
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    calls: int = 0
    secrets: list[str] = field(default_factory=list)
    seen: set[tuple[str, object]] = field(default_factory=set)


_files: dict[str, Path] = {}
# A function handles one event at a time.
_current: _Invocation | None = None


def install(environment: Mapping[str, str]) -> None:
    """Have what the table names wrapped as soon as it is imported."""
    _files.update({name: Path(environment[name]) for name in (CLOCK_FILE, TRACE_FILE) if environment.get(name)})
    sys.meta_path.insert(0, _Finder)


class _Finder:
    """Finds the modules of the table as Python does, and wraps what is in them once they have run."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        rows = [row for row in TABLE if row.module == name]
        spec = PathFinder.find_spec(name, path, target) if rows else None
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            for row in rows:
                with suppress(Exception):
                    _wrap(module, row)

        with suppress(Exception):
            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _wrap(module: ModuleType, row: Row) -> None:
    *of, name = row.function.split(".")
    owner = getattr(module, of[0]) if of else module
    setattr(owner, name, row.wrap(getattr(owner, name)))


# --- what is wrapped, and how


def _moved(now: Function) -> Function:
    """Have the clock go by the file."""
    if CLOCK_FILE not in _files:
        return now
    return wraps(now)(lambda: now() + moved_clock.ahead(_files[CLOCK_FILE]))


def _chosen(office: Function) -> Function:
    """Leave the model out of the office if the request asks for the rules."""

    @wraps(office)
    def chosen(*args: Any, **kwargs: Any) -> Any:
        found = office(*args, **kwargs)
        with suppress(Exception):
            if _current:
                _current.secrets += found.secrets
                if _header(_current.event, "x-linda-receptionist").strip().lower() == "rules":
                    return replace(found, model=None)
        return found

    return chosen


def _heard(answer: Function) -> Function:
    """Note what a visitor of the web chat writes, whole: a turn has only what is left of it."""

    @wraps(answer)
    def heard(inbound: Any, *args: Any, **kwargs: Any) -> Any:
        with suppress(Exception):
            if _current:
                _current.who, _current.text = inbound.phone, inbound.content
        return answer(inbound, *args, **kwargs)

    return heard


def _counted(log: Function) -> Function:
    """Note what is logged: who has answered, what is counted, and errors."""

    @wraps(log)
    def counted(*args: Any, **fields: Any) -> Any:
        with suppress(Exception):
            if _current:
                for name, count in (fields.get("metrics") or {}).items():
                    _current.counts[name] = round(_current.counts.get(name, 0) + count, 6)
                if args[0] == "turn_answered":
                    _current.by = fields["by"]
                if fields.get("level") == "ERROR":
                    _current.error = f"{args[0]}: {fields.get('error', '')}".rstrip(": ")
        return log(*args, **fields)

    return counted


def _metered(connect: Function) -> Function:
    """Note each call of DynamoDB and what it consumes."""

    def ask(params: dict[str, Any], model: Any, context: dict[str, Any], **_: object) -> None:
        with suppress(Exception):
            context["began"] = perf_counter()
            Meter().ask(params, model, context)

    def count(parsed: Mapping[str, Any], model: Any, context: Mapping[str, Any], **_: object) -> None:
        with suppress(Exception):
            if _current is None:
                return
            meter = Meter()
            with suppress(NotImplementedError):
                meter.count(parsed, model, context)
            _current.reads += meter.reads
            _current.writes += meter.writes
            _current.calls += 1
            units = sum([*meter.reads, *meter.writes])
            tables = ", ".join(sorted(_tables(context["metered_request"])))
            detail = {"operation": model.name, "table": tables, "units": units}
            if code := parsed.get("Error", {}).get("Code"):
                detail["error"] = code
            _add(_current, "DynamoDB", context["began"], detail)

    @wraps(connect)
    def connected(*args: Any, **kwargs: Any) -> Any:
        client = connect(*args, **kwargs)
        with suppress(Exception):
            client.meta.events.register("provide-client-params.dynamodb.*", ask)
            client.meta.events.register("after-call.dynamodb.*", count)
        return client

    return connected


def _tables(request: Mapping[str, Any]) -> set[str]:
    """Return the tables that a request of DynamoDB names."""
    parts = [part for item in request.get("TransactItems", ()) for part in item.values()]
    return {one["TableName"] for one in (request, *parts) if "TableName" in one}


def _step(name: str, note: Note, *, once: str = "", before: bool = False) -> Callable[[Function], Function]:
    """Note each call as a step of the turn; with `once`, only the first one with the same value of this argument.

    With `before`, it is noted before the function runs, and has no result.
    """

    def wrap(function: Function) -> Function:
        signature = inspect.signature(function)

        @wraps(function)
        def noted(*args: Any, **kwargs: Any) -> Any:
            invocation, began = _current, perf_counter()
            if invocation is None:
                return function(*args, **kwargs)

            def tell(result: Any) -> None:
                with suppress(Exception):
                    given = signature.bind(*args, **kwargs).arguments
                    if once and (key := (name, given[once])) in invocation.seen:
                        return
                    if once:
                        invocation.seen.add(key)
                    _add(invocation, name, began, _noted(note, given, result))

            if before:
                tell(None)
                return function(*args, **kwargs)
            try:
                result = function(*args, **kwargs)
            except Exception as error:
                tell(_Raised(type(error).__name__))
                raise
            tell(result)
            return result

        return noted

    return wrap


class _Raised(str):
    """The type of an error in the place of a result."""

    __slots__ = ()


def _noted(note: Note, given: Mapping[str, Any], result: Any) -> object:
    if isinstance(result, _Raised):
        return {"raised": str(result)}
    try:
        return trace.shown(note(given, result))
    except Exception as error:
        return {"not noted": type(error).__name__}


def _add(invocation: _Invocation, name: str, began: float, detail: object) -> None:
    invocation.steps.append(
        {
            "name": name,
            "at": began - invocation.began,
            "seconds": round(perf_counter() - began, 4),
            "detail": detail,
        }
    )


def _traced(function: str) -> Callable[[Function], Function]:
    """Write down each invocation of this function."""

    def wrap(handler: Function) -> Function:
        @wraps(handler)
        def traced(event: object, context: object) -> Any:
            global _current
            with suppress(Exception):
                at = sys.modules["linda.clock"].now().isoformat()
                _current = _Invocation(function, event, _id(event, context), at)
            try:
                answer = handler(event, context)
            except Exception as error:
                with suppress(Exception):
                    _end(_Raised(type(error).__name__))
                raise
            else:
                with suppress(Exception):
                    _end(answer)
                return answer
            finally:
                _current = None

        return traced

    return wrap


# --- what is noted


def _form(given: Mapping[str, Any], is_signed: Any) -> object:
    form = given["form"]
    if _current:
        _current.is_call = "CallSid" in form
        _current.who = form.get("From", "")
    return is_signed


def _known(given: Mapping[str, Any], _: Any) -> object:
    inbound, known = given["inbound"], given["known"]
    if _current:
        _current.who, _current.text = inbound.phone, _current.text or inbound.content
    defaults = sys.modules["linda.owner_state"].DEFAULTS
    state = {name: value for name, value in known.state.items() if value != defaults.get(name) or name == "status"}
    counts = {"written": known.counted, "spent": known.spent, "call": known.call}
    return {
        "state": state,
        "messages": len(known.messages),
        **{name: count for name, count in counts.items() if count is not None},
    }


def _policy(_: Mapping[str, Any], result: Any) -> object:
    says, _after = result
    return [{"kind": said.kind, **said.values} for said in says]


def _tool(given: Mapping[str, Any], result: Any) -> object:
    return {"name": given["name"], "arguments": _parsed(given["arguments"]), "result": _parsed(result)}


def _committed(given: Mapping[str, Any], _: Any) -> object:
    reply = given["reply"]
    call = {"call": reply.call} if reply.call else {}
    return {"reply": reply.text, "by": reply.by, **call, "records": given["records"]}


TABLE: tuple[Row, ...] = (
    Row("linda.clock", "now", _moved),
    Row("linda.logs", "log", _counted),
    Row("linda.adapters.tables", "connect", _metered),
    *(Row(name, "handler", _traced(name)) for name in ("dispatcher", "scheduler", "state_manager")),
    Row("dispatcher", "_office", _chosen),
    Row("linda.web_chat", "answer", _heard),
    Row("dispatcher", "_is_from_twilio", _step("webhook verified", _form)),
    # The last one is noted first: each wraps what is there already.
    Row(
        "linda.turn",
        "_answer",
        _step("dialogue before", lambda given, _: given["known"].dialogue, before=True),
    ),
    Row("linda.turn", "_answer", _step("state read", _known, before=True)),
    Row("linda.rules.understanding", "understand", _step("acts understood", lambda _, heard: heard, once="text")),
    Row("linda.owner.reading", "read", _step("owner's command", lambda _, command: command, once="text")),
    Row("linda.rules.policy", "decide", _step("policy", _policy)),
    Row("linda.agent.tools", "run_tool", _step("tool", _tool)),
    Row("linda.agent.guard", "faults", _step("guard", lambda _, faults: faults or "passed")),
    Row("linda.adapters.turn_store", "TurnStore.commit", _step("commit", _committed)),
    Row(
        "linda.adapters.turn_store",
        "TurnStore.commit",
        _step("dialogue after", lambda given, _: given["reply"].dialogue, before=True),
    ),
)


# --- the line in the file


def _end(answer: Any) -> None:
    """Write the invocation down, unless nothing has happened in it."""
    invocation = _current
    if invocation is None or TRACE_FILE not in _files:
        return
    event = invocation.event if isinstance(invocation.event, Mapping) else {}
    kind = _kind(invocation, event)
    body = str(answer.get("body", "")) if isinstance(answer, Mapping) else ""
    if isinstance(answer, _Raised):
        invocation.error = str(answer)
    elif kind in ("text", "call") and body.startswith("<"):
        _add(invocation, "TwiML", perf_counter(), body)
    elif kind == "chat":
        _add(invocation, "answer", perf_counter(), _parsed(body))
    elif kind == "api":
        invocation.text = f"{event.get('httpMethod', 'GET')} {event.get('resource') or f'/{invocation.function}'}"
    elif kind == "sweep":
        invocation.text = str(_parsed(body, {}).get("message", ""))
    if not _has_happened(invocation, kind, event):
        return
    headers = answer.get("headers", {}) if isinstance(answer, Mapping) else {}
    turn = {
        "id": invocation.id,
        "function": invocation.function,
        "kind": kind,
        "at": invocation.at,
        "seconds": round(perf_counter() - invocation.began, 4),
        "who": invocation.who,
        "text": invocation.text,
        "by": invocation.by or str(headers.get("X-Linda-Receptionist", "")),
        "status": int(answer.get("statusCode", 200)) if isinstance(answer, Mapping) else 500,
        "steps": _fitting(sorted(invocation.steps, key=lambda step: step["at"])),
        "calls": invocation.calls,
        "read_units": sum(invocation.reads),
        "write_units": sum(invocation.writes),
        "cents": invocation.counts.get("Cents", 0),
        "counts": invocation.counts,
        "error": invocation.error,
    }
    line = json.dumps(turn)
    for secret in invocation.secrets:  # They are in no detail; this is the second net.
        line = line.replace(secret, "…") if secret else line
    trace.append(_files[TRACE_FILE], line)


def _kind(invocation: _Invocation, event: Mapping[str, Any]) -> str:
    is_direct = "requestContext" not in event
    if is_direct and "task" in event:
        return "late" if invocation.function == "dispatcher" else "sweep"
    if is_direct and "Records" in event:
        return "stream"
    if invocation.function != "dispatcher":
        return "api"
    if _header(event, "content-type").partition(";")[0].strip().lower() == "application/json":
        return "chat"
    return "call" if invocation.is_call else "text"


def _has_happened(invocation: _Invocation, kind: str, event: Mapping[str, Any]) -> bool:
    """Tell whether the invocation is worth a line. What only reads is not, or whoever watches would see himself."""
    if kind == "api":
        return event.get("httpMethod", "GET") not in ("GET", "HEAD", "OPTIONS")
    if kind in ("sweep", "stream"):
        return bool(invocation.writes or invocation.error)
    return kind != "chat" or bool(invocation.text or invocation.error)


def _fitting(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps with details that are too long cut, and those left out for which there is no room."""
    room, fitting = _LONGEST_TURN, []
    for step in steps:
        step["at"] = round(step["at"], 4)
        detail = json.dumps(step["detail"], ensure_ascii=False)
        if len(detail) > _LONGEST_DETAIL:
            step = {**step, "detail": f"{detail[:_LONGEST_DETAIL]}…"}
        room -= min(len(detail), _LONGEST_DETAIL) + 100
        fitting.append(step if room > 0 else {**step, "detail": _LEFT_OUT})
    return fitting


def _id(event: object, context: object) -> str:
    request = event.get("requestContext") if isinstance(event, Mapping) else None
    found = request.get("requestId") if isinstance(request, Mapping) else ""
    return str(found or getattr(context, "aws_request_id", "") or uuid4())


def _header(event: object, name: str) -> str:
    headers = event.get("headers") if isinstance(event, Mapping) else None
    given = headers if isinstance(headers, Mapping) else {}
    return next((str(value) for one, value in given.items() if str(one).lower() == name), "")


def _parsed(text: str, otherwise: Any = None) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text if otherwise is None else otherwise

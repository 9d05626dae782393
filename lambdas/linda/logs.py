"""One JSON line per event, on standard error: readable by CloudWatch Logs Insights, and by people.

Nothing else is logged in a process that imports this.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar

from linda import clock
from linda.metrics import NAMESPACE, Metric, embedded

# What libraries log holds numbers, URLs and words: twilio-python logs whom each text goes to. Lambda's runtime gives
# the root logger its handler and level before it imports the function, and some libraries set up loggers of their
# own (OPENAI_LOG). This overrides them all.
logging.disable(sys.maxsize)

_UNKNOWN = "unknown"
# What the ids of Twilio, API Gateway and Lambda look like. Digits alone are not an id: they may be a phone number.
_ID = re.compile(r"(?!\+?[0-9-]+\Z)[A-Za-z0-9_=+/-]{1,64}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}|[0-9]{1,6}")

# A function handles one event at a time, so the last bound id is right for every thread of the event. A thread that
# outlives its event keeps the right id if it was started in a copy of the context.
_bound_here: ContextVar[str] = ContextVar("correlation_id")
_bound_last = _UNKNOWN
_namespace = NAMESPACE


def count_in(namespace: str) -> None:
    """Count the metrics of every line from now on in this namespace of CloudWatch's."""
    global _namespace
    _namespace = namespace


def bind(correlation_id: object) -> None:
    """Put this id on every line from now on. Anything that does not look like an id is ignored."""
    global _bound_last
    if isinstance(correlation_id, str) and _ID.fullmatch(correlation_id):
        _bound_here.set(correlation_id)
        _bound_last = correlation_id


def bind_request(event: object, context: object) -> None:
    """Bind the id that API Gateway gave the request, as in its access log, else the id of the invocation."""
    request = event.get("requestContext") if isinstance(event, Mapping) else None
    bind(_UNKNOWN)
    bind(getattr(context, "aws_request_id", None))
    bind(request.get("requestId") if isinstance(request, Mapping) else None)


def log(event: str, *, level: str = "INFO", metrics: Mapping[Metric, float] | None = None, **fields: object) -> None:
    """Write one event, and what it counts. The caller masks phone numbers; message bodies, tokens and keys are never
    fields.

    For a value that JSON cannot represent, only the type is written: its words may be a customer's.
    """
    now = clock.now()
    line = {
        "timestamp": now.isoformat(timespec="milliseconds"),
        "level": level,
        "event": event,
        "correlation_id": _bound_here.get(_bound_last),
        **fields,
        **embedded(metrics or {}, _namespace, now),
    }
    _write(json.dumps(line, default=lambda value: type(value).__name__))


def log_error(
    event: str, error: BaseException, *, metrics: Mapping[Metric, float] | None = None, **fields: object
) -> None:
    """Write one event about an error: its type, its cause and where it was raised, never its message.

    The message may hold a customer's words. A vendor's error code ("AccessDeniedException") does not.
    """
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    log(event, level="ERROR", metrics=metrics, error=type(error).__name__, cause=cause_of(error), where=where, **fields)


def cause_of(error: BaseException) -> str:
    """Return the vendor's code of what the error was raised from, else its type; "" if there is no cause."""
    cause = error.__cause__
    response = getattr(cause, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    code = str(code or getattr(cause, "code", None) or "")
    if _CODE.fullmatch(code):
        return code
    return type(cause).__name__ if cause else ""


def _write(line: str) -> None:
    """Write the line in one piece: with print, one thread could get between another's words and its line end."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

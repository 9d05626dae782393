"""One JSON line an event, on standard error: readable by CloudWatch Logs Insights, and by people."""

import json
import sys
import traceback
from datetime import UTC, datetime


def log(event: str, *, level: str = "INFO", **fields: object) -> None:
    """Write one event. The caller masks phone numbers; message bodies, tokens and keys are never fields."""
    line = {
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "event": event,
        **fields,
    }
    print(json.dumps(line, default=str), file=sys.stderr, flush=True)


def log_error(event: str, error: BaseException, **fields: object) -> None:
    """Write one event about an error: its type, its cause's and where it was raised, never its words.

    The words may hold a customer's. A vendor's error code ("AccessDeniedException") does not.
    """
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    log(event, level="ERROR", error=type(error).__name__, cause=_cause(error), where=where, **fields)


def _cause(error: BaseException) -> str:
    cause = error.__cause__
    response = getattr(cause, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return str(code or getattr(cause, "code", None) or (type(cause).__name__ if cause else ""))

"""A process that has the dispatcher answer webhooks, each in a child that may be killed at one of its calls.

A task is the event, the number of the call and "before" or "after" it (with number 0 the child lives), and the seconds
by which the clock is ahead. A child says the answer and how many calls it made.
"""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import openai.resources.responses  # noqa: F401  (else each child imports it at its first request)

import dispatcher
from linda import clock, composition
from linda.adapters.openai_responses import OpenAIModel
from tests.integration.forking import serve


def answer(event: Any, number: int, moment: str, ahead: float) -> dict[str, object]:
    calls, lock = 0, Lock()

    def count(**_: object) -> None:
        nonlocal calls
        with lock:
            calls += 1
            if moment == "before" and calls == number:
                os.kill(os.getpid(), signal.SIGKILL)

    def kill_after(**_: object) -> None:
        if moment == "after" and calls >= number > 0:
            os.kill(os.getpid(), signal.SIGKILL)

    # One client of DynamoDB and the model: what they send is all that leaves the process.
    events = composition.store().client.meta.events
    events.register("before-send.dynamodb.*", count)
    events.register("after-call.dynamodb.*", kill_after)
    OpenAIModel.respond = _watched(OpenAIModel.respond, count, kill_after)  # type: ignore[method-assign]
    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=ahead)
    response = dispatcher.handler(event, None)
    return {"code": response["statusCode"], "body": response["body"], "calls": calls}


def _watched(method: Any, before: Callable[[], None], after: Callable[[], None]) -> Any:
    def watched(*arguments: Any, **more: Any) -> Any:
        before()
        result = method(*arguments, **more)
        after()
        return result

    return watched


if __name__ == "__main__":
    # Made once: they open no connection before they are used.
    composition.store()
    if key := os.environ.get("OPENAI_API_KEY"):
        dispatcher._model(key)
    serve(answer)

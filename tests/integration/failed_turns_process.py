"""A process that retries the failed turns, each time in a child that may be killed at one of its calls.

A task is the URL of the queue, the number of the call and "before" or "after" it; with number 0 the child lives.
"""

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import dispatcher
from linda import composition
from linda.errors import UndeliveredError
from local import aws, failed_turns
from local.console import LocalError
from local.deployed import Deployed
from tests.integration.forking import serve


class Here(Deployed):
    """A LINDA with this queue in the emulator, whose dispatcher runs in this process."""

    queue = ""
    watch: Callable[[str], None] = staticmethod(lambda moment: None)

    def resources(self, kind: str) -> dict[str, str]:
        return {
            "AWS::SQS::Queue": {"FailedTurns": self.queue},
            "AWS::Lambda::Function": {"dispatcher": "dispatcher"},
        }[kind]

    def client(self, service: str) -> Any:
        client: Any = super().client(service)
        client.meta.events.register("before-send.sqs.*", lambda **_: self.watch("before"))
        client.meta.events.register("after-call.sqs.*", lambda **_: self.watch("after"))
        return client

    def invoke(self, function: str, event: object) -> Any:
        assert function == "dispatcher"
        self.watch("before")
        try:
            said = dispatcher.handler(json.loads(json.dumps(event)), None)
        except UndeliveredError as error:
            raise LocalError(f"{error}; the log of dispatcher says more") from None
        self.watch("after")
        return said


def here(endpoint: str, queue: str, watch: Callable[[str], None] = Here.watch) -> Deployed:
    """Return it, with `watch` called before and after each call."""
    kind: Any = type("Here", (Here,), {"queue": queue, "watch": staticmethod(watch)})
    linda: Deployed = kind("LindaStack", "here", aws.session(endpoint), aws.CONFIG, endpoint)
    return linda


def retry(queue: str, number: int, moment: str) -> dict[str, object]:
    calls = 0

    def watch(now: str) -> None:
        nonlocal calls
        calls += now == "before"
        if (now, calls) == (moment, number):
            os.kill(os.getpid(), signal.SIGKILL)

    # So that a killed run's messages are back within a second, and the emulator has only one server to ask.
    failed_turns._HELD_SECONDS, failed_turns._POLL_SECONDS = 1, 0
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    linda = here(os.environ["AWS_ENDPOINT_URL"], queue, watch)
    code = failed_turns.failed_turns(linda, "retry", failed_turns.Wanted(), confirmed=False, as_json=True)
    return {"calls": calls, "code": code}


if __name__ == "__main__":
    composition.store()  # opened once; it connects when it is used
    serve(retry)

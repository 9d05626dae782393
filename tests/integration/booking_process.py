"""A process that has the scheduler carry out requests, each in a child that may be killed at one of its calls.

A task is the event, the number of the call, and "before" or "after" it; with number 0 the child lives. A child says the
answer and how many calls it made.
"""

import os
import signal
from typing import Any

from requests import PreparedRequest, Response, Session

import scheduler
from linda import composition
from tests.integration.forking import serve


def carry_out(event: Any, number: int, moment: str) -> dict[str, object]:
    calls = 0

    def count(**_: object) -> None:
        nonlocal calls
        calls += 1

    def kill(**_: object) -> None:
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)

    # One client of DynamoDB and one of Twilio: what they send is all that leaves the process.
    events = composition.store().client.meta.events
    events.register("before-send.dynamodb.*", count)
    events.register("before-send.dynamodb.*" if moment == "before" else "after-call.dynamodb.*", kill)
    send = Session.send

    def send_or_die(session: Session, request: PreparedRequest, **how: Any) -> Response:
        count()
        if moment == "before":
            kill()
        response = send(session, request, **how)
        kill()
        return response

    Session.send = send_or_die  # type: ignore[assignment, method-assign]
    answer = scheduler.handler(event, None)
    return {"code": answer["statusCode"], "body": answer["body"], "calls": calls}


if __name__ == "__main__":
    composition.store()  # made once: it opens no connection before it is used
    serve(carry_out)

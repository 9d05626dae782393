"""A process that carries out one request of the scheduler and is killed before or after one of its external calls.

It is told all in its arguments: the event as JSON, the number of the call, and "before" or "after"; with number 0 it
lives, and prints the answer and how many calls it made.
"""

import json
import os
import signal
import sys
from typing import Any

from requests import PreparedRequest, Response, Session

import scheduler


def main() -> None:
    event, number, moment = json.loads(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    calls = 0

    def count(**_: object) -> None:
        nonlocal calls
        calls += 1

    def kill(**_: object) -> None:
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)

    # One client of DynamoDB and one of Twilio: what they send is all that leaves the process.
    events = scheduler._store().client.meta.events
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
    print(json.dumps({"code": answer["statusCode"], "body": answer["body"], "calls": calls}))


main()

"""A process that exports or imports, each time in a child that may be killed after one of its calls.

A task is the command, the file and the number of the call; with number 0 the child lives.
"""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from local import aws, transfer
from local.transfer import Table
from tests.integration.conftest import LEADS, STATE
from tests.integration.forking import serve

TABLES: Mapping[Table, str] = {"state": STATE, "leads": LEADS}


def carry_out(command: str, file: str, number: int) -> dict[str, object]:
    endpoint, calls, lock = os.environ["AWS_ENDPOINT_URL"], 0, Lock()
    client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)

    def kill(**_: object) -> None:
        nonlocal calls
        with lock:
            calls += 1
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)

    client.meta.events.register("after-call.dynamodb.*", kill)
    if command == "export":
        transfer.export(client, TABLES, Path(file))
    else:
        transfer.import_(client, TABLES, Path(file), dry_run=False)
    return {"calls": calls}


if __name__ == "__main__":
    serve(carry_out)

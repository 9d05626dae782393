"""The stand-in for Twilio on a port of its own, and what it shall fail with."""

import asyncio
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from local import twilio
from local.processes import LOOPBACK

ACCOUNT = twilio.Account("AC" + "0" * 32, "made-up-token", "+19045550199")


@dataclass
class StandIn:
    """`steps` are met one each request, before it is looked at: an error to answer, or seconds to wait."""

    base_url: str
    store: twilio.Store
    steps: deque[twilio.TwilioError | float] = field(default_factory=deque)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.store.messages

    async def account(self) -> twilio.Account:
        step = self.steps.popleft() if self.steps else 0.0
        if isinstance(step, twilio.TwilioError):
            raise step
        await asyncio.sleep(step)
        return ACCOUNT


@contextmanager
def serve(folder: Path) -> Iterator[StandIn]:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        stand_in = StandIn(url, twilio.Store(folder / "messages.jsonl"))
        app = Starlette(routes=twilio.routes(stand_in.store, stand_in.account, url))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield stand_in
        finally:
            server.should_exit = True
            thread.join()

"""The stand-in for Twilio on a port of its own, and what it shall fail with; and a server whose answers never end."""

import asyncio
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from local import twilio
from local.processes import LOOPBACK
from tests import twilio_numbers
from tests.twilio_numbers import Numbers

ACCOUNT = twilio.Account("AC" + "0" * 32, "made-up-token", "+19045550199")


@dataclass
class StandIn:
    """`steps` are met one each request, before it is looked at: an error to answer, or seconds to wait."""

    base_url: str
    store: twilio.Store
    owner: twilio.Account = ACCOUNT
    numbers: Numbers = field(default_factory=Numbers)
    steps: deque[twilio.TwilioError | float] = field(default_factory=deque)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.store.messages

    async def account(self) -> twilio.Account:
        step = self.steps.popleft() if self.steps else 0.0
        if isinstance(step, twilio.TwilioError):
            raise step
        await asyncio.sleep(step)
        return self.owner


@contextmanager
def dripping(start: bytes = b"HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n") -> Iterator[str]:
    """A server that begins each answer so, and goes on by a byte every few milliseconds: no read of it times out."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(start)
            while not over.wait(0.02):
                connection.sendall(b" ")

    def accept(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=drip, args=(connection,), daemon=True).start()

    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        thread = threading.Thread(target=accept, args=(listener,), daemon=True)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def serve(folder: Path, owner: twilio.Account = ACCOUNT) -> Iterator[StandIn]:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        stand_in = StandIn(url, twilio.Store(folder / "messages.jsonl"), owner)
        routes = twilio.routes(stand_in.store, stand_in.account, url)
        app = Starlette(routes=[*routes, *twilio_numbers.routes(stand_in.numbers, stand_in.account)])
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

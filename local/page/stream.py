"""What every open page is told, as server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

_MOST_WAITING = 1_000
_SILENT_SECONDS = 15.0

Event = Mapping[str, Any]


class Stream:
    """The open pages. A page that does not read any more is left out, and gets everything when it connects again."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[Event]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def has_pages(self) -> bool:
        return bool(self._pages)

    def publish(self, event: Event) -> None:
        """Tell all pages; from the event loop's own thread."""
        for page in [*self._pages]:
            try:
                page.put_nowait(event)
            except asyncio.QueueFull:
                self._pages.discard(page)

    def restart(self) -> None:
        """Have all pages connect again, and so get everything anew."""
        for page in [*self._pages]:
            self._pages.discard(page)
            with suppress(asyncio.QueueFull):
                page.put_nowait({})  # wakes it up, and is not sent

    def publish_from_thread(self, event: Event) -> None:
        """Tell all pages; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.publish, event)

    async def events(self, first: Callable[[], Awaitable[Event]]) -> AsyncIterator[bytes]:
        """What one page is sent, from its first event on until it is gone."""
        self._loop = asyncio.get_running_loop()
        page: asyncio.Queue[Event] = asyncio.Queue(_MOST_WAITING)
        self._pages.add(page)  # before the first event is made, so that nothing is missed in between
        try:
            yield _as_bytes(await first())
            while page in self._pages:
                try:
                    event = await asyncio.wait_for(page.get(), _SILENT_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if page in self._pages:
                    yield _as_bytes(event)
        finally:
            self._pages.discard(page)


def _as_bytes(event: Event) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()

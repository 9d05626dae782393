"""What open pages are told, and when one is given up."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from local.page import stream
from local.page.stream import Stream


async def hello() -> dict[str, Any]:
    return {"type": "hello"}


async def following(events: AsyncIterator[bytes]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((await anext(events)).removeprefix(b"data: "))
    return said


def test_each_page_is_told_everything_after_its_first_event() -> None:
    async def scenario() -> list[list[object]]:
        told = Stream()
        pages = [told.events(hello) for _ in range(2)]
        first = [(await following(page))["type"] for page in pages]
        told.publish({"type": "a"})
        await asyncio.to_thread(told.publish_from_thread, {"type": "b"})
        return [first, *[[(await following(page))["type"] for _ in "ab"] for page in pages]]

    assert asyncio.run(scenario()) == [["hello", "hello"], ["a", "b"], ["a", "b"]]


def test_a_page_that_does_not_read_is_given_up() -> None:
    async def scenario() -> bool:
        told = Stream()
        page = told.events(hello)
        await anext(page)
        for number in range(stream._MOST_WAITING + 1):
            told.publish({"type": str(number)})
        return told.has_pages

    assert not asyncio.run(scenario())


def test_what_happens_while_the_first_event_is_made_is_told_too() -> None:
    async def scenario() -> list[object]:
        told = Stream()

        async def slow() -> dict[str, Any]:
            told.publish({"type": "meanwhile"})
            return {"type": "hello"}

        page = told.events(slow)
        return [(await following(page))["type"] for _ in range(2)]

    assert asyncio.run(scenario()) == ["hello", "meanwhile"]


def test_pages_that_are_to_connect_again_are_sent_no_more() -> None:
    async def scenario() -> list[bytes]:
        told = Stream()
        page = told.events(hello)
        await anext(page)
        waiting = asyncio.create_task(anext(page, b"the end"))
        await asyncio.sleep(0)
        told.restart()
        told.publish({"type": "a"})
        return [await waiting]

    assert asyncio.run(scenario()) == [b"the end"]

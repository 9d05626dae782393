"""Customers who want the same slot at the same moment, by the web and by text: exactly one has it."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from local.audit import audit
from tests.e2e.conftest import Linda

ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))
CLIENTS = int(os.environ.get("RACE_CLIENTS", "12"))
PHONES = (f"+1305{number}" for number in count(2_000_000))


def book(linda: Linda, phone: str, day: str, at: str) -> str:
    """Book over the web and return the lead id, "" if the slot was taken."""
    booking = {"phone": phone, "date": day, "time": at, "repair_type": "screen"}
    response = linda.http.post("/scheduler", json=booking)
    assert response.status_code in (201, 409), response.text
    return str(response.json().get("lead_id", ""))


def free_again(linda: Linda, day: str) -> None:
    """Cancel all that is booked on the day."""
    leads = linda.http.get("/scheduler", params={"day": day, "limit": 100}, headers=linda.owner()).json()["leads"]
    for lead in leads:
        if lead["status"] == "booked":
            linda.http.delete("/scheduler", params={"lead_id": lead["lead_id"]}).raise_for_status()
    assert available(linda, day) == 8


def available(linda: Linda, day: str) -> int:
    count: int = linda.http.get("/scheduler", params={"date": day}).json()["available_count"]
    return count


def warm_up(linda: Linda, day: str, pool: ThreadPoolExecutor) -> None:
    """Start the functions' processes a few at a time.

    The emulator starts one for each of the parallel requests: all at once they would be too slow for the first ones.
    """

    def visit(number: int, phone: str) -> None:
        if number % 2:
            available(linda, day)
        else:
            linda.text("hello", phone)

    parallel = 1
    while parallel < CLIENTS:
        parallel = min(2 * parallel, CLIENTS)
        phones = [next(PHONES) for _ in range(parallel)]  # Drawn by one thread: a generator bears no two.
        list(pool.map(visit, range(parallel), phones))


@pytest.mark.timeout(7200)
def test_web_and_text_racing_for_one_slot_have_one_winner(linda: Linda, day: str) -> None:
    def by_web(phone: str) -> bool:
        return bool(book(linda, phone, day, "2:00 PM"))

    def by_text(phone: str) -> bool:
        return linda.text(f"iphone 13 screen {day} at 2pm", phone).messages[0].startswith("Booked")

    with ThreadPoolExecutor(CLIENTS) as pool:
        warm_up(linda, day, pool)
        for _ in range(ROUNDS):
            web = [pool.submit(by_web, next(PHONES)) for _ in range(CLIENTS // 2)]
            text = [pool.submit(by_text, next(PHONES)) for _ in range(CLIENTS - CLIENTS // 2)]
            assert sum(attempt.result() for attempt in web + text) == 1
            assert available(linda, day) == 7
            free_again(linda, day)
    assert audit(linda.aws("dynamodb")) == []


@pytest.mark.timeout(7200)
def test_bookings_that_are_moved_to_one_slot_have_one_winner(linda: Linda, day: str) -> None:
    def move(lead_id: str) -> bool:
        wanted = {"date": day, "time": "4:00 PM"}
        response = linda.http.patch("/scheduler", params={"lead_id": lead_id}, json=wanted)
        assert response.status_code in (200, 409), response.text
        return response.status_code == 200

    hours = ("9:00 AM", "10:00 AM", "11:00 AM", "12:00 PM", "1:00 PM", "2:00 PM")
    with ThreadPoolExecutor(len(hours)) as pool:
        for _ in range(ROUNDS):
            leads = [book(linda, next(PHONES), day, hour) for hour in hours]
            assert sum(pool.map(move, leads)) == 1
            assert available(linda, day) == 2
            free_again(linda, day)
    assert audit(linda.aws("dynamodb")) == []

"""The owner's texts in the unit tests. Commands are made by hand: how his words are read has tests of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from linda.booking import BookingRequest, book, new_lead
from linda.models import Lead, Slot
from linda.owner import line
from linda.owner.command import Command
from linda.turn import take_turn
from tests.fakes import MemoryStore
from tests.unit.builders import NOW, PHONE, inbound, office, premises, slot

OWNER = "+19045550100"


class Texts:
    """His phone: each text is a message of its own, and `commands` says what it asks for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, commands: Mapping[str, Command], **office: Any) -> None:
        self.store, self.office, self.count, self.read = MemoryStore(), office, 0, list[str]()

        def read(text: str, premises: object) -> Command | None:
            self.read.append(text)
            return commands.get(text)

        monkeypatch.setattr(line, "read", read)

    def __call__(self, text: str, now: datetime = NOW, sid: str = "") -> str:
        self.count += 1
        message = replace(inbound(text, sid or f"SM{self.count}", now), phone=OWNER, session_id=f"{OWNER}-2026-02-10")
        reply = take_turn(message, office(self.store, now=now, **self.office))
        assert reply is not None
        return reply.text

    def book(self, at: Slot | None = None, name: str = "Ann", phone: str = PHONE) -> Lead:
        here = premises(self.store)
        request = BookingRequest(at or slot(14), phone, "screen", "twilio-sms", "iPhone 13", customer_name=name)
        return book(here, request, new_lead(here, request))

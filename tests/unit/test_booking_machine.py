"""The machine over the store in memory."""

from dataclasses import asdict
from unittest import TestCase

import pytest
from hypothesis import settings

from linda.adapters.booking_store import stored_lead
from tests.booking_machine import BookingMachine, Item
from tests.fakes import MemoryStore


class MemoryMachine(BookingMachine):
    def open_store(self) -> MemoryStore:
        self.memory = MemoryStore()
        return self.memory

    def put(self, item: Item) -> None:
        lead = stored_lead(item)
        assert lead
        self.memory.leads[lead.lead_id] = lead

    def items(self) -> tuple[list[Item], list[Item]]:
        days: list[Item] = [
            {"state_id": f"DAY#{day}", **{f"{at:%H:%M}": lead_id for at, lead_id in booked.taken.items()}}
            for day, booked in self.memory.days.items()
        ]
        numbers = [
            {"state_id": f"PHONE#{phone}", "starts": bookings.starts} for phone, bookings in self.memory.numbers.items()
        ]
        receipts = [{"state_id": key, "lead_id": receipt.lead_id} for key, receipt in self.memory.receipts.items()]
        return [asdict(lead) for lead in self.memory.leads.values()], [*days, *numbers, *receipts]


BookingsInMemory: type[TestCase] = pytest.mark.timeout(3600)(MemoryMachine.TestCase)
BookingsInMemory.settings = settings()  # type: ignore[attr-defined]

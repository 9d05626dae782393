"""Leads that other programs write into the deployed table, and delete there: the stream tells of them."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

from tests.e2e.conftest import Linda
from tests.e2e.test_notices import send_notices, texts

_LONGEST = 30.0


def until(is_so: Callable[[], bool]) -> bool:
    """Tell whether it becomes so within seconds: the stream is read once a second."""
    end = time.monotonic() + _LONGEST
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def key(lead_id: str) -> Any:
    return {"lead_id": {"S": lead_id}, "timestamp": {"N": "1770735600500"}}


@pytest.fixture
def dashboard(linda: Linda, phone: str, day: str) -> Iterator[Callable[..., str]]:
    """What the web chat does: it writes a lead for 2 PM of the day; what it has written is deleted in the end."""
    client, written = linda.aws("dynamodb"), list[str]()

    def write(**fields: object) -> str:
        lead = {
            "lead_id": f"LEAD-{phone[-4:]}-{len(written)}",
            "timestamp": 1_770_735_600_500,
            "phone": phone,
            "customer_name": "Ann",
            "repair_type": "screen",
            "device": "iPhone 13",
            "appointment_date": day,
            "appointment_time": "2:00 PM",
            "status": "booked",
            "source": "web-chat",
            "notes": None,
            "created_at": 1_770_735_600_500,
            **fields,
        }
        item = {name: TypeSerializer().serialize(value) for name, value in lead.items()}
        client.put_item(TableName="Repairs_Lead_Log", Item=item)
        written.append(str(lead["lead_id"]))
        return written[-1]

    yield write
    for lead_id in written:
        client.delete_item(TableName="Repairs_Lead_Log", Key=key(lead_id))


def is_free(linda: Linda, day: str, at: str = "2:00 PM") -> bool:
    return at in linda.http.get("/scheduler", params={"date": day}).json()["available_slots"]


@pytest.mark.parametrize("prefix", ["LEAD", "web"])
def test_a_lead_of_the_web_chat_takes_its_slot_and_a_deleted_one_frees_it(
    linda: Linda, dashboard: Callable[..., str], phone: str, day: str, prefix: str
) -> None:
    lead_id = dashboard(lead_id=f"{prefix}-{phone[-4:]}-0")
    assert until(lambda: not is_free(linda, day))
    (stored,) = linda.leads(phone)
    assert (stored["lead_type"], stored["revision"], stored["status"]) == ("appointment", 1, "booked")
    assert "2:00 PM" in linda.text("when is my appointment?", phone).messages[0]
    linda.aws("dynamodb").delete_item(TableName="Repairs_Lead_Log", Key=key(lead_id))
    assert until(lambda: is_free(linda, day))


def test_the_owner_is_told_once_of_two_leads_for_one_slot(
    linda: Linda, dashboard: Callable[..., str], phone: str, day: str
) -> None:
    dashboard()
    assert until(lambda: not is_free(linda, day))
    dashboard(customer_name=f"Bob {phone[-4:]}")
    assert until(lambda: len([lead for lead in linda.leads(phone) if lead.get("revision")]) == 2)
    for _ in range(2):
        assert send_notices(linda)["status"] == "success"
    told = [text for text in texts(linda, linda.outputs["owner_phone"]) if f"Bob {phone[-4:]}" in text]
    assert ["Two bookings at once on " in text for text in told] == [True]  # perhaps with other news

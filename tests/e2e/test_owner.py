"""The owner's line of the deployed stack: signed texts from his number, and what follows from them at once."""

from tests.e2e.conftest import Linda
from tests.e2e.test_notices import send_notices, texts


def owner_says(linda: Linda, text: str) -> str:
    (reply,) = linda.text(text, linda.outputs["owner_phone"]).messages
    return reply


def test_a_status_by_text_is_that_of_the_api_with_its_end_and_can_be_undone(linda: Linda, phone: str) -> None:
    try:
        assert "Brandon is at the gym until" in owner_says(linda, "gym back in 2 hours")
        state = linda.http.get("/state", headers=linda.owner()).json()["state"]
        assert state["status"] == "gym"
        assert state["until"] == state["busy_until"]
        assert "gym" in linda.http.get("/state").json()["state"]["status_text"]
        history = linda.http.get("/state", params={"history": 1}, headers=linda.owner()).json()["history"]
        assert [change["by"] for change in history] == ["text"]
        assert "gym" in linda.text("is brandon there?", phone).messages[0]
    finally:
        assert "Undone" in owner_says(linda, "undo")
    assert linda.http.get("/state").json()["state"]["status"] == "working"


def test_a_question_is_answered_by_its_number_and_reaches_the_customer_once(linda: Linda, phone: str) -> None:
    linda.text("do yall do engraving on phones?", phone)
    send_notices(linda)
    asked = next(text for text in texts(linda, linda.outputs["owner_phone"]) if f"{phone} asks: do yall do" in text)
    number = asked.partition(f") {phone} asks")[0].rpartition(" ")[2]
    for _ in range(2):
        owner_says(linda, f"{number} tell them we do on fridays")
    send_notices(linda)
    assert [text for text in texts(linda, phone) if "fridays" in text] == ["Brandon says we do on fridays."]


def test_a_closed_day_names_who_stands_on_it_and_move_all_asks_them(linda: Linda, phone: str, day: str) -> None:
    booking = {"phone": phone, "date": day, "time": "11:00 AM", "repair_type": "screen"}
    lead_id = linda.http.post("/scheduler", json=booking).json()["lead_id"]
    try:
        closed = linda.http.put("/state", params={"closed": day}, headers=linda.owner()).json()
        assert [one["lead_id"] for one in closed["bookings"]] == [lead_id]
        owner_says(linda, "move all")
        send_notices(linda)
        assert sum("A) " in text for text in texts(linda, phone)) == 1
        linda.text("b please", phone)
        moved = linda.http.get("/scheduler", params={"lead_id": lead_id}).json()["booking"]
        assert (moved["status"], moved["appointment_date"] != day) == ("booked", True)
    finally:
        linda.http.delete("/state", params={"closed": day}, headers=linda.owner())
        linda.http.delete("/scheduler", params={"lead_id": lead_id})  # The day that it was moved to is another test's.


def test_who_only_claims_to_be_the_owner_is_refused(linda: Linda) -> None:
    form = {"From": linda.outputs["owner_phone"], "Body": "closed today", "MessageSid": "SM" + "0" * 32}
    assert linda.http.post("/dispatcher", data=form).status_code == 403
    assert "closed today" not in linda.http.get("/state").text

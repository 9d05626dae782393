"""The agenda: what somebody clicks there is done by the scheduler, and by nobody twice."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Linda
from tests.page import user


def day_after(linda: Linda, days: int) -> str:
    return (datetime.fromisoformat(user.now(linda)) + timedelta(days=days)).date().isoformat()


def fill_in(page: Page, phone: str, name: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Phone").fill(phone)
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Device").fill("iPhone 13")
    dialog.get_by_role("button", name="Book", exact=True).click()


def test_a_slot_is_booked_moved_and_cancelled_by_clicks(linda: Linda, page: Page) -> None:
    day, phone = day_after(linda, 1), user.new_phone()
    first, second = user.slot(page, day, "10:00 AM"), user.slot(page, day, "2:00 PM")
    user.be_customer(page, phone)
    first.click()
    fill_in(page, phone, "Marisol")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(first).to_have_attribute("data-is", "taken")
    expect(first).to_contain_text("Marisol")
    expect(user.newest(page)).to_contain_text("your appointment is booked for")

    first.click()
    page.get_by_label("Move to").select_option(f"{day}|2:00 PM")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(second).to_have_attribute("data-is", "taken")
    expect(first).to_have_attribute("data-is", "free")

    second.click()
    page.get_by_role("button", name="Cancel the booking").click()
    expect(second).to_have_attribute("data-is", "free")
    assert [(lead["status"], lead["appointment_time"]) for lead in linda.leads(phone)] == [("cancelled", "2:00 PM")]


def test_a_slot_that_somebody_else_took_meanwhile_is_refused_in_words(
    linda: Linda, page: Page, faults: list[str]
) -> None:
    day = day_after(linda, 2)
    slot = user.slot(page, day, "11:00 AM")
    slot.click()
    other = {"phone": user.new_phone(), "date": day, "time": "11:00 AM", "repair_type": "screen", "customer_name": "Bo"}
    assert linda.http.post("/scheduler", json=other).status_code == 201
    late = user.new_phone()
    fill_in(page, late, "Too late")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("Free that day: ")
    dialog.get_by_role("button", name="Close").click()
    expect(slot).to_contain_text("Bo")
    assert linda.leads(late) == []
    assert faults.pop() == "409 for POST /_local/api/scheduler"


def test_another_week_is_shown_and_this_one_again(linda: Linda, page: Page) -> None:
    later = user.slot(page, day_after(linda, 8), "9:00 AM")
    expect(user.slot(page, day_after(linda, 1), "9:00 AM")).to_be_visible()
    page.get_by_role("button", name="Next week").click()
    expect(later).to_have_attribute("data-is", "free")
    page.get_by_role("button", name="This week").click()
    expect(later).to_have_count(0)


def test_two_quick_clicks_turn_two_weeks(linda: Linda, page: Page) -> None:
    expect(user.slot(page, day_after(linda, 1), "9:00 AM")).to_be_visible()
    page.get_by_role("button", name="Next week").click()
    page.get_by_role("button", name="Next week").click()
    expect(user.slot(page, day_after(linda, 15), "9:00 AM")).to_be_visible()
    page.get_by_role("button", name="This week").click()
    expect(user.slot(page, day_after(linda, 1), "9:00 AM")).to_be_visible()

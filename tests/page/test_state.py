"""Brandon's state: what he sets on the page or by text holds at once, shows everywhere, and can be undone."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Linda
from tests.page import user
from tests.page.test_agenda import day_after


def state(linda: Linda) -> dict[str, Any]:
    found: dict[str, Any] = linda.http.get("/_local/api/state").json()["state"]
    return found


def status(page: Page, name: str) -> None:
    page.get_by_role("group", name="Status").get_by_role("button", name=name).click()


def test_a_status_with_note_and_end_is_told_and_undone(linda: Linda, page: Page) -> None:
    page.get_by_label("Note for customers").fill("Text me, I answer between sets")
    page.get_by_label("Until").fill("2h")
    status(page, "Gym")
    expect(page.get_by_text("Saved: status gym")).to_be_visible()
    expect(page.locator("[data-status-text]")).to_contain_text("Brandon is at the gym until")
    saved = state(linda)
    assert (saved["status"], saved["notes"]) == ("gym", "Text me, I answer between sets")
    assert saved["until"]
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Undone.", exact=True)).to_be_visible()
    expect(page.locator("[data-status-text]")).to_contain_text("Brandon is at the bench")
    assert [state(linda)[name] for name in ("status", "notes", "until")] == ["working", "", ""]


def test_a_note_goes_with_the_status_that_it_was_about(linda: Linda, page: Page) -> None:
    status(page, "Gym")
    expect(page.get_by_text("Saved: status gym")).to_be_visible()
    page.get_by_label("Note for customers").fill("leg day")
    page.get_by_label("Until").fill("2h")
    page.get_by_role("button", name="Save note and end").click()
    expect(page.locator("[data-status-text]")).to_contain_text("leg day")
    status(page, "Working")
    expect(page.locator("[data-status-text]")).to_have_text("Brandon is at the bench right now.")
    assert [state(linda)[name] for name in ("status", "notes")] == ["working", ""]


def test_what_is_set_changes_the_next_reply_and_is_undone(linda: Linda, page: Page) -> None:
    settings = page.get_by_role("form", name="What LINDA knows and may do")
    settings.get_by_label("Bulletin").fill("Free screen protector with every repair this week")
    settings.get_by_label("Price list").fill("- iPhone 13 screen $99")
    settings.get_by_label("Offer accessories after a booking").uncheck()
    settings.get_by_label("Discount cap (%)").fill("5")
    settings.get_by_label("Tone").select_option("hustler")
    settings.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("bulletin, price list, offering accessories off.")).to_be_visible()
    wanted = {
        "special_info": "Free screen protector with every repair this week",
        "services_block": "- iPhone 13 screen $99",
        "auto_upsell": False,
        "max_discount": 5,
        "persona": "hustler",
    }
    assert {name: state(linda)[name] for name in wanted} == wanted
    user.be_customer(page, user.new_phone())
    user.ask(page, "how much is an iphone 13 screen?", "$99")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Undone.", exact=True)).to_be_visible()
    expect(settings.get_by_label("Discount cap (%)")).to_have_value("15")
    user.ask(page, "how much is an iphone 13 screen?", "$79")


def test_linda_leaves_the_texts_to_brandon_when_the_switch_is_off(linda: Linda, page: Page) -> None:
    answers = page.get_by_role("switch", name="LINDA answers texts")
    expect(answers).to_be_checked()
    answers.uncheck()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved: answering texts off.")).to_be_visible()
    user.be_customer(page, user.new_phone())
    user.ask(page, "how much is an iphone 13 screen?", "Brandon")
    expect(user.newest(page)).not_to_contain_text("$79")
    page.get_by_role("button", name="Send what is due").click()
    expect(page.get_by_role("log", name="Brandon's texts with LINDA")).to_contain_text(
        "how much is an iphone 13 screen?"
    )


def test_a_day_is_closed_and_opened_again(linda: Linda, page: Page) -> None:
    day = day_after(linda, 5)
    slot, closed = user.slot(page, day, "1:00 PM"), page.get_by_role("list", name="Closed days")
    page.get_by_label("Day to close").fill(day)
    page.get_by_role("form", name="Close a day").get_by_role("button", name="Close").click()
    expect(closed.locator(f'[data-closed="{day}"]')).to_be_visible()
    expect(slot).to_have_attribute("data-is", "closed")
    closed.get_by_role("button", name="Open again").click()
    expect(slot).to_have_attribute("data-is", "free")
    assert state(linda)["closures"] == "[]"


def test_what_brandon_texts_shows_in_his_state_and_undo_takes_it_back(linda: Linda, page: Page) -> None:
    page.get_by_label("Brandon's message").fill("driving until 5pm")
    page.get_by_role("button", name="Send as Brandon").click()
    phone = page.get_by_role("log", name="Brandon's texts with LINDA")
    expect(phone.locator(".bubble").last).to_contain_text("Text UNDO to take it back.")
    driving = page.get_by_role("group", name="Status").get_by_role("button", name="Driving")
    expect(driving).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="UNDO", exact=True).click()
    expect(driving).to_have_attribute("aria-pressed", "false")

"""The website's chat as its visitor sees it."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Linda
from tests.page import user
from tests.page.test_agenda import day_after


def test_a_visitor_books_with_the_code_that_his_phone_shows(linda: Linda, page: Page) -> None:
    day, phone = day_after(linda, 3), user.new_phone()
    said = page.get_by_role("log", name="The website's chat").locator(".bubble").last

    def write(words: str, reply: str) -> None:
        page.get_by_label("Visitor's message").fill(words)
        page.get_by_role("button", name="Send to the chat").click()
        expect(said).to_contain_text(reply)

    user.be_customer(page, phone)
    page.get_by_role("tab", name="Website chat").click()
    write(f"can you fix an iphone 13 screen on {day} at 3pm?", "Want me to book it?")
    write("yes, I'm Rosa", "What is the number?")
    write(phone, "type the 6 digits here")
    page.get_by_role("tab", name="Phone").click()
    expect(user.newest(page)).to_contain_text("is your code")
    code = re.search(r"\b\d{6}\b", user.newest(page).inner_text())
    assert code
    page.get_by_role("tab", name="Website chat").click()
    write(code[0], "Booked: iPhone 13 screen repair")
    expect(page.locator(".booking")).to_contain_text("Booked")
    expect(user.slot(page, day, "3:00 PM")).to_contain_text("Rosa")

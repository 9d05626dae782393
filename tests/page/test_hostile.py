"""Whatever customers and owner write is shown as text, and is nothing but text."""

from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from local import twilio
from tests.e2e.conftest import Linda
from tests.page import user
from tests.page.conftest import OpenPage

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
HOSTILE = (
    SCRIPT,
    IMAGE,
    "\"'><svg onload=alert(1)><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<b>bold</b> &lt;i&gt; &amp; <!-- no comment --> </li></ol><h1>gone</h1>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} javascript:alert(1)",
    "\u202eright to left\u2066 and \u2067mixed\u2069 \u200f\u061c",
    "Z\u0351\u036b\u0343a\u0321\u034el\u0334g\u0335o\u0337 " * 12,
    "nospaces" * 150,
)


def tags(part: Locator) -> set[str]:
    found: list[str] = part.locator("*").evaluate_all("nodes => nodes.map(node => node.tagName)")
    return set(found)


def test_a_customers_text_is_a_bubble_and_nothing_else(page: Page) -> None:
    user.be_customer(page, user.new_phone())
    for words in HOSTILE:
        user.text(page, words)
        expect(user.messages(page).locator(".pending")).to_have_count(0)
        bubble = user.messages(page).locator('[data-from="customer"]').last
        assert bubble.locator(".words").text_content() == words.strip()
        assert tags(bubble) == {"SPAN", "P"}
        assert page.locator("script:not([src]), iframe, object, embed, base").count() == 0
        assert user.has_no_sideways_scroll(page), words


def test_ten_thousand_characters_are_a_bubble_that_can_be_unfolded(linda: Linda, open_page: OpenPage) -> None:
    page, phone = open_page(390, 844), user.new_phone()
    user.be_customer(page, phone)
    words = f"{SCRIPT}{IMAGE}" + "m" * 9_950
    assert linda.webhook(twilio.inbound(linda.account, phone, words)).status_code == 200
    bubble = user.messages(page).locator('[data-from="customer"]').last
    bubble.get_by_role("button", name="Show all").click()
    expect(bubble.locator(".words")).to_have_text(words)
    assert user.has_no_sideways_scroll(page)


def test_more_than_a_text_holds_is_refused_in_words(page: Page, linda: Linda, faults: list[str]) -> None:
    answer = linda.http.post("/_local/text", json={"from": user.new_phone(), "text": "m" * 10_000})
    assert (answer.status_code, "at most 1,600 characters" in answer.json()["message"]) == (400, True)
    user.be_customer(page, user.new_phone())
    page.get_by_label("Customer's message").evaluate("(field, text) => { field.value = text; }", "m" * 1_601)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Not sent. A text message has at most 1,600 characters")).to_be_visible()
    failed = page.locator(".bubble.failed")
    failed.get_by_role("button", name="Show all 1,601 characters").click()
    expect(failed).to_contain_text("m" * 1_601)
    assert faults.pop() == "400 for POST /_local/text"


def test_a_leads_name_and_the_owners_words_are_text_wherever_they_are_shown(linda: Linda, page: Page) -> None:
    day = datetime.fromisoformat(user.now(linda)).date() + timedelta(days=1)
    name = f"Eve {IMAGE}"
    lead = {"phone": user.new_phone(), "date": f"{day}", "time": "4:00 PM", "repair_type": "screen"}
    lead |= {"customer_name": name, "device": "<b>iPhone</b>"}
    assert linda.http.post("/scheduler", json=lead).status_code == 201
    slot = user.slot(page, f"{day}", "4:00 PM")
    expect(slot).to_contain_text(name)
    expect(page.get_by_role("list", name="Leads").get_by_text(name)).to_be_visible()
    slot.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"{name}, <b>iPhone</b>")
    dialog.get_by_role("button", name="Close").click()
    page.get_by_label("Bulletin").fill(SCRIPT)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved: bulletin.")).to_be_visible()
    page.get_by_label("Note for customers").fill(IMAGE)
    page.get_by_role("button", name="Save note and end").click()
    expect(page.get_by_text("Saved: note.")).to_be_visible()
    state = linda.http.get("/_local/api/state").json()["state"]
    assert (state["special_info"], state["notes"]) == (SCRIPT, IMAGE)
    assert page.locator("img[src=x], script:not([src])").count() == 0
    assert user.has_no_sideways_scroll(page)

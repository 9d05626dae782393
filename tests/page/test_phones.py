"""Each phone has drafts, texts and a call of its own; nothing of one gets to another, and nothing written is lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, Route, expect

from tests.e2e.conftest import Linda
from tests.page import user

PHOTO: FilePayload = {"name": "screen.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}


@pytest.fixture
def calls(page: Page) -> Iterator[None]:
    """Whoever calls has hung up when the test is over."""
    yield
    user.call(page).get_by_role("button", name="Hang up").click()
    expect(user.call(page).get_by_role("button", name="Close the call")).to_be_visible()


def draft(page: Page) -> Locator:
    return page.get_by_label("Customer's message")


def call_the_shop(page: Page) -> Locator:
    return page.get_by_role("button", name="Call the shop")


def is_broken_off(message: ConsoleMessage) -> bool:
    """Tell whether the browser says that a request got no answer, which the page may have said before."""
    return "net::ERR_FAILED" in message.text


def refusing(status: int, message: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, json={"message": message})


def test_what_is_written_and_not_sent_stays_with_its_phone(page: Page) -> None:
    one, other = user.new_phone(), user.new_phone()
    user.be_customer(page, other)
    user.be_customer(page, one)
    draft(page).fill("half a sentence")
    page.get_by_label("Attach a photo, voice note or file").set_input_files(PHOTO)
    page.get_by_role("button", name="Share a place").click()
    page.get_by_label("Address of the place").fill("1 Main Street")
    user.phone_of(page, other).click()
    expect(draft(page)).to_have_value("")
    expect(page.get_by_text("screen.png")).to_have_count(0)
    expect(page.get_by_label("Address of the place")).to_be_hidden()
    expect(page.get_by_label("Send by")).to_have_value("")
    user.phone_of(page, one).click()
    expect(draft(page)).to_have_value("half a sentence")
    expect(page.get_by_text("screen.png")).to_be_visible()
    expect(page.get_by_label("Address of the place")).to_have_value("1 Main Street")
    expect(page.get_by_label("Send by")).to_have_value("whatsapp")


def test_a_word_or_an_example_at_a_click_leaves_the_draft_alone(page: Page) -> None:
    user.be_customer(page, user.new_phone())
    draft(page).fill("half a sentence")
    page.get_by_label("Attach a photo, voice note or file").set_input_files(PHOTO)
    page.get_by_role("button", name="how much is an iphone 13 screen?").click()
    expect(user.newest(page)).to_contain_text("starts at")
    page.get_by_role("button", name="STOP", exact=True).click()
    expect(user.newest(page)).to_have_text("Twilio itself answers this word; LINDA sends no reply.")
    expect(draft(page)).to_have_value("half a sentence")
    expect(page.get_by_text("screen.png")).to_be_visible()


def test_a_text_that_was_not_sent_stays_on_its_phone_and_can_be_sent_again(page: Page, faults: list[str]) -> None:
    phone, other = user.new_phone(), user.new_phone()
    user.be_customer(page, other)
    user.be_customer(page, phone)
    page.route("**/_local/text", refusing(400, "That is refused."))
    user.text(page, "are you there?")
    failed = user.messages(page).locator(".failed")
    expect(failed).to_contain_text("are you there?")
    expect(failed).to_contain_text("Not sent. That is refused.")
    expect(draft(page)).to_have_value("")
    user.phone_of(page, other).click()
    expect(failed).to_have_count(0)
    expect(draft(page)).to_have_value("")
    user.phone_of(page, phone).click()
    page.unroute("**/_local/text")
    failed.get_by_role("button", name="Try again").click()
    expect(user.newest(page)).to_have_attribute("data-from", "linda")
    expect(failed).to_have_count(0)
    expect(user.messages(page).get_by_text("are you there?")).to_have_count(1)
    assert faults.pop() == "400 for POST /_local/text"


def test_a_text_without_an_answer_may_have_arrived(page: Page, faults: list[str]) -> None:
    user.be_customer(page, user.new_phone())
    page.route("**/_local/text", lambda route: route.abort())
    with page.expect_console_message(is_broken_off):
        user.text(page, "are you there?")
    expect(user.messages(page).locator(".failed")).to_contain_text("No answer. LINDA may have got it.")
    assert "net::ERR_FAILED" in faults.pop()


def test_a_text_whose_answer_came_another_way_is_shown_once(linda: Linda, page: Page, faults: list[str]) -> None:
    phone = user.new_phone()
    user.be_customer(page, phone)
    page.route("**/_local/text", lambda route: route.abort())
    with page.expect_console_message(is_broken_off):
        user.text(page, "how much is a battery?")
    expect(user.messages(page).locator(".failed")).to_be_visible()
    linda.text("how much is a battery?", phone)
    expect(user.newest(page)).to_have_attribute("data-from", "linda")
    expect(user.messages(page).locator('[data-from="customer"]')).to_have_count(1)
    assert "net::ERR_FAILED" in faults.pop()


@pytest.mark.usefixtures("calls")
def test_a_call_is_on_its_own_phone_only_and_survives_a_reload(page: Page) -> None:
    one, other = user.new_phone(), user.new_phone()
    user.be_customer(page, other)
    user.be_customer(page, one)
    call_the_shop(page).click()
    expect(user.call(page).get_by_role("status").first).to_have_text("LINDA listens")
    expect(call_the_shop(page)).to_be_disabled()
    user.phone_of(page, other).click()
    expect(user.call(page)).to_be_hidden()
    expect(draft(page)).to_be_visible()
    expect(call_the_shop(page)).to_be_enabled()
    page.reload()
    user.phone_of(page, one).click()
    user.say(page, "how much is an iphone 13 screen?")
    expect(user.call(page).locator('[data-who="LINDA"]').last).to_contain_text("seventy-nine dollars")


def test_a_call_that_is_over_can_be_read_until_it_is_closed(page: Page) -> None:
    phone = user.new_phone()
    user.be_customer(page, phone)
    call_the_shop(page).click()
    expect(user.call(page).get_by_role("status").first).to_have_text("LINDA listens")
    user.call(page).get_by_role("button", name="Hang up").click()
    close = user.call(page).get_by_role("button", name="Close the call")
    expect(close).to_be_visible()
    page.reload()
    user.phone_of(page, phone).click()
    expect(user.call(page).locator('[data-who="LINDA"]').first).to_be_visible()
    close.click()
    expect(user.call(page)).to_be_hidden()
    expect(call_the_shop(page)).to_be_enabled()


@pytest.mark.usefixtures("calls")
def test_words_that_a_call_does_not_take_stay_in_the_field(page: Page, faults: list[str]) -> None:
    user.be_customer(page, user.new_phone())
    call_the_shop(page).click()
    words = user.call(page).get_by_label("What the caller says")
    page.route("**/_local/calls/*", refusing(409, "LINDA is not listening just now"))
    user.say(page, "an iphone 13 screen")
    expect(user.call(page)).to_contain_text("Wait a moment: LINDA is not listening just now")
    expect(words).to_have_value("an iphone 13 screen")
    page.unroute("**/_local/calls/*")
    user.say(page, "an iphone 13 screen")
    expect(words).to_have_value("")
    assert "409 for POST /_local/calls/" in faults.pop()

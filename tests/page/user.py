"""What somebody at the page does and sees, by the names that the page gives to what is on it."""

from itertools import count

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Linda

_PHONES = count(2_000)
# A machine that runs other tests besides may be slow. What must be quick is timed by tests of its own.
expect.set_options(timeout=15_000)


def new_phone() -> str:
    """The number of a customer nobody has met."""
    return f"+1904556{next(_PHONES)}"


def be_customer(page: Page, phone: str) -> None:
    """Put the phone of a number in front, which is added for it."""
    page.get_by_role("button", name="Add a customer").click()
    page.get_by_label("New customer's number").fill(phone)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(messages(page)).to_have_attribute("data-phone", phone)


def phone_of(page: Page, phone: str) -> Locator:
    """The button that puts a number's phone in front."""
    return page.locator(f'button[data-phone="{phone}"]')


def call(page: Page) -> Locator:
    """The call of the phone in front."""
    return page.get_by_role("region", name="Call")


def messages(page: Page) -> Locator:
    """What was said on the customer's phone."""
    return page.get_by_role("log", name="Messages with LINDA", exact=True)


def newest(page: Page) -> Locator:
    return messages(page).locator(".bubble").last


def text(page: Page, words: str) -> None:
    """Send a text from the customer's phone."""
    page.get_by_label("Customer's message").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def ask(page: Page, words: str, reply: str) -> None:
    """Send a text from the customer's phone, and see the reply, of which this is a part."""
    text(page, words)
    expect(newest(page)).to_contain_text(reply)
    expect(newest(page)).to_have_attribute("data-from", "linda")


def say(page: Page, words: str) -> None:
    """Say something in the call, when LINDA listens."""
    expect(call(page).get_by_role("status").first).to_have_text("LINDA listens")
    call(page).get_by_label("What the caller says").fill(words)
    call(page).get_by_role("button", name="Say", exact=True).click()


def move_clock(page: Page, to: str) -> None:
    """Move the stack's clock to a time at the shop, YYYY-MM-DDTHH:MM."""
    clock = page.get_by_role("region", name="Clock")
    clock.get_by_text("Move the clock").click()
    clock.get_by_label("To a date and time").fill(to)
    clock.get_by_role("button", name="Go").click()
    expect(clock.get_by_role("status")).to_contain_text("Moved.")
    page.keyboard.press("Escape")


def now(linda: Linda) -> str:
    """The stack's present at the shop, YYYY-MM-DDTHH:MM:SS and the offset."""
    return str(linda.http.get("/_local/about").json()["clock"]["now"])


def slot(page: Page, day: str, time: str) -> Locator:
    """A slot of the agenda: a day as YYYY-MM-DD, and a time such as 2:00 PM."""
    return page.locator(f'[data-day="{day}"][data-time="{time}"]')


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))

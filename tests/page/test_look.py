"""The page for everybody: without barriers, at both widths, by keyboard; and its pictures."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from local.environment import HOME, NODE_MODULES
from tests.e2e.conftest import Linda
from tests.page import user
from tests.page.conftest import OpenPage

SIZES = pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)], ids=["laptop", "phone"])
# `make test ARGS=tests/page/test_look.py` writes them anew; docs/page.png is the first.
PICTURES = HOME / "screenshots"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"


def violations(page: Page) -> list[str]:
    """What axe-core finds, with the element and what is wrong with it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}" for one in found for node in one["nodes"]]


def talk(page: Page) -> None:
    user.be_customer(page, user.new_phone())
    user.ask(page, "how much is an iphone 13 screen?", "starts at")
    user.ask(page, "do you have anything tomorrow? it's Marisol", "A)")
    user.ask(page, "the first", "Booked")


def open_turn(page: Page) -> None:
    turn = page.get_by_role("list", name="The last turns").locator('> [data-kind="text"]').first
    turn.locator("summary").first.click()
    expect(page.locator('[data-step="policy"]').first).to_be_visible()


def open_lead(page: Page) -> None:
    page.get_by_role("list", name="Leads").get_by_role("button").first.click()
    expect(page.get_by_role("dialog").get_by_label("Move to").locator("option").nth(1)).to_be_attached()


def be_on_the_phone(page: Page) -> None:
    page.get_by_role("button", name="Call the shop").click()
    user.say(page, "how much is a battery")
    expect(page.get_by_role("region", name="Call").get_by_role("status").first).to_have_text("LINDA listens")


def chat(page: Page) -> None:
    page.get_by_role("tab", name="Website chat").click()
    page.get_by_label("Visitor's message").fill("how much is an iphone 13 screen?")
    page.get_by_role("button", name="Send to the chat").click()
    expect(page.get_by_role("log", name="The website's chat")).to_contain_text("starts at")


def open_clock(page: Page) -> None:
    page.get_by_text("Move the clock").click()


@SIZES
def test_axe_finds_nothing_whatever_is_open_and_nothing_scrolls_sideways(
    linda: Linda, open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page(width, height)
    opened: tuple[tuple[Callable[[Page], None], ...], ...] = (
        (talk, open_turn, be_on_the_phone, open_clock),
        (chat, open_lead),
    )
    for steps in opened:
        for step in steps:
            step(page)
            assert user.has_no_sideways_scroll(page), step.__name__
        assert violations(page) == [], [step.__name__ for step in steps]


def test_a_text_is_sent_and_a_turn_opened_by_the_keyboard_alone(page: Page) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"{selector} cannot be reached by the keyboard")

    tab_to('[aria-label="Customer\'s message"]')
    page.keyboard.type("how much is an ipad battery?")
    page.keyboard.press("Enter")
    expect(user.newest(page)).to_have_attribute("data-from", "linda")
    turn = page.get_by_role("list", name="The last turns").locator('> [data-kind="text"]').first
    expect(turn).to_contain_text("how much is an ipad battery?")
    tab_to('li[data-kind="text"] summary')
    page.keyboard.press("Enter")
    expect(turn.locator('[data-step="policy"]')).to_be_visible()
    expect(turn.locator('[data-step="TwiML"]')).to_be_attached()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@SIZES
def test_its_picture_is_taken(linda: Linda, open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width, height)
    talk(page)
    page.get_by_role("group", name="Status").get_by_role("button", name="Working").click()
    open_turn(page)
    page.evaluate("document.activeElement.blur()")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"page-{width}.png", animations="disabled")
    page.screenshot(path=PICTURES / f"page-{width}-whole.png", full_page=True, animations="disabled")

"""The whole story, as somebody at the page lives it: each part shows in the others by itself."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Linda
from tests.page import user


def test_a_customer_is_quoted_and_booked_sees_brandons_state_moves_calls_cancels_and_is_reminded(
    linda: Linda, page: Page
) -> None:
    today = datetime.fromisoformat(user.now(linda)).date()
    friday = today + timedelta(days=4)
    phone = user.new_phone()
    user.be_customer(page, phone)

    user.ask(page, "how much is an iphone 13 screen?", "iPhone 13 screen repair starts at $79")
    expect(user.newest(page)).to_contain_text("1 segment")
    user.ask(page, "can I come on friday at 2pm? it's Ana", "Want me to book it?")
    user.ask(page, "yes", "Booked: iPhone 13 screen repair")
    expect(user.slot(page, f"{friday}", "2:00 PM")).to_have_attribute("data-is", "taken")
    expect(user.slot(page, f"{friday}", "2:00 PM")).to_contain_text("Ana")
    expect(page.get_by_role("list", name="Leads").get_by_role("listitem").first).to_contain_text("Ana")

    user.ask(page, "what is brandon doing?", "Brandon is at the bench right now.")
    page.get_by_label("Until").fill("11am")
    page.get_by_role("group", name="Status").get_by_role("button", name="Gym").click()
    expect(page.get_by_text("Brandon is at the gym until 11:00 AM.").first).to_be_visible()
    user.ask(page, "what is brandon doing?", "Brandon is at the gym until 11:00 AM.")

    user.ask(page, "can we move it to 3pm?", "Want me to move")
    user.ask(page, "yes", "Moved: iPhone 13 screen repair")
    expect(user.slot(page, f"{friday}", "3:00 PM")).to_have_attribute("data-is", "taken")
    expect(user.slot(page, f"{friday}", "2:00 PM")).to_have_attribute("data-is", "free")

    page.get_by_role("button", name="Call the shop").click()
    user.say(page, "where is your shop")
    call = page.get_by_role("region", name="Call")
    expect(call.locator('[data-who="LINDA"]').filter(has_text="We're in Jacksonville")).to_be_visible()
    call.get_by_role("button", name="Hang up").click()
    call.get_by_role("button", name="Close the call").click()
    expect(call).to_be_hidden()

    user.ask(page, "cancel my appointment", "Do you want me to cancel")
    user.ask(page, "yes", "is cancelled")
    expect(user.slot(page, f"{friday}", "3:00 PM")).to_have_attribute("data-is", "free")

    user.ask(page, "book me an iphone 13 screen on friday at 11am", "Booked: iPhone 13 screen repair")
    user.move_clock(page, f"{friday - timedelta(days=1)}T11:30")
    expect(user.newest(page)).to_contain_text("11:00 AM")
    expect(user.newest(page)).to_contain_text("by herself")

    user.text(page, "STOP")
    expect(user.newest(page)).to_contain_text("Twilio itself answers this word")
    user.text(page, "are you open?")
    expect(user.newest(page)).to_contain_text("Not delivered, since this number has sent STOP")
    user.text(page, "START")
    expect(user.newest(page)).to_contain_text("Twilio itself answers this word")
    user.ask(page, "when is my appointment?", "11:00 AM")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.quotes import device_family, device_name, find_device, find_repair, price, quote
from tests.unit.desk import SHOP

DEVICES = st.sampled_from(["", "iphone 13 pro", "Samsung Galaxy S22", "pixel 8", "iPad", "moto", "my old phone"])


@pytest.mark.parametrize(
    ("text", "device", "name", "family"),
    [
        ("Do you fix cracked iPhone 13 screens?", "iphone 13", "iPhone 13", "iphone"),
        ("iphone13 pro max", "iphone13 pro max", "iPhone 13 Pro Max", "iphone"),
        ("my i-phone xr", "i-phone xr", "iPhone XR", "iphone"),
        ("iphones", "iphones", "iPhone", "iphone"),
        ("Samsung Galaxy S22 Ultra screen", "samsung galaxy s22 ultra", "Samsung Galaxy S22 Ultra", "samsung"),
        ("galaxy z flip 5", "galaxy z flip 5", "Galaxy Z Flip 5", "samsung"),
        ("an i pad", "i pad", "iPad", "ipad"),
        ("google pixel 8a", "google pixel 8a", "Google Pixel 8a", "pixel"),
        ("my phone", "", "", ""),
    ],
)
def test_a_device_is_found_and_named_as_its_maker_does(text: str, device: str, name: str, family: str) -> None:
    assert find_device(text) == device
    assert device_name(device) == name
    assert device_family(name) == family


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("Do you fix cracked iphone 13 screens?", "screen"),
        ("how much do you charge for a screen", "screen"),
        ("need a screen protector", "screen protector"),
        ("the back of it is cracked, I mean back glass", "back glass"),
        ("I dropped it in the pool", "water damage"),
        ("it won't charge", "charging port"),
        ("it won’t charge", "charging port"),  # noqa: RUF001  (phones write curly quotes)
        ("isn't even charging", "charging port"),
        ("doesn't hold a charge", "battery"),
        ("battery dies fast", "battery"),
        ("a case for it", "case"),
        ("in that case tomorrow at 3pm", ""),
        ("se rompió la pantalla", "screen"),
        ("do I need support?", ""),
        ("hello", ""),
    ],
)
def test_a_repair_is_found(text: str, repair: str) -> None:
    assert find_repair(text) == repair


@pytest.mark.parametrize(
    ("repair", "device", "expected"),
    [
        ("screen", "iphone 13", "iPhone 13 screen repair starts at $79."),
        ("screen", "galaxy s22", "Galaxy S22 screen repair starts at $89."),
        ("screen", "", "Screen repair starts at $79 (iPhone), $89 (Samsung)."),
        (
            "screen",
            "pixel 8",
            "Screen repair starts at $79 (iPhone), $89 (Samsung); Brandon confirms the price for your Pixel 8.",
        ),
        ("battery", "", "Battery replacement starts at $49."),
        ("battery", "pixel 8", "Pixel 8 battery replacement starts at $49."),
    ],
)
def test_a_quote_says_what_it_starts_at(repair: str, device: str, expected: str) -> None:
    assert quote(repair, device, SHOP) == expected


@given(st.sampled_from(list(SHOP.prices)), DEVICES)
def test_a_quote_names_the_price_of_the_list(repair: str, device: str) -> None:
    amount = price(repair, device, SHOP)
    assert amount is None or amount in SHOP.prices[repair].values()
    assert f"starts at ${amount if amount is not None else ''}" in quote(repair, device, SHOP)


def test_a_repair_that_is_not_on_the_list_has_no_price() -> None:
    assert price("motherboard", "iphone 13", SHOP) is None


@given(DEVICES | st.text(max_size=30))
def test_a_device_keeps_its_family_and_name_when_named_again(device: str) -> None:
    name = device_name(device)
    assert device_name(name) == name
    if device_family(device):
        assert device_family(name) == device_family(device)

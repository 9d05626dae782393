import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.quotes import device_family, device_in, device_name, price, quote, repair_in
from tests.unit.builders import SHOP

DEVICES = st.sampled_from(
    ["", "iphone 13 pro", "Samsung Galaxy S22", "pixel 8", "iPad", "moto", "my old phone", "A54", "13 mini"]
)


@pytest.mark.parametrize(
    ("text", "device", "name", "family"),
    [
        ("Do you fix cracked iPhone 13 screens?", "iphone 13", "iPhone 13", "iphone"),
        ("iphone13 pro max", "iphone 13 pro max", "iPhone 13 Pro Max", "iphone"),
        ("my i-phone xr", "iphone xr", "iPhone XR", "iphone"),
        ("iphones", "iphone", "iPhone", "iphone"),
        ("Samsung Galaxy S22 Ultra screen", "samsung galaxy s22 ultra", "Samsung Galaxy S22 Ultra", "samsung"),
        ("galaxy z flip 5", "galaxy z flip 5", "Galaxy Z Flip 5", "samsung"),
        ("an i pad", "ipad", "iPad", "ipad"),
        ("google pixel 8a", "google pixel 8a", "Google Pixel 8a", "pixel"),
        ("pantalla de iphone 14 pro max", "iphone 14 pro max", "iPhone 14 Pro Max", "iphone"),
        ("iphone 14promax", "iphone 14 pro max", "iPhone 14 Pro Max", "iphone"),
        ("iPhone XR", "iphone xr", "iPhone XR", "iphone"),
        ("iphone xs max battery", "iphone xs max", "iPhone XS Max", "iphone"),
        ("iphone 6s plus", "iphone 6s plus", "iPhone 6s Plus", "iphone"),
        ("an iPhone 16e", "iphone 16e", "iPhone 16e", "iphone"),
        ("iphone se won't charge", "iphone se", "iPhone SE", "iphone"),
        ("my 14 pro max is cracked", "iphone 14 pro max", "iPhone 14 Pro Max", "iphone"),
        ("Galaxy S21 FE", "galaxy s21 fe", "Galaxy S21 FE", "samsung"),
        ("se quebró mi A54", "galaxy a54", "Galaxy A54", "samsung"),
        ("s22 ultra screen", "galaxy s22 ultra", "Galaxy S22 Ultra", "samsung"),
        ("Note 20", "galaxy note 20", "Galaxy Note 20", "samsung"),
        ("samsung note 10 plus", "samsung note 10 plus", "Samsung Note 10 Plus", "samsung"),
        ("z flip 5", "galaxy z flip 5", "Galaxy Z Flip 5", "samsung"),
        ("pixel 7a", "pixel 7a", "Pixel 7a", "pixel"),
        ("pixel 9 pro xl", "pixel 9 pro xl", "Pixel 9 Pro XL", "pixel"),
        ("moto g", "moto g", "Moto G", "motorola"),
        ("moto g power screen", "moto g power", "Moto G Power", "motorola"),
        ("motorola edge", "motorola edge", "Motorola Edge", "motorola"),
        ("ipad air", "ipad air", "iPad Air", "ipad"),
        ("ipad 9th gen charging port", "ipad 9th gen", "iPad 9th Gen", "ipad"),
        # what stands behind is no model
        ("mi iphone se cayó", "iphone", "iPhone", "iphone"),
        ("el iphone se me mojó", "iphone", "iPhone", "iphone"),
        ("iphone 2 pm", "iphone", "iPhone", "iphone"),
        ("ipad 10:30", "ipad", "iPad", "ipad"),
        # of no family with a price
        ("redmi note 10", "xiaomi", "Xiaomi", ""),
        ("my PS5", "playstation", "PlayStation", ""),
        # no devices
        ("it has a dead pixel", "", "", ""),
        ("voy en moto", "", "", ""),
        ("I'm in apt a12", "", "", ""),
        ("a note to self", "", "", ""),
        ("a 13 year old", "", "", ""),
        ("my phone", "", "", ""),
    ],
)
def test_a_device_is_found_and_named_as_its_maker_does(text: str, device: str, name: str, family: str) -> None:
    assert device_in(text, SHOP) == device
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
        ("pantalla rota", "screen"),
        ("se me rompió la pantalla", "screen"),
        ("cuánto cargan por la pantalla?", "screen"),
        ("cristal roto", "screen"),
        ("cambiar el vidrio", "screen"),
        ("se me quebró el celular", "screen"),
        ("está estrellado", "screen"),
        ("display", "screen"),
        ("my touchscreen is dead", "screen"),
        ("batería", "battery"),
        ("bateria hinchada", "battery"),
        ("cambiar la pila", "battery"),
        ("se descarga rápido", "battery"),
        ("no dura la carga", "battery"),
        ("no carga", "charging port"),
        ("no me está cargando", "charging port"),
        ("ya no cargan", "charging port"),
        ("puerto de carga", "charging port"),
        ("el puerto está sucio", "charging port"),
        ("se mojó", "water damage"),
        ("está mojado", "water damage"),
        ("le entró agua", "water damage"),
        ("se cayó al inodoro", "water damage"),
        ("vidrio trasero", "back glass"),
        ("la tapa de atrás", "back glass"),
        ("crystal trasero", "back glass"),
        ("carcasa trasera", "back glass"),
        ("una mica", "screen protector"),
        ("protector de pantalla", "screen protector"),
        ("cristal templado", "screen protector"),
        ("funda", "case"),
        ("un estuche para mi A54", "case"),
        ("do you sell cases?", "case"),
        ("how much is the case", "case"),
        ("just in case", ""),
        ("my case is urgent", ""),
        ("if that's the case", ""),
        ("soy de puerto rico", ""),
        ("I live in Port St. Lucie", ""),
        ("cuánto cargan?", ""),
        ("el encargado", ""),
        ("quiero descargar una app", ""),
        ("las estrellas", ""),
        ("se cayó", ""),
        ("do I need support?", ""),
        ("hello", ""),
    ],
)
def test_a_repair_is_found(text: str, repair: str) -> None:
    assert repair_in(text, SHOP) == repair


@pytest.mark.parametrize("text", ["batería", "se mojó", "se cayó al baño", "vidrio de atrás", "se quebró", "líquido"])
def test_accents_and_capitals_are_optional(text: str) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    assert repair_in(bare.upper(), SHOP) == repair_in(text, SHOP) != ""


@given(
    st.sampled_from("bcdfghjklmnpqrstvwxyz"),
    st.sampled_from(
        ["screen", "pantalla", "vidrio", "batería", "pila", "tapa", "port", "mica", "funda", "case", "agua"]
    ),
)
def test_a_word_that_only_ends_like_a_repair_is_none(letter: str, word: str) -> None:
    assert repair_in(word, SHOP)
    assert repair_in(f"un {letter}{word}", SHOP) == ""


@given(
    st.sampled_from("bcdfghjklmnpqrstvwxyz"),
    st.sampled_from(["iphone", "galaxy", "galaxy a54", "galaxy s22", "pixel 7a", "moto g"]),
)
def test_a_word_that_only_ends_like_a_device_is_none(letter: str, word: str) -> None:
    assert device_in(word, SHOP) == word
    assert device_in(f"un {letter}{word.removeprefix('galaxy ')}", SHOP) == ""


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
        ("charging port", "PS5", "Brandon looks at the PlayStation first, then tells you the price."),
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

"""Quotes: what a customer means, and what it starts at. Prices come from the shop's facts and nowhere else."""

import re

from linda.shop import Shop

_DEVICES = {
    "iphone": re.compile(r"\bi\s?-?phones?(?:\s?(?:[0-9]{1,2}e?|x[sr]?|se))?(?:\s(?:pro max|pro|plus|max|mini))?\b"),
    "samsung": re.compile(
        r"\b(?:samsung|galaxy)(?:\s(?:galaxy))?(?:\s(?:[asz][0-9]{1,3}|note\s?[0-9]{0,2}|z?\s?(?:flip|fold)\s?[0-9]?))?"
        r"(?:\s(?:ultra|plus|fe))?\b"
    ),
    "ipad": re.compile(r"\bi\s?pads?\b"),
    "pixel": re.compile(r"\b(?:google )?pixel(?:\s[0-9]{1,2}a?)?(?:\s(?:pro|xl))?\b"),
    "motorola": re.compile(r"\bmoto(?:rola)?\b"),
}
# Order matters: "screen protector" is no screen, "back glass" is no glass of the front.
_REPAIRS = {
    "screen protector": re.compile(r"\bprotectors?\b|\btempered\b"),
    "back glass": re.compile(
        r"\bback\s?(?:glass|cover|panel)\b|\b(?:the|my) back\b.*\b(?:crack|broke|shatter)|\bcrystal trasero\b"
    ),
    "water damage": re.compile(
        r"\bwater\b|\bwet\b|\bliquid\b|\b(?:dropped|fell)(?: it| my \w+)? in(?:to)?\b|\bmojad|\bagua\b"
    ),
    "charging port": re.compile(
        r"\bcharging\b|\bchargers?\b|\bcharges\b|\bport\b|\bcarga"
        r"|(?:n['\u2019]?t|\bnot|\bcannot|\bnever) (?:\w+ )?charge\b"
    ),
    "battery": re.compile(r"\bbatter(?:y|ies)\b|\bdies\b|\bdying\b|\bdrain|\bhold a charge\b|\bbater[ií]a"),
    "screen": re.compile(r"\bscreens?\b|\bdisplay\b|\blcd\b|\bcrack|\bshatter|\bpantalla|\bbroken glass\b"),
    "case": re.compile(r"(?<!\bin )(?<!\bthat )(?<!\bany )\bcases?\b|\bfunda\b"),
}


def find_device(text: str) -> str:
    """Return the device that the text names, as written ("iphone 13"), or ""."""
    for pattern in _DEVICES.values():
        if match := pattern.search(text.lower()):
            return " ".join(match[0].split())
    return ""


def find_repair(text: str) -> str:
    """Return the repair type (a key of the price list) that the text asks for, or ""."""
    return next(iter(find_repairs(text)), "")


def find_repairs(text: str) -> list[str]:
    """Return all repair types that the text names, the most special first."""
    return [repair for repair, pattern in _REPAIRS.items() if pattern.search(text.lower())]


def device_family(device: str) -> str:
    """Return the family ("iphone", "samsung", …) that a device belongs to, or ""."""
    return next((family for family, pattern in _DEVICES.items() if pattern.search(device.lower())), "")


def device_name(device: str) -> str:
    """Return the device as its maker writes it: "iPhone 13 Pro", "Samsung S22"."""
    words = re.sub(r"\bi\s?-?(phone|pad)s?\s?", r"i\1 ", device.lower()).split()
    special = {"iphone": "iPhone", "ipad": "iPad", "se": "SE", "xr": "XR", "xs": "XS", "fe": "FE"}
    return " ".join(special.get(word, word.capitalize()) for word in words)


def price(repair_type: str, device: str, shop: Shop) -> int | None:
    """Return the starting price in US dollars, or None where the list has none for that device."""
    prices = shop.prices.get(repair_type, {})
    return prices.get(device_family(device), prices.get("any"))


def quote(repair_type: str, device: str, shop: Shop) -> str:
    """Return the quote in one sentence; without a known device, one for each device on the list."""
    label, prices = shop.labels[repair_type], shop.prices[repair_type]
    amount = price(repair_type, device, shop)
    if amount is not None:
        what = f"{device_name(device)} {label}" if device else label.capitalize()
        return f"{what} starts at ${amount}."
    listed = ", ".join(f"${prices[family]} ({device_name(family)})" for family in prices)
    if device:
        return (
            f"{label.capitalize()} starts at {listed}; {shop.owner} confirms the price for your {device_name(device)}."
        )
    return f"{label.capitalize()} starts at {listed}."

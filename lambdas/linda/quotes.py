"""Quotes: what a customer means, and what it starts at. Prices and names come from the shop's facts and nowhere else.

Where no shop is given, a text is read as that of `shop.json`.
"""

import re

from linda.shop import Shop, Vocabulary, load_shop


def _vocabulary(shop: Shop | None) -> Vocabulary:
    return (shop or load_shop()).vocabulary


def find_device(text: str, shop: Shop | None = None) -> str:
    """Return the device that the text names, as written ("iphone 13"), or ""."""
    for pattern in _vocabulary(shop).families.values():
        if match := re.search(pattern, text.lower()):
            return " ".join(match[0].split())
    return ""


def find_devices(text: str, shop: Shop | None = None) -> list[str]:
    """Return all devices that the text names, in its order."""
    patterns = _vocabulary(shop).families.values()
    found = (match for pattern in patterns for match in re.finditer(pattern, text.lower()))
    names = (" ".join(match[0].split()) for match in sorted(found, key=re.Match.start))
    return list(dict.fromkeys(names))


def find_repair(text: str, shop: Shop | None = None) -> str:
    """Return the repair type (a key of the price list) that the text asks for, or ""."""
    return next(iter(find_repairs(text, shop)), "")


def find_repairs(text: str, shop: Shop | None = None) -> list[str]:
    """Return all repair types that the text names, the most special first."""
    return [repair for repair, pattern in _vocabulary(shop).repairs.items() if re.search(pattern, text.lower())]


def separate_repairs(text: str, shop: Shop | None = None) -> list[str]:
    """Return the repair types that the text names apart from each other, in its order.

    A "screen protector" is not a screen beside it, and a crack belongs to the back glass that is named.
    """
    words, rest, found = _vocabulary(shop), text.lower(), {}
    for repair, pattern in words.repairs.items():
        if match := re.search(pattern, rest):
            found[repair] = match.start()
            for named in (pattern, words.damage):
                rest = re.sub(named, lambda match: " " * len(match[0]), rest)
    return sorted(found, key=lambda repair: found[repair])


def is_unlisted(text: str, shop: Shop | None = None) -> bool:
    """Tell if the text names a device or a part that other shops repair, and that is not on the list."""
    words, said = _vocabulary(shop), text.lower()
    listed = [match.span() for match in re.finditer(words.plain, said)]
    ends = (match.end() for match in re.finditer(words.unlisted, said))
    return any(not any(start < end <= stop for start, stop in listed) for end in ends)


def without_names(text: str, shop: Shop | None = None) -> str:
    """Return the text, in lower case, without the devices and repairs that it names."""
    words, rest = _vocabulary(shop), text.lower()
    for pattern in (*words.families.values(), *words.repairs.values()):
        rest = re.sub(rf"(?:{pattern})\w*", " ", rest)
    return rest


def spelt(text: str, shop: Shop | None = None) -> str:
    """Return the text with the usual misspellings of devices and repairs put right."""
    for right, wrong in _vocabulary(shop).misspelt.items():
        text = re.sub(rf"\b(?:{wrong})(?=s?\b|[0-9])", right, text, flags=re.IGNORECASE)
    return text


def device_family(device: str, shop: Shop | None = None) -> str:
    """Return the family ("iphone", "samsung", …) that a device belongs to, or ""."""
    families = _vocabulary(shop).families.items()
    return next((family for family, pattern in families if re.search(pattern, device.lower())), "")


def device_name(device: str, shop: Shop | None = None) -> str:
    """Return the device as its maker writes it: "iPhone 13 Pro", "Samsung S22"."""
    name = device.lower()
    for pattern, right in _vocabulary(shop).written.items():
        name = re.sub(pattern, right, name)
    return " ".join(word.capitalize() if word == word.lower() else word for word in name.split())


def price(repair_type: str, device: str, shop: Shop) -> int | None:
    """Return the starting price in US dollars, or None where the list has none for that device."""
    prices = shop.prices.get(repair_type, {})
    return prices.get(device_family(device, shop), prices.get("any"))


def quote(repair_type: str, device: str, shop: Shop) -> str:
    """Return the quote in one sentence; without a known device, one for each device on the list."""
    label, prices = shop.labels[repair_type], shop.prices[repair_type]
    amount = price(repair_type, device, shop)
    if amount is not None and (device or len(prices) == 1):
        what = f"{device_name(device, shop)} {label}" if device else label.capitalize()
        return f"{what} starts at ${amount}."
    listed = ", ".join(f"${amount} ({family_name(family, shop)})" for family, amount in prices.items())
    if device:
        name = device_name(device, shop)
        return f"{label.capitalize()} starts at {listed}; {shop.owner} confirms the price for your {name}."
    return f"{label.capitalize()} starts at {listed}."


def price_list(shop: Shop) -> str:
    """Return what every repair starts at: "screens $79 (iPhone) / $89 (Samsung), battery $49"."""
    return ", ".join(f"{shop.short[repair]} {_prices(repair, shop)}" for repair in repairs_of(shop))


def _prices(repair_type: str, shop: Shop) -> str:
    prices = shop.prices[repair_type]
    if prices.keys() == {"any"}:
        return f"${prices['any']}"
    return " / ".join(f"${amount} ({family_name(family, shop)})" for family, amount in prices.items())


def repairs_of(shop: Shop) -> list[str]:
    """Return the repair types of the list, without the accessories."""
    return [repair for repair in shop.prices if repair not in shop.accessories]


def topic_asked(text: str, shop: Shop) -> str:
    """Return what the shop tells about the topic that the text asks about, or ""."""
    topics = shop.vocabulary.topics.items()
    asked = next((topic for topic, pattern in topics if re.search(pattern, text.lower())), "")
    return shop.topics[asked].format(shop=shop) if asked else ""


def choice_of_repairs(shop: Shop) -> str:
    """Return the repairs to choose from: "screen, battery or water damage"."""
    *others, last = repairs_of(shop)
    return f"{', '.join(others)} or {last}" if others else last


def with_article(label: str) -> str:
    """Return the label of one thing with "a" or "an" before it."""
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"


def family_name(family: str, shop: Shop) -> str:
    """Return the family of a price as its maker writes it; "any" is "other"."""
    return "other" if family == "any" else shop.vocabulary.names.get(family, family)

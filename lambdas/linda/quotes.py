"""Quotes: what a customer means, and its starting price. Prices and names come only from the shop's facts.

Without a shop, a text is read by `shop.json`.
"""

import re
from collections.abc import Mapping

from linda.models import Language
from linda.shop import Shop, load_shop
from linda.time_words import plain
from linda.vocabulary import names_of


def device_family(device: str, shop: Shop | None = None) -> str:
    """Return the family ("iphone", "samsung", …) that a device belongs to, or ""."""
    families = (shop or load_shop()).spelling.families.items()
    return next((family for family, patterns in families if re.search("|".join(patterns), device.lower())), "")


def device_name(device: str, shop: Shop | None = None) -> str:
    """Return the device as its maker writes it: "iPhone 13 Pro", "Samsung S22", "PlayStation"."""
    shop, name = shop or load_shop(), device.lower()
    if name in shop.things:
        return shop.label(name)
    for pattern, right in shop.spelling.written.items():
        name = re.sub(pattern, right, name)
    return " ".join(word.capitalize() if word == word.lower() else word for word in name.split())


def price(repair_type: str, device: str, shop: Shop) -> int | None:
    """Return the starting price in US dollars, or None if the list has none for that device.

    A model's own price wins over its family's, and that over the price for any device. A device in no family of the
    list (a console, a laptop) has only its own price, that of a job with its name, or the owner's single price for
    everything he does to it.
    """
    prices, model = shop.prices.get(repair_type, {}), in_full(device, shop)
    if (own := next((amount for key, amount in prices.items() if is_model(key, model, shop)), None)) is not None:
        return own
    if not {*shop.not_for.get(repair_type, ())}.isdisjoint(model.split()):
        return None
    if family := device_family(model, shop):
        return prices.get(family, prices.get("any"))
    thing = device_in(device, shop)
    is_of_list = thing not in shop.things or thing == device_in(repair_type, load_shop())
    is_repair = repair_type in shop.labels and repair_type not in shop.accessories
    his = shop.own_jobs.get(thing, ()) if is_repair else ()
    general = (job for job in his if job.removesuffix(" repair") in shop.things)
    of_thing = next((shop.prices[job].get("any") for job in general if job in shop.prices), None)
    return prices.get(thing, prices.get("any") if is_of_list else of_thing)


def device_in(text: str, shop: Shop) -> str:
    """Return the first device that the text names, in full and in lower case, or the first thing other than a phone."""
    said = plain(text)
    things = (thing for thing in names_of(said, shop, "thing") if thing != "phone")
    # A thing that the owner repairs in general ("Nintendo Switch from $65") is named as one of his repairs.
    own = (f"{thing} repair" for thing in shop.own_jobs)
    named = {*names_of(said, shop, "repair")} if shop.own_jobs else set()
    of_own = (job.removesuffix(" repair") for job in own if job in named)
    return next(iter(names_of(said, shop, "device")), "") or next(things, "") or next(of_own, "")


def repair_in(text: str, shop: Shop) -> str:
    """Return the first repair type (a key of the price list) that the text names, or ""."""
    return next(iter(names_of(plain(text), shop, "repair")), "")


def in_full(device: str, shop: Shop) -> str:
    """Return the first model that a device's text names, in full and in lower case; if there is none, the text."""
    return next(iter(names_of(plain(device), shop, "device")), plain(device))


def is_model(key: str, model: str, shop: Shop) -> bool:
    """Tell whether the key is a model, and exactly this one: "samsung s22" is "galaxy s22", not "s22 ultra"."""
    if key in ("any", *shop.spelling.families) or not (family := device_family(model, shop)):
        return False
    makers = {"google", "5g", *(word for names in shop.spelling.names.values() for word in names)}
    return {*key.split()} ^ {*model.split()} <= makers and device_family(key, shop) == family


def quote(repair_type: str, device: str, shop: Shop) -> str:
    """Return the quote in one sentence; without a known device, one for each device on the list."""
    label, prices = shop.labels[repair_type], shop.prices.get(repair_type, {})
    if not prices:
        return f"{shop.owner} looks at it first, then tells you the price."
    amount = price(repair_type, device, shop)
    if amount is None and device_in(device, shop) in shop.things:
        return (
            f"{shop.owner} looks at the {device_name(device_in(device, shop), shop)} first, then tells you the price."
        )
    if amount is not None and (device or len(general_prices(prices, shop)) == 1):
        what = f"{device_name(device, shop)} {label}" if device else label[:1].upper() + label[1:]
        return f"{what} starts at ${amount}."
    listed = ", ".join(f"${amount} ({name})" for name, amount in _by_name(repair_type, shop))
    if device:
        name = device_name(device, shop)
        return f"{label[:1].upper()}{label[1:]} starts at {listed}; {shop.owner} confirms the price for your {name}."
    return f"{label[:1].upper()}{label[1:]} starts at {listed}."


def price_list(shop: Shop, language: Language = "en") -> str:
    """Return what every repair starts at: "screens $79 (iPhone) / $89 (Samsung), battery $49"."""
    listed = (repair for repair in repairs_of(shop) if repair in shop.prices)
    return ", ".join(f"{shop.short[repair][language]} {_prices_of(repair, shop, language)}" for repair in listed)


def price_rows(shop: Shop) -> list[dict[str, object]]:
    """Return every price in US dollars by repair type and device; the device is "" where it is for any other."""
    return [
        {"repair_type": repair, "device": "" if key == "any" else priced_name(key, shop), "price": amount}
        for repair, prices in shop.prices.items()
        for key, amount in prices.items()
    ]


def price_lines(shop: Shop) -> list[str]:
    """Return every price, one repair per line: "screen repair: $79 (iPhone), $89 (Samsung); not for fold, flip"."""
    return [_price_line(repair, shop) for repair in shop.prices]


def _price_line(repair_type: str, shop: Shop) -> str:
    prices, not_for = shop.prices[repair_type], shop.not_for.get(repair_type, ())
    named = (
        f"${amount}" + (f" ({priced_name(key, shop)})" if len(prices) > 1 else "") for key, amount in prices.items()
    )
    return f"{shop.labels[repair_type]}: {', '.join(named)}" + (f"; not for {', '.join(not_for)}" if not_for else "")


def _prices_of(repair_type: str, shop: Shop, language: Language = "en") -> str:
    """Return what the repair starts at, by family: "$79 (iPhone) / $89 (Samsung)"."""
    prices = general_prices(shop.prices[repair_type], shop)
    if prices.keys() == {"any"}:
        return f"${prices['any']}"
    return " / ".join(f"${amount} ({name})" for name, amount in _by_name(repair_type, shop, language))


def _by_name(repair_type: str, shop: Shop, language: Language = "en") -> list[tuple[str, int]]:
    prices = general_prices(shop.prices[repair_type], shop)
    return [(priced_name(key, shop, language), amount) for key, amount in prices.items()]


def general_prices(prices: Mapping[str, int], shop: Shop) -> Mapping[str, int]:
    """Return the prices by family; those by model only if there are no others, as there may be many models."""
    return {key: amount for key, amount in prices.items() if key in ("any", *shop.spelling.families)} or prices


def priced_name(key: str, shop: Shop, language: Language = "en") -> str:
    """Return what a price of the list is for: a family, a model, or another thing."""
    if key in ("any", *shop.spelling.families):
        return family_name(key, shop, language)
    return shop.label(key, language) if key in shop.things else device_name(key, shop)


def repairs_of(shop: Shop) -> list[str]:
    """Return the repair types that can be booked: those on the list, except accessories."""
    return [repair for repair in shop.labels if repair not in shop.accessories]


def family_name(family: str, shop: Shop, language: Language = "en") -> str:
    """Return the family of a price as its maker writes it; "any" is "other"."""
    other = {"en": "other", "es": "otros"}
    return other[language] if family == "any" else device_name(shop.spelling.names[family][0], shop)


def names_device(repair_type: str) -> bool:
    """Tell whether the repair says by itself what it is for: one of the owner's own, such as "Nintendo Switch"."""
    file = load_shop()
    return repair_type not in file.labels and bool(device_in(repair_type, file))

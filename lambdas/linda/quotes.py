"""Quotes: what a customer means, and what it starts at. Prices come from the shop's facts and nowhere else."""

import re

from linda.shop import Shop

# "iphone 2 pm" and "ipad 10:30" name no model.
_NO_HOUR = r"(?!:|/|\s?[ap]\.?m\b)"
_DEVICES = {
    "iphone": re.compile(
        # "Mi iphone se cayó" is no SE.
        rf"\bi\s?-?phones?(?:\s?(?:[0-9]{{1,2}}{_NO_HOUR}[es]?|x[sr]?|air"
        r"|se(?!\s(?:(?:[mtl]e|nos|ve|fue)\b|ca[ey]|romp|moj|quebr|apag|qued|carg|descarg|descomp|da[nñ]|est[aár]"
        r"|traba|cong"
        r"|calien|sobre|prend|reini|pued|oye|escu|raj|golpe|muri|pus|bloq|dobl))))?(?:\s?(?:pro\s?max|pro|plus|max"
        r"|mini))?\b"
        r"|(?<!pixel )(?<!note )(?<!redmi )(?<!xiaomi )(?<!oneplus )\b1[1-9]\s?(?:pro\s?max|pro|mini)\b"
    ),
    "samsung": re.compile(
        r"\b(?:samsung|galaxy)(?:\sgalaxy)?(?:\s(?:[asz][0-9]{1,3}[es]?|note\s?[0-9]{0,2}|z?\s?(?:flip"
        r"|fold)\s?[0-9]?))?"
        r"(?:\s?(?:ultra|plus|fe))?\b"
        r"|(?<!apt )(?<!unit )(?<!suite )\b(?:s(?:[6-9]|10|2[0-9])e?|a[0-9]{2}s?)(?:\s?(?:ultra|plus|fe))?\b"
        r"|(?<!redmi )\bnote\s?(?:[89]|10|20)\b(?:\s(?:ultra|plus))?|\bz\s?(?:flip|fold)\b(?:\s?[1-9]\b)?"
    ),
    "ipad": re.compile(
        rf"\bi\s?pads?\b(?:\s(?:air|mini|pro)\b)?(?:\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b{_NO_HOUR}(?:\sgen\b)?)?"
    ),
    "pixel": re.compile(r"\b(?:google )?(?<!dead )pixel(?:\s?[0-9]{1,2}a?)?(?:\spro)?(?:\s(?:xl|fold))?\b"),
    # "La moto" is a motorcycle.
    "motorola": re.compile(
        r"\b(?:motorola|(?<!\bla )(?<!\buna )(?<!\ben )(?<!\bde )moto)"
        r"(?:\s(?:moto\s)?(?:[gex](?:\s?[0-9]{1,3})?|edge|razr)\b)?(?:\s(?:power|stylus|play|pure|plus))?\b"
    ),
}
# Order matters: "screen protector" is no screen, "back glass" is no glass of the front.
_REPAIRS = {
    "screen protector": re.compile(r"\bprotector(?:e?s)?\b|\btempered\b|\bmicas?\b|\btemplad[oa]s?\b"),
    "back glass": re.compile(
        r"\bback\s?(?:glass|cover|panel)\b|\b(?:cracked|broken|shattered) back\b"
        r"|\b(?:the|my) back\b.*\b(?:crack|broke|shatter)"
        r"|\b(?:cr[iy]stal|vidrio|tapa|carcasa|cubierta|parte) (?:de )?(?:trasera?|trasero|posterior|atr[aá]s)\b"
    ),
    "water damage": re.compile(
        r"\bwater\b|\bwet\b|\bliquid\b|\b(?:dropped|fell)(?: it| my \w+)? in(?:to)?\b|\bmoj(?:ad|[oó]\b)|\bagua\b"
        r"|\bl[ií]quido\b|\bcay[oó] (?:al|en (?:el|la)) (?:mar|ba[nñ]o|inodoro|excusado|piscina|alberca|r[ií]o|lago)\b"
    ),
    "charging port": re.compile(
        r"\bcharging\b|\bchargers?\b|\bcharges\b|\bport\b(?! (?:st|saint|orange)\b)"
        r"|(?:n['\u2019]?t|\b(?:wo|does|is|do|ca|did)nt|\bnot|\bcannot|\bnever) (?:\w+ )?charge\b"
        r"|(?<!\bdura la )(?<!\bretiene la )(?<!\baguanta la )\bcarg(?:a|ar|ando|ador(?:es)?)\b|\bno (?:\w+ )?cargan\b"
        r"|\bpuerto (?:usb|lightning|tipo c|(?:est[aá] )?(?:da[nñ]ado|roto|sucio|flojo))\b"
    ),
    "battery": re.compile(
        r"\bbatter(?:y|ies)\b|\bdies\b|\bdying\b|\bdrain|\bhold a charge\b|\bbater[ií]a|\bpilas?\b"
        r"|\bse (?:me )?descarga\b|\b(?:dura|retiene|aguanta) la carga\b"
    ),
    "screen": re.compile(
        r"\b(?:touch)?screens?\b|\bdisplay\b|\blcd\b|\bcrack|\bshatter|\bbroken glass\b|\bfront glass\b|\bpantalla"
        r"|\b(?:cristal|vidrio)(?:es|s)?\b(?! (?:de )?(?:trasero|posterior|atr[aá]s|templado))"
        r"|\b(?:quebr|estrell|raj)(?:ad[oa]s?|[oó])\b|\bt[aá]ctil\b|\bel touch\b"
    ),
    "case": re.compile(
        r"(?<!\bin )(?<!\bthat )(?<!\bthis )(?<!\bany )(?<!\bmy )(?<!\byour )(?<!\bworst )(?<!\bbest )(?<!'s the )"
        r"(?<!\u2019s the )(?<!\bthat is the )(?<!\bnot the )\bcases?\b(?! (?:of|number|closed)\b)"
        r"|\b(?:fundas?|estuches?|carcasas?)\b(?! (?:de )?(?:trasera|posterior|atr[aá]s))"
    ),
}

_DAMAGE = re.compile(r"\bcrack\w*|\bshatter\w*|\b(?:quebr|estrell|raj)(?:ad[oa]s?|[oó])\b")
_OF_PROTECTOR = r"\bscreen (?=protector)|(?<=protector) (?:de )?(?:la )?pantalla"
_MISSPELT = tuple(
    (rf"\b(?:{wrong})(?=s?\b|[0-9])", right)
    for wrong, right in (
        ("i(?:pone|phon|hpone|phne|phome|fone|phoen|phonr)", "iphone"),
        ("sams[ou]ng?|samsng|samung|samgsung|sansung", "samsung"),
        ("galax[ie]|galxy|glaxy", "galaxy"),
        ("bat(?:er(?:y|ie)|t+(?:ry|rey|ary|erie?)|ter)|battrey|batey", "battery"),
        ("scre+n|screan|sceen|scrren|srceen|screeen|skreen", "screen"),
        ("crak(?:ed|d)?|crackd|craced|cracket", "cracked"),
        ("charg(?:eing|ng)|chargin", "charging"),
        ("appoin?tm(?:e?n?t)|apointment|apoitment|appointmnet", "appointment"),
    )
)


def find_device(text: str) -> str:
    """Return the device that the text names, as written ("iphone 13"), or ""."""
    for pattern in _DEVICES.values():
        if match := pattern.search(text.lower()):
            return " ".join(match[0].split())
    return ""


def find_devices(text: str) -> list[str]:
    """Return all devices that the text names, in its order."""
    found = (match for pattern in _DEVICES.values() for match in pattern.finditer(text.lower()))
    names = (" ".join(match[0].split()) for match in sorted(found, key=re.Match.start))
    return list(dict.fromkeys(names))


def find_repair(text: str) -> str:
    """Return the repair type (a key of the price list) that the text asks for, or ""."""
    return next(iter(find_repairs(text)), "")


def find_repairs(text: str) -> list[str]:
    """Return all repair types that the text names, the most special first."""
    return [repair for repair, pattern in _REPAIRS.items() if pattern.search(text.lower())]


def separate_repairs(text: str) -> list[str]:
    """Return the repair types that the text names apart from each other, in its order.

    A "screen protector" is no screen beside it, and a crack belongs to the back glass that is named.
    """
    rest, found = re.sub(_OF_PROTECTOR, " ", text.lower()), {}
    for repair, pattern in _REPAIRS.items():
        if match := pattern.search(rest):
            found[repair] = match.start()
            rest = pattern.sub(lambda named: " " * len(named[0]), rest)
            rest = _DAMAGE.sub(lambda named: " " * len(named[0]), rest)
    return sorted(found, key=lambda repair: found[repair])


def without_names(text: str) -> str:
    """Return the text, in lower case, without the devices and repairs that it names."""
    rest = text.lower()
    for pattern in (*_DEVICES.values(), *_REPAIRS.values()):
        rest = re.sub(rf"(?:{pattern.pattern})\w*", " ", rest)
    return rest


def spelt(text: str) -> str:
    """Return the text with the usual misspellings of devices and repairs put right."""
    for wrong, right in _MISSPELT:
        text = re.sub(wrong, right, text, flags=re.IGNORECASE)
    return text


def device_family(device: str) -> str:
    """Return the family ("iphone", "samsung", …) that a device belongs to, or ""."""
    return next((family for family, pattern in _DEVICES.items() if pattern.search(device.lower())), "")


def device_name(device: str) -> str:
    """Return the device as its maker writes it: "iPhone 13 Pro", "Samsung S22"."""
    words = re.sub(r"\bi\s?-?(phone|pad)s?\s?", r"i\1 ", device.lower()).split()
    special = {"iphone": "iPhone", "ipad": "iPad", "se": "SE", "xr": "XR", "xs": "XS", "fe": "FE", "xl": "XL"}
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

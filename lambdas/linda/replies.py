"""What may leave as a text message: plain characters, short, and no claim that code does not support."""

import re
import unicodedata

from linda.quotes import find_device, find_repairs, price
from linda.shop import Shop

LONGEST_REPLY = 320

# Characters that would turn the whole message into UCS-2 (70 characters a segment), with what stands for them in GSM-7.
_FOLDED = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u2022": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
# The GSM 7-bit default alphabet, 3GPP TS 23.038 section 6.2.1, with the extension characters that people use.
_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
_CLAIM = re.compile(
    r"\b(?:(?<!fully )(?<!already )booked(?! up| solid)|reserved|confirmed|locked in|all set|scheduled|penciled you in"
    r"|(?:put|got) you (?:down|in|for|at)|on the calendar|(?:appointment|booking) is (?:set|made|in)"
    r"|(?:today|tomorrow|day|[ap]m) it is|(?:reserv|confirm|agend)ad[oa]|r[ée]serv[ée])\b"
    r"|\bsee you (?:then|at|on|tomorrow|today|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
# Discounts, and warranties other than the shop's, are for code to give.
_GIFT = re.compile(
    r"[0-9]\s?%|\bpercent\b|\bdiscount|\bhalf (?:off|price)\b|\bfor free\b|\bfree of charge\b|\bno charge\b"
    r"|\bon the house\b|\b(?:repair|replacement|fix|diagnostic)s? (?:is|are) free\b|\bgratis\b"
    r"|\b(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[\w -]{0,12} (?:dollars|bucks)\b",
    re.IGNORECASE,
)
_WARRANTY = re.compile(r"\b([0-9]+|one|two|three|five|lifetime)[- ](?:(day|month|year)s?)?[- ]?warranty", re.IGNORECASE)
_AMOUNT = r"([0-9][0-9,]*(?:\.[0-9]{1,2})?)"
_DOLLARS = re.compile(
    rf"(?:\$|\busd)\s?{_AMOUNT}|{_AMOUNT}\s?(?:\$(?!\s?[0-9])|(?:dollars?|bucks?|usd|d[oó]lares)\b)", re.IGNORECASE
)


def plain_text(text: str) -> str:
    """Return the text in GSM-7 characters, in one line, at most LONGEST_REPLY long, cut between sentences or words."""
    folded = text.translate(_FOLDED)
    kept = "".join(character if character in _GSM_7 else _without_accent(character) for character in folded)
    line = " ".join(kept.split())
    if len(line) <= LONGEST_REPLY:
        return line
    cut = line[: LONGEST_REPLY - 3]
    sentence = max(cut.rfind(end) for end in (". ", "! ", "? "))
    return cut[: sentence + 1] if sentence > LONGEST_REPLY // 2 else (cut.rpartition(" ")[0] or cut) + "..."


def _without_accent(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base in _GSM_7 else " " if character.isspace() else ""


def is_untrue(text: str, shop: Shop) -> bool:
    """Tell if a text of the model's, written without a booking, claims what code has not granted."""
    return claims_booking(text) or names_other_price(text, shop) or grants_gift(text, shop)


def claims_booking(text: str) -> bool:
    """Tell if a sentence of the text, other than a question, says that something is booked."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return any(_CLAIM.search(sentence) for sentence in sentences if not sentence.endswith("?"))


def names_other_price(text: str, shop: Shop) -> bool:
    """Tell if the text names an amount of dollars that the price list does not have for the one repair it names."""
    named = find_repairs(text)
    repairs = named if len(named) == 1 else list(shop.prices)
    exact = price(named[0], find_device(text), shop) if len(named) == 1 else None
    listed = {exact} if exact is not None else {amount for repair in repairs for amount in shop.prices[repair].values()}
    allowed = listed | {amount + shop.on_site_fee for amount in listed} | {shop.on_site_fee}
    amounts = (match[1] or match[2] for match in _DOLLARS.finditer(text))
    return any(float(amount.replace(",", "")) not in allowed for amount in amounts)


def grants_gift(text: str, shop: Shop) -> bool:
    """Tell if the text grants a discount, a free repair or another warranty than the shop's."""
    own = (str(shop.warranty_days), "day")
    return bool(_GIFT.search(text)) or any(
        (match[1].lower(), (match[2] or "").lower()) != own for match in _WARRANTY.finditer(text)
    )

"""What may leave as a text message: plain characters, short, and no claim that code does not support."""

import re
import unicodedata
from collections.abc import Container

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
    r"\b(?:booked|reserved|confirmed|locked in|all set|scheduled|(?:put|got) you down|(?:reserv|confirm|agend)ad[oa])\b"
    r"|\bsee you (?:then|at|on|tomorrow|today|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
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


def claims_booking(text: str) -> bool:
    """Tell if the text says that something is booked."""
    return bool(_CLAIM.search(text))


def names_price_outside(text: str, amounts: Container[float]) -> bool:
    """Tell if the text names an amount of dollars that is not one of `amounts`."""
    return any(float((match[1] or match[2]).replace(",", "")) not in amounts for match in _DOLLARS.finditer(text))

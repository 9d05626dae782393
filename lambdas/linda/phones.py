"""Phone numbers: E.164 in, masked out."""

import re
from collections.abc import Collection, Mapping

import phonenumbers

from linda.errors import InvalidInputError

# Words after a number, as in address books: "(904) 252-0927 (cell)". A digit among them may be an extension.
_LABEL = re.compile(r"(?<=\d)[\s,;:/([-]+[^\W\d_][^\d]*$")
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_COSTLY = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)


def parse_phone(text: str, country: str) -> str:
    """Return `text` as an E.164 number; without a "+" it is read as a number of `country` (ISO 3166).

    Words after the number do not count, and none of their letters is a digit. Raises InvalidInputError if the number
    cannot exist, or if it is a premium-rate number.
    """
    try:
        number = phonenumbers.parse(_LABEL.sub("", text), country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.extension or not phonenumbers.is_valid_number(number):
        raise InvalidInputError("phone must be a phone number, such as +1 904 252 0927")
    if phonenumbers.number_type(number) in _COSTLY:
        raise InvalidInputError("phone must not be a premium-rate number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def region_of(phone: str) -> str:
    """Return the region (ISO 3166) of an E.164 number; "" if it has none or is not a number."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""
    except phonenumbers.NumberParseException:
        return ""


def takes_texts(phone: str, regions: Collection[str]) -> bool:
    """Tell whether a text can reach the number (E.164): it is in one of the regions (ISO 3166), and not toll-free."""
    return region_of(phone) in regions and phone[2:5] not in _TOLL_FREE


def mask_phone(phone: str) -> str:
    """Return the number with all but its last two digits hidden, for logs; all of it if it is not a number."""
    shown = phone[-2:] if re.fullmatch(r"\+?[0-9]{5,}", phone) else ""
    return "*" * (len(phone) - len(shown)) + shown


def spoken_phone(text: str, country: str) -> str:
    """Return the number (E.164) whose digits the text says, one by one or in groups; "" unless it is exactly one.

    "Nine oh four, five fifty five, double oh twelve", in English or Spanish.
    """
    digits, times = "", 1
    for word in re.findall(r"[a-zñáéíóú]+|[0-9]+", text.lower()):
        if word in _REPEATS:
            times = _REPEATS[word]
        elif word.isdecimal() and word.isascii():
            digits, times = digits + word * times, 1
        elif word in _SAID:
            said = _SAID[word]
            is_rest = digits.endswith("_") and len(said) == 1 and said != "0"
            digits = digits[:-1] + said if is_rest else digits.replace("_", "0") + said * times
            times = 1
        elif word not in _BETWEEN:
            return ""
    try:
        return parse_phone(digits.replace("_", "0"), country)
    except InvalidInputError:
        return ""


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_UNOS = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DECENAS = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"
# What is said for digits; "_" is the place of the ones after tens, a zero if none follow.
_SAID: Mapping[str, str] = {
    **{
        word: f"{n}"
        for words in (f"{_ONES} eighteen nineteen", f"{_UNOS} dieciocho diecinueve")
        for n, word in enumerate(words.split())
    },
    **{word: f"{n}_" for words in (_TENS, _DECENAS) for n, word in enumerate(words.split(), start=2)},
    **dict.fromkeys(["oh", "o"], "0"),
    "hundred": "00",
}
_REPEATS: Mapping[str, int] = {"double": 2, "doble": 2, "triple": 3}
_BETWEEN = frozenset(
    "area code and it is its it's s the my number um uh yes yeah ok sure plus dash y es el mi número numero código"
    " area área de guion eh este".split()
)

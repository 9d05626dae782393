"""Phone numbers: E.164 in, masked out."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress

import phonenumbers

from linda.errors import InvalidInputError

# Words after a number, as in address books: "(904) 252-0927 (cell)". A digit among them may be an extension.
_LABEL = re.compile(r"(?<=\d)[\s,;:/([-]+[^\W\d_][^\d]*$")
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_COSTLY = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)
_LAST_DIGITS = 7
# What a caller who withholds his number is known by, with the id of his call.
ANONYMOUS = "anonymous-"
# What a visitor of the web chat is known by, with a digest of his session.
WEB_VISITOR = "web-"


def parse_phone(text: str, country: str, name: str = "phone") -> str:
    """Return `text` as an E.164 number; without a "+" it is read as a number of `country` (ISO 3166).

    Words after the number do not count, and none of their letters is a digit. Raises InvalidInputError, which calls the
    field by its `name`, if the number cannot exist, or if it is a premium-rate number.
    """
    try:
        number = phonenumbers.parse(_LABEL.sub("", text), country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.extension or not phonenumbers.is_valid_number(number):
        raise InvalidInputError(f"{name} must be a phone number, such as +1 904 252 0927")
    if phonenumbers.number_type(number) in _COSTLY:
        raise InvalidInputError(f"{name} must not be a premium-rate number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_phone(written: str, phone: str, country: str) -> bool:
    """Tell whether what is written, by whatever program, is the number `phone` (E.164): "904-555-0123 (wife)"."""
    # Parsing takes half a millisecond, and most numbers differ in their last digits.
    if re.sub("[^0-9]", "", written)[-_LAST_DIGITS:] != phone[-_LAST_DIGITS:]:
        return False
    try:
        return parse_phone(written, country) == phone
    except InvalidInputError:
        return written == phone


def phones_in(text: str, country: str) -> Mapping[str, str]:
    """Return the numbers that somebody has written within the text, each as it is written, with its E.164."""
    found: dict[str, str] = {}
    for match in phonenumbers.PhoneNumberMatcher(text, country):
        with suppress(InvalidInputError):
            found[match.raw_string] = parse_phone(match.raw_string, country)
    return found


def region_of(phone: str) -> str:
    """Return the region (ISO 3166) of an E.164 number; "" if it has none or is not a number."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""
    except phonenumbers.NumberParseException:
        return ""


def takes_texts(phone: str, regions: Collection[str]) -> bool:
    """Tell whether a text can reach the number (E.164): it is in one of the regions (ISO 3166), and not toll-free."""
    return region_of(phone) in regions and phone[2:5] not in _TOLL_FREE


def as_told(phone: str) -> str:
    """Return the number as the owner is told it."""
    if phone.startswith(WEB_VISITOR):
        return "A visitor of the website"
    return "A caller without a number" if phone.startswith(ANONYMOUS) else phone or "Somebody"


def mask_phone(phone: str) -> str:
    """Return the number with all but its last two digits hidden, for logs; all of it if it is not a number."""
    shown = phone[-2:] if re.fullmatch(r"\+?[0-9]{5,}", phone) else ""
    return "*" * (len(phone) - len(shown)) + shown

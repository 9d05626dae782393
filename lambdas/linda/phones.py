"""Phone numbers: E.164 in, masked out."""

import phonenumbers

from linda.errors import InvalidInputError


def parse_phone(text: str, country: str) -> str:
    """Return `text` as an E.164 number; without a "+" it is read as a number of `country` (ISO 3166).

    Raises InvalidInputError if it is not a number that can exist.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.extension or not phonenumbers.is_valid_number(number):
        raise InvalidInputError("phone must be a phone number, such as +1 904 252 0927")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mask_phone(phone: str) -> str:
    """Return the number with all but its last two digits hidden, for logs."""
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else "*" * len(phone)

"""Twilio's side of a webhook: who signed it, and the TwiML that answers it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlparse

from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse


def is_signed(urls: Iterable[str], form: Mapping[str, str], signature: str, token: str) -> bool:
    """Tell whether Twilio signed this form for one of the URLs. Without a configured token nothing is signed.

    The signature covers the exact URL and all parameters, blank ones too, and each value of a repeated one, which the
    form's `getlist` returns: https://www.twilio.com/docs/usage/security#validating-requests
    """
    if not token or not signature.isascii():
        return False
    validator = RequestValidator(token)
    return any(_validates(validator, url, form, signature) for url in urls)


def _validates(validator: RequestValidator, url: str, form: Mapping[str, str], signature: str) -> bool:
    try:
        # The validator itself would drop an empty query or a line break.
        return urlparse(url).geturl() == url and bool(validator.validate(url, form, signature))
    except ValueError:  # It is not a URL at all.
        return False


def message_twiml(text: str) -> str:
    """Return the TwiML that answers a message with the text, or with nothing if it is empty."""
    response = MessagingResponse()
    if text:
        response.message(text)
    return str(response)

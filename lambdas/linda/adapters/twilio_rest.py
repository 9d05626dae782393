"""Texts that are not replies, over Twilio's REST API."""

from datetime import datetime, timedelta

from requests import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from linda.adapters.deadline import within
from linda.errors import MessageRefusedError, MessengerUnavailableError, OptedOutError

# To connect, and for each read; the client tries once.
_SECONDS = 5.0
_SECONDS_IN_ALL = 8.0
# How Twilio, or the connection to it, may fail. A key that does not fit into a header is a ValueError.
_FAILURES = (TwilioException, RequestException, ValueError, TimeoutError)
_OPTED_OUT = 21610
# Not about the text or its number: our credentials are wrong, or we send too fast.
_NOT_NOW = (401, 403, 408, 429)
# Twilio's clock may be behind ours.
_SKEW = timedelta(minutes=1)
_MOST_READ = 100


class TwilioMessenger:
    """See linda.ports.Messenger. A call takes at most `seconds`."""

    def __init__(
        self, account_sid: str, token: str, number: str, base_url: str = "", seconds: float = _SECONDS_IN_ALL
    ) -> None:
        self._client = Client(account_sid, token, http_client=TwilioHttpClient(timeout=min(_SECONDS, seconds)))
        self._number = number
        self._seconds = seconds
        if base_url:
            self._client.api.base_url = base_url

    def send(self, phone: str, text: str, *, channel: str = "") -> None:
        """See Messenger. The channel is "" for SMS, or "whatsapp"."""
        to, sender = _address(phone, channel), _address(self._number, channel)
        try:
            within(self._seconds, lambda: self._client.messages.create(to=to, from_=sender, body=text))
        except (TwilioRestException, TwilioServiceException) as error:
            raise _named(error) from error
        except _FAILURES as error:
            raise MessengerUnavailableError(f"Twilio did not answer: {type(error).__name__}") from error

    def was_sent(self, phone: str, text: str, since: datetime, *, channel: str = "") -> bool:
        """See Messenger. The channel is that of `send`.

        Only the last texts to the number are read, newest first. What is still queued has no `date_sent`, so the
        filter is `date_created`. A trial account puts its own words before the text.
        """
        to, sender = _address(phone, channel), _address(self._number, channel)
        try:
            found = within(self._seconds, lambda: self._client.messages.list(to=to, from_=sender, limit=_MOST_READ))
        except _FAILURES as error:
            raise MessengerUnavailableError(f"Twilio did not answer: {type(error).__name__}") from error
        return any(
            message.date_created and message.date_created >= since - _SKEW and (message.body or "").endswith(text)
            for message in found
        )


def _address(phone: str, channel: str) -> str:
    """Return the number as Twilio's API writes it: https://www.twilio.com/docs/messaging/channels."""
    return f"{channel}:{phone}" if channel else phone


def _named(error: TwilioRestException | TwilioServiceException) -> Exception:
    if error.code == _OPTED_OUT:
        return OptedOutError(f"Twilio's code {error.code}")
    if 400 <= error.status < 500 and error.status not in _NOT_NOW:
        return MessageRefusedError(f"Twilio's code {error.code}")
    return MessengerUnavailableError(f"Twilio's status {error.status}, code {error.code}")

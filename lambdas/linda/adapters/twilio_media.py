"""The photos of a message, fetched from Twilio."""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

from requests import Request, Response, TooManyRedirects
from requests.adapters import HTTPAdapter

from linda.errors import InvalidInputError
from linda.logs import log_error
from linda.ports import Photo

_API = "https://api.twilio.com"
# Where Twilio keeps the bytes, with and without its setting "HTTP auth on media URLs":
# https://help.twilio.com/articles/223183748
_CDN = (
    "https://mms.twiliocdn.com",
    "https://media.twiliocdn.com",
    "https://s3-external-1.amazonaws.com/media.twiliocdn.com",
)
_MOST_PHOTOS = 5
_MOST_BYTES = 5 * 1024 * 1024
_MOST_REDIRECTS = 3
_CHUNK_BYTES = 64 * 1024
# A photo may be announced a moment before it can be fetched: https://github.com/chatwoot/chatwoot/pull/15504
_AGAIN_SECONDS = 1.0
# What the model accepts, by its first bytes: https://platform.openai.com/docs/guides/images-vision
_SIGNATURES = {
    "image/jpeg": rb"\xff\xd8\xff",
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/gif": rb"GIF8[79]a",
    "image/webp": rb"(?s:RIFF.{4}WEBP)",
}


class TwilioMedia:
    """Twilio's media host, or the stand-in at `base_url`."""

    def __init__(self, account_sid: str, token: str, base_url: str = "") -> None:
        self._account_sid = account_sid
        self._token = token
        self._host = base_url or _API
        # No session: it would read .netrc, the proxy variables, and the whole body of a redirect.
        self._http = HTTPAdapter()

    def photos(self, urls: Sequence[str], seconds: float) -> list[Photo]:
        """Return the first five photos in their order, after `seconds` at the latest. Never raises.

        A photo that cannot be fetched, is not an image or is larger than 5 MB is left out. An abandoned fetch is left
        to its thread.
        """
        deadline = time.monotonic() + seconds
        threads = ThreadPoolExecutor(_MOST_PHOTOS)
        fetches = [threads.submit(self._photo, url, deadline) for url in urls[:_MOST_PHOTOS]]
        threads.shutdown(wait=False)
        photos = []
        for fetch in fetches:
            try:
                photos.append(fetch.result(max(deadline - time.monotonic(), 0)))
            except Exception as error:
                log_error("photo_left_out", error)
        return photos

    def _photo(self, url: str, deadline: float) -> Photo:
        if not is_media_url(url, self._account_sid, self._host):
            raise InvalidInputError("not the URL of a photo of our account")
        response = self._get(url, (self._account_sid, self._token), deadline)
        if response.status_code == 404:
            response.close()
            time.sleep(_AGAIN_SECONDS)
            response = self._get(url, (self._account_sid, self._token), deadline)
        for _ in range(_MOST_REDIRECTS):
            if not response.is_redirect:
                break
            response.close()
            url = urljoin(url, response.headers["Location"])
            if not is_stored_url(url, (self._host, *_CDN)):
                raise InvalidInputError("redirected to a place where no photos are kept")
            # Without the credentials: they are only for the first host.
            response = self._get(url, None, deadline)
        with response:
            if response.is_redirect:
                raise TooManyRedirects
            response.raise_for_status()
            content = _content(response, deadline)
        return Photo(_content_type(content), content)

    def _get(self, url: str, credentials: tuple[str, str] | None, deadline: float) -> Response:
        request = Request("GET", url, headers={"Accept-Encoding": "identity"}, auth=credentials).prepare()
        return self._http.send(request, stream=True, timeout=_seconds_until(deadline))


def is_media_url(url: str, account_sid: str, host: str = _API) -> bool:
    """Tell whether the URL is exactly of the form that `host` gives to the account's photos.

    https://www.twilio.com/docs/messaging/api/media-resource
    """
    account = re.escape(f"{host}/2010-04-01/Accounts/{account_sid}/")
    return bool(re.fullmatch(rf"{account}Messages/(?:SM|MM)[0-9a-fA-F]{{32}}/Media/ME[0-9a-fA-F]{{32}}", url))


def is_stored_url(url: str, places: Sequence[str] = _CDN) -> bool:
    """Tell whether the URL is under one of `places`. A path with dots or escapes, which may lead elsewhere, is not."""
    return bool(re.fullmatch(rf"(?:{'|'.join(map(re.escape, places))})(?:/[0-9A-Za-z_-]+)+(?:\?[!-~]*)?", url))


def _content(response: Response, deadline: float) -> bytes:
    """Return the body as sent, whatever the headers say about its length and encoding."""
    content = bytearray()
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=False):
        content += chunk
        if len(content) > _MOST_BYTES:
            raise InvalidInputError("the photo is too large")
        _seconds_until(deadline)
    return bytes(content)


def _content_type(content: bytes) -> str:
    for content_type, signature in _SIGNATURES.items():
        if re.match(signature, content):
            return content_type
    raise InvalidInputError("not an image that the model accepts")


def _seconds_until(deadline: float) -> float:
    """Return the seconds left. Raises TimeoutError if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left

"""The stack's one secret: a JSON object of keys in Secrets Manager."""

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.adapters.deadline import within
from linda.errors import StoreUnavailableError
from linda.logs import log, log_error

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

# How long keys are used before the secret is read again, and how long after a failed read.
_SECONDS_KEPT = 300
_SECONDS_UNTIL_RETRY = 30
# For the whole read: two attempts of a second and a half each.
_SECONDS = 4.0
_SHORTEST_OWNER_TOKEN = 24
_UNREADABLE = "the keys cannot be read; please try again"
# What programs write when there is no key.
_NOTHING = frozenset(["none", "null", "undefined"])
# The read failed, or what was read is not a JSON object of texts.
_FAILURES = (BotoCoreError, ClientError, TimeoutError, ValueError, AttributeError, KeyError, RecursionError)


class Keys:
    """Keys by name: from the environment if it sets them, else from the secret, which is read when first needed.

    Only a text counts as a key, without the white space around it: a null must not pass for the owner's token or
    Twilio's. An owner's token that could be guessed is refused, and the log says so.
    """

    def __init__(self, client: "SecretsManagerClient", secret_id: str, environment: Mapping[str, str]) -> None:
        self._client = client
        self._secret_id = secret_id
        self._environment = _keys_in(environment)
        self._secret: Mapping[str, str] | None = None
        self._read_again_at: float | None = None

    def get(self, name: str) -> str:
        """Return the key, or "" if neither has it.

        Raises StoreUnavailableError if the secret cannot be read; for half a minute after a failure, without trying.
        """
        if name in self._environment:
            return self._environment[name]
        if not self._secret_id:
            return ""
        if self._read_again_at is None or time.monotonic() > self._read_again_at:
            self._renew()
        if self._secret is None:
            raise StoreUnavailableError(_UNREADABLE)
        return self._secret.get(name, "")

    def _renew(self) -> None:
        """Read the secret; if that fails, keys that were read before stay in use."""
        try:
            self._secret = self._read()
        except StoreUnavailableError as error:
            self._read_again_at = time.monotonic() + _SECONDS_UNTIL_RETRY
            if not self._secret:
                self._secret = None
                raise
            log_error("keys_not_renewed", error)
        else:
            self._read_again_at = time.monotonic() + _SECONDS_KEPT

    def _read(self) -> Mapping[str, str]:
        try:
            answer = within(_SECONDS, lambda: self._client.get_secret_value(SecretId=self._secret_id))
            return _keys_in(json.loads(answer["SecretString"]))
        except _FAILURES as error:
            raise StoreUnavailableError(_UNREADABLE) from error


def _keys_in(given: Mapping[str, object]) -> Mapping[str, str]:
    keys = {name: value.strip() for name, value in given.items() if isinstance(value, str) and _is_key(value.strip())}
    for name in ("ADMIN_API_TOKEN", "ADMIN_API_TOKEN_NEXT"):
        if 0 < len(keys.get(name, "")) < _SHORTEST_OWNER_TOKEN:
            log("owner_token_too_short", level="ERROR")
            del keys[name]
    return keys


def _is_key(text: str) -> bool:
    """Tell whether the text can be a key: it is not blank, not a word like "null", and can be encoded in UTF-8."""
    try:
        return bool(text.encode()) and text.lower() not in _NOTHING
    except UnicodeEncodeError:
        return False


def open_keys(region: str, secret_id: str, environment: Mapping[str, str]) -> Keys:
    """Return the keys, with a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=0.5, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2})
    return Keys(boto3.client("secretsmanager", region_name=region, config=config), secret_id, environment)

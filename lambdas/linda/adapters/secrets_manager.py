"""The stack's one secret: a JSON object of keys in Secrets Manager."""

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.errors import StoreUnavailableError
from linda.logs import log_error

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

# How long a key that was changed in the secret may go on being used, and when a failed reading is tried again.
_SECONDS_KEPT = 300
_SECONDS_UNTIL_RETRY = 30


class Keys:
    """Keys by name: from the environment where it sets them, else from the secret, read when first needed."""

    def __init__(self, client: "SecretsManagerClient", secret_id: str, environment: Mapping[str, str]) -> None:
        self._client = client
        self._secret_id = secret_id
        self._environment = environment
        self._secret: Mapping[str, str] = {}
        self._read_at = float("-inf")

    def get(self, name: str) -> str:
        """Return the key, or "" where neither has it. Raises StoreUnavailableError if the secret cannot be read."""
        if name in self._environment:
            return self._environment[name]
        if self._secret_id and time.monotonic() - self._read_at > _SECONDS_KEPT:
            self._renew()
        return self._secret.get(name, "")

    def _renew(self) -> None:
        """Read the secret; when that fails, keys that were read before go on serving."""
        try:
            self._secret = self._read()
        except StoreUnavailableError as error:
            if not self._secret:
                raise
            log_error("keys_not_renewed", error)
            self._read_at = time.monotonic() - _SECONDS_KEPT + _SECONDS_UNTIL_RETRY
        else:
            self._read_at = time.monotonic()

    def _read(self) -> Mapping[str, str]:
        try:
            text = self._client.get_secret_value(SecretId=self._secret_id)["SecretString"]
            return {name: str(value).strip() for name, value in json.loads(text).items()}
        except (BotoCoreError, ClientError, ValueError, AttributeError) as error:
            raise StoreUnavailableError("the keys cannot be read; please try again") from error


def open_keys(region: str, secret_id: str, environment: Mapping[str, str]) -> Keys:
    """Return the keys, over a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=0.5, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2})
    return Keys(boto3.client("secretsmanager", region_name=region, config=config), secret_id, environment)

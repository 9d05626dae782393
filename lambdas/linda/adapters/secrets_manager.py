"""The stack's one secret: a JSON object of keys in Secrets Manager."""

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

# How long a key that was changed in the secret may go on being used.
_SECONDS_KEPT = 300


def connect(region: str) -> "SecretsManagerClient":
    """Return a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})
    return boto3.client("secretsmanager", region_name=region, config=config)


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
            self._secret = self._read()
            self._read_at = time.monotonic()
        return self._secret.get(name, "")

    def _read(self) -> Mapping[str, str]:
        try:
            text = self._client.get_secret_value(SecretId=self._secret_id)["SecretString"]
            return {name: str(value).strip() for name, value in json.loads(text).items()}
        except (BotoCoreError, ClientError, ValueError, AttributeError) as error:
            raise StoreUnavailableError("the keys cannot be read; please try again") from error

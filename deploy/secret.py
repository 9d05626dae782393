"""The keys of `.env` in the stack's one secret: what is there and not named stays, also what is written meanwhile."""

import json
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.console import LocalError

# The owner's token, and while it is rotated the one that comes next. (Their names.)
OWNER_TOKEN, NEXT_TOKEN = "ADMIN_API_TOKEN", "ADMIN_API_TOKEN_NEXT"
_ROUNDS = 5


@dataclass(frozen=True)
class Version:
    """What the secret held at one moment."""

    id: str
    keys: Mapping[str, object]


def new_token() -> str:
    """A token for the owner, as the stack generates it: 48 letters and digits, which pass through shell and header."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(48))


def switched(there: Mapping[str, object]) -> dict[str, str | None]:
    """The keys with which the next token is the only one. Raises LocalError if there is none."""
    following = there.get(NEXT_TOKEN)
    if not (following and isinstance(following, str)):
        raise LocalError("There is no next token: make one with --next-token, and give it to the frontend first.")
    return {OWNER_TOKEN: following, NEXT_TOKEN: None}


def changes(there: Mapping[str, object], given: Mapping[str, str | None]) -> list[str]:
    """The names of the given keys that the secret has not. A blank one is not given; None empties it."""
    return [name for name, value in _given(given).items() if there.get(name, "") != value]


def _given(keys: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in keys.items() if value != ""}


def read(client: Any, name: str, stage: str = "AWSCURRENT") -> Version:
    """What the secret holds, or held before (`AWSPREVIOUS`).

    Raises ClientError; LocalError if that is not a JSON object.
    """
    answer = client.get_secret_value(SecretId=name, VersionStage=stage)
    try:
        keys = json.loads(answer["SecretString"])
    except (KeyError, ValueError):
        keys = None
    if not isinstance(keys, dict):
        raise LocalError(
            f"The secret {name} is not a JSON object of keys. Set it to {{}} in the console and run this again."
        )
    return Version(answer["VersionId"], keys)


def write(client: Any, name: str, keys: Mapping[str, str | None]) -> list[str]:
    """Put the keys into the secret, but for blank ones; None empties one. Return the names of those that changed.

    Secrets Manager has no conditional write, but keeps what a write replaced: if that is not what was read, somebody
    has written in between, and what he changed is put back. Raises LocalError; ClientError.
    """
    given, there = _given(keys), read(client, name)
    changed, others = changes(there.keys, keys), dict[str, object]()
    for _ in range(_ROUNDS):
        wanted = {**there.keys, **others, **given}
        if wanted == there.keys:
            return changed
        client.put_secret_value(SecretId=name, SecretString=json.dumps(wanted))
        replaced = read(client, name, "AWSPREVIOUS")
        if replaced.id == there.id:
            return changed
        others |= {key: value for key, value in replaced.keys.items() if there.keys.get(key) != value}
        there = read(client, name)
    raise LocalError(f"Somebody else keeps writing the secret {name}. Run this again when that is over.")

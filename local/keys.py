"""The keys of the local LINDA, in the deployed stack's one Secrets Manager secret."""

import json
import re
import secrets
import string
from collections.abc import Iterable, Mapping
from typing import Any

from local import aws
from local.console import LocalError

PHONE_NUMBER = "+19045550199"  # fictional, like all 555-01xx numbers


def fill(
    endpoint: str, secret: str, functions: Iterable[str], environment: Mapping[str, str], earlier_token: str = ""
) -> dict[str, str]:
    """Fill in what is missing, take OPENAI_API_KEY and OWNER_PIN from the shell, and return all keys.

    `earlier_token` is the owner's token as it was before the emulator lost its state; "" if there was none.
    Raises LocalError if the PIN is not one.
    """
    pin = environment.get("OWNER_PIN", "")
    if pin and not re.fullmatch("[0-9]{4,8}", pin):
        raise LocalError("OWNER_PIN must be 4 to 8 digits.")
    manager = aws.session(endpoint).client("secretsmanager", endpoint_url=endpoint, config=aws.CONFIG)
    current: dict[str, str] = json.loads(manager.get_secret_value(SecretId=secret)["SecretString"])
    wanted = {
        **current,
        "ADMIN_API_TOKEN": _owner_token(current, earlier_token),
        "OWNER_PIN": pin,
        "OPENAI_API_KEY": environment.get("OPENAI_API_KEY", ""),
        "TWILIO_ACCOUNT_SID": current.get("TWILIO_ACCOUNT_SID") or f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": current.get("TWILIO_AUTH_TOKEN") or secrets.token_hex(16),
        "TWILIO_PHONE_NUMBER": PHONE_NUMBER,
    }
    if wanted != current:
        manager.put_secret_value(SecretId=secret, SecretString=json.dumps(wanted))
        recycle(aws.session(endpoint).client("lambda", endpoint_url=endpoint, config=aws.CONFIG), functions)
    return wanted


def _owner_token(current: Mapping[str, str], earlier: str) -> str:
    """Return the owner's token in letters and digits, as AWS generates it; the emulator puts quotes and brackets in."""
    is_new = not current.get("TWILIO_AUTH_TOKEN")  # Whoever made the secret has left that one to us.
    known = earlier if is_new else current.get("ADMIN_API_TOKEN", "")
    if known.isascii() and known.isalnum():
        return known
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(48))


def recycle(client: Any, functions: Iterable[str]) -> None:
    """End the warm functions, which hold the old keys; any configuration update does so, even one without changes.

    The revision keeps a deploy's new variables from being replaced by the old ones. Raises ClientError.
    """
    for function in functions:
        told = client.get_function_configuration(FunctionName=function)
        client.update_function_configuration(
            FunctionName=function,
            Environment={"Variables": told.get("Environment", {}).get("Variables", {})},
            RevisionId=told["RevisionId"],
        )

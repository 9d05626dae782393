"""The only way to the emulator: dummy credentials, a loopback endpoint, and none of the shell's AWS settings."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from local.console import LocalError

REGION = "us-east-1"
ACCOUNT = "000000000000"
_CREDENTIAL = "test"

CONFIG = Config(connect_timeout=2, read_timeout=30, retries={"total_max_attempts": 2}, proxies={})


def session(endpoint: str) -> boto3.Session:
    """A session for the emulator's clients; each must still be given `endpoint_url` and `config`."""
    require_loopback(endpoint)
    return boto3.Session(aws_access_key_id=_CREDENTIAL, aws_secret_access_key=_CREDENTIAL, region_name=REGION)


def environment(endpoint: str, inherited: dict[str, str]) -> dict[str, str]:
    """The environment of a child that talks to AWS: whatever the shell has set, it reaches only the emulator."""
    require_loopback(endpoint)
    return {
        **without_aws(inherited),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": _CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": _CREDENTIAL,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
    }


def without_aws(inherited: dict[str, str]) -> dict[str, str]:
    """The environment without AWS or CDK variables: no profile, no instance metadata, no proxy to loopback."""
    nowhere = "/nonexistent/linda-uses-no-aws-profile"
    kept = {name: value for name, value in inherited.items() if not name.upper().startswith(("AWS_", "CDK_"))}
    return {
        **kept,
        "AWS_CONFIG_FILE": nowhere,
        "AWS_SHARED_CREDENTIALS_FILE": nowhere,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost,::1",
        "no_proxy": "127.0.0.1,localhost,::1",
    }


def require_loopback(endpoint: str) -> None:
    """Refuse any endpoint but this machine's: nothing here may ever reach a real AWS account."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    try:
        loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if parts.scheme != "http" or not loopback:
        raise LocalError(f"{endpoint!r} is not a loopback address: the local commands talk only to the emulator.")

"""Nothing here may ever reach a real AWS account."""

from pathlib import Path

import pytest

from local import aws
from local.console import LocalError


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])
def test_a_loopback_endpoint_is_accepted(endpoint: str) -> None:
    aws.require_loopback(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "127.0.0.1:4566",
        "https://dynamodb.us-east-1.amazonaws.com",
        "http://10.0.0.1:4566",
        "http://127.0.0.1.example.com:4566",
        "http://127.0.0.1@example.com",
    ],
)
def test_any_other_endpoint_is_refused(endpoint: str) -> None:
    with pytest.raises(LocalError, match="not a loopback address"):
        aws.environment(endpoint, {})
    with pytest.raises(LocalError, match="not a loopback address"):
        aws.session(endpoint)


def test_a_child_sees_the_emulator_whatever_the_shell_has() -> None:
    shell = {
        "PATH": "/bin",
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_S3": "https://s3.amazonaws.com",
        "aws_region": "eu-west-1",
        "CDK_DEFAULT_ACCOUNT": "123456789012",
        "NO_PROXY": "",
    }
    environment = aws.environment("http://127.0.0.1:4566", shell)
    assert {name: value for name, value in environment.items() if name.upper().startswith(("AWS_", "CDK_"))} == {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": environment["AWS_CONFIG_FILE"],
        "AWS_SHARED_CREDENTIALS_FILE": environment["AWS_CONFIG_FILE"],
    }
    assert not Path(environment["AWS_CONFIG_FILE"]).exists()
    assert "127.0.0.1" in environment["NO_PROXY"]
    assert environment["PATH"] == "/bin"

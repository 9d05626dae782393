"""The documented policy of the role with which a pull request's `cdk diff` runs, as IAM enforces it."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from local import aws, environment
from tests.e2e.conftest import Linda
from tests.infrastructure.test_workflows import policies


@contextmanager
def somebody(linda: Linda, actions: Sequence[str]) -> Iterator[dict[str, str]]:
    """The credentials of a user with the documented policy, of which only these actions are left."""
    iam = linda.aws("iam")
    document = json.loads(json.dumps(policies()[1]).replace("REGION", aws.REGION).replace("ACCOUNT", aws.ACCOUNT))
    document["Statement"][0]["Action"] = actions
    user = {"UserName": "reviewer"}
    iam.create_user(**user)
    iam.put_user_policy(**user, PolicyName="Diff", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(**user)["AccessKey"]
    try:
        yield {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    finally:
        iam.delete_access_key(**user, AccessKeyId=key["AccessKeyId"])
        iam.delete_user_policy(**user, PolicyName="Diff")
        iam.delete_user(**user)


def diff(linda: Linda, credentials: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """`cdk diff` as .github/workflows/diff.yml runs it."""
    variables = aws.environment(linda.outputs["aws_endpoint_url"], dict(os.environ)) | credentials
    return subprocess.run(
        ["node_modules/.bin/cdk", "diff", "--method=template", "--no-color", "--ci", "--no-notices", *arguments],
        cwd=environment.ROOT,
        env=environment.with_programs(variables | {"CDK_VALIDATION": "false"}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_documented_policy_is_enough_for_a_diff_and_none_of_it_too_much(enforced: Linda) -> None:
    made = str(enforced.home / "cdk.out")  # where the deploy has left its bundles
    context = json.loads((enforced.home / "context.json").read_text())
    settings = [word for name, value in context.items() for word in ("-c", f"{name}={value}")]
    actions = policies()[1]["Statement"][0]["Action"]
    with somebody(enforced, actions) as credentials:
        done = diff(enforced, credentials, "--output", made, *settings)
    assert done.returncode == 0, done.stderr
    assert "Lookup role" in done.stdout
    assert "was not assumed. Proceeding with default credentials." in done.stdout
    # This LINDA was deployed without CDK's roles; otherwise she is as in the checkout.
    assert re.findall(r"^\[[+~-]\] \w+ (\w+)", done.stdout, re.MULTILINE) == ["BootstrapVersion"]
    for missing in actions:
        with somebody(enforced, [action for action in actions if action != missing]) as credentials:
            done = diff(enforced, credentials, "--app", made)
        assert (done.returncode, missing in done.stdout + done.stderr) == (1, True)

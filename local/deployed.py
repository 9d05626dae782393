"""The only way to reach a LINDA on AWS, with the deployer's own credentials: for commands called with `--aws`."""

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.console import LocalError, UsageError
from local.forget import Tables

_CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 5})
_LEADS, _STATE = "RepairsLeadLog", "BrandonStateLog"


def tables(region: str, stack: str, leads: str, state: str) -> Tables:
    """Return the tables in the account of the shell's credentials: the named ones, or else the stack's.

    Raises UsageError without a region; LocalError if AWS refuses, or the stack has no such tables.
    """
    session = boto3.Session(region_name=region or None)
    if not session.region_name:
        raise UsageError("Name the region with --region, such as --region us-east-1.")
    try:
        identity = session.client("sts", config=_CONFIG).get_caller_identity()
        if not (leads and state):
            found = _tables_of(session, stack)
            leads, state = leads or found.get(_LEADS, ""), state or found.get(_STATE, "")
        client = session.client("dynamodb", config=_CONFIG)
    except (BotoCoreError, ClientError) as error:
        raise LocalError(f"AWS cannot be reached: {error}") from None
    if not (leads and state):
        raise LocalError(f"The stack {stack} has no such tables. Name them with --leads-table and --state-table.")
    where = (
        f"AWS account {identity['Account']}, region {session.region_name}, as {identity['Arn']}\n"
        f"Tables {leads} and {state} at {client.meta.endpoint_url}"
    )
    return Tables(client, leads, state, where)


def _tables_of(session: boto3.Session, stack: str) -> dict[str, str]:
    """Return the names of the stack's tables by their names in the code: a logical id is that name and eight digits."""
    resources = session.client("cloudformation", config=_CONFIG).describe_stack_resources(StackName=stack)
    return {
        resource["LogicalResourceId"][:-8]: resource["PhysicalResourceId"]
        for resource in resources["StackResources"]
        if resource["ResourceType"] == "AWS::DynamoDB::Table"
    }

"""A deployed LINDA and the way to it: in this machine's emulator, or on AWS with the deployer's own credentials."""

import json
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local import aws, emulator
from local.console import LocalError, UsageError

STACK = "LindaStack"
_LEADS, _STATE = "RepairsLeadLog", "BrandonStateLog"
_CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 5})
# A function may take a minute. A second attempt meanwhile would be a second invocation.
_ONCE = Config(read_timeout=70, retries={"total_max_attempts": 1})


@dataclass(frozen=True, slots=True)
class Deployed:
    """One stack in one account and region; `where` describes it to people. `account` is AWS's number of it."""

    stack: str
    where: str
    session: boto3.Session
    config: Config
    endpoint: str | None = None
    account: str = ""

    @property
    def is_on_this_machine(self) -> bool:
        return self.endpoint is not None

    def client(self, service: str) -> Any:
        """Return a client of an AWS service."""
        return self.session.client(service, endpoint_url=self.endpoint, config=self.config)  # type: ignore[call-overload]

    def outputs(self) -> dict[str, str]:
        """Return the stack's outputs. Raises LocalError if there is no such stack."""
        try:
            found = self.client("cloudformation").describe_stacks(StackName=self.stack)["Stacks"][0]
        except (BotoCoreError, ClientError) as error:
            raise self.refusal(error) from None
        return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}

    def resources(self, kind: str) -> dict[str, str]:
        """Return the physical ids of the stack's resources of one CloudFormation type, by their names in the code.

        A logical id is that name and eight digits. Raises LocalError.
        """
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=self.stack)
        try:
            found = [resource for page in pages for resource in page["StackResourceSummaries"]]
        except (BotoCoreError, ClientError) as error:
            raise self.refusal(error) from None
        return {
            resource["LogicalResourceId"][:-8]: resource["PhysicalResourceId"]
            for resource in found
            if resource["ResourceType"] == kind and resource.get("PhysicalResourceId")
        }

    def functions(self) -> list[str]:
        """Return the names of the functions. Raises LocalError."""
        return [*self.resources("AWS::Lambda::Function").values()]

    def function(self, name: str) -> str:
        """Return the physical name of the function that has this name in the code. Raises LocalError."""
        found = self.resources("AWS::Lambda::Function").get(name)
        if not found:
            raise LocalError(f"The stack {self.stack} has no function {name}.")
        return found

    def invoke(self, function: str, event: object) -> Any:
        """Have a function carry out the event, once, and return what it answers. Raises LocalError if it fails."""
        client = self.session.client("lambda", endpoint_url=self.endpoint, config=self.config.merge(_ONCE))
        try:
            answer = client.invoke(FunctionName=function, Payload=json.dumps(event).encode())
        except (BotoCoreError, ClientError) as error:
            raise LocalError(str(error)) from None
        said = json.loads(answer["Payload"].read() or "null")
        if "FunctionError" in answer:
            raise LocalError(f"{said.get('errorMessage', answer['FunctionError'])}; the log of {function} says more")
        return said

    def sweep(self) -> str:
        """Have the scheduler do what its schedule has it do, and return what it says of it. Raises LocalError."""
        answer = self.invoke(self.function("scheduler"), {"task": "send_notices"})
        return str(json.loads(answer["body"])["message"])

    def variables(self) -> dict[str, str]:
        """Return the environment variables that the stack gives its functions, merged. Raises LocalError."""
        client, found = self.client("lambda"), dict[str, str]()
        for function in self.functions():
            try:
                told = client.get_function_configuration(FunctionName=function)
            except (BotoCoreError, ClientError) as error:
                raise self.refusal(error) from None
            found |= told.get("Environment", {}).get("Variables", {})
        return found

    def time_zone(self) -> str:
        """Return the time zone that is set for the deployed shop; "" if it is the shop's own. Raises LocalError."""
        return self.variables().get("SHOP_TIME_ZONE", "")

    def tables(self, leads: str = "", state: str = "") -> tuple[str, str]:
        """Return the names of the lead table and the state table: the given ones, or else the stack's.

        Raises LocalError.
        """
        found = {} if leads and state else self.resources("AWS::DynamoDB::Table")
        leads, state = leads or found.get(_LEADS, ""), state or found.get(_STATE, "")
        if not (leads and state):
            raise LocalError(
                f"The stack {self.stack} has no such tables. Name them with --leads-table and --state-table."
            )
        return leads, state

    def refusal(self, error: Exception) -> LocalError:
        """Return an error of AWS's in words."""
        if f"{self.stack} does not exist" in str(error):
            return LocalError(f"There is no stack {self.stack} in this account and region: --stage names another.")
        return LocalError(f"AWS refuses: {error}")


def stack_of(stage: str) -> str:
    """Return the name that the stack has at a stage, "" for the one without a name."""
    return f"{STACK}-{stage}" if stage else STACK


def in_emulator(endpoint: str) -> Deployed:
    """Return the LINDA in the emulator at this address."""
    return Deployed(STACK, f"LINDA on this machine, {endpoint}", aws.session(endpoint), aws.CONFIG, endpoint)


def on_this_machine(home: Path) -> Deployed:
    """Return the running local LINDA. Raises LocalError if none runs."""
    return in_emulator(emulator.endpoint(home))


def on_aws(profile: str, region: str, stack: str) -> Deployed:
    """Return the LINDA in the account of a profile, or else of the shell's credentials.

    Raises UsageError for an unknown profile or without a region; LocalError if AWS refuses the credentials.
    """
    region = region or os.environ.get("AWS_REGION", "")  # which the AWS CLI reads, and boto3 does not
    try:
        session = boto3.Session(profile_name=profile or None, region_name=region or None)
        if not session.region_name:
            raise UsageError("Name the region with --region, such as --region us-east-1.")
        identity = session.client("sts", config=_CONFIG).get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        named = f" --profile {shlex.quote(profile)}" if profile else ""
        raise LocalError(
            f"AWS cannot be reached: {error}\n"
            f"Sign in (`aws sso login{named}` or `aws configure{named}`), or name another profile with --profile."
        ) from None
    where = f"AWS account {identity['Account']}, region {session.region_name}, as {identity['Arn']}"
    return Deployed(stack, where, session, _CONFIG, account=identity["Account"])

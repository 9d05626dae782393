"""What a deploy needs, and how to get it: each function returns what is wrong, in words."""

import json
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from deploy import env_file
from linda_stack.settings import KNOWN_MODELS, Settings, shut_down_date

# https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html; the stack's template asks for the same version.
BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version"
_OLDEST_BOOTSTRAP = 6
# https://nodejs.org/en/about/previous-releases: older ones are past their end of life.
_OLDEST_NODE = 22
# A new account's is 10; three functions, each answering a few customers while the sweep runs, want more.
_FEW_AT_ONCE = 50
_PYTHON = (3, 13)  # the functions', whose bytecode is compiled at synth


def of_programs(node: str, python: tuple[int, int]) -> list[str]:
    """`node` is its version, "" if there is none."""
    found = []
    major = node.partition(".")[0]
    if not major.isdigit() or int(major) < _OLDEST_NODE:
        has = f"this is {node}" if node else "there is none"
        found.append(f"Node {_OLDEST_NODE} or newer is needed, and {has}: run `make up` once, or https://nodejs.org")
    if python != _PYTHON:
        found.append(f"Python 3.13 is needed, and this is {python[0]}.{python[1]}: remove .venv and run this again.")
    return found


def of_env_file(file: Path, keys: Mapping[str, str], settings: Settings) -> list[str]:
    """Keys that are missing or cannot be right, a file that others can read, and a stage with another's number."""
    own_model = bool(settings.openai_base_url)
    shared = env_file.shared_number(file, keys.get(env_file.NUMBER, "")) if settings.stage else []
    return [*env_file.problems(file, keys, own_model=own_model), *env_file.exposure(file), *shared]


def of_owner_phone(owner: str, number: str) -> list[str]:
    """The owner's number; "" for none."""
    if owner and not env_file.is_number(owner):
        return [f"The setting owner_phone ({owner}) is not a phone number that can exist."]
    if owner and owner == number:
        return [f"The setting owner_phone is LINDA's own number ({owner}): it must be the owner's own phone."]
    return []


def of_bootstrap(version: int, account: str, region: str, profile: str) -> list[str]:
    """`version` of the account's bootstrap stack in the region, 0 for none."""
    if version >= _OLDEST_BOOTSTRAP:
        return []
    command = f"npx cdk bootstrap aws://{account}/{region}"
    command += f" --profile {shlex.quote(profile)}" if profile else ""
    if version:
        return [f"The CDK's bootstrap stack is of version {version}, and {_OLDEST_BOOTSTRAP} is needed: {command}"]
    return [f"The account has no CDK bootstrap stack in this region. Once per account and region: {command}"]


def bootstrap_version(client: Any) -> int:
    """The version of the bootstrap stack, 0 if there is none. Raises ClientError."""
    try:
        found = client.get_parameter(Name=BOOTSTRAP_PARAMETER)
    except client.exceptions.ParameterNotFound:
        return 0
    return int(found["Parameter"]["Value"])


def notes(settings: Settings, keys: Mapping[str, str], today: date) -> list[str]:
    """What is no fault but worth knowing before a deploy."""
    found = []
    if not keys.get(env_file.OPENAI_KEY):
        found.append("note: no OPENAI_API_KEY: unless the secret has one, the rules receptionist answers")
    if not settings.owner_phone:
        found.append("note: no owner_phone in the settings: nobody is texted what LINDA cannot decide")
    if not settings.openai_base_url:
        known = json.loads(KNOWN_MODELS.read_text(encoding="utf-8"))["prices"]
        if settings.model not in known:
            found.append(
                f"note: {settings.model} is not in openai_models.json, and is counted as the most expensive one"
            )
        if (ends := shut_down_date(settings.model)) and ends > today:
            found.append(f"note: OpenAI shuts {settings.model} down on {ends}: choose another model before")
    return found


def note_of_quota(client: Any) -> list[str]:
    """Whether the account may run so few functions at once that customers would be turned away: new ones start so.

    https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    """
    try:
        at_once = int(client.get_account_settings()["AccountLimit"]["ConcurrentExecutions"])
    except (BotoCoreError, ClientError):  # only a note: not worth a right of its own
        return []
    if at_once >= _FEW_AT_ONCE:
        return []
    return [f"note: this account runs at most {at_once} functions at once: docs/operations.md#limits-of-a-new-account"]


def unlike_the_template(template: Mapping[str, Any], there: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What the existing tables, as DynamoDB describes them, have not as the template has it; a sentence each.

    An import changes nothing of a table, and CloudFormation would take it for done.
    """
    found = []
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        name = properties.get("TableName", "")
        if name not in there:
            continue
        wanted, table = _keys(properties), _keys(there[name])
        if wanted != table:
            found.append(f"The table {name} exists with the keys {_words(table)} instead of {_words(wanted)}.")
        indexes = {index["IndexName"] for index in there[name].get("GlobalSecondaryIndexes", [])}
        lacking = sorted({index["IndexName"] for index in properties.get("GlobalSecondaryIndexes", [])} - indexes)
        if lacking:
            found.append(f"The table {name} exists without its indexes {', '.join(lacking)}.")
        if "StreamSpecification" in properties and not there[name].get("StreamSpecification", {}).get("StreamEnabled"):
            found.append(f"The table {name} exists without its stream.")
    return found


def _keys(table: Mapping[str, Any]) -> dict[str, str]:
    """A table's keys, each with its type, the sort key last."""
    types = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    keys = sorted(table["KeySchema"], key=lambda key: str(key["KeyType"]))
    return {key["AttributeName"]: types[key["AttributeName"]] for key in keys}


def _words(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{name} ({kind})" for name, kind in keys.items())

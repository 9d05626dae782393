"""A small LINDA as a template, and changes of it."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class Markdown(SingleFileSnapshotExtension):
    """Comments as they are, one a file."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


BEFORE = Path(__file__).with_name("before.json")

ALARM, API, BUNDLE = "FailedTurnsAlarm3735722D", "ApiF70053CD", "dispatcherA4B0E2D1"
INTEGRATION, QUEUE, QUEUE_POLICY = (
    "ApiPOSTdispatcherdispatcherintegrationD64D74AE",
    "FailedTurns063B2714",
    "FailedTurnsPolicy6DB504AC",
)
LOGS, ROLE, ROUTE, SECRET, STAGE, TABLE = (
    "dispatcherlogs04D74042",
    "Role1ABCC5F0",
    "ApiPOSTdispatcher5C2AEFD7",
    "Keys",
    "ProdStage",
    "RepairsLeadLog1B6BB217",
)


@cache
def _text() -> str:
    return BEFORE.read_text(encoding="utf-8")


def before() -> dict[str, Any]:
    return dict(json.loads(_text()))


def properties(template: dict[str, Any], logical_id: str) -> dict[str, Any]:
    return dict.__getitem__(template["Resources"], logical_id)["Properties"]  # type: ignore[no-any-return]


def statements(template: dict[str, Any], policy: str) -> list[dict[str, Any]]:
    """The statements of the role's inline policy of this name."""
    [found] = [one for one in properties(template, ROLE)["Policies"] if one["PolicyName"] == policy]
    return found["PolicyDocument"]["Statement"]  # type: ignore[no-any-return]


def nothing(template: dict[str, Any]) -> None:
    """Leave it as it is."""


def delete_items(template: dict[str, Any]) -> None:
    """Let the functions delete leads, and read all secrets of the account instead of the one."""
    statements(template, "Tables")[0]["Action"].append("dynamodb:DeleteItem")
    statements(template, "Keys")[0]["Resource"] = "*"


def delete_the_table(template: dict[str, Any]) -> None:
    del template["Resources"][TABLE]
    del template["Resources"]["FollowLeads80AAD09D"]
    properties(template, ROLE)["Policies"] = [
        one for one in properties(template, ROLE)["Policies"] if one["PolicyName"] not in ("Tables", "Leads")
    ]
    for name in (BUNDLE, "schedulerEDBED1F9"):
        properties(template, name)["Environment"]["Variables"].pop("REPAIRS_LEAD_LOG_TABLE")


def rename_the_table(template: dict[str, Any]) -> None:
    properties(template, TABLE)["TableName"] = "Leads"


def change_code(template: dict[str, Any]) -> None:
    """What an edit of lambdas/linda does: other hashes, in two functions."""
    for name in (BUNDLE, "schedulerEDBED1F9"):
        properties(template, name)["Code"]["S3Key"] = f"{'0' * 64}.zip"
        template["Resources"][name]["Metadata"]["aws:asset:path"] = "asset.000"


def add_a_public_route(template: dict[str, Any]) -> None:
    template["Resources"]["ApiGETleads"] = {
        "Type": "AWS::ApiGatewayV2::Route",
        "Properties": {**properties(template, ROUTE), "RouteKey": "GET /leads"},
        "Metadata": {"aws:cdk:path": "LindaStack/Api/GET--leads/Resource"},
    }
    properties(template, API)["CorsConfiguration"]["AllowOrigins"] = ["*"]


def drop_encryption(template: dict[str, Any]) -> None:
    """Without TLS for the queue, and another key for it."""
    del template["Resources"][QUEUE_POLICY]
    queue = properties(template, QUEUE)
    queue["SqsManagedSseEnabled"] = False
    queue["KmsMasterKeyId"] = "alias/aws/sqs"


def change_secrets(template: dict[str, Any]) -> None:
    """Another generated token, and a key in plain text."""
    properties(template, SECRET)["GenerateSecretString"]["PasswordLength"] = 32
    properties(template, BUNDLE)["Environment"]["Variables"]["OPENAI_API_KEY"] = "sk-made-up-0123456789"


def silence_the_alarms(template: dict[str, Any]) -> None:
    alarm = properties(template, ALARM)
    alarm["AlarmActions"] = []
    alarm["Threshold"] = 100
    del template["Resources"]["dispatcherEventInvokeConfigE5170390"]
    properties(template, BUNDLE)["Timeout"] = 900


def send_data_elsewhere(template: dict[str, Any]) -> None:
    """Another role and model server for a function, a target for the logs, and a right on a condition."""
    dispatcher = properties(template, BUNDLE)
    dispatcher["Role"] = "arn:aws:iam::111122223333:role/other"
    dispatcher["Environment"]["Variables"]["OPENAI_BASE_URL"] = "https://models.example"
    template["Resources"]["Logs"] = {
        "Type": "AWS::Logs::SubscriptionFilter",
        "Properties": {"DestinationArn": "arn:aws:kinesis:us-east-1:111122223333:stream/logs", "FilterPattern": ""},
    }
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    statements(template, "Keys").append({"Fn::If": ["IsBig", everything, {"Ref": "AWS::NoValue"}]})
    template["Conditions"] = {"IsBig": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}}


def change_what_nobody_knows(template: dict[str, Any]) -> None:
    """Differences that no finding is about."""
    template["Resources"][LOGS]["Properties"]["LogGroupClass"] = "INFREQUENT_ACCESS"
    template["Outputs"]["Queue"] = {"Value": {"Ref": QUEUE}, "Export": {"Name": "queue"}}


CASES: dict[str, Callable[[dict[str, Any]], None]] = {
    one.__name__: one
    for one in (
        nothing,
        delete_items,
        delete_the_table,
        rename_the_table,
        change_code,
        add_a_public_route,
        drop_encryption,
        change_secrets,
        silence_the_alarms,
        send_data_elsewhere,
        change_what_nobody_knows,
    )
}


def after(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The template with a change made."""
    template = before()
    change(template)
    return template

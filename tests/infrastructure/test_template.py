"""The CloudFormation template: all of it as a reviewable snapshot, and one by one what must never change unseen."""

import json
import re
from dataclasses import fields
from typing import Any

import pytest
from aws_cdk import App, CliCredentialsStackSynthesizer
from aws_cdk.assertions import Template
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from linda.models import Lead
from linda_stack.bundling import LAMBDAS
from linda_stack.stack import LindaStack
from tests.infrastructure.policies import decision
from tests.infrastructure.synthesis import CONTEXT, ROOT, new_stack, properties, resources, template
from tests.infrastructure.test_monitoring import ALARMS

FUNCTIONS = ["dispatcher", "scheduler", "state_manager"]
QUEUES = {"linda-failed-turns": 14, "linda-failed-leads": 14, "linda-failed-sweeps": 1}  # days
CHOICES = {
    "model": "gpt-6-sol",
    "frontend_origin": "https://emperorlinda.example",
    "public_base_url": "https://linda.example/",
    "openai_base_url": "http://127.0.0.1:9000/v1",
    "twilio_api_base_url": "http://127.0.0.1:8787",
    "time_zone": "America/Chicago",
    "attempts_per_address": "0",
    "owner_phone": "+19045550100",
    "reasoning_effort": "low",
    "longest_reply": "640",
    "messages_an_hour": "60",
    "daily_turns": "900",
    "chat_log_days": "90",
    "daily_web_messages": "900",
    "daily_unproved_texts": "20",
    "question_hours": "6",
    "daily_calls": "300",
    "daily_calls_a_number": "9",
    "daily_call_minutes": "90",
    "daily_call_minutes_a_number": "15",
    "voicemail_transcripts": "yes",
    "blocked_numbers": "+19045550111, +19045550112",
    "missed_calls": "none",
    "unanswered_calls": "voicemail",
    "voice_rules_first": "no",
    "speech_timeout": "2",
    "speech_model": "googlev2_telephony",
    "quiet_hours": "21:00-07:30",
    "digest_at": "07:45",
    "review_url": "https://g.page/r/EmperorLinda/review",
    "daily_dollars": "0.50",
    "alarm_email": "brandon@emperorlinda.example",
}


# By its name: the role cannot name the function that needs the role first.
DISPATCHER = {
    "Fn::Join": [
        "",
        [
            "arn:",
            {"Ref": "AWS::Partition"},
            ":lambda:",
            {"Ref": "AWS::Region"},
            ":",
            {"Ref": "AWS::AccountId"},
            ":function:dispatcher",
        ],
    ]
}


def logical_id(kind: str, name_property: str, name: str) -> str:
    """How the template itself refers to the resource of this physical name."""
    (found,) = (
        key
        for key, one in template()["Resources"].items()
        if one["Type"] == kind and one["Properties"][name_property] == name
    )
    return str(found)


def arn(kind: str, name_property: str, name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [logical_id(kind, name_property, name), "Arn"]}


def canonical(items: list[Any]) -> list[str]:
    """For comparing lists whose order means nothing."""
    return sorted(json.dumps(item, sort_keys=True) for item in items)


def test_the_whole_template_is_as_reviewed(snapshot: SnapshotAssertion) -> None:
    without_hashes = re.sub(r"[0-9a-f]{64}\.zip", "<bundle>.zip", json.dumps(template()))
    assert json.loads(without_hashes) == snapshot(extension_class=JSONSnapshotExtension)


def test_the_tables_have_the_keys_of_the_contract() -> None:
    tables = {table["TableName"]: table for table in properties("AWS::DynamoDB::Table")}
    assert {
        name: [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]] for name, table in tables.items()
    } == {
        "Repairs_Lead_Log": [("lead_id", "HASH"), ("timestamp", "RANGE")],
        "Brandon_State_Log": [("state_id", "HASH")],
    }
    assert {
        attribute["AttributeName"]: attribute["AttributeType"]
        for table in tables.values()
        for attribute in table["AttributeDefinitions"]
    } == {
        "lead_id": "S",
        "timestamp": "N",
        "state_id": "S",
        "lead_type": "S",
        "appointment_date": "S",
        "phone": "S",
        "pending": "S",
        "due_at": "N",
    }


def test_leads_are_indexed_whole_by_date_and_by_number() -> None:
    tables = {table["TableName"]: table for table in properties("AWS::DynamoDB::Table")}
    indexes = tables["Repairs_Lead_Log"]["GlobalSecondaryIndexes"]
    assert {
        index["IndexName"]: [(key["AttributeName"], key["KeyType"]) for key in index["KeySchema"]] for index in indexes
    } == {
        "by_date": [("lead_type", "HASH"), ("appointment_date", "RANGE")],
        "by_phone": [("phone", "HASH"), ("timestamp", "RANGE")],
    }
    assert [index["Projection"] for index in indexes] == [{"ProjectionType": "ALL"}] * 2


def test_what_is_still_to_be_done_is_indexed_by_when_it_is_due() -> None:
    tables = {table["TableName"]: table for table in properties("AWS::DynamoDB::Table")}
    (index,) = tables["Brandon_State_Log"]["GlobalSecondaryIndexes"]
    assert (index["IndexName"], index["Projection"]) == ("pending", {"ProjectionType": "ALL"})
    assert index["KeySchema"] == [
        {"AttributeName": "pending", "KeyType": "HASH"},
        {"AttributeName": "due_at", "KeyType": "RANGE"},
    ]


def test_no_mistake_costs_a_table() -> None:
    for table in resources("AWS::DynamoDB::Table"):
        assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
        assert table["Properties"]["DeletionProtectionEnabled"] is True
        assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"


def test_what_the_program_keeps_and_conversations_may_expire_and_leads_may_not() -> None:
    tables = {table["TableName"]: table for table in properties("AWS::DynamoDB::Table")}
    assert tables["Brandon_State_Log"]["TimeToLiveSpecification"] == {
        "AttributeName": "expires_at",
        "Enabled": True,
    }
    expiry = tables["Repairs_Lead_Log"]["TimeToLiveSpecification"]["AttributeName"]
    assert expiry == "chat_log_expires_at"
    assert expiry not in {field.name for field in fields(Lead)}


def test_the_role_may_do_exactly_this() -> None:
    (role,) = properties("AWS::IAM::Role")
    statements = [s for policy in role["Policies"] for s in policy["PolicyDocument"]["Statement"]]
    rights = {
        tuple(sorted([s["Action"]] if isinstance(s["Action"], str) else s["Action"])): (
            s["Resource"] if isinstance(s["Resource"], list) else [s["Resource"]]
        )
        for s in statements
    }
    table_arns = [arn("AWS::DynamoDB::Table", "TableName", name) for name in ("Repairs_Lead_Log", "Brandon_State_Log")]
    expected = {
        ("logs:CreateLogStream", "logs:PutLogEvents"): [
            arn("AWS::Logs::LogGroup", "LogGroupName", f"/aws/lambda/{name}") for name in FUNCTIONS
        ],
        (
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:UpdateItem",
        ): table_arns + [{"Fn::Join": ["", [table_arn, "/index/*"]]} for table_arn in table_arns],
        ("dynamodb:DeleteItem",): table_arns,
        ("secretsmanager:GetSecretValue",): [
            {"Fn::GetAtt": [logical_id("AWS::SecretsManager::Secret", "Name", "linda/keys"), "Id"]}
        ],
        ("lambda:InvokeFunction",): [DISPATCHER],
        ("sqs:SendMessage",): [arn("AWS::SQS::Queue", "QueueName", name) for name in QUEUES],
        ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"): [
            {"Fn::GetAtt": [logical_id("AWS::DynamoDB::Table", "TableName", "Repairs_Lead_Log"), "StreamArn"]}
        ],
    }
    assert {actions: canonical(where) for actions, where in rights.items()} == {
        actions: canonical(where) for actions, where in expected.items()
    }
    assert all(set(s) == {"Action", "Effect", "Resource"} and s["Effect"] == "Allow" for s in statements)


def test_the_role_is_lambdas_alone_and_nothing_is_attached_to_it() -> None:
    (role,) = properties("AWS::IAM::Role")
    assert role["RoleName"] == "LINDALambdaExecutionRole"
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
    ]
    assert "ManagedPolicyArns" not in role
    assert not resources("AWS::IAM::Policy")
    assert not resources("AWS::IAM::ManagedPolicy")


@pytest.mark.parametrize(
    ("function", "seconds", "queue"),
    [("dispatcher", 3600, "linda-failed-turns"), ("scheduler", 600, "linda-failed-sweeps")],
)
def test_a_turn_that_cannot_be_finished_and_a_sweep_that_fails_are_kept(
    function: str, seconds: int, queue: str
) -> None:
    invocations = {one["FunctionName"]["Ref"]: one for one in properties("AWS::Lambda::EventInvokeConfig")}
    invocation = invocations[logical_id("AWS::Lambda::Function", "FunctionName", function)]
    kept_in = arn("AWS::SQS::Queue", "QueueName", queue)
    assert invocation["DestinationConfig"] == {"OnFailure": {"Destination": kept_in}}
    assert (invocation["MaximumRetryAttempts"], invocation["MaximumEventAgeInSeconds"]) == (2, seconds)


def test_all_that_fails_is_kept_encrypted() -> None:
    queues = {kept["QueueName"]: kept for kept in properties("AWS::SQS::Queue")}
    assert {name: kept["MessageRetentionPeriod"] for name, kept in queues.items()} == {
        name: days * 24 * 3600 for name, days in QUEUES.items()
    }
    assert all(kept["SqsManagedSseEnabled"] for kept in queues.values())


@pytest.mark.parametrize(
    ("bundle_for", "missing"), [("lambda", {"N": [{"exists": False}]}), ("host", [{"exists": False}])]
)
def test_the_scheduler_is_told_of_leads_without_our_revision_and_of_removals_alone(
    bundle_for: str, missing: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    (mapping,) = properties("AWS::Lambda::EventSourceMapping", bundle_for=bundle_for)
    assert [json.loads(one["Pattern"]) for one in mapping["FilterCriteria"]["Filters"]] == [
        {"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": {"revision": missing, "message_count": missing}}},
        {"eventName": ["REMOVE"], "dynamodb": {"OldImage": {"message_count": missing}}},
    ]
    table = logical_id("AWS::DynamoDB::Table", "TableName", "Repairs_Lead_Log")
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": [table, "StreamArn"]}
    assert mapping["FunctionName"] == {"Ref": logical_id("AWS::Lambda::Function", "FunctionName", "scheduler")}


def test_a_change_of_a_lead_that_cannot_be_followed_is_tried_again_for_an_hour_and_then_kept() -> None:
    (mapping,) = properties("AWS::Lambda::EventSourceMapping")
    assert (mapping["MaximumRetryAttempts"], mapping["MaximumRecordAgeInSeconds"]) == (10, 3600)
    assert mapping["BisectBatchOnFunctionError"] is True
    queue = arn("AWS::SQS::Queue", "QueueName", "linda-failed-leads")
    assert mapping["DestinationConfig"] == {"OnFailure": {"Destination": queue}}


def test_no_secret_value_is_in_the_template() -> None:
    (secret,) = resources("AWS::SecretsManager::Secret")
    assert "SecretString" not in secret["Properties"]
    generated = secret["Properties"]["GenerateSecretString"]
    assert generated["GenerateStringKey"] == "ADMIN_API_TOKEN"
    assert (generated["ExcludePunctuation"], generated["PasswordLength"]) == (True, 48)
    to_be_filled = json.loads(generated["SecretStringTemplate"])
    assert to_be_filled == {
        "OPENAI_API_KEY": "",
        "TWILIO_ACCOUNT_SID": "",
        "TWILIO_AUTH_TOKEN": "",
        "TWILIO_PHONE_NUMBER": "",
    }
    for function in properties("AWS::Lambda::Function"):
        assert not {*to_be_filled, "ADMIN_API_TOKEN"} & set(function["Environment"]["Variables"])
    # A dynamic reference would resolve to a value in a function's configuration or in an output.
    assert "{{resolve:" not in json.dumps(template())


def test_the_keys_survive_the_stack_but_not_a_first_deploy_that_fails() -> None:
    (secret,) = resources("AWS::SecretsManager::Secret")
    assert (secret["DeletionPolicy"], secret["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_nothing_else_is_left_behind_by_a_first_deploy_that_fails_but_the_tables() -> None:
    """A rollback cannot delete a protected table: to be told to would make the rollback itself fail."""
    kept = {one["Type"] for one in template()["Resources"].values() if one.get("DeletionPolicy") == "Retain"}
    assert kept == {"AWS::DynamoDB::Table"}


def test_what_is_kept_can_be_adopted_as_its_name_and_keys_are_in_the_template() -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html"""
    for table in resources("AWS::DynamoDB::Table"):
        assert isinstance(table["Properties"]["TableName"], str)
        assert table["DeletionPolicy"] == "Retain"


@pytest.mark.parametrize(
    ("indexes", "of_leads", "of_state"),
    [("none", [], []), ("one", ["by_date"], ["pending"]), ("all", ["by_date", "by_phone"], ["pending"])],
)
def test_each_step_of_an_adoption_adds_at_most_one_index_to_a_table(
    indexes: str, of_leads: list[str], of_state: list[str]
) -> None:
    found = {
        table["TableName"]: [index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])]
        for table in properties("AWS::DynamoDB::Table", indexes=indexes)
    }
    assert found == {"Repairs_Lead_Log": of_leads, "Brandon_State_Log": of_state}


def test_a_table_without_indexes_defines_its_keys_alone() -> None:
    """CloudFormation refuses an attribute that no key has."""
    for table in properties("AWS::DynamoDB::Table", indexes="none"):
        defined = {one["AttributeName"] for one in table["AttributeDefinitions"]}
        assert defined == {one["AttributeName"] for one in table["KeySchema"]}


def test_the_sample_of_an_import_names_what_is_in_the_template() -> None:
    text = (ROOT / "docs" / "adoption.md").read_text()
    sample = json.loads(text.split("```json\n", 1)[1].split("```", 1)[0])
    kept = ("AWS::DynamoDB::Table", "AWS::SecretsManager::Secret")
    assert sample.keys() == {name for name, one in template()["Resources"].items() if one["Type"] in kept}
    for name, identifier in sample.items():
        table = template()["Resources"][name]["Properties"].get("TableName")
        assert identifier == ({"TableName": table} if table else {"Id": identifier["Id"]})


def test_the_stack_is_protected_and_all_of_it_tagged() -> None:
    _, production = new_stack()
    assert production.termination_protection is True
    assert production.tags.tag_values() == {"app": "linda", "stage": "production"}
    _, staging = new_stack(stage="staging")
    assert staging.tags.tag_values() == {"app": "linda", "stage": "staging"}


def test_traces_are_written_only_if_the_deployer_wants_them() -> None:
    def rights(**context: str) -> str:
        return json.dumps([role["Policies"] for role in properties("AWS::IAM::Role", **context)])

    assert "xray" not in rights()
    assert not any("TracingConfig" in function for function in properties("AWS::Lambda::Function"))
    assert "xray:PutTraceSegments" in rights(tracing="yes")
    assert [function["TracingConfig"] for function in properties("AWS::Lambda::Function", tracing="yes")] == [
        {"Mode": "Active"}
    ] * len(FUNCTIONS)


def test_the_three_functions_differ_only_where_they_must() -> None:
    functions = {function["FunctionName"]: function for function in properties("AWS::Lambda::Function")}
    assert sorted(functions) == FUNCTIONS
    for name, function in functions.items():
        assert function["Handler"] == f"{name}.handler"
        assert function["Runtime"] == "python3.13"
        assert function["Architectures"] == ["arm64"]
        assert (function["MemorySize"], function["Timeout"]) == (512, 60)
        assert function["LoggingConfig"] == {
            "LogFormat": "JSON",
            "LogGroup": {"Ref": logical_id("AWS::Logs::LogGroup", "LogGroupName", f"/aws/lambda/{name}")},
        }
    assert len({function["Code"]["S3Key"] for function in functions.values()}) == len(FUNCTIONS)


def test_every_log_is_deleted_after_a_month() -> None:
    assert [group["RetentionInDays"] for group in properties("AWS::Logs::LogGroup")] == [30] * 4


def test_each_route_reaches_its_function_with_payload_1_0() -> None:
    integrations = {
        key: one["Properties"]
        for key, one in template()["Resources"].items()
        if one["Type"] == "AWS::ApiGatewayV2::Integration"
    }
    assert all(one["PayloadFormatVersion"] == "1.0" for one in integrations.values())
    assert all(one["IntegrationType"] == "AWS_PROXY" for one in integrations.values())
    targets = {
        route["RouteKey"]: integrations[route["Target"]["Fn::Join"][1][1]["Ref"]]["IntegrationUri"]
        for route in properties("AWS::ApiGatewayV2::Route")
    }
    assert targets == {
        route: arn("AWS::Lambda::Function", "FunctionName", name)
        for route, name in {
            "POST /dispatcher": "dispatcher",
            "ANY /state": "state_manager",
            "ANY /scheduler": "scheduler",
        }.items()
    }


def test_api_gateway_may_call_each_function_for_its_own_route_alone() -> None:
    allowed = {
        permission["FunctionName"]["Fn::GetAtt"][0]: permission["SourceArn"]["Fn::Join"][1][-1]
        for permission in properties("AWS::Lambda::Permission")
        if permission["Principal"] == "apigateway.amazonaws.com"
    }
    assert allowed == {
        logical_id("AWS::Lambda::Function", "FunctionName", name): source
        for name, source in {
            "dispatcher": "/*/*/dispatcher",
            "state_manager": "/*/*/state",
            "scheduler": "/*/*/scheduler",
        }.items()
    }
    assert len(resources("AWS::Lambda::Permission")) == len(allowed) + 1  # the schedule's


def test_a_schedule_wakes_the_scheduler_every_five_minutes_to_send_notices() -> None:
    scheduler = arn("AWS::Lambda::Function", "FunctionName", "scheduler")
    (rule,) = properties("AWS::Events::Rule")
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(5 minutes)", "ENABLED")
    (target,) = rule["Targets"]
    assert (target["Arn"], json.loads(target["Input"])) == (scheduler, {"task": "send_notices"})
    (permission,) = (p for p in properties("AWS::Lambda::Permission") if p["Principal"] == "events.amazonaws.com")
    assert permission == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": scheduler,
        "Principal": "events.amazonaws.com",
        "SourceArn": arn("AWS::Events::Rule", "ScheduleExpression", "rate(5 minutes)"),
    }


def test_a_sweep_that_cannot_be_started_is_tried_again_until_the_next_is_due_and_then_kept() -> None:
    (rule,) = properties("AWS::Events::Rule")
    (target,) = rule["Targets"]
    queue = logical_id("AWS::SQS::Queue", "QueueName", "linda-failed-sweeps")
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 300, "MaximumRetryAttempts": 5}
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": [queue, "Arn"]}}
    (policy,) = (one for one in properties("AWS::SQS::QueuePolicy") if one["Queues"] == [{"Ref": queue}])
    rule_arn = arn("AWS::Events::Rule", "ScheduleExpression", "rate(5 minutes)")
    known = {
        json.dumps({"Fn::GetAtt": [queue, "Arn"]}): "the-queue",
        json.dumps(rule_arn): "arn:aws:events:::rule/ours",
    }
    request = {"service": "events.amazonaws.com", "action": "sqs:SendMessage", "resource": "the-queue"}
    context = {"aws:SecureTransport": "true", "aws:SourceArn": "arn:aws:events:::rule/ours"}
    assert decision(policy["PolicyDocument"], known=known, context=context, **request) == "allowed"
    other = context | {"aws:SourceArn": "arn:aws:events:::rule/other"}
    assert decision(policy["PolicyDocument"], known=known, context=other, **request) == "denied"


def test_both_stages_are_deployed_throttled_and_logged() -> None:
    stages = {stage["StageName"]: stage for stage in properties("AWS::ApiGatewayV2::Stage")}
    assert sorted(stages) == ["$default", "prod"]
    for stage in stages.values():
        assert stage["AutoDeploy"] is True
        assert stage["DefaultRouteSettings"] == {"ThrottlingBurstLimit": 100, "ThrottlingRateLimit": 50}
        assert stage["AccessLogSettings"]["DestinationArn"]["Fn::Join"][1][-1] == {
            "Ref": logical_id("AWS::Logs::LogGroup", "LogGroupName", "/aws/vendedlogs/linda-api")
        }


def test_the_access_log_is_json_and_holds_nothing_that_a_customer_wrote() -> None:
    (log_format,) = {stage["AccessLogSettings"]["Format"] for stage in properties("AWS::ApiGatewayV2::Stage")}
    fields = set(json.loads(log_format).values())
    assert "$context.requestId" in fields
    assert not fields & {"$context.path", "$context.authorizer.error"}
    assert all(field.startswith("$context.") for field in fields)


def cors(**context: str) -> dict[str, Any]:
    (api,) = properties("AWS::ApiGatewayV2::Api", **context)
    return dict(api["CorsConfiguration"])


def test_the_configured_origin_alone_may_call_from_a_browser() -> None:
    assert cors(**CHOICES) == {
        "AllowOrigins": ["https://emperorlinda.example"],
        "AllowHeaders": ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"],
        "AllowMethods": ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        "ExposeHeaders": ["ETag", "Location", "Content-Disposition", "apigw-requestid"],
    }


@pytest.mark.parametrize("comma", [",", ", "])
def test_several_origins_may_call_from_a_browser(comma: str) -> None:
    origins = ["https://emperorlinda.example", "https://www.emperorlinda.example", "http://10.0.0.7:3000"]
    assert cors(frontend_origin=comma.join(origins))["AllowOrigins"] == origins


def test_a_frontend_on_the_developers_machine_may_call_by_either_of_its_names() -> None:
    assert cors()["AllowOrigins"] == ["http://localhost:3000", "http://127.0.0.1:3000"]


def variables(**context: str) -> dict[str, dict[str, Any]]:
    return {
        function["FunctionName"]: function["Environment"]["Variables"]
        for function in properties("AWS::Lambda::Function", **context)
    }


def test_the_functions_know_their_tables_and_their_secret() -> None:
    shared = {
        "DYNAMODB_REGION": {"Ref": "AWS::Region"},
        "REPAIRS_LEAD_LOG_TABLE": {"Ref": logical_id("AWS::DynamoDB::Table", "TableName", "Repairs_Lead_Log")},
        "BRANDON_STATE_LOG_TABLE": {"Ref": logical_id("AWS::DynamoDB::Table", "TableName", "Brandon_State_Log")},
        "SECRET_ID": {"Ref": logical_id("AWS::SecretsManager::Secret", "Name", "linda/keys")},
        "METRICS_NAMESPACE": "LINDA",
    }
    assert variables() == {
        "dispatcher": shared
        | {
            "OPENAI_MODEL": "gpt-6-luna",
            "OPENAI_REASONING_EFFORT": "none",
            "FRONTEND_ORIGINS": "http://localhost:3000 http://127.0.0.1:3000",
        },
        "scheduler": shared | {"DISPATCHER_FUNCTION": "dispatcher", "DIGEST_AT": "08:30"},
        "state_manager": shared,
    }


def test_what_the_deployer_chooses_reaches_the_functions() -> None:
    texting = {
        "MISSED_CALLS": "none",
        "QUESTION_HOURS": "6",
        "PUBLIC_BASE_URL": "https://linda.example",
        "SHOP_TIME_ZONE": "America/Chicago",
        "TWILIO_API_BASE_URL": "http://127.0.0.1:8787",
        "OWNER_PHONE": "+19045550100",
        "QUIET_FROM": "21:00",
        "QUIET_UNTIL": "07:30",
    }
    model = {
        "OPENAI_MODEL": "gpt-6-sol",
        "OPENAI_REASONING_EFFORT": "low",
        "OPENAI_BASE_URL": "http://127.0.0.1:9000/v1",
        "LONGEST_REPLY": "640",
        "MESSAGES_AN_HOUR": "60",
        "DAILY_TURNS": "900",
        "DAILY_DOLLARS": "0.50",
        "CHAT_LOG_DAYS": "90",
        "DAILY_WEB_MESSAGES": "900",
        "DAILY_UNPROVED_TEXTS": "20",
        "FRONTEND_ORIGINS": "https://emperorlinda.example",
    }
    calls = {
        "DAILY_CALLS": "300",
        "DAILY_CALLS_A_NUMBER": "9",
        "DAILY_CALL_MINUTES": "90",
        "DAILY_CALL_MINUTES_A_NUMBER": "15",
        "VOICEMAIL_TRANSCRIPTS": "yes",
        "BLOCKED_NUMBERS": "+19045550111, +19045550112",
        "UNANSWERED_CALLS": "voicemail",
        "VOICE_RULES_FIRST": "no",
        "SPEECH_TIMEOUT": "2",
        "SPEECH_MODEL": "googlev2_telephony",
    }
    chosen, default = variables(**CHOICES), variables()
    assert chosen["dispatcher"] == default["dispatcher"] | texting | model | calls
    scheduling = {
        "ATTEMPTS_PER_ADDRESS": "0",
        "DAILY_UNPROVED_TEXTS": "20",
        "DIGEST_AT": "07:45",
        "REVIEW_URL": "https://g.page/r/EmperorLinda/review",
    }
    assert chosen["scheduler"] == default["scheduler"] | texting | scheduling
    zone = {"SHOP_TIME_ZONE": "America/Chicago"}
    assert chosen["state_manager"] == default["state_manager"] | zone


def test_every_variable_is_one_that_the_functions_read() -> None:
    told = {name for function in variables(**CHOICES).values() for name in function}
    read = (LAMBDAS / "linda" / "settings.py").read_text()
    assert [name for name in told if f'"{name}"' not in read] == []


def test_the_outputs_are_ready_to_paste() -> None:
    outputs = {name: output["Value"] for name, output in template(**CHOICES)["Outputs"].items()}
    api = logical_id("AWS::ApiGatewayV2::Api", "Name", "linda")
    assert outputs["ApiUrl"] == {"Fn::GetAtt": [api, "ApiEndpoint"]}
    assert outputs["ApiId"] == {"Ref": api}
    assert outputs["SecretName"] == "linda/keys"
    assert outputs["DispatcherWebhookUrl"] == "https://linda.example/dispatcher"
    assert outputs["DispatcherFallbackUrl"] == outputs["DispatcherWebhookUrl"]
    assert outputs["DispatcherCallUrl"] == outputs["DispatcherWebhookUrl"]
    frontend = {
        "NEXT_PUBLIC_API_URL": "https://linda.example",
        "NEXT_PUBLIC_BOOKING_ENDPOINT": "https://linda.example/scheduler",
        "NEXT_PUBLIC_STATE_ENDPOINT": "https://linda.example/state",
    }
    assert {name: outputs[name.replace("_", "")] for name in frontend} == frontend
    assert outputs["FrontendEnvironment"].splitlines() == [f"{key}={value}" for key, value in frontend.items()]


def test_a_second_stage_shares_no_physical_name_with_the_first() -> None:
    def names(**context: str) -> set[str]:
        naming = re.compile(r"(Table|Function|Role|LogGroup|Queue|Alarm|Dashboard|Topic)?Name")
        return {
            value
            for one in template(**context)["Resources"].values()
            for key, value in one["Properties"].items()
            if naming.fullmatch(key) and isinstance(value, str)
        }

    alarm_email = "brandon@emperorlinda.example"
    assert names(stage="staging", alarm_email=alarm_email) == {
        "Repairs_Lead_Log-staging",
        "Brandon_State_Log-staging",
        "linda-staging/keys",
        "LINDALambdaExecutionRole-staging",
        "dispatcher-staging",
        "state_manager-staging",
        "scheduler-staging",
        "/aws/lambda/dispatcher-staging",
        "/aws/lambda/state_manager-staging",
        "/aws/lambda/scheduler-staging",
        "linda-staging",
        "linda-failed-turns-staging",
        "linda-failed-leads-staging",
        "linda-failed-sweeps-staging",
        "LINDA-staging",
        "linda-alarms-staging",
        *(f"{name}-staging" for name in ALARMS),
        "/aws/vendedlogs/linda-staging-api",
    }
    assert not names(stage="staging", alarm_email=alarm_email) & names(alarm_email=alarm_email)
    assert variables(stage="staging")["dispatcher-staging"]["METRICS_NAMESPACE"] == "LINDA-staging"


def test_a_stage_has_a_stack_of_its_own() -> None:
    app = App(context=CONTEXT | {"stage": "staging"})
    assert LindaStack(app, "LindaStack").stack_name == "LindaStack-staging"


def test_another_synthesizer_may_deploy_it() -> None:
    stack = LindaStack(App(context=CONTEXT), "LindaStack", synthesizer=CliCredentialsStackSynthesizer())
    assert Template.from_stack(stack).to_json()["Resources"].keys() == template()["Resources"].keys()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stage", "Staging"),
        ("stage", "1st"),
        ("stage", "a-very-long-stage"),
        ("stack_name", "Linda_Stack"),
        ("repairs_lead_log_table", "no"),
        ("brandon_state_log_table", "a/b"),
        ("frontend_origin", "*"),
        ("frontend_origin", "https://emperorlinda.example/"),
        ("frontend_origin", "https://emperorlinda.example,*"),
        ("frontend_origin", "https://emperorlinda.example,"),
        ("frontend_origin", "https://emperorlinda.example https://www.emperorlinda.example"),
        ("model", "gpt 6"),
        ("reasoning_effort", "some"),
        ("longest_reply", "0"),
        ("longest_reply", "1601"),
        ("messages_an_hour", "0"),
        ("messages_an_hour", "thirty"),
        ("daily_turns", "1.5"),
        ("daily_turns", "-1"),
        ("daily_dollars", "$2"),
        ("daily_dollars", "1e3"),
        ("daily_dollars", "0.005"),
        ("alarm_email", "brandon"),
        ("alarm_email", "brandon@localhost"),
        ("alarm_email", "brandon@emperorlinda.example, x@y.example"),
        ("public_base_url", "linda.example"),
        ("public_base_url", "https://linda.example/?a=b"),
        ("openai_base_url", "ftp://127.0.0.1"),
        ("twilio_api_base_url", "http://"),
        ("time_zone", "America/Jacksonville"),
        ("attempts_per_address", "many"),
        ("attempts_per_address", "1\u0660"),
        ("bundle_for", "docker"),
    ],
)
def test_a_bad_choice_is_refused_by_name(key: str, value: str) -> None:
    with pytest.raises(ValueError, match=rf"CDK context {key}='{re.escape(value)}': expected "):
        LindaStack(App(context=CONTEXT | {key: value}), "LindaStack")


def test_a_zero_without_quotes_is_not_taken_for_nothing() -> None:
    with pytest.raises(ValueError, match="CDK context attempts_per_address=0: expected digits in quotes"):
        LindaStack(App(context=CONTEXT | {"attempts_per_address": 0}), "LindaStack")

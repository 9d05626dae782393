"""The reader of AWS command lines refuses what the CLI would refuse."""

import shlex

import pytest

from tests.docs.aws_cli import WrongCommandError, lines, read

_RAW = "--cli-binary-format raw-in-base64-out"


@pytest.mark.parametrize(
    "command",
    [
        f"lambda invoke --function-name scheduler {_RAW} --payload '{{}}' response.json",
        "sqs receive-message --queue-url $QUEUE --query 'Messages[0].Body' --output text",
        "logs tail /aws/lambda/dispatcher --follow --since 1h --region us-east-1",
        "logs filter-log-events --log-group-name /aws/lambda/dispatcher --filter-pattern '{ $.level = \"ERROR\" }'",
        "cloudformation wait stack-delete-complete --stack-name LindaStack",
        "dynamodb update-table --table-name Repairs_Lead_Log --no-deletion-protection-enabled",
        "cloudformation describe-stacks --stack-name LindaStack --no-cli-pager",
        "logs delete-log-group --log-group-name /aws/lambda/dispatcher --profile shop",
        "cloudwatch describe-alarms --alarm-names one two --state-value ALARM",
        "dynamodb update-time-to-live --table-name x --time-to-live-specification Enabled=true,AttributeName=y",
        'iam detach-role-policy --role-name x --policy-arn "$ARN"',
        "sts get-caller-identity",
        "sso login --profile shop",
    ],
)
def test_a_correct_command_is_read(command: str) -> None:
    read(shlex.split(command))


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("lambda invoke --function-name scheduler --payload '{}' response.json", "raw-in-base64-out"),
        (f"lambda invoke --function-name scheduler {_RAW} --payload '{{}}'", "file for the answer"),
        ("logs filter-log-events --log-group-name x --error-code ERROR", "--error-code"),
        ("logs tail x --last 1h", "--last"),
        ("lamda list-functions", "lamda"),
        ("lambda call", "call"),
        ("sqs purge-queue", "--queue-url is missing"),
        ("cloudwatch describe-alarms --state-value RED", "RED"),
        ("sqs get-queue-url --queue-name x --query 'QueueUrl['", "--query"),
        ("sqs get-queue-url --queue-name x --output csv", "--output"),
        ('dynamodb get-item --table-name x --key \'{"state_id": "CURRENT"}\'', "--key"),
        ("dynamodb get-item --table-name x --key '{'", "is not JSON"),
        ("sqs get-queue-url --queue-name", "needs a value"),
        ("dynamodb update-time-to-live --table-name x --time-to-live-specification Enabled=true,Name=y", "Name"),
    ],
)
def test_a_wrong_command_is_refused_and_the_reason_is_named(command: str, why: str) -> None:
    with pytest.raises(WrongCommandError) as refused:
        read(shlex.split(command))
    assert why in str(refused.value)


def test_every_aws_of_a_shell_command_is_found() -> None:
    command = 'QUEUE="$(aws sqs get-queue-url --queue-name x)" && aws sqs purge-queue \\\n  --queue-url "$QUEUE" > file'
    found = [" ".join(words) for words in lines(command)]
    assert found == ["sqs get-queue-url --queue-name x", "sqs purge-queue --queue-url $QUEUE"]

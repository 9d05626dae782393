"""Another invocation of a function, which nobody waits for."""

import json
from collections.abc import Mapping

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.adapters.deadline import within
from linda.logs import log_error

_SECONDS = 2.0


def invoke_later(region: str, function: str, event: Mapping[str, object]) -> bool:
    """Have the function work on the event by itself; tell if Lambda has taken the event on."""
    # Made when first needed: few turns are handed over. Once only: a second try would be a second invocation.
    config = Config(connect_timeout=0.5, read_timeout=1, retries={"total_max_attempts": 1})
    client = boto3.client("lambda", region_name=region, config=config)
    payload = json.dumps(event).encode()
    try:
        answer = within(_SECONDS, lambda: client.invoke(FunctionName=function, InvocationType="Event", Payload=payload))
    except (BotoCoreError, ClientError, TimeoutError) as error:
        log_error("turn_not_handed_over", error)
        return False
    return answer["StatusCode"] == 202

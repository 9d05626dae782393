"""Another invocation of a function, which nobody waits for: it finishes a turn."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.adapters.deadline import within
from linda.logs import log_error
from linda.models import Claim, Inbound

FINISH_TURN = "finish_turn"

_SECONDS = 2.0


def finish_turn_later(region: str, dispatcher: str, inbound: Inbound, claim: Claim) -> bool:
    """Have the dispatcher finish the turn by itself; tell if Lambda has taken that on."""
    # Made when first needed: few turns are handed over. Once only: a second try would be a second invocation.
    config = Config(connect_timeout=0.5, read_timeout=1, retries={"total_max_attempts": 1})
    client = boto3.client("lambda", region_name=region, config=config)
    payload = json.dumps(turn_event(inbound, claim)).encode()
    invoke = partial(client.invoke, FunctionName=dispatcher, InvocationType="Event", Payload=payload)
    try:
        answer = within(_SECONDS, invoke)
    except (BotoCoreError, ClientError, TimeoutError) as error:
        log_error("turn_not_handed_over", error)
        return False
    return answer["StatusCode"] == 202


def turn_event(inbound: Inbound, claim: Claim) -> dict[str, object]:
    """Return the event that has the dispatcher finish the turn."""
    return {"task": FINISH_TURN, "lease_until": claim.lease_until, "inbound": plain(inbound)}


def plain(inbound: Inbound) -> dict[str, object]:
    """Return the message as JSON and the tables can hold it."""
    return {**asdict(inbound), "received_at": inbound.received_at.isoformat(), "photos": list(inbound.photos)}


def from_plain(given: Mapping[str, Any]) -> Inbound:
    """Return the message that `plain` has written."""
    received_at = datetime.fromisoformat(given["received_at"])
    return Inbound(**{**given, "received_at": received_at, "photos": tuple(given["photos"])})

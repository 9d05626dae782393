"""An asynchronous invocation of the dispatcher, which finishes a turn."""

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
from linda.models import Attachment, Claim, Inbound, Speech

FINISH_TURN = "finish_turn"

_SECONDS = 2.0


def finish_turn_later(region: str, dispatcher: str, inbound: Inbound, claim: Claim) -> bool:
    """Have the dispatcher finish the turn in another invocation; tell whether Lambda has accepted it."""
    # Created when needed: few turns are handed over. One attempt only: a retry would be a second invocation.
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
    """Return the message in a form that JSON and the tables can hold."""
    attachments = [asdict(attachment) for attachment in inbound.attachments]
    # As a text, since the tables take no floats.
    speech = {**asdict(inbound.speech), "confidence": str(inbound.speech.confidence)} if inbound.speech else None
    written = {"received_at": inbound.received_at.isoformat(), "attachments": attachments, "speech": speech}
    return {**asdict(inbound), **written}


def from_plain(given: Mapping[str, Any]) -> Inbound:
    """Return the message that `plain` wrote, or that an earlier version of it wrote, which knew only URLs of photos."""
    fields = {name: value for name, value in given.items() if name != "photos"}
    photos = [Attachment(url, "image/*") for url in given.get("photos", ())]
    attachments = [Attachment(**attachment) for attachment in given.get("attachments", ())]
    received_at = datetime.fromisoformat(given["received_at"])
    said = given.get("speech")
    speech = Speech(**{**said, "turn": int(said["turn"]), "confidence": float(said["confidence"])}) if said else None
    changed = {"received_at": received_at, "attachments": (*photos, *attachments), "speech": speech}
    return Inbound(**{**fields, **changed})

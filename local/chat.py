"""`chat`: what was said with one number, on the phone and by text, and what LINDA has texted besides."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from boto3.dynamodb.types import TypeDeserializer
from mypy_boto3_dynamodb import DynamoDBClient

from local import twilio
from local.console import LocalError

ANONYMOUS = "anonymous"
"""Stands for all callers who withhold their number. Each of them is known by this and the call."""
_WHO = {"user": "customer", "assistant": "LINDA", "notice": "LINDA, by herself"}


@dataclass(frozen=True)
class Said:
    """One message. `channel` is the latest of its conversation; `role` is notice if LINDA has texted it by herself."""

    timestamp: int
    channel: str
    role: str
    content: str
    session: str


def chat(phone: str, client: DynamoDBClient, leads_table: str, base_url: str) -> list[Said]:
    """Return all that was said with the number (E.164), oldest first. Raises LocalError if the front door is gone."""
    said = conversations(phone, client, leads_table)
    known = {message.content for message in said}  # such as a reply that came later, as a text of its own
    addresses = [] if phone == ANONYMOUS else [(phone, "sms"), (f"whatsapp:{phone}", "whatsapp")]
    try:
        for address, channel in addresses:
            for sent in twilio.messages_to(base_url, address):
                moment = int(parsedate_to_datetime(sent["date_created"]).timestamp())
                if sent["body"] not in known:
                    said.append(Said(moment, f"twilio-{channel}", "notice", sent["body"], ""))
    except httpx.HTTPError:
        raise LocalError(f"Nothing answers at {base_url}. Run `make up` first.") from None
    return sorted(said, key=lambda message: message.timestamp)


def conversations(phone: str, client: DynamoDBClient, leads_table: str) -> list[Said]:
    """Return the messages of the number's conversations, each conversation in its order."""
    condition = "begins_with(#source, :phone)" if phone == ANONYMOUS else "#source = :phone"
    pages = client.get_paginator("scan").paginate(
        TableName=leads_table,
        ConsistentRead=True,
        FilterExpression=f"begins_with(lead_id, :chat) AND {condition}",
        ExpressionAttributeNames={"#source": "source"},
        ExpressionAttributeValues={":chat": {"S": "CHATLOG-"}, ":phone": {"S": phone}},
    )
    plain = TypeDeserializer().deserialize
    items = [{name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"]]
    return [message for item in items for message in _messages(item)]


def _messages(item: dict[str, Any]) -> list[Said]:
    channel, session = item.get("channel", ""), item["lead_id"].removeprefix("CHATLOG-")
    return [
        Said(int(message["timestamp"]), channel, message["role"], message["content"], session)
        for message in item.get("messages", ())
    ]


def as_words(phone: str, said: list[Said], zone: ZoneInfo) -> str:
    """The conversation, for a person."""
    lines = [
        f"{datetime.fromtimestamp(one.timestamp, zone):%Y-%m-%d %H:%M:%S} [{one.channel}] "
        f"{_WHO.get(one.role, one.role)}: {one.content}"
        for one in said
    ]
    return "\n".join(lines) or f"Nothing was said with {phone}."


def as_json(phone: str, said: list[Said]) -> str:
    """The conversation, for a program."""
    return json.dumps({"phone": phone, "messages": [asdict(message) for message in said]}, ensure_ascii=False)

"""Events as API Gateway and Twilio send them, and what the functions answer."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from mypy_boto3_dynamodb import DynamoDBClient
from twilio.request_validator import RequestValidator

import dispatcher
from tests.integration.conftest import LEADS, TOKEN

CUSTOMER = "+19045550123"
TODAY, TOMORROW, DAY_AFTER = "2026-02-10", "2026-02-11", "2026-02-12"


def api_event(method: str, path: str, headers: Mapping[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    """A payload 1.0 event as API Gateway sends it."""
    context = {"path": path, "stage": "$default", "httpMethod": method, "domainName": "api.example.com"}
    return {
        "version": "1.0",
        "httpMethod": method,
        "path": path,
        "headers": headers,
        "requestContext": context,
        **fields,
    }


def webhook(
    form: Mapping[str, str],
    *,
    path: str = "/dispatcher",
    stage: str = "$default",
    signed_path: str = "",
    token: str = TOKEN,
) -> Any:
    """Call the dispatcher with a form signed for the path."""
    url = f"https://api.example.com{signed_path or path}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "x-twilio-signature": RequestValidator(token).compute_signature(url, form),
    }
    body = base64.b64encode(urlencode(form).encode()).decode()
    event = api_event("POST", path, headers, body=body, isBase64Encoded=True)
    event["requestContext"]["stage"] = stage
    return dispatcher.handler(event, None)


def sms(sid: str, text: str, **more: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": CUSTOMER, "To": "+19045550100", "Body": text, "NumMedia": "0", **more}


def reply(response: Any) -> str:
    """The text of the TwiML."""
    assert response["statusCode"] == 200
    assert response["headers"]["Content-Type"].startswith("text/xml")
    return "".join(ElementTree.fromstring(response["body"]).itertext())  # noqa: S314  (written by ourselves)


def body(response: Any) -> Any:
    return json.loads(response["body"])


def leads(dynamodb: DynamoDBClient) -> list[dict[str, Any]]:
    found = dynamodb.scan(TableName=LEADS)["Items"]
    return [item for item in found if not item["lead_id"]["S"].startswith("CHATLOG-")]

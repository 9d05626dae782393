"""Whether the deployed URL answers as it must, from outside."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import httpx
from twilio.request_validator import RequestValidator

from local.console import LocalError

# A fresh API's name and routes may take a while until they are known everywhere.
_SECONDS = 60.0
_PAUSE = 2.0
_REFUSED = 400
_TIMEOUT = 35.0  # API Gateway's own is 30


@dataclass(frozen=True)
class Probe:
    """One request, the status that is right, and what a wrong one means."""

    what: str
    method: str
    url: str
    expected: int
    means: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def probes(webhook: str, token: str, number: str, tomorrow: date) -> list[Probe]:
    """The requests to the deployed URL, none of which changes anything.

    The signed one is a delivery receipt, which the webhook takes and forgets.
    """
    base = webhook.removesuffix("/dispatcher")
    receipt = {"MessageSid": f"SM{secrets.token_hex(16)}", "MessageStatus": "delivered", "From": number, "To": number}
    signature = RequestValidator(token).compute_signature(webhook, receipt)
    forged = RequestValidator(secrets.token_hex(16)).compute_signature(webhook, receipt)
    look = "see the function's log, and docs/operations.md#when-something-is-wrong"
    return [
        Probe(
            "a forged webhook is refused",
            "POST",
            webhook,
            403,
            "anybody could text as a customer: do not connect the number, " + look,
            receipt,
            {"X-Twilio-Signature": forged},
        ),
        Probe(
            "one with Twilio's signature is taken",
            "POST",
            webhook,
            200,
            "the secret has another TWILIO_AUTH_TOKEN than .env (the step `secrets` writes it, and takes effect within "
            "five minutes), or public_base_url is not the URL that Twilio calls",
            receipt,
            {"X-Twilio-Signature": signature},
        ),
        Probe("free times are told", "GET", f"{base}/scheduler?date={tomorrow}", 200, look),
        Probe("the owner's state is told", "GET", f"{base}/state", 200, look),
        Probe("without the owner's token it cannot be set", "PUT", f"{base}/state", 401, "do not use it, " + look),
    ]


def smoke(
    webhook: str,
    token: str,
    number: str,
    today: date,
    *,
    seconds: float = _SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send the probes, each until it is answered rightly or the seconds are over. Raises LocalError with all faults."""
    asked = probes(webhook, token, number, today + timedelta(days=1))
    deadline = time.monotonic() + seconds
    with httpx.Client(timeout=_TIMEOUT) as client:
        faults = [fault for probe in asked if (fault := _fault(client, probe, deadline, sleep))]
    if faults:
        raise LocalError(f"{len(faults)} of {len(asked)} are wrong:\n" + "\n".join(faults))


def _fault(client: httpx.Client, probe: Probe, deadline: float, sleep: Callable[[float], None]) -> str:
    """What is wrong with the answer, once the deadline is over; "" if nothing is.

    What must be refused and is taken is wrong at once: not even one forged message may pass.
    """
    while True:
        got = _status(client, probe)
        if got == str(probe.expected):
            print(f"  ok     {probe.what} ({got})", flush=True)
            return ""
        if time.monotonic() > deadline or (probe.expected >= _REFUSED and got.startswith("2")):
            print(f"  wrong  {probe.what}: {got} instead of {probe.expected}", flush=True)
            return f"{probe.method} {probe.url.partition('?')[0]}: {got} instead of {probe.expected}: {probe.means}"
        sleep(_PAUSE)


def _status(client: httpx.Client, probe: Probe) -> str:
    """The answer's status, or the kind of error where there is no answer."""
    try:
        answer = client.request(probe.method, probe.url, data=probe.form, headers=dict(probe.headers))
    except httpx.HTTPError as error:
        return type(error).__name__
    return str(answer.status_code)

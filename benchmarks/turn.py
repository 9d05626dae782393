"""What answering one text costs without the model, compared with a handler that simply makes one call after another.

Both verify the signature, read the owner's state and the conversation, store the message and the reply, and answer
with TwiML. The naive one loses one of two simultaneous messages, and does everything twice if a webhook comes twice.
Both are measured with local tables, and with each call delayed by a few milliseconds as on AWS: the difference,
counted in calls, shows how many of them wait for one another.

Then one customer sends 200 messages in a month, and what a turn writes is compared for the second and the last of them.
A session is one number's day, so ours stays flat; the naive one writes the whole conversation each time.

python -m benchmarks.turn [--turns 200] [--away 5]
"""

import argparse
import base64
import contextlib
import io
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import parse_qsl, urlencode

import boto3
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

import dispatcher
from benchmarks.tables import LEADS, NOW, STATE, Bench, Writes, tables
from local import aws

TOKEN = "twilio-token"  # noqa: S105  (guards nothing)
HOST, PATH = "api.example.com", "/dispatcher"
AREA_CODES = {"ours": "1904", "naive": "1305"}
TURNS_OF_A_CUSTOMER = WARM_UP = 10
# The rules receptionist just answers these: neither side has anything else to do.
QUESTIONS = (
    "Thanks!",
    "Thank you!",
    "Thanks a lot!",
    "Thank you so much!",
    "Great, thanks!",
    "Perfect, thank you!",
    "Awesome, thanks!",
    "Cool, thanks!",
    "Ok thanks!",
    "Many thanks!",
)
MONTH, MESSAGES = timedelta(days=30), 200

type Handler = Callable[[dict[str, Any]], Mapping[str, object]]


def naive() -> Handler:
    """Return a handler as people often write it; its tables are opened once, as in a warm instance."""
    resource: Any = boto3.resource("dynamodb")
    leads, state = resource.Table(LEADS), resource.Table(STATE)

    def handler(event: dict[str, Any]) -> Mapping[str, object]:
        form = dict(parse_qsl(base64.b64decode(event["body"]).decode(), keep_blank_values=True))
        signature = event["headers"]["x-twilio-signature"]
        if not RequestValidator(TOKEN).validate(f"https://{HOST}{PATH}", form, signature):
            return {"statusCode": 403}
        owner = state.get_item(Key={"state_id": "CURRENT"}).get("Item", {})
        key = {"lead_id": f"CHATLOG-{form['From']}", "timestamp": 0}
        chat = leads.get_item(Key=key).get("Item") or {**key, "messages": []}
        chat["messages"].append({"role": "user", "content": form["Body"]})
        leads.put_item(Item=chat)
        state.put_item(Item={"state_id": f"TURN#{form['MessageSid']}"})
        booked = leads.query(
            IndexName="by_phone",
            KeyConditionExpression="phone = :phone",
            ExpressionAttributeValues={":phone": form["From"]},
        )["Items"]
        text = f"We are open 9 AM to 5 PM. {owner.get('special_info', '')} You have {len(booked)} bookings."
        chat["messages"].append({"role": "assistant", "content": text})
        leads.put_item(Item=chat)
        response = MessagingResponse()
        response.message(text)
        return {"statusCode": 200, "headers": {"Content-Type": "text/xml"}, "body": str(response)}

    return handler


def webhook(side: str, number: int, customer: int | None = None, text: str = "") -> dict[str, Any]:
    """Return the event of this side's text number `number`, signed by Twilio; each customer has a few turns."""
    customer = number // TURNS_OF_A_CUSTOMER if customer is None else customer
    form = {
        "MessageSid": f"SM-{side}-{customer}-{number}",
        "From": f"+{AREA_CODES[side]}{2_000_000 + customer}",
        "To": "+19045550100",
        "Body": text or QUESTIONS[number % len(QUESTIONS)],
        "NumMedia": "0",
    }
    return event_of(form)


def event_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the event of a webhook with this form, signed by Twilio."""
    signature = RequestValidator(TOKEN).compute_signature(f"https://{HOST}{PATH}", form)
    return {
        "version": "1.0",
        "httpMethod": "POST",
        "path": PATH,
        "headers": {"Content-Type": "application/x-www-form-urlencoded", "x-twilio-signature": signature},
        "requestContext": {"path": PATH, "stage": "$default", "httpMethod": "POST", "domainName": HOST},
        "body": base64.b64encode(urlencode(form).encode()).decode(),
        "isBase64Encoded": True,
    }


def ours(event: dict[str, Any]) -> Mapping[str, object]:
    return dispatcher.handler(event, None)


def quiet() -> contextlib.AbstractContextManager[object]:
    """Discard the functions' log lines, which go to standard error."""
    return contextlib.redirect_stderr(io.StringIO())


@contextlib.contextmanager
def function_environment(endpoint: str) -> Iterator[None]:
    """Set the environment of a deployed function without an OpenAI key, so that no model is asked."""
    before = dict(os.environ)
    kept = {name: value for name, value in before.items() if name in ("PATH", "HOME", "LANG")}
    os.environ.clear()
    os.environ.update(aws.environment(endpoint, kept))
    os.environ.update(
        REPAIRS_LEAD_LOG_TABLE=LEADS,
        BRANDON_STATE_LOG_TABLE=STATE,
        TWILIO_AUTH_TOKEN=TOKEN,
        PUBLIC_BASE_URL=f"https://{HOST}",
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def measured(handler: Handler, event: dict[str, Any]) -> float:
    """Handle one webhook and return the milliseconds that it took."""
    began = time.perf_counter()
    response = handler(event)
    milliseconds = (time.perf_counter() - began) * 1000
    if "<Message>" not in str(response["body"]):
        raise SystemExit(f"no reply but {json.dumps(response)}")
    return milliseconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--away", type=float, default=5, help="milliseconds to the tables and back, on AWS")
    options = parser.parse_args()
    calls: Counter[str] = Counter()
    away = 0.0

    def count(event_name: str, **_: object) -> None:
        calls[event_name.rpartition(".")[2]] += 1
        time.sleep(away / 1000)

    print(f"One text answered without the model, median milliseconds of {options.turns} warm turns")
    times: dict[tuple[str, float], list[float]] = {}
    last: dict[str, Counter[str]] = {}
    writes = Writes()
    with tables() as bench, function_environment(bench.client.meta.endpoint_url), quiet():
        boto3.setup_default_session()
        session: Any = boto3.DEFAULT_SESSION
        session.events.register("before-send.dynamodb.*", count)
        session.events.register("provide-client-params.dynamodb.*", writes.note)
        sides: dict[str, Handler] = {"ours": ours, "naive": naive()}
        for number in range(WARM_UP + options.turns):
            for side, handler in sides.items():
                for away in (0.0, options.away):
                    calls.clear()
                    taken = measured(handler, webhook(side, 2 * number + bool(away)))
                    times.setdefault((side, away), []).append(taken)
                    last[side] = calls.copy()
        away = 0.0
        month = {side: month_of(bench, side, handler, writes) for side, handler in sides.items()}
    print_table(times, last, options.away)
    print_month(month)


def month_of(bench: Bench, side: str, handler: Handler, writes: Writes) -> Mapping[int, tuple[int, int]]:
    """Return the bytes that the turns of one customer's month write, and their write units, by message number."""
    found = {}

    class Clock:
        moment = NOW

        @classmethod
        def now(cls, zone: tzinfo) -> datetime:
            return cls.moment.astimezone(zone)

    dispatcher.datetime = Clock  # type: ignore[assignment, attr-defined]
    for number in range(1, MESSAGES + 1):
        Clock.moment = NOW + MONTH * number / MESSAGES
        event = webhook(side, number, 999_999, f"{number}: how much is an iPhone 13 screen, and how long does it take?")
        writes.found.clear()
        handler(event)
        found[number] = writes.cost(bench.client)
    return found


def print_month(month: Mapping[str, Mapping[int, tuple[int, int]]]) -> None:
    print(f"\n{MESSAGES} messages of one customer in a month: what a turn writes")
    print(f"{'':>12} {'2nd, bytes':>12} {'units':>6} {f'{MESSAGES}th, bytes':>14} {'units':>6} {'units x':>8}")
    for side, turns in month.items():
        (first_bytes, first_units), (last_bytes, last_units) = turns[2], turns[MESSAGES]
        growth = last_units / first_units
        print(f"{side:>12} {first_bytes:>12,} {first_units:>6} {last_bytes:>14,} {last_units:>6} {growth:>8.1f}")


def print_table(times: Mapping[tuple[str, float], list[float]], last: Mapping[str, Counter[str]], away: float) -> None:
    rows = {}
    for side, calls in last.items():
        beside, apart = (statistics.median(times[side, where][WARM_UP:]) for where in (0.0, away))
        rows[side] = (beside, apart, (apart - beside) / away, calls.total())
    print(f"{'':>12} {'ms':>6} {f'ms, {away:g} away':>12} {'round trips':>12} {'calls':>6}")
    for side, row in rows.items():
        operations = ", ".join(f"{how_often} {operation}" for operation, how_often in last[side].items())
        print(f"{side:>12} {row[0]:>6.1f} {row[1]:>12.1f} {row[2]:>12.1f} {row[3]:>6}  {operations}")
    ratios = [naive / ours for naive, ours in zip(rows["naive"], rows["ours"], strict=True)]
    print(f"{'naive/ours':>12} {ratios[0]:>6.1f} {ratios[1]:>12.1f} {ratios[2]:>12.1f} {ratios[3]:>6.1f}")


if __name__ == "__main__":
    main()

"""An hour at the shop's door: texts, web bookings, other programs' leads and deletions, all at once, then the audit.

Each worker does one kind of thing over the real interfaces, as fast as it is answered: customers text, a form books,
moves and cancels, a dashboard puts leads straight into the table and deletes some, the owner changes his state and the
schedule sweeps. Whatever comes of it, nothing may answer 5xx, and at the end leads, days and numbers agree.

    python -m tests.mixed_load [--minutes 60]     against the LINDA that `make up` has started
"""

import argparse
import json
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from local import aws, instance, twilio
from local.audit import audit
from local.console import LocalError
from local.environment import HOME

LEADS = "Repairs_Lead_Log"
SHOP_ZONE = ZoneInfo("America/New_York")
DAYS, CUSTOMERS = 6, 25
TIMES = ("9:00 AM", "10:00 AM", "11:00 AM", "12:00 PM", "1:00 PM", "2:00 PM", "3:00 PM", "4:00 PM")
UNREADABLE_DAYS, UNREADABLE_TIMES = ("ASAP", "12/01/2026"), ("soon",)
TEXTS = (
    "how much is an iphone 13 screen?",
    "iphone 13 screen {day} at {hour}pm",
    "samsung s22 battery {day} at {hour}pm",
    "when is my appointment?",
    "move my appointment to {day} at {hour}pm",
    "cancel my appointment",
    "yes",
    "1",
    "can i get 10% off?",
    "tell Brandon the gate is open",
    "call me {day} at {hour}pm",
    "STOP",
    "START",
)
STATUSES = ("working", "gym", "driving", "break")


@dataclass
class Load:
    """A running LINDA, what was done to her and how she answered."""

    outputs: dict[str, str]
    seed: int
    first_day: int = 1
    done: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, seconds: float) -> None:
        """Have all workers at it for so long; the first failure of a worker's own ends them all."""
        work = (self.text, self.text, self.book, self.dashboard, self.owner)
        workers = [threading.Thread(target=self._repeat, args=(do, n)) for n, do in enumerate(work)]
        for worker in workers:
            worker.start()
        self.over.wait(seconds)
        self.over.set()
        for worker in workers:
            worker.join()

    def _repeat(self, work: Callable[[random.Random, httpx.Client], None], number: int) -> None:
        choose = random.Random(f"{self.seed} {number}")  # noqa: S311  (what it chooses guards nothing)
        with httpx.Client(base_url=self.outputs["base_url"], timeout=40, trust_env=False) as client:
            while not self.over.is_set():
                try:
                    work(choose, client)
                except Exception as error:
                    self.failures.append(f"{work.__name__}: {error!r}")
                    self.over.set()

    # --- the workers

    def text(self, choose: random.Random, _: httpx.Client) -> None:
        """A customer texts."""
        said = choose.choice(TEXTS).format(day=self._day(choose), hour=choose.randint(1, 4))
        form = {
            "MessageSid": f"SM{choose.getrandbits(128):032x}",
            "From": _customer(choose),
            "To": self.outputs["twilio_phone_number"],
            "Body": said,
            "NumMedia": "0",
        }
        answer = twilio.post_webhook(self.outputs["dispatcher_url"], self.outputs["twilio_auth_token"], form)
        self._note("text", answer)

    def book(self, choose: random.Random, client: httpx.Client) -> None:
        """The web form books, then perhaps moves or cancels."""
        booking = {
            "phone": _customer(choose),
            "date": self._day(choose),
            "time": choose.choice(TIMES),
            "repair_type": choose.choice(("screen", "battery", "my own words")),
            "lead_type": choose.choice(("appointment", "appointment", "on_site", "callback")),
        }
        answer = client.post("/scheduler", json=booking)
        self._note("book", answer)
        query = {"lead_id": answer.json().get("lead_id", "LEAD-NONE")}
        match choose.randint(0, 3):
            case 0:
                self._note("cancel", client.delete("/scheduler", params=query))
            case 1:
                slot = {"date": self._day(choose), "time": choose.choice(TIMES)}
                self._note("move", client.patch("/scheduler", params=query, json=slot))
            case _:
                self._note("availability", client.get("/scheduler", params={"date": booking["date"]}))

    def dashboard(self, choose: random.Random, _: httpx.Client) -> None:
        """Another program writes a lead of its own into the table, or deletes or ends somebody's."""
        endpoint = self.outputs["aws_endpoint_url"]
        table: Any = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
        if choose.random() < 0.6:
            lead_id = f"LEAD-{int(time.time() * 1000)}-{choose.getrandbits(16):04x}"
            lead = {
                "lead_id": {"S": lead_id},
                "timestamp": {"N": f"{time.time():.0f}"},
                "phone": {"S": _customer(choose)},
                "repair_type": {"S": "screen"},
                "appointment_date": {"S": choose.choice((self._day(choose), self._day(choose), *UNREADABLE_DAYS))},
                "appointment_time": {"S": choose.choice((*TIMES, "14:00", *UNREADABLE_TIMES))},
                "status": {"S": "booked"},
                "source": {"S": "web-chat"},
                "notes": {"NULL": True},
                "created_at": {"N": f"{time.time():.0f}"},
            }
            table.put_item(TableName=LEADS, Item=lead)
            self.done["foreign lead"] += 1
            return
        day = {":day": {"S": self._day(choose)}, ":kind": {"S": "appointment"}}
        found = table.query(
            TableName=LEADS,
            IndexName="by_date",
            KeyConditionExpression="lead_type = :kind AND appointment_date = :day",
            ExpressionAttributeValues=day,
        )["Items"]
        if not found:
            return
        lead = choose.choice(found)
        key = {"lead_id": lead["lead_id"], "timestamp": lead["timestamp"]}
        table.delete_item(TableName=LEADS, Key=key)
        self.done["deletion"] += 1

    def owner(self, choose: random.Random, client: httpx.Client) -> None:
        """The owner changes his state, looks at a day, and the schedule sweeps."""
        owner = {"Authorization": f"Bearer {self.outputs['admin_api_token']}"}
        match choose.randint(0, 3):
            case 0:
                changed = client.put("/state", json={"status": choose.choice(STATUSES)}, headers=owner)
                self._note("state", changed)
            case 1:
                query = {"day": self._day(choose), "limit": "100"}
                self._note("list", client.get("/scheduler", params=query, headers=owner))
            case _:
                endpoint = self.outputs["aws_endpoint_url"]
                functions = aws.session(endpoint).client("lambda", endpoint_url=endpoint, config=aws.CONFIG)
                answer = functions.invoke(FunctionName="scheduler", Payload=json.dumps({"task": "send_notices"}))
                self.done["sweep"] += 1
                if "FunctionError" in answer:
                    self.failures.append(f"sweep: {answer['Payload'].read()[:300]!r}")

    def _note(self, what: str, answer: httpx.Response) -> None:
        self.done[f"{what} {answer.status_code}"] += 1
        if answer.status_code >= 500 or "something is not working" in answer.text:
            self.failures.append(f"{what}: {answer.status_code} {answer.text[:300]}")

    def _day(self, choose: random.Random) -> str:
        """Return one of a few days, the first of them so many days ahead."""
        return str((datetime.now(SHOP_ZONE) + timedelta(days=self.first_day + choose.randrange(DAYS))).date())


def _customer(choose: random.Random) -> str:
    return f"+1904556{choose.randrange(CUSTOMERS):04}"


def problems(outputs: dict[str, str], seconds: float = 60) -> list[str]:
    """Return what the audit finds when the stream has come to rest and the owner has decided between two for one slot.

    Leads that nobody can read are named by it, and no problem here.
    """
    endpoint = outputs["aws_endpoint_url"]
    client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
    owner = {"Authorization": f"Bearer {outputs['admin_api_token']}"}
    deadline = time.monotonic() + seconds
    while True:
        found = [problem for problem in audit(client) if "cannot be read" not in problem]
        if not found or time.monotonic() > deadline:
            return found
        for lead_id in filter(None, map(_without_its_slot, found)):
            url = f"{outputs['base_url']}/scheduler"
            httpx.delete(url, params={"lead_id": lead_id}, headers=owner, timeout=40, trust_env=False)
        time.sleep(1)


def _without_its_slot(problem: str) -> str:
    """Return the lead that came second to its slot, of which the owner was told; "" if it is another problem."""
    match = re.fullmatch(r"(.+) is booked for .+, which it has not taken", problem)
    return match[1] if match else ""


def is_unreadable(item: Mapping[str, Any]) -> bool:
    """Tell whether the item is a lead of the dashboard's whose day or time nobody can read."""
    day, at = (item.get(f"appointment_{part}", {}).get("S") for part in ("date", "time"))
    return day in UNREADABLE_DAYS or at in UNREADABLE_TIMES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    try:
        load = Load(instance.outputs(HOME), options.seed)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    ends = time.monotonic() + 60 * options.minutes
    while time.monotonic() < ends and not load.failures:
        load.over.clear()
        load.run(min(60, ends - time.monotonic()))
        left = max(0, ends - time.monotonic()) / 60
        print(f"{left:5.1f} min left; {sum(load.done.values()):,} done, {len(load.failures)} failures", flush=True)
    found = problems(load.outputs)
    for what, count in sorted(load.done.items()):
        print(f"{count:8,} {what}")
    print("\n".join([*load.failures, *found]) or "Nothing failed, and the audit is clean.")
    return 1 if load.failures or found else 0


if __name__ == "__main__":
    sys.exit(main())

"""A turn that is killed at any of its calls, and delivered again, ends as if it had been delivered once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from local.audit import audit
from tests import openai_stand_in
from tests.integration.conftest import LEADS, STATE
from tests.integration.forking import kill_points, serving
from tests.openai_stand_in import Step, call, say
from tests.tool_calls import visit

CUSTOMER = "+19045550123"
OWNER = "+19045550100"
DAY = (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=3)).date()
# Longer than a lease, so that the second delivery takes the turn over.
LATER = 20.0
BOOKING = visit(str(DAY), "2:00 PM", device="iPhone 13")

type Text = tuple[str, str]


class Dispatcher:
    """The dispatcher in another process."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    def answer(self, text: Text, number: int = 0, moment: str = "before", ahead: float = 0) -> Any:
        """What the webhook gets for the text; None if the child was killed before it could say it."""
        sid, body = text
        form = {"From": OWNER if sid.startswith("SM-owner") else CUSTOMER, "Body": body, "MessageSid": sid}
        event: dict[str, object] = {"httpMethod": "POST"}
        if sid.startswith("CA"):
            sid, _, turn = sid.partition("-")
            form = {"From": CUSTOMER, "SpeechResult": body, "CallSid": sid, "CallStatus": "in-progress"}
            event["queryStringParameters"] = {"turn": turn}
        event["body"] = urlencode(form)
        return self._ask(event=event, number=number, moment=moment, ahead=ahead)


@pytest.fixture
def model() -> Iterator[openai_stand_in.StandIn]:
    with openai_stand_in.serve() as stand_in:
        yield stand_in


@pytest.fixture
def dispatcher(
    endpoint: str, dynamodb_store: DynamoDBStore, model: openai_stand_in.StandIn, request: pytest.FixtureRequest
) -> Iterator[Dispatcher]:
    variables = {
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "OPENAI_BASE_URL": model.base_url,
        **({"OPENAI_API_KEY": "sk-made-up"} if "model" in request.node.callspec.id else {}),
        **({"OWNER_PHONE": OWNER, "OWNER_PIN": "4711"} if "owner" in request.node.callspec.id else {}),
    }
    with serving("tests.integration.turn_process", endpoint, variables) as ask:
        yield Dispatcher(ask)


def found(dynamodb: DynamoDBClient, store: DynamoDBStore) -> Mapping[str, object]:
    """All that a turn leaves, without ids and instants, which differ from run to run."""
    items = dynamodb.scan(TableName=LEADS)["Items"]
    leads = [item for item in items if "CHATLOG" not in item["lead_id"]["S"]]
    said = [m["M"]["role"]["S"] for item in items for m in item.get("messages", {}).get("L", [])]
    told = [entry.key.partition("LEAD-")[0] for entry in store.owner_entries()]
    state, undo = store.owner_state(), store.owner_line().undo
    return {
        "state": [state.get("status"), state.get("version")],
        "undo": undo.kind if undo else "",
        "leads": sorted(
            [i["lead_type"]["S"], i["appointment_time"]["S"], i["status"]["S"], len(i["remarks"]["L"])] for i in leads
        ),
        "taken": sorted(str(at) for at in store.day(DAY).taken),
        "open": len(store.open_bookings(CUSTOMER).starts),
        "said": said,
        "told": sorted(told),
        "texted": sorted(entry.action for entry in store.outbox_entries()),
    }


BOOK = ("SM-book", f"iphone 13 screen {DAY} at 2pm")
FLOWS: Mapping[str, tuple[Sequence[Text], Text, str]] = {
    "book": ([], ("SM1", f"iphone 13 screen {DAY} at 2pm"), "Booked"),
    "book and sell": ([], ("SM1", f"iphone 13 screen {DAY} at 2pm and a case"), "Booked"),
    "move": ([BOOK], ("SM1", f"move my appointment to {DAY} at 4pm"), "Moved"),
    "cancel": ([BOOK, ("SM-ask", "cancel my appointment")], ("SM1", "yes"), "is cancelled"),
    "ask": ([], ("SM1", "tell Brandon the back door is open"), "passed that on"),
    "upsell": ([BOOK], ("SM1", "ADD"), "I've added"),
    "model": ([], ("SM1", "2pm please"), "Booked"),
    "call, book": ([("CA1-1", f"iphone thirteen screen {DAY} at 2pm")], ("CA1-2", "yes"), "booked for"),
    "call, move": ([BOOK, ("CA1-1", f"move my appointment to {DAY} at 4pm")], ("CA1-2", "yes"), "is now"),
    "call, cancel": ([BOOK, ("CA1-1", "cancel my appointment")], ("CA1-2", "yes"), "is cancelled"),
    "owner, cancel": ([BOOK], ("SM-owner", f"cancel the 2pm on {DAY:%A} 4711"), "Cancelled"),
    "owner, move": ([BOOK], ("SM-owner", f"4711 move the 2pm on {DAY:%A} to 4pm"), "Moved"),
    "owner, undo": ([BOOK, ("SM-owner-1", f"4711 move the 2pm on {DAY:%A} to 4pm")], ("SM-owner", "undo"), "is back"),
    "owner, state": ([], ("SM-owner", "gym back in 2 hours"), "gym"),
    # As if an equal text had been faster.
    "model again": ([BOOK], ("SM1", "2pm please"), "Booked"),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("flow", FLOWS)
def test_a_killed_turn_that_is_delivered_again_ends_as_if_it_had_come_once(
    flow: str,
    dispatcher: Dispatcher,
    dynamodb_store: DynamoDBStore,
    dynamodb: DynamoDBClient,
    model: openai_stand_in.StandIn,
) -> None:
    before, text, words = FLOWS[flow]
    script: Sequence[Step] = [call("book_slot", BOOKING), say("See you!")] if "model" in flow else []

    def start_afresh() -> None:
        for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
            for item in dynamodb.scan(TableName=table)["Items"]:
                dynamodb.delete_item(TableName=table, Key={name: item[name] for name in key})
        for earlier in before:
            assert dispatcher.answer(earlier)["code"] == 200
        model.script.clear()
        model.script.extend(script)

    start_afresh()
    whole = dispatcher.answer(text)
    wanted = found(dynamodb, dynamodb_store)
    assert words in whole["body"]
    assert whole["calls"] > 6
    points = list(kill_points(whole["calls"]))
    kills = 0
    for number, moment in points:
        start_afresh()
        kills += dispatcher.answer(text, number, moment) is None
        model.script.clear()
        model.script.extend(script)
        again = dispatcher.answer(text, ahead=LATER)
        assert words in again["body"], (number, moment)
        assert found(dynamodb, dynamodb_store) == wanted, (number, moment)
        assert dispatcher.answer(text, ahead=2 * LATER)["body"] == again["body"]
        assert audit(dynamodb, LEADS, STATE) == []
    assert kills == len(points)

"""`forget`: what goes of a number, what stays, and what the command asks."""

import hashlib
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.forgetting import Change, Plan, plan
from local import __main__, commands, forget
from local.console import LocalError, UsageError
from local.forget import e164, to_json, to_words

ANN, BOB, SHORT = "+19045550123", "+19045550188", "+1904555012"
DAY = "2026-02-12"


def lead(lead_id: str, phone: object = ANN, **fields: Any) -> dict[str, Any]:
    return {"lead_id": lead_id, "timestamp": 1_770_735_600, "phone": phone, "notes": "mine", **fields}


def chat(session: str, source: str = "") -> dict[str, Any]:
    return {"lead_id": f"CHATLOG-{session}", "timestamp": 0, **({"source": source} if source else {}), "messages": []}


def state_of(phone: str, lead_id: str, sid: str) -> list[dict[str, Any]]:
    """An item of every kind that the state table has of a number."""
    return [
        {"state_id": f"TURN#{sid}1", "status": "done", "reply": "Thanks, Ann!", "customer": phone},
        {"state_id": f"TURN#{sid}2", "status": "running", "inbound": {"phone": phone, "text": "hello"}},
        {"state_id": f"TURN#{sid}3", "status": "done", "reply": "Booked!", "lead_id": lead_id},
        {"state_id": f"REPLY#{sid}1", "result": "sent"},
        {"state_id": f"FOR_OWNER#TURN#{sid}1#1", "text": f"{phone} asks: why?", "customer": phone},
        {"state_id": f"FOR_OWNER#LIMIT#{DAY}#{phone}", "text": f"{phone} has sent more", "customer": phone},
        {"state_id": f"IDEM#{sid}", "lead_id": lead_id, "answer": json.dumps({"phone": phone})},
        {"state_id": f"IDEM#{sid}gone", "lead_id": f"{lead_id}-GONE", "answer": json.dumps({"phone": phone})},
        {"state_id": f"NOTICE#{lead_id}#day_before#{DAY}T14:00", "result": "sent"},
        {"state_id": f"OUTBOX#{lead_id}", "lead_id": lead_id, "slot": f"{DAY} 2:00 PM"},
        {"state_id": f"DIALOGUE#{phone}", "remarks": ["mine"]},
        {"state_id": f"MESSAGES#{DAY}#{phone}", "day": 3},
        {"state_id": f"TEXTS#{DAY}#{phone}", "hits": 1},
        {"state_id": f"ATTEMPTS#{DAY}T09#{hashlib.sha256(phone.encode()).hexdigest()}", "hits": 1},
        {"state_id": f"PHONE#{phone}", "version": 1, "starts": {lead_id: 1_770_922_800}},
        {"state_id": f"QUESTION#{sid}", "phone": phone, "question": "why?"},
        {"state_id": f"PUSH#answer#{sid}", "phone": phone, "text": "Because."},
        {"state_id": f"NOTICE#push#{lead_id}#{DAY}T14:00#move", "result": "sent"},
        {"state_id": f"MISSED#{DAY}#{phone}", "result": "sent"},
        {"state_id": f"CALLS#{DAY}#{phone}", "calls": 1},
        {"state_id": f"CALL#CA{sid}", "customer": f"anonymous-CA{sid}", "number": phone},
        {"state_id": f"DIALOGUE#anonymous-CA{sid}", "language": "es"},
        {"state_id": f"WEB#web-{sid}-{DAY}", "customer": f"web-{sid}", "number": phone},
        {"state_id": f"DIALOGUE#web-{sid}", "language": "es"},
    ]


SHARED: list[dict[str, Any]] = [
    {"state_id": "CURRENT", "status": "gym", "notes": "Back at 2"},
    {"state_id": f"SPENT#{DAY}", "turns": 3},
    {"state_id": f"TEXTS#{DAY}", "hits": 1},
    {"state_id": f"FOR_OWNER#LIMIT#{DAY}#texts", "text": "More than 50 texts", "customer": ""},
]


def keys(found: Plan) -> set[str]:
    """The keys of the items that go whole."""
    return {c.key.get("lead_id") or c.key["state_id"] for c in found.changes if not c.attributes}


@pytest.mark.parametrize(("forgotten", "kept"), [(ANN, BOB), (ANN, SHORT), (SHORT, ANN)])
def test_all_of_a_number_goes_and_nothing_of_another(forgotten: str, kept: str) -> None:
    leads = [lead("LEAD-A", forgotten), lead("LEAD-B", kept), chat(f"{forgotten}-{DAY}"), chat(f"{kept}-{DAY}")]
    own, others = state_of(forgotten, "LEAD-A", "A"), state_of(kept, "LEAD-B", "B")
    found = plan(forgotten, leads, [*others, *own, *SHARED])
    assert keys(found) == {"LEAD-A", f"CHATLOG-{forgotten}-{DAY}", *(item["state_id"] for item in own)}
    assert [c for c in found.changes if c.attributes] == []
    assert (found.opted_out, found.mentioned) == (False, [])


def test_a_lead_frees_its_time_and_its_number_in_one_transaction_and_the_hold_goes() -> None:
    day = {
        "state_id": f"DAY#{DAY}",
        "14:00": "LEAD-A",
        "15:00": "LEAD-B",
        "hold:09:00": {"by": ANN, "until": 1},
        "hold:10:00": {"by": BOB, "until": 1},
        "expires_at": 1,
    }
    outbox = {"state_id": "OUTBOX#LEAD-A", "lead_id": "LEAD-A"}
    bookings = {"state_id": f"PHONE#{ANN}", "starts": {"LEAD-A": 1}}
    found = plan(ANN, [lead("LEAD-A")], [bookings, day, outbox])
    key = {"state_id": f"DAY#{DAY}"}
    assert found.steps == [
        [Change("holds", "state", key, {"hold:09:00": {"by": ANN, "until": 1}})],
        [
            Change("taken times", "state", key, {"14:00": "LEAD-A"}),
            Change("notices", "state", {"state_id": "OUTBOX#LEAD-A"}),
            Change("leads", "leads", {"lead_id": "LEAD-A", "timestamp": 1_770_735_600}),
        ],
        [Change("open bookings", "state", {"state_id": f"PHONE#{ANN}"})],
    ]


def test_a_receipt_goes_with_what_it_alone_leads_to() -> None:
    found = plan(ANN, [], state_of(ANN, "LEAD-A", "A"))
    (step,) = [step for step in found.steps if any(c.key["state_id"] == "TURN#A1" for c in step)]
    assert {c.key["state_id"] for c in step} == {"TURN#A1", "REPLY#A1", "FOR_OWNER#TURN#A1#1"}


@pytest.mark.parametrize("key", [f"LIMIT#{DAY}", f"LIMIT#{DAY}#texts"])
def test_a_text_about_the_shops_limit_loses_only_the_number(key: str) -> None:
    entry = {"state_id": f"FOR_OWNER#{key}", "text": "Today's budget is spent.", "customer": ANN, "pending": "done"}
    found = plan(ANN, [], [entry, *SHARED[3:5]])
    assert found.changes == [
        Change("texts for the owner", "state", {"state_id": f"FOR_OWNER#{key}"}, {"customer": ANN})
    ]


def test_an_opt_out_stays_and_one_that_was_taken_back_goes() -> None:
    out = {"state_id": f"OPTOUT#{ANN}", "opted_out_at": 1}
    found = plan(ANN, [], [out])
    assert (found.steps, found.opted_out, found.mentioned) == ([], True, [])
    assert "opt-out stays" in to_words(ANN, found)
    found = plan(ANN, [], [{"state_id": f"OPTOUT#{ANN}", "expires_at": 1}])
    assert (keys(found), found.opted_out) == ({f"OPTOUT#{ANN}"}, False)


@pytest.mark.parametrize(
    "phone",
    [
        "904-555-0123",
        "(904) 555-0123",
        "9045550123",
        9_045_550_123,
        "1 904 555 0123",
        "tel:+1-904-555-0123",
        "whatsapp:+19045550123",
        "904.555.0123 ext 5",
        "904\N{EN DASH}555\N{EN DASH}0123",
        "904-555-0123 (wife)",
        "904-555-0188 or 904-555-0123",
    ],
)
def test_a_lead_of_another_program_is_the_numbers_however_it_is_written(phone: object) -> None:
    assert keys(plan(ANN, [lead("LEAD-A", phone)], [])) == {"LEAD-A"}


@pytest.mark.parametrize(
    "phone", ["904-555-0124", "", None, [], "unknown", "messenger:+19045550123", "+190455501234", "+1904555012", 904]
)
def test_a_lead_of_no_number_or_of_another_is_not(phone: object) -> None:
    assert keys(plan(ANN, [lead("LEAD-A", phone)], [])) == set()


@pytest.mark.parametrize(
    ("session", "source"),
    [
        (f"{ANN}-{DAY}", ""),
        (f"{ANN}-{DAY}-2", ANN),
        (f"{ANN}-2026-02", ""),
        (f"{ANN}-2026-02-13", ""),
        (ANN, ""),
        ("904-555-0123-2026-02-12", ""),
        ("web-7f3a", "(904) 555-0123"),
        (f"{BOB}-{DAY}", ANN),
    ],
)
def test_a_conversation_is_the_numbers_by_its_source_or_its_session(session: str, source: str) -> None:
    assert keys(plan(ANN, [chat(session, source)], [])) == {f"CHATLOG-{session}"}


@pytest.mark.parametrize(
    ("session", "source"),
    [(f"{SHORT}-{DAY}", SHORT), (f"{ANN}4-{DAY}", ""), (f"messenger:{ANN}-{DAY}", ""), ("web-1", "web-chat")],
)
def test_a_conversation_of_another_stays(session: str, source: str) -> None:
    assert keys(plan(ANN, [chat(session, source)], [])) == set()


@pytest.mark.parametrize("given", [ANN, BOB, ""])
def test_what_a_caller_gave_the_number_in_goes_and_so_does_a_caller_known_by_it_alone(given: str) -> None:
    withheld = "anonymous-CA2"
    mine: list[dict[str, Any]] = [
        {"state_id": "TURN#CA1-1", "customer": SHORT, "call": {"number": given, "said": ["text me"]}},
        {"state_id": "CALL#CA1", "customer": SHORT, "number": given},
        {"state_id": "CALL#CA2", "customer": withheld, "number": given, "pending": "call"},
        {"state_id": f"DIALOGUE#{withheld}", "language": "es"},
        {"state_id": f"MESSAGES#{DAY}#{withheld}", "day": 3},
        {"state_id": "FOR_OWNER#CALL#CA2", "text": "A caller without a number called", "customer": withheld},
    ]
    theirs: list[dict[str, Any]] = [
        {"state_id": "TURN#CA1-0", "customer": SHORT, "call": {"number": ""}},
        {"state_id": "FOR_OWNER#TURN#CA1-1#1", "text": "asks: why?", "customer": SHORT},
        {"state_id": f"DIALOGUE#{SHORT}", "language": "en"},
        {"state_id": "CALL#CA3", "customer": "anonymous-CA3", "number": BOB if given == ANN else ANN + "4"},
        {"state_id": "DIALOGUE#anonymous-CA3", "language": "en"},
    ]
    talk = chat(f"{withheld}-{DAY}", withheld)
    found = plan(ANN, [talk, chat(f"anonymous-CA3-{DAY}", "anonymous-CA3")], [*theirs, *mine])
    wanted = {talk["lead_id"], *(item["state_id"] for item in mine)} if given == ANN else set()
    assert keys(found) == wanted
    assert found.mentioned == []


@pytest.mark.parametrize("proved", [ANN, ""])
def test_what_a_visitor_of_the_web_chat_said_goes_with_the_number_that_he_gave(proved: str) -> None:
    visitor, other = "web-0a1b", "web-2c3d"
    mine: list[dict[str, Any]] = [
        {"state_id": f"WEB#{visitor}-{DAY}", "customer": visitor, "number": ANN, "proved": proved},
        {"state_id": f"DIALOGUE#{visitor}", "language": "es"},
        {"state_id": "TURN#SM9", "customer": visitor},
    ]
    theirs: list[dict[str, Any]] = [
        {"state_id": f"WEB#{other}-{DAY}", "customer": other, "number": BOB, "proved": BOB},
        {"state_id": f"DIALOGUE#{other}", "language": "en"},
    ]
    talk = chat(f"{visitor}-{DAY}", "web-chat")
    found = plan(ANN, [talk, chat(f"{other}-{DAY}", "web-chat")], [*theirs, *mine])
    assert keys(found) == {talk["lead_id"], *(item["state_id"] for item in mine)}
    assert found.mentioned == []


@pytest.mark.parametrize(
    "words",
    ["nine oh four, five five five, zero one two three", "Nueve cero cuatro cinco cinco cinco cero uno dos tres"],
)
def test_a_number_that_was_said_is_a_mention_too(words: str) -> None:
    said: list[object] = [{"content": words, "timestamp": Decimal(1)}]
    theirs: dict[str, Any] = chat(f"{BOB}-{DAY}", BOB) | {"messages": said}
    assert plan(ANN, [theirs], []).mentioned == [theirs["lead_id"]]
    assert plan(SHORT, [theirs], []).mentioned == []


@pytest.mark.parametrize(
    "words", ["call 904-555-0123", "ring (904) 555 0123!", "+19045550123", "19045550123", "904\N{EN DASH}555-0123"]
)
def test_where_others_mention_the_number_is_said_and_left(words: str) -> None:
    theirs = chat(f"{BOB}-{DAY}", BOB) | {"messages": [{"content": words, "timestamp": Decimal(1)}]}
    note = {"state_id": "CURRENT", "notes": words}
    found = plan(ANN, [theirs, lead("LEAD-B", BOB, notes=words), lead("LEAD-C", BOB)], [note])
    assert found.steps == []
    assert found.mentioned == [f"CHATLOG-{BOB}-{DAY}", "CURRENT", "LEAD-B"]
    assert "LEAD-B" in to_words(ANN, found)


# --- what is about several customers


def entry(key: str, **fields: Any) -> dict[str, Any]:
    return {"state_id": f"FOR_OWNER#{key}", "text": "words", "customer": "", "customers": [], **fields}


@pytest.mark.parametrize("key", [f"DIGEST#{DAY}", "CLOSED#0a1b"])
@pytest.mark.parametrize("pending", ["for_owner", "done"])
def test_a_list_of_several_loses_its_words_and_not_its_place(key: str, pending: str) -> None:
    named = entry(key, customers=[BOB, ANN], pending=pending)
    found = plan(ANN, [], [named])
    words = {"text": "words", "customers": [BOB, ANN]}
    assert found.changes == [Change("lists for the owner", "state", {"state_id": named["state_id"]}, words)]
    assert found.changes[0].left_of(named) == {"state_id": named["state_id"], "customer": "", "pending": pending}
    assert plan(SHORT, [], [named]).changes == []
    assert plan(ANN, [], [found.changes[0].left_of(named)]).changes == []


def test_a_list_from_before_lists_told_whom_they_name_is_made_again_for_anyone() -> None:
    earlier = {"state_id": f"FOR_OWNER#DIGEST#{DAY}", "text": "Today: 2:00 PM Ann", "pending": "for_owner"}
    assert [change.attributes for change in plan(ANN, [], [earlier]).changes] == [{"text": "Today: 2:00 PM Ann"}]


@pytest.mark.parametrize("forgotten", [ANN, BOB])
def test_of_two_bookings_for_one_time_none_is_left_to_tell_when_either_customer_goes(forgotten: str) -> None:
    both = entry("TWO_FOR_ONE#0a1b", customer=BOB, customers=[ANN, BOB])
    assert keys(plan(forgotten, [], [both])) == {both["state_id"]}
    assert plan(SHORT, [], [both]).changes == []


def test_what_was_to_go_out_together_with_news_of_the_number_is_settled_anew_in_one_transaction() -> None:
    together = [f"LIMIT#{DAY}#{ANN}", "NEW#LEAD-B", "NEW#LEAD-C"]
    mine = entry(together[0], customer=ANN, batch=together)
    theirs = [entry(key, customer=BOB, batch=together) for key in together[1:]]
    found = plan(ANN, [], [mine, *theirs, entry("NEW#LEAD-D", customer=BOB, batch=["NEW#LEAD-D"])])
    assert keys(found) == {mine["state_id"]}
    (step,) = [step for step in found.steps if any(change.attributes for change in step)]
    assert [(c.key["state_id"], c.attributes) for c in step] == [(t["state_id"], {"batch": together}) for t in theirs]
    assert found.mentioned == []


# --- the owner's line, and his state


def line(**fields: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {"undo": None, "taken": [], "asked": "", "about": [], "asked_until": 0, "revision": 7}
    return {"state_id": "OWNER_LINE", **kept, **fields}


def undo(kind: str, said: str = "Done.", **values: Any) -> dict[str, Any]:
    return {"kind": kind, "values": values, "until": 1, "said": said}


LEADS = [lead("LEAD-A"), lead("LEAD-B", BOB)]


@pytest.mark.parametrize(
    ("mine", "left"),
    [
        ({"taken": [BOB, ANN, SHORT]}, {"taken": [BOB, SHORT]}),
        ({"undo": undo("booking", lead="LEAD-A", deed="cancelled", revision=2)}, {"undo": None}),
        ({"undo": undo("texted", lead="LEAD-A")}, {"undo": None}),
        ({"undo": undo("booking", lead="LEAD-GONE")}, {"undo": None}),
        ({"undo": undo("state", f"Bulletin: call {ANN}", fields="{}")}, {"undo": None}),
        ({"asked": "which", "about": ["done", "LEAD-B", "LEAD-A"]}, {"asked": "", "about": []}),
        ({"asked": "pin", "about": ["take over (904) 555-0123"]}, {"asked": "", "about": []}),
    ],
)
def test_the_owners_line_loses_what_is_about_the_number_alone(mine: dict[str, Any], left: dict[str, Any]) -> None:
    theirs = {"open_until": 99, "wrong_pins": [1], "asked_until": 5}
    read = line(**theirs, **mine)
    found = plan(ANN, LEADS, [read])
    (change,) = (change for change in found.changes if change.table == "state")
    assert change.others["revision"] == (7, 8)
    assert change.left_of(read) == line(**theirs, **left, revision=8)
    assert found.mentioned == []
    assert plan(ANN, LEADS[1:], [change.left_of(read)]).changes == []


@pytest.mark.parametrize(
    "theirs",
    [
        {"taken": [BOB, SHORT]},
        {"undo": undo("booking", lead="LEAD-B")},
        {"undo": undo("state", "Closed: Thu", fields='{"closures": ["[]", null]}')},
        {"asked": "which", "about": ["done", "LEAD-B"]},
        {"asked": "pin", "about": ["cancel the 2 pm"]},
    ],
)
def test_the_owners_line_keeps_what_is_about_others(theirs: dict[str, Any]) -> None:
    assert [change for change in plan(ANN, LEADS, [line(**theirs)]).changes if change.table == "state"] == []


def facts(*questions: str) -> str:
    return json.dumps([{"question": question, "answer": "Yes."} for question in questions])


def test_what_the_owner_has_kept_of_the_numbers_question_goes_with_it_also_from_his_history() -> None:
    hers, his, both = 'Do you do \N{LATIN SMALL LETTER E WITH ACUTE} "Ann" 5?', "drones?", "pickup?"
    asked: list[dict[str, Any]] = [
        {"state_id": "QUESTION#1", "phone": ANN, "question": f"Hi there. {hers}"},
        {"state_id": "QUESTION#2", "phone": ANN, "question": both},
        {"state_id": "QUESTION#3", "phone": BOB, "question": both},
    ]
    kept = facts(his, hers, both)
    spell = json.dumps([{"until": 1, "given": {}, "before": {"shop_facts": facts(hers)}}])
    state: list[dict[str, Any]] = [
        {"state_id": "CURRENT", "version": 3, "status": "gym", "shop_facts": kept, "temporary": spell},
        {"state_id": "HISTORY#2", "fields": {"shop_facts": kept}, "before": json.dumps({"shop_facts": facts(hers)})},
        {"state_id": "HISTORY#3", "fields": {"status": "gym"}, "before": json.dumps({"shop_facts": facts(his)})},
        line(undo=undo("state", fields=json.dumps({"shop_facts": [kept, facts(his)]}))),
    ]
    found = plan(ANN, [], [*asked, *state])
    (step,) = found.steps
    assert [c.key["state_id"] for c in step] == ["CURRENT", "HISTORY#2", "OWNER_LINE", "QUESTION#1", "QUESTION#2"]
    left = [change.left_of(item) for change, item in zip(step, [state[0], state[1], state[3]], strict=False)]
    assert json.loads(left[0]["shop_facts"]) == json.loads(facts(his, both))
    assert json.loads(left[1]["fields"]["shop_facts"]) == json.loads(facts(his, both))
    assert left[2]["undo"] is None
    assert left[0]["version"] == 4
    assert "Ann" not in json.dumps(left)


@pytest.mark.parametrize("stored", [None, 7, "x", "[[[", "[1]", '{"question": "why?"}', "[" * 100_000])
def test_facts_that_another_program_has_made_unreadable_stay_as_they_are(stored: object) -> None:
    asked = {"state_id": "QUESTION#1", "phone": ANN, "question": "why?"}
    current = {"state_id": "CURRENT", "shop_facts": stored, "fields": "why?", "temporary": stored}
    assert keys(plan(ANN, [], [asked, current])) == {"QUESTION#1"}


def test_the_receipt_of_a_text_goes_with_the_text() -> None:
    key, theirs = "answer#7", "answer#8"
    texts = [{"state_id": f"PUSH#{name}", "phone": phone} for name, phone in ((key, ANN), (theirs, BOB))]
    receipts = [{"state_id": f"NOTICE#push#{name}", "result": "sent"} for name in (key, theirs)]
    found = plan(ANN, [], [*receipts, *texts])
    assert [{c.key["state_id"] for c in step} for step in found.steps] == [{f"PUSH#{key}", f"NOTICE#push#{key}"}]


def test_a_visitor_who_has_proved_another_number_keeps_everything_but_the_number_that_he_typed() -> None:
    read = {"state_id": f"WEB#web-1-{DAY}", "customer": "web-1", "number": ANN, "code_key": "web-9", "proved": BOB}
    found = plan(ANN, [chat(f"web-1-{DAY}", "web-chat")], [read, {"state_id": "DIALOGUE#web-1"}])
    assert [(c.key, c.attributes) for c in found.changes] == [
        ({"state_id": read["state_id"]}, {"number": ANN, "code_key": "web-9"})
    ]
    assert len(keys(plan(BOB, [chat(f"web-1-{DAY}", "web-chat")], [read, {"state_id": "DIALOGUE#web-1"}]))) == 3


@given(st.lists(st.sampled_from([*state_of(ANN, "LEAD-A", "A"), *state_of(BOB, "LEAD-B", "B"), *SHARED])))
def test_in_whatever_order_and_after_whatever_crash_the_rest_is_found(state: list[dict[str, Any]]) -> None:
    items = {item["state_id"]: item for item in state}
    found = plan(ANN, [lead("LEAD-A")], items.values())
    for done in range(len(found.steps) + 1):
        gone = {c.key.get("lead_id") or c.key["state_id"] for step in found.steps[:done] for c in step}
        leads = [] if "LEAD-A" in gone else [lead("LEAD-A")]
        left = plan(ANN, leads, [item for key, item in items.items() if key not in gone])
        assert keys(left) == keys(found) - gone


def test_a_program_is_told_the_keys() -> None:
    day = {"state_id": f"DAY#{DAY}", "14:00": "LEAD-A"}
    found = plan(ANN, [lead("LEAD-A", timestamp=Decimal(7)), lead("LEAD-B", BOB, notes=ANN)], [day])
    assert json.loads(to_json(ANN, found)) == {
        "phone": ANN,
        "counts": {"taken times": 1, "leads": 1},
        "changes": [
            {
                "kind": "taken times",
                "table": "state",
                "key": {"state_id": f"DAY#{DAY}"},
                "attributes": ["14:00"],
            },
            {"kind": "leads", "table": "leads", "key": {"lead_id": "LEAD-A", "timestamp": 7}},
        ],
        "opted_out": False,
        "mentioned": ["LEAD-B"],
    }


# --- the command


@pytest.mark.parametrize("text", [ANN, "(904) 555-0123", "904.555.0123", "whatsapp:+19045550123", " +1 904 555 0123 "])
def test_the_number_may_be_written_in_any_way(text: str) -> None:
    assert e164(text) == ANN


@pytest.mark.parametrize("text", ["", "12345", "Ann", "LEAD-A", "+", "555-0123"])
def test_what_is_not_a_number_is_refused_before_anything_is_asked(text: str, tmp_path: Path) -> None:
    for options in ([], ["--aws"]):
        with pytest.raises(UsageError, match="is not a phone number"):
            commands.run(__main__.parse(["forget", *options, "--", text]), tmp_path)


class Client:
    """As much of DynamoDB's client as the command needs; `fails` are raised, one a transaction."""

    class exceptions:  # noqa: N801  (boto3's name)
        class TransactionCanceledException(Exception):  # noqa: N818  (boto3's name)
            response: Mapping[str, Any] = {"CancellationReasons": [{"Code": "ConditionalCheckFailed"}]}

    def __init__(self, items: Mapping[str, Mapping[str, Any]]) -> None:
        self.items = dict(items)
        self.fails: list[Exception] = []

    def get_paginator(self, _: str) -> "Client":
        return self

    def paginate(self, *, TableName: str, ConsistentRead: bool) -> list[Any]:  # noqa: N803
        assert ConsistentRead
        return [{"Items": list(self.items.values()) if TableName == "State" else []}]

    def transact_write_items(self, *, TransactItems: list[Any], ClientRequestToken: str) -> None:  # noqa: N803
        assert ClientRequestToken
        if self.fails:
            raise self.fails.pop()
        for write in TransactItems:
            del self.items[write["Delete"]["Key"]["state_id"]["S"]]


@pytest.fixture
def client() -> Client:
    dialogues = [f"DIALOGUE#{ANN}", f"DIALOGUE#{BOB}"]
    return Client({key: {"state_id": {"S": key}, "part": {"N": "1" * 39}} for key in dialogues})


def run(client: Client, **options: bool) -> int:
    tables = forget.Tables(client, "Leads", "State", "In a test")  # type: ignore[arg-type]
    return forget.forget(ANN, tables, **({"confirmed": False, "as_json": False} | options))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_it_only_shows(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    with pytest.raises(LocalError, match="add YES=1, or --yes"):
        run(client)
    assert capsys.readouterr().out == f"To be removed for {ANN}:\n      1 dialogues\n"
    assert len(client.items) == 2


@pytest.mark.parametrize("answer", ["", "no\n", "y\n"])
def test_only_yes_is_a_yes(client: Client, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    with pytest.raises(LocalError, match="Nothing has been changed"):
        run(client)
    assert len(client.items) == 2


def test_once_confirmed_it_removes_and_says_so(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("YES\n"))
    assert run(client) == 0
    assert list(client.items) == [f"DIALOGUE#{BOB}"]
    assert f"Nothing about {ANN} is left." in capsys.readouterr().err
    assert run(client) == 0  # nothing is left to ask about
    assert capsys.readouterr().out == f"There is nothing to remove for {ANN}.\n"


@pytest.mark.parametrize(
    ("stays", "told"),
    [
        ({"state_id": {"S": f"OPTOUT#{ANN}"}, "opted_out_at": {"N": "1"}}, "Its opt-out stays: "),
        ({"state_id": {"S": "CURRENT"}, "notes": {"S": f"ask {ANN}"}}, "mention the number and stay: CURRENT"),
    ],
)
def test_that_nothing_is_left_is_said_only_if_it_is_so(
    client: Client, stays: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client.items[stays["state_id"]["S"]] = stays
    assert run(client, confirmed=True) == 0
    said = capsys.readouterr().err
    assert f"All that was {ANN}'s is gone." in said
    assert told in said
    assert "Nothing" not in said


def test_as_json_the_output_is_json_alone(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(client, confirmed=True, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"dialogues": 1}


def test_what_somebody_changes_meanwhile_is_done_in_the_next_round(client: Client) -> None:
    client.fails = [Client.exceptions.TransactionCanceledException()] * 2
    assert run(client, confirmed=True) == 0
    client.items[f"DIALOGUE#{ANN}"] = {"state_id": {"S": f"DIALOGUE#{ANN}"}}
    client.fails = [Client.exceptions.TransactionCanceledException()] * 3
    with pytest.raises(LocalError, match="Not everything is gone"):
        run(client, confirmed=True)

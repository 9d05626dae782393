"""What LINDA says herself: none of her sentences asks for an answer that opts the customer out."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import linda
from linda.agent.guard import asks_for_opt_out
from linda.booking import slot_of
from linda.models import Action, Dialogue, Job, Lead, LeadType, Question
from linda.notices import Notice, NoticeKind, text_of
from linda.responses import english
from linda.responses.confirmations import confirmation, listed, status_of
from linda.rules.receptionist import reply_by_rules
from tests.fakes import MemoryStore
from tests.unit.builders import SHOP, desk, premises, slot

LAMBDAS = Path(linda.__file__).parents[1]
# They hold words and patterns for what others say, or names of responses; an adapter speaks to a vendor.
SILENT = {"compose.py", "forgetting.py", "guard_words.py", "lexicon.py", "replies.py", "signals.py"}
SPEAKING = sorted(path for path in LAMBDAS.rglob("*.py") if path.name not in SILENT and path.parent.name != "adapters")
# The first text to a number has to tell of the word for what it does.
ALLOWED = ("Reply STOP for no more texts.", "Responde STOP para no recibir más.")


def sentences_of(source: str) -> Iterator[str]:
    """Yield all texts of two words or more in the source; what is put into one stands there as "X"."""
    nodes = list(ast.walk(ast.parse(source)))
    bodies = [node.body for node in nodes if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = [body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)]
    filled = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for part in (*docstrings, *(part for node in filled for part in node.values))}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            text = node.value
        else:
            continue
        if " " in text.strip():
            yield text


def asks_otherwise(text: str) -> bool:
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return asks_for_opt_out(text)


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.name)
def test_no_sentence_of_code_asks_for_an_answer_that_opts_the_customer_out(path: Path) -> None:
    assert [text for text in sentences_of(path.read_text(encoding="utf-8")) if asks_otherwise(text)] == []


def test_the_sentences_are_found_and_the_exceptions_are_in_use() -> None:
    found = [text for path in SPEAKING for text in sentences_of(path.read_text(encoding="utf-8"))]
    assert any("Want to add {item:a} for {amount}?" in text for text in found)
    assert [sum(allowed in text for text in found) for allowed in ALLOWED] == [1, 1]
    assert list(sentences_of('def f():\n    """Reply STOP."""\n    return f"Reply {x} or CANCEL"')) == [
        "Reply X or CANCEL"
    ]


def lead_of(lead_type: LeadType, repair: str) -> Lead:
    return desk(key=f"SM-{lead_type}").book(
        slot(14), [Job(repair, "iphone 13")], lead_type=lead_type, address="8410 Merrill Rd"
    )


@pytest.mark.parametrize("lead_type", ["appointment", "on_site", "callback"])
@pytest.mark.parametrize("repair", [*SHOP.prices, "question"])
def test_no_confirmation_or_notice_asks_for_it(lead_type: LeadType, repair: str) -> None:
    lead = lead_of(lead_type, repair)
    actions: tuple[Action, ...] = ("booked", "moved", "cancelled")
    kinds: tuple[NoticeKind, ...] = ("confirmation", "day_before", "two_hours_before")
    said = [confirmation(lead, premises(), action) for action in actions]
    said += [text_of(Notice(lead, kind), SHOP) for kind in kinds]
    said += [status_of(lead, premises()), listed([lead, lead], premises()), listed([], premises())]
    assert not any(map(asks_otherwise, said))
    assert slot_of(lead) == slot(14)


WORDS = [
    "iphone 13", "screen", "battery", "how much", "tomorrow", "at 2", "2pm", "cancel", "cancel my appointment", "stop",
    "stop texting me", "move it", "to 4pm", "yes", "no", "which one", "all", "the second one", "hours", "thanks", "bye",
    "quiero cancelar", "cambiar mi cita", "quit", "end", "call me", "10% off", "refund", "is it ready", "hi", "?",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), st.sampled_from(get_args(Question)), st.integers(0, 2)
)
def test_no_reply_of_the_rules_asks_for_it(text: str, asked: Question, bookings: int) -> None:
    store = MemoryStore()
    leads = [
        desk(store, key=f"SM-{hour}").book(slot(hour), [Job("screen", "iphone 13")]) for hour in (9, 11)[:bookings]
    ]
    dialogue = Dialogue(asked=asked, lead_ids=tuple(lead.lead_id for lead in leads), options=(slot(14), slot(15)))
    assert not asks_otherwise(reply_by_rules(text, desk(store, dialogue=dialogue)).text)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("OnePlus 12 screen repair", "a OnePlus 12 screen repair"),
        ("iPad battery replacement", "an iPad battery replacement"),
        ("S24 Ultra", "an S24 Ultra"),
        ("LG back glass repair", "an LG back glass repair"),
        ("Huawei screen repair", "a Huawei screen repair"),
        ("Xbox diagnosis", "an Xbox diagnosis"),
        ("Xiaomi diagnosis", "a Xiaomi diagnosis"),
        ("USB-C port repair", "a USB-C port repair"),
        ("unlocking", "an unlocking"),
        ("Motorola repair", "a Motorola repair"),
    ],
)
def test_the_article_goes_by_sound(label: str, said: str) -> None:
    assert english.a(label) == said

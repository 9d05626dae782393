"""The owner's view of conversations: order, pages, and what a search finds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.adapters.archive_store import to_conversation
from linda.conversations import ConversationPage, latest, with_customer, with_words
from linda.errors import InvalidInputError
from linda.models import Conversation, Message
from tests.fakes import MemoryStore

NOW = datetime(2026, 2, 10, 15, tzinfo=UTC)
AT = int(NOW.timestamp())
ANN, BOB = "+19045550123", "+19045550199"


def chat(session: str, *texts: str, phone: str = ANN, at: int = AT) -> Conversation:
    messages = tuple(Message("user", text, at) for text in texts)
    return Conversation(session, phone, "twilio-sms", "active", at, len(messages), messages)


def stored(*conversations: Conversation) -> MemoryStore:
    store = MemoryStore()
    store.conversations = list(conversations)
    return store


def read_through(page: Callable[[str], ConversationPage]) -> list[str]:
    sessions: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        shown = page(cursor)
        sessions += [conversation.session_id for conversation in shown.conversations]
        cursor = shown.cursor
    return sessions


@given(
    st.lists(st.builds(chat, st.text(alphabet="AB -", min_size=1), st.just("hi"), at=st.integers(AT - 5, AT))),
    st.integers(1, 4),
)
def test_the_pages_have_each_conversation_once_newest_first(chats: list[Conversation], limit: int) -> None:
    unique = list({each.session_id: each for each in chats}.values())
    store = stored(*unique)
    expected = [c.session_id for c in sorted(unique, key=lambda c: (-c.last_updated, c.session_id))]
    assert read_through(lambda cursor: latest(store, NOW, limit, cursor)) == expected
    assert read_through(lambda cursor: with_customer(store, ANN, "US", NOW, limit, cursor)) == expected
    assert read_through(lambda cursor: with_words(store, "HI", NOW, limit, cursor)) == expected


def test_the_list_has_the_beginning_of_the_last_message_alone() -> None:
    (shown,) = latest(stored(chat("A", "first", "last " * 100)), NOW, 5).conversations
    assert [message.content for message in shown.messages] == ["last " * 40]
    assert shown.message_count == 2


def test_what_is_older_than_ninety_days_is_not_shown() -> None:
    old = chat("OLD", "hi", at=int((NOW - timedelta(days=91)).timestamp()))
    store = stored(old, chat("NEW", "hi"))
    assert [c.session_id for c in latest(store, NOW, 5).conversations] == ["NEW"]
    assert [c.session_id for c in with_words(store, "hi", NOW, 5).conversations] == ["NEW"]


@pytest.mark.parametrize("limit", [1, 3, 9])
def test_what_was_stored_without_any_instant_is_shown_last_on_whichever_page(limit: int) -> None:
    foreign = [to_conversation({"lead_id": f"CHATLOG-{n}", "messages": [{"content": "hi"}]}) for n in (1, 2)]
    store = stored(foreign[0], chat("NEW", "hi"), foreign[1], chat("NEWER", "hi", at=AT + 1))
    expected = ["NEWER", "NEW", "1", "2"]
    assert read_through(lambda cursor: latest(store, NOW, limit, cursor)) == expected
    assert read_through(lambda cursor: with_words(store, "hi", NOW, limit, cursor)) == expected
    assert read_through(lambda cursor: with_customer(store, "2", "US", NOW, 9, cursor)) == ["2"]


@pytest.mark.parametrize("source", [ANN, "904-555-0123", "(904) 555-0123 cell"])
def test_a_numbers_conversations_are_found_however_it_is_written_and_no_others(source: str) -> None:
    store = stored(chat("A", "one", "two", phone=source), chat("B", "three", phone=BOB))
    (shown,) = with_customer(store, ANN, "US", NOW, 5).conversations
    assert [message.content for message in shown.messages] == ["one", "two"]


def test_a_session_without_a_number_is_found_by_its_id() -> None:
    store = stored(chat("web-1", "hello", phone="web-chat"), chat("web-2", "hello", phone="web-chat"))
    assert [c.session_id for c in with_customer(store, "web-1", "US", NOW, 5).conversations] == ["web-1"]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("pantalla rota", True),
        ("rota PANTALLA", True),
        ("esta rota", True),
        ("está", True),
        ("ESTÁ", True),
        ("pantalla nueva", False),
        ("rota gracias", False),  # in two messages
    ],
)
def test_a_search_wants_all_words_in_one_message_without_case_and_accents(words: str, is_found: bool) -> None:
    store = stored(chat("A", "Mi pantalla está rota", "gracias"))
    assert bool(with_words(store, words, NOW, 5).conversations) is is_found


def test_a_search_shows_what_is_around_the_word() -> None:
    (shown,) = with_words(stored(chat("A", "no", "so " * 200 + "the screen broke")), "screen", NOW, 5).conversations
    (message,) = shown.messages
    assert message.content == "so so so so so so so the screen broke"
    assert shown.message_count == 2


def test_the_cursor_of_one_list_is_not_that_of_another() -> None:
    store = stored(chat("A", "hi"), chat("B", "hi"))
    cursor = latest(store, NOW, 1).cursor
    assert cursor
    with pytest.raises(InvalidInputError):
        with_words(store, "hi", NOW, 1, cursor)


def test_what_another_program_has_written_is_shown_as_far_as_it_can_be_read() -> None:
    shown = to_conversation(
        {
            "lead_id": "CHATLOG-web-1",
            "source": None,
            "last_updated": "2026-02-10T15:00:00Z",
            "messages": [
                {"role": "user", "content": "hi", "timestamp": "2026-02-10T15:00:00Z"},
                {"role": "bot", "content": "hello", "timestamp": AT * 1000},
                {"role": "user", "content": None},
                "what?",
            ],
        }
    )
    said = (Message("user", "hi", AT), Message("assistant", "hello", AT))
    assert shown == Conversation("web-1", "", "", "", AT, 2, said)
    assert to_conversation({"lead_id": "CHATLOG-x", "messages": "none"}).messages == ()

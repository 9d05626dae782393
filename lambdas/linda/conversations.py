"""The owner's view of what was written: the latest conversations, those with one number, those with certain words."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linda.models import Conversation
from linda.pages import Place, newest
from linda.phones import is_phone
from linda.ports import Archive

# How far back conversations are listed and searched.
SHOWN = timedelta(days=90)
# How much of a message is shown where only its beginning is, or what is around a word in it.
_EXCERPT = 200
_WORDS_BEFORE = 8


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """A page of conversations, and the cursor for the next page: None at the end of the list."""

    conversations: Sequence[Conversation]
    cursor: str | None


def latest(archive: Archive, now: datetime, limit: int, cursor: str = "") -> ConversationPage:
    """Return the conversations, each with the beginning of its last message alone. Raises InvalidInputError."""

    def shown(conversation: Conversation) -> Conversation:
        last = conversation.messages[-1:]
        return replace(conversation, messages=tuple(replace(m, content=m.content[:_EXCERPT]) for m in last))

    return _page("conversations", map(shown, _recent(archive, now)), limit, cursor)


def with_customer(
    archive: Archive, customer: str, country: str, now: datetime, limit: int, cursor: str = ""
) -> ConversationPage:
    """Return the conversations with a number (E.164), or of a session, each with all its messages.

    Raises InvalidInputError.
    """

    def is_own(conversation: Conversation) -> bool:
        known = (conversation.session_id, conversation.phone)
        return customer in known or is_phone(conversation.phone, customer, country)

    return _page(f"conversation {customer}", filter(is_own, _recent(archive, now)), limit, cursor)


def with_words(archive: Archive, words: str, now: datetime, limit: int, cursor: str = "") -> ConversationPage:
    """Return the conversations in which one message has all the words, each with what is around them.

    Neither case nor accents count, and a word may be the beginning or any part of another. Raises InvalidInputError.
    """
    wanted = _folded(words).split()

    def matching(conversation: Conversation) -> Conversation:
        folded = ((message, _folded(message.content)) for message in conversation.messages)
        hits = (message for message, text in folded if all(word in text for word in wanted))
        return replace(conversation, messages=tuple(replace(m, content=_around(wanted, m.content)) for m in hits))

    hits = (conversation for conversation in map(matching, _recent(archive, now)) if conversation.messages)
    return _page(f"search {' '.join(wanted)}", hits, limit, cursor)


def _recent(archive: Archive, now: datetime) -> Iterable[Conversation]:
    """Return what is recent, and what other programs have written without any instant, if it can be read."""
    since = (now - SHOWN).timestamp()
    found = archive.every_conversation()
    return (one for one in found if one.last_updated >= since or (one.messages and not one.last_updated))


def _page(title: str, conversations: Iterable[Conversation], limit: int, cursor: str) -> ConversationPage:
    return ConversationPage(*newest(title, conversations, _place, limit, cursor))


def _place(conversation: Conversation) -> Place:
    """Return where it stands: what has no instant comes last."""
    return Place(-conversation.last_updated, conversation.session_id)


def _folded(text: str) -> str:
    """Return the text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def _around(wanted: Sequence[str], content: str) -> str:
    """Return the part of the message that begins a few words before the first of the wanted ones."""
    words = content.split()
    first = next((n for n, word in enumerate(map(_folded, words)) if any(part in word for part in wanted)), 0)
    return " ".join(words[max(0, first - _WORDS_BEFORE) :])[:_EXCERPT]

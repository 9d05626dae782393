"""Every kind of item whose key has a prefix, and how long it is kept. docs/tables.md says what each holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item in the state table, kept until it is emptied. Its key is the prefix and the parts that name it."""

    prefix: str

    def key(self, *parts: object) -> str:
        """Return the key of the item that the parts name: "DAY#2026-02-12"."""
        return "#".join([self.prefix, *map(str, parts)])

    def holds(self, key: str) -> bool:
        """Tell whether the key is that of an item of this kind."""
        return key.startswith(f"{self.prefix}#")

    def named(self, key: str) -> str:
        """Return what names the item in its key."""
        return key.removeprefix(f"{self.prefix}#")


@dataclass(frozen=True, slots=True)
class ExpiringKind(Kind):
    """A kind of item that expires after it has been `kept` this long."""

    kept: timedelta

    def expires_at(self, since: datetime) -> int:
        """Return the time to live (epoch seconds) of an item that is kept from then on."""
        return int((since + self.kept).timestamp())


_FOR_THE_AUDIT = timedelta(days=400)
# Longer than anything can be redelivered.
RECEIPTS_KEPT = timedelta(days=30)
_OUTBOX = timedelta(days=7)
_COUNTED = timedelta(days=2)

DAY = ExpiringKind("DAY", _FOR_THE_AUDIT)
PHONE = ExpiringKind("PHONE", _FOR_THE_AUDIT)
TURN = ExpiringKind("TURN", RECEIPTS_KEPT)
IDEM = ExpiringKind("IDEM", RECEIPTS_KEPT)
DIALOGUE = ExpiringKind("DIALOGUE", timedelta(days=60))
OUTBOX = ExpiringKind("OUTBOX", _OUTBOX)
FOR_OWNER = ExpiringKind("FOR_OWNER", _OUTBOX)
NOTICE = ExpiringKind("NOTICE", RECEIPTS_KEPT)
TOLD = ExpiringKind("TOLD", RECEIPTS_KEPT)
REPLY = ExpiringKind("REPLY", RECEIPTS_KEPT)
OPTOUT = Kind("OPTOUT")
DELETED = ExpiringKind("DELETED", _FOR_THE_AUDIT)
MESSAGES = ExpiringKind("MESSAGES", _COUNTED)
TEXTS = ExpiringKind("TEXTS", _COUNTED)
CALL = ExpiringKind("CALL", RECEIPTS_KEPT)
CALLS = ExpiringKind("CALLS", _COUNTED)
MISSED = ExpiringKind("MISSED", RECEIPTS_KEPT)
ATTEMPTS = ExpiringKind("ATTEMPTS", timedelta(hours=2))
SPENT = ExpiringKind("SPENT", timedelta(days=400))
HISTORY = ExpiringKind("HISTORY", timedelta(days=90))
QUESTION = ExpiringKind("QUESTION", timedelta(days=90))
PUSH = ExpiringKind("PUSH", RECEIPTS_KEPT)
# Longer than the conversation, which is found by it when its number is to be forgotten.
WEB = ExpiringKind("WEB", _FOR_THE_AUDIT)
CHATS = ExpiringKind("CHATS", _COUNTED)
# What is going on with the owner on his own line, and how many questions he has been asked: one item each.
OWNER_LINE = "OWNER_LINE"
QUESTIONS = "QUESTIONS"
# How often the owner's state has been changed, whatever other programs do to the state's own item.
CHANGES = "CHANGES"

# Keys of texts to the owner that are not just about one customer's message, by what they are about: a limit, two leads
# for one slot, a danger, what a customer has done to a booking, what has failed, and the morning's list.
LIMIT = Kind("LIMIT")
TWO_FOR_ONE = Kind("TWO_FOR_ONE")
DANGER = Kind("DANGER")
NEW = Kind("NEW")
MOVED = Kind("MOVED")
CANCELLED = Kind("CANCELLED")
CALLBACK = Kind("CALLBACK")
OPTED_OUT = Kind("OPTED_OUT")
FAILING = Kind("FAILING")
CLOSED = Kind("CLOSED")
DIGEST = Kind("DIGEST")

# In the lead table. How long a conversation is kept is a setting.
CHATLOG = "CHATLOG-"


def is_lead(lead_id: str) -> bool:
    """Tell whether this key of the lead table is a lead's: all that are not conversations' are, whoever made them."""
    return not lead_id.startswith(CHATLOG)

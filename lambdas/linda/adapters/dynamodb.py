"""All the repositories, over the lead table and the state table."""

from linda.adapters.booking_store import BookingStore
from linda.adapters.counter_store import CounterStore
from linda.adapters.forget_store import ForgetStore
from linda.adapters.lead_index import LeadIndexStore
from linda.adapters.notice_store import NoticeStore
from linda.adapters.push_store import PushStore
from linda.adapters.tables import CHAT_LOG_DAYS, connect
from linda.adapters.turn_store import TurnStore
from linda.adapters.visit_store import VisitStore


class DynamoDBStore(
    BookingStore, TurnStore, PushStore, CounterStore, NoticeStore, LeadIndexStore, ForgetStore, VisitStore
):
    """See linda.ports."""


def open_store(region: str, leads_table: str, state_table: str, chat_log_days: int | None = None) -> DynamoDBStore:
    """Return the store over the two tables; conversations are kept for `chat_log_days`."""
    return DynamoDBStore(connect(region), leads_table, state_table, chat_log_days or CHAT_LOG_DAYS)

"""What a customer is texted once the phone is repaired: that it can be picked up, that the work is done, and, if the
owner wants it, a request for a review.
"""

from datetime import date, datetime, timedelta
from typing import Protocol

from linda.booking import is_proved, number_of
from linda.models import Lead, Push, PushKind
from linda.phones import takes_texts
from linda.ports import LeadIndex, PushRepository
from linda.responses.compose import Say, compose, say
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.slots import today

# A review is asked for so long after the work was completed, of a visit at most so long ago.
_REVIEW_AFTER, _REVIEW_BEFORE, _LONGEST_WAIT = timedelta(hours=3), timedelta(hours=12), timedelta(days=7)


class Store(LeadIndex, PushRepository, Protocol):
    """Leads by their day, and the texts to customers."""


def ready_push(lead: Lead, shop: Shop) -> Push | None:
    """Return the text that the phone can be picked up, once for each booking; None if the lead cannot be texted."""
    return _push(lead, shop, "ready", say("notice_ready", lead=lead), f"{lead.lead_id}#ready")


def completed_push(lead: Lead, shop: Shop) -> Push | None:
    """Return the text that the work is done, once for each booking; None if the lead cannot be texted."""
    return _push(lead, shop, "completed", say("notice_completed", lead=lead), f"{lead.lead_id}#completed")


def review_push(lead: Lead, shop: Shop, url: str) -> Push | None:
    """Return the request for a review, once a month for each number; None unless the customer has texted us."""
    if not is_proved(lead):
        return None
    return _push(lead, shop, "review", say("notice_review", url=url), f"{number_of(lead, shop)}#review")


def put_reviews(store: Store, shop: Shop, now: datetime, url: str) -> None:
    """Put down requests for reviews of what was completed some hours ago. Raises StoreUnavailableError."""
    day = today(shop, now)
    for lead in store.leads_between(day - _LONGEST_WAIT, day):
        waited = now.timestamp() - lead.updated_at
        is_due = _REVIEW_AFTER.total_seconds() <= waited < _REVIEW_BEFORE.total_seconds()
        push = review_push(lead, shop, url) if lead.status == "completed" and is_due else None
        if push:
            store.put_push(push, now)


def _push(lead: Lead, shop: Shop, kind: PushKind, said: Say, key: str) -> Push | None:
    phone = number_of(lead, shop)
    if lead.lead_type == "callback" or not takes_texts(phone, shop.texts_go_to):
        return None
    text = compose([said], Speaker(shop, date.min, lead.language or "en"))
    return Push(key, phone, text, kind, is_proved=is_proved(lead), lead_id=lead.lead_id)

"""What everybody may know of the shop at this moment: a page of the website in one answer."""

from collections.abc import Mapping
from datetime import datetime

from linda.booking import Premises, next_slots
from linda.bulletin import with_told_closures
from linda.models import OWNER_STATUSES
from linda.owner_prices import effective
from linda.owner_state import public, state_at
from linda.ports import BookingRepository
from linda.quotes import price_rows
from linda.responses.compose import compose, say
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import doing_until, is_open, note_now, today, usual_hours


def public_state(
    stored: Mapping[str, object], now: datetime, shop: Shop, bookings: BookingRepository
) -> dict[str, object]:
    """Return the public fields of the state, and what follows from it now; reads each day until a slot is free."""
    state, day = state_at(stored, now), today(shop, now)
    shop = effective(shop, state, day)
    premises = Premises(shop, with_told_closures(state, shop, day), now, bookings)
    slot = next(iter(next_slots(premises, 1, day)), None)
    opens, closes = usual_hours(day, shop, state)
    return {
        **public(state),
        "status_text": _status_text(premises),
        "notes": note_now(state, premises.local_now),
        "hours": {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"},
        "open_now": is_open(premises.local_now, shop, premises.state),
        "next_slot": {"date": slot.day.isoformat(), "time": time_label(slot.at)} if slot else None,
        "prices": price_rows(shop),
    }


def _status_text(premises: Premises) -> str:
    """Return what LINDA says when she is asked what the owner is doing."""
    status, until = doing_until(premises.state, premises.local_now)
    kind = "owner_away" if OWNER_STATUSES[status].closed and until is None else "owner_now"
    return compose([say(kind, status=status, until=until)], Speaker(premises.shop, premises.today))

"""Which customer the owner means: by a number, or by a name among those who have lately booked or will come."""

from dataclasses import dataclass
from datetime import timedelta

from linda.booking import number_of
from linda.errors import InvalidInputError
from linda.models import is_number
from linda.owner.desk import OwnerDesk
from linda.phones import parse_phone
from linda.replies import whose
from linda.time_words import plain

_PAST, _TO_COME = timedelta(days=30), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer by number (E.164) and name; `source` is the channel of the latest booking, "" if there is none."""

    phone: str
    name: str = ""
    source: str = ""

    @property
    def told(self) -> str:
        """The customer as the owner is told of him."""
        return whose(self.name, self.phone)


def is_named(who: str, name: str) -> bool:
    """Tell whether all of the words are words of the customer's name."""
    words = {*plain(who).split()}
    return bool(words) and words <= {*plain(name).split()}


def customers(who: str, desk: OwnerDesk) -> list[Customer]:
    """Return the customers that the owner's words may mean, the one who wrote or booked last first.

    A name means everybody who has all of its words in his name.
    """
    shop = desk.premises.shop
    try:
        phone = parse_phone(who, shop.country)
    except InvalidInputError:
        today = desk.premises.today
        leads = desk.store.leads_between(today - _PAST, today + _TO_COME) if plain(who) else []
        newest = sorted(leads, key=lambda lead: lead.timestamp, reverse=True)
        found = {
            number_of(lead, shop): Customer(number_of(lead, shop), lead.customer_name, lead.source)
            for lead in reversed(newest)
            if is_named(who, lead.customer_name) and is_number(number_of(lead, shop))
        }
        return list(reversed(found.values()))
    lead = next(iter(desk.store.leads_of_number(phone)), None)
    return [Customer(phone, lead.customer_name, lead.source) if lead else Customer(phone)]

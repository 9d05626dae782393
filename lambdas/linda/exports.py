"""Leads as other programs read them: a table for spreadsheets, an iCalendar feed for calendars.

Both contain what customers wrote; none of it may run in a spreadsheet or add a line to a calendar.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from linda.errors import InvalidInputError
from linda.logs import log
from linda.models import Lead, LeadType
from linda.shop import Shop
from linda.shop_time import epoch_seconds, parse_date, parse_time

if TYPE_CHECKING:
    from icalendar import Event

# What a spreadsheet may take for a formula, including full-width signs and anything skipped before them. Apostrophes
# count as skipped, too, so that removing one from every such cell restores what was written.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"[\s\0-\x20\x7f\ufeff\u200b']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
# Not allowed in an iCalendar text (RFC 5545, 3.3.11), or the end of a line to some programs.
_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# In bytes of JSON, in which Lambda returns at most 6 MB.
_LARGEST_FEED = 4_000_000
_KINDS: Mapping[LeadType, str] = {"appointment": "", "on_site": "On site: ", "callback": "Call back: "}


def csv_text(leads: Iterable[Lead]) -> str:
    """Return the leads as a CSV text (RFC 4180) with a header, by appointment; the BOM tells Excel that it is UTF-8.

    A cell that a spreadsheet may take for a formula begins with an apostrophe, phone numbers ("+1…") among them.
    """
    # Needed only here; every other request starts without it.
    import csv

    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(field.name for field in fields(Lead))
    table.writerows(map(_inert, astuple(lead)) for lead in sorted(leads, key=_by_appointment))
    return "\ufeff" + text.getvalue()


def _inert(value: object) -> object:
    text = "; ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and FORMULA.match(text) else text


def _start(lead: Lead) -> datetime | None:
    """Return when the appointment starts on the shop's clock; None if unreadable: other programs write leads, too."""
    try:
        start = datetime.combine(parse_date(lead.appointment_date), parse_time(lead.appointment_time))
    except InvalidInputError:
        return None
    return start if MINYEAR < start.year < MAXYEAR else None  # It must also exist in UTC.


def _by_appointment(lead: Lead) -> tuple[str, time, str]:
    start = _start(lead)
    return lead.appointment_date, start.time() if start else time(), lead.lead_id


def icalendar_feed(leads: Iterable[Lead], shop: Shop, near: date | None = None) -> bytes:
    """Return the leads as an iCalendar feed (RFC 5545, RFC 7986) that calendar programs can subscribe to.

    Times are UTC, which needs no VTIMEZONE; a program shows them on its own clock. A cancelled booking stays and says
    so: one that merely disappeared would stay in some calendars forever. Another program's lead whose time cannot
    be read is left out. If there are more leads than a function can return, the feed has those nearest to the day
    `near`, and the log says how many are left out.
    """
    # Importing it takes 85 ms, which no other request should pay.
    from icalendar import Calendar

    feed = Calendar.new(prodid="-//LINDA//Bookings//EN", uid=_uid("bookings"), name=shop.name)
    feed.add("REFRESH-INTERVAL", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    feed.add("X-PUBLISHED-TTL", "PT15M")  # the same for Outlook, from before RFC 7986
    empty: bytes = feed.to_ical()
    end = empty.rindex(b"END:VCALENDAR")
    return empty[:end] + b"".join(_events(leads, shop, near)) + empty[end:]


def _events(leads: Iterable[Lead], shop: Shop, near: date | None) -> list[bytes]:
    """Return the events in the order of their appointments, as many as there is room for."""
    timed = [(lead, start) for lead in sorted(leads, key=_by_appointment) if (start := _start(lead))]
    if near:
        timed.sort(key=lambda of: abs(of[1].date() - near))
    found: list[tuple[tuple[str, time, str], bytes]] = []
    room = _LARGEST_FEED
    for lead, start in timed:
        event = _event(lead, start.replace(tzinfo=shop.time_zone).astimezone(UTC), shop).to_ical()
        room -= len(json.dumps(event.decode()))
        if near and room < 0:
            log("calendar_cut", level="WARNING", left_out=len(timed) - len(found))
            break
        found.append((_by_appointment(lead), event))
    return [event for _, event in sorted(found)]


def _event(lead: Lead, start: datetime, shop: Shop) -> "Event":
    from icalendar import STATUS, TRANSP, Event

    changed = _changed(lead) or start
    is_cancelled = lead.status == "cancelled"
    is_free = is_cancelled or lead.lead_type == "callback"
    what = shop.labels.get(lead.repair_type, lead.repair_type)
    return Event.new(
        uid=_uid(lead.lead_id),
        sequence=max(lead.revision - 1, 0),
        stamp=changed,
        last_modified=changed,
        start=start,
        end=start + timedelta(minutes=shop.slot_minutes),
        status=STATUS.CANCELLED if is_cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if is_free else TRANSP.OPAQUE,
        summary=_printable(
            f"{'Cancelled: ' if is_cancelled else ''}{_KINDS[lead.lead_type]}{what}, {lead.customer_name or lead.phone}"
        ),
        description=_printable(_description(lead)),
    )


def _changed(lead: Lead) -> datetime | None:
    """Return when the lead was last changed, or made; None if other programs wrote neither in a readable form."""
    moment = lead.updated_at or lead.created_at or epoch_seconds(lead.timestamp)
    return datetime.fromtimestamp(moment, UTC) if moment else None


def _uid(name: str) -> str:
    """Return an id that is always the same and does not reveal the name.

    Calendar services keep the feed, and whoever knows a lead's id may change the booking.
    """
    return hashlib.sha256(f"calendar {name}".encode()).hexdigest()[:32]


def _description(lead: Lead) -> str:
    lines = {
        "Name": lead.customer_name,
        "Phone": lead.phone,
        "Device": lead.device,
        "Repair": lead.repair_type,
        "Address": lead.address,
        "Status": lead.status,
        "Notes": lead.notes,
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)


def _printable(text: str) -> str:
    # The library takes a literal "\\N" for the end of a line.
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\\N", "\\ N"))

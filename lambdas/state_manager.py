"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import uniform
from time import sleep
from typing import TYPE_CHECKING

from linda import clock, composition, slots
from linda.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    MethodNotAllowedError,
    StaleReadError,
    StoreUnavailableError,
)
from linda.logs import bind_request
from linda.models import ChangedBy, OwnerEntry, StateChange
from linda.owner_state import (
    change_as_told,
    owners_view,
    reset,
    state_after,
    state_at,
    updated,
    version_of,
)
from linda.shop_time import parse_date, parse_time, time_label
from linda.web import (
    Request,
    Response,
    Result,
    answer_json,
    etag_of,
    names_etag,
    parse_fields,
    refuse_unknown,
    require_owner,
)

if TYPE_CHECKING:  # Few requests are about bookings, which take as long to import as all else.
    from linda.booking import Premises

gc.freeze()
gc.enable()

# Rivals who all change the state at once pass one after the other, and wait so that they do not meet again.
_TRIES = 10
_LONGEST_WAIT = 0.5
_MOST_CHANGES = 100
# The fields that can close a time at which somebody is booked.
_CLOSING = {"closures", "special_info", "notes"}
_CLOSURE = {"closed", "from", "to"}
_QUERIES = {"GET": {"history", "closed"}, "POST": _CLOSURE, "PUT": _CLOSURE, "DELETE": _CLOSURE}


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    if request.method not in _QUERIES:
        raise MethodNotAllowedError(*_QUERIES)
    refuse_unknown(request, _QUERIES)
    now = clock.now()
    by = _by(request)
    if "closed" in request.query and not (request.method == "GET" and "history" in request.query):
        require_owner(request, composition.owner_tokens)
        return _closures(request, now, by)
    is_public = request.through_api and "authorization" not in request.headers and "history" not in request.query
    if request.method == "GET" and is_public:
        from linda.public_state import public_state  # Words, prices and slots: the owner's own answer needs none.

        store = composition.store()
        return _read({"state": public_state(store.owner_state(), now, composition.shop(), store)}, request)
    require_owner(request, composition.owner_tokens)
    if request.method != "GET" and request.query:  # A slip must not reset the state.
        raise InvalidInputError("such a request may have closed=YYYY-MM-DD in its query, and with it from and to")
    shop = composition.shop()
    zone = shop.time_zone
    if request.method == "GET":
        if "history" in request.query:
            return _history(request.query["history"])
        return _read({"state": owners_view(composition.store().owner_state(), now, zone)}, request)
    if request.method == "DELETE":
        written, message = _write(request, lambda read: reset(read, now, by), now), "State reset to its defaults"
    else:
        fields = parse_fields(request)
        is_closing = not _CLOSING.isdisjoint(fields)
        written = _write(request, lambda read: updated(read, fields, now, shop, by), now, is_closing=is_closing)
        message = "State updated"
    state = owners_view(written.stored, now, zone)
    answer = {"message": message, "state": state, **({"bookings": written.bookings} if written.bookings else {})}
    return Result(200, answer, {"ETag": etag_of(state)})


def _by(request: Request) -> ChangedBy:
    """Return who asks for a change: the dashboard if it says so, as its server does, or a browser sends the request."""
    says_so = request.headers.get("x-linda-client", "").strip().lower() == "dashboard"
    return "dashboard" if says_so or "origin" in request.headers else "api"


def _closures(request: Request, now: datetime, by: ChangedBy) -> Result:
    """List the closures ahead; or close or open a day, or some hours of it, and say which bookings stand there."""
    from linda.closures import added, ahead, closing, named, on_closed_time, removed
    from linda.public_holidays import holidays_ahead

    shop, store = composition.shop(), composition.store()
    today = slots.today(shop, now)
    if request.method == "GET":
        stored = store.owner_state()
        closures = ahead(state_at(stored, now), today)
        offered = holidays_ahead(
            shop.country, today, shop.booking_horizon_days, {closure["date"] for closure in closures}
        )
        bookings = named(on_closed_time(_premises(stored, now), store))
        return Result(200, {"closures": closures, "bookings": bookings, "holidays": offered})
    query = request.query
    day = parse_date(query["closed"], "closed")
    closes, opens = (_clock(side, query) for side in ("from", "to"))
    change = removed if request.method == "DELETE" else added

    if request.method != "DELETE" and day < today:
        raise InvalidInputError(f"closed must be today or a day to come: {day} has passed")

    def decide(read: Mapping[str, object]) -> StateChange | None:
        return closing(read, lambda closures: change(closures, day, closes, opens), now, shop.time_zone, by)

    written = _write(request, decide, now, is_closing=True, day=day)
    said = {"DELETE": "Opened" if written.is_new else "It was not closed"}.get(
        request.method, "Closed" if written.is_new else "It was closed already"
    )
    answer = {"closures": ahead(state_at(written.stored, now), today), "bookings": written.bookings}
    etag = etag_of(owners_view(written.stored, now, shop.time_zone))
    return Result(200, {"message": f"{said}: {day}{_hours(closes, opens)}", **answer}, {"ETag": etag})


def _hours(closes: time | None, opens: time | None) -> str:
    """Return the hours that a closure takes of its day: " from 1:00 PM to 3:00 PM"; "" if it takes all of it."""
    sides = (("from", closes), ("to", opens))
    return "".join(f" {side} {time_label(at)}" for side, at in sides if at)


def _clock(side: str, query: Mapping[str, str]) -> time | None:
    try:
        return parse_time(query[side]) if side in query else None
    except InvalidInputError:
        raise InvalidInputError(f'{side} must be a time like "13:00" or "1:00 PM", not {query[side][:20]!r}') from None


def _premises(stored: Mapping[str, object], now: datetime) -> "Premises":
    """Return the shop with the closures that the owner has told in words, too."""
    from linda.booking import Premises
    from linda.bulletin import told_state

    shop = composition.shop()
    return Premises(shop, told_state(stored, shop, now), now, composition.store())


def _standing(
    before: Mapping[str, object], after: Mapping[str, object], now: datetime, day: date | None
) -> tuple[list[dict[str, object]], OwnerEntry | None]:
    """Return the bookings on closed times, of this day or of all, and what the owner is to hear of those that are new.

    He is told once of the same bookings, however often the same is closed, unless it was open in between.
    """
    from linda.closures import named, newly_standing, on_closed_time
    from linda.news import of_closed

    premises = _premises(after, now)
    leads = on_closed_time(premises, composition.store(), day)
    if new := newly_standing(leads, _premises(before, now).state, premises.shop):
        return named(leads), of_closed(new, premises, int(now.timestamp()))
    return named(leads), None


def _read(fields: Mapping[str, object], request: Request) -> Result:
    headers = {"ETag": etag_of(fields["state"])}
    if names_etag(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Result(304, headers=headers)
    return Result(200, fields, headers)


def _history(count: str) -> Result:
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= _MOST_CHANGES and len(count) < 4):
        raise InvalidInputError(f"history must be a whole number from 1 to {_MOST_CHANGES}")
    store, zone = composition.store(), composition.shop().time_zone
    return Result(200, {"history": [change_as_told(change, zone) for change in store.state_history(int(count))]})


@dataclass(frozen=True, slots=True)
class _Written:
    """What is stored now, whether that is new, and the bookings on closed times."""

    stored: Mapping[str, object]
    is_new: bool
    bookings: Sequence[Mapping[str, object]]


def _write(
    request: Request,
    change: Callable[[Mapping[str, object]], StateChange | None],
    now: datetime,
    *,
    is_closing: bool = False,
    day: date | None = None,
) -> _Written:
    """Decide upon what is stored, and write; if somebody else was faster, read and decide again.

    With `If-Match`, what is stored must read as it did for the caller, even if nothing changes. If a time may be closed
    (on this day, or on any), the bookings there are read before, and the owner's text about them is a part of the
    write: whatever cannot be read or written, either all has happened or nothing.
    """
    store = composition.store()
    for attempt in range(_TRIES):
        if attempt:
            sleep(uniform(0, min(0.02 * 2**attempt, _LONGEST_WAIT)))  # noqa: S311  (spreads the retries; guards no secret)
        stored = _as_matched(request)
        decided = change(stored)
        after = state_after(decided, version_of(stored) + 1) if decided else stored
        bookings, news = _standing(stored, after, now, day) if is_closing else ([], None)
        if decided is None:
            return _Written(stored, False, bookings)
        try:
            return _Written(store.change_owner_state(decided, news), True, bookings)
        except StaleReadError:
            continue
    raise StoreUnavailableError("too many changes of the state at once; please try again")


def _as_matched(request: Request) -> Mapping[str, object]:
    """Return what is stored. Raises ChangedMeanwhileError if it is not what `If-Match` names."""
    stored = composition.store().owner_state()
    if wanted := request.headers.get("if-match"):
        state = owners_view(stored, clock.now(), composition.shop().time_zone)
        if not names_etag(wanted, etag_of(state)):
            raise ChangedMeanwhileError(
                "the state has changed since you read it: read it again, and send If-Match with its new ETag"
            )
    return stored

"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from linda import composition, items, slots
from linda.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    MethodNotAllowedError,
    StaleReadError,
    StoreUnavailableError,
)
from linda.logs import bind_request
from linda.models import ChangedBy, OwnerEntry, StateChange
from linda.owner_state import change_as_told, changed, owners_view, reset, state_at, updated
from linda.shop_time import parse_date, parse_time
from linda.web import Request, Response, Result, answer_json, etag_of, names_etag, parse_fields, require_owner

if TYPE_CHECKING:  # Few requests are about bookings, which take as long to import as all else.
    from linda.booking import Premises

gc.freeze()
gc.enable()

# Rivals who all change the state at once pass one after the other.
_TRIES = 10
_MOST_CHANGES = 100
# The fields that can close a time at which somebody is booked.
_CLOSING = {"closures", "special_info", "notes"}


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    if request.method not in ("GET", "POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    now = datetime.now(UTC)
    by: ChangedBy = "dashboard" if "origin" in request.headers else "api"
    if "closed" in request.query and "history" not in request.query:
        require_owner(request, composition.owner_tokens)
        return _closures(request, now, by)
    is_public = request.through_api and "authorization" not in request.headers and "history" not in request.query
    if request.method == "GET" and is_public:
        from linda.public_state import public_state  # Words, prices and slots: the owner's own answer needs none.

        store = composition.store()
        return _read({"state": public_state(store.owner_state(), now, composition.shop(), store)}, request)
    require_owner(request, composition.owner_tokens)
    zone = composition.shop().time_zone
    if request.method == "GET":
        if "history" in request.query:
            return _history(request.query["history"])
        return _read({"state": owners_view(composition.store().owner_state(), now, zone)}, request)
    if request.method == "DELETE":
        stored, message = _write(request, lambda read: reset(read, now, by)), "State reset to its defaults"
        fields: Mapping[str, object] = {}
    else:
        fields = parse_fields(request)
        stored, message = _write(request, lambda read: updated(read, fields, now, zone, by)), "State updated"
    state = owners_view(stored, now, zone)
    found = _told_of_bookings(state_at(stored, now), now) if _CLOSING & fields.keys() else []
    answer = {"message": message, "state": state, **({"bookings": found} if found else {})}
    return Result(200, answer, {"ETag": etag_of(state)})


def _closures(request: Request, now: datetime, by: ChangedBy) -> Result:
    """List the closures ahead; or close or open a day, or some hours of it, and say which bookings stand there."""
    from linda.closures import added, ahead, removed, without_past
    from linda.public_holidays import holidays_ahead

    today, store = slots.today(composition.shop(), now), composition.store()
    state = state_at(store.owner_state(), now)
    if request.method == "GET":
        closures, shop = ahead(state, today), composition.shop()
        closed = {closure["date"] for closure in closures}
        offered = holidays_ahead(shop.country, today, shop.booking_horizon_days, closed)
        return Result(200, {"closures": closures, "bookings": _on_closed_times(state, now), "holidays": offered})
    query, zone = request.query, composition.shop().time_zone
    day = parse_date(query["closed"], "closed")
    closes, opens = (parse_time(query[side]) if side in query else None for side in ("from", "to"))
    change = removed if request.method == "DELETE" else added
    if is_new := change(kept := without_past(state, today), day, closes, opens) != kept:

        def decide(read: Mapping[str, object]) -> StateChange:
            closures = change(without_past(state_at(read, now), today), day, closes, opens)
            return changed(read, {"closures": closures}, now, zone, by)

        state = state_at(_write(request, decide), now)
    said = {"DELETE": "Opened" if is_new else "It was not closed"}.get(
        request.method, "Closed" if is_new else "It was closed already"
    )
    bookings = _told_of_bookings(state, now, day)
    return Result(200, {"message": f"{said}: {day}", "closures": ahead(state, today), "bookings": bookings})


def _premises(state: Mapping[str, object], now: datetime) -> "Premises":
    """Return the shop with the closures that the owner has told in words, too."""
    from linda.booking import Premises
    from linda.bulletin import with_told_closures

    shop = composition.shop()
    return Premises(shop, with_told_closures(state, shop, slots.today(shop, now)), now, composition.store())


def _on_closed_times(state: Mapping[str, object], now: datetime) -> list[dict[str, object]]:
    from linda.closures import named, on_closed_time

    return named(on_closed_time(_premises(state, now), composition.store()))


def _told_of_bookings(state: Mapping[str, object], now: datetime, day: date | None = None) -> list[dict[str, object]]:
    """Return the bookings on closed times, of this day or of all, and have the owner told of those not decided on.

    He is told once of the same bookings, however often the same is closed.
    """
    from linda.closures import fingerprint, named, on_closed_time, undecided
    from linda.responses.closed_times import told_owner

    premises, store = _premises(state, now), composition.store()
    leads = on_closed_time(premises, store)
    leads = [lead for lead in leads if day is None or lead.appointment_date == day.isoformat()]
    if waiting := undecided(leads):
        store.tell_owner(OwnerEntry(items.CLOSED.key(fingerprint(waiting)), told_owner(waiting, premises)), now)
    return named(leads)


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


def _write(request: Request, change: Callable[[Mapping[str, object]], StateChange]) -> Mapping[str, object]:
    """Decide upon what is stored, and write; if somebody else was faster, read and decide again.

    With `If-Match`, what is stored must read as it did for the caller, or nothing is written.
    """
    store = composition.store()
    for _ in range(_TRIES):
        stored = store.owner_state()
        if wanted := request.headers.get("if-match"):
            state = owners_view(stored, datetime.now(UTC), composition.shop().time_zone)
            if not names_etag(wanted, etag_of(state)):
                raise ChangedMeanwhileError(
                    "the state has changed since you read it: read it again, and send If-Match with its new ETag"
                )
        try:
            return store.change_owner_state(change(stored))
        except StaleReadError:
            continue
    raise StoreUnavailableError("too many changes of the state at once; please try again")

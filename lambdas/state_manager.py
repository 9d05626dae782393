"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from linda import composition, items, slots
from linda.errors import MethodNotAllowedError, StaleReadError, StoreUnavailableError
from linda.logs import bind_request
from linda.models import OwnerEntry, StateChange
from linda.owner_state import changed, public, reset, state_at
from linda.shop_time import parse_date, parse_time
from linda.web import Request, Response, Result, answer_json, parse_fields, require_owner

if TYPE_CHECKING:  # Few requests are about bookings, which take as long to import as all else.
    from linda.booking import Premises

gc.freeze()
gc.enable()

_TRIES = 10
# The fields that can close a time at which somebody is booked.
_CLOSING = {"closures", "special_info", "notes"}


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    now = datetime.now(UTC)
    if "closed" in request.query:
        require_owner(request, composition.owner_token)
        return _closures(request, now)
    if request.method == "GET":
        state = state_at(composition.store().owner_state(), now)
        if request.through_api and "authorization" not in request.headers:
            return Result(200, {"state": public(state)})
        require_owner(request, composition.owner_token)
        return Result(200, {"state": state})
    if request.method not in ("POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    require_owner(request, composition.owner_token)
    if request.method == "DELETE":
        stored = _write(lambda read: reset(read, now, "api"))
        return Result(200, {"message": "State reset to its defaults", "state": state_at(stored, now)})
    fields, zone = parse_fields(request), composition.shop().time_zone
    stored = _write(lambda read: changed(read, fields, now, zone, "api"))
    state = state_at(stored, now)
    found = _told_of_bookings(state, now) if _CLOSING & fields.keys() else []
    return Result(200, {"message": "State updated", "state": state, **({"bookings": found} if found else {})})


def _closures(request: Request, now: datetime) -> Result:
    """List the closures ahead; or close or open a day, or some hours of it, and say which bookings stand there."""
    from linda.closures import added, ahead, removed

    today, store = slots.today(composition.shop(), now), composition.store()
    state = state_at(store.owner_state(), now)
    if request.method == "GET":
        return Result(200, {"closures": ahead(state, today), "bookings": _on_closed_times(state, now)})
    if request.method not in ("POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    query, zone = request.query, composition.shop().time_zone
    day = parse_date(query["closed"], "closed")
    closes, opens = (parse_time(query[side]) if side in query else None for side in ("from", "to"))
    change = removed if request.method == "DELETE" else added
    if is_new := change(str(state["closures"]), day, closes, opens) != state["closures"]:

        def decide(read: Mapping[str, object]) -> StateChange:
            closures = change(str(state_at(read, now)["closures"]), day, closes, opens)
            return changed(read, {"closures": closures}, now, zone, "api")

        state = state_at(_write(decide), now)
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


def _write(change: Callable[[Mapping[str, object]], StateChange]) -> Mapping[str, object]:
    """Decide upon what is stored, and write; if somebody else was faster, read and decide again."""
    store = composition.store()
    for _ in range(_TRIES):
        try:
            return store.change_owner_state(change(store.owner_state()))
        except StaleReadError:
            continue
    raise StoreUnavailableError("too many changes of the state at once; please try again")

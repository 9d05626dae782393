"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from linda import composition
from linda.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    MethodNotAllowedError,
    StaleReadError,
    StoreUnavailableError,
)
from linda.logs import bind_request
from linda.models import ChangedBy, StateChange
from linda.owner_state import change_as_told, owners_view, reset, updated, version_of
from linda.web import Request, Response, Result, answer_json, etag_of, names_etag, parse_fields, require_owner

gc.freeze()
gc.enable()

# Rivals who all change the state at once pass one after the other.
_TRIES = 10
_MOST_CHANGES = 100


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    if request.method not in ("GET", "POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    now = datetime.now(UTC)
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
    by: ChangedBy = "dashboard" if "origin" in request.headers else "api"
    if request.method == "DELETE":
        stored, message = _write(request, lambda read: reset(read, now, by)), "State reset to its defaults"
    else:
        fields = parse_fields(request)
        stored, message = _write(request, lambda read: updated(read, fields, now, zone, by)), "State updated"
    state = owners_view(stored, now, zone)
    return Result(200, {"message": message, "state": state}, {"ETag": etag_of(state)})


def _read(fields: Mapping[str, object], request: Request) -> Result:
    headers = {"ETag": etag_of(fields["state"])}
    if names_etag(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Result(304, headers=headers)
    return Result(200, fields, headers)


def _history(count: str) -> Result:
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= _MOST_CHANGES and len(count) < 4):
        raise InvalidInputError(f"history must be a whole number from 1 to {_MOST_CHANGES}")
    store, zone = composition.store(), composition.shop().time_zone
    changes = store.state_history(version_of(store.owner_state()) + 1, int(count))
    return Result(200, {"history": [change_as_told(change, zone) for change in changes]})


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

"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from linda import composition
from linda.errors import MethodNotAllowedError, StaleReadError, StoreUnavailableError
from linda.logs import bind_request
from linda.models import StateChange
from linda.owner_state import changed, public, reset, state_at
from linda.web import Request, Response, Result, answer_json, parse_fields, require_owner

gc.freeze()
gc.enable()

_TRIES = 10


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    now = datetime.now(UTC)
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
    return Result(200, {"message": "State updated", "state": state_at(stored, now)})


def _write(change: Callable[[Mapping[str, object]], StateChange]) -> Mapping[str, object]:
    """Decide upon what is stored, and write; if somebody else was faster, read and decide again."""
    store = composition.store()
    for _ in range(_TRIES):
        try:
            return store.change_owner_state(change(store.owner_state()))
        except StaleReadError:
            continue
    raise StoreUnavailableError("too many changes of the state at once; please try again")

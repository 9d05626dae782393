"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

from datetime import UTC, datetime

from linda import composition
from linda.errors import MethodNotAllowedError
from linda.logs import bind_request
from linda.owner_state import current, public, validated
from linda.web import Request, Response, Result, answer_json, parse_fields, require_owner

gc.freeze()
gc.enable()


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


def _route(request: Request) -> Result:
    store = composition.store()
    if request.method == "GET":
        state = current(store.owner_state())
        if request.through_api and "authorization" not in request.headers:
            return Result(200, {"state": public(state)})
        require_owner(request, composition.owner_token)
        return Result(200, {"state": state})
    if request.method not in ("POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    require_owner(request, composition.owner_token)
    if request.method == "DELETE":
        store.reset_owner_state()
        return Result(200, {"message": "State reset to its defaults", "state": current({})})
    changes = validated(parse_fields(request), store.owner_state())
    stored = store.merge_owner_state({**changes, "updated_at": int(datetime.now(UTC).timestamp())})
    return Result(200, {"message": "State updated", "state": current(stored)})

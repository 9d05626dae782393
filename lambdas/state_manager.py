"""GET, POST, PUT and DELETE /state: the owner's live state."""

import gc

gc.disable()  # Imports make no garbage: collecting during them costs a third of the cold start.

from datetime import UTC, datetime
from functools import cache

from linda.adapters import dynamodb, secrets_manager
from linda.errors import MethodNotAllowedError
from linda.logs import bind_request
from linda.owner_state import current, public, validated
from linda.settings import load_settings
from linda.web import Request, Response, Result, answer_json, parse_fields, require_owner

gc.freeze()
gc.enable()


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke."""
    bind_request(event, context)
    return answer_json(event, _route)


@cache
def _store() -> dynamodb.DynamoDBStore:
    settings = load_settings()
    return dynamodb.open_store(settings.region, settings.leads_table, settings.state_table)


@cache
def _keys() -> secrets_manager.Keys:
    settings = load_settings()
    return secrets_manager.open_keys(settings.region, settings.secret_id, settings.keys)


def _owner_token() -> str:
    return _keys().get("ADMIN_API_TOKEN")


def _route(request: Request) -> Result:
    store = _store()
    if request.method == "GET":
        state = current(store.owner_state())
        if request.through_api and "authorization" not in request.headers:
            return Result(200, {"state": public(state)})
        require_owner(request, _owner_token)
        return Result(200, {"state": state})
    if request.method not in ("POST", "PUT", "DELETE"):
        raise MethodNotAllowedError("GET", "POST", "PUT", "DELETE")
    require_owner(request, _owner_token)
    if request.method == "DELETE":
        store.reset_owner_state()
        return Result(200, {"message": "State reset to its defaults", "state": current({})})
    changes = validated(parse_fields(request), store.owner_state())
    stored = store.merge_owner_state({**changes, "updated_at": int(datetime.now(UTC).timestamp())})
    return Result(200, {"message": "State updated", "state": current(stored)})

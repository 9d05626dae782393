"""One loopback address that takes the place of API Gateway, along with the stand-in for Twilio's REST API.

The routes are those of the deployed HTTP API, read from the emulator's control plane. (Its data plane would send
payload 2.0 and map failures differently from AWS.)
"""

import argparse
import asyncio
import base64
import json
import logging
import os
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local import aws, gateway, processes, twilio
from local.control_plane import ControlPlane, NotDeployedError
from local.page.doors import Page, watch
from local.page.doors import routes as page_routes
from local.page.guard import Guard
from local.page.record import EXCHANGES, Record, exchange_of, media_shown, sent_of, without_pin

NAME = "front-door"
HEALTH = "/_local/health"
_PARALLEL_CALLS = 100
_STARTS_AT_ONCE = 2
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

log = logging.getLogger("local.front_door")


class Environments:
    """The execution environments of one function: many run at once, few start at once.

    The emulator starts a process for each. Fifty starting at the same time keep two cores busy for half a minute, and
    all would be too late; if few start, those that are already warm serve the other requests.
    """

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._idle = 0
        self._starting = 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold an environment, a warm one if there is one."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._idle or self._starting < _STARTS_AT_ONCE)
            cold = self._idle == 0
            if cold:
                self._starting += 1
            else:
                self._idle -= 1
        try:
            yield
        finally:
            async with self._changed:
                self._starting -= cold
                self._idle += 1
                self._changed.notify_all()


class Functions:
    """Calls the deployed functions: many calls at once, each made only once."""

    def __init__(self, endpoint: str) -> None:
        once = Config(
            read_timeout=gateway.MAX_SECONDS + 1,
            max_pool_connections=_PARALLEL_CALLS,
            retries={"total_max_attempts": 1},
        )
        session = aws.session(endpoint)
        self._lambda = session.client("lambda", endpoint_url=endpoint, config=aws.CONFIG.merge(once))
        self._threads = ThreadPoolExecutor(_PARALLEL_CALLS, thread_name_prefix="invoke")
        self._environments: defaultdict[str, Environments] = defaultdict(Environments)

    async def call(self, route: gateway.Route, event: bytes) -> gateway.Response:
        """The function's answer, or the one that API Gateway would give in its place."""
        async with self._environments[route.function].one():
            return await self._call(route, event)

    async def _call(self, route: gateway.Route, event: bytes) -> gateway.Response:
        call = asyncio.get_running_loop().run_in_executor(self._threads, self._invoke, route.function, event)
        try:
            error, payload = await asyncio.wait_for(call, route.seconds)
        except (TimeoutError, ReadTimeoutError):
            log.error("%s: no answer within %g seconds", route.key, route.seconds)
            return gateway.SERVICE_UNAVAILABLE
        except (EndpointConnectionError, ConnectTimeoutError):
            log.error("%s: the emulator does not answer; `make up` starts it", route.key)
            return gateway.SERVICE_UNAVAILABLE
        except (BotoCoreError, ClientError) as fault:
            log.error("%s: %r", route.key, fault)
            return gateway.INTERNAL_SERVER_ERROR
        answer = None if error else gateway.response(payload)
        if answer is None:
            log.error("%s: %s: %s", route.key, error or "malformed result", payload[:4000].decode(errors="replace"))
        return answer or gateway.INTERNAL_SERVER_ERROR

    def _invoke(self, function: str, event: bytes) -> tuple[str | None, bytes]:
        result = self._lambda.invoke(FunctionName=function, Payload=event)
        return result.get("FunctionError"), result["Payload"].read()


def create_app(home: Path, endpoint: str, stack: str, base_url: str, version: str) -> Starlette:
    """The front door's ASGI application."""
    control_plane = ControlPlane(endpoint, stack)
    functions = Functions(endpoint)
    record = Record(home / EXCHANGES)

    def sent(message: dict[str, Any]) -> None:
        told = sent_of(message, page.now(), time.time())
        record.add_sent(told)
        page.stream.publish({"type": "sent", "sent": told})

    store = twilio.Store(home / "twilio-messages.jsonl", sent)
    page = Page(home, endpoint, base_url, version, control_plane.deployment, store, record)

    async def account() -> twilio.Account:
        return (await control_plane.deployment()).account

    async def health(request: Request) -> Response:
        return JSONResponse({"pid": os.getpid(), "version": version, "endpoint": endpoint})

    async def serve(request: Request) -> Response:
        try:
            asked = await _read(request)
            api = (await control_plane.deployment()).api
            answer = gateway.TOO_LARGE if asked is None else await _recorded(api, asked)
        except NotDeployedError as error:
            log.error("%s", error)
            answer = gateway.SERVICE_UNAVAILABLE
        return _as_starlette(answer)

    async def _recorded(api: gateway.Api, asked: gateway.Request) -> gateway.Response:
        """Answer, and have the page show what a phone has sent and got."""
        request_id = base64.b64encode(secrets.token_bytes(11)).decode()
        at, arrived, started = page.now(), time.time(), time.monotonic()
        answer = await _answer(api, asked, request_id)
        try:
            exchange = exchange_of(asked, answer, request_id, at, arrived, time.monotonic() - started)
            if exchange:
                known = await control_plane.deployment()
                exchange = without_pin(exchange, known.owner_phone, known.pin)
                if record.add_exchange(exchange):
                    page.stream.publish({"type": "exchange", "exchange": media_shown(exchange, store.media)})
        except Exception:  # The customer has his answer, whatever becomes of the page's.
            log.exception("a webhook could not be kept for the page")
        return answer

    async def _answer(api: gateway.Api, asked: gateway.Request, request_id: str) -> gateway.Response:
        if api.cors and (ready := gateway.preflight(api.cors, asked)):
            return ready
        answer = await _serve(api, asked, request_id)
        answer = gateway.Response(answer.status, (*answer.headers, ("apigw-requestid", request_id)), answer.body)
        return gateway.with_cors(api.cors, asked, answer) if api.cors else answer

    async def _serve(api: gateway.Api, asked: gateway.Request, request_id: str) -> gateway.Response:
        found = gateway.match(api, asked.method, asked.path)
        if found is None:
            return gateway.NOT_FOUND
        event = gateway.event(api, found, asked, base_url=base_url, request_id=request_id, now=page.now())
        payload = json.dumps(event).encode()
        if len(payload) > gateway.MAX_EVENT_BYTES:
            return gateway.TOO_LARGE
        return await functions.call(found.route, payload)

    async def unavailable(request: Request, error: Exception) -> Response:
        log.error("%s", error)
        return _as_starlette(gateway.SERVICE_UNAVAILABLE)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        log.info("%s serves %s of %s", base_url, stack, endpoint)
        # A page's requests wait for the emulator in threads, and must not keep each other waiting.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_PARALLEL_CALLS, "wait"))
        watching = asyncio.create_task(watch(page))
        yield
        watching.cancel()

    routes = [
        Route(HEALTH, health),
        *twilio.routes(store, account, base_url, page.now),
        *page_routes(page),
        Route("/{path:path}", serve, methods=_METHODS),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, base_url=base_url)],
        exception_handlers={NotDeployedError: unavailable},
        lifespan=lifespan,
    )


async def _read(request: Request) -> gateway.Request | None:
    """The request with its body; None if it is larger than API Gateway accepts."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > gateway.MAX_REQUEST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return gateway.Request(
        method=request.method,
        path=request.scope["path"],
        query=request.scope["query_string"].decode("latin-1"),
        headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
        body=bytes(body),
        client=request.client.host if request.client else processes.LOOPBACK,
        protocol=f"HTTP/{request.scope['http_version']}",
    )


def _as_starlette(answer: gateway.Response) -> Response:
    response = Response(answer.body, answer.status)
    for name, value in answer.headers:
        response.headers.append(name, value)
    return response


def _without_query(record: logging.LogRecord) -> bool:
    """Remove the query from an access log line: it may hold a phone number."""
    if isinstance(record.args, tuple) and len(record.args) == 5:
        client, method, path, *rest = record.args
        record.args = (client, method, str(path).partition("?")[0], *rest)
    return True


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m local.front_door", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--stack", required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("uvicorn.access").addFilter(_without_query)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # It names each URL with its query, as with a phone number.
    base_url = f"http://{processes.LOOPBACK}:{options.port}"
    app = create_app(options.home, options.endpoint, options.stack, base_url, options.version)
    uvicorn.run(
        app,
        host=processes.LOOPBACK,
        port=options.port,
        log_config=None,
        server_header=False,
        # As in API Gateway, the address is that of the connection, whatever a header says.
        proxy_headers=False,
        # Longer than clients keep an unused connection (httpx: 5 s, uvicorn's own time), or one in a while would send
        # its request just when the connection is closed.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()

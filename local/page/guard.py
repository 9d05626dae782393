"""Who is let in at this machine's own doors: the page itself, and programs here, but no other site's script."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from local.page import PAGE


class Guard:
    """Refuses what does not come from this machine's own page: another Host (DNS rebinding), Origin or site."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._base_url = base_url
        self._host = urlsplit(base_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PAGE.rstrip("/")):
            headers = Headers(scope=scope)
            if headers.get("host") == self._host.replace("127.0.0.1", "localhost") and scope["path"] == PAGE:
                await RedirectResponse(f"{self._base_url}{PAGE}")(scope, receive, send)
                return
            if not self._is_own(headers, scope):
                words = f"only the page at {self._base_url}{PAGE} is answered here"
                await JSONResponse({"message": words}, 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_own(self, headers: Headers, scope: Scope) -> bool:
        """Whether it is the page's own request, a program's on this machine, or somebody opening the page."""
        if headers.getlist("host") != [self._host]:
            return False
        if headers.get("origin", self._base_url) != self._base_url:
            return False
        site = headers.get("sec-fetch-site", "none")
        is_opened = scope["path"] == PAGE and scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        return site in ("same-origin", "none") or is_opened

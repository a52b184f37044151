"""Who may talk to the studio page: this machine's own browser, and only from the page itself."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "::1")
SAFE = ("GET", "HEAD", "OPTIONS")
# To whoever has a link; nothing else knows who comes.
OPEN = ("/archives/", "/files/", "/paint/", "/static/")

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Turns away foreign hosts (DNS rebinding) and foreign origins (CSRF); adds safe headers.

    By the name `outside`, which links of chats have, only what a link opens is to be had.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = (), outside: str = "") -> None:
        self._app = app
        self._hosts = frozenset((*LOCAL, *hosts))
        self._outside = outside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 400 or 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = _unusable(scope) or self._refusal(scope, Headers(scope=scope))
        app = refusal or self._app
        await app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> JSONResponse | None:
        method, name = scope["method"], _host_name(headers.get("host", ""))
        linked = bool(name) and name == self._outside and scope["path"].startswith(OPEN)
        if name not in self._hosts and not linked:
            return _refuse(400, "ForeignHost", "The studio page does not answer to this address.")
        if method not in SAFE and not _same_origin(headers):
            return _refuse(403, "ForeignOrigin", "Only the studio page itself may send this.")
        return None


def _unusable(scope: Scope) -> JSONResponse | None:
    """A NUL is in no address of ours, and no text that PostgreSQL keeps may hold one."""
    if "\0" in scope["path"] or b"%00" in scope["query_string"]:
        return _refuse(400, "BadRequest", "The studio page has no such address; please reload it.")
    return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    """Whether the request comes from our page, or from a program: a foreign page can send neither
    a true `Sec-Fetch-Site` or `Origin` nor, without our consent, a header of its own."""
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] == "same-origin"
    if "origin" in headers:
        return urlsplit(headers["origin"]).netloc == headers.get("host")
    return "x-easel" in headers


def _refuse(status: int, name: str, sentence: str) -> JSONResponse:
    return JSONResponse({"error": name, "sentence": sentence}, status)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            framed = "frame-ancestors https" in headers.get("content-security-policy", "")
            for name, value in HEADERS.items():
                if not (framed and name == "X-Frame-Options"):
                    headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return send_with_headers

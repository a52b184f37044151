"""A hub of models on this machine: the part of the real one's API that fetching weights needs.

Addresses, headers and errors are those that huggingface_hub's own client reads: the list of a
revision with sizes and sums, files behind a redirect to another path, ranges, and refusals with
their X-Error-Code.
"""

import hashlib
import json
import socket
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" + "0" * 34
LARGE = 1000  # bytes: larger files are kept as large files, with a sha256
CHUNK = 2**20  # bytes that are sent at once


class Asked(NamedTuple):
    """A request for a file's bytes."""

    path: str
    range: str  # as it was sent; empty where there was none
    token: str


@dataclass
class Hub:
    """What it has, what it was asked, and how it misbehaves."""

    address: str = ""
    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict[str, dict[str, bytes]])
    older: dict[str, dict[str, bytes]] = field(
        default_factory=dict[str, dict[str, bytes]]
    )  # what repositories had, by commit
    gated: dict[str, str] = field(default_factory=dict[str, str])  # repository -> token that opens
    private: dict[str, str] = field(default_factory=dict[str, str])  # seen with that token only
    asked: list[Asked] = field(default_factory=list[Asked])
    breaks: dict[str, list[int]] = field(
        default_factory=dict[str, list[int]]
    )  # after so many bytes
    resets: list[str] = field(default_factory=list[str])  # a break of these is a reset, once each
    claimed: dict[str, int] = field(default_factory=dict[str, int])  # sizes that are not true
    swapped: dict[str, bytes] = field(default_factory=dict[str, bytes])  # sent instead, by path
    stalls: dict[str, int] = field(default_factory=dict[str, int])  # falls silent after so many
    silent: threading.Event = field(default_factory=threading.Event)  # set when it does
    status: int = 0  # answers everything with that, where it is not 0
    message: str = ""  # and says why
    ended: threading.Event = field(default_factory=threading.Event)

    def fetched(self) -> list[str]:
        """Files that were asked for, each time."""
        return [one.path for one in self.asked]


def tag(content: bytes) -> str:
    """The sha256 of a large file, git's sha1 of a small one."""
    if len(content) > LARGE:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@contextmanager
def running() -> Generator[Hub]:
    """A hub that answers until the block ends."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(hub))
    server.daemon_threads = True
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield hub
    finally:
        hub.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _answering(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _Answer(hub, self).give()

        def do_HEAD(self) -> None:
            _Answer(hub, self).give()

        def log_message(self, *args: Any, **more: Any) -> None:
            pass

    return Answering


@dataclass
class _Answer:
    hub: Hub
    to: BaseHTTPRequestHandler

    def give(self) -> None:
        parts = unquote(urlsplit(self.to.path).path).strip("/").split("/")
        if self.hub.status:
            return self._refuse(self.hub.status)
        if parts[:2] == ["api", "models"]:
            return self._list("/".join(parts[2:4]), parts[5] if len(parts) > 5 else "main")
        if parts[0] == "store":
            return self._store("/".join(parts[1:3]), parts[3], "/".join(parts[4:]))
        if parts[2:3] == ["resolve"]:
            return self._resolve("/".join(parts[:2]), parts[3], "/".join(parts[4:]))
        return self._refuse(404)

    def _of(self, name: str, revision: str) -> dict[str, bytes]:
        return self.hub.older.get(revision) or self.hub.repositories.get(name, {})

    def _list(self, name: str, revision: str) -> None:
        files = self._of(name, revision)
        if not files or self.hub.private.get(name, self._token) != self._token:
            return self._refuse(401, "RepoNotFound")
        if revision not in ("main", COMMIT, *self.hub.older):
            return self._refuse(404, "RevisionNotFound")
        commit = revision if revision in self.hub.older else COMMIT
        siblings = [self._sibling(path, content) for path, content in files.items()]
        found = {"id": name, "modelId": name, "sha": commit, "siblings": siblings}
        return self._send(200, json.dumps(found).encode(), {"content-type": "application/json"})

    def _sibling(self, path: str, content: bytes) -> dict[str, Any]:
        size = self.hub.claimed.get(path, len(content))
        found: dict[str, Any] = {"rfilename": path, "size": size, "blobId": tag(content)}
        if len(content) > LARGE:
            lfs = {"size": size, "sha256": tag(content), "pointerSize": 134}
            found |= {"blobId": "0" * 40, "lfs": lfs}
        return found

    def _resolve(self, name: str, revision: str, path: str) -> None:
        files, token = self._of(name, revision), self._token
        if name in self.hub.gated and token != self.hub.gated[name]:
            return self._refuse(403 if token else 401, "GatedRepo")
        if revision not in ("main", COMMIT, *self.hub.older) or path not in files:
            return self._refuse(404, "EntryNotFound")
        if len(files[path]) > LARGE:  # as the real one: from a store of its own
            store = f"{self.hub.address}/store/{name}/{revision}"
            return self._send(302, b"", {"location": f"{store}/{path}"})
        return self._file(path, files[path])

    def _store(self, name: str, revision: str, path: str) -> None:
        self._file(path, self._of(name, revision)[path])

    def _file(self, path: str, content: bytes) -> None:
        asked = self.to.headers.get("range", "")
        self.hub.asked.append(Asked(path, asked, self._token))
        content = self.hub.swapped.get(path, content)
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        more = {"etag": f'"{tag(content)}"', "x-repo-commit": COMMIT}
        if asked:
            more["content-range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        self._send(206 if asked else 200, content[begin:], more, path)

    @property
    def _token(self) -> str:
        return self.to.headers.get("authorization", "").removeprefix("Bearer ")

    def _refuse(self, status: int, code: str = "") -> None:
        headers = {"x-error-code": code, "x-error-message": self.hub.message}
        self._send(status, b"{}", {name: value for name, value in headers.items() if value})

    def _send(self, status: int, body: bytes, headers: dict[str, str], path: str = "") -> None:
        self.to.send_response(status)
        for name, value in (headers | {"content-length": str(len(body))}).items():
            self.to.send_header(name, value)
        self.to.end_headers()
        if self.to.command == "HEAD":
            return
        breaks = self.hub.breaks.get(path, [])
        until = breaks.pop(0) if breaks else len(body)
        stall = self.hub.stalls.pop(path, len(body))
        for place in range(0, min(until, stall), CHUNK):
            self.to.wfile.write(body[place : min(place + CHUNK, until, stall)])
        if stall < len(body):
            self.hub.silent.set()
            self.hub.ended.wait(60)
        self.to.close_connection = min(until, stall) < len(body)
        if path in self.hub.resets:
            self.hub.resets.remove(path)
            self.to.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            self.to.connection.close()

"""Stored files over HTTP, by signed link: as a stream, in parts where a clip is sought.

A link to a small version of a picture opens the picture itself where none can be made.
"""

import html
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from bots.leaving import Leaving
from bots.on_web.links import ENDINGS, Links
from bots.on_web.ranges import Unsatisfiable, span_of
from core.errors import EaselError, ForgedLink, StaleLink, TargetGone
from core.ports import Blobs
from core.renditions import Renditions, named

_STATUS: dict[type[EaselError], int] = {ForgedLink: 403, TargetGone: 404, StaleLink: 410}
_REFUSAL = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Easel</title><link rel="stylesheet" href="/static/base.css">
<main class="refusal"><p>{sentence}</p><p><a href="/">Back to Easel</a></p></main>
</html>"""


class Found(NamedTuple):
    """The file that a link opens."""

    key: str  # of Blobs
    filename: str
    media_type: str
    kept: str  # for how long a browser keeps it


@dataclass(frozen=True, slots=True)
class Files:
    """Answers links to files."""

    links: Links
    blobs: Blobs
    renditions: Renditions
    leaving: Leaving

    async def serve(self, request: Request) -> Response:
        """The file, a part of it, 304 where the browser has it, or a page that says why not."""
        try:
            return await self._file(request)
        except (ForgedLink, StaleLink, TargetGone) as error:
            return refusal(error)

    async def _file(self, request: Request) -> Response:
        sha256, filename = request.path_params["sha256"], request.path_params["name"]
        query = request.query_params
        media_type = self.links.check(sha256, filename, query)
        kept = f"private, max-age={self.links.seconds_left(query.get('e', ''))}, immutable"
        found, small = Found(sha256, filename, media_type, kept), query.get("v", "")
        if small:
            found = await self._small(found, small)
        if made_by := query.get("o", ""):
            found = await self._sealed(sha256, found, made_by, small)
        saved = "download" in query or media_type.endswith("octet-stream")
        headers = {
            "ETag": f'"{found.key}"',
            "Cache-Control": found.kept,
            "Accept-Ranges": "bytes",
            "Content-Disposition": disposition(found.filename, saved),
            "Content-Type": found.media_type,
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return await self._whole_or_part(request, found.key, headers)

    async def _small(self, original: Found, name: str) -> Found:
        """The small version of that name; the original for now where it cannot be made."""
        rendition = named(name)
        key = await self.renditions.made(original.key, rendition)
        if key is None:
            return original._replace(kept="private, max-age=60")
        stem, ending = original.filename.rpartition(".")[0], ENDINGS[rendition.media_type]
        return Found(key, f"{stem}{ending}", rendition.media_type, original.kept)

    async def _sealed(self, sha256: str, found: Found, made_by: str, small: str) -> Found:
        """The same with what it says of where it came from; as it is where it can say nothing."""
        job, _, variant = made_by.rpartition(".")
        which = named(small) if small and found.key != sha256 else None
        sealed = await self.leaving.sealed(job, int(variant), found.media_type, which)
        key = await self.renditions.made(sha256, sealed) if sealed else found.key
        return (
            found._replace(kept="private, max-age=60") if key is None else found._replace(key=key)
        )

    async def _whole_or_part(self, request: Request, key: str, headers: dict[str, str]) -> Response:
        """What was asked for as a stream: no original is ever held whole in this process."""
        size = await self.blobs.size(key)
        try:
            span = span_of(request.headers.get("range", ""), size)
        except Unsatisfiable:
            return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
        start, stop = span or (0, size)
        headers["Content-Length"] = str(stop - start)
        if span is not None:
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
        status = 206 if span else 200
        if request.method == "HEAD":
            return Response(status_code=status, headers=headers)
        return StreamingResponse(self.blobs.read(key, start, stop), status, headers)


def refusal(error: ForgedLink | StaleLink | TargetGone) -> Response:
    """The page that says why a link opens nothing."""
    page = _REFUSAL.format(sentence=html.escape(error.sentence))
    return HTMLResponse(page, _STATUS[type(error)], {"Cache-Control": "no-store"})


def disposition(filename: str, download: bool) -> str:
    """RFC 6266: a plain name for old programs, and the true one."""
    plain = filename.encode("ascii", "replace").decode().replace("?", "_")
    kind = "attachment" if download else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"

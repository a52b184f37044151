"""Stored files over HTTP: by signed link, in parts where a clip is sought."""

import html
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bots.on_web.links import Links
from bots.on_web.ranges import Unsatisfiable, span_of
from bots.on_web.recent import RecentFiles
from core.errors import EaselError, ForgedLink, StaleLink, TargetGone
from core.ports import Blobs

_STATUS: dict[type[EaselError], int] = {ForgedLink: 403, TargetGone: 404, StaleLink: 410}
_REFUSAL = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Easel</title><link rel="stylesheet" href="/static/base.css">
<main class="refusal"><p>{sentence}</p><p><a href="/">Back to Easel</a></p></main>
</html>"""


@dataclass(frozen=True, slots=True)
class Files:
    """Answers links to files."""

    links: Links
    blobs: Blobs
    recent: RecentFiles  # of the same blobs, for those who ask for parts

    async def serve(self, request: Request) -> Response:
        """The file, a part of it, 304 where the browser has it, or a page that says why not."""
        try:
            return await self._file(request)
        except (ForgedLink, StaleLink, TargetGone) as error:
            page = _REFUSAL.format(sentence=html.escape(error.sentence))
            headers = {"Cache-Control": "no-store"}
            return HTMLResponse(page, _STATUS[type(error)], headers)

    async def _file(self, request: Request) -> Response:
        sha256, filename = request.path_params["sha256"], request.path_params["name"]
        expiry, seal = request.query_params.get("e", ""), request.query_params.get("s", "")
        media_type = self.links.check(sha256, filename, expiry, seal)
        headers = {
            "ETag": f'"{sha256}"',
            "Cache-Control": f"private, max-age={self.links.seconds_left(expiry)}, immutable",
            "Accept-Ranges": "bytes",
            "Content-Disposition": _disposition(
                filename, "download" in request.query_params or media_type.endswith("octet-stream")
            ),
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        asked = request.headers.get("range", "")
        # What comes whole the browser keeps; only parts are asked for again.
        data = await (self.recent if asked else self.blobs).get(sha256)
        return _whole_or_part(data, asked, media_type, headers)


def _whole_or_part(data: bytes, asked: str, media_type: str, headers: dict[str, str]) -> Response:
    try:
        span = span_of(asked, len(data))
    except Unsatisfiable:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(data)}"})
    if span is None:
        return Response(data, 200, headers, media_type)
    headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{len(data)}"
    return Response(data[span.start : span.stop], 206, headers, media_type)


def _disposition(filename: str, download: bool) -> str:
    """RFC 6266: a plain name for old programs, and the true one."""
    plain = filename.encode("ascii", "replace").decode().replace("?", "_")
    kind = "attachment" if download else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"

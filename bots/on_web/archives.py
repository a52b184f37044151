"""Archives of threads over HTTP, written while they are fetched: nothing of them is kept."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.files import disposition, refusal
from core.archive_names import archive_name
from core.errors import ForgedLink, StaleLink, TargetGone
from core.exporting import Thread


class Archives(Protocol):
    """Writes archives."""

    def pieces(self, thread: Thread) -> AsyncGenerator[bytes]:
        """An archive, piece by piece. Raises TargetGone."""
        ...


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """Answers links to archives."""

    links: ArchiveLinks
    archives: Archives

    async def serve(self, request: Request) -> Response:
        """The archive as a download, or a page that says why not."""
        try:
            thread = self.links.check(request.query_params)
            pieces = self.archives.pieces(thread)
            # What is wrong with the thread itself is told instead of a file that breaks off.
            first = b"" if request.method == "HEAD" else await anext(pieces, b"")
        except (ForgedLink, StaleLink, TargetGone) as error:
            return refusal(error)
        headers = {
            "Content-Disposition": disposition(f"{archive_name(thread.title)}.zip", download=True),
            "Cache-Control": "no-store",
        }
        if request.method == "HEAD":
            return Response(headers=headers, media_type="application/zip")
        return StreamingResponse(_after(first, pieces), 200, headers, "application/zip")


async def _after(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Also where the one who fetches goes away, all that was begun is ended."""
    try:
        yield first
        async for piece in rest:
            yield piece
    finally:
        await rest.aclose()

"""The studio page as an ASGI application."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bots.on_web.api import Api
from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.archives import ArchivePage
from bots.on_web.files import Files
from bots.on_web.guard import Guard
from bots.on_web.painting import PaintingPage
from bots.on_web.painting_links import Opening
from bots.on_web.painting_person import Persons
from bots.on_web.parts import Parts
from bots.on_web.rendering import Rendering
from bots.on_web.trees import TreePage
from bots.on_web.visitors import Visitors
from core.errors import (
    BadPicture,
    BadRequest,
    Broken,
    EaselError,
    FileTooLarge,
    Gone,
    Unserved,
)
from core.jobs import Job
from core.painting import NotYourInvitation, StaleInvitation, UsedInvitation
from core.trees import Trees

STATIC = Path(__file__).parent / "static"

# The first that fits counts.
_STATUS: tuple[tuple[type[EaselError], int], ...] = (
    (FileTooLarge, 413),
    (NotYourInvitation, 403),
    (UsedInvitation, 409),
    (StaleInvitation, 410),
    (BadRequest, 400),
    (BadPicture, 400),
    (Gone, 404),
    (Unserved, 503),
    (Broken, 503),
    (EaselError, 500),
)


def build(parts: Parts) -> Starlette:
    """The application; it watches the queue while it runs."""
    visitors = Visitors(parts.links.seal, parts.history, parts.clock)
    api = Api(parts, visitors, Rendering(parts.links, parts.answer))
    files = Files(parts.links, parts.blobs, parts.renditions, parts.leaving)
    page = painting_page(parts, visitors)
    tree = TreePage(Trees(parts.history, parts.ledger, parts.kin), parts.links, parts.catalogue)
    archives = ArchivePage(ArchiveLinks(parts.links.seal, parts.clock), parts.archives)

    def index(request: Request) -> Response:
        studio = FileResponse(STATIC / "index.html", media_type="text/html")
        visitors.greet(request, studio)
        return studio

    return Starlette(
        routes=[
            Route("/", index),
            Route("/api/channels", api.channels),
            Route("/api/channels", api.new_channel, methods=["POST"]),
            Route("/api/channels/{channel}/turns", api.turns),
            Route("/api/channels/{channel}/messages", api.message, methods=["POST"]),
            Route("/api/channels/{channel}/trees/{action}", tree.serve),
            Route("/api/turns/{job}", api.turn),
            Route("/api/events", api.events),
            Route("/archives/{name}", archives.serve),
            Route("/files/{sha256}/{name}", files.serve),
            Route("/paint/{token}", page.page),
            Route("/paint/{token}", page.send, methods=["POST"]),
            Route("/paint/{token}/task", page.task),
            Route("/paint/{token}/state", page.state),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=parts.hosts, outside=parts.outside)],
        exception_handlers={
            EaselError: _said,
            HTTPException: _refused,
            Exception: _broken,
        },
        lifespan=_watching(parts),
    )


def painting_page(parts: Parts, visitors: Visitors) -> PaintingPage:
    """The page where somebody paints."""
    opening = Opening(parts.links.seal, parts.painting.invitations, parts.clock)
    persons = Persons(parts.history, visitors, parts.clock, parts.telegram, parts.inside)
    return PaintingPage(parts, opening, persons)


@dataclass(frozen=True, slots=True)
class WebFront:
    """The page as delivery sees it."""

    parts: Parts

    async def begin(self, job: Job) -> None:
        """Tell open pages that a job is under way."""
        await self.show(job)

    async def show(self, job: Job) -> None:
        """Tell open pages that a job has ended; any number of times. Closed ones find it later."""
        turn = await self.parts.history.turn_of(job.id)
        if turn:
            self.parts.hub.publish(replace(turn, job=job))


def _watching(parts: Parts) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        watch = asyncio.create_task(parts.hub.watch(parts.queue, parts.ledger))
        yield
        parts.hub.close()
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch

    return lifespan


def _said(_: Request, error: Exception) -> Response:
    assert isinstance(error, EaselError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return JSONResponse({"error": error.name, "sentence": error.sentence}, status)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": "Refused", "sentence": error.detail}, error.status_code)


def _broken(_: Request, error: Exception) -> Response:
    """Starlette raises the error again once this is sent, so the server logs it with its trace."""
    sentence = "Something broke here; nothing is lost, please try it again."
    return JSONResponse({"error": "Unexpected", "sentence": sentence}, 500)

"""How a server of tests misbehaves where it is told to."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from tests.worker.engines.remote.api import Api, Fault


def status(number: int, after: str = "", **error: str) -> Fault:
    """Answers with that status, with Retry-After where it is given."""

    async def fault(_: Api, __: Request) -> Response:
        headers = {"Retry-After": after} if after else {}
        return JSONResponse({"error": error}, number, headers)

    return fault


def says(body: bytes, kind: str = "application/json", **headers: str) -> Fault:
    """Answers 200 with something else."""

    async def fault(_: Api, __: Request) -> Response:
        return Response(
            body, media_type=kind, headers={k.replace("_", "-"): headers[k] for k in headers}
        )

    return fault


async def hangs(api: Api, request: Request) -> Response:
    """Never answers; notes when nobody waits any more."""
    await request.body()
    while not await request.is_disconnected():
        await asyncio.sleep(0.01)
    api.left.append(request.url.path)
    return Response()


async def trickles(_: Api, request: Request) -> Response:
    """Answers a little now and then, and never to the end."""

    async def pieces() -> AsyncIterator[bytes]:
        while not await request.is_disconnected():
            yield b" "
            await asyncio.sleep(0.05)

    await request.body()
    return StreamingResponse(pieces(), media_type="application/json")


async def moved(api: Api, _: Request) -> Response:
    """Sends whoever asks to another place, where a picture would be."""
    return RedirectResponse(f"{api.address}/images/generations", 307)


async def cuts(_: Api, __: Request) -> Response:
    """Closes the connection in the middle of its answer."""
    return Response(b"{", headers={"Content-Length": "1000"}, media_type="application/json")

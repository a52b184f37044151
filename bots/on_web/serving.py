"""Runs the studio page until it is cancelled."""

import asyncio
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

GRACE = 3  # s that requests get to finish


class _Server(uvicorn.Server):
    """A server that leaves signals to the process that it runs in."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises OSError where the port is taken. Port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


async def serve(app: Starlette, close: Callable[[], None], listener: socket.socket) -> None:
    """Serve `app` on `listener` until this is cancelled; `close` (of the hub) ends its streams."""
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve([listener]))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        close()
        server.should_exit = True
        await running
        raise

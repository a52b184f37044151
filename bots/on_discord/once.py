"""Requests that are made once: what discord.py would send again by itself is given up."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

from bots.on_discord.trouble import LIMITED, waited

_ONCE: ContextVar[bool] = ContextVar("_ONCE", default=False)


class GivenUp(Exception):
    """Discord would have to be asked again; `pause` is for how long it wants not to be, in s."""

    def __init__(self, status: int, pause: float) -> None:
        super().__init__(f"answered {status}")
        self.pause = pause


@contextmanager
def once() -> Generator[None]:
    """Inside, a request that is limited or meets a broken Discord raises GivenUp.

    Sent again it might arrive behind what was sent after it.
    """
    token = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(token)


def tracing() -> aiohttp.TraceConfig:
    """What a client is made with, for `once` to hold."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_ended)
    return trace


async def _ended(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    answered: aiohttp.TraceRequestEndParams,
) -> None:
    response = answered.response
    if _ONCE.get() and (response.status == LIMITED or response.status >= 500):
        response.close()
        raise GivenUp(response.status, waited(response.headers))

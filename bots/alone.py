"""A process that may be there only once, such as the one that holds a bot's connection."""

import asyncio
import hashlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache

from core.errors import AlreadyThere, NoRedis
from core.ports import Queue

log = logging.getLogger("easel.alone")

LEASE, RENEWAL = 30.0, 10.0  # s that a process that died is still believed in; between renewals


@asynccontextmanager
async def alone(queue: Queue, platform: str, token: str) -> AsyncGenerator[None]:
    """Have the place of the one process with a token, and give it up at the end.

    Keeping it meanwhile is for `keep_place`. Raises AlreadyThere and NoRedis.
    """
    await take_place(queue, platform, token)
    try:
        yield
    finally:
        await leave_place(queue, platform, token)


async def take_place(queue: Queue, platform: str, token: str) -> None:
    """Take or keep the place of the one process with a token. Raises AlreadyThere and NoRedis."""
    owner = process()
    holder = await queue.claim(_name(platform, token), owner, LEASE)
    if holder != owner:
        raise AlreadyThere(platform=platform.capitalize(), owner=holder)


async def keep_place(queue: Queue, platform: str, token: str) -> None:
    """Keep it until cancelled, also while Redis is away. Raises AlreadyThere where it is lost."""
    while True:
        await asyncio.sleep(RENEWAL)
        try:
            await take_place(queue, platform, token)
        except NoRedis:
            continue


async def leave_place(queue: Queue, platform: str, token: str) -> None:
    """Give the place up, so that the next process need not wait until it is free."""
    try:
        await queue.release(_name(platform, token), process())
    except NoRedis as error:
        log.warning("the next process has to wait for up to %.0f s: %s", LEASE, error)


def _name(platform: str, token: str) -> str:
    return f"{platform}:{hashlib.sha256(token.encode()).hexdigest()[:16]}"


@cache
def process() -> str:
    """This process and no other: in containers, host names and numbers of processes repeat."""
    return f"{socket.gethostname()}, process {os.getpid()}, {secrets.token_hex(4)}"

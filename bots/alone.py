"""A process that may be there only once, such as the one that holds a bot's connection."""

import asyncio
import hashlib
import os
import socket

from core.errors import AlreadyThere, NoRedis
from core.ports import Queue

LEASE, RENEWAL = 30.0, 10.0  # s that a process that died is still believed in; between renewals


async def take_place(queue: Queue, platform: str, token: str) -> None:
    """Take or keep the place of the one process with a token. Raises AlreadyThere and NoRedis."""
    name = f"{platform}:{hashlib.sha256(token.encode()).hexdigest()[:16]}"
    owner = f"{socket.gethostname()}, process {os.getpid()}"
    holder = await queue.claim(name, owner, LEASE)
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

"""How Redis is reached, and what is said and done while it cannot be."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from arq import ArqRedis
from redis.asyncio import BlockingConnectionPool
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from core.errors import BadSettings, NoRedis
from storage.queue import codec

PATIENCE = 2.0  # s until a Redis that does not answer counts as gone
UNREACHABLE = (RedisError, OSError)
_MOST_CONNECTIONS = 64
_FIRST_DELAY, _LONGEST_DELAY = 0.05, 2.0  # s between attempts to find Redis again

log = logging.getLogger("easel.queue")


def connect(address: str) -> ArqRedis:
    """A client of the Redis at a URL (`redis://`, `rediss://`, `unix://`) or a socket's path.

    Nothing is sent yet. Raises BadSettings when the URL is none.
    """
    options: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    url = f"unix://{quote(address)}" if address.startswith("/") else address
    if not url.startswith("unix:"):
        options["socket_keepalive"] = True
    try:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=_MOST_CONNECTIONS,
            timeout=PATIENCE,
            health_check_interval=15,
            # After a restart of Redis each idle connection fails once.
            retry_on_error=[RedisConnectionError],
            **options,
        )
    except ValueError as error:
        raise BadSettings(name="REDIS_URL", detail=str(error)) from error
    return ArqRedis(pool, job_serializer=codec.encode, job_deserializer=codec.decode)


@asynccontextmanager
async def reaching() -> AsyncGenerator[None]:
    """Turn the failures of Redis, and its silence, into NoRedis."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError as error:
        raise NoRedis(detail=f"it did not answer within {PATIENCE:.0f} s") from error
    except UNREACHABLE as error:
        raise NoRedis(detail=str(error).rstrip(".") or type(error).__name__) from error


class Outage:
    """Patience of somebody who cannot go on without Redis; says once that it is gone."""

    def __init__(self, who: str) -> None:
        self._who = who
        self._delay = 0.0  # s; 0 while Redis is there

    def begin(self, error: BaseException) -> float:
        """Note that Redis could not be reached; returns how long to wait, in s."""
        if not self._delay:
            log.warning("%s lost Redis and keeps trying: %s", self._who, error)
        self._delay = min(_LONGEST_DELAY, 2 * self._delay or _FIRST_DELAY)
        return self._delay

    def end(self) -> None:
        """Note that Redis answers."""
        if self._delay:
            log.warning("%s found Redis again", self._who)
        self._delay = 0.0

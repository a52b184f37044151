"""All parts on one machine: Redis, worker, page and bots, kept running and ended together."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.errors import Broken
from storage.child import with_parent
from storage.redis_server import RedisServer
from storage.until_signal import until_signal

GRACE = 25.0  # s that a part gets to end by itself
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # s before a part that ended is started again
STEADY = 60.0  # s after which a part counts as running well
GIVE_UP = 78  # EX_CONFIG of sysexits.h: its settings keep a part from running


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the installation."""

    name: str
    command: tuple[str, ...]


WORKER = Part("worker", (sys.executable, "-m", "worker"))
STUDIO = Part("studio", (sys.executable, "-m", "bots", "web"))
DISCORD = Part("Discord bot", (sys.executable, "-m", "bots", "discord"))
TELEGRAM = Part("Telegram bot", (sys.executable, "-m", "bots", "telegram"))


class PartEnded(Broken):
    """The {part} cannot run; what it said stands above."""


async def supervise(
    redis: RedisServer, parts: tuple[Part, ...], tell: Callable[[str], object]
) -> None:
    """Keep all parts running until SIGINT or SIGTERM, then end them; `tell` hears of restarts.

    Raises PartEnded where a part cannot run at all, after the others were ended.
    """
    await until_signal(_keep_redis(redis), *(_keep(part, tell) for part in parts))


async def _keep(part: Part, tell: Callable[[str], object]) -> None:
    """Start a part, and again whenever it ends."""
    delay = FIRST_DELAY
    loop = asyncio.get_running_loop()
    while True:
        started = loop.time()
        status = await run_part(part)
        if status == GIVE_UP:
            raise PartEnded(part=part.name)
        delay = FIRST_DELAY if loop.time() - started > STEADY else min(LONGEST_DELAY, delay * 2)
        tell(f"The {part.name} ended ({_how(status)}); it starts again in {delay:g} s.")
        await asyncio.sleep(delay)


def _how(status: int) -> str:
    """How a process ended; a negative status is the signal that ended it."""
    if status >= 0:
        return f"status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


async def run_part(part: Part, log: Path | None = None) -> int:
    """Run a part to its end; returns its exit status. Cancelled, it ends the part first."""
    with contextlib.ExitStack() as files:
        out = files.enter_context(log.open("ab")) if log else None
        process = await asyncio.create_subprocess_exec(
            *with_parent(part.command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,  # Ctrl-C in the terminal reaches the supervisor alone
        )
    try:
        return await process.wait()
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _keep_redis(redis: RedisServer) -> None:
    """Bring the Redis of our own back whenever it is gone."""
    while True:
        # In this thread: the server is to end with the process, not with a helper thread.
        redis.start()
        await asyncio.sleep(1.0)

"""Ends a process when it is told to stop, so that what it has open is closed."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, NoReturn


def leave_on_sigterm() -> None:
    """From now on SIGTERM ends this process as Ctrl-C does: what is open is closed first.

    By itself the signal would leave children behind, a Redis of our own among them.
    """
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


async def until_signal(*parts: Coroutine[Any, Any, object]) -> None:
    """Run `parts` together; SIGTERM or SIGINT cancels them. The first error of one is raised."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    tasks = [asyncio.create_task(part) for part in (*parts, stopped.wait())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended

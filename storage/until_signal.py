"""Ends a process when it is told to stop, so that what it has open is closed."""

import asyncio
import gc
import signal
from collections.abc import Coroutine
from threading import Event
from typing import Any, NoReturn

_TOLD = Event()  # to leave, by SIGTERM


def leave_on_sigterm() -> None:
    """From now on SIGTERM ends this process as Ctrl-C does: what is open is closed first.

    By itself the signal would leave children behind, a Redis of our own among them.
    """
    _TOLD.clear()
    signal.signal(signal.SIGTERM, _leave)


def _leave(*_: object) -> NoReturn:
    _TOLD.set()
    raise SystemExit(128 + signal.SIGTERM)  # as a shell writes it


LOST = 25.0  # s after which a cancellation counts as lost; longer than the end of a part takes


async def ended(*tasks: asyncio.Task[Any]) -> list[Any]:
    """Cancel tasks and wait for their end; gives what each returned or raised.

    On Python 3.11 `asyncio.wait_for`, which redis-py sends with, may swallow a cancellation that
    comes just when it is done: who still runs after LOST is cancelled once more.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=LOST)
    return await asyncio.gather(*tasks, return_exceptions=True)


def still_wanted() -> None:
    """Raises CancelledError where this task was cancelled and its cancellation got lost."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


YOUNG = 20_000  # new objects before the collector looks; a page of history is two thousand


def settle() -> None:
    """Take what is there now out of the garbage collector's rounds: it stays as long as we do.

    A full round over the modules and tables of a bot takes 50 ms, in which nobody is answered; and
    with Python's 700 for YOUNG every page of history is looked through while it is made.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


async def until_signal(*parts: Coroutine[Any, Any, object]) -> None:
    """Run `parts` together; SIGTERM or SIGINT cancels them. The first error of one is raised.

    A SIGTERM that came before counts too: in finalizers and in callbacks of the garbage collector
    the interpreter drops what `leave_on_sigterm` raises.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    if _TOLD.is_set():
        stopped.set()
    settle()
    tasks = [asyncio.create_task(part) for part in (*parts, stopped.wait())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for result in await ended(*tasks):
        if isinstance(result, Exception):
            raise result

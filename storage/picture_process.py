"""A process of its own for work on pixels, so that no picture ever weighs on a bot."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from storage.staged import sweep

Done = TypeVar("Done")
IDLE = 60.0  # s after which a process without a task ends: pictures leave up to 200 MB behind
TASKS = 50  # after which the process makes room for a new one, and gives its memory back


class PictureProcess:
    """Does one task after the other; started with the first one, ended when none came for long."""

    def __init__(self, location: str, idle: float = IDLE) -> None:
        """`location` is the folder or URL of the files that the tasks store; `idle` is in s."""
        self.location = location
        self._idle = idle
        self._owed = 0  # tasks that have not ended
        self._ending: asyncio.TimerHandle | None = None
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, task: Callable[..., Done], *given: Any) -> Done:
        """What `task`, a function of a module, returns there of `given`.

        Raises what it raises, and BrokenProcessPool where the process ends; the next task finds
        another one.
        """
        self._stay()
        pool = self._pool = self._pool or start(self.location)
        self._owed += 1
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, task, *given)
        except BrokenProcessPool:
            if self._pool is pool:
                self.close()
            raise
        finally:
            self._owed -= 1
            if not self._owed:
                self._ending = loop.call_later(self._idle, self.close)

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return tuple(child.pid or 0 for child in multiprocessing.active_children())

    def close(self) -> None:
        """End the process."""
        self._stay()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _stay(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None


def start(location: str) -> ProcessPoolExecutor:
    """One process, which ends with this one; `location` is where the tasks store files."""
    # Not by fork: other threads of a bot may hold locks that a copy would never see released.
    return ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(location,),
        max_tasks_per_child=TASKS,
    )


def _begin(location: str) -> None:
    """Leave Ctrl-C to the parent, and end with it however it ends; tidy up after those before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()
    threading.Thread(target=sweep, args=(location,), daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)

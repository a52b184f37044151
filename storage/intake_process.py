"""Intake in a process of its own: a photo of 50 megapixels, or a bomb, never weighs on a bot."""

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from core.errors import BrokenPicture
from storage.intake import CleanPicture, Limits, accept
from storage.untrusted_text import file_name

FILES = 50  # after which the process makes room for a new one, and gives its memory back


class IntakeProcess:
    """Accepts files one after the other; started with the first one."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def accept(self, name: str, data: bytes, limits: Limits) -> CleanPicture:
        """As `storage.intake.accept`; a file that ends the process is a BrokenPicture."""
        self._pool = self._pool or _start()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, accept, name, data, limits)
        except BrokenProcessPool as error:
            self.close()
            raise BrokenPicture(file=file_name(name)) from error

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return tuple(child.pid or 0 for child in multiprocessing.active_children())

    def close(self) -> None:
        """End the process."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _start() -> ProcessPoolExecutor:
    # Not by fork: other threads of a bot may hold locks that a copy would never see released.
    return ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_follow_parent,
        max_tasks_per_child=FILES,
    )


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)

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
from core.ports import Received, Spooled
from storage.blobs import ObjectBlobs, open_store
from storage.limits import Limits
from storage.reception import take_in
from storage.staged import sweep
from storage.untrusted_text import file_name

FILES = 50  # after which the process makes room for a new one, and gives its memory back


class IntakeProcess:
    """Takes files in one after the other; started with the first one.

    The process itself stores the pictures: a photo of 5 MB becomes 20 MB, which never come here.
    """

    def __init__(self, location: str) -> None:
        """`location` is a folder or a URL, as `storage.blobs.open_store` has it."""
        self._location = location
        self._pool: ProcessPoolExecutor | None = None

    async def take_in(self, name: str, data: bytes | Spooled, limits: Limits) -> Received:
        """As `storage.reception.take_in`; a file that ends the process is a BrokenPicture."""
        self._pool = self._pool or _start(self._location)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(
                self._pool, _take_in, name, data, limits, self._location
            )
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


def _start(location: str) -> ProcessPoolExecutor:
    # Not by fork: other threads of a bot may hold locks that a copy would never see released.
    return ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(location,),
        max_tasks_per_child=FILES,
    )


def _take_in(name: str, data: bytes | Spooled, limits: Limits, location: str) -> Received:
    """Runs in the process; only the description of the picture goes back."""
    return asyncio.run(take_in(name, data, limits, ObjectBlobs(open_store(location))))


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

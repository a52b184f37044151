"""A process of its own for work on strangers' bytes, for callers that may wait for it."""

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from storage.picture_process import start

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Done = TypeVar("Done")


class BlockingProcess:
    """Does one task after the other, for any thread; started with the first one."""

    def __init__(self, location: str) -> None:
        """`location` is the folder or URL of the files that Easel stores."""
        self._location = location
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, task: Callable[..., Done], *given: Any) -> Done:
        """What `task`, a function of a module, returns there of `given`.

        Raises what it raises, and BrokenProcessPool where the process ends; the next task finds
        another one.
        """
        with self._lock:
            pool = self._pool = self._pool or start(self._location)
        try:
            return pool.submit(task, *given).result()
        except BrokenProcessPool:
            with self._lock:
                self._pool = None if self._pool is pool else self._pool
            raise

    def close(self) -> None:
        """End the process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

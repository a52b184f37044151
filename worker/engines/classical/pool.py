"""Processes that make variants side by side, kept warm, replaced once when one dies."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType

from core.errors import RenderFailed
from worker.engines.classical.order import Made, Order
from worker.engines.classical.tally import Tally
from worker.engines.classical.variant import make

_LOOK = 0.25  # s between two looks at how far the children are
_ATTEMPTS = 2  # a pool that broke is replaced once a task


_child: list[Tally] = []  # in a child: what it shares with its parent


class _BareProcess(SpawnProcess):
    """A child that does not import the parent's __main__: it needs nothing of it."""

    def start(self) -> None:
        with _no_main():
            super().start()


class _BareSpawn(SpawnContext):
    # Spawn, since fork hangs once OpenCV's threads ran.
    Process = _BareProcess  # pyright: ignore[reportAssignmentType, reportIncompatibleVariableOverride]


@contextmanager
def _no_main() -> Generator[None]:
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _prepare(tally: Tally) -> None:
    """Runs first in each child: one thread of OpenCV, and no life beyond the parent's."""
    import cv2

    cv2.setNumThreads(1)
    _child.append(tally)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(0)


class Pool:
    """A process pool for orders; used from one thread at a time."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._tally = Tally(multiprocessing.get_context("spawn"))
        self._executor: ProcessPoolExecutor | None = None

    def open(self) -> None:
        """Start the processes now, so that the first job need not wait for them."""
        executor = self._running()
        for _ in range(self.processes):
            executor.submit(_warm)

    def close(self) -> None:
        """End the processes; what they are at is finished first."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def make(
        self, orders: tuple[Order, ...], heed: Callable[[float], None]
    ) -> Iterator[tuple[Order, Made]]:
        """Make `orders` side by side, each as soon as it is ready.

        Raises what making raised, RenderFailed when a second pool broke, and what `heed` raises,
        which hears several times a second how much of all that is under way is done. When the
        caller stops early, what has not begun is dropped, and long work ends at its next step.
        """
        left = {order.index: order for order in orders}
        for _ in range(_ATTEMPTS):
            try:
                for order, made in self._attempt(tuple(left.values()), heed):
                    del left[order.index]
                    yield order, made
            except BrokenProcessPool:
                self._executor = None
            else:
                return
        raise RenderFailed

    def _attempt(
        self, orders: tuple[Order, ...], heed: Callable[[float], None]
    ) -> Iterator[tuple[Order, Made]]:
        executor, task = self._running(), self._tally.begin()
        waiting: dict[Future[Made], Order] = {
            executor.submit(_make, order, task): order for order in orders
        }
        try:
            while waiting:
                ready, _ = wait(waiting, _LOOK, FIRST_COMPLETED)
                for future in sorted(ready, key=lambda future: waiting[future].index):
                    yield waiting.pop(future), future.result()
                heed(sum(self._tally.share(order.index) for order in waiting.values()))
        finally:
            self._tally.end()
            for future in waiting:
                future.cancel()

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.processes, _BareSpawn(), _prepare, (self._tally,)
            )
        return self._executor


def _make(order: Order, task: int) -> Made:
    """Runs in a child: makes `order`, and tells the parent how far it is."""
    (tally,) = _child

    def heed(share: float) -> None:
        tally.tell(task, order.index, share)

    return make(replace(order, heed=heed))


def _warm() -> None:
    """Nothing: that it runs means that the process has imported everything."""

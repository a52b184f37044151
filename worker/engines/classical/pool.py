"""Processes that make variants side by side, kept warm, replaced when one dies or is not wanted."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Collection, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any

from core.errors import Cancelled, RenderFailed
from worker.engines.classical.finding.faces import cascade
from worker.engines.classical.order import Heed, Made, Order
from worker.engines.classical.tally import Tally
from worker.engines.classical.variant import timed

_LOOK = 0.25  # s between two looks at how far the children are
_ATTEMPTS = 2  # a pool that broke is replaced once a task
_child: list[Tally] = []  # in a child: what it shares with its parent


class _BareProcess(SpawnProcess):
    """A child that does not import the parent's __main__: it needs nothing of it."""

    def start(self) -> None:
        # Ctrl-C is the parent's: a child hears of none, not even while it imports.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with _no_main():
                super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Spawning(SpawnContext):
    """Spawns children and knows them. Not by fork, which hangs once OpenCV's threads ran."""

    def __init__(self) -> None:
        super().__init__()
        self.children: list[SpawnProcess] = []

    def Process(self, *args: Any, **more: Any) -> SpawnProcess:  # pyright: ignore[reportIncompatibleVariableOverride]  # noqa: N802 - as its base says
        """A child, not yet started."""
        child = _BareProcess(*args, **more)
        self.children.append(child)
        return child


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
        self._executor: ProcessPoolExecutor | None = None
        self._spawning = _Spawning()
        self._tally = Tally(self._spawning)

    def open(self) -> None:
        """Start the processes now, so that the first job need not wait for them."""
        executor = self._running()
        for _ in range(self.processes):
            executor.submit(_warm)

    def close(self) -> None:
        """End the processes at once, whatever they are at."""
        executor, self._executor = self._executor, None
        children, self._spawning = self._spawning.children, _Spawning()
        if executor is None:
            return
        for child in children:
            child.kill()
        _hang_up(executor)
        executor.shutdown(wait=True, cancel_futures=True)

    def make(self, orders: tuple[Order, ...], heed: Heed) -> Iterator[tuple[Order, Made]]:
        """Make `orders` side by side, each as soon as it is ready.

        `heed` hears several times a second how many of those under way are done. Raises what
        making raised, Cancelled where `heed` does, or RenderFailed when a second pool broke. When
        the caller stops early, what is not ready is given up.
        """
        left = {order.index: order for order in orders}
        for _ in range(_ATTEMPTS):
            try:
                for order, made in self._attempt(tuple(left.values()), heed):
                    del left[order.index]
                    yield order, made
            except BrokenProcessPool:
                self.close()
            else:
                return
        raise RenderFailed

    def _attempt(self, orders: tuple[Order, ...], heed: Heed) -> Iterator[tuple[Order, Made]]:
        executor, task = self._running(), self._tally.begin()
        waiting: dict[Future[Made], Order] = {
            executor.submit(_make, order, task): order for order in orders
        }
        try:
            while waiting:
                ready, _ = wait(waiting, _LOOK, return_when=FIRST_COMPLETED)
                for future in sorted(ready, key=lambda future: waiting[future].index):
                    yield waiting.pop(future), future.result()
                if not ready:
                    heed(sum(self._tally.share(order.index) for order in waiting.values()))
        except (GeneratorExit, Cancelled):
            self._give_up(waiting)
            raise
        except BaseException:  # what is wrong with one is wrong with all: the rest ends soon
            _ = [future.cancel() for future in waiting]
            raise

    def _give_up(self, waiting: Collection[Future[Made]]) -> None:
        """Nobody wants the result any more, and who is next must not wait for its end."""
        begun = [future for future in waiting if not (future.cancel() or future.done())]
        if begun:
            self.close()
            self.open()

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.processes, self._spawning, _prepare, (self._tally,)
            )
        return self._executor


def _hang_up(executor: ProcessPoolExecutor) -> None:
    """Let the executor see that nothing more comes from its children, which are dead.

    One that was killed while it wrote leaves half a message behind. Whoever reads that waits for
    the rest as long as anybody can write it, and this process holds an end for its children, too.
    """
    results: Any = executor._result_queue  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    if results is not None:
        results._writer.close()


def _make(order: Order, task: int) -> Made:
    """Runs in a child: makes `order`, and tells the parent how far it is."""
    (tally,) = _child

    def heed(share: float) -> None:
        tally.tell(task, order.index, share)

    return timed(replace(order, heed=heed))


def _warm() -> None:
    """Load what the first face would wait for; that it runs means that the rest is imported."""
    cascade()

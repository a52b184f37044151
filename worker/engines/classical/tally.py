"""How far the children of a pool are, in memory that they share with their parent."""

from multiprocessing.context import SpawnContext

from core.jobs import MOST_VARIANTS


class Stopped(Exception):
    """Nobody waits for this work any more; it ends a child's order and reaches no person."""


class Tally:
    """One number for each variant, and which task is wanted.

    No locks: a child that dies cannot hold one, and a share that is read late only shows late.
    """

    def __init__(self, context: SpawnContext) -> None:
        self._wanted = context.RawValue("Q", 0)
        self._shares = context.RawArray("d", MOST_VARIANTS + 1)
        self._task = 0

    def begin(self) -> int:
        """In the parent: a new task, by its number, is wanted; nothing of it is done."""
        self._task += 1
        self._shares[:] = [0.0] * len(self._shares)
        self._wanted.value = self._task
        return self._task

    def end(self) -> None:
        """In the parent: nothing is wanted any more."""
        self._wanted.value = 0

    def share(self, index: int) -> float:
        """In the parent: how much of variant `index` is done, 0 to 1."""
        return float(self._shares[index])

    def tell(self, task: int, index: int, share: float) -> None:
        """In a child: variant `index` of `task` is at `share`; raises Stopped if unwanted."""
        if self._wanted.value != task:
            raise Stopped
        self._shares[index] = share

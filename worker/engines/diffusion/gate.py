"""Loading apart from passes, where several devices of one process each have their thread."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Condition


class Gate:
    """Any number of passes at once, or one that loads.

    While a library loads a model it changes torch for all threads: the type that new numbers have
    (torch.set_default_dtype), and how modules get their parameters. A pass beside that on another
    device would be another picture. What comes back from host memory is not loaded in that sense.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._passes = 0
        self._loads = 0  # that wait or run

    @contextmanager
    def passing(self) -> Generator[None]:
        """For a pass; loads that wait go first, since a backlog has no gap between passes."""
        with self._changed:
            self._changed.wait_for(lambda: not self._loads)
            self._passes += 1
        try:
            yield
        finally:
            with self._changed:
                self._passes -= 1
                self._changed.notify_all()

    @contextmanager
    def loading(self) -> Generator[None]:
        """For a load: nothing else goes on meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: not self._loads)
            self._loads += 1
            self._changed.wait_for(lambda: not self._passes)
        try:
            yield
        finally:
            with self._changed:
                self._loads -= 1
                self._changed.notify_all()

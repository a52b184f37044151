"""Jobs that a server left to others, and when it looks at them again."""

from collections.abc import Callable

_FIRST, _LONGEST = 0.5, 30.0  # s


class Declined:
    """Names of jobs that a server declined; each time that it does so again it waits longer."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now  # s
        self._delays: dict[str, float] = {}  # s
        self._until: dict[str, float] = {}

    def add(self, name: str) -> None:
        """Leave a job to others for a while."""
        self._forget()
        delay = min(_LONGEST, 2 * self._delays.get(name, _FIRST / 2))
        self._delays[name] = delay
        self._until[name] = self._now() + delay

    def __contains__(self, name: str) -> bool:
        return self._now() < self._until.get(name, 0.0)

    def __len__(self) -> int:
        return len(self._until)

    def _forget(self) -> None:
        gone = [name for name, until in self._until.items() if until + _LONGEST < self._now()]
        for name in gone:
            del self._until[name], self._delays[name]

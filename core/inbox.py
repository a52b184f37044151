"""What a platform sent, kept until it was dealt with: a process that dies loses none of it."""

from collections.abc import Mapping
from typing import Protocol


class Inbox(Protocol):
    """Updates of a platform by their numbers."""

    async def receive(self, platform: str, updates: Mapping[int, str]) -> tuple[int, ...]:
        """Keep what came in; gives the numbers that were never there before, in order.

        What was done longer than two days ago may be taken for new: no platform repeats it.
        """
        ...

    async def pending(self, platform: str) -> Mapping[int, str]:
        """What was not dealt with yet, in the order of its numbers."""
        ...

    async def done(self, platform: str, number: int) -> None:
        """It was dealt with; its number is remembered for two days."""
        ...

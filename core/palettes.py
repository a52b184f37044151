"""Palettes: taken from pictures, and shown as one."""

from collections.abc import Sequence
from typing import Protocol

from core.jobs import Asset

FOUND = 5  # colours that are taken from pictures


class Palettes(Protocol):
    """Takes and shows palettes."""

    async def of(self, pictures: Sequence[Asset]) -> tuple[str, ...]:
        """The `FOUND` colours that rule some pictures, "#b5462a", the most important first; none
        where a picture is gone or cannot be read."""
        ...

    async def drawn(self, palette: Sequence[str]) -> Asset | None:
        """A stored picture of a palette; None where it cannot be made."""
        ...

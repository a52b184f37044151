"""What goes on from what: the port that finds a request's children, as Ledger finds its parent."""

from collections.abc import Collection
from typing import Protocol


class Kin(Protocol):
    """Knows which jobs go on from which."""

    async def after(self, jobs: Collection[str]) -> tuple[str, ...]:
        """Ids of the jobs that go on from one of these, oldest first; of deleted ones, too."""
        ...

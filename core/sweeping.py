"""Files that nothing needs any more are removed: after a while, and some at a time.

What is deleted is deleted in the ledger first, where everybody finds it gone at once. Its files go
later: one of them may be on its way to somebody, or in the hands of a request that is not kept yet.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from core.ports import Blobs

GRACE = timedelta(hours=1)  # for which nothing needs a file before it is removed
AT_ONCE = 50  # files that one round removes

Remove = Callable[[str], Awaitable[None]]


class Loose(Protocol):
    """Files that perhaps nothing needs: just stored, or no longer needed by something."""

    async def due(self, grace: timedelta, limit: int) -> tuple[str, ...]:
        """Those that were loose for `grace`, the longest first; the time of new ones begins now."""
        ...

    async def let_go(self, sha256: str, remove: Remove) -> bool:
        """Remove a file, and what is known of it, unless something needs it: then it is not loose.

        Whoever stores the same file meanwhile waits, and stores it anew.
        """
        ...


async def sweep(loose: Loose, blobs: Blobs, grace: timedelta = GRACE) -> int:
    """One round; returns how many files were removed."""
    removed = 0
    for sha256 in await loose.due(grace, AT_ONCE):
        removed += await loose.let_go(sha256, blobs.remove)
    return removed

"""The files that were read last, for a clip that is sought in."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from core.ports import Blobs

MOST_BYTES = 64 * 1024 * 1024  # of all kept files
LASTING = 300.0  # s; what was deleted meanwhile is not shown for longer


class _Kept(NamedTuple):
    data: bytes
    until: float  # s on the clock


class RecentFiles:
    """Keeps the files that were read last, in at most `most` bytes.

    Blobs give only whole files, and a browser that plays a clip asks for a part of it again and
    again: without this, each such request would read the whole clip.
    """

    def __init__(
        self, blobs: Blobs, most: int = MOST_BYTES, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._blobs = blobs
        self._most = most
        self._now = now
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def get(self, sha256: str) -> bytes:
        """The file; raises TargetGone. One larger than the whole bound is read and not kept."""
        kept = self._kept.pop(sha256, None)
        if kept is None or kept.until < self._now():
            kept = _Kept(await self._blobs.get(sha256), self._now() + LASTING)
        if len(kept.data) <= self._most:
            self._kept[sha256] = kept
            self._make_room()
        return kept.data

    def _make_room(self) -> None:
        while sum(len(kept.data) for kept in self._kept.values()) > self._most:
            self._kept.popitem(last=False)

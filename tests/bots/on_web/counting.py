"""Stored files, and how much of them was read."""

from collections.abc import AsyncIterator

from core.ports import Blobs


class CountingBlobs:
    """Blobs that count the bytes which were read of them."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self.count = 0

    async def put(self, data: bytes) -> str:
        """Store a file."""
        return await self._blobs.put(data)

    async def get(self, sha256: str) -> bytes:
        """Read a file."""
        data = await self._blobs.get(sha256)
        self.count += len(data)
        return data

    async def size(self, sha256: str) -> int:
        """Size in bytes."""
        return await self._blobs.size(sha256)

    async def read(self, sha256: str, start: int, stop: int) -> AsyncIterator[bytes]:
        """Read a part of a file."""
        async for piece in self._blobs.read(sha256, start, stop):
            self.count += len(piece)
            yield piece

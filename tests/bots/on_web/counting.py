"""Stored files, and a list of those that were read."""

from core.ports import Blobs


class CountingBlobs:
    """Blobs that remember what was read of them."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self.read: list[str] = []

    async def put(self, data: bytes) -> str:
        """Store a file."""
        return await self._blobs.put(data)

    async def get(self, sha256: str) -> bytes:
        """Read a file."""
        self.read.append(sha256)
        return await self._blobs.get(sha256)

"""Files by the sha256 of their bytes: in a local folder by default, in S3 or GCS by URL."""

import hashlib
from pathlib import Path

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from core.errors import TargetGone


def open_store(location: str) -> ObjectStore:
    """The store at a folder's path or at a URL such as `s3://bucket/prefix`."""
    if "://" in location:
        return from_url(location)
    folder = Path(location)
    folder.mkdir(parents=True, exist_ok=True)
    return LocalStore(folder)


class ObjectBlobs:
    """The Blobs port on an object store."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def in_memory(cls) -> "ObjectBlobs":
        """The twin that keeps everything in memory."""
        return cls(MemoryStore())

    async def put(self, data: bytes) -> str:
        """Store `data`, once; returns its sha256 in hexadecimal."""
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            # Atomic: a reader never sees half a file, and a second writer finds it there.
            await self._store.put_async(_path(sha256), data, mode="create")
        except AlreadyExistsError:
            return sha256
        return sha256

    async def get(self, sha256: str) -> bytes:
        """The bytes of a file; raises TargetGone when there is none of that name."""
        try:
            found = await self._store.get_async(_path(sha256))
            return bytes(await found.bytes_async())
        except FileNotFoundError as error:
            raise TargetGone from error


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

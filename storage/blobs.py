"""Files by the sha256 of their bytes: in a local folder by default, in S3 or GCS by URL."""

import errno
import hashlib
import re
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from core.errors import BadSettings, NoSpace, TargetGone
from storage.blocking_calls import called, each

# What a system says that has no room left, as the library repeats it: a disk, a quota, a limit.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL = re.compile(rf"\(os error ({'|'.join(map(str, _NO_ROOM))})\)")

PIECE = 64 * 1024  # bytes that are read at least at a time


def open_store(location: str) -> ObjectStore:
    """The store at a folder's path or at a URL such as `s3://bucket/prefix`. Raises BadSettings."""
    try:
        if "://" in location:
            return from_url(location)
        folder = Path(location)
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder)
    except (BaseError, OSError, ValueError) as error:
        raise _unusable(location, error) from error


async def try_store(location: str) -> None:
    """Write into a store and remove what was written; raises BadSettings where that fails."""
    store, name = open_store(location), f"easel-doctor-{uuid4().hex}"
    try:
        await called(store.put, name, b"easel doctor was here")
        await called(store.delete, name)
    except (BaseError, OSError) as error:
        raise _unusable(location, error) from error


def _unusable(location: str, error: Exception) -> BadSettings:
    # The library's first line says what is wrong, the others show its insides.
    said = f"{error}".partition("\n")[0]
    return BadSettings(name="EASEL_BLOBS", detail=f"{location}: {said}")


class ObjectBlobs:
    """The Blobs port on an object store."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @property
    def store(self) -> ObjectStore:
        """Where they lie."""
        return self._store

    @classmethod
    def in_memory(cls) -> "ObjectBlobs":
        """The twin that keeps everything in memory."""
        return cls(MemoryStore())

    async def put(self, data: bytes) -> str:
        """Store `data`, once; returns its sha256 in hexadecimal. Raises NoSpace."""
        sha256 = hashlib.sha256(data).hexdigest()
        # Atomic: a reader never sees half a file, and a second writer finds it there.
        await self._create(sha256, data)
        return sha256

    async def put_as(self, key: str, data: bytes) -> None:
        """Store what is made of a file, once, under a key that begins with that file's sha256.

        The other methods find it under that key. Raises NoSpace.
        """
        await self._create(key, data)

    async def _create(self, key: str, data: bytes) -> None:
        try:
            await called(self._store.put, _path(key), data, mode="create")
        except AlreadyExistsError:
            return
        except (BaseError, OSError) as error:
            if _FULL.search(f"{error}"):
                raise NoSpace from error
            raise

    async def get(self, sha256: str) -> bytes:
        """The bytes of a file; raises TargetGone when there is none of that name."""
        try:
            found = await called(self._store.get, _path(sha256))
            return bytes(await called(found.bytes))
        except FileNotFoundError as error:
            raise TargetGone from error

    async def size(self, sha256: str) -> int:
        """How many bytes a file has; raises TargetGone when there is none of that name."""
        try:
            return (await called(self._store.head, _path(sha256)))["size"]
        except FileNotFoundError as error:
            raise TargetGone from error

    async def read(self, sha256: str, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Bytes `start` to `stop`, without `stop`, of a file in pieces; raises TargetGone."""
        try:
            found = await called(self._store.get, _path(sha256), options={"range": (start, stop)})
        except FileNotFoundError as error:
            raise TargetGone from error
        async for piece in each(found.stream(min_chunk_size=PIECE)):
            yield bytes(piece)

    async def remove(self, sha256: str) -> None:
        """Remove a file and all that was made of it; nothing where it is gone already."""
        await self.drop(sha256)
        # The file first: whoever makes something of it looks for it once more when that is done.
        folder = _path(sha256).rpartition("/")[0]
        async for found in each(self._store.list(prefix=folder)):
            for one in found:
                key = one["path"].rpartition("/")[2]
                if key.startswith(sha256):
                    await self.drop(key)

    async def drop(self, key: str) -> None:
        """Remove what is stored under a key, if it is."""
        with suppress(FileNotFoundError):
            await called(self._store.delete, _path(key))


def _path(sha256: str) -> str:
    """Also of a key that begins with one."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

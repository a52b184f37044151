"""The Renditions port: small versions are made once, kept beside the originals, and found again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from core.errors import TargetGone
from core.ports import Blobs
from core.renditions import Clip, Rendition
from storage.blobs import ObjectBlobs, open_store
from storage.picture_process import PictureProcess

Make = Callable[[str, Rendition | Clip], Awaitable[str]]
_log = logging.getLogger("easel.renditions")


class Unmade(Exception):
    """A small version could not be made, and why."""


class KeptRenditions:
    """Looks for a small version, and has it made where there is none."""

    def __init__(self, make: Make, blobs: Blobs) -> None:
        """`make` stores what it makes under `key_of`; it raises TargetGone and Unmade."""
        self._make = make
        self._blobs = blobs
        self._making: dict[str, asyncio.Task[str | None]] = {}  # by key: each is made once

    async def made(self, sha256: str, rendition: Rendition | Clip) -> str | None:
        """What Blobs calls the small version; None where it cannot be made. Raises TargetGone."""
        key = key_of(sha256, rendition)
        if key not in self._making:
            task = self._making[key] = asyncio.create_task(self._found_or_made(sha256, rendition))
            task.add_done_callback(lambda _: self._making.pop(key))
        # Who no longer waits takes nothing from the others.
        return await asyncio.shield(self._making[key])

    async def _found_or_made(self, sha256: str, rendition: Rendition | Clip) -> str | None:
        key = key_of(sha256, rendition)
        try:
            await self._blobs.size(key)
        except TargetGone:
            try:
                return await self._make(sha256, rendition)
            except (Unmade, BrokenProcessPool) as error:
                _log.warning("No %s of %s: %s", rendition.name, sha256, error)
                return None
        return key


class RenditionProcess:
    """Makes small versions in a process of its own, which reads and stores the files itself."""

    def __init__(self, location: str) -> None:
        """`location` is a folder or a URL, as `storage.blobs.open_store` has it."""
        self._process = PictureProcess(location)

    async def make(self, sha256: str, rendition: Rendition | Clip) -> str:
        """Make and store one; as `Make` says."""
        return await self._process.run(_make, sha256, rendition, self._process.location)

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return self._process.processes

    def close(self) -> None:
        """End the process."""
        self._process.close()


def in_thread(blobs: ObjectBlobs) -> Make:
    """Makes small versions within this process."""
    return partial(_made, blobs=blobs)


def key_of(sha256: str, rendition: Rendition | Clip) -> str:
    """What Blobs calls a small version of a file."""
    return f"{sha256}.{rendition.name}"


def _make(sha256: str, rendition: Rendition | Clip, location: str) -> str:
    """Runs in the process."""
    return asyncio.run(_made(sha256, rendition, ObjectBlobs(open_store(location))))


async def _made(sha256: str, rendition: Rendition | Clip, blobs: ObjectBlobs) -> str:
    key = key_of(sha256, rendition)
    try:
        data = await blobs.get(sha256)
        await blobs.put_as(key, await asyncio.to_thread(_small, data, rendition))
    except TargetGone:
        raise
    except Exception as error:  # a disk that is full takes nobody's picture away
        raise Unmade(f"{type(error).__name__}: {error}") from error
    return key


def _small(data: bytes, rendition: Rendition | Clip) -> bytes:
    # These bring the libraries of pictures and clips along.
    if isinstance(rendition, Clip):
        from storage.reencoding import reencode

        return reencode(data, rendition.limit)
    from storage.shrinking import shrink

    return shrink(data, rendition)

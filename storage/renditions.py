"""The Renditions port: small and signed versions are made once, kept, and found again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from core.errors import TargetGone
from core.ports import Blobs
from core.renditions import Clip, Sealed, Version
from storage.blobs import ObjectBlobs, open_store
from storage.picture_process import PictureProcess
from storage.provenance.who import Who

Make = Callable[[str, Version], Awaitable[str]]
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

    async def made(self, sha256: str, rendition: Version) -> str | None:
        """What Blobs calls the small version; None where it cannot be made. Raises TargetGone."""
        key = key_of(sha256, rendition)
        if key not in self._making:
            task = self._making[key] = asyncio.create_task(self._found_or_made(sha256, rendition))
            task.add_done_callback(lambda _: self._making.pop(key))
        # Who no longer waits takes nothing from the others.
        return await asyncio.shield(self._making[key])

    async def _found_or_made(self, sha256: str, rendition: Version) -> str | None:
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

    def __init__(self, location: str, who: Who | None = None) -> None:
        """`location` is a folder or a URL, as `storage.blobs.open_store` has it; `who` signs."""
        self._process = PictureProcess(location)
        self._who = who

    async def make(self, sha256: str, rendition: Version) -> str:
        """Make and store one; as `Make` says."""
        return await self._process.run(_make, sha256, rendition, self._process.location, self._who)

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return self._process.processes

    def close(self) -> None:
        """End the process."""
        self._process.close()


def in_thread(blobs: ObjectBlobs, who: Who | None = None) -> Make:
    """Makes them within this process."""
    return partial(_made, blobs=blobs, who=who)


def key_of(sha256: str, rendition: Version) -> str:
    """What Blobs calls a small version of a file."""
    return f"{sha256}.{rendition.name}"


def _make(sha256: str, rendition: Version, location: str, who: Who | None) -> str:
    """Runs in the process."""
    return asyncio.run(_made(sha256, rendition, ObjectBlobs(open_store(location)), who))


async def _made(sha256: str, rendition: Version, blobs: ObjectBlobs, who: Who | None) -> str:
    key = key_of(sha256, rendition)
    try:
        data = await _source(sha256, rendition, blobs)
        await blobs.put_as(key, await asyncio.to_thread(_version, data, rendition, who))
        await _check_there(sha256, key, blobs)
    except TargetGone:
        raise
    except Exception as error:  # a disk that is full takes nobody's picture away
        raise Unmade(f"{type(error).__name__}: {error}") from error
    return key


async def _check_there(sha256: str, key: str, blobs: ObjectBlobs) -> None:
    """Raises TargetGone where a file was removed meanwhile: then what was made of it goes, too."""
    try:
        await blobs.size(sha256)
    except TargetGone:
        await blobs.drop(key)
        raise


async def _source(sha256: str, rendition: Version, blobs: ObjectBlobs) -> bytes:
    """What a version is made of: a signed small one, of the small one, which is kept too."""
    if not isinstance(rendition, Sealed) or rendition.small is None:
        return await blobs.get(sha256)
    key = key_of(sha256, rendition.small)
    try:
        return await blobs.get(key)
    except TargetGone:
        await _made(sha256, rendition.small, blobs, None)
        return await blobs.get(key)


def _version(data: bytes, rendition: Version, who: Who | None) -> bytes:
    # These bring the libraries of pictures and clips, and that of signatures.
    if isinstance(rendition, Sealed):
        from storage.provenance.signing import sign

        assert who is not None, "whoever keeps signed files says who signs them"
        media_type = rendition.small.media_type if rendition.small else rendition.media_type
        return sign(data, media_type, rendition.manifest, who.identity())
    if isinstance(rendition, Clip):
        from storage.reencoding import reencode

        return reencode(data, rendition.limit)
    from storage.shrinking import shrink

    return shrink(data, rendition)

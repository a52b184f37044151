"""A ZIP in pieces: it is handed on while it is written, and never held whole."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

PIECE = 1_000_000  # bytes of a large file that are read at once
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that the form can tell
READABLE = 0o644 << 16  # rights of a file where it is unpacked


class _Held(io.RawIOBase):
    """Keeps what is written until it is taken. It cannot be sought in, as a connection cannot."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]
        self._pieces += data
        return len(data)

    def take(self) -> bytes:
        taken, self._pieces = bytes(self._pieces), bytearray()
        return taken


class Zipping:
    """A ZIP that is being written."""

    def __init__(self) -> None:
        self._held = _Held()
        self._zip = zipfile.ZipFile(self._held, "w", zipfile.ZIP_STORED)

    async def add(self, name: str, data: bytes, when: datetime) -> bytes:
        """A file of media, which nothing makes smaller; gives the bytes to hand on."""
        await asyncio.to_thread(self._zip.writestr, _entry(name, when), data)
        return self._held.take()

    def add_file(self, name: str, path: Path, when: datetime, text: bool) -> Iterator[bytes]:
        """A file of this machine's disk, piece by piece; a `text` is made smaller."""
        entry = _entry(name, when)
        if text:
            entry.compress_type = zipfile.ZIP_DEFLATED
        with path.open("rb") as source, self._zip.open(entry, "w", force_zip64=True) as target:
            while piece := source.read(PIECE):
                target.write(piece)
                yield self._held.take()
        yield self._held.take()

    def end(self) -> bytes:
        """The list of what is in it, which comes last."""
        self._zip.close()
        return self._held.take()


def _entry(name: str, when: datetime) -> zipfile.ZipInfo:
    moment = max(EARLIEST, (*when.timetuple()[:5], when.second // 2 * 2))
    entry = zipfile.ZipInfo(name, moment)
    entry.external_attr = READABLE
    return entry

"""The Sheets port: contact sheets are written in a process of its own."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from core.errors import TargetGone
from core.sheets import Sheet
from storage.blobs import ObjectBlobs, open_store
from storage.picture_process import PictureProcess

_log = logging.getLogger("easel.sheets")


class SheetProcess:
    """Writes in a process of its own, which fetches the pictures itself."""

    def __init__(self, location: str) -> None:
        """`location` is where files are stored, as `storage.blobs.open_store` has it."""
        self._process = PictureProcess(location)

    async def written(self, sheet: Sheet, path: str) -> bool:
        """Write one; whether it could be."""
        try:
            await self._process.run(_in_process, sheet, path, self._process.location)
        except (ImportError, OSError, ValueError, BrokenProcessPool) as error:
            _log.warning("No contact sheet of %s pictures: %s", len(sheet.cells), error)
            return False
        return True

    def close(self) -> None:
        """End the process."""
        self._process.close()


class SheetsHere:
    """Writes within this process."""

    def __init__(self, blobs: ObjectBlobs, typefaces: Sequence[Path] | None = None) -> None:
        """`typefaces` are files; None for those that are installed."""
        self._blobs = blobs
        self._typefaces = typefaces

    async def written(self, sheet: Sheet, path: str) -> bool:
        """Write one; whether it could be."""
        await asyncio.to_thread(_write, sheet, path, self._blobs, self._typefaces)
        return True


def _in_process(sheet: Sheet, path: str, location: str) -> None:
    _write(sheet, path, ObjectBlobs(open_store(location)))


def _write(
    sheet: Sheet, path: str, blobs: ObjectBlobs, typefaces: Sequence[Path] | None = None
) -> None:
    from storage.sheet_pages import write  # brings the libraries of pictures and of PDF
    from storage.typefaces import installed

    def fetch(sha256: str) -> bytes:
        try:
            return asyncio.run(blobs.get(sha256))
        except TargetGone:
            return b""

    write(sheet, fetch, Path(path), installed() if typefaces is None else typefaces)

"""The Reading port: a stranger's file is read in a process of its own, which it may break."""

import asyncio
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from core.errors import BrokenPicture
from core.ports import Spooled
from core.verifying import Credentials
from storage.picture_process import PictureProcess
from storage.provenance.who import Who
from storage.untrusted_text import file_name


class ReadingProcess:
    """Reads what files say, one after the other."""

    def __init__(self, location: str, who: Who) -> None:
        """`location` is a folder or a URL, as `storage.blobs.open_store` has it; `who` signs."""
        self._process = PictureProcess(location)
        self._who = who

    async def credentials(self, name: str, data: bytes | Spooled) -> Credentials:
        """What a file says; raises one of the errors below BadPicture."""
        try:
            return await self._process.run(_read, name, data, self._who)
        except BrokenProcessPool as error:
            raise BrokenPicture(file=file_name(name)) from error

    def close(self) -> None:
        """End the process."""
        self._process.close()


class ReadingHere:
    """Reads them in a thread of this process."""

    def __init__(self, who: Who) -> None:
        self._who = who

    async def credentials(self, name: str, data: bytes | Spooled) -> Credentials:
        """What a file says; raises one of the errors below BadPicture."""
        return await asyncio.to_thread(_read, name, data, self._who)


def _read(name: str, data: bytes | Spooled, who: Who) -> Credentials:
    from storage.provenance.reading import read

    if isinstance(data, Spooled):
        data = Path(data.path).read_bytes()
    return read(name, data, who.identity() if who.there else None)

"""Intake in a process of its own: a photo of 50 megapixels, or a bomb, never weighs on a bot."""

import asyncio
from concurrent.futures.process import BrokenProcessPool

from core.errors import BrokenPicture
from core.ports import Received, Spooled
from storage.blobs import ObjectBlobs, open_store
from storage.limits import Limits
from storage.picture_process import PictureProcess
from storage.reception import take_in
from storage.untrusted_text import file_name


class IntakeProcess:
    """Takes files in one after the other; started with the first one.

    The process itself stores the pictures: a photo of 5 MB becomes 20 MB, which never come here.
    """

    def __init__(self, location: str) -> None:
        """`location` is a folder or a URL, as `storage.blobs.open_store` has it."""
        self._process = PictureProcess(location)

    async def take_in(self, name: str, data: bytes | Spooled, limits: Limits) -> Received:
        """As `storage.reception.take_in`; a file that ends the process is a BrokenPicture."""
        try:
            return await self._process.run(_take_in, name, data, limits, self._process.location)
        except BrokenProcessPool as error:
            raise BrokenPicture(file=file_name(name)) from error

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return self._process.processes

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _take_in(name: str, data: bytes | Spooled, limits: Limits, location: str) -> Received:
    """Runs in the process; only the description of the picture goes back."""
    return asyncio.run(take_in(name, data, limits, ObjectBlobs(open_store(location))))

"""`easel export`: a thread as a file of this machine."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from bots.composing import exporter_on
from bots.exporting import Exporter
from bots.named_jobs import NoSuchJob, job_named
from bots.result_files import BadFolder, make_folder
from core.answers import file_size, short, step
from core.archive_names import archive_name
from core.errors import BadRequest
from core.exporting import NothingToExport, Thread, holds
from storage.opening import Storage, open_storage, read_catalogue
from storage.settings import StorageSettings

NO_QUEUE = "redis://127.0.0.1"  # nothing is asked of it: what is there is only read


class NoSuchThread(BadRequest):
    """There is no result and no channel with the id {thread}; `easel history` lists results with
    theirs, and the address of the studio page ends in that of its channel."""


async def exported(settings: StorageSettings, id: str, out: Path | None) -> Sequence[str]:
    """Write the archive of a thread; gives what there is to say.

    It stands under its name only once it is whole. Raises NothingToExport, BadFolder, and what
    `_thread` raises.
    """
    async with open_storage(settings, NO_QUEUE) as storage:
        thread = await _thread(storage, id)
        exporter = exporter_on(storage, read_catalogue(settings))
        weight = await exporter.weighed(thread)
        if not weight.files:
            raise NothingToExport
        path = out or Path(f"{archive_name(thread.title)}.zip")
        size = await _written(exporter, thread, path)
    return (holds(weight), f"wrote {path}, {file_size(size)}")


async def _thread(storage: Storage, id: str) -> Thread:
    """The thread of that id, with all that is related to it on this installation.

    Raises NoSuchThread, NoJobNamed and SeveralSuchJobs.
    """
    if (channel := await storage.history.channel_of(id)) is not None:
        return Thread(channel.id, channel.title)
    try:
        job = await job_named(id, storage.past, storage.ledger)
    except NoSuchJob as error:
        raise NoSuchThread(thread=short(id)) from error
    place = job.spec.place
    return Thread(place.channel, step(job), job.id, place.person)


async def _written(exporter: Exporter, thread: Thread, path: Path) -> int:
    """Write the archive; gives its bytes. Raises BadFolder."""
    make_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    try:
        size = await _filled(exporter, thread, part)
        part.replace(path)
    except OSError as error:
        raise BadFolder(folder=path, detail=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)
    return size


async def _filled(exporter: Exporter, thread: Thread, path: Path) -> int:
    size = 0
    async with aclosing(exporter.pieces(thread)) as pieces:
        with path.open("wb") as file:
            async for piece in pieces:
                size += await asyncio.to_thread(file.write, piece)
    return size

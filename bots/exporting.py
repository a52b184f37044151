"""The Exports port: archives are made file by file, each signed as everything that leaves is."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.archive_entries import Entries, Entry, File
from bots.leaving import Leaving
from bots.zipping import Zipping
from core.errors import TargetGone
from core.exporting import Thread, Weight, holds
from core.jobs import Asset
from core.ports import Blobs, Clock
from core.records import VERSION, Known, record
from core.sheets import MOST_CELLS, Cell, Sheet, Sheets
from core.thread_cells import cells_of, dated

RECORDS, SHEET = "thread.json", "contact-sheet"


@dataclass(frozen=True, slots=True)
class Sources:
    """What archives are made from."""

    entries: Entries
    blobs: Blobs
    leaving: Leaving
    sheets: Sheets
    clock: Clock


@dataclass
class _Notes:
    """What is noted down while files are written, for what comes last."""

    paths: dict[str, str] = field(default_factory=dict[str, str])  # by the sha256 of what is stored
    cells: list[Cell] = field(default_factory=list[Cell])
    told: int = 0  # results, deleted ones among them
    results: int = 0
    files: int = 0  # some results have the same file

    @property
    def said(self) -> str:
        """What there is, in words."""
        return holds(Weight(self.results, self.files, 0))


class Exporter:
    """Makes archives of threads."""

    def __init__(
        self,
        sources: Sources,
        keep: Callable[[bytes], Awaitable[Asset]],
        link: Callable[[Thread], str],
    ) -> None:
        """`keep` stores an archive for some days; `link` is where the page hands one over."""
        self.sources = sources
        self._keep = keep
        self._link = link

    async def weighed(self, thread: Thread) -> Weight:
        """How much a thread holds. Raises TargetGone."""
        return await self.sources.entries.weighed(thread)

    def link(self, thread: Thread) -> str:
        """Where the page hands the archive over; empty where there is no page."""
        return self._link(thread)

    async def packed(self, thread: Thread, most: int) -> Asset | None:
        """A stored archive; None where it would have more than `most` bytes."""
        held = BytesIO()
        async with aclosing(self.pieces(thread)) as pieces:
            async for piece in pieces:
                held.write(piece)
                if held.tell() > most:
                    return None
        return await self._keep(held.getvalue())

    async def pieces(self, thread: Thread) -> AsyncGenerator[bytes]:
        """The archive, piece by piece: one of its files is in memory at a time.

        Raises TargetGone where the thread itself is gone; a file that is gone is left out, and
        told.
        """
        zipped, notes, now = Zipping(), _Notes(), self.sources.clock.now()
        with TemporaryDirectory(prefix="easel-") as folder:
            records = Path(folder) / RECORDS
            with records.open("w", encoding="utf-8") as told:
                told.write(self._head(thread))
                async for entry in self.sources.entries.of(thread):
                    when = entry.job.created if entry.job else now
                    for file in entry.files:
                        if data := await self._data(file):
                            notes.paths[file.asset.sha256] = file.path
                            notes.files += 1
                            yield await zipped.add(file.path, data, when)
                    told.write(self._noted(entry, notes))
                told.write("\n]}\n")
            for piece in zipped.add_file(RECORDS, records, now, text=True):
                yield piece
            for name, sheet in _sheets(thread, notes, self.sources):
                path = Path(folder) / name
                if await self.sources.sheets.written(sheet, str(path)):
                    for piece in zipped.add_file(name, path, now, text=False):
                        yield piece
                    path.unlink()
        yield zipped.end()

    async def _data(self, file: File) -> bytes:
        """The bytes of a file as they leave; none where it is gone."""
        try:
            data = await self.sources.blobs.get(file.asset.sha256)
        except TargetGone:
            return b""
        signed = self.sources.leaving.signed
        return await signed(data, file.asset.media_type, file.job, file.variant)

    def _head(self, thread: Thread) -> str:
        """The beginning of `thread.json`, up to its results."""
        kind = "family" if thread.job else "channel"
        head = {
            "version": VERSION,
            "easel": version("easel"),
            "exported": self.sources.clock.now().isoformat(),
            "thread": {"id": thread.id, "kind": kind, "title": thread.title},
        }
        return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "results": ['

    def _noted(self, entry: Entry, notes: _Notes) -> str:
        """What `thread.json` says of a result; what the contact sheet says is kept."""
        catalogue = self.sources.entries.catalogue
        told = record(entry.number, entry.member, entry.job, Known(notes.paths, catalogue))
        if entry.job is not None:
            notes.cells += cells_of(entry.number, entry.job, catalogue)
            notes.results += 1
        between = "\n" if not notes.told else ",\n"
        notes.told += 1
        return between + json.dumps(told, ensure_ascii=False)


def _sheets(thread: Thread, notes: _Notes, sources: Sources) -> list[tuple[str, Sheet]]:
    """The contact sheet by the name of its file; of a long thread in parts."""
    now = sources.clock.now()
    below = f"{notes.said} · exported {dated(now)}"
    some = [
        tuple(notes.cells[at : at + MOST_CELLS]) for at in range(0, len(notes.cells), MOST_CELLS)
    ]
    return [
        (
            f"{SHEET}.pdf" if len(some) == 1 else f"{SHEET}-{part}-of-{len(some)}.pdf",
            Sheet(thread.title, below, now, cells, part, len(some)),
        )
        for part, cells in enumerate(some, 1)
    ]

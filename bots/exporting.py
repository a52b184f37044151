"""The Exports port: archives are made file by file, each signed as everything that leaves is."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bots.archive_entries import Entries, Entry, File
from bots.leaving import Leaving
from bots.zipping import Zipping
from core.errors import TargetGone
from core.exporting import Thread, Weight, holds
from core.jobs import Asset
from core.ports import Blobs, Clock
from core.provenance import Manifest, gathering
from core.records import VERSION, Known, record
from core.sheets import MOST_CELLS, Cell, Sheet, Sheets
from core.thread_cells import cells_of, dated

RECORDS, SHEET = "thread.json", "contact-sheet"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Sources:
    """What archives are made from."""

    entries: Entries
    blobs: Blobs
    leaving: Leaving
    sheets: Sheets
    clock: Clock


class _Shown(NamedTuple):
    """A picture of the contact sheet."""

    cell: Cell
    manifests: tuple[Manifest, ...]  # of the files of its result


@dataclass
class _Notes:
    """What is noted down while files are written, for what comes last."""

    paths: dict[str, str] = field(default_factory=dict[str, str])  # by the sha256 of what is stored
    cells: list["_Shown"] = field(default_factory=list["_Shown"])
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
                    manifests: dict[Manifest, None] = {}
                    for file in entry.files:
                        manifest = await self.sources.leaving.manifest(file.job, file.variant)
                        if data := await self._data(file, manifest):
                            notes.paths[file.asset.sha256] = file.path
                            notes.files += 1
                            manifests |= {manifest: None} if manifest else {}
                            yield await zipped.add(file.path, data, when)
                    told.write(self._noted(entry, notes, tuple(manifests)))
                told.write("\n]}\n")
            for piece in zipped.add_file(RECORDS, records, now, text=True):
                yield piece
            for name, sheet, manifest in _sheets(thread, notes, self.sources):
                path = Path(folder) / name
                if await self.sources.sheets.written(sheet, str(path)):
                    await self._sign(path, manifest)
                    for piece in zipped.add_file(name, path, now, text=False):
                        yield piece
                    path.unlink()
        yield zipped.end()

    async def _sign(self, sheet: Path, manifest: Manifest | None) -> None:
        """Write into a contact sheet what its pictures are."""
        data = await asyncio.to_thread(sheet.read_bytes)
        signed = await self.sources.leaving.written(data, PDF, manifest)
        await asyncio.to_thread(sheet.write_bytes, signed)

    async def _data(self, file: File, manifest: Manifest | None) -> bytes:
        """The bytes of a file as they leave; none where it is gone."""
        try:
            data = await self.sources.blobs.get(file.asset.sha256)
        except TargetGone:
            return b""
        return await self.sources.leaving.written(data, file.asset.media_type, manifest)

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

    def _noted(self, entry: Entry, notes: _Notes, manifests: tuple[Manifest, ...]) -> str:
        """What `thread.json` says of a result; what the contact sheet says is kept."""
        catalogue = self.sources.entries.catalogue
        told = record(entry.number, entry.member, entry.job, Known(notes.paths, catalogue))
        if entry.job is not None:
            cells = cells_of(entry.number, entry.job, catalogue)
            notes.cells += [_Shown(cell, manifests) for cell in cells]
            notes.results += 1
        between = "\n" if not notes.told else ",\n"
        notes.told += 1
        return between + json.dumps(told, ensure_ascii=False)


def _sheets(
    thread: Thread, notes: _Notes, sources: Sources
) -> Iterator[tuple[str, Sheet, Manifest | None]]:
    """The contact sheet by the name of its file, and what that says; of a long thread in parts."""
    now = sources.clock.now()
    below = f"{notes.said} · exported {dated(now)}"
    some = [
        tuple(notes.cells[at : at + MOST_CELLS]) for at in range(0, len(notes.cells), MOST_CELLS)
    ]
    for part, shown in enumerate(some, 1):
        name = f"{SHEET}.pdf" if len(some) == 1 else f"{SHEET}-{part}-of-{len(some)}.pdf"
        cells = tuple(one.cell for one in shown)
        manifests = dict.fromkeys(each for one in shown for each in one.manifests)
        yield name, Sheet(thread.title, below, now, cells, part, len(some)), gathering(manifests)

"""A whole studio in one process: the real page and conversation, twins of everything else."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from bots.ahead import Ahead
from bots.archive_entries import Entries
from bots.exporting import Exporter, Sources
from bots.handing_over import HandingOver
from bots.leaving import Leaving
from bots.on_web.app import WebFront, build
from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.links import Links
from bots.on_web.painting_links import path_of
from bots.on_web.parts import Parts
from bots.on_web.serving import listen, serve
from core import conversation
from core.answers import answer
from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.family import Families
from core.forgetting import Forgetting
from core.jobs import Lane
from core.keeping_sets import Shelf
from core.painting import Painting
from core.ports import Announcement
from storage.archives import KeptArchives
from storage.blobs import ObjectBlobs
from storage.clock import SystemClock
from storage.memory import Memory, MemoryInvitations, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_kin import MemoryKin
from storage.memory_past import MemoryPast
from storage.memory_people import MemoryPeople
from storage.memory_queue import MemoryQueue
from storage.memory_sets import MemorySets
from storage.opening import read_lexicon
from storage.palettes import KeptPalettes
from storage.palettes import in_thread as palettes_in_thread
from storage.provenance.reading_process import ReadingHere
from storage.provenance.who import Who
from storage.reception import Reception, in_thread
from storage.renditions import KeptRenditions
from storage.renditions import in_thread as in_thread_small
from storage.sheets import SheetsHere
from storage.strips import DrawnStrips
from storage.strips import in_thread as drawn_in_thread
from tests.bots.on_web.painter import Painter

HOUR = 3600.0  # s
SECRET = b"a secret of the tests"
CARD = ModelCard(
    name="tints",
    title="Tints",
    engine="classical",
    source="tests",
    roles=tuple(Role),
    intents=tuple(Intent),
    licence="Apache-2.0",
    licence_note="Do as you like.",
    strength="tints",
    limitation="only tints",
    size=256,
    references=10,
    looks=("blue", "red", "green", "ochre"),
)


@dataclass
class Studio:
    """The page with what it talks to."""

    parts: Parts
    memory: Memory
    queue: MemoryQueue
    painter: Painter

    @property
    def front(self) -> WebFront:
        """What delivery talks to."""
        return WebFront(self.parts)

    async def work(self) -> None:
        """Render and deliver until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for lane in Lane:
                tasks.create_task(self.queue.render(lane, self.painter.handle))
            tasks.create_task(self.queue.deliveries("web", self._show))

    async def _show(self, id: str) -> None:
        job = await self.parts.ledger.job(id)
        if job:
            await self.front.show(job)


async def studio() -> Studio:
    """A studio that nobody has used."""
    clock, memory, blobs = SystemClock(), Memory(), ObjectBlobs.in_memory()
    history, ledger = MemoryHistory(memory, clock), MemoryLedger(memory, clock)
    catalogue, lexicon = Catalogue((CARD,)), _lexicon()
    worker = Announcement("painter", (CARD.name,), "this process", tuple(Lane))
    queue = MemoryQueue()
    await queue.announce(worker, seconds=HOUR)
    reception = Reception(in_thread(blobs), ledger, blobs)
    links = Links(SECRET, clock)
    invitations = MemoryInvitations(memory, clock)
    renditions = KeptRenditions(in_thread_small(blobs), blobs)
    prepare = Ahead(renditions).begin
    painting = Painting(invitations, clock, lambda one: path_of(one, links.seal), prepare)
    ports = history, ledger, queue, reception, clock
    strips = DrawnStrips(drawn_in_thread, blobs, renditions, ledger)
    people, grace = MemoryPeople(memory), timedelta(hours=1)
    forgetting = Forgetting(people, history, ledger, queue, clock, grace)
    reading, past = ReadingHere(Who(Path("nowhere"))), MemoryPast(memory)
    palettes = KeptPalettes(palettes_in_thread, blobs, renditions, ledger)
    shelf = Shelf(MemorySets(memory, clock), palettes)
    kin, leaving = MemoryKin(memory), Leaving(ledger, catalogue, None)
    entries = Entries(Families(history, ledger, kin), ledger, catalogue)
    sources = Sources(entries, blobs, leaving, SheetsHere(blobs, ()), clock)
    keep = KeptArchives(blobs.store, clock).keep
    exporter = Exporter(sources, keep, ArchiveLinks(links.seal, clock).of)
    told = catalogue, lexicon, past, painting, strips, reading, shelf
    handed = conversation.Parts(*ports, *told, forgetting=forgetting, kin=kin, exports=exporter)
    handing = HandingOver(blobs, leaving)
    talk = conversation.Conversation(replace(handed, handing=handing))
    parts = Parts(
        conversation=talk,
        history=history,
        ledger=ledger,
        blobs=blobs,
        renditions=renditions,
        queue=queue,
        answer=lambda job: answer(job, catalogue, paints=True),
        links=links,
        clock=clock,
        painting=painting,
        leaving=leaving,
        archives=exporter,
        kin=kin,
        catalogue=catalogue,
    )
    return Studio(parts, memory, queue, Painter(ledger, blobs, queue, asyncio.Event()))


# Compiled once: it takes longer than most tests.
_lexicon = cache(read_lexicon)


@asynccontextmanager
async def running(house: Studio, port: int = 0) -> AsyncGenerator[str]:
    """Serve a studio and let it work; gives the page's address."""
    listener = listen("127.0.0.1", port)
    address = f"http://127.0.0.1:{_port(listener)}"
    tasks = [
        asyncio.create_task(serve(build(house.parts), house.parts.hub.close, listener)),
        asyncio.create_task(house.work()),
    ]
    try:
        yield address
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _port(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])

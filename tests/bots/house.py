"""What the front end of a chat works with, as twins, and a worker that works when it is told to."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bots.archive_entries import Entries
from bots.exporting import Exporter, Sources
from bots.leaving import Leaving
from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.links import Links
from bots.on_web.painting_links import path_of
from bots.parts import Parts
from core import conversation
from core.answers import answer
from core.catalogue import Catalogue
from core.exporting import Thread
from core.family import Families
from core.forgetting import Forgetting
from core.incoming import Incoming
from core.jobs import Deep, Job, Lane
from core.keeping_sets import Shelf
from core.painting import Painting
from core.ports import Announcement, Received, Spooled
from storage.archives import KeptArchives
from storage.blobs import ObjectBlobs
from storage.clock import SystemClock
from storage.limits import Limits
from storage.memory import (
    Memory,
    MemoryCustoms,
    MemoryInvitations,
    MemoryLedger,
    MemoryPostings,
)
from storage.memory_history import MemoryHistory
from storage.memory_kin import MemoryKin
from storage.memory_links import MemoryLinks
from storage.memory_past import MemoryPast
from storage.memory_people import MemoryPeople
from storage.memory_queue import MemoryQueue
from storage.memory_sets import MemorySets
from storage.memory_votes import MemoryVotes
from storage.palettes import KeptPalettes
from storage.palettes import in_thread as palettes_in_thread
from storage.provenance.reading_process import ReadingHere
from storage.provenance.who import Who
from storage.reception import Reception, in_thread
from storage.renditions import KeptRenditions
from storage.renditions import in_thread as small_in_thread
from storage.sheets import SheetsHere
from storage.strips import DrawnStrips
from storage.strips import in_thread as drawn_in_thread
from tests.bots.on_web.painter import Painter
from tests.bots.on_web.studio import CARD, SECRET
from tests.core.talk import coach, lexicon

YEARS = 1e9  # s
HOUR = timedelta(hours=1)


@dataclass
class House:
    """Easel's parts on twins, and a worker that works when it is told to."""

    parts: Parts
    memory: Memory
    queue: MemoryQueue
    painter: Painter
    intake: asyncio.Event  # while it is not set, no picture is taken in
    handed: list[str]  # the files that came so far, by name
    exporter: Exporter
    sets: MemorySets

    async def owed(self) -> list[Job]:
        """Jobs that have not ended, oldest first."""
        return list(await self.parts.ledger.owed())

    def said(self, key: str, channel: str, person: str) -> Incoming:
        """A request for a picture, by ids of the ledger."""
        return Incoming(key, channel, person, "discord", "a lighthouse")

    async def serve_one(self) -> None:
        """Let a worker take the first job out of the line, make it and be gone."""
        made = asyncio.Event()

        async def handle(id: str) -> None:
            if made.is_set():
                await asyncio.Event().wait()  # the next one is left in the line
            await self.painter.handle(id)
            made.set()

        serving = asyncio.create_task(self.queue.render(Lane.STILLS, handle))
        await made.wait()
        while len(await self.queue.holds(list(self.memory.jobs))) == len(await self.owed()) + 1:
            await asyncio.sleep(0)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    async def deepen(self, job: Job) -> bytes:
        """From now on the first variant of a job has a file of 16 bits; returns that."""
        data = b"16 bits of " + job.id.encode()
        deep = Deep(await self.parts.blobs.put(data), len(data), 16, "Display P3")
        first, *others = job.variants
        deeper = replace(first, asset=replace(first.asset, deep=deep))
        self.memory.jobs[job.id] = replace(job, variants=(deeper, *others))
        return data

    async def render(self, job: Job) -> Job:
        """Let the worker make a job."""
        await self.painter.handle(job.id)
        ended = await self.parts.ledger.job(job.id)
        assert ended is not None
        return ended


async def house(page: str = "") -> House:
    """Parts that nobody has used; `page` is where the studio page would be."""
    links = Links(SECRET, SystemClock())
    clock, memory, blobs = SystemClock(), Memory(), ObjectBlobs.in_memory()
    history, ledger = MemoryHistory(memory, clock), MemoryLedger(memory, clock)
    catalogue, queue = Catalogue((CARD,)), MemoryQueue()
    await queue.announce(Announcement("painter", (CARD.name,), "here", tuple(Lane)), seconds=YEARS)
    quickly, open_, handed = in_thread(blobs), asyncio.Event(), list[str]()
    open_.set()

    async def taken(name: str, data: bytes | Spooled, limits: Limits) -> Received:
        handed.append(name)
        await open_.wait()
        return await quickly(name, data, limits)

    intake = Reception(taken, ledger, blobs)
    invitations = MemoryInvitations(memory, clock)
    painting = Painting(invitations, clock, lambda one: f"{page}{path_of(one, links.seal)}")
    renditions, sets = KeptRenditions(small_in_thread(blobs), blobs), MemorySets(memory, clock)
    ports = history, ledger, queue, intake, clock
    forgetting = Forgetting(MemoryPeople(memory), history, ledger, queue, clock, HOUR)
    kin, leaving = MemoryKin(memory), Leaving(ledger, catalogue, None)
    entries = Entries(Families(history, ledger, kin), ledger, catalogue)
    archives = ArchiveLinks(links.seal, clock)

    def link(thread: Thread) -> str:
        return f"{page}{archives.of(thread)}" if page else ""

    sources = Sources(entries, blobs, leaving, SheetsHere(blobs, ()), clock)
    exporter = Exporter(sources, KeptArchives(blobs.store, clock).keep, link)
    talk = conversation.Conversation(
        conversation.Parts(
            *ports,
            catalogue,
            lexicon(),
            MemoryPast(memory),
            painting if page else None,
            DrawnStrips(drawn_in_thread, blobs, renditions, ledger),
            shelf=Shelf(sets, KeptPalettes(palettes_in_thread, blobs, renditions, ledger)),
            customs=MemoryCustoms(memory),
            votes=MemoryVotes(memory),
            blobs=blobs,
            forgetting=forgetting,
            kin=kin,
            exports=exporter,
            coach=coach(),
        )
    )
    parts = Parts(
        conversation=talk,
        history=history,
        ledger=ledger,
        postings=MemoryPostings(memory),
        customs=MemoryCustoms(memory),
        links=MemoryLinks(memory, clock),
        blobs=blobs,
        clips=renditions,
        queue=queue,
        clock=clock,
        catalogue=catalogue,
        answer=lambda job: answer(job, catalogue, bool(page)),
        link=lambda picture: f"{page}{links.of(picture)}" if page else "",
        leaving=leaving,
        reading=ReadingHere(Who(Path("nowhere"))),
        forgetting=forgetting,
    )
    painter = Painter(ledger, blobs, queue, asyncio.Event())
    return House(parts, memory, queue, painter, open_, handed, exporter, sets)

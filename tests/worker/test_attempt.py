"""Jobs that kill their worker, and those that were in hand with them."""

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from core.catalogue import Catalogue, ModelCard
from core.jobs import Job, Place, State
from core.prompts import Prompt
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_queue import MemoryQueue
from tests.values import SetClock, spec, turn
from tests.worker.cards import diffusion_card
from tests.worker.test_device import BatchingEngine
from worker.attempt import Bench
from worker.device import Device
from worker.engine import Piece, Share
from worker.rendering import Renderer

DRAWS = diffusion_card("draws", family="sdxl")
FILMS = diffusion_card("films", engine="films")  # on a device of its own
POISON = "poison"


class KilledLedger(MemoryLedger):
    """Hears nothing of a worker that stops: it was killed."""

    async def release(self, id: str) -> None:
        """Nothing."""


DYING = 0.3  # s: what was rendered before is stored meanwhile, and not lost with the worker


@dataclass
class Mortal(BatchingEngine):
    """Dies of poison; whatever else its worker does then stands still."""

    killed: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    slow: bool = False  # whether it takes longer than a worker with poison lives

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        if any(one.task.spec.prompt.words == POISON for one in shares):
            time.sleep(DYING)
            self.killed.set()
        if self.killed.wait(0.5 if self.slow else 0):
            assert self.over.wait(20)
            raise OSError
        return super().render(shares, bucket)


@dataclass
class Town:
    """Workers one after another, each with a device that draws and one that films."""

    clock: SetClock = field(default_factory=SetClock)
    memory: Memory = field(default_factory=Memory)
    queue: MemoryQueue = field(default_factory=MemoryQueue)

    @property
    def ledger(self) -> MemoryLedger:
        """What all workers write into."""
        return KilledLedger(self.memory, self.clock)

    async def job(self, words: str, card: ModelCard) -> Job:
        """Somebody's, waiting in its lane."""
        history = MemoryHistory(self.memory, self.clock)
        channel = await history.channel("web", "studio")
        place = Place("web", channel.id, await history.person("web", words))
        asked = spec(inputs=(), count=1, model=card.name, prompt=Prompt(words), place=place)
        opened = turn(self.clock.new_id(), channel=channel.id)
        job = Job(self.clock.new_id(), asked, self.clock.now())
        await history.open_turn(opened)
        await history.answer(opened.id, job=job)
        return job

    async def worked(self, jobs: Sequence[Job]) -> None:
        """What a worker does with them, until it is killed or all have ended."""
        killed, over = threading.Event(), threading.Event()
        drawing = Mortal(killed=killed, over=over)
        filming = Mortal(killed=killed, over=over, slow=True)
        devices = {"diffusion": Device({"diffusion": lambda: drawing})}
        devices |= {"films": Device({"films": lambda: filming})}
        cards = Catalogue((DRAWS, FILMS))
        ports = self.ledger, ObjectBlobs.in_memory(), self.queue
        renderer = Renderer(Bench("w", *ports, cards, ("draws", "films")), devices)
        tasks = [asyncio.create_task(renderer.handle(one.id)) for one in jobs]
        while not killed.is_set() and not all(task.done() for task in tasks):
            await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        over.set()
        for device in devices.values():
            device.close()

    async def ended(self, *asked: tuple[str, ModelCard]) -> dict[str, Job]:
        """What came of jobs that were taken at once, by their words; a worker that was killed is
        started again."""
        jobs = [await self.job(*one) for one in asked]
        async with asyncio.timeout(30):
            while owed := await self.ledger.owed():
                if all(job.state.ended for job in owed):
                    break
                await self.worked(jobs)
        found = [await self.ledger.job(one.id) for one in jobs]
        return {one.spec.prompt.words: one for one in found if one is not None}


@pytest.mark.parametrize(
    "others",
    [[("a boat", DRAWS), ("a fox", DRAWS), ("a bird", DRAWS)], [("a wave", FILMS)]],
    ids=["of its pass", "of another device"],
)
@pytest.mark.parametrize("first", [True, False], ids=["poison first", "poison last"])
async def test_companions_of_a_job_that_kills_workers_are_not_blamed(
    others: list[tuple[str, ModelCard]], first: bool
) -> None:
    poison = [(POISON, DRAWS)]
    ended = await Town().ended(*(poison + others if first else others + poison))
    failure = ended.pop(POISON).failure
    assert failure is not None
    assert failure.name == "Quarantined"
    assert {job.state for job in ended.values()} == {State.DONE}


async def test_companions_of_a_job_that_kills_workers_die_with_it_once() -> None:
    ended = await Town().ended(*((words, DRAWS) for words in ("a boat", POISON, "a fox", "a bird")))
    assert ended.pop(POISON).attempts > 3
    assert {job.attempts for job in ended.values()} == {2}

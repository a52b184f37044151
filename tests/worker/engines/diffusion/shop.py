"""A worker on twins of the ports, with models on this machine's device."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from obstore.store import MemoryStore

from core.catalogue import Catalogue, Intent, ModelCard
from core.jobs import Asset, Job, Place, Variant
from core.prompts import Prompt
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_queue import MemoryQueue
from tests.pictures_made import as_png
from tests.values import SetClock, spec, turn
from worker.attempt import Bench
from worker.device import Device
from worker.engine import Pixels
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import stamp_of
from worker.media.files import pixels_of
from worker.outlook import Outlook
from worker.rendering import Renderer
from worker.withdrawn import Withdrawn


@dataclass
class Shop:
    """A worker on twins, with models on this machine's device."""

    ledger: MemoryLedger
    history: MemoryHistory
    blobs: ObjectBlobs
    renderer: Renderer
    clock: SetClock
    memory: Memory

    async def made(self, card: ModelCard, words: str, *pictures: Pixels, **more: Any) -> Job:
        """What comes of a job of this card: of an edit, unless `more` says otherwise."""
        inputs = tuple([await self._kept(one) for one in pictures])
        channel = await self.history.channel("web", "studio")
        place = Place("web", channel.id, await self.history.person("web", "ada"))
        count = len(inputs)
        values = {"intent": Intent.EDIT, "prompt": Prompt(words), "model": card.name}
        values |= {"count": count, "each": count > 1} | more
        wanted = spec(inputs=inputs, place=place, **values)
        job = Job(self.clock.new_id(), wanted, self.clock.now())
        opened = turn(self.clock.new_id(), channel=channel.id)
        await self.history.open_turn(opened)
        await self.history.answer(opened.id, job=job)
        await self.renderer.handle(job.id)
        found = await self.ledger.job(job.id)
        assert found is not None
        return found

    async def pixels(self, variant: Variant) -> Pixels:
        """The picture of a variant."""
        return pixels_of(await self.blobs.get(variant.asset.sha256))

    async def _kept(self, picture: Pixels) -> Asset:
        height, width = picture.shape[:2]
        return Asset(await self.blobs.put(as_png(picture)), "image/png", 1, width, height)


@asynccontextmanager
async def shop(models: Path, *cards: ModelCard, before: Shop | None = None) -> AsyncGenerator[Shop]:
    """A worker that serves these cards, whose weights are in `models`.

    `before` is one that ended, whose rows and files are there.
    """
    clock, memory = (before.clock, before.memory) if before else (SetClock(), Memory())
    blobs = before.blobs if before else ObjectBlobs(MemoryStore())
    ledger = MemoryLedger(memory, clock)
    device = Device({"diffusion": lambda: DiffusionEngine(Machine.here(), models)})
    names = tuple(card.name for card in cards)
    machine = Machine.here()
    withdrawn = Withdrawn(
        partial(stamp_of, models=models), lambda card: examine(card, machine, models)
    )
    outlook = Outlook(cards, {}, withdrawn)
    bench = Bench("w1", ledger, blobs, MemoryQueue(), Catalogue(cards), names, None, outlook)
    renderer = Renderer(bench, {"diffusion": device})
    yield Shop(ledger, MemoryHistory(memory, clock), blobs, renderer, clock, memory)
    device.close()

"""An edit whose words name its place, through a whole worker: found, painted, the rest kept."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.jobs import Asset, Job, Place, State, Variant
from core.prompts import Prompt
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_queue import MemoryQueue
from tests.pictures_made import as_png, landscape
from tests.values import SetClock, spec, turn
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.attempt import Bench
from worker.device import Device
from worker.engine import Pixels
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.media.files import pixels_of
from worker.rendering import Renderer

PICTURE = landscape(96, 64)
EDITS = (Intent.EDIT,)
KLEIN = diffusion_card(
    "flux2-klein", family="flux2-klein", source="flux2-klein", references=4, intents=EDITS
)
SDXL = diffusion_card("sdxl", family="sdxl", source="sdxl", intents=EDITS)
FINDS = {"roles": (Role.SEGMENT,), "intents": (Intent.CUTOUT,), "family": "clipseg"}
SURE = diffusion_card("clipseg", title="CLIPSeg", source="clipseg", **FINDS)
UNSURE = diffusion_card("unsure", title="CLIPSeg", source="unsure", **FINDS)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in ("flux2-klein", "sdxl"):
        saved(family, folder / family)
    clipseg(folder / "clipseg")
    clipseg(folder / "unsure", sure=0.3)
    return folder


@dataclass
class Shop:
    """A worker on twins, with models on this machine's device."""

    ledger: MemoryLedger
    history: MemoryHistory
    blobs: ObjectBlobs
    renderer: Renderer
    clock: SetClock

    async def edited(self, words: str, card: ModelCard, *pictures: Pixels) -> Job:
        """What comes of an edit in these words."""
        inputs = tuple([await self._kept(one) for one in pictures or (PICTURE,)])
        channel = await self.history.channel("web", "studio")
        place = Place("web", channel.id, await self.history.person("web", "ada"))
        count = len(inputs)
        values = {"intent": Intent.EDIT, "prompt": Prompt(words), "model": card.name}
        wanted = spec(inputs=inputs, count=count, each=count > 1, place=place, **values)
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
async def shop(models: Path, *cards: ModelCard) -> AsyncGenerator[Shop]:
    clock, memory = SetClock(), Memory()
    ledger, blobs = MemoryLedger(memory, clock), ObjectBlobs(MemoryStore())
    device = Device({"diffusion": lambda: DiffusionEngine(Machine.here(), models)})
    names = tuple(card.name for card in cards)
    bench = Bench("w1", ledger, blobs, MemoryQueue(), Catalogue(cards), names)
    renderer = Renderer(bench, {"diffusion": device})
    yield Shop(ledger, MemoryHistory(memory, clock), blobs, renderer, clock)
    device.close()


@pytest.mark.parametrize("card", [KLEIN, SDXL], ids=lambda card: card.name)
async def test_the_place_that_words_name_changes_and_nothing_else(
    models: Path, card: ModelCard
) -> None:
    async with shop(models, card, SURE) as one:
        job = await one.edited("make the house blue", card)
        (variant,) = job.variants
        after = await one.pixels(variant)
    changed = (after != PICTURE).any(axis=2)
    assert 0.05 < changed.mean() < 0.75
    share = f"{100 * changed.mean():.1f} % of the picture changed, the rest is identical"
    assert variant.did == f"the house (found by CLIPSeg, 100% sure), {share}"


async def test_a_place_that_is_not_surely_found_is_asked_for(models: Path) -> None:
    async with shop(models, KLEIN, UNSURE) as one:
        job = await one.edited("make the house blue", KLEIN)
    assert job.failure is not None
    assert job.failure.sentence == (
        "I am not sure where “the house” is (CLIPSeg: 30% sure); please send a mask of it with "
        "your words, or call it something else."
    )


async def test_without_what_finds_it_an_edit_in_words_says_that_it_paints_everything(
    models: Path,
) -> None:
    async with shop(models, KLEIN) as one:
        job = await one.edited("make the house blue", KLEIN)
    assert [one.did for one in job.variants] == [
        "painted anew as a whole, no part is left to the bit"
    ]


@pytest.mark.parametrize("words", ["make the house blue", "make it blue"])
async def test_a_model_that_needs_a_place_paints_nothing_without_one(
    models: Path, words: str
) -> None:
    async with shop(models, SDXL) as one:
        job = await one.edited(words, SDXL)
    assert job.state is State.FAILED
    assert job.failure is not None
    assert "send a mask of it with your words" in job.failure.sentence


async def test_each_of_several_pictures_has_a_place_of_its_own(models: Path) -> None:
    other = landscape(64, 96, shift=9)
    async with shop(models, SDXL, SURE) as one:
        both = await one.edited("make the house blue", SDXL, PICTURE, other)
        alone = await one.edited("make the house blue", SDXL, other)
        _, second = [await one.pixels(variant) for variant in both.variants]
        (only,) = [await one.pixels(variant) for variant in alone.variants]
    # Painted with other seeds, in the same place.
    changed = [(made != other).any(axis=2) for made in (second, only)]
    assert (changed[0] == changed[1]).mean() > 0.97
    assert 0.05 < changed[1].mean() < 0.9

"""Recalled through conversation, ledger and worker, every tiny model gives the same bytes again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.actions import Action, Verb
from core.catalogue import Intent, ModelCard, Role
from core.conversation import Conversation
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Asset, Job, Lane, State, Variant
from core.motion import FREE
from core.ports import Announcement
from core.repeating import SAME, compared
from storage.memory_past import MemoryPast
from storage.reception import Reception, in_thread
from tests.core.talk import attachments, lexicon, photo
from tests.pictures_made import as_png, landscape
from tests.worker.engines.diffusion.shop import Shop, shop
from tests.worker.engines.diffusion.test_engine import CARDS, card_of
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.examining import run_of
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.libraries import VERSIONS
from worker.engines.diffusion.machine import Machine

PICTURE = landscape(96, 64)
# What is asked of a model for each craft, and whether it begins with a picture.
WANTED = {
    Craft.WORDS: (Intent.IMAGINE, False),
    Craft.REFERENCES: (Intent.REFINE, True),
    Craft.REDRAW: (Intent.RESTYLE, True),
    Craft.INPAINT: (Intent.EDIT, True),
    Craft.MOTION: (Intent.ANIMATE, True),
    Craft.FILM: (Intent.ANIMATE, False),
    Craft.BETWEEN: (Intent.ANIMATE, True),
}
CASES = [
    pytest.param(family, craft, id=f"{family}, {craft}")
    for family in CARDS
    for craft in FAMILIES[family].pipelines
]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in CARDS:
        saved(family, folder / family)
    return folder


@dataclass
class Desk:
    """A worker with one model, and the conversation before it."""

    shop: Shop
    card: ModelCard

    async def announce(self, *libraries: str) -> None:
        """The worker says what it has."""
        runs = {self.card.name: (run_of(self.card, Machine.here()),)}
        told = Announcement("w1", (self.card.name,), "here", tuple(Lane), libraries, runs=runs)
        await self.shop.renderer.bench.queue.announce(told, 600)

    async def made(self, craft: Craft, **more: Any) -> Job:
        """The job of a craft, made."""
        intent, pictured = WANTED[craft]
        pictures = (PICTURE,) if pictured else ()
        values: dict[str, Any] = {"intent": intent, "count": 2, "each": False, "seed": 7}
        if craft is Craft.INPAINT:
            values["mask"] = await self._mask()
        if intent is Intent.ANIMATE:
            values |= {"count": 1, "lane": Lane.MOTION, "role": Role.ANIMATE}
        if craft is Craft.BETWEEN:
            values["motion"] = replace(FREE, loop=True)
        job = await self.shop.made(self.card, "a red fox", *pictures, **values | more)
        assert job.state is State.DONE, job.failure
        return job

    async def pressed(self, job: Job, verb: Verb, option: str = "", words: str = "") -> Job:
        """What comes of a press, made."""
        return await self.ended(await self.begun(job, verb, option, words))

    async def begun(
        self, job: Job, verb: Verb, option: str = "", words: str = "", *files: bytes
    ) -> Job:
        """The job that a press begins."""
        place = job.spec.place
        incoming = Incoming(
            key=self.shop.clock.new_id(),
            channel=place.channel,
            person=place.person,
            platform="web",
            words=words,
            attachments=attachments(*files),
            action=Action(verb, job.id, 0, option).pack(),
        )
        turn = await self._conversation().receive(incoming)
        assert turn.job is not None, turn.reply
        return turn.job

    async def ended(self, job: Job) -> Job:
        """The job, made."""
        await self.shop.renderer.handle(job.id)
        found = await self.shop.ledger.job(job.id)
        assert found is not None
        assert found.state is State.DONE, found.failure
        return found

    def _conversation(self) -> Conversation:
        """A new one: nothing is remembered but in the ledger."""
        shop = self.shop
        return Conversation(
            Parts(
                history=shop.history,
                ledger=shop.ledger,
                queue=shop.renderer.bench.queue,
                intake=Reception(in_thread(shop.blobs), shop.ledger, shop.blobs),
                clock=shop.clock,
                catalogue=shop.renderer.bench.catalogue,
                lexicon=lexicon(),
                past=MemoryPast(shop.memory),
                blobs=shop.blobs,
            )
        )

    async def _mask(self) -> Asset:
        marks = PICTURE * 0
        marks[20:44, 30:66] = 255
        height, width = marks.shape[:2]
        return Asset(await self.shop.blobs.put(as_png(marks)), "image/png", 1, width, height)


@asynccontextmanager
async def desk(
    models: Path, family: str, before: Shop | None = None, **more: Any
) -> AsyncGenerator[Desk]:
    """A worker with a tiny model of a family, on the rows and files of one `before`."""
    intents = tuple(dict.fromkeys(intent for intent, _ in WANTED.values()))
    card = replace(card_of(family), intents=intents, **more)
    async with shop(models, card, before=before) as one:
        made = Desk(one, card)
        await made.announce(*VERSIONS)
        yield made


def digests(job: Job) -> list[str]:
    """What its variants are, to the bit."""
    return [one.asset.sha256 for one in job.variants]


@pytest.mark.parametrize(("family", "craft"), CASES)
async def test_a_recalled_job_gives_the_same_bytes_in_another_process(
    models: Path, family: str, craft: Craft
) -> None:
    async with desk(models, family) as one:
        first = await one.made(craft)
        other = await one.made(craft, seed=8)
    async with desk(models, family, before=one.shop) as later:
        again = await later.pressed(first, Verb.AGAIN)
    assert digests(again) == digests(first)
    assert compared(again) == SAME
    assert again.spec.notes == ()
    assert digests(other) != digests(first)


async def test_words_and_seed_and_steps_make_what_they_would_have_made(models: Path) -> None:
    """Recalled onto other words it is what those words would have given then."""
    async with desk(models, "sdxl") as one:
        fox = await one.made(Craft.WORDS)
        hen = await one.pressed(fox, Verb.RECALL, "words", "a hen")
        straight = await one.shop.made(
            one.card, "a hen", intent=Intent.IMAGINE, count=2, each=False, seed=7
        )
    assert digests(hen) == digests(straight)
    assert digests(hen) != digests(fox)


async def test_steps_and_guidance_are_those_of_the_day_whatever_the_card_says(
    models: Path,
) -> None:
    async with desk(models, "sdxl", steps=3, guidance=4.0) as one:
        first = await one.made(Craft.WORDS)
    async with desk(models, "sdxl", before=one.shop, steps=2, guidance=9.0) as later:
        again = await later.pressed(first, Verb.AGAIN)
        anew = await later.made(Craft.WORDS)
    assert digests(again) == digests(first)
    assert digests(anew) != digests(first)


async def test_the_guidance_of_a_pipeline_itself_is_noted_and_taken_again(models: Path) -> None:
    async with desk(models, "sdxl") as one:
        first = await one.made(Craft.WORDS)
        (recipe,) = {variant.recipe for variant in first.variants}
        assert recipe is not None
        assert (recipe.guidance, recipe.own_guidance) == (None, 5.0)
        assert "guidance 5" in recipe.said
        again = await one.pressed(first, Verb.AGAIN)
    assert again.spec.guidance == 5.0
    assert compared(again) == SAME


async def test_what_was_made_before_that_was_noted_is_no_other_for_it(models: Path) -> None:
    async with desk(models, "sdxl") as one:
        first = await one.made(Craft.WORDS)
        older = tuple(
            replace(variant, recipe=variant.recipe and replace(variant.recipe, own_guidance=None))
            for variant in first.variants
        )
        one.shop.memory.jobs[first.id] = dated = replace(first, variants=older)
        again = await one.pressed(dated, Verb.AGAIN)
    assert again.spec.guidance is None
    assert compared(again) == SAME


async def test_a_changed_library_is_named_before_and_after(models: Path) -> None:
    async with desk(models, "sdxl") as one:
        first = await one.made(Craft.WORDS)
        one.shop.memory.jobs[first.id] = dated = replace(
            first, variants=tuple(map(of_another_day, first.variants))
        )
        begun = await one.begun(dated, Verb.AGAIN)
        again = await one.ended(begun)
    torch = VERSIONS[0].removeprefix("torch ")
    told = f"made with torch 2.12.0, and {torch} is here now, so it may come out otherwise"
    assert begun.spec.notes == (told,)
    assert compared(again) == f"not the same bytes as before: torch 2.12.0, now {torch}"


async def test_another_device_is_named_before_anything_runs(models: Path) -> None:
    async with desk(models, "sdxl") as one:
        first = await one.made(Craft.WORDS)
        (recipe,) = {made.recipe for made in first.variants}
        assert recipe is not None
        elsewhere = replace(recipe, precision="bfloat16", device="cuda")
        variants = tuple(replace(made, recipe=elsewhere) for made in first.variants)
        one.shop.memory.jobs[first.id] = dated = replace(first, variants=variants)
        (told,) = (await one.begun(dated, Verb.AGAIN)).spec.notes
    assert told.startswith(f"made in bfloat16 on cuda, and it runs in {recipe.run} here now")


def of_another_day(made: Variant) -> Variant:
    """A variant as if an older torch had made it, to other bytes."""
    assert made.recipe is not None
    versions = ("torch 2.12.0", *made.recipe.versions[1:])
    asset = replace(made.asset, sha256="0" * 64)
    return replace(made, asset=asset, recipe=replace(made.recipe, versions=versions))


async def test_another_picture_gets_what_that_one_got(models: Path) -> None:
    async with desk(models, "sdxl") as one:
        first = await one.made(Craft.REDRAW)
        file = photo("navy", (96, 64))
        again = await one.ended(await one.begun(first, Verb.RECALL, "picture", "", file))
        navy = np.full((64, 96, 3), (0, 0, 128), np.uint8)
        values: dict[str, Any] = {"intent": Intent.RESTYLE, "count": 2, "each": False, "seed": 7}
        straight = await one.shop.made(one.card, "a red fox", navy, **values)
    assert digests(again) == digests(straight)

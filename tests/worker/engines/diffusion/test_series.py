"""A series on tiny models of the real classes: references in every scene, one seed, one sheet."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from core.catalogue import Intent
from core.jobs import Job
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.shop import Shop, shop
from tests.worker.engines.diffusion.tiny import saved

CARD = diffusion_card("klein", family="flux2-klein", source="klein", steps=2, references=4, size=64)
SCENES = ("in the snow", "at sea", "in a city")
SERIES = Prompt(
    "the same fox: in the snow | at sea | in a city",
    permutations=tuple(f"the same fox {one}" for one in SCENES),
    scenes=SCENES,
)
REFERENCES = (landscape(96, 64), landscape(64, 96))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    saved("flux2-klein", folder / "klein")
    return folder


@pytest.fixture
async def here(models: Path) -> AsyncGenerator[Shop]:
    """A worker that serves the card."""
    async with shop(models, CARD) as made:
        yield made


async def scenes(here: Shop, intent: Intent, *pictures: object, **more: object) -> Job:
    """A finished series, seed 7."""
    asked = {"prompt": SERIES, "intent": intent, "count": 3, "each": False, "seed": 7} | more
    job = await here.made(CARD, "", *pictures, **asked)  # type: ignore[arg-type]
    assert job.failure is None, job.failure
    return job


async def test_each_cell_has_its_scene_and_all_one_seed(here: Shop) -> None:
    job = await scenes(here, Intent.REFINE, *REFERENCES, width=64, height=64)
    assert [(one.label, one.seed) for one in job.variants] == [(one, 7) for one in SCENES]
    assert len({one.asset.sha256 for one in job.variants}) == 3
    assert job.grid is not None


async def test_a_cell_is_what_its_words_and_seed_alone_give(here: Shop) -> None:
    job = await scenes(here, Intent.REFINE, *REFERENCES, width=64, height=64)
    # Two of the words alone, as bytes are only the same in passes of one size.
    alone = {"intent": Intent.REFINE, "count": 2, "each": False, "seed": 7}
    size = {"width": 64, "height": 64}
    one = await here.made(CARD, "the same fox at sea", *REFERENCES, **alone, **size)
    made, cell = one.variants[0], job.variants[1]
    assert made.recipe
    assert cell.recipe
    assert made.recipe.bucket == cell.recipe.bucket == 2
    assert (made.seed, made.asset.sha256) == (cell.seed, cell.asset.sha256)


async def test_words_alone_are_a_series_too_and_the_same_again(here: Shop) -> None:
    job = await scenes(here, Intent.IMAGINE, width=64, height=64)
    again = await scenes(here, Intent.IMAGINE, width=64, height=64, repeats=job.variants)
    made = [one.asset.sha256 for one in job.variants]
    assert [one.asset.sha256 for one in again.variants] == made
    assert len(set(made)) == 3

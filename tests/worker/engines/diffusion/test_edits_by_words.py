"""An edit whose words name its place, through a whole worker: found, painted, the rest kept."""

from pathlib import Path

import pytest

from core.catalogue import Intent, ModelCard, Role
from core.jobs import State
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.shop import shop
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.engines.diffusion.weights import revision_of

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


@pytest.mark.parametrize("card", [KLEIN, SDXL], ids=lambda card: card.name)
async def test_the_place_that_words_name_changes_and_nothing_else(
    models: Path, card: ModelCard
) -> None:
    async with shop(models, card, SURE) as one:
        job = await one.made(card, "make the house blue", PICTURE)
        (variant,) = job.variants
        after = await one.pixels(variant)
    changed = (after != PICTURE).any(axis=2)
    assert 0.05 < changed.mean() < 0.75
    share = f"{100 * changed.mean():.1f} % of the picture changed, the rest is identical"
    assert variant.did == f"the house (found by CLIPSeg, 100% sure), {share}"
    assert variant.recipe is not None
    found = f"place found by CLIPSeg {revision_of(models / 'clipseg')}"
    assert found in variant.recipe.switches


async def test_a_place_that_is_not_surely_found_is_asked_for(models: Path) -> None:
    async with shop(models, KLEIN, UNSURE) as one:
        job = await one.made(KLEIN, "make the house blue", PICTURE)
    assert job.failure is not None
    assert job.failure.sentence == (
        "I am not sure where “the house” is (CLIPSeg: 30% sure); please send a mask of it with "
        "your words, or call it something else."
    )


async def test_without_what_finds_it_an_edit_in_words_says_that_it_paints_everything(
    models: Path,
) -> None:
    async with shop(models, KLEIN) as one:
        job = await one.made(KLEIN, "make the house blue", PICTURE)
    assert [one.did for one in job.variants] == [
        "painted anew as a whole at 80 x 48 px and scaled to its size, no part is left to the bit"
    ]


async def test_a_strength_without_a_place_is_told_to_be_left_out(models: Path) -> None:
    async with shop(models, KLEIN) as one:
        prompt = Prompt("make the house blue", strength=0.3)
        job = await one.made(KLEIN, "", PICTURE, prompt=prompt)
    assert job.variants[0].did.endswith(", “--strength 0.3” is for a marked place")


@pytest.mark.parametrize("words", ["make the house blue", "make it blue"])
async def test_a_model_that_needs_a_place_paints_nothing_without_one(
    models: Path, words: str
) -> None:
    async with shop(models, SDXL) as one:
        job = await one.made(SDXL, words, PICTURE)
    assert job.state is State.FAILED
    assert job.failure is not None
    assert "send a mask of it with your words" in job.failure.sentence


async def test_each_of_several_pictures_has_a_place_of_its_own(models: Path) -> None:
    other = landscape(64, 96, shift=9)
    async with shop(models, SDXL, SURE) as one:
        both = await one.made(SDXL, "make the house blue", PICTURE, other)
        alone = await one.made(SDXL, "make the house blue", other)
        _, second = [await one.pixels(variant) for variant in both.variants]
        (only,) = [await one.pixels(variant) for variant in alone.variants]
    # Painted with other seeds, in the same place.
    changed = [(made != other).any(axis=2) for made in (second, only)]
    assert (changed[0] == changed[1]).mean() > 0.97
    assert 0.05 < changed[1].mean() < 0.9

"""What a model cannot do, the next one does, and the reply says so."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from core.catalogue import Intent, ModelCard, Role
from core.jobs import Job, State
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.shop import shop
from tests.worker.engines.diffusion.sight.tiny import saved as saved_sight
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.outlook import Outlook
from worker.rendering import Renderer

PICTURE = landscape(96, 64)
PAINTS = {"roles": (Role.EDIT, Role.HIRES), "intents": (Intent.EDIT, Intent.RESTYLE)}
FILL = diffusion_card("fill", family="flux-fill", source="flux-fill", **PAINTS)
KLEIN = diffusion_card("klein", family="flux2-klein", source="flux2-klein", **PAINTS)


def broken(folder: Path) -> None:
    """Cut the weights of a model short."""
    for file in folder.rglob("*.safetensors"):
        file.write_bytes(file.read_bytes()[:100])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights, of which some are damaged."""
    folder = tmp_path_factory.mktemp("models")
    for family in ("flux-fill", "flux2-klein"):
        saved(family, folder / family)
    for family in ("swin2sr", "blip", "florence2"):
        saved_sight(family, folder / family)
        broken(saved_sight(family, folder / f"broken-{family}"))
    clipseg(folder / "clipseg")
    clipseg(folder / "broken-clipseg")
    broken(folder / "broken-clipseg")
    return folder


def sight(family: str, name: str, source: str) -> ModelCard:
    """The card of a model that looks at pictures."""
    roles, intents = (Role.DESCRIBE, Role.HIRES), (Intent.DESCRIBE, Intent.UPSCALE)
    return diffusion_card(name, family=family, source=source, roles=roles, intents=intents)


def finder(name: str, source: str) -> ModelCard:
    """The card of a model that finds places."""
    roles, intents = (Role.SEGMENT,), (Intent.CUTOUT,)
    return diffusion_card(name, family="clipseg", source=source, roles=roles, intents=intents)


async def made(models: Path, cards: tuple[ModelCard, ...], words: str, **more: Any) -> Job:
    """What comes of a job of the first of some cards that are all served."""
    async with shop(models, *cards) as one:
        return await one.made(cards[0], words, PICTURE, **more)


@pytest.mark.parametrize(
    ("intent", "words", "why"),
    [
        (Intent.EDIT, "make it blue", "it changes a part that it is shown"),
        (Intent.RESTYLE, "as an oil painting", "it fills places in a picture that a mask shows"),
    ],
    ids=["an edit", "a restyling"],
)
async def test_a_model_that_needs_a_mask_leaves_it_to_one_that_does_not(
    models: Path, intent: Intent, words: str, why: str
) -> None:
    job = await made(models, (FILL, KLEIN), words, intent=intent, role=Role.EDIT)
    assert job.state is State.DONE
    (note,) = job.notes
    assert note.startswith(f"by Klein instead of Fill: Fill cannot do that: {why}")
    assert job.variants[0].recipe is not None
    assert job.variants[0].recipe.model == "flux2-klein"


def crowded(engine: Any) -> None:
    """Klein's passes run out of memory from now on."""

    def trouble(*_: object) -> None:
        raise torch.OutOfMemoryError

    engine.load(KLEIN)
    engine.stock.loaded["klein"].base.transformer.register_forward_pre_hook(trouble)


async def test_the_model_that_ran_out_of_memory_is_named(models: Path) -> None:
    async with shop(models, FILL, KLEIN) as one:
        await one.renderer.devices["diffusion"].warm("diffusion", crowded)
        handed = await one.made(FILL, "make it blue", PICTURE, role=Role.EDIT)
        asked = await one.made(KLEIN, "make it blue", PICTURE, role=Role.EDIT)
    assert handed.failure is not None
    assert handed.failure.sentence.startswith("Fill cannot do that: ")
    assert asked.failure is not None
    assert asked.failure.sentence.startswith("Klein does not fit the memory of its worker")


async def test_a_model_that_was_chosen_is_not_replaced_unasked(models: Path) -> None:
    prompt = Prompt("make it blue", model="fill")
    job = await made(models, (FILL, KLEIN), "", role=Role.EDIT, prompt=prompt)
    assert job.failure is not None
    assert job.failure.name == "Unable"
    assert job.failure.sentence.endswith("Klein may do it (--model klein).")


async def test_where_no_other_can_the_first_one_says_why(models: Path) -> None:
    other = diffusion_card("other", family="flux-fill", source="flux-fill", **PAINTS)
    job = await made(models, (FILL, other), "make it blue", role=Role.EDIT)
    assert job.failure is not None
    assert job.failure.sentence.startswith("Fill cannot do that: it changes a part")


async def test_a_damaged_model_leaves_a_description_to_the_next(models: Path) -> None:
    cards = (sight("florence2", "florence", "broken-florence2"), sight("blip", "blip", "blip"))
    job = await made(models, cards, "what is this?", intent=Intent.DESCRIBE, role=Role.DESCRIBE)
    assert (job.state, bool(job.text)) == (State.DONE, True)
    (note,) = job.notes
    assert note.startswith("by Blip instead of Florence: The weights of Florence cannot be used (")


async def test_a_missing_model_leaves_enlarging_to_the_next(models: Path) -> None:
    cards = (sight("swin2sr", "absent", "absent"), sight("swin2sr", "swin", "swin2sr"))
    job = await made(models, cards, "2x", intent=Intent.UPSCALE, role=Role.HIRES)
    (note,) = job.notes
    assert note.startswith("by Swin instead of Absent: The weights of Absent are to be in a folder")
    assert job.variants[0].did == "enlarged to 192 x 128 px by Swin"


async def test_lettering_goes_to_a_model_that_reads_it(models: Path) -> None:
    cards = (sight("blip", "blip", "blip"), sight("florence2", "florence", "florence2"))
    words = "read the text"
    job = await made(models, cards, words, intent=Intent.DESCRIBE, role=Role.DESCRIBE)
    assert job.notes == (
        "by Florence instead of Blip: Blip cannot do that: it does not read lettering.",
    )


async def test_a_damaged_model_leaves_looking_to_the_next(models: Path) -> None:
    cards = (KLEIN, finder("bad", "broken-clipseg"), finder("good", "clipseg"))
    job = await made(models, cards, "make the house blue", role=Role.EDIT)
    (note,) = job.notes
    assert note.startswith("by Good instead of Bad: The weights of Bad cannot be used")
    assert job.variants[0].did.startswith("the house (found by Good, 100% sure)")


async def test_where_nothing_can_look_it_is_said(models: Path) -> None:
    cards = (KLEIN, finder("bad", "broken-clipseg"))
    job = await made(models, cards, "make the house blue", role=Role.EDIT)
    (note,) = job.notes
    assert note.startswith("without Bad: The weights of Bad cannot be used")
    assert job.variants[0].did.startswith("painted anew as a whole")


async def test_what_enlarges_first_may_be_damaged_too(models: Path) -> None:
    klein = diffusion_card(
        "klein",
        family="flux2-klein",
        source="flux2-klein",
        roles=(Role.HIRES,),
        intents=(Intent.UPSCALE,),
    )
    cards = (klein, sight("swin2sr", "bad", "broken-swin2sr"))
    job = await made(models, cards, "2x", intent=Intent.UPSCALE, role=Role.HIRES)
    (note,) = job.notes
    assert note.startswith("without Bad: The weights of Bad cannot be used")
    assert job.variants[0].did.startswith("enlarged to 192 x 128 px, its detail redrawn by Klein")


async def test_what_enlarges_first_is_not_what_was_asked(models: Path) -> None:
    klein = replace(KLEIN, intents=(Intent.UPSCALE,))
    cards = (klein, sight("swin2sr", "swin", "swin2sr"))
    job = await made(models, cards, "upscale to 8K", intent=Intent.UPSCALE, role=Role.HIRES)
    assert job.failure is not None
    assert job.failure.sentence.startswith("Klein cannot do that: it makes at most 4096 px")


def describers() -> tuple[ModelCard, ModelCard]:
    """Two that describe; the weights of the first one can be damaged."""
    return sight("florence2", "florence", "florence2"), sight("blip", "blip", "blip")


async def test_a_damaged_model_is_offered_no_more_until_its_files_are_others(
    models: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(models / "blip", tmp_path / "blip")
    whole = models / "florence2"
    lies = shutil.copytree(whole, tmp_path / "florence2")
    broken(lies)
    asked: dict[str, Any] = {"intent": Intent.DESCRIBE, "role": Role.DESCRIBE}
    async with shop(tmp_path, *describers()) as one:
        outlook, card = one.renderer.bench.outlook, describers()[0]
        assert outlook.cards == ("florence", "blip")
        for _ in range(2):
            job = await one.made(card, "what is this?", PICTURE, **asked)
            assert job.state is State.DONE
            assert "by Blip instead of Florence" in job.notes[0]
            assert outlook.cards == one.renderer.bench.there == ("blip",)
        shutil.copytree(whole, lies, dirs_exist_ok=True)
        assert outlook.cards == ("florence", "blip")
        assert not (await one.made(card, "what is this?", PICTURE, **asked)).notes
    said = [message for message in caplog.messages if "not offered" in message]
    assert len(said) == 1, said
    assert said[0].startswith("florence is not offered: The weights of Florence cannot be used")


async def test_weights_that_go_and_come_back_are_used_again(models: Path, tmp_path: Path) -> None:
    for name in ("blip", "florence2"):
        shutil.copytree(models / name, tmp_path / name)
    asked: dict[str, Any] = {"intent": Intent.DESCRIBE, "role": Role.DESCRIBE}
    async with shop(tmp_path, *describers()) as one:
        (tmp_path / "florence2").rename(tmp_path / "aside")
        gone = await one.made(describers()[0], "what is this?", PICTURE, **asked)
        (tmp_path / "aside").rename(tmp_path / "florence2")
        back = await one.made(describers()[0], "what is this?", PICTURE, **asked)
    assert "The weights of Florence are to be in a folder" in gone.notes[0]
    assert (back.state, back.notes) == (State.DONE, ())


async def test_people_read_of_files_and_not_of_folders(models: Path, tmp_path: Path) -> None:
    (shutil.copytree(models / "florence2", tmp_path / "florence2") / "config.json").write_text("{}")
    job = await made(
        tmp_path,
        describers()[:1],
        "what is this?",
        intent=Intent.DESCRIBE,
        role=Role.DESCRIBE,
    )
    assert job.failure is not None
    assert str(tmp_path) not in job.failure.sentence
    assert job.failure.sentence.startswith("The weights of Florence cannot be used (")


async def test_a_service_that_is_away_is_not_asked(models: Path) -> None:
    far = diffusion_card("far", engine="remote")

    async def storm(card: ModelCard) -> str:
        return "storm"

    async with shop(models, far) as one:
        outlook = Outlook([far], {"remote": storm})
        bench = replace(one.renderer.bench, outlook=outlook)
        one.renderer = Renderer(bench, {})  # no device, so that nobody can be asked
        await outlook.look()
        prompt = Prompt("a fox", model="far")
        job = await one.made(far, "", PICTURE, prompt=prompt)
    assert job.failure is not None
    assert job.failure.sentence == "Far cannot be reached now: storm."

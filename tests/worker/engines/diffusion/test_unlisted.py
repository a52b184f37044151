"""Pipelines of families that nobody wrote down, on the same way from their folder to a picture."""

# pyright: reportPrivateImportUsage=false

import logging
from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
import transformers
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker

from core.catalogue import Intent, ModelCard, Role
from core.errors import Unable
from core.jobs import State
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion import tokens
from tests.worker.engines.diffusion.shop import shop
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import WITHHELD, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.refusals import refusals

PICTURE = landscape(96, 64)
_SEEING = {
    "hidden_size": 32,
    "intermediate_size": 32,
    "num_hidden_layers": 1,
    "num_attention_heads": 4,
    "projection_dim": 16,
}


def _checker(strict: bool) -> StableDiffusionSafetyChecker:
    """Finds something in every picture, or in none."""
    config = transformers.CLIPConfig(
        vision_config=_SEEING | {"image_size": 32, "patch_size": 8},
        text_config=_SEEING | {"vocab_size": 100},
        projection_dim=16,
    )
    checker = StableDiffusionSafetyChecker(config).eval()
    checker.concept_embeds_weights.data.fill_(-2.0 if strict else 2.0)
    return checker


def _diffusion(**more: Any) -> dict[str, Any]:
    """The parts of a tiny Stable Diffusion 1."""
    words = transformers.CLIPTextConfig(
        vocab_size=len(tokens.clip()),
        hidden_size=32,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
    )
    return {
        "vae": diffusers.AutoencoderKL(block_out_channels=(8,), norm_num_groups=2),
        "text_encoder": transformers.CLIPTextModel(words).eval(),
        "tokenizer": tokens.clip(),
        "unet": diffusers.UNet2DConditionModel(
            sample_size=8,
            down_block_types=("CrossAttnDownBlock2D",),
            up_block_types=("CrossAttnUpBlock2D",),
            block_out_channels=(8,),
            layers_per_block=1,
            cross_attention_dim=32,
            attention_head_dim=8,
            norm_num_groups=2,
        ),
        "scheduler": diffusers.DDIMScheduler(steps_offset=1, clip_sample=False),
        "safety_checker": None,
        "feature_extractor": None,
        "requires_safety_checker": False,
    } | more


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("models")
    for name, strict in (("strict", True), ("mild", False)):
        looks = transformers.CLIPImageProcessor(
            size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}
        )
        parts = _diffusion(
            safety_checker=_checker(strict), feature_extractor=looks, requires_safety_checker=True
        )
        diffusers.StableDiffusionPipeline(**parts).save_pretrained(folder / name)
    painter = diffusers.StableDiffusionInpaintPipeline(**_diffusion())
    painter.save_pretrained(folder / "painter")
    saved("flux2-klein", folder / "flux2-klein")
    return folder


def card(name: str, **more: Any) -> ModelCard:
    return diffusion_card(name, source=name, family="new", **more)


def share(one: ModelCard, words: str = "a fox", *, pictured: bool = False, **more: Any) -> Share:
    values = {"inputs": (asset(),) * pictured, "model": one.name, "prompt": Prompt(words)} | more
    wanted = spec(**values)
    indices = tuple(range(1, wanted.count + 1))

    def ignore(step: Step) -> None:
        pass

    return Share(Task(wanted, one, (PICTURE,) * pictured), indices, ignore)


@pytest.mark.parametrize("family", ["sdxl", "z-image", "flux2-klein", "wan-ti2v"])
def test_its_parts_tell_what_its_sides_are_multiples_of(family: str, tmp_path: Path) -> None:
    folder = saved(family, tmp_path / family)
    assert load(card(family), folder, Machine.here()).grain == FAMILIES[family].grain


def test_what_its_pipeline_refuses_is_said(models: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = DiffusionEngine(Machine.here(), models)
    engine.load(card("painter"))
    said = r"its pipeline refuses what it was given \(Input is in incorrect format\)"
    with caplog.at_level(logging.CRITICAL), pytest.raises(Unable, match=said):
        next(engine.render([share(card("painter"), pictured=True)], 1))


async def test_what_its_pipeline_refuses_another_model_does(models: Path) -> None:
    able: dict[str, Any] = {"intents": (Intent.EDIT,), "roles": (Role.EDIT,)}
    painter = card("painter", **able)
    klein = diffusion_card("klein", source="flux2-klein", family="flux2-klein", **able)
    async with shop(models, painter, klein) as one:
        job = await one.made(painter, "make it blue", PICTURE, role=Role.EDIT)
    assert job.state is State.DONE
    assert job.notes[0].startswith("by Klein instead of Painter: Painter cannot do that: ")


def test_an_error_of_a_listed_family_is_ours() -> None:
    with pytest.raises(ValueError, match="ours"), refusals(diffusion_card(family="sdxl")):
        raise ValueError("ours")


def test_a_picture_that_its_own_checker_made_black_is_left_out(models: Path) -> None:
    engine = DiffusionEngine(Machine.here(), models)
    found: dict[str, list[str]] = {}
    for one in (card("strict"), card("mild")):
        engine.load(one)
        pieces = engine.render([share(one, count=2)], 2)
        found[one.name] = [piece.rendered.left_out for piece in pieces]
    assert found == {"strict": [WITHHELD] * 2, "mild": [""] * 2}


async def test_where_its_own_checker_left_nothing_that_is_said(models: Path) -> None:
    async with shop(models, card("strict"), card("mild")) as one:
        held = await one.made(card("strict"), "a fox", intent=Intent.IMAGINE, count=1)
        shown = await one.made(card("mild"), "a fox", intent=Intent.IMAGINE, count=1)
    assert held.failure is not None
    assert held.failure.name == "UnsafeResult"
    assert shown.state is State.DONE

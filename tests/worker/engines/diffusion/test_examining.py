"""Why a machine cannot serve a card, before anything is loaded."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from core.catalogue import Role
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_a_module_that_a_family_needs_is_named(tmp_path: Path) -> None:
    card = diffusion_card("qwen", family="qwen-image-edit-plus")
    saved("sdxl", tmp_path / "tests" / "qwen")
    assert examine(card, Machine.here(), tmp_path) == "pip install 'easel[vision]'"


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    told = examine(diffusion_card("qwen", family="qwen-image-edit-plus"), Machine.here(), tmp_path)
    assert told.startswith("pip install 'easel[vision]'; and their weights are not in ")


def test_a_pipeline_that_the_library_has_not_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    index = saved("sdxl", tmp_path / "odd") / "model_index.json"
    index.write_text(index.read_text().replace("StableDiffusionXLPipeline", "NoSuchPipeline"))
    told = examine(diffusion_card("odd", source="odd"), Machine.here(), tmp_path)
    assert "(a NoSuchPipeline, which diffusers" in told


def test_a_single_model_is_served_from_its_folder(tmp_path: Path) -> None:
    clipseg(tmp_path / "clipseg")
    card = diffusion_card("clipseg", family="clipseg", source="clipseg", roles=(Role.SEGMENT,))
    assert not examine(card, Machine.here(), tmp_path)

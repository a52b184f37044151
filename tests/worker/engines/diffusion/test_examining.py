"""Why a machine cannot serve a card, before anything is loaded."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from core.catalogue import Role
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_a_module_that_a_family_needs_is_named(tmp_path: Path) -> None:
    card = diffusion_card("qwen", family="qwen-image-edit-plus")
    assert examine(card, Machine.here(), tmp_path) == "pip install 'easel[vision]'"


def test_a_single_model_is_served_from_its_folder(tmp_path: Path) -> None:
    clipseg(tmp_path / "clipseg")
    card = diffusion_card("clipseg", family="clipseg", source="clipseg", roles=(Role.SEGMENT,))
    assert not examine(card, Machine.here(), tmp_path)

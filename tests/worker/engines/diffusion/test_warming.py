"""Passes that are run ahead, so that a compiled model is compiled before anybody waits."""

from pathlib import Path

import pytest
import torch

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.warming import warm

MACHINE = Machine.here()


def loaded(family: str, folder: Path) -> Loaded:
    """A tiny model that is called without guidance, so that its batches are its passes."""
    card = diffusion_card(family, family=family, source=family, guidance=1.0)
    return load(card, saved(family, folder / family), MACHINE)


@pytest.mark.parametrize(
    ("fit", "sizes"), [(8, [1, 2, 4, 8]), (2, [1, 2])], ids=["all fit", "two fit"]
)
def test_each_size_of_pass_is_run_as_far_as_memory_goes(
    tmp_path: Path, fit: int, sizes: list[int]
) -> None:
    model, found = loaded("sdxl", tmp_path), list[int]()

    def watch(unet: object, arguments: tuple[torch.Tensor, ...]) -> None:
        samples = len(arguments[0])
        if samples > fit:
            torch.empty(2**50)
        found.append(samples)

    model.base.unet.register_forward_pre_hook(watch)
    warm(model, Gate())
    assert list(dict.fromkeys(found)) == sizes


def test_a_model_that_needs_a_picture_is_left_to_its_first_pass(tmp_path: Path) -> None:
    model, found = loaded("flux-fill", tmp_path), list[object]()

    def watch(transformer: object, arguments: object) -> None:
        found.append(arguments)

    model.base.transformer.register_forward_pre_hook(watch)
    warm(model, Gate())
    assert found == []

"""What runs out of memory leaves none behind, and is given less room."""

import gc
import weakref
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import OutOfMemory
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.passes import rendered, share_of
from tests.worker.engines.diffusion.tiny import saved
from worker.activations import Unmeasured
from worker.engine import Step
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import freeing_memory, gauge_of

CARD = diffusion_card("sdxl", family="sdxl", source="sdxl", steps=2)
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the weights of one model."""
    folder = tmp_path_factory.mktemp("models")
    saved("sdxl", folder / "sdxl")
    return folder


def test_what_no_machine_has_is_out_of_memory() -> None:
    with pytest.raises(OutOfMemory), freeing_memory():
        torch.empty(2**50)


def test_what_else_breaks_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="shapes"), freeing_memory():
        torch.matmul(torch.ones(2, 3), torch.ones(2, 3))


def test_a_pass_that_ran_out_of_memory_leaves_nothing_behind(models: Path) -> None:
    left: list[weakref.ref[torch.Tensor]] = []

    def allocate(step: Step) -> None:
        tensor = torch.ones(1000)
        left.append(weakref.ref(tensor))
        torch.empty(2**50)

    engine = DiffusionEngine(Machine.here(), models)
    gc.collect()
    gc.disable()
    try:
        with pytest.raises(OutOfMemory) as caught:
            rendered(engine, [share_of(CARD, report=allocate)], 1)
    finally:
        gc.enable()
    assert caught.value.__traceback__ is not None  # and it is kept here, with all its frames
    assert [one() for one in left] == [None]


def test_the_next_pass_is_as_if_nothing_had_been(models: Path) -> None:
    def allocate(step: Step) -> None:
        torch.empty(2**50)

    engine = DiffusionEngine(Machine.here(), models)
    (before,) = rendered(engine, [share_of(CARD)], 1)
    with pytest.raises(OutOfMemory):
        rendered(engine, [share_of(CARD, report=allocate)], 1)
    assert np.array_equal(rendered(engine, [share_of(CARD)], 1)[0], before)


def test_on_a_cpu_tiles_are_all_that_can_be_spared(models: Path) -> None:
    engine = DiffusionEngine(Machine(CPU, torch.float32, "CPU", 10**9), models)
    parts = engine.load(CARD)
    assert engine.spare(CARD) == parts
    assert engine.spare(CARD) is None


def test_what_was_spared_is_told(models: Path) -> None:
    engine = DiffusionEngine(Machine.here(), models)
    engine.load(CARD)
    engine.spare(CARD)
    (piece,) = engine.render([share_of(CARD)], 1)
    assert piece.rendered.recipe is not None
    assert piece.rendered.recipe.switches == ("tiling",)


def test_a_model_that_was_spared_stays_so_when_it_comes_again(models: Path) -> None:
    engine = DiffusionEngine(Machine.here(), models)
    engine.spare(CARD)
    engine.unload(CARD.name)
    engine.load(CARD)
    assert engine.stock.loaded[CARD.name].switches.tiling


def test_a_cpu_measures_nothing() -> None:
    assert isinstance(gauge_of(CPU), Unmeasured)
    assert gauge_of(CPU).beyond() is None


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device is here")
def test_a_gpu_measures_what_a_pass_took_at_most() -> None:
    gauge = gauge_of(torch.device("cuda", 0))
    kept = torch.empty(2**20, device="cuda")
    gauge.reset()
    torch.empty(2**24, device="cuda")
    assert kept.numel() == 2**20
    assert gauge.beyond() == 4 * 2**24

"""Enlarging by a model: the sizes asked for, and tiles of which nothing is seen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.catalogue import ModelCard
from core.errors import Cancelled, CannotDo, OutOfMemory, PictureNeeded
from tests.pictures_made import landscape
from tests.worker.engines.diffusion.sight.looking import PICTURE, asked, card_of, made
from tests.worker.engines.diffusion.sight.tiny import saved
from worker.engine import Pixels, Step
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sight.enlarging import Enlarger
from worker.engines.diffusion.sight.families import opened


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("swin2sr", "swin2sr-x4"):
        saved(name, folder / name)
    return folder


CARD = card_of("swin2sr")
BY_FOUR = card_of("swin2sr", source="swin2sr-x4")


@pytest.mark.parametrize("card", [CARD, BY_FOUR], ids=["x2", "x4"])
@pytest.mark.parametrize(
    ("words", "size"),
    [
        pytest.param("larger", (192, 128), id="unsaid"),
        pytest.param("4x", (384, 256), id="four times"),
        pytest.param("three times", (288, 192), id="between"),
        pytest.param("to 300 px", (300, 200), id="pixels"),
        pytest.param("in 4K", (384, 256), id="farther than it goes"),
    ],
)
def test_the_size_that_was_asked_for(
    models: Path, card: ModelCard, words: str, size: tuple[int, int]
) -> None:
    (one,) = made(models, asked(card, words))
    assert (one.pixels.shape[1], one.pixels.shape[0]) == size
    assert f"enlarged to {size[0]} x {size[1]} px by" in one.did
    assert ("as far as it goes" in one.did) == (words == "in 4K")


@pytest.fixture(scope="module")
def enlarger(models: Path) -> Enlarger:
    """A model that enlarges twice, by itself."""
    sight = opened(CARD, models / "swin2sr", Machine.here())
    assert isinstance(sight, Enlarger)
    return sight


def untold(fraction: float, stage: str) -> None:
    """Nobody is told."""


def far_and_wide() -> np.ndarray:
    """A picture of several tiles, with grain, so that no seam hides in something smooth."""
    grain = np.random.default_rng(1).integers(-20, 21, (104, 136, 3))
    return np.clip(landscape(136, 104).astype(int) + grain, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def tiled(enlarger: Enlarger) -> Pixels:
    """That picture twice as large, in six tiles."""
    return enlarger.enlarged(far_and_wide(), 2, 96, untold)


def test_tiles_give_what_the_whole_gives(enlarger: Enlarger, tiled: Pixels) -> None:
    whole = enlarger.enlarged(far_and_wide(), 2, 512, untold).astype(int)
    assert np.abs(whole - tiled).max() <= 1


def test_no_step_at_a_seam_is_larger_than_the_pictures_own(tiled: Pixels) -> None:
    for axis in (0, 1):
        other = (1 - axis, 2)
        steps = np.abs(np.diff(tiled.astype(float), axis=axis)).mean(
            axis=other
        )  # mean over a whole line
        seams = [n * 32 * 2 + edge for n in range(1, len(steps) // 64) for edge in (31, 95)]
        assert max(steps[at] for at in seams if at < len(steps)) <= np.quantile(steps, 0.99) * 1.05


def test_what_is_transparent_stays_so(models: Path) -> None:
    alpha = np.zeros((64, 96), np.uint8)
    alpha[:, 48:] = 255
    (one,) = made(models, asked(CARD, "2x", np.dstack([PICTURE, alpha])))
    assert one.pixels.shape == (128, 192, 4)
    assert (one.pixels[:, :90, 3].max(), one.pixels[:, 102:, 3].min()) == (0, 255)


def test_each_of_several_pictures_is_enlarged(models: Path) -> None:
    several = made(models, asked(CARD, "2x", PICTURE, landscape(64, 96)))
    assert [one.pixels.shape for one in several] == [(128, 192, 3), (192, 128, 3)]
    assert [one.index for one in several] == [1, 2]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("to 8000 px", "at most 4096 px on the long side", id="too large"),
        pytest.param("to 90 px", "already that large: 96 x 64 px", id="smaller"),
    ],
)
def test_what_is_beyond_it_is_said(models: Path, words: str, reason: str) -> None:
    with pytest.raises(CannotDo, match=reason):
        made(models, asked(CARD, words))


def test_it_tells_its_tiles_and_ends_between_them_where_nobody_wants_it(models: Path) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        if len(steps) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        made(models, asked(CARD, "2x", landscape(400, 24), report=stop))
    assert [step.stage for step in steps] == ["tile 1 of 3", "tile 2 of 3"]
    assert 0 < steps[0].fraction < steps[1].fraction < 1


def test_it_says_what_it_was_made_with(models: Path) -> None:
    (one,) = made(models, asked(CARD, "2x"))
    assert one.recipe is not None
    assert one.recipe.said.startswith("Swin2SRForImageSuperResolution, weights ")
    assert "float32 on cpu" in one.recipe.said
    assert ", ," not in one.recipe.said


class Narrow(torch.nn.Module):
    """A network on a device that holds little."""

    def __init__(self, network: torch.nn.Module, most: int) -> None:
        super().__init__()
        self.network, self.most = network, most
        self.config = network.config

    def forward(self, pixels: torch.Tensor) -> object:
        """Raises OutOfMemoryError where a tile has more than `most` px a side."""
        if max(pixels.shape[2:]) > self.most:
            raise torch.OutOfMemoryError
        return self.network(pixels)


def on_a_device(enlarger: Enlarger, most: int) -> Enlarger:
    """The same where no more than `most` px a side fit."""
    return Enlarger(replace(enlarger.model, network=Narrow(enlarger.model.network, most)))


def test_where_memory_is_short_tiles_are_smaller(enlarger: Enlarger, tiled: Pixels) -> None:
    task = asked(CARD, "2x", far_and_wide()).task
    small = on_a_device(enlarger, 100).render(task, 1, untold).pixels.astype(int)
    assert np.abs(small - tiled).max() <= 1


def test_where_no_tile_fits_it_says_so(enlarger: Enlarger) -> None:
    with pytest.raises(OutOfMemory, match="more memory than the worker has"):
        on_a_device(enlarger, 50).render(asked(CARD, "2x", far_and_wide()).task, 1, untold)


def test_without_a_picture_it_asks_for_one(enlarger: Enlarger) -> None:
    task = asked(CARD, "2x").task
    alone = replace(task, inputs=(), spec=replace(task.spec, inputs=()))
    with pytest.raises(PictureNeeded):
        enlarger.render(alone, 1, untold)

"""Large pictures redrawn tile by tile, on tiny models of the real classes."""

import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.catalogue import Intent, ModelCard, Role
from core.errors import Cancelled, CannotDo, PictureNeeded
from core.jobs import Drawn
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import spec
from tests.worker.cards import diffusion_card, recipe
from tests.worker.engines.diffusion.shop import shop
from tests.worker.engines.diffusion.sight.looking import asked, card_of
from tests.worker.engines.diffusion.sight.tiny import saved as saved_sight
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Pixels, Rendered, Share, Step, Task
from worker.engines.diffusion.calling import Seat
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.redrawing import Painted, Place, Tiler, in_tiles
from worker.engines.diffusion.sight.tiles import even
from worker.engines.diffusion.watching import Turn, Watch

FAMILIES = ("sdxl", "z-image", "flux2-klein")
PICTURE = landscape(240, 160)


def card(family: str, **more: Any) -> ModelCard:
    """The card of a tiny model that paints and may enlarge."""
    values = {"roles": (Role.HIRES,), "intents": (Intent.UPSCALE,), "size": 128, "steps": 4}
    return diffusion_card(family, family=family, source=family, **values | more)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in (*FAMILIES, "flux2"):
        saved(family, folder / family)
    saved_sight("swin2sr", folder / "swin2sr")
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> DiffusionEngine:
    """An engine on this machine's device, which shows a preview at every step."""
    return DiffusionEngine(Machine.here(), models, preview_every=0)


def redrawn(engine: DiffusionEngine, share: Share) -> list[Rendered]:
    """The variants of a job."""
    engine.load(share.task.card)
    return [piece.rendered for piece in engine.render([share], len(share.indices))]


@pytest.fixture(scope="module", params=FAMILIES)
def twice(engine: DiffusionEngine, request: pytest.FixtureRequest) -> Rendered:
    """The picture twice as large, in fifteen tiles."""
    (one,) = redrawn(engine, asked(card(request.param), "2x", PICTURE))
    return one


def test_the_size_that_was_asked_for_in_tiles(twice: Rendered) -> None:
    assert twice.pixels.shape == (320, 480, 3)
    assert twice.recipe is not None
    assert twice.recipe.switches == ("15 tiles of 128 px", "enlarged by Lanczos")
    assert twice.did.startswith("enlarged to 480 x 320 px, its detail redrawn by ")
    assert twice.did.endswith(" in 15 tiles")


def test_what_is_coarse_is_the_picture_that_was_sent(twice: Rendered) -> None:
    """These models know nothing: what they paint of themselves is noise."""
    after, before = (
        cv2.resize(one, (15, 10), interpolation=cv2.INTER_AREA).astype(int)
        for one in (twice.pixels, PICTURE)
    )
    large = cv2.resize(PICTURE, (480, 320), interpolation=cv2.INTER_LANCZOS4)
    assert np.abs(after - before).mean() < 12
    assert np.abs(twice.pixels - large.astype(int)).mean() > 20  # and what is fine is the model's


def test_no_step_at_a_seam_is_larger_than_the_pictures_own(twice: Rendered) -> None:
    for axis, length in ((1, 480), (0, 320)):
        steps = np.abs(np.diff(twice.pixels.astype(float), axis=axis)).mean(axis=(1 - axis, 2))
        begins = [span.start + span.inner for span in even(length, 128, 8)[1:]]
        seams = [begin + edge for begin in begins for edge in (-1, 7)]
        assert len(seams) in (4, 8)
        assert steps[seams].max() <= np.quantile(steps, 0.99) * 1.05


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(
    engine: DiffusionEngine, twice: Rendered
) -> None:
    assert twice.recipe is not None
    family = next(one for one in FAMILIES if one in twice.recipe.model)
    (again,) = redrawn(engine, asked(card(family), "2x", PICTURE))
    assert np.array_equal(again.pixels, twice.pixels)
    share = asked(card(family), "2x", PICTURE)
    other = spec(intent=Intent.UPSCALE, prompt=Prompt("2x"), count=1, seed=8)
    (different,) = redrawn(engine, Share(Task(other, share.task.card, (PICTURE,)), (1,), _ignore))
    assert not np.array_equal(different.pixels, twice.pixels)


def _ignore(step: Step) -> None:
    pass


def test_a_tile_does_not_depend_on_those_before_it(engine: DiffusionEngine) -> None:
    """What is left of all but the last tile's share may differ, the rest may not."""
    other = PICTURE.copy()
    other[:40, :40] = 0
    first, second = (
        redrawn(engine, asked(card("sdxl"), "2x", one))[0].pixels for one in (PICTURE, other)
    )
    assert np.array_equal(first[140:, 140:], second[140:, 140:])
    assert not np.array_equal(first[:80, :80], second[:80, :80])


def test_no_tile_repeats_another(engine: DiffusionEngine) -> None:
    """Of one colour all tiles are alike before they are painted, each from noise of its own."""
    grey = np.full((64, 232, 3), 128, np.uint8)
    (one,) = redrawn(engine, asked(card("sdxl"), "2x", grey))
    parts = [one.pixels[:, start + 30 : start + 80] for start in (0, 112, 224)]
    assert len({part.tobytes() for part in parts}) == 3


def test_a_thousand_pixels_become_4k(engine: DiffusionEngine) -> None:
    (one,) = redrawn(engine, asked(card("sdxl", steps=1), "to 4096 px", landscape(1024, 32)))
    assert one.pixels.shape == (128, 4096, 3)


class Idle(Tiler):
    """Tiles that nobody paints: what is held beside them can be measured in the size of 4K."""

    def painted(self, place: Place, large: Pixels, turn: Turn) -> Painted:
        """What was there."""
        return Painted(place.of(large).astype(np.float32), recipe())


def test_beside_two_pictures_rows_of_tiles_are_held(engine: DiffusionEngine) -> None:
    share = asked(card("sdxl"), "4x", PICTURE)
    engine.load(share.task.card)
    loaded = replace(engine.stock.loaded["sdxl"], card=card("sdxl", size=512))
    watch, gate = Watch([share]), Gate()
    tiler = Idle(loaded, Craft.REDRAW, Seat(0, share.task, 1), 4.0, watch, gate)
    large = np.random.default_rng(0).integers(0, 255, (4096, 4096, 3), np.uint8)
    tracemalloc.start()
    whole, _, tiles = in_tiles(tiler, large, Turn())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tiles == 81
    assert np.abs(whole.astype(int) - large).max() <= 1
    assert peak < large.nbytes + 4 * (512 * 4096 * 3 * 4)  # bytes of a row as floats


def test_progress_goes_over_all_tiles_and_shows_the_whole(engine: DiffusionEngine) -> None:
    steps = list[Step]()
    redrawn(engine, asked(card("z-image"), "2x", PICTURE, report=steps.append))
    assert [one.fraction for one in steps] == sorted(one.fraction for one in steps)
    assert steps[2].stage == "tile 2 of 15, step 1 of 2"
    assert 0.95 < steps[-1].fraction < 1
    begun, seen = steps[0].preview, steps[-2].preview
    assert begun is not None
    assert seen is not None
    assert seen.shape == (320, 480, 3)
    assert not np.array_equal(seen, begun)


def test_it_ends_at_the_step_after_nobody_wants_it(engine: DiffusionEngine) -> None:
    steps = list[Step]()

    def stop(step: Step) -> None:
        steps.append(step)
        if len(steps) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        redrawn(engine, asked(card("z-image"), "2x", PICTURE, report=stop))
    assert len(steps) == 3


@pytest.mark.parametrize("size", [(20, 12), (90, 33), (100, 20)], ids=str)
def test_pictures_of_any_size_come_out_as_large_as_asked(
    engine: DiffusionEngine, size: tuple[int, int]
) -> None:
    (one,) = redrawn(engine, asked(card("sdxl"), "2x", landscape(*size)))
    assert one.pixels.shape == (2 * size[1], 2 * size[0], 3)


def test_what_is_transparent_stays_so(engine: DiffusionEngine) -> None:
    alpha = np.zeros((64, 96), np.uint8)
    alpha[:, 48:] = 255
    (one,) = redrawn(engine, asked(card("sdxl"), "2x", np.dstack([landscape(96, 64), alpha])))
    assert (one.pixels[:, :90, 3].max(), one.pixels[:, 102:, 3].min()) == (0, 255)


def test_each_of_several_pictures_is_redrawn(engine: DiffusionEngine) -> None:
    several = asked(card("sdxl"), "2x", landscape(96, 64), landscape(64, 96))
    assert [one.pixels.shape for one in redrawn(engine, several)] == [(128, 192, 3), (192, 128, 3)]


@pytest.mark.parametrize(
    ("strength", "stage"),
    [(None, "step 1 of 6"), (0.5, "step 1 of 10"), (0.0, "step 1 of 1")],
    ids=["unsaid", "half", "none"],
)
def test_a_strength_says_how_far_back_it_goes(
    engine: DiffusionEngine, strength: float | None, stage: str
) -> None:
    steps = list[Step]()
    wanted = spec(intent=Intent.UPSCALE, prompt=Prompt("2x", strength=strength), count=1)
    slow = replace(card("sdxl", steps=20), name="slow")
    redrawn(engine, Share(Task(wanted, slow, (landscape(64, 48),)), (1,), steps.append))
    assert steps[0].stage == f"tile 1 of 1, {stage}"


def test_it_is_told_what_the_picture_was_drawn_from(engine: DiffusionEngine) -> None:
    made = list[Pixels]()
    for drawn in (None, Drawn("sdxl", "a fox", 7), Drawn("sdxl", "a ship at night", 7)):
        wanted = spec(intent=Intent.UPSCALE, prompt=Prompt("2x"), count=1, drawn=drawn)
        task = Task(wanted, card("sdxl"), (landscape(64, 48),))
        made += [one.pixels for one in redrawn(engine, Share(task, (1,), _ignore))]
    assert len({one.tobytes() for one in made}) == 3


def test_a_model_that_redraws_nothing_says_so(engine: DiffusionEngine) -> None:
    with pytest.raises(CannotDo, match="it does not redraw a picture part by part"):
        redrawn(engine, asked(card("flux2"), "2x", PICTURE))


def test_without_a_picture_it_asks_for_one(engine: DiffusionEngine) -> None:
    wanted = spec(intent=Intent.UPSCALE, prompt=Prompt("2x"), inputs=(), count=1)
    with pytest.raises(PictureNeeded):
        redrawn(engine, Share(Task(wanted, card("sdxl"), ()), (1,), _ignore))


async def test_a_model_that_enlarges_faithfully_goes_first(models: Path) -> None:
    swin = card_of("swin2sr", title="Swin2SR")
    async with shop(models, card("sdxl"), swin) as one:
        job = await one.made(card("sdxl"), "2x", PICTURE, intent=Intent.UPSCALE)
    (variant,) = job.variants
    assert variant.did == (
        "enlarged to 480 x 320 px by Swin2SR, its detail redrawn by Sdxl in 15 tiles"
    )
    assert variant.recipe is not None
    assert any(one.startswith("enlarged by Swin2SR ") for one in variant.recipe.switches)

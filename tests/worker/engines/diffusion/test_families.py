"""What holds for every family, tiny anywhere and as large as the real ones on a GPU."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np
import pytest
import torch

from core.catalogue import Intent
from core.errors import Cancelled
from tests.worker.engines.diffusion import full, tiny
from tests.worker.engines.diffusion.builds import REAL, Build, Kind, with_craft
from tests.worker.engines.diffusion.test_fitting import PARTS
from worker.engine import Pixels, Share, Step
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.machine import Machine


@pytest.fixture(scope="module")
def build(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    """A model, on this machine's device; a large one's folder goes before the next one comes."""
    kind: Kind = request.param
    models, machine = tmp_path_factory.mktemp("models"), Machine.here()
    kind.saved(models, machine)
    engine = DiffusionEngine(machine, models)
    yield Build(kind, engine)
    engine.close()
    rmtree(models)


@with_craft(Craft.WORDS)
def test_words_become_pictures(build: Build) -> None:
    first, second = build.pictures(build.share("a fox", 1, 2), bucket=2)
    assert first.shape == (build.side, build.side, 3)
    assert first.std() > 0
    assert not np.array_equal(first, second)


@with_craft(Craft.WORDS)
def test_a_picture_does_not_depend_on_who_shares_its_pass(build: Build) -> None:
    # So many tokens that a processor, too, computes passes of unlike lengths in unlike blocks.
    size: dict[str, Any] = {} if build.kind.real else {"width": 256, "height": 256}
    mine = build.share("a red fox in the snow", seed=5, **size)
    long = "a lighthouse on a cliff, waves, storm clouds, oil painting, " * 12
    words = enumerate(("a cat", long, ""))
    strangers = [build.share(one, seed=seed, **size) for seed, one in words]
    bucket, together = _last(build, [*strangers, mine], 4)
    (alone,) = build.pictures(mine, bucket=bucket)
    assert np.array_equal(together, alone)


@with_craft(Craft.WORDS)
def test_words_that_are_as_long_share_a_pass(build: Build) -> None:
    size: dict[str, Any] = {} if build.kind.real else {"width": 256, "height": 256}
    said = ("a red fox in the snow", "a tan dog in the snow", "a big cat in the sand")
    shares = [build.share(words, seed=seed, **size) for seed, words in enumerate(said, 5)]
    (alone,) = build.pictures(shares[-1], bucket=4)
    bucket, together = _last(build, shares, 4)
    assert bucket == 4
    assert np.array_equal(together, alone)


def _last(build: Build, shares: Sequence[Share], bucket: int) -> tuple[int, Pixels]:
    """Of what is rendered together, the last one's picture, and how many went through with it."""
    build.engine.load(build.kind.card)
    pieces = {piece.share: piece for piece in build.engine.render(shares, bucket)}
    rendered = pieces[len(shares) - 1].rendered
    assert rendered.recipe is not None
    return rendered.recipe.bucket, rendered.pixels


@with_craft(Craft.REFERENCES, Craft.REDRAW)
def test_a_picture_is_drawn_from_a_picture(build: Build) -> None:
    wanted = build.share("as an oil painting", pictured=True, intent=Intent.RESTYLE)
    (made,) = build.pictures(wanted)
    height, width = made.shape[:2]
    assert height < width
    assert height * width == pytest.approx(build.side**2, rel=0.1)


@with_craft(Craft.INPAINT, Craft.REFERENCES)
def test_outside_of_the_mask_nothing_changes(build: Build) -> None:
    picture, marks = build.picture, build.marks
    (made,) = build.pictures(
        build.share("a red ball", pictured=True, marks=marks, intent=Intent.EDIT)
    )
    assert np.array_equal(made[marks == 0], picture[marks == 0])
    assert not np.array_equal(made[marks > 0], picture[marks > 0])


@with_craft(Craft.FILM)
def test_a_clip_does_not_depend_on_who_shares_its_pass(build: Build) -> None:
    mine = build.share("waves", seed=5, intent=Intent.ANIMATE)
    stranger = build.share("a very long walk at night " * 5, seed=9, intent=Intent.ANIMATE)
    (alone,) = build.pictures(mine, bucket=2)
    *_, together = build.pictures(stranger, mine, bucket=2)
    assert np.array_equal(together, alone)


@with_craft(Craft.FILM)
def test_a_clip_from_words_has_any_ratio(build: Build) -> None:
    side = build.side
    wide, tall = side * 5 // 4 // 16 * 16, side * 3 // 4 // 16 * 16
    asked = build.share("waves", intent=Intent.ANIMATE, width=wide, height=tall)
    build.engine.load(build.kind.card)
    (piece,) = build.engine.render([asked], 1)
    made, grain = piece.rendered, FAMILIES[build.kind.family].grain
    height, width = made.pixels.shape[:2]
    assert (abs(width - wide) <= grain / 2, abs(height - tall) <= grain / 2) == (True, True)
    assert made.recipe is not None
    assert made.recipe.size == f"{width}x{height}"


@with_craft(Craft.FILM)
def test_no_frame_and_no_sound_of_a_clip_depends_on_who_shares_its_pass(build: Build) -> None:
    if FAMILIES[build.kind.family].alone:
        pytest.skip("nobody shares a pass of it")
    mine = build.share("waves", seed=5, intent=Intent.ANIMATE)
    stranger = build.share("a very long walk at night " * 5, seed=9, intent=Intent.ANIMATE)
    (alone,) = build.films(mine, bucket=2)
    other, together = build.films(stranger, mine, bucket=2)
    assert len(alone.frames) == (build.kind.card.extra or {})["frames"]
    assert np.array_equal(together.frames, alone.frames)
    assert all(map(np.any, together.frames != other.frames))  # each frame of the other is another
    assert (alone.sound is None) == (build.kind.family != "ltx2")
    if alone.sound is not None and other.sound is not None:
        assert alone.sound.std() > 0
        assert together.sound is not None
        assert np.array_equal(together.sound, alone.sound)
        assert not np.array_equal(together.sound, other.sound)


@with_craft(Craft.MOTION, Craft.FILM)
def test_a_picture_becomes_a_clip(build: Build) -> None:
    build.engine.load(build.kind.card)
    wanted = build.share("push in", pictured=True, intent=Intent.ANIMATE)
    (piece,) = build.engine.render([wanted], 1)
    clip, extra = piece.rendered.clip, build.kind.card.extra or {}
    assert clip is not None
    assert piece.rendered.pixels.shape == (clip.height, clip.width, 3)
    grain = FAMILIES[build.kind.family].grain
    assert (clip.width % grain, clip.height % grain) == (0, 0)
    assert clip.seconds == pytest.approx(extra["frames"] / extra["fps"])


@with_craft(Craft.WORDS)
def test_a_job_tells_its_steps(build: Build) -> None:
    steps: list[Step] = []
    build.pictures(build.share(report=steps.append))
    count = build.kind.card.steps
    assert [step.stage for step in steps] == [f"step {n + 1} of {count}" for n in range(count)]


@with_craft(Craft.WORDS)
def test_a_pass_that_nobody_wants_ends_at_its_next_step(build: Build) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        raise Cancelled

    with pytest.raises(Cancelled):
        build.pictures(build.share(report=stop))
    assert len(steps) == 1
    assert build.pictures(build.share())  # and the next one is not disturbed


# Billions of parameters of a model that is not in the table of the others.
SDXL = {"text_encoder": 0.123, "text_encoder_2": 0.695, "unet": 2.567, "vae": 0.084}


@pytest.mark.parametrize("family", REAL)
def test_a_model_at_full_size_has_the_parameters_of_the_real_one(family: str) -> None:
    known = PARTS.get(REAL[family])
    told = SDXL if known is None else {name: billions for name, (_, billions) in known.items()}
    pipeline = full.empty(family)
    found = {name: count / 1e9 for name, count in full.sizes(pipeline).items()}
    assert found == pytest.approx(told, rel=0.01, abs=0.001)
    modules = (part for part in pipeline.components.values() if isinstance(part, torch.nn.Module))
    assert all(one.is_meta for module in modules for one in module.parameters())


@pytest.mark.parametrize(
    ("family", "intent"), [("flux2-klein", Intent.IMAGINE), ("ltx2", Intent.ANIMATE)]
)
def test_a_model_that_was_begun_empty_is_filled_and_loads(
    family: str, intent: Intent, tmp_path: Path
) -> None:
    with torch.device("meta"):
        pipeline = tiny.BUILDERS[family]()
    full.saved(pipeline, tmp_path / family, torch.device("cpu"))
    one = Build(Kind(family), DiffusionEngine(Machine.cpu(), tmp_path))
    (made,) = one.pictures(one.share(intent=intent))
    assert made.std() > 0

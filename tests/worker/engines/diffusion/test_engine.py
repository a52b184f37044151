"""The diffusion engine on tiny models of the real classes, loaded as in production."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from core.catalogue import Intent, ModelCard
from core.errors import Cancelled, CannotDo
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Pixels, Report, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights, NoWeights

# As a distilled model is called; the default would skip a layer that a tiny one does not have.
UNGUIDED = {
    "frames": 9,
    "fps": 8,
    "call": {"stg_scale": 0.0, "modality_scale": 1.0, "spatio_temporal_guidance_blocks": [1]},
}
# What the cards of tiny models say beside the usual.
CARDS: Mapping[str, dict[str, Any]] = {
    "sdxl": {"steps": 2},
    "z-image": {"steps": 4},
    "flux2-klein": {"steps": 2, "references": 4},
    "flux-fill": {"steps": 2},
    "flux-kontext": {"steps": 2},
    "ltx2": {"steps": 2, "guidance": 1.0, "size": 32, "extra": UNGUIDED},
    "wan": {"steps": 2, "guidance": 1.0, "extra": {"frames": 9, "fps": 8}},
}
PICTURE = landscape(96, 64)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in CARDS:
        saved(family, folder / family)
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> DiffusionEngine:
    """An engine on this machine's device."""
    return DiffusionEngine(Machine.here(), models)


def card_of(family: str) -> ModelCard:
    """The card of a tiny model."""
    return diffusion_card(family, family=family, source=family, **CARDS[family])


def _ignore(step: Step) -> None:
    pass


def share(
    family: str, words: str = "a fox", *indices: int, report: Report = _ignore, **more: Any
) -> Share:
    """Some variants of a job."""
    indices = indices or (1,)
    card = card_of(family)
    values = {"inputs": (), "count": max(indices), "model": card.name, "prompt": Prompt(words)}
    pictures = (PICTURE,) if more.get("inputs") else ()
    marks = more.pop("marks", None)
    task = Task(spec(**values | more), card, pictures, marks)
    return Share(task, indices, report)


def rendered(engine: DiffusionEngine, shares: Sequence[Share], bucket: int) -> list[Pixels]:
    """The pictures of a pass."""
    engine.load(shares[0].task.card)
    return [piece.rendered.pixels for piece in engine.render(shares, bucket)]


def with_craft(*crafts: Craft) -> Any:
    """A case for each family that has one of these crafts."""
    found = [name for name in CARDS if set(crafts) & set(FAMILIES[name].pipelines)]
    return pytest.mark.parametrize("family", found)


@with_craft(Craft.WORDS)
def test_words_become_pictures(engine: DiffusionEngine, family: str) -> None:
    first, second = rendered(engine, [share(family, "a fox", 1, 2)], 2)
    assert first.shape == (64, 64, 3)
    assert not np.array_equal(first, second)


@with_craft(Craft.WORDS)
def test_a_picture_does_not_depend_on_who_shares_its_pass(
    engine: DiffusionEngine, family: str
) -> None:
    mine = share(family, "a red fox in the snow", seed=5)
    long = "a lighthouse on a cliff, waves, storm clouds, oil painting, " * 3
    strangers = [share(family, words, seed=seed) for seed, words in enumerate(("a cat", long, ""))]
    (alone,) = rendered(engine, [mine], 4)
    *_, together = rendered(engine, [*strangers, mine], 4)
    assert np.array_equal(together, alone)


@with_craft(Craft.WORDS)
def test_the_same_seed_gives_the_same_picture(engine: DiffusionEngine, family: str) -> None:
    first, again = (rendered(engine, [share(family, seed=11)], 1)[0] for _ in range(2))
    assert np.array_equal(first, again)


@with_craft(Craft.REFERENCES, Craft.REDRAW)
def test_a_picture_is_drawn_from_a_picture(engine: DiffusionEngine, family: str) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.RESTYLE}
    (made,) = rendered(engine, [share(family, "as an oil painting", **wanted)], 1)
    assert made.shape == (48, 80, 3)  # as many pixels as the square that the model is best at


@with_craft(Craft.INPAINT)
def test_outside_of_the_mask_nothing_changes(engine: DiffusionEngine, family: str) -> None:
    marks = np.zeros((64, 96), np.uint8)
    marks[20:44, 30:60] = 255
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.EDIT, "marks": marks}
    (made,) = rendered(engine, [share(family, "a red ball", **wanted)], 1)
    assert np.array_equal(made[marks == 0], PICTURE[marks == 0])
    assert not np.array_equal(made[marks > 0], PICTURE[marks > 0])


@with_craft(Craft.MOTION)
def test_a_picture_becomes_a_clip(engine: DiffusionEngine, family: str) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.ANIMATE}
    engine.load(card_of(family))
    (piece,) = engine.render([share(family, "push in", **wanted)], 1)
    clip = piece.rendered.clip
    assert clip is not None
    grain = FAMILIES[family].grain
    assert (clip.width % grain, clip.height % grain, clip.seconds) == (0, 0, 9 / 8)
    assert piece.rendered.pixels.shape == (clip.height, clip.width, 3)


def test_a_clip_has_the_sound_that_its_model_made(engine: DiffusionEngine) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.ANIMATE}
    engine.load(card_of("ltx2"))
    (piece,) = engine.render([share("ltx2", "waves", **wanted)], 1)
    assert piece.rendered.clip is not None
    with av.open(BytesIO(piece.rendered.clip.data)) as container:
        (sound,) = container.streams.audio
        assert (sound.rate, sound.channels) == (16_000, 2)


def test_a_job_tells_its_steps(engine: DiffusionEngine) -> None:
    steps: list[Step] = []
    rendered(engine, [share("z-image", report=steps.append)], 1)
    assert [step.stage for step in steps] == [f"step {n} of 4" for n in range(1, 5)]


def test_one_job_of_a_pass_is_cancelled_and_the_other_goes_on(engine: DiffusionEngine) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    engine.load(card_of("z-image"))
    shares = [share("z-image", report=stop), share("z-image")]
    assert [piece.share for piece in engine.render(shares, 2)] == [1]


def test_a_pass_that_nobody_wants_ends_at_its_next_step(engine: DiffusionEngine) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        raise Cancelled

    with pytest.raises(Cancelled):
        rendered(engine, [share("z-image", report=stop)], 1)
    assert len(steps) == 1
    assert rendered(engine, [share("z-image")], 1)  # and the next one is not disturbed


def test_a_model_that_makes_no_clips_says_so(engine: DiffusionEngine) -> None:
    with pytest.raises(CannotDo, match="it makes no clips"):
        rendered(engine, [share("sdxl", intent=Intent.ANIMATE, inputs=(asset(),))], 1)


def test_weights_that_are_not_there_are_named(engine: DiffusionEngine) -> None:
    with pytest.raises(NoWeights, match="`easel models pull absent` fetches them"):
        engine.load(diffusion_card("absent"))


def test_weights_that_are_damaged_are_named(models: Path, tmp_path: Path) -> None:
    folder = saved("sdxl", tmp_path / "sdxl")
    file = next((folder / "unet").glob("*.safetensors"))
    file.write_bytes(file.read_bytes()[:100])
    broken = DiffusionEngine(Machine.here(), tmp_path)
    with pytest.raises(BadWeights, match="Sdxl"):
        broken.load(card_of("sdxl"))


def test_a_model_takes_its_weights_and_gives_them_back(models: Path) -> None:
    engine, card = DiffusionEngine(Machine.here(), models), card_of("sdxl")
    assert engine.load(card) > 100_000
    engine.unload(card.name)
    with pytest.raises(KeyError):
        next(engine.render([share("sdxl")], 1))


def test_a_family_that_nobody_wrote_down_is_called_by_its_signature(
    engine: DiffusionEngine,
) -> None:
    unknown = replace(card_of("z-image"), name="new", family="new")
    engine.load(unknown)
    one = share("z-image")
    (piece,) = engine.render([replace(one, task=replace(one.task, card=unknown))], 1)
    assert np.array_equal(piece.rendered.pixels, rendered(engine, [one], 1)[0])

"""The diffusion engine on tiny models of the real classes, loaded as in production."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import torch

from core.catalogue import Intent, ModelCard
from core.errors import Cancelled, CannotDo, Unable
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Laying, Pixels, Rendered, Report, Share, Step, Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.filming import NotNumbers
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights, NoWeights, revision_of
from worker.residency import together

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
    "flux2": {"steps": 2, "references": 4},
    "flux2-klein": {"steps": 2, "references": 4},
    "flux-fill": {"steps": 2},
    "flux-kontext": {"steps": 2},
    "ltx2": {"steps": 2, "guidance": 1.0, "size": 32, "extra": UNGUIDED},
    "wan": {"steps": 2, "guidance": 1.0, "size": 32, "extra": {"frames": 5, "fps": 8}},
    "wan-ti2v": {"steps": 2, "guidance": 1.0, "size": 32, "extra": {"frames": 5, "fps": 8}},
    "wan-vace": {"steps": 2, "guidance": 1.0, "size": 32, "extra": {"frames": 5, "fps": 8}},
    "hunyuan-video-1.5": {"steps": 2, "extra": {"frames": 9, "fps": 8}},
}
REDRAWING = [name for name in CARDS if FAMILIES[name].kept is Craft.REDRAW]
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


def seconds_of(family: str) -> float:
    """How long the clips of a tiny model are."""
    return CARDS[family]["extra"]["frames"] / 8


def loaded_of(engine: DiffusionEngine, family: str) -> Loaded:
    """A tiny model, loaded as its engine has it."""
    engine.load(card_of(family))
    return engine.stock.loaded[family]


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
@pytest.mark.parametrize("bucket", [2, 4])
def test_a_picture_does_not_depend_on_what_a_stranger_does_not_want(
    engine: DiffusionEngine, family: str, bucket: int
) -> None:
    mine = share(family, "a red fox", seed=5)
    stranger = share(family, prompt=Prompt("a cat", negative="blurry, ugly"), seed=9)
    (alone,) = rendered(engine, [mine], bucket)
    _, hers = rendered(engine, [stranger, stranger], bucket)
    engine.load(card_of(family))
    pieces = [*engine.render([stranger, mine], bucket)]
    together = {piece.share: piece.rendered.pixels for piece in pieces}
    assert np.array_equal(together[1], alone)
    assert np.array_equal(together[0], hers)


@pytest.mark.parametrize("family", ["sdxl", "z-image"])
def test_what_a_person_does_not_want_reaches_the_model(
    engine: DiffusionEngine, family: str
) -> None:
    wanted = share(family, prompt=Prompt("a fox", negative="blurry, ugly"))
    (without,), (against,) = (rendered(engine, [one], 1) for one in (share(family), wanted))
    assert not np.array_equal(against, without)


@with_craft(Craft.WORDS)
def test_a_pass_has_as_many_samples_as_its_recipe_says(
    engine: DiffusionEngine, family: str
) -> None:
    made = call(loaded_of(engine, family), Craft.WORDS, [Seat(0, share(family).task, 1)], 4)
    assert made.recipe.bucket == 4
    assert len(made.arguments["prompt"]) == len(made.arguments["generator"]) == 4


@with_craft(Craft.WORDS)
def test_the_same_seed_gives_the_same_picture(engine: DiffusionEngine, family: str) -> None:
    first, again = (rendered(engine, [share(family, seed=11)], 1)[0] for _ in range(2))
    assert np.array_equal(first, again)


@with_craft(Craft.FILM)
def test_words_become_a_clip(engine: DiffusionEngine, family: str) -> None:
    engine.load(card_of(family))
    (piece,) = engine.render([share(family, "waves", intent=Intent.ANIMATE)], 1)
    assert piece.rendered.clip is not None
    assert piece.rendered.clip.seconds == seconds_of(family)


def marked(family: str, marks: np.ndarray, picture: Pixels) -> Share:
    """An edit of what is marked in a picture."""
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.EDIT, "marks": marks}
    one = share(family, "a red ball", **wanted)
    return replace(one, task=replace(one.task, inputs=(picture,)))


@with_craft(Craft.INPAINT)
def test_a_small_region_of_a_large_picture_gets_all_of_the_models_pixels(
    engine: DiffusionEngine, family: str
) -> None:
    picture = landscape(1600, 1200)
    marks = np.zeros((1200, 1600), np.uint8)
    marks[500:740, 900:1140] = 255  # 3 %
    seat = Seat(0, marked(family, marks, picture).task, 1)
    asked = call(loaded_of(engine, family), Craft.INPAINT, [seat], 1).arguments
    assert (asked["width"], asked["height"]) == (64, 64)
    mask = np.asarray(asked["mask_image"][0])
    assert mask.shape == (64, 64)
    assert 0.3 < (mask > 0).mean() < 0.5
    assert "padding_mask_crop" not in asked


CORNERS = {
    "a corner": (slice(0, 12), slice(0, 16)),
    "a column": (slice(None), slice(40, 41)),
    "a pixel": (slice(30, 31), slice(40, 41)),
    "everything": (slice(None), slice(None)),
}


@pytest.mark.parametrize("where", CORNERS.values(), ids=CORNERS)
@pytest.mark.parametrize("family", ["sdxl", "z-image"])
def test_regions_of_any_shape_are_painted_and_nothing_else(
    engine: DiffusionEngine, family: str, where: tuple[slice, slice]
) -> None:
    clear = np.dstack([PICTURE, np.full(PICTURE.shape[:2], 200, np.uint8)])
    marks = np.zeros((64, 96), np.uint8)
    marks[where] = 255
    (made,) = rendered(engine, [marked(family, marks, clear)], 1)
    assert np.array_equal(made[marks == 0], clear[marks == 0])
    assert (made[marks > 0][:, 3] > 200).all()  # it is there to be seen
    assert (made[marks > 0] != clear[marks > 0]).any(axis=-1).mean() > 0.8


@with_craft(Craft.INPAINT)
def test_variants_of_one_edit_depend_on_their_seeds_alone(
    engine: DiffusionEngine, family: str
) -> None:
    marks = np.zeros((64, 96), np.uint8)
    marks[20:44, 30:60] = 255
    one = replace(marked(family, marks, PICTURE), indices=(1, 2))
    first, second = rendered(engine, [one], 2)
    other = replace(one.task, spec=replace(one.task.spec, seed=one.task.spec.seed - 1))
    _, again = rendered(engine, [replace(one, task=other)], 2)
    assert not np.array_equal(first, second)
    assert np.array_equal(first, again)


def frames_of(made: Rendered) -> Pixels:
    """All pictures of a clip, (frames, height, width, 3)."""
    assert made.clip is not None
    with av.open(BytesIO(made.clip.data), "r") as container:
        frames = [one.to_ndarray(format="rgb24") for one in container.decode(video=0)]
    return np.asarray(frames, np.uint8)


@with_craft(Craft.MOTION)
def test_clips_of_one_picture_depend_on_their_seeds_alone(
    engine: DiffusionEngine, family: str
) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.ANIMATE}
    engine.load(card_of(family))
    clips: list[Pixels] = []  # whole ones, since a first frame may be the picture itself
    for seed in (8, 7):
        made = engine.render([share(family, "waves", 1, 2, seed=seed, **wanted)], 2)
        clips += [frames_of(piece.rendered) for piece in made]
    first, second, _, again = clips
    assert not np.array_equal(first, second)
    assert np.array_equal(first, again)


@with_craft(Craft.REFERENCES, Craft.REDRAW)
def test_variants_of_one_picture_depend_on_their_seeds_alone(
    engine: DiffusionEngine, family: str
) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.REFINE}
    first, second = rendered(engine, [share(family, "at night", 1, 2, seed=8, **wanted)], 2)
    _, again = rendered(engine, [share(family, "at night", 1, 2, seed=7, **wanted)], 2)
    assert not np.array_equal(first, second)
    assert np.array_equal(first, again)


def test_a_clip_has_the_sound_that_its_model_made(engine: DiffusionEngine) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.ANIMATE}
    engine.load(card_of("ltx2"))
    (piece,) = engine.render([share("ltx2", "waves", **wanted)], 1)
    assert piece.rendered.clip is not None
    with av.open(BytesIO(piece.rendered.clip.data)) as container:
        (sound,) = container.streams.audio
        assert (sound.rate, sound.channels) == (16_000, 2)


HUNYUAN: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.ANIMATE}


def test_a_model_whose_call_tells_no_steps_is_watched(engine: DiffusionEngine) -> None:
    steps: list[Step] = []
    rendered(engine, [share("hunyuan-video-1.5", report=steps.append, **HUNYUAN)], 1)
    assert [step.stage for step in steps] == ["step 1 of 2"]


def test_a_model_whose_call_tells_no_steps_is_cancelled_between_them(
    engine: DiffusionEngine,
) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        rendered(engine, [share("hunyuan-video-1.5", report=stop, **HUNYUAN)], 1)


def test_a_recipe_notes_what_would_change_the_bytes(engine: DiffusionEngine, models: Path) -> None:
    card = replace(card_of("sdxl"), extra={"call": {"guidance_rescale": 0.5}, "frames": 9})
    loaded = load(card, models / "sdxl", Machine.here())
    made = call(loaded, Craft.WORDS, [Seat(0, share("sdxl").task, 1)], 1).recipe
    assert (made.size, made.call) == ("64x64", ("guidance_rescale 0.5",))
    assert made.revision == revision_of(models / "sdxl")
    assert len(made.revision) >= 16


ODD = {"too small": (17, 16), "too small and long": (60, 9)}


@pytest.mark.parametrize("size", ODD.values(), ids=ODD)
def test_a_small_picture_is_enlarged_for_a_model_that_takes_none(
    engine: DiffusionEngine, size: tuple[int, int]
) -> None:
    one = share("flux2-klein", "at night", inputs=(asset(),), intent=Intent.RESTYLE)
    small = replace(one, task=replace(one.task, inputs=(landscape(*size),)))
    assert rendered(engine, [small], 1)


@pytest.mark.parametrize("intent", [Intent.RESTYLE, Intent.EDIT])
def test_a_picture_that_is_too_long_is_left_to_another_model(
    engine: DiffusionEngine, intent: Intent
) -> None:
    one = share("flux2-klein", "at night", inputs=(asset(),), intent=intent)
    long = replace(one, task=replace(one.task, inputs=(landscape(400, 20),)))
    with pytest.raises(Unable, match="up to 8:1, and this is 400 x 20 px"):
        rendered(engine, [long], 1)


def test_of_a_window_that_is_too_long_the_size_of_the_picture_is_told(
    engine: DiffusionEngine,
) -> None:
    marks = np.zeros((16, 320), np.uint8)
    marks[4:12, 120:200] = 255
    with pytest.raises(Unable, match="up to 8:1, and this is 320 x 16 px"):
        rendered(engine, [marked("flux2", marks, landscape(320, 16))], 1)


def test_an_edit_of_the_whole_comes_back_in_its_size(engine: DiffusionEngine) -> None:
    one = share("flux2-klein", "make the sky red", inputs=(asset(),), intent=Intent.EDIT)
    engine.load(card_of("flux2-klein"))
    (piece,) = engine.render([one], 1)
    assert piece.rendered.pixels.shape == PICTURE.shape
    assert "at 80 x 48 px and scaled to its size" in piece.rendered.did


@with_craft(Craft.INPAINT)
@pytest.mark.parametrize(("width", "height"), [(64, 128), (0, 0)], ids=["1:2", "farther"])
def test_another_frame_is_painted_around_a_picture(
    engine: DiffusionEngine, family: str, width: int, height: int
) -> None:
    if not width and Craft.REFERENCES in FAMILIES[family].pipelines:
        return  # it is told in words
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.REFRAME}
    one = share(family, "a wide beach", width=width, height=height, **wanted)
    engine.load(card_of(family))
    (piece,) = engine.render([one], 1)
    made = piece.rendered.pixels
    top, left = (made.shape[0] - 64) // 2, (made.shape[1] - 96) // 2
    assert made.shape[:2] == ((192, 96) if width else (96, 144))
    assert np.array_equal(made[top : top + 64, left : left + 96], PICTURE)
    assert piece.rendered.laying == Laying(corner=(-left, -top))  # a deep picture stays so
    assert "kept to the bit" in piece.rendered.did


def _lost(model: Any, inputs: Any, made: torch.Tensor) -> torch.Tensor:
    return made * float("nan")


def test_what_is_no_number_is_no_picture(engine: DiffusionEngine) -> None:
    engine.load(card_of("sdxl"))
    autoencoder = engine.stock.loaded["sdxl"].base.vae
    lost = autoencoder.decoder.register_forward_hook(_lost)
    try:
        with pytest.raises(NotNumbers):
            rendered(engine, [share("sdxl")], 1)
    finally:
        lost.remove()
    assert rendered(engine, [share("sdxl")], 1)


def test_weights_that_are_no_numbers_are_called_damaged(engine: DiffusionEngine) -> None:
    engine.load(card_of("sdxl"))
    weight = engine.stock.loaded["sdxl"].base.vae.decoder.conv_in.weight
    before = weight.detach().clone()
    with torch.no_grad():
        weight[0] = float("nan")
    try:
        with pytest.raises(BadWeights, match="damaged: what is no number in vae"):
            rendered(engine, [share("sdxl")], 1)
    finally:
        with torch.no_grad():
            weight.copy_(before)


def test_one_job_of_a_pass_is_cancelled_and_the_other_goes_on(engine: DiffusionEngine) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    engine.load(card_of("z-image"))
    shares = [share("z-image", report=stop), share("z-image")]
    assert [piece.share for piece in engine.render(shares, 2)] == [1]


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
    assert together((engine.load(card),)) > 100_000
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


def test_one_that_starts_from_words_alone_says_so(engine: DiffusionEngine) -> None:
    unknown = replace(card_of("z-image"), name="new", family="new")
    engine.load(unknown)
    one = marked("z-image", np.full((64, 96), 255, np.uint8), PICTURE)
    with pytest.raises(CannotDo, match="it starts from words alone"):
        next(engine.render([replace(one, task=replace(one.task, card=unknown))], 1))


@pytest.mark.parametrize("family", REDRAWING)
def test_a_variation_begins_with_the_latents_of_its_picture(
    engine: DiffusionEngine, family: str
) -> None:
    """An autoencoder of chance gives back nothing that it is given, so whoever encodes is far."""
    card = replace(card_of(family), name=f"slow {family}", steps=20)
    engine.load(card)
    asked = share(family, "a fox", seed=3)
    (first,) = engine.render([replace(asked, task=replace(asked.task, card=card))], 1)
    drawn = first.rendered
    again = spec(
        inputs=(asset(),),
        intent=Intent.VARY,
        count=1,
        model=family,
        seed=4,
        strength=0.05,
        prompt=Prompt("a fox"),
    )
    task = Task(again, card, (drawn.pixels,), kept=drawn.kept)
    encoded = replace(task, kept=b"")
    (with_them,), (without,) = (
        list(engine.render([Share(one, (1,), _ignore)], 1)) for one in (task, encoded)
    )
    engine.unload(card.name)
    near, far = (
        np.abs(one.rendered.pixels.astype(int) - drawn.pixels).mean()
        for one in (with_them, without)
    )
    assert near < far / 2
    recipes = with_them.rendered.recipe, without.rendered.recipe
    assert [one and one.switches for one in recipes] == [("begun with kept latents",), ()]


def test_latents_of_another_size_are_left_alone(engine: DiffusionEngine) -> None:
    engine.load(card_of("sdxl"))
    (first,) = engine.render([share("sdxl", "a fox")], 1)
    one = share("sdxl", "a fox", inputs=(asset(),), intent=Intent.VARY)
    kept = replace(one, task=replace(one.task, kept=first.rendered.kept))
    (with_them,), (without,) = rendered(engine, [kept], 1), rendered(engine, [one], 1)
    assert np.array_equal(with_them, without)


def test_another_craft_leaves_the_weights_in_their_precision(models: Path) -> None:
    half = replace(Machine.here(), precision=torch.bfloat16)
    loaded = load(card_of("z-image"), models / "z-image", half)
    loaded.pipeline(Craft.INPAINT)
    assert {one.dtype for one in loaded.base.transformer.parameters()} == {torch.bfloat16}

"""Wishes for a clip reach real pipelines: frames on their grid, an end, a loop, words, silence."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import av
import numpy as np
import pytest
import torch

from core.catalogue import Intent
from core.jobs import Scene
from core.motion import Camera, Clips, Motion
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset
from tests.worker.engines.diffusion.test_engine import card_of, frames_of, share
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Rendered, Share
from worker.engines.diffusion.calling import Call, Seat, call
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft, craft_of
from worker.engines.diffusion.machine import Machine

FAMILIES = ("ltx2", "wan", "wan-ti2v", "wan-vace")
ENDING = ("ltx2", "wan", "wan-vace")
CAN = Clips(longest=10.0, loop=True, last=True, sounds=("any",))
FPS = 8  # of the tiny cards


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine that has the tiny models of clips."""
    folder = tmp_path_factory.mktemp("models")
    for family in FAMILIES:
        saved(family, folder / family)
    return DiffusionEngine(Machine.here(), folder)


def wished(family: str, motion: Motion, *, pictures: int = 1, **more: Any) -> Share:
    """A clip of so many pictures, of a card that can do all that is wished."""
    inputs = tuple(asset(str(number)) for number in range(pictures))
    values: dict[str, Any] = {"intent": Intent.ANIMATE, "motion": motion, "inputs": inputs}
    one = share(family, "waves", **values | more)
    seen = (landscape(96, 64), landscape(96, 64)[:, ::-1].copy())[:pictures]
    return replace(one, task=replace(one.task, inputs=seen, card=replace(one.task.card, clips=CAN)))


def called(engine: DiffusionEngine, one: Share) -> Call:
    """What the pipeline of its model is called with."""
    engine.load(card_of(one.task.card.name))
    loaded = engine.stock.loaded[one.task.card.name]
    return call(loaded, craft_of(one.task, loaded.family), [Seat(0, one.task, 1)], 1)


def made(engine: DiffusionEngine, one: Share) -> Rendered:
    """What comes of it."""
    engine.load(card_of(one.task.card.name))
    (piece,) = engine.render([one], 1)
    return piece.rendered


@pytest.mark.parametrize(
    ("family", "seconds", "frames"),
    [
        # The tiny autoencoders take four frames as one, as Wan's does; LTX takes eight.
        pytest.param("ltx2", 2.0, 17, id="LTX"),
        pytest.param("ltx2", 1.4, 13, id="the nearest"),
        pytest.param("wan", 2.0, 17, id="Wan"),
        pytest.param("wan-ti2v", 0.4, 9, id="the shortest"),
        pytest.param("wan", 0.0, 5, id="as the card says"),
        pytest.param("wan", 99.0, 81, id="the longest"),
    ],
)
def test_a_length_is_frames_on_the_grid_of_the_model(
    engine: DiffusionEngine, family: str, seconds: float, frames: int
) -> None:
    made_call = called(engine, wished(family, Motion(seconds=seconds)))
    assert made_call.arguments["num_frames"] == frames


@pytest.mark.parametrize("family", FAMILIES)
def test_a_clip_lasts_as_long_as_was_asked(engine: DiffusionEngine, family: str) -> None:
    found = made(engine, wished(family, Motion(seconds=2.0)))
    assert found.clip is not None
    assert found.clip.seconds == 17 / FPS
    assert found.did == "2.1 s"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_clip_from_words_lasts_as_long(engine: DiffusionEngine, family: str) -> None:
    if family == "wan":
        pytest.skip("it starts from a picture")
    found = made(engine, wished(family, Motion(seconds=1.0), pictures=0))
    assert found.clip is not None
    assert found.clip.seconds == 9 / FPS


# Of a whole clip that is shown, one frame of the tiny autoencoder's does not tell in eight bits.
@pytest.mark.parametrize("family", [name for name in ENDING if name != "wan-vace"])
def test_the_picture_to_end_on_changes_the_clip(engine: DiffusionEngine, family: str) -> None:
    without = made(engine, wished(family, Motion()))
    ending = made(engine, wished(family, Motion(ends=True), pictures=2))
    assert frames_of(without).shape == frames_of(ending).shape
    assert not np.array_equal(frames_of(without), frames_of(ending))
    assert ending.did.endswith("ends on the other picture")
    assert ending.last is not None


@pytest.mark.parametrize("family", ENDING)
def test_both_ends_reach_the_pipeline(engine: DiffusionEngine, family: str) -> None:
    arguments = called(engine, wished(family, Motion(ends=True), pictures=2)).arguments
    if family == "ltx2":
        first, last = arguments["conditions"]
        assert (first.index, last.index) == (0, -1)
        ends = first.frames, last.frames
    elif family == "wan-vace":
        ends = arguments["video"][0], arguments["video"][-1]
        made = [np.asarray(one).any() for one in arguments["mask"]]
        assert made == [False, *[True] * (len(made) - 2), False]
    else:
        ends = arguments["image"], arguments["last_image"]
    assert ends[0].size == ends[1].size
    assert not np.array_equal(np.asarray(ends[0]), np.asarray(ends[1]))


@pytest.mark.parametrize("family", ENDING)
def test_a_loop_ends_where_it_begins_and_shows_that_once(
    engine: DiffusionEngine, family: str
) -> None:
    one = wished(family, Motion(seconds=1.0, loop=True))
    asked, found = called(engine, one).arguments["num_frames"], made(engine, one)
    assert craft_of(one.task, engine.stock.loaded[family].family) is Craft.BETWEEN
    assert len(frames_of(found)) == asked - 1
    assert (found.last, found.did) == (None, "1.0 s, a loop")


def test_a_clip_that_is_shown_begins_with_its_picture_and_makes_the_rest(
    engine: DiffusionEngine,
) -> None:
    arguments = called(engine, wished("wan-vace", Motion(seconds=1.0))).arguments
    frames, masks = arguments["video"], arguments["mask"]
    assert len(frames) == len(masks) == arguments["num_frames"] == 9
    assert [np.unique(np.asarray(one)).tolist() for one in frames[1:]] == [[128]] * 8
    assert [np.unique(np.asarray(one)).tolist() for one in masks] == [[0], *[[255]] * 8]
    seen: list[torch.Tensor] = []

    def look(model: object, positional: object, named: dict[str, Any]) -> None:
        seen.append(named["control_hidden_states"])

    one = wished("wan-vace", Motion(seconds=1.0))
    engine.load(card_of("wan-vace"))
    denoiser = engine.stock.loaded["wan-vace"].base.transformer
    hook = denoiser.register_forward_pre_hook(look, with_kwargs=True)
    for picture in (one.task.inputs[0], one.task.inputs[0][:, ::-1].copy()):
        made(engine, replace(one, task=replace(one.task, inputs=(picture,))))
    hook.remove()
    assert not torch.equal(seen[0], seen[-1])


def test_a_loop_from_words_alone_is_told_to_be_none(engine: DiffusionEngine) -> None:
    found = made(engine, wished("ltx2", Motion(loop=True), pictures=0))
    assert "no loop: a clip from words alone" in found.did


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "with its sound"])
def test_silence_is_kept(engine: DiffusionEngine, silent: bool) -> None:
    found = made(engine, wished("ltx2", Motion(silent=silent)))
    assert found.clip is not None
    with av.open(BytesIO(found.clip.data)) as container:
        assert bool(container.streams.audio) is not silent


def test_a_model_is_told_scene_words_and_camera(engine: DiffusionEngine) -> None:
    motion = Motion(camera=(Camera.PAN_LEFT,), words="the fox turns")
    one = wished("ltx2", motion, scene=Scene("a fox in the snow", "text"), prompt=Prompt("x"))
    arguments = called(engine, one).arguments
    assert arguments["prompt"] == ["a fox in the snow. the fox turns. Camera: pan left"]
    assert arguments["negative_prompt"] == ["text"]

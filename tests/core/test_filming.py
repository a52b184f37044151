"""A wish for a clip is fulfilled, goes to a model that can, or is told to be left out."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.filming import settled, told
from core.jobs import JobSpec, Scene
from core.motion import Camera, Clips, Motion, Sound
from core.prompts import Prompt
from tests.core.cards import card
from tests.core.requests import pictures, request, routed
from tests.values import spec

_BOTH = (Role.ANIMATE, Role.CINEMATIC)


def _films(name: str, clips: Clips, roles: tuple[Role, ...] = (Role.ANIMATE,)) -> ModelCard:
    return card(name, name.title(), roles, (Intent.ANIMATE,), clips=clips, seconds=60.0)


SILENT = _films("silent", Clips(), _BOTH)
LOOPING = _films("looping", Clips(loop=True, last=True), _BOTH)
LOUD = _films("loud", Clips(longest=10.0, sounds=("any",)))
STILL = _films(
    "still",
    Clips(
        2.0,
        3.5,
        8.0,
        (Camera.PAN, Camera.ORBIT),
        loop=True,
        last=True,
        sounds=("rain",),
        still=True,
    ),
)
CATALOGUE = Catalogue((SILENT, LOOPING, LOUD, STILL))
EVERY = frozenset(one.name for one in CATALOGUE)


def directed(motion: Motion, *running: str, count: int = 1, role: Role | None = None) -> JobSpec:
    """The job of a clip of so many pictures, where these models run."""
    wanted = request(Intent.ANIMATE, inputs=pictures(count), role=role)
    understood = replace(wanted.understood, motion=motion)
    wanted = replace(wanted, understood=understood)
    return routed(wanted, frozenset(running) or EVERY, CATALOGUE)


@pytest.mark.parametrize(
    ("motion", "model", "why"),
    [
        pytest.param(Motion(), "silent", "first of the models", id="no wish"),
        pytest.param(Motion(loop=True), "looping", "can make a loop", id="a loop"),
        pytest.param(Motion(seconds=8), "loud", "clips of that length", id="a length"),
        pytest.param(Motion(heard="with rain", sounds=(Sound.RAIN,)), "loud", "make that sound",
                     id="a sound"),
        pytest.param(Motion(loop=True, seconds=8), "looping", "can make a loop", id="one of two"),
        pytest.param(Motion(camera=(Camera.ROLL,)), "silent", "first of", id="words tell cameras"),
    ],
)  # fmt: skip
def test_the_model_that_leaves_least_open_is_taken(motion: Motion, model: str, why: str) -> None:
    made = directed(motion)
    assert made.model == model
    assert why in made.reason


def test_what_only_moves_the_camera_comes_last() -> None:
    made = directed(Motion(loop=True), "silent", "still")
    assert made.model == "silent"
    assert made.notes == ("no loop: Silent cannot end where it begins; Still can (--model still)",)


@pytest.mark.parametrize(
    ("motion", "running", "note"),
    [
        pytest.param(Motion(seconds=9), "silent",
                     "5 s instead of 9 s: clips of Silent have 1 to 5 s", id="too long"),
        pytest.param(Motion(seconds=1), "still",
                     "2 s instead of 1 s: clips of Still have 2 to 8 s", id="too short"),
        pytest.param(Motion(camera=(Camera.ROLL,)), "still",
                     "no “camera roll”: the camera of Still knows pan, orbit", id="a camera"),
        pytest.param(Motion(heard="with music"), "silent",
                     "could not: “with music”; Silent makes no sound", id="any sound"),
        pytest.param(Motion(heard="with the sound of wind", sounds=(Sound.WIND,)), "still",
                     "could not: “with the sound of wind”; Still makes the sound of rain only",
                     id="another sound"),
        pytest.param(Motion(ends=True), "silent",
                     "it ends on no other picture: that takes two, and one is here",
                     id="an end without a picture"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(motion: Motion, running: str, note: str) -> None:
    assert directed(motion, running).notes == (note,)


def test_silence_asks_for_no_sound() -> None:
    assert directed(Motion(heard="with music", silent=True), "silent").notes == ()


def test_a_picture_to_end_on_goes_to_a_model_that_takes_it() -> None:
    made = directed(Motion(ends=True), count=2)
    assert (made.model, len(made.inputs), made.notes) == ("looping", 2, ())


def test_a_picture_to_end_on_that_nobody_takes_is_told() -> None:
    made = directed(Motion(ends=True), "silent", count=2)
    assert len(made.inputs) == 1
    assert made.notes[0].startswith("the picture to end on was left out: Silent takes only the one")


def test_two_pictures_and_no_word_of_an_end_are_no_end() -> None:
    assert directed(Motion(), "looping", count=2).notes[0].startswith("only the first of 2")


def test_a_longer_clip_takes_a_longer_turn() -> None:
    usual, twice = directed(Motion(), "loud"), directed(Motion(seconds=10), "loud")
    assert (usual.estimate, twice.estimate) == (60, 120)


def test_a_model_does_what_it_can_of_the_wishes() -> None:
    wished = Motion(seconds=9, loop=True, ends=True, camera=(Camera.ROLL, Camera.PAN))
    assert settled(wished, SILENT) == replace(wished, seconds=5, loop=False, ends=False)
    assert settled(wished, STILL) == replace(wished, seconds=8, loop=False, camera=(Camera.PAN,))


def test_a_model_is_told_what_the_picture_shows() -> None:
    motion = Motion(camera=(Camera.PAN_LEFT,), words="the fox turns its head")
    scene = Scene("a fox in the snow", "text")
    wanted = spec(intent=Intent.ANIMATE, motion=motion, scene=scene)
    assert told(wanted, 1, LOUD) == ("a fox in the snow. the fox turns its head. Camera: pan left")


def test_a_clip_of_a_photo_is_told_by_its_words() -> None:
    wanted = spec(intent=Intent.ANIMATE, motion=Motion(), prompt=Prompt("animate it"))
    assert told(wanted, 1, LOUD) == "animate it"

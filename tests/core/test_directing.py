"""A clip is directed anew: by buttons under it, and by words that reply to it."""

from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent, Role
from core.jobs import Job, JobSpec, Variant
from core.motion import Camera, Motion, Sound
from core.prompts import Prompt
from tests.core.talk import Talk, job_of, reply_of
from tests.values import asset

SNOW = Motion(3.0, (Camera.PAN_LEFT,), ("pan left",), words="snow, pan left")


async def filmed(talk: Talk, motion: Motion = SNOW, *, closed: bool = False) -> Job:
    """A clip of a photo."""
    await talk.worker()
    begun = await talk.made()
    last = None if closed else asset("its last frame")
    moving = asset("clip", seconds=3.0)
    spec = replace(
        begun.spec,
        intent=Intent.ANIMATE,
        seed=7,
        role=Role.ANIMATE,
        prompt=Prompt("snow, pan left, 3 s"),
        inputs=(asset("photo"),),
        motion=motion,
    )
    made = replace(begun, spec=spec, variants=(Variant(1, 7, moving, last=last),), grid=None)
    talk.memory.jobs[made.id] = made
    return made


async def pressed(option: str) -> JobSpec:
    """What a button under a clip begins."""
    talk = Talk()
    clip = await filmed(talk)
    job = job_of(await talk.say(action=Action(Verb.ANIMATE, clip.id, 1, option).pack()))
    assert job.spec.lineage is not None
    assert (job.spec.intent, job.spec.lineage.job) == (Intent.ANIMATE, clip.id)
    return job.spec


@pytest.mark.parametrize(
    ("option", "motion"),
    [
        pytest.param("longer", replace(SNOW, seconds=6.0), id="longer"),
        pytest.param("loop", replace(SNOW, loop=True), id="a loop"),
        pytest.param("orbit", replace(SNOW, camera=(Camera.ORBIT,), cues=("orbit",),
                                      words="snow, orbit"), id="another camera"),
    ],
)  # fmt: skip
async def test_a_button_changes_what_it_says(option: str, motion: Motion) -> None:
    spec = await pressed(option)
    assert spec.motion == motion
    assert (spec.inputs, spec.seed) == ((asset("photo"),), 7)
    assert spec.reason.startswith("you pressed")


async def test_a_clip_goes_on_from_its_last_frame() -> None:
    spec = await pressed("on")
    assert spec.inputs == (asset("its last frame"),)


async def test_a_loop_has_no_end_to_go_on_from() -> None:
    talk = Talk()
    clip = await filmed(talk, closed=True)
    reply = reply_of(await talk.say(action=Action(Verb.ANIMATE, clip.id, 1, "on").pack()))
    assert reply.error == "NoEnd"


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        pytest.param("pan right", "camera", (Camera.PAN_RIGHT,), id="a camera"),
        pytest.param("länger", "seconds", 6.0, id="length, in German"),
        pytest.param("en boucle", "loop", True, id="a loop, in French"),
        pytest.param("con el sonido del mar", "sounds", (Sound.SEA,), id="a sound, in Spanish"),
    ],
)
async def test_words_direct_the_clip_that_they_reply_to(
    words: str, field: str, value: object
) -> None:
    talk = Talk()
    clip = await filmed(talk)
    spec = job_of(await talk.say(words, reply_to=clip.id)).spec
    assert getattr(spec.motion, field) == value
    assert (spec.intent, spec.prompt.words) == (Intent.ANIMATE, clip.spec.prompt.words)


async def test_words_that_say_what_moves_make_another_clip() -> None:
    talk = Talk()
    clip = await filmed(talk)
    spec = job_of(await talk.say("animate it, the fox runs", reply_to=clip.id)).spec
    assert spec.prompt.words == "animate it, the fox runs"

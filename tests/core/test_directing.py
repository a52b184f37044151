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


@pytest.mark.parametrize("replying", [True, False], ids=["in reply", "behind it"])
@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        pytest.param("orbit around it, cinematic, 3 seconds, no sound", 3.0, id="a list"),
        pytest.param("animate 1, 20 seconds, orbit", 20.0, id="its number"),
        pytest.param("umkreise es, filmisch, 3 Sekunden, ohne Ton", 3.0, id="in German"),
        pytest.param("orbite autour, lentement, 3 secondes", 3.0, id="in French"),
        pytest.param("órbita alrededor de eso, cinematográfico, 3 segundos", 3.0, id="in Spanish"),
    ],
)
async def test_a_list_of_directions_is_of_the_clip(
    words: str, seconds: float, replying: bool
) -> None:
    talk = Talk()
    clip = await filmed(talk)
    spec = job_of(await talk.say(words, reply_to=clip.id if replying else "")).spec
    assert (spec.inputs, spec.prompt.words) == ((asset("photo"),), clip.spec.prompt.words)
    assert spec.motion is not None
    assert (spec.motion.seconds, spec.motion.camera) == (seconds, (Camera.ORBIT,))
    assert spec.motion.rest.strip(" ,") == "snow"


async def test_a_length_keeps_the_camera() -> None:
    talk = Talk()
    clip = await filmed(talk)
    spec = job_of(await talk.say("cinematic, 4 seconds", reply_to=clip.id)).spec
    assert spec.motion is not None
    assert (spec.motion.seconds, spec.motion.camera) == (4.0, SNOW.camera)
    assert spec.motion.rest.strip(" ,") == "snow"


async def test_directions_behind_a_picture_animate_it() -> None:
    talk = Talk()
    await talk.worker()
    made = await talk.made()
    spec = (await talk.begin("cinematic, pan left, 3 seconds")).spec
    assert (spec.intent, spec.lineage and spec.lineage.job) == (Intent.ANIMATE, made.id)


async def test_directions_for_something_new_are_no_directions() -> None:
    talk = Talk()
    await filmed(talk)
    spec = (await talk.begin("a lighthouse at dusk, cinematic, pan left")).spec
    assert spec.lineage is None

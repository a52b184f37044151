"""A series in a conversation: of words, of pictures, of a result; and what goes on from a cell."""

import pytest

from core.actions import Verb
from core.catalogue import Intent, Role
from core.errors import EaselError
from core.series import NoScenes
from tests.core.talk import Talk, job_of, photo, reply_of

SCENES = "in the snow | at sea | in a city"
WORDS = f"the same fox in three scenes: {SCENES}"
EACH = ("in the snow", "at sea", "in a city")


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def test_words_alone_are_drawn_once_for_each_scene(talk: Talk) -> None:
    spec = job_of(await talk.say(WORDS)).spec
    assert (spec.intent, spec.count, spec.prompt.scenes) == (Intent.IMAGINE, 3, EACH)
    assert [spec.words_of(index) for index in (1, 2, 3)] == [f"fox {one}" for one in EACH]


async def test_all_scenes_have_one_seed(talk: Talk) -> None:
    spec = job_of(await talk.say(f"{WORDS} --seed 7")).spec
    assert {spec.seed_of(index) for index in (1, 2, 3)} == {7}


async def test_pictures_are_references_for_every_scene(talk: Talk) -> None:
    spec = job_of(await talk.say(WORDS, photo("teal"), photo("red"))).spec
    assert (spec.intent, spec.role, spec.each) == (Intent.REFINE, Role.CONSISTENT, False)
    assert [len(spec.inputs_of(index)) for index in (1, 2, 3)] == [2, 2, 2]
    assert spec.words_of(2) == "the same fox at sea"


async def test_a_reply_names_the_one_of_a_grid(talk: Talk) -> None:
    grid = await talk.made()
    spec = job_of(await talk.say(f"3 in three scenes: {SCENES}", reply_to=grid.id)).spec
    assert spec.inputs == (grid.variants[2].asset,)
    assert [spec.words_of(index) for index in (1, 2, 3)] == list(EACH)


async def test_the_same_is_what_was_just_made(talk: Talk) -> None:
    grid = await talk.made()
    spec = job_of(await talk.say(WORDS)).spec
    assert spec.lineage is not None
    assert (spec.lineage.job, spec.intent) == (grid.id, Intent.REFINE)


async def test_a_named_series_is_something_new(talk: Talk) -> None:
    await talk.made()
    spec = job_of(await talk.say(f"series: a red fox: {SCENES}")).spec
    assert (spec.lineage, spec.intent) == (None, Intent.IMAGINE)


async def test_without_scenes_they_are_asked_for(talk: Talk) -> None:
    reply = reply_of(await talk.say("series"))
    assert EaselError.registry[reply.error] is NoScenes


async def test_scenes_beyond_nine_are_said_to_be_left_out(talk: Talk) -> None:
    words = "; ".join(f"at place {number}" for number in range(1, 11))
    spec = job_of(await talk.say(f"series: a fox: {words}")).spec
    assert (spec.count, spec.notes) == (
        9,
        ("only the first 9 of 10 scenes, without “at place 10”",),
    )


async def test_a_cell_varies_by_its_own_words(talk: Talk) -> None:
    done = await talk.end(job_of(await talk.say(WORDS)))
    spec = job_of(await talk.press(Verb.VARY, done, 2)).spec
    assert (spec.prompt.words, spec.prompt.scenes) == ("fox at sea", ())


async def test_the_same_again_after_a_restart_keeps_its_scenes(talk: Talk) -> None:
    done = await talk.end(job_of(await talk.say(WORDS)))
    talk.restart()
    spec = job_of(await talk.press(Verb.MORE, done)).spec
    assert (spec.prompt.scenes, spec.count) == (EACH, 3)
    assert job_of(await talk.say("more --n 4", reply_to=done.id)).spec.count == 3


async def test_each_picture_says_its_scene(talk: Talk) -> None:
    reply = talk.shown(await talk.end(job_of(await talk.say(WORDS))))
    assert [one.alt for one in reply.files] == [
        "Variant 1: fox in the snow",
        "Variant 2: fox at sea",
        "Variant 3: fox in a city",
    ]


@pytest.mark.parametrize("intent", [Intent.COMPARE, Intent.EDIT, Intent.ANIMATE], ids=str)
async def test_other_commands_are_what_they_say(talk: Talk, intent: Intent) -> None:
    spec = job_of(await talk.say(WORDS, photo(), intent=intent)).spec
    assert (spec.intent, spec.prompt.scenes) == (intent, ())


async def test_to_imagine_is_to_draw_a_series(talk: Talk) -> None:
    spec = job_of(await talk.say(WORDS, intent=Intent.IMAGINE)).spec
    assert (spec.intent, spec.count) == (Intent.IMAGINE, 3)

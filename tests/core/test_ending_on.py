"""A clip from a numbered variant to a picture that comes with the words, or is replied to."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent
from core.ending_on import WhichEnds
from core.errors import EaselError, NothingToSelect
from core.filming import ALONE
from core.jobs import Asset, Job
from core.motion import Clips
from tests.core.cards import CLASSICAL, MOVER, PAINTER
from tests.core.talk import Talk, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation where a model runs that can be given both ends."""
    mover = replace(MOVER, clips=Clips(last=True))
    talk = Talk(catalogue=Catalogue((PAINTER, mover, CLASSICAL)))
    await talk.worker()
    return talk


def shown(job: Job, number: int) -> Asset:
    """The picture of a variant, 1-based."""
    found = job.variant(number)
    assert found is not None
    return found.asset


TO_THIS = {
    "animate 2 and end on this": 2,
    "animate from 3 to this picture": 3,
    "animate the second one, ending on this picture": 2,
    "animate 2 with this as the last frame": 2,
    "animate 2, 5 seconds, and end on this": 2,
    "animiere 2 und ende mit diesem Bild": 2,
    "animiere von 3 zu diesem Bild": 3,
    "anime le 2 et termine sur cette image": 2,
    "anima el 2 y termina en esta imagen": 2,
}


@pytest.mark.parametrize(("words", "number"), TO_THIS.items(), ids=TO_THIS)
async def test_a_variant_begins_and_what_came_with_the_words_ends(
    talk: Talk, words: str, number: int
) -> None:
    grid = await talk.made()
    spec = (await talk.begin(words, photo("green"))).spec
    (sent,) = (await talk.begin("describe this", photo("green"))).spec.inputs
    assert spec.inputs == (shown(grid, number), sent)
    assert spec.lineage is not None
    assert (spec.intent, spec.lineage.variants, spec.said) == (Intent.ANIMATE, (number,), words)
    assert spec.motion is not None
    assert spec.motion.ends


FROM_THIS = ("animate this and end on 2", "animate this, last frame 2")


@pytest.mark.parametrize("words", FROM_THIS)
async def test_what_came_with_the_words_begins(talk: Talk, words: str) -> None:
    grid = await talk.made()
    spec = (await talk.begin(words, photo("green"))).spec
    assert spec.inputs[1] == shown(grid, 2)
    assert len(spec.inputs) == 2


async def test_the_picture_that_is_replied_to_ends_a_clip_of_another_result(talk: Talk) -> None:
    grid = await talk.made()
    single = await talk.made("upscale it", photo("red"))
    spec = (await talk.begin("animate 2 and end on this", reply_to=single.id)).spec
    assert spec.inputs == (shown(grid, 2), shown(single, 1))


async def test_an_opened_variant_ends_a_clip_of_another_one(talk: Talk) -> None:
    grid = await talk.made()
    spec = (await talk.begin("animate 2 and end on this", reply_to=grid.id, variant=3)).spec
    assert spec.inputs == (shown(grid, 2), shown(grid, 3))


@pytest.mark.parametrize("other", [False, True], ids=["of its own grid", "of another one"])
async def test_of_a_grid_it_cannot_be_told_which_is_meant(talk: Talk, other: bool) -> None:
    grid = await talk.made()
    if other:
        await talk.made("make it noir", photo("red"))
    reply = reply_of(await talk.say("animate 2 and end on this", reply_to=grid.id))
    assert EaselError.registry[reply.error] is WhichEnds


async def test_a_number_that_there_is_not_is_told(talk: Talk) -> None:
    await talk.made()
    reply = reply_of(await talk.say("animate 7 and end on this", photo("green")))
    assert EaselError.registry[reply.error] is NothingToSelect


BOTH = {"animate 1, last frame 4": (1, 4), "animate 2, ending on 3": (2, 3)}


@pytest.mark.parametrize("opened", [0, 3], ids=["the grid", "an opened variant"])
@pytest.mark.parametrize(("words", "numbers"), BOTH.items(), ids=BOTH)
async def test_two_numbers_are_of_one_result(
    talk: Talk, words: str, numbers: tuple[int, int], opened: int
) -> None:
    grid = await talk.made()
    spec = (await talk.begin(words, reply_to=grid.id, variant=opened)).spec
    assert spec.inputs == tuple(shown(grid, number) for number in numbers)


WITHOUT_A_NUMBER = (
    "end on this",
    "animate it and end on this picture",
    "ende mit diesem Bild",
    "termine sur cette image",
    "termina en esta imagen",
)


@pytest.mark.parametrize("words", WITHOUT_A_NUMBER)
async def test_the_latest_picture_begins_where_none_is_named(talk: Talk, words: str) -> None:
    single = await talk.made("upscale it", photo("red"))
    spec = (await talk.begin(words, photo("green"))).spec
    (sent,) = (await talk.begin("describe this", photo("green"))).spec.inputs
    assert spec.inputs == (shown(single, 1), sent)
    assert spec.motion is not None
    assert spec.motion.ends
    assert any(note.startswith("made from the latest result here") for note in spec.notes)


async def test_of_a_grid_the_first_begins_where_none_is_named(talk: Talk) -> None:
    grid = await talk.made()
    spec = (await talk.begin("end on this", photo("green"))).spec
    assert spec.inputs[0] == shown(grid, 1)
    assert any("begin with another number" in note for note in spec.notes)


async def test_where_nothing_is_here_there_is_one_picture(talk: Talk) -> None:
    spec = (await talk.begin("end on this", photo("green"))).spec
    assert len(spec.inputs) == 1
    assert ALONE in spec.notes


@pytest.mark.parametrize("words", ["animate this", "animate 2 dogs"])
async def test_without_a_number_and_an_end_it_is_of_what_came(talk: Talk, words: str) -> None:
    await talk.made()
    spec = (await talk.begin(words, photo("green"))).spec
    assert (len(spec.inputs), spec.lineage) == (1, None)

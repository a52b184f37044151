"""Formats in a conversation: by words, by a button, and after what they are called."""

import pytest

from core.actions import Action, Verb
from core.attachments import Attachment
from core.catalogue import Intent
from core.formats import FORMATS
from core.sources import OF_THE_SET
from tests.core.talk import Talk, job_of, photo


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def test_a_button_makes_all_of_one_variant(talk: Talk) -> None:
    grid = await talk.made()
    job = job_of(await talk.press(Verb.FORMATS, grid, 3))
    assert (job.spec.intent, job.spec.count) == (Intent.FORMATS, len(FORMATS))
    assert job.spec.formats == tuple(FORMATS)
    assert job.spec.inputs == (grid.variants[2].asset,)


@pytest.mark.parametrize(
    ("words", "formats"),
    [
        pytest.param("make all formats", tuple(FORMATS), id="all"),
        pytest.param("a hero, a square and a story", ("hero", "square", "story"), id="some"),
        pytest.param("make me a favicon", ("favicon",), id="one"),
        pytest.param(
            "16:9, 4:5 and a transparent PNG",
            ("hero", "portrait", "transparent"),
            id="a ratio that stands apart",
        ),
        pytest.param("16:9, a square", ("hero", "square"), id="a ratio and one more"),
        pytest.param("for instagram and tiktok", ("portrait", "story"), id="platforms"),
    ],
)
async def test_words_name_them(talk: Talk, words: str, formats: tuple[str, ...]) -> None:
    job = job_of(await talk.say(words, photo()))
    assert (job.spec.formats, job.spec.count) == (formats, len(formats))


async def test_words_alone_mean_the_latest_result(talk: Talk) -> None:
    grid = await talk.made()
    job = job_of(await talk.say("give me a hero, a square and a story"))
    assert job.spec.lineage is not None
    assert job.spec.lineage.job == grid.id


@pytest.mark.parametrize(
    "words", ["gib mir Hero, Quadrat und Story", "make me a favicon", "donne-moi tous les formats"]
)
async def test_more_formats_are_of_what_the_set_was_made_of(talk: Talk, words: str) -> None:
    """Not of the hero, which is a crop of it."""
    grid = await talk.made()
    hero = await talk.end(job_of(await talk.press(Verb.FORMATS, grid, 2)))
    again = job_of(await talk.say(words))
    assert (again.spec.inputs, again.spec.lineage) == (hero.spec.inputs, hero.spec.lineage)
    assert OF_THE_SET in again.spec.notes


async def test_a_format_that_is_named_is_what_more_are_made_of(talk: Talk) -> None:
    grid = await talk.made()
    made = await talk.end(job_of(await talk.press(Verb.FORMATS, grid, 2)))
    again = job_of(await talk.say("2, make all formats of it"))
    assert again.spec.inputs == (made.variants[1].asset,)


async def test_more_formats_are_called_as_those_before(talk: Talk) -> None:
    await talk.end(job_of(await talk.say("all formats", attachments=(called("red_teapot.png"),))))
    assert job_of(await talk.say("hero and story")).spec.stem == "red-teapot"


async def test_only_the_first_of_several_pictures(talk: Talk) -> None:
    job = job_of(await talk.say("all formats", photo("teal"), photo("red")))
    assert len(job.spec.inputs) == 1
    assert job.spec.notes == ("only the first of 2 pictures: a set of formats is of one",)


async def test_files_are_called_after_what_was_drawn(talk: Talk) -> None:
    drawn = await talk.end(job_of(await talk.say("draw a red teapot on a table")))
    dark = await talk.end(job_of(await talk.press(Verb.EDIT, drawn, 2, words="make it darker")))
    assert job_of(await talk.press(Verb.FORMATS, dark, 1)).spec.stem == "red-teapot"


async def test_words_of_a_change_name_no_file(talk: Talk) -> None:
    dark = await talk.end(job_of(await talk.say("make it much darker", photo())))
    assert job_of(await talk.press(Verb.FORMATS, dark, 1)).spec.stem == "picture"


def called(name: str) -> Attachment:
    """A picture in a file of that name."""
    return Attachment(name, photo())


async def test_files_are_called_after_the_file_that_was_sent(talk: Talk) -> None:
    sent = (called("Red Teapot (2).JPG"),)
    assert job_of(await talk.say("all formats", attachments=sent)).spec.stem == "red-teapot"


async def test_and_so_are_those_of_what_was_made_of_it(talk: Talk) -> None:
    sent = (called("red_teapot.png"),)
    dark = await talk.end(job_of(await talk.say("make it darker", attachments=sent)))
    assert job_of(await talk.press(Verb.FORMATS, dark, 1)).spec.stem == "red-teapot"


async def test_and_so_are_those_of_a_picture_whose_text_was_mended(talk: Talk) -> None:
    begun = job_of(await talk.say("fix the text", attachments=(called("red_teapot.png"),)))
    read = await talk.end(begun, text="Which line is wrong?", lines=("SUMER SALE",))
    line = Action(Verb.TEXT, read.id, option="1").pack()
    mended = await talk.end(job_of(await talk.say("SUMMER SALE", action=line)))
    assert job_of(await talk.press(Verb.FORMATS, mended, 1)).spec.stem == "red-teapot"


async def test_a_name_in_quotes_comes_first(talk: Talk) -> None:
    sent = (called("red_teapot.png"),)
    job = job_of(await talk.say("all formats “Summer sale!”", attachments=sent))
    assert job.spec.stem == "summer-sale"


async def test_a_picture_that_nobody_named(talk: Talk) -> None:
    job = job_of(await talk.say("all formats", photo()))
    assert job.spec.stem == "picture"


async def test_one_edit_of_all_formats_is_the_same_for_each(talk: Talk) -> None:
    formats = await talk.made("a hero, a square and a story", photo())
    spec = job_of(await talk.say("make it warmer")).spec
    assert spec.inputs == tuple(one.asset for one in formats.variants)
    assert len({spec.seed_of(index) for index in (1, 2, 3)}) == 1

"""Going on from a step with words in the same message."""

import pytest

from core.catalogue import Intent
from core.errors import NothingToUndo
from core.steps import NoSuchStep, NotAStep
from tests.core.talk import Talk, photo, reply_of

EDITS = ("remove the red cup", "make the lamp blue", "remove the plant")


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def pictures(talk: Talk) -> list[str]:
    """Of a photo and three edits of it, one after another."""
    job = await talk.made(f"{EDITS[0]} --n 1", photo())
    made = [job.spec.inputs[0].sha256, job.variants[0].asset.sha256]
    for words in EDITS[1:]:
        job = await talk.end(await talk.begin(f"{words} --n 1", reply_to=job.id))
        made.append(job.variants[0].asset.sha256)
    return made


@pytest.mark.parametrize(
    ("words", "step", "intent", "said"),
    [
        ("step 2 as a pencil drawing", 2, Intent.RESTYLE, "as a pencil drawing"),
        ("branch from step 1: as pop art --n 1", 1, Intent.RESTYLE, "as pop art"),
        ("go back to step 2 and make it blue", 2, Intent.EDIT, "make it blue"),
        ("from step 0, make it a comic", 0, Intent.RESTYLE, "make it a comic"),
        ("undo that and make it warmer", 2, Intent.EDIT, "make it warmer"),
        ("undo the lamp, then at night", 1, Intent.RESTYLE, "at night"),
        ("undo everything and make it blue", 0, Intent.EDIT, "make it blue"),
        ("upscale step 1", 1, Intent.UPSCALE, "upscale it"),
        ("zurück zu Schritt 1 und mach es blau", 1, Intent.EDIT, "mach es blau"),
    ],
)
async def test_it_is_made_from_that_step(
    talk: Talk, words: str, step: int, intent: Intent, said: str
) -> None:
    made = await pictures(talk)
    spec = (await talk.begin(words)).spec
    assert [one.sha256 for one in spec.inputs] == [made[step]]
    assert (spec.intent, spec.prompt.words) == (intent, said)


async def test_the_reply_tells_the_step(talk: Talk) -> None:
    await pictures(talk)
    notes = (await talk.begin("step 2 as a comic")).spec.notes
    assert "made from step 2 of 3: edit “make the lamp blue”" in notes


async def test_it_goes_on_from_what_was_made_of_the_step(talk: Talk) -> None:
    made = await pictures(talk)
    await talk.end(await talk.begin("step 1 as a comic --n 1"))
    back = reply_of(await talk.say("undo"))
    assert back.shown[0].asset.sha256 == made[1]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("step 9 as a comic", NoSuchStep),
        ("upscale step 9", NoSuchStep),
        ("undo the elephant and make it blue", NotAStep),
    ],
)
async def test_of_no_such_step_nothing_is_made(
    talk: Talk, words: str, error: type[Exception]
) -> None:
    await pictures(talk)
    assert reply_of(await talk.say(words)).error == error.__name__


async def test_where_nothing_was_made_there_is_nothing_to_go_back_to(talk: Talk) -> None:
    reply = reply_of(await talk.say("go back to step 2 and make it blue"))
    assert reply.error == NothingToUndo.__name__


@pytest.mark.parametrize("words", ["step 2 as a comic", "step 2: make a cake"])
async def test_where_nothing_was_made_a_step_is_a_picture(talk: Talk, words: str) -> None:
    assert (await talk.begin(words)).spec.prompt.words == words


async def test_something_new_needs_no_step(talk: Talk) -> None:
    await pictures(talk)
    spec = (await talk.begin("start over: draw a castle")).spec
    assert (spec.intent, spec.inputs, spec.prompt.words) == (Intent.IMAGINE, (), "draw a castle")


async def test_a_reason_makes_nothing(talk: Talk) -> None:
    made = await pictures(talk)
    back = reply_of(await talk.say("undo that, it's too dark"))
    assert back.shown[0].asset.sha256 == made[2]


async def test_a_picture_that_comes_with_the_words_is_meant(talk: Talk) -> None:
    made = await pictures(talk)
    spec = (await talk.begin("step 2 as a comic", photo("gold"))).spec
    assert spec.inputs[0].sha256 not in made


async def test_a_refused_picture_gives_way_to_the_step(talk: Talk) -> None:
    made = await pictures(talk)
    await talk.say("as a watercolour --rato 1:1", photo("gold"))
    spec = (await talk.begin("step 2 as a comic")).spec
    assert spec.inputs[0].sha256 == made[2]


async def test_variations_of_the_first_picture_are_of_it(talk: Talk) -> None:
    made = await pictures(talk)
    spec = (await talk.begin("variations of step 0")).spec
    assert (spec.intent, spec.inputs[0].sha256) == (Intent.VARY, made[0])

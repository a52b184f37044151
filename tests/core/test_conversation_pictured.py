"""Vague words beside pictures: something is made of them, and buttons say what else could be."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Catalogue, Intent
from core.jobs import JobSpec
from tests.core.cards import CLASSICAL
from tests.core.talk import Talk, coach, job_of, photo


@pytest.fixture
async def plain() -> Talk:
    """A conversation where nothing runs but a model with a set of looks."""
    talk = Talk(coach=coach(), catalogue=Catalogue((CLASSICAL,)))
    await talk.worker(CLASSICAL.name)
    return talk


async def spec_of(talk: Talk, words: str, *files: bytes) -> JobSpec:
    """What is begun for `words` with files."""
    return job_of(await talk.say(words, *files)).spec


BETTER = {
    "make it better": "make it pop",
    "make this look better": "make it pop",
    "make it look professional": "make it pop",
    "mach es besser": "mach es lebendiger",
}


@pytest.mark.parametrize(("words", "done"), BETTER.items(), ids=BETTER)
async def test_what_is_to_be_better_is_livened_up(plain: Talk, words: str, done: str) -> None:
    spec = await spec_of(plain, words, photo())
    assert (spec.intent, spec.prompt.words, spec.said) == (Intent.EDIT, done, words)
    assert spec.notes == (f"taken as “{done}”",)
    assert spec.coached is not None
    assert len(spec.coached.versions) == 2


ENHANCED = (
    "mach das Bild besser",
    "make it nicer",
    "improve this",
    "améliore ça",
    "rends-la plus belle",
    "hazlo mejor",
    "verbessere das Bild",
)


@pytest.mark.parametrize("words", ENHANCED)
async def test_what_is_done_as_it_is_said_gets_versions(plain: Talk, words: str) -> None:
    spec = await spec_of(plain, words, photo())
    assert (spec.intent, spec.prompt.words, spec.notes) == (Intent.EDIT, words, ())
    assert spec.coached is not None
    assert {one.intent for one in spec.coached.versions} == {Intent.RESTYLE}


OPEN = (
    "do something cool with this",
    "make something beautiful from this",
    "mach was Schönes daraus",
    "fais quelque chose de joli avec ça",
    "haz algo bonito con esto",
    "something nice",
    "surprise me",
)


@pytest.mark.parametrize("words", OPEN)
async def test_something_of_a_picture_gets_versions(plain: Talk, words: str) -> None:
    spec = await spec_of(plain, words, photo())
    assert spec.inputs
    assert spec.coached is not None


GOODS = {
    "a product photo of this": "plain white background",
    "ein Produktfoto davon": "schlichter weißer Hintergrund",
    "une photo produit de ça": "fond blanc uni",
    "una foto de producto de esto": "fondo blanco liso",
}


@pytest.mark.parametrize(("words", "done"), GOODS.items(), ids=GOODS)
async def test_a_product_photo_stands_before_white(plain: Talk, words: str, done: str) -> None:
    spec = await spec_of(plain, words, photo())
    assert (spec.intent, spec.prompt.words, spec.said) == (Intent.EDIT, done, words)
    assert spec.coached is not None


THESE = {
    "make something out of these": "the first picture in the colours of the second",
    "mach etwas aus diesen Bildern": "das erste Bild in den Farben des zweiten",
    "fais quelque chose de ces images": "la première image dans les couleurs de la deuxième",
    "haz algo con estas fotos": "la primera imagen con los colores de la segunda",
}


@pytest.mark.parametrize(("words", "done"), THESE.items(), ids=THESE)
async def test_something_of_several_is_one_picture(plain: Talk, words: str, done: str) -> None:
    spec = await spec_of(plain, words, photo("teal"), photo("red"))
    assert (spec.intent, spec.each, spec.prompt.words) == (Intent.REFINE, False, done)
    assert spec.coached is not None


async def test_a_press_makes_what_its_words_mean(plain: Talk) -> None:
    job = await plain.end(job_of(await plain.say("make it better", photo())))
    pressed = job_of(await plain.say("", action=Action(Verb.SHARPEN, job.id, option="1").pack()))
    assert (pressed.spec.intent, pressed.spec.inputs) == (Intent.RESTYLE, job.spec.inputs)


async def test_a_model_that_draws_gets_the_words_as_they_are() -> None:
    talk = Talk(coach=coach())
    await talk.worker()
    spec = await spec_of(talk, "make it better", photo())
    assert (spec.intent, spec.prompt.words, spec.notes) == (Intent.REFINE, "make it better", ())
    assert spec.coached is not None

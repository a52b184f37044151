"""Words that can only go on from what is there are never taken for a picture of their own."""

import pytest

from core.catalogue import Intent
from core.replies import Kind
from tests.core.talk import Talk, photo, reply_of
from tests.core.words import HELD_OUT, TUNED, labelled, shipped

FOLLOWING = (
    "same in the bottom right",
    "and the top",
    "the sky too",
    "not the face, the suit",
    "that's too bright, half as much",
    "wrong one, I meant the white cup",
    "I meant the helmet",
    "a darker blue",
    "too much",
    "not so strong",
    "also the white one",
    "a bit smaller please",
    "no, the white one",
    "and now the top",
    "on the other side too",
    "not like that",
    "a bit less",
    "dasselbe unten rechts",
    "nicht das Gesicht, den Anzug",
    "das ist zu hell, halb so viel",
    "ich meinte den Helm",
    "ein dunkleres Blau",
    "den weißen auch",
    "etwas kleiner bitte",
    "nicht so",
    "pareil en bas à droite",
    "pas le visage, le costume",
    "c'est trop clair, moitié moins",
    "un bleu plus foncé",
    "trop",
    "la blanche aussi",
    "pas comme ça",
    "lo mismo abajo a la derecha",
    "no la cara, el traje",
    "me refería al casco",
    "un azul más oscuro",
    "demasiado",
    "la blanca también",
    "así no",
)


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


@pytest.mark.parametrize("words", FOLLOWING)
async def test_they_are_asked_what_should_change(talk: Talk, words: str) -> None:
    await talk.made()
    reply = reply_of(await talk.say(words))
    assert (reply.kind, reply.error) == (Kind.ERROR, "ChangeNeeded")


async def test_they_are_asked_in_a_reply(talk: Talk) -> None:
    made = await talk.made()
    reply = reply_of(await talk.say("also the white one", reply_to=made.id))
    assert reply.error == "ChangeNeeded"


async def test_what_is_said_in_full_then_goes_on_from_the_result(talk: Talk) -> None:
    made = await talk.made("make it a watercolour --n 1")
    await talk.say("also the white one")
    job = await talk.begin("remove the white cup")
    assert job.spec.lineage is not None
    assert job.spec.lineage.job == made.id


async def test_with_a_picture_they_are_about_that(talk: Talk) -> None:
    turn = await talk.say("not the face, the suit", photo())
    assert turn.job is not None
    assert turn.job.spec.inputs == turn.pictures


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("a different world", id="another noun"),
        pytest.param("a darker blue sky over the sea", id="more than a colour"),
        pytest.param("and the band played on", id="a sentence"),
        pytest.param("not a cloud in the sky", id="not"),
        pytest.param("just the two of us on a beach", id="just"),
        pytest.param("the red ones of the parrots", id="one of a colour"),
        pytest.param("half a lemon on a plate", id="half"),
        pytest.param("a smaller house beside a larger one", id="smaller"),
        pytest.param("the wrong side of the tracks", id="wrong side"),
        pytest.param("also sprach Zarathustra", id="German also"),
        pytest.param("la mitad de una naranja", id="Spanish half"),
    ],
)
async def test_a_picture_in_words_is_drawn(talk: Talk, words: str) -> None:
    await talk.made()
    assert (await talk.begin(words)).spec.intent is Intent.IMAGINE


def test_nothing_that_anybody_asked_for_is_taken_for_them() -> None:
    said = (each.text for each in labelled(*TUNED, *HELD_OUT))
    assert not [words for words in said if shipped().follows(words)]

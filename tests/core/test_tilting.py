"""Words that turn a picture by an angle or want it straight, told from others."""

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.contexts import Context
from core.intents import understand
from core.tilting import Tilt, tilting
from tests.core.cards import card
from tests.core.talk import Talk, job_of, lexicon, photo

STRAIGHT = Tilt()
TURNS = {
    "rotate it 2 degrees clockwise": Tilt(2),
    "rotate it 2.5° to the left": Tilt(-2.5),
    "rotate it a little to the left": Tilt(-2),
    "dreh es um 3 Grad nach links": Tilt(-3),
    "tourne-la de 2 degrés vers la gauche": Tilt(-2),
    "gira la foto 3 grados a la derecha": Tilt(3),
    "rotate it a little to the left, it's crooked": STRAIGHT,
    "straighten it": STRAIGHT,
    "can you straighten the horizon?": STRAIGHT,
    "level the photo": STRAIGHT,
    "the photo is tilted": STRAIGHT,
    "gerade richten": STRAIGHT,
    "richte den Horizont gerade aus": STRAIGHT,
    "das Bild ist schief": STRAIGHT,
    "redresse la photo": STRAIGHT,
    "la photo est penchée, redresse-la": STRAIGHT,
    "endereza la foto": STRAIGHT,
    "nivela el horizonte": STRAIGHT,
}


@pytest.mark.parametrize(("words", "tilt"), TURNS.items(), ids=TURNS)
def test_an_angle_is_read(words: str, tilt: Tilt) -> None:
    assert tilting(words) == tilt
    understood = understand(words, Context(images=1), lexicon())
    assert (understood.intent, understood.exact) == (Intent.EDIT, True)


@pytest.mark.parametrize(
    "words",
    [
        "straighten the tower",
        "straighten her hair",
        "rotate the car 45 degrees",
        "tilt your head a little to the left",
        "a crooked house",
        "level",
        "the horizon",
        "rotate it 90 degrees",
        "rotate it 2 degrees and make it warmer",
    ],
)
def test_other_words_are_none(words: str) -> None:
    assert tilting(words) is None


async def test_straightening_gives_one_picture_by_what_makes_none() -> None:
    edits = (Intent.EDIT, Intent.REFRAME)
    model = card("model", "Model", (Role.EDIT,), edits, engine="diffusion")
    exact = card("exact", "Exact", (Role.EDIT,), edits, engine="classical")
    talk = Talk(catalogue=Catalogue((model, exact)))
    await talk.worker("model", "exact")
    spec = job_of(await talk.say("straighten it and make it warmer", photo())).spec
    assert (spec.model, spec.count, spec.prompt.words) == ("exact", 1, "straighten it")
    assert spec.notes == ("“make it warmer” was not done: it is a step of its own, say it next",)


def test_what_is_marked_is_straightened_by_an_edit() -> None:
    assert not understand("straighten it", Context(images=1, mask=True), lexicon()).exact

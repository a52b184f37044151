"""What comes in is read alike, however a machine wrote its letters."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.incoming import Incoming
from core.jobs import Retext
from tests.core.talk import Talk, job_of, photo, reply_of


@pytest.mark.parametrize(
    ("words", "composed"),
    [
        pytest.param("a\u0308ndere", "ändere", id="an accent apart"),
        pytest.param("e\u0301te\u0301", "été", id="two of them"),
        pytest.param("x\u0304", "x\u0304", id="a letter that is never one"),
        pytest.param("SALE\u200b 50 %\ufeff", "SALE 50 %", id="what nobody sees"),
        pytest.param("\u200b", "", id="nothing else"),
        pytest.param("👩\u200d🚀", "👩\u200d🚀", id="what joins two"),
    ],
)
def test_letters_and_accents_are_one(words: str, composed: str) -> None:
    assert Incoming("k", "c", "p", "web", words).words == composed


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("lo\u0308sche den Hintergrund", Intent.CUTOUT),
        ("a\u0308ndere den Text zu HALLO", Intent.EDIT),
        ("de\u0301toure le sujet", Intent.CUTOUT),
        ("an\u0303ade un sombrero", Intent.EDIT),
    ],
    ids=["German", "German text", "French", "Spanish"],
)
async def test_commands_are_understood_with_their_accents_apart(words: str, intent: Intent) -> None:
    talk = Talk()
    await talk.worker()
    assert job_of(await talk.say(words, photo())).spec.intent is intent


async def test_new_words_of_a_line_are_composed() -> None:
    talk = Talk()
    await talk.worker()
    read = await talk.end(await talk.begin("fix the text", photo()), text="Which?", lines=("SALE",))
    action = Action(Verb.TEXT, read.id, option="1").pack()
    asked = reply_of(await talk.say("\u200b", action=action))
    assert asked.text == "“SALE”: what should it say?"
    made = job_of(await talk.say("U\u0308BER", action=action))
    assert made.spec.retext == Retext("SALE", "ÜBER")

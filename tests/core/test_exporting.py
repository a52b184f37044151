"""Words that ask for an export, and those that do not."""

import pytest

from core.actions import Verb
from core.exporting import NotExportable, Weight, holds
from tests.core.talk import Talk, lexicon, photo, reply_of


@pytest.mark.parametrize(
    "words",
    [
        "export",
        "Export this thread as a zip, please",
        "can I have everything as a zip file?",
        "exportiere den Verlauf",
        "alles als ZIP exportieren",
        "exporte tout en zip",
        "je peux avoir ça en zip ?",
        "exporta el hilo",
        "¿puedo tener todo en un zip?",
    ],
)
def test_what_asks_for_an_export(words: str) -> None:
    said = lexicon().button(words)
    assert said is not None
    assert said.verb is Verb.EXPORT


@pytest.mark.parametrize(
    "words",
    [
        "a tree",
        "tree",
        "export harbour at dawn",
        "a zip on the jacket",
        "make a zip file icon",
        "remove the zip",
        "export as png with alpha",
        "un arbre",
        "ein Baum",
    ],
)
def test_what_asks_for_something_else(words: str) -> None:
    said = lexicon().button(words)
    assert said is None or said.verb not in (Verb.EXPORT, Verb.TREE)


async def test_where_no_archives_are_made_it_is_said() -> None:
    talk = Talk()
    await talk.worker()
    await talk.made("as a watercolour --n 1", photo())
    assert reply_of(await talk.say("export")).error == NotExportable.__name__


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (Weight(1, 1, 0), "1 result, 1 file"),
        (Weight(2, 9, 0), "2 results, 9 files"),
    ],
)
def test_what_an_archive_holds(weight: Weight, said: str) -> None:
    assert holds(weight) == said

"""The command that asks where files came from, and what is answered."""

import pytest

from core.attachments import Attachment
from core.errors import BadPicture, NotAPicture
from core.ports import Spooled
from core.verifying import (
    MOST_LINES,
    Credentials,
    NothingToVerify,
    Standing,
    asks_to_verify,
    told,
    verified,
)
from tests.core.talk import lexicon


class Known:
    """Reads what it was told that files say."""

    async def credentials(self, name: str, data: bytes | Spooled) -> Credentials:
        """By name; of what begins with `bad` nothing."""
        if name.startswith("bad"):
            raise NotAPicture(file=name)
        return Credentials(Standing.ABSENT)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("/verify", True),
        (" /Verify \n", True),
        ("verify", False),
        ("/verify this", True),
        ("/verifying", False),
        ("please /verify", False),
    ],
)
def test_what_asks(words: str, asks: bool) -> None:
    assert asks_to_verify(words) is asks


@pytest.mark.parametrize(
    "words",
    [
        "verify",
        "verify, please",
        "überprüfe bitte",
        "vérifie",
        "verifica",
        "verify this",
        "please verify this picture",
        "does this have content credentials?",
        "check its content credentials",
        "prüf das bitte",
        "verifiziere dieses Bild",
        "hat das Bild Content Credentials?",
        "vérifie cette image s'il te plaît",
        "vérifie-la",
        "comprueba esto",
        "verifícala por favor",
    ],
)
def test_words_that_ask(words: str) -> None:
    assert lexicon().asks_to_verify(words)


@pytest.mark.parametrize(
    "words",
    [
        "a detective verifying a passport",
        "verify the painting in a museum",
        "check the manifest of a ship",
        "verify this is a cat",
        "check this out",
        "prüfe das Bild auf Fehler",
        "ein Beamter überprüft das",
        "comprueba la cara",
        "vérifie les yeux",
    ],
)
def test_words_that_ask_for_something_else(words: str) -> None:
    assert not lexicon().asks_to_verify(words)


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_sentence_that_names_the_file(standing: Standing) -> None:
    reply = told("a.png", Credentials(standing, signer="Ada"))
    assert reply.text.startswith("a.png ")
    assert ("“Ada”" in reply.text) == (standing in (Standing.OTHERS, Standing.CHANGED))


def test_long_lists_are_cut() -> None:
    lines = told("a", Credentials(Standing.OURS, deeds=tuple(map(str, range(100))))).lines
    assert lines == (*(f"Done: {n}" for n in range(MOST_LINES)), "… and 88 more")


async def test_several_files_get_a_line_each() -> None:
    files = [Attachment(name, b"") for name in ("a.png", "bad.txt")]
    reply = await verified(files, Known())
    assert reply.text == "Content Credentials of 2 files:"
    assert [line.split()[0] for line in reply.lines] == ["a.png", "bad.txt"]


async def test_a_single_file_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(BadPicture):
        await verified([Attachment("bad.txt", b"")], Known())


async def test_without_a_file_it_is_asked_for() -> None:
    with pytest.raises(NothingToVerify, match="as a file"):
        await verified([], Known())

"""Names that strangers give cannot forge lines, hide paths or turn a sentence around."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotAPicture
from storage.intake import accept
from storage.untrusted_text import LONGEST, file_name, readable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("cat.png", "cat.png", id="plain"),
        pytest.param("Mia’s Katze 猫.jpg", "Mia’s Katze 猫.jpg", id="any script"),
        pytest.param("/home/mia/private/cat.png", "cat.png", id="path"),
        pytest.param("C:\\Users\\mia\\cat.png", "cat.png", id="path of Windows"),
        pytest.param("../../etc/passwd", "passwd", id="path upwards"),
        pytest.param("album/", "album", id="folder"),
        pytest.param("a\nb\r\n\tc\0.png", "a b c.png", id="lines"),
        pytest.param("\x1b[31mred\x1b[0m.png", "[31mred[0m.png", id="terminal"),
        pytest.param("exe.\u202egnp", "exe.gnp", id="turned direction"),
        pytest.param("a\u200b\ufeffb", "ab", id="invisible"),
        pytest.param("\ud800.png", ".png", id="half a character"),
        pytest.param("{0} {limit}", "{0} {limit}", id="braces"),
        pytest.param("", "That file", id="empty"),
        pytest.param("///", "That file", id="slashes only"),
        pytest.param(" \u202e\n", "That file", id="nothing visible"),
    ],
)
def test_file_name(name: str, shown: str) -> None:
    assert file_name(name) == shown
    with pytest.raises(NotAPicture) as refusal:
        accept(name, b"no picture")
    assert refusal.value.sentence.startswith(f"{shown} is not a picture")


def test_long_names_are_cut() -> None:
    shown = file_name("x" * 5_000_000 + ".png")
    assert (len(shown), shown[-1]) == (LONGEST, "…")


@given(st.text())
def test_nothing_unseen_stays(text: str) -> None:
    shown = readable(text, "nothing")
    assert 0 < len(shown) <= LONGEST
    assert shown.isprintable()
    assert not any(unicodedata.category(character).startswith("C") for character in shown)

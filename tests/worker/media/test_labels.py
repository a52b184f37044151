"""Labels are written in the letters of most scripts; what no typeface has is left out or named."""

import numpy as np
import pytest

from worker.media.labels import CARRIES, length, shortened, writable, written


def ink(text: str) -> np.ndarray:
    return written(text, 600, 60)


@pytest.mark.skipif(not CARRIES, reason="OpenCV 4 carries no typeface")
@pytest.mark.parametrize(
    "letters", ["üä", "ñó", "žů", "ğı", "снег", "θάλ", "桜木", "のも", "봄눈", "של", "بح"]
)
def test_letters_are_told_apart_and_from_what_is_lacking(letters: str) -> None:
    one, other = letters[:2]
    lacking = "\U0010fffe"
    assert not np.array_equal(ink(one), ink(other))
    assert not np.array_equal(ink(one), ink(lacking))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("a fox 🦊 in a café", "a fox in a café", id="an emoji among words"),
        pytest.param("🦊", "fox face", id="an emoji alone"),
        pytest.param("one\ntwo\u202e", "one two", id="lines and directions"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_no_typeface_has_is_left_out_or_named(text: str, told: str) -> None:
    assert writable(text) == told


@pytest.mark.parametrize("height", [12, 24, 60])
def test_it_stands_in_the_middle_of_its_strip(height: int) -> None:
    rows = np.nonzero(written("HEM", 400, height).any(axis=1))[0]
    above, below = rows[0], height - 1 - rows[-1]
    assert abs(int(above) - int(below)) <= max(2, height // 8)


def test_what_is_shortened_fits() -> None:
    told = shortened("im Frühling auf dem Berg, " * 9, 300, 40)
    assert told.endswith("…")
    assert length(told, 40 * 0.62) <= 300

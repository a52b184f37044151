"""Which typefaces words take, and what is told where there is none."""

from importlib.resources import files
from pathlib import Path

import pytest

from storage.typefaces import Face, carried, chosen, in_folders, letters_of, readable

NOTO = Path(str(files("simcord"))) / "preview" / "static" / "fonts"
HEBREW, ARABIC = NOTO / "noto-sans-hebrew-v3.001.ttf", NOTO / "noto-sans-arabic-v2.012.ttf"
CHINESE = NOTO / "noto-sans-sc-v2.004.ttf"


@pytest.fixture
def first(tmp_path: Path) -> Face:
    """Pillow's own."""
    return carried(tmp_path)


def test_pillows_own_has_the_letters_of_english(first: Face) -> None:
    assert all(ord(letter) in first.letters for letter in "The quick brown fox, 50 % (2 · 3)!")


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        pytest.param("as a watercolour", [], id="western"),
        pytest.param("שלום", [HEBREW], id="one more"),
        pytest.param("漢字 مرحبا", [ARABIC, CHINESE], id="several, in their order"),
        pytest.param("\U000f1234", [], id="what none has"),
    ],
)
def test_a_typeface_is_taken_for_what_others_lack(
    first: Face, words: str, taken: list[Path]
) -> None:
    faces = chosen([words], first, [HEBREW, ARABIC, CHINESE])
    assert [face.path for face in faces[1:]] == taken


def test_a_file_that_is_no_typeface_has_no_letters(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00 no typeface")
    assert not letters_of(broken)
    assert not letters_of(tmp_path / "nowhere.ttf")


def test_files_are_found_by_how_they_begin_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in (
        "b/NotoSansSC.otf",
        "a/DejaVuSans.ttf",
        "a/DejaVuSans-Bold.ttf",
        "a/x.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = in_folders([tmp_path], ["NotoSansSC", "DejaVuSans."])
    assert [path.name for path in found] == ["NotoSansSC.otf", "DejaVuSans.ttf"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("as  a\nwatercolour", "as a watercolour", id="on one line"),
        pytest.param("a 🦊 here", "a [fox face] here", id="emoji"),
        pytest.param("🇩🇪", "DE", id="a flag"),
        pytest.param("❤\ufe0f", "[heavy black heart]\ufe0f", id="a sign in colour"),
        pytest.param("1 → 2", "1 [rightwards arrow] 2", id="a sign"),
        pytest.param("in 漢字!", "in [2 letters: Cjk]!", id="another script"),
        pytest.param("한", "[1 letter: Hangul]", id="one letter"),
        pytest.param("a\u202eb\x00c\u2066d", "abcd", id="what steers lines"),
        pytest.param("\ue123", "", id="of private use"),
    ],
)
def test_what_no_typeface_has_is_told(words: str, told: str) -> None:
    assert readable(words, str.isascii) == told

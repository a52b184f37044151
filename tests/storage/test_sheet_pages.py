"""Contact sheets: their pages, pictures and words, read back from the PDF."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from core.sheets import Cell, Sheet
from storage.sheet_pages import write
from tests.storage.test_typefaces import ARABIC, CHINESE, HEBREW, NOTO

DEVANAGARI, EMOJI = NOTO / "noto-sans-devanagari-v2.007.ttf", NOTO / "noto-color-emoji-v2.051.ttf"
FACES = (HEBREW, ARABIC, DEVANAGARI, CHINESE, EMOJI)
TEAL = "0" * 64


def picture(sha256: str) -> bytes:
    """A teal picture under one name, and nothing that is one under others."""
    if sha256 != TEAL:
        return b"no picture"
    target = BytesIO()
    Image.new("RGB", (300, 200), "#008080").save(target, "PNG")
    return target.getvalue()


def cell(words: str = "as a watercolour", sha256: str = TEAL, **more: object) -> Cell:
    facts = ("Easel Classical · Apache-2.0", "seed 7 · 22 Nov 2026")
    return Cell(sha256, "1 · restyle, 2 of 4", words, facts, **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


class Pages:
    """A sheet, written and read."""

    def __init__(self, folder: Path, cells: Sequence[Cell], faces: Sequence[Path] = FACES) -> None:
        path = folder / "sheet.pdf"
        made = datetime(2026, 11, 22, tzinfo=UTC)
        write(Sheet("Studio", "12 results", made, tuple(cells)), picture, path, faces)
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            self.sizes = [pdf.get_page_size(number) for number in range(len(pdf))]
            self.texts: list[str] = []
            self.images: list[Image.Image] = []
            for page in pdf:
                text = page.get_textpage()
                self.texts.append(" ".join(text.get_text_range().split()))
                self.images.append(page.render(scale=1).to_pil().convert("RGB"))
                text.close()
                page.close()
        self.size = path.stat().st_size


def test_a_sheet_is_a4_and_has_nine_pictures_a_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path, [cell()] * 10)
    assert [(round(width), round(height)) for width, height in pages.sizes] == [(595, 842)] * 2
    assert [text.count("as a watercolour") for text in pages.texts] == [9, 1]
    assert "page 2 of 2" in pages.texts[1]


def test_a_picture_stands_above_its_words(tmp_path: Path) -> None:
    pages = Pages(tmp_path, [cell(warning="No commercial use")])
    assert pages.images[0].getpixel((100, 200)) == pytest.approx((0, 128, 128), abs=4)
    said = "1 · restyle, 2 of 4 as a watercolour Easel Classical · Apache-2.0 seed 7 · 22 Nov 2026"
    assert f"{said} No commercial use" in pages.texts[0]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("größer – “œuvre”", id="western"),
        pytest.param("漢字と仮名", id="Chinese and Japanese"),
        pytest.param("नमस्ते", id="Devanagari"),
        pytest.param("a 🦊", id="emoji"),
    ],
)
def test_words_of_any_script_are_text(tmp_path: Path, words: str) -> None:
    assert words in Pages(tmp_path, [cell(words)]).texts[0]


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا بالعالم", "from left مرحبا to right"])
def test_words_from_right_to_left_are_written(tmp_path: Path, words: str) -> None:
    text = Pages(tmp_path, [cell(words)]).texts[0]
    letters = [letter for letter in words if letter.isalpha()]
    assert sum(letter in text for letter in letters) == len(letters)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param("größer, ¿qué?, façade", "größer, ¿qué?, façade", id="letters"),
        pytest.param("– “œuvre” …", '- "oeuvre" ...', id="signs, plainly"),
        pytest.param("größer " * 60, "größer größer größer", id="cut"),
    ],
)
def test_western_words_take_no_typeface_of_the_machine(
    tmp_path: Path, words: str, written: str
) -> None:
    text = Pages(tmp_path, [cell(words)], faces=()).texts[0]
    assert written in text
    assert "[" not in text


def test_without_typefaces_it_is_told_what_stood_there(tmp_path: Path) -> None:
    text = Pages(tmp_path, [cell("a 🦊, 漢字")], faces=()).texts[0]
    assert "a [fox face], [2 letters: Cjk]" in text
    assert "thread.json has it" in text
    assert "thread.json" not in Pages(tmp_path, [cell()], faces=()).texts[0]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("x" * 5_000, id="a word of 5,000 letters"),
        pytest.param("as a watercolour " * 300, id="300 times"),
        pytest.param("\x00\x1b\u202e\ud83e", id="nothing that is text"),
        pytest.param("", id="none"),
        pytest.param("**bold** <b>&amp; (unbalanced \\", id="signs of PDF and markup"),
        pytest.param("e" + "\u0301" * 400, id="400 accents"),
    ],
)
def test_strange_words_break_nothing(tmp_path: Path, words: str) -> None:
    text = Pages(tmp_path, [cell(words), cell("the next one")]).texts[0]
    assert "the next one" in text
    assert text.count("seed 7") == 2


def test_what_is_no_picture_leaves_a_frame_that_says_so(tmp_path: Path) -> None:
    cells = [cell(sha256=sha256, blank="Nothing to see") for sha256 in ("", "1" * 64)]
    assert Pages(tmp_path, cells).texts[0].count("Nothing to see") == 2


def test_pictures_are_small(tmp_path: Path) -> None:
    assert Pages(tmp_path, [cell()] * 9, faces=()).size < 100_000

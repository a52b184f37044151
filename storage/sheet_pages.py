"""Pages of contact sheets: nine pictures on each, each with its words and what it was made with.

Words are text, so that they can be searched and copied.
"""

import logging
from collections.abc import Callable, Sequence
from io import BytesIO
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from PIL import Image

from core.sheets import Cell, Sheet
from storage.typefaces import Face, carried, chosen, readable

# All in mm, and letters in points.
PAGE, EDGE, TOP, GAP = (210.0, 297.0), 14.0, 34.0, 6.0
COLUMNS, ROWS = 3, 3
WIDTH = (PAGE[0] - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS
HEIGHT = 50.0  # of a picture's place
STEP = 82.0  # from one row to the next
FOOT = PAGE[1] - 12
INK, SOFT, LINE, WARN = (28, 27, 25), (112, 107, 100), (222, 218, 212), (168, 60, 30)
SIDE = 720  # px of a picture's longer side: 320 to the inch
QUALITY = 82
WHOLE = PAGE[0] - 2 * EDGE
Colour = tuple[int, int, int]
# Every reader of PDF has Helvetica or its like, with the letters of western languages; the library
# writes those of Latin-1 in it.
FIRST, READERS_OWN, WESTERN = "face0", "helvetica", "latin-1"
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "œ": "oe"}
)
Fetch = Callable[[str], bytes]  # the bytes of a stored picture
PLAYS, LACKS = "clip", "Where no typeface here has a letter, brackets tell it; thread.json has it."


class Style(NamedTuple):
    """How a text looks."""

    size: float  # points
    ink: Colour
    most: int = 1  # lines


HEAD, BELOW, FOOTNOTE = Style(15, INK), Style(8.5, SOFT), Style(6.5, SOFT)
TITLE, WORDS = Style(8, INK), Style(7.5, INK, most=3)
FACT, WARNING, BLANK = Style(6.5, SOFT, 2), Style(6.5, WARN, 2), Style(8, SOFT, 3)
BADGE = Style(7, (255, 255, 255))

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of every table that it leaves out


def write(sheet: Sheet, fetch: Fetch, path: Path, installed: Sequence[Path]) -> None:
    """Write a contact sheet; `installed` are files of typefaces, best first.

    Raises OSError where it cannot be written.
    """
    with TemporaryDirectory(prefix="easel-") as folder:
        faces = chosen(_words(sheet), carried(Path(folder)), installed)
        pages = _Pages(sheet, faces)
        for number, cell in enumerate(sheet.cells):
            pages.put(number, cell, fetch)
        pages.save(path)


def _words(sheet: Sheet) -> list[str]:
    cells = [text for one in sheet.cells for text in (one.title, one.words, *one.facts)]
    return [sheet.title, sheet.below, *cells]


def western(letter: str) -> bool:
    """Whether the reader's own typeface has a letter."""
    return letter.translate(PLAIN).encode(WESTERN, "ignore") != b""


class _Pages:
    """The PDF while it is written."""

    def __init__(self, sheet: Sheet, faces: Sequence[Face]) -> None:
        self._sheet = sheet
        self._letters = frozenset[int]().union(*(face.letters for face in faces))
        every = {one for text in _words(sheet) for one in text if one.isprintable()}
        self._lacks = any(ord(one) not in self._letters and not western(one) for one in every)
        pdf = self._pdf = FPDF(format="A4")
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_title(sheet.title)
        pdf.set_creator("Easel")
        pdf.set_creation_date(sheet.made)
        names = [FIRST, *(f"face{number}" for number in range(1, len(faces)))]
        for name, face in zip(names, faces, strict=True):
            pdf.add_font(name, fname=face.path)
        pdf.set_font(names[0], size=8)
        pdf.set_fallback_fonts(names[1:], exact_match=False)
        pdf.set_text_shaping(True)

    def put(self, number: int, cell: Cell, fetch: Fetch) -> None:
        """One picture, in its place on its page."""
        column, row = number % COLUMNS, number // COLUMNS % ROWS
        if not (column or row):
            self._page()
        left, top = EDGE + column * (WIDTH + GAP), TOP + row * STEP
        self._picture(cell, left, top, fetch)
        top = self._text(cell.title, TITLE, left, top + HEIGHT + 2)
        top = self._text(cell.words, WORDS, left, top + 0.6)
        for fact in cell.facts:
            top = self._text(fact, FACT, left, top + 0.3)
        self._text(cell.warning, WARNING, left, top + 0.3)

    def save(self, path: Path) -> None:
        """Write the file, and close those of the typefaces."""
        try:
            self._pdf.output(path)
        finally:
            for font in self._pdf.fonts.values():
                if (file := getattr(font, "ttfont", None)) is not None:
                    file.close()

    def _page(self) -> None:
        sheet, pdf = self._sheet, self._pdf
        pdf.add_page()
        self._text(sheet.title, HEAD, EDGE, 13, WHOLE)
        self._text(sheet.below, BELOW, EDGE, 20.5, WHOLE)
        pdf.set_draw_color(*LINE)
        pdf.line(EDGE, 27, PAGE[0] - EDGE, 27)
        pages = ceil(len(sheet.cells) / (COLUMNS * ROWS))
        part = f"part {sheet.part} of {sheet.parts}, " if sheet.parts > 1 else ""
        foot = f"Made with Easel · {part}page {pdf.page_no()} of {pages}"
        note = f" · {LACKS}" if self._lacks else ""
        self._text(foot + note, FOOTNOTE, EDGE, FOOT, WHOLE)

    def _picture(self, cell: Cell, left: float, top: float, fetch: Fetch) -> None:
        pdf = self._pdf
        data, size = _small(fetch(cell.picture)) if cell.picture else (b"", (1, 1))
        if not data:
            pdf.set_draw_color(*LINE)
            pdf.rect(left, top, WIDTH, HEIGHT)
            self._text(cell.blank, BLANK, left + 3, top + HEIGHT / 2 - 2, WIDTH - 6)
            return
        scale = min(WIDTH / size[0], HEIGHT / size[1])
        width, height = size[0] * scale, size[1] * scale
        # All stand on one line, above their words.
        pdf.image(BytesIO(data), left, top + HEIGHT - height, width, height, alt_text=cell.title)
        if cell.plays:
            self._badge(left + 1.5, top + HEIGHT - 6.5)

    def _badge(self, left: float, top: float) -> None:
        """The sign of a clip on its poster."""
        self._pdf.set_fill_color(*INK)
        self._pdf.rect(left, top, 9, 5, style="F", round_corners=True, corner_radius=1)
        self._text(PLAYS, BADGE, left + 1.6, top + 0.8, 8)

    def _text(
        self, words: str, style: Style, left: float, top: float, width: float = WIDTH
    ) -> float:
        """Write words; gives where the next line may begin."""
        text = self._written(words)
        if not text:
            return top
        pdf, high = self._pdf, style.size * 0.45
        pdf.set_text_color(*style.ink)
        pdf.set_font_size(style.size)
        for line in self._cut(self._lines(text, width), style.most, width):
            pdf.set_xy(left, top)
            pdf.cell(width, high, line)
            top += high
        return top

    def _written(self, words: str) -> str:
        """Words as they can be written, with the font set that lacks least of them."""
        letters = {one for one in words if one.isprintable()}
        lacking = {one for one in letters if ord(one) not in self._letters}
        strange = {one for one in letters if not western(one)}
        if len(strange) < len(lacking):
            self._pdf.set_font(READERS_OWN)
            return readable(words, western).translate(PLAIN)
        self._pdf.set_font(FIRST)
        return readable(words, lambda letter: ord(letter) in self._letters)

    def _cut(self, lines: list[str], most: int, width: float) -> list[str]:
        """As many lines as there is room for."""
        if len(lines) <= most:
            return lines
        last, dots = lines[most - 1], "..." if self._pdf.font_family == READERS_OWN else "…"
        while last and len(self._lines(f"{last}{dots}", width)) > 1:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last}{dots}"]

    def _lines(self, text: str, width: float) -> list[str]:
        found = self._pdf.multi_cell(
            width, text=text, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        assert isinstance(found, list)
        return [str(one) for one in found]


def _small(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """A picture as a JPEG of at most `SIDE` px on white, and its size; empty where it is none."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            opened.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
            picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return b"", (1, 1)
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "#ffffff")
        ground.paste(picture, mask=picture)
        picture = ground
    target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue(), picture.size

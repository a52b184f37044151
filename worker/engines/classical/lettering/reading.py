"""Reads the lettering of a picture: where each line stands, and what it says."""

import difflib
import re
import unicodedata
from functools import cache
from math import sqrt
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Colour8, Plane, fitted
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary

_SURE = 0.6  # of a reader's own confidence: below, it is no line
_SURE_OF_ONE = 0.97  # the same for a single letter: eyes and wheels look like one
ALIKE = 0.6  # likeness of two texts from which one is meant by the other
_PART = 0.93  # the likeness where one is a part of the other
_MOST = 2_400_000  # px that it is looked for in: each takes some 200 bytes
_LONG, _SHORT = 2000, 736  # px of a side, above and below which the reader resizes
_LISTED = 8  # lines that a sentence names
_MISSING = (
    "reading text needs the packages rapidocr and onnxruntime, which are not installed here: "
    "install Easel with its extra “classical”."
)


_WORD = re.compile(r"\w+")


class Line(NamedTuple):
    """One line of lettering."""

    text: str
    corners: NDArray[Any]  # (4, 2), px, float32: from the upper left, clockwise
    score: float  # 0 to 1

    @property
    def height(self) -> float:
        """Px from its lower to its upper edge."""
        left, right = self.corners[3] - self.corners[0], self.corners[2] - self.corners[1]
        return float(max(np.linalg.norm(left), np.linalg.norm(right)))

    @property
    def width(self) -> float:
        """Px from its beginning to its end."""
        top, bottom = self.corners[1] - self.corners[0], self.corners[2] - self.corners[3]
        return float(max(np.linalg.norm(top), np.linalg.norm(bottom)))


@remembered
def lines(colour: Colour8) -> tuple[Line, ...]:
    """The lines of lettering in `colour`, from the top down; raises Beyond without a reader.

    Found by differentiable binarisation (Liao et al. 2020) and read by PP-OCR (Du et al. 2020).
    """
    looked = _bounded(colour)
    found = _reader()(np.ascontiguousarray(looked.colour[..., ::-1]), use_det=True, use_cls=False)
    if found.boxes is None or not found.txts:
        return ()
    read = zip(found.txts, found.boxes, found.scores, strict=True)
    return tuple(
        Line(text.strip(), np.asarray(corners, np.float32) / looked.scale, float(score))
        for text, corners, score in read
        if score >= (_SURE if len(_letters(text)) > 1 else _SURE_OF_ONE)
    )


def marked_lines(colour: Colour8, marks: Plane | None) -> tuple[Line, ...]:
    """The lines whose middle is marked (above 0); all of them where `marks` is None."""
    found = lines(colour)
    return found if marks is None else tuple(one for one in found if _holds(marks, one))


def _holds(marks: Plane, line: Line) -> bool:
    height, width = marks.shape
    across, down = (round(float(middle)) for middle in line.corners.mean(axis=0))
    return 0 <= across < width and 0 <= down < height and bool(marks[down, across] > 0)


class _Looked(NamedTuple):
    """What lettering is looked for in."""

    colour: Colour8
    scale: float  # px there for a px of the whole picture


def _bounded(colour: Colour8) -> _Looked:
    """`colour` of a size and a shape that the reader takes in bounded memory.

    The reader enlarges what is narrow until its short side has _SHORT px: a wider one it need not.
    """
    height, width = colour.shape[:2]
    long, short = max(height, width), min(height, width)
    side = min(_LONG, round(sqrt(_MOST * long / short)))
    small = fitted(colour, side)
    height, width = small.shape[:2]
    least = min(max(height, width) * _SHORT**2 // _MOST, max(height, width))
    more = max(0, least - height), max(0, least - width)
    padded = cv2.copyMakeBorder(small, 0, more[0], 0, more[1], cv2.BORDER_REPLICATE)
    return _Looked(np.asarray(padded, np.uint8), min(1.0, side / long))


def line_in(colour: Colour8) -> str:
    """What the one line that fills `colour` says; empty where it cannot be read."""
    found = _reader()(np.ascontiguousarray(colour[..., ::-1]), use_det=False, use_cls=False)
    return " ".join(found.txts).strip() if found.txts else ""


def asks_to_read(words: str) -> bool:
    """Whether a question is about what is written in the picture."""
    return bool(hits(folded(words), vocabulary().reading))


def read_out(colour: Colour8) -> str:
    """What is written in `colour`, as a sentence."""
    found = lines(colour)
    return f"It reads: {listed(found)}." if found else "It finds no text in this picture."


def listed(found: tuple[Line, ...]) -> str:
    """The texts of the lines, in quotes."""
    texts = [f"“{line.text}”" for line in found[:_LISTED]]
    return ", ".join(texts) + (" and others" if len(found) > _LISTED else "")


def likeness(text: str, named: str) -> float:
    """How much `text` may be what a person `named`, 0 to 1; case, spaces, accents do not count."""
    first, second = plain(unaccented(text)), plain(unaccented(named))
    if second and second in first:
        return max(_PART, len(second) / len(first))
    return difflib.SequenceMatcher(None, first, second).ratio()


def says(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text`, word for word, whatever the case."""
    whole, part = (" ".join(["", *_WORD.findall(each.casefold()), ""]) for each in (text, phrase))
    return bool(part.strip()) and part in whole


def plain(text: str) -> str:
    """Its letters and digits alone, in lower case; its signs where it has none: “???”.

    Empty only where nothing of it would be seen.
    """
    return _letters(text) or "".join(sign for sign in _compared(text) if sign.isprintable())


def _letters(text: str) -> str:
    return "".join(letter for letter in _compared(text) if letter.isalnum())


def _compared(text: str) -> str:
    """Without spaces, whatever the case; “！” is “!”, and an accent is part of its letter."""
    return "".join(unicodedata.normalize("NFKC", text.casefold()).split())


def unaccented(text: str) -> str:
    """`text` with each letter as long as it was, without its accent."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


@cache
def _reader() -> Any:
    """The reader; its models come inside its wheel, and one thread gives the same everywhere."""
    try:
        import onnxruntime  # noqa: F401  # pyright: ignore[reportUnusedImport]
        from rapidocr import RapidOCR
    except ImportError:
        raise Beyond(_MISSING) from None
    engine = "EngineConfig.onnxruntime"
    return RapidOCR(
        params={
            "Global.log_level": "error",
            f"{engine}.intra_op_num_threads": 1,
            f"{engine}.inter_op_num_threads": 1,
        }
    )

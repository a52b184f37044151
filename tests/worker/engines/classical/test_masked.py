"""Edits within a mask: what is outside stays to the bit, and words may call the place anything."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import landscape, photograph, portrait, still_life
from tests.pictures.signs import FRONT, signed
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.editing import removal
from worker.engines.classical.framing.reframe import in_ratio
from worker.engines.classical.lettering.reading import lines
from worker.engines.classical.painting.pixels import Alpha8
from worker.engines.classical.words.beyond import Beyond

COFFEE, LAND = photograph("coffee"), landscape()


def ellipse(picture: Pixels, across: float = 0.5, down: float = 0.5, size: float = 0.2) -> Alpha8:
    """Marks of an ellipse; places and sizes are shares of the sides."""
    height, width = picture.shape[:2]
    marks = np.zeros((height, width), np.uint8)
    middle = round(across * width), round(down * height)
    axes = round(size * width), round(size * height)
    cv2.ellipse(marks, middle, axes, 0, 0, 360, 255, -1)
    return marks


def outside(before: Pixels, after: Pixels, marks: Alpha8) -> bool:
    """Whether nothing differs where nothing is marked."""
    return bool((before == after).all(axis=2)[marks == 0].all())


@pytest.mark.parametrize(
    ("words", "did"),
    [
        ("remove it", "filled from around it, what you marked removed, "),
        ("remove this", "filled from around it, what you marked removed, "),
        ("take it out", "filled from around it, what you marked removed, "),
        ("remove the bottle", "filled from around it, what you marked removed, "),
        ("remove the man", "filled from around it, what you marked removed, "),
        ("entferne die Flasche", "filled from around it, what you marked removed, "),
        ("make it blue", "true blue, what you marked recoloured blue, "),
        ("make the dog blue", "true blue, what you marked recoloured blue, "),
        ("make the purple car green", "true green, what you marked recoloured green, "),
        ("make the red cup green", "true green, the red cup recoloured green, "),
        ("make the sky purple", "true purple, what you marked recoloured purple, "),
        ("darker", "darker, "),
        ("make the spoon darker", "darker, "),
        ("blur it", "blurred, "),
        ("warmer and sharper", "warmer and sharper, "),
        ("light from the left", "soft light from the left, "),
        ("starry sky", "deep blue, starry sky, "),
        ("plain white background", "flat white, background replaced, "),
        ("as a watercolour", "watercolour, clear washes, "),
        ("golden hour", "golden hour, "),
        ("at night, as an oil painting", "oil, "),
    ],
    ids=lambda value: value if value[-2:] != ", " else "",
)
def test_every_edit_keeps_to_the_mask(words: str, did: str) -> None:
    marks = ellipse(COFFEE, 0.55, 0.6, 0.14)
    result = made(COFFEE, words, Intent.EDIT, marks=marks)
    changed = (result.pixels != COFFEE).any(axis=2)
    assert outside(COFFEE, result.pixels, marks)
    assert changed[marks > 0].mean() > 0.4
    assert result.did.startswith(did)
    share = f"{100 * changed.mean():.1f} % of the picture changed within your mask"
    assert result.did.endswith(f"{share}, the rest is identical")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("make the sky purple", "the sky"),
        ("darken the grass", "the grass"),
        ("make the red house blue", "the red house"),
    ],
)
def test_a_place_that_is_not_in_the_mask_is_told(words: str, title: str) -> None:
    marks = ellipse(LAND, 0.75, 0.58, 0.06)
    did = made(LAND, words, Intent.EDIT, marks=marks).did
    assert f"{title} is not in what you marked: all of that changed" in did


@pytest.mark.parametrize("words", ["make the boat purple", "make it purple"])
def test_what_nobody_recognises_may_be_called_anything(words: str) -> None:
    marks = ellipse(LAND, 0.75, 0.58, 0.06)
    assert "not in what you marked" not in made(LAND, words, Intent.EDIT, marks=marks).did


def test_a_thing_that_is_there_is_narrowed_to_the_mask() -> None:
    source = landscape()
    marks = np.zeros(source.shape[:2], np.uint8)
    marks[:, :160] = 255
    result = made(source, "make the sky purple", Intent.EDIT, marks=marks)
    assert outside(source, result.pixels, marks)
    assert "the sky recoloured purple" in result.did
    assert difference(source[:60, :150], result.pixels[:60, :150]) > 12
    assert np.array_equal(result.pixels[215:], source[215:])  # the meadow, which is marked too


def test_what_is_removed_is_gone() -> None:
    source = np.full((200, 300, 3), (150, 160, 140), np.uint8)
    source[80:120, 120:180] = (200, 20, 20)
    marks = np.zeros((200, 300), np.uint8)
    marks[70:130, 110:190] = 255
    for seed in range(4):
        result = made(source, "remove it", Intent.EDIT, marks=marks, seed=seed)
        assert difference(result.pixels, np.full_like(source, (150, 160, 140))) < 1
        assert outside(source, result.pixels, marks)


def test_a_hole_that_takes_too_long_is_filled_in_a_smaller_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = np.full((200, 300, 3), (150, 160, 140), np.uint8)
    source[80:120, 120:180] = (200, 20, 20)
    marks = np.zeros((200, 300), np.uint8)
    marks[70:130, 110:190] = 255
    monkeypatch.setattr(removal, "_MOST_FILLED", 500)
    result = made(source, "remove it", Intent.EDIT, marks=marks)
    assert difference(result.pixels, np.full_like(source, (150, 160, 140))) < 1
    assert outside(source, result.pixels, marks)


def test_variants_of_a_removal_are_told_apart() -> None:
    marks = ellipse(COFFEE, 0.8, 0.8, 0.1)
    said = [made(COFFEE, "remove it", Intent.EDIT, marks=marks, seed=s).did for s in range(4)]
    assert len(set(said)) == 4


@pytest.mark.parametrize("intent", [Intent.EDIT, Intent.VARY])
def test_a_large_picture_keeps_its_size_and_all_outside(intent: Intent) -> None:
    source = cv2.resize(COFFEE, (2600, 1734), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    marks = ellipse(COFFEE)  # smaller than the picture
    result = made(source, "make it warmer", intent, marks=marks)
    large = cv2.resize(marks, (2600, 1734), interpolation=cv2.INTER_LINEAR)
    assert result.pixels.shape == source.shape
    assert outside(source, result.pixels, np.asarray(large, np.uint8))
    assert (result.pixels != source).any(axis=2)[large == 255].mean() > 0.9


def test_soft_marks_change_softly() -> None:
    source = np.full((120, 256, 3), 120, np.uint8)
    marks = np.tile(np.arange(256, dtype=np.uint8), (120, 1))
    row = made(source, "darker", Intent.EDIT, marks=marks).pixels[60, :, 0].astype(int)
    assert (np.diff(row) <= 0).all()
    assert 120 > row[128] > row[250]


def test_a_variation_keeps_to_the_mask() -> None:
    marks = ellipse(COFFEE)
    made_ = made(COFFEE, "", Intent.VARY, marks=marks)
    assert outside(COFFEE, made_.pixels, marks)
    assert made_.did.startswith("graded: ")
    assert "within your mask" in made_.did


def test_what_is_cut_out_is_what_is_marked() -> None:
    marks = ellipse(COFFEE)
    made_ = made(COFFEE, "cut it out", Intent.CUTOUT, marks=marks)
    assert np.array_equal(made_.pixels[..., :3], COFFEE)
    assert made_.pixels[..., 3][marks == 0].max() == 0
    assert made_.pixels[200, 300, 3] == 255
    assert made_.did.startswith("cut out along your mask, kept ")


def test_alpha_is_kept() -> None:
    alpha = np.full(COFFEE.shape[:2], 200, np.uint8)
    source = np.dstack([COFFEE, alpha])
    result = made(source, "make it blue", Intent.EDIT, marks=ellipse(COFFEE)).pixels
    assert np.array_equal(result[..., 3], alpha)


@pytest.mark.parametrize("ratio", [Ratio(1, 1), Ratio(9, 16)], ids=str)
def test_a_ratio_crops_the_mask_with_the_picture(ratio: Ratio) -> None:
    source = still_life()
    height, width = source.shape[:2]
    crop, _ = in_ratio(source, ratio)
    marks = np.zeros((height, width), np.uint8)
    marks[:, width // 2 :] = 255
    result = made(source, "make it darker", Intent.EDIT, marks=marks, ratio=ratio)
    assert result.pixels.shape == crop.shape
    changed = (result.pixels != crop).any(axis=2)
    columns = np.nonzero(changed.any(axis=0))[0]
    assert columns[-1] == crop.shape[1] - 1, "the mask reaches the right edge"
    assert columns[0] > 0, "and not the left one"


def test_a_ratio_that_frames_the_picture_takes_the_mask_along() -> None:
    source, ratio = portrait(), Ratio(3, 1)
    framed, said = in_ratio(source, ratio)
    marks = np.zeros(source.shape[:2], np.uint8)
    marks[:200] = 255
    result = made(source, "darker", Intent.EDIT, marks=marks, ratio=ratio)
    rows, columns = np.nonzero((result.pixels != framed).any(axis=2))
    assert said.startswith("extended")
    assert (rows.max(), columns.min(), columns.max()) == (199, 512, 1023)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add a hat", "adding and replacing things needs a diffusion model. Within a mask it can"),
        (
            "let there be dragons",
            "does not know that edit, which may need a diffusion model. Within",
        ),
        ("a painting of a dragon", "it cannot draw “a dragon”"),
        ("remove the haze", "it takes out what a mask marks, and “the haze” is no thing there"),
        ("put the cup on a beach", "adding and replacing"),
    ],
)
def test_what_it_cannot_do_is_declined(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(COFFEE, words, Intent.EDIT, marks=ellipse(COFFEE))


def test_more_than_it_can_fill_is_declined() -> None:
    with pytest.raises(Beyond, match=r"your mask covers 7\d% of the picture"):
        made(COFFEE, "remove it", Intent.EDIT, marks=ellipse(COFFEE, size=0.49))


class TestLettering:
    """A mask says which text is meant."""

    SIGN = signed("coffee", FRONT)

    def whole(self) -> Alpha8:
        marks = np.full(self.SIGN.shape[:2], 255, np.uint8)
        marks[-1] = 0
        return marks

    def corner(self) -> Alpha8:
        return ellipse(self.SIGN, 0.05, 0.95, 0.04)

    def test_a_text_that_is_marked_is_wiped(self) -> None:
        result = made(self.SIGN, "remove the text", Intent.EDIT, marks=self.whole())
        assert "margin" in result.did
        assert "within your mask" in result.did

    def test_where_no_text_is_marked_the_place_is_filled(self) -> None:
        marks = self.corner()
        result = made(self.SIGN, "remove the text", Intent.EDIT, marks=marks)
        assert "what you marked removed" in result.did
        assert outside(self.SIGN, result.pixels, marks)

    def test_what_needs_more_room_is_declined(self) -> None:
        words = "change the text to A WHOLE LOT OF OTHER WORDS"
        marks = ellipse(self.SIGN, *self.middle(), 0.03)
        with pytest.raises(Beyond, match="reaches beyond your mask: mark more room"):
            made(self.SIGN, words, Intent.EDIT, marks=marks)

    def middle(self) -> tuple[float, float]:
        """Where the lettering is, as shares of the sides."""
        height, width = self.SIGN.shape[:2]
        across, down = lines(self.SIGN)[0].corners.mean(axis=0)
        return float(across) / width, float(down) / height

    def test_other_words_need_a_text_that_is_marked(self) -> None:
        with pytest.raises(Beyond, match=r"no text within your mask\. The picture reads: “"):
            made(self.SIGN, "change the text to OPEN", Intent.EDIT, marks=self.corner())


@pytest.mark.parametrize("words", ["make it blue", "darker", "blur it"])
def test_a_change_sets_in_over_some_px_inwards(words: str) -> None:
    """Three px of 2048: at the edge a third, then two, then all of it."""
    sized = cv2.resize(photograph("coffee"), (2048, 1366), interpolation=cv2.INTER_CUBIC)
    large = np.asarray(sized, np.uint8)
    marks = np.zeros(large.shape[:2], np.uint8)
    marks[400:1000, 600:1400] = 255
    result = made(large, words, Intent.EDIT, marks=marks).pixels
    moved = np.abs(result.astype(int) - large).sum(axis=2)[:, 700:1300].mean(axis=1)
    inside = moved[403:409].mean()
    assert moved[399] == 0
    assert 0.1 * inside < moved[400] < 0.6 * inside
    assert moved[400] < moved[401] < 1.2 * inside

"""Turns by an angle: how far a picture is crooked is found, and no corner stays empty."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels, Warp
from worker.engines.classical.framing.tilting import crookedness
from worker.engines.classical.words.beyond import Beyond
from worker.media.laying import warped


def _boards(degrees: float) -> Pixels:
    """Level boards of a wall, turned clockwise by so much."""
    wall = np.full((900, 1200, 3), 190, np.uint8)
    for row in range(60, 900, 70):
        wall[row : row + 6] = (70, 60, 50)
    matrix = cv2.getRotationMatrix2D((600, 450), -degrees, 1)
    turned = cv2.warpAffine(wall, matrix, (1200, 900), flags=cv2.INTER_CUBIC)
    return np.ascontiguousarray(turned[200:-200, 250:-250], np.uint8)


def _ball() -> Pixels:
    ball = np.full((400, 600, 3), 190, np.uint8)
    return np.asarray(cv2.circle(ball, (300, 200), 120, (180, 40, 30), -1), np.uint8)


@pytest.mark.parametrize("degrees", [-7.0, -2.4, 0.8, 5.0])
def test_a_known_angle_is_found_and_taken_back(degrees: float) -> None:
    crooked = _boards(degrees)
    assert crookedness(crooked) == pytest.approx(degrees, abs=0.15)
    straight = made(crooked, "straighten it", Intent.EDIT)
    assert crookedness(straight.pixels[..., :3]) == pytest.approx(0, abs=0.15)
    assert f"° to the {'left' if degrees > 0 else 'right'}" in straight.did


def test_what_is_level_or_has_no_lines_is_declined() -> None:
    with pytest.raises(Beyond, match="looks level already"):
        made(_boards(0.1), "straighten it", Intent.EDIT)
    with pytest.raises(Beyond, match="no long lines"):
        made(_ball(), "redresse la photo", Intent.REFRAME)


@pytest.mark.parametrize("degrees", [-30, -2, 1, 45])
def test_no_corner_is_empty_and_the_ratio_stays(degrees: int) -> None:
    white = np.full((300, 500, 4), 255, np.uint8)
    side = "left" if degrees < 0 else "right"
    words = f"rotate it {abs(degrees)} degrees to the {side}"
    variant = made(white, words, Intent.REFRAME)
    assert variant.pixels.min() == 255
    assert variant.pixels.shape[1] / variant.pixels.shape[0] == pytest.approx(5 / 3, abs=0.03)
    assert variant.did.startswith(f"turned {abs(degrees)}° to the {side}, ")


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_what_is_see_through_has_no_rim_of_another_colour(kind: type[np.integer]) -> None:
    most = np.iinfo(kind).max
    clear = np.zeros((400, 600, 4), kind)
    disc = cv2.circle(np.zeros((400, 600), np.uint8), (300, 200), 120, 1, -1) > 0
    clear[disc] = (most, most * 9 // 10, most // 4, most)
    turned = warped(clear, Warp((0.996, 0.087, -10.0), (-0.087, 0.996, 30.0), (560, 360)))
    rim = turned[(turned[..., 3] > most // 50) & (turned[..., 3] < most)].astype(float)
    assert len(rim) > 500
    assert np.abs(rim[:, :3] / most - (1, 0.9, 0.25)).max() < 0.05

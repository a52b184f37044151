"""A coarse mask finds the edges of its picture."""

import cv2
import numpy as np

from worker.engines.diffusion.segmenting.edges import followed

RED, BLUE = (200, 60, 50), (90, 120, 160)


def cup() -> np.ndarray:
    """What is to be found in a picture of 400 x 300."""
    there = np.zeros((300, 400), np.uint8)
    cv2.circle(there, (200, 150), 70, 1, -1)
    cv2.rectangle(there, (260, 130), (310, 145), 1, -1)
    return there


def coarse(there: np.ndarray) -> np.ndarray:
    """As a model with cells of 10 px sees it."""
    small = cv2.resize(there.astype(np.float32), (40, 30), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.0), (400, 300)).astype(np.float32)


def overlap(mask: np.ndarray, there: np.ndarray) -> float:
    found = mask > 0.5
    return float((found & (there > 0)).sum() / (found | (there > 0)).sum())


def picture() -> np.ndarray:
    grain = np.random.default_rng(0).normal(0, 6, (300, 400, 3))
    return (np.where(cup()[..., None], RED, BLUE) + grain).clip(0, 255).astype(np.uint8)


def test_it_follows_the_edges() -> None:
    before = coarse(cup())
    after = followed(before, picture(), 10)
    assert overlap(after, cup()) > 0.98 > 0.96 > overlap(before, cup())


def test_what_is_alike_elsewhere_is_not_meant() -> None:
    shown = picture()
    shown[145:155, 92:102] = RED  # within reach of the filter, and no part of the cup
    assert not followed(coarse(cup()), shown, 10)[145:155, 92:102].any()

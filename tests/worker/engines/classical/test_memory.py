"""Memory: the largest and the longest pictures that intake takes stay under a gigabyte a process,
and what is lifted back to full size keeps its detail."""

import json
import subprocess
import sys

import cv2
import numpy as np
import pytest

from tests.pictures.scenes import landscape, photograph
from worker.engines.classical.lifting import MOST, lifted
from worker.engines.classical.painting.pixels import (
    Layers,
    Pixels8,
    apart,
    to_bytes,
    to_float,
    together,
)

MOST_MB = 1000
CHILD = """
import json, sys
from pathlib import Path
from core.catalogue import Intent
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond
import cv2
intent, words, width, height = sys.argv[1:]
picture = cv2.resize(portrait(), (int(width), int(height)))
try:
    did = made(picture, words, Intent(intent)).did
except Beyond as beyond:
    did = beyond.reason
# Not ru_maxrss, which a process takes over from the one that started it.
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"did": did, "peak": peak}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("intent", "words", "width", "height"),
    [
        ("edit", "blur the background", 4096, 4096),
        ("describe", "read the text", 205, 4096),
        ("reframe", "extend to 9:16", 4096, 205),
    ],
)
def test_memory_is_bounded(intent: str, words: str, width: int, height: int) -> None:
    command = [sys.executable, "-c", CHILD, intent, words, str(width), str(height)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert told["did"]
    assert told["peak"] < MOST_MB, told


def _large() -> Pixels8:
    """A photograph above what is worked on at once, with detail that a smaller copy lacks."""
    large = cv2.resize(photograph("coffee"), (2700, 1800), interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(1).normal(0, 6, large.shape[:2])[..., None]
    large = np.clip(large + noise, 0, 255).astype(np.uint8)
    assert large.shape[0] * large.shape[1] > MOST
    return large


LARGE = _large()


def _darker_below(layers: Layers) -> tuple[Pixels8, str]:
    result = layers.colour.copy()
    half = len(result) // 2
    result[half:] = to_bytes(to_float(result[half:]) * 0.6)
    return result, "darker below"


def _another(layers: Layers) -> tuple[Pixels8, str]:
    height, width = layers.colour.shape[:2]
    other = cv2.resize(landscape(), (width, height), interpolation=cv2.INTER_AREA)
    return other.astype(np.uint8), "another"


def _nothing(layers: Layers) -> tuple[Pixels8, str]:
    return together(*layers), "nothing"


def _detail(pixels: Pixels8) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    tones = pixels[1000:1700, 100:2600].mean(axis=2).astype(np.float32)
    return (tones - cv2.GaussianBlur(tones, (0, 0), 1.0)).ravel()


def test_what_is_not_changed_is_lifted_to_the_bit() -> None:
    result, did = lifted(apart(LARGE), _darker_below)
    assert did == "darker below"
    assert np.array_equal(result[:880], LARGE[:880])
    assert np.abs(result[920:] - LARGE[920:] * 0.6).mean() < 1.5


def test_what_is_changed_keeps_its_detail() -> None:
    result, _ = lifted(apart(LARGE), _darker_below)
    assert np.corrcoef(_detail(LARGE), _detail(result))[0, 1] > 0.95


def test_what_is_replaced_shows_nothing_of_what_was_there() -> None:
    result, _ = lifted(apart(LARGE), _another)
    assert abs(np.corrcoef(_detail(LARGE), _detail(result))[0, 1]) < 0.15


def test_transparency_is_kept_at_full_size() -> None:
    alpha = np.random.default_rng(2).integers(0, 255, LARGE.shape[:2], np.uint8)
    result, _ = lifted(Layers(LARGE, alpha), _nothing)
    assert np.array_equal(result, np.dstack([LARGE, alpha]))

"""A grid composed and encoded for chat, beside the bare encode of as many pixels.

`python -m tests.bench.bench_grid`. Four noisy 1024² pictures, which encode as photographs do.
"""

import statistics
import time
from typing import Any

import cv2
import numpy as np

from worker.engine import Pixels
from worker.media.files import CHAT_QUALITY, grid
from worker.media.grid import Cell, compose

ROUNDS = 25
TARGET = {"times_bare": 1.3}


def measure() -> dict[str, Any]:
    """Medians in ms of both, and their ratio."""
    pictures = [_picture(seed) for seed in range(4)]
    cells = [Cell(picture, str(number)) for number, picture in enumerate(pictures, 1)]
    sheet = compose(cells)
    # What any encoder is handed: the same pixels, composed already, in the codec's own order.
    bare = cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR)
    settings = [cv2.IMWRITE_JPEG_QUALITY, CHAT_QUALITY]
    ours: list[float] = []
    reference: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: grid(cells)))
        reference.append(_timed(lambda: cv2.imencode(".jpg", bare, settings)))
    result = {
        "grid_ms": round(statistics.median(ours), 2),
        "bare_encode_ms": round(statistics.median(reference), 2),
        "compose_ms": round(
            statistics.median(_timed(lambda: compose(cells, swapped=True)) for _ in ours), 2
        ),
    }
    ratio = statistics.median(a / b for a, b in zip(ours, reference, strict=True))
    return {**result, "times_bare": round(ratio, 2), "target": TARGET}


def _picture(seed: int) -> Pixels:
    chance = np.random.default_rng(seed)
    coarse = chance.uniform(0, 255, (16, 16, 3)).astype(np.float32)
    smooth = cv2.resize(coarse, (1024, 1024), interpolation=cv2.INTER_CUBIC)
    return (smooth + chance.normal(0, 6, smooth.shape)).clip(0, 255).astype(np.uint8)


def _timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    times, goal = result["times_bare"], result["target"]["times_bare"]
    return "\n".join(
        [
            f"grid of four 1024², composed and encoded {result['grid_ms']:9.2f} ms",
            f"of which composing                       {result['compose_ms']:9.2f} ms",
            f"bare encode                              {result['bare_encode_ms']:9.2f} ms",
            f"{times} times the bare encode (target {goal})",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))

"""How long a clip of 3.5 s takes on two processes, beside the mere encoding of as many frames.

`python -m tests.bench.bench_clips`. The clip is made of the portrait at 1024² by the engine as a
worker makes it; the reference encodes the same still, as often as the clip has frames, with the
same settings and without sound.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from core.catalogue import Intent
from core.jobs import Lane
from tests.bench.bench_looks import PROCESSES, ROUNDS, enlarged, ignore, median, peak
from tests.pictures.scenes import portrait
from tests.worker.engines.alone import alone
from tests.worker.engines.classical.requests import CARD, task
from worker.engine import Pixels
from worker.engines.classical.engine import ClassicalEngine
from worker.media.clips import FPS, encoded

SECONDS, SIDE = 3.5, 886  # of the clip; px of its frames
WORDS = {
    "camera": "animate it",
    "camera and snow": "push in with falling snow",
    "orbit": "orbit around it",
}
TARGET = {"clip_s": 5.0, "worker_mb": 1024.0}


def measure() -> dict[str, Any]:
    """Medians in s of each kind of clip and of the reference; the worker's peak in MB."""
    picture = enlarged(portrait())
    engine = ClassicalEngine(PROCESSES)
    engine.load(CARD)
    try:
        _clip(engine, "animate it, 1 second", picture[:64, :64])  # starts the processes
        clips = {
            name: round(median(lambda words=words: _clip(engine, words, picture)), 2)
            for name, words in WORDS.items()
        }
        worker_mb = round(peak(), 0)
    finally:
        engine.close()
    still = np.ascontiguousarray(picture[:SIDE, :SIDE])
    encode = median(lambda: encoded(_repeated(still), (SIDE, SIDE), None))
    return {
        "clips": clips,
        "encode_s": round(encode, 2),
        "worker_mb": worker_mb,
        "rounds": ROUNDS,
        "target": TARGET,
    }


def _clip(engine: ClassicalEngine, words: str, picture: Pixels) -> None:
    spec = task(picture, words, intent=Intent.ANIMATE, lane=Lane.MOTION, count=1)
    (made,) = alone(engine, spec, ignore)
    assert made is not None


def _repeated(still: Pixels) -> Iterator[Pixels]:
    for _ in range(math.ceil(SECONDS * FPS)):
        yield still


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]
    lines = [f"{'clip of 3.5 s from 1024²':32}{'time':>10}{'target':>10}"]
    for name, seconds in result["clips"].items():
        lines.append(f"{name:32}{seconds:8.2f} s{goal['clip_s']:8.0f} s")
    lines.append(f"{'the same frames, only encoded':32}{result['encode_s']:8.2f} s")
    lines.append(
        f"{'peak of a process':32}{result['worker_mb']:7.0f} MB{goal['worker_mb']:7.0f} MB"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure()))

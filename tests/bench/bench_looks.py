"""How long a grid of each look takes at 1024² on two processes, beside OpenCV's own stylization.

`python -m tests.bench.bench_looks [LOOK …]`. A grid is four variants of the portrait, made by the
engine as a worker makes them, in two processes of its own for each look; the memory is the peak of
the larger of the two.
"""

import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.pictures.scenes import portrait
from tests.worker.engines.alone import alone
from tests.worker.engines.classical.requests import CARD, task
from worker.engine import Pixels, Step
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.classical.styles.looks import looks

PROCESSES, VARIANTS, ROUNDS = 2, 4, 3
TARGET = {"grading_s": 1.0, "drawing_s": 3.0, "oil_s": 9.0, "worker_mb": 1024.0}
GRADINGS = frozenset({"noir", "cinematic", "vintage", "golden hour", "moonlit"})
BRUSHED = frozenset({"oil", "impressionist"})


def measure(names: list[str] | None = None) -> dict[str, Any]:
    """Medians in s for each look and for the reference; the workers' peak in MB."""
    picture = enlarged(portrait())
    with ProcessPoolExecutor(
        PROCESSES, multiprocessing.get_context("spawn"), _one_thread
    ) as processes:
        list(processes.map(_stylized, [picture[:64, :64]] * PROCESSES))  # starts them
        reference = median(lambda: list(processes.map(_stylized, [picture] * VARIANTS)))
    chosen = names or [look.name for look in looks()]
    figures = {name: _measured(name, picture) for name in chosen}
    return {"looks": figures, "stylization_s": round(reference, 2), "target": TARGET}


def _measured(name: str, picture: Pixels) -> dict[str, float]:
    engine = ClassicalEngine(PROCESSES)
    engine.load(CARD)
    try:
        _grid(engine, name, picture[:64, :64])  # starts the processes
        spent = _spent()
        seconds = median(lambda: _grid(engine, name, picture))
        busy = (_spent() - spent) / ROUNDS / PROCESSES
        return {
            "s": round(seconds, 2),
            "busy_s": round(busy, 2),
            "worker_mb": round(peak(), 0),
            "target_s": _goal(name),
        }
    finally:
        engine.close()


def _goal(name: str) -> float:
    if name in GRADINGS:
        return TARGET["grading_s"]
    return TARGET["oil_s"] if name in BRUSHED else TARGET["drawing_s"]


def _grid(engine: ClassicalEngine, words: str, picture: Pixels) -> None:
    made = list(alone(engine, task(picture, words, seed=40), ignore))
    assert len(made) == VARIANTS


def ignore(step: Step) -> None:
    """Hear of progress, and do nothing."""


def _stylized(picture: Pixels) -> int:
    return cv2.stylization(picture).size


def _one_thread() -> None:
    cv2.setNumThreads(1)


def median(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes, of some rounds."""
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def peak() -> float:
    """MB that the largest living child has held at once; 0 where /proc is not."""
    return max(_held(child.pid) for child in multiprocessing.active_children())


def _spent() -> float:
    """Processor time of all living children, in s; 0 where /proc is not."""
    files = [Path(f"/proc/{child.pid}/stat") for child in multiprocessing.active_children()]
    there = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    fields = [text.rpartition(")")[2].split() for text in there]
    return sum((int(one[11]) + int(one[12])) / os.sysconf("SC_CLK_TCK") for one in fields)


def _held(process: int | None) -> float:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def enlarged(pixels: Pixels) -> Pixels:
    """The picture at 1024²."""
    return cv2.resize(pixels, (1024, 1024), interpolation=cv2.INTER_LANCZOS4).astype(np.uint8)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]["worker_mb"]
    lines = [f"{'grid of four 1024²':24}{'time':>10}{'busy':>10}{'target':>10}{'a worker':>12}"]
    lines.append(f"{'cv2.stylization':24}{result['stylization_s']:8.2f} s")
    for name, row in result["looks"].items():
        times = f"{row['s']:8.2f} s{row['busy_s']:8.2f} s{row['target_s']:8.0f} s"
        lines.append(f"{name:24}{times}{row['worker_mb']:9.0f} MB")
    lines.append(f"{'target':54}{goal:9.0f} MB")
    lines.append("busy: processor time of the two processes, halved: the time on two free cores")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure(sys.argv[1:] or None)))

"""How long signing takes, for pictures of two sizes, beside writing the same bytes to a disk.

`python -m tests.bench.bench_provenance`. Soft noise, in PNG as a worker stores it and in JPEG as a
chat shows it.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np

from storage.provenance.identity import Identity
from storage.provenance.reading import read
from storage.provenance.signing import sign
from tests.manifests import MANIFEST, local
from worker.engine import Pixels
from worker.media.files import jpeg, master

ROUNDS = 15
TARGET = {"cpu_ms": 20}
SIDES = (1024, 4096)  # px
KINDS: dict[str, Callable[[Pixels], bytes]] = {"image/png": master, "image/jpeg": jpeg}


def measure() -> dict[str, Any]:
    """Medians in ms, by kind and side."""
    with TemporaryDirectory() as folder:
        me, file = local(Path(folder)), Path(folder) / "file"
        rows = [_row(kind, side, me, file) for side in SIDES for kind in KINDS]
    return {"rows": rows, "target": TARGET}


def _row(kind: str, side: int, me: Identity, file: Path) -> dict[str, Any]:
    pixels = np.random.default_rng(side).integers(0, 255, (side, side, 3), dtype=np.uint8)
    data = KINDS[kind](cv2.GaussianBlur(pixels, (0, 0), 2).astype(np.uint8))
    signed = sign(data, kind, MANIFEST, me)
    return {
        "kind": kind,
        "side": side,
        "megabytes": round(len(data) / 1e6, 2),
        "added": len(signed) - len(data),
        "write_ms": _median(lambda: file.write_bytes(data)),
        "sign_ms": _median(lambda: sign(data, kind, MANIFEST, me)),
        "cpu_ms": _median(lambda: sign(data, kind, MANIFEST, me), time.process_time),
        "read_ms": _median(lambda: read("file", signed, me)),
    }


def _median(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = clock()
        work()
        times.append((clock() - begun) * 1000)
    return round(statistics.median(times), 2)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    head = f"{'':<12}{'px':>6}{'MB':>8}{'bytes added':>13}"
    head += "".join(f"{one:>10}" for one in ("write", "sign", "of CPU", "read"))
    lines = [
        f"{one['kind']:<12}{one['side']:>6}{one['megabytes']:>8}{one['added']:>13}"
        f"{one['write_ms']:>7} ms{one['sign_ms']:>7} ms{one['cpu_ms']:>7} ms"
        f"{one['read_ms']:>7} ms"
        for one in result["rows"]
    ]
    return "\n".join([head, *lines, f"target: {result['target']['cpu_ms']} ms of CPU"])


if __name__ == "__main__":
    print(table(measure()))

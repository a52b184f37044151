"""How long `easel --help` takes, beside Python's own start.

`python -m tests.bench.bench_start`. Whole processes, in turns.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROUNDS = 15
TARGET = {"help_ms": 200.0}


def measure() -> dict[str, Any]:
    """Medians in ms."""
    help_command = [str(Path(sys.executable).parent / "easel"), "--help"]
    bare_command = [sys.executable, "-c", "pass"]
    times = [(_timed(help_command), _timed(bare_command)) for _ in range(ROUNDS)]
    return {
        "help_ms": round(statistics.median(one for one, _ in times), 1),
        "python_ms": round(statistics.median(one for _, one in times), 1),
        "target": TARGET,
    }


def _timed(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)  # noqa: TID251
    return (time.perf_counter() - begun) * 1000


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]["help_ms"]
    return "\n".join(
        [
            f"easel --help     {result['help_ms']:8.1f} ms (target {goal:.0f})",
            f"python -c pass   {result['python_ms']:8.1f} ms",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))

"""How long `easel --help` takes, beside Python's own start, and what the bot side weighs.

`python -m tests.bench.bench_start`. Whole processes, in turns; the memory is the peak of a studio
process that has opened everything it needs.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 15
TARGET = {"help_ms": 200.0, "studio_mb": 150.0, "torch": False}
# Opens what the studio page opens, answers one request in memory, and tells its own peak.
STUDIO = """
import asyncio, json, resource, sys
from pathlib import Path
from bots.settings import BotSettings
from bots.studio import main
from storage.settings import load

async def run():
    settings = load(BotSettings, home=Path(sys.argv[1]), web_port=0)
    serving = asyncio.create_task(main(settings))
    await asyncio.sleep(2)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)

asyncio.run(run())
heavy = {"torch", "diffusers", "transformers", "cv2", "scipy"} & sys.modules.keys()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"mb": peak, "heavy": sorted(heavy)}))
"""


def measure() -> dict[str, Any]:
    """Medians in ms, memory in MB."""
    help_command = [str(Path(sys.executable).parent / "easel"), "--help"]
    bare_command = [sys.executable, "-c", "pass"]
    times = [(_timed(help_command), _timed(bare_command)) for _ in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-c", STUDIO, home], capture_output=True, text=True, check=True
        )
    studio = json.loads(done.stdout)
    return {
        "help_ms": round(statistics.median(one for one, _ in times), 1),
        "python_ms": round(statistics.median(one for _, one in times), 1),
        "studio_mb": round(studio["mb"], 1),
        "torch": bool(studio["heavy"]),
        "target": TARGET,
    }


def _timed(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)  # noqa: TID251
    return (time.perf_counter() - begun) * 1000


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]
    heavy = "some" if result["torch"] else "no"
    return "\n".join(
        [
            f"easel --help     {result['help_ms']:8.1f} ms (target {goal['help_ms']:.0f})",
            f"python -c pass   {result['python_ms']:8.1f} ms",
            f"studio process   {result['studio_mb']:8.1f} MB at its peak "
            f"(target {goal['studio_mb']:.0f}), {heavy} model or pixel library imported",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))

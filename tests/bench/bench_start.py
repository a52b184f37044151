"""How long `easel --help` takes, beside Python's own start, and what the bot side weighs.

`python -m tests.bench.bench_start`. Whole processes, in turns; the memory is the peak of a studio
process that has taken a photo of 5 MB in.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

ROUNDS = 15
TARGET = {"help_ms": 200.0, "studio_mb": 150.0, "torch": False}
# Serves the studio page, takes one message with a large photo, and tells its own peak.
STUDIO = """
import asyncio, json, resource, sys
from pathlib import Path
from bots.settings import BotSettings
from bots.studio import main
from storage.settings import load

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

async def run():
    ready = asyncio.Queue()
    settings = load(BotSettings, home=Path(sys.argv[1]), web_port=0)
    serving = asyncio.create_task(main(settings, ready.put_nowait))
    address = (await ready.get()).split()[3]
    idle = peak()
    command = [sys.executable, "-m", "tests.bench.bench_start", "post", address]
    posting = await asyncio.create_subprocess_exec(*command)
    status = await posting.wait()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    return status, idle

status, idle = asyncio.run(run())
heavy = {"torch", "diffusers", "transformers", "cv2", "scipy"} & sys.modules.keys()
print(json.dumps({"idle": idle, "mb": peak(), "heavy": sorted(heavy)}))
sys.exit(status)
"""


def post(address: str) -> None:
    """Send a message with a JPEG of 5 MB, as the page does; in a process of its own, so that
    neither the photo's making nor the client counts."""
    photo = _photo()
    with httpx.Client(base_url=address, headers={"X-Easel": "1"}, timeout=60) as client:
        channel = client.get("/api/channels").raise_for_status().json()["channels"][0]["id"]
        answer = client.post(
            f"/api/channels/{channel}/messages",
            data={"key": "bench-start", "words": "as a watercolour"},
            files={"files": ("photo.jpg", photo, "image/jpeg")},
        )
        assert answer.raise_for_status().json()["pictures"], "it did not take the photo in"


def _photo() -> bytes:
    """About 5 MB, 12 megapixels, as a phone takes them."""
    noise = Image.effect_noise((1000, 750), 60).convert("RGB")
    file = BytesIO()
    noise.resize((4000, 3000), Image.Resampling.BICUBIC).save(file, "JPEG", quality=93)
    return file.getvalue()


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
        "studio_idle_mb": round(studio["idle"], 1),
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
            f"studio, ready    {result['studio_idle_mb']:8.1f} MB",
            f"studio, a photo  {result['studio_mb']:8.1f} MB at its peak "
            f"(target {goal['studio_mb']:.0f}), {heavy} model or pixel library imported",
        ]
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["post"]:
        post(sys.argv[2])
    else:
        print(table(measure()))

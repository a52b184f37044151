"""What the bot side weighs: `easel web` when it is ready, and while photos come in and go out.

`python -m tests.bench.bench_memory`. The process itself, as the system counts it: its children, of
which one decodes the photos, are not the bot. Linux only, where /proc tells.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image

MESSAGES = 3  # one after the other: what the first one leaves behind must not add up
PHOTOS = 10  # in each of them
MOST = 119_000_000  # bytes of all photos of a message, which may have 120 MB
TARGET = {"studio_mb": 150.0, "libraries": []}
# Libraries of models and of pixels, by the folder that their machine code is loaded from.
HEAVY = frozenset({"torch", "cv2", "scipy", "av", "numpy", "PIL"})


def measure() -> dict[str, Any]:
    """Peaks in MB; the libraries of HEAVY that are loaded in the end."""
    photo = _photo()
    largest = photo + bytes(MOST // PHOTOS - len(photo))  # what lies behind a JPEG is no part of it
    with tempfile.TemporaryDirectory() as home, _studio(Path(home)) as (process, address):
        ready = _peak(process)
        _visit(address, [photo] * MESSAGES)
        peak = _peak(process)
        _visit(address, [largest])
        most, libraries = _peak(process), _loaded(process)
    return {
        "ready_mb": round(ready, 1),
        "photos_mb": round(peak, 1),
        "studio_mb": round(most, 1),
        "photo_mb": round(len(photo) / 1e6, 1),
        "libraries": libraries,
        "target": TARGET,
    }


@contextmanager
def _studio(home: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The studio with everything of its own, and its address."""
    environment = os.environ | {"EASEL_HOME": str(home), "EASEL_WEB_PORT": "0"}  # noqa: TID251
    for other in ("EASEL_REDIS_URL", "REDIS_URL", "EASEL_DATABASE_URL", "EASEL_BLOBS"):
        environment.pop(other, None)
    command = [sys.executable, "-m", "bots", "web"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = next(filter(None, (re.search(r"http://\S+", one) for one in process.stdout)))
            yield process, address[0]
        finally:
            process.terminate()


def _visit(address: str, photos: Sequence[bytes]) -> None:
    """Send messages with ten times each photo, as the page does, and open what was stored."""
    with httpx.Client(base_url=address, headers={"X-Easel": "1"}, timeout=600) as client:
        channel = client.get("/api/channels").raise_for_status().json()["channels"][0]["id"]
        for photo in photos:
            answer = client.post(
                f"/api/channels/{channel}/messages",
                data={"key": f"bench-{uuid4().hex}", "words": "as a watercolour"},
                files=[("files", (f"{i}.jpg", photo, "image/jpeg")) for i in range(PHOTOS)],
            )
            pictures = answer.raise_for_status().json()["pictures"]
            assert len(pictures) == PHOTOS
            with client.stream("GET", pictures[0]["url"]) as original:
                size = sum(map(len, original.raise_for_status().iter_bytes()))
            assert size > 10_000_000, "the stored original is a PNG of a noisy photo"


def _photo() -> bytes:
    """About 5 MB, 12 megapixels, as a phone takes them."""
    noise = Image.effect_noise((1000, 750), 60).convert("RGB")
    file = BytesIO()
    noise.resize((4000, 3000), Image.Resampling.BICUBIC).save(file, "JPEG", quality=93)
    return file.getvalue()


def _peak(process: subprocess.Popen[str]) -> float:
    """The most memory that a process has held so far, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def _loaded(process: subprocess.Popen[str]) -> list[str]:
    maps = Path(f"/proc/{process.pid}/maps").read_text()
    folders = {name.split(".")[0] for name in re.findall(r"site-packages/([^/\s]+)/", maps)}
    return sorted(HEAVY & folders)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]["studio_mb"]
    return "\n".join(
        [
            f"studio, ready    {result['ready_mb']:8.1f} MB",
            f"studio, photos   {result['photos_mb']:8.1f} MB at its peak, {MESSAGES} messages of "
            f"{PHOTOS} photos: 12 megapixels in {result['photo_mb']} MB each",
            f"studio, largest  {result['studio_mb']:8.1f} MB at its peak (target {goal:.0f}), "
            f"then one of {PHOTOS} with {MOST / 1e6:.0f} MB in all",
            f"loaded there     {', '.join(result['libraries']) or 'no'} model or pixel library",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))

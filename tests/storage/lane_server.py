"""Serves the stills lane in a process of its own, for tests that kill it.

`python -m tests.storage.lane_server ADDRESS FOLDER LEASE`: each job takes 150 ms and leaves a file
of its name in the folder, once; a second one would fail.
"""

import asyncio
import sys
from pathlib import Path

from core.jobs import Lane
from storage.queue import RedisQueue


async def serve(address: str, folder: Path, lease: float) -> None:
    """Serve until somebody kills this process."""

    async def handle(job: str) -> None:
        with (folder / "begun").open("a") as diary:
            diary.write(f"{job}\n")
        await asyncio.sleep(0.15)
        (folder / job).touch(exist_ok=False)

    async with RedisQueue(address, lease=lease) as queue:
        await queue.render(Lane.STILLS, handle, at_once=2)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))

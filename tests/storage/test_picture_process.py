"""A process for pixels, which comes with the first task and goes when none came for long."""

import asyncio
import os
from pathlib import Path

from storage.picture_process import PictureProcess

NOW = 0.0  # s
NEVER = 3600.0  # s


async def test_one_process_does_one_task_after_the_other(tmp_path: Path) -> None:
    process = PictureProcess(str(tmp_path), NEVER)
    others = {*process.processes}  # of tests before
    pids = await asyncio.gather(*(process.run(os.getpid) for _ in range(5)))
    assert {*pids} == {*process.processes} - others
    assert len({*pids}) == 1
    process.close()


async def test_a_process_without_a_task_ends_and_another_comes(tmp_path: Path) -> None:
    process = PictureProcess(str(tmp_path), NOW)
    first = await process.run(os.getpid)
    async with asyncio.timeout(20):
        while first in process.processes:
            await asyncio.sleep(0.01)
    assert await process.run(os.getpid) != first
    process.close()


async def test_a_process_stays_while_others_wait_for_it(tmp_path: Path) -> None:
    process = PictureProcess(str(tmp_path), NOW)
    tasks = [asyncio.create_task(process.run(pow, number, 2)) for number in range(20)]
    assert [await task for task in tasks] == [number**2 for number in range(20)]
    process.close()

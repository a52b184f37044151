"""A worker dies in the middle of its work, and everybody gets the answer, once."""

import asyncio
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from core.jobs import State
from tests.acceptance.installation import PHOTO, Installation, installed
from worker.media.files import pixels_of


async def kill_with_work_in_hand(easel: Installation, worker: subprocess.Popen[bytes]) -> None:
    """Kill -9 while the ledger says that a job runs: the worker is frozen to look, then killed."""
    while True:
        worker.send_signal(signal.SIGSTOP)
        owed = await easel.storage.ledger.owed()
        if any(job.state is State.RUNNING for job in owed):
            worker.send_signal(signal.SIGKILL)
            worker.wait(10)
            return
        assert owed, "it was faster than the kill"
        worker.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.02)


@pytest.mark.timeout(600)
async def test_a_worker_killed_in_the_middle_of_twenty_jobs(tmp_path: Path) -> None:
    async with installed(tmp_path, lease=2.0) as easel:
        first = easel.start_worker("first")
        await easel.live("first")
        turns = [await easel.ask("make it noir --n 2", PHOTO) for _ in range(20)]
        jobs = [turn.job.id for turn in turns if turn.job]
        assert len(jobs) == 20
        while len(easel.teller.shown) < 4:
            await asyncio.sleep(0.01)
        await kill_with_work_in_hand(easel, first)
        easel.start_worker("second")
        ended = [await easel.ended(job) for job in jobs]
        assert {job.state for job in ended} == {State.DONE}
        await asyncio.sleep(1.0)  # time for a second answer, if there were one
        assert dict(easel.teller.shown) == dict.fromkeys(jobs, 1)
        assert max(job.attempts for job in ended) == 2, "what was in hand is tried again"


@pytest.mark.timeout(600)
async def test_a_worker_that_is_stopped_hands_its_jobs_on_at_once(tmp_path: Path) -> None:
    async with installed(tmp_path) as easel:  # with the ordinary lease of 15 s
        first = easel.start_worker("first")
        await easel.live("first")
        turns = [await easel.ask("make it an oil painting", PHOTO) for _ in range(4)]
        await asyncio.sleep(0.5)
        first.terminate()
        first.wait(20)
        easel.start_worker("second")
        ended = [await easel.ended(turn.job.id) for turn in turns if turn.job]
        assert [job.state for job in ended] == [State.DONE] * 4
        assert {job.attempts for job in ended} == {1}, "a stop on purpose is no failed attempt"


@pytest.mark.timeout(600)
async def test_redis_that_lost_everything_is_filled_again_from_the_ledger(tmp_path: Path) -> None:
    async with installed(tmp_path, lease=2.0) as easel:
        seen = easel.start_worker("first")  # so that the request finds a model
        await easel.live("first")
        seen.send_signal(signal.SIGKILL)
        seen.wait(10)
        turn = await easel.ask("make it noir --n 1", PHOTO)
        assert turn.job is not None
        easel.redis.stop()
        for file in (tmp_path / "redis").glob("appendonly*"):
            # Redis 7 keeps a folder, those before it a file.
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        easel.redis.start()
        easel.start_worker("second")  # its reconciler finds what is owed
        assert (await easel.ended(turn.job.id)).state is State.DONE


@pytest.mark.timeout(600)
async def test_the_same_request_gives_the_same_bytes(tmp_path: Path) -> None:
    async with installed(tmp_path) as easel:
        easel.start_worker("only")
        await easel.live("only")
        asked = [await easel.ask("as a watercolor --seed 11 --n 2", PHOTO) for _ in range(2)]
        first, second = [await easel.ended(turn.job.id) for turn in asked if turn.job]
        assert [one.asset.sha256 for one in first.variants] == [
            one.asset.sha256 for one in second.variants
        ]
        blobs = easel.storage.blobs
        shapes = {
            pixels_of(await blobs.get(variant.asset.sha256)).shape for variant in first.variants
        }
        assert shapes == {(120, 160, 3)}

"""Tasks end when they are cancelled, also where a cancellation is swallowed on the way."""

import asyncio
import subprocess
import sys

import pytest

from storage import until_signal
from storage.until_signal import ended, still_wanted


async def deaf(times: int) -> str:
    """Swallow so many cancellations."""
    for _ in range(times):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            continue
    await asyncio.sleep(60)
    return "slept"


@pytest.mark.parametrize("times", [0, 1, 3])
async def test_a_lost_cancellation_is_made_again(
    monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(until_signal, "LOST", 0.02)
    task = asyncio.create_task(deaf(times))
    await asyncio.sleep(0)
    (result,) = await asyncio.wait_for(ended(task), 20)
    assert isinstance(result, asyncio.CancelledError)


async def test_what_tasks_returned_and_raised_is_given() -> None:
    async def fails() -> None:
        raise ValueError("no")

    async def works() -> int:
        return 7

    tasks = [asyncio.create_task(works()), asyncio.create_task(fails())]
    await asyncio.wait(tasks)
    seven, error = await ended(*tasks)
    assert seven == 7
    assert isinstance(error, ValueError)


async def test_a_loop_that_looks_ends_by_itself() -> None:
    async def loop() -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                still_wanted()

    task = asyncio.create_task(loop())
    await asyncio.sleep(0)
    assert [type(one) for one in await asyncio.wait_for(ended(task), 10)] == [
        asyncio.CancelledError
    ]


DROPPED = """
import asyncio, signal
from storage.until_signal import leave_on_sigterm, until_signal

class Last:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

leave_on_sigterm()
Last()
print("went on", flush=True)
asyncio.run(until_signal(asyncio.sleep(3600)))
print("ended")
"""


def test_a_stop_that_a_finalizer_dropped_is_not_forgotten() -> None:
    command = [sys.executable, "-c", DROPPED]
    program = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert program.stdout.split("\n")[:2] == ["went on", "ended"]

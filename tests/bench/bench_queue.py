"""How long a job waits before a free worker begins it, beside arq as it comes, in the same run.

`python -m tests.bench.bench_queue [--json FILE]`. Producer and worker share a process and a Redis
of their own on a socket; the handler does nothing. The time is from just before the job is
enqueued to the handler's first line.
"""

import argparse
import asyncio
import json
import logging
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from arq import create_pool
from arq.connections import RedisSettings
from arq.worker import Worker, func

from core.jobs import Lane
from storage.queue import RedisQueue
from storage.redis_server import RedisServer
from tests.queue_jobs import a_job, running, until

ROUNDS, A_ROUND = 5, 120  # enqueues
SPACING = 0.007  # s; shares no factor with arq's poll of 0.5 s
AT_ONCE = 10  # arq's default
BACKLOG = 1000  # jobs
TARGET = {"median_ms": 10.0, "p99_ms": 50.0, "times_arq": 10.0}

Begun = dict[str, float]  # when a job's handler began, s
Put = Callable[[str], Awaitable[object]]
Side = Callable[[str, Begun], Any]


class Ends(NamedTuple):
    """A queue under test: how to put a job into it, and what serves it."""

    put: Put
    serve: Callable[[], Any]


@asynccontextmanager
async def easel(address: str, begun: Begun) -> AsyncGenerator[Ends]:
    """Our queue; what was begun is noted in `begun`."""

    async def handle(job: str) -> None:
        begun[job] = time.perf_counter()

    async with RedisQueue(address) as queue:

        async def put(job: str) -> None:
            await queue.enqueue(a_job(job))

        yield Ends(put, lambda: running(queue.render(Lane.STILLS, handle, AT_ONCE)))


@asynccontextmanager
async def plain_arq(address: str, begun: Begun) -> AsyncGenerator[Ends]:
    """arq with its defaults: pickle, a poll every 0.5 s, ten jobs at once."""

    async def handle(ctx: dict[Any, Any], job: str) -> None:
        begun[job] = time.perf_counter()

    @asynccontextmanager
    async def serve() -> AsyncGenerator[None]:
        worker = Worker(
            [func(handle, name="handle")], redis_pool=pool, queue_name=None, handle_signals=False
        )
        task = asyncio.create_task(worker.async_run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.gather(*worker.tasks.values())

    socket = address.removeprefix("unix://")
    pool = await create_pool(RedisSettings(unix_socket_path=socket))

    async def put(job: str) -> None:
        await pool.enqueue_job("handle", job, _job_id=f"arq-{job}")

    yield Ends(put, serve)
    await pool.aclose()


async def waits(side: Side, address: str, turn: int) -> list[float]:
    """Wait of each job of a round, in ms."""
    begun: Begun = {}
    put_at: dict[str, float] = {}
    async with side(address, begun) as ends, ends.serve():
        await asyncio.sleep(0.2)
        for n in range(A_ROUND):
            name = f"{turn}-{n:04}"
            put_at[name] = time.perf_counter()
            await ends.put(name)
            await asyncio.sleep(SPACING)
        await until(lambda: len(begun) == A_ROUND, 60.0)
    return [1000 * (begun[name] - at) for name, at in put_at.items()]


async def throughput(side: Side, address: str, count: int) -> float:
    """Jobs per s that a worker gets through when `count` wait for it."""
    begun: Begun = {}
    async with side(address, begun) as ends:
        for n in range(count):
            await ends.put(f"backlog-{n:04}")
        start = time.perf_counter()
        async with ends.serve():
            await until(lambda: len(begun) == count, 120.0)
    return count / (max(begun.values()) - start)


async def measure() -> dict[str, Any]:
    """The figures of both, and the targets: `median_ms`, `p99_ms`, `jobs_per_s`, `times_arq`."""
    logging.getLogger("arq").setLevel(logging.WARNING)
    sides: dict[str, Side] = {"easel": easel, "arq": plain_arq}
    times: dict[str, list[float]] = {name: [] for name in sides}
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as home, RedisServer(Path(home)) as server:
        for turn in range(ROUNDS):
            for name, side in sides.items():
                times[name] += await waits(side, server.address, turn)
        for name, side in sides.items():
            rate = await throughput(side, server.address, BACKLOG)
            result[name] = figures(times[name]) | {"jobs_per_s": round(rate, 1)}
    ratio = result["arq"]["median_ms"] / result["easel"]["median_ms"]
    return result | {"times_arq": round(ratio, 1), "target": TARGET}


def figures(times: list[float]) -> dict[str, float]:
    """Median, 99th percentile and number of some times in ms."""
    p99 = statistics.quantiles(times, n=100)[98]
    return {
        "enqueues": len(times),
        "median_ms": round(statistics.median(times), 2),
        "p99_ms": round(p99, 2),
    }


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = [f"{'':8}{'median':>12}{'p99':>12}{'jobs/s':>10}"]
    for name in ("easel", "arq"):
        row = result[name]
        lines.append(
            f"{name:8}{row['median_ms']:9.2f} ms{row['p99_ms']:9.2f} ms{row['jobs_per_s']:10.1f}"
        )
    target = result["target"]
    lines.append(f"target  {target['median_ms']:9.2f} ms{target['p99_ms']:9.2f} ms")
    lines.append(f"{result['times_arq']} times shorter than arq's (target {target['times_arq']})")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, and write the figures where `--json` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    result = asyncio.run(measure())
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

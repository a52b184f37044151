"""A page of history in a long channel, beside one in a short channel, in the same run.

`python -m tests.bench.bench_history`. SQLite in a folder of its own; pages of 50 turns with their
finished jobs (four variants and a grid each), read from random places of the channel.
"""

import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.jobs import Job, Outcome, Place, Variant
from core.wire import plain
from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.rows import JOB, TURN, from_job, from_turn
from tests.values import asset, spec, turn

SIZES = {"short": 1_000, "long": 100_000}  # jobs in the channel
PAGES = 400
AT_ONCE = 5_000  # rows an insert
TARGET = {"p99_ms": 5.0, "times_short": 1.5}


async def measure() -> dict[str, Any]:
    """Median and p99 of a page in ms for both channels, and their ratio."""
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with Database(sqlite_url(Path(folder) / "easel.db")) as database:
            history = SqlHistory(database, SystemClock())
            keys = {name: await _fill(database, history, n) for name, n in SIZES.items()}
            times: dict[str, list[float]] = {name: [] for name in SIZES}
            chance = random.Random(7)
            for _ in range(PAGES):  # in turns, so that a slow moment hits both
                for name, (channel, ids) in keys.items():
                    before = chance.choice(ids[100:])
                    begun = time.perf_counter()
                    page = await history.page(channel, before, 50)
                    times[name].append((time.perf_counter() - begun) * 1000)
                    assert len(page.turns) == 50
                    assert page.turns[0].job is not None
    for name, taken in times.items():
        p99 = statistics.quantiles(taken, n=100)[98]
        result[name] = {"median_ms": round(statistics.median(taken), 2), "p99_ms": round(p99, 2)}
    ratio = result["long"]["median_ms"] / result["short"]["median_ms"]
    return result | {"times_short": round(ratio, 2), "target": TARGET}


async def _fill(database: Database, history: SqlHistory, count: int) -> tuple[str, list[str]]:
    """A channel of `count` finished jobs; returns its id and the ids of its turns."""
    clock = SystemClock()
    channel = await history.channel("web", f"of {count}")
    place = Place("web", channel.id, await history.person("web", "ada"))
    outcome = Outcome(tuple(Variant(n, n, asset(f"{n}"), "done") for n in range(1, 5)), asset("g"))
    ended = {"state": "done", "outcome": plain(outcome), "shown": True}
    jobs = [Job(clock.new_id(), spec(place=place), clock.now()) for _ in range(count)]
    job_rows = [from_job(job) | ended for job in jobs]
    turn_rows = [
        from_turn(turn(clock.new_id(), job.id, channel=channel.id, person=place.person))
        | {"job": job.id}
        for job in jobs
    ]
    for table, rows in ((JOB, job_rows), (TURN, turn_rows)):
        for first in range(0, count, AT_ONCE):
            async with database.writing() as connection:
                await connection.execute(sa.insert(table), rows[first : first + AT_ONCE])
    return channel.id, [row["id"] for row in turn_rows]


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = [f"{'history page of 50':24}{'median':>12}{'p99':>12}"]
    for name, jobs in SIZES.items():
        row = result[name]
        label = f"of {jobs:,} jobs"
        lines.append(f"{label:24}{row['median_ms']:9.2f} ms{row['p99_ms']:9.2f} ms")
    goal = result["target"]
    lines.append(f"{'target':36}{goal['p99_ms']:9.2f} ms")
    lines.append(
        f"{result['times_short']} times the short channel's (target {goal['times_short']})"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure())))

"""A page of history in a long channel and in a short one, beside the bare query, in the same run.

`python -m tests.bench.bench_history`. SQLite in a folder of its own; pages of 50 turns with their
finished jobs (four variants and a grid each), read from random places of the channel. The bare
query reads the same rows with Python's sqlite3, on the thread that asks, and makes nothing of them:
how far the machine is busy with other things shows in its time, too.
"""

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.jobs import Job, Outcome, Place, Variant
from core.wire import plain
from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.rows import JOB, PAGE, TURN, from_job, from_turn
from storage.until_signal import settle
from tests.values import asset, spec, turn

SIZES = {"short": 1_000, "long": 100_000}  # jobs in the channel
PAGES, PAGE_SIZE = 1_000, 50
AT_ONCE = 5_000  # rows an insert
TARGET = {"p99_ms": 5.0, "times_short": 1.5}


class Places(NamedTuple):
    """A channel and the keys of its turns that a whole page stands before."""

    channel: str
    keys: list[str]


class Taken(NamedTuple):
    """What each page of a channel took, in ms."""

    page: list[float]
    cpu: list[float]  # of all threads of this process, for a page
    bare: list[float]  # the bare query


async def measure() -> dict[str, Any]:
    """Median, p99 and processor time of a page in ms for both channels, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "easel.db"
        async with Database(sqlite_url(path)) as database:
            history = SqlHistory(database, SystemClock())
            places = {name: await _fill(database, history, n) for name, n in SIZES.items()}
            settle()  # as whoever reads pages does when it has started
            with closing(sqlite3.connect(path)) as connection:
                bare = _bare(connection, database)
                taken = await _take_turns(history, places, bare)
    result = {name: _figures(one) for name, one in taken.items()}
    ratio = result["long"]["median_ms"] / result["short"]["median_ms"]
    return {**result, "times_short": round(ratio, 2), "target": TARGET}


async def _take_turns(
    history: SqlHistory, places: dict[str, Places], bare: Callable[[str, str], Sequence[object]]
) -> dict[str, Taken]:
    """Pages of all channels, in turns, so that a slow moment hits both, and the bare query, too."""
    taken = {name: Taken([], [], []) for name in places}
    chance = random.Random(7)
    for _ in range(PAGES):
        for name, (channel, keys) in places.items():
            before = chance.choice(keys)
            cpu, begun = time.process_time(), time.perf_counter()
            page = await history.page(channel, before, PAGE_SIZE)
            taken[name].page.append((time.perf_counter() - begun) * 1000)
            taken[name].cpu.append((time.process_time() - cpu) * 1000)
            assert len(page.turns) == PAGE_SIZE
            assert page.turns[0].job is not None
            begun = time.perf_counter()
            rows = bare(channel, before)
            taken[name].bare.append((time.perf_counter() - begun) * 1000)
            assert len(rows) == PAGE_SIZE + 1
    return taken


def _bare(connection: sqlite3.Connection, database: Database) -> Callable[[str, str], list[Any]]:
    """The query of a page without all that is made of it."""
    query = database.driver_query(PAGE)

    def rows(channel: str, before: str) -> list[Any]:
        asked = {"channel": channel, "before": before, "limit": PAGE_SIZE + 1}
        return connection.execute(query.text, query.values(asked)).fetchall()

    return rows


def _figures(taken: Taken) -> dict[str, float]:
    return {
        "median_ms": round(statistics.median(taken.page), 2),
        "p99_ms": round(_p99(taken.page), 2),
        "cpu_ms": round(statistics.fmean(taken.cpu), 2),
        "bare_median_ms": round(statistics.median(taken.bare), 2),
        "bare_p99_ms": round(_p99(taken.bare), 2),
        "times_bare": round(statistics.median(taken.page) / statistics.median(taken.bare), 1),
    }


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


async def _fill(database: Database, history: SqlHistory, count: int) -> Places:
    """A channel of `count` finished jobs."""
    clock = SystemClock()
    channel = await history.channel("web", f"of {count}")
    place = Place("web", channel.id, await history.person("web", "ada"))
    outcome = Outcome(tuple(Variant(n, n, asset(f"{n}"), "done") for n in range(1, 5)), asset("g"))
    times = dict.fromkeys(("started", "finished", "delivered"), clock.now())
    ended = {"state": "done", "outcome": plain(outcome), "shown": True, "attempts": 1, **times}
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
    return Places(channel.id, [row["id"] for row in turn_rows[2 * PAGE_SIZE :]])


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    heads = ("median", "p99", "processor", "bare", "bare p99")
    lines = [f"{'history page of 50':24}" + "".join(f"{head:>12}" for head in heads)]
    for name, jobs in SIZES.items():
        row = result[name]
        keys = ("median_ms", "p99_ms", "cpu_ms", "bare_median_ms", "bare_p99_ms")
        lines.append(f"{f'of {jobs:,} jobs':24}" + "".join(f"{row[key]:9.2f} ms" for key in keys))
    goal, long = result["target"], result["long"]
    lines.append(f"{'target':36}{goal['p99_ms']:9.2f} ms")
    lines.append(f"{long['times_bare']} times the bare query's")
    lines.append(
        f"{result['times_short']} times the short channel's (target {goal['times_short']})"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure())))

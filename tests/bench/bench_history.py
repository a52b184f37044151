"""A page of history and a search in a long channel and in a short one, in the same run.

`python -m tests.bench.bench_history`. SQLite in a folder of its own; a channel of a million
variants and one of ten thousand, four and a grid a job. Pages of 50 turns with their finished jobs
are read from random places of the channel. The bare query reads the same rows with Python's
sqlite3, on the thread that asks, and makes nothing of them: how far the machine is busy with other
things shows in its time, too.

Searches are for words as people's are: some are in every third request, most in few, and some in
none; alone, two or three together, with a kind or a day. Each is asked for in both channels in
turn. Results without any words are read from random places of the channel, too.

The file is read through before and in between, so that it comes from memory, as that of a database
in use does: a virtual machine whose host takes back what was not touched for a while measures the
host's disk otherwise.
"""

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from core.catalogue import Intent
from core.jobs import Job, Outcome, Place, Variant
from core.keywords import forms, keywords, of_intent
from core.past import Period, Reach, Spot, Wanted
from core.prompts import Prompt
from core.wire import plain
from storage.clock import SystemClock, first_id
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.keywords import KEYWORD
from storage.past import SqlPast
from storage.rows import JOB, PAGE, TURN, from_job, from_turn
from storage.until_signal import settle
from tests.values import asset, spec, turn

VARIANTS = 4  # of a job
SIZES = {"short": 2_500, "long": 250_000}  # jobs in the channel
PAGES, PAGE_SIZE = 1_000, 50
SEARCHES = 2_000
RESIDENT = 100  # of these, after which the file is read through again
VOCABULARY = 20_000  # words that requests have; the n-th is said 1/n as often as the first
WORDS = 8  # of a request
AT_ONCE = 5_000  # jobs an insert
DAYS = 400  # in which a channel was filled
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
OUTCOME = plain(
    Outcome(
        tuple(Variant(n, n, asset(f"{n}"), "done") for n in range(1, VARIANTS + 1)), asset("grid")
    )
)
P99 = ("p99_ms", "older_p99_ms", "search_p99_ms", "search_cpu_p99_ms")
TARGET = {"p99_ms": 5.0, "times_short": 1.5}


class Places(NamedTuple):
    """A channel, and the keys of its turns and its jobs that a whole page stands before."""

    channel: str
    keys: list[str]
    jobs: list[str]


class Taken(NamedTuple):
    """What each page of a channel took, in ms."""

    page: list[float]
    cpu: list[float]  # of all threads of this process, for a page
    bare: list[float]  # the bare query
    older: list[float]  # a page of results
    search: list[float]
    search_cpu: list[float]  # of all threads of this process, for a search


async def measure() -> dict[str, Any]:
    """Median, p99 and processor time of a page in ms for both channels, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "easel.db"
        async with Database(sqlite_url(path)) as database:
            history = SqlHistory(database, SystemClock())
            places = {name: await _fill(database, history, n) for name, n in SIZES.items()}
            await _checkpoint(database)
            settle()  # as whoever reads pages does when it has started
            with closing(sqlite3.connect(path)) as connection:
                bare = _bare(connection, database)
                taken = await _take_turns(path, history, places, bare)
            await _search(path, SqlPast(database, SystemClock()), places, taken)
    result = {name: _figures(one) for name, one in taken.items()}
    long, short = result["long"], result["short"]
    ratios = {f"times_{key}": round(long[key] / short[key], 2) for key in P99}
    return {**result, **ratios, "target": TARGET}


async def _take_turns(
    path: Path,
    history: SqlHistory,
    places: dict[str, Places],
    bare: Callable[[str, str], Sequence[object]],
) -> dict[str, Taken]:
    """Pages of all channels, in turns, so that a slow moment hits both, and the bare query, too."""
    taken = {name: Taken([], [], [], [], [], []) for name in places}
    chance = random.Random(7)
    for number in range(PAGES):
        if number % RESIDENT == 0:
            _read_through(path)
        for name, (channel, keys, _jobs) in places.items():
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


async def _search(
    path: Path, past: SqlPast, places: dict[str, Places], taken: dict[str, Taken]
) -> None:
    """Pages of results and searches in all channels, in turns."""
    chance = random.Random(11)
    for number in range(SEARCHES):
        if number % RESIDENT == 0:
            _read_through(path)
        wanted = _wanted(chance)
        for name, (channel, _keys, jobs) in places.items():
            reach, spot = Reach(channel), Spot(1, chance.choice(jobs))
            begun = time.perf_counter()
            page = await past.find(reach, Wanted(), spot)
            taken[name].older.append((time.perf_counter() - begun) * 1000)
            assert page.jobs
            cpu, begun = time.process_time(), time.perf_counter()
            await past.find(reach, wanted)
            taken[name].search.append((time.perf_counter() - begun) * 1000)
            taken[name].search_cpu.append((time.process_time() - cpu) * 1000)


def _read_through(path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 24):
            pass


def _wanted(chance: random.Random) -> Wanted:
    """What somebody looks for."""
    words = tuple(forms(_word(chance)) for _ in range(chance.choice((1, 1, 1, 2, 2, 3))))
    kind = (frozenset({of_intent(Intent.RESTYLE)}),) if chance.random() < 0.1 else ()
    if chance.random() < 0.8:
        return Wanted(words, kind)
    day = BEGUN + timedelta(days=chance.randrange(DAYS))
    return Wanted(words, kind, Period(day, day + timedelta(days=chance.choice((1, 7, 30)))))


def _word(chance: random.Random) -> str:
    """A word by Zipf's law: its rank is as often below a bound as the logarithm of that."""
    return f"word{int(VOCABULARY ** chance.random())}"


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
        "older_median_ms": round(statistics.median(taken.older), 2),
        "older_p99_ms": round(_p99(taken.older), 2),
        "search_median_ms": round(statistics.median(taken.search), 2),
        "search_p99_ms": round(_p99(taken.search), 2),
        "search_cpu_p99_ms": round(_p99(taken.search_cpu), 2),
    }


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


async def _fill(database: Database, history: SqlHistory, count: int) -> Places:
    """A channel of `count` finished jobs, which were made one after another in the days before."""
    channel = await history.channel("web", f"of {count}")
    place = Place("web", channel.id, await history.person("web", "ada"))
    chance, keys, ids = random.Random(count), list[str](), list[str]()
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(count, first + AT_ONCE))
        jobs = [_job(place, number / count, chance) for number in numbers]
        at = {"channel": channel.id, "person": place.person}
        asked = [turn(_id(job.created, chance), job.id, **at) for job in jobs]
        turns = [from_turn(one) | {"job": one.key} for one in asked]
        told = [row for job in jobs for row in _keyword_rows(job)]
        for table, rows in ((JOB, list(map(_ended, jobs))), (TURN, turns), (KEYWORD, told)):
            async with database.writing() as connection:
                await connection.execute(sa.insert(table), rows)
        keys += [row["id"] for row in turns]
        ids += [job.id for job in jobs]
    async with database.writing() as connection:
        await connection.execute(sa.text("ANALYZE"))
    return Places(channel.id, keys[2 * PAGE_SIZE :], ids[2 * PAGE_SIZE :])


async def _checkpoint(database: Database) -> None:
    """What was written stands in the file, and in no log of a hundred megabytes that each reader
    looks through: rows that come one by one never leave such a log."""
    async with database.reading() as connection:
        await connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _job(place: Place, when: float, chance: random.Random) -> Job:
    """A job with words of its own; `when` is 0 for the first one and below 1 for the last."""
    words = Prompt(" ".join(_word(chance) for _ in range(WORDS)))
    created = BEGUN + when * timedelta(days=DAYS)
    return Job(_id(created, chance), spec(place=place, prompt=words), created)


def _id(created: datetime, chance: random.Random) -> str:
    """An id as it would have been made at a moment."""
    return str(UUID(int=UUID(first_id(created)).int | chance.getrandbits(60)))


def _ended(job: Job) -> dict[str, Any]:
    """The columns of a job that has given its variants."""
    times = dict.fromkeys(("started", "finished", "delivered"), job.created)
    outcome = {"state": "done", "outcome": OUTCOME, "shown": True, "attempts": 1}
    return from_job(job) | outcome | times


def _keyword_rows(job: Job) -> list[dict[str, str]]:
    at = {"channel": job.spec.place.channel, "person": job.spec.place.person, "job": job.id}
    told = keywords([job.spec.intent], job.spec.model, job.spec.prompt.words)
    return [{"word": word, **at} for word in told]


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    heads = ("median", "p99", "processor", "bare", "bare p99")
    lines = [f"{'history page of 50':24}" + "".join(f"{head:>12}" for head in heads)]
    keys = ("median_ms", "p99_ms", "cpu_ms", "bare_median_ms", "bare_p99_ms")
    lines += _rows(result, keys)
    goal, long = result["target"], result["long"]
    lines.append(f"{'target':36}{goal['p99_ms']:9.2f} ms")
    lines.append(f"{long['times_bare']} times the bare query's")
    heads = ("a page", "p99", "a search", "p99", "processor")
    lines.append(f"{'results':24}" + "".join(f"{head:>12}" for head in heads))
    lines += _rows(result, ("older_median_ms", P99[1], "search_median_ms", *P99[2:]))
    times = (result[f"times_{key}"] for key in P99)
    told = "p99 {} times the short channel's; of results {}, of searches {}, by the processor {}"
    lines.append(f"{told.format(*times)} (target {goal['times_short']})")
    return "\n".join(lines)


def _rows(result: dict[str, Any], keys: Sequence[str]) -> list[str]:
    return [
        f"{f'of {jobs * VARIANTS:,} variants':24}"
        + "".join(f"{result[name][key]:9.2f} ms" for key in keys)
        for name, jobs in SIZES.items()
    ]


if __name__ == "__main__":
    print(table(asyncio.run(measure())))

"""Results that commands name by their id, or by the end of it."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bots.named_jobs import NoJobNamed, NoSuchJob, SeveralSuchJobs, job_named
from core.errors import BadRequest
from core.jobs import Job, Place
from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.ledger import SqlLedger
from storage.past import SqlPast
from tests.values import spec, turn

TEAPOT = "01926b3e-0000-7000-8000-00000abcdef1"
FOX, HEN = "01926b3e-0000-7000-8000-111111fedcba", "01926b3e-0000-7000-8000-222222fedcba"


@pytest.fixture
async def rows(tmp_path: Path) -> AsyncGenerator[tuple[SqlPast, SqlLedger]]:
    """A ledger with three jobs."""
    clock = SystemClock()
    async with Database(sqlite_url(tmp_path / "easel.db")) as database:
        history = SqlHistory(database, clock)
        channel = (await history.channel("cli", "here")).id
        person = await history.person("cli", "ada")
        for id in (TEAPOT, FOX, HEN):
            asked = turn(clock.new_id(), channel=channel, person=person)
            await history.open_turn(asked)
            job = Job(id, spec(place=Place("cli", channel, person)), clock.now())
            await history.answer(asked.id, job=job)
        yield SqlPast(database, clock), SqlLedger(database, clock)


@pytest.mark.parametrize("asked", [TEAPOT, "abcdef1", " 0ABCDEF1\n"], ids=["whole", "end", "typed"])
async def test_by_its_id_or_the_end_of_it(rows: tuple[SqlPast, SqlLedger], asked: str) -> None:
    assert (await job_named(asked, *rows)).id == TEAPOT


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        pytest.param("", NoJobNamed, id="nothing"),
        pytest.param("abcdef2", NoSuchJob, id="another end"),
        pytest.param("bcdef1"[1:], NoSuchJob, id="too short an end"),
        pytest.param(TEAPOT[:8], NoSuchJob, id="the beginning"),
        pytest.param("%abcdef1", NoSuchJob, id="a pattern"),
        pytest.param("fedcba", SeveralSuchJobs, id="the end of two"),
    ],
)
async def test_what_names_none(
    rows: tuple[SqlPast, SqlLedger], asked: str, error: type[BadRequest]
) -> None:
    with pytest.raises(error):
        await job_named(asked, *rows)

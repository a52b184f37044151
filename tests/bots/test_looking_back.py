"""`easel history` and `easel show`: what was made here, as lines or JSON."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest

from bots.settings import local_person
from core.catalogue import Intent
from core.jobs import Job, Lineage, Outcome, Place, Variant
from core.prompts import Prompt
from storage.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.ledger import SqlLedger
from tests.bots.command_line import easel, said
from tests.values import asset, spec, turn

HOSTILE = "a teapot\n\x1b[2Jforged \u202eline"


async def _keep(home: Path, platform: str, words: str, parent: str = "") -> str:
    """A result of this person's, where there was no worker; gives its id."""
    clock = SystemClock()
    async with Database(sqlite_url(home / "easel.db")) as database:
        history, ledger = SqlHistory(database, clock), SqlLedger(database, clock)
        channel = (await history.channel(platform, clock.new_id())).id
        person = await history.person(platform, local_person())
        lineage = Lineage(parent, (1,), "edit") if parent else None
        source = (asset("teapot"),) if parent else ()
        more = {"prompt": Prompt(words), "lineage": lineage, "inputs": source, "count": 1}
        kind = Intent.EDIT if parent else Intent.IMAGINE
        request = spec(place=Place(platform, channel, person), intent=kind, **more)
        job = Job(clock.new_id(), request, clock.now())
        asked = turn(clock.new_id(), channel=channel, person=person)
        await history.open_turn(asked)
        await history.answer(asked.id, job=job)
        await ledger.finish(job.id, Outcome((Variant(1, 7, asset(words or job.id)),)))
    return job.id


def keep(home: Path, words: str, platform: str = "cli", parent: str = "") -> str:
    """A result; gives the id of its job."""
    home.mkdir(exist_ok=True)
    return asyncio.run(_keep(home, platform, words, parent))


def test_the_latest_come_first_with_their_ids(home: Path) -> None:
    ids = [keep(home, words) for words in ("a teapot", "a fox")]
    lines = easel("history").stdout.splitlines()
    assert lines[0] == "Your latest results:"
    assert [line.split("  ")[0] for line in lines[1:]] == ids[::-1]
    assert "imagine “a fox” · Easel Classical · " in lines[1]


def test_words_find_what_was_made_with_them(home: Path) -> None:
    teapot, _ = keep(home, "a teapot"), keep(home, "a fox")
    first, line = easel("history", "teapots", "today").stdout.splitlines()
    assert first.startswith("Found for “teapots”, on ")
    assert line.startswith(teapot)


def test_as_json(home: Path) -> None:
    teapot = keep(home, "a teapot")
    found = json.loads(easel("history", "teapot", "--json").stdout)
    assert (found["fits"], found["more"]) == (True, False)
    (job,) = found["jobs"]
    assert (job["job"], job["words"], job["favourites"]) == (teapot, "a teapot", [])
    assert job["variants"][0]["file"] == asset("a teapot").sha256


def test_json_has_nothing_that_was_not_asked_for(home: Path) -> None:
    keep(home, "a teapot")
    found = json.loads(easel("history", "zebra", "--json").stdout)
    assert (found["fits"], found["jobs"]) == (False, [])


def test_as_many_as_are_asked_for(home: Path) -> None:
    for number in range(3):
        keep(home, f"a teapot {number}")
    assert len(easel("history", "--most", "2").stdout.splitlines()) == 4
    assert "--most" in easel("history", "--most", "2").stdout


def test_what_others_made_in_chats_is_neither_found_nor_shown(home: Path) -> None:
    secret = keep(home, "a secret badger", "discord")
    assert easel("history", "badger").stdout == "You have made nothing yet.\n"
    assert said(easel("show", secret)).startswith("That belongs to another")


def test_people_s_words_forge_no_lines(home: Path) -> None:
    id = keep(home, HOSTILE)
    for shown in (easel("history").stdout, easel("show", id).stdout):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert not any(line.startswith("forged") for line in shown.splitlines())


@pytest.mark.parametrize("length", [36, 6])
def test_a_job_is_shown_with_where_it_came_from(home: Path, length: int) -> None:
    teapot = keep(home, "teapot")
    edited = keep(home, "make it red", parent=teapot)
    lines = easel("show", edited[-length:]).stdout.splitlines()
    assert lines[:2][0] == "Details: “make it red”"
    assert "Where it came from:" in lines
    assert any(line.startswith("1: imagine “teapot”") for line in lines)
    assert lines[-1].startswith(f"File 1: {asset('make it red').sha256}, image/png, ")


def test_a_job_as_json(home: Path) -> None:
    teapot = keep(home, "teapot")
    edited = keep(home, "make it red", parent=teapot)
    found = json.loads(easel("show", edited, "--json").stdout)
    assert [step["job"] for step in found["steps"]] == [teapot, edited]
    assert {"model", "seed", "seconds"} <= found["steps"][0].keys()
    assert found["made_by"] == found["steps"][0]["made_by"] == [found["model"]]
    assert {"label", "changed", "libraries"} <= found["variants"][0].keys()
    assert found["spec"]["prompt"]["words"] == "make it red"


def test_a_deleted_step_keeps_its_number(home: Path) -> None:
    teapot = keep(home, "teapot")
    edited = keep(home, "make it red", parent=teapot)
    asyncio.run(_delete(home, teapot))
    gone, step = json.loads(easel("show", edited, "--json").stdout)["steps"]
    assert (gone["number"], gone["deleted"]) == (1, True)
    assert (step["number"], step["deleted"], step["job"]) == (2, False, edited)


async def _delete(home: Path, job: str) -> None:
    async with Database(sqlite_url(home / "easel.db")) as database:
        await SqlLedger(database, SystemClock()).delete(job)


@pytest.mark.parametrize("command", ["show", "export"])
@pytest.mark.parametrize("asked", ["nonsense", "%", "a" * 5000, "_" * 36])
def test_what_there_is_not_is_one_sentence(home: Path, command: str, asked: str) -> None:
    keep(home, "a teapot")
    assert said(easel(command, asked)).startswith("There is no ")


@pytest.mark.parametrize("command", ["show", "export"])
def test_without_an_id_it_asks_for_one(home: Path, command: str) -> None:
    assert said(easel(command, "")).startswith("Please say which result, by its id")


def test_a_result_is_exported_by_the_end_of_its_id(home: Path) -> None:
    teapot, _ = keep(home, "a teapot"), keep(home, "a fox")
    archive = home / "teapot.zip"
    assert easel("export", teapot[-6:], "--out", str(archive)).exit_code == 0
    with zipfile.ZipFile(archive) as written:
        (records,) = (one for one in written.namelist() if one.endswith(".json"))
        assert json.loads(written.read(records))["results"][0]["job"] == teapot

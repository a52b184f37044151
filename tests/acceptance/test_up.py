"""All parts on one machine: they come up, are kept up, and end together."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.replies import Turn
from storage.redis_server import RedisServer
from tests.acceptance.installation import installed
from tests.acceptance.processes import answers, demo, free_port, said, until

pytestmark = pytest.mark.timeout(600)


NAMES = {"worker": "worker", "web": "studio"}  # of the parts, by what starts them


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """Process ids of the parts, by what their command line ends in."""
    found: dict[str, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue  # it ended while we looked
        if parent == process.pid:
            name = next((word for word in command if word in ("worker", "web")), "redis")
            found[name] = int(folder.name)
    return found


def test_it_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as process:
        assert f"http://127.0.0.1:{port}" in said(process, "Easel is at")
        assert answers(port)
        process.send_signal(signal.SIGINT)
        said(process, "everything is kept")
        assert process.wait(60) == 0
    assert not answers(port)
    assert not RedisServer(tmp_path / "home").answers


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("part", ["worker", "web", "redis"])
def test_a_part_that_dies_comes_back(tmp_path: Path, part: str) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as process:
        said(process, "Easel is at")
        until(lambda: {"worker", "web", "redis"} <= children(process).keys())
        before = children(process)[part]
        os.kill(before, signal.SIGKILL)
        if part != "redis":
            assert "SIGKILL" in said(process, f"The {NAMES[part]} ended")
        until(lambda: children(process).get(part, before) != before)
        until(lambda: answers(port))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


async def test_what_a_page_kept_and_died_before_answering_is_answered(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    home.mkdir()
    async with installed(home) as easel:
        history, clock = easel.storage.history, easel.storage.clock
        place, ada = await history.channel("web", "studio"), await history.person("web", "ada")
        came = clock.now() - timedelta(minutes=1)
        await history.open_turn(Turn(clock.new_id(), "k", place.id, ada, came, "a lighthouse"))
    with demo(home, port) as process:
        said(process, "Easel is at")
        until(lambda: _answers_kept(home) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def _answers_kept(home: Path) -> int:
    """How many turns of the ledger have their answer."""
    with closing(sqlite3.connect(home / "easel.db")) as ledger:
        query = "SELECT count(*) FROM turn WHERE job IS NOT NULL OR reply IS NOT NULL"
        return int(ledger.execute(query).fetchone()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends orphans")
def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as process:
        said(process, "Easel is at")
        process.kill()
        process.wait(10)
        until(lambda: not answers(port))
        until(lambda: not RedisServer(tmp_path / "home").answers)


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        demo(tmp_path / "home", taken.getsockname()[1]) as process,
    ):
        assert "cannot be used" in said(process, "EASEL_WEB_PORT")
        assert process.wait(60) == 1


class Another(BaseHTTPRequestHandler):
    """Another program that answers where the page should."""

    def do_HEAD(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base says
        """Say nothing."""


def test_another_program_on_the_port_is_not_taken_for_easel(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Another) as other:
        answering = threading.Thread(target=other.serve_forever)
        answering.start()
        with demo(tmp_path / "home", other.server_port) as process:
            assert process.wait(60) == 1
            assert process.stdout
            printed = process.stdout.read()
        other.shutdown()
        answering.join()
    assert "cannot be used" in printed
    assert "Easel is at" not in printed

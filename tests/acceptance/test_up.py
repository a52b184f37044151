"""All parts on one machine: they come up, are kept up, and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from storage.redis_server import RedisServer

pytestmark = pytest.mark.timeout(120)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running(home: Path, port: int) -> Generator[subprocess.Popen[str]]:
    environment = os.environ | {  # noqa: TID251 - of the child
        "EASEL_HOME": str(home),
        "EASEL_WEB_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bots", "demo"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def said(process: subprocess.Popen[str], pattern: str) -> str:
    """The first line that matches, as soon as it is printed."""
    assert process.stdout is not None
    for line in process.stdout:
        if re.search(pattern, line):
            return line
    raise AssertionError(f"it ended without saying {pattern!r}")


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def until(happened: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


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
    with running(tmp_path / "home", port) as process:
        assert f"http://127.0.0.1:{port}" in said(process, "Easel is at")
        assert answers(port)
        process.send_signal(signal.SIGINT)
        said(process, "everything is kept")
        assert process.wait(20) == 0
    assert not answers(port)
    assert not RedisServer(tmp_path / "home").answers


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("part", ["worker", "web", "redis"])
def test_a_part_that_dies_comes_back(tmp_path: Path, part: str) -> None:
    port = free_port()
    with running(tmp_path / "home", port) as process:
        said(process, "Easel is at")
        until(lambda: {"worker", "web", "redis"} <= children(process).keys())
        before = children(process)[part]
        os.kill(before, signal.SIGKILL)
        until(lambda: children(process).get(part, before) != before)
        until(lambda: answers(port))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends orphans")
def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path / "home", port) as process:
        said(process, "Easel is at")
        process.kill()
        process.wait(10)
        until(lambda: not answers(port))
        until(lambda: not RedisServer(tmp_path / "home").answers)


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        running(tmp_path / "home", taken.getsockname()[1]) as process,
    ):
        assert "cannot be used" in said(process, "EASEL_WEB_PORT")
        assert process.wait(30) == 1

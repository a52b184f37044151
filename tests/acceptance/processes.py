"""`easel demo` as a process, for acceptance stories that start and end it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import httpx


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def demo(home: Path, port: int) -> Generator[subprocess.Popen[str]]:
    """Everything on this machine; it is killed at the end where the story did not end it."""
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


def said(process: subprocess.Popen[str], *patterns: str) -> str:
    """The line that completes them, as soon as one is printed for each: in any order, since several
    processes print."""
    assert process.stdout is not None
    wanted = list(patterns)
    for line in process.stdout:
        wanted = [pattern for pattern in wanted if not re.search(pattern, line)]
        if not wanted:
            return line
    raise AssertionError(f"it ended without saying {wanted}")


def answers(port: int) -> bool:
    """Whether the studio page is served."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that must happen."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)

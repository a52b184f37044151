"""Processes of a bench: each is told and tells in lines, and ends with its input."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any


@contextmanager
def process(module: str, *arguments: str) -> Generator[subprocess.Popen[str]]:
    """A module of the benches, run with arguments."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, **pipes)
    try:
        yield running
    finally:
        try:
            running.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()


def line(running: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert running.stdout is not None
    said = running.stdout.readline().strip()
    assert said, f"{running.args} ended before its time"
    return said


def tell(running: subprocess.Popen[str], said: str) -> None:
    """Say a line to it."""
    assert running.stdin is not None
    running.stdin.write(said + "\n")
    running.stdin.flush()

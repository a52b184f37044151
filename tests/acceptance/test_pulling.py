"""From a publisher to a picture: `easel models pull`, `verify`, and a request that uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker.engines.diffusion.tiny import saved
from tests.worker.models.conftest import Home
from tests.worker.models.hub import running
from tests.worker.models.publisher import SOURCE, card

pytestmark = pytest.mark.timeout(600)


def easel(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """What a command answers, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bots", *words],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_pulled_renders(tmp_path: Path) -> None:
    there = saved("sdxl", tmp_path / "there")
    with running() as hub:
        home = Home(tmp_path / "home", hub)
        home.folder.mkdir()
        home.cards(card(free=False).replace("source =", "size = 64\nsteps = 2\nsource ="))
        hub.repositories[SOURCE] = {
            file.relative_to(there).as_posix(): file.read_bytes()
            for file in there.rglob("*")
            if file.is_file()
        }
        refused = easel(home, "models", "pull", "tiny")
        assert (refused.returncode, "has conditions" in refused.stderr) == (1, True)
        pulled = easel(home, "models", "pull", "tiny", "--accept-licence")
        assert pulled.returncode == 0, pulled.stderr
    verified = easel(home, "models", "verify", "tiny", "--json")
    assert [one["state"] for one in json.loads(verified.stdout)] == ["complete"]
    out = str(tmp_path / "out")
    made = easel(home, "make", "a fox --n 1", "--json", "--out", out)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["model"] == "tiny"

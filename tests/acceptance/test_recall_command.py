"""`easel recall` in a home of its own: an earlier job by its id, exactly or on something else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.pictures_made import as_png, landscape

pytestmark = pytest.mark.timeout(600)
ASKED = "make it an oil painting --n 2 --seed 41"


def easel(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"EASEL_HOME": str(home)}  # noqa: TID251 - of the child
    command = [sys.executable, "-m", "bots", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def made(home: Path, *words: str) -> dict[str, Any]:
    """The reply of a command that gives a result."""
    done = easel(home, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def digests(reply: dict[str, Any]) -> list[str]:
    """What its variants are, to the bit, as they are kept."""
    return [one["sha256"] for one in reply["variants"]]


def pixels(out: Path) -> NDArray[np.uint8]:
    """The first variant that was written."""
    with Image.open(out / "1.png") as picture:
        return np.asarray(picture)


def test_an_earlier_job_by_its_id(tmp_path: Path) -> None:
    home, first, other = tmp_path / "home", tmp_path / "first.png", tmp_path / "other.png"
    first.write_bytes(as_png(landscape(160, 120)))
    other.write_bytes(as_png(landscape(120, 90)))
    out = [tmp_path / str(number) for number in range(4)]
    before = made(home, "make", ASKED, "--image", str(first), "--out", str(out[0]))
    again = made(home, "recall", before["job"], "--out", str(out[1]))
    assert digests(again) == digests(before)
    assert "the same bytes as before" in again["lines"]
    made(home, "recall", before["job"][-6:], "--image", str(other), "--out", str(out[2]))
    made(home, "make", ASKED, "--image", str(other), "--out", str(out[3]))
    assert np.array_equal(pixels(out[2]), pixels(out[3]))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("01926b3e-0000-7000-8000-000000000001", "There is no job 01926b3e-0000-7000-8000-0000000"),
        ("", "Please say which result, by its id"),
    ],
    ids=["another", "none"],
)
def test_what_is_no_job_is_told_before_any_worker_starts(
    tmp_path: Path, wanted: str, told: str
) -> None:
    done = easel(tmp_path / "home", "recall", wanted, "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "starting a worker" not in done.stderr

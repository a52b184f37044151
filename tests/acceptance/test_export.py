"""`easel export`: a thread of this installation, as a file."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.pictures_made import as_jpeg, landscape


def easel(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """A command of Easel, run to its end."""
    environment = os.environ | {"EASEL_HOME": str(home)}  # noqa: TID251
    command = [sys.executable, "-m", "bots", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An installation where one request was made, and its id."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "photo.jpg").write_bytes(as_jpeg(landscape(240, 160)))
    words = ("make", "as a watercolour, ../.. 🦊 --n 1", "--image", str(folder / "photo.jpg"))
    ran = easel(folder / "home", *words, "--out", str(folder / "out"), "--json")
    assert ran.returncode == 0, ran.stderr
    return folder / "home", json.loads(ran.stdout)["job"]


@pytest.mark.timeout(600)
def test_a_result_is_written_with_all_that_belongs_to_it(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    home, job = made
    out = tmp_path / "new" / "thread.zip"
    ran = easel(home, "export", job, "--out", str(out))
    assert ran.stdout.startswith(f"1 result, 2 files\nwrote {out}, "), ran.stderr
    with zipfile.ZipFile(out) as archive:
        brought, variant, records, sheet = archive.namelist()
        assert json.loads(archive.read(records))["results"][0]["job"] == job
        assert archive.read(sheet).startswith(b"%PDF-")
        archive.extract(variant, tmp_path)
    assert brought.startswith("brought/")
    verified = easel(home, "verify", str(tmp_path / variant))
    assert "was signed by this Easel" in verified.stdout
    assert [path.name for path in out.parent.iterdir()] == ["thread.zip"]


def test_what_nobody_knows_is_said(made: tuple[Path, str]) -> None:
    ran = easel(made[0], "export", "01890000-0000-7000-8000-000000000000")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "There is no result and no channel" in ran.stderr


def test_a_folder_that_cannot_be_written_is_said(made: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = easel(made[0], "export", made[1], "--out", str(tmp_path / "file" / "a.zip"))
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr

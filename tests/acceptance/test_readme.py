"""What the README shows on the command line is what the command line says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

README = Path(__file__).parents[2] / "README.md"
PHOTO = Path(__file__).parents[1] / "pictures" / "coffee.jpg"


class Shown(NamedTuple):
    """A command of the README and what stands below it."""

    command: str
    lines: list[str]


def shown() -> Iterator[Shown]:
    """Every `$ easel …` of the README's console blocks, in order."""
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            if command.startswith("easel "):
                yield Shown(command, lines)


def steady(line: str) -> str:
    """A line without what differs from run to run: seconds, sizes, the order of the recipes."""
    line = re.sub(r"\d+\.\d s\b", "N s", re.sub(r"[\d,]+ bytes", "N bytes", line))
    look, colon, recipes = line.partition(": ")
    return look + colon + "; ".join(sorted(recipes.split("; ")))


@pytest.mark.timeout(600)
def test_every_command_says_what_the_readme_shows(tmp_path: Path) -> None:
    shutil.copy(PHOTO, tmp_path / "photo.jpg")
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "empty.png").touch()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # noqa: TID251
    environment = os.environ | {"EASEL_HOME": str(tmp_path / "home"), "PATH": path}  # noqa: TID251
    commands = list(shown())
    assert {one.command.split()[1] for one in commands} >= {"make", "route", "inspect", "models"}
    for command, lines in commands:
        ran = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert [*map(steady, ran.stdout.splitlines())] == [*map(steady, lines)], command

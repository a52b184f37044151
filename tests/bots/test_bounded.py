"""Files of the command line are read no further than a picture may reach."""

import os
from pathlib import Path

import pytest

from bots.bounded import MEGABYTE, read_bounded
from core.errors import NoSuchFile
from storage.limits import STANDARD


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"bytes")
    assert read_bounded(tmp_path / "a.png") == b"bytes"


def test_no_more_is_read_than_intake_needs_to_refuse_it(tmp_path: Path) -> None:
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(3_000 * MEGABYTE)  # sparse
    assert len(read_bounded(tmp_path / "disk.img")) == (STANDARD.megabytes + 1) * MEGABYTE


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "nothing"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "p.png"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case _:
            pass
    with pytest.raises(NoSuchFile):
        read_bounded(path)

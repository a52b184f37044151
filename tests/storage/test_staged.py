"""What killed writers leave beside the files goes; everything else stays."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from storage.blobs import ObjectBlobs, open_store
from storage.staged import OLD, sweep

AGED = time.time() - 2 * OLD


def test_only_what_was_staged_long_ago_goes(tmp_path: Path) -> None:
    name = asyncio.run(ObjectBlobs(open_store(str(tmp_path))).put(b"a picture"))
    blob = next(tmp_path.rglob(name))
    dead, writing = blob.with_name(f"{name}#1"), blob.with_name(f"{name}#2")
    for staged in (dead, writing):
        staged.write_bytes(b"half a pic")
    for old in (blob, dead):
        os.utime(old, (AGED, AGED))
    sweep(str(tmp_path))
    assert sorted(path.name for path in blob.parent.iterdir()) == [name, f"{name}#2"]


@pytest.mark.parametrize("location", ["s3://bucket/prefix", "missing"])
def test_where_nothing_is_staged_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    monkeypatch.chdir(tmp_path)
    sweep(location)
    assert list(tmp_path.iterdir()) == []

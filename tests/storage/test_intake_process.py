"""Intake in a process of its own stores the same pictures and tells the same errors."""

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from core.errors import BadSettings, BrokenPicture, EaselError, NotAPicture
from core.ports import Spooled
from storage.blobs import ObjectBlobs, open_store
from storage.intake import accept
from storage.intake_process import IntakeProcess
from storage.limits import STANDARD
from storage.staged import OLD
from tests.pictures_made import as_jpeg, landscape
from tests.s3_server import BUCKET, s3_server

PHOTO = as_jpeg(landscape())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files are."""
    return tmp_path / "blobs"


@pytest.fixture
def intake(folder: Path) -> Generator[IntakeProcess]:
    """A process that ends with the test."""
    process = IntakeProcess(str(folder))
    yield process
    process.close()


async def _stores(location: str) -> None:
    """Take a photo in at `location`, and compare with what intake makes of it."""
    process, expected = IntakeProcess(location), accept("photo.jpg", PHOTO)
    try:
        asset, notes = await process.take_in("photo.jpg", PHOTO, STANDARD)
    finally:
        process.close()
    assert (asset.width, asset.height, asset.size) == (160, 120, len(expected.data))
    assert (asset.media_type, asset.alpha, notes) == ("image/png", False, expected.notes)
    assert await ObjectBlobs(open_store(location)).get(asset.sha256) == expected.data


async def test_a_file_may_lie_on_the_disk(intake: IntakeProcess, tmp_path: Path) -> None:
    file = tmp_path / "1"
    file.write_bytes(PHOTO)
    there = await intake.take_in("photo.jpg", Spooled(str(file)), STANDARD)
    assert there == await intake.take_in("photo.jpg", PHOTO, STANDARD)


async def test_it_stores_in_a_folder(folder: Path) -> None:
    await _stores(str(folder))


async def test_it_stores_in_s3(monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_server() as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        await _stores(f"s3://{BUCKET}/prefix")


async def test_an_error_arrives_with_its_sentence(intake: IntakeProcess) -> None:
    with pytest.raises(NotAPicture, match=r"notes\.txt is not a picture"):
        await intake.take_in("notes.txt", b"no picture", STANDARD)


async def test_a_store_that_fails_is_not_the_fault_of_the_picture(tmp_path: Path) -> None:
    intake = IntakeProcess(str(_file(tmp_path / "blobs")))
    with pytest.raises(BadSettings, match="EASEL_BLOBS"):
        await intake.take_in("photo.jpg", PHOTO, STANDARD)
    intake.close()


async def test_a_process_that_is_killed_is_told_and_replaced(
    intake: IntakeProcess, folder: Path
) -> None:
    await intake.take_in("photo.jpg", PHOTO, STANDARD)
    for child in intake.processes:
        os.kill(child, signal.SIGKILL)
    with pytest.raises(BrokenPicture, match=r"photo\.jpg is damaged"):
        await intake.take_in("photo.jpg", PHOTO, STANDARD)
    asset, _ = await intake.take_in("photo.jpg", PHOTO, STANDARD)
    assert _hashes(folder) == {asset.sha256: asset.sha256}


async def test_it_removes_what_a_killed_one_left(intake: IntakeProcess, folder: Path) -> None:
    staged = _file(folder / "ab" / "cd" / f"{'abcd' * 16}#1", age=2 * OLD)
    asset, _ = await intake.take_in("photo.jpg", PHOTO, STANDARD)
    async with asyncio.timeout(10):  # it does so beside its work
        while _exists(staged):
            await asyncio.sleep(0.01)
    assert list(_hashes(folder)) == [asset.sha256]


def _file(path: Path, age: float = 0.0) -> Path:
    """A new file of that age in s."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half a picture")
    written = time.time() - age
    os.utime(path, (written, written))
    return path


def _exists(path: Path) -> bool:
    return path.exists()


def _hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each file, by its name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_error_survives_the_way_between_processes() -> None:
    import pickle

    error = BrokenPicture(file="cat.png")
    arrived = pickle.loads(pickle.dumps(error))
    assert isinstance(arrived, EaselError)
    assert (arrived.name, arrived.sentence) == (error.name, error.sentence)


def test_a_bot_loads_no_library_of_pictures_or_models() -> None:
    ask = "import sys, bots.studio; print({'PIL', 'numpy', 'cv2', 'torch'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"

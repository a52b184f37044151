"""A process for strangers' bytes, for threads that wait."""

import os
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from core.errors import NotAPicture
from storage.blocking_process import BlockingProcess
from storage.intake import accept
from tests.pictures_made import as_jpeg, landscape


def test_threads_share_one_process(tmp_path: Path) -> None:
    process = BlockingProcess(str(tmp_path))
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(process.run, os.getpid) for _ in range(8)]
        pids = {one.result() for one in asked}
    assert len(pids) == 1
    assert os.getpid() not in pids
    process.close()


def test_after_one_that_broke_there_is_another(tmp_path: Path) -> None:
    process = BlockingProcess(str(tmp_path))
    with pytest.raises(BrokenProcessPool):
        process.run(os._exit, 1)
    assert process.run(abs, -1) == 1
    process.close()


def test_pictures_are_read_there(tmp_path: Path) -> None:
    process = BlockingProcess(str(tmp_path))
    picture = process.run(accept, "a picture", as_jpeg(landscape(64, 48)))
    assert (picture.width, picture.height, picture.media_type) == (64, 48, "image/png")
    with pytest.raises(NotAPicture):
        process.run(accept, "a picture", b"hello")
    process.close()

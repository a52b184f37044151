"""The files beside formats: favicons in every size, and an archive with everything in it."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from worker.engine import Pixels
from worker.media.archiving import archive, beside


def icon(side: int = 512) -> Pixels:
    """A disc on transparency, whose hidden colour is another one."""
    rows, columns = np.mgrid[:side, :side] - side / 2
    inside = rows**2 + columns**2 < (side * 0.4) ** 2
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[..., 1] = 255
    pixels[inside] = (200, 30, 30, 255)
    return pixels


def test_a_favicon_has_all_sizes() -> None:
    files = beside("teapot", {"favicon": icon()})
    assert [file.name for file in files] == [
        *(f"teapot-favicon-{side}x{side}.png" for side in (16, 32, 48, 180, 192)),
        "favicon.ico",
    ]
    for file in files[:-1]:
        with Image.open(io.BytesIO(file.data)) as image:
            assert image.size == file.size


def test_the_ico_holds_three() -> None:
    *_, ico = beside("teapot", {"favicon": icon()})
    with Image.open(io.BytesIO(ico.data)) as image:
        assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_no_hidden_colour_shows_at_an_edge() -> None:
    small = beside("teapot", {"favicon": icon()})[0]
    with Image.open(io.BytesIO(small.data)) as image:
        pixels = np.asarray(image)
    seen = pixels[pixels[..., 3] > 8]
    assert int(seen[:, 1].max()) < 60


@pytest.mark.parametrize("side", [100, 40])
def test_none_is_larger_than_its_source(side: int) -> None:
    assert all(file.size[0] <= side for file in beside("teapot", {"favicon": icon(side)}))


def test_without_a_favicon_there_is_nothing_beside() -> None:
    assert beside("teapot", {"hero": icon()}) == []


def test_an_archive_gives_back_what_was_put_in() -> None:
    files = {"a.png": b"one", "b.ico": b"two"}
    with zipfile.ZipFile(io.BytesIO(archive(files))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == files


def test_the_same_files_give_the_same_archive() -> None:
    assert archive({"a.png": b"one"}) == archive({"a.png": b"one"})

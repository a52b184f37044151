"""The file of a picture is the deep one where it is wanted itself, and where it fits."""

from dataclasses import replace

import pytest

from bots.originals import given
from core.jobs import Deep
from core.replies import Picture
from tests.values import asset

DEEP = asset("cat", deep=Deep("d" * 64, 900_000, 16))
PLAIN = asset("cat")


def where(picture: Picture) -> str:
    return f"ask for {picture.asset.whole.sha256[:3]}"


@pytest.mark.parametrize(
    ("picture", "limit", "sha256"),
    [
        pytest.param(Picture(DEEP, "cat", exact=True), 900_000, "d" * 64, id="wanted"),
        pytest.param(Picture(DEEP, "cat"), 900_000, PLAIN.sha256, id="shown"),
        pytest.param(Picture(PLAIN, "cat", exact=True), 900_000, PLAIN.sha256, id="no deeper"),
    ],
)
def test_which_file_is_given(picture: Picture, limit: int, sha256: str) -> None:
    found = given(picture, limit, where)
    assert (found.picture.asset.sha256, found.note) == (sha256, "")
    assert found.picture == replace(picture, asset=found.picture.asset)


def test_where_it_has_too_many_bytes_it_is_said_where_it_is() -> None:
    found = given(Picture(DEEP, "cat", exact=True), 899_999, where)
    assert found.picture.asset == DEEP
    assert found.note == (
        "cat comes in 8-bit sRGB; its file (16 bits a channel, sRGB) has 900 kB, "
        "more than can be sent here: ask for ddd"
    )

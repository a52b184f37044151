"""Files that were read are kept for a while, within a bound."""

import pytest

from bots.on_web.recent import LASTING, RecentFiles
from storage.blobs import ObjectBlobs
from tests.bots.on_web.counting import CountingBlobs

FILES = (b"a" * 40, b"b" * 40, b"c" * 40)


class SetTime:
    """A clock that stands."""

    def __init__(self) -> None:
        self.now = 0.0  # s

    def __call__(self) -> float:
        """The time in s."""
        return self.now


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        pytest.param([0, 0, 0], [0], id="one again and again"),
        pytest.param([0, 1, 0, 1], [0, 1], id="two fit"),
        pytest.param([0, 1, 2, 0], [0, 1, 2, 0], id="the oldest goes"),
        pytest.param([0, 1, 0, 2, 0], [0, 1, 2], id="what was asked for last stays"),
    ],
)
async def test_a_file_is_read_once(asked: list[int], read: list[int]) -> None:
    blobs = CountingBlobs(ObjectBlobs.in_memory())
    names = [await blobs.put(data) for data in FILES]
    recent = RecentFiles(blobs, most=100)
    assert [await recent.get(names[i]) for i in asked] == [FILES[i] for i in asked]
    assert blobs.read == [names[i] for i in read]


async def test_a_file_beyond_the_bound_is_not_kept() -> None:
    blobs = CountingBlobs(ObjectBlobs.in_memory())
    small, large = await blobs.put(b"a" * 40), await blobs.put(b"b" * 101)
    recent = RecentFiles(blobs, most=100)
    for name in (small, large, large, small):
        await recent.get(name)
    assert blobs.read == [small, large, large]


async def test_a_file_is_not_kept_for_long() -> None:
    blobs, now = CountingBlobs(ObjectBlobs.in_memory()), SetTime()
    name = await blobs.put(b"a")
    recent = RecentFiles(blobs, now=now)
    for moment in (0.0, LASTING - 1, LASTING + 1):
        now.now = moment
        await recent.get(name)
    assert blobs.read == [name, name]

"""Clips are encoded anew within the bytes that there is room for, or refused."""

from io import BytesIO
from pathlib import Path

import av
import pytest

from core.renditions import Clip
from storage.blobs import ObjectBlobs, open_store
from storage.reencoding import reencode
from storage.renditions import KeptRenditions, RenditionProcess
from storage.shrinking import Unshrinkable
from tests.clips_made import FPS, clip


@pytest.mark.parametrize("sound", [True, False], ids=["with sound", "silent"])
@pytest.mark.parametrize("limit", [500_000, 100_000, 40_000])
def test_a_clip_fits_and_plays_as_long(limit: int, sound: bool) -> None:
    data = clip(sound=sound)
    assert len(data) > limit
    made = reencode(data, limit)
    assert len(made) <= limit
    with av.open(BytesIO(made), "r") as played:
        assert len(played.streams.audio) == sound
        pictures = played.streams.video[0]
        assert pictures.codec_context.name == "h264"
        assert min(pictures.width, pictures.height) >= 144
        assert abs(pictures.width / pictures.height - 320 / 240) < 0.02
        assert sum(1 for _ in played.decode(video=0)) == 2 * FPS
        assert float(played.duration or 0) / av.time_base == pytest.approx(2, abs=0.15)


def test_less_room_makes_smaller_frames() -> None:
    data = clip(1.0, (640, 480), sound=False)
    sizes: list[int] = []
    for limit in (400_000, 50_000, 20_000):
        with av.open(BytesIO(reencode(data, limit)), "r") as played:
            sizes.append(played.streams.video[0].width)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        pytest.param(clip(), 9_000, id="no room"),
        pytest.param(b"no clip at all", 1_000_000, id="no clip"),
        pytest.param(clip()[:30_000], 20_000, id="cut off"),
    ],
)
def test_what_cannot_be_encoded(data: bytes, limit: int) -> None:
    with pytest.raises(Unshrinkable):
        reencode(data, limit)


async def test_it_is_made_in_another_process_and_kept(tmp_path: Path) -> None:
    blobs, process = ObjectBlobs(open_store(str(tmp_path))), RenditionProcess(str(tmp_path))
    sha256 = await blobs.put(clip())
    kept = KeptRenditions(process.make, blobs)
    key = await kept.made(sha256, Clip(100_000))
    assert key is not None
    assert len(process.processes) >= 1
    process.close()
    assert len(await blobs.get(key)) <= 100_000
    assert await kept.made(sha256, Clip(100_000)) == key, "not made again"
    assert await kept.made(sha256, Clip(1)) is None

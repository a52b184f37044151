"""Clips that somebody else encoded."""

from io import BytesIO

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from tests.clips_made import clip
from worker.media.clips import encoded
from worker.media.films import LONGEST, BadClip, film


def other(kind: str, codec: str, size: tuple[int, int], sound: str = "", fps: int = 12) -> bytes:
    """A grey clip of half a second in another encoding."""
    file = BytesIO()
    with av.open(file, "w", format=kind) as container:
        pictures = container.add_stream(codec, rate=fps)
        assert isinstance(pictures, VideoStream)
        pictures.width, pictures.height = size
        pictures.pix_fmt = "yuv420p"
        track = container.add_stream(sound, rate=48_000, layout="stereo") if sound else None
        assert track is None or isinstance(track, AudioStream)
        for _ in range(fps // 2):
            pixels = np.full((size[1], size[0], 3), 128, np.uint8)
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(pictures.encode(None))
        if track is not None:
            for number in range(12):
                frame = av.AudioFrame.from_ndarray(
                    np.zeros((1, 2 * 960), np.int16), format="s16", layout="stereo"
                )
                frame.sample_rate, frame.pts = 48_000, number * 960
                container.mux(track.encode(frame))
            container.mux(track.encode(None))
    return file.getvalue()


def sound_alone() -> bytes:
    """Half a second of silence."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        track = container.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(24):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((2, 1024), np.float32), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts = 48_000, number * 1024
            container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return file.getvalue()


def test_what_plays_everywhere_stays_as_it_is() -> None:
    data = clip(1.0, (64, 48))
    found = film(data)
    assert found.clip.data == data
    assert (found.clip.width, found.clip.height) == (64, 48)
    assert found.clip.seconds == pytest.approx(1.0, abs=0.05)
    assert found.first.shape == (48, 64, 3)


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        (other("mp4", "mpeg4", (64, 48)), False),
        (other("webm", "libvpx-vp9", (64, 48), "libopus"), True),
        (other("webm", "libvpx-vp9", (65, 49)), False),
    ],
    ids=["an old encoding", "WebM with sound", "odd sides"],
)
def test_what_does_not_is_encoded_anew(data: bytes, sound: bool) -> None:
    found = film(data)
    assert (found.clip.width, found.clip.height) == (64, 48)
    with av.open(BytesIO(found.clip.data), "r", format="mov") as made:
        assert (made.streams.video[0].codec_context.name, made.format.name[:3]) == ("h264", "mov")
        assert len(list(made.decode(video=0))) == 6
        assert [one.codec_context.name for one in made.streams.audio] == ["aac"] * sound


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "neither MP4 nor WebM"),
        (b"#EXTM3U\nfile:///etc/passwd", "neither MP4 nor WebM"),
        (b"GIF89a" + b"x" * 99, "neither MP4 nor WebM"),
        (clip(0.5)[:400], "damaged"),
        (b"\x00\x00\x00\x18ftypmp42" + b"x" * 99, "damaged"),
        (sound_alone(), "without pictures"),
    ],
    ids=["nothing", "a playlist", "a picture", "cut short", "nonsense", "sound alone"],
)
def test_what_is_none_says_so(data: bytes, detail: str) -> None:
    with pytest.raises(BadClip, match=detail):
        film(data)


def test_a_clip_for_ever_is_none() -> None:
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        pictures = container.add_stream("libx264", rate=1)
        pictures.width, pictures.height, pictures.pix_fmt = 16, 16, "yuv420p"
        pixels = np.zeros((16, 16, 3), np.uint8)
        for _ in range(round(LONGEST) + 2):
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(pictures.encode(None))
    with pytest.raises(BadClip, match="it lasts 122 s"):
        film(file.getvalue())


def test_a_grainy_clip_is_the_same_bytes_each_time() -> None:
    """What lies in memory before differs from run to run, and may not show."""
    chance = np.random.default_rng(0)
    blocks = chance.integers(0, 255, (9, 24, 40, 3), np.uint8).repeat(8, 1).repeat(8, 2)
    grain = chance.integers(-30, 30, blocks.shape)
    frames = np.clip(blocks.astype(int) + grain, 0, 255).astype(np.uint8)
    before, made = list[object](), set[bytes]()
    for _ in range(24):
        sizes = chance.integers(1, 200_000, 30)
        before = [*before[-120:], *(chance.integers(0, 255, size, np.uint8) for size in sizes)]
        made.add(encoded(list(frames), (320, 192), None, 8))
    assert len(made) == 1

"""Frames and samples to an MP4 that plays in chats and browsers: H.264 and AAC, index in front."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray

from worker.engine import Pixels

FPS = 24
RATE = 48_000  # samples per s
_BITS = 128_000  # of sound, per s
_MOST = 9_000_000  # bits of pictures, per s: 6 s stay below 8 MB
_AHEAD = 4  # frames that may wait for the encoder
_BLOCK = 1024  # samples of an AAC frame

Samples = NDArray[np.float32]  # (2, count), -1 to 1


def encoded(
    frames: Iterable[Pixels],
    size: tuple[int, int],
    sound: Samples | None,
    fps: int = FPS,
    rate: int = RATE,
) -> bytes:
    """An MP4 of `frames`, each (height, width, 3) of the even `size` (width, height).

    `fps` are frames and `rate` samples a second.

    H.264 in yuv420p, tagged BT.709, AAC where there is sound. Frames are encoded in a thread of
    their own while the next are made; what making them raises comes through.
    """
    # A file, not memory: to move the index forward FFmpeg opens what it wrote again.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
            pictures = container.add_stream("libx264", rate=fps)
            _set_up(pictures, size)
            track = None if sound is None else _track(container, rate)
            _encode(container, pictures, frames)
            if track is not None and sound is not None:
                _encode_sound(container, track, sound, rate)
        return path.read_bytes()


def frames_of(data: bytes, count: int) -> list[Pixels]:
    """Up to `count` frames of an MP4, from its first on and evenly apart."""
    with av.open(BytesIO(data), "r") as container:
        step = max(1, -(-container.streams.video[0].frames // count))
        frames = (frame for at, frame in enumerate(container.decode(video=0)) if at % step == 0)
        return [frame.to_ndarray(format="rgb24").astype(np.uint8) for frame in frames]


def _set_up(stream: VideoStream, size: tuple[int, int]) -> None:
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    # One thread: the same bytes on any machine. Its macroblock tree, which saves bits on what no
    # frame goes on from, comes out otherwise from run to run where pictures are full of grain.
    stream.options = {
        "crf": "20",
        "preset": "veryfast",
        "threads": "1",
        "maxrate": str(_MOST),
        "bufsize": str(_MOST),
        "x264-params": "mbtree=0",
    }
    context = stream.codec_context
    context.colorspace = int(Colorspace.ITU709)
    context.color_primaries = int(ColorPrimaries.BT709)
    context.color_trc = int(ColorTrc.BT709)
    context.color_range = 1  # limited, as players expect


def _track(container: OutputContainer, rate: int) -> AudioStream:
    track = container.add_stream("aac", rate=rate, layout="stereo")
    track.bit_rate = _BITS
    return track


def _encode(container: OutputContainer, stream: VideoStream, frames: Iterable[Pixels]) -> None:
    waiting: list[Future[None]] = []

    def encode(pixels: Pixels | None) -> None:
        container.mux(stream.encode(None if pixels is None else _converted(pixels)))

    with ThreadPoolExecutor(1) as thread:
        for pixels in frames:
            waiting.append(thread.submit(encode, pixels))
            if len(waiting) > _AHEAD:
                waiting.pop(0).result()
        waiting.append(thread.submit(encode, None))
        for future in waiting:
            future.result()


def _converted(pixels: Pixels) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
    return frame.reformat(
        format="yuv420p", src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709
    )


def _encode_sound(
    container: OutputContainer, track: AudioStream, sound: Samples, rate: int
) -> None:
    for start in range(0, sound.shape[1], _BLOCK):
        block: NDArray[Any] = np.ascontiguousarray(sound[:, start : start + _BLOCK])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        container.mux(track.encode(frame))
    container.mux(track.encode(None))

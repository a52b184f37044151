"""Clips encoded anew, so that they have as few bytes as a place takes: H.264 and AAC in an MP4."""

from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import av
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from storage.shrinking import Unshrinkable

RATE = 48_000  # samples per s
MOST_SOUND, LEAST_SOUND = 128_000, 32_000  # bits per s
SOUND = 0.15  # of all bits, at most
LEAST_PICTURES = 40_000  # bits per s; with fewer nothing can be made out
GOOD = 0.05  # bits for each pixel of each frame; with fewer, smaller frames look better
SMALLEST = 144  # px of the shorter side
TRIES = (0.93, 0.75, 0.55)  # of the room: what an encoder is told to keep to, it may exceed


class _Plan(NamedTuple):
    """How a clip is encoded."""

    width: int  # px
    height: int  # px
    pictures: int  # bits per s
    sound: int  # bits per s


def reencode(data: bytes, limit: int) -> bytes:
    """The clip in at most `limit` bytes: with fewer bits, and smaller frames where they need more.

    Raises Unshrinkable. Busy for as long as a clip lasts, or longer.
    """
    try:
        for share in TRIES:
            made = _encoded(data, share * 8 * limit)
            if len(made) <= limit:
                return made
    except Unshrinkable:
        raise
    except Exception as error:  # decoders raise whatever damage leads them to
        raise Unshrinkable(f"{type(error).__name__}: {error}") from error
    raise Unshrinkable(f"no clip of {limit} bytes can be made of it")


def _encoded(data: bytes, bits: float) -> bytes:
    # A file, not memory: to move the index forward FFmpeg opens what it wrote again.
    with TemporaryDirectory() as folder, av.open(BytesIO(data), "r") as source:
        path = Path(folder) / "clip.mp4"
        with av.open(str(path), "w", options={"movflags": "+faststart"}) as target:
            _transcode(source, target, _planned(source, bits))
        return path.read_bytes()


def _planned(source: InputContainer, bits: float) -> _Plan:
    """Bits and frames for a clip that may have so many bits in all."""
    pictures = source.streams.video[0]
    seconds = float(source.duration or 0) / av.time_base
    if seconds <= 0:
        raise Unshrinkable("nobody knows how long it lasts")
    sound = round(max(LEAST_SOUND, min(MOST_SOUND, SOUND * bits / seconds)))
    sound = sound if source.streams.audio else 0
    rest = round(bits / seconds) - sound
    if rest < LEAST_PICTURES:
        raise Unshrinkable(f"{seconds:.0f} s are too long for it")
    width, height = pictures.width, pictures.height
    wanted = width * height * float(pictures.average_rate or 24) * GOOD
    least = SMALLEST / min(width, height)
    scale = min(1.0, max(least, sqrt(rest / wanted)))
    return _Plan(_even(width * scale), _even(height * scale), rest, sound)


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


def _transcode(source: InputContainer, target: OutputContainer, plan: _Plan) -> None:
    pictures = _pictures(source, target, plan)
    resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
    track = target.add_stream("aac", rate=RATE, layout="stereo") if plan.sound else None
    if track is not None:
        track.bit_rate = plan.sound
    for frame in _frames(source):
        if isinstance(frame, av.VideoFrame):
            small = frame.reformat(width=plan.width, height=plan.height, format="yuv420p")
            target.mux(pictures.encode(small))
        elif track is not None:
            for block in resampler.resample(frame):
                target.mux(track.encode(block))
    target.mux(pictures.encode(None))
    if track is not None:
        target.mux(track.encode(None))


def _frames(source: InputContainer) -> Iterator[av.VideoFrame | av.AudioFrame]:
    """Frames of the first pictures and the first sound, as they lie beside each other."""
    wanted = [*source.streams.video[:1], *source.streams.audio[:1]]
    for frame in source.decode(wanted):
        if isinstance(frame, av.VideoFrame | av.AudioFrame):
            yield frame


def _pictures(source: InputContainer, target: OutputContainer, plan: _Plan) -> VideoStream:
    given = source.streams.video[0]
    stream = target.add_stream("libx264", rate=given.average_rate or 24)
    stream.width, stream.height, stream.pix_fmt = plan.width, plan.height, "yuv420p"
    stream.bit_rate = plan.pictures
    rate = {"maxrate": str(plan.pictures), "bufsize": str(plan.pictures)}
    stream.options = {"preset": "veryfast", "threads": "1", **rate}
    context, before = stream.codec_context, given.codec_context
    context.colorspace = before.colorspace
    context.color_primaries = before.color_primaries
    context.color_trc = before.color_trc
    context.color_range = before.color_range
    return stream

"""A clip that somebody else encoded, made to play everywhere."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from worker.engine import Clip, Pixels
from worker.media.clips import FPS, RATE, Samples, encoded

LONGEST = 120.0  # s
_LARGEST = 4096  # px a side
_MOST_FPS = 60
# By its first bytes, so that no other reader, such as one of playlists, is ever tried.
_KINDS = ((4, b"ftyp", "mov"), (0, b"\x1aE\xdf\xa3", "matroska"))


class BadClip(ValueError):
    """Bytes that are no clip that can be used."""


class Film(NamedTuple):
    """A clip with its first picture."""

    clip: Clip
    first: Pixels


def film(data: bytes) -> Film:
    """The clip in an MP4 or a WebM. Its bytes stay as they are where every chat plays them.

    Raises BadClip. Busy for some seconds where it is encoded anew.
    """
    kind = next((kind for at, mark, kind in _KINDS if data[at : at + 4] == mark), None)
    if kind is None:
        raise BadClip("neither MP4 nor WebM")
    try:
        with av.open(BytesIO(data), "r", format=kind) as source:
            return _film(source, data, kind)
    except BadClip:
        raise
    except Exception as error:  # decoders raise whatever damage leads them to
        raise BadClip(f"damaged: {type(error).__name__}") from error


def _film(source: InputContainer, data: bytes, kind: str) -> Film:
    if not source.streams.video:
        raise BadClip("without pictures")
    stream = source.streams.video[0]
    seconds = float(source.duration or 0) / av.time_base
    if not 0 < seconds <= LONGEST:
        raise BadClip(f"it lasts {seconds:.0f} s")
    if not 0 < max(stream.width, stream.height) <= _LARGEST:
        raise BadClip(f"its frames have {stream.width} x {stream.height} px")
    first = next(source.decode(stream)).to_ndarray(format="rgb24")
    size = stream.width, stream.height
    if not _plays(source, kind):
        source.seek(0)
        size = stream.width // 2 * 2, stream.height // 2 * 2
        data = _anew(source, data, kind, size)
    return Film(Clip(data, *size, seconds), np.ascontiguousarray(first, np.uint8))


def _plays(source: InputContainer, kind: str) -> bool:
    """Whether it is H.264 in yuv420p, with AAC or silent, in an MP4."""
    pictures = source.streams.video[0].codec_context
    heard = [one.codec_context.name for one in source.streams.audio]
    shown = (kind, pictures.name, pictures.pix_fmt)
    return shown == ("mov", "h264", "yuv420p") and all(name == "aac" for name in heard)


def _anew(source: InputContainer, data: bytes, kind: str, size: tuple[int, int]) -> bytes:
    rate = source.streams.video[0].average_rate
    fps = max(1, min(_MOST_FPS, round(rate))) if rate else FPS
    sound = _sound(data, kind) if source.streams.audio else None
    return encoded(_frames(source, size), size, sound, fps)


def _frames(source: InputContainer, size: tuple[int, int]) -> Iterator[Pixels]:
    for frame in source.decode(source.streams.video[0]):
        pixels = frame.to_ndarray(format="rgb24")[: size[1], : size[0]]
        yield np.ascontiguousarray(pixels, np.uint8)


def _sound(data: bytes, kind: str) -> Samples | None:
    resampler, blocks = AudioResampler("fltp", "stereo", RATE), list[Samples]()
    with av.open(BytesIO(data), "r", format=kind) as source:
        for frame in source.decode(source.streams.audio[0]):
            blocks += [
                np.asarray(block.to_ndarray(), np.float32) for block in resampler.resample(frame)
            ]
    return np.concatenate(blocks, axis=1) if blocks else None

"""A still as a short clip: one camera move, eased, smooth below the pixel, encoded as H.264."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc
from av.video.stream import VideoStream

from worker.engine import Clip
from worker.engines.classical.chance import Draw
from worker.engines.classical.phrases import folded, hits
from worker.engines.classical.pixels import Colour8, Layers, resized, to_float
from worker.engines.classical.saliency import salient

FPS = 24
SECONDS = 3.5
_SIDE = 1024  # px, the long side at most
_ROOM = 1.25  # the plate is this much larger than a frame, so that a close view stays sharp
_WHITE = 255  # what shows through transparency: H.264 has none


class View(NamedTuple):
    """What the camera sees: how close, and where its middle is (0 to 1 across and down)."""

    zoom: float
    x: float
    y: float


class Move(NamedTuple):
    """A camera move."""

    title: str
    start: View
    end: View


def animated(layers: Layers, words: str, draw: Draw) -> tuple[Colour8, Clip, str]:
    """The first frame, the clip and what was done; the move is what `words` say, or pushes in."""
    colour = _opaque(layers)
    size = _frame_size(colour)
    move = _move(colour, words, draw)
    enlarged = resized(colour, round(size[0] * _ROOM), round(size[1] * _ROOM))
    plate = np.asarray(enlarged, np.uint8)
    clip = Clip(_encoded(_frames(plate, move, size), size), *size, SECONDS)
    return _seen(plate, move.start, size), clip, f"{move.title}, {SECONDS:g} s, without sound"


def _opaque(layers: Layers) -> Colour8:
    if layers.alpha is None:
        return layers.colour
    share = layers.alpha.astype(np.float32)[..., None] / 255
    return (layers.colour * share + _WHITE * (1 - share) + 0.5).astype(np.uint8)


def _frame_size(colour: Colour8) -> tuple[int, int]:
    """Width and height in px: even, since yuv420p halves the colours."""
    height, width = colour.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


@cache
def _words() -> dict[str, str]:
    data = tomllib.loads(Path(__file__).with_name("motion.toml").read_text(encoding="utf-8"))
    return {word: name for name, words in data["moves"].items() for word in words}


def _move(colour: Colour8, words: str, draw: Draw) -> Move:
    found = hits(folded(words), _words())
    name = _words()[found[0].phrase] if found else "push in"
    full, close = View(1.0, 0.5, 0.5), draw.one_of((1.22, 1.14, 1.32, 1.18))
    if name == "push in":
        return Move(name, full, View(close, *_focus(colour, draw)))
    if name == "zoom out":
        return Move(name, View(close * 1.06, *_focus(colour, draw)), full)
    shift = {"pan left": (0, 0.5), "pan right": (1, 0.5), "rise": (0.5, 0), "sink": (0.5, 1)}
    return Move(name, full, View(close * 1.04, *shift[name]))


def _focus(colour: Colour8, draw: Draw) -> tuple[float, float]:
    """Where to: what catches the eye, a little to one side with each seed."""
    weights = salient(to_float(colour)) ** 2 + np.float32(1e-4)
    height, width = weights.shape
    total = float(weights.sum())
    x = float((weights.sum(axis=0) * np.arange(width)).sum()) / total / width
    y = float((weights.sum(axis=1) * np.arange(height)).sum()) / total / height
    x, y = x + draw.between(-0.08, 0.08, 1), y + draw.between(-0.06, 0.06, 2)
    return float(np.clip(x, 0.1, 0.9)), float(np.clip(y, 0.1, 0.9))


def _frames(plate: Colour8, move: Move, size: tuple[int, int]) -> Iterator[Colour8]:
    count = round(SECONDS * FPS)
    for number in range(count):
        share = number / (count - 1)
        yield _seen(plate, _between(move, share * share * (3 - 2 * share)), size)


def _between(move: Move, share: float) -> View:
    start, end = move.start, move.end
    # Geometric, so that the speed of a zoom looks even.
    zoom = start.zoom * (end.zoom / start.zoom) ** share
    x, y = start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share
    return View(zoom, x, y)


def _seen(plate: Colour8, view: View, size: tuple[int, int]) -> Colour8:
    """The frame of `size` (width, height) that `view` shows; its middle stays inside the plate."""
    (height, width), (across, down) = plate.shape[:2], size
    step_x, step_y = width / across / view.zoom, height / down / view.zoom
    half_x, half_y = 0.5 / view.zoom, 0.5 / view.zoom
    left = (float(np.clip(view.x, half_x, 1 - half_x)) - half_x) * width
    top = (float(np.clip(view.y, half_y, 1 - half_y)) - half_y) * height
    # Pixel centres lie at halves.
    matrix = np.array(
        [[step_x, 0, left + 0.5 * step_x - 0.5], [0, step_y, top + 0.5 * step_y - 0.5]], np.float64
    )
    frame = cv2.warpAffine(
        plate,
        matrix,
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(frame, np.uint8)


def _encoded(frames: Iterator[Colour8], size: tuple[int, int]) -> bytes:
    """MP4 with H.264 in yuv420p, tagged BT.709, its index at the front."""
    # A file, not memory: to move the index forward FFmpeg opens what it wrote again.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=FPS)
            _set_up(stream, size)
            for pixels in frames:
                frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
                container.mux(stream.encode(_converted(frame)))
            container.mux(stream.encode())
        return path.read_bytes()


def _set_up(stream: VideoStream, size: tuple[int, int]) -> None:
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    # One thread: the same bytes on any machine.
    stream.options = {"crf": "18", "preset": "veryfast", "threads": "1"}
    context = stream.codec_context
    context.colorspace = int(Colorspace.ITU709)
    context.color_primaries = int(ColorPrimaries.BT709)
    context.color_trc = int(ColorTrc.BT709)
    context.color_range = 1  # limited, as players expect


def _converted(frame: av.VideoFrame) -> av.VideoFrame:
    return frame.reformat(
        format="yuv420p", src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709
    )

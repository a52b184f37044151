"""A stranger's bytes to a clean picture: decoded with bounds, upright, sRGB, without metadata."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

from core.errors import (
    BadPicture,
    BadShape,
    BrokenPicture,
    EmptyFile,
    FileTooLarge,
    NotAPicture,
    TooManyPixels,
)
from storage import png
from storage.colour import SRGB, Colours, colours_of, eight_bit, to_srgb
from storage.containers import Contents, Size, media_type, unwrap
from storage.containers.gif import MOST_FRAMES
from storage.damage import damaged
from storage.depth import Planes, planes_of, planes_of_heic
from storage.exif import Exif, read_exif
from storage.limits import STANDARD, Limits
from storage.untrusted_text import file_name

DAMAGED = "the file is damaged, so parts of it may look wrong: send another copy if they do"


class DeepPicture(NamedTuple):
    """A picture in the depth and the colours that its file had."""

    data: bytes  # PNG of upright pixels, with the ICC profile of their colours
    bits: int  # a channel
    colours: str  # name of the profile; empty for sRGB


class CleanPicture(NamedTuple):
    """A picture as Easel keeps it."""

    data: bytes  # PNG of upright sRGB pixels, 8 bits a channel, and nothing else
    media_type: str
    width: int  # px
    height: int  # px
    alpha: bool
    found: str  # media type of what arrived
    notes: tuple[str, ...]  # what was changed, each a short clause
    deep: DeepPicture | None = None  # of the same sides, where 8-bit sRGB does not hold it all


class _Decoded(NamedTuple):
    """Pixels as the file stores them, and what the file says of them."""

    image: Image.Image  # any mode, not yet upright
    size: Size  # of the file; a JPEG's pixels may come at a half or a quarter of it
    contents: Contents
    damaged: bool = False  # although it could be decoded

    @property
    def bits(self) -> int:
        """Of a channel."""
        return max(self.contents.depth, self.image.info.get("bit_depth", 8))


class _Cleaned(NamedTuple):
    """Pixels as Easel keeps them, and what was done for that."""

    image: Image.Image  # RGB or RGBA
    notes: tuple[str, ...]
    deep: DeepPicture | None


# The classes themselves, not Image.open: no other format can be reached, nothing is registered
# for other users of Pillow, and its warnings about large pictures stay out of our way.
_READERS: Mapping[str, type[ImageFile.ImageFile]] = {
    "image/png": PngImageFile,
    "image/jpeg": JpegImageFile,
    "image/gif": GifImageFile,
    "image/webp": WebPImageFile,
    "image/heic": HeifImageFile,
    "image/avif": AvifImageFile,
}

_UPRIGHT: Mapping[int, Transpose] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def accept(name: str, data: bytes, limits: Limits = STANDARD) -> CleanPicture:
    """The picture in `data`, which its sender calls `name`, as Easel keeps it.

    Takes PNG, JPEG, GIF, WebP, AVIF and HEIC; of moving ones the first frame. Busy for up to some
    seconds: call it in a thread. Raises BadPicture, as one of EmptyFile, FileTooLarge,
    NotAPicture, BrokenPicture, TooManyPixels, BadShape, UnsupportedPixels.
    """
    file = file_name(name)
    found = _recognise(file, data, limits)
    with _damage_told(file):
        decoded = _decode(file, found, data, limits)
        planes = _planes(found, decoded, limits)
        shown = eight_bit(planes.rounded() if planes else decoded.image, file)
    image, notes, deep = _clean(shown, planes, decoded, limits)
    return CleanPicture(
        data=png.encode(image),
        media_type="image/png",
        width=image.width,
        height=image.height,
        alpha=image.mode == "RGBA",
        found=found,
        notes=notes,
        deep=deep,
    )


def summary(picture: CleanPicture) -> str:
    """The picture in one line, for people."""
    clear = ", with transparency" if picture.alpha else ""
    size = f"{picture.width} x {picture.height} px{clear}, {len(picture.data):,} bytes"
    what = f"{picture.media_type}, {size}, from {picture.found}"
    return f"{what}: {'; '.join(picture.notes)}" if picture.notes else what


def as_data(picture: CleanPicture) -> dict[str, Any]:
    """What is known of the picture, without its pixels, as JSON can carry it."""
    known = {"size": len(picture.data), **picture._asdict(), "notes": list(picture.notes)}
    del known["data"], known["deep"]
    if picture.deep is None:
        return known
    deep = {"size": len(picture.deep.data), **picture.deep._asdict()}
    del deep["data"]
    return {**known, "deep": deep}


def _recognise(file: str, data: bytes, limits: Limits) -> str:
    """Media type of what arrived, by its first bytes."""
    if not data:
        raise EmptyFile(file=file)
    if len(data) > limits.megabytes * 1_000_000:
        raise FileTooLarge(file=file, megabytes=len(data) / 1e6, limit=limits.megabytes)
    found = media_type(data)
    if found is None:
        raise NotAPicture(file=file)
    return found


@contextmanager
def _damage_told(file: str) -> Generator[None]:
    try:
        yield
    except BadPicture:
        raise
    except Exception as error:  # decoders raise whatever damage leads them to
        raise BrokenPicture(file=file) from error


def _decode(file: str, found: str, data: bytes, limits: Limits) -> _Decoded:
    """Pixels and facts; sizes are checked before pixels are decoded."""
    contents = unwrap(found, data)
    if contents.size:
        _measure(file, contents.size, limits)
    image = _READERS[found](BytesIO(contents.essence))
    size = Size(*image.size)
    _measure(file, size, limits)
    if isinstance(image, JpegImageFile):
        image.draft(None, _fitting(size, limits.longest))
        image.load()
        return _Decoded(image, size, contents, damaged(contents.essence))
    image.load()
    size = Size(*image.size)  # HEIC tells its size only when it is decoded
    _measure(file, size, limits)
    return _Decoded(image, size, contents)


def _measure(file: str, size: Size, limits: Limits) -> None:
    width, height = size
    if width * height > limits.megapixels * 1_000_000:
        raise TooManyPixels(file=file, width=width, height=height, limit=limits.megapixels)
    if min(size) < limits.least or max(size) > limits.ratio * min(size):
        raise BadShape(
            file=file, width=width, height=height, least=limits.least, ratio=limits.ratio
        )


def _planes(found: str, decoded: _Decoded, limits: Limits) -> Planes | None:
    """All bits of what has more than 8 of them a channel, where the formats' readers give them.

    In the size that Easel works with, unless it is see-through.
    """
    if decoded.bits <= 8 or found not in ("image/png", "image/heic"):
        return None
    if found == "image/png":
        planes = planes_of(decoded.image, decoded.contents.essence)
    else:
        planes = planes_of_heic(decoded.contents.essence, decoded.bits)
    size = _fitting(decoded.size, limits.longest)
    if planes.clear or size == decoded.size:
        return planes
    return planes.opaque().scaled(size)


def _clean(
    shown: Image.Image, planes: Planes | None, decoded: _Decoded, limits: Limits
) -> _Cleaned:
    """From 8 bits of whatever colours to upright sRGB of a size that Easel works with."""
    contents, info = decoded.contents, decoded.image.info
    exif = read_exif(contents.exif or info.get("exif") or b"")
    profile = contents.profile or info.get("icc_profile") or b""
    scaled = _scale(shown, _fitting(decoded.size, limits.longest))
    converted = to_srgb(scaled, profile, contents.gamma)
    colours = SRGB if converted.ignored else colours_of(profile, contents.gamma)
    turn = _UPRIGHT.get(exif.orientation)
    image = converted.image if turn is None else converted.image.transpose(turn)
    deep = _deep(planes, scaled, colours, turn)
    notes = (
        DAMAGED if decoded.damaged else "",
        _note_frames(decoded),
        "turned upright" if turn is not None else "",
        converted.note if converted.ignored or not deep else "",
        _note_deep(deep) if deep else _note_depth(decoded),
        _note_clear(image),
        _note_scale(decoded.size, Size(*image.size), exif.orientation),
        _note_privacy(exif, contents.remarks or "xmp" in info),
    )
    return _Cleaned(image, tuple(note for note in notes if note), deep)


def _deep(
    planes: Planes | None, scaled: Image.Image, colours: Colours | None, turn: Transpose | None
) -> DeepPicture | None:
    """The picture as its file has it, where that is more than 8-bit sRGB and can be kept."""
    if colours is None or scaled.mode == "CMYK" or not (planes or colours.wide):
        return None
    if planes is None:
        mode = "RGBA" if scaled.has_transparency_data else "RGB"
        planes = Planes(scaled.convert(mode), None)
    if planes.high.size != scaled.size:
        return None  # it is see-through, and its colours would bleed
    if not planes.clear:
        planes = planes.opaque()
    if colours.profile:
        planes = planes.coloured()
    if turn is not None:
        planes = planes.upright(turn)
    data = png.encode(planes.high, planes.low, colours.profile)
    return DeepPicture(data, planes.bits, colours.name if colours.wide else "")


def _fitting(size: Size, longest: int) -> Size:
    """`size` or, where a side is longer than `longest`, the same shape within it."""
    share = min(1.0, longest / max(size))
    return Size(max(1, round(size.width * share)), max(1, round(size.height * share)))


def _scale(image: Image.Image, size: Size) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _note_frames(decoded: _Decoded) -> str:
    frames = max(decoded.contents.frames, getattr(decoded.image, "n_frames", 1))
    if frames > MOST_FRAMES:
        return f"first of more than {MOST_FRAMES} frames"
    return f"first of {frames} frames" if frames > 1 else ""


def _note_depth(decoded: _Decoded) -> str:
    return f"{decoded.bits}-bit reduced to 8-bit" if decoded.bits > 8 else ""


def _note_deep(deep: DeepPicture) -> str:
    depth = [f"at {deep.bits} bits"] if deep.bits > 8 else []
    colours = [f"in {deep.colours}"] if deep.colours else []
    return " ".join(("your file is kept", *depth, *colours))


def _note_clear(image: Image.Image) -> str:
    clear = image.mode == "RGBA" and image.getchannel("A").getextrema() == (0, 0)
    return "wholly transparent, so nothing of it can be seen" if clear else ""


def _note_scale(before: Size, after: Size, orientation: int) -> str:
    width, height = reversed(before) if orientation >= 5 else before
    if (width, height) == after:
        return ""
    return f"scaled from {width} x {height} to {after.width} x {after.height}"


def _note_privacy(exif: Exif, remarks: bool) -> str:
    if exif.location:
        return "location and camera data removed"
    if exif.camera:
        return "camera data removed"
    return "metadata removed" if remarks else ""

"""PNG files written fast: one filter, runs only, in stripes; twice as fast as Pillow's encoder."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageChops

from storage.containers.png import SIGNATURE

_COLOUR_TYPE = {"L": 0, "RGB": 2, "LA": 4, "RGBA": 6}  # PNG specification, table 11.1
_UP = b"\x02"  # filter type: the difference to the pixel above, PNG specification 9.2
_STRIPE = 256  # rows filtered at once, which bounds the memory


def encode(image: Image.Image, low: Image.Image | None = None, profile: bytes = b"") -> bytes:
    """The picture (mode L, LA, RGB or RGBA) as a PNG without any metadata.

    `low` has the lower bytes of a picture of 16 bits a channel, of which `image` has the higher
    ones. `profile` is an ICC profile of its colours.

    Filtering by the row above costs a pass of image arithmetic, where Pillow tries all five
    filters on each row; photographs come out equally large.
    """
    planes = (image,) if low is None else (image, low)
    header = struct.pack(
        ">IIBBBBB", *image.size, 8 * len(planes), _COLOUR_TYPE[image.mode], 0, 0, 0
    )
    packer = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    packed = [packer.compress(stripe) for stripe in _filtered(planes)]
    data = _chunked(b"IDAT", [*packed, packer.flush()])
    colours = chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(profile, 9)) if profile else b""
    return b"".join([SIGNATURE, chunk(b"IHDR", header), colours, *data, chunk(b"IEND", b"")])


def chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk: length, kind, data, checksum."""
    return b"".join(_chunked(kind, [data]))


def _chunked(kind: bytes, parts: list[bytes]) -> list[bytes]:
    """The same in parts: what is large is put together once."""
    checksum = zlib.crc32(kind)
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    length = struct.pack(">I", sum(map(len, parts)))
    return [length, kind, *parts, struct.pack(">I", checksum)]


def _filtered(planes: tuple[Image.Image, ...]) -> Iterator[bytes]:
    """Rows of each stripe, filtered, with the filter's type before each row.

    This filter works on bytes, whatever they are of: so each plane is filtered by itself.
    """
    width, height = planes[0].size
    above = [Image.new(plane.mode, (width, 1)) for plane in planes]
    for top in range(0, height, _STRIPE):
        parts: list[bytes] = []
        for at, plane in enumerate(planes):
            stripe = plane.crop((0, top, width, min(top + _STRIPE, height)))
            shifted = Image.new(plane.mode, stripe.size)
            shifted.paste(above[at], (0, 0))
            shifted.paste(stripe.crop((0, 0, width, stripe.height - 1)), (0, 1))
            above[at] = stripe.crop((0, stripe.height - 1, width, stripe.height))
            parts.append(ImageChops.subtract_modulo(stripe, shifted).tobytes())
        yield _rows(_interleaved(parts), min(_STRIPE, height - top))


def _interleaved(parts: list[bytes]) -> bytes | bytearray:
    """A byte of each in turn."""
    if len(parts) == 1:
        return parts[0]
    whole = bytearray(len(parts) * len(parts[0]))
    for at, part in enumerate(parts):
        whole[at :: len(parts)] = part
    return whole


def _rows(data: bytes | bytearray, height: int) -> bytes:
    step = len(data) // height
    return b"".join(
        [part for at in range(0, len(data), step) for part in (_UP, data[at : at + step])]
    )

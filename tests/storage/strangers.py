"""Files as strangers send them, built from nothing: the odd, the broken and the hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw

from storage.containers.png import SIGNATURE
from storage.png import chunk

MEGABYTE = 1 << 20
SIDE = (48, 32)  # px, of most pictures here
CORNERS = ((230, 20, 20), (20, 200, 40), (30, 40, 220), (240, 220, 30))  # clockwise from top left


def scene(mode: str = "RGB", size: tuple[int, int] = SIDE) -> Image.Image:
    """A picture whose four quarters differ, so that turning it shows."""
    width, height = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    quarters = ((0, 0), (width // 2, 0), (width // 2, height // 2), (0, height // 2))
    for (left, top), colour in zip(quarters, CORNERS, strict=True):
        draw.rectangle((left, top, left + width // 2 - 1, top + height // 2 - 1), colour)
    return image.convert(mode)


def veiled(size: tuple[int, int] = SIDE) -> Image.Image:
    """The scene with its left half transparent."""
    image = scene("RGBA", size)
    image.paste((0, 0, 0, 0), (0, 0, size[0] // 2, size[1]))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file of the format that Pillow calls `kind`, or as HEIC."""
    file = io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(image).save(file, **options)
    else:
        image.save(file, kind, **options)
    return file.getvalue()


def moving(kind: str, frames: int, **options: Any) -> bytes:
    """An animation: the scene first, then plain frames that all differ."""
    rest = [Image.new("RGB", SIDE, (n % 256, 99, n // 256)) for n in range(1, frames)]
    return saved(scene(), kind, save_all=True, append_images=rest, duration=40, **options)


def png(
    size: tuple[int, int],
    rows: Iterable[bytes],
    depth: int = 8,
    colour: int = 2,
    chunks: bytes = b"",
    surplus: int = 0,
) -> bytes:
    """A PNG chunk by chunk; `surplus` zero bytes follow the last row in the packed data."""
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    packer = zlib.compressobj(9)
    packed = [packer.compress(b"\0" + row) for row in rows]
    packed += [packer.compress(bytes(1 << 20)) for _ in range(surplus >> 20)]
    data = chunk(b"IDAT", b"".join([*packed, packer.flush()]))
    return b"".join([SIGNATURE, chunk(b"IHDR", header), chunks, data, chunk(b"IEND", b"")])


def with_chunk(file: bytes, kind: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    return file[:33] + chunk(kind, data) + file[33:]


def squeezed_zeros(megabytes: int) -> bytes:
    """A zlib stream of a thousandth of what it becomes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


def grey_ramp_16() -> bytes:
    """A 16-bit grey PNG whose 32 columns go from black to nearly white."""
    row = b"".join(struct.pack(">H", column << 11) for column in range(32))
    return png((32, 32), [row] * 32, depth=16, colour=0)


def one_bit(side: int) -> bytes:
    """A black square PNG of 1 bit a pixel."""
    return png((side, side), (bytes((side + 7) // 8) for _ in range(side)), depth=1, colour=0)


def exif(*entries: tuple[int, int, int], order: str = "<") -> bytes:
    """An EXIF block of entries (tag, type, value) in little (`<`) or big (`>`) endian."""
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    fields = b"".join(
        struct.pack(
            order + ("HHIHH" if kind == 3 else "HHII"), tag, kind, 1, value, *([0] * (kind == 3))
        )
        for tag, kind, value in entries
    )
    return b"".join(
        [b"Exif\0\0", mark, struct.pack(order + "IH", 8, len(entries)), fields, bytes(4)]
    )


def orientation(value: int, order: str = "<") -> bytes:
    """An EXIF block that says which way is up."""
    return exif((0x0112, 3, value), order=order)


CAMERA = exif((0x010F, 2, 0x41424300), (0x8769, 4, 8))
LOCATION = exif((0x010F, 2, 0x41424300), (0x8825, 4, 8))


def many_scans(count: int) -> bytes:
    """A progressive JPEG that asks for `count` passes over the picture."""
    file = saved(scene(size=(256, 256)), "JPEG", progressive=True)
    last = file[file.rindex(b"\xff\xda") : -2]
    return file[:-2] + last * count + file[-2:]


def endless_segments() -> bytes:
    """A JPEG of nothing but empty comments."""
    return b"\xff\xd8" + b"\xff\xfe\0\2" * 150_000


def crumbled_gif() -> bytes:
    """A GIF whose comment comes in millions of blocks of one byte."""
    file = saved(scene(), "GIF")
    at = file.index(b",\0\0\0\0")
    return file[:at] + b"!\xfe" + b"\1x" * 5_000_000 + b"\0" + file[at:]


def polyglot() -> bytes:
    """A JPEG that is a ZIP archive too."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("payload.html", "<script>payload</script>")
    return saved(scene(), "JPEG", quality=95, subsampling=0) + archive.getvalue()


def with_bit_turned(file: bytes, at: int, bit: int) -> bytes:
    """The file with one bit turned over."""
    return file[:at] + bytes([file[at] ^ 1 << bit]) + file[at + 1 :]


def _icc(space: bytes, tags: dict[bytes, bytes], name: str, kind: bytes, pcs: bytes) -> bytes:
    """An ICC profile, version 2.1 (ICC.1:2001-04, section 6)."""
    text = name.encode() + b"\0"
    description = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {b"desc": description, b"wtpt": _xyz(0.9642, 1.0, 0.8249), **tags}
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for signature, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += signature + struct.pack(">II", at + len(body), len(data))
        body += padded
    header = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02100000, kind, space, pcs)
    white = struct.pack(">iii", 0xF6D6, 0x10000, 0xD32D)
    head = header + bytes(12) + b"acsp" + bytes(28) + white + bytes(48)
    return head + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(value * 65536) for value in values))


def gamma(value: float) -> bytes:
    """A curve that is a power (ICC.1:2022, section 10.6)."""
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(value * 256))


def display_p3(name: str = "Display P3", curve: bytes = b"") -> bytes:
    """A wide-gamut profile: the primaries of Display P3, gamma 2.2 or `curve`."""
    tags = {
        b"rXYZ": _xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": _xyz(0.2919, 0.6922, 0.0419),
        b"bXYZ": _xyz(0.1572, 0.0666, 0.7841),
    }
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve or gamma(2.2))
    return _icc(b"RGB ", tags | curves, name, b"mntr", b"XYZ ")


def linear_grey() -> bytes:
    """A profile of grey whose values are proportional to light."""
    return _icc(b"GRAY", {b"kTRC": gamma(1.0)}, "Linear grey", b"mntr", b"XYZ ")


def press() -> bytes:
    """A CMYK profile of two steps an ink, in which all that has no black ink is plain white."""
    identity = struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    ramp = bytes(range(256))
    grid = b"".join(bytes([255 * (1 - n % 2), 128, 128]) for n in range(16))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + ramp * 4 + grid + ramp * 3
    return _icc(b"CMYK", {b"A2B0": lut}, "Two-step press", b"prtr", b"Lab ")


def heic_16(samples: bytes, size: tuple[int, int]) -> bytes:
    """A HEIC of 10 bits a channel, of samples of 16 bits for red, green and blue."""
    file = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", size, samples).save(file, quality=100, chroma=444)
    return file.getvalue()

"""AVIF and HEIC, which are ISO base media files."""

import struct
from collections.abc import Iterator

from storage.containers.contents import MOST_PARTS, Contents, Damaged


def media_type_of_boxes(data: bytes) -> str | None:
    """Media type by the brands of an ISO base media file (ISO/IEC 14496-12, section 4.3)."""
    length = min(int.from_bytes(data[:4], "big"), 1024)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    if brands & {b"avif", b"avis"}:
        return "image/avif"
    if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}:
        return "image/heic"
    return None


def unwrap_heic(data: bytes) -> Contents:
    return Contents(essence=data)


def unwrap_avif(data: bytes) -> Contents:
    """The file with its EXIF item renamed, so that Pillow does not read it.

    What turns an AVIF upright is a property of its own (AVIF specification, section 2.2), which
    Pillow hands on as an orientation.
    """
    parts: list[bytes] = []
    for kind, start, stop in _boxes(data):
        part = data[start:stop]
        parts.append(part.replace(b"Exif", b"none") if kind in (b"meta", b"moov") else part)
    essence = b"".join(parts)
    return Contents(essence=essence, remarks=essence != data)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind of each outermost box (ISO/IEC 14496-12, section 4.2), and where it begins and ends."""
    at = 0
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
        stop = at + length if length else len(data)
        yield kind, at, stop
        if stop < at + 8:
            raise Damaged("a box of no length")
        at = stop
    raise Damaged("too many boxes")

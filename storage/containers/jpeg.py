"""JPEG: the segments that draw the picture, and how many passes it asks for."""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from storage.containers.contents import MOST_PARTS, Contents, Damaged, Size

MOST_SCANS = 64  # each costs a pass over the picture, and encoders write about ten

_SCAN, _END = 0xDA, 0xD9
_STANDALONE = frozenset({0x01, _END, *range(0xD0, 0xD8)})  # markers without a length
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SIDE_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})  # APP0 to APP15, comment
_NEEDED_NOTES = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF_NOTE = 0xE1
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class _Segment(NamedTuple):
    """Part of a JPEG, from its marker on."""

    marker: int
    start: int
    stop: int
    body: bytes  # the first bytes after the length


def unwrap_jpeg(data: bytes) -> Contents:
    """ITU T.81, annex B; the pictures that some cameras append after the end are left out."""
    segments = list(_jpeg_segments(data))
    scans = [part.start for part in segments if part.marker == _SCAN]
    if not 1 <= len(scans) <= MOST_SCANS:
        raise Damaged(f"{len(scans)} scans")
    head = [part for part in segments if part.start < scans[0]]
    needed = [part for part in head if _is_needed(part)]
    end = segments[-1].stop if segments[-1].marker == _END else len(data)
    size = next(part.body for part in head if part.marker in _FRAME_HEADERS)
    height, width = struct.unpack_from(">HH", size, 1)
    exif = next((part for part in head if _is_exif(part)), None)
    return Contents(
        essence=b"".join(
            [data[:2], *(data[part.start : part.stop] for part in needed), data[scans[0] : end]]
        ),
        size=Size(width, height),
        exif=data[exif.start + 4 : exif.stop] if exif else b"",
        remarks=len(head) - len(needed) > (exif is not None),
    )


def _is_needed(part: _Segment) -> bool:
    if part.marker not in _SIDE_NOTES:
        return True
    return part.marker in _NEEDED_NOTES and part.body.startswith(_NEEDED_NOTES[part.marker])


def _is_exif(part: _Segment) -> bool:
    return part.marker == _EXIF_NOTE and part.body.startswith(b"Exif\0\0")


def _jpeg_segments(data: bytes) -> Iterator[_Segment]:
    at = 2
    for _ in range(MOST_PARTS):
        found = _NEXT_MARKER.search(data, at)
        if found is None:
            return
        at, marker = found.start(), data[found.start() + 1]
        length = 0 if marker in _STANDALONE else struct.unpack_from(">H", data, at + 2)[0]
        yield _Segment(marker, at, at + 2 + length, data[at + 4 : at + 18])
        if marker == _END:
            return
        at += 2 + length
    raise Damaged("too many segments")

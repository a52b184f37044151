"""WebP: its size, before libwebp allocates a canvas of it."""

import struct

from storage.containers.contents import Contents, Size


def unwrap_webp(data: bytes) -> Contents:
    """RFC 9649, section 2.7: the size must be known before libwebp allocates its canvas."""
    return Contents(essence=data, size=_webp_size(data[12:16], data[20:30]))


def _webp_size(kind: bytes, head: bytes) -> Size:
    if kind == b"VP8X":
        wide, high = head[4:7], head[7:10]
        return Size(int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", head, 6)
    return Size(width & 0x3FFF, height & 0x3FFF)

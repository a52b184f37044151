"""PNG and APNG: the chunks that draw the picture, and what the others say."""

import struct
import zlib
from collections.abc import Iterator, Mapping

from storage.containers.contents import MOST_PARTS, Contents, Damaged, Size

SIGNATURE = b"\x89PNG\r\n\x1a\n"  # PNG specification 5.2
LARGEST_PROFILE = 4 << 20  # bytes of an ICC profile when unpacked

_HEAD = b"\0\0\0\rIHDR"  # how its header begins: the length, and the kind
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_REMARK_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def unwrap_png(data: bytes) -> Contents:
    kept = [SIGNATURE]
    other: dict[bytes, bytes] = {}
    frames = 0
    for kind, at, end in png_chunks(data):
        if kind in _KEPT_CHUNKS:
            kept.append(data[at - 8 : end + 4])
        elif kind == b"fcTL":
            frames += 1
        elif kind != b"fdAT":
            other[kind] = data[at:end]
    if data[8:16] != _HEAD:
        raise Damaged("the first chunk of a PNG is its header")
    width, height, depth = struct.unpack_from(">IIB", data, 16)
    return Contents(
        essence=b"".join(kept),
        size=Size(width, height),
        frames=max(frames, 1),
        depth=depth,
        gamma=_png_gamma(other),
        profile=_png_profile(other.get(b"iCCP", b"")),
        exif=other.get(b"eXIf", b""),
        remarks=not _REMARK_CHUNKS.isdisjoint(other),
    )


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind of each chunk, and where its data begins and ends."""
    at = len(SIGNATURE)
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, at + 8, at + 8 + length
        if kind == b"IEND":
            return
        at += 12 + length
    raise Damaged("too many chunks")


def _png_profile(chunk: bytes) -> bytes:
    """The ICC profile of an iCCP chunk: a name, a zero, the method, packed data."""
    packed = chunk.partition(b"\0")[2][1:]
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed, LARGEST_PROFILE)
    except zlib.error:
        return chunk  # no profile, and told as one that cannot be read
    return profile if profile and not unpacker.unconsumed_tail else chunk


def _png_gamma(chunks: Mapping[bytes, bytes]) -> float:
    """What gAMA says, unless a better statement about colour stands beside it."""
    said = chunks.get(b"gAMA", b"")
    if len(said) != 4 or not {b"sRGB", b"iCCP", b"cICP"}.isdisjoint(chunks):
        return 0.0
    return int.from_bytes(said, "big") / 100_000

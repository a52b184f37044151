"""GIF: the first image of what may be a long animation."""

import struct
from collections.abc import Iterator

from storage.containers.contents import Contents, Size

MOST_BLOCKS = 400_000  # of 255 bytes: a file of 100 MB; only hostile ones are cut finer
MOST_FRAMES = 1000  # counted; what comes after is not looked at

_EXTENSION, _IMAGE = 0x21, 0x2C
_GRAPHIC_CONTROL, _COMMENT = 0xF9, 0xFE


def unwrap_gif(data: bytes) -> Contents:
    """GIF89a specification, sections 18 to 26: the first image with its control block."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    start = 13 + _colour_table(flags)
    control, image, frames, remarks = b"", b"", 0, False
    for at, stop in _gif_blocks(data, start):
        label = data[at + 1] if data[at] == _EXTENSION else 0
        remarks = remarks or label == _COMMENT
        if data[at] == _IMAGE:
            frames += 1
            image = image or data[at:stop]
        elif label == _GRAPHIC_CONTROL and not image:
            control = data[at:stop]
    left, top, across, down = struct.unpack_from("<HHHH", image, 1)
    return Contents(
        essence=b"".join([data[:start], control, image, b";"]),
        size=Size(max(width, left + across), max(height, top + down)),
        frames=frames,
        remarks=remarks,
    )


def _gif_blocks(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where each extension and image begins and ends; a cut tail is not an error."""
    parts = frames = 0
    while at + 10 < len(data) and data[at] in (_EXTENSION, _IMAGE) and frames <= MOST_FRAMES:
        start = at
        at += 2 if data[at] == _EXTENSION else 11 + _colour_table(data[at + 9])
        frames += data[start] == _IMAGE
        while at < len(data) and data[at]:
            at += 1 + data[at]
            parts += 1
            if parts > MOST_BLOCKS:
                return
        at += 1
        yield start, at


def _colour_table(flags: int) -> int:
    """Length of a colour table in bytes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

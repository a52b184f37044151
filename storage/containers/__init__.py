"""What a file says before anything decodes it, and the file with only what draws its picture.

Decoders never see the rest: comments, later frames and camera data can only cost time and memory
there, and are where decoders were attacked.
"""

from collections.abc import Callable, Mapping

from storage.containers.contents import Contents, Damaged, Size
from storage.containers.gif import unwrap_gif
from storage.containers.iso import media_type_of_boxes, unwrap_avif, unwrap_heic
from storage.containers.jpeg import unwrap_jpeg
from storage.containers.png import SIGNATURE, unwrap_png
from storage.containers.webp import unwrap_webp

__all__ = ["Contents", "Damaged", "Size", "media_type", "unwrap"]

_UNWRAP: Mapping[str, Callable[[bytes], Contents]] = {
    "image/png": unwrap_png,
    "image/jpeg": unwrap_jpeg,
    "image/gif": unwrap_gif,
    "image/webp": unwrap_webp,
    "image/heic": unwrap_heic,
    "image/avif": unwrap_avif,
}


def media_type(data: bytes) -> str | None:
    """Media type by the first bytes, or None where Easel does not take the format."""
    if data.startswith(SIGNATURE):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return media_type_of_boxes(data) if data[4:8] == b"ftyp" else None


def unwrap(kind: str, data: bytes) -> Contents:
    """What a file of the media type `kind` holds; raises Damaged, struct.error and the like."""
    return _UNWRAP[kind](data)

"""Multipart bodies (RFC 7578), with bounds on every part and words that are always UTF-8.

Files go to disk as they come in: a message of ten photos weighs no more than its words.
"""

from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LONGEST_HEADER = 64 * 1024  # bytes; a file name of 5,000 letters is cut later, not refused here


class Malformed(ValueError):
    """The body is not what its headers say, or was cut off."""


@dataclass(slots=True)
class Part:
    """One part; of data beyond a bound only the size is known."""

    name: str = ""
    filename: str | None = None  # None for a field
    data: BytesIO = field(default_factory=BytesIO)  # of a field
    file: Path | None = None  # where a file lies, unless it is beyond the bounds
    size: int = 0  # bytes that came, of which `data` and `file` may lack some

    @property
    def text(self) -> str:
        """A field's words; what is not UTF-8 becomes U+FFFD."""
        return self.data.getvalue().decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a body is kept."""

    field_bytes: int
    file_bytes: int
    files: int  # of further ones only the size is kept
    parts: int  # of a body with more Malformed is raised


async def read_parts(
    content_type: str, body: AsyncIterable[bytes], bounds: Bounds, folder: Path
) -> list[Part]:
    """The parts of `body` in their order; the files among them lie in `folder`.

    Raises Malformed.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Malformed("no multipart body")
    collector = _Collector(bounds, folder)
    try:
        parser = MultipartParser(boundary, collector.callbacks, max_header_size=LONGEST_HEADER)
        async for chunk in body:
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise Malformed(str(error)) from error
    finally:
        collector.close()
    if not collector.complete:
        raise Malformed("cut off")
    return collector.parts


class _Collector:
    """Makes parts of what the parser calls out."""

    def __init__(self, bounds: Bounds, folder: Path) -> None:
        self.parts: list[Part] = []
        self.complete = False
        self._bounds = bounds
        self._folder = folder
        self._target: BinaryIO = BytesIO()  # of the part that is being read
        self._name = self._value = b""
        self._keep = 0  # bytes of the part that is being read

    @property
    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_part_end": self.close,
            "on_end": self._end,
        }

    def close(self) -> None:
        """Let go of the part that is being read."""
        self._target.close()

    def _begin(self) -> None:
        if len(self.parts) == self._bounds.parts:
            raise Malformed("too many parts")
        self.parts.append(Part())

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            filename = options.get(b"filename")
            self.parts[-1].name = options.get(b"name", b"").decode("utf-8", "replace")
            if filename is not None:
                self.parts[-1].filename = filename.decode("utf-8", "replace")
        self._name = self._value = b""

    def _headers_end(self) -> None:
        part = self.parts[-1]
        if not part.name:
            raise Malformed("a part without a name")
        files = sum(one.filename is not None for one in self.parts)
        if part.filename is None:
            self._keep = self._bounds.field_bytes
        elif files <= self._bounds.files:
            self._keep = self._bounds.file_bytes
            part.file = self._folder / str(files)
            self._target = part.file.open("wb")
        else:
            self._keep = 0

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        part.size += end - start
        into = self._target if part.file else part.data
        if part.size <= self._keep:
            into.write(data[start:end])
        else:
            into.seek(0)
            into.truncate()  # it will be refused: nobody reads a piece of it

    def _end(self) -> None:
        self.complete = True

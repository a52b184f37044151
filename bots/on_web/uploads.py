"""A message as the page sends it: words, action and files, within bounds.

Of a message at most MOST_BYTES are read (120 MB), of a picture MOST_FILE_BYTES (50 MB, which is
intake's own limit), and of more than ten pictures none: their bytes are counted and dropped as
they come in. Pictures lie on disk while the message is answered: none is held in this process.
"""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from bots.on_web.multipart import Bounds, Malformed, Part, read_parts
from bots.on_web.names import file_name
from core.attachments import MOST_ATTACHMENTS, Attachment
from core.errors import BadRequest, FileTooLarge, TooManyWords
from core.ports import Spooled
from core.prompts import MOST_CHARACTERS

MEGABYTE = 1_000_000
MOST_BYTES = 120 * MEGABYTE  # of a whole message
MOST_FILE_BYTES = 50 * MEGABYTE  # of one picture
MOST_FIELD_BYTES = MEGABYTE  # of the words, or of another field
MOST_PARTS = 1_000  # beyond this it is no message
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
MALFORMED = "That message did not arrive whole; please reload the page and send it again."
_BOUNDS = Bounds(MOST_FIELD_BYTES, MOST_FILE_BYTES, MOST_ATTACHMENTS, MOST_PARTS)


@dataclass(frozen=True, slots=True)
class Upload:
    """What a message says, before anybody looked at it."""

    key: str
    words: str
    action: str
    reply_to: str
    attachments: tuple[Attachment, ...]
    left_out: int  # files that were not read, because there are too many


@asynccontextmanager
async def uploaded(request: Request) -> AsyncGenerator[Upload]:
    """The message in a multipart body; its pictures lie on disk until this is left.

    Raises FileTooLarge, TooManyWords and BadRequest, and an HTTPException with our sentence: 400
    where the body is malformed, 413 where it is too large.
    """
    with TemporaryDirectory(prefix="easel-") as folder:  # which only its owner may enter
        yield await _read(request, Path(folder))


async def _read(request: Request, folder: Path) -> Upload:
    content_type, body = request.headers.get("content-type", ""), bounded(request, MOST_BYTES)
    try:
        parts = await read_parts(content_type, body.stream(), _BOUNDS, folder)
    except Malformed as error:
        raise HTTPException(400, MALFORMED) from error
    fields = {part.name: _text(part) for part in parts if part.filename is None}
    if not KEY.fullmatch(fields.get("key", "")):
        raise BadRequest
    files = [part for part in parts if part.filename is not None and part.name == "files"]
    fits = len(files) <= MOST_ATTACHMENTS
    return Upload(
        key=fields["key"],
        words=fields.get("words", ""),
        action=fields.get("action", ""),
        reply_to=fields.get("reply_to", ""),
        attachments=tuple(map(_attachment, files, range(1, len(files) + 1))) if fits else (),
        left_out=0 if fits else len(files),
    )


def _text(part: Part) -> str:
    if part.size > MOST_FIELD_BYTES:
        raise TooManyWords(length=part.size, limit=MOST_CHARACTERS)
    return part.text.replace("\0", "")  # which nobody sees, and PostgreSQL does not keep


def _attachment(part: Part, number: int) -> Attachment:
    name = file_name(part.filename or "", f"picture {number}")
    if part.size > MOST_FILE_BYTES:
        limit = MOST_FILE_BYTES / MEGABYTE
        raise FileTooLarge(file=name, megabytes=part.size / MEGABYTE, limit=limit)
    assert part.file is not None, "of more files than may come none is read"
    return Attachment(name, Spooled(str(part.file)))


def bounded(request: Request, most: int) -> Request:
    """The request, whose body of more than `most` bytes raises an HTTPException of 413."""
    announced = request.headers.get("content-length", "")
    # What is longer than 18 digits is no length that a server lets through.
    if announced.isdecimal() and int(announced[:18]) > most:
        raise _too_much(most)
    return Request(request.scope, _counted(request.receive, most))


def _counted(receive: Receive, most: int) -> Receive:
    total = 0

    async def receive_counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > most:
            raise _too_much(most)
        return message

    return receive_counted


def _too_much(most: int) -> HTTPException:
    said = f"That message is over {most / MEGABYTE:.0f} MB; please send fewer or smaller pictures."
    return HTTPException(413, said)

"""A message as the page sends it: words, action and files, within bounds."""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message, Receive

from core.conversation import MOST_ATTACHMENTS, Attachment
from core.errors import BadRequest, FileTooLarge

MEGABYTE = 1024 * 1024
MOST_BYTES = 512 * MEGABYTE  # of a whole message
MOST_FILES = 1_000  # beyond this it is no message
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True, slots=True)
class Upload:
    """What a message says, before anybody looked at it."""

    key: str
    words: str
    action: str
    reply_to: str
    attachments: tuple[Attachment, ...]
    left_out: int  # files that were not read, because there are too many


async def read_upload(request: Request) -> Upload:
    """The message in a multipart body; raises FileTooLarge and BadRequest."""
    async with bounded(request, MOST_BYTES).form(max_files=MOST_FILES, max_fields=20) as form:
        key = _text(form, "key")
        if not KEY.fullmatch(key):
            raise BadRequest
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        fits = len(files) <= MOST_ATTACHMENTS
        return Upload(
            key=key,
            words=_text(form, "words"),
            action=_text(form, "action"),
            reply_to=_text(form, "reply_to"),
            attachments=await _read(files) if fits else (),
            left_out=0 if fits else len(files),
        )


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


async def _read(files: list[UploadFile]) -> tuple[Attachment, ...]:
    return tuple(
        [
            Attachment(file.filename or f"picture {i}", await file.read())
            for i, file in enumerate(files, 1)
        ]
    )


def bounded(request: Request, most: int) -> Request:
    """The request, whose body of more than `most` bytes raises FileTooLarge when it is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(int(announced), most)
    return Request(request.scope, _counted(request.receive, most))


def _counted(receive: Receive, most: int) -> Receive:
    total = 0

    async def receive_counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > most:
            raise _too_large(total, most)
        return message

    return receive_counted


def _too_large(size: int, most: int) -> FileTooLarge:
    return FileTooLarge(file="That message", megabytes=size / MEGABYTE, limit=most / MEGABYTE)

"""What the page sends: words, and a mask or the name of a region, within bounds."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bots.on_web.multipart import Bounds, Malformed, Part, read_parts
from bots.on_web.uploads import MALFORMED, MEGABYTE, bounded
from core.attachments import Attachment
from core.errors import BadRequest, FileTooLarge, TooManyWords
from core.masks import NothingMarked
from core.ports import Spooled
from core.prompts import MOST_CHARACTERS
from core.regions import REGIONS

MOST_MASK = 10 * MEGABYTE  # bytes; a page's own mask of 2048 px has some ten thousand
MOST_FIELD = MEGABYTE // 10  # bytes
MOST_BODY = MOST_MASK + 2 * MOST_FIELD
_BOUNDS = Bounds(MOST_FIELD, MOST_MASK, files=1, parts=10)


class NoWords(BadRequest):
    """Please say what should become of the part that you marked."""


class NoSuchRegion(BadRequest):
    """There is no region of that name; please reload the page."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A request from the page, before anybody looked at it: a mask or else a region."""

    words: str
    mask: Attachment | None = None
    region: str = ""


@asynccontextmanager
async def painted(request: Request) -> AsyncGenerator[Painted]:
    """The request in a multipart body; its mask lies on disk until this is left.

    Raises NoWords, NothingMarked, NoSuchRegion, FileTooLarge and TooManyWords, and an
    HTTPException with our sentence: 400 where the body is malformed, 413 where it is too large.
    """
    with TemporaryDirectory(prefix="easel-") as folder:  # which only its owner may enter
        yield await _read(request, Path(folder))


async def _read(request: Request, folder: Path) -> Painted:
    kind, body = request.headers.get("content-type", ""), bounded(request, MOST_BODY)
    try:
        parts = await read_parts(kind, body.stream(), _BOUNDS, folder)
    except Malformed as error:
        raise HTTPException(400, MALFORMED) from error
    fields = {part.name: _text(part) for part in parts if part.filename is None}
    masks = [part for part in parts if part.filename is not None and part.name == "mask"]
    words, region = fields.get("words", "").strip(), fields.get("region", "")
    if not words:
        raise NoWords
    if region and region not in REGIONS:
        raise NoSuchRegion
    if region:
        return Painted(words, region=region)
    if not masks:
        raise NothingMarked
    return Painted(words, _mask(masks[0]))


def _text(part: Part) -> str:
    if part.size > MOST_FIELD:
        raise TooManyWords(length=part.size, limit=MOST_CHARACTERS)
    return part.text.replace("\0", "")


def _mask(part: Part) -> Attachment:
    if part.size > MOST_MASK:
        megabytes, limit = part.size / MEGABYTE, MOST_MASK / MEGABYTE
        raise FileTooLarge(file="The mask", megabytes=megabytes, limit=limit)
    assert part.file is not None, "of a second mask none is read"
    return Attachment("The mask", Spooled(str(part.file)))

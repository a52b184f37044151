"""Files that came with a message, and what intake makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import BadPicture, EaselError, SeveralBadPictures, TooManyPictures
from core.jobs import Asset
from core.ports import Intake

MOST_ATTACHMENTS = 10  # pictures that one message may bring


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in, not yet trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Looked:
    """Attachments after intake; those that are fine are kept even where another is not."""

    pictures: tuple[Asset, ...] = ()
    mask: Asset | None = None
    notes: tuple[str, ...] = ()
    trouble: EaselError | None = None


async def look_at(
    attachments: Sequence[Attachment], left_out: int, intake: Intake, mask: Attachment | None = None
) -> Looked:
    """Take every attachment and the mask in; none of them where there are too many.

    `left_out` counts those that the front end did not even read.
    """
    count = len(attachments) + left_out
    if count > MOST_ATTACHMENTS:
        return Looked(trouble=TooManyPictures(count=count, limit=MOST_ATTACHMENTS))
    pictures: list[Asset] = []
    notes: list[str] = []
    wrong: list[BadPicture] = []
    for attachment in attachments:
        try:
            received = await intake.receive(attachment.name, attachment.data)
        except BadPicture as error:
            wrong.append(error)
        else:
            pictures.append(received.asset)
            # Of several pictures a note must say which one it speaks of.
            about = f"{attachment.name}: " if count > 1 else ""
            notes += [f"{about}{note}" for note in received.notes]
    marked: Asset | None = None
    if mask is not None:
        try:
            # What was done to read it says nothing about the picture: its notes are left out.
            marked = (await intake.receive(mask.name, mask.data)).asset
        except BadPicture as error:
            wrong.append(error)
            pictures.clear()  # else the next words would change them as a whole
    return Looked(tuple(pictures), marked, tuple(notes), _trouble(wrong))


def _trouble(wrong: Sequence[BadPicture]) -> BadPicture | None:
    """What to say of the files that are no pictures."""
    if len(wrong) < 2:
        return wrong[0] if wrong else None
    return SeveralBadPictures(sentences=" ".join(error.sentence for error in wrong))

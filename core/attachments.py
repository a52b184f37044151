"""Files that came with a message, and what intake makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.errors import (
    BadPicture,
    EaselError,
    NotAPicture,
    SeveralBadPictures,
    TooManyPictures,
)
from core.jobs import Asset
from core.ports import Intake, Spooled

MOST_ATTACHMENTS = 10  # pictures that one message may bring
LEFT_OUT = "{file} is not a picture that I can read, and was left out"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in, not yet trusted."""

    name: str
    data: bytes | Spooled


@dataclass(frozen=True, slots=True)
class Looked:
    """Attachments after intake; those that are fine are kept even where another is not."""

    pictures: tuple[Asset, ...] = ()
    mask: Asset | None = None
    notes: tuple[str, ...] = ()
    trouble: EaselError | None = None
    names: tuple[str, ...] = ()  # what the files of `pictures` are called, where that is known


async def look_at(
    attachments: Sequence[Attachment],
    left_out: int,
    intake: Intake,
    mask: Attachment | None = None,
    taken: Looked | None = None,
) -> Looked:
    """Take every attachment and the mask in; none of them where there are too many.

    `left_out` counts those that the front end did not even read; `taken` is what became of the
    attachments, where they were taken in before.
    """
    looked = taken or await _look_at(attachments, left_out, intake)
    if mask is None or isinstance(looked.trouble, TooManyPictures):
        return looked
    return await _marked(looked, mask, intake)


async def _look_at(attachments: Sequence[Attachment], left_out: int, intake: Intake) -> Looked:
    count = len(attachments) + left_out
    if count > MOST_ATTACHMENTS:
        return too_many(count)
    looking = Looking(intake, count)
    for attachment in attachments:
        await looking.take(attachment)
    return looking.looked


def too_many(count: int) -> Looked:
    """What becomes of more pictures than one message may bring: none is taken."""
    return Looked(trouble=TooManyPictures(count=count, limit=MOST_ATTACHMENTS))


@dataclass
class Looking:
    """Takes attachments in one after the other, so that no more than one need be held."""

    intake: Intake
    count: int  # how many there are
    _pictures: list[Asset] = field(default_factory=list[Asset])
    _notes: list[str] = field(default_factory=list[str])
    _wrong: list[BadPicture] = field(default_factory=list[BadPicture])
    _names: list[str] = field(default_factory=list[str])

    async def take(self, attachment: Attachment) -> None:
        """Take one in; what is wrong with it is told by `looked`."""
        try:
            received = await self.intake.receive(attachment.name, attachment.data)
        except BadPicture as error:
            self._wrong.append(error)
        else:
            self._pictures.append(received.asset)
            self._names.append(attachment.name)
            # Of several pictures a note must say which one it speaks of.
            about = f"{attachment.name}: " if self.count > 1 else ""
            self._notes += [f"{about}{note}" for note in received.notes]

    @property
    def looked(self) -> Looked:
        """What has become of them; what never was a picture is left out where there are others."""
        strange = [one for one in self._wrong if isinstance(one, NotAPicture)]
        pictures, notes = tuple(self._pictures), tuple(self._notes)
        names = tuple(self._names)
        if pictures and len(strange) == len(self._wrong):
            left = [LEFT_OUT.format(file=one.fields["file"]) for one in strange]
            return Looked(pictures, notes=(*notes, *left), names=names)
        return Looked(pictures, notes=notes, trouble=_trouble(self._wrong), names=names)


async def _marked(looked: Looked, mask: Attachment, intake: Intake) -> Looked:
    """What was taken in, with a mask for it; nothing of it where the mask cannot be read."""
    try:
        # What was done to read it says nothing about the picture: its notes are left out.
        return replace(looked, mask=(await intake.receive(mask.name, mask.data)).asset)
    except BadPicture as error:
        # Else the next words would change the pictures as a whole.
        before = looked.trouble.sentence if looked.trouble else ""
        both = SeveralBadPictures(sentences=f"{before} {error.sentence}") if before else error
        return replace(looked, pictures=(), trouble=both)


def _trouble(wrong: Sequence[BadPicture]) -> BadPicture | None:
    """What to say of the files that are no pictures."""
    if len(wrong) < 2:
        return wrong[0] if wrong else None
    return SeveralBadPictures(sentences=" ".join(error.sentence for error in wrong))

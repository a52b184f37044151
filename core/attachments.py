"""Files that came with a message, and what intake makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.errors import (
    BadPicture,
    EaselError,
    NotAPicture,
    SeveralBadPictures,
    TooManyPictures,
)
from core.jobs import Asset
from core.ports import Intake

MOST_ATTACHMENTS = 10  # pictures that one message may bring
LEFT_OUT = "{file} is not a picture that I can read, and was left out"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in, not yet trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Looked:
    """Attachments after intake; those that are fine are kept even where another is not."""

    pictures: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: EaselError | None = None


async def look_at(attachments: Sequence[Attachment], left_out: int, intake: Intake) -> Looked:
    """Take every attachment in; none of them where there are too many.

    `left_out` counts those that the front end did not even read.
    """
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

    async def take(self, attachment: Attachment) -> None:
        """Take one in; what is wrong with it is told by `looked`."""
        try:
            received = await self.intake.receive(attachment.name, attachment.data)
        except BadPicture as error:
            self._wrong.append(error)
        else:
            self._pictures.append(received.asset)
            # Of several pictures a note must say which one it speaks of.
            about = f"{attachment.name}: " if self.count > 1 else ""
            self._notes += [f"{about}{note}" for note in received.notes]

    @property
    def looked(self) -> Looked:
        """What has become of them; what never was a picture is left out where there are others."""
        strange = [one for one in self._wrong if isinstance(one, NotAPicture)]
        if self._pictures and len(strange) == len(self._wrong):
            left = [LEFT_OUT.format(file=one.fields["file"]) for one in strange]
            return Looked(tuple(self._pictures), (*self._notes, *left))
        return Looked(tuple(self._pictures), tuple(self._notes), _trouble(self._wrong))


def _trouble(wrong: Sequence[BadPicture]) -> BadPicture | None:
    """What to say of the files that are no pictures."""
    if len(wrong) < 2:
        return wrong[0] if wrong else None
    return SeveralBadPictures(sentences=" ".join(error.sentence for error in wrong))

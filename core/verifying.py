"""What a file says of where it came from, and whether that holds: `/verify`, for everybody's files.

All names in it were written by whoever made the file: they are shown, and believed of nobody but
this Easel itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.attachments import Attachment
from core.errors import BadPicture, BadRequest, EaselError
from core.jobs import Job
from core.ports import Spooled
from core.replies import Kind, Reply

VERIFY = "verify"  # the name of the command
_COMMAND = re.compile(rf"\s*/{VERIFY}(?!\S)", re.IGNORECASE)
MOST_LINES = 12  # of what was done, and of what it was made from


class NothingToVerify(BadRequest):
    """Please send the file along with /verify, or reply to it with /verify: as a file, since chats
    take out of photos what those say of themselves."""


class NotVerifiable(BadPicture):
    """{file} is of no kind that I can read Content Credentials of; please send a picture, or a clip
    as MP4."""


class Standing(StrEnum):
    """What is to be thought of what a file says."""

    ABSENT = "absent"  # it says nothing
    OURS = "ours"  # signed by this Easel, and unchanged
    OTHERS = "others"  # signed by somebody else, and unchanged
    CHANGED = "changed"  # the file is not the one that was signed
    BROKEN = "broken"  # the signature is not good, for another reason


# The first sentence of a reply; those who sign are called by their own word.
_SENTENCES = {
    Standing.ABSENT: "{file} has no Content Credentials.",
    Standing.OURS: "{file} was signed by this Easel, and has not been changed since.",
    Standing.OTHERS: "{file} was signed as “{signer}”, and has not been changed since.",
    Standing.CHANGED: "{file} was changed after it was signed as “{signer}”: what it says of "
    "itself does not hold.",
    Standing.BROKEN: "{file} has Content Credentials that do not hold.",
}
_REMARKS = {
    Standing.ABSENT: "That says nothing of how it was made: most files have none, and whoever "
    "saves one anew, or sends it through a chat as a photo, takes them out.",
    Standing.OTHERS: "Whether that is who they say they are I cannot tell: I know nobody’s "
    "certificate but my own.",
}
LOCAL = (
    "The certificate was made on this machine: others can see that nothing was changed, and not "
    "whose machine it is."
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a file says of where it came from, as text that is fit to be shown."""

    standing: Standing
    signer: str = ""
    local: bool = False  # whether it was signed with a certificate that was made on this machine
    tool: str = ""  # what wrote it: "Easel 0.1.0"
    when: str = ""  # it was signed, by a time stamp
    deeds: tuple[str, ...] = ()  # what was done, each in a line
    sources: tuple[str, ...] = ()  # what it was made from
    licences: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()  # what is wrong, in the codes of C2PA
    trained: bool = False  # whether a model made any of it, or of what it was made from
    bound: tuple[str, ...] = ()  # of the licences, those against commercial use

    @property
    def holds(self) -> bool:
        """Whether it says something, and that was not changed."""
        return self.standing in (Standing.OURS, Standing.OTHERS)


class Reading(Protocol):
    """Reads what files say."""

    async def credentials(self, name: str, data: bytes | Spooled) -> Credentials:
        """What a file says; raises one of the errors below BadPicture."""
        ...


class Handing(Protocol):
    """Hands over what was made here."""

    async def files(self, job: Job, variant: int = 0) -> Sequence[Attachment]:
        """The file of a variant (1-based), or of all of them (0), as it leaves.

        Raises TargetGone.
        """
        ...


def asks_to_verify(words: str) -> bool:
    """Whether words are the command, whatever stands behind it: "/verify this"."""
    return _COMMAND.match(words) is not None


async def verified(files: Sequence[Attachment], reading: Reading | None) -> Reply:
    """What files say of themselves. Raises NothingToVerify, and what is wrong with a single one."""
    if not files or reading is None:
        raise NothingToVerify
    if len(files) == 1:
        return told(files[0].name, await reading.credentials(files[0].name, files[0].data))
    lines: list[str] = []
    for file in files:
        try:
            reply = told(file.name, await reading.credentials(file.name, file.data))
            lines.append(reply.text)
        except EaselError as error:
            lines.append(error.sentence)
    return Reply(Kind.NOTICE, f"Content Credentials of {len(files)} files:", tuple(lines))


def told(file: str, found: Credentials) -> Reply:
    """What a file says, as a reply."""
    text = _SENTENCES[found.standing].format(file=file, signer=found.signer)
    remarks = [_REMARKS[found.standing]] if found.standing in _REMARKS else []
    remarks += [LOCAL] if found.local and found.standing is Standing.OURS else []
    lines = (
        *found.trouble,
        *_several("Done: ", found.deeds),
        *_several("Made from: ", found.sources),
        *_several("Licence: ", found.licences),
        *([f"Written by {found.tool}"] if found.tool else []),
        *([f"Signed {found.when}"] if found.when else []),
        *remarks,
    )
    kind = Kind.ERROR if found.trouble else Kind.NOTICE
    return Reply(kind, text, lines)


def _several(before: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Lines that say what they are, of which the first ones are shown."""
    more = len(lines) - MOST_LINES
    left = (f"… and {more} more",) if more > 0 else ()
    return (*(f"{before}{line}" for line in lines[:MOST_LINES]), *left)

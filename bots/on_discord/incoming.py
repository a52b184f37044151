"""What Discord sends, in the words of no platform: places, people, words and copied pictures."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import discord
from discord.http import HTTPClient

from core.attachments import MOST_ATTACHMENTS, Attachment
from core.catalogue import Intent
from core.errors import BrokenPicture, FileTooLarge
from core.ports import History

log = logging.getLogger("easel.discord")

PLATFORM = "discord"
MOST_MEGABYTES = 50  # of one picture
MEGABYTE = 1_000_000


class Wish(NamedTuple):
    """What an interaction asks for."""

    words: str = ""
    action: str = ""
    intent: Intent | None = None
    local: bool = False  # whether the words name the part of the picture that they change


@dataclass(frozen=True, slots=True)
class Heard:
    """A message or an interaction, with who sent it where."""

    key: str
    channel: str  # id in the ledger
    person: str  # id in the ledger
    moderates: bool = False


@dataclass
class Registry:
    """Channels and people of Discord, by their ids in the ledger; each is asked for once."""

    history: History
    _channels: dict[int, str] = field(default_factory=dict[int, str])
    _people: dict[int, str] = field(default_factory=dict[int, str])

    async def heard(self, key: int, channel: object, person: discord.abc.User) -> Heard:
        """Who did something, and where; `key` is the snowflake of the message or interaction."""
        return Heard(
            key=str(key),
            channel=await self.channel(channel),
            person=await self._person(person),
            moderates=_moderates(channel, person),
        )

    async def channel(self, channel: object) -> str:
        """Id of a channel in the ledger."""
        id = int(getattr(channel, "id", 0))
        if id not in self._channels:
            known = await self.history.channel(PLATFORM, str(id), _title(channel))
            self._channels[id] = known.id
        return self._channels[id]

    async def _person(self, person: discord.abc.User) -> str:
        if person.id not in self._people:
            known = await self.history.person(PLATFORM, str(person.id), person.display_name)
            self._people[person.id] = known
        return self._people[person.id]


def _title(channel: object) -> str:
    guild = getattr(channel, "guild", None)
    name = getattr(channel, "name", None) or "direct message"
    return f"{guild.name} #{name}" if guild else str(name)


def _moderates(channel: object, person: discord.abc.User) -> bool:
    """Whether somebody may manage the messages of a channel, as far as the client knows."""
    if not isinstance(person, discord.Member):
        return False
    resolved = person.resolved_permissions
    if resolved is None and isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
        resolved = channel.permissions_for(person)
    return resolved is not None and resolved.manage_messages


def without_mention(words: str, me: int) -> str:
    """The words without the mention by which we were called."""
    return re.sub(rf"\s*<@!?{me}>\s*", " ", words).strip()


def pictures_of(message: discord.Message) -> list[discord.Attachment]:
    """The attachments of a message, and of what was forwarded in it."""
    forwarded = [one for each in message.message_snapshots for one in each.attachments]
    return [*message.attachments, *forwarded]


class File(Protocol):
    """Something that was attached, or uploaded in a question."""

    @property
    def filename(self) -> str:
        """What its sender calls it."""
        ...

    @property
    def size(self) -> int:
        """Bytes that it has, as Discord says."""
        ...

    async def read(self) -> bytes:
        """Fetch it; raises HTTPException."""
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the answer to a question."""

    filename: str
    size: int  # bytes
    url: str
    http: HTTPClient

    async def read(self) -> bytes:
        """Fetch it; raises HTTPException."""
        return await self.http.get_from_cdn(self.url)


@dataclass(frozen=True, slots=True)
class Copied:
    """The bytes of attachments, fetched at once: their addresses expire."""

    attachments: tuple[Attachment, ...]
    left_out: int = 0
    mask: Attachment | None = None


async def copied(attachments: Sequence[File], mask: File | None = None) -> Copied:
    """Fetch what was attached; raises FileTooLarge, and BrokenPicture where it is not there."""
    marks = await _fetched(mask) if mask else None
    if len(attachments) > MOST_ATTACHMENTS:
        return Copied((), len(attachments), marks)
    return Copied(tuple([await _fetched(one) for one in attachments]), mask=marks)


async def _fetched(attachment: File) -> Attachment:
    if attachment.size > MOST_MEGABYTES * MEGABYTE:
        megabytes = attachment.size / MEGABYTE
        raise FileTooLarge(file=attachment.filename, megabytes=megabytes, limit=MOST_MEGABYTES)
    try:
        return Attachment(attachment.filename, await attachment.read())
    except discord.HTTPException as error:
        log.warning("an attachment could not be fetched: %s", error)
        raise BrokenPicture(file=attachment.filename) from error

"""What Discord sends, in the words of no platform: places, people, words and copied pictures."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import aiohttp
import discord
from discord.http import HTTPClient

from bots.on_discord.media import Media
from bots.on_discord.pressing import known
from core.actions import Verb
from core.attachments import MOST_ATTACHMENTS, Attachment, Looked
from core.catalogue import Intent
from core.errors import FileTooLarge, NotFetched
from core.ports import History

log = logging.getLogger("easel.discord")

PLATFORM = "discord"
MOST_MEGABYTES = 50  # of one picture
MEGABYTE = 1_000_000
# What only concerns the one who pressed is shown to nobody else.
PRIVATE = frozenset(
    {Verb.CANCEL, Verb.DELETE, Verb.DETAILS, Verb.ORIGINAL, Verb.PAINT, Verb.VOTE, Verb.USE}
    | {Verb.STAR, Verb.FORGET, Verb.TREE, Verb.EXPORT}
)
DOES = frozenset({Verb.PAINT, Verb.VOTE, Verb.USE})  # of these, what rules there are hold for them


class Wish(NamedTuple):
    """What an interaction asks for."""

    words: str = ""
    action: str = ""
    intent: Intent | None = None
    local: bool = False  # whether the words name the part of the picture that they change
    message: int = 0  # that of ours whose result is meant, in the same channel
    variant: int = 0  # 1-based: the one of that result that is meant

    @property
    def verb(self) -> Verb | None:
        """What the pressed button does; None where there is none that this release knows."""
        action = known(self.action)
        return action.verb if action else None

    @property
    def private(self) -> bool:
        """Whether the answer is shown to the one who pressed alone."""
        return self.verb in PRIVATE


@dataclass(frozen=True, slots=True)
class Heard:
    """A message or an interaction, with who sent it where."""

    key: str
    channel: str  # id in the ledger
    person: str  # id in the ledger
    moderates: bool = False


@dataclass
class Registry:
    """Channels and people of Discord, by their ids in the ledger.

    They are asked for each time: who was forgotten meanwhile, anywhere, is somebody new.
    """

    history: History

    async def heard(self, key: int, channel: object, person: discord.abc.User) -> Heard:
        """Who did something, and where; `key` is the snowflake of the message or interaction."""
        return Heard(
            key=str(key),
            channel=await self.channel(channel),
            person=await self.person(person),
            moderates=_moderates(channel, person),
        )

    async def channel(self, channel: object) -> str:
        """Id of a channel in the ledger."""
        id = int(getattr(channel, "id", 0))
        assert id, "all that come from nowhere would share a history"
        return (await self.history.channel(PLATFORM, str(id), _title(channel))).id

    async def person(self, person: discord.abc.User) -> str:
        """Id of a person in the ledger."""
        return await self.history.person(PLATFORM, str(person.id), person.display_name)


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
    taken: Looked | None = None  # what intake made of them, where it saw them already


async def copied(shown: Sequence[Media], mask: Media | None = None) -> Copied:
    """Fetch what is shown; raises FileTooLarge, and NotFetched where it is not there."""
    marks = await fetched(mask) if mask else None
    if len(shown) > MOST_ATTACHMENTS:
        return Copied((), len(shown), marks)
    return Copied(tuple([await fetched(one) for one in shown]), mask=marks)


async def fetched(shown: Media) -> Attachment:
    """Fetch one file; raises FileTooLarge, and NotFetched where it is not there."""
    _check(shown.filename, shown.size)
    try:
        data = await shown.read()
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.warning("an attachment could not be fetched: %r", error)
        raise NotFetched(file=shown.filename) from error
    _check(shown.filename, len(data))
    return Attachment(shown.filename, data)


def _check(name: str, size: int) -> None:
    if size > MOST_MEGABYTES * MEGABYTE:
        raise FileTooLarge(file=name, megabytes=size / MEGABYTE, limit=MOST_MEGABYTES)

"""The pictures that a message shows: attached, forwarded, embedded, or as components."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

import discord

Fetch = Callable[[str], Awaitable[bytes]]  # of what is at an address of Discord's


class Media(Protocol):
    """A file that a message shows."""

    @property
    def filename(self) -> str:
        """What it is called."""
        ...

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where Discord does not say."""
        ...

    async def read(self) -> bytes:
        """The bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Linked:
    """A picture that is shown from an address."""

    url: str  # Discord's own copy: others could name addresses of our network
    fetch: Fetch
    size: int = 0

    @property
    def filename(self) -> str:
        """The last part of the address."""
        return PurePosixPath(urlsplit(self.url).path).name or "picture"

    async def read(self) -> bytes:
        """The bytes."""
        return await self.fetch(self.url)


def pictures_of(message: discord.Message, fetch: Fetch) -> list[Media]:
    """What a message shows, and what was forwarded in it."""
    shown: list[Media] = []
    for one in (message, *message.message_snapshots):
        linked = (*_embedded(one.embeds), *_in_components(one.components))
        shown += one.attachments
        known = {url for each in one.attachments for url in (each.url, each.proxy_url)}
        shown += [Linked(url, fetch) for url in dict.fromkeys(linked) if url not in known]
    return shown


def _embedded(embeds: Iterable[discord.Embed]) -> Iterator[str]:
    for one in embeds:
        url = one.image.proxy_url or one.thumbnail.proxy_url
        if url:
            yield url


def _in_components(components: Sequence[object]) -> Iterator[str]:
    for one in components:
        match one:
            case discord.MediaGalleryComponent():
                yield from _addresses(item.media for item in one.items)
            case discord.FileComponent() | discord.ThumbnailComponent():
                yield from _addresses([one.media])
            case discord.SectionComponent():
                yield from _in_components([*one.children, one.accessory])
            case _:
                yield from _in_components(getattr(one, "children", ()))


def _addresses(items: Iterable[discord.UnfurledMediaItem]) -> Iterator[str]:
    return (item.proxy_url for item in items if item.proxy_url)

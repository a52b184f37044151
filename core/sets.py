"""Reference sets: a character, a product or a brand that a person named, as `@mia`.

A set is its owner's, in all versions that were ever saved of it; a channel sees it once the owner
shares it there. What a request takes of it stands in the request, so that whatever becomes of the
set, earlier results stay what they are.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from core.errors import BadRequest, Gone
from core.jobs import Asset
from core.phrases import unaccented
from core.ratios import Ratio

MOST_PICTURES = 20  # of a version
MOST_COLOURS = 8  # of a palette
MOST_RATIOS = 6
MOST_WORDS = 300  # characters that are always added, or always avoided
MOST_SETS = 200  # of one person
NAME = r"[^\W\d_][\w-]{0,31}"
FOR_ALL = frozenset({"everyone", "here"})
WRITTEN = re.compile(rf"@?(?P<name>{NAME})(?::(?P<version>\d{{1,4}}))?")


class BadName(BadRequest):
    """“{given}” is no name for a set; it is one word of letters, digits, - and _, up to 32 of them,
    and begins with a letter: @mia, @acme-2."""


class NameForAll(BadRequest):
    """“@{given}” calls everybody in a chat, so a set cannot have that name; please choose
    another one. Nothing was changed."""


class NameTaken(BadRequest):
    """{name} is taken {where}; please choose another name. Nothing was changed."""


class NoSuchVersion(BadRequest):
    """{name} has no version {version}; its versions are 1 to {newest}."""


class NotYourSet(Gone):
    """{name} is shared here by somebody else, and only they can change it; what you save as {name}
    is a set of your own."""


class TooManySets(BadRequest):
    """You have {limit} sets, which is as many as one person may have; please delete one first."""


@dataclass(frozen=True, slots=True)
class Content:
    """What one version of a set holds."""

    pictures: tuple[Asset, ...] = ()
    palette: tuple[str, ...] = ()  # "#b5462a", the most important first
    added: str = ""  # words that always come with it
    avoided: str = ""  # words of what must not appear
    logo: Asset | None = None
    ratios: tuple[Ratio, ...] = ()  # the first is taken where a request names none

    def __post_init__(self) -> None:
        assert len(self.pictures) <= MOST_PICTURES, len(self.pictures)
        assert len(self.palette) <= MOST_COLOURS, self.palette

    @property
    def files(self) -> tuple[Asset, ...]:
        """Every file that it needs."""
        return (*self.pictures, *((self.logo,) if self.logo else ()))


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """One version of somebody's set."""

    id: str
    owner: str  # id of the account that saved it first
    name: str  # as its owner wrote it, without the @
    version: int  # 1-based
    newest: int  # version
    content: Content
    saved: datetime  # this version

    @property
    def called(self) -> str:
        """Its name as people write it."""
        return f"@{self.name}"


class Written(NamedTuple):
    """A set as somebody names it: `@mia`, or `@mia:1` for an earlier version."""

    name: str
    version: int = 0  # 0 for the one in use

    @property
    def called(self) -> str:
        """As it was written."""
        return f"@{self.name}:{self.version}" if self.version else f"@{self.name}"


def written(text: str) -> Written:
    """The set that `text` names, with or without the @. Raises BadName."""
    found = WRITTEN.fullmatch(unicodedata.normalize("NFC", text))
    if found is None:
        raise BadName(given=text[:40])
    return Written(found["name"], int(found["version"] or 0))


def new_name(name: str) -> str:
    """A name that a set may get. Raises NameForAll: Discord takes that for its own."""
    if name.casefold() in FOR_ALL:
        raise NameForAll(given=name)
    return name


def key_of(name: str) -> str:
    """What a name is found by: capitals, accents and ways of writing letters do not matter."""
    return unaccented(unicodedata.normalize("NFKC", name)).casefold()


class Sets(Protocol):
    """Who has which sets, in which versions, and where they are shared."""

    async def keep(self, owner: str, name: str, content: Content) -> ReferenceSet:
        """A new version, in use from now on, of the set that an account has by that name; or the
        first one of a new set. Raises TooManySets."""
        ...

    async def owned(self, people: Sequence[str], name: str) -> ReferenceSet | None:
        """The version in use of the set that one of these accounts has by that name."""
        ...

    async def shared(self, channel: str, name: str) -> ReferenceSet | None:
        """The version in use of the set that is shared in a channel by that name."""
        ...

    async def every(self, people: Sequence[str]) -> tuple[ReferenceSet, ...]:
        """All sets of these accounts, each in the version in use, by name."""
        ...

    async def here(self, channel: str) -> tuple[ReferenceSet, ...]:
        """All sets that are shared in a channel, each in the version in use, by name."""
        ...

    async def at(self, id: str, version: int) -> ReferenceSet | None:
        """One version of a set; None where there is none."""
        ...

    async def use(self, id: str, version: int) -> None:
        """An earlier or later version, which is there, is in use from now on."""
        ...

    async def rename(self, id: str, name: str) -> None:
        """Another name, wherever the set is shared. Raises NameTaken."""
        ...

    async def delete(self, id: str) -> frozenset[str]:
        """Forget a set with all its versions; nothing where there is none.

        Others who used its pictures are shown them no more, unless they made or sent the same
        ones. Returns the ids of the jobs in which they had.
        """
        ...

    async def share(self, id: str, channel: str) -> None:
        """Everybody in a channel may use a set. Raises NameTaken."""
        ...

    async def unshare(self, id: str, channel: str) -> bool:
        """Take that back; False where it was not shared there."""
        ...

    async def places(self, id: str) -> tuple[str, ...]:
        """Ids of the channels where a set is shared."""
        ...

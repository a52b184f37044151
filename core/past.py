"""What was made before, as it is searched: the values, and the port that does it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from core.jobs import Job
from core.replies import Turn

MOST_WORDS = 8  # that are looked for at once


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose results are searched: those of one channel, those of a person's accounts, or those that
    any of these accounts keeps among its favourites, whoever made them."""

    channel: str = ""
    people: tuple[str, ...] = ()
    kept_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        given = [one for one in (self.channel, self.people, self.kept_by) if one]
        assert len(given) == 1, "a channel, people, or those who keep them"


class Period(NamedTuple):
    """A time, from `since` on and before `until`; None where it has no such end."""

    since: datetime | None = None
    until: datetime | None = None


EVER = Period()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Each set holds keywords (core.keywords) of which any one will do."""

    words: tuple[frozenset[str], ...] = ()  # the more of these, the nearer
    must: tuple[frozenset[str], ...] = ()
    period: Period = EVER

    def __post_init__(self) -> None:
        assert len(self.words) <= MOST_WORDS, len(self.words)


class Spot(NamedTuple):
    """Where a page ends."""

    shared: int  # how many words the last result on it shares
    job: str  # id of that


class Found(NamedTuple):
    """A page of results: those that share most words first, and of these the newest."""

    jobs: tuple[Job, ...]
    more: Spot | None = None  # where the next page begins; None where there is none


class Past(Protocol):
    """Searches results: jobs that gave a picture and were not deleted."""

    async def find(
        self, reach: Reach, wanted: Wanted, after: Spot | None = None, limit: int = 5
    ) -> Found:
        """The results within reach that have all that they must, in their period.

        Where words are wanted, only those that share at least half as many as the nearest, of
        which there is at least one.
        """
        ...

    async def favour(self, person: str, job: str, variant: int, kept: bool = True) -> bool:
        """Keep a variant (1-based) among a person's favourites, or no longer; False where it was
        so already."""
        ...

    async def favourites(
        self, people: Collection[str], jobs: Collection[str]
    ) -> Mapping[str, tuple[int, ...]]:
        """Which variants of `jobs` are favourites of any of these accounts; others are left out."""
        ...

    async def of_file(self, people: Collection[str], sha256: str) -> tuple[Job, ...]:
        """The results of these accounts of which a variant is the file of that name, oldest first:
        the same picture may have been made again."""
        ...

    async def asked(self, turn: str) -> Turn | None:
        """The turn of that id, with what was asked for in it; None where there is none."""
        ...


def variant_of(job: Job, sha256: str) -> int:
    """Which variant of a job (1-based) is the file of that name; 0 where none is."""
    having = (
        one.index for one in job.variants if sha256 in (one.asset.sha256, one.asset.whole.sha256)
    )
    return next(having, 0)

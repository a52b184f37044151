"""How long what people asked for and made is kept, where the operator says a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from core.counting import counted

AT_ONCE = 20  # of each kind, that one round removes


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for which things are kept; 0 keeps them for ever."""

    days: int = 0
    platforms: Mapping[str, int] = field(default_factory=dict[str, int])  # that differ, by name

    def before(self, platform: str, now: datetime) -> datetime | None:
        """The moment before which things of a platform go; None where nothing does."""
        days = self.platforms.get(platform, self.days)
        return now - timedelta(days=days) if days else None

    @property
    def said(self) -> str:
        """In words."""
        each = [f"{name} {_days(days)}" for name, days in sorted(self.platforms.items())]
        return ", ".join((*each, f"others {_days(self.days)}" if each else _days(self.days)))


class Aged(Protocol):
    """What grows old: requests, results, and the facts that are left of those."""

    async def platforms(self) -> tuple[str, ...]:
        """Names of all platforms of which something is kept."""
        ...

    async def drop(self, platform: str, before: datetime, limit: int) -> int:
        """Remove the oldest of what came in before a moment; returns how much it was.

        A result that is a favourite stays, and one that others go on from that stay. Of what
        younger replies show the files stay with those.
        """
        ...


async def expire(aged: Aged, retention: Retention, now: datetime) -> int:
    """One round; returns how much was removed."""
    removed = 0
    for platform in await aged.platforms():
        if (before := retention.before(platform, now)) is not None:
            removed += await aged.drop(platform, before, AT_ONCE)
    return removed


def _days(days: int) -> str:
    return counted(days, "day") if days else "for ever"

"""Who voted for which variant of a comparison: one vote for each person, which can be changed."""

from typing import Protocol

Tally = tuple[int, ...]  # votes for variant 1, 2, …; shorter where nobody voted for the last


class Votes(Protocol):
    """Votes on the variants of jobs; a job that is read from the ledger has its tally with it."""

    async def vote(self, job: str, person: str, variant: int) -> Tally:
        """Keep a person's vote (`variant` is 1-based) instead of any before; gives the tally."""
        ...

    async def of(self, job: str, person: str) -> int:
        """The variant that a person voted for; 0 where they did not."""
        ...


def tallied(variants: list[int]) -> Tally:
    """How many of these votes (1-based variants) each variant has."""
    return tuple(variants.count(index) for index in range(1, max(variants, default=0) + 1))

"""What is kept of people, counted, and taken out again."""

from typing import NamedTuple, Protocol

from core.linking import Account


class Belongings(NamedTuple):
    """What there is of one person, with all accounts that are linked."""

    accounts: tuple[Account, ...]  # the one that was asked for comes first
    jobs: tuple[str, ...]  # ids, also of those under way; what was deleted is none
    results: int = 0  # of the jobs, those that gave a picture
    requests: int = 0  # turns, with their words
    files: int = 0  # that their results and requests need
    more: tuple[tuple[str, int], ...] = ()  # what else, by what one is called: ("favourite", 3)


class Left(NamedTuple):
    """What stays of somebody who was forgotten."""

    facts: int = 0  # steps that others went on from, without words, pictures and name
    lent: frozenset[str] = frozenset()  # jobs of others with pictures of their sets, not shown now


class People(Protocol):
    """Everything that is kept of people, whichever port keeps it."""

    async def belongings(self, person: str, but: str = "") -> Belongings:
        """What is kept of somebody, with any of their accounts, besides the turn `but`."""
        ...

    async def forget(self, person: str, but: str = "") -> Left:
        """Take out all that is kept of somebody, once their results are deleted.

        What others went on from stays as a fact, of somebody without a name; and so does the turn
        `but`, which is being answered, without its words.
        """
        ...

    async def called(self, words: str) -> tuple[Account, ...]:
        """Who is meant: by id, by "discord:123", or by name."""
        ...

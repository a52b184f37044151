"""The twin of what is known of linked accounts, in memory."""

from datetime import datetime
from typing import NamedTuple

from core.errors import AlreadyLinked, SamePlatform, TooManyTries, WrongCode
from core.linking import LASTS, PLATFORMS, TRIES, WITHIN, Account
from core.ports import Clock
from storage.memory import Memory


class _Wrong(NamedTuple):
    """Wrong codes that an account tried."""

    tries: int
    since: datetime


class MemoryLinks:
    """The Links port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock
        self._codes: dict[str, tuple[str, datetime]] = {}  # of accounts, each until when
        self._wrong: dict[str, _Wrong] = {}

    async def offer(self, account: str, code: str) -> None:
        """Keep the code of an account for ten minutes, instead of any that it had."""
        self._codes[account] = code, self._clock.now() + LASTS

    async def redeem(self, account: str, code: str) -> Account:
        """Link an account with the one whose code this is; gives that one, and spends the code.

        Raises WrongCode, TooManyTries, SamePlatform and AlreadyLinked.
        """
        now = self._clock.now()
        tried = self._wrong.get(account)
        if tried is None or tried.since <= now - WITHIN:
            tried = _Wrong(0, now)
        if tried.tries >= TRIES:
            raise TooManyTries
        good = (one for one, (kept, until) in self._codes.items() if kept == code and until > now)
        giver = next(good, None)
        if giver is None:
            self._wrong[account] = tried._replace(tries=tried.tries + 1)
            raise WrongCode
        return self._join(account, giver)

    async def spoil(self, code: str) -> None:
        """A code that others saw is good no longer."""
        self._codes = {one: kept for one, kept in self._codes.items() if kept[0] != code}

    async def other(self, account: str) -> Account | None:
        """The account that this one is linked with."""
        other = self._memory.links.get(account)
        return self._account(other) if other else None

    async def unlink(self, account: str) -> bool:
        """Take a pair apart; False where the account is in none."""
        other = self._memory.links.pop(account, "")
        self._memory.links.pop(other, None)
        return bool(other)

    def _join(self, account: str, giver: str) -> Account:
        other = self._account(giver)
        if other.platform == self._account(account).platform:
            raise SamePlatform(platform=PLATFORMS.get(other.platform, other.platform))
        for one in (account, giver):
            if (before := self._memory.links.get(one)) is not None:
                raise AlreadyLinked(account=self._account(before).called)
        self._memory.links |= {account: giver, giver: account}
        for one in (account, giver):
            self._codes.pop(one, None)
        return other

    def _account(self, id: str) -> Account:
        platform = next(name for (name, _), one in self._memory.people.items() if one == id)
        return Account(id, platform, self._memory.names.get(id, ""))

"""Two accounts of one person: linked by a code that is good once, and taken apart again."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple, Protocol

from core.errors import AlreadyLinked, NotInPublic, WrongCode
from core.ports import Clock
from core.replies import Kind, Reply

LINK, UNLINK = "link", "unlink"  # names of the commands
PLATFORMS: Mapping[str, str] = {"discord": "Discord", "telegram": "Telegram"}
# Crockford's base 32 (www.crockford.com/base32.html): what is misread for a digit is that digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011", " -")
LENGTH = 8  # letters; 40 bits, of which a person may guess five times an hour
LASTS = timedelta(minutes=10)
TRIES, WITHIN = 5, timedelta(hours=1)


class Account(NamedTuple):
    """Somebody on one platform."""

    id: str  # in the ledger
    platform: str
    name: str

    @property
    def called(self) -> str:
        """Who that is, in words."""
        return f"{self.name or 'your account'} on {PLATFORMS.get(self.platform, self.platform)}"


class Links(Protocol):
    """Which accounts are one person's; no account is in two pairs."""

    async def offer(self, account: str, code: str) -> None:
        """Keep the code of an account for ten minutes, instead of any that it had."""
        ...

    async def redeem(self, account: str, code: str) -> Account:
        """Link an account with the one whose code this is; gives that one, and spends the code.

        Of several who redeem one code at once, one does. Raises WrongCode, TooManyTries where an
        account gave five wrong ones within an hour, SamePlatform and AlreadyLinked.
        """
        ...

    async def spoil(self, code: str) -> None:
        """A code that others saw is good no longer."""
        ...

    async def other(self, account: str) -> Account | None:
        """The account that this one is linked with."""
        ...

    async def unlink(self, account: str) -> bool:
        """Take a pair apart; False where the account is in none."""
        ...


def new_code(clock: Clock) -> str:
    """A code that nobody can guess."""
    number = clock.new_seed() << 32 | clock.new_seed()
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def read_code(words: str) -> str:
    """The code that somebody wrote, with whatever dashes and capitals. Raises WrongCode."""
    code = words.upper().translate(MISREAD)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise WrongCode
    return code


async def link(
    words: str, account: Account, links: Links, clock: Clock, private: bool = True
) -> Reply:
    """The answer to `/link`: a code; or, where a code is given, that the accounts are linked.

    `private`: whether nobody else reads the place. Raises NotInPublic, AlreadyLinked, and what
    `redeem` raises.
    """
    if not private:
        with suppress(WrongCode):
            await links.spoil(read_code(words))
        raise NotInPublic(what=f"/{LINK}")
    # First: a platform may send the same words twice, of which the second is no wrong code.
    if (other := await links.other(account.id)) is not None:
        raise AlreadyLinked(account=other.called)
    if words.strip():
        return _linked(await links.redeem(account.id, read_code(words)))
    code = new_code(clock)
    await links.offer(account.id, code)
    return _offered(f"{code[:4]}-{code[4:]}", account.platform)


async def unlink(account: Account, links: Links) -> Reply:
    """The answer to `/unlink`."""
    if await links.unlink(account.id):
        return Reply(Kind.NOTICE, "Taken apart: each account has its own history again.")
    return Reply(Kind.NOTICE, f"This account is not linked; /{LINK} gives you a code.")


def _offered(code: str, platform: str) -> Reply:
    others = " or ".join(title for name, title in PLATFORMS.items() if name != platform)
    return Reply(
        Kind.NOTICE,
        f"Your code is {code}",
        (
            f"Write /{LINK} {code} to me on {others} within ten minutes. It works once.",
            "Give it to nobody: whoever writes it sees your history, and you see theirs.",
        ),
    )


def _linked(other: Account) -> Reply:
    return Reply(
        Kind.NOTICE,
        f"Linked with {other.called}.",
        (
            "/history in a private chat with me now shows what you made in both.",
            f"If that is not you, write /{UNLINK} at once.",
        ),
    )

"""How much Telegram takes, in all, in one chat and in a group, and what it is spent on first.

Results come first, then answers. Progress gets what is to spare, or nothing.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from bots.on_telegram.places import is_group

MOST_CHATS = 10_000  # whose spending is remembered


class Urgency(IntEnum):
    """What goes first; the lower the sooner."""

    RESULT = 1
    ANSWER = 2
    PROGRESS = 3  # now or never


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many in so many seconds, of which progress leaves some to what matters."""

    most: int
    seconds: float
    reserve: int = 0


@dataclass(frozen=True, slots=True)
class Allowances:
    """What Telegram's documents say: 30 a second, one a second and chat, 20 a minute and group."""

    everywhere: Allowance = Allowance(30, 1.0, reserve=15)
    chat: Allowance = Allowance(1, 1.0)
    group: Allowance = Allowance(20, 60.0, reserve=8)


@dataclass
class _Spent:
    """When something was spent lately, oldest first."""

    allowance: Allowance
    times: deque[float] = field(default_factory=deque[float])
    held: float = 0.0  # until then nothing goes

    def ready(self, urgency: Urgency) -> float:
        """When the next one may go."""
        reserve = self.allowance.reserve if urgency is Urgency.PROGRESS else 0
        room = self.allowance.most - reserve
        if len(self.times) < room:
            return self.held
        return max(self.held, self.times[-room] + self.allowance.seconds)

    def spend(self, now: float) -> None:
        self.times.append(now)
        while self.times[0] <= now - self.allowance.seconds:
            self.times.popleft()


class Budgets:
    """What was spent, and when there is more. Times are in s of any clock that goes forward."""

    def __init__(self, allowances: Allowances) -> None:
        self._allowances = allowances
        self._everywhere = _Spent(allowances.everywhere)
        self._chats: dict[int, tuple[_Spent, ...]] = {}

    def ready(self, chat: int, urgency: Urgency) -> float:
        """When the next message to a chat may go; 0 is none in particular."""
        return max(one.ready(urgency) for one in self._of(chat))

    def spend(self, chat: int, now: float) -> None:
        """A message goes to a chat."""
        for one in self._of(chat):
            one.spend(now)

    def hold(self, chat: int, until: float) -> None:
        """Telegram wants nothing more for a chat until then; for 0, nothing at all."""
        spent = self._of(chat)[-1]
        spent.held = max(spent.held, until)

    def _of(self, chat: int) -> tuple[_Spent, ...]:
        if not chat:
            return (self._everywhere,)
        if chat not in self._chats:
            while len(self._chats) >= MOST_CHATS:
                self._chats.pop(next(iter(self._chats)))
            group = (_Spent(self._allowances.group),) if is_group(chat) else ()
            self._chats[chat] = (self._everywhere, *group, _Spent(self._allowances.chat))
        return self._chats[chat]

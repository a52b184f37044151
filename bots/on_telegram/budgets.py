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

    def ready(self, urgency: Urgency, messages: int = 1) -> float:
        """When so many may go at once.

        What is more than was ever to be spent goes where nothing was spent lately.
        """
        reserve = self.allowance.reserve if urgency is Urgency.PROGRESS else 0
        over = min(len(self.times) + messages - (self.allowance.most - reserve), len(self.times))
        if over <= 0:
            return self.held
        return max(self.held, self.times[over - 1] + self.allowance.seconds)

    def spend(self, now: float, messages: int) -> None:
        self.times.extend([now] * messages)
        while self.times and self.times[0] <= now - self.allowance.seconds:
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

    def own(self, chat: int, messages: int) -> float:
        """When a chat itself has room for so many; whether all together have is another question.

        This and `shared` are not for progress, which waits for nothing.
        """
        return max(one.ready(Urgency.ANSWER, messages) for one in self._of(chat)[1:])

    def shared(self, messages: int) -> float:
        """When all chats together have room for so many."""
        return self._everywhere.ready(Urgency.ANSWER, messages)

    def spend(self, chat: int, now: float, messages: int = 1) -> None:
        """Messages go to a chat; an album is as many as it has files."""
        for one in self._of(chat):
            one.spend(now, messages)

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

"""Who waits to be sent: a line for each chat, of which only the first is looked at.

So whoever joins costs the same whether ten or ten thousand wait.
"""

import asyncio
import heapq
from dataclasses import dataclass, field
from itertools import count

from bots.on_telegram.budgets import Budgets, Urgency

A_MOMENT = 0.001  # s; the loop's clock may be coarser than what was computed


@dataclass(order=True, slots=True)
class _Waiting:
    """Somebody who waits for their turn."""

    urgency: Urgency
    number: int
    messages: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Turns:
    """Gives turns, the most urgent first, to chats that there is room for."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets
        self._numbers = count()
        self._lines: dict[int, list[_Waiting]] = {}  # a heap for each chat
        # Heaps of those who are first in their lines. An entry may be out of date: whoever meets
        # it looks at the line, and enters the chat anew.
        self._ready: list[tuple[_Waiting, int]] = []  # chats that have room, if all together do
        self._later: list[tuple[float, int]] = []  # when other chats will have room
        self._wake: asyncio.TimerHandle | None = None

    def wanted(self, chat: int) -> bool:
        """Whether anybody waits for a turn in a chat."""
        return self._first(chat) is not None

    async def take(self, chat: int, urgency: Urgency, messages: int) -> None:
        """Wait for a turn for so many messages, which are spent then."""
        turn = asyncio.get_running_loop().create_future()
        mine = _Waiting(urgency, next(self._numbers), messages, turn)
        heapq.heappush(self._lines.setdefault(chat, []), mine)
        if self._first(chat) is mine:
            self._enter(chat)
        self._go()
        await turn  # which is cancelled with the one who waits

    def _first(self, chat: int) -> _Waiting | None:
        """Who is first in a line, without those who gave up."""
        line = self._lines.get(chat, [])
        while line and line[0].turn.done():
            heapq.heappop(line)
        if not line:
            self._lines.pop(chat, None)
        return line[0] if line else None

    def _enter(self, chat: int) -> None:
        """Enter the first of a line among those that may go, or by when there is room."""
        first = self._first(chat)
        if first is None:
            return
        room = self._budgets.own(chat, first.messages)
        if room <= _now():
            heapq.heappush(self._ready, (first, chat))
        else:
            heapq.heappush(self._later, (room, chat))

    def _go(self) -> None:
        """Let those go for whom there is room."""
        now = _now()
        while self._later and self._later[0][0] <= now:
            self._enter(heapq.heappop(self._later)[1])
        while self._ready:
            first, chat = self._ready[0]
            if first is self._first(chat) and self._budgets.own(chat, first.messages) <= now:
                if self._budgets.shared(first.messages) > now:
                    break
                self._budgets.spend(chat, now, first.messages)
                first.turn.set_result(None)
            heapq.heappop(self._ready)
            self._enter(chat)
        self._wake_later(now)

    def _wake_later(self, now: float) -> None:
        times = [self._later[0][0]] if self._later else []
        times += [self._budgets.shared(self._ready[0][0].messages)] if self._ready else []
        if self._wake is not None:
            self._wake.cancel()
        later = max(0.0, min(times) - now) + A_MOMENT if times else None
        loop = asyncio.get_running_loop()
        self._wake = None if later is None else loop.call_later(later, self._go)


def _now() -> float:
    return asyncio.get_running_loop().time()

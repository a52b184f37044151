"""How much a small Bot API server takes, as Telegram's documentation of bots' limits says.

One message a second in a chat, beyond short bursts; 20 a minute in a group; 30 a second in all. Of
a change of a message it says nothing, but that flooding with them is refused alike: they count.
"""

import time
from collections import defaultdict
from dataclasses import dataclass, field

from tests.bots.on_telegram.refusals import Refused

A_SECOND, A_MINUTE = 30, 20  # messages in all, and in a group
BURST = 20  # messages of a chat that come faster than one a second


@dataclass
class Floods:
    """What was sent lately."""

    watched: bool = True  # otherwise anything is taken: a bench says more than Telegram wants
    burst: int = BURST
    _all: list[float] = field(default_factory=list[float])
    _groups: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _full: dict[int, float] = field(default_factory=dict[int, float])  # when a burst is paid for

    def check(self, chat: int, messages: int = 1) -> None:
        """Take so many messages to a chat; raises Refused with 429."""
        now = time.monotonic()
        if not self.watched:
            return
        self._all = [one for one in self._all if one > now - 1]
        group = self._groups[chat] = [one for one in self._groups[chat] if one > now - 60]
        paid = max(now, self._full.get(chat, 0.0)) + messages
        if chat < 0 and len(group) + messages > A_MINUTE:
            _refuse(group[0] + 60 - now if group else 60)
        if messages and paid - now > max(self.burst, messages):
            _refuse(paid - now - max(self.burst, messages))
        if len(self._all) + messages > A_SECOND:
            _refuse(1)
        self._full[chat] = paid
        self._all += [now] * messages
        group += [now] * messages


def _refuse(seconds: float) -> None:
    wait = max(1, round(seconds + 0.5))
    raise Refused(f"Too Many Requests: retry after {wait}", 429, retry_after=wait)

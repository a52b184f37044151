"""Albums: messages that belong together come one by one, and nothing says which is the last."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import telegram

QUIET = 1.5  # s without another picture after which an album counts as whole
LATE = 60.0  # s in which a picture that comes later still joins


@dataclass(frozen=True, slots=True)
class Album:
    """What has come of an album until now, or a message that stands alone."""

    id: str  # empty for a message alone
    messages: tuple[telegram.Message, ...]
    came: datetime  # the first of them


@dataclass
class _Gathering:
    messages: dict[int, telegram.Message] = field(default_factory=dict[int, telegram.Message])
    came: list[datetime] = field(default_factory=list[datetime])
    leading: bool = False  # whether somebody waits for the rest
    answered: asyncio.Event | None = None  # of the latest round
    over: asyncio.Event = field(default_factory=asyncio.Event)  # set where nothing joins any more


class Albums:
    """Gathers the pictures of albums."""

    def __init__(self, quiet: float = QUIET, late: float = LATE) -> None:
        """`quiet` and `late` in s."""
        self._quiet = quiet
        self.late = late
        self.waiting = 0  # messages that were answered, and wait for others
        self._gathering: dict[str, _Gathering] = {}

    @asynccontextmanager
    async def joined(
        self, message: telegram.Message, came: datetime
    ) -> AsyncGenerator[Album | None]:
        """The album of a message, for the one of its messages that speaks for all of them.

        The others get None once that one was answered. A picture that comes after a request was
        made of the others speaks for all of them again.
        """
        id = str(message.media_group_id)
        gathering = self._gathering.setdefault(id, _Gathering())
        gathering.messages[message.message_id] = message
        gathering.came.append(came)
        if gathering.leading and gathering.answered is not None:
            await gathering.answered.wait()
            yield None
            return
        gathering.leading = True
        before, gathering.answered = gathering.answered, asyncio.Event()
        answered = gathering.answered
        if before is not None:
            await before.wait()
        try:
            yield await self._gathered(id, gathering)
        finally:
            asyncio.get_running_loop().call_later(self.late, self._forget, id, answered)
            gathering.leading &= gathering.answered is not answered
            answered.set()

    async def over(self, message: telegram.Message) -> None:
        """Until no picture joins the album any more.

        Whoever keeps its messages until then has them for a late one, also after a restart.
        """
        gathering = self._gathering.get(str(message.media_group_id))
        if gathering is None:
            return
        self.waiting += 1
        try:
            await gathering.over.wait()
        finally:
            self.waiting -= 1

    async def _gathered(self, id: str, gathering: _Gathering) -> Album:
        """All that has come when nothing has come for a while."""
        count = 0
        while count < len(gathering.messages):
            count = len(gathering.messages)
            await asyncio.sleep(self._quiet)
        gathering.leading = False
        messages = tuple(gathering.messages[one] for one in sorted(gathering.messages))
        return Album(id, messages, min(gathering.came))

    def _forget(self, id: str, answered: asyncio.Event) -> None:
        gathering = self._gathering.get(id)
        if gathering is not None and gathering.answered is answered:
            gathering.over.set()
            del self._gathering[id]

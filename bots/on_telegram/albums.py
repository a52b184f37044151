"""Albums: messages that belong together come one by one, and nothing says which is the last."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import telegram

QUIET = 1.5  # s without another picture after which an album counts as whole
FAILED = 300.0  # s for which an album is kept whose answer failed: it is tried again until then
LATE = 60.0  # s in which a picture that comes later still joins


@dataclass(frozen=True, slots=True)
class Album:
    """What has come of an album until now, or a message that stands alone."""

    id: str  # empty for a message alone
    messages: tuple[telegram.Message, ...]  # also one of words, written right behind the pictures
    came: datetime  # the first of them

    @property
    def count(self) -> int:
        """How many of its messages are an album's."""
        return sum(one.media_group_id is not None for one in self.messages)


@dataclass
class _Gathering:
    messages: dict[int, telegram.Message] = field(default_factory=dict[int, telegram.Message])
    came: list[datetime] = field(default_factory=list[datetime])
    leading: bool = False  # whether somebody waits for the rest
    answered: asyncio.Event | None = None  # of the latest round
    over: asyncio.Event = field(default_factory=asyncio.Event)  # set where nothing joins any more

    def lacks(self, message: telegram.Message) -> bool:
        """Whether a message of words may be those of the album, which has none."""
        first = next(iter(self.messages.values()))
        told = any(one.text or one.caption for one in self.messages.values())
        return self.leading and not told and _source(first) == _source(message)


def _source(message: telegram.Message) -> tuple[object, ...]:
    """Who writes where."""
    return message.chat, message.message_thread_id, message.from_user, message.sender_chat


class Albums:
    """Gathers the pictures of albums."""

    def __init__(self, quiet: float = QUIET, late: float = LATE) -> None:
        """`quiet` and `late` in s."""
        self._quiet = quiet
        self.late = late
        self.waiting = 0  # messages that were answered, and wait for others
        self._gathering: dict[str, _Gathering] = {}

    def of(self, message: telegram.Message) -> str:
        """The album that a message belongs to; empty where it stands alone.

        Plain words belong to an album without any that comes in from the same one this moment.
        """
        if message.media_group_id is not None:
            return message.media_group_id
        if not message.text or message.text.startswith("/") or message.reply_to_message:
            return ""
        return next((id for id, one in self._gathering.items() if one.lacks(message)), "")

    @asynccontextmanager
    async def joined(
        self,
        id: str,
        message: telegram.Message,
        came: datetime,
        turn: AbstractAsyncContextManager[None],
    ) -> AsyncGenerator[Album | None]:
        """The album `id` of a message, for the one of its messages that speaks for all of them.

        That one is in its `turn` from the beginning, so that nothing that comes later is answered
        before. The others get None once that one was answered. A picture that comes after a
        request was made of the others speaks for all of them again.
        """
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
        kept = FAILED
        try:
            async with turn:
                if before is not None:
                    await before.wait()
                yield await self._gathered(id, gathering)
                kept = self.late
        finally:
            asyncio.get_running_loop().call_later(kept, self._forget, id, answered)
            gathering.leading &= gathering.answered is not answered
            answered.set()

    async def over(self, id: str) -> None:
        """Until no picture joins the album `id` any more.

        Whoever keeps its messages until then has them for a late one, also after a restart.
        """
        gathering = self._gathering.get(id)
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

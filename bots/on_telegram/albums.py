"""Albums: messages that belong together come one by one, and nothing says which is the last."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import telegram

QUIET = 1.5  # s without another picture after which an album counts as whole
LATE = 60.0  # s in which a picture that comes later still joins


@dataclass
class Album:
    """What has come of an album until now."""

    key: str  # of the request that is made of it
    messages: tuple[telegram.Message, ...]
    before: str = ""  # id of the job that was begun with a part of it
    job: str = ""  # id of the job that was begun with it; for whoever answers to set


@dataclass
class _Gathering:
    messages: dict[int, telegram.Message] = field(default_factory=dict[int, telegram.Message])
    rounds: int = 0  # requests that were made
    job: str = ""  # of the latest
    leading: bool = False  # whether somebody waits for the rest
    answered: asyncio.Event = field(default_factory=asyncio.Event)  # of the latest round


class Albums:
    """Gathers the pictures of albums."""

    def __init__(self, quiet: float = QUIET, late: float = LATE) -> None:
        """`quiet` and `late` in s."""
        self._quiet = quiet
        self._late = late
        self._gathering: dict[str, _Gathering] = {}

    @asynccontextmanager
    async def joined(self, message: telegram.Message) -> AsyncGenerator[Album | None]:
        """The album of a message, for the one of its messages that speaks for all of them.

        The others get None once that one was answered. A picture that comes after a request was
        made of the others speaks for all of them again.
        """
        id = f"album {message.media_group_id}"
        gathering = self._gathering.setdefault(id, _Gathering())
        gathering.messages[message.message_id] = message
        if gathering.leading:
            await gathering.answered.wait()
            yield None
            return
        gathering.leading = True
        if gathering.rounds:
            await gathering.answered.wait()
        answered = gathering.answered = asyncio.Event()
        try:
            album = await self._gathered(id, gathering)
            yield album
            gathering.job = album.job
            asyncio.get_running_loop().call_later(self._late, self._forget, id, answered)
        except BaseException:
            gathering.rounds -= 1  # it will be tried again
            raise
        finally:
            gathering.leading &= gathering.answered is not answered
            answered.set()

    async def _gathered(self, id: str, gathering: _Gathering) -> Album:
        """All that has come when nothing has come for a while."""
        gathering.rounds += 1
        count = 0
        while count < len(gathering.messages):
            count = len(gathering.messages)
            await asyncio.sleep(self._quiet)
        gathering.leading = False
        key = f"{id} of {count}" if gathering.rounds > 1 else id
        messages = tuple(gathering.messages[one] for one in sorted(gathering.messages))
        return Album(key, messages, gathering.job)

    def _forget(self, id: str, answered: asyncio.Event) -> None:
        gathering = self._gathering.get(id)
        if gathering is not None and gathering.answered is answered:
            del self._gathering[id]

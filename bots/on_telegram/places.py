"""Chats and topics of Telegram: what they are called in the ledger, where they went, if closed."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self

import telegram

from core.customs import Customs
from core.ports import History
from core.replies import Channel

PLATFORM = "telegram"
CLOSED, WAS, NOW = "closed", "was", "now"  # names of what is kept of a chat


class Spot(NamedTuple):
    """A chat, or a topic of one."""

    chat: int
    topic: int = 0  # 0 for the chat itself, or for its topic General

    @property
    def external(self) -> str:
        """What the ledger calls it."""
        return f"{self.chat}:{self.topic}" if self.topic else str(self.chat)

    @classmethod
    def read(cls, external: str) -> Self:
        """The spot of that name."""
        chat, _, topic = external.partition(":")
        return cls(int(chat), int(topic or 0))

    @classmethod
    def of(cls, message: telegram.Message) -> Self:
        """Where a message stands.

        Only of a message of a topic its number is the topic's: of a reply it is that of a thread.
        """
        topic = message.message_thread_id if message.is_topic_message else None
        return cls(message.chat.id, topic or 0)


def is_group(chat: int) -> bool:
    """Whether a chat is one of several people; of those the numbers are negative."""
    return chat < 0


@dataclass
class Places:
    """What is known of chats, and their ids in the ledger.

    Ids are asked for each time: who was forgotten meanwhile, anywhere, is somebody new.

    A group that becomes a supergroup gets another number. Its history stays under the first one.
    """

    customs: Customs
    history: History
    _known: dict[int, dict[str, str]] = field(default_factory=dict[int, dict[str, str]])
    _channels: dict[str, Channel] = field(default_factory=dict[str, Channel])  # by their names

    async def channel(self, spot: Spot, title: str) -> Channel:
        """The channel in the ledger."""
        first = Spot(await self.first(spot.chat), spot.topic).external
        found = self._channels[first] = await self.history.channel(PLATFORM, first, title)
        return found

    async def channel_of(self, id: str) -> Channel | None:
        """The channel of an id of the ledger; None where it is another platform's."""
        known = next((one for one in self._channels.values() if one.id == id), None)
        if known is None:
            every = await self.history.channels(PLATFORM)
            self._channels |= {one.external: one for one in every}
            known = next((one for one in every if one.id == id), None)
        return known

    async def person(self, person: telegram.User) -> str:
        """Id of a person in the ledger."""
        return await self.history.person(PLATFORM, str(person.id), person.full_name)

    async def first(self, chat: int) -> int:
        """The number under which the history of a chat is kept."""
        return int((await self._of(chat)).get(WAS, chat))

    async def now(self, chat: int) -> int:
        """The number at which a chat is reached."""
        return int((await self._of(chat)).get(NOW, chat))

    async def key(self, message: telegram.Message) -> str:
        """What the ledger calls a message.

        A group that moved numbers its messages anew: then only with their chat they are unique.
        """
        chat, number = message.chat.id, message.message_id
        return str(number) if chat == await self.first(chat) else f"{chat}:{number}"

    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup."""
        first = await self.first(old)
        await self._keep(first, NOW, str(new))
        await self._keep(old, NOW, str(new))
        await self._keep(new, WAS, str(first))

    async def closed(self, chat: int) -> bool:
        """Whether nothing can be written there any more."""
        return CLOSED in await self._of(chat)

    async def close(self, chat: int, why: str) -> None:
        """Nothing can be written there any more."""
        await self._keep(chat, CLOSED, why)

    async def open(self, chat: int) -> None:
        """Somebody is there again."""
        if await self.closed(chat):
            await self._keep(chat, CLOSED, None)

    async def _of(self, chat: int) -> dict[str, str]:
        if chat not in self._known:
            self._known[chat] = dict(await self.customs.of(PLATFORM, _key(chat)))
        return self._known[chat]

    async def _keep(self, chat: int, name: str, value: str | None) -> None:
        known = await self._of(chat)
        await self.customs.keep(PLATFORM, _key(chat), name, value)
        known.pop(name, None)
        if value is not None:
            known[name] = value


def _key(chat: int) -> str:
    """What is kept of a chat is kept under this."""
    return f"state of {chat}"


def title_of(chat: telegram.Chat, topic: int) -> str:
    """A place in words."""
    if chat.type == chat.PRIVATE:
        return f"our chat, {chat.full_name}"
    return f"{chat.title}, topic {topic}" if topic else str(chat.title)

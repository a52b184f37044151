"""Presses of buttons: answered at once, whenever the button was sent."""

import asyncio
from dataclasses import dataclass

import telegram

from bots.desk import Answering, PlaceClosed, sorry
from bots.on_telegram.answering import AboveButton, UnderMessage, answer
from bots.on_telegram.asking import ask
from bots.on_telegram.house import House
from bots.on_telegram.outgoing import Shape, shape
from bots.on_telegram.places import PLATFORM, Spot, is_group
from bots.on_telegram.setting import manner
from core.actions import Action, Verb
from core.buttons import asks
from core.conversation import Incoming
from core.customs import PLAIN
from core.errors import EaselError, ForgedAction
from core.replies import Channel

# What comes of these is told to the one who pressed alone; what they change is seen by all.
TOASTED = frozenset({Verb.CANCEL, Verb.DELETE})


@dataclass(frozen=True, slots=True)
class Pressing:
    """Takes presses."""

    house: House

    async def pressed(self, query: telegram.CallbackQuery) -> None:
        """Do what a button means, or ask for the words that it needs.

        Of the message nothing counts but where it is: of one that is old Telegram says no more.
        """
        bot, message = self.house.bot, query.message
        try:
            action = Action.unpack(query.data or "")
        except ForgedAction as error:
            return await answer(bot, query.id, error.sentence)
        if message is None:
            return await answer(bot, query.id)
        if action.verb in TOASTED:
            return await self._taken(query, action, message, AboveButton(bot, query.id))
        answered = asyncio.create_task(answer(bot, query.id))
        try:
            return await self._taken(query, action, message)
        finally:
            await answered

    async def _taken(
        self,
        query: telegram.CallbackQuery,
        action: Action,
        message: telegram.MaybeInaccessibleMessage,
        above: Answering[Shape] | None = None,
    ) -> None:
        house, person = self.house, query.from_user
        async with house.in_turn(message.chat.id, person.id):
            channel, spot = await self._where(action, message.chat)
            if above is None and asks(action):
                return await self._ask(action, person, spot, message.message_id)
            under = message.message_id if is_group(spot.chat) else 0
            answering = above or UnderMessage(house.posts, spot, under)
            await house.take(self._incoming(query, action, channel, spot), answering)
        return None

    async def _ask(self, action: Action, person: telegram.User, spot: Spot, under: int) -> None:
        try:
            await ask(self.house, action, person, spot, under)
        except EaselError as error:
            await self.house.posts.say(spot, shape(sorry(error)), under)
        except PlaceClosed:
            return

    async def _incoming(
        self, query: telegram.CallbackQuery, action: Action, channel: Channel, spot: Spot
    ) -> Incoming:
        house, toasted = self.house, action.verb in TOASTED
        parts, person = house.parts, query.from_user
        return Incoming(
            key=query.id,
            channel=channel.id,
            person=await house.places.person(person),
            platform=PLATFORM,
            action=action.pack(),
            # Only these are for others than the one who asked, if they look after the group.
            moderates=toasted and await house.looks_after(spot.chat, person.id),
            # What one began may be ended anywhere, whatever was set since.
            manner=PLAIN if toasted else await manner(spot.chat, parts.customs, parts.catalogue),
        )

    async def _where(self, action: Action, chat: telegram.Chat) -> tuple[Channel, Spot]:
        """Where the job of a button belongs, if it is this chat; its topic is not told else."""
        places = self.house.places
        job = await self.house.parts.ledger.job(action.job)
        channel = await places.channel_of(job.spec.place.channel) if job else None
        if channel is not None:
            spot = Spot.read(channel.external)
            if spot.chat == await places.first(chat.id):
                return channel, spot._replace(chat=chat.id)
        return await self.house.channel(Spot(chat.id), chat), Spot(chat.id)

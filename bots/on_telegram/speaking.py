"""Messages: plain words, commands, replies, pictures and albums, as requests."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import telegram
from telegram.error import TelegramError

from bots.desk import Answering, PlaceClosed, sorry
from bots.on_telegram.albums import Album, Albums
from bots.on_telegram.answering import InPlace, UnderMessage
from bots.on_telegram.asking import ask
from bots.on_telegram.commands import HELP, KNOWN, MODELS, REQUESTS, SETTINGS, START
from bots.on_telegram.house import House
from bots.on_telegram.incoming import Spoken, copied, pictures_of, replied_to, spoken
from bots.on_telegram.limiting import Dropped
from bots.on_telegram.outgoing import Shape, shape
from bots.on_telegram.places import PLATFORM, Spot, is_group
from bots.on_telegram.setting import settings
from core.actions import Action, Verb
from core.conversation import Incoming
from core.errors import EaselError, NotPermitted
from core.ports import models_of
from core.postings import Posting
from core.replies import Kind, Reply
from core.telling import help_on, models

UNKNOWN = "I do not know /{name}: /help says what you can say."


@dataclass(frozen=True, slots=True)
class Speaking:
    """Takes messages."""

    house: House
    albums: Albums

    async def heard(self, message: telegram.Message, came: datetime) -> None:
        """Answer a message that is meant for us, and that came then."""
        person = message.from_user
        # What was shared through us comes back as a message of the one who shared it.
        if person is None or person.is_bot or message.via_bot is not None:
            return
        if message.media_group_id is None:
            album = Album(await self.house.places.key(message), (message,))
            async with self.house.in_turn(message.chat.id, person.id):
                await self._answered(album, person)
            return
        async with self.albums.joined(message) as album:
            if album is not None:
                async with self.house.in_turn(message.chat.id, person.id):
                    album.job = await self._answered(album, person)

    async def _answered(self, album: Album, person: telegram.User) -> str:
        """Answer a message or an album; gives the id of the job that it began."""
        first = album.messages[0]
        said = spoken(album.messages, self.house.bot.bot)
        if not said.ours:
            return ""
        await self.house.places.open(first.chat.id)
        under = first.message_id if is_group(first.chat.id) else 0
        answering: Answering[Shape] = UnderMessage(self.house.posts, Spot.of(first), under)
        if said.command and said.command not in REQUESTS:
            await self._told(said, first, person, answering)
            return ""
        target = await self._target(album.messages)
        if said.command == "edit" and not said.words and target and not pictures_of(album.messages):
            action = Action(Verb.EDIT, target.job, target.variant or 1)
            await ask(self.house, action, person, Spot.of(first), first.message_id)
            return ""
        if album.before and (earlier := await self._taken_back(album.before)):
            answering = InPlace(self.house.posts, earlier)
        turn = await self.house.take(self._incoming(album, said, person, target), answering)
        if turn is None or turn.job is None:
            return ""
        with suppress(TelegramError, Dropped):
            await self.house.posts.act(first.chat.id, turn.job, Spot.of(first).topic)
        return turn.job.id

    async def _incoming(
        self, album: Album, said: Spoken, person: telegram.User, target: Posting | None
    ) -> Incoming:
        first, places = album.messages[0], self.house.places
        pictures = pictures_of(album.messages)
        replied = replied_to(first)
        if replied is not None and target is None:
            pictures += pictures_of((replied,))
        copies = await copied(self.house.bot, pictures)
        asked = REQUESTS.get(said.command)
        answers = bool(target and target.asks and not asked)
        return Incoming(
            key=album.key,
            channel=(await self.house.channel(Spot.of(first), first.chat)).id,
            person=await places.person(person),
            platform=PLATFORM,
            words=said.words or (asked.words if asked else ""),
            attachments=copies.attachments,
            action=target.asks if target and answers else "",
            reply_to=target.job if target and not answers else "",
            variant=target.variant if target and not answers else 0,
            left_out=copies.left_out,
            intent=asked.intent if asked else None,
            manner=await self.house.manner(first.chat.id),
        )

    async def _target(self, messages: Sequence[telegram.Message]) -> Posting | None:
        """What the message that this replies to shows, or asks for."""
        replied = next((found for one in messages if (found := replied_to(one))), None)
        if replied is None:
            return None
        place, id = str(replied.chat.id), str(replied.message_id)
        return await self.house.parts.postings.at(PLATFORM, place, id)

    async def _taken_back(self, id: str) -> Posting | None:
        """The message of a job that was begun with a part of an album, once that has been ended.

        None where it had ended already: then its result stays, and there is another answer.
        """
        parts = self.house.parts
        if not await parts.ledger.cancel(id):
            return None
        await parts.ledger.delivered(id)  # nobody is told of its end
        await parts.queue.cancel(id)
        return await parts.postings.of(id)

    async def _told(
        self,
        said: Spoken,
        message: telegram.Message,
        person: telegram.User,
        answering: Answering[Shape],
    ) -> None:
        """Answer a command that needs no conversation."""
        try:
            await answering.say(shape(await self._reply(said, message.chat.id, person)))
        except EaselError as error:
            await answering.say(shape(sorry(error)))
        except PlaceClosed:
            return

    async def _reply(self, said: Spoken, chat: int, person: telegram.User) -> Reply:
        parts = self.house.parts
        match said.command:
            case name if name == MODELS:
                return models(parts.catalogue, models_of((await parts.queue.fleet()).live))
            case name if name in (HELP, START):
                return help_on()
            case name if name == SETTINGS:
                if said.words and not await self.house.looks_after(chat, person.id):
                    raise NotPermitted(what="/settings")
                first = await self.house.places.first(chat)
                return await settings(said.words, first, parts.customs, parts.catalogue)
            case name:
                assert name not in KNOWN, name
                return Reply(Kind.ERROR, UNKNOWN.format(name=name))

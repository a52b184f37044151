"""Messages: plain words, commands, replies, pictures and albums, as requests."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import telegram
from telegram.error import TelegramError

from bots.desk import sorry
from bots.on_telegram.albums import Album, Albums
from bots.on_telegram.answering import InPlace, UnderMessage
from bots.on_telegram.asking import EDIT, IMAGINE, ask, ask_what, asked_by
from bots.on_telegram.commands import HELP, KNOWN, MODELS, SET, SETS, SETTINGS, START
from bots.on_telegram.house import House
from bots.on_telegram.incoming import (
    Spoken,
    copied,
    is_empty,
    is_foreign,
    pictures_of,
    replied_to,
    speaker,
    spoken,
)
from bots.on_telegram.joining import Requested, TooLate, Unwanted, request_of
from bots.on_telegram.limiting import Dropped
from bots.on_telegram.outgoing import Shape, shape
from bots.on_telegram.places import PLATFORM, Spot, is_group
from bots.on_telegram.setting import settings
from bots.posting import Answering, PlaceClosed
from bots.slashes import REQUESTS, SAID
from core.actions import Action, Verb
from core.errors import EaselError, NotPermitted
from core.forgetting import FORGET
from core.incoming import Incoming
from core.linking import LINK, UNLINK, Account, link, unlink
from core.ports import models_of
from core.postings import Posting
from core.replies import Kind, Reply
from core.set_words import commands
from core.telling import help_on, models
from core.verifying import VERIFY, verified

# Whoever waits so long for their pictures to be fetched is told that they could not be; until then
# the request is taken up again.
PATIENCE = timedelta(seconds=100)
FOREIGN = "I work with words and pictures: write what you would like, or send a picture. /help"
UNKNOWN = "I do not know /{name}: /help says what you can say."


class Asked(NamedTuple):
    """A request, as far as Telegram's side of it is known."""

    said: Spoken
    person: telegram.User
    target: Posting | None
    channel: str  # id in the ledger
    request: Requested


@dataclass(frozen=True, slots=True)
class Speaking:
    """Takes messages."""

    house: House
    albums: Albums

    async def heard(self, message: telegram.Message, came: datetime) -> None:
        """Answer a message that is meant for us, and that came then."""
        person = speaker(message)
        # What was shared through us comes back as a message of the one who shared it.
        if person is None or message.via_bot is not None:
            return
        turn = self.house.in_turn(message.chat.id, person.id)
        if not (id := self.albums.of(message)):
            async with turn:
                await self._answered(Album("", (message,), came), person)
            return
        async with self.albums.joined(id, message, came, turn) as album:
            if album is not None:
                await self._answered(album, person)
        await self.albums.over(id)

    async def _answered(self, album: Album, person: telegram.User) -> None:
        """Answer a message or an album."""
        first = album.messages[0]
        said = spoken(album.messages, self.house.bot.bot)
        if not said.ours or is_empty(album.messages):
            return
        await self.house.places.open(first.chat.id)
        under = first.message_id if is_group(first.chat.id) else 0
        answering = UnderMessage(self.house.posts, Spot.of(first), under)
        if said.command == VERIFY:
            await self._verified(album, answering)
            return
        said = _of_sets(said)
        if said.command and said.command not in (*REQUESTS, *SAID):
            await self._told(said, first, person, answering)
            return
        if is_foreign(album.messages):
            await self._say(answering, Reply(Kind.NOTICE, FOREIGN))
            return
        target = await self._target(album.messages)
        said, target = self._answering(said, target, first)
        if await self._asked(said, album, person, target):
            return
        channel = (await self.house.channel(Spot.of(first), first.chat)).id
        request = await request_of(self.house.parts, album, channel, self.albums.late)
        if isinstance(request, TooLate):
            await self._say(answering, Reply(Kind.NOTICE, request.sentence))
            return
        if isinstance(request, Unwanted):
            return
        if request is None:
            request = Requested(await self.house.places.key(first))
        await self._taken(album, Asked(said, person, target, channel, request), answering)

    def _answering(
        self, said: Spoken, target: Posting | None, message: telegram.Message
    ) -> tuple[Spoken, Posting | None]:
        """What is said as an answer to a command that asked, which then is that command."""
        if said.command:
            return said, target
        if target is not None and target.asks.startswith("/"):
            return said._replace(command=target.asks[1:]), replace(target, asks="")
        command = asked_by(replied_to(message), self.house.bot.bot)
        return (said._replace(command=command) if command else said), target

    async def _asked(
        self, said: Spoken, album: Album, person: telegram.User, target: Posting | None
    ) -> bool:
        """Whether a command came without the words that it needs, so that they were asked for."""
        first = album.messages[0]
        replied = replied_to(first)
        pictured = pictures_of((*album.messages, *((replied,) if replied else ())))
        if said.command not in (EDIT, IMAGINE) or said.words or (pictured and target is None):
            return False
        spot, under = Spot.of(first), first.message_id
        with suppress(PlaceClosed):
            if said.command == EDIT and target is not None:
                action = Action(Verb.EDIT, target.job, target.variant or 1)
                await ask(self.house, action, person, spot, under)
                return True
            channel = (await self.house.channel(spot, first.chat)).id
            job = await self.house.parts.history.latest(channel) if said.command == EDIT else None
            await ask_what(self.house, said.command, job, person, spot, under)
        return True

    async def _taken(self, album: Album, asked: Asked, under: UnderMessage) -> None:
        """Hand a request to the conversation, and show what comes of it."""
        if not asked.request.again and asked.request.instead is None:
            number, pictures = album.messages[0].message_id, len(pictures_of(album.messages))
            draft = self.house.drafting.begin(under.spot, number, pictures)
            under = replace(under, draft=draft)
        answering: Answering[Shape] = under
        if asked.request.instead is not None:
            answering = InPlace(self.house.posts, asked.request.instead, under)
        turn = await self.house.take(self._incoming(album, asked), answering)
        if turn is not None and turn.job is not None:
            with suppress(TelegramError, Dropped):
                await self.house.posts.act(under.spot.chat, turn.job, under.spot.topic)

    async def _incoming(self, album: Album, what: Asked) -> Incoming:
        first, places, said, target = album.messages[0], self.house.places, what.said, what.target
        pictures = pictures_of(album.messages)
        replied = replied_to(first)
        if replied is not None and target is None:
            pictures += pictures_of((replied,))
        waited = self.house.parts.clock.now() - album.came
        copies = await copied(self.house.bot, pictures, last=waited > PATIENCE)
        asked = REQUESTS.get(said.command)
        answers = bool(target and target.asks and not asked)
        return Incoming(
            key=what.request.key,
            channel=what.channel,
            person=await places.person(what.person),
            platform=PLATFORM,
            words=_words(said),
            attachments=copies.attachments,
            action=target.asks if target and answers else "",
            reply_to=target.job if target and not answers else "",
            variant=target.variant if target and not answers else 0,
            left_out=copies.left_out,
            intent=asked.intent if asked else None,
            private=not is_group(first.chat.id),
            manner=await self.house.manner(first.chat.id),
            notes=what.request.notes,
            came=album.came,
        )

    async def _target(self, messages: Sequence[telegram.Message]) -> Posting | None:
        """What the message that this replies to shows, or asks for."""
        replied = next((found for one in messages if (found := replied_to(one))), None)
        if replied is None:
            return None
        place, id = str(replied.chat.id), str(replied.message_id)
        return await self.house.parts.postings.at(PLATFORM, place, id)

    async def _told(
        self,
        said: Spoken,
        message: telegram.Message,
        person: telegram.User,
        answering: Answering[Shape],
    ) -> None:
        """Answer a command that needs no conversation."""
        try:
            reply = await self._reply(said, message, person)
        except EaselError as error:
            reply = sorry(error)
        await self._say(answering, reply)

    async def _verified(self, album: Album, answering: Answering[Shape]) -> None:
        """Say where the files of a message came from, or of the one that it replies to."""
        replied = replied_to(album.messages[0])
        messages = (*album.messages, *((replied,) if replied else ()))
        files = [one._replace(usable=True) for one in pictures_of(messages)]
        try:
            copies = await copied(self.house.bot, files, last=True)
            reply = await verified(copies.attachments, self.house.parts.reading)
        except EaselError as error:
            reply = sorry(error)
        await self._say(answering, reply)

    async def _say(self, answering: Answering[Shape], reply: Reply) -> None:
        with suppress(PlaceClosed):
            await answering.say(shape(reply))

    async def _reply(self, said: Spoken, message: telegram.Message, person: telegram.User) -> Reply:
        parts, chat = self.house.parts, message.chat.id
        match said.command:
            case name if name == MODELS:
                return models(parts.catalogue, models_of((await parts.queue.fleet()).live))
            case name if name in (HELP, START):
                return help_on()
            case name if name == SETTINGS:
                if said.words and not await self.house.looks_after(chat, person.id):
                    raise NotPermitted(what="/settings")
                first = await self.house.places.first(chat)
                channel = (await self.house.channel(Spot.of(message), message.chat)).id
                where = first, channel
                return await settings(said.words, *where, parts.customs, parts.catalogue)
            case name if name == LINK:
                who, private = await self._account(person), not is_group(chat)
                return await link(said.words, who, parts.links, parts.clock, private)
            case name if name == UNLINK:
                return await unlink(await self._account(person), parts.links)
            case name if name == FORGET:
                who, private = await self.house.places.person(person), not is_group(chat)
                return await parts.forgetting.asked(who, PLATFORM, private)
            case name:
                assert name not in KNOWN, name
                return Reply(Kind.ERROR, UNKNOWN.format(name=name))

    async def _account(self, person: telegram.User) -> Account:
        return Account(await self.house.places.person(person), PLATFORM, person.full_name)


def _of_sets(said: Spoken) -> Spoken:
    """What is said of reference sets, in words, since pictures and results come with it."""
    if said.command not in (SET, SETS):
        return said
    written = f"/{said.command} {said.words}".strip()
    return Spoken(written) if commands(written) else said._replace(command=SETTINGS)


def _words(said: Spoken) -> str:
    """What is asked for, where a command came without words of its own, too."""
    if said.command in SAID:
        return SAID[said.command]
    asked = REQUESTS.get(said.command)
    return asked.said(said.words) if asked else said.words

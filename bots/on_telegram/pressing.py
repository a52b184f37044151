"""Presses of buttons: answered at once, whenever the button was sent."""

import asyncio
from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime

import telegram

from bots.desk import sorry
from bots.on_telegram.answering import AboveButton, AboveSecond, Directly, UnderMessage, answer
from bots.on_telegram.asking import ask
from bots.on_telegram.house import House
from bots.on_telegram.outgoing import Shape, shape
from bots.on_telegram.places import PLATFORM, Spot, is_group
from bots.posting import Answering, PlaceClosed
from core.actions import Action, Verb
from core.buttons import asks
from core.conversation import TWICE
from core.customs import PLAIN
from core.errors import EaselError, ForgedAction
from core.incoming import Incoming
from core.replies import Channel

# What comes of these is told to the one who pressed alone; what they change is seen by all.
TOASTED = frozenset({Verb.CANCEL, Verb.DELETE, Verb.VOTE, Verb.STAR})
ENDING = frozenset({Verb.CANCEL, Verb.DELETE})  # these end what is there
# These begin no work.
LOOKING = frozenset(
    {Verb.OPEN, Verb.ORIGINAL, Verb.DETAILS, Verb.PAINT, Verb.VOTE, Verb.PICK, Verb.USE}
    | {Verb.TREE, Verb.EXPORT, Verb.PAGE}
)
MOST = 1000  # presses that are remembered


class Lately:
    """What was done, and when last."""

    def __init__(self) -> None:
        self._known = OrderedDict[tuple[int, int, str], datetime]()

    def again(self, what: tuple[int, int, str], came: datetime) -> bool:
        """Whether it was done a moment before, so that this is a slip, or somebody else's."""
        before = self._known.get(what)
        if before is not None and abs(came - before) <= TWICE:
            return True
        self._known[what] = came
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return False


@dataclass(frozen=True, slots=True)
class _Press:
    """A press of a button that is one of ours."""

    query: telegram.CallbackQuery
    action: Action
    message: telegram.MaybeInaccessibleMessage
    came: datetime
    second: bool = False  # whether the same was pressed a moment before

    @property
    def person(self) -> telegram.User:
        """Who pressed."""
        return self.query.from_user

    @property
    def toasted(self) -> bool:
        """Whether only the one who pressed is told."""
        return self.action.verb in TOASTED

    @property
    def aside(self) -> bool:
        """Whether what comes of it in a group is for the one who pressed alone."""
        return _aside(self.action, self.message.chat.id)


@dataclass(frozen=True, slots=True)
class Pressing:
    """Takes presses."""

    house: House
    _asked: Lately = field(default_factory=Lately)  # of whom words were asked for, by which button
    _begun: Lately = field(default_factory=Lately)  # what was pressed, by anybody

    _greeted: OrderedDict[str, asyncio.Task[None]] = field(
        default_factory=OrderedDict[str, "asyncio.Task[None]"]
    )  # answers that are under way, or were given

    def greet(self, query: telegram.CallbackQuery, came: datetime) -> None:
        """Answer a press at once, unless there will be more to say above its button."""
        try:
            action = Action.unpack(query.data or "")
        except ForgedAction:
            return
        if query.message is None or action.verb in TOASTED:
            return
        if _aside(action, query.message.chat.id) or self._again(query, action, came):
            return
        self._greeted[query.id] = asyncio.create_task(answer(self.house.bot, query.id))
        while len(self._greeted) > MOST:
            self._greeted.popitem(last=False)

    def _again(self, query: telegram.CallbackQuery, action: Action, came: datetime) -> bool:
        """Whether the work that a press begins was begun by the same one a moment before."""
        if asks(action) or action.verb in LOOKING or query.message is None:
            return False
        return self._begun.again((query.message.chat.id, 0, action.pack()), came)

    async def pressed(self, query: telegram.CallbackQuery, came: datetime) -> None:
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
        answered = self._greeted.pop(query.id, None)
        again = answered is None and self._again(query, action, came)
        press = _Press(query, action, message, came, second=again)
        if action.verb in TOASTED or press.second or press.aside:
            return await self._taken(press)
        answered = answered or asyncio.create_task(answer(bot, query.id))
        try:
            await self._taken(press)
        except asyncio.CancelledError:
            answered.cancel()  # an answer that hangs must not keep us
            raise
        finally:
            await answered

    async def _taken(self, press: _Press) -> None:
        """Do it in its turn; what ends or repeats something waits for nothing before it."""
        house, message = self.house, press.message
        in_turn = house.in_turn(message.chat.id, press.person.id)
        async with nullcontext() if press.toasted or press.second else in_turn:
            channel, spot = await self._where(press.action, message.chat)
            if asks(press.action):
                return await self._ask(press, spot)
            under = UnderMessage(
                house.posts, spot, message.message_id if is_group(spot.chat) else 0
            )
            answering: Answering[Shape] = under
            above = AboveButton(house.bot, press.query.id, under)
            if press.toasted:
                answering = above
            elif press.aside:
                answering = Directly(above, press.person.id)
            elif press.second:
                answering = AboveSecond(above)
            incoming = self._incoming(press, channel, spot)
            await house.take(incoming, answering, prompt=press.toasted)
        return None

    async def _ask(self, press: _Press, spot: Spot) -> None:
        """Ask for words, once for two presses of which the second is a slip."""
        if self._asked.again((spot.chat, press.person.id, press.action.pack()), press.came):
            return
        under = press.message.message_id
        try:
            await ask(self.house, press.action, press.person, spot, under)
        except EaselError as error:
            await self.house.posts.say(spot, shape(sorry(error)), under)
        except PlaceClosed:
            return

    async def _incoming(self, press: _Press, channel: Channel, spot: Spot) -> Incoming:
        house, person, verb = self.house, press.person, press.action.verb
        ends = verb in ENDING
        return Incoming(
            key=press.query.id,
            channel=channel.id,
            person=await house.places.person(person),
            platform=PLATFORM,
            action=press.action.pack(),
            came=press.came,
            private=not is_group(spot.chat),
            # Only these are for others than the one who asked, if they look after the group.
            moderates=(ends or verb is Verb.USE) and await house.looks_after(spot.chat, person.id),
            # What one began may be ended anywhere, whatever was set since.
            manner=PLAIN if ends else await house.manner(spot.chat),
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


def _aside(action: Action, chat: int) -> bool:
    """A link to the page is for one person: in a group it is told to them alone."""
    return action.verb is Verb.PAINT and is_group(chat)

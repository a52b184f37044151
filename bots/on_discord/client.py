"""The Discord client: hears messages, commands, presses and modals, and lets the desk answer."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import Any, Self
from weakref import WeakValueDictionary

import discord
from discord import app_commands

from bots.desk import Desk, sorry
from bots.on_discord.acknowledging import First, asked, deferred, told
from bots.on_discord.admitting import Admission
from bots.on_discord.answering import AfterDeferring, BesidePressed, InChannel, UnderMessage
from bots.on_discord.asking import Answered, Ask, answered, several
from bots.on_discord.choosing import DOES
from bots.on_discord.commands import COMMANDS
from bots.on_discord.contexts import BY_ALL, EVERYWHERE, intents
from bots.on_discord.customs import House
from bots.on_discord.dots import typing
from bots.on_discord.hearing import Hearing, Meant
from bots.on_discord.holding import Holding
from bots.on_discord.incoming import PLATFORM, Copied, Registry, Wish, copied
from bots.on_discord.once import tracing
from bots.on_discord.outgoing import Shape, shape
from bots.on_discord.posts import Posts
from bots.on_discord.pressing import Press, known
from bots.on_discord.reading import Fetch, Reader, deleted
from bots.on_discord.translating import Translator
from bots.on_discord.trouble import Unsaid
from bots.on_discord.under_way import UnderWay
from bots.parts import Parts
from bots.posting import Answering
from bots.ticking import Ticker
from bots.yielding import Refused, TooLarge
from core.buttons import asks
from core.errors import EaselError, ForgedAction, UnknownQuestion
from core.incoming import Incoming
from core.ports import models_of
from core.replies import Kind, Progress, Reply
from core.telling import models

log = logging.getLogger("easel.discord")

SELDOM = 2.5  # s between two edits of a message for progress
LATE = Reply(Kind.NOTICE, "I was too slow to take that; please do it once more.")
NOWHERE = "I do not know this kind of place; please ask in a channel, or write to me directly."
STRANGE = Reply(Kind.NOTICE, "I do not know that command in this form; reload Discord, please.")

Interaction = discord.Interaction["EaselClient"]
Answers = Answering[Shape]


class EaselClient(discord.Client):
    """Easel in Discord."""

    def __init__(self, parts: Parts, reads_all: bool = False, **more: Any) -> None:
        super().__init__(
            intents=intents(reads_all),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=tracing(),
            **more,
        )
        self.parts = parts
        self.arrived = asyncio.Event()  # set once Discord has told us where we are
        self.under_way = UnderWay()
        self.admission = Admission()
        self.registry = Registry(parts.history)
        self.house = House(parts.customs, parts.catalogue, self.get_channel)
        self.holding = Holding(parts.conversation.looking)
        self.posts = Posts(self, parts, self.house.restricted)
        self._saying = WeakValueDictionary[tuple[int, int], asyncio.Lock]()  # by channel, person
        self.hearing = Hearing(parts, self.posts, self.registry, reads_all)
        self.reader = Reader(self.registry, self.house, self.posts, self.http)
        self.desk = Desk(parts, self.posts, PLATFORM, self.posts.link, self.house.restricted)
        self.ticker = Ticker(parts, self.desk, SELDOM, PLATFORM)
        self.tree: app_commands.CommandTree[Self] = app_commands.CommandTree(
            self, allowed_contexts=EVERYWHERE, allowed_installs=BY_ALL
        )
        self.tree.error(self._command_failed)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.add_dynamic_items(Press)

    async def setup_hook(self) -> None:
        """Tell Discord which commands there are."""
        await self.tree.set_translator(Translator())
        await self.tree.sync()

    async def close(self) -> None:
        """Answer what was acknowledged, then leave."""
        await self.under_way.over()
        await super().close()

    async def on_ready(self) -> None:
        """The gateway has told everything that there is."""
        self.arrived.set()

    async def on_message(self, message: discord.Message) -> None:
        """Answer words that are meant for us: in direct messages, mentions and replies."""
        if self.user is None:
            return
        meant = await self.hearing.meant(message, self.user.id)
        if meant is Meant.ASKED:
            await self._answer_message(message)
        elif meant is Meant.UNREAD and (
            hint := await self.hearing.hint(message, self.user.display_name)
        ):
            await self._say(UnderMessage(message, self.posts), Reply(Kind.NOTICE, hint))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a modal that came back, also to a process that did not send it."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        found = answered(dict(interaction.data or {}), self.http)
        if found is None:
            await self.tell_privately(interaction, sorry(UnknownQuestion()))
            return
        words = found.words or DOES.get(found.intent, "")
        wish = Wish(words, found.packed, found.intent, found.local, found.message, found.variant)
        await self.take(interaction, wish, partial(self._filled_in, found))

    async def _filled_in(self, found: Answered) -> Copied:
        """The pictures that a question was about, where it was asked from a menu, and its mask."""
        pictures = await copied(found.pictures)
        if found.held:
            pictures = await self.holding.take(found.held)
        return replace(pictures, mask=(await copied((), found.mask)).mask)

    async def pressed(self, interaction: Interaction, packed: str) -> None:
        """A button was pressed: ask for words, or do what it means."""
        action = known(packed)
        if action is None:
            await self.tell_privately(interaction, sorry(ForgedAction()))
        elif asks(action):
            await self.ask(interaction, Ask(packed, several(interaction.message)))
        else:
            await self.take(interaction, Wish(action=packed))

    async def take(self, interaction: Interaction, wish: Wish, fetch: Fetch | None = None) -> None:
        """Acknowledge an interaction first, then answer it."""
        answering = await self._acknowledged(
            interaction, wish.private, changes=deleted(interaction, wish) is not None
        )
        if answering is not None:
            await self._kindly(answering, self.reader.interaction(interaction, wish, fetch))

    async def tell_models(self, interaction: Interaction) -> None:
        """Show which models run, to the one who asked."""
        await self.tell_later(interaction, self._models())

    async def _models(self) -> Reply:
        fleet = await self.parts.queue.fleet()
        return models(self.parts.catalogue, models_of(fleet.live))

    async def tell_privately(self, interaction: Interaction, reply: Reply) -> None:
        """Show a reply that needs no conversation to the one who asked, and to nobody else."""

        async def ready() -> Reply:
            return reply

        await self.tell_later(interaction, ready())

    async def tell_later(self, interaction: Interaction, reply: Coroutine[Any, Any, Reply]) -> None:
        """Acknowledge, then show a reply to the one who asked, and to nobody else."""
        answering = await self._acknowledged(interaction, private=True)
        if answering is None or isinstance(answering, InChannel):
            reply.close()  # what nobody can be told of is not done
            await self._say(answering and InChannel(interaction, self.posts), LATE)
            return
        try:
            made = await reply
        except EaselError as error:
            made = sorry(error)
        except Exception:
            log.exception("a command failed")
            made = sorry()
        await self._say(answering, made)

    async def ask(self, interaction: Interaction, modal: discord.ui.Modal) -> None:
        """Ask for words; where it is too late for that, say so."""
        if await self._begun(interaction) and await asked(interaction, modal) is First.LATE:
            await self._say(InChannel(interaction, self.posts), LATE)

    async def _say(self, answering: Answers | None, reply: Reply) -> None:
        """Show a reply; where that cannot be done, the log says so."""
        if answering is None:
            return
        try:
            await answering.say(shape(reply))
        except (Unsaid, Refused, TooLarge) as error:
            log.warning("an answer could not be shown: %r", error.__cause__)

    async def _answer_message(self, message: discord.Message) -> None:
        assert self.user is not None
        if not self.under_way.joined():
            return
        dots = asyncio.create_task(typing(message.channel))
        lock = self._saying.setdefault((message.channel.id, message.author.id), asyncio.Lock())
        try:
            async with lock:  # what one person says is taken in the order in which it came
                incoming = self.reader.message(message, self.user.id)
                await self._kindly(UnderMessage(message, self.posts), incoming)
        finally:
            dots.cancel()

    async def _kindly(self, answering: Answers, incoming: Coroutine[Any, Any, Incoming]) -> None:
        """Answer; whatever is wrong becomes a sentence in the same place."""
        try:
            await self.admission.turn()
            await self.desk.take(await incoming, answering)
        except EaselError as error:
            await self._say(answering, sorry(error))
        except (Unsaid, discord.HTTPException, discord.RateLimited) as error:
            # A job goes on, and its result finds a message of its own.
            log.warning("an answer could not be shown: %r", error.__cause__ or error)
        except Exception:
            log.exception("something that came in could not be answered")
            await self._say(answering, sorry())
        finally:
            incoming.close()  # where we were ended before it was read

    async def _command_failed(
        self, interaction: Interaction, error: app_commands.AppCommandError
    ) -> None:
        log.error("a command failed", exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        strange = isinstance(
            error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        )
        reply = STRANGE if strange else sorry()
        if interaction.response.is_done():
            await self._say(AfterDeferring(interaction, self.posts, private=True), reply)
        else:
            await self.tell_privately(interaction, reply)

    async def _acknowledged(
        self, interaction: Interaction, private: bool, changes: bool = False
    ) -> Answers | None:
        """Tell Discord, at once, that an answer comes; None where we leave, or another answers.

        `changes`: whether what was pressed is changed itself.
        """
        if not await self._begun(interaction):
            return None
        first = await deferred(interaction, private, changes)
        if first is First.TAKEN:
            return None
        if first is First.LATE:
            return InChannel(interaction, self.posts, private)
        if changes:
            return BesidePressed(interaction, self.posts)
        return AfterDeferring(interaction, self.posts, private)

    async def _begun(self, interaction: Interaction) -> bool:
        """Whether an interaction can be dealt with: not while we leave, nor from nowhere."""
        if not self.under_way.joined():
            return False
        self.admission.came()
        if interaction.channel is None:
            # A kind of channel that discord.py does not know: it keeps not even the id, and edits
            # no answer there.
            await told(interaction, NOWHERE)
            return False
        return True

    async def watch(self) -> None:
        """Show progress until cancelled."""
        await self.ticker.watch()

    async def tell(self, progress: Progress) -> None:
        """Show how far a job is, unless it was told a moment ago."""
        await self.ticker.tell(progress)

"""The Discord client: hears messages, commands, presses and modals, and lets the desk answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Self

import discord
from discord import app_commands

from bots.desk import Answering, Desk, sorry
from bots.on_discord.answering import AfterDeferring, BesidePressed, InChannel, UnderMessage
from bots.on_discord.asking import Ask, answered, asks, several
from bots.on_discord.choosing import DOES
from bots.on_discord.commands import COMMANDS
from bots.on_discord.customs import House
from bots.on_discord.holding import Holding
from bots.on_discord.incoming import (
    PLATFORM,
    Copied,
    Registry,
    Wish,
    copied,
    without_mention,
)
from bots.on_discord.media import pictures_of
from bots.on_discord.outgoing import Shape, shape
from bots.on_discord.posts import Posts
from bots.on_discord.pressing import Press
from bots.on_discord.translating import Translator
from bots.parts import Parts
from bots.ticking import Ticker
from core.actions import Action, Verb
from core.conversation import Incoming
from core.customs import PLAIN
from core.errors import EaselError, TargetGone
from core.ports import models_of
from core.postings import Posting
from core.replies import Progress, Reply
from core.telling import models

log = logging.getLogger("easel.discord")

SELDOM = 2.5  # s between two edits of a message for progress
TWICE = 40060  # Discord's code: the interaction was acknowledged before
# What only concerns the one who pressed is shown to nobody else.
PRIVATE = frozenset({Verb.CANCEL, Verb.DELETE, Verb.DETAILS, Verb.ORIGINAL})

# Servers, direct messages with us, and those of others; installed by servers and by people.
EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BY_ALL = app_commands.AppInstallationType(guild=True, user=True)

Interaction = discord.Interaction["EaselClient"]
Answers = Answering[Shape]
Fetch = Callable[[], Awaitable[Copied]]  # of what was attached; only once we have acknowledged


def intents(reads_all: bool) -> discord.Intents:
    """What is asked of the gateway; `reads_all` needs the privileged message-content intent.

    Without it, messages that mention us, direct messages and replies that ping us are heard.
    """
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    wanted.message_content = reads_all
    return wanted


class EaselClient(discord.Client):
    """Easel in Discord."""

    def __init__(self, parts: Parts, reads_all: bool = False, **more: Any) -> None:
        super().__init__(
            intents=intents(reads_all), allowed_mentions=discord.AllowedMentions.none(), **more
        )
        self.parts = parts
        self.arrived = asyncio.Event()  # set once Discord has told us where we are
        self.registry = Registry(parts.history)
        self.house = House(parts.customs, parts.catalogue)
        self.holding = Holding(parts.conversation.looking)
        self.posts = Posts(self, parts)
        self.desk = Desk(parts, self.posts, PLATFORM, self.posts.link)
        self.ticker = Ticker(parts, self.posts, SELDOM, PLATFORM)
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

    async def on_ready(self) -> None:
        """The gateway has told everything that there is."""
        self.arrived.set()

    async def on_message(self, message: discord.Message) -> None:
        """Answer words that are meant for us: in direct messages, mentions and replies."""
        if message.author.bot or self.user is None:
            return
        ours = await self._replied_to(message)
        if not (message.guild is None or self.user in message.mentions or ours):
            return
        await self._answer_message(message, ours)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a modal that came back, also to a process that did not send it."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        found = answered(dict(interaction.data or {}))
        if found is None:
            return
        words = found.words or DOES.get(found.intent, "")
        wish = Wish(words, found.packed, found.intent, found.local, found.message, found.variant)
        fetch = partial(self.holding.take, found.held) if found.held else None
        await self.take(interaction, wish, fetch)

    async def pressed(self, interaction: Interaction, packed: str) -> None:
        """A button was pressed: ask for words, or do what it means."""
        if asks(packed):
            await interaction.response.send_modal(Ask(packed, several(interaction.message)))
            return
        await self.take(interaction, Wish(action=packed))

    async def take(self, interaction: Interaction, wish: Wish, fetch: Fetch | None = None) -> None:
        """Acknowledge an interaction first, then answer it."""
        deletes = interaction.message if _verb(wish) is Verb.DELETE else None
        answering = await self._acknowledged(interaction, _private(wish), deletes is not None)
        if deletes is not None and answering is not None:
            await self.posts.renewed(deletes, interaction.token)
        if answering is not None:
            await self._kindly(answering, self._interaction(interaction, wish, fetch))

    async def tell_models(self, interaction: Interaction) -> None:
        """Show which models run, to the one who asked."""
        fleet = await self.parts.queue.fleet()
        await self.tell_privately(interaction, models(self.parts.catalogue, models_of(fleet.live)))

    async def tell_privately(self, interaction: Interaction, reply: Reply) -> None:
        """Show a reply that needs no conversation to the one who asked, and to nobody else."""
        text = shape(reply).text
        await interaction.response.send_message(text, ephemeral=True)

    async def tell_later(self, interaction: Interaction, reply: Coroutine[Any, Any, Reply]) -> None:
        """Acknowledge, then show a reply to the one who asked, and to nobody else."""
        answering = await self._acknowledged(interaction, private=True)
        if answering is None or isinstance(answering, InChannel):
            reply.close()  # what nobody can be told of is not done
            return
        try:
            await answering.say(shape(await reply))
        except EaselError as error:
            await answering.say(shape(sorry(error)))

    async def _interaction(
        self, interaction: Interaction, wish: Wish, fetch: Fetch | None
    ) -> Incoming:
        heard = await self.registry.heard(interaction.id, interaction.channel, interaction.user)
        who = interaction.user
        # What one began may be ended anywhere, whatever was set since.
        manner = PLAIN if _private(wish) else await self.house.manner(interaction.channel, who)
        copies = await fetch() if fetch else Copied(())
        meant = await self._meant(interaction.channel_id, wish.message) if wish.message else None
        return Incoming(
            key=heard.key,
            channel=heard.channel,
            person=heard.person,
            platform=PLATFORM,
            words=wish.words,
            attachments=copies.attachments,
            action=wish.action,
            reply_to=meant.job if meant else "",
            variant=wish.variant or (meant.variant if meant else 0),
            left_out=copies.left_out,
            intent=wish.intent,
            moderates=heard.moderates,
            local=wish.local,
            manner=manner,
            taken=copies.taken,
        )

    async def _meant(self, channel: int | None, message: int) -> Posting:
        """What a message of ours shows; raises TargetGone where that is not known."""
        posting = await self.parts.postings.at(PLATFORM, str(channel), str(message))
        if posting is None:
            raise TargetGone
        return posting

    async def _answer_message(self, message: discord.Message, target: Posting | None) -> None:
        async with message.channel.typing():
            await self._kindly(UnderMessage(message, self.posts), self._message(message, target))

    async def _message(self, message: discord.Message, target: Posting | None) -> Incoming:
        assert self.user is not None
        heard = await self.registry.heard(message.id, message.channel, message.author)
        manner = await self.house.manner(message.channel, message.author)
        pictures = pictures_of(message, self.http.get_from_cdn)
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and not target:
            pictures += pictures_of(replied, self.http.get_from_cdn)
        files = await copied(pictures)
        return Incoming(
            key=heard.key,
            channel=heard.channel,
            person=heard.person,
            platform=PLATFORM,
            words=without_mention(message.content, self.user.id),
            attachments=files.attachments,
            reply_to=target.job if target else "",
            variant=target.variant if target else 0,
            left_out=files.left_out,
            moderates=heard.moderates,
            manner=manner,
        )

    async def _kindly(self, answering: Answers, incoming: Coroutine[Any, Any, Incoming]) -> None:
        """Answer; whatever is wrong becomes a sentence in the same place."""
        try:
            await self.desk.take(await incoming, answering)
        except EaselError as error:
            await answering.say(shape(sorry(error)))
        except discord.HTTPException as error:
            # What was asked for is kept: its result finds a message of its own.
            log.warning("an answer could not be shown: %s", error)
        except Exception:
            log.exception("something that came in could not be answered")
            await answering.say(shape(sorry()))

    async def _replied_to(self, message: discord.Message) -> Posting | None:
        """What the message shows that this replies to; None where it is none of ours."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        place, id = str(reference.channel_id), str(reference.message_id)
        return await self.parts.postings.at(PLATFORM, place, id)

    async def _command_failed(
        self, interaction: Interaction, error: app_commands.AppCommandError
    ) -> None:
        log.error("a command failed", exc_info=error)
        made = shape(sorry())
        if interaction.response.is_done():
            await interaction.edit_original_response(content=made.text)
        else:
            await interaction.response.send_message(made.text, ephemeral=True)

    async def _acknowledged(
        self, interaction: Interaction, private: bool, changes: bool = False
    ) -> Answers | None:
        """Tell Discord, at once, that an answer comes; None where another process has done so.

        `changes`: whether what was pressed is changed itself.
        """
        try:
            await interaction.response.defer(thinking=not changes, ephemeral=private)
        except discord.HTTPException as error:
            if error.code == TWICE:
                log.warning(
                    "somebody else answers interaction %s: another process?", interaction.id
                )
                return None
            log.warning("interaction %s was not acknowledged in time: %s", interaction.id, error)
            return InChannel(interaction, self.posts, private)
        if changes:
            return BesidePressed(interaction, self.posts)
        return AfterDeferring(interaction, self.posts, private)

    async def watch(self) -> None:
        """Show progress until cancelled."""
        await self.ticker.watch()

    async def tell(self, progress: Progress) -> None:
        """Show how far a job is, unless it was told a moment ago."""
        await self.ticker.tell(progress)


def _private(wish: Wish) -> bool:
    return _verb(wish) in PRIVATE


def _verb(wish: Wish) -> Verb | None:
    return Action.unpack(wish.action).verb if wish.action else None

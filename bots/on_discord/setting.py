"""The command `/set`: what a channel takes by default, and who may use what in a server."""

from typing import Any

import discord
from discord import app_commands

from bots.on_discord.customs import (
    CHANNEL,
    COMMAND,
    EVERY,
    MODEL,
    ROLE,
    channel_key,
    guild_key,
    looks_after,
    places,
)
from bots.on_discord.incoming import PLATFORM
from bots.on_discord.suggesting import named_model, offered, running_models
from bots.usual import COACHING, COUNT, RATIO, SAFETY
from core.catalogue import HELPERS, Catalogue, Role
from core.customs import COMMANDS, Customs
from core.errors import BadOption, NotPermitted
from core.flags import MOST_VARIANTS
from core.habits import takes_back
from core.preferring import NEXT, OFF, ON, give_back, taken_in
from core.ratios import Ratio
from core.replies import Kind, Reply
from core.safety import Safety

Interaction = discord.Interaction[Any]  # its client is ours
USUAL = (MODEL, COUNT, RATIO, SAFETY, COACHING, NEXT)  # what is set for a channel
AS_USUAL = "none"  # takes one back
NOBODY = "only those who manage the server"
KINDS = {COMMAND: "the command", ROLE: "models for", MODEL: "the model", CHANNEL: "Easel in"}

set_ = app_commands.Group(
    name="set",
    description="Settings of this channel and this server",
    default_permissions=discord.Permissions(manage_channels=True),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    ),
)


@set_.command(name="defaults", description="What this channel takes where a request says nothing")
@app_commands.describe(
    model="The model; Easel chooses one where you do not, or say none",
    count="How many variants; 0 takes it back",
    ratio="The shape, such as 16:9; none takes it back",
    safety="What is done about pictures that a safety check finds unfit, where one runs",
    coaching="Whether vague requests get sharper versions as buttons",
    following="Whether results say what usually comes next",
)
@app_commands.choices(
    safety=[
        app_commands.Choice(name="refuse: neither shown nor kept", value=Safety.REFUSE),
        app_commands.Choice(name="mark: shown behind a spoiler", value=Safety.MARK),
        app_commands.Choice(name="off: nothing is checked", value=Safety.OFF),
        app_commands.Choice(name="none: what is usual in such a channel", value=AS_USUAL),
    ],
    coaching=[
        app_commands.Choice(name="on: they get them", value=ON),
        app_commands.Choice(name="off: they do not", value=OFF),
    ],
    following=[
        app_commands.Choice(name="on: they say so", value=ON),
        app_commands.Choice(name="off: they do not", value=OFF),
    ],
)
async def defaults(  # noqa: PLR0913 - each is an option that people see
    interaction: Interaction,
    model: str = "",
    count: app_commands.Range[int, 0, MOST_VARIANTS] | None = None,
    ratio: str = "",
    safety: str = "",
    coaching: str = "",
    following: str = "",
) -> None:
    """Set what is given, and leave the rest as it was."""
    number = AS_USUAL if count == 0 else str(count or "")
    given = {MODEL: model, COUNT: number, RATIO: ratio, SAFETY: safety}
    given |= {COACHING: coaching, NEXT: following}
    await interaction.client.tell_later(interaction, _defaults(interaction, given))


async def _defaults(interaction: Interaction, given: dict[str, str]) -> Reply:
    parts = interaction.client.parts
    wanted = {name: _read(name, said, parts.catalogue) for name, said in given.items() if said}
    place = channel_key(interaction.channel_id or 0)
    for name, value in wanted.items():
        await parts.customs.keep(PLATFORM, place, name, value)
    return await _shown(interaction)


def _read(name: str, said: str, catalogue: Catalogue) -> str | None:
    """The value of an option; None takes back what was set. Raises BadOption."""
    if said == AS_USUAL or (name in (MODEL, RATIO) and takes_back(said)):
        return None
    if name == RATIO and Ratio.read(said) is None:
        needs = "a ratio such as 16:9, or “none”"
        raise BadOption(option=name, needs=needs, given=f"“{said}”")
    return named_model(catalogue, said) if name == MODEL else said


@set_.command(name="reset", description="Take back what was set for this channel")
async def reset(interaction: Interaction) -> None:
    """Take back what was set for this channel."""
    await interaction.client.tell_later(interaction, _reset(interaction))


async def _reset(interaction: Interaction) -> Reply:
    customs: Customs = interaction.client.parts.customs
    for name in USUAL:
        await customs.keep(PLATFORM, channel_key(interaction.channel_id or 0), name, None)
    await give_back(await _ledgered(interaction), PLATFORM, customs)
    return await _shown(interaction)


@set_.command(name="only", description="Say which roles may use something; nobody else may then")
@app_commands.describe(
    what="A command, a model, models for something, or a channel",
    role1="Who may; leave it for those who manage the server",
    role2="Who may, too",
    role3="Who may, too",
)
async def only(
    interaction: Interaction,
    what: str,
    role1: discord.Role | None = None,
    role2: discord.Role | None = None,
    role3: discord.Role | None = None,
) -> None:
    """Leave something to some roles, or to those who manage the server."""
    roles = [role.id for role in (role1, role2, role3) if role is not None]
    await interaction.client.tell_later(interaction, _ruled(interaction, what, roles))


@set_.command(name="everyone", description="Let everyone use something again")
@app_commands.describe(what="A command, a model, models for something, or a channel")
async def everyone(interaction: Interaction, what: str) -> None:
    """Open something to all."""
    all_roles = [interaction.guild_id or 0]  # of the role that everyone has
    await interaction.client.tell_later(interaction, _ruled(interaction, what, all_roles))


@set_.command(name="show", description="What is set here")
async def show(interaction: Interaction) -> None:
    """What is set for the channel and for the server."""
    await interaction.client.tell_later(interaction, _shown(interaction))


@defaults.autocomplete("model")
async def _models(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await running_models(interaction, typed)


@only.autocomplete("what")
@everyone.autocomplete("what")
async def _things(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    known = things(interaction.client.parts.catalogue, interaction.channel)
    return offered(known, typed)


def things(catalogue: Catalogue, channel: object) -> dict[str, str]:
    """What a rule can be about, by its key, in words."""
    place, above = places(channel)
    unasked = HELPERS | {Role.NONE}
    return {
        f"{CHANNEL} {place}": "Easel in this thread",
        f"{CHANNEL} {above}": "Easel in this channel",  # of a channel, the same key
        f"{CHANNEL} {EVERY}": "Easel in all other channels",
        **{f"{COMMAND} {name}": f"the command /{name}" for name in COMMANDS},
        **{f"{ROLE} {role}": f"models for {role}" for role in Role if role not in unasked},
        f"{MODEL} {EVERY}": "all other models",
        **{f"{MODEL} {card.name}": f"the model {card.title}" for card in catalogue if card.intents},
    }


async def _ruled(interaction: Interaction, what: str, roles: list[int]) -> Reply:
    """Keep who may use something. Raises NotPermitted and BadOption."""
    if not (isinstance(interaction.user, discord.Member) and looks_after(interaction.user)):
        raise NotPermitted(what="/set for the whole server")
    parts = interaction.client.parts
    known = things(parts.catalogue, interaction.channel)
    key = next((key for key, said in known.items() if what.strip() in (key, said)), None)
    if key is None:
        raise BadOption(
            option="what", needs="one of the things that are offered", given=f"“{what}”"
        )
    place = guild_key(interaction.guild_id or 0)
    await parts.customs.keep(PLATFORM, place, key, " ".join(map(str, roles)))
    return await _shown(interaction)


async def _shown(interaction: Interaction) -> Reply:
    """What is set for the channel and the server, in words."""
    customs: Customs = interaction.client.parts.customs
    guild = interaction.guild_id or 0
    usual = await customs.of(PLATFORM, channel_key(interaction.channel_id or 0))
    rules = await customs.of(PLATFORM, guild_key(guild))
    lines = [f"{name}: {usual[name]}" for name in USUAL if name in usual]
    lines += await taken_in(await _ledgered(interaction), PLATFORM, customs)
    known = things(interaction.client.parts.catalogue, interaction.channel)
    for key in sorted(rules):
        who = [_called(interaction, int(role)) for role in rules[key].split()]
        lines.append(f"{_thing(key, known)}: {', '.join(who) or NOBODY}")
    text = "Set for this channel and this server:" if lines else "Nothing is set here."
    return Reply(Kind.NOTICE, text, tuple(lines))


async def _ledgered(interaction: Interaction) -> str:
    """Id of the channel in the ledger."""
    return str(await interaction.client.registry.channel(interaction.channel))


def _thing(key: str, known: dict[str, str]) -> str:
    """What a rule is about; of another channel, or of a model that is gone, its key."""
    kind, _, name = key.partition(" ")
    return known.get(key) or f"{KINDS[kind]} {name}"


def _called(interaction: Interaction, role: int) -> str:
    if role == interaction.guild_id:
        return "everyone"
    found = interaction.guild.get_role(role) if interaction.guild else None
    return f"@{found.name}" if found else f"role {role}, which is gone"

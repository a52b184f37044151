"""What Discord offers while somebody types: models that run, and earlier results."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from core.actions import Action, Verb
from core.answers import step
from core.catalogue import Catalogue, Intent
from core.customs import Closed
from core.errors import BadOption, NoRedis, NotPermitted, UnknownModel
from core.jobs import Job
from core.ports import models_of
from core.remembering import when

Interaction = discord.Interaction[Any]  # its client is ours
Choice = app_commands.Choice[str]
MOST, LONGEST = 25, 100  # choices; characters of a choice
REACH = 50  # turns back in which results are offered


async def running_models(
    interaction: Interaction, typed: str, intent: Intent | None = None
) -> list[Choice]:
    """The models that live workers announce and that are open to the person.

    None where nobody can be asked, or where the command, which is for `intent`, is closed to them.
    """
    parts, closed = interaction.client.parts, await _closed(interaction, intent)
    if closed is None:
        return []
    try:
        running = models_of((await parts.queue.fleet()).live)
    except NoRedis:
        return []
    asked = (card for card in parts.catalogue if card.name in running and card.intents)
    cards = [card for card in asked if closed.opens(card)]
    return offered({card.name: f"{card.title}: {card.strength}" for card in cards}, typed)


async def earlier_results(interaction: Interaction, typed: str) -> list[Choice]:
    """The latest results that /recall finds there, newest first; what is chosen opens that one.

    None where the person may not use it.
    """
    if await _closed(interaction, Intent.RECALL) is None:
        return []
    wanted, said = typed.casefold().strip(), dict[str, str]()
    for job in await _within_reach(interaction):
        name = f"{when(job.created)}: {step(job)}"
        if wanted in name.casefold() or wanted in job.spec.own_words.casefold():
            said[Action(Verb.OPEN, job.id, job.variants[0].index).pack()] = name
    return offered(said, "")


async def _closed(interaction: Interaction, intent: Intent | None) -> Closed | None:
    """What the person who types may not use; None where the command itself is among it."""
    house = interaction.client.house
    if interaction.channel is None:
        return None  # of a kind that discord.py does not know
    try:
        manner = await house.manner(interaction.channel, interaction.user)
        if intent is not None:
            manner.closed.check_intent(intent)
    except NotPermitted:
        return None
    return manner.closed


async def _within_reach(interaction: Interaction) -> Sequence[Job]:
    """Results of the channel; where nobody else reads it, those of the person."""
    history, registry = interaction.client.parts.history, interaction.client.registry
    if interaction.context.dm_channel:
        return await history.made_by(await registry.person(interaction.user), REACH)
    page = await history.page(await registry.channel(interaction.channel), limit=REACH)
    return [turn.job for turn in reversed(page.turns) if turn.job and turn.job.variants]


def named_model(catalogue: Catalogue, model: str) -> str:
    """The name of the card that an option names; empty where it is left out. Raises BadOption."""
    try:
        return catalogue.card(model.strip()).name if model.strip() else ""
    except UnknownModel as error:
        needs = "one of the models that are offered"
        raise BadOption(option="model", needs=needs, given=f"“{model}”") from error


def offered(known: Mapping[str, str], typed: str) -> list[Choice]:
    """Of what is known, by its value, that in whose value or name is what was typed."""
    wanted = typed.casefold().strip()
    fitting = (
        Choice(name=_cut(name), value=value)
        for value, name in known.items()
        if wanted in value.casefold() or wanted in name.casefold()
    )
    return [choice for choice, _ in zip(fitting, range(MOST), strict=False)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
